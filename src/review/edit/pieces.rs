//! Changing the pieces themselves: cutting one in two, correcting its text.

use super::{Caret, LONGEST_TEXT, NewText, Plan, changed, typed};
use crate::{
    Error, Result,
    bitext::Flat,
    review::{
        change::{Change, Step},
        state::{Piece, PieceId, ReviewRow, RowId},
    },
    text::{Lang, Span},
};
use std::collections::BTreeMap;

impl Plan<'_> {
    pub(super) fn cut(&self, row: RowId, lang: Lang, at: usize) -> Result<Change> {
        let position = self.at(row)?;
        let row = &self.state.rows[position];
        let line = self.state.line(lang, row);
        let byte = byte_of_utf16(&line.text, at);
        let index = line.places.iter().position(|p| p.start < byte && byte < p.end);
        let index = index.ok_or_else(nothing_to_cut)?;
        let before = &line.text[line.places[index].start..byte];
        let at = before.encode_utf16().count();
        self.texts(&[], Some(&Caret { lang, piece: row.pieces[lang][index], at }))
    }

    /// Sets texts and cuts one of them; unchanged pieces need no step.
    pub(super) fn texts(&self, texts: &[NewText], cut: Option<&Caret>) -> Result<Change> {
        let mut change = Change::default();
        let mut rows: BTreeMap<usize, ReviewRow> = BTreeMap::new();
        let is_cut =
            |written: &NewText| cut.is_some_and(|cut| (cut.lang, cut.piece) == (written.lang, written.piece));
        for written in texts.iter().filter(|written| !is_cut(written)) {
            let NewText { lang, piece: id, ref text } = *written;
            let (position, piece) = self.piece(lang, id)?;
            let text = sentence(text)?;
            let side = self.state.side(lang);
            if text == side.text(id) {
                continue;
            }
            let corrected = (text != side.original(piece)).then_some(text);
            let after = Piece { corrected, ..piece.clone() };
            change.steps.push(Step::Piece { lang, id, before: Some(piece.clone()), after: Some(after) });
            rows.entry(position).or_insert_with(|| self.state.rows[position].clone());
        }
        if let Some(cut) = cut {
            let written = texts.iter().find(|written| is_cut(written)).map(|written| written.text.clone());
            let text = written.unwrap_or_else(|| self.state.side(cut.lang).text(cut.piece));
            self.cut_text(*cut, &text, &mut change, &mut rows)?;
        }
        for (position, row) in rows {
            change.steps.extend(self.rows(position, 1, vec![changed(row)]).steps);
        }
        Ok(change)
    }

    /// Cuts a piece with the new text `text`.
    fn cut_text(
        &self,
        Caret { lang, piece: id, at }: Caret,
        text: &str,
        change: &mut Change,
        rows: &mut BTreeMap<usize, ReviewRow>,
    ) -> Result<()> {
        let (position, piece) = self.piece(lang, id)?;
        let byte = byte_of_utf16(text, at);
        let (head, tail) = (sentence(&text[..byte]), sentence(&text[byte..]));
        let (Ok(head), Ok(tail)) = (head, tail) else { return Err(nothing_to_cut()) };
        let (first, second) = cut_piece(&self.state.side(lang).document.text, piece, &head, &tail);
        let new = self.state.next_piece(lang);
        let row = rows.entry(position).or_insert_with(|| self.state.rows[position].clone());
        let index = row.pieces[lang].iter().position(|other| *other == id).unwrap_or(0);
        row.pieces[lang].insert(index + 1, new);
        change.steps.push(Step::Piece { lang, id, before: Some(piece.clone()), after: Some(first) });
        change.steps.push(Step::Piece { lang, id: new, before: None, after: Some(second) });
        Ok(())
    }

    /// A piece, and the position of its row.
    fn piece(&self, lang: Lang, id: PieceId) -> Result<(usize, &Piece)> {
        let position = self.state.rows.iter().position(|row| row.pieces[lang].contains(&id));
        let found = position.zip(self.state.side(lang).pieces.get(&id));
        found.ok_or_else(|| Error::new("this sentence is no longer there"))
    }
}

/// Typed text as the text of a sentence: on one line, without characters that are not text.
fn sentence(written: &str) -> Result<String> {
    if written.len() > LONGEST_TEXT {
        return Err(Error::new("the text is too long"));
    }
    let written = typed(written);
    let text = Flat::new(&written, Span::new(0, written.len())).text;
    if text.is_empty() {
        return Err(Error::new("a sentence cannot be left empty; unlink the row instead"));
    }
    Ok(text)
}

fn nothing_to_cut() -> Error {
    Error::new("there is nothing to cut here; put the caret inside a sentence")
}

/// The byte offset in `text` of a place in UTF-16 units; within a character, the start of the character.
fn byte_of_utf16(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        seen += c.len_utf16();
        if seen > units {
            return at;
        }
    }
    text.len()
}

/// The two parts of a piece with the new texts `head` and `tail`.
fn cut_piece(document: &str, piece: &Piece, head: &str, tail: &str) -> (Piece, Piece) {
    let flat = Flat::new(document, piece.span);
    // The document is cut at the same distance from an unchanged end of the piece.
    let (front, back) = if flat.text.starts_with(head) {
        (head.len(), flat.text.len() - flat.text[head.len()..].trim_start().len())
    } else if flat.text.ends_with(tail) {
        let at = flat.text.len() - tail.len();
        (flat.text[..at].trim_end().len(), at)
    } else {
        let near = head.len().min(flat.text.len());
        let at = (near..=flat.text.len()).find(|at| flat.text.is_char_boundary(*at));
        let at = at.unwrap_or(flat.text.len());
        (flat.text[..at].trim_end().len(), flat.text.len() - flat.text[at..].trim_start().len())
    };
    let part = |flat_span: Span, text: &str| {
        let span = if flat_span.is_empty() {
            let at = if flat_span.start == 0 { piece.span.start } else { piece.span.end };
            Span::new(at, at)
        } else {
            flat.source(flat_span)
        };
        let corrected = (Flat::new(document, span).text != text).then(|| text.to_owned());
        Piece { span, paragraph: piece.paragraph, corrected }
    };
    (part(Span::new(0, front), head), part(Span::new(back.max(front), flat.text.len()), tail))
}

#[cfg(test)]
mod tests {
    use crate::{
        review::{
            edit::{Caret, Edit, NewText},
            testing::{after, rows, state},
        },
        text::Lang,
    };

    fn written(text: &str) -> Edit {
        Edit::Texts { texts: vec![NewText { lang: Lang::En, piece: 0, text: text.to_owned() }], cut: None }
    }

    #[test]
    fn a_text_is_cut_as_it_was_typed_in_one_change() {
        let mut state = state("نص", "teh cat. and dog", &[(1, 1)]);
        let before = state.clone();
        let text = "  the  big cat. and dog".to_owned();
        let texts = vec![NewText { lang: Lang::En, piece: 0, text }];
        let cut = Edit::Texts { texts, cut: Some(Caret { lang: Lang::En, piece: 0, at: 15 }) };
        let change = cut.change(&state, &crate::review::testing::Lengths).unwrap();
        change.apply(&mut state).unwrap();
        let pieces: Vec<_> = state.rows[0].pieces.en.iter().map(|id| state.sides.en.text(*id)).collect();
        assert_eq!(pieces, ["the big cat.", "and dog"]);
        change.inverse().apply(&mut state).unwrap();
        assert_eq!(state, before);
        let at_the_edge =
            Edit::Texts { texts: vec![], cut: Some(Caret { lang: Lang::En, piece: 0, at: 99 }) };
        assert!(at_the_edge.change(&state, &crate::review::testing::Lengths).is_err());
    }

    #[test]
    fn several_sentences_are_written_at_once_wherever_they_stand() {
        let mut state = state("ا\nب\nج", "a\nb\nc", &[(1, 1), (2, 2)]);
        let text = |lang, piece, text: &str| NewText { lang, piece, text: text.to_owned() };
        let texts = vec![text(Lang::En, 0, "A"), text(Lang::Ar, 2, "جيم"), text(Lang::En, 1, "b")];
        let now = after(&mut state, &Edit::Texts { texts, cut: None });
        assert_eq!(now, rows(&[("ا", "A"), ("ب جيم", "b c")]));
        assert_eq!(state.rows.iter().map(|row| row.edited).collect::<Vec<_>>(), [true, true]);
    }

    #[test]
    fn a_sentence_is_cut_at_the_caret_and_the_row_split_there() {
        let mut state = state("كلمة أولى كلمة ثانية", "one two. three four.", &[(1, 1)]);
        let id = state.rows[0].id;
        after(&mut state, &Edit::Cut { row: id, lang: Lang::En, at: 8 });
        after(&mut state, &Edit::Cut { row: id, lang: Lang::Ar, at: 9 });
        let split = Edit::Split { row: id, ar: None, en: None };
        assert_eq!(
            after(&mut state, &split),
            rows(&[("كلمة أولى", "one two."), ("كلمة ثانية", "three four.")])
        );
        assert!(state.sides.en.pieces.values().all(|piece| piece.corrected.is_none()));
    }

    #[test]
    fn a_corrected_sentence_can_be_cut_and_keeps_its_original() {
        let mut state = state("نص", "teh cat. and dog", &[(1, 1)]);
        let id = state.rows[0].id;
        after(&mut state, &written("the cat. and dog"));
        after(&mut state, &Edit::Cut { row: id, lang: Lang::En, at: 8 });
        let pieces: Vec<_> = state.sides.en.pieces.values().collect();
        assert_eq!(pieces[0].corrected.as_deref(), Some("the cat."));
        assert_eq!(state.sides.en.original(pieces[0]), "teh cat.");
        assert_eq!((pieces[1].corrected.as_deref(), state.sides.en.text(1).as_str()), (None, "and dog"));
    }

    #[test]
    fn the_text_of_the_document_takes_a_correction_back() {
        let mut state = state("نص", "teh", &[(1, 1)]);
        for (text, left) in [("the", Some("the")), ("  teh ", None)] {
            after(&mut state, &written(text));
            assert_eq!(state.sides.en.pieces[&0].corrected.as_deref(), left);
        }
    }
}
