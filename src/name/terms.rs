//! The names of many pairs as one list of terms.

use super::{Kind, Link, table};
use crate::text::{
    Lang, fold,
    token::{TokenKind, tokens},
};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// Spellings of one name that are kept on each side.
const SPELLINGS: usize = 16;

/// Names collected from pairs of texts, each with all its spellings.
///
/// ```
/// use mizan::name::{Terms, link};
/// let (ar, en) = ("زار هالفورسن القاهرة.", "Then Halvorsen saw Cairo.");
/// let mut terms = Terms::default();
/// terms.add(&link(ar, en), ar, en);
/// assert!(terms.table().contains("القاهرة\tCairo\tcity\t1\t\n"));
/// ```
#[derive(Debug, Default)]
pub struct Terms {
    names: FxHashMap<String, Term>,
}

#[derive(Debug, Default)]
struct Term {
    count: usize,
    kind: Option<Kind>,
    ar: Vec<(String, usize)>,
    en: Vec<(String, usize)>,
}

impl Terms {
    /// Adds the links of a pair. Words that names are made of, nationalities, months and days are no terms.
    pub fn add(&mut self, links: &[Link], ar: &str, en: &str) {
        for link in links {
            let (arabic, english) = (link.ar.of(ar), link.en.of(en));
            let kind = table().kind(Lang::En, english);
            if let Some(
                Kind::Nationality | Kind::Title | Kind::Element | Kind::Particle | Kind::Month | Kind::Day,
            ) = kind
            {
                continue;
            }
            let term = self.names.entry(term_key(arabic)).or_default();
            term.count += 1;
            term.kind = term.kind.or(kind);
            count(&mut term.ar, arabic);
            count(&mut term.en, english.strip_suffix("'s").or(english.strip_suffix("’s")).unwrap_or(english));
        }
    }

    /// The list, the most frequent first: Arabic, English, kind, how often, other spellings. Columns are separated by
    /// tabs, with a line of titles.
    pub fn table(&self) -> String {
        let mut terms: Vec<(&String, &Term)> = self.names.iter().collect();
        terms.sort_by(|(a, one), (b, other)| other.count.cmp(&one.count).then_with(|| a.cmp(b)));
        let mut out = "ar\ten\tkind\tcount\tother\n".to_owned();
        for (_, term) in terms {
            let (ar, mut others) = usual(&term.ar);
            let (en, more) = usual(&term.en);
            others.extend(more);
            let kind = term.kind.map(Kind::word).unwrap_or_default();
            let _ = writeln!(out, "{ar}\t{en}\t{kind}\t{}\t{}", term.count, others.join("; "));
        }
        out
    }
}

/// The most frequent spelling, and the others in the order of their first places.
fn usual(spellings: &[(String, usize)]) -> (&str, Vec<&str>) {
    let usual = spellings.iter().rev().max_by_key(|(_, count)| *count).map_or("", |(text, _)| text.as_str());
    (usual, spellings.iter().map(|(text, _)| text.as_str()).filter(|&text| text != usual).collect())
}

fn count(spellings: &mut Vec<(String, usize)>, text: &str) {
    // A cell is one line.
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    match spellings.iter().position(|(known, _)| *known == text) {
        Some(known) => spellings[known].1 += 1,
        None if spellings.len() < SPELLINGS => spellings.push((text, 1)),
        None => {}
    }
}

/// An Arabic name folded, without the clitics and the article of its first word: the same for all its places.
///
/// ```
/// use mizan::name::term_key;
/// assert_eq!(term_key("وللقاهرة"), term_key("القاهرة"));
/// ```
pub fn term_key(name: &str) -> String {
    let words = tokens(name).filter(|token| token.kind == TokenKind::Word);
    let words: Vec<String> = words.map(|token| fold::fold(Lang::Ar, token.span.of(name))).collect();
    let folded = words.join(" ");
    let bare = ["وال", "فال", "بال", "كال", "ولل", "وبال", "لل", "ال"]
        .iter()
        .find_map(|head| folded.strip_prefix(head).filter(|rest| rest.chars().nth(2).is_some()));
    bare.map_or(folded.clone(), str::to_owned)
}
