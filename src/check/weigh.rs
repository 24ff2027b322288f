//! A pair of texts on the scales: their figures, the matching, and from these the findings.

use super::{Finding, changed, currency_lost, direction, lonely, opener, order, regrouped, separator, slack};
use crate::{
    figure::{self, Figure, Matching},
    text::Lang,
};

/// One side of a pair with its figures.
#[derive(Debug)]
pub(super) struct Pan<'a> {
    pub(super) lang: Lang,
    pub(super) text: &'a str,
    pub(super) figures: Vec<Figure>,
}

impl<'a> Pan<'a> {
    fn new(lang: Lang, text: &'a str) -> Self {
        let figures = figure::read(lang, text);
        Pan { lang, text, figures }
    }
}

/// Both sides with their figures matched.
#[derive(Debug)]
pub(super) struct Weighed<'a> {
    pub(super) ar: Pan<'a>,
    pub(super) en: Pan<'a>,
    pub(super) matching: Matching,
}

impl<'a> Weighed<'a> {
    pub(super) fn new(ar: &'a str, en: &'a str) -> Self {
        let (ar, en) = (Pan::new(Lang::Ar, ar), Pan::new(Lang::En, en));
        // Text without a counterpart has nothing to be held against.
        let one_sided = ar.text.trim().is_empty() || en.text.trim().is_empty();
        let matching = if one_sided { Matching::default() } else { Matching::new(&ar.figures, &en.figures) };
        Weighed { ar, en, matching }
    }

    /// The findings, most serious first, then in the order of the Arabic text.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        let mut findings = direction::find(&self);
        findings.extend(order::find(&self));
        findings.extend(separator::find(&self));
        findings.extend(currency_lost::find(&self));
        regrouped::drop_equal(&mut self);
        if let Some(finding) = opener::find(&self) {
            // It is one claim, whatever else the two openers may be matched with.
            self.matching.ar_left.retain(|piece| piece.index != 0);
            self.matching.en_left.retain(|piece| piece.index != 0);
            findings.push(finding);
        }
        slack::drop_idioms(&mut self);
        findings.extend(changed::take(&mut self));
        slack::drop_excused(&mut self);
        findings.extend(lonely::find(&self));
        let place = |finding: &Finding| {
            finding.ar.as_ref().or(finding.en.as_ref()).map_or(0, |marked| marked.span.start)
        };
        findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), place(finding)));
        findings
    }
}
