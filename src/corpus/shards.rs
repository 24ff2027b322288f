//! Names of the files of a sharded corpus: `train-00000-of-00012.parquet`.

use super::packing::Packing;
use crate::{Error, Result};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

/// The name of a shard, numbered from 0, of a corpus whose shards are named after `path`.
pub fn name(path: &Path, number: usize, total: usize) -> PathBuf {
    let (packing, rest) = Packing::of_path(path);
    let mut name = rest.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number:05}-of-{total:05}"));
    if let Some(extension) = rest.extension() {
        name.push(".");
        name.push(extension);
    }
    name.push(packing.suffix());
    path.with_file_name(name)
}

/// The files in the folder of `path` that are shards of it.
///
/// # Errors
/// When the folder cannot be read.
pub fn of(path: &Path) -> Result<Vec<PathBuf>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| Error::io(folder, &error))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let there = entry.map_err(|error| Error::io(folder, &error))?.file_name();
        let there = path.with_file_name(there);
        if parse(&there).is_some_and(|shard| name(path, shard.number, shard.total) == there) {
            found.push(there);
        }
    }
    found.sort();
    Ok(found)
}

/// The pattern that matches all shards of a corpus: `train-*.parquet`.
pub fn pattern(path: &Path) -> PathBuf {
    let first = name(path, 0, 1);
    let text = first.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(text.replace("-00000-of-00001", "-*"))
}

/// The path of the corpus of which a file is a shard; `None` for other files.
pub fn whole(path: &Path) -> Option<PathBuf> {
    parse(path).map(|shard| path.with_file_name(shard.stem))
}

/// Removes the shards of an earlier run that had another number of them.
///
/// # Errors
/// When a file cannot be removed.
pub(super) fn remove_others(path: &Path, total: usize) -> Result<()> {
    for old in of(path)? {
        if parse(&old).is_some_and(|shard| shard.total != total) {
            fs::remove_file(&old).map_err(|error| Error::io(&old, &error))?;
        }
    }
    Ok(())
}

/// Refuses files that are an incomplete set of shards.
///
/// # Errors
/// When a shard is missing, or when there are shards of two runs.
pub(super) fn must_be_whole<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> Result<()> {
    let mut families: BTreeMap<OsString, (&Path, Vec<Shard>)> = BTreeMap::new();
    for path in paths {
        if let Some(shard) = parse(path) {
            let family = name(&path.with_file_name(&shard.stem), 0, 0).into_os_string();
            families.entry(family).or_insert((path, Vec::new())).1.push(shard);
        }
    }
    for (path, shards) in families.into_values() {
        let total = shards[0].total;
        if shards.iter().any(|shard| shard.total != total) {
            return Err(Error::new("shards of two runs are in the same folder")
                .at(path.display())
                .advise("delete those of one of them, or name the files themselves"));
        }
        if let Some(missing) = (0..total).find(|n| shards.iter().all(|shard| shard.number != *n)) {
            return Err(Error::new(format!("shard {missing:05} of {total:05} is missing"))
                .at(path.display())
                .advise("fetch it, or name the files themselves to read fewer"));
        }
    }
    Ok(())
}

struct Shard {
    /// The name of the corpus.
    stem: OsString,
    number: usize,
    total: usize,
}

fn parse(path: &Path) -> Option<Shard> {
    let (packing, rest) = Packing::of_path(path);
    let stem = rest.file_stem()?.to_str()?;
    let (stem, total) = stem.rsplit_once("-of-")?;
    let (stem, number) = stem.rsplit_once('-')?;
    let count = |digits: &str| -> Option<usize> {
        (digits.len() >= 5 && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse().ok())?
    };
    let (number, total) = (count(number)?, count(total)?);
    let extension = rest.extension()?.to_str()?;
    Some(Shard { stem: format!("{stem}.{extension}{}", packing.suffix()).into(), number, total })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_called_after_the_whole() {
        let path = Path::new("a/train.jsonl.gz");
        assert_eq!(name(path, 3, 12), Path::new("a/train-00003-of-00012.jsonl.gz"));
        let shard = parse(&name(path, 3, 12)).unwrap();
        assert_eq!((shard.stem.to_str(), shard.number, shard.total), (Some("train.jsonl.gz"), 3, 12));
        assert!(parse(Path::new("part-of-it.jsonl")).is_none());
        assert!(parse(path).is_none());
    }

    #[test]
    fn what_is_missing_is_named_and_other_files_are_no_shards() {
        let whole = |names: &[&str]| {
            let paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
            must_be_whole(paths.iter()).map_err(|error| error.to_string())
        };
        assert!(whole(&["b.jsonl", "a-00000-of-00002.tsv", "a-00001-of-00002.tsv"]).is_ok());
        assert!(whole(&["a-00001-of-00002.tsv"]).unwrap_err().contains("shard 00000 of 00002 is missing"));
        let two = ["a-00000-of-00001.tsv", "a-00001-of-00002.tsv"];
        assert!(whole(&two).unwrap_err().contains("shards of two runs"));
        // The Arabic and English files of one sharded corpus are two families.
        assert!(whole(&["a-00000-of-00001.ar", "a-00000-of-00001.en"]).is_ok());
    }
}
