//! Text with inline codes, as in TMX and XLIFF.
//!
//! Words inside codes that only mark a stretch of text are text. A code that contains the markup of
//! the original (`<bpt>&lt;b&gt;</bpt>`) is returned as that markup; an empty one as a placeholder
//! with its number (`{1}`), so that it remains visible on both sides. The name of a style around a
//! stretch of text (`<bpt>b</bpt>`) is removed, because it could not be distinguished from the word
//! next to it.

use crate::{
    Result,
    bitext::codes::{self, InlineCode},
    document::xml::{Node, Tag, Xml, push},
    text::Span,
};

/// Codes whose content is native markup; all other elements inside a text are transparent.
const CODES: &[&str] = &["bpt", "ept", "ph", "it", "ut", "x", "bx", "ex", "sc", "ec"];

/// The text of the element whose start tag was read last.
pub(super) fn text(xml: &mut Xml<'_>) -> Result<String> {
    Ok(segmented(xml)?.text)
}

/// A text and the segments that `<mrk mtype="seg">` marks in it.
#[derive(Debug, Default)]
pub(super) struct Segmented {
    /// The whole text.
    pub(super) text: String,
    /// Its inline codes, in order.
    pub(super) codes: Vec<InlineCode>,
    /// Each segment, in order.
    pub(super) segments: Vec<Piece>,
    /// True if elements without markup of their own are around some of its words.
    pub(super) is_marked: bool,
}

/// A segment of a text.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// Its id.
    pub(super) id: String,
    /// Its text.
    pub(super) text: String,
    /// Its inline codes.
    pub(super) codes: Vec<InlineCode>,
}

/// A segment whose end is not read yet.
struct OpenPiece {
    id: String,
    /// Where its text begins.
    start: usize,
    /// The number of its first code.
    first_code: usize,
    /// The depth around it.
    outside: usize,
}

/// The codes of a text while it is read.
#[derive(Default)]
struct Codes {
    read: Vec<InlineCode>,
    /// The codes around words that are still open: their number and the depth around them.
    open: Vec<(usize, usize)>,
    /// There are more than are remembered.
    too_many: bool,
}

impl Codes {
    /// Adds a code that begins at a place; returns its number, if it is remembered.
    fn add(&mut self, tag: &Tag<'_>, at: usize) -> Result<Option<usize>> {
        if self.read.len() == codes::MOST {
            self.too_many = true;
            return Ok(None);
        }
        // XLIFF numbers codes by `id` (`startRef` at their end), TMX by `x` across the variants.
        let mut number = None;
        for name in ["startRef", "id", "x"] {
            number = number.or(tag.attr(name)?);
        }
        let element = tag.name().to_owned();
        self.read.push(InlineCode { element, number, content: String::new(), span: Span::new(at, at) });
        Ok(Some(self.read.len() - 1))
    }

    /// Ends the codes around words whose elements have ended.
    fn close(&mut self, depth: usize, at: usize) {
        while let Some((code, _)) = self.open.pop_if(|(_, outside)| depth <= *outside) {
            self.read[code].span.end = at;
        }
    }

    /// The codes from number `first` on, with their places in the text from `start` to `end`.
    fn since(&self, first: usize, start: usize, end: usize) -> Vec<InlineCode> {
        let placed = |code: &InlineCode| {
            let span = Span::new(code.span.start - start, code.span.end.clamp(code.span.start, end) - start);
            InlineCode { span, ..code.clone() }
        };
        if self.too_many { Vec::new() } else { self.read.iter().skip(first).map(placed).collect() }
    }
}

impl OpenPiece {
    /// The segment, which ends where the text read so far does.
    fn end(self, codes: &Codes, text: &str) -> Piece {
        let codes = codes.since(self.first_code, self.start, text.len());
        Piece { id: self.id, text: text[self.start..].to_owned(), codes }
    }
}

/// Like [`text`], with its segments.
pub(super) fn segmented(xml: &mut Xml<'_>) -> Result<Segmented> {
    let outside = xml.depth() - 1;
    let mut text = String::new();
    let mut segments = Vec::new();
    let mut is_marked = false;
    let mut codes = Codes::default();
    let mut open: Option<OpenPiece> = None;
    while xml.depth() > outside {
        let (mut placeholder, mut code, mut marks_stretch, mut is_deleted) = (None, None, false, false);
        match xml.next()? {
            Node::Text(part) => push(&mut text, &part)?,
            Node::Start(tag) if tag.name() == "mrk" => {
                let kind = tag.attr("mtype")?.unwrap_or_default();
                let id = tag.attr("mid")?;
                // A tracked deletion: the text no longer exists.
                is_deleted = kind.ends_with("deleted");
                if kind == "seg" && open.is_none() {
                    let (start, first_code, outside) = (text.len(), codes.read.len(), xml.depth() - 1);
                    open = Some(OpenPiece { id: id.unwrap_or_default(), start, first_code, outside });
                }
            }
            Node::Start(tag) if codes::AROUND.contains(&tag.name()) => {
                is_marked = true;
                let code = codes.add(&tag, text.len())?;
                codes.open.extend(code.map(|code| (code, xml.depth() - 1)));
            }
            Node::Start(tag) if CODES.contains(&tag.name()) => {
                code = codes.add(&tag, text.len())?;
                marks_stretch = codes::HALVES.contains(&tag.name());
                placeholder = Some(shown(&tag)?);
            }
            // A character that XML cannot represent, by its code point.
            Node::Start(tag) if tag.name() == "cp" => text.extend(character(&tag)?),
            _ => {}
        }
        if is_deleted {
            xml.skip()?;
        }
        codes.close(xml.depth(), text.len());
        if let Some(piece) = open.take_if(|piece| xml.depth() <= piece.outside) {
            segments.push(piece.end(&codes, &text));
        }
        if let Some(placeholder) = placeholder {
            let before = text.len();
            xml.text_into(&mut text)?;
            let content = text[before..].trim();
            if content.is_empty() {
                text.truncate(before);
                push(&mut text, &placeholder)?;
            } else if marks_stretch && content.chars().all(char::is_alphanumeric) {
                text.truncate(before);
            } else if let Some(code) = code {
                codes.read[code].content = content.to_owned();
            }
            if let Some(code) = code {
                codes.read[code].span.end = text.len();
            }
        }
    }
    let codes = codes.since(0, 0, text.len());
    Ok(Segmented { text, codes, segments, is_marked })
}

/// The character whose code point a tag gives.
fn character(tag: &Tag<'_>) -> Result<Option<char>> {
    let code = tag.attr("hex")?.and_then(|hex| u32::from_str_radix(&hex, 16).ok());
    Ok(code.and_then(char::from_u32))
}

/// The placeholder of an empty code: what it stands for, or its number.
fn shown(tag: &Tag<'_>) -> Result<String> {
    if let Some(equivalent) = tag.attr("equiv")? {
        return Ok(equivalent);
    }
    for name in ["x", "i", "id"] {
        if let Some(number) = tag.attr(name)? {
            return Ok(format!("{{{number}}}"));
        }
    }
    Ok("{}".to_owned())
}

/// A number of units, in words.
pub(super) fn counted(units: u64) -> String {
    if units == 1 { "1 unit".to_owned() } else { format!("{units} units") }
}

/// The remark about units whose codes around words are read over, if there are some.
pub(super) fn lost(units: u64) -> Option<String> {
    let said =
        || format!("not kept: the codes around words (<g>, <pc>, <hi>) of {}; the words are", counted(units));
    (units > 0).then(said)
}
