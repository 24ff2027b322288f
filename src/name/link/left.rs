//! The names that remain when everything with a counterpart is linked.

use super::beside::neighbours;
use super::places::Run;
use super::{Linker, Pair};
use crate::name::{
    Kinds, Mention, NameKind, Why,
    kind_of::marked_in,
    ordinary::{Ordinary, is_listed, is_ordinary, is_ordinary_without_ending, ordinary},
    small::{Role, is_contraction, is_small},
    spelled,
    table::{FoundName, table},
    words::{Word, is_title},
};
use crate::text::{
    Lang,
    clitics::{self, Classes},
};
use std::cell::OnceCell;

/// Share of capitalised words within sentences above which capitals have no meaning: a headline, or
/// a text in capitals.
const HEADLINE: f64 = 0.6;
/// Fewest unlinked capitals within sentences of a headline.
const FEWEST: usize = 3;
/// Words of a name before one of its words that are looked at.
const LONG_NAME: usize = 6;
/// Words of fewer letters are seldom names.
const SHORTEST: usize = 3;

impl Linker {
    /// The unlinked English names.
    pub(super) fn english_left(&self) -> Vec<Mention> {
        let listed = self.listed();
        let open = self.open(Lang::En);
        let headline = self.is_headline();
        let mut long: Vec<Option<(usize, Kinds)>> = vec![None; self.en.len()];
        for found in self.long_names(Lang::En).filter(|_| !headline) {
            let run = found.start..found.start + found.len;
            let capital = |at: usize| self.is_capital(at);
            if capital(found.start) && capital(run.end - 1) && run.clone().all(|at| open[at]) {
                let (_, kinds) = long[found.start].get_or_insert((found.len, Kinds::default()));
                kinds.add(table().entry(found.entry).kind);
            }
        }
        let mut left = Vec::new();
        let mut start = 0;
        while start < self.en.len() {
            // The Ministry of Finance, including its small words.
            if let Some((len, kinds)) = long[start] {
                left.push(self.mention(Lang::En, (start, len), Why::Table, kinds));
                start += len;
                continue;
            }
            // At Bahla: the first word is not part of the name.
            let word = &self.en[start];
            let opens = word.first && is_ordinary(Lang::En, &word.folded) && listed[start].is_empty();
            let len = if opens { 0 } else { self.english_run(start, &open) };
            if len == 0 {
                start += 1;
                continue;
            }
            if let Some((why, kinds)) = self.english_why((start, len), &listed, headline) {
                left.push(self.mention(Lang::En, (start, len), why, kinds));
            }
            start += len;
        }
        left
    }

    /// For each word of a side, whether it is unlinked, or only linked as a part of names while the
    /// table has a longer name: *International* may be linked to الدولي although one belongs to a
    /// fund and the other to a bank.
    fn open(&self, lang: Lang) -> Vec<bool> {
        let (used, other) = match lang {
            Lang::Ar => (&self.ar_used, Lang::En),
            Lang::En => (&self.en_used, Lang::Ar),
        };
        let mut open: Vec<bool> = used.iter().map(Option::is_none).collect();
        let others: OnceCell<Vec<&FoundName>> = OnceCell::new();
        let opposite = || self.long_names(other).collect();
        for found in self.long_names(lang) {
            let run = found.start..found.start + found.len;
            let mut inside = used[run.clone()].iter().flatten().map(|&pair| self.pairs[pair]);
            if inside.all(|pair| pair.part || is_torn(lang, pair, found, others.get_or_init(opposite))) {
                open[run].fill(true);
            }
        }
        open
    }

    /// The names of the table on one side that have several words.
    fn long_names(&self, lang: Lang) -> impl Iterator<Item = &FoundName> {
        let found = self.found(lang).iter();
        found.filter(|found| found.len > 1 && names(table().entry(found.entry).kind))
    }

    /// For each English word, the kinds of the longest name in the table that covers it.
    fn listed(&self) -> Vec<Kinds> {
        let mut all = vec![Kinds::default(); self.en.len()];
        for found in self.found(Lang::En) {
            let kind = table().entry(found.entry).kind;
            let word = &self.en[found.start];
            // Rose and Mark may begin a sentence as ordinary words; Sweden does not.
            let alone = word.first && found.len == 1;
            let known = !alone || is_never_a_word(kind) && !is_ordinary(Lang::En, &word.folded);
            if names(kind) && word.capital && known {
                all[found.start..found.start + found.len].iter_mut().for_each(|kinds| kinds.add(kind));
            }
        }
        all
    }

    /// True for a word with a capital initial that may be part of a name.
    fn is_capital(&self, at: usize) -> bool {
        let word = &self.en[at];
        let spoken = word.folded.starts_with("i'") || is_contraction(&word.folded);
        word.letters && word.latin && word.capital && !spoken && !is_numeral(word)
    }

    /// True for a single word that can only be a name: not an ordinary word, title or part of names.
    pub(super) fn is_proper(&self, at: usize) -> bool {
        let word = &self.en[at];
        let plain = is_ordinary(Lang::En, &word.folded) || is_title(&word.folded);
        !plain && !is_headword(word) && word.folded.chars().count() >= SHORTEST
    }

    /// The number of consecutive unlinked words with capitals, including particles between them.
    fn english_run(&self, start: usize, open: &[bool]) -> usize {
        let proper = |at: usize| open[at] && self.is_capital(at);
        let mut len = 0;
        let mut at = start;
        while at < self.en.len() && proper(at) {
            len = at + 1 - start;
            let next = [at + 1, at + 2]
                .into_iter()
                .take_while(|&next| next < self.en.len() && self.en[next - 1].joins && !self.en[next].first);
            let Some(next) = next
                .filter(|&n| proper(n) && (n == at + 1 || is_small(Role::Particle, &self.en[at + 1].folded)))
                .min()
            else {
                break;
            };
            at = next;
        }
        len
    }

    /// The reason why a run of capitalised words is a name.
    fn english_why(&self, run: Run, listed: &[Kinds], headline: bool) -> Option<(Why, Kinds)> {
        let places = || run.0..run.0 + run.1;
        let kinds = places().map(|at| listed[at]).find(|kinds| !kinds.is_empty());
        let first = places().find(|&at| self.is_proper(at));
        let first = first.or_else(|| Some(run.0 + run.1 - 1).filter(|&at| self.is_son(at)))?;
        if let Some(kinds) = kinds {
            let marked = (run.1 == 1).then(|| self.marked_after(run)).flatten();
            let mut kinds = said_kinds(kinds, marked);
            // Baghdad Bounedjah is no place.
            if run.1 == 2 && places().any(|at| listed[at].is_empty() && self.is_proper(at)) {
                kinds.add(NameKind::Person);
            }
            return Some((Why::Table, kinds));
        }
        if headline {
            return None;
        }
        let marked = run.0.checked_sub(1).and_then(|before| marked_in(&self.en, before));
        let inside = places().find_map(|at| self.en[at].marker());
        let kind = marked.or(inside).or_else(|| self.marked_after(run));
        let word = &self.en[first];
        // al-Hamdani at the start of a sentence has a second capital.
        let inner = places().any(|at| !self.en[at].first && self.is_proper(at));
        let why = match () {
            () if word.abbreviates => Why::Acronym,
            () if word.first && !inner => Why::Opening,
            () if kind.is_some() => Why::Marked,
            () => Why::Capital,
        };
        Some((why, kind.map(Kinds::from).unwrap_or_default()))
    }

    /// What a word after an English name says about it: *Osterhagen district*.
    fn marked_after(&self, (start, len): Run) -> Option<NameKind> {
        let last = &self.en[start + len - 1];
        let next = self.en.get(start + len).filter(|next| last.joins && !next.first)?;
        next.marker().filter(|kind| kind.sort() == Some("place"))
    }

    /// True if capitals have no meaning: a headline, or a text in capitals.
    pub(super) fn is_headline(&self) -> bool {
        let inside = || {
            self.en.iter().zip(&self.en_used).filter(|(word, _)| word.letters && word.latin && !word.first)
        };
        let capitals = || inside().filter(|(word, _)| word.capital);
        let small = inside().filter(|(word, _)| !word.capital && word.folded.len() > SHORTEST).count();
        // A sentence full of names is no headline.
        let is_most = |unlinked: usize| unlinked as f64 > HEADLINE * (unlinked + small) as f64;
        let free =
            || (0..self.en.len()).filter(|&at| self.en_used[at].is_none() && self.is_inner_capital(at));
        // A signature has few capitals besides its names.
        capitals().count() > 3
            && free().count() >= FEWEST
            && is_most(free().count())
            && is_most(free().filter(|&at| !self.is_after_link(at)).count())
    }

    fn is_inner_capital(&self, at: usize) -> bool {
        let word = &self.en[at];
        word.letters && word.latin && word.capital && !word.first
    }

    /// True for a word that can only be a name, after names one of which is linked: it belongs to a long name.
    fn is_after_link(&self, at: usize) -> bool {
        let run = (0..at).rev().take(LONG_NAME).take_while(|&at| self.en[at].joins && self.en[at].capital);
        let linked = run.into_iter().find_map(|at| self.en_used[at]);
        linked.is_some_and(|pair| self.pairs[pair].grows)
            && (self.is_proper(at) || is_small(Role::Article, &self.en[at].folded))
    }

    /// The unlinked Arabic names; with `words`, also words that may be names.
    pub(super) fn arabic_left(&self, words: bool) -> Vec<Mention> {
        let names = self.arabic_names();
        let mut left = Vec::new();
        let mut at = 0;
        while at < self.ar.len() {
            let word = &self.ar[at];
            let before = at.checked_sub(1).filter(|&before| self.ar[before].joins);
            let marked = before.and_then(|before| self.ar[before].marker());
            if let Some((len, kinds, why)) = names[at].filter(|(.., why)| words || *why == Why::Table) {
                let kinds = if len == 1 { said_kinds(kinds, marked) } else { kinds };
                left.push(self.mention(Lang::Ar, (at, len), why, kinds));
                at += len;
                continue;
            }
            if !words || self.ar_used[at].is_some() || !word.sounds(Lang::Ar) {
                at += 1;
                continue;
            }
            if let Some(kind) = marked.filter(|_| self.is_headed(at)) {
                left.push(self.mention(Lang::Ar, (at, 2), Why::Marked, kind.into()));
                at += 2;
                continue;
            }
            let listed = word.plain().ordinary != Ordinary::No || word.is_listed();
            let marked = marked.or_else(|| self.is_father(at).then_some(NameKind::Person));
            let why = match (marked, listed) {
                // ابن مدينة دمنهور: the marker itself is no name.
                (Some(_), true) if word.marker().is_some() => Why::Word,
                // الكاتب الذي: no name follows.
                _ if spelled::letters(&word.folded, true) != 0 || clitics::is_whole(&word.folded) => {
                    Why::Word
                }
                (Some(_), _) => Why::Marked,
                (None, false) => Why::Unlisted,
                (None, true) => Why::Word,
            };
            left.push(self.mention(Lang::Ar, (at, 1), why, marked.map(Kinds::from).unwrap_or_default()));
            at += 1;
        }
        left
    }

    /// The unlinked names of the table on the Arabic side, each at its first word: number of words,
    /// kinds, and the reason why it is a name.
    fn arabic_names(&self) -> Vec<Option<(usize, Kinds, Why)>> {
        let mut all: Vec<Option<(usize, Kinds, Why)>> = vec![None; self.ar.len()];
        let open = self.open(Lang::Ar);
        for found in self.found(Lang::Ar) {
            let kind = table().entry(found.entry).kind;
            let run = (found.start, found.len);
            if !names(kind) || !open[run.0..run.0 + run.1].iter().all(|&open| open) {
                continue;
            }
            if let Some((_, kinds, _)) = &mut all[run.0] {
                kinds.add(kind);
            } else if let Some(why) = self.arabic_why(run) {
                all[run.0] = Some((found.len, kind.into(), why));
            }
        }
        all
    }

    /// Whether a name of the table can only be a name, or may be an ordinary word too; `None` for a
    /// very frequent word.
    fn arabic_why(&self, (start, len): Run) -> Option<Why> {
        let word = &self.ar[start].folded;
        match ordinary(Lang::Ar, word) {
            _ if len > 1 => Some(Why::Table),
            // الجو is far more often the weather than Joe.
            _ if clitics::without_article(word, Classes::NONE)
                .is_some_and(|bare| bare.chars().nth(2).is_none()) =>
            {
                None
            }
            // الحديدة is Hodeidah, and a thing of iron.
            Ordinary::Yes if is_ordinary_without_ending(word) => None,
            Ordinary::No if !is_listed(word) => Some(Why::Table),
            _ => Some(Why::Homonym),
        }
    }

    fn mention(&self, lang: Lang, run: Run, why: Why, kinds: Kinds) -> Mention {
        let (words, used) = match lang {
            Lang::Ar => (&self.ar, &self.ar_used),
            Lang::En => (&self.en, &self.en_used),
        };
        let near = |forward| neighbours(words, run, forward).into_iter().flatten().find_map(|at| used[at]);
        // A name that contains the link, as Jebel Shams contains Jebel, is next to the rest of the other name.
        let within = || used[run.0..run.0 + run.1].iter().flatten().copied().next();
        let beside =
            near(false).or_else(|| near(true)).or_else(within).filter(|&pair| self.pairs[pair].grows);
        Mention {
            span: words[run.0].span.to(words[run.0 + run.1 - 1].span),
            kinds,
            why,
            place: (run.0 as f64 + run.1 as f64 / 2.0) / words.len() as f64,
            beside,
        }
    }
}

/// Names before a place among which the covering one is searched.
const COVERING: usize = 4;

/// True if a pair links a part of a long name in the table and a part of a different one on the
/// other side: North Kordofan and جنوب كردفان have a word in common and are two places.
fn is_torn(lang: Lang, pair: Pair, name: &FoundName, others: &[&FoundName]) -> bool {
    let (here, there) = match lang {
        Lang::Ar => (pair.ar, pair.en),
        Lang::En => (pair.en, pair.ar),
    };
    let within = |run: Run, name: &FoundName| {
        run.1 < name.len && run.0 >= name.start && run.0 + run.1 <= name.start + name.len
    };
    let after = others.partition_point(|other| other.start <= there.0);
    let covering =
        || others[after.saturating_sub(COVERING)..after].iter().filter(|other| within(there, other));
    within(here, name) && covering().next().is_some() && covering().all(|other| other.entry != name.entry)
}

/// The kinds of a name, of which the word beside it tells more than the table: a town may have the name of a person. An
/// adjective of a country remains one: المستشارة الألمانية is nobody's name.
fn said_kinds(kinds: Kinds, marked: Option<NameKind>) -> Kinds {
    let differs = |kind: &NameKind| kinds.iter().all(|own| own.sort() != kind.sort());
    marked.filter(|kind| differs(kind) && !kinds.has(NameKind::Nationality)).map_or(kinds, Kinds::from)
}

/// True for kinds of names proper, and not of words that are part of names.
fn names(kind: NameKind) -> bool {
    !matches!(
        kind,
        NameKind::Title | NameKind::Element | NameKind::Particle | NameKind::Month | NameKind::Day
    )
}

/// True for kinds of names that are never ordinary words, wherever they are in the sentence.
fn is_never_a_word(kind: NameKind) -> bool {
    matches!(
        kind,
        NameKind::Country | NameKind::Nationality | NameKind::City | NameKind::Region | NameKind::Org
    )
}

/// True for words that are part of names, months and days, which on their own name nobody.
fn is_headword(word: &Word) -> bool {
    let found = table().find(Lang::En, &[word.key]);
    !found.is_empty() && found.iter().all(|found| !names(table().entry(found.entry).kind))
        || word.marker().is_some()
}

/// True for numerals of kings and chapters.
fn is_numeral(word: &Word) -> bool {
    word.folded.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

#[cfg(test)]
mod tests {
    use super::super::survey;
    use crate::name::{NameKind, Why};

    fn english(ar: &str, en: &str) -> Vec<(String, Why)> {
        survey(ar, en).en.iter().map(|left| (left.span.of(en).to_owned(), left.why)).collect()
    }

    #[test]
    fn capitals_inside_a_sentence_are_names() {
        let found = english("عاد إلى البيت.", "He came home from Kamberra with Ludo van Ness.");
        assert_eq!(
            found,
            [("Kamberra".to_owned(), Why::Capital), ("Ludo van Ness".to_owned(), Why::Capital)]
        );
    }

    #[test]
    fn capitals_of_a_headline_are_none() {
        assert_eq!(english("عاد إلى البيت.", "How To Plant Trees Near Your Garden Wall"), []);
        assert_eq!(english("عاد إلى البيت.", "HE CAME HOME FROM THE GARDEN"), []);
    }

    #[test]
    fn a_signature_with_a_long_name_is_no_headline() {
        let en = "Yours sincerely, Salim bin Hamad Al Wartani, Director";
        let found = english("مع خالص التحية، المدير: سالم بن حمد الجابري", en);
        assert!(found.iter().any(|(name, _)| name.contains("Wartani")), "{found:?}");
    }

    #[test]
    fn words_written_together_are_no_names() {
        assert_eq!(english("عاد إلى البيت.", "You’ve come home and, Don't forget, They'll come too."), []);
    }

    #[test]
    fn what_stands_before_an_arabic_name_tells_its_kind() {
        let ar = "زار قرية المنشية صباحاً.";
        let left = survey(ar, "In the morning he visited Kamberra.").ar;
        let village = left.iter().find(|left| left.span.of(ar) == "المنشية").expect("left");
        assert_eq!((village.why, village.kind()), (Why::Marked, Some(NameKind::City)));
    }
}
