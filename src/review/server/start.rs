//! The page without a project: recently opened projects, files sent by the browser, and projects
//! made from these.
//!
//! Files are written into a folder of the server under names chosen by the server; only paths named
//! by the [`Shelf`] are opened, never a path from a request.

use super::{
    Shared,
    answer::{Denied, Sent, body, refusal},
};
use crate::{
    Error, Result,
    align::Watch,
    review::{
        Project,
        lookup::{Memory, terms::Term},
        merging::{self, Copy},
    },
};
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use std::{
    fmt::Debug,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tempfile::TempDir;

/// The largest file in bytes that a page may send.
pub(super) const LARGEST_FILE: usize = 256 << 20;
/// Most files in a folder.
const MOST_FILES: usize = 2000;

/// The source and history of projects: the access of the server to the disk.
pub trait Shelf: Send + Sync + Debug {
    /// Recently opened projects, newest first.
    fn recent(&self) -> Vec<PathBuf>;

    /// Records that a project was opened.
    fn remember(&self, project: &Path);

    /// The name of the reviewer for the journals of projects.
    fn reviewer(&self) -> &str {
        ""
    }

    /// Pairs of other works, in which words can be looked up.
    fn memories(&self) -> &[Memory] {
        &[]
    }

    /// Required and forbidden translations.
    fn terms(&self) -> &[Term] {
        &[]
    }

    /// The invitations to a project, as they were kept; `None` if there are none.
    fn invitations(&self, _project: &str) -> Option<String> {
        None
    }

    /// Keeps the invitations to a project where only its owner reads.
    fn keep_invitations(&self, _project: &str, _invitations: &str) {}

    /// The folder in which new projects are made.
    fn folder(&self) -> &Path;

    /// A file as a copy of an open project.
    ///
    /// # Errors
    /// When it cannot be read, or is of other texts.
    fn copy(&self, mine: &Project, file: &Path) -> Result<Copy> {
        merging::of_file((mine.state(), mine.journal()), file)
    }

    /// Makes a project from one file of pairs, two texts, or a folder, and returns its path.
    ///
    /// # Errors
    /// When they cannot be read or aligned, or when `watch` stops the alignment.
    fn make(&self, files: &[PathBuf], watch: &Arc<Watch>) -> Result<PathBuf>;
}

/// The files that a page has sent, and the project being made from them.
#[derive(Debug, Default)]
pub(super) struct Incoming(Mutex<Work>);

#[derive(Debug, Default)]
struct Work {
    folder: Option<TempDir>,
    files: Vec<PathBuf>,
    working: bool,
    /// The reason why no project was made.
    failed: Option<String>,
}

impl Incoming {
    fn work(&self) -> MutexGuard<'_, Work> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The data of the page without a project.
#[derive(Serialize)]
pub(super) struct StartView {
    version: &'static str,
    /// The folder in which new projects are made.
    folder: String,
    recent: Vec<RecentView>,
}

#[derive(Serialize)]
struct RecentView {
    name: String,
    folder: String,
}

fn shelf(shared: &Shared) -> Result<&dyn Shelf, Denied> {
    let none = || refusal(StatusCode::NOT_FOUND, "this server was started for one project");
    shared.shelf.as_deref().ok_or_else(none)
}

pub(super) async fn start(State(shared): State<Arc<Shared>>) -> Result<Json<StartView>, Denied> {
    let shelf = shelf(&shared)?;
    let view = |path: PathBuf| RecentView {
        name: super::name_of(&path),
        folder: path.parent().unwrap_or(Path::new("")).display().to_string(),
    };
    let recent = shelf.recent().into_iter().map(view).collect();
    let folder = shelf.folder().display().to_string();
    Ok(Json(StartView { version: env!("CARGO_PKG_VERSION"), folder, recent }))
}

#[derive(Deserialize)]
pub(super) struct Named {
    /// The name of the file, with its folders if a folder was dropped.
    name: String,
    /// Its size in bytes, by which an incomplete file is noticed.
    size: usize,
}

/// Receives a file.
pub(super) async fn file(
    State(shared): State<Arc<Shared>>,
    Query(Named { name, size }): Query<Named>,
    bytes: Bytes,
) -> Result<Json<serde_json::Value>, Denied> {
    shelf(&shared)?;
    if bytes.len() != size {
        return Err(refusal(
            StatusCode::BAD_REQUEST,
            &format!("{name}: only {} of {size} bytes arrived; send it again", bytes.len()),
        ));
    }
    let kept = tokio::task::spawn_blocking(move || keep(&mut shared.incoming.work(), &name, &bytes));
    let kept = kept.await.map_err(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the file was not kept"))?;
    kept.map_err(|error| refusal(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()))?;
    Ok(Json(serde_json::json!({})))
}

fn keep(work: &mut Work, name: &str, bytes: &[u8]) -> Result<()> {
    if work.working {
        return Err(Error::new("another project is being made; wait for it or stop it"));
    }
    if work.files.len() >= MOST_FILES {
        return Err(Error::new(format!("more than {MOST_FILES} files")).advise("choose a smaller folder"));
    }
    let inside = plain(name).ok_or_else(|| Error::new("not a name of a file").at(name))?;
    if work.folder.is_none() {
        work.folder = Some(tempfile::tempdir().map_err(|error| Error::new(error.to_string()))?);
    }
    let Some(folder) = &work.folder else { return Ok(()) };
    let path = folder.path().join(inside);
    let failed = |error: std::io::Error| Error::io(&path, &error);
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    fs::write(&path, bytes).map_err(failed)?;
    if !work.files.contains(&path) {
        work.files.push(path);
    }
    Ok(())
}

/// A name as a path that stays in its folder; `None` for any other name.
pub(super) fn plain(name: &str) -> Option<PathBuf> {
    let path: PathBuf = name.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    (stays && path.file_name().is_some() && !name.contains(['\0', ':'])).then_some(path)
}

/// Deletes the files received so far.
pub(super) async fn clear(State(shared): State<Arc<Shared>>) -> Result<Json<serde_json::Value>, Denied> {
    let mut work = shared.incoming.work();
    if !work.working {
        *work = Work::default();
    }
    Ok(Json(serde_json::json!({})))
}

/// Starts to make a project from the received files.
pub(super) async fn make(State(shared): State<Arc<Shared>>) -> Result<Json<serde_json::Value>, Denied> {
    shelf(&shared)?;
    let (folder, files) = {
        let mut work = shared.incoming.work();
        if work.working || work.files.is_empty() {
            return Err(refusal(StatusCode::UNPROCESSABLE_ENTITY, "no files have come"));
        }
        (work.working, work.failed) = (true, None);
        (work.folder.take(), std::mem::take(&mut work.files))
    };
    shared.watch.begin();
    let failed = "the project could not be made";
    let run = {
        let shared = Arc::clone(&shared);
        move || {
            let made = catch_unwind(AssertUnwindSafe(|| made(&shared, folder.as_ref(), files)));
            let made = made.unwrap_or_else(|_| Err(Error::new(failed)));
            let mut work = shared.incoming.work();
            (work.working, work.failed) = (false, made.err().map(|error| error.to_string()));
        }
    };
    if std::thread::Builder::new().spawn(run).is_err() {
        shared.incoming.work().working = false;
        return Err(refusal(StatusCode::INTERNAL_SERVER_ERROR, failed));
    }
    Ok(Json(serde_json::json!({})))
}

fn made(shared: &Shared, folder: Option<&TempDir>, files: Vec<PathBuf>) -> Result<()> {
    let Some(shelf) = shared.shelf.as_deref() else { return Ok(()) };
    // A folder was dropped, or several files that are pairs by their names.
    let files = match folder {
        Some(folder) if files.len() > 2 || files.iter().any(|file| file.parent() != Some(folder.path())) => {
            vec![only_folder(folder.path())]
        }
        _ => files,
    };
    let hide = |text: String| {
        let own = folder.map(|folder| format!("{}/", folder.path().display())).unwrap_or_default();
        if own.is_empty() { text } else { text.replace(&own, "") }
    };
    let path = shelf.make(&files, &shared.watch).map_err(|error| Error::new(hide(error.to_string())))?;
    shared.open_file(&path)
}

/// The single folder in a folder that contains nothing else, because the project is named after it.
fn only_folder(outside: &Path) -> PathBuf {
    let mut inside = fs::read_dir(outside).into_iter().flatten().flatten().map(|entry| entry.path());
    match (inside.next(), inside.next()) {
        (Some(one), None) if one.is_dir() => one,
        _ => outside.to_owned(),
    }
}

/// The progress of the current work.
#[derive(Serialize)]
pub(super) struct WorkView {
    working: bool,
    share: f64,
    failed: Option<String>,
}

pub(super) async fn work(State(shared): State<Arc<Shared>>) -> Json<WorkView> {
    let work = shared.incoming.work();
    Json(WorkView { working: work.working, share: shared.watch.share(), failed: work.failed.clone() })
}

/// Stops the current alignment, which then changes nothing.
pub(super) async fn stop(State(shared): State<Arc<Shared>>) -> Json<serde_json::Value> {
    shared.watch.stop();
    Json(serde_json::json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recent {
    /// The name and the folder from the list.
    name: String,
    folder: String,
}

/// Opens a project from the list.
pub(super) async fn open(
    State(shared): State<Arc<Shared>>,
    sent: Sent<Recent>,
) -> Result<Json<serde_json::Value>, Denied> {
    let Recent { name, folder } = body(sent)?;
    let is_meant = |path: &PathBuf| {
        super::name_of(path) == name && path.parent().unwrap_or(Path::new("")).display().to_string() == folder
    };
    let found = shelf(&shared)?.recent().into_iter().find(is_meant);
    let path =
        found.ok_or_else(|| refusal(StatusCode::NOT_FOUND, "this project is no longer in the list"))?;
    let opened = tokio::task::spawn_blocking(move || shared.open_file(&path)).await;
    opened
        .map_err(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the project was not opened"))?
        .map_err(|error| refusal(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()))?;
    Ok(Json(serde_json::json!({})))
}

/// Closes the project, so that other processes can open it.
pub(super) async fn close(State(shared): State<Arc<Shared>>) -> Result<Json<serde_json::Value>, Denied> {
    shelf(&shared)?;
    let closed = tokio::task::spawn_blocking(move || shared.close()).await;
    closed.map_err(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the project was not closed"))?;
    Ok(Json(serde_json::json!({})))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_stay_in_their_folder() {
        for (name, path) in [
            ("a.txt", Some("a.txt")),
            ("book/a.txt", Some("book/a.txt")),
            ("/etc/passwd", Some("etc/passwd")),
            ("كتاب.docx", Some("كتاب.docx")),
            ("../a.txt", None),
            ("a/../../b", None),
            ("..\\b", None),
            ("c:\\b", None),
            ("", None),
            ("/", None),
            ("a\0b", None),
        ] {
            assert_eq!(plain(name), path.map(PathBuf::from), "{name}");
        }
    }
}
