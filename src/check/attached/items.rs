//! A text as a row of words, figures and boundaries between clauses.

use crate::{
    check::{
        pair::PairSide,
        senses::{self, Sense},
    },
    figure::{Decimal, Figure, Form},
    lexicon::built_in,
    text::{
        Lang, Span, fold,
        token::{TokenKind, tokens},
    },
};

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Item {
    /// The word of this number among the words of the side.
    Word(usize),
    /// The figure of this number.
    Figure(usize),
    /// Where a clause or member of a list ends.
    Boundary,
}

/// A word of a text.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) folded: String,
    /// True for words like of and في.
    pub(super) is_function: bool,
}

/// The words of a side and the row of its items.
#[derive(Debug)]
pub(super) struct Items {
    /// All words, also those of figures.
    pub(super) words: Vec<Word>,
    /// Words outside figures, figures and boundaries in their order.
    pub(super) row: Vec<Item>,
}

/// The least number of letters after a conjunction joined to an Arabic word.
const JOINED: usize = 3;

/// The items of a side.
pub(super) fn items(side: &PairSide<'_>) -> Items {
    let word = |span: Span| {
        let folded = fold::fold(side.lang, span.of(&side.plain));
        Word { span, is_function: built_in().is_function(side.lang, &folded), folded }
    };
    let tokens = tokens(&side.plain).filter(|token| token.kind == TokenKind::Word);
    let words: Vec<Word> = tokens.map(|token| word(token.span)).collect();
    let figures = side.figures.iter().enumerate().map(|(at, figure)| (figure.span, Item::Figure(at)));
    let mut places: Vec<(Span, Item)> = figures.collect();
    let mut inside = side.figures.iter().map(|figure| figure.span).peekable();
    for (at, Word { span, .. }) in words.iter().enumerate() {
        while inside.next_if(|figure| figure.end <= span.start).is_some() {}
        if inside.peek().is_none_or(|figure| !figure.overlaps(*span)) {
            places.push((*span, Item::Word(at)));
        }
    }
    places.sort_unstable_by_key(|(span, _)| span.start);
    let mut row = Vec::with_capacity(2 * places.len());
    let mut last = 0;
    for (span, item) in places {
        let gap = side.plain.get(last..span.start).unwrap_or_default();
        let mut bounded = gap.contains(|c| senses::divides(c) || matches!(c, '–' | '—'));
        match item {
            Item::Word(at) => bounded |= begins_another(side.lang, &words[at].folded),
            Item::Figure(at) => {
                bounded |= side.lang == Lang::Ar && is_joined(&side.figures[at], span.of(&side.plain));
                // `from 20`, `to 40`: the word is no part of what is counted before.
                if let Some(Item::Word(before)) = row.last().copied()
                    && senses::is_said(side.lang, &words[before].folded, Sense::Lead)
                {
                    row.pop();
                    bounded = true;
                }
            }
            Item::Boundary => {}
        }
        if bounded {
            row.push(Item::Boundary);
        }
        let is_bare = |at: usize| senses::is_said(side.lang, &words[at].folded, Sense::Bare);
        if !matches!(item, Item::Word(at) if is_bare(at)) {
            row.push(item);
        }
        last = last.max(span.end);
    }
    Items { words, row }
}

/// True for a word that begins another clause or member of a list.
fn begins_another(lang: Lang, word: &str) -> bool {
    let rest = word.strip_prefix('و').filter(|_| lang == Lang::Ar);
    let joined = |rest: &str| rest.chars().count() >= JOINED || built_in().is_function(lang, rest);
    rest.is_some_and(joined) || senses::is_said(lang, word, Sense::Apart)
}

/// True for an Arabic figure with a conjunction before its first word or digit, which is no part of واحد.
pub(super) fn is_joined(figure: &Figure, said: &str) -> bool {
    let is_one = figure.form == Form::Words && figure.numbers().first() == Some(&Decimal::ONE);
    said.starts_with('و') && (!is_one || said.starts_with("وو"))
}
