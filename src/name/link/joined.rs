//! Merging neighbouring pairs, so that a person is a single link.

use super::beside::neighbours;
use super::{Linker, Pair};
use crate::name::words::Word;
use crate::name::{How, Link};
use crate::text::Span;

impl Linker {
    /// Merges neighbouring pairs and sorts the links in Arabic order.
    pub(super) fn links(mut self) -> Vec<Link> {
        self.pairs.sort_by_key(|pair| (pair.ar, pair.en));
        let mut links: Vec<Link> = Vec::with_capacity(self.pairs.len());
        let mut last: Option<Pair> = None;
        for pair in &self.pairs {
            let mut link = Link {
                ar: span(&self.ar, pair.ar),
                en: span(&self.en, pair.en),
                score: pair.score,
                how: pair.how,
            };
            let follows = last.is_some_and(|last| {
                last.grows
                    && pair.grows
                    && neighbours(&self.ar, last.ar, true).contains(&Some(pair.ar.0))
                    && neighbours(&self.en, last.en, true).contains(&Some(pair.en.0))
            });
            last = Some(*pair);
            if follows && let Some(open) = links.last_mut() {
                link.ar = open.ar.to(link.ar);
                link.en = open.en.to(link.en);
                // The score of a merged name is at least half that of its best part.
                link.score = (open.score + link.score) / 2.0;
                if open.how != How::Table {
                    link.how = open.how;
                }
                *open = link;
            } else {
                links.push(link);
            }
        }
        links
    }
}

fn span(words: &[Word], (start, len): (usize, usize)) -> Span {
    words[start].span.to(words[start + len - 1].span)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{has, links};

    #[test]
    fn neighbours_on_both_sides_are_one_name() {
        let (ar, en) = ("جاء ديتر كوفالسكي وحده.", "Only Dieter Kowalski came.");
        assert!(has(ar, en, ("ديتر كوفالسكي", "Dieter Kowalski")));
        let (ar, en) = ("جاء ديتر، وكوفالسكي معه.", "Dieter came, and Kowalski too.");
        assert_eq!(links(ar, en).len(), 2);
    }
}
