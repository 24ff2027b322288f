//! The filters by name, with their values as the command line takes them.

use crate::{Error, Result};
use std::str::FromStr;

/// A filter and how strict it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filter {
    pub(super) kind: Kind,
    pub(super) least: f64,
    pub(super) most: f64,
}

/// What a filter looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Confidence,
    Score,
    Length,
    Ratio,
    Language,
    Symbols,
    Mojibake,
    Markup,
    Untranslated,
    Boilerplate,
    Adequacy,
    Figures,
    Names,
    Duplicate,
    Near,
}

/// A filter as the command line describes it.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// Its name.
    pub name: &'static str,
    /// What it drops.
    pub what: &'static str,
    /// The value it has unless another is given; empty when it has none.
    pub value: &'static str,
    /// True when the preset `clean` has it.
    pub clean: bool,
    kind: Kind,
}

impl Filter {
    /// Every filter, in the order in which they look at a row.
    pub const ALL: [Description; 15] = [
        describe(Kind::Confidence, "confidence", "beads less sure than this", "0.5", true),
        describe(
            Kind::Score,
            "score",
            "pairs of documents that translate each other less probably",
            "0.5",
            true,
        ),
        describe(Kind::Length, "length", "sides with fewer or more words", "1-200", true),
        describe(Kind::Ratio, "ratio", "sides more than this many times as long as the other", "2.5", true),
        describe(
            Kind::Language,
            "language",
            "sides with a smaller share of letters of their script, or in another \
            language of that script",
            "0.5",
            true,
        ),
        describe(Kind::Symbols, "symbols", "sides with a larger share of digits and symbols", "0.5", true),
        describe(Kind::Mojibake, "mojibake", "text decoded in the wrong encoding", "", true),
        describe(
            Kind::Markup,
            "markup",
            "entities and tags of web pages that were left in the text",
            "",
            true,
        ),
        describe(
            Kind::Untranslated,
            "untranslated",
            "sides that are equal, or one of which holds the other",
            "",
            true,
        ),
        describe(
            Kind::Boilerplate,
            "boilerplate",
            "what pages say around their texts (data/page-phrases.tsv)",
            "",
            true,
        ),
        describe(
            Kind::Adequacy,
            "adequacy",
            "pairs whose sides say the same less probably; judged here where a row does not know",
            "0.5",
            true,
        ),
        describe(Kind::Figures, "figures", "figures that disagree", "", true),
        describe(
            Kind::Names,
            "names",
            "three or more English names of which a smaller share is in the Arabic",
            "0.34",
            false,
        ),
        describe(
            Kind::Duplicate,
            "duplicate",
            "pairs that stood earlier, spelling and marks aside",
            "",
            true,
        ),
        describe(Kind::Near, "near", "pairs at least this similar to an earlier one", "0.8", false),
    ];

    /// The filters of a preset.
    ///
    /// # Errors
    /// When no preset is called like this.
    pub fn preset(preset: &str) -> Result<Vec<Filter>> {
        if preset != "clean" {
            return Err(Error::new(format!("no preset is called `{preset}`")).advise("use clean"));
        }
        Self::ALL.iter().filter(|filter| filter.clean).map(|filter| filter.name.parse()).collect()
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        Self::ALL.iter().find(|known| known.kind == self.kind).map_or("", |known| known.name)
    }
}

const fn describe(
    kind: Kind,
    name: &'static str,
    what: &'static str,
    value: &'static str,
    clean: bool,
) -> Description {
    Description { name, what, value, clean, kind }
}

impl FromStr for Filter {
    type Err = Error;

    /// Reads `ratio`, `ratio=3` or `length=3-80`.
    fn from_str(text: &str) -> Result<Self> {
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let Some(known) = Self::ALL.iter().find(|known| known.name == name) else {
            let names: Vec<&str> = Self::ALL.iter().map(|known| known.name).collect();
            return Err(Error::new(format!("no filter is called `{name}`"))
                .advise(format!("use {}", names.join(", "))));
        };
        let wrong = || {
            Error::new(format!("`{text}` is no filter")).advise(match known.value {
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
        let (least, most) = match known.kind {
            Kind::Length => {
                let (least, most) = value.split_once('-').ok_or_else(wrong)?;
                (number(least)?, number(most)?)
            }
            _ if value.is_empty() => (0.0, 0.0),
            _ => (number(value)?, number(value)?),
        };
        let share = !matches!(known.kind, Kind::Length | Kind::Ratio);
        if least > most || (share && most > 1.0) || (known.kind == Kind::Ratio && most < 1.0) {
            return Err(wrong());
        }
        Ok(Filter { kind: known.kind, least, most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_with_a_wrong_name_or_value_is_refused() {
        for wrong in
            ["size", "ratio=x", "ratio=0.5", "length=9-3", "length=4", "symbols=2", "mojibake=1", "near=-1"]
        {
            assert!(wrong.parse::<Filter>().is_err(), "{wrong}");
        }
    }
}
