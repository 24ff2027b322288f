//! The bilingual lexicon: which Arabic word may translate which English word.
//!
//! A lexicon joins English stems with folded Arabic forms. It knows no counts, only the order in which the
//! renderings of a headword are listed, best first; from that order it makes translation probabilities.
//! Arabic words are looked up under every analysis that [`stem::for_each_analysis`] allows, so that `وسيكتبونها`
//! finds the row `write → يكتب`.

mod built_in;
mod table;

use crate::text::{Lang, fold, stem};
use rustc_hash::FxHashMap;

pub use built_in::built_in;
pub use table::{Row, parse_rows};

/// Identifies an English stem inside one [`Lexicon`].
pub type EnglishId = u32;

/// A pair of words that the lexicon allows, as probabilities in both directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// The English stem.
    pub english: EnglishId,
    /// Probability (0 to 1) of the Arabic form given the English stem.
    pub forward: f32,
    /// Probability (0 to 1) of the English stem given the Arabic form.
    pub backward: f32,
}

/// A bilingual word list, ready for look-up.
#[derive(Debug, Default)]
pub struct Lexicon {
    english: FxHashMap<Box<str>, EnglishId>,
    english_is_function: Vec<bool>,
    arabic: FxHashMap<Box<str>, u32>,
    entries: Vec<Vec<Entry>>,
    arabic_is_function: Vec<bool>,
    longest_form: usize,
}

/// How much less a match is worth when it needed more than taking clitics off.
const INFLECTED: f32 = 0.7;
/// How much less a match is worth when it rests on the light stem alone.
const BY_STEM: f32 = 0.35;

impl Lexicon {
    /// Builds a lexicon from rows.
    pub fn from_rows(rows: &[Row<'_>]) -> Self {
        let mut made = Lexicon::default();
        // (english, arabic form) -> best weight by rank, and votes for being a function word
        let mut weights: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        let (mut en_votes, mut ar_votes): (Vec<[u32; 2]>, Vec<[u32; 2]>) = (Vec::new(), Vec::new());
        let mut folded = String::new();
        for row in rows {
            let heads: Vec<u32> = row
                .english
                .split([' ', '-'])
                .filter(|word| !word.is_empty())
                .map(|word| made.intern_english(word, &mut en_votes))
                .collect();
            for &head in &heads {
                en_votes[head as usize][usize::from(row.is_function())] += 1;
            }
            for (rank, form) in row.arabic().enumerate() {
                let words: Vec<&str> = form.split(' ').filter(|word| !word.is_empty()).collect();
                let share = 1.0 / ((rank as f32 + 2.0).sqrt() * words.len() as f32 * heads.len() as f32);
                for word in words {
                    fold::fold_into(Lang::Ar, word, &mut folded);
                    let id = made.intern_arabic(&folded, &mut ar_votes);
                    ar_votes[id as usize][usize::from(row.is_function())] += 1;
                    for &head in &heads {
                        let kept = weights.entry((head, id)).or_insert(0.0);
                        *kept = kept.max(share);
                    }
                }
            }
        }
        made.english_is_function = en_votes.iter().map(|[content, function]| function > content).collect();
        made.arabic_is_function = ar_votes.iter().map(|[content, function]| function >= content).collect();
        made.fill(&weights);
        made
    }

    fn fill(&mut self, weights: &FxHashMap<(u32, u32), f32>) {
        let mut english_total = vec![0.0f32; self.english.len()];
        let mut arabic_total = vec![0.0f32; self.arabic.len()];
        let mut sorted: Vec<(u32, u32, f32)> = weights.iter().map(|(&(e, a), &w)| (a, e, w)).collect();
        // Hash order must not reach the result: sums of floats depend on their order.
        sorted.sort_unstable_by_key(|&(a, e, _)| (a, e));
        for &(a, e, w) in &sorted {
            english_total[e as usize] += w;
            arabic_total[a as usize] += w;
        }
        self.entries = vec![Vec::new(); self.arabic.len()];
        for (a, e, w) in sorted {
            self.entries[a as usize].push(Entry {
                english: e,
                forward: w / english_total[e as usize],
                backward: w / arabic_total[a as usize],
            });
        }
    }

    fn intern_english(&mut self, word: &str, votes: &mut Vec<[u32; 2]>) -> u32 {
        let key = stem::stem(Lang::En, word);
        let next = self.english.len() as u32;
        let id = *self.english.entry(key.into_boxed_str()).or_insert(next);
        if id == next {
            votes.push([0, 0]);
        }
        id
    }

    fn intern_arabic(&mut self, folded: &str, votes: &mut Vec<[u32; 2]>) -> u32 {
        if let Some(&id) = self.arabic.get(folded) {
            return id;
        }
        let id = self.arabic.len() as u32;
        self.longest_form = self.longest_form.max(folded.len());
        self.arabic.insert(folded.into(), id);
        votes.push([0, 0]);
        id
    }

    /// Number of different English stems.
    pub fn english_len(&self) -> usize {
        self.english.len()
    }

    /// Number of word pairs.
    pub fn len(&self) -> usize {
        self.entries.iter().map(Vec::len).sum()
    }

    /// True when the lexicon holds no pair.
    pub fn is_empty(&self) -> bool {
        self.entries.iter().all(Vec::is_empty)
    }

    /// The id of an English stem (see [`stem::stem_folded`]).
    pub fn english(&self, stem: &str) -> Option<EnglishId> {
        self.english.get(stem).copied()
    }

    /// True when the English stem is listed as a function word (article, pronoun, preposition …).
    pub fn is_english_function(&self, id: EnglishId) -> bool {
        self.english_is_function[id as usize]
    }

    /// Every English stem that a folded Arabic word may translate, by its best analysis, in order of id; and
    /// whether the word is a function word.
    pub fn look_up(&self, folded: &str) -> LookUp {
        let mut found: Vec<Entry> = Vec::new();
        let mut function = false;
        let mut first = true;
        let mut best = 0.0f32;
        let mut add = |form: &str, quality: f32, found: &mut Vec<Entry>| {
            if form.len() > self.longest_form {
                return;
            }
            if let Some(&id) = self.arabic.get(form) {
                if first {
                    function = self.arabic_is_function[id as usize];
                    first = false;
                    best = quality;
                }
                // A word listed as it stands leaves little room for another analysis of it.
                let quality = if quality < best { quality * 0.5 } else { quality };
                for entry in &self.entries[id as usize] {
                    found.push(Entry {
                        forward: entry.forward * quality,
                        backward: entry.backward * quality,
                        ..*entry
                    });
                }
            }
        };
        stem::for_each_analysis(folded, |form, depth| {
            let quality = match depth {
                stem::Depth::Clitics => 1.0,
                stem::Depth::Endings => INFLECTED,
            };
            add(form, quality, &mut found);
        });
        if found.is_empty() {
            add(stem::arabic(folded), BY_STEM, &mut found);
        }
        found.sort_by(|a, b| a.english.cmp(&b.english).then(b.forward.total_cmp(&a.forward)));
        found.dedup_by_key(|entry| entry.english);
        LookUp { entries: found, is_function: function }
    }
}

/// What the lexicon says about one Arabic word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LookUp {
    /// The English stems that it may translate, in order of id.
    pub entries: Vec<Entry>,
    /// True when the word is listed as a function word.
    pub is_function: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Lexicon {
        let rows = parse_rows(
            "write\tverb\tgeneral\tكتب; يكتب; كتابة\nbook\tnoun\tgeneral\tكتاب; كتب\nfrom\tfunc\tgeneral\tمن\n",
            "test",
        )
        .expect("rows");
        Lexicon::from_rows(&rows)
    }

    #[test]
    fn an_inflected_word_finds_its_row() {
        let lexicon = small();
        let write = lexicon.english("write").expect("listed");
        for word in ["وسيكتبونها", "تكتب", "كتبت", "كتابته"] {
            let found = lexicon.look_up(&fold::fold(Lang::Ar, word));
            assert!(found.entries.iter().any(|e| e.english == write), "{word}");
        }
    }

    #[test]
    fn probabilities_of_a_headword_sum_to_one() {
        let lexicon = small();
        let total: f32 = lexicon.entries.iter().flatten().filter(|e| e.english == 0).map(|e| e.forward).sum();
        assert!((total - 1.0).abs() < 1e-5);
    }

    #[test]
    fn function_words_are_known_with_and_without_clitics() {
        let lexicon = small();
        assert!(lexicon.look_up("من").is_function);
        assert!(lexicon.look_up("ومن").is_function);
        assert!(!lexicon.look_up("كتاب").is_function);
    }
}
