//! The walk through a paragraph: at each token the most telling kind of figure is tried first.

use super::{
    Bound, Calendar, Certainty, Date, Decimal, Dimension, Figure, Form, Kind, Reading, Unit, Value,
    lexicon::{Around, Sense, lexicon},
    number::Paragraph,
    scan::{Tok, TokKind, scan},
};
use crate::text::{Lang, Span, chars};

/// A figure in tokens.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// First token.
    pub(super) from: usize,
    /// The token behind the last one.
    pub(super) end: usize,
    /// The byte behind the last one, where a sign ends inside a token.
    pub(super) end_byte: Option<usize>,
    pub(super) readings: Vec<Reading>,
    pub(super) certainty: Certainty,
    pub(super) form: Form,
    pub(super) bound: Bound,
    /// The tokens that the ends of a pair begin and end with.
    pub(super) ends: Option<[(usize, usize); 2]>,
}

impl Hit {
    /// A hard figure with one reading.
    pub(super) fn new(from: usize, end: usize, reading: Reading, form: Form) -> Self {
        Hit {
            from,
            end,
            end_byte: None,
            readings: vec![reading],
            certainty: Certainty::Hard,
            form,
            bound: Bound::Exact,
            ends: None,
        }
    }

    /// A date.
    pub(super) fn date(from: usize, end: usize, date: Date, form: Form) -> Self {
        let kind = if date.calendar == Calendar::Hijri { Kind::HijriDate } else { Kind::Date };
        Hit::new(from, end, Reading { kind, value: Value::Date(date), unit: None }, form)
    }

    /// Adds a reading unless it is there.
    pub(super) fn also(&mut self, reading: Reading) {
        if !self.readings.contains(&reading) {
            self.readings.push(reading);
        }
    }

    /// Puts a reading first.
    pub(super) fn rather(&mut self, reading: Reading) {
        self.readings.retain(|r| *r != reading);
        self.readings.insert(0, reading);
    }
}

/// `1 January–15 March 2020`: the year of the second date is that of the first, which may also be meant without it.
/// `بين 1280 و1350هـ`: so is the calendar of a year.
fn share_year(first: &mut Hit, second: &Hit) {
    if let (Value::Number(number), Value::Date(to)) = (&first.readings[0].value, &second.readings[0].value) {
        let alone = to.month.is_none() && to.day.is_none() && first.readings[0].unit.is_none();
        let year = i32::try_from(*number).ok().filter(|year| number.is_integer() && to.year > Some(*year));
        if alone && to.calendar == Calendar::Hijri && year.is_some_and(|year| year > 0) {
            let value = Value::Date(Date::hijri(year, None, None));
            first.rather(Reading { kind: Kind::HijriDate, value, unit: None });
        }
        return;
    }
    let (Value::Date(from), Value::Date(to)) = (&first.readings[0].value, &second.readings[0].value) else {
        return;
    };
    let open = from.year.is_none() && from.month.is_some() && from.day.is_some() == to.day.is_some();
    if open && to.year.is_some() && to.month.is_some() && from.calendar == to.calendar {
        let value = Value::Date(Date { year: to.year, ..*from });
        first.rather(Reading { value, ..first.readings[0].clone() });
    }
}

/// Reads a text paragraph by paragraph.
pub(super) fn read(lang: Lang, text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut paragraph = Paragraph { lang, lexicon: lexicon(lang), text: "", toks: Vec::new() };
    let mut hits: Vec<Hit> = Vec::new();
    let mut base = 0;
    while base < text.len() {
        let end = paragraph_end(text, base);
        paragraph.text = &text[base..end];
        scan(lang, paragraph.lexicon, paragraph.text, &mut paragraph.toks);
        hits.clear();
        paragraph.walk(&mut hits);
        if hits.is_empty() && paragraph.text.len() == text.len() {
            hits.extend(paragraph.alone());
        }
        paragraph.join(&mut hits);
        figures.extend(hits.drain(..).map(|hit| paragraph.figure(hit, base)));
        base = end;
    }
    figures
}

/// See [`super::possible_duals`].
pub(super) fn possible_duals(text: &str) -> Vec<Span> {
    let mut toks = Vec::new();
    scan(Lang::Ar, lexicon(Lang::Ar), text, &mut toks);
    toks.iter().filter(|tok| tok.dual == Some(false)).map(|tok| Span::new(tok.start, tok.end)).collect()
}

/// A figure does not reach over an empty line; long runs of lines are cut at a line end, to bound memory.
fn paragraph_end(text: &str, from: usize) -> usize {
    const LONG: usize = 1 << 16;
    let bytes = &text.as_bytes()[from..];
    let mut lines = memchr::memchr_iter(b'\n', bytes);
    loop {
        let Some(at) = lines.next() else { return text.len() };
        if at >= LONG || matches!(bytes.get(at + 1), None | Some(b'\n' | b'\r')) {
            return from + at + 1;
        }
    }
}

/// True for marks that part what stands on both sides: no figure, code or address begins with them or holds them.
pub(super) fn divides(mark: char) -> bool {
    matches!(
        mark,
        ',' | '،'
            | ';'
            | '؛'
            | ':'
            | '!'
            | '?'
            | '؟'
            | '"'
            | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | ')'
            | '['
            | ']'
            | '…'
    )
}

impl Paragraph<'_> {
    fn walk(&self, hits: &mut Vec<Hit>) {
        let mut at = 0;
        // The bound or the age word that ended where the next figure may begin.
        let mut bound: Option<(usize, Bound)> = None;
        let mut age: Option<usize> = None;
        while let Some(tok) = self.toks.get(at) {
            if self.begins_nothing(at, tok) {
                at += 1;
                continue;
            }
            if tok.latin
                && !tok.glued
                && let Some(end) = self.address(at)
            {
                at = end;
                continue;
            }
            if let Some((end, found)) = self.bound_before(at) {
                bound = Some((end, found));
                // Age words may follow: at least, aged.
                at = end;
                continue;
            }
            if let Some(end) = self.around(at, Around::AgeBefore) {
                age = Some(end);
                if bound.is_some_and(|(b, _)| b == at) {
                    bound = bound.map(|(_, b)| (end, b));
                }
                // سن and age may be followed by the number at once; the words have no other use here.
                at = end;
                continue;
            }
            let Some(mut found) = self.figure_at(at, age == Some(at)) else {
                at += 1;
                continue;
            };
            let next = found.iter().map(|hit| hit.end).max().unwrap_or(at + 1).max(at + 1);
            if let Some((_, b)) = bound.filter(|&(end, _)| end == at) {
                found[0].bound = b;
            }
            let after = self.bound_after(next);
            if let (Some((_, b)), Some(last)) = (after, found.last_mut()) {
                last.bound = b;
            }
            hits.append(&mut found);
            at = next;
        }
    }

    /// True for tokens where no figure, bound or age can begin, which are most: told at a glance, so that the ways
    /// of reading a figure are not tried there one after the other.
    fn begins_nothing(&self, at: usize, tok: &Tok) -> bool {
        let next = self.tok(at + 1);
        let word = match tok.kind {
            TokKind::Digits => return false,
            TokKind::Word => tok,
            // .5, -5, (020: only before digits or what is glued to them.
            TokKind::Mark('.' | '(') => return next.is_none_or(|next| next.kind != TokKind::Digits),
            TokKind::Mark('-') => return next.is_none_or(|next| !next.glued),
            TokKind::Mark(mark) => return divides(mark),
        };
        if word.dual.is_some() || self.lexicon.opens(word.found.word) {
            return false;
        }
        if !word.latin && word.found.word == 0 {
            return true;
        }
        // Roman numerals are in no table.
        if word.capital && self.raw(word).starts_with(['I', 'V', 'X']) {
            return false;
        }
        // What remains are codes, addresses, dotted abbreviations and signs of money before a number.
        next.is_none_or(|next| match next.kind {
            TokKind::Digits => false,
            TokKind::Word => !next.glued,
            TokKind::Mark(mark) => divides(mark) && !(next.glued && self.glued(at + 2)),
        })
    }

    /// The figure that begins at a token, whatever kind it is; a range of days is two.
    fn figure_at(&self, at: usize, age: bool) -> Option<Vec<Hit>> {
        let tok = self.toks.get(at)?;
        if tok.latin
            && let Some(hit) = self.coded(at)
        {
            return Some(vec![hit]);
        }
        let digits = tok.kind == TokKind::Digits;
        let words = tok.kind == TokKind::Word && tok.found.word != 0;
        if digits && let Some(hit) = self.phone(at) {
            return Some(vec![hit]);
        }
        if (digits || words) && !age {
            if let Some(hits) = self.date(at) {
                return Some(hits);
            }
            if let Some(hits) = self.clock(at) {
                return Some(hits);
            }
        }
        if words && let Some(hit) = self.period(at) {
            return Some(vec![hit]);
        }
        if let TokKind::Mark('+' | '(') = tok.kind
            && let Some(hit) = self.phone(at)
        {
            return Some(vec![hit]);
        }
        self.quantity(at, age).map(|hit| vec![hit]).or_else(|| self.dual(at).map(|hit| vec![hit]))
    }

    /// The end of a web or mail address or a path that begins at a token: figures in it are no figures.
    fn address(&self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let (mut slashes, mut dots, mut sign, mut letters) = (0, 0, false, 1);
        while let Some(tok) = self.toks.get(end).filter(|tok| tok.glued) {
            match tok.kind {
                TokKind::Mark('/') => slashes += 1,
                TokKind::Mark('.') if self.toks.get(end + 1).is_some_and(|t| t.glued) => dots += 1,
                TokKind::Mark('@') => sign = true,
                TokKind::Word if tok.latin => letters += 1,
                _ => {}
            }
            end += 1;
        }
        let first = self.raw(&self.toks[at]);
        let web = matches!(first, "http" | "https" | "www" | "doi") && (slashes > 0 || dots > 0);
        let path = slashes > 0 && dots > 0 && letters > 2 && !self.toks[at + 1].is('/');
        (web || path || sign && dots > 0).then_some(end)
    }

    fn bound_before(&self, at: usize) -> Option<(usize, Bound)> {
        self.phrase(at, |s| match s {
            Sense::Around(Around::About) => Some(Bound::About),
            Sense::Around(Around::Over) => Some(Bound::Over),
            Sense::Around(Around::Under) => Some(Bound::Under),
            _ => None,
        })
        .map(|(bound, end)| (end, bound))
    }

    fn bound_after(&self, at: usize) -> Option<(usize, Bound)> {
        self.phrase(at, |s| match s {
            Sense::Around(Around::AboutAfter) => Some(Bound::About),
            Sense::Around(Around::OverAfter) => Some(Bound::Over),
            Sense::Around(Around::UnderAfter) => Some(Bound::Under),
            _ => None,
        })
        .map(|(bound, end)| (end, bound))
    }

    /// A unit at a token: phrase, word or sign; whether it is a dual; the token behind.
    pub(super) fn unit(&self, at: usize) -> Option<(Unit, bool, usize)> {
        let tok = self.tok(at)?;
        if tok.kind == TokKind::Word && !tok.found.and && !tok.found.prep && !tok.found.art {
            let named = self.phrase(at, |s| match s {
                Sense::Measure { unit, dual } => Some((unit, dual)),
                _ => None,
            });
            if let Some(((unit, dual), end)) = named {
                return Some((unit, dual, end));
            }
        }
        self.symbol(at).map(|(unit, end)| (unit, false, end))
    }

    /// A unit at a token that is no dual: سنتا behind a number is cents, not two years.
    pub(super) fn single_unit(&self, at: usize) -> Option<(Unit, usize)> {
        let tok = self.tok(at)?;
        let bare = tok.kind == TokKind::Word && !tok.found.and && !tok.found.prep && !tok.found.art;
        let named = bare.then(|| {
            self.phrase(at, |s| match s {
                Sense::Measure { unit, dual: false } => Some(unit),
                _ => None,
            })
        });
        match named.flatten() {
            // كيلو واط/ساعة is more than كيلو واط.
            Some(named) if self.glued(named.1) => {
                self.symbol(at).filter(|written| written.1 > named.1).or(Some(named))
            }
            Some(named) => Some(named),
            None => self.symbol(at),
        }
    }

    /// A sign or short form at a token, as it is written; the token behind it.
    pub(super) fn symbol(&self, at: usize) -> Option<(Unit, usize)> {
        let tok = self.tok(at)?;
        let rest = &self.text[tok.start..];
        let first = rest.chars().next()?;
        for &(symbol, unit) in self.lexicon.symbols(first) {
            let Some(behind) = rest.strip_prefix(symbol) else { continue };
            let end_byte = tok.start + symbol.len();
            // A sign of letters ends where the word ends.
            let open = symbol.chars().next_back().is_some_and(chars::is_letter)
                && behind.chars().next().is_some_and(|c| chars::is_letter(c) || chars::is_tashkeel(c));
            if open {
                continue;
            }
            let end = at + self.toks[at..].iter().take_while(|t| t.start < end_byte).count();
            return Some((unit, end));
        }
        None
    }

    /// Decades and centuries.
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
                if let Some(behind) =
                    self.around(end, era).filter(|&behind| behind > end + 1 || self.toks[end].found.art)
                {
                    end = behind;
                    if era == Around::EraBc {
                        value = -value;
                    }
                    break;
                }
            }
            let mut hit = Hit::new(at, end, Reading::number(Kind::Century, value), counted.form);
            if self.around(counted.end, Around::EraAh).is_some() {
                // القرن الثالث الهجري is the ninth and the tenth century.
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
        if let Some(behind) = self.around(end, Around::PriorCentury) {
            (century, end) = (1800, behind);
        } else if let Some(behind) = self.around(end, Around::LastCentury) {
            end = behind;
        } else if self.lang == Lang::Ar
            && self.tok(end).is_some_and(|t| self.raw(t) == "القرن")
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

    /// The dual ending of a noun; an adjective that agrees with it counts nothing more.
    fn dual(&self, at: usize) -> Option<Hit> {
        let likely = |tok: &super::scan::Tok| tok.dual == Some(true);
        self.tok(at).filter(|tok| likely(tok))?;
        let agrees = at > 0 && (likely(&self.toks[at - 1]) || self.dual_unit(at - 1));
        if agrees && !self.toks[at].found.and {
            return None;
        }
        let mut hit = Hit::new(at, at + 1, Reading::number(Kind::Cardinal, Decimal::TWO), Form::Dual);
        hit.certainty = Certainty::Soft;
        Some(hit)
    }

    fn dual_unit(&self, at: usize) -> bool {
        self.sense(at, |s| matches!(s, Sense::Measure { dual: true, .. } | Sense::Unit(2)).then_some(()))
            .is_some()
    }

    /// What the neighbours of a figure say about it: `2 to 4 per cent` are two shares, `16 و17 مارس` two days.
    fn join(&self, hits: &mut [Hit]) {
        for n in (1..hits.len()).rev() {
            let (before, after) = hits.split_at_mut(n);
            let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { continue };
            if !self.linked(first, second) {
                continue;
            }
            share_year(first, second);
            if !matches!(first.readings[0].kind, Kind::Cardinal | Kind::Year) {
                continue;
            }
            let Some(number) = first.readings[0].as_number() else { continue };
            if first.readings[0].unit.is_some() {
                continue;
            }
            let other = second.readings[0].clone();
            let year = first.readings[0].kind == Kind::Year;
            if year && other.kind != Kind::Year {
                continue;
            }
            match (other.kind, &other.value) {
                (Kind::Date | Kind::HijriDate, Value::Date(date))
                    if date.day.is_some() && date.month.is_some() =>
                {
                    if let Some(day) =
                        u8::try_from(number).ok().filter(|d| number.is_integer() && (1..=31).contains(d))
                    {
                        let value = Value::Date(Date { day: Some(day), weekday: None, ..*date });
                        first.rather(Reading { kind: other.kind, value, unit: None });
                    }
                }
                (
                    Kind::Percent
                    | Kind::PercentagePoint
                    | Kind::Money
                    | Kind::Measure
                    | Kind::Duration
                    | Kind::Age,
                    Value::Number(to),
                ) => {
                    let scaled = self.shared_scale(first, second).and_then(|by| number.checked_mul(by));
                    let mut made = Reading { value: Value::Number(number), ..other.clone() };
                    if let Some(scaled) = scaled.filter(|s| s <= to || number < *to) {
                        first.also(made.clone());
                        made.value = Value::Number(scaled);
                    }
                    first.rather(made);
                }
                (Kind::Cardinal, Value::Number(_)) => {
                    if let Some(scaled) =
                        self.shared_scale(first, second).and_then(|by| number.checked_mul(by))
                    {
                        first.rather(Reading::number(Kind::Cardinal, scaled));
                    }
                }
                (Kind::Year, _)
                    if number.is_integer()
                        && number >= Decimal::from(1000)
                        && number < Decimal::from(2200) =>
                {
                    first.rather(Reading::number(Kind::Year, number));
                }
                _ => {}
            }
        }
        // عامي 1990 و1995: years go forward too.
        for n in 1..hits.len() {
            let (before, after) = hits.split_at_mut(n);
            let (Some(first), Some(second)) = (before.last(), after.first_mut()) else { continue };
            if first.readings[0].kind == Kind::Year
                && second.readings.len() > 1
                && second.readings[1].kind == Kind::Year
                && self.linked(first, second)
            {
                second.readings.swap(0, 1);
            }
        }
    }

    /// The scale that the second of two linked numbers has and the first lacks: `2 to 4 million`.
    fn shared_scale(&self, first: &Hit, second: &Hit) -> Option<Decimal> {
        let own = (first.from..first.end).any(|n| self.sense(n, super::arabic::scale_of).is_some());
        let written = self.number(second.from).or_else(|| self.number(second.from + 1))?;
        let scale = written.scale.filter(|_| !own)?;
        // Only where the second is itself a bare number times the scale.
        (written.form == Form::Mixed || written.sort == super::number::Sort::Count).then_some(scale)
    }

    /// Nothing but `to`, `and`, `or`, a dash stands between.
    fn linked(&self, first: &Hit, second: &Hit) -> bool {
        let gap = first.end..second.from;
        match gap.len() {
            0 => self.toks[second.from].found.and,
            1 => {
                self.toks[gap.start].is_dash()
                    || self.has(gap.start, Sense::Around(Around::RangeLink))
                    || self.has(gap.start, Sense::Around(Around::And))
            }
            _ => false,
        }
    }

    fn figure(&self, hit: Hit, base: usize) -> Figure {
        let span = |from: usize, end: usize| {
            let start = self.toks[from].start;
            let stop = self.toks[end.max(from + 1) - 1].end;
            Span::new(base + start, base + stop)
        };
        let mut whole = span(hit.from, hit.end);
        if let Some(end) = hit.end_byte {
            whole.end = base + end;
        }
        Figure {
            span: whole,
            readings: hit.readings,
            certainty: hit.certainty,
            form: hit.form,
            bound: hit.bound,
            ends: hit.ends.map(|[a, b]| (span(a.0, a.1), span(b.0, b.1))),
        }
    }

    /// The tokens as one code: ASCII digits, capitals, no blanks.
    pub(super) fn code(&self, from: usize, end: usize) -> String {
        let mut code = String::new();
        for tok in &self.toks[from..end] {
            for c in self.raw(tok).chars() {
                match chars::digit_value(c) {
                    Some(n) => code.push(char::from(b'0' + n)),
                    None if c == '٫' => code.push('.'),
                    None if crate::text::bidi::is_invisible(c) => {}
                    None => code.extend(c.to_uppercase()),
                }
            }
        }
        code
    }

    /// The dimension of a unit is one that English counts with an article: `a kilogram`, `a month`.
    pub(super) fn countable(unit: Unit) -> bool {
        !matches!(unit.dimension(), Dimension::Other | Dimension::Share | Dimension::Points)
            && !matches!(
                unit.code(),
                "Foot" | "Second" | "Cup" | "Quarter" | "Minute" | "Night" | "Degree" | "Span" | "Yard"
            )
    }
}
