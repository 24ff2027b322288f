//! The expected kind of a file that is neither text nor an archive, by its name, because "binary
//! file" is no help when a Word document was truncated.

use crate::Error;
use std::path::Path;

/// Extensions of files that are not plain text, and descriptions of these.
const KINDS: &[(&[&str], &str)] = &[
    (&["docx", "docm", "dotx", "dotm"], "a damaged Word file"),
    (&["xlsx", "xlsm", "xltx"], "a damaged Excel workbook"),
    (&["pptx", "pptm"], "a damaged PowerPoint file"),
    (&["odt", "ott", "ods", "odp"], "a damaged OpenDocument file"),
    (&["doc", "dot", "xls", "ppt"], "a damaged Office file"),
    (&["epub"], "a damaged EPUB book"),
    (&["zip", "mqxlz", "sdlppx", "sdlrpx", "xlz"], "a damaged zip archive"),
    (&["gz", "tgz"], "a damaged gzip archive"),
    (&["zst"], "a damaged zstd archive"),
    (&["pdf"], "a damaged PDF file"),
];

/// The error for an archive that cannot be opened; `why` is the message of the failure.
pub(super) fn archive(name: &str, why: &dyn std::fmt::Display) -> Error {
    let what = kind(name).unwrap_or("a damaged zip archive");
    Error::new(format!("{what} ({why})")).advise("fetch or save the file again")
}

/// The error for bytes that are not text in any encoding.
pub(super) fn binary(name: &str) -> Error {
    match kind(name) {
        Some(what) => Error::new(what).advise("fetch or save the file again"),
        None => Error::new("a binary file, not text").advise("give a plain text file"),
    }
}

fn kind(name: &str) -> Option<&'static str> {
    let extension = Path::new(name).extension()?;
    let is = |(names, _): &&(&[&str], &str)| names.iter().any(|known| extension.eq_ignore_ascii_case(known));
    KINDS.iter().find(is).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_is_damaged() {
        assert!(binary("a/b.DOCX").to_string().starts_with("a damaged Word file; "));
        assert!(binary("b").to_string().starts_with("a binary file"));
        assert!(archive("b.epub", &"cut off").to_string().starts_with("a damaged EPUB book (cut off); "));
        assert!(archive("b.txt", &"x").to_string().contains("zip archive"));
    }
}
