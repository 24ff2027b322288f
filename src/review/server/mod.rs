//! The local server of the review page.
//!
//! It listens on 127.0.0.1 only and serves one project to whoever holds the token in the address that was printed.
//! [`guard`] lets requests in or not, [`routes`] answers them ([`leave`] with files), [`assets`] holds the page itself. No path from a
//! request is ever opened: the page is in the program, the project was named on the command line.

mod assets;
mod guard;
mod leave;
mod routes;

use super::Project;
use crate::{Error, Result};
use guard::Guard;
use std::{
    future::Future,
    net::{Ipv4Addr, SocketAddr},
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

/// What all requests share.
#[derive(Debug)]
struct Shared {
    project: Mutex<Project>,
    /// What people call the project: the file's name without folder and extension.
    name: String,
    guard: Guard,
}

impl Shared {
    /// The project. A request that panicked while it held it has changed rows and disk together or not at all.
    fn project(&self) -> MutexGuard<'_, Project> {
        self.project.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Takes a port of 127.0.0.1, any free one for 0.
    ///
    /// # Errors
    /// When the port is taken, or the system gives no random numbers.
    pub fn bind(mut project: Project, name: &str, port: u16) -> Result<Self> {
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
        project.say_address(&format!("(port {port})"));
        let shared = Arc::new(Shared { project: Mutex::new(project), name: name.to_owned(), guard });
        Ok(Server { listener, shared, address })
    }

    /// The address to open, with the token.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Answers requests until `stop` is done; edits that are under way are finished first.
    ///
    /// # Errors
    /// When the system's network calls fail.
    pub fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<()> {
        let failed = |error: std::io::Error| Error::new(format!("the server cannot run: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let router = routes::router(Arc::clone(&self.shared));
        let served = runtime.block_on(async {
            let listener = TcpListener::from_std(self.listener)?;
            let (stopped, stopping) = tokio::sync::oneshot::channel();
            let serve = axum::serve(listener, router).with_graceful_shutdown(async {
                stop.await;
                let _ = stopped.send(());
            });
            // A browser keeps its connections open; nobody waits for it longer than this.
            let too_long = async {
                let _ = stopping.await;
                tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            };
            tokio::select! {
                served = serve => served,
                () = too_long => Ok(()),
            }
        });
        // Waits for an edit that is being written.
        drop(runtime);
        served.map_err(failed)
    }

    /// Answers requests until the user presses Ctrl-C or the process is asked to end.
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
