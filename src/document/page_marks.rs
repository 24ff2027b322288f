//! Lines of plain text that belong to the printed page and not to the text: page numbers, running
//! heads, page breaks.

use crate::text::{bidi, chars};
use rustc_hash::{FxHashMap, FxHashSet};

/// The indices of such lines. An empty line is an empty string.
pub(super) fn find(lines: &[&str]) -> Vec<usize> {
    let numbers: Vec<bool> = lines.iter().map(|line| is_page_number(line)).collect();
    let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    let shapes: Vec<Option<String>> = lines.iter().map(|line| shape(line)).collect();
    for (at, shape) in shapes.iter().enumerate() {
        let Some(shape) = shape else { continue };
        let beside = (at > 0 && numbers[at - 1]) || numbers.get(at + 1).is_some_and(|is| *is);
        let count = counts.entry(shape.clone()).or_default();
        count.0 += 1;
        count.1 += usize::from(beside);
    }
    let numbered = numbered_heads(lines, &shapes);
    let heads = |at: usize| {
        let found = shapes[at].as_ref().and_then(|shape| counts.get(shape));
        // Next to page numbers two are enough; elsewhere a repeated line may be a refrain.
        found.is_some_and(|&(all, beside)| {
            beside >= 2 || all >= 4 && lines[at].split_whitespace().count() >= 3
        })
    };
    (0..lines.len())
        .filter(|&at| numbers[at] || is_cut(lines[at]) || heads(at) || numbered.contains(&at))
        .collect()
}

/// Running heads with the number of their page (`12 THE OLD MILL`, `THE RIVER 13`): lines that
/// differ only in an increasing number at one end. Three of them are required, and the same words
/// must not be within a list.
pub(super) fn numbered_heads(lines: &[&str], shapes: &[Option<String>]) -> FxHashSet<usize> {
    let mut last: FxHashMap<&str, Vec<(usize, u32)>> = FxHashMap::default();
    for (at, shape) in shapes.iter().enumerate() {
        if let (Some(shape), Some(number)) = (shape, number_at_end(lines[at])) {
            last.entry(shape.trim()).or_default().push((at, number));
        }
    }
    let is_run = |places: &&Vec<(usize, u32)>| {
        let apart = |pair: &[(usize, u32)]| pair[1].0 > pair[0].0 + 1 && pair[1].1 > pair[0].1;
        places.len() >= 3 && places.windows(2).all(apart)
    };
    last.values().filter(is_run).flatten().map(|(at, _)| *at).collect()
}

/// The number of at most four digits with which a line begins or ends, if no other word of it is a number.
fn number_at_end(line: &str) -> Option<u32> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (first, rest) = words.split_first()?;
    let last = rest.last()?;
    let inside = |words: &[&str]| words.iter().any(|word| word.contains(chars::is_digit));
    match (page_of(first), page_of(last)) {
        (Some(page), None) if !inside(rest) => Some(page),
        (None, Some(page)) if !inside(&words[..words.len() - 1]) => Some(page),
        _ => None,
    }
}

/// The number of a page: one to four digits only.
pub(super) fn page_of(word: &str) -> Option<u32> {
    let digits: Option<Vec<u32>> =
        word.chars().take(5).map(|c| chars::digit_value(c).map(u32::from)).collect();
    digits
        .filter(|digits| (1..=4).contains(&digits.len()))
        .map(|digits| digits.iter().fold(0, |sum, digit| 10 * sum + digit))
}

/// The beginnings of the text in lines in which the page number is glued to the first word
/// (`12دخل`). At least two such lines are required, with numbers that increase by at most ten.
pub(super) fn glued_numbers(lines: &[&str]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize, u32)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let rest = line.trim_start_matches(chars::is_digit);
        let digits = &line[..line.len() - rest.len()];
        let is_word = rest.split_whitespace().next().is_some_and(|word| {
            word.chars().count() >= 2
                && word.chars().all(|c| chars::is_arabic_letter(c) || chars::is_tashkeel(c))
        });
        let Some(page) = page_of(digits) else { continue };
        if is_word && rest.split_whitespace().nth(2).is_some() {
            found.push((at, digits.len(), page));
        }
    }
    let rises = |pair: &[(usize, usize, u32)]| pair[1].2 > pair[0].2 && pair[1].2 - pair[0].2 <= 10;
    let is_run = found.len() >= 2 && found.windows(2).all(rises);
    if is_run { found.into_iter().map(|(at, length, _)| (at, length)).collect() } else { Vec::new() }
}

/// The ends of lines that are the number of a page, for example on the left pages of a book whose right ones have
/// theirs at the beginning, glued to a word: for each its line, and its length with the blanks before it. Each must be
/// the one after a number that is glued to a word above it, or the one before such a number below it.
pub(super) fn numbers_at_ends(lines: &[&str], glued: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let pages: Vec<(usize, u32)> =
        glued.iter().filter_map(|&(at, length)| Some((at, page_of(&lines[at][..length])?))).collect();
    let fits = |at: usize, page: u32| {
        let place = pages.partition_point(|(other, _)| *other < at);
        let above = place.checked_sub(1).and_then(|place| pages.get(place));
        let below = pages.get(place).filter(|(other, _)| *other > at);
        let is_after = above.is_none_or(|(_, other)| *other < page);
        let is_before = below.is_none_or(|(_, other)| *other > page);
        let is_next = above.is_some_and(|(_, other)| other + 1 == page)
            || below.is_some_and(|(_, other)| page + 1 == *other);
        is_after && is_before && is_next
    };
    let end = |(at, line): (usize, &&str)| {
        let rest = line.trim_end_matches(chars::is_digit);
        let page = page_of(&line[rest.len()..])?;
        let words = rest.trim_end();
        let is_words = words.ends_with(chars::is_arabic_letter) && words.split_whitespace().nth(2).is_some();
        (is_words && fits(at, page)).then_some((at, line.len() - words.len()))
    };
    lines.iter().enumerate().filter_map(end).collect()
}

/// True for `12`, `- 12 -`, `[12]`, `(12)`, `Page 12 of 30`, `صفحة ١٢`, `12 / 30`.
pub(super) fn is_page_number(line: &str) -> bool {
    if line.len() > 40 || !line.contains(chars::is_digit) {
        return false;
    }
    let line = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(line);
    let mut numbers = 0;
    for word in line.split(|c: char| {
        c.is_whitespace() || bidi::is_invisible(c) || matches!(c, '-' | '–' | '—' | '|' | '/')
    }) {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        let is_number = !bare.is_empty() && bare.chars().count() <= 4 && bare.chars().all(chars::is_digit);
        let is_label = matches!(
            bare.to_ascii_lowercase().as_str(),
            "" | "page" | "p" | "pg" | "of" | "صفحة" | "الصفحة" | "ص" | "من"
        );
        if !is_number && !is_label {
            return false;
        }
        numbers += usize::from(is_number);
    }
    // `1.` and `2)` are list items.
    (1..=2).contains(&numbers) && !line.ends_with(['.', ')', ':', '٪', '%', '،', ','])
}

/// True for the mark of a page break.
pub(super) fn is_cut(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
    ["pagebreak", "page break", "newpage", "فاصل صفحات", "فاصل صفحة"]
        .iter()
        .any(|mark| bare.eq_ignore_ascii_case(mark))
}

/// A short line for comparison, without its numbers; `None` for a line that cannot be a running head.
pub(super) fn shape(line: &str) -> Option<String> {
    let words = line.split_whitespace().count();
    if line.len() > 160 || !(1..=12).contains(&words) || line.ends_with(['.', '!', '?', '؟', ':', '،', ','])
    {
        return None;
    }
    let kept = |c: &char| !(chars::is_digit(*c) || bidi::is_invisible(*c));
    let shape: String = line.chars().filter(kept).collect();
    shape.chars().any(char::is_alphabetic).then_some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_distinguished_from_items_and_figures() {
        for line in
            ["12", "- 12 -", "[3]", "Page 4 of 30", "صفحة ١٢", "صفحة 3 من 9", "7 | Page", "12/30", "(12)"]
        {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["1.", "2)", "12345", "12 men", "5%", "3.5", "in 2021", ""] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn a_line_that_comes_again_beside_page_numbers_is_a_running_head() {
        let lines =
            ["Report 2021", "1", "One of the", "", "Report 2021", "2", "two", "Chorus", "three", "Chorus"];
        assert_eq!(find(&lines), [0, 1, 4, 5]);
        assert_eq!(find(&["a", "***pagebreak***", "\\newpage", "b"]), [1, 2]);
    }

    #[test]
    fn a_head_that_holds_the_number_of_its_page_is_one_when_the_numbers_rise() {
        let lines = ["a", "12 The Mill", "b", "14 The Mill", "c", "16 The Mill", "d"];
        assert_eq!(find(&lines), [1, 3, 5]);
        let lines = ["a", "المطحنة ١٣", "b", "المطحنة ١٥", "c", "المطحنة ١٧"];
        assert_eq!(find(&lines), [1, 3, 5]);
        // A list, decreasing numbers, and two of a kind are text.
        assert!(find(&["Room 1", "Room 2", "Room 3", "Room 4"]).is_empty());
        assert!(find(&["a", "Room 3", "b", "Room 2", "c", "Room 1"]).is_empty());
        assert!(find(&["a", "Room 1", "b", "Room 2"]).is_empty());
    }

    #[test]
    fn numbers_of_pages_glued_to_words_are_found_when_they_rise() {
        let lines = [
            "كان الجو باردا.",
            "12دخل سمير الغرفة.",
            "ثم نام.",
            "١٣خرج سمير مع الصبح.",
            "14عاد سمير من السوق.",
        ];
        assert_eq!(glued_numbers(&lines), [(1, 2), (3, 4), (4, 2)]);
        assert!(glued_numbers(&lines[..3]).is_empty());
        assert_eq!(glued_numbers(&lines[..4]).len(), 2);
        let lines =
            ["12دخل سمير الغرفة الباردة", "وكان الباب مفتوحا 13", "كتبت عام 19", "١٤خرج سمير مع الصبح."];
        assert_eq!(numbers_at_ends(&lines, &glued_numbers(&lines)), [(1, 3)]);
        assert!(numbers_at_ends(&lines, &[]).is_empty());
        assert!(glued_numbers(&["3أيام في البيت", "2كغ من التمر", "5كتب على الرف"]).is_empty());
    }
}
