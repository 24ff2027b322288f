//! Workbooks of LibreOffice and other OpenDocument programs. All sheets are in one part; cells and
//! rows that are equal occur there once, with a repeat count.

use super::{AS_CSV, LARGEST, MOST_COLUMNS, MOST_ROWS};
use crate::{
    Error, Result,
    document::{
        archive::{Archive, Place, Shared},
        odt::refuse_protected,
        xml::{Node, Tag, Xml, push},
    },
};

/// The beginning of the type of such a file.
pub(crate) const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A row with words and a higher repeat count is an attempt to exhaust memory.
const MOST_REPEATED: u64 = 10_000;

/// The part with the sheets of a workbook.
pub(super) struct Book(Place);

impl Book {
    /// Finds the sheets.
    ///
    /// # Errors
    /// When the archive is damaged or protected by a password.
    pub(super) fn open(archive: &mut Archive<'_>) -> Result<Self> {
        refuse_protected(archive)?;
        let place = archive.place("content.xml", LARGEST)?;
        place.map(Book).ok_or_else(|| Error::new("a workbook without content").advise("save the file again"))
    }

    /// A sheet at its beginning, by its number from 0; `None` after the last.
    ///
    /// # Errors
    /// When the part is not well-formed before the sheet.
    pub(super) fn sheet(&self, number: usize, bytes: &Shared) -> Result<Option<Sheet>> {
        Sheet::after(Xml::new("content.xml", self.0.open(bytes))?, number)
    }
}

/// The rows of a sheet that have cells, one at a time.
pub(crate) struct Sheet {
    pub(super) xml: Xml<'static>,
    name: String,
    /// The depth of the parent of the sheet.
    outside: usize,
    /// The number of rows that have been read, including repetitions.
    row: u64,
    /// The last row, how often it must still be returned, and its number.
    cells: Vec<String>,
    left: u64,
    number: u64,
}

impl Sheet {
    /// The next sheet of a part but for so many before it; `None` after the last.
    fn after(mut xml: Xml<'static>, mut before: usize) -> Result<Option<Sheet>> {
        loop {
            let mut name = String::new();
            let is_table = match xml.next() {
                Ok(Node::Start(tag)) if tag.full_name() == "table:table" => {
                    name = tag.attr("table:name")?.unwrap_or_default();
                    true
                }
                Ok(Node::Start(tag)) if tag.full_name() == "table:tracked-changes" => false,
                Ok(Node::Eof) => return Ok(None),
                Ok(_) => continue,
                Err(error) => return Err(xml.locate(error)),
            };
            if is_table && before == 0 {
                let outside = xml.depth() - 1;
                let (row, cells) = (0, Vec::new());
                return Ok(Some(Sheet { xml, name, outside, row, cells, left: 0, number: 0 }));
            }
            before -= usize::from(is_table);
            xml.skip().map_err(|error| xml.locate(error))?;
        }
    }

    /// The sheet after this one.
    ///
    /// # Errors
    /// When the part is not well-formed before it.
    pub(super) fn following(mut self) -> Result<Option<Sheet>> {
        while self.xml.depth() > self.outside {
            match self.xml.next() {
                Ok(Node::Eof) => return Ok(None),
                Ok(_) => {}
                Err(error) => return Err(self.xml.locate(error)),
            }
        }
        Sheet::after(self.xml, 0)
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The number of the row that was read last, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next row with its number.
    ///
    /// # Errors
    /// When the sheet is not well-formed, or has more rows than a sheet can have.
    pub(super) fn row(&mut self) -> Result<Option<(u64, Vec<String>)>> {
        while self.left == 0 {
            if self.xml.depth() <= self.outside {
                return Ok(None);
            }
            let times = match self.xml.next()? {
                Node::Start(tag) if tag.full_name() == "table:table-row" => {
                    repeated(&tag, "table:number-rows-repeated")?
                }
                Node::Start(tag) if tag.full_name() == "table:shapes" => {
                    self.xml.skip()?;
                    continue;
                }
                Node::Eof => return Ok(None),
                _ => continue,
            };
            self.number = self.row + 1;
            self.row = self.row.saturating_add(times);
            self.cells = cells(&mut self.xml)?;
            // Empty rows at the end extend the sheet to its full size.
            if !self.cells.is_empty() {
                if self.row > MOST_ROWS || times > MOST_REPEATED {
                    return Err(
                        Error::new("a sheet with more rows than anybody keeps texts in").advise(AS_CSV)
                    );
                }
                self.left = times;
            }
        }
        self.left -= 1;
        let number = self.row - self.left;
        self.number = number;
        Ok(Some((number, if self.left == 0 { std::mem::take(&mut self.cells) } else { self.cells.clone() })))
    }
}

/// The repeat count of a row or cell.
fn repeated(tag: &Tag<'_>, name: &str) -> Result<u64> {
    Ok(tag.attr(name)?.and_then(|times| times.parse().ok()).unwrap_or(1).max(1))
}

/// The cells of the row whose start tag was read last, up to the last one that is not empty.
fn cells(xml: &mut Xml<'_>) -> Result<Vec<String>> {
    let outside = xml.depth() - 1;
    let mut cells = Vec::new();
    let mut column = 0;
    while xml.depth() > outside {
        let times = match xml.next()? {
            Node::Start(tag) => match tag.full_name() {
                "table:table-cell" | "table:covered-table-cell" => {
                    repeated(&tag, "table:number-columns-repeated")?
                }
                _ => continue,
            },
            Node::Eof => break,
            _ => continue,
        };
        let text = cell(xml)?;
        let end = column + usize::try_from(times).unwrap_or(MOST_COLUMNS).min(MOST_COLUMNS);
        if !text.is_empty() && column < MOST_COLUMNS {
            cells.resize(column, String::new());
            cells.resize(end.min(MOST_COLUMNS), text);
        }
        column = end.min(MOST_COLUMNS);
    }
    Ok(cells)
}

/// The text of the cell whose start tag was read last, with one line per paragraph and without comments.
fn cell(xml: &mut Xml<'_>) -> Result<String> {
    let outside = xml.depth() - 1;
    let mut text = String::new();
    let mut paragraph = None;
    while xml.depth() > outside {
        let depth = xml.depth();
        match xml.next()? {
            Node::Start(tag) => match tag.full_name() {
                "text:p" | "text:h" if paragraph.is_none() => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    paragraph = Some(depth);
                }
                "text:s" | "text:tab" | "text:line-break" => text.push(' '),
                "office:annotation" | "draw:frame" | "table:table" => xml.skip()?,
                _ => {}
            },
            Node::Text(part) if paragraph.is_some() => push(&mut text, &part)?,
            Node::End => paragraph = paragraph.filter(|begun| xml.depth() > *begun),
            Node::Eof => break,
            _ => {}
        }
    }
    Ok(text)
}
