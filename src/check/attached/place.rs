//! The places of words beside two figures.

use super::items::{Item, Items};
use rustc_hash::FxHashMap;

/// Where a word is, seen from two figures, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the first, where the second has its own words: `onions 180, tomatoes 250`; the number is a step of distance.
    BeforeOwn(usize),
    /// Before the first, in its clause.
    Before(usize),
    /// Before the clause of the first.
    BeforeBeyond,
    /// After the first, before the clause ends.
    First(usize),
    /// Before the second, after its clause began.
    Second(usize),
    /// Between both without a boundary, nearer to the first.
    OpenFirst(usize),
    /// Between both without a boundary, nearer to the second.
    OpenSecond(usize),
    /// In a clause between both.
    Between,
    /// After the second, where the first has its own words: `20 for students and 40 for others`.
    AfterOwn(usize),
    /// After the second, in its clause.
    After(usize),
    /// After the clause of the second.
    AfterBeyond,
}

/// The places of the words and other figures of a side.
pub(super) type Places = FxHashMap<Item, Place>;

const BEFORE_OWN: [&str; 2] = ["before-own-a", "before-own-b"];
const BEFORE: [&str; 4] = ["before-a", "before-b", "before-c", "before-d"];
const FIRST: [&str; 3] = ["first-a", "first-b", "first-c"];
const SECOND: [&str; 3] = ["second-a", "second-b", "second-c"];
const OPEN_FIRST: [&str; 2] = ["open-first-a", "open-first-b"];
const OPEN_SECOND: [&str; 2] = ["open-second-a", "open-second-b"];
const AFTER_OWN: [&str; 2] = ["after-own-a", "after-own-b"];
const AFTER: [&str; 4] = ["after-a", "after-b", "after-c", "after-d"];
const BEYOND: [&str; 3] = ["before-beyond", "between", "after-beyond"];

impl Place {
    /// Its name in the table.
    pub(super) fn name(self) -> &'static str {
        match self {
            Place::BeforeOwn(step) => BEFORE_OWN[step],
            Place::Before(step) => BEFORE[step],
            Place::BeforeBeyond => BEYOND[0],
            Place::First(step) => FIRST[step],
            Place::Second(step) => SECOND[step],
            Place::OpenFirst(step) => OPEN_FIRST[step],
            Place::OpenSecond(step) => OPEN_SECOND[step],
            Place::Between => BEYOND[1],
            Place::AfterOwn(step) => AFTER_OWN[step],
            Place::After(step) => AFTER[step],
            Place::AfterBeyond => BEYOND[2],
        }
    }

    /// True between two figures where nothing shows which of them is meant.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Place::OpenFirst(_) | Place::OpenSecond(_) | Place::Between)
    }
}

/// The names of all places.
#[cfg(test)]
pub(super) fn names() -> Vec<&'static str> {
    let all: [&[&'static str]; 9] =
        [&BEFORE_OWN, &BEFORE, &FIRST, &SECOND, &OPEN_FIRST, &OPEN_SECOND, &AFTER_OWN, &AFTER, &BEYOND];
    all.concat()
}

/// The step of a distance in words: the first whose bound is not less.
fn step(distance: usize, bounds: &[usize]) -> usize {
    bounds.iter().position(|bound| distance <= *bound).unwrap_or(bounds.len())
}

/// The places beside two figures; `None` if one of them is not there.
pub(super) fn places(side: &Items, [first, second]: [usize; 2]) -> Option<Places> {
    let at = |figure| side.row.iter().position(|item| *item == Item::Figure(figure));
    let (first, second) = (at(first)?, at(second)?);
    let (first, second) = (first.min(second), first.max(second));
    let middle = &side.row[first + 1..second];
    let ends = |item: &Item| !matches!(item, Item::Word(_));
    // How many words each has between itself and the boundary.
    let own = middle.iter().position(ends);
    let other = middle.iter().rev().position(ends);
    let mut places = Places::default();
    for (at, item) in middle.iter().enumerate().filter(|(_, item)| **item != Item::Boundary) {
        places.insert(*item, between(middle, at));
    }
    let before = side.row[..first].iter().rev();
    outside(before, other, [Place::BeforeOwn, Place::Before], Place::BeforeBeyond, &mut places);
    let after = side.row[second + 1..].iter();
    outside(after, own, [Place::AfterOwn, Place::After], Place::AfterBeyond, &mut places);
    Some(places)
}

/// How far from a figure its noun is, in words.
const NOUN: usize = 2;

/// True for a word next to one of two figures, if the other has no word of its own there: what is said once is counted by both
/// (`the second floor and the first`), and is beside the one that is said first.
pub(super) fn is_shared(side: &Items, item: Item, two: [usize; 2]) -> bool {
    let place = |item: Item| side.row.iter().position(|other| *other == item);
    let (Some(at), [Some(first), Some(second)]) = (place(item), two.map(|at| place(Item::Figure(at)))) else {
        return false;
    };
    // The words up to some distance on one side of a figure, as far as its clause goes.
    let words = |figure: usize, after: bool, distance: usize| {
        let step = move |n: usize| if after { figure.checked_add(n) } else { figure.checked_sub(n) };
        let items = (1..=distance).map_while(move |n| side.row.get(step(n)?));
        items.map_while(|item| if let Item::Word(at) = item { Some(*at) } else { None })
    };
    [(first, second), (second, first)].into_iter().any(|(own, other)| {
        let (after, distance) = (at > own, at.abs_diff(own));
        let is_near = distance <= NOUN && words(own, after, distance).count() == distance;
        is_near && words(other, after, distance).all(|word| side.words[word].is_function)
    })
}

/// The place of an item between the two figures.
fn between(middle: &[Item], at: usize) -> Place {
    let (left, right) = (&middle[..at], &middle[at + 1..]);
    let ends = |items: &[Item]| items.iter().any(|item| !matches!(item, Item::Word(_)));
    let length = |items: &[Item]| items.iter().filter(|item| **item != Item::Boundary).count() + 1;
    let (from_first, from_second) = (length(left), length(right));
    let open = |distance| step(distance, &[2]);
    match (ends(left), ends(right)) {
        (false, true) => Place::First(step(from_first, &[2, 5])),
        (true, false) => Place::Second(step(from_second, &[2, 5])),
        (false, false) if from_first <= from_second => Place::OpenFirst(open(from_first)),
        (false, false) => Place::OpenSecond(open(from_second)),
        (true, true) => Place::Between,
    }
}

/// The places of items on one side of both figures, from the nearest on.
fn outside<'i>(
    items: impl Iterator<Item = &'i Item>,
    parallel: Option<usize>,
    [own, near]: [fn(usize) -> Place; 2],
    beyond: Place,
    places: &mut Places,
) {
    let (mut count, mut left) = (0, false);
    for item in items {
        if *item == Item::Boundary {
            left = true;
            continue;
        }
        count += 1;
        let place = if left {
            beyond
        } else if parallel.is_some_and(|parallel| count <= parallel) {
            own(step(count, &[2]))
        } else {
            near(step(count, &[1, 2, 4]))
        };
        places.insert(*item, place);
        left |= matches!(item, Item::Figure(_));
    }
}
