//! Vectors of segments from a model, as evidence for the aligner: from files of NumPy, or from a
//! server that speaks the embeddings interface of OpenAI.
//!
//! A [`VectorServer`] is the only part of the program that sends anything to another computer of its own accord,
//! and it does so only when vectors are asked for.

mod address;
mod answer;
mod cache;
mod npy;
mod server;
#[cfg(test)]
mod tests;

pub use address::shown_address;
pub use npy::read as read_npy;
pub use server::{Asking, VectorServer};

/// The environment variable with the key of the server.
pub const KEY: &str = "MIZAN_EMBEDDINGS_KEY";
