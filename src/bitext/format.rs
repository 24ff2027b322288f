//! The formats in which pairs are written, and their names for the user.

use super::{Pair, flat, xml};
use crate::{
    Error, Result,
    document::{workbook, xml::root},
};
use std::{borrow::Cow, fmt, path::Path, str::FromStr};

/// A file format for pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Translation Memory eXchange 1.4, for translators' tools; also read in versions 1.1 to 1.3.
    Tmx,
    /// XLIFF 1.2, for translators' tools.
    Xliff,
    /// XLIFF 2.0.
    Xliff2,
    /// The whole alignment with documents, spans, anchors and findings.
    Json,
    /// One bead per line, for training and for scripts.
    Jsonl,
    /// JSON lines with only id, Arabic and English.
    PlainJsonl,
    /// Two columns of text and two of numbers, for all other purposes.
    Tsv,
    /// Comma-separated values with a header.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// Two files, `NAME.ar` and `NAME.en`, with one segment per line.
    Moses,
    /// Messages of programs in the format of gettext; only read.
    Po,
    /// Catalogues of Qt, `.ts`; only read.
    Qt,
    /// Catalogues with both languages, in JSON or YAML; only read.
    Catalogue,
    /// Wordfast Pro, `.txml`; only read.
    Txml,
    /// Term bases, `.tbx`; only read.
    Tbx,
    /// Tables in Word files, as translation tools write them for reviewers; only read.
    Docx,
    /// A workbook of LibreOffice; only read.
    Ods,
    /// Only the numbers of the segments, `[0, 1]:[2]`, in the format of vecalign; only written.
    Index,
    /// The beginning of each bead on either side, in the format of hunalign; only written.
    Hunalign,
    /// A report for reading and printing; of other pages the tables with both languages are read.
    Html,
    /// Tables in Markdown with both languages; only read.
    Markdown,
}

impl Format {
    /// All formats, in the order of help texts.
    pub const ALL: [Format; 21] = [
        Format::Tmx,
        Format::Xliff,
        Format::Xliff2,
        Format::Json,
        Format::Jsonl,
        Format::PlainJsonl,
        Format::Tsv,
        Format::Csv,
        Format::Xlsx,
        Format::Moses,
        Format::Po,
        Format::Qt,
        Format::Catalogue,
        Format::Txml,
        Format::Tbx,
        Format::Docx,
        Format::Ods,
        Format::Index,
        Format::Hunalign,
        Format::Html,
        Format::Markdown,
    ];

    /// The name that a user types, which is also the usual extension.
    pub fn name(self) -> &'static str {
        match self {
            Format::Tmx => "tmx",
            Format::Xliff => "xliff",
            Format::Xliff2 => "xliff2",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::PlainJsonl => "plain-jsonl",
            Format::Tsv => "tsv",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Moses => "moses",
            Format::Po => "po",
            Format::Qt => "ts",
            Format::Catalogue => "catalogue",
            Format::Txml => "txml",
            Format::Tbx => "tbx",
            Format::Docx => "docx",
            Format::Ods => "ods",
            Format::Index => "index",
            Format::Hunalign => "hunalign",
            Format::Html => "html",
            Format::Markdown => "md",
        }
    }

    /// True if pairs can be read from it.
    pub fn can_be_read(self) -> bool {
        !matches!(self, Format::Index | Format::Hunalign)
    }

    /// True if it can be written.
    pub fn can_be_written(self) -> bool {
        !matches!(
            self,
            Format::Po
                | Format::Qt
                | Format::Catalogue
                | Format::Txml
                | Format::Tbx
                | Format::Docx
                | Format::Ods
                | Format::Markdown
        )
    }

    /// True if it contains numbers of segments and no text.
    pub(crate) fn is_of_segments(self) -> bool {
        matches!(self, Format::Index | Format::Hunalign)
    }

    /// True if it has a place for findings.
    pub fn holds_findings(self) -> bool {
        self.can_be_written()
            && !matches!(self, Format::Tsv | Format::PlainJsonl | Format::Moses)
            && !self.is_of_segments()
    }

    /// True for XML files, which cannot represent every character.
    fn is_xml(self) -> bool {
        matches!(self, Format::Tmx | Format::Xliff | Format::Xliff2 | Format::Xlsx)
    }

    /// True if the texts of a pair contain characters that this format cannot represent: in the
    /// file they are replaced by signs, ␁ for U+0001.
    pub fn replaces_in(self, pair: &Pair) -> bool {
        let lossy = |text: &str| match self {
            Format::Tmx => xml::forbidden(&flat::line(text)).is_some(),
            _ => xml::forbidden(text).is_some(),
        };
        self.is_xml() && pair.texts.iter().any(|(_, text)| lossy(text))
    }

    /// True for formats for pairs, which leave out text without a counterpart unless it is
    /// requested. The others record an alignment.
    pub fn holds_pairs_only(self) -> bool {
        !matches!(self, Format::Json | Format::Jsonl | Format::Html) && !self.is_of_segments()
    }

    /// The format of a file, by its first bytes if these are sufficient, otherwise by its
    /// extension. `head` may be cut off anywhere; 4 KiB are enough.
    pub fn detect(path: &Path, head: &[u8]) -> Option<Self> {
        let by_name = Format::of_path(path).ok();
        if head.starts_with(b"PK\x03\x04") {
            return packed(path, head);
        }
        let readable = readable(head);
        let start = readable.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        // The first text of a table may begin with markup or a placeholder.
        let first = start.lines().next().unwrap_or_default();
        let table = by_name.filter(|format| match format {
            Format::Tsv => first.contains('\t'),
            Format::Csv => first.contains([',', ';', '\t', '|']) && !first.ends_with(['{', '[']),
            Format::Moses => true,
            _ => false,
        });
        if by_name == Some(Format::Catalogue) && !start.starts_with('<') {
            return by_name;
        }
        if start.starts_with('<') {
            return match root(start) {
                Some("tmx") => Some(Format::Tmx),
                Some("xliff") => Some(Format::Xliff),
                Some("TS") => Some(Format::Qt),
                Some("txml") => Some(Format::Txml),
                Some("martif" | "tbx") => Some(Format::Tbx),
                _ if start.starts_with("<?xml") || start.starts_with("<!") => None,
                _ => table,
            };
        }
        if let Some(inside) = start.strip_prefix('{') {
            // A first line that is a complete pair is one of many; a line longer than the head is
            // not evidence.
            let is_pair = serde_json::from_str::<PairProbe>(first).is_ok();
            return match by_name {
                _ if is_pair => Some(Format::Jsonl),
                _ if table.is_some() => table,
                Some(Format::Jsonl | Format::PlainJsonl) => by_name,
                Some(Format::Catalogue) => by_name,
                // A file of ours contains this at its beginning.
                Some(Format::Json) if !start.contains("\"schema\"") => Some(Format::Catalogue),
                Some(Format::Json) => by_name,
                _ if inside.trim_start().starts_with(['"', '}']) => Some(Format::Json),
                _ => None,
            };
        }
        let is_list = start.strip_prefix('[').is_some_and(|inside| inside.trim_start().starts_with('{'));
        if is_list && matches!(by_name, Some(Format::Json | Format::Jsonl | Format::PlainJsonl)) {
            return Some(Format::Jsonl);
        }
        let is_po = |line: &str| line.starts_with("msgid \"") || line.starts_with("msgctxt \"");
        if start.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).is_some_and(is_po) {
            return Some(Format::Po);
        }
        // The content shows nothing else: a table has the format of its name, but one without any
        // tab uses other separators between its cells.
        let is_csv = !readable.contains('\t') && first.contains([',', ';', '|']);
        let by_name = by_name.filter(|format| matches!(format, Format::Tsv | Format::Csv | Format::Moses));
        by_name.map(|format| if format == Format::Tsv && is_csv { Format::Csv } else { format })
    }

    /// The format of a document whose tables may hold both languages, by its extension or its first
    /// bytes: a web page, also one that is called a workbook, a sheet in the XML of Excel 2003,
    /// Markdown. Only a file that is given alone is read as pairs.
    pub fn of_tables(path: &Path, head: &[u8]) -> Option<Self> {
        let named = Format::of_path(path).ok();
        let start = readable(&head[..head.len().min(4096)]).trim_start().to_ascii_lowercase();
        let start = start.trim_start_matches('\u{FEFF}');
        let is_page = ["<html", "<!doctype html", "<table"].iter().any(|tag| start.starts_with(tag));
        let is_sheet =
            start.starts_with("<?xml") && start.contains("urn:schemas-microsoft-com:office:spreadsheet");
        match named {
            Some(Format::Html | Format::Markdown) => named,
            _ => (is_page || is_sheet).then_some(Format::Html),
        }
    }

    /// The format for the extension of a path.
    ///
    /// # Errors
    /// When the extension is missing or unknown.
    pub fn of_path(path: &Path) -> Result<Self> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "xlf" => return Ok(Format::Xliff),
            "pot" => return Ok(Format::Po),
            "htm" | "xhtml" => return Ok(Format::Html),
            "markdown" => return Ok(Format::Markdown),
            "xcstrings" | "yml" | "yaml" => return Ok(Format::Catalogue),
            _ => {}
        }
        extension.parse().map_err(|_| {
            let what = match extension {
                "" => "a file name without an extension does not say its format".to_owned(),
                other => format!("no format is known by the extension .{other}"),
            };
            Error::new(what).at(path.display()).advise(format!("use one of {}", list_of_names()))
        })
    }
}

/// The names of all formats, for messages.
fn list_of_names() -> String {
    let usual =
        |format: &Format| format.can_be_written() && !matches!(format, Format::PlainJsonl | Format::Xliff2);
    let names = Format::ALL.into_iter().filter(usual).map(|format| format!(".{format}"));
    names.collect::<Vec<_>>().join(", ")
}

/// The members that a line of JSON must have to be a pair.
#[derive(serde::Deserialize)]
struct PairProbe {
    #[serde(rename = "ar")]
    _ar: String,
    #[serde(rename = "en")]
    _en: String,
}

/// The format of an archive: by the type at the beginning for OpenDocument, otherwise by the name.
fn packed(path: &Path, head: &[u8]) -> Option<Format> {
    if memchr::memmem::find(head, workbook::MIME.as_bytes()).is_some_and(|at| at < 100) {
        return Some(Format::Ods);
    }
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    // An Office file under another name, such as a workbook that was renamed to `.csv`.
    let holds =
        |parts: &[&str]| parts.iter().any(|part| memchr::memmem::find(head, part.as_bytes()).is_some());
    let is_table = matches!(extension.as_str(), "csv" | "tsv" | "xls" | "txt" | "tab");
    match extension.as_str() {
        "xlsm" | "xltx" | "xltm" => Some(Format::Xlsx),
        _ if is_table && holds(&["xl/workbook", "xl/worksheets/", "xl/theme/", "xl/styles", "xl/_rels/"]) => {
            Some(Format::Xlsx)
        }
        _ => Format::of_path(path)
            .ok()
            .filter(|format| matches!(format, Format::Xlsx | Format::Docx | Format::Ods)),
    }
}

/// The head of a file as text, without anything that is not text.
pub(in crate::bitext) fn readable(head: &[u8]) -> Cow<'_, str> {
    let encoding = match head {
        [0xFF, 0xFE, ..] | [b'<' | b'{', 0, ..] => encoding_rs::UTF_16LE,
        [0xFE, 0xFF, ..] | [0, b'<' | b'{', ..] => encoding_rs::UTF_16BE,
        _ => return String::from_utf8_lossy(head),
    };
    encoding.decode_with_bom_removal(head).0
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Format::ALL
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(name))
            .or_else(|| name.eq_ignore_ascii_case("ndjson").then_some(Format::Jsonl))
            // An earlier name of the index alignment; the format of hunalign is different.
            .or_else(|| name.eq_ignore_ascii_case("ladder").then_some(Format::Index))
            .ok_or_else(|| Error::new(format!("no format is called `{name}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_names_the_format_in_any_case() {
        assert_eq!(Format::of_path(Path::new("a/b.TMX")), Ok(Format::Tmx));
        assert_eq!(Format::of_path(Path::new("b.jsonl")), Ok(Format::Jsonl));
    }

    #[test]
    fn the_content_decides_before_the_extension() {
        let detect = |path: &str, head: &str| Format::detect(Path::new(path), head.as_bytes());
        let tmx = "<?xml version='1.0'?>\n<!-- <xliff> --><!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version";
        assert_eq!(detect("memory.xml", tmx), Some(Format::Tmx));
        assert_eq!(detect("a.txt", "\u{FEFF}<x:xliff version='2.0'>"), Some(Format::Xliff));
        assert_eq!(detect("a.tmx", "<html><body>"), None);
        assert_eq!(detect("a.json", "{\"ar\":\"\",\"en\":\"\"}\n{\"ar\""), Some(Format::Jsonl));
        assert_eq!(detect("a", "{\"schema\":\"mizan/1.0\",\n\"source\""), Some(Format::Json));
        assert_eq!(detect("a.json", "{\"schema\":\"mizan/9.0\",\"ar\":{}}"), Some(Format::Json));
        assert_eq!(detect("a.jsonl", "{\"ar\":\"cut o"), Some(Format::Jsonl));
        assert_eq!(detect("a.txt", "# comment\n\nmsgid \"\"\nmsgstr"), Some(Format::Po));
        assert_eq!(detect("a.tsv", "نعم\tyes"), Some(Format::Tsv));
        assert_eq!(detect("a.txt", "نعم"), None);
        assert_eq!(detect("a.tsv", "{0} رسائل\t{0} messages"), Some(Format::Tsv));
        assert_eq!(detect("a.tsv", "<b>نعم</b>\t<b>yes</b>"), Some(Format::Tsv));
        assert_eq!(detect("a.csv", "{0};{0}\n"), Some(Format::Csv));
        assert_eq!(detect("a.csv", "{\"schema\":\"mizan/1.0\",\"ar\":{"), Some(Format::Json));
        assert_eq!(detect("a.tsv", "<tmx version=\"1.4\">\t"), Some(Format::Tmx));
        assert_eq!(detect("a.csv", "<i>نعم</i>,<i>yes</i>"), Some(Format::Csv));
        assert_eq!(detect("a.txt", "{0} رسائل"), None);
        assert_eq!(detect("a.ts", "<!DOCTYPE TS>\n<TS version=\"2.1\">"), Some(Format::Qt));
        assert_eq!(detect("a.json", "{\"ar\": {\"a\": \"نعم\"}}"), Some(Format::Catalogue));
        assert_eq!(detect("a.xcstrings", "{\"sourceLanguage\""), Some(Format::Catalogue));
        assert_eq!(detect("a.yml", "ar:\n  a: نعم"), Some(Format::Catalogue));
        assert_eq!(detect("a.xml", "<?xml version='1.0'?><martif type='TBX'>"), Some(Format::Tbx));
        assert_eq!(detect("a.txml", "<txml locale='en'>"), Some(Format::Txml));
        assert_eq!(detect("a.tsv", "msgid هو\tmsgid is"), Some(Format::Tsv));
        let utf16: Vec<u8> = format!("\u{FEFF}{tmx}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Format::detect(Path::new("x"), &utf16), Some(Format::Tmx));
    }

    #[test]
    fn an_unknown_extension_is_refused_with_the_known_ones() {
        let message = Format::of_path(Path::new("b.odt")).unwrap_err().to_string();
        assert!(message.contains(".odt") && message.contains(".tmx, .xliff"), "{message}");
        assert!(Format::of_path(Path::new("out")).is_err());
    }
}
