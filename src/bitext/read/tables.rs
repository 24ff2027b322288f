//! Reads the tables of documents (Word files, web pages, Markdown) in which one column is Arabic and
//! another English: every row of them is a pair.

use super::table;
use crate::{
    Error, Result,
    bitext::{
        Pair, PairOptions, Pairs,
        columns::{self, Columns},
        pairs::{Header, Source},
    },
    document::{self, Letters},
    text::Lang,
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
    let Bilingual { parts, left_out } = Bilingual::of(tables, options)?;
    if parts.is_empty() {
        return Err(Error::new("no table with Arabic in one column and English in another")
            .at(name)
            .advise("to align two documents give both of them"));
    }
    let open = |part: Part| {
        let rows = part.rows.into_iter().map(|(number, row)| (number, StringRecord::from(row))).collect();
        table::open(table::Listed::new(name, rows), options, true)
    };
    let parts = parts.into_iter().map(open).collect::<Result<Vec<_>>>()?;
    Ok(Pairs::new(Tables { parts, at: 0, left_out }))
}

/// Tables with the same columns.
struct Part {
    width: usize,
    columns: Columns,
    /// The rows, with their numbers among the rows of all tables.
    rows: Vec<(u64, Row)>,
}

impl Part {
    /// True for a table that goes on with the columns of this one.
    fn fits(&self, sample: &[Row], options: &PairOptions) -> bool {
        let lang = |cell: Option<&String>| {
            let letters = Letters::of(cell?);
            (letters.total() > 0).then(|| letters.lang())
        };
        let (mut same, mut other) = (0, 0);
        for row in sample {
            match (lang(row.get(self.columns.text.ar)), lang(row.get(self.columns.text.en))) {
                (Some(Lang::Ar), Some(Lang::En)) => same += 1,
                (Some(Lang::En), Some(Lang::Ar)) if !self.columns.mixed => other += 1,
                _ => {}
            }
        }
        self.width == width(sample) && (options.columns.is_some() || same > other || self.columns.mixed)
    }
}

/// The tables of a document with both languages.
struct Bilingual {
    parts: Vec<Part>,
    /// Number of the others, and of rows of one cell between pairs, which are titles.
    left_out: (usize, usize),
}

impl Bilingual {
    fn of(tables: Vec<Vec<Row>>, options: &PairOptions) -> Result<Self> {
        let mut found = Bilingual { parts: Vec::new(), left_out: (0, 0) };
        let mut number = 0;
        for table in tables {
            let begin = number + 1;
            number += table.len() as u64;
            let sample: Vec<Row> = table.iter().take(columns::SAMPLE_ROWS).cloned().collect();
            let width = width(&sample);
            let is_chosen = options.columns.is_some() && !found.parts.is_empty();
            if width < 2 || !columns::has_both_languages(&sample) {
                found.left_out.0 += usize::from(width > 1);
                continue;
            }
            let part = found.parts.iter().rposition(|part| part.fits(&sample, options));
            let part = match part {
                Some(part) if part + 1 == found.parts.len() => part,
                // The user has named the columns of the first table.
                _ if is_chosen => {
                    found.left_out.0 += 1;
                    continue;
                }
                _ => {
                    let columns = columns::find(&sample, options.columns.as_ref())?.columns;
                    found.parts.push(Part { width, columns, rows: Vec::new() });
                    found.parts.len() - 1
                }
            };
            found.add(part, begin, table);
        }
        Ok(found)
    }

    fn add(&mut self, part: usize, begin: u64, table: Vec<Row>) {
        let rows = &mut self.parts[part].rows;
        for (row, at) in table.into_iter().zip(begin..) {
            // Rows that span all columns are titles, and a header that is repeated on the next page is not a pair.
            if row.len() < 2 {
                self.left_out.1 += usize::from(row.iter().any(|cell| !cell.is_empty()));
            } else if rows.first().is_none_or(|(_, first)| *first != row) {
                rows.push((at, row));
            }
        }
    }
}

fn width(rows: &[Row]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or_default()
}

/// The pairs of several tables, one after the other.
struct Tables<'a> {
    parts: Vec<Pairs<'a>>,
    at: usize,
    left_out: (usize, usize),
}

impl Source for Tables<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        while let Some(part) = self.parts.get_mut(self.at) {
            if let Some(pair) = part.next() {
                return Some(pair);
            }
            self.at += 1;
        }
        None
    }

    fn header(&self) -> &Header {
        self.parts[0].header()
    }

    fn remarks(&self) -> Vec<String> {
        const MOST: usize = 10;
        let mut remarks = Vec::new();
        for remark in self.parts.iter().flat_map(Pairs::remarks) {
            if remarks.len() < MOST && !remarks.contains(&remark) {
                remarks.push(remark);
            }
        }
        let said = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let (tables, titles) = self.left_out;
        remarks.extend(said(
            tables,
            "table without these columns is not read",
            "tables without these columns are not read",
        ));
        remarks.extend(said(titles, "row of one cell is no pair", "rows of one cell are no pairs"));
        remarks
    }
}

#[cfg(test)]
mod tests {
    use crate::bitext::{Format, PairOptions, read_pairs};

    fn read(name: &str, text: &str) -> Result<Vec<(String, String)>, String> {
        let format = Format::of_path(name.as_ref()).unwrap();
        let pairs = read_pairs(name, format, Box::new(text.as_bytes()), &PairOptions::default());
        let pairs = pairs.map_err(|error| error.to_string())?;
        Ok(pairs.map(|pair| pair.unwrap()).map(|pair| (pair.texts.ar, pair.texts.en)).collect())
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
        let text = "# Words\n\n| English | Arabic |\n|---|---|\n| Oar | `مجداف` |\n| The **mast**<BR>of wood | صاري الخشب |\n";
        let wanted = [pair("مجداف", "Oar"), pair("صاري الخشب", "The mast of wood")];
        assert_eq!(read("words.md", text).unwrap(), wanted);
    }

    #[test]
    fn every_table_has_columns_of_its_own_and_what_is_left_out_is_said() {
        let page = "<!DOCTYPE html><table><tr><th>English<th>Arabic<tr><td>Rudder<td>دفة<tr><td colspan=2>Below\
            <tr><td>Keel<td>صالب</table><table><tr><td>بدن<td>Hull<tr><td>شراع<td>Sail</table>\
            <table><tr><th>No<th>Arabic<th>English<tr><td>1<td>مرساة<td>Anchor</table><table><tr><td>Printed<td>2020</table>";
        let format = Format::of_path("port.html".as_ref()).unwrap();
        let options = PairOptions::default();
        let mut pairs = read_pairs("port.html", format, Box::new(page.as_bytes()), &options).unwrap();
        let got: Vec<_> =
            pairs.by_ref().map(|pair| pair.unwrap()).map(|pair| (pair.texts.ar, pair.texts.en)).collect();
        let wanted = [
            pair("دفة", "Rudder"),
            pair("صالب", "Keel"),
            pair("بدن", "Hull"),
            pair("شراع", "Sail"),
            pair("مرساة", "Anchor"),
        ];
        assert_eq!(got, wanted);
        let said = pairs.remarks().join("; ");
        assert!(said.contains("1 table without") && said.contains("1 row of one cell"), "{said}");
    }

    #[test]
    fn a_topic_beside_several_words_moves_none_of_them() {
        let page = "<!DOCTYPE html><table><tr><th>Topic<th>English<th>Arabic<tr><td rowspan=2>Boat<td>Rudder<td>دفة<tr><td>Keel<td>صالب</table>";
        assert_eq!(read("port.html", page).unwrap(), [pair("دفة", "Rudder"), pair("صالب", "Keel")]);
    }
}
