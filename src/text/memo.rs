//! A cache of results by word: texts repeat their words, and documents those of other documents.

use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Most words that are kept; when there are more, the cache is emptied.
const MOST: usize = 1 << 13;
/// Words of more bytes than this are not kept, because they seldom occur again.
const LONGEST: usize = 48;

/// Results by word. A value must depend on its word alone, so that results do not depend on what
/// was read before.
#[derive(Debug)]
pub(crate) struct Memo<V> {
    known: RefCell<FxHashMap<Box<str>, V>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Memo { known: RefCell::default() }
    }
}

impl<V: Clone> Memo<V> {
    /// The value for a word, computed by `make` the first time.
    pub(crate) fn get(&self, word: &str, make: impl FnOnce(&str) -> V) -> V {
        if let Some(value) = self.known.borrow().get(word) {
            return value.clone();
        }
        let value = make(word);
        if word.len() <= LONGEST {
            let mut known = self.known.borrow_mut();
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(word.into(), value.clone());
        }
        value
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
        assert!(memo.known.borrow().len() <= MOST);
        let long = "a".repeat(LONGEST + 1);
        let before = asked.get();
        assert_eq!((get(&long), get(&long), asked.get() - before), (LONGEST + 1, LONGEST + 1, 2));
    }
}
