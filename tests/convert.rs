//! `mizan convert`: every format in, every format out.

use crate::run::Folder;

const PAIRS: &str = "نعم، 3 مرات\tyes, 3 times\nلا «قط»\tno, \"never\"\nنعم، 3 مرات\tyes, 3 times\nحاشية\t\n";

/// The four pairs as they come out of a file.
fn plain(folder: &Folder, file: &str) -> String {
    let ran = folder.mizan(&format!("convert -q {file} - --to tsv"));
    assert_eq!(ran.code, Some(0), "{file}: {ran:?}");
    ran.out().lines().map(|line| line.split('\t').take(2).collect::<Vec<_>>().join("|") + "\n").collect()
}

#[test]
fn every_format_that_is_written_and_read_gives_the_pairs_back() {
    let folder = Folder::with(&[("in.tsv", PAIRS.as_bytes())]);
    let wanted = "نعم، 3 مرات|yes, 3 times\nلا «قط»|no, \"never\"\nنعم، 3 مرات|yes, 3 times\n";
    for out in [
        "out.tmx",
        "out.xliff",
        "out.xlf",
        "out.json",
        "out.jsonl",
        "out.csv",
        "out.tsv",
        "out.moses",
        "two.xliff --to xliff2",
        "plain.jsonl --to plain-jsonl",
    ] {
        let ran = folder.mizan(&format!("convert in.tsv {out}"));
        assert_eq!(ran.code, Some(0), "{out}: {ran:?}");
        assert_eq!(
            ran.stderr,
            if out.contains(".json") && !out.contains("plain") {
                "4 pairs written\n"
            } else {
                "3 pairs written, 1 left out\n"
            },
            "{out}"
        );
        let file = out.split(' ').next().unwrap().replace(".moses", ".en");
        assert_eq!(plain(&folder, &file), wanted, "{out}");
    }
}

#[test]
fn the_same_wishes_hold_for_every_format() {
    let folder = Folder::with(&[("in.tsv", PAIRS.as_bytes())]);
    for format in ["tmx", "xliff", "xliff2", "jsonl", "plain-jsonl", "csv", "tsv"] {
        let ran = folder.mizan(&format!("convert in.tsv - --to {format} --dedup --with-one-sided"));
        let left = if format == "tmx" { 2 } else { 3 };
        assert!(ran.stderr.starts_with(&format!("{left} pairs written")), "{format}: {ran:?}");
        let ran = folder.mizan(&format!("convert in.tsv - --to {format} --only-confirmed"));
        assert!(ran.stderr.starts_with("0 pairs written, 4 left out"), "{format}: {ran:?}");
    }
}

#[test]
fn what_is_known_about_an_alignment_survives_the_way_through_translators_formats() {
    let folder = Folder::with(&[
        ("ar.txt", "أنفقت الحكومة 3 مليارات دولار.\n\nوصل الوفد أمس.\n".as_bytes()),
        ("en.txt", b"The government spent $3 million.\n\nThe delegation arrived yesterday.\n"),
    ]);
    assert_eq!(folder.mizan("align -q ar.txt en.txt -o a.jsonl -o a.tmx -o a.xliff").code, Some(0));
    for file in ["a.tmx", "a.xliff"] {
        assert_eq!(folder.mizan(&format!("convert -q {file} back.jsonl")).code, Some(0));
        // The confidence is written with four digits there.
        let rows = |name: &str| -> Vec<serde_json::Value> {
            let text = folder.read(name);
            let mut rows: Vec<serde_json::Value> =
                text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            for row in &mut rows {
                let confidence = row["confidence"].as_f64().unwrap();
                row["confidence"] = ((confidence * 1e4).round() / 1e4).into();
            }
            rows
        };
        let wanted = rows("a.jsonl");
        assert!(!wanted[0]["findings"].as_array().unwrap().is_empty(), "the sample has a finding");
        assert_eq!(rows("back.jsonl"), wanted, "{file}");
    }
    assert!(folder.read("a.tmx").contains("<prop type=\"x-ar-document\">ar.txt</prop>"));
    let ran = folder.mizan("convert a.tmx - --to tsv --without-flagged");
    assert!(ran.out().contains("وصل") && !ran.out().contains("مليارات"), "{ran:?}");
}

#[test]
fn an_excel_workbook_is_an_archive_with_a_sheet_and_no_formulas() {
    let folder = Folder::with(&[("in.tsv", "=1+1\t=HYPERLINK(\"x\")\n".as_bytes())]);
    assert_eq!(folder.mizan("convert -q in.tsv out.xlsx").code, Some(0));
    let bytes = std::fs::read(folder.path("out.xlsx")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(!sheet.contains("<f>"), "{sheet}");
    let styles = std::io::read_to_string(zip.by_name("xl/styles.xml").unwrap()).unwrap();
    assert!(styles.contains("readingOrder=\"2\""), "{styles}");
}

#[test]
fn mistakes_are_told_before_anything_is_written() {
    let folder = Folder::with(&[("in.tsv", PAIRS.as_bytes()), ("text.txt", "نعم".as_bytes())]);
    folder.mizan("convert in.tsv in.tsv").fails_with("it would be overwritten");
    folder.mizan("convert in.tsv -").fails_with("add --to");
    folder.mizan("convert in.tsv out.po").fails_with("pairs cannot be written as po");
    folder.mizan("convert text.txt out.tsv").fails_with("not a file of pairs that is known");
    folder.mizan("convert in.tsv out.docx").fails_with("no format is known by the extension .docx");
    folder.mizan("convert no.tmx out.tsv").fails_with("no such file");
    assert_eq!(folder.names(), ["in.tsv", "text.txt"]);
}

#[test]
fn a_broken_row_is_reported_and_the_rest_is_converted() {
    let folder = Folder::with(&[("in.tsv", "نعم\tyes\nlonely\nلا\tno\n".as_bytes())]);
    let ran = folder.mizan("convert in.tsv out.tmx");
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.stderr,
        "mizan: in.tsv, line 2: a row without a tab; a row is Arabic, a tab, English\n2 pairs written, 1 broken row\n"
    );
    assert_eq!(folder.read("out.tmx").matches("<tu ").count(), 2);
}

#[test]
fn hostile_memories_are_refused_in_bounded_memory_and_leave_the_old_file() {
    let folder = Folder::with(&[("out.tsv", b"old")]);
    let deep = format!("<tmx version='1.4'><header/><body><tu>{}", "<a>".repeat(1_000_000));
    let long =
        format!("<tmx version='1.4'><header/><body><tu><tuv xml:lang='ar'><seg>{}", "x".repeat(60_000_000));
    let laughs =
        "<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx><header/><body><tu><tuv><seg>&a;</seg></tuv></tu></body></tmx>";
    let wrong = "<?xml version='1.0' encoding='windows-1256'?><tmx><note>نعم</note></tmx>";
    let french = "<tmx><header/><body><tu><tuv xml:lang='fr'><seg>oui</seg></tuv></tu></body></tmx>";
    for (text, words) in [
        (deep.as_str(), "deep"),
        (&long, "longer than 16 MiB"),
        (laughs, "declares entities"),
        (wrong, "but is UTF-8"),
        (french, "no unit has both Arabic and English; the languages are fr"),
    ] {
        folder.write("in.tmx", text);
        let ran = folder.shell("ulimit -v 1048576; exec \"$MIZAN\" convert -q in.tmx out.tsv");
        assert_eq!(ran.code, Some(2), "{words}: {ran:?}");
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
        assert_eq!(folder.read("out.tsv"), "old");
    }
}
