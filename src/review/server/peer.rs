//! Whoever is at the other end of a connection.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// What is known of the other end of a connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Peer(Arc<AtomicBool>);

impl Peer {
    /// Notes that a request of this connection has brought the cookie.
    pub(super) fn recognize(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// True once a request has brought the cookie.
    pub(super) fn is_known(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
