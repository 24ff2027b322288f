//! The result of learning: English words with their translations, and the table that they are written as.

use std::fmt;

/// An Arabic form that translates an English word.
#[derive(Debug, Clone, PartialEq)]
pub struct LearntForm {
    /// The form, without vowel signs, article and particles.
    pub arabic: String,
    /// Probability (0 to 1) of the form given the English word.
    pub forward: f32,
    /// Probability (0 to 1) of the English word given the form.
    pub backward: f32,
    /// Number of times that the two were linked.
    pub count: u32,
}

/// An English word and its translations, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct LearntRow {
    /// The headword, in lower case.
    pub english: String,
    /// Its translations.
    pub forms: Vec<LearntForm>,
}

/// A learnt lexicon. Its `Display` form is a lexicon table with two columns of probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Learnt {
    /// The entries, sorted by headword.
    pub rows: Vec<LearntRow>,
    /// Number of different pairs with words on both sides.
    pub seen: u64,
    /// Number of pairs that were learnt from: fewer than `seen` where there were too many.
    pub used: u64,
}

impl fmt::Display for Learnt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# English words and the Arabic words that translate them, learnt by mizan from {} pair{}.\n\
             # Columns: English; part of speech; register; Arabic forms, best first, separated by '; '; for each form its \
             probability\n# given the English word; and the probability of the English word given the form.",
            self.used,
            if self.used == 1 { "" } else { "s" }
        )?;
        for row in &self.rows {
            let list = |of: &dyn Fn(&LearntForm) -> String| -> String {
                row.forms.iter().map(of).collect::<Vec<_>>().join("; ")
            };
            writeln!(
                f,
                "{}\tword\tlearnt\t{}\t{}\t{}",
                row.english,
                list(&|form| form.arabic.clone()),
                list(&|form| format!("{:.3}", form.forward)),
                list(&|form| format!("{:.3}", form.backward)),
            )?;
        }
        Ok(())
    }
}
