//! Reading back a workbook in which findings were judged.

use super::{
    super::{
        console::Console,
        file::{self, name_of},
        summary::count,
    },
    shelf::name_of_reviewer,
};
use mizan::{
    Error, Result,
    bitext::judged::{Judgement, judgements},
    review::{Project, Refusal, judged},
};
use std::path::Path;

/// Applies the judgements to the project as one edit, and says what cannot be applied.
///
/// # Errors
/// When the workbook cannot be read, or the project cannot be opened or written.
pub(super) fn read_back(
    workbook: &Path,
    project: &Path,
    reviewer: Option<String>,
    console: &Console,
) -> Result<()> {
    let name = name_of(workbook);
    let judgements = judgements(&name, file::bytes(workbook)?)?;
    let mut project = Project::open(project)?;
    project.sign(&name_of_reviewer(reviewer));
    let outcome = judged::outcome(project.state(), judgements);
    project.edit(project.head().revision, &outcome.edit).map_err(|refusal| match refusal {
        Refusal::Impossible(error) | Refusal::Disk(error) => error,
        Refusal::Stale => Error::new("the project was changed at the same time").advise("try again"),
    })?;
    console.say(format_args!(
        "{name}: {} not an error, {}",
        count(outcome.right, "finding"),
        count(outcome.remarks, "remark"),
    ));
    let tell = |judgement: &Judgement, what: &str| {
        let end = if judgement.remark.is_empty() { String::new() } else { format!(": {}", judgement.remark) };
        console.warn(&format!("{name}:{}", judgement.row), format_args!("{what}{end}"));
    };
    for judgement in &outcome.unfixed {
        tell(judgement, "said to be fixed, but the text is as it was");
    }
    for judgement in &outcome.unknown {
        tell(judgement, "the review has no such finding, so nothing was accepted");
    }
    for judgement in &outcome.lost {
        tell(judgement, "no row has these texts any more, so this was not read back");
    }
    Ok(())
}
