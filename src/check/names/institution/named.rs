//! The institutions that a text names: a word that heads such names, and the words beside it.

use crate::{
    check::names::{
        english_word::english_id,
        said::{look_up, spans},
    },
    lexicon::built_in,
    name::is_marker,
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold, table,
    },
};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

pub(super) const TABLE: &str = include_str!("../../../../data/names-institutions.tsv");
/// In the table: a head that may be translated by many other words.
pub(super) const ANY: &str = "*";
/// In the table: no head, and in too many names to tell them apart.
pub(super) const COMMON: &str = "-";

static WORDS: LazyLock<FxHashMap<(Lang, &'static str), &'static str>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let [lang, word, sorts] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        Some(((lang.parse().ok()?, word), sorts))
    };
    table::rows(TABLE).filter_map(row).collect()
});

/// Words after an Arabic head that may belong to its name.
const AFTER: usize = 3;
/// Bytes of a small word.
const SMALL: usize = 3;

/// The name of an institution: its place, what its heads say about its sort, and its other words.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) span: Span,
    sorts: Vec<&'static str>,
    pub(super) words: Vec<Span>,
}

impl Named {
    /// True if both are of one sort that is distinguished from others.
    pub(super) fn is_of_sort(&self, other: &Named) -> bool {
        self.sorts.iter().any(|sort| *sort != ANY && other.sorts.contains(sort))
    }

    /// True if the heads of both are of one sort, or may translate many heads.
    pub(super) fn are_loose(&self, other: &Named) -> bool {
        let loose = |named: &Named| named.sorts.contains(&ANY);
        self.is_of_sort(other) || loose(self) && loose(other)
    }

    /// True if the heads of both cannot translate each other.
    pub(super) fn is_of_other_sort(&self, other: &Named) -> bool {
        let is_one_sort = |named: &Named| !named.sorts.contains(&ANY);
        is_one_sort(self) && is_one_sort(other) && !self.is_of_sort(other)
    }
}

fn sorts(lang: Lang, word: &str) -> Option<&'static str> {
    match lang {
        Lang::Ar => {
            let folded = fold::fold(lang, word);
            clitics::forms(&folded, Classes::NOUN).find_map(|form| WORDS.get(&(lang, form))).copied()
        }
        Lang::En => WORDS.get(&(lang, word.to_ascii_lowercase().as_str())).copied(),
    }
}

/// True for a word that is in too many names to tell them apart: *National*.
pub(super) fn is_common(lang: Lang, word: &str) -> bool {
    sorts(lang, word) == Some(COMMON)
}

fn heads(lang: Lang, word: &str) -> Option<std::str::Split<'static, char>> {
    sorts(lang, word).filter(|sorts| *sorts != COMMON).map(|sorts| sorts.split('|'))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// True for a word with a capital that heads names of institutions.
pub(in crate::check::names) fn is_english_head(word: &str) -> bool {
    is_capital(word) && heads(Lang::En, word).is_some()
}

/// The English names with a head: words with capitals, and small words between them.
pub(super) fn english(en: &str) -> Vec<Named> {
    if !en.split(|c: char| !c.is_ascii_alphabetic()).any(is_english_head) {
        return Vec::new();
    }
    let words: Vec<Span> = spans(en).collect();
    let joined = |at: usize| en[words[at].end..words[at + 1].start].chars().all(|c| matches!(c, ' ' | '-'));
    let small = |at: usize| {
        let id = english_id(words[at].of(en));
        words[at].len() <= SMALL && id.is_some_and(|id| built_in().is_english_function(id))
    };
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_capital(words[at].of(en)) {
            at += 1;
            continue;
        }
        let start = at;
        while at + 1 < words.len() && joined(at) {
            let between = |next: &usize| (at + 1..*next).all(|n| small(n) && joined(n));
            let next = (at + 1..words.len().min(at + 4)).find(|&n| is_capital(words[n].of(en)));
            match next.filter(between) {
                Some(next) => at = next,
                None => break,
            }
        }
        let run = &words[start..=at];
        let sorts: Vec<&str> = run
            .iter()
            .filter(|word| is_english_head(word.of(en)))
            .filter_map(|word| heads(Lang::En, word.of(en)))
            .flatten()
            .collect();
        if !sorts.is_empty() {
            let own = run.iter().filter(|word| {
                let word = word.of(en);
                is_capital(word) && !is_english_head(word) && !is_marker(Lang::En, word)
            });
            all.push(Named { span: run[0].to(words[at]), sorts, words: own.copied().collect() });
        }
        at += 1;
    }
    all
}

/// The Arabic names with a head, as far as they may reach. After a head with the article follows an adjective with the
/// article: البنك الشعبي; in الشركة مذكرة no name follows.
pub(super) fn arabic(ar: &str) -> Vec<Named> {
    let words: Vec<Span> = spans(ar).collect();
    let joined =
        |at: usize| ar[words[at].end..words[at + 1].start].chars().all(|c| matches!(c, ' ' | '«' | '"'));
    let adjective =
        |word: &str| clitics::without_article(&fold::fold(Lang::Ar, word), Classes::NONE).is_some();
    let fits = |head: usize, next: usize| !is_definite(words[head].of(ar)) || adjective(words[next].of(ar));
    let named = |head: usize| {
        let sorts: Vec<&str> = heads(Lang::Ar, words[head].of(ar))?.collect();
        let after = (head + 1..words.len()).take(AFTER);
        let own = after.take_while(|&at| {
            let word = words[at].of(ar);
            joined(at - 1)
                && !look_up(word).is_function
                && !has_preposition(word)
                && (at > head + 1 || fits(head, at))
        });
        let all: Vec<Span> = own.map(|at| words[at]).collect();
        // الأمير in a name tells as little as Prince, and مقاولات after شركة heads the name too.
        let tells = |word: &&Span| !is_marker(Lang::Ar, word.of(ar)) && !is_only_head(word.of(ar));
        let own: Vec<Span> = all.iter().filter(tells).copied().collect();
        Some(Named { span: words[head].to(*all.last()?), sorts, words: own })
    };
    (0..words.len()).filter_map(named).collect()
}

/// True for an Arabic word with the article.
pub(super) fn is_definite(word: &str) -> bool {
    clitics::without_article(&fold::fold(Lang::Ar, word), Classes::PARTICLE).is_some()
}

/// True for an Arabic word that heads names of one sort.
fn is_only_head(word: &str) -> bool {
    heads(Lang::Ar, word).is_some_and(|mut sorts| sorts.all(|sort| sort != ANY))
}

/// True for an Arabic word with the article after ب or ك, which belongs to no name.
fn has_preposition(word: &str) -> bool {
    let folded = fold::fold(Lang::Ar, word);
    let joined = Classes::PREPOSITION.with(Classes::ARTICLE);
    !folded.starts_with('ل') && clitics::splits(&folded, joined).any(|split| split.classes == joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_folded_and_read() {
        let wrong = table::unreadable("names-institutions.tsv", TABLE, |line| {
            let cells: Vec<&str> = line.split('\t').collect();
            cells.len() == 3
                && !cells[2].is_empty()
                && cells[0].parse::<Lang>().is_ok_and(|lang| fold::fold(lang, cells[1]) == cells[1])
        });
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn a_head_with_the_article_has_an_adjective_with_it() {
        let heard = |ar: &str| arabic(ar).iter().map(|named| named.words.len()).collect::<Vec<_>>();
        assert_eq!(heard("وقعت الشركة مذكرة أمس"), [0usize; 0]);
        assert_eq!(heard("وقعت الشركة المصرية"), [1]);
        assert_eq!(heard("وللوزارة والمصرف ذلك"), [0usize; 0]);
        assert_eq!(heard("محكمة الجنح بالسجن المشدد"), [1]);
        assert!(is_common(Lang::Ar, "الوطني") && is_common(Lang::En, "National"));
        let [hospital, bank] = [english("Rizk Hospital"), english("Rizk Bank")];
        assert!(hospital[0].is_of_other_sort(&bank[0]) && !hospital[0].is_of_sort(&bank[0]));
        assert!(bank[0].is_of_sort(&arabic("بنك رزق")[0]));
    }
}
