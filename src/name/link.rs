//! Linking the names of one pair of texts: first by table, then by sound, then by what stands beside a link.

use super::ordinary::is_ordinary;
use super::sound::{Sound, similarity_from};
use super::spelled;
use super::table::{Kind, table};
use super::words::{Word, is_title, read};
use super::{How, Link};
use crate::text::{Lang, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// A run of words on each side that name the same.
#[derive(Debug, Clone, Copy)]
struct Pair {
    ar: (usize, usize),
    en: (usize, usize),
    score: f64,
    how: How,
    /// May become one name with the pair beside it.
    grows: bool,
}

/// Links the names of an Arabic text with those of its English translation, in Arabic order.
///
/// Candidates on the English side are words with a capital; at a sentence start only such as are no ordinary
/// words. Each word is used once, except that a name which is repeated more often on one side links to its last
/// counterpart. Neighbouring links are joined, so that a person is one link.
///
/// ```
/// use mizan::name::{How, link};
/// let (ar, en) = ("زارت أنجيلا ميركل مدينة غوتنغن قرب هانوفر.", "Angela Merkel visited Göttingen near Hanover.");
/// let links: Vec<_> = link(ar, en).iter().map(|l| (l.ar.of(ar), l.en.of(en), l.how)).collect();
/// assert_eq!(links, [
///     ("أنجيلا ميركل", "Angela Merkel", How::Table),
///     ("غوتنغن", "Göttingen", How::Sound),
///     ("هانوفر", "Hanover", How::Sound),
/// ]);
/// ```
pub fn link(ar: &str, en: &str) -> Vec<Link> {
    let mut linker = Linker::new(read(Lang::Ar, ar), read(Lang::En, en));
    linker.by_table();
    linker.by_letters();
    linker.spelled_out();
    linker.by_sound();
    linker.repeated();
    linker.beside();
    linker.links()
}

struct Linker {
    ar: Vec<Word>,
    en: Vec<Word>,
    /// The pair that a word belongs to.
    ar_used: Vec<Option<usize>>,
    en_used: Vec<Option<usize>>,
    pairs: Vec<Pair>,
    /// Places that found no counterpart of their own, with the last pair of that name.
    repeats: Vec<(Places, Pair)>,
}

/// Where something stands on each side, in order.
#[derive(Default)]
struct Places {
    ar: Vec<(usize, usize)>,
    en: Vec<(usize, usize)>,
}

impl Linker {
    fn new(ar: Vec<Word>, en: Vec<Word>) -> Self {
        let (ar_used, en_used) = (vec![None; ar.len()], vec![None; en.len()]);
        Linker { ar, en, ar_used, en_used, pairs: Vec::new(), repeats: Vec::new() }
    }

    /// Adds the pair unless both sides, or a word of either in another pair's name, are taken.
    fn add(&mut self, pair: Pair) -> bool {
        let free = |used: &[Option<usize>], (start, len): (usize, usize)| {
            used[start..start + len].iter().all(Option::is_none)
        };
        if !free(&self.ar_used, pair.ar) || !free(&self.en_used, pair.en) {
            return false;
        }
        self.put(pair);
        true
    }

    fn put(&mut self, pair: Pair) {
        let number = self.pairs.len();
        self.ar_used[pair.ar.0..pair.ar.0 + pair.ar.1].fill(Some(number));
        self.en_used[pair.en.0..pair.en.0 + pair.en.1].fill(Some(number));
        self.pairs.push(pair);
    }

    /// Pairs the places in order; what is left over on one side is kept for [`repeated`](Self::repeated).
    fn pair_places(&mut self, places: &Places, score: f64, how: How, grows: bool, repeats: bool) {
        let free = |used: &[Option<usize>], places: &[(usize, usize)]| -> Vec<(usize, usize)> {
            let mut free = Vec::new();
            let mut end = 0;
            for &(start, len) in places {
                if start >= end && used[start..start + len].iter().all(Option::is_none) {
                    free.push((start, len));
                    end = start + len;
                }
            }
            free
        };
        let (ar, en) = (free(&self.ar_used, &places.ar), free(&self.en_used, &places.en));
        let count = ar.len().min(en.len());
        let Some(last) = count.checked_sub(1) else { return };
        if repeats {
            let rest = Places { ar: ar[count..].to_vec(), en: en[count..].to_vec() };
            self.repeats.push((rest, Pair { ar: ar[last], en: en[last], score, how, grows }));
        }
        for (&ar, &en) in ar.iter().zip(&en) {
            let pair = Pair { ar, en, score, how, grows };
            self.put(if grows { self.widened(pair) } else { pair });
        }
    }

    /// Names that stand more often on one side link to their last counterpart, unless other links took them.
    fn repeated(&mut self) {
        for (rest, last) in std::mem::take(&mut self.repeats) {
            for ar in rest.ar {
                if self.ar_used[ar.0..ar.0 + ar.1].iter().all(Option::is_none) {
                    self.put(Pair { ar, ..last });
                }
            }
            for en in rest.en {
                if self.en_used[en.0..en.0 + en.1].iter().all(Option::is_none) {
                    self.put(Pair { en, ..last });
                }
            }
        }
    }

    /// Where the table gives `كوربين` for `Jeremy Corbyn`, takes in the given name in front too.
    fn widened(&self, mut pair: Pair) -> Pair {
        let alike = |ar: usize, en: usize| {
            let heard = Sound::new(Lang::En, &self.en[en].folded);
            similarity_from(BESIDE, &Sound::new(Lang::Ar, &self.ar[ar].folded), &heard).is_some()
        };
        if pair.en.1 > pair.ar.1
            && let [Some(ar), _] = neighbours(&self.ar, pair.ar, false)
            && self.ar_used[ar].is_none()
            && (pair.en.0..pair.en.0 + pair.en.1 - 1).any(|en| alike(ar, en))
        {
            pair.ar = (ar, pair.ar.1 + 1);
        } else if pair.ar.1 > pair.en.1
            && let [Some(en), _] = neighbours(&self.en, pair.en, false)
            && self.en_used[en].is_none()
            && self.en[en].capital
            && (pair.ar.0..pair.ar.0 + pair.ar.1 - 1).any(|ar| alike(ar, en))
        {
            pair.en = (en, pair.en.1 + 1);
        }
        pair
    }

    fn by_table(&mut self) {
        let mut places: FxHashMap<u32, Places> = FxHashMap::default();
        let mut forms: FxHashMap<u32, [usize; 2]> = FxHashMap::default();
        let keys = |words: &[Word]| words.iter().map(|word| word.key).collect::<Vec<_>>();
        let breaks = |words: &[Word], start: usize, len: usize| {
            words[start..start + len - 1].iter().any(|word| !word.joins)
        };
        let mut en_found = table().find_all(Lang::En, &keys(&self.en));
        en_found.retain(|found| {
            let word = &self.en[found.start];
            let kind = table().entry(found.entry).kind;
            let plain =
                word.first && found.len == 1 && (kind == Kind::Title || is_ordinary(Lang::En, &word.folded));
            word.capital && !plain && kind != Kind::Particle && !breaks(&self.en, found.start, found.len)
        });
        let listed: FxHashSet<u32> = en_found.iter().map(|found| found.entry).collect();
        let mut ar_found = table().find_all(Lang::Ar, &keys(&self.ar));
        ar_found.retain(|found| listed.contains(&found.entry) && !breaks(&self.ar, found.start, found.len));
        for found in &ar_found {
            let longest = &mut forms.entry(found.entry).or_default()[0];
            *longest = found.len.max(*longest);
        }
        for found in &en_found {
            if let Some(longest) = forms.get_mut(&found.entry) {
                longest[1] = found.len.max(longest[1]);
            }
        }
        for found in ar_found {
            places.entry(found.entry).or_default().ar.push((found.start, found.len));
        }
        for found in en_found {
            if let Some(places) = places.get_mut(&found.entry) {
                places.en.push((found.start, found.len));
            }
        }
        let mut order: Vec<(u32, Places)> = places.into_iter().collect();
        // The longest names first, and words that names are made of last.
        order.sort_by_key(|(entry, _)| {
            let [ar, en] = forms.get(entry).copied().unwrap_or_default();
            let title = table().entry(*entry).kind == Kind::Title;
            (std::cmp::Reverse(if title { ar + en } else { 2 * (ar + en) }), title, *entry)
        });
        for (entry, mut places) in order {
            let kind = table().entry(entry).kind;
            // Of overlapping forms of one name (Bin Laden, Osama bin Laden) the longest comes first.
            places.ar.sort_by_key(|&(start, len)| (start, std::cmp::Reverse(len)));
            places.en.sort_by_key(|&(start, len)| (start, std::cmp::Reverse(len)));
            // السنة is Sunni once and the year ten times.
            let plain =
                |&(start, len): &(usize, usize)| len == 1 && is_ordinary(Lang::Ar, &self.ar[start].folded);
            let ordinary = places.ar.iter().any(plain);
            let (score, grows, repeats) = match kind {
                Kind::Title => (0.8, false, false),
                Kind::Given | Kind::Family | Kind::Person => (0.95, true, true),
                Kind::Religious => (0.92, true, true),
                _ => (0.97, false, true),
            };
            self.pair_places(&places, score, How::Table, grows, repeats && !ordinary);
        }
    }

    /// Names in Latin letters that stand unchanged in the Arabic text.
    fn by_letters(&mut self) {
        let mut places: FxHashMap<String, Places> = FxHashMap::default();
        for (n, word) in self.ar.iter().enumerate() {
            if word.latin && word.folded.len() >= 2 && !is_ordinary(Lang::En, &word.folded) {
                places.entry(word.folded.clone()).or_default().ar.push((n, 1));
            }
        }
        for (n, word) in self.en.iter().enumerate() {
            if let Some(places) = places.get_mut(&word.folded) {
                places.en.push((n, 1));
            }
        }
        self.pair_sorted(places, How::Letters);
    }

    fn pair_sorted(&mut self, places: FxHashMap<String, Places>, how: How) {
        let mut places: Vec<_> = places.into_iter().collect();
        places.sort_by(|a, b| a.0.cmp(&b.0));
        for (_, places) in &places {
            self.pair_places(places, 0.95, how, true, true);
        }
    }

    fn spelled_out(&mut self) {
        let mut places: FxHashMap<String, Places> = FxHashMap::default();
        for (n, word) in self.en.iter().enumerate() {
            if word.shouted && self.en_used[n].is_none() {
                places.entry(word.folded.clone()).or_default().en.push((n, 1));
            }
        }
        let mut start = 0;
        while start < self.ar.len() && !places.is_empty() {
            let run = self.ar[start..]
                .iter()
                .enumerate()
                .take_while(|(n, word)| spelled::letters(&word.folded, *n == 0) != 0)
                .count();
            for at in start..start + run.saturating_sub(1) {
                for (abbreviation, places) in &mut places {
                    if spelled::spells(self.ar[at..].iter().map(|word| word.folded.as_str()), abbreviation) {
                        places.ar.push((at, abbreviation.len()));
                    }
                }
            }
            start += run.max(1);
        }
        self.pair_sorted(places, How::Sound);
    }

    fn by_sound(&mut self) {
        let mut english = Types::default();
        for (n, word) in self.en.iter().enumerate() {
            let listens = word.capital && word.sounds(Lang::En) && self.en_used[n].is_none();
            if listens && !is_title(&word.folded) && !(word.first && is_ordinary(Lang::En, &word.folded)) {
                english.add(Lang::En, &word.folded, (n, 1));
                if let Some(next) = self.en.get(n + 1)
                    && word.joins
                    && word.folded.len() + next.folded.len() >= 4
                    && !is_ordinary(Lang::En, &next.folded)
                    && !is_ordinary(Lang::En, &word.folded)
                    && next.sounds(Lang::En)
                    && self.en_used[n + 1].is_none()
                    && (next.capital || next.folded == "al")
                {
                    english.add(Lang::En, &format!("{}{}", word.folded, next.folded), (n, 2));
                }
            }
        }
        let mut arabic = Types::default();
        for (n, word) in self.ar.iter().enumerate() {
            if !word.sounds(Lang::Ar) || self.ar_used[n].is_some() || is_ordinary(Lang::Ar, &word.folded) {
                continue;
            }
            arabic.add(Lang::Ar, &word.folded, (n, 1));
            if let Some(next) = self.ar.get(n + 1)
                && word.joins
                && next.sounds(Lang::Ar)
                && self.ar_used[n + 1].is_none()
            {
                arabic.add(Lang::Ar, &format!("{}{}", word.folded, next.folded), (n, 2));
            }
        }
        let buckets = english.buckets();
        let mut likely: Vec<(f64, usize, usize)> = Vec::new();
        let mut seen = vec![usize::MAX; english.list.len()];
        for (a, heard) in arabic.list.iter().enumerate() {
            for key in &heard.keys {
                for &e in buckets.get(key).map(Vec::as_slice).unwrap_or_default().iter().take(BUCKET) {
                    if std::mem::replace(&mut seen[e], a) == a || heard.words + english.list[e].words > 3 {
                        continue;
                    }
                    if let Some(score) = heard.sure(&english.list[e]) {
                        likely.push((score, a, e));
                    }
                }
            }
        }
        likely.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
        let mut taken = vec![false; arabic.list.len()];
        let mut best = vec![0.0f64; english.list.len()];
        let mut spellings = vec![0usize; english.list.len()];
        for (score, a, e) in likely {
            // A second Arabic spelling of the same name (with a clitic, say) must sound nearly as good.
            if taken[a] || score < best[e] - 0.1 || spellings[e] == SPELLINGS {
                continue;
            }
            taken[a] = true;
            spellings[e] += 1;
            best[e] = best[e].max(score);
            let places = Places { ar: arabic.list[a].places.clone(), en: english.list[e].places.clone() };
            self.pair_heard(&places, score, best[e] > score);
        }
    }

    /// As [`pair_places`](Self::pair_places); with `again` the English name is linked already, under another
    /// spelling or with a clitic.
    fn pair_heard(&mut self, places: &Places, score: f64, again: bool) {
        let before = self.pairs.len();
        self.pair_places(places, score, How::Sound, true, true);
        if again && self.pairs.len() == before {
            let Some(&en) = places.en.last() else { return };
            let pair = Pair { ar: en, en, score, how: How::Sound, grows: true };
            self.repeats.push((Places { ar: places.ar.clone(), en: Vec::new() }, pair));
        }
    }

    /// Words that stand beside a link on both sides need less likeness: a surname behind a given name.
    fn beside(&mut self) {
        let mut n = 0;
        while n < self.pairs.len() {
            let pair = self.pairs[n];
            if pair.grows {
                self.step(pair, true);
                self.step(pair, false);
            }
            n += 1;
        }
    }

    fn step(&mut self, pair: Pair, forward: bool) {
        let ar_next = neighbours(&self.ar, pair.ar, forward);
        let en_next = neighbours(&self.en, pair.en, forward);
        for &en in en_next.iter().flatten() {
            for &ar in ar_next.iter().flatten() {
                if self.ar_used[ar].is_some() || self.en_used[en].is_some() || !self.ar[ar].sounds(Lang::Ar) {
                    continue;
                }
                if let Some(score) = self.beside_score(ar, en) {
                    self.add(Pair { ar: (ar, 1), en: (en, 1), score, how: How::Sound, grows: true });
                    return;
                }
            }
        }
    }

    fn beside_score(&self, ar: usize, en: usize) -> Option<f64> {
        let (arabic, english) = (&self.ar[ar], &self.en[en]);
        let particles = |lang, key| {
            let mut found = table().find(lang, &[key]);
            found.retain(|found| table().entry(found.entry).kind == Kind::Particle);
            found
        };
        if particles(Lang::Ar, arabic.key)
            .iter()
            .any(|a| particles(Lang::En, english.key).iter().any(|e| e.entry == a.entry))
        {
            return Some(0.9);
        }
        let plain = is_ordinary(Lang::Ar, &arabic.folded) || is_ordinary(Lang::En, &english.folded);
        if !english.capital || plain {
            return None;
        }
        let heard = Sound::new(Lang::En, &english.folded);
        if heard.substance() < 0.9 {
            return None;
        }
        let likeness = similarity_from(BESIDE, &Sound::new(Lang::Ar, &arabic.folded), &heard)?;
        Some(0.55 + likeness / 2.5)
    }

    /// Joins neighbouring pairs and puts all in Arabic order.
    fn links(mut self) -> Vec<Link> {
        self.pairs.sort_by_key(|pair| (pair.ar, pair.en));
        let mut links: Vec<Link> = Vec::with_capacity(self.pairs.len());
        let mut last: Option<Pair> = None;
        for pair in &self.pairs {
            let mut link = Link {
                ar: span(&self.ar, pair.ar),
                en: span(&self.en, pair.en),
                score: pair.score,
                how: pair.how,
            };
            let follows = last.is_some_and(|last| {
                last.grows
                    && pair.grows
                    && neighbours(&self.ar, last.ar, true).contains(&Some(pair.ar.0))
                    && neighbours(&self.en, last.en, true).contains(&Some(pair.en.0))
            });
            last = Some(*pair);
            if follows && let Some(open) = links.last_mut() {
                link.ar = open.ar.to(link.ar);
                link.en = open.en.to(link.en);
                // A long name is at least as sure as its best part is half.
                link.score = (open.score + link.score) / 2.0;
                if open.how != How::Table {
                    link.how = open.how;
                }
                *open = link;
            } else {
                links.push(link);
            }
        }
        links
    }
}

/// Words under one key that are compared; more than this share a key only in text made to be slow.
const BUCKET: usize = 256;
/// Arabic spellings (with clitics, say) that may link to one English name.
const SPELLINGS: usize = 16;
/// Likeness that a word beside a linked name needs.
const BESIDE: f64 = 0.6;

/// The words that stand next to a run of words: the very next, and the one behind an initial or an article.
fn neighbours(words: &[Word], (start, len): (usize, usize), forward: bool) -> [Option<usize>; 2] {
    let next = |at: usize| {
        if forward {
            (words[at].joins && at + 1 < words.len()).then_some(at + 1)
        } else {
            at.checked_sub(1).filter(|&before| words[before].joins)
        }
    };
    let near = next(if forward { start + len - 1 } else { start });
    let far = near.filter(|&at| is_bridge(&words[at])).and_then(next);
    [near, far]
}

/// Initials and the article of an Arabic name, which may be missing on the other side.
fn is_bridge(word: &Word) -> bool {
    let letters = word.folded.chars().count();
    if word.latin {
        letters == 1 || matches!(word.folded.as_str(), "al" | "el" | "ul" | "ad" | "as" | "ash" | "an" | "ar")
    } else {
        letters == 1 || spelled::letters(&word.folded, false) != 0
    }
}

fn span(words: &[Word], (start, len): (usize, usize)) -> Span {
    words[start].span.to(words[start + len - 1].span)
}

/// The distinct words (or joined neighbours) of one side.
#[derive(Default)]
struct Types {
    numbers: FxHashMap<String, usize>,
    list: Vec<Heard>,
}

struct Heard {
    sound: Sound,
    keys: Vec<u64>,
    places: Vec<(usize, usize)>,
    words: usize,
    /// Stands in the table on its own, other than as a word that names are made of, or is an ordinary word.
    known: bool,
}

impl Types {
    fn add(&mut self, lang: Lang, folded: &str, place: (usize, usize)) {
        let number = *self.numbers.entry(folded.to_owned()).or_insert(self.list.len());
        if number == self.list.len() {
            let sound = Sound::new(lang, folded);
            let mut keys = Vec::new();
            sound.keys(&mut keys);
            self.list.push(Heard {
                sound,
                keys,
                places: Vec::new(),
                words: place.1,
                known: is_known(lang, folded) || lang == Lang::En && is_ordinary(lang, folded),
            });
        }
        self.list[number].places.push(place);
    }

    fn buckets(&self) -> FxHashMap<u64, Vec<usize>> {
        let mut buckets: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (n, heard) in self.list.iter().enumerate() {
            for &key in &heard.keys {
                buckets.entry(key).or_default().push(n);
            }
        }
        buckets
    }
}

impl Heard {
    /// How sure it is that both are one name, 0.65 to 0.98; `None` below the likeness that words so short need.
    fn sure(&self, english: &Heard) -> Option<f64> {
        let joined = f64::from(u8::from(self.words + english.words > 2));
        // A name that the table knows is seldom spelled in another way: فرنسا is France, not Francis.
        let known = f64::from(u8::from(self.known)) + f64::from(u8::from(english.known));
        let needed = needed(english.sound.substance(), 0.08 * joined + 0.04 * known);
        let likeness = similarity_from(needed, &self.sound, &english.sound)?;
        Some(0.65 + 0.33 * (likeness - needed) / (1.0 - needed))
    }
}

fn is_known(lang: Lang, folded: &str) -> bool {
    let found = table().find(lang, &[table().key(lang, folded)]);
    found.iter().any(|found| !matches!(table().entry(found.entry).kind, Kind::Title | Kind::Particle))
}

/// Likeness that a word of so much substance needs to be taken for the same name by sound alone, with what
/// doubts add; a perfect likeness is enough whatever the doubts, unless there is next to nothing to hear.
fn needed(substance: f64, doubts: f64) -> f64 {
    let needed = match substance {
        s if s < 1.5 => return f64::INFINITY,
        s if s < 2.5 => 0.93,
        s if s < 3.5 => 0.84,
        s if s < 4.5 => 0.74,
        _ => 0.68,
    };
    f64::min(needed + doubts, 0.97)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn links(ar: &str, en: &str) -> Vec<(String, String, How)> {
        link(ar, en).iter().map(|l| (l.ar.of(ar).to_owned(), l.en.of(en).to_owned(), l.how)).collect()
    }

    fn has(ar: &str, en: &str, name: (&str, &str)) -> bool {
        links(ar, en).iter().any(|(a, e, _)| (a.as_str(), e.as_str()) == name)
    }

    #[test]
    fn table_and_sound_work_together() {
        let found = links(
            "وصل الباحث النرويجي توربيورن هالفورسن إلى القاهرة مع ممثل لمنظمة الصحة العالمية.",
            "The Norwegian researcher Torbjørn Halvorsen arrived in Cairo with an envoy of the WHO.",
        );
        let expected = [
            ("النرويجي", "Norwegian", How::Table),
            ("توربيورن هالفورسن", "Torbjørn Halvorsen", How::Sound),
            ("القاهرة", "Cairo", How::Table),
            ("لمنظمة الصحة العالمية", "WHO", How::Table),
        ];
        let expected: Vec<_> = expected.map(|(a, e, how)| (a.to_owned(), e.to_owned(), how)).into();
        assert_eq!(found, expected);
    }

    #[test]
    fn fully_vowelled_stretched_and_marked_text_links_alike() {
        let en = "Then Enosh and Kenan met Moses in Egypt.";
        for ar in [
            "ثم لقي أنوش وقينان موسى في مصر.",
            "ثُمَّ لَقِيَ أَنُوشُ وَقِينَانُ مُوسَى فِي مِصْرَ.",
            "ثم لقي أنـــوش وقيـــنان مـــوسى في مـــصر.",
            "\u{202B}ثم لقي أنوش\u{200F} وقينان موسى\u{200F} في مصر.\u{202C}",
        ] {
            let found = link(ar, en);
            let en_names: Vec<&str> = found.iter().map(|l| l.en.of(en)).collect();
            assert_eq!(en_names, ["Enosh", "Kenan", "Moses", "Egypt"], "{ar}");
        }
    }

    #[test]
    fn a_surname_beside_a_linked_name_needs_less_likeness() {
        assert!(has("قال جون دو إن الأمر انتهى.", "It is over, said John Doe.", ("جون دو", "John Doe")));
        assert!(!has("قال دو إن الأمر انتهى.", "It is over, said Doe.", ("دو", "Doe")));
    }

    #[test]
    fn a_name_is_linked_whole_with_particles_and_initials() {
        assert!(has(
            "كتب محمد بن زكريا رسالة.",
            "A letter was written by Muhammad ibn Zakariya.",
            ("محمد بن زكريا", "Muhammad ibn Zakariya")
        ));
        assert!(has(
            "درس روبرت كارتن الكيمياء.",
            "The chemist Robert G. Karten studied it.",
            ("روبرت كارتن", "Robert G. Karten")
        ));
        assert!(has(
            "زار جيريمي كوربين المدينة.",
            "It was Jeremy Corbyn.",
            ("جيريمي كوربين", "Jeremy Corbyn")
        ));
    }

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
    fn abbreviations_are_read_letter_by_letter() {
        assert!(has("أعلنت شركة إل جي دبليو ذلك.", "This was announced by LGW.", ("إل جي دبليو", "LGW")));
        assert!(has("قالت سي.إن.إن ذلك.", "That was on CNN.", ("سي.إن.إن", "CNN")));
    }

    #[test]
    fn latin_letters_in_arabic_link_to_themselves() {
        assert_eq!(links("استعمل برنامج Blender أمس.", "He used Blender yesterday.")[0].2, How::Letters);
    }

    #[test]
    fn a_repeated_name_links_every_time() {
        let found =
            links("هالفورسن هنا، ولهالفورسن بيت. قال هالفورسن نعم.", "This is Halvorsen. The house is his.");
        assert_eq!(found.len(), 3);
        let found = links("عاد هالفورسن.", "And then Halvorsen, yes, Halvorsen returned.");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn ordinary_texts_without_names_are_silent() {
        for (ar, en) in [
            (
                "ذهب الولد إلى المدرسة صباحاً وعاد مساءً.",
                "The boy went to school in the morning and came back at night.",
            ),
            ("يسري هذا العقد من تاريخ توقيعه.", "This contract is effective from the date of signature."),
            ("كان الطقس بارداً فبقينا في البيت.", "Because it was cold we stayed at home."),
            ("لا يجوز للمستأجر تأجير العقار من الباطن.", "However, subletting is not allowed."),
            ("سألته عن السبب فلم يجب.", "Asked why, he said nothing."),
        ] {
            assert_eq!(links(ar, en), [], "{en}");
        }
    }

    #[test]
    fn names_of_another_text_are_not_heard_in_it() {
        let ar = "أعلنت الحكومة أمس خطة جديدة لدعم المزارعين في المناطق الجافة، وقالت إن التمويل سيبدأ قبل نهاية العام.";
        for en in [
            "Last night Kowalski met Henderson and O’Malley near Gatlinburg.",
            "The novels of Fontane and of Zweig were read in Trieste, Brno and Cluj.",
            "Yamamoto, Ishikawa, Tanaka and Kobayashi played for Gamba.",
        ] {
            assert_eq!(links(ar, en), [], "{en}");
        }
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_proves_nothing() {
        assert_eq!(links("هيرو كلمة يابانية؟ لا.", "Here he is. No."), []);
        assert!(has("تولوز مدينة جميلة.", "Toulouse is beautiful.", ("تولوز", "Toulouse")));
    }

    #[test]
    fn short_titles_and_function_words_are_no_names() {
        assert_eq!(links("لمس الباب ودخل.", "It was opened by Ms Okafor."), []);
        assert_eq!(links("عبارة in the معروفة.", "The phrase is known in the world."), []);
    }

    #[test]
    fn a_dotted_abbreviation_keeps_its_last_stop() {
        assert!(has(
            "عاد من الولايات المتحدة أمس.",
            "He left the U.S. yesterday.",
            ("الولايات المتحدة", "U.S.")
        ));
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
        assert!(link(&ar, &en).len() <= 1024 * 2);
    }

    #[test]
    fn a_very_long_pair_is_linked_in_reasonable_time() {
        let ar = "قال هالفورسن إن القاهرة مدينة كبيرة، ووافقه كوفالسكي. ".repeat(3_000);
        let en = "Halvorsen said that Cairo is a big city, and Kowalski agreed. ".repeat(3_000);
        assert_eq!(link(&ar, &en).len(), 9_000);
    }

    proptest! {
        #[test]
        fn spans_stand_in_order_on_character_boundaries(
            ar in "([ء-ي]{1,7}[ .\u{200F}]|\\PC){0,30}",
            en in "([A-Z][a-z]{1,7}[ .-]|\\PC){0,30}",
        ) {
            let found = link(&ar, &en);
            let mut before = 0;
            for l in &found {
                prop_assert!(!l.ar.of(&ar).is_empty() && !l.en.of(&en).is_empty());
                prop_assert!(l.ar.start >= before && (0.0..=1.0).contains(&l.score));
                before = l.ar.start;
            }
        }
    }
}
