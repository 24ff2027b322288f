//! Optional cuts: where text without full stops may be cut, and at what price.
//!
//! A segment that does not end with a stop may be a whole speech. It is divided into atoms, the
//! shortest pieces that no cut divides; every other segment is one atom. A cut is cheap where
//! something shows that a clause or a cue begins, and expensive between any two words.

use super::Side;
use crate::document::ParagraphKind;
use crate::segment::{Cut, Segment};
use crate::text::{Lang, Span, fold, token};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Least number of letters of a segment without a final stop that may be cut.
const OPEN: usize = 60;
/// Least number of letters of a segment that may be cut although it ends with a stop, where the
/// text has hardly any stops.
const GIANT: usize = 400;
/// Price in nats of a cut before a cue or a line, or after a comma.
const CLEAR: f32 = 0.5;
/// Price in nats of a cut before a word that begins a clause.
const CLAUSE: f32 = 2.0;
/// Price in nats of a cut between any two words.
const WORD: f32 = 5.0;

/// What the table says about a word: that it opens a clause, or that it holds on to its neighbour.
#[derive(Debug, Clone, Copy, Default)]
struct Says {
    opens: bool,
    holds: bool,
}

/// Words of both languages, and letters that are written joined to the next word.
struct Table {
    words: FxHashMap<(Lang, String), Says>,
    letters: Vec<(Lang, char)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { words: FxHashMap::default(), letters: Vec::new() };
    for line in include_str!("../../data/cuts.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut row = line.split('\t');
        let (Some(lang), Some(word), Some(what)) = (row.next(), row.next(), row.next()) else { continue };
        let lang = if lang == "ar" { Lang::Ar } else { Lang::En };
        if let Some(letter) = word.strip_suffix('-') {
            table.letters.extend(letter.chars().next().map(|letter| (lang, letter)));
            continue;
        }
        let says = table.words.entry((lang, fold::fold(lang, word))).or_default();
        says.opens |= what == "opens";
        says.holds |= what == "holds";
    }
    table
});

/// A document divided into atoms.
#[derive(Debug)]
pub(super) struct Atoms {
    /// The atoms, each as a segment.
    pub pieces: Vec<Segment>,
    /// The price of a cut before each atom, in nats; `None` at the start of a segment.
    pub prices: Vec<Option<f32>>,
    /// For every atom, the number of the first atom after its segment.
    pub ends: Vec<u32>,
    /// For every atom, whether a cue begins with it.
    pub cues: Vec<bool>,
}

/// True if a segment may be cut, in general because it does not end with a stop.
fn is_open(side: Side<'_>, segment: &Segment, scarce: bool) -> bool {
    let text = segment.span.of(&side.document.text);
    let kind = side.document.paragraphs.get(segment.paragraph as usize).map(|paragraph| paragraph.kind);
    if matches!(kind, Some(ParagraphKind::Code)) {
        return false;
    }
    let stops = ends_with_stop(text);
    if stops && !scarce {
        return false;
    }
    let letters = token::letters(text);
    if scarce && letters >= GIANT {
        return true;
    }
    let cues = &side.document.cues;
    let first = cues.partition_point(|cue| cue.span.end <= segment.span.start);
    let several = cues.get(first).is_some_and(|cue| cue.span.end < segment.span.end);
    (several || letters >= OPEN) && !stops
}

fn ends_with_stop(text: &str) -> bool {
    let last = text
        .chars()
        .rev()
        .find(|&c| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | ':' | ';' | '؛'));
    last.is_some_and(|c| !c.is_alphanumeric())
}

/// The number of letters in segments that may be cut, and in the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Openness {
    pub open: usize,
    pub all: usize,
    scarce: bool,
}

/// Letters per stop above which a text has hardly any stops.
const SCARCE: usize = 500;

impl Openness {
    /// Counts the letters of a side.
    pub(super) fn of(side: Side<'_>) -> Self {
        let mut made = Openness { open: 0, all: 0, scarce: false };
        let mut stops = 1;
        for segment in side.segments {
            let text = segment.span.of(&side.document.text);
            made.all += token::letters(text);
            stops += usize::from(ends_with_stop(text));
        }
        made.scarce = made.all / stops >= SCARCE;
        for segment in side.segments {
            if is_open(side, segment, made.scarce) {
                made.open += token::letters(segment.span.of(&side.document.text));
            }
        }
        made
    }
}

impl Atoms {
    /// The price of a cut before an atom, in nats; `None` where a segment begins, and at the end of the text.
    pub(super) fn price(&self, n: usize) -> Option<f32> {
        self.prices.get(n).copied().flatten()
    }

    /// Divides the open segments of a side: at every word, or only where something shows that a cut is likely.
    pub(super) fn of(side: Side<'_>, openness: Openness, at_every_word: bool) -> Self {
        let mut atoms = Atoms { pieces: Vec::new(), prices: Vec::new(), ends: Vec::new(), cues: Vec::new() };
        for segment in side.segments {
            if is_open(side, segment, openness.scarce) {
                atoms.open(side, segment, at_every_word);
            } else {
                atoms.pieces.push(*segment);
                atoms.prices.push(None);
            }
            atoms.ends.resize(atoms.pieces.len(), atoms.pieces.len() as u32);
        }
        let mut cues = side.document.cues.iter().peekable();
        for piece in &atoms.pieces {
            while cues.next_if(|cue| cue.span.start < piece.span.start).is_some() {}
            atoms.cues.push(cues.peek().is_some_and(|cue| cue.span.start == piece.span.start));
        }
        atoms
    }

    fn open(&mut self, side: Side<'_>, segment: &Segment, at_every_word: bool) {
        let text = &side.document.text;
        let lang = side.document.lang;
        let first = self.pieces.len();
        let mut before = Chunk::default();
        let cues = &side.document.cues;
        let mut cue = cues.partition_point(|cue| cue.span.start < segment.span.start);
        for span in chunks(segment.span, text) {
            while cues.get(cue).is_some_and(|cue| cue.span.start < span.start) {
                cue += 1;
            }
            let is_cue = cues.get(cue).is_some_and(|cue| cue.span.start == span.start);
            let chunk = Chunk::new(lang, span.of(text));
            let price = match self.pieces.last() {
                _ if self.pieces.len() == first => None,
                _ if !chunk.is_word && !chunk.is_number => Some(f32::INFINITY),
                Some(last) => {
                    let breaks = text[last.span.end..span.start].contains(['\n', '\u{2028}', '\u{2029}']);
                    Some(chunk.price(&before, is_cue || breaks))
                }
                None => None,
            };
            let dearest = if at_every_word { f32::INFINITY } else { WORD };
            match (price, self.pieces.last_mut()) {
                (Some(price), Some(last)) if price >= dearest => last.span.end = span.end,
                _ => {
                    self.pieces.push(Segment {
                        span,
                        cut: if self.pieces.len() == first { segment.cut } else { Cut::Optional },
                        ..*segment
                    });
                    self.prices.push(price);
                }
            }
            before = chunk;
        }
        if self.pieces.len() == first {
            self.pieces.push(*segment);
            self.prices.push(None);
        }
    }
}

/// The runs of characters between white space.
fn chunks(span: Span, text: &str) -> impl Iterator<Item = Span> {
    let whole = span.of(text);
    whole.split_whitespace().map(move |chunk| {
        let start = span.start + (chunk.as_ptr() as usize - whole.as_ptr() as usize);
        Span::new(start, start + chunk.len())
    })
}

/// What a run of characters between white space says about the cuts on both its sides.
#[derive(Debug, Clone, Copy, Default)]
struct Chunk {
    is_word: bool,
    is_number: bool,
    opens: bool,
    holds: bool,
    /// It ends with a mark that separates it from what follows.
    separates: bool,
}

impl Chunk {
    fn new(lang: Lang, text: &str) -> Self {
        let word =
            fold::fold(lang, text.trim_matches(|c: char| c.is_ascii_punctuation() || "«»“”،؛".contains(c)));
        let says = TABLE.words.get(&(lang, word.clone())).copied().unwrap_or_default();
        let first = word.chars().next();
        let joined =
            word.chars().count() > 2 && first.is_some_and(|first| TABLE.letters.contains(&(lang, first)));
        let separates = text.ends_with([
            ',', '،', ';', '؛', ':', '.', '!', '?', '؟', '…', '-', '–', '—', ')', '﴾', '﴿', '۝', '*',
        ]);
        Chunk {
            is_word: text.chars().any(char::is_alphabetic),
            is_number: text.chars().any(char::is_numeric),
            opens: says.opens || joined,
            holds: says.holds && !separates,
            separates,
        }
    }

    /// The price of a cut before this chunk.
    fn price(&self, before: &Chunk, breaks: bool) -> f32 {
        if breaks || before.separates {
            CLEAR
        } else if before.holds {
            f32::INFINITY
        } else if self.opens {
            CLAUSE
        } else {
            WORD
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::segment;

    fn atoms(text: &str, at_every_word: bool) -> Vec<String> {
        let document = document::plain(text, "x", false);
        let segments = segment::segment(&document);
        let side = Side { document: &document, segments: &segments };
        let atoms = Atoms::of(side, Openness::of(side), at_every_word);
        assert_eq!(atoms.pieces.len(), atoms.prices.len());
        assert_eq!(atoms.pieces.len(), atoms.cues.len());
        assert!(atoms.ends.iter().enumerate().all(|(n, &end)| end as usize > n), "{:?}", atoms.ends);
        atoms.pieces.iter().map(|piece| piece.span.of(&document.text).to_owned()).collect()
    }

    const SPEECH: &str =
        "جلسنا حول النار في المساء وحكى الجد عن أيام البحر ثم نام الصغار واحدا بعد الآخر على الرمل";

    #[test]
    fn a_sentence_with_its_stop_is_one_atom() {
        let sentence = format!("{SPEECH}.");
        assert_eq!(atoms(&sentence, true), [sentence]);
        assert_eq!(atoms("قائمة الأسماء", true), ["قائمة الأسماء"]);
    }

    #[test]
    fn a_text_without_stops_is_taken_apart_but_never_after_a_word_that_leans_on_the_next() {
        let found = atoms(SPEECH, true);
        assert!(found.len() > 8, "{found:?}");
        assert!(found.contains(&"في المساء".to_owned()), "{found:?}");
        let joined: Vec<&str> = found.iter().flat_map(|piece| piece.split_whitespace()).collect();
        assert_eq!(joined, SPEECH.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn on_the_other_side_only_clauses_are_atoms() {
        let found = atoms(SPEECH, false);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[1].starts_with("وحكى") && found[2].starts_with("ثم"), "{found:?}");
    }

    #[test]
    fn every_row_of_the_table_says_something() {
        for line in include_str!("../../data/cuts.tsv").lines().filter(|line| !line.starts_with('#')) {
            let row: Vec<&str> = line.split('\t').collect();
            assert!(row.len() == 3 && ["ar", "en"].contains(&row[0]), "{line}");
            assert!(["opens", "holds"].contains(&row[2]), "{line}");
        }
    }
}
