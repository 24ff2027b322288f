//! Words that imply a number without being one, from `data/implied.tsv`: `twins`, `both`, `ثلاثي`.

use super::{pair::PairSide, senses};
use crate::{
    figure::Decimal,
    text::{
        Lang, fold, stem, table,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/implied.tsv");

type Words = Vec<&'static str>;

fn table() -> &'static FxHashMap<(Decimal, Lang), Words> {
    static IMPLIED: OnceLock<FxHashMap<(Decimal, Lang), Words>> = OnceLock::new();
    IMPLIED.get_or_init(|| table::rows(TABLE).filter_map(row).collect())
}

/// Parses value, language, words: `3 en triple*|trio`.
fn row(line: &'static str) -> Option<((Decimal, Lang), Words)> {
    let mut cells = line.split('\t');
    let (value, lang, words) = (cells.next()?, cells.next()?, cells.next()?);
    Some(((value.parse().ok()?, lang.parse().ok()?), words.split('|').collect()))
}

/// True if a text has a word that implies the number. Words that were read as figures do not count:
/// they have their own counterparts.
pub(super) fn says(side: &PairSide<'_>, number: Decimal) -> bool {
    let (lang, text) = (side.lang, side.plain.as_ref());
    let Some(words) = table().get(&(number.normalize(), lang)) else { return false };
    let folded: Vec<String> = tokens(text)
        .filter(|token| {
            token.kind == TokenKind::Word && !side.figures.iter().any(|f| f.span.overlaps(token.span))
        })
        .map(|token| fold::fold(lang, token.span.of(text)))
        .collect();
    words.iter().any(|word| {
        let parts: Vec<&str> = word.split([' ', '-']).collect();
        folded.windows(parts.len()).any(|run| run.iter().zip(&parts).all(|(seen, part)| is(lang, seen, part)))
    })
}

/// True if a folded word of a text matches a word of the table.
fn is(lang: Lang, seen: &str, word: &str) -> bool {
    if !senses::may_be(lang, seen, word) {
        return false;
    }
    let matches = |form: &str| match word.strip_suffix('*') {
        Some(head) => form.starts_with(head),
        None => form == word,
    };
    let mut found = matches(seen);
    // Removing clitics is slow, and is needed only if the first letters of the word occur somewhere.
    if lang == Lang::Ar && !found && seen.contains(word.get(..4).unwrap_or(word)) {
        stem::for_each_analysis(seen, |form, _| found |= matches(form));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = table::rows(TABLE).count();
        assert_eq!(table().len(), rows);
    }

    #[test]
    fn twins_are_two_and_a_trilateral_meeting_has_three_sides() {
        let says = |lang, text, number| {
            says(&PairSide { figures: Vec::new(), ..PairSide::new(lang, text, Vec::new()) }, number)
        };
        assert!(says(Lang::En, "She gave birth to twins.", Decimal::TWO));
        assert!(says(Lang::Ar, "عُقد الاجتماع الثلاثي أمس.", Decimal::from(3)));
        assert!(!says(Lang::En, "She gave birth to a boy.", Decimal::from(3)));
    }
}
