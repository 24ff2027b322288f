//! How large a request may be, and how long it may take to come.

use std::time::Duration;

/// The largest request: a corrected sentence is a few thousand bytes, the numbers of all rows of a long list a million.
pub(super) const LARGEST: usize = 4 << 20;
/// How long a body may take to come; from this computer it takes milliseconds.
pub(super) const SLOWEST: Duration = Duration::from_secs(if cfg!(test) { 3 } else { 10 });
/// Where files of texts are sent to.
pub(super) const FILES: &str = "/api/start/file";
