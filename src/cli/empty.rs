//! Files in which there is nothing to read, and what is said of them: the same in every command.

use super::file::{is_dash, name_of};
use mizan::{
    Error, Result,
    bitext::Pair,
    document::{Document, is_invisible},
};
use std::path::Path;

/// The first bytes of a file; for small files all of them.
const HEAD: usize = 1 << 16;

/// The error for a file without content, or with nothing but blanks, of which `head` is the beginning.
pub(super) fn nothing_in(path: &Path, head: &[u8]) -> Option<Error> {
    let what = match head {
        [] => "an empty file",
        // Of a stream the rest is not known.
        _ if head.len() < HEAD && !is_dash(path) && is_blank(head) => "nothing but blanks in it",
        _ => return None,
    };
    Some(Error::new(what).at(name_of(path)).advise("is this the right file? If it is, export it again"))
}

/// True for nothing but blanks and marks that cannot be seen, in UTF-8 or UTF-16.
fn is_blank(bytes: &[u8]) -> bool {
    match bytes {
        [0xFF, 0xFE, rest @ ..] | [0xFE, 0xFF, rest @ ..] => {
            rest.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace())
        }
        _ => str::from_utf8(bytes).is_ok_and(is_invisible),
    }
}

/// Refuses a document without text.
///
/// # Errors
/// When it has none.
pub(super) fn refuse_empty(path: &Path, document: &Document) -> Result<()> {
    document.without_text().map_or(Ok(()), |error| Err(error.at(name_of(path))))
}

/// The error for a file without any pair, like a table of which only the names of the columns are there.
pub(super) fn no_pairs(path: &Path) -> Error {
    Error::new("no pairs were read").at(name_of(path)).advise("is this the right file?")
}

/// True for a pair without text on either side.
pub(super) fn is_blank_pair(pair: &Pair) -> bool {
    pair.texts.iter().all(|(_, text)| is_invisible(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_invisible_marks_are_nothing() {
        let nothing = |head: &[u8]| nothing_in(Path::new("a.tsv"), head).map(|error| error.to_string());
        assert!(nothing(b"").unwrap().starts_with("a.tsv: an empty file"));
        for blank in ["\n\t \r\n".as_bytes(), "\u{FEFF}\u{200F}\u{A0}\n".as_bytes(), b"\xFF\xFE \0\n\0"] {
            assert!(nothing(blank).unwrap().contains("nothing but blanks"), "{blank:?}");
        }
        assert_eq!(nothing("نعم".as_bytes()), None);
        assert_eq!(nothing(b"\xE4\n"), None);
        assert_eq!(nothing_in(Path::new("-"), b"\n"), None);
    }
}
