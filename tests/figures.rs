//! The properties that hold for the figures of any text. Cases are judged in `tests/each/figures.rs`.

use mizan::figure::{self, Figure};
use mizan::text::Lang;
use proptest::prelude::*;

fn check_spans(text: &str, figures: &[Figure]) {
    let mut at = 0;
    for figure in figures {
        assert!(figure.span.start >= at && figure.span.end <= text.len(), "{figure:?}");
        assert!(!figure.span.is_empty() && !figure.readings.is_empty());
        assert!(text.is_char_boundary(figure.span.start) && text.is_char_boundary(figure.span.end));
        if let Some((first, second)) = figure.ends {
            assert!(figure.span.contains(first) && figure.span.contains(second) && first.end <= second.start);
        }
        at = figure.span.end;
    }
}

/// Parts of figures, to be combined at random.
const PIECES: &[&str] = &[
    "5",
    "٢٥",
    "12",
    "1990",
    "000",
    "3",
    "31",
    ".",
    ",",
    "،",
    "٫",
    "٬",
    "/",
    "-",
    "–",
    ":",
    "%",
    "٪",
    "$",
    "£",
    "(",
    ")",
    "'",
    "\"",
    "+",
    " ",
    " ",
    " ",
    "\u{A0}",
    "\u{200F}",
    "و",
    "ال",
    "بـ",
    "خمسة",
    "وعشرون",
    "عشر",
    "مئة",
    "ألف",
    "ألفا",
    "مليون",
    "ونصف",
    "ثلث",
    "أرباع",
    "فاصلة",
    "السابع",
    "من",
    "مارس",
    "تشرين الأول",
    "آب",
    "رمضان",
    "هـ",
    "م",
    "عام",
    "القرن",
    "الساعة",
    "والنصف",
    "إلا",
    "ربعا",
    "صباحا",
    "دولار",
    "كيلومتر",
    "مربع",
    "سنة",
    "تحت الصفر",
    "في المئة",
    "سيارتين",
    "five",
    "hundred",
    "and",
    "a",
    "half",
    "million",
    "twenty",
    "-",
    "third",
    "of",
    "May",
    "March",
    "Oct.",
    "the",
    "century",
    "BC",
    "p.m.",
    "GMT",
    "s",
    "th",
    "bn",
    "m",
    "km",
    "ft",
    "in",
    "years",
    "old",
    "x",
    "COVID",
    "XIV",
    "percent",
    "point",
    "minus",
    "½",
    "\n",
    "score",
    "dozen",
    "°C",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text_is_read_without_panic_and_with_spans_in_order(text in "\\PC{0,120}") {
        for lang in [Lang::Ar, Lang::En] {
            check_spans(&text, &figure::read(lang, &text));
        }
    }

    #[test]
    fn any_mixture_of_figure_words_is_read_with_spans_in_order(text in pieces()) {
        for lang in [Lang::Ar, Lang::En] {
            check_spans(&text, &figure::read(lang, &text));
        }
    }

    #[test]
    fn digits_of_every_script_read_alike(number in 0u64..1_000_000_000) {
        let plain = number.to_string();
        for zero in ['0', '٠', '۰', '０'] {
            let text: String =
                plain.chars().map(|c| char::from_u32(zero as u32 + (c as u32 - '0' as u32)).unwrap()).collect();
            for lang in [Lang::Ar, Lang::En] {
                let figures = figure::read(lang, &text);
                prop_assert_eq!(figures.len(), 1);
                prop_assert!(figures[0].readings.iter().any(|r| r.value.to_string() == plain), "{}", text);
            }
        }
    }

    #[test]
    fn grouping_does_not_change_a_number(number in 1000u64..1_000_000_000_000) {
        let digits = number.to_string();
        let grouped = |sign: char| {
            let mut out = String::new();
            for (n, c) in digits.chars().enumerate() {
                if n > 0 && (digits.len() - n) % 3 == 0 {
                    out.push(sign);
                }
                out.push(c);
            }
            out
        };
        for sign in [',', '٬', '،', '\u{A0}', '\u{202F}'] {
            let text = grouped(sign);
            for lang in [Lang::Ar, Lang::En] {
                let figures = figure::read(lang, &text);
                prop_assert_eq!(figures.len(), 1, "{}", &text);
                prop_assert_eq!(figures[0].value().to_string(), digits.clone(), "{}", text);
            }
        }
    }
}

#[test]
fn a_number_of_ten_thousand_digits_is_a_code() {
    for digit in ["7", "٧"] {
        let text = digit.repeat(10_000);
        for lang in [Lang::Ar, Lang::En] {
            let figures = figure::read(lang, &text);
            assert_eq!(figures.len(), 1);
            assert_eq!(figures[0].kind(), figure::Kind::Identifier);
        }
    }
}

#[test]
fn a_line_of_a_million_figures_takes_time_in_proportion() {
    let time = |count: usize, piece: &str, lang: Lang| {
        let text = piece.repeat(count);
        let begun = std::time::Instant::now();
        let figures = figure::read(lang, &text);
        assert!(!figures.is_empty());
        begun.elapsed().as_secs_f64()
    };
    for (piece, lang, count) in [
        ("12 ", Lang::En, 1_000_000),
        ("1,2-3/", Lang::En, 200_000),
        ("ألف و", Lang::Ar, 200_000),
        ("((5 km) ", Lang::En, 200_000),
        ("خمسة ", Lang::Ar, 200_000),
    ] {
        let small = time(count / 50, piece, lang);
        let large = time(count, piece, lang);
        // Fifty times the text must not take two hundred and fifty times as long.
        assert!(large < 0.5 + 250.0 * small, "{piece:?}: {small} s, then {large} s");
    }
}

#[test]
fn every_character_that_unicode_calls_a_number_is_harmless() {
    for c in (0..=0x10FFFF).filter_map(char::from_u32).filter(|c| c.is_numeric()) {
        for lang in [Lang::Ar, Lang::En] {
            for text in [format!("{c}"), format!("5{c}"), format!("{c}5 km"), format!("{c}/{c} {c}-{c}")] {
                check_spans(&text, &figure::read(lang, &text));
            }
        }
    }
}
