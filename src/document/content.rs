//! What the reader of each kind of document finds in its bytes.

use super::{
    Cue, DocumentKind, LeftOut, Paragraph, READ_AS, ReadOptions, archive::Archive, docx, encoding, epub,
    html, hyphens, markdown, odt, page_breaks, paragraphs, subtitles, workbook, xml_text,
};
use crate::{Result, language};

/// The text of a document, before its language is known.
pub(super) struct Content {
    pub(super) text: String,
    pub(super) paragraphs: Vec<Paragraph>,
    /// The name of the encoding; of two, if the text was garbled.
    pub(super) encoding: String,
    pub(super) cues: Vec<Cue>,
    pub(super) left_out: LeftOut,
}

impl Content {
    fn new((text, paragraphs): (String, Vec<Paragraph>)) -> Self {
        let (cues, left_out) = (Vec::new(), LeftOut::default());
        Content { text, paragraphs, encoding: "UTF-8".to_owned(), cues, left_out }
    }

    fn of_cues((text, paragraphs, cues): (String, Vec<Paragraph>, Vec<Cue>)) -> Self {
        Content { cues, ..Content::new((text, paragraphs)) }
    }

    /// Reads a document whose kind is known.
    ///
    /// # Errors
    /// See [`read`](super::read).
    pub(super) fn read(kind: DocumentKind, bytes: &[u8], name: &str, options: &ReadOptions) -> Result<Self> {
        let label = options.encoding.as_deref();
        let archive = || Archive::open(bytes, name);
        Ok(match kind {
            DocumentKind::Workbook => Content::new(workbook::read(bytes, name)?),
            DocumentKind::Docx => Content::new(docx::read(&mut archive()?)?),
            DocumentKind::Odt => Content::new(odt::read(&mut archive()?)?),
            DocumentKind::Epub => Content::new(epub::read(&mut archive()?)?),
            DocumentKind::TimedText => Content::of_cues(subtitles::read_timed_text(name, bytes, label)?),
            DocumentKind::Xml if label.is_none() => Content::new(xml_text::read(bytes, name)?),
            _ => Content::decoded(kind, bytes, name, options)?,
        })
    }

    /// Reads a document that is a text as a whole, in an encoding that its bytes do not say.
    fn decoded(kind: DocumentKind, bytes: &[u8], name: &str, options: &ReadOptions) -> Result<Self> {
        let declared = || encoding::declared_by_page(bytes).filter(|_| kind == DocumentKind::Html);
        let label = options.encoding.clone().or_else(declared);
        let (mut text, mut encoding) =
            encoding::decode(bytes, name, label.as_deref()).map(|(text, name)| (text, name.to_owned()))?;
        if let (None, Some((mended, misread))) = (&options.encoding, language::mended(&text)) {
            (text, encoding) = (mended, misread.encodings(READ_AS));
        }
        let content = match kind {
            DocumentKind::Html => {
                let scope = if options.all_text { html::Scope::All } else { html::Scope::Article };
                let (text, paragraphs, left_out) = html::read(&text, scope)?;
                Content { left_out, ..Content::new((text, paragraphs)) }
            }
            DocumentKind::Markdown => {
                let (content, left_out) = markdown::read(&text, options.all_text)?;
                Content { left_out, ..Content::new(content) }
            }
            DocumentKind::Xml => Content::new(xml_text::read(text.as_bytes(), name)?),
            DocumentKind::Subtitles => {
                subtitles::refuse_large(text.len())?;
                Content::of_cues(subtitles::read(&text)?)
            }
            _ if options.lines => {
                let paragraphs = paragraphs::of_lines(&text);
                Content::new((text, paragraphs))
            }
            _ => Content::of_prose(text, options.all_text),
        };
        Ok(Content { encoding, ..content })
    }

    /// Plain text, of its pages only the article unless all of it is wanted.
    fn of_prose(text: String, all_text: bool) -> Self {
        let (text, left_out) = if all_text { (text, LeftOut::default()) } else { without_pages(text) };
        let paragraphs = paragraphs::of_prose(&text);
        Content { left_out, ..Content::new((text, paragraphs)) }
    }
}

/// A plain text without the furniture of its pages and with divided words whole, and what was left out.
fn without_pages(mut text: String) -> (String, LeftOut) {
    let mut left_out = LeftOut::default();
    if let Some(mended) = page_breaks::mended(&text) {
        (text, left_out) = (mended.text, mended.left_out);
    }
    (hyphens::joined(&text).unwrap_or(text), left_out)
}
