//! The finding of two exchanged figures: if the order is significant (`respectively`, على التوالي),
//! if the words next to them show it (62 dead and 140 injured became 140 and 62), or in the score
//! of a victory.

use super::{
    attached::{self, Attached},
    claim, clues,
    code::Code,
    finding::Finding,
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Bound, Dimension, Figure, Form, Kind, Pairing, Part, Reason, Unit, Value},
    text::{Lang, Span},
};
use std::cell::OnceCell;

/// More pairings than these are a table, not a sentence.
const MANY: usize = 200;

/// The largest number of words between two figures that are compared.
const COMPARED: usize = 8;

/// Number of words before a figure that may call it a minimum or a maximum.
const NEAR: usize = 3;

/// Evidence from which on words say that two figures are exchanged, chosen with [`attached`].
const CLEAR: f64 = 0.75;

/// Evidence up to which words say that two figures are only in another order.
const REORDERED: f64 = -0.5;

/// Reports neighbours of the same kind that are wrongly in reverse order on the other side.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut findings = turned_scores(pair);
    findings.extend(crossed_dates(pair));
    findings.extend(crossed_units(pair));
    let same = |pairing: &&Pairing| {
        pairing.reason <= Reason::Implied && pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole
    };
    let mut pairings: Vec<&Pairing> = pair.matching.pairings.iter().filter(same).collect();
    if pairings.len() < 2 || pairings.len() > MANY {
        return findings;
    }
    pairings.sort_unstable_by_key(|pairing| pairing.ar.0);
    let ordered = order_counts(pair);
    let attached = OnceCell::new();
    let evidence = |two| order_evidence(pair, &attached, two);
    let sure: Vec<&Pairing> = pairings.iter().copied().filter(|pairing| is_sure(pair, pairing)).collect();
    let mut found: Vec<[&Pairing; 2]> = Vec::new();
    for (kind, like) in classes(pair, &sure) {
        found.extend(neighbours(pair, &like).into_iter().filter_map(|(two, turned)| {
            let back = !turned && is_led_back(pair, two);
            let crossed = || !turned && clues::nouns_cross(pair, kind, two);
            (back || crossed() || turned && (ordered || is_exchanged(pair, kind, two, evidence(two))))
                .then_some(two)
        }));
    }
    // Of words like one, which may be no numbers, only the words around tell.
    for (_, like) in classes(pair, &pairings) {
        for (two, turned) in neighbours(pair, &like) {
            let known = || found.iter().flatten().any(|pairing| two.iter().any(|one| one.ar == pairing.ar));
            if turned && !known() && evidence(two) > CLEAR {
                found.push(two);
            }
        }
    }
    findings.extend(found.into_iter().map(|[first, second]| {
        let (left, right) = (claim::whole(&pair.ar, first.ar.0), claim::whole(&pair.en, second.en.0));
        let what = "the two figures changed places";
        claim::between(pair, [&left, &right], Code::Order, Severity::Warning, what)
    }));
    findings
}

/// Two pairings of a class whose figures differ and are neighbours among those of the class on both sides, and whether they
/// are in the other order in the English.
fn neighbours<'p>(pair: &MatchedPair<'_>, like: &[&'p Pairing]) -> Vec<([&'p Pairing; 2], bool)> {
    let mut places: Vec<usize> = like.iter().map(|pairing| pairing.en.0).collect();
    places.sort_unstable();
    let next = |place| places.binary_search(&place).ok().and_then(|at| places.get(at + 1)).copied();
    let two = like.windows(2).filter_map(|two| {
        let &[first, second] = two else { return None };
        let equal = pair.ar.figures[first.ar.0].value() == pair.ar.figures[second.ar.0].value();
        let turned = next(second.en.0) == Some(first.en.0);
        let straight = next(first.en.0) == Some(second.en.0);
        (!equal && (turned || straight)).then_some(([first, second], turned))
    });
    two.collect()
}

/// True for hard figures, ordinals and fractions.
fn is_sure(pair: &MatchedPair<'_>, pairing: &Pairing) -> bool {
    let (ar, en) = (&pair.ar.figures[pairing.ar.0], &pair.en.figures[pairing.en.0]);
    let both = |kind| ar.kind() == kind && en.kind() == kind;
    // `ثلاث مدارس ومستشفيان`: the dual has its noun in it.
    let dual = ar.form == Form::Dual && ar.unit().is_none() && en.kind() == Kind::Cardinal;
    // A quarter of an hour, or two, is certain because of its unit.
    let sure = |figure: &Figure| figure.is_hard() || figure.unit().is_some();
    both(Kind::Ordinal) || both(Kind::Fraction) || dual && ar.kind() == Kind::Cardinal || sure(ar) && sure(en)
}

/// Pairings grouped by what could be confused, with their kind, in the order of the Arabic text.
fn classes<'p>(pair: &MatchedPair<'_>, pairings: &[&'p Pairing]) -> Vec<(Kind, Vec<&'p Pairing>)> {
    type Class<'p> = ((Kind, Option<Dimension>, bool), Vec<&'p Pairing>);
    let mut classes: Vec<Class<'_>> = Vec::new();
    for &pairing in pairings {
        let (ar, en) = (&pair.ar.figures[pairing.ar.0], &pair.en.figures[pairing.en.0]);
        // Money, lengths and Hijri years may be marked as such on one side only.
        let said = if ar.unit().is_some() || ar.kind() == Kind::HijriDate { ar } else { en };
        // `هدفه الثالث في الدقيقة 80`: the minute is an ordinal in English only.
        // `وهو في الثانية عشرة`: an age or an hour is one in Arabic only.
        let minute = (ar.kind() == Kind::Ordinal) != (en.kind() == Kind::Ordinal);
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
/// values, or the names or words next to the figures, of which `evidence` is the sum.
fn is_exchanged(pair: &MatchedPair<'_>, kind: Kind, two: [&Pairing; 2], evidence: f64) -> bool {
    let ar = two.map(|pairing| pairing.ar.0);
    let en = [two[1].en.0, two[0].en.0];
    let (ar_spans, en_spans) = (ar.map(|at| pair.ar.figures[at].span), en.map(|at| pair.en.figures[at].span));
    if evidence > CLEAR {
        return true;
    }
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
    if evidence <= REORDERED {
        return false;
    }
    let (stays, crosses) = clues::names_beside(pair, two);
    crosses == 2 && stays < 2 || stays == 0 && clues::words_tell(pair, kind, two)
}

/// The evidence that two figures are exchanged: what the words around them say, and that nothing is between them that could
/// (`two to one`), in either language. Nothing says so if their order means nothing.
fn order_evidence(pair: &MatchedPair<'_>, attached: &OnceCell<Attached>, two: [&Pairing; 2]) -> f64 {
    let (ar, en) = (two.map(|pairing| pairing.ar.0), [two[1].en.0, two[0].en.0]);
    if is_free(pair, ar, en) {
        return f64::NEG_INFINITY;
    }
    let evidence = attached.get_or_init(|| Attached::new(pair)).order(ar, en);
    let bare = || attached::is_bare(&pair.ar, ar) && attached::is_bare(&pair.en, en);
    if evidence > REORDERED && bare() { f64::INFINITY } else { evidence }
}

/// `3 ليال و4 أيام` against *three days and four nights*: two figures are in the same order, and their units do not.
fn crossed_units(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let whole = |pairing: &&Pairing| pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole;
    let mut pairings: Vec<&Pairing> = pair.matching.pairings.iter().filter(whole).take(MANY).collect();
    pairings.sort_unstable_by_key(|pairing| pairing.ar.0);
    let crossed = pairings.windows(2).filter(|two| {
        let ar = [two[0], two[1]].map(|pairing| pair.ar.figures[pairing.ar.0].unit());
        let en = [two[0], two[1]].map(|pairing| pair.en.figures[pairing.en.0].unit());
        let ([Some(first), Some(second)], [Some(first_en), Some(second_en)]) = (ar, en) else { return false };
        first != second && first == second_en && second == first_en
    });
    let what = "the units of two figures changed places";
    crossed.map(|two| claim::paired(pair, two[0], Code::Order, Severity::Warning, what)).collect()
}

/// True for factors (`60×40`), and for a bare list that the English sorts: `2019 و2018` is *2018 and 2019*.
fn is_free(pair: &MatchedPair<'_>, ar: [usize; 2], en: [usize; 2]) -> bool {
    if keep_their_units(pair, ar, en) {
        return true;
    }
    let number = |at: usize| pair.en.figures[at].best().as_number();
    let rises = matches!(en.map(number), [Some(a), Some(b)] if a < b);
    let both = |holds: fn(&PairSide<'_>, [usize; 2]) -> bool| holds(&pair.ar, ar) && holds(&pair.en, en);
    both(attached::is_product) || rises && both(attached::is_list) || is_led_from(pair, ar, en)
}

/// `4 ليال و5 أيام` and *five days and four nights*: each figure has its own unit, the same on both sides.
fn keep_their_units(pair: &MatchedPair<'_>, ar: [usize; 2], en: [usize; 2]) -> bool {
    let units = |side: &PairSide<'_>, two: [usize; 2]| two.map(|at| side.figures[at].unit());
    // The two English ones are in the order of the text, so the second one is that of the first Arabic one.
    let ([Some(first), Some(second)], [Some(second_en), Some(first_en)]) =
        (units(&pair.ar, ar), units(&pair.en, en))
    else {
        return false;
    };
    first != second && first == first_en && second == second_en
}

/// `من ثماني ساعات إلى أربع عشرة` and *fourteen hours …, up from eight*: the English names the end of a change first, and says so.
fn is_led_from(pair: &MatchedPair<'_>, ar: [usize; 2], [now, then]: [usize; 2]) -> bool {
    let words = senses::before(&pair.en, &pair.en.figures[then], 2);
    let says = |word: &String, sense| senses::is_said(Lang::En, word, sense);
    let [way, from] = words.as_slice() else { return false };
    let number = |at: usize| pair.en.figures[at].best().as_number();
    let Some((now, then)) = number(now).zip(number(then)).filter(|_| says(from, Sense::From)) else {
        return false;
    };
    let fits = says(way, Sense::Up) && now > then || says(way, Sense::Down) && now < then;
    fits && leads(&pair.ar, ar.map(|at| pair.ar.figures[at].span))
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

/// `25 أيار … 11 تموز` against *11 May … 25 July*: the days of two dates, whose months stayed.
fn crossed_dates(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let parts = |part: Part| -> Vec<[usize; 2]> {
        let pairings = pair.matching.pairings.iter();
        let of = pairings.filter(|pairing| pairing.ar.1 == part && pairing.en.1 == part);
        of.map(|pairing| [pairing.ar.0, pairing.en.0]).take(MANY).collect()
    };
    let (days, months) = (parts(Part::Day), parts(Part::Month));
    let mut findings = Vec::new();
    for (n, [ar, en]) in days.iter().enumerate() {
        let other = days[n + 1..].iter().find(|[other_ar, other_en]| {
            ar != other_ar && months.contains(&[*ar, *other_en]) && months.contains(&[*other_ar, *en])
        });
        if let Some([_, other_en]) = other {
            let (left, right) = (claim::whole(&pair.ar, *ar), claim::whole(&pair.en, *other_en));
            let what = "the days of two dates changed places";
            findings.push(claim::between(pair, [&left, &right], Code::Order, Severity::Warning, what));
        }
    }
    findings
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
    let what = "the winner's number comes second";
    found.map(|pairing| claim::paired(pair, pairing, Code::Order, Severity::Warning, what)).collect()
}
