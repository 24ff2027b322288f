//! Whether two names may be the same, misspelled or spelled in a way that the rules do not cover.

use super::{
    candidate::{Candidate, Certainty},
    words,
};
use crate::{
    name::{self, Key, NameKind, Sound, Why, similarity, similarity_from, table},
    text::{
        Lang,
        clitics::{self, Classes},
        fold,
    },
};

/// Similarity in sound from which on two names may be the same.
const ALIKE: f64 = 0.55;
/// Similarity below which two surnames are different ones, and the least substance of both.
const UNLIKE: f64 = 0.5;
const SURNAME: f64 = 1.5;
/// The same for a word that probably is not a name.
const ALIKE_WORD: f64 = 0.75;
/// The same for an unknown English name and an Arabic one of the table.
const ALIKE_LISTED: f64 = 0.68;
/// The same for such a word and a name of the table, whose spellings are known.
const ALIKE_KNOWN: f64 = 0.93;
/// The same for two given names that have their first word in common with many.
const COMPOUND: f64 = 0.85;
/// Most letters of their first word and the article after it, if all is one word.
const FIRST_WORD: usize = 7;
/// Similarity in letters, by Jaro and Winkler, from which on a word is a misspelled name of the table.
const MISSPELLED: f64 = 0.87;

/// Similarity of a part of a word and a name from which on it was joined to another word.
const GLUED: f64 = 0.85;
/// The least substance of such a name.
const GLUED_SUBSTANCE: f64 = 2.0;
/// The largest number of words that are considered, and of letters in one.
const GLUED_WORDS: usize = 4;
const LONGEST: usize = 16;

/// True if an English and an Arabic name may be the same.
pub(super) fn may_be((one, en): (&Candidate, &str), (other, ar): (&Candidate, &str)) -> bool {
    let both = one.why == Why::Table && other.why == Why::Table;
    // Abu Dhabi and Dubai sound similar and are two places.
    if both && is_place(one) && is_place(other) {
        return false;
    }
    if is_compound(other, ar) {
        return compound_likeness(ar, en) >= COMPOUND;
    }
    let needed = match other.certainty {
        // قدره is not a spelling of Qatar.
        Certainty::Weak if one.why == Why::Table => ALIKE_KNOWN,
        Certainty::Weak => ALIKE_WORD,
        _ if both => ALIKE_KNOWN,
        _ if one.why == Why::Table || other.why == Why::Homonym => ALIKE_WORD,
        // The spellings of a name of the table are known.
        _ if other.why == Why::Table => ALIKE_LISTED,
        _ => ALIKE,
    };
    let alike = if both { whole_likeness(ar, en) } else { name::likeness(ar, en) };
    if alike >= needed && (have_other_surnames(ar, en) || have_other_given_names(ar, en)) {
        return false;
    }
    alike >= needed
        || both && (is_part(Lang::Ar, ar, Lang::En, en) || is_part(Lang::En, en, Lang::Ar, ar))
        || one.why == Why::Table && !is_known(other) && is_misspelled(Lang::Ar, ar, Lang::En, en)
        || is_known(other) && one.why != Why::Table && is_misspelled(Lang::En, en, Lang::Ar, ar)
        || other.why == Why::Unlisted && is_glued(ar, en)
}

/// True for two names of several words that begin alike and end in names unlike everything in the other one: رلى الطراونة
/// and Rula Majali.
pub(super) fn have_other_surnames(ar: &str, en: &str) -> bool {
    let (arabic, english) = (heard(Lang::Ar, ar), heard(Lang::En, en));
    let first = arabic.first().zip(english.first());
    let last = arabic.last().zip(english.last());
    first.is_some_and(|(one, other)| similarity(one, other) >= ALIKE) && are_strange(last, &arabic, &english)
}

/// True for two names of several words that end alike and begin with names unlike everything in the other one: خميس العلوي
/// and Hamad al-Alawi.
fn have_other_given_names(ar: &str, en: &str) -> bool {
    let (arabic, english) = (heard(Lang::Ar, ar), heard(Lang::En, en));
    let first = arabic.first().zip(english.first());
    let last = arabic.last().zip(english.last());
    last.is_some_and(|(one, other)| similarity(one, other) >= ALIKE_WORD)
        && are_strange(first, &arabic, &english)
}

/// The sounds of the words of a name.
fn heard(lang: Lang, name: &str) -> Vec<Sound> {
    let sounds = words(name).map(|word| Sound::new(lang, &fold::fold(lang, word)));
    sounds.filter(|sound| sound.substance() > 0.0).collect()
}

/// True for a word of each of two names of several words that is unlike everything in the other one.
fn are_strange(both: Option<(&Sound, &Sound)>, arabic: &[Sound], english: &[Sound]) -> bool {
    let firm = |sound: &Sound| sound.substance() >= SURNAME;
    let strange = |(one, called): (&Sound, &Sound)| {
        firm(one)
            && firm(called)
            && english.iter().all(|other| similarity(one, other) < UNLIKE)
            && arabic.iter().all(|other| similarity(other, called) < UNLIKE)
    };
    arabic.len() > 1 && english.len() > 1 && both.is_some_and(strange)
}

/// True for a given name of several words in the table, all of which begin alike: عبد الستار.
fn is_compound(other: &Candidate, ar: &str) -> bool {
    let of_person = |kind: NameKind| matches!(kind, NameKind::Given | NameKind::Family);
    other.why == Why::Table && other.kinds.iter().any(of_person) && {
        let whole = table().whole(Lang::Ar, ar);
        words(ar).nth(1).is_some() && whole.is_some_and(of_person)
    }
}

/// The greatest similarity in sound of the last word of an Arabic name and a word of the English one, or its end: Abdessalam
/// is one word.
fn compound_likeness(ar: &str, en: &str) -> f64 {
    let last = words(ar).last().map(|word| bare(Lang::Ar, word)).unwrap_or_default();
    let heard = Sound::new(Lang::Ar, &last);
    let alike = |part: &str| similarity(&heard, &Sound::new(Lang::En, part));
    let ends = |word: &str| -> f64 {
        let cuts = word.char_indices().map(|(at, _)| at).take(FIRST_WORD);
        let long = |part: &&str| part.chars().nth(2).is_some();
        cuts.map(|at| &word[at..]).filter(long).map(alike).fold(0.0, f64::max)
    };
    words(en).map(|word| ends(&fold::fold(Lang::En, word))).fold(0.0, f64::max)
}

/// The similarity in sound of two whole names: a common word is little evidence.
fn whole_likeness(ar: &str, en: &str) -> f64 {
    let whole = |lang: Lang, name: &str| {
        Sound::new(lang, &words(name).map(|word| fold::fold(lang, word)).collect::<String>())
    };
    similarity(&whole(Lang::Ar, ar), &whole(Lang::En, en))
}

fn is_place(one: &Candidate) -> bool {
    one.kinds.iter().all(|kind| matches!(kind, NameKind::Country | NameKind::City | NameKind::Region))
}

fn is_known(other: &Candidate) -> bool {
    matches!(other.why, Why::Table | Why::Homonym)
}

/// True if an Arabic word begins or ends with the English name: it was joined to another word.
fn is_glued(ar: &str, en: &str) -> bool {
    let sounds = words(en).map(|word| Sound::new(Lang::En, &fold::fold(Lang::En, word)));
    let heard: Vec<Sound> = sounds.filter(|sound| sound.substance() >= GLUED_SUBSTANCE).collect();
    !heard.is_empty()
        && words(ar).take(GLUED_WORDS).any(|word| {
            let folded = fold::fold(Lang::Ar, word);
            let cuts = folded.char_indices().map(|(cut, _)| cut).skip(3).take(LONGEST);
            cuts.flat_map(|cut| [&folded[..cut], &folded[cut..]])
                .filter(|part| part.chars().nth(2).is_some())
                .any(|part| {
                    let sound = Sound::new(Lang::Ar, part);
                    heard.iter().any(|heard| similarity_from(GLUED, &sound, heard).is_some())
                })
        })
}

/// True if all words of a name, or those that are names of persons, are in the longer name of a person that the table has for the other
/// one: Nancy is Pelosi, whose name is Nancy Pelosi.
fn is_part(lang: Lang, name: &str, known_lang: Lang, known: &str) -> bool {
    let keys: Vec<Key> = words(known).map(|word| name::word_key(known_lang, word)).collect();
    let rows = table().find(known_lang, &keys).into_iter().map(|found| table().entry(found.entry));
    // A verb before the name is no part of it.
    let all: Vec<&str> = words(name).collect();
    let of_person =
        |&row: &u32| matches!(table().entry(row).kind, NameKind::Given | NameKind::Family | NameKind::Person);
    let is_known = |word: &&str| name::rows(lang, word).iter().any(of_person);
    let known: Vec<&str> = all.iter().copied().filter(is_known).collect();
    let parts = if known.is_empty() { all } else { known };
    let written: Vec<String> = parts.into_iter().map(|word| bare(lang, word)).collect();
    rows.filter(|row| row.kind == NameKind::Person).any(|row| {
        let forms = if lang == Lang::Ar { row.ar } else { row.en };
        forms.split('|').any(|form| {
            let form: Vec<String> = words(form).map(|word| bare(lang, word)).collect();
            written.iter().all(|word| form.contains(word))
        })
    })
}

/// True if a name is written similarly to the form of the other one in its language, according to the table.
fn is_misspelled(lang: Lang, name: &str, known_lang: Lang, known: &str) -> bool {
    let keys: Vec<Key> = words(known).map(|word| name::word_key(known_lang, word)).collect();
    let written: Vec<String> = words(name).map(|word| bare(lang, word)).collect();
    table().find_all(known_lang, &keys).iter().any(|found| {
        let entry = table().entry(found.entry);
        let forms = if lang == Lang::Ar { entry.ar } else { entry.en };
        forms.split('|').flat_map(words).map(|form| bare(lang, form)).any(|form| {
            form.chars().nth(3).is_some()
                && written.iter().any(|word| strsim::jaro_winkler(word, &form) >= MISSPELLED)
        })
    })
}

/// A word folded, without the article.
fn bare(lang: Lang, word: &str) -> String {
    let folded = fold::fold(lang, word);
    match lang {
        Lang::Ar => clitics::bare(&folded, Classes::ARTICLE).to_owned(),
        Lang::En => folded,
    }
}
