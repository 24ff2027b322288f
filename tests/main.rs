//! The integration tests: one binary, one module an area.

// In a test an unwrap is an assertion.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod case;
mod cli;
mod preserve;
mod run;
