//! What capitals are worth in a document: words that it also writes small, and titles of programs.

use super::english_word::english_id;
use crate::{
    name::table,
    text::{Lang, fold},
};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// Words of fewer letters are not counted.
const SHORTEST: usize = 4;
/// Most words of a text whose capitals may be those of a title.
const TITLE: usize = 10;
/// Fewest capitals within short texts that show a habit.
const FEWEST: usize = 8;
/// Share of them that must be of ordinary words.
const HABIT: f64 = 0.6;

/// The English texts of a document, and what their capitals are worth; computed on first use.
#[derive(Debug)]
pub struct Capitals<'a> {
    texts: Vec<&'a str>,
    small: OnceCell<FxHashSet<&'a str>>,
    titled: OnceCell<bool>,
}

impl<'a> Capitals<'a> {
    /// The capitals of the English texts of a document, or of a part of it.
    pub fn new(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts = texts.into_iter().filter(|text| !text.is_empty()).collect();
        Capitals { texts, small: OnceCell::new(), titled: OnceCell::new() }
    }

    /// True for a word that the document writes with a small initial too, perhaps in the plural: an ordinary word.
    pub(super) fn is_small(&self, word: &str) -> bool {
        let small = self.small.get_or_init(|| {
            let words = self.texts.iter().flat_map(|text| letters(text));
            words.filter(|word| word.len() >= SHORTEST && is_lower(word)).collect()
        });
        let folded = fold::fold(Lang::En, word);
        let single = folded.strip_suffix('s');
        small.contains(folded.as_str())
            || single.is_some_and(|word| small.contains(word))
            || small.contains(format!("{folded}s").as_str())
    }

    /// True if the short texts of the document are written like titles, as those of programs are (*Save Image As*): most
    /// capitals within them are of ordinary words.
    pub(super) fn are_of_titles(&self) -> bool {
        *self.titled.get_or_init(|| {
            let (mut all, mut ordinary) = (0, 0);
            for text in self.texts.iter().filter(|text| is_short(text)) {
                let inside = letters(text).skip(1).filter(|word| word.len() >= SHORTEST);
                for word in inside.filter(|word| word.starts_with(char::is_uppercase)) {
                    all += 1;
                    let plain = || english_id(word).is_some() && table().kind(Lang::En, word).is_none();
                    ordinary += usize::from(plain());
                }
            }
            all >= FEWEST && f64::from(ordinary as u32) >= HABIT * f64::from(all as u32)
        })
    }

    /// True if the capitals of a text may be those of a title.
    pub(super) fn is_title(&self, text: &str) -> bool {
        is_short(text) && self.are_of_titles()
    }
}

/// True for a text that may be a title: a few words on one line, without a stop at the end.
fn is_short(text: &str) -> bool {
    let text = text.trim_end();
    let stopped = text.ends_with(['.', '!']) && !text.ends_with("...");
    !stopped && !text.contains('\n') && letters(text).nth(TITLE).is_none()
}

/// The runs of Latin letters in a text.
fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

fn is_lower(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MENU: [&str; 6] = [
        "Save Image As...",
        "Open Recent Documents",
        "Close All Windows",
        "Print Page",
        "Undo Last Change",
        "Choose a Colour for Text",
    ];

    #[test]
    fn capitals_of_menus_are_those_of_titles() {
        let menu = Capitals::new(MENU);
        assert!(
            menu.are_of_titles() && menu.is_title("New Snippet") && !menu.is_title("He met Velden there.")
        );
        let names =
            ["Upper Velden", "Osterhagen", "Port Kamberra", "Brisgau", "New Osterhagen", "Little Velden"];
        assert!(!Capitals::new(names.repeat(4)).are_of_titles());
        let news = ["The driver took Pemberton to Osterhagen.", "Velden was quiet on Sunday."];
        assert!(!Capitals::new(news.repeat(20)).are_of_titles());
    }

    #[test]
    fn a_word_that_is_written_small_elsewhere_is_ordinary() {
        let texts = Capitals::new(["Toggle the panel.", "You can toggle it, and pick presets."]);
        assert!(texts.is_small("Toggle") && texts.is_small("Preset"));
        assert!(!texts.is_small("Osterhagen") && !texts.is_small("You"));
    }
}
