//! The formats that pairs are written in, and how a user names them.

use crate::{Error, Result};
use std::{fmt, path::Path, str::FromStr};

/// A file format for pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Translation Memory eXchange 1.4, for translators' tools.
    Tmx,
    /// The whole alignment with documents, spans, anchors and findings.
    Json,
    /// One bead a line, for training and for scripts.
    Jsonl,
    /// Two columns of text and two of numbers, for everything else.
    Tsv,
    /// Only the numbers of the segments, `[0, 1]:[2]`, as alignment research writes them.
    Ladder,
    /// A report to read and to print; only written.
    Html,
}

impl Format {
    /// Every format, in the order in which help texts name them.
    pub const ALL: [Format; 6] =
        [Format::Tmx, Format::Json, Format::Jsonl, Format::Tsv, Format::Ladder, Format::Html];

    /// The name that a user types, which is also the usual extension.
    pub fn name(self) -> &'static str {
        match self {
            Format::Tmx => "tmx",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Tsv => "tsv",
            Format::Ladder => "ladder",
            Format::Html => "html",
        }
    }

    /// The format that the extension of a path stands for.
    ///
    /// # Errors
    /// When there is no extension or none that is known.
    pub fn of_path(path: &Path) -> Result<Self> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        extension.parse().map_err(|_| {
            let what = match extension {
                "" => "a file name without an extension does not say its format".to_owned(),
                other => format!("no format is known by the extension .{other}"),
            };
            Error::new(what).at(path.display()).advise(format!("use one of {}", list_of_names()))
        })
    }
}

/// The names of all formats, for messages.
fn list_of_names() -> String {
    Format::ALL.map(|format| format!(".{format}")).join(", ")
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Format::ALL
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(name))
            .or_else(|| name.eq_ignore_ascii_case("ndjson").then_some(Format::Jsonl))
            .ok_or_else(|| Error::new(format!("no format is called `{name}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_names_the_format_in_any_case() {
        assert_eq!(Format::of_path(Path::new("a/b.TMX")), Ok(Format::Tmx));
        assert_eq!(Format::of_path(Path::new("b.jsonl")), Ok(Format::Jsonl));
    }

    #[test]
    fn an_unknown_extension_is_refused_with_the_known_ones() {
        let message = Format::of_path(Path::new("b.docx")).unwrap_err().to_string();
        assert!(message.contains(".docx") && message.contains(".tmx, .json"), "{message}");
        assert!(Format::of_path(Path::new("out")).is_err());
    }
}
