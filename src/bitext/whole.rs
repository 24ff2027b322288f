//! Makes a whole bitext from the pairs of a file.

use super::{BeadFinding, BeadReview, Bitext, Header, Origin, Pair};
use crate::{
    adequacy::Adequacy,
    align::{Alignment, Bead},
    check::{Finding, Marked},
    document::{Document, Paragraph, ParagraphKind},
    segment::Segment,
    text::{Lang, Sides, Span},
};

/// One side while it is built.
struct Side {
    text: String,
    paragraphs: Vec<Paragraph>,
    segments: Vec<Segment>,
}

impl Side {
    /// Adds a text as a separate line; returns its beginning. An empty text adds nothing.
    fn add(&mut self, text: &str) -> usize {
        if self.text.is_empty() {
            self.text.reserve(1 << 12);
        } else if !text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(text);
        if !text.is_empty() {
            let span = Span::new(start, self.text.len());
            self.segments.push(Segment::new(span, self.paragraphs.len() as u32));
            self.paragraphs.push(Paragraph { span, kind: ParagraphKind::Body });
        }
        start
    }

    fn document(self, lang: Lang, name: String) -> (Document, Vec<Segment>) {
        let document = Document {
            name,
            lang,
            encoding: "UTF-8".to_owned(),
            text: self.text,
            paragraphs: self.paragraphs,
            cues: Vec::new(),
            left_out: Default::default(),
        };
        (document, self.segments)
    }
}

pub(super) fn of_pairs(name: &str, header: &Header, pairs: impl IntoIterator<Item = Pair>) -> Bitext {
    let side = || Side { text: String::new(), paragraphs: Vec::new(), segments: Vec::new() };
    let (mut ar, mut en) = (side(), side());
    let mut beads: Vec<Bead> = Vec::new();
    let mut adequacy = Adequacy { score: header.score, beads: Vec::new() };
    let (mut findings, mut reviews, mut origins) = (Vec::new(), Vec::new(), Vec::new());
    for mut pair in pairs {
        let before = (ar.segments.len(), en.segments.len());
        let (at_ar, at_en) = (ar.add(&pair.texts.ar), en.add(&pair.texts.en));
        let after = (ar.segments.len(), en.segments.len());
        if before == after {
            continue;
        }
        let moved = |marked: Option<Marked>, by: usize| {
            marked.map(|marked| Marked { span: marked.span.shifted(by), ..marked })
        };
        findings.extend(std::mem::take(&mut pair.details.findings).into_iter().map(|finding| BeadFinding {
            bead: beads.len(),
            finding: Finding { ar: moved(finding.ar, at_ar), en: moved(finding.en, at_en), ..finding },
        }));
        reviews.extend(BeadReview::of(beads.len(), &mut pair.details));
        let confidence = pair.details.confidence;
        adequacy.beads.push(pair.details.adequacy);
        origins.push(Origin::of(&mut pair));
        // Pairs that somebody put together are assumed to be right.
        beads.push(Bead::new(before.0..after.0, before.1..after.1, confidence.unwrap_or(1.0)));
    }
    let named = |lang: Lang| {
        header.sides[lang].document.clone().unwrap_or_else(|| format!("{name} ({})", lang.name()))
    };
    let (ar, ar_segments) = ar.document(Lang::Ar, named(Lang::Ar));
    let (en, en_segments) = en.document(Lang::En, named(Lang::En));
    let alignment = Alignment { beads };
    if adequacy.beads.iter().all(Option::is_none) {
        adequacy.beads.clear();
    }
    let source = header.source;
    let (documents, segments) = (Sides::new(ar, en), Sides::new(ar_segments, en_segments));
    Bitext { documents, segments, source, alignment, findings, reviews, origins, adequacy }
}
