//! A [`Document`]: one text in one language, decoded once, with its paragraphs.
//!
//! Readers turn the bytes of a file format into a Document; everything after them works on spans of its text.

use crate::text::{Lang, Span};
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
    /// The paragraphs in order; they do not overlap, and only blanks lie between them.
    pub paragraphs: Vec<Paragraph>,
}
