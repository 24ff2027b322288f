//! What web pages have around their texts, from `data/boilerplate.tsv`.

use super::{Lang, table};

const TABLE: &str = include_str!("../../data/boilerplate.tsv");

/// A row of the table.
pub(crate) struct Row {
    pub(crate) lang: Lang,
    pub(crate) words: &'static str,
    /// A text that begins with the words and is hardly longer is boilerplate too.
    pub(crate) begins: bool,
}

/// All rows.
pub(crate) fn rows() -> impl Iterator<Item = Row> {
    table::rows(TABLE).filter_map(row)
}

fn row(row: &'static str) -> Option<Row> {
    let [lang, words, extent] = row.split('\t').collect::<Vec<_>>()[..] else { return None };
    let lang = lang.parse().ok()?;
    matches!(extent, "line" | "start").then_some(Row { lang, words, begins: extent == "start" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(table::unreadable("boilerplate.tsv", TABLE, |line| row(line).is_some()), [""; 0]);
    }

    #[test]
    fn what_a_text_may_begin_with_has_at_most_six_words() {
        let long = rows().find(|row| row.begins && row.words.split(' ').count() > 6);
        assert!(long.is_none(), "{:?}", long.map(|row| row.words));
    }
}
