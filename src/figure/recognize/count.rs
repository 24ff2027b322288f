//! Bare numbers, interpreted by the words around them: a year, an age, a code, a multiple.

use crate::figure::{
    Certainty, Decimal, Dimension, Kind, Reading, Unit, UnitName, Value,
    hit::Hit,
    lang::{
        english::short_scale,
        senses::{fraction_of, unit_of},
    },
    lexicon::{Around, Role, Sense},
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
        if self.is_one_thing(at, num) {
            hit.certainty = Certainty::Soft;
        }
        if num.sort == Sort::CountOrPlace || tok.found.art && tok.kind == TokKind::Digits {
            hit.also(Reading::number(Kind::Ordinal, value));
        }
        if let Some(hit) = self.times(&hit, value) {
            return hit;
        }
        self.may_be_metres(&mut hit, num);
        if let Some(unit) = self.unit_in_front(at) {
            hit.rather(Reading::with_unit(value, unit));
            return hit;
        }
        if let Some(aged) = self.aged(&hit, num, age) {
            return aged;
        }
        if let Some(mut year) = self.year(at, num) {
            self.maybe_hijri(&mut year, num);
            return year;
        }
        self.may_be_code(at, &mut hit, num);
        self.may_be_numbered(&mut hit);
        self.letters_after(&mut hit, num);
        self.take_remainder(&mut hit, num);
        self.in_a_litre(&mut hit, value);
        self.may_be_a_part(at, &mut hit);
        hit
    }

    /// `خمس مساحة البلاد`: five of something, or a fifth of it, where a noun follows that is no plural in ات and has a definite
    /// noun after it.
    fn may_be_a_part(&self, at: usize, hit: &mut Hit) {
        let part = self.sense(at, fraction_of).filter(|_| self.lang == Lang::Ar && hit.end == at + 1);
        let noun = self.tok(at + 1).filter(|tok| {
            let word = self.raw(tok);
            tok.kind == TokKind::Word && !tok.found.and && !tok.found.prep && !word.ends_with("ات")
        });
        let definite = self.tok(at + 2).is_some_and(|tok| self.raw(tok).starts_with("ال"));
        let counts = definite && self.sense(at, unit_of).is_some() && !self.toks[at].found.art;
        if let Some((over, under)) = part.filter(|_| counts && noun.is_some() && self.unit(at + 1).is_none())
        {
            let value = Value::Fraction(over.into(), under.into());
            hit.also(Reading { kind: Kind::Fraction, value, unit: None });
        }
    }

    /// True for `1 file`, which is ملف: one by itself.
    fn is_one_thing(&self, at: usize, num: &Num) -> bool {
        let counts = |t: &Tok| {
            t.kind == TokKind::Word && t.latin && !t.glued && !t.capital && !self.raw(t).ends_with('s')
        };
        self.lang == Lang::En
            && num.values[0] == Decimal::ONE
            && num.digits.as_ref().is_some_and(|d| d.plain)
            && self.tok(num.end).is_some_and(counts)
            && !(self.labelled(at) || self.plays(num.end, Role::To))
    }

    /// `the 200m final`: metres, unless the other side has millions.
    fn may_be_metres(&self, hit: &mut Hit, num: &Num) {
        if num.glued_scale
            && num.end > 0
            && self.raw(&self.toks[num.end - 1]) == "m"
            && let Some(metres) =
                num.values[0].checked_div(power(6)).filter(|metres| *metres >= Decimal::from(50))
        {
            hit.also(Reading::with_unit(metres, Unit::of(UnitName::Metre)));
        }
    }

    /// `الساعات الـ48`: the unit of time before its number; after a singular the number is an ordinal.
    fn unit_in_front(&self, at: usize) -> Option<Unit> {
        let before = at.checked_sub(1).filter(|_| self.lang == Lang::Ar && self.toks[at].found.art)?;
        let noun = &self.toks[before];
        let plural = noun.found.art && self.raw(noun).ends_with("ات");
        let unit = |s| match s {
            Sense::Measure { unit, dual: false } if unit.is_time() => Some(unit),
            _ => None,
        };
        plural.then(|| self.sense(before, unit)).flatten()
    }

    /// The number as an age, if the words before or after it say so.
    fn aged(&self, hit: &Hit, num: &Num, age: bool) -> Option<Hit> {
        let value = num.values[0];
        let year = value.is_integer().then(|| Unit::of(UnitName::Year))?;
        let of = |unit| Reading { kind: Kind::Age, value: Value::Number(value), unit: Some(unit) };
        let mut made = hit.clone();
        if age && value > Decimal::ZERO && value < Decimal::from(130) {
            made.rather(of(year));
            // aged 6 to 59 months
            if let Some(unit) = self.time_at_end(num.end) {
                made.rather(of(unit));
            }
            return Some(made);
        }
        made.end = self.around(num.end, Around::AgeAfter).filter(|_| self.lang == Lang::Ar)?;
        made.rather(of(year));
        Some(made)
    }

    /// Digits that may be a code, or are one because they are padded or long.
    fn may_be_code(&self, at: usize, hit: &mut Hit, num: &Num) {
        let Some(d) = &num.digits else { return };
        let code =
            || Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, num.end)), unit: None };
        if d.values.is_empty() {
            hit.readings = vec![code()];
        } else if d.plain && (d.padded && d.length > 4 || d.length > 10 || d.length > 4 && self.labelled(at))
        {
            hit.rather(code());
        } else if d.plain && d.padded {
            hit.also(code());
        }
    }

    /// `14,800/mm³`, which is `14.8 × 10⁹/L`: a count in a small volume is one in a litre too.
    fn in_a_litre(&self, hit: &mut Hit, value: Decimal) {
        if !self.tok(hit.end).is_some_and(|tok| tok.is('/')) {
            return;
        }
        let volume = self.single_unit(hit.end + 1).filter(|(unit, _)| unit.dimension() == Dimension::Volume);
        let Some((unit, _)) = volume else { return };
        let base = |unit: Unit| unit.to_base(Decimal::ONE);
        let parts =
            base(Unit::of(UnitName::Litre)).zip(base(unit)).and_then(|(litre, unit)| litre.checked_div(unit));
        if let Some(count) = parts.and_then(|parts| parts.checked_mul(value)).filter(|count| *count != value)
        {
            hit.also(Reading::number(Kind::Cardinal, count.normalize()));
        }
    }

    /// The unit of time of the number to which a range leads that begins before a token.
    fn time_at_end(&self, at: usize) -> Option<Unit> {
        let links = [Sense::Around(Around::RangeLink), Sense::Around(Around::And)];
        let joined = self.tok(at)?.found.and;
        let linked = links.into_iter().any(|link| self.has(at, link));
        let end = (joined || linked).then(|| self.number(at + usize::from(linked)))??;
        self.unit_after(end.end).map(|(unit, _)| unit).filter(|unit| unit.is_time())
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
    fn letters_after(&self, hit: &mut Hit, num: &Num) {
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
