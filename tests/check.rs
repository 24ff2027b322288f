//! What holds for all cases of the check, and for any texts. Each case is judged in `tests/each/check.rs`.

use crate::case;
use mizan::check::{self, Marked};
use std::collections::BTreeMap;

/// The files of `cases/kinds`: every kind of finding that is a warning or an error.
const KINDS: [&str; 28] = [
    "address",
    "code",
    "currency",
    "day",
    "decimal-shifted",
    "digit-added",
    "digit-changed",
    "digit-lost",
    "digits-swapped",
    "direction",
    "extra",
    "missing",
    "month",
    "name-changed",
    "number",
    "order",
    "ordinal",
    "percent",
    "placeholder",
    "scale",
    "sign",
    "tag",
    "time",
    "unit",
    "weekday",
    "year",
    "zero-added",
    "zero-lost",
];

#[test]
fn every_kind_of_finding_has_cases_of_alarm_and_as_many_of_silence() {
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for case in case::all("kinds") {
        let kind = case.name.split(':').next().unwrap().to_owned();
        counts.entry(kind).or_default()[usize::from(case.text("finds") == Some("nothing"))] += 1;
    }
    assert_eq!(counts.keys().collect::<Vec<_>>(), KINDS.iter().collect::<Vec<_>>());
    for (kind, [alarm, silence]) in counts {
        assert!(alarm >= 3 && silence >= alarm, "{kind}: {alarm} of alarm, {silence} of silence");
    }
}

#[test]
fn the_cases_come_out_the_same_when_the_arabic_is_written_with_other_digits() {
    let western = |c: char| match c {
        '٠'..='٩' => char::from_digit(c as u32 - 0x660, 10).unwrap(),
        '۰'..='۹' => char::from_digit(c as u32 - 0x6F0, 10).unwrap(),
        c => c,
    };
    let arabic = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(0x660 + digit)).unwrap_or(c);
    let mut wrong = Vec::new();
    let mut rewritten = 0;
    for case in case::all("check").into_iter().chain(case::all("kinds")) {
        let (ar, en) = (case.text("ar").unwrap(), case.text("en").unwrap());
        let plain: String = ar.chars().map(western).collect();
        // Letters and digits of Latin names (COVID-19, F-16) and the numbers of tags ({1}) are not written with Arabic digits in any text.
        let other = outside_latin_words(&plain, arabic);
        rewritten += usize::from(other != plain);
        // Spans differ because digits differ in length; the words and values in them do not.
        let found = |ar: &str| -> Vec<String> {
            let mut found: Vec<String> = check::pair(ar, en)
                .iter()
                .map(|finding| {
                    let side = |marked: &Option<Marked>, text: &str| {
                        marked.as_ref().map(|m| {
                            (m.span.of(text).chars().map(western).collect::<String>(), m.value.clone())
                        })
                    };
                    format!(
                        "{:?} {} {:?} {:?}",
                        finding.severity,
                        finding.code,
                        side(&finding.ar, ar),
                        side(&finding.en, en)
                    )
                })
                .collect();
            found.sort();
            found
        };
        let (left, right) = (found(&plain), found(&other));
        if left != right {
            wrong.push(format!("{}\n  {plain}\n  {other}\n  {en}\n  {left:?}\n  {right:?}", case.name));
        }
    }
    assert!(rewritten > 200, "only {rewritten} cases have digits");
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// A text with its characters replaced, except in words that have a Latin letter.
fn outside_latin_words(text: &str, exchange: impl Fn(char) -> char) -> String {
    let word = |word: &str| -> String {
        let latin = word.chars().any(|c| c.is_ascii_alphabetic() || c == '{');
        word.chars().map(|c| if latin { c } else { exchange(c) }).collect()
    };
    text.split_inclusive(' ').map(word).collect()
}

#[test]
fn there_are_many_cases_of_silence_and_of_alarm() {
    let (silent, alarm): (Vec<_>, Vec<_>) =
        case::all("check").into_iter().partition(|case| case.text("finds") == Some("nothing"));
    let (more, fewer) = (silent.len().max(alarm.len()), silent.len().min(alarm.len()));
    assert!(fewer >= 300 && fewer * 5 >= more * 2, "{} of silence, {} of alarm", silent.len(), alarm.len());
}

proptest::proptest! {
    #[test]
    fn no_text_brings_the_check_down_and_places_lie_inside(ar in text(), en in text()) {
        for finding in check::pair(&ar, &en) {
            for (marked, text) in [(&finding.ar, &ar), (&finding.en, &en)] {
                if let Some(marked) = marked {
                    proptest::prop_assert!(text.get(marked.span.start..marked.span.end).is_some());
                }
            }
        }
    }

    #[test]
    fn the_digits_of_the_arabic_do_not_matter(number in 3u32..5_000_000, year in 1500u32..2100) {
        let arabic = |text: &str| -> String {
            text.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c)).collect()
        };
        let ar = format!("باع المصنع {number} سيارة عام {year}.");
        for en in [format!("The plant sold {number} cars in {year}."), format!("It sold {} cars in {year}.", number + 1)] {
            let codes = |ar: &str| -> Vec<check::Code> { check::pair(ar, &en).into_iter().map(|f| f.code).collect() };
            proptest::prop_assert_eq!(codes(&ar), codes(&arabic(&ar)));
        }
    }
}

/// Texts composed of parts of figures and of arbitrary characters.
fn text() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::{collection, prelude::*, sample};
    let pieces = vec![
        "12",
        "٣٬٤٥٧",
        "1.5",
        "%",
        "٪",
        "مليون",
        "ثلاثة",
        "و",
        "million",
        "three",
        "hundred",
        "-",
        "–",
        "/",
        "$",
        "€",
        "نيسان",
        "April",
        "2020",
        "هـ",
        "رمضان",
        "القرن",
        "century",
        "first",
        "ثانيا",
        "،",
        ",",
        "(",
        ")",
        ":",
        "30",
        "\u{200f}",
        "سنتين",
        "years",
        "km",
        "كم",
        "COVID-19",
        "على التوالي",
        "respectively",
        "at least",
        "أقل من",
    ];
    let word = prop_oneof![6 => sample::select(pieces).prop_map(str::to_owned), 1 => ".{0,6}"];
    (collection::vec(word, 0..24), proptest::bool::ANY)
        .prop_map(|(words, close)| words.join(if close { "" } else { " " }))
}

#[test]
fn the_example_of_every_kind_is_found() {
    for code in check::Code::ALL {
        let Some((ar, en)) = code.example() else { continue };
        let found = check::pair(ar, en);
        assert!(found.iter().any(|finding| finding.code == *code), "{code}: {found:?}");
        assert!(found.iter().all(|finding| finding.severity <= code.severity()), "{code}: {found:?}");
    }
}

/// `MIZAN_UPDATE=1 cargo test` writes the page.
#[test]
fn the_page_about_findings_says_what_the_program_knows() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    let page = check::handbook::page();
    if std::env::var_os("MIZAN_UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page, "MIZAN_UPDATE=1 writes docs/findings.md again");
}

#[test]
fn the_words_of_every_reason_stand_in_their_order_when_it_is_shown() {
    let cases = case::all("kinds").into_iter().chain(case::all("check"));
    let mut reasons: Vec<String> = cases
        .flat_map(|case| check::pair(case.text("ar").unwrap(), case.text("en").unwrap()))
        .map(|finding| finding.message)
        .collect();
    let apart = [("وصل الوفد في 14 أيار.", "It arrived."), ("ثم غادر.", "On 14 May, it left.")];
    reasons.extend(check::pairs(&apart).into_iter().flatten().map(|finding| finding.message));
    assert!(reasons.len() > 100);
    for reason in reasons {
        let info = unicode_bidi::BidiInfo::new(&reason, Some(unicode_bidi::Level::ltr()));
        let shown = info.reorder_line(&info.paragraphs[0], info.paragraphs[0].range.clone());
        // Quotations have an order of their own.
        let own = reason.split('\u{2068}').map(|part| part.rsplit('\u{2069}').next().unwrap());
        let mut rest: &str = &shown;
        for word in own.flat_map(str::split_whitespace) {
            let at = rest.find(word);
            assert!(at.is_some(), "`{word}` of `{reason}` is out of place in `{shown}`");
            rest = &rest[at.unwrap() + word.len()..];
        }
    }
}
