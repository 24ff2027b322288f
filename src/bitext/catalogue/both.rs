//! Catalogues with both languages in one file: `.xcstrings` of Apple, JSON and YAML with the name of the
//! language at some level of the path to each text (`{"en": {"yes": …}, "ar": {"yes": …}}`,
//! `{"yes": {"en": …, "ar": …}}`), JSON whose keys are the texts of the source (`{"Yes": "نعم"}`).

use super::{Entry, Texts, icu, json::Leaf};
use crate::{Error, Result, document::Letters, text::Lang};
use rustc_hash::FxHashSet;

/// The Arabic and English texts among those of a file, and the source language, if the file names it.
///
/// # Errors
/// When there are no texts in both languages.
pub(super) fn texts(leaves: Vec<Leaf>) -> Result<Texts> {
    let is_apple = leaves.iter().any(|leaf| leaf.path.first().is_some_and(|name| name == "sourceLanguage"));
    let (mut texts, alone) = match natural(&leaves) {
        Some(source) => (by_text(leaves, source), 0),
        None if is_apple => of_apple(&leaves),
        None => by_language(leaves),
    };
    let keys: FxHashSet<&str> = texts.sides.en.iter().map(|entry| entry.key.as_str()).collect();
    let both = texts.sides.ar.iter().filter(|entry| keys.contains(entry.key.as_str())).count();
    // The names of languages may be keys of texts: most texts must be under one.
    if both == 0 || both < alone {
        return Err(Error::new("neither an alignment of ours nor a catalogue with Arabic and English")
            .advise("give the catalogues of both languages, or what `mizan align -o FILE.json` writes"));
    }
    for side in [&mut texts.sides.ar, &mut texts.sides.en] {
        *side = std::mem::take(side).into_iter().flat_map(icu::forms).collect();
    }
    Ok(texts)
}

/// Parses a language code as used in catalogues: `ar`, `en-US`, `ar_EG`; `None` for any other word.
pub(super) fn code(name: &str) -> Option<Lang> {
    let code = name.split(['-', '_']).next().unwrap_or_default();
    ["ar", "ara", "en", "eng"].contains(&code.to_ascii_lowercase().as_str()).then(|| name.parse().ok())?
}

/// The language of the keys if they are texts of the source and what they lead to is in the other
/// language: a third of them have several words, hardly any looks like a name of a program.
fn natural(leaves: &[Leaf]) -> Option<Lang> {
    let key = |leaf: &Leaf| (leaf.path.len() == 1).then(|| leaf.path[0].clone());
    let keys: Vec<String> = leaves.iter().map(key).collect::<Option<_>>()?;
    let is_name = |key: &&String| {
        !key.contains(' ') && (key.contains(['_', '.', '-']) || key.chars().skip(1).any(char::is_uppercase))
    };
    let count = |test: &dyn Fn(&&String) -> bool| keys.iter().filter(test).count();
    let (spaced, names) = (count(&|key| key.contains(' ')), count(&is_name));
    let lang =
        |texts: String| Some(Letters::of(&texts)).filter(|letters| letters.total() > 0).map(Letters::lang);
    let source = lang(keys.concat())?;
    let target = lang(leaves.iter().take(10_000).map(|leaf| leaf.text.as_str()).collect())?;
    (3 * spaced >= keys.len() && 10 * names <= keys.len() && source != target).then_some(source)
}

/// The texts of a file whose keys are those of the source.
fn by_text(leaves: Vec<Leaf>, source: Lang) -> Texts {
    let mut texts = Texts { source: Some(source), ..Texts::default() };
    for Leaf { mut path, text, line } in leaves {
        let key = path.pop().unwrap_or_default();
        texts.sides[source].push(Entry { key: key.clone(), text: key.clone(), line });
        texts.sides[source.other()].push(Entry { key, text, line });
    }
    texts
}

/// Texts under the name of their language, and the number of texts that are under none.
fn by_language(leaves: Vec<Leaf>) -> (Texts, usize) {
    let mut texts = Texts::default();
    let mut alone = 0;
    for Leaf { mut path, text, line } in leaves {
        let Some((at, lang)) = path.iter().enumerate().find_map(|(at, name)| Some((at, code(name)?))) else {
            alone += 1;
            continue;
        };
        path.remove(at);
        texts.sides[lang].push(Entry { key: path.join("."), text, line });
    }
    (texts, alone)
}

/// Texts of an `.xcstrings` file. Their path is `strings`, key, `localizations`, language, possibly
/// variations, `stringUnit`, `value`. If a key has no text in the source language, the key is the
/// text.
fn of_apple(leaves: &[Leaf]) -> (Texts, usize) {
    let source = leaves.iter().find(|leaf| leaf.path == ["sourceLanguage"]).and_then(|leaf| code(&leaf.text));
    let mut texts = Texts { source, ..Texts::default() };
    let (mut with_source, mut translated) = (FxHashSet::default(), Vec::new());
    for leaf in leaves {
        let path: Vec<&str> = leaf.path.iter().map(String::as_str).collect();
        let ["strings", name, "localizations", lang, variation @ .., "stringUnit", "value"] = path.as_slice()
        else {
            continue;
        };
        let Some(lang) = code(lang) else { continue };
        // Of `variations`, `plural`, `one` only the part that distinguishes the forms of a text.
        let key = match variation {
            ["variations", _, form, ..] | ["substitutions", _, "variations", _, form, ..] => {
                format!("{name}/{form}")
            }
            _ => (*name).to_owned(),
        };
        let entry = Entry { key, text: leaf.text.clone(), line: leaf.line };
        if Some(lang) == source {
            with_source.insert(*name);
        } else {
            translated.push((*name, entry.clone()));
        }
        texts.sides[lang].push(entry);
    }
    if let Some(source) = source {
        for (name, entry) in translated.into_iter().filter(|(name, _)| !with_source.contains(name)) {
            texts.sides[source].push(Entry { text: name.to_owned(), ..entry });
        }
    }
    (texts, 0)
}

#[cfg(test)]
mod tests {
    use super::{super::json, *};

    fn texts(text: &str) -> Result<Texts> {
        super::texts(json::leaves(text)?)
    }

    fn keys(entries: &[Entry]) -> Vec<(&str, &str, u64)> {
        entries.iter().map(|entry| (entry.key.as_str(), entry.text.as_str(), entry.line)).collect()
    }

    #[test]
    fn languages_may_stand_anywhere_on_the_way() {
        for file in [
            "{\"en-US\": {\"a\": {\"b\": \"Yes\"}},\n\"ar\": {\"a\": {\"b\": \"نعم\"}}, \"fr\": {\"a\": {\"b\": \"Oui\"}}}",
            "{\"a\": {\"b\": {\"en\": \"Yes\",\n\"ar\": \"نعم\"}}}",
            "[\"x\", {\"a\": 1}, {\"a\": {\"b\": {\"en\": \"Yes\"\n}}}, {\"a\": {\"b\": {\"ar\": \"نعم\"}}}]",
        ] {
            let Ok(texts) = texts(file) else { continue };
            assert_eq!(keys(&texts.sides.ar), [("a.b", "نعم", 2)], "{file}");
            assert_eq!(keys(&texts.sides.en), [("a.b", "Yes", 1)], "{file}");
        }
        assert!(
            texts("{\"languages\": {\"en\": \"English\", \"ar\": \"Arabic\"}, \"a\": \"x\", \"b\": \"y\"}")
                .is_err()
        );
        assert!(texts("{\"a\": \"x\"}").is_err());
    }

    #[test]
    fn the_strings_of_apple_are_read_with_their_plural_forms() {
        let unit =
            |text: &str| format!("{{\"stringUnit\": {{\"state\": \"translated\", \"value\": \"{text}\"}}}}");
        let file = format!(
            "{{\"sourceLanguage\": \"en\", \"version\": \"1.0\", \"strings\": {{
             \"Yes\": {{\"comment\": \"no\", \"localizations\": {{\"ar\": {}}}}},
             \"n.files\": {{\"localizations\": {{
               \"ar\": {{\"variations\": {{\"plural\": {{\"two\": {}, \"other\": {}}}}}}},
               \"en\": {{\"variations\": {{\"plural\": {{\"other\": {}}}}}}} }}}}}}}}",
            unit("نعم"),
            unit("ملفان"),
            unit("%d ملف"),
            unit("%d files"),
        );
        let texts = texts(&file).unwrap();
        assert_eq!(texts.source, Some(Lang::En));
        assert_eq!(
            keys(&texts.sides.ar),
            [("Yes", "نعم", 2), ("n.files/two", "ملفان", 4), ("n.files/other", "%d ملف", 4)]
        );
        assert!(keys(&texts.sides.en).contains(&("n.files/other", "%d files", 5)));
        assert!(keys(&texts.sides.en).contains(&("Yes", "Yes", 2)));
    }
}
