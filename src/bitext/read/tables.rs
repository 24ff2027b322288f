//! Reads the tables of documents (Word files, web pages, Markdown) in which one column is Arabic and
//! another English: every row of them is a pair.

use super::table;
use crate::{
    Error, Result,
    bitext::{PairOptions, Pairs, columns},
    document,
};
use csv::StringRecord;
use std::io::BufRead;

pub(super) type Row = Vec<String>;

/// Reads the tables of a web page or of a Markdown file.
pub(in crate::bitext) fn of_page<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let bytes = table::whole(name, input, "a page", "save its table as CSV (UTF-8)")?;
    let tables = document::tables(&bytes, name, options.encoding.as_deref());
    open(name, tables.map_err(|error| error.inside(name))?, options)
}

/// The pairs of the tables of a document.
///
/// # Errors
/// When none of them has both languages.
pub(super) fn open<'a>(name: &str, tables: Vec<Vec<Row>>, options: &PairOptions) -> Result<Pairs<'a>> {
    let rows = bilingual(tables);
    if rows.is_empty() {
        return Err(Error::new("no table with Arabic in one column and English in another")
            .at(name)
            .advise("to align two documents give both of them"));
    }
    let rows = rows.into_iter().map(|(number, row)| (number, StringRecord::from(row))).collect();
    table::open(table::Listed::new(name, rows), options, true)
}

/// The rows of all tables that have both languages and as many columns as the first such table, with
/// their numbers among the rows of all tables.
fn bilingual(tables: Vec<Vec<Row>>) -> Vec<(u64, Row)> {
    let mut found: Vec<(u64, Row)> = Vec::new();
    let mut number = 0;
    for table in tables {
        let begin = number + 1;
        number += table.len() as u64;
        let sample: Vec<Row> = table.iter().take(columns::SAMPLE_ROWS).cloned().collect();
        let usual = sample.iter().map(Vec::len).max().unwrap_or_default();
        let fits = found.first().is_none_or(|(_, first)| first.len() == usual);
        if usual < 2 || !fits || !columns::has_both_languages(&sample) {
            continue;
        }
        // Rows that span all columns are titles, and a header that is repeated on the next page is not a pair.
        for (row, at) in table.into_iter().zip(begin..) {
            if row.len() > 1 && found.first().is_none_or(|(_, first)| *first != row) {
                found.push((at, row));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::bitext::{Format, PairOptions, read_pairs};

    fn read(name: &str, text: &str) -> Result<Vec<(String, String)>, String> {
        let format = Format::of_path(name.as_ref()).unwrap();
        let pairs = read_pairs(name, format, Box::new(text.as_bytes()), &PairOptions::default());
        let pairs = pairs.map_err(|error| error.to_string())?;
        Ok(pairs.map(|pair| pair.unwrap()).map(|pair| (pair.ar, pair.en)).collect())
    }

    fn pair(ar: &str, en: &str) -> (String, String) {
        (ar.to_owned(), en.to_owned())
    }

    #[test]
    fn glossaries_of_web_pages_are_pairs() {
        let page = "<!DOCTYPE html><h1>Words of the harbour</h1><table><tr><th>Term<th>المقابل</tr>\
            <tr><td>Oar<td>مجداف</tr><tr><td>Anchor chain<td>سلسلة المرساة</table><table><tr><td>Printed<td>2020</table>";
        let wanted = [pair("مجداف", "Oar"), pair("سلسلة المرساة", "Anchor chain")];
        assert_eq!(read("words.html", page).unwrap()[1..], wanted);
        assert!(read("words.htm", "<p>Oar</p>").unwrap_err().contains("no table with Arabic"));
    }

    #[test]
    fn tables_of_markdown_are_pairs() {
        let text = "# Words\n\n| English | Arabic |\n|---|---|\n| Oar | `مجداف` |\n| The **mast**<br>of wood | صاري الخشب |\n";
        let wanted = [pair("مجداف", "Oar"), pair("صاري الخشب", "The mast of wood")];
        assert_eq!(read("words.md", text).unwrap(), wanted);
    }
}
