//! Identical characters on both sides: log lines, code, versions, hashes, titles in Latin letters.
//! However the two languages read them, they mean the same.

use super::pair::PairSide;
use crate::{
    figure::{self, Figure, equal},
    text::{Lang, Span, chars},
};
use rustc_hash::FxHashMap;

/// A word between blanks, without the punctuation of the sentence.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    span: Span,
    said: &'a str,
}

/// Removes the figures of both sides that are in identical characters and were read differently.
pub(super) fn strike<'a>(ar: &mut PairSide<'a>, en: &mut PairSide<'a>) {
    if !ar.plain.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    let runs = runs(&ar.plain, &en.plain);
    let (mut ar_struck, mut en_struck) = (vec![false; ar.figures.len()], vec![false; en.figures.len()]);
    for (left, right) in runs {
        let (Some(in_ar), Some(in_en)) = (inside(&ar.figures, left), inside(&en.figures, right)) else {
            continue;
        };
        let (x, y) = (&ar.figures[in_ar.clone()], &en.figures[in_en.clone()]);
        let same = x.len() == y.len() && x.iter().zip(y).all(|(x, y)| equal(x, y).is_some());
        if !same {
            ar_struck[in_ar].fill(true);
            en_struck[in_en].fill(true);
        }
    }
    for (side, struck) in [(ar, ar_struck), (en, en_struck)] {
        let mut struck = struck.into_iter();
        side.figures.retain(|_| !struck.next().unwrap_or(false));
    }
}

/// Reads the stretches of an Arabic text that are in Latin letters and digits as English (`7.8G`, `10:30 PM`).
pub(super) fn read_latin(text: &str, figures: &mut Vec<Figure>) {
    if !text.chars().any(chars::is_latin_letter) {
        return;
    }
    let words = words(text);
    let (mut read, mut done, mut latin) = (Vec::with_capacity(figures.len()), 0, false);
    for run in words.chunk_by(|before, next| !before.said.is_empty() && !next.said.is_empty()) {
        let has = |test: fn(char) -> bool| run.iter().any(|word| word.said.contains(test));
        let arabic_digit = |c: char| chars::is_digit(c) && !c.is_ascii();
        if !has(chars::is_latin_letter) || !has(|c| c.is_ascii_digit()) || has(arabic_digit) {
            continue;
        }
        let span = run[0].span.to(run[run.len() - 1].span);
        let Some(range) = inside(figures, span) else { continue };
        let by = |place: Span| place.shifted(span.start);
        read.extend_from_slice(&figures[done..range.start]);
        read.extend(figure::read(Lang::En, span.of(text)).into_iter().map(|figure| Figure {
            span: by(figure.span),
            ends: figure.ends.map(|(first, second)| (by(first), by(second))),
            ..figure
        }));
        (done, latin) = (range.end, true);
    }
    if latin {
        read.extend_from_slice(&figures[done..]);
        *figures = read;
    }
}

/// The figures inside a stretch of a text; `None` if one extends beyond it.
fn inside(figures: &[Figure], run: Span) -> Option<std::ops::Range<usize>> {
    let from = figures.partition_point(|figure| figure.span.end <= run.start);
    let to = figures.partition_point(|figure| figure.span.start < run.end);
    let within = |span: Span| run.start <= span.start && span.end <= run.end;
    figures.get(from..to)?.iter().all(|figure| within(figure.span)).then_some(from..to)
}

/// Stretches of the two texts with identical characters, in order. Each contains a word that is
/// more than a number.
fn runs(ar: &str, en: &str) -> Vec<(Span, Span)> {
    let left = words(ar);
    if !left.iter().any(|word| tells(word.said)) {
        return Vec::new();
    }
    let right = words(en);
    let anchors = anchors(&left, &right);
    let same = |i: usize, j: usize| match (left.get(i), right.get(j)) {
        (Some(x), Some(y)) => x.said == y.said && !x.said.is_empty(),
        _ => false,
    };
    let mut runs = Vec::new();
    let (mut i_done, mut j_done) = (0, 0);
    for (i, j) in anchors {
        if i < i_done || j < j_done {
            continue;
        }
        let mut back = 0;
        while i - back > i_done && j - back > j_done && same(i - back - 1, j - back - 1) {
            back += 1;
        }
        let mut on = 1;
        while same(i + on, j + on) {
            on += 1;
        }
        let stretch = |words: &[Word<'_>], at: usize| words[at - back].span.to(words[at + on - 1].span);
        runs.push((stretch(&left, i), stretch(&right, j)));
        (i_done, j_done) = (i + on, j + on);
    }
    runs
}

/// Distinctive words with the same count in both texts, paired in the longest order that both share.
fn anchors(left: &[Word<'_>], right: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<&str, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
    for (i, word) in left.iter().enumerate().filter(|(_, word)| tells(word.said)) {
        places.entry(word.said).or_default().0.push(i);
    }
    if places.is_empty() {
        return Vec::new();
    }
    for (j, word) in right.iter().enumerate() {
        if let Some((_, there)) = places.get_mut(word.said) {
            there.push(j);
        }
    }
    let even = places.into_values().filter(|(here, there)| here.len() == there.len());
    let mut pairs: Vec<(usize, usize)> = even.flat_map(|(here, there)| here.into_iter().zip(there)).collect();
    pairs.sort_unstable();
    longest_rising(&pairs)
}

/// The longest subsequence of the pairs in which the second numbers rise too.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best chain of each length, and for each pair its predecessor.
    let (mut tails, mut previous): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (n, pair) in pairs.iter().enumerate() {
        let length = tails.partition_point(|&tail| pairs[tail].1 < pair.1);
        previous.push(length.checked_sub(1).map(|before| tails[before]));
        match tails.get_mut(length) {
            Some(tail) => *tail = n,
            None => tails.push(n),
        }
    }
    let mut chain = Vec::new();
    let mut at = tails.last().copied();
    while let Some(n) = at {
        chain.push(pairs[n]);
        at = previous[n];
    }
    chain.reverse();
    chain
}

/// The words between blanks. A word with Arabic letters is left empty, so that it equals no other.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let (start, word) = (at, part.trim_end());
        at += part.len();
        if word.is_empty() {
            continue;
        }
        let said = trimmed(word);
        let lead = said.as_ptr() as usize - word.as_ptr() as usize;
        let span = Span::new(start + lead, start + lead + said.len());
        let arabic = said.chars().any(chars::is_arabic_letter);
        words.push(Word { span, said: if arabic { "" } else { said } });
    }
    words
}

/// A word without the punctuation of the sentence and without brackets that are opened or closed elsewhere.
fn trimmed(word: &str) -> &str {
    let mark = |c: char| ".,;:!?\"'،؛؟«»“”‘’…".contains(c) || c == '\u{200f}' || c == '\u{200e}';
    let mut word = word.trim_matches(mark);
    let count = |word: &str, c: char| word.matches(c).count();
    if count(word, '(') > count(word, ')') {
        word = word.strip_prefix('(').unwrap_or(word);
    } else if count(word, ')') > count(word, '(') {
        word = word.strip_suffix(')').unwrap_or(word);
    }
    word.trim_matches(mark)
}

/// True for a word that is more than a number: it has Latin letters, or digits among signs that no number has.
fn tells(word: &str) -> bool {
    if word.chars().any(chars::is_latin_letter) {
        return true;
    }
    let number = |c: char| chars::is_digit(c) || ".,٫٬%٪+-".contains(c);
    let list = word.matches(',').count() > 1 && word.split(',').skip(1).any(|part| part.len() != 3);
    word.contains(chars::is_digit) && (!word.chars().all(number) || list || word.matches('.').count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared<'a>(ar: &'a str, en: &str) -> Vec<&'a str> {
        runs(ar, en).into_iter().map(|(span, _)| span.of(ar)).collect()
    }

    #[test]
    fn the_same_characters_are_found_in_order() {
        assert_eq!(shared("نستدعي max(3,9) مرة", "We call max(3,9) once"), ["max(3,9)"]);
        assert_eq!(
            shared("القرص /dev/sda1 9.1G 12K 3%", "Disk /dev/sda1 9.1G 12K 3%"),
            ["/dev/sda1 9.1G 12K 3%"]
        );
        assert_eq!(shared("من (0,0) إلى (4,4).", "from (0,0) to (4,4)"), ["(0,0)", "(4,4)"]);
        assert_eq!(shared("فيلم Red Lake 2 الجديد", "The new film Red Lake 2 is out"), ["Red Lake 2"]);
    }

    #[test]
    fn latin_in_an_arabic_text_is_read_as_english() {
        let text = "صدر 5 مرات ثم في Jun 5 2024 ثم 7 مرات";
        let mut figures = figure::read(Lang::Ar, text);
        read_latin(text, &mut figures);
        let values: Vec<String> = figures.iter().map(|figure| figure.best().to_string()).collect();
        assert_eq!(values, ["5 times", "2024-06-05", "7 times"].map(str::to_owned));
        assert_eq!(figures[1].span.of(text), "Jun 5 2024");
    }

    #[test]
    fn numbers_alone_and_what_changed_places_are_not() {
        assert_eq!(shared("باع 5 و 7,500", "He sold 5 and 7,500"), [""; 0]);
        assert_eq!(shared("اشترى 9K ثم 8G", "He bought 8G, then 9K").len(), 1);
    }

    #[test]
    fn a_unit_beyond_the_same_characters_counts() {
        let codes =
            |ar, en| crate::check::pair(ar, en).iter().map(|found| found.code.as_str()).collect::<Vec<_>>();
        assert_eq!(codes("يكلف Vela 25000 دولار.", "The Vela 25000 euros."), ["currency"]);
    }
}
