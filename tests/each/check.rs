//! Pairs of texts and their findings: `cases/check`, and `cases/kinds` with a file for each kind of finding.
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

use super::{
    Wrong,
    case::Case,
    update::{Changes, escaped},
};
use mizan::check::{self, Finding, Marked, Severity};

/// Compares the findings with those of the case.
pub(crate) fn judge(case: &Case) -> Result<(), Wrong> {
    let (ar, en) = texts(case);
    let found = alarms(ar, en);
    let wanted: Vec<&str> = case
        .fields
        .iter()
        .filter(|(key, _)| key == "finds")
        .map(|(_, value)| std::str::from_utf8(value).unwrap())
        .collect();
    assert!(!wanted.is_empty(), "no `finds`");
    if fits(&wanted, &found, ar, en) { Ok(()) } else { Err(wrong(case, &wanted.join(" + "), &found)) }
}

/// The case has a finding of its kind, among others that follow from the same change, or none at all.
pub(crate) fn judge_kind(case: &Case) -> Result<(), Wrong> {
    let kind = case.name.split(':').next().unwrap();
    let wanted = case.text("finds").unwrap();
    assert!(wanted == "nothing" || wanted == kind, "finds {wanted}");
    let (ar, en) = texts(case);
    let found = alarms(ar, en);
    let fits = match wanted {
        "nothing" => found.is_empty(),
        _ => found.iter().any(|finding| finding.code == wanted),
    };
    // What a file of one kind finds is decided by its name.
    if fits { Ok(()) } else { Err(Wrong { changes: Changes::default(), ..wrong(case, wanted, &found) }) }
}

fn texts(case: &Case) -> (&str, &str) {
    (case.text("ar").unwrap(), case.text("en").unwrap())
}

/// The findings that are shown by default.
fn alarms(ar: &str, en: &str) -> Vec<Finding> {
    check::pair(ar, en).into_iter().filter(|finding| finding.severity > Severity::Note).collect()
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

/// The message for a case with another result than it states, and the result in its form.
fn wrong(case: &Case, wanted: &str, found: &[Finding]) -> Wrong {
    let (ar, en) = texts(case);
    let all: Vec<String> = found.iter().map(|finding| shown(finding, ar, en)).collect();
    let why = format!("  ar: {ar}\n  en: {en}\n  wanted: {wanted}\n  found:  {}", all.join("\n          "));
    let mut lines: Vec<String> = all.iter().map(|shown| format!("finds: {}", escaped(shown))).collect();
    if lines.is_empty() {
        lines.push("finds: nothing".to_owned());
    }
    let places = case.fields.iter().enumerate().filter(|(_, (key, _))| key == "finds");
    let changes = places.map(|(number, _)| (number, std::mem::take(&mut lines))).collect();
    Wrong { why, changes }
}

/// A finding in the form used by cases.
fn shown(finding: &Finding, ar: &str, en: &str) -> String {
    let side = |name: &str, marked: &Option<Marked>, text: &str| match marked {
        Some(marked) => format!("  {name} \"{}\" = {}", marked.span.of(text), marked.value),
        None => String::new(),
    };
    format!("{}{}{}", finding.code, side("ar", &finding.ar, ar), side("en", &finding.en, en))
}
