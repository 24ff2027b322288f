//! The table of which Arabic word types may translate which English ones, and how probably: a
//! sparse table built from the lexicon, identical spellings, and what earlier rounds learnt from
//! the text.

use super::alignment::AnchorKind;
use super::model::Tuning;
use super::tokens::Shape;
use super::words::{TRANSLATED, Type, TypeId, Words};
use crate::lexicon::{self, Lexicon};
use crate::name::{self, Known};
use crate::text::{Lang, Sides};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// One pair of types that may translate each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// The English type.
    pub en: TypeId,
    /// Probability of the Arabic word given the English one.
    pub forward: f32,
    /// Probability of the English word given the Arabic one.
    pub backward: f32,
    /// The source of the pair.
    pub kind: AnchorKind,
}

/// Weight of a word in the score of its bead, and its background probability.
#[derive(Debug, Clone, Copy)]
pub(super) struct Importance {
    /// 1 for content words, less for function words and marks.
    pub weight: f32,
    /// The reciprocal of the probability of meeting the word anywhere in the text.
    pub rarity: f32,
    /// Whether a lexicon contains it, so that its translations are known.
    pub listed: bool,
}

/// Data from the lexicons about a type, independent of the other side.
#[derive(Debug, Clone, Copy, Default)]
struct Listed {
    any: bool,
    function: bool,
}

/// All pairs of types, indexed by Arabic type.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    starts: Vec<u32>,
    pairs: Vec<Pair>,
    /// Importance of every type.
    pub importance: Sides<Vec<Importance>>,
}

impl Evidence {
    /// Collects what is known before the first round.
    pub(super) fn gather(ar: &Words, en: &Words, lexicons: &[&Lexicon], tuning: &Tuning) -> Self {
        let mut by_arabic: Vec<Vec<Pair>> = vec![Vec::new(); ar.types.len()];
        let mut listed = Sides::new(ar, en).map(|words| vec![Listed::default(); words.types.len()]);
        for lexicon in lexicons {
            from_lexicon(lexicon, ar, en, &mut by_arabic, &mut listed);
        }
        translated(ar, en, tuning.identical, &mut by_arabic, &mut listed.ar);
        identical(ar, en, tuning.identical, &mut by_arabic);
        uncertain_figures(ar, en, tuning.identical, &mut by_arabic);
        by_sound(Sides::new(ar, en), tuning.sound, listed.as_ref(), &mut by_arabic);
        let mut made = Evidence {
            starts: Vec::with_capacity(ar.types.len() + 1),
            pairs: Vec::new(),
            importance: Sides::new(ar, en)
                .zip(listed)
                .map(|(words, listed)| importance(words, &listed, tuning)),
        };
        made.starts.push(0);
        for list in &mut by_arabic {
            made.push(list);
        }
        made
    }

    /// A copy extended by the pairs that `add` puts into the list of each Arabic type.
    pub(super) fn extended(&self, mut add: impl FnMut(TypeId, &mut Vec<Pair>)) -> Self {
        let mut made = Evidence {
            starts: Vec::with_capacity(self.starts.len()),
            pairs: Vec::with_capacity(2 * self.pairs.len()),
            importance: self.importance.clone(),
        };
        made.starts.push(0);
        let mut list = Vec::new();
        for id in 0..self.importance.ar.len() {
            let id = id as TypeId;
            list.clear();
            list.extend_from_slice(self.of(id));
            add(id, &mut list);
            made.push(&mut list);
        }
        made
    }

    /// Adds the pairs of the next Arabic type.
    fn push(&mut self, list: &mut Vec<Pair>) {
        merge(list);
        self.pairs.append(list);
        self.starts.push(self.pairs.len() as u32);
    }

    /// The English types that an Arabic type may translate, sorted by id.
    pub(super) fn of(&self, ar: TypeId) -> &[Pair] {
        &self.pairs[self.starts[ar as usize] as usize..self.starts[ar as usize + 1] as usize]
    }
}

/// Merges entries of the same pair. The entry takes its kind from the strongest source, where
/// knowledge precedes learning, and the greatest probabilities.
fn merge(list: &mut Vec<Pair>) {
    list.sort_by(|a, b| {
        let key = |pair: &Pair| (pair.en, pair.kind == AnchorKind::Learnt);
        key(a).cmp(&key(b)).then((b.forward + b.backward).total_cmp(&(a.forward + a.backward)))
    });
    list.dedup_by(|later, kept| {
        let same = later.en == kept.en;
        if same {
            kept.forward = kept.forward.max(later.forward);
            kept.backward = kept.backward.max(later.backward);
        }
        same
    });
}

/// Weight of an enumerator relative to a content word: two lists seldom have the same numbering by chance.
const ENUMERATOR: f32 = 2.5;

fn importance(words: &Words, listed: &[Listed], tuning: &Tuning) -> Vec<Importance> {
    let total = words.tokens.len() as f32 + 20.0;
    let of = |(ty, listed): (&Type, &Listed)| {
        let weight = match ty.shape {
            Shape::Mark => tuning.mark,
            Shape::Enumerator => ENUMERATOR,
            _ if listed.function => tuning.function_word,
            _ => 1.0,
        };
        let rarity = total / (words.class_counts[ty.class as usize] as f32 + 0.5);
        Importance { weight, rarity, listed: listed.any }
    };
    words.types.iter().zip(listed).map(of).collect()
}

fn from_lexicon(
    lexicon: &Lexicon,
    ar: &Words,
    en: &Words,
    by_arabic: &mut [Vec<Pair>],
    Sides { ar: ar_listed, en: en_listed }: &mut Sides<Vec<Listed>>,
) {
    // The last English type of every entry, and for every type the one of the same entry before it.
    let mut last: FxHashMap<u32, TypeId> =
        FxHashMap::with_capacity_and_hasher(en.types.len(), Default::default());
    let mut before: Vec<Option<TypeId>> = vec![None; en.types.len()];
    for (id, ty) in en.types.iter().enumerate() {
        if ty.shape == Shape::Word
            && let Some(entry) = lexicon.english(&en.classes[ty.class as usize])
        {
            before[id] = last.insert(entry, id as TypeId);
            en_listed[id].any = true;
            en_listed[id].function |= lexicon.is_english_function(entry);
        }
    }
    for (id, ty) in ar.types.iter().enumerate() {
        if ty.shape != Shape::Word || ty.latin {
            continue;
        }
        let found = lexicon.look_up(&ty.folded);
        ar_listed[id].any |= !found.entries.is_empty();
        ar_listed[id].function |= found.is_function;
        for entry in &found.entries {
            let mut next = last.get(&entry.english).copied();
            while let Some(english) = next {
                by_arabic[id].push(Pair {
                    en: english,
                    forward: entry.forward,
                    backward: entry.backward,
                    kind: AnchorKind::Lexicon,
                });
                next = before[english as usize];
            }
        }
    }
}

/// Words of a given translation of the Arabic that occur in the English.
fn translated(ar: &Words, en: &Words, probability: f32, by_arabic: &mut [Vec<Pair>], listed: &mut [Listed]) {
    if ar.types.iter().all(|ty| ty.shape != Shape::Translated) {
        return;
    }
    let mut index: FxHashMap<&str, Vec<TypeId>> = FxHashMap::default();
    for (id, ty) in en.types.iter().enumerate().filter(|(_, ty)| ty.shape == Shape::Word) {
        index.entry(&en.classes[ty.class as usize]).or_default().push(id as TypeId);
    }
    let known = lexicon::built_in();
    for (id, ty) in ar.types.iter().enumerate().filter(|(_, ty)| ty.shape == Shape::Translated) {
        let stem = ty.folded.trim_start_matches(TRANSLATED);
        listed[id].function = known.english(stem).is_some_and(|id| known.is_english_function(id));
        for &english in index.get(stem).map_or(&[][..], Vec::as_slice) {
            by_arabic[id].push(Pair {
                en: english,
                forward: probability,
                backward: probability,
                kind: AnchorKind::Translated,
            });
        }
    }
}

fn identical(ar: &Words, en: &Words, probability: f32, by_arabic: &mut [Vec<Pair>]) {
    let index: FxHashMap<&str, TypeId> =
        en.types.iter().enumerate().map(|(id, ty)| (&*ty.folded, id as TypeId)).collect();
    for (id, ty) in ar.types.iter().enumerate() {
        let Some(&english) = index.get(&*ty.folded) else { continue };
        let kind = match ty.shape {
            Shape::Mark | Shape::Enumerator => AnchorKind::Mark,
            Shape::Number | Shape::Figure => AnchorKind::Figure,
            Shape::Name => AnchorKind::Name,
            Shape::Word => AnchorKind::Identical,
            Shape::Translated => AnchorKind::Translated,
        };
        by_arabic[id].push(Pair { en: english, forward: probability, backward: probability, kind });
    }
}

/// Figures with several readings (`150.000`) that share one with a figure opposite.
fn uncertain_figures(ar: &Words, en: &Words, probability: f32, by_arabic: &mut [Vec<Pair>]) {
    let readings = |words: &Words| -> FxHashMap<Box<str>, Vec<TypeId>> {
        let mut index: FxHashMap<Box<str>, Vec<TypeId>> = FxHashMap::default();
        for (id, ty) in words.types.iter().enumerate().filter(|(_, ty)| ty.shape == Shape::Figure) {
            for reading in ty.folded.split('|') {
                index.entry(reading.into()).or_default().push(id as TypeId);
            }
        }
        index
    };
    let index = readings(en);
    for (id, ty) in ar.types.iter().enumerate().filter(|(_, ty)| ty.shape == Shape::Figure) {
        for reading in ty.folded.split('|') {
            for &english in index.get(reading).map_or(&[][..], Vec::as_slice) {
                by_arabic[id].push(Pair {
                    en: english,
                    forward: probability,
                    backward: probability,
                    kind: AnchorKind::Figure,
                });
            }
        }
    }
}

/// Least similarity of sound that counts, for long names and for shorter ones.
const ALIKE: [f64; 2] = [0.75, 0.9];

/// Least probability of a translation that makes similarity of sound irrelevant.
const RENDERED: f32 = 0.05;

/// Pairs English words that are usually capitalised with the Arabic words that sound like them; in small letters
/// (`ribavirin`, `blockchain`) those that no lexicon has, if the Arabic word is in none either.
fn by_sound(
    Sides { ar, en }: Sides<&Words>,
    trust: f32,
    listed: Sides<&Vec<Listed>>,
    by_arabic: &mut [Vec<Pair>],
) {
    let mut buckets: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut names: Vec<(TypeId, Rc<Known>)> = Vec::new();
    let is_name = |ty: &Type| 2 * ty.capitals >= ty.count;
    for (id, ty) in en.types.iter().enumerate() {
        let heard = is_name(ty) || !listed.en[id].any;
        if heard && ty.shape == Shape::Word && ty.latin && ty.folded.len() >= 3 {
            let heard = name::known(Lang::En, &ty.folded);
            for &key in &heard.keys {
                buckets.entry(key).or_default().push(names.len() as u32);
            }
            names.push((id as TypeId, heard));
        }
    }
    let mut candidates: Vec<u32> = Vec::new();
    for (id, ty) in ar.types.iter().enumerate() {
        // A word that the lexicon translates by a word of this text is almost never a name.
        let rendered =
            by_arabic[id].iter().any(|pair| pair.kind == AnchorKind::Lexicon && pair.backward >= RENDERED);
        if listed.ar[id].function || rendered {
            continue;
        }
        if ty.shape != Shape::Word || ty.latin || ty.folded.chars().count() < 3 {
            continue;
        }
        candidates.clear();
        let arabic = name::known(Lang::Ar, &ty.folded);
        for key in &arabic.keys {
            candidates.extend(buckets.get(key).map_or(&[][..], Vec::as_slice));
        }
        if candidates.is_empty() {
            continue;
        }
        candidates.sort_unstable();
        candidates.dedup();
        for &n in &candidates {
            let (english, heard) = &names[n as usize];
            let (name, short) = (is_name(&en.types[*english as usize]), heard.sound.substance() < 4.0);
            if !name && (short || listed.ar[id].any) {
                continue;
            }
            let alike = ALIKE[usize::from(short || !name)];
            if let Some(similarity) = name::similarity_from(alike, &arabic.sound, &heard.sound) {
                let probability = trust * similarity as f32;
                by_arabic[id].push(Pair {
                    en: *english,
                    forward: probability,
                    backward: probability,
                    kind: AnchorKind::Name,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::words;
    use super::*;

    /// Whether two words of a pair of texts may translate each other.
    fn paired(ar: &str, en: &str, words_of: [&str; 2]) -> bool {
        let (left, right) = (words(Lang::Ar, &[ar]), words(Lang::En, &[en]));
        let evidence = Evidence::gather(&left, &right, &[lexicon::built_in()], &Tuning::default());
        let id = |words: &Words, word: &str| {
            words.types.iter().position(|ty| &*ty.folded == word).expect("in the text") as TypeId
        };
        let english = id(&right, words_of[1]);
        evidence.of(id(&left, words_of[0])).iter().any(|pair| pair.en == english)
    }

    #[test]
    fn a_word_that_no_lexicon_has_is_known_by_its_sound_in_small_letters() {
        assert!(paired("تناول زاليفارين", "Take zalifarin daily", ["زاليفارين", "zalifarin"]));
        assert!(paired("زاليفارين دواء", "Zalifarin: zalifarin is a drug", ["زاليفارين", "zalifarin"]));
        assert!(!paired("كتب رسالة", "kateb wrote", ["كتب", "kateb"]), "the Arabic word is in the lexicon");
    }
}
