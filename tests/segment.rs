//! Sentence splitting: the cases of `tests/cases/segment/*.case`, and the properties that hold for any text.
//!
//! A case is a heading, then one line `ar: …` or `en: …` in which ` | ` (or `|` where there is no
//! blank) marks the end of a sentence. `\n` is a line break, `\u{200F}` any character by its
//! number.

use mizan::{
    document::{self, ReadOptions, is_invisible},
    segment,
    text::{Lang, bidi},
};
use proptest::prelude::*;
use std::{fs, path::Path};

struct Case {
    name: String,
    lang: Lang,
    marked: String,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/segment");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let mut name = String::new();
        for line in fs::read_to_string(&file).unwrap().lines() {
            if let Some(heading) = line.strip_prefix("--- ") {
                name =
                    format!("{}: {}", file.file_stem().unwrap().display(), heading.trim_end_matches(" ---"));
            } else if let Some((lang, marked)) = line.split_once(": ") {
                cases.push(Case {
                    name: name.clone(),
                    lang: lang.parse().unwrap(),
                    marked: unescaped(marked),
                });
            } else {
                assert!(line.is_empty(), "{}: what is `{line}`?", file.display());
            }
        }
    }
    cases
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(tail) = rest.strip_prefix('n') {
            out.push('\n');
            rest = tail;
        } else if let Some((code, tail)) = rest.strip_prefix("u{").and_then(|code| code.split_once('}')) {
            out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
            rest = tail;
        } else {
            panic!("unknown escape in `{text}`");
        }
    }
    out + rest
}

fn split(lang: Lang, text: &str) -> Vec<String> {
    let options = ReadOptions { lang: Some(lang), ..ReadOptions::default() };
    let document = document::read(text.as_bytes(), "case", &options).unwrap();
    let segments = segment::segment(&document);
    segments.iter().map(|segment| segment.span.of(&document.text).to_owned()).collect()
}

#[test]
fn every_case_is_split_as_written() {
    let cases = cases();
    assert!(cases.len() > 100, "only {} cases found", cases.len());
    let mut wrong = String::new();
    for Case { name, lang, marked } in &cases {
        let text = marked.replace(" | ", " ").replace('|', "");
        let wanted: Vec<&str> = marked.split('|').map(|piece| piece.trim_matches([' ', '\n'])).collect();
        let got = split(*lang, &text);
        if got != wanted {
            wrong += &format!("{name}\n  wanted {wanted:#?}\n  got {got:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Segments are in order and inside their paragraphs, begin and end with something visible, and omit nothing.
fn check_lossless(lang: Lang, text: &str) {
    let options =
        ReadOptions { lang: Some(lang), encoding: Some("utf-8".to_owned()), ..ReadOptions::default() };
    let document = document::read(text.as_bytes(), "random", &options).unwrap();
    let mut end = 0;
    for segment in segment::segment(&document) {
        let between = &document.text[end..segment.span.start];
        assert!(is_invisible(between), "lost {between:?} in {text:?}");
        assert!(!is_invisible(segment.span.of(&document.text)), "nothing in a segment of {text:?}");
        assert!(document.paragraphs[segment.paragraph as usize].span.contains(segment.span));
        end = segment.span.end;
    }
    assert!(is_invisible(&document.text[end..]), "lost the end of {text:?}");
}

/// Pieces that reach every branch of the scanner far more often than random characters would.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "قال",
        "وَصَلَ",
        "د",
        "هـ",
        "م",
        "ق.م",
        "إلخ",
        "ج",
        "بي",
        "ثم",
        "في",
        "word",
        "He",
        "Mr",
        "U.S",
        "a.m",
        "etc",
        "J",
        "www.a.com/b",
        "x@y.org",
        "Yahoo!",
        "12",
        "٣٬٤٥٧",
        "5.2",
        "1",
        "a",
        "أ",
        ".",
        "..",
        "...",
        "…",
        "!",
        "?",
        "؟",
        "؟!",
        "،",
        "؛",
        ",",
        ":",
        "\"",
        "'",
        "«",
        "»",
        "“",
        "”",
        "’",
        "(",
        ")",
        "[",
        "]",
        "[3]",
        "﴿",
        "﴾",
        "﴿٢﴾",
        "۝",
        "-",
        "–",
        " ",
        " ",
        " ",
        "  ",
        "\u{A0}",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u{200F}",
        "\u{202B}",
        "\u{202C}",
        "\u{200B}",
        "\u{2028}",
        "\u{301}",
        "😀",
        "•",
        "*",
        "¹",
        "é",
        "۔",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn segments_and_the_blanks_between_them_are_the_text(text in pieces()) {
        check_lossless(Lang::Ar, &text);
        check_lossless(Lang::En, &text);
    }

    #[test]
    fn any_characters_are_split_without_loss(text in "[^\u{0}]{0,200}") {
        check_lossless(Lang::Ar, &text);
        check_lossless(Lang::En, &text);
    }

    #[test]
    fn a_document_of_lines_has_one_segment_a_line(lines in prop::collection::vec("[a-zء-ي .؟\u{200F}]{0,12}", 0..30)) {
        let text = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let options = ReadOptions { lines: true, ..ReadOptions::default() };
        let document = document::read(text.as_bytes(), "lines", &options).unwrap();
        let segments = segment::lines(&document);
        prop_assert_eq!(segments.len(), lines.len());
        for (line, segment) in lines.iter().zip(&segments) {
            let wanted = if is_invisible(line) { "" } else { line.trim() };
            prop_assert_eq!(segment.span.of(&document.text), wanted);
        }
    }
}

#[test]
fn texts_made_to_be_slow_are_split_in_linear_time() {
    for unit in [
        "(",
        "((«\"",
        "a.",
        "a. ",
        "1. ",
        "\". ",
        "«.",
        "«. » ",
        ". . ",
        "﴿",
        "٣",
        "\u{200F}",
        ".\u{200F}",
        "[1",
        ".[1 ",
        "- ",
        "\n",
        " \n",
        "\" ",
        "a\n",
        "و\n- ",
    ] {
        let text = unit.repeat(400_000 / unit.len());
        // A quadratic scan would need minutes for each of these.
        let seen = |c: &char| !c.is_whitespace() && !bidi::is_invisible(*c);
        let solid = |text: &str| text.chars().filter(seen).count();
        for lang in [Lang::Ar, Lang::En] {
            let kept: usize = split(lang, &text).iter().map(|piece| solid(piece)).sum();
            assert_eq!(kept, solid(&text), "{unit:?}");
        }
    }
}
