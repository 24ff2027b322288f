//! What the page shows: rows with their marks, the list of rows that pass a filter, and the progress.

mod filter;
mod marks;
mod row;

pub use filter::{Filter, List, Order, Progress, list, progress};
pub use marks::{Mark, MarkKind, SideMarks, marks};
pub use row::{RowView, row};
