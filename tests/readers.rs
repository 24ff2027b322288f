//! Every reader with the same kinds of bad input: cut off, enormous, with a million parts, nested a
//! million deep, in another encoding. Each ends in a clear error or a result, within bounds of time
//! and memory. Readers of catalogues and of the files of other tools are in `bad_input`.

use crate::run::Folder;
use std::io::{Cursor, Write};

/// What a command does with a file.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Outcome {
    /// An error that names the file.
    Refused,
    /// A result.
    Read,
    /// Either: readers of text take nearly anything for text.
    Any,
}

use Outcome::{Any, Read, Refused};

/// Checks what a command does with a file, within the bounds.
#[track_caller]
fn ends(command: &str, name: &str, bytes: &[u8], outcome: Outcome) {
    let ran = Folder::with(&[(name, bytes)]).within_bounds(&format!("{command} {name}"));
    let refused = ran.code == Some(2) && ran.stderr.contains(name);
    let read = matches!(ran.code, Some(0 | 1));
    let fits = match outcome {
        Refused => refused,
        Read => read,
        Any => refused || read,
    };
    assert!(fits && !ran.stderr.contains("panicked"), "{command} {name}: {:?}, {}", ran.code, ran.stderr);
}

fn repeated(piece: &str, times: usize) -> Vec<u8> {
    piece.repeat(times).into_bytes()
}

/// A zip archive of these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn epub(chapter: &[u8]) -> Vec<u8> {
    packed(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b"<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"),
        ("b.opf", b"<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"),
        ("a.xhtml", chapter),
    ])
}

fn odt(content: &[u8]) -> Vec<u8> {
    packed(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content)])
}

const TIMED: &str = "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s' end='2s'>";

const TMX: &str = "<tmx version='1.4'><header srclang='en'/><body><tu>";

const TXML: &str = "<txml locale='en' targetlocale='ar'><segment segmentId='1'><source>";
const TBX: &str = "<martif type='TBX'><termEntry id='a'><langSet xml:lang='en'>";

/// Terms that differ.
fn numbered(many: usize) -> Vec<u8> {
    (0..many).map(|n| format!("<term>a{n}</term>")).collect::<String>().into_bytes()
}

#[test]
fn links_of_corpora_end_within_bounds() {
    let group = "<cesAlign><linkGrp fromDoc='ar/a.xml' toDoc='en/a.xml'>";
    let link = "<link xtargets='1;1'/>";
    let (ar, en) = ("<text><s id='1'>نعم</s></text>".as_bytes(), &b"<text><s id='1'>Yes</s></text>"[..]);
    let zip = |links: &[u8], ar: &[u8], en: &[u8]| {
        packed(&[("ar-en.xml", links), ("x/ar/a.xml", ar), ("x/en/a.xml", en)])
    };
    let whole = format!("{group}{link}</linkGrp></cesAlign>");
    for (name, bytes, outcome) in [
        ("whole.zip", zip(whole.as_bytes(), ar, en), Read),
        (
            "many.zip",
            zip(format!("{group}{}</linkGrp></cesAlign>", link.repeat(20_000)).as_bytes(), ar, en),
            Read,
        ),
        ("cut.zip", zip(format!("{group}{link}").as_bytes(), ar, en), Refused),
        ("deep.zip", zip(&repeated("<cesAlign>", 1_000_000), ar, en), Refused),
        ("text.zip", zip(whole.as_bytes(), &ar[..20], en), Refused),
        ("nested.zip", zip(whole.as_bytes(), ar, &repeated("<text>", 1_000_000)), Refused),
        ("bomb.zip", zip(whole.as_bytes(), ar, &repeated(" ", 100 << 20)), Refused),
        ("wrong.zip", zip(whole.as_bytes(), ar, b"<text><s id='1'>\xFF\xD8</s></text>"), Refused),
        ("none.zip", packed(&[("ar-en.xml", whole.as_bytes())]), Refused),
        ("outside.zip", zip(whole.replace("en/a", "../en/a").as_bytes(), ar, en), Refused),
    ] {
        ends("convert --format tsv", name, &bytes, outcome);
    }
}

#[test]
fn files_of_pairs_end_within_bounds() {
    let huge = "x".repeat(20 << 20);
    let tuv = format!("{TMX}<tuv xml:lang='en'><seg>");
    for (name, bytes, outcome) in [
        ("cut.tmx", format!("{tuv}Yes").into_bytes(), Refused),
        ("huge.tmx", format!("{tuv}{huge}").into_bytes(), Refused),
        ("deep.tmx", [tuv.as_bytes(), &repeated("<hi>", 1_000_000)].concat(), Refused),
        ("many.tmx", [TMX.as_bytes(), &repeated("<prop type='a'>b</prop>", 200_000)].concat(), Refused),
        ("wrong.tmx", [tuv.as_bytes(), b"\xFF\xD8</seg></tuv></tu></body></tmx>"].concat(), Refused),
        ("bomb.tmx.gz", gzipped(&repeated(" ", 100 << 20)), Refused),
        ("seg.tmx.gz", gzipped(&[tuv.as_bytes(), &repeated(" ", 100 << 20)].concat()), Refused),
        ("wrong.po", b"msgid \"Yes\"\nmsgstr \"\xFF\xD8\x81\"\n".to_vec(), Any),
        ("many.po", repeated("#: a.c:1\n", 200_000), Refused),
        ("wrong.jsonl", b"{\"ar\": \"\xFF\xD8\", \"en\": \"Yes\"}\n".to_vec(), Refused),
        (
            "huge.jsonl",
            format!("{{\"ar\": \"نعم\", \"en\": \"{huge}{huge}{huge}{huge}\"}}").into_bytes(),
            Refused,
        ),
        ("cut.po", b"msgid \"Yes\"\nmsgstr \"".to_vec(), Any),
        ("huge.po", format!("msgid \"a\"\nmsgstr \"{huge}\"\n").into_bytes(), Any),
        ("lines.po", [b"msgid \"a\"\nmsgstr \"\"\n", &repeated("\"b\"\n", 20_000)[..]].concat(), Any),
        ("cut.html", "<table><tr><td>نعم<td>yes".as_bytes().to_vec(), Read),
        ("deep.html", repeated("<table><tr><td>a", 50_000), Refused),
        ("many.html", repeated("<dl><dt>a<dd>b</dl>", 50_000), Refused),
        ("wrong.html", b"<table><tr><td>\xFF\xD8<td>\x81".to_vec(), Any),
        ("cells.md", [b"|a|b|\n|-|-|\n", &repeated("|", 100_000)[..]].concat(), Refused),
        ("quotes.csv", [b"a,\"", &repeated("x\n", 100_000)[..]].concat(), Any),
        ("columns.csv", repeated("a,", 100_000), Any),
        ("columns.tsv", repeated("a\t", 100_000), Any),
        ("huge.csv", format!("نعم,{}\n", &huge[..17 << 20]).into_bytes(), Refused),
        ("wrong.csv", b"\xFF\xD8\x00\xFE,\x81\x00\n".to_vec(), Refused),
        ("deep.jsonl", [b"{\"ar\":", &repeated("[", 1_000_000)[..]].concat(), Refused),
        ("cut.txml", format!("{TXML}Yes").into_bytes(), Refused),
        ("huge.txml", format!("{TXML}{huge}").into_bytes(), Refused),
        ("deep.txml", [TXML.as_bytes(), &repeated("<ut>", 1_000_000)].concat(), Refused),
        ("wrong.txml", [TXML.as_bytes(), b"\xFF\xD8</source></segment></txml>"].concat(), Refused),
        ("cut.tbx", format!("{TBX}<term>keel").into_bytes(), Refused),
        ("huge.tbx", format!("{TBX}<term>{huge}").into_bytes(), Refused),
        ("deep.tbx", [TBX.as_bytes(), &repeated("<tig>", 1_000_000)].concat(), Refused),
        (
            "terms.tbx",
            [TBX.as_bytes(), &repeated("<term>a</term>", 1_000), &numbered(1_000)].concat(),
            Refused,
        ),
        (
            "wrong.tbx",
            [TBX.as_bytes(), b"<term>\xFF\xD8</term></langSet></termEntry></martif>"].concat(),
            Refused,
        ),
        ("cut.yml", b"ar:\n  a: \"\xD9\x86".to_vec(), Refused),
        ("deep.yml", repeated("{a: ", 1_000_000), Refused),
        ("lines.yaml", (0..2_000).map(|n| " ".repeat(n) + "a:\n").collect::<String>().into_bytes(), Refused),
        ("aliases.yml", [b"a: &a [x]\n", &repeated("- *a\n", 100_000)[..]].concat(), Refused),
        ("huge.yml", format!("ar: {{a: نعم}}\nen: {{a: {huge}{huge}}}").into_bytes(), Refused),
    ] {
        ends("check", name, &bytes, outcome);
    }
}

#[test]
fn what_cannot_be_compared_is_said_at_the_entrance() {
    let folder = Folder::with(&[
        ("french.tsv", "The mill is old\tLe moulin est vieux\nA wide river\tUn large fleuve\n".as_bytes()),
        ("tabs.tsv", b"\t\t\n\t\t\n"),
        ("cut.jsonl", "{\"ar\":\"نعم\",\"en\":\"Yes\"}\n\n{\"ar\":\"لا\n".as_bytes()),
        ("page.html", b"<p>The mill is old.</p>"),
    ]);
    folder.mizan("check french.tsv -q").fails_with("no Arabic letters in columns 1 and 2");
    folder.mizan("corpus stats tabs.tsv").fails_with("tabs.tsv: nothing but blanks");
    folder.mizan("check page.html").fails_with("no table with Arabic in one column");
    let ran = folder.mizan("check cut.jsonl -q");
    assert!(ran.stderr.contains("line 3") && !ran.stderr.contains("line 1"), "{}", ran.stderr);
}

#[test]
fn what_is_left_out_is_said_with_its_reason() {
    let unit = |id: usize, more: &str, target: &str| {
        format!(
            "<trans-unit id='{id}'{more}><source>Mill {id}</source><target>{target}</target></trans-unit>"
        )
    };
    let file = format!(
        "<xliff version='1.2'><file original='a' datatype='plaintext' source-language='en' target-language='ar'>\
         <body>{}{}{}</body></file></xliff>",
        unit(1, " approved='yes'", "طاحونة ١"),
        unit(2, "", "طاحونة ٢"),
        unit(3, "", ""),
    );
    let folder = Folder::with(&[("a.xlf", file.as_bytes())]);
    let said = |options: &str| folder.mizan(&format!("convert a.xlf - --to tsv{options}")).stderr;
    assert!(said("").contains("1 left out (without a counterpart)"), "{}", said(""));
    let both = said(" --only-confirmed");
    assert!(both.contains("2 left out (1 without a counterpart, 1 not confirmed)"), "{both}");
}

#[test]
fn texts_end_within_bounds() {
    let huge = "x".repeat(20 << 20);
    let cue = "1\n00:00:01,000 --> 00:00:02,000\n";
    for (name, bytes, outcome) in [
        ("cut.html", b"<!doctype html><p>Yes <b".to_vec(), Read),
        ("wrong.html", b"<!doctype html><meta charset=utf-8><p>\xFF\xD8\x81</p>".to_vec(), Any),
        ("wrong.srt", [cue.as_bytes(), b"\xFF\xD8\x81\n"].concat(), Any),
        (
            "tags.vtt",
            [b"WEBVTT\n\n00:01.000 --> 00:02.000\n", &repeated("<c.a>", 1_000_000)[..]].concat(),
            Any,
        ),
        ("cut.md", b"# Yes\n\n```\n[a](".to_vec(), Read),
        ("quotes.md", repeated(">", 100_000), Any),
        ("cut.srt", cue.as_bytes().to_vec(), Any),
        ("huge.srt", format!("{cue}{huge}").into_bytes(), Refused),
        ("many.sub", repeated("{1}{2}a\n", 300_000), Read),
        ("braces.sub", [b"{1}{2}a\n{1}{2}", &repeated("{a:", 300_000)[..]].concat(), Read),
        ("many.sbv", repeated("0:00:01.000,0:00:02.000\na\n", 100_000), Read),
        ("pages.txt", repeated("1\na b c d\n", 50_000), Read),
        ("cut.ttml", format!("{TIMED}Yes").into_bytes(), Refused),
        ("huge.ttml", format!("{TIMED}{huge}").into_bytes(), Refused),
        ("deep.dfxp", [TIMED.as_bytes(), &repeated("<span>", 1_000_000)].concat(), Refused),
        (
            "many.ttml",
            [TIMED.as_bytes(), &repeated("a</p><p begin='1s'>", 100_000), b"</p></div></body></tt>"].concat(),
            Read,
        ),
        ("wrong.ttml", [TIMED.as_bytes(), b"\xFF\xD8</p></div></body></tt>"].concat(), Refused),
        (
            "entities.ttml",
            format!("<!DOCTYPE tt [<!ENTITY a 'aaaa'>]>{TIMED}&a;</p></div></body></tt>").into_bytes(),
            Refused,
        ),
        ("notes.txt", repeated("a b c d(1)\n(1) e f g\n12\nh i j k.\n", 30_000), Read),
        ("cut.xml", b"<book><p>Yes".to_vec(), Refused),
        ("deep.xml", repeated("<a>", 1_000_000), Refused),
        ("many.xml", [b"<a>", &repeated("<b>x</b>", 200_000)[..], b"</a>"].concat(), Read),
        ("wrong.xml", b"<?xml version='1.0' encoding='UTF-8'?><a>\xFF\xD8</a>".to_vec(), Refused),
        ("cut.epub", epub(b"<html><body><p>Yes"), Any),
        ("deep.epub", epub(&repeated("<div>", 500_000)), Refused),
        ("bomb.epub", epub(&repeated(" ", 100 << 20)), Refused),
        ("cut.odt", odt(b"<office:document-content xmlns:office='o'><office:body>"), Refused),
        ("deep.odt", odt(&repeated("<text:p>", 1_000_000)), Refused),
        ("bomb.odt", odt(&repeated(" ", 100 << 20)), Refused),
        ("empty.odt", packed(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), Refused),
    ] {
        ends("segment", name, &bytes, outcome);
    }
}
