//! Which words of each side the other expresses, according to the lexicon.

use super::{english_word::english_id, made::is_learned, words};
use crate::{
    lexicon::{EnglishId, LookUp, built_in},
    name::{self, Survey, Why},
    text::{
        Lang, Span, chars, fold,
        memo::Memo,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashSet;
use std::{cell::OnceCell, rc::Rc};

/// Share of the Arabic words with a counterpart from which on nearly everything is translated.
const NEARLY_ALL: f64 = 0.6;

/// The fewest words besides a name that are sufficient as evidence.
const FEW: usize = 3;

/// The largest number of places of one English word that are considered.
const REPEATS: usize = 8;
/// Most numbers of a text that are compared.
const NUMBERS: usize = 32;
/// Number of words on each side of a name that are compared.
const AROUND: usize = 3;
/// How far from the English name a counterpart may be, in words; English has more articles and small words.
const REACH: usize = 5;

/// An Arabic word, and what it may mean.
#[derive(Debug)]
struct Word {
    span: Span,
    /// The places of the English words that it may mean, or that belong to the same linked name.
    places: Vec<usize>,
    about: About,
}

/// What the lexicon says about one Arabic word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About {
    /// The English has a word for it.
    pub(super) explained: bool,
    /// A particle, a pronoun, a preposition.
    pub(super) function: bool,
    /// The lexicon contains it.
    pub(super) listed: bool,
    /// It belongs to a linked name.
    linked: bool,
}

impl About {
    /// True if the English has something for it.
    fn is_said(self) -> bool {
        self.explained || self.linked
    }
}

/// Both texts compared by means of the lexicon.
#[derive(Debug, Default)]
pub(super) struct Said {
    words: Vec<Word>,
    /// The places of the English words.
    english: Vec<Span>,
    /// What the lexicon has about the Arabic words.
    found: Vec<Rc<LookUp>>,
    /// All possible meanings of the Arabic words; computed on first use.
    meanings: OnceCell<FxHashSet<EnglishId>>,
    /// The places of the numbers that both texts have once.
    numbers: Vec<[Span; 2]>,
}

impl Said {
    pub(super) fn new(ar: &str, en: &str, survey: &Survey) -> Self {
        // The words are not needed if no English name is unlinked.
        if survey.en.is_empty() { Said::default() } else { Said::read(ar, en, survey) }
    }

    /// Both texts compared, whether or not names are left.
    pub(super) fn read(ar: &str, en: &str, survey: &Survey) -> Self {
        let lexicon = built_in();
        let english: Vec<Span> = spans(en).collect();
        let places = english.iter().enumerate();
        let mut meant: Vec<(EnglishId, usize)> =
            places.filter_map(|(place, span)| Some((english_id(span.of(en))?, place))).collect();
        meant.sort_unstable();
        // Links are in Arabic order.
        let linked = |span: Span| {
            let at = survey.links.partition_point(|link| link.ar.end <= span.start);
            survey.links.get(at).filter(|link| link.ar.overlaps(span))
        };
        let mut said = Said { english, numbers: common_numbers(ar, en), ..Said::default() };
        for span in spans(ar) {
            let found = look_up(span.of(ar));
            let link = linked(span);
            let mut about = About {
                explained: false,
                function: found.is_function,
                listed: !found.entries.is_empty(),
                linked: link.is_some(),
            };
            let mut places = link.map(|link| said.english_places(link.en)).unwrap_or_default();
            for entry in &found.entries {
                let from = meant.partition_point(|(id, _)| *id < entry.english);
                let mut meant = meant[from..].iter().take_while(|(id, _)| *id == entry.english).peekable();
                if meant.peek().is_none() {
                    continue;
                }
                about.explained = true;
                if !about.linked && !lexicon.is_english_function(entry.english) {
                    places.extend(meant.take(REPEATS).map(|(_, place)| *place));
                }
            }
            said.words.push(Word { span, places, about });
            said.found.push(found);
        }
        said
    }

    /// True if an Arabic word may have a meaning.
    fn means(&self, id: EnglishId) -> bool {
        let all = || self.found.iter().flat_map(|found| &found.entries).map(|entry| entry.english).collect();
        self.meanings.get_or_init(all).contains(&id)
    }

    /// The numbers of the English words in a span.
    fn english_places(&self, span: Span) -> Vec<usize> {
        let first = self.english.partition_point(|word| word.end <= span.start);
        (first..self.english.len()).take_while(|&at| self.english[at].start < span.end).collect()
    }

    /// The content words before an Arabic name, the nearest first, and those after it. The words of other names, from
    /// `names`, do not count.
    fn around(&self, ar: Span, names: &[Span]) -> [Vec<&Word>; 2] {
        let start = self.words.partition_point(|word| word.span.end <= ar.start);
        let end = self.words.partition_point(|word| word.span.start < ar.end);
        let counts =
            |word: &&Word| !word.about.function && !names.iter().any(|name| name.overlaps(word.span));
        let before = self.words[..start].iter().rev().filter(counts).take(AROUND).collect();
        let after = self.words[end.max(start)..].iter().filter(counts).take(AROUND).collect();
        [before, after]
    }

    /// The number of words around an Arabic name that have a counterpart around an English one.
    /// Names in the same surroundings usually mean the same.
    pub(super) fn surroundings(&self, ar: Span, en: Span) -> usize {
        let names = self.english_places(en);
        let (Some(&first), Some(&last)) = (names.first(), names.last()) else { return 0 };
        let near =
            |place: usize| place < first && place + REACH >= first || place > last && place <= last + REACH;
        let around = self.around(ar, &[]).into_iter().flatten();
        around.filter(|word| word.places.iter().any(|&place| near(place))).count()
    }

    /// The number of words before an Arabic name that have a counterpart before an English one, and of those after it with
    /// one after. The words of other names, from `names`, do not count.
    pub(super) fn on_the_same_side(&self, ar: Span, en: Span, names: &[Span]) -> usize {
        let places = self.english_places(en);
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return 0 };
        let [before, after] = self.around(ar, names);
        let is_before = |place: &usize| *place < first && place + REACH >= first;
        let is_after = |place: &usize| *place > last && *place <= last + REACH;
        before.iter().filter(|word| word.places.iter().any(is_before)).count()
            + after.iter().filter(|word| word.places.iter().any(is_after)).count()
    }

    /// Of the words around an Arabic name, the number of those whose counterparts are nearer to the first of two English
    /// names, and of those whose counterparts are nearer to the second. The words of other names, from `names`, do not count.
    pub(super) fn nearer(&self, ar: Span, [one, other]: [Span; 2], names: &[Span]) -> [usize; 2] {
        let (one, other) = (self.english_places(one), self.english_places(other));
        let way = |place: usize, name: &[usize]| {
            name.iter().map(|&at| place.abs_diff(at)).min().filter(|&way| way <= REACH)
        };
        let [before, after] = self.around(ar, names);
        let mut nearer = [0; 2];
        for word in before.into_iter().chain(after) {
            let ways = |name: &[usize]| word.places.iter().filter_map(|&place| way(place, name)).min();
            match (ways(&one), ways(&other)) {
                (Some(one), Some(other)) if one == other => {}
                (Some(one), other) if other.is_none_or(|other| one < other) => nearer[0] += 1,
                (_, Some(_)) => nearer[1] += 1,
                _ => {}
            }
        }
        nearer
    }

    /// 1 if a number is beside an Arabic name and beside an English one, such as a year or a measure.
    pub(super) fn numbers_around(&self, ar: Span, en: Span) -> usize {
        let names = self.english_places(en);
        let (Some(&first), Some(&last)) = (names.first(), names.last()) else { return 0 };
        let words = |from: usize, to: usize| {
            let before = |at: usize| self.words.partition_point(|word| word.span.start < at);
            before(to).saturating_sub(before(from))
        };
        // The place of a number is that of the next English word.
        let place = |number: Span| self.english.partition_point(|word| word.start < number.start);
        let beside = |[here, there]: &[Span; 2]| {
            let way =
                if here.start < ar.start { words(here.end, ar.start) } else { words(ar.end, here.start) };
            let at = place(*there);
            way <= AROUND && (at <= first && at + REACH > first || at > last && at <= last + REACH)
        };
        usize::from(self.numbers.iter().any(beside))
    }

    /// The data of the Arabic word at a place.
    pub(super) fn word(&self, span: Span) -> About {
        let at = self.words.partition_point(|word| word.span.start < span.start);
        let word = self.words.get(at).filter(|word| word.span.overlaps(span));
        word.map(|word| word.about).unwrap_or_default()
    }

    /// True if Arabic words express this English name by its meaning: Old City, the Blue Nile.
    /// False if it also has a word that is only a name (the Hassan Avenue). For a name of the
    /// table, more than half of the words must be expressed.
    pub(super) fn translates(&self, text: &str, why: Why) -> bool {
        // A title is translated whoever has it.
        let (mut said, mut all) = (0, 0);
        for word in words(text).filter(|word| !name::is_marker(Lang::En, word)) {
            let id = english_id(word);
            if id.is_some_and(|id| built_in().is_english_function(id)) {
                continue;
            }
            all += 1;
            match id {
                Some(id) => said += usize::from(self.means(id)),
                // Oceanographic Research is no name, although the lexicon has only the second word.
                None if word.chars().nth(2).is_some() && !is_learned(word) => return false,
                None => {}
            }
        }
        said > 0 && (why != Why::Table || all == 1 || 2 * said > all)
    }

    /// The share of the Arabic words, without particles, that have a counterpart.
    pub(super) fn share(&self) -> f64 {
        let content = || self.words.iter().filter(|word| !word.about.function);
        let said = content().filter(|word| word.about.is_said()).count();
        said as f64 / content().count().max(1) as f64
    }

    /// True if the English has a counterpart for all Arabic words outside a span, without
    /// particles, and these are not few.
    pub(super) fn says_all_but(&self, name: Span) -> bool {
        let other = |word: &&Word| !word.about.function && !word.span.overlaps(name);
        let mut others = self.words.iter().filter(other);
        others.clone().count() >= FEW && others.all(|word| word.about.is_said())
    }

    /// True if the English has a counterpart for nearly all Arabic words.
    pub(super) fn says_nearly_all(&self) -> bool {
        self.share() >= NEARLY_ALL
    }
}

/// The places of the numbers that both texts have, and have once.
fn common_numbers(ar: &str, en: &str) -> Vec<[Span; 2]> {
    let numbers = |text: &str| -> Vec<(String, Span)> {
        let all = tokens(text).filter(|token| token.kind == TokenKind::Number);
        all.map(|token| (digits(token.span.of(text)), token.span)).collect()
    };
    let english = numbers(en);
    if english.is_empty() {
        return Vec::new();
    }
    let arabic = numbers(ar);
    let once = |all: &[(String, Span)], digits: &str| {
        let mut same = all.iter().filter(|(other, _)| other == digits);
        same.next().filter(|_| same.next().is_none()).map(|(_, span)| *span)
    };
    let places = |(digits, _): &(String, Span)| Some([once(&arabic, digits)?, once(&english, digits)?]);
    english.iter().take(NUMBERS).filter_map(places).collect()
}

/// The digits of a number, in Latin figures and without separators.
fn digits(number: &str) -> String {
    let digits = number.chars().filter_map(chars::digit_value);
    digits.filter_map(|digit| char::from_digit(digit.into(), 10)).collect()
}

/// The places of the words of a text.
pub(super) fn spans(text: &str) -> impl Iterator<Item = Span> {
    tokens(text).filter(|token| token.kind == TokenKind::Word).map(|token| token.span)
}

thread_local! {
    static ARABIC: Memo<Rc<LookUp>> = Memo::default();
}

/// Looks an Arabic word up in the lexicon.
pub(super) fn look_up(word: &str) -> Rc<LookUp> {
    ARABIC.with(|known| known.get(word, |word| built_in().look_up(&fold::fold(Lang::Ar, word))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_both_texts_have_once_stands_at_one_place() {
        let (ar, en) = ("سنة ٣٧٤ ثم 12 و12 و5", "In 374, then 12 and 5.0 and 5");
        let found = common_numbers(ar, en);
        assert_eq!(found.iter().map(|[_, there]| there.of(en)).collect::<Vec<_>>(), ["374", "5"]);
    }
}
