//! Who may hold a connection, and how long.
//!
//! Everything on this computer can connect. A connection is a stranger until a request on it has brought the cookie;
//! there are never more than [`STRANGERS`] of them, and the newest is let in at the cost of the oldest, so that
//! connections that wait for nothing keep no page out. Heads have a time limit here, bodies in [`super::whole`].

use super::{Shared, peer::Peer, routes};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{collections::VecDeque, future::Future, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::AbortHandle,
};

/// Connections that have not shown the cookie.
pub(super) const STRANGERS: usize = 64;
/// How long a head may take; also how long a connection may be kept without a request.
pub(super) const HEAD: Duration = Duration::from_secs(if cfg!(test) { 3 } else { 10 });
/// How long connections are waited for at the end: a browser keeps its own open.
const FAREWELL: Duration = Duration::from_millis(500);

/// Connections of strangers, the oldest first.
#[derive(Debug, Default)]
struct Strangers(VecDeque<(Peer, AbortHandle)>);

impl Strangers {
    /// Adds one; the oldest goes when there are too many.
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

/// Answers requests until `stop` is done, then waits a little for what is under way.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>, stop: impl Future<Output = ()>) {
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
                let peer = Peer::default();
                let task = tokio::spawn(hold(stream, router.clone(), peer.clone(), closed.clone()));
                strangers.add(peer, task.abort_handle());
            }
            // No file descriptor is free, or the other end has gone: the next one may do better.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    drop((listener, closed));
    let _ = closing.send(());
    // Done when every connection has let go of its end.
    let _ = tokio::time::timeout(FAREWELL, closing.closed()).await;
}

/// Answers the requests of one connection.
async fn hold(stream: TcpStream, router: axum::Router, peer: Peer, mut closed: watch::Receiver<()>) {
    let service = TowerToHyperService::new(router.layer(axum::Extension(peer)));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // What goes wrong with a connection is told to its other end, where there is one.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closed.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
