//! Merging a colleague's copy of the project, or a file of pairs that was corrected elsewhere.

use super::{
    super::{console::Console, file::name_of, summary::count},
    Making, is_project,
};
use mizan::{
    Error, Result,
    review::{
        Project, Refusal,
        merging::{self, Choice, Comparison, Copy},
    },
};
use std::path::{Path, PathBuf};

/// The side that is taken where both copies changed the same rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Prefer {
    /// This project
    Mine,
    /// The other copy
    Theirs,
}

/// Pairs that are named on the terminal at most.
const MOST_NAMED: usize = 5;

/// A file as a copy of an open project.
///
/// # Errors
/// When it cannot be read, or is of other texts.
pub(super) fn copy(making: &Making, mine: &Project, path: &Path) -> Result<Copy> {
    let known = (mine.state(), mine.journal());
    if is_project(path) {
        return merging::of_file(known, path);
    }
    let pairs = making.pairs(path)?.1;
    let done = mine.head().done;
    let journal = (1..=done).rev().map(|seq| {
        let change = mine.journal().change(seq)?;
        change.map(|(_, change)| change).ok_or_else(|| Error::new("the journal has a gap"))
    });
    merging::of_pairs(mine.state(), name_of(path), &pairs, journal)
}

/// Merges a file into a project, as one change. Where both changed the same rows and no side is
/// preferred, nothing is changed, and the copy is returned for the page, on which a person chooses.
///
/// # Errors
/// When the file cannot be read or is of other texts, or the project cannot be written.
pub(super) fn bring(
    making: &Making,
    (path, prefer): (&PathBuf, Option<Prefer>),
    project: &Path,
    reviewer: &str,
    console: &Console,
) -> Result<Option<Copy>> {
    let name = name_of(path);
    let mut project = Project::open(project)?;
    project.sign(reviewer);
    let copy = copy(making, &project, path)?;
    let seen = merging::compare(project.state(), &copy);
    tell(&name, &seen, &copy, console);
    let choice = match prefer {
        Some(Prefer::Theirs) => Choice::Theirs,
        Some(Prefer::Mine) => Choice::Mine,
        None if seen.conflicts.is_empty() => Choice::Mine,
        None => {
            console.say(format_args!(
                "{name}: both changed {}; nothing is merged until you choose on the page, or with --prefer",
                places(&seen)
            ));
            return Ok(Some(copy));
        }
    };
    let before = project.head().revision;
    project.merge(project.head().revision, &copy, &choice).map_err(|refusal| match refusal {
        Refusal::Impossible(error) | Refusal::Disk(error) => error,
        Refusal::Stale => Error::new("the project was changed at the same time").advise("try again"),
    })?;
    if project.head().revision == before {
        console.say(format_args!("{name}: nothing to merge"));
        return Ok(None);
    }
    let kept = match prefer {
        Some(Prefer::Theirs) => "theirs was taken",
        _ => "yours was kept",
    };
    if seen.conflicts.is_empty() {
        console.say(format_args!("{name}: merged; one undo reverts it"));
    } else {
        console.say(format_args!("{name}: merged; of {} {kept}; one undo reverts it", places(&seen)));
    }
    Ok(None)
}

/// `3 places (rows 4, 18, 20)`.
fn places(seen: &Comparison) -> String {
    let rows: Vec<String> = seen.conflicts.iter().take(MOST_NAMED).map(|one| one.n.to_string()).collect();
    let more = if seen.conflicts.len() > MOST_NAMED { " …" } else { "" };
    let word = if rows.len() == 1 { "row" } else { "rows" };
    format!("{} ({word} {}{more})", count(seen.conflicts.len(), "place"), rows.join(", "))
}

fn tell(name: &str, seen: &Comparison, copy: &Copy, console: &Console) {
    console.say(format_args!(
        "{name}: {} changed there only, {} here only, {} alike, {} with new notes or marks",
        count(seen.theirs, "row"),
        count(seen.mine, "row"),
        count(seen.agreed, "row"),
        count(seen.said, "row"),
    ));
    for lost in copy.lost.iter().take(MOST_NAMED) {
        console.warn(&format!("{name}:{}", lost.n), format_args!("no row has this pair: {}", lost.texts.en));
    }
    if copy.lost.len() > MOST_NAMED {
        console.warn(name, format_args!("{} pairs have no row in this project", copy.lost.len()));
    }
}
