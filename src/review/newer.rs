//! Updating a review to a newer version of its texts: unchanged text keeps its rows and their marks.
//!
//! Sentences that are the same in both versions are matched in order; their pieces stay, with their
//! numbers, cuts and corrections. Rows of which all pieces stay are kept, the confirmed ones as
//! pins, and everything else is aligned around them.

use super::{
    realign::{self, Align},
    state::{Assessment, Marks, Piece, PieceId, ReviewRow, ReviewSide, State},
};
use crate::{
    Result,
    bitext::Flat,
    document::Document,
    segment::Segment,
    text::{Lang, Sides},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// The review `old` updated to the texts of `new`, which nobody has reviewed; `split` splits a
/// document into sentences.
///
/// # Errors
/// When the aligner rejects the confirmed rows.
pub fn version(
    old: &State,
    new: &State,
    split: &dyn Fn(&Document) -> Vec<Segment>,
    align: &Align<'_>,
) -> Result<State> {
    let (ar, en) = (Kept::of(old, new, Lang::Ar, split), Kept::of(old, new, Lang::En, split));
    let rows = rows(old, &ar, &en);
    let known = |lang: Lang, id| if lang == Lang::Ar { &ar } else { &en }.side.pieces.contains_key(&id);
    let crossings = old.crossings.iter().filter(|one| one.pieces.iter().all(|(lang, id)| known(lang, *id)));
    let mut state = State {
        crossings: crossings.copied().collect(),
        source: old.source,
        accepted: old.accepted.clone(),
        parts: new.parts.clone(),
        sides: Sides::new(ar.side.clone(), en.side.clone()),
        rows,
    };
    realign::change(&state, align)?.apply(&mut state)?;
    Ok(state)
}

/// One language of the new version.
struct Kept {
    side: ReviewSide,
    /// All pieces in the order of the text; the numbers of new ones do not occur in the old version.
    order: Vec<PieceId>,
    first_new: PieceId,
}

impl Kept {
    fn of(old: &State, new: &State, lang: Lang, split: &dyn Fn(&Document) -> Vec<Segment>) -> Self {
        let (before, now) = (&old.side(lang).document, &new.side(lang).document);
        let (olds, news) = (split(before), split(now));
        let texts = |document: &Document, segments: &[Segment]| -> Vec<String> {
            segments.iter().map(|segment| Flat::new(&document.text, segment.span).text).collect()
        };
        let matched = matches(&texts(before, &olds), &texts(now, &news));
        let mut inside: BTreeMap<usize, (PieceId, &Piece)> = BTreeMap::new();
        for (id, piece) in &old.side(lang).pieces {
            inside.insert(piece.span.start, (*id, piece));
        }
        let first_new = old.next_piece(lang);
        let mut pieces: BTreeMap<PieceId, Piece> = BTreeMap::new();
        let mut order = Vec::new();
        for (n, segment) in news.iter().enumerate() {
            let from = matched.get(&n).map(|o| olds[*o].span);
            let kept: Vec<(PieceId, &Piece)> = from.map_or_else(Vec::new, |from| {
                inside.range(from.start..from.end).map(|(_, piece)| *piece).collect()
            });
            let whole = from.is_some_and(|from| {
                !kept.is_empty() && kept.iter().all(|(_, piece)| from.contains(piece.span))
            });
            if let (Some(from), true) = (from, whole) {
                for (id, piece) in kept {
                    let start = segment.span.start + (piece.span.start - from.start);
                    let end = (start + piece.span.len()).min(segment.span.end);
                    let span = (start.min(end)..end).into();
                    pieces.insert(
                        id,
                        Piece { span, paragraph: segment.paragraph, corrected: piece.corrected.clone() },
                    );
                    order.push(id);
                }
            } else {
                let id = first_new + n as PieceId;
                pieces
                    .insert(id, Piece { span: segment.span, paragraph: segment.paragraph, corrected: None });
                order.push(id);
            }
        }
        Kept { side: ReviewSide { document: Arc::clone(now), pieces }, order, first_new }
    }
}

/// The rows of the old version with their remaining pieces, and the new pieces in rows of their own
/// after the pieces that precede them in the text.
fn rows(old: &State, ar: &Kept, en: &Kept) -> Vec<ReviewRow> {
    let mut rows: Vec<ReviewRow> = Vec::new();
    let mut homes: [HashMap<PieceId, usize>; 2] = Default::default();
    let stays = |kept: &Kept, ids: &[PieceId]| -> Vec<PieceId> {
        ids.iter().copied().filter(|id| kept.side.pieces.contains_key(id)).collect()
    };
    for row in &old.rows {
        let (left, right) = (stays(ar, &row.pieces.ar), stays(en, &row.pieces.en));
        if left.is_empty() && right.is_empty() {
            continue;
        }
        homes[0].extend(left.iter().map(|id| (*id, rows.len())));
        homes[1].extend(right.iter().map(|id| (*id, rows.len())));
        let whole = left.len() == row.pieces.ar.len() && right.len() == row.pieces.en.len();
        rows.push(if whole {
            row.clone()
        } else {
            let mut marks = Marks { confirmed: false, ..row.marks.clone() };
            marks.by.confirmed.clear();
            ReviewRow {
                pieces: Sides::new(left, right),
                assessment: Assessment::default(),
                marks,
                ..row.clone()
            }
        });
    }
    let mut next = old.next_row();
    // The new rows to be inserted at every place between rows.
    let mut between: BTreeMap<usize, Vec<ReviewRow>> = BTreeMap::new();
    for (kept, home, lang) in [(ar, &homes[0], Lang::Ar), (en, &homes[1], Lang::En)] {
        let mut place = 0;
        for id in &kept.order {
            if *id < kept.first_new {
                place = home.get(id).map_or(place, |row| row + 1);
                continue;
            }
            let mut pieces = Sides::default();
            pieces[lang] = vec![*id];
            let (assessment, marks) = (Assessment::default(), Marks::default());
            between.entry(place).or_default().push(ReviewRow {
                id: next,
                pieces,
                edited: false,
                assessment,
                marks,
            });
            next += 1;
        }
    }
    let mut all = between.remove(&0).unwrap_or_default();
    for (n, row) in rows.into_iter().enumerate() {
        all.push(row);
        all.extend(between.remove(&(n + 1)).unwrap_or_default());
    }
    all
}

/// Matches new sentences with old ones (the result maps new to old): those equal at the beginning,
/// then those that occur once in both versions and in the same order (patience diff, Cohen 2003),
/// and equal sentences around these.
pub(super) fn matches(old: &[String], new: &[String]) -> HashMap<usize, usize> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    found.extend((0..head).map(|n| (n, n)));
    let once = |texts: &[String]| {
        let mut seen: HashMap<String, Option<usize>> = HashMap::new();
        for (n, text) in texts.iter().enumerate().skip(head) {
            seen.entry(text.clone()).and_modify(|at| *at = None).or_insert(Some(n));
        }
        seen
    };
    let (left, right) = (once(old), once(new));
    let pair = |(text, n): (&String, &Option<usize>)| Some(((*n)?, (*left.get(text)?)?));
    let mut anchors: Vec<(usize, usize)> = right.iter().filter_map(pair).collect();
    anchors.sort_unstable();
    for (n, o) in rising(&anchors) {
        // Equal sentences before and after an anchor belong to the same text.
        let mut back = (n, o);
        loop {
            found.insert(back.0, back.1);
            let (Some(n), Some(o)) = (back.0.checked_sub(1), back.1.checked_sub(1)) else { break };
            if found.contains_key(&n)
                || new[n] != old[o]
                || found.range(..n).next_back().is_some_and(|(_, last)| *last >= o)
            {
                break;
            }
            back = (n, o);
        }
        let (mut n, mut o) = (n + 1, o + 1);
        while n < new.len() && o < old.len() && new[n] == old[o] && !found.contains_key(&n) {
            found.insert(n, o);
            (n, o) = (n + 1, o + 1);
        }
    }
    // An old sentence is matched only once.
    let mut taken = std::collections::HashSet::new();
    found.into_iter().filter(|(_, o)| taken.insert(*o)).collect()
}

/// The longest subsequence of pairs in which both numbers increase; the first numbers are sorted.
pub(super) fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, o)) in pairs.iter().enumerate() {
        let place = ends.partition_point(|end| pairs[*end].1 < *o);
        before.push(place.checked_sub(1).map(|place| ends[place]));
        if place == ends.len() {
            ends.push(at);
        } else {
            ends[place] = at;
        }
    }
    let mut run = Vec::new();
    let mut at = ends.last().copied();
    while let Some(one) = at {
        run.push(pairs[one]);
        at = before[one];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{
        edit::{Edit, NewText},
        testing::{after, state, texts},
    };
    use crate::text::Span;

    #[test]
    fn what_is_unchanged_keeps_its_confirmations_notes_cuts_and_corrections() {
        let mut old = state("ا\nب\nج\nد", "a\nb\nc\nd", &[(1, 1), (1, 1), (1, 1), (1, 1)]);
        let id = |old: &State, at: usize| old.rows[at].id;
        let merged = id(&old, 0);
        after(&mut old, &Edit::Merge { row: merged });
        after(&mut old, &Edit::Confirm { rows: vec![merged], on: true, spare: false });
        let last = id(&old, 2);
        let texts_of = vec![NewText { lang: Lang::En, piece: 3, text: "dd".to_owned() }];
        after(&mut old, &Edit::Texts { texts: texts_of, cut: None });
        after(&mut old, &Edit::Note { row: last, text: "look".to_owned() });
        after(&mut old, &Edit::Confirm { rows: vec![last], on: true, spare: false });
        // A sentence was added at the beginning, one was changed in the middle.
        let new = state("جديد\nا\nب\nجج\nد", "new\na\nb\nc\nd", &[(1, 1); 5]);
        let split = |document: &Document| {
            let mut at = 0;
            let mut segment = |line: &str| {
                at += line.len() + 1;
                Segment::new(Span::new(at - line.len() - 1, at - 1), 0)
            };
            document.text.lines().map(&mut segment).collect()
        };
        let made = version(&old, &new, &split, &realign::watched(Arc::default())).unwrap();
        let of = |id: u32| &made.rows[made.position(id).unwrap()];
        let read = |row: &ReviewRow| (made.line(Lang::Ar, row).text, made.line(Lang::En, row).text);
        assert_eq!(read(of(merged)), ("ا ب".to_owned(), "a b".to_owned()));
        assert_eq!(read(of(last)), ("د".to_owned(), "dd".to_owned()));
        assert!(of(merged).marks.confirmed && of(last).marks.confirmed);
        assert_eq!(of(last).marks.note, "look");
        let all = |lang| {
            texts(&made)
                .into_iter()
                .map(|both| if lang == Lang::Ar { both.0 } else { both.1 })
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!((all(Lang::Ar).as_str(), all(Lang::En).as_str()), ("جديد ا ب جج د", "new a b c dd"));
    }

    #[test]
    fn sentences_are_matched_in_order_and_each_once() {
        let texts = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        let got = matches(&texts("abcxdx"), &texts("abycxdxx"));
        let mut got: Vec<_> = got.into_iter().collect();
        got.sort_unstable();
        assert_eq!(got, [(0, 0), (1, 1), (3, 2), (4, 3), (5, 4), (6, 5)]);
        assert!(matches(&texts("abc"), &texts("xyz")).is_empty());
        assert_eq!(matches(&texts("aaa"), &texts("aa")).len(), 2);
    }
}
