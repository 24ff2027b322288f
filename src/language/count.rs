//! Counts of the evidence for a language: small words, letters, endings.

use super::{
    script, sequences,
    table::{LANGUAGES, Language, Languages, Rows, fold_into},
};
use crate::text::{
    Lang, Span, chars,
    clitics::{self, Classes},
    token::{TokenKind, tokens},
};

/// The evidence in a text for its language.
#[derive(Debug, Default)]
pub(super) struct Count {
    latin: Side,
    arabic: Side,
    /// Letters of each of the other scripts.
    other: [usize; script::COUNT],
    /// Words in other scripts.
    other_words: usize,
    /// Characters typical of programs and markup.
    code: usize,
}

/// The counts of the words in one script.
#[derive(Debug, Default)]
struct Side {
    words: usize,
    letters: usize,
    /// Words of the language itself (English, Arabic).
    own: usize,
    /// Words of more than one letter that are in no list and begin with a small letter.
    plain: usize,
    /// The evidence for each row of the table.
    rows: Vec<Row>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Row {
    /// Words that only this and other foreign languages have.
    strong: usize,
    /// Words that are also particles of names or of Arabic in Latin letters.
    weak: usize,
    /// Words that this language shares with the language itself.
    shared: usize,
    /// Evidence from the letters of words in no list, in quarters.
    letters: usize,
    /// Such words with a letter used by this language only.
    sure: usize,
    /// Words of more than one letter in the list that begin with a small letter, unlike those of
    /// names; the strong ones are counted twice.
    small: usize,
}

impl Row {
    /// True if all words of a text are in the list, and not all of them are capitalized as in a name.
    fn is_whole(self, words: usize) -> bool {
        self.strong > 0 && self.small > 1 && self.strong + self.weak + self.shared >= words
    }

    /// The evidence in quarters of a word.
    fn score(self) -> usize {
        let weak = if self.strong == 0 { 0 } else { 2 * self.weak };
        4 * self.strong + weak + self.letters
    }
}

impl Count {
    /// Counts a text.
    pub(super) fn of(text: &str) -> Self {
        let table = &*LANGUAGES;
        let mut count = Count::default();
        let (mut folded, mut opens) = (String::new(), true);
        let is_capitals = !text.chars().any(char::is_lowercase);
        for token in tokens(text) {
            let word = token.span.of(text);
            if token.kind != TokenKind::Word {
                opens = opens && token.kind == TokenKind::Mark || matches!(word, "." | "!" | "?" | "…" | ":");
                count.code += usize::from(is_of_code(text, token.span));
                continue;
            }
            let Some(first) = word.chars().next() else { continue };
            if chars::is_arabic_letter(first) {
                // Persian non-joiners inside a word separate parts that are words themselves.
                for part in word.split('\u{200C}').filter(|part| !part.is_empty()) {
                    count.arabic.add_arabic(part, table, &mut folded);
                }
            } else if chars::is_latin_letter(first) {
                let begins = opens && !word.chars().nth(1).is_some_and(char::is_uppercase);
                for part in word.split(['\'', '’']).filter(|part| !part.is_empty()) {
                    count.latin.add_latin(part, begins || is_capitals, table, &mut folded);
                }
            } else if let Some(index) = script::index(first) {
                count.other[index] += word.chars().count();
                count.other_words += 1;
            }
            opens = false;
        }
        count
    }

    /// The third language of a text that was taken for Arabic or English, if it is in one. `text`
    /// is the counted text.
    pub(super) fn other_than(&self, lang: Lang, text: &str) -> Option<Language> {
        let others: usize = self.other.iter().sum();
        let letters = self.latin.letters + self.arabic.letters + others;
        if others * 2 > letters {
            let index = (0..script::COUNT).max_by_key(|index| self.other[*index])?;
            let language = script::suggests(index)?;
            let enough = self.other_words > 2 || (script::is_without_blanks(language) && others > 3);
            return enough.then_some(language);
        }
        let table = &*LANGUAGES;
        if self.arabic.letters * 2 > letters {
            return self.arabic.best(table, table.arabic, Needs { least: 5, share: 4, times: 6 });
        }
        // Arabic texts quote whole sentences of other languages, which are judged in their context.
        let mostly = if lang == Lang::Ar { 10 } else { 3 };
        if self.latin.letters * (mostly + 1) > letters * mostly {
            let sure = self.latin.best(table, table.latin, Needs { least: 8, share: 5, times: 8 });
            return sure.or_else(|| self.latin.agreed(table, text));
        }
        None
    }

    /// True if a word is known to be of the language.
    pub(super) fn has_words_of(&self, lang: Lang) -> bool {
        (if lang == Lang::Ar { &self.arabic } else { &self.latin }).own > 0
    }

    /// True if a text is in the language of the other side: a sentence, and not a name, code or an address.
    pub(super) fn is_untranslated(&self, lang: Lang) -> bool {
        let (there, here) = match lang {
            Lang::Ar => (&self.latin, &self.arabic),
            Lang::En => (&self.arabic, &self.latin),
        };
        if there.words < 3 || here.letters * 10 > there.letters {
            return false;
        }
        match lang {
            Lang::En => there.own > 0 || there.words > 5,
            // Titles have small words and capitals; programs have small letters and symbols.
            Lang::Ar => {
                there.own > 1 && there.plain > 0 && there.own * 6 > there.words && self.code * 8 < there.words
            }
        }
    }
}

/// The evidence required for a language.
#[derive(Clone, Copy)]
struct Needs {
    /// Least evidence, in quarters of a word.
    least: usize,
    /// Least share of words with evidence: one in so many.
    share: usize,
    /// Least ratio to the evidence for the language itself, in quarters.
    times: usize,
}

impl Side {
    fn best(&self, table: &Languages, among: Rows, needs: Needs) -> Option<Language> {
        if self.words < 3 {
            return None;
        }
        let bits = (0..self.rows.len()).filter(|bit| among & (1 << bit) != 0);
        let bit = bits.max_by_key(|bit| self.rows[*bit].score())?;
        let (row, score) = (self.rows[bit], self.rows[bit].score());
        if row.strong + row.sure == 0 {
            return None;
        }
        let own = self.own - row.shared.min(self.own);
        let enough =
            score >= needs.least && score * needs.share >= 4 * self.words && score > needs.times * own;
        enough.then(|| table.rows[bit])
    }

    /// A language with little evidence here, and none for English, that the letter sequences agree on.
    fn agreed(&self, table: &Languages, text: &str) -> Option<Language> {
        if self.words < 3 || self.rows.is_empty() {
            return None;
        }
        let is_hinted = |bit: usize| {
            let row = self.rows[bit];
            let own = self.own - row.shared.min(self.own);
            // Names have particles and one small word too: `Le Monde diplomatique`.
            let is_name = row.strong + row.sure == 0 && self.plain < 2 && row.letters == 0;
            let is_text = self.plain > 0 || row.is_whole(self.words);
            own == 0 && is_text && !is_name && 4 * row.strong + 3 * row.weak + row.letters >= 4
        };
        let mut hinted = (0..self.rows.len()).filter(|bit| table.latin & (1 << bit) != 0 && is_hinted(*bit));
        hinted.clone().next()?;
        let tag = sequences::language(text)?;
        hinted.find(|bit| table.rows[*bit].tag == tag).map(|bit| table.rows[bit])
    }

    fn add_rows(&mut self, table: &Languages, rows: Rows, what: impl Fn(&mut Row)) {
        if self.rows.is_empty() {
            self.rows = vec![Row::default(); table.rows.len()];
        }
        let mut left = rows;
        while left != 0 {
            what(&mut self.rows[left.trailing_zeros() as usize]);
            left &= left - 1;
        }
    }

    /// Adds a word; `plain` says that a capital initial has no meaning.
    fn add_latin(&mut self, word: &str, plain: bool, table: &Languages, folded: &mut String) {
        self.words += 1;
        self.letters += word.chars().count();
        let is_small = word.starts_with(char::is_lowercase);
        fold_into(word, folded);
        let rows = table.words.get(folded.as_str()).copied().unwrap_or_default();
        let small = usize::from(is_small && word.len() > 1);
        if rows & table.en != 0 {
            self.own += 1;
            self.add_rows(table, rows & table.latin, |row| {
                row.shared += 1;
                row.small += small;
            });
        } else if rows & table.latin != 0 {
            // Acronyms do not count as words.
            if !plain && word.chars().take(2).filter(|c| c.is_uppercase()).count() > 1 {
                return;
            }
            // A letter alone may be the name of a thing: `C source code`.
            let is_letter = word.chars().nth(1).is_none();
            let is_weak = rows & table.weak != 0 || is_letter || !(is_small || plain);
            self.add_rows(table, rows & table.latin, |row| {
                row.weak += usize::from(is_weak);
                row.strong += usize::from(!is_weak);
                row.small += small * if is_weak { 1 } else { 2 };
            });
        } else if is_small {
            self.plain += small;
            let (mut any, mut only) = (0, 0);
            for c in word.chars().filter(|c| !c.is_ascii()) {
                let rows = table.letters.get(&c).copied().unwrap_or_default() & table.latin;
                any |= rows;
                only |= if rows.is_power_of_two() { rows } else { 0 };
            }
            // A letter used by a single language is as good as one of its words.
            self.add_rows(table, any, |row| row.letters += 2);
            self.add_rows(table, only, |row| {
                row.letters += 2;
                row.sure += 1;
            });
        }
    }

    fn add_arabic(&mut self, word: &str, table: &Languages, folded: &mut String) {
        self.words += 1;
        self.letters += word.chars().filter(|c| chars::is_arabic_letter(*c)).count();
        fold_into(word, folded);
        let rows = table.words.get(folded.as_str()).copied().unwrap_or_default();
        if rows & table.ar != 0 {
            self.own += 1;
            self.add_rows(table, rows & table.arabic, |row| row.shared += 1);
        } else if rows & table.arabic != 0 {
            self.add_rows(table, rows & table.arabic, |row| row.strong += 1);
        } else if is_plainly_arabic(folded) {
            self.own += 1;
        } else {
            self.plain += 1;
            self.add_letters(word, table);
        }
    }

    fn add_letters(&mut self, word: &str, table: &Languages) {
        let (mut most, mut rows) = (0, 0);
        for c in word.chars() {
            let Some(of) = table.letters.get(&c) else { continue };
            most = most.max(weight(c));
            // A letter of one language weighs more than a letter of many.
            rows |= of;
        }
        self.add_rows(table, rows & table.arabic, |row| {
            row.letters += most;
            row.sure += usize::from(most > 2);
        });
    }
}

/// True for a mark that is common in programs and rare in running text: `{`, the point of `a.txt`,
/// the dash of `--all`.
fn is_of_code(text: &str, mark: Span) -> bool {
    let before = text.get(..mark.start).and_then(|text| text.chars().next_back());
    let after = text.get(mark.end..).and_then(|text| text.chars().next());
    match mark.of(text) {
        "{" | "}" | "=" | "<" | ">" | ";" | "\\" | "$" | "_" | "`" | "|" | "~" | "@" | "#" | "/" => true,
        "." | ":" => [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric())),
        "-" | "--" => {
            before.is_none_or(|c| c.is_whitespace() || c == '-')
                && after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-')
        }
        "&" | "&&" => before == Some('&') || after == Some('&') || mark.len() > 1,
        _ => false,
    }
}

/// The weight of a letter that Arabic lacks, in quarters of a word.
fn weight(c: char) -> usize {
    match c {
        // Letters of keyboards with which Arabic is typed too.
        'ی' | 'ک' | 'ہ' | 'ھ' | 'ے' | 'ۀ' => 1,
        // Letters with which Arabic writes foreign names and dialects.
        'پ' | 'چ' | 'ژ' | 'گ' | 'ڤ' => 2,
        _ => 4,
    }
}

/// True for words with an article or ending that only Arabic has.
fn is_plainly_arabic(word: &str) -> bool {
    word.ends_with('ة')
        || word.ends_with("ات")
        || clitics::without_article(word, Classes::PARTICLE).is_some_and(|rest| rest.chars().count() > 2)
}
