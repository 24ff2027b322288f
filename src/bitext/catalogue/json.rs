//! The strings of a JSON file at any depth, with the path to them, in the order of the file.

use crate::{Error, Result, document};
use serde::de::IgnoredAny;

/// The deepest nesting that is read.
pub(super) const DEEPEST: usize = 128;

/// The largest number of strings that are read, in all languages together.
pub(super) const MOST: usize = 400_000;

/// The error for more strings than are read.
pub(super) fn too_many(most: usize) -> Error {
    Error::new(format!("a catalogue with more than {most} texts")).advise("is this a catalogue of a program?")
}

/// What the paths of all strings, and what aliases repeat, have together.
#[derive(Default)]
pub(super) struct Copied(document::copied::Copied);

impl Copied {
    /// Adds to it.
    ///
    /// # Errors
    /// When that is too much, so that a small file cannot become a large one.
    pub(super) fn add<'a>(&mut self, parts: impl IntoIterator<Item = &'a str>) -> Result<()> {
        if self.0.allows(parts.into_iter().map(str::len).sum()) {
            return Ok(());
        }
        Err(Error::new("a catalogue that repeats the same long texts over and over")
            .advise("is this a catalogue of a program?"))
    }
}

/// The error for a nesting that is too deep.
pub(super) fn too_deep() -> Error {
    Error::new(format!("nested more than {DEEPEST} deep")).advise("is this a catalogue of texts?")
}

/// A string of a JSON or YAML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    /// The names and numbers on the path to it.
    pub(super) path: Vec<String>,
    pub(super) text: String,
    /// Its line, from 1.
    pub(super) line: u64,
}

/// The strings of a JSON file. Those under a name that begins with `@`, which Flutter uses for
/// descriptions of its texts, are left out.
///
/// # Errors
/// When it is invalid, or nested too deeply.
pub(super) fn leaves(text: &str) -> Result<Vec<Leaf>> {
    let is_valid = |text: &str| serde_json::from_str::<IgnoredAny>(text).map(|_| ());
    let relaxed;
    let text = match is_valid(text) {
        Ok(()) => text,
        Err(error) => {
            relaxed = strict(text);
            is_valid(&relaxed).map_err(|_| Error::new(format!("broken JSON: {error}")))?;
            &relaxed
        }
    };
    let mut scanner =
        Scanner { text, at: 0, line: 1, open: Vec::new(), found: Vec::new(), copied: Copied::default() };
    scanner.all()?;
    Ok(scanner.found)
}

/// JSON without the comments and the commas after last members that some programs allow; every line keeps its number.
fn strict(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The place of a comma after which nothing but blanks and comments came.
    let mut comma = None;
    let mut last = '{';
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (length, kept) = match c {
            '"' => (string_length(rest), true),
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), false),
            '/' if rest.starts_with("/*") => (rest[2..].find("*/").map_or(rest.len(), |end| end + 4), false),
            _ => (c.len_utf8(), true),
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        if !kept {
            out.extend(piece.chars().filter(|c| *c == '\n'));
            continue;
        }
        if matches!(c, '}' | ']')
            && let Some(at) = comma
        {
            out.replace_range(at..=at, " ");
        }
        if !c.is_whitespace() {
            comma = (c == ',' && !matches!(last, '{' | '[' | ',')).then_some(out.len());
            last = c;
        }
        out.push_str(piece);
    }
    out
}

/// The length of the string in quotation marks with which a text begins.
fn string_length(text: &str) -> usize {
    let mut is_escaped = true;
    let end = text.find(|c: char| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 1)
}

/// An open object or list.
struct Open {
    /// The number of the item, for a list.
    item: Option<usize>,
    /// The name of the member, for an object, once it has been read.
    name: Option<String>,
    /// True if it is under a name that begins with `@`.
    mute: bool,
}

/// Scans a text that is valid JSON.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    open: Vec<Open>,
    found: Vec<Leaf>,
    copied: Copied,
}

impl Scanner<'_> {
    fn all(&mut self) -> Result<()> {
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            match byte {
                b'{' | b'[' => self.begin(byte == b'[')?,
                b'}' | b']' => {
                    self.open.pop();
                }
                b',' => self.next_member(),
                b'"' => {
                    let text = self.string()?;
                    self.take(text)?;
                    if self.found.len() > MOST {
                        return Err(too_many(MOST));
                    }
                    continue;
                }
                b'\n' => self.line += 1,
                _ => {}
            }
            self.at += 1;
        }
        Ok(())
    }

    fn begin(&mut self, list: bool) -> Result<()> {
        if self.open.len() >= DEEPEST {
            return Err(too_deep());
        }
        let mute = self.is_mute();
        self.open.push(Open { item: list.then_some(0), name: None, mute });
        Ok(())
    }

    fn next_member(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.item = open.item.map(|item| item + 1);
            open.name = None;
        }
    }

    fn is_mute(&self) -> bool {
        let by_name = |open: &Open| open.name.as_ref().is_some_and(|name| name.starts_with('@'));
        self.open.last().is_some_and(|open| open.mute || by_name(open))
    }

    /// Reads a string and returns its text.
    fn string(&mut self) -> Result<String> {
        let from = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                break;
            }
        }
        let quoted = self.text.get(from..self.at).unwrap_or("\"\"");
        serde_json::from_str(quoted)
            .map_err(|error| Error::new(format!("broken JSON: {error}")).line(self.line))
    }

    /// Takes a string, which is either the name of a member or a text.
    fn take(&mut self, text: String) -> Result<()> {
        let mute = self.is_mute();
        match self.open.last_mut() {
            Some(open) if open.item.is_none() && open.name.is_none() => open.name = Some(text),
            Some(_) if !mute => {
                self.copied.add(self.open.iter().filter_map(|open| open.name.as_deref()))?;
                let step = |open: &Open| match (&open.name, open.item) {
                    (Some(name), _) => name.clone(),
                    (None, item) => item.unwrap_or_default().to_string(),
                };
                let path = self.open.iter().map(step).collect();
                self.found.push(Leaf { path, text, line: self.line });
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_commas_after_last_members_are_allowed() {
        let text = "{ // \"no\": \"no\",\n \"a\": \"x // y, }\", /* \n */ \"b\": [\"c\\\"\", /* z */ ],\n}";
        let found: Vec<(String, u64)> =
            leaves(text).unwrap().into_iter().map(|leaf| (leaf.text, leaf.line)).collect();
        assert_eq!(found, [("x // y, }".to_owned(), 2), ("c\"".to_owned(), 3)]);
        for text in ["{,}", "{\"a\": 1,, }", "/* {}", "{\"a", "{\"a\": \"b\",/"] {
            assert!(leaves(text).is_err(), "{text}");
        }
    }

    #[test]
    fn strings_come_in_the_order_of_the_file_with_path_and_line() {
        let found = leaves(
            "{\"b\": \"x\",\n\"a\": [1, \"y\\n\\u0646\", {\"c\": \"z\"}], \"@a\": {\"d\": \"no\"},\n\"@@l\": \"no\", \"e\": null,\n\"f\": \"\"}",
        );
        let found: Vec<_> =
            found.unwrap().into_iter().map(|leaf| (leaf.path.join("/"), leaf.text, leaf.line)).collect();
        let leaf = |path: &str, text: &str, line| (path.to_owned(), text.to_owned(), line);
        assert_eq!(
            found,
            [leaf("b", "x", 1), leaf("a/1", "y\nن", 2), leaf("a/2/c", "z", 2), leaf("f", "", 4)]
        );
        assert_eq!(leaves("\"alone\"").unwrap(), []);
    }

    #[test]
    fn what_is_broken_or_too_deep_is_refused() {
        assert!(leaves("{\"a\": \"x").is_err());
        assert!(leaves("{\"a\": \"\\ud800\"}").is_err());
        let deep = |n| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(leaves(&deep(100)).is_ok());
        assert!(leaves(&deep(1_000_000)).unwrap_err().to_string().contains("deep"));
        assert!(leaves(&"[".repeat(1_000_000)).is_err());
        let long = format!("{{\"{}\": [{}\"\"]}}", "n".repeat(1 << 20), "\"x\", ".repeat(200));
        assert!(leaves(&long).unwrap_err().to_string().contains("over and over"));
    }
}
