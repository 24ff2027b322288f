//! Text with inline codes, as in TMX and XLIFF.
//!
//! Words inside codes that only mark a stretch of text are text. A code that contains the markup of
//! the original (`<bpt>&lt;b&gt;</bpt>`) is returned as that markup; an empty one as a placeholder
//! with its number (`{1}`), so that it remains visible on both sides. The name of a style around a
//! stretch of text (`<bpt>b</bpt>`) is removed, because it could not be distinguished from the word
//! next to it.

use crate::{
    Result,
    document::xml::{Node, Tag, Xml, push},
};

/// Elements that mark a stretch of words: the words are read, the mark is not.
const AROUND: &[&str] = &["g", "pc", "hi"];

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
    /// Each segment with its id, in order.
    pub(super) segments: Vec<(String, String)>,
    /// True if elements without markup of their own are around some of its words.
    pub(super) is_marked: bool,
}

/// Like [`text`], with its segments.
pub(super) fn segmented(xml: &mut Xml<'_>) -> Result<Segmented> {
    let outside = xml.depth() - 1;
    let mut text = String::new();
    let mut segments = Vec::new();
    let mut is_marked = false;
    // The open segment: its id, its beginning, the depth around it.
    let mut open: Option<(String, usize, usize)> = None;
    while xml.depth() > outside {
        let (mut placeholder, mut marks_stretch, mut is_deleted) = (None, false, false);
        match xml.next()? {
            Node::Text(part) => push(&mut text, &part)?,
            Node::Start(tag) if tag.name() == "mrk" => {
                let kind = tag.attr("mtype")?.unwrap_or_default();
                let id = tag.attr("mid")?;
                // A tracked deletion: the text no longer exists.
                is_deleted = kind.ends_with("deleted");
                if kind == "seg" && open.is_none() {
                    open = Some((id.unwrap_or_default(), text.len(), xml.depth() - 1));
                }
            }
            Node::Start(tag) if AROUND.contains(&tag.name()) => is_marked = true,
            Node::Start(tag) if CODES.contains(&tag.name()) => {
                marks_stretch = matches!(tag.name(), "bpt" | "ept");
                placeholder = Some(shown(&tag)?);
            }
            // A character that XML cannot represent, by its code point.
            Node::Start(tag) if tag.name() == "cp" => {
                let code = tag.attr("hex")?.and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    text.push(c);
                }
            }
            _ => {}
        }
        if is_deleted {
            xml.skip()?;
        }
        if let Some((id, start, _)) = open.take_if(|(.., depth)| xml.depth() <= *depth) {
            segments.push((id, text[start..].to_owned()));
        }
        if let Some(placeholder) = placeholder {
            let before = text.len();
            xml.text_into(&mut text)?;
            let code = text[before..].trim();
            if code.is_empty() {
                text.truncate(before);
                push(&mut text, &placeholder)?;
            } else if marks_stretch && code.chars().all(char::is_alphanumeric) {
                text.truncate(before);
            }
        }
    }
    Ok(Segmented { text, segments, is_marked })
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
