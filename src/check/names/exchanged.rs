//! Two names of one sort that changed places in the English: *Velden beat Osterhagen* for فازت أوسترهاغن على فيلدن.
//!
//! Both are linked, but each is where the other one belongs: the words around one Arabic name are around the English of
//! the other, on the same side, and not around its own. An English sentence that only has another order takes the words
//! around a name with it.

use super::{Finding, replaced, said::Said};
use crate::{
    check::claim::isolated,
    name::{How, Link, NameKind, Survey},
    text::Span,
};

/// Most names of a pair among which exchanged ones are looked for.
const MANY: usize = 24;
/// The fewest words around both names that show the exchange, and how many times as many they are as those that show the
/// opposite.
const FEWEST: usize = 2;

/// A linked name, and what it names if that is known.
struct Named<'a> {
    link: &'a Link,
    sort: Option<&'static str>,
}

/// The finding of two names of a pair that are exchanged.
pub(super) fn find((ar, en): (&str, &str), survey: &Survey) -> Option<Finding> {
    let crosses = |links: &[Link]| links.windows(2).any(|two| two[1].en.start < two[0].en.start);
    if survey.links.len() > MANY || !crosses(&survey.links) {
        return None;
    }
    let named = named((ar, en), &survey.links);
    let crossing = |one: &Named<'_>, other: &Named<'_>| {
        other.link.en.end <= one.link.en.start
            && (one.sort.is_none() || other.sort.is_none() || one.sort == other.sort)
    };
    let pairs = || {
        let both = named.iter().enumerate();
        both.flat_map(|(n, one)| named[n + 1..].iter().map(move |other| (one, other)))
    };
    pairs().find(|(one, other)| crossing(one, other))?;
    let said = Said::read(ar, en, survey);
    // The title of a person tells where he belongs, another name does not.
    let is_name = |link: &&Link| link.kind(ar, en) != Some(NameKind::Title);
    let names: Vec<Span> = survey.links.iter().filter(is_name).map(|link| link.ar).collect();
    let are_exchanged = |one: &Named<'_>, other: &Named<'_>| {
        let beside = |ar: &Named<'_>, en: &Named<'_>| said.on_the_same_side(ar.link.ar, en.link.en, &names);
        let nearer =
            |ar: &Named<'_>, en: &Named<'_>| said.nearer(ar.link.ar, [ar.link.en, en.link.en], &names);
        let own = beside(one, one) + beside(other, other);
        let others = beside(one, other) + beside(other, one);
        let ([near, far], [also_near, also_far]) = (nearer(one, other), nearer(other, one));
        let (near, far) = (near + also_near, far + also_far);
        own == 0 && others >= FEWEST && far > near || far > FEWEST && far > FEWEST * near
    };
    let (one, other) = pairs().find(|(one, other)| crossing(one, other) && are_exchanged(one, other))?;
    Some(finding((ar, en), one.link, other.link))
}

/// The names of persons, places and organisations that each side has once.
fn named<'a>((ar, en): (&str, &str), links: &'a [Link]) -> Vec<Named<'a>> {
    let once = |link: &&Link| {
        let same = |other: &&Link| other.ar.overlaps(link.ar) || other.en.overlaps(link.en);
        link.how != How::Meaning && links.iter().filter(same).count() == 1
    };
    let named = links.iter().filter(once).map(|link| Named { link, sort: sort((ar, en), link) });
    named.filter(|named| named.sort != Some("")).collect()
}

/// What a linked name names, if that is known; empty for what is no name of a person, a place or an organisation.
fn sort((ar, en): (&str, &str), link: &Link) -> Option<&'static str> {
    let kind = link.kind(ar, en);
    match kind.map(|kind| kind.sort().filter(|_| kind != NameKind::Nationality)) {
        Some(Some("nationality") | None) => Some(""),
        // Isaac is a prophet, and a given name.
        Some(Some("religion")) => Some("person"),
        Some(sort) => sort,
        None => None,
    }
}

fn finding((ar, en): (&str, &str), one: &Link, other: &Link) -> Finding {
    let (said, heard) = (isolated(other.en.of(en)), isolated(one.ar.of(ar)));
    let message = format!("{said} is where {heard} belongs, and the other way round");
    Finding { message, ..replaced((ar, en), one.ar, other.en, "name") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::survey;

    fn is_found(ar: &str, en: &str) -> bool {
        find((ar, en), &survey(ar, en)).is_some()
    }

    #[test]
    fn names_that_changed_places_are_found_and_another_order_is_not() {
        let ar = "ولد الطبيب في نابلس وعمل عشرين سنة في مستشفى الخليل قبل تقاعده.";
        assert!(is_found(
            ar,
            "The doctor was born in Hebron and worked for twenty years at the hospital in Nablus before he retired."
        ));
        for en in [
            "The doctor was born in Nablus and worked for twenty years at the hospital in Hebron before he retired.",
            "Before he retired the doctor worked for twenty years at the hospital in Hebron; he was born in Nablus.",
        ] {
            assert!(!is_found(ar, en), "{en}");
        }
    }
}
