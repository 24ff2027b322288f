//! Ministries that the English replaces by others: *the Minister of Agriculture* for وزير التموين.
//!
//! One word tells them apart, which is too little for institutions of other sorts. But what ministries are for is a short
//! list, `data/names-portfolios.tsv`, with all words for it, so that a word of the list that is in no row of the other
//! text's words is another portfolio.

use super::{replaced, said::spans};
use crate::{
    check::Finding,
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold, table,
    },
};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/names-portfolios.tsv");

/// Words before and after a head that may belong to its name.
const LONGEST: usize = 8;

/// The portfolios that a word may be of, a bit for each.
type Portfolios = u64;

static WORDS: LazyLock<[FxHashMap<&'static str, Portfolios>; 2]> = LazyLock::new(|| {
    let mut words = [FxHashMap::default(), FxHashMap::default()];
    for (number, row) in table::rows(TABLE).enumerate() {
        for (forms, words) in row.split('\t').skip(1).zip(&mut words) {
            forms.split('|').for_each(|form| *words.entry(form).or_default() |= 1 << number);
        }
    }
    words
});

/// The portfolios of a word, in any of its forms.
fn portfolios(lang: Lang, word: &str) -> Portfolios {
    let [en, ar] = &*WORDS;
    let folded = fold::fold(lang, word);
    match lang {
        Lang::En => en.get(folded.as_str()).copied().unwrap_or_default(),
        Lang::Ar => {
            let forms = clitics::forms(&folded, Classes::NOUN);
            forms.filter_map(|form| ar.get(form)).fold(0, |all, one| all | one)
        }
    }
}

/// True for a word that heads the name of a ministry, or of its minister.
fn is_head(lang: Lang, word: &str) -> bool {
    let folded = fold::fold(lang, word);
    match lang {
        Lang::En => matches!(folded.as_str(), "ministry" | "minister"),
        Lang::Ar => {
            let mut forms = clitics::forms(&folded, Classes::NOUN);
            forms.any(|form| matches!(form, "وزاره" | "وزير" | "وزيره"))
        }
    }
}

/// A ministry that a text names, and what it is for.
struct Ministry {
    span: Span,
    portfolios: Portfolios,
}

/// True if the English name of a finding is of a ministry with a portfolio that the Arabic has: the Ministry of Energy is
/// وزارة الكهرباء.
pub(super) fn is_in_arabic((ar, en): (&str, &str), finding: &Finding) -> bool {
    let Some(name) = finding.en.as_ref().map(|marked| marked.span).filter(|_| may_name(en)) else {
        return false;
    };
    let ministries = ministries(Lang::En, en);
    let mut own = ministries.iter().filter(|ministry| ministry.span.overlaps(name));
    own.any(|ministry| ministry.portfolios & all(Lang::Ar, ar) != 0)
}

/// The finding of a ministry of a pair that is another one in the English.
pub(super) fn find((ar, en): (&str, &str)) -> Option<Finding> {
    if !may_name(en) {
        return None;
    }
    let english = ministries(Lang::En, en);
    let said = english.first().map(|_| all(Lang::En, en))?;
    let arabic = ministries(Lang::Ar, ar);
    let heard = arabic.first().map(|_| all(Lang::Ar, ar))?;
    let one = english.iter().find(|ministry| ministry.portfolios & heard == 0)?;
    let other = arabic.iter().find(|ministry| ministry.portfolios & said == 0)?;
    Some(replaced((ar, en), other.span, one.span, "ministry"))
}

/// False for an English text that names no ministry, found out quickly.
fn may_name(en: &str) -> bool {
    en.contains("inist") || en.contains("INIST")
}

/// The portfolios of all words of a text.
fn all(lang: Lang, text: &str) -> Portfolios {
    spans(text).fold(0, |all, word| all | portfolios(lang, word.of(text)))
}

/// The ministries of a text whose portfolios the table knows.
fn ministries(lang: Lang, text: &str) -> Vec<Ministry> {
    let words: Vec<Span> = spans(text).collect();
    let heads = (0..words.len()).filter(|&at| is_head(lang, words[at].of(text)));
    let ministry = |head: usize| {
        let joined = |at: usize| {
            text[words[at].end..words[at + 1].start].chars().all(|c| matches!(c, ' ' | '-' | '&'))
        };
        let own = |at: usize| belongs(lang, words[at].of(text));
        let after = (head + 1..words.len()).take(LONGEST).take_while(|&at| joined(at - 1) && own(at));
        let before =
            (0..head).rev().take(LONGEST).take_while(|&at| lang == Lang::En && joined(at) && own(at));
        let all: Vec<usize> = before.chain(after).collect();
        let named = || all.iter().copied().filter(|&at| portfolios(lang, words[at].of(text)) != 0);
        let (first, last) = (named().min()?.min(head), named().max()?.max(head));
        let portfolios = named().fold(0, |all, at| all | portfolios(lang, words[at].of(text)));
        Some(Ministry { span: words[first].to(words[last]), portfolios })
    };
    heads.filter_map(ministry).collect()
}

/// True for a word beside a head that may be of the name: with a capital or the article, a small word between such words,
/// or a word for a portfolio.
fn belongs(lang: Lang, word: &str) -> bool {
    let folded = fold::fold(lang, word);
    let shown = match lang {
        Lang::En => {
            word.starts_with(|c: char| c.is_ascii_uppercase())
                || matches!(folded.as_str(), "of" | "for" | "and" | "the")
        }
        Lang::Ar => clitics::without_article(&folded, Classes::CONJUNCTION).is_some(),
    };
    shown || portfolios(lang, word) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(ar: &str, en: &str) -> bool {
        find((ar, en)).is_some()
    }

    #[test]
    fn the_words_of_the_table_are_folded() {
        let wrong = table::unreadable("names-portfolios.tsv", TABLE, |row| {
            let [_, en, ar] = row.split('\t').collect::<Vec<_>>()[..] else { return false };
            let folded =
                |lang: Lang, forms: &str| forms.split('|').all(|form| fold::fold(lang, form) == form);
            folded(Lang::En, en) && folded(Lang::Ar, ar)
        });
        assert_eq!(wrong, [""; 0]);
        assert!(table::rows(TABLE).count() <= Portfolios::BITS as usize);
    }

    #[test]
    fn a_ministry_of_another_portfolio_is_another() {
        let ar = "زار وزير الصناعة المصنع الجديد صباح الاثنين.";
        assert!(found(ar, "The Minister of Health visited the new factory on Monday morning."));
        assert!(found(ar, "The health minister visited the new factory on Monday morning."));
        assert!(!found(ar, "The Minister of Industry visited the new factory on Monday morning."));
        assert!(!found(ar, "The minister visited the new factory on Monday morning."));
        assert!(!found(ar, "The Minister of State visited the new industrial plant on Monday morning."));
    }

    #[test]
    fn the_words_of_the_other_text_tell_wherever_they_are() {
        let ar = "اجتمع وزيرا المالية والدفاع أمس، وحضر وزير الري.";
        assert!(!found(ar, "Yesterday the Finance and Defence Ministers met, and the Water Minister came."));
        let ar = "أعلنت وزارة الموارد البشرية والتنمية الاجتماعية ذلك.";
        assert!(!found(ar, "This was announced by the Labour Ministry."));
        assert!(found(ar, "This was announced by the Ministry of Culture."));
        assert!(!found("قال رئيس الوزراء ذلك.", "This was said by the Prime Minister."));
    }
}
