//! Pairs: what every pair format has in common, and reading them one at a time for checking and converting.
//!
//! A broken row is an error that names it, and the rows behind it are still read; a file that cannot be read at
//! all ends after its error.

use super::{columns::ColumnChoice, joined::Joiner};
use crate::{
    Result,
    check::{Finding, Marked, Severity},
    text::Lang,
};
use std::vec;

/// An Arabic text and its English translation as a file holds them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pair {
    /// Where in the file: the line of a format with one pair a line, else the number of the pair, from 1.
    pub row: u64,
    /// The id that the file gives it.
    pub id: Option<String>,
    /// The Arabic text; empty for text without a counterpart.
    pub ar: String,
    /// The English text; empty for text without a counterpart.
    pub en: String,
    /// True when the pair before it in the file is the text before it: what is missing may have moved there.
    pub continues: bool,
    /// What else is known about it.
    pub details: Details,
}

/// What may be known about a pair besides its texts. Formats keep of it what they can.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Details {
    /// Probability, 0 to 1, that these texts and no others belong together.
    pub confidence: Option<f64>,
    /// Probability, 0 to 1, that the two texts say the same.
    pub adequacy: Option<f64>,
    /// The type of the bead: how many Arabic and how many English segments.
    pub kind: Option<(usize, usize)>,
    /// Numbers of the Arabic segments in their document.
    pub ar_segments: Vec<usize>,
    /// Numbers of the English segments in their document.
    pub en_segments: Vec<usize>,
    /// Where its counterpart stands, when it has none in its place.
    pub elsewhere: Option<Elsewhere>,
    /// Its two texts stand in different places of their documents: text that changed its place, put together.
    pub crossing: bool,
    /// A person said that it is right.
    pub confirmed: bool,
    /// A person said that it needs another look.
    pub flagged: bool,
    /// What a person should look at; places are bytes of the two texts of the pair.
    pub findings: Vec<Finding>,
    /// Remarks of people.
    pub notes: Vec<String>,
    /// Its translation is marked as one that a person has to look through (`fuzzy` in PO).
    pub fuzzy: bool,
    /// The number of its row is a line of the file, by which people find it also where it has an id.
    pub by_line: bool,
    /// The file in which it stands, where several are read as one.
    pub member: Option<String>,
    /// The line of the file on which it begins, from 1, where its format has lines.
    pub line: Option<u64>,
    /// When the words are shown, for subtitles: from and to, in milliseconds.
    pub time: Option<(u64, u64)>,
}

/// The counterpart of a text that changed its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Elsewhere {
    /// Numbers of the segments of the other document that translate the text.
    pub segments: Vec<usize>,
    /// Probability, 0 to 1, that they do.
    pub confidence: Option<f64>,
}

impl Pair {
    /// True when one of the sides is empty: text without a counterpart.
    pub fn is_one_sided(&self) -> bool {
        let nothing = |text: &str| crate::document::is_invisible(text);
        nothing(&self.ar) || nothing(&self.en)
    }

    /// True when a person flagged it, or when it has a finding that is more than a note.
    pub fn is_flagged(&self) -> bool {
        self.details.flagged || self.details.findings.iter().any(|found| found.severity > Severity::Note)
    }

    /// The text of one language.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }

    /// The type of the bead as the field writes it (`1-2`), when it is known.
    pub fn kind(&self) -> Option<String> {
        self.details.kind.map(|(ar, en)| format!("{ar}-{en}"))
    }

    /// Drops places that do not lie in the texts: a file may claim anything.
    pub(super) fn keep_valid_places(&mut self) {
        fn inside(marked: &Option<Marked>, text: &str) -> bool {
            let Some(Marked { span, .. }) = marked else { return true };
            span.start <= span.end && text.get(span.start..span.end).is_some()
        }
        let (ar, en) = (&self.ar, &self.en);
        self.details.findings.retain(|found| inside(&found.ar, ar) && inside(&found.en, en));
        let share = |share: &f64| (0.0..=1.0).contains(share);
        self.details.confidence = self.details.confidence.filter(share);
        self.details.adequacy = self.details.adequacy.filter(share);
        if let Some(elsewhere) = &mut self.details.elsewhere {
            elsewhere.confidence = elsewhere.confidence.filter(share);
        }
    }
}

/// What a file says about all of its pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The language that was translated from.
    pub source: Lang,
    /// What the file says about its Arabic side.
    pub ar: SideHeader,
    /// What the file says about its English side.
    pub en: SideHeader,
    /// The probability, 0 to 1, that the two documents translate each other.
    pub score: Option<f64>,
}

/// What a file of pairs says about one of its sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideHeader {
    /// The language tag, with a region where the file has one: `ar`, `ar-EG`.
    pub tag: String,
    /// The name of the document that the texts come from.
    pub document: Option<String>,
}

impl Default for Header {
    fn default() -> Self {
        let side = |lang: Lang| SideHeader { tag: lang.code().to_owned(), document: None };
        Header { source: Lang::Ar, ar: side(Lang::Ar), en: side(Lang::En), score: None }
    }
}

impl Header {
    /// Reads one property of a whole file back; what is not understood is left alone.
    pub(super) fn read(&mut self, name: &str, value: String) {
        match name {
            "ar-document" => self.ar.document = Some(value),
            "en-document" => self.en.document = Some(value),
            "score" => {
                self.score = value.trim().parse().ok().filter(|score| (0.0..=1.0).contains(score));
            }
            _ => {}
        }
    }

    /// The properties of a whole file, as names with values.
    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        let document = |name, side: &SideHeader| Some((name, side.document.clone()?));
        let score = self.score.map(|score| ("score", format!("{score:.4}")));
        [document("ar-document", &self.ar), document("en-document", &self.en), score]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What is said about one side.
    pub fn side(&self, lang: Lang) -> &SideHeader {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }

    pub(super) fn side_mut(&mut self, lang: Lang) -> &mut SideHeader {
        match lang {
            Lang::Ar => &mut self.ar,
            Lang::En => &mut self.en,
        }
    }
}

/// Something that gives pairs one at a time.
pub(super) trait Source {
    /// The next pair, a broken row, or the end.
    fn next(&mut self) -> Option<Result<Pair>>;

    /// What is known about all pairs; complete at the latest when the first pair has been read.
    fn header(&self) -> &Header;

    /// How many units have been left out because they are not in Arabic and English.
    fn left_out(&self) -> u64 {
        0
    }

    /// True when the file could not be read to its end: it was cut off, or something in it left no way on.
    fn broke_off(&self) -> bool {
        false
    }

    /// What people should know about how the file was read; complete when the last pair has been read.
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The pairs of a file in order.
pub struct Pairs<'a>(Box<dyn Source + 'a>);

impl<'a> Pairs<'a> {
    pub(super) fn new(source: impl Source + 'a) -> Self {
        Pairs(Box::new(source))
    }

    /// The same pairs, but text that changed its place is one pair with its counterpart, where the second of the two
    /// stands.
    #[must_use]
    pub fn joined(self) -> Self {
        Pairs::new(Joined { source: self.0, joiner: Joiner::default() })
    }

    /// What the file says about all of its pairs; complete when the first pair has been read.
    pub fn header(&self) -> &Header {
        self.0.header()
    }

    /// How many units have been left out so far because they are not in Arabic and English.
    pub fn left_out(&self) -> u64 {
        self.0.left_out()
    }

    /// True when the file could not be read to its end: it was cut off, or something in it left no way on. Known when
    /// the last pair has been read.
    pub fn broke_off(&self) -> bool {
        self.0.broke_off()
    }

    /// What people should know about how the file was read: its columns, its encoding, what was left out. Complete
    /// when the last pair has been read.
    pub fn remarks(&self) -> Vec<String> {
        self.0.remarks()
    }
}

impl Iterator for Pairs<'_> {
    type Item = Result<Pair>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// Pairs with the halves of crossings put together.
struct Joined<'a> {
    source: Box<dyn Source + 'a>,
    joiner: Joiner,
}

impl Source for Joined<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        loop {
            match self.source.next() {
                None => return self.joiner.rest().map(Ok),
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(pair)) => {
                    if let Some(pair) = self.joiner.take(pair) {
                        return Some(Ok(pair));
                    }
                }
            }
        }
    }

    fn header(&self) -> &Header {
        self.source.header()
    }

    fn left_out(&self) -> u64 {
        self.source.left_out()
    }

    fn broke_off(&self) -> bool {
        self.source.broke_off()
    }

    fn remarks(&self) -> Vec<String> {
        self.source.remarks()
    }
}

/// How to read a file of pairs, where its own word is not enough.
#[derive(Debug, Clone, Default)]
pub struct PairOptions {
    /// The columns of a table, instead of finding them.
    pub columns: Option<ColumnChoice>,
    /// The character encoding, instead of finding it out.
    pub encoding: Option<String>,
    /// Messages of a PO file that are marked fuzzy are pairs as well, instead of being counted.
    pub fuzzy: bool,
    /// Messages of a PO file without a translation are text without a counterpart, instead of being counted.
    pub untranslated: bool,
    /// Of several variants of a language in a unit of TMX only the first is taken, instead of a pair of each.
    pub first_variant: bool,
}

/// Pairs that have been read already.
pub(super) struct Listed {
    header: Header,
    pairs: vec::IntoIter<Pair>,
}

impl Listed {
    pub(super) fn new(header: Header, pairs: Vec<Pair>) -> Self {
        Listed { header, pairs: pairs.into_iter() }
    }
}

impl Source for Listed {
    fn next(&mut self) -> Option<Result<Pair>> {
        self.pairs.next().map(Ok)
    }

    fn header(&self) -> &Header {
        &self.header
    }
}
