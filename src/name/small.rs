//! Small words of English names: titles, particles, articles, and the ends of contractions.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What a small word is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// An Arabic article in Latin letters.
    Article,
    /// The end of words such as `You've`.
    Contraction,
    /// A word between two parts of a name: *bin*, *van*.
    Particle,
    /// The head of names written in one word with a capital inside: *McDonald*.
    Prefix,
    /// An abbreviated title before or after a name: *Mr*, *Jr*.
    Title,
}

impl Role {
    const ALL: [Role; 5] = [Role::Article, Role::Contraction, Role::Particle, Role::Prefix, Role::Title];

    fn word(self) -> &'static str {
        match self {
            Role::Article => "article",
            Role::Contraction => "contraction",
            Role::Particle => "particle",
            Role::Prefix => "prefix",
            Role::Title => "title",
        }
    }
}

static SMALL: LazyLock<FxHashSet<(Role, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/names-small.tsv").lines().filter(|line| !line.starts_with('#'));
    let role = |word: &str| Role::ALL.into_iter().find(|role| role.word() == word);
    rows.filter_map(|row| row.split_once('\t')).filter_map(|(name, word)| Some((role(name)?, word))).collect()
});

/// True for a folded word with the given role.
pub(super) fn is_small(role: Role, folded: &str) -> bool {
    SMALL.contains(&(role, folded))
}

/// True for a word that ends as contractions do: `you've`, `don't`.
pub(super) fn is_contraction(folded: &str) -> bool {
    let Some(at) = folded.rfind('\'') else { return false };
    let from = if folded[..at].ends_with('n') && folded[at..].starts_with("'t") { at - 1 } else { at };
    is_small(Role::Contraction, &folded[from..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_are_sorted_and_each_has_a_role() {
        let table = include_str!("../../data/names-small.tsv");
        let rows: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.windows(2).all(|two| two[0] < two[1]));
        assert_eq!(SMALL.len(), rows.len());
    }

    #[test]
    fn contractions_are_distinguished_from_owners_and_names() {
        for word in ["you've", "don't", "they'll", "i'd", "we're"] {
            assert!(is_contraction(word), "{word}");
        }
        for word in ["gandhi's", "o'malley", "sha'ban", "cairo", "'"] {
            assert!(!is_contraction(word), "{word}");
        }
        assert!(is_small(Role::Title, "mr") && !is_small(Role::Title, "president"));
    }
}
