//! The form of a text in which duplicates are equal: folded, words only, separated by one blank.

use crate::text::{Lang, chars, fold::fold_into};
use xxhash_rust::xxh3::Xxh3;

/// Writes the normal form of a text into `out`; `folded` is a buffer. Marks between words are
/// removed; a minus sign, a decimal point or a percent sign at a digit stays, because -5% is not 5.
pub fn normal(lang: Lang, text: &str, folded: &mut String, out: &mut String) {
    fold_into(lang, text, folded);
    out.clear();
    let mut blank = false;
    let mut before = ' ';
    let mut rest = folded.chars().peekable();
    while let Some(c) = rest.next() {
        let solid = if is_solid(c) {
            Some(c)
        } else {
            let next = rest.peek().copied().unwrap_or(' ');
            let next_is_digit = || chars::is_digit(next);
            match c {
                '%' | '٪' if chars::is_digit(before) => Some('%'),
                '-' | '−' if next_is_digit() => Some('-'),
                '.' | '٫' if chars::is_digit(before) && next_is_digit() => Some('.'),
                ',' | '٬' if chars::is_digit(before) && next_is_digit() => {
                    // A number is the same however its groups of digits are separated.
                    before = c;
                    continue;
                }
                _ => None,
            }
        };
        match solid {
            Some(c) => {
                if blank && !out.is_empty() {
                    out.push(' ');
                }
                blank = false;
                out.push(c);
            }
            None => blank = true,
        }
        before = c;
    }
}

/// True for letters and digits. Most are recognised without Unicode tables, which are slow.
fn is_solid(c: char) -> bool {
    match c {
        '\u{0}'..='\u{7F}' => c.is_ascii_alphanumeric(),
        'ء'..='غ' | 'ف'..='ي' => true,
        _ => c.is_alphanumeric(),
    }
}

/// A hash of a pair: equal for equal normal forms, and almost certainly different for others.
pub fn fingerprint(ar: &str, en: &str) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(ar.as_bytes());
    hash.update(b"\0");
    hash.update(en.as_bytes());
    hash.digest128()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lang: Lang, text: &str) -> String {
        let mut out = String::new();
        normal(lang, text, &mut String::new(), &mut out);
        out
    }

    #[test]
    fn spellings_and_marks_do_not_matter() {
        assert_eq!(of(Lang::Ar, "«إلى الأُمَّة»، ٣٬٤٥٧!"), of(Lang::Ar, "الي الامه 3457"));
        assert_eq!(of(Lang::En, "  \"Hello\" -- World... "), "hello world");
        assert_eq!(of(Lang::En, "?!"), "");
    }

    #[test]
    fn what_changes_a_number_stays() {
        assert_eq!(of(Lang::En, "It fell by -5.5% (p. 7)."), "it fell by -5.5% p 7");
        assert_ne!(of(Lang::Ar, "٥٪"), of(Lang::Ar, "٥"));
        assert_ne!(of(Lang::En, "1.5"), of(Lang::En, "15"));
    }

    #[test]
    fn a_fingerprint_knows_which_side_is_which() {
        assert_ne!(fingerprint("ab", "c"), fingerprint("a", "bc"));
        assert_ne!(fingerprint("a", "b"), fingerprint("b", "a"));
    }
}
