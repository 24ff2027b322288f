//! The file format of a lexicon: `headword TAB part of speech TAB register TAB form; form; …`.
//! Learnt lexicons have two more columns, with a probability for each form.

use crate::{Error, Result};

/// One row of a lexicon table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LexiconRow<'a> {
    /// The English headword: a lemma in lower case, or an irregular inflected form.
    pub english: &'a str,
    /// Part of speech; `func` marks function words.
    pub part_of_speech: &'a str,
    /// The kind of text in which it is used: `general`, `law`, `health` …
    pub register: &'a str,
    forms: &'a str,
    /// Lists of probabilities parallel to the forms: of the form given the headword, and of the
    /// headword given the form.
    probabilities: Option<(&'a str, &'a str)>,
}

impl<'a> LexiconRow<'a> {
    /// A row without probabilities, whose forms are ranked by their order.
    pub(super) fn new(english: &'a str, part_of_speech: &'a str, register: &'a str, forms: &'a str) -> Self {
        LexiconRow { english, part_of_speech, register, forms, probabilities: None }
    }

    /// The Arabic forms, most frequent first.
    pub fn arabic(&self) -> impl Iterator<Item = &'a str> {
        self.forms.split([';', '؛', '،', ',']).map(str::trim).filter(|form| !form.is_empty())
    }

    /// For each form its probability (0 to 1) given the headword, and that of the headword given
    /// the form; `None` for rows that only list their forms in order.
    pub fn probabilities(&self) -> Option<impl Iterator<Item = (f32, f32)>> {
        self.probabilities.map(|(forward, backward)| numbers(forward).zip(numbers(backward)))
    }

    /// True for articles, pronouns, prepositions and other words that say little about the subject
    /// of a sentence.
    pub fn is_function(&self) -> bool {
        self.part_of_speech == "func"
    }

    /// Reads one line of a table.
    ///
    /// # Errors
    /// Says what is wrong with the line, and what would be right.
    pub(super) fn parse(line: &'a str) -> Result<Self> {
        let columns = |line: &'a str| -> Option<LexiconRow<'a>> {
            let mut columns = line.split('\t');
            let mut row = LexiconRow::new(
                columns.next()?.trim(),
                columns.next()?,
                columns.next()?,
                columns.next()?.trim(),
            );
            if let Some(forward) = columns.next() {
                row.probabilities = Some((forward, columns.next()?));
            }
            columns.next().is_none().then_some(row)
        };
        let row = columns(line).ok_or_else(|| {
            Error::new(
                "a lexicon row has four columns (English, part of speech, register, Arabic) or six (and two lists \
                 of probabilities)",
            )
            .advise("separate the columns by one TAB each")
        })?;
        if row.english.is_empty() || row.arabic().next().is_none() {
            return Err(Error::new("a lexicon row without a word on one side"));
        }
        if let Some((forward, backward)) = row.probabilities {
            let forms = row.arabic().count();
            let fits = |list| numbers(list).filter(|p| (0.0..=1.0).contains(p)).count() == forms;
            if !fits(forward) || !fits(backward) {
                return Err(Error::new("a lexicon row whose probabilities do not fit its forms")
                    .advise("give for each form a number from 0 to 1, separated by `; `"));
            }
        }
        Ok(row)
    }
}

/// The numbers of a list; anything else becomes NaN.
fn numbers(list: &str) -> impl Iterator<Item = f32> + '_ {
    list.split(';').map(|number| number.trim().parse().unwrap_or(f32::NAN))
}

/// Reads the rows of a table; comments (`#`) and empty lines are skipped.
///
/// # Errors
/// Names `place` and the line of a row that does not have four or six columns, has an empty column,
/// or has probabilities that do not match its forms.
pub fn parse_rows<'a>(table: &'a str, place: &str) -> Result<Vec<LexiconRow<'a>>> {
    let mut rows = Vec::new();
    for (n, line) in table.lines().enumerate() {
        if !line.is_empty() && !line.starts_with('#') {
            rows.push(LexiconRow::parse(line).map_err(|error| error.at(place).line(n as u64 + 1))?);
        }
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
        assert!(rows[0].probabilities().is_none());
    }

    #[test]
    fn a_learnt_row_has_a_probability_each_way_for_each_form() {
        let row =
            LexiconRow::parse("scales\tword\tlearnt\tميزان; موازين\t0.75; 0.25\t0.9; 1").expect("a row");
        let pairs: Vec<_> = row.probabilities().expect("probabilities").collect();
        assert_eq!(pairs, [(0.75, 0.9), (0.25, 1.0)]);
    }

    #[test]
    fn a_broken_row_is_named() {
        let error = parse_rows("a\tnoun\tgeneral\tب\nb\tnoun\n", "my.tsv").expect_err("two columns");
        assert!(error.to_string().starts_with("my.tsv, line 2: "), "{error}");
        for wrong in
            ["a\tn\tg\tب\t0.5\t0.5; 0.5", "a\tn\tg\tب\t0.5\tx", "a\tn\tg\tب\t2\t0.5", "a\tn\tg\tب\t1"]
        {
            assert!(LexiconRow::parse(wrong).is_err(), "{wrong}");
        }
    }
}
