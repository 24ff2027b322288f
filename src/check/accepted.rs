//! Findings that a person has judged right, in a small file that silences them.
//!
//! The file is a table that people can read and edit. Each line gives the kind of the accepted
//! finding, the Arabic figure and the English one, and where the judgement holds: everywhere (`*`)
//! or in one pair only. A pair is identified by a fingerprint of its two texts, so that the
//! judgement is valid as long as neither text changes. Columns are separated by tabs.
//!
//! ```text
//! # Accepted by mizan check. Columns: where (* everywhere, or the mark of one pair), kind, Arabic, English.
//! *                 scale    3 مليارات دولار  $3 million
//! 6b1f0c9a2d4e8f37  missing  ثلاثة           -
//! ```

use super::finding::{Finding, Marked};
use crate::{
    Error, Result,
    text::{Lang, Sides, bidi},
};
use std::{collections::BTreeSet, fmt};

const HEAD: &str = "# Accepted by mizan check. Columns: where (* everywhere, or the mark of one pair), kind, Arabic, English.";

/// Where a judgement holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In every pair.
    Everywhere,
    /// Only in the pair of the finding, as long as its texts do not change.
    Once,
}

/// The judgements of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    rows: BTreeSet<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// `None` if it holds everywhere.
    pair: Option<u64>,
    of: Identity,
}

/// The identity of a finding, independent of its place: the kind, and the words at both places. In
/// text ([`fmt::Display`]) the three are separated by tabs, with `-` where there is no place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    code: String,
    said: Sides<String>,
}

impl Identity {
    /// The identity in three cells of a table, with `-` where there is no place.
    pub fn of_cells(code: &str, ar: &str, en: &str) -> Self {
        Identity { code: code.trim().to_owned(), said: Sides::new(plain(ar), plain(en)) }
    }

    /// The identity of the finding in the text of one side alone.
    #[must_use]
    pub fn only(&self, lang: Lang) -> Self {
        let mut one = self.clone();
        "-".clone_into(&mut one.said[lang.other()]);
        one
    }

    /// The kind of the finding.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The words at the place on one side; `-` where there is none.
    pub fn said(&self, lang: Lang) -> &str {
        &self.said[lang]
    }

    /// The identity of a finding whose places are in these two texts.
    pub fn of(finding: &Finding, ar: &str, en: &str) -> Self {
        let said = |marked: &Option<Marked>, text: &str| match marked {
            Some(marked) => plain(text.get(marked.span.start..marked.span.end).unwrap_or_default()),
            None => "-".to_owned(),
        };
        Identity {
            code: finding.code.to_string(),
            said: Sides::new(said(&finding.ar, ar), said(&finding.en, en)),
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}", self.code, self.said.ar, self.said.en)
    }
}

impl Accepted {
    /// Parses the text of a file of judgements.
    ///
    /// # Errors
    /// When a line does not have four columns, or names neither `*` nor the mark of a pair; the
    /// error contains the line.
    pub fn parse(text: &str) -> Result<Self> {
        let mut rows = BTreeSet::new();
        for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |what: &str| {
                Error::new(what)
                    .line(n as u64 + 1)
                    .advise("write: * or the mark of a pair, tab, kind, tab, Arabic, tab, English")
            };
            let cells: Vec<&str> = line.split('\t').collect();
            let [place, code, ar, en] = cells[..] else {
                return Err(wrong(&format!("4 columns are expected, not {}", cells.len())));
            };
            let pair = match place {
                "*" => None,
                mark => Some(
                    u64::from_str_radix(mark, 16)
                        .map_err(|_| wrong(&format!("`{mark}` is neither * nor the mark of a pair")))?,
                ),
            };
            rows.insert(Row { pair, of: Identity::of_cells(code, ar, en) });
        }
        Ok(Accepted { rows })
    }

    /// Adds the judgement that a finding of a pair of texts is right as it is.
    pub fn accept(&mut self, finding: &Finding, ar: &str, en: &str, scope: Scope) {
        let pair = (scope == Scope::Once).then(|| pair_mark(ar, en));
        self.rows.insert(Row { pair, of: Identity::of(finding, ar, en) });
    }

    /// Adds the judgement that a finding is right as it is in the pair with this [mark](pair_mark).
    pub fn accept_in(&mut self, pair: u64, of: Identity) {
        self.rows.insert(Row { pair: Some(pair), of });
    }

    /// True if a finding of a pair of texts has been judged right.
    pub fn holds(&self, finding: &Finding, ar: &str, en: &str) -> bool {
        if self.rows.is_empty() {
            return false;
        }
        let everywhere = Row { pair: None, of: Identity::of(finding, ar, en) };
        self.rows.contains(&everywhere)
            || self.rows.contains(&Row { pair: Some(pair_mark(ar, en)), of: everywhere.of })
    }

    /// The judgements that are not among these others, such as those that have held somewhere.
    pub fn except<'a>(&'a self, others: &'a Accepted) -> impl Iterator<Item = &'a Identity> {
        self.rows.difference(&others.rows).map(|row| &row.of)
    }

    /// Number of judgements.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if nothing has been accepted.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A figure without invisible marks and with single blanks, so that a change of layout does not
/// invalidate a judgement.
fn plain(text: &str) -> String {
    let seen: String = text.chars().filter(|&c| !bidi::is_invisible(c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The mark of a pair, which stays the same as long as neither text changes but in its blanks and
/// invisible marks: FNV-1a (Fowler, Noll and Vo 1991) over both.
pub fn pair_mark(ar: &str, en: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in plain(ar).bytes().chain([0]).chain(plain(en).bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

impl fmt::Display for Accepted {
    /// Writes the text of the file: its head, then one judgement per line, in a fixed order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}")?;
        for row in &self.rows {
            match row.pair {
                Some(mark) => write!(f, "{mark:016x}")?,
                None => f.write_str("*")?,
            }
            writeln!(f, "\t{}", row.of)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{Code, Severity},
        text::Span,
    };

    const AR: &str = "أنفقت 3 مليارات.";
    const EN: &str = "It spent $3 million.";

    fn finding() -> Finding {
        let ar = AR.find('3').unwrap();
        Finding {
            severity: Severity::Error,
            code: Code::Scale,
            message: String::new(),
            ar: Some(Marked { span: Span::new(ar, ar + "3 مليارات".len()), value: String::new() }),
            en: Some(Marked { span: Span::new(9, 19), value: String::new() }),
            throughout: false,
        }
    }

    #[test]
    fn what_is_accepted_everywhere_is_silent_in_other_pairs_too() {
        let mut accepted = Accepted::default();
        accepted.accept(&finding(), AR, EN, Scope::Everywhere);
        assert!(accepted.holds(&finding(), AR, &format!("{EN} Yes.")));
        assert_eq!(accepted.to_string().lines().nth(1), Some("*\tscale\t3 مليارات\t$3 million"));
    }

    #[test]
    fn what_is_accepted_once_holds_until_a_text_changes() {
        let mut accepted = Accepted::default();
        accepted.accept(&finding(), AR, EN, Scope::Once);
        assert!(accepted.holds(&finding(), AR, EN));
        assert!(!accepted.holds(&finding(), AR, &format!("{EN} Yes.")));
    }

    #[test]
    fn judgements_that_held_nowhere_are_the_difference() {
        let all = Accepted::parse("*\tscale\t3 مليارات\t$3 million\n*\tmissing\tثلاثة\t-\n").unwrap();
        let mut met = Accepted::default();
        met.accept(&finding(), AR, EN, Scope::Everywhere);
        let left: Vec<_> = all.except(&met).map(|of| (of.code(), of.said(Lang::Ar))).collect();
        assert_eq!(left, [("missing", "ثلاثة")]);
    }

    #[test]
    fn a_file_written_is_read_back_the_same() {
        let mut accepted = Accepted::default();
        accepted.accept(&finding(), AR, EN, Scope::Once);
        accepted.accept(&finding(), AR, EN, Scope::Everywhere);
        assert_eq!(Accepted::parse(&accepted.to_string()), Ok(accepted));
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = Accepted::parse("# head\n*\tscale\tonly three\n").unwrap_err();
        assert!(error.to_string().contains("not 3"), "{error}");
        let error = Accepted::parse("here\tscale\ta\tb\n").unwrap_err();
        assert!(error.to_string().contains("`here`"), "{error}");
    }
}
