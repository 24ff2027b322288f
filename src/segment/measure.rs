//! Units, eras and hours after Arabic numbers, `505 هـ.`, `3 كغ.`, `10 م.`: whether a sentence ends
//! with them depends on what follows.

use super::{
    stop::{Stop, first_word, is_last_word},
    tables::{ARABIC, What, arabic_key},
};
use crate::text::clitics::{self, Classes, Endings};
use crate::{document::lines::is_blank, text::chars};

/// True if a verb in the present follows with `و`: what goes on after an hour.
pub(super) fn lasts(stop: &Stop<'_>) -> bool {
    let word = arabic_key(stop.next_word());
    clitics::without(&word, Classes::AND).is_some_and(|verb| verb.starts_with(['ي', 'ت']))
}

/// True if a verb in the present or with the ending وا follows, which begins a sentence after a
/// number: `5 كم. يستغرق …`, `10:30 م. انتظروا …`
pub(super) fn is_verb_ahead(stop: &Stop<'_>) -> bool {
    let word = arabic_key(stop.next_word());
    let is_verb = word.starts_with('ي') || word.ends_with("وا");
    is_verb && word.chars().count() >= 4 && !ARABIC.says(&word, What::Continues) && !is_relative(&word)
}

/// True for a verb in the present with an object pronoun, which describes the sum or measure before it:
/// `750 د.أ. تدفعها البلدية`. The last letter of `تتجه` and `تنبه` is one of the root.
fn is_relative(word: &str) -> bool {
    const OF_ROOT: [&str; 7] = ["به", "جه", "ره", "زه", "فه", "له", "وه"];
    word.starts_with(['ي', 'ت'])
        && word.chars().count() >= 5
        && (word.ends_with("ها") || word.ends_with('ه') && !OF_ROOT.iter().any(|end| word.ends_with(end)))
}

/// True if only an adverb or a preposition with its pronoun is left of the sentence: `في سنة 1351 هـ. فيها.`
pub(super) fn is_remainder(stop: &Stop<'_>) -> bool {
    let word = &arabic_key(stop.next_word());
    let goes_on = |rest: &str| {
        ARABIC.says(rest, What::Continues)
            || rest.strip_suffix('ي').is_some_and(|rest| ARABIC.says(&format!("{rest}ى"), What::Continues))
    };
    is_last_word(stop.rest())
        && (goes_on(word) || clitics::cuts(word, Endings::OBJECT).any(|cut| goes_on(cut.rest)))
}

/// True for an hour of the day before its letter: `7 ص`, `10:15 م`.
pub(super) fn is_hour(number: &str, letter: &str) -> bool {
    let hour = number.split([':', '٫', '.']).next().unwrap_or_default();
    let hour = hour
        .chars()
        .filter_map(chars::digit_value)
        .fold(0, |sum: u32, digit| sum.saturating_mul(10).saturating_add(u32::from(digit)));
    matches!(letter, "ص" | "م") && (1..=12).contains(&hour)
}

/// True for the letter of a unit, an era or a half of the day directly after its number: `505 هـ`,
/// `10 م`; `3- م. خالد` is a title.
pub(super) fn is_unit(stop: &Stop<'_>, letter: &str) -> bool {
    let before = stop.reach_back().strip_suffix(&*stop.token()).unwrap_or_default();
    let is_after = before.trim_end_matches(is_blank).ends_with(chars::is_digit);
    matches!(letter, "م" | "ص" | "ه") && (is_after || stop.token().starts_with(chars::is_digit))
}

/// True if nothing shows that the sentence goes on after the unit of a number: no preposition, no
/// adverb (`مربعا`, `تقريبا`), and the sentence is more than a date so far (`في عام 2020 م. أعلنت`).
pub(super) fn is_fresh(stop: &Stop<'_>) -> bool {
    let word = arabic_key(stop.next_word());
    // A conjunction is judged by the caller.
    let is_joined =
        clitics::without(&word, Classes::CONJUNCTION).is_some() && !ARABIC.says(&word, What::Whole);
    let first = arabic_key(first_word(stop.opening()));
    let is_date = stop.words(6) <= 5 && (ARABIC.says(&first, What::Continues) || first.starts_with('ل'));
    let letters = word.chars().count();
    // `مربعا`, `تقريبا`, but `ارتفاعها`
    let is_adverb = word.ends_with('ا') && letters >= 4 && !(word.ends_with("ها") || word.ends_with("نا"));
    // `بسعر`, `للقطعة`: a preposition may be joined to the word.
    let is_joined = is_joined || clitics::without(&word, Classes::PREPOSITION).is_some();
    letters >= 3
        && word.starts_with(chars::is_arabic_letter)
        && !(is_date || is_adverb || is_joined || is_relative(&word))
        && !ARABIC.says(&word, What::Continues)
        && ARABIC.abbreviation(&word).is_none()
}
