//! Arabic clitics: conjunctions, prepositions, the future particle and the article, which are written
//! together with the word after them, and the endings and pronouns that follow it.
//!
//! `data/clitics.tsv` says which clitics there are and which may follow which; a caller says which
//! classes it allows, so that what is taken off a name, a number word or an abbreviation differs only
//! where the caller says so. Words are in folded spelling; vowel signs would hide a clitic.

mod endings;

pub(crate) use endings::{Endings, cuts, endings};

use super::table;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/clitics.tsv");

/// A set of classes of clitics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u8);

impl Classes {
    /// No clitic.
    pub(crate) const NONE: Classes = Classes(0);
    /// و, and.
    pub(crate) const AND: Classes = Classes(1);
    /// ف, then.
    pub(crate) const SO: Classes = Classes(2);
    /// ب, ك and ل.
    pub(crate) const PREPOSITION: Classes = Classes(4);
    /// س before verbs.
    pub(crate) const FUTURE: Classes = Classes(8);
    /// ال, and what is left of it in لل.
    pub(crate) const ARTICLE: Classes = Classes(16);
    /// و and ف.
    pub(crate) const CONJUNCTION: Classes = Classes::AND.with(Classes::SO);
    /// All but the article and what only verbs have.
    pub(crate) const PARTICLE: Classes = Classes::CONJUNCTION.with(Classes::PREPOSITION);
    /// All that a noun may have before it.
    pub(crate) const NOUN: Classes = Classes::PARTICLE.with(Classes::ARTICLE);
    /// All.
    pub(crate) const ALL: Classes = Classes::NOUN.with(Classes::FUTURE);

    /// These classes and others.
    pub(crate) const fn with(self, others: Classes) -> Classes {
        Classes(self.0 | others.0)
    }

    /// True if all the others are among these.
    pub(crate) const fn has(self, others: Classes) -> bool {
        self.0 & others.0 == others.0
    }

    /// True if one of the others is among these.
    pub(crate) const fn meets(self, others: Classes) -> bool {
        self.0 & others.0 != 0
    }

    fn named(names: &str) -> Option<Classes> {
        names.split(' ').try_fold(Classes::NONE, |all, name| {
            Some(all.with(match name {
                "conjunction-w" => Classes::AND,
                "conjunction-f" => Classes::SO,
                "preposition" => Classes::PREPOSITION,
                "future" => Classes::FUTURE,
                "article" => Classes::ARTICLE,
                _ => return None,
            }))
        })
    }
}

/// A word divided into clitics and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Split<'a> {
    /// The classes of the clitics.
    pub(crate) classes: Classes,
    /// The word after them, never empty.
    pub(crate) rest: &'a str,
}

/// One or more clitics that may follow each other.
#[derive(Debug, Clone)]
struct Head {
    spelled: String,
    classes: Classes,
}

struct Table {
    /// By first letter, the shortest first.
    heads: [Vec<Head>; LETTERS],
    /// What is left without ال of words that only begin with these letters.
    whole: Vec<&'static str>,
}

/// The first Arabic letter and the number of them.
const FIRST: u32 = 0x621;
const LETTERS: usize = 42;

static HEADS: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<(&str, Classes, &str)> = table::rows(TABLE).filter_map(row).collect();
    let mut all = Table { heads: [const { Vec::new() }; LETTERS], whole: Vec::new() };
    for &row in &rows {
        extend(&mut all, &rows, row, "", Classes::NONE);
    }
    all.heads.iter_mut().for_each(|heads| heads.sort_by_key(|head| head.spelled.len()));
    let whole = table::rows(TABLE).filter(|row| row.contains("\twhole\t"));
    all.whole = whole.filter_map(|row| row.split('\t').next()?.strip_prefix("ال")).collect();
    all
});

/// A row of the table: clitic, classes, what may follow.
fn row(row: &'static str) -> Option<(&'static str, Classes, &'static str)> {
    let mut cells = row.split('\t');
    Some((cells.next()?, Classes::named(cells.next()?)?, cells.next()?))
}

/// Adds a clitic after those before it, then every one that may follow.
fn extend(
    all: &mut Table,
    rows: &[(&'static str, Classes, &'static str)],
    (clitic, classes, next): (&str, Classes, &str),
    before: &str,
    classes_before: Classes,
) {
    let head = Head { spelled: [before, clitic].concat(), classes: classes_before.with(classes) };
    for &follower in rows.iter().filter(|row| next.split(' ').any(|one| one == row.0)) {
        extend(all, rows, follower, &head.spelled, head.classes);
    }
    if let Some(letter) = head.spelled.chars().next().and_then(letter) {
        all.heads[letter].push(head);
    }
}

/// The number of an Arabic letter.
fn letter(c: char) -> Option<usize> {
    (c as u32).checked_sub(FIRST).map(|n| n as usize).filter(|&n| n < LETTERS)
}

/// The clitics with the first letter of a word.
fn heads(word: &str) -> &'static [Head] {
    word.chars().next().and_then(letter).map_or(&[][..], |letter| &HEADS.heads[letter])
}

/// Every way to take clitics of these classes off a word, the fewest first; not the word as it is.
///
/// A rest that is no word is harmless where it is only looked up; where it is used as it is, the caller
/// says how long it must be.
pub(crate) fn splits(word: &str, allowed: Classes) -> impl DoubleEndedIterator<Item = Split<'_>> {
    heads(word).iter().filter(move |head| allowed.has(head.classes)).filter_map(move |head| {
        let rest = word.strip_prefix(head.spelled.as_str()).filter(|rest| !rest.is_empty())?;
        let is_whole = head.classes.meets(Classes::ARTICLE) && HEADS.whole.contains(&rest);
        (!is_whole).then_some(Split { classes: head.classes, rest })
    })
}

/// The forms of a word that a table may hold: the word itself, then without clitics of these classes.
pub(crate) fn forms(word: &str, allowed: Classes) -> impl Iterator<Item = &str> {
    std::iter::once(word).chain(splits(word, allowed).map(|split| split.rest))
}

/// The word without the first clitic of these classes, if it has one.
pub(crate) fn without(word: &str, allowed: Classes) -> Option<&str> {
    splits(word, allowed).next().map(|split| split.rest)
}

/// The word without the first clitic of these classes, or as it is.
pub(crate) fn bare(word: &str, allowed: Classes) -> &str {
    without(word, allowed).unwrap_or(word)
}

/// The word after the article, which may have clitics of these classes before it.
pub(crate) fn without_article(word: &str, allowed: Classes) -> Option<&str> {
    let mut articled = splits(word, allowed.with(Classes::ARTICLE));
    articled.find(|split| split.classes.has(Classes::ARTICLE)).map(|split| split.rest)
}

/// True for a word that only begins like one with the article: `الذي`.
pub(crate) fn is_whole(word: &str) -> bool {
    word.strip_prefix("ال").is_some_and(|rest| HEADS.whole.contains(&rest))
}

/// The classes of a word that consists only of clitics: `و`, `وال`.
pub(crate) fn alone(word: &str, allowed: Classes) -> Option<Classes> {
    let mut heads = heads(word).iter().filter(|head| allowed.has(head.classes));
    heads.find(|head| head.spelled == word).map(|head| head.classes)
}

/// All clitics of these classes, alone and together.
pub(crate) fn chains(allowed: Classes) -> impl Iterator<Item = (&'static str, Classes)> {
    let heads = HEADS.heads.iter().flatten().filter(move |head| allowed.has(head.classes));
    heads.map(|head| (head.spelled.as_str(), head.classes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, fold::fold, table::unreadable};

    #[test]
    fn every_row_is_read_folded_and_names_what_follows() {
        let is_read = |line: &'static str| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [clitic, class, next] = cells[..] else { return false };
            let known = |next: &str| next == "-" || chains(Classes::ALL).any(|(one, _)| one == next);
            fold(Lang::Ar, clitic) == clitic
                && (class == "whole" || Classes::named(class).is_some())
                && next.split(' ').all(known)
        };
        assert_eq!(unreadable("clitics.tsv", TABLE, is_read), [""; 0]);
    }

    #[test]
    fn every_chain_of_clitics_comes_off() {
        for word in ["شمال", "والشمال", "بالشمال", "للشمال", "وبشمال", "فللشمال", "كالشمال", "فكالشمال"]
        {
            assert!(forms(word, Classes::NOUN).any(|form| form == "شمال"), "{word}");
        }
        assert!(forms("وسيعمل", Classes::ALL).any(|form| form == "يعمل"));
        assert!(forms("وسيعمل", Classes::NOUN).all(|form| form != "يعمل"));
    }

    #[test]
    fn only_what_may_follow_another_clitic_comes_off_after_it() {
        for (word, rest) in
            [("بوعد", "عد"), ("سالنا", "نا"), ("وفعل", "عل"), ("لالعاب", "عاب"), ("شمال", "مال")]
        {
            assert!(forms(word, Classes::ALL).all(|form| form != rest), "{word}");
        }
        assert_eq!(forms("و", Classes::ALL).collect::<Vec<_>>(), ["و"]);
    }

    #[test]
    fn a_caller_gets_only_the_classes_that_it_allows() {
        assert_eq!(without("وبالنار", Classes::CONJUNCTION), Some("بالنار"));
        assert_eq!(without("بالنار", Classes::CONJUNCTION), None);
        assert_eq!(bare("فبالنار", Classes::AND), "فبالنار");
        assert_eq!(without_article("وبالنار", Classes::NOUN), Some("نار"));
        assert_eq!(without_article("وبالنار", Classes::CONJUNCTION), None);
        assert_eq!(without_article("وبنار", Classes::NOUN), None);
    }

    #[test]
    fn the_first_letters_of_some_words_are_no_article() {
        for word in ["الله", "والذي", "بالتي", "والان"] {
            assert_eq!(without_article(word, Classes::NOUN), None, "{word}");
            assert!(forms(word, Classes::CONJUNCTION.with(Classes::PREPOSITION)).any(is_whole), "{word}");
        }
    }

    #[test]
    fn clitics_alone_are_recognised() {
        assert_eq!(alone("وال", Classes::NOUN), Some(Classes::AND.with(Classes::ARTICLE)));
        assert_eq!(alone("لل", Classes::NOUN), Some(Classes::PREPOSITION.with(Classes::ARTICLE)));
        assert_eq!(alone("نار", Classes::NOUN), None);
    }
}
