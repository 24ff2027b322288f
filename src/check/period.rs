//! The finding of an amount per something else: `5000 درهم عن كل يوم` became *5,000 dirhams a week*, `3 دراهم عن كل قدم`
//! *three dirhams per metre*. The phrases are in `data/periods.tsv`.

use super::{
    claim::{self, isolated},
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Decimal, Dimension, Figure, Kind, Reason, Unit, UnitName},
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold, table,
    },
};
use rustc_hash::FxHashMap;
use std::{fmt, sync::OnceLock};

const TABLE: &str = include_str!("../../data/periods.tsv");

/// Number of words after a figure that contain the counted noun and the phrase.
const NEAR: usize = 6;

/// The largest number of words between a figure and its phrase.
const BETWEEN: usize = 2;

/// Words of a text that are searched for periods; a longer one is no sentence.
const WORDS: usize = 120;

/// What an amount is for: every two weeks, each square metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Each {
    count: u8,
    unit: Unit,
}

impl Each {
    fn one(unit: Unit) -> Self {
        Each { count: 1, unit }
    }

    /// True if the two are not the same and are no two names of nearly the same measure, like tons.
    fn differs(self, other: Each) -> bool {
        let (left, right) = (self.unit, other.unit);
        if self == other || left.is_time() != right.is_time() {
            return false;
        }
        let sizes = left.to_base(self.count.into()).zip(right.to_base(other.count.into()));
        let close = |(a, b): (Decimal, Decimal)| a.max(b).checked_div(a.min(b)).is_some_and(|r| r < NEARLY);
        !(left.fits(right) && sizes.is_some_and(close))
    }
}

impl fmt::Display for Each {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count {
            1 => write!(out, "{}", self.unit),
            count => write!(out, "{count} {}", self.unit),
        }
    }
}

/// Two measures whose sizes differ by less than this factor may be meant by one name.
const NEARLY: Decimal = Decimal::from_parts(13, 0, 0, false, 1);

/// A phrase of a language as a list of words, and the period that it names; none where the name of a measure follows.
type Phrase = (Lang, Vec<&'static str>, Option<Each>);

fn table() -> &'static [Phrase] {
    static PHRASES: OnceLock<Vec<Phrase>> = OnceLock::new();
    PHRASES.get_or_init(|| table::rows(TABLE).flat_map(row).collect())
}

fn row(line: &'static str) -> Vec<Phrase> {
    let mut cells = line.split('\t');
    let each = cells.next().and_then(|cell| match cell.split_once(' ') {
        _ if cell == "-" => Some(None),
        Some((count, code)) => Some(Some(Each { count: count.parse().ok()?, unit: Unit::by_code(code)? })),
        None => Unit::by_code(cell).map(|unit| Some(Each::one(unit))),
    });
    let lang = cells.next().and_then(|lang| lang.parse::<Lang>().ok());
    let (Some(each), Some(lang), Some(phrases)) = (each, lang, cells.next()) else { return Vec::new() };
    phrases.split('|').map(|phrase| (lang, phrase.split(' ').collect(), each)).collect()
}

/// Takes out the figures with which both texts say in their own way how often something is: `كل ستة أشهر` and *twice a year*,
/// `كل ثماني ساعات` and *three times a day*.
pub(super) fn drop_same(pair: &mut MatchedPair<'_>) {
    if pair.matching.left.ar.is_empty() && pair.matching.left.en.is_empty() {
        return;
    }
    let mut there = stated(&pair.en);
    for (ar, often) in stated(&pair.ar) {
        let Some(at) = there.iter().position(|(_, other)| *other == often) else { continue };
        let (en, _) = there.remove(at);
        pair.matching.left.ar.retain(|piece| !piece.figure.span.overlaps(ar));
        pair.matching.left.en.retain(|piece| !piece.figure.span.overlaps(en));
    }
}

/// How often something is: so many times in a stretch of time, in the base of its unit.
#[derive(Debug, Clone, Copy)]
struct Often {
    times: Decimal,
    within: Decimal,
    dimension: Dimension,
}

impl Often {
    fn new(times: Decimal, count: Decimal, unit: Unit) -> Option<Self> {
        let within = unit.to_base(count).filter(|within| *within > Decimal::ZERO)?;
        Some(Often { times, within, dimension: unit.dimension() })
    }
}

impl PartialEq for Often {
    fn eq(&self, other: &Often) -> bool {
        let products = self.times.checked_mul(other.within).zip(other.times.checked_mul(self.within));
        self.dimension == other.dimension && products.is_some_and(|(one, another)| one == another)
    }
}

/// How often a text says that something is, and where.
fn stated(side: &PairSide<'_>) -> Vec<(Span, Often)> {
    let (spans, words): (Vec<Span>, Vec<String>) = senses::placed(side.lang, &side.plain).take(WORDS).unzip();
    let at = |from: usize| {
        let several = |each: Option<Each>| each.is_some_and(|each| each.count > 1);
        let (length, each) = longest(side.lang, &words[from..], several)?;
        let each = each?;
        let often = Often::new(Decimal::ONE, each.count.into(), each.unit)?;
        Some((spans[from].to(spans[from + length - 1]), often))
    };
    let mut stated: Vec<(Span, Often)> = (0..words.len()).filter_map(at).collect();
    let counted =
        side.figures.iter().filter_map(|figure| every(side, figure).or_else(|| times(side, figure)));
    for (span, often) in counted.take(WORDS) {
        if !stated.iter().any(|(known, _)| known.overlaps(span)) {
            stated.push((span, often));
        }
    }
    stated
}

/// `كل 12 ساعة`, `every eight hours`: a stretch of time in which something happens once.
fn every(side: &PairSide<'_>, figure: &Figure) -> Option<(Span, Often)> {
    let unit = figure.unit().filter(|unit| unit.is_time() && figure.kind() == Kind::Duration)?;
    let each = senses::before(side, figure, 1);
    senses::is_said(side.lang, each.last()?, Sense::Every).then_some(())?;
    Some((figure.span, Often::new(Decimal::ONE, figure.best().as_number()?, unit)?))
}

/// `ثلاث مرات في اليوم`, `twice daily`, `يومين في الأسبوع`: so many times in a unit of time.
fn times(side: &PairSide<'_>, figure: &Figure) -> Option<(Span, Often)> {
    let (_, each) = longest(side.lang, &senses::after(side, figure, NEAR), is_rate)?;
    let each = each?;
    let days = figure.kind() == Kind::Duration && figure.unit().is_some_and(|unit| unit.is(UnitName::Day));
    let counts = figure.kind() == Kind::Multiplier || days && !each.unit.is(UnitName::Day);
    let times = figure.best().as_number().filter(|_| counts)?;
    Some((figure.span, Often::new(times, each.count.into(), each.unit)?))
}

/// Reports the only statement of how often something is, if the other text has another one and none of the two figures has a
/// partner: `مرة كل أسبوعين` and *twice a week*.
fn find_often(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let (ar, en) = (stated(&pair.ar), stated(&pair.en));
    let ([(ar, left)], [(en, right)]) = (ar.as_slice(), en.as_slice()) else { return Vec::new() };
    let is_in = |side: &PairSide<'_>, span: Span, at: usize| side.figures[at].span.overlaps(span);
    let paired = pair
        .matching
        .pairings
        .iter()
        .any(|pairing| is_in(&pair.ar, *ar, pairing.ar.0) || is_in(&pair.en, *en, pairing.en.0));
    let changed = pair
        .changes
        .iter()
        .any(|changed| changed.ar.figure.span.overlaps(*ar) || changed.en.figure.span.overlaps(*en));
    if left == right || left.dimension != right.dimension || paired || changed {
        return Vec::new();
    }
    let [here, there] = [isolated(ar.of(pair.ar.text)), isolated(en.of(pair.en.text))];
    let marked = |span: &Span, often: &Often| Some(Marked { span: *span, value: often.times.to_string() });
    vec![Finding {
        severity: Severity::Warning,
        code: Code::Number,
        message: format!("{there} against {here}: not as often"),
        ar: marked(ar, left),
        en: marked(en, right),
        throughout: false,
    }]
}

/// Reports equal figures that apply to different periods.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pairing in pair.matching.pairings.iter().filter(|pairing| pairing.reason <= Reason::Implied) {
        let Some([ar, en]) = claim::figures(pair, pairing) else { continue };
        // `مرتين في الشهر` is soft, and yet `twice a week` is not the same.
        let often = [ar, en].iter().any(|figure| figure.kind() == Kind::Multiplier);
        if !(often || ar.is_hard() && en.is_hard()) {
            continue;
        }
        let of = |side, figure| each(side, figure).or_else(|| for_measure(side, figure));
        let Some((left, right)) = of(&pair.ar, ar).zip(of(&pair.en, en)) else { continue };
        if left.differs(right) {
            let what = format!("for each {right} instead of each {left}");
            findings.push(claim::paired(pair, pairing, Code::Unit, Severity::Warning, &what));
        }
    }
    findings.extend(find_often(pair));
    findings
}

/// True for a period that a rate has; quarters and half-years are a topic of [`super::opposite`].
fn is_rate(each: Option<Each>) -> bool {
    each.is_some_and(|each| each.count < 3)
}

/// The period to which a figure applies.
fn each(side: &PairSide<'_>, figure: &Figure) -> Option<Each> {
    let mut rates = figure.readings.iter().filter_map(|reading| reading.unit?.parts_of_rate());
    if let Some((_, unit)) = rates.find(|(_, unit)| unit.is_time()) {
        return Some(Each::one(unit));
    }
    let mut words = senses::after(side, figure, NEAR);
    // `نصف ساعة يوميا خمس مرات أسبوعيا`: what is right after it is nearer than what is before.
    let next = longest(side.lang, &words, is_rate).and_then(|(_, each)| each);
    if let Some(each) = next.or_else(|| each_before(side, figure)) {
        return Some(each);
    }
    // `in a 30-day month`: the day is one of those thirty.
    let next = side.figures.iter().find(|other| other.span.start >= figure.span.end);
    if let Some(next) = next.filter(|next| is_compound(side, next)) {
        let between = side.plain.get(figure.span.end..next.span.start).unwrap_or_default();
        words.truncate(senses::words(side.lang, between).len());
    }
    (0..=BETWEEN.min(words.len())).find_map(|from| {
        let (length, each) = longest(side.lang, &words[from..], is_rate)?;
        let next = words.get(from + length).map(String::as_str);
        // `a year ago`, `في اليوم التالي`: a point in time.
        let point = next.is_some_and(|word| match side.lang {
            Lang::Ar => clitics::without_article(word, Classes::NONE).is_some(),
            Lang::En => senses::is_said(Lang::En, word, Sense::Elsewhen),
        });
        each.filter(|_| !point)
    })
}

/// `30-day`: a number and a unit of time in one word.
fn is_compound(side: &PairSide<'_>, figure: &Figure) -> bool {
    figure.unit().is_some_and(Unit::is_time) && figure.span.of(&side.plain).contains('-')
}

/// `بعائد سنوي 21%`: the period that an Arabic adjective before a figure names.
fn each_before(side: &PairSide<'_>, figure: &Figure) -> Option<Each> {
    let words = senses::before(side, figure, BETWEEN + 1);
    let adverb = |word: &str| match word.strip_suffix('ا') {
        Some(_) => word.to_owned(),
        None => format!("{}ا", word.strip_suffix('ه').unwrap_or(word)),
    };
    let named = |word: &String| longest(side.lang, &[adverb(word)], is_rate)?.1;
    words.iter().filter(|_| side.lang == Lang::Ar).find_map(named)
}

/// The longest phrase with which some words begin, among those that name such a period.
fn longest(
    lang: Lang,
    words: &[String],
    fits: impl Fn(Option<Each>) -> bool,
) -> Option<(usize, Option<Each>)> {
    let begins = |(of, phrase, each): &&Phrase| {
        let run = words.iter().zip(phrase);
        *of == lang
            && fits(*each)
            && run.filter(|(word, form)| word.as_str() == **form).count() == phrase.len()
    };
    let found = table().iter().filter(begins).max_by_key(|(_, phrase, _)| phrase.len())?;
    Some((found.1.len(), found.2))
}

/// The measure of which each one costs a sum of money: `عن كل قدم مربعة`, `للكيلوغرام`, `per square metre`.
fn for_measure(side: &PairSide<'_>, figure: &Figure) -> Option<Each> {
    figure.unit().filter(|unit| unit.dimension() == Dimension::Money)?;
    let words = senses::after(side, figure, NEAR);
    (0..=BETWEEN.min(words.len())).find_map(|from| {
        let words = &words[from..];
        let unit = match longest(side.lang, words, |each| each.is_none()) {
            Some((length, _)) => measure(side.lang, &words[length..]),
            // للمتر المربع
            None => {
                let joined = |word: &&String| {
                    clitics::without_article(word, Classes::PREPOSITION).is_some()
                        && clitics::without_article(word, Classes::NONE).is_none()
                };
                words.first().filter(joined).and_then(|_| measure(side.lang, words))
            }
        };
        unit.map(Each::one)
    })
}

/// The unit of measure that some words begin with, with or without articles.
fn measure(lang: Lang, words: &[String]) -> Option<Unit> {
    // None for the name of several units: كيلو.
    static NAMES: OnceLock<FxHashMap<(Lang, String), Option<Unit>>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let measured =
            |unit: &Unit| !unit.is_time() && !matches!(unit.dimension(), Dimension::Money | Dimension::Other);
        let of = |unit: Unit| {
            [Lang::Ar, Lang::En].into_iter().flat_map(move |lang| {
                unit.names(lang).map(move |name| ((lang, fold::fold(lang, name)), unit))
            })
        };
        let mut names: FxHashMap<(Lang, String), Option<Unit>> = FxHashMap::default();
        for (name, unit) in Unit::all().filter(measured).flat_map(of) {
            let known = names.entry(name).or_insert(Some(unit));
            *known = known.filter(|known| *known == unit);
        }
        names
    });
    let bare = |word: &String| match lang {
        Lang::Ar => clitics::without_article(word, Classes::PREPOSITION).unwrap_or(word).to_owned(),
        Lang::En => word.clone(),
    };
    (1..=2).rev().filter_map(|count| words.get(..count)).find_map(|run| {
        let name = run.iter().map(bare).collect::<Vec<_>>().join(" ");
        names.get(&(lang, name)).copied().flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::table::unreadable;

    #[test]
    fn every_row_of_the_table_is_read_and_in_order() {
        assert_eq!(unreadable("periods.tsv", TABLE, |line| !row(line).is_empty()), [""; 0]);
    }
}
