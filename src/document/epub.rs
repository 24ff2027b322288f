//! EPUB, electronic books: the chapters in reading order, each of which is a web page.

use super::{
    Paragraph, ParagraphKind,
    archive::Archive,
    builder::Builder,
    decode, html,
    xml::{Node, Xml},
};
use crate::{Error, Result};
use std::io::Read;

/// The text of a book and its paragraphs.
///
/// # Errors
/// When the archive or its XML is damaged, or the book is protected.
pub(super) fn read(archive: &mut Archive<'_>) -> Result<(String, Vec<Paragraph>)> {
    let container = archive.need("META-INF/container.xml")?;
    let package = first(&container, "META-INF/container.xml", "rootfile", "full-path")?
        .ok_or_else(|| Error::new("the book does not say where its text is"))?;
    let bytes = archive.need(&package)?;
    let protected = archive.part("META-INF/encryption.xml")?.unwrap_or_default();
    let chapters = chapters(&bytes, &package)?;
    let mut builder = Builder::default();
    for chapter in chapters {
        if memchr::memmem::find(&protected, chapter.as_bytes()).is_some() {
            return Err(Error::new("the book is protected against copying").at(chapter));
        }
        let Some(bytes) = archive.part(&chapter)? else { continue };
        let mut text = String::new();
        decode::xml(Box::new(&bytes[..]))
            .and_then(|mut input| input.read_to_string(&mut text))
            .map_err(|error| decode::failure(&error).at(&chapter))?;
        html::add(&text, html::Scope::Piece, &mut builder)?;
        builder.end(ParagraphKind::Body);
    }
    if builder.len() == 0 {
        return Err(Error::new("the book has no text").advise("are its pages pictures?"));
    }
    Ok(builder.finish(ParagraphKind::Body))
}

/// The value of an attribute of the first element with a given name.
fn first(bytes: &[u8], part: &str, element: &str, attribute: &str) -> Result<Option<String>> {
    let mut xml = Xml::new(part, Box::new(bytes))?;
    loop {
        match xml.next().map_err(|error| error.at(part))? {
            Node::Start(tag) if tag.name() == element => return tag.attr(attribute),
            Node::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// The parts that are chapters, in reading order, without the table of contents.
fn chapters(bytes: &[u8], package: &str) -> Result<Vec<String>> {
    let mut xml = Xml::new(package, Box::new(bytes))?;
    let mut items: Vec<(String, String)> = Vec::new();
    let mut order: Vec<String> = Vec::new();
    let result = (|| {
        loop {
            match xml.next()? {
                Node::Start(tag) if tag.name() == "item" => {
                    let is_page = tag.attr("media-type")?.is_some_and(|kind| kind.contains("html"));
                    let is_contents = tag.attr("properties")?.is_some_and(|words| words.contains("nav"));
                    if let (true, false, Some(id), Some(href)) =
                        (is_page, is_contents, tag.attr("id")?, tag.attr("href")?)
                    {
                        items.push((id, href));
                    }
                }
                Node::Start(tag) if tag.name() == "itemref" => order.extend(tag.attr("idref")?),
                Node::Eof => return Ok(()),
                _ => {}
            }
        }
    })();
    result.map_err(|error| xml.locate(error))?;
    items.sort();
    let href = |id: &String| {
        items.binary_search_by(|(item, _)| item.cmp(id)).ok().map(|at| resolved(package, &items[at].1))
    };
    Ok(order.iter().filter_map(href).collect())
}

/// A path in the archive for a link in one of its parts.
fn resolved(from: &str, link: &str) -> String {
    let link = unquoted(link.split('#').next().unwrap_or(link));
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for step in link.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// A link with percent-encoding such as `%20` decoded.
fn unquoted(link: &str) -> String {
    let bytes = link.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| link.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_the_package_to_the_chapters() {
        assert_eq!(resolved("OEBPS/book.opf", "text/a%20b.xhtml#top"), "OEBPS/text/a b.xhtml");
        assert_eq!(resolved("OEBPS/x/book.opf", "../../../c.html"), "c.html");
        assert_eq!(resolved("book.opf", "100%.html"), "100%.html");
    }
}
