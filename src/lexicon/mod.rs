//! The bilingual lexicon: which Arabic word may translate which English word.
//!
//! A lexicon joins English stems with folded Arabic forms. The built-in one knows no counts, only the order in which
//! the renderings of a headword are listed, best first; from that order it makes translation probabilities. Learnt
//! lexicons ([`Learner`]) bring theirs along; users' lists of words come in many forms ([`Rows`]).
//! Arabic words are looked up under every analysis that [`stem::for_each_analysis`] allows, so that `وسيكتبونها`
//! finds the row `write → يكتب`.

mod built_in;
mod file;
mod learn;
mod show;
mod table;

use crate::text::{Lang, fold, stem};
use rustc_hash::FxHashMap;

pub use built_in::{built_in, built_in_rows};
pub use file::{Rows, Skipped};
pub use learn::{LearnOptions, Learner, Learnt, LearntForm, LearntRow};
pub use show::{Rendering, Way, renderings};
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

/// What rows say of pairs of words (English, Arabic), before they become probabilities.
#[derive(Default)]
struct Pairs {
    /// Best weight by rank.
    ranked: FxHashMap<(u32, u32), f32>,
    /// Best of the probabilities that rows bring along.
    given: FxHashMap<(u32, u32), (f32, f32)>,
}

impl Pairs {
    /// Adds a pair at a rank of its row, with the share that falls to it where forms or headwords are phrases.
    fn add(&mut self, pair: (u32, u32), rank: usize, given: Option<(f32, f32)>, share: f32) {
        match given {
            None => {
                let kept = self.ranked.entry(pair).or_insert(0.0);
                *kept = kept.max(share / (rank as f32 + 2.0).sqrt());
            }
            Some((forward, backward)) => {
                let kept = self.given.entry(pair).or_insert((0.0, 0.0));
                *kept = (kept.0.max(forward * share), kept.1.max(backward * share));
            }
        }
    }
}

/// How many votes the row of a single word has against those of phrases that it occurs in.
const OWN_ROW: u32 = 64;

/// A word without the marks around it.
fn bared(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// How much less a match is worth when it needed more than taking clitics off.
const INFLECTED: f32 = 0.7;
/// How much less a match is worth when it rests on the light stem alone.
const BY_STEM: f32 = 0.35;

impl Lexicon {
    /// Builds a lexicon from rows.
    pub fn from_rows(rows: &[Row<'_>]) -> Self {
        Lexicon::build(rows, None)
    }

    /// The same; the words of a phrase that are function words in `known` are left out, as `of` in
    /// `ministry of defence`: a list of phrases must not make them translate nouns.
    fn build(rows: &[Row<'_>], known: Option<&Lexicon>) -> Self {
        let mut made = Lexicon::default();
        let mut pairs = Pairs::default();
        let (mut en_votes, mut ar_votes): (Vec<[u32; 2]>, Vec<[u32; 2]>) = (Vec::new(), Vec::new());
        let mut folded = String::new();
        let is_particle = |word: &str| {
            known.is_some_and(|known| {
                let id = known.english(&stem::stem(Lang::En, word));
                id.is_some_and(|id| known.is_english_function(id))
            })
        };
        for row in rows {
            let mut words: Vec<&str> = row.english.split([' ', '-']).map(bared).collect();
            words.retain(|word| !word.is_empty());
            if words.len() > 1 && !words.iter().all(|word| is_particle(word)) {
                words.retain(|word| !is_particle(word));
            }
            let heads: Vec<u32> =
                words.into_iter().map(|word| made.intern_english(word, &mut en_votes)).collect();
            // A word's own rows say what it is; a phrase only where it has none.
            let voice = if heads.len() == 1 { OWN_ROW } else { 1 };
            for &head in &heads {
                en_votes[head as usize][usize::from(row.is_function())] += voice;
            }
            let mut probabilities = row.probabilities();
            for (rank, form) in row.arabic().enumerate() {
                let given = probabilities.as_mut().and_then(Iterator::next);
                let words: Vec<&str> = form.split(' ').map(bared).filter(|word| !word.is_empty()).collect();
                let share = 1.0 / (words.len() as f32 * heads.len() as f32);
                for word in words {
                    fold::fold_into(Lang::Ar, word, &mut folded);
                    let id = made.intern_arabic(&folded, &mut ar_votes);
                    ar_votes[id as usize][usize::from(row.is_function())] += 1;
                    for &head in &heads {
                        pairs.add((head, id), rank, given, share);
                    }
                }
            }
        }
        made.english_is_function = en_votes.iter().map(|[content, function]| function > content).collect();
        made.arabic_is_function = ar_votes.iter().map(|[content, function]| function >= content).collect();
        made.fill(&pairs);
        made
    }

    fn fill(&mut self, pairs: &Pairs) {
        let mut english_total = vec![0.0f32; self.english.len()];
        let mut arabic_total = vec![0.0f32; self.arabic.len()];
        let mut sorted: Vec<(u32, u32, f32)> = pairs.ranked.iter().map(|(&(e, a), &w)| (a, e, w)).collect();
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
        for (&(e, a), &(forward, backward)) in &pairs.given {
            let list = &mut self.entries[a as usize];
            match list.iter_mut().find(|entry| entry.english == e) {
                Some(entry) => (entry.forward, entry.backward) = (forward, backward),
                None => list.push(Entry { english: e, forward, backward }),
            }
        }
        if !pairs.given.is_empty() {
            self.entries.iter_mut().for_each(|list| list.sort_unstable_by_key(|entry| entry.english));
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

    /// A number that is the same for lexicons that say the same, and almost surely another for others.
    pub fn fingerprint(&self) -> u64 {
        let mut stems = vec![""; self.english.len()];
        self.english.iter().for_each(|(stem, &id)| stems[id as usize] = stem);
        // A sum, because the order of the table is of no meaning; each term is FNV-1a.
        let mut sum = 0u64;
        for (form, &id) in &self.arabic {
            for entry in &self.entries[id as usize] {
                let english = entry.english as usize;
                let functions = [self.arabic_is_function[id as usize], self.english_is_function[english]];
                let bytes = form.bytes().chain([0]).chain(stems[english].bytes()).chain([0]);
                let bytes = bytes.chain(entry.forward.to_le_bytes()).chain(entry.backward.to_le_bytes());
                let hash = bytes.chain(functions.map(u8::from)).fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
                });
                sum = sum.wrapping_add(hash);
            }
        }
        sum
    }

    /// True when a folded Arabic form is listed as it stands.
    pub fn lists(&self, folded: &str) -> bool {
        self.arabic.contains_key(folded)
    }

    /// What the lexicon says of one English stem and one folded Arabic form that is listed as it stands.
    pub fn entry(&self, english: EnglishId, folded: &str) -> Option<Entry> {
        let id = *self.arabic.get(folded)?;
        self.entries[id as usize].iter().find(|entry| entry.english == english).copied()
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
    fn a_fingerprint_knows_a_changed_row_and_not_the_order_of_rows() {
        let print = |table: &str| Lexicon::from_rows(&parse_rows(table, "x").expect("rows")).fingerprint();
        let (one, two) = ("pen\tnoun\tgeneral\tقلم\n", "sea\tnoun\tgeneral\tبحر\n");
        assert_eq!(print(&format!("{one}{two}")), print(&format!("{two}{one}")));
        assert_ne!(print(one), print("pen\tnoun\tgeneral\tقلم; ريشة\n"));
    }

    #[test]
    fn a_phrase_does_not_make_its_little_words_content() {
        let of = built_in().english("of").expect("listed");
        assert!(built_in().is_english_function(of));
    }

    #[test]
    fn function_words_are_known_with_and_without_clitics() {
        let lexicon = small();
        assert!(lexicon.look_up("من").is_function);
        assert!(lexicon.look_up("ومن").is_function);
        assert!(!lexicon.look_up("كتاب").is_function);
    }
}
