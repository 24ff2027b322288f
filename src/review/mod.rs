//! Reviewing and correcting an alignment.
//!
//! A review is a [`State`]; a request of a reviewer is an [`Edit`], and its effect a [`Change`],
//! whose inverse is its undo. These three use neither disk nor network. A [`Desk`] combines a
//! review with its journal, and a [`Project`] is a desk stored in a file ([`store`]). [`view`] is
//! what a page receives, and [`server`] serves it to a browser on the same machine.

pub mod assess;
pub mod change;
pub mod corrected;
mod displaced;
mod done;
pub mod edit;
pub mod export;
pub mod findings;
pub mod import;
pub mod journal;
pub mod judged;
pub mod leave;
pub mod lookup;
pub mod merging;
pub mod newer;
mod part;
pub mod parts;
pub mod people;
mod project;
pub mod realign;
mod recent;
#[cfg(feature = "review")]
pub mod server;
mod signing;
pub mod state;
#[cfg(feature = "project")]
pub mod store;
#[cfg(test)]
mod testing;
pub mod view;
pub mod wording;

pub use change::Change;
pub use done::Done;
pub use edit::Edit;
pub use part::ReviewPart;
#[cfg(feature = "project")]
pub use project::Project;
pub use project::{Desk, Refusal};
pub use state::State;
