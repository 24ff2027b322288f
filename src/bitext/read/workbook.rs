//! Reads workbooks of Excel and LibreOffice as tables: every row of a sheet with Arabic and English
//! in two columns is a pair. Remarks that reviewers wrote in the columns of our own
//! workbooks are read too.

use super::{read_members, table};
use crate::{
    Error, Result,
    bitext::{PairOptions, Pairs, columns},
    document::workbook::{AS_CSV, Sheet, Workbook},
};
use csv::StringRecord;
use std::io::BufRead;

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let bytes = table::whole(name, input, "a workbook", AS_CSV)?;
    let located = |error: Error| error.at(name);
    let book = Workbook::open(bytes, name).map_err(located)?;
    let Sheets { wanted, others, broken } = sheets(&book).map_err(located)?;
    let open = |name: &str, number: usize| -> Result<Pairs<'static>> {
        let sheet = book.sheet(number).map_err(|error| error.at(name))?;
        let sheet = sheet.ok_or_else(|| Error::new("a sheet that is not there").at(name))?;
        table::open(Rows { name: name.to_owned(), sheet, broke_off: false }, options, true)
    };
    let pairs = if let ([(number, _)], None) = (wanted.as_slice(), &broken) {
        open(name, *number)?
    } else {
        let member = |(number, sheet)| {
            let called = format!("{name}/{sheet}");
            let pairs = open(&called, number)?;
            Ok((called, pairs))
        };
        let members = wanted.into_iter().map(member).chain(broken.map(|error| Err(located(error))));
        read_members(members.collect::<Vec<_>>().into_iter())
    };
    Ok(if others.is_empty() { pairs } else { pairs.with_remark(unread(&others)) })
}

/// Most sheets that are read.
const MOST: usize = 64;

/// The sheets of a workbook.
#[derive(Default)]
struct Sheets {
    /// Those that are read, by their numbers and names: all with both languages, otherwise the first
    /// with more than one column.
    wanted: Vec<(usize, String)>,
    /// The names of the others with rows.
    others: Vec<String>,
    /// The error that ended the search, if there were some before.
    broken: Option<Error>,
}

impl Sheets {
    /// Adds a sheet, which is wanted if it has both languages.
    fn add(&mut self, number: usize, name: &str, sample: &[Vec<String>]) -> Result<()> {
        if !columns::has_both_languages(sample) {
            self.others.extend((!sample.is_empty()).then(|| name.to_owned()));
            return Ok(());
        }
        if self.wanted.len() == MOST {
            return Err(Error::new(format!("only the first {MOST} sheets with both languages are read"))
                .advise("save the others as workbooks of their own"));
        }
        self.wanted.push((number, name.to_owned()));
        Ok(())
    }
}

fn sheets(book: &Workbook) -> Result<Sheets> {
    let mut found = Sheets::default();
    let mut first = None;
    let (mut number, mut next) = (0, book.sheet(0)?);
    while let Some(mut sheet) = next {
        let name = sheet.name().to_owned();
        let read = sample(&mut sheet).map_err(|error| sheet.locate(error)).and_then(|sample| {
            if first.is_none() && sample.iter().any(|row| row.len() > 1) {
                first = Some((number, name.clone(), found.others.len()));
            }
            found.add(number, &name, &sample)?;
            sheet.following()
        });
        number += 1;
        next = match read {
            Ok(next) => next,
            Err(error) if found.wanted.is_empty() => return Err(error),
            Err(error) => {
                found.broken = Some(error);
                break;
            }
        };
    }
    if let (true, Some((number, name, place))) = (found.wanted.is_empty(), first) {
        found.wanted.push((number, name));
        found.others.remove(place);
    }
    match (found.wanted.is_empty(), found.others.is_empty()) {
        (false, _) => Ok(found),
        (true, true) => Err(Error::new("a workbook without a row").advise("is this the right file?")),
        (true, false) if found.others.len() > 1 => Err(Error::new(
            "a workbook whose sheets have one column each, not pairs",
        )
        .advise("save the sheet of each language as a file of its own, and give both to `mizan align`")),
        (true, false) => Err(Error::new("a workbook with one column, not with pairs")
            .advise("give the workbooks of both languages to `mizan align`")),
    }
}

/// The remark about sheets that are not read.
fn unread(others: &[String]) -> String {
    const SHOWN: usize = 10;
    let shown = others[..others.len().min(SHOWN)].join(", ");
    let more = if others.len() > SHOWN { " …" } else { "" };
    format!("without both languages and not read: {shown}{more}")
}

/// The first rows.
fn sample(sheet: &mut Sheet) -> Result<Vec<Vec<String>>> {
    let (mut sample, mut bytes) = (Vec::new(), 0);
    while sample.len() < columns::SAMPLE_ROWS && bytes < columns::SAMPLE_BYTES {
        let Some((_, row)) = sheet.row()? else { break };
        bytes += row.iter().map(String::len).sum::<usize>();
        sample.push(row);
    }
    Ok(sample)
}

/// The rows of a sheet.
struct Rows {
    /// The name of the file in messages.
    name: String,
    sheet: Sheet,
    broke_off: bool,
}

impl table::Rows for Rows {
    fn next(&mut self) -> Option<(u64, Result<StringRecord>)> {
        if self.broke_off {
            return None;
        }
        match self.sheet.row() {
            Ok(row) => row.map(|(number, cells)| (number, Ok(StringRecord::from(cells)))),
            Err(error) => {
                self.broke_off = true;
                let error = self.sheet.locate(error).inside(&self.name);
                Some((self.sheet.number(), Err(error)))
            }
        }
    }

    fn locate(&self, error: Error) -> Error {
        error.at(&self.name)
    }

    fn broke_off(&self) -> bool {
        self.broke_off
    }

    fn are_ragged(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bitext::{Format, Pair, read_pairs},
        document::archive::packed,
    };

    const BOOK: &str = "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/><sheet name='b' r:id='r2'/></sheets></workbook>";
    const RELS: &str = "<Relationships><Relationship Id='r2' Target='worksheets/two.xml'/>\
        <Relationship Id='r1' Target='/xl/worksheets/one.xml'/></Relationships>";

    fn read(bytes: &[u8]) -> Result<Vec<Result<Pair>>> {
        Ok(read_pairs("x.xlsx", Format::Xlsx, Box::new(bytes), &PairOptions::default())?.collect())
    }

    #[test]
    fn the_sheet_with_both_languages_is_read_with_shared_and_inline_strings() {
        let bytes = packed(&[
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
        let texts: Vec<_> = got.iter().map(|p| (p.row, p.texts.ar.as_str(), p.texts.en.as_str())).collect();
        assert_eq!(texts, [(3, "ثلاثة كتب", "Three books"), (4, "أربعة أقلام", "Four pens")]);
        let mut pairs =
            read_pairs("x.xlsx", Format::Xlsx, Box::new(&bytes[..]), &PairOptions::default()).unwrap();
        assert_eq!(pairs.by_ref().count(), 2);
        assert!(pairs.remarks().contains(&"without both languages and not read: a".to_owned()));
    }

    #[test]
    fn every_sheet_with_both_languages_is_read_with_columns_of_its_own() {
        let row = |cells: [&str; 2]| {
            let cells = cells.map(|text| format!("<c t='str'><v>{text}</v></c>")).concat();
            format!("<row>{cells}</row>")
        };
        let sheet = |rows: &[[&str; 2]]| {
            let rows: String = rows.iter().map(|cells| row(*cells)).collect();
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
        };
        let parts = |two: &str| {
            packed(&[
                ("xl/workbook.xml", &BOOK.replace("name='a'", "name='Menu'")),
                ("xl/_rels/workbook.xml.rels", RELS),
                ("xl/worksheets/one.xml", &sheet(&[["The quay", "الرصيف"], ["The crane", "الرافعة"]])),
                ("xl/worksheets/two.xml", two),
            ])
        };
        let rows = |bytes: &[u8]| -> Vec<String> {
            let rows = read(bytes).unwrap().into_iter().map(|pair| match pair {
                Ok(pair) => {
                    format!("{}:{} {}", pair.details.member.unwrap_or_default(), pair.row, pair.texts.en)
                }
                Err(error) => error.to_string(),
            });
            rows.collect()
        };
        let two = sheet(&[["Arabic", "English"], ["البحر", "The sea"]]);
        assert_eq!(
            rows(&parts(&two)),
            ["x.xlsx/Menu:1 The quay", "x.xlsx/Menu:2 The crane", "x.xlsx/b:2 The sea"]
        );
        // One sheet alone needs no name; one that is broken does not cost the others.
        assert_eq!(rows(&parts("<worksheet/>")), [":1 The quay", ":2 The crane"]);
        let broken = rows(&parts("<worksheet><row><c></row>"));
        assert!(
            broken.len() == 3 && broken[1] == "x.xlsx/Menu:2 The crane" && broken[2].contains("x.xlsx"),
            "{broken:?}"
        );
    }

    #[test]
    fn titles_above_the_names_and_headings_between_the_rows_are_no_pairs() {
        let cell = |at: &str, text: &str| format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>");
        let rows = [
            cell("A1", "Order 77 of the port"),
            cell("A2", "Date") + &cell("D2", "Pages: 12"),
            cell("A3", "No") + &cell("B3", "English") + &cell("D3", "العربية"),
            cell("A4", "1") + &cell("B4", "The quay") + &cell("D4", "الرصيف"),
            cell("A5", "Part B"),
            cell("A6", "2") + &cell("B6", "The crane"),
        ];
        let sheet: String = rows.iter().map(|row| format!("<row>{row}</row>")).collect();
        let bytes = packed(&[
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", RELS),
            ("xl/worksheets/one.xml", &format!("<worksheet>{sheet}</worksheet>")),
        ]);
        let got: Vec<Pair> = read(&bytes).unwrap().into_iter().map(Result::unwrap).collect();
        let texts: Vec<_> = got.iter().map(|p| (p.texts.ar.as_str(), p.texts.en.as_str())).collect();
        assert_eq!(texts, [("الرصيف", "The quay"), ("", "The crane")]);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for (bytes, complaint) in [
            (b"PK\x03\x04cut off".to_vec(), "damaged"),
            (packed(&[("word/document.xml", "<x/>")]), "no Excel workbook"),
            (packed(&[("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELS)]), "without a sheet"),
        ] {
            let error = read(&bytes).err().unwrap().to_string();
            assert!(error.contains(complaint) && error.contains("x.xlsx"), "{error}");
        }
    }
}
