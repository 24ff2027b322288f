//! Looking at an alignment and mending it.
//!
//! A review is a [`State`]; what a reviewer wishes is an [`Edit`], what that does to the state a [`Change`], which
//! turned around is its own undo. These three know neither disk nor network. A [`Desk`] holds a review with
//! its journal, a [`Project`] is one in a file ([`store`]); [`view`] is what a page is shown, and [`server`] shows it to a
//! browser on the same machine.

pub mod change;
pub mod corrected;
pub mod edit;
pub mod export;
pub mod findings;
pub mod import;
pub mod journal;
pub mod leave;
pub mod lookup;
pub mod newer;
mod part;
pub mod parts;
mod project;
pub mod realign;
#[cfg(feature = "review")]
pub mod server;
pub mod state;
#[cfg(feature = "project")]
pub mod store;
#[cfg(test)]
mod testing;
pub mod view;
pub mod weigh;
pub mod wording;

pub use change::Change;
pub use edit::Edit;
pub use part::Part;
#[cfg(feature = "project")]
pub use project::Project;
pub use project::{Desk, Done, Refusal};
pub use state::State;
