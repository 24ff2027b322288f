//! Readers of pair formats, one file a format. They take any input, hold one unit in memory at a time and name
//! the row of what they cannot read.

pub(super) mod csv;
mod inline;
pub(super) mod lines;
pub(super) mod plural;
pub(super) mod po;
mod seen;
mod table;
pub(super) mod tmx;
pub(super) mod xliff;
pub(super) mod xlsx;
