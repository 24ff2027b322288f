//! Case files: sections of text that people can read and write, one file per area.
//!
//! ```text
//! --- what is shown ---
//! key: value
//! key:
//!   a block of lines, indented by two blanks
//! ```
//! Lines that begin with `#` are comments. In values and blocks `\t`, `\n`, `\r`, `\\`, `\u{200F}`
//! and `\xFF` (a byte) denote invisible characters.

use std::{fs, path::Path};

/// One case.
#[derive(Debug)]
pub(crate) struct Case {
    /// File and title, for messages.
    pub(crate) name: String,
    /// Keys and values in order. Every line of a block ends with a line break.
    pub(crate) fields: Vec<(String, Vec<u8>)>,
}

impl Case {
    /// The last value of a key, as text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.bytes(key).map(|value| std::str::from_utf8(value).expect("a value of UTF-8"))
    }

    /// The last value of a key.
    pub(crate) fn bytes(&self, key: &str) -> Option<&[u8]> {
        self.fields.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_slice())
    }
}

/// All cases of the files `tests/cases/AREA/*.case`, sorted by file name.
pub(crate) fn all(area: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(area);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "case")) {
        let name = file.file_stem().unwrap().to_string_lossy();
        cases.extend(parse(&name, &fs::read_to_string(file).unwrap()));
    }
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    cases
}

fn parse(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let place = || format!("{file}.case, line {}", number + 1);
        if let Some(title) = line.strip_prefix("--- ").and_then(|rest| rest.strip_suffix(" ---")) {
            cases.push(Case { name: format!("{file}: {title}"), fields: Vec::new() });
        } else if let Some(content) = line.strip_prefix("  ") {
            let field = cases.last_mut().and_then(|case| case.fields.last_mut());
            let (_, value) = field.unwrap_or_else(|| panic!("{}: a block without a key", place()));
            value.extend(unescape(content));
            value.push(b'\n');
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            let (key, value) =
                line.split_once(':').unwrap_or_else(|| panic!("{}: neither key nor block", place()));
            let case = cases.last_mut().unwrap_or_else(|| panic!("{}: a key before the first case", place()));
            case.fields.push((key.to_owned(), unescape(value.trim())));
        }
    }
    cases
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.extend(before.as_bytes());
        let mut chars = behind.chars();
        match chars.next() {
            Some('t') => out.push(b'\t'),
            Some('n') => out.push(b'\n'),
            Some('r') => out.push(b'\r'),
            Some('\\') => out.push(b'\\'),
            Some('x') => {
                out.push(u8::from_str_radix(&behind[1..3], 16).expect("two hexadecimal digits"));
                chars = behind[3..].chars();
            }
            Some('u') => {
                let (code, after) =
                    behind[1..].strip_prefix('{').and_then(|code| code.split_once('}')).expect("\\u{…}");
                let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a code point");
                out.extend(c.to_string().as_bytes());
                chars = after.chars();
            }
            other => panic!("unknown escape \\{other:?}"),
        }
        rest = chars.as_str();
    }
    out.extend(rest.as_bytes());
    out
}

#[test]
fn a_case_file_is_read_with_blocks_and_escapes() {
    let cases = parse(
        "f",
        "# why\n--- one ---\nrun: a\\tb\nfile x:\n  l\\u{41}\n    m\\xFF\n\n--- two ---\nrun: c\n",
    );
    assert_eq!(cases.len(), 2);
    assert_eq!(cases[0].name, "f: one");
    assert_eq!(cases[0].text("run"), Some("a\tb"));
    assert_eq!(cases[0].bytes("file x"), Some(&b"lA\n  m\xFF\n"[..]));
    assert_eq!(cases[1].fields.len(), 1);
}
