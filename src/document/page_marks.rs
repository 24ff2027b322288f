//! Lines of plain text that belong to the printed page and not to the text: its number, the running head, a mark where
//! pages were cut.

use crate::text::{bidi, chars};
use rustc_hash::FxHashMap;

/// The lines that are such marks, by their index. An empty line is an empty text.
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
    let heads = |at: usize| {
        let found = shapes[at].as_ref().and_then(|shape| counts.get(shape));
        // Beside page numbers two will do; elsewhere a line may be a refrain.
        found.is_some_and(|&(all, beside)| {
            beside >= 2 || all >= 4 && lines[at].split_whitespace().count() >= 3
        })
    };
    (0..lines.len()).filter(|&at| numbers[at] || is_cut(lines[at]) || heads(at)).collect()
}

/// `12`, `- 12 -`, `[12]`, `Page 12 of 30`, `صفحة ١٢`, `12 / 30`.
fn is_page_number(line: &str) -> bool {
    if line.len() > 40 || !line.contains(chars::is_digit) {
        return false;
    }
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
    // `1.` and `2)` count the items of a list.
    (1..=2).contains(&numbers) && !line.ends_with(['.', ')', ':', '٪', '%', '،', ','])
}

/// A mark where pages were cut.
fn is_cut(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
    ["pagebreak", "page break", "newpage", "فاصل صفحات", "فاصل صفحة"]
        .iter()
        .any(|mark| bare.eq_ignore_ascii_case(mark))
}

/// A short line for comparing, its numbers left out; `None` for a line that cannot be a running head.
fn shape(line: &str) -> Option<String> {
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
    fn page_numbers_are_told_from_items_and_figures() {
        for line in ["12", "- 12 -", "[3]", "Page 4 of 30", "صفحة ١٢", "صفحة 3 من 9", "7 | Page", "12/30"]
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
}
