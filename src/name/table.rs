//! The table of names: countries, cities, people, organisations … with their usual forms in both languages.
//!
//! A row of `data/names.tsv` is one [`Entry`]: `Geneva|…` `جنيف|…` `city`. Its forms are sequences of words in one
//! trie per language. On the Arabic side proclitics before the first word and the article before any word are
//! optional, hamza seats and final ه/ة/ا are one; adjectives of nationality stand for all their forms.

use super::ordinary::is_ordinary;
use crate::text::{Lang, bidi, chars, fold, token};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A state or territory.
    Country,
    /// The adjective of a country, people or religion, and its language.
    Nationality,
    /// A town, or a well-known place in one.
    City,
    /// A province, region or continent.
    Region,
    /// A river, lake, sea, strait or canal.
    Water,
    /// A mountain, desert, island or other feature of the land.
    Land,
    /// One known person.
    Person,
    /// A given name.
    Given,
    /// A family name.
    Family,
    /// An organisation, company, party or newspaper.
    Org,
    /// A figure, book, feast or term of religion.
    Religious,
    /// A word that names are made of (President, Street, Party).
    Title,
    /// A small word inside names (ibn, Abu, Saint).
    Particle,
}

impl Kind {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "country" => Kind::Country,
            "nationality" => Kind::Nationality,
            "city" => Kind::City,
            "region" => Kind::Region,
            "water" => Kind::Water,
            "land" => Kind::Land,
            "person" => Kind::Person,
            "given" => Kind::Given,
            "family" => Kind::Family,
            "org" => Kind::Org,
            "religious" => Kind::Religious,
            "title" => Kind::Title,
            "particle" => Kind::Particle,
            _ => return None,
        })
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// English forms, the usual one first, separated by `|`.
    pub en: &'static str,
    /// Arabic forms, the usual one first, separated by `|`.
    pub ar: &'static str,
    /// What it names.
    pub kind: Kind,
}

/// What a word can be in the table; made once for each word type and given to [`Table::find`].
/// Most words of a text cannot be anything: see [`Key::is_empty`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Key {
    /// Numbers of the table's words it may be, 0 for none; the first two also inside a name,
    /// the others only at its beginning, where proclitics may stand.
    words: [u32; KEYS],
    /// A bit for each of `words` that was found behind a proclitic without the article.
    bare: u8,
    /// Never the first word of a name (على inside one is not علي, and `said` is not the given name Said).
    inside: bool,
}

const INNER: usize = 2;
const KEYS: usize = 8;

impl Key {
    /// True when no name of the table holds such a word.
    pub fn is_empty(&self) -> bool {
        self.words == [0; KEYS]
    }

    /// The words a name may begin with, each with the trie's root to start from.
    fn heads(&self) -> impl Iterator<Item = (u32, u32)> {
        let words = self.words.iter().enumerate().filter(|&(_, &word)| word != 0 && !self.inside);
        words.flat_map(|(n, &word)| {
            let articled = self.bare & (1 << n) == 0;
            std::iter::once((PLAIN, word)).chain(articled.then_some((ARTICLED, word)))
        })
    }
}

/// Root of the names whose first word has no article.
const PLAIN: u32 = 0;
/// Root of the Arabic names whose first word has the article; behind a proclitic they keep it, so that
/// كتبت (she wrote) is not Tibet (التبت).
const ARTICLED: u32 = 1;

/// A name of the table found in a sequence of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Number of the row, for [`Table::entry`].
    pub entry: u32,
    /// The first word, counted from 0.
    pub start: usize,
    /// How many words.
    pub len: usize,
}

/// The table of names in both languages.
pub struct Table {
    entries: Vec<Entry>,
    ar: Side,
    en: Side,
}

/// One language's forms.
#[derive(Default)]
struct Side {
    /// Words, numbered from 1.
    words: FxHashMap<Box<str>, u32>,
    /// (node, word) to node; the roots are [`PLAIN`] and [`ARTICLED`].
    steps: FxHashMap<(u32, u32), u32>,
    /// Rows that end at a node.
    ends: Vec<Vec<u32>>,
}

/// The shipped table of names.
///
/// ```
/// use mizan::name::table;
/// use mizan::text::Lang;
/// let find = |lang, words: &[&str]| {
///     let keys: Vec<_> = words.iter().map(|w| table().key(lang, w)).collect();
///     table().find(lang, &keys)
/// };
/// let ar = find(Lang::Ar, &["قالت", "للأمم", "المتحدة"]);
/// let en = find(Lang::En, &["told", "the", "UN"]);
/// assert_eq!(ar[0].entry, en[0].entry);
/// assert_eq!((ar[0].start, ar[0].len), (1, 2));
/// ```
pub fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../data/names.tsv")));
    &TABLE
}

/// Abbreviations that are ordinary words when not in capitals.
const ALSO_WORDS: [&str; 3] = ["us", "who", "car"];

impl Table {
    /// The row of the table with this number.
    ///
    /// # Panics
    /// When the number does not come from [`Table::find`].
    pub fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True for a table without rows.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What a word can be in the table. The word may be folded or not; as it stands in the text it says a
    /// little more: `US` is a country and `us` is not, `Said` and `علي` are names and `said` and `على` are not.
    pub fn key(&self, lang: Lang, word: &str) -> Key {
        let mut key = Key::default();
        match lang {
            Lang::En => {
                let folded = fold::fold(Lang::En, word);
                if ALSO_WORDS.contains(&folded.as_str()) && word.chars().any(char::is_lowercase) {
                    return key;
                }
                key.inside = word.starts_with(char::is_lowercase) && is_ordinary(Lang::En, &folded);
                let owner = folded.strip_suffix("'s").or(folded.strip_suffix('\''));
                for (slot, form) in key.words.iter_mut().zip([Some(folded.as_str()), owner]) {
                    *slot = form.and_then(|form| self.en.words.get(form)).copied().unwrap_or(0);
                }
            }
            Lang::Ar => {
                let bare = word.trim_end_matches(|c| bidi::is_invisible(c) || chars::is_tashkeel(c));
                let folded = normal(&fold::fold(Lang::Ar, word));
                key.inside = bare.ends_with('ى') && ["علي", "وعلي", "الي", "والي"].contains(&folded.as_str());
                let number = |form: &str| self.ar.words.get(form).copied().unwrap_or(0);
                key.words[0] = number(&folded);
                key.words[1] = without_article(&folded).map_or(0, number);
                let mut slot = INNER;
                let mut add = |form: &str, articled: bool| {
                    let word = number(form);
                    if word != 0 && slot < KEYS && form.chars().nth(2).is_some() {
                        key.words[slot] = word;
                        key.bare |= u8::from(!articled) << slot;
                        slot += 1;
                    }
                };
                let joined = folded.strip_prefix(['و', 'ف']);
                if let Some(rest) = joined {
                    add(rest, false);
                    if let Some(rest) = without_article(rest) {
                        add(rest, true);
                    }
                }
                for head in [Some(folded.as_str()), joined].into_iter().flatten() {
                    if let Some(rest) = head.strip_prefix("لل") {
                        add(rest, true);
                    }
                    if let Some(rest) = head.strip_prefix(['ب', 'ل', 'ك']) {
                        add(rest, false);
                        if let Some(rest) = without_article(rest) {
                            add(rest, true);
                        }
                    }
                }
            }
        }
        key
    }

    /// The names in a sequence of words, given by their keys: from left to right, the longest at each place. Where
    /// one form belongs to several rows, each is given. Linear in the number of words.
    pub fn find(&self, lang: Lang, keys: &[Key]) -> Vec<Found> {
        let side = self.side(lang);
        let mut found = Vec::new();
        let mut start = 0;
        while start < keys.len() {
            let mut longest = (0, 0u32);
            for head in keys[start].heads() {
                if let Some(&node) = side.steps.get(&head) {
                    side.walk(node, &keys[start + 1..], 1, &mut |len, node| {
                        if len > longest.0 {
                            longest = (len, node);
                        }
                    });
                }
            }
            let (len, node) = longest;
            if len == 0 {
                start += 1;
                continue;
            }
            found.extend(side.ends[node as usize].iter().map(|&entry| Found { entry, start, len }));
            start += len;
        }
        found
    }

    /// Every name in a sequence of words, overlapping ones and shorter ones inside longer ones too.
    /// A name has few words, so this is linear as well.
    pub fn find_all(&self, lang: Lang, keys: &[Key]) -> Vec<Found> {
        let side = self.side(lang);
        let mut found = Vec::new();
        let mut nodes = Vec::new();
        for start in 0..keys.len() {
            nodes.clear();
            for head in keys[start].heads() {
                if let Some(&node) = side.steps.get(&head) {
                    side.walk(node, &keys[start + 1..], 1, &mut |len, node| nodes.push((len, node)));
                }
            }
            let before = found.len();
            for &(len, node) in &nodes {
                found.extend(side.ends[node as usize].iter().map(|&entry| Found { entry, start, len }));
            }
            found[before..].sort_by_key(|f| (f.entry, f.len));
            let mut kept = before;
            for n in before..found.len() {
                if n == before || found[n] != found[kept - 1] {
                    found[kept] = found[n];
                    kept += 1;
                }
            }
            found.truncate(kept);
        }
        found
    }

    fn side(&self, lang: Lang) -> &Side {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }

    fn read(text: &'static str) -> Self {
        let mut table = Table { entries: Vec::new(), ar: Side::new(), en: Side::new() };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(en), Some(ar), Some(kind)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let Some(kind) = Kind::read(kind) else { continue };
            let Ok(number) = u32::try_from(table.entries.len()) else { break };
            table.entries.push(Entry { en, ar, kind });
            for form in en.split('|') {
                let words = english_words(form);
                table.en.add(PLAIN, &words, number);
                let plural = kind == Kind::Nationality && form.ends_with(['n', 'i', 'k', 't', 'w', 'b', 'd']);
                if let (true, Some((last, first))) = (plural, words.split_last()) {
                    let mut words = first.to_vec();
                    words.push(format!("{last}s"));
                    table.en.add(PLAIN, &words, number);
                }
            }
            for form in ar.split('|') {
                let words = arabic_words(form);
                let articled =
                    fold::bare(form).strip_prefix("ال").is_some_and(|rest| rest.chars().nth(1).is_some());
                let root = if articled { ARTICLED } else { PLAIN };
                table.ar.add(root, &words, number);
                for ending in arabic_endings(kind, &words) {
                    table.ar.add(root, &ending, number);
                }
            }
        }
        table
    }
}

impl Side {
    fn new() -> Self {
        Side { ends: vec![Vec::new(); 2], ..Side::default() }
    }

    fn add(&mut self, root: u32, words: &[String], entry: u32) {
        let mut node = root;
        for word in words {
            let next = u32::try_from(self.words.len() + 1).unwrap_or(u32::MAX);
            let word = *self.words.entry(word.as_str().into()).or_insert(next);
            let fresh = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            node = *self.steps.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.ends.push(Vec::new());
            }
        }
        if node != root && !self.ends[node as usize].contains(&entry) {
            self.ends[node as usize].push(entry);
        }
    }

    /// Reports every name that ends at `node` or behind it, with its length in words; the trie's depth (a name
    /// has few words) bounds the recursion.
    fn walk(&self, node: u32, keys: &[Key], len: usize, report: &mut impl FnMut(usize, u32)) {
        if !self.ends[node as usize].is_empty() {
            report(len, node);
        }
        let Some(key) = keys.first() else { return };
        for &word in key.words[..INNER].iter().filter(|&&word| word != 0) {
            if let Some(&next) = self.steps.get(&(node, word)) {
                self.walk(next, &keys[1..], len + 1, report);
            }
        }
    }
}

/// The words of an English form, as a text holds them: hyphens and stops cut.
fn english_words(form: &str) -> Vec<String> {
    words(form).map(|word| fold::fold(Lang::En, word)).collect()
}

/// The words of an Arabic form without their articles; the first letters of ألمانيا are none.
fn arabic_words(form: &str) -> Vec<String> {
    words(form)
        .map(|word| {
            let folded = normal(&fold::fold(Lang::Ar, word));
            let articled = !word.starts_with(['أ', 'إ', 'آ']);
            without_article(&folded).filter(|_| articled).map(str::to_owned).unwrap_or(folded)
        })
        .collect()
}

fn words(form: &str) -> impl Iterator<Item = &str> {
    token::tokens(form).filter(|t| t.kind != token::TokenKind::Mark).map(|t| t.span.of(form))
}

/// Spelling variants that folding keeps apart: hamza on its seats, and the final letter of `سوريا` / `سورية`.
fn normal(folded: &str) -> String {
    let mut word: String = folded
        .chars()
        .filter_map(|c| match c {
            'ؤ' => Some('و'),
            'ئ' => Some('ي'),
            'ء' => None,
            'پ' => Some('ب'),
            'ڤ' => Some('ف'),
            'چ' | 'ژ' => Some('ج'),
            _ => Some(c),
        })
        .collect();
    if word.chars().nth(2).is_some() && word.ends_with('ه') {
        word.pop();
        word.push('ا');
    }
    word
}

/// The word behind the article; `الله` and two-letter rests keep it.
fn without_article(word: &str) -> Option<&str> {
    word.strip_prefix("ال").filter(|rest| rest.chars().nth(1).is_some() && !matches!(*rest, "له" | "لا" | "ي"))
}

/// Further forms of an Arabic name: all genders, numbers and cases of an adjective, the accusative of a
/// given name (`محمداً`).
fn arabic_endings(kind: Kind, words: &[String]) -> Vec<Vec<String>> {
    let Some((last, first)) = words.split_last() else { return Vec::new() };
    let endings: &[&str] = match kind {
        Kind::Nationality if last.ends_with('ي') => &["", "ا", "ون", "ين", "ات", "ان", "تان", "تين"],
        Kind::Given if !last.ends_with(['ا', 'ي', 'و']) => &["ا"],
        _ => return Vec::new(),
    };
    endings
        .iter()
        .map(|ending| {
            let mut words = first.to_vec();
            words.push(format!("{last}{ending}"));
            words
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn rows() -> impl Iterator<Item = &'static str> {
        include_str!("../../data/names.tsv").lines().filter(|line| !line.starts_with('#'))
    }

    fn find(lang: Lang, text: &str) -> Vec<String> {
        let words: Vec<&str> = words(text).collect();
        let keys: Vec<Key> = words.iter().map(|w| table().key(lang, w)).collect();
        table()
            .find(lang, &keys)
            .iter()
            .map(|f| {
                let en = table().entry(f.entry).en.split('|').next().unwrap_or_default();
                format!("{en}@{}", words[f.start..f.start + f.len].join(" "))
            })
            .collect()
    }

    #[test]
    fn every_row_of_the_table_of_names_is_well_formed() {
        let table = include_str!("../../data/names.tsv");
        assert!(table.starts_with('#') && table.contains("Licence: MIT OR Apache-2.0"));
        for row in rows() {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 3, "{row}");
            assert!(Kind::read(cells[2]).is_some(), "{row}");
            for (n, cell) in cells[..2].iter().enumerate() {
                let mut seen = HashSet::new();
                for form in cell.split('|') {
                    assert!(!form.is_empty() && form.trim() == form && !form.contains("  "), "{row}");
                    assert!(seen.insert(form), "{row}: {form} twice");
                    let fits = |c: char| match n {
                        0 => chars::is_latin_letter(c) || " -.'’&0123456789".contains(c),
                        _ => chars::is_arabic_letter(c) || " -.0123456789".contains(c),
                    };
                    assert!(form.chars().all(fits), "{row}: {form}");
                    assert!(!words(form).collect::<Vec<_>>().is_empty(), "{row}: {form}");
                }
            }
        }
    }

    #[test]
    fn rows_are_sorted_and_stand_once() {
        let mut before = "";
        for row in rows() {
            assert!(before < row, "{row} is out of order or twice");
            before = row;
        }
    }

    #[test]
    fn the_table_is_rich() {
        assert!(table().len() >= 1500, "{}", table().len());
    }

    #[test]
    fn names_are_found_under_clitics_articles_and_vowel_signs() {
        for text in ["مصر", "ومصر", "لمصر", "وبمصر", "مِصْرَ", "مـصـر"] {
            assert_eq!(find(Lang::Ar, text), [format!("Egypt@{text}")], "{text}");
        }
        for text in ["القاهرة", "بالقاهرة", "للقاهرة", "وللقاهرة", "كالقاهرة", "الْقَاهِرَةِ"]
        {
            assert_eq!(find(Lang::Ar, text), [format!("Cairo@{text}")], "{text}");
        }
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(
            find(Lang::Ar, "وقالت منظمة الصحة العالمية أمس")[0],
            "World Health Organization@منظمة الصحة العالمية"
        );
        assert_eq!(find(Lang::En, "in South Korea today")[0], "South Korea@South Korea");
    }

    #[test]
    fn spelling_variants_of_hamza_and_the_last_letter_are_one() {
        for text in ["سوريا", "سورية", "أمريكا", "إنجلترا", "انجلترا", "فؤاد", "فواد"]
        {
            assert!(!find(Lang::Ar, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn adjectives_of_nationality_come_in_all_forms() {
        for text in ["الألماني", "للألمان", "ألمانية", "والألمانية"] {
            assert!(find(Lang::Ar, text).iter().any(|f| f.starts_with("German@")), "{text}");
        }
        for text in ["مصري", "المصرية", "مصريون", "للمصريين", "المصريات", "مصريتين", "مصرياً"]
        {
            let found = find(Lang::Ar, text);
            assert!(found.iter().any(|f| f.starts_with("Egyptian@")), "{text}: {found:?}");
        }
        assert!(find(Lang::En, "Egyptians").iter().any(|f| f.starts_with("Egyptian@")));
    }

    #[test]
    fn an_abbreviation_that_is_a_word_needs_its_capitals() {
        assert!(!find(Lang::En, "US").is_empty() && !find(Lang::En, "WHO").is_empty());
        assert!(find(Lang::En, "us").is_empty() && find(Lang::En, "who").is_empty());
        assert!(find(Lang::En, "he said").is_empty() && !find(Lang::En, "with Said").is_empty());
        assert!(find(Lang::Ar, "على").is_empty() && !find(Lang::Ar, "علي").is_empty());
    }

    #[test]
    fn the_owner_is_found() {
        assert_eq!(find(Lang::En, "Egypt’s")[0], "Egypt@Egypt’s");
        assert_eq!(find(Lang::En, "the Netherlands'")[0], "Netherlands@Netherlands");
    }

    #[test]
    fn ordinary_words_are_nothing() {
        for word in ["وقال", "المائدة", "كتبت", "لكنها", "يستطيع", "والتي"] {
            assert!(find(Lang::Ar, word).is_empty(), "{word}");
        }
        assert!(table().key(Lang::En, "yesterday").is_empty() && table().key(Lang::Ar, "يستطيع").is_empty());
    }

    #[test]
    fn all_names_include_those_inside_longer_ones() {
        let words = ["European", "Union"];
        let keys: Vec<Key> = words.iter().map(|w| table().key(Lang::En, w)).collect();
        let all = table().find_all(Lang::En, &keys);
        assert!(all.iter().any(|f| f.len == 2) && all.iter().any(|f| (f.start, f.len) == (0, 1)));
        assert!(all.len() > table().find(Lang::En, &keys).len());
    }

    #[test]
    fn every_form_of_every_row_is_found_again() {
        for (number, entry) in table().entries.iter().enumerate() {
            for (lang, forms) in [(Lang::En, entry.en), (Lang::Ar, entry.ar)] {
                for form in forms.split('|') {
                    let keys: Vec<Key> = words(form).map(|w| table().key(lang, w)).collect();
                    let found = table().find_all(lang, &keys);
                    assert!(
                        found.iter().any(|f| f.entry as usize == number && f.len == keys.len()),
                        "{form} of {entry:?}"
                    );
                }
            }
        }
    }
}
