//! The entries of a lexicon for one word, with the rows that they come from, for people who ask why.

use super::{BY_STEM, EnglishId, INFLECTED, Lexicon, LexiconRow, bared};
use crate::text::{Lang, chars, fold, stem};
use rustc_hash::FxHashMap;

/// The way in which a word was found in a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookupWay {
    /// As written, or without the particles in front of it.
    Listed,
    /// Without an ending, or as another person of the verb.
    Inflected,
    /// By its stem alone.
    Stem,
}

impl LookupWay {
    /// The factor of a match found this way.
    pub fn quality(self) -> f32 {
        match self {
            LookupWay::Listed => 1.0,
            LookupWay::Inflected => INFLECTED,
            LookupWay::Stem => BY_STEM,
        }
    }
}

/// One row that translates the word.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendering<'a> {
    /// The way in which the word was found.
    pub way: LookupWay,
    /// The folded Arabic form or the English stem that was found.
    pub found: String,
    /// The headword.
    pub english: &'a str,
    /// Its part of speech.
    pub part_of_speech: &'a str,
    /// The kind of text in which it is used.
    pub register: &'a str,
    /// The Arabic form, as the row spells it.
    pub arabic: &'a str,
    /// Probability (0 to 1) of the Arabic form given the English stem.
    pub forward: f32,
    /// Probability (0 to 1) of the English stem given the Arabic form.
    pub backward: f32,
}

/// The translations of a word of either language in the rows of a lexicon: those of the word as written
/// first, and among them the most probable translations of it. `lexicon`
/// must be built from the same rows by [`Lexicon::from_rows`] or
/// [`Rows::lexicon`](super::Rows::lexicon).
///
/// ```
/// use mizan::lexicon::{built_in, built_in_rows, renderings};
/// let rows = built_in_rows();
/// let found = renderings(&rows, built_in(), "وسيكتبونها");
/// assert!(found.iter().any(|r| (r.english, r.arabic) == ("write", "يكتب")));
/// assert!(renderings(&rows, built_in(), "writes").iter().any(|r| r.arabic == "كتب"));
/// ```
pub fn renderings<'a>(rows: &[LexiconRow<'a>], lexicon: &Lexicon, word: &str) -> Vec<Rendering<'a>> {
    let mut found = if word.chars().any(chars::is_arabic_letter) {
        of_arabic(rows, lexicon, &fold::fold(Lang::Ar, word))
    } else {
        of_english(rows, lexicon, word)
    };
    let is_arabic = word.chars().any(chars::is_arabic_letter);
    let folded = fold::fold(if is_arabic { Lang::Ar } else { Lang::En }, word);
    // `كتب` itself comes before `تب` after a particle.
    let is_other = |r: &Rendering<'_>| is_arabic && r.found != folded;
    // The translation given the word that was asked for, then the way back.
    let worth = |r: &Rendering<'_>| if is_arabic { (r.backward, r.forward) } else { (r.forward, r.backward) };
    found.sort_by(|a, b| {
        let (one, two) = (worth(a), worth(b));
        (is_other(a), a.way)
            .cmp(&(is_other(b), b.way))
            .then(two.0.total_cmp(&one.0))
            .then(two.1.total_cmp(&one.1))
            .then((a.english, a.arabic).cmp(&(b.english, b.arabic)))
    });
    found
}

/// Every row that links one of the English stems to one of the Arabic forms that `wanted` accepts.
fn joined<'a>(
    rows: &[LexiconRow<'a>],
    lexicon: &Lexicon,
    mut wanted: impl FnMut(EnglishId, &str) -> Option<(LookupWay, String)>,
) -> Vec<Rendering<'a>> {
    let mut found = Vec::new();
    for row in rows {
        let heads: Vec<EnglishId> = row
            .english
            .split([' ', '-'])
            .filter_map(|word| lexicon.english(&stem::stem(Lang::En, bared(word))))
            .collect();
        for arabic in row.arabic() {
            let words = || arabic.split(' ').map(|word| fold::fold(Lang::Ar, bared(word)));
            let hits = heads.iter().flat_map(|&head| words().map(move |word| (head, word)));
            let best = hits
                .filter_map(|(head, word)| {
                    let (way, as_what) = wanted(head, &word)?;
                    Some((way, as_what, lexicon.entry(head, &word)?))
                })
                .min_by(|a, b| a.0.cmp(&b.0).then(b.2.backward.total_cmp(&a.2.backward)));
            if let Some((way, as_what, entry)) = best {
                found.push(Rendering {
                    way,
                    found: as_what,
                    english: row.english,
                    part_of_speech: row.part_of_speech,
                    register: row.register,
                    arabic,
                    forward: entry.forward,
                    backward: entry.backward,
                });
            }
        }
    }
    found
}

fn of_english<'a>(rows: &[LexiconRow<'a>], lexicon: &Lexicon, word: &str) -> Vec<Rendering<'a>> {
    let folded = fold::fold(Lang::En, word);
    let stem = stem::stem(Lang::En, word);
    let Some(id) = lexicon.english(&stem) else { return Vec::new() };
    let mut found = joined(rows, lexicon, |head, _| (head == id).then(|| (LookupWay::Stem, stem.clone())));
    for rendering in &mut found {
        if rendering.english == folded {
            rendering.way = LookupWay::Listed;
        }
    }
    found
}

fn of_arabic<'a>(rows: &[LexiconRow<'a>], lexicon: &Lexicon, folded: &str) -> Vec<Rendering<'a>> {
    let mut ways: FxHashMap<String, LookupWay> = FxHashMap::default();
    let mut add = |form: &str, way: LookupWay| {
        if lexicon.lists(form) {
            let kept = ways.entry(form.to_owned()).or_insert(way);
            *kept = way.min(*kept);
        }
    };
    stem::for_each_analysis(folded, |form, depth| match depth {
        stem::Depth::Clitics => add(form, LookupWay::Listed),
        stem::Depth::Endings => add(form, LookupWay::Inflected),
    });
    if ways.is_empty() {
        let stem = stem::arabic(folded);
        if lexicon.lists(stem) {
            ways.insert(stem.to_owned(), LookupWay::Stem);
        }
    }
    joined(rows, lexicon, |_, form| ways.get(form).map(|&way| (way, form.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::parse_rows;

    #[test]
    fn a_rendering_names_its_row_and_the_way_it_was_found() {
        let rows = parse_rows("sell\tverb\tgeneral\tباع; يبيع\nsale\tnoun\tecon\tبيع\n", "x").expect("rows");
        let lexicon = Lexicon::from_rows(&rows);
        let found = renderings(&rows, &lexicon, "سيبيعون");
        assert_eq!((found[0].english, found[0].way), ("sell", LookupWay::Inflected));
        let found = renderings(&rows, &lexicon, "Sells");
        let arabic: Vec<&str> = found.iter().map(|r| r.arabic).collect();
        assert_eq!(arabic, ["باع", "يبيع"]);
        assert!(renderings(&rows, &lexicon, "buy").is_empty());
    }

    #[test]
    fn the_word_as_written_comes_first_and_then_the_most_probable_translation() {
        let rows = "mill\tnoun\tgeneral\tطاحونة; مطحنة\ngrind\tverb\tgeneral\tطحن\nflour\tnoun\tgeneral\tطحن\n\
            mill\tverb\tgeneral\tطحن\nmilling\tnoun\tgeneral\tطحن\nrest\tverb\tgeneral\tنم\n";
        let rows = parse_rows(rows, "x").expect("rows");
        let lexicon = Lexicon::from_rows(&rows);
        let found = renderings(&rows, &lexicon, "mill");
        let listed = found.iter().filter(|r| r.way == LookupWay::Listed).count();
        assert!(listed >= 3 && found[..listed].iter().all(|r| r.way == LookupWay::Listed));
        assert!(found[..listed].windows(2).all(|pair| pair[0].forward >= pair[1].forward));
        let found = renderings(&rows, &lexicon, "طحن");
        assert!(found.len() >= 3 && found.windows(2).all(|pair| pair[0].backward >= pair[1].backward));
    }
}
