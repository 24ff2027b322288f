//! Findings of every kind of change: both sides have an unmatched figure, and one corresponds to the other.

use super::{
    claim,
    code::Code,
    dual,
    finding::Finding,
    often,
    pair::{Changed, MatchedPair, PairSide},
    senses::{self, Noun, Sense, stretch},
    severity::Severity,
};
use crate::{
    figure::{
        self, Date, Decimal, Dimension, Figure, FigurePiece, Form, Kind, Part, Reading, UnitName, Value,
        ValueChange,
    },
    lexicon,
    text::{Lang, Sides, Span},
};
use rustc_hash::FxHashMap;

/// A pair with a higher cost is not a changed figure but two figures without counterparts.
const LIMIT: u32 = 9;

/// The kinds of change.
pub(super) const CODES: &[Code] = &[
    Code::Number,
    Code::DigitsSwapped,
    Code::DigitChanged,
    Code::DigitAdded,
    Code::DigitLost,
    Code::ZeroAdded,
    Code::ZeroLost,
    Code::DecimalShifted,
    Code::Scale,
    Code::Sign,
    Code::Ordinal,
    Code::Day,
    Code::Month,
    Code::Weekday,
    Code::Year,
    Code::Time,
    Code::Unit,
    Code::Currency,
    Code::Percent,
    Code::Code,
];

/// A piece without a counterpart, and whether its value is on the other side all the same.
struct Open {
    piece: FigurePiece,
    again: bool,
}

/// Two pieces that may be one figure, changed.
struct Candidate {
    cost: u32,
    /// How far apart they are in the order of the two texts.
    distance: usize,
    /// Their numbers among the open pieces.
    at: Sides<usize>,
    change: ValueChange,
}

/// Pairs the unmatched figures of both sides and removes the pairs from the matching.
pub(super) fn take(pair: &mut MatchedPair<'_>) -> Vec<Changed> {
    let matching = &pair.matching;
    let open = matching.left.as_ref().zip(matching.repeated.as_ref()).map(|(left, repeated)| {
        let open = |again: bool| move |piece: &FigurePiece| Open { piece: piece.clone(), again };
        left.iter().map(open(false)).chain(repeated.iter().map(open(true))).collect::<Vec<_>>()
    });
    // A sentence has only a few; for texts that have nothing in common no details are needed.
    if open.ar.is_empty() || open.en.is_empty() || open.ar.len() * open.en.len() > 40_000 {
        return Vec::new();
    }
    let mut candidates = candidates(pair, &open);
    candidates.sort_unstable_by_key(|found| (found.cost, found.distance, found.at));
    let mut taken = open.as_ref().map(|side| vec![false; side.len()]);
    let mut changes = Vec::new();
    for Candidate { cost, at, change, .. } in candidates {
        if taken.ar[at.ar] || taken.en[at.en] {
            continue;
        }
        let (left, right) = (&open.ar[at.ar].piece, &open.en[at.en].piece);
        let is_repeated = change == ValueChange::Percent && is_said_before(pair, left, right);
        let severity = if is_repeated { None } else { weighed(pair, left, right, (change, cost)) };
        if !is_repeated && severity.is_none() {
            continue;
        }
        (taken.ar[at.ar], taken.en[at.en]) = (true, true);
        changes.extend(severity.map(|severity| Changed {
            ar: left.clone(),
            en: right.clone(),
            change,
            severity,
        }));
    }
    pair.matching.left = open.zip(taken).map(|(side, taken)| {
        let kept = side.into_iter().zip(taken).filter(|(open, taken)| !open.again && !taken);
        kept.map(|(open, _)| open.piece).collect()
    });
    changes
}

/// The pairs of open pieces that may be one figure, with what each would cost.
fn candidates(pair: &MatchedPair<'_>, open: &Sides<Vec<Open>>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (i, left) in open.ar.iter().enumerate() {
        for (j, right) in open.en.iter().enumerate() {
            if let Some((change, cost)) = change_of(pair, left, right).filter(|(_, cost)| *cost <= LIMIT) {
                let distance = (i * open.en.len()).abs_diff(j * open.ar.len());
                found.push(Candidate { cost, distance, at: Sides::new(i, j), change });
            }
        }
    }
    found
}

/// The change from one piece to another, and its cost.
fn change_of(pair: &MatchedPair<'_>, left: &Open, right: &Open) -> Option<(ValueChange, u32)> {
    if left.again && right.again {
        return None;
    }
    let repeated = left.again || right.again;
    let (left, right) = (&left.piece, &right.piece);
    let (change, cost) = figure::change(&left.figure, &right.figure)?;
    // `بتعادل سلبي بين الفريقين` and *0-0*
    if left.figure.form == Form::Dual && right.figure.best().numbers().iter().all(Decimal::is_zero) {
        return None;
    }
    if is_soft_against_other(&left.figure, &right.figure)
        || is_article_of_many(left, right)
        || is_one_against_other(pair, left, right)
        || change == ValueChange::Number && is_two_of(pair, left, right)
    {
        return None;
    }
    let one = |piece: &FigurePiece| piece.figure.best().as_number() == Some(Decimal::ONE);
    let soft = !left.figure.is_hard() && !right.figure.is_hard();
    let elided = is_elided(pair, left, right)
        || soft && (one(left) || one(right)) && counts_the_same(pair, left, right)
        || dual::counts_its_noun(pair, &left.figure, &right.figure);
    let price = if elided { 0 } else { price(pair, left, right, repeated) };
    Some((change, cost + price))
}

/// True if words around the two figures say that they are of the same thing.
fn is_elided(pair: &MatchedPair<'_>, left: &FigurePiece, right: &FigurePiece) -> bool {
    is_dual_of(left, right, &pair.en) || is_dual_of(right, left, &pair.ar) || names_a_part(pair, left, right)
}

/// How bad a change is, if it is one.
fn weighed(
    pair: &MatchedPair<'_>,
    left: &FigurePiece,
    right: &FigurePiece,
    (change, cost): (ValueChange, u32),
) -> Option<Severity> {
    let elided = || is_elided(pair, left, right).then_some(Severity::Warning);
    let severity = severity(left, right, change, cost).or_else(elided)?;
    if is_doubtful(left, &pair.ar) || is_doubtful(right, &pair.en) {
        return Some(Severity::Note);
    }
    let counts =
        severity == Severity::Note && change == ValueChange::Number && counts_the_same(pair, left, right);
    Some(if counts { Severity::Warning } else { severity })
}

/// Reports the changes that [`take`] found. A changed date is one finding, whichever of its parts differ.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::with_capacity(pair.changes.len());
    let mut dates: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for Changed { ar, en, change, severity } in &pair.changes {
        let what = reason(*change, ar, en);
        if of_date(ar.part) && of_date(en.part) {
            if let Some(&reported) = dates.get(&(ar.index, en.index)) {
                let finding = &mut findings[reported];
                finding.message += &format!(", {what}");
                finding.severity = finding.severity.max(*severity);
                continue;
            }
            dates.insert((ar.index, en.index), findings.len());
        }
        findings.push(claim::between(pair, [ar, en], Code::from(*change), *severity, &what));
    }
    findings
}

/// `63 per cent to the hosts' 37`: the number equals the share, follows another percentage, and has
/// no noun after it that it could count, only the end of its clause.
fn is_said_before(pair: &MatchedPair<'_>, left: &FigurePiece, right: &FigurePiece) -> bool {
    let share = |piece: &FigurePiece| piece.figure.kind() == Kind::Percent;
    let (side, bare) = match (share(left), share(right)) {
        (true, false) => (&pair.en, right),
        (false, true) => (&pair.ar, left),
        _ => return false,
    };
    let text = &side.plain;
    let after = text[bare.figure.span.end..].trim_start();
    let closed = after.chars().next().is_none_or(senses::divides) || is_no_noun(side, &bare.figure);
    let before =
        side.figures[..bare.index].iter().rev().take(3).find(|figure| figure.kind() == Kind::Percent);
    bare.figure.kind() == Kind::Cardinal
        && left.figure.best().as_number() == right.figure.best().as_number()
        && closed
        && before.is_some_and(|figure| {
            !text[figure.span.end..bare.figure.span.start].contains(['.', '!', '?', '؟', '؛', ';'])
        })
}

/// `3.2 في المئة في 2025 و2.8 في 2026`: true for an Arabic number with decimals before a word that is none of what is counted.
fn is_no_noun(side: &PairSide<'_>, figure: &Figure) -> bool {
    let decimals = figure.best().as_number().is_some_and(|number| !number.is_integer());
    let next = senses::after(side, figure, 1);
    let lexicon = lexicon::built_in();
    let no_noun = |word: &String| {
        lexicon.is_function(side.lang, word) && !senses::is_said(side.lang, word, Sense::From)
    };
    side.lang == Lang::Ar && decimals && next.first().is_some_and(no_noun)
}

fn of_date(part: Part) -> bool {
    !matches!(part, Part::Whole | Part::First | Part::Second)
}

/// The cost added for circumstances other than the values that make it less likely that the pieces correspond.
fn price(pair: &MatchedPair<'_>, left: &FigurePiece, right: &FigurePiece, repeated: bool) -> u32 {
    let mut price = 0;
    if of_date(left.part) && left.part == right.part && !pair.matching.related(left.index, right.index) {
        price += 1;
    }
    if of_date(left.part) != of_date(right.part) {
        price += 1;
    }
    if repeated {
        price += 2;
    }
    // Ordinals leave little room for another meaning, whether certain or not.
    if left.figure.kind() == Kind::Ordinal && right.figure.kind() == Kind::Ordinal {
        return price;
    }
    price + 2 * (u32::from(!left.figure.is_hard()) + u32::from(!right.figure.is_hard()))
}

/// Words after a figure among which there may be a part of one that was not read.
const PARTS: usize = 3;

/// True for a number followed by a part of one that no figure includes (`ثلاث نقاط … ونصف`): it was probably not read
/// to its end.
fn is_doubtful(piece: &FigurePiece, side: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    // `the second quarter` is read to its end.
    let ordinal = figure.kind() == Kind::Ordinal;
    if ordinal
        || piece.part != Part::Whole
        || figure.best().as_number().is_none_or(|number| !number.is_integer())
    {
        return false;
    }
    let mut words = senses::words(side.lang, stretch(side, piece.index, Noun::After).of(&side.plain));
    words.truncate(PARTS);
    [Sense::Half, Sense::Quarter, Sense::Third].iter().any(|part| senses::says(side.lang, &words, *part))
}

/// The severity of the change; `None` if two soft figures have nothing in common.
fn severity(left: &FigurePiece, right: &FigurePiece, change: ValueChange, cost: u32) -> Option<Severity> {
    match (left.figure.is_hard(), right.figure.is_hard()) {
        (true, true) => Some(Severity::Error),
        (false, false) => soft(&left.figure, &right.figure, change),
        // `the third time` for `للمرة الأولى`: one of them is certain, and both are of the same kind.
        _ if cost <= 6 && same_kind(&left.figure, &right.figure) => Some(Severity::Error),
        // A soft figure does not count as disagreeing with something else.
        _ if change != ValueChange::Percent
            && (left.figure.form == Form::Dual || right.figure.form == Form::Dual) =>
        {
            None
        }
        _ => Some(Severity::Warning),
    }
}

/// `الكيلومتر الواحد` against *ten years*: a soft figure is no disagreement with one that is counted in something else.
/// Percent and percentage points are distinguished elsewhere.
fn is_soft_against_other(left: &Figure, right: &Figure) -> bool {
    let time = |unit: figure::Unit| matches!(unit.dimension(), Dimension::Time | Dimension::Calendar);
    let share = |figure: &Figure| matches!(figure.kind(), Kind::Percent | Kind::PercentagePoint);
    let apart = left
        .unit()
        .zip(right.unit())
        .is_some_and(|(one, other)| one.dimension() != other.dimension() && !(time(one) && time(other)));
    apart && !(share(left) && share(right)) && !(left.is_hard() && right.is_hard())
}

/// `ثلاثة عشر يوما` and the *day* of *a month's wages a day*: the article of a unit is no number that three and more became.
fn is_article_of_many(left: &FigurePiece, right: &FigurePiece) -> bool {
    let figure = &right.figure;
    let article =
        !figure.is_hard() && figure.unit().is_some() && figure.best().as_number() == Some(Decimal::ONE);
    let several = left.figure.best().as_number().is_some_and(|number| number > Decimal::TEN);
    article && left.figure.is_hard() && several
}

/// `في غرفة واحدة` and *ten of us*: a one that may be no count is not what became a number of something else, which is lost
/// or added then. It may also be said by a word that is no figure: `مرة واحدة` by *once*.
fn is_one_against_other(pair: &MatchedPair<'_>, left: &FigurePiece, right: &FigurePiece) -> bool {
    let one = |piece: &FigurePiece| {
        let figure = &piece.figure;
        let counts = matches!(figure.kind(), Kind::Cardinal | Kind::Multiplier);
        counts
            && !figure.is_hard()
            && figure.unit().is_none()
            && figure.best().as_number() == Some(Decimal::ONE)
    };
    if one(left) && left.figure.kind() == Kind::Multiplier && often::says_once(&pair.en) {
        return true;
    }
    let (soft, other) = match (one(left), one(right)) {
        (true, false) => (left, right),
        (false, true) => (right, left),
        _ => return false,
    };
    let counts = soft.figure.kind() == Kind::Cardinal && other.figure.kind() == Kind::Cardinal;
    let many = other.figure.best().as_number().is_some_and(|number| number > Decimal::TWO);
    counts && many && other.figure.is_hard() && !counts_the_same(pair, left, right)
}

/// `إنذارين` and *two bookings*: the number that an Arabic dual may have is not what another unit became.
fn is_two_of(pair: &MatchedPair<'_>, left: &FigurePiece, right: &FigurePiece) -> bool {
    let two = right.figure.best().as_number() == Some(Decimal::TWO) && right.figure.unit().is_none();
    let counted = |span: Span| pair.ar.figures.iter().any(|figure| figure.span.overlaps(span));
    two && left.figure.unit().is_some()
        && figure::possible_duals(&pair.ar.plain).iter().any(|span| !counted(*span))
}

/// `حبة واحدة` and *two tablets*: small numbers beside nouns that translate each other.
fn counts_the_same(pair: &MatchedPair<'_>, left: &FigurePiece, right: &FigurePiece) -> bool {
    let cardinal = |piece: &FigurePiece| piece.figure.kind() == Kind::Cardinal && piece.part == Part::Whole;
    if !cardinal(left) || !cardinal(right) {
        return false;
    }
    // `اثنان منهم` and *one of whom*
    let of_which = |side: &PairSide<'_>, piece: &FigurePiece| {
        senses::says(side.lang, &senses::after(side, &piece.figure, 2), Sense::OfWhich)
    };
    if dual::counts_its_noun(pair, &left.figure, &right.figure)
        || of_which(&pair.ar, left) && of_which(&pair.en, right)
    {
        return true;
    }
    let lexicon = lexicon::built_in();
    let nouns = senses::after(&pair.en, &right.figure, 2);
    let nouns: Vec<_> = nouns.iter().filter_map(|word| lexicon.english_content(word)).collect();
    let beside =
        [senses::before(&pair.ar, &left.figure, 1), senses::after(&pair.ar, &left.figure, 1)].concat();
    beside.iter().any(|word| {
        let found = lexicon.look_up(word);
        !found.is_function
            && found.entries.iter().any(|entry| entry.forward > 0.1 && nouns.contains(&entry.english))
    })
}

/// `الباب الأول` and *Chapter Two*: an Arabic ordinal, and a number that with the capitalised noun before it is a heading.
fn names_a_part(pair: &MatchedPair<'_>, left: &FigurePiece, right: &FigurePiece) -> bool {
    let number = &right.figure;
    let said = number.span.of(&pair.en.plain);
    let before = pair.en.plain[..number.span.start].trim_end();
    let noun = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    left.figure.kind() == Kind::Ordinal
        && number.kind() == Kind::Cardinal
        && number.form == Form::Words
        && is_name(said)
        && is_name(noun)
}

/// `عشرة دنانير … ودينارين` and *ten dinars … and one*: the dual of a unit, and a number whose unit was said before.
fn is_dual_of(dual: &FigurePiece, bare: &FigurePiece, other: &PairSide<'_>) -> bool {
    let Some(unit) = dual.figure.unit().filter(|_| dual.figure.form == Form::Dual) else { return false };
    let fits = |figure: &Figure| figure.unit().is_some_and(|other| other == unit || other.fits(unit));
    bare.figure.unit().is_none()
        && bare.figure.kind() == Kind::Cardinal
        && bare.figure.form == Form::Words
        && other.figures[..bare.index].iter().any(fits)
}

fn same_kind(left: &Figure, right: &Figure) -> bool {
    // Weeks and months are both durations.
    let dimension = |figure: &Figure| match figure.unit()?.dimension() {
        Dimension::Calendar => Some(Dimension::Time),
        other => Some(other),
    };
    left.kind() == right.kind() && dimension(left) == dimension(right)
}

/// Two soft figures are reported only if both are of the same kind, and the kind leaves little room
/// for another meaning.
fn soft(left: &Figure, right: &Figure, change: ValueChange) -> Option<Severity> {
    if !same_kind(left, right) {
        let half_for_double = matches!(
            (left.kind(), right.kind()),
            (Kind::Multiplier, Kind::Fraction) | (Kind::Fraction, Kind::Multiplier)
        );
        return half_for_double.then_some(Severity::Warning);
    }
    match left.kind() {
        Kind::Decade | Kind::Century | Kind::Duration | Kind::Money | Kind::Measure => {
            Some(Severity::Warning)
        }
        Kind::Fraction | Kind::Multiplier => Some(Severity::Warning),
        Kind::Date | Kind::HijriDate | Kind::Time => Some(Severity::Warning),
        Kind::Vague => {
            let (a, b) = (left.best().as_number()?, right.best().as_number()?);
            let far = a >= b.checked_mul(Decimal::TEN)? || b >= a.checked_mul(Decimal::TEN)?;
            far.then_some(Severity::Warning)
        }
        Kind::Ordinal if change == ValueChange::Ordinal => Some(Severity::Warning),
        _ => Some(Severity::Note),
    }
}

fn reason(change: ValueChange, left: &FigurePiece, right: &FigurePiece) -> String {
    let value = |piece: &FigurePiece| match piece.figure.best() {
        best @ Reading { value: Value::Code(_), .. } => best.to_string(),
        best => figure::shown(&best.to_string()).into_owned(),
    };
    let zeros = |n: u32| match n {
        1 => "one zero".to_owned(),
        n => format!("{n} zeros"),
    };
    match change {
        ValueChange::DigitsSwapped => "the same digits in another order".to_owned(),
        ValueChange::DigitChanged => "one digit differs".to_owned(),
        ValueChange::DigitAdded => "one digit too many".to_owned(),
        ValueChange::DigitLost => "one digit too few".to_owned(),
        ValueChange::ZeroAdded(n) => format!("{} too many", zeros(n)),
        ValueChange::ZeroLost(n) => format!("{} too few", zeros(n)),
        ValueChange::DecimalShifted => "the decimal point has moved".to_owned(),
        ValueChange::Scale => {
            let (x, y) = (left.figure.best().as_number(), right.figure.best().as_number());
            match (x, y) {
                (Some(x), Some(y)) if !x.is_zero() && !y.is_zero() => {
                    let (times, way) =
                        if y > x { (y.checked_div(x), "large") } else { (x.checked_div(y), "small") };
                    format!("{} times too {way}", times.unwrap_or_default().normalize())
                }
                _ => "the scale differs".to_owned(),
            }
        }
        ValueChange::Sign => "the sign differs".to_owned(),
        ValueChange::Ordinal => format!("{} instead of {}", value(right), value(left)),
        ValueChange::Weekday | ValueChange::Month => {
            format!("{} instead of {}", part_name(right), part_name(left))
        }
        ValueChange::Day => format!("day {} instead of {}", part_name(right), part_name(left)),
        ValueChange::Year => format!("{} instead of {}", part_name(right), part_name(left)),
        ValueChange::Time => format!("{} instead of {}", value(right), value(left)),
        ValueChange::Unit => format!("the unit differs, {} instead of {}", unit(right), unit(left)),
        ValueChange::Currency => format!("the currency differs, {} instead of {}", unit(right), unit(left)),
        ValueChange::Percent => {
            let percent =
                |piece: &FigurePiece| piece.figure.best().unit.is_some_and(|u| u.is(UnitName::Percent));
            let points = |piece: &FigurePiece| piece.figure.kind() == Kind::PercentagePoint;
            match (percent(left), percent(right)) {
                (true, _) | (_, true) if points(left) || points(right) => {
                    "percent against percentage points".to_owned()
                }
                (true, _) => "percent is lost".to_owned(),
                (_, true) => "percent is added".to_owned(),
                _ => "the share is lost or added".to_owned(),
            }
        }
        ValueChange::Number | ValueChange::Code => format!("{} instead of {}", value(right), value(left)),
    }
}

fn unit(piece: &FigurePiece) -> String {
    piece.figure.unit().map_or_else(|| "none".into(), |unit| unit.in_english(false)).into_owned()
}

/// The name of a part of a date.
fn part_name(piece: &FigurePiece) -> String {
    let reading = piece.figure.best();
    let Value::Date(date) = &reading.value else { return reading.value.to_string() };
    match *date {
        Date { weekday: Some(weekday), .. } => Date::weekday_name(weekday).unwrap_or("?").to_owned(),
        Date { year: Some(year), .. } => format!("{year} AH"),
        Date { month: Some(month), calendar: figure::Calendar::Gregorian, .. } => {
            Date::month_name(month).unwrap_or("?").to_owned()
        }
        Date { month: Some(month), .. } => format!("month {month} of the Hijri year"),
        Date { day: Some(day), .. } => day.to_string(),
        _ => reading.value.to_string(),
    }
}
