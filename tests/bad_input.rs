//! Input that is broken, empty, enormous or in the wrong place, and places that cannot be written:
//! a clear error or a defined result, never a panic or half a file.

use crate::run::{Folder, finish};
use std::{
    io::{Read, Write},
    process::Stdio,
};

const AR: &[u8] = "وصل الوفد إلى القاهرة يوم الأحد.\nغادر بعد ثلاثة أيام.\n".as_bytes();
const EN: &[u8] = b"The delegation arrived in Cairo on Sunday.\nIt left after three days.\n";

fn pair() -> Folder {
    Folder::with(&[("ar.txt", AR), ("en.txt", EN)])
}

/// The Arabic and English texts of lines of JSON, concatenated without blanks.
fn texts(jsonl: &str) -> (String, String) {
    let rows: Vec<serde_json::Value> =
        jsonl.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let side = |key: &str| {
        rows.iter()
            .flat_map(|row| row[key].as_str().unwrap().chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    };
    (side("ar"), side("en"))
}

#[test]
fn one_sentence_against_a_thousand_keeps_every_sentence() {
    let thousand: String = (0..1000).map(|n| format!("Sentence number {n} is about the sea.\n")).collect();
    let folder = Folder::with(&[("ar.txt", "هذه جملة واحدة.\n".as_bytes()), ("en.txt", thousand.as_bytes())]);
    let ran = folder.mizan("align ar.txt en.txt --format jsonl");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let (ar, en) = texts(ran.out());
    assert_eq!(ar, "هذهجملةواحدة.");
    assert_eq!(en, thousand.split_whitespace().collect::<String>());
}

#[test]
fn a_line_of_100_megabytes_is_read_to_its_end() {
    let folder = Folder::with(&[("ar.txt", "هذه جملة واحدة.\n".as_bytes())]);
    folder.write("en.txt", "word ".repeat(20_000_000));
    let ran = folder.mizan("align ar.txt en.txt -o out.jsonl");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let (ar, en) = texts(&folder.read("out.jsonl"));
    assert_eq!((ar.as_str(), en.len()), ("هذهجملةواحدة.", 80_000_000));
}

#[test]
fn a_table_row_of_100_megabytes_is_an_error_that_names_it() {
    let folder = Folder::new();
    folder.write("pairs.tsv", format!("نعم\tyes\n{}", "x".repeat(100_000_000)));
    folder.mizan("check pairs.tsv -q").fails_with("pairs.tsv, line 2: the line is longer than 64 MiB");
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = pair();
    folder.write("out.tsv", "old");
    let mut rights = std::fs::metadata(folder.path("out.tsv")).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(folder.path("out.tsv"), rights).unwrap();
    folder.mizan("align ar.txt en.txt -q -o out.tsv --force").fails_with("out.tsv: permission denied");
    assert_eq!(folder.read("out.tsv"), "old");
    assert_eq!(folder.names(), ["ar.txt", "en.txt", "out.tsv"]);
}

#[test]
fn a_missing_folder_is_found_before_anything_is_written() {
    let folder = pair();
    folder
        .mizan("align ar.txt en.txt -q -o no/out.tmx -o out.tsv")
        .fails_with("no/out.tmx: the folder to write into");
    assert_eq!(folder.names(), ["ar.txt", "en.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_an_error() {
    for words in [
        "align ar.txt en.txt --format jsonl",
        "segment ar.txt",
        "figures en.txt --format jsonl",
        "completions bash",
        "man",
    ] {
        let folder = pair();
        folder
            .shell(&format!("\"$MIZAN\" {words} > /dev/full"))
            .fails_with("standard output: the disk is full");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_as_output_is_an_error() {
    let folder = pair();
    std::os::unix::fs::symlink("/dev/full", folder.path("out.tsv")).unwrap();
    folder.mizan("align ar.txt en.txt -q -o out.tsv").fails_with("out.tsv: the disk is full");
}

/// A limit on the size of files makes writing fail half way on any machine, without special rights.
#[cfg(unix)]
#[test]
fn no_more_room_half_way_leaves_the_old_file_and_no_other() {
    let folder =
        Folder::with(&[("out.json", b"old"), ("ar.txt", &AR.repeat(100)), ("en.txt", &EN.repeat(100))]);
    folder
        .shell("trap '' XFSZ; ulimit -f 16; exec \"$MIZAN\" align ar.txt en.txt -q --force -o out.json -o new.tmx -o small.ladder")
        .failed_twice("out.json: a limit of the system", "new.tmx: a limit of the system");
    assert_eq!(folder.read("out.json"), "old");
    assert_eq!(folder.names(), ["ar.txt", "en.txt", "out.json", "small.ladder"]);
}

impl crate::run::Ran {
    #[track_caller]
    fn failed_twice(&self, first: &str, second: &str) {
        assert_eq!(self.code, Some(2), "{self:?}");
        let lines: Vec<&str> = self.stderr.lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].contains(first) && lines[1].contains(second), "{lines:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_writing_quietly() {
    let folder = Folder::new();
    folder.write("en.txt", "This is a sentence of some length. ".repeat(20_000));
    let mut child = folder
        .command()
        .args(["segment", "en.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 64]).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn a_closed_standard_error_does_not_change_the_exit_code() {
    let folder = pair();
    let ran = folder.shell("\"$MIZAN\" align ar.txt nothing-here.txt 2>&-");
    assert_eq!(ran.code, Some(2));
    let ran = folder.shell("\"$MIZAN\" align ar.txt en.txt 2>&-");
    assert_eq!(ran.code, Some(0));
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let folder = Folder::with(&[("ar.txt", &AR.repeat(40)), ("en.txt", &EN.repeat(40))]);
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for jobs in ["1", "2", "7"] {
        for format in ["tmx", "json"] {
            let mut command = folder.command();
            command.args(["align", "ar.txt", "en.txt", "--format", format, "--jobs", jobs]);
            let ran = finish(command.env("SOURCE_DATE_EPOCH", "1700000000"), b"");
            assert_eq!(ran.code, Some(0), "{ran:?}");
            seen.push(ran.stdout);
        }
    }
    assert!(seen.chunks(2).all(|run| run == &seen[..2]));
}

#[test]
fn hostile_bytes_end_in_an_error_or_a_result_within_bounds() {
    let hostile: [(&str, Vec<u8>); 6] = [
        ("nothing but NULs", vec![0; 4096]),
        ("every byte", (0..=255).collect()),
        ("a lonely mark of UTF-16", b"\xFF\xFE".to_vec()),
        ("half a character of UTF-16", b"\xFF\xFEa\0b".to_vec()),
        ("a zip", b"PK\x03\x04\x14\0\0\0\x08\0junk".to_vec()),
        ("deep brackets", "([{«".repeat(20_000).into_bytes()),
    ];
    for (what, bytes) in hostile {
        for words in [
            "align x.txt en.txt",
            "segment x.txt",
            "figures x.txt",
            "names x.txt",
            "check x.tsv",
            "check x.json",
            "check x.jsonl",
        ] {
            let folder = pair();
            for name in ["x.txt", "x.tsv", "x.json", "x.jsonl"] {
                folder.write(name, &bytes);
            }
            let ran = folder.within_bounds(words);
            assert!(matches!(ran.code, Some(0..=2)), "{what}: {words}: {ran:?}");
            assert!(!ran.stderr.contains("panicked"), "{what}: {words}: {ran:?}");
        }
    }
}

/// Checks that the commands that read files of pairs refuse these files; with two files, as catalogues.
fn refuses(files: &[(&str, &[u8])]) {
    let folder = Folder::with(files);
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let words: &[&str] = match names.as_slice() {
        [one] if one.ends_with(".ass") => &["segment"],
        [_] => &["check", "convert --format tsv"],
        _ => &["check", "align"],
    };
    for words in words {
        let ran = folder.within_bounds(&format!("{words} {}", names.join(" ")));
        assert_eq!(ran.code, Some(2), "{words} {names:?}: {ran:?}");
        let said = ran.stderr.starts_with("mizan: ") && ran.stderr.contains(names[0]);
        assert!(said && !ran.stderr.contains("panicked"), "{words} {names:?}: {ran:?}");
    }
}

/// Files as translation tools or programs may leave them: each must end in an error, quickly and in
/// little memory.
#[test]
fn files_of_programs_and_tools_that_are_broken_or_enormous_are_refused() {
    let deep = |open: &str| open.repeat(1_000_000);
    let unit =
        "<xliff version='1.2'><file source-language='en' target-language='ar'><body><trans-unit id='1'>";
    let qt = "<TS language='ar'><context>";
    let apple = |value: &str| {
        format!(
            "{{\"sourceLanguage\":\"en\",\"strings\":{{\"a\":{{\"localizations\":{{\"ar\":{{\"stringUnit\":{{\"value\":\"{value}\""
        )
    };
    let huge = "x".repeat(30 << 20);
    let marks = "<mrk mtype='seg' mid='1'>y</mrk>".repeat(20_000);
    let keys = |n: usize| -> String { (0..n).map(|n| format!(",\n\"k{n}\": \"v\"")).collect() };
    let dialogue = "[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,";
    for (name, text) in [
        ("cut.ts", format!("<?xml version='1.0'?>{qt}<message><source>Yes</sou")),
        ("deep.ts", format!("<TS language='ar'>{}", deep("<context>"))),
        ("huge.ts", format!("{qt}<message><source>{huge}")),
        (
            "entities.ts",
            format!("<!DOCTYPE TS [<!ENTITY a \"aaaa\">]>{qt}<message><source>&a;</source></message>"),
        ),
        ("cut.xcstrings", apple("نعم")),
        ("deep.xcstrings", deep("{\"a\":")),
        ("huge.xcstrings", apple(&huge) + "}}}}}}}"),
        ("deep.json", deep("[")),
        (
            "many.json",
            format!("{{\"ar\": {{\"a\": \"نعم\"{}}}, \"en\": {{\"a\": \"Yes\"}}}}", keys(1_000_000)),
        ),
        ("one.json", "{\"a\": \"Yes\"}".to_owned()),
        ("list.json", format!("[{}1]", "{\"a\":1},".repeat(1_000_000) + &"1,".repeat(9 << 20))),
        ("cut.jsonl", "{\"source\": \"Yes\", \"target\": \"نع".to_owned()),
        ("members.jsonl", format!("{{\"source\": \"Yes\"{}}}", keys(50_000).replace('\n', ""))),
        ("junk.docx", "PK\u{3}\u{4} cut off".to_owned()),
        ("junk.xlsx", "PK\u{3}\u{4} cut off".to_owned()),
        ("cut.mqxliff", format!("{unit}<source>Yes</source><target>نع")),
        ("deep.mqxliff", format!("{unit}<source>{}", deep("<g id='1'>"))),
        ("huge.mxliff", format!("{unit}<source>{huge}")),
        ("deep.sdlxliff", format!("<xliff version='1.2'><file><body>{}", deep("<group>"))),
        (
            "marks.sdlxliff",
            format!("{unit}<seg-source>{marks}</seg-source><target>{marks}</target></trans-unit>"),
        ),
        ("huge.ass", format!("{dialogue}{huge}\n")),
        ("many.ass", format!("{dialogue}{}", format!("نعم\n{}", &dialogue[33..]).repeat(500_000))),
    ] {
        refuses(&[(name, text.as_bytes())]);
    }
    for (name, bytes) in [
        ("wrong.ts", [qt.as_bytes(), b"<message><source>\xFF\xD8</source></message>"].concat()),
        ("wrong.xcstrings", [apple("\u{FFFD}").as_bytes(), b"\xFF\xD8\"}}}}}}}"].concat()),
        ("wrong.mqxliff", [unit.as_bytes(), b"<source>\xFF\xD8</source></trans-unit>"].concat()),
    ] {
        refuses(&[(name, &bytes)]);
    }
}

#[test]
fn catalogues_of_each_language_that_are_broken_or_enormous_are_refused() {
    let many = |item: &dyn Fn(usize) -> String| -> String { (0..1_000_000).map(item).collect() };
    let huge = "x".repeat(20 << 20);
    let hostile: [(&str, String); 26] = [
        ("cut.json", "{\"a\": \"نعم".to_owned()),
        ("deep.json", "{\"a\":".repeat(1_000_000)),
        ("huge.json", format!("{{\"a\": \"نعم{huge}\"}}")),
        ("many.json", format!("{{{}\"z\": \"نعم\"}}", many(&|n| format!("\"{n}\":\"ن\",")))),
        ("cut.yml", "a: \"نعم".to_owned()),
        ("deep.yml", "[".repeat(1_000_000)),
        ("huge.yml", format!("a: نعم{huge}")),
        ("many.yml", many(&|n| format!("k{n}: ن\n"))),
        ("cut.strings", "\"a\" = \"نعم".to_owned()),
        ("comment.strings", "/* ".repeat(1_000_000)),
        ("huge.strings", format!("\"a\" = \"نعم{huge}\";")),
        ("many.strings", many(&|n| format!("\"{n}\"=\"ن\";"))),
        ("joined.properties", "a=\\\n".repeat(200_000)),
        ("huge.properties", format!("a=نعم{huge}")),
        ("many.properties", many(&|n| format!("{n}=ن\n"))),
        ("cut.xml", "<resources><string name=\"a\">نعم".to_owned()),
        ("deep.xml", format!("<resources><string name=\"a\">{}", "<b>".repeat(1_000_000))),
        ("huge.xml", format!("<resources><string name=\"a\">نعم{huge}</string></resources>")),
        (
            "entities.xml",
            "<!DOCTYPE r [<!ENTITY a \"aaaa\">]><resources><string name=\"a\">&a;</string></resources>"
                .to_owned(),
        ),
        ("cut.php", "<?php return ['a' => 'نعم".to_owned()),
        ("deep.php", format!("<?php return {}", "['a' => ".repeat(1_000_000))),
        ("huge.js", format!("export default {{ a: 'نعم{huge}' }}")),
        ("many.js", format!("export default {{ {} }}", many(&|n| format!("k{n}: 'ن',")))),
        ("cut.resx", "<root><data name=\"a\"><value>نعم".to_owned()),
        ("deep.resx", format!("<root>{}", "<data name=\"a\">".repeat(1_000_000))),
        (
            "many.resx",
            format!("<root>{}</root>", many(&|n| format!("<data name=\"{n}\"><value>ن</value></data>"))),
        ),
    ];
    for (name, text) in hostile {
        let (stem, extension) = name.split_once('.').unwrap();
        let other = format!("{stem}-en.{extension}");
        refuses(&[(name, text.as_bytes()), (&other, text.as_bytes())]);
    }
    for (name, before, after) in [
        ("a.json", "{\"a\": \"", "\"}"),
        ("a.yml", "a: \"", "\""),
        ("a.strings", "\"a\" = \"", "\";"),
        ("a.properties", "a=", ""),
        ("a.php", "<?php return ['a' => '", "'];"),
        ("a.xml", "<resources><string name=\"a\">", "</string></resources>"),
        ("a.resx", "<root><data name=\"a\"><value>", "</value></data></root>"),
    ] {
        let bytes = [before.as_bytes(), b"\xFF\xD8\x00\xFF", after.as_bytes()].concat();
        refuses(&[(name, &bytes), (&name.replace("a.", "b."), &bytes)]);
    }
}

/// An Office archive with one part in addition to those that every file has.
fn office(part: &str, text: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let sheets = "<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>";
    let others = if part == "content.xml" {
        ("META-INF/manifest.xml", "<manifest/>")
    } else {
        ("xl/workbook.xml", sheets)
    };
    for (name, text) in [others, (part, text)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn office_files_that_are_broken_or_enormous_are_refused() {
    let (table, sheet) = ("word/document.xml", "xl/worksheets/sheet1.xml");
    let word = |text: &str| format!("<w:document xmlns:w=\"w\"><w:body>{text}</w:body></w:document>");
    let excel = |text: &str| format!("<worksheet><sheetData>{text}</sheetData></worksheet>");
    let cell = |text: &str| {
        format!("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
    };
    for (name, part, text) in [
        ("deep.docx", table, word(&"<w:tbl><w:tr><w:tc>".repeat(300_000))),
        ("bomb.docx", table, word(&cell(&" ".repeat(100 << 20)))),
        ("rows.docx", table, word(&cell("Yes").repeat(1_000_000))),
        ("cut.docx", table, word("<w:tbl><w:tr><w:tc>")[..50].to_owned()),
        ("deep.xlsx", sheet, excel(&"<row>".repeat(1_000_000))),
        ("bomb.xlsx", sheet, excel(&format!("<row><c t=\"str\"><v>{}</v></c></row>", " ".repeat(100 << 20)))),
        ("rows.xlsx", sheet, excel("<row r=\"1048577\"><c t=\"str\"><v>Yes</v></c></row>")),
        ("cut.xlsx", sheet, excel("<row><c t=\"str\"><v>")[..40].to_owned()),
    ] {
        let bytes = office(part, &text);
        refuses(&[(name, &bytes)]);
        if name.ends_with(".docx") {
            continue;
        }
        // The same when read as a text.
        let ran = Folder::with(&[(name, &bytes)]).within_bounds(&format!("segment {name}"));
        assert!(matches!(ran.code, Some(0 | 2)) && !ran.stderr.contains("panicked"), "{name}: {ran:?}");
    }
}

#[test]
fn workbooks_of_libreoffice_that_are_broken_or_enormous_are_refused() {
    let book = |rows: &str| {
        format!(
            "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><table:table>{rows}</table:table>\
             </office:document-content>"
        )
    };
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |text: &str, times: usize| {
        format!(
            "<table:table-row table:number-rows-repeated='{times}'>{}{}</table:table-row>",
            cell("Yes"),
            cell(text)
        )
    };
    for (name, text) in [
        ("deep.ods", book(&"<table:table-row>".repeat(1_000_000))),
        ("cell.ods", book(&cell(&"<text:p>".repeat(1_000_000)))),
        ("bomb.ods", book(&row(&" ".repeat(100 << 20), 1))),
        ("again.ods", book(&row("نعم", 1_000_000))),
        ("rows.ods", book(&format!("{}{}", row("", 2_000_000_000), row("نعم", 2)))),
        ("cut.ods", book(&row("نعم", 1))[..200].to_owned()),
        ("none.ods", book("")),
        ("entities.ods", format!("<!DOCTYPE x [<!ENTITY a 'aaaa'>]>{}", book(&row("&a;", 1)))),
    ] {
        let bytes = office("content.xml", &text);
        refuses(&[(name, &bytes)]);
        let ran = Folder::with(&[(name, &bytes)]).within_bounds(&format!("segment {name}"));
        assert!(matches!(ran.code, Some(0 | 2)) && !ran.stderr.contains("panicked"), "{name}: {ran:?}");
    }
    // Many sheets are read one after the other, not each from the beginning.
    let sheets =
        book(&format!("</table:table>{}<table:table>", "<table:table></table:table>".repeat(50_000)));
    let whole = sheets.replacen(
        "<table:table></table:table>",
        &format!("<table:table>{}</table:table>", row("نعم", 1)),
        1,
    );
    let ran = Folder::with(&[("sheets.ods", &office("content.xml", &whole))])
        .within_bounds("convert sheets.ods --format tsv");
    assert_eq!((ran.code, ran.out()), (Some(0), "نعم\tYes\n"), "{ran:?}");
    refuses(&[("empty.ods", &office("content.xml", &sheets))]);
    // A cell that is repeated a billion times fills only the columns that are read.
    let many = book(&format!(
        "<table:table-row>{}{}</table:table-row>",
        cell("نعم"),
        cell("Yes").replacen("-cell", "-cell table:number-columns-repeated='1000000000'", 1)
    ));
    let ran = Folder::with(&[("wide.ods", &office("content.xml", &many))])
        .within_bounds("convert wide.ods --format tsv");
    assert_eq!((ran.code, ran.out()), (Some(0), "نعم\tYes\n"), "{ran:?}");
}

#[test]
fn archives_of_pairs_that_are_broken_or_hold_none_are_refused() {
    let two = |one: &str, text: &str, two: &str, more: &str| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in [(one, text), (two, more)] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let unit = "<tmx version='1.4'><header srclang='en'/><body><tu>";
    let whole = two("a.tmx", unit, "b.tmx", unit);
    for (name, bytes) in [
        ("none.zip", two("a.pdf", "x", "b.png", "y")),
        ("cut.sdlppx", whole[..whole.len() / 2].to_vec()),
        ("inside.mqxlz", two("a.tmx", &format!("{unit}{}", "<tuv>".repeat(1_000_000)), "b.tmx", unit)),
    ] {
        refuses(&[(name, &bytes)]);
    }
}

#[test]
fn a_damaged_file_is_called_what_it_was_to_be() {
    let noise: Vec<u8> = (1..3000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, what) in [
        ("a.docx", "a damaged Word file"),
        ("a.xlsx", "a damaged Excel workbook"),
        ("a.odt", "a damaged OpenDocument file"),
        ("a.epub", "a damaged EPUB book"),
        ("a.tmx.gz", "a damaged gzip archive"),
        ("a.tmx", "a binary file"),
    ] {
        let folder = Folder::with(&[(name, &noise), ("a.txt", AR)]);
        for words in ["check", "segment", "align a.txt", "convert --format tsv"] {
            folder.mizan(&format!("{words} {name}")).fails_with(what);
        }
    }
    let folder = Folder::with(&[("a.docx", b"PK\x03\x04 cut off")]);
    folder.mizan("segment a.docx").fails_with("a damaged Word file");
}

#[test]
fn an_output_of_an_earlier_run_is_replaced_unless_somebody_touched_it() {
    let folder = Folder::with(&[("in.tmx", b"<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>Yes</seg></tuv><tuv xml:lang='ar'><seg>\xD9\x86</seg></tuv></tu></body></tmx>")]);
    let convert = |shell: &str| {
        folder.shell(&format!(
            "export XDG_STATE_HOME=\"$PWD/state\"; {shell}\"$MIZAN\" convert in.tmx out.tsv -q"
        ))
    };
    assert_eq!((convert("").code, convert("").code), (Some(0), Some(0)));
    convert("printf x >> out.tsv; ").fails_with("out.tsv: there is a file already");
    assert_eq!(folder.read("out.tsv").lines().count(), 2);
}

#[test]
fn an_older_file_stays_when_the_source_breaks_off() {
    let unit = "<tu><tuv xml:lang='en'><seg>Yes</seg></tuv><tuv xml:lang='ar'><seg>نعم</seg></tuv></tu>";
    let cut = format!("<tmx version='1.4'><header srclang='en'/><body>{unit}{unit}<tu><tuv xml:lang='en'>");
    let folder = Folder::with(&[("in.tmx", cut.as_bytes()), ("out.tsv", b"old")]);
    let ran = folder.mizan("convert in.tmx out.tsv --force");
    assert!(ran.code == Some(2) && ran.stderr.contains("out.tsv: the file to be read breaks off"), "{ran:?}");
    assert_eq!(folder.read("out.tsv"), "old");
    // Without an older file, the readable part is written, and the exit code says that it is incomplete.
    let ran = folder.mizan("convert in.tmx new.tsv");
    assert_eq!((ran.code, folder.read("new.tsv").lines().count()), (Some(2), 2));
}
