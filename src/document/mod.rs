//! A [`Document`]: one text in one language, decoded once, with its paragraphs.
//!
//! Readers turn the bytes of a file format into a Document; everything after them works on spans of its text.

pub(crate) mod decode;
mod encoding;
pub(crate) mod enumerator;
mod language;
pub(crate) mod lines;
mod paragraphs;
pub(crate) mod xml;

pub use language::{Letters, Pair, pair};
pub use lines::is_invisible;

use crate::{
    Result,
    text::{Lang, Span},
};
use serde::{Deserialize, Serialize};

/// What a paragraph is in the layout of its text.
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
}

/// A paragraph: a span of the document's text without the blanks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it stands in [`Document::text`].
    pub span: Span,
    /// Its role in the layout.
    pub kind: ParagraphKind,
}

/// One text in one language. It owns the text; nobody else does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What people call it: usually the file name.
    pub name: String,
    /// The language of the text.
    pub lang: Lang,
    /// Name of the character encoding that the bytes were in, as in the Encoding Standard (`UTF-8`, `windows-1256`).
    pub encoding: String,
    /// The whole text, exactly as decoded, without a byte-order mark at its head.
    pub text: String,
    /// The paragraphs in order; they do not overlap, and nothing visible lies between them. A paragraph of
    /// hard-wrapped text holds the line ends inside it.
    pub paragraphs: Vec<Paragraph>,
}

/// What the user may say about a file before it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The character encoding, by any name of the Encoding Standard; found out when absent.
    pub encoding: Option<String>,
    /// The language; found out from the script when absent.
    pub lang: Option<Lang>,
    /// Every line is one paragraph and will be one segment. Empty lines are kept, as empty paragraphs.
    pub lines: bool,
}

/// Reads plain text: finds out encoding and language, and what its paragraphs are.
///
/// # Errors
/// When the bytes are no plain text, or not in the encoding asked for or found; the message names line and byte.
pub fn read(bytes: &[u8], name: &str, options: &ReadOptions) -> Result<Document> {
    let (text, encoding) = encoding::decode(bytes, name, options.encoding.as_deref())?;
    let lang = options.lang.unwrap_or_else(|| Letters::of(&text).lang());
    let paragraphs = if options.lines { paragraphs::of_lines(&text) } else { paragraphs::of_prose(&text) };
    Ok(Document { name: name.to_owned(), lang, encoding: encoding.to_owned(), text, paragraphs })
}
