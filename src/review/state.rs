//! The content of a review at one moment: pieces of text, rows that pair them, and the marks of
//! people on them.
//!
//! Everything here is a plain value. The numbers of pieces and rows never change and are never
//! reused, so that an edit, its undo and an outdated page all refer to the same things.

use super::{
    part::ReviewPart,
    people::{By, Reply},
};
use crate::{
    align::Anchor,
    bitext::Flat,
    check::{Code, Finding, accepted::Identity},
    document::Document,
    text::{Lang, Sides, Span},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
    sync::Arc,
};

/// The number of a piece, unique in its language.
pub type PieceId = u32;
/// The number of a row.
pub type RowId = u32;

/// A sentence, or a part or correction of one made by a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its place in the document.
    pub span: Span,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// The corrected text; `None` while it is as in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<String>,
}

/// The program's judgement of a row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Assessment {
    /// Probability, 0 to 1, that exactly these pieces belong together.
    pub confidence: f64,
    /// Probability, 0 to 1, that the two lines say the same; `None` where there is too little evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adequacy: Option<f64>,
    /// The evidence; places are bytes of the two lines of the row.
    pub anchors: Vec<Anchor>,
    /// Suspected errors; places are bytes of the two lines of the row.
    pub findings: Vec<Finding>,
}

/// The marks of a person on a row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks {
    /// It is confirmed as right. Realignment keeps it.
    #[serde(default)]
    pub confirmed: bool,
    /// It is flagged for another look.
    #[serde(default)]
    pub flagged: bool,
    /// A note; empty if there is none.
    #[serde(default)]
    pub note: String,
    /// Replies to the note, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
    /// Who did this.
    #[serde(default, skip_serializing_if = "By::is_nobody")]
    pub by: By,
    /// Findings that are accepted here, by [`State::key`].
    #[serde(default)]
    pub accepted: BTreeSet<String>,
}

impl Marks {
    /// The note and its replies as they are exported: a name comes before the words if it is known
    /// and there is more than one voice.
    pub fn thread(&self) -> Vec<String> {
        let says = |who: &str, text: &str| {
            if who.is_empty() || self.replies.is_empty() { text.to_owned() } else { format!("{who}: {text}") }
        };
        let note = (!self.note.is_empty()).then(|| says(&self.by.noted, &self.note));
        note.into_iter().chain(self.replies.iter().map(|reply| says(&reply.who, &reply.text))).collect()
    }

    /// Adds what was said about another row that becomes part of this one. Nothing is lost: a
    /// note of somebody else becomes a reply.
    pub(super) fn take_over(&mut self, other: &Marks) {
        if other.flagged && !self.flagged {
            self.flagged = true;
            self.by.flagged.clone_from(&other.by.flagged);
        }
        if !other.note.is_empty() {
            if self.note.is_empty() {
                self.note.clone_from(&other.note);
                self.by.noted.clone_from(&other.by.noted);
            } else if self.by.noted == other.by.noted && self.replies.is_empty() {
                self.note = format!("{}\n{}", self.note, other.note);
            } else {
                self.hear(Reply { who: other.by.noted.clone(), at: String::new(), text: other.note.clone() });
            }
        }
        for reply in &other.replies {
            self.hear(reply.clone());
        }
        self.accepted.extend(other.accepted.iter().cloned());
    }

    /// Adds a reply, unless it is there already; without a note it becomes the note.
    pub(super) fn hear(&mut self, reply: Reply) {
        if self.note.is_empty() {
            self.note = reply.text;
            self.by.noted = reply.who;
        } else if !self.replies.contains(&reply) {
            self.replies.push(reply);
        }
    }
}

/// Arabic and English pieces that translate each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewRow {
    /// Its number.
    pub id: RowId,
    /// The pieces of both sides in reading order.
    #[serde(flatten)]
    pub pieces: Sides<Vec<PieceId>>,
    /// A person changed its pieces.
    pub edited: bool,
    /// What the program says about it.
    #[serde(rename = "weight")]
    pub assessment: Assessment,
    /// The marks of a person on it.
    pub marks: Marks,
}

impl ReviewRow {
    /// True if one of the sides has no pieces.
    pub fn is_one_sided(&self) -> bool {
        self.pieces.ar.is_empty() || self.pieces.en.is_empty()
    }

    /// True if neither side has pieces.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.ar.is_empty() && self.pieces.en.is_empty()
    }
}

/// Two pieces that translate each other although they are in different places.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// The piece of each side.
    #[serde(flatten)]
    pub pieces: Sides<PieceId>,
    /// Probability, 0 to 1, that they belong together.
    pub confidence: f64,
}

/// One side of a review: its document, which never changes, and its pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewSide {
    /// The text as it was read.
    pub document: Arc<Document>,
    /// The pieces by number.
    pub pieces: BTreeMap<PieceId, Piece>,
}

impl ReviewSide {
    /// The text of a piece on one line; empty for an unknown number.
    pub fn text(&self, id: PieceId) -> String {
        match self.pieces.get(&id) {
            Some(Piece { corrected: Some(text), .. }) => text.clone(),
            Some(piece) => self.original(piece),
            None => String::new(),
        }
    }

    /// The text of a piece as it is in the document, on one line.
    pub fn original(&self, piece: &Piece) -> String {
        Flat::new(&self.document.text, piece.span).text
    }
}

/// A whole review at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its two sides.
    pub sides: Sides<ReviewSide>,
    /// The original language.
    pub source: Lang,
    /// The rows in order.
    pub rows: Vec<ReviewRow>,
    /// Displaced text found by the aligner, in Arabic order. An entry applies as long as both of
    /// its pieces are in rows without a counterpart; one whose pieces are in the same row marks it as displaced.
    pub crossings: Vec<Crossing>,
    /// Findings that are accepted wherever they occur, by [`State::key`].
    pub accepted: BTreeSet<String>,
    /// Its documents, in the order of their texts, if there are several.
    pub parts: Vec<ReviewPart>,
}

/// One side of a row as a single line, and the place of each piece in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowLine {
    /// The pieces, joined by spaces.
    pub text: String,
    /// The place of every piece in `text`.
    pub places: Vec<Range<usize>>,
}

impl State {
    /// The side of a language.
    pub fn side(&self, lang: Lang) -> &ReviewSide {
        &self.sides[lang]
    }

    /// One side of a row as a line.
    pub fn line(&self, lang: Lang, row: &ReviewRow) -> RowLine {
        let mut line = RowLine::default();
        for id in &row.pieces[lang] {
            if !line.text.is_empty() {
                line.text.push(' ');
            }
            let start = line.text.len();
            line.text.push_str(&self.side(lang).text(*id));
            line.places.push(start..line.text.len());
        }
        line
    }

    /// The position of the row with a number, if it exists.
    pub fn position(&self, id: RowId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// True if a finding of a row was accepted, here or everywhere.
    pub fn is_accepted(&self, row: &ReviewRow, finding: &Finding) -> bool {
        if row.marks.accepted.is_empty() && self.accepted.is_empty() {
            return false;
        }
        let key = self.key(row, finding);
        row.marks.accepted.contains(&key) || self.accepted.contains(&key)
    }

    /// The key of an accepted finding of a row: its [`Identity`], as in files of accepted findings.
    pub fn key(&self, row: &ReviewRow, finding: &Finding) -> String {
        let text = |lang| self.line(lang, row).text;
        Identity::of(finding, &text(Lang::Ar), &text(Lang::En)).to_string()
    }

    /// True if a row has a finding with the given [key](Self::key).
    pub fn has_finding(&self, row: &ReviewRow, key: &str) -> bool {
        let mut alike =
            row.assessment.findings.iter().filter(|finding| key.starts_with(finding.code.as_str()));
        alike.any(|finding| self.key(row, finding) == key)
    }

    /// The findings of a row, accepted or not. Text without a counterpart is not a finding while
    /// its other half is in another row.
    pub fn findings<'a>(&'a self, row: &'a ReviewRow) -> impl Iterator<Item = &'a Finding> {
        let all = row.assessment.findings.iter();
        let elsewhere = all.clone().any(is_unpaired) && !self.other_halves(row).is_empty();
        all.filter(move |finding| !(elsewhere && is_unpaired(finding)))
    }

    /// The findings of a row that are not accepted.
    pub fn open_findings<'a>(&'a self, row: &'a ReviewRow) -> impl Iterator<Item = &'a Finding> {
        self.findings(row).filter(|finding| !self.is_accepted(row, finding))
    }

    /// The places of the other halves of a row of displaced text: positions of rows, with the
    /// pieces in them. Empty for rows with both sides, and where the other half has found a
    /// counterpart since.
    pub fn other_halves(&self, row: &ReviewRow) -> Vec<(usize, Vec<PieceId>)> {
        let lang = match (row.pieces.ar.is_empty(), row.pieces.en.is_empty()) {
            (false, true) => Lang::Ar,
            (true, false) => Lang::En,
            _ => return Vec::new(),
        };
        let own = self.crossings.iter().filter(|crossing| row.pieces[lang].contains(&crossing.pieces[lang]));
        let there: Vec<PieceId> = own.map(|crossing| crossing.pieces[lang.other()]).collect();
        if there.is_empty() {
            return Vec::new();
        }
        let alone = self.rows.iter().enumerate().filter(|(_, other)| other.pieces[lang].is_empty());
        alone
            .map(|(at, other)| {
                let pieces = other.pieces[lang.other()].iter().filter(|id| there.contains(id));
                (at, pieces.copied().collect::<Vec<_>>())
            })
            .filter(|(_, pieces)| !pieces.is_empty())
            .collect()
    }

    /// The row of each piece of one side.
    pub(super) fn rows_of(&self, lang: Lang) -> HashMap<PieceId, RowId> {
        self.rows.iter().flat_map(|row| row.pieces[lang].iter().map(|id| (*id, row.id))).collect()
    }

    /// A number for a new row.
    pub(super) fn next_row(&self) -> RowId {
        self.rows.iter().map(|row| row.id).max().map_or(1, |id| id + 1)
    }

    /// A number for a new piece.
    pub(super) fn next_piece(&self, lang: Lang) -> PieceId {
        self.side(lang).pieces.last_key_value().map_or(0, |(id, _)| id + 1)
    }
}

/// True for a finding of text without a counterpart.
pub(super) fn is_unpaired(finding: &Finding) -> bool {
    matches!(finding.code, Code::Untranslated | Code::AddedText)
}
