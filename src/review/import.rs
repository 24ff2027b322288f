//! Converting an alignment, or a file of pairs, to a review.

use super::state::{Assessment, Crossing, Marks, Piece, PieceId, Row, Side, State, is_unpaired};
use crate::{
    Result,
    adequacy::Adequacy,
    align::{self, Alignment, Anchor, Bead, Parts},
    bitext::{BeadReview, Bitext, Details, Flat, Header, Pair},
    check::{self, Finding, Marked},
    document::{Document, Paragraph, ParagraphKind},
    segment::Segment,
    text::{Lang, Span},
};
use std::{ops::Range, sync::Arc};

/// The review of an alignment, with nothing reviewed yet.
pub fn state(bitext: Bitext) -> State {
    let rows = bitext.alignment.beads.iter().enumerate();
    let rows = rows.map(|(n, bead)| row(&bitext, n, bead)).collect();
    let ids = |segments: &[Segment]| (0..segments.len() as u32).collect::<Vec<_>>();
    let (ar_ids, en_ids) = (ids(&bitext.ar_segments), ids(&bitext.en_segments));
    let crossings = crossings(&bitext.alignment.crossings, &ar_ids, &en_ids);
    let Bitext { ar, ar_segments, en, en_segments, source, .. } = bitext;
    let side = |document, segments: Vec<Segment>| {
        let piece =
            |segment: Segment| Piece { span: segment.span, paragraph: segment.paragraph, corrected: None };
        let pieces = segments.into_iter().map(piece).enumerate();
        Side { document: Arc::new(document), pieces: pieces.map(|(n, piece)| (n as u32, piece)).collect() }
    };
    State {
        ar: side(ar, ar_segments),
        en: side(en, en_segments),
        source,
        rows,
        crossings,
        accepted: Default::default(),
        parts: Vec::new(),
    }
}

/// Displaced text found by the aligner, piece by piece; `ar` and `en` are the pieces of its segments.
pub(super) fn crossings(found: &[align::Crossing], ar: &[PieceId], en: &[PieceId]) -> Vec<Crossing> {
    let pieces = |crossing: &align::Crossing| {
        let confidence = crossing.confidence;
        let both = ar[crossing.ar.clone()].iter().zip(&en[crossing.en.clone()]);
        both.map(|(ar, en)| Crossing { ar: *ar, en: *en, confidence }).collect::<Vec<_>>()
    };
    found.iter().flat_map(pieces).collect()
}

fn row(bitext: &Bitext, n: usize, bead: &Bead) -> Row {
    let ids = |range: &Range<usize>| range.clone().map(|index| index as u32).collect();
    Row {
        id: n as u32 + 1,
        ar: ids(&bead.ar),
        en: ids(&bead.en),
        edited: false,
        assessment: assessment(bitext, n),
        marks: bitext.review_of(n).map_or_else(Marks::default, marks),
    }
}

/// The program's judgement of a bead, with places in the lines of its row.
pub(super) fn assessment(bitext: &Bitext, n: usize) -> Assessment {
    let bead = &bitext.alignment.beads[n];
    let (ar, en) = (Places::of(bitext, Lang::Ar, &bead.ar), Places::of(bitext, Lang::En, &bead.en));
    let marked = |marked: &Option<Marked>, places: &Places| {
        let marked = marked.as_ref()?;
        Some(Marked { span: places.line(marked.span)?, value: marked.value.clone() })
    };
    let anchors = bead
        .anchors
        .iter()
        .filter_map(|anchor| Some(Anchor { ar: ar.line(anchor.ar)?, en: en.line(anchor.en)?, ..*anchor }));
    let findings = bitext.findings_of(n).iter().map(|found| Finding {
        ar: marked(&found.finding.ar, &ar),
        en: marked(&found.finding.en, &en),
        ..found.finding.clone()
    });
    let mut findings: Vec<Finding> = findings.collect();
    if findings.iter().any(|finding| finding.code == "elsewhere") {
        // Whether displaced text has its other half elsewhere depends on the state of the review;
        // on its own it has none.
        findings.retain(|finding| finding.code != "elsewhere");
        let (ar, en) = (bitext.flat(Lang::Ar, bead).text, bitext.flat(Lang::En, bead).text);
        let alone = check::pairs(&[(&ar, &en)]).into_iter().flatten();
        findings.extend(alone.filter(is_unpaired));
    }
    let adequacy = bitext.adequacy.of_bead(n);
    Assessment { confidence: bead.confidence, adequacy, anchors: anchors.collect(), findings }
}

/// The marks that people made in another program, or here before.
fn marks(said: &BeadReview) -> Marks {
    let note = said.notes.join("\n");
    Marks { confirmed: said.confirmed, flagged: said.flagged, note, ..Marks::default() }
}

/// The conversion from places in a document to places in the line of a row.
struct Places {
    /// For every piece: its place in the document, its line, and where that starts in the row's line.
    pieces: Vec<(Span, Flat, usize)>,
}

impl Places {
    fn of(bitext: &Bitext, lang: Lang, range: &Range<usize>) -> Self {
        let text = &bitext.document(lang).text;
        let mut at = 0;
        let mut pieces = Vec::with_capacity(range.len());
        for segment in &bitext.segments(lang)[range.clone()] {
            let flat = Flat::new(text, segment.span);
            let start = if at == 0 { 0 } else { at + 1 };
            at = start + flat.text.len();
            pieces.push((segment.span, flat, start));
        }
        Places { pieces }
    }

    /// The place in the row's line; `None` when it begins before its piece or is outside the row.
    fn line(&self, place: Span) -> Option<Span> {
        let (span, flat, start) = self.pieces.iter().find(|(span, ..)| {
            span.contains(Span::new(place.start, place.start)) && place.start < span.end
        })?;
        let inside = Span::new(place.start, place.end.min(span.end));
        Some(flat.line(inside).shifted(*start))
    }
}

/// The review of the pairs of a file, with the marks stored in it. The confidence of a pair is how
/// far an independent alignment agrees with it.
///
/// # Errors
/// When the options stop the alignment.
pub fn state_of_pairs(
    name: &str,
    header: &Header,
    pairs: &[Pair],
    options: &align::Options,
) -> Result<State> {
    of_pairs(name, header, pairs, options).map(state)
}

fn is_empty(pair: &Pair) -> bool {
    pair.ar.trim().is_empty() && pair.en.trim().is_empty()
}

fn of_pairs(name: &str, header: &Header, pairs: &[Pair], options: &align::Options) -> Result<Bitext> {
    let named = |lang| header.side(lang).document.as_deref().unwrap_or(name);
    let cells = |lang| pairs.iter().filter(|pair| !is_empty(pair)).map(move |pair| pair.text(lang));
    let (ar, ar_segments, ar_ranges) = column(named(Lang::Ar), Lang::Ar, cells(Lang::Ar));
    let (en, en_segments, en_ranges) = column(named(Lang::En), Lang::En, cells(Lang::En));
    let opinion = align::align(
        align::Side { document: &ar, segments: &ar_segments },
        align::Side { document: &en, segments: &en_segments },
        options,
    )?;
    let alignment = agreed(ar_ranges.into_iter().zip(en_ranges).collect(), opinion);
    let said = pairs.iter().filter(|pair| !is_empty(pair)).enumerate().filter_map(|(bead, pair)| {
        let Details { confirmed, flagged, ref notes, .. } = pair.details;
        let anything = confirmed || flagged || !notes.is_empty();
        anything.then(|| BeadReview { bead, confirmed, flagged, notes: notes.clone() })
    });
    let reviews = said.collect();
    let (source, findings, origins) = (header.source, Vec::new(), Vec::new());
    let adequacy = Adequacy::default();
    let mut bitext =
        Bitext { ar, ar_segments, en, en_segments, source, alignment, findings, reviews, origins, adequacy };
    bitext.check();
    bitext.judge(&[]);
    Ok(bitext)
}

/// The two texts that [`state_of_pairs`] makes from a file.
pub fn texts_of_pairs(pairs: &[Pair]) -> (String, String) {
    let text = |lang| column("", lang, pairs.iter().map(|pair| pair.text(lang))).0.text;
    (text(Lang::Ar), text(Lang::En))
}

/// The given beads: with the aligner's confidence and evidence where it made the same bead, with a
/// low confidence elsewhere.
fn agreed(given: Vec<(Range<usize>, Range<usize>)>, opinion: Alignment) -> Alignment {
    let crossings = opinion.crossings;
    let mut theirs = opinion.beads.into_iter().peekable();
    let mut beads = Vec::with_capacity(given.len());
    for (ar, en) in given {
        while theirs
            .next_if(|bead| {
                bead.ar.end <= ar.start && bead.en.end <= en.start && !(bead.ar == ar && bead.en == en)
            })
            .is_some()
        {}
        let crossing = crossings.iter().find(|crossing| crossing.ar == ar && crossing.en == en);
        let made = match theirs.peek() {
            // Displaced text that is joined in the file.
            _ if crossing.is_some() => {
                let confidence = crossing.map_or(0.0, |crossing| crossing.confidence);
                let anchors = crossing.map_or_else(Vec::new, |crossing| crossing.anchors.clone());
                Bead { ar, en, confidence, parts: Parts::default(), anchors }
            }
            Some(bead) if bead.ar == ar && bead.en == en => bead.clone(),
            Some(bead) => {
                let confidence = (1.0 - bead.confidence).clamp(0.05, 0.5);
                Bead { ar, en, confidence, parts: Parts::default(), anchors: Vec::new() }
            }
            None => Bead { ar, en, confidence: 0.05, parts: Parts::default(), anchors: Vec::new() },
        };
        beads.push(made);
    }
    Alignment { beads, crossings }
}

/// One column of a file of pairs as a document with a paragraph and a segment per cell; empty cells
/// have neither.
fn column<'a>(
    name: &str,
    lang: Lang,
    cells: impl Iterator<Item = &'a str>,
) -> (Document, Vec<Segment>, Vec<Range<usize>>) {
    let (mut text, mut paragraphs, mut segments, mut ranges) =
        (String::new(), Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let first = segments.len();
        let cell = cell.trim();
        if !cell.is_empty() {
            let span = Span::new(text.len(), text.len() + cell.len());
            text.push_str(cell);
            segments.push(Segment::new(span, paragraphs.len() as u32));
            paragraphs.push(Paragraph { span, kind: ParagraphKind::Body });
            text.push('\n');
        }
        ranges.push(first..segments.len());
    }
    let document = Document {
        name: name.to_owned(),
        lang,
        encoding: "UTF-8".to_owned(),
        text,
        paragraphs,
        cues: Vec::new(),
        left_out: Default::default(),
    };
    (document, segments, ranges)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        align::AnchorKind,
        check::{Code, Severity},
        review::{Edit, export, testing},
    };

    #[test]
    fn places_in_the_documents_become_places_in_the_lines_of_the_rows() {
        let mut bitext = testing::bitext("قال ٣٠\nنعم", "he  said\nthirty 30", &[(2, 2)]);
        let anchor = |ar, en| Anchor { kind: AnchorKind::Figure, ar, en, weight: 1.0 };
        bitext.alignment.beads[0].anchors = vec![anchor(Span::new(7, 11), Span::new(16, 18))];
        bitext.findings = vec![crate::bitext::BeadFinding {
            bead: 0,
            finding: Finding {
                severity: Severity::Error,
                code: Code::Number,
                message: String::new(),
                ar: Some(Marked { span: Span::new(12, 18), value: "v".to_owned() }),
                en: None,
                throughout: false,
            },
        }];
        let state = state(bitext);
        let row = &state.rows[0];
        let (ar, en) = (state.line(Lang::Ar, row).text, state.line(Lang::En, row).text);
        assert_eq!(en, "he said thirty 30");
        assert_eq!(row.assessment.anchors[0].ar.of(&ar), "٣٠");
        assert_eq!(row.assessment.anchors[0].en.of(&en), "30");
        assert_eq!(row.assessment.findings[0].ar.as_ref().unwrap().span.of(&ar), "نعم");
    }

    #[test]
    fn text_whose_other_half_stands_somewhere_is_no_finding_until_that_has_found_a_counterpart() {
        let mut bitext = testing::bitext("نعم\nلا", "no\nyes\nmore", &[(1, 0), (1, 1), (0, 1), (0, 1)]);
        bitext.alignment.crossings =
            vec![align::Crossing { ar: 0..1, en: 1..2, confidence: 0.9, anchors: vec![] }];
        bitext.check();
        let mut state = state(bitext);
        let codes = |state: &State| {
            let open = state.rows.iter().map(|row| state.open_findings(row).map(|found| found.code.as_str()));
            open.map(|codes| codes.collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(codes(&state), ["", "", "", "added-text"]);
        let link = Edit::Link { rows: [state.rows[1].id, state.rows[2].id] };
        link.change(&state, &testing::Lengths).unwrap().apply(&mut state).unwrap();
        assert_eq!(codes(&state), ["untranslated", "", "added-text"]);
    }

    #[test]
    fn pairs_keep_their_order_and_one_sided_rows_stay() {
        let pair = |ar: &str, en: &str| Pair {
            row: 0,
            id: None,
            ar: ar.to_owned(),
            en: en.to_owned(),
            continues: false,
            ..Pair::default()
        };
        let pairs = [pair("نعم", "yes"), pair("", "only"), pair(" ", ""), pair("وحده", "")];
        let state = state_of_pairs("p.tsv", &Header::default(), &pairs, &Default::default()).unwrap();
        let rows: Vec<_> = testing::texts(&state);
        let row = |ar: &str, en: &str| (ar.to_owned(), en.to_owned());
        assert_eq!(rows, [row("نعم", "yes"), row("", "only"), row("وحده", "")]);
    }

    #[test]
    fn what_people_said_in_another_program_is_not_lost() {
        let details = |confirmed, flagged, notes: &[&str]| Details {
            confirmed,
            flagged,
            notes: notes.iter().map(|note| (*note).to_owned()).collect(),
            ..Details::default()
        };
        let pair = |ar: &str, en: &str, details| Pair {
            ar: ar.to_owned(),
            en: en.to_owned(),
            details,
            ..Pair::default()
        };
        let pairs = [
            pair(" ", "", details(true, true, &["of nothing"])),
            pair("نعم", "yes", details(true, false, &[])),
            pair("لا", "no", details(false, true, &["look", "again"])),
        ];
        let mut header = Header { source: Lang::En, ..Header::default() };
        header.ar.document = Some("book.txt".to_owned());
        let state = state_of_pairs("p.tmx", &header, &pairs, &Default::default()).unwrap();
        assert_eq!((state.source, state.ar.document.name.as_str()), (Lang::En, "book.txt"));
        assert_eq!(state.en.document.name, "p.tmx");
        let marks: Vec<_> = state.rows.iter().map(|row| &row.marks).collect();
        assert_eq!((marks[0].confirmed, marks[0].flagged, marks[0].note.as_str()), (true, false, ""));
        assert_eq!(
            (marks[1].confirmed, marks[1].flagged, marks[1].note.as_str()),
            (false, true, "look\nagain")
        );
        // The marks are exported again.
        let out = export::bitext(&state, &export::Choice::default());
        let pairs: Vec<Pair> = out.pairs().collect();
        assert_eq!((pairs[0].details.confirmed, pairs[1].details.flagged), (true, true));
        assert_eq!(pairs[1].details.notes, ["look\nagain"]);
    }
}
