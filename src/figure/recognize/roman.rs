//! Roman numerals: `II`, `XIV`, `Phase I`.

use crate::figure::{
    Certainty, Form, Kind, Reading,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};

/// A Roman numeral.
pub(super) const RECOGNIZER: Recognizer =
    Recognizer { starts: |look| matches!(look, Look::Roman), read: |p, start| one(p.roman(start.at)) };

impl Paragraph<'_> {
    /// `II`, `XIV`; a single letter only after a label (`Phase I`) or before a dash and another numeral.
    pub(in crate::figure) fn roman(&self, at: usize) -> Option<Hit> {
        // type-II cells
        let joined = at > 1
            && self.glued(at)
            && self.toks[at - 1].is_dash()
            && self.glued(at - 1)
            && self.has(at - 2, Sense::Around(Around::Label));
        let tok = self.tok(at).filter(|t| t.latin && t.capital && (!t.glued || joined))?;
        let raw = self.raw(tok);
        let value = roman(raw)?;
        let labelled = joined || self.labelled(at);
        let range = self.tok(at + 1).is_some_and(|t| t.is_dash() && t.glued)
            && self.tok(at + 2).is_some_and(|t| t.glued && roman(self.raw(t)).is_some());
        // Charles V, but "when I": the first person is not a numeral.
        let name = raw != "I"
            && at > 0
            && self.toks[at - 1].capital
            && self.raw(&self.toks[at - 1]).len() > 3
            && !self.tok(at + 1).is_some_and(|t| t.glued && t.is('.'));
        // V. at the beginning of a text
        let head = at == 0 && self.tok(at + 1).is_some_and(|t| t.glued && (t.is('.') || t.is(')')));
        if raw.len() == 1 && !labelled && !range && !name && !head {
            return None;
        }
        let mut hit = Hit::new(at, at + 1, Reading::number(Kind::Ordinal, value.into()), Form::Roman);
        hit.also(Reading::number(Kind::Cardinal, value.into()));
        hit.certainty = Certainty::Soft;
        if self.plays(at + 1, Role::Centuries) {
            hit.end += 1;
            hit.readings = vec![Reading::number(Kind::Century, value.into())];
        }
        Some(hit)
    }
}

/// A Roman numeral below forty; larger ones are more often words and names.
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
