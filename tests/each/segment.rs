//! Sentences of texts: `cases/segment`.
//!
//! A case has lines `ar: …` or `en: …` in which ` | ` (or `|` where there is no blank) marks the end
//! of a sentence.

use super::{
    Wrong,
    case::Case,
    update::{Changes, escaped},
};
use mizan::{
    document::{self, ReadOptions},
    segment,
    text::Lang,
};

/// Compares the sentences of every text with those of the case.
pub(crate) fn judge(case: &Case) -> Result<(), Wrong> {
    let (mut why, mut changes) = (String::new(), Changes::new());
    for (number, (lang, marked)) in case.fields.iter().enumerate() {
        let marked = str::from_utf8(marked).unwrap();
        let text = marked.replace(" | ", " ").replace('|', "");
        let wanted: Vec<&str> = marked.split('|').map(|piece| piece.trim_matches([' ', '\n'])).collect();
        let lang_of: Lang = lang.parse().unwrap();
        let options = ReadOptions { lang: Some(lang_of), ..ReadOptions::default() };
        let document = document::read(text.as_bytes(), "case", &options).unwrap();
        let segments = segment::segment(&document);
        let got: Vec<&str> = segments.iter().map(|segment| segment.span.of(&document.text)).collect();
        if got != wanted {
            why += &format!("  wanted {wanted:#?}\n  got    {got:#?}\n");
            changes.insert(number, vec![format!("{lang}: {}", escaped(&got.join(" | ")))]);
        }
    }
    if why.is_empty() { Ok(()) } else { Err(Wrong { why, changes }) }
}
