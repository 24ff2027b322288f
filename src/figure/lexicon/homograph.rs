//! Words of figures that have other meanings, from `data/figure-homographs.tsv`.

use crate::text::{Lang, table};
use rustc_hash::FxHashMap;

const TABLE: &str = include_str!("../../../data/figure-homographs.tsv");

/// The other use of a word, or the condition for it to be a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is an everyday word too.
    Everyday,
    /// It counts only if it is spelled exactly as in its table.
    Spelled,
    /// It is a number only before another.
    Compound,
    /// It is a month only between a day and a year.
    Dated,
}

/// The words of one language, by their kinds in figures.
#[derive(Debug)]
pub(super) struct Homographs(FxHashMap<(&'static str, &'static str), Use>);

impl Homographs {
    /// Reads the words of a language.
    pub(super) fn of(lang: Lang) -> Self {
        let rows = table::rows(TABLE).filter_map(read);
        Homographs(rows.filter(|row| row.lang == lang).map(|row| ((row.kind, row.word), row.use_)).collect())
    }

    /// The other use of a word of this kind, as written in its table; `None` if it has none.
    pub(super) fn use_of(&self, kind: &'static str, word: &'static str) -> Option<Use> {
        self.0.get(&(kind, word)).copied()
    }
}

/// A row of the table: kind, language, use, word.
struct Homograph {
    lang: Lang,
    /// The kind of word that it is in figures, by its name in the tables.
    kind: &'static str,
    word: &'static str,
    use_: Use,
}

fn read(row: &'static str) -> Option<Homograph> {
    let mut cells = row.split('\t');
    let (kind, lang, name, word) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let use_ = match name {
        "everyday" => Use::Everyday,
        "spelled" => Use::Spelled,
        "compound" => Use::Compound,
        "dated" => Use::Dated,
        _ => return None,
    };
    Some(Homograph { lang: lang.parse().ok()?, kind, word, use_ })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::table::unreadable;

    #[test]
    fn every_row_is_read() {
        assert_eq!(unreadable("figure-homographs.tsv", TABLE, |row| read(row).is_some()), [""; 0]);
    }

    #[test]
    fn a_word_is_a_homograph_only_as_what_it_may_be_taken_for() {
        let english = Homographs::of(Lang::En);
        assert_eq!(english.use_of("month", "March"), Some(Use::Everyday));
        assert_eq!(english.use_of("weekday", "March"), None);
        let arabic = Homographs::of(Lang::Ar);
        assert_eq!(arabic.use_of("month", "آب"), Some(Use::Spelled));
        assert_eq!(arabic.use_of("unit", "سبع"), None);
    }
}
