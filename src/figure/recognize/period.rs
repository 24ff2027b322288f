//! Decades and centuries: `التسعينيات`, `القرن الثالث الهجري`.

use crate::figure::{
    Certainty, Date, Decimal, Form, Kind, Reading,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};
use crate::text::Lang;

/// A decade or century in words.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Word(Sense::Decade(_) | Sense::Around(Around::Century))),
    read: |p, start| one(p.period(start.at)),
};

impl Paragraph<'_> {
    /// A decade or century.
    fn period(&self, at: usize) -> Option<Hit> {
        let decade = self.sense(at, |s| match s {
            Sense::Decade(n) => Some(n),
            _ => None,
        });
        if let Some(n) = decade {
            return self.decade(at, n);
        }
        if self.lang == Lang::Ar && self.has(at, Sense::Around(Around::Century)) {
            let next = at + 1;
            let tok = self.tok(next)?;
            let counted = self.number(next)?;
            let value = *counted.values.first()?;
            let fits = value.is_integer() && value >= Decimal::ONE && value <= Decimal::from(30);
            let named = tok.kind == TokKind::Digits || tok.found.art || self.raw(tok).contains("ال");
            if !fits || !named || tok.found.and {
                return None;
            }
            let mut end = counted.end;
            let mut value = value;
            for era in [Around::EraAd, Around::EraAh, Around::EraBc] {
                if let Some(after) =
                    self.around(end, era).filter(|&after| after > end + 1 || self.toks[end].found.art)
                {
                    end = after;
                    if era == Around::EraBc {
                        value = -value;
                    }
                    break;
                }
            }
            let mut hit = Hit::new(at, end, Reading::number(Kind::Century, value), counted.form);
            if self.around(counted.end, Around::EraAh).is_some() {
                // القرن الثالث الهجري covers the ninth and the tenth century.
                let years = [value * Decimal::ONE_HUNDRED - Decimal::from(98), value * Decimal::ONE_HUNDRED];
                for year in years.iter().filter_map(|&year| i32::try_from(year).ok()) {
                    let choices = Date::hijri(Some(year), None, None).gregorian_choices();
                    for gregorian in choices.into_iter().filter_map(|date| date.year) {
                        let century = Decimal::from((gregorian - 1).div_euclid(100) + 1);
                        hit.also(Reading::number(Kind::Century, century));
                    }
                }
            }
            return Some(hit);
        }
        if self.lang == Lang::En && self.has(at, Sense::Around(Around::Century)) {
            return None;
        }
        None
    }

    fn decade(&self, at: usize, n: u32) -> Option<Hit> {
        let n = Decimal::from(n);
        let mut end = at + 1;
        let mut century = 1900;
        if let Some(after) = self.around(end, Around::PriorCentury) {
            (century, end) = (1800, after);
        } else if let Some(after) = self.around(end, Around::LastCentury) {
            end = after;
        } else if self.lang == Lang::Ar
            && self.plays(end, Role::Centuries)
            && let Some(hit) = self.period(end)
            && let Some(c) = hit.readings[0]
                .as_number()
                .and_then(|c| i32::try_from(c).ok())
                .filter(|c| (1..=21).contains(c))
        {
            century = (c - 1) * 100;
            end = hit.end;
        }
        let mut hit =
            Hit::new(at, end, Reading::number(Kind::Decade, Decimal::from(century) + n), Form::Words);
        hit.certainty = Certainty::Soft;
        if end == at + 1 {
            hit.also(Reading::number(Kind::Decade, n));
        }
        Some(hit)
    }
}
