//! The processing of a pair: its marks and figures, the matching, and the classification of the
//! unmatched pieces.

use super::{
    changed, counted_otherwise, derived, difference, elided, excused,
    pair::{MatchedPair, PairSide},
    period, regrouped, thousandths, untied, verbatim,
};
use crate::{
    figure::{self, Matching},
    text::{
        Lang,
        markup::{self, Mark, MarkKind},
    },
};

impl<'a> PairSide<'a> {
    /// A text with its marks, independent of the other side.
    pub(super) fn new(lang: Lang, text: &'a str, marks: Vec<Mark>) -> Self {
        let plain = markup::plain(text, &marks);
        let mut figures = figure::read(lang, &plain);
        if lang == Lang::Ar {
            verbatim::read_latin(&plain, &mut figures);
        }
        PairSide { lang, text, plain, marks, figures }
    }
}

impl<'a> MatchedPair<'a> {
    pub(super) fn new(ar: &'a str, en: &'a str) -> Self {
        let (mut ar_marks, mut en_marks) = (markup::find(ar), markup::find(en));
        close(ar, &mut ar_marks, en, &mut en_marks);
        let (mut ar, mut en) = (PairSide::new(Lang::Ar, ar, ar_marks), PairSide::new(Lang::En, en, en_marks));
        // Text without a counterpart cannot be compared.
        let one_sided = ar.text.trim().is_empty() || en.text.trim().is_empty();
        let matching = if one_sided {
            Matching::default()
        } else {
            verbatim::strike(&mut ar, &mut en);
            Matching::new(&ar.figures, &en.figures)
        };
        MatchedPair { ar, en, matching, changes: Vec::new(), ordinals: None }
    }

    /// Classifies all unmatched pieces. The rules examine the pair after this.
    pub(super) fn settle(mut self) -> Self {
        regrouped::drop_equal(&mut self);
        untied::untie(&mut self);
        self.ordinals = counted_otherwise::take(&mut self);
        excused::drop_idioms(&mut self);
        derived::drop_worked_out(&mut self);
        difference::drop_worked_out(&mut self);
        elided::drop_elided(&mut self);
        thousandths::drop_equal(&mut self);
        period::drop_same(&mut self);
        self.changes = changed::take(&mut self);
        excused::drop_excused(&mut self);
        self.matching.rejoin(&self.ar.figures, &self.en.figures);
        self
    }
}

/// Decides about open marks. English writes `5 %`, so a `%1` in it is a placeholder, and then so is
/// the Arabic one; `$1` is a placeholder if both sides have it, or if the English continues to
/// count from it.
fn close(ar: &str, ar_marks: &mut Vec<Mark>, en: &str, en_marks: &mut Vec<Mark>) {
    let open = |text: &str, marks: &[Mark], sign: char| {
        let all = marks.iter().filter(|mark| mark.kind == MarkKind::Open);
        let mut seen: Vec<String> = all.map(|mark| mark.span.of(text).to_owned()).collect();
        seen.retain(|said| said.starts_with(sign));
        seen.sort_unstable();
        seen
    };
    let percent = !open(en, en_marks, '%').is_empty();
    let (ar_sums, en_sums) = (open(ar, ar_marks, '$'), open(en, en_marks, '$'));
    let counted =
        en_sums.len() > 1 && en_sums.iter().enumerate().all(|(n, said)| *said == format!("${}", n + 1));
    let sum = counted || (!en_sums.is_empty() && ar_sums == en_sums);
    for (text, marks) in [(ar, ar_marks), (en, en_marks)] {
        marks.retain_mut(|mark| {
            if mark.kind != MarkKind::Open {
                return true;
            }
            let fills = if mark.span.of(text).starts_with('%') { percent } else { sum };
            mark.kind = MarkKind::Placeholder;
            fills
        });
    }
}
