//! Differences in meaning between texts that are similar in nearly every letter: figures,
//! negations, opposites.
//!
//! Figures, negations and fractions must be the same ones. Of opposites (rise and fall, with and without) one text must
//! not have one where the other has its opposite; a text may well have a word that the other lacks. In a text with both,
//! their order counts too. The words are in `data/directions.tsv` and `data/antonyms.tsv`.

use crate::{
    figure::{self, Certainty, Figure, Value},
    text::{
        Lang, chars,
        clitics::{self, Classes},
        table,
    },
};
use rustc_hash::FxHashMap;
use std::{fmt::Write as _, ops::BitOr, sync::LazyLock};
use xxhash_rust::xxh3::Xxh3;

/// Least number of letters of a stem that may have any ending.
const STEM: usize = 2;

/// Senses of `data/directions.tsv` that are opposites.
const OPPOSED: [(&str, &str); 6] = [
    ("up", "down"),
    ("least", "most"),
    ("before", "after"),
    ("less", "more"),
    ("lowest", "highest"),
    ("morning", "evening"),
];
/// Senses of `data/directions.tsv` that make a difference wherever they are.
const COUNTED: [&str; 4] = ["not", "half", "quarter", "third"];

/// What distinguishes a text from similar ones.
///
/// There is one for each row of a corpus, so that its parts are not set apart in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(Rust, packed(4))]
pub(super) struct Guard {
    /// A hash of what must be the same.
    hash: u32,
    /// The opposites of which the text has the one, a bit for each, in either language.
    one: u128,
    /// The opposites of which the text has the other.
    other: u128,
}

impl Guard {
    /// True if one text says otherwise than the other.
    pub(super) fn differs(self, with: Guard) -> bool {
        self.hash != with.hash || (self.one & !self.other) & (with.other & !with.one) != 0 || {
            (self.other & !self.one) & (with.one & !with.other) != 0
        }
    }

    /// A number that texts which do not differ have in common.
    pub(super) fn key(self) -> u32 {
        self.hash
    }

    /// The guard as hexadecimal digits.
    pub(super) fn digits(self) -> String {
        format!("{:08x}{:032x}{:032x}", { self.hash }, { self.one }, { self.other })
    }

    /// Reads [`Guard::digits`].
    pub(super) fn of_digits(digits: &str) -> Option<Self> {
        let part = |from, to| u128::from_str_radix(digits.get(from..to)?, 16).ok();
        let hash = u32::try_from(part(0, 8)?).ok()?;
        (digits.len() == 72).then_some(Guard { hash, one: part(8, 40)?, other: part(40, 72)? })
    }
}

impl BitOr for Guard {
    type Output = Guard;

    /// The guard of two texts of a pair. Opposites of the two languages have different bits, so that the one text does not
    /// hide what the other says.
    fn bitor(self, en: Guard) -> Guard {
        let hash = self.hash.rotate_left(16) ^ en.hash;
        Guard { hash, one: self.one | en.one, other: self.other | en.other }
    }
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// Something that must be the same.
    Counted(u8),
    /// The one or the other of two opposites, with their number.
    Opposite(u8, bool),
}

/// The words of a language with their senses.
#[derive(Default)]
struct Words {
    whole: FxHashMap<&'static str, Sense>,
    stems: FxHashMap<&'static str, Sense>,
}

impl Words {
    fn add(&mut self, words: &'static str, sense: Sense) {
        for word in words.split('|').filter(|word| !word.contains(' ')) {
            match word.strip_suffix('*') {
                Some(stem) => self.stems.insert(stem, sense),
                None => self.whole.insert(word, sense),
            };
        }
    }

    fn sense(&self, word: &str) -> Option<Sense> {
        self.whole.get(word).copied().or_else(|| {
            let ends = word.char_indices().map(|(at, _)| at).skip(STEM).chain([word.len()]);
            ends.filter_map(|end| self.stems.get(word.get(..end)?)).last().copied()
        })
    }
}

fn table(lang: Lang) -> &'static Words {
    static TABLES: LazyLock<[Words; 2]> = LazyLock::new(|| {
        let mut tables = [Words::default(), Words::default()];
        let of = |lang: &str| usize::from(lang == "en");
        let rows = |table: &'static str| table.lines().filter(|row| !row.starts_with('#'));
        for row in table::rows(include_str!("../../data/directions.tsv")) {
            if let [name, lang, words] = row.split('\t').collect::<Vec<_>>()[..]
                && let Some(sense) = direction(name)
            {
                let sense = match sense {
                    Sense::Opposite(n, is_one) if lang == "en" => {
                        Sense::Opposite(n + OPPOSED.len() as u8, is_one)
                    }
                    sense => sense,
                };
                tables[of(lang)].add(words, sense);
            }
        }
        // Opposites of the two languages are independent of each other.
        for (n, row) in (2 * OPPOSED.len() as u8..).zip(rows(include_str!("../../data/antonyms.tsv"))) {
            if let [lang, one, other] = row.split('\t').collect::<Vec<_>>()[..] {
                tables[of(lang)].add(one, Sense::Opposite(n, true));
                tables[of(lang)].add(other, Sense::Opposite(n, false));
            }
        }
        tables
    });
    &TABLES[usize::from(lang == Lang::En)]
}

/// What a sense of `data/directions.tsv` is for similar texts; `None` if it makes no difference by itself.
fn direction(name: &str) -> Option<Sense> {
    let opposite = |(n, (one, other)): (u8, (&str, &str))| {
        (name == one || name == other).then_some(Sense::Opposite(n, name == one))
    };
    let counted = (0..).zip(COUNTED).find(|(_, known)| *known == name).map(|(n, _)| Sense::Counted(n));
    counted.or_else(|| (0..).zip(OPPOSED).find_map(opposite))
}

/// The sense of an Arabic word without the particles joined to it.
fn arabic_sense(words: &Words, word: &str) -> Option<Sense> {
    let long = clitics::splits(word, Classes::ALL).map(|split| split.rest).filter(|rest| rest.len() > 3);
    std::iter::once(word).chain(long).find_map(|form| words.sense(form))
}

/// The figures, negations and opposites of a text. `text` is the original, `normal` its normal form ([`super::normal`]).
pub(super) fn guard(lang: Lang, text: &str, normal: &str) -> Guard {
    let mut hash = Xxh3::new();
    let words = table(lang);
    let mut guard = Guard::default();
    let mut opposites: Vec<(u8, bool)> = Vec::new();
    for word in normal.split(' ') {
        if word.chars().any(chars::is_digit) {
            hash.update(word.as_bytes());
            hash.update(b"\0");
            continue;
        }
        let sense = match lang {
            Lang::Ar => arabic_sense(words, word),
            Lang::En => words.sense(word),
        };
        match sense {
            Some(Sense::Counted(n)) => hash.update(&[n]),
            Some(Sense::Opposite(n, is_one)) => {
                let bit = 1_u128 << (n % 128);
                if is_one {
                    guard.one |= bit;
                } else {
                    guard.other |= bit;
                }
                opposites.push((n, is_one));
            }
            None => {}
        }
    }
    // Where a text has both of two opposites, what each of them is said of depends on their order.
    let both = guard.one & guard.other;
    for (n, is_one) in opposites.into_iter().filter(|(n, _)| both >> (n % 128) & 1 == 1) {
        hash.update(&[n, u8::from(is_one)]);
    }
    let mut value = String::new();
    for figure in figure::read(lang, text).iter().filter(|figure| !may_be_plural(figure, text)) {
        value.clear();
        // Writing to a String cannot fail.
        let _ = write!(value, "{:?}", figure.numbers());
        if let Value::Date(date) = &figure.best().value {
            let _ = write!(value, "{:?}", date.weekday);
        }
        hash.update(value.as_bytes());
    }
    guard.hash = hash.digest() as u32;
    guard
}

/// True for a noun that is read as a dual and may be a plural, a verbal noun or a slip (`لاعبين`): what tells two of them
/// from many is the `two` of the other side, and a wrong letter in a word makes no figure.
fn may_be_plural(figure: &Figure, text: &str) -> bool {
    let word = figure.span.of(text);
    figure.certainty == Certainty::Soft
        && (word.ends_with("ان") || word.ends_with("ين"))
        && !word.contains("ثن")
        && !word.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::normal::normal;

    fn of(lang: Lang, text: &str) -> Guard {
        let mut out = String::new();
        normal(lang, text, &mut String::new(), &mut out);
        guard(lang, text, &out)
    }

    #[test]
    fn a_figure_a_negation_and_an_opposite_make_a_difference() {
        for (lang, one, other) in [
            (Lang::En, "It cost 50 pounds.", "It cost 60 pounds."),
            (Lang::En, "Three ships left.", "Four ships left."),
            (Lang::En, "Prices rose in May.", "Prices fell in May."),
            (Lang::En, "They will come.", "They will not come."),
            (Lang::En, "The court accepted it.", "The court rejected it."),
            (Lang::En, "The 5 won 3 games.", "The 3 won 5 games."),
            (Lang::En, "They meet on Monday.", "They meet on Tuesday."),
            (Lang::Ar, "وصلت ثلاث سفن.", "وصلت أربع سفن."),
            (Lang::Ar, "سوف يحضرون غدا.", "لن يحضروا غدا."),
            (Lang::Ar, "وقبلت المحكمة الطلب.", "ورفضت المحكمة الطلب."),
            (Lang::Ar, "ارتفعت الأسعار.", "انخفضت الأسعار."),
            (Lang::Ar, "وصلا يوم الاثنين.", "وصلا يوم الثلاثاء."),
            (Lang::En, "Wheat rose and rice fell.", "Wheat fell and rice rose."),
            (Lang::En, "They came with a ticket.", "They came without a ticket."),
        ] {
            assert!(of(lang, one).differs(of(lang, other)), "{one} | {other}");
            assert!(of(lang, other).differs(of(lang, one)), "{one} | {other}");
        }
    }

    #[test]
    fn a_noun_that_looks_like_a_dual_makes_none() {
        for (one, other) in [
            ("انتقد البرلمان القرار.", "انتقد البرلان القرار."),
            ("وصل لاعبين جدد إلى النادي.", "وصل لاعبون جدد إلى النادي."),
        ] {
            assert!(!of(Lang::Ar, one).differs(of(Lang::Ar, other)), "{one} | {other}");
        }
        let pair = |ar, en| of(Lang::Ar, ar) | of(Lang::En, en);
        let two = pair("اشترى كتابين.", "He bought two books.");
        assert!(two.differs(pair("اشترى كتبا.", "He bought books.")));
        assert!(of(Lang::Ar, "وصلا يوم الاثنين.").differs(of(Lang::Ar, "وصلا يوم الثلاثاء.")));
    }

    #[test]
    fn one_text_of_a_pair_does_not_hide_what_the_other_says() {
        let pair = |ar, en| of(Lang::Ar, ar) | of(Lang::En, en);
        for (ar, en, wrong) in [
            ("ارتفعت الأسعار.", "Prices rose.", "Prices fell."),
            ("وصلوا صباحا.", "They came in the morning.", "They came in the evening."),
        ] {
            assert!(
                pair(ar, en).differs(pair(ar, wrong)) && pair(ar, wrong).differs(pair(ar, en)),
                "{wrong}"
            );
            assert!(!pair(ar, en).differs(pair(ar, en)));
        }
    }

    #[test]
    fn other_words_and_spellings_make_none() {
        for (lang, one, other) in [
            (Lang::En, "The ship left Alexandria at 5.", "That vessel left Alexandria at 5!"),
            (Lang::En, "Prices rose by 1,000.", "Prices increased by 1000."),
            (Lang::Ar, "غادرت السفينة الميناء ٥ مرات.", "تركت السفينة المرفأ 5 مرات."),
            (
                Lang::En,
                "The man from Cairo came with more books.",
                "A man of Cairo came, bringing some other books.",
            ),
            (Lang::Ar, "وصل كل الركاب إلى الميناء الكبير.", "وصل الركاب إلى الميناء."),
        ] {
            assert!(!of(lang, one).differs(of(lang, other)), "{one} | {other}");
        }
    }

    #[test]
    fn a_guard_is_read_as_it_is_written() {
        let guard = of(Lang::En, "Two of them did not rise before noon.");
        assert_eq!(Guard::of_digits(&guard.digits()), Some(guard));
        assert_eq!(Guard::of_digits("12"), None);
        assert_eq!(Guard::of_digits(&"g".repeat(72)), None);
    }

    #[test]
    fn every_opposite_has_a_bit_of_its_own() {
        let rows = include_str!("../../data/antonyms.tsv").lines().filter(|row| !row.starts_with('#'));
        assert!(rows.count() + 2 * OPPOSED.len() <= 128);
        let names: Vec<&str> = table::rows(include_str!("../../data/directions.tsv"))
            .filter_map(|row| row.split('\t').next())
            .collect();
        for name in OPPOSED.into_iter().flat_map(|(one, other)| [one, other]).chain(COUNTED) {
            assert!(names.contains(&name), "{name}");
        }
    }

    #[test]
    fn the_table_of_opposites_is_in_order() {
        let rows: Vec<&str> =
            include_str!("../../data/antonyms.tsv").lines().filter(|row| !row.starts_with('#')).collect();
        assert!(rows.is_sorted());
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            assert!(cells.len() == 3 && ["ar", "en"].contains(&cells[0]), "{row}");
            let folded = |lang| {
                let mut out = String::new();
                crate::text::fold::fold_into(lang, row, &mut out);
                out
            };
            assert_eq!(folded(if cells[0] == "ar" { Lang::Ar } else { Lang::En }), row, "not folded");
        }
    }
}
