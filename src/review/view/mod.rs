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
    DoneView, EditRequest, JournalEntryView, ListView, MOST_ROWS, ProjectView, RowsView, StepRequest,
    TravelRequest, history, pieces,
};
#[cfg(feature = "project")]
pub use drafts::{DraftView, drafts};
pub use filter::{List, PartProgress, ReviewProgress, RowFilter, RowOrder, list, progress};
pub use marks::{TextMark, TextMarkKind, marks};
pub use row::{RepairView, RowView, repair, row};
