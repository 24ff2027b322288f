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

/// True for a number of four digits that is a usual year.
fn is_year(number: u32, digits: u32) -> bool {
    digits == 4 && (1000..2200).contains(&number)
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
        // 24817 / 2015: with blanks only a number and its year belong together.
        if !slash.glued && (is_year(a, tok.digits) == is_year(b, second.digits) || a.min(b) < 13) {
            return None;
        }
        if self.tok(end).is_some_and(|t| t.glued && t.is('/'))
            && self.tok(end + 1).is_some_and(|t| t.glued && t.kind == TokKind::Digits)
        {
            let end = self.chunk_end(at);
            let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
            return Some(Hit::new(at, end, code, Form::Digits));
        }
        if let Some(hit) = self.slashed_years(at, (a, tok.digits), (b, second.digits)) {
            return Some(hit);
        }
        let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
        let mut hit = Hit::new(at, end, code, Form::Digits);
        // 3/4 cup, 1/2 كيلومتر
        if b > 0
            && b <= 16
            && a < b
            && let Some((unit, after)) = self.unit_after(end)
        {
            hit.end = after;
            hit.readings = vec![Reading::with_unit((Decimal::from(a) / Decimal::from(b)).normalize(), unit)];
            return Some(hit);
        }
        if self.labelled(at) && b <= 99 {
            // 147/1 may be expressed as paragraph 1 of article 147.
            hit.ends = Some([(at, at + 1), (at + 2, end)]);
            hit.also(Reading { kind: Kind::Score, value: Value::Pair(a.into(), b.into()), unit: None });
        }
        if b > 0 && b <= 1000 && a <= 1000 && !self.labelled(at) {
            self.other_readings(&mut hit, a, b);
            // 120/80 is a pair of readings, 24/7 a phrase: both numbers are still figures.
            hit.ends = Some([(at, at + 1), (at + 2, end)]);
            hit.also(Reading { kind: Kind::Score, value: Value::Pair(a.into(), b.into()), unit: None });
        }
        Some(hit)
    }

    /// `2023/24`: two years, each with the number of its digits.
    fn slashed_years(&self, at: usize, (a, a_digits): (u32, u32), (b, b_digits): (u32, u32)) -> Option<Hit> {
        let (left, right) = ((at, at + 1), (at + 2, at + 3));
        let made = |from: u32, to: u32, ends: [(usize, usize); 2]| {
            let value = Value::Pair(from.into(), to.into());
            let years = Reading { kind: Kind::YearRange, value, unit: None };
            Some(Hit { ends: Some(ends), ..Hit::new(at, at + 3, years, Form::Digits) })
        };
        if is_year(a, a_digits) && b_digits == 2 && (a + 1) % 100 == b {
            return made(a, a + 1, [left, right]);
        }
        if is_year(a, a_digits) && is_year(b, b_digits) && b > a {
            return made(a, b, [left, right]);
        }
        // 2023/2022 in Arabic: the later year comes first.
        if self.lang == Lang::Ar && is_year(b, b_digits) && a_digits == 4 && a == b + 1 {
            return made(b, a, [right, left]);
        }
        None
    }

    /// `3/4` may be a fraction, and a day and a month in the order of the language or the other one.
    fn other_readings(&self, hit: &mut Hit, a: u32, b: u32) {
        let value = Value::Fraction(a.into(), b.into());
        hit.rather(Reading { kind: Kind::Fraction, value, unit: None });
        let day = |month: u32, day: u32| {
            let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
            let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
            let value = Value::Date(Date::new(None, Some(month), Some(day)));
            Some(Reading { kind: Kind::Date, value, unit: None })
        };
        let (first, second) = match self.lang {
            Lang::Ar => (day(b, a), day(a, b)),
            Lang::En => (day(a, b), day(b, a)),
        };
        first.into_iter().chain(second).for_each(|reading| hit.also(reading));
    }
}
