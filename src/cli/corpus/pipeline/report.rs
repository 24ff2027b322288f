//! One report on all steps: counts, and plots of the corpus before and after each.

use super::{super::card::numbers, done::Done};
use mizan::{
    Result,
    bitext::save,
    corpus::{
        page::{PipelineStep, pages},
        source::Corpus,
        statistics::{Statistics, statistics},
    },
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The statistics of a corpus; `None` for folders of documents and tables of their names.
pub(super) fn statistics_of(paths: &[PathBuf]) -> Option<Statistics> {
    let (found, broken) = statistics(&Corpus::new(paths).ok()?).ok()?;
    (found.pairs > 0 && broken.count == 0).then_some(found)
}

/// Writes `report.html` and `report.json`.
///
/// # Errors
/// When they cannot be written.
pub(super) fn write(folder: &Path, file: &Path, done: &[Done]) -> Result<()> {
    let steps: Vec<Value> = done
        .iter()
        .map(|step| {
            let pairs = step.statistics.as_ref().map(|found| found.pairs);
            json!({ "step": step.name, "pairs": pairs, "counts": step.counts })
        })
        .collect();
    let all = json!({ "schema": mizan::bitext::rows::SCHEMA, "version": env!("CARGO_PKG_VERSION"), "steps": steps });
    save(&folder.join("report.json"), |out| {
        serde_json::to_writer_pretty(&mut *out, &all)?;
        out.write_all(b"\n")
    })?;
    let lines: Vec<Vec<(String, String)>> = done.iter().map(|step| numbers("", &step.counts)).collect();
    let parts: Vec<PipelineStep<'_>> = done
        .iter()
        .zip(&lines)
        .map(|(step, counts)| PipelineStep { name: &step.name, counts, statistics: step.statistics.as_ref() })
        .collect();
    let page = pages(&file.display().to_string(), &parts);
    save(&folder.join("report.html"), |out| out.write_all(page.as_bytes()))
}
