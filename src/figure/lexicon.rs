//! The words that figures are made of, read once from the tables under `data/`.
//!
//! Every word form has a small number. A word by itself may have several senses ([`Sense`]); phrases (`per cent`,
//! `كانون الثاني`) hang on their first word as lists of the numbers of the others.

use super::Unit;
use crate::text::{Lang, chars, fold};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const NUMBERS_AR: &str = include_str!("../../data/numbers.ar.tsv");
const NUMBERS_EN: &str = include_str!("../../data/numbers.en.tsv");
const MONTHS: &str = include_str!("../../data/months.tsv");
const WEEKDAYS: &str = include_str!("../../data/weekdays.tsv");
const WORDS: &str = include_str!("../../data/figure-words.tsv");
const DUALS: &str = include_str!("../../data/duals.ar.tsv");

/// What a word or phrase may be part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// 0 to 9.
    Unit(u32),
    /// Arabic 10; English 10 to 19.
    Ten(u32),
    /// Arabic 11 to 19 in one word.
    Teen(u32),
    /// 20 to 90.
    Tens(u32),
    /// Arabic 100 to 900.
    Hundred(u32),
    /// A power of ten that counts and is counted.
    Scale(u8),
    /// Two of a power of ten: ألفان.
    DualScale(u8),
    /// The plural of a power of ten; vague when nothing counts it.
    PluralScale(u8),
    /// A dozen, a score.
    Group(u32),
    /// Dozens.
    Groups(u32),
    /// A place in an order.
    Ordinal(u32),
    /// The ordinal of a power of ten: hundredth.
    OrdinalScale(u8),
    /// A part of a whole.
    Fraction(u32, u32),
    /// Parts of a whole, to be counted: أرباع, thirds.
    Parts(u32),
    /// `a`, `an`.
    Article,
    /// The first year of ten within a century.
    Decade(u32),
    /// A size without a number.
    Vague(u32),
    /// Times as much.
    Times(u32),
    /// Two of something without the number.
    Both(u32),
    /// A month: calendar (true for Hijri), number, also an everyday word, only as spelled.
    Month { hijri: bool, number: u8, soft: bool, exact: bool },
    /// A day of the week.
    Weekday { number: u8, soft: bool },
    /// A unit; the flag is set for its dual form.
    Measure { unit: Unit, dual: bool },
    /// A word that says what the number beside it is.
    Around(Around),
    /// The word before is an everyday word as well.
    Everyday,
    /// A unit whose name has other meanings that are counted too.
    Loose,
    /// A noun whose ending in ين is the dual in running text.
    DualNoun,
    /// A word that only looks like a dual.
    NoDual,
}

macro_rules! around {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// What a word beside a number says about it; the names are those of `data/figure-words.tsv`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub(super) enum Around { $($name),* }

        impl Around {
            fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Around::$name),)* _ => None }
            }
        }
    };
}

around! {
    About = "about", AboutAfter = "about-after", Over = "over", OverAfter = "over-after", Under = "under",
    UnderAfter = "under-after", Minus = "minus", Point = "point", And = "and", Am = "am", Pm = "pm",
    HourWord = "hour-word", Past = "past", To = "to", Oclock = "oclock", Zone = "zone", HoursMark = "hours-mark",
    YearWord = "year-word", InYear = "in-year", EraAd = "era-ad", EraBc = "era-bc", EraAh = "era-ah",
    Century = "century", LastCentury = "last-century", PriorCentury = "prior-century", AgeBefore = "age-before",
    AgeAfter = "age-after", Times = "times", Twice = "twice", RangeLink = "range-link", Label = "label",
    DayWord = "day-word", MonthWord = "month-word", MonthContext = "month-context", BelowZero = "below-zero",
    Except = "except", Equal = "equal",
}

/// A word of a phrase behind its first: which word, and whether it bears the Arabic article.
pub(super) type Part = (u32, bool);

/// A phrase that hangs on its first word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The first word bears the Arabic article.
    pub(super) art: bool,
    /// The other words.
    pub(super) rest: Vec<Part>,
    /// What the phrase means.
    pub(super) sense: Sense,
}

/// What is known about a word form.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Senses of the word by itself.
    pub(super) senses: Vec<Sense>,
    /// Phrases that begin with it, longest first.
    pub(super) phrases: Vec<Phrase>,
    /// The word without the article that this one has, where that is known too (`الأحد`).
    pub(super) bare: Option<u32>,
}

/// The words of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    lang: Lang,
    words: FxHashMap<Box<str>, u32>,
    entries: Vec<Entry>,
    /// Signs and short forms by their first character, longest first.
    symbols: FxHashMap<char, Vec<(&'static str, Unit)>>,
}

/// A word as the lexicon sees it: its number (0 for none) and the clitics taken off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) word: u32,
    /// و in front.
    pub(super) and: bool,
    /// ف, ب, ل or ك in front.
    pub(super) prep: bool,
    /// ال in front.
    pub(super) art: bool,
}

/// The lexicon of a language.
pub(super) fn lexicon(lang: Lang) -> &'static Lexicon {
    static AR: OnceLock<Lexicon> = OnceLock::new();
    static EN: OnceLock<Lexicon> = OnceLock::new();
    match lang {
        Lang::Ar => AR.get_or_init(|| Lexicon::load(Lang::Ar)),
        Lang::En => EN.get_or_init(|| Lexicon::load(Lang::En)),
    }
}

/// Rows of a table without its head.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

fn forms(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').map(str::trim).filter(|form| !form.is_empty() && *form != "-")
}

/// Takes off a mark (`~`, `=`) in front of a spelling.
fn marked(form: &'static str) -> (&'static str, bool, bool) {
    match form.chars().next() {
        Some('~') => (&form[1..], true, false),
        Some('=') => (&form[1..], false, true),
        _ => (form, false, false),
    }
}

impl Lexicon {
    fn load(lang: Lang) -> Self {
        let mut lexicon = Lexicon {
            lang,
            words: FxHashMap::default(),
            // Number 0 stands for words that are not here.
            entries: vec![Entry::default()],
            symbols: FxHashMap::default(),
        };
        lexicon.load_numbers();
        for row in rows(MONTHS) {
            let &[calendar, number, en, ar] = row.as_slice() else { continue };
            let Ok(number) = number.parse() else { continue };
            for form in forms(if lang == Lang::Ar { ar } else { en }) {
                let (form, soft, exact) = marked(form);
                let hijri = calendar == "hijri";
                lexicon.add(form, Sense::Month { hijri, number, soft, exact });
            }
        }
        for row in rows(WEEKDAYS) {
            let &[number, en, ar] = row.as_slice() else { continue };
            let Ok(number) = number.parse() else { continue };
            for form in forms(if lang == Lang::Ar { ar } else { en }) {
                let (form, soft, _) = marked(form);
                lexicon.add(form, Sense::Weekday { number, soft });
            }
        }
        for unit in Unit::all() {
            lexicon.add_unit(unit);
        }
        for row in rows(WORDS) {
            let &[name, of, words] = row.as_slice() else { continue };
            let Some(around) = Around::parse(name).filter(|_| of == lang.code()) else { continue };
            for form in forms(words) {
                lexicon.add(form, Sense::Around(around));
            }
        }
        if lang == Lang::Ar {
            for row in rows(DUALS) {
                let &[class, words] = row.as_slice() else { continue };
                let sense = if class == "dual" { Sense::DualNoun } else { Sense::NoDual };
                forms(words).for_each(|form| lexicon.add(form, sense));
            }
        }
        let bare: Vec<(u32, u32)> = lexicon
            .words
            .iter()
            .filter_map(|(word, &id)| Some((id, *lexicon.words.get(word.strip_prefix("ال")?)?)))
            .collect();
        for (id, bare) in bare {
            lexicon.entries[id as usize].bare = Some(bare);
        }
        for entry in &mut lexicon.entries {
            entry.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        for list in lexicon.symbols.values_mut() {
            list.sort_by_key(|(symbol, _)| std::cmp::Reverse(symbol.len()));
        }
        lexicon
    }

    fn load_numbers(&mut self) {
        let table = if self.lang == Lang::Ar { NUMBERS_AR } else { NUMBERS_EN };
        for row in rows(table) {
            let &[class, value, words] = row.as_slice() else { continue };
            let (over, under) = value.split_once('/').unwrap_or((value, "1"));
            let (Ok(n), Ok(d)) = (over.parse::<u32>(), under.parse::<u32>()) else { continue };
            let power = n as u8;
            let sense = match class {
                "unit" => Sense::Unit(n),
                "ten" => Sense::Ten(n),
                "teen" => Sense::Teen(n),
                "tens" => Sense::Tens(n),
                "hundred" => Sense::Hundred(n),
                "scale" => Sense::Scale(power),
                "dual" => Sense::DualScale(power),
                "plural" => Sense::PluralScale(power),
                "group" => Sense::Group(n),
                "groups" => Sense::Groups(n),
                "ordinal" => Sense::Ordinal(n),
                "ordinal-scale" => Sense::OrdinalScale(power),
                "fraction" => Sense::Fraction(n, d),
                "parts" => Sense::Parts(n),
                "article" => Sense::Article,
                "decade" => Sense::Decade(n),
                "vague" => Sense::Vague(n),
                "times" => Sense::Times(n),
                "both" => Sense::Both(n),
                _ => continue,
            };
            for form in forms(words) {
                let (form, soft, _) = marked(form);
                self.add(form, sense);
                // An unsure fraction needs its vowels or what follows it, see the reader.
                if soft && class != "fraction" {
                    self.add(form, Sense::Everyday);
                }
                // ثلثها, خُمسهم: a part of it, of them. ثمنها is its price.
                if self.lang == Lang::Ar && class == "fraction" && n == 1 && d != 8 {
                    for ending in ["ه", "ها", "هم", "هن"] {
                        // خمسه is five, in another spelling.
                        if soft && ending == "ه" {
                            continue;
                        }
                        self.add(&format!("{form}{ending}"), Sense::Fraction(n, d));
                    }
                }
            }
        }
        if self.lang == Lang::En {
            self.join_tens();
        }
    }

    /// `twentyfive` and `twentyfifth`: tens and what follows written together.
    fn join_tens(&mut self) {
        let words: Vec<(Box<str>, Sense)> = self
            .words
            .iter()
            .flat_map(|(word, &id)| self.entries[id as usize].senses.iter().map(|&s| (word.clone(), s)))
            .collect();
        for (tens, sense) in &words {
            let Sense::Tens(ten) = *sense else { continue };
            for (unit, sense) in &words {
                match *sense {
                    Sense::Unit(n) if n > 0 => self.add(&format!("{tens}{unit}"), Sense::Ten(ten + n)),
                    Sense::Ordinal(n) if n < 10 => {
                        self.add(&format!("{tens}{unit}"), Sense::Ordinal(ten + n));
                    }
                    _ => {}
                }
            }
        }
        let scored: Vec<(Box<str>, u32)> = words
            .iter()
            .filter_map(|(word, sense)| match sense {
                Sense::Unit(n) if (2..=4).contains(n) => Some((word.clone(), *n)),
                _ => None,
            })
            .collect();
        for (word, n) in scored {
            self.add(&format!("{word}score"), Sense::Tens(n * 20));
        }
    }

    fn add_unit(&mut self, unit: Unit) {
        for &form in unit.words(self.lang) {
            if !form
                .trim_start_matches('~')
                .chars()
                .all(|c| c.is_alphabetic() || chars::is_tashkeel(c) || matches!(c, ' ' | '-' | '\'' | '.'))
            {
                self.add_symbol(form, unit);
                continue;
            }
            let (form, loose, _) = marked(form);
            self.add(form, Sense::Measure { unit, dual: false });
            if loose {
                self.add(form, Sense::Loose);
            }
            if self.lang == Lang::Ar {
                for (shape, dual) in shapes(form) {
                    self.add(&shape, Sense::Measure { unit, dual });
                }
            }
        }
        for &symbol in unit.symbols() {
            self.add_symbol(symbol, unit);
        }
    }

    fn add_symbol(&mut self, symbol: &'static str, unit: Unit) {
        if let Some(first) = symbol.chars().next() {
            self.symbols.entry(first).or_default().push((symbol, unit));
        }
    }

    fn add(&mut self, form: &str, sense: Sense) {
        let folded = fold::fold(self.lang, form);
        let mut words = folded.split([' ', '-']).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { return };
        // Inside phrases the article is a mark on the word, so that the bare noun stays the same word.
        let split = |word| match str::strip_prefix(word, "ال").filter(|bare| bare.chars().count() > 2) {
            Some(bare) if self.lang == Lang::Ar => (bare, true),
            _ => (word, false),
        };
        let rest: Vec<(&str, bool)> = words.map(split).collect();
        if rest.is_empty() {
            let first = self.number(first);
            let senses = &mut self.entries[first as usize].senses;
            if !senses.contains(&sense) {
                senses.push(sense);
            }
            return;
        }
        let (first, art) = split(first);
        let first = self.number(first);
        let rest = rest.into_iter().map(|(word, art)| (self.number(word), art)).collect();
        let phrase = Phrase { art, rest, sense };
        let phrases = &mut self.entries[first as usize].phrases;
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.words.get(word) {
            return id;
        }
        let id = self.entries.len() as u32;
        self.entries.push(Entry::default());
        self.words.insert(word.into(), id);
        id
    }

    /// What is known about a word by number.
    pub(super) fn entry(&self, word: u32) -> &Entry {
        &self.entries[word as usize]
    }

    /// Signs and short forms that begin with a character, longest first.
    pub(super) fn symbols(&self, first: char) -> &[(&'static str, Unit)] {
        self.symbols.get(&first).map_or(&[], Vec::as_slice)
    }

    /// Looks up a folded word, with and without its clitics.
    pub(super) fn find(&self, folded: &str) -> Found {
        if let Some(&word) = self.words.get(folded) {
            return Found { word, ..Found::default() };
        }
        if self.lang == Lang::En {
            let bare = folded.strip_suffix("'s");
            let word = bare.and_then(|bare| self.words.get(bare)).copied().unwrap_or(0);
            return Found { word, ..Found::default() };
        }
        self.find_behind_clitics(folded)
    }

    /// Where an unknown Arabic word falls into a number word and another known word written together
    /// (`ثلاثمرات`): the number of letters before the cut.
    pub(super) fn joint(&self, folded: &str) -> Option<usize> {
        if !folded.starts_with(['ث', 'ا', 'خ', 'س', 'ت', 'ع', 'م']) {
            return None;
        }
        let senses = |word: &str| self.words.get(word).map(|&id| self.entries[id as usize].senses.as_slice());
        folded.char_indices().enumerate().skip(3).take(5).find_map(|(letters, (at, _))| {
            let (head, tail) = folded.split_at(at);
            let number = senses(head)?.iter().any(|s| {
                matches!(
                    s,
                    Sense::Unit(3..) | Sense::Ten(_) | Sense::Tens(_) | Sense::Hundred(_) | Sense::Scale(_)
                )
            });
            let other = number
                && tail.chars().count() >= 3
                && senses(tail)?.iter().any(|s| {
                    matches!(
                        s,
                        Sense::Ten(_)
                            | Sense::Scale(_)
                            | Sense::PluralScale(3..)
                            | Sense::Measure { dual: false, .. }
                            | Sense::Around(Around::Times)
                    )
                });
            other.then_some(letters)
        })
    }

    /// Whether an Arabic word that is not in the tables ends like a dual: surely enough to be read as two, or not
    /// (plurals in ين look the same).
    pub(super) fn dual(&self, folded: &str) -> Option<bool> {
        let bare = folded.strip_prefix(['و', 'ف']).filter(|b| b.chars().count() > 4).unwrap_or(folded);
        let bare = bare.strip_prefix(['ب', 'ل', 'ك']).filter(|b| b.chars().count() > 5).unwrap_or(bare);
        let bare = bare.strip_prefix("ال").unwrap_or(bare);
        let stem = bare.strip_suffix("ين").or_else(|| bare.strip_suffix("ان"))?;
        let length = stem.chars().count();
        let listed = |word: &str, sense: Sense| {
            self.words.get(word).is_some_and(|&id| self.entries[id as usize].senses.contains(&sense))
        };
        if length < 2 || listed(bare, Sense::NoDual) {
            return None;
        }
        let noun = listed(stem, Sense::DualNoun);
        // Nouns in ة have ت before the ending; that and ان are seldom anything else. Verbs begin with ي or ت.
        let feminine = stem.ends_with('ت') && length >= 3;
        let nominative = bare.ends_with("ان") && length >= 3 && !bare.starts_with(['ي', 'ت', 'ن']);
        Some(noun || feminine || nominative)
    }

    /// One layer after the other: و, then ف ب ل ك, then the article, trying the table after each.
    fn find_behind_clitics(&self, folded: &str) -> Found {
        let mut found = Found::default();
        let mut rest = folded;
        if let Some(bare) = rest.strip_prefix('و') {
            (found.and, rest) = (true, bare);
            if let Some(&word) = self.words.get(rest) {
                return Found { word, ..found };
            }
        }
        if let Some(bare) = rest.strip_prefix(['ف', 'ب', 'ل', 'ك']) {
            if let Some(&word) = self.words.get(bare) {
                return Found { word, prep: true, ..found };
            }
            // للمئة is ل before المئة.
            let article = if rest.starts_with("لل") {
                Some(&bare['ل'.len_utf8()..])
            } else {
                bare.strip_prefix("ال")
            };
            if let Some(&word) = article.and_then(|bare| self.words.get(bare)) {
                return Found { word, prep: true, art: true, ..found };
            }
            // فبعشرين: two in a row.
            if let Some(inner) = bare.strip_prefix(['ب', 'ل', 'ك'])
                && rest.starts_with('ف')
                && let Some(&word) = self.words.get(inner)
            {
                return Found { word, prep: true, ..found };
            }
        }
        if let Some(&word) = rest.strip_prefix("ال").and_then(|bare| self.words.get(bare)) {
            return Found { word, art: true, ..found };
        }
        Found { word: 0, ..found }
    }
}

/// The shapes that an Arabic unit takes beside a number: accusative and dual of its first word (`كيلومترا`,
/// `كيلومترين`), the second word of a phrase agreeing with it (`دينارين أردنيين`). The flag tells duals.
fn shapes(form: &str) -> Vec<(String, bool)> {
    let mut words = form.split(' ');
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let mut made = Vec::new();
    let bare = fold::fold(Lang::Ar, first);
    // Plurals in ات have neither.
    if bare.ends_with("ات") || bare.chars().count() < 2 {
        return made;
    }
    let feminine = bare.ends_with('ه');
    let stem = if feminine { format!("{}ت", &bare[..bare.len() - 'ه'.len_utf8()]) } else { bare.clone() };
    // أفعال and مفاعل plurals have no dual either; the few that take one by mistake do no harm.
    for ending in ["ان", "ين", "ا", "ي"] {
        let dual = format!("{stem}{ending}");
        match rest.as_slice() {
            // دولارا and دينارا are accusatives far more often than duals before a genitive.
            [] if feminine || !matches!(ending, "ا" | "ي") => made.push((dual, true)),
            [adjective] if matches!(ending, "ان" | "ين") => {
                let adjective = fold::fold(Lang::Ar, adjective);
                let stem = match adjective.strip_suffix('ه') {
                    Some(stem) => format!("{stem}ت"),
                    None => adjective,
                };
                made.push((format!("{dual} {stem}{ending}"), true));
            }
            _ => {}
        }
    }
    if !feminine {
        match rest.as_slice() {
            [] => made.push((format!("{bare}ا"), false)),
            [adjective] => {
                let adjective = fold::fold(Lang::Ar, adjective);
                made.push((format!("{bare}ا {adjective}ا"), false));
                made.push((format!("{bare}ا {adjective}"), false));
            }
            _ => made.push((format!("{bare}ا {}", rest.join(" ")), false)),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clitics_come_off_layer_by_layer() {
        let ar = lexicon(Lang::Ar);
        let twenty = ar.find("عشرين").word;
        assert!(twenty > 0);
        for (word, and, prep, art) in [
            ("وعشرين", true, false, false),
            ("بعشرين", false, true, false),
            ("والعشرين", true, false, true),
            ("للعشرين", false, true, true),
            ("وبالعشرين", true, true, true),
        ] {
            assert_eq!(ar.find(word), Found { word: twenty, and, prep, art }, "{word}");
        }
    }

    #[test]
    fn a_word_that_begins_like_a_clitic_is_found_whole() {
        let ar = lexicon(Lang::Ar);
        let one = ar.find("واحد");
        assert!(one.word > 0 && !one.and);
        assert!(ar.entry(ar.find("بليون").word).senses.contains(&Sense::Scale(9)));
    }

    #[test]
    fn every_row_of_the_word_tables_is_known() {
        for row in rows(WORDS) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(Around::parse(row[0]).is_some(), "{row:?}");
        }
        for row in rows(NUMBERS_AR).chain(rows(NUMBERS_EN)).chain(rows(WEEKDAYS)) {
            assert_eq!(row.len(), 3, "{row:?}");
        }
        assert!(rows(MONTHS).all(|row| row.len() == 4) && rows(DUALS).all(|row| row.len() == 2));
    }

    #[test]
    fn units_are_found_in_every_shape() {
        let ar = lexicon(Lang::Ar);
        for (word, dual) in [("كيلومترا", false), ("دولارين", true), ("سنتان", true), ("ساعتين", true)]
        {
            let senses = &ar.entry(ar.find(word).word).senses;
            assert!(
                senses.iter().any(|s| matches!(s, Sense::Measure { dual: d, .. } if *d == dual)),
                "{word}"
            );
        }
    }
}
