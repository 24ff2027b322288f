//! The table of sounds: the Arabic letters that an English spelling may correspond to, with costs.
//!
//! Both scripts are divided into *units*: letters or letter groups of `data/names-sounds.tsv`
//! (`en sch any C 95 ش:0 س:30 ك:60`). The cost of matching a unit, or of leaving it without a
//! counterpart, is looked up in a small matrix that fits the first-level cache.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The value of a matrix cell for two units that cannot correspond.
pub(super) const NEVER: u8 = u8::MAX;

/// Most letters of a word that are read; the rest of a longer word is ignored.
pub(super) const LONGEST: usize = 18;

/// The place in a word where a unit may occur.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Any,
    Start,
    End,
    Soft,
}

/// One unit of either script.
#[derive(Debug)]
pub(super) struct Unit {
    spelling: Vec<char>,
    place: Place,
    /// Weight of the unit in the length of a word: 100 for a consonant, 60 for a half consonant, 30
    /// for a vowel.
    pub(super) weight: u8,
    /// Cost of having no counterpart.
    pub(super) drop: u8,
    /// Coarse consonant classes for look-up, at most two (`كس` is K and S); none for vowels and weak letters.
    pub(super) coarse: &'static [Coarse],
    /// How the unit may also be read in keys, if not as its own class.
    pub(super) fickle: Option<Fickle>,
}

/// Classes of consonants within which the two scripts may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coarse {
    /// b, p
    B = 1,
    /// f, v, ph
    F,
    /// t, d, th
    D,
    /// s, z
    S,
    /// k, g, q, kh, gh, j, sh, ch
    K,
    /// l
    L,
    /// r
    R,
    /// m
    M,
    /// n
    N,
}

/// Another reading of a unit in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fickle {
    /// Silent, or a vowel.
    Silent,
    /// Another consonant.
    Or(Coarse),
}

/// Both inventories of units and the matrix between them.
pub(super) struct Sounds {
    pub(super) ar: Vec<Unit>,
    pub(super) en: Vec<Unit>,
    ar_by_letter: Vec<Vec<u8>>,
    en_by_letter: Vec<Vec<u8>>,
    matrix: Vec<u8>,
    /// What each Arabic letter adds to keys, by its slot.
    firm: Vec<Firm>,
}

/// What an Arabic letter adds to keys.
struct Firm {
    /// Number of consonants that it adds alone, at least.
    count: usize,
    /// Their class, if there is one, and it is the same in every reading.
    class: Option<Coarse>,
    /// The letters that make one unit with it, and the number of consonants of that unit, at least.
    pairs: Vec<(char, usize)>,
}

static NOTHING: Firm = Firm { count: 0, class: None, pairs: Vec::new() };

impl Firm {
    /// What a letter adds, from the units that begin with it.
    fn new(units: &[&Unit]) -> Self {
        let own = units.iter().filter(|unit| unit.spelling.len() == 1).min_by_key(|unit| unit.coarse.len());
        let class = own.filter(|unit| unit.fickle.is_none()).and_then(|unit| match unit.coarse {
            [class] => Some(*class),
            _ => None,
        });
        let mut pairs: Vec<(char, usize)> = units
            .iter()
            .filter_map(|unit| match unit.spelling[..] {
                [_, second] => Some((second, unit.coarse.len())),
                _ => None,
            })
            .collect();
        // The least one of each pair comes first.
        pairs.sort_unstable();
        pairs.dedup_by_key(|(second, _)| *second);
        Firm { count: own.map_or(0, |unit| unit.coarse.len()), class, pairs }
    }
}

static SOUNDS: LazyLock<Sounds> = LazyLock::new(|| Sounds::read(include_str!("../../data/names-sounds.tsv")));

/// The built-in table.
pub(super) fn sounds() -> &'static Sounds {
    &SOUNDS
}

/// The unit that a row of the table describes, by its spelling, place, class and share of being dropped.
fn unit([spelling, place, class, drop]: [&str; 4], is_arabic: bool) -> Unit {
    Unit {
        spelling: spelling.chars().collect(),
        place: match place {
            "start" => Place::Start,
            "end" => Place::End,
            "soft" => Place::Soft,
            _ => Place::Any,
        },
        weight: match class {
            "C" => 100,
            "S" => 60,
            _ => 30,
        },
        drop: drop.parse().unwrap_or(100),
        coarse: if class == "C" && is_arabic { coarse_arabic(spelling) } else { &[] },
        fickle: None,
    }
}

impl Sounds {
    /// The costs of one Arabic unit against every English unit.
    pub(super) fn row(&self, ar: u8) -> &[u8] {
        let width = self.en.len();
        &self.matrix[usize::from(ar) * width..][..width]
    }

    fn read(table: &str) -> Self {
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        let (mut shares, mut pairs) = (Vec::new(), Vec::new());
        // The unit that a group of English letters already has; a row of another tradition adds to it.
        let mut known: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let [lang, spelling, place, class, drop, rest] = std::array::from_fn(|_| cell());
            let unit = unit([spelling, place, class, drop], lang == "ar");
            if lang == "ar" {
                ar.push(unit);
                shares.push(rest);
            } else {
                let number = *known.entry((spelling, place)).or_insert(en.len());
                if number == en.len() {
                    en.push(unit);
                }
                pairs.push((number, rest));
            }
        }
        let matrix = matrix(&ar, &en, &shares, &pairs);
        let width = en.len();
        for (n, unit) in en.iter_mut().enumerate() {
            let first = |m: &usize| matrix[m * width + n];
            if unit.weight == 100
                && let Some(nearest) = (0..ar.len()).filter(|&m| !ar[m].coarse.is_empty()).min_by_key(first)
            {
                unit.coarse = ar[nearest].coarse;
            }
            let spelling: String = unit.spelling.iter().collect();
            unit.fickle = match spelling.as_str() {
                "j" | "gh" => Some(Fickle::Silent),
                "s" if unit.place == Place::End => Some(Fickle::Silent),
                "w" => Some(Fickle::Or(Coarse::F)),
                "igh" => Some(Fickle::Or(Coarse::K)),
                _ => None,
            };
        }
        for unit in &mut ar {
            if matches!(unit.spelling[..], ['ث' | 'ذ' | 'ظ']) {
                unit.fickle = Some(Fickle::Or(Coarse::S));
            }
        }
        let (ar_by_letter, en_by_letter) = (by_letter(&ar), by_letter(&en));
        let of = |list: &Vec<u8>| list.iter().map(|&n| &ar[usize::from(n)]).collect::<Vec<&Unit>>();
        let firm = ar_by_letter.iter().map(|list| Firm::new(&of(list))).collect();
        Sounds { ar, en, ar_by_letter, en_by_letter, matrix, firm }
    }

    /// The unit of one letter at `at` in a folded Arabic word, and that of two letters beginning
    /// there (`كس` may be an x or k and s, so both readings are kept). `starts` marks the letters
    /// at which the word may begin.
    pub(super) fn arabic_at(&self, letters: &[char], at: usize, starts: &[bool]) -> (Option<u8>, Option<u8>) {
        let candidates = beginning(&self.ar_by_letter, letters[at]);
        let reads = |length: usize| {
            best(&self.ar, candidates, |u| {
                u.spelling.len() == length
                    && letters[at..].starts_with(&u.spelling)
                    && match u.place {
                        Place::Start => starts[at],
                        Place::End => at + length == letters.len(),
                        Place::Any | Place::Soft => true,
                    }
            })
        };
        (reads(1), reads(2))
    }

    /// For each letter of a folded Arabic word: how many consonants it adds to a key at least, alone or with the next
    /// letter, and its class if it has the same one in every reading.
    pub(super) fn firm(&self, letters: &[char], mut give: impl FnMut(usize, Option<Coarse>)) {
        let of = |letter: char| slot(letter).and_then(|slot| self.firm.get(slot)).unwrap_or(&NOTHING);
        let mut after_pair = false;
        for (at, &letter) in letters.iter().enumerate() {
            let own = of(letter);
            let next = letters.get(at + 1).copied();
            let pair = own.pairs.iter().find(|(second, _)| Some(*second) == next);
            let both = || own.count + next.map_or(0, |next| of(next).count);
            let lost = pair.map_or(0, |(_, least)| both().saturating_sub(*least));
            let class = own.class.filter(|_| !after_pair && pair.is_none());
            after_pair = pair.is_some();
            give(own.count.saturating_sub(lost), class);
        }
    }

    /// Divides a folded English word into units, each with its first letter. A doubled consonant is one unit.
    pub(super) fn cut_english(&self, letters: &[char], mut unit: impl FnMut(u8, usize)) {
        let mut at = 0;
        let mut after = None;
        while at < letters.len() {
            let fits = |u: &Unit| {
                let end = at + u.spelling.len();
                letters[at..].starts_with(&u.spelling)
                    && match u.place {
                        Place::Start => at == 0,
                        Place::End => end == letters.len(),
                        Place::Soft => matches!(letters.get(end), Some('e' | 'i' | 'y')),
                        Place::Any => true,
                    }
            };
            let Some(found) = best(&self.en, beginning(&self.en_by_letter, letters[at]), fits) else {
                at += 1;
                continue;
            };
            let spelled = &self.en[usize::from(found)].spelling;
            let doubled = spelled.len() == 1
                && after == Some(spelled[0])
                && !matches!(spelled[0], 'a' | 'e' | 'i' | 'o' | 'u');
            if !doubled {
                unit(found, at);
            }
            after = spelled.last().copied();
            at += spelled.len();
        }
    }
}

/// The first unit that fits: the lists have the longest first, and units with a condition before
/// those without.
fn best(units: &[Unit], candidates: &[u8], fits: impl Fn(&Unit) -> bool) -> Option<u8> {
    candidates.iter().copied().find(|&n| fits(&units[usize::from(n)]))
}

/// The index of a letter in the lists of units: Latin letters first, then Arabic ones.
fn slot(letter: char) -> Option<usize> {
    match letter {
        'a'..='z' => Some(letter as usize - 'a' as usize),
        'ء'..='ۿ' => Some(letter as usize - 'ء' as usize + 26),
        _ => None,
    }
}

fn beginning(lists: &[Vec<u8>], letter: char) -> &[u8] {
    slot(letter).and_then(|slot| lists.get(slot)).map_or(&[], Vec::as_slice)
}

fn by_letter(units: &[Unit]) -> Vec<Vec<u8>> {
    let mut lists: Vec<Vec<u8>> = Vec::new();
    for (n, unit) in units.iter().enumerate() {
        if let (Some(slot), Ok(n)) = (unit.spelling.first().copied().and_then(slot), u8::try_from(n)) {
            lists.resize(lists.len().max(slot + 1), Vec::new());
            lists[slot].push(n);
        }
    }
    for list in &mut lists {
        list.sort_by_key(|&n| {
            let unit = &units[usize::from(n)];
            std::cmp::Reverse((unit.spelling.len(), unit.place != Place::Any, n))
        });
    }
    lists
}

fn matrix(ar: &[Unit], en: &[Unit], shares: &[&str], pairs: &[(usize, &str)]) -> Vec<u8> {
    let mut matrix = vec![NEVER; ar.len() * en.len()];
    for &(n, listed) in pairs {
        for pair in listed.split(' ') {
            let Some((letters, cost)) = pair.split_once(':') else { continue };
            let cost: u8 = cost.parse().unwrap_or(NEVER);
            for (m, unit) in ar.iter().enumerate() {
                let own = unit.spelling.iter().copied().eq(letters.chars());
                if own || shares[m] == letters {
                    let cell = &mut matrix[m * en.len() + n];
                    *cell = cost.min(*cell);
                }
            }
        }
    }
    matrix
}

fn coarse_arabic(letters: &str) -> &'static [Coarse] {
    use Coarse::{B, D, F, K, L, M, N, R, S};
    match letters {
        "ب" | "پ" | "به" | "بح" => &[B],
        "ف" | "ڤ" => &[F],
        "ت" | "ط" | "د" | "ض" | "ث" | "ذ" | "ظ" => &[D],
        "ته" | "تح" | "طح" | "طه" | "ده" | "دح" => &[D],
        "س" | "ص" | "ز" | "تز" | "تس" | "دز" => &[S],
        "ك" | "ق" | "غ" | "ج" | "خ" | "ش" | "تش" | "چ" | "دج" | "ژ" => &[K],
        "سح" | "سه" | "صح" | "كه" | "كح" | "ظه" | "زح" | "جح" | "يغ" => &[K],
        "كس" | "كز" | "قص" | "قس" | "كص" => &[K, S],
        "ل" | "لل" => &[L],
        "ر" | "رح" | "ره" => &[R],
        "م" => &[M],
        "ن" | "هن" | "حن" => &[N],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_of_sounds_is_sound_and_in_order() {
        let table = include_str!("../../data/names-sounds.tsv");
        assert!(table.starts_with('#') && table.contains("Licence: MIT OR Apache-2.0"));
        let rows: Vec<Vec<&str>> =
            table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        let letters: Vec<&str> = rows.iter().filter(|r| r[0] == "ar").map(|r| r[1]).collect();
        let mut before: Option<[&str; 4]> = None;
        const TRADITIONS: [&str; 8] =
            ["general", "joined", "chinese", "indian", "maghreb", "ottoman", "persian", "turkish"];
        for row in &rows {
            assert_eq!(row.len(), 7, "{row:?}");
            assert!(["any", "start", "end", "soft"].contains(&row[2]), "{row:?}");
            assert!(["C", "S", "V"].contains(&row[3]), "{row:?}");
            assert!(row[4].parse::<u8>().is_ok_and(|cost| cost <= 100), "{row:?}");
            let key = [row[0], row[1], row[2], row[6]];
            assert!(TRADITIONS.contains(&row[6]), "{row:?}");
            if let Some(last) = before.filter(|last| last[..3] == key[..3]) {
                let other = rows.iter().find(|row| row[..3] == last[..3]).expect("the row before");
                assert_eq!(other[3..5], row[3..5], "{row:?}: one class and drop for all traditions");
            }
            assert!(before.is_none_or(|b| b < key), "{row:?} is out of order or twice");
            before = Some(key);
            if row[0] == "en" {
                assert!(!row[5].is_empty() && row[1].chars().all(|c| c.is_ascii_lowercase()), "{row:?}");
                for pair in row[5].split(' ') {
                    let (letter, cost) = pair.split_once(':').expect("letter:cost");
                    assert!(letters.contains(&letter), "{row:?}: {letter} is no unit");
                    assert!(cost.parse::<u8>().is_ok_and(|cost| cost <= 100), "{row:?}");
                }
            } else {
                assert!(row[5].is_empty() || letters.contains(&row[5]), "{row:?}");
            }
        }
    }

    #[test]
    fn words_are_cut_into_the_longest_groups() {
        let cut = |word: &str| {
            let letters: Vec<char> = word.chars().collect();
            let mut pieces = Vec::new();
            sounds().cut_english(&letters, |n, _| {
                pieces.push(sounds().en[usize::from(n)].spelling.iter().collect::<String>());
            });
            pieces.join("-")
        };
        assert_eq!(cut("thatcher"), "th-a-tch-e-r");
        assert_eq!(cut("schumann"), "sch-u-m-a-nn");
        assert_eq!(cut("teddy"), "t-e-d-y");
        assert_eq!(cut("cecil"), "c-e-c-i-l");
    }
}
