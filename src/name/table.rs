//! The table of names: countries, cities, people, organisations … with their usual forms in both languages.
//!
//! A row of `data/names.tsv` is one [`NameEntry`]: `Geneva|…` `جنيف|…` `city`. Its forms are sequences
//! of words in one trie per language. On the Arabic side proclitics before the first word and the
//! article before any word are optional, hamza seats and final ه/ة/ا are unified, and adjectives of
//! nationality stand for all their forms.

use super::{
    forms::{normal, without_article},
    kind::NameKind,
    ordinary::{is_ordinary, is_whole},
    tries::{ARTICLED, PLAIN, Side, Tries},
};
use crate::text::{
    Lang, Sides, bidi, chars,
    clitics::{self, Classes, Split},
    fold,
    memo::Memo,
    token,
};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/names.tsv");
/// The table as packed by the build script.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct NameEntry {
    /// English forms, the usual one first, separated by `|`.
    pub en: &'static str,
    /// Arabic forms, the usual one first, separated by `|`.
    pub ar: &'static str,
    /// The kind of the name.
    pub kind: NameKind,
}

/// The words of the table that a word may be; computed once for each word type and passed to
/// [`Table::find`]. Most words of a text are none: see [`Key::is_empty`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Key {
    /// Numbers of the table's words that it may be, 0 for none; the first two anywhere in a name,
    /// the others only at its beginning, where proclitics may occur.
    words: [u32; KEYS],
    /// A bit for each of `words` that was found after a proclitic and without the article.
    bare: u8,
    /// It cannot be the first word of a name (على inside one is not علي, and `said` is not the
    /// given name Said).
    inside: bool,
}

const INNER: usize = 2;
const KEYS: usize = 8;

impl Key {
    /// True if no name of the table contains such a word.
    pub fn is_empty(&self) -> bool {
        self.words == [0; KEYS]
    }

    /// The words with which a name may begin, each with the root of the trie.
    fn heads(&self) -> impl Iterator<Item = (u32, u32)> {
        let words = self.words.iter().enumerate().filter(|&(_, &word)| word != 0 && !self.inside);
        words.flat_map(|(n, &word)| {
            let articled = self.bare & (1 << n) == 0;
            // الرياض is Riyadh rather than رياض, a given name.
            articled.then_some((ARTICLED, word)).into_iter().chain(std::iter::once((PLAIN, word)))
        })
    }
}

/// A name of the table found in a sequence of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundName {
    /// Number of the row, for [`Table::entry`].
    pub entry: u32,
    /// The first word, counted from 0.
    pub start: usize,
    /// Number of words.
    pub len: usize,
}

/// The table of names in both languages.
#[derive(Debug)]
pub struct Table {
    tries: Tries,
}

/// The built-in table of names.
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
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table { tries: Tries::unpack(PACKED) });
    &TABLE
}

thread_local! {
    static LOOKED_UP: Sides<Memo<Key>> = Sides::of(|_| Memo::default());
}

/// Abbreviations that are ordinary words when not in capitals.
const ALSO_WORDS: [&str; 3] = ["us", "who", "car"];

impl Table {
    /// The row of the table with this number.
    ///
    /// # Panics
    /// When the number does not come from [`Table::find`].
    pub fn entry(&self, number: u32) -> NameEntry {
        let row = |cell| self.tries.rows.get(3 * number as usize + cell) as usize;
        let [en, ar, kind] = [0, 1, 2].map(row);
        NameEntry {
            en: &TABLE[en..ar - 1],
            ar: &TABLE[ar..kind - 1],
            kind: self.tries.kinds[number as usize],
        }
    }

    /// The kind of the first name of the table in a text.
    pub fn kind(&self, lang: Lang, text: &str) -> Option<NameKind> {
        self.found(lang, text).0.first().map(|found| self.entry(found.entry).kind)
    }

    /// The kind of the first name proper of the table in a text: none of words that are part of
    /// names, months and days.
    pub(super) fn proper(&self, lang: Lang, text: &str) -> Option<NameKind> {
        let mut kinds = self.found(lang, text).0.into_iter().map(|found| self.entry(found.entry).kind);
        kinds.find(|kind| kind.sort().is_some())
    }

    /// The kind of a name of the table that is the whole of a text, with preference for names proper.
    pub fn whole(&self, lang: Lang, text: &str) -> Option<NameKind> {
        let (found, words) = self.found(lang, text);
        let whole = found.into_iter().filter(|found| found.len == words);
        whole.map(|found| self.entry(found.entry).kind).min_by_key(|kind| kind.sort().is_none())
    }

    /// The kind of the row that has the whole of an Arabic and of an English text, with preference for names proper.
    pub(crate) fn common(&self, ar: &str, en: &str) -> Option<NameKind> {
        let whole = |(found, words): (Vec<FoundName>, usize)| -> Vec<u32> {
            found.into_iter().filter(|found| found.len == words).map(|found| found.entry).collect()
        };
        let arabic = whole(self.found(Lang::Ar, ar));
        let both = whole(self.found(Lang::En, en)).into_iter().filter(|entry| arabic.contains(entry));
        both.map(|entry| self.entry(entry).kind).min_by_key(|kind| kind.sort().is_none())
    }

    /// True if a row has an Arabic text as one of its forms, without clitics, and the whole of an English one.
    pub(super) fn share_row(&self, ar: &str, en: &str) -> bool {
        let (found, words) = self.found(Lang::En, en);
        let bare = |name: &str| {
            let folded = normal(&fold::fold(Lang::Ar, name));
            without_article(&folded).map(str::to_owned).unwrap_or(folded)
        };
        let plain = bare(ar);
        let has = |form: &str| bare(form) == plain;
        let rows = found.into_iter().filter(|found| found.len == words);
        rows.into_iter().any(|found| self.entry(found.entry).ar.split('|').any(has))
    }

    /// The names of the table in a text, and the number of its words.
    fn found(&self, lang: Lang, text: &str) -> (Vec<FoundName>, usize) {
        let words = token::tokens(text).filter(|token| token.kind == token::TokenKind::Word);
        let key = |word: &str| LOOKED_UP.with(|keys| keys[lang].get(word, |word| self.key(lang, word)));
        let keys: Vec<Key> = words.map(|token| key(token.span.of(text))).collect();
        (self.find(lang, &keys), keys.len())
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.tries.kinds.len()
    }

    /// True for a table without rows.
    pub fn is_empty(&self) -> bool {
        self.tries.kinds.is_empty()
    }

    /// The key of a word. The word may be folded or not, but the original spelling has more
    /// information: `US` is a country and `us` is not, `Said` and `علي` are names and `said` and
    /// `على` are not.
    pub fn key(&self, lang: Lang, word: &str) -> Key {
        self.folded_key(lang, word, &fold::fold(lang, word))
    }

    /// The key of a word whose folded form is known.
    pub(super) fn folded_key(&self, lang: Lang, word: &str, folded: &str) -> Key {
        let mut key = Key::default();
        match lang {
            Lang::En => {
                if ALSO_WORDS.contains(&folded) && word.chars().any(char::is_lowercase) {
                    return key;
                }
                key.inside = word.starts_with(char::is_lowercase) && is_ordinary(Lang::En, folded);
                let owner = folded.strip_suffix("'s").or(folded.strip_suffix('\''));
                for (slot, form) in key.words.iter_mut().zip([Some(folded), owner]) {
                    *slot = form.map_or(0, |form| self.tries.en.word(form));
                }
            }
            Lang::Ar => {
                let bare = word.trim_end_matches(|c| bidi::is_invisible(c) || chars::is_tashkeel(c));
                let plain = folded;
                let folded = normal(plain);
                key.inside = bare.ends_with('ى') && ["علي", "وعلي", "الي", "والي"].contains(&folded.as_str());
                let number = |form: &str| self.tries.ar.word(form);
                key.words[0] = number(&folded);
                key.words[1] = without_article(&folded).map_or(0, number);
                let mut slot = INNER;
                let mut add = |form: &str, articled: bool| {
                    let word = number(form);
                    // ولاية is a state, and not آية after و and ل.
                    let fits = word != 0 && form.chars().nth(2).is_some() && !is_whole(plain);
                    if fits && slot < KEYS {
                        key.words[slot] = word;
                        key.bare |= u8::from(!articled) << slot;
                        slot += 1;
                    }
                };
                // The article alone is in the second slot.
                let joined = |split: &Split<'_>| split.classes != Classes::ARTICLE;
                for split in clitics::splits(&folded, Classes::NOUN).filter(joined) {
                    add(split.rest, split.classes.has(Classes::ARTICLE));
                }
            }
        }
        key
    }

    /// The names in a sequence of words, given by their keys: from left to right, the longest at
    /// each place. If a form belongs to several rows, all are returned. Linear in the number of
    /// words.
    pub fn find(&self, lang: Lang, keys: &[Key]) -> Vec<FoundName> {
        let side = self.side(lang);
        let mut found = Vec::new();
        let mut nodes: Vec<u32> = Vec::new();
        let mut start = 0;
        while start < keys.len() {
            let mut longest = 0;
            nodes.clear();
            for head in keys[start].heads() {
                if let Some(node) = side.step(head.0, head.1) {
                    walk(side, node, &keys[start + 1..], 1, &mut |len, node| {
                        if len > longest {
                            longest = len;
                            nodes.clear();
                        }
                        if len == longest && !nodes.contains(&node) {
                            nodes.push(node);
                        }
                    });
                }
            }
            let rows = nodes.iter().flat_map(|&node| side.rows(node));
            found.extend(rows.map(|entry| FoundName { entry, start, len: longest }));
            start += longest.max(1);
        }
        found
    }

    /// All names in a sequence of words, including overlapping ones and shorter ones within longer
    /// ones. Names have few words, so this is linear as well.
    pub fn find_all(&self, lang: Lang, keys: &[Key]) -> Vec<FoundName> {
        let side = self.side(lang);
        let mut found = Vec::new();
        let mut nodes = Vec::new();
        for start in 0..keys.len() {
            nodes.clear();
            for head in keys[start].heads() {
                if let Some(node) = side.step(head.0, head.1) {
                    walk(side, node, &keys[start + 1..], 1, &mut |len, node| nodes.push((len, node)));
                }
            }
            let before = found.len();
            for &(len, node) in &nodes {
                found.extend(side.rows(node).map(|entry| FoundName { entry, start, len }));
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
            Lang::Ar => &self.tries.ar,
            Lang::En => &self.tries.en,
        }
    }
}

/// Reports every name that ends at `node` or below it, with its length in words; the depth of the
/// trie (names have few words) bounds the recursion.
fn walk(side: &Side, node: u32, keys: &[Key], len: usize, report: &mut impl FnMut(usize, u32)) {
    if side.ends(node) {
        report(len, node);
    }
    let Some(key) = keys.first() else { return };
    for &word in key.words[..INNER].iter().filter(|&&word| word != 0) {
        if let Some(next) = side.step(node, word) {
            walk(side, next, &keys[1..], len + 1, report);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::builder, *};
    use builder::words;
    use std::collections::HashSet;

    fn rows() -> impl Iterator<Item = &'static str> {
        TABLE.lines().filter(|line| !line.starts_with('#'))
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
        assert!(TABLE.starts_with('#') && TABLE.contains("Licence: MIT OR Apache-2.0"));
        for row in rows() {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 3, "{row}");
            assert!(NameKind::named(cells[2]).is_some(), "{row}");
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
    fn the_packed_names_are_those_of_the_table() {
        assert!(builder::pack(TABLE) == PACKED);
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
        for number in 0..table().len() {
            let entry = table().entry(number as u32);
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
