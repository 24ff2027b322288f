//! The bilingual lexicon: which Arabic word may translate which English word.
//!
//! A lexicon links English stems to folded Arabic forms. The built-in one has no counts, only the
//! order in which the translations of a headword are listed, best first; translation probabilities
//! are derived from that order. Learnt lexicons ([`Learner`]) have probabilities of their own;
//! users' lists come in several formats ([`Rows`]). Arabic words are looked up under every analysis
//! of [`stem::for_each_analysis`], so that `وسيكتبونها` finds the row `write → يكتب`.

mod builder;
mod built_in;
mod file;
mod learn;
mod show;
mod store;
mod table;

use crate::text::{Lang, memo::Memo, stem};
use std::rc::Rc;

use builder::bared;
pub use built_in::{built_in, dialects, is_dialect};
#[cfg(feature = "formats")]
pub use built_in::{built_in_rows, dialect_rows};
pub use file::{Rows, Skipped};
pub use learn::{LearnOptions, Learner, Learnt, LearntForm, LearntRow};
pub use show::{LookupWay, Rendering, renderings};
pub use store::{EnglishId, Lexicon, LexiconEntry};
pub use table::{LexiconRow, parse_rows};

/// Factor of a match that needed more than the removal of clitics.
const INFLECTED: f32 = 0.7;
/// Factor of a match by the light stem alone.
const BY_STEM: f32 = 0.35;

thread_local! {
    /// What the built-in lexicon says of words, because most words of a text occur repeatedly.
    static LOOKED_UP: Memo<Rc<LookUp>> = Memo::default();
}

impl Lexicon {
    /// The English stems that a folded Arabic word may translate, each by its best analysis, sorted
    /// by id; and whether the word is a function word.
    pub fn look_up(&self, folded: &str) -> Rc<LookUp> {
        if std::ptr::eq(self, built_in()) {
            LOOKED_UP.with(|known| known.get(folded, |folded| Rc::new(self.examine(folded))))
        } else {
            Rc::new(self.examine(folded))
        }
    }

    /// The id of a folded English word that is listed and no function word.
    pub fn english_content(&self, folded: &str) -> Option<EnglishId> {
        self.english(&stem::stem_folded(Lang::En, folded)).filter(|id| !self.is_english_function(*id))
    }

    /// True if a folded word is listed as a function word (article, pronoun, preposition …).
    pub fn is_function(&self, lang: Lang, folded: &str) -> bool {
        match lang {
            Lang::Ar => self.look_up(folded).is_function,
            Lang::En => self
                .english(&stem::stem_folded(Lang::En, folded))
                .is_some_and(|id| self.is_english_function(id)),
        }
    }

    fn examine(&self, folded: &str) -> LookUp {
        let mut found: Vec<LexiconEntry> = Vec::new();
        let mut function = false;
        let mut first = true;
        let mut best = 0.0f32;
        let mut add = |form: &str, quality: f32, found: &mut Vec<LexiconEntry>| {
            if let Some(id) = self.arabic(form) {
                if first {
                    function = self.is_arabic_function(id);
                    first = false;
                    best = quality;
                }
                // A word that is itself listed is unlikely to be a form of another one.
                let quality = if quality < best { quality * 0.5 } else { quality };
                for entry in self.entries(id) {
                    found.push(LexiconEntry {
                        forward: entry.forward * quality,
                        backward: entry.backward * quality,
                        ..entry
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
        if found.is_empty()
            && let Some(rest) = stem::without_pronoun(folded)
        {
            stem::for_each_analysis(rest, |form, _| add(form, INFLECTED, &mut found));
        }
        if found.is_empty() {
            add(stem::arabic(folded), BY_STEM, &mut found);
        }
        found.sort_by(|a, b| a.english.cmp(&b.english).then(b.forward.total_cmp(&a.forward)));
        found.dedup_by_key(|entry| entry.english);
        LookUp { entries: found, is_function: function }
    }
}

/// The result of looking up one Arabic word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LookUp {
    /// The English stems that it may translate, sorted by id.
    pub entries: Vec<LexiconEntry>,
    /// True if the word is listed as a function word.
    pub is_function: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, fold};

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
        for word in ["وسيكتبونها", "تكتب", "كتبت", "كتابته", "تكتبك"] {
            let found = lexicon.look_up(&fold::fold(Lang::Ar, word));
            assert!(found.entries.iter().any(|e| e.english == write), "{word}");
        }
    }

    #[test]
    fn probabilities_of_a_headword_sum_to_one() {
        let lexicon = small();
        let forms = ["كتب", "يكتب", "كتابه"];
        let total: f32 = forms.iter().filter_map(|form| lexicon.entry(0, form)).map(|e| e.forward).sum();
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
