//! The rules: each examines a pair whose figures have been settled and returns its findings without
//! changing the pair.

use super::{
    address, changed, code::Code, counted_otherwise, currency_lost, day_part, direction, evidence,
    finding::Finding, often, opposite, order, pair::MatchedPair, period, separator, single_time, tags, token,
    unmatched, which_part,
};
use std::cmp::Reverse;

/// A check of a pair of texts.
pub(super) trait Rule: Sync {
    /// The kinds of findings that it can return.
    fn codes(&self) -> &'static [Code];

    /// Its findings in a pair.
    fn find(&self, pair: &MatchedPair<'_>) -> Vec<Finding>;
}

/// A rule that consists of a function only.
struct Plain(&'static [Code], fn(&MatchedPair<'_>) -> Vec<Finding>);

impl Rule for Plain {
    fn codes(&self) -> &'static [Code] {
        self.0
    }

    fn find(&self, pair: &MatchedPair<'_>) -> Vec<Finding> {
        (self.1)(pair)
    }
}

/// All rules for a pair, in the order of their findings if these are equally serious and at the same place.
const RULES: [&dyn Rule; 16] = [
    &Plain(&[Code::Placeholder], token::find),
    &Plain(&[Code::Tag], tags::find),
    &Plain(&[Code::Address], address::find),
    &Plain(&[Code::Direction], direction::find),
    &Plain(&[Code::Direction], opposite::find),
    &Plain(&[Code::Order], order::find),
    &Plain(&[Code::Time], day_part::find),
    &Plain(&[Code::Number], which_part::find),
    &Plain(&[Code::Number, Code::Unit], period::find),
    &Plain(&[Code::Number], often::find),
    &Plain(&[Code::Unit], single_time::find),
    &Plain(&[Code::Separator], separator::find),
    &Plain(&[Code::Currency], currency_lost::find),
    &Plain(&[Code::Ordinal], counted_otherwise::find),
    &Plain(changed::CODES, changed::find),
    &Plain(&[Code::Missing, Code::Extra, Code::Number], unmatched::find),
];

/// The findings of all rules, most serious first, then in the order of the Arabic text; those that are unlikely to be mistakes
/// are notes.
pub(super) fn findings(pair: MatchedPair<'_>) -> Vec<Finding> {
    let pair = pair.settle();
    let mut findings = unweighed(&pair);
    evidence::weigh(&pair, &mut findings);
    sort(&mut findings);
    findings
}

/// The features of the findings of a pair that are weighed.
pub(super) fn features(pair: MatchedPair<'_>) -> Vec<(Finding, evidence::Features)> {
    let pair = pair.settle();
    let findings = unweighed(&pair);
    evidence::of(&pair, &findings)
        .into_iter()
        .map(|(finding, features)| (finding.clone(), features))
        .collect()
}

/// The findings of all rules as they report them.
fn unweighed(pair: &MatchedPair<'_>) -> Vec<Finding> {
    RULES
        .iter()
        .flat_map(|rule| {
            let found = rule.find(pair);
            debug_assert!(found.iter().all(|finding| rule.codes().contains(&finding.code)), "{found:?}");
            found
        })
        .collect()
}

/// Sorts findings: most serious first, then in the order of the Arabic text.
pub(super) fn sort(findings: &mut [Finding]) {
    let place =
        |finding: &Finding| finding.ar.as_ref().or(finding.en.as_ref()).map_or(0, |marked| marked.span.start);
    findings.sort_by_key(|finding| (Reverse(finding.severity), place(finding)));
}
