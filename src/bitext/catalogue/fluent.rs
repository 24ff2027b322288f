//! Catalogues in Fluent of Mozilla: messages with attributes, texts of several lines, and variants
//! of which a selector chooses one (`{ $n -> [one] … *[other] … }`).

use super::{Entry, MOST, json::Copied};
use crate::Result;

/// Most selectors in one text whose variants are combined; more are left as they are written.
const MOST_SELECTORS: usize = 8;

/// The entries of a Fluent file; variants have the key of their message and their own name, and the
/// words around the selector.
///
/// # Errors
/// When its variants repeat a long text over and over.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>> {
    let mut reader = Reader::default();
    for raw in messages(text) {
        if reader.found.len() > MOST {
            break;
        }
        reader.line = raw.line;
        reader.take(&raw.key, &raw.text, MOST_SELECTORS)?;
    }
    Ok(reader.found)
}

/// A message or attribute as it is written, with its line ends.
struct Raw {
    key: String,
    text: String,
    line: u64,
    brackets: Brackets,
}

/// The brackets that are open in a text; those inside quotes do not count.
#[derive(Default, Clone, Copy)]
struct Brackets {
    open: usize,
    is_quoted: bool,
}

impl Brackets {
    fn step(&mut self, c: char) {
        match c {
            '"' if self.open > 0 => self.is_quoted = !self.is_quoted,
            // A quoted text ends with its line.
            '\n' => self.is_quoted = false,
            '{' if !self.is_quoted => self.open += 1,
            '}' if !self.is_quoted => self.open = self.open.saturating_sub(1),
            _ => {}
        }
    }
}

fn messages(text: &str) -> Vec<Raw> {
    let mut found: Vec<Raw> = Vec::new();
    // The length of the name of the message in the key of its last attribute.
    let mut message = 0;
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim_start_matches('\u{FEFF}');
        let is_inner = line.starts_with([' ', '\t', '}']);
        let line = line.trim();
        if line.is_empty() || !is_inner && line.starts_with('#') {
            if let Some(last) = found.last_mut() {
                last.text.push('\n');
                last.brackets.step('\n');
            }
            continue;
        }
        let is_closed = found.last().is_none_or(|last| last.brackets.open == 0);
        let (key, words) = match (line.split_once('='), found.last_mut()) {
            (Some((name, words)), _) if !is_inner => (name.trim().to_owned(), words),
            (Some((name, words)), Some(last)) if is_closed && line.starts_with('.') => {
                (format!("{}{}", &last.key[..message], name.trim()), words)
            }
            (_, Some(last)) if is_inner => {
                for c in std::iter::once('\n').chain(line.chars()) {
                    last.text.push(c);
                    last.brackets.step(c);
                }
                continue;
            }
            _ => continue,
        };
        if !is_inner {
            message = key.len();
        }
        let mut brackets = Brackets::default();
        words.chars().for_each(|c| brackets.step(c));
        found.push(Raw { key, text: words.to_owned(), line: number, brackets });
        if found.len() > MOST {
            break;
        }
    }
    found
}

/// A text with a selector.
struct Select<'a> {
    before: &'a str,
    /// The names and texts of the variants, with the number of line ends before each.
    variants: Vec<(&'a str, &'a str, usize)>,
    after: &'a str,
}

impl<'a> Select<'a> {
    /// The first selector of a text.
    fn of(text: &'a str) -> Option<Self> {
        if !text.contains("->") {
            return None;
        }
        let mut brackets = Brackets::default();
        let (mut begin, mut arrow) = (0, None);
        for (at, c) in text.char_indices() {
            let outer = brackets.open;
            brackets.step(c);
            match (outer, brackets.open) {
                (0, 1) => (begin, arrow) = (at, None),
                (1, 1) if arrow.is_none() && !brackets.is_quoted && text[at..].starts_with("->") => {
                    arrow = Some(at + 2);
                }
                (1, 0) => {
                    let Some(from) = arrow else { continue };
                    let variants = variants(&text[from..at], from, text);
                    return (!variants.is_empty()).then_some(Select {
                        before: &text[..begin],
                        variants,
                        after: &text[at + 1..],
                    });
                }
                _ => {}
            }
        }
        None
    }
}

/// The variants of a selector, whose lines begin at the byte `from` of a text.
fn variants<'a>(inside: &'a str, from: usize, text: &str) -> Vec<(&'a str, &'a str, usize)> {
    let mut brackets = Brackets::default();
    // The beginning of each name, after its bracket.
    let mut heads: Vec<usize> = Vec::new();
    for (at, c) in inside.char_indices() {
        let line = inside[at + c.len_utf8()..].trim_start_matches([' ', '\t']);
        if c == '\n' && brackets.open == 0 {
            let bare = line.strip_prefix('*').unwrap_or(line);
            if let Some(name) = bare.strip_prefix('[') {
                heads.push(inside.len() - name.len());
            }
        }
        brackets.step(c);
    }
    let ends = heads.iter().skip(1).copied().chain([inside.len()]);
    let mut lines = memchr::memchr_iter(b'\n', &text.as_bytes()[..from]).count();
    let mut counted = 0;
    let mut found = Vec::with_capacity(heads.len());
    for (head, end) in heads.iter().copied().zip(ends) {
        lines += memchr::memchr_iter(b'\n', &inside.as_bytes()[counted..head]).count();
        counted = head;
        let Some((name, words)) = inside[head..end].split_once(']') else { continue };
        // The bracket of the next name is on the last line of this one.
        let words =
            if end == inside.len() { words } else { words.rsplit_once('\n').map_or("", |(words, _)| words) };
        found.push((name.trim(), words.trim(), lines));
    }
    found
}

#[derive(Default)]
struct Reader {
    found: Vec<Entry>,
    copied: Copied,
    /// The line of the message.
    line: u64,
}

impl Reader {
    fn take(&mut self, key: &str, text: &str, left: usize) -> Result<()> {
        let Some(select) = Select::of(text).filter(|_| left > 0) else {
            let text = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let text = text.collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                self.found.push(Entry { key: key.to_owned(), text, line: self.line });
            }
            return Ok(());
        };
        let first = self.line;
        for (name, words, lines) in select.variants {
            if self.found.len() > MOST {
                break;
            }
            self.copied.add([key, name, select.before, words, select.after])?;
            let whole = [select.before, words, select.after].concat();
            // Selectors inside it are on lines of their own, but this one is where a reader looks.
            self.line = first + lines as u64;
            self.take(&format!("{key}.{name}"), &whole, left - 1)?;
        }
        self.line = first;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::entry, *};

    fn read(text: &str) -> Vec<Entry> {
        entries(text).unwrap()
    }

    #[test]
    fn messages_have_attributes_variants_and_several_lines() {
        let text = "# words\nmill = Mill\n    .title = The old mill\nsacks = { $n ->\n    [one] One sack\n   *[other] { $n } sacks\n}\nlong =\n    First line\n    and second\n";
        let wanted = [
            entry("mill", "Mill", 2),
            entry("mill.title", "The old mill", 3),
            entry("sacks.one", "One sack", 5),
            entry("sacks.other", "{ $n } sacks", 6),
            entry("long", "First line and second", 8),
        ];
        assert_eq!(read(text), wanted);
    }

    #[test]
    fn a_selector_on_its_own_line_is_no_text_and_the_words_around_it_belong_to_each_variant() {
        let text = "sacks =\n    Bring { $n ->\n        [one] one sack\n       *[other]\n            { $n } sacks =\n            of corn\n    } to the mill\n    .key = { \"->\" }\nnext = Next\n";
        let wanted = [
            entry("sacks.one", "Bring one sack to the mill", 3),
            entry("sacks.other", "Bring { $n } sacks = of corn to the mill", 4),
            entry("sacks.key", "{ \"->\" }", 8),
            entry("next", "Next", 9),
        ];
        assert_eq!(read(text), wanted);
        let own = "sacks =\n    { $n ->\n        [one] A sack\n       *[other] Sacks\n    }\n";
        assert_eq!(read(own), [entry("sacks.one", "A sack", 3), entry("sacks.other", "Sacks", 4)]);
        assert_eq!(read("a = { $n ->\n").len(), 1, "an unclosed selector is kept as it is");
    }

    #[test]
    fn variants_that_repeat_a_long_text_are_refused() {
        let variants = "[x] y\n".repeat(300);
        let long = format!("a = {} {{ $n ->\n{}  }}\n", "w".repeat(1 << 20), variants.replace('[', "  ["));
        assert!(entries(&long).unwrap_err().to_string().contains("over and over"));
    }
}
