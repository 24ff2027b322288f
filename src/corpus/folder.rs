//! Finds the pairs among the files of a folder: by their names, by a pattern, by their content, or by a table.
//!
//! The language of a file is given at the end or the beginning of its name or between two dots
//! (`a.ar.txt`, `a_ar.txt`, `a (ar).txt`, `ar-a.txt`, `a.ar-EG.txt`, `a.arabic.txt`, `a.ar`), or by
//! a folder (`Arabic/a.txt`). Files without a language in their name are judged by their letters,
//! if they are candidates for a pair: a file with the same name as one of the other language, two
//! files of the same name in two folders, or the only two files of a folder. Every file that cannot
//! be paired is reported with the reason.

mod naming;

pub use naming::Pattern;

use self::naming::name_and_language;
use crate::{
    Error, Result,
    document::{self, ReadOptions},
    text::{Lang, Sides},
};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

/// A document pair to be aligned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPaths {
    /// The name of the document in the output.
    pub id: String,
    /// The two files, or the reason why there is no pair.
    pub files: Result<Sides<PathBuf>>,
}

/// The contents of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderContents {
    /// The pairs sorted by id, and the files of a known language without a partner.
    pub entries: Vec<DocumentPaths>,
    /// Files of unknown language that were not paired.
    pub alone: Vec<PathBuf>,
}

/// The files of each id, by language.
type Named = BTreeMap<String, Sides<Vec<PathBuf>>>;

/// Pairs the files below a folder, ignoring the folder `except`. With a pattern, only files whose
/// names match it are paired, and only the pattern decides their language.
///
/// # Errors
/// When the folder cannot be read, or when it contains no file of a pair.
pub fn pairs_below(folder: &Path, except: &Path, pattern: Option<&Pattern>) -> Result<FolderContents> {
    let mut sides = Named::new();
    let mut unnamed = Vec::new();
    for path in files_below(folder, except)? {
        let Ok(inside) = path.strip_prefix(folder) else { continue };
        let named = match pattern {
            Some(pattern) => pattern.fit(inside),
            None => name_and_language(inside),
        };
        match named {
            Some((id, lang)) => sides.entry(id).or_default()[lang].push(path),
            None => unnamed.push(path),
        }
    }
    let alone = if pattern.is_some() { unnamed } else { by_content(folder, unnamed, &mut sides) };
    if sides.is_empty() {
        let error = Error::new("no two files here are a pair by their names or their languages");
        return Err(error.at(folder.display()).advise(
            "name them a.ar.txt and a.en.txt; `mizan batch` also takes --pattern '{name}.{lang}.txt', or a table: id, \
             Arabic file, English file",
        ));
    }
    Ok(FolderContents { entries: sides.into_iter().map(entry).collect(), alone })
}

/// All files below a folder except hidden ones, sorted.
fn files_below(folder: &Path, except: &Path) -> Result<Vec<PathBuf>> {
    let except = fs::canonicalize(except).ok();
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        let failed = |error| Error::io(&inside, &error);
        for entry in fs::read_dir(&inside).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let Ok(kind) = fs::symlink_metadata(&path) else { continue };
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                continue;
            }
            if !kind.is_dir() {
                files.push(path);
            } else if except.is_none() || fs::canonicalize(&path).ok() != except {
                // Links to folders are not followed, because they may form a cycle.
                open.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn entry((id, Sides { ar, en }): (String, Sides<Vec<PathBuf>>)) -> DocumentPaths {
    let files = match (ar.as_slice(), en.as_slice()) {
        ([ar], [en]) => Ok(Sides::new(ar.clone(), en.clone())),
        ([], [one, ..]) => Err(Error::new("no Arabic file beside it").at(one.display())),
        ([one, ..], []) => Err(Error::new("no English file beside it").at(one.display())),
        ([_, two, ..], _) | (_, [_, two, ..]) => {
            Err(Error::new("a second file of the same language and name").at(two.display()))
        }
        ([], []) => Err(Error::new("no file")),
    };
    DocumentPaths { id, files }
}

/// Largest file that is read to find its language: 64 MiB.
const LARGEST: u64 = 64 << 20;

/// The language of a file by its letters; `None` when it cannot be read as text or has no letters.
fn language_of(path: &Path) -> Option<Lang> {
    if fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    let document =
        document::read(&fs::read(path).ok()?, &path.display().to_string(), &ReadOptions::default()).ok()?;
    let letters = document::Letters::of(&document.text);
    (letters.total() > 0).then(|| letters.lang())
}

/// Pairs files without a language in their names; returns those that remain.
fn by_content(folder: &Path, files: Vec<PathBuf>, sides: &mut Named) -> Vec<PathBuf> {
    let id_of = |path: &Path| {
        let inside = path.strip_prefix(folder).unwrap_or(path).with_extension("");
        inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    // Files with the same name as one in the other language.
    let mut rest = Vec::new();
    for path in files {
        let lacking = sides.get_mut(&id_of(&path)).and_then(|Sides { ar, en }| match (ar.len(), en.len()) {
            (0, 1) => Some((Lang::Ar, ar)),
            (1, 0) => Some((Lang::En, en)),
            _ => None,
        });
        match lacking {
            Some((lang, files)) if language_of(&path) == Some(lang) => files.push(path),
            _ => rest.push(path),
        }
    }
    // Two files of the same name in two folders; two that differ in a number; the only two of a folder.
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let rest = two_of_a_group(rest, sides, stem);
    let rest = two_of_a_group(rest, sides, |path| without_number(&id_of(path)));
    two_of_a_group(rest, sides, |path| {
        path.parent()
            .map(|parent| id_of(&parent.join("x")))
            .map(|id| id.rsplit_once('/').map_or("pair".to_owned(), |(folder, _)| folder.to_owned()))
    })
}

/// A name without the number at its end: `visit` for `visit-2`.
fn without_number(id: &str) -> Option<String> {
    let name = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let short = name.trim_end_matches(['-', '_', '.', ' ', '(']);
    (name.len() < id.len() && !short.is_empty() && !short.ends_with('/')).then(|| short.to_owned())
}

/// Pairs the groups of two files of which one is Arabic and the other English; returns the remaining files.
fn two_of_a_group(
    files: Vec<PathBuf>,
    sides: &mut Named,
    group: impl Fn(&Path) -> Option<String>,
) -> Vec<PathBuf> {
    let mut groups: BTreeMap<Option<String>, Vec<PathBuf>> = BTreeMap::new();
    for path in files {
        groups.entry(group(&path)).or_default().push(path);
    }
    let mut rest = Vec::new();
    for (id, files) in groups {
        match (id.filter(|id| !sides.contains_key(id)), files.as_slice()) {
            (Some(id), [one, two]) => match (language_of(one), language_of(two)) {
                (Some(Lang::Ar), Some(Lang::En)) => {
                    sides.insert(id, Sides::new(vec![one.clone()], vec![two.clone()]));
                }
                (Some(Lang::En), Some(Lang::Ar)) => {
                    sides.insert(id, Sides::new(vec![two.clone()], vec![one.clone()]));
                }
                _ => rest.extend(files),
            },
            _ => rest.extend(files),
        }
    }
    rest.sort();
    rest
}

/// Reads a table of pairs: id, Arabic file, English file, separated by tabs; further columns are
/// ignored. Paths are relative to the table. Blank lines and lines that begin with `#` are skipped.
///
/// # Errors
/// When the table cannot be read or has no rows.
pub fn pairs_in_table(table: &Path) -> Result<Vec<DocumentPaths>> {
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
        if entries.is_empty() && names_columns(row, folder) {
            continue;
        }
        let wrong = |what: &str| Error::new(what).at(table.display()).line(n as u64 + 1);
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        let id = cells[0].to_owned();
        let files = match cells.as_slice() {
            ["", ..] => Err(wrong("a row without an id")),
            [_, ar, en, ..] if !ar.is_empty() && !en.is_empty() => {
                let files = Sides { ar, en }.map(|path| folder.join(path));
                let missing = [&files.ar, &files.en].into_iter().find(|path| !path.is_file());
                match missing.map(|path| path.display().to_string()) {
                    Some(missing) => Err(wrong(&format!("{missing} is not there"))),
                    None if !seen.insert(id.clone()) => {
                        Err(wrong(&format!("the id `{id}` is in an earlier row too")))
                    }
                    None => Ok(files),
                }
            }
            _ => Err(wrong("a row is id, Arabic file, English file, with tabs between them")),
        };
        entries.push(DocumentPaths { id, files });
    }
    if entries.is_empty() {
        return Err(Error::new("the table has no row")
            .at(table.display())
            .advise("a row is id, Arabic file, English file, with tabs between them"));
    }
    Ok(entries)
}

/// True for a header: `id`, a name of Arabic, a name of English.
fn names_columns(row: &str, folder: &Path) -> bool {
    let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
    let [_, ar, en] = cells.as_slice() else { return false };
    let lang = |cell: &str| cell.replace('_', " ").split(' ').find_map(|word| word.parse::<Lang>().ok());
    let names = matches!((lang(ar), lang(en)), (Some(ar), Some(en)) if ar != en);
    names && !folder.join(ar).exists() && !folder.join(en).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let entries = pairs_below(folder.path(), &path("out"), None).unwrap().entries;
        let ids: Vec<_> = entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c", "d"]);
        assert_eq!(entries[1].files, Ok(Sides::new(path("b.ar.txt"), path("b.en.txt"))));
        let why = |n: usize| entries[n].files.as_ref().unwrap_err().to_string();
        assert!(why(0).ends_with("a.ar.txt: no English file beside it"));
        assert!(why(2).contains("no Arabic file") && why(3).contains("a second file"));
    }

    /// The ids with the names of their two files, and the files that remain.
    fn found(files: &[(&str, &str)], pattern: Option<&str>) -> (Vec<String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let pattern = pattern.map(|pattern| pattern.parse::<Pattern>().unwrap());
        let found = pairs_below(folder.path(), Path::new("/nowhere"), pattern.as_ref()).unwrap();
        let name = |path: &PathBuf| path.strip_prefix(folder.path()).unwrap().display().to_string();
        let pairs = found.entries.iter().map(|entry| match &entry.files {
            Ok(Sides { ar, en }) => format!("{}: {} + {}", entry.id, name(ar), name(en)),
            Err(_) => format!("{}: -", entry.id),
        });
        (pairs.collect(), found.alone.iter().map(name).collect())
    }

    const AR: &str = "زار الوزير المدينة.";
    const EN: &str = "The minister visited the city.";

    #[test]
    fn where_names_do_not_tell_the_letters_do() {
        let (pairs, alone) = found(
            &[
                ("report.txt", AR),
                ("report_en.txt", EN),
                ("old/1.txt", EN),
                ("new/1.txt", AR),
                ("letter/first.txt", AR),
                ("letter/second.txt", EN),
                ("README.md", EN),
                ("x/2.txt", EN),
                ("y/2.txt", EN),
                ("trips/sea_1.txt", EN),
                ("trips/sea_2.txt", AR),
                ("trips/land 01.txt", AR),
                ("trips/land 02.txt", AR),
            ],
            None,
        );
        assert_eq!(
            pairs,
            [
                "1: new/1.txt + old/1.txt",
                "letter: letter/first.txt + letter/second.txt",
                "report: report.txt + report_en.txt",
                "trips/sea: trips/sea_2.txt + trips/sea_1.txt"
            ]
        );
        assert_eq!(alone, ["README.md", "trips/land 01.txt", "trips/land 02.txt", "x/2.txt", "y/2.txt"]);
    }

    #[test]
    fn a_pattern_alone_says_what_is_a_pair() {
        let files = [("a-AR-1.txt", ""), ("a-EN-1.txt", ""), ("b.ar.txt", ""), ("b.en.txt", "")];
        let (pairs, alone) = found(&files, Some("{name}-{lang}-*.txt"));
        assert_eq!(pairs, ["a: a-AR-1.txt + a-EN-1.txt"]);
        assert_eq!(alone.len(), 2);
    }

    #[test]
    fn the_first_row_of_a_table_may_name_its_columns() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("pairs.tsv");
        fs::write(folder.path().join("x"), "").unwrap();
        for header in ["id\tar\ten", "document\tArabic file\tEnglish file", "name\tfile_ar\tfile_en"] {
            fs::write(&table, format!("{header}\n1\tx\tx\n")).unwrap();
            assert_eq!(pairs_in_table(&table).unwrap().len(), 1, "{header}");
        }
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
            "line 4: the id `1` is in an earlier row",
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
