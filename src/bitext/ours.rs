//! Whether a file was written by this program, so that it can be replaced without asking.
//!
//! This cannot be recognized in formats without space for a mark: a table of two columns, the files
//! of a Moses corpus, plain texts. Nor can manual changes to a table of ours be recognized, as long
//! as its structure is the same.

use super::facts;
use crate::document::archive::Archive;
use serde::Deserialize;

/// True for a file that begins like the files of this program. `bytes` may be cut off after some
/// KiB, except for workbooks.
pub fn is_ours(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK\x03\x04") {
        return is_our_book(bytes);
    }
    let text = String::from_utf8_lossy(bytes);
    let start = text.trim_start_matches('\u{FEFF}');
    let head = &start[..floor(start, 2000)];
    let bare: String = head.chars().take(200).filter(|c| !c.is_whitespace()).collect();
    bare.starts_with("{\"schema\":\"mizan/")
        || head.starts_with("{\"version\":\"2.1.0\",") && head.contains("\"name\":\"mizan\"")
        || head.starts_with('<') && MARKS.iter().any(|mark| head.contains(mark))
        || HEADS.iter().any(|ours| head.starts_with(ours))
        || is_our_table(start)
        || is_our_list(start)
}

/// Marks near the beginning of our XML and HTML files.
const MARKS: &[&str] = &[
    " creationtool=\"mizan\" ",
    "<tool tool-id=\"mizan\" tool-name=\"mizan\"",
    "<mda:metaGroup category=\"mizan\">",
    "<meta name=\"generator\" content=\"mizan\">",
];

/// Beginnings of our other files.
const HEADS: &[&str] = &[
    "id,ar,en,confidence,type,review,findings,notes",
    "# Accepted by mizan check.",
    "# Fluency of Arabic and English: four letters at a time, learnt by mizan\n",
    "# English words and the Arabic words that translate them, learnt by mizan",
    "# id\tArabic\tEnglish\tscore\tmargin\n",
    "bead\tseverity\tkind\tarabic\tarabic value\tenglish\tenglish value\treason\tarabic text\tenglish text\n",
];

/// True for a workbook that nobody has saved since.
fn is_our_book(bytes: &[u8]) -> bool {
    let part = Archive::open(bytes, "").and_then(|mut archive| archive.part("docProps/core.xml"));
    let part = part.ok().flatten().unwrap_or_default();
    let core = String::from_utf8_lossy(&part);
    core.contains("<dc:creator>mizan</dc:creator>")
        && core.contains("<cp:lastModifiedBy>mizan</cp:lastModifiedBy>")
}

/// True if every complete line at the beginning has two texts, a confidence and the type of a bead.
fn is_our_table(text: &str) -> bool {
    let is_ours = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        cells.len() >= 4
            && is_share(cells[2])
            && facts::kind(cells[3]).is_some()
            && cells.get(4).is_none_or(|cell| is_share(cell))
    };
    all_lines(text, is_ours)
}

/// True for a probability in the format of tables.
fn is_share(cell: &str) -> bool {
    cell.len() == 6 && cell.parse().is_ok_and(|share: f64| (0.0..=1.0).contains(&share))
}

/// True for numbers of segments, or findings, one per line.
fn is_our_list(text: &str) -> bool {
    let is_numbers = |list: &str| {
        let inside = list.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        inside
            .is_some_and(|inside| inside.split(", ").all(|n| n.parse::<usize>().is_ok() || inside.is_empty()))
    };
    let is_bead = |line: &str| line.split_once(':').is_some_and(|(ar, en)| is_numbers(ar) && is_numbers(en));
    let is_rung = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        cells.len() == 3 && cells[..2].iter().all(|cell| cell.parse::<usize>().is_ok()) && is_share(cells[2])
    };
    let is_finding = |line: &str| serde_json::from_str::<FindingLine>(line).is_ok();
    all_lines(text, is_bead)
        || text.starts_with("0\t0\t") && all_lines(text, is_rung)
        || text.starts_with("{\"file\":") && all_lines(text, is_finding)
}

#[derive(Deserialize)]
struct FindingLine {
    #[serde(rename = "pair")]
    _pair: Option<u64>,
    #[serde(rename = "severity")]
    _severity: String,
    #[serde(rename = "code")]
    _code: String,
    #[serde(rename = "texts")]
    _texts: serde_json::Value,
}

/// True if there are complete lines, and the first twenty of them all satisfy `is`.
fn all_lines(text: &str, is: impl Fn(&str) -> bool) -> bool {
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    !whole.is_empty() && whole.lines().take(20).all(is)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, Header, Pair, Select, WriteOptions, pair_writer};
    use jiff::Timestamp;

    fn written(format: Format) -> Vec<u8> {
        let options = WriteOptions {
            safe_cells: false,
            adequacy: false,
            select: Select::default(),
            date: Timestamp::UNIX_EPOCH,
        };
        let mut pair = Pair::new("نعم", "Yes");
        (pair.details.confidence, pair.details.kind) = (Some(0.9), Some(crate::text::Sides::new(1, 1)));
        let mut out = Vec::new();
        let mut writer = pair_writer(format, &Header::default(), &options, &mut out).unwrap();
        writer.pair(&pair).unwrap();
        writer.finish().unwrap();
        out
    }

    #[test]
    fn what_the_writers_write_is_known() {
        for format in [Format::Tmx, Format::Xliff, Format::Xliff2, Format::Jsonl, Format::Tsv, Format::Csv] {
            let bytes = written(format);
            assert!(is_ours(&bytes), "{format}: {}", String::from_utf8_lossy(&bytes));
        }
        #[cfg(feature = "xlsx")]
        assert!(is_ours(&written(Format::Xlsx)));
        assert!(is_ours("[0, 1]:[0]\n[]:[1]\n".as_bytes()));
    }

    #[test]
    fn what_others_wrote_is_not() {
        for text in [
            "notes about mizan\n",
            "نعم\tYes\n",
            "نعم\tYes\t0.9\tgood\n",
            "<?xml version=\"1.0\"?><tmx><header creationtool=\"other\"/>",
            "{\"ar\": \"نعم\", \"en\": \"Yes\"}\n",
            "{\"schema\": \"other/1.0\"}",
            "ar,en\n",
            "[0, 1]: a list\n",
            "",
        ] {
            assert!(!is_ours(text.as_bytes()), "{text}");
        }
        assert!(!is_ours(b"PK\x03\x04"));
    }
}
