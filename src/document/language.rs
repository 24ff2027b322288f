//! The language of a text, and which of two texts is Arabic.

use super::Document;
use crate::{
    Error, Result,
    language::{Fault, fault_throughout},
    text::{Lang, Sides, chars},
};

/// Counts of the letters of a text by script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters {
    /// Letters of the Arabic script.
    pub arabic: usize,
    /// Letters of the Latin script.
    pub latin: usize,
    /// Letters of any other script.
    pub other: usize,
}

impl Letters {
    /// Counts the letters of a text.
    pub fn of(text: &str) -> Letters {
        let bytes = text.as_bytes();
        // No byte of another character is an ASCII letter.
        let latin = bytes.iter().map(|byte| usize::from(byte.is_ascii_alphabetic())).sum();
        let mut letters = Letters { latin, ..Letters::default() };
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += match (byte, bytes.get(at + 1)) {
                (..0x80, _) => 1,
                // The letters from U+0620 to U+063F and from U+0641 to U+064A.
                (0xD8, Some(0xA0..)) | (0xD9, Some(0x81..=0x8A)) => {
                    letters.arabic += 1;
                    2
                }
                // Tatweel and the vowel signs up to U+065F.
                (0xD9, Some(0x80 | 0x8B..=0x9F)) => 2,
                _ => match text[at..].chars().next() {
                    Some(c) => {
                        letters.add(c);
                        c.len_utf8()
                    }
                    None => 1,
                },
            };
        }
        letters
    }

    /// Counts a character outside ASCII.
    fn add(&mut self, c: char) {
        if chars::is_arabic_letter(c) {
            self.arabic += 1;
        } else if chars::is_latin_letter(c) {
            self.latin += 1;
        } else if c.is_alphabetic() && !chars::is_word_extender(c) {
            self.other += 1;
        }
    }

    /// All letters.
    pub fn total(self) -> usize {
        self.arabic + self.latin + self.other
    }

    /// Share of Arabic letters among all, 0 to 1; 0 without letters.
    pub fn arabic_share(self) -> f64 {
        self.arabic as f64 / self.total().max(1) as f64
    }

    /// True if most letters belong to neither script.
    fn is_foreign(self) -> bool {
        self.other > self.arabic + self.latin
    }

    /// The language that the script suggests; English for a text without letters.
    pub fn lang(self) -> Lang {
        // Arabic texts quote Latin names and terms far more often than vice versa.
        if self.arabic > 0 && 2 * self.arabic >= self.latin { Lang::Ar } else { Lang::En }
    }

    fn described(self) -> String {
        let percent = |part: usize| (100 * part + self.total() / 2) / self.total().max(1);
        format!("saw {}% Arabic and {}% Latin letters", percent(self.arabic), percent(self.latin))
    }
}

/// An Arabic document and the English one that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPair {
    /// The two documents.
    pub documents: Sides<Document>,
    /// True if the English document was given first.
    pub swapped: bool,
}

/// Determines which of two documents is Arabic and which English, whatever their order.
///
/// A document without letters gets the remaining language; two such documents are taken in the
/// given order. If both seem to be in one language, the one with far more Arabic letters is Arabic.
///
/// # Errors
/// When both are in the same language, or one is in another script; the message says what was found.
pub fn pair(a: Document, b: Document) -> Result<DocumentPair> {
    let (seen_a, seen_b) = (Letters::of(&a.text), Letters::of(&b.text));
    for (document, seen) in [(&a, seen_a), (&b, seen_b)] {
        if seen.is_foreign() {
            return Err(Error::new(format!("neither Arabic nor English: {}", seen.described()))
                .at(&document.name)
                .advise("give one Arabic and one English text"));
        }
    }
    let swapped = match (seen_a.total(), seen_b.total()) {
        (0, 0) => a.lang == Lang::En && b.lang == Lang::Ar,
        (0, _) => b.lang == Lang::Ar,
        (_, 0) => a.lang == Lang::En,
        _ if a.lang != b.lang => a.lang == Lang::En,
        _ => {
            let (share_a, share_b) = (seen_a.arabic_share(), seen_b.arabic_share());
            let (low, high) = if share_a < share_b { (share_a, share_b) } else { (share_b, share_a) };
            if high < 0.15 || low > high / 4.0 {
                if let Some(error) = [&a, &b].into_iter().find_map(Document::refused) {
                    return Err(error);
                }
                let lang = a.lang.name();
                return Err(Error::new(format!(
                    "both texts are {lang}: {} here and {} in {}",
                    seen_a.described(),
                    seen_b.described().trim_start_matches("saw "),
                    b.name
                ))
                .at(&a.name)
                .advise("give one Arabic and one English text"));
            }
            share_a < share_b
        }
    };
    let (mut ar, mut en) = if swapped { (b, a) } else { (a, b) };
    ar.lang = Lang::Ar;
    en.lang = Lang::En;
    Ok(DocumentPair { documents: Sides { ar, en }, swapped })
}

impl Document {
    /// The fault in the language, the encoding or the order of most of the text.
    pub fn fault(&self) -> Option<Fault> {
        fault_throughout(self.lang, self.paragraphs.iter().map(|paragraph| paragraph.span.of(&self.text)))
    }

    /// The error for a document that cannot be one side of a pair: in a third language, or garbled.
    fn refused(&self) -> Option<Error> {
        let fault = self.fault().filter(|fault| matches!(fault, Fault::Language(_) | Fault::Misread(_)))?;
        Some(Error::new(fault.what(self.lang)).at(&self.name).advise(fault.advice(self.lang)))
    }

    /// A reason for users to distrust this document: one sentence with advice.
    pub fn warning(&self) -> Option<String> {
        if self.encoding.contains(super::READ_AS) {
            return Some(format!(
                "this text was garbled ({}, mojibake) and has been put right; look whether it reads well",
                self.encoding
            ));
        }
        if let Some(fault) = self.fault() {
            return Some(format!("{}; {}", fault.what(self.lang), fault.advice(self.lang)));
        }
        let (notation, pandoc) = super::notation::of(&self.text)?;
        Some(format!(
            "this text is {notation}: its commands are read as words; give plain text, as of \
             `pandoc -f {pandoc} -t plain --wrap=none`"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ReadOptions, read};
    use super::*;

    fn document(name: &str, text: &str) -> Document {
        read(text.as_bytes(), name, &ReadOptions::default()).unwrap()
    }

    fn paired(a: &str, b: &str) -> Result<DocumentPair> {
        pair(document("a.txt", a), document("b.txt", b))
    }

    #[test]
    fn letters_are_counted_by_script_wherever_they_stand() {
        let text = "Aé\u{1E00}z1 الكتـ\u{064F}اب\u{0671}ﷲ \u{0660}٪ Дж漢 «»\u{200F}";
        assert_eq!(Letters::of(text), Letters { arabic: 8, latin: 4, other: 3 });
        let arabic: usize = ('\u{600}'..='\u{6FF}').filter(|&c| chars::is_arabic_letter(c)).count();
        assert_eq!(Letters::of(&('\u{600}'..='\u{6FF}').collect::<String>()).arabic, arabic);
    }

    #[test]
    fn the_order_of_the_files_does_not_matter() {
        let right = paired("وصل الوفد.", "The delegation arrived.").unwrap();
        let wrong = paired("The delegation arrived.", "وصل الوفد.").unwrap();
        assert!(!right.swapped && wrong.swapped);
        assert_eq!(right.documents.ar.text, wrong.documents.ar.text);
        assert_eq!((wrong.documents.ar.lang, wrong.documents.en.lang), (Lang::Ar, Lang::En));
    }

    #[test]
    fn two_texts_in_one_language_are_refused_with_what_was_seen() {
        let error = paired("Good morning.", "How are you?").unwrap_err().to_string();
        assert!(error.starts_with("a.txt: both texts are English: saw 0% Arabic"), "{error}");
        assert!(error.contains("in b.txt"), "{error}");
        assert!(paired("صباح الخير", "كيف حالك؟").unwrap_err().to_string().contains("100% Arabic"));
    }

    #[test]
    fn another_script_is_refused() {
        let error = paired("وصل الوفد.", "Делегация прибыла.").unwrap_err().to_string();
        assert!(error.starts_with("b.txt: neither Arabic nor English"), "{error}");
    }

    #[test]
    fn an_empty_text_takes_the_language_that_is_left_over() {
        assert!(!paired("", "Good morning.").unwrap().swapped);
        assert!(paired("", "صباح الخير").unwrap().swapped);
        assert!(!paired("صباح الخير", " \n").unwrap().swapped);
        assert!(paired("Good morning.", "123").unwrap().swapped);
        assert!(!paired("", "").unwrap().swapped);
    }

    #[test]
    fn an_arabic_text_full_of_latin_terms_is_still_the_arabic_one() {
        let terms = "يمكنك استخدام React.lazy مع Suspense أو Loadable Components عند بناء الحزمة.";
        assert_eq!(Letters::of(terms).lang(), Lang::Ar);
        let pair = paired(
            "Use import() with Babel and Webpack, as in دليل.",
            "React Suspense Webpack Babel: تحميل كسول للمكونات",
        )
        .unwrap();
        assert!(pair.swapped);
    }
}
