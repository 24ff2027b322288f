//! What is left on each side that may be a name, and how sure it is one.

use super::{
    memory::Memory,
    related::Related,
    said::{Said, spans},
};
use crate::{
    name::{self, Kind, Kinds, Mention, Survey, Why},
    text::{Lang, Span, fold},
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
    pub(super) kinds: Kinds,
    pub(super) why: Why,
    pub(super) certainty: Certainty,
    pub(super) place: f64,
    pub(super) beside: Option<usize>,
    /// Arabic: an ordinary word as far as its form says, which is a name only because nothing else is.
    pub(super) plain: bool,
    /// The other side has a name that may stand for it.
    pub(super) related: bool,
}

/// The English names of which the Arabic says nothing in ordinary words.
pub(super) fn english(en: &str, survey: &Survey, said: &Said, related: &Related<'_>) -> Vec<Candidate> {
    let left = survey.en.iter().filter(|mention| !said.translates(mention.span.of(en), mention.why));
    left.map(|mention| {
        let name = said.holds_no_word(mention.span.of(en));
        let certainty = match mention.why {
            Why::Table => Certainty::Sure,
            // Indo-Australian: half of a compound.
            _ if en[mention.span.end..].starts_with(['-', '‑', '‐']) => Certainty::Weak,
            Why::Capital | Why::Marked if name => Certainty::Sure,
            Why::Opening if name => Certainty::Likely,
            _ => Certainty::Weak,
        };
        let related = related.in_arabic(mention.span.of(en));
        Candidate { related, span: without_title(mention.span, en), ..candidate(mention, certainty) }
    })
    .collect()
}

/// A name without the titles before it: *Dr* sounds like half of all names.
fn without_title(name: Span, en: &str) -> Span {
    let mut rest =
        spans(name.of(en)).map(|word| Span::new(name.start + word.start, name.start + word.end)).peekable();
    while let Some(word) = rest.next() {
        if rest.peek().is_none() || !name::is_marker(Lang::En, word.of(en)) {
            return Span::new(word.start, name.end);
        }
    }
    name
}

/// The Arabic names, and what may be names, that the English says nothing of.
pub(super) fn arabic(
    ar: &str,
    survey: &Survey,
    said: &Said,
    related: &Related<'_>,
    memory: &Memory,
) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut runs = 0;
    for mention in &survey.ar {
        // A letter abbreviates: م for the Christian era.
        if mention.span.of(ar).chars().filter(|c| c.is_alphabetic()).nth(1).is_none() {
            continue;
        }
        let table = mention.why == Why::Table;
        let known = table || mention.why == Why::Homonym;
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
            // A name elsewhere in the document is one here.
            Why::Marked | Why::Unlisted | Why::Homonym if memory.is_name(mention.span.of(ar)) => {
                Certainty::Sure
            }
            Why::Marked if !word.listed => Certainty::Sure,
            Why::Marked | Why::Homonym => Certainty::Likely,
            Why::Unlisted if !word.listed => Certainty::Likely,
            _ => Certainty::Weak,
        };
        let work = mention.kinds.has(Kind::Work) || mention.kinds.has(Kind::Product);
        let plain = match mention.why {
            Why::Unlisted => certainty == Certainty::Weak || is_inflected(mention.span.of(ar)),
            Why::Marked => work && word.listed,
            _ => certainty == Certainty::Weak,
        };
        let related = known && related.in_english(mention.span.of(ar));
        let follows = |last: &Candidate| {
            let between = ar.get(last.span.end..mention.span.start).unwrap_or("-");
            !between.is_empty() && between.chars().all(|c| c == ' ')
        };
        match candidates.last_mut().filter(|last| follows(last)) {
            Some(last) if (last.certainty == Certainty::Weak) == (certainty == Certainty::Weak) => {
                last.span = last.span.to(mention.span);
                last.kinds = if last.kinds.is_empty() { mention.kinds } else { last.kinds };
                last.why = last.why.max(mention.why);
                last.certainty = last.certainty.max(certainty);
                last.beside = last.beside.or(mention.beside);
                last.plain |= plain;
                last.related |= related;
                last.place = f64::midpoint(last.place, mention.place);
            }
            beside => {
                runs += usize::from(beside.is_none());
                candidates.push(Candidate { plain, related, ..candidate(mention, certainty) });
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
    let Mention { span, kinds, why, place, beside } = *mention;
    Candidate { span, kinds, why, certainty, place, beside, plain: false, related: false }
}

/// True for an Arabic word that looks like a verb in the present, a plural or a word with a pronoun: such names are few.
fn is_inflected(word: &str) -> bool {
    let folded = fold::fold(Lang::Ar, word);
    let bare = folded.strip_prefix(['و', 'ف']).unwrap_or(&folded);
    let starts = |heads: &[&str]| heads.iter().any(|head| bare.starts_with(head));
    let ends = |tails: &[&str]| tails.iter().any(|tail| bare.ends_with(tail));
    let verb = starts(&["يت", "تت", "يست", "تست", "سي", "ست", "ين"]);
    let plural = starts(&["ال", "لل", "بال"]) && ends(&["ين", "ون", "ات"]);
    verb || plural || ends(&["ها", "هم", "هما", "وا"])
}
