//! Workbooks of Excel. Cells are read as they are displayed; for formulas the saved value is used, and the formula
//! itself (`=A1&" m"`) where none was saved.

use super::{
    AS_CSV, LARGEST, MOST_COLUMNS, MOST_ROWS,
    strings::{Strings, string},
};
use crate::{
    Error, Result,
    document::{
        archive::{Archive, Place, Shared},
        xml::{Node, Xml, push},
    },
};
use std::rc::Rc;

/// The part that distinguishes a workbook of Excel from other archives.
pub(crate) const BOOK: &str = "xl/workbook.xml";

/// The sheets of a workbook in their order, and the strings to which their cells refer.
pub(super) struct Book {
    parts: Vec<Part>,
    strings: Strings,
}

/// A sheet in the archive.
struct Part {
    part: String,
    place: Place,
    /// The name that people see.
    name: String,
}

impl Book {
    /// Finds the sheets and reads the strings.
    ///
    /// # Errors
    /// When the archive or a part is damaged, or there are too many strings.
    pub(super) fn open(archive: &mut Archive<'_>, bytes: &Shared) -> Result<Rc<Self>> {
        let strings = match archive.place("xl/sharedStrings.xml", LARGEST)? {
            Some(place) => Strings::read(place, bytes)?,
            None => Strings::default(),
        };
        let mut parts = Vec::new();
        for (part, name) in sheets(archive)? {
            if let Some(place) = archive.place(&part, LARGEST)? {
                parts.push(Part { part, place, name });
            }
        }
        Ok(Rc::new(Book { parts, strings }))
    }

    /// A sheet at its beginning, by its number from 0; `None` after the last.
    ///
    /// # Errors
    /// When its encoding is unknown.
    pub(super) fn sheet(self: &Rc<Self>, index: usize, bytes: &Shared) -> Result<Option<Sheet>> {
        let Some(Part { part, place, .. }) = self.parts.get(index) else { return Ok(None) };
        let xml = Xml::new(part, place.open(bytes))?;
        let (book, bytes, number, cells) = (Rc::clone(self), bytes.clone(), 0, Vec::new());
        Ok(Some(Sheet { xml, book, bytes, index, number, cells, over: false }))
    }
}

/// The parts that contain the sheets, in their order, with the names of the sheets.
fn sheets(archive: &mut Archive<'_>) -> Result<Vec<(String, String)>> {
    let ids = match archive.part(BOOK)? {
        Some(part) => within(BOOK, &part, |xml| attributes(xml, "sheet", "r:id", "name"))?,
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
    let mut found: Vec<(String, String)> =
        ids.into_iter().filter_map(|(id, name)| Some((of_id(&id)?, name))).collect();
    // Other sheets (charts) are in a separate folder.
    found.retain(|(part, _)| part.contains("worksheets/") && archive.has(part));
    if found.is_empty() && archive.has("xl/worksheets/sheet1.xml") {
        found.push(("xl/worksheets/sheet1.xml".to_owned(), String::new()));
    }
    if found.is_empty() {
        return Err(Error::new("an Excel workbook without a sheet of cells")
            .advise("save it again as .xlsx, or export it as CSV (UTF-8)"));
    }
    Ok(found)
}

/// Reads one part; errors contain its name.
fn within<T>(name: &str, bytes: &[u8], read: impl FnOnce(&mut Xml<'_>) -> Result<T>) -> Result<T> {
    let mut xml = Xml::new(name, Box::new(bytes))?;
    read(&mut xml).map_err(|error| xml.locate(error))
}

/// Two attributes of all elements with a name; empty if missing.
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

/// The rows of a sheet that have cells, one at a time.
pub(crate) struct Sheet {
    pub(super) xml: Xml<'static>,
    book: Rc<Book>,
    bytes: Shared,
    /// Its number in the workbook, from 0.
    index: usize,
    /// The number of the current row, and its cells so far.
    number: u64,
    cells: Vec<String>,
    over: bool,
}

impl Sheet {
    /// The sheet after this one.
    ///
    /// # Errors
    /// As [`Book::sheet`].
    pub(super) fn following(self) -> Result<Option<Sheet>> {
        self.book.sheet(self.index + 1, &self.bytes)
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        self.book.parts.get(self.index).map_or("", |part| &part.name)
    }

    /// The number of the current row, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next row with its number.
    ///
    /// # Errors
    /// When the sheet is not well-formed, or has more rows than Excel allows.
    pub(super) fn row(&mut self) -> Result<Option<(u64, Vec<String>)>> {
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
            let text = cell(&mut self.xml, kind.as_deref(), &self.book.strings)?;
            if column < MOST_COLUMNS && !text.is_empty() {
                self.cells.resize(self.cells.len().max(column + 1), String::new());
                self.cells[column] = text;
            }
        }
        let last = std::mem::take(&mut self.cells);
        Ok((!last.is_empty()).then_some((self.number, last)))
    }
}

/// The text of the cell whose start tag was read last.
fn cell(xml: &mut Xml<'_>, kind: Option<&str>, strings: &Strings) -> Result<String> {
    let outside = xml.depth() - 1;
    let (mut text, mut formula, mut is_saved) = (String::new(), String::new(), false);
    while xml.depth() > outside {
        let Node::Start(tag) = xml.next()? else { continue };
        match tag.name() {
            "v" => {
                is_saved = true;
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
            "f" => {
                formula.push('=');
                xml.text_into(&mut formula)?;
            }
            _ => {}
        }
    }
    // A program that works nothing out wrote the workbook: the formula is at least seen.
    Ok(if is_saved || !text.is_empty() { text } else { formula })
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

    #[test]
    fn places_name_columns() {
        assert_eq!(
            (column("A1"), column("Z9"), column("AB12"), column("12")),
            (Some(0), Some(25), Some(27), None)
        );
        assert!(column("ZZZZZZZZZZZZZZZZZ1").is_some());
    }
}
