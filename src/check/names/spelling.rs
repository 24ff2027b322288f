//! The finding of a name that a document spells in two ways: Gaddafi and Qaddafi, for القذافي.

use super::{Code, Finding, Severity, isolated, marked};
use crate::{
    name::{How, Link, NameKind, table, term_key},
    text::{
        Lang, Span, fold,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashMap;

/// The smallest similarity of two spellings of one name, by Jaro and Winkler; two different names have less.
const ALIKE: f64 = 0.8;
/// Endings that make another word, not another spelling, from a name.
const ENDINGS: [&str; 9] = ["s", "n", "an", "ian", "i", "ese", "ish", "is", "ans"];

/// A linked name of a pair.
#[derive(Debug)]
pub(super) struct Spelled {
    /// The Arabic without clitics and article.
    key: String,
    /// The English words, folded.
    english: String,
    en: Span,
    ar: Span,
}

/// The names of a pair whose spelling can vary.
pub(super) fn read(links: &[Link], ar: &str, en: &str) -> Vec<Spelled> {
    let fits = |link: &&Link| {
        let kind = table().kind(Lang::En, link.en.of(en));
        let other = [
            NameKind::Nationality,
            NameKind::Title,
            NameKind::Element,
            NameKind::Particle,
            NameKind::Month,
            NameKind::Day,
        ];
        link.how != How::Letters && kind.is_none_or(|kind| !other.contains(&kind))
    };
    let spelled = |link: &Link| Spelled {
        key: term_key(link.ar.of(ar)),
        english: words(link.en.of(en)),
        en: link.en,
        ar: link.ar,
    };
    links.iter().filter(fits).map(spelled).collect()
}

/// One note for each spelling other than the usual one of its name, at its first place: the number
/// of the pair and the finding.
pub(super) fn find(all: &[Vec<Spelled>], pairs: &[(&str, &str)]) -> Vec<(usize, Finding)> {
    let mut names: FxHashMap<&str, Vec<Spelling<'_>>> = FxHashMap::default();
    for (pair, spelled) in all.iter().enumerate() {
        for one in spelled {
            let spellings = names.entry(&one.key).or_default();
            match spellings.iter().position(|spelling| spelling.first.english == one.english) {
                Some(known) => spellings[known].count += 1,
                None if spellings.len() < 8 => spellings.push(Spelling { pair, first: one, count: 1 }),
                None => {}
            }
        }
    }
    let mut found = Vec::new();
    for spellings in names.into_values().filter(|spellings| spellings.len() > 1) {
        // If two are equally frequent, the earlier one is the usual one.
        let Some(usual) = spellings.iter().rev().max_by_key(|spelling| spelling.count) else { continue };
        let others = spellings.iter().filter(|other| other.first.english != usual.first.english);
        for other in others.filter(|other| differ(&other.first.english, &usual.first.english)) {
            let ((ar, en), (_, en_usual)) = (pairs[other.pair], pairs[usual.pair]);
            let (arabic, usually) = (other.first.ar.of(ar), isolated(usual.first.en.of(en_usual)));
            found.push((
                other.pair,
                Finding {
                    severity: Severity::Note,
                    code: Code::NameSpelling,
                    message: format!(
                        "{} for {}, {usually} elsewhere ({} times)",
                        isolated(other.first.en.of(en)),
                        isolated(arabic),
                        usual.count
                    ),
                    ar: Some(marked(other.first.ar, ar)),
                    en: Some(marked(other.first.en, en)),
                    throughout: false,
                },
            ));
        }
    }
    found.sort_by_key(|(pair, finding)| (*pair, finding.en.as_ref().map(|marked| marked.span.start)));
    found
}

struct Spelling<'a> {
    pair: usize,
    first: &'a Spelled,
    count: usize,
}

/// True for two spellings of the same name, as opposed to a longer form or another word.
fn differ(one: &str, other: &str) -> bool {
    let count = |text: &str| text.split(' ').count();
    let longer = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| ENDINGS.contains(&rest));
    count(one) == count(other)
        && !longer(one, other)
        && !longer(other, one)
        && strsim::jaro_winkler(one, other) >= ALIKE
}

/// The folded words of a name, separated by single blanks.
fn words(name: &str) -> String {
    let words: Vec<String> = tokens(name)
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| {
            let mut word = fold::fold(Lang::En, token.span.of(name));
            if let Some(owner) = word.strip_suffix("'s") {
                word.truncate(owner.len());
            }
            word
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use crate::check::{Code, pairs};

    fn spellings(texts: &[(&str, &str)]) -> Vec<String> {
        let found = pairs(texts).into_iter().flatten();
        found.filter(|finding| finding.code == Code::NameSpelling).map(|finding| finding.message).collect()
    }

    #[test]
    fn a_second_spelling_is_one_note() {
        let found = spellings(&[
            ("وصل القذافي إلى سرت.", "In Sirte, Gaddafi arrived."),
            ("ثم خطب القذافي.", "And then Gaddafi spoke."),
            ("وغادر القذافي.", "At last Qaddafi left."),
            ("وعاد القذافي.", "Later Qaddafi returned."),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn one_spelling_and_an_adjective_are_none() {
        let found = spellings(&[
            ("وصل الوفد إلى سوريا.", "The delegation came to Syria."),
            ("ثم قابل الوزير السوري.", "It met the Syrian minister."),
            ("وغادر سوريا.", "And it left Syria."),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }
}
