//! Arabic words that have lost the blanks between them: `الطلابفيالجامعة`.
//!
//! Texts that were copied from PDF files, and some that were typed so, run words together, so that nothing is known
//! of any of them. A long word that no lexicon has is taken apart where its letters make listed words: the parts with
//! the least sum of costs are chosen, where a listed part has one cost and an unlisted one (a name) another for each
//! letter. What costs too much for its letters is one word, as most long transliterations are.

use crate::lexicon::{self, Lexicon};
use crate::text::{Lang, Span, chars, fold};

/// Least and most letters of a word that is examined.
const LEAST: usize = 10;
const MOST: usize = 400;
/// Most letters of a part.
const LONGEST: usize = 12;
/// Letters up to which a part must be listed as it is spelled.
const SHORT: usize = 3;

/// Costs of a part that is listed, of a form of one that is, of a short one, and of an unlisted part and each of its letters.
const LISTED: f32 = 5.0;
const FORM_OF_LISTED: f32 = 8.0;
const SHORT_LISTED: f32 = 6.5;
const UNLISTED: f32 = 6.0;
const LETTER: f32 = 2.2;
/// Greatest cost of a letter at which a word is taken apart.
const DEAREST: f32 = 1.9;
/// Letters from which on a word is surely several.
const SURE: usize = 18;
/// Letters and vowel signs that only the end of a word has.
const ENDINGS: [char; 4] = ['ة', 'ى', '\u{64C}', '\u{64D}'];

/// The spans of the words that are run together in an Arabic word; none if it is one word.
pub(super) fn parts(spelled: &str) -> Vec<Span> {
    if spelled.len() < 2 * LEAST {
        return Vec::new();
    }
    let starts = starts(spelled);
    let letters = starts.len();
    if !(LEAST..=MOST).contains(&letters) {
        return Vec::new();
    }
    let known = lexicon::built_in();
    let mut folded = String::new();
    fold::fold_into(Lang::Ar, spelled, &mut folded);
    if !known.look_up(&folded).entries.is_empty() {
        return Vec::new();
    }
    // Without such a sign all parts must be listed, so that forms of listed words need not be looked for.
    let forms = letters >= SURE || shows_an_end_or_article(spelled);
    let end = |n: usize| starts.get(n).map_or(spelled.len(), |start| start.0);
    // The least cost of the letters before each place, and where its last part begins.
    let mut best = vec![(f32::INFINITY, 0); letters + 1];
    best[0].0 = 0.0;
    for from in 0..letters {
        // No word begins with these.
        if best[from].0.is_infinite() || from > 0 && matches!(starts[from].1, 'ة' | 'ى' | 'ء' | 'ئ' | 'ؤ')
        {
            continue;
        }
        for to in from + 1..=letters.min(from + LONGEST) {
            fold::fold_into(Lang::Ar, &spelled[starts[from].0..end(to)], &mut folded);
            let cost = best[from].0 + cost(known, &folded, to - from, forms);
            if cost < best[to].0 {
                best[to] = (cost, from);
            }
            // No word goes on after these, and with this one only after a conjunction or preposition.
            let next = starts.get(to).map(|start| start.1);
            let last = starts[to - 1].1;
            let ends = spelled[..end(to)].ends_with(ENDINGS);
            if ends || next == Some('إ') && !"وفبلكا".contains(last) {
                break;
            }
        }
    }
    let mut made = Vec::new();
    let mut to = letters;
    while to > 0 && best[letters].0 <= DEAREST * letters as f32 {
        let from = best[to].1;
        made.push(Span::new(starts[from].0, end(to)));
        to = from;
    }
    made.reverse();
    if made.len() >= 2 && (letters >= SURE || shows_words(&made, spelled, known)) { made } else { Vec::new() }
}

/// True if parts of a word are surely words: the ending of one or the article of another is inside, or all are listed.
fn shows_words(parts: &[Span], spelled: &str, known: &Lexicon) -> bool {
    let ends = |part: &Span| part.of(spelled).ends_with(ENDINGS);
    let folded = |part: &Span| fold::fold(Lang::Ar, part.of(spelled));
    let has_article = |part: &Span| folded(part).strip_prefix("ال").is_some_and(|bare| known.lists(bare));
    parts[..parts.len() - 1].iter().any(ends)
        || parts[1..].iter().any(has_article)
        || parts
            .iter()
            .all(|part| cost(known, &folded(part), part.of(spelled).chars().count(), false) <= SHORT_LISTED)
}

/// True if the ending of a word or the article of another may be inside a word.
fn shows_an_end_or_article(spelled: &str) -> bool {
    let mut letters = spelled.chars();
    letters.next_back();
    let inner = letters.as_str();
    inner.contains(ENDINGS) || inner.char_indices().skip(2).any(|(at, _)| inner[at..].starts_with("ال"))
}

/// Where each letter of a word begins, with the vowel signs after it.
fn starts(spelled: &str) -> Vec<(usize, char)> {
    let is_letter = |c: char| !chars::is_tashkeel(c) && c != chars::TATWEEL;
    spelled.char_indices().filter(|&(at, c)| at == 0 || is_letter(c)).collect()
}

/// The cost of a part with so many letters; forms of listed words count if they are asked for.
fn cost(known: &Lexicon, folded: &str, letters: usize, forms: bool) -> f32 {
    let unlisted = UNLISTED + LETTER * letters as f32;
    if letters == 1 {
        unlisted
    } else if letters <= SHORT {
        if known.lists(folded) { SHORT_LISTED } else { unlisted }
    } else if known.lists(folded) || folded.strip_prefix("ال").is_some_and(|bare| known.lists(bare)) {
        LISTED
    } else if forms && !known.look_up(folded).entries.is_empty() {
        FORM_OF_LISTED
    } else {
        unlisted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(spelled: &str) -> Vec<&str> {
        parts(spelled).iter().map(|span| span.of(spelled)).collect()
    }

    #[test]
    fn words_without_blanks_are_taken_apart() {
        assert_eq!(apart("المدرسةالجديدةفيالمدينة"), ["المدرسة", "الجديدة", "في", "المدينة"]);
        assert_eq!(apart("وصلالرئيسإلىالعاصمة"), ["وصل", "الرئيس", "إلى", "العاصمة"]);
        assert_eq!(apart("كتابٌعنالتاريخ"), ["كتابٌ", "عن", "التاريخ"]);
    }

    #[test]
    fn long_words_are_one_word() {
        for word in
            ["والمستشفيات", "الكهرومغناطيسية", "التشيكوسلوفاكية", "الهيدروكلوريد", "بالبرتغالية", "مدرسة"]
        {
            assert!(parts(word).is_empty(), "{word}: {:?}", apart(word));
        }
        assert!(parts(&"ب".repeat(5_000)).is_empty());
    }
}
