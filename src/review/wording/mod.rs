//! The right value in the wording of the text, to replace a wrong figure.
//!
//! Several wordings are generated. The first one is used that reads as the value of the other side
//! and causes no new finding, so a wording is never worse than the figure that it replaces. The
//! result says whether its grammar is certain (a noun that remains right with the new number, a
//! known gender).

mod arabic;
mod english;
mod place;

use crate::{
    check::{self, Finding, Marked},
    figure::{self, Decimal, Figure, Reason},
    text::{Lang, Span},
};
use std::collections::HashSet;

/// The replacement for a wrong figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The place in the line.
    pub span: Span,
    /// The new text.
    pub text: String,
    /// Whether the grammar around it is certainly right. Otherwise a person should check it first.
    pub sure: bool,
}

/// A wrong figure and the right value.
struct Case<'a> {
    /// The line with the wrong figure.
    line: &'a str,
    /// The wrong figure.
    wrong: &'a Figure,
    /// The figure of the other side.
    right: &'a Figure,
}

impl<'a> Case<'a> {
    /// The words of the wrong figure.
    fn text(&self) -> &'a str {
        self.wrong.span.of(self.line)
    }

    /// The text before it.
    fn before(&self) -> &'a str {
        &self.line[..self.wrong.span.start]
    }

    /// The text after it.
    fn after(&self) -> &'a str {
        &self.line[self.wrong.span.end..]
    }

    /// The right number in the unit of the wrong figure, if both have numbers.
    fn number(&self) -> Option<Decimal> {
        let number = self.right.best().as_number()?;
        match (self.right.unit(), self.wrong.unit()) {
            (Some(of), Some(to)) => of.convert(number, to).or(Some(number)),
            _ => Some(number),
        }
    }
}

/// The replacement for the figure of a finding on one side, such that both sides agree; `None` if
/// no wording of the right value is known.
pub fn repair(ar: &str, en: &str, finding: &Finding, side: Lang) -> Option<Repair> {
    let (line, other) = if side == Lang::Ar { (ar, en) } else { (en, ar) };
    let wrong = figure_at(side, line, finding.marked(side))?;
    let right = figure_at(side.other(), other, finding.marked(side.other()))?;
    let case = Case { line, wrong: &wrong, right: &right };
    let mut made = match side {
        Lang::Ar => arabic::candidates(&case),
        Lang::En => english::candidates(&case),
    };
    made.extend(place::candidates(&case, side));
    // Certain ones first; otherwise in the order in which they were generated.
    made.sort_by_key(|repair| !repair.sure);
    let key = complaint(finding);
    let before = complaints(ar, en);
    let fits = |repair: &Repair| {
        let new = replaced(line, repair);
        let place = Span::new(repair.span.start, repair.span.start + repair.text.len());
        let reads = figure::read(side, &new).into_iter().any(|figure| {
            figure.span.overlaps(place)
                && figure::equal(&figure, &right).is_some_and(|(why, _)| says_the_same(why))
        });
        let (ar, en) = if side == Lang::Ar { (new.as_str(), en) } else { (ar, new.as_str()) };
        reads && {
            let after = complaints(ar, en);
            !after.contains(&key) && after.is_subset(&before)
        }
    };
    made.into_iter().find(fits)
}

/// A line with its replacement applied.
pub fn replaced(line: &str, repair: &Repair) -> String {
    format!("{}{}{}", &line[..repair.span.start], repair.text, &line[repair.span.end..])
}

fn says_the_same(why: Reason) -> bool {
    !matches!(why, Reason::Rounded | Reason::ConvertedRoughly | Reason::Turned)
}

/// The identity of a complaint about a pair: kind and both values.
fn complaint(finding: &Finding) -> String {
    let value =
        |marked: &Option<Marked>| marked.as_ref().map_or(String::new(), |marked| marked.value.clone());
    format!("{}|{}|{}", finding.code, value(&finding.ar), value(&finding.en))
}

fn complaints(ar: &str, en: &str) -> HashSet<String> {
    check::pair(ar, en).iter().map(complaint).collect()
}

/// The figure at a marked place.
fn figure_at(lang: Lang, line: &str, marked: Option<&Marked>) -> Option<Figure> {
    let span = marked?.span;
    let figures = figure::read(lang, line).into_iter().filter(|figure| figure.span.overlaps(span));
    let shared =
        |figure: &Figure| figure.span.end.min(span.end).saturating_sub(figure.span.start.max(span.start));
    figures.max_by_key(shared)
}

/// Replaces a part of a figure.
fn with_part(case: &Case<'_>, part: std::ops::Range<usize>, new: &str, sure: bool) -> Repair {
    let text = case.text();
    Repair { span: case.wrong.span, text: format!("{}{new}{}", &text[..part.start], &text[part.end..]), sure }
}
