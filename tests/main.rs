//! The integration tests: one binary, one module per area.
//! The cases of `tests/cases` are tests of their own: `tests/each`.

// In a test an unwrap is an assertion.
#![allow(clippy::unwrap_used)]

mod align;
mod bad_input;
mod case;
mod check;
mod convert;
mod corpus;
mod corpus_columns;
mod corpus_fluency;
mod corpus_killed;
#[cfg(feature = "review")]
mod docs;
mod documents;
mod embeddings;
mod examples;
mod faults;
mod figures;
mod languages;
mod layers;
mod library;
mod nothing;
mod pages;
mod preserve;
#[cfg(feature = "review")]
mod readers;
mod review;
#[cfg(feature = "review")]
mod review_people;
mod run;
mod samples;
mod segment;
mod synthetic;
mod tables;
