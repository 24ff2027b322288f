//! Processing by many threads with results in the order of the input and bounded memory.
//!
//! One thread reads, the threads of the pool work, and the caller's thread receives the results.
//! The reader stops when too many items or bytes are in progress, so an enormous document slows the
//! others down instead of letting finished ones accumulate.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
};

/// Limits on what is in progress: read, but not yet handed to the caller.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Items.
    pub items: usize,
    /// Bytes of input. A larger single item passes when nothing else is in progress.
    pub bytes: usize,
}

impl Limits {
    /// Enough items to keep every thread busy, with the given limit in bytes.
    pub fn with_bytes(bytes: usize) -> Self {
        Limits { items: 32 * rayon::current_num_threads().max(1), bytes }
    }
}

/// Reads `input`, processes its items with the threads of the pool and passes the results to
/// `consume` in order. When `consume` returns early, no further item is started.
pub fn ordered<T: Send, R: Send, O>(
    input: impl Iterator<Item = T> + Send,
    size: impl Fn(&T) -> usize + Send,
    limits: Limits,
    work: impl Fn(T) -> R + Sync,
    consume: impl FnOnce(&mut Results<'_, R>) -> O,
) -> O {
    let gate = Gate { limits, inside: Mutex::default(), changed: Condvar::new() };
    let (send, receive) = mpsc::channel();
    let (gate, work) = (&gate, &work);
    thread::scope(|scope| {
        scope.spawn(move || {
            rayon::in_place_scope(|tasks| {
                for (n, item) in input.enumerate() {
                    let size = size(&item);
                    if !gate.enter(size) {
                        break;
                    }
                    let send = send.clone();
                    tasks.spawn(move |_| {
                        // If the caller is gone, the result is not needed.
                        let _ = send.send((n, size, work(item)));
                    });
                }
                // The results end when the last task is done.
                drop(send);
            });
        });
        let mut results = Results { receive, early: BTreeMap::new(), next: 0, gate };
        // Closed even when `consume` panics, so that the reader does not wait for ever.
        let _closing = Closing(gate);
        consume(&mut results)
    })
}

/// The results, in the order of the input.
pub struct Results<'a, R> {
    receive: mpsc::Receiver<(usize, usize, R)>,
    /// Results that are ahead of their turn.
    early: BTreeMap<usize, (usize, R)>,
    next: usize,
    gate: &'a Gate,
}

impl<R> Results<'_, R> {
    /// True if the next result is not ready: a good moment to flush the output.
    pub fn must_wait(&mut self) -> bool {
        while let Ok((n, size, result)) = self.receive.try_recv() {
            self.early.insert(n, (size, result));
        }
        !self.early.contains_key(&self.next)
    }
}

impl<R> Iterator for Results<'_, R> {
    type Item = R;

    fn next(&mut self) -> Option<R> {
        loop {
            if let Some((size, result)) = self.early.remove(&self.next) {
                self.next += 1;
                self.gate.leave(size);
                return Some(result);
            }
            let (n, size, result) = self.receive.recv().ok()?;
            self.early.insert(n, (size, result));
        }
    }
}

/// Counts the items and bytes in progress.
struct Gate {
    limits: Limits,
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    items: usize,
    bytes: usize,
    closed: bool,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, Inside> {
        // The counts are consistent even when another thread panicked.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room for an item; returns false when no more items are wanted.
    fn enter(&self, size: usize) -> bool {
        let full = |inside: &mut Inside| {
            !inside.closed
                && inside.items > 0
                && (inside.items >= self.limits.items
                    || inside.bytes.saturating_add(size) > self.limits.bytes)
        };
        let mut inside = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        inside.items += 1;
        inside.bytes = inside.bytes.saturating_add(size);
        !inside.closed
    }

    fn leave(&self, size: usize) {
        let mut inside = self.lock();
        inside.items -= 1;
        inside.bytes = inside.bytes.saturating_sub(size);
        drop(inside);
        self.changed.notify_all();
    }
}

struct Closing<'a>(&'a Gate);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    #[test]
    fn results_come_in_order_however_long_each_takes() {
        let work = |n: u64| {
            thread::sleep(Duration::from_millis((n * 7) % 5));
            n * n
        };
        let limits = Limits { items: 8, bytes: 1000 };
        let got: Vec<u64> = ordered(0..200, |_| 1, limits, work, |results| results.collect());
        assert_eq!(got, (0..200).map(|n| n * n).collect::<Vec<u64>>());
    }

    #[test]
    fn the_reader_never_runs_further_ahead_than_the_limits() {
        let (read, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let input = (0..100).inspect(|_| {
            let ahead = read.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
            // One item is held by the reader and one by the caller.
            assert!(ahead <= 4 + 2, "{ahead} ahead");
        });
        let limits = Limits { items: 1000, bytes: 40 };
        let count = ordered(
            input,
            |_| 10,
            limits,
            |n| n,
            |results| {
                results
                    .inspect(|_| {
                        taken.fetch_add(1, Ordering::SeqCst);
                    })
                    .count()
            },
        );
        assert_eq!(count, 100);
    }

    #[test]
    fn an_item_above_the_limit_passes_alone() {
        let limits = Limits { items: 4, bytes: 10 };
        let got: Vec<usize> =
            ordered([5, 500, 5].into_iter(), |n| *n, limits, |n| n, |results| results.collect());
        assert_eq!(got, [5, 500, 5]);
    }

    #[test]
    fn nothing_more_is_read_when_the_caller_has_enough() {
        let limits = Limits { items: 4, bytes: 10 };
        let got = ordered(0.., |_| 1, limits, |n: u32| n, |results| results.nth(20));
        assert_eq!(got, Some(20));
    }
}
