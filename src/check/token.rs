//! Compares the placeholders of the two sides: the values that a program fills in must occur in
//! both languages.

use super::{
    claim::isolated,
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    senses,
    severity::Severity,
    wording,
};
use crate::{
    figure::{self, Decimal, Form},
    lexicon,
    text::{Lang, Span, chars, markup::MarkKind, stem},
};

/// The meaning of a placeholder, without details that may differ between languages: width, flags,
/// number of decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    span: Span,
    /// `%1` for the first, `name`, `%s` …
    key: String,
    /// How it is filled in.
    class: Class,
    /// Its place among the arguments, if given.
    position: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A whole number.
    Whole,
    /// A number with decimals.
    Decimal,
    /// Words, or any other value.
    Words,
    /// A part of a date or time.
    Time,
    /// Identified only by its name or number.
    Named,
    /// The number of a tag, which translation tools show as `{1}`.
    Tag,
}

/// Reports placeholders that are lost, added or changed.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let (mut ar, mut en) = (tokens_of(&pair.ar), tokens_of(&pair.en));
    // `{0}` is the first field of a program; tools that show tags in this way begin with `{1}`. What one side
    // shows holds for the same sign on the other.
    if ar.iter().chain(&en).any(|token| token.key == "0" || token.class != Class::Tag) {
        let tags = ar.iter_mut().chain(&mut en).filter(|token| token.class == Class::Tag);
        tags.for_each(|token| token.class = Class::Named);
    }
    doubt_colons(pair, &mut ar, &mut en);
    if ar.is_empty() && en.is_empty() {
        return Vec::new();
    }
    // A date may be composed in another order.
    if ar.iter().chain(&en).any(|token| token.class == Class::Time) {
        for side in [&mut ar, &mut en] {
            side.retain(|token| token.class == Class::Named || token.position.is_some());
        }
    }
    number(&mut ar, &mut en);
    let (ar_kept, en_kept) = (ar.clone(), en.clone());
    drop_equal(&mut ar, &mut en);
    drop_glued(&pair.en, &en_kept, &mut ar, &pair.ar);
    drop_glued(&pair.ar, &ar_kept, &mut en, &pair.en);
    if ar.is_empty() && en.is_empty() {
        return reordered(pair, &ar_kept, &en_kept).into_iter().collect();
    }
    if is_counted_otherwise(pair, &ar, &en) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let (mut ar, mut en) = (ar.into_iter(), en.into_iter());
    loop {
        let (left, right) = (ar.next(), en.next());
        if left.is_none() && right.is_none() {
            return findings;
        }
        findings.push(report(pair, left.as_ref(), right.as_ref()));
    }
}

/// Removes names after colons that may be words: in Arabic where the English has no such name, and where the
/// other side has it in capitals (`:Name`).
fn doubt_colons(pair: &MatchedPair<'_>, ar: &mut Vec<Token>, en: &mut Vec<Token>) {
    let is_colon = |token: &Token| token.key.starts_with(':');
    if !en.iter().any(is_colon) {
        ar.retain(|token| !is_colon(token));
        return;
    }
    let capitals = |key: &str| {
        let large = key.to_ascii_uppercase();
        [format!(":{}{}", &large[1..2], &key[2..]), large]
    };
    // `Price :negotiable` for `السعر :قابل للتفاوض`: both have a blank before the colon.
    let ar_text = pair.ar.text;
    let mut glued = ar_text.match_indices(" :").map(|(at, sign)| &ar_text[at + sign.len()..]);
    if !ar.iter().any(is_colon) && glued.any(|rest| rest.starts_with(chars::is_arabic_letter)) {
        en.retain(|token| !is_colon(token));
    }
    en.retain(|token| {
        !is_colon(token) || !capitals(&token.key).iter().any(|form| pair.ar.text.contains(form))
    });
}

/// Removes placeholders of one side whose sign the other side has between letters, where it is not read as one:
/// `%dh %dmin`, `Year%sMonth`.
fn drop_glued(other: &PairSide<'_>, read: &[Token], left: &mut Vec<Token>, side: &PairSide<'_>) {
    let mut dropped: Vec<&str> = Vec::new();
    left.retain(|token| {
        let sign = token.span.of(side.text);
        let known = read.iter().filter(|token| token.span.of(other.text).contains(sign)).count();
        let used = dropped.iter().filter(|other| **other == sign).count();
        let is_glued = sign.starts_with('%') && other.text.matches(sign).count() > known + used;
        if is_glued {
            dropped.push(sign);
        }
        !is_glued
    });
}

fn report(pair: &MatchedPair<'_>, ar: Option<&Token>, en: Option<&Token>) -> Finding {
    let said = |side: &PairSide<'_>, token: &Token| isolated(token.span.of(side.text));
    let message = match (ar, en) {
        (Some(ar), Some(en)) => {
            format!("{} against {}: the placeholder differs", said(&pair.en, en), said(&pair.ar, ar))
        }
        (Some(ar), None) => format!("the placeholder {} is not in the English", said(&pair.ar, ar)),
        (None, Some(en)) => format!("the placeholder {} is not in the Arabic", said(&pair.en, en)),
        (None, None) => String::new(),
    };
    let tag = [ar, en].into_iter().flatten().all(|token| token.class == Class::Tag);
    let marked = |side: &PairSide<'_>, token: Option<&Token>| {
        token.map(|token| Marked { span: token.span, value: token.span.of(side.text).to_owned() })
    };
    Finding {
        severity: if tag { Severity::Note } else { Severity::Error },
        code: Code::Placeholder,
        message,
        ar: marked(&pair.ar, ar),
        en: marked(&pair.en, en),
        throughout: false,
    }
}

/// The finding of `%s … %d` for `%d … %s`, which are filled in in order.
fn reordered(pair: &MatchedPair<'_>, ar: &[Token], en: &[Token]) -> Option<Finding> {
    let ordered = |token: &&Token| token.position.is_none() && token.key.is_empty();
    let mut pairs = ar.iter().filter(ordered).zip(en.iter().filter(ordered));
    let (left, right) = pairs.find(|(left, right)| left.class != right.class)?;
    let mut finding = report(pair, Some(left), Some(right));
    finding.message = format!("{} and is not at the same place", finding.message);
    Some(finding)
}

fn tokens_of(side: &PairSide<'_>) -> Vec<Token> {
    let marks = side.marks.iter().filter(|mark| mark.kind == MarkKind::Placeholder);
    marks.map(|mark| token(side.text, mark.span)).collect()
}

/// Parses a placeholder.
fn token(text: &str, span: Span) -> Token {
    let said = span.of(text);
    let named = |key: &str| Token { span, key: key.to_owned(), class: Class::Named, position: None };
    if let Some(inner) = said.strip_prefix("{{") {
        return named(inner.split(['|', ':', '}']).next().unwrap_or_default().trim());
    }
    if said.starts_with(['{', '$', '#']) {
        let inner = said.trim_start_matches(['$', '#', '{']);
        let key = inner.split(['}', ':', '!', ',', '$']).next().unwrap_or_default();
        let tag = said.starts_with('{') && inner.len() == key.len() + 1 && key.parse::<u32>().is_ok();
        return Token { class: if tag { Class::Tag } else { Class::Named }, ..named(key) };
    }
    if said.starts_with(':') {
        return named(said);
    }
    let inner = said.trim_start_matches('%');
    match inner.chars().next() {
        Some('(' | '{' | '<') => {
            let (key, kind) = inner[1..].split_once([')', '}', '>']).unwrap_or((inner, ""));
            Token { class: class(kind), position: Some(0), ..named(key) }
        }
        Some('1'..='9') if inner.contains('$') => {
            let (position, kind) = inner.split_once('$').unwrap_or((inner, ""));
            Token { class: class(kind), position: position.parse().ok(), ..named("") }
        }
        _ if inner.ends_with('%') => named(inner),
        _ if inner.trim_start_matches('L').parse::<u32>().is_ok() => named(inner.trim_start_matches('L')),
        // `%n` is the number in Qt.
        Some('n') => named("n"),
        _ => Token { class: class(inner), ..named("") },
    }
}

/// The class of a type of printf.
fn class(kind: &str) -> Class {
    match kind.chars().next_back() {
        Some('d' | 'i' | 'u' | 'x' | 'X' | 'o') => Class::Whole,
        Some('f' | 'F' | 'e' | 'E' | 'g' | 'G') => Class::Decimal,
        Some('s' | 'S' | 'c' | 'C' | '@' | 'r' | 'a') | None => Class::Words,
        Some(_) => Class::Time,
    }
}

/// If one side gives the places of its arguments (`%2$s`), numbers the arguments without a place on
/// both sides.
fn number(ar: &mut [Token], en: &mut [Token]) {
    let placed = |side: &[Token]| side.iter().any(|token| token.key.is_empty() && token.position.is_some());
    if !placed(ar) && !placed(en) {
        return;
    }
    for side in [ar, en] {
        let open = side.iter_mut().filter(|token| token.key.is_empty() && token.position.is_none());
        for (n, token) in open.enumerate() {
            token.position = Some(n + 1);
        }
    }
}

/// Removes the placeholders that both sides have.
fn drop_equal(ar: &mut Vec<Token>, en: &mut Vec<Token>) {
    let id = |token: &Token| (token.key.clone(), token.class as u8, token.position);
    let mut counts = rustc_hash::FxHashMap::<_, usize>::default();
    for token in en.iter() {
        *counts.entry(id(token)).or_default() += 1;
    }
    let mut shared = rustc_hash::FxHashMap::<_, usize>::default();
    ar.retain(|token| match counts.get_mut(&id(token)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            *shared.entry(id(token)).or_default() += 1;
            false
        }
        _ => true,
    });
    en.retain(|token| match shared.get_mut(&id(token)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    // A value mentioned once in one language may occur twice in the other.
    let kept = |tokens: &mut Vec<Token>| {
        tokens.retain(|token| token.key.is_empty() || !shared.contains_key(&id(token)));
    };
    kept(ar);
    kept(en);
}

/// True if only a count is lost or added and the words express it: `ملفان` for `%d files`, `1 file`
/// for `%d ملف`. Arabic has separate forms for none, one and two, English one for one.
fn is_counted_otherwise(pair: &MatchedPair<'_>, ar: &[Token], en: &[Token]) -> bool {
    let counts = |token: &Token| {
        let key = token.key.to_lowercase();
        token.class == Class::Whole
            || key.parse::<u32>().is_ok()
            || ["n", "num", "total"].contains(&key.as_str())
            || ["count", "number", "num_", "_num", "qty", "amount"].iter().any(|word| key.contains(word))
    };
    let single = |lost: &Token| is_before_singular(&pair.en, lost);
    // If there are several counts, the noun after one of them cannot replace it.
    let alone = tokens_of(&pair.en).iter().filter(|token| counts(token)).count() == 1;
    let short = || words(&pair.en).count() <= 2;
    match (ar, en) {
        ([], [lost]) if counts(lost) => says_few(&pair.ar) || (alone && single(lost)),
        ([], [lost]) => lost.class == Class::Words && short() && says_few(&pair.ar) && single(lost),
        ([added], []) => counts(added) && says_few(&pair.en),
        _ => false,
    }
}

fn says_few(side: &PairSide<'_>) -> bool {
    let few = [Decimal::ZERO, Decimal::ONE, Decimal::TWO];
    let small = |figure: &figure::Figure| {
        figure.form == Form::Dual || figure.best().as_number().is_some_and(|number| few.contains(&number))
    };
    side.figures.iter().any(small)
        || few.iter().any(|number| wording::says(side, *number))
        || (side.lang == Lang::Ar && !figure::possible_duals(&side.plain).is_empty())
}

/// `%d file`: the form of the source for one, in Arabic `ملف`.
fn is_before_singular(side: &PairSide<'_>, token: &Token) -> bool {
    let next = words(side).find(|(span, _)| span.start >= token.span.end);
    next.is_some_and(|(_, word)| word.len() > 2 && !word.ends_with('s') && !is_function_word(&word))
}

/// True for words that count nothing: they cannot be a noun in the singular.
fn is_function_word(word: &str) -> bool {
    let lexicon = lexicon::built_in();
    lexicon.english(&stem::stem_folded(Lang::En, word)).is_none_or(|id| lexicon.is_english_function(id))
}

fn words<'a>(side: &'a PairSide<'_>) -> impl Iterator<Item = (Span, String)> + 'a {
    senses::placed(side.lang, &side.plain)
}

#[cfg(test)]
mod tests {
    use crate::check::{Severity, pair};

    #[test]
    fn numbers_of_tags_are_worth_a_note_and_numbers_of_fields_an_error() {
        let worst = |ar, en| pair(ar, en).into_iter().map(|finding| finding.severity).max();
        assert_eq!(worst("كلمات {2}عريضة{2}", "{1}Bold{1} words"), Some(Severity::Note));
        assert_eq!(worst("كلمات <2>عريضة</2>", "<1>Bold</1> words"), Some(Severity::Note));
        assert_eq!(worst("نقل {1} إلى المجلد", "Moved {0} to the folder"), Some(Severity::Error));
        assert_eq!(worst("{1} من {0}", "{0} of {1}"), None);
    }

    #[test]
    fn a_letter_after_a_numbered_placeholder_is_no_type() {
        let found = |ar, en| pair(ar, en).iter().any(|finding| finding.severity > Severity::Note);
        assert!(!found("%1يوم %2:%3", "%1d %2:%3"));
        assert!(found("%1يوم %2", "%1d %2:%3"));
    }
}
