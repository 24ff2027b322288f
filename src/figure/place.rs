//! Numbers that say a place in an order: `3rd`, centuries, decades, Roman numerals.

use super::{
    Certainty, Decimal, Form, Kind, Reading, Value,
    lexicon::Around,
    number::{Num, Paragraph},
    reader::Hit,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// `3rd`.
    pub(super) fn ordinal_sign(&self, at: usize, num: &Num) -> Option<Hit> {
        num.digits.as_ref().filter(|d| d.plain)?;
        let sign = self.tok(num.end).filter(|t| t.glued && t.latin)?;
        if !matches!(self.raw(sign).to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th") {
            return None;
        }
        self.place(at, num.end + 1, num.values[0], Form::Digits, false)
    }

    /// An ordinal, or the century or the part that it is of.
    pub(super) fn place(&self, at: usize, end: usize, value: Decimal, form: Form, soft: bool) -> Option<Hit> {
        let mut next = end;
        if self.tok(next).is_some_and(|t| t.is_dash() && t.glued) {
            next += 1;
        }
        if self.lang == Lang::En
            && self.tok(next).is_some_and(|t| self.raw(t).to_ascii_lowercase().starts_with("centur"))
        {
            let mut end = next + 1;
            let mut value = value;
            if let Some(behind) = self.around(end, Around::EraBc) {
                (value, end) = (-value, behind);
            } else if let Some(behind) = self.around(end, Around::EraAd).or_else(|| self.hijri_era(end, 0)) {
                end = behind;
            }
            return Some(Hit::new(at, end, Reading::number(Kind::Century, value), form));
        }
        // القرن الخامس الهجري (الحادي عشر الميلادي): nothing else is counted so.
        if self.lang == Lang::Ar
            && self
                .tok(end)
                .is_some_and(|t| t.kind == TokKind::Word && t.found.art || self.raw(t).contains("ال"))
        {
            let era = self.around(end, Around::EraAd).or_else(|| self.around(end, Around::EraAh));
            if let Some(behind) = era {
                return Some(Hit::new(at, behind, Reading::number(Kind::Century, value), form));
            }
        }
        let mut hit = Hit::new(at, end, Reading::number(Kind::Ordinal, value), form);
        // third-party, second-hand: words that only contain one.
        let compound = form == Form::Words && next > end;
        if soft || compound {
            hit.certainty = Certainty::Soft;
        }
        // the last third of the genome
        let part = self.lang == Lang::En && self.tok(end).is_some_and(|t| self.raw(t) == "of");
        if part && form == Form::Words && value > Decimal::TWO && value < Decimal::from(20) {
            hit.also(Reading {
                kind: Kind::Fraction,
                value: Value::Fraction(Decimal::ONE, value),
                unit: None,
            });
        }
        Some(hit)
    }

    /// `1990s`, `90s`, `1990's`.
    pub(super) fn decade_sign(&self, at: usize, num: &Num) -> Option<Hit> {
        num.digits.as_ref().filter(|d| d.plain && matches!(d.length, 2 | 4))?;
        let mut next = num.end;
        if self.tok(next).is_some_and(|t| t.glued && matches!(t.kind, TokKind::Mark('\'' | '’'))) {
            next += 1;
        }
        self.tok(next).filter(|t| t.glued && self.raw(t) == "s")?;
        let value = num.values[0];
        if !(value % Decimal::TEN).is_zero() {
            return None;
        }
        let long = value >= Decimal::ONE_HUNDRED;
        let year = if long { value } else { value + Decimal::from(1900) };
        let mut hit = Hit::new(at, next + 1, Reading::number(Kind::Decade, year), Form::Digits);
        if !long {
            hit.also(Reading::number(Kind::Decade, value));
            // in his 60s
            if at > 0
                && matches!(
                    self.raw(&self.toks[at - 1]),
                    "his" | "her" | "their" | "my" | "our" | "early" | "mid" | "late"
                )
            {
                hit.readings.swap(0, 1);
            }
            hit.certainty = Certainty::Soft;
        }
        Some(hit)
    }

    /// `II`, `XIV`; one letter only behind a label (`Phase I`) or before a dash and another.
    pub(super) fn roman(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at).filter(|t| t.latin && t.capital && !t.glued)?;
        let raw = self.raw(tok);
        let value = roman(raw)?;
        let labelled = self.labelled(at);
        let range = self.tok(at + 1).is_some_and(|t| t.is_dash() && t.glued)
            && self.tok(at + 2).is_some_and(|t| t.glued && roman(self.raw(t)).is_some());
        // Charles V, but "when I": the first person is no numeral.
        let name = raw != "I"
            && at > 0
            && self.toks[at - 1].capital
            && self.raw(&self.toks[at - 1]).len() > 3
            && !self.tok(at + 1).is_some_and(|t| t.glued && t.is('.'));
        // V. at the head of a text
        let head = at == 0 && self.tok(at + 1).is_some_and(|t| t.glued && (t.is('.') || t.is(')')));
        if raw.len() == 1 && !labelled && !range && !name && !head {
            return None;
        }
        let mut hit = Hit::new(at, at + 1, Reading::number(Kind::Ordinal, value.into()), Form::Roman);
        hit.also(Reading::number(Kind::Cardinal, value.into()));
        hit.certainty = Certainty::Soft;
        if self.tok(at + 1).is_some_and(|t| self.raw(t).to_ascii_lowercase().starts_with("centur")) {
            hit.end += 1;
            hit.readings = vec![Reading::number(Kind::Century, value.into())];
        }
        Some(hit)
    }
}

/// A Roman numeral below forty; larger ones are words and names more often.
fn roman(text: &str) -> Option<u32> {
    let tens = text.bytes().take_while(|&b| b == b'X').count();
    let ones = match &text[tens..] {
        "" => 0,
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        "VI" => 6,
        "VII" => 7,
        "VIII" => 8,
        "IX" => 9,
        _ => return None,
    };
    (tens <= 3 && !text.is_empty()).then_some(tens as u32 * 10 + ones)
}
