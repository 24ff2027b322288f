//! Which words of each side the other expresses, according to the lexicon.

use super::words;
use crate::{
    lexicon::{EnglishId, LookUp, built_in},
    name::{self, Survey, Why},
    text::{
        Lang, Span, fold,
        memo::Memo,
        stem, table,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cell::OnceCell, rc::Rc, sync::LazyLock};

/// Share of the Arabic words with a counterpart from which on nearly everything is translated.
const NEARLY_ALL: f64 = 0.6;

/// The fewest words besides a name that are sufficient as evidence.
const FEW: usize = 3;

/// The largest number of places of one English word that are considered.
const REPEATS: usize = 8;
/// Number of words on each side of a name that are compared.
const AROUND: usize = 3;
/// How far from the English name a counterpart may be, in words; English has more articles and small words.
const REACH: usize = 5;

/// The fewest letters of the word from which another is made.
const BASE: usize = 4;
/// A row of the table of beginnings and endings with which English makes words from others.
struct Affix {
    letters: &'static str,
    is_suffix: bool,
    /// Names may have it too.
    in_names: bool,
}

static AFFIXES: LazyLock<Vec<Affix>> = LazyLock::new(|| table::rows(TABLE).filter_map(affix).collect());
const TABLE: &str = include_str!("../../../data/affixes.en.tsv");

fn affix(row: &'static str) -> Option<Affix> {
    let [place, letters, names] = row.split('\t').collect::<Vec<_>>()[..] else { return None };
    let known = matches!((place, names), ("prefix" | "suffix", "no" | "yes"));
    known.then_some(Affix { letters, is_suffix: place == "suffix", in_names: names == "yes" })
}

/// What the lexicon says about one Arabic word.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    span: Span,
    /// The places of the English words that it may mean, or that belong to the same linked name.
    places: Vec<usize>,
    /// The English has a word for it.
    pub(super) explained: bool,
    /// A particle, a pronoun, a preposition.
    pub(super) function: bool,
    /// The lexicon contains it.
    pub(super) listed: bool,
    /// It belongs to a linked name.
    linked: bool,
}

/// Both texts compared by means of the lexicon.
#[derive(Debug, Default)]
pub(super) struct Said {
    words: Vec<Word>,
    /// The places of the English words.
    english: Vec<Span>,
    /// What the lexicon has about the Arabic words.
    found: Vec<Rc<LookUp>>,
    /// All possible meanings of the Arabic words; computed on first use.
    meanings: OnceCell<FxHashSet<EnglishId>>,
}

impl Said {
    pub(super) fn new(ar: &str, en: &str, survey: &Survey) -> Self {
        // The words are not needed if no English name is unlinked.
        if survey.en.is_empty() {
            return Said::default();
        }
        let lexicon = built_in();
        let english: Vec<Span> = spans(en).collect();
        let mut meant: FxHashMap<EnglishId, Vec<usize>> = FxHashMap::default();
        for (place, span) in english.iter().enumerate() {
            if let Some(id) = english_id(span.of(en)) {
                meant.entry(id).or_default().push(place);
            }
        }
        // Links are in Arabic order.
        let linked = |span: Span| {
            let at = survey.links.partition_point(|link| link.ar.end <= span.start);
            survey.links.get(at).filter(|link| link.ar.overlaps(span))
        };
        let mut said = Said { english, ..Said::default() };
        for span in spans(ar) {
            let found = look_up(span.of(ar));
            let link = linked(span);
            let mut word = Word {
                span,
                explained: false,
                function: found.is_function,
                listed: !found.entries.is_empty(),
                linked: link.is_some(),
                places: link.map(|link| said.english_places(link.en)).unwrap_or_default(),
            };
            for entry in &found.entries {
                let Some(places) = meant.get(&entry.english) else { continue };
                word.explained = true;
                if !word.linked && !lexicon.is_english_function(entry.english) {
                    word.places.extend(places.iter().take(REPEATS));
                }
            }
            said.words.push(word);
            said.found.push(found);
        }
        said
    }

    /// True if an Arabic word may have a meaning.
    fn means(&self, id: EnglishId) -> bool {
        let all = || self.found.iter().flat_map(|found| &found.entries).map(|entry| entry.english).collect();
        self.meanings.get_or_init(all).contains(&id)
    }

    /// The numbers of the English words in a span.
    fn english_places(&self, span: Span) -> Vec<usize> {
        let first = self.english.partition_point(|word| word.end <= span.start);
        (first..self.english.len()).take_while(|&at| self.english[at].start < span.end).collect()
    }

    /// The number of words around an Arabic name that have a counterpart around an English one.
    /// Names in the same surroundings usually mean the same.
    pub(super) fn surroundings(&self, ar: Span, en: Span) -> usize {
        let names = self.english_places(en);
        let (Some(&first), Some(&last)) = (names.first(), names.last()) else { return 0 };
        let near =
            |place: usize| place < first && place + REACH >= first || place > last && place <= last + REACH;
        let start = self.words.partition_point(|word| word.span.end <= ar.start);
        let end = self.words.partition_point(|word| word.span.start < ar.end);
        let before = self.words[..start].iter().rev();
        let behind = self.words[end.max(start)..].iter();
        let content = |word: &&Word| !word.function;
        let around = before.filter(content).take(AROUND).chain(behind.filter(content).take(AROUND));
        around.filter(|word| word.places.iter().any(|&place| near(place))).count()
    }

    /// The data of the Arabic word at a place.
    pub(super) fn word(&self, span: Span) -> Word {
        let at = self.words.partition_point(|word| word.span.start < span.start);
        self.words.get(at).filter(|word| word.span.overlaps(span)).cloned().unwrap_or_default()
    }

    /// True if Arabic words express this English name by its meaning: Old City, the Blue Nile.
    /// False if it also has a word that is only a name (the Hassan Avenue). For a name of the
    /// table, more than half of the words must be expressed.
    pub(super) fn translates(&self, text: &str, why: Why) -> bool {
        // A title is translated whoever has it.
        let (mut said, mut all) = (0, 0);
        for word in words(text).filter(|word| !name::is_marker(Lang::En, word)) {
            let id = english_id(word);
            if id.is_some_and(|id| built_in().is_english_function(id)) {
                continue;
            }
            all += 1;
            match id {
                Some(id) => said += usize::from(self.means(id)),
                None if word.chars().nth(2).is_some() => return false,
                None => {}
            }
        }
        said > 0 && (why != Why::Table || all == 1 || 2 * said > all)
    }

    /// True for a word made from one of the lexicon, as a noun or verb at the start of a sentence
    /// (*Depositors*), or from any name anywhere (*Saudization*).
    pub(super) fn is_derived(word: &str, why: Why) -> bool {
        let folded = fold::fold(Lang::En, word);
        let suffixes =
            AFFIXES.iter().filter(|affix| affix.is_suffix && (why == Why::Opening || !affix.in_names));
        suffixes.filter_map(|suffix| folded.strip_suffix(suffix.letters)).any(|base| {
            let listed =
                || english_id(base).is_some() || name::table().kind(Lang::En, &capitalised(base)).is_some();
            base.chars().nth(BASE - 1).is_some() && listed()
        })
    }

    /// The share of the Arabic words, without particles, that have a counterpart.
    pub(super) fn share(&self) -> f64 {
        let content = || self.words.iter().filter(|word| !word.function);
        let said = content().filter(|word| word.explained || word.linked).count();
        said as f64 / content().count().max(1) as f64
    }

    /// True if the English has a counterpart for all Arabic words outside a span, without
    /// particles, and these are not few.
    pub(super) fn says_all_but(&self, name: Span) -> bool {
        let mut others = self.words.iter().filter(|word| !word.function && !word.span.overlaps(name));
        let count = others.clone().count();
        count >= FEW && others.all(|word| word.explained || word.linked)
    }

    /// True if the English has a counterpart for nearly all Arabic words.
    pub(super) fn says_nearly_all(&self) -> bool {
        self.share() >= NEARLY_ALL
    }
}

/// True for a word made of a beginning and a word of the lexicon: *Unsubscribe*, *Overwriting*.
pub(super) fn is_made_of_words(word: &str) -> bool {
    let folded = fold::fold(Lang::En, word);
    let prefixes = AFFIXES.iter().filter(|affix| !affix.is_suffix);
    let rests = prefixes.filter_map(|prefix| folded.strip_prefix(prefix.letters));
    rests.filter(|rest| rest.chars().nth(BASE - 1).is_some()).any(|rest| english_id(rest).is_some())
}

fn capitalised(folded: &str) -> String {
    let mut letters = folded.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The places of the words of a text.
pub(super) fn spans(text: &str) -> impl Iterator<Item = Span> {
    tokens(text).filter(|token| token.kind == TokenKind::Word).map(|token| token.span)
}

thread_local! {
    static ENGLISH: Memo<Option<EnglishId>> = Memo::default();
    static ARABIC: Memo<Rc<LookUp>> = Memo::default();
}

/// The lexicon's number of an English word.
pub(super) fn english_id(word: &str) -> Option<EnglishId> {
    let find = |word: &str| {
        let folded = fold::fold(Lang::En, word);
        built_in().english(&stem::stem_folded(Lang::En, &folded))
    };
    ENGLISH.with(|known| known.get(word, find))
}

/// Looks an Arabic word up in the lexicon.
pub(super) fn look_up(word: &str) -> Rc<LookUp> {
    ARABIC.with(|known| known.get(word, |word| built_in().look_up(&fold::fold(Lang::Ar, word))))
}
