//! The finding of a word replaced by its opposite: south for شمال, a deficit for فائض, at the end
//! for في مطلع. The words are in `data/opposites.tsv`; next to two figures they also show which is
//! which ([`super::order`]).

use super::{
    claim::isolated,
    code::Code,
    direction,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Dimension, Part},
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold, table,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashMap;
use std::{cell::LazyCell, sync::OnceLock};

const TABLE: &str = include_str!("../../data/opposites.tsv");

/// The largest number of words between a word and the figure that it is next to.
const NEAR: usize = 3;

/// The topic of what is before and what is after.
const TIME: &str = "side-of-time";

/// Longer texts are not sentences: the two may mention different things in different places.
const LONG: usize = 120;

/// Where the words of a topic are evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Anywhere in the two texts.
    Pair,
    /// Anywhere in the two texts, if no figure has a direction of its own.
    Free,
    /// Next to a figure.
    Figure,
    /// Only to distinguish two figures.
    Clue,
}

/// One of several meanings that exclude each other, or a meaning that leaves the topic open (`-`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pole {
    topic: &'static str,
    reach: Reach,
    name: &'static str,
}

impl Pole {
    fn is_one(self) -> bool {
        self.name != "-"
    }
}

/// A phrase as a list of words, and its meaning.
type Phrase = (Vec<&'static str>, Pole);

/// The phrases of a language by the first letters of their first words.
type Phrases = FxHashMap<(Lang, &'static str), Vec<Phrase>>;

/// The first two letters of a word, as a key; the whole word if it is shorter.
fn head(word: &str) -> &str {
    let end = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut phrases = Phrases::default();
        for (lang, words, pole) in table::rows(TABLE).flat_map(row) {
            let first = head(words[0].trim_end_matches('*'));
            phrases.entry((lang, first)).or_default().push((words, pole));
        }
        phrases
    })
}

/// The phrases of a row; empty if it cannot be read.
fn row(line: &'static str) -> Vec<(Lang, Vec<&'static str>, Pole)> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[topic, reach, name, lang, words] = cells.as_slice() else { return Vec::new() };
    let reach = match reach {
        "pair" => Reach::Pair,
        "free" => Reach::Free,
        "figure" => Reach::Figure,
        "clue" => Reach::Clue,
        _ => return Vec::new(),
    };
    let Ok(lang) = lang.parse::<Lang>() else { return Vec::new() };
    let phrase = |phrase: &'static str| (lang, phrase.split(' ').collect(), Pole { topic, reach, name });
    words.split('|').map(phrase).collect()
}

/// The meanings of the words of a text, each with the number of the first word of its phrase and of
/// the word after it. Of the phrases of a topic that begin with the same word the longest counts. A
/// meaning that leaves its topic open is not returned.
pub(super) fn said(lang: Lang, words: &[String]) -> Vec<(usize, usize, Pole)> {
    let mut all: Vec<(usize, usize, Pole)> = Vec::new();
    for at in 0..words.len() {
        let mut here: Vec<(usize, Pole)> = Vec::new();
        for form in forms(lang, &words[at]) {
            let Some(phrases) = phrases().get(&(lang, head(form))) else { continue };
            for (phrase, pole) in phrases {
                let rest = words.get(at + 1..at + phrase.len());
                let holds = is(form, phrase[0])
                    && rest
                        .is_some_and(|rest| rest.iter().zip(&phrase[1..]).all(|(word, form)| is(word, form)));
                if !holds {
                    continue;
                }
                match here.iter_mut().find(|(_, other)| other.topic == pole.topic) {
                    Some(known) if known.0 < phrase.len() => *known = (phrase.len(), *pole),
                    Some(_) => {}
                    None => here.push((phrase.len(), *pole)),
                }
            }
        }
        for (length, pole) in here {
            let covered = all.iter().any(|(_, end, other)| *end > at && other.topic == pole.topic);
            if !covered {
                all.push((at, at + length, pole));
            }
        }
    }
    let unclear: Vec<&str> = all.iter().filter(|said| !said.2.is_one()).map(|said| said.2.topic).collect();
    all.retain(|(_, _, pole)| !unclear.contains(&pole.topic));
    all
}

/// A word in all forms that the table may contain.
fn forms(lang: Lang, word: &str) -> Box<dyn Iterator<Item = &str> + '_> {
    match lang {
        Lang::Ar => Box::new(clitics::forms(word, Classes::NOUN)),
        Lang::En => Box::new(std::iter::once(word)),
    }
}

fn is(word: &str, form: &str) -> bool {
    match form.strip_suffix('*') {
        Some(head) => word.starts_with(head),
        None => word == form,
    }
}

/// A meaning in a text, and its place.
struct Said {
    pole: Pole,
    span: Span,
}

/// Reports topics for which each text has a single meaning, and the two differ.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let Some((ar, en)) = all_said(&pair.ar).zip(all_said(&pair.en)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    // A direction of the figure itself is reported by its own rule.
    let has_direction = LazyCell::new(|| !direction::find(pair).is_empty());
    for (n, left) in ar.iter().enumerate() {
        let topic = left.pole.topic;
        if ar[..n].iter().any(|before| before.pole.topic == topic) {
            continue;
        }
        let (Some(here), Some(there)) = (only(&ar, topic), only(&en, topic)) else { continue };
        let differ = here[0].pole != there[0].pole;
        let found = place(pair, &pair.ar, &here).zip(place(pair, &pair.en, &there));
        let Some((ar, en)) = found.filter(|_| differ) else { continue };
        if ar.pole.reach == Reach::Free && are_of_others(pair, ar, en) {
            continue;
        }
        if ar.pole.reach == Reach::Pair || !*has_direction {
            findings.push(report(pair, ar, en));
        }
    }
    findings
}

/// `من عشرة إلى واحد، فارتفع العدد إلى 90` and *reducing it from ten to one and taking the number to 90*: the figure after the
/// English word is paired with one that the Arabic has before its word, which is about the next one.
fn are_of_others(pair: &MatchedPair<'_>, ar: &Said, en: &Said) -> bool {
    let whole = pair.matching.pairings.iter().filter(|pairing| pairing.ar.1 == Part::Whole);
    let after = |side: &PairSide<'_>, at: usize, said: &Said| side.figures[at].span.start >= said.span.end;
    let next_ar = whole.clone().map(|p| p.ar.0).filter(|&at| after(&pair.ar, at, ar)).min();
    let next_en = whole.filter(|p| after(&pair.en, p.en.0, en)).min_by_key(|p| p.en.0);
    next_ar.is_some() && next_en.is_some_and(|pairing| !after(&pair.ar, pairing.ar.0, ar))
}

/// The places of a topic in a text, if they all have the same meaning.
fn only<'a>(all: &'a [Said], topic: &str) -> Option<Vec<&'a Said>> {
    let of_topic: Vec<&Said> = all.iter().filter(|said| said.pole.topic == topic).collect();
    let first = of_topic.first()?.pole;
    of_topic.iter().all(|said| said.pole == first).then_some(of_topic)
}

/// The first place that is evidence. For a topic that counts only next to a figure, the place must
/// be next to one and not be negated (`not before ten`).
fn place<'a>(pair: &MatchedPair<'_>, side: &PairSide<'_>, of_topic: &[&'a Said]) -> Option<&'a Said> {
    let tells = |said: &&&Said| match said.pole.reach {
        Reach::Pair => true,
        Reach::Free => !senses::is_denied(side, said.span),
        Reach::Figure => is_beside(pair, side, said.span) && !senses::is_denied(side, said.span),
        Reach::Clue => false,
    };
    of_topic.iter().find(tells).copied()
}

/// All meanings in a text; `None` if it is long.
fn all_said(side: &PairSide<'_>) -> Option<Vec<Said>> {
    let words: Vec<Span> =
        tokens(&side.plain).filter(|token| token.kind == TokenKind::Word).map(|token| token.span).collect();
    if words.len() > LONG {
        return None;
    }
    let folded: Vec<String> = words.iter().map(|span| fold::fold(side.lang, span.of(&side.plain))).collect();
    let all = said(side.lang, &folded).into_iter();
    let adverb = |to: usize| is_adverb(side, words[to - 1]);
    let all = all.filter(|&(from, to, pole)| !(pole.topic == TIME && to == from + 1 && adverb(to)));
    let all = all.filter(|&(from, to, _)| !(to == from + 1 && is_height(side, words[from])));
    Some(all.map(|(from, to, pole)| Said { pole, span: words[from].to(words[to - 1]) }).collect())
}

/// `لما يبلغ التاسعة بعد`: an Arabic word at the end of a clause is no preposition there: it says *yet*.
fn is_adverb(side: &PairSide<'_>, word: Span) -> bool {
    let after = side.plain.get(word.end..).unwrap_or_default().trim_start();
    side.lang == Lang::Ar && after.chars().next().is_none_or(senses::divides)
}

/// `قمة بارتفاع 2,640 مترا`: how high something is, and no rise.
fn is_height(side: &PairSide<'_>, word: Span) -> bool {
    let next = side.figures.iter().find(|figure| figure.span.start >= word.end);
    next.is_some_and(|figure| {
        let gap = side.plain.get(word.end..figure.span.start).unwrap_or_default();
        let length = figure.unit().is_some_and(|unit| unit.dimension() == Dimension::Length);
        let named =
            || senses::is_said(side.lang, &fold::fold(side.lang, word.of(&side.plain)), Sense::Height);
        length && gap.trim().is_empty() && named()
    })
}

/// True for a place next to a figure that is equal in both texts.
fn is_beside(pair: &MatchedPair<'_>, side: &PairSide<'_>, place: Span) -> bool {
    pair.matching.pairings.iter().any(|pairing| {
        let (index, part) = if side.lang == Lang::Ar { pairing.ar } else { pairing.en };
        let figure = side.figures[index].span;
        // `64 BC` is one figure with its era.
        if place.overlaps(figure) {
            return true;
        }
        if part != Part::Whole {
            return false;
        }
        let between = Span::new(place.end.min(figure.end), place.start.max(figure.start));
        let words = tokens(between.of(&side.plain)).filter(|token| token.kind == TokenKind::Word);
        words.take(NEAR + 1).count() <= NEAR
    })
}

fn report(pair: &MatchedPair<'_>, ar: &Said, en: &Said) -> Finding {
    let quoted = |side: &PairSide<'_>, said: &Said| isolated(said.span.of(side.text));
    let marked = |said: &Said| Some(Marked { span: said.span, value: said.pole.name.to_owned() });
    Finding {
        severity: Severity::Warning,
        code: Code::Direction,
        message: format!(
            "{} against {}: {} instead of {}",
            quoted(&pair.en, en),
            quoted(&pair.ar, ar),
            en.pole.name,
            ar.pole.name
        ),
        ar: marked(ar),
        en: marked(en),
        throughout: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::table::unreadable;

    #[test]
    fn every_row_of_the_table_is_read_and_in_order() {
        assert_eq!(unreadable("opposites.tsv", TABLE, |line| !row(line).is_empty()), [""; 0]);
        for (lang, words, _) in table::rows(TABLE).flat_map(row) {
            let said = words.join(" ");
            assert_eq!(fold::fold(lang, &said), said);
        }
    }

    #[test]
    fn the_longest_phrase_of_a_topic_counts() {
        let names = |lang, text: &str| -> Vec<&str> {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            said(lang, &words).into_iter().map(|(_, _, pole)| pole.name).collect()
        };
        assert_eq!(names(Lang::En, "half of the price"), ["half"]);
        assert_eq!(names(Lang::En, "half an hour"), [""; 0]);
        assert_eq!(names(Lang::Ar, "بالجنوب"), ["south"]);
    }
}
