//! What is left on each side that may be a name, and how sure it is one.

use super::said::Said;
use crate::{
    name::{self, Kind, Mention, Survey, Why},
    text::{Lang, Span},
};

/// Letters of words that were written together by mistake.
const GLUED: usize = 15;
/// Runs of Arabic words without a counterpart among which one name is found by leaving out the others.
const RUNS: usize = 2;

/// How sure something is a name that the other side says nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    Weak,
    Likely,
    Sure,
}

/// Words that may be a name without a counterpart.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) kind: Option<Kind>,
    pub(super) why: Why,
    pub(super) certainty: Certainty,
    pub(super) place: f64,
    pub(super) beside: Option<usize>,
}

/// The English names of which the Arabic says nothing in ordinary words.
pub(super) fn english(en: &str, survey: &Survey, said: &Said) -> Vec<Candidate> {
    let left = survey.en.iter().filter(|mention| !said.translates(mention.span.of(en)));
    left.map(|mention| {
        let name = said.holds_no_word(mention.span.of(en));
        let certainty = match mention.why {
            Why::Table => Certainty::Sure,
            Why::Capital | Why::Marked if name => Certainty::Sure,
            Why::Opening if name => Certainty::Likely,
            _ => Certainty::Weak,
        };
        candidate(mention, certainty)
    })
    .collect()
}

/// The Arabic names, and what may be names, that the English says nothing of.
pub(super) fn arabic(ar: &str, survey: &Survey, said: &Said) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut runs = 0;
    for mention in &survey.ar {
        let table = mention.why == Why::Table;
        let word = said.word(mention.span);
        let title = mention.why == Why::Word && name::is_marker(Lang::Ar, mention.span.of(ar));
        if !table && (word.explained || word.function || title) {
            continue;
        }
        if mention.span.of(ar).chars().count() >= GLUED && !mention.span.of(ar).contains(' ') {
            return Vec::new();
        }
        let certainty = match mention.why {
            Why::Table => Certainty::Sure,
            Why::Marked if !word.listed => Certainty::Sure,
            Why::Marked => Certainty::Likely,
            Why::Unlisted if !word.listed => Certainty::Likely,
            _ => Certainty::Weak,
        };
        let follows = |last: &Candidate| {
            let between = ar.get(last.span.end..mention.span.start).unwrap_or("-");
            !between.is_empty() && between.chars().all(|c| c == ' ')
        };
        match candidates.last_mut().filter(|last| follows(last)) {
            Some(last) if (last.certainty == Certainty::Weak) == (certainty == Certainty::Weak) => {
                last.span = last.span.to(mention.span);
                last.kind = last.kind.or(mention.kind);
                last.why = last.why.max(mention.why);
                last.certainty = last.certainty.max(certainty);
                last.beside = last.beside.or(mention.beside);
                last.place = f64::midpoint(last.place, mention.place);
            }
            beside => {
                runs += usize::from(beside.is_none());
                candidates.push(candidate(mention, certainty));
            }
        }
    }
    // Where the English says all but this, this is what the name stands for.
    if said.says_nearly_all() && runs <= RUNS {
        for candidate in &mut candidates {
            candidate.certainty = match candidate.certainty {
                Certainty::Weak => Certainty::Likely,
                _ => Certainty::Sure,
            };
        }
    }
    candidates
}

fn candidate(mention: &Mention, certainty: Certainty) -> Candidate {
    let Mention { span, kind, why, place, beside } = *mention;
    Candidate { span, kind, why, certainty, place, beside }
}
