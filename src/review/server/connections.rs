//! Limits on connections: how many, and for how long.
//!
//! Every program on this computer can connect. A connection is a stranger until a request on it
//! contains the cookie. There are never more than [`STRANGERS`] of them, and a new one replaces the
//! oldest, so that idle connections cannot keep a page out. The time for heads is limited here,
//! that for bodies in
//! [`super::whole`], that for what the other end does not read in [`super::patience`].

use super::{
    Shared,
    encryption::Encryption,
    patience::{Patient, STALLED},
    peer::Peer,
    routes,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{collections::VecDeque, future::Future, pin::pin, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::AbortHandle,
};

/// Most connections that have not presented the cookie.
pub(super) const STRANGERS: usize = 64;
/// Time limit for a head, and for keeping a connection without a request.
pub(super) const HEAD: Duration = Duration::from_secs(if cfg!(test) { 3 } else { 10 });
/// Time to wait for connections at the end, because a browser keeps its own open.
const FAREWELL: Duration = Duration::from_millis(500);

/// The connections of strangers, the oldest first.
#[derive(Debug, Default)]
struct Strangers(VecDeque<(Peer, AbortHandle)>);

impl Strangers {
    /// Adds one; the oldest is closed when there are too many.
    fn add(&mut self, peer: Peer, connection: AbortHandle) {
        self.0.push_back((peer, connection));
        if self.0.len() > STRANGERS {
            self.0.retain(|(peer, connection)| !peer.is_known() && !connection.is_finished());
        }
        if self.0.len() > STRANGERS
            && let Some((_, oldest)) = self.0.pop_front()
        {
            oldest.abort();
        }
    }
}

/// Answers requests until `stop` completes, then waits a little for those in progress.
pub(super) async fn serve(
    listener: TcpListener,
    is_shared: bool,
    shared: Arc<Shared>,
    stop: impl Future<Output = ()>,
) {
    let encryption =
        shared.sharing.as_ref().filter(|_| is_shared).and_then(|sharing| sharing.encryption.clone());
    let router = routes::router(shared);
    let (closing, closed) = watch::channel(());
    let mut stop = pin!(stop);
    let mut strangers = Strangers::default();
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                let peer = Peer::new(is_shared);
                let held = hold(stream, encryption.clone(), (router.clone(), peer.clone()), closed.clone());
                let task = tokio::spawn(held);
                strangers.add(peer, task.abort_handle());
            }
            // No file descriptor is free, or the other end has gone: the next attempt may succeed.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    drop((listener, closed));
    let _ = closing.send(());
    // Completes when every connection has dropped its end.
    let _ = tokio::time::timeout(FAREWELL, closing.closed()).await;
}

/// Holds one connection, encrypted where that is asked for.
async fn hold(
    stream: TcpStream,
    encryption: Option<Encryption>,
    to: (axum::Router, Peer),
    closed: watch::Receiver<()>,
) {
    let stream = Patient::new(stream, STALLED);
    match encryption {
        None => answer(stream, to, closed).await,
        Some(encryption) => {
            if let Ok(Some(stream)) = tokio::time::timeout(HEAD, encryption.accept(stream)).await {
                answer(stream, to, closed).await;
            }
        }
    }
}

/// Answers the requests of one connection.
async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + 'static,
    (router, peer): (axum::Router, Peer),
    mut closed: watch::Receiver<()>,
) {
    let service = TowerToHyperService::new(router.layer(axum::Extension(peer)));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // An error of a connection concerns only its other end.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closed.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
