//! The words of a language, looked up with and without joined particles.

use super::{Around, Role, Sense, prefilter::Prefilter};
use crate::text::clitics::{self, Classes, Split};
use crate::{
    figure::Unit,
    packed::SetBuilder,
    text::{Lang, chars},
};
use rustc_hash::FxHashMap;

/// A later word of a phrase: its number, and whether it has the Arabic article.
pub(in crate::figure) type Part = (u32, bool);

/// A phrase, stored with its first word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::figure) struct Phrase {
    /// The first word has the Arabic article.
    pub(in crate::figure) art: bool,
    /// The other words.
    pub(in crate::figure) rest: Box<[Part]>,
    /// The meaning of the phrase.
    pub(in crate::figure) sense: Sense,
}

/// The entry of a word form.
#[derive(Debug, Clone, Copy)]
pub(in crate::figure) struct Entry<'l> {
    /// Senses of the single word.
    pub(in crate::figure) senses: &'l [Sense],
    /// Phrases that begin with it, longest first.
    pub(in crate::figure) phrases: &'l [Phrase],
    /// The word without its article, if that is known too (`الأحد`).
    pub(in crate::figure) bare: Option<u32>,
}

/// A list for each word: all items in order, and where those of each word end.
#[derive(Debug)]
pub(in crate::figure) struct Lists<T> {
    things: Vec<T>,
    ends: Vec<u32>,
}

impl<T: PartialEq> Lists<T> {
    /// The lists of `words` words; the items of each word keep the given order, without duplicates.
    pub(in crate::figure) fn new(words: usize, mut things: Vec<(u32, T)>) -> Self {
        things.sort_by_key(|&(word, _)| word);
        let mut lists = Lists { things: Vec::with_capacity(things.len()), ends: Vec::with_capacity(words) };
        for (word, thing) in things {
            // The lists of the words before are complete.
            lists.ends.resize(word as usize, lists.things.len() as u32);
            if !lists.things[lists.ends.last().map_or(0, |&end| end as usize)..].contains(&thing) {
                lists.things.push(thing);
            }
        }
        lists.ends.resize(words, lists.things.len() as u32);
        lists
    }

    fn of(&self, word: u32) -> &[T] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.things[start as usize..self.ends[word as usize] as usize]
    }
}

/// The words of one language. A word's number is its index in `words` plus one; 0 is any other word.
#[derive(Debug)]
pub(in crate::figure) struct Lexicon {
    pub(in crate::figure) lang: Lang,
    pub(in crate::figure) words: SetBuilder,
    pub(in crate::figure) prefilter: Prefilter,
    pub(in crate::figure) senses: Lists<Sense>,
    pub(in crate::figure) phrases: Lists<Phrase>,
    /// For each word, the word without its article, or 0.
    pub(in crate::figure) bare: Vec<u32>,
    /// Small words as written, with all their roles next to a figure.
    pub(in crate::figure) roles: FxHashMap<&'static str, Vec<Role>>,
    /// Scale abbreviations as glued to digits: `K`, `bn`.
    pub(in crate::figure) scales: FxHashMap<&'static str, u8>,
    /// Symbols and abbreviations by their first character, longest first.
    pub(in crate::figure) symbols: FxHashMap<char, Vec<(&'static str, Unit)>>,
}

/// A looked-up word: its number (0 for unknown) and the clitics removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::figure) struct Found {
    pub(in crate::figure) word: u32,
    /// و in front.
    pub(in crate::figure) and: bool,
    /// ف, ب, ل or ك in front.
    pub(in crate::figure) prep: bool,
    /// ال in front.
    pub(in crate::figure) art: bool,
}

impl Lexicon {
    /// The entry of a word, by number.
    pub(in crate::figure) fn entry(&self, word: u32) -> Entry<'_> {
        Entry {
            senses: self.senses(word),
            phrases: self.phrases.of(word),
            bare: Some(self.bare[word as usize]).filter(|&bare| bare != 0),
        }
    }

    /// The senses of a single word.
    pub(in crate::figure) fn senses(&self, word: u32) -> &[Sense] {
        self.senses.of(word)
    }

    /// True if a word of a text is a small word with this role.
    pub(in crate::figure) fn plays(&self, word: &str, role: Role) -> bool {
        let roles = match self.roles.get(word) {
            Some(roles) => Some(roles),
            None if word.starts_with(|c: char| c.is_ascii_uppercase()) => {
                self.roles.get(word.to_ascii_lowercase().as_str())
            }
            None => None,
        };
        roles.is_some_and(|roles| roles.contains(&role))
    }

    /// True for `st`, `nd`, `rd`, `th`, in any case and in texts of both languages.
    pub(in crate::figure) fn is_ordinal_sign(&self, sign: &str) -> bool {
        self.plays(&sign.to_ascii_lowercase(), Role::OrdinalSign)
    }

    /// The number of a word without removing anything.
    fn word(&self, folded: &str) -> Option<u32> {
        self.words.find(folded.as_bytes()).map(|id| id + 1)
    }

    /// Symbols and abbreviations that begin with a character, longest first.
    pub(in crate::figure) fn symbols(&self, first: char) -> &[(&'static str, Unit)] {
        self.symbols.get(&first).map_or(&[], Vec::as_slice)
    }

    /// Looks up a folded word, with and without its clitics.
    pub(in crate::figure) fn find(&self, folded: &str) -> Found {
        if let Some(word) = self.word(folded) {
            return Found { word, ..Found::default() };
        }
        if self.lang == Lang::En {
            let bare = folded.strip_suffix("'s");
            let word = bare.and_then(|bare| self.word(bare)).or_else(|| self.without_apostrophes(folded));
            return Found { word: word.unwrap_or(0), ..Found::default() };
        }
        self.find_after_clitics(folded)
    }

    /// The table of months has no apostrophes in romanised names, but texts have any or none:
    /// `Sha'ban`, `Shaʿban`.
    fn without_apostrophes(&self, folded: &str) -> Option<u32> {
        let (_, ending) = folded.rsplit_once(chars::is_apostrophe)?;
        // We'd is not Wednesday.
        if self.plays(ending, Role::Contraction) {
            return None;
        }
        let plain: String = folded.chars().filter(|&c| !chars::is_apostrophe(c)).collect();
        self.word(&plain)
    }

    /// The number of letters after which an unknown Arabic word divides into a number word and
    /// another known word (`ثلاثمرات`).
    pub(in crate::figure) fn joint(&self, folded: &str) -> Option<usize> {
        if !folded.starts_with(['ث', 'ا', 'خ', 'س', 'ت', 'ع', 'م']) {
            return None;
        }
        let senses = |word: &str| self.word(word).map(|id| self.senses(id));
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

    /// Whether an unknown Arabic word ends like a dual: `true` if it is certain enough to be read
    /// as two, `false` if not (plurals in ين look the same).
    pub(in crate::figure) fn dual(&self, folded: &str) -> Option<bool> {
        let longer = |least: usize| move |bare: &&str| bare.chars().count() > least;
        let word = clitics::without(folded, Classes::CONJUNCTION).filter(longer(4)).unwrap_or(folded);
        let bare = clitics::without(word, Classes::PREPOSITION).filter(longer(5)).unwrap_or(word);
        let bare = clitics::without_article(word, Classes::PREPOSITION).unwrap_or(bare);
        let listed =
            |word: &str, sense: Sense| self.word(word).is_some_and(|id| self.senses(id).contains(&sense));
        // بولدين: a short noun after a preposition must be known.
        let known = |short: &&str| short.strip_suffix("ين").is_some_and(|noun| listed(noun, Sense::DualNoun));
        let short = clitics::without(bare, Classes::PREPOSITION).filter(known);
        let bare = short.unwrap_or(bare);
        let stem = bare.strip_suffix("ين").or_else(|| bare.strip_suffix("ان"))?;
        let length = stem.chars().count();
        if length < 2 || listed(bare, Sense::NoDual) {
            return None;
        }
        let noun = listed(stem, Sense::DualNoun);
        // Nouns in ة have ت before the ending; that and ان seldom have other meanings. Verbs begin
        // with ي or ت.
        let feminine = stem.ends_with('ت') && length >= 3;
        let nominative = bare.ends_with("ان") && length >= 3 && !bare.starts_with(['ي', 'ت', 'ن']);
        Some(noun || feminine || nominative)
    }

    /// Removes clitics, the fewest first, until the rest is a known word.
    fn find_after_clitics(&self, folded: &str) -> Found {
        let known = |split: Split<'_>| Some((self.word(split.rest)?, split.classes));
        match clitics::splits(folded, Classes::NOUN).find_map(known) {
            Some((word, classes)) => Found { word, ..Found::with_clitics(classes) },
            None => Found { and: clitics::without(folded, Classes::AND).is_some(), ..Found::default() },
        }
    }
}

impl Found {
    /// What clitics say about the number or word after them.
    pub(in crate::figure) fn with_clitics(classes: Classes) -> Found {
        Found {
            word: 0,
            and: classes.has(Classes::AND),
            prep: classes.meets(Classes::SO.with(Classes::PREPOSITION)),
            art: classes.has(Classes::ARTICLE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::lexicon::lexicon;

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
        assert!(ar.senses(ar.find("بليون").word).contains(&Sense::Scale(9)));
    }

    #[test]
    fn units_are_found_in_every_shape() {
        let ar = lexicon(Lang::Ar);
        for (word, dual) in [("كيلومترا", false), ("دولارين", true), ("سنتان", true), ("ساعتين", true)]
        {
            let senses = ar.senses(ar.find(word).word);
            assert!(
                senses.iter().any(|s| matches!(s, Sense::Measure { dual: d, .. } if *d == dual)),
                "{word}"
            );
        }
    }
}
