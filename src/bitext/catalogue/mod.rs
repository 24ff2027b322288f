//! Catalogues of programs: JSON of web interfaces, YAML of Rails, strings of Android and Apple, `.properties`,
//! `.resx`, INI, TOML, Fluent, arrays of PHP and objects of JavaScript, usually one file per language. Their texts are paired by key.
//!
//! Plural forms (`{n, plural, …}`, `_two` after a key, `<plurals>`) are separate entries; if a
//! language has fewer forms, its form for other numbers is used for the missing ones.

mod about;
mod assigned;
mod both;
mod code;
mod fluent;
mod icu;
mod json;
mod lines;
#[cfg(test)]
mod testing;
mod tokens;
mod toml;
mod xml;
mod yaml;

use super::{
    Header, Pair, Pairs,
    format::readable,
    pairs::{Listed, PairOptions},
    plural,
};
use crate::{
    Error, Result,
    document::{Letters, decode},
    text::{Lang, Sides},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{
    io::{self, BufRead, Read},
    path::Path,
};

/// The largest number of texts that are read from one catalogue: the largest programs have a tenth of it.
const MOST: usize = 200_000;

/// The largest file that is read: 16 MiB. A larger one is not the catalogue of a program.
const LARGEST: u64 = 16 << 20;

/// The same for a file with all languages of a program: 24 MiB.
const LARGEST_OF_ALL: u64 = 24 << 20;

/// A text of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name in the program: `menu.file.open`.
    pub(super) key: String,
    pub(super) text: String,
    /// Its line, from 1.
    pub(super) line: u64,
}

/// The texts of a program in both languages.
#[derive(Debug, Default)]
struct Texts {
    sides: Sides<Vec<Entry>>,
    /// The source language, if known.
    source: Option<Lang>,
}

/// The kinds of catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Assigned,
    Code,
    Fluent,
    Json,
    Properties,
    Strings,
    Toml,
    Xml,
    Yaml,
}

fn kind_of(name: &str) -> Option<Kind> {
    let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" | "arb" => Some(Kind::Json),
        "ini" | "lang" => Some(Kind::Assigned),
        "toml" => Some(Kind::Toml),
        "ftl" => Some(Kind::Fluent),
        "php" | "js" | "mjs" | "cjs" | "ts" => Some(Kind::Code),
        "properties" => Some(Kind::Properties),
        "strings" => Some(Kind::Strings),
        "xml" | "resx" => Some(Kind::Xml),
        "yml" | "yaml" => Some(Kind::Yaml),
        _ => None,
    }
}

/// True if a file is a catalogue according to its name and its first bytes.
pub fn is_catalogue(name: &str, head: &[u8]) -> bool {
    let begins = readable(head);
    let begins = begins.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    match kind_of(name) {
        Some(Kind::Json) => begins.starts_with('{') && !begins.contains("\"mizan/"),
        Some(Kind::Code) => code::begins(begins),
        Some(Kind::Assigned | Kind::Fluent | Kind::Toml) => begins.contains('='),
        Some(Kind::Properties | Kind::Strings | Kind::Yaml) => true,
        Some(Kind::Xml) => begins.contains("<resources") || begins.contains("<root"),
        None => false,
    }
}

/// The texts of two catalogues.
#[derive(Debug, Clone)]
pub struct Paired {
    /// The data that apply to all pairs.
    pub header: Header,
    /// The pairs.
    pub pairs: Vec<Pair>,
    /// True if the first of the two given files is the English one.
    pub swapped: bool,
    /// Number of texts that are left out because a part of them is worked out by the program.
    pub left_out: u64,
}

/// Pairs the texts of two catalogues by their keys, in the order of the source. The Arabic
/// catalogue is recognized by its letters. The row of a pair is its line in the translation.
///
/// # Errors
/// When one of them is invalid, if they have no key in common, or if they are not one Arabic and one English.
pub fn pairs(first: (&str, &[u8]), second: (&str, &[u8]), source: Lang) -> Result<Paired> {
    let ((one, out_of_one), (two, out_of_two)) = (entries(first.0, first.1)?, entries(second.0, second.1)?);
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
    let swapped = share_two > share_one;
    let (names, ar, en) =
        if swapped { ([second.0, first.0], two, one) } else { ([first.0, second.0], one, two) };
    let mut pairs = by_key(&ar, &en, source);
    about::leave_out(&mut pairs);
    if pairs.iter().all(Pair::is_one_sided) {
        return Err(Error::new(format!("no key is in {} too", second.0))
            .at(first.0)
            .advise("are these the catalogues of one program?"));
    }
    let mut header = Header { source, ..Header::default() };
    let file = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    (header.sides.ar.document, header.sides.en.document) = (Some(file(names[0])), Some(file(names[1])));
    Ok(Paired { header, pairs, swapped, left_out: out_of_one + out_of_two })
}

/// The pairs of a catalogue with both languages.
///
/// # Errors
/// When it is invalid, too large, or does not contain both.
pub(super) fn open<'a>(name: &str, input: Box<dyn BufRead + 'a>, options: &PairOptions) -> Result<Pairs<'a>> {
    let located = |error: Error| error.at(name);
    let mut bytes = Vec::new();
    let read = input.take(LARGEST_OF_ALL + 1).read_to_end(&mut bytes);
    read.map_err(|error| located(decode::failure(&error)))?;
    if bytes.len() as u64 > LARGEST_OF_ALL {
        return Err(located(Error::new("a catalogue larger than 24 MiB").advise(IS_IT_ONE)));
    }
    let decoded = text(&bytes, options.encoding.as_deref()).map_err(located)?;
    drop(bytes);
    let leaves = match kind_of(name.trim_end_matches(".gz").trim_end_matches(".zst")) {
        Some(Kind::Yaml) => yaml::leaves(&decoded, json::MOST),
        _ => json::leaves(&decoded),
    };
    let texts = leaves.and_then(both::texts).map_err(located)?;
    refuse_many(texts.sides.ar.len().max(texts.sides.en.len())).map_err(located)?;
    let source = texts.source.unwrap_or(Lang::En);
    let pairs = by_key(&texts.sides.ar, &texts.sides.en, source);
    Ok(Pairs::new(Listed::new(Header { source, ..Header::default() }, pairs)))
}

const IS_IT_ONE: &str = "is this a catalogue of a program?";

fn refuse_many(texts: usize) -> Result<()> {
    if texts > MOST {
        return Err(Error::new(format!("a catalogue with more than {MOST} texts")).advise(IS_IT_ONE));
    }
    Ok(())
}

/// The texts of a catalogue, and the number of those that are left out.
fn entries(name: &str, bytes: &[u8]) -> Result<(Vec<Entry>, u64)> {
    let located = |error: Error| error.at(name);
    if bytes.len() as u64 > LARGEST {
        return Err(located(Error::new("a catalogue larger than 16 MiB").advise(IS_IT_ONE)));
    }
    let decoded = || text(bytes, None).map_err(|error| located(error.advise("save it as UTF-8")));
    let mut left_out = 0;
    let found = match kind_of(name) {
        Some(Kind::Json) => keyed(json::leaves(&decoded()?).map_err(located)?),
        Some(Kind::Yaml) => keyed(yaml::leaves(&decoded()?, MOST).map_err(located)?),
        Some(Kind::Assigned) => assigned::entries(&decoded()?).map_err(located)?,
        Some(Kind::Fluent) => fluent::entries(&decoded()?).map_err(located)?,
        Some(Kind::Code) => {
            let (found, out) = code::entries(&decoded()?).map_err(located)?;
            left_out = out;
            found
        }
        Some(Kind::Properties) => lines::properties(&decoded()?),
        Some(Kind::Strings) => lines::strings(&decoded()?).map_err(located)?,
        Some(Kind::Toml) => toml::entries(&decoded()?).map_err(located)?,
        Some(Kind::Xml) => xml::entries(name, bytes)?,
        None => return Err(located(Error::new("no catalogue"))),
    };
    refuse_many(found.len()).map_err(located)?;
    Ok((found.into_iter().flat_map(icu::forms).collect(), left_out))
}

fn text(bytes: &[u8], label: Option<&str>) -> Result<String> {
    let mut text = String::new();
    let decoded = decode::text(bytes, label).and_then(|(mut input, _)| input.read_to_string(&mut text));
    decoded.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData if error.get_ref().is_none_or(|inner| !inner.is::<Error>()) => {
            Error::new("no valid UTF-8").advise("save it as UTF-8, or name its encoding with --encoding")
        }
        _ => decode::failure(&error),
    })?;
    Ok(text)
}

/// Strings with the path to them as their key, without the name of the language that all of them may be under.
fn keyed(leaves: Vec<json::Leaf>) -> Vec<Entry> {
    let lang =
        leaves.first().and_then(|leaf| leaf.path.first()).filter(|name| both::code(name).is_some()).cloned();
    let is_under = |leaf: &json::Leaf| leaf.path.len() > 1 && leaf.path.first() == lang.as_ref();
    let from = usize::from(lang.is_some() && leaves.iter().all(is_under));
    let entry =
        |leaf: json::Leaf| Entry { key: leaf.path[from..].join("."), text: leaf.text, line: leaf.line };
    leaves.into_iter().map(entry).collect()
}

/// A key without the plural form at its end, and that form.
fn form_of(key: &str) -> Option<(&str, usize)> {
    let at = key.rfind(['_', '.', '#', '/'])?;
    let form = plural::FORMS.iter().position(|form| *form == &key[at + 1..])?;
    Some((&key[..=at], form))
}

/// Pairs the texts of both by key: first the keys of the source in its order, then those that only
/// the other has.
fn by_key(ar: &[Entry], en: &[Entry], source: Lang) -> Vec<Pair> {
    let table = |entries: &'_ [Entry]| -> FxHashMap<String, usize> {
        entries.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)).collect()
    };
    let (in_ar, in_en) = (table(ar), table(en));
    let mut pairs: Vec<Pair> = Vec::new();
    let mut push = |key: &str, ar: Option<&Entry>, en: Option<&Entry>, english: Option<String>| {
        let text = |entry: Option<&Entry>| entry.map_or_else(String::new, |entry| entry.text.clone());
        let place = if source == Lang::Ar { en } else { ar };
        let mut pair = Pair { id: Some(key.to_owned()), ..Pair::default() };
        pair.row = place.map_or(pairs.len() as u64 + 1, |entry| entry.line);
        (pair.details.line, pair.details.by_line) = (place.map(|entry| entry.line), place.is_some());
        (pair.texts.ar, pair.texts.en) = (text(ar), english.unwrap_or_else(|| text(en)));
        pairs.push(pair);
    };
    // The form that replaces a missing one.
    let other = |table: &FxHashMap<String, usize>, key: &str| {
        form_of(key).and_then(|(base, _)| table.get(&format!("{base}other")).copied())
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
        let arabic = in_ar.get(key).map(|at| &ar[*at]);
        let english = in_en.get(key).copied().or_else(|| other(&in_en, key)).map(|at| &en[at]);
        match (arabic, english, form_of(key)) {
            (Some(arabic), Some(english), Some((_, form))) => {
                let text = plural::english_for(form, &arabic.text, &english.text);
                push(key, Some(arabic), Some(english), Some(text));
            }
            // An English form that the Arabic has under other names.
            (None, Some(_), Some(_)) if other(&in_ar, key).is_some() => {}
            (arabic, english, _) => push(key, arabic, english, None),
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: [&str; 2], ar: &str, en: &str) -> Result<Vec<(String, String, String)>> {
        let paired = pairs((names[0], ar.as_bytes()), (names[1], en.as_bytes()), Lang::En)?;
        Ok(paired
            .pairs
            .into_iter()
            .map(|pair| (pair.id.unwrap_or_default(), pair.texts.ar, pair.texts.en))
            .collect())
    }

    fn three(key: &str, ar: &str, en: &str) -> (String, String, String) {
        (key.to_owned(), ar.to_owned(), en.to_owned())
    }

    #[test]
    fn a_catalogue_in_utf_16_is_known_with_and_without_mark() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert!(is_catalogue("ar.json", &utf16("\u{FEFF}{\"a\": \"نعم\"}")));
        assert!(is_catalogue("ar.json", &utf16("{\"a\": \"نعم\"}")));
        assert!(!is_catalogue("ar.json", &utf16("[1]")) && !is_catalogue("ar.txt", b"{"));
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
    fn texts_under_the_name_of_their_language_are_paired_and_so_is_yaml() {
        let wanted = [
            three("menu.open", "فتح", "Open"),
            three("files.two", "ملفان", "2 files"),
            three("files.other", "%{count} ملف", "%{count} files"),
        ];
        let ar = "ar:\n  menu: {open: فتح}\n  files:\n    two: ملفان\n    other: \"%{count} ملف\"\n";
        let en = "en-GB:\n  menu:\n    open: Open\n  files:\n    one: a file\n    other: '%{count} files'\n";
        let sorted = |mut rows: Vec<(String, String, String)>| {
            rows.sort();
            rows
        };
        assert_eq!(sorted(read(["ar.yml", "en.yaml"], ar, en).unwrap()), sorted(wanted.to_vec()));
        let json = [r#"{"ar":{"menu":{"open":"فتح"}}}"#, r#"{"en":{"menu":{"open":"Open"}}}"#];
        assert_eq!(read(["ar.json", "en.json"], json[0], json[1]).unwrap(), wanted[..1]);
        // A key that is by chance the name of a language.
        let json = [r#"{"ar":"عربي"}"#, r#"{"ar":"Arabic"}"#];
        assert_eq!(read(["a.json", "b.json"], json[0], json[1]).unwrap(), [three("ar", "عربي", "Arabic")]);
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
            <item quantity='other'>%d ملف</item></plurals><string name='k' translatable='false'>K</string>\
            <string name='r'>@string/a</string></resources>";
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
        assert!(read(["a.json", "b.json"], &deep, "{}").is_err());
        let many: String = (0..MOST + 1).map(|n| format!("k{n}=v\n")).collect();
        let error = read(["a.properties", "b.properties"], &many, "").unwrap_err().to_string();
        assert!(error.starts_with("a.properties: a catalogue with more than"), "{error}");
    }
}
