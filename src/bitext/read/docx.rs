//! Reads the tables of DOCX files: those that translation tools write for reviewers (number, state,
//! source, target, remark), and contracts with a column per language. Every row of the tables with
//! both languages is a pair.
//!
//! Tracked insertions are text, deletions are not; hidden text is left out.

use super::{
    table,
    tables::{self, Row},
};
use crate::{
    Error, Result,
    bitext::{PairOptions, Pairs},
    document::{
        archive::Archive,
        xml::{Node, Xml, push},
    },
};
use std::io::BufRead;

/// The largest number of cells in a row: Word has 63 columns.
const MOST_CELLS: usize = 63;

/// The largest number of rows in all tables together: Word itself cannot work with so many.
const MOST_ROWS: usize = 50_000;

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let bytes = table::whole(name, input, "a document", "save its table as CSV (UTF-8)")?;
    let tables = of_document(&bytes, name).map_err(|error| error.at(name))?;
    tables::open(name, tables, options)
}

fn of_document(bytes: &[u8], name: &str) -> Result<Vec<Vec<Row>>> {
    let mut archive = Archive::open(bytes, name)?;
    let part = "word/document.xml";
    let bytes = archive.need(part)?;
    let mut xml = Xml::new(part, Box::new(&bytes[..]))?;
    tables(&mut xml).map_err(|error| xml.locate(error))
}

/// The tables of a document; a table inside a cell is text of the cell.
fn tables(xml: &mut Xml<'_>) -> Result<Vec<Vec<Row>>> {
    let mut tables: Vec<Vec<Row>> = Vec::new();
    let (mut inside, mut count) = (0_usize, 0);
    // The depths of the open tables; the row and the cell of the outermost.
    let mut open: Vec<usize> = Vec::new();
    let mut cell: Option<usize> = None;
    let mut hidden = false;
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.name() {
                "tbl" => {
                    if open.is_empty() {
                        tables.push(Vec::new());
                    }
                    open.push(xml.depth());
                }
                "tr" if open.len() == 1 && cell.is_none() => {
                    count += 1;
                    rows_of(&mut tables).push(Row::new());
                }
                "tc" if open.len() == 1 && cell.is_none() => {
                    if let Some(row) = rows_of(&mut tables).last_mut().filter(|row| row.len() < MOST_CELLS) {
                        row.push(String::new());
                    }
                    cell = Some(xml.depth());
                }
                "r" => hidden = false,
                "vanish" => hidden = tag.attr("w:val")?.is_none_or(|value| value != "0" && value != "false"),
                "t" if cell.is_some() => {
                    let mut text = String::new();
                    xml.text_into(&mut text)?;
                    inside += text.len();
                    if !hidden {
                        add(&mut tables, &text)?;
                    }
                }
                "p" if cell.is_some() => add_end(&mut tables),
                "br" | "cr" | "tab" if cell.is_some() => add(&mut tables, " ")?,
                "noBreakHyphen" if cell.is_some() => add(&mut tables, "\u{2011}")?,
                "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "delInstrText" | "sdtPr"
                | "sectPr" | "tabs" | "tblPr" | "trPr" | "tcPr" => xml.skip()?,
                _ => {}
            },
            Node::End => {
                let depth = xml.depth();
                cell.take_if(|begun| depth < *begun);
                open.pop_if(|begun| depth < *begun);
            }
            Node::Eof => return Ok(tables),
            _ => {}
        }
        if inside as u64 > table::LARGEST || count > MOST_ROWS {
            return Err(Error::new(format!("tables with more than {MOST_ROWS} rows or 256 MiB of text"))
                .advise("is this a table for reviewers?"));
        }
    }
}

fn rows_of(tables: &mut Vec<Vec<Row>>) -> &mut Vec<Row> {
    if tables.is_empty() {
        tables.push(Vec::new());
    }
    let last = tables.len() - 1;
    &mut tables[last]
}

/// Appends to the open cell.
fn add(tables: &mut [Vec<Row>], text: &str) -> Result<()> {
    let cell = tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.last_mut());
    cell.map_or(Ok(()), |cell| push(cell, text))
}

/// Begins a paragraph: a new line if the cell already has one.
fn add_end(tables: &mut [Vec<Row>]) {
    let cell = tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.last_mut());
    if let Some(cell) = cell.filter(|cell| !cell.is_empty()) {
        cell.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bitext::{Format, read_pairs},
        document::archive::packed,
    };

    fn document(body: &str) -> Vec<u8> {
        let body = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        packed(&[("word/document.xml", &body)])
    }

    fn row(cells: &[&str]) -> String {
        let cell = |text: &&str| format!("<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
    }

    fn read(body: &str) -> Result<Vec<(u64, String, String)>> {
        let bytes = document(body);
        let pairs = read_pairs("a.docx", Format::Docx, Box::new(&bytes[..]), &PairOptions::default())?;
        Ok(pairs.map(|pair| pair.unwrap()).map(|pair| (pair.row, pair.texts.ar, pair.texts.en)).collect())
    }

    #[test]
    fn the_tables_of_translation_tools_are_pairs() {
        let head = row(&["ID", "Status", "Source segment", "Target segment"]);
        let (one, two) =
            (row(&["1", "Draft", "Nine ships", "تسع سفن"]), row(&["2", "Draft", "A wide river", "نهر عريض"]));
        let got = read(&format!(
            "<w:p><w:r><w:t>Report 12</w:t></w:r></w:p><w:tbl>{}</w:tbl><w:tbl>{head}{one}</w:tbl><w:p/><w:tbl>{head}{two}</w:tbl>",
            row(&["Project", "7"]),
        ));
        let pair = |n, ar: &str, en: &str| (n, ar.to_owned(), en.to_owned());
        assert_eq!(got.unwrap(), [pair(3, "تسع سفن", "Nine ships"), pair(5, "نهر عريض", "A wide river")]);
    }

    #[test]
    fn cells_keep_their_paragraphs_and_what_was_deleted_or_hidden_is_no_text() {
        let cell = "<w:tc><w:p><w:r><w:t>ثلاثة </w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del>\
            <w:ins><w:r><w:t>كتب</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r></w:p>\
            <w:p><w:r><w:t>وقلم</w:t></w:r></w:p></w:tc>";
        let english = "<w:tc><w:p><w:r><w:t>Three books</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>and a pen</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc>";
        let got =
            read(&format!("<w:tbl><w:tr>{cell}{english}</w:tr>{}</w:tbl>", row(&["نعم", "Yes"]))).unwrap();
        assert_eq!(got[0].1, "ثلاثة كتب\nوقلم");
        assert_eq!(got[0].2, "Three books\nand a pen");
        assert_eq!(got.len(), 2);
    }

    #[test]
    fn a_document_without_such_a_table_is_refused() {
        for body in ["<w:p/>".to_owned(), format!("<w:tbl>{}</w:tbl>", row(&["Yes", "No"]))] {
            assert!(read(&body).unwrap_err().to_string().contains("no table with Arabic"));
        }
        let deep = "<w:tbl><w:tr><w:tc>".repeat(400);
        assert!(read(&deep).is_err());
    }
}
