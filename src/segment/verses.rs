//! Verses and items numbered in brackets, `… (1) … (2) … (3)`, without stops that would show where they end.

use super::stop::{is_stop, is_wordy};
use crate::{
    document::lines::is_blank,
    text::{bidi, chars},
};

/// A number in round brackets.
#[derive(Clone, Copy)]
struct Mark {
    place: u32,
    start: usize,
    end: usize,
}

/// Least number of marks in a series; fewer are references, unless each is after the stop of its sentence.
const LEAST: usize = 3;

/// Adds a cut at every number of an increasing series that fills the text: after the number if the
/// last one ends the text, before it if the first one begins the text.
pub(super) fn cut(text: &str, cuts: &mut Vec<usize>) {
    let marks = marks(text);
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return };
    let rising = marks.windows(2).all(|pair| pair[0].place + 1 == pair[1].place);
    let spaced = marks.windows(2).all(|pair| has_words(&text[pair[0].end..pair[1].start]));
    let is_nothing = |part: &str| !part.chars().any(is_wordy);
    // `قيل إنه سافر. (1) وقيل إنه مات. (2)`
    let is_after_stop = |mark: &Mark| text[..mark.start].trim_end().ends_with(is_stop);
    let few = marks.len() < LEAST && !(is_nothing(&text[last.end..]) && marks.iter().all(is_after_stop));
    if few || !rising || !spaced {
        return;
    }
    // The first verse may be one word, `والضحى (1)`, in a text without stops.
    let is_verse = |part: &str| {
        cuts.is_empty()
            && first.place == 1
            && part.trim_start().starts_with(chars::is_arabic_letter)
            && part.split_whitespace().nth(1).is_none()
    };
    let begins = |part: &str| has_words(part) || is_verse(part);
    let places: Vec<usize> = if is_nothing(&text[last.end..]) && begins(&text[..first.start]) {
        if marks.iter().any(|mark| goes_on(&text[mark.end..])) {
            return;
        }
        // A stop may precede the number, which belongs to the sentence that it ends.
        cuts.retain(|&cut| {
            let next = marks.partition_point(|mark| mark.start < cut);
            marks.get(next).is_none_or(|mark| !is_nothing(&text[cut..mark.start]))
        });
        marks.iter().map(|mark| mark.end).collect()
    } else if is_nothing(&text[..first.start]) {
        marks[1..].iter().map(|mark| mark.start).collect()
    } else {
        return;
    };
    cuts.extend(places.into_iter().filter(|&place| place < text.len()));
    cuts.sort_unstable();
    cuts.dedup();
}

fn has_words(part: &str) -> bool {
    part.split(is_blank).filter(|word| word.chars().any(is_wordy)).nth(1).is_some()
}

/// True for a comma or a word that continues directly: the number is a reference within a sentence.
fn goes_on(rest: &str) -> bool {
    let next = rest.chars().find(|&c| !bidi::is_invisible(c));
    next.is_some_and(|c| matches!(c, ',' | ';' | '،' | '؛' | ')') || is_wordy(c))
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for start in memchr::memchr_iter(b'(', text.as_bytes()) {
        let mut place = 0;
        let mut end = start + 1;
        for c in text[end..].chars().take(5) {
            match chars::digit_value(c) {
                Some(digit) if place < 100 => place = 10 * place + u32::from(digit),
                None if c == ')' && end > start + 1 => {
                    marks.push(Mark { place, start, end: end + 1 });
                    break;
                }
                None if bidi::is_invisible(c) => {}
                _ => break,
            }
            end += c.len_utf8();
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::super::split;
    use crate::text::Lang;

    fn pieces(lang: Lang, text: &str) -> Vec<&str> {
        split(lang, text).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn numbers_after_verses_end_them_and_numbers_in_front_begin_them() {
        let text = "الليل طويل ساكن (1) والنجم بعيد خافت (2) والدرب قصير موحش (3)";
        assert_eq!(pieces(Lang::Ar, text).len(), 3);
        assert!(pieces(Lang::Ar, text)[0].ends_with("(1)"));
        let text = "(1) The night is long (2) The star is far (3) The road is short";
        assert_eq!(pieces(Lang::En, text)[2], "(3) The road is short");
        assert_eq!(pieces(Lang::Ar, "قال أولا. (1) وقال ثانيا. (2) ثم سكت طويلا. (3)").len(), 3);
    }

    #[test]
    fn a_number_after_a_stop_belongs_to_its_sentence_even_alone() {
        let text = "ظن الناس أنه غرق. (1) وظن غيرهم أنه عاد. (2)";
        assert_eq!(pieces(Lang::Ar, text), ["ظن الناس أنه غرق. (1)", "وظن غيرهم أنه عاد. (2)"]);
        assert_eq!(pieces(Lang::En, "The mill was sold. (4)").len(), 1);
        assert_eq!(pieces(Lang::Ar, "والفجر (1) وليال عشر (2) والشفع والوتر (3)").len(), 3);
        assert_eq!(pieces(Lang::Ar, "المعادلة (1) تشبه المعادلة (2) والمعادلة (3)").len(), 1);
    }

    #[test]
    fn references_to_equations_cut_nothing() {
        for text in [
            "It follows from (1), from the second line (2) and from (3).",
            "We use the first form (1) and the second (2) here.",
            "In 2001 (3) and later (2) and never (1)",
        ] {
            assert_eq!(pieces(Lang::En, text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_million_brackets_are_split() {
        // Each would take hours in quadratic time.
        for piece in ["(1) ", "a b ("] {
            assert!(!split(Lang::En, &piece.repeat(500_000)).is_empty());
        }
    }
}
