//! Writing what comes out into a case file.

use super::case::Case;
use std::{collections::BTreeMap, env, fs, path::Path, sync::Mutex};

/// New lines for fields, by number; none removes a field.
pub(crate) type Changes = BTreeMap<usize, Vec<String>>;

/// Only one thread writes at a time.
static WRITING: Mutex<()> = Mutex::new(());

/// True if the files are to be changed.
pub(crate) fn is_wanted() -> bool {
    env::var_os("MIZAN_UPDATE").is_some()
}

/// Replaces fields of a case in its file, if that is wanted.
pub(crate) fn write(area: &str, case: &Case, changes: &Changes) {
    if !is_wanted() || changes.is_empty() {
        return;
    }
    let _one = WRITING.lock();
    let (file, title) = case.name.split_once(": ").unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(area);
    let path = folder.join(format!("{file}.case"));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, replaced(&text, title, changes)).unwrap();
}

/// A file with fields of one case replaced; everything else keeps its lines.
fn replaced(text: &str, title: &str, changes: &Changes) -> String {
    let heading = format!("--- {title} ---");
    let (mut inside, mut field) = (false, None);
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with("--- ") {
            (inside, field) = (line == heading, None);
        } else if inside && !line.starts_with("  ") && !line.trim().is_empty() && !line.starts_with('#') {
            field = Some(field.map_or(0, |number: usize| number + 1));
            if let Some(lines) = changes.get(&field.unwrap()) {
                lines.iter().for_each(|line| out.extend([line.as_str(), "\n"]));
            }
        } else if line.trim().is_empty() {
            out.push('\n');
            continue;
        }
        let is_changed = inside && field.is_some_and(|field| changes.contains_key(&field));
        if !is_changed || line.starts_with("--- ") || line.starts_with('#') {
            out.extend([line, "\n"]);
        }
    }
    out
}

/// A text as a case file spells it: characters that cannot be seen by their numbers.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || mizan::text::bidi::is_invisible(c) => {
                out.push_str(&format!("\\u{{{:X}}}", c as u32));
            }
            c => out.push(c),
        }
    }
    out
}
