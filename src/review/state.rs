//! What a review is about at one moment: pieces of text, rows that pair them, and what a person said about them.
//!
//! Everything here is a plain value. Pieces and rows bear numbers that never change and are never given twice, so
//! that an edit, its undo and a page that is a moment behind all mean the same thing.

use super::part::Part;
use crate::{
    align::Anchor,
    bitext::Flat,
    check::{Code, Finding, accepted::Identity},
    document::Document,
    text::{Lang, Span},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

/// The number of a piece, unique in its language.
pub type PieceId = u32;
/// The number of a row.
pub type RowId = u32;

/// A sentence, or what a reviewer made of one by cutting or correcting it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where it stands in the document.
    pub span: Span,
    /// Index of the paragraph that it belongs to.
    pub paragraph: u32,
    /// The text that a reviewer put in its place; `None` while it reads as in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<String>,
}

/// What the program says about a row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Weight {
    /// Probability, 0 to 1, that these pieces belong together and no others.
    pub confidence: f64,
    /// Probability, 0 to 1, that the two lines say the same; nothing where there is too little to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adequacy: Option<f64>,
    /// The evidence; places are bytes of the two lines of the row.
    pub anchors: Vec<Anchor>,
    /// What is suspicious; places are bytes of the two lines of the row.
    pub findings: Vec<Finding>,
}

/// What a person said about a row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks {
    /// It is right. Realignment keeps it.
    #[serde(default)]
    pub confirmed: bool,
    /// It needs another look.
    #[serde(default)]
    pub flagged: bool,
    /// A remark; empty when there is none.
    #[serde(default)]
    pub note: String,
    /// Findings that are all right here, by [`State::key`].
    #[serde(default)]
    pub accepted: BTreeSet<String>,
}

/// Arabic and English pieces that translate each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its number.
    pub id: RowId,
    /// The Arabic pieces in reading order.
    pub ar: Vec<PieceId>,
    /// The English pieces in reading order.
    pub en: Vec<PieceId>,
    /// A person changed its pieces.
    pub edited: bool,
    /// What the program says about it.
    pub weight: Weight,
    /// What a person said about it.
    pub marks: Marks,
}

impl Row {
    /// The pieces of one language.
    pub fn pieces(&self, lang: Lang) -> &[PieceId] {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }

    pub(super) fn pieces_mut(&mut self, lang: Lang) -> &mut Vec<PieceId> {
        match lang {
            Lang::Ar => &mut self.ar,
            Lang::En => &mut self.en,
        }
    }
}

/// Two pieces that translate each other although they stand in different places: text that changed its place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// The Arabic piece.
    pub ar: PieceId,
    /// The English piece.
    pub en: PieceId,
    /// Probability, 0 to 1, that they belong together.
    pub confidence: f64,
}

impl Crossing {
    /// Its piece of one language.
    pub fn piece(&self, lang: Lang) -> PieceId {
        match lang {
            Lang::Ar => self.ar,
            Lang::En => self.en,
        }
    }
}

/// One language of a review: its document, which never changes, and the pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The text as it was read.
    pub document: Arc<Document>,
    /// The pieces by number.
    pub pieces: BTreeMap<PieceId, Piece>,
}

impl Side {
    /// The text of a piece on one line; empty for a number that is not given.
    pub fn text(&self, id: PieceId) -> String {
        match self.pieces.get(&id) {
            Some(Piece { corrected: Some(text), .. }) => text.clone(),
            Some(piece) => self.original(piece),
            None => String::new(),
        }
    }

    /// The text of a piece as it stands in the document, on one line.
    pub fn original(&self, piece: &Piece) -> String {
        Flat::new(&self.document.text, piece.span).text
    }
}

/// A whole review at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The Arabic side.
    pub ar: Side,
    /// The English side.
    pub en: Side,
    /// The language that was translated from.
    pub source: Lang,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// What the aligner found to have changed its place, in Arabic order. It speaks as long as both pieces stand in rows
    /// without a counterpart.
    pub crossings: Vec<Crossing>,
    /// Findings that are all right wherever they occur, by [`State::key`].
    pub accepted: BTreeSet<String>,
    /// Its documents, in the order of their texts, where there are several.
    pub parts: Vec<Part>,
}

/// One side of a row as a single line, and where each piece stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The pieces, joined by spaces.
    pub text: String,
    /// The place of every piece in `text`.
    pub places: Vec<Range<usize>>,
}

impl State {
    /// One language.
    pub fn side(&self, lang: Lang) -> &Side {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }

    pub(super) fn side_mut(&mut self, lang: Lang) -> &mut Side {
        match lang {
            Lang::Ar => &mut self.ar,
            Lang::En => &mut self.en,
        }
    }

    /// One side of a row as a line.
    pub fn line(&self, lang: Lang, row: &Row) -> Line {
        let mut line = Line::default();
        for id in row.pieces(lang) {
            if !line.text.is_empty() {
                line.text.push(' ');
            }
            let start = line.text.len();
            line.text.push_str(&self.side(lang).text(*id));
            line.places.push(start..line.text.len());
        }
        line
    }

    /// The position of a row, if there is one of that number.
    pub fn position(&self, id: RowId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// True when a person said that a finding of a row is all right, here or everywhere.
    pub fn is_accepted(&self, row: &Row, finding: &Finding) -> bool {
        if row.marks.accepted.is_empty() && self.accepted.is_empty() {
            return false;
        }
        let key = self.key(row, finding);
        row.marks.accepted.contains(&key) || self.accepted.contains(&key)
    }

    /// What an accepted finding of a row is known by: its [`Identity`], the same as in files of accepted findings.
    pub fn key(&self, row: &Row, finding: &Finding) -> String {
        let text = |lang| self.line(lang, row).text;
        Identity::of(finding, &text(Lang::Ar), &text(Lang::En)).to_string()
    }

    /// True when a row has a finding that is known by a [key](Self::key).
    pub fn has_finding(&self, row: &Row, key: &str) -> bool {
        let mut alike = row.weight.findings.iter().filter(|finding| key.starts_with(finding.code.as_str()));
        alike.any(|finding| self.key(row, finding) == key)
    }

    /// The findings of a row, accepted or not. Text without a counterpart is none as long as its other half stands
    /// somewhere.
    pub fn findings<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a Finding> {
        let all = row.weight.findings.iter();
        let elsewhere = all.clone().any(is_unpaired) && !self.other_halves(row).is_empty();
        all.filter(move |finding| !(elsewhere && is_unpaired(finding)))
    }

    /// The findings of a row that nobody accepted.
    pub fn open_findings<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a Finding> {
        self.findings(row).filter(|finding| !self.is_accepted(row, finding))
    }

    /// Where the other halves of a row stand whose text changed its place: positions of rows, with their pieces that
    /// belong to it. Nothing for rows with both sides, nor where the other half has found a counterpart since.
    pub fn other_halves(&self, row: &Row) -> Vec<(usize, Vec<PieceId>)> {
        let lang = match (row.ar.is_empty(), row.en.is_empty()) {
            (false, true) => Lang::Ar,
            (true, false) => Lang::En,
            _ => return Vec::new(),
        };
        let own = self.crossings.iter().filter(|crossing| row.pieces(lang).contains(&crossing.piece(lang)));
        let there: Vec<PieceId> = own.map(|crossing| crossing.piece(lang.other())).collect();
        if there.is_empty() {
            return Vec::new();
        }
        let alone = self.rows.iter().enumerate().filter(|(_, other)| other.pieces(lang).is_empty());
        alone
            .map(|(at, other)| {
                let pieces = other.pieces(lang.other()).iter().filter(|id| there.contains(id));
                (at, pieces.copied().collect::<Vec<_>>())
            })
            .filter(|(_, pieces)| !pieces.is_empty())
            .collect()
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

/// True for the finding of text without a counterpart.
pub(super) fn is_unpaired(finding: &Finding) -> bool {
    matches!(finding.code, Code::Untranslated | Code::AddedText)
}
