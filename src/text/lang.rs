//! The two languages of a bitext.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Arabic or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Arabic, written right to left.
    Ar,
    /// English, written left to right.
    En,
}

impl Lang {
    /// The language tag used in files: `ar` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::En => "en",
        }
    }

    /// The language's name in English.
    pub fn name(self) -> &'static str {
        match self {
            Lang::Ar => "Arabic",
            Lang::En => "English",
        }
    }

    /// The other of the two languages.
    pub fn other(self) -> Lang {
        match self {
            Lang::Ar => Lang::En,
            Lang::En => Lang::Ar,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The members of the macrolanguage Arabic, as in ISO 639-3.
const VARIETIES: &[&str] = &[
    "aao", "abh", "abv", "acm", "acq", "acw", "acx", "acy", "adf", "aeb", "aec", "afb", "ajp", "apc", "apd",
    "arq", "ars", "ary", "arz", "auz", "avl", "ayh", "ayl", "ayn", "ayp", "pga", "shu", "ssh",
];

impl FromStr for Lang {
    type Err = String;

    /// Reads a language tag with or without a region (`ar`, `ar-EG`, `EN_us`), the tag of a variety
    /// of Arabic (`arz`), or the name of a language (`Arabic`, `English (US)`).
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let tag = tag.trim();
        let primary = tag.split(['-', '_', ' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "ar" | "ara" | "arb" | "arabic" => Ok(Lang::Ar),
            "en" | "eng" | "english" => Ok(Lang::En),
            variety if VARIETIES.contains(&variety) => Ok(Lang::Ar),
            _ => Err(format!("`{tag}` is neither Arabic (ar) nor English (en)")),
        }
    }
}
