//! Reading Excel workbooks: of the first sheet with Arabic and English in two columns every row is a pair.
//!
//! Cells are the texts that they show; formulas give the value that was saved with them. Remarks that reviewers wrote
//! into the columns of our own workbooks come back.

use super::table;
use crate::{
    Error, Result,
    bitext::{PairOptions, Pairs, columns},
    document::{
        archive::Archive,
        xml::{Node, Xml, push},
    },
};
use csv::StringRecord;
use std::io::BufRead;

/// No column behind this is read: nobody keeps texts there, and hostile files name the last of all in every row.
const MOST_COLUMNS: usize = 200;

/// No more rows are read: they are kept in memory.
const MOST_ROWS: usize = 400_000;

/// A sheet and its strings unpack to no more than this: 64 MiB.
const LARGEST: u64 = 64 << 20;

/// What to do with a table that is too large for a workbook.
const AS_CSV: &str = "save it as CSV (UTF-8), which is read row by row";

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let bytes = table::whole(name, input, "a workbook", "save it as CSV (UTF-8)")?;
    let rows = best_sheet(&bytes).map_err(|error| error.at(name))?;
    table::open(table::Listed::new(name, rows), options, true)
}

/// A row with its number.
type Row = (u64, StringRecord);

/// The rows of the first sheet that has both languages, else of the first that has rows.
fn best_sheet(bytes: &[u8]) -> Result<Vec<Row>> {
    let mut archive = Archive::open(bytes)?;
    let mut sizes = archive.size("xl/sharedStrings.xml");
    let strings = match archive.part("xl/sharedStrings.xml")? {
        Some(part) => within("xl/sharedStrings.xml", &part, strings)?,
        None => Vec::new(),
    };
    let mut first = None;
    for sheet in sheets(&mut archive)? {
        sizes += archive.size(&sheet);
        if sizes > LARGEST {
            return Err(Error::new("a workbook of more than 64 MiB when it is unpacked").advise(AS_CSV));
        }
        let part = archive.need(&sheet)?;
        let rows = within(&sheet, &part, |xml| rows(xml, &strings))?;
        let sample: Vec<Vec<String>> = rows
            .iter()
            .take(columns::SAMPLE_ROWS)
            .map(|(_, row)| row.iter().map(str::to_owned).collect())
            .collect();
        if columns::has_both_languages(&sample) {
            return Ok(rows);
        }
        if !rows.is_empty() && first.is_none() {
            first = Some(rows);
        }
    }
    first.ok_or_else(|| Error::new("a workbook without a row").advise("is this the right file?"))
}

/// Reads one part; errors name it.
fn within<T>(name: &str, bytes: &[u8], read: impl FnOnce(&mut Xml<'_>) -> Result<T>) -> Result<T> {
    let mut xml = Xml::new(name, Box::new(bytes))?;
    read(&mut xml).map_err(|error| xml.locate(error))
}

/// The parts that hold the sheets, in their order.
fn sheets(archive: &mut Archive<'_>) -> Result<Vec<String>> {
    let ids = match archive.part("xl/workbook.xml")? {
        Some(part) => within("xl/workbook.xml", &part, |xml| attributes(xml, "sheet", "r:id", "name"))?,
        None => return Err(Error::new("no Excel workbook").advise("save it as .xlsx or CSV (UTF-8)")),
    };
    let name = "xl/_rels/workbook.xml.rels";
    let targets = match archive.part(name)? {
        Some(part) => within(name, &part, |xml| attributes(xml, "Relationship", "Id", "Target"))?,
        None => Vec::new(),
    };
    let part_of = |target: &str| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    };
    let of_id =
        |id: &String| targets.iter().find(|(other, _)| other == id).map(|(_, target)| part_of(target));
    let mut found: Vec<String> = ids.iter().filter_map(|(id, _)| of_id(id)).collect();
    // Other sheets (charts) have their own folder.
    found.retain(|part| part.contains("worksheets/") && archive.has(part));
    if found.is_empty() && archive.has("xl/worksheets/sheet1.xml") {
        found.push("xl/worksheets/sheet1.xml".to_owned());
    }
    Ok(found)
}

/// Two attributes of every element of a name; empty where they are missing.
fn attributes(xml: &mut Xml<'_>, element: &str, one: &str, two: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.name() == element => {
                let values = (tag.attr(one)?.unwrap_or_default(), tag.attr(two)?.unwrap_or_default());
                if found.len() < 10_000 {
                    found.push(values);
                }
            }
            Node::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The strings that cells name by their number.
fn strings(xml: &mut Xml<'_>) -> Result<Vec<String>> {
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.name() == "si" => strings.push(string(xml)?),
            Node::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// The text inside an element with runs: all `<t>` but those of phonetic hints.
fn string(xml: &mut Xml<'_>) -> Result<String> {
    let outside = xml.depth() - 1;
    let mut text = String::new();
    while xml.depth() > outside {
        let Node::Start(tag) = xml.next()? else { continue };
        let (is_text, is_hint) = (tag.name() == "t", tag.name() == "rPh");
        if is_text {
            xml.text_into(&mut text)?;
        } else if is_hint {
            xml.skip()?;
        }
    }
    // A carriage return as Excel writes it.
    Ok(if text.contains("_x000D_") { text.replace("_x000D_", "") } else { text })
}

/// The rows of a sheet that have cells.
fn rows(xml: &mut Xml<'_>, strings: &[String]) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut number, mut cells) = (0, Vec::new());
    loop {
        let (kind, place) = match xml.next()? {
            Node::Start(tag) if tag.name() == "row" => {
                finish(number, &mut cells, &mut rows)?;
                number = tag.attr("r")?.and_then(|r| r.parse().ok()).unwrap_or(number + 1);
                continue;
            }
            Node::Start(tag) if tag.name() == "c" => (tag.attr("t")?, tag.attr("r")?),
            Node::Eof => {
                finish(number, &mut cells, &mut rows)?;
                return Ok(rows);
            }
            _ => continue,
        };
        let column = place.as_deref().and_then(column).unwrap_or(cells.len());
        let text = cell(xml, kind.as_deref(), strings)?;
        if column < MOST_COLUMNS && !text.is_empty() {
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text;
        }
    }
}

fn finish(number: u64, cells: &mut Vec<String>, rows: &mut Vec<Row>) -> Result<()> {
    if !cells.is_empty() {
        rows.push((number, StringRecord::from(std::mem::take(cells))));
    }
    if rows.len() > MOST_ROWS {
        return Err(Error::new(format!("a sheet with more than {MOST_ROWS} rows")).advise(AS_CSV));
    }
    Ok(())
}

/// The text of the cell whose start tag was read last.
fn cell(xml: &mut Xml<'_>, kind: Option<&str>, strings: &[String]) -> Result<String> {
    let outside = xml.depth() - 1;
    let mut text = String::new();
    while xml.depth() > outside {
        let Node::Start(tag) = xml.next()? else { continue };
        match tag.name() {
            "v" => {
                let mut value = String::new();
                xml.text_into(&mut value)?;
                match kind {
                    Some("s") => {
                        let shared = value.trim().parse().ok().and_then(|n: usize| strings.get(n));
                        push(&mut text, shared.map_or("", String::as_str))?;
                    }
                    _ => push(&mut text, &value)?,
                }
            }
            "is" => push(&mut text, &string(xml)?)?,
            "f" => xml.skip()?,
            _ => {}
        }
    }
    Ok(text)
}

/// The number of a column, from 0, in a place such as `AB12`.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0, |sum, letter| 26 * sum + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, Pair, read_pairs};
    use std::io::{Cursor, Write};
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn book(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    const BOOK: &str = "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/><sheet name='b' r:id='r2'/></sheets></workbook>";
    const RELS: &str = "<Relationships><Relationship Id='r2' Target='worksheets/two.xml'/>\
        <Relationship Id='r1' Target='/xl/worksheets/one.xml'/></Relationships>";

    fn read(bytes: &[u8]) -> Result<Vec<Result<Pair>>> {
        Ok(read_pairs("x.xlsx", Format::Xlsx, Box::new(bytes), &PairOptions::default())?.collect())
    }

    #[test]
    fn the_sheet_with_both_languages_is_read_with_shared_and_inline_strings() {
        let bytes = book(&[
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", RELS),
            ("xl/worksheets/one.xml", "<worksheet><row r='1'><c r='A1'><v>7</v></c></row></worksheet>"),
            (
                "xl/sharedStrings.xml",
                "<sst><si><t>Three </t><rPh><t>x</t></rPh><r><t>books</t></r></si></sst>",
            ),
            (
                "xl/worksheets/two.xml",
                "<worksheet><row r='3'><c r='B3' t='s'><v>0</v></c><c r='D3' t='inlineStr'><is><t>ثلاثة كتب</t></is></c>\
                 </row><row><c r='B4' t='str'><f>A1</f><v>Four pens</v></c><c r='D4' t='inlineStr'><is><t>أربعة أقلام</t>\
                 </is></c></row><row r='6'><c r='XFD6'><v>1</v></c></row></worksheet>",
            ),
        ]);
        let got: Vec<Pair> = read(&bytes).unwrap().into_iter().map(Result::unwrap).collect();
        let texts: Vec<_> = got.iter().map(|p| (p.row, p.ar.as_str(), p.en.as_str())).collect();
        assert_eq!(texts, [(3, "ثلاثة كتب", "Three books"), (4, "أربعة أقلام", "Four pens")]);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for (bytes, complaint) in [
            (b"PK\x03\x04cut off".to_vec(), "damaged"),
            (book(&[("word/document.xml", "<x/>")]), "no Excel workbook"),
            (book(&[("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELS)]), "without a row"),
        ] {
            let error = read(&bytes).err().unwrap().to_string();
            assert!(error.contains(complaint) && error.contains("x.xlsx"), "{error}");
        }
    }

    #[test]
    fn places_name_columns() {
        assert_eq!(
            (column("A1"), column("Z9"), column("AB12"), column("12")),
            (Some(0), Some(25), Some(27), None)
        );
        assert!(column("ZZZZZZZZZZZZZZZZZ1").is_some());
    }
}
