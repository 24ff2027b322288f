//! The cases of the check: pairs of texts and their findings, in `cases/check`.
//!
//! ```text
//! --- million is not billion ---
//! ar: وأنفقت الحكومة 3 مليارات دولار.
//! en: The government spent $3 million.
//! finds: scale  ar "3 مليارات دولار" = 3000000000 Dollar  en "$3 million" = 3000000 Dollar
//! ```
//! Notes are ignored: `finds: nothing` means that there are no warnings or errors. The rest of a
//! finding may be omitted after its kind; `finds` is repeated for several findings, in any order.
//! `finds: something` requires any warning or error.
//!
//! `cases/kinds` has a file for each kind of finding, with as many cases of silence as cases of alarm.

use crate::case::{self, Case};
use mizan::check::{self, Finding, Marked, Severity};
use std::collections::BTreeMap;

#[test]
fn every_case_of_the_check_finds_what_it_says() {
    let mut wrong = Vec::new();
    let cases = case::all("check");
    for case in &cases {
        let (ar, en) = (case.text("ar").unwrap(), case.text("en").unwrap());
        let found = alarms(ar, en);
        let wanted: Vec<&str> = case
            .fields
            .iter()
            .filter(|(key, _)| key == "finds")
            .map(|(_, value)| std::str::from_utf8(value).unwrap())
            .collect();
        assert!(!wanted.is_empty(), "{}: no `finds`", case.name);
        if !fits(&wanted, &found, ar, en) {
            wrong.push(complaint(case, &wanted.join(" + "), &found));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

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
fn every_kind_of_finding_alarms_where_it_should_and_is_silent_as_often() {
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for case in case::all("kinds") {
        let kind = case.name.split(':').next().unwrap().to_owned();
        let (ar, en, wanted) =
            (case.text("ar").unwrap(), case.text("en").unwrap(), case.text("finds").unwrap());
        let silent = wanted == "nothing";
        assert!(silent || wanted == kind, "{}: finds {wanted}", case.name);
        counts.entry(kind).or_default()[usize::from(silent)] += 1;
        let found = alarms(ar, en);
        // Other findings that follow from the change of a figure are covered by other cases.
        let fits = if silent { found.is_empty() } else { found.iter().any(|finding| finding.code == wanted) };
        if !fits {
            wrong.push(complaint(&case, wanted, &found));
        }
    }
    assert_eq!(counts.keys().collect::<Vec<_>>(), KINDS.iter().collect::<Vec<_>>());
    for (kind, [alarm, silence]) in counts {
        assert!(alarm >= 3 && silence >= alarm, "{kind}: {alarm} of alarm, {silence} of silence");
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// The findings that are shown by default.
fn alarms(ar: &str, en: &str) -> Vec<Finding> {
    check::pair(ar, en).into_iter().filter(|finding| finding.severity > Severity::Note).collect()
}

/// The message for a case with another result than it states.
fn complaint(case: &Case, wanted: &str, found: &[Finding]) -> String {
    let (ar, en) = (case.text("ar").unwrap(), case.text("en").unwrap());
    let found: Vec<String> = found.iter().map(|f| format!("    {}", shown(f, ar, en))).collect();
    format!("{}\n  ar: {ar}\n  en: {en}\n  wanted: {wanted}\n{}", case.name, found.join("\n"))
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
        // Letters and digits of Latin names (COVID-19, F-16) are not written with Arabic digits in any text.
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
        let latin = word.chars().any(|c| c.is_ascii_alphabetic());
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

/// True when the findings are the expected ones.
fn fits(wanted: &[&str], found: &[Finding], ar: &str, en: &str) -> bool {
    match wanted {
        ["nothing"] => found.is_empty(),
        ["something"] => !found.is_empty(),
        _ => {
            wanted.len() == found.len()
                && wanted.iter().all(|wanted| {
                    found.iter().any(|finding| finding.code == *wanted || *wanted == shown(finding, ar, en))
                })
        }
    }
}

/// A finding in the form used by cases.
fn shown(finding: &Finding, ar: &str, en: &str) -> String {
    let side = |name: &str, marked: &Option<Marked>, text: &str| match marked {
        Some(marked) => format!("  {name} \"{}\" = {}", marked.span.of(text), marked.value),
        None => String::new(),
    };
    format!("{}{}{}", finding.code, side("ar", &finding.ar, ar), side("en", &finding.en, en))
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
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page, "MIZAN_UPDATE=1 writes docs/findings.md anew");
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
