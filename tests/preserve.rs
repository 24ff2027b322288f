//! Nothing is lost: every character of both texts comes out in exactly one bead.

use mizan::{
    align,
    bitext::{Bitext, Format, WriteOptions},
    document::{self, ReadOptions},
    segment,
    text::{Lang, bidi},
};
use proptest::prelude::*;

fn bitext(ar: &str, en: &str, lines: bool) -> Bitext {
    let side = |text: &str, lang: Lang| {
        let options = ReadOptions {
            lang: Some(lang),
            encoding: Some("UTF-8".to_owned()),
            lines,
            ..ReadOptions::default()
        };
        let document = document::read(text.as_bytes(), lang.code(), &options).unwrap();
        let segments = if lines { segment::lines(&document) } else { segment::segment(&document) };
        (document, segments)
    };
    Bitext::align(side(ar, Lang::Ar), side(en, Lang::En), Lang::Ar, &align::Options::default()).unwrap()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text without direction marks, which are dropped where a line has nothing else.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !bidi::is_invisible(*c)).collect()
}

/// True when `part` is `whole` with some characters removed.
fn is_part_of(part: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.chars().all(|c| whole.any(|other| other == c))
}

/// Words, stops, blanks, direction marks, digits and astral letters in any order.
fn text(letters: &'static str) -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            4 => proptest::string::string_regex(letters).unwrap(),
            2 => "[.!?؟…،,:;\"»)]",
            3 => "[ \n\t\u{00A0}\r]{1,2}",
            1 => "[\u{200F}\u{200E}\u{061C}\u{202B}\u{202C}\u{200C}\u{2028}]",
            1 => "[0-9٠-٩][.٫,]?",
            1 => "[𐍈😀{}<&]",
        ],
        0..60,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_character_comes_out_in_exactly_one_bead(
        ar in text("[ابتود]{1,5}"),
        en in text("[a-zA-Z]{1,5}"),
        lines: bool,
    ) {
        let bitext = bitext(&ar, &en, lines);
        let options = WriteOptions { safe_cells: false, adequacy: false, select: Default::default(), date: jiff::Timestamp::UNIX_EPOCH };
        let mut out = Vec::new();
        bitext.write(Format::Jsonl, &options, &mut out).unwrap();
        let rows: Vec<serde_json::Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let side = |key: &str| -> String { rows.iter().map(|row| solid(row[key].as_str().unwrap())).collect() };
        for (key, text) in [("ar", &ar), ("en", &en)] {
            prop_assert_eq!(visible(&side(key)), visible(text));
            prop_assert!(is_part_of(&side(key), text), "{:?} adds to {:?}", side(key), text);
        }

        let mut json = Vec::new();
        bitext.write(Format::Json, &options, &mut json).unwrap();
        let back = Bitext::from_json("out.json", &json).unwrap();
        // The file contains the confidence with six digits.
        let texts = |bitext: &Bitext| bitext.pairs().map(|pair| (pair.id, pair.texts.ar, pair.texts.en)).collect::<Vec<_>>();
        prop_assert_eq!(texts(&back), texts(&bitext));
    }
}

#[test]
fn direction_marks_beside_text_are_kept() {
    let ar = "\u{200F}وصل الوفد.\u{200F} ثم \u{202B}غادر\u{202C}.\n\u{200E}نعم\u{061C}\n";
    for lines in [false, true] {
        let bitext = bitext(ar, "It came. Then it left.\nYes", lines);
        let texts: String = bitext.pairs().map(|pair| solid(&pair.texts.ar)).collect();
        assert_eq!(texts, solid(ar));
    }
}
