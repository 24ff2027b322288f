//! A review of several documents: their texts concatenated, and the places of each.

use super::{
    change::{Change, Step},
    part::ReviewPart,
    state::{Crossing, Piece, PieceId, ReviewRow, State},
};
use crate::{
    Error, Result,
    document::{Cue, Paragraph},
    text::{Lang, Sides, Span},
};
use std::{collections::HashMap, ops::Range, sync::Arc};

/// The text between two documents.
const BETWEEN: &str = "\n\n";

/// One review made from several, with the given name; `None` without reviews.
pub fn joined(name: &str, reviews: Vec<(String, State)>) -> Option<State> {
    let mut whole: Option<State> = None;
    for (title, review) in reviews {
        let starts = match &mut whole {
            None => {
                whole = Some(State { parts: Vec::new(), ..review });
                Sides::new(0, 0)
            }
            Some(whole) => append(whole, review),
        };
        let Some(whole) = &mut whole else { continue };
        let ends = whole.sides.as_ref().map(|side| side.document.text.len());
        let spans = starts.zip(ends).map(|(start, end)| Span::new(start, end));
        whole.parts.push(ReviewPart { name: title, spans });
    }
    let mut whole = whole?;
    for lang in [Lang::Ar, Lang::En] {
        Arc::make_mut(&mut whole.sides[lang].document).name = name.to_owned();
    }
    Some(whole)
}

/// Appends a review to another, and returns where its texts begin there.
fn append(whole: &mut State, review: State) -> Sides<usize> {
    let next_row = whole.next_row();
    let ids = Sides::of(|lang| whole.next_piece(lang));
    let State { sides, rows, crossings, accepted, .. } = review;
    let mut starts = Sides::default();
    for (lang, side) in sides {
        let target = &mut whole.sides[lang];
        let document = Arc::make_mut(&mut target.document);
        document.text.push_str(BETWEEN);
        let start = document.text.len();
        let paragraph = document.paragraphs.len() as u32;
        document.text.push_str(&side.document.text);
        let shifted = |one: &Paragraph| Paragraph { span: one.span.shifted(start), ..*one };
        document.paragraphs.extend(side.document.paragraphs.iter().map(shifted));
        document
            .cues
            .extend(side.document.cues.iter().map(|cue| Cue { span: cue.span.shifted(start), ..*cue }));
        let moved = |(id, piece): (PieceId, Piece)| {
            let span = piece.span.shifted(start);
            (id + ids[lang], Piece { span, paragraph: piece.paragraph + paragraph, ..piece })
        };
        target.pieces.extend(side.pieces.into_iter().map(moved));
        starts[lang] = start;
    }
    whole.rows.extend(rows.into_iter().map(|row| ReviewRow {
        id: row.id + next_row,
        pieces: row.pieces.zip(ids).map(|(pieces, by)| pieces.into_iter().map(|id| id + by).collect()),
        ..row
    }));
    let crossing = |one: Crossing| Crossing { pieces: one.pieces.zip(ids).map(|(id, by)| id + by), ..one };
    whole.crossings.extend(crossings.into_iter().map(crossing));
    whole.accepted.extend(accepted);
    starts
}

impl State {
    /// The documents of the review: its parts, or the whole under the name of its source text.
    pub fn documents(&self) -> Vec<ReviewPart> {
        if self.parts.is_empty() {
            let span = |lang| Span::new(0, self.side(lang).document.text.len());
            let name = self.side(self.source).document.name.clone();
            return vec![ReviewPart { name, spans: Sides::of(span) }];
        }
        self.parts.clone()
    }

    /// The index in [`State::parts`] of the document of a row; 0 if there is only one document.
    pub fn part_of(&self, row: &ReviewRow) -> usize {
        if self.parts.is_empty() {
            return 0;
        }
        let first = |lang| Some((lang, *row.pieces[lang].first()?));
        let found = first(Lang::Ar).or_else(|| first(Lang::En));
        found.and_then(|(lang, id)| self.part_at(lang, id, None)).unwrap_or(0)
    }

    fn part_at(&self, lang: Lang, id: PieceId, new: Option<&Piece>) -> Option<usize> {
        let start = new.or_else(|| self.side(lang).pieces.get(&id))?.span.start;
        Some(self.parts.partition_point(|part| part.spans[lang].end < start))
    }

    /// The rows of every document, in order.
    pub(super) fn part_rows(&self) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut last = None;
        for (at, row) in self.rows.iter().enumerate() {
            let part = self.part_of(row);
            match ranges.last_mut() {
                Some(range) if last == Some(part) => range.end = at + 1,
                _ => ranges.push(at..at + 1),
            }
            last = Some(part);
        }
        ranges
    }
}

/// Checks that a change neither mixes text of two documents in a row nor moves a row to another document.
///
/// # Errors
/// When it does.
pub(super) fn keep_apart(state: &State, change: &Change) -> Result<()> {
    if state.parts.len() < 2 {
        return Ok(());
    }
    let mut new: HashMap<(Lang, PieceId), &Piece> = HashMap::new();
    for step in &change.steps {
        if let Step::Piece { lang, id, after: Some(piece), .. } = step {
            new.insert((*lang, *id), piece);
        }
    }
    let parts = |row: &ReviewRow| {
        let of = |lang: Lang| {
            let ids = row.pieces[lang].iter();
            ids.map(move |id| (lang, *id)).collect::<Vec<_>>()
        };
        let all = of(Lang::Ar).into_iter().chain(of(Lang::En));
        let mut parts: Vec<usize> =
            all.filter_map(|(lang, id)| state.part_at(lang, id, new.get(&(lang, id)).copied())).collect();
        parts.dedup();
        parts
    };
    for step in &change.steps {
        let Step::Rows { after, .. } = step else { continue };
        let all: Vec<Vec<usize>> = after.iter().map(parts).collect();
        let in_order = all.iter().flatten().is_sorted();
        if !in_order || all.iter().any(|parts| parts.len() > 1) {
            return Err(Error::new("these rows are of two documents"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{
        edit::Edit,
        testing::{Lengths, state, texts},
    };

    fn two() -> State {
        let first = state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        let mut second = state("ج\nد", "c\nd", &[(1, 1), (1, 0), (0, 1)]);
        second.crossings = vec![Crossing { pieces: Sides::new(1, 1), confidence: 0.9 }];
        joined("book", vec![("one".to_owned(), first), ("two".to_owned(), second)]).unwrap()
    }

    #[test]
    fn joined_reviews_keep_their_rows_and_know_their_documents() {
        let state = two();
        let pairs: Vec<String> = texts(&state).into_iter().map(|(ar, en)| format!("{ar}{en}")).collect();
        assert_eq!(pairs, ["اa", "بb", "جc", "د", "d"]);
        assert_eq!(state.rows.iter().map(|row| state.part_of(row)).collect::<Vec<_>>(), [0, 0, 1, 1, 1]);
        assert_eq!(state.part_rows(), [0..2, 2..5]);
        let ids: std::collections::HashSet<_> = state.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), 5);
        assert_eq!(state.other_halves(&state.rows[3]), [(4, vec![3])]);
        let text = |part: &ReviewPart| part.spans.en.of(&state.sides.en.document.text).trim().to_owned();
        assert_eq!(state.documents().iter().map(text).collect::<Vec<_>>(), ["a\nb", "c\nd"]);
        assert!(joined("none", Vec::new()).is_none());
    }

    #[test]
    fn no_edit_mixes_two_documents() {
        let state = two();
        let id = |at: usize| state.rows[at].id;
        for edit in [
            Edit::Merge { row: id(1) },
            Edit::Link { rows: [id(0), id(4)] },
            Edit::Swap { rows: [id(1), id(2)] },
            Edit::Move { row: id(2), lang: Lang::En, edge: crate::review::edit::Edge::First },
        ] {
            let error = edit.change(&state, &Lengths).unwrap_err().to_string();
            assert!(error.contains("two documents"), "{edit:?}: {error}");
        }
        for edit in
            [Edit::Merge { row: id(0) }, Edit::Link { rows: [id(3), id(4)] }, Edit::Unlink { row: id(2) }]
        {
            assert!(edit.change(&state, &Lengths).is_ok(), "{edit:?}");
        }
    }
}
