//! Messages in the format of ICU: `{n, plural, one {a file} other {# files}}`.

use super::Entry;
use crate::bitext::plural;

/// Splits a message into an entry for each of its plural forms; returns it unchanged if it has none
/// or cannot be parsed.
pub(super) fn forms(entry: Entry) -> Vec<Entry> {
    match branches(&entry.text) {
        Some(forms) => forms
            .into_iter()
            .map(|(form, text)| Entry { key: format!("{}#{form}", entry.key), text, line: entry.line })
            .collect(),
        None => vec![entry],
    }
}

/// The forms of the first plural of a message, each with the surrounding text.
fn branches(text: &str) -> Option<Vec<(String, String)>> {
    let kind = text.find(", plural,").or_else(|| text.find(",plural,"))?;
    let start = text[..kind].rfind('{')?;
    let name = text[start + 1..kind].trim();
    let mut rest = text[kind..].splitn(3, ',').nth(2)?;
    let mut forms = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('}') {
            let around = |(form, inside): (String, String)| {
                let inside = inside.replace('#', &format!("{{{name}}}"));
                (form, format!("{}{inside}{after}", &text[..start]))
            };
            let known: Vec<_> = forms.into_iter().map(around).collect();
            return (!known.is_empty()).then_some(known);
        }
        let open = rest.find('{')?;
        let form = match rest[..open].trim() {
            "=0" => "zero",
            "=1" => "one",
            "=2" => "two",
            form => form,
        };
        let inside = &rest[open + 1..];
        let close = closing(inside)?;
        if plural::FORMS.contains(&form) {
            forms.push((form.to_owned(), inside[..close].to_owned()));
        }
        rest = &inside[close + 1..];
    }
}

/// The place of the closing brace for one that was opened before the text.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_that_are_not_understood_stay_as_they_are() {
        for text in ["a, plural, b", "{n, plural, one {a", "{n, plural, }", "{n, plural, x {y}}", "{n}", ""] {
            assert_eq!(branches(text), None, "{text}");
        }
        assert_eq!(branches("{n,plural,=1{x {n}}}!"), Some(vec![("one".to_owned(), "x {n}!".to_owned())]));
    }
}
