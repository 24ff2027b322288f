//! The one spelling under which the table holds a word of a name.

/// Spelling variants that folding keeps apart: hamza on its seats, and the final letter of `سوريا` / `سورية`.
pub(super) fn normal(folded: &str) -> String {
    let mut word: String = folded
        .chars()
        .filter_map(|c| match c {
            'ؤ' => Some('و'),
            'ئ' => Some('ي'),
            'ء' => None,
            'پ' => Some('ب'),
            'ڤ' => Some('ف'),
            'چ' | 'ژ' => Some('ج'),
            _ => Some(c),
        })
        .collect();
    if word.chars().nth(2).is_some() && word.ends_with('ه') {
        word.pop();
        word.push('ا');
    }
    word
}

/// The word behind the article; `الله` and two-letter rests keep it.
pub(super) fn without_article(word: &str) -> Option<&str> {
    word.strip_prefix("ال").filter(|rest| rest.chars().nth(1).is_some() && !matches!(*rest, "له" | "لا" | "ي"))
}
