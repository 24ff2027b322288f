//! The strings of a YAML file, as Rails and Symfony have them, with the path to them, in the order of the file.
//!
//! Numbers, truth values and symbols (`:year`) are not texts. An alias of a string is that string;
//! aliases of whole mappings are left out, and long strings are not repeated without end, so that a small file cannot
//! become a large one.

use super::json::{Copied, DEEPEST, Leaf, too_deep, too_many};
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};
use std::rc::Rc;

/// The strings of a YAML file, at most so many.
///
/// # Errors
/// When it is invalid, nested too deeply, or has more.
pub(super) fn leaves(text: &str, most: usize) -> Result<Vec<Leaf>> {
    let mut reader = Reader::default();
    let mut parser: Parser<'_, StrInput<'_>> = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            Error::new(format!("broken YAML: {}", error.info())).line(error.marker().line() as u64)
        })?;
        let line = span.start.line() as u64;
        match event {
            Event::SequenceStart(..) => reader.begin(Some(0), line)?,
            Event::MappingStart(..) => reader.begin(None, line)?,
            Event::SequenceEnd | Event::MappingEnd => reader.end(),
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = match tag {
                    Some(tag) => tag.is_yaml_core_schema() && tag.suffix == "str",
                    None => style != ScalarStyle::Plain || is_plain_text(&text),
                };
                if anchor > 0 {
                    reader.anchors.insert(anchor, is_text.then(|| Rc::from(&*text)));
                }
                reader.scalar(&text, is_text, line)?;
            }
            Event::Alias(anchor) => {
                let text = reader.anchors.get(&anchor).cloned().flatten();
                let again = text.as_deref().unwrap_or_default();
                reader.copied.add([again]).map_err(|error| error.line(line))?;
                reader.scalar(again, text.is_some(), line)?;
            }
            Event::StreamEnd => break,
            _ => {}
        }
        if reader.found.len() > most {
            return Err(too_many(most));
        }
    }
    Ok(reader.found)
}

/// True for a scalar without quotes that is a text and not a number, a truth value or a symbol.
fn is_plain_text(text: &str) -> bool {
    let is_symbol = || {
        text.strip_prefix(':')
            .is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
    };
    let is_word = || ["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_number = || {
        let digits = text.trim_start_matches(['-', '+', '.']).replace('_', "");
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.parse::<f64>().is_ok()
            || digits.starts_with("0x")
    };
    !(text.is_empty() || text == "~" || is_word() || is_symbol() || is_number())
}

/// An open mapping or sequence.
struct Open {
    /// The number of the item, in a sequence.
    item: Option<usize>,
    /// The name of the member, in a mapping, once it has been read.
    name: Option<String>,
    /// It is, or is inside, the name of a member.
    is_name: bool,
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    anchors: FxHashMap<usize, Option<Rc<str>>>,
    found: Vec<Leaf>,
    copied: Copied,
}

impl Reader {
    /// True if what comes next is the name of a member.
    fn names(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_name || open.item.is_none() && open.name.is_none())
    }

    fn begin(&mut self, item: Option<usize>, line: u64) -> Result<()> {
        if self.open.len() >= DEEPEST {
            return Err(too_deep().line(line));
        }
        let is_name = self.names();
        self.open.push(Open { item, name: None, is_name });
        Ok(())
    }

    fn end(&mut self) {
        if let Some(ended) = self.open.pop() {
            self.after(ended.is_name.then_some(""));
        }
    }

    /// Steps after a name or a value.
    fn after(&mut self, name: Option<&str>) {
        match (self.open.last_mut(), name) {
            (Some(open), Some(name)) if open.item.is_none() && open.name.is_none() => {
                open.name = Some(name.to_owned());
            }
            (Some(open), _) => {
                open.item = open.item.map(|item| item + 1);
                open.name = None;
            }
            (None, _) => {}
        }
    }

    fn scalar(&mut self, text: &str, is_text: bool, line: u64) -> Result<()> {
        if self.names() {
            self.after(Some(text));
            return Ok(());
        }
        if is_text && !self.open.is_empty() {
            self.copied
                .add(self.open.iter().filter_map(|open| open.name.as_deref()))
                .map_err(|error| error.line(line))?;
            let step = |open: &Open| match (&open.name, open.item) {
                (Some(name), _) => name.clone(),
                (None, item) => item.unwrap_or_default().to_string(),
            };
            let path = self.open.iter().map(step).collect();
            self.found.push(Leaf { path, text: text.to_owned(), line });
        }
        self.after(None);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(text: &str) -> Result<Vec<Leaf>> {
        super::leaves(text, 100)
    }

    fn found(text: &str) -> Vec<(String, String, u64)> {
        let leaves = leaves(text).unwrap();
        leaves.into_iter().map(|leaf| (leaf.path.join("/"), leaf.text, leaf.line)).collect()
    }

    fn leaf(path: &str, text: &str, line: u64) -> (String, String, u64) {
        (path.to_owned(), text.to_owned(), line)
    }

    #[test]
    fn strings_come_with_path_and_line_in_every_style() {
        let file = "# comment\n---\nar:\n  a: نعم\n  b: \"x\\n\\u0646\"\n  c: 'it''s'\n  d: |\n    one\n    two\n  e: >-\n    one\n    two\n  f:\n  - أحد\n  - {g: h}\n";
        assert_eq!(
            found(file),
            [
                leaf("ar/a", "نعم", 4),
                leaf("ar/b", "x\nن", 5),
                leaf("ar/c", "it's", 6),
                leaf("ar/d", "one\ntwo\n", 8),
                leaf("ar/e", "one two", 11),
                leaf("ar/f/0", "أحد", 14),
                leaf("ar/f/1/g", "h", 15),
            ]
        );
    }

    #[test]
    fn numbers_truth_values_symbols_and_mappings_of_aliases_are_no_texts() {
        let file = "a: 12\nb: -1.5e3\nc: ~\nd: true\ne:\nf: [:year, :month]\ng: &g Yes\nh: *g\ni: &i {j: k}\nl: *i\n<<: *i\n'1': '2'\n? [m, n]\n: o\np: !ruby/regexp /x/\nq: 12 men\nr: !!str 5\n";
        assert_eq!(
            found(file),
            [
                leaf("g", "Yes", 7),
                leaf("h", "Yes", 8),
                leaf("i/j", "k", 9),
                leaf("1", "2", 12),
                leaf("", "o", 14),
                leaf("q", "12 men", 16),
                leaf("r", "5", 17),
            ]
        );
        assert!(found("alone").is_empty() && found("").is_empty());
    }

    #[test]
    fn what_is_broken_or_too_deep_is_refused() {
        for file in ["a: 'x", "a: b: c", "a:\n\t- b", "{a: ", "a: *none", "- a\nb: c"] {
            let error = leaves(file).unwrap_err().to_string();
            assert!(error.contains("broken YAML"), "{file}: {error}");
        }
        assert!(leaves(&"[".repeat(1_000_000)).is_err());
        assert!(leaves(&"- ".repeat(1_000_000)).is_err());
        let laughs: String = (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)).collect();
        assert_eq!(found(&format!("a0: &a0 ha\n{laughs}")).len(), 3);
        let long = "x".repeat(1 << 20);
        for again in ["\n- *x", "\n- ? *x\n  : 1"] {
            let file = |times: usize| format!("- &x \"{long}\"{}", again.repeat(times));
            assert!(leaves(&file(3)).is_ok());
            let error = super::leaves(&file(200), 10_000).unwrap_err().to_string();
            assert!(error.contains("over and over"), "{error}");
        }
    }
}
