//! Endings of Arabic words: number, person, and joined pronouns (`data/endings.ar.tsv`).

use super::{LETTERS, letter};
use crate::text::table;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/endings.ar.tsv");

/// A set of classes of endings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Endings(u16);

impl Endings {
    /// The dual, nominative and oblique.
    pub(crate) const DUAL: Endings = Endings(1);
    /// The sound plurals.
    pub(crate) const PLURAL: Endings = Endings(2);
    /// Pronouns of the third person, of any number.
    pub(crate) const THIRD: Endings = Endings(4);
    /// Pronouns of the second person, of any number.
    pub(crate) const SECOND: Endings = Endings(8);
    /// The pronoun of the first person plural.
    pub(crate) const US: Endings = Endings(16);
    /// The pronoun of the first person after a verb.
    pub(crate) const ME: Endings = Endings(32);
    /// The pronoun of the first person after a noun.
    pub(crate) const MY: Endings = Endings(64);
    /// What the light stemmer takes off.
    pub(crate) const STEM: Endings = Endings(128);
    /// What may end a verb in the present, person or pronoun.
    pub(crate) const VERB: Endings = Endings(256);
    /// What names seldom end in: verbs of the past with subject, or words with a pronoun.
    pub(crate) const INFLECTED: Endings = Endings(512);
    /// Pronouns after a verb.
    pub(crate) const OBJECT: Endings =
        Endings::THIRD.with(Endings::SECOND).with(Endings::US).with(Endings::ME);

    /// These classes and others.
    pub(crate) const fn with(self, others: Endings) -> Endings {
        Endings(self.0 | others.0)
    }

    fn named(names: &str) -> Option<Endings> {
        names.split(' ').try_fold(Endings(0), |all, name| {
            Some(all.with(match name {
                "dual" => Endings::DUAL,
                "plural" => Endings::PLURAL,
                "third" => Endings::THIRD,
                "second" => Endings::SECOND,
                "us" => Endings::US,
                "me" => Endings::ME,
                "my" => Endings::MY,
                "verb" => Endings::VERB,
                "inflected" => Endings::INFLECTED,
                "stem" => Endings::STEM,
                _ => return None,
            }))
        })
    }
}

/// What may have been in the place of an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// مدرستها is مدرسة with a pronoun.
    Feminine,
    /// وزرائه, بنائها: the hamza before a pronoun is written alone at the end of the word itself;
    /// مستوى before a pronoun is مستواه.
    Weak,
}

#[derive(Debug, Clone, Copy)]
struct Ending {
    spelled: &'static str,
    classes: Endings,
    before: Before,
}

/// A word without an ending.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut<'a> {
    /// What comes before the ending, never empty.
    pub(crate) rest: &'a str,
    before: Before,
}

impl<'a> Cut<'a> {
    /// The spelling that the word may have had before the ending changed its last letter: the letters
    /// kept, and that letter.
    pub(crate) fn restored(&self) -> Option<(&'a str, char)> {
        match self.before {
            Before::Nothing => None,
            Before::Feminine => Some((self.rest, 'ه')),
            Before::Weak => {
                let hamza = self.rest.strip_suffix(['ئ', 'ؤ']).map(|base| (base, 'ء'));
                hamza.or_else(|| self.rest.strip_suffix('ا').map(|base| (base, 'ي')))
            }
        }
    }
}

/// The endings by last letter, the longest first.
static ENDINGS: LazyLock<[Vec<Ending>; LETTERS]> = LazyLock::new(|| {
    let mut all = [const { Vec::new() }; LETTERS];
    for ending in table::rows(TABLE).filter_map(row) {
        if let Some(letter) = ending.spelled.chars().next_back().and_then(letter) {
            all[letter].push(ending);
        }
    }
    all.iter_mut().for_each(|endings| endings.sort_by_key(|ending| std::cmp::Reverse(ending.spelled.len())));
    all
});

fn row(row: &'static str) -> Option<Ending> {
    let mut cells = row.split('\t');
    let (spelled, classes) = (cells.next()?, Endings::named(cells.next()?)?);
    let before = match cells.next()? {
        "-" => Before::Nothing,
        "ه" => Before::Feminine,
        "weak" => Before::Weak,
        _ => return None,
    };
    Some(Ending { spelled, classes, before })
}

/// All endings of these classes.
pub(crate) fn endings(allowed: Endings) -> impl Iterator<Item = &'static str> {
    let endings = ENDINGS.iter().flatten().filter(move |ending| ending.classes.0 & allowed.0 != 0);
    endings.map(|ending| ending.spelled)
}

/// Every way to take an ending of one of these classes off a folded word, the longest first.
pub(crate) fn cuts(word: &str, allowed: Endings) -> impl Iterator<Item = Cut<'_>> {
    let endings = word.chars().next_back().and_then(letter).map_or(&[][..], |letter| &ENDINGS[letter]);
    endings.iter().filter(move |ending| ending.classes.0 & allowed.0 != 0).filter_map(move |ending| {
        let rest = word.strip_suffix(ending.spelled).filter(|rest| !rest.is_empty())?;
        Some(Cut { rest, before: ending.before })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, fold::fold, table::unreadable};

    #[test]
    fn every_row_is_read_and_folded() {
        let is_read =
            |line: &'static str| row(line).is_some_and(|row| fold(Lang::Ar, row.spelled) == row.spelled);
        assert_eq!(unreadable("endings.ar.tsv", TABLE, is_read), [""; 0]);
    }

    #[test]
    fn endings_come_off_by_class_the_longest_first() {
        let rests = |word, allowed| cuts(word, allowed).map(|cut| cut.rest).collect::<Vec<_>>();
        assert_eq!(rests("كتابهما", Endings::THIRD), ["كتاب"]);
        assert_eq!(rests("سالني", Endings::OBJECT), ["سال"]);
        assert_eq!(rests("سيارتين", Endings::DUAL), ["سيار", "سيارت"]);
        assert_eq!(rests("سيارتين", Endings::PLURAL), ["سيارت"]);
        assert_eq!(rests("كتابها", Endings::SECOND), [""; 0]);
    }

    #[test]
    fn the_letter_before_an_ending_is_restored() {
        let restored = |word| cuts(word, Endings::STEM).find_map(|cut| cut.restored());
        assert_eq!(restored("مدرستها"), Some(("مدرس", 'ه')));
        assert_eq!(restored("وزرائه"), Some(("وزرا", 'ء')));
        assert_eq!(restored("مستواه"), Some(("مستو", 'ي')));
        assert_eq!(restored("كتابه"), None);
    }
}
