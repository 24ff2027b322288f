//! Catalogues of programs, one file a language: JSON of web interfaces, strings of Android and Apple, `.properties`,
//! `.resx`. Their texts are paired by key.
//!
//! Plural forms (`{n, plural, …}`, `_two` behind a key, `<plurals>`) are entries of their own; where a language has fewer
//! forms, its form for other numbers stands for them.

mod icu;
mod lines;
mod xml;

use super::{Header, Pair, read::plural};
use crate::{
    Error, Result,
    document::{Letters, decode},
    text::Lang,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{io::Read, path::Path};

/// No more texts than this are read from one catalogue.
const MOST: usize = 2_000_000;

/// A text of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// What the program calls it: `menu.file.open`.
    pub(super) key: String,
    pub(super) text: String,
}

/// The kinds of catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Properties,
    Strings,
    Xml,
}

fn kind_of(name: &str) -> Option<Kind> {
    let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" | "arb" => Some(Kind::Json),
        "properties" => Some(Kind::Properties),
        "strings" => Some(Kind::Strings),
        "xml" | "resx" => Some(Kind::Xml),
        _ => None,
    }
}

/// True for a file that is a catalogue by its name and its first bytes.
pub fn is_catalogue(name: &str, head: &[u8]) -> bool {
    let begins = String::from_utf8_lossy(head);
    let begins = begins.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    match kind_of(name) {
        Some(Kind::Json) => begins.starts_with('{') && !begins.contains("\"mizan/"),
        Some(Kind::Properties | Kind::Strings) => true,
        Some(Kind::Xml) => begins.contains("<resources") || begins.contains("<root"),
        None => false,
    }
}

/// Pairs the texts of two catalogues by their keys, in the order of the second where that is the one that has been
/// translated from. Which is Arabic is told by the letters.
///
/// # Errors
/// When one of them is broken, when no key is in both, or when not one is Arabic and the other English.
pub fn pairs(first: (&str, &[u8]), second: (&str, &[u8]), source: Lang) -> Result<(Header, Vec<Pair>)> {
    let (one, two) = (entries(first.0, first.1)?, entries(second.0, second.1)?);
    let letters = |entries: &[Entry]| {
        let texts: String = entries.iter().take(10_000).map(|entry| entry.text.as_str()).collect();
        Letters::of(&texts).arabic_share()
    };
    let (share_one, share_two) = (letters(&one), letters(&two));
    if share_one.max(share_two) < 0.3 || (share_one - share_two).abs() < 0.2 {
        return Err(Error::new("not one of the two catalogues is Arabic and the other English")
            .at(first.0)
            .advise("give the catalogue of each language"));
    }
    let (names, ar, en) =
        if share_one > share_two { ([first.0, second.0], one, two) } else { ([second.0, first.0], two, one) };
    let pairs = by_key(&ar, &en, source);
    if pairs.iter().all(Pair::is_one_sided) {
        return Err(Error::new(format!("no key is in {} too", second.0))
            .at(first.0)
            .advise("are these the catalogues of one program?"));
    }
    let mut header = Header { source, ..Header::default() };
    let file = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    (header.ar.document, header.en.document) = (Some(file(names[0])), Some(file(names[1])));
    Ok((header, pairs))
}

fn entries(name: &str, bytes: &[u8]) -> Result<Vec<Entry>> {
    let located = |error: Error| error.at(name);
    let found = match kind_of(name) {
        Some(Kind::Json) => json(&text(bytes).map_err(located)?).map_err(located)?,
        Some(Kind::Properties) => lines::properties(&text(bytes).map_err(located)?),
        Some(Kind::Strings) => lines::strings(&text(bytes).map_err(located)?).map_err(located)?,
        Some(Kind::Xml) => xml::entries(name, bytes)?,
        None => return Err(located(Error::new("no catalogue"))),
    };
    if found.len() > MOST {
        return Err(located(Error::new("a catalogue with more than two million texts")));
    }
    Ok(found.into_iter().flat_map(icu::forms).collect())
}

fn text(bytes: &[u8]) -> Result<String> {
    let mut text = String::new();
    let decoded = decode::text(bytes, None).and_then(|(mut input, _)| input.read_to_string(&mut text));
    decoded.map_err(|error| decode::failure(&error))?;
    Ok(text)
}

/// The strings of a JSON file, however deep, by the path to them.
fn json(text: &str) -> Result<Vec<Entry>> {
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| Error::new(format!("broken JSON: {error}")))?;
    let mut found = Vec::new();
    flatten(String::new(), &value, &mut found);
    Ok(found)
}

/// Adds the strings inside a value. Nesting is bounded by the parser.
fn flatten(key: String, value: &serde_json::Value, found: &mut Vec<Entry>) {
    let below = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    match value {
        serde_json::Value::String(text) => found.push(Entry { key, text: text.clone() }),
        serde_json::Value::Object(members) => {
            // What Flutter says about its texts.
            for (name, value) in members.iter().filter(|(name, _)| !name.starts_with('@')) {
                flatten(below(name), value, found);
            }
        }
        serde_json::Value::Array(items) => {
            for (n, value) in items.iter().enumerate() {
                flatten(below(&n.to_string()), value, found);
            }
        }
        _ => {}
    }
}

/// A key without the plural form at its end, and that form.
fn form_of(key: &str) -> Option<(&str, usize)> {
    let at = key.rfind(['_', '.', '#', '/'])?;
    let form = plural::FORMS.iter().position(|form| *form == &key[at + 1..])?;
    Some((&key[..=at], form))
}

/// The texts of both, by key. Keys of the source come in its order, then those that only the other has.
fn by_key(ar: &[Entry], en: &[Entry], source: Lang) -> Vec<Pair> {
    let table = |entries: &[Entry]| -> FxHashMap<String, String> {
        entries.iter().map(|entry| (entry.key.clone(), entry.text.clone())).collect()
    };
    let (in_ar, in_en) = (table(ar), table(en));
    let mut pairs: Vec<Pair> = Vec::new();
    let mut push = |key: &str, ar: &str, en: &str| {
        let row = pairs.len() as u64 + 1;
        let (ar, en) = (ar.to_owned(), en.to_owned());
        pairs.push(Pair { row, id: Some(key.to_owned()), ar, en, ..Pair::default() });
    };
    // The form that stands for one that is missing.
    let other = |table: &FxHashMap<String, String>, key: &str| {
        form_of(key).and_then(|(base, _)| table.get(&format!("{base}other")).cloned())
    };
    let (mut first, mut second) = (ar, en);
    if source == Lang::En {
        (first, second) = (second, first);
    }
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for entry in first.iter().chain(second) {
        let key = entry.key.as_str();
        if !seen.insert(key) {
            continue;
        }
        let (arabic, english) = (in_ar.get(key), in_en.get(key).cloned().or_else(|| other(&in_en, key)));
        match (arabic, english, form_of(key)) {
            (Some(arabic), Some(english), Some((_, form))) => {
                push(key, arabic, &plural::english_for(form, arabic, &english));
            }
            // An English form that Arabic has under other names.
            (None, Some(_), Some(_)) if other(&in_ar, key).is_some() => {}
            (arabic, english, _) => {
                push(key, arabic.map_or("", String::as_str), english.as_deref().unwrap_or_default());
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: [&str; 2], ar: &str, en: &str) -> Result<Vec<(String, String, String)>> {
        let (_, pairs) = pairs((names[0], ar.as_bytes()), (names[1], en.as_bytes()), Lang::En)?;
        Ok(pairs.into_iter().map(|pair| (pair.id.unwrap_or_default(), pair.ar, pair.en)).collect())
    }

    fn three(key: &str, ar: &str, en: &str) -> (String, String, String) {
        (key.to_owned(), ar.to_owned(), en.to_owned())
    }

    #[test]
    fn json_is_paired_by_the_path_to_its_strings() {
        let (ar, en) = (
            r#"{"menu":{"open":"فتح","list":["واحد"]},"count_two":"ملفان","count_other":"{n} ملف"}"#,
            r#"{"menu":{"list":["one"],"open":"Open","new":"New"},"n":7,"count_one":"a file","count_other":"{n} files"}"#,
        );
        let mut got = read(["ar.json", "en.json"], ar, en).unwrap();
        got.sort();
        assert_eq!(
            got,
            [
                three("count_other", "{n} ملف", "{n} files"),
                three("count_two", "ملفان", "2 files"),
                three("menu.list.0", "واحد", "one"),
                three("menu.new", "", "New"),
                three("menu.open", "فتح", "Open"),
            ]
        );
        // In the other order too.
        assert_eq!(read(["en.json", "ar.json"], en, ar).unwrap().len(), 5);
    }

    #[test]
    fn plural_forms_of_messages_are_entries() {
        let ar = r#"{"a":"لديك {n, plural, two {رسالتان} few {# رسائل} other {# رسالة}} هنا"}"#;
        let en = r#"{"a":"You have {n, plural, one {a message} other {# messages}} here"}"#;
        let got = read(["ar.json", "en.json"], ar, en).unwrap();
        assert_eq!(
            got,
            [
                three("a#other", "لديك {n} رسالة هنا", "You have {n} messages here"),
                three("a#two", "لديك رسالتان هنا", "You have 2 messages here"),
                three("a#few", "لديك {n} رسائل هنا", "You have {n} messages here"),
            ]
        );
    }

    #[test]
    fn properties_and_strings_are_read_with_their_escapes() {
        let got = read(
            ["x_ar.properties", "x_en.properties"],
            "# no\na.b = \\u0646\\u0639\\u0645\nlong = \u{0648}\\\n   \u{0647}\n",
            "a.b: Yes\n! no\nlong=W \\\n  h\n",
        );
        assert_eq!(got.unwrap(), [three("a.b", "نعم", "Yes"), three("long", "وه", "W h")]);
        let got = read(
            ["ar.strings", "en.strings"],
            "/* \"no\" = \"no\"; */\n\"ok \\\"x\\\"\" = \"نعم\\nلا\";",
            "// no\n\"ok \\\"x\\\"\"=\"yes\\nno\" ;\n",
        );
        assert_eq!(got.unwrap(), [three("ok \"x\"", "نعم\nلا", "yes\nno")]);
    }

    #[test]
    fn android_and_resx_are_read() {
        let ar = "<resources><string name='a'>\\u0646عم</string><plurals name='n'><item quantity='two'>ملفان</item>\
            <item quantity='other'>%d ملف</item></plurals><string name='k' translatable='false'>K</string></resources>";
        let en = "<resources><string name='a'>It\\'s <b>so</b></string><plurals name='n'><item quantity='one'>a file</item>\
            <item quantity='other'>%d files</item></plurals></resources>";
        let got = read(["values-ar/strings.xml", "values/strings.xml"], ar, en).unwrap();
        assert_eq!(
            got,
            [
                three("a", "نعم", "It's so"),
                three("n/other", "%d ملف", "%d files"),
                three("n/two", "ملفان", "2 files")
            ]
        );
        let resx = |text: &str| {
            format!(
                "<root><resheader name='v'><value>2</value></resheader><data name='a'><value>{text}</value></data>\
                <data name='i' type='x'><value>AAA</value></data></root>"
            )
        };
        let got = read(["a.ar.resx", "a.resx"], &resx("نعم"), &resx("Yes")).unwrap();
        assert_eq!(got, [three("a", "نعم", "Yes")]);
    }

    #[test]
    fn what_is_broken_or_no_pair_is_refused() {
        for (names, ar, en, complaint) in [
            (["a.json", "b.json"], "{\"a\":\"نعم\"", "{}", "a.json: broken JSON"),
            (["a.json", "b.json"], "{\"a\":\"نعم\"}", "{\"b\":\"yes\"}", "no key is in b.json too"),
            (
                ["a.json", "b.json"],
                "{\"a\":\"no\"}",
                "{\"a\":\"yes\"}",
                "not one of the two catalogues is Arabic",
            ),
            (["a.strings", "b.strings"], "\"a\" = ", "", "a.strings"),
            (["a.resx", "b.resx"], "<root><data", "", "a.resx"),
        ] {
            let error = read(names, ar, en).unwrap_err().to_string();
            assert!(error.contains(complaint), "{error}");
        }
        let deep = format!("{{\"a\":{}", "[".repeat(1_000_000));
        assert!(read(["a.json", "b.json"], &deep, "{}").unwrap_err().to_string().contains("recursion"));
    }
}
