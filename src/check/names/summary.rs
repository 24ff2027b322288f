//! Findings that replace many: names of which hardly any has a counterpart.

use super::{Code, Finding, Severity, marked};
use crate::{
    name::{Survey, Why},
    text::Span,
};

/// Fewer pairs than these are not evidence about a whole text.
const FEWEST: usize = 8;

/// The finding of a pair with too many names without a counterpart to read one by one.
pub(super) fn crowded((ar, en): (&str, &str), survey: &Survey) -> Option<Finding> {
    let certain: Vec<Span> =
        survey.ar.iter().filter(|left| left.why == Why::Table).map(|left| left.span).collect();
    if survey.en.len() >= certain.len() {
        let first = survey.en.first()?.span;
        let message = format!("{} names have no counterpart in the Arabic", survey.en.len());
        return Some(Finding { en: Some(marked(first, en)), ..note(Code::NameExtra, message) });
    }
    let message = format!("{} names have no counterpart in the English", certain.len());
    Some(Finding { ar: Some(marked(*certain.first()?, ar)), ..note(Code::NameMissing, message) })
}

/// If most pairs have a name without a counterpart, adds one finding for all of them; the findings
/// of the pairs are kept.
pub(super) fn add(pairs: &[(&str, &str)], found: &mut [Vec<Finding>]) {
    let total = pairs.iter().filter(|(ar, en)| !ar.trim().is_empty() && !en.trim().is_empty()).count();
    let is_alone = |finding: &Finding| {
        matches!(finding.code, Code::NameExtra | Code::NameMissing | Code::NameChanged) && !finding.throughout
    };
    let count = found.iter().filter(|findings| findings.iter().any(is_alone)).count();
    if count < FEWEST || 2 * count <= total {
        return;
    }
    let message =
        format!("in {count} of {total} pairs a name has no counterpart: do these texts belong together?");
    if let Some(findings) = found.iter_mut().find(|findings| findings.iter().any(is_alone)) {
        findings.push(Finding { throughout: true, ..note(Code::NameExtra, message) });
    }
}

fn note(code: Code, message: String) -> Finding {
    Finding { severity: Severity::Note, code, message, ar: None, en: None, throughout: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Throughout, pair, pairs};

    const STRANGE: (&str, &str) =
        ("عاد الأولاد إلى البيت قبل المساء.", "The driver took Pemberton to Osterhagen.");
    const RIGHT: (&str, &str) = ("وصل هالفورسن إلى القاهرة.", "It was Halvorsen who came to Cairo.");

    fn summaries(found: &[Vec<Finding>]) -> usize {
        found.iter().flatten().filter(|finding| finding.throughout && finding.code == Code::NameExtra).count()
    }

    #[test]
    fn a_text_of_strange_names_has_one_summary_beside_the_findings_of_its_pairs() {
        let found = pairs(&[STRANGE; 20]);
        assert_eq!(summaries(&found), 1, "{found:?}");
        assert!(found.iter().all(|findings| findings.iter().any(|finding| !finding.throughout)));
    }

    #[test]
    fn a_few_strange_names_and_right_ones_have_none() {
        assert_eq!(summaries(&pairs(&[STRANGE; 5])), 0);
        assert_eq!(summaries(&pairs(&[RIGHT; 20])), 0);
        let mostly_right = [[RIGHT; 12].as_slice(), &[STRANGE; 8]].concat();
        assert_eq!(summaries(&pairs(&mostly_right)), 0);
    }

    #[test]
    fn a_thousand_names_in_one_pair_are_one_finding() {
        let words = ["Osterhagen", "Pemberton", "Kowalski", "Velden", "Brisgau"];
        let en: Vec<String> = (0..1_000).map(|n| format!("near {},", words[n % words.len()])).collect();
        let found = pair(STRANGE.0, &format!("They lived {} and said so.", en.join(" ")));
        let named: Vec<&Finding> = found.iter().filter(|finding| finding.code == Code::NameExtra).collect();
        assert_eq!(named.len(), 1, "{found:?}");
        assert!(named[0].message.starts_with("1000 names"), "{}", named[0].message);
    }

    #[test]
    fn a_file_that_is_read_in_pieces_has_it_once() {
        let mut throughout = Throughout::default();
        let mut pieces = [pairs(&[STRANGE; 20]), pairs(&[STRANGE; 20])];
        pieces.iter_mut().for_each(|piece| throughout.reduce(piece));
        assert_eq!(pieces.iter().map(|piece| summaries(piece)).sum::<usize>(), 1);
    }
}
