//! Where the documents of links are: in folders, or in zip archives, as OPUS packs them.

use super::are_links;
use crate::{
    Error, Result,
    corpus::{
        packing::{Packing, Zip},
        source::reading,
    },
};
use flate2::read::MultiGzDecoder;
use rustc_hash::FxHashMap;
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::{Component, Path, PathBuf},
};

/// Folders between that of the links and those of the documents.
const FOLDERS: [&str; 5] = ["", "xml", "raw", "../xml", "../raw"];

/// Longest name of a file of links in an archive, which is that of two languages.
const LONGEST: usize = 24;

/// Most bytes of a document.
const LARGEST: u64 = 1 << 30;

/// The documents that links may name.
pub(super) struct Documents {
    /// The folder of the links; empty if they are in an archive.
    folder: Option<PathBuf>,
    /// The archives, once one was needed.
    archives: Option<Vec<Archive>>,
    /// The place of all of them, for messages.
    place: PathBuf,
}

struct Archive {
    zip: Zip,
    /// The names of its members by their last part.
    members: FxHashMap<String, Vec<String>>,
}

impl Archive {
    fn open(path: &Path) -> Result<Self> {
        let zip = Zip::open(path)?;
        let mut members: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for name in zip.names()? {
            members.entry(last(&name).to_owned()).or_default().push(name);
        }
        Ok(Archive { zip, members })
    }

    /// The member that a document is in: at the end of its path, packed or not.
    fn find(&self, plain: &str) -> Option<&str> {
        [plain.to_owned(), format!("{plain}.gz")].iter().find_map(|wanted| {
            let is_it = |name: &&String| {
                name.strip_suffix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
            };
            Some(self.members.get(last(wanted))?.iter().find(is_it)?.as_str())
        })
    }

    fn unpack(&mut self, name: &str) -> Result<Box<dyn BufRead>> {
        let input = self.zip.unpack(name)?;
        Ok(if has_ending(name, "gz") {
            Box::new(BufReader::new(MultiGzDecoder::new(input).take(LARGEST)))
        } else {
            Box::new(input)
        })
    }
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn has_ending(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

impl Documents {
    /// The documents beside a file of links.
    pub(super) fn beside(links: &Path) -> Self {
        let folder = links.parent().unwrap_or(Path::new("")).to_owned();
        Documents { place: folder.clone(), folder: Some(folder), archives: None }
    }

    /// The documents in an archive.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn in_zip(path: &Path) -> Result<Self> {
        let archives = Some(vec![Archive::open(path)?]);
        Ok(Documents { place: path.to_owned(), folder: None, archives })
    }

    /// The file of links in the archive, with its name.
    ///
    /// # Errors
    /// When the archive is damaged.
    pub(super) fn links(&mut self) -> Result<Option<(String, Box<dyn BufRead>)>> {
        let Some(archive) = self.archives.as_mut().and_then(|archives| archives.first_mut()) else {
            return Ok(None);
        };
        let is_named = |name: &&String| {
            let plain = name.trim_end_matches(".gz");
            last(name).len() <= LONGEST && last(plain).contains(['-', '_']) && has_ending(plain, "xml")
        };
        let mut names: Vec<String> = archive.members.values().flatten().filter(is_named).cloned().collect();
        names.sort_by_key(|name| (name.matches('/').count(), name.clone()));
        for name in names {
            if are_links(archive.unpack(&name)?) {
                let input = archive.unpack(&name)?;
                return Ok(Some((name, input)));
            }
        }
        Ok(None)
    }

    /// Opens a document, and tells where it is.
    ///
    /// # Errors
    /// When it is not there, or cannot be read.
    pub(super) fn open(&mut self, name: &str) -> Result<(String, Box<dyn BufRead>)> {
        let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !is_inside {
            return Err(
                Error::new(format!("`{name}` is no document beside its links")).at(self.place.display())
            );
        }
        let plain = name.strip_suffix(".gz").unwrap_or(name);
        if let Some(path) = self.folder.as_ref().and_then(|folder| in_folders(folder, plain)) {
            let input = Packing::of_path(&path).0.open(&path).map_err(|error| reading(&path, &error))?;
            return Ok((path.display().to_string(), input));
        }
        let folder = self.folder.as_deref();
        let archives = self.archives.get_or_insert_with(|| folder.map(archives_in).unwrap_or_default());
        for archive in archives {
            let Some(member) = archive.find(plain).map(str::to_owned) else { continue };
            let called = format!("{}/{member}", archive.zip.path().display());
            return Ok((called, archive.unpack(&member)?));
        }
        Err(Error::new("the document of these links is not there").at(self.place.join(name).display()).advise(
            "put the documents of both languages, or the zip archives that they came in, beside the links",
        ))
    }
}

fn in_folders(folder: &Path, plain: &str) -> Option<PathBuf> {
    let mut places = FOLDERS.iter().flat_map(|between| {
        [folder.join(between).join(plain), folder.join(between).join(format!("{plain}.gz"))]
    });
    places.find(|path| path.is_file())
}

/// The archives of a folder that can be opened.
fn archives_in(folder: &Path) -> Vec<Archive> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|found| found.eq_ignore_ascii_case("zip")))
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| Archive::open(path).ok()).collect()
}
