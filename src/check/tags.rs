//! Compares the tags of the two sides: an unclosed `<b>`, a lost `<br/>`.

use super::{
    claim::isolated,
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    severity::Severity,
};
use crate::text::{
    Span,
    markup::{Mark, MarkKind},
};
use std::collections::BTreeMap;

/// The tags of one name on one side.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    opening: usize,
    closing: usize,
    standing: usize,
    first: Option<Span>,
}

/// Reports tags that are closed on one side only, and, as notes, those that only one side has.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let (ar, en) = (counts(&pair.ar), counts(&pair.en));
    let mut findings = Vec::new();
    let names: std::collections::BTreeSet<&str> = ar.keys().chain(en.keys()).copied().collect();
    for name in names {
        let (left, right) = (of(&ar, name), of(&en, name));
        let pairs = left.closing + right.closing > 0 && left.opening + right.opening > 0;
        let even = |count: &Count| count.opening == count.closing;
        let total = |count: &Count| count.opening + count.closing + count.standing;
        match (even(&left), even(&right)) {
            (true, false) if pairs => findings.push(report(&pair.en, right, Severity::Warning, true)),
            (false, true) if pairs => findings.push(report(&pair.ar, left, Severity::Warning, true)),
            _ if total(&left) > total(&right) => {
                findings.push(report(&pair.ar, left, Severity::Note, false));
            }
            _ if total(&right) > total(&left) => {
                findings.push(report(&pair.en, right, Severity::Note, false));
            }
            _ => {}
        }
    }
    findings
}

fn report(side: &PairSide<'_>, count: Count, severity: Severity, unclosed: bool) -> Finding {
    let arabic = side.lang == crate::text::Lang::Ar;
    let span = count.first.unwrap_or(Span::new(0, 0));
    let tag = isolated(span.of(side.text));
    let message = match (unclosed, count.opening > count.closing) {
        (true, true) => format!("{tag} is not closed"),
        (true, false) => format!("the tag {tag} is closed and not opened"),
        _ => format!("the tag {tag} is not in the {}", if arabic { "English" } else { "Arabic" }),
    };
    let marked = Some(Marked { span, value: span.of(side.text).to_owned() });
    let (ar, en) = if arabic { (marked, None) } else { (None, marked) };
    Finding { severity, code: Code::Tag, message, ar, en, throughout: false }
}

fn of(counts: &BTreeMap<&str, Count>, name: &str) -> Count {
    counts.get(name).copied().unwrap_or_default()
}

fn counts<'a>(side: &PairSide<'a>) -> BTreeMap<&'a str, Count> {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for Mark { span, kind } in &side.marks {
        let said = span.of(side.text);
        let inner = said.trim_start_matches(['<', '[', '/']);
        let name =
            inner.split(|c: char| !c.is_alphanumeric() && c != ':' && c != '-').next().unwrap_or_default();
        let count = match kind {
            MarkKind::Opening | MarkKind::Closing | MarkKind::Standing if said.starts_with('<') => {
                counts.entry(name).or_default()
            }
            _ => continue,
        };
        match kind {
            MarkKind::Opening => count.opening += 1,
            MarkKind::Closing => count.closing += 1,
            _ => count.standing += 1,
        }
        count.first.get_or_insert(*span);
    }
    counts
}
