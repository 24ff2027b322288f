//! Sentence splitting: the properties that hold for any text. Cases are judged in `tests/each/segment.rs`.

use mizan::{
    document::{self, ReadOptions, is_invisible},
    segment,
    text::{Lang, bidi},
};
use proptest::prelude::*;

fn split(lang: Lang, text: &str) -> Vec<String> {
    let options = ReadOptions { lang: Some(lang), ..ReadOptions::default() };
    let document = document::read(text.as_bytes(), "case", &options).unwrap();
    let segments = segment::segment(&document);
    segments.iter().map(|segment| segment.span.of(&document.text).to_owned()).collect()
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
const PIECES: &[&str] = &[
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
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
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
