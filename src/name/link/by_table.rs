//! Linking by the table of names.

use super::Linker;
use super::places::{Bond, Places};
use crate::name::How;
use crate::name::ordinary::{is_listed, is_ordinary};
use crate::name::words::Word;
use crate::name::{
    NameKind,
    table::{FoundName, Key, table},
};
use crate::text::{
    Lang,
    clitics::{self, Classes},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// A row that both texts contain: its places, and the word counts of its longest forms on each side.
#[derive(Default)]
struct Row {
    places: Places,
    longest: [usize; 2],
}

impl Linker {
    pub(super) fn by_table(&mut self) {
        for (entry, mut places) in self.common_rows() {
            // Of overlapping forms of one name (Bin Laden, Osama bin Laden) the longest comes first.
            places.ar.sort_by_key(|&(start, len)| (start, std::cmp::Reverse(len)));
            places.en.sort_by_key(|&(start, len)| (start, std::cmp::Reverse(len)));
            // السنة is Sunni once and the year ten times.
            let plain =
                |&(start, len): &(usize, usize)| len == 1 && is_ordinary(Lang::Ar, &self.ar[start].folded);
            let ordinary = places.ar.iter().any(plain);
            let kind = table().entry(entry).kind;
            let (score, grows, repeats) = match kind {
                NameKind::Title => (0.8, false, false),
                NameKind::Element => (0.85, true, false),
                NameKind::Given | NameKind::Family | NameKind::Person => (0.95, true, true),
                NameKind::Religious => (0.92, true, true),
                _ => (0.97, false, true),
            };
            let part = matches!(kind, NameKind::Title | NameKind::Element | NameKind::Particle);
            self.pair_places(&places, Bond { score, how: How::Table, grows, part }, repeats && !ordinary);
        }
    }

    /// The rows that both texts contain, with their places: longest names first, and words that are
    /// part of names last.
    fn common_rows(&self) -> Vec<(u32, Places)> {
        let keys = |words: &[Word]| words.iter().map(|word| word.key).collect::<Vec<Key>>();
        let mut english = table().find_all(Lang::En, &keys(&self.en));
        english.retain(|found| self.is_english_name(found));
        if english.is_empty() {
            return Vec::new();
        }
        let listed: FxHashSet<u32> = english.iter().map(|found| found.entry).collect();
        let mut arabic = table().find_all(Lang::Ar, &keys(&self.ar));
        arabic.retain(|found| {
            listed.contains(&found.entry) && !breaks(&self.ar, found) && !self.lacks_article(found)
        });
        self.tell_countries_from_adjectives(&mut arabic);
        let mut rows: FxHashMap<u32, Row> = FxHashMap::default();
        for found in &arabic {
            let row = rows.entry(found.entry).or_default();
            row.places.ar.push((found.start, found.len));
            row.longest[0] = row.longest[0].max(found.len);
        }
        for found in &english {
            if let Some(row) = rows.get_mut(&found.entry) {
                row.places.en.push((found.start, found.len));
                row.longest[1] = row.longest[1].max(found.len);
            }
        }
        let mut rows: Vec<(u32, Row)> = rows.into_iter().collect();
        rows.sort_by_key(|(entry, row)| {
            let words = row.longest[0] + row.longest[1];
            let title = table().entry(*entry).kind == NameKind::Title;
            (std::cmp::Reverse(if title { words } else { 2 * words }), title, *entry)
        });
        rows.into_iter().map(|(entry, row)| (entry, row.places)).collect()
    }

    fn is_english_name(&self, found: &FoundName) -> bool {
        let word = &self.en[found.start];
        let kind = table().entry(found.entry).kind;
        // The first word of a sentence is a title if a name follows: Economist Joseph Stiglitz.
        let next = self.en.get(found.start + 1);
        let bears =
            kind == NameKind::Title && word.joins && next.is_some_and(|next| next.capital && next.letters);
        let plain = word.first
            && found.len == 1
            && !bears
            && (kind == NameKind::Title || is_ordinary(Lang::En, &word.folded));
        word.capital
            && !plain
            && kind != NameKind::Particle
            && !breaks(&self.en, found)
            && (found.len > 1 || &*word.folded != "i" || self.is_numbered(found.start))
    }

    /// True for an ordinary word without the article that its name has: المتوسط may be the
    /// Mediterranean, but متوسط is only medium.
    fn lacks_article(&self, found: &FoundName) -> bool {
        let entry = table().entry(found.entry);
        let word = &self.ar[found.start].folded;
        found.len == 1
            && clitics::without_article(word, Classes::PARTICLE).is_none()
            && entry.kind != NameKind::Nationality
            && entry
                .ar
                .split('|')
                .all(|form| form.contains(' ') || clitics::without_article(form, Classes::NONE).is_some())
            && (entry.kind == NameKind::Title || is_listed(word))
    }

    /// True if the word before could have a number: Franz Joseph I, but not "Perhaps I".
    fn is_numbered(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.en[before]);
        before.is_some_and(|word| word.capital && word.joins && !is_ordinary(Lang::En, &word.folded))
    }

    /// If the English has both Germany and German, assigns ألمانيا to the one and ألمانية to the
    /// other, although the table unifies their last letters.
    fn tell_countries_from_adjectives(&self, arabic: &mut Vec<FoundName>) {
        let is = |found: &FoundName, country: bool| {
            let kind = table().entry(found.entry).kind;
            found.len == 1
                && match kind {
                    NameKind::Country | NameKind::Region => country,
                    NameKind::Nationality => !country,
                    _ => false,
                }
        };
        let mut both = [FxHashMap::default(), FxHashMap::default()];
        for found in arabic.iter() {
            for (country, entries) in both.iter_mut().enumerate() {
                if is(found, country == 1) {
                    entries.insert(found.start, found.entry);
                }
            }
        }
        let [adjectives, countries] = both;
        arabic.retain(|found| {
            let (Some(_), Some(&country)) = (adjectives.get(&found.start), countries.get(&found.start))
            else {
                return true;
            };
            let word = &self.ar[found.start].folded;
            if word.ends_with('ا') {
                !is(found, false)
            } else {
                let written_so = table().entry(country).ar.split('|').any(|form| form.ends_with('ة'));
                written_so || !word.ends_with('ه') || !is(found, true)
            }
        });
    }
}

fn breaks(words: &[Word], found: &FoundName) -> bool {
    words[found.start..found.start + found.len - 1].iter().any(|word| !word.joins)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{has, links};

    #[test]
    fn a_dotted_abbreviation_keeps_its_last_stop() {
        assert!(has(
            "عاد من الولايات المتحدة أمس.",
            "He left the U.S. yesterday.",
            ("الولايات المتحدة", "U.S.")
        ));
    }

    #[test]
    fn a_country_and_its_adjective_keep_apart() {
        let ar = "تعلم اللغة الألمانية قبل أن يسافر إلى ألمانيا.";
        let en = "He learnt German before he went to Germany.";
        assert!(has(ar, en, ("الألمانية", "German")) && has(ar, en, ("ألمانيا", "Germany")));
        let ar = "غادر إيطاليا بجواز سفر إيطالي.";
        let en = "On an Italian passport he left Italy.";
        assert!(has(ar, en, ("إيطالي", "Italian")) && has(ar, en, ("إيطاليا", "Italy")));
    }

    #[test]
    fn a_word_that_is_a_name_with_the_article_is_none_without() {
        assert!(has("أبحر في المتوسط.", "He sailed the Mediterranean.", ("المتوسط", "Mediterranean")));
        assert_eq!(links("كان متوسط الطول.", "He sailed the Mediterranean."), []);
        assert_eq!(links("عاد إلى بيت كبير.", "He was in Great Neck."), []);
    }

    #[test]
    fn months_of_every_tradition_and_days_are_names() {
        let en = "They met on a Tuesday in January and parted in the middle of May.";
        for (january, may) in [("كانون الثاني", "أيار"), ("يناير", "مايو")] {
            let ar = format!("التقيا يوم الثلاثاء في {january} وافترقا في منتصف {may}.");
            let found = [("الثلاثاء", "Tuesday"), (january, "January"), (may, "May")];
            assert!(found.iter().all(|&name| has(&ar, en, name)), "{:?}", links(&ar, en));
        }
        assert_eq!(links("قد يصل في أيار.", "He may arrive in spring."), []);
    }

    #[test]
    fn the_speaker_is_no_first_king() {
        assert_eq!(links("كان الجزء الأول مملاً.", "Boring, I thought, was the part that opened it."), []);
        assert!(has("توفي فرانز جوزيف الأول.", "Franz Joseph I died.", ("الأول", "I")));
    }
}
