//! Line ends and blanks.

use crate::text::{Span, bidi};

/// True for a character that ends a line: line feed, carriage return, vertical tab, form feed, next line,
/// line and paragraph separator.
pub(crate) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// True for an invisible character that separates words: white space, line ends, controls.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// True if nothing of the text is visible: blanks, direction marks, zero-width characters.
pub fn is_invisible(text: &str) -> bool {
    text.chars().all(|c| is_blank(c) || bidi::is_invisible(c))
}

/// The span without the blanks at its ends. A span without visible characters becomes empty, at its start.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    if is_invisible(inside) {
        return Span::new(span.start, span.start);
    }
    let head = inside.len() - inside.trim_start_matches(is_blank).len();
    let kept = inside.trim_matches(is_blank).len();
    Span::new(span.start + head, span.start + head + kept)
}

/// Number of line ends; `\r\n` counts as one.
pub(super) fn count_ends(text: &str) -> u64 {
    let mut count = 0;
    let mut after_return = false;
    for c in text.chars() {
        if is_line_end(c) && !(c == '\n' && after_return) {
            count += 1;
        }
        after_return = c == '\r';
    }
    count
}

/// The lines of a text, without their line ends, including empty ones.
pub(super) fn physical(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if is_line_end(c) {
            lines.push(Span::new(start, at));
            start = at + c.len_utf8();
            if c == '\r'
                && let Some(&(next, '\n')) = rest.peek()
            {
                rest.next();
                start = next + 1;
            }
        }
    }
    if start < text.len() {
        lines.push(Span::new(start, text.len()));
    }
    lines
}

/// The lines of a file with one segment per line. Only `\n` counts (with an optional `\r` before
/// it), so that line numbers agree with other tools for such files; a file without any `\n` may use
/// a lone `\r`.
pub(super) fn numbered(text: &str) -> Vec<Span> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(end) {
        lines.push(Span::new(start, at));
        start = at + 1;
    }
    if start < text.len() {
        lines.push(Span::new(start, text.len()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, lines: &[Span]) -> Vec<String> {
        lines.iter().map(|line| line.of(text).to_owned()).collect()
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line_once() {
        let text = "a\r\nb\rc\n\nd\u{2028}e\u{2029}f\u{85}g\u{0C}h";
        assert_eq!(texts(text, &physical(text)), ["a", "b", "c", "", "d", "e", "f", "g", "h"]);
        assert_eq!(count_ends(text), 8);
    }

    #[test]
    fn numbered_lines_count_as_other_tools_count_them() {
        let text = "a\r\nb\u{2028}c\n\nd\n";
        assert_eq!(texts(text, &numbered(text)), ["a\r", "b\u{2028}c", "", "d"]);
        assert_eq!(texts("a\rb", &numbered("a\rb")), ["a", "b"]);
        assert!(numbered("").is_empty());
    }

    #[test]
    fn trimming_keeps_direction_marks_beside_text_and_drops_a_line_of_nothing_else() {
        let text = " \u{200F}قال.\u{200F} \u{0} ";
        assert_eq!(trimmed(text, Span::new(0, text.len())).of(text), "\u{200F}قال.\u{200F}");
        let text = " \u{200F}\u{FEFF} ";
        assert!(trimmed(text, Span::new(0, text.len())).is_empty());
    }
}
