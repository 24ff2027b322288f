//! A [`Document`]: one text in one language, decoded once, with its paragraphs.
//!
//! Readers turn the bytes of a file format into a Document; everything after them works on spans of its text.

#[cfg(feature = "formats")]
mod admonitions;
#[cfg(feature = "formats")]
pub(crate) mod archive;
#[cfg(feature = "formats")]
mod builder;
#[cfg(feature = "formats")]
mod codepage;
#[cfg(feature = "formats")]
mod content;
#[cfg(feature = "formats")]
pub(crate) mod copied;
#[cfg(feature = "formats")]
mod damaged;
#[cfg(feature = "formats")]
pub(crate) mod decode;
#[cfg(feature = "formats")]
mod docx;
#[cfg(feature = "formats")]
mod encoding;
pub(crate) mod ends;
pub(crate) mod enumerator;
#[cfg(feature = "formats")]
mod epub;
#[cfg(feature = "formats")]
mod html;
#[cfg(feature = "formats")]
mod hyphens;
#[cfg(feature = "formats")]
mod kind;
mod language;
pub(crate) mod lines;
#[cfg(feature = "formats")]
mod main_text;
#[cfg(feature = "formats")]
pub(crate) mod markdown;
#[cfg(feature = "formats")]
mod nested;
mod notation;
#[cfg(feature = "formats")]
mod odt;
#[cfg(feature = "formats")]
mod page_breaks;
mod page_marks;
mod paragraphs;
#[cfg(feature = "formats")]
mod subtitles;
#[cfg(feature = "formats")]
pub(crate) mod workbook;
#[cfg(feature = "formats")]
pub(crate) mod xml;
#[cfg(feature = "formats")]
mod xml_text;

#[cfg(feature = "formats")]
pub use kind::{DocumentKind, refusal};
pub use language::{DocumentPair, Letters, pair};
pub use lines::is_invisible;

use crate::text::{Lang, Span};
#[cfg(feature = "formats")]
use crate::{Error, Result};
#[cfg(feature = "formats")]
use content::Content;
use serde::{Deserialize, Serialize};

/// The words in [`Document::encoding`] between the real encoding of a garbled text and the one in
/// which it had been decoded: `UTF-8 decoded as windows-1252`.
const READ_AS: &str = " decoded as ";

/// The role of a paragraph in the layout of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParagraphKind {
    /// Running text.
    #[default]
    Body,
    /// A heading or title: short, alone, usually without a stop.
    Heading,
    /// An item of a list.
    Item,
    /// Code of a program, which is not translated.
    Code,
}

/// A paragraph: a span of the document's text without the blanks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its place in [`Document::text`].
    pub span: Span,
    /// Its role in the layout.
    pub kind: ParagraphKind,
}

/// A cue of subtitles: some words and the time when they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// Its words in [`Document::text`].
    pub span: Span,
    /// When it appears, in milliseconds.
    pub start: u64,
    /// When it disappears, in milliseconds.
    pub end: u64,
}

/// One text in one language. It is the only owner of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its name for people: usually the file name.
    pub name: String,
    /// The language of the text.
    pub lang: Lang,
    /// Name of the character encoding of the bytes, as in the Encoding Standard (`UTF-8`,
    /// `windows-1256`); `UTF-8 decoded as windows-1252` for a garbled text that was repaired.
    pub encoding: String,
    /// The whole text, exactly as decoded, without a byte-order mark at its beginning.
    pub text: String,
    /// The paragraphs in order; they do not overlap, and nothing visible is between them. A
    /// paragraph of hard-wrapped text includes the line ends within it.
    pub paragraphs: Vec<Paragraph>,
    /// The cues of subtitles in order; empty for every other kind of document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Cue>,
    /// The amount of furniture around the text that was omitted.
    #[serde(default, skip)]
    pub left_out: LeftOut,
}

/// What a reader omitted because it seems not to be part of the text: menus, footers, share bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Number of elements, lines or paragraphs.
    pub boxes: usize,
    /// Number of letters and digits in them.
    pub characters: usize,
}

impl LeftOut {
    /// True if nothing was omitted.
    pub fn is_nothing(self) -> bool {
        self.boxes == 0
    }
}

impl Document {
    /// The error for a document without text, for which only the name is missing; `None` if there is some.
    #[cfg(feature = "formats")]
    pub fn without_text(&self) -> Option<Error> {
        let advice = if self.left_out.is_nothing() {
            "is this the right file?"
        } else {
            "what was left out is kept with --all-text"
        };
        is_invisible(&self.text).then(|| Error::new("no text was read").advise(advice))
    }

    /// The time when the words of a place are shown, in milliseconds: from the first cue to the
    /// last that it overlaps.
    pub fn time(&self, span: Span) -> Option<(u64, u64)> {
        let from = self.cues.partition_point(|cue| cue.span.end <= span.start);
        let to = self.cues.partition_point(|cue| cue.span.start < span.end);
        let touched = self.cues.get(from..to)?;
        Some((touched.first()?.start, touched.last()?.end))
    }
}

/// The user's specifications for reading a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The character encoding, by any name of the Encoding Standard; detected if absent.
    pub encoding: Option<String>,
    /// The language; detected from the script if absent.
    pub lang: Option<Lang>,
    /// Every line is one paragraph and will be one segment. Empty lines are kept as empty paragraphs.
    pub lines: bool,
    /// Omit what web pages have around their text.
    pub main_text: bool,
    /// Keep all text of web pages, including menus, footers and hidden parts.
    pub all_text: bool,
}

/// A decoded plain text, taken literally: nothing in it is markup, and every place in the document
/// is a place in `text`. With `lines` every line is one paragraph.
pub fn plain(text: &str, name: &str, lines: bool) -> Document {
    Document {
        name: name.to_owned(),
        lang: Letters::of(text).lang(),
        encoding: "UTF-8".to_owned(),
        text: text.to_owned(),
        paragraphs: if lines { paragraphs::of_lines(text) } else { paragraphs::of_prose(text) },
        cues: Vec::new(),
        left_out: LeftOut::default(),
    }
}

/// The kind of document that some bytes are, by their content, or by the name where the content does not tell.
///
/// # Errors
/// When they are no document.
#[cfg(feature = "formats")]
pub fn kind(bytes: &[u8], name: &str) -> Result<DocumentKind> {
    kind::of_bytes(bytes, name).map_err(|error| error.inside(name))
}

/// The tables of a web page or of a Markdown file, as rows of cells.
///
/// # Errors
/// When it is damaged, or not in the requested or detected encoding.
#[cfg(feature = "formats")]
pub(crate) fn tables(bytes: &[u8], name: &str, encoding: Option<&str>) -> Result<Vec<html::Table>> {
    let is_markdown = kind(bytes, name)? == DocumentKind::Markdown;
    let declared = || encoding::declared_by_page(bytes).filter(|_| !is_markdown);
    let label = encoding.map(str::to_owned).or_else(declared);
    let (text, _) = encoding::decode(bytes, name, label.as_deref())?;
    if is_markdown { Ok(markdown::tables(&text)) } else { html::tables(&text) }
}

/// Reads a document of any known kind: detects kind, encoding and language, and finds the paragraphs.
///
/// The text of a document that is more than plain text is what its reader sees, in reading order,
/// with one paragraph per line.
///
/// # Errors
/// When the bytes are not a document, damaged, or not in the requested or detected encoding; the
/// message says where and what to do.
#[cfg(feature = "formats")]
pub fn read(bytes: &[u8], name: &str, options: &ReadOptions) -> Result<Document> {
    let kind = kind(bytes, name)?;
    // A file with one segment per line is read as plain text, whatever its content.
    let kind = if options.lines && !kind.is_archive() { DocumentKind::Text } else { kind };
    let content = Content::read(kind, bytes, name, options).map_err(|error| error.inside(name))?;
    let Content { mut text, mut paragraphs, encoding, cues, mut left_out } = content;
    let lang = options.lang.unwrap_or_else(|| Letters::of(&text).lang());
    if options.main_text && !options.lines && cues.is_empty() {
        let before = paragraphs.len();
        let all = text.chars().filter(|c| c.is_alphanumeric()).count();
        (text, paragraphs) = main_text::of(lang, &text, &paragraphs);
        left_out.boxes += before - paragraphs.len();
        left_out.characters += all - text.chars().filter(|c| c.is_alphanumeric()).count();
    }
    Ok(Document { name: name.to_owned(), lang, encoding, text, paragraphs, cues, left_out })
}
