//! Converting an alignment, or a file of pairs, to a review.

use super::state::{Assessment, Crossing, Marks, Piece, PieceId, ReviewRow, ReviewSide, State, is_unpaired};
use crate::{
    Result,
    adequacy::Adequacy,
    align::{self, Alignment, Anchor, Bead, Place},
    bitext::{BeadReview, Bitext, Details, Flat, Header, Origin, Pair},
    check::{self, Finding, Marked, Severity},
    document::{Document, Paragraph, ParagraphKind},
    segment::Segment,
    text::{Lang, Sides, Span},
};
use std::{collections::HashMap, ops::Range, sync::Arc};

/// The review of an alignment, with nothing reviewed yet.
pub fn state(bitext: Bitext) -> State {
    let places = bitext.alignment.places();
    let rows = places.iter().enumerate().map(|(n, place)| row(&bitext, n, place)).collect();
    let ids = |segments: &[Segment]| (0..segments.len() as u32).collect::<Vec<_>>();
    let ids = bitext.segments.as_ref().map(|segments| ids(segments));
    let crossings = crossings(&bitext.alignment, &ids);
    let Bitext { documents, segments, source, .. } = bitext;
    let side = |document, segments: Vec<Segment>| {
        let piece =
            |segment: Segment| Piece { span: segment.span, paragraph: segment.paragraph, corrected: None };
        let pieces = segments.into_iter().map(piece).enumerate();
        ReviewSide {
            document: Arc::new(document),
            pieces: pieces.map(|(n, piece)| (n as u32, piece)).collect(),
        }
    };
    State {
        sides: documents.zip(segments).map(|(document, segments)| side(document, segments)),
        source,
        rows,
        crossings,
        accepted: Default::default(),
        parts: Vec::new(),
    }
}

/// Displaced text found by the aligner, piece by piece; `ids` are the pieces of its segments.
///
/// Where the sides of a bead differ in length, the last piece of the shorter one is the counterpart of all the rest.
pub(super) fn crossings(alignment: &Alignment, ids: &Sides<Vec<PieceId>>) -> Vec<Crossing> {
    let pieces = |bead: &Bead| {
        let confidence = bead.confidence;
        let pieces = Sides::of(|lang| &ids[lang][bead.sides[lang].clone()]);
        let piece = |lang: Lang, n: usize| pieces[lang].get(n).or(pieces[lang].last()).copied();
        let both = (0..pieces.ar.len().max(pieces.en.len())).filter_map(|n| {
            Some(Crossing { pieces: Sides::new(piece(Lang::Ar, n)?, piece(Lang::En, n)?), confidence })
        });
        both.collect::<Vec<_>>()
    };
    alignment.beads.iter().filter(|bead| bead.displaced).flat_map(pieces).collect()
}

fn row(bitext: &Bitext, n: usize, place: &Place) -> ReviewRow {
    let ids = |range: &Range<usize>| range.clone().map(|index| index as u32).collect();
    let said = bitext.review_of(place.bead);
    ReviewRow {
        id: n as u32 + 1,
        pieces: place.sides.as_ref().map(ids),
        edited: false,
        assessment: assessment(bitext, place),
        marks: said.map_or_else(Marks::default, marks),
    }
}

/// The program's judgement of a bead, or of one side of a displaced one, with places in the lines of its row.
pub(super) fn assessment(bitext: &Bitext, place: &Place) -> Assessment {
    let (n, bead) = (place.bead, &bitext.alignment.beads[place.bead]);
    let (ar, en) =
        (Places::of(bitext, Lang::Ar, &place.sides.ar), Places::of(bitext, Lang::En, &place.sides.en));
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
    let findings: Vec<Finding> = match bead.displaced {
        true => of_half(bitext, place, findings),
        false => findings.collect(),
    };
    let adequacy = if bead.displaced { None } else { bitext.adequacy.of_bead(n) };
    Assessment { confidence: bead.confidence, adequacy, anchors: anchors.collect(), findings }
}

/// The findings of one side of a displaced bead: those of both texts are in the row of the Arabic. Whether the other side
/// is elsewhere depends on the state of the review; on its own it is missing.
fn of_half(bitext: &Bitext, place: &Place, found: impl Iterator<Item = Finding>) -> Vec<Finding> {
    let arabic = !place.sides.ar.is_empty();
    let grave = found.filter(|finding| arabic && finding.severity > Severity::Note);
    let grave = grave.map(|finding| Finding {
        message: format!("beside its English elsewhere: {}", finding.message),
        en: None,
        ..finding
    });
    let line = |lang: Lang| {
        let here = Bead::new(place.sides.ar.clone(), place.sides.en.clone(), 0.0);
        bitext.flat(lang, &here).text
    };
    let alone = check::pairs(&[(&line(Lang::Ar), &line(Lang::En))]).into_iter().flatten();
    grave.chain(alone.filter(is_unpaired)).collect()
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
    let (bitext, opinion) = of_pairs(name, header, pairs, options)?;
    let ids = |segments: &[Segment]| (0..segments.len() as u32).collect::<Vec<_>>();
    let ids = bitext.segments.as_ref().map(|segments| ids(segments));
    let found = crossings(&opinion, &ids);
    let said = said_crossings(&bitext);
    let mut state = state(bitext);
    // The rows stay as they are in the file: what it has in one row is displaced if it says so.
    let row_of = Sides::of(|lang| state.rows_of(lang));
    let is_apart = |one: &Crossing| row_of.ar.get(&one.pieces.ar) != row_of.en.get(&one.pieces.en);
    state.crossings = found.into_iter().filter(is_apart).chain(said).collect();
    state.crossings.sort_by_key(|one| one.pieces.ar);
    Ok(state)
}

/// The first pieces of the pairs of a file that say that their text changed its place.
fn said_crossings(bitext: &Bitext) -> Vec<Crossing> {
    let beads = bitext.origins.iter().zip(&bitext.alignment.beads).filter(|(origin, _)| origin.displaced);
    let crossing = |bead: &Bead| {
        let first = |lang: Lang| bead.sides[lang].clone().next().map(|index| index as PieceId);
        Some(Crossing { pieces: Sides::new(first(Lang::Ar)?, first(Lang::En)?), confidence: bead.confidence })
    };
    beads.filter_map(|(_, bead)| crossing(bead)).collect()
}

fn is_empty(pair: &Pair) -> bool {
    pair.texts.iter().all(|(_, text)| text.trim().is_empty())
}

/// The pairs of a file as a bitext, and the alignment of its texts that does not know them.
fn of_pairs(
    name: &str,
    header: &Header,
    pairs: &[Pair],
    options: &align::Options,
) -> Result<(Bitext, Alignment)> {
    let named = |lang| header.sides[lang].document.as_deref().unwrap_or(name);
    let cells = |lang| pairs.iter().filter(|pair| !is_empty(pair)).map(move |pair| pair.text(lang));
    let column = |lang| column(named(lang), lang, cells(lang));
    let Sides { ar, en } = Sides::of(column);
    let (documents, segments) = (Sides::new(ar.document, en.document), Sides::new(ar.segments, en.segments));
    let side = |lang| align::Side { document: &documents[lang], segments: &segments[lang] };
    let opinion = align::align(side(Lang::Ar), side(Lang::En), options)?;
    let given = ar.ranges.into_iter().zip(en.ranges).map(|(ar, en)| Sides { ar, en });
    let alignment = Alignment { beads: agreed(given, &opinion) };
    let said = pairs.iter().filter(|pair| !is_empty(pair)).enumerate().filter_map(|(bead, pair)| {
        let Details { confirmed, flagged, ref notes, .. } = pair.details;
        let anything = confirmed || flagged || !notes.is_empty();
        anything.then(|| BeadReview { bead, confirmed, flagged, notes: notes.clone() })
    });
    let reviews = said.collect();
    let (source, findings) = (header.source, Vec::new());
    let is_displaced = |pair: &Pair| Origin { displaced: pair.details.displaced, ..Origin::default() };
    let origins = pairs.iter().filter(|pair| !is_empty(pair)).map(is_displaced).collect();
    let adequacy = Adequacy::default();
    let mut bitext = Bitext { documents, segments, source, alignment, findings, reviews, origins, adequacy };
    bitext.check();
    bitext.judge(&[]);
    Ok((bitext, opinion))
}

/// The two texts that [`state_of_pairs`] makes from a file.
pub fn texts_of_pairs(pairs: &[Pair]) -> (String, String) {
    let text = |lang| column("", lang, pairs.iter().map(|pair| pair.text(lang))).document.text;
    (text(Lang::Ar), text(Lang::En))
}

/// The given beads: with the aligner's confidence and evidence where it made the same bead, with a
/// low confidence elsewhere.
fn agreed(given: impl Iterator<Item = Sides<Range<usize>>>, opinion: &Alignment) -> Vec<Bead> {
    // Displaced text may be joined in the file.
    let displaced = opinion.beads.iter().filter(|bead| bead.displaced);
    let displaced: HashMap<usize, &Bead> = displaced.map(|bead| (bead.sides.ar.start, bead)).collect();
    let mut places = opinion.places().into_iter().peekable();
    let mut beads = Vec::new();
    for sides in given {
        let before = |place: &Place| {
            place.sides != sides && place.sides.iter().all(|(lang, own)| own.end <= sides[lang].start)
        };
        while places.next_if(before).is_some() {}
        let joined = displaced.get(&sides.ar.start).copied().filter(|bead| bead.sides == sides);
        let theirs = places.peek().map(|place| &opinion.beads[place.bead]);
        let same = || theirs.filter(|_| places.peek().is_some_and(|place| place.sides == sides));
        beads.push(match joined.or_else(same) {
            Some(same) => Bead { sides, displaced: false, ..same.clone() },
            None => {
                let confidence = theirs.map_or(0.05, |bead| (1.0 - bead.confidence).clamp(0.05, 0.5));
                Bead::new(sides.ar, sides.en, confidence)
            }
        });
    }
    beads
}

/// One side of the pairs of a file as a text.
struct Column {
    document: Document,
    segments: Vec<Segment>,
    /// For each cell its segments.
    ranges: Vec<Range<usize>>,
}

/// One column of a file of pairs as a document with a paragraph and a segment per cell; empty cells
/// have neither.
fn column<'a>(name: &str, lang: Lang, cells: impl Iterator<Item = &'a str>) -> Column {
    let (mut text, mut paragraphs) = (String::new(), Vec::new());
    let (mut segments, mut ranges) = (Vec::new(), Vec::new());
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
    Column { document, segments, ranges }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        align::AnchorKind,
        check::Code,
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
    fn text_whose_other_half_is_elsewhere_is_no_finding_until_that_has_found_a_counterpart() {
        let mut bitext = testing::bitext("نعم\nلا", "no\nyes\nmore", &[(1, 0), (1, 1), (0, 1), (0, 1)]);
        bitext.join(&[Bead::new(0..1, 1..2, 0.9)]);
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
    fn displaced_text_that_a_file_joins_has_the_confidence_of_its_own_bead() {
        let mut made = testing::bitext("ا\nب\nج", "c\na\nb", &[(1, 0), (1, 0), (1, 1), (0, 1), (0, 1)]);
        made.join(&[Bead::new(0..1, 1..2, 0.9), Bead::new(1..2, 2..3, 0.8)]);
        let given = |sides: [(Range<usize>, Range<usize>); 3]| {
            let sides = sides.into_iter().map(|(ar, en)| Sides { ar, en });
            agreed(sides, &made.alignment).iter().map(|bead| bead.confidence).collect::<Vec<_>>()
        };
        assert_eq!(given([(0..1, 1..2), (1..2, 2..3), (2..3, 0..1)])[..2], [0.9, 0.8]);
        assert!(given([(0..1, 2..3), (1..2, 1..2), (2..3, 0..1)])[..2].iter().all(|&sure| sure <= 0.5));
    }

    #[test]
    fn pairs_keep_their_order_and_one_sided_rows_stay() {
        let pairs = [("نعم", "yes"), ("", "only"), (" ", ""), ("وحده", "")].map(|(ar, en)| Pair::new(ar, en));
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
        let pair = |ar: &str, en: &str, details| Pair { details, ..Pair::new(ar, en) };
        let pairs = [
            pair(" ", "", details(true, true, &["of nothing"])),
            pair("نعم", "yes", details(true, false, &[])),
            pair("لا", "no", details(false, true, &["look", "again"])),
        ];
        let mut header = Header { source: Lang::En, ..Header::default() };
        header.sides.ar.document = Some("book.txt".to_owned());
        let state = state_of_pairs("p.tmx", &header, &pairs, &Default::default()).unwrap();
        assert_eq!((state.source, state.sides.ar.document.name.as_str()), (Lang::En, "book.txt"));
        assert_eq!(state.sides.en.document.name, "p.tmx");
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
