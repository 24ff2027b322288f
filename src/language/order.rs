//! Arabic with its letters in visual order: reversed, as copied from a page by programs without
//! support for Arabic.
//!
//! In reading order no word begins with ة, ى or ء or with a final form, no sentence with a full
//! stop, and small words and the article are not spelled backwards. Such signs are compared with those of the mirror image.

use super::table::LANGUAGES;
use crate::text::{
    chars,
    token::{TokenKind, tokens},
};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// True if the letters of a text are reversed.
pub(super) fn is_visual(text: &str) -> bool {
    if !text.chars().any(chars::is_arabic_letter) {
        return false;
    }
    let (mut forward, mut backward, mut words) = (0, 0, 0);
    let mut letters: Vec<char> = Vec::new();
    for token in tokens(text).filter(|token| token.kind == TokenKind::Word) {
        letters.clear();
        letters.extend(token.span.of(text).chars().filter(|c| chars::is_arabic_letter(*c)));
        if letters.len() < 2 {
            continue;
        }
        words += 1;
        let (one, other) = joining(&letters);
        forward += one;
        backward += other;
        letters.iter_mut().for_each(|c| *c = shown(*c));
        forward += signs(&letters);
        letters.reverse();
        backward += signs(&letters);
    }
    backward += 2 * (loose_marks(text) + usize::from(opens_with_an_end(text)));
    words > 1 && backward > 2 && backward > 3 * forward
}

/// True if a text begins with the mark that ends a sentence, without a blank before its first word.
/// Alone it is no evidence, because programs put marks at the wrong end of right words too.
fn opens_with_an_end(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    matches!(chars.next(), Some('.' | '!' | '؟' | '?')) && chars.next().is_some_and(chars::is_arabic_letter)
}

/// Vowel signs at the beginning of words, which only a reversed text has.
fn loose_marks(text: &str) -> usize {
    let heads = text
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| chars::is_letter(*c) || chars::is_tashkeel(*c)));
    heads.filter(|c| chars::is_tashkeel(*c)).count()
}

/// Signs that the letters of a word are in reading order, and that it is Arabic at all.
pub(super) fn signs_of(word: &str) -> usize {
    signs(&word.chars().collect::<Vec<_>>())
}

/// Signs that letters are in reading order.
fn signs(letters: &[char]) -> usize {
    let count = letters.len();
    let last = usize::from(count > 2 && matches!(letters[count - 1], 'ة' | 'ى' | 'ء')) * 2;
    let article = usize::from(count > 4 && letters.starts_with(&['ا', 'ل']));
    let ending = count > 4 && ENDINGS.iter().any(|ending| letters.ends_with(ending));
    last + article + usize::from(ending) + usize::from(is_small_word(letters))
}

/// Endings whose mirror images begin few words.
const ENDINGS: [[char; 2]; 4] = [['ا', 'ت'], ['و', 'ن'], ['ي', 'ن'], ['ي', 'ة']];

/// True for a small Arabic word whose mirror image is not one.
fn is_small_word(letters: &[char]) -> bool {
    static WORDS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
        let arabic = LANGUAGES.words.iter().filter(|(_, rows)| *rows & LANGUAGES.ar != 0);
        let words: Vec<Vec<char>> = arabic.map(|(word, _)| word.chars().collect()).collect();
        let all: FxHashSet<u64> = words.iter().filter_map(|word| packed(word.iter().copied())).collect();
        let is_one_way = |word: &&Vec<char>| {
            packed(word.iter().rev().copied()).is_some_and(|reversed| !all.contains(&reversed))
        };
        words.iter().filter(is_one_way).filter_map(|word| packed(word.iter().copied())).collect()
    });
    packed(letters.iter().copied()).is_some_and(|word| WORDS.contains(&word))
}

/// Two to five letters of the Arabic block as a number.
fn packed(letters: impl ExactSizeIterator<Item = char>) -> Option<u64> {
    if !(2..6).contains(&letters.len()) {
        return None;
    }
    let byte = |c: char| (c as u32).checked_sub(0x600).filter(|byte| *byte < 0x100).map(u64::from);
    letters.map(byte).try_fold(1, |packed, byte| Some(packed << 8 | byte?))
}

/// Signs for and against reading order in the positional forms at both ends of a word.
fn joining(letters: &[char]) -> (usize, usize) {
    let ends = (letters.first().map(|c| form(*c)), letters.last().map(|c| form(*c)));
    match ends {
        (Some(Some(Form::Initial)), Some(Some(Form::Final))) => (1, 0),
        (Some(Some(Form::Final)), Some(Some(Form::Initial))) => (0, 1),
        _ => (0, 0),
    }
}

#[derive(PartialEq)]
enum Form {
    Final,
    Initial,
}

/// The letters of the block U+FE80 with their numbers of forms, in order.
const FORMS: [(char, u32); 37] = [
    ('ء', 1),
    ('آ', 2),
    ('أ', 2),
    ('ؤ', 2),
    ('إ', 2),
    ('ئ', 4),
    ('ا', 2),
    ('ب', 4),
    ('ة', 2),
    ('ت', 4),
    ('ث', 4),
    ('ج', 4),
    ('ح', 4),
    ('خ', 4),
    ('د', 2),
    ('ذ', 2),
    ('ر', 2),
    ('ز', 2),
    ('س', 4),
    ('ش', 4),
    ('ص', 4),
    ('ض', 4),
    ('ط', 4),
    ('ظ', 4),
    ('ع', 4),
    ('غ', 4),
    ('ف', 4),
    ('ق', 4),
    ('ك', 4),
    ('ل', 4),
    ('م', 4),
    ('ن', 4),
    ('ه', 4),
    ('و', 2),
    ('ى', 2),
    ('ي', 4),
    ('ﻻ', 2),
];

/// The letter of a positional form, and the number of its form: isolated 0, final 1, initial 2, medial 3.
fn positional(c: char) -> Option<(char, u32)> {
    let mut at = (c as u32).checked_sub(0xFE80)?;
    for (letter, forms) in FORMS {
        if at < forms {
            return Some((letter, at));
        }
        at -= forms;
    }
    None
}

fn shown(c: char) -> char {
    positional(c).map_or(c, |(letter, _)| letter)
}

fn form(c: char) -> Option<Form> {
    match positional(c)?.1 {
        1 => Some(Form::Final),
        2 => Some(Form::Initial),
        _ => None,
    }
}
