//! Tests whether a text is what it is taken for: in Arabic or English, decoded correctly, and in
//! reading order.
//!
//! ```
//! use mizan::{language::{Fault, fault}, text::Lang};
//! assert_eq!(fault(Lang::Ar, "وصل الوفد إلى المدينة أمس."), None);
//! assert_eq!(fault(Lang::Ar, ".سمأ ةنيدملا ىلإ دفولا لصو"), Some(Fault::VisualOrder));
//! let fault = fault(Lang::En, "Le ministre est arrivé hier dans la capitale.").unwrap();
//! assert_eq!(fault.what(Lang::En), "this is French, not English");
//! ```
//!
//! Every test requires evidence of the fault and weighs it against evidence for the language
//! itself: a name, a brand, a quotation or a single foreign word is not a fault.

mod count;
mod misread;
mod order;
mod script;
mod sequences;
mod table;

pub use misread::{Misread, mended};
pub use table::Language;

use crate::text::{Lang, Span};
use count::Count;

/// A fault of a text that was taken for one of the two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It is in the language of the other side.
    Untranslated,
    /// It is in a third language.
    Language(Language),
    /// It was decoded in the wrong encoding.
    Misread(Misread),
    /// Its letters are in visual order, from left to right, and not in reading order.
    VisualOrder,
}

impl Fault {
    /// A description of the fault in a text of a language, as one clause.
    pub fn what(self, lang: Lang) -> String {
        match self {
            Fault::Untranslated => format!("this is {}, not {}", lang.other().name(), lang.name()),
            Fault::Language(language) => format!("this is {language}, not {}", lang.name()),
            Fault::Misread(misread) => format!("this text is garbled: {misread}"),
            Fault::VisualOrder => "the letters of this Arabic are in visual order (reversed)".to_owned(),
        }
    }

    /// Advice on the fault, as one clause.
    pub fn advice(self, lang: Lang) -> String {
        match self {
            Fault::Untranslated | Fault::Language(_) => {
                format!("give the {} text, or leave this one out", lang.name())
            }
            Fault::Misread(misread) => misread.advice(),
            Fault::VisualOrder => {
                "take the text from its source instead of a PDF, or extract it again with a program that keeps the \
                 reading order"
                    .to_owned()
            }
        }
    }
}

/// The fault of a short text (a segment, one side of a pair) that was taken for a language.
pub fn fault(lang: Lang, text: &str) -> Option<Fault> {
    if let Some(misread) = misread::of(text) {
        return Some(Fault::Misread(misread));
    }
    let count = Count::of(text);
    if let Some(language) = count.other_than(lang, text) {
        return Some(Fault::Language(language));
    }
    if count.is_untranslated(lang) {
        return Some(Fault::Untranslated);
    }
    (lang == Lang::Ar && order::is_visual(text)).then_some(Fault::VisualOrder)
}

/// The first garbled place of a text and the original text there, if it can be recovered.
pub fn garbled(text: &str) -> Option<(Span, String)> {
    misread::place(text, misread::of(text)?)
}

/// True if a text has words that any longer text of a language has: a long text without them is
/// in another language, which may be unknown, or is not text.
pub fn has_words_of(lang: Lang, text: &str) -> bool {
    Count::of(text).has_words_of(lang)
}

/// The fault of a whole text, if most of it has the same. `parts` are its paragraphs or segments.
pub fn fault_throughout<'a>(lang: Lang, parts: impl IntoIterator<Item = &'a str>) -> Option<Fault> {
    let mut all = 0;
    let mut by: Vec<(Fault, usize)> = Vec::new();
    for part in parts {
        // Question marks may stand for lost letters.
        let weight = part.chars().filter(|c| c.is_alphabetic() || *c == '?').count();
        all += weight;
        let Some(fault) = fault(lang, part) else { continue };
        match by.iter_mut().find(|(known, _)| same_kind(*known, fault)) {
            Some((_, sum)) => *sum += weight,
            None => by.push((fault, weight)),
        }
    }
    let (fault, weight) = by.into_iter().max_by_key(|(_, weight)| *weight)?;
    (weight * 2 > all).then_some(fault)
}

/// Two guesses at an encoding are one kind of fault; two languages are not.
fn same_kind(one: Fault, other: Fault) -> bool {
    one == other || matches!((one, other), (Fault::Misread(_), Fault::Misread(_)))
}

#[cfg(test)]
mod tests;
