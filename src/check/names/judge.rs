//! Which names correspond to which, and how certain that is.

use super::{
    candidate::{Candidate, Certainty, is_slip, is_verbal_noun, without_article},
    english::is_of_names,
    kinds::{
        is_city, is_compatriot, is_description, is_known, is_of_states, is_only_nationality, is_person,
        kind_word, kinds, several,
    },
    marked,
    memory::Memory,
    related::{have_one_root, is_joined, may_stand},
    replaced,
    said::Said,
    same, words,
};
use crate::{
    check::{Code, Finding, Severity, claim::isolated},
    name::{NameKind, Why, table},
    text::Lang,
};

/// The largest distance between a name and its counterpart, as a share of their texts.
const APART: f64 = 0.4;
/// The largest distance between two names at the same place.
const NEXT: f64 = 0.15;
/// By how much each word with the same meaning around both names reduces the distance, and how many
/// such words count.
const WORD_AROUND: f64 = 0.12;
const WORDS_AROUND: usize = 3;
/// By how much the distance grows if one of the two may be used for another name.
const RELATED: f64 = 0.5;
/// By how much two names of the same known kind reduce the distance.
const SAME_KIND: f64 = 0.25;
/// The same for two such names of the table, the Arabic one certainly a name.
const KNOWN: f64 = 0.5;
/// The same for two names of several words, the Arabic one with a given name.
const FULL: f64 = 0.3;
/// The same for two names next to the same name of an enumeration.
const LISTED: f64 = 0.5;
/// Number of words with the same meaning around both names that show, without other evidence, that
/// one corresponds to the other.
const SURROUNDED: usize = 2;
/// The same number for a word that looks like a noun but is not in the lexicon.
const NAMED: usize = 3;
/// The same number for ordinary words, which can only be a name by elimination.
const ENCLOSED: usize = 5;
/// The same number for a person who may also be called by another of his names.
const DESCRIBED: usize = 4;

/// Letters of the article of an Arabic name in Latin letters.
const ARTICLE: usize = 2;

/// An English and an Arabic name that may stand for each other.
struct Match {
    en: usize,
    ar: usize,
    /// Words with the same meaning around both.
    around: usize,
    /// The names come before or after the same name of an enumeration.
    listed: bool,
    distance: f64,
}

/// Pairs the candidates, nearest first, and reports the pairs and those without a partner.
pub(super) fn judge(
    (ar, en): (&str, &str),
    arabic: &[Candidate],
    english: &[Candidate],
    said: &Said,
    memory: &Memory,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut ar_taken, mut en_taken) = (vec![false; arabic.len()], vec![false; english.len()]);
    for (en_taken, one) in en_taken.iter_mut().zip(english) {
        for (ar_taken, other) in ar_taken.iter_mut().zip(arabic) {
            let alike = may_be_same((ar, en), one, other, (arabic, memory));
            *ar_taken |= alike;
            *en_taken |= alike;
        }
    }
    for Match { en: n, ar: m, around, listed, .. } in matches((ar, en), arabic, english, said) {
        if !ar_taken[m] && !en_taken[n] {
            (ar_taken[m], en_taken[n]) = (true, true);
            let evidence = Evidence {
                around,
                listed,
                // The name is the only unlinked word on either side.
                only: english.len() == 1 && said.says_all_but(arabic[m].span),
            };
            findings.extend(changed((&english[n], en), (&arabic[m], ar), evidence));
        }
    }
    let alone = |one: &Candidate, taken: bool| {
        !taken && one.certainty == Certainty::Sure && one.beside.is_none() && !one.related
    };
    for (one, _) in english.iter().zip(en_taken).filter(|(one, taken)| alone(one, *taken)) {
        findings.push(Finding {
            severity: Severity::Note,
            code: Code::NameExtra,
            message: format!("{} has no counterpart in the Arabic", isolated(one.span.of(en))),
            ar: None,
            en: Some(marked(one.span, en)),
            throughout: false,
        });
    }
    for (other, _) in arabic.iter().zip(ar_taken).filter(|(other, taken)| alone(other, *taken)) {
        findings.push(Finding {
            severity: Severity::Note,
            code: Code::NameMissing,
            message: format!("{} has no counterpart in the English", isolated(other.span.of(ar))),
            ar: Some(marked(other.span, ar)),
            en: None,
            throughout: false,
        });
    }
    findings
}

/// True if an English and an Arabic name are similar, or the same name elsewhere in the document, so that they may be one.
fn may_be_same(
    (ar, en): (&str, &str),
    one: &Candidate,
    other: &Candidate,
    (arabic, memory): (&[Candidate], &Memory),
) -> bool {
    let (said, heard) = (one.span.of(en), other.span.of(ar));
    let elsewhere = !are_long_names((one, said), (other, heard))
        && memory.joins(heard, said)
        && !same::have_other_surnames(heard, said);
    elsewhere
        || is_joined(en, one.span, heard)
        || same::may_be((one, said), (other, heard)) && !has_better((one, said), other, (arabic, ar))
        || one.related && other.related && stands_for((one, said), (other, heard))
}

/// True if an English name sounds like an unknown Arabic word, but the Arabic has a name that cannot be the same: a certain
/// one of its kind, as المكلا, so that Seiyun is no زنة, or one beside the same name.
fn has_better((one, en): (&Candidate, &str), other: &Candidate, (arabic, ar): (&[Candidate], &str)) -> bool {
    let is_of_kind = |better: &Candidate| {
        let known = one.why == Why::Table && better.why == Why::Table;
        known && better.certainty == Certainty::Sure && kinds(one, better) == Some(true)
    };
    let is_beside = |better: &Candidate| {
        let both = one.beside.is_some() && better.beside == one.beside;
        both && other.beside != one.beside && better.is_likely()
    };
    let is_better = |better: &Candidate| {
        (is_of_kind(better) || is_beside(better))
            && !better.related
            && !same::may_be((one, en), (better, better.span.of(ar)))
    };
    !is_known(other) && arabic.iter().any(is_better)
}

/// True for two names of the table with several words each: a common word, such as Kordofan in
/// North Kordofan, does not make them the same name, unless the other words agree too.
fn are_long_names((one, en): (&Candidate, &str), (other, ar): (&Candidate, &str)) -> bool {
    let listed = one.why == Why::Table && other.why == Why::Table;
    listed && several(en) && several(ar) && !have_one_root(en, ar)
}

/// True for two names of the table one of which may be used for the other: the Kenyans for Kenya.
fn stands_for((one, en): (&Candidate, &str), (other, ar): (&Candidate, &str)) -> bool {
    let apart = are_long_names((one, en), (other, ar)) || is_city(one) && is_city(other);
    is_known(one) && is_known(other) && !apart && may_stand(en, ar)
}

/// All pairs of names that may correspond, nearest first.
fn matches((ar, en): (&str, &str), arabic: &[Candidate], english: &[Candidate], said: &Said) -> Vec<Match> {
    let mut matches = Vec::new();
    for (n, one) in english.iter().enumerate() {
        for (m, other) in arabic.iter().enumerate() {
            let way = (one.place - other.place).abs();
            let same = kinds(one, other);
            let known = same == Some(true) && is_known(one) && is_known(other);
            // A surname next to the same given name is the same person, wherever the two sentences
            // name him, and two names of the table of the same kind nearly always correspond. Both
            // names must be next to the same name, or neither next to any: if only one is, the
            // surname was omitted on the other side.
            let around = said.surroundings(other.span, one.span)
                + if is_name(other) { said.numbers_around(other.span, one.span) } else { 0 };
            let listed =
                (0..2).any(|side| one.listed[side].is_some() && one.listed[side] == other.listed[side]);
            let full = several(one.span.of(en)) && several(other.span.of(ar)) && is_person(other);
            let near = known
                || listed
                || one.beside == other.beside
                    && (one.beside.is_some()
                        || way <= APART
                        || around > 0 && (full || other.is_unknown_name(other.span.of(ar))));
            if !near || same == Some(false) || other.repeated && !(known && way <= NEXT) {
                continue;
            }
            // A name that may be used for another name of the other side was replaced only if all
            // other evidence agrees.
            let apart = are_long_names((one, one.span.of(en)), (other, other.span.of(ar)))
                || is_city(one) && is_city(other);
            let related = (one.related || other.related) && !apart;
            if related
                && !(known && (around > 0 || way <= NEXT) && !may_stand(one.span.of(en), other.span.of(ar)))
            {
                continue;
            }
            let doubt = match other.certainty {
                Certainty::Sure => 0.0,
                Certainty::Likely if other.is_likely() => 0.05,
                Certainty::Likely => 0.3,
                Certainty::Weak => 0.5,
            };
            let kind = match same {
                // قال النجار at the beginning is ..., said Najjar at the end.
                Some(true) if known && other.certainty == Certainty::Sure => KNOWN,
                Some(true) => SAME_KIND,
                _ => 0.0,
            } + if listed { LISTED } else { 0.0 };
            let doubt = if related { doubt + RELATED } else { doubt } - if full { FULL } else { 0.0 };
            let distance = way + doubt - kind - WORD_AROUND * around.min(WORDS_AROUND) as f64;
            matches.push(Match { en: n, ar: m, around, listed, distance });
        }
    }
    matches.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.en.cmp(&b.en)).then(a.ar.cmp(&b.ar)));
    matches
}

/// True if the whole of an English name is in the table, with or without its article.
fn is_whole(name: &str) -> bool {
    let bare = name.split_once([' ', '-']).filter(|(article, _)| article.len() <= ARTICLE);
    table().whole(Lang::En, name).or_else(|| table().whole(Lang::En, bare?.1)).is_some()
}

/// True for an Arabic word that is no word of the lexicon, or is called a name by the word before it.
fn is_name(other: &Candidate) -> bool {
    matches!(other.why, Why::Table | Why::Marked | Why::Unlisted)
}

/// The evidence that a name corresponds to another.
#[derive(Clone, Copy)]
struct Evidence {
    /// Words with the same meaning around both.
    around: usize,
    /// Nothing else on either side lacks a counterpart.
    only: bool,
    /// Both are in the same enumeration.
    listed: bool,
}

/// Whether the evidence for a replaced name is strong.
fn is_sure(
    (one, en): (&Candidate, &str),
    (other, ar): (&Candidate, &str),
    Evidence { around, only, listed }: Evidence,
) -> bool {
    let known = is_known(one) && is_known(other) && kinds(one, other) == Some(true);
    let beside = one.beside.is_some() && one.beside == other.beside;
    let asked = asked((one, other), other.span.of(ar));
    let word = asked > SURROUNDED && (!other.plain || other.inflected);
    let full = several(one.span.of(en)) && several(other.span.of(ar));
    let certainty = if word { other.certainty.min(Certainty::Likely) } else { other.certainty };
    match (one.certainty, certainty) {
        // Someone called by another of his names, by his office or by his country is the same person, unless both sides
        // have it after the same given name: البدوي is a Bedouin, or a surname.
        _ if is_compatriot(one, other) && !(beside && one.after && other.after) => false,
        // A name that may be used for another name of the other side was replaced only if all other
        // evidence agrees.
        _ if (one.related || other.related)
            && around < SURROUNDED
            && !(is_city(one) && is_city(other))
            && !are_long_names((one, one.span.of(en)), (other, other.span.of(ar))) =>
        {
            false
        }
        // AUB may be short for the university whose full name is in the Arabic.
        _ if one.why == Why::Acronym && !is_of_names(en) && words(other.span.of(ar)).nth(1).is_some() => {
            false
        }
        _ if !beside && around + usize::from(only) < DESCRIBED && is_description((one, en), (other, ar)) => {
            false
        }
        // A pen name of one word, for which the English has the whole name.
        _ if other.why == Why::Unlisted && !several(ar) && words(en).nth(2).is_some() => false,
        // Moroccan for national: a word that is no name of a country is none by elimination.
        _ if is_only_nationality(one) && other.why != Why::Table && !other.kinds.iter().any(is_of_states) => {
            false
        }
        (Certainty::Sure, Certainty::Sure) => true,
        (Certainty::Sure, _) if listed && is_whole(one.span.of(en)) => true,
        // Two persons with all their names, one of whom the table knows.
        (Certainty::Sure, Certainty::Likely) if full && is_person(other) && around > 0 => true,
        (Certainty::Sure, _)
            if only && !word && around >= SURROUNDED && !one.kinds.has(NameKind::Religious) =>
        {
            true
        }
        (Certainty::Likely, Certainty::Sure) => around > 0,
        // Neither is a word of its language, and the surroundings are the same.
        (Certainty::Likely, Certainty::Likely) => {
            other.why == Why::Unlisted && other.is_likely() && !word && around >= SURROUNDED
        }
        // An Arabic word that is only unknown may be misspelled, joined to another word, or a rare verb.
        (Certainty::Sure, Certainty::Likely) => {
            known || around >= asked || beside && (!other.plain || other.inflected)
        }
        _ => false,
    }
}

/// The finding of a replaced name; `None` if the English is hardly a name.
fn changed(
    (one, en): (&Candidate, &str),
    (other, ar): (&Candidate, &str),
    evidence: Evidence,
) -> Option<Finding> {
    if one.certainty == Certainty::Weak {
        return None;
    }
    let sure = is_sure((one, en), (other, ar), evidence);
    let severity = if sure { Severity::Warning } else { Severity::Note };
    Some(Finding { severity, ..replaced((ar, en), other.span, one.span, kind_word(one, other)) })
}

/// Number of words with the same meaning around both that are needed to treat an uncertain Arabic
/// word as the replaced name.
fn asked((one, other): (&Candidate, &Candidate), ar: &str) -> usize {
    let unlisted = other.why == Why::Unlisted;
    let quoted = other.quoted && one.quoted && other.why != Why::Word;
    let marked = other.why == Why::Marked && kinds(one, other) == Some(true) || quoted || other.recurs;
    let in_place = (one.place - other.place).abs() <= NEXT && without_article(ar).is_none();
    match () {
        // A word that only the Arabic quotes is as rarely a name as a verbal noun.
        () if other.plain || other.quoted && !one.quoted || unlisted && is_verbal_noun(ar) => ENCLOSED,
        () if marked => 1,
        () if other.inflected => ENCLOSED,
        () if unlisted && is_slip(ar) => NAMED,
        () if in_place => 1,
        () => SURROUNDED,
    }
}

#[cfg(test)]
mod tests;
