//! Work without the interpreter's lock: panics become exceptions, and Ctrl-C ends waiting.

use crate::error;
use pyo3::prelude::*;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

/// Size in bytes up to which a text is processed in the calling thread, in some hundredths of a second.
const SMALL: usize = 32 << 10;

/// Interval at which a waiting thread checks for Ctrl-C.
pub(crate) const LOOK: Duration = Duration::from_millis(50);

/// Stack size for the recursion that deeply nested documents need.
pub(crate) const STACK: usize = 16 << 20;

/// Runs work without the interpreter's lock.
pub(crate) fn guarded<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> mizan::Result<T> + Send,
) -> PyResult<T> {
    answer(py.detach(|| catch_unwind(AssertUnwindSafe(work)).ok()))
}

/// Like [`guarded`], for work on the given number of bytes of text. Waiting for work on a large
/// text can be interrupted by Ctrl-C; the work then continues in the background, and its result is
/// dropped.
pub(crate) fn interruptible<T: Send + 'static>(
    py: Python<'_>,
    bytes: usize,
    work: impl FnOnce() -> mizan::Result<T> + Send + 'static,
) -> PyResult<T> {
    if bytes <= SMALL {
        return guarded(py, work);
    }
    let (send, receive) = mpsc::channel();
    // A receiver cannot be shared between threads, but a lock around it can.
    let receive = Mutex::new(receive);
    let begun = thread::Builder::new().name("mizan".to_owned()).stack_size(STACK).spawn(move || {
        // The caller may have stopped waiting.
        let _ = send.send(catch_unwind(AssertUnwindSafe(work)).ok());
    });
    begun?;
    loop {
        let wait = || match receive.lock() {
            Ok(receive) => receive.recv_timeout(LOOK),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        match py.detach(wait) {
            Ok(done) => return answer(done),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => return Err(error::internal()),
        }
    }
}

fn answer<T>(done: Option<mizan::Result<T>>) -> PyResult<T> {
    match done {
        Some(result) => result.map_err(|failed| error::raise(&failed)),
        None => Err(error::internal()),
    }
}
