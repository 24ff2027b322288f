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
        let after = toks.get(at + 1).filter(|t| t.kind == TokKind::Digits && t.glued)?;
        let values = vec![join(text, std::iter::empty(), Some(after))?];
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
    let groups = Groups { lang, text, toks, groups: &groups[..count], marks: &marks[..count - 1] };
    Some(groups.read())
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

/// Groups of digits joined by separators, at least two of them.
struct Groups<'a> {
    lang: Lang,
    text: &'a str,
    toks: &'a [Tok],
    /// The token of each group.
    groups: &'a [usize],
    /// The mark after each group but the last.
    marks: &'a [char],
}

impl<'a> Groups<'a> {
    fn group(&self, n: usize) -> &'a Tok {
        &self.toks[self.groups[n]]
    }

    fn first(&self, count: usize) -> impl Iterator<Item = &'a Tok> + Clone + use<'a> {
        let toks = self.toks;
        self.groups[..count].iter().map(move |&group| &toks[group])
    }

    /// The number that the groups are.
    fn read(&self) -> Digits {
        let lead = self.group(0);
        let (mut values, mut used) = match self.thousands() {
            1 if self.is_decimal() => (join(self.text, self.first(1), Some(self.group(1))), 2),
            1 => (None, 1),
            count => return self.with_thousands(count),
        };
        if values.is_none() {
            (values, used) = (whole(self.text, lead), 1);
        }
        self.digits(values.into_iter().collect(), used)
    }

    fn digits(&self, values: Vec<Decimal>, used: usize) -> Digits {
        let lead = self.group(0);
        Digits {
            values,
            end: self.groups[used - 1] + 1,
            plain: used == 1,
            length: self.first(used).map(|tok| tok.digits).sum(),
            padded: used == 1 && lead.digits > 1 && small_zero(self.text, lead),
        }
    }

    /// How many groups the thousands have, which are those with the same separator; 1 if there are none.
    fn thousands(&self) -> usize {
        let Groups { text, toks, groups, marks, .. } = *self;
        let lead = self.group(0);
        let mut count = 1;
        if lead.digits <= 3 && marks[0] != '٫' && !(lead.digits > 1 && small_zero(text, lead)) {
            while count <= marks.len()
                && marks[count - 1] == marks[0]
                && (self.group(count).digits == 3 || indian(toks, groups, count, marks))
            {
                count += 1;
            }
        }
        count
    }

    /// `1,234.56`, `150.000`: a number with groups of thousands, and the decimals that it may have or be.
    fn with_thousands(&self, count: usize) -> Digits {
        let (text, lead, mark) = (self.text, self.group(0), self.marks[0]);
        // 1,234.56: another separator after the thousands.
        let tail = self.marks.get(count - 1).filter(|&&m| separates_decimals(m) && m != mark);
        let tail = tail.map(|_| self.group(count));
        let mut values: Vec<Decimal> = join(text, self.first(count), tail).into_iter().collect();
        if count == 2 && tail.is_none() && separates_decimals(mark) && mark != '،' {
            // 150.000 and 3,457: a single group of three may be decimals.
            let other = join(text, self.first(1), Some(self.group(1)));
            let zero = lead.digits == 1 && small_zero(text, lead);
            let digits = &text[self.group(1).start..self.group(1).end];
            let round = digits.chars().rev().take(2).all(|c| chars::digit_value(c) == Some(0));
            match mark {
                '.' if zero => values = other.into_iter().collect(),
                '.' if round => values.extend(other),
                '.' => values = other.into_iter().chain(values).collect(),
                ',' if zero => values = other.into_iter().chain(values).collect(),
                // A comma before three digits separates thousands, unless this text uses it for decimals.
                ',' if self.lang == Lang::Ar && writes_decimal_commas(self.toks, self.groups[0]) => {
                    values.extend(other);
                }
                _ => {}
            }
        }
        if values.is_empty() {
            return self.digits(whole(text, lead).into_iter().collect(), 1);
        }
        self.digits(values, count + usize::from(tail.is_some()))
    }

    /// True if the second group is the number after the first one.
    fn is_counted(&self) -> bool {
        let number = |n: usize| self.text.get(self.group(n).start..self.group(n).end)?.parse::<u32>().ok();
        number(0).zip(number(1)).is_some_and(|(first, second)| first.checked_add(1) == Some(second))
    }

    /// `2,5`: true if the second group has the decimals of the first, and is no further entry of a list.
    fn is_decimal(&self) -> bool {
        let Groups { toks, groups, marks, .. } = *self;
        let more = marks.len() > 1;
        let list = match marks[0] {
            '.' | '٫' => more && marks[1] == marks[0],
            // 2,5 is a decimal next to Arabic words, and two entries of a list next to English ones; 12,50 is a decimal in both,
            // but `rooms 10,11 and 12` are a list.
            ',' => {
                self.group(1).digits > 2
                    || self.lang == Lang::En && (self.group(1).digits < 2 || self.is_counted())
                    || more
            }
            _ => self.group(1).digits > 2 || more,
        };
        // The rest of the list ١،٢،٣.
        let listed = groups[0].checked_sub(2).is_some_and(|before| {
            toks[before].kind == TokKind::Digits
                && toks[before + 1].glued
                && toks[before + 1].is(marks[0])
                && self.group(0).glued
        });
        separates_decimals(marks[0]) && !list && !listed
    }
}

fn separates_decimals(mark: char) -> bool {
    matches!(mark, '.' | ',' | '٫' | '،')
}

/// Number of tokens on either side in which a decimal comma is searched.
const REACH: usize = 120;

/// True if `3,5` or `1.234,5` occurs nearby, as is usual in the Maghreb.
fn writes_decimal_commas(toks: &[Tok], at: usize) -> bool {
    let near = &toks[at.saturating_sub(REACH)..(at + REACH).min(toks.len())];
    near.windows(3).enumerate().any(|(n, window)| {
        let [before, mark, after] = window else { return false };
        before.kind == TokKind::Digits
            && mark.is(',')
            && mark.glued
            && after.glued
            && after.kind == TokKind::Digits
            && after.digits < 3
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
