//! The tokens of catalogues that are program code: texts, names and signs.

use super::lines::unescaped;
use std::{iter::Peekable, str::Chars};

/// A token.
#[derive(Debug, PartialEq)]
pub(super) enum Token {
    Text(String),
    /// A bare name or number.
    Name(String),
    /// `=>` or `:`, between a key and its text.
    Gives,
    Sign(char),
}

/// The tokens of code, without comments, with their lines.
pub(super) struct Tokens<'a> {
    chars: Peekable<Chars<'a>>,
    line: u64,
    is_php: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let is_php = text.trim_start_matches('\u{FEFF}').trim_start().starts_with("<?php");
        Tokens { chars: text.chars().peekable(), line: 1, is_php }
    }

    fn step(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.line += u64::from(c == '\n');
        Some(c)
    }

    /// True if some letters follow.
    fn follows(&self, wanted: &str) -> bool {
        let mut ahead = self.chars.clone();
        wanted.chars().all(|c| ahead.next() == Some(c))
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut raw = String::new();
        while let Some(c) = self.step().filter(|c| *c != quote) {
            raw.push(c);
            if c == '\\' {
                raw.extend(self.step());
            }
        }
        // Single quotes of PHP have no escapes but those of the quote and the backslash.
        if self.is_php && quote == '\'' {
            raw.replace("\\'", "'").replace("\\\\", "\\")
        } else {
            unescaped(&raw)
        }
    }

    fn rest_of_line(&mut self) -> Option<String> {
        self.chars.peek()?;
        let mut line = String::new();
        while let Some(c) = self.step().filter(|c| *c != '\n') {
            line.push(c);
        }
        Some(line)
    }

    /// True if a line begins with the name that ends a text of several lines.
    fn ends_with(&self, name: &str) -> bool {
        let mut ahead = self.chars.clone().skip_while(|c| matches!(c, ' ' | '\t'));
        let is_name = !name.is_empty() && name.chars().all(|c| ahead.next() == Some(c));
        is_name && ahead.next().is_none_or(|c| !c.is_alphanumeric() && c != '_')
    }

    /// A text of PHP between `<<<NAME` and a line with that name, without the indentation of that line.
    fn heredoc(&mut self) -> String {
        let name = self.rest_of_line().unwrap_or_default();
        let name = name.trim_start_matches('<').trim();
        let is_raw = name.starts_with('\'');
        let name = name.trim_matches(['\'', '"']);
        let mut lines: Vec<String> = Vec::new();
        while !self.ends_with(name)
            && let Some(line) = self.rest_of_line()
        {
            lines.push(line);
        }
        let mut indent = 0;
        while self.chars.next_if(|c| matches!(c, ' ' | '\t')).is_some() {
            indent += 1;
        }
        for _ in name.chars() {
            self.step();
        }
        let bare = |line: &String| {
            let blank = line.bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            line[blank..].trim_end_matches('\r').to_owned()
        };
        let text = lines.iter().map(bare).collect::<Vec<_>>().join("\n");
        if is_raw { text } else { unescaped(&text) }
    }

    /// A name with the members that follow it: `$user->name`, `words.open`.
    fn name(&mut self, first: char) -> String {
        let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let mut name = String::from(first);
        loop {
            while let Some(c) = self.chars.next_if(is_part) {
                name.push(c);
            }
            let mut ahead = self.chars.clone();
            let link = match (ahead.next(), ahead.next(), ahead.next()) {
                (Some('-'), Some('>'), Some(c)) if c.is_alphabetic() => "->",
                (Some('.'), Some(c), _) if !self.is_php && c.is_alphabetic() => ".",
                _ => return name,
            };
            for _ in link.chars() {
                self.step();
            }
            name.push_str(link);
        }
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
                ('<', Some('<')) if self.is_php && self.follows("<<") => Token::Text(self.heredoc()),
                ('=', Some('>')) => {
                    self.step();
                    Token::Gives
                }
                (':', _) => Token::Gives,
                (c, _) if c.is_alphanumeric() || matches!(c, '_' | '$') => Token::Name(self.name(c)),
                (c, _) => Token::Sign(c),
            };
            return Some((token, line));
        }
    }
}
