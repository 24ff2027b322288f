//! From two texts or two files to a checked alignment in one call, for the bindings and the browser.

use super::{Bitext, catalogue};
use crate::{
    Error, Result, align,
    document::{self, Document, ReadOptions},
    lexicon::Lexicon,
    segment,
    text::Lang,
};
use std::{path::Path, sync::Arc};

/// How two texts are read and aligned.
#[derive(Debug, Clone)]
pub struct TextOptions {
    /// The source language.
    pub source: Lang,
    /// Every line is one segment.
    pub segmented: bool,
    /// Character encoding of the files, instead of detecting it.
    pub encoding: Option<String>,
    /// Leave out the parts of web pages around their main text.
    pub main_text: bool,
    /// Keep all text of web pages.
    pub all_text: bool,
    /// Lexicons in addition to the built-in one.
    pub lexicons: Vec<Arc<Lexicon>>,
    /// A translation of the Arabic text, one line for each of its segments, as further evidence.
    pub translation: Option<Vec<String>>,
}

impl Default for TextOptions {
    fn default() -> Self {
        TextOptions {
            source: Lang::Ar,
            segmented: false,
            encoding: None,
            main_text: false,
            all_text: false,
            lexicons: Vec::new(),
            translation: None,
        }
    }
}

impl Bitext {
    /// Aligns and checks the bytes of two files of any kind that [`document::read`] supports, in
    /// either order, or two catalogues of a program's texts. The names are paths: messages contain
    /// the whole path, documents only its last part.
    ///
    /// ```
    /// use mizan::bitext::{Bitext, TextOptions};
    /// let (ar, en) = ("وصل الوفد أمس.".as_bytes(), "The delegation arrived yesterday.".as_bytes());
    /// let made = Bitext::of_files(("a/en.txt", en), ("a/ar.txt", ar), &TextOptions::default())?;
    /// assert_eq!((made.documents.ar.name.as_str(), made.alignment.beads.len()), ("ar.txt", 1));
    /// # Ok::<(), mizan::Error>(())
    /// ```
    ///
    /// # Errors
    /// When they are not texts, or not one Arabic and one English.
    pub fn of_files(first: (&str, &[u8]), second: (&str, &[u8]), options: &TextOptions) -> Result<Self> {
        let is_catalogue =
            |(name, bytes): (&str, &[u8])| catalogue::is_catalogue(name, &bytes[..bytes.len().min(4096)]);
        if is_catalogue(first) && is_catalogue(second) {
            let catalogue::Paired { header, pairs, .. } = catalogue::pairs(first, second, options.source)?;
            let mut bitext = Bitext::from_pairs(first.0, &header, pairs);
            bitext.check();
            return Ok(bitext);
        }
        let reading = ReadOptions {
            encoding: options.encoding.clone(),
            lang: None,
            lines: options.segmented,
            main_text: options.main_text,
            all_text: options.all_text,
        };
        let read = |(name, bytes): (&str, &[u8])| -> Result<Document> {
            let mut document = document::read(bytes, name, &reading)?;
            if let Some(last) = Path::new(name).file_name() {
                document.name = last.to_string_lossy().into_owned();
            }
            Ok(document)
        };
        let pair = document::pair(read(first)?, read(second)?)?;
        aligned(pair, options)
    }

    /// Aligns and checks two texts in memory, without any change: nothing in them is markup.
    ///
    /// # Errors
    /// When the languages are exchanged, or the texts are not Arabic and English.
    pub fn of_texts(ar: &str, en: &str, options: &TextOptions) -> Result<Self> {
        aligned(plain_pair(ar, en, options.segmented)?, options)
    }
}

fn aligned(pair: document::DocumentPair, options: &TextOptions) -> Result<Bitext> {
    let aligning = align::Options {
        lexicons: options.lexicons.clone(),
        translation: options.translation.clone(),
        ..align::Options::default()
    };
    let mut bitext = align_pair(pair, options.source, options.segmented, aligning)?;
    bitext.check();
    Ok(bitext)
}

/// Two texts in memory as documents; nothing in them is markup.
///
/// # Errors
/// When the languages are exchanged, or the texts are not Arabic and English.
pub(crate) fn plain_pair(ar: &str, en: &str, segmented: bool) -> Result<document::DocumentPair> {
    in_order(document::pair(document::plain(ar, "ar", segmented), document::plain(en, "en", segmented))?)
}

/// Refuses a pair in which the English text was given in place of the Arabic one.
///
/// # Errors
/// When it was.
pub(crate) fn in_order(pair: document::DocumentPair) -> Result<document::DocumentPair> {
    if pair.swapped {
        return Err(Error::new("`ar` holds the English text and `en` the Arabic one").advise("exchange them"));
    }
    Ok(pair)
}

/// Splits two documents, by lines if they are `segmented`, and aligns them.
///
/// # Errors
/// As for [`Bitext::align`].
pub(crate) fn align_pair(
    pair: document::DocumentPair,
    source: Lang,
    segmented: bool,
    aligning: align::Options,
) -> Result<Bitext> {
    let split = |document: Document| {
        let segments = if segmented { segment::lines(&document) } else { segment::segment(&document) };
        (document, segments)
    };
    let aligning = align::Options { optional_cuts: !segmented, ..aligning };
    Bitext::align(split(pair.documents.ar), split(pair.documents.en), source, &aligning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_memory_are_no_markup_and_files_are() {
        let (ar, en) = ("<p>نعم، وصلوا.</p>", "<p>Yes, they came.</p>");
        let made = Bitext::of_texts(ar, en, &TextOptions::default()).unwrap();
        assert_eq!((made.documents.ar.text.as_str(), made.documents.en.text.as_str()), (ar, en));
        let files = ("x/ar.html", ar.as_bytes());
        let made = Bitext::of_files(files, ("x/en.html", en.as_bytes()), &TextOptions::default()).unwrap();
        assert_eq!(
            (made.documents.ar.text.trim_end(), made.documents.en.name.as_str()),
            ("نعم، وصلوا.", "en.html")
        );
    }

    #[test]
    fn exchanged_texts_are_an_error_and_exchanged_files_are_not() {
        let (ar, en) = ("وصل الوفد أمس.", "The delegation arrived yesterday.");
        let error = Bitext::of_texts(en, ar, &TextOptions::default()).unwrap_err();
        assert!(error.to_string().contains("exchange them"), "{error}");
        let made = Bitext::of_files(("e", en.as_bytes()), ("a", ar.as_bytes()), &TextOptions::default());
        assert_eq!(made.unwrap().documents.ar.name, "a");
    }

    #[test]
    fn two_catalogues_are_paired_by_key() {
        let (ar, en) =
            (r#"{"a": "نعم", "b": "لديك {n} رسائل"}"#, r#"{"b": "You have messages", "a": "Yes"}"#);
        let made = Bitext::of_files(
            ("i18n/ar.json", ar.as_bytes()),
            ("i18n/en.json", en.as_bytes()),
            &TextOptions::default(),
        )
        .unwrap();
        assert_eq!((made.pair(0).texts.en.as_str(), made.findings.len()), ("Yes", 1));
    }
}
