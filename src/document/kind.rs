//! The kind of a document: by its content, and by its name only where the content is ambiguous.

use super::{
    archive::Archive,
    damaged, encoding, subtitles,
    workbook::{BOOK, MIME},
};
use crate::{Error, Result};

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// Markdown; recognised by its name only.
    Markdown,
    /// A file of Word.
    Docx,
    /// A file of LibreOffice.
    Odt,
    /// An electronic book.
    Epub,
    /// A workbook of Excel or LibreOffice.
    Workbook,
    /// Subtitles: SRT, WebVTT and others that are plain text.
    Subtitles,
    /// Subtitles in XML, TTML.
    TimedText,
    /// XML of an unknown kind.
    Xml,
}

impl DocumentKind {
    /// True for kinds that are zip archives.
    pub(super) fn is_archive(self) -> bool {
        matches!(self, DocumentKind::Docx | DocumentKind::Odt | DocumentKind::Epub | DocumentKind::Workbook)
    }
}

/// The kind of document of some bytes. Files of pairs and everything else that is not a document are refused.
///
/// # Errors
/// When the file cannot be read as a document; the message gives the alternative.
pub(super) fn of_bytes(bytes: &[u8], name: &str) -> Result<DocumentKind> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return of_archive(bytes, name);
    }
    refuse(bytes)?;
    let head = encoding::head(bytes);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let is = |names: &[&str]| extension.as_deref().is_some_and(|extension| names.contains(&extension));
    let begins = |words: &str| head.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    if begins("<!doctype html") || begins("<html") || (head.starts_with('<') && head.contains("<html")) {
        return Ok(DocumentKind::Html);
    }
    if begins("From: <Saved by") || begins("MIME-Version:") && head.contains("text/html") {
        return Err(Error::new("a web archive (MHTML)").advise("save the page as HTML instead"));
    }
    for (root, what) in [
        ("<tmx", "a translation memory (TMX)"),
        ("<xliff", "an XLIFF file"),
        ("<txml", "a file of Wordfast (TXML)"),
        ("<martif", "a term base (TBX)"),
        ("<tbx", "a term base (TBX)"),
    ] {
        if head.starts_with('<') && head.contains(root) {
            return Err(Error::new(format!("{what}, not a text"))
                .advise("it holds pairs already: use `mizan check` or `mizan convert`"));
        }
    }
    if subtitles::is_timed_text(head) {
        return Ok(DocumentKind::TimedText);
    }
    if subtitles::is_subtitles(head) {
        return Ok(DocumentKind::Subtitles);
    }
    if is_json(bytes, head, is(&["json", "jsonl", "ndjson"])) {
        return Err(Error::new("a JSON file, not a text").advise(
            "give its texts as plain text, or pairs as {\"ar\": …, \"en\": …}, one per line, to `mizan check`",
        ));
    }
    if is(&["yml", "yaml"]) {
        return Err(Error::new("a YAML file, not a text")
            .advise("give the catalogues of both languages, which are paired by their keys, or plain text"));
    }
    if begins("<?xml") || head.starts_with('<') && is(&["xml", "dita", "tei", "dbk"]) {
        return Ok(DocumentKind::Xml);
    }
    // Markdown may begin with an element, as in `<div dir="rtl">` around an Arabic page.
    if is(&["md", "markdown", "mdown", "mkd"]) {
        return Ok(DocumentKind::Markdown);
    }
    if is_whole_element(bytes) && !is_piece_of_page(head) {
        return Ok(DocumentKind::Xml);
    }
    if is_piece_of_page(head) {
        return Ok(DocumentKind::Html);
    }
    if is(&["html", "htm", "xhtml"]) {
        return Ok(DocumentKind::Html);
    }
    Ok(DocumentKind::Text)
}

/// True for JSON of another program: an object or a list, or one per line.
fn is_json(bytes: &[u8], head: &str, named: bool) -> bool {
    if !head.starts_with(['{', '[']) {
        return false;
    }
    let second = head[1..].trim_start().chars().next();
    let begins = matches!(
        (head.as_bytes()[0], second),
        (_, Some('"')) | (b'{', Some('}')) | (b'[', Some('[' | '{' | ']'))
    );
    if !begins || named {
        return begins;
    }
    let parses = |text: &[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
    let first = head.lines().next().unwrap_or_default();
    parses(first.as_bytes()) && first.len() > 2 || parses(bytes)
}

/// True for bytes that begin with a tag and end with the end of the same element, with other
/// elements inside: `<doc><p>…</p></doc>`. A few words between two tags are text.
fn is_whole_element(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    let Some(tag) = bytes.strip_prefix(b"<") else { return false };
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let name = &tag[..tag.iter().take_while(is_name).count()];
    if !name.first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let ends = bytes
        .strip_suffix(b">")
        .map(<[u8]>::trim_ascii_end)
        .is_some_and(|rest| rest.strip_suffix(name).is_some_and(|rest| rest.ends_with(b"</")));
    // The end tags of the elements inside and of the element itself.
    ends && memchr::memmem::find_iter(bytes, b"</").nth(1).is_some()
}

/// True for a text that begins with a block element of HTML and closes it.
fn is_piece_of_page(head: &str) -> bool {
    const BLOCKS: [&str; 14] = [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "table",
        "section",
        "article",
        "head",
        "body",
        "blockquote",
        "main",
    ];
    let Some(tag) = head.strip_prefix('<') else { return false };
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let after = tag[name.len()..].chars().next();
    let is_block = BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block));
    is_block && after.is_some_and(|c| c == '>' || c.is_whitespace()) && head.contains("</")
}

/// The error for a file that is neither text nor pairs, such as a program, a picture or a PDF file;
/// `None` if nothing speaks against it. The first bytes are enough; the name gives the kind of a
/// damaged file.
pub fn refusal(head: &[u8], name: &str) -> Option<Error> {
    refuse(head).err().or_else(|| {
        let begins = |sign: &[u8]| head.starts_with(sign);
        if encoding::head(head).contains("<TRADOStag") {
            return Some(
                Error::new("a file of TagEditor (TTX)")
                    .advise("export it as XLIFF or TMX with the tool that made it"),
            );
        }
        let is_binary = || !begins(b"PK") && encoding::is_binary(head);
        begins(b"\x7FELF")
            .then(|| Error::new("a program, not a text").advise("give a text file"))
            .or_else(|| is_binary().then(|| damaged::binary(name)))
    })
}

fn of_archive(bytes: &[u8], name: &str) -> Result<DocumentKind> {
    let mut archive = Archive::open(bytes, name)?;
    let kind = archive.part("mimetype")?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind);
    match kind.trim() {
        "application/epub+zip" => return Ok(DocumentKind::Epub),
        "application/vnd.oasis.opendocument.text" | "application/vnd.oasis.opendocument.text-template" => {
            return Ok(DocumentKind::Odt);
        }
        other if other.starts_with(MIME) => return Ok(DocumentKind::Workbook),
        other if other.starts_with("application/vnd.oasis.opendocument") => {
            return Err(Error::new("an OpenDocument file that is no text").advise(SAVE_AS_TEXT));
        }
        _ => {}
    }
    let holds = |name: &str| archive.has(name);
    if holds("word/document.xml") || holds("word/document2.xml") {
        return Ok(DocumentKind::Docx);
    }
    if holds("META-INF/container.xml") {
        return Ok(DocumentKind::Epub);
    }
    if holds(BOOK) {
        return Ok(DocumentKind::Workbook);
    }
    if holds("ppt/presentation.xml") {
        return Err(Error::new("a PowerPoint file").advise("export its text as a plain text file"));
    }
    if holds("_rels/.rels") {
        return Ok(DocumentKind::Docx);
    }
    Err(Error::new("a zip archive").advise("unpack it, and give the files in it"))
}

const SAVE_AS_TEXT: &str = "save it as DOCX, ODT or plain text (UTF-8) and give that file";

/// First bytes of files that users may take for documents, and advice.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (
        b"%PDF-",
        "a PDF file, which holds places of letters on pages and no text",
        "use `pdftotext -layout FILE.pdf` and look at the result: Arabic often comes out with its letters or lines in reverse; the file that the PDF was made from is better",
    ),
    (b"{\\rtf", "an RTF file", SAVE_AS_TEXT),
    (b"\x1F\x8B", "a gzip archive", "unpack it first"),
    (b"BZh9", "a bzip2 archive", "unpack it first"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1A\x07", "a RAR archive", "unpack it first"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", "unpack it first"),
    (b"\x89PNG\r\n\x1A\n", "a picture", PICTURE),
    (b"\xFF\xD8\xFF", "a picture", PICTURE),
    (b"GIF8", "a picture", PICTURE),
    (b"II*\0", "a picture", PICTURE),
    (b"MM\0*", "a picture", PICTURE),
];
const PICTURE: &str = "give a file with text; text in pictures has to be recognised first (OCR)";

fn refuse(bytes: &[u8]) -> Result<()> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let protected: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(if memchr::memmem::find(bytes, &protected).is_some() {
            Error::new("an Office file that is protected by a password").advise("save it without one")
        } else {
            Error::new("an old Office file (doc, xls or ppt)").advise(SAVE_AS_TEXT)
        });
    }
    let is_text = || std::str::from_utf8(bytes).is_ok();
    match OTHERS.iter().find(|(head, ..)| bytes.starts_with(head)) {
        // Some of these first bytes are printable: such a file is refused only if it contains bytes
        // that are not text.
        Some((b"BZh9" | b"GIF8", ..)) if is_text() => Ok(()),
        Some((_, what, advice)) => Err(Error::new(*what).advise(*advice)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        let kind = |name: &str, text: &str| of_bytes(text.as_bytes(), name).unwrap();
        assert_eq!(kind("a.txt", "\u{FEFF} <!doctype HTML><p>x"), DocumentKind::Html);
        assert_eq!(kind("a", "<?xml version='1.0'?><html xmlns='x'>"), DocumentKind::Html);
        assert_eq!(kind("a.html", "<p>x"), DocumentKind::Html);
        assert_eq!(kind("a.md", "# x"), DocumentKind::Markdown);
        assert_eq!(kind("a.md", "<div dir=\"rtl\">\n\n# x\n\n</div>\n"), DocumentKind::Markdown);
        assert_eq!(
            kind("a.md", "<p align=\"center\">\n<img src=\"x.png\"></p>\n\n# x"),
            DocumentKind::Markdown
        );
        assert_eq!(kind("a.md", "<!doctype html><html><p>x"), DocumentKind::Html);
        assert_eq!(kind("a.txt", "# x"), DocumentKind::Text);
        assert_eq!(kind("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nx\n"), DocumentKind::Subtitles);
        assert_eq!(kind("a.html.txt", "<3 is a heart"), DocumentKind::Text);
        assert_eq!(kind("a.txt", "<b>bold</b> words"), DocumentKind::Text);
        assert_eq!(kind("a.txt", "<p class='x'>words</p>"), DocumentKind::Html);
        assert_eq!(kind("a.xml", "<book><p>x</p></book>"), DocumentKind::Xml);
        assert_eq!(kind("a.txt", "<?xml version='1.0'?><book/>"), DocumentKind::Xml);
        assert_eq!(kind("a.txt", "<doc n='1'>\n<s>Snow fell.</s>\n</doc>\n"), DocumentKind::Xml);
        assert_eq!(kind("a.txt", "<note>Snow fell.</note>"), DocumentKind::Text);
        assert_eq!(kind("a.txt", "<doc>Snow</p> fell"), DocumentKind::Text);
        assert_eq!(kind("a.ass", "[Script Info]\nTitle: x\n"), DocumentKind::Subtitles);
        assert_eq!(kind("a.txt", "{0} new messages"), DocumentKind::Text);
        assert_eq!(kind("a.txt", "[1] A note."), DocumentKind::Text);
        assert_eq!(kind("a.txt", "[\"quoted\"] and more"), DocumentKind::Text);
        assert_eq!(kind("a", "BZh9 is how bzip2 begins."), DocumentKind::Text);
        let utf16: Vec<u8> = "<html><p>نعم".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of_bytes(&utf16, "a").unwrap(), DocumentKind::Html);
    }

    #[test]
    fn what_is_no_document_is_refused_with_advice() {
        let mut protected = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec();
        let old = protected.clone();
        protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        for (bytes, word) in [
            (&b"%PDF-1.7\n%\xE2\xE3\xCF\xD3"[..], "pdftotext"),
            (&old, "old Office"),
            (&protected, "password"),
            (b"{\\rtf1", "RTF"),
            (b"PK\x03\x04\x14\0\x06\0", "damaged zip"),
            (b"\x89PNG\r\n\x1A\n", "OCR"),
            (b"<?xml?><!DOCTYPE tmx><tmx version='1.4'>", "mizan check"),
            (b"{\"a\": \"b\"}", "JSON"),
            (b"[{\"a\":\n1}]\n", "JSON"),
            (b"{\"ar\":\"x\",\"en\":\"y\"}\n{\"ar\":\"", "JSON"),
        ] {
            let error = of_bytes(bytes, "x").unwrap_err().to_string();
            assert!(error.contains(word) && error.contains("; "), "{error}");
        }
    }
}
