//! The final value: two documents, their alignment, and its findings.

use super::{
    flat::Flat,
    origin::{self, BeadReview, Origin},
    pairs::{Details, Header, Pair},
};
use crate::{
    Error, Result,
    adequacy::{self, Adequacy},
    align::{self, Alignment, Anchor, Bead, Embeddings, Side},
    check::{self, Finding, Marked},
    document::Document,
    lexicon::Lexicon,
    segment::Segment,
    text::{Lang, Sides, Span},
};
use std::{ops::Range, sync::Arc};

/// A finding and its bead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeadFinding {
    /// Index of the bead in the alignment.
    pub bead: usize,
    /// The finding; its spans are places in the two documents.
    pub finding: Finding,
}

/// Two documents that translate each other, and all data about the pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Bitext {
    /// The two documents.
    pub documents: Sides<Document>,
    /// Their segments.
    pub segments: Sides<Vec<Segment>>,
    /// The source language.
    pub source: Lang,
    /// Which segments belong together.
    pub alignment: Alignment,
    /// Findings that a person should check, in the order of the beads.
    pub findings: Vec<BeadFinding>,
    /// Reviews of beads by people, in the order of the beads; nothing for beads without a review.
    pub reviews: Vec<BeadReview>,
    /// Data from a file of pairs about each bead; empty unless the bitext was made from such a file.
    pub origins: Vec<Origin>,
    /// The probabilities that the documents, and the sides of each bead, mean the same; empty if
    /// they were not computed.
    pub adequacy: Adequacy,
}

/// The confidence of an alignment with an empty text: there is no evidence for or against it.
const NO_EVIDENCE: f64 = 0.5;

impl Bitext {
    /// Aligns two documents that are already split into segments; with
    /// [`align::Options::optional_cuts`] segments may be divided further. For findings, call
    /// [`Bitext::check`].
    ///
    /// # Errors
    /// When the documents are exchanged; when the pins of `options` contradict each other, or vectors cannot be had,
    /// see [`align::align`].
    pub fn align(
        (ar, ar_segments): (Document, Vec<Segment>),
        (en, en_segments): (Document, Vec<Segment>),
        source: Lang,
        options: &align::Options,
    ) -> Result<Self> {
        let documents = Sides::new(ar, en);
        if let Some((lang, document)) = documents.iter().find(|(lang, document)| *lang != document.lang) {
            let (wanted, there) = (lang.name(), document.lang.name());
            let what = format!("the {wanted} document is said to be {there}");
            return Err(Error::new(what).at(&document.name).advise("give the Arabic document first"));
        }
        let mut segments = Sides::new(ar_segments, en_segments);
        let given =
            options.translation.is_some() || options.vectors.as_ref().is_some_and(Embeddings::are_given);
        let recut = if options.optional_cuts && !given {
            align::recut(
                side(&documents, &segments, Lang::Ar),
                side(&documents, &segments, Lang::En),
                options,
            )
        } else {
            None
        };
        let was_cut = recut.is_some();
        if let Some(recut) = recut {
            segments = recut;
        }
        let (mut alignment, common) = align::align_and_compare(
            side(&documents, &segments, Lang::Ar),
            side(&documents, &segments, Lang::En),
            options,
        )?;
        if was_cut {
            align::rejoin(&mut alignment, &mut segments);
        }
        if segments.ar.is_empty() || segments.en.is_empty() {
            for bead in &mut alignment.beads {
                bead.confidence = bead.confidence.min(NO_EVIDENCE);
            }
        }
        let adequacy = Adequacy::of(&alignment.beads, &common);
        Ok(Bitext {
            documents,
            segments,
            source,
            alignment,
            findings: Vec::new(),
            reviews: Vec::new(),
            origins: Vec::new(),
            adequacy,
        })
    }

    /// Computes the probability that the sides of every bead mean the same, and replaces earlier values.
    pub fn judge(&mut self, lexicons: &[Arc<Lexicon>]) {
        let beads = &self.alignment.beads;
        let common = align::compare(
            self.side(Lang::Ar),
            self.side(Lang::En),
            beads.iter().map(|bead| (&bead.sides.ar, &bead.sides.en)),
            lexicons,
        );
        self.adequacy = Adequacy::of(beads, &common);
    }

    /// Checks every bead together with its neighbours, and replaces the findings.
    pub fn check(&mut self) {
        let mut found = check::alignment(&self.alignment, self.side(Lang::Ar), self.side(Lang::En));
        for (n, _) in self.origins.iter().enumerate().filter(|(_, origin)| origin.displaced) {
            let text = Sides::of(|lang| self.bead_text(lang, n));
            // The texts of a file of pairs are beside each other, wherever they were before.
            if !text.ar.is_empty() && !text.en.is_empty() {
                found[n] = check::displaced(text.ar, text.en);
            }
        }
        self.findings =
            found.into_iter().enumerate().flat_map(|(n, found)| self.in_document(n, found)).collect();
    }

    /// Findings of a bead, whose places are relative to its texts, with places in the documents.
    fn in_document(&self, bead: usize, found: Vec<Finding>) -> impl Iterator<Item = BeadFinding> {
        let start = Sides::of(|lang| self.span(lang, &self.alignment.beads[bead]).unwrap_or_default().start);
        let shifted = |marked: Option<Marked>, by: usize| {
            marked.map(|marked| Marked { span: marked.span.shifted(by), ..marked })
        };
        let source = self.source;
        found.into_iter().map(move |finding| finding.of_translation_from(source)).map(move |finding| {
            BeadFinding {
                bead,
                finding: Finding {
                    ar: shifted(finding.ar, start.ar),
                    en: shifted(finding.en, start.en),
                    ..finding
                },
            }
        })
    }

    /// Makes displaced beads from one-sided ones, as [`Alignment::with_displaced`] does. They are checked and judged
    /// again, and are confirmed by people, with confidence 1, if both sides were.
    ///
    /// Returns for each bead that there was the index of the bead that it is part of now.
    pub(crate) fn join(&mut self, runs: &[Bead]) -> Vec<usize> {
        if runs.is_empty() {
            return (0..self.alignment.beads.len()).collect();
        }
        let (alignment, now) = Alignment::with_displaced(std::mem::take(&mut self.alignment.beads), runs);
        self.alignment = alignment;
        let displaced: Vec<usize> =
            (0..self.alignment.beads.len()).filter(|&n| self.alignment.beads[n].displaced).collect();
        self.reviews = origin::joined(std::mem::take(&mut self.reviews), &now);
        let mut firsts: Vec<usize> = (0..self.alignment.beads.len()).collect();
        now.iter().enumerate().rev().for_each(|(before, &new)| firsts[new] = before);
        if !self.origins.is_empty() {
            self.origins = firsts.iter().map(|&n| self.origins[n].clone()).collect();
        }
        if !self.adequacy.beads.is_empty() {
            self.adequacy.beads = firsts.iter().map(|&n| self.adequacy.beads[n]).collect();
        }
        self.findings.iter_mut().for_each(|found| found.bead = now[found.bead]);
        self.findings.retain(|found| !self.alignment.beads[found.bead].displaced);
        for n in displaced {
            let bead = &self.alignment.beads[n];
            let text = Sides::of(|lang| self.bead_text(lang, n));
            let found = check::displaced(text.ar, text.en);
            let found: Vec<BeadFinding> = self.in_document(n, found).collect();
            let judged = (!self.adequacy.beads.is_empty()).then(|| adequacy::pair(text.ar, text.en));
            let (ar, en) = (self.span(Lang::Ar, bead), self.span(Lang::En, bead));
            let inside = |anchor: &Anchor| {
                ar.is_some_and(|span| span.contains(anchor.ar))
                    && en.is_some_and(|span| span.contains(anchor.en))
            };
            self.alignment.beads[n].anchors.retain(inside);
            if self.review_of(n).is_some_and(|review| review.confirmed) {
                self.alignment.beads[n].confidence = 1.0;
            }
            self.findings.extend(found);
            if let Some(judged) = judged {
                self.adequacy.beads[n] = judged;
            }
        }
        self.findings.sort_by_key(|found| found.bead);
        now
    }

    /// The document of one language.
    pub fn document(&self, lang: Lang) -> &Document {
        &self.documents[lang]
    }

    /// The segments of one language.
    pub fn segments(&self, lang: Lang) -> &[Segment] {
        &self.segments[lang]
    }

    /// The document of one language with its segments.
    pub fn side(&self, lang: Lang) -> Side<'_> {
        side(&self.documents, &self.segments, lang)
    }

    /// The place of one side of a bead, from the start of its first segment to the end of its last;
    /// `None` for the empty side of a one-sided bead.
    pub fn span(&self, lang: Lang, bead: &Bead) -> Option<Span> {
        let segments = &self.segments(lang)[bead.sides[lang].clone()];
        Some(segments.first()?.span.to(segments.last()?.span))
    }

    /// One side of the bead with this index as it is in its document.
    fn bead_text(&self, lang: Lang, n: usize) -> &str {
        self.span(lang, &self.alignment.beads[n]).unwrap_or_default().of(&self.document(lang).text)
    }

    /// Marks beads whose two texts were at different places before they became neighbours here. What holds of all
    /// beads stays as it is.
    pub(crate) fn mark_displaced(&mut self, beads: &[usize]) {
        if beads.is_empty() {
            return;
        }
        self.origins = (0..self.alignment.beads.len()).map(|n| Origin::of(&mut self.pair(n))).collect();
        beads.iter().for_each(|&n| self.origins[n].displaced = true);
    }

    /// One side of a bead as a single line; empty for the empty side of a one-sided bead.
    pub fn flat(&self, lang: Lang, bead: &Bead) -> Flat {
        Flat::new(&self.document(lang).text, self.span(lang, bead).unwrap_or_default())
    }

    /// One bead as a pair of lines, with the data about it.
    pub fn pair(&self, index: usize) -> Pair {
        let bead = &self.alignment.beads[index];
        let flat = Sides::of(|lang| self.flat(lang, bead));
        let in_line =
            |marked: &Marked, flat: &Flat| Marked { span: flat.line(marked.span), ..marked.clone() };
        let findings = self.findings_of(index).iter().map(|found| Finding {
            ar: found.finding.ar.as_ref().map(|marked| in_line(marked, &flat.ar)),
            en: found.finding.en.as_ref().map(|marked| in_line(marked, &flat.en)),
            ..found.finding.clone()
        });
        let review = self.review_of(index).cloned().unwrap_or_default();
        let details = Details {
            confidence: Some(bead.confidence),
            adequacy: self.adequacy.of_bead(index),
            kind: Some(Sides::of(|lang| self.full(lang, &bead.sides[lang]))),
            segments: bead.sides.clone().map(Iterator::collect),
            displaced: bead.displaced,
            findings: findings.collect(),
            time: self
                .span(Lang::Ar, bead)
                .and_then(|span| self.documents.ar.time(span))
                .or_else(|| self.span(Lang::En, bead).and_then(|span| self.documents.en.time(span))),
            confirmed: review.confirmed,
            flagged: review.flagged,
            notes: review.notes,
            ..Details::default()
        };
        let id = Some(bead_id(index));
        let continues = !bead.displaced;
        let mut pair =
            Pair { row: index as u64 + 1, id, texts: flat.map(|flat| flat.text), continues, details };
        if let Some(origin) = self.origins.get(index) {
            origin.tell(&mut pair);
        }
        pair
    }

    /// The number of segments with text. Texts that were read line by line have segments for their
    /// empty lines.
    fn full(&self, lang: Lang, segments: &Range<usize>) -> usize {
        let text = &self.document(lang).text;
        let has_text = |segment: &&Segment| !crate::document::is_invisible(segment.span.of(text));
        self.segments(lang)[segments.clone()].iter().filter(has_text).count()
    }

    /// The data in files of pairs that apply to all of them.
    pub fn header(&self) -> Header {
        let mut header = Header { source: self.source, ..Header::default() };
        for (lang, document) in self.documents.iter() {
            header.sides[lang].document = Some(document.name.clone());
        }
        header.score = self.adequacy.score;
        header
    }

    /// All beads as pairs of lines, in order.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> {
        (0..self.alignment.beads.len()).map(|bead| self.pair(bead))
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

    /// The review of one bead, if there is one.
    pub fn review_of(&self, bead: usize) -> Option<&BeadReview> {
        let at = self.reviews.binary_search_by_key(&bead, |review| review.bead).ok()?;
        self.reviews.get(at)
    }
}

fn side<'a>(documents: &'a Sides<Document>, segments: &'a Sides<Vec<Segment>>, lang: Lang) -> Side<'a> {
    Side { document: &documents[lang], segments: &segments[lang] }
}

/// The name of a bead in every format: `b1` is the first. The letter prevents programs from reading
/// it as a number.
pub fn bead_id(index: usize) -> String {
    format!("b{}", index + 1)
}
