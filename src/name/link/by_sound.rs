//! Linking by sound the names that are not in the table.

use super::places::{Bond, Places, Run};
use super::{Linker, Pair};
use crate::name::How;
use crate::name::keys::{Shapes, Sketch};
use crate::name::known::{Known, heard, is_known_word};
use crate::name::ordinary::{Ordinary, is_ordinary};
use crate::name::sound::similarity_from;
use crate::name::words::{Word, is_title};
use crate::name::{NameKind, table::table};
use crate::text::Lang;
use crate::text::clitics::{self, Classes};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Most words under one key that are compared; more share a key only in text made to be slow.
const BUCKET: usize = 256;
/// Most Arabic spellings (with clitics, for example) that may link to one English name.
const SPELLINGS: usize = 16;
/// Similarity that a second spelling may lack, or a name that would otherwise stay unlinked.
const LACKS: f64 = 0.1;

/// Most letters of a word in capitals that is almost always an abbreviation: nobody reads COPD as a word.
const ABBREVIATION: usize = 4;
/// Greatest similarity that is ever required, unless there is almost no substance.
const PERFECT: f64 = 0.97;
/// Additional similarity that a word of the lexicon needs.
const LISTED: f64 = 0.1;
/// Similarity that an Arabic word needs that may be an ordinary one, if it has enough substance.
const PERHAPS: f64 = 0.95;

/// God, folded, the second word of many given names.
const GOD: &str = "الله";

/// An Arabic word, an English word, and the score of their being the same name.
#[derive(Clone, Copy)]
struct Likely {
    score: f64,
    ar: usize,
    en: usize,
}

impl Linker {
    pub(super) fn by_sound(&mut self) {
        let english = self.english_types();
        if english.list.is_empty() {
            return;
        }
        let arabic = self.arabic_types(&english);
        for (likely, again) in assign(&likely(&arabic, &english), arabic.list.len(), english.list.len()) {
            let (ar, en) = (&arabic.list[likely.ar], &english.list[likely.en]);
            let places = Places { ar: ar.places.clone(), en: en.places.clone() };
            let before = self.pairs.len();
            self.pair_places(&places, Bond::heard(likely.score, How::Sound), true);
            // The name is already linked under another spelling; with a clitic it is the same word.
            if again && self.pairs.len() == before {
                let same = |&(start, len): &Run| {
                    let written = |at: usize| &*self.ar[at].folded;
                    self.pairs.iter().find(|pair| {
                        places.en.contains(&pair.en)
                            && is_same_word(written(pair.ar.0 + pair.ar.1 - 1), written(start + len - 1))
                    })
                };
                if let Some(&pair) = places.ar.first().and_then(same) {
                    self.keep_repeat(&places.ar, Pair { score: likely.score, ..pair });
                }
            }
        }
    }

    fn english_types(&self) -> Types {
        let mut english = Types::default();
        for (n, word) in self.en.iter().enumerate() {
            let listens = word.capital && word.sounds(Lang::En) && self.en_used[n].is_none();
            let plain = word.first && is_ordinary(Lang::En, &word.folded);
            if !listens || plain || is_title(&word.folded) {
                continue;
            }
            let number = english.add(word, (n, 1));
            if word.shouted && word.folded.len() <= ABBREVIATION {
                english.list[number].least = PERFECT;
                continue;
            }
            if let Some(next) = self.en.get(n + 1)
                && word.joins
                && word.folded.len() + next.folded.len() >= 4
                && !is_ordinary(Lang::En, &next.folded)
                && !is_ordinary(Lang::En, &word.folded)
                && next.sounds(Lang::En)
                && self.en_used[n + 1].is_none()
                && (next.capital || &*next.folded == "al")
            {
                english.add_joined(Lang::En, &[&*word.folded, &*next.folded].concat(), (n, 2));
            }
        }
        english
    }

    /// The Arabic words and neighbours that may share a key with an English one; two words only with a single one.
    fn arabic_types(&self, english: &Types) -> Types {
        let (all, single) = (english.shapes(2), english.shapes(1));
        let mut arabic = Types::default();
        let mut both = String::new();
        for (n, word) in self.ar.iter().enumerate() {
            if !word.sounds(Lang::Ar) || self.ar_used[n].is_some() {
                continue;
            }
            let plain_word = word.plain();
            let (doubt, shares) = (plain_word.ordinary, all.may_share(plain_word.sketch));
            let next = self.ar.get(n + 1).filter(|_| word.joins);
            let next = next.filter(|next| next.sounds(Lang::Ar) && self.ar_used[n + 1].is_none());
            let of_god = next.is_some_and(|next| &*next.folded == GOD);
            if doubt == Ordinary::Yes && !of_god {
                continue;
            }
            if of_god {
                arabic.add_joined(Lang::Ar, &joined(&word.folded, GOD), (n, 2));
                continue;
            }
            let number = shares.then(|| arabic.add(word, (n, 1)));
            if doubt == Ordinary::Perhaps {
                if let Some(number) = number {
                    arabic.list[number].least = PERHAPS;
                }
                continue;
            }
            if let Some(next) = next.filter(|next| next.plain().ordinary != Ordinary::Yes) {
                both.clear();
                both.push_str(&word.folded);
                both.push_str(&next.folded);
                if single.may_share(Sketch::new(&both)) || arabic.numbers.contains_key(both.as_str()) {
                    arabic.add_joined(Lang::Ar, &both, (n, 2));
                }
            }
        }
        arabic
    }
}

/// Two words read as one. The feminine ending is heard before God's name: نعمة الله is Nehmatallah.
fn joined(word: &str, next: &str) -> String {
    match word.strip_suffix('ه').filter(|_| next == GOD) {
        Some(stem) => [stem, "ت", next].concat(),
        None => [word, next].concat(),
    }
}

/// True for two forms of one word that differ only in their clitics.
fn is_same_word(one: &str, other: &str) -> bool {
    let long = |form: &&str| form.chars().nth(1).is_some();
    let mut forms = clitics::forms(one, Classes::NOUN).filter(long);
    forms.any(|form| clitics::forms(other, Classes::NOUN).any(|again| again == form))
}

/// All pairs of words that sound like the same name, best first.
fn likely(arabic: &Types, english: &Types) -> Vec<Likely> {
    let buckets = english.buckets();
    let mut likely: Vec<Likely> = Vec::new();
    let mut seen = vec![usize::MAX; english.list.len()];
    for (ar, heard) in arabic.list.iter().enumerate() {
        for key in &heard.known.keys {
            for &en in buckets.get(key).map(Vec::as_slice).unwrap_or_default().iter().take(BUCKET) {
                if std::mem::replace(&mut seen[en], ar) == ar || heard.words + english.list[en].words > 3 {
                    continue;
                }
                if let Some(score) = heard.sure(&english.list[en]) {
                    likely.push(Likely { score, ar, en });
                }
            }
        }
    }
    likely.sort_by(|x, y| y.score.total_cmp(&x.score).then(x.ar.cmp(&y.ar)).then(x.en.cmp(&y.en)));
    likely
}

/// Assigns an English name to each Arabic word, best first; the flag says whether the name already
/// had another word.
fn assign(likely: &[Likely], arabic: usize, english: usize) -> Vec<(Likely, bool)> {
    let mut chosen: Vec<Option<Likely>> = vec![None; arabic];
    let mut best = vec![0.0f64; english];
    let mut spellings = vec![0usize; english];
    for &one in likely {
        // A second Arabic spelling of the same name (with a clitic, for example) must sound nearly as good.
        if chosen[one.ar].is_some() || one.score < best[one.en] - LACKS || spellings[one.en] == SPELLINGS {
            continue;
        }
        chosen[one.ar] = Some(one);
        spellings[one.en] += 1;
        best[one.en] = best[one.en].max(one.score);
    }
    // Moravia and Moravian in the text, heard in two words: neither name takes both words.
    for &one in likely {
        if spellings[one.en] == 0
            && let Some(held) = chosen[one.ar]
            && spellings[held.en] > 1
            && one.score >= held.score - LACKS
        {
            spellings[held.en] -= 1;
            spellings[one.en] = 1;
            chosen[one.ar] = Some(one);
        }
    }
    let mut chosen: Vec<Likely> = chosen.into_iter().flatten().collect();
    chosen.sort_by(|x, y| y.score.total_cmp(&x.score).then(x.ar.cmp(&y.ar)));
    let mut linked = vec![false; english];
    chosen.into_iter().map(|one| (one, std::mem::replace(&mut linked[one.en], true))).collect()
}

/// The distinct words (or joined neighbours) of one side.
#[derive(Default)]
struct Types {
    numbers: FxHashMap<Rc<str>, usize>,
    list: Vec<Heard>,
}

struct Heard {
    known: Rc<Known>,
    places: Vec<Run>,
    words: usize,
    folded: Rc<str>,
    /// Least similarity that it needs.
    least: f64,
}

impl Types {
    /// Adds a place of a word; returns the word's number.
    fn add(&mut self, word: &Word, place: Run) -> usize {
        self.put(&word.folded, place, || (word.folded.clone(), word.known().clone()))
    }

    /// Adds a place of two words read as one.
    fn add_joined(&mut self, lang: Lang, folded: &str, place: Run) -> usize {
        self.put(folded, place, || (folded.into(), heard(lang, folded)))
    }

    fn put(&mut self, folded: &str, place: Run, make: impl FnOnce() -> (Rc<str>, Rc<Known>)) -> usize {
        let met = self.numbers.get(folded).copied();
        let number = met.unwrap_or(self.list.len());
        if met.is_none() {
            let (folded, known) = make();
            self.numbers.insert(folded.clone(), number);
            self.list.push(Heard { known, places: Vec::new(), words: place.1, folded, least: 0.0 });
        }
        self.list[number].places.push(place);
        number
    }

    /// The shapes of the keys of those with at most so many words.
    fn shapes(&self, words: usize) -> Shapes {
        let mut shapes = Shapes::default();
        let few = self.list.iter().filter(|heard| heard.words <= words);
        few.flat_map(|heard| &heard.known.keys).for_each(|&key| shapes.add(key));
        shapes
    }

    fn buckets(&self) -> FxHashMap<u64, Vec<usize>> {
        let mut buckets: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (n, heard) in self.list.iter().enumerate() {
            for &key in &heard.known.keys {
                buckets.entry(key).or_default().push(n);
            }
        }
        buckets
    }
}

impl Heard {
    /// The score of both being the same name, 0.65 to 0.98; `None` below the similarity required
    /// for their length.
    fn sure(&self, english: &Heard) -> Option<f64> {
        let joined = f64::from(u8::from(self.words + english.words > 2));
        // A name in the table seldom has another spelling: فرنسا is France, not Francis.
        let known = [(self, Lang::Ar), (english, Lang::En)]
            .iter()
            .filter(|(heard, lang)| heard.is_known(*lang))
            .count();
        // Two names in the table without a common row are almost always different names: Khalfan and Khalifa.
        let known = [0.0, 0.04, 0.12][known];
        let substance = english.known.sound.substance();
        let needed = match substance {
            s if s < 1.5 && self.known.sound.len() < 3 => return None,
            s if s < 2.0 && self.least > 0.0 => return None,
            s if s < 2.5 && self.least > 0.0 => 0.98,
            _ => needed(substance, 0.08 * joined + known).max(self.least).max(english.least),
        };
        let likeness = similarity_from(needed, &self.known.sound, &english.known.sound)?;
        let listed = self.words == 1 && self.least == 0.0;
        if listed && likeness < f64::min(needed + LISTED, PERFECT.max(needed)) && is_known_word(&self.folded)
        {
            return None;
        }
        Some(0.65 + 0.33 * (likeness - needed) / (1.0 - needed))
    }
}

impl Heard {
    fn is_known(&self, lang: Lang) -> bool {
        let plain = || lang == Lang::En && is_ordinary(lang, &self.folded);
        self.known.is_named(|| is_known(lang, &self.folded) || plain())
    }
}

fn is_known(lang: Lang, folded: &str) -> bool {
    let found = table().find(lang, &[table().key(lang, folded)]);
    found.iter().any(|found| {
        !matches!(table().entry(found.entry).kind, NameKind::Title | NameKind::Element | NameKind::Particle)
    })
}

/// Similarity that a word of the given substance needs to count as the same name by sound alone,
/// increased by doubts. A perfect similarity suffices despite doubts, unless there is almost no
/// substance.
fn needed(substance: f64, doubts: f64) -> f64 {
    let needed = match substance {
        s if s < 1.0 => return f64::INFINITY,
        s if s < 1.5 => return 0.985,
        s if s < 2.5 => 0.93,
        s if s < 3.5 => 0.84,
        s if s < 4.5 => 0.74,
        _ => 0.68,
    };
    f64::min(needed + doubts, PERFECT)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{has, links};
    use super::*;

    #[test]
    fn one_word_may_be_two_on_the_other_side() {
        assert!(has("سكن في مونتفرد.", "He lived in Mont Verde.", ("مونتفرد", "Mont Verde")));
        assert!(has(
            "التقى عبد الصبور بأخيه.",
            "His brother met Abdulsabour.",
            ("عبد الصبور", "Abdulsabour")
        ));
    }

    #[test]
    fn gods_name_after_another_word_is_heard_as_one_name() {
        assert!(has(
            "بناه المغترب نعمة الله قديماً.",
            "It was built by Nimatullah long ago.",
            ("نعمة الله", "Nimatullah")
        ));
        assert!(has("قال شكر الله ذلك.", "It was said by Shukrallah.", ("شكر الله", "Shukrallah")));
        assert_eq!(
            links("كانت نعمة الله عليهم كبيرة.", "Great was the kindness shown to them by Halvorsen."),
            []
        );
    }

    #[test]
    fn a_name_with_two_spellings_leaves_its_neighbour_one() {
        let (ar, en) =
            ("كان الحرف القراخاني شائعاً في قراخانيا.", "In Qarakhania the Qarakhanian script was common.");
        assert!(has(ar, en, ("القراخاني", "Qarakhanian")) && has(ar, en, ("قراخانيا", "Qarakhania")));
    }

    #[test]
    fn only_the_same_word_repeats_a_name() {
        let ar = "قرأ كتاب السيبرناطة. وللسيبرناطة تاريخ، والسيبرناطي رجل.";
        assert_eq!(links(ar, "He read As-Sibernata and its history.").len(), 2);
        assert!(is_same_word("وهالفورسن", "لهالفورسن") && is_same_word("للقاهره", "القاهره"));
        assert!(!is_same_word("صيدلي", "صيدله") && !is_same_word("برن", "ن"));
    }

    #[test]
    fn what_may_be_an_ordinary_word_must_sound_the_same() {
        assert!(has("قضى الصيف في بيتين.", "The summer he spent in Petén.", ("بيتين", "Petén")));
        assert_eq!(links("قضى الصيف في بيتين.", "The summer he spent with Patton."), []);
    }

    #[test]
    fn a_name_of_one_consonant_must_sound_the_same() {
        assert!(has("فاز فريق ألوا.", "The winner was Alloa.", ("ألوا", "Alloa")));
        assert_eq!(links("فاز فريق ألوا.", "The winner was Lee."), []);
    }

    #[test]
    fn abbreviations_are_seldom_heard_as_words() {
        assert_eq!(links("أصابه التهاب في الكبد.", "He had COPD."), []);
        assert!(has("أطلقت ناسكا القمر.", "It was NASKA that launched it.", ("ناسكا", "NASKA")));
    }

    #[test]
    fn many_names_with_one_skeleton_stay_bounded() {
        let vowels = ["", "ا", "و", "ي"];
        let letters = ["a", "e", "i", "o", "u"];
        let mut ar = String::new();
        let mut en = String::from("x ");
        for n in 0..1024usize {
            let v = |k: u32| vowels[n / 4usize.pow(k) % 4];
            ar += &format!("ب{}ر{}ت{}ل{}ن{} ", v(0), v(1), v(2), v(3), v(4));
            let w = |k: u32| letters[n / 5usize.pow(k) % 5];
            en += &format!("b{}rt{}l{}n{}B{}rtalan ", w(0), w(1), w(2), w(3), w(4));
            en += &format!("B{}rt{}l{}n{}d ", w(0), w(1), w(2), w(3));
        }
        assert!(super::super::link(&ar, &en).len() <= 1024 * 2);
    }
}
