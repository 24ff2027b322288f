//! Linking the names of one pair of texts: first by table, then by sound, then by what is next to a link.

mod beside;
mod by_letters;
mod by_sound;
mod by_table;
mod heads;
mod joined;
mod left;
mod places;
mod plain;

use super::table::{FoundName, Key, table};
use super::words::{Word, read};
use super::{How, Link, Survey};
use crate::text::Lang;
use places::{Repeats, Run};
use std::cell::OnceCell;

/// A run of words on each side that names the same.
#[derive(Debug, Clone, Copy)]
struct Pair {
    ar: Run,
    en: Run,
    score: f64,
    how: How,
    /// It may be merged with the pair next to it.
    grows: bool,
    /// It consists only of words that are part of names, which may belong to two different names.
    part: bool,
}

/// Links the names of an Arabic text with those of its English translation, in Arabic order.
///
/// Candidates on the English side are words with a capital initial, at the start of a sentence only
/// if they are not ordinary words. Each word is used once, except that a name repeated more often
/// on one side links to its last counterpart. Neighbouring links are merged, so that a person is a
/// single link.
///
/// ```
/// use mizan::name::{How, link};
/// let (ar, en) = ("زارت أنجيلا ميركل مدينة غوتنغن قرب هانوفر.", "Angela Merkel visited Göttingen near Hanover.");
/// let links: Vec<_> = link(ar, en).iter().map(|l| (l.ar.of(ar), l.en.of(en), l.how)).collect();
/// assert_eq!(links, [
///     ("أنجيلا ميركل", "Angela Merkel", How::Table),
///     ("غوتنغن", "Göttingen", How::Sound),
///     ("هانوفر", "Hanover", How::Table),
/// ]);
/// ```
pub fn link(ar: &str, en: &str) -> Vec<Link> {
    Linker::linked(ar, en).links()
}

/// Links the names of a pair of texts as [`link`] does, and returns the unlinked names of both sides too.
///
/// ```
/// let (ar, en) = ("سافر من وهران إلى تيميمون.", "He travelled from Oran to Marrakesh.");
/// let survey = mizan::name::survey(ar, en);
/// assert_eq!(survey.en[0].span.of(en), "Marrakesh");
/// assert!(survey.ar.iter().any(|left| left.span.of(ar) == "تيميمون"));
/// ```
pub fn survey(ar: &str, en: &str) -> Survey {
    let linker = Linker::linked(ar, en);
    let en = linker.english_left();
    let ar = linker.arabic_left(!en.is_empty());
    Survey { links: linker.links(), ar, en }
}

/// The links found so far.
struct Linker {
    ar: Vec<Word>,
    en: Vec<Word>,
    /// The pair that each word belongs to.
    ar_used: Vec<Option<usize>>,
    en_used: Vec<Option<usize>>,
    pairs: Vec<Pair>,
    repeats: Vec<Repeats>,
    /// The names of the table on each side, Arabic first; computed on first use.
    found: [OnceCell<Vec<FoundName>>; 2],
}

impl Linker {
    fn new(ar: Vec<Word>, en: Vec<Word>) -> Self {
        let (ar_used, en_used) = (vec![None; ar.len()], vec![None; en.len()]);
        let found = Default::default();
        Linker { ar, en, ar_used, en_used, pairs: Vec::new(), repeats: Vec::new(), found }
    }

    /// Both texts with everything linked that can be.
    fn linked(ar: &str, en: &str) -> Self {
        let mut linker = Linker::new(read(Lang::Ar, ar), read(Lang::En, en));
        linker.by_table();
        linker.by_letters();
        linker.spelled_out();
        linker.by_sound();
        linker.repeated();
        linker.after_particles();
        linker.beside();
        linker.plain();
        linker
    }

    /// The names of the table on one side: from left to right, the longest at each place.
    fn found(&self, lang: Lang) -> &[FoundName] {
        let (words, found) = match lang {
            Lang::Ar => (&self.ar, &self.found[0]),
            Lang::En => (&self.en, &self.found[1]),
        };
        let find = || table().find(lang, &words.iter().map(|word| word.key).collect::<Vec<Key>>());
        found.get_or_init(find)
    }

    /// Adds a pair and marks its words as used.
    fn put(&mut self, pair: Pair) {
        let number = self.pairs.len();
        self.ar_used[pair.ar.0..pair.ar.0 + pair.ar.1].fill(Some(number));
        self.en_used[pair.en.0..pair.en.0 + pair.en.1].fill(Some(number));
        self.pairs.push(pair);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(super) fn links(ar: &str, en: &str) -> Vec<(String, String, How)> {
        link(ar, en).iter().map(|l| (l.ar.of(ar).to_owned(), l.en.of(en).to_owned(), l.how)).collect()
    }

    pub(super) fn has(ar: &str, en: &str, name: (&str, &str)) -> bool {
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
    fn short_titles_are_no_names() {
        assert_eq!(links("لمس الباب ودخل.", "It was opened by Ms Okafor."), []);
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
