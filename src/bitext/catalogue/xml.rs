//! Catalogues in XML: `strings.xml` of Android, `.resx` of .NET.

use super::{Entry, MOST, lines::unescaped};
use crate::{
    Error, Result,
    document::xml::{Node, Xml},
};

/// The entries of a catalogue in XML.
///
/// # Errors
/// When it is invalid, or neither of the two kinds.
pub(super) fn entries(name: &str, bytes: &[u8]) -> Result<Vec<Entry>> {
    let mut xml = Xml::new(name, Box::new(bytes))?;
    xml.be_lenient();
    read(&mut xml).map_err(|error| xml.locate(error))
}

fn read(xml: &mut Xml<'_>) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    // The plurals or array around an item, and how many items it has had.
    let mut group = (String::new(), 0);
    loop {
        let (element, name, left_out) = match xml.next()? {
            Node::Start(tag) => {
                let left_out = tag.attr("translatable")?.as_deref() == Some("false")
                    || tag.attr("type")?.is_some()
                    || tag.attr("mimetype")?.is_some();
                let name = match tag.name() {
                    "item" => tag.attr("quantity")?,
                    _ => tag.attr("name")?,
                };
                (tag.name().to_owned(), name, left_out)
            }
            Node::Eof => return Ok(found),
            _ => continue,
        };
        match element.as_str() {
            "resources" | "root" => {}
            "plurals" | "string-array" if !left_out => group = (name.unwrap_or_default(), 0),
            "string" | "item" | "data" if !left_out => {
                let key = match (element.as_str(), name) {
                    ("item", Some(quantity)) => format!("{}/{quantity}", group.0),
                    ("item", None) => format!("{}/{}", group.0, group.1),
                    (_, name) => name.unwrap_or_default(),
                };
                group.1 += 1;
                let line = xml.line();
                let text = text(xml, element == "data")?;
                if !is_reference(&text) {
                    found.push(Entry { key, text, line });
                }
                if found.len() > MOST {
                    return Ok(found);
                }
            }
            _ if found.is_empty() && xml.depth() == 1 => {
                return Err(Error::new(format!("<{element}> where a catalogue of texts was expected")));
            }
            _ => xml.skip()?,
        }
    }
}

/// True for a reference to another text of the catalogue: `@string/app_name`.
fn is_reference(text: &str) -> bool {
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let parts = text.strip_prefix('@').and_then(|rest| rest.split_once('/'));
    parts.is_some_and(|(kind, name)| !name.is_empty() && is_name(kind) && is_name(name))
}

/// The text of the element whose start tag was read last: all of it, or, if `value` is set, that of
/// its `<value>`.
fn text(xml: &mut Xml<'_>, value: bool) -> Result<String> {
    let mut text = String::new();
    if !value {
        xml.text_into(&mut text)?;
        let trimmed = text.trim();
        // Quotation marks around a text preserve its blanks.
        let inner = trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        return Ok(unescaped(inner.unwrap_or(trimmed)));
    }
    let outside = xml.depth() - 1;
    while xml.depth() > outside {
        let Node::Start(tag) = xml.next()? else { continue };
        if tag.name() == "value" {
            xml.text_into(&mut text)?;
        } else {
            xml.skip()?;
        }
    }
    Ok(text)
}
