//! Corrected words in a Markdown file.

use super::{Corrected, Difference, stream::Stream};
use crate::{Error, Result, document::markdown::options, review::state::State, text::Lang};
use pulldown_cmark::{Event, Parser};

/// Puts the corrected words into the file.
///
/// # Errors
/// When it is not UTF-8.
pub(super) fn put(
    state: &State,
    lang: Lang,
    bytes: &[u8],
    differences: Vec<Difference>,
) -> Result<Corrected> {
    let file = std::str::from_utf8(bytes)
        .map_err(|_| Error::new("the Markdown file is not UTF-8").advise("name a file that ends in .txt"))?;
    let document = &state.side(lang).document.text;
    let (text, changed, missed) = stream(file).put(file, document, differences, str::to_owned);
    let missed = missed.into_iter().map(|one| one.whole).collect();
    Ok(Corrected { bytes: text.into_bytes(), changed, missed })
}

fn stream(file: &str) -> Stream {
    let mut stream = Stream::default();
    for (event, place) in Parser::new_ext(file, options()).into_offset_iter() {
        let (Event::Text(text) | Event::Code(text)) = event else { continue };
        // An entity is one letter, however many bytes it has.
        if file[place.clone()].starts_with('&') && text.chars().count() == 1 {
            text.chars().for_each(|letter| stream.push(letter, place.clone()));
            continue;
        }
        let Some(inside) = file[place.clone()].find(&*text) else { continue };
        let start = place.start + inside;
        for (at, letter) in text.char_indices() {
            stream.push(letter, start + at..start + at + letter.len_utf8());
        }
    }
    stream
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::corrected::{CorrectedForm, tests::corrected, text};

    #[test]
    fn marks_around_the_words_stay_and_what_is_not_found_is_reported() {
        let file = "# Title\n\nHe has **52** days and [a\nhouse](x.html).\n\n> R&amp;D costs 30.\n";
        let en = "Title\nHe has 52 days and a house.\nR&D costs 30.\nIt is elsewhere.";
        let texts = [(1, "He has 25 days and a house."), (2, "R&D costs 40."), (3, "It was elsewhere.")];
        let state = corrected("ا\nب\nج\nد", en, &[(1, 1); 4], &texts);
        let made =
            text(&state, Lang::En, 0, CorrectedForm::Markdown, Some(("a.md", file.as_bytes()))).unwrap();
        assert_eq!(String::from_utf8(made.bytes).unwrap(), file.replace("52", "25").replace("30", "40"));
        assert_eq!((made.changed, made.missed), (2, vec!["It was elsewhere.".to_owned()]));
    }
}
