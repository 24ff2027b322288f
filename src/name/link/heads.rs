//! Words that show by the word after them that they are part of a name: خلفان بن سعيد, أم سينات.

use super::Linker;
use crate::name::{
    NameKind,
    ordinary::{Ordinary, is_ordinary},
    small::{Role, is_small},
    table::{FoundName, table},
    words::{Word, is_title},
};
use crate::text::Lang;

impl Linker {
    /// True for a word before *bin*: Khamis bin Said is a person, although Khamis alone is a market.
    pub(super) fn is_son(&self, at: usize) -> bool {
        let next = self.en.get(at + 1).filter(|_| self.en[at].joins);
        let is_particle = |folded: &str| is_small(Role::Particle, folded) && !is_small(Role::Article, folded);
        next.is_some_and(|next| is_particle(&next.folded))
            && !is_title(&self.en[at].folded)
            && !is_ordinary(Lang::En, &self.en[at].folded)
            && self.en[at].marker().is_none()
    }

    /// True for a word before a linked بن, which is a given name.
    pub(super) fn is_father(&self, at: usize) -> bool {
        let next = self.ar.get(at + 1).filter(|_| self.ar[at].joins && self.ar_used[at + 1].is_some());
        let is_son = |found: &FoundName| {
            let row = table().entry(found.entry);
            row.kind == NameKind::Particle && row.en.split('|').any(|form| is_small(Role::Particle, form))
        };
        next.is_some_and(|next| table().find(Lang::Ar, &[next.key]).iter().any(is_son))
    }

    /// True for a word that begins many names, before one that is no ordinary word: أم سينات.
    pub(super) fn is_headed(&self, at: usize) -> bool {
        let heads = |found: &FoundName| {
            matches!(table().entry(found.entry).kind, NameKind::Element | NameKind::Particle)
        };
        let next = self.ar.get(at + 1).filter(|_| self.ar[at].joins && self.ar_used[at + 1].is_none());
        let strange = |word: &Word| word.plain().ordinary == Ordinary::No && !word.is_listed();
        next.is_some_and(|next| next.sounds(Lang::Ar) && strange(next))
            && self.ar[at].marker().is_none()
            && table().find(Lang::Ar, &[self.ar[at].key]).iter().any(heads)
    }
}

#[cfg(test)]
mod tests {
    use crate::name::{NameKind, Why, survey};

    #[test]
    fn the_name_before_bin_is_a_person_although_it_is_a_market_elsewhere() {
        let (ar, en) = ("قال خلفان بن سعيد العريمي نعم.", "Yes, said old Khamis bin Said al-Araimi.");
        let found = survey(ar, en);
        let khamis = found.en.iter().find(|left| left.span.of(en) == "Khamis").expect("left");
        assert_eq!(khamis.why, Why::Capital);
        assert!(found.ar.iter().any(|left| left.span.of(ar) == "خلفان"), "{:?}", found.ar);
    }

    #[test]
    fn a_village_of_two_words_is_left_whole() {
        let ar = "عاد إلى قرية أم سينات مساء.";
        let found = survey(ar, "In the evening he returned to Kamberra.").ar;
        let village = found.iter().find(|left| left.span.of(ar) == "أم سينات").expect("left");
        assert_eq!((village.why, village.kind()), (Why::Marked, Some(NameKind::City)));
    }
}
