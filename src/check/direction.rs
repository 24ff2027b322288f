//! The finding of a reversed direction at the same figure: `at least 20` against `20 على الأكثر`,
//! `before 1960` against `بعد 1960`, `fell by 5%` against `ارتفع 5%`.

use super::{
    claim,
    code::Code,
    finding::Finding,
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Bound, Dimension, Figure, Kind, Pairing, Part, Reason},
    text::Lang,
};

/// Number of words on either side of a figure that say what it is.
const NEAR: usize = 5;

/// Number of words before a figure, without those of another figure, that may say whether it rose
/// or fell, or that it is a minimum.
const FAR: usize = 10;

/// Number of words before a figure of any kind that may say whether it rose or fell.
const BESIDE: usize = 4;

/// Number of words before a difference in which it is said whether it is more or less than something.
const REFERENCE: usize = 7;

/// Reports matched figures that have one direction on one side and the opposite direction on the other.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let same = |pairing: &&Pairing| pairing.reason <= Reason::Converted || pairing.reason == Reason::Recast;
    for pairing in pair.matching.pairings.iter().filter(same) {
        let Some([ar, en]) = claim::figures(pair, pairing) else { continue };
        if let Some(what) = turned(&pair.ar, ar, &pair.en, en) {
            findings.push(claim::paired(pair, pairing, Code::Direction, Severity::Warning, what));
        }
    }
    findings.extend(impossible(pair));
    if findings.is_empty() {
        findings.extend(contradicted(pair));
    }
    findings
}

/// `grew from 14 to 11`: the two figures of a change contradict its verb.
fn contradicted(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let side = &pair.en;
    let report = |(n, two): (usize, &[Figure])| {
        let [then, now] = two else { return None };
        let between = senses::words(side.lang, side.plain.get(then.span.end..now.span.start)?);
        let before = senses::before(side, then, BESIDE);
        let [.., from] = before.as_slice() else { return None };
        let says = |word: &String, sense| senses::is_said(side.lang, word, sense);
        let to = between.len() <= 2 && between.last().is_some_and(|word| says(word, Sense::To));
        let counts = |figure: &Figure| figure.is_hard() && figure.kind() != Kind::Ordinal;
        if !to || !says(from, Sense::From) || !counts(then) || !counts(now) {
            return None;
        }
        if then.unit().is_some() && now.unit().is_some() && then.unit() != now.unit() {
            return None;
        }
        let (x, y) = (then.best().as_number()?, now.best().as_number()?);
        let verb = |sense| before.iter().any(|word| says(word, sense));
        let what = match (verb(Sense::Up), verb(Sense::Down)) {
            (true, false) if y < x => "a rise instead of a fall",
            (false, true) if y > x => "a fall instead of a rise",
            _ => return None,
        };
        let paired = |n| pair.matching.pairings.iter().find(|pairing| pairing.en == (n, Part::Whole));
        let pairing = paired(n + 1)?;
        // `من ستة أمتار إلى ثمانية عشر` under the ground: the Arabic says the same.
        let up = y < x;
        let said = paired(n).filter(|first| first.ar.0 < pairing.ar.0).is_some_and(|first| {
            let words = senses::before(&pair.ar, &pair.ar.figures[first.ar.0], FAR);
            senses::says(Lang::Ar, &words, if up { Sense::Up } else { Sense::Down })
        });
        (!said).then(|| claim::paired(pair, pairing, Code::Direction, Severity::Warning, what))
    };
    side.figures.windows(2).enumerate().filter_map(report).collect()
}

/// `6.5 million, down from five million`: the figures themselves contradict the direction.
fn impossible(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let side = &pair.en;
    let report = |(n, two): (usize, &[Figure])| {
        let [now, then] = two else { return None };
        let between = side.plain.get(now.span.end..then.span.start)?;
        let words = senses::words(side.lang, between);
        let [.., way, from] = words.as_slice() else { return None };
        if words.len() > NEAR || !senses::is_said(side.lang, from, Sense::From) || between.contains('.') {
            return None;
        }
        // `20 piastres, up from five`
        let number = |figure: &Figure| match now.unit().is_some() && then.unit().is_some() {
            true => figure.best().in_base(),
            false => figure.best().as_number(),
        };
        let (x, y) = (number(now)?, number(then)?);
        let units = now.unit().is_none() || then.unit().is_none() || now.unit() == then.unit();
        let like = units && now.is_hard() && then.is_hard();
        let what = match way.as_str() {
            "down" if x > y => "a fall instead of a rise",
            "up" if x < y => "a rise instead of a fall",
            _ => return None,
        };
        // `34 plays from 13 countries, up from 27`: an earlier figure may be meant.
        let rises = way == "up";
        let fits = |earlier: &Figure| {
            let between = side.plain.get(earlier.span.end..now.span.start).unwrap_or_default();
            let same = earlier.is_hard() && earlier.kind() == now.kind() && earlier.unit() == now.unit();
            same && !between.contains(senses::divides)
                && number(earlier).is_some_and(|x| if rises { x > y } else { x < y })
        };
        if side.figures[..n].last().is_some_and(fits) {
            return None;
        }
        let pairing = pair.matching.pairings.iter().find(|pairing| pairing.en == (n, Part::Whole))?;
        like.then(|| claim::paired(pair, pairing, Code::Direction, Severity::Warning, what))
    };
    side.figures.windows(2).enumerate().filter_map(report).collect()
}

/// Describes what is reversed.
fn turned(ar_pan: &PairSide<'_>, ar: &Figure, en_pan: &PairSide<'_>, en: &Figure) -> Option<&'static str> {
    if let Some(what) = reversed(exceeds(ar_pan, ar), exceeds(en_pan, en)) {
        return Some(what);
    }
    let (left, right) = (Around::of(ar_pan, ar), Around::of(en_pan, en));
    match (left.by(), right.by()) {
        (Some(Sense::More), Some(Sense::Less)) => return Some("less instead of more"),
        (Some(Sense::Less), Some(Sense::More)) => return Some("more instead of less"),
        _ => {}
    }
    let (mut bound, side, extreme) = (right.bound(en), right.side(), right.extreme());
    if bound.is_none() && side.is_none() && extreme.is_none() {
        return None;
    }
    let mut left_bound = left.bound(ar);
    if left_bound.is_none() && bound.is_none() {
        (left_bound, bound) = (left.extreme(), extreme);
    }
    // `بزيادة ثلاث سفن` and `three fewer`: the words next to the figure, whatever it counts.
    let counts = ar.is_hard() || ar.kind() == Kind::Fraction;
    let touches = counts && left.touches() && right.touches();
    // `يسقط من ارتفاع 20 مترا`: what falls or rises there has a height, which does neither.
    let is_high = is_length(ar) && (left.is_high() && (right.is_high() || !right.touches()));
    let what = match reversed(left_bound, bound) {
        Some(what) => what,
        None => match (left.side()?, side?) {
            (Sense::Before, Sense::After) => "after instead of before",
            (Sense::After, Sense::Before) => "before instead of after",
            (Sense::Up, Sense::Down) | (Sense::Down, Sense::Up) if is_high => return None,
            (Sense::Up, Sense::Down) if has_trend(ar) || touches => "a fall instead of a rise",
            (Sense::Down, Sense::Up) if has_trend(ar) || touches => "a rise instead of a fall",
            _ => return None,
        },
    };
    // `may not exceed 200` is `no more than 200`: a reversed phrase with the same meaning contains a negation.
    let denied = |side: &PairSide<'_>, figure: &Figure| {
        senses::is_denied(side, figure.span)
            || figure.bound != Bound::Exact && senses::is_bound_denied(side, figure)
    };
    (!denied(ar_pan, ar) && !denied(en_pan, en)).then_some(what)
}

/// Describes the reversal of a minimum and a maximum.
fn reversed(ar: Option<Sense>, en: Option<Sense>) -> Option<&'static str> {
    match (ar?, en?) {
        (Sense::Least, Sense::Most) => Some("at most or less instead of at least or more"),
        (Sense::Most, Sense::Least) => Some("at least or more instead of at most or less"),
        _ => None,
    }
}

/// Whether a figure is a minimum or a maximum, according to the words read with it, or a verb
/// before it and its negation: `لا يقل عدد الحضور عن مئة`, `يزيد ارتفاعه على 300 متر`,
/// `must not exceed 200`.
fn exceeds(side: &PairSide<'_>, figure: &Figure) -> Option<Sense> {
    let words = Around::of(side, figure).far;
    let says = |word: &String, sense| senses::is_said(side.lang, word, sense);
    // `exceeds the limit by 20`: how far, not what is exceeded.
    if words.last().is_some_and(|word| says(word, Sense::By)) {
        return None;
    }
    let led = words.last().is_some_and(|word| says(word, Sense::Than));
    let over = |word: &String| says(word, Sense::Beyond) || led && says(word, Sense::Over);
    let under = |word: &String| led && says(word, Sense::Short);
    if let Some(at) = words.iter().rposition(|word| over(word) || under(word)) {
        // `لا يزيد`, `ولا أن تتجاوز`, `لم تكن طاقته تتجاوز`
        let denied = words[at.saturating_sub(4)..at].iter().any(|word| says(word, Sense::Not));
        // `لم تتجاوز الخمسين في المئة إلا في سبع منها`: in these it did.
        let excepted = side.lang == Lang::Ar
            && senses::after(side, figure, 3).iter().any(|word| says(word, Sense::Except));
        let denied = denied && !excepted;
        return Some(if over(&words[at]) == denied { Sense::Most } else { Sense::Least });
    }
    if let Some(bound) = denied_bound(side, figure) {
        return Some(bound);
    }
    match figure.bound {
        Bound::Over if !senses::is_bound_denied(side, figure) => Some(Sense::Least),
        Bound::Under if !senses::is_bound_denied(side, figure) => Some(Sense::Most),
        _ => None,
    }
}

/// `لا أقل من ألف`, `ليس أكثر من مئة`, `must not be below 32`: a bound with a negation right before it, in English
/// with a verb between.
fn denied_bound(side: &PairSide<'_>, figure: &Figure) -> Option<Sense> {
    let words = senses::before(side, figure, 4);
    let says = |word, sense| senses::is_said(side.lang, word, sense);
    let (not, way) = match (side.lang, words.as_slice()) {
        (Lang::Ar, [.., not, way, than]) if says(than, Sense::From) => (not, way),
        (Lang::En, [.., not, _, way, than]) if says(than, Sense::Than) => (not, way),
        (Lang::En, [.., not, _, way]) => (not, way),
        _ => return None,
    };
    if !says(not, Sense::Not) {
        return None;
    }
    match figure.bound {
        Bound::Over if says(way, Sense::More) => Some(Sense::Most),
        Bound::Under if says(way, Sense::Less) => Some(Sense::Least),
        _ => None,
    }
}

/// True for figures that rise and fall: quantities, not dates or places in an order.
fn has_trend(figure: &Figure) -> bool {
    let measured = [Kind::Percent, Kind::PercentagePoint, Kind::Money, Kind::Measure];
    (figure.is_hard() || figure.unit().is_some()) && measured.contains(&figure.kind())
}

/// True for a length.
fn is_length(figure: &Figure) -> bool {
    figure.unit().is_some_and(|unit| unit.dimension() == Dimension::Length)
}

/// The words around a figure in its clause.
struct Around {
    lang: Lang,
    /// The figure says by how much: `بثلاثة`.
    by: bool,
    before: Vec<String>,
    after: Vec<String>,
    /// Like `after`, but empty if another figure follows closely, because the words between them
    /// may be about that one.
    alone: Vec<String>,
    /// Like `before`, but further back, and not beyond another figure.
    far: Vec<String>,
}

impl Around {
    fn of(side: &PairSide<'_>, figure: &Figure) -> Self {
        let lang = side.lang;
        let far = senses::before(side, figure, FAR);
        // Words before another figure are no longer about this one.
        let earlier = side.figures.iter().take_while(|other| other.span.end <= figure.span.start);
        let last = earlier.filter(|other| other.is_hard()).last();
        let free = last.map_or(FAR, |other| {
            senses::words(lang, side.plain.get(other.span.end..figure.span.start).unwrap_or_default()).len()
        });
        let mut far = far[far.len().saturating_sub(free)..].to_vec();
        let mut before = senses::before(side, figure, NEAR);
        // `من عشرة كحد أدنى إلى ستين`: the bound after a figure is of that one.
        if lang == Lang::Ar && last.is_some() && free <= FAR {
            let ends =
                [Sense::Least, Sense::Most].into_iter().filter_map(|sense| senses::end_of(lang, &far, sense));
            if let Some(end) = ends.max().filter(|&end| end < far.len()) {
                far.drain(..end);
                before.drain(..before.len().saturating_sub(far.len()));
            }
        }
        let after = senses::after(side, figure, NEAR);
        let next = side.figures.iter().find(|other| other.span.start >= figure.span.end);
        let followed = next.is_some_and(|other| {
            let between = side.plain.get(figure.span.end..other.span.start).unwrap_or_default();
            !between.contains(senses::divides) && senses::words(lang, between).len() < NEAR
        });
        let mut alone = if followed { Vec::new() } else { after.clone() };
        // `until 4 p.m. and to drink at least two litres`
        let own = alone.iter().position(|word| senses::is_said(lang, word, Sense::And));
        alone.truncate(own.unwrap_or(NEAR));
        let led = side.plain.get(..figure.span.start).unwrap_or_default().trim_end();
        let by = lang == Lang::Ar && (figure.span.of(&side.plain).starts_with('ب') || led.ends_with(" بـ"));
        Around { lang, by, before, after, alone, far }
    }

    fn has(&self, sense: Sense) -> bool {
        senses::says(self.lang, &self.before, sense) || senses::says(self.lang, &self.after, sense)
    }

    /// Whether the figure is a minimum or a maximum, according to the words that were read with it
    /// or else those around it.
    fn bound(&self, figure: &Figure) -> Option<Sense> {
        match figure.bound {
            Bound::Over => return Some(Sense::Least),
            Bound::Under => return Some(Sense::Most),
            Bound::About | Bound::Exact => {}
        }
        // Before a figure only the nearest words count: others may belong to another figure.
        let near = &self.before[self.before.len().saturating_sub(3)..];
        let says =
            |sense| senses::says(self.lang, near, sense) || senses::says(self.lang, &self.alone, sense);
        // حتى الآن after a figure is no maximum.
        let up_to = senses::says(self.lang, near, Sense::UpTo);
        match (says(Sense::Least), says(Sense::Most) || up_to) {
            (true, false) => Some(Sense::Least),
            (false, true) => Some(Sense::Most),
            _ => None,
        }
    }

    /// Whether the figure is called a minimum or a maximum, possibly some words before.
    fn extreme(&self) -> Option<Sense> {
        let says = |sense| senses::says(self.lang, &self.far, sense);
        match (says(Sense::Lowest), says(Sense::Highest)) {
            (true, false) => Some(Sense::Least),
            (false, true) => Some(Sense::Most),
            _ => None,
        }
    }

    /// Whether something is more or less by the figure: `أقل بثلاثة أمتار`, `three metres less`.
    fn by(&self) -> Option<Sense> {
        if self.surpasses() {
            return Some(Sense::More);
        }
        let words = match self.lang {
            Lang::Ar => self.compared(),
            Lang::En => Some(&self.after[..self.after.len().min(NEAR - 1)]),
        };
        let says = |sense| words.is_some_and(|words| senses::says(self.lang, words, sense));
        // `تزيد الموازنة بنسبة 8% على سابقتها`
        let verb = |sense| self.lang == Lang::Ar && says(sense);
        let over = verb(Sense::Over) || verb(Sense::Beyond);
        match (says(Sense::More) || over, says(Sense::Less) || verb(Sense::Short)) {
            (true, false) => Some(Sense::More),
            (false, true) => Some(Sense::Less),
            _ => None,
        }
    }

    /// The word of an Arabic comparison whose difference the figure is: `أقل بثلاثة`, `أدنى من معدلاتها بنحو أربع`,
    /// `دون التوقعات بنسبة 6%`.
    fn compared(&self) -> Option<&[String]> {
        let [.., last] = self.far.as_slice() else { return None };
        let is = |word: &String, sense| senses::is_said(Lang::Ar, word, sense);
        let about = !self.by && last.starts_with('ب') && is(last, Sense::About);
        if !(self.by || about) {
            return None;
        }
        let words = &self.far[..self.far.len() - usize::from(about)];
        let from = words.len().saturating_sub(REFERENCE);
        let compares = |word: &String| {
            [Sense::More, Sense::Less, Sense::Over, Sense::Beyond, Sense::Short]
                .into_iter()
                .any(|sense| is(word, sense))
        };
        let at = words[from..].iter().rposition(compares).map(|at| from + at);
        let at = at.or(words.len().checked_sub(1))?;
        words.get(at..=at)
    }

    /// `exceeded expectations by 6%`: the figure says by how much something is more.
    fn surpasses(&self) -> bool {
        let says = |word: &String, sense| self.lang == Lang::En && senses::is_said(Lang::En, word, sense);
        self.far.iter().rposition(|word| says(word, Sense::By)).is_some_and(|by| {
            let words = &self.far[by.saturating_sub(REFERENCE)..by];
            self.far.len() - by <= BESIDE && words.iter().any(|word| says(word, Sense::Beyond))
        })
    }

    /// True if the words next to the figure call it the height of something.
    fn is_high(&self) -> bool {
        let near = &self.before[self.before.len().saturating_sub(3)..];
        let after = &self.after[..self.after.len().min(1)];
        [near, after].into_iter().any(|words| senses::says(self.lang, words, Sense::Height))
    }

    /// True if a word shortly before or immediately after the figure means up or down.
    fn touches(&self) -> bool {
        let says = |word: &String| {
            senses::is_said(self.lang, word, Sense::Up) || senses::is_said(self.lang, word, Sense::Down)
        };
        let near = &self.far[self.far.len().saturating_sub(BESIDE)..];
        near.iter().any(says) || self.after.first().is_some_and(says)
    }

    /// Whether a word places the figure before or after something, or says that it rose or fell.
    fn side(&self) -> Option<Sense> {
        // Only words before the figure place it; a word after it, as in `two days before`, belongs
        // to a duration.
        let near = &self.before[self.before.len().saturating_sub(2)..];
        let beside = |sense| senses::says(self.lang, near, sense);
        match (beside(Sense::Before), beside(Sense::After)) {
            (true, false) => return Some(Sense::Before),
            (false, true) => return Some(Sense::After),
            _ => {}
        }
        // `9% less than the year before`
        let next = |sense| self.alone.first().is_some_and(|word| senses::is_said(self.lang, word, sense));
        let says = |sense, after| self.has(sense) || senses::says(self.lang, &self.far, sense) || next(after);
        match (says(Sense::Up, Sense::More), says(Sense::Down, Sense::Less)) {
            (true, false) => Some(Sense::Up),
            (false, true) => Some(Sense::Down),
            // `خفض توقعاته للنمو`: the growth itself may rise or fall.
            (true, true) => {
                let said = |sense| {
                    let all = [&self.before, &self.after, &self.far].into_iter().flatten();
                    let is = |word: &String, sense| senses::is_said(self.lang, word, sense);
                    all.filter(|word| !is(word, Sense::Growth)).any(|word| is(word, sense))
                };
                match (said(Sense::Up), said(Sense::Down)) {
                    (true, false) => Some(Sense::Up),
                    (false, true) => Some(Sense::Down),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
