//! Personal data in a text: mail addresses, telephone numbers, accounts, cards and national
//! numbers, recognised by form and check digits. The forms are in `data/personal.tsv`.

mod check;

use crate::text::{
    Span, chars,
    clitics::{self, Classes},
};
use check::Check;
use std::{ops::RangeInclusive, sync::LazyLock};

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonalKind {
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// An international bank account number.
    Iban,
    /// The number of a payment card.
    Card,
    /// A number that a state assigns to a person.
    National,
}

impl PersonalKind {
    /// The text that replaces it where it is masked.
    pub fn mask(self) -> &'static str {
        match self {
            PersonalKind::Mail => "[mail]",
            PersonalKind::Phone => "[phone]",
            PersonalKind::Iban => "[iban]",
            PersonalKind::Card => "[card]",
            PersonalKind::National => "[national-number]",
        }
    }
}

/// True for a text that contains personal data.
pub fn has_any(text: &str) -> bool {
    // Most texts have neither an at sign nor enough digits.
    let digits = text.chars().filter(|c| chars::is_digit(*c)).take(FEWEST).count();
    (digits == FEWEST || text.contains('@')) && !find(text).is_empty()
}

/// The personal data of a text, sorted, without overlaps.
pub fn find(text: &str) -> Vec<(Span, PersonalKind)> {
    let mut found = mails(text);
    let numbers = groups(text);
    let mut at = 0;
    while at < numbers.len() {
        let longest = numbers.len().min(at + MOST_GROUPS);
        let hit = (at + 1..=longest).rev().find_map(|end| {
            let number = Number::of(text, &numbers[at..end])?;
            number.kind(text).map(|kind| (end, Span::new(number.start, number.end), kind))
        });
        match hit {
            Some((end, span, kind)) => {
                found.push((span, kind));
                at = end;
            }
            None => at += 1,
        }
    }
    found.sort_by_key(|(span, kind)| (span.start, *kind));
    let mut end = 0;
    found.retain(|(span, _)| {
        let is_free = span.start >= end;
        end = if is_free { span.end } else { end };
        is_free
    });
    found
}

/// The text with personal data masked; `None` where there is none.
pub fn masked(text: &str) -> Option<String> {
    let found = if has_any(text) { find(text) } else { Vec::new() };
    let mut out = String::new();
    let mut at = 0;
    for (span, kind) in &found {
        out += &text[at..span.start];
        out += kind.mask();
        at = span.end;
    }
    out += &text[at..];
    (!found.is_empty()).then_some(out)
}

/// Digits of the shortest number that is recognised.
const FEWEST: usize = 7;
/// Groups of the longest number.
const MOST_GROUPS: usize = 9;

fn mails(text: &str) -> Vec<(Span, PersonalKind)> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut found = Vec::new();
    let mut free = 0;
    for (at, _) in text.match_indices('@') {
        let before = &text[free..at];
        let start = free + before.trim_end_matches(local).len();
        let after = &text[at + 1..];
        let name = &after[..after.len() - after.trim_start_matches(domain).len()];
        let name = name.trim_end_matches(['.', '-']);
        let top = name.rsplit_once('.').map_or("", |(_, top)| top);
        if start < at && top.len() > 1 && top.chars().all(|c| c.is_ascii_alphabetic()) {
            free = at + 1 + name.len();
            found.push((Span::new(start, free), PersonalKind::Mail));
        }
    }
    found
}

/// Runs of letters and digits that contain a digit, or are letters that may be part of an account.
fn groups(text: &str) -> Vec<Span> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || chars::is_digit(c);
    let mut groups = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let span = Span::new(from, at);
                let part = span.of(text);
                // Letters alone are part of an account only in groups of four.
                let letters = part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_uppercase());
                if letters || part.chars().any(chars::is_digit) {
                    groups.push(span);
                }
                start = None;
            }
            _ => {}
        }
    }
    groups
}

/// Adjacent groups that may be one number.
struct Number {
    /// Digits as ASCII, letters in upper case.
    signs: String,
    /// The number of characters in each group.
    lengths: Vec<usize>,
    start: usize,
    end: usize,
    has_plus: bool,
    hyphens: bool,
}

impl Number {
    /// `None` where anything but blanks, hyphens, dots, slashes or brackets is between the groups.
    fn of(text: &str, groups: &[Span]) -> Option<Self> {
        let (first, last) = (groups.first()?, groups.last()?);
        let mut hyphens = true;
        for pair in groups.windows(2) {
            let between = &text[pair[0].end..pair[1].start];
            let fits = |c: char| matches!(c, ' ' | '\u{A0}' | '-' | '.' | '(' | ')' | '/');
            if between.chars().count() > 2 || !between.chars().all(fits) {
                return None;
            }
            hyphens &= between == "-";
        }
        let mut signs = String::new();
        let mut lengths = Vec::new();
        for group in groups {
            let before = signs.len();
            let sign = |c: char| {
                chars::digit_value(c)
                    .and_then(|value| char::from_digit(u32::from(value), 10))
                    .unwrap_or(c.to_ascii_uppercase())
            };
            signs.extend(group.of(text).chars().map(sign));
            lengths.push(signs.len() - before);
        }
        let before = text[..first.start].trim_end_matches('(');
        let has_plus = before.ends_with('+');
        let start = if has_plus { before.len() - 1 } else { first.start };
        Some(Number { signs, lengths, start, end: last.end, has_plus, hyphens })
    }

    fn kind(&self, text: &str) -> Option<PersonalKind> {
        let is_digits = self.signs.bytes().all(|byte| byte.is_ascii_digit());
        let fits = |row: &&Row| {
            row.length.contains(&self.signs.len())
                && row.begins.iter().any(|begin| self.signs.starts_with(begin))
                && self.is_printed_as(row)
                && row.check.holds(&self.signs)
        };
        let table = &*TABLE;
        if !is_digits {
            let is_iban = check::remainder_97(&self.signs) == Some(1);
            return table
                .iter()
                .any(|row| row.kind == PersonalKind::Iban && fits(&row) && is_iban)
                .then_some(PersonalKind::Iban);
        }
        if self.has_plus || self.signs.starts_with("00") {
            let signs = self.signs.strip_prefix("00").unwrap_or(&self.signs);
            let phones = table.iter().filter(|row| row.kind == PersonalKind::Phone);
            let is_phone = |row: &Row| {
                row.length.contains(&signs.len()) && row.begins.iter().any(|begin| signs.starts_with(begin))
            };
            return phones.into_iter().any(is_phone).then_some(PersonalKind::Phone);
        }
        let known = table
            .iter()
            .filter(|row| matches!(row.kind, PersonalKind::Card | PersonalKind::National))
            .find(fits);
        known.map(|row| row.kind).or_else(|| self.is_named_phone(text).then_some(PersonalKind::Phone))
    }

    /// True if the digits are grouped as such numbers are printed.
    fn is_printed_as(&self, row: &Row) -> bool {
        let groups = self.lengths.as_slice();
        match (row.kind, row.check) {
            (_, Check::Ssn) => groups == [3, 2, 4] && self.hyphens,
            (PersonalKind::Card, _) => {
                matches!(groups, [_] | [4, 4, 4, 4] | [4, 6, 5] | [4, 6, 4])
            }
            (PersonalKind::National, _) => groups.len() == 1 || (self.hyphens && groups == [3, 4, 7, 1]),
            (PersonalKind::Iban, _) => {
                groups.len() == 1 || groups.split_last().is_some_and(|(_, rest)| rest.iter().all(|n| *n == 4))
            }
            _ => true,
        }
    }

    /// True for enough digits after a word for telephone.
    fn is_named_phone(&self, text: &str) -> bool {
        if !(FEWEST..=15).contains(&self.signs.len()) {
            return false;
        }
        let before = text[..self.start].trim_end_matches(|c: char| !c.is_alphabetic());
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        // Only marks may be between the word and the number.
        text[before.len()..self.start].chars().count() <= 3
            && clitics::forms(&word, Classes::NOUN).any(|form| PHONE_WORDS.contains(&form))
    }
}

/// A row of the table.
struct Row {
    kind: PersonalKind,
    length: RangeInclusive<usize>,
    begins: Vec<&'static str>,
    check: Check,
}

fn rows() -> impl Iterator<Item = [&'static str; 5]> {
    let rows = include_str!("../../data/personal.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split('\t').collect::<Vec<_>>().try_into().ok())
}

static PHONE_WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows().filter(|row| row[0] == "phone-word").flat_map(|row| row[3].split('|')).collect());

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |[kind, _, length, begins, check]: [&'static str; 5]| {
        let kind = match kind {
            "card" => PersonalKind::Card,
            "iban" => PersonalKind::Iban,
            "national" => PersonalKind::National,
            "phone" => PersonalKind::Phone,
            _ => return None,
        };
        let (from, to) = length.split_once('-').unwrap_or((length, length));
        let length = from.parse().ok()?..=to.parse().ok()?;
        Some(Row { kind, length, begins: begins.split('|').collect(), check: Check::named(check)? })
    };
    rows().filter_map(row).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let table = include_str!("../../data/personal.tsv");
        let lines: Vec<&str> = table.lines().filter(|row| !row.starts_with('#')).collect();
        assert!(lines.is_sorted());
        let words = lines.iter().filter(|row| row.starts_with("phone-word")).count();
        assert_eq!(TABLE.len() + words, lines.len());
    }

    #[test]
    fn what_belongs_to_a_person_is_masked() {
        for (text, masked_text) in [
            ("Write to ali.h@mail.example.org, please.", "Write to [mail], please."),
            ("اتصل على ‎+20 10 1234 5678 اليوم", "اتصل على ‎[phone] اليوم"),
            ("هاتف: ٠٢٢٣٤٥٦٧٨٩", "هاتف: [phone]"),
            ("Tel. 02-2345-6789", "Tel. [phone]"),
            ("Call 00966 11 234 5678 now", "Call [phone] now"),
            ("DE89 3704 0044 0532 0130 00 is theirs", "[iban] is theirs"),
            ("SA0380000000608010167519", "[iban]"),
            ("to GB82 WEST 1234 5698 7654 32", "to [iban]"),
            ("card 4111 1111 1111 1111, thanks", "card [card], thanks"),
            ("card ٤١١١١١١١١١١١١١١١", "card [card]"),
            ("Amex 3782-822463-10005", "Amex [card]"),
            ("رقمه القومي 29001011234567 فقط", "رقمه القومي [national-number] فقط"),
            ("ID 784-1984-1234567-4?", "ID [national-number]?"),
            ("SSN 123-45-6789.", "SSN [national-number]."),
        ] {
            assert_eq!(masked(text).as_deref(), Some(masked_text), "{text}: {:?}", find(text));
        }
    }

    #[test]
    fn numbers_of_nobody_stay() {
        for text in [
            "It sold 1,234,567,890 copies in 2010 2011 2012 2013.",
            "card 4111 1111 1111 1112",
            "The population was 29 million on 12/05/2019, or 104 000 000 later.",
            "رقم 39913311234567 لا يدل على يوم",
            "version 10.0.19045.3803 of 2023-11-14",
            "follow @name or a@b",
            "ISBN 978-3-16-148410-0",
            "It costs $1234567.",
            "",
        ] {
            assert_eq!(masked(text), None, "{text}");
        }
    }
}
