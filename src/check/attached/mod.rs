//! Which of two figures the words around them belong to: evidence that the figures are exchanged, or only said in another
//! order.
//!
//! Words, names and other figures that translate each other are linked. Each end of a link has a place beside the two figures
//! of its side: in front of the first, after it in its own clause, right before the second and so on. `data/attachment.tsv`
//! says how much a place tells, for each language: positive for the first figure, negative for the second. The product of the
//! two ends is positive if the words say that both sides have the figures in the same order.

mod items;
mod links;
mod place;

use super::{
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
};
use crate::text::{Lang, table};
use items::{Items, items};
use links::Link;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/attachment.tsv");

/// The weights of each place: Arabic, English.
static WEIGHTS: LazyLock<FxHashMap<&'static str, [f64; 2]>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        let (name, ar, en) = (cells.next()?, cells.next()?, cells.next()?);
        Some((name, [ar.parse().ok()?, en.parse().ok()?]))
    };
    table::rows(TABLE).filter_map(row).collect()
});

/// The words and figures of a pair and what links them, from which the order of any two figures is judged.
#[derive(Debug)]
pub(super) struct Attached {
    ar: Items,
    en: Items,
    links: Vec<Link>,
}

impl Attached {
    pub(super) fn new(pair: &MatchedPair<'_>) -> Self {
        let (ar, en) = (items(&pair.ar), items(&pair.en));
        let links = links::links(pair, &ar, &en);
        Attached { ar, en, links }
    }

    /// The evidence that two Arabic figures, in the order of the text, mean the two English ones in the order of theirs;
    /// negative if it says that they mean them crosswise.
    pub(super) fn order(&self, ar: [usize; 2], en: [usize; 2]) -> f64 {
        let (Some(ar_places), Some(en_places)) = (place::places(&self.ar, ar), place::places(&self.en, en))
        else {
            return 0.0;
        };
        let weight = |places: &place::Places, item, lang: Lang| {
            let place = places.get(&item)?;
            Some((WEIGHTS.get(place.name())?[usize::from(lang == Lang::En)], *place))
        };
        let evidence = |link: &Link| {
            let is_own = matches!(link.ar, items::Item::Figure(at) if ar.contains(&at));
            let (here, ar_place) = weight(&ar_places, link.ar, Lang::Ar)?;
            let (there, en_place) = weight(&en_places, link.en, Lang::En)?;
            // Another figure may as well belong to both.
            let is_open =
                matches!(link.ar, items::Item::Figure(_)) && (ar_place.is_open() || en_place.is_open());
            let is_shared =
                || place::is_shared(&self.ar, link.ar, ar) && place::is_shared(&self.en, link.en, en);
            (!is_own && !is_open && !is_shared()).then_some(link.weight * here * there)
        };
        self.links.iter().filter_map(evidence).sum()
    }
}

/// True for two figures, the first before the second, with only a sign or a word like و, `to` between: their order is the
/// meaning.
pub(super) fn is_bare(side: &PairSide<'_>, [first, second]: [usize; 2]) -> bool {
    let between = between(side, [first, second]);
    let second = &side.figures[second];
    let is_sign = |c: char| matches!(c, ',' | '،' | '-' | '–' | '×' | '/' | '|' | '+' | '&');
    let words = senses::words(side.lang, between);
    let is_joint = match words.as_slice() {
        [] => between.contains(is_sign) || items::is_joined(second, second.span.of(&side.plain)),
        [word] => senses::is_said(side.lang, word, Sense::Join),
        _ => false,
    };
    is_joint && between.chars().all(|c| is_sign(c) || c.is_alphabetic() || c.is_whitespace())
}

/// True for two figures, the first before the second, with only commas or a word like و, `and` between.
pub(super) fn is_list(side: &PairSide<'_>, two: [usize; 2]) -> bool {
    let between = between(side, two);
    let words = senses::words(side.lang, between);
    let is_sign = |c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, ',' | '،' | '&');
    is_bare(side, two)
        && words.iter().all(|word| senses::is_said(side.lang, word, Sense::Bare))
        && between.chars().all(is_sign)
}

/// True for two figures, the first before the second, that are multiplied: `3 × 4`, `40 cm x 60 cm`.
pub(super) fn is_product(side: &PairSide<'_>, two: [usize; 2]) -> bool {
    matches!(between(side, two).trim(), "×" | "x" | "X" | "*" | "✕")
}

/// What is between two figures.
fn between<'s>(side: &'s PairSide<'_>, [first, second]: [usize; 2]) -> &'s str {
    let [first, second] = [first, second].map(|at| side.figures[at].span);
    side.plain.get(first.end..second.start).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_table_has_two_weights_and_a_name_that_is_used() {
        let mut known: Vec<&str> = place::names();
        known.sort_unstable();
        let mut listed: Vec<&str> = WEIGHTS.keys().copied().collect();
        listed.sort_unstable();
        assert_eq!(listed.len(), table::rows(TABLE).count());
        assert!(listed.iter().all(|name| known.contains(name)), "{listed:?}");
    }

    #[test]
    fn words_tell_the_order_of_two_figures() {
        let ar = "باع المحل 12 كتابا و15 دفترا.";
        let evidence = |en| Attached::new(&MatchedPair::new(ar, en)).order([0, 1], [0, 1]);
        assert!(evidence("The shop sold 12 books and 15 notebooks.") > 0.5);
        assert!(evidence("The shop sold 15 notebooks and 12 books.") < -0.5);
    }
}
