//! Invisible direction marks and the direction of a text.

use unicode_bidi::{BidiClass, bidi_class};

/// True for the marks and controls that only steer the direction of display (LRM, RLM, ALM,
/// embeddings, overrides, isolates) and for the byte-order mark. They may occur anywhere and never
/// change a word.
pub const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// True for any character without width of its own that may occur inside a word: direction marks,
/// zero-width joiners and non-joiners, soft hyphen, word joiner.
pub const fn is_invisible(c: char) -> bool {
    is_mark(c) || matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

/// Share of right-to-left letters among all letters with a strong direction, 0 to 1; `None` without
/// such letters.
pub fn rtl_share(text: &str) -> Option<f64> {
    let (mut rtl, mut ltr) = (0usize, 0usize);
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::R | BidiClass::AL => rtl += 1,
            BidiClass::L => ltr += 1,
            _ => {}
        }
    }
    (rtl + ltr > 0).then(|| rtl as f64 / (rtl + ltr) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_marks_are_known() {
        for c in ['\u{200E}', '\u{200F}', '\u{061C}', '\u{202B}', '\u{2068}'] {
            assert!(is_mark(c) && is_invisible(c));
        }
        assert!(!is_mark('\u{200D}') && is_invisible('\u{200D}'));
        assert!(!is_invisible('ا'));
    }

    #[test]
    fn digits_have_no_say_in_the_direction() {
        assert_eq!(rtl_share("123 ٤٥٦"), None);
        assert_eq!(rtl_share("قال 12"), Some(1.0));
        assert_eq!(rtl_share("said"), Some(0.0));
    }
}
