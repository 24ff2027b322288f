//! The client at the other end of a connection.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// The state of the other end of a connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Peer(Arc<AtomicBool>);

impl Peer {
    /// Records that a request of this connection contained the cookie.
    pub(super) fn recognize(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// True once a request has contained the cookie.
    pub(super) fn is_known(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
