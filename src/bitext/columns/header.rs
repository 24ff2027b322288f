//! The names of columns, and whether a first row consists of them.

use super::{Columns, is};
use crate::text::Lang;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The usual names of columns in tables.
const TABLE: &str = include_str!("../../../data/table-headers.tsv");

/// The roles of each name.
static ROLES: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut roles: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for (role, name) in
        TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|row| row.split_once('\t'))
    {
        roles.entry(name).or_default().push(role);
    }
    roles
});

/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 60;

/// The cells of a first row as names.
pub(super) struct Names {
    cells: Vec<String>,
}

impl Names {
    pub(super) fn of(row: &[String]) -> Self {
        let name = |cell: &String| {
            let name = if cell.chars().nth(LONGEST_NAME).is_some() { "" } else { cell };
            name.trim().to_lowercase().replace(['_', '-'], " ")
        };
        Names { cells: row.iter().map(name).collect() }
    }

    /// The column with this name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let name = name.trim().to_lowercase().replace(['_', '-'], " ");
        self.cells.iter().position(|cell| *cell == name)
    }

    fn has_role(cell: &str, role: &str) -> bool {
        ROLES.get(cell).is_some_and(|roles| roles.contains(&role))
    }

    fn of_role(&self, role: &str) -> Option<usize> {
        self.cells.iter().position(|cell| Names::has_role(cell, role))
    }

    /// The language that a name states for its texts.
    fn lang(cell: &str) -> Option<Lang> {
        let words = || cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        if words().count() > 5 || words().any(|word| Names::has_role(word, "other")) {
            return None;
        }
        let has = |role| words().any(|word| Names::has_role(word, role));
        match (has("ar"), has("en")) {
            (true, false) => Some(Lang::Ar),
            (false, true) => Some(Lang::En),
            _ => None,
        }
    }

    /// The columns whose names are Arabic and English. A name that is only the language has
    /// precedence over longer ones, and any other over that of a machine translation.
    pub(super) fn texts(&self) -> Option<(usize, usize)> {
        let has = |cell: &str, role: &str| {
            cell.split(|c: char| !c.is_alphanumeric()).any(|word| Names::has_role(word, role))
        };
        // `Target (ar)` has precedence over `MT (ar)`.
        let rank = |cell: &str| (has(cell, "machine"), !(has(cell, "source") || has(cell, "target")));
        let of = |lang: Lang| {
            let exact = self.of_role(lang.code());
            let mut named = self.cells.iter().enumerate();
            let named = named.by_ref().filter(|(_, cell)| Names::lang(cell) == Some(lang));
            exact.or_else(|| named.min_by_key(|(_, cell)| rank(cell)).map(|(at, _)| at))
        };
        of(Lang::Ar).zip(of(Lang::En))
    }

    /// The columns that are called source and target.
    pub(super) fn sides(&self) -> Option<(usize, usize)> {
        self.of_role("source").zip(self.of_role("target"))
    }

    /// True if the name of a column says that it contains texts: `Source`, `Arabic (Egypt)`, `المصدر/الترجمة`.
    pub(super) fn is_of_texts(&self, at: usize) -> bool {
        let is_role =
            |name: &str| ["source", "target", "ar", "en"].iter().any(|role| Names::has_role(name, role));
        let words = |cell: &str| {
            cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(is_role)
        };
        let is_named = |cell: &String| {
            is_role(cell)
                || Names::lang(cell).is_some()
                || cell.chars().any(char::is_alphabetic) && words(cell)
        };
        self.cells.get(at).is_some_and(is_named)
    }

    /// True if two cells name the two sides of the pairs below them, one each: `English` and `Arabic`,
    /// `Source` and `Target`. `Arabic` beside `العربية` is a pair.
    pub(super) fn are_sides(&self, one: usize, two: usize) -> bool {
        let (Some(one), Some(two)) = (self.cells.get(one), self.cells.get(two)) else { return false };
        let languages = Names::lang(one).zip(Names::lang(two));
        let roles = |one: &str, two: &str| Names::has_role(one, "source") && Names::has_role(two, "target");
        languages.is_some_and(|(one, two)| one != two) || roles(one, two) || roles(two, one)
    }

    /// True for the names in our own tables.
    pub(super) fn are_ours(&self) -> bool {
        ["id", "ar", "en", "confidence", "type"].iter().all(|name| self.cells.iter().any(|cell| cell == name))
    }

    /// Adds the columns that are not texts.
    pub(super) fn more(&self, columns: &mut Columns) {
        let other =
            |role: &str| self.of_role(role).filter(|at| *at != columns.text.ar && *at != columns.text.en);
        let [id, confidence, adequacy, kind, review, notes] =
            ["id", "confidence", "adequacy", "type", "review", "notes"].map(other);
        // Other tables call many things a score.
        let score = self.cells.iter().position(|cell| cell == "score").filter(|_| self.are_ours());
        *columns = Columns { id, confidence, adequacy, score, kind, review, notes, ..*columns };
    }

    /// The language of the column that is called the source.
    pub(super) fn source(&self, ar: usize, en: usize) -> Option<Lang> {
        let role = |at: usize, role: &str| self.cells.get(at).is_some_and(|cell| Names::has_role(cell, role));
        match (role(ar, "source") || role(en, "target"), role(en, "source") || role(ar, "target")) {
            (true, false) => Some(Lang::Ar),
            (false, true) => Some(Lang::En),
            _ => None,
        }
    }

    /// True if the first row consists of names: either its two cells are names of texts, or one of
    /// them is in the wrong script for its column and both are short and do not look like
    /// sentences.
    pub(super) fn is_header(&self, first: &[String], body: &[Vec<String>], texts: (usize, usize)) -> bool {
        let (Some(ar), Some(en)) = (self.cells.get(texts.0), self.cells.get(texts.1)) else { return false };
        let wrong = is(&first[texts.0], Lang::En) != is(&first[texts.1], Lang::Ar);
        let alike = wrong && body.len() >= 2 && {
            let holds = |row: &Vec<String>| {
                let cell = |at: usize| row.get(at).map(String::as_str).unwrap_or_default();
                is(cell(texts.0), Lang::Ar) && is(cell(texts.1), Lang::En)
            };
            10 * body.iter().filter(|row| holds(row)).count() >= 9 * body.len()
        };
        let short = |cell: &str| {
            let words = cell.split_whitespace().count();
            (1..=4).contains(&words) && !cell.contains(['.', '؟', '?', '!', '،', ','])
        };
        let same = ar == en;
        (self.is_of_texts(texts.0) && self.is_of_texts(texts.1)) || (alike && !same && short(ar) && short(en))
    }

    /// True if the first row has one word in each text and every row below it has sentences: names that are
    /// unknown (`المتن`, `Rendering`), or a heading with its translation. Only a person can tell.
    pub(super) fn may_be_names(first: &[String], body: &[Vec<String>], texts: (usize, usize)) -> bool {
        const LONG: usize = 5;
        const LONGEST: usize = 60;
        let words = |row: &[String], at: usize| row.get(at).map_or(0, |cell| cell.split_whitespace().count());
        let bare = |at: usize| {
            let cell = first.get(at).map(String::as_str).unwrap_or_default();
            cell.len() <= LONGEST
                && words(first, at) == 1
                && cell.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | ' '))
        };
        body.len() >= 3
            && bare(texts.0)
            && bare(texts.1)
            && body.iter().all(|row| words(row, texts.0) >= LONG && words(row, texts.1) >= LONG)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_has_a_role_that_is_known_and_a_name_in_small_letters() {
        for row in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (role, name) = row.split_once('\t').unwrap();
            assert!(
                [
                    "ar",
                    "en",
                    "source",
                    "target",
                    "id",
                    "confidence",
                    "adequacy",
                    "type",
                    "review",
                    "notes",
                    "machine",
                    "other"
                ]
                .contains(&role),
                "{row}"
            );
            assert_eq!(name, name.trim().to_lowercase(), "{row}");
        }
    }

    #[test]
    fn a_language_is_a_word_of_its_name() {
        for (name, lang) in [
            ("english (united states)", Some(Lang::En)),
            ("text ar", Some(Lang::Ar)),
            ("ar sa", Some(Lang::Ar)),
            ("اللغة العربية", None),
            ("النص بالعربية", Some(Lang::Ar)),
            ("arabic english", None),
            ("ar score", None),
            ("area", None),
            ("encoding", None),
        ] {
            assert_eq!(Names::lang(name), lang, "{name}");
        }
    }
}
