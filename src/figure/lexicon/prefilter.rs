//! A filter for look-ups: most words of a text are not part of a figure, which a few of their letters show.

use crate::text::clitics::{self, Classes};
use crate::text::{Lang, chars};

/// The known words by a few of their letters: the last four of an Arabic word, which are
/// independent of clitics, and the first two, the last and the length of an English one. Other
/// words may have the same place as a known one.
#[derive(Debug)]
pub(in crate::figure) struct Prefilter {
    lang: Lang,
    bits: Vec<u64>,
}

/// Number of places, a power of two.
const PLACES: u32 = 1 << 16;
/// Number of letters of an Arabic word that are used.
const LETTERS: u32 = 4;

impl Prefilter {
    /// The prefilter for these folded words.
    pub(in crate::figure) fn new<'w>(lang: Lang, words: impl Iterator<Item = &'w [u8]>) -> Self {
        let mut prefilter = Prefilter { lang, bits: vec![0; PLACES as usize / 64] };
        for word in words.filter_map(|word| str::from_utf8(word).ok()) {
            match lang {
                Lang::Ar => {
                    if let Some(last) = last_letters(word) {
                        prefilter.add_with_clitics(last);
                    }
                }
                Lang::En => prefilter.add(english_place(word)),
            }
        }
        if lang == Lang::Ar {
            // Before digits they may be alone.
            for (clitics, _) in clitics::chains(Classes::NOUN) {
                prefilter.add(last_letters(clitics).map(|(key, _)| place(key)));
            }
        }
        prefilter
    }

    /// Adds the key of a word's last letters; if there are fewer than four, also with clitics in front.
    fn add_with_clitics(&mut self, (key, letters): (u32, u32)) {
        self.add(Some(place(key)));
        if letters < LETTERS {
            for letter in ['ا', 'و', 'ف', 'ب', 'ل', 'ك'] {
                self.add_with_clitics((in_front(key, letter), letters + 1));
            }
        }
    }

    fn add(&mut self, place: Option<u32>) {
        if let Some(place) = place {
            self.bits[place as usize / 64] |= 1 << (place % 64);
        }
    }

    /// False for a word of a text that is certainly unknown, with or without clitics, and does not
    /// end like a dual.
    pub(in crate::figure) fn may_know(&self, word: &str) -> bool {
        let place = match self.lang {
            Lang::Ar => last_letters(word).map(|(key, _)| place(key)),
            Lang::En => english_place(word),
        };
        place.is_none_or(|place| self.bits[place as usize / 64] & (1 << (place % 64)) != 0)
    }
}

/// The last four letters of an Arabic word, folded, as a key, and how many there are; `None` if a
/// prefilter cannot tell.
fn last_letters(word: &str) -> Option<(u32, u32)> {
    let (mut key, mut letters) = (0, 0);
    for c in word.chars().rev() {
        let letter = match c {
            'آ' | 'أ' | 'إ' => 'ا',
            'ة' => 'ه',
            'ى' => 'ي',
            chars::TATWEEL | '\u{064B}'..='\u{065F}' => continue,
            // It may be a dual, which any noun can have.
            'ن' if letters == 0 => return None,
            '\u{0621}'..='\u{064A}' => c,
            _ => return None,
        };
        key = in_front(key, letter);
        letters += 1;
        if letters == LETTERS {
            break;
        }
    }
    Some((key, letters))
}

/// The key of letters with one more in front.
fn in_front(key: u32, letter: char) -> u32 {
    key << 6 | (letter as u32 - 0x620)
}

/// The place of the first two letters, the last one and the length of an English word; `None` if it
/// is shorter or has other characters.
fn english_place(word: &str) -> Option<u32> {
    let &[first, second, .., last] = word.as_bytes() else { return None };
    let plain = word.bytes().all(|b| b.is_ascii_alphabetic());
    let key = [first, second, last].iter().fold(0, |key, b| key << 6 | u32::from(b & 0x1F));
    let key = key << 5 | word.len().min(31) as u32;
    plain.then(|| place(key))
}

/// The upper bits of a multiplicative hash (Knuth).
fn place(key: u32) -> u32 {
    key.wrapping_mul(0x9E37_79B1) >> (32 - PLACES.trailing_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figure::lexicon::lexicon, text::fold::fold};

    #[test]
    fn no_known_word_is_passed_over_in_any_spelling() {
        for lang in [Lang::Ar, Lang::En] {
            let lexicon = lexicon(lang);
            for id in 0..lexicon.words.len() as u32 {
                let word = str::from_utf8(lexicon.words.get(id)).unwrap();
                assert!(lexicon.prefilter.may_know(word), "{word}");
                for clitics in ["و", "ب", "ل", "ال", "وال", "وبال", "ولل", "لل", "فب"] {
                    let longer = format!("{clitics}{word}");
                    assert!(lang == Lang::En || lexicon.prefilter.may_know(&longer), "{longer}");
                }
            }
        }
        for word in ["ثلاثَةٌ", "والمئـــة", "للثَّلاثين", "وأربعمائة", "ثلاثمرات", "بالـ"]
        {
            assert!(lexicon(Lang::Ar).prefilter.may_know(word), "{word}");
        }
        assert!(lexicon(Lang::Ar).prefilter.may_know("اللاعبَيْنِ"), "a dual");
        assert!(lexicon(Lang::En).prefilter.may_know("SEVEN"));
    }

    #[test]
    fn most_words_are_excluded_by_the_prefilter() {
        let passed = |lang, text: &str| {
            let words = text.split(' ');
            words
                .filter(|word| !lexicon(lang).prefilter.may_know(word) && !fold(lang, word).is_empty())
                .count()
        };
        assert!(passed(Lang::Ar, "قال المتحدث إن المدارس ستفتح أبوابها غدا بعد طول انتظار") >= 5);
        assert!(passed(Lang::En, "the spokesman said that schools would open their doors tomorrow") >= 5);
    }
}
