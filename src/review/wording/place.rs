//! Wordings common to both languages: runs of digits, parts of dates and times, codes.

use super::{Case, Repair, with_part};
use crate::{
    figure::{self, Calendar, Date, Decimal, Value},
    text::Lang,
};
use std::ops::Range;

/// Wordings of dates, times and codes, digit by digit and name by name.
pub(super) fn candidates(case: &Case<'_>, lang: Lang) -> Vec<Repair> {
    match case.right.value() {
        Value::Date(date) => dates(case, *date, lang),
        Value::Time(time) => {
            let mut hours = vec![time.hour];
            hours.extend((time.hour > 12).then(|| time.hour - 12));
            hours.extend((time.hour == 0).then_some(12));
            let parts: Vec<i64> = hours.into_iter().chain([time.minute]).map(i64::from).collect();
            parts_replaced(case, &parts)
        }
        Value::Code(code) => vec![Repair { span: case.wrong.span, text: code.clone(), sure: false }],
        Value::Pair(a, b) => parts_replaced(case, &[*a, *b].map(|n| i64::try_from(n).unwrap_or(-1))),
        // Numbers have a wording of their own in each language.
        Value::Number(_) | Value::Fraction(..) => Vec::new(),
    }
}

/// Each run of digits replaced by each of the numbers.
fn parts_replaced(case: &Case<'_>, parts: &[i64]) -> Vec<Repair> {
    let text = case.text();
    let pairs = runs(text).into_iter().flat_map(|run| parts.iter().map(move |part| (run.clone(), *part)));
    let fitting = pairs.filter(|(_, part)| *part >= 0);
    fitting
        .map(|(run, part)| {
            let new = digits(Decimal::from(part), &text[run.clone()]);
            with_part(case, run, &new, true)
        })
        .collect()
}

fn dates(case: &Case<'_>, date: Date, lang: Lang) -> Vec<Repair> {
    let parts = [date.day.map(i64::from), date.month.map(i64::from), date.year.map(i64::from)];
    let parts: Vec<i64> = parts.into_iter().flatten().collect();
    let mut made = parts_replaced(case, &parts);
    let hijri = date.calendar == Calendar::Hijri;
    if let Some(month) = date.month {
        made.extend(named(
            case,
            lang,
            &names(figure::months().filter(|month| month.hijri == hijri), lang),
            usize::from(month),
        ));
    }
    if let Some(day) = date.weekday {
        made.extend(named(case, lang, &names(figure::weekdays(), lang), usize::from(day)));
    }
    made
}

/// The names of months or days by number, counted from 1; ambiguous spellings are omitted.
fn names(named: impl Iterator<Item = figure::Named>, lang: Lang) -> Vec<Vec<&'static str>> {
    let forms = named.map(|named| named.forms(lang).filter(|form| !form.contains('{')).collect());
    std::iter::once(Vec::new()).chain(forms).collect()
}

/// Replaces every name in the figure by the right name of the same tradition, all at once:
/// `آذار/مارس` becomes `نيسان/أبريل`.
fn named(case: &Case<'_>, lang: Lang, names: &[Vec<&str>], right: usize) -> Option<Repair> {
    let text = case.text();
    let new = names.get(right).filter(|new| !new.is_empty())?;
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let folded = if lang == Lang::En { text.to_ascii_lowercase() } else { text.to_owned() };
    for names in names {
        for (tradition, name) in names.iter().enumerate() {
            let name = if lang == Lang::En { name.to_ascii_lowercase() } else { (*name).to_owned() };
            if let Some(at) = folded.find(&name).filter(|at| is_word(&folded, *at..*at + name.len())) {
                found.push((at..at + name.len(), tradition));
            }
        }
    }
    // The longest name at a place: `كانون الثاني`, not just its beginning.
    found.sort_by_key(|(range, tradition)| (range.start, std::cmp::Reverse(range.end), *tradition));
    let mut made = String::new();
    let mut at = 0;
    for (range, tradition) in found {
        if range.start < at {
            continue;
        }
        made.push_str(&text[at..range.start]);
        let name = new.get(tradition).or(new.first())?;
        if lang == Lang::En {
            made.push_str(&capital(name));
        } else {
            made.push_str(name);
        }
        at = range.end;
    }
    made.push_str(&text[at..]);
    (at > 0).then_some(Repair { span: case.wrong.span, text: made, sure: true })
}

fn is_word(text: &str, range: Range<usize>) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
    edge(text[..range.start].chars().next_back()) && edge(text[range.end..].chars().next())
}

/// The word with a capital initial.
pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The places of runs of digits, including the separators of thousands or decimals in them.
pub(super) fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| digit(*c).is_some()) {
        let end = at + c.len_utf8();
        let between = |last: &Range<usize>| {
            let gap = &text[last.end..at];
            gap.is_empty() || matches!(gap, "," | "." | "٬" | "٫" | "،" | "\u{A0}" | "\u{202F}" | "'" | "’")
        };
        match found.last_mut().filter(|last| between(last)) {
            Some(last) => last.end = end,
            None => found.push(at..end),
        }
    }
    found
}

/// The value of a digit, and the zero of its script.
fn digit(c: char) -> Option<(u32, char)> {
    ['0', '٠', '۰'].into_iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10)?;
        Some((value, zero))
    })
}

/// A number in digits of the same script as others, grouped like them, and padded to their length
/// if they begin with a zero.
pub(super) fn digits(value: Decimal, like: &str) -> String {
    let zero = like.chars().find_map(digit).map_or('0', |(_, zero)| zero);
    let arabic = zero != '0';
    let length = like.chars().filter(|c| digit(*c).is_some()).count();
    let signs: Vec<(usize, char)> = like.char_indices().filter(|(_, c)| digit(*c).is_none()).collect();
    let after = |at: usize| like[at..].chars().skip(1).filter(|c| digit(*c).is_some()).count();
    let fraction =
        signs.last().filter(|(at, c)| *c == '٫' || after(*at) != 3 || (*c == '.' && signs.len() == 1));
    let group = signs.iter().find(|sign| Some(*sign) != fraction).map(|(_, c)| *c);
    let text = value.normalize().to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let whole = if like.chars().next().and_then(digit).is_some_and(|(value, _)| value == 0) {
        format!("{whole:0>length$}")
    } else {
        whole.to_owned()
    };
    // Numbers longer than the old one are grouped in the usual way.
    let group = group.or_else(|| (whole.len() > 4 && length < 5).then_some(if arabic { '٬' } else { ',' }));
    let mut made = String::new();
    for (n, c) in whole.chars().enumerate() {
        if let Some(sign) = group.filter(|_| n > 0 && (whole.len() - n) % 3 == 0) {
            made.push(sign);
        }
        made.push(c);
    }
    if !part.is_empty() {
        made.push(fraction.map_or(if arabic { '٫' } else { '.' }, |(_, c)| *c));
        made.push_str(part);
    }
    let native = |c: char| c.to_digit(10).and_then(|value| char::from_u32(u32::from(zero) + value));
    made.chars().map(|c| native(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_look_like_those_they_replace() {
        for (value, like, expected) in [
            ("3457", "3,475", "3,457"),
            ("3457", "٣٬٤٧٥", "٣٬٤٥٧"),
            ("3457", "3475", "3457"),
            ("25", "52", "25"),
            ("2.5", "5.2", "2.5"),
            ("2.5", "٥٫٢", "٢٫٥"),
            ("2.5", "٥", "٢٫٥"),
            ("1500000", "150", "1,500,000"),
            ("5", "09", "05"),
            ("1234.5", "1.234,6", "1.234,5"),
        ] {
            assert_eq!(digits(value.parse().unwrap(), like), expected, "{value} {like}");
        }
        assert_eq!(runs("from 3,475 to ٣٬٤٧٥"), [5..10, 14..24]);
    }
}
