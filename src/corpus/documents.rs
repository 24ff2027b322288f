//! Aligning one of many document pairs: the same steps as for two files, but a failure does not
//! affect the others.

use crate::{
    Error, Result, align,
    bitext::{Bitext, texts},
    document::{self, Document, ReadOptions},
    lexicon::Lexicon,
    text::Lang,
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// The options of a run over many documents.
#[derive(Debug)]
pub struct Options {
    /// Every line is one segment.
    pub segmented: bool,
    /// The language that was translated from.
    pub source: Lang,
    /// Omit the findings.
    pub without_findings: bool,
    /// Omit beads with text on one side only.
    pub two_sided: bool,
    /// Character encoding of the files; detected if not given.
    pub encoding: Option<String>,
    /// Omit what web pages have around their main text; for files only.
    pub main_text: bool,
    /// Keep everything of web pages.
    pub all_text: bool,
    /// Lexicons in addition to the built-in one.
    pub lexicons: Vec<Arc<Lexicon>>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            segmented: false,
            source: Lang::Ar,
            without_findings: false,
            two_sided: true,
            encoding: None,
            main_text: false,
            all_text: false,
            lexicons: Vec::new(),
        }
    }
}

/// Aligns the bytes of two files, given in either order; the names are for messages.
///
/// # Errors
/// When they are not texts, have no text, or are not one Arabic and one English; also when the program itself fails
/// on them, so that later documents are still processed.
pub fn align_files(first: (&str, &[u8]), second: (&str, &[u8]), options: &Options) -> Result<Bitext> {
    let reading = ReadOptions {
        encoding: options.encoding.clone(),
        lang: None,
        lines: options.segmented,
        main_text: options.main_text,
        all_text: options.all_text,
    };
    guarded(|| {
        let read = |(name, bytes): (&str, &[u8])| {
            let document = document::read(bytes, name, &reading)?;
            document.without_text().map_or(Ok(document), |error| Err(error.at(name)))
        };
        aligned(document::pair(read(first)?, read(second)?)?, options)
    })
}

/// Aligns an Arabic and an English text in memory.
///
/// # Errors
/// As [`align_files`], and when the languages are exchanged.
pub fn align_texts(name: &str, ar: &str, en: &str, options: &Options) -> Result<Bitext> {
    guarded(|| {
        let mut bitext = aligned(texts::plain_pair(ar, en, options.segmented)?, options)?;
        name.clone_into(&mut bitext.documents.ar.name);
        name.clone_into(&mut bitext.documents.en.name);
        Ok(bitext)
    })
}

/// Aligns an Arabic and an English web page in memory; places in the result refer to the text
/// extracted from them.
///
/// # Errors
/// As [`align_texts`].
pub fn align_pages(ar: &str, en: &str, options: &Options) -> Result<Bitext> {
    let reading = ReadOptions {
        // The encoding declared in the page does not apply to a decoded string.
        encoding: Some("UTF-8".to_owned()),
        lang: None,
        lines: options.segmented,
        main_text: options.main_text,
        all_text: options.all_text,
    };
    guarded(|| {
        let page = |text: &str, name: &str| document::read(text.as_bytes(), name, &reading);
        let pair = document::pair(page(ar, "ar.html")?, page(en, "en.html")?)?;
        aligned(texts::in_order(pair)?, options)
    })
}

/// A reason to distrust the pairs of a bitext: which text is garbled, reversed or in another language.
pub(super) fn warning(bitext: &Bitext) -> Option<String> {
    let of = |document: &Document| {
        let place = if document.name.is_empty() { document.lang.name() } else { &document.name };
        document.warning().map(|warning| format!("{place}: {warning}"))
    };
    let warnings: Vec<String> =
        [&bitext.documents.ar, &bitext.documents.en].into_iter().filter_map(of).collect();
    (!warnings.is_empty()).then(|| warnings.join("; "))
}

fn aligned(pair: document::DocumentPair, options: &Options) -> Result<Bitext> {
    let aligning = align::Options {
        without_reasons: true,
        lexicons: options.lexicons.clone(),
        ..align::Options::default()
    };
    let mut bitext = texts::align_pair(pair, options.source, options.segmented, aligning)?;
    if !options.without_findings {
        bitext.check();
    }
    Ok(bitext)
}

/// Turns a panic on one document into an error of that document, so that it does not end a run of days.
fn guarded(work: impl FnOnce() -> Result<Bitext>) -> Result<Bitext> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new("the program failed on this document").advise("please report it with the document"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_the_wrong_members_are_refused() {
        let error = align_texts("x", "Good morning.", "صباح الخير.", &Options::default()).unwrap_err();
        assert!(error.to_string().contains("exchange them"), "{error}");
        let files = align_files(
            ("a", "Good morning.".as_bytes()),
            ("b", "صباح الخير.".as_bytes()),
            &Options::default(),
        );
        assert_eq!(files.unwrap().alignment.beads.len(), 1);
    }

    #[test]
    fn a_text_in_memory_is_taken_as_it_is() {
        let (ar, en) = ("<p>نعم.</p>\n\n# لا.", "<p>Yes.</p>\n\n# No.");
        let bitext = align_texts("x", ar, en, &Options::default()).unwrap();
        assert_eq!((bitext.documents.ar.text.as_str(), bitext.documents.en.text.as_str()), (ar, en));
    }

    #[test]
    fn a_failure_of_the_program_is_an_error_of_the_document() {
        let error = guarded(|| panic!("a test of panics")).unwrap_err();
        assert!(error.to_string().contains("report it"), "{error}");
    }
}
