//! Vectors that a server has made already, kept on the disk: a file for each text.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// The folder of the vectors of one model.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    folder: PathBuf,
    /// The address of the server and the name of the model.
    maker: String,
}

/// Bytes of the checksum at the head of a file.
const HEAD: usize = 8;

impl Cache {
    pub(super) fn new(folder: &Path, url: &str, model: Option<&str>) -> Self {
        // Neither an address nor the name of a model has this character in it.
        let maker = format!("{url}\0{}\0", model.unwrap_or_default());
        Cache { folder: folder.to_owned(), maker }
    }

    /// The file for a text: its name is the hash of address, model and text.
    fn file(&self, text: &str) -> PathBuf {
        let key = format!("{:032x}", xxh3_128(format!("{}{text}", self.maker).as_bytes()));
        self.folder.join(&key[..2]).join(&key[2..])
    }

    /// The vector of a text; `None` if it is not there or damaged.
    pub(super) fn get(&self, text: &str) -> Option<Vec<f32>> {
        let bytes = fs::read(self.file(text)).ok()?;
        let (head, values) = bytes.split_first_chunk::<HEAD>()?;
        let is_whole = u64::from_le_bytes(*head) == xxh3_64(values) && !values.is_empty();
        let value = |bytes: &[u8]| bytes.try_into().map(f32::from_le_bytes).ok();
        values.chunks(4).map(value).collect::<Option<Vec<f32>>>().filter(|_| is_whole)
    }

    /// Keeps the vector of a text. A disk that takes nothing costs the next run time, and this one nothing.
    pub(super) fn put(&self, text: &str, vector: &[f32]) {
        let values: Vec<u8> = vector.iter().flat_map(|value| value.to_le_bytes()).collect();
        let path = self.file(text);
        let write = || -> std::io::Result<()> {
            let folder = path.parent().unwrap_or(&self.folder);
            fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(&xxh3_64(&values).to_le_bytes())?;
            file.write_all(&values)?;
            file.persist(&path)?;
            Ok(())
        };
        let _ = write();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_comes_back_for_its_own_text_model_and_address_only() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "http://h", Some("m"));
        assert_eq!(cache.get("نعم"), None);
        cache.put("نعم", &[0.5, -1.0]);
        assert_eq!(cache.get("نعم"), Some(vec![0.5, -1.0]));
        assert_eq!(cache.get("لا"), None);
        assert_eq!(Cache::new(folder.path(), "http://h", Some("n")).get("نعم"), None);
        assert_eq!(Cache::new(folder.path(), "http://i", Some("m")).get("نعم"), None);
    }

    #[test]
    fn a_damaged_file_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "http://h", None);
        cache.put("x", &[1.0, 2.0]);
        let path = cache.file("x");
        let bytes = fs::read(&path).unwrap();
        for damaged in [&bytes[..bytes.len() - 1], &bytes[..HEAD], &bytes[1..], &[][..]] {
            fs::write(&path, damaged).unwrap();
            assert_eq!(cache.get("x"), None);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_no_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let cache = Cache::new(file.path(), "http://h", None);
        cache.put("x", &[1.0]);
        assert_eq!(cache.get("x"), None);
    }
}
