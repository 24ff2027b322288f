//! The program's judgement of rows that a person has made: confidence, evidence, findings.
//!
//! A row is judged together with its neighbours. On its own almost any Arabic matches any English;
//! only if the aligner could also have chosen the neighbouring sentences is it significant that it
//! chooses these.

use super::{
    change::{Change, Step},
    state::{Assessment, Piece, PieceId, ReviewRow, State},
};
use crate::{
    adequacy::Adequacy,
    align::{self, Alignment, Anchor, Bead, Pin, Place, Side},
    check,
    document::Document,
    segment::Segment,
    text::{Lang, Sides, Span},
};
use std::{collections::HashMap, ops::Range};

/// Rows on each side that count as neighbours: enough to see where a text has slipped, few enough
/// to be judged without noticeable delay.
const AROUND: usize = 8;

/// Greatest confidence in a row that the aligner would not have made.
const MOST_AGAINST_THE_ALIGNER: f64 = 0.4;

/// A row to be judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowTexts {
    /// The texts of its pieces on both sides.
    pub pieces: Sides<Vec<String>>,
    /// A person confirmed it.
    pub confirmed: bool,
}

/// A judge of rows.
pub trait Assess {
    /// Confidence, evidence and findings of the rows in `wanted`; the rest of `rows` are their neighbours.
    fn assess(&self, rows: &[RowTexts], wanted: Range<usize>) -> Vec<Assessment>;
}

/// Judges the rows that a change will insert, each with its neighbours after the change.
pub(super) fn assess(change: &mut Change, state: &State, assessor: &dyn Assess) {
    let after = After::new(change, state);
    let mut assessments = Vec::new();
    for n in 0..change.steps.len() {
        let Some(new) = after.place(n).filter(|new| !new.is_empty()) else {
            assessments.push(Vec::new());
            continue;
        };
        let from = new.start.saturating_sub(AROUND);
        let rows: Vec<RowTexts> = (from..new.end + AROUND).map_while(|at| after.texts_of(at)).collect();
        assessments.push(assessor.assess(&rows, new.start - from..new.end - from));
    }
    for (step, assessments) in change.steps.iter_mut().zip(assessments) {
        if let Step::Rows { after, .. } = step {
            after.iter_mut().zip(assessments).for_each(|(row, assessment)| row.assessment = assessment);
        }
    }
}

/// The rows as they will be after a change, without applying it.
struct After<'a> {
    state: &'a State,
    steps: &'a [Step],
    pieces: HashMap<(Lang, PieceId), &'a Piece>,
}

impl<'a> After<'a> {
    fn new(change: &'a Change, state: &'a State) -> Self {
        let piece = |step: &'a Step| match step {
            Step::Piece { lang, id, after: Some(piece), .. } => Some(((*lang, *id), piece)),
            _ => None,
        };
        After { state, steps: &change.steps, pieces: change.steps.iter().filter_map(piece).collect() }
    }

    /// The positions, after all steps, of the rows that a step inserts.
    fn place(&self, step: usize) -> Option<Range<usize>> {
        let Step::Rows { at, after, .. } = &self.steps[step] else { return None };
        let mut start = *at;
        for later in &self.steps[step + 1..] {
            if let Step::Rows { at, before, after } = later
                && at + before.len() <= start
            {
                start = start + after.len() - before.len();
            }
        }
        Some(start..start + after.len())
    }

    /// The row at a position after all steps.
    fn row(&self, mut at: usize) -> Option<&ReviewRow> {
        for step in self.steps.iter().rev() {
            let Step::Rows { at: start, before, after } = step else { continue };
            if let Some(row) = at.checked_sub(*start).and_then(|n| after.get(n)) {
                return Some(row);
            }
            if at >= *start {
                at = at - after.len() + before.len();
            }
        }
        self.state.rows.get(at)
    }

    fn texts_of(&self, at: usize) -> Option<RowTexts> {
        let row = self.row(at)?;
        let texts = |lang: Lang| row.pieces[lang].iter().map(|id| self.text(lang, *id)).collect();
        Some(RowTexts { pieces: Sides::of(texts), confirmed: row.marks.confirmed })
    }

    fn text(&self, lang: Lang, id: PieceId) -> String {
        let side = self.state.side(lang);
        match self.pieces.get(&(lang, id)) {
            Some(Piece { corrected: Some(text), .. }) => text.clone(),
            Some(piece) => side.original(piece),
            None => side.text(id),
        }
    }
}

/// The judge that uses the aligner and the check.
#[derive(Debug, Default)]
pub struct Assessor;

impl Assess for Assessor {
    fn assess(&self, rows: &[RowTexts], wanted: Range<usize>) -> Vec<Assessment> {
        let (ar, en) = (Column::of(Lang::Ar, rows), Column::of(Lang::En, rows));
        let beads: Vec<Bead> =
            ar.rows.iter().zip(&en.rows).map(|(ar, en)| Bead::new(ar.clone(), en.clone(), 0.5)).collect();
        let confirmed = beads.iter().zip(rows).filter(|(_, row)| row.confirmed);
        let pins = confirmed.map(|(bead, _)| (bead.sides.ar.clone(), bead.sides.en.clone())).collect();
        // How the aligner would pair all of them around the confirmed rows.
        let opinion = opinion(&ar, &en, pins);
        let given = Alignment { beads };
        let findings = check::alignment(&given, ar.side(), en.side());
        let runs = given.beads.iter().map(|bead| (&bead.sides.ar, &bead.sides.en));
        let adequacy = Adequacy::of(&given.beads, &align::compare(ar.side(), en.side(), runs, &[]));
        let judged = given.beads.iter().zip(findings).zip(rows).enumerate();
        let judged = judged.filter(|(n, _)| wanted.contains(n)).map(|(n, ((bead, findings), row))| {
            let (confidence, anchors) = judge(row, bead, &opinion, Sides::new(ar.start(n), en.start(n)));
            Assessment { confidence, adequacy: adequacy.of_bead(n), anchors, findings }
        });
        judged.collect()
    }
}

/// Confidence and evidence of a row, given how the aligner would pair it and its neighbours.
/// `starts` are the bytes at which its lines begin.
fn judge(row: &RowTexts, bead: &Bead, opinion: &[Bead], starts: Sides<usize>) -> (f64, Vec<Anchor>) {
    if let Some(same) = opinion.iter().find(|other| other.sides == bead.sides) {
        return (same.confidence, in_lines(&same.anchors, starts));
    }
    if opinion.is_empty() {
        return (0.5, Vec::new());
    }
    // The aligner disagrees; the more confident it is, the lower the confidence in the row, and it
    // is never high.
    let touches = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let touches = |other: &&Bead| other.sides.iter().any(|(lang, side)| touches(side, &bead.sides[lang]));
    let others = opinion.iter().filter(touches);
    let surest = others.map(|other| other.confidence).fold(0.0, f64::max);
    // The evidence for the row itself.
    let alone = std::slice::from_ref(row);
    let own = self::opinion(&Column::of(Lang::Ar, alone), &Column::of(Lang::En, alone), Vec::new());
    let anchors = own.iter().flat_map(|bead| in_lines(&bead.anchors, Sides::default())).collect();
    ((1.0 - surest).clamp(0.02, MOST_AGAINST_THE_ALIGNER), anchors)
}

fn opinion(ar: &Column, en: &Column, pins: Vec<Pin>) -> Vec<Bead> {
    if ar.segments.is_empty() || en.segments.is_empty() {
        return Vec::new();
    }
    // One round: with so few sentences, learning would only confirm wrong pairs.
    let tuning = || align::Tuning { rounds: 1, ..align::Tuning::default() };
    let options = |pins| align::Options { pins, tuning: tuning(), ..align::Options::default() };
    // Confirmed rows that cross each other cannot all be pins; then no row is.
    let alignment = align::align(ar.side(), en.side(), &options(pins))
        .or_else(|_| align::align(ar.side(), en.side(), &options(Vec::new())))
        .unwrap_or_default();
    // Rows are where their texts are, so displaced text is in two of them.
    let here = |Place { bead, sides }: Place| Bead { sides, ..alignment.beads[bead].clone() };
    alignment.places().into_iter().map(here).collect()
}

/// Converts places in the columns to places in the lines of a row.
fn in_lines(anchors: &[Anchor], starts: Sides<usize>) -> Vec<Anchor> {
    let moved = |span: Span, start: usize| {
        Some(Span::new(span.start.checked_sub(start)?, span.end.checked_sub(start)?))
    };
    let anchor = |anchor: &Anchor| {
        let (ar, en) = (moved(anchor.ar, starts.ar)?, moved(anchor.en, starts.en)?);
        Some(Anchor { ar, en, ..*anchor })
    };
    anchors.iter().filter_map(anchor).collect()
}

/// One side of some rows as a document: the lines of the rows, one below another.
struct Column {
    document: Document,
    segments: Vec<Segment>,
    /// The segments of every row.
    rows: Vec<Range<usize>>,
}

impl Column {
    fn of(lang: Lang, rows: &[RowTexts]) -> Self {
        let mut text = String::new();
        let mut segments = Vec::new();
        let mut ranges = Vec::with_capacity(rows.len());
        for row in rows {
            let first = segments.len();
            for piece in &row.pieces[lang] {
                if !text.is_empty() {
                    text.push(if segments.len() == first { '\n' } else { ' ' });
                }
                let start = text.len();
                text.push_str(piece);
                segments.push(Segment::new(Span::new(start, text.len()), 0));
            }
            ranges.push(first..segments.len());
        }
        let document = Document {
            name: String::new(),
            lang,
            encoding: "UTF-8".to_owned(),
            text,
            paragraphs: Vec::new(),
            cues: Vec::new(),
            left_out: Default::default(),
        };
        Column { document, segments, rows: ranges }
    }

    fn side(&self) -> Side<'_> {
        Side { document: &self.document, segments: &self.segments }
    }

    /// The byte at which the line of a row begins.
    fn start(&self, row: usize) -> usize {
        self.segments.get(self.rows[row].start).map_or(self.document.text.len(), |segment| segment.span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{
        edit::Edit,
        testing::{Lengths, after, random_edit, state},
    };
    use proptest::prelude::*;

    const PAIRS: [(&str, &str); 5] = [
        ("وصل الرئيس إلى القاهرة.", "The president arrived in Cairo."),
        ("وكتب الطالب كتابا جديدا عن التاريخ.", "The student wrote a new book about history."),
        ("وقالت الوزيرة إن الماء قليل.", "The minister said that water was scarce."),
        ("وبلغ عدد الزوار ٣٠ ألفا.", "The number of visitors reached 30 thousand."),
        ("ثم عاد الجميع إلى البيت.", "Then everyone returned home."),
    ];

    fn load(ar: &[&str], en: &[&str]) -> RowTexts {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        RowTexts { pieces: Sides::new(owned(ar), owned(en)), confirmed: false }
    }

    #[test]
    fn a_row_with_one_empty_side_weighs_nothing_either_way() {
        let assessments = Assessor.assess(&[load(&["نص"], &[])], 0..1);
        assert_eq!((assessments.len(), assessments[0].confidence), (1, 0.5));
    }

    #[test]
    fn a_fitting_row_weighs_more_than_one_that_should_be_two() {
        let good = load(&[PAIRS[0].0], &[PAIRS[0].1]);
        let two = load(&[PAIRS[0].0, PAIRS[1].0], &[PAIRS[0].1, PAIRS[1].1]);
        let assess = |row: RowTexts| Assessor.assess(&[row], 0..1)[0].confidence;
        let (good, two) = (assess(good), assess(two));
        assert!(good > 0.5 && two <= 0.5, "{good} {two}");
    }

    #[test]
    fn a_row_that_has_the_english_of_its_neighbour_weighs_little_and_the_right_one_much() {
        let right: Vec<RowTexts> = PAIRS.iter().map(|(ar, en)| load(&[ar], &[en])).collect();
        let mut wrong = right.clone();
        let (a, b) = (wrong[2].pieces.en.clone(), wrong[3].pieces.en.clone());
        (wrong[2].pieces.en, wrong[3].pieces.en) = (b, a);
        let (right, wrong) = (Assessor.assess(&right, 2..4), Assessor.assess(&wrong, 2..4));
        for (right, wrong) in right.iter().zip(&wrong) {
            assert!(right.confidence > 0.7 && wrong.confidence < 0.5, "{right:?}\n{wrong:?}");
        }
        // Evidence and findings refer to the lines of the row, wherever it is.
        let figure = right[1].anchors.iter().find(|anchor| anchor.kind == align::AnchorKind::Figure).unwrap();
        assert!(figure.en.of(PAIRS[3].1).starts_with("30"));
        let finding = wrong[0].findings.iter().find_map(|finding| finding.en.as_ref()).unwrap();
        assert!(finding.span.of(PAIRS[3].1).starts_with("30"));
    }

    /// The rows of a sample, as the aligner pairs them.
    fn report() -> Vec<RowTexts> {
        let side = |lang, text: &str| {
            let options = crate::document::ReadOptions { lang: Some(lang), ..Default::default() };
            let document = crate::document::read(text.as_bytes(), "report", &options).unwrap();
            let segments = crate::segment::segment(&document);
            (document, segments)
        };
        let ar = side(Lang::Ar, include_str!("../../data/samples/report.ar.txt"));
        let en = side(Lang::En, include_str!("../../data/samples/report.en.txt"));
        let bitext = crate::bitext::Bitext::align(ar, en, Lang::Ar, &Default::default()).unwrap();
        let state = crate::review::import::state(bitext);
        let nothing = Change::default();
        let after = After::new(&nothing, &state);
        (0..state.rows.len()).map_while(|at| after.texts_of(at)).collect()
    }

    #[test]
    fn the_rows_of_a_report_weigh_much_and_little_when_the_english_has_slipped_by_one() {
        let right = report();
        let mut slipped = right.clone();
        for at in 1..right.len() {
            slipped[at].pieces.en.clone_from(&right[at - 1].pieces.en);
        }
        let share = |rows: &[RowTexts], heavy: bool| {
            let windows =
                (0..rows.len()).map(|at| (at.saturating_sub(AROUND), (at + AROUND + 1).min(rows.len()), at));
            let assessments = windows.map(|(from, to, at)| {
                Assessor.assess(&rows[from..to], at - from..at - from + 1)[0].confidence
            });
            assessments.filter(|weight| (*weight > 0.5) == heavy).count() as f64 / rows.len() as f64
        };
        let (right, slipped) = (share(&right, true), share(&slipped, false));
        assert!(right > 0.9 && slipped > 0.8, "{right} {slipped}");
    }

    /// A judge that reports the neighbours of every row.
    struct Neighbours;

    impl Assess for Neighbours {
        fn assess(&self, rows: &[RowTexts], wanted: Range<usize>) -> Vec<Assessment> {
            // The length in bytes of the row above: enough to tell whether the right one was given.
            let above = |at: usize| at.checked_sub(1).map_or(0, |above| rows[above].pieces.ar.concat().len());
            wanted.map(|at| Assessment { confidence: above(at) as f64, ..Assessment::default() }).collect()
        }
    }

    proptest! {
        #[test]
        fn rows_are_weighed_beside_those_that_will_be_their_neighbours(seeds in proptest::collection::vec(any::<[u16; 4]>(), 1..20)) {
            let mut now = state("جملة أولى\nثانية\nثالثة هنا\nرابعة", "first one\nsecond\nthird here\nfourth", &[(1, 1), (2, 1), (0, 1), (1, 1)]);
            for seed in seeds {
                let Ok(change) = random_edit(seed, &now).change(&now, &Neighbours) else { continue };
                change.apply(&mut now).unwrap();
                for id in change.steps.iter().flat_map(|step| match step { Step::Rows { after, .. } => after.as_slice(), _ => &[] }).map(|row| row.id) {
                    let at = now.position(id).unwrap();
                    let above = at.checked_sub(1).map_or(0, |above| {
                        now.rows[above].pieces.ar.iter().map(|id| now.sides.ar.text(*id).len()).sum::<usize>()
                    });
                    prop_assert_eq!(now.rows[at].assessment.confidence, above as f64);
                }
            }
        }
    }

    #[test]
    fn what_an_edit_says_of_a_row_is_kept_until_it_changes_again() {
        let mut state = state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)]);
        let (first, second) = (state.rows[0].assessment.clone(), state.rows[1].id);
        after(&mut state, &Edit::Merge { row: second });
        assert_eq!(state.rows[0].assessment, first);
        let merged = Lengths.assess(&[load(&["ب", "ج"], &["b", "c"])], 0..1).remove(0);
        assert_eq!(state.rows[1].assessment, merged);
    }
}
