//! Parts of catalogues that describe their texts for translators and are therefore not texts of the program.

use crate::bitext::Pair;
use rustc_hash::FxHashSet;

/// Names of the texts in catalogues that describe each of them: of browsers, FormatJS, Transifex.
const TEXTS: &[&str] = &["message", "defaultMessage", "string"];

/// Names of the descriptions next to such a text.
const ABOUT: &[&str] =
    &["description", "comment", "context", "developer_comment", "note", "placeholders", "character_limit"];

/// Leaves out descriptions of a text next to them, unless they have been translated: a form may
/// have a field `message` and another `description`.
pub(super) fn leave_out(pairs: &mut Vec<Pair>) {
    let described: FxHashSet<String> = pairs
        .iter()
        .filter_map(|pair| pair.id.as_deref()?.rsplit_once('.'))
        .filter(|(_, name)| TEXTS.contains(name))
        .map(|(key, _)| key.to_owned())
        .collect();
    let is_about = |key: &str| {
        let mut ends = key.match_indices('.').map(|(at, _)| at);
        ends.any(|at| {
            let name = key[at + 1..].split('.').next().unwrap_or_default();
            ABOUT.contains(&name) && described.contains(&key[..at])
        })
    };
    let has_no_translation = |pair: &Pair| pair.is_one_sided() || pair.texts.ar == pair.texts.en;
    pairs.retain(|pair| !(has_no_translation(pair) && pair.id.as_deref().is_some_and(is_about)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(pairs: &[(&str, &str, &str)]) -> Vec<String> {
        let pair = |&(id, ar, en): &(&str, &str, &str)| Pair { id: Some(id.to_owned()), ..Pair::new(ar, en) };
        let mut pairs: Vec<Pair> = pairs.iter().map(pair).collect();
        leave_out(&mut pairs);
        pairs.into_iter().filter_map(|pair| pair.id).collect()
    }

    #[test]
    fn descriptions_beside_messages_are_no_texts_unless_they_are_translated() {
        let browser = [
            ("save.message", "احفظ", "Save"),
            ("save.description", "", "On the button"),
            ("save.placeholders.n.content", "$1", "$1"),
        ];
        assert_eq!(left(&browser), ["save.message"]);
        let form = [("form.message", "رسالة", "Message"), ("form.description", "وصف", "Description")];
        assert_eq!(left(&form).len(), 2);
        assert_eq!(left(&[("a.description", "", "Lost"), ("a.b", "ب", "B")]).len(), 2);
    }
}
