//! Catalogues that are program code: arrays of PHP (`'key' => 'text'`, `$lang['key'] = 'text';`) and
//! objects of JavaScript and TypeScript (`export default { key: 'text' }`).
//!
//! Nothing is run: only literals are read, with the names above them as their key.

use super::{
    Entry, MOST,
    json::Copied,
    tokens::{Token, Tokens},
};
use crate::{Error, Result};

/// The deepest nesting of the texts of a program.
const DEEPEST: usize = 64;

/// True for code that begins as such catalogues do.
pub(super) fn begins(head: &str) -> bool {
    head.starts_with("<?php")
        || ["export default", "module.exports", "export const", "exports."]
            .iter()
            .any(|sign| head.contains(sign))
}

/// The entries of such a catalogue, and the number of texts that are left out because a part of them is
/// worked out by the program.
///
/// # Errors
/// When it is nested more deeply than any catalogue, or repeats long names over and over.
pub(super) fn entries(text: &str) -> Result<(Vec<Entry>, u64)> {
    let mut reader = Reader::default();
    let mut tokens = Tokens::of(text);
    while let Some((token, line)) = tokens.next().filter(|_| reader.found.len() <= MOST) {
        if !reader.drops(&token) {
            reader.take(token, line)?;
        }
    }
    reader.finish()?;
    Ok((reader.found, reader.left_out))
}

/// An open bracket.
struct Open {
    /// The key above it.
    key: String,
    /// Number of texts without a key in it.
    count: usize,
    /// Number of entries before it.
    from: usize,
    /// True if it encloses what is given to a function.
    is_call: bool,
}

/// What has been read of a catalogue.
#[derive(Default)]
struct Reader {
    found: Vec<Entry>,
    open: Vec<Open>,
    /// The key whose text follows.
    key: Option<String>,
    /// A text or name of which it is not known yet whether it is a key.
    last: Option<(Token, u64)>,
    /// A key follows, and its text after a comma: `define('key', 'text');`.
    defines: bool,
    /// A sign that joins the next text to the last one.
    joins: bool,
    /// The number of entries before the call that has just ended.
    call: Option<usize>,
    /// Number of brackets opened inside an expression that is left out: it is no text.
    dropping: Option<usize>,
    /// True if words are in that expression.
    has_words: bool,
    /// Number of such expressions.
    left_out: u64,
    copied: Copied,
}

impl Reader {
    /// True for the parts of an expression that is left out, up to the sign that ends it.
    fn drops(&mut self, token: &Token) -> bool {
        let Some(depth) = self.dropping else { return false };
        match (token, depth) {
            (Token::Sign('(' | '[' | '{'), _) => self.dropping = Some(depth + 1),
            (Token::Sign(')' | ']' | '}'), 1..) => self.dropping = Some(depth - 1),
            (Token::Sign(',' | ';' | ')' | ']' | '}'), 0) => {
                self.dropping = None;
                self.left_out += u64::from(std::mem::take(&mut self.has_words));
                return false;
            }
            (Token::Text(text), 0) => self.has_words |= text.chars().any(char::is_alphabetic),
            _ => {}
        }
        true
    }

    /// Leaves out the expression that is being read, since its text is not known.
    fn drop_rest(&mut self, depth: usize) {
        let is_text = |(token, _): &(Token, u64)| matches!(token, Token::Text(text) if text.chars().any(char::is_alphabetic));
        self.has_words |= self.last.as_ref().is_some_and(is_text);
        (self.dropping, self.last, self.key) = (Some(depth), None, None);
        (self.joins, self.call) = (false, None);
    }

    fn take(&mut self, token: Token, line: u64) -> Result<()> {
        let call = self.call.take();
        match token {
            Token::Text(text) => self.text(text, line),
            Token::Name(name) => self.name(name, line),
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
                match call {
                    // What a function returns is a part of the text: `name() . ' is here'`.
                    Some(from) => {
                        self.has_words |= self.found.len() > from;
                        self.found.truncate(from);
                        self.drop_rest(0);
                    }
                    None => self.joins = true,
                }
                return Ok(());
            }
            Token::Sign('(') if self.joins && self.last.is_some() => self.drop_rest(1),
            // `name ? 'One' : 'Two'`, `name || 'None'`: the program chooses.
            Token::Sign('?' | '|' | '&') if self.key.is_some() && !self.open.is_empty() => self.drop_rest(0),
            Token::Sign(sign @ ('[' | '{' | '(')) => self.open(sign)?,
            Token::Sign(sign @ (']' | '}' | ')')) => self.close(sign)?,
            Token::Sign(_) => self.finish()?,
        }
        self.joins = false;
        Ok(())
    }

    fn text(&mut self, text: String, line: u64) {
        match &mut self.last {
            Some((Token::Text(last), _)) if self.joins => last.push_str(&text),
            // `$name . ' is here'`.
            Some((Token::Name(name), line)) if self.joins => {
                self.last = Some((Token::Text(format!("{{{name}}}{text}")), *line));
            }
            _ => self.last = Some((Token::Text(text), line)),
        }
    }

    /// A variable that is joined to a text has its name in the place of its value.
    fn name(&mut self, name: String, line: u64) {
        match &mut self.last {
            Some((Token::Text(last), _)) if self.joins => {
                *last += &format!("{{{name}}}");
            }
            Some((Token::Name(last), _)) if self.joins => *last += &format!("}}{{{name}"),
            _ => self.last = Some((Token::Name(name), line)),
        }
    }

    fn open(&mut self, sign: char) -> Result<()> {
        if self.open.len() == DEEPEST {
            return Err(Error::new("texts nested more than 64 deep").advise(super::IS_IT_ONE));
        }
        let name = match &self.last {
            Some((Token::Name(name), _)) => name.as_str(),
            // `'Hello ' . $user['name']`, `'Hello ' . name()`: what it is worth is not known.
            Some((Token::Text(text), _)) if text.ends_with('}') => {
                self.drop_rest(1);
                return Ok(());
            }
            _ => "",
        };
        if sign == '[' && self.key.is_some() && !name.is_empty() && !self.joins {
            self.drop_rest(1);
            return Ok(());
        }
        self.defines = name == "define";
        let is_call = sign == '(' && !matches!(name, "" | "array" | "define");
        self.last = None;
        let key = self.key.take().or_else(|| self.next_place()).unwrap_or_default();
        self.open.push(Open { key, count: 0, from: self.found.len(), is_call });
        Ok(())
    }

    /// The number of a text without a key.
    fn next_place(&mut self) -> Option<String> {
        let open = self.open.last_mut()?;
        open.count += 1;
        Some((open.count - 1).to_string())
    }

    fn close(&mut self, sign: char) -> Result<()> {
        // `['key']` after a variable has one text and no key: it may be the key of what follows.
        let alone = match (&self.last, self.open.last(), sign) {
            (Some((Token::Text(text), _)), Some(Open { count: 0, .. }), ']')
                if self.key.is_none() && self.open.len() == 1 =>
            {
                Some(text.clone())
            }
            _ => None,
        };
        if alone.is_none() {
            self.finish()?;
        }
        let closed = self.open.pop();
        self.call = closed.filter(|open| open.is_call).map(|open| open.from);
        (self.key, self.last) = (alone, None);
        Ok(())
    }

    /// Ends a text, which is added under its key.
    fn finish(&mut self) -> Result<()> {
        let last = self.last.take();
        let Some((Token::Text(text), line)) = last else {
            self.key = None;
            return Ok(());
        };
        let Some(key) = self.key.take().or_else(|| self.next_place()) else { return Ok(()) };
        let above = self.open.iter().map(|open| open.key.as_str()).filter(|key| !key.is_empty());
        self.copied.add(above.clone())?;
        let key = above.chain([key.as_str()]).collect::<Vec<_>>().join(".");
        self.found.push(Entry { key, text, line });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::entry, *};

    fn read(text: &str) -> Vec<Entry> {
        entries(text).unwrap().0
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
    fn a_variable_in_a_text_is_kept_in_its_place() {
        let php = "<?php\nreturn [\n'hi' => 'Welcome ' . $guest . '!',\n'bye' => $user->name . ' left',\n'n' => \"No \" . $n . $m . ' mills',\n];\n";
        let wanted = [
            entry("hi", "Welcome {$guest}!", 3),
            entry("bye", "{$user->name} left", 4),
            entry("n", "No {$n}{$m} mills", 5),
        ];
        assert_eq!(read(php), wanted);
        let js = "export default {\n  hi: 'Welcome ' + guest.name + '!',\n  ...others,\n  mill: 'Mill',\n}\n";
        assert_eq!(read(js), [entry("hi", "Welcome {guest.name}!", 2), entry("mill", "Mill", 4)]);
    }

    #[test]
    fn a_text_of_which_a_part_is_not_known_is_left_out() {
        let php = "<?php return ['a' => 'Welcome ' . trim($guest) . '!', 'b' => name('x') . ' left', 'c' => $w['d'], 'e' => 'Mill'];";
        assert_eq!(read(php), [entry("e", "Mill", 1)]);
        let called = "<?php return ['a' => __('Mill'), 'b' => 'Weir'];";
        assert_eq!(read(called), [entry("a.0", "Mill", 1), entry("b", "Weir", 1)]);
        assert_eq!(entries(php).unwrap().1, 2);
        let js =
            "export default { a: wet ? 'Rain' : 'Sun', b: name || 'None', c: 'Mill', d: n & 7, e: ['x y'] };";
        assert_eq!(read(js), [entry("c", "Mill", 1), entry("e.0", "x y", 1)]);
        assert_eq!(entries(js).unwrap().1, 2);
    }

    #[test]
    fn php_has_raw_quotes_and_texts_of_several_lines() {
        let text = "<?php return [\n'a' => 'C:\\new \\'x\\'',\n'b' => <<<EOT\n    The mill\n      turns\n    EOT,\n'c' => <<<'X'\nraw\\n\nX\n];";
        let wanted =
            [entry("a", "C:\\new 'x'", 2), entry("b", "The mill\n  turns", 3), entry("c", "raw\\n", 7)];
        assert_eq!(read(text), wanted);
    }

    #[test]
    fn a_long_name_above_many_texts_is_refused() {
        let long = format!("<?php return ['{}' => [{}]];", "n".repeat(1 << 20), "'x',".repeat(200));
        assert!(entries(&long).unwrap_err().to_string().contains("over and over"));
    }

    #[test]
    fn broken_code_ends_and_deep_code_is_refused() {
        for text in ["'a' => 'b", "]]})", "\\", "'", "/* x", "$lang['a' = "] {
            assert!(read(text).len() <= 1, "{text}");
        }
        assert!(entries(&"[".repeat(1_000_000)).is_err());
    }
}
