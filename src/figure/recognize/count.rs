//! Bare numbers, interpreted by the words around them: a year, an age, a code, a multiple.

use crate::figure::{
    Certainty, Decimal, Kind, Reading, Unit, Value,
    hit::Hit,
    lang::english::short_scale,
    lexicon::{Around, Sense},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    recognize::{Recognizer, one},
    scan::{Tok, TokKind},
};
use crate::text::Lang;

/// A number on its own.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| look.leads(),
    read: |p, start| one(count(p, start.at, &start.lead(p)?.num, start.age)),
};

fn count(p: &Paragraph<'_>, at: usize, num: &Num, age: bool) -> Option<Hit> {
    if num.sort == Sort::Year {
        let mut hit = Hit::new(at, num.end, Reading::number(Kind::Year, num.values[0]), num.form);
        hit.also(Reading::number(Kind::Cardinal, num.values[0]));
        return Some(hit);
    }
    matches!(num.sort, Sort::Count | Sort::CountOrPlace).then(|| p.bare(at, num, age))
}

impl Paragraph<'_> {
    /// A bare number with the interpretation given by its context.
    pub(in crate::figure) fn bare(&self, at: usize, num: &Num, age: bool) -> Hit {
        let value = num.values[0];
        let tok = &self.toks[at];
        let mut hit = Hit::new(at, num.end, Reading::number(Kind::Cardinal, value), num.form);
        hit.readings = num.values.iter().map(|&v| Reading::number(Kind::Cardinal, v)).collect();
        hit.certainty = if num.soft { Certainty::Soft } else { Certainty::Hard };
        // 1 file is ملف, which means one by itself.
        let counts = |t: &Tok| {
            t.kind == TokKind::Word && t.latin && !t.glued && !t.capital && !self.raw(t).ends_with('s')
        };
        if self.lang == Lang::En
            && value == Decimal::ONE
            && num.digits.as_ref().is_some_and(|d| d.plain)
            && self.tok(num.end).is_some_and(counts)
            && !self.labelled(at)
        {
            hit.certainty = Certainty::Soft;
        }
        if num.sort == Sort::CountOrPlace || tok.found.art && tok.kind == TokKind::Digits {
            hit.also(Reading::number(Kind::Ordinal, value));
        }
        if let Some(hit) = self.times(&hit, value) {
            return hit;
        }
        // the 200m final: metres, unless the other side has millions
        if num.glued_scale
            && num.end > 0
            && self.raw(&self.toks[num.end - 1]) == "m"
            && let Some(metre) = Unit::by_code("Metre")
            && let Some(metres) = value.checked_div(power(6)).filter(|metres| *metres >= Decimal::from(50))
        {
            hit.also(Reading::with_unit(metres, metre));
        }
        // الساعات الـ48: the number after its unit; after a singular it is an ordinal.
        if self.lang == Lang::Ar
            && tok.found.art
            && at > 0
            && self.toks[at - 1].found.art
            && self.raw(&self.toks[at - 1]).ends_with("ات")
            && let Some(unit) = self.sense(at - 1, |s| match s {
                Sense::Measure { unit, dual: false } if unit.is_time() => Some(unit),
                _ => None,
            })
        {
            hit.rather(Reading::with_unit(value, unit));
            return hit;
        }
        let integer = value.is_integer();
        if age
            && integer
            && value > Decimal::ZERO
            && value < Decimal::from(130)
            && let Some(year) = Unit::by_code("Year")
        {
            hit.rather(Reading { kind: Kind::Age, value: Value::Number(value), unit: Some(year) });
            // aged 6 to 59 months
            if let Some(unit) = self.time_at_end(num.end) {
                hit.rather(Reading { kind: Kind::Age, value: Value::Number(value), unit: Some(unit) });
            }
            return hit;
        }
        if let Some(behind) =
            self.around(num.end, Around::AgeAfter).filter(|_| integer && self.lang == Lang::Ar)
            && let Some(year) = Unit::by_code("Year")
        {
            hit.rather(Reading { kind: Kind::Age, value: Value::Number(value), unit: Some(year) });
            hit.end = behind;
            return hit;
        }
        if let Some(mut year) = self.year(at, num) {
            self.maybe_hijri(&mut year, num);
            return year;
        }
        if let Some(d) = &num.digits {
            let raw_code =
                || Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, num.end)), unit: None };
            if d.values.is_empty() {
                hit.readings = vec![raw_code()];
            } else if d.plain
                && (d.padded && d.length > 4 || d.length > 10 || d.length > 4 && self.labelled(at))
            {
                hit.rather(raw_code());
            } else if d.plain && d.padded {
                hit.also(raw_code());
            }
        }
        self.may_be_numbered(&mut hit);
        self.letters_behind(&mut hit, num);
        self.take_remainder(&mut hit, num);
        hit
    }

    /// The unit of time of the number to which a range leads that begins before a token.
    fn time_at_end(&self, at: usize) -> Option<Unit> {
        let links = [Sense::Around(Around::RangeLink), Sense::Around(Around::And)];
        let joined = self.tok(at)?.found.and;
        let linked = links.into_iter().any(|link| self.has(at, link));
        let end = (joined || linked).then(|| self.number(at + usize::from(linked)))??;
        self.unit_behind(end.end).map(|(unit, _)| unit).filter(|unit| unit.is_time())
    }

    /// `three times`, `ثلاثة أضعاف`, `3x`.
    fn times(&self, hit: &Hit, value: Decimal) -> Option<Hit> {
        let mut next = hit.end;
        if self.tok(next).is_some_and(|t| t.is_dash() && t.glued) {
            next += 1;
        }
        let tok = self.tok(next)?;
        if tok.found.and || tok.found.art || tok.found.prep {
            return None;
        }
        if tok.is('×') && tok.glued && !self.glued(next + 1)
            || self.around(next, Around::Times).is_some()
                && !(self.raw(tok) == "x" && (!tok.glued || self.glued(next + 1)))
        {
            // two time champion, the first time
            let mut made = hit.clone();
            made.end = next + 1;
            made.rather(Reading::number(Kind::Multiplier, value));
            return Some(made);
        }
        None
    }

    /// Latin letters glued to digits that are neither a unit nor a scale: `1a`, `3D`, `5G`.
    fn letters_behind(&self, hit: &mut Hit, num: &Num) {
        if num.digits.is_none() || !self.tok(num.end).is_some_and(|t| t.glued && t.latin) {
            return;
        }
        // 10x15 is two numbers.
        let by = matches!(self.raw(&self.toks[num.end]), "x" | "X");
        let next = self.tok(num.end + 1).filter(|t| t.glued && t.kind == TokKind::Digits);
        if by && next.is_some() {
            return;
        }
        let end = self.chunk_end(num.end);
        // 5B and 3T may be models or sums.
        if end == num.end + 1
            && self.raw(&self.toks[num.end]) != "G"
            && let Some(by) = short_scale(self.raw(&self.toks[num.end]))
            && let Some(value) = num.values[0].checked_mul(power(by))
        {
            hit.also(Reading::number(Kind::Cardinal, value));
        }
        hit.end = end;
        let code =
            Reading { kind: Kind::Identifier, value: Value::Code(self.code(hit.from, end)), unit: None };
        hit.rather(code);
    }
}
