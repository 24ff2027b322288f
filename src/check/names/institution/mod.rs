//! Institutions that the English replaces by others: *Central Bank of Tunisia* for المعهد الوطني للإحصاء.
//!
//! Their names are made of ordinary words, so that neither table nor sound knows them. One is another where the words of
//! the English name are nowhere in the Arabic text, and those of the Arabic name nowhere in the English one. The words that
//! head such names are in `data/names-institutions.tsv`. Alone they are no evidence, because a جامعة is a university or a
//! league; but if both texts name one bank, and one alone, fewer words are enough.

mod named;

pub(super) use named::is_english_head;

use super::{
    english::is_after_article,
    english_word::english_id,
    made::{is_learned, is_like_adjective, is_made_of_words},
    related::Related,
    replaced,
    said::{look_up, spans},
};
use crate::{
    check::Finding,
    lexicon::{EnglishId, built_in},
    name::{self, NameKind, Survey, Why},
    text::{Lang, Span},
};
use named::{Named, is_common, is_definite};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// The fewest words of a name that the other text does not have, for it to be another name.
const STRANGE: usize = 2;
/// The fewest such words of both names together if they are of one sort.
const BOTH: usize = 3;
/// Letters at the beginning by which words made from each other are known: *industry*, *industrial*.
const ROOT: usize = 5;
/// Similarity in sound from which on a word may be a word of the other name.
const ALIKE: f64 = 0.55;
/// The same for a word of the lexicon, which sounds like many.
const ALIKE_WORD: f64 = 0.75;

/// What the other text has for a word of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// The same word or name.
    There,
    /// The same word outside of the other name.
    Around,
    /// Nothing, although the lexicon knows the word.
    Strange,
    /// Nothing, and it is no word of the lexicon, or a name of the table.
    StrangeName,
    /// Nothing can be said.
    Unknown,
}

impl Seen {
    fn is_strange(self) -> bool {
        matches!(self, Seen::Strange | Seen::StrangeName)
    }
}

/// The finding of an institution of a pair that is another one in the English.
pub(super) fn find((ar, en): (&str, &str), survey: &Survey) -> Option<Finding> {
    let english = named::english(en);
    if english.is_empty() {
        return None;
    }
    let arabic = named::arabic(ar);
    let pairs = OnceCell::new();
    let read = || Pairs {
        ar,
        en,
        survey,
        in_arabic: meant_in(ar),
        in_english: written_in(en),
        related: Related::new(ar, en),
    };
    // The only name of several words on either side.
    let mut long = arabic.iter().filter(|heard| heard.words.len() >= STRANGE);
    let only = long.next().filter(|_| english.len() == 1 && long.next().is_none());
    let other = |said: &Named| {
        let mut same = arabic.iter().filter(|heard| said.is_of_sort(heard));
        let alone = |heard: &&Named| english.iter().filter(|other| other.is_of_sort(heard)).count() <= 1;
        let of_sort = same.next().filter(|heard| same.next().is_none() && alone(heard));
        let pairs = || pairs.get_or_init(read);
        let others = |heard: &&Named, only: bool| pairs().are_others(said, heard, only);
        let heard =
            only.filter(|heard| others(heard, true)).or(of_sort.filter(|heard| others(heard, false)))?;
        Some(pairs().finding(said, heard))
    };
    english.iter().find_map(other)
}

/// The two texts of a pair, and what is known about their words.
struct Pairs<'a> {
    ar: &'a str,
    en: &'a str,
    survey: &'a Survey,
    in_arabic: Meanings,
    in_english: Meanings,
    related: Related<'a>,
}

impl Pairs<'_> {
    /// True if an English and an Arabic name, which nothing else in the texts can correspond to, are not the same.
    fn are_others(&self, said: &Named, heard: &Named, only: bool) -> bool {
        let english: Vec<Seen> = said.words.iter().map(|word| self.english(*word, said, heard)).collect();
        let arabic: Vec<Seen> = heard.words.iter().map(|word| self.arabic(*word, said)).collect();
        let count =
            |seen: &[Seen], holds: &dyn Fn(Seen) -> bool| seen.iter().filter(|seen| holds(**seen)).count();
        let strange = [&english, &arabic].map(|seen| count(seen, &Seen::is_strange));
        let there = [&english, &arabic].map(|seen| count(seen, &|seen| seen == Seen::There));
        let around = [&english, &arabic].map(|seen| count(seen, &|seen| seen == Seen::Around));
        let other =
            |side: usize| strange[side] >= STRANGE && 2 * (there[side] + around[side]) <= strange[side];
        if only && other(0) && other(1) {
            return true;
        }
        // The same name with another head: Network for مرصد.
        if only
            && said.is_of_other_sort(heard)
            && strange == [0, 0]
            && there[0] >= STRANGE
            && there[1] >= STRANGE
        {
            return true;
        }
        // Words that many names have tell nothing about two of one sort.
        let own = |lang: Lang, words: &[Span], seen: &[Seen], text: &str| -> Vec<(Span, Seen)> {
            let all = words.iter().copied().zip(seen.iter().copied());
            all.filter(|(word, seen)| *seen != Seen::Unknown && !is_common(lang, word.of(text))).collect()
        };
        let english = own(Lang::En, &said.words, &english, self.en);
        let arabic = own(Lang::Ar, &heard.words, &arabic, self.ar);
        let shared = |all: &[(Span, Seen)]| all.iter().any(|(_, seen)| *seen == Seen::There);
        let strange = |all: &[(Span, Seen)]| all.iter().filter(|(_, seen)| seen.is_strange()).count();
        let all_strange = |all: &[(Span, Seen)]| strange(all) > 0 && strange(all) == all.len();
        let named = english.iter().any(|(_, seen)| *seen == Seen::StrangeName);
        let is_name = |(word, seen): &(Span, Seen)| {
            seen.is_strange() && (*seen == Seen::StrangeName || is_definite(word.of(self.ar)))
        };
        // An organisation of the table, of which the Arabic has no form, and one of another sort: a bank for a fund.
        let is_other = only
            && said.is_of_other_sort(heard)
            && name::table().whole(Lang::En, said.span.of(self.en)) == Some(NameKind::Org);
        if is_other && !shared(&english) && !shared(&arabic) && strange(&arabic) > 0 {
            return true;
        }
        // Words after the Arabic name need not belong to it.
        let begins = arabic.first().is_some_and(|(_, seen)| seen.is_strange());
        if only && said.are_loose(heard) && all_strange(&english) && begins && !shared(&arabic) {
            return true;
        }
        said.is_of_sort(heard)
            && !shared(&english)
            && !shared(&arabic)
            && strange(&english) > 0
            && arabic.first().is_some_and(is_name)
            && strange(&english) + strange(&arabic) >= if named { STRANGE } else { BOTH }
    }

    fn english(&self, word: Span, said: &Named, heard: &Named) -> Seen {
        let text = word.of(self.en);
        let needed = if english_id(text).is_none() { ALIKE } else { ALIKE_WORD };
        let left = self.survey.en.iter().find(|left| left.why == Why::Table && left.span.overlaps(word));
        match english_id(text) {
            _ if self.survey.links.iter().any(|link| link.en.overlaps(word)) => Seen::There,
            Some(id) if built_in().is_english_function(id) => Seen::Unknown,
            Some(id) if self.in_arabic.has(id) => Seen::There,
            // Qatar is القطري.
            _ if left.is_some_and(|left| self.related.in_arabic(left.span.of(self.en))) => Seen::There,
            _ if heard.words.iter().any(|own| name::likeness(own.of(self.ar), text) >= needed) => Seen::There,
            _ if left.is_some_and(|left| left.span == word) => Seen::StrangeName,
            Some(_) => Seen::Strange,
            None if is_word(text) => Seen::Unknown,
            // *the Pulmonary Hospital*
            None if said.words.len() == 1 && is_like_adjective(text) && is_after_article(self.en, word) => {
                Seen::Unknown
            }
            None => Seen::StrangeName,
        }
    }

    fn arabic(&self, word: Span, said: &Named) -> Seen {
        let text = word.of(self.ar);
        let found = look_up(text);
        let linked = self.survey.links.iter().find(|link| link.ar.overlaps(word));
        let in_name = written_in(said.span.of(self.en));
        let needed = if found.entries.is_empty() { ALIKE } else { ALIKE_WORD };
        match () {
            () if linked.is_some_and(|link| link.en.overlaps(said.span)) => Seen::There,
            () if linked.is_some() => Seen::Around,
            () if found.entries.iter().any(|entry| in_name.has(entry.english)) => Seen::There,
            () if found.entries.iter().any(|entry| self.in_english.has(entry.english)) => Seen::Around,
            () if self.related.in_english(text) => Seen::There,
            () if said.words.iter().any(|own| name::likeness(text, own.of(self.en)) >= needed) => Seen::There,
            () if found.entries.is_empty() => Seen::StrangeName,
            () => Seen::Strange,
        }
    }

    fn finding(&self, said: &Named, heard: &Named) -> Finding {
        replaced((self.ar, self.en), heard.span, said.span, "organisation")
    }
}

/// True for a word that is no name although the lexicon does not know it, for a single letter or syllable, and for an
/// abbreviation, which may stand for all the words of the other name.
fn is_word(word: &str) -> bool {
    word.chars().nth(2).is_none()
        || !word.chars().any(char::is_lowercase)
        || name::is_ordinary_english(word)
        || is_learned(word)
        || is_made_of_words(word)
}

/// English words by number and by beginning.
#[derive(Default)]
struct Meanings {
    ids: FxHashSet<EnglishId>,
    roots: FxHashSet<String>,
}

impl Meanings {
    fn add(&mut self, id: EnglishId) {
        if self.ids.insert(id) {
            self.roots.extend(root(id));
        }
    }

    fn has(&self, id: EnglishId) -> bool {
        self.ids.contains(&id) || root(id).is_some_and(|root| self.roots.contains(&root))
    }
}

fn root(id: EnglishId) -> Option<String> {
    let stem = built_in().english_stem(id);
    (stem.chars().count() >= ROOT).then(|| stem.chars().take(ROOT).collect())
}

/// What the Arabic words may mean.
fn meant_in(ar: &str) -> Meanings {
    let mut made = Meanings::default();
    for span in spans(ar) {
        look_up(span.of(ar)).entries.iter().for_each(|entry| made.add(entry.english));
    }
    made
}

/// The English words of a text.
fn written_in(en: &str) -> Meanings {
    let mut made = Meanings::default();
    spans(en).filter_map(|span| english_id(span.of(en))).for_each(|id| made.add(id));
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::pair;
    use crate::check::{Code, Severity};

    fn warnings(ar: &str, en: &str) -> usize {
        let of = |finding: &Finding| finding.code == Code::NameChanged && finding.severity > Severity::Note;
        pair(ar, en).iter().filter(|finding| of(finding)).count()
    }

    #[test]
    fn an_institution_of_other_words_is_another() {
        let ar = "طلبت كلية الهندسة والعمارة زيادة عدد المقاعد هذا العام.";
        assert_eq!(warnings(ar, "The Faculty of Fine Arts asked for more places this year."), 1);
        assert_eq!(
            warnings(ar, "The Faculty of Engineering and Architecture asked for more places this year."),
            0
        );
        let ar = "وقالت وزارة الزراعة والمياه إن المطر تأخر.";
        assert_eq!(warnings(ar, "The Ministry of Youth and Sports said that the rain was late."), 1);
        assert_eq!(warnings(ar, "The Ministry of Agriculture and Water said that the rain was late."), 0);
        assert_eq!(warnings(ar, "The Agricultural Ministry said that the rain was late."), 0);
    }

    #[test]
    fn an_institution_of_the_same_sort_needs_one_other_name() {
        let ar = "سدد المشتري نصف الثمن بقرض من البنك الزراعي.";
        let en = "The buyer paid half the price with a loan from ";
        assert_eq!(warnings(ar, &format!("{en}Brisgau Bank.")), 1);
        assert_eq!(warnings(ar, &format!("{en}the Agricultural Bank.")), 0);
        assert_eq!(warnings(ar, &format!("{en}Banque Agricole.")), 0);
        let ar = "عملت الطبيبة في مستشفى الرحمة سبعة أيام.";
        assert_eq!(warnings(ar, "The doctor worked at Osterhagen Hospital for seven days."), 1);
        assert_eq!(warnings(ar, "The doctor worked at Mercy Hospital for seven days."), 0);
        assert_eq!(warnings(ar, "The doctor worked at al-Rahma Hospital for seven days."), 0);
    }

    #[test]
    fn an_adjective_after_the_article_is_no_other_name() {
        let ar = "نقل المصاب إلى مستشفى العيون مساء الخميس.";
        let en = |name: &str| format!("The injured man was taken to {name} on Thursday evening.");
        for name in ["the Ophthalmic Hospital", "the Opthalmic Hospital", "the Trachomatous Hospital"] {
            assert_eq!(warnings(ar, &en(name)), 0, "{name}");
        }
        assert_eq!(warnings(ar, &en("Osterhagen Hospital")), 1);
        let ar = "نقل المصاب إلى مستشفى العظام مساء الخميس.";
        assert_eq!(warnings(ar, &en("the Orthopaedic Hospital")), 0);
    }

    #[test]
    fn a_short_name_of_a_ministry_is_the_same() {
        let ar = "وأعلنت وزارة التضامن صرف المعاشات يوم الجمعة.";
        let en = "The Ministry of Social Solidarity announced that pensions would be paid on Friday.";
        assert_eq!(warnings(ar, en), 0);
    }

    #[test]
    fn the_same_words_with_another_head_are_another_institution() {
        let ar = "وقال المرصد السوري لحقوق الإنسان إن القصف استمر ساعة.";
        let en = "The shelling lasted an hour, said the Syrian ";
        assert_eq!(warnings(ar, &format!("{en}Party for Human Rights.")), 1);
        assert_eq!(warnings(ar, &format!("{en}Observatory for Human Rights.")), 0);
    }

    #[test]
    fn a_bank_is_no_fund_and_words_of_many_banks_tell_nothing() {
        let ar = "منها نصف المبلغ مساهمة من الصندوق الدولي للتنمية الزراعية.";
        let en = "Half of the sum is contributed by the ";
        assert_eq!(warnings(ar, &format!("{en}African Development Bank.")), 1);
        assert_eq!(warnings(ar, &format!("{en}International Fund for Agricultural Development.")), 0);
        let ar = "يغطى العجز بقرض من بنك تنمية المدن والقرى.";
        let en = "The deficit is covered by a loan from the ";
        assert_eq!(warnings(ar, &format!("{en}Industrial Development Bank.")), 1);
        assert_eq!(warnings(ar, &format!("{en}Cities and Villages Development Bank.")), 0);
    }

    #[test]
    fn a_company_and_a_stadium_have_names_too() {
        let ar = "رست الأعمال على شركة «الفلاح للمقاولات» لمدة سنة.";
        assert_eq!(warnings(ar, "The works were awarded to Al Nasr Contracting for a year."), 1);
        assert_eq!(warnings(ar, "The works were awarded to Al Falah Contracting for a year."), 0);
        let ar = "لعب الفريقان على ستاد الأمير هاشم مساء أمس.";
        assert_eq!(warnings(ar, "The teams played at Prince Mohammed Stadium last night."), 1);
        assert_eq!(warnings(ar, "The teams played at Prince Hashim Stadium last night."), 0);
    }

    #[test]
    fn the_only_institution_of_each_side_with_no_word_in_common_is_another() {
        let ar = "أجرت الهيئة الوطنية للانتخابات قرعة المقاعد أمس.";
        assert_eq!(warnings(ar, "The National Media Authority drew lots for the seats yesterday."), 1);
        assert_eq!(warnings(ar, "The National Elections Authority drew lots for the seats yesterday."), 0);
    }
}
