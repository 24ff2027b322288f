//! Words run together or broken apart, recognised by their length.

use crate::text::{bidi, chars};

/// Least number of words of a side for which a plain mean is meaningful.
const FEWEST: usize = 5;

/// The mean length of words in letters, weighted by length, so that a few words run together show;
/// the plain mean where that is below two, so that letters set apart show. `None` for a text
/// without letters or with a single word that is not extremely long.
pub(super) fn word_length(text: &str) -> Option<f64> {
    let (mut words, mut letters, mut squares, mut run) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in text.chars().chain([' ']) {
        if chars::is_letter(c) && !chars::is_word_extender(c) {
            run += 1;
        } else if run > 0 && !chars::is_word_extender(c) && !bidi::is_invisible(c) {
            words += 1;
            letters += run;
            squares += run * run;
            run = 0;
        }
    }
    if letters == 0 {
        return None;
    }
    let (plain, weighted) = (letters as f64 / words as f64, squares as f64 / letters as f64);
    match words {
        FEWEST.. if plain < 2.0 => Some(plain),
        // A single long word may be the name of a place or a substance.
        0 | 1 if weighted < 25.0 => None,
        _ => Some(weighted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_run_together_are_long_and_letters_apart_are_short() {
        for (text, is_right) in [
            ("The delegation arrived in Cairo on Sunday.", true),
            ("وصلَ الوفدُ إلى القاهرةِ يومَ الأحدِ.", true),
            (
                "Dichlorodiphenyltrichloroethane was used against insects in the fields of the village until the minister forbade it in the spring of that year because of what it did to the birds.",
                true,
            ),
            ("Internationalization", true),
            ("Thedelegationarrivedin Cairo on Sunday.", false),
            ("ThedelegationarrivedinCairoonSunday.", false),
            ("وصلالوفدإلىالقاهرةيومالأحد.", false),
            ("T h e d e l e g a t i o n", false),
            ("و ص ل ا ل و ف د", false),
        ] {
            let fits = word_length(text).is_none_or(|length| (2.0..=14.0).contains(&length));
            assert_eq!(fits, is_right, "{text}: {:?}", word_length(text));
        }
        assert_eq!(word_length("7 / 8"), None);
    }
}
