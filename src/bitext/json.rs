//! JSON: the whole alignment, without loss.
//!
//! It contains the documents with their full text, paragraphs and segments, and the beads with
//! confidence, parts of the score, anchors, findings and reviews; if the beads were made from a
//! file of pairs, also what that file said about them. All places are bytes of the document's text
//! in UTF-8. Each bead is on a separate line, so that two versions of a file can be compared line
//! by line.

use super::{
    BeadFinding, BeadReview, Bitext, Origin, bead_id, facts,
    rows::{self, SCHEMA},
};
use crate::{
    Error, Result,
    adequacy::Adequacy,
    align::{Alignment, Anchor, AnchorKind, Bead, Parts},
    check::Finding,
    document::{Cue, Document, Paragraph},
    name::{self, NameKind},
    segment::Segment,
    text::{Lang, Sides, Span},
};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
    ops::Range,
};

#[derive(Serialize, Deserialize)]
struct DocumentRow<'a> {
    name: Cow<'a, str>,
    lang: Lang,
    encoding: Cow<'a, str>,
    text: Cow<'a, str>,
    paragraphs: Cow<'a, [Paragraph]>,
    segments: Cow<'a, [Segment]>,
    #[serde(default, skip_serializing_if = "<[Cue]>::is_empty")]
    cues: Cow<'a, [Cue]>,
}

#[derive(Serialize, Deserialize)]
struct BeadRow<'a> {
    id: String,
    ar_segments: Vec<usize>,
    en_segments: Vec<usize>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(serialize_with = "rows::rounded")]
    confidence: f64,
    /// The text changed its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    crossing: bool,
    #[serde(default, serialize_with = "rows::rounded_if_known")]
    adequacy: Option<f64>,
    parts: Parts,
    anchors: Vec<AnchorRow>,
    findings: Vec<Cow<'a, Finding>>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    review: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    notes: Cow<'a, [String]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Cow<'a, Origin>>,
}

#[derive(Deserialize)]
struct Whole {
    source: Lang,
    #[serde(default)]
    score: Option<f64>,
    ar: DocumentRow<'static>,
    en: DocumentRow<'static>,
    beads: Vec<BeadRow<'static>>,
    #[serde(default)]
    crossings: Vec<CrossingRow>,
}

/// Two passages that translate each other in a different order: the segments of one-sided beads, as files had them
/// before displaced text became one bead.
#[derive(Deserialize)]
struct CrossingRow {
    ar_segments: Vec<usize>,
    en_segments: Vec<usize>,
    confidence: f64,
    anchors: Vec<AnchorRow>,
}

/// An anchor, with the kind of name if it is one.
#[derive(Serialize, Deserialize)]
struct AnchorRow {
    #[serde(flatten)]
    anchor: Anchor,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
}

/// Only the version, so that it is checked before anything that a newer version may have changed.
#[derive(Deserialize)]
struct Version<'a> {
    #[serde(borrow)]
    schema: Cow<'a, str>,
}

fn anchors(bitext: &Bitext, anchors: &[Anchor]) -> Vec<AnchorRow> {
    let (ar, en) = (&bitext.documents.ar.text, &bitext.documents.en.text);
    let name = |anchor: &Anchor| name::kind((ar, anchor.ar), (en, anchor.en)).and_then(NameKind::sort);
    let row = |anchor: &Anchor| AnchorRow {
        name: (anchor.kind == AnchorKind::Name).then(|| name(anchor)).flatten(),
        anchor: *anchor,
    };
    anchors.iter().map(row).collect()
}

fn plain(anchors: Vec<AnchorRow>) -> Vec<Anchor> {
    anchors.into_iter().map(|row| row.anchor).collect()
}

pub(super) fn write(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema\":\"{SCHEMA}\",\n\"source\":\"{}\",\n\"score\":", bitext.source)?;
    rows::write_value(&bitext.adequacy.score.map(rows::six), out)?;
    out.write_all(b",\n\"ar\":")?;
    rows::write_value(&document(bitext, Lang::Ar), out)?;
    out.write_all(b",\n\"en\":")?;
    rows::write_value(&document(bitext, Lang::En), out)?;
    out.write_all(b",\n\"beads\":[")?;
    for (n, bead) in bitext.alignment.beads.iter().enumerate() {
        let review = bitext.review_of(n);
        let row = BeadRow {
            id: bead_id(n),
            ar_segments: bead.sides.ar.clone().collect(),
            en_segments: bead.sides.en.clone().collect(),
            kind: bead.kind(),
            confidence: bead.confidence,
            crossing: bead.displaced,
            adequacy: bitext.adequacy.of_bead(n),
            parts: bead.parts,
            anchors: anchors(bitext, &bead.anchors),
            findings: bitext.findings_of(n).iter().map(|found| Cow::Borrowed(&found.finding)).collect(),
            review: review.map_or("", |said| facts::review(said.confirmed, said.flagged)).into(),
            notes: review.map_or(&[][..], |said| &said.notes).into(),
            origin: bitext.origins.get(n).map(Cow::Borrowed),
        };
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        rows::write_value(&row, out)?;
    }
    out.write_all(b"\n]}\n")
}

fn document(bitext: &Bitext, lang: Lang) -> DocumentRow<'_> {
    let document = bitext.document(lang);
    DocumentRow {
        name: Cow::Borrowed(&document.name),
        lang,
        encoding: Cow::Borrowed(&document.encoding),
        text: Cow::Borrowed(&document.text),
        paragraphs: Cow::Borrowed(&document.paragraphs),
        segments: Cow::Borrowed(bitext.segments(lang)),
        cues: Cow::Borrowed(&document.cues),
    }
}

pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Bitext> {
    let broken = |error: serde_json::Error| {
        Error::new(format!("not the JSON of an alignment: {error}"))
            .at(name)
            .advise("this reads what `mizan align -o FILE.json` writes")
    };
    let version: Version<'_> = serde_json::from_slice(bytes).map_err(broken)?;
    rows::check_schema(&version.schema).map_err(|error| error.at(name))?;
    let whole: Whole = serde_json::from_slice(bytes).map_err(broken)?;
    assemble(whole)
        .map_err(|what| Error::new(format!("the alignment does not hold together: {what}")).at(name))
}

/// Puts the parts together and verifies that every index and every place is valid.
fn assemble(whole: Whole) -> Result<Bitext, String> {
    let (ar, ar_segments) = side(whole.ar, Lang::Ar)?;
    let (en, en_segments) = side(whole.en, Lang::En)?;
    let mut rows = Assembly { displaced: Displaced::of(&whole.beads)?, ..Assembly::default() };
    for row in whole.beads {
        rows.add(row, Sides::new(ar.text.as_str(), en.text.as_str()))?;
    }
    rows.finish(Sides::new(ar_segments.len(), en_segments.len()))?;
    let mut bitext = Bitext {
        documents: Sides::new(ar, en),
        segments: Sides::new(ar_segments, en_segments),
        source: whole.source,
        alignment: Alignment { beads: rows.beads },
        findings: rows.findings,
        reviews: rows.reviews,
        origins: rows.origins,
        adequacy: judgement(whole.score, rows.adequacy)?,
    };
    let runs: Result<Vec<Bead>, String> =
        whole.crossings.into_iter().map(|row| crossing(row, &bitext)).collect();
    bitext.join(&runs?);
    Ok(bitext)
}

/// The beads that were read so far, and what their rows say about them.
#[derive(Default)]
struct Assembly {
    displaced: Displaced,
    /// The number of the first segment that is in no bead yet.
    next: Sides<usize>,
    beads: Vec<Bead>,
    adequacy: Vec<Option<f64>>,
    findings: Vec<BeadFinding>,
    reviews: Vec<BeadReview>,
    origins: Vec<Origin>,
}

impl Assembly {
    /// Adds the next bead, with everything that its row says.
    fn add(&mut self, row: BeadRow<'static>, texts: Sides<&str>) -> Result<(), String> {
        let sides = self.segments(&row)?;
        verify(&row, texts)?;
        let bead = self.beads.len();
        self.adequacy.push(row.adequacy);
        let findings = row.findings.into_iter().map(Cow::into_owned);
        self.findings.extend(findings.map(|finding| BeadFinding { bead, finding }));
        let (confirmed, flagged) = facts::reviewed(&row.review);
        if confirmed || flagged || !row.notes.is_empty() {
            self.reviews.push(BeadReview { bead, confirmed, flagged, notes: row.notes.into_owned() });
        }
        self.origins.extend(row.origin.map(Cow::into_owned));
        self.beads.push(Bead {
            sides,
            confidence: row.confidence,
            parts: row.parts,
            anchors: plain(row.anchors),
            displaced: row.crossing,
        });
        Ok(())
    }

    /// The segments of a bead, which continue those of the beads before it unless it is displaced.
    fn segments(&mut self, row: &BeadRow<'_>) -> Result<Sides<Range<usize>>, String> {
        let out_of_order = |lang: Lang| about(row, &format!("{} segments out of order", lang.name()));
        let ar = run(&row.ar_segments, &mut self.next.ar).ok_or_else(|| out_of_order(Lang::Ar))?;
        let en = match row.en_segments.first() {
            Some(first) if row.crossing => run(&row.en_segments, &mut first.clone()),
            Some(_) => {
                self.displaced.skip(&mut self.next.en);
                run(&row.en_segments, &mut self.next.en)
            }
            None => Some(self.next.en..self.next.en),
        };
        Ok(Sides::new(ar, en.ok_or_else(|| out_of_order(Lang::En))?))
    }

    /// Verifies that the beads have all `segments`, and have origins either all or not at all.
    fn finish(&mut self, segments: Sides<usize>) -> Result<(), String> {
        self.displaced.skip(&mut self.next.en);
        let wrong = if !self.displaced.after.is_empty() {
            "displaced segments are in two beads or not in the text"
        } else if self.next != segments {
            "some segments are in no bead"
        } else if !self.origins.is_empty() && self.origins.len() != self.beads.len() {
            "only some beads say what they come from"
        } else {
            return Ok(());
        };
        Err(wrong.to_owned())
    }
}

/// Verifies what a row says by itself: its confidence, and the places of its findings and anchors.
fn verify(row: &BeadRow<'_>, texts: Sides<&str>) -> Result<(), String> {
    if !(0.0..=1.0).contains(&row.confidence) {
        return Err(about(row, "a confidence outside 0 to 1"));
    }
    let fits = row.findings.iter().all(|finding| {
        finding.ar.as_ref().is_none_or(|marked| inside(marked.span, texts.ar))
            && finding.en.as_ref().is_none_or(|marked| inside(marked.span, texts.en))
    });
    if !fits || !are_inside(&row.anchors, texts.ar, texts.en) {
        return Err(about(row, "a place outside the text"));
    }
    Ok(())
}

fn about(row: &BeadRow<'_>, what: &str) -> String {
    format!("bead {}: {what}", row.id)
}

/// A run of displaced text of an older file, verified like a bead.
fn crossing(row: CrossingRow, bitext: &Bitext) -> Result<Bead, String> {
    let range = |segments: &[usize], lang: Lang| {
        let known = bitext.segments(lang).len();
        let mut next = *segments.first().filter(|&&first| first < known)?;
        run(segments, &mut next).filter(|range| range.end <= known)
    };
    let ranges = range(&row.ar_segments, Lang::Ar).zip(range(&row.en_segments, Lang::En));
    let ranges = ranges.filter(|(ar, en)| ar.len() == en.len());
    let (ar, en) = ranges.ok_or("a crossing of segments that are not there")?;
    if !(0.0..=1.0).contains(&row.confidence) {
        return Err("a crossing with a confidence outside 0 to 1".to_owned());
    }
    if !are_inside(&row.anchors, &bitext.documents.ar.text, &bitext.documents.en.text) {
        return Err("a crossing with a place outside the text".to_owned());
    }
    Ok(Bead { anchors: plain(row.anchors), ..Bead::new(ar, en, row.confidence) })
}

/// True if the places of all anchors are in the two texts.
fn are_inside(anchors: &[AnchorRow], ar: &str, en: &str) -> bool {
    anchors.iter().all(|row| inside(row.anchor.ar, ar) && inside(row.anchor.en, en))
}

/// The English segments of displaced beads, by the first of them, that come after the ones already read.
#[derive(Default)]
struct Displaced {
    after: BTreeMap<usize, Range<usize>>,
}

impl Displaced {
    fn of(beads: &[BeadRow<'_>]) -> Result<Self, String> {
        let mut after = BTreeMap::new();
        for row in beads.iter().filter(|row| row.crossing) {
            let first = row.en_segments.first().copied().filter(|_| !row.ar_segments.is_empty());
            let range = first.and_then(|first| run(&row.en_segments, &mut first.clone()));
            let range =
                range.ok_or_else(|| format!("bead {}: displaced, but not a run on both sides", row.id))?;
            if after.insert(range.start, range).is_some() {
                return Err(format!("bead {}: English segments of another displaced bead", row.id));
            }
        }
        Ok(Displaced { after })
    }

    /// Moves on to the next segment that is not displaced.
    fn skip(&mut self, next: &mut usize) {
        while let Some(range) = self.after.remove(next) {
            *next = range.end;
        }
    }
}

/// The adequacy in a file; empty if it states none for any bead.
fn judgement(score: Option<f64>, mut beads: Vec<Option<f64>>) -> Result<Adequacy, String> {
    if beads.iter().copied().chain([score]).flatten().any(|share| !(0.0..=1.0).contains(&share)) {
        return Err("an adequacy or score outside 0 to 1".to_owned());
    }
    if beads.iter().all(Option::is_none) {
        beads.clear();
    }
    Ok(Adequacy { score, beads })
}

fn side(row: DocumentRow<'static>, lang: Lang) -> Result<(Document, Vec<Segment>), String> {
    let text = row.text.into_owned();
    if row.lang != lang {
        return Err(format!("the {} document says it is {}", lang.name(), row.lang.name()));
    }
    if !in_order(row.paragraphs.iter().map(|paragraph| paragraph.span), &text)
        || !in_order(row.segments.iter().map(|segment| segment.span), &text)
        || !in_order(row.cues.iter().map(|cue| cue.span), &text)
    {
        return Err(format!("{} paragraphs, segments or cues overlap or leave the text", lang.name()));
    }
    let document = Document {
        name: row.name.into_owned(),
        lang,
        encoding: row.encoding.into_owned(),
        text,
        paragraphs: row.paragraphs.into_owned(),
        cues: row.cues.into_owned(),
        left_out: Default::default(),
    };
    Ok((document, row.segments.into_owned()))
}

/// The listed numbers as a range, if they continue from `next`.
fn run(numbers: &[usize], next: &mut usize) -> Option<Range<usize>> {
    let start = *next;
    for number in numbers {
        if number != next {
            return None;
        }
        *next = next.checked_add(1)?;
    }
    Some(start..*next)
}

fn in_order(mut spans: impl Iterator<Item = Span>, text: &str) -> bool {
    let mut end = 0;
    spans.all(|span| {
        let fits = inside(span, text) && span.start >= end;
        end = span.end;
        fits
    })
}

fn inside(span: Span, text: &str) -> bool {
    span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
}
