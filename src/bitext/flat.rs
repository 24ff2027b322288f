//! A stretch of a document as one line of text, with a mapping of places between the two.
//!
//! Segments may contain line breaks (hard-wrapped text) and a bead may join several segments, so
//! every format with one pair per line needs the same conversion: runs of blanks become one space,
//! everything else is unchanged, and places in the line can be converted to places in the document.

use crate::text::Span;
use std::borrow::Cow;

/// One line of text made from a stretch of a longer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flat {
    /// The line: no line breaks, no tabs, no blanks at either end, never two blanks in a row.
    pub text: String,
    /// Points from which on line and source are parallel: this byte of the line corresponds to that
    /// byte of the source. Sorted by both; the first entry is the start of the line.
    steps: Vec<(usize, usize)>,
    end: usize,
}

impl Flat {
    /// The line for `span` of `text`.
    ///
    /// ```
    /// use mizan::{bitext::Flat, text::Span};
    /// let source = "He said:\n  no.";
    /// let flat = Flat::new(source, Span::new(0, source.len()));
    /// assert_eq!(flat.text, "He said: no.");
    /// assert_eq!(flat.source(Span::new(9, 12)), Span::new(11, 14));
    /// ```
    pub fn new(text: &str, span: Span) -> Self {
        let raw = span.of(text);
        let lead = raw.len() - raw.trim_start().len();
        let raw = raw.trim();
        let start = span.start + lead;
        let mut flat =
            Flat { text: String::with_capacity(raw.len()), steps: vec![(0, start)], end: start + raw.len() };
        let mut chars = raw.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if !c.is_whitespace() {
                flat.text.push(c);
                continue;
            }
            let mut alone = true;
            while chars.next_if(|(_, next)| next.is_whitespace()).is_some() {
                alone = false;
            }
            if alone && keeps_its_kind(c) {
                flat.text.push(c);
                continue;
            }
            flat.text.push(' ');
            let next = chars.peek().map_or(raw.len(), |(next, _)| *next);
            // Parallel again after the blanks, unless they were a single space.
            if next - at != 1 {
                flat.steps.push((flat.text.len(), start + next));
            }
        }
        flat
    }

    /// Converts a place in the line to a place in the source.
    pub fn source(&self, span: Span) -> Span {
        let start = self.back(span.start);
        // The end is computed from the last character inside, so that a place never includes the
        // blanks after it.
        let end = if span.is_empty() { start } else { self.back(span.end - 1) + 1 };
        Span::new(start, end.max(start).min(self.end))
    }

    /// Converts a place in the source to a place in the line; parts outside are cut off.
    pub fn line(&self, span: Span) -> Span {
        let start = self.forth(span.start);
        let end = if span.is_empty() { start } else { self.forth(span.end) };
        Span::new(start, end.max(start))
    }

    fn back(&self, at: usize) -> usize {
        let step = self.steps.partition_point(|(line, _)| *line <= at) - 1;
        let (line, source) = self.steps[step];
        source + (at - line)
    }

    fn forth(&self, at: usize) -> usize {
        let Some(step) = self.steps.partition_point(|(_, source)| *source <= at).checked_sub(1) else {
            return 0;
        };
        let (line, source) = self.steps[step];
        let limit = self.steps.get(step + 1).map_or(self.text.len(), |(next, _)| next - 1);
        (line + (at - source)).min(limit)
    }
}

/// A text on one line, like [`Flat`]; borrowed if it is already one.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    let mut blank_before = true;
    let is_flat = text.chars().all(|c| {
        let blank = c.is_whitespace();
        let fits = !blank || (!blank_before && keeps_its_kind(c));
        blank_before = blank;
        fits
    });
    if is_flat && (text.is_empty() || !blank_before) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Flat::new(text, Span::new(0, text.len())).text)
}

/// Blanks that are significant if they are single: the non-breaking ones, which keep numbers together.
fn keeps_its_kind(c: char) -> bool {
    matches!(c, ' ' | '\u{00A0}' | '\u{202F}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flat(text: &str) -> Flat {
        Flat::new(text, Span::new(0, text.len()))
    }

    #[test]
    fn runs_of_blanks_become_one_space() {
        assert_eq!(flat(" \t a \r\n b\u{2028}c\u{0085}\n").text, "a b c");
        assert_eq!(flat(" \n ").text, "");
    }

    #[test]
    fn an_unbreakable_space_stays_when_it_is_alone() {
        assert_eq!(flat("10\u{00A0}000 \u{00A0}km").text, "10\u{00A0}000 km");
    }

    #[test]
    fn direction_marks_stay() {
        assert_eq!(flat("\u{200F}قال\u{200E} ").text, "\u{200F}قال\u{200E}");
    }

    proptest! {
        #[test]
        fn every_character_that_is_no_blank_is_kept_and_found_again(text in "[ \n\t\u{00A0}\u{2028}aب٣𐍈.]{0,40}") {
            let flat = flat(&text);
            prop_assert_eq!(line(&text), flat.text.as_str());
            prop_assert!(matches!(line(&flat.text), Cow::Borrowed(_)));
            let solid = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&flat.text), solid(&text));
            prop_assert_eq!(flat.text.trim(), flat.text.as_str());
            for (at, c) in flat.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let here = Span::new(at, at + c.len_utf8());
                let there = flat.source(here);
                prop_assert_eq!(there.of(&text), c.to_string());
                prop_assert_eq!(flat.line(there), here);
            }
        }
    }
}
