//! Changing the pieces themselves: cutting one in two, correcting its text.

use super::{LONGEST_TEXT, Plan, changed};
use crate::{
    Error, Result,
    bitext::Flat,
    review::{
        change::{Change, Step},
        state::{Piece, PieceId, RowId},
    },
    text::{Lang, Span},
};

impl Plan<'_> {
    pub(super) fn cut(&self, row: RowId, lang: Lang, at: usize) -> Result<Change> {
        let position = self.at(row)?;
        let row = &self.state.rows[position];
        let line = self.state.line(lang, row);
        let byte = byte_of_utf16(&line.text, at);
        let nothing = || Error::new("there is nothing to cut here; put the caret inside a sentence");
        let index = line.places.iter().position(|p| p.start < byte && byte < p.end).ok_or_else(nothing)?;
        let id = row.pieces(lang)[index];
        let text = self.state.side(lang).text(id);
        let byte = byte - line.places[index].start;
        let (head, tail) = (text[..byte].trim_end(), text[byte..].trim_start());
        if head.is_empty() || tail.is_empty() {
            return Err(nothing());
        }
        let side = self.state.side(lang);
        let piece = side.pieces.get(&id).ok_or_else(nothing)?;
        let (first, second) = cut_piece(&side.document.text, piece, head, tail);
        let new = self.state.next_piece(lang);
        let mut after = row.clone();
        after.pieces_mut(lang).insert(index + 1, new);
        let steps = vec![
            Step::Piece { lang, id, before: Some(piece.clone()), after: Some(first) },
            Step::Piece { lang, id: new, before: None, after: Some(second) },
        ];
        let mut change = Change { steps };
        change.steps.extend(self.rows(position, 1, vec![changed(after)]).steps);
        Ok(change)
    }

    pub(super) fn correct(&self, row: RowId, lang: Lang, id: PieceId, text: &str) -> Result<Change> {
        let position = self.at(row)?;
        let row = &self.state.rows[position];
        let side = self.state.side(lang);
        let piece = side
            .pieces
            .get(&id)
            .filter(|_| row.pieces(lang).contains(&id))
            .ok_or_else(|| Error::new("this sentence is no longer in the row"))?;
        if text.len() > LONGEST_TEXT {
            return Err(Error::new("the text is too long"));
        }
        let text = Flat::new(text, Span::new(0, text.len())).text;
        if text.is_empty() {
            return Err(Error::new("a sentence cannot be left empty; unlink the row instead"));
        }
        if text == side.text(id) {
            return Ok(Change::default());
        }
        let corrected = (text != side.original(piece)).then_some(text);
        let after = Piece { corrected, ..piece.clone() };
        let step = Step::Piece { lang, id, before: Some(piece.clone()), after: Some(after) };
        let mut change = Change { steps: vec![step] };
        change.steps.extend(self.rows(position, 1, vec![changed(row.clone())]).steps);
        Ok(change)
    }
}

/// The byte in `text` before which stand `units` UTF-16 units; inside a character, its start.
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

/// Both parts of a piece whose text now reads `head` and `tail`.
fn cut_piece(document: &str, piece: &Piece, head: &str, tail: &str) -> (Piece, Piece) {
    let flat = Flat::new(document, piece.span);
    // Where the document is cut: at the same distance from whichever end is as it was.
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
            edit::Edit,
            testing::{after, rows, state},
        },
        text::Lang,
    };

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
        assert!(state.en.pieces.values().all(|piece| piece.corrected.is_none()));
    }

    #[test]
    fn a_corrected_sentence_can_be_cut_and_keeps_its_original() {
        let mut state = state("نص", "teh cat. and dog", &[(1, 1)]);
        let id = state.rows[0].id;
        let text = "the cat. and dog".to_owned();
        after(&mut state, &Edit::Correct { row: id, lang: Lang::En, piece: 0, text });
        after(&mut state, &Edit::Cut { row: id, lang: Lang::En, at: 8 });
        let pieces: Vec<_> = state.en.pieces.values().collect();
        assert_eq!(pieces[0].corrected.as_deref(), Some("the cat."));
        assert_eq!(state.en.original(pieces[0]), "teh cat.");
        assert_eq!((pieces[1].corrected.as_deref(), state.en.text(1).as_str()), (None, "and dog"));
    }

    #[test]
    fn the_text_of_the_document_takes_a_correction_back() {
        let mut state = state("نص", "teh", &[(1, 1)]);
        let row = state.rows[0].id;
        for (text, left) in [("the", Some("the")), ("  teh ", None)] {
            let edit = Edit::Correct { row, lang: Lang::En, piece: 0, text: text.to_owned() };
            after(&mut state, &edit);
            assert_eq!(state.en.pieces[&0].corrected.as_deref(), left);
        }
    }
}
