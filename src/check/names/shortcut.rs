//! Texts of menus in which a sign within a word marks a key of the keyboard: *Cate_gories*, *Tool&bar*.

use crate::text::{Span, chars};
use std::borrow::Cow;

/// A text whose words are whole: its only sign within a word has moved after the word as a blank, so that all other
/// places stay.
#[derive(Debug)]
pub(super) struct Whole<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where the sign was, and where it is.
    moved: Option<(usize, usize)>,
}

impl<'a> Whole<'a> {
    /// The texts of a pair, Arabic first. `New_York` has no sign, but a blank in another form.
    pub(super) fn pair(ar: &'a str, en: &'a str) -> [Self; 2] {
        if en.match_indices('_').any(|(at, _)| is_blank(en, at)) {
            return [ar, en].map(|text| Whole { text: spaced(text), moved: None });
        }
        [ar, en].map(whole)
    }

    /// The place in the text as it was of a place in this one.
    pub(super) fn origin(&self, span: Span) -> Span {
        let place = |at: usize| match self.moved {
            Some((from, to)) if from < at && at <= to => at + 1,
            _ => at,
        };
        Span::new(place(span.start), place(span.end))
    }
}

/// True for a sign before a capital after a small letter.
fn is_blank(text: &str, at: usize) -> bool {
    let (before, after) = beside(text, at);
    before.is_some_and(char::is_lowercase) && after.is_some_and(char::is_uppercase)
}

fn spaced(text: &str) -> Cow<'_, str> {
    if text.contains('_') { Cow::Owned(text.replace('_', " ")) } else { Cow::Borrowed(text) }
}

fn whole(text: &str) -> Whole<'_> {
    let sign = ['_', '&'].into_iter().find_map(|sign| {
        let mut all = text.match_indices(sign);
        let (at, _) = all.next()?;
        all.next().is_none().then_some(at)
    });
    let Some(at) = sign.filter(|&at| is_inside(text, at)) else {
        return Whole { text: Cow::Borrowed(text), moved: None };
    };
    let rest = &text[at + 1..];
    let end = rest.find(|c: char| !c.is_alphanumeric() && !chars::is_tashkeel(c)).unwrap_or(rest.len());
    let text = [&text[..at], &rest[..end], " ", &rest[end..]].concat();
    Whole { text: Cow::Owned(text), moved: Some((at, at + end)) }
}

/// True for a sign within a word; AT&T is a name.
fn is_inside(text: &str, at: usize) -> bool {
    let (before, after) = beside(text, at);
    let letter = |c: char| c.is_alphabetic() || chars::is_tashkeel(c);
    // S_how: only the first letter has a capital.
    let initial = before.is_some_and(|c| !text[..at - c.len_utf8()].ends_with(char::is_alphabetic));
    before.is_some_and(|c| letter(c) && (initial || !c.is_uppercase()))
        && after.is_some_and(|c| letter(c) && !c.is_uppercase())
}

fn beside(text: &str, at: usize) -> (Option<char>, Option<char>) {
    (text[..at].chars().next_back(), text[at + 1..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_within_a_word_moves_after_it() {
        for (text, expected) in [
            ("Available Cate_gories", "Available Categories "),
            ("Sho_w it", "Show  it"),
            ("S_how it", "Show  it"),
            ("Tool&bar", "Toolbar "),
            ("ال_فئات الم_توفرة", "ال_فئات الم_توفرة"),
            ("خ_صّص المشهد", "خصّص  المشهد"),
            ("_File", "_File"),
            ("AT&T and R&D", "AT&T and R&D"),
            ("a_b_c", "a_b_c"),
        ] {
            let found = whole(text);
            assert_eq!((found.text.as_ref(), found.text.len()), (expected, text.len()), "{text}");
        }
        let text = "ق_ائمة مفكرات";
        assert_eq!(whole(text).origin(Span::new(0, "قائمة".len())).of(text), "ق_ائمة");
    }

    #[test]
    fn a_sign_before_a_capital_is_a_blank() {
        let pair = Whole::pair("آسيا/تل_أبيب", "Asia/Tel_Aviv");
        assert_eq!(pair.map(|whole| whole.text), ["آسيا/تل أبيب", "Asia/Tel Aviv"]);
    }
}
