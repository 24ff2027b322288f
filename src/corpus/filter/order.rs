//! Words in the wrong order: reversed, as in text from PDF files whose lines were read from the wrong end, or shuffled.

use crate::align::Order;

/// Least number of words in a text.
const FEWEST: usize = 4;
/// Least number of letters in the word that ends a sentence: shorter ones are item numbers and abbreviations.
const LETTERS: usize = 5;

/// True if the words of one side are in reverse order: the full stop is after the first word and
/// not after the last one, while the other side ends with a mark.
pub(super) fn is_from_the_end(text: &str, other: &str) -> bool {
    begins_with_its_end(text) && ends(other) && !begins_with_its_end(other)
}

fn begins_with_its_end(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    // Exclamations and questions of one word do begin a text; statements of one word hardly ever do.
    words.count() + 1 >= FEWEST && letters >= LETTERS && first.ends_with('.') && !ends(text)
}

fn ends(text: &str) -> bool {
    let last = text.trim_end_matches(|c: char| matches!(c, '"' | '»' | '”' | '’' | ')') || c.is_whitespace());
    last.ends_with(['.', '!', '?', '؟', '…', '۔'])
}

/// Words below which their order says nothing.
const LEAST_ORDERED: u32 = 6;

/// The share of couples of words that have the same order on both sides: about one half where the words of a side were
/// shuffled, hardly any where a side runs backwards. Of all couples or of those near each other, whichever is larger:
/// clauses change places in good translations, and so do neighbours.
pub(super) fn same_order(order: &Order) -> Option<f64> {
    (order.words >= LEAST_ORDERED).then(|| order.all.share().max(order.near.share()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_begins_with_its_end_is_seen() {
        let (ar, en) = ("وصل الوفد إلى القاهرة يوم الأحد.", "The delegation arrived in Cairo on Sunday.");
        let back = |text: &str| text.split(' ').rev().collect::<Vec<_>>().join(" ");
        assert!(is_from_the_end(&back(ar), en) && is_from_the_end(&back(en), ar));
        assert!(!is_from_the_end(ar, en) && !is_from_the_end(en, ar));
    }

    #[test]
    fn short_first_sentences_and_items_of_lists_are_none() {
        for (text, other) in [
            ("نعم. وصل الوفد إلى القاهرة أمس.", "Yes. The delegation came to Cairo yesterday."),
            ("1. وصل الوفد إلى القاهرة", "1. The delegation came to Cairo."),
            ("Fig. shows the delegation in Cairo", "يظهر الوفد في القاهرة"),
            ("Hello! said the man at the door", "مرحبا! قال الرجل عند الباب."),
            ("Prof. Smith came to the house", "جاء الأستاذ سميث إلى البيت."),
            ("", "."),
        ] {
            assert!(!is_from_the_end(text, other) && !is_from_the_end(other, text), "{text}");
        }
    }
}
