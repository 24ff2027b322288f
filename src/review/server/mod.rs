//! The local server of the review page.
//!
//! It listens on 127.0.0.1, and on another address only if its owner shares the project. It serves
//! one project at a time to clients that know the token in the printed address, or in the link of an
//! invitation ([`guests`]); all of them hear of each other through [`hub`]. [`connections`] limits connections, [`guard`] authorizes requests,
//! [`routes`] answers them ([`leave`] with files), [`start`] is the page before a project is open,
//! [`assets`] contains the page itself. Paths from requests are never opened: the page is part of
//! the program, and a project is named on the command line or made by the program.

mod answer;
mod assets;
mod connections;
mod encryption;
mod guard;
mod guests;
mod hub;
mod leave;
mod limits;
mod lookup;
mod merge;
mod patience;
mod peer;
mod people;
mod routes;
mod secrets;
mod sharing;
mod start;
mod whole;

use super::{Project, merging::Copy};
use crate::{Error, Result, align::Watch};
use encryption::Encryption;
use guard::Guard;
use guests::Guests;
pub use guests::Role;
use hub::Hub;
use sharing::Sharing;
pub use start::Shelf;
use std::{
    future::Future,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{net::TcpListener, sync::watch};

/// A server that is ready to run.
#[derive(Debug)]
pub struct Server {
    listener: std::net::TcpListener,
    /// The listener on the address that is shared.
    outside: Option<std::net::TcpListener>,
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
    /// Where the project is shared, if it is.
    sharing: Option<Sharing>,
    guests: Mutex<Guests>,
    hub: Arc<Hub>,
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
        self.end(&mut open);
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
        project.sign(self.owner());
        let id = project.journal().id();
        // Projects of earlier versions have no id: their invitations end with them.
        let shelf = self.shelf.as_deref().filter(|_| !id.is_empty());
        let kept = shelf.and_then(|shelf| shelf.invitations(id));
        *self.guests() = Guests::of(id, kept.as_deref());
        Open { project, name: name.to_owned(), waiting: None }
    }

    fn close(&self) {
        self.end(&mut self.open());
    }

    /// Closes the project. Who was invited to it is not invited to the next.
    fn end(&self, open: &mut Option<Open>) {
        *open = None;
        *self.guests() = Guests::default();
        self.hub.end();
    }

    /// The name of the owner; empty if unknown.
    fn owner(&self) -> &str {
        self.shelf.as_deref().map_or("", |shelf| shelf.reviewer())
    }

    fn guests(&self) -> MutexGuard<'_, Guests> {
        self.guests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Invites a person to the open project, and returns the link.
    fn invite(&self, name: &str, role: Role) -> Result<String> {
        let token = {
            let mut guests = self.guests();
            if guests.project.is_none() {
                return Err(Error::new("no project is open to which somebody could be invited")
                    .advise("open one first; on the command line, name its file"));
            }
            guests.invite(name, role, self.owner())?.token.clone()
        };
        self.keep_guests();
        Ok(self.link(&token))
    }

    fn keep_guests(&self) {
        if let Some(shelf) = &self.shelf {
            let guests = self.guests().clone();
            if let Some(project) = guests.project.as_deref().filter(|id| !id.is_empty()) {
                shelf.keep_invitations(project, &guests.kept());
            }
        }
    }

    /// The link of an invitation.
    fn link(&self, token: &str) -> String {
        let site = self.sharing.as_ref().map(Sharing::site).unwrap_or_default();
        format!("{site}/?token={token}")
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
            sharing: None,
            guests: Mutex::default(),
            hub: Arc::default(),
        };
        Ok(Server { listener, outside: None, shared: Arc::new(shared), address })
    }

    /// Lets the page show a copy of the open project, which a person then merges or not.
    pub fn offer(&self, copy: Copy) {
        if let Some(open) = self.shared.open().as_mut() {
            open.waiting = Some(copy);
        }
    }

    /// Listens on another address too, for people who are invited to the project; `names` are those
    /// of this computer, or those of a server in front of it with `https://`, under which they reach it.
    ///
    /// # Errors
    /// When the address cannot be used, or a name is none.
    pub fn share(&mut self, address: SocketAddr, names: &[String]) -> Result<()> {
        let busy = |error: std::io::Error| {
            Error::new(format!("{address} cannot be used: {error}"))
                .advise("give an address of this computer, such as 0.0.0.0:8080, and a free port")
        };
        let names = names.iter().map(|name| name.parse()).collect::<Result<_>>()?;
        let listener = std::net::TcpListener::bind(address).map_err(busy)?;
        listener.set_nonblocking(true).map_err(busy)?;
        let address = listener.local_addr().map_err(busy)?;
        let sharing = Sharing { address, names, encryption: None };
        let shared =
            Arc::get_mut(&mut self.shared).ok_or_else(|| Error::new("the server is running already"))?;
        shared.sharing = Some(sharing);
        self.outside = Some(listener);
        Ok(())
    }

    /// Encrypts the connections to the shared address with a certificate and its key, both PEM files.
    ///
    /// # Errors
    /// When the files do not hold them, or do not belong together; when the program was built
    /// without TLS, or nothing is shared.
    pub fn encrypt(&mut self, certificate: &Path, key: &Path) -> Result<()> {
        let encryption = Encryption::read(certificate, key)?;
        let sharing = Arc::get_mut(&mut self.shared).and_then(|shared| shared.sharing.as_mut());
        let sharing = sharing.ok_or_else(|| Error::new("only a shared address is encrypted"))?;
        sharing.encryption = Some(encryption);
        Ok(())
    }

    /// Invites a person to the open project, and returns the link.
    ///
    /// # Errors
    /// When the name is not a name of another person.
    pub fn invite(&self, name: &str, role: Role) -> Result<String> {
        self.shared.invite(name, role)
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
            let outside = self.outside.map(TcpListener::from_std).transpose()?;
            let (stopping, stopped) = watch::channel(());
            let ended = || {
                let mut stopped = stopped.clone();
                async move {
                    let _ = stopped.changed().await;
                }
            };
            let hub = Arc::clone(&self.shared.hub);
            let end = async {
                stop.await;
                // Streams would keep their connections open.
                hub.end();
                drop(stopping);
            };
            let own = connections::serve(listener, false, Arc::clone(&self.shared), ended());
            let others = async {
                if let Some(outside) = outside {
                    connections::serve(outside, true, Arc::clone(&self.shared), ended()).await;
                }
            };
            tokio::join!(end, own, others);
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
