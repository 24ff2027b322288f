//! The finding of two exchanged figures: if the order is significant (`respectively`, على التوالي),
//! if the words next to them show it (62 dead and 140 injured became 140 and 62), or in the score
//! of a victory.

use super::{
    claim,
    code::Code,
    finding::Finding,
    opposite::{self, Pole},
    pair::{MatchedPair, PairSide},
    senses::{self, Noun, Sense, stretch},
    severity::Severity,
};
use crate::{
    figure::{Bound, Dimension, Figure, Form, Kind, Pairing, Part, Reason, Unit, Value},
    lexicon::{self, EnglishId},
    name,
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold, stem,
    },
};

/// More pairings than these are a table, not a sentence.
const MANY: usize = 200;

/// Reports neighbours of the same kind that are wrongly in reverse order on the other side.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut findings = turned_scores(pair);
    let same = |pairing: &&Pairing| {
        pairing.reason <= Reason::Implied && pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole
    };
    let mut pairings: Vec<&Pairing> = pair.matching.pairings.iter().filter(same).collect();
    if pairings.len() < 2 || pairings.len() > MANY {
        return findings;
    }
    pairings.sort_unstable_by_key(|pairing| pairing.ar.0);
    let ordered = order_counts(pair);
    for (kind, like) in classes(pair, &pairings) {
        let mut places: Vec<usize> = like.iter().map(|pairing| pairing.en.0).collect();
        places.sort_unstable();
        for two in like.windows(2) {
            let [first, second] = two else { continue };
            // Neighbours among the figures of their class on both sides.
            let before = places.binary_search(&second.en.0).ok().and_then(|at| places.get(at + 1));
            let turned = before == Some(&first.en.0);
            let behind = places.binary_search(&first.en.0).ok().and_then(|at| places.get(at + 1));
            let straight = behind == Some(&second.en.0);
            let back = straight && is_led_back(pair, [first, second]);
            let equal = pair.ar.figures[first.ar.0].value() == pair.ar.figures[second.ar.0].value();
            let exchanged = || turned && (ordered || is_exchanged(pair, kind, [first, second]));
            let crossed = || straight && nouns_cross(pair, kind, [first, second]);
            if !equal && (back || exchanged() || crossed()) {
                let (left, right) = (claim::whole(&pair.ar, first.ar.0), claim::whole(&pair.en, second.en.0));
                let what = "the two figures changed places";
                findings.push(claim::between(pair, [&left, &right], Code::Order, Severity::Warning, what));
            }
        }
    }
    findings
}

/// The pairings of hard figures, of ordinals and of fractions, grouped by what could be confused, with their
/// kind, in the order of the Arabic text.
fn classes<'p>(pair: &MatchedPair<'_>, pairings: &[&'p Pairing]) -> Vec<(Kind, Vec<&'p Pairing>)> {
    type Class<'p> = ((Kind, Option<Dimension>, bool), Vec<&'p Pairing>);
    let mut classes: Vec<Class<'_>> = Vec::new();
    for &pairing in pairings {
        let (ar, en) = (&pair.ar.figures[pairing.ar.0], &pair.en.figures[pairing.en.0]);
        let both = |kind| ar.kind() == kind && en.kind() == kind;
        // `ثلاث مدارس ومستشفيان`: the dual has its noun in it.
        let dual = ar.form == Form::Dual && ar.unit().is_none() && en.kind() == Kind::Cardinal;
        let certain = both(Kind::Ordinal) || both(Kind::Fraction) || dual && ar.kind() == Kind::Cardinal;
        // A quarter of an hour, or two, is certain because of its unit.
        let sure = |figure: &Figure| figure.is_hard() || figure.unit().is_some();
        if !certain && (!sure(ar) || !sure(en)) {
            continue;
        }
        // Money, lengths and Hijri years may be marked as such on one side only.
        let said = if ar.unit().is_some() || ar.kind() == Kind::HijriDate { ar } else { en };
        // `هدفه الثالث في الدقيقة 80`: the minute is an ordinal in English only.
        let minute = ar.kind() == Kind::Cardinal && en.kind() == Kind::Ordinal;
        let class = (said.kind(), said.unit().map(Unit::dimension), minute);
        match classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, like)) => like.push(pairing),
            None => classes.push((class, vec![pairing])),
        }
    }
    classes.into_iter().map(|((kind, ..), like)| (kind, like)).collect()
}

/// True if two figures of a text were exchanged wrongly. If the Arabic leads from one to the other
/// (`من 28 إلى 24`), they were exchanged only if the English leads the other way round
/// (`from 24 to 28`). If both languages compare them with a word between, they were, because the
/// first figure must be the first in both. Otherwise the evidence is bounds that exclude all
/// values, or the names or words next to the figures.
fn is_exchanged(pair: &MatchedPair<'_>, kind: Kind, two: [&Pairing; 2]) -> bool {
    let ar = two.map(|pairing| pairing.ar.0);
    let en = [two[1].en.0, two[0].en.0];
    let (ar_spans, en_spans) = (ar.map(|at| pair.ar.figures[at].span), en.map(|at| pair.en.figures[at].span));
    // `16 بدلا من 15` is `from 15 to 16`.
    match (leads(&pair.ar, ar_spans), leads(&pair.en, en_spans)) {
        (true, both) => return both,
        (false, true) => return false,
        (false, false) => {}
    }
    // `37 per cent to the hosts' 63`
    let to = kind == Kind::Percent && between(&pair.en, en_spans, Sense::To);
    let compared =
        between(&pair.ar, ar_spans, Sense::Against) && (to || between(&pair.en, en_spans, Sense::Against));
    let empty = leaves_nothing(&pair.en, en) && !leaves_nothing(&pair.ar, ar);
    let refuted = refutes(&pair.en, en) && !refutes(&pair.ar, ar);
    if compared || empty || refuted {
        return true;
    }
    // Names are linked only if nothing else decides.
    let (stays, crosses) = names_beside(pair, two);
    crosses == 2 && stays < 2 || stays == 0 && words_tell(pair, kind, two)
}

/// `no less than 18 and no more than 12`: the minimum is above the maximum.
fn leaves_nothing(side: &PairSide<'_>, two: [usize; 2]) -> bool {
    let [first, second] = two.map(|at| &side.figures[at]);
    let (Some(a), Some(b)) = (first.best().as_number(), second.best().as_number()) else { return false };
    match (bound(side, first), bound(side, second)) {
        (Some(Sense::Least), Some(Sense::Most)) => a > b,
        (Some(Sense::Most), Some(Sense::Least)) => a < b,
        _ => false,
    }
}

/// `16.4 billion, of which 28 billion`, `180 degrees, then lower it to 200`: the words between two figures say which one is
/// greater, and it is not.
fn refutes(side: &PairSide<'_>, two: [usize; 2]) -> bool {
    let [first, second] = two.map(|at| &side.figures[at]);
    let number = |figure: &Figure| figure.best().in_base().filter(|_| figure.kind() != Kind::Ordinal);
    let like = first.unit().is_none() || second.unit().is_none() || first.unit() == second.unit();
    let (Some(a), Some(b)) = (number(first), number(second)) else { return false };
    let spans = [first.span, second.span];
    let last = senses::before(side, second, 1);
    let to = last.last().is_some_and(|word| senses::is_said(side.lang, word, Sense::To));
    let turns = |sense| to && between(side, spans, sense);
    let (up, down) = (turns(Sense::Up), turns(Sense::Down));
    let part = between(side, spans, Sense::OfWhich);
    like && (a < b && (part || down && !up) || a > b && up && !down)
}

/// Whether the words immediately before a figure call it a minimum or a maximum.
fn bound(side: &PairSide<'_>, figure: &Figure) -> Option<Sense> {
    let before = senses::before(side, figure, NEAR);
    let says = |sense| senses::says(side.lang, &before, sense);
    match (figure.bound, says(Sense::Least), says(Sense::Most) || says(Sense::UpTo)) {
        (Bound::Over, ..) | (Bound::Exact, true, false) => Some(Sense::Least),
        (Bound::Under, ..) | (Bound::Exact, false, true) => Some(Sense::Most),
        _ => None,
    }
}

/// True if a few words, one of them with this sense, are between two places.
fn between(side: &PairSide<'_>, [one, other]: [Span; 2], sense: Sense) -> bool {
    let words = senses::words(side.lang, side.plain.get(one.end..other.start).unwrap_or_default());
    words.len() <= COMPARED && senses::says(side.lang, &words, sense)
}

/// `من 28 إلى 24`, `from 28 to 24`
fn leads(side: &PairSide<'_>, [one, other]: [Span; 2]) -> bool {
    let before = senses::words(side.lang, side.plain.get(..one.start).unwrap_or_default());
    let from = |word: &String| senses::says(side.lang, std::slice::from_ref(word), Sense::From);
    // `من المركز الثاني إلى الرابع`, `from about six tonnes to 40`
    before.iter().rev().take(2).any(from) && between(side, [one, other], Sense::To)
}

/// `من 70 إلى 100` against `to 70 from 100`: the English says the figures in the same order, and leads back.
fn is_led_back(pair: &MatchedPair<'_>, [first, second]: [&Pairing; 2]) -> bool {
    let [one, other] = [first.en.0, second.en.0].map(|at| pair.en.figures[at].span);
    let before = senses::before(&pair.en, &pair.en.figures[first.en.0], 1);
    let to = before.last().is_some_and(|word| senses::is_said(Lang::En, word, Sense::To));
    to && between(&pair.en, [one, other], Sense::From)
        && !between(&pair.en, [one, other], Sense::To)
        && leads(&pair.ar, [first.ar.0, second.ar.0].map(|at| pair.ar.figures[at].span))
}

/// True if both texts say that the order is significant.
fn order_counts(pair: &MatchedPair<'_>) -> bool {
    let says =
        |side: &PairSide<'_>| senses::says(side.lang, &senses::words(side.lang, &side.plain), Sense::InTurn);
    says(&pair.ar) && says(&pair.en)
}

/// `won 0-2`: English gives the winner's goals first. Arabic digits may be reversed by the display.
fn turned_scores(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let turned = pair.matching.pairings.iter().filter(|pairing| pairing.reason == Reason::Turned);
    let found = turned.filter(|pairing| {
        let Some([_, en]) = claim::figures(pair, pairing) else { return false };
        let rises = matches!(en.value(), Value::Pair(a, b) if a < b) && !matches!(en.kind(), Kind::YearRange);
        let words = senses::before(&pair.en, en, 6);
        rises && senses::says(Lang::En, &words, Sense::Won) && !senses::says(Lang::En, &words, Sense::Not)
    });
    let what = "the winner's number stands second";
    found.map(|pairing| claim::paired(pair, pairing, Code::Order, Severity::Warning, what)).collect()
}

/// A word or figure next to a figure that shows what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Clue {
    /// One of these English words.
    Words(Vec<EnglishId>),
    /// The English figure of this number.
    Figure(usize),
    /// The meaning of one of its words, among those that exclude each other.
    Pole(Pole),
}

impl Clue {
    fn is_among(&self, others: &[Clue]) -> bool {
        others.iter().any(|other| match (self, other) {
            (Clue::Words(these), Clue::Words(those)) => these.iter().any(|id| those.contains(id)),
            (Clue::Figure(this), Clue::Figure(that)) => this == that,
            (Clue::Pole(this), Clue::Pole(that)) => this == that,
            _ => false,
        })
    }
}

/// True if the words next to each Arabic figure are next to the other English one. The noun may
/// precede or follow its figure, in either language; with the best of these assumptions the
/// evidence for the present order must be less than the evidence for an exchange.
fn words_tell(pair: &MatchedPair<'_>, kind: Kind, [first, second]: [&Pairing; 2]) -> bool {
    let (mut stays, mut crosses) = (0, 0);
    for ar_noun in [Noun::Behind, Noun::Before] {
        for en_noun in [Noun::Behind, Noun::Before] {
            let natural = matches!((ar_noun, en_noun), (Noun::Behind, Noun::Behind));
            let ar = |pairing: &Pairing| arabic(pair, kind, pairing.ar.0, ar_noun);
            let en = |pairing: &Pairing| english(&pair.en, kind, pairing.en.0, en_noun);
            let (ar_a, ar_b, en_a, en_b) = (ar(first), ar(second), en(first), en(second));
            let meet = |ar: &[Clue], en: &[Clue], others: &[Clue]| {
                ar.iter().filter(|clue| clue.is_among(en) && !clue.is_among(others)).count().min(2)
            };
            let same = [meet(&ar_a, &en_a, &en_b), meet(&ar_b, &en_b, &en_a)];
            let other = [meet(&ar_a, &en_b, &en_a), meet(&ar_b, &en_a, &en_b)];
            let none = |found: [usize; 2]| found == [0, 0];
            // With a noun behind each of the four, words before them are those of the other figure.
            if natural && (none(same) && !other.contains(&0) || none(other) && !same.contains(&0)) {
                return none(same);
            }
            stays = stays.max(same[0] + same[1]);
            crosses = crosses.max(other[0] + other[1]);
        }
    }
    crosses > stays
}

/// `أربع بنات وثلاثة أولاد` and *four boys and three girls*: the figures stand in the same order, and each has the noun of the
/// other behind it.
fn nouns_cross(pair: &MatchedPair<'_>, kind: Kind, [first, second]: [&Pairing; 2]) -> bool {
    let ar = [first, second].map(|pairing| arabic(pair, kind, pairing.ar.0, Noun::Behind));
    let en = [first, second].map(|pairing| english(&pair.en, kind, pairing.en.0, Noun::Behind));
    let words = |clues: &[Clue]| clues.iter().all(|clue| !matches!(clue, Clue::Figure(_)));
    let meet = |one: usize, other: usize| ar[one].iter().any(|clue| clue.is_among(&en[other]));
    let apart = ar.iter().chain(&en).all(|clues| words(clues));
    kind != Kind::Ordinal && apart && meet(0, 1) && meet(1, 0) && !meet(0, 0) && !meet(1, 1)
}

/// Number of words next to a figure that may contain the name it belongs to.
const NAMED: usize = 5;

/// Number of words next to a figure that say what is counted.
const NEAR: usize = 3;

/// The largest number of words between two figures that are compared.
const COMPARED: usize = 8;

/// The words on one side of a figure up to the next figure, at most `count` that are no function words.
fn beside(side: &PairSide<'_>, index: usize, noun: Noun, count: usize) -> Vec<String> {
    let mut words = own_words(side, index, noun, stretch(side, index, noun));
    match noun {
        Noun::Before => {
            let taken = reach(side.lang, words.iter().rev(), count);
            drop(words.drain(..words.len() - taken));
        }
        Noun::Behind => {
            let joined = |word: &String| begins_another(side.lang, word);
            let own = words.iter().position(joined).unwrap_or(words.len());
            words.truncate(own.min(reach(side.lang, words.iter(), count)));
        }
    }
    words
}

/// The words of a stretch beside a figure, without those that a conjunction gives to the figure on its other side: `للبائع الثلثان
/// ولأخته الثلث`, *250 francs at the market and tomatoes for 180*.
fn own_words(side: &PairSide<'_>, index: usize, noun: Noun, stretch: Span) -> Vec<String> {
    let mut words = senses::words(side.lang, stretch.of(&side.plain));
    let is_joined = |figure: Option<&Figure>| figure.is_some_and(|figure| is_joined(side, figure));
    let parts = |word: &String| parts(side.lang, word);
    match noun {
        Noun::Before if index > 0 && is_joined(side.figures.get(index)) => words.clear(),
        Noun::Before if index > 0 => {
            let from = words.iter().rposition(parts).unwrap_or(0);
            words.drain(..from);
        }
        Noun::Behind if !is_joined(side.figures.get(index + 1)) && ends_at_next(side, index, stretch) => {
            let own = words.iter().position(parts).unwrap_or(words.len());
            words.truncate(own);
        }
        _ => {}
    }
    words
}

/// True for a word that gives what follows to another figure than the one before it.
fn parts(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::Ar => joins(word),
        Lang::En => senses::is_said(Lang::En, word, Sense::And),
    }
}

/// True for an Arabic figure with و before it.
fn is_joined(side: &PairSide<'_>, figure: &Figure) -> bool {
    side.lang == Lang::Ar && clitics::without(figure.span.of(&side.plain), Classes::AND).is_some()
}

/// True if a stretch behind a figure reaches the next one.
fn ends_at_next(side: &PairSide<'_>, index: usize, stretch: Span) -> bool {
    side.figures.get(index + 1).is_some_and(|next| next.span.start <= stretch.end)
}

/// True for an Arabic word with و before it: `ولأخته`, but not وزير.
fn joins(word: &str) -> bool {
    let Some(rest) = clitics::without(word, Classes::AND) else { return false };
    let attached = |rest: &str| clitics::without(rest, Classes::PREPOSITION.with(Classes::ARTICLE)).is_some();
    let known = |word: &str| lexicon::built_in().lists(word);
    attached(rest) || known(rest) && !known(word)
}

/// How many of some words are taken until `count` of them are no function words.
fn reach<'w>(lang: Lang, words: impl Iterator<Item = &'w String>, count: usize) -> usize {
    let lexicon = lexicon::built_in();
    let is_content = |word: &String| match lang {
        Lang::Ar => !lexicon.look_up(word).is_function,
        Lang::En => !lexicon
            .english(&stem::stem_folded(Lang::En, word))
            .is_some_and(|id| lexicon.is_english_function(id)),
    };
    let mut left = count;
    words
        .take(2 * count)
        .take_while(|word| {
            let goes_on = left > 0;
            left -= usize::from(goes_on && is_content(word));
            goes_on
        })
        .count()
}

/// True for a word with a conjunction: the text after it is about the next figure.
fn begins_another(lang: Lang, word: &str) -> bool {
    let says = |rest: &str| !opposite::said(lang, &[rest.to_owned()]).is_empty();
    match lang {
        Lang::Ar => clitics::without(word, Classes::AND).is_some_and(says),
        Lang::En => senses::is_said(lang, word, Sense::And),
    }
}

/// The adjacent figure on one side, if it is of another kind than this one and only a few words are between.
fn neighbour(side: &PairSide<'_>, kind: Kind, index: usize, noun: Noun) -> Option<usize> {
    let next = match noun {
        Noun::Before => index.checked_sub(1)?,
        Noun::Behind => index + 1,
    };
    let other = side.figures.get(next)?;
    let named =
        matches!(other.kind(), Kind::Identifier | Kind::Ordinal | Kind::Year | Kind::Date | Kind::Cardinal);
    (named && other.kind() != kind && beside(side, index, noun, NAMED).len() <= NEAR).then_some(next)
}

/// The possible meanings of the words next to an Arabic figure, word by word, and the English
/// figure that corresponds to its neighbour.
fn arabic(pair: &MatchedPair<'_>, kind: Kind, index: usize, noun: Noun) -> Vec<Clue> {
    let lexicon = lexicon::built_in();
    let side = &pair.ar;
    let content = |word: &String| {
        let found = lexicon.look_up(word);
        let likely = found.entries.iter().filter(|entry| entry.forward.max(entry.backward) > 0.02);
        let ids: Vec<EnglishId> =
            likely.map(|entry| entry.english).filter(|id| !lexicon.is_english_function(*id)).collect();
        (!found.is_function && !ids.is_empty()).then_some(Clue::Words(ids))
    };
    let words = beside(side, index, noun, NAMED);
    let mut clues: Vec<Clue> = words.iter().filter_map(content).collect();
    let figure = &side.figures[index];
    if figure.form == Form::Dual && figure.unit().is_none() {
        // Its own noun is its only clue.
        let own = fold::fold(Lang::Ar, figure.span.of(&side.plain));
        clues = content(&own).into_iter().collect();
    }
    clues.extend(poles(side.lang, &words));
    if let Some(next) = neighbour(side, kind, index, noun) {
        let there = pair.matching.pairings.iter().filter(|pairing| pairing.ar == (next, Part::Whole));
        clues.extend(there.map(|pairing| Clue::Figure(pairing.en.0)));
    }
    clues
}

/// The meanings of some words that exclude others.
fn poles(lang: Lang, words: &[String]) -> impl Iterator<Item = Clue> {
    opposite::said(lang, words).into_iter().map(|(_, _, pole)| Clue::Pole(pole))
}

/// The words next to an English figure, and the figure next to it.
fn english(side: &PairSide<'_>, kind: Kind, index: usize, noun: Noun) -> Vec<Clue> {
    let lexicon = lexicon::built_in();
    let words = beside(side, index, noun, NAMED);
    let ids = words.iter().filter_map(|word| lexicon.english(&stem::stem_folded(Lang::En, word)));
    let mut clues: Vec<Clue> =
        ids.filter(|id| !lexicon.is_english_function(*id)).map(|id| Clue::Words(vec![id])).collect();
    clues.extend(neighbour(side, kind, index, noun).map(Clue::Figure));
    clues.extend(poles(side.lang, &words));
    clues
}

/// How many of two figures are next to the same name in both languages, for example the town where
/// so much rain fell, and how many are next to the name of the other figure. Uses the best
/// assumption about whether names precede or follow figures.
fn names_beside(pair: &MatchedPair<'_>, [first, second]: [&Pairing; 2]) -> (usize, usize) {
    let links = name::link(&pair.ar.plain, &pair.en.plain);
    let (mut stays, mut crosses) = (0, 0);
    for ar_noun in [Noun::Before, Noun::Behind] {
        for en_noun in [Noun::Before, Noun::Behind] {
            let meet = |ar: &Pairing, en: &Pairing| {
                usize::from(links.iter().any(|link| {
                    stands_beside(&pair.ar, ar.ar.0, ar_noun, link.ar)
                        && stands_beside(&pair.en, en.en.0, en_noun, link.en)
                }))
            };
            stays = stays.max(meet(first, first) + meet(second, second));
            crosses = crosses.max(meet(first, second) + meet(second, first));
        }
    }
    (stays, crosses)
}

/// True for a name on one side of a figure with few words and no other figure between.
fn stands_beside(side: &PairSide<'_>, index: usize, noun: Noun, name: Span) -> bool {
    let (stretch, figure) = (stretch(side, index, noun), side.figures[index].span);
    let between = match noun {
        Noun::Before => Span::new(name.end.min(figure.start), figure.start),
        Noun::Behind => Span::new(figure.end, name.start.max(figure.end)),
    };
    let words = senses::words(side.lang, between.of(&side.plain));
    let joined = matches!(noun, Noun::Before) && index > 0 && is_joined(side, &side.figures[index]);
    name.start >= stretch.start
        && name.end <= stretch.end
        && words.len() < NAMED
        && !joined
        && !words.iter().any(|word| parts(side.lang, word))
}
