//! The order that decides which of several duplicates is best, independently of the places of the rows.

use super::parse::Row;
use crate::{Error, Result};
use std::str::FromStr;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// The property that makes one row better than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Best {
    /// A higher adequacy.
    #[default]
    Adequacy,
    /// A higher confidence.
    Confidence,
    /// More characters, both sides together.
    Longest,
    /// An earlier place in the input. Only here does the order of the input matter.
    First,
}

impl FromStr for Best {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "adequacy" => Best::Adequacy,
            "confidence" => Best::Confidence,
            "longest" => Best::Longest,
            "first" => Best::First,
            _ => {
                return Err(Error::new(format!("`{text}` does not say which row is best"))
                    .advise("use adequacy, confidence, longest or first"));
            }
        })
    }
}

/// The rank of a row; the least is the best. Rows are compared by the given property, then by id,
/// in which numbers count as numbers (`d#b2` before `d#b10`). Rows without an id come after those
/// with one, in an order that depends on their texts alone.
pub fn order(row: &Row<'_>, best: Best) -> u128 {
    let share = |share: Option<f64>| share.map_or(0, |share| 1 + (share.clamp(0.0, 1.0) * 1e9) as u32);
    let rank = match best {
        Best::Adequacy => share(row.adequacy),
        Best::Confidence => share(row.confidence),
        Best::Longest => {
            u32::try_from(row.texts.ar.chars().count() + row.texts.en.chars().count()).unwrap_or(u32::MAX)
        }
        Best::First => 0,
    };
    let name = match &row.id {
        Some(id) => of_id(id),
        None => {
            let mut hash = Xxh3::new();
            hash.update(row.texts.ar.as_bytes());
            hash.update(b"\0");
            hash.update(row.texts.en.as_bytes());
            (hash.digest128() >> 33) | (1 << 95)
        }
    };
    (u128::from(!rank) << 96) | name
}

/// 95 bits of an id: 23 of a hash of everything but its last two numbers, and 36 of each of these.
fn of_id(id: &str) -> u128 {
    const BITS: u32 = 36;
    let mut rest = id;
    let mut numbers = [0_u128; 2];
    let mut between = String::new();
    for number in numbers.iter_mut().rev() {
        let Some(last) = rest.rfind(|c: char| c.is_ascii_digit()) else { break };
        let digits = rest[..=last].rfind(|c: char| !c.is_ascii_digit());
        let start = digits.map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
        let value = rest[start..=last]
            .bytes()
            .fold(0_u128, |value, digit| value.saturating_mul(10).saturating_add(u128::from(digit - b'0')));
        *number = value.min((1 << BITS) - 1);
        between.push_str(&rest[last + 1..]);
        between.push('\0');
        rest = &rest[..start];
    }
    between.push_str(rest);
    (u128::from(xxh3_64(between.as_bytes()) >> 41) << (2 * BITS)) | (numbers[0] << BITS) | numbers[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_ids_count_as_numbers_and_the_rank_comes_first() {
        let row = |id: Option<&str>, adequacy, en: &'static str| Row {
            id: id.map(str::to_owned),
            adequacy,
            ..Row::of_texts("نعم", en)
        };
        let ids = ["d/1#b2", "d/1#b10", "d/2#b1", "d/12#b1"];
        let orders = ids.map(|id| order(&row(Some(id), None, "yes"), Best::Adequacy));
        assert!(orders.is_sorted());
        let known = order(&row(Some("d/99#b1"), Some(0.7), "yes"), Best::Adequacy);
        let better = order(&row(Some("e"), Some(0.8), "yes"), Best::Adequacy);
        let nameless = order(&row(None, None, "yes"), Best::Adequacy);
        assert!(better < known && known < orders[0] && orders[3] < nameless);
        assert!(
            order(&row(Some("b"), None, "yes indeed"), Best::Longest)
                < order(&row(Some("a"), None, "yes"), Best::Longest)
        );
        for id in ["", "ش٣", "9", "99999999999999999999999999999999999999999999999#b7"] {
            assert!(order(&row(Some(id), None, "yes"), Best::First) >> 95 & 1 == 0, "{id}");
        }
    }
}
