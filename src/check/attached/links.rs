//! Words, names and figures of both sides that mean the same.

use super::items::{Item, Items, Word};
use crate::{
    check::{opposite, pair::MatchedPair},
    figure::Part,
    lexicon::{self, EnglishId},
    name,
    text::{Lang, Span},
};
use rustc_hash::FxHashMap;

/// Two items that mean the same.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) ar: Item,
    pub(super) en: Item,
    /// Up to 1; less for an unlikely translation, and for a word with several counterparts.
    pub(super) weight: f64,
}

/// How much a link is worth, from the least probability of the translation.
const WORTH: [(f32, f64); 3] = [(0.1, 1.0), (0.04, 0.7), (0.02, 0.4)];

/// The links of a pair.
pub(super) fn links(pair: &MatchedPair<'_>, ar: &Items, en: &Items) -> Vec<Link> {
    let mut links = Vec::new();
    let mut named: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    for name in name::link(&pair.ar.plain, &pair.en.plain) {
        let (here, there) = (within(ar, name.ar), within(en, name.en));
        if let (Some(first), Some(second)) = (here.first(), there.first()) {
            links.push(Link { ar: Item::Word(*first), en: Item::Word(*second), weight: 1.0 });
        }
        named[0].extend(here);
        named[1].extend(there);
    }
    links.extend(translated(ar, en, &named));
    opposites(ar, en, &mut links);
    let whole =
        |pairing: &&crate::figure::Pairing| pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole;
    let figures = pair.matching.pairings.iter().filter(whole);
    links.extend(figures.map(|pairing| Link {
        ar: Item::Figure(pairing.ar.0),
        en: Item::Figure(pairing.en.0),
        weight: 1.0,
    }));
    links
}

/// The words inside a place.
fn within(side: &Items, place: Span) -> Vec<usize> {
    let inside = |word: &Word| place.start <= word.span.start && word.span.end <= place.end;
    side.words.iter().enumerate().filter(|(_, word)| inside(word)).map(|(at, _)| at).collect()
}

/// The words that translate each other by the lexicon, without those of linked names.
fn translated(ar: &Items, en: &Items, named: &[Vec<usize>; 2]) -> Vec<Link> {
    let lexicon = lexicon::built_in();
    let mut places: FxHashMap<EnglishId, Vec<usize>> = FxHashMap::default();
    for (at, Word { folded: word, .. }) in
        en.words.iter().enumerate().filter(|(at, _)| !named[1].contains(at))
    {
        if let Some(id) = lexicon.english_content(word) {
            places.entry(id).or_default().push(at);
        }
    }
    let mut found: Vec<(usize, usize, f32)> = Vec::new();
    let is_open = |(at, word): &(usize, &Word)| !word.is_function && !named[0].contains(at);
    for (at, Word { folded: word, .. }) in ar.words.iter().enumerate().filter(is_open) {
        let known = lexicon.look_up(word);
        for entry in &known.entries {
            let likely = entry.forward.max(entry.backward);
            for place in places.get(&entry.english).into_iter().flatten().filter(|_| likely >= WORTH[2].0) {
                match found.iter_mut().find(|(here, there, _)| *here == at && there == place) {
                    Some(link) => link.2 = link.2.max(likely),
                    None => found.push((at, *place, likely)),
                }
            }
        }
    }
    let link = |&(here, there, likely): &(usize, usize, f32)| {
        let worth = WORTH.iter().find(|(least, _)| likely >= *least).map_or(0.0, |(_, worth)| *worth);
        let several = found.iter().filter(|link| link.0 == here).count();
        let several = several.max(found.iter().filter(|link| link.1 == there).count());
        Link { ar: Item::Word(here), en: Item::Word(there), weight: worth / several as f64 }
    };
    found.iter().map(link).collect()
}

/// Links words with the same meaning among those that exclude each other.
fn opposites(ar: &Items, en: &Items, links: &mut Vec<Link>) {
    let said = |lang, side: &Items| {
        let words: Vec<String> = side.words.iter().map(|word| word.folded.clone()).collect();
        opposite::said(lang, &words)
    };
    let (here, there) = (said(Lang::Ar, ar), said(Lang::En, en));
    for (ar_at, _, pole) in &here {
        for (en_at, ..) in there.iter().filter(|(_, _, other)| other == pole) {
            let (ar, en) = (Item::Word(*ar_at), Item::Word(*en_at));
            if links.iter().any(|link| link.ar == ar && link.en == en) {
                continue;
            }
            let count =
                |all: &[(usize, usize, opposite::Pole)]| all.iter().filter(|said| said.2 == *pole).count();
            links.push(Link { ar, en, weight: 1.0 / count(&here).max(count(&there)) as f64 });
        }
    }
}
