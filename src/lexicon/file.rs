//! Lexicons of users, in any of the usual plain formats:
//!
//! ```text
//! scales<TAB>noun<TAB>general<TAB>ميزان; موازين      our own table, with or without probabilities
//! scales<TAB>ميزان                                  two columns, in either order
//! ميزان @ scales                                    a hunalign dictionary, in either order
//! scales ميزان                                      two words
//! ```
//!
//! The script tells which side is which, row by row. A row that cannot be used is reported with its
//! line and the reason; only blank lines and comments (`#`) are skipped silently.

use super::{Lexicon, LexiconRow, built_in};
use crate::text::{Lang, chars};

/// The rows of a user's lexicon.
#[derive(Debug, Default)]
pub struct Rows<'a> {
    /// The rows that can be used, in order. A line with several English words gives several rows.
    pub rows: Vec<LexiconRow<'a>>,
    /// Number of lines that gave rows.
    pub used: u64,
    /// The lines that cannot be used.
    pub skipped: Vec<Skipped>,
}

/// A line that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The line, counted from 1.
    pub line: u64,
    /// The reason why it cannot be used.
    pub why: String,
}

impl<'a> Rows<'a> {
    /// Reads the lines of a user's lexicon.
    ///
    /// ```
    /// use mizan::lexicon::Rows;
    /// let read = Rows::read("ميزان @ scales\nbook\tكتاب\nnothing here\n");
    /// assert_eq!(read.rows[0].english, "scales");
    /// assert_eq!((read.used, read.skipped[0].line), (2, 3));
    /// ```
    pub fn read(text: &'a str) -> Self {
        let mut read = Rows::default();
        for (n, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match rows_of(line, &mut read.rows) {
                Ok(()) => read.used += 1,
                Err(why) => read.skipped.push(Skipped { line: n as u64 + 1, why }),
            }
        }
        read
    }

    /// Builds a lexicon from the rows.
    pub fn lexicon(&self) -> Lexicon {
        Lexicon::build(&self.rows, Some(built_in()))
    }
}

/// The language of a cell, if it contains a word: any Arabic letter makes it Arabic.
fn lang_of(cell: &str) -> Option<Lang> {
    if cell.chars().any(chars::is_arabic_letter) {
        Some(Lang::Ar)
    } else if cell.chars().any(chars::is_latin_letter) {
        Some(Lang::En)
    } else {
        None
    }
}

fn rows_of<'a>(line: &'a str, rows: &mut Vec<LexiconRow<'a>>) -> Result<(), String> {
    let line = line.trim_end_matches(['\r', '\n']);
    let mut cells = line.split('\t');
    let (first, second) = (cells.next().unwrap_or_default(), cells.next());
    if let Some(fourth) = cells.nth(1)
        && lang_of(first) == Some(Lang::En)
        && lang_of(fourth) == Some(Lang::Ar)
    {
        rows.push(LexiconRow::parse(line).map_err(|error| error.to_string())?);
        return Ok(());
    }
    let blank = || line.trim().split_once(' ').filter(|(a, b)| lang_of(a) != lang_of(b) && !b.contains(' '));
    let pair = second.map(|second| (first, second)).or_else(|| line.split_once(" @ ")).or_else(blank);
    let Some((one, other)) = pair else {
        return Err("neither a TAB nor ` @ ` between two sides".to_owned());
    };
    let (english, arabic) = match (lang_of(one), lang_of(other)) {
        (Some(Lang::En), Some(Lang::Ar)) => (one, other),
        (Some(Lang::Ar), Some(Lang::En)) => (other, one),
        (Some(Lang::Ar), _) | (_, Some(Lang::Ar)) => return Err("no English word".to_owned()),
        _ => return Err("no Arabic word".to_owned()),
    };
    let words = english.split([';', ',']).map(str::trim).filter(|word| lang_of(word).is_some());
    rows.extend(words.map(|word| LexiconRow::new(word, "word", "user", arabic)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    fn knows(lexicon: &Lexicon, arabic: &str, english: &str) -> bool {
        let id = lexicon.english(&crate::text::stem::stem(Lang::En, english));
        let found = lexicon.look_up(&fold(Lang::Ar, arabic));
        id.is_some_and(|id| found.entries.iter().any(|entry| entry.english == id))
    }

    #[test]
    fn every_usual_form_is_read_in_either_order() {
        let read = Rows::read(
            "# mine\n\nscales\tnoun\tgeneral\tميزان; موازين\r\nbook\tكتاب\nقلم\tpen\nباب @ door\nwindow @ نافذة\n\
             chair كرسي\nwheel\tword\tlearnt\tعجلة\t0.5\t1\nsea, ocean\tبحر، محيط\nday\tيوم\t0.91\n",
        );
        assert_eq!(read.skipped, []);
        assert_eq!(read.used, 9);
        let lexicon = read.lexicon();
        for (arabic, english) in [
            ("موازين", "scales"),
            ("والكتاب", "books"),
            ("قلم", "pen"),
            ("باب", "door"),
            ("النافذة", "Window"),
            ("كرسي", "chair"),
            ("عجلة", "wheel"),
            ("محيط", "sea"),
            ("بحر", "ocean"),
            ("يوم", "day"),
        ] {
            assert!(knows(&lexicon, arabic, english), "{arabic} {english}");
        }
    }

    #[test]
    fn a_row_that_cannot_be_used_says_why() {
        let read = Rows::read("book\tlivre\nكتاب\tقلم\nalone\n12\tكتاب\nwheel\tword\tlearnt\tعجلة\t0.5\t7\n");
        assert!(read.rows.is_empty());
        let why: Vec<(u64, &str)> = read.skipped.iter().map(|row| (row.line, row.why.as_str())).collect();
        assert_eq!(why[0], (1, "no Arabic word"));
        assert_eq!(why[1], (2, "no English word"));
        assert_eq!(why[2], (3, "neither a TAB nor ` @ ` between two sides"));
        assert_eq!(why[3], (4, "no English word"));
        assert!(why[4].1.contains("probabilities"), "{why:?}");
    }

    #[test]
    fn the_little_words_of_a_phrase_are_not_taken_for_its_content() {
        let read = Rows::read("ministry of defence\tوزارة الدفاع\n");
        let lexicon = read.lexicon();
        assert!(knows(&lexicon, "الوزارة", "ministry") && knows(&lexicon, "الدفاع", "defence"));
        assert_eq!(lexicon.english("of"), None);
    }
}
