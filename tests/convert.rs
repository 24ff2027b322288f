//! `mizan convert`: every format in, every format out.

use crate::run::Folder;

const PAIRS: &str = "نعم، 3 مرات\tyes, 3 times\nلا «قط»\tno, \"never\"\nنعم، 3 مرات\tyes, 3 times\nحاشية\t\n";

/// The four pairs, read from a file.
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
                "3 pairs written, 1 left out (without a counterpart)\n"
            },
            "{out}"
        );
        let file = out.split(' ').next().unwrap().replace(".moses", ".en");
        assert_eq!(plain(&folder, &file), wanted, "{out}");
    }
}

#[test]
fn the_same_conditions_hold_for_every_format() {
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
        // Probabilities are written with four digits in these formats.
        let rows = |name: &str| -> Vec<serde_json::Value> {
            let text = folder.read(name);
            let mut rows: Vec<serde_json::Value> =
                text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            for row in &mut rows {
                for share in ["confidence", "adequacy", "score"] {
                    let Some(value) = row[share].as_f64() else { continue };
                    row[share] = ((value * 1e4).round() / 1e4).into();
                }
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
fn tables_hold_what_was_asked_for_and_are_read_back() {
    let folder = Folder::with(&[
        ("ar.txt", "وصل الوزير إلى المطار مساء أمس واستقبله المحافظ.".as_bytes()),
        ("en.txt", b"The minister arrived at the airport last night and the governor received him."),
        ("other.txt", b"Peel the potatoes, cut them into small cubes and fry them in a little butter."),
    ]);
    let align = |english: &str, name: &str| {
        let outputs = ["jsonl", "tsv", "csv"].map(|end| format!("-o {name}.{end}")).join(" ");
        let command = format!("align -q --segmented ar.txt {english} --adequacy {outputs}");
        assert_eq!(folder.mizan(&command).code, Some(0), "{command}");
    };
    align("en.txt", "right");
    align("other.txt", "wrong");
    let shares = |name: &str| {
        let row: serde_json::Value = serde_json::from_str(folder.read(name).trim()).unwrap();
        ["adequacy", "score"].map(|share| (row[share].as_f64().unwrap() * 1e4).round())
    };
    for file in ["right.tsv", "right.csv"] {
        assert_eq!(folder.mizan(&format!("convert -q {file} back.jsonl --force")).code, Some(0));
        assert_eq!(shares("back.jsonl"), shares("right.jsonl"), "{file}");
    }
    for (file, kept) in [("right.tsv", 1), ("right.csv", 1), ("wrong.tsv", 0), ("wrong.csv", 0)] {
        let command = format!("corpus filter -q {file} --filter score=0.5 -o kept.jsonl --force");
        assert_eq!(folder.mizan(&command).code, Some(0));
        assert_eq!(folder.read("kept.jsonl").lines().count(), kept, "{file}");
    }
}

#[test]
fn what_people_said_survives_every_format_that_has_a_place_for_it() {
    let row = |id: &str, review: &str, notes: &str| {
        format!(
            "{{\"schema\":\"mizan/1.0\",\"id\":\"{id}\",\"ar\":\"نعم {id}\",\"en\":\"yes {id}\",\"ar_segments\":[1],\
             \"en_segments\":[2,3],\"type\":\"1-2\",\"confidence\":0.5,\"source\":\"en\",\"review\":\"{review}\",\
             \"notes\":[{notes}],\"findings\":[]}}\n"
        )
    };
    let rows = [
        row("b1", "confirmed", "\"see <page> 3\",\"again\""),
        row("x2", "flagged", ""),
        row("b3", "confirmed flagged", "\"ملاحظة\""),
        row("b4", "", ""),
    ];
    let folder = Folder::with(&[("in.jsonl", rows.concat().as_bytes())]);
    let known = |file: &str| -> Vec<serde_json::Value> {
        let ran = folder.mizan(&format!("convert -q {file} - --to jsonl"));
        assert_eq!(ran.code, Some(0), "{file}: {ran:?}");
        ran.out().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let wanted = known("in.jsonl");
    assert_eq!(wanted[2]["review"], "confirmed flagged");
    for out in ["out.tmx", "out.xliff", "two.xlf --to xliff2", "out.json", "more.jsonl"] {
        assert_eq!(folder.mizan(&format!("convert -q in.jsonl {out}")).code, Some(0), "{out}");
        assert_eq!(known(out.split(' ').next().unwrap()), wanted, "{out}");
    }
    // From one format to the next and back.
    let ran = folder.shell(
        "\"$MIZAN\" convert -q out.json a.xliff && \"$MIZAN\" convert -q a.xliff b.json && \
         \"$MIZAN\" convert -q b.json c.tmx",
    );
    assert_eq!((ran.code, known("c.tmx")), (Some(0), wanted), "{ran:?}");
    assert_eq!(folder.read("out.xliff").matches("state=\"final\"").count(), 1);
    assert_eq!(folder.read("out.xliff").matches("state=\"needs-review-translation\"").count(), 2);
    for (file, options, left) in [
        ("out.tmx", "--only-confirmed", "2 pairs written, 2 left out (not confirmed)\n"),
        ("out.json", "--only-confirmed", "2 pairs written, 2 left out (not confirmed)\n"),
        ("out.xliff", "--without-flagged", "2 pairs written, 2 left out (flagged or with a finding)\n"),
    ] {
        assert_eq!(
            folder.mizan(&format!("convert {file} - --to tsv {options}")).stderr,
            left,
            "{file} {options}"
        );
    }
}

#[test]
fn an_alignment_in_json_is_copied_with_its_documents_and_evidence() {
    let folder = Folder::with(&[
        ("ar.txt", "أنفقت الحكومة 3 مليارات دولار.\n\nوصل الوفد أمس.\n".as_bytes()),
        ("en.txt", b"The government spent $3 million.\n\nThe delegation arrived yesterday.\n"),
    ]);
    assert_eq!(folder.mizan("align -q ar.txt en.txt -o a.json").code, Some(0));
    assert_eq!(folder.mizan("convert -q a.json b.json").code, Some(0));
    assert_eq!(folder.read("b.json"), folder.read("a.json"));
    let ran = folder.shell("cat a.json | \"$MIZAN\" convert -q - - --from json --to html");
    assert!(ran.out().starts_with("<!doctype html>") && ran.out().contains("<mark"), "{ran:?}");
}

#[test]
fn findings_are_looked_for_wherever_they_have_a_place_or_decide() {
    let folder = Folder::with(&[
        ("ar.txt", "أنفقت الحكومة 3 مليارات دولار.\n\nوصل الوفد أمس.\n".as_bytes()),
        ("en.txt", b"The government spent $3 million.\n\nThe delegation arrived yesterday.\n"),
    ]);
    for format in ["tmx", "xliff", "xliff2", "csv", "jsonl", "json", "html"] {
        let ran = folder.mizan(&format!("align -q ar.txt en.txt --format {format}"));
        assert!(ran.out().contains("scale"), "{format}: {ran:?}");
    }
    let ran = folder.mizan("align -q ar.txt en.txt --format tsv --without-flagged");
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
fn mistakes_are_reported_before_anything_is_written() {
    let folder = Folder::with(&[("in.tsv", PAIRS.as_bytes()), ("text.txt", "نعم".as_bytes())]);
    folder.mizan("convert in.tsv in.tsv").fails_with("it would be overwritten");
    folder.mizan("convert in.tsv").fails_with("<OUT>");
    folder.mizan("convert in.tsv out.po").fails_with("pairs cannot be written as po");
    folder.mizan("convert text.txt out.tsv").fails_with("not a file of pairs that is known");
    folder.mizan("convert in.tsv out.docx").fails_with("pairs cannot be written as docx");
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

/// Every bad file of pairs causes an error that says what is wrong, within bounds, and the old file stays.
#[test]
fn hostile_files_of_pairs_are_refused_within_bounds_and_leave_the_old_file() {
    let folder = Folder::with(&[("out.tsv", b"old")]);
    let head = "<tmx version='1.4'><header/><body>";
    let deep = format!("{head}<tu>{}", "<a>".repeat(1_000_000));
    let long = format!("{head}<tu><tuv xml:lang='ar'><seg>{}", "x".repeat(60_000_000));
    let laughs = {
        let more = (0..40).map(|n| format!("<!ENTITY a{} '{}'>", n + 1, format!("&a{n};").repeat(10)));
        let all: String = more.collect();
        format!(
            "<!DOCTYPE tmx [<!ENTITY a0 'ha'>{all}]>{head}<tu><tuv><seg>&a40;</seg></tuv></tu></body></tmx>"
        )
    };
    let outside = format!(
        "<!DOCTYPE tmx [<!ENTITY a SYSTEM 'pipe'>]>{head}<tu><tuv><seg>&a;</seg></tuv></tu></body></tmx>"
    );
    let wrong = "<?xml version='1.0' encoding='windows-1256'?><tmx><note>نعم</note></tmx>";
    let french = format!("{head}<tu><tuv xml:lang='fr'><seg>oui</seg></tuv></tu></body></tmx>");
    let cut = format!("{head}<tu><tuv xml:lang='ar'><seg>نع");
    let deep_xliff = format!("<xliff version='1.2'><file><body>{}", "<group>".repeat(1_000_000));
    let deep_json = format!("{{\"schema\":\"mizan/1.0\",\"ar\":{}", "[".repeat(1_000_000));
    let deep_row = format!("{{\"ar\":\"a\",\"en\":\"b\",\"more\":{}", "[".repeat(1_000_000));
    let quote = format!("ar,en\n\"{}", "نعم,".repeat(12_000_000));
    for (name, bytes, words) in [
        ("in.tmx", deep.as_bytes(), "deep"),
        ("in.tmx", long.as_bytes(), "longer than 16 MiB"),
        ("in.tmx", laughs.as_bytes(), "declares entities"),
        ("in.tmx", outside.as_bytes(), "declares entities"),
        ("in.tmx", wrong.as_bytes(), "but is UTF-8"),
        ("in.tmx", french.as_bytes(), "no unit has both Arabic and English; the languages are fr"),
        ("in.tmx", cut.as_bytes(), "ends in the middle"),
        ("in.tmx", b"\xFF\xFE<\0t\0m\0x\0>\0\x00\xD8A\0", "not valid UTF-16LE"),
        ("in.xliff", deep_xliff.as_bytes(), "deep"),
        ("in.json", deep_json.as_bytes(), "not the JSON of an alignment"),
        ("in.jsonl", deep_row.as_bytes(), "not a pair in JSON"),
        ("in.csv", quote.as_bytes(), "longer than 64 MiB"),
        ("in.xlsx", b"PK\x03\x04\x14\0 cut off", "damaged Excel workbook"),
        ("in.zip", b"PK\x03\x04\x14\0 cut off", "damaged zip archive"),
    ] {
        folder.write(name, bytes);
        // Opening the pipe would wait for ever.
        let ran = folder.shell("rm -f pipe; mkfifo pipe");
        assert_eq!(ran.code, Some(0));
        let ran = folder.within_bounds(&format!("convert -q --force {name} out.tsv"));
        assert_eq!(ran.code, Some(2), "{name}, {words}: {ran:?}");
        assert!(ran.stderr.contains(words), "{name}, {words}: {}", ran.stderr);
        assert_eq!(folder.read("out.tsv"), "old");
    }
}

#[test]
fn nothing_outside_is_opened_for_a_document_type() {
    let unit = "<tu><tuv xml:lang='ar'><seg>نعم</seg></tuv><tuv xml:lang='en'><seg>yes</seg></tuv></tu>";
    let memory =
        format!("<!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx version='1.4'><header/><body>{unit}</body></tmx>");
    let folder = Folder::with(&[("in.tmx", memory.as_bytes())]);
    let ran = folder.shell("mkfifo tmx14.dtd");
    assert_eq!(ran.code, Some(0));
    assert_eq!(folder.within_bounds("convert -q in.tmx - --to tsv").out(), "نعم\tyes\n");
}

#[test]
fn units_that_are_wrong_are_named_and_the_others_are_converted() {
    let pair = |id: &str, ar: &str| {
        format!("<tu tuid='{id}'><tuv xml:lang='en'><seg>x</seg></tuv><tuv xml:lang='ar'>{ar}</tuv></tu>\n")
    };
    let units =
        [pair("1", "<seg>أ</seg>"), pair("1", "<seg>ب</seg>"), pair("2", ""), pair("3", "<seg>ج</seg>")];
    let memory = format!("<tmx version='1.4'><header/><body>\n{}</body></tmx>", units.concat());
    let folder = Folder::with(&[("in.tmx", memory.as_bytes())]);
    let ran = folder.within_bounds("convert in.tmx - --to tsv");
    assert_eq!((ran.code, ran.out()), (Some(2), "أ\tx\nب\tx\nج\tx\n"));
    assert_eq!(
        ran.stderr,
        "mizan: in.tmx, line 4: unit 2 has a <tuv> without a <seg>; it is left out; export the memory again\n\
         3 pairs written, 1 broken row\n"
    );
}

#[test]
fn a_large_memory_passes_through_in_little_memory() {
    let folder = Folder::new();
    let unit = |n: usize| {
        format!(
            "<tu tuid='u{n}'><tuv xml:lang='en'><seg>The government spent {n} million dollars.</seg></tuv>\
             <tuv xml:lang='ar'><seg>أنفقت الحكومة {n} مليون دولار.</seg></tuv></tu>\n"
        )
    };
    let units: String = (0..300_000).map(unit).collect();
    folder.write("in.tmx", format!("<tmx version='1.4'><header/><body>{units}</body></tmx>"));
    for words in
        ["convert -q in.tmx out.jsonl", "convert -q out.jsonl out.xliff", "convert -q out.xliff out.tmx"]
    {
        // Less than the 57 MB of the file.
        let ran = folder.shell(&format!("ulimit -d 50000; exec \"$MIZAN\" {words}"));
        assert_eq!(ran.code, Some(0), "{words}: {ran:?}");
    }
    assert_eq!(folder.read("out.tmx").matches("<tu ").count(), 300_000);
}

/// A zip archive with these files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn every_file_of_pairs_in_an_archive_is_read_and_named() {
    let xliff = |target: &str| {
        format!(
            "<xliff version='1.2'><file source-language='en' target-language='ar'><body><trans-unit id='7'>\
             <source>Three lamps</source>{target}</trans-unit></body></file></xliff>"
        )
    };
    let package = zip(&[
        ("project.xml", "<project/>"),
        ("en-US/a.sdlxliff", &xliff("")),
        ("ar-EG/a.sdlxliff", &xliff("<target>ثلاثة مصابيح</target>")),
        ("ar-EG/b.sdlxliff", &xliff("<target>أربعة مصابيح</target>")),
        ("en-US/b.sdlxliff", &xliff("")),
    ]);
    let moses = zip(&[
        ("README", "x"),
        ("one.ar-en.ar", "نعم\n"),
        ("one.ar-en.en", "Yes\n"),
        ("two.ar-en.ar", "لا\n"),
        ("two.ar-en.en", "No\n"),
    ]);
    let folder = Folder::with(&[("p.sdlppx", &package), ("moses.zip", &moses)]);
    let ran = folder.mizan("check p.sdlppx");
    assert_eq!(
        (ran.code, ran.out().contains("p.sdlppx/ar-EG/b.sdlxliff:7  error")),
        (Some(1), true),
        "{ran:?}"
    );
    assert!(ran.stderr.ends_with("1 finding in 1 of 2 pairs: 1 error (number 1)\n"), "{ran:?}");
    assert_eq!(folder.mizan("convert moses.zip --format tsv").out(), "نعم\tYes\nلا\tNo\n");
}
