//! XML of untrusted origin, read one piece at a time in bounded memory.
//!
//! Nothing outside the file is ever opened. Only the five entities of XML and character references
//! are supported: a file that declares entities of its own is refused before any could be used. The
//! size of a piece (a tag, a stretch of text) and the depth of nesting are limited, so that a small
//! hostile file cannot take much memory.

mod guard;

pub(crate) use self::guard::LONGEST_PIECE;

use self::guard::Guard;
use super::decode;
use crate::{Error, Result};
use quick_xml::{
    Reader, XmlVersion,
    errors::IllFormedError,
    escape::{resolve_html5_entity, resolve_predefined_entity},
    events::{BytesRef, BytesStart, Event, attributes::Attribute},
};
use std::{
    borrow::Cow,
    io::{self, BufRead},
};

/// Greatest depth of an element. Real documents stay far below.
const DEEPEST: usize = 1000;

/// The name of the first element of an XML file, without prefix.
pub(crate) fn root(text: &str) -> Option<&str> {
    let tag = root_tag(text)?;
    tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?.rsplit(':').next()
}

/// What comes after the `<` of the first element of an XML file.
pub(crate) fn root_tag(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        if let Some(after) = rest.strip_prefix("!--") {
            rest = &after[after.find("-->")?..];
        } else if !rest.starts_with(['?', '!']) {
            return Some(rest);
        }
    }
}

/// One piece of an XML file.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// A start tag. An empty element (`<br/>`) is a start and an end.
    Start(Tag<'a>),
    /// An end tag.
    End,
    /// A stretch of text with its references resolved. A paragraph may consist of several stretches.
    Text(Cow<'a, str>),
    /// Something that is not for readers: a comment, a processing instruction, the declaration.
    Other,
    /// The end of the file.
    Eof,
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name as written, prefix included.
    ///
    /// # Errors
    /// When the attributes are not well-formed.
    pub(crate) fn attr(&self, name: &str) -> Result<Option<String>> {
        self.find(|attribute| attribute.key.as_ref() == name)
    }

    /// The name with its prefix, as written.
    pub(crate) fn full_name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// Calls `take` with the name as written and the value of every attribute.
    ///
    /// # Errors
    /// When the attributes are not well-formed.
    pub(crate) fn each_attr(&self, mut take: impl FnMut(&str, &str)) -> Result<()> {
        let broken = |error: &dyn std::fmt::Display| {
            Error::new(format!("a broken attribute in <{}>: {error}", self.name())).advise(MEND)
        };
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| broken(&error))?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0);
            take(attribute.key.as_ref(), &value.map_err(|error| broken(&error))?);
        }
        Ok(())
    }

    fn find(&self, wanted: impl Fn(&Attribute<'_>) -> bool) -> Result<Option<String>> {
        let broken = |error: &dyn std::fmt::Display| {
            Error::new(format!("a broken attribute in <{}>: {error}", self.name())).advise(MEND)
        };
        // Comparing every name with all others would take quadratic time on hostile tags.
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| broken(&error))?;
            if wanted(&attribute) {
                let value = attribute.normalized_value(XmlVersion::Explicit1_0);
                return Ok(Some(value.map_err(|error| broken(&error))?.into_owned()));
            }
        }
        Ok(None)
    }
}

const MEND: &str = "mend the file, or export it again";

/// A reader of XML.
pub(crate) struct Xml<'a> {
    reader: Reader<Guard<'a>>,
    buffer: Vec<u8>,
    name: String,
    depth: usize,
    seen_element: bool,
    /// Unknown references are literal text.
    lenient: bool,
    /// The end tag at which the last error occurred, if it was one.
    wrong_end: Option<String>,
}

impl<'a> Xml<'a> {
    /// Reads from `input`, in the encoding given by its byte-order mark or declaration; `name` is
    /// for messages.
    ///
    /// # Errors
    /// When the encoding is not known, or the first bytes contradict it.
    pub(crate) fn new(name: &str, input: Box<dyn BufRead + 'a>) -> Result<Self> {
        Xml::of(name, decode::xml(input))
    }

    /// Like [`Xml::new`], in the encoding named by the user, if any, whatever the file declares.
    ///
    /// # Errors
    /// When there is no encoding of this name; otherwise as [`Xml::new`].
    pub(crate) fn labelled(name: &str, input: Box<dyn BufRead + 'a>, label: Option<&str>) -> Result<Self> {
        match label {
            Some(label) => Xml::of(name, decode::as_labelled(input, label)),
            None => Xml::new(name, input),
        }
    }

    fn of(name: &str, input: io::Result<Box<dyn BufRead + 'a>>) -> Result<Self> {
        let input = input.map_err(|error| decode::failure(&error).at(name))?;
        let reader = reader(Guard::new(input));
        Ok(Xml {
            reader,
            buffer: Vec::new(),
            name: name.to_owned(),
            depth: 0,
            seen_element: false,
            lenient: false,
            wrong_end: None,
        })
    }

    /// From now on an ampersand without a reference and an unknown reference are literal text.
    /// References of HTML (`&nbsp;`) are resolved. Entities declared by the file are still refused.
    pub(crate) fn be_lenient(&mut self) {
        self.lenient = true;
        self.reader.config_mut().allow_dangling_amp = true;
    }

    /// Continues after the element `name` after an error in it, so that the damage costs only this
    /// element; `depth` is that of its parent. Returns false if the file ends before.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn recover(&mut self, name: &str, depth: usize) -> Result<bool> {
        let wanted = format!("</{name}");
        let input = Guard::new(Box::new(io::empty()));
        let mut guard = std::mem::replace(&mut self.reader, reader(input)).into_inner();
        // The tag at which the error occurred may be the end tag itself.
        let found = self.wrong_end.take().is_some_and(|end| end == name)
            || guard.skip_past(wanted.as_bytes()).map_err(|error| decode::failure(&error))?;
        self.reader = reader(guard);
        let config = self.reader.config_mut();
        // The surrounding elements were opened before.
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = self.lenient;
        self.depth = depth;
        Ok(found)
    }

    /// The next piece.
    ///
    /// # Errors
    /// When the file is not well-formed, declares or uses entities of its own, exceeds the limits,
    /// or cannot be read; [`Xml::locate`] adds the place. Nothing sensible can be read after an
    /// error.
    pub(crate) fn next(&mut self) -> Result<Node<'_>> {
        self.buffer.clear();
        self.reader.get_mut().piece = 0;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                if let quick_xml::Error::IllFormed(IllFormedError::MismatchedEndTag { found, .. }) = &error {
                    self.wrong_end = Some(found.rsplit(':').next().unwrap_or_default().trim().to_owned());
                }
                return Err(broken(&error));
            }
        };
        Ok(match event {
            Event::Start(tag) | Event::Empty(tag) => {
                if !tag.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':')) {
                    // The malformed tag may have swallowed an end tag.
                    let swallowed = tag.split("</").nth(1).map(|end| end.trim().to_owned());
                    self.wrong_end = swallowed;
                    return Err(Error::new("not well-formed XML: a < that begins no tag").advise(MEND));
                }
                self.depth += 1;
                self.seen_element = true;
                if self.depth > DEEPEST {
                    return Err(Error::new(format!("elements lie more than {DEEPEST} deep in each other"))
                        .advise("this is no file that a translation tool wrote"));
                }
                Node::Start(Tag(tag))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Node::End
            }
            Event::Text(text) => Node::Text(unix_line_ends(text.into_inner())),
            Event::CData(text) => Node::Text(unix_line_ends(text.into_inner())),
            Event::GeneralRef(reference) => Node::Text(expanded(&reference, self.lenient)?),
            Event::DocType(doctype) if doctype.contains("<!ENTITY") => {
                return Err(Error::new("the file declares entities of its own, which are never expanded")
                    .advise("remove the declarations from its DOCTYPE"));
            }
            Event::Eof if self.depth > 0 => {
                return Err(Error::new("the file ends in the middle of an element")
                    .advise("it was cut off: fetch or export it again"));
            }
            Event::Eof if !self.seen_element => return Err(Error::new("no XML in it")),
            Event::Eof => Node::Eof,
            Event::DocType(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Node::Other,
        })
    }

    /// Number of open elements.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The current line, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        1 + self.reader.get_ref().lines
    }

    /// Adds the file and the current line to an error.
    pub(crate) fn locate(&self, error: Error) -> Error {
        error.at(&self.name).line(self.line())
    }

    /// Adds the text of the element whose start tag was read last, with everything inside it, to `text`.
    ///
    /// # Errors
    /// As [`Xml::next`], and when the text is too long.
    pub(crate) fn text_into(&mut self, text: &mut String) -> Result<()> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if let Node::Text(part) = self.next()? {
                push(text, &part)?;
            }
        }
        Ok(())
    }

    /// Skips the element whose start tag was read last.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(crate) fn skip(&mut self) -> Result<()> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }
}

fn reader(guard: Guard<'_>) -> Reader<Guard<'_>> {
    let mut reader = Reader::from_reader(guard);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.trim_markup_names_in_closing_tags = true;
    reader
}

/// Appends to a text of limited length.
///
/// # Errors
/// When the text exceeds any sensible length.
pub(crate) fn push(text: &mut String, part: &str) -> Result<()> {
    if (text.len() + part.len()) as u64 > LONGEST_PIECE {
        return Err(Error::new("a text longer than 16 MiB in one place").advise("is this the right file?"));
    }
    text.push_str(part);
    Ok(())
}

/// What a reference to a character or an entity means; an unknown entity is text if the file may be `lenient`.
fn expanded(reference: &BytesRef<'_>, lenient: bool) -> Result<Cow<'static, str>> {
    let failed = |why: String| Error::new(why).advise(MEND);
    if let Some(c) = reference.resolve_char_ref().map_err(|error| failed(error.to_string()))? {
        return Ok(c.to_string().into());
    }
    if let Some(text) = resolve_predefined_entity(reference) {
        return Ok(text.into());
    }
    if !lenient {
        return Err(failed(format!("the entity &{}; is not known", &**reference)));
    }
    let text = resolve_html5_entity(reference);
    Ok(text.map_or_else(|| format!("&{};", &**reference).into(), Cow::from))
}

/// Replaces `\r\n` and `\r` by `\n`, as XML requires.
fn unix_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    match memchr::memchr(b'\r', text.as_bytes()) {
        None => text,
        Some(_) => text.replace("\r\n", "\n").replace('\r', "\n").into(),
    }
}

fn broken(error: &quick_xml::Error) -> Error {
    match error {
        quick_xml::Error::Io(error) => decode::failure(error),
        quick_xml::Error::Encoding(_) => Error::new("invalid UTF-8")
            .advise("the XML declaration must name the encoding that the file is really in"),
        other => Error::new(format!("not well-formed XML: {other}")).advise(MEND),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String> {
        let mut xml = Xml::new("x.xml", Box::new(bytes))?;
        let mut shown = String::new();
        loop {
            match xml.next() {
                Ok(Node::Start(tag)) => shown += &format!("<{}>", tag.name()),
                Ok(Node::End) => shown += "</>",
                Ok(Node::Text(text)) => shown += &text,
                Ok(Node::Other) => {}
                Ok(Node::Eof) => return Ok(shown),
                Err(error) => return Err(xml.locate(error)),
            }
        }
    }

    fn refused(bytes: &[u8], complaint: &str) {
        let error = read(bytes).map(|text| text.len()).unwrap_err().to_string();
        assert!(error.contains(complaint), "{}", &error[..error.len().min(300)]);
    }

    #[test]
    fn references_and_cdata_are_text() {
        let got = read("<a><!-- no --><b/>x &amp; y&#x2028;<![CDATA[<i>]]>\r\n</a>".as_bytes());
        assert_eq!(got.unwrap(), "<a><b></>x & y\u{2028}<i>\n</>");
    }

    #[test]
    fn entities_of_the_file_are_refused() {
        refused(b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "declares entities");
        refused(b"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "declares entities");
        refused(b"<!DOCTYPE a SYSTEM \"a.dtd\"><a>&b;</a>", "&b;");
        assert!(read(b"<!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><a/>").is_ok());
    }

    #[test]
    fn where_it_is_wanted_a_loose_ampersand_and_unknown_references_are_text() {
        let text = "<a>R&D &amp; x&nbsp;y &foo; AT&T; a & b</a>";
        let mut xml = Xml::new("x.xml", Box::new(text.as_bytes())).unwrap();
        xml.be_lenient();
        xml.next().unwrap();
        let mut got = String::new();
        xml.text_into(&mut got).unwrap();
        assert_eq!(got, "R&D & x\u{A0}y &foo; AT&T; a & b");
    }

    #[test]
    fn a_broken_element_costs_itself_and_no_other() {
        for broken in ["<u><s>x</u>", "<u><s><b>x</s></u >", "<u>a < b</u>", "<u>x</s></u>"] {
            let text = format!("<a>{broken}<u>good</u></a>");
            let mut xml = Xml::new("x.xml", Box::new(text.as_bytes())).unwrap();
            xml.next().unwrap();
            xml.next().unwrap();
            assert!(xml.text_into(&mut String::new()).is_err(), "{broken}");
            assert!(xml.recover("u", 1).unwrap(), "{broken}");
            assert!(matches!(xml.next().unwrap(), Node::Start(tag) if tag.name() == "u"), "{broken}");
            let mut got = String::new();
            xml.text_into(&mut got).unwrap();
            assert_eq!((got.as_str(), xml.depth()), ("good", 1));
            assert!(matches!(xml.next().unwrap(), Node::End));
            assert!(matches!(xml.next().unwrap(), Node::Eof));
        }
    }

    #[test]
    fn a_million_nested_elements_are_refused_at_once() {
        refused("<a>".repeat(1_000_000).as_bytes(), "deep");
    }

    #[test]
    fn a_file_that_was_cut_off_is_named_as_such() {
        refused(b"<a>\n<b>text", "x.xml, line 2: the file ends in the middle");
        refused(b"<a><b", "not well-formed");
        refused(b"<a></b>", "not well-formed");
        refused(b"", "no XML");
        refused(b"just text", "no XML");
    }

    #[test]
    fn the_encoding_is_the_declared_one_and_a_wrong_declaration_is_an_error() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(read(&utf16("\u{FEFF}<a>نعم 😀</a>")).unwrap(), "<a>نعم 😀</>");
        assert_eq!(read(&utf16("<a>نعم</a>")).unwrap(), "<a>نعم</>");
        let mut old = b"<?xml version='1.0' encoding='windows-1256'?><a>".to_vec();
        old.extend_from_slice(&encoding_rs::WINDOWS_1256.encode("نعم").0);
        old.extend_from_slice(b"</a>");
        assert_eq!(read(&old).unwrap(), "<a>نعم</>");
        refused(&String::from_utf8_lossy(&old).replace("1256", "9999").into_bytes(), "windows-9999");
        refused("<?xml version='1.0' encoding='windows-1256'?><a>نعم</a>".as_bytes(), "but is UTF-8");
        let mut wrong = b"<?xml version='1.0' encoding='UTF-8'?><a>".to_vec();
        wrong.extend_from_slice(&encoding_rs::WINDOWS_1256.encode("نعم").0);
        refused(&wrong, "invalid UTF-8");
        let mut odd = utf16("\u{FEFF}<a>نعم</a>");
        odd.extend_from_slice(&[0x00, 0xD8, 0x41, 0x00]);
        refused(&odd, "not valid UTF-16LE");
    }

    #[test]
    fn one_endless_piece_is_refused() {
        let long = format!("<a>{}</a>", "x".repeat(LONGEST_PIECE as usize + (1 << 17)));
        refused(long.as_bytes(), "longer than 16 MiB");
    }
}
