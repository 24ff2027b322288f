//! Documents written by other programs, and archives made to do harm.

use crate::run::{Folder, Ran};
use std::{
    io::{Cursor, Write},
    path::Path,
};
use zip::{ZipWriter, write::SimpleFileOptions};

fn resource(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resources/documents");
    std::fs::read(folder.join(name)).unwrap()
}

/// The sentences that `mizan segment` finds in a file of this name.
fn segments(name: &str, bytes: &[u8]) -> Vec<String> {
    let folder = Folder::with(&[(name, bytes)]);
    let ran = folder.mizan(&format!("segment {name}"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    ran.out().lines().map(str::to_owned).collect()
}

const REPORT: [&str; 16] = [
    "تقرير عن سد الوادي",
    "بدأ العمل في السد عام 2021 ثم توقف شهرين.",
    "وتبلغ سعته 3\u{A0}ملايين مترمكعب.",
    "وطوله 420 مترا.",
    "المرحلة الأولى",
    "الحفر",
    "المرحلة الثانية",
    "السنة",
    "العمال",
    "2022",
    "٣٤٠",
    "انظر الإطار:",
    "نص في إطار.",
    "خاتمة",
    "افتتح السد في 3 آذار 2024.",
    "بحسب بيان الوزارة.",
];

#[test]
fn odt_and_docx_of_libreoffice_are_read_without_what_was_deleted_and_with_their_notes() {
    // The names give no format, so the content decides.
    assert_eq!(segments("a.bin", &resource("libreoffice.odt")), REPORT);
    assert_eq!(segments("b.bin", &resource("libreoffice.docx")), REPORT);
}

#[test]
fn docx_of_python_docx_is_read_with_insertions_results_of_fields_and_without_hidden_text() {
    assert_eq!(
        segments("a.docx", &resource("python-docx.docx")),
        [
            "A report on the valley dam",
            "Works",
            "Work began in 2021 and then stopped for two months.",
            "Page 7 of the report.",
            "First phase",
            "Second phase",
            "Year",
            "Workers",
            "2022",
            "340",
            "The dam is long",
            "and wide.",
        ]
    );
}

const SHEET: &str = "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:spreadsheet>\
    <table:tracked-changes><table:table-cell><text:p>gone</text:p></table:table-cell></table:tracked-changes>\
    <table:table><table:table-row><table:table-cell/></table:table-row></table:table><table:table>ROWS\
    <table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='1024'/>\
    </table:table-row></table:table></office:spreadsheet></office:document-content>";

/// A workbook of LibreOffice with these rows in its second sheet.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| {
        format!(
            "<table:table-cell><office:annotation><text:p>remark</text:p></office:annotation><text:p>{text}</text:p>\
             </table:table-cell>"
        )
    };
    let row = |cells: &&[&str]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    archive(&[("mimetype", kind), ("content.xml", SHEET.replace("ROWS", &rows).as_bytes())])
}

#[test]
fn a_workbook_in_one_language_is_a_text_and_one_in_two_is_pairs() {
    let ar = workbook(&[&["1", "وصلت الطائرة. ثم أقلعت."], &["2", "عدد الركاب", "140"]]);
    let en = workbook(&[&["1", "The plane arrived. It took off again."], &["2", "Passengers", "140"]]);
    let both = workbook(&[&["1", "The plane arrived.", "وصلت الطائرة."], &["2", "140 people", "150 شخصا"]]);
    let folder = Folder::with(&[("ar.ods", &ar), ("en.ods", &en), ("both.ods", &both)]);
    // Numbers that count the rows are not text, other numbers are.
    assert_eq!(folder.mizan("segment ar.ods").out(), "وصلت الطائرة.\nثم أقلعت.\nعدد الركاب\n140\n");
    let aligned = folder.mizan("align ar.ods en.ods --format plain-jsonl");
    assert_eq!((aligned.code, aligned.out().lines().count()), (Some(0), 4), "{aligned:?}");
    assert_eq!(folder.mizan("check ar.ods en.ods").code, Some(0));
    assert_eq!(
        folder.mizan("convert both.ods --format tsv").out(),
        "وصلت الطائرة.\tThe plane arrived.\n150 شخصا\t140 people\n"
    );
    let found = folder.mizan("check both.ods");
    assert!(found.code == Some(1) && found.out().contains("both.ods:2"), "{found:?}");
    for words in ["segment both.ods", "align both.ods en.ods"] {
        folder.mizan(words).fails_with("it holds pairs already: use `mizan check`");
    }
}

#[test]
fn a_book_is_read_in_its_order() {
    let got = segments("a.epub", &resource("libreoffice.epub"));
    // LibreOffice includes deleted text in books.
    assert_eq!(got[0], REPORT[0]);
    assert_eq!(got[2..], REPORT[2..]);
}

#[test]
fn of_a_saved_page_every_paragraph_of_the_article_comes_out_and_nothing_of_the_menu() {
    assert_eq!(
        segments("page", &resource("page.html")),
        [
            "افتتاح سد الوادي بعد ثلاثة أعوام من العمل",
            "نشر في 3 آذار 2024",
            "افتتح وزير المياه أمس سدَّ الوادي\u{A0}الذي بدأ العمل فيه عام 2021، بحضور رئيس البلدية وعدد من المهندسين.",
            "وتبلغ سعة السد 3 ملايين متر مكعب، أي ما يكفي أربعين ألف أسرة.",
            "تكلفة المشروع",
            "وبلغت التكلفة 18,5 مليون دولار.",
            "وكانت الوزارة قد قدرتها بخمسة عشر مليونا.",
            "الحفر: 4 ملايين دولار.",
            "البناء: 14,5 مليون دولار.",
            "السد كما يبدو من الشمال.",
            "وقال الوزير إن العمل في المرحلة الثانية يبدأ في الصيف المقبل.",
            // Two lines called comments are not enough evidence to omit them.
            "التعليقات",
            "لا تعليقات بعد.",
        ]
    );
}

#[test]
fn subtitles_keep_their_times_through_alignment() {
    let cue = |n, text| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n\n");
    let ar = [cue(1, "وصل الوفد"), cue(2, "إلى القاهرة."), cue(5, "غادر بعد ثلاثة أيام.")].concat();
    let en =
        [cue(1, "The delegation arrived"), cue(2, "in Cairo."), cue(5, "It left after three days.")].concat();
    let folder = Folder::with(&[("ar.srt", ar.as_bytes()), ("en.srt", en.as_bytes())]);
    let ran = folder.mizan("align ar.srt en.srt --format jsonl");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.out().contains(r#""ar":"وصل الوفد إلى القاهرة.","en":"The delegation arrived in Cairo.""#),
        "{ran:?}"
    );
    assert!(
        ran.out().contains(r#""time":[1000,2900]"#) && ran.out().contains(r#""time":[5000,5900]"#),
        "{ran:?}"
    );
}

#[test]
fn verse_numbers_enumerators_and_articles_stay_in_the_text_of_every_kind() {
    let ar =
        ["أ- صورة عن سند الملكية.", "هـ- إيصال الرسم.", "المادة الثامنة عشرة: لا يجوز ذلك.", "ثم قال ﴿٢﴾"];
    let en = [
        "a) A copy of the deed.",
        "(b) A receipt for the fee.",
        "Article 18: That is not allowed.",
        "16 For he said so.",
    ];
    for lines in [ar, en] {
        let plain = lines.join("\n");
        let page: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
        let cue = |(n, line): (usize, &&str)| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n\n");
        let cues: String = lines.iter().enumerate().map(cue).collect();
        for (name, text) in [
            ("a.txt", plain),
            ("a.html", format!("<html><body>{page}</body></html>")),
            ("a.md", lines.join("\n\n")),
            ("a.srt", cues),
        ] {
            assert_eq!(segments(name, text.as_bytes()), lines, "{name}");
        }
    }
    let verses = "<html><body><p><sup>16 </sup>For he said so. <sup>17</sup> Then he went.</p></body></html>";
    assert_eq!(segments("a.html", verses.as_bytes()).concat(), "¹⁶ For he said so.¹⁷ Then he went.");
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn raised_digits_and_signs_of_the_font_symbol_keep_their_meaning_in_docx() {
    let raised =
        |text: &str| format!("<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{text}</w:t></w:r>");
    let plain = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let degree = "<w:r><w:sym w:font='Symbol' w:char='F0B0'/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>";
    let body = [
        plain("It holds 10"),
        raised("6"),
        plain(" m"),
        raised("3"),
        plain(" at the 4"),
        raised("th"),
        plain(" gate, 37"),
        degree.to_owned(),
        plain("."),
    ]
    .concat();
    let document = format!("<w:document xmlns:w='w'><w:body><w:p>{body}</w:p></w:body></w:document>");
    let bytes = archive(&[("word/document.xml", document.as_bytes())]);
    assert_eq!(segments("a.docx", &bytes), ["It holds 10⁶ m³ at the 4th gate, 37°."]);
}

/// Runs `mizan segment` on hostile bytes: it must print an error in one line, soon and in little memory.
#[track_caller]
fn refused(name: &str, bytes: &[u8], words: &str) {
    let folder = Folder::with(&[(name, bytes)]);
    let ran: Ran = folder.within_bounds(&format!("segment {name}"));
    ran.fails_with(words);
    assert!(ran.stderr.contains(name), "{ran:?}");
}

#[test]
fn archives_that_were_cut_off_or_damaged_are_errors() {
    let whole = resource("libreoffice.odt");
    refused("cut.odt", &whole[..whole.len() / 2], "damaged OpenDocument file");
    let mut damaged = resource("libreoffice.docx");
    let middle = damaged.windows(17).position(|name| name == b"word/document.xml").unwrap() + 200;
    damaged[middle..middle + 100].fill(0x55);
    refused("damaged.docx", &damaged, "damaged");
    refused("empty.docx", &archive(&[("word/other.xml", b"")]), "a zip archive");
    refused(
        "none.odt",
        &archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]),
        "no part content.xml",
    );
}

#[test]
fn archives_that_were_made_to_fill_memories_are_refused() {
    let blanks = |size: usize| vec![b' '; size];
    let bomb = "far more than a document holds";
    // More than 200 times its packed size, and large.
    refused("ratio.docx", &archive(&[("word/document.xml", &blanks(40 << 20))]), bomb);
    refused("huge.docx", &archive(&[("word/document.xml", &blanks(300 << 20))]), bomb);
    // More than 256 MiB, hardly compressed.
    let mut lie = archive(&[("word/document.xml", b"<w:document/>"), ("a", &[])]);
    let central = lie.windows(4).position(|head| head == b"PK\x01\x02").unwrap();
    // Sizes, packed and unpacked, are 20 and 24 bytes into a central header.
    lie[central + 20..central + 24].copy_from_slice(&(300_u32 << 20).to_le_bytes());
    lie[central + 24..central + 28].copy_from_slice(&(300_u32 << 20).to_le_bytes());
    refused("stored.docx", &lie, bomb);
    // It declares a small size and is large.
    let mut lie = archive(&[("word/document.xml", &blanks(1 << 20))]);
    let central = lie.windows(4).position(|head| head == b"PK\x01\x02").unwrap();
    lie[central + 24..central + 28].copy_from_slice(&100_u32.to_le_bytes());
    refused("small.docx", &lie, "damaged");
    // Every single chapter is small.
    let (container, package) = book(500);
    let chapter = [b"<html><body><p>".as_slice(), &[b'x'; 1 << 19], b"</p></body></html>"].concat();
    let book = archive(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("book.opf", package.as_bytes()),
        ("c.xhtml", &chapter),
    ]);
    refused("book.epub", &book, bomb);
}

#[test]
fn a_document_of_very_equal_cells_is_no_bomb() {
    let cell = "<w:tr><w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc></w:tr>";
    let body = format!(
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:tbl>{}\
         </w:tbl></w:body></w:document>",
        format!("{cell}{}", " ".repeat(4_000)).repeat(2_000)
    );
    let packed = archive(&[("word/document.xml", body.as_bytes())]);
    assert!(packed.len() * 200 < body.len(), "{} of {}", packed.len(), body.len());
    let folder = Folder::with(&[("cells.docx", &packed)]);
    let ran = folder.mizan("segment cells.docx --lang en");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.out().matches('0').count(), 2_000);
}

/// The parts of a book that list its chapters: the same chapter many times.
fn book(chapters: usize) -> (String, String) {
    let container = "<container><rootfiles><rootfile full-path='book.opf' \
        media-type='application/oebps-package+xml'/></rootfiles></container>";
    let items: String = "<itemref idref='c'/>".repeat(chapters);
    let package = format!(
        "<package><manifest><item id='c' href='c.xhtml' media-type='application/xhtml+xml'/></manifest>\
         <spine>{items}</spine></package>"
    );
    (container.to_owned(), package)
}

#[test]
fn archives_with_a_password_are_named_as_such() {
    let mut bytes = archive(&[("word/document.xml", b"<w:document/>")]);
    // Bit 0 of the flags, 6 bytes into a local header and 8 into a central one, says that a part is encrypted.
    for (head, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let start = bytes.windows(4).position(|window| window == head).unwrap();
        bytes[start + at] |= 1;
    }
    refused("secret.docx", &bytes, "password");
    // Word stores an encrypted package in a compound file.
    let mut word = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    word.resize(4096, 0);
    word.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused("word.docx", &word, "password");
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let mimetype: &[u8] = b"application/vnd.oasis.opendocument.text";
    let odt = archive(&[("mimetype", mimetype), ("META-INF/manifest.xml", manifest), ("content.xml", b"x")]);
    refused("secret.odt", &odt, "password");
}

#[test]
fn hostile_xml_in_an_archive_is_refused_with_the_name_of_the_part() {
    let laughs = br#"<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>"#;
    refused(
        "laughs.docx",
        &archive(&[("word/document.xml", laughs)]),
        "laughs.docx (word/document.xml), line 1",
    );
    let outside = br#"<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>"#;
    refused("outside.docx", &archive(&[("word/document.xml", outside)]), "declares entities");
    let undeclared = br#"<!DOCTYPE w SYSTEM "w.dtd"><w:document>&a;</w:document>"#;
    refused("undeclared.docx", &archive(&[("word/document.xml", undeclared)]), "the entity &a; is not known");
    let wrong = b"<?xml version='1.0' encoding='UTF-8'?><w:document><w:p>\xE4\xDA\xE3</w:p></w:document>";
    refused("wrong.docx", &archive(&[("word/document.xml", wrong)]), "invalid UTF-8");
    let deep: Vec<u8> = (0..1_000_000).flat_map(|n| format!("<w:x{}>", n % 977).into_bytes()).collect();
    refused("deep.docx", &archive(&[("word/document.xml", &deep)]), "deep");
}

#[test]
fn a_page_with_a_million_open_tags_is_read_within_bounds() {
    let folder =
        Folder::with(&[("deep.html", format!("<html><body>{}text", "<div>".repeat(1_000_000)).as_bytes())]);
    let ran = folder.within_bounds("segment deep.html --lang en");
    assert_eq!((ran.code, ran.out()), (Some(0), "text\n"), "{ran:?}");
}

#[test]
fn a_page_that_names_the_wrong_encoding_is_read_in_the_right_one_or_refused() {
    let page = "<html><head><meta charset='windows-1256'></head><body><p>وصل الوفد أمس.</p></body></html>";
    let folder = Folder::with(&[("utf8.html", page.as_bytes())]);
    let ran = folder.within_bounds("segment utf8.html");
    assert!(ran.code == Some(0) && ran.out() == "وصل الوفد أمس.\n" || ran.code == Some(2), "{ran:?}");
}

#[test]
fn files_that_are_no_documents_are_refused_with_advice() {
    refused("a.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3", "pdftotext");
    refused("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "save it as DOCX");
    refused("a.xlsx", &archive(&[("xl/workbook.xml", b"<x/>")]), "export it as CSV");
}
