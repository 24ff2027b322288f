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
    let (mut ar, mut en) = (addresses(&pair.ar), addresses(&pair.en));
    if ar.is_empty() && en.is_empty() {
        return Vec::new();
    }
    // An address that occurs once in one language may occur twice in the other.
    let (all_ar, all_en) = (ar.clone(), en.clone());
    let known = |key: &Key, others: &[(Span, Key)]| others.iter().any(|(_, other)| other.0 == key.0);
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

/// The key by which addresses are compared: without the protocol, `www.` and the language, because
/// a page may have an address in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key(String);

fn addresses(side: &PairSide<'_>) -> Vec<(Span, Key)> {
    // More addresses than these are a list of links, not a sentence.
    const MANY: usize = 500;
    let marks = side.marks.iter().filter(|mark| mark.kind == MarkKind::Address).take(MANY);
    marks.map(|mark| (mark.span, Key(key(mark.span.of(side.text))))).collect()
}

fn key(address: &str) -> String {
    let lower = address.to_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    let is_language = |part: &&str| {
        let head = part.split(['-', '_']).next().unwrap_or_default();
        *part == "www" || head.parse::<Lang>().is_ok()
    };
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let host: Vec<&str> = host.split('.').filter(|part| !is_language(part)).collect();
    let path: Vec<&str> =
        path.split(['/', '?', '&']).filter(|part| !part.is_empty() && !is_language(part)).collect();
    format!("{}/{}", host.join("."), path.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_page_makes_no_other_address() {
        assert_eq!(key("https://en.example.org/news/"), key("http://www.example.org/ar/news"));
        assert_ne!(key("https://example.org/a"), key("https://example.org/b"));
        assert_ne!(key("info@example.org"), key("help@example.org"));
    }
}
