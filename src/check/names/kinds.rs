//! What two names are: of one kind, known to the table, one person by two names.

use super::{candidate::Candidate, words};
use crate::{
    check::senses::{self, Sense},
    name::{Kinds, NameKind, Why, is_marker},
    text::Lang,
};

/// True for a name of several words.
pub(super) fn several(name: &str) -> bool {
    words(name).nth(1).is_some()
}

/// True for an English name of several words besides an article.
fn is_full(name: &str) -> bool {
    let is_article = |word: &str| senses::is_said(Lang::En, &word.to_ascii_lowercase(), Sense::Article);
    words(name).filter(|word| !is_article(word)).nth(1).is_some()
}

/// True for the name of a person that the table knows.
pub(super) fn is_person(one: &Candidate) -> bool {
    is_known(one)
        && [NameKind::Person, NameKind::Given, NameKind::Family].into_iter().any(|kind| one.kinds.has(kind))
}

/// True for a name that can only be a city: Abu Dhabi and Dubai may both be used for the Emirates,
/// but not for each other.
pub(super) fn is_city(one: &Candidate) -> bool {
    one.why == Why::Table && one.kinds == Kinds::from(NameKind::City)
}

/// True for a name of the table.
pub(super) fn is_known(one: &Candidate) -> bool {
    matches!(one.why, Why::Table | Why::Homonym)
}

/// Whether two names may be of the same kind; `None` if the kind of one is unknown.
pub(super) fn kinds(one: &Candidate, other: &Candidate) -> Option<bool> {
    let groups = |one: &Candidate| one.kinds.iter().map(group).fold(0, |all, group| all | 1 << group);
    let (one, other): (u8, u8) = (groups(one), groups(other));
    (one != 0 && other != 0).then_some(one & other != 0)
}

/// Groups kinds that may be confused.
fn group(kind: NameKind) -> u8 {
    match kind {
        // نيجيريا is a country and, with an ending, its people.
        NameKind::Country
        | NameKind::Nationality
        | NameKind::City
        | NameKind::Region
        | NameKind::Water
        | NameKind::Land => 0,
        NameKind::Person | NameKind::Given | NameKind::Family | NameKind::Religious => 1,
        NameKind::Org | NameKind::Product => 2,
        _ => 3,
    }
}

/// A word for what both name, as far as it is known.
pub(super) fn kind_word(one: &Candidate, other: &Candidate) -> &'static str {
    let common = one.kinds.iter().find(|&kind| other.kinds.has(kind));
    match common.or_else(|| one.kinds.iter().chain(other.kinds.iter()).next()) {
        _ if kinds(one, other) == Some(false) => "name",
        Some(NameKind::Country) => "country",
        Some(NameKind::Nationality) => "nationality",
        Some(NameKind::City | NameKind::Region | NameKind::Water | NameKind::Land) => "place",
        Some(NameKind::Person | NameKind::Given | NameKind::Family) => "person",
        Some(NameKind::Org) => "organisation",
        Some(NameKind::Work) => "work",
        Some(NameKind::Product) => "product",
        _ => "name",
    }
}

/// True for an adjective of a people that is the name of no place.
pub(super) fn is_only_nationality(one: &Candidate) -> bool {
    one.kinds.has(NameKind::Nationality) && !one.kinds.iter().any(|kind| kind.sort() == Some("place"))
}

pub(super) fn is_of_states(kind: NameKind) -> bool {
    matches!(kind, NameKind::Country | NameKind::Nationality)
}

/// True if one side has an adjective of a country and the other an unknown name: Kipkorir is called
/// the Kenyan.
pub(super) fn is_compatriot(one: &Candidate, other: &Candidate) -> bool {
    let of_country = |one: &Candidate| is_known(one) && one.kinds.has(NameKind::Nationality);
    of_country(other) && !is_known(one) || of_country(one) && !is_known(other)
}

/// True if one side may call a person by the given name or the country, and the other by the
/// surname. False if the English has both names, one of which the Arabic would have too, or both sides a title.
pub(super) fn is_description((one, en): (&Candidate, &str), (other, ar): (&Candidate, &str)) -> bool {
    let vague = |one: &Candidate| {
        let of_kind = |kind| one.kinds.has(kind);
        is_known(one) && [NameKind::Given, NameKind::Family].into_iter().any(of_kind)
    };
    let titled = |one: &Candidate, text: &str, lang: Lang| {
        let before = words(text.get(..one.span.start).unwrap_or_default()).last();
        before.is_some_and(|word| is_marker(lang, word))
            || words(one.span.of(text)).next().is_some_and(|word| is_marker(lang, word))
    };
    (vague(other) && !is_known(one) || vague(one) && !is_known(other))
        && !is_full(one.span.of(en))
        && !(titled(one, en, Lang::En) && titled(other, ar, Lang::Ar))
}
