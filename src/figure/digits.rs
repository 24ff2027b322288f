//! Numbers in digits: separators, decimals, signs, and ambiguous spellings.

use super::{
    Decimal,
    scan::{Tok, TokKind},
};
use crate::text::{Lang, chars};

/// A number in digits: its possible values, best first, and the token after it.
#[derive(Debug, Clone)]
pub(super) struct Digits {
    pub(super) values: Vec<Decimal>,
    pub(super) end: usize,
    /// It has no separator and no sign, so it may be a year, phone number or code.
    pub(super) plain: bool,
    /// Number of digits before the decimal separator.
    pub(super) length: u32,
    /// It begins with a zero before another digit.
    pub(super) padded: bool,
}

/// Longest run of digits that is a number; a longer one is a code.
pub(super) const LONGEST: u32 = 18;

/// The value of one run of digits, `None` if it is too long to be a number.
pub(super) fn whole(text: &str, tok: &Tok) -> Option<Decimal> {
    if tok.kind != TokKind::Digits || tok.digits > LONGEST {
        return None;
    }
    let value = text[tok.start..tok.end]
        .chars()
        .filter_map(chars::digit_value)
        .fold(0u64, |n, d| n * 10 + u64::from(d));
    Some(Decimal::from(value))
}

/// The value of one run of digits as a small number.
pub(super) fn small(text: &str, tok: &Tok) -> Option<u32> {
    if tok.kind != TokKind::Digits || tok.digits > 9 {
        return None;
    }
    Some(
        text[tok.start..tok.end].chars().filter_map(chars::digit_value).fold(0, |n, d| n * 10 + u32::from(d)),
    )
}

/// Most groups joined by separators; longer chains are not numbers.
const GROUPS: usize = 12;

fn separator(c: char) -> bool {
    matches!(c, '.' | ',' | '٫' | '٬' | '،' | '\'' | '’')
}

/// Reads the number that begins with the digits at `at`, or with the decimal point before them.
pub(super) fn read(lang: Lang, text: &str, toks: &[Tok], at: usize) -> Option<Digits> {
    let first = toks.get(at)?;
    if let TokKind::Mark('.' | '٫') = first.kind {
        let behind = toks.get(at + 1).filter(|t| t.kind == TokKind::Digits && t.glued)?;
        let values = vec![join(text, std::iter::empty(), Some(behind))?];
        return Some(Digits { values, end: at + 2, plain: false, length: 0, padded: false });
    }
    if first.kind != TokKind::Digits {
        return None;
    }
    let mut groups = [at; GROUPS];
    let mut marks = ['\0'; GROUPS];
    let mut count = 1;
    let mut next = at + 1;
    while count < GROUPS {
        let (Some(mark), Some(group)) = (toks.get(next), toks.get(next + 1)) else { break };
        let TokKind::Mark(c) = mark.kind else { break };
        if !(separator(c) && mark.glued && group.glued && group.kind == TokKind::Digits) {
            break;
        }
        marks[count - 1] = c;
        groups[count] = next + 1;
        count += 1;
        next += 2;
    }
    if count == 1 {
        return Some(spaced(text, toks, at));
    }
    Some(separated(lang, text, toks, &groups[..count], &marks[..count - 1]))
}

/// Reads a number with blanks between its groups: `1 234 567`.
fn spaced(text: &str, toks: &[Tok], at: usize) -> Digits {
    let first = &toks[at];
    let mut end = at + 1;
    if first.digits <= 3 && !text[first.start..].starts_with(['0', '٠']) {
        while let Some(group) = toks.get(end) {
            let gap = &text[toks[end - 1].end..group.start];
            let thin = matches!(gap, "\u{A0}" | "\u{202F}" | "\u{2009}" | "\u{2007}");
            // A normal space joins groups only if they can hardly be two numbers.
            let joins = group.kind == TokKind::Digits
                && group.digits == 3
                && !(group.found.and || group.found.art || group.found.prep)
                && end - at < 6
                && (thin || gap == " " && (end - at > 1 || small(text, group) == Some(0)));
            if !joins {
                break;
            }
            end += 1;
        }
        // Three or more groups with normal spaces: 1 234 567.
        if end == at + 1
            && let (Some(a), Some(b)) = (toks.get(at + 1), toks.get(at + 2))
            && [a, b].iter().all(|t| t.kind == TokKind::Digits && t.digits == 3 && !t.found.and)
            && text[first.end..a.start] == *" "
            && text[a.end..b.start] == *" "
            && toks.get(at + 3).is_none_or(|t| t.kind != TokKind::Digits)
        {
            end = at + 3;
        }
    }
    // The groups have nothing between them.
    let groups = &toks[at..end];
    // A decimal point may follow the last group.
    let tail = match (toks.get(end), toks.get(end + 1)) {
        (Some(mark), Some(tail))
            if groups.len() > 1
                && mark.glued
                && tail.glued
                && tail.kind == TokKind::Digits
                && matches!(mark.kind, TokKind::Mark('.' | ',' | '٫')) =>
        {
            Some(tail)
        }
        _ => None,
    };
    let plain = groups.len() == 1;
    let values = join(text, groups.iter(), tail).into_iter().collect();
    Digits {
        values,
        end: if tail.is_some() { end + 2 } else { end },
        plain,
        length: groups.iter().map(|g| g.digits).sum(),
        padded: plain && first.digits > 1 && small_zero(text, first),
    }
}

fn small_zero(text: &str, tok: &Tok) -> bool {
    text[tok.start..].chars().next().and_then(chars::digit_value) == Some(0)
}

/// Reads groups joined by separators.
fn separated(lang: Lang, text: &str, toks: &[Tok], groups: &[usize], marks: &[char]) -> Digits {
    let group = |n: usize| &toks[groups[n]];
    // The rest of the list ١،٢،٣.
    let listed = groups[0].checked_sub(2).is_some_and(|before| {
        toks[before].kind == TokKind::Digits
            && toks[before + 1].glued
            && toks[before + 1].is(marks[0])
            && group(0).glued
    });
    let one = |values: Vec<Decimal>, used: usize| Digits {
        values,
        end: groups[used - 1] + 1,
        plain: used == 1,
        length: groups[..used].iter().map(|&g| toks[g].digits).sum(),
        padded: used == 1 && group(0).digits > 1 && small_zero(text, group(0)),
    };
    let grouping = |mark: char| mark != '٫';
    let decimal = |mark: char| matches!(mark, '.' | ',' | '٫' | '،');
    // The groups of thousands are those with the same separator.
    let lead = group(0);
    let mut thousands = 1;
    if lead.digits <= 3 && grouping(marks[0]) && !(lead.digits > 1 && small_zero(text, lead)) {
        while thousands <= marks.len()
            && marks[thousands - 1] == marks[0]
            && (group(thousands).digits == 3 || indian(toks, groups, thousands, marks))
        {
            thousands += 1;
        }
    }
    let parts = |n: usize| groups[..n].iter().map(|&g| &toks[g]);
    let mut values = Vec::new();
    let mut used = 1;
    if thousands > 1 {
        // 1,234.56: another separator after the thousands.
        let tail =
            marks.get(thousands - 1).filter(|&&m| decimal(m) && m != marks[0]).map(|_| group(thousands));
        let more = thousands + usize::from(tail.is_some());
        values.extend(join(text, parts(thousands), tail));
        used = more;
        let zero = lead.digits == 1 && small_zero(text, lead);
        if thousands == 2 && tail.is_none() && (decimal(marks[0]) && marks[0] != '،') {
            // 150.000 and 3,457: a single group of three may be decimals.
            let other = join(text, parts(1), Some(group(1)));
            let round = text[group(1).start..group(1).end]
                .chars()
                .rev()
                .take(2)
                .all(|c| chars::digit_value(c) == Some(0));
            match marks[0] {
                '.' if zero => values = other.into_iter().collect(),
                '.' if round => values.extend(other),
                '.' => values = other.into_iter().chain(values).collect(),
                ',' if zero => values = other.into_iter().chain(values).collect(),
                // A comma before three digits separates thousands, unless this text uses it for decimals.
                ',' if lang == Lang::Ar && writes_decimal_commas(toks, groups[0]) => values.extend(other),
                _ => {}
            }
        }
    } else if decimal(marks[0]) {
        let list = match marks[0] {
            '.' | '٫' => marks.len() > 1 && marks[1] == marks[0],
            // 2,5 is a decimal next to Arabic words, and two entries of a list next to English ones.
            ',' => group(1).digits > 2 || lang == Lang::En || marks.len() > 1,
            _ => group(1).digits > 2 || marks.len() > 1,
        };
        if !list && !listed {
            values.extend(join(text, parts(1), Some(group(1))));
            used = 2;
        }
    }
    if values.is_empty() {
        values.extend(whole(text, lead));
        used = 1;
    }
    one(values, used)
}

/// Number of tokens on either side in which a decimal comma is searched.
const REACH: usize = 120;

/// True if `3,5` or `1.234,5` occurs nearby, as is usual in the Maghreb.
fn writes_decimal_commas(toks: &[Tok], at: usize) -> bool {
    let near = &toks[at.saturating_sub(REACH)..(at + REACH).min(toks.len())];
    near.windows(3).enumerate().any(|(n, window)| {
        let [before, mark, behind] = window else { return false };
        before.kind == TokKind::Digits
            && mark.is(',')
            && mark.glued
            && behind.glued
            && behind.kind == TokKind::Digits
            && behind.digits < 3
            && near.get(n + 3).is_none_or(|next| !(next.glued && next.is(',')))
    })
}

/// True for `12,34,567`: groups of two before a last group of three.
fn indian(toks: &[Tok], groups: &[usize], at: usize, marks: &[char]) -> bool {
    let last = groups.len() - 1;
    at < last
        && last <= 6
        && marks.iter().all(|&m| m == ',')
        && groups[1..last].iter().all(|&g| toks[g].digits == 2)
        && toks[groups[last]].digits == 3
}

/// Groups of digits and a decimal part as one number.
fn join<'t>(
    text: &str,
    groups: impl Iterator<Item = &'t Tok> + Clone,
    tail: Option<&'t Tok>,
) -> Option<Decimal> {
    let groups = groups.chain(tail);
    let length: u32 = groups.clone().map(|g| g.digits).sum();
    if length > 27 {
        return None;
    }
    let digits = groups.flat_map(|g| text[g.start..g.end].chars());
    let value = digits.filter_map(chars::digit_value).fold(0i128, |n, d| n * 10 + i128::from(d));
    let scale = tail.map_or(0, |t| t.digits);
    Decimal::try_from_i128_with_scale(value, scale).ok().map(|value| value.normalize())
}
