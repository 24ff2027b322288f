//! Reading Excel workbooks: of the first sheet with Arabic and English in two columns every row is a pair.
//!
//! Cells are the texts that they show; formulas give the value that was saved with them. Remarks that reviewers wrote
//! into the columns of our own workbooks come back.

mod strings;

use self::strings::Strings;
use super::table;
use crate::{
    Error, Result,
    bitext::{PairOptions, Pairs, columns},
    document::{
        archive::{Archive, Place, Shared},
        xml::{Node, Xml, push},
    },
};
use csv::StringRecord;
use std::io::BufRead;

/// No column behind this is read: nobody keeps texts there, and hostile files name the last of all in every row.
const MOST_COLUMNS: usize = 200;

/// No sheet of Excel has more rows.
const MOST_ROWS: u64 = 1_048_576;

/// A sheet, which is read row by row, unpacks to no more than this: 4 GiB.
const LARGEST: u64 = 4 << 30;

/// What to do with a table that is too large for a workbook.
const AS_CSV: &str = "save it as CSV (UTF-8), which is read row by row";

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let bytes = Shared::new(table::whole(name, input, "a workbook", "save it as CSV (UTF-8)")?);
    let sheet = best_sheet(&bytes, name).map_err(|error| error.at(name))?;
    table::open(sheet, options, true)
}

/// The first sheet that has both languages, else the first that has rows, at its beginning.
fn best_sheet(bytes: &Shared, name: &str) -> Result<Sheet> {
    let mut archive = Archive::open(bytes.as_ref(), name)?;
    let mut strings = match archive.place("xl/sharedStrings.xml", LARGEST)? {
        Some(place) => Strings::read(place, bytes)?,
        None => Strings::default(),
    };
    let mut first = None;
    for part in sheets(&mut archive)? {
        let place = archive.place(&part, LARGEST)?;
        let Some(place) = place else { continue };
        let mut sheet = Sheet::open(name, &part, place, bytes, strings)?;
        let sample = sheet.sample()?;
        strings = sheet.strings;
        if columns::has_both_languages(&sample) {
            return Sheet::open(name, &part, place, bytes, strings);
        }
        if !sample.is_empty() && first.is_none() {
            first = Some((part, place));
        }
    }
    let (part, place) =
        first.ok_or_else(|| Error::new("a workbook without a row").advise("is this the right file?"))?;
    Sheet::open(name, &part, place, bytes, strings)
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

/// The text inside an element with runs: all `<t>` but those of phonetic hints.
pub(super) fn string(xml: &mut Xml<'_>) -> Result<String> {
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

/// The rows of a sheet that have cells, read one at a time.
struct Sheet {
    /// What messages call the file.
    name: String,
    xml: Xml<'static>,
    strings: Strings,
    /// The number of the row that is being read, and its cells so far.
    number: u64,
    cells: Vec<String>,
    over: bool,
    broke_off: bool,
}

impl Sheet {
    fn open(name: &str, part: &str, place: Place, bytes: &Shared, strings: Strings) -> Result<Self> {
        let xml = Xml::new(part, place.open(bytes))?;
        let (number, cells) = (0, Vec::new());
        Ok(Sheet { name: name.to_owned(), xml, strings, number, cells, over: false, broke_off: false })
    }

    /// The first rows.
    fn sample(&mut self) -> Result<Vec<Vec<String>>> {
        let (mut sample, mut bytes) = (Vec::new(), 0);
        while sample.len() < columns::SAMPLE_ROWS && bytes < columns::SAMPLE_BYTES {
            let Some((_, row)) = self.row().map_err(|error| self.xml.locate(error))? else { break };
            bytes += row.iter().map(String::len).sum::<usize>();
            sample.push(row);
        }
        Ok(sample)
    }

    /// The next row with its number.
    fn row(&mut self) -> Result<Option<(u64, Vec<String>)>> {
        while !self.over {
            let (kind, place) = match self.xml.next()? {
                Node::Start(tag) if tag.name() == "row" => {
                    let next = tag.attr("r")?.and_then(|r| r.parse().ok()).unwrap_or(self.number + 1);
                    let number = std::mem::replace(&mut self.number, next);
                    if next > MOST_ROWS {
                        let what = format!("a sheet with more than {MOST_ROWS} rows");
                        return Err(Error::new(what).advise(AS_CSV));
                    }
                    if !self.cells.is_empty() {
                        return Ok(Some((number, std::mem::take(&mut self.cells))));
                    }
                    continue;
                }
                Node::Start(tag) if tag.name() == "c" => (tag.attr("t")?, tag.attr("r")?),
                Node::Eof => {
                    self.over = true;
                    break;
                }
                _ => continue,
            };
            let column = place.as_deref().and_then(column).unwrap_or(self.cells.len());
            let text = cell(&mut self.xml, kind.as_deref(), &self.strings)?;
            if column < MOST_COLUMNS && !text.is_empty() {
                self.cells.resize(self.cells.len().max(column + 1), String::new());
                self.cells[column] = text;
            }
        }
        let last = std::mem::take(&mut self.cells);
        Ok((!last.is_empty()).then_some((self.number, last)))
    }
}

impl table::Rows for Sheet {
    fn next(&mut self) -> Option<(u64, Result<StringRecord>)> {
        match self.row() {
            Ok(row) => row.map(|(number, cells)| (number, Ok(StringRecord::from(cells)))),
            Err(error) => {
                (self.over, self.broke_off) = (true, true);
                self.cells.clear();
                let error = self.xml.locate(error).inside(&self.name);
                Some((self.number, Err(error)))
            }
        }
    }

    fn locate(&self, error: Error) -> Error {
        error.at(&self.name)
    }

    fn broke_off(&self) -> bool {
        self.broke_off
    }
}

/// The text of the cell whose start tag was read last.
fn cell(xml: &mut Xml<'_>, kind: Option<&str>, strings: &Strings) -> Result<String> {
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
                        push(&mut text, shared.unwrap_or_default())?;
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
