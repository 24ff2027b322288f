//! Readers of documents: the result is a text whose paragraphs and segments contain everything visible.

use crate::{is_seen, seeds::samples};
use mizan::{
    document::{self, Document, ReadOptions},
    segment,
    text::Span,
};

const MARKDOWN: &str = "---\ntitle: X\n---\n# عنوان\n\nنص **مهم** فيه `code`.\n\n- بند\n  - بند\n\n```sh\nrun\n```\n\n| أ | ب |\n|---|---|\n| 1 | 2 |\n\n> قول[^1]\n\n[^1]: حاشية\n";
const SRT: &str = "1\n00:00:01,000 --> 00:00:02,500\n<i>مرحبا</i>\n- نعم\n\n2\n00:00:03,000 --> 00:00:04,000\n{\\an8}الى اللقاء\n";
const ASS: &str = "[Script Info]\nTitle: x\n\n[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: 0,0:00:01.00,0:00:02.00,Default,{\\i1}نعم\\Nلا\n";
const VTT: &str = "WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n<v A>مرحبا\n";

const TTML: &str = "<tt xmlns='http://www.w3.org/ns/ttml' xmlns:ttp='p' ttp:frameRate='25' ttp:tickRate='100'><head><metadata><t>x</t></metadata></head><body begin='1s'><div><p begin='00:00:01.5' end='00:00:02:12'>مرحبا<br/><span begin='50t' dur='1m'>نعم</span></p></div></body></tt>";

/// Files of the project with the given extensions, and a few lines of formats that are not among them.
pub(super) fn seeds(extensions: &[&str]) -> Vec<Vec<u8>> {
    let mut seeds = samples(extensions);
    let own: &[&str] = match extensions {
        ["md"] => &[MARKDOWN],
        ["srt"] => &[SRT, ASS, VTT],
        ["ttml"] => &[TTML],
        ["fodt"] => &["<doc xml:lang='ar'><s n='1'>نص أول.</s><s n='2'>نص &amp; ثان.</s></doc>"],
        ["txt", ..] => &[
            "كان البحر(1) وكان البحارة\n(1) انظر.\n12\nقد ناموا. عاد الرجل من البحر وكان\n____\n* انظر.\n13\nقد نام.\n14\n",
            "فصل\n\n12دخل الرجل.\n- بند\n١. بند\n",
            "\u{FEFF}كتب. ثم قال: «نعم!»\r\n\r\nEND",
        ],
        _ => &[],
    };
    seeds.extend(own.iter().map(|text| text.as_bytes().to_vec()));
    seeds
}

/// Reads a file with all options that a user may choose.
pub(super) fn read(name: &str, data: &[u8]) {
    let plain = ReadOptions::default();
    let ways = [
        plain.clone(),
        ReadOptions { all_text: true, ..plain.clone() },
        ReadOptions { main_text: true, ..plain.clone() },
        ReadOptions { lines: true, ..plain },
    ];
    for options in ways {
        match document::read(data, name, &options) {
            Ok(document) => whole(&document, options.lines),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

fn can_be_seen(text: &str) -> bool {
    text.chars().any(is_seen)
}

/// Checks that everything visible is in exactly one paragraph and in exactly one segment.
fn whole(document: &Document, lines: bool) {
    let text = &document.text;
    let paragraphs = document.paragraphs.iter().map(|paragraph| paragraph.span);
    cover(text, paragraphs, "paragraph");
    let segments = if lines { segment::lines(document) } else { segment::segment(document) };
    cover(text, segments.iter().map(|segment| segment.span), "segment");
    for cue in &document.cues {
        assert!(text.get(cue.span.start..cue.span.end).is_some(), "a cue outside the text");
    }
}

fn cover(text: &str, spans: impl Iterator<Item = Span>, what: &str) {
    let mut at = 0;
    for span in spans {
        assert!(span.start >= at && span.end >= span.start, "{what}s overlap");
        let between =
            text.get(at..span.start).unwrap_or_else(|| panic!("a {what} begins inside a character"));
        assert!(!can_be_seen(between), "between {what}s: {between:?}");
        assert!(text.get(span.start..span.end).is_some(), "a {what} ends inside a character");
        at = span.end;
    }
    assert!(!can_be_seen(&text[at..]), "after the last {what}: {:?}", &text[at..]);
}
