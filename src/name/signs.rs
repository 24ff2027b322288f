//! What the letters of a word show of themselves: its script, and capitals that abbreviate.

use super::small::{Role, is_small};

/// True for a word of nothing but characters from the Arabic blocks, which have no capitals.
pub(super) fn is_of_arabic(piece: &str) -> bool {
    piece.bytes().all(|byte| matches!(byte, 0x80..=0xBF | 0xD8..=0xDB))
}

/// True for a word with capitals after its first letter that is not a family name (McDonald, ElBaradei).
pub(super) fn abbreviates(piece: &str) -> bool {
    let rest = after_prefix(piece).unwrap_or(piece);
    let capitals = rest.chars().skip(1).filter(|c| c.is_uppercase()).count();
    let small = rest.chars().filter(|c| c.is_lowercase()).count();
    capitals > 0 && (small > 0 && !piece.contains(['\'', '’', '-']) || capitals + 1 < SHOUTED)
}

/// The word after a prefix of family names, from its capital: `McDonald` is a name from `D`.
fn after_prefix(piece: &str) -> Option<&str> {
    let capital = piece.char_indices().skip(1).find(|(_, c)| c.is_uppercase())?.0;
    let (head, rest) = piece.split_at(capital);
    (is_small(Role::Prefix, &head.to_lowercase()) && rest.chars().nth(1).is_some()).then_some(rest)
}

/// Least length of a word in capitals that is not an abbreviation.
const SHOUTED: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_inside_a_word_abbreviate_but_not_those_of_families() {
        for word in ["HCoV", "UN", "HFCs"] {
            assert!(abbreviates(word), "{word}");
        }
        for word in ["McDonald", "ElBaradei", "Cairo"] {
            assert!(!abbreviates(word), "{word}");
        }
        assert!(is_of_arabic("وزير") && !is_of_arabic("Cairo"));
    }
}
