//! Ordinals: `3rd`, `الثالث`, including centuries.

use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading, Unit, UnitName, Value,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    number::{Num, Sort},
    paragraph::Paragraph,
    recognize::{Recognizer, one},
    scan::TokKind,
};
use crate::text::Lang;

/// An ordinal.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| look.leads(),
    read: |p, start| {
        let num = &start.lead(p)?.num;
        let hit = if num.sort == Sort::Place { of_sort(p, start.at, num) } else { None };
        one(hit.map(|hit| p.of_age(hit, start.age)))
    },
};

/// `a third`, `a fifth`: an ordinal or a fraction.
fn of_sort(p: &Paragraph<'_>, at: usize, num: &Num) -> Option<Hit> {
    let mut hit = p.place(at, num.end, num)?;
    if hit.readings[0].kind == Kind::Ordinal
        && at > 0
        && p.has(at - 1, Sense::Article)
        && let Ok(under) = u32::try_from(num.values[0])
        && under > 2
    {
        hit.also(Reading {
            kind: Kind::Fraction,
            value: Value::Fraction(Decimal::ONE, under.into()),
            unit: None,
        });
    }
    Some(hit)
}

impl Paragraph<'_> {
    /// `في الثامنة عشرة من عمرها`, `في سن الثامنة عشرة`: the year of a life, which is an age.
    fn of_age(&self, mut hit: Hit, age: bool) -> Hit {
        let after = self.around(hit.end, Around::AgeAfter).filter(|_| self.lang == Lang::Ar);
        let place = hit.readings.len() == 1 && hit.readings[0].kind == Kind::Ordinal;
        let value = hit.readings[0].as_number().filter(|value| *value > Decimal::TWO);
        let feminine = self.toks[hit.from..hit.end].iter().any(|tok| self.raw(tok).contains('ة'));
        if let Some(value) = value
            && place
            && feminine
            && self.lang == Lang::Ar
            && (age || after.is_some())
        {
            hit.rather(Reading {
                kind: Kind::Age,
                value: Value::Number(value),
                unit: Some(Unit::of(UnitName::Year)),
            });
            hit.end = after.unwrap_or(hit.end);
        }
        hit
    }

    /// An ordinal, or the century or fraction that it belongs to.
    pub(in crate::figure) fn place(&self, at: usize, end: usize, num: &Num) -> Option<Hit> {
        let (value, form, soft) = (num.values[0], num.form, num.soft);
        let mut next = end;
        if self.tok(next).is_some_and(|t| t.is_dash() && t.glued) {
            next += 1;
        }
        if self.lang == Lang::En && self.plays(next, Role::Centuries) {
            let mut end = next + 1;
            let mut value = value;
            if let Some(after) = self.around(end, Around::EraBc) {
                (value, end) = (-value, after);
            } else if let Some(after) = self.around(end, Around::EraAd).or_else(|| self.hijri_era(end, 0)) {
                end = after;
            }
            return Some(Hit::new(at, end, Reading::number(Kind::Century, value), form));
        }
        // القرن الخامس الهجري (الحادي عشر الميلادي): nothing else has this form.
        if self.lang == Lang::Ar
            && self
                .tok(end)
                .is_some_and(|t| t.kind == TokKind::Word && t.found.art || self.raw(t).contains("ال"))
        {
            let era = self.around(end, Around::EraAd).or_else(|| self.around(end, Around::EraAh));
            if let Some(after) = era {
                return Some(Hit::new(at, after, Reading::number(Kind::Century, value), form));
            }
        }
        let mut hit = Hit::new(at, end, Reading::number(Kind::Ordinal, value), form);
        // العقد السادس من عمره, عقده السادس: his fifties
        let decade = |s| matches!(s, Sense::Measure { unit, .. } if unit.is(UnitName::Decade)).then_some(());
        let own = at.checked_sub(1).is_some_and(|before| self.has(before, Sense::Around(Around::OwnDecade)));
        let of_life = || {
            at.checked_sub(1).is_some_and(|before| self.sense(before, decade).is_some())
                && self.around(end, Around::AgeAfter).is_some()
        };
        if self.lang == Lang::Ar && (own || of_life()) {
            hit.also(Reading::number(Kind::Decade, (value - Decimal::ONE) * Decimal::TEN));
        }
        // third-party, second-hand: words that only contain an ordinal.
        let compound = form == Form::Words && next > end;
        if soft || compound {
            hit.certainty = Certainty::Soft;
        }
        // the last third of the genome
        let part = self.lang == Lang::En && self.plays(end, Role::Of);
        if part && form == Form::Words && value > Decimal::TWO && value < Decimal::from(20) {
            hit.also(Reading {
                kind: Kind::Fraction,
                value: Value::Fraction(Decimal::ONE, value),
                unit: None,
            });
        }
        Some(hit)
    }
}
