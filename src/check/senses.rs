//! Words that give the direction of a figure, from `data/directions.tsv` and `data/hints.tsv`, and
//! the words around a figure.

use super::pair::PairSide;
use crate::{
    figure::{Bound, Figure},
    text::{
        Lang, Span, fold, stem, table,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/directions.tsv");
const HINTS: &str = include_str!("../../data/hints.tsv");

/// The sense of a word next to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sense {
    Up,
    Down,
    Least,
    Most,
    Before,
    After,
    Not,
    NotBe,
    Won,
    Against,
    From,
    To,
    Priced,
    Lowest,
    Highest,
    Rest,
    Through,
    Morning,
    Evening,
    Half,
    Height,
    Quarter,
    Third,
    Single,
    Elsewhen,
    Another,
    InTurn,
    Own,
    Once,
    Twice,
    Beyond,
    Over,
    Short,
    Than,
    By,
    Recent,
    And,
    Relative,
    UpTo,
    Less,
    More,
    OfWhich,
    Compared,
    Growth,
    If,
    About,
    As,
    Apart,
    Join,
    Lead,
    Bare,
    Article,
    All,
    Besides,
    Except,
    Of,
    Time,
    Lasting,
    Every,
    Small,
    OneMore,
    Singular,
}

impl Sense {
    #[expect(clippy::too_many_lines, reason = "a table of names")]
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "up" => Sense::Up,
            "down" => Sense::Down,
            "least" => Sense::Least,
            "most" => Sense::Most,
            "before" => Sense::Before,
            "after" => Sense::After,
            "not" => Sense::Not,
            "not-be" => Sense::NotBe,
            "won" => Sense::Won,
            "against" => Sense::Against,
            "from" => Sense::From,
            "to" => Sense::To,
            "priced" => Sense::Priced,
            "lowest" => Sense::Lowest,
            "highest" => Sense::Highest,
            "rest" => Sense::Rest,
            "through" => Sense::Through,
            "morning" => Sense::Morning,
            "evening" => Sense::Evening,
            "half" => Sense::Half,
            "height" => Sense::Height,
            "quarter" => Sense::Quarter,
            "third" => Sense::Third,
            "single" => Sense::Single,
            "elsewhen" => Sense::Elsewhen,
            "another" => Sense::Another,
            "in-turn" => Sense::InTurn,
            "own" => Sense::Own,
            "once" => Sense::Once,
            "twice" => Sense::Twice,
            "beyond" => Sense::Beyond,
            "over" => Sense::Over,
            "short" => Sense::Short,
            "than" => Sense::Than,
            "by" => Sense::By,
            "and" => Sense::And,
            "relative" => Sense::Relative,
            "recent" => Sense::Recent,
            "up-to" => Sense::UpTo,
            "less" => Sense::Less,
            "more" => Sense::More,
            "of-which" => Sense::OfWhich,
            "compared" => Sense::Compared,
            "growth" => Sense::Growth,
            "if" => Sense::If,
            "about" => Sense::About,
            "as" => Sense::As,
            "apart" => Sense::Apart,
            "join" => Sense::Join,
            "lead" => Sense::Lead,
            "bare" => Sense::Bare,
            "article" => Sense::Article,
            "all" => Sense::All,
            "besides" => Sense::Besides,
            "except" => Sense::Except,
            "of" => Sense::Of,
            "time" => Sense::Time,
            "lasting" => Sense::Lasting,
            "every" => Sense::Every,
            "small" => Sense::Small,
            "one-more" => Sense::OneMore,
            "singular" => Sense::Singular,
            _ => return None,
        })
    }
}

/// One phrase of a table, as a list of words.
pub(super) type Phrase = Vec<&'static str>;

/// The phrases of a language with a sense.
fn phrases(lang: Lang, sense: Sense) -> &'static [Phrase] {
    static PHRASES: OnceLock<FxHashMap<(Lang, Sense), Vec<Phrase>>> = OnceLock::new();
    let table = PHRASES.get_or_init(|| {
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            let (sense, lang) = (Sense::parse(cells.next()?)?, cells.next()?.parse::<Lang>().ok()?);
            Some((
                (lang, sense),
                cells.next()?.split('|').map(|phrase| phrase.split(' ').collect()).collect(),
            ))
        };
        table::rows(TABLE).chain(table::rows(HINTS)).filter_map(row).collect()
    });
    table.get(&(lang, sense)).map_or(&[], Vec::as_slice)
}

/// True if some consecutive words of a language have this sense.
pub(super) fn says(lang: Lang, words: &[String], sense: Sense) -> bool {
    phrases(lang, sense).iter().any(|phrase| holds(lang, words, phrase))
}

/// True if some consecutive words of a language are a phrase.
pub(super) fn holds(lang: Lang, words: &[String], phrase: &Phrase) -> bool {
    words.windows(phrase.len()).any(|run| are(lang, run, phrase))
}

/// True if words, as many as a phrase has, are that phrase.
fn are(lang: Lang, words: &[String], phrase: &Phrase) -> bool {
    words.iter().zip(phrase).all(|(word, form)| is(lang, word, form))
}

/// False for most words that are no form of a table: the first letter of the form must occur, in English at the start.
pub(super) fn may_be(lang: Lang, word: &str, form: &str) -> bool {
    let (word, form) = (word.as_bytes(), form.as_bytes());
    match lang {
        Lang::En => word.first() == form.first(),
        // A letter has two bytes.
        Lang::Ar => form.get(..2).is_none_or(|first| word.windows(2).any(|letter| letter == first)),
    }
}

fn is(lang: Lang, word: &str, form: &str) -> bool {
    if !may_be(lang, word, form) {
        return false;
    }
    let matches = |seen: &str| match form.strip_suffix('*') {
        Some(head) => seen.starts_with(head),
        None => seen == form,
    };
    let mut found = matches(word);
    // The first letters of the word must occur somewhere, whatever is attached to it; the analysis is slower.
    let head = form.get(..4).unwrap_or(form);
    if lang == Lang::Ar && !found && word.contains(head) {
        stem::for_each_analysis(word, |seen, depth| found |= depth == stem::Depth::Clitics && matches(seen));
    }
    found
}

/// True if one folded word has this sense.
pub(super) fn is_said(lang: Lang, word: &str, sense: Sense) -> bool {
    phrases(lang, sense).iter().any(|phrase| matches!(phrase[..], [form] if is(lang, word, form)))
}

/// The largest number of words over which a negation extends.
const DENIED: usize = 6;

/// As [`DENIED`], for a negated verb of being, whose predicate comes late: `ألا يكون قد مضى على تخرجه أكثر من`.
const NOT_BEEN: usize = 12;

/// The number of words after a figure, its noun among them, of which one may begin a bound: `عشر رغبات كحد أدنى`.
const CLOSE: usize = 3;

/// The words of a bound between a negation and the figure: أقل من.
const BOUND: usize = 2;

/// Bytes to search per word, more than words usually need.
const REACH: usize = 24;

/// The last folded words before a figure in its clause, at most `count`.
pub(super) fn before(side: &PairSide<'_>, figure: &Figure, count: usize) -> Vec<String> {
    before_place(side, figure.span, count)
}

/// True if the words before a figure end with a bound, which may contain a negation of its own: `not less than 180`.
pub(super) fn is_bound_denied(side: &PairSide<'_>, figure: &Figure) -> bool {
    let far = before(side, figure, NOT_BEEN);
    // `ولم نقض في أي من تلك البيوت أكثر من`
    let reach = if side.lang == Lang::Ar { NOT_BEEN } else { DENIED + BOUND };
    let mut words = &far[far.len().saturating_sub(reach)..];
    let bounds = [Sense::Least, Sense::Most].into_iter().flat_map(|sense| phrases(side.lang, sense));
    let ends = |phrase: &&Phrase| {
        words.len().checked_sub(phrase.len()).is_some_and(|start| are(side.lang, &words[start..], phrase))
    };
    let bound = bounds.filter(ends).map(Vec::len).max().unwrap_or(0);
    words = &words[..words.len() - bound];
    // دون الثامنة عشرة: the bound is itself a word of negation.
    if figure.bound != Bound::Exact
        && let Some((_, before)) = words.split_last().filter(|(last, _)| is_said(side.lang, last, Sense::Not))
    {
        words = before;
    }
    says(side.lang, words, Sense::Not) || says(side.lang, &far, Sense::NotBe)
}

/// The number of words up to the end of the first phrase with a sense, if it begins with one of the first words.
pub(super) fn end_of(lang: Lang, words: &[String], sense: Sense) -> Option<usize> {
    let ends = |phrase: &Phrase| {
        let at = words.windows(phrase.len()).take(CLOSE).position(|run| are(lang, run, phrase));
        at.map(|at| at + phrase.len())
    };
    phrases(lang, sense).iter().filter_map(ends).max()
}

/// As [`before`], for any place of the text.
fn before_place(side: &PairSide<'_>, place: Span, count: usize) -> Vec<String> {
    let mut start = place.start.saturating_sub(count * REACH);
    while !side.plain.is_char_boundary(start) {
        start += 1;
    }
    let text = &side.plain[start..place.start];
    let clause = text.rfind(divides).map_or(text, |at| &text[at..]);
    let words = words(side.lang, after_particle(side.lang, clause));
    // `لا تشغلها إذا زاد`: what is before a condition does not deny what is in it.
    let own = words.iter().rposition(|word| is_said(side.lang, word, Sense::If)).map_or(0, |at| at + 1);
    words[own.max(words.len().saturating_sub(count))..].to_vec()
}

/// The text after the last إن, which begins a clause as أن does not; folding makes them one.
fn after_particle(lang: Lang, text: &str) -> &str {
    let is_it = |(at, found): &(usize, &str)| {
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        blank(text[..*at].chars().next_back()) && blank(text[at + found.len()..].chars().next())
    };
    let last = text.rmatch_indices("إن").find(is_it).filter(|_| lang == Lang::Ar);
    last.map_or(text, |(at, found)| &text[at + found.len()..])
}

/// The side of a figure on which its noun is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Noun {
    Before,
    After,
}

/// The text on one side of a figure, up to the next figure or the end of the clause.
pub(super) fn stretch(side: &PairSide<'_>, index: usize, noun: Noun) -> Span {
    let figure: &Figure = &side.figures[index];
    match noun {
        Noun::Before => {
            let from = index.checked_sub(1).map_or(0, |before| side.figures[before].span.end);
            let from = from.min(figure.span.start);
            let text = &side.plain[from..figure.span.start];
            Span::new(from + text.rfind(divides).unwrap_or(0), figure.span.start)
        }
        Noun::After => {
            let to = side.figures.get(index + 1).map_or(side.plain.len(), |next| next.span.start);
            let text = &side.plain[figure.span.end..to.max(figure.span.end)];
            let length = text.find(divides).unwrap_or(text.len());
            Span::new(figure.span.end, figure.span.end + length)
        }
    }
}

/// The first folded words after a figure in its clause, at most `count`.
pub(super) fn after(side: &PairSide<'_>, figure: &Figure, count: usize) -> Vec<String> {
    let mut end = (figure.span.end + count * REACH).min(side.plain.len());
    while !side.plain.is_char_boundary(end) {
        end -= 1;
    }
    let text = &side.plain[figure.span.end..end];
    let clause = text.find(divides).map_or(text, |at| &text[..at]);
    let mut words = words(side.lang, clause);
    words.truncate(count);
    words
}

/// True if a negation occurs shortly before a place, in its clause.
pub(super) fn is_denied(side: &PairSide<'_>, place: Span) -> bool {
    let words = before_place(side, place, DENIED);
    // `no more than` bounds a figure and denies nothing.
    let bounds = |at: usize| words.get(at + 1).is_some_and(|next| is_said(side.lang, next, Sense::Compared));
    let denies = |(at, word): (usize, &String)| !bounds(at) && is_said(side.lang, word, Sense::Not);
    words.iter().enumerate().any(denies)
}

/// Marks that separate clauses. A bracket does not: `6 feet (1.8 m) at most`.
pub(super) fn divides(c: char) -> bool {
    matches!(c, ',' | '،' | ';' | '؛' | ':' | '.' | '!' | '?' | '؟' | '\n')
}

/// The folded words of a text.
pub(super) fn words(lang: Lang, text: &str) -> Vec<String> {
    placed(lang, text).map(|(_, word)| word).collect()
}

/// The folded words of a text with their places.
pub(super) fn placed(lang: Lang, text: &str) -> impl Iterator<Item = (Span, String)> {
    let words = tokens(text).filter(|token| token.kind == TokenKind::Word);
    words.map(move |token| (token.span, fold::fold(lang, token.span.of(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        for line in table::rows(TABLE).chain(table::rows(HINTS)) {
            let cells: Vec<&str> = line.split('\t').collect();
            let (sense, lang) = (Sense::parse(cells[0]).unwrap(), cells[1].parse::<Lang>().unwrap());
            assert!(cells.len() == 3 && phrases(lang, sense).len() > cells[2].matches('|').count(), "{line}");
            assert_eq!(fold::fold(lang, cells[2]), cells[2]);
        }
    }
}
