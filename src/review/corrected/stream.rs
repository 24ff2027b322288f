//! The visible letters of a file and their places, for putting words back among its markup.

use super::Difference;
use std::ops::Range;

/// The visible letters of a file in order, without blanks.
#[derive(Debug, Default)]
pub(super) struct Stream {
    letters: Vec<char>,
    places: Vec<Range<usize>>,
}

impl Stream {
    /// Adds a letter with its place in the file; blanks are skipped.
    pub(super) fn push(&mut self, letter: char, place: Range<usize>) {
        if !letter.is_whitespace() {
            self.letters.push(letter);
            self.places.push(place);
        }
    }

    /// The place of some letters, searched from a given letter on and then from the beginning.
    fn find(&self, wanted: &[char], from: usize) -> Option<usize> {
        let first = wanted.first()?;
        let search = |from: usize, to: usize| {
            let last = to.min((self.letters.len() + 1).checked_sub(wanted.len())?);
            (from..last).find(|at| self.letters[*at] == *first && self.letters[*at..].starts_with(wanted))
        };
        search(from, usize::MAX).or_else(|| search(0, from))
    }

    /// Applies differences to the file: returns the new text, the number applied, and those not
    /// found. `document` is the text that their places refer to; `escaped` encodes words for the
    /// file.
    pub(super) fn put(
        &self,
        file: &str,
        document: &str,
        differences: Vec<Difference>,
        escaped: impl Fn(&str) -> String,
    ) -> (String, usize, Vec<Difference>) {
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let (mut from, mut put, mut missed) = (0, 0, Vec::new());
        for one in differences {
            let sentence = letters(one.sentence.of(document));
            let Some(found) = self.find(&sentence, from) else {
                missed.push(one);
                continue;
            };
            let before = letters(&document[one.sentence.start..one.place.start]).len();
            let count = letters(one.place.of(document)).len();
            let runs = self.runs(file, found + before..found + before + count);
            for (n, run) in runs.into_iter().enumerate() {
                edits.push((run, if n == 0 { escaped(&one.text) } else { String::new() }));
            }
            put += 1;
            from = found + sentence.len();
        }
        (edited(file, edits), put, missed)
    }

    /// The places of some letters; letters separated only by blanks form one place.
    fn runs(&self, file: &str, letters: Range<usize>) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for place in &self.places[letters] {
            match runs.last_mut() {
                Some(last) if file[last.end..place.start].trim().is_empty() => last.end = place.end,
                _ => runs.push(place.clone()),
            }
        }
        runs
    }
}

/// A text with some places replaced; places that overlap an earlier one are skipped.
fn edited(file: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(place, _)| (place.start, place.end));
    let mut made = String::with_capacity(file.len());
    let mut at = 0;
    for (place, text) in edits {
        if place.start < at {
            continue;
        }
        made.push_str(&file[at..place.start]);
        made.push_str(&text);
        at = place.end;
    }
    made.push_str(&file[at..]);
    made
}
