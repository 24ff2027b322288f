//! Limits on the size of requests and on the time to receive them.

use std::time::Duration;

/// The largest request in bytes: a corrected sentence has a few thousand, the numbers of all rows
/// of a long list a million.
pub(super) const LARGEST: usize = 4 << 20;
/// Time limit for receiving a body; on the same computer it takes milliseconds.
pub(super) const SLOWEST: Duration = Duration::from_secs(if cfg!(test) { 3 } else { 10 });
/// The path to which copies of the project are sent.
pub(super) const COPIES: &str = "/api/merge/file";
/// The path to which text files are sent.
pub(super) const FILES: &str = "/api/start/file";
/// Longest name of a page in bytes; it is sent to all others.
pub(super) const PAGE: usize = 40;
