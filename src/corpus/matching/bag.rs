//! The content of a document as keys that both languages share.

use crate::{
    figure,
    lexicon::{EnglishId, Lexicon},
    name::{self, Sound},
    text::{
        Lang, fold, stem,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// The keys of a document with their counts. A word with several possible keys counts for each in part.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bag {
    /// Keys and counts, sorted by key.
    pub(super) keys: Vec<(u64, f32)>,
}

/// Most translations of an Arabic word that are used.
const RENDERINGS: usize = 6;
/// Longest text in bytes that is read: more of it adds nothing.
const LONGEST: usize = 60_000;

impl Bag {
    /// The bag of a text.
    pub fn of(lang: Lang, text: &str, lexicon: &Lexicon) -> Self {
        let text = head(text);
        let mut counts: FxHashMap<u64, f32> = FxHashMap::default();
        let mut add = |key: u64, count: f32| *counts.entry(key).or_default() += count;
        let figures = figure::read(lang, text);
        for figure in figures.iter().filter(|figure| figure.is_hard()) {
            figure
                .numbers()
                .iter()
                .for_each(|number| add(xxh3_64(format!("#{}", number.normalize()).as_bytes()), 1.0));
        }
        let mut reader = Reader { lang, lexicon, known: FxHashMap::default(), form: String::new() };
        let (mut words, mut names) = (Vec::new(), Vec::new());
        let mut next = figures.iter().peekable();
        for token in tokens(text).filter(|token| token.kind == TokenKind::Word) {
            while next.peek().is_some_and(|figure| figure.span.end <= token.span.start) {
                next.next();
            }
            if next.peek().is_some_and(|figure| figure.span.overlaps(token.span)) {
                continue;
            }
            let word = token.span.of(text);
            words.push(token.span);
            names.push(name::table().key(lang, word));
            reader.keys(word).iter().for_each(|(key, count)| add(*key, *count));
        }
        for found in name::table().find(lang, &names) {
            add(xxh3_64(format!("@{}", found.entry).as_bytes()), 1.0);
        }
        let mut keys: Vec<(u64, f32)> = counts.into_iter().collect();
        keys.sort_unstable_by_key(|(key, _)| *key);
        Bag { keys }
    }

    /// True for a document without keys.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Reads the keys of words, looking each spelling up once.
struct Reader<'a> {
    lang: Lang,
    lexicon: &'a Lexicon,
    known: FxHashMap<String, Vec<(u64, f32)>>,
    form: String,
}

impl Reader<'_> {
    fn keys(&mut self, word: &str) -> &[(u64, f32)] {
        if !self.known.contains_key(word) {
            let keys = self.look_up(word);
            self.known.insert(word.to_owned(), keys);
        }
        self.known.get(word).map_or(&[], Vec::as_slice)
    }

    fn look_up(&mut self, word: &str) -> Vec<(u64, f32)> {
        let is_latin = word.is_ascii();
        fold::fold_into(if is_latin { Lang::En } else { self.lang }, word, &mut self.form);
        let mut keys = Vec::new();
        if is_latin {
            // Latin words in Arabic are names, terms and code.
            if let Some(id) = self.lexicon.english(&stem::stem(Lang::En, word)) {
                if !self.lexicon.is_english_function(id) {
                    keys.push((word_key(id), 1.0));
                }
                return keys;
            }
            keys.push((xxh3_64(self.form.as_bytes()), 1.0));
        } else {
            let found = self.lexicon.look_up(&self.form);
            let mut entries: Vec<_> = found
                .entries
                .iter()
                .filter(|entry| !self.lexicon.is_english_function(entry.english))
                .collect();
            if found.is_function {
                return keys;
            }
            entries.sort_by(|a, b| b.backward.total_cmp(&a.backward));
            entries.truncate(RENDERINGS);
            let sum: f32 = entries.iter().map(|entry| entry.backward).sum();
            if sum > 0.0 {
                keys.extend(entries.iter().map(|entry| (word_key(entry.english), entry.backward / sum)));
                return keys;
            }
        }
        let mut sounds = Vec::new();
        Sound::new(self.lang_of(is_latin), &self.form).keys(&mut sounds);
        let share = 1.0 / sounds.len().max(1) as f32;
        keys.extend(sounds.into_iter().map(|key| (xxh3_64(&key.to_le_bytes()), share)));
        keys
    }

    fn lang_of(&self, is_latin: bool) -> Lang {
        if is_latin { Lang::En } else { self.lang }
    }
}

fn word_key(id: EnglishId) -> u64 {
    xxh3_64(&[&id.to_le_bytes()[..], b"w"].concat())
}
