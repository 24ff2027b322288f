//! What the page without a project can open and create: recently opened projects, and files sent by
//! the browser, which become projects in the folder where the program runs.

use super::{
    super::{file, home},
    Making, beside, is_project, merging, recent,
};
use mizan::{
    Error, Result,
    align::Watch,
    review::{
        Project,
        lookup::{
            Memory,
            terms::{self, Term},
        },
        merging::Copy,
        server::Shelf,
        store::Store,
    },
};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The parts of the user's disk that the page may use.
#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
    making: Making,
    memories: Vec<Memory>,
    terms: Vec<Term>,
    reviewer: String,
}

/// The reviewer's name as given, otherwise the name of the user according to the system.
pub(super) fn name_of_reviewer(given: Option<String>) -> String {
    let of_system = || ["USER", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    given.or_else(of_system).unwrap_or_default().trim().to_owned()
}

impl Disk {
    /// Projects are created in the folder where the program runs.
    ///
    /// # Errors
    /// When that folder no longer exists.
    pub(super) fn new(making: Making) -> Result<Self> {
        let folder = std::env::current_dir().map_err(|error| Error::io(Path::new("."), &error))?;
        Ok(Disk { folder, making, memories: Vec::new(), terms: Vec::new(), reviewer: String::new() })
    }

    /// Sets the reviewer's name; by default the name of the user according to the system.
    pub(super) fn sign(&mut self, reviewer: Option<String>) {
        self.reviewer = name_of_reviewer(reviewer);
    }

    /// Adds pairs of other works, and terms.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(super) fn with(mut self, memories: &[PathBuf], terms: &[PathBuf]) -> Result<Self> {
        for path in memories {
            self.memories.push(Memory { name: file::name_of(path), pairs: self.making.texts_of(path)? });
        }
        for path in terms {
            self.terms.extend(terms::read(&file::name_of(path), &file::bytes(path)?)?);
        }
        Ok(self)
    }

    /// The path for a project of the given files: an unused name, or a project with the same texts.
    fn place(&self, files: &[PathBuf]) -> Result<PathBuf> {
        let named = beside(&files[0]);
        let name = named.file_stem().unwrap_or_default().to_string_lossy();
        for n in 1..1000 {
            let numbered = if n == 1 { name.to_string() } else { format!("{name}-{n}") };
            let path = self.folder.join(format!("{numbered}.mizan"));
            if !path.exists() || Store::peek(&path).is_ok_and(|there| self.holds(files, &there)) {
                return Ok(path);
            }
        }
        Err(Error::new("no name is free for the project"))
    }

    fn holds(&self, files: &[PathBuf], there: &mizan::review::State) -> bool {
        self.making.holds_the_same(files, there).unwrap_or(false)
    }
}

/// The file with the invitations to a project, in the user's state folder.
fn invitations(project: &str) -> Option<PathBuf> {
    let plain = !project.is_empty() && project.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Some(home::state().filter(|_| plain)?.join("invitations").join(format!("{project}.json")))
}

impl Shelf for Disk {
    fn recent(&self) -> Vec<PathBuf> {
        recent::all()
    }

    fn remember(&self, project: &Path) {
        recent::remember(project);
    }

    fn reviewer(&self) -> &str {
        &self.reviewer
    }

    fn memories(&self) -> &[Memory] {
        &self.memories
    }

    fn terms(&self) -> &[Term] {
        &self.terms
    }

    fn invitations(&self, project: &str) -> Option<String> {
        std::fs::read_to_string(invitations(project)?).ok()
    }

    fn keep_invitations(&self, project: &str, text: &str) {
        // Without a place for it, the invitations hold until the program ends.
        let Some(path) = invitations(project) else { return };
        let Some(folder) = path.parent() else { return };
        let _ = std::fs::create_dir_all(folder);
        // A temporary file is readable by its owner only.
        if let Ok(mut file) = tempfile::NamedTempFile::new_in(folder)
            && file.write_all(text.as_bytes()).is_ok()
        {
            let _ = file.persist(path);
        }
    }

    fn folder(&self) -> &Path {
        &self.folder
    }

    fn copy(&self, mine: &Project, file: &Path) -> Result<Copy> {
        merging::copy(&self.making, mine, file)
    }

    fn make(&self, files: &[PathBuf], watch: &Arc<Watch>) -> Result<PathBuf> {
        if files.len() > 2 {
            return Err(
                Error::new("more than two files").advise("drop two texts, a file of pairs, or a folder")
            );
        }
        if files.iter().any(|file| is_project(file)) {
            return Err(Error::new("a project is opened where it is, not as a copy")
                .advise("choose it from the list, or start mizan review NAME.mizan"));
        }
        let path = self.place(files)?;
        if !path.exists() {
            Making { watch: Arc::clone(watch), ..self.making.clone() }.create(files, &path)?;
        }
        Ok(path)
    }
}
