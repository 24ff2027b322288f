//! Places of several words with another first word in the English: *Ain Velden* for بئر فيلدن.
//!
//! The table has the words with which names of places begin, each with all its spellings. Where such words are directly
//! before one linked name on both sides and have no row in common, they begin the names of two places.

use super::{Finding, replaced, said::spans};
use crate::{
    name::{Link, NameKind, rows, table},
    text::{Lang, Span},
};

/// Bytes before a name in which the word before it is searched.
const NEAR: usize = 48;

/// The findings of the places of a pair whose first words are two.
pub(super) fn find((ar, en): (&str, &str), links: &[Link]) -> Vec<Finding> {
    links.iter().filter_map(|link| other((ar, en), link, links)).collect()
}

fn other((ar, en): (&str, &str), link: &Link, links: &[Link]) -> Option<Finding> {
    let said = before(en, link.en).filter(|word| word.of(en).starts_with(char::is_uppercase))?;
    let elements = elements(Lang::En, said.of(en))?;
    let heard = before(ar, link.ar)?;
    let others = self::elements(Lang::Ar, heard.of(ar))?;
    let is_linked = links.iter().any(|link| link.en.overlaps(said) || link.ar.overlaps(heard));
    if is_linked || elements.iter().any(|row| others.contains(row)) {
        return None;
    }
    let (said, heard) = (said.to(link.en), heard.to(link.ar));
    Some(replaced((ar, en), heard, said, "place"))
}

/// The word directly before a name.
fn before(text: &str, name: Span) -> Option<Span> {
    let mut from = name.start.saturating_sub(NEAR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let word = spans(&text[from..name.start]).last()?;
    let word = Span::new(from + word.start, from + word.end);
    matches!(&text[word.end..name.start], " " | "-").then_some(word)
}

/// The rows of the table of a word with which names of places begin; `None` for a word that may be anything else.
fn elements(lang: Lang, word: &str) -> Option<Vec<u32>> {
    let rows = rows(lang, word);
    let are_elements = rows.iter().all(|&row| table().entry(row).kind == NameKind::Element);
    (!rows.is_empty() && are_elements).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::link;

    fn found(ar: &str, en: &str) -> usize {
        find((ar, en), &link(ar, en)).len()
    }

    #[test]
    fn a_place_with_another_first_word_is_another() {
        let ar = "عادت الحافلة من بئر كامبيرا قبل الغروب.";
        assert_eq!(found(ar, "The bus came back from Kafr Kambera before sunset."), 1);
        assert_eq!(found(ar, "The bus came back from Bir Kambera before sunset."), 0);
        assert_eq!(found(ar, "The bus came back from Kambera before sunset."), 0);
        assert_eq!(found(ar, "The bus came back from Kambera Well before sunset."), 0);
    }
}
