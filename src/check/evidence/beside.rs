//! The words beside a figure, and where the other side translates them.

use super::context::{Side, Word};
use crate::text::Span;
use std::ops::Range;

/// Words before and after a figure that are beside it.
const NEAR: usize = 4;

/// The words beside a place, by number.
pub(super) fn near(side: &Side<'_>, place: Span) -> Range<usize> {
    let first = side.words.partition_point(|word| word.span.end <= place.start);
    let after = side.words.partition_point(|word| word.span.start < place.end);
    first.saturating_sub(NEAR)..(after + NEAR).min(side.words.len())
}

/// The content words of a range.
fn content<'a>(side: &'a Side<'_>, range: Range<usize>) -> impl Iterator<Item = &'a Word> + Clone {
    side.words[range].iter().filter(|word| !word.ids.is_empty())
}

fn is_same(one: &Word, other: &Word) -> bool {
    one.ids.iter().any(|id| other.ids.contains(id))
}

/// How many of the words beside one place are translated beside the other.
pub(super) fn met(one: &Side<'_>, here: Span, other: &Side<'_>, there: Span) -> usize {
    let opposite = content(other, near(other, there));
    content(one, near(one, here)).filter(|word| opposite.clone().any(|met| is_same(word, met))).count()
}

/// How many of the words beside a place are translated anywhere on the other side, of how many.
pub(super) fn found(one: &Side<'_>, here: Span, other: &Side<'_>) -> (usize, usize) {
    let all = content(one, near(one, here));
    let is_found = |word: &&Word| content(other, 0..other.words.len()).any(|met| is_same(word, met));
    (all.clone().filter(is_found).count(), all.count())
}

/// True if a figure of the other side is beside a translation of a word that is beside the place.
pub(super) fn has_figure(one: &Side<'_>, here: Span, other: &Side<'_>) -> bool {
    let all = content(one, near(one, here));
    other.figures.iter().any(|figure| {
        content(other, near(other, figure.span)).any(|met| all.clone().any(|word| is_same(word, met)))
    })
}

/// Words after a figure among which its noun is.
const NOUN: usize = 2;
/// Bytes between a figure and its noun.
const REACH: usize = 24;

/// Whether the noun after a figure is translated on the other side, and if so whether a figure is beside it there.
pub(super) fn noun(one: &Side<'_>, here: Span, other: &Side<'_>) -> Option<bool> {
    let after = one.words.partition_point(|word| word.span.start < here.end);
    let noun = content(one, after..(after + NOUN).min(one.words.len())).next()?;
    let mut there = content(other, 0..other.words.len()).filter(|word| is_same(noun, word)).peekable();
    there.peek()?;
    Some(there.any(|word| {
        other.figures.iter().any(|figure| {
            figure.span.start < word.span.end + REACH && word.span.start < figure.span.end + REACH
        })
    }))
}

/// How many words of numbers that no figure includes are beside a place.
pub(super) fn numbers(side: &Side<'_>, place: Span) -> usize {
    side.words[near(side, place)].iter().filter(|word| word.is_number).count()
}

/// How many names of units that no figure includes are beside a place.
pub(super) fn units(side: &Side<'_>, place: Span) -> usize {
    side.words[near(side, place)].iter().filter(|word| word.is_unit).count()
}
