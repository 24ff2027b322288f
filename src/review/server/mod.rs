//! The local server of the review page.
//!
//! It listens on 127.0.0.1 only and serves one project at a time to clients that know the token in
//! the printed address. [`connections`] limits connections, [`guard`] authorizes requests,
//! [`routes`] answers them ([`leave`] with files), [`start`] is the page before a project is open,
//! [`assets`] contains the page itself. Paths from requests are never opened: the page is part of
//! the program, and a project is named on the command line or made by the program.

mod answer;
mod assets;
mod connections;
mod guard;
mod leave;
mod limits;
mod lookup;
mod merge;
mod peer;
mod routes;
mod start;
mod whole;

use super::{Project, merging::Copy};
use crate::{Error, Result, align::Watch};
use guard::Guard;
pub use start::Shelf;
use std::{
    future::Future,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::net::TcpListener;

/// A server that is ready to run.
#[derive(Debug)]
pub struct Server {
    listener: std::net::TcpListener,
    shared: Arc<Shared>,
    address: String,
}

/// The state shared by all requests.
#[derive(Debug)]
struct Shared {
    open: Mutex<Option<Open>>,
    guard: Guard,
    port: u16,
    /// The progress of an alignment.
    watch: Arc<Watch>,
    /// The source of projects; `None` if there is only one project.
    shelf: Option<Box<dyn Shelf>>,
    incoming: start::Incoming,
}

/// A project that is open.
#[derive(Debug)]
struct Open {
    project: Project,
    /// The name of the project for people: the file name without folder and extension.
    name: String,
    /// Another copy of it, which waits to be merged.
    waiting: Option<Copy>,
}

impl Shared {
    /// The open project. A request that panicked while holding it has changed both rows and disk, or neither.
    fn open(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a project in place of the current one.
    fn open_file(&self, path: &Path) -> Result<()> {
        let mut open = self.open();
        // The current project may be the same file, which must be closed first.
        *open = None;
        let project = Project::open(path)?;
        *open = Some(self.prepared(project, &name_of(path)));
        if let Some(shelf) = &self.shelf {
            shelf.remember(path);
        }
        Ok(())
    }

    fn prepared(&self, mut project: Project, name: &str) -> Open {
        project.say_address(&format!("(port {})", self.port));
        project.watch_by(Arc::clone(&self.watch));
        project.sign(self.shelf.as_deref().map_or("", |shelf| shelf.reviewer()));
        Open { project, name: name.to_owned(), waiting: None }
    }

    fn close(&self) {
        *self.open() = None;
    }
}

/// The name of a project for people.
fn name_of(path: &Path) -> String {
    path.file_stem().map_or_else(|| "review".to_owned(), |name| name.to_string_lossy().into_owned())
}

impl Server {
    /// Binds a port of 127.0.0.1 (0 for any free one) for one project.
    ///
    /// # Errors
    /// When the port is taken, or the system provides no random numbers.
    pub fn bind(project: Project, name: &str, port: u16) -> Result<Self> {
        let server = Self::listen(port, None)?;
        let open = server.shared.prepared(project, name);
        *server.shared.open() = Some(open);
        Ok(server)
    }

    /// Binds a port of 127.0.0.1 (0 for any free one) for the projects of a shelf, and opens the
    /// given one, if any.
    ///
    /// # Errors
    /// When the port is taken, the system provides no random numbers, or the project cannot be opened.
    pub fn bind_shelf(shelf: Box<dyn Shelf>, project: Option<&Path>, port: u16) -> Result<Self> {
        let server = Self::listen(port, Some(shelf))?;
        project.map_or(Ok(()), |path| server.shared.open_file(path))?;
        Ok(server)
    }

    fn listen(port: u16, shelf: Option<Box<dyn Shelf>>) -> Result<Self> {
        let busy = |error: std::io::Error| {
            Error::new(format!("port {port} of 127.0.0.1 cannot be used: {error}"))
                .advise("choose another with --port, or leave --port out")
        };
        let listener =
            std::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(busy)?;
        listener.set_nonblocking(true).map_err(busy)?;
        let port = listener.local_addr().map_err(busy)?.port();
        let guard = Guard::new(port)?;
        let address = format!("http://127.0.0.1:{port}/?token={}", guard.token());
        let shared = Shared {
            open: Mutex::new(None),
            guard,
            port,
            watch: Arc::default(),
            shelf,
            incoming: start::Incoming::default(),
        };
        Ok(Server { listener, shared: Arc::new(shared), address })
    }

    /// Lets the page show a copy of the open project, which a person then merges or not.
    pub fn offer(&self, copy: Copy) {
        if let Some(open) = self.shared.open().as_mut() {
            open.waiting = Some(copy);
        }
    }

    /// The address to open, with the token.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// True if the open project cannot be written: changes are refused.
    pub fn is_read_only(&self) -> bool {
        self.shared.open().as_ref().is_some_and(|open| open.project.is_read_only())
    }

    /// Answers requests until `stop` completes; edits in progress are finished first.
    ///
    /// # Errors
    /// When the system's network calls fail.
    pub fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<()> {
        let failed = |error: std::io::Error| Error::new(format!("the server cannot run: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let served = runtime.block_on(async {
            let listener = TcpListener::from_std(self.listener)?;
            connections::serve(listener, self.shared, stop).await;
            Ok(())
        });
        // Waits for an edit that is being written.
        drop(runtime);
        served.map_err(failed)
    }

    /// Answers requests until the user presses Ctrl-C or the process is asked to terminate.
    ///
    /// # Errors
    /// When the system's network calls fail.
    pub fn run_until_interrupted(self) -> Result<()> {
        self.run(async {
            #[cfg(unix)]
            {
                use tokio::signal::unix::{SignalKind, signal};
                if let Ok(mut terminate) = signal(SignalKind::terminate()) {
                    tokio::select! {
                        _ = tokio::signal::ctrl_c() => {}
                        _ = terminate.recv() => {}
                    }
                    return;
                }
            }
            let _ = tokio::signal::ctrl_c().await;
        })
    }
}

#[cfg(test)]
mod tests;
