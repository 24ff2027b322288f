//! Round trips: every format that is both written and read, with a thousand hostile pairs.

use super::{
    Bitext, Details, Format, Header, MosesWriter, Pair, PairFilter, PairOptions, PairWriter, Select,
    WriteOptions, flat, pair_writer, read_moses, read_pairs,
};
use crate::{
    check::{Code, Finding, Marked, Severity},
    text::{Lang, Sides, Span},
};
use jiff::Timestamp;

/// Pieces of text that break careless programs.
const PIECES: &[&str] = &[
    "نعم",
    "yes",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    "'",
    ",",
    ";",
    "<b>",
    "</seg>",
    "&amp;",
    "&",
    "]]>",
    "<!--",
    "=1+1",
    "+",
    "-",
    "@",
    "\\",
    "\\n",
    "\u{200F}",
    "\u{200E}",
    "\u{2067}",
    "\u{2069}",
    "\u{FEFF}",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{A0}",
    "𐍈",
    "😀",
    "👨\u{200D}👩",
    "e\u{301}",
    "{1}",
    "%s",
    "\u{FFFD}",
    "\u{7F}",
    "{\"a\":1}",
    "مِئَةٌ",
    "٪",
    "﴿٢﴾",
    "msgid \"x\"",
    "#",
    "\u{E000}",
    "\u{10FFFD}",
];

/// A generator that gives the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn text(&mut self, begin: &str) -> String {
        let mut text = begin.to_owned();
        for _ in 0..self.roll(12) {
            text.push_str(PIECES[self.roll(PIECES.len())]);
        }
        text
    }
}

/// A thousand pairs with all possible data; with `one_line`, as in formats with one pair per line.
fn pairs(one_line: bool) -> Vec<Pair> {
    let mut dice = Dice(7);
    (0..1000)
        .map(|n| {
            let (mut ar, mut en) = (dice.text("و"), dice.text("a"));
            if one_line {
                (ar, en) = (flat::line(&ar).into_owned(), flat::line(&en).into_owned());
            }
            let marked = |end, value: &str| Some(Marked { span: Span::new(0, end), value: value.to_owned() });
            let finding = Finding {
                severity: [Severity::Note, Severity::Warning, Severity::Error][dice.roll(3)],
                code: Code::Scale,
                message: format!("«3 < 5» & {n}"),
                ar: marked(2, "3"),
                en: if dice.roll(2) == 0 { None } else { marked(1, "5 \"USD\"") },
                throughout: false,
            };
            let reviewed = dice.roll(6);
            let details = Details {
                confidence: (n % 10 > 0).then_some(n as f64 / 1000.0),
                adequacy: (n % 7 > 0).then_some(n as f64 / 2000.0),
                kind: Some(Sides::new(1, 2)),
                segments: Sides::new(vec![n], vec![2 * n, 2 * n + 1]),
                displaced: n % 50 == 7,
                confirmed: matches!(reviewed, 1 | 3),
                flagged: matches!(reviewed, 2 | 3),
                findings: if dice.roll(3) == 0 { vec![finding] } else { vec![] },
                notes: if dice.roll(5) == 0 { vec!["see <page> 3".to_owned()] } else { vec![] },
                time: if dice.roll(2) == 0 { Some((n as u64, n as u64 + 5)) } else { None },
                ..Details::default()
            };
            let continues = !details.displaced;
            Pair { row: n as u64 + 1, id: Some(format!("b{n}")), texts: Sides { ar, en }, continues, details }
        })
        .collect()
}

fn header() -> Header {
    let mut header = Header { source: Lang::En, ..Header::default() };
    header.sides.ar.document = Some("a & ب.txt".to_owned());
    header.sides.en.document = Some("a.en.txt".to_owned());
    header.sides.ar.tag = "ar-EG".to_owned();
    header.score = Some(0.9375);
    header
}

fn written(format: Format, pairs: &[Pair]) -> Vec<u8> {
    let options = WriteOptions {
        safe_cells: false,
        adequacy: false,
        select: Select::default(),
        date: Timestamp::UNIX_EPOCH,
    };
    let mut out = Vec::new();
    let mut writer = pair_writer(format, &header(), &options, &mut out).unwrap();
    pairs.iter().for_each(|pair| writer.pair(pair).unwrap());
    writer.finish().unwrap();
    out
}

/// The line of the file is not a property of the pair.
fn without_line(mut pair: Pair) -> Pair {
    pair.details.line = None;
    pair
}

fn read(format: Format, bytes: &[u8]) -> (Vec<Pair>, Header) {
    let mut pairs = read_pairs("x", format, Box::new(bytes), &PairOptions::default()).unwrap();
    let got = pairs.by_ref().map(|pair| without_line(pair.unwrap())).collect();
    (got, pairs.header().clone())
}

/// Compares pair by pair, so that a failure shows one pair and not a thousand.
fn same(got: &[Pair], wanted: &[Pair]) {
    for (got, wanted) in got.iter().zip(wanted) {
        assert_eq!(got, wanted);
    }
    assert_eq!(got.len(), wanted.len());
}

#[test]
fn a_translation_memory_gives_everything_back() {
    let wanted = pairs(true);
    let (got, said) = read(Format::Tmx, &written(Format::Tmx, &wanted));
    same(&got, &wanted);
    assert_eq!(said, header());
}

#[test]
fn both_versions_of_xliff_give_everything_back() {
    for format in [Format::Xliff, Format::Xliff2] {
        let wanted = pairs(false);
        let (got, said) = read(format, &written(format, &wanted));
        same(&got, &wanted);
        assert_eq!(said, header(), "{format}");
    }
}

#[test]
fn json_lines_give_everything_but_the_names_of_documents_back() {
    let wanted = pairs(false);
    let bytes = written(Format::Jsonl, &wanted);
    let lines = String::from_utf8(bytes.clone()).unwrap();
    assert!(!lines.contains(['\u{2028}', '\u{2029}', '\u{85}']));
    let (got, said) = read(Format::Jsonl, &bytes);
    same(&got, &wanted);
    assert_eq!((said.source, said.score), (Lang::En, header().score));
}

#[test]
fn an_alignment_in_json_gives_everything_back() {
    let wanted = pairs(true);
    let bitext = Bitext::from_pairs("x", &header(), wanted.iter().cloned());
    let options = WriteOptions {
        safe_cells: false,
        adequacy: false,
        select: Select::default(),
        date: Timestamp::UNIX_EPOCH,
    };
    let mut out = Vec::new();
    bitext.write(Format::Json, &options, &mut out).unwrap();
    let (got, said) = read(Format::Json, &out);
    same(&got, &wanted);
    let documents = |header: &Header| [header.sides.ar.document.clone(), header.sides.en.document.clone()];
    assert_eq!((said.source, documents(&said)), (Lang::En, documents(&header())));
    assert_eq!(said.score, header().score);
    // A second round trip changes nothing.
    let mut again = Vec::new();
    Bitext::from_json("x", &out).unwrap().write(Format::Json, &options, &mut again).unwrap();
    assert!(again == out);
}

#[test]
fn tables_and_plain_formats_give_the_texts_back() {
    for (format, one_line) in [(Format::PlainJsonl, false), (Format::Csv, false), (Format::Tsv, true)] {
        let wanted = pairs(one_line);
        let (got, _) = read(format, &written(format, &wanted));
        assert_eq!(got.len(), wanted.len(), "{format}");
        for (got, wanted) in got.iter().zip(&wanted) {
            assert_eq!((&got.texts.ar, &got.texts.en), (&wanted.texts.ar, &wanted.texts.en), "{format}");
            if format == Format::Csv {
                let known = |pair: &Pair| {
                    let Details { confirmed, flagged, notes, .. } = &pair.details;
                    (pair.id.clone(), *confirmed, *flagged, notes.clone())
                };
                assert_eq!(known(got), known(wanted));
            }
        }
    }
}

#[test]
fn a_moses_corpus_gives_the_texts_back_and_stays_in_step() {
    let wanted = pairs(false);
    let (mut ar, mut en) = (Vec::new(), Vec::new());
    let mut writer = MosesWriter { ar: &mut ar, en: &mut en };
    wanted.iter().for_each(|pair| writer.pair(pair).unwrap());
    let got: Vec<Pair> =
        read_moses(("c.ar", Box::new(&ar[..])), ("c.en", Box::new(&en[..])), &PairOptions::default())
            .unwrap()
            .map(Result::unwrap)
            .collect();
    assert_eq!(got.len(), wanted.len());
    for (got, wanted) in got.iter().zip(&wanted) {
        assert_eq!(
            (got.texts.ar.as_str(), got.texts.en.as_str()),
            (&*flat::line(&wanted.texts.ar), &*flat::line(&wanted.texts.en))
        );
    }
}

#[test]
fn one_filter_serves_every_format() {
    let select = Select { only_confirmed: true, without_flagged: true, dedup: true, ..Select::default() };
    let mut filter = PairFilter::new(select);
    let all = pairs(true);
    let twice: Vec<&Pair> = all.iter().chain(&all).collect();
    let wanted: Vec<&&Pair> = twice.iter().filter(|pair| filter.admits(pair, true)).collect();
    assert!(wanted.len() > 100 && wanted.iter().all(|pair| pair.details.confirmed && !pair.details.flagged));
    assert!(wanted.len() < all.len() / 3);
}

#[test]
fn without_ids_every_unit_gets_one_of_its_own() {
    let mut some = pairs(true);
    some.truncate(3);
    some[0].id = None;
    some[1].id = Some("same".to_owned());
    some[2].id = Some("same".to_owned());
    for format in [Format::Xliff, Format::Xliff2] {
        let (got, _) = read(format, &written(format, &some));
        let ids: Vec<_> = got.iter().filter_map(|pair| pair.id.as_deref()).collect();
        assert_eq!(ids, ["b1", "same", "same-2"], "{format}");
    }
}
