//! Learning a lexicon from pairs of sentences that translate each other.
//!
//! IBM Model 1 (Brown, Della Pietra, Della Pietra and Mercer 1993) is run in both directions over
//! classes of words with the same light stem. Then words that are each other's best partner are
//! linked in every pair of sentences, and the links are counted by dictionary forms: Arabic without
//! clitics and article, English in lower case. Function words are left out, because they occur with
//! everything.
//!
//! Memory is bounded: each English class has at most forty Arabic candidates, and of texts longer
//! than [`MOST_TOKENS`] every second, fourth … pair is kept.

mod forms;
mod learnt;
mod links;
mod model;
mod words;

pub use learnt::{Learnt, LearntForm, LearntRow};

use super::Lexicon;
use crate::text::{Lang, chars, fold, token};
use links::Links;
use model::Table;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use words::{FUNCTION, Id, Stream, Vocabulary};

/// The conditions for a pair of words to become an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearnOptions {
    /// Least number of links between the two words.
    pub least_count: u32,
    /// Least probability (0 to 1) in one direction; a tenth of it is required in the other.
    pub least_probability: f32,
    /// Most Arabic forms for an English word.
    pub most_forms: usize,
}

impl Default for LearnOptions {
    fn default() -> Self {
        LearnOptions { least_count: 2, least_probability: 0.1, most_forms: 8 }
    }
}

/// Most words that are kept, of both sides together: about 250 MB.
const MOST_TOKENS: usize = 60_000_000;
/// Most words of one side of a pair: in longer ones everything would occur with everything.
const LONGEST: usize = 250;
/// Count added to every denominator, so that a pair seen once stays doubtful.
const DOUBT: f32 = 0.5;

/// Collects pairs of sentences to learn from.
///
/// ```
/// use mizan::lexicon::{LearnOptions, Learner, built_in};
/// let mut learner = Learner::new(built_in());
/// for (ar, en) in [("ظهر الحيزبون", "The crone appeared"), ("نامت الحيزبون", "The crone slept"), ("ضحك القط", "The cat laughed")] {
///     learner.add(ar, en);
/// }
/// let learnt = learner.finish(&LearnOptions::default());
/// assert_eq!(learnt.rows[0].english, "crone");
/// assert_eq!(learnt.rows[0].forms[0].arabic, "حيزبون");
/// ```
#[derive(Debug)]
pub struct Learner<'a> {
    known: &'a Lexicon,
    ar: Vocabulary,
    en: Vocabulary,
    left: Stream,
    right: Stream,
    /// Hashes of the pairs that are kept.
    kept: FxHashSet<u64>,
    seen: u64,
    /// One in this many pairs is kept.
    stride: u64,
    most_tokens: usize,
}

impl<'a> Learner<'a> {
    /// A learner that starts from a known lexicon: its function words, and its pairs as likely pairs.
    pub fn new(known: &'a Lexicon) -> Self {
        Learner {
            known,
            ar: Vocabulary::default(),
            en: Vocabulary::default(),
            left: Stream::default(),
            right: Stream::default(),
            kept: FxHashSet::default(),
            seen: 0,
            stride: 1,
            most_tokens: MOST_TOKENS,
        }
    }

    /// Adds a sentence and its translation. Pairs with an empty or a very long side are ignored,
    /// and so are repeated pairs, which are common in translation memories.
    pub fn add(&mut self, ar: &str, en: &str) {
        let words = |text: &str| token::tokens(text).filter(|t| t.kind == token::TokenKind::Word).count();
        let (m, n) = (words(ar), words(en));
        if m == 0 || n == 0 || m > LONGEST || n > LONGEST {
            return;
        }
        let mut hasher = FxHasher::default();
        (ar, en).hash(&mut hasher);
        if !self.kept.insert(hasher.finish()) {
            return;
        }
        self.seen += 1;
        if !(self.seen - 1).is_multiple_of(self.stride) {
            return;
        }
        for (lang, text) in [(Lang::Ar, ar), (Lang::En, en)] {
            let (vocabulary, stream) = match lang {
                Lang::Ar => (&mut self.ar, &mut self.left),
                Lang::En => (&mut self.en, &mut self.right),
            };
            for token in token::tokens(text).filter(|t| t.kind == token::TokenKind::Word) {
                let word = token.span.of(text);
                let arabic = word.chars().any(chars::is_arabic_letter);
                if arabic != (lang == Lang::Ar) {
                    continue;
                }
                let spelled = match lang {
                    Lang::Ar => fold::bare(word),
                    Lang::En => {
                        let folded = fold::fold(lang, word);
                        folded.strip_suffix("'s").unwrap_or(&folded).to_owned()
                    }
                };
                stream.tokens.push(vocabulary.add(lang, &spelled, self.known));
            }
            stream.ends.push(stream.tokens.len());
        }
        if self.left.tokens.len() + self.right.tokens.len() > self.most_tokens {
            self.left.halve();
            self.right.halve();
            self.stride *= 2;
        }
    }

    /// Learns from all pairs that were added.
    pub fn finish(self, options: &LearnOptions) -> Learnt {
        let used = self.left.ends.len() as u64;
        let rows = Links::count(&self, &Table::learn(&self)).rows(&self, options);
        Learnt { rows, seen: self.seen, used }
    }

    /// The classes of a pair of sentences, each once, sorted.
    fn classes(&self, n: usize, ar: &mut Vec<Id>, en: &mut Vec<Id>) {
        for (stream, vocabulary, out) in [(&self.left, &self.ar, ar), (&self.right, &self.en, en)] {
            out.clear();
            out.extend(stream.pair(n).iter().map(|&word| vocabulary.class_of[word as usize]));
            out.retain(|&class| class != FUNCTION);
            out.sort_unstable();
            out.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{built_in, parse_rows};

    /// Sentences of three nouns each, in every combination.
    const WORDS: [(&str, &str, &str); 6] = [
        ("الحيزبون", "crone", "حيزبون"),
        ("للغضنفر", "griffins", "غضنفر"),
        ("الالتزام", "Commitment", "التزام"),
        ("وخنفشار", "gibberish", "خنفشار"),
        ("بالزمهرير", "frost's", "زمهرير"),
        ("السلسبيل", "rill", "سلسبيل"),
    ];

    fn learnt() -> Learnt {
        let mut learner = Learner::new(built_in());
        for x in WORDS {
            for y in WORDS {
                learner.add(&format!("{} من {}", x.0, y.2), &format!("The {} of {} 5.", y.1, x.1));
            }
        }
        learner.finish(&LearnOptions::default())
    }

    #[test]
    fn words_find_their_partners_and_are_written_as_a_dictionary_lists_them() {
        let learnt = learnt();
        for (_, english, arabic) in WORDS {
            let english = english.to_lowercase();
            let english = english.trim_end_matches("'s");
            let row = learnt.rows.iter().find(|row| row.english == english).expect(english);
            assert_eq!(row.forms[0].arabic, arabic, "{learnt}");
            assert!(row.forms[0].forward > 0.8 && row.forms[0].backward > 0.8, "{learnt}");
        }
        assert!(!learnt.rows.iter().any(|row| row.english == "of"), "{learnt}");
    }

    #[test]
    fn what_is_written_reads_back_and_is_found_in_running_text() {
        let table = learnt().to_string();
        let rows = parse_rows(&table, "my.tsv").expect("our own table");
        let lexicon = Lexicon::from_rows(&rows);
        let english = lexicon.english("crone").expect("learnt");
        let found = lexicon.look_up("وبالحيزبون");
        assert!(found.entries.iter().any(|entry| entry.english == english && entry.forward > 0.8));
    }

    #[test]
    fn too_much_text_is_thinned_evenly_and_said() {
        let mut learner = Learner::new(built_in());
        learner.most_tokens = 400;
        for n in 0..1000 {
            let (ar, en, _) = WORDS[n % WORDS.len()];
            learner.add(&format!("{ar} {n}"), en);
        }
        assert!(learner.left.tokens.len() + learner.right.tokens.len() <= 400);
        let learnt = learner.finish(&LearnOptions::default());
        assert_eq!(learnt.seen, 1000);
        assert!((100..=200).contains(&learnt.used), "{}", learnt.used);
    }

    #[test]
    fn a_pair_that_comes_again_counts_once() {
        let mut learner = Learner::new(built_in());
        (0..5).for_each(|_| learner.add("ضحك الغضنفر", "The griffin laughed"));
        let learnt = learner.finish(&LearnOptions::default());
        assert_eq!((learnt.used, learnt.rows.len()), (1, 0));
    }

    #[test]
    fn nothing_is_learnt_from_nothing() {
        let mut learner = Learner::new(built_in());
        learner.add("", "word");
        learner.add("٣", "3");
        assert_eq!(learner.finish(&LearnOptions::default()).rows, []);
    }
}
