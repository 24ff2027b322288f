//! Two documents, their alignment and what was found in it: the value [`Bitext`], and the formats it is
//! written in and read from.
//!
//! One file a format. Writers only read the Bitext and write to any `Write`; [`save()`] puts a file in place
//! whole or not at all.

mod annotate;
pub mod catalogue;
mod checked;
pub(crate) mod columns;
mod csv;
mod facts;
mod flat;
mod format;
mod html;
mod ids;
mod joined;
mod json;
mod jsonl;
mod ladder;
mod origin;
mod ours;
mod pairs;
mod plural;
mod read;
#[cfg(test)]
mod round_trip;
pub mod rows;
mod save;
mod select;
mod stats;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod texts;
mod tmx;
mod tsv;
mod whole;
mod write;
mod xliff;
#[cfg(feature = "xlsx")]
mod xlsx;
mod xml;

pub use annotate::{Notes, annotate};
pub use checked::{CHUNK, Stretch, WINDOW, check_pairs};
pub use columns::ColumnChoice;
pub use flat::Flat;
pub use format::Format;
pub use origin::{BeadReview, Origin};
pub use ours::is_ours;
pub use pairs::{Details, Elsewhere, Header, Pair, PairOptions, Pairs, SideHeader};
pub use read::{read_moses, read_pairs};
pub use save::{Whole, save, sync_folder};
pub use select::{Filter, Select};
pub use stats::Stats;
pub use texts::TextOptions;
pub use write::{MosesWriter, PairWriter, pair_writer};

use crate::{
    Result,
    adequacy::Adequacy,
    align::{self, Alignment, Bead, Crossing, Side},
    check::{self, Finding, Marked},
    document::Document,
    lexicon::Lexicon,
    segment::Segment,
    text::{Lang, Span},
};
use jiff::Timestamp;
use std::{
    io::{self, Write},
    ops::Range,
    sync::Arc,
};

/// A finding and the bead it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeadFinding {
    /// Index of the bead in the alignment.
    pub bead: usize,
    /// The finding; its spans are places in the two documents.
    pub finding: Finding,
}

/// Two documents that translate each other, and everything that is known about the pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Bitext {
    /// The Arabic document.
    pub ar: Document,
    /// Its segments.
    pub ar_segments: Vec<Segment>,
    /// The English document.
    pub en: Document,
    /// Its segments.
    pub en_segments: Vec<Segment>,
    /// The language that was translated from.
    pub source: Lang,
    /// Which segments belong together.
    pub alignment: Alignment,
    /// What a person should look at, in order of the beads.
    pub findings: Vec<BeadFinding>,
    /// What people said about beads, in order of the beads; nothing for beads that nobody has looked at.
    pub reviews: Vec<BeadReview>,
    /// What a file of pairs said about each bead; empty unless the bitext was made of such a file.
    pub origins: Vec<Origin>,
    /// How probably the documents, and the sides of each bead, say the same; nothing where nobody has judged.
    pub adequacy: Adequacy,
}

/// What the writers may vary.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions {
    /// TSV and CSV: an apostrophe in front of cells that a spreadsheet would run as a formula.
    pub safe_cells: bool,
    /// TSV and CSV: a column for the adequacy of each pair.
    pub adequacy: bool,
    /// Which pairs are written. JSON and ladder, which record a whole alignment, hold all of them.
    pub select: Select,
    /// The date of creation that is written into the file.
    pub date: Timestamp,
}

/// How sure an alignment with an empty text can be: nothing speaks for it or against it.
const NO_EVIDENCE: f64 = 0.5;

impl Bitext {
    /// Aligns two documents that are already split into segments; with [`align::Options::optional_cuts`] segments may be
    /// cut further. Findings come with [`Bitext::check`].
    ///
    /// # Errors
    /// When the pins of `options` contradict each other; see [`align::align`].
    pub fn align(
        (ar, mut ar_segments): (Document, Vec<Segment>),
        (en, mut en_segments): (Document, Vec<Segment>),
        source: Lang,
        options: &align::Options,
    ) -> Result<Self> {
        let recut = if options.optional_cuts && options.translation.is_none() {
            align::recut(
                Side { document: &ar, segments: &ar_segments },
                Side { document: &en, segments: &en_segments },
                options,
            )
        } else {
            None
        };
        let was_cut = recut.is_some();
        if let Some(segments) = recut {
            (ar_segments, en_segments) = segments;
        }
        let (mut alignment, common) = align::align_and_compare(
            Side { document: &ar, segments: &ar_segments },
            Side { document: &en, segments: &en_segments },
            options,
        )?;
        if was_cut {
            align::rejoin(&mut alignment, &mut ar_segments, &mut en_segments);
        }
        if ar_segments.is_empty() || en_segments.is_empty() {
            for bead in &mut alignment.beads {
                bead.confidence = bead.confidence.min(NO_EVIDENCE);
            }
        }
        let adequacy = Adequacy::of(&alignment.beads, &common);
        Ok(Bitext {
            ar,
            ar_segments,
            en,
            en_segments,
            source,
            alignment,
            findings: Vec::new(),
            reviews: Vec::new(),
            origins: Vec::new(),
            adequacy,
        })
    }

    /// Judges how probably the sides of every bead say the same, and replaces what was said of it.
    pub fn judge(&mut self, lexicons: &[Arc<Lexicon>]) {
        let beads = &self.alignment.beads;
        let common = align::compare(
            Side { document: &self.ar, segments: &self.ar_segments },
            Side { document: &self.en, segments: &self.en_segments },
            beads.iter().map(|bead| (&bead.ar, &bead.en)),
            lexicons,
        );
        self.adequacy = Adequacy::of(beads, &common);
    }

    /// Checks every bead beside its neighbours, and replaces the findings.
    pub fn check(&mut self) {
        let found = check::alignment(
            &self.alignment,
            Side { document: &self.ar, segments: &self.ar_segments },
            Side { document: &self.en, segments: &self.en_segments },
        );
        let mut findings = Vec::new();
        for (n, (bead, found)) in self.alignment.beads.iter().zip(found).enumerate() {
            let start = |lang| self.span(lang, bead).unwrap_or_default().start;
            let in_document =
                |marked: Marked, lang| Marked { span: marked.span.shifted(start(lang)), ..marked };
            let found = found.into_iter().map(|finding| finding.of_translation_from(self.source));
            findings.extend(found.map(|finding| BeadFinding {
                bead: n,
                finding: Finding {
                    ar: finding.ar.map(|marked| in_document(marked, Lang::Ar)),
                    en: finding.en.map(|marked| in_document(marked, Lang::En)),
                    ..finding
                },
            }));
        }
        self.findings = findings;
    }

    /// The document of one language.
    pub fn document(&self, lang: Lang) -> &Document {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }

    /// The segments of one language.
    pub fn segments(&self, lang: Lang) -> &[Segment] {
        match lang {
            Lang::Ar => &self.ar_segments,
            Lang::En => &self.en_segments,
        }
    }

    /// The place of one side of a bead, from the start of its first segment to the end of its last;
    /// `None` for the empty side of a one-sided bead.
    pub fn span(&self, lang: Lang, bead: &Bead) -> Option<Span> {
        let segments = match lang {
            Lang::Ar => &self.ar_segments[bead.ar.clone()],
            Lang::En => &self.en_segments[bead.en.clone()],
        };
        Some(segments.first()?.span.to(segments.last()?.span))
    }

    /// One side of a bead as a single line; empty for the empty side of a one-sided bead.
    pub fn flat(&self, lang: Lang, bead: &Bead) -> Flat {
        Flat::new(&self.document(lang).text, self.span(lang, bead).unwrap_or_default())
    }

    /// One bead as a pair of lines, with what is known about it.
    pub fn pair(&self, index: usize) -> Pair {
        let bead = &self.alignment.beads[index];
        let (ar, en) = (self.flat(Lang::Ar, bead), self.flat(Lang::En, bead));
        let in_line =
            |marked: &Marked, flat: &Flat| Marked { span: flat.line(marked.span), ..marked.clone() };
        let findings = self.findings_of(index).iter().map(|found| Finding {
            ar: found.finding.ar.as_ref().map(|marked| in_line(marked, &ar)),
            en: found.finding.en.as_ref().map(|marked| in_line(marked, &en)),
            ..found.finding.clone()
        });
        let review = self.review_of(index).cloned().unwrap_or_default();
        let details = Details {
            confidence: Some(bead.confidence),
            adequacy: self.adequacy.of_bead(index),
            kind: Some((self.full(Lang::Ar, &bead.ar), self.full(Lang::En, &bead.en))),
            ar_segments: bead.ar.clone().collect(),
            en_segments: bead.en.clone().collect(),
            elsewhere: self.elsewhere(bead),
            crossing: false,
            findings: findings.collect(),
            time: self
                .span(Lang::Ar, bead)
                .and_then(|span| self.ar.time(span))
                .or_else(|| self.span(Lang::En, bead).and_then(|span| self.en.time(span))),
            confirmed: review.confirmed,
            flagged: review.flagged,
            notes: review.notes,
            ..Details::default()
        };
        let id = Some(bead_id(index));
        let mut pair = Pair { row: index as u64 + 1, id, ar: ar.text, en: en.text, continues: true, details };
        if let Some(origin) = self.origins.get(index) {
            origin.tell(&mut pair);
        }
        pair
    }

    /// How many of some segments have text. Texts that were read line by line have segments for their empty lines.
    fn full(&self, lang: Lang, segments: &Range<usize>) -> usize {
        let text = &self.document(lang).text;
        let has_text = |segment: &&Segment| !crate::document::is_invisible(segment.span.of(text));
        self.segments(lang)[segments.clone()].iter().filter(has_text).count()
    }

    /// What the files of pairs say about all of them.
    pub fn header(&self) -> Header {
        let mut header = Header { source: self.source, ..Header::default() };
        header.ar.document = Some(self.ar.name.clone());
        header.en.document = Some(self.en.name.clone());
        header.score = self.adequacy.score;
        header
    }

    /// A bitext of pairs: every pair is a bead of one segment a side, every text a line of its document.
    pub fn from_pairs(name: &str, header: &Header, pairs: impl IntoIterator<Item = Pair>) -> Self {
        whole::of_pairs(name, header, pairs)
    }

    /// All beads as pairs of lines, in order.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> {
        (0..self.alignment.beads.len()).map(|bead| self.pair(bead))
    }

    /// All beads as pairs for a memory: as [`Bitext::pairs`], but text that changed its place is one pair with its
    /// counterpart, where the second of the two stands.
    pub fn joined_pairs(&self) -> impl Iterator<Item = Pair> {
        joined::joined(self.pairs())
    }

    /// Where the counterpart of a one-sided bead stands, when it changed its place.
    fn elsewhere(&self, bead: &Bead) -> Option<Elsewhere> {
        if !bead.is_one_sided() {
            return None;
        }
        let segments = self.alignment.elsewhere(bead);
        let of = |crossing: &&Crossing| match bead.en.is_empty() {
            true => crossing.ar.contains(&bead.ar.start),
            false => crossing.en.contains(&bead.en.start),
        };
        let crossing = self.alignment.crossings.iter().find(of).filter(|_| !segments.is_empty())?;
        Some(Elsewhere { segments: segments.collect(), confidence: Some(crossing.confidence) })
    }

    /// The beads that hold the counterpart of a one-sided bead which changed its place; none for other beads.
    pub fn other_halves(&self, bead: usize) -> Range<usize> {
        let beads = &self.alignment.beads;
        if !beads[bead].is_one_sided() {
            return 0..0;
        }
        let there = self.alignment.elsewhere(&beads[bead]);
        let opposite =
            |other: &Bead| if beads[bead].en.is_empty() { other.en.clone() } else { other.ar.clone() };
        let start = beads.partition_point(|other| opposite(other).end <= there.start);
        let end = beads.partition_point(|other| opposite(other).start < there.end);
        if there.is_empty() { 0..0 } else { start..end }
    }

    /// A finding with its places in the lines of its bead, and those lines.
    pub fn in_lines(&self, found: &BeadFinding) -> (Pair, Finding) {
        let bead = &self.alignment.beads[found.bead];
        let place = |marked: &Option<Marked>, lang: Lang| {
            let flat = self.flat(lang, bead);
            marked.as_ref().map(|marked| Marked { span: flat.line(marked.span), value: marked.value.clone() })
        };
        let (ar, en) = (place(&found.finding.ar, Lang::Ar), place(&found.finding.en, Lang::En));
        (self.pair(found.bead), Finding { ar, en, ..found.finding.clone() })
    }

    /// The findings of one bead.
    pub fn findings_of(&self, bead: usize) -> &[BeadFinding] {
        let start = self.findings.partition_point(|found| found.bead < bead);
        let end = self.findings.partition_point(|found| found.bead <= bead);
        &self.findings[start..end]
    }

    /// What people said about one bead, when they said something.
    pub fn review_of(&self, bead: usize) -> Option<&BeadReview> {
        let at = self.reviews.binary_search_by_key(&bead, |review| review.bead).ok()?;
        self.reviews.get(at)
    }

    /// Writes the whole in one of the formats.
    ///
    /// # Errors
    /// When `out` fails, or when the text holds something that the format cannot hold; the latter is an
    /// [`io::Error`] with an [`Error`](crate::Error) inside.
    pub fn write(&self, format: Format, options: &WriteOptions, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Json => return json::write(self, out),
            Format::Ladder => return ladder::write(self, out),
            Format::Html => return html::write(self, options, out),
            _ => {}
        }
        let mut filter = Filter::new(options.select);
        let mut writer = pair_writer(format, &self.header(), options, out)?;
        let pairs_only = format.holds_pairs_only();
        let mut write = |pair: Pair| {
            if !filter.admits(&pair, pairs_only) {
                return Ok(());
            }
            writer.pair(&pair)
        };
        match pairs_only {
            true => self.joined_pairs().try_for_each(&mut write)?,
            false => self.pairs().try_for_each(&mut write)?,
        }
        writer.finish()
    }

    /// Writes the two files of a Moses corpus.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_moses(
        &self,
        options: &WriteOptions,
        ar: &mut dyn Write,
        en: &mut dyn Write,
    ) -> io::Result<()> {
        let mut filter = Filter::new(options.select);
        let mut writer = MosesWriter { ar, en };
        self.joined_pairs().filter(|pair| filter.admits(pair, true)).try_for_each(|pair| writer.pair(&pair))
    }

    /// How many pairs hold characters that the format cannot hold; see [`Format::replaces_in`].
    pub fn replaced(&self, format: Format) -> usize {
        let clean = |document: &Document| xml::forbidden(&document.text).is_none();
        if clean(&self.ar) && clean(&self.en) {
            return 0;
        }
        self.pairs().filter(|pair| format.replaces_in(pair)).count()
    }

    /// Reads a whole alignment back from the JSON that [`Bitext::write`] makes.
    ///
    /// # Errors
    /// When it is not our JSON, is of a newer major version, or does not hold together.
    pub fn from_json(name: &str, bytes: &[u8]) -> Result<Self> {
        json::read(name, bytes)
    }
}

/// The name of a bead in every format: `b1` is the first. The letter keeps programs from reading a number.
pub fn bead_id(index: usize) -> String {
    format!("b{}", index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        align::{Anchor, AnchorKind, Parts},
        check::{Code, Severity},
    };

    /// As [`testing::bitext`], with something known about every bead.
    fn bitext(ar: &str, en: &str, beads: &[(usize, usize)]) -> Bitext {
        let mut made = testing::bitext(ar, en, beads);
        for bead in &mut made.alignment.beads {
            (bead.confidence, bead.parts) = (0.87654321, Parts { words: 2.5, length: -0.5, shape: -0.5 });
        }
        made
    }

    fn sample() -> Bitext {
        let mut bitext = bitext(
            "حضر \u{200F}٣٠ رجلا <و>.\nثم\u{2028}ذهبوا.\nحاشية.",
            "=30 men & boys came.\nThen\t they left.",
            &[(1, 1), (1, 1), (1, 0)],
        );
        let (ar, en) = (Span::new(10, 14), Span::new(1, 3));
        bitext.alignment.beads[0].anchors = vec![Anchor { kind: AnchorKind::Figure, ar, en, weight: 2.25 }];
        bitext.findings = vec![BeadFinding {
            bead: 0,
            finding: Finding {
                severity: Severity::Error,
                code: Code::Scale,
                message: "a reason with < and \u{1}".to_owned(),
                ar: Some(Marked { span: ar, value: "30".to_owned() }),
                en: Some(Marked { span: en, value: "30".to_owned() }),
                throughout: false,
            },
        }];
        bitext
    }

    fn written(bitext: &Bitext, format: Format) -> String {
        let date: Timestamp = "2024-02-29T12:30:45Z".parse().unwrap();
        let mut out = Vec::new();
        bitext
            .write(
                format,
                &WriteOptions { safe_cells: true, adequacy: false, select: Select::default(), date },
                &mut out,
            )
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_ladder_names_the_segments_of_every_bead() {
        assert_eq!(written(&sample(), Format::Ladder), "[0]:[0]\n[1]:[1]\n[2]:[]\n");
        assert_eq!(
            written(&bitext("ا\nب", "a\nb\nc", &[(2, 1), (0, 2)]), Format::Ladder),
            "[0, 1]:[0]\n[]:[1, 2]\n"
        );
    }

    #[test]
    fn a_table_has_one_bead_a_line_and_no_formula() {
        assert_eq!(
            written(&sample(), Format::Tsv),
            "حضر \u{200F}٣٠ رجلا <و>.\t'=30 men & boys came.\t0.8765\t1-1\n\
             ثم ذهبوا.\tThen they left.\t0.8765\t1-1\n"
        );
    }

    #[test]
    fn a_json_line_points_into_its_own_texts() {
        let lines = written(&sample(), Format::Jsonl);
        let rows: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0]["id"], "b1");
        assert_eq!(rows[0]["confidence"], 0.876543);
        assert_eq!(rows[0]["findings"][0]["ar"]["text"], "٣٠");
        assert_eq!(
            rows[0]["findings"][0]["en"],
            serde_json::json!({"start":1,"end":3,"text":"30","value":"30"})
        );
        assert_eq!(rows[1]["en"], "Then they left.");
        assert_eq!(rows[2]["type"], "1-0");
        assert_eq!(rows[2]["en_segments"], serde_json::json!([]));
    }

    #[test]
    fn json_reads_back_as_it_was() {
        let mut bitext = sample();
        bitext.alignment.beads.iter_mut().for_each(|bead| bead.confidence = 0.5);
        let json = written(&bitext, Format::Json);
        assert_eq!(Bitext::from_json("x", json.as_bytes()).unwrap(), bitext);
        assert!(!json.contains('\u{2028}'));
    }

    #[test]
    fn json_that_does_not_hold_together_is_refused() {
        let json = written(&sample(), Format::Json);
        for (from, to, complaint) in [
            ("mizan/1.0", "mizan/2.0", "newer mizan"),
            ("\"ar_segments\":[1]", "\"ar_segments\":[2]", "out of order"),
            ("\"start\":10,\"end\":14", "\"start\":10,\"end\":13", "outside the text"),
            ("\"start\":10,\"end\":14", "\"start\":14,\"end\":10", "outside the text"),
            ("\"confidence\":0.876543", "\"confidence\":7", "outside 0 to 1"),
            ("\"source\"", "\"sauce\"", "missing field `source`"),
        ] {
            assert!(json.contains(from), "{from}");
            let error =
                Bitext::from_json("x.json", json.replacen(from, to, 1).as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with("x.json: ") && error.contains(complaint), "{error}");
        }
        let short = json.replace("\"ar_segments\":[2]", "\"ar_segments\":[]");
        assert!(Bitext::from_json("x", short.as_bytes()).unwrap_err().to_string().contains("in no bead"));
    }

    #[test]
    fn a_translation_memory_has_the_source_first_and_only_pairs() {
        let mut bitext = sample();
        bitext.source = Lang::En;
        let tmx = written(&bitext, Format::Tmx);
        assert!(tmx.contains("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">") && tmx.contains("srclang=\"en\""));
        assert!(tmx.contains("creationdate=\"20240229T123045Z\""));
        assert_eq!(tmx.matches("<tu ").count(), 2);
        let (en, ar) =
            (tmx.find("<tuv xml:lang=\"en\">").unwrap(), tmx.find("<tuv xml:lang=\"ar\">").unwrap());
        assert!(tmx.find("x-confidence").unwrap() < en && en < ar);
        assert!(tmx.contains("<seg>=30 men &amp; boys came.</seg>"));
        assert!(tmx.contains("<seg>حضر \u{200F}٣٠ رجلا &lt;و&gt;.</seg>"));
        assert!(tmx.contains("<prop type=\"x-finding\">error scale {"));
        assert!(tmx.contains("<note>a reason with &lt; and ␁</note>"));
    }

    #[test]
    fn what_xml_cannot_hold_is_shown_and_costs_no_pair() {
        let bitext = bitext("نعم.\nلا\u{2}.", "Yes.\nNo.", &[(1, 1), (1, 1)]);
        for format in [Format::Tmx, Format::Xliff, Format::Xliff2] {
            let out = written(&bitext, format);
            assert!(out.contains("لا␂.") && out.contains("Yes."), "{format}");
        }
        assert!(Format::Tmx.replaces_in(&bitext.pair(1)) && !Format::Tmx.replaces_in(&bitext.pair(0)));
        assert!(!Format::Tsv.replaces_in(&bitext.pair(1)));
    }

    #[test]
    fn statistics_count_bead_types_and_sort_by_confidence() {
        let mut bitext = sample();
        for (bead, confidence) in bitext.alignment.beads.iter_mut().zip([0.5, 0.25, 0.75]) {
            bead.confidence = confidence;
        }
        let stats = Stats::of(&bitext);
        assert_eq!(stats.kinds, [((1, 1), 2), ((1, 0), 1)]);
        assert_eq!(stats.mean_confidence, Some(0.5));
        assert_eq!(stats.least_sure(2), [1, 0]);
        assert_eq!(stats.least_sure(9).len(), 3);
    }
    /// The first and the last line exchanged in the English, with other figures.
    fn crossed() -> Bitext {
        let beads = [(1, 0), (1, 1), (1, 1), (0, 1)];
        let mut made = bitext("حضر ٣٠ رجلا.\nنعم.\nربما.", "Yes.\nPerhaps.\nSome 40 men came.", &beads);
        made.alignment.crossings = vec![Crossing { ar: 0..1, en: 2..3, confidence: 0.75, anchors: vec![] }];
        made
    }

    #[test]
    fn text_that_changed_its_place_is_a_pair_of_a_memory_and_stands_there_once() {
        let mut made = crossed();
        made.check();
        let tmx = written(&made, Format::Tmx);
        assert_eq!(tmx.matches("<tu ").count(), 3);
        let unit = &tmx[tmx.find("<tu tuid=\"b1\">").unwrap()..];
        assert!(tmx.find("b3").unwrap() < tmx.find("b1").unwrap());
        for part in ["x-crossing\">yes", "x-confidence\">0.7500", "x-finding\">error", "40 men", "٣٠"] {
            assert!(unit.contains(part), "{part}\n{unit}");
        }
        // With one-sided text, everything stands there once.
        let select = Select { with_one_sided: true, ..Select::default() };
        let options =
            WriteOptions { safe_cells: false, adequacy: false, select, date: Timestamp::UNIX_EPOCH };
        for format in [Format::Xliff, Format::Csv, Format::Tsv, Format::PlainJsonl] {
            let mut out = Vec::new();
            made.write(format, &options, &mut out).unwrap();
            let out = String::from_utf8(out).unwrap();
            for text in ["حضر ٣٠ رجلا.", "Some 40 men came.", "نعم.", "Yes.", "ربما.", "Perhaps."]
            {
                assert_eq!(out.matches(text).count(), 1, "{format}: {text}\n{out}");
            }
        }
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        made.write_moses(&options, &mut ar, &mut en).unwrap();
        assert_eq!(String::from_utf8(ar).unwrap(), "نعم.\nربما.\nحضر ٣٠ رجلا.\n");
        assert_eq!(String::from_utf8(en).unwrap(), "Yes.\nPerhaps.\nSome 40 men came.\n");
    }

    #[test]
    fn lines_of_an_alignment_keep_both_halves_apart_and_pairs_that_are_read_of_them_are_whole() {
        let made = crossed();
        let lines = written(&made, Format::Jsonl);
        assert_eq!(lines.lines().count(), 4);
        let read =
            || read_pairs("x", Format::Jsonl, Box::new(lines.as_bytes()), &PairOptions::default()).unwrap();
        let pairs = |pairs: Pairs<'_>| pairs.map(Result::unwrap).collect::<Vec<_>>();
        let apart: Vec<_> = made.pairs().collect();
        assert_eq!(
            pairs(read()).iter().map(|pair| &pair.ar).collect::<Vec<_>>(),
            apart.iter().map(|pair| &pair.ar).collect::<Vec<_>>()
        );
        let elsewhere = pairs(read())[0].details.elsewhere.clone();
        assert_eq!(elsewhere, Some(Elsewhere { segments: vec![2], confidence: Some(0.75) }));
        let whole = pairs(read().joined());
        let texts = |pairs: &[Pair]| pairs.iter().map(|p| (p.ar.clone(), p.en.clone())).collect::<Vec<_>>();
        assert_eq!(texts(&whole), texts(&made.joined_pairs().collect::<Vec<_>>()));
        assert!(whole[2].details.crossing);
        // The JSON of an alignment keeps it too.
        let json = written(&made, Format::Json);
        assert_eq!(
            Bitext::from_json("x", json.as_bytes()).unwrap().alignment.crossings,
            made.alignment.crossings
        );
    }

    #[test]
    fn text_that_changed_its_place_is_not_missing_and_its_figures_are_compared() {
        let codes = |bitext: &Bitext, n: usize| {
            bitext.findings_of(n).iter().map(|found| found.finding.code).collect::<Vec<_>>()
        };
        let mut apart =
            Bitext { alignment: Alignment { crossings: vec![], ..crossed().alignment }, ..crossed() };
        apart.check();
        assert!(codes(&apart, 0).contains(&Code::Untranslated));
        let mut made = crossed();
        made.check();
        assert_eq!((codes(&made, 3), codes(&made, 1)), (vec![Code::Elsewhere], vec![]));
        let found: Vec<&Finding> = made.findings_of(0).iter().map(|found| &found.finding).collect();
        assert_eq!((found.len(), found[1].code.as_str()), (2, "elsewhere"));
        assert!(found[0].severity > Severity::Note && found[0].message.contains("40"), "{found:?}");
        assert_eq!(found[0].ar.as_ref().unwrap().span.of(&made.ar.text), "٣٠");
        assert_eq!((made.other_halves(0), made.other_halves(3), made.other_halves(1)), (3..4, 0..1, 0..0));
        let html = written(&made, Format::Html);
        assert!(
            html.contains("its other half is <a href=\"#b4\">b4</a>") && html.contains("<article id=\"b4\">")
        );
    }
}
