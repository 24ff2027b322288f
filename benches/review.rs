//! Speed of a review of 10,000 and of 100,000 rows: creating and opening the project, answering the
//! page, editing.
//!
//! ```text
//! cargo bench --bench review
//! ```

// A benchmark that cannot set up has nothing to measure.
#![allow(clippy::unwrap_used)]

use divan::Bencher;
use mizan::{
    bitext::{Bitext, Details, Header, Pair},
    review::{
        Edit, Project, State,
        export::{self, Choice},
        import,
        store::Store,
        view::{self, RowFilter, RowOrder},
    },
};
use std::path::PathBuf;
use tempfile::TempDir;

const ROWS: [usize; 2] = [10_000, 100_000];

fn main() {
    divan::main();
}

/// A review with a figure, a name and some ordinary words in every row.
fn state(rows: usize) -> State {
    let pair = |n: usize| Pair {
        details: Details { confidence: Some(0.5 + (n % 50) as f64 / 100.0), ..Details::default() },
        ..Pair::new(
            format!("بلغ عدد الزوار في القاهرة {n} زائرا في اليوم، وقال المتحدث إن العمل مستمر."),
            format!(
                "The number of visitors in Cairo reached {n} a day, and the spokesman said that work continues."
            ),
        )
    };
    import::state(Bitext::from_pairs("visitors", &Header::default(), (0..rows).map(pair)))
}

fn project(rows: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.mizan");
    Store::create(&path, &state(rows)).unwrap();
    (folder, path)
}

#[divan::bench(args = ROWS, sample_count = 5)]
fn make_the_project(bencher: Bencher<'_, '_>, rows: usize) {
    let state = state(rows);
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_values(|folder| {
        Store::create(&folder.path().join("book.mizan"), &state).unwrap();
        folder
    });
}

#[divan::bench(args = ROWS, sample_count = 5)]
fn open_the_project(bencher: Bencher<'_, '_>, rows: usize) {
    let (_folder, path) = project(rows);
    bencher.bench(|| Project::open(&path).unwrap());
}

#[divan::bench(args = ROWS, sample_count = 10)]
fn list_by_doubt(bencher: Bencher<'_, '_>, rows: usize) {
    let state = state(rows);
    let filter = RowFilter { order: RowOrder::Doubt, ..RowFilter::default() };
    bencher.bench(|| view::list(&state, &filter));
}

#[divan::bench(args = ROWS, sample_count = 5)]
fn search_both_texts(bencher: Bencher<'_, '_>, rows: usize) {
    let state = state(rows);
    let filter = RowFilter { text: "٩٩٩".to_owned(), ..RowFilter::default() };
    bencher.bench(|| view::list(&state, &filter));
}

#[divan::bench(args = ROWS, sample_count = 20)]
fn fetch_a_screen_of_rows(bencher: Bencher<'_, '_>, rows: usize) {
    let state = state(rows);
    bencher.bench(|| (rows / 2..rows / 2 + 130).filter_map(|at| view::row(&state, at)).count());
}

/// An edit up to its answer, including writing it to disk.
#[divan::bench(args = ROWS, sample_count = 20)]
fn merge_two_rows(bencher: Bencher<'_, '_>, rows: usize) {
    let (_folder, path) = project(rows);
    let mut project = Project::open(&path).unwrap();
    bencher.bench_local(|| {
        let row = project.state().rows[rows / 2].id;
        let done = project.edit(project.head().revision, &Edit::Merge { row }).unwrap();
        (done, view::progress(project.state()))
    });
}

#[divan::bench(args = ROWS, sample_count = 20)]
fn confirm_a_row_and_take_it_back(bencher: Bencher<'_, '_>, rows: usize) {
    let (_folder, path) = project(rows);
    let mut project = Project::open(&path).unwrap();
    bencher.bench_local(|| {
        let edit = Edit::Confirm { rows: vec![project.state().rows[rows / 2].id], on: true, spare: false };
        let done = project.edit(project.head().revision, &edit).unwrap();
        project.undo(done.revision).unwrap()
    });
}

#[divan::bench(args = ROWS, sample_count = 5)]
fn export_everything(bencher: Bencher<'_, '_>, rows: usize) {
    let state = state(rows);
    bencher.bench(|| export::bitext(&state, &Choice::default()));
}
