//! Vectors that a server has made already, kept on the disk: a file for each text.
//!
//! A server may be started with another model under the old name. So one text is asked for in each run, and its vector
//! is compared with the one that is kept: where they differ, what is kept is not used.

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
/// The text that is asked for in each run.
pub(super) const PROBE: &str = "Two boats left the harbour at dawn.";
/// Least cosine of two vectors that one model makes of a text: no computer calculates quite like another.
const ALIKE: f64 = 0.999;

impl Cache {
    pub(super) fn new(folder: &Path, url: &str, model: &str) -> Self {
        // Neither an address nor the name of a model has this character in it.
        Cache { folder: folder.to_owned(), maker: format!("{url}\0{model}\0") }
    }

    /// The vectors of the model that makes this one of the [`PROBE`]: those kept so far, unless it is another model.
    pub(super) fn of_model(&self, probe: &[f32]) -> Self {
        let sign = self.get(PROBE).filter(|kept| are_alike(kept, probe)).unwrap_or_else(|| {
            self.put(PROBE, probe);
            probe.to_vec()
        });
        self.of_sign(&sign)
    }

    /// The vectors of the model that was asked last; `None` if none was.
    pub(super) fn of_last_model(&self) -> Option<Self> {
        self.get(PROBE).map(|sign| self.of_sign(&sign))
    }

    fn of_sign(&self, sign: &[f32]) -> Self {
        let bytes: Vec<u8> = sign.iter().flat_map(|value| value.to_le_bytes()).collect();
        Cache { folder: self.folder.clone(), maker: format!("{}{:032x}\0", self.maker, xxh3_128(&bytes)) }
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

/// True if two vectors of one text can be of one model.
fn are_alike(one: &[f32], other: &[f32]) -> bool {
    let dot =
        |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum() };
    one.len() == other.len() && dot(one, other) >= ALIKE * (dot(one, one) * dot(other, other)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_comes_back_for_its_own_text_model_and_address_only() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "http://h", "m");
        assert_eq!(cache.get("نعم"), None);
        cache.put("نعم", &[0.5, -1.0]);
        assert_eq!(cache.get("نعم"), Some(vec![0.5, -1.0]));
        assert_eq!(cache.get("لا"), None);
        assert_eq!(Cache::new(folder.path(), "http://h", "n").get("نعم"), None);
        assert_eq!(Cache::new(folder.path(), "http://i", "m").get("نعم"), None);
    }

    #[test]
    fn what_another_model_has_made_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "http://h", "m");
        cache.of_model(&[3.0, 4.0]).put("نعم", &[0.5, -1.0]);
        assert_eq!(
            cache.of_model(&[3.0, 4.0001]).get("نعم"),
            Some(vec![0.5, -1.0]),
            "the same but for rounding"
        );
        assert_eq!(cache.of_model(&[3.0, 4.0, 0.0]).get("نعم"), None);
        assert_eq!(cache.of_model(&[4.0, -3.0]).get("نعم"), None);
        assert_eq!(cache.of_model(&[-3.0, -4.0]).get("نعم"), None, "of the same length, but turned");
    }

    #[test]
    fn a_damaged_file_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "http://h", "m");
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
        let cache = Cache::new(file.path(), "http://h", "m");
        cache.put("x", &[1.0]);
        assert_eq!(cache.get("x"), None);
    }
}
