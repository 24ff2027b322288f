//! The corrected texts in the layout of the files that they were read from.
//!
//! Only the differing words of a corrected sentence are written, so that line ends, bold text and
//! links around them stay. Plain text is written from the text of the document. In Markdown and
//! DOCX the words are placed where the letters of the sentence are found; sentences that are not
//! found are reported.

mod docx;
mod markdown;
mod stream;

use super::state::State;
use crate::{
    Error, Result,
    bitext::Flat,
    text::{Lang, Span},
};
use std::path::Path;

/// The form of a corrected text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectedForm {
    /// Text alone.
    Plain,
    /// Markdown, with its marks.
    Markdown,
    /// A Word file, with its formatting.
    Docx,
}

impl CorrectedForm {
    /// The form of a file to be written.
    ///
    /// # Errors
    /// When the name ends as no text does that can be written.
    pub fn of_output(path: &Path) -> Result<CorrectedForm> {
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        match (CorrectedForm::of_name(&path.to_string_lossy()), extension.to_str()) {
            (CorrectedForm::Plain, Some("" | "txt" | "text")) => Ok(CorrectedForm::Plain),
            (CorrectedForm::Plain, _) => {
                Err(Error::new("a corrected text is written as plain text, Markdown or DOCX")
                    .at(path.display())
                    .advise("name a file that ends in .txt, .md or .docx"))
            }
            (form, _) => Ok(form),
        }
    }

    /// The form that a file name denotes; text that is neither Markdown nor DOCX is plain.
    fn of_name(name: &str) -> CorrectedForm {
        let extension = Path::new(name).extension().unwrap_or_default().to_ascii_lowercase();
        match extension.to_str() {
            Some("docx" | "docm") => CorrectedForm::Docx,
            Some("md" | "markdown") => CorrectedForm::Markdown,
            _ => CorrectedForm::Plain,
        }
    }
}

/// A corrected text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of sentences changed in it.
    pub changed: usize,
    /// Corrected sentences that could not be placed in the layout; the file has them as they were.
    pub missed: Vec<String>,
}

/// Words of a document that have been corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Difference {
    /// The sentence, in the document.
    sentence: Span,
    /// The words, in the document.
    place: Span,
    /// The new words.
    text: String,
    /// The whole corrected sentence.
    whole: String,
}

/// One corrected text of a document of the review. `original` is the name and content of the file
/// that it was read from.
///
/// # Errors
/// When there is no such document, or when the form needs a file that the text was not read from.
pub fn text(
    state: &State,
    lang: Lang,
    part: usize,
    form: CorrectedForm,
    original: Option<(&str, &[u8])>,
) -> Result<Corrected> {
    let documents = state.documents();
    let document = documents.get(part).ok_or_else(|| Error::new("the project has no such document"))?;
    let differences = differences(state, lang, document.spans[lang]);
    let original = original.filter(|(name, _)| CorrectedForm::of_name(name) == form);
    match (form, original) {
        (CorrectedForm::Plain, _) => Ok(plain(state, lang, document.spans[lang], &differences)),
        (CorrectedForm::Markdown, Some((_, bytes))) => markdown::put(state, lang, bytes, differences),
        (CorrectedForm::Docx, Some((_, bytes))) => docx::put(state, lang, bytes, differences),
        (_, None) => {
            let name = &state.side(lang).document.name;
            Err(Error::new(format!("{name} was not read from a file of this kind"))
                .advise("name a file that ends in .txt"))
        }
    }
}

fn plain(state: &State, lang: Lang, part: Span, differences: &[Difference]) -> Corrected {
    let document = &state.side(lang).document.text;
    let mut text = String::with_capacity(part.len());
    let mut at = part.start;
    for one in differences {
        text.push_str(&document[at..one.place.start]);
        text.push_str(&one.text);
        at = one.place.end;
    }
    text.push_str(&document[at..part.end]);
    Corrected { bytes: text.into_bytes(), changed: differences.len(), missed: Vec::new() }
}

/// The differences in a part of a document, sorted.
fn differences(state: &State, lang: Lang, part: Span) -> Vec<Difference> {
    let side = state.side(lang);
    let corrected = side.pieces.values().filter(|piece| part.contains(piece.span));
    let mut made: Vec<Difference> = corrected
        .filter_map(|piece| {
            let now = piece.corrected.as_ref()?;
            let flat = Flat::new(&side.document.text, piece.span);
            let (old, new) = differing(&flat.text, now)?;
            let place = flat.source(Span::from(old));
            Some(Difference { sentence: piece.span, place, text: now[new].to_owned(), whole: now.clone() })
        })
        .collect();
    made.sort_by_key(|one| (one.place.start, one.place.end));
    made
}

/// The whole words in which two lines differ; `None` when they are equal.
fn differing(old: &str, new: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    if old == new {
        return None;
    }
    let same = old.char_indices().zip(new.chars()).take_while(|((_, a), b)| a == b);
    let common = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
    let start = old[..common].rfind(char::is_whitespace).map_or(0, |at| at + blank(&old[at..]));
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let same = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b);
    let common: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let tail = &old_rest[old_rest.len() - common..];
    // Cut at the first blank of the common ending.
    let kept = tail.find(char::is_whitespace).map_or(0, |at| tail.len() - at);
    Some((start..old.len() - kept, start..new.len() - kept))
}

/// The length in bytes of the first character of a text, which is a blank.
fn blank(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{
        edit::{Edit, NewText},
        testing::{after, state},
    };

    pub(super) fn corrected(ar: &str, en: &str, beads: &[(usize, usize)], texts: &[(u32, &str)]) -> State {
        let mut state = state(ar, en, beads);
        let written =
            |(piece, text): &(u32, &str)| NewText { lang: Lang::En, piece: *piece, text: (*text).to_owned() };
        let texts = texts.iter().map(written).collect();
        after(&mut state, &Edit::Texts { texts, cut: None });
        state
    }

    #[test]
    fn whole_words_are_compared() {
        for (old, new, from, to) in [
            ("He has 52 days.", "He has 25 days.", "52", "25"),
            ("a b", "a c b", "b", "c b"),
            ("one", "one two", "one", "one two"),
            ("مليون دينار", "مليار دينار", "مليون", "مليار"),
            ("x y z", "y z", "x y", "y"),
        ] {
            let (a, b) = differing(old, new).unwrap();
            assert_eq!((&old[a], &new[b]), (from, to), "{old} → {new}");
        }
        assert_eq!(differing("same", "same"), None);
    }

    #[test]
    fn plain_text_keeps_everything_but_the_words_that_differ() {
        let state = corrected(
            "ا\nب",
            "He has 52 days.\nYes,  he does.",
            &[(1, 1), (1, 1)],
            &[(0, "He has 25 days.")],
        );
        let made = text(&state, Lang::En, 0, CorrectedForm::Plain, None).unwrap();
        assert_eq!(String::from_utf8(made.bytes).unwrap(), "He has 25 days.\nYes,  he does.");
        assert_eq!((made.changed, made.missed.len()), (1, 0));
        let untouched = text(&state, Lang::Ar, 0, CorrectedForm::Plain, None).unwrap();
        assert_eq!((String::from_utf8(untouched.bytes).unwrap().as_str(), untouched.changed), ("ا\nب", 0));
        assert!(text(&state, Lang::En, 0, CorrectedForm::Docx, Some(("a.txt", b""))).is_err());
        assert!(text(&state, Lang::En, 1, CorrectedForm::Plain, None).is_err());
    }
}
