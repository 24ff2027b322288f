//! Converting a review back to a [`Bitext`], which all writers of files accept.

use super::{
    displaced,
    state::{Marks, PieceId, ReviewRow, State},
};
use crate::{
    align::{Alignment, Anchor, Bead},
    bitext::{BeadFinding, BeadReview, Bitext, Flat},
    check::{Finding, Marked, Severity},
    document::{Cue, Document, Paragraph, ParagraphKind},
    segment::Segment,
    text::{Lang, Sides, Span},
};
use serde::Deserialize;

/// The selection of rows to export.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choice {
    /// Only rows that a person confirmed.
    pub confirmed: bool,
    /// No flagged rows, and no unconfirmed rows with an open finding more serious than a note, like
    /// [`Select::without_flagged`](crate::bitext::Select::without_flagged) for other outputs.
    pub unflagged: bool,
    /// Only rows with at least this confidence, or confirmed.
    pub above: Option<f64>,
}

impl Choice {
    /// True if the row is selected.
    pub fn takes(&self, state: &State, row: &ReviewRow) -> bool {
        let marks = &row.marks;
        let open = || state.open_findings(row).any(|finding| finding.severity > Severity::Note);
        (!self.confirmed || marks.confirmed)
            && (!self.unflagged || !(marks.flagged || !marks.confirmed && open()))
            && self.above.is_none_or(|least| marks.confirmed || row.assessment.confidence >= least)
    }
}

/// The selected rows as two documents, their alignment, and the findings that nobody accepted.
///
/// The documents keep the original layout between pieces that are still neighbours. Confirmed rows
/// have confidence 1.
pub fn bitext(state: &State, choice: &Choice) -> Bitext {
    let rows: Vec<&ReviewRow> = state.rows.iter().filter(|row| choice.takes(state, row)).collect();
    let mut bitext = bitext_of(state, &rows);
    let now = bitext.join(&displaced::runs(state, &rows));
    displaced::leave_out_accepted(&mut bitext, state, &rows, &now);
    bitext.judge(&[]);
    bitext.mark_displaced(&displaced::in_one_row(state, &rows, &now));
    bitext
}

pub(super) fn bitext_of(state: &State, rows: &[&ReviewRow]) -> Bitext {
    let ar = Rebuilt::new(state, Lang::Ar, rows);
    let en = Rebuilt::new(state, Lang::En, rows);
    let mut beads = Vec::with_capacity(rows.len());
    let (mut findings, mut reviews) = (Vec::new(), Vec::new());
    let (mut a, mut e) = (0, 0);
    for (n, row) in rows.iter().enumerate() {
        let (ar_range, en_range) = (a..a + row.pieces.ar.len(), e..e + row.pieces.en.len());
        (a, e) = (ar_range.end, en_range.end);
        let place = |side: &Rebuilt, lang, range: &std::ops::Range<usize>, span: Span| {
            side.place(&state.line(lang, row).places, range.start, span)
        };
        let anchors = row.assessment.anchors.iter().filter_map(|anchor| {
            let ar = place(&ar, Lang::Ar, &ar_range, anchor.ar)?;
            Some(Anchor { ar, en: place(&en, Lang::En, &en_range, anchor.en)?, ..*anchor })
        });
        let anchors = anchors.collect();
        let marked = |side: &Rebuilt, lang, range: &std::ops::Range<usize>, marked: &Option<Marked>| {
            let marked = marked.as_ref()?;
            Some(Marked { span: place(side, lang, range, marked.span)?, value: marked.value.clone() })
        };
        findings.extend(state.open_findings(row).map(|finding| BeadFinding {
            bead: n,
            finding: Finding {
                ar: marked(&ar, Lang::Ar, &ar_range, &finding.ar),
                en: marked(&en, Lang::En, &en_range, &finding.en),
                ..finding.clone()
            },
        }));
        let Marks { confirmed, flagged, .. } = &row.marks;
        let notes = row.marks.thread();
        if *confirmed || *flagged || !notes.is_empty() {
            reviews.push(BeadReview { bead: n, confirmed: *confirmed, flagged: *flagged, notes });
        }
        let confidence = if row.marks.confirmed { 1.0 } else { row.assessment.confidence };
        beads.push(Bead { anchors, ..Bead::new(ar_range, en_range, confidence) });
    }
    Bitext {
        documents: Sides::new(ar.document, en.document),
        segments: Sides::new(ar.segments, en.segments),
        source: state.source,
        alignment: Alignment { beads },
        findings,
        reviews,
        origins: Vec::new(),
        adequacy: crate::adequacy::Adequacy::default(),
    }
}

/// A document rebuilt from pieces in the order of the rows.
struct Rebuilt {
    document: Document,
    segments: Vec<Segment>,
}

impl Rebuilt {
    fn new(state: &State, lang: Lang, rows: &[&ReviewRow]) -> Self {
        let side = state.side(lang);
        let old = &side.document;
        let mut text = String::with_capacity(old.text.len());
        let mut segments: Vec<Segment> = Vec::new();
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut cues: Vec<Cue> = Vec::new();
        // The end of the last piece in the old text, and its old paragraph.
        let mut last: Option<(usize, u32)> = None;
        let ids = rows.iter().flat_map(|row| &row.pieces[lang]).copied();
        for id in ids {
            let Some(piece) = side.pieces.get(&id) else { continue };
            let between = match last {
                None => "",
                Some((end, _)) => gap(&old.text, end, piece.span.start),
            };
            text.push_str(between);
            let start = text.len();
            match &piece.corrected {
                Some(corrected) => text.push_str(corrected),
                None => text.push_str(piece.span.of(&old.text)),
            }
            let span = Span::new(start, text.len());
            cues.extend(old.time(piece.span).map(|(start, end)| Cue { span, start, end }));
            match paragraphs.last_mut() {
                Some(paragraph) if last.is_some_and(|(_, of)| of == piece.paragraph) => {
                    paragraph.span.end = span.end;
                }
                _ => {
                    let kind = old.paragraphs.get(piece.paragraph as usize);
                    let kind = kind.map_or(ParagraphKind::Body, |paragraph| paragraph.kind);
                    paragraphs.push(Paragraph { span, kind });
                }
            }
            segments.push(Segment::new(span, paragraphs.len() as u32 - 1));
            last = Some((piece.span.end, piece.paragraph));
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let document = Document {
            name: old.name.clone(),
            lang,
            encoding: "UTF-8".to_owned(),
            text,
            paragraphs,
            cues,
            left_out: old.left_out,
        };
        Rebuilt { document, segments }
    }

    /// The place in the document of a place in the line of a row; `None` when it does not begin in a piece.
    fn place(&self, places: &[std::ops::Range<usize>], first: usize, span: Span) -> Option<Span> {
        let n = places.iter().position(|place| place.start <= span.start && span.start < place.end)?;
        let place = &places[n];
        let flat = Flat::new(&self.document.text, self.segments.get(first + n)?.span);
        let end = span.end.clamp(span.start, place.end);
        Some(flat.source(Span::new(span.start - place.start, end - place.start)))
    }
}

/// The text between two pieces: as in the document if they are neighbours there, otherwise a line break.
fn gap(text: &str, end: usize, start: usize) -> &str {
    match text.get(end..start) {
        Some(between) if between.chars().all(|c| c.is_whitespace() || crate::text::bidi::is_invisible(c)) => {
            between
        }
        _ => "\n",
    }
}

/// The texts of a piece for the page: now, and in the document if that differs.
pub(super) fn texts(state: &State, lang: Lang, id: PieceId) -> (String, Option<String>) {
    let side = state.side(lang);
    let original = side.pieces.get(&id).filter(|piece| piece.corrected.is_some());
    (side.text(id), original.map(|piece| side.original(piece)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        align::AnchorKind,
        review::{
            edit::Edit,
            import,
            testing::{self, Lengths, random_edit, texts},
        },
    };
    use proptest::prelude::*;

    #[test]
    fn an_untouched_review_exports_what_came_in() {
        let mut bitext = testing::bitext("قال ٣٠\n\nنعم\n", "he  said\nthirty 30\n", &[(1, 1), (2, 1)]);
        bitext.alignment.beads[0].anchors =
            vec![Anchor { kind: AnchorKind::Name, ar: Span::new(0, 6), en: Span::new(0, 2), weight: 1.0 }];
        bitext.documents.ar.paragraphs[0].span = Span::new(0, bitext.documents.ar.text.trim_end().len());
        bitext.documents.en.paragraphs[0].span = Span::new(0, bitext.documents.en.text.trim_end().len());
        // The fixture makes the empty line a segment of its own, which is not wanted here.
        bitext.segments.ar.remove(1);
        bitext.alignment.beads[1].sides.ar = 1..2;
        bitext.judge(&[]);
        assert_eq!(super::bitext(&import::state(bitext.clone()), &Choice::default()), bitext);
    }

    #[test]
    fn text_that_changed_its_place_is_exported_as_such_until_it_has_found_a_counterpart() {
        let mut bitext = testing::bitext(
            "ا\nب\nج\nد",
            "c\nd\nx\na\nb",
            &[(1, 0), (1, 0), (1, 1), (1, 1), (0, 1), (0, 1), (0, 1)],
        );
        bitext.join(&[Bead::new(0..2, 3..5, 0.75)]);
        let mut state = import::state(bitext.clone());
        assert_eq!(super::bitext(&state, &Choice::default()).alignment, bitext.alignment);
        let pairs = |state: &State| {
            let out = super::bitext(state, &Choice::default());
            out.pairs().map(|pair| format!("{}{}", pair.texts.ar, pair.texts.en)).collect::<Vec<_>>()
        };
        assert_eq!(pairs(&state), ["اa", "بb", "جc", "دd", "x"]);
        // A reviewer links the first of the two to the text left between them.
        let link = Edit::Link { rows: [state.rows[0].id, state.rows[4].id] };
        link.change(&state, &Lengths).unwrap().apply(&mut state).unwrap();
        assert_eq!(pairs(&state), ["اx", "بb", "جc", "دd", "a"]);
        // Rows that are not selected cannot be the other half.
        state.rows[1].marks.flagged = true;
        let some = super::bitext(&state, &Choice { unflagged: true, ..Choice::default() });
        assert!(some.alignment.displaced().is_empty());
    }

    #[test]
    fn sentences_keep_the_times_at_which_they_are_shown() {
        let mut bitext = testing::bitext("نعم\nلا", "yes\nno", &[(1, 1), (1, 1)]);
        let cue = |start, end, from, to| Cue { span: Span::new(start, end), start: from, end: to };
        bitext.documents.en.cues = vec![cue(0, 3, 100, 900), cue(4, 6, 1000, 1900)];
        let mut state = import::state(bitext);
        state.rows.remove(0);
        let out = super::bitext(&state, &Choice::default());
        assert_eq!(out.pair(0).details.time, Some((1000, 1900)));
    }

    #[test]
    fn only_the_chosen_rows_leave() {
        let mut state = testing::state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)]);
        state.rows[0].marks.confirmed = true;
        state.rows[1].marks.flagged = true;
        state.rows[2].assessment.confidence = 0.2;
        let count = |choice: Choice| super::bitext(&state, &choice).alignment.beads.len();
        assert_eq!(count(Choice::default()), 3);
        assert_eq!(count(Choice { confirmed: true, ..Choice::default() }), 1);
        assert_eq!(count(Choice { unflagged: true, ..Choice::default() }), 2);
        assert_eq!(count(Choice { above: Some(0.5), ..Choice::default() }), 2);
    }

    #[test]
    fn without_flagged_means_the_same_as_for_every_output() {
        let mut state = testing::state("ا\nب\nج\nد", "a\nb\nc\nd", &[(1, 1), (1, 1), (1, 1), (1, 1)]);
        let found = |severity| Finding {
            severity,
            code: crate::check::Code::Scale,
            message: String::new(),
            ar: None,
            en: None,
            throughout: false,
        };
        state.rows[0].assessment.findings = vec![found(Severity::Error)];
        state.rows[1].assessment.findings = vec![found(Severity::Warning)];
        state.rows[1].marks.confirmed = true;
        state.rows[2].assessment.findings = vec![found(Severity::Note)];
        state.rows[3].marks.flagged = true;
        let chosen = super::bitext(&state, &Choice { unflagged: true, ..Choice::default() });
        let all = super::bitext(&state, &Choice::default());
        let select = crate::bitext::Select { without_flagged: true, ..Default::default() };
        let mut filter = crate::bitext::PairFilter::new(select);
        let kept = (0..4).filter(|n| filter.admits(&all.pair(*n), true)).count();
        assert_eq!((chosen.alignment.beads.len(), kept), (2, 2));
    }

    proptest! {
        #[test]
        fn after_any_edits_the_export_has_the_lines_of_the_rows_and_reads_back(seeds in proptest::collection::vec(any::<[u16; 4]>(), 0..30)) {
            let mut state = testing::state("جملة أولى\nثانية\nثالثة هنا\nرابعة", "first one\nsecond\nthird here\nfourth", &[(1, 1), (2, 1), (0, 1), (1, 1)]);
            for seed in seeds {
                let edit: Edit = random_edit(seed, &state);
                if let Ok(change) = edit.change(&state, &Lengths) {
                    change.apply(&mut state).unwrap();
                }
            }
            let bitext = super::bitext(&state, &Choice::default());
            // A cut may leave no blank between its parts, but lines of rows always have one.
            let solid = |text: String| text.replace(' ', "");
            let lines: Vec<_> = bitext.alignment.beads.iter().map(|bead| (solid(bitext.flat(Lang::Ar, bead).text), solid(bitext.flat(Lang::En, bead).text))).collect();
            let rows: Vec<_> = texts(&state).into_iter().map(|(ar, en)| (solid(ar), solid(en))).collect();
            prop_assert_eq!(lines, rows);
            let mut json = Vec::new();
            let options = crate::bitext::WriteOptions { safe_cells: false, adequacy: false, select: crate::bitext::Select::default(), date: jiff::Timestamp::UNIX_EPOCH };
            bitext.write(crate::bitext::Format::Json, &options, &mut json).unwrap();
            prop_assert!(Bitext::from_json("x", &json).is_ok());
        }
    }
}
