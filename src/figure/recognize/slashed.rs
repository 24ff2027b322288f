//! Two numbers joined by a slash: `3/4`, `2025/118`, `12/5`.

use crate::figure::{
    Date, Decimal, Form, Kind, Reading, Value, digits,
    hit::Hit,
    lexicon::{Around, Sense},
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};
use crate::text::Lang;

/// A fraction, file number or day with a slash.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits | Look::Mark(_) | Look::Word(Sense::Around(Around::Minus))),
    read: |p, start| p.both_calendars(start.at).or_else(|| one(signed(p, start.at))),
};

/// `-3/4`.
fn signed(p: &Paragraph<'_>, at: usize) -> Option<Hit> {
    let below = p.minus(at);
    let mut hit = p.slashed(below.unwrap_or(at))?;
    hit.from = at;
    if below.is_some()
        && let Value::Fraction(a, _) = &mut hit.readings[0].value
    {
        *a = -*a;
    }
    Some(hit)
}

impl Paragraph<'_> {
    /// `505/1111`, `843/1439–40`: a Hijri year and the Gregorian one in which it began, as historians write them.
    fn both_calendars(&self, at: usize) -> Option<Vec<Hit>> {
        let first = self.tok(at).filter(|tok| tok.kind == TokKind::Digits && tok.digits <= 4)?;
        self.tok(at + 1).filter(|slash| slash.glued && slash.is('/'))?;
        let second = self.tok(at + 2).filter(|tok| tok.glued && tok.kind == TokKind::Digits)?;
        let hijri = Date::hijri(i32::try_from(digits::small(self.text, first)?).ok(), None, None);
        let year = i32::try_from(digits::small(self.text, second)?).ok()?;
        let is_twin =
            !self.labelled(at) && hijri.gregorian_choices().iter().any(|twin| twin.year == Some(year));
        let num = self.number(at + 2).filter(|_| is_twin)?;
        let years = |hit: &Hit| hit.readings[0].kind == Kind::YearRange;
        let twin = self.pair(at + 2, &num, None).filter(years).unwrap_or_else(|| {
            Hit::new(at + 2, at + 3, Reading::number(Kind::Year, year.into()), Form::Digits)
        });
        Some(vec![Hit::date(at, at + 1, hijri, Form::Digits), twin])
    }

    /// `3/4`, `2025/118`, `12/5`.
    pub(in crate::figure) fn slashed(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        let slash = self.tok(at + 1).filter(|t| matches!(t.kind, TokKind::Mark('/' | '⁄')))?;
        let second = self.tok(at + 2).filter(|t| t.glued == slash.glued && t.kind == TokKind::Digits)?;
        let (a, b) = (digits::small(self.text, tok)?, digits::small(self.text, second)?);
        let end = at + 3;
        let year = |n: u32, len: u32| len == 4 && (1000..2200).contains(&n);
        // 24817 / 2015: with blanks only a number and its year belong together.
        if !slash.glued && (year(a, tok.digits) == year(b, second.digits) || a.min(b) < 13) {
            return None;
        }
        if self.tok(end).is_some_and(|t| t.glued && t.is('/'))
            && self.tok(end + 1).is_some_and(|t| t.glued && t.kind == TokKind::Digits)
        {
            let end = self.chunk_end(at);
            let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
            return Some(Hit::new(at, end, code, Form::Digits));
        }
        // 2023/24
        if year(a, tok.digits) && second.digits == 2 && (a + 1) % 100 == b
            || year(a, tok.digits) && year(b, second.digits) && b > a
        {
            let to = if second.digits == 2 { a + 1 } else { b };
            let value = Value::Pair(a.into(), to.into());
            let mut hit =
                Hit::new(at, end, Reading { kind: Kind::YearRange, value, unit: None }, Form::Digits);
            hit.ends = Some([(at, at + 1), (at + 2, end)]);
            return Some(hit);
        }
        // 2023/2022 in Arabic: the later year comes first.
        if self.lang == Lang::Ar && year(b, second.digits) && tok.digits == 4 && a == b + 1 {
            let value = Value::Pair(b.into(), a.into());
            let mut hit =
                Hit::new(at, end, Reading { kind: Kind::YearRange, value, unit: None }, Form::Digits);
            hit.ends = Some([(at + 2, end), (at, at + 1)]);
            return Some(hit);
        }
        let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
        let mut hit = Hit::new(at, end, code, Form::Digits);
        // 3/4 cup, 1/2 كيلومتر
        if b > 0
            && b <= 16
            && a < b
            && let Some((unit, behind)) = self.unit_behind(end)
        {
            hit.end = behind;
            hit.readings = vec![Reading::with_unit((Decimal::from(a) / Decimal::from(b)).normalize(), unit)];
            return Some(hit);
        }
        if self.labelled(at) && b <= 99 {
            // 147/1 may be expressed as paragraph 1 of article 147.
            hit.ends = Some([(at, at + 1), (at + 2, end)]);
            hit.also(Reading { kind: Kind::Score, value: Value::Pair(a.into(), b.into()), unit: None });
        }
        if b > 0 && b <= 1000 && a <= 1000 && !self.labelled(at) {
            hit.rather(Reading {
                kind: Kind::Fraction,
                value: Value::Fraction(a.into(), b.into()),
                unit: None,
            });
            let day = |m: u32, d: u32| {
                let (m, d) = (
                    u8::try_from(m).ok().filter(|m| (1..=12).contains(m))?,
                    u8::try_from(d).ok().filter(|d| (1..=31).contains(d))?,
                );
                Some(Reading {
                    kind: Kind::Date,
                    value: Value::Date(Date::new(None, Some(m), Some(d))),
                    unit: None,
                })
            };
            let (first, second) = match self.lang {
                Lang::Ar => (day(b, a), day(a, b)),
                Lang::En => (day(a, b), day(b, a)),
            };
            first.into_iter().chain(second).for_each(|r| hit.also(r));
            // 120/80 is a pair of readings, 24/7 a phrase: both numbers are still figures.
            hit.ends = Some([(at, at + 1), (at + 2, end)]);
            hit.also(Reading { kind: Kind::Score, value: Value::Pair(a.into(), b.into()), unit: None });
        }
        Some(hit)
    }
}
