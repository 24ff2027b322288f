//! Hostile input for every reader, writer and stage of mizan.
//!
//! A target takes any bytes and panics when a promise is broken: not only when the program itself
//! panics, but also when a letter is lost, a file does not read back equal, or a changed digit is
//! not found. `cargo fuzz run TARGET` is guided by coverage; `scripts/fuzz` and `scripts/test fuzz`
//! run the same targets with a stable compiler on mutations of the seeds.

pub mod mutate;
pub mod seeds;
pub mod targets;

pub use targets::{TARGETS, Target};

/// True for a character that is visible to a reader of the text.
pub fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !mizan::text::bidi::is_invisible(c)
}

/// Runs one target on some bytes.
///
/// # Panics
/// When there is no such target, or when a promise of Mizan is broken.
pub fn run(name: &str, data: &[u8]) {
    let target =
        TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("no target {name}"));
    (target.run)(data);
}
