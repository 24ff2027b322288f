//! Which files of a folder are pairs, by their names or by a table.
//!
//! `a.ar.txt` beside `a.en.txt`, `a.ar` beside `a.en`, `ar/a.txt` beside `en/a.txt`; or a table with the columns
//! id, Arabic file, English file. Whatever cannot be paired stays in the list with the reason, so that the report
//! accounts for every file.

use crate::{Error, Result, text::Lang};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

/// A document pair to be aligned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is called in the output.
    pub id: String,
    /// The two files, or why there is no pair.
    pub files: Result<[PathBuf; 2]>,
}

/// Pairs the files below a folder, in order of their ids. What lies in `except` is not looked at.
///
/// # Errors
/// When the folder cannot be read, or when no file in it has a name that says its language.
pub fn pairs_below(folder: &Path, except: &Path) -> Result<Vec<Entry>> {
    let mut found: BTreeMap<String, [Vec<PathBuf>; 2]> = BTreeMap::new();
    let except = fs::canonicalize(except).ok();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        let failed = |error| Error::io(&inside, &error);
        for entry in fs::read_dir(&inside).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let Ok(kind) = fs::symlink_metadata(&path) else { continue };
            if kind.is_dir() {
                // Links to folders are not followed: they may lead in a circle.
                if except.is_none() || fs::canonicalize(&path).ok() != except {
                    open.push(path);
                }
            } else if let Some((id, lang)) = path.strip_prefix(folder).ok().and_then(name_and_language) {
                found.entry(id).or_default()[side(lang)].push(path);
            }
        }
    }
    if found.is_empty() {
        return Err(Error::new("no file here says its language by its name").at(folder.display()).advise(
            "name them a.ar.txt and a.en.txt, or ar/a.txt and en/a.txt, or give a table: id, Arabic file, English file",
        ));
    }
    let entry = |(id, [mut ar, mut en]): (String, [Vec<PathBuf>; 2])| {
        ar.sort();
        en.sort();
        let files = match (ar.as_slice(), en.as_slice()) {
            ([ar], [en]) => Ok([ar.clone(), en.clone()]),
            ([], [one, ..]) => Err(Error::new("no Arabic file beside it").at(one.display())),
            ([one, ..], []) => Err(Error::new("no English file beside it").at(one.display())),
            ([_, two, ..], _) | (_, [_, two, ..]) => {
                Err(Error::new("a second file of the same language and name").at(two.display()))
            }
            ([], []) => Err(Error::new("no file")),
        };
        Entry { id, files }
    };
    Ok(found.into_iter().map(entry).collect())
}

fn side(lang: Lang) -> usize {
    match lang {
        Lang::Ar => 0,
        Lang::En => 1,
    }
}

/// The id that a path stands for, without its mark of language, and that language.
fn name_and_language(path: &Path) -> Option<(String, Lang)> {
    let lang = |part: &str| match part {
        "ar" => Some(Lang::Ar),
        "en" => Some(Lang::En),
        _ => None,
    };
    let mut parts: Vec<&str> = path.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    let name = parts.pop()?;
    if name.starts_with('.') {
        return None;
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let join = |parts: &[&str], name: &str| parts.iter().copied().chain([name]).collect::<Vec<_>>().join("/");
    if let Some(lang) = lang(extension) {
        return Some((join(&parts, stem), lang));
    }
    if let Some((stem, lang)) = stem.rsplit_once('.').and_then(|(stem, mark)| Some((stem, lang(mark)?))) {
        return Some((join(&parts, stem), lang));
    }
    // The innermost folder that is called like a language.
    let at = parts.iter().rposition(|part| lang(part).is_some())?;
    let language = lang(parts.remove(at))?;
    Some((join(&parts, stem), language))
}

/// Reads a table of pairs: id, Arabic file, English file, with tabs between them; further columns are left alone. Paths are relative to the
/// table. Blank lines and lines that begin with `#` are left out.
///
/// # Errors
/// When the table cannot be read or holds no row.
pub fn pairs_in_table(table: &Path) -> Result<Vec<Entry>> {
    let bytes = fs::read(table).map_err(|error| Error::io(table, &error))?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| Error::new("invalid UTF-8").at(table.display()).byte(error.valid_up_to() as u64))?;
    let folder = table.parent().unwrap_or(Path::new(""));
    let mut entries = Vec::new();
    let mut seen = HashSet::new();
    for (n, row) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        if row.trim().is_empty() || row.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| Error::new(what).at(table.display()).line(n as u64 + 1);
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        let id = cells[0].to_owned();
        let files = match cells.as_slice() {
            ["", ..] => Err(wrong("a row without an id")),
            [_, ar, en, ..] if !ar.is_empty() && !en.is_empty() => {
                let files = [ar, en].map(|path| folder.join(path));
                match files.iter().find(|path| !path.is_file()) {
                    Some(missing) => Err(wrong(&format!("{} is not there", missing.display()))),
                    None if !seen.insert(id.clone()) => {
                        Err(wrong(&format!("the id `{id}` stands in an earlier row too")))
                    }
                    None => Ok(files),
                }
            }
            _ => Err(wrong("a row is id, Arabic file, English file, with tabs between them")),
        };
        entries.push(Entry { id, files });
    }
    if entries.is_empty() {
        return Err(Error::new("the table has no row")
            .at(table.display())
            .advise("a row is id, Arabic file, English file, with tabs between them"));
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> Option<(String, Lang)> {
        name_and_language(Path::new(path))
    }

    #[test]
    fn a_name_says_its_language_in_three_ways() {
        let ar = |id: &str| Some((id.to_owned(), Lang::Ar));
        assert_eq!(name("news/a.ar.txt"), ar("news/a"));
        assert_eq!(name("news/a.ar"), ar("news/a"));
        assert_eq!(name("news/ar/2024/a.txt"), ar("news/2024/a"));
        assert_eq!(name("en/ar/a.txt"), ar("en/a"));
        assert_eq!(name("news/a.b.txt"), None);
        assert_eq!(name("news/.a.ar.txt"), None);
    }

    #[test]
    fn files_without_a_partner_are_listed_with_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir_all(path("out")).unwrap();
        for name in
            ["b.ar.txt", "b.en.txt", "a.ar.txt", "c.en.txt", "d.ar.txt", "d.ar.md", "d.en.txt", "out/x.ar"]
        {
            fs::write(path(name), "").unwrap();
        }
        let entries = pairs_below(folder.path(), &path("out")).unwrap();
        let ids: Vec<_> = entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c", "d"]);
        assert_eq!(entries[1].files, Ok([path("b.ar.txt"), path("b.en.txt")]));
        let why = |n: usize| entries[n].files.as_ref().unwrap_err().to_string();
        assert!(why(0).ends_with("a.ar.txt: no English file beside it"));
        assert!(why(2).contains("no Arabic file") && why(3).contains("a second file"));
    }

    #[test]
    fn a_table_names_its_broken_rows() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("pairs.tsv");
        fs::write(folder.path().join("x"), "").unwrap();
        fs::write(&table, "# id\tar\ten\n1\tx\tx\n2\tx\ty\n1\tx\tx\n3\tx\n\n\tx\tx\n").unwrap();
        let entries = pairs_in_table(&table).unwrap();
        assert!(entries[0].files.is_ok());
        for (entry, words) in entries[1..].iter().zip([
            "line 3: ",
            "line 4: the id `1` stands in an earlier row",
            "line 5: a row is",
            "line 7: a row without an id",
        ]) {
            let why = entry.files.as_ref().unwrap_err().to_string();
            assert!(why.contains(words), "{why}");
        }
        fs::write(&table, "# nothing\n").unwrap();
        assert!(pairs_in_table(&table).is_err());
    }
}
