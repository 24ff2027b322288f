//! The client at the other end of a connection.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// The state of the other end of a connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Peer {
    known: Arc<AtomicBool>,
    /// Whether it came to the shared address.
    pub(super) shared: bool,
}

impl Peer {
    /// The other end of a new connection.
    pub(super) fn new(shared: bool) -> Self {
        Peer { known: Arc::default(), shared }
    }

    /// Records that a request of this connection contained the cookie.
    pub(super) fn recognize(&self) {
        self.known.store(true, Ordering::Relaxed);
    }

    /// True once a request has contained the cookie.
    pub(super) fn is_known(&self) -> bool {
        self.known.load(Ordering::Relaxed)
    }
}
