//! The tokens that the aligner compares: the words of a segment, its figures as values, its names
//! as entries of the table.
//!
//! A figure replaces the words that it covers, so that `ثلاثة آلاف` and `3,000` are the same token.
//! The parts of a date, the ends of a range and the unit are separate tokens, because one of them
//! may be wrong or missing and the rest must still count. A name from the table is added to the
//! words that spell it. All have the places of what they stand for, because the order of the tokens of
//! a bead is evidence. Words that are run together come after the word that they make, as words of their own.

use super::glued;
use crate::document::enumerator;
use crate::figure::{self, Calendar, Figure, Value};
use crate::name;
use crate::text::{Lang, Span, chars, fold, memo::Memo, stem, token};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// A word.
    Word,
    /// A run of digits that no figure covers.
    Number,
    /// A punctuation mark.
    Mark,
    /// A part of a figure; equal keys are equal values.
    Figure,
    /// An entry of the table of names; equal keys are the same entry.
    Name,
    /// The number of a list item; equal keys are equal values.
    Enumerator,
    /// The English stem of a word of a translation that was given for an Arabic segment.
    Translated,
}

/// A token of a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    /// Its normal form; tokens with equal forms are equal.
    pub form: &'a str,
    /// What its class is named after: the stem of a word, the normal form of anything else.
    pub stem: &'a str,
    /// Its kind.
    pub shape: Shape,
    /// Its place.
    pub span: Span,
    /// The number of its spelling, counted up for each spelling that a reader meets for the first
    /// time. Figures, names and enumerators have none.
    pub spelling: Option<usize>,
    /// Its normal form and what its class is named after, to share, where it has a spelling.
    pub shared: Option<(&'a Rc<str>, &'a Rc<str>)>,
    /// It begins with a capital letter.
    pub capital: bool,
}

/// The data of a spelling.
#[derive(Debug)]
struct Spelling {
    form: Rc<str>,
    stem: Rc<str>,
    shape: Shape,
    capital: bool,
    key: name::Key,
    /// The spans in it of the words that are run together.
    parts: Vec<Span>,
}

thread_local! {
    /// The Arabic and the English words of earlier texts.
    static WORDS: [Memo<Rc<Spelling>>; 2] = Default::default();
}

impl Spelling {
    /// The data of a token.
    fn of(lang: Lang, token: token::Token, text: &str) -> Rc<Self> {
        let spelled = token.span.of(text);
        let capital = spelled.starts_with(char::is_uppercase);
        let make = |spelled: &str| {
            let mut form = String::new();
            let shape = normal_form(lang, token.kind, spelled, &mut form);
            let form: Rc<str> = form.into();
            let (stem, key) = match shape {
                Shape::Word => (stem::stem_folded(lang, &form).into(), name::table().key(lang, spelled)),
                _ => (Rc::clone(&form), name::Key::default()),
            };
            let arabic =
                lang == Lang::Ar && shape == Shape::Word && !form.starts_with(chars::is_latin_letter);
            let parts = if arabic && key.is_empty() { glued::parts(spelled) } else { Vec::new() };
            Rc::new(Spelling { form, stem, shape, capital, key, parts })
        };
        match token.kind {
            token::TokenKind::Word => {
                WORDS.with(|words| words[usize::from(lang == Lang::En)].get(spelled, make))
            }
            token::TokenKind::Number | token::TokenKind::Mark => make(spelled),
        }
    }
}

/// Reads the tokens of segments of one language and remembers their spellings.
pub(super) struct Reader<'t> {
    lang: Lang,
    numbers: FxHashMap<&'t str, usize>,
    spellings: Vec<Rc<Spelling>>,
    /// The numbers of the spellings of the present text, and their spans.
    words: Vec<(usize, Span)>,
    /// The spans of the words among them, and what names are found by.
    named: Vec<Span>,
    keys: Vec<name::Key>,
}

/// A token that is no spelling: a part of a figure, an enumerator, a name.
#[derive(Debug)]
struct Valued {
    form: Box<str>,
    shape: Shape,
    span: Span,
}

impl Valued {
    fn found(&self) -> Found<'_> {
        let (form, shape, span) = (&*self.form, self.shape, self.span);
        Found { form, stem: form, shape, span, spelling: None, shared: None, capital: false }
    }
}

impl<'t> Reader<'t> {
    pub(super) fn new(lang: Lang) -> Self {
        Self::with_room(lang, 0)
    }

    /// A reader with room for so many words.
    pub(super) fn with_room(lang: Lang, room: usize) -> Self {
        Reader {
            lang,
            numbers: FxHashMap::with_capacity_and_hasher(room, Default::default()),
            spellings: Vec::with_capacity(room),
            words: Vec::with_capacity(room),
            named: Vec::with_capacity(room),
            keys: Vec::with_capacity(room),
        }
    }

    /// Calls `visit` for every token of a text, with spans of that text, in the order in which they begin.
    pub(super) fn read(&mut self, text: &'t str, mut visit: impl FnMut(Found<'_>)) {
        let figures = figures(self.lang, text);
        self.note_words(text, &figures);
        let mut values = self.values(text, &figures);
        if values.len() > 1 {
            values.sort_by_key(|value| value.span.start);
        }
        let mut values = values.iter().peekable();
        for &(number, span) in &self.words {
            while let Some(value) = values.next_if(|value| value.span.start <= span.start) {
                visit(value.found());
            }
            let Spelling { form, stem, shape, capital, .. } = &*self.spellings[number];
            visit(Found {
                form,
                stem,
                shape: *shape,
                span,
                spelling: Some(number),
                shared: Some((form, stem)),
                capital: *capital,
            });
        }
        values.for_each(|value| visit(value.found()));
    }

    /// Notes the spellings and spans of the words, numbers and marks of a text that no figure replaces.
    fn note_words(&mut self, text: &'t str, figures: &[Figure]) {
        let mut next = figures.iter().peekable();
        self.words.clear();
        for token in token::tokens(text) {
            while next.peek().is_some_and(|figure| figure.span.end <= token.span.start) {
                next.next();
            }
            let covered = |figure: &&Figure| figure.span.overlaps(token.span) && !keeps_words(figure, token);
            if !next.peek().is_some_and(covered) {
                let number = self.spelling(token, text);
                self.words.push((number, token.span));
                if !self.spellings[number].parts.is_empty() {
                    self.note_parts(number, token, text);
                }
            }
        }
    }

    /// Notes the words that are run together in one.
    fn note_parts(&mut self, number: usize, token: token::Token, text: &'t str) {
        let whole = Rc::clone(&self.spellings[number]);
        for part in &whole.parts {
            let span = part.shifted(token.span.start);
            let number = self.spelling(token::Token { span, ..token }, text);
            self.words.push((number, span));
        }
    }

    /// The parts of the figures, the enumerator and the names of a text whose words have been noted.
    fn values(&mut self, text: &str, figures: &[Figure]) -> Vec<Valued> {
        let mut values = Vec::new();
        let mut add = |form: &str, shape, span| values.push(Valued { form: form.into(), shape, span });
        for figure in figures {
            figure_keys(figure, |key| add(key, Shape::Figure, figure.span));
        }
        if let Some((numbers, end)) = enumerator::read(self.lang, text) {
            numbers.iter().for_each(|n| add(&format!("#e{n}"), Shape::Enumerator, Span::new(0, end)));
        }
        self.keys.clear();
        self.named.clear();
        for &(number, span) in &self.words {
            let Spelling { shape, key, .. } = *self.spellings[number];
            if shape == Shape::Word {
                self.named.push(span);
                self.keys.push(key);
            }
        }
        if self.keys.iter().all(name::Key::is_empty) {
            return values;
        }
        let table = name::table();
        for found in table.find(self.lang, &self.keys) {
            // A title is more often a plain word than a name, and the lexicon has it. Dates are figures.
            let kind = table.entry(found.entry).kind;
            use name::NameKind::{Day, Element, Month, Particle, Title};
            if matches!(kind, Title | Element | Particle | Month | Day) {
                continue;
            }
            let span = self.named[found.start].to(self.named[found.start + found.len - 1]);
            add(&format!("@{}", found.entry), Shape::Name, span);
        }
        values
    }

    /// The number of the spelling of a token.
    fn spelling(&mut self, token: token::Token, text: &'t str) -> usize {
        let spelled = token.span.of(text);
        if let Some(&number) = self.numbers.get(spelled) {
            return number;
        }
        self.spellings.push(Spelling::of(self.lang, token, text));
        self.numbers.insert(spelled, self.spellings.len() - 1);
        self.spellings.len() - 1
    }
}

/// True for a word of a code that stays a word beside the code: `SARS` and `CoV` of `SARS-CoV-2`, which the other
/// language may write in its own letters.
fn keeps_words(figure: &Figure, token: token::Token) -> bool {
    token.kind == token::TokenKind::Word && matches!(figure.value(), Value::Code(code) if code.contains('-'))
}

/// The figures that replace their words: the certain ones. `one` and duals stay words.
fn figures(lang: Lang, text: &str) -> Vec<Figure> {
    let mut figures = figure::read(lang, text);
    figures.retain(Figure::is_hard);
    figures
}

/// The key of a number.
fn number_key(n: figure::Decimal) -> String {
    format!("#{}", n.normalize())
}

/// Calls `give` with the keys of the parts of a figure. The readings of one number share one key,
/// joined by `|`.
fn figure_keys(figure: &Figure, mut give: impl FnMut(&str)) {
    match figure.value() {
        Value::Date(date) => {
            if let Some(month) = date.month {
                let calendar = if date.calendar == Calendar::Hijri { "h" } else { "m" };
                give(&format!("#{calendar}{month}"));
            }
            for n in [date.year, date.day.map(i32::from)].into_iter().flatten() {
                give(&format!("#{n}"));
            }
            if let Some(weekday) = date.weekday {
                give(&format!("#w{weekday}"));
            }
        }
        Value::Pair(a, b) => {
            give(&number_key(*a));
            give(&number_key(*b));
        }
        Value::Fraction(..) | Value::Number(_) => {
            let mut keys: Vec<String> =
                figure.readings.iter().filter_map(|reading| reading.as_number().map(number_key)).collect();
            keys.dedup();
            give(&keys.join("|"));
        }
        Value::Time(time) => give(&format!("#t{}:{:02}", time.hour % 12, time.minute)),
        Value::Code(code) => {
            give(&format!("#{code}"));
            // The number of a code, which the other language may write apart: كوفيد-19.
            if code.contains('-') {
                let numbers = figure.readings.iter().filter_map(|reading| reading.as_number());
                numbers.for_each(|number| give(&number_key(number)));
            }
        }
    }
    if let Some(unit) = figure.unit() {
        give(&format!("#u{}", unit.code()));
    }
}

/// The normal form of a token: folded, with ASCII digits, and with the marks of both scripts unified.
fn normal_form(lang: Lang, kind: token::TokenKind, spelled: &str, out: &mut String) -> Shape {
    match kind {
        token::TokenKind::Word => {
            fold::fold_into(lang, spelled, out);
            Shape::Word
        }
        token::TokenKind::Number => {
            out.clear();
            for c in spelled.chars() {
                match chars::digit_value(c) {
                    Some(value) => out.push(char::from(b'0' + value)),
                    None if matches!(c, '.' | '٫') => out.push('.'),
                    None => {}
                }
            }
            Shape::Number
        }
        token::TokenKind::Mark => {
            out.clear();
            out.push(match spelled.chars().next().unwrap_or(' ') {
                '؟' => '?',
                '؛' => ';',
                '،' | '٬' => ',',
                '٪' => '%',
                '«' | '»' | '“' | '”' | '„' | '‹' | '›' => '"',
                '‘' | '’' => '\'',
                '–' | '—' | '−' => '-',
                '۔' => '.',
                c => c,
            });
            Shape::Mark
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lang: Lang, text: &str) -> Vec<(String, Shape)> {
        let mut found = Vec::new();
        Reader::new(lang).read(text, |token| found.push((token.form.to_owned(), token.shape)));
        found
    }

    fn keys(lang: Lang, text: &str) -> Vec<String> {
        read(lang, text)
            .into_iter()
            .filter(|(_, shape)| *shape == Shape::Figure)
            .map(|(form, _)| form)
            .collect()
    }

    #[test]
    fn one_value_has_one_key_in_both_languages() {
        assert_eq!(keys(Lang::Ar, "٣٬٤٥٧ طفلاً"), keys(Lang::En, "3,457 children"));
        assert_eq!(keys(Lang::Ar, "في 7 تشرين الأول 2023"), keys(Lang::En, "on October 7, 2023"));
        assert_eq!(keys(Lang::Ar, "ثلاثة آلاف وخمسمئة"), keys(Lang::En, "3,500"));
    }

    #[test]
    fn a_code_with_hyphens_keeps_its_words_and_its_number() {
        let forms =
            |lang, text| -> Vec<String> { read(lang, text).into_iter().map(|(form, _)| form).collect() };
        let en = forms(Lang::En, "patients with MERS-CoV-3");
        assert!(["mers", "cov", "#3"].iter().all(|form| en.iter().any(|f| f == form)), "{en:?}");
        let ar = forms(Lang::Ar, "مرضى ميرس-كوف-3");
        assert!(ar.iter().any(|form| form == "#3"), "{ar:?}");
        assert_eq!(keys(Lang::En, "filter N95"), keys(Lang::Ar, "مرشح N95"));
    }

    #[test]
    fn figures_and_names_are_where_the_text_has_them() {
        let all = read(Lang::En, "In 1998 Jordan had two rivers and many farms");
        let place = |shape| all.iter().position(|(_, found)| *found == shape).expect("in the text");
        let farms = all.iter().position(|(form, _)| form == "farms").expect("in the text");
        assert!(place(Shape::Figure) < place(Shape::Name) && place(Shape::Name) < farms, "{all:?}");
        let mut spans = Vec::new();
        Reader::new(Lang::Ar).read("ب) بلغت حصة مصر 12% عام 2004 ثم هبطت", |token| {
            spans.push(token.span.start);
        });
        assert!(spans.is_sorted() && spans.len() > 8, "{spans:?}");
    }

    #[test]
    fn a_name_is_a_row_of_the_table_beside_its_words() {
        let names = |lang, text| -> Vec<String> {
            read(lang, text)
                .into_iter()
                .filter(|(_, shape)| *shape == Shape::Name)
                .map(|(form, _)| form)
                .collect()
        };
        let ar = names(Lang::Ar, "وقالت الأمم المتحدة");
        let en = names(Lang::En, "the United Nations said");
        assert!(ar.iter().any(|key| en.contains(key)), "{ar:?} {en:?}");
    }
}
