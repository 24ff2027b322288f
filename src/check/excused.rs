//! Figures that a good translation may omit or express differently, and whose missing counterpart
//! is therefore not an error.

use super::{
    form, idiom, named_day,
    pair::{MANY, MatchedPair, PairSide},
    senses::{self, Sense},
    whole, wording,
};
use crate::{
    figure::{
        self, Certainty, Date, Decimal, Dimension, Figure, FigurePiece, Kind, Part, Reason, Value, equal,
    },
    lexicon,
    name::likeness,
    text::{
        Lang, Span, chars,
        clitics::{self, Classes},
        fold, stem,
        token::{TokenKind, tokens},
    },
};

/// Removes the unmatched pieces that are not errors, and makes those soft that may not be errors.
pub(super) fn drop_excused(pair: &mut MatchedPair<'_>) {
    let ar = std::mem::take(&mut pair.matching.left.ar);
    let en = std::mem::take(&mut pair.matching.left.en);
    pair.matching.left.ar = excuse(ar, &pair.ar, &pair.en);
    pair.matching.left.en = excuse(en, &pair.en, &pair.ar);
}

/// Removes idioms, which do not correspond to a figure of the other side either.
pub(super) fn drop_idioms(pair: &mut MatchedPair<'_>) {
    let (ar, en) = (&pair.ar, &pair.en);
    let matching = &mut pair.matching;
    for (side, other, left) in [(ar, en, &mut matching.left.ar), (en, ar, &mut matching.left.en)] {
        if left.len() <= MANY {
            left.retain(|piece| {
                !idiom::holds(side.lang, &side.plain, piece.figure.span) && !form::is_form(piece, side, other)
            });
        }
    }
}

fn excuse(left: Vec<FigurePiece>, own: &PairSide<'_>, other: &PairSide<'_>) -> Vec<FigurePiece> {
    if left.len() > MANY {
        return left;
    }
    left.into_iter()
        .filter(|piece| {
            !is_restated(piece, own)
                && !is_placing(piece, own)
                && !is_said_otherwise(piece, own, other)
                && !is_copied(piece, own, other)
                && !is_single(piece, own, other)
                && !whole::says(&piece.figure, other)
                && !is_within_days(piece, other)
                && !is_rest(piece, own, other)
                && !is_another(piece, own)
                && !is_dual_word(piece, own, other)
                && !named_day::is_named(piece, own, other)
                && !is_all(piece, other)
        })
        .map(|mut piece| {
            if names_something(&piece, own) || is_relative(&piece, other) || is_sum(&piece, own, other) {
                piece.figure.certainty = Certainty::Soft;
            }
            piece
        })
        .collect()
}

/// `بنسبة 100%` and *in full*: all of something, in words of the other side.
fn is_all(piece: &FigurePiece, other: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let hundred = figure.kind() == Kind::Percent && figure.best().as_number() == Some(Decimal::ONE_HUNDRED);
    hundred && senses::says(other.lang, &senses::words(other.lang, &other.plain), Sense::All)
}

/// Figures of a side of which each two are added; more are a table.
const ADDED: usize = 12;
/// Numbers below this are the sum of some others too often, if those are not beside them.
const SMALL: i64 = 20;
/// Bytes within which the parts of a small number are.
const BESIDE: usize = 80;

/// `a team of nine, seven brothers and two sisters`, `1981 and three years later, in 1984`: a number that two others of one
/// side make together, which the other side leaves to the reader.
fn is_sum(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let Some(number) =
        figure.best().as_number().filter(|number| piece.part == Part::Whole && number.is_integer())
    else {
        return false;
    };
    let small = number.abs() < Decimal::from(SMALL);
    let beside = |part: &Figure| {
        part.span.start < figure.span.end + BESIDE && figure.span.start < part.span.end + BESIDE
    };
    let adds_up = |side: &PairSide<'_>, is_own: bool| {
        let parts: Vec<Decimal> = side
            .figures
            .iter()
            .enumerate()
            .filter(|(n, part)| !is_own || *n != piece.index && (!small || beside(part)))
            .filter_map(|(_, part)| part.best().as_number().filter(|part| !part.is_zero()))
            .take(ADDED)
            .collect();
        parts.iter().enumerate().any(|(n, a)| {
            parts[n + 1..]
                .iter()
                .any(|b| a.checked_add(*b) == Some(number) || !small && (*a - *b).abs() == number)
        })
    };
    adds_up(own, true) || !small && adds_up(other, false)
}

/// `on Sunday` for `أول أمس`, `in February` for `الشهر المقبل`: one side gives the name, the other
/// counts from today.
fn is_relative(piece: &FigurePiece, other: &PairSide<'_>) -> bool {
    let Value::Date(date) = piece.figure.value() else { return false };
    let alone = date.day.is_none() && date.year.is_none();
    alone && senses::says(other.lang, &senses::words(other.lang, &other.plain), Sense::Relative)
}

/// True if the same quantity is next to it in another unit or calendar (`two metres (six feet)`).
fn is_restated(piece: &FigurePiece, own: &PairSide<'_>) -> bool {
    own.figures.iter().enumerate().any(|(n, figure)| {
        let same = || {
            matches!(
                equal(&piece.figure, figure),
                Some((Reason::Converted | Reason::ConvertedRoughly | Reason::Calendar, _))
            )
        };
        n != piece.index && (same() || n + 1 == piece.index && is_bracketed_heat(&piece.figure, figure, own))
    })
}

/// Degrees of Celsius that the temperature of an oven in brackets may be rounded by.
const ROUNDED: i64 = 5;
/// Degrees of Celsius from which on a temperature is that of an oven.
const OVEN: i64 = 100;

/// `180°C (350°F)`: a temperature, and right after it in brackets the same in another unit, rounded.
fn is_bracketed_heat(figure: &Figure, before: &Figure, own: &PairSide<'_>) -> bool {
    let gap = own.plain.get(before.span.end..figure.span.start).unwrap_or_default();
    let base = |figure: &Figure| {
        let unit = figure.unit().filter(|unit| unit.dimension() == Dimension::Temperature)?;
        Some((unit, unit.to_base(figure.best().as_number()?)?))
    };
    let close = base(figure).zip(base(before)).is_some_and(|((unit, one), (other, another))| {
        let rounded = if another >= Decimal::from(OVEN) { Decimal::from(ROUNDED) } else { Decimal::ONE };
        unit != other && (one - another).abs() <= rounded
    });
    close && matches!(gap.trim(), "(" | "/" | "[")
}

/// `الاثنين والثلاثاء والأربعاء` and `Monday to Wednesday`: a day between the two days of a range.
fn is_within_days(piece: &FigurePiece, other: &PairSide<'_>) -> bool {
    let weekday = |figure: &Figure| match figure.value() {
        Value::Date(Date { weekday: Some(day), day: None, month: None, year: None, .. }) => Some(*day),
        _ => None,
    };
    let Some(day) = weekday(&piece.figure) else { return false };
    other.figures.windows(2).any(|two| {
        let [from, to] = two else { return false };
        let (Some(first), Some(last)) = (weekday(from), weekday(to)) else { return false };
        let between = other.plain.get(from.span.end..to.span.start).unwrap_or_default();
        let words = senses::words(other.lang, between);
        let dash = words.is_empty() && between.contains(['-', '–', '—']);
        let steps = |day: u8| (day + 7 - first) % 7;
        (dash || words.len() <= 2 && senses::says(other.lang, &words, Sense::Through))
            && steps(day) > 0
            && steps(day) < steps(last)
    })
}

/// `60 في المائة … والباقي` and `the remaining 40`: the remainder of the shares to a hundred, or
/// the difference of two numbers, if both sides mention a remainder.
fn is_rest(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let Some(rest) = figure
        .best()
        .as_number()
        .filter(|_| matches!(figure.kind(), Kind::Percent | Kind::Cardinal) && figure.is_hard())
    else {
        return false;
    };
    let shares = other.figures.iter().filter(|share| share.kind() == Kind::Percent);
    let sum: Decimal = shares
        .filter_map(|share| share.best().as_number())
        .fold(Decimal::ZERO, |sum, share| sum.checked_add(share).unwrap_or(sum));
    let speaks =
        |side: &PairSide<'_>| senses::says(side.lang, &senses::words(side.lang, &side.plain), Sense::Rest);
    let percent = sum > Decimal::ZERO && sum.checked_add(rest) == Some(Decimal::ONE_HUNDRED);
    (percent || is_difference(rest, other)) && speaks(own) && speaks(other)
}

/// `ألف نسخة، بعنا منها ٦٤٠` and `the other 360`: the difference of two numbers.
fn is_difference(rest: Decimal, other: &PairSide<'_>) -> bool {
    let numbers: Vec<Decimal> = other
        .figures
        .iter()
        .filter(|figure| figure.is_hard())
        .filter_map(|f| f.best().as_number())
        .take(ADDED)
        .collect();
    let leaves = |whole: &Decimal, part: &Decimal| part.checked_add(rest) == Some(*whole);
    numbers.iter().any(|whole| numbers.iter().any(|part| leaves(whole, part)))
}

/// `2 other devices`, in Arabic جهازين: a word there may be a dual.
fn is_dual_word(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let two =
        own.lang == Lang::En && figure.best().as_number() == Some(Decimal::TWO) && figure.unit().is_none();
    two && figure.kind() == Kind::Cardinal && {
        let counted = |span: &Span| other.figures.iter().any(|figure| figure.span.overlaps(*span));
        figure::possible_duals(&other.plain).iter().any(|span| !counted(span))
    }
}

/// `واحدة للطلبات وأخرى للفواتير وثالثة للرسوم`: an ordinal that means another one of the same kind.
fn is_another(piece: &FigurePiece, own: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let said = figure.span.of(&own.plain);
    let joined = own.lang == Lang::Ar
        && figure.kind() == Kind::Ordinal
        && clitics::without(said, Classes::AND).is_some();
    joined && clitics::without_article(said, Classes::AND).is_none() && {
        let before = fold::fold(Lang::Ar, &own.plain[..figure.span.start]);
        before.split(' ').any(|word| senses::is_said(Lang::Ar, word, Sense::Another))
    }
}

/// `1930 من القرن العشرين`: a century that only specifies the year before it.
fn is_placing(piece: &FigurePiece, own: &PairSide<'_>) -> bool {
    let years = [Kind::Year, Kind::Decade, Kind::Cardinal];
    piece.figure.kind() == Kind::Century
        && own.figures[..piece.index].last().is_some_and(|before| {
            let gap = own.plain[before.span.end..piece.figure.span.start].trim();
            years.contains(&before.kind()) && (gap.is_empty() || senses::is_said(own.lang, gap, Sense::From))
        })
}

/// The other side expresses it by a word that is not a number, or has the same digits inside something else.
fn is_said_otherwise(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    piece.figure.readings.iter().any(|reading| match (&reading.value, reading.kind) {
        (Value::Code(code), _) => {
            let digits: String = code.chars().filter(char::is_ascii_digit).collect();
            // `BSD 2-Clause` and `ثنائية البنود`.
            let small = digits.len() == 1;
            has_digits(other, code)
                || (small && digits.parse().is_ok_and(|number: Decimal| wording::says(other, number)))
        }
        (Value::Date(date), _) => {
            date.month.is_some_and(|month| is_in_a_word(month, other)) || is_spelled(piece, own, other)
        }
        (_, Kind::Time | Kind::Money) => false,
        _ => reading.as_number().is_some_and(|number| {
            wording::says(other, number) || has_digits(other, &number.normalize().to_string())
        }),
    })
}

/// `1 year`, `1 file`, in Arabic `سنة`, `ملف`: the noun occurs there without a number.
fn is_single(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    if own.lang != Lang::En || figure.best().as_number() != Some(Decimal::ONE) {
        return false;
    }
    // If the figure has a unit, the noun is its last word, otherwise the word after it.
    let said =
        if figure.unit().is_some() { figure.span.of(&own.plain) } else { &own.plain[figure.span.end..] };
    let mut words =
        tokens(said).filter(|token| token.kind == TokenKind::Word).map(|token| token.span.of(said));
    let noun = if figure.unit().is_some() { words.last() } else { words.next() };
    let lexicon = lexicon::built_in();
    let id = noun.and_then(|noun| lexicon.english(&stem::stem(Lang::En, noun)));
    // `كيلو لحم` is a kilogram of it, whose sign is no English word.
    let names = figure.unit().into_iter().flat_map(|unit| unit.names(Lang::Ar));
    let names: Vec<_> =
        names.filter(|name| !name.ends_with("ات")).map(|name| fold::fold(Lang::Ar, name)).collect();
    let counted = |span: Span| other.figures.iter().any(|figure| figure.span.overlaps(span));
    tokens(&other.plain).filter(|token| token.kind == TokenKind::Word && !counted(token.span)).any(|token| {
        let word = fold::fold(Lang::Ar, token.span.of(&other.plain));
        names.contains(&word) || lexicon.look_up(&word).entries.iter().any(|entry| Some(entry.english) == id)
    })
}

/// `نيسان باترول` and `Nissan Patrol`: a single month that the English spells as a name.
fn is_spelled(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let Value::Date(Date { day: None, year: None, weekday: None, .. }) = piece.figure.value() else {
        return false;
    };
    own.lang == Lang::Ar && {
        let said = piece.figure.span.of(&own.plain);
        let counted = |span: Span| other.figures.iter().any(|figure| figure.span.overlaps(span));
        tokens(&other.plain).filter(|token| !counted(token.span)).any(|token| {
            let word = token.span.of(&other.plain);
            word.len() > 3 && word.starts_with(char::is_uppercase) && likeness(said, word) > 0.9
        })
    }
}

/// True if a word of the English begins with the name of the month (`Augustus`, `Marching`).
fn is_in_a_word(month: u8, other: &PairSide<'_>) -> bool {
    let Some(name) = Date::month_name(month).filter(|_| other.lang == Lang::En) else {
        return false;
    };
    tokens(&other.plain).any(|token| {
        let word = token.span.of(&other.plain);
        word.len() > name.len() && word.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
    })
}

/// The Arabic text contains the same words as those around the English figure (an untranslated title).
fn is_copied(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    if own.lang != Lang::En || !figure.span.of(&own.plain).chars().any(chars::is_latin_letter) {
        return false;
    }
    let after = &own.plain[figure.span.end..];
    let next = after.trim_start().find(|c: char| !c.is_alphanumeric());
    let lead = after.len() - after.trim_start().len();
    let end = figure.span.end + next.map_or(after.len(), |at| at + lead);
    other.plain.contains(own.plain[figure.span.start..end].trim_end())
}

/// True if the digits are a run in the text that no figure covers.
fn has_digits(side: &PairSide<'_>, digits: &str) -> bool {
    let wanted: Vec<u8> = digits.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
    if wanted.is_empty() {
        return false;
    }
    let mut run: Vec<u8> = Vec::new();
    let mut start = 0;
    let free = |from: usize, to: usize| {
        !side.figures.iter().any(|figure| figure.span.start < to && from < figure.span.end)
    };
    for (at, c) in side.plain.char_indices().chain([(side.plain.len(), ' ')]) {
        match chars::digit_value(c) {
            Some(value) => {
                if run.is_empty() {
                    start = at;
                }
                run.push(value);
            }
            None => {
                if run == wanted && free(start, at) {
                    return true;
                }
                run.clear();
            }
        }
    }
    false
}

/// True for a number that identifies and does not count: part of a name in Latin letters, an
/// enumerator, a footnote mark.
fn names_something(piece: &FigurePiece, own: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    matches!(figure.kind(), Kind::Identifier | Kind::Phone)
        || is_glued(figure, &own.plain)
        || is_enumerator(figure, &own.plain)
        || (own.lang == Lang::En && is_in_a_name(figure, &own.plain))
}

/// `COVID-19`, `G20`, `737MAX`, `كوفيد-19`: letters next to the digits, Arabic ones with a dash.
fn is_glued(figure: &Figure, text: &str) -> bool {
    let said = figure.span.of(text);
    // آب-ستريم: a month followed by a hyphen is part of a name.
    let after = &text[figure.span.end..];
    if after.starts_with(['-', '‑']) && after.chars().nth(1).is_some_and(chars::is_arabic_letter) {
        return true;
    }
    if !said.starts_with(chars::is_digit) && !said.ends_with(chars::is_digit) {
        return false;
    }
    let before = &text[..figure.span.start];
    let joined = before.strip_suffix(['-', '–', '/']).unwrap_or(before);
    // كوفيد-19: at least three letters, more than a proclitic has.
    let arabic = joined.chars().rev().take_while(|&c| chars::is_arabic_letter(c)).take(3).count() == 3;
    if arabic && joined.len() < before.len() {
        return true;
    }
    joined.chars().next_back().is_some_and(chars::is_latin_letter)
        || text[figure.span.end..].chars().next().is_some_and(chars::is_latin_letter)
}

/// `1.` or `(3)` at the beginning of a text, `[12]` anywhere.
fn is_enumerator(figure: &Figure, text: &str) -> bool {
    let (before, after) = (&text[..figure.span.start], &text[figure.span.end..]);
    let small = figure.best().as_number().is_some_and(|n| n.fract().is_zero() && n < Decimal::from(400));
    let digits = figure.span.of(text).chars().all(chars::is_digit);
    let head = before.trim_matches(|c: char| c.is_whitespace() || "([*•-–".contains(c)).is_empty();
    let closed = after.trim_start().starts_with(['.', ')', '-', '–', ':', ']', '/']);
    small && digits && ((head && closed) || (before.ends_with('[') && after.starts_with(']')))
}

/// `Sunday Times`, `June Almeida`: a day or month before or after a word with a capital.
fn is_in_a_name(figure: &Figure, text: &str) -> bool {
    let Value::Date(date) = figure.value() else { return false };
    if date.year.is_some() || date.day.is_some() {
        return false;
    }
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    // `Friday's match` is a real Friday.
    if figure.span.of(text).ends_with(['s', 'S']) && figure.span.of(text).contains(['\'', '’']) {
        return false;
    }
    let after = text[figure.span.end..].strip_prefix(' ').unwrap_or_default();
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let before = text[..figure.span.start].strip_suffix(' ').unwrap_or_default();
    let previous = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // The first word of a sentence always has a capital.
    let starts = before.len() <= previous.len();
    capital(next) || (capital(previous) && !starts && !before.ends_with(['.', '!', '?']))
}
