//! The data that the page receives: rows with their marks, the list of rows that pass a filter, and the progress.

mod answers;
#[cfg(test)]
mod display;
#[cfg(feature = "project")]
mod drafts;
mod filter;
mod marks;
mod row;

pub use answers::{
    DoneView, EditRequest, Entry, ListView, MOST_ROWS, ProjectView, RowsView, StepRequest, TravelRequest,
    history, pieces,
};
#[cfg(feature = "project")]
pub use drafts::{DraftView, drafts};
pub use filter::{Filter, List, Order, PartProgress, Progress, list, progress};
pub use marks::{Mark, MarkKind, marks};
pub use row::{RepairView, RowView, repair, row};
