//! The error type of the library: what is wrong, where, and what to do about it.

use std::{fmt, path::Path};

/// A failure that a person can act on. Displayed as one line: `where: what; what to do`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    what: String,
    place: Option<String>,
    line: Option<u64>,
    byte: Option<u64>,
    advice: Option<String>,
}

/// Where the cause of an error lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum ErrorKind {
    /// In the input: a text, a file, a value.
    #[default]
    Input,
    /// In the system: a missing file, a full disk, missing permissions.
    System,
}

impl ErrorKind {
    /// The kind as a word: `input` or `system`.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Input => "input",
            ErrorKind::System => "system",
        }
    }
}

/// Shorthand for results whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An input error that says what is wrong.
    pub fn new(what: impl Into<String>) -> Self {
        Error { kind: ErrorKind::Input, what: what.into(), place: None, line: None, byte: None, advice: None }
    }

    /// An operating-system error on a file, worded for users.
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (what, advice) = match error.kind() {
            ErrorKind::NotFound => ("no such file or folder".to_owned(), "check the spelling of the path"),
            ErrorKind::PermissionDenied => ("permission denied".to_owned(), "check who may read or write it"),
            ErrorKind::IsADirectory => ("is a folder, not a file".to_owned(), "name a file"),
            ErrorKind::StorageFull => (
                "the disk is full".to_owned(),
                "free some space and run again; nothing was left half written",
            ),
            ErrorKind::FileTooLarge => (
                "a limit of the system keeps the file from growing that large".to_owned(),
                "see `ulimit -f`, or write to another disk; nothing was left half written",
            ),
            ErrorKind::QuotaExceeded => (
                "your disk quota is used up".to_owned(),
                "free some space and run again; nothing was left half written",
            ),
            _ => (error.to_string(), ""),
        };
        let mut made = Error::new(what).at(path.display());
        made.kind = self::ErrorKind::System;
        if advice.is_empty() { made } else { made.advise(advice) }
    }

    /// Adds the file, stream or table in which the error is.
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.place = Some(place.to_string());
        self
    }

    /// Adds the file that contains the place of the error, such as an archive for one of its parts.
    #[must_use]
    pub(crate) fn inside(mut self, outer: &str) -> Self {
        self.place = Some(match self.place.take() {
            Some(inner) if inner != outer => format!("{outer} ({inner})"),
            _ => outer.to_owned(),
        });
        self
    }

    /// Adds the line, counted from 1.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds the byte offset, counted from 0.
    #[must_use]
    pub fn byte(mut self, byte: u64) -> Self {
        self.byte = Some(byte);
        self
    }

    /// Adds what the user can do.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// Where the cause lies.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file, stream or table in which the error is, if known.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// The line of the error, counted from 1.
    pub fn line_number(&self) -> Option<u64> {
        self.line
    }

    /// The byte offset of the error, counted from 0.
    pub fn byte_offset(&self) -> Option<u64> {
        self.byte
    }

    /// Advice to the user.
    pub fn advice(&self) -> Option<&str> {
        self.advice.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}")?;
            if let Some(line) = self.line {
                write!(f, ", line {line}")?;
            }
            if let Some(byte) = self.byte {
                write!(f, ", byte {byte}")?;
            }
            f.write_str(": ")?;
        }
        // One error is one line, even where a library's message has several.
        for (n, part) in self.what.lines().map(str::trim).filter(|part| !part.is_empty()).enumerate() {
            if n > 0 {
                f.write_str("; ")?;
            }
            f.write_str(part)?;
        }
        match &self.advice {
            Some(advice) => write!(f, "; {advice}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_line_with_place_cause_and_advice() {
        let error = Error::new("not UTF-8\nat all").at("a.txt").line(3).byte(17).advise("give --encoding");
        assert_eq!(error.to_string(), "a.txt, line 3, byte 17: not UTF-8; at all; give --encoding");
        assert_eq!(
            (error.place(), error.line_number(), error.byte_offset()),
            (Some("a.txt"), Some(3), Some(17))
        );
        assert_eq!((error.kind(), error.advice()), (ErrorKind::Input, Some("give --encoding")));
        let missing = Error::io(Path::new("b.txt"), &std::io::ErrorKind::NotFound.into());
        assert_eq!((missing.kind().as_str(), missing.place()), ("system", Some("b.txt")));
    }
}
