//! Findings of figures without a counterpart: `missing` from the English, or `extra` there.

use super::{
    claim::{marked, quoted},
    code::Code,
    dual,
    finding::Finding,
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Decimal, Dimension, Figure, FigurePiece, Form, Kind, Part, Unit},
    lexicon,
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashSet;

/// Reports the unmatched figures of either side: a warning for certain ones, a note for the rest,
/// and nothing for those that translators add or omit freely: one, and the duals of nouns, which
/// many names resemble.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    // With more than some dozens of them the texts do not belong together.
    let few = pair.matching.left.ar.len() <= 50;
    let missing = pair.matching.left.ar.iter().map(|piece| {
        let message = format!("{} has no counterpart in the English", said(&pair.ar, piece));
        let dropped = few && is_dropped_dual(piece, &pair.en);
        (dropped || !is_slight(piece)).then(|| Finding {
            severity: if dropped { Severity::Warning } else { severity(piece) },
            code: Code::Missing,
            message,
            ar: Some(marked(&pair.ar, piece)),
            en: None,
            throughout: false,
        })
    });
    // Whoever explains has given everything else.
    let given: FxHashSet<usize> = pair.matching.pairings.iter().map(|pairing| pairing.ar.0).collect();
    let explains = !given.is_empty() && given.len() == pair.ar.figures.len();
    let extra = pair.matching.left.en.iter().map(|piece| {
        let message = format!("{} has no counterpart in the Arabic", said(&pair.en, piece));
        let doubled = is_doubled(piece, &pair.ar);
        (!is_slight(piece)).then(|| Finding {
            severity: if doubled || goes_on(pair, &pair.en, piece.index) {
                Severity::Warning
            } else if explains && may_be_explained(piece, &pair.en) {
                Severity::Note
            } else {
                severity(piece)
            },
            code: Code::Extra,
            message,
            ar: None,
            en: Some(marked(&pair.en, piece)),
            throughout: false,
        })
    });
    let mut findings: Vec<Finding> = missing.chain(extra).flatten().collect();
    let duals = dual::find(pair);
    let reported = |finding: &Finding| duals.iter().any(|other| other.en == finding.en);
    findings.retain(|finding| finding.en.is_none() || !reported(finding));
    findings.extend(duals);
    findings
}

fn severity(piece: &FigurePiece) -> Severity {
    if piece.figure.is_hard() { Severity::Warning } else { Severity::Note }
}

/// `ساعة` against *two hours*: an English two of a unit that the Arabic names once, without a number.
fn is_doubled(piece: &FigurePiece, ar: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let two = piece.part == Part::Whole && figure.best().as_number() == Some(Decimal::TWO);
    let Some(unit) = figure.unit().filter(|_| two && figure.kind() != Kind::Percent) else { return false };
    let Some(singular) = unit.names(Lang::Ar).map(|name| fold::fold(Lang::Ar, name)).next() else {
        return false;
    };
    let counted = |span: Span| ar.figures.iter().any(|figure| figure.span.overlaps(span));
    let is_it = |word: &str| {
        let noun = word.strip_suffix('ا').unwrap_or(word);
        noun == singular || clitics::forms(word, Classes::NOUN).any(|form| form == singular)
    };
    let mut words = tokens(&ar.plain).filter(|token| token.kind == TokenKind::Word && !counted(token.span));
    words.any(|token| {
        let word = fold::fold(Lang::Ar, token.span.of(&ar.plain));
        clitics::without_article(&word, Classes::NONE).is_none() && is_it(&word)
    })
}

/// True for an English figure that good translators add to explain what the Arabic says in figures of its own: words, dates
/// and ordinals. Of ten such warnings on texts of others nine were wrong.
fn may_be_explained(piece: &FigurePiece, en: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let counts = [
        Kind::Cardinal,
        Kind::Percent,
        Kind::PercentagePoint,
        Kind::Money,
        Kind::Measure,
        Kind::Duration,
        Kind::Age,
    ];
    // A Hijri day beside its Gregorian twin is no explanation when it is another day.
    let hijri = en.figures[piece.index].kind() == Kind::HijriDate;
    let counted = piece.part == Part::Whole && counts.contains(&figure.kind());
    let in_digits = matches!(figure.form, Form::Digits | Form::Mixed);
    // Nobody explains with `twelve` or `twenty-three`.
    let exact = figure.form == Form::Words
        && figure.best().as_number().is_some_and(|n| n > Decimal::TEN && !(n % Decimal::TEN).is_zero());
    !(hijri || counted && (in_digits || exact))
}

/// True for a figure that goes on with one that has a partner, and that the other side cannot leave out: the end of a range
/// (*six to eight*), the rest of a measure (`أربعة أشهر وعشرة أيام`), or one more thing that it does not name (*nine pages and
/// two annexes*).
pub(super) fn goes_on(pair: &MatchedPair<'_>, side: &PairSide<'_>, index: usize) -> bool {
    let figure = &side.figures[index];
    let Some(before) = index.checked_sub(1).filter(|_| figure.form != Form::Dual) else { return false };
    let paired = pair.matching.pairings.iter().any(|pairing| {
        let (at, part) = if side.lang == Lang::Ar { pairing.ar } else { pairing.en };
        at == before && part == Part::Whole
    });
    let first = &side.figures[before];
    let Some(gap) = side.plain.get(first.span.end..figure.span.start).filter(|_| paired) else {
        return false;
    };
    let words = senses::words(side.lang, gap);
    let says = |sense| words.last().is_some_and(|word| senses::is_said(side.lang, word, sense));
    let counts = |figure: &Figure| figure.kind() == Kind::Cardinal || figure.unit().is_some();
    if gap.contains(senses::divides) || !counts(first) || !counts(figure) {
        return false;
    }
    let of_time = |figure: &Figure| figure.unit().is_some_and(Unit::is_time);
    let joined = clitics::without(figure.span.of(&side.plain), Classes::AND).is_some();
    let rest = of_time(first) && of_time(figure) && words.is_empty() && joined;
    let range = words.len() == 1 && says(Sense::To) && first.best().as_number() < figure.best().as_number();
    let more =
        side.lang == Lang::En && words.len() <= ONE_THING && says(Sense::And) && is_unnamed(pair, figure);
    rest || range || more
}

/// Words between two English figures that count two things: *nine pages and two annexes*.
const ONE_THING: usize = 3;

/// True if the noun after an English number is known to the lexicon, and the Arabic has no translation of it.
fn is_unnamed(pair: &MatchedPair<'_>, figure: &Figure) -> bool {
    let lexicon = lexicon::built_in();
    let noun = senses::after(&pair.en, figure, 1);
    let Some(id) = noun.first().and_then(|noun| lexicon.english_content(noun)) else { return false };
    let words = senses::words(Lang::Ar, &pair.ar.plain);
    let names = |word: &String| lexicon.look_up(word).entries.iter().any(|entry| entry.english == id);
    figure.best().as_number().is_some_and(|number| number > Decimal::ONE) && !words.iter().any(names)
}

/// True for figures that nobody misses.
fn is_slight(piece: &FigurePiece) -> bool {
    let one = piece.figure.best().as_number() == Some(Decimal::ONE);
    !piece.figure.is_hard() && (one || piece.figure.form == Form::Dual)
}

/// `بعد سنتين` against `years later`: the dual of a duration, and the bare plural of the same unit
/// on the other side. The plural means that they are not counted, or that the number was forgotten.
fn is_dropped_dual(piece: &FigurePiece, en: &PairSide<'_>) -> bool {
    let Some(unit) = piece.figure.unit().filter(|_| piece.figure.form == Form::Dual) else { return false };
    let plurals: Vec<&str> =
        unit.names(Lang::En).filter(|name| name.ends_with('s') && name.len() > 3).collect();
    let of_time = matches!(unit.dimension(), Dimension::Time | Dimension::Calendar);
    let counted = |span: Span| en.figures.iter().any(|figure| figure.span.overlaps(span));
    let singular = |word: &str| unit.names(Lang::En).any(|name| name == word) && !word.ends_with('s');
    let words: Vec<(Span, String)> = senses::placed(Lang::En, &en.plain).collect();
    let plural = words.iter().any(|(span, word)| plurals.contains(&word.as_str()) && !counted(*span));
    // `every week` for كل أسبوعين means one week.
    // `in the past week` for الأسبوعين الماضيين too.
    let one = |word: &str| dual::is_one(word) || senses::is_said(Lang::En, word, Sense::Recent);
    let single = words.windows(2).any(|two| one(&two[0].1) && singular(&two[1].1));
    of_time && (plural || single)
}

fn said(side: &PairSide<'_>, piece: &FigurePiece) -> String {
    let part = match piece.part {
        Part::Year => "the year of ",
        Part::Month => "the month of ",
        Part::Day => "the day of ",
        Part::Weekday => "the weekday of ",
        Part::Whole | Part::First | Part::Second => "",
    };
    format!("{part}{}", quoted(side, piece))
}
