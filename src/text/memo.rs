//! A cache of results by word: texts repeat their words, and documents those of other documents.

use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Most words of a generation. When there are more, they become the older generation, and what that
/// one has kept is dropped, except for words that were asked for meanwhile: frequent words stay.
const MOST: usize = 1 << 13;
/// Words of more bytes than this are not kept, because they seldom occur again.
const LONGEST: usize = 48;

type Generation<V> = FxHashMap<Box<str>, V>;

/// Results by word. A value must depend on its word alone, so that results do not depend on what
/// was read before.
#[derive(Debug)]
pub(crate) struct Memo<V> {
    newer: RefCell<Generation<V>>,
    older: RefCell<Generation<V>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Memo { newer: RefCell::default(), older: RefCell::default() }
    }
}

impl<V: Clone> Memo<V> {
    /// The value for a word, computed by `make` the first time.
    pub(crate) fn get(&self, word: &str, make: impl FnOnce(&str) -> V) -> V {
        if let Some(value) = self.newer.borrow().get(word) {
            return value.clone();
        }
        let before = self.older.borrow_mut().remove_entry(word);
        let (key, value) = match before {
            Some(entry) => entry,
            None => {
                let value = make(word);
                if word.len() > LONGEST {
                    return value;
                }
                (word.into(), value)
            }
        };
        let mut newer = self.newer.borrow_mut();
        if newer.len() >= MOST {
            self.older.replace(std::mem::take(&mut newer));
        }
        newer.insert(key, value.clone());
        value
    }

    /// The number of words that are kept.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.newer.borrow().len() + self.older.borrow().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_word_is_found_out_once_and_memory_stays_bounded() {
        let (memo, asked) = (Memo::default(), Cell::new(0));
        let get = |word: &str| {
            memo.get(word, |word| {
                asked.set(asked.get() + 1);
                word.len()
            })
        };
        assert_eq!((get("one"), get("three"), get("one"), asked.get()), (3, 5, 3, 2));
        (0..3 * MOST).for_each(|n| assert_eq!(get(&n.to_string()), n.to_string().len()));
        assert!(memo.len() <= 2 * MOST);
        let long = "a".repeat(LONGEST + 1);
        let before = asked.get();
        assert_eq!((get(&long), get(&long), asked.get() - before), (LONGEST + 1, LONGEST + 1, 2));
    }

    #[test]
    fn words_that_are_asked_for_again_are_kept() {
        let (memo, asked) = (Memo::default(), Cell::new(0));
        let get = |word: &str| memo.get(word, |_| asked.replace(asked.get() + 1));
        let first = get("the");
        for n in 0..4 * MOST {
            get(&n.to_string());
            if n % 1000 == 0 {
                assert_eq!(get("the"), first);
            }
        }
        assert_eq!(asked.get(), 4 * MOST + 1);
    }
}
