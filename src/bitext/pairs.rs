//! Pairs: the common part of all pair formats, and reading them one at a time for checking and converting.
//!
//! An unreadable row is an error with its number, and the rows after it are still read; a file that
//! cannot be read at all ends after its error.

use super::{codes::InlineCode, columns::ColumnChoice};
use crate::{
    Result,
    check::{Finding, Marked, Severity},
    text::{Lang, Sides},
};
use std::vec;

/// An Arabic text and its English translation as given in a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pair {
    /// Its place in the file: the line for a format with one pair per line, otherwise the number of
    /// the pair, from 1.
    pub row: u64,
    /// Its id in the file.
    pub id: Option<String>,
    /// The two texts; one is empty for text without a counterpart.
    pub texts: Sides<String>,
    /// True if the previous pair in the file is also the preceding text: anything missing may have
    /// moved there.
    pub continues: bool,
    /// Further data about it.
    pub details: Details,
}

/// Optional data about a pair besides its texts. Each format keeps those that it can represent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Details {
    /// Probability, 0 to 1, that exactly these texts belong together.
    pub confidence: Option<f64>,
    /// Probability, 0 to 1, that the two texts mean the same.
    pub adequacy: Option<f64>,
    /// The type of the bead: the numbers of segments.
    pub kind: Option<Sides<usize>>,
    /// Numbers of the segments of both sides in their documents.
    pub segments: Sides<Vec<usize>>,
    /// Its two texts are at different places of their documents.
    pub displaced: bool,
    /// A person confirmed that it is right.
    pub confirmed: bool,
    /// A person marked it as needing another check.
    pub flagged: bool,
    /// Findings that a person should check; places are bytes of the two texts of the pair.
    pub findings: Vec<Finding>,
    /// Remarks of people.
    pub notes: Vec<String>,
    /// Its translation is marked as one that a person has to check (`fuzzy` in PO).
    pub fuzzy: bool,
    /// The number of its row is a line of the file, by which people find it even if it has an id.
    pub by_line: bool,
    /// The file that contains it, if several are read as one.
    pub member: Option<String>,
    /// The line of the file on which it begins, from 1, if its format has lines.
    pub line: Option<u64>,
    /// When the words are shown, for subtitles: from and to, in milliseconds.
    pub time: Option<(u64, u64)>,
    /// The other columns of its row, by name, in a table whose columns have names.
    pub others: Vec<(String, String)>,
    /// The inline codes of its texts, as they were read from XLIFF or TMX.
    pub codes: Sides<Vec<InlineCode>>,
}

impl Pair {
    /// A pair of which only the texts are known.
    pub fn new(ar: impl Into<String>, en: impl Into<String>) -> Self {
        Pair { texts: Sides::new(ar.into(), en.into()), ..Pair::default() }
    }

    /// The two texts.
    pub fn strs(&self) -> Sides<&str> {
        self.texts.as_ref().map(String::as_str)
    }

    /// True if one of the sides is empty: text without a counterpart.
    pub fn is_one_sided(&self) -> bool {
        self.texts.iter().any(|(_, text)| crate::document::is_invisible(text))
    }

    /// True if a person flagged it, or if it has a finding that is more than a note.
    pub fn is_flagged(&self) -> bool {
        self.details.flagged || self.details.findings.iter().any(|found| found.severity > Severity::Note)
    }

    /// The text of one language.
    pub fn text(&self, lang: Lang) -> &str {
        &self.texts[lang]
    }

    /// The type of the bead as text (`1-2`), if known.
    pub fn kind(&self) -> Option<String> {
        self.details.kind.map(|Sides { ar, en }| format!("{ar}-{en}"))
    }

    /// Removes places outside the texts: a file may contain anything.
    pub(super) fn keep_valid_places(&mut self) {
        fn inside(marked: &Option<Marked>, text: &str) -> bool {
            let Some(Marked { span, .. }) = marked else { return true };
            span.start <= span.end && text.get(span.start..span.end).is_some()
        }
        let Sides { ar, en } = &self.texts;
        self.details.findings.retain(|found| inside(&found.ar, ar) && inside(&found.en, en));
        let share = |share: &f64| (0.0..=1.0).contains(share);
        self.details.confidence = self.details.confidence.filter(share);
        self.details.adequacy = self.details.adequacy.filter(share);
    }
}

/// The data in a file that apply to all its pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The source language.
    pub source: Lang,
    /// The data about each side.
    pub sides: Sides<SideHeader>,
    /// The probability, 0 to 1, that the two documents translate each other.
    pub score: Option<f64>,
}

/// The data in a file of pairs about one of its sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideHeader {
    /// The language tag, with a region if the file states one: `ar`, `ar-EG`.
    pub tag: String,
    /// The name of the document that the texts come from.
    pub document: Option<String>,
}

impl Default for Header {
    fn default() -> Self {
        let side = |lang: Lang| SideHeader { tag: lang.code().to_owned(), document: None };
        Header { source: Lang::Ar, sides: Sides::of(side), score: None }
    }
}

impl Header {
    /// Reads one property of a whole file; unknown ones are ignored.
    pub(super) fn read(&mut self, name: &str, value: String) {
        match name {
            "ar-document" => self.sides.ar.document = Some(value),
            "en-document" => self.sides.en.document = Some(value),
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
        [document("ar-document", &self.sides.ar), document("en-document", &self.sides.en), score]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// A source of pairs, one at a time.
pub(super) trait Source {
    /// The next pair, an error for an unreadable row, or the end.
    fn next(&mut self) -> Option<Result<Pair>>;

    /// The data that apply to all pairs; complete at the latest when the first pair has been read.
    fn header(&self) -> &Header;

    /// The number of units left out because they are not in Arabic and English.
    fn left_out(&self) -> u64 {
        0
    }

    /// True if the file could not be read to its end: it was cut off, or an error in it prevented
    /// reading further.
    fn broke_off(&self) -> bool {
        false
    }

    /// Remarks for the user about how the file was read; complete when the last pair has been read.
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }

    /// What the file says about its pairs that is lost when they are written to another one; complete when
    /// the last pair has been read.
    fn losses(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The pairs of a file, in order.
pub struct Pairs<'a>(Box<dyn Source + 'a>);

impl<'a> Pairs<'a> {
    pub(super) fn new(source: impl Source + 'a) -> Self {
        Pairs(Box::new(source))
    }

    /// The pairs of some units in order. `pair` makes one from the number of a unit, from 1, and the unit; `None` is a
    /// unit that is left out because it is not in Arabic and English. `broke_off` tells, at the end, whether units are missing.
    pub fn of_units<I: Iterator + 'a>(
        units: I,
        broke_off: fn(&I) -> bool,
        pair: impl FnMut(u64, I::Item) -> Result<Option<Pair>> + 'a,
    ) -> Self {
        Pairs::new(OfUnits { units, broke_off, pair, header: Header::default(), read: 0, left_out: 0 })
    }

    /// The data that apply to all pairs of the file; complete when the first pair has been read.
    pub fn header(&self) -> &Header {
        self.0.header()
    }

    /// The number of units left out so far because they are not in Arabic and English.
    pub fn left_out(&self) -> u64 {
        self.0.left_out()
    }

    /// True if the file could not be read to its end: it was cut off, or an error in it prevented
    /// reading further. Known when the last pair has been read.
    pub fn broke_off(&self) -> bool {
        self.0.broke_off()
    }

    /// Remarks for the user about how the file was read: its columns, its encoding, the parts left
    /// out. Complete when the last pair has been read.
    pub fn remarks(&self) -> Vec<String> {
        self.0.remarks()
    }

    /// Remarks about data of the file that another file written from its pairs will not have: codes around words,
    /// properties. Complete when the last pair has been read.
    pub fn losses(&self) -> Vec<String> {
        self.0.losses()
    }
}

impl<'a> Pairs<'a> {
    /// The same pairs, with one more remark for the user.
    #[must_use]
    pub fn with_remark(self, remark: String) -> Self {
        Pairs::new(Remarked { pairs: self, remark })
    }
}

/// Pairs with a remark about what is not among them.
struct Remarked<'a> {
    pairs: Pairs<'a>,
    remark: String,
}

impl Source for Remarked<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        self.pairs.next()
    }

    fn header(&self) -> &Header {
        self.pairs.header()
    }

    fn left_out(&self) -> u64 {
        self.pairs.left_out()
    }

    fn broke_off(&self) -> bool {
        self.pairs.broke_off()
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = self.pairs.remarks();
        remarks.push(self.remark.clone());
        remarks
    }

    fn losses(&self) -> Vec<String> {
        self.pairs.losses()
    }
}

impl Iterator for Pairs<'_> {
    type Item = Result<Pair>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// Pairs that come from elsewhere.
struct OfUnits<I, F> {
    units: I,
    broke_off: fn(&I) -> bool,
    pair: F,
    header: Header,
    read: u64,
    left_out: u64,
}

impl<I: Iterator, F: FnMut(u64, I::Item) -> Result<Option<Pair>>> Source for OfUnits<I, F> {
    fn next(&mut self) -> Option<Result<Pair>> {
        loop {
            let unit = self.units.next()?;
            self.read += 1;
            match (self.pair)(self.read, unit).transpose() {
                Some(pair) => return Some(pair),
                None => self.left_out += 1,
            }
        }
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn left_out(&self) -> u64 {
        self.left_out
    }

    fn broke_off(&self) -> bool {
        (self.broke_off)(&self.units)
    }
}

/// How to read a file of pairs if its own data are not sufficient.
#[derive(Debug, Clone, Default)]
pub struct PairOptions {
    /// The columns of a table, instead of detecting them.
    pub columns: Option<ColumnChoice>,
    /// The character encoding, instead of detecting it.
    pub encoding: Option<String>,
    /// Also return the messages of a PO file that are marked fuzzy, instead of only counting them.
    pub fuzzy: bool,
    /// Also return the messages of a PO file without a translation, as text without a counterpart,
    /// instead of only counting them.
    pub untranslated: bool,
    /// If a unit of TMX has several variants of a language, use only the first, instead of making a
    /// pair from each.
    pub first_variant: bool,
}

/// Pairs that have already been read.
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
