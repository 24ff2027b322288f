//! A row as sent to the page. Places are counted in UTF-16 units, as in browsers.

use super::marks::{TextMark, TextMarkKind, marks};
use crate::{
    align::AnchorKind,
    check::{Code, Marked, Severity, accepted::Identity},
    figure::Unit,
    review::{
        export,
        people::{By, Reply},
        state::{PieceId, ReviewRow, RowId, RowLine, State},
        wording,
    },
    text::{Lang, Sides, Span},
};
use serde::Serialize;
use std::{borrow::Cow, ops::Range};

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowView {
    id: RowId,
    /// Its place in the order of the documents, counted from 1.
    n: usize,
    /// The number of its document, if there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<usize>,
    /// Whether it is the first of its document.
    first: bool,
    kind: String,
    confidence: f64,
    adequacy: Option<f64>,
    confirmed: bool,
    flagged: bool,
    edited: bool,
    note: String,
    replies: Vec<Reply>,
    by: By,
    #[serde(flatten)]
    sides: Sides<SideView>,
    findings: Vec<FindingView>,
    anchors: Vec<AnchorView>,
    /// The places of its other halves, if its text is displaced.
    elsewhere: Vec<OtherHalf>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct OtherHalf {
    row: RowId,
    /// Its place in the order of the documents, counted from 1.
    n: usize,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct SideView {
    text: String,
    pieces: Vec<PieceView>,
    marks: Vec<MarkView>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct PieceView {
    id: PieceId,
    start: usize,
    end: usize,
    /// The text in the document, if a person corrected it.
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct MarkView {
    start: usize,
    end: usize,
    kind: TextMarkKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    /// The kind of name, if known: see [`Kind::sort`](crate::name::NameKind::sort).
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
}

impl MarkView {
    fn new(mark: &TextMark, units: &Units) -> Self {
        let [start, end] = units.span(mark.span);
        MarkView { start, end, kind: mark.kind, index: mark.index, name: mark.name }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct FindingView {
    key: String,
    severity: Severity,
    code: Code,
    message: String,
    #[serde(flatten)]
    values: Sides<Option<ValueView>>,
    accepted: bool,
    everywhere: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ValueView {
    start: usize,
    end: usize,
    value: String,
    /// The unit in the value, as each language calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Sides<Cow<'static, str>>>,
}

impl ValueView {
    fn new([start, end]: [usize; 2], value: &str) -> Self {
        let unit = value.split_once(' ').and_then(|(_, code)| Unit::by_code(code));
        let names = |unit: Unit| Sides::new(unit.in_arabic().into(), unit.in_english(false));
        ValueView { start, end, value: value.to_owned(), unit: unit.map(names) }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct AnchorView {
    kind: AnchorKind,
    weight: f64,
    #[serde(flatten)]
    places: Sides<[usize; 2]>,
}

/// The row at a position, as sent to the page.
pub fn row(state: &State, at: usize) -> Option<RowView> {
    let row = state.rows.get(at)?;
    let lines = Sides::of(|lang| state.line(lang, row));
    let (ar, en) = (&lines.ar.text, &lines.en.text);
    let units = lines.as_ref().map(|line| Units::of(&line.text));
    let with_accepted = state.findings(row).map(|finding| (finding, state.is_accepted(row, finding)));
    let marks = marks(ar, en, with_accepted, &row.assessment.anchors);
    let value = |marked: &Option<Marked>, units: &Units| {
        let marked = marked.as_ref()?;
        Some(ValueView::new(units.span(marked.span), &marked.value))
    };
    let findings = state.findings(row).map(|finding| {
        let key = Identity::of(finding, ar, en).to_string();
        FindingView {
            severity: finding.severity,
            code: finding.code,
            message: finding.message.clone(),
            values: Sides { ar: value(&finding.ar, &units.ar), en: value(&finding.en, &units.en) },
            accepted: state.is_accepted(row, finding),
            everywhere: state.accepted.contains(&key),
            key,
        }
    });
    let anchors = row.assessment.anchors.iter().map(|anchor| AnchorView {
        kind: anchor.kind,
        weight: anchor.weight,
        places: Sides { ar: units.ar.span(anchor.ar), en: units.en.span(anchor.en) },
    });
    let elsewhere = state.other_halves(row).into_iter().map(|(at, pieces)| {
        let side = state.side(if row.pieces.ar.is_empty() { Lang::Ar } else { Lang::En });
        let texts: Vec<String> = pieces.into_iter().map(|id| side.text(id)).collect();
        OtherHalf { row: state.rows[at].id, n: at + 1, text: texts.join(" ") }
    });
    let side = |lang: Lang| SideView {
        text: lines[lang].text.clone(),
        pieces: piece_views(state, lang, row, &lines[lang], &units[lang]),
        marks: marks[lang].iter().map(|mark| MarkView::new(mark, &units[lang])).collect(),
    };
    Some(RowView {
        id: row.id,
        n: at + 1,
        part: (!state.parts.is_empty()).then(|| state.part_of(row)),
        first: !state.parts.is_empty()
            && (at == 0 || state.part_of(&state.rows[at - 1]) != state.part_of(row)),
        kind: format!("{}-{}", row.pieces.ar.len(), row.pieces.en.len()),
        confidence: row.assessment.confidence,
        adequacy: row.assessment.adequacy,
        confirmed: row.marks.confirmed,
        flagged: row.marks.flagged,
        edited: row.edited,
        note: row.marks.note.clone(),
        replies: row.marks.replies.clone(),
        by: row.marks.by.clone(),
        findings: findings.collect(),
        anchors: anchors.collect(),
        elsewhere: elsewhere.collect(),
        sides: Sides::of(side),
    })
}

fn piece_views(state: &State, lang: Lang, row: &ReviewRow, line: &RowLine, units: &Units) -> Vec<PieceView> {
    let view = |(id, place): (&PieceId, &Range<usize>)| {
        let [start, end] = units.span(place.clone().into());
        PieceView { id: *id, start, end, original: export::texts(state, lang, *id).1 }
    };
    row.pieces[lang].iter().zip(&line.places).map(view).collect()
}

/// The replacement for a wrong figure, within its piece.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RepairView {
    lang: Lang,
    piece: PieceId,
    /// The whole text of the piece with the right value in it.
    text: String,
    /// The place of the new words in it.
    start: usize,
    end: usize,
    /// Whether it may be applied without being checked.
    sure: bool,
}

/// The [repair](wording::repair) of a finding of a row on one side; `None` if there is none, or if
/// it would extend over two pieces.
pub fn repair(state: &State, row: RowId, key: &str, lang: Lang) -> Option<RepairView> {
    let row = &state.rows[state.position(row)?];
    let (ar, en) = (state.line(Lang::Ar, row), state.line(Lang::En, row));
    let finding = state.findings(row).find(|finding| state.key(row, finding) == key)?;
    let made = wording::repair(&ar.text, &en.text, finding, lang)?;
    let line = if lang == Lang::Ar { &ar } else { &en };
    let inside =
        |place: &std::ops::Range<usize>| place.start <= made.span.start && made.span.end <= place.end;
    let at = line.places.iter().position(inside)?;
    let (place, piece) = (&line.places[at], row.pieces[lang][at]);
    let (from, to) = (made.span.start - place.start, made.span.end - place.start);
    let old = &line.text[place.clone()];
    let text = format!("{}{}{}", &old[..from], made.text, &old[to..]);
    let [start, end] = Units::of(&text).span(Span::new(from, from + made.text.len()));
    Some(RepairView { lang, piece, text, start, end, sure: made.sure })
}

/// A conversion from bytes to UTF-16 units of one line.
struct Units {
    /// The unit at every byte; bytes inside a character count as its start.
    at: Vec<usize>,
}

impl Units {
    fn of(text: &str) -> Self {
        let mut at = Vec::with_capacity(text.len() + 1);
        let mut units = 0;
        for c in text.chars() {
            at.extend(std::iter::repeat_n(units, c.len_utf8()));
            units += c.len_utf16();
        }
        at.push(units);
        Units { at }
    }

    fn span(&self, span: Span) -> [usize; 2] {
        let unit = |byte: usize| self.at.get(byte).or(self.at.last()).copied().unwrap_or(0);
        [unit(span.start), unit(span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing;

    #[test]
    fn a_value_has_the_names_of_its_unit() {
        let value = ValueView::new([0, 4], "180000000 Dinar");
        let names = value.unit.map(|unit| unit.map(Cow::into_owned));
        assert_eq!(names, Some(Sides::new("دينار".to_owned(), "dinars".to_owned())));
        assert_eq!(ValueView::new([0, 4], "2023-10-31 (Tuesday)").unit, None);
    }

    #[test]
    fn places_are_counted_as_browsers_count() {
        let state = testing::state("𐍈ب\nج", "a", &[(2, 1)]);
        let view = row(&state, 0).unwrap();
        assert_eq!(view.kind, "2-1");
        let places: Vec<_> = view.sides.ar.pieces.iter().map(|piece| (piece.start, piece.end)).collect();
        assert_eq!(places, [(0, 3), (4, 5)]);
        assert!(row(&state, 1).is_none());
    }

    #[test]
    fn a_row_whose_text_changed_its_place_says_where_the_other_half_is() {
        let mut state = testing::state("ا\nب\nج", "c\na\nb", &[(2, 0), (1, 1), (0, 1), (0, 1)]);
        let crossing = |ar, en| crate::review::state::Crossing {
            pieces: crate::text::Sides::new(ar, en),
            confidence: 0.9,
        };
        state.crossings = vec![crossing(0, 1), crossing(1, 2)];
        let halves = |at: usize| {
            let view = row(&state, at).unwrap();
            view.elsewhere.into_iter().map(|half| (half.row, half.n, half.text)).collect::<Vec<_>>()
        };
        assert_eq!(halves(0), [(3, 3, "a".to_owned()), (4, 4, "b".to_owned())]);
        assert_eq!(halves(2), [(1, 1, "ا".to_owned())]);
        assert_eq!(halves(1), []);
    }
}
