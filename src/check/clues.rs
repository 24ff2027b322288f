//! The words, names and figures next to two figures that show which is which.

use super::{
    opposite::{self, Pole},
    pair::{MatchedPair, PairSide},
    senses::{self, Noun, Sense, stretch},
};
use crate::{
    figure::{Figure, Form, Kind, Pairing, Part},
    lexicon::{self, EnglishId},
    name,
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold,
    },
};

/// A word or figure next to a figure that shows what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Clue {
    /// One of these English words.
    Words(Vec<EnglishId>),
    /// The English figure of this number.
    Figure(usize),
    /// The meaning of one of its words, among those that exclude each other.
    Pole(Pole),
}

impl Clue {
    fn is_among(&self, others: &[Clue]) -> bool {
        others.iter().any(|other| match (self, other) {
            (Clue::Words(these), Clue::Words(those)) => these.iter().any(|id| those.contains(id)),
            (Clue::Figure(this), Clue::Figure(that)) => this == that,
            (Clue::Pole(this), Clue::Pole(that)) => this == that,
            _ => false,
        })
    }
}

/// True if the words next to each Arabic figure are next to the other English one. The noun may
/// precede or follow its figure, in either language; with the best of these assumptions the
/// evidence for the present order must be less than the evidence for an exchange.
pub(super) fn words_tell(pair: &MatchedPair<'_>, kind: Kind, [first, second]: [&Pairing; 2]) -> bool {
    let (mut stays, mut crosses) = (0, 0);
    for ar_noun in [Noun::After, Noun::Before] {
        for en_noun in [Noun::After, Noun::Before] {
            let natural = matches!((ar_noun, en_noun), (Noun::After, Noun::After));
            let ar = |pairing: &Pairing| arabic(pair, kind, pairing.ar.0, ar_noun);
            let en = |pairing: &Pairing| english(&pair.en, kind, pairing.en.0, en_noun);
            let (ar_a, ar_b, en_a, en_b) = (ar(first), ar(second), en(first), en(second));
            let meet = |ar: &[Clue], en: &[Clue], others: &[Clue]| {
                ar.iter().filter(|clue| clue.is_among(en) && !clue.is_among(others)).count().min(2)
            };
            let same = [meet(&ar_a, &en_a, &en_b), meet(&ar_b, &en_b, &en_a)];
            let other = [meet(&ar_a, &en_b, &en_a), meet(&ar_b, &en_a, &en_b)];
            let none = |found: [usize; 2]| found == [0, 0];
            // With a noun after each of the four, words before them are those of the other figure.
            if natural && (none(same) && !other.contains(&0) || none(other) && !same.contains(&0)) {
                return none(same);
            }
            stays = stays.max(same[0] + same[1]);
            crosses = crosses.max(other[0] + other[1]);
        }
    }
    crosses > stays
}

/// `أربع بنات وثلاثة أولاد` and *four boys and three girls*: the figures are in the same order, and each has the noun of the
/// other after it.
pub(super) fn nouns_cross(pair: &MatchedPair<'_>, kind: Kind, [first, second]: [&Pairing; 2]) -> bool {
    let ar = [first, second].map(|pairing| arabic(pair, kind, pairing.ar.0, Noun::After));
    let en = [first, second].map(|pairing| english(&pair.en, kind, pairing.en.0, Noun::After));
    let words = |clues: &[Clue]| clues.iter().all(|clue| !matches!(clue, Clue::Figure(_)));
    let meet = |one: usize, other: usize| ar[one].iter().any(|clue| clue.is_among(&en[other]));
    let apart = ar.iter().chain(&en).all(|clues| words(clues));
    kind != Kind::Ordinal && apart && meet(0, 1) && meet(1, 0) && !meet(0, 0) && !meet(1, 1)
}

/// Number of words next to a figure that may contain the name it belongs to.
const NAMED: usize = 5;

/// Number of words next to a figure that say what is counted.
const NEAR: usize = 3;

/// The words on one side of a figure up to the next figure, at most `count` that are no function words.
fn beside(side: &PairSide<'_>, index: usize, noun: Noun, count: usize) -> Vec<String> {
    let mut words = own_words(side, index, noun, stretch(side, index, noun));
    match noun {
        Noun::Before => {
            let taken = reach(side.lang, words.iter().rev(), count);
            drop(words.drain(..words.len() - taken));
        }
        Noun::After => {
            let joined = |word: &String| begins_another(side.lang, word);
            let own = words.iter().position(joined).unwrap_or(words.len());
            words.truncate(own.min(reach(side.lang, words.iter(), count)));
        }
    }
    words
}

/// The words of a stretch beside a figure, without those that a conjunction gives to the figure on its other side: `للبائع الثلثان
/// ولأخته الثلث`, *250 francs at the market and tomatoes for 180*.
fn own_words(side: &PairSide<'_>, index: usize, noun: Noun, stretch: Span) -> Vec<String> {
    let mut words = senses::words(side.lang, stretch.of(&side.plain));
    let is_joined = |figure: Option<&Figure>| figure.is_some_and(|figure| is_joined(side, figure));
    let parts = |word: &String| parts(side.lang, word);
    match noun {
        Noun::Before if index > 0 && is_joined(side.figures.get(index)) => words.clear(),
        Noun::Before if index > 0 => {
            let from = words.iter().rposition(parts).unwrap_or(0);
            words.drain(..from);
        }
        Noun::After if !is_joined(side.figures.get(index + 1)) && ends_at_next(side, index, stretch) => {
            let own = words.iter().position(parts).unwrap_or(words.len());
            words.truncate(own);
        }
        _ => {}
    }
    words
}

/// True for a word that gives what follows to another figure than the one before it.
fn parts(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::Ar => joins(word),
        Lang::En => senses::is_said(Lang::En, word, Sense::And),
    }
}

/// True for an Arabic figure with و before it.
fn is_joined(side: &PairSide<'_>, figure: &Figure) -> bool {
    side.lang == Lang::Ar && clitics::without(figure.span.of(&side.plain), Classes::AND).is_some()
}

/// True if a stretch after a figure reaches the next one.
fn ends_at_next(side: &PairSide<'_>, index: usize, stretch: Span) -> bool {
    side.figures.get(index + 1).is_some_and(|next| next.span.start <= stretch.end)
}

/// True for an Arabic word with و before it: `ولأخته`, but not وزير.
fn joins(word: &str) -> bool {
    let Some(rest) = clitics::without(word, Classes::AND) else { return false };
    let attached = |rest: &str| clitics::without(rest, Classes::PREPOSITION.with(Classes::ARTICLE)).is_some();
    let known = |word: &str| lexicon::built_in().lists(word);
    attached(rest) || known(rest) && !known(word)
}

/// How many of some words are taken until `count` of them are no function words.
fn reach<'w>(lang: Lang, words: impl Iterator<Item = &'w String>, count: usize) -> usize {
    let is_content = |word: &String| !lexicon::built_in().is_function(lang, word);
    let mut left = count;
    words
        .take(2 * count)
        .take_while(|word| {
            let goes_on = left > 0;
            left -= usize::from(goes_on && is_content(word));
            goes_on
        })
        .count()
}

/// True for a word with a conjunction: the text after it is about the next figure.
fn begins_another(lang: Lang, word: &str) -> bool {
    let says = |rest: &str| !opposite::said(lang, &[rest.to_owned()]).is_empty();
    match lang {
        Lang::Ar => clitics::without(word, Classes::AND).is_some_and(says),
        Lang::En => senses::is_said(lang, word, Sense::And),
    }
}

/// The adjacent figure on one side, if it is of another kind than this one and only a few words are between.
fn neighbour(side: &PairSide<'_>, kind: Kind, index: usize, noun: Noun) -> Option<usize> {
    let next = match noun {
        Noun::Before => index.checked_sub(1)?,
        Noun::After => index + 1,
    };
    let other = side.figures.get(next)?;
    let named =
        matches!(other.kind(), Kind::Identifier | Kind::Ordinal | Kind::Year | Kind::Date | Kind::Cardinal);
    (named && other.kind() != kind && beside(side, index, noun, NAMED).len() <= NEAR).then_some(next)
}

/// The possible meanings of the words next to an Arabic figure, word by word, and the English
/// figure that corresponds to its neighbour.
fn arabic(pair: &MatchedPair<'_>, kind: Kind, index: usize, noun: Noun) -> Vec<Clue> {
    let lexicon = lexicon::built_in();
    let side = &pair.ar;
    let content = |word: &String| {
        let found = lexicon.look_up(word);
        let likely = found.entries.iter().filter(|entry| entry.forward.max(entry.backward) > 0.02);
        let ids: Vec<EnglishId> =
            likely.map(|entry| entry.english).filter(|id| !lexicon.is_english_function(*id)).collect();
        (!found.is_function && !ids.is_empty()).then_some(Clue::Words(ids))
    };
    let words = beside(side, index, noun, NAMED);
    let mut clues: Vec<Clue> = words.iter().filter_map(content).collect();
    let figure = &side.figures[index];
    if figure.form == Form::Dual && figure.unit().is_none() {
        // Its own noun is its only clue.
        let own = fold::fold(Lang::Ar, figure.span.of(&side.plain));
        clues = content(&own).into_iter().collect();
    }
    clues.extend(poles(side.lang, &words));
    if let Some(next) = neighbour(side, kind, index, noun) {
        let there = pair.matching.pairings.iter().filter(|pairing| pairing.ar == (next, Part::Whole));
        clues.extend(there.map(|pairing| Clue::Figure(pairing.en.0)));
    }
    clues
}

/// The meanings of some words that exclude others.
fn poles(lang: Lang, words: &[String]) -> impl Iterator<Item = Clue> {
    opposite::said(lang, words).into_iter().map(|(_, _, pole)| Clue::Pole(pole))
}

/// The words next to an English figure, and the figure next to it.
fn english(side: &PairSide<'_>, kind: Kind, index: usize, noun: Noun) -> Vec<Clue> {
    let lexicon = lexicon::built_in();
    let words = beside(side, index, noun, NAMED);
    let ids = words.iter().filter_map(|word| lexicon.english_content(word));
    let mut clues: Vec<Clue> = ids.map(|id| Clue::Words(vec![id])).collect();
    clues.extend(neighbour(side, kind, index, noun).map(Clue::Figure));
    clues.extend(poles(side.lang, &words));
    clues
}

/// How many of two figures are next to the same name in both languages, for example the town where
/// so much rain fell, and how many are next to the name of the other figure. Uses the best
/// assumption about whether names precede or follow figures.
pub(super) fn names_beside(pair: &MatchedPair<'_>, [first, second]: [&Pairing; 2]) -> (usize, usize) {
    let links = name::link(&pair.ar.plain, &pair.en.plain);
    let (mut stays, mut crosses) = (0, 0);
    for ar_noun in [Noun::Before, Noun::After] {
        for en_noun in [Noun::Before, Noun::After] {
            let meet = |ar: &Pairing, en: &Pairing| {
                usize::from(links.iter().any(|link| {
                    is_beside(&pair.ar, ar.ar.0, ar_noun, link.ar)
                        && is_beside(&pair.en, en.en.0, en_noun, link.en)
                }))
            };
            stays = stays.max(meet(first, first) + meet(second, second));
            crosses = crosses.max(meet(first, second) + meet(second, first));
        }
    }
    (stays, crosses)
}

/// True for a name on one side of a figure with few words and no other figure between.
fn is_beside(side: &PairSide<'_>, index: usize, noun: Noun, name: Span) -> bool {
    let (stretch, figure) = (stretch(side, index, noun), side.figures[index].span);
    let between = match noun {
        Noun::Before => Span::new(name.end.min(figure.start), figure.start),
        Noun::After => Span::new(figure.end, name.start.max(figure.end)),
    };
    let words = senses::words(side.lang, between.of(&side.plain));
    let joined = matches!(noun, Noun::Before) && index > 0 && is_joined(side, &side.figures[index]);
    name.start >= stretch.start
        && name.end <= stretch.end
        && words.len() < NAMED
        && !joined
        && !words.iter().any(|word| parts(side.lang, word))
}
