//! The file format of a lexicon: `headword TAB part of speech TAB register TAB form; form; …`.

use crate::{Error, Result};

/// One row of a lexicon table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// The English headword: a lemma in lower case, or an irregular inflected form.
    pub english: &'a str,
    /// Part of speech; `func` marks function words.
    pub part_of_speech: &'a str,
    /// The kind of text where it is at home: `general`, `law`, `health` …
    pub register: &'a str,
    forms: &'a str,
}

impl<'a> Row<'a> {
    /// The Arabic forms, commonest first.
    pub fn arabic(&self) -> impl Iterator<Item = &'a str> {
        self.forms.split(';').map(str::trim).filter(|form| !form.is_empty())
    }

    /// True for articles, pronouns, prepositions and other words that say little about what a sentence is about.
    pub fn is_function(&self) -> bool {
        self.part_of_speech == "func"
    }
}

/// Reads the rows of a table; lines that begin with `#` and empty lines are passed over.
///
/// # Errors
/// Names `place` and the line of a row that does not have four columns or has an empty one.
pub fn parse_rows<'a>(table: &'a str, place: &str) -> Result<Vec<Row<'a>>> {
    let mut rows = Vec::new();
    for (n, line) in table.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut columns = line.split('\t');
        let row = match (columns.next(), columns.next(), columns.next(), columns.next(), columns.next()) {
            (Some(english), Some(part_of_speech), Some(register), Some(forms), None) => {
                Row { english, part_of_speech, register, forms }
            }
            _ => {
                return Err(Error::new(
                    "a lexicon row has four columns: English, part of speech, register, Arabic",
                )
                .at(place)
                .line(n as u64 + 1)
                .advise("separate the columns by one TAB each"));
            }
        };
        if row.english.is_empty() || row.arabic().next().is_none() {
            return Err(Error::new("a lexicon row without a word on one side").at(place).line(n as u64 + 1));
        }
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gives_its_columns() {
        let rows = parse_rows("# comment\n\nscales\tnoun\tgeneral\tميزان; موازين\n", "x").expect("one row");
        assert_eq!(rows[0].english, "scales");
        assert_eq!(rows[0].arabic().collect::<Vec<_>>(), ["ميزان", "موازين"]);
    }

    #[test]
    fn a_broken_row_is_named() {
        let error = parse_rows("a\tnoun\tgeneral\tب\nb\tnoun\n", "my.tsv").expect_err("two columns");
        assert!(error.to_string().starts_with("my.tsv, line 2: "), "{error}");
    }
}
