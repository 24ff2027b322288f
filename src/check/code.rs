//! The kinds of findings: a name for each, stable as long as files are read, and what users read about it.
//!
//! The names are defined here; titles, severities, descriptions and examples are in
//! `data/findings.tsv`, from which `docs/findings.md` and `mizan check --list` are generated.

use super::severity::Severity;
use crate::{
    Error,
    figure::ValueChange,
    text::{Lang, table},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{cmp::Ordering, fmt, str::FromStr, sync::OnceLock};

const TABLE: &str = include_str!("../../data/findings.tsv");

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// The kind of a finding. Its name ([`Code::as_str`]) is written to files and never changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)*
            /// A kind that this program does not know, from a file of a newer one.
            Other,
        }

        impl Code {
            /// All kinds that this program finds, in the order of the printed list.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The short stable name, such as `digits-swapped`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                    Code::Other => "other",
                }
            }
        }
    };
}

codes! {
    /// A different number.
    Number "number",
    /// The same digits in another order.
    DigitsSwapped "digits-swapped",
    /// One digit differs.
    DigitChanged "digit-changed",
    /// One digit more.
    DigitAdded "digit-added",
    /// One digit fewer.
    DigitLost "digit-lost",
    /// Zeros more.
    ZeroAdded "zero-added",
    /// Zeros fewer.
    ZeroLost "zero-lost",
    /// The decimal point moved.
    DecimalShifted "decimal-shifted",
    /// Thousand, million, billion mixed up.
    Scale "scale",
    /// A different sign.
    Sign "sign",
    /// Thousands on one side, decimals on the other.
    Separator "separator",
    /// A different place in an order.
    Ordinal "ordinal",
    /// A different day of the month.
    Day "day",
    /// A different month.
    Month "month",
    /// A different day of the week.
    Weekday "weekday",
    /// A different year, decade or century.
    Year "year",
    /// A different time of day.
    Time "time",
    /// A different unit of measure.
    Unit "unit",
    /// A different currency, or a lost one.
    Currency "currency",
    /// Percent lost or added.
    Percent "percent",
    /// A different code or telephone number.
    Code "code",
    /// At least instead of at most, before instead of after, a rise instead of a fall.
    Direction "direction",
    /// Figures exchanged.
    Order "order",
    /// A figure without a counterpart in the English.
    Missing "missing",
    /// A figure without a counterpart in the Arabic.
    Extra "extra",
    /// A figure that is in the next pair.
    Moved "moved",
    /// A placeholder lost, changed or added.
    Placeholder "placeholder",
    /// A tag lost, added or not closed.
    Tag "tag",
    /// A web or mail address lost, changed or added.
    Address "address",
    /// A name replaced by another.
    NameChanged "name-changed",
    /// A name without a counterpart in the English.
    NameMissing "name-missing",
    /// A name without a counterpart in the Arabic.
    NameExtra "name-extra",
    /// A name spelled in two ways.
    NameSpelling "name-spelling",
    /// Arabic text without English.
    Untranslated "untranslated",
    /// English text without Arabic.
    AddedText "added-text",
    /// Text that changed its place.
    Elsewhere "elsewhere",
    /// The same text on both sides.
    UntranslatedCopy "untranslated-copy",
    /// A side in another language.
    OtherLanguage "other-language",
    /// Text decoded wrongly.
    Mojibake "mojibake",
    /// Arabic stored in visual order.
    VisualOrder "visual-order",
}

/// The contents of the table for a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    severity: Severity,
    titles: [&'static str; 2],
    description: &'static str,
    example: Option<(&'static str, &'static str)>,
}

const UNKNOWN: Row = Row {
    severity: Severity::Warning,
    titles: ["Another kind", "نوع آخر"],
    description: "A kind of finding that this program does not know, read from a file of a newer one.",
    example: None,
};

/// The rows of the table, in the order of [`Code::ALL`].
fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let named = |code: &Code| table::rows(TABLE).find_map(|line| row(line.strip_prefix(code.as_str())?));
        Code::ALL.iter().map(|code| named(code).unwrap_or(UNKNOWN)).collect()
    })
}

/// Parses the part of a table line after the name.
fn row(line: &'static str) -> Option<Row> {
    let cells: Vec<&str> = line.strip_prefix('\t')?.split('\t').collect();
    let [severity, en, ar, description, example @ ..] = cells.as_slice() else { return None };
    let severity = match *severity {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        "note" => Severity::Note,
        _ => return None,
    };
    let example = match example {
        [ar, en] if *ar != "-" => Some((*ar, *en)),
        _ => None,
    };
    Some(Row { severity, titles: [en, ar], description, example })
}

impl Code {
    fn row(self) -> &'static Row {
        let at = Self::ALL.iter().position(|code| *code == self);
        at.and_then(|at| rows().get(at)).unwrap_or(&UNKNOWN)
    }

    /// A short name of the kind for users, in their language.
    pub fn title(self, lang: Lang) -> &'static str {
        self.row().titles[usize::from(lang == Lang::Ar)]
    }

    /// True for errors in numbers, dates, measures and sums, as opposed to names, markup or text.
    pub fn is_about_figures(self) -> bool {
        let at = |code: Code| Code::ALL.iter().position(|other| *other == code);
        // They come first in the list.
        at(self).is_some() && at(self) <= at(Code::Moved)
    }

    /// Its meaning, in one or two English sentences.
    pub fn description(self) -> &'static str {
        self.row().description
    }

    /// The highest severity of such a finding. A less certain one may have a lower severity.
    pub fn severity(self) -> Severity {
        self.row().severity
    }

    /// An Arabic and an English text between which this is found; `None` for kinds that need more than a pair.
    pub fn example(self) -> Option<(&'static str, &'static str)> {
        self.row().example
    }
}

impl From<ValueChange> for Code {
    fn from(change: ValueChange) -> Self {
        match change {
            ValueChange::DigitsSwapped => Code::DigitsSwapped,
            ValueChange::DigitChanged => Code::DigitChanged,
            ValueChange::DigitAdded => Code::DigitAdded,
            ValueChange::DigitLost => Code::DigitLost,
            ValueChange::ZeroAdded(_) => Code::ZeroAdded,
            ValueChange::ZeroLost(_) => Code::ZeroLost,
            ValueChange::DecimalShifted => Code::DecimalShifted,
            ValueChange::Scale => Code::Scale,
            ValueChange::Sign => Code::Sign,
            ValueChange::Number => Code::Number,
            ValueChange::Ordinal => Code::Ordinal,
            ValueChange::Day => Code::Day,
            ValueChange::Month => Code::Month,
            ValueChange::Weekday => Code::Weekday,
            ValueChange::Year => Code::Year,
            ValueChange::Time => Code::Time,
            ValueChange::Unit => Code::Unit,
            ValueChange::Currency => Code::Currency,
            ValueChange::Percent => Code::Percent,
            ValueChange::Code => Code::Code,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Code {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.iter().find(|code| code.as_str() == name).copied().ok_or_else(|| {
            Error::new(format!("`{name}` is no kind of finding")).advise("mizan check --list names them")
        })
    }
}

/// Ordered by name, so that lists sorted by kind can be searched by people.
impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Code {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    /// An unknown name is not an error: a newer program may have more kinds.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(name.parse().unwrap_or(Code::Other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_row_of_the_table_and_every_row_a_kind() {
        let names: Vec<&str> = table::rows(TABLE).filter_map(|line| line.split('\t').next()).collect();
        let mut kinds: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        kinds.sort_unstable();
        assert_eq!(names, kinds);
        for code in Code::ALL {
            assert_ne!(*code.row(), UNKNOWN, "{code}");
            assert!(code.description().ends_with('.'), "{code}");
        }
    }

    #[test]
    fn a_name_leads_to_its_kind_and_an_unknown_one_is_kept_as_other() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code));
        }
        assert!("digits".parse::<Code>().is_err());
        let read: Code = serde_json::from_str("\"of-tomorrow\"").unwrap();
        assert_eq!(read, Code::Other);
    }
}
