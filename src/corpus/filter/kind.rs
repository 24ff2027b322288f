//! The filters by name, with their values as given on the command line.

use crate::{Error, Result};
use std::str::FromStr;

/// A filter with its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filter {
    pub(super) kind: Kind,
    pub(super) least: f64,
    pub(super) most: f64,
}

/// The property that a filter examines, in the order in which filters run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Frequent,
    Confidence,
    Score,
    Length,
    Ratio,
    Words,
    Repeat,
    Remainder,
    Language,
    Symbols,
    Mojibake,
    Markup,
    Untranslated,
    Boilerplate,
    Profanity,
    Pii,
    Fluency,
    Numbers,
    Adequacy,
    Unjudged,
    Holes,
    Order,
    Figures,
    Names,
    Duplicate,
    Near,
}

/// How the value of a filter is compared with that of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    /// A row with less is dropped.
    Least,
    /// A row with more is dropped.
    Most,
    /// A row with this much or more is dropped.
    From,
    /// A row with less than one bound or more than the other is dropped.
    Within,
    /// A row with the property is dropped; the filter has no value.
    Fact,
}

/// A filter as described on the command line.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// Its name.
    pub name: &'static str,
    /// A description of the pairs that it drops.
    pub what: &'static str,
    /// Its default value; empty if it has none.
    pub value: &'static str,
    /// True if it is part of the preset `clean`.
    pub clean: bool,
    pub(super) kind: Kind,
    pub(super) test: Test,
}

use Kind as K;
use Test::{Fact, From, Least, Most, Within};

impl Filter {
    /// Every filter, in the order in which they run.
    pub const ALL: [Description; 26] = [
        describe(
            (K::Frequent, From),
            "frequent",
            "pairs one side of which is in so many documents",
            "20",
            true,
        ),
        describe((K::Confidence, Least), "confidence", "beads less sure than this", "0.5", true),
        describe(
            (K::Score, Least),
            "score",
            "pairs of documents that translate each other less probably",
            "0.5",
            true,
        ),
        describe((K::Length, Within), "length", "sides with fewer or more words", "1-200", true),
        describe(
            (K::Ratio, Most),
            "ratio",
            "sides more than this many times as long as the other",
            "2.5",
            true,
        ),
        describe(
            (K::Words, Within),
            "words",
            "words of fewer or more letters on average (set apart, run together)",
            "2-14",
            true,
        ),
        describe(
            (K::Repeat, Most),
            "repeat",
            "sides of which a larger share repeats what comes right before",
            "0.2",
            true,
        ),
        describe(
            (K::Remainder, Most),
            "remainder",
            "sides of which a larger share was left in the language of the other",
            "0.15",
            true,
        ),
        describe(
            (K::Language, Least),
            "language",
            "sides with a smaller share of letters of their script, or another language",
            "0.5",
            true,
        ),
        describe(
            (K::Symbols, Most),
            "symbols",
            "sides with a larger share of digits and symbols",
            "0.5",
            true,
        ),
        describe((K::Mojibake, Fact), "mojibake", "text decoded in the wrong encoding", "", true),
        describe(
            (K::Markup, Fact),
            "markup",
            "entities, tags and program text that were left in the text",
            "",
            true,
        ),
        describe(
            (K::Untranslated, Fact),
            "untranslated",
            "sides that are equal, or one of which holds the other",
            "",
            true,
        ),
        describe(
            (K::Boilerplate, Fact),
            "boilerplate",
            "what pages say around their texts (data/boilerplate.tsv)",
            "",
            true,
        ),
        describe((K::Profanity, Fact), "profanity", "coarse words (data/profanity.tsv)", "", false),
        describe(
            (K::Pii, Fact),
            "pii",
            "mail, telephone, IBAN, card and national numbers (data/personal.tsv)",
            "",
            false,
        ),
        describe(
            (K::Fluency, Most),
            "fluency",
            "sides whose letters are so many times as strange as is usual (needs --fluency)",
            "1.2",
            false,
        ),
        describe(
            (K::Numbers, Least),
            "numbers",
            "pairs of whose numbers in digits a smaller share is on both sides",
            "0.5",
            false,
        ),
        describe(
            (K::Adequacy, Least),
            "adequacy",
            "pairs whose sides say the same less probably; judged here if not known, by the others too",
            "0.2",
            true,
        ),
        describe(
            (K::Unjudged, Fact),
            "unjudged",
            "pairs too short or without words, of which no adequacy can be said",
            "",
            false,
        ),
        describe(
            (K::Holes, Most),
            "holes",
            "pairs one side of which more probably lacks a part that the other has",
            "0.5",
            true,
        ),
        describe(
            (K::Order, Least),
            "order",
            "pairs of whose couples of words a smaller share has the same order on both sides",
            "0.35",
            true,
        ),
        describe((K::Figures, Fact), "figures", "figures that disagree", "", true),
        describe(
            (K::Names, Least),
            "names",
            "three or more English names of which a smaller share is in the Arabic",
            "0.34",
            false,
        ),
        describe(
            (K::Duplicate, Fact),
            "duplicate",
            "pairs that are equal to a better one, spelling and marks aside",
            "",
            true,
        ),
        describe((K::Near, From), "near", "pairs at least this similar to a better one", "0.8", false),
    ];

    /// The filters of a preset.
    ///
    /// # Errors
    /// When there is no preset of this name.
    pub fn preset(preset: &str) -> Result<Vec<Filter>> {
        if preset != "clean" {
            return Err(Error::new(format!("no preset is called `{preset}`")).advise("use clean"));
        }
        Self::ALL.iter().filter(|filter| filter.clean).map(|filter| filter.name.parse()).collect()
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.kind.description().map_or("", |known| known.name)
    }
}

impl Kind {
    /// True for filters that need the normal form of the texts.
    pub(super) fn needs_normal(self) -> bool {
        matches!(
            self,
            Kind::Repeat
                | Kind::Untranslated
                | Kind::Boilerplate
                | Kind::Profanity
                | Kind::Fluency
                | Kind::Duplicate
                | Kind::Near
        )
    }

    /// Its description on the command line.
    pub(super) fn description(self) -> Option<&'static Description> {
        Filter::ALL.iter().find(|known| known.kind == self)
    }
}

const fn describe(
    (kind, test): (Kind, Test),
    name: &'static str,
    what: &'static str,
    value: &'static str,
    clean: bool,
) -> Description {
    Description { name, what, value, clean, kind, test }
}

impl FromStr for Filter {
    type Err = Error;

    /// Reads `ratio`, `ratio=3` or `length=3-80`.
    fn from_str(text: &str) -> Result<Self> {
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let Some(known) = Self::ALL.iter().find(|known| known.name == name) else {
            if let Some((name, bound)) = text.split_once(['<', '>']) {
                return Err(not_a_bound(text, name.trim(), bound.trim()));
            }
            let names: Vec<&str> = Self::ALL.iter().map(|known| known.name).collect();
            return Err(Error::new(format!("no filter is called `{name}`"))
                .advise(format!("use {}", names.join(", "))));
        };
        let wrong = || {
            Error::new(format!("`{text}` is not a filter")).advise(match known.value {
                "" => format!("`{name}` takes no value"),
                value => format!("write it like {name}={value}"),
            })
        };
        let value = match (value, known.value) {
            (Some(_), "") => return Err(wrong()),
            (Some(value), _) => value,
            (None, value) => value,
        };
        let number =
            |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0).ok_or_else(wrong);
        let (least, most) = match known.test {
            Test::Within => {
                let (least, most) = value.split_once('-').ok_or_else(wrong)?;
                (number(least)?, number(most)?)
            }
            _ if value.is_empty() => (0.0, 0.0),
            _ => (number(value)?, number(value)?),
        };
        let share =
            !matches!(known.kind, Kind::Length | Kind::Words | Kind::Ratio | Kind::Frequent | Kind::Fluency);
        let one = matches!(known.kind, Kind::Ratio | Kind::Frequent);
        if least > most || (share && most > 1.0) || (one && most < 1.0) {
            return Err(wrong());
        }
        Ok(Filter { kind: known.kind, least, most })
    }
}

/// The error for a bound without its equals sign, with the form that is meant.
fn not_a_bound(text: &str, name: &str, number: &str) -> Error {
    let known = Filter::ALL.iter().find(|known| known.name == name);
    let form = match known {
        Some(known) if known.value.is_empty() => format!("{name}, which takes no value"),
        Some(known) if known.test == Test::Within => format!("{name}={}", known.value),
        Some(_) => format!("{name}={number}"),
        None => {
            let sign = if text.contains('>') { ">=" } else { "<=" };
            format!("{name}{sign}{number}")
        }
    };
    Error::new(format!("`{text}` is not a filter")).advise(format!("write it like {form}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_with_a_wrong_name_or_value_is_refused() {
        for wrong in [
            "size",
            "ratio=x",
            "ratio=0.5",
            "length=9-3",
            "length=4",
            "symbols=2",
            "mojibake=1",
            "near=-1",
            "words=3",
            "frequent=0",
        ] {
            assert!(wrong.parse::<Filter>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_error_for_a_bound_without_equals_sign_shows_its_form() {
        let error = |text: &str| text.parse::<Filter>().unwrap_err().to_string();
        for (text, form) in [
            ("confidence>0.9", "write it like confidence=0.9"),
            ("ratio < 3", "write it like ratio=3"),
            ("length>3", "write it like length=1-200"),
            ("markup>1", "write it like markup, which takes no value"),
            ("laser>1.05", "write it like laser>=1.05"),
            ("laser<2", "write it like laser<=2"),
        ] {
            assert_eq!(error(text), format!("`{text}` is not a filter; {form}"));
        }
    }
}
