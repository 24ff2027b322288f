//! Names that the other side expresses by another name: the nationality for the country, the
//! capital for the state.

use super::{made::capitalised, words};
use crate::{
    name::{Key, NameEntry, NameKind, table, term_key, word_key},
    text::{Lang, Span, fold, memo::Memo, stem},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cell::OnceCell, rc::Rc, sync::LazyLock};

/// Number of letters at the beginning that identify a country and its adjective.
const ROOT: usize = 4;

/// For each English form, the groups of names that may be used for each other.
static GROUPS: LazyLock<FxHashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let rows = include_str!("../../../data/names-metonyms.tsv").lines().filter(|line| !line.starts_with('#'));
    for (number, row) in rows.enumerate() {
        for name in row.split('|') {
            groups.entry(fold::fold(Lang::En, name)).or_default().push(number);
        }
    }
    groups
});

/// The names and words of a pair of texts, to decide which may be used for which.
#[derive(Debug)]
pub(super) struct Related<'a> {
    texts: (&'a str, &'a str),
    ar: OnceCell<Side>,
    en: OnceCell<Side>,
}

#[derive(Debug)]
struct Side {
    /// Beginnings of the words.
    roots: FxHashSet<String>,
    /// Groups of the names.
    groups: FxHashSet<usize>,
}

impl Side {
    fn new(lang: Lang, text: &str) -> Self {
        let mut all = FxHashSet::default();
        for word in words(text) {
            for root in &*roots(lang, word) {
                if !all.contains(root) {
                    all.insert(root.clone());
                }
            }
        }
        let mut groups: FxHashSet<usize> = rows(lang, text).iter().flat_map(groups_of).collect();
        if lang == Lang::En {
            groups.extend(words(text).flat_map(|word| groups_named(&fold::fold(lang, word))));
        }
        Side { roots: all, groups }
    }
}

impl<'a> Related<'a> {
    pub(super) fn new(ar: &'a str, en: &'a str) -> Self {
        Related { texts: (ar, en), ar: OnceCell::new(), en: OnceCell::new() }
    }

    fn ar(&self) -> &Side {
        self.ar.get_or_init(|| Side::new(Lang::Ar, self.texts.0))
    }

    fn en(&self) -> &Side {
        self.en.get_or_init(|| Side::new(Lang::En, self.texts.1))
    }

    /// True if the Arabic expresses an English name by another name.
    pub(super) fn in_arabic(&self, name: &str) -> bool {
        is_said(name, || self.ar())
    }

    /// True if the English expresses an Arabic name by another name.
    pub(super) fn in_english(&self, name: &str) -> bool {
        let rows = rows(Lang::Ar, name);
        rows.iter().flat_map(groups_of).any(|group| self.en().groups.contains(&group))
            || rows.iter().any(|row| rooted(Lang::En, row.en, row.kind, self.en()))
    }
}

/// True if an English and an Arabic name may be used for each other.
pub(super) fn may_stand(en: &str, ar: &str) -> bool {
    let side = OnceCell::new();
    is_said(en, || side.get_or_init(|| Side::new(Lang::Ar, ar)))
}

/// True if an Arabic name is the first of two that the English joins: *North and South Korea* has South Korea in full,
/// and كوريا الشمالية والجنوبية the other one.
pub(super) fn is_joined(en: &str, name: Span, ar: &str) -> bool {
    let before = en.get(..name.start).unwrap_or_default();
    let mut backwards = before.split_whitespace().rev();
    let (Some("and" | "or"), Some(first)) = (backwards.next(), backwards.next()) else { return false };
    let Some((_, rest)) = name.of(en).split_once(' ') else { return false };
    let arabic = whole_rows(Lang::Ar, ar);
    whole_rows(Lang::En, &format!("{first} {rest}")).iter().any(|row| arabic.contains(row))
}

/// The rows of the table for the whole of a text.
fn whole_rows(lang: Lang, text: &str) -> Vec<u32> {
    let keys: Vec<Key> = words(text).map(|word| word_key(lang, word)).collect();
    let found = table().find(lang, &keys).into_iter();
    found.filter(|found| found.len == keys.len()).map(|found| found.entry).collect()
}

/// True if all words of two names begin alike: North Korean and كوريا الشمالية.
pub(super) fn have_one_root(en: &str, ar: &str) -> bool {
    let side = Side::new(Lang::Ar, ar);
    whole_rows(Lang::En, en).into_iter().map(|row| table().entry(row)).any(|row| {
        let mut several = row.ar.split('|').filter(|form| form.contains(' '));
        several.any(|form| rooted(Lang::Ar, form, row.kind, &side))
    })
}

/// True if an Arabic text expresses an English name by another name. The text is read only if the name has others.
fn is_said<'a>(name: &str, ar: impl Fn() -> &'a Side) -> bool {
    let rows = rows(Lang::En, name);
    // Euro-Asia belongs to Europe and to Asia.
    let named = std::iter::once(name).chain(name.split('-')).map(|part| fold::fold(Lang::En, part));
    let named = named.flat_map(|part| groups_named(&part));
    let mut groups = rows.iter().flat_map(groups_of).chain(named);
    groups.any(|group| ar().groups.contains(&group))
        || rows.iter().any(|row| rooted(Lang::Ar, row.ar, row.kind, ar()))
}

/// True if all words of one of the forms begin like words of a side.
fn rooted(lang: Lang, forms: &str, kind: NameKind, side: &Side) -> bool {
    // No two given names or surnames mean the same person; an element of names alone means nobody.
    let of_many = matches!(kind, NameKind::Given | NameKind::Family);
    !of_many
        && !matches!(
            kind,
            NameKind::Title | NameKind::Element | NameKind::Particle | NameKind::Month | NameKind::Day
        )
        && forms.split('|').any(|form| {
            let mut words = words(form).peekable();
            let said = |root: &String| root.chars().nth(2).is_some() && side.roots.contains(root);
            words.peek().is_some() && words.all(|word| roots(lang, word).iter().any(said))
        })
}

/// The beginnings of a word. An Arabic one is without clitics, once without and once with its
/// ending, because the ending of اليابان belongs to the word.
fn roots(lang: Lang, word: &str) -> Rc<[String; 2]> {
    let start = |word: &str| word.chars().take(ROOT).collect();
    let make = |word: &str| {
        let folded = fold::fold(lang, word);
        Rc::new(match lang {
            Lang::Ar => [start(stem::arabic(&folded)), start(&term_key(word))],
            Lang::En => [start(&folded), String::new()],
        })
    };
    ROOTS.with(|[ar, en]| match lang {
        Lang::Ar => ar.get(word, make),
        Lang::En => en.get(word, make),
    })
}

thread_local! {
    static ROOTS: [Memo<Rc<[String; 2]>>; 2] = [Memo::default(), Memo::default()];
    /// The groups of names, and those of adjectives of states.
    static NAMED: [Memo<Rc<[usize]>>; 2] = [Memo::default(), Memo::default()];
}

fn groups_named(folded: &str) -> impl Iterator<Item = usize> + use<> {
    GROUPS.get(folded).map(Vec::as_slice).unwrap_or_default().iter().copied()
}

/// For the beginnings of the names of states, their groups: Iraqi is of the group of Iraq.
static STATES: LazyLock<FxHashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut states: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (name, groups) in GROUPS.iter() {
        let is_state = |kind: &NameKind| *kind == NameKind::Country;
        if table().whole(Lang::En, &capitalised(name)).is_some_and(|kind| is_state(&kind)) {
            states.entry(name.chars().take(ROOT).collect()).or_default().extend(groups);
        }
    }
    states
});

fn groups_of(row: &NameEntry) -> impl Iterator<Item = usize> + use<> {
    let of_state = |folded: &str| {
        let root: String = folded.chars().take(ROOT).collect();
        let groups = STATES.get(&root).filter(|_| row.kind == NameKind::Nationality);
        groups.map(Vec::as_slice).unwrap_or_default().iter().copied()
    };
    let make = |forms: &str| {
        let folded = forms.split('|').map(|form| fold::fold(Lang::En, form));
        folded.flat_map(|form| groups_named(&form).chain(of_state(&form)).collect::<Vec<_>>()).collect()
    };
    let groups: Rc<[usize]> =
        NAMED.with(|named| named[usize::from(row.kind == NameKind::Nationality)].get(row.en, make));
    (0..groups.len()).map(move |at| groups[at])
}

/// The rows of the table whose names a text contains.
fn rows(lang: Lang, text: &str) -> Vec<NameEntry> {
    let keys: Vec<Key> = words(text).map(|word| word_key(lang, word)).collect();
    table().find_all(lang, &keys).iter().map(|found| table().entry(found.entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_group_but_epithets_stands_in_the_table() {
        let table = include_str!("../../../data/names-metonyms.tsv");
        assert!(table.starts_with('#') && table.contains("Licence: MIT OR Apache-2.0"));
        for row in table.lines().filter(|line| !line.starts_with('#')) {
            let first = row.split('|').next().unwrap_or_default();
            assert!(!rows(Lang::En, first).is_empty(), "{row}");
        }
    }

    #[test]
    fn the_capital_stands_for_the_state_and_the_nation_for_the_country() {
        let related = Related::new("أعلنت الحكومة السعودية ذلك.", "Riyadh announced it.");
        assert!(related.in_arabic("Riyadh") && !related.in_arabic("Paris"));
        assert!(Related::new("يعيش في هولندا.", "He lives among the Dutch.").in_arabic("Dutch"));
        assert!(Related::new("يعيش في هولندا.", "He lives among the Dutch.").in_english("هولندا"));
        assert!(may_stand("Japan's", "الياباني") && may_stand("Euro-Asia", "الأوروبي"));
        assert!(!may_stand("Japan's", "الكوري"));
    }

    #[test]
    fn the_first_of_two_joined_names_has_no_name_of_its_own() {
        let en = "He visited North and South Korea.";
        let south = Span::new(21, 32);
        assert_eq!(south.of(en), "South Korea");
        assert!(is_joined(en, south, "كوريا الشمالية") && !is_joined(en, south, "كوريا"));
        assert!(!is_joined("It was North Sudan, and South Korea.", Span::new(24, 35), "كوريا الشمالية"));
    }

    #[test]
    fn an_adjective_of_several_words_has_the_root_of_its_country() {
        assert!(have_one_root("North Korean", "كوريا الشمالية"));
        assert!(!have_one_root("North Korean", "كوريا الجنوبية"));
        assert!(!have_one_root("Blue Nile", "النيل الأبيض"));
    }
}
