use super::*;
use crate::document::archive::packed;

/// A workbook with these rows, all cells as inline strings.
fn book(rows: &[&[&str]]) -> Vec<u8> {
    let mut sheet = String::from("<worksheet><sheetData>");
    for (n, cells) in rows.iter().enumerate() {
        sheet += &format!("<row r='{}'>", n + 1);
        for (column, cell) in ('A'..).zip(*cells) {
            sheet += &format!("<c r='{column}{}' t='inlineStr'><is><t>{cell}</t></is></c>", n + 1);
        }
        sheet += "</row>";
    }
    sheet += "</sheetData></worksheet>";
    packed(&[
        ("xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Target='worksheets/one.xml'/></Relationships>",
        ),
        ("xl/worksheets/one.xml", &sheet),
    ])
}

const HEAD: [&str; 7] = [REMARK, KIND, AR, EN, FIXED, RIGHT, MARK];
const PAIR: &str = "00000000000000ff";

#[test]
fn columns_are_found_by_their_names_and_silent_rows_are_left_out() {
    let read = judgements(
        "f.xlsx",
        book(&[
            &HEAD,
            &["", "scale", "٣ ملايين", "3 billion", "x", "", PAIR],
            &["", "number", "٣", "4", " ", "", PAIR],
            &["انظر المصدر", "number", "٣", "4", "", "X", PAIR],
            &["ask", "missing", "٧", "-", "", "", PAIR],
        ]),
    )
    .unwrap();
    let of = |code, ar, en| Identity::of_cells(code, ar, en);
    let one =
        |row, of, decision, remark: &str| Judgement { row, pair: 255, of, decision, remark: remark.into() };
    assert_eq!(
        read,
        [
            one(2, of("scale", "٣ ملايين", "3 billion"), Some(Decision::Fixed), ""),
            one(4, of("number", "٣", "4"), Some(Decision::Right), "انظر المصدر"),
            one(5, of("missing", "٧", "-"), None, "ask"),
        ]
    );
}

#[test]
fn contradictions_lost_marks_and_other_workbooks_are_named() {
    let message = |rows: &[&[&str]]| judgements("f.xlsx", book(rows)).unwrap_err().to_string();
    let both = message(&[&HEAD, &["", "scale", "1", "2", "x", "x", PAIR]]);
    assert!(both.contains("f.xlsx, line 2") && both.contains("both `fixed` and `not an error`"), "{both}");
    let lost = message(&[&HEAD, &["", "scale", "1", "2", "x", "", "255"]]);
    assert!(lost.contains("`255` is not the mark of a pair"), "{lost}");
    let word = message(&[&HEAD, &["", "scale", "1", "2", "", "no", PAIR]]);
    assert!(word.contains("`no` under `not an error` is neither x nor empty"), "{word}");
    let other = message(&[&["نعم", "yes"]]);
    assert!(other.contains("not a workbook of findings"), "{other}");
    assert!(judgements("f.xlsx", b"PK\x03\x04 and no more".to_vec()).is_err());
}

#[cfg(feature = "xlsx")]
#[test]
fn what_is_written_is_read_back_with_its_marks_and_accepted() {
    use crate::{
        bitext::Pair,
        check::{Code, Finding, Marked, Severity, accepted::Accepted, accepted::pair_mark},
        text::Span,
    };
    let pair = Pair::new("=دفع ٣ ملايين.", "It paid 3 billion.");
    let ar = pair.texts.ar.find('٣').unwrap();
    let finding = Finding {
        severity: Severity::Error,
        code: Code::Scale,
        message: "1000 times too large".to_owned(),
        ar: Some(Marked { span: Span::new(ar, ar + "٣ ملايين".len()), value: String::new() }),
        en: Some(Marked { span: Span::new(8, 17), value: String::new() }),
        throughout: false,
    };
    let mut book = FindingsBook::new(jiff::Timestamp::UNIX_EPOCH).unwrap();
    book.add("a.tmx:1", &pair, &finding).unwrap();
    let bytes = book.finish().unwrap();
    assert_eq!(judgements("f.xlsx", bytes.clone()).unwrap(), [], "nobody has said anything");
    let mut sheet = Workbook::open(bytes, "f.xlsx").unwrap().sheet(0).unwrap().unwrap();
    let (_, head) = sheet.row().unwrap().unwrap();
    assert_eq!(head, COLUMNS);
    let (row, mut cells) = sheet.row().unwrap().unwrap();
    assert_eq!(cells[3], pair.texts.ar, "a text, not a formula");
    cells[9] = "x".to_owned();
    let read = Columns::of(&head).unwrap().judgement(row, &cells).unwrap().unwrap();
    assert_eq!(read.pair, pair_mark(&pair.texts.ar, &pair.texts.en));
    let mut accepted = Accepted::default();
    accepted.accept_judged(vec![read]);
    assert!(accepted.holds(&finding, &pair.texts.ar, &pair.texts.en));
    assert!(!accepted.holds(&finding, &pair.texts.ar, "It paid 3 billion. Yes."));
}
