//! Both texts as streams of interned types, the form in which the aligner compares them.
//!
//! A [`Type`] is a word, number or mark in its folded spelling. Types with the same light stem form
//! a class: what is learnt from the text is learnt for classes, because a single type is too rare.

use super::Side;
use super::layout::Layouts;
use super::order::Ruler;
use super::times::Spoken;
use super::tokens::{Found, Reader, Shape};
use super::vectors::Directions;
use crate::lexicon::{self, Lexicon};
use crate::segment;
use crate::text::{Lang, Span, chars, stem, token};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Index of a word type of one side.
pub(super) type TypeId = u32;
/// Index of a class of types of one side.
pub(super) type ClassId = u32;

/// Prefix of the folded form of a translated word, before its stem; no word of a text begins with it.
pub(super) const TRANSLATED: char = '=';

/// Bytes of a text for each word for which room is made before it is read, and most words for which
/// this is done: a pair by itself has few, and a long text repeats them.
const LETTERS: usize = 6;
const ROOM: usize = 256;

/// The data of one word type that the evidence needs.
#[derive(Debug, Clone)]
pub(super) struct Type {
    /// Folded spelling.
    pub folded: Rc<str>,
    /// Class of types with the same stem.
    pub class: ClassId,
    /// Its kind.
    pub shape: Shape,
    /// Written in Latin letters.
    pub latin: bool,
    /// Number of occurrences (in English) with a capital initial.
    pub capitals: u32,
    /// Number of occurrences.
    pub count: u32,
}

/// One side's segments as streams of types.
#[derive(Debug)]
pub(super) struct Words {
    /// The word types, by id.
    pub types: Vec<Type>,
    /// Stem of every class.
    pub classes: Vec<Rc<str>>,
    /// Number of occurrences of each class.
    pub class_counts: Vec<u32>,
    /// All tokens, segment after segment.
    pub tokens: Vec<TypeId>,
    /// For every segment the index of its first token, and one more entry at the end.
    pub starts: Vec<u32>,
    /// For every segment the number of words of the text itself before it, and one more entry at
    /// the end; empty where there are no words of a translation, so that `starts` says it.
    own_starts: Vec<u32>,
    /// For every segment its length in letters and digits.
    pub lengths: Vec<u32>,
    /// Counts of sentences, paragraphs and their kinds.
    pub layout: Layouts,
    /// The times of every segment, on one clock for both sides; empty where unknown.
    pub times: Spoken,
    /// The vectors of the segments, if there are any on both sides.
    pub vectors: Option<Directions>,
    index: FxHashMap<Rc<str>, TypeId>,
    lang: Lang,
}

/// The words of one side while they are read.
struct Gathering {
    words: Words,
    classes: FxHashMap<Rc<str>, ClassId>,
    /// The type of every spelling that the reader has met.
    spelled: Vec<TypeId>,
    /// The form of a word of a translation.
    form: String,
}

impl Gathering {
    fn new(lang: Lang, segments: usize, room: usize) -> Self {
        Gathering {
            words: Words::empty(lang, segments, room),
            classes: FxHashMap::with_capacity_and_hasher(room, Default::default()),
            spelled: Vec::with_capacity(room),
            form: String::new(),
        }
    }

    fn add(&mut self, token: &Found<'_>) {
        let Gathering { words, classes, spelled, .. } = self;
        let id = match token.spelling.and_then(|number| spelled.get(number)) {
            Some(&id) => id,
            None => {
                let id = match token.shared {
                    Some((form, stem)) => words.type_of(form, stem, token.shape, classes),
                    None => words.type_of(&token.form.into(), &token.stem.into(), token.shape, classes),
                };
                if token.spelling.is_some() {
                    spelled.push(id);
                }
                id
            }
        };
        let known = &mut words.types[id as usize];
        known.count += 1;
        known.capitals += u32::from(token.capital);
        words.class_counts[known.class as usize] += 1;
        words.tokens.push(id);
    }

    /// Adds a word of the translation of a segment, which is in the other language.
    fn add_translation(&mut self, token: &Found<'_>) {
        let Gathering { words, classes, form, .. } = self;
        if token.shape != Shape::Word {
            return;
        }
        form.clear();
        form.push(TRANSLATED);
        form.push_str(&stem::stem_folded(words.lang.other(), token.form));
        let shared: Rc<str> = form.as_str().into();
        let id = words.type_of(&shared, &shared, Shape::Translated, classes);
        words.types[id as usize].count += 1;
        words.class_counts[words.types[id as usize].class as usize] += 1;
        words.tokens.push(id);
    }
}

impl Words {
    /// Reads the segments of one side.
    pub(super) fn read(lang: Lang, side: Side<'_>) -> Self {
        Self::with_translation(lang, side, None)
    }

    /// The same without the layout, which only scores of beads need: sentences are not looked for.
    pub(super) fn without_layout(lang: Lang, side: Side<'_>) -> Self {
        Self::gather(lang, side, None, false)
    }

    /// The same, with a line of translation for each segment whose words are added to its tokens.
    pub(super) fn with_translation(lang: Lang, side: Side<'_>, lines: Option<&[String]>) -> Self {
        Self::gather(lang, side, lines, true)
    }

    fn gather(lang: Lang, side: Side<'_>, lines: Option<&[String]>, with_layout: bool) -> Self {
        let room = side.segments.iter().map(|segment| segment.span.end - segment.span.start).sum::<usize>();
        let room = (room / LETTERS).min(ROOM);
        let mut all = Gathering::new(lang, side.segments.len(), room);
        let mut reader = Reader::with_room(lang, room);
        let mut other = Reader::new(lang.other());
        for (n, segment) in side.segments.iter().enumerate() {
            let text = segment.span.of(&side.document.text);
            reader.read(text, |token| all.add(&token));
            if lines.is_some() {
                let own = all.words.tokens.len() as u32 - all.words.starts[n];
                let before = all.words.own_starts.last().copied().unwrap_or(0);
                if n == 0 {
                    all.words.own_starts.push(before);
                }
                all.words.own_starts.push(before + own);
            }
            if let Some(line) = lines.and_then(|lines| lines.get(n)) {
                other.read(line, |token| all.add_translation(&token));
            }
            let words = &mut all.words;
            words.starts.push(words.tokens.len() as u32);
            words.lengths.push(token::letters(text) as u32);
            if with_layout {
                words.layout.push(side, n, segment::split(lang, text).len());
            }
        }
        all.words
    }

    /// No words yet, with room for so many.
    fn empty(lang: Lang, segments: usize, room: usize) -> Self {
        Words {
            types: Vec::with_capacity(room),
            classes: Vec::with_capacity(room),
            class_counts: Vec::with_capacity(room),
            tokens: Vec::with_capacity(room),
            starts: vec![0],
            own_starts: Vec::new(),
            lengths: Vec::with_capacity(segments),
            layout: Layouts::new(),
            times: Spoken::new(),
            vectors: None,
            index: FxHashMap::with_capacity_and_hasher(room, Default::default()),
            lang,
        }
    }

    /// The lexicons for this Arabic: the built-in one, that of the dialects if the text is in one,
    /// and the user's.
    pub(super) fn lexicons<'a>(&self, users: &'a [Arc<Lexicon>]) -> Vec<&'a Lexicon> {
        let words = self.types.iter().filter(|ty| ty.shape == Shape::Word && !ty.latin);
        let dialect = lexicon::is_dialect(words.map(|ty| (&*ty.folded, ty.count as usize)));
        let built_in = [lexicon::built_in()].into_iter().chain(dialect.then(lexicon::dialects));
        built_in.chain(users.iter().map(Arc::as_ref)).collect()
    }

    /// The type of a normal form, created if it is new.
    fn type_of(
        &mut self,
        folded: &Rc<str>,
        stem: &Rc<str>,
        shape: Shape,
        classes: &mut FxHashMap<Rc<str>, ClassId>,
    ) -> TypeId {
        if let Some(&id) = self.index.get(folded) {
            return id;
        }
        let class = match classes.get(stem) {
            Some(&class) => class,
            None => {
                let class = self.classes.len() as ClassId;
                self.classes.push(Rc::clone(stem));
                self.class_counts.push(0);
                classes.insert(Rc::clone(stem), class);
                class
            }
        };
        let id = self.types.len() as TypeId;
        self.types.push(Type {
            folded: Rc::clone(folded),
            class,
            shape,
            latin: folded.starts_with(chars::is_latin_letter),
            capitals: 0,
            count: 0,
        });
        self.index.insert(Rc::clone(folded), id);
        id
    }

    /// The language of the text.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// The types of one segment, in text order.
    pub(super) fn segment(&self, n: usize) -> &[TypeId] {
        &self.tokens[self.starts[n] as usize..self.starts[n + 1] as usize]
    }

    /// The number of words in a segment that are in the text itself.
    fn own(&self, n: usize) -> usize {
        self.spread(n..n + 1)
    }

    /// The number of words of the text itself in a range of segments: the length by which places are measured.
    pub(super) fn spread(&self, segments: Range<usize>) -> usize {
        let starts = if self.own_starts.is_empty() { &self.starts } else { &self.own_starts };
        (starts[segments.end] - starts[segments.start]) as usize
    }

    /// The places of the words of segment `n` in a side of a bead that begins with segment `first`
    /// and has `spread` words.
    pub(super) fn ruler(&self, n: usize, spread: usize, first: usize) -> Ruler {
        let own = self.own(n);
        let translated = (self.segment(n).len() - own).max(1);
        let step = 1.0 / spread.max(1) as f32;
        Ruler {
            start: self.spread(first..n) as f32 * step,
            step,
            translated_step: own as f32 * step / translated as f32,
            own,
        }
    }

    /// The tokens of the segments in a range.
    pub(super) fn tokens_of(&self, segments: Range<usize>) -> &[TypeId] {
        let last = self.starts.len() - 1;
        &self.tokens
            [self.starts[segments.start.min(last)] as usize..self.starts[segments.end.min(last)] as usize]
    }

    /// The spans in the document of the tokens of one segment, parallel to [`Words::segment`].
    /// Words of a given translation have the span of the whole segment.
    pub(super) fn spans(&self, side: Side<'_>, n: usize) -> Vec<Span> {
        let segment = side.segments[n].span;
        let mut spans = Vec::new();
        Reader::new(self.lang)
            .read(segment.of(&side.document.text), |token| spans.push(token.span.shifted(segment.start)));
        spans.resize(self.segment(n).len(), segment);
        spans
    }
}
