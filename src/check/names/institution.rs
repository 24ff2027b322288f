//! Institutions that the English replaces by others: *Central Bank of Tunisia* for المعهد الوطني للإحصاء.
//!
//! Their names are made of ordinary words, so that neither table nor sound knows them. One is another where the words of
//! the English name are nowhere in the Arabic text, and those of the Arabic name nowhere in the English one. The words that
//! head such names are in `data/names-institutions.tsv`; they are no evidence, because a جامعة is a university or a league.

use super::{
    marked,
    related::Related,
    said::{english_id, look_up, spans},
};
use crate::{
    check::{Code, Finding, Severity, claim::isolated},
    lexicon::{EnglishId, built_in},
    name::{Survey, Why, is_marker},
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold, table,
    },
};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/names-institutions.tsv");

static HEADS: LazyLock<FxHashSet<(Lang, &'static str)>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let (lang, word) = line.split_once('\t')?;
        Some((lang.parse().ok()?, word))
    };
    table::rows(TABLE).filter_map(row).collect()
});

/// Words behind an Arabic head that may belong to its name.
const BEHIND: usize = 3;
/// The fewest words of a name that the other text does not have, for it to be another name.
const STRANGE: usize = 2;
/// Letters at the beginning by which words made from each other are known: *industry*, *industrial*.
const ROOT: usize = 5;

/// The name of an institution without its head, and its words.
struct Named {
    span: Span,
    words: Vec<Span>,
}

/// The finding of the only institution of a pair, if it is another one in the English.
pub(super) fn find((ar, en): (&str, &str), survey: &Survey) -> Option<Finding> {
    let english = english(en);
    let [said] = english.as_slice() else { return None };
    let arabic = arabic(ar);
    let [heard] = arabic.as_slice() else { return None };
    let (in_arabic, in_english) = (meant_in(ar), written_in(en));
    let related = Related::new(ar, en);
    let is_linked = |lang: Lang, word: Span| {
        survey.links.iter().any(|link| if lang == Lang::Ar { link.ar } else { link.en }.overlaps(word))
    };
    // Qatar is القطري.
    let is_left = |lang: Lang, word: Span| {
        let (left, stands) = match lang {
            Lang::Ar => (&survey.ar, related.in_english(word.of(ar))),
            Lang::En => (&survey.en, related.in_arabic(word.of(en))),
        };
        !stands && left.iter().any(|left| left.why == Why::Table && left.span.overlaps(word))
    };
    let english_strange = |word: &Span| {
        let id = english_id(word.of(en));
        match id.filter(|id| !built_in().is_english_function(*id)) {
            _ if is_linked(Lang::En, *word) => Some(false),
            Some(id) => Some(is_left(Lang::En, *word) || !in_arabic.has(id)),
            None => is_left(Lang::En, *word).then_some(true),
        }
    };
    let arabic_strange = |word: &Span| {
        let found = look_up(word.of(ar));
        match found.entries.is_empty() {
            _ if is_linked(Lang::Ar, *word) => Some(false),
            true => is_left(Lang::Ar, *word).then_some(true),
            false => Some(!found.entries.iter().any(|entry| in_english.has(entry.english))),
        }
    };
    let is_other = |strange: Vec<bool>| {
        let count = strange.iter().filter(|strange| **strange).count();
        count >= STRANGE && 2 * (strange.len() - count) <= count
    };
    (is_other(said.words.iter().filter_map(english_strange).collect())
        && is_other(heard.words.iter().filter_map(arabic_strange).collect()))
    .then(|| Finding {
        severity: Severity::Warning,
        code: Code::NameChanged,
        message: format!(
            "{} against {}: another organisation",
            isolated(said.span.of(en)),
            isolated(heard.span.of(ar))
        ),
        ar: Some(marked(heard.span, ar)),
        en: Some(marked(said.span, en)),
        throughout: false,
    })
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

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

fn is_english_head(word: &str) -> bool {
    is_capital(word) && HEADS.contains(&(Lang::En, word.to_ascii_lowercase().as_str()))
}

/// The English names with a head: words with capitals, and small words between them.
fn english(en: &str) -> Vec<Named> {
    if !en.split(|c: char| !c.is_ascii_alphabetic()).any(is_english_head) {
        return Vec::new();
    }
    let words: Vec<Span> = spans(en).collect();
    let joined = |at: usize| en[words[at].end..words[at + 1].start].chars().all(|c| c == ' ');
    let small = |at: usize| {
        let id = english_id(words[at].of(en));
        words[at].len() <= SMALL && id.is_some_and(|id| built_in().is_english_function(id))
    };
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_capital(words[at].of(en)) {
            at += 1;
            continue;
        }
        let start = at;
        while at + 1 < words.len() && joined(at) {
            let between = |next: &usize| (at + 1..*next).all(|n| small(n) && joined(n));
            let next = (at + 1..words.len().min(at + 4)).find(|&n| is_capital(words[n].of(en)));
            match next.filter(between) {
                Some(next) => at = next,
                None => break,
            }
        }
        let run = &words[start..=at];
        if run.iter().any(|word| is_english_head(word.of(en))) {
            let own = run.iter().filter(|word| {
                let word = word.of(en);
                is_capital(word) && !is_english_head(word) && !is_marker(Lang::En, word)
            });
            all.push(Named { span: run[0].to(words[at]), words: own.copied().collect() });
        }
        at += 1;
    }
    all
}

/// Bytes of a small word.
const SMALL: usize = 3;

/// The Arabic names with a head, as far as they may reach.
fn arabic(ar: &str) -> Vec<Named> {
    let words: Vec<Span> = spans(ar).collect();
    let is_head = |word: &Span| {
        let folded = fold::fold(Lang::Ar, word.of(ar));
        clitics::forms(&folded, Classes::NOUN).any(|form| HEADS.contains(&(Lang::Ar, form)))
    };
    let heads = (0..words.len()).filter(|&at| is_head(&words[at]));
    heads
        .map(|head| {
            let joined = |at: usize| ar[words[at].end..words[at + 1].start].chars().all(|c| c == ' ');
            let behind = (head + 1..words.len()).take(BEHIND);
            let own = behind.take_while(|&at| joined(at - 1) && !look_up(words[at].of(ar)).is_function);
            let own: Vec<Span> = own.map(|at| words[at]).collect();
            Named { span: words[head].to(*own.last().unwrap_or(&words[head])), words: own }
        })
        .filter(|named| named.words.len() >= STRANGE)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::pair;

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
    fn the_table_is_folded_and_read() {
        let wrong = table::unreadable("names-institutions.tsv", TABLE, |line| {
            line.split_once('\t').is_some_and(|(lang, word)| {
                lang.parse::<Lang>().is_ok_and(|lang| fold::fold(lang, word) == word)
            })
        });
        assert_eq!(wrong, [""; 0]);
    }
}
