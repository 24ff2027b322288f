//! Catalogues that are program code: arrays of PHP (`'key' => 'text'`, `$lang['key'] = 'text';`) and
//! objects of JavaScript and TypeScript (`export default { key: 'text' }`).
//!
//! Nothing is run: only literals are read, with the names above them as their key.

use super::{Entry, MOST, lines::unescaped};
use crate::{Error, Result};
use std::{iter::Peekable, str::Chars};

/// The deepest nesting of the texts of a program.
const DEEPEST: usize = 64;

/// True for code that begins as such catalogues do.
pub(super) fn begins(head: &str) -> bool {
    head.starts_with("<?php")
        || ["export default", "module.exports", "export const", "exports."]
            .iter()
            .any(|sign| head.contains(sign))
}

#[derive(Debug, PartialEq)]
enum Token {
    Text(String),
    /// A bare name or number.
    Name(String),
    /// `=>` or `:`, between a key and its text.
    Gives,
    Sign(char),
}

/// The entries of such a catalogue.
///
/// # Errors
/// When it is nested more deeply than any catalogue.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>> {
    let mut reader = Reader::default();
    let mut tokens = Tokens { chars: text.chars().peekable(), line: 1 };
    while let Some((token, line)) = tokens.next().filter(|_| reader.found.len() <= MOST) {
        reader.take(token, line)?;
    }
    reader.finish();
    Ok(reader.found)
}

/// What has been read of a catalogue.
#[derive(Default)]
struct Reader {
    found: Vec<Entry>,
    /// For each open bracket the key above it, and the number of texts without a key in it.
    open: Vec<(String, usize)>,
    /// The key whose text follows.
    key: Option<String>,
    /// A text or name of which it is not known yet whether it is a key.
    last: Option<(Token, u64)>,
    /// A key follows, and its text behind a comma: `define('key', 'text');`.
    defines: bool,
    /// A sign that joins the next text to the last one.
    joins: bool,
}

impl Reader {
    fn take(&mut self, token: Token, line: u64) -> Result<()> {
        match token {
            Token::Text(text) => match &mut self.last {
                Some((Token::Text(last), _)) if self.joins => last.push_str(&text),
                _ => self.last = Some((Token::Text(text), line)),
            },
            Token::Name(_) => self.last = Some((token, line)),
            Token::Gives => {
                if let Some((Token::Text(key) | Token::Name(key), _)) = self.last.take() {
                    self.key = Some(key);
                }
            }
            // `$lang['key'] = 'text';`: the brackets were closed before. In `const words: Words = {` the
            // name before the colon is no key.
            Token::Sign('=') => {
                if self.last.take().is_some() {
                    self.key = None;
                }
            }
            Token::Sign(',') if std::mem::take(&mut self.defines) => {
                if let Some((Token::Text(key), _)) = self.last.take() {
                    self.key = Some(key);
                }
            }
            Token::Sign('.' | '+') => {
                self.joins = true;
                return Ok(());
            }
            Token::Sign('[' | '{' | '(') => {
                if self.open.len() == DEEPEST {
                    return Err(Error::new("texts nested more than 64 deep").advise(super::IS_IT_ONE));
                }
                self.defines = matches!(&self.last, Some((Token::Name(name), _)) if name == "define");
                self.last = None;
                let key = self.key.take().or_else(|| self.next_place()).unwrap_or_default();
                self.open.push((key, 0));
            }
            Token::Sign(sign @ (']' | '}' | ')')) => self.close(sign),
            Token::Sign(_) => self.finish(),
        }
        self.joins = false;
        Ok(())
    }

    /// The number of a text without a key.
    fn next_place(&mut self) -> Option<String> {
        let (_, count) = self.open.last_mut()?;
        *count += 1;
        Some((*count - 1).to_string())
    }

    fn close(&mut self, sign: char) {
        // `['key']` behind a variable has one text and no key: it may be the key of what follows.
        let alone = match (&self.last, self.open.last(), sign) {
            (Some((Token::Text(text), _)), Some((_, 0)), ']')
                if self.key.is_none() && self.open.len() == 1 =>
            {
                Some(text.clone())
            }
            _ => None,
        };
        if alone.is_none() {
            self.finish();
        }
        self.open.pop();
        (self.key, self.last) = (alone, None);
    }

    /// Ends a text, which is added under its key.
    fn finish(&mut self) {
        let last = self.last.take();
        let Some((Token::Text(text), line)) = last else {
            self.key = None;
            return;
        };
        let Some(key) = self.key.take().or_else(|| self.next_place()) else { return };
        let above = self.open.iter().map(|(key, _)| key.as_str()).filter(|key| !key.is_empty());
        let key = above.chain([key.as_str()]).collect::<Vec<_>>().join(".");
        self.found.push(Entry { key, text, line });
    }
}

/// The tokens of code, without comments, with their lines.
struct Tokens<'a> {
    chars: Peekable<Chars<'a>>,
    line: u64,
}

impl Tokens<'_> {
    fn step(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.line += u64::from(c == '\n');
        Some(c)
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut raw = String::new();
        while let Some(c) = self.step().filter(|c| *c != quote) {
            raw.push(c);
            if c == '\\' {
                raw.extend(self.step());
            }
        }
        unescaped(&raw)
    }

    fn comment(&mut self) {
        let mut before = ' ';
        while let Some(c) = self.step() {
            if (before, c) == ('*', '/') {
                break;
            }
            before = c;
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = (Token, u64);

    fn next(&mut self) -> Option<(Token, u64)> {
        loop {
            let c = self.step()?;
            let line = self.line;
            let next = self.chars.peek().copied();
            let token = match (c, next) {
                (c, _) if c.is_whitespace() => continue,
                ('/', Some('*')) => {
                    self.step();
                    self.comment();
                    continue;
                }
                ('/', Some('/')) | ('#', _) => {
                    while self.step().is_some_and(|c| c != '\n') {}
                    continue;
                }
                ('\'' | '"' | '`', _) => Token::Text(self.quoted(c)),
                ('=', Some('>')) => {
                    self.step();
                    Token::Gives
                }
                (':', _) => Token::Gives,
                (c, _) if c.is_alphanumeric() || matches!(c, '_' | '$') => {
                    let mut name = String::from(c);
                    while let Some(c) = self.chars.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '$'))
                    {
                        name.push(c);
                    }
                    Token::Name(name)
                }
                (c, _) => Token::Sign(c),
            };
            return Some((token, line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, u64)> {
        let found = entries(text).unwrap();
        found.into_iter().map(|entry| (entry.key, entry.text, entry.line)).collect()
    }

    fn entry(key: &str, text: &str, line: u64) -> (String, String, u64) {
        (key.to_owned(), text.to_owned(), line)
    }

    #[test]
    fn arrays_of_php_are_read_with_the_names_above_their_texts() {
        let text = "<?php // words\nreturn [\n 'menu' => ['open' => 'Open it', \"close\" => 'Don\\'t'],\n\
            'days' => array('Monday', 'Tuesday'), /* no */\n 'long' => 'One ' .\n 'two',\n 'n' => 7,\n];\n";
        assert_eq!(
            read(text),
            [
                entry("menu.open", "Open it", 3),
                entry("menu.close", "Don't", 3),
                entry("days.0", "Monday", 4),
                entry("days.1", "Tuesday", 4),
                entry("long", "One two", 5),
            ]
        );
        let assigned = "<?php\n$lang['save'] = 'Save';\n$lang['open'] = \"Open\";\n";
        assert_eq!(read(assigned), [entry("save", "Save", 2), entry("open", "Open", 3)]);
        let constants = "<?php\ndefine('SAVE', 'Save');\ndefine(\"OPEN\", \"Open\");\n";
        assert_eq!(read(constants), [entry("SAVE", "Save", 2), entry("OPEN", "Open", 3)]);
    }

    #[test]
    fn objects_of_javascript_are_read() {
        let text = "// words\nexport default {\n  menu: { open: 'Open', 'close-it': `Close` },\n  fee: \"It is {n}: cheap\",\n}\n";
        let wanted = [
            entry("menu.open", "Open", 3),
            entry("menu.close-it", "Close", 3),
            entry("fee", "It is {n}: cheap", 4),
        ];
        assert_eq!(read(text), wanted);
        let typed = "import { Words } from './words';\nexport const words: Words = {\n  mill: 'Mill',\n};\n";
        assert_eq!(read(typed), [entry("mill", "Mill", 3)]);
        assert!(begins("module.exports = {") && begins("<?php") && !begins("let x = 1"));
    }

    #[test]
    fn broken_code_ends_and_deep_code_is_refused() {
        for text in ["'a' => 'b", "]]})", "\\", "'", "/* x", "$lang['a' = "] {
            assert!(read(text).len() <= 1, "{text}");
        }
        assert!(entries(&"[".repeat(1_000_000)).is_err());
    }
}
