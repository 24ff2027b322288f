//! Short excerpts of text for the terminal.
//!
//! The output does not rely on how a terminal handles two directions: labels and values come first
//! on the line and the text last, and a marked place is in brackets with or without colour.

use super::console::{Palette, harmless};
use mizan::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The beginning of a text on one line, at most `width` graphemes.
pub(super) fn head(text: &str, width: usize) -> String {
    let mut graphemes = text.graphemes(true);
    let kept: String = graphemes.by_ref().take(width).collect();
    if graphemes.next().is_none() {
        return harmless(kept);
    }
    // Cut between words, if a word ends near the cut.
    let cut = kept.rfind(' ').filter(|at| kept[*at..].chars().count() <= LONGEST_REST).unwrap_or(kept.len());
    harmless(format!("{}…", &kept[..cut]))
}

/// The end of a text, in the same way.
fn tail(text: &str, width: usize) -> String {
    let mut graphemes: Vec<&str> = text.graphemes(true).rev().take(width + 1).collect();
    let more = graphemes.len() > width;
    graphemes.truncate(width);
    let kept: String = graphemes.into_iter().rev().collect();
    if !more {
        return harmless(kept);
    }
    let near = |at: &usize| kept[..*at].chars().count() <= LONGEST_REST && at + 1 < kept.len();
    let cut = kept.find(' ').filter(near).map_or(0, |at| at + 1);
    harmless(format!("…{}", &kept[cut..]))
}

/// Most characters that are dropped to cut between words.
const LONGEST_REST: usize = 12;

/// A marked place in its context of about `width` characters on either side.
pub(super) fn marked(text: &str, span: Span, width: usize, palette: &Palette) -> String {
    let strong = palette.strong;
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let place = head(span.of(text), 60);
    format!("{}{strong}⟦{place}⟧{strong:#}{}", tail(before, width), head(after, width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_their_vowel_signs_are_never_cut_apart() {
        assert_eq!(head("كَتَبَ", 2), "كَتَ…");
        assert_eq!(head("كتب", 3), "كتب");
    }

    #[test]
    fn a_marked_place_keeps_a_little_on_either_side() {
        let text = "The government spent $3 million on schools.";
        let start = text.find("$3").unwrap();
        let span = Span::new(start, start + "$3 million".len());
        assert_eq!(marked(text, span, 8, &Palette::default()), "…spent ⟦$3 million⟧ on…");
    }

    #[test]
    fn text_cannot_drive_the_terminal() {
        assert!(!head("a\u{1b}[31mb\r\n", 20).contains(['\u{1b}', '\r', '\n']));
    }
}
