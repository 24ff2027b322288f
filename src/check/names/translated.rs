//! Translated names: *Planet of Giants* for كوكب العمالقة, which neither the table nor the sound can link.
//!
//! A run of English words with capitals, possibly with small words between them, is linked to the
//! shortest stretch of unlinked Arabic words with the same meaning according to the lexicon.

use super::{
    english_word::english_id,
    institution::is_english_head,
    said::{look_up, spans},
};
use crate::{
    lexicon::{EnglishId, built_in},
    name::{How, Link, Survey, is_marker},
    text::{Lang, Span},
};

/// Number of words with a meaning in a name: fewer are not evidence, more are a headline.
const FEWEST: usize = 2;
const MOST: usize = 8;
/// Number of words without a counterpart that an Arabic stretch may have.
const BETWEEN: usize = 2;
/// Share of words with capitals from which on a text is a headline.
const HEADLINE: f64 = 0.6;
/// The largest number of Arabic words of one text that are considered.
const LONGEST: usize = 400;

/// Links the translated names of a pair and removes them from the unlinked names.
pub(super) fn add(ar: &str, en: &str, survey: &mut Survey) {
    let runs = runs(en, survey);
    if runs.is_empty() {
        return;
    }
    let mut arabic = stretches(ar, survey);
    for run in runs {
        let Some((first, last, said)) = shortest(&arabic, &run.meanings) else { continue };
        let link = Link {
            ar: arabic[first].span.to(arabic[last].span),
            en: run.span,
            score: 0.5 + 0.3 * said as f64 / run.meanings.len() as f64,
            how: How::Meaning,
        };
        arabic[first..=last].iter_mut().for_each(|word| word.taken = true);
        survey.en.retain(|left| !left.span.overlaps(link.en));
        survey.ar.retain(|left| !left.span.overlaps(link.ar));
        survey.links.push(link);
    }
    survey.links.sort_by_key(|link| (link.ar.start, link.en.start));
}

/// A run of English words with capitals.
struct Run {
    span: Span,
    /// What its words mean, and whether each only heads names as *General* and *Directorate* do.
    meanings: Vec<(EnglishId, bool)>,
}

/// The properties of an English word that runs need.
struct English {
    span: Span,
    capital: bool,
    id: Option<EnglishId>,
    function: bool,
    /// Only blanks and hyphens are between it and the previous word.
    joined: bool,
    /// It begins the text or follows a stop.
    first: bool,
}

fn english_words(en: &str) -> Vec<English> {
    let mut end = 0;
    let read = |span: Span| {
        let between = en.get(end..span.start).unwrap_or_default();
        let first = end == 0 || between.contains(['.', '!', '?', ':', '\n']);
        end = span.end;
        let word = span.of(en);
        let id = english_id(word);
        English {
            span,
            capital: word.chars().next().is_some_and(char::is_uppercase),
            id,
            function: id.is_some_and(|id| built_in().is_english_function(id))
                || word.len() < 3 && word.chars().all(char::is_lowercase),
            joined: !first && between.chars().all(|c| matches!(c, ' ' | '-')),
            first,
        }
    };
    spans(en).map(read).collect()
}

/// The runs of words with capitals that overlap no link.
fn runs(en: &str, survey: &Survey) -> Vec<Run> {
    let words = english_words(en);
    let inside = || words.iter().filter(|word| !word.first && !word.function);
    if inside().filter(|word| word.capital).count() as f64 > HEADLINE * inside().count() as f64 {
        return Vec::new();
    }
    let free = |word: &English| !survey.links.iter().any(|link| link.en.overlaps(word.span));
    let mut runs = Vec::new();
    let mut start = 0;
    while start < words.len() {
        if !words[start].capital || !free(&words[start]) {
            start += 1;
            continue;
        }
        let mut end = start;
        for (at, word) in words.iter().enumerate().take(start + 2 * MOST).skip(start + 1) {
            if !word.joined || !free(word) || !word.capital && !word.function {
                break;
            }
            if word.capital {
                end = at;
            }
        }
        // The first word of a sentence always has a capital.
        let begin = if words[start].first { start + 1 } else { start };
        let content = words[begin.min(end)..=end].iter().filter(|word| word.capital && !word.function);
        let meaning = |word: &English| {
            let text = word.span.of(en);
            Some((word.id?, is_english_head(text) || is_marker(Lang::En, text)))
        };
        let meanings: Option<Vec<(EnglishId, bool)>> = content.map(meaning).collect();
        if let Some(meanings) = meanings.filter(|all| (FEWEST..=MOST).contains(&all.len())) {
            runs.push(Run { span: words[begin].span.to(words[end].span), meanings });
        }
        start = end + 1;
    }
    runs
}

/// An Arabic word and all its possible meanings.
struct Arabic {
    span: Span,
    meanings: Vec<EnglishId>,
    taken: bool,
    /// It follows a stop.
    apart: bool,
}

fn stretches(ar: &str, survey: &Survey) -> Vec<Arabic> {
    let mut end = 0;
    let read = |span: Span| {
        let apart =
            ar.get(end..span.start).unwrap_or_default().contains(['.', '!', '?', '؟', '،', ':', '\n']);
        end = span.end;
        let found = look_up(span.of(ar));
        Arabic {
            span,
            meanings: found.entries.iter().map(|entry| entry.english).collect(),
            taken: survey.links.iter().any(|link| link.ar.overlaps(span)),
            apart,
        }
    };
    spans(ar).take(LONGEST).map(read).collect()
}

/// The shortest stretch of free words that expresses most of the meanings: its first and last word,
/// and how many it expresses.
fn shortest(words: &[Arabic], meanings: &[(EnglishId, bool)]) -> Option<(usize, usize, usize)> {
    let needed = if meanings.len() == FEWEST { FEWEST } else { (2 * meanings.len()).div_ceil(3) };
    let mut best: Option<(usize, usize, usize)> = None;
    for first in 0..words.len() {
        let mut said = vec![false; meanings.len()];
        for (last, word) in words.iter().enumerate().take(first + meanings.len() + BETWEEN).skip(first) {
            if word.taken || last > first && word.apart {
                break;
            }
            // Each word of one side expresses one of the other.
            let fresh = (0..meanings.len()).find(|&n| !said[n] && word.meanings.contains(&meanings[n].0));
            match fresh {
                Some(n) => said[n] = true,
                None if last == first => break,
                None => continue,
            }
            let count = said.iter().filter(|&&said| said).count();
            // The General Directorate of anything is المديرية العامة.
            let names = (0..meanings.len()).any(|n| said[n] && !meanings[n].1);
            let better = best.is_none_or(|(from, to, most)| (count, to - from) > (most, last - first));
            if count >= needed && names && better {
                best = Some((first, last, count));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::survey;

    fn linked(ar: &str, en: &str) -> Vec<(String, String)> {
        let links = survey(ar, en).links;
        links.iter().map(|link| (link.ar.of(ar).to_owned(), link.en.of(en).to_owned())).collect()
    }

    #[test]
    fn titles_of_works_are_linked_by_their_meaning() {
        let found = linked("قرأت رواية كتاب الماء في ليلة.", "I read the novel Book of Water in one night.");
        assert_eq!(found, [("كتاب الماء".to_owned(), "Book of Water".to_owned())]);
    }

    #[test]
    fn half_of_two_words_says_nothing() {
        assert!(
            linked("قرأت كتاب الماء في ليلة.", "I read about the Book of Stone in one night.").is_empty()
        );
    }

    #[test]
    fn words_that_head_names_alone_are_none() {
        let ar = "قالت المديرية العامة للغابات إن الحريق انتهى.";
        let found = linked(ar, "The fire is over, said the General Directorate of Bridges.");
        assert!(!found.iter().any(|(_, en)| en.contains("Bridges")), "{found:?}");
        let found = linked(ar, "The fire is over, said the General Directorate of Forests.");
        assert!(found.iter().any(|(_, en)| en.contains("Forests")), "{found:?}");
    }

    #[test]
    fn words_that_stand_far_apart_are_no_name() {
        let ar = "كان الكتاب عند أخي الكبير في البيت القديم قرب الماء.";
        assert!(linked(ar, "My brother owned the Book of Water for long.").is_empty());
    }

    #[test]
    fn a_headline_names_nothing() {
        assert!(linked("كتاب الماء في بيتنا", "The Book of Water in Our House").is_empty());
    }
}
