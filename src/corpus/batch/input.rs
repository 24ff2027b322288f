//! The two files of a document: read for aligning, or only hashed to see whether they have changed.

use super::{BatchPlan, MEMORY_PER_BYTE};
use crate::{Error, Result, corpus::folder::DocumentPaths, text::Sides};
use std::{
    fs::{self, File},
    io::Read,
    path::PathBuf,
};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The bytes of both files of a document with their hash, or why they cannot be read.
pub(super) struct Input {
    /// The bytes of the two files.
    pub(super) bytes: Result<Sides<Vec<u8>>>,
    /// The hash that [`content`] returns for the same document.
    pub(super) content: u128,
}

/// The size of both files in bytes; 0 when they do not exist.
pub(super) fn bytes_of(entry: &DocumentPaths) -> usize {
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |there| there.len() as usize);
    entry.files.as_ref().map_or(0, |files| files.iter().map(|(_, file)| size(file)).sum())
}

/// Reads a document of `size` bytes.
pub(super) fn read(entry: &DocumentPaths, size: usize, plan: &BatchPlan) -> Input {
    let whole = |path: &PathBuf| fs::read(path).map_err(|error| Error::io(path, &error));
    let bytes =
        files_of(entry, size, plan).and_then(|Sides { ar, en }| Ok(Sides { ar: whole(ar)?, en: whole(en)? }));
    let content = match &bytes {
        Ok(Sides { ar, en }) => of_both(xxh3_128(ar), xxh3_128(en)),
        Err(error) => of_error(error),
    };
    Input { bytes, content }
}

/// Hash of the contents of a document, or of the reason why it cannot be read, without loading it into memory.
pub(super) fn content(entry: &DocumentPaths, plan: &BatchPlan) -> u128 {
    let files = files_of(entry, bytes_of(entry), plan);
    match files.and_then(|Sides { ar, en }| Ok((of_file(ar)?, of_file(en)?))) {
        Ok((one, two)) => of_both(one, two),
        Err(error) => of_error(&error),
    }
}

/// The files, if there are two that fit into memory.
fn files_of<'a>(entry: &'a DocumentPaths, size: usize, plan: &BatchPlan) -> Result<&'a Sides<PathBuf>> {
    let files = entry.files.as_ref().map_err(Clone::clone)?;
    let needed = size.saturating_mul(MEMORY_PER_BYTE);
    if needed > plan.max_memory {
        let megabytes = (needed >> 20) + 1;
        return Err(Error::new(format!(
            "the two texts have {size} bytes and may need {megabytes} MiB of memory"
        ))
        .advise(format!("raise --max-memory to {megabytes}M or divide the document")));
    }
    Ok(files)
}

/// Hash of the contents of a file.
///
/// # Errors
/// When it cannot be read.
pub(super) fn of_file(path: &PathBuf) -> Result<u128> {
    let failed = |error| Error::io(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut hash = Xxh3::new();
    let mut room = vec![0; 1 << 16];
    loop {
        match file.read(&mut room).map_err(failed)? {
            0 => return Ok(hash.digest128()),
            n => hash.update(&room[..n]),
        }
    }
}

fn of_both(one: u128, two: u128) -> u128 {
    xxh3_128([one.to_le_bytes(), two.to_le_bytes()].concat().as_slice())
}

fn of_error(error: &Error) -> u128 {
    xxh3_128(error.to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::documents::Options;

    #[test]
    fn what_is_read_and_what_is_only_hashed_agree() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), "x".repeat(200_000)).unwrap();
        fs::write(path("b"), "y").unwrap();
        let shape = "jsonl".parse().unwrap();
        let plan = BatchPlan {
            options: Options::default(),
            shape,
            per_shard: 1,
            min_score: None,
            max_memory: 64_000_000,
        };
        let entry = |files| DocumentPaths { id: String::new(), files };
        let both = |plan: &BatchPlan, entry: &DocumentPaths| {
            let read = read(entry, bytes_of(entry), plan).content;
            assert_eq!(read, content(entry, plan));
            read
        };
        let good = both(&plan, &entry(Ok(Sides::new(path("a"), path("b")))));
        let small = BatchPlan { max_memory: 1000, ..plan };
        let plan = BatchPlan { max_memory: 64_000_000, options: Options::default(), ..small };
        let others = [
            both(&plan, &entry(Ok(Sides::new(path("b"), path("a"))))),
            both(&plan, &entry(Ok(Sides::new(path("a"), path("none"))))),
            both(&plan, &entry(Err(Error::new("no pair")))),
            both(
                &BatchPlan { max_memory: 1000, options: Options::default(), ..plan },
                &entry(Ok(Sides::new(path("a"), path("b")))),
            ),
        ];
        for (n, other) in others.iter().enumerate() {
            assert!(*other != good && !others[..n].contains(other), "{n}");
        }
    }
}
