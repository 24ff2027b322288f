//! Checks the pairs of a file, piece by piece. Pairs that continue the text are checked together
//! with their neighbours, because a missing figure may have moved there.

use super::{Pair, codes};
use crate::{
    check::{self, Finding, Throughout},
    text::Lang,
};

/// Number of pairs of a file that are searched together for faults that most of them share.
pub const CHUNK: usize = 4096;

/// Number of pairs that are checked at a time. It is fixed, so that the findings do not depend on
/// the number of threads.
pub const WINDOW: usize = 256;

/// Consecutive pairs of a file and their neighbours.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    /// The pair before the first.
    pub before: Option<&'a Pair>,
    /// The pairs, at most [`CHUNK`]; `None` is an unreadable row.
    pub pairs: &'a [Option<Pair>],
    /// The pair after the last.
    pub after: Option<&'a Pair>,
}

impl Stretch<'_> {
    /// The findings of the [`WINDOW`] pairs from number `start` on; none for unreadable rows.
    pub fn window(&self, start: usize) -> Vec<Vec<Finding>> {
        let end = (start + WINDOW).min(self.pairs.len());
        let inside = |n: usize| self.pairs[n].as_ref();
        let before = if start == 0 { self.before } else { inside(start - 1) };
        let after = if end == self.pairs.len() { self.after } else { inside(end) };
        let mut window = vec![before];
        window.extend((start..end).map(inside));
        window.push(after);
        let mut findings = of_window(&window);
        findings.pop();
        findings.remove(0);
        findings
    }
}

/// The findings of consecutive pairs of a file; `None` is a missing row.
fn of_window(window: &[Option<&Pair>]) -> Vec<Vec<Finding>> {
    // Each run contains pairs that continue the text.
    let runs = window.chunk_by(|_, next| next.is_some_and(|pair| pair.continues));
    let capitals = check::Capitals::new(window.iter().flatten().map(|pair| pair.texts.en.as_str()));
    let of_run = |run: &[Option<&Pair>]| {
        // Text that changed its place is here with its Arabic alone, as in an alignment.
        let texts: Vec<(&str, &str)> = run
            .iter()
            .map(|pair| pair.map_or(("", ""), |pair| (pair.texts.ar.as_str(), in_place(pair))))
            .collect();
        let mut found = check::pairs_among(&texts, &capitals);
        for (pair, found) in run.iter().zip(&mut found) {
            if let Some(pair) = pair.filter(|pair| pair.details.displaced) {
                *found = check::displaced(&pair.texts.ar, &pair.texts.en);
            }
            if let Some(pair) = pair {
                codes::compare(pair, found);
            }
        }
        found
    };
    runs.flat_map(of_run).collect()
}

/// The English of a pair, if its place is beside that of the Arabic.
fn in_place(pair: &Pair) -> &str {
    if pair.details.displaced { "" } else { &pair.texts.en }
}

/// The findings of all pairs of a file with the source language `source`, one list per pair; none
/// for unreadable rows.
///
/// ```
/// use mizan::{bitext::{Pair, check_pairs}, text::Lang};
/// let pair = |ar: &str, en: &str| Some(Pair::new(ar, en));
/// let found = check_pairs(&[pair("حضر ٣٠ رجلا.", "Some 40 men came."), pair("نعم.", "Yes.")], Lang::Ar);
/// assert_eq!((found[0].len(), found[1].len()), (1, 0));
/// ```
pub fn check_pairs(pairs: &[Option<Pair>], source: Lang) -> Vec<Vec<Finding>> {
    let mut throughout = Throughout::default();
    let mut all: Vec<Vec<Finding>> = Vec::with_capacity(pairs.len());
    let at = |n: usize| pairs.get(n).and_then(Option::as_ref);
    for (n, chunk) in pairs.chunks(CHUNK).enumerate() {
        let before = (n * CHUNK).checked_sub(1).and_then(at);
        let stretch = Stretch { before, pairs: chunk, after: at(n * CHUNK + chunk.len()) };
        let mut found: Vec<_> =
            (0..chunk.len()).step_by(WINDOW).flat_map(|start| stretch.window(start)).collect();
        throughout.reduce(&mut found);
        let directed = |finding: Finding| finding.of_translation_from(source);
        all.extend(found.into_iter().map(|found| found.into_iter().map(directed).collect()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Code;

    fn pair(ar: &str, en: &str, continues: bool) -> Option<Pair> {
        Some(Pair { continues, ..Pair::new(ar, en) })
    }

    #[test]
    fn neighbours_across_the_edge_of_a_window_are_seen() {
        let mut pairs = vec![pair("نعم، صحيح.", "Yes, right.", true); WINDOW - 1];
        pairs.push(pair("حضر ٣٠ رجلا إلى الدار.", "Men came to the house.", true));
        pairs.push(pair("ثم ذهبوا جميعا.", "There were 30 of them, and then they left.", true));
        let found = check_pairs(&pairs, Lang::Ar);
        assert_eq!(found.len(), pairs.len());
        let codes = |n: usize| found[n].iter().map(|finding| finding.code).collect::<Vec<_>>();
        assert_eq!(codes(WINDOW - 1), [Code::Moved]);
        let apart: Vec<_> = pairs.iter().flatten().map(|p| pair(&p.texts.ar, &p.texts.en, false)).collect();
        assert_ne!(check_pairs(&apart, Lang::Ar)[WINDOW - 1][0].code, Code::Moved);
    }

    #[test]
    fn text_that_changed_its_place_is_checked_with_its_counterpart() {
        let mut moved = pair("نعم، صحيح.", "Some 40 men came to the house.", true).unwrap();
        moved.details.displaced = true;
        let pairs = [
            pair("دخل الرجال الدار.", "The men entered the house.", true),
            Some(moved),
            pair("حضر ٤٠ رجلا إلى الدار.", "The men came to the house.", true),
        ];
        let found = check_pairs(&pairs, Lang::Ar);
        let codes = |n: usize| found[n].iter().map(|finding| finding.code).collect::<Vec<_>>();
        assert!(codes(1).contains(&Code::Elsewhere), "{:?}", codes(1));
        // Its English is no neighbour of the next pair, whose figure is missing and has not moved there.
        assert!(!codes(2).is_empty() && !codes(2).contains(&Code::Moved), "{:?}", codes(2));
    }

    #[test]
    fn a_broken_row_has_no_findings_and_keeps_its_place() {
        let pairs = [pair("نعم.", "Yes.", false), None, pair("حضر ٣٠ رجلا.", "Some 40 men came.", false)];
        let found = check_pairs(&pairs, Lang::Ar);
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [0, 0, 1]);
    }
}
