//! Compares the web and mail addresses of the two sides.

use super::{
    claim::isolated,
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    severity::Severity,
};
use crate::text::{Lang, Span, markup::MarkKind};

/// Reports addresses that are lost, added or changed.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let (mut ar, mut en) = (addresses(Lang::Ar, &pair.ar), addresses(Lang::En, &pair.en));
    if ar.is_empty() && en.is_empty() {
        return Vec::new();
    }
    // An address that occurs once in one language may occur twice in the other.
    let (all_ar, all_en) = (ar.clone(), en.clone());
    let known = |key: &Key, others: &[(Span, Key)]| others.iter().any(|(_, other)| other.is_page_of(key));
    ar.retain(|(_, key)| !known(key, &all_en));
    en.retain(|(_, key)| !known(key, &all_ar));
    let mut findings = Vec::new();
    let (mut ar, mut en) = (ar.into_iter(), en.into_iter());
    loop {
        match (ar.next(), en.next()) {
            (None, None) => return findings,
            (left, right) => {
                findings.push(report(pair, left.map(|(span, _)| span), right.map(|(span, _)| span)));
            }
        }
    }
}

fn report(pair: &MatchedPair<'_>, ar: Option<Span>, en: Option<Span>) -> Finding {
    let said = |side: &PairSide<'_>, span: Span| isolated(span.of(side.text));
    let message = match (ar, en) {
        (Some(ar), Some(en)) => {
            format!("{} against {}: the address differs", said(&pair.en, en), said(&pair.ar, ar))
        }
        (Some(ar), None) => format!("the address {} is not in the English", said(&pair.ar, ar)),
        (None, Some(en)) => format!("the address {} is not in the Arabic", said(&pair.en, en)),
        (None, None) => String::new(),
    };
    let marked = |side: &PairSide<'_>, span: Option<Span>| {
        span.map(|span| Marked { span, value: span.of(side.text).to_owned() })
    };
    let (ar, en) = (marked(&pair.ar, ar), marked(&pair.en, en));
    Finding { severity: Severity::Warning, code: Code::Address, message, ar, en, throughout: false }
}

/// What addresses are compared by: without the protocol, `www.` and the language, because a page may have an address in
/// each language.
#[derive(Debug, Clone)]
struct Key {
    host: String,
    path: String,
    /// True for a site in the language of the text: `ar.` in Arabic, `en.` in English.
    is_edition: bool,
}

impl Key {
    /// True for two addresses of one page. Pages of two editions of a site have titles in their own languages, so that
    /// their paths say nothing.
    fn is_page_of(&self, other: &Self) -> bool {
        self.host == other.host && (self.path == other.path || self.is_edition && other.is_edition)
    }
}

fn addresses(lang: Lang, side: &PairSide<'_>) -> Vec<(Span, Key)> {
    // More addresses than these are a list of links, not a sentence.
    const MANY: usize = 500;
    let marks = side.marks.iter().filter(|mark| mark.kind == MarkKind::Address).take(MANY);
    marks.map(|mark| (mark.span, key(lang, mark.span.of(side.text)))).collect()
}

/// The language that a part of an address names.
fn language(part: &str) -> Option<Lang> {
    part.split(['-', '_']).next().unwrap_or_default().parse().ok()
}

fn key(lang: Lang, address: &str) -> Key {
    let lower = address.to_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    let is_own = |part: &&str| *part != "www" && language(part).is_none();
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let is_edition = host.split('.').next().and_then(language) == Some(lang);
    let host: Vec<&str> = host.split('.').filter(is_own).collect();
    let path = path.split(['/', '?', '&']).filter(|part| !part.is_empty() && is_own(part));
    let path: Vec<String> = path.map(file).collect();
    Key { host: host.join("."), path: path.join("/"), is_edition }
}

/// The name of a file without its language and without `.html`: servers choose both.
fn file(part: &str) -> String {
    let is_own =
        |&(n, piece): &(usize, &str)| n == 0 || language(piece).is_none() && !matches!(piece, "html" | "htm");
    let own = part.split('.').enumerate().filter(is_own).map(|(_, piece)| piece);
    own.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one_page(ar: &str, en: &str) -> bool {
        key(Lang::Ar, ar).is_page_of(&key(Lang::En, en))
    }

    #[test]
    fn the_language_of_a_page_makes_no_other_address() {
        assert!(is_one_page("http://www.example.org/ar/news", "https://en.example.org/news/"));
        assert!(is_one_page("https://example.org/terms.ar.html", "https://example.org/terms"));
        assert!(!is_one_page("https://example.org/b", "https://example.org/a"));
        assert!(!is_one_page("https://example.org/terms.ar.html", "https://example.org/privacy.html"));
        assert!(!is_one_page("help@example.org", "info@example.org"));
    }

    #[test]
    fn pages_of_two_editions_have_titles_of_their_own() {
        assert!(is_one_page(
            "https://ar.example.org/wiki/%D9%85%D8%A7%D8%A1",
            "https://en.example.org/wiki/Water"
        ));
        assert!(!is_one_page("https://ar.example.org/wiki/Ma", "https://en.example.net/wiki/Water"));
        assert!(!is_one_page("https://en.example.org/wiki/Fire", "https://en.example.org/wiki/Water"));
    }
}
