//! The review page in a real browser, driven through chromedriver.
//!
//! `scripts/test page` installs what is needed and runs these tests; without it they are skipped.
//! Pictures of the page are stored in `target/page/`.

// In a test an unwrap is an assertion.
#![allow(clippy::unwrap_used)]
// What one person does on the page is one test.
#![allow(clippy::too_many_lines)]
#![cfg(feature = "review")]

mod access;
mod browser;
mod day;
mod keep;
mod look;
mod people;
mod speed;
mod start;
mod work;
