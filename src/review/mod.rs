//! Looking at an alignment and mending it.
//!
//! A review is a [`State`]; what a reviewer wishes is an [`Edit`], what that does to the state a [`Change`], which
//! turned around is its own undo. These three know neither disk nor network. A [`Project`] keeps a review in a file
//! ([`store`]); [`server`] shows it to a browser on the same machine.

pub mod change;
pub mod edit;
pub mod export;
pub mod findings;
pub mod import;
mod project;
pub mod realign;
pub mod server;
pub mod state;
pub mod store;
#[cfg(test)]
mod testing;
pub mod view;
pub mod weigh;

pub use change::Change;
pub use edit::Edit;
pub use project::{Done, Project, Refusal};
pub use state::State;
