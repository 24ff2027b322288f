//! Catalogues whose lines give a text to a name: INI, `name = "text"` below `[part]`.

use super::{Entry, MOST, json::Copied, lines::unescaped};
use crate::Result;

/// The entries of an INI file.
///
/// # Errors
/// When it repeats the name of a long part over and over.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>> {
    let mut found: Vec<Entry> = Vec::new();
    let (mut part, mut copied) = (String::new(), Copied::default());
    for (line, number) in text.lines().zip(1..) {
        if found.len() > MOST {
            break;
        }
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
        copied.add([part.as_str()])?;
        let key = if part.is_empty() { name.to_owned() } else { format!("{part}.{name}") };
        found.push(Entry { key, text: unquoted(value.trim()), line: number });
    }
    Ok(found)
}

/// A text without the quotes around it, and without a remark after them.
fn unquoted(value: &str) -> String {
    let is_remark = |rest: &str| {
        rest.is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with(['#', ';'])
    };
    let inside = |quote: char| {
        let rest = value.strip_prefix(quote)?;
        let ends = rest.match_indices(quote).find(|(at, _)| is_remark(&rest[at + 1..]));
        ends.map(|(at, _)| &rest[..at])
    };
    match (inside('"'), inside('\'')) {
        (Some(text), _) => unescaped(text),
        (None, Some(text)) => text.to_owned(),
        (None, None) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::entry, *};

    #[test]
    fn names_have_their_part_before_them() {
        let text = "; words\ntitle = Mill\n[menu]\nopen=\"Say \\\"go\\\"\"\n'x'\n[tips.long]\nother = \"One\" ; more\n# end\nmore = 'a' or 'b'\n";
        let wanted = [
            entry("title", "Mill", 2),
            entry("menu.open", "Say \"go\"", 4),
            entry("tips.long.other", "One", 7),
            entry("tips.long.more", "a' or 'b", 9),
        ];
        assert_eq!(entries(text).unwrap(), wanted);
    }

    #[test]
    fn a_long_part_above_many_names_is_refused() {
        let long = format!("[{}]\n{}", "n".repeat(1 << 20), "a=\n".repeat(200));
        assert!(entries(&long).unwrap_err().to_string().contains("over and over"));
    }
}
