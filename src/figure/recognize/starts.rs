//! Which kinds of figures to try at which token, derived from what each kind may start with.

use super::{Look, ORDER};
use crate::figure::{
    lexicon::{Around, Lexicon, Sense, lexicon},
    paragraph::{Paragraph, divides},
    scan::{Tok, TokKind},
};
use crate::text::Lang;
use rustc_hash::FxHashMap;
use std::{mem::discriminant, sync::OnceLock};

/// A set of kinds of figures, by their index in the order; bounds and words of age are members too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::figure) struct Kinds(u64);

const BOUND: Kinds = Kinds(1 << 63);
const AGE: Kinds = Kinds(1 << 62);

impl Kinds {
    /// True for the empty set.
    pub(in crate::figure) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True if a bound may begin.
    pub(in crate::figure) fn has_bound(self) -> bool {
        self.0 & BOUND.0 != 0
    }

    /// The kinds in their order.
    pub(super) fn each(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0 & !(BOUND.0 | AGE.0);
        std::iter::from_fn(move || {
            let kind = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (kind < ORDER.len()).then_some(kind)
        })
    }

    fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// All kinds that may start with this appearance.
    fn of(look: Look) -> Kinds {
        let kinds = ORDER.iter().enumerate().filter(|(_, kind)| (kind.starts)(look));
        let kinds = Kinds(kinds.fold(0, |set, (place, _)| set | 1 << place));
        match look {
            Look::Word(Sense::Around(Around::About | Around::Over | Around::Under)) => kinds.and(BOUND),
            Look::Word(Sense::Around(Around::AgeBefore)) => kinds.and(AGE),
            _ => kinds,
        }
    }
}

/// For each word of a language, and for other tokens, the kinds that may start with it.
#[derive(Debug)]
pub(in crate::figure) struct Starts {
    words: Vec<Kinds>,
    /// For the marks of ASCII.
    marks: [Kinds; 128],
    digits: Kinds,
    dual: Kinds,
    roman: Kinds,
    led: Kinds,
}

impl Starts {
    /// The table of a language.
    pub(in crate::figure) fn of(lang: Lang) -> &'static Starts {
        static AR: OnceLock<Starts> = OnceLock::new();
        static EN: OnceLock<Starts> = OnceLock::new();
        let made = || Starts::new(lexicon(lang));
        match lang {
            Lang::Ar => AR.get_or_init(made),
            Lang::En => EN.get_or_init(made),
        }
    }

    fn of_mark(&self, mark: char) -> Kinds {
        self.marks.get(mark as usize).copied().unwrap_or_else(|| Kinds::of(Look::Mark(mark)))
    }

    fn new(lexicon: &Lexicon) -> Self {
        let mut known: FxHashMap<_, Kinds> = FxHashMap::default();
        let mut kinds_of = |sense: Sense| {
            let around = if let Sense::Around(around) = sense { Some(around) } else { None };
            *known.entry((discriminant(&sense), around)).or_insert_with(|| Kinds::of(Look::Word(sense)))
        };
        let words = (0..=lexicon.words.len() as u32).map(|word| {
            let entry = lexicon.entry(word);
            let senses = entry.senses.iter().copied().chain(entry.phrases.iter().map(|phrase| phrase.sense));
            senses.fold(Kinds::default(), |kinds, sense| kinds.and(kinds_of(sense)))
        });
        Starts {
            words: words.collect(),
            marks: std::array::from_fn(|mark| Kinds::of(Look::Mark(char::from(mark as u8)))),
            digits: Kinds::of(Look::Digits),
            dual: Kinds::of(Look::Dual),
            roman: Kinds::of(Look::Roman),
            led: Kinds::of(Look::Led),
        }
    }
}

impl Starts {
    /// The kinds of figures that may begin at a token of a paragraph; empty for most tokens.
    pub(in crate::figure) fn kinds_at(&self, paragraph: &Paragraph<'_>, at: usize, tok: &Tok) -> Kinds {
        match tok.kind {
            TokKind::Digits => self.digits,
            TokKind::Mark(mark) if mark_opens(paragraph, at, mark) => self.of_mark(mark),
            TokKind::Mark(_) => Kinds::default(),
            TokKind::Word => self.kinds_of_word(paragraph, at, tok),
        }
    }

    fn kinds_of_word(&self, paragraph: &Paragraph<'_>, at: usize, tok: &Tok) -> Kinds {
        let mut kinds = self.words[tok.found.word as usize];
        if tok.dual.is_some() {
            kinds = kinds.and(self.dual);
        }
        if !tok.latin && tok.found.word == 0 {
            return kinds;
        }
        // Roman numerals are not in a table.
        if tok.capital && paragraph.raw(tok).starts_with(['I', 'V', 'X']) {
            kinds = kinds.and(self.roman);
        }
        // Codes, addresses, dotted abbreviations and currency symbols before a number.
        let led = paragraph.tok(at + 1).is_some_and(|next| match next.kind {
            TokKind::Digits => true,
            TokKind::Word => next.glued,
            TokKind::Mark(mark) => !divides(mark) || next.glued && paragraph.glued(at + 2),
        });
        if led { kinds.and(self.led) } else { kinds }
    }
}

/// True for a mark with which a figure may begin: `.5`, `-5`, `(020`, `$`.
fn mark_opens(paragraph: &Paragraph<'_>, at: usize, mark: char) -> bool {
    let next = paragraph.tok(at + 1);
    match mark {
        '.' | '(' => next.is_some_and(|next| next.kind == TokKind::Digits),
        '-' => next.is_some_and(|next| next.glued),
        _ => !divides(mark),
    }
}
