//! Catalogues whose lines give a text to a name: INI and TOML (`name = "text"` below `[part]`), and
//! Fluent of Mozilla, with attributes, texts of several lines and variants.

use super::{Entry, MOST, lines::unescaped};

/// The entries of an INI or TOML file.
pub(super) fn entries(text: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut part = String::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next().filter(|_| found.len() <= MOST) {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if line.starts_with(['#', ';']) || line.starts_with("//") {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            part = name.trim_matches(['[', ']', ' ', '"']).to_owned();
            continue;
        }
        let Some((name, value)) = line.split_once('=') else { continue };
        let name = name.trim().trim_matches('"');
        let key = if part.is_empty() { name.to_owned() } else { format!("{part}.{name}") };
        let text = match value.trim().strip_prefix("\"\"\"") {
            Some(first) if !first.ends_with("\"\"\"") => {
                let more =
                    lines.by_ref().map(|(line, _)| line).take_while(|line| !line.trim().ends_with("\"\"\""));
                std::iter::once(first).chain(more).collect::<Vec<_>>().join("\n").trim().to_owned()
            }
            _ => unquoted(value.trim()),
        };
        found.push(Entry { key, text, line: number });
    }
    found
}

/// A text without the quotes around it.
fn unquoted(value: &str) -> String {
    let inside = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    match (inside('"'), inside('\'')) {
        (Some(text), _) => unescaped(text),
        (None, Some(text)) => text.to_owned(),
        (None, None) => value.to_owned(),
    }
}

/// The entries of a Fluent file; variants have the key of their message and their own name.
pub(super) fn fluent(text: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut message = String::new();
    for (line, number) in text.lines().zip(1..) {
        if found.len() > MOST {
            break;
        }
        let is_inner = line.starts_with([' ', '\t', '}']);
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let variant =
            line.strip_prefix('*').unwrap_or(line).strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let (key, text) = match (line.split_once('='), variant) {
            _ if line.is_empty() || line.starts_with('#') || line == "}" => continue,
            (Some((name, text)), _) if !is_inner => {
                name.trim().clone_into(&mut message);
                (message.clone(), text)
            }
            (Some((name, text)), _) if line.starts_with('.') => (format!("{message}{}", name.trim()), text),
            (_, Some((name, text))) if is_inner => (format!("{message}.{}", name.trim()), text),
            _ => {
                if let Some(last) = found.last_mut().filter(|_| is_inner) {
                    last.text = [last.text.as_str(), line].join(" ").trim().to_owned();
                }
                continue;
            }
        };
        // `files = { $n ->`: its variants follow.
        if !text.trim_end().ends_with("->") {
            found.push(Entry { key, text: text.trim().to_owned(), line: number });
        }
    }
    found.retain(|entry| !entry.text.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(found: Vec<Entry>) -> Vec<(String, String, u64)> {
        found.into_iter().map(|entry| (entry.key, entry.text, entry.line)).collect()
    }

    fn entry(key: &str, text: &str, line: u64) -> (String, String, u64) {
        (key.to_owned(), text.to_owned(), line)
    }

    #[test]
    fn names_of_ini_and_toml_have_their_part_before_them() {
        let text = "; words\ntitle = Mill\n[menu]\nopen=\"Say \\\"go\\\"\"\n'x'\n[tips.long]\nother = \"\"\"One\ntwo\n\"\"\"\n# end\n";
        let wanted = [
            entry("title", "Mill", 2),
            entry("menu.open", "Say \"go\"", 4),
            entry("tips.long.other", "One\ntwo", 7),
        ];
        assert_eq!(pairs(entries(text)), wanted);
    }

    #[test]
    fn messages_of_fluent_have_attributes_variants_and_several_lines() {
        let text = "# words\nmill = Mill\n    .title = The old mill\nsacks = { $n ->\n    [one] One sack\n   *[other] { $n } sacks\n}\nlong =\n    First line\n    and second\n";
        let wanted = [
            entry("mill", "Mill", 2),
            entry("mill.title", "The old mill", 3),
            entry("sacks.one", "One sack", 5),
            entry("sacks.other", "{ $n } sacks", 6),
            entry("long", "First line and second", 8),
        ];
        assert_eq!(pairs(fluent(text)), wanted);
    }
}
