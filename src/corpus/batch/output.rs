//! The folder that a run writes into, and which of its contents can be kept.

use super::{
    BatchPlan, Report,
    identity::Identity,
    input, lock,
    state::{State, States, cell},
};
use crate::{
    Error, Result,
    bitext::{clear_left_over, is_left_over, rows, rows::SCHEMA, save},
    corpus::{folder::DocumentPaths, shape::Shape, target::Target},
    lock::Lock,
};
use serde::Serialize;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

/// The folder of a run, locked.
pub(super) struct Output {
    root: PathBuf,
    _lock: Lock,
}

/// The state of a shard after an earlier run.
pub(super) enum Earlier {
    /// Nothing that says that the shard was finished.
    Nothing,
    /// A complete and unchanged shard.
    Done {
        /// Its number of pairs.
        pairs: u64,
    },
    /// Something that differs from what this run would write; the reason, worded for users.
    Stale(String),
}

impl Output {
    /// Creates the folder, or checks that it belongs to this run, and locks it.
    ///
    /// # Errors
    /// When the folder belongs to another run or to a running one, or cannot be written.
    pub(super) fn claim(root: &Path, identity: &Identity) -> Result<Self> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| Error::io(&path, &error)
        };
        let run = root.join("run.json");
        // Nothing, not even a lock, is written into a folder that belongs to someone else.
        if !run.is_file() && is_strange(root) {
            return Err(Error::new("the folder is not empty and no run has written it")
                .at(root.display())
                .advise("give a new folder to -o"));
        }
        fs::create_dir_all(root).map_err(failed(root))?;
        let lock = lock::take(root)?;
        match fs::read(&run) {
            Ok(bytes) => {
                let there: Identity = serde_json::from_slice(&bytes).map_err(|error| {
                    Error::new(format!("says nothing about a run: {error}"))
                        .at(run.display())
                        .advise("give another folder to -o")
                })?;
                if there != *identity {
                    let difference = identity.difference(&there);
                    return Err(Error::new(format!("the folder belongs to another run: {difference}"))
                        .at(root.display())
                        .advise("give another folder to -o, or delete this one"));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                save(&run, |out| pretty(identity, out))?;
            }
            Err(error) => return Err(failed(&run)(error)),
        }
        let aside = identity.sets_aside().then_some(ASIDE);
        for name in ["shards", "states"].into_iter().chain(aside) {
            let path = root.join(name);
            fs::create_dir_all(&path).map_err(failed(&path))?;
            // The lock keeps other runs out of the folder.
            clear_left_over(&path, Duration::ZERO);
        }
        clear_left_over(root, Duration::ZERO);
        Ok(Output { root: root.to_owned(), _lock: lock })
    }

    fn states_path(&self, shard: usize) -> PathBuf {
        self.root.join("states").join(format!("{}.tsv", name(shard)))
    }

    /// The files of a shard.
    pub(super) fn target(&self, shard: usize, shape: Shape) -> Target {
        Target::new(&self.root.join("shards").join(name(shard)), shape)
    }

    /// The files for the pairs of a shard's documents with a low score, if they are set aside.
    pub(super) fn aside(&self, shard: usize, plan: &BatchPlan) -> Option<Target> {
        plan.min_score.map(|_| Target::new(&self.root.join(ASIDE).join(name(shard)), plan.shape))
    }

    /// All files of a shard.
    fn paths(&self, shard: usize, plan: &BatchPlan) -> Vec<PathBuf> {
        let aside = self.aside(shard, plan).into_iter().flat_map(|target| target.paths);
        self.target(shard, plan.shape).paths.into_iter().chain(aside).collect()
    }

    /// What exists of a shard, compared with the current contents of its documents and its files.
    pub(super) fn earlier(&self, shard: usize, documents: &[DocumentPaths], plan: &BatchPlan) -> Earlier {
        let path = self.states_path(shard);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Earlier::Nothing,
            Err(error) => return Earlier::Stale(Error::io(&path, &error).to_string()),
        };
        let Some(states) = States::read(&text, &self.paths(shard, plan)).filter(|states| {
            let ids = states.documents.iter().map(|state| &state.id);
            ids.eq(documents.iter().map(|entry| cell(&entry.id)).collect::<Vec<_>>().iter())
        }) else {
            return Earlier::Stale(format!("{} is not as this program wrote it", path.display()));
        };
        for file in &states.files {
            let same = fs::metadata(&file.path).is_ok_and(|there| there.len() == file.bytes)
                && input::of_file(&file.path).is_ok_and(|hash| hash == file.xxh3);
            if !same {
                return Earlier::Stale(format!("{} is not as it was written", file.path.display()));
            }
        }
        for (state, entry) in states.documents.iter().zip(documents) {
            if state.content != input::content(entry, plan) {
                return Earlier::Stale(format!("document {} has changed", state.id));
            }
        }
        Earlier::Done { pairs: states.documents.iter().map(|state| state.pairs).sum() }
    }

    /// Writes the states of a shard, which makes the shard count as done.
    pub(super) fn write_states(&self, shard: usize, states: &States) -> Result<()> {
        save(&self.states_path(shard), |out| out.write_all(states.text(&name(shard)).as_bytes()))
    }

    /// Writes the manifest and the report.
    pub(super) fn finish(&self, shards: usize, plan: &BatchPlan) -> Result<Report> {
        let mut scores = Vec::new();
        let mut report = Report { schema: SCHEMA.to_owned(), shards: shards as u64, ..Report::default() };
        save(&self.root.join("manifest.tsv"), |out| {
            out.write_all(State::HEADER.as_bytes())?;
            for shard in 0..shards {
                let path = self.states_path(shard);
                let text =
                    fs::read_to_string(&path).map_err(|error| io::Error::other(Error::io(&path, &error)))?;
                let states = States::read(&text, &self.paths(shard, plan))
                    .ok_or_else(|| io::Error::other(Error::new("changed meanwhile").at(path.display())))?;
                for row in states.documents {
                    report.documents += 1;
                    report.failed += u64::from(row.error.is_some());
                    report.pairs += row.pairs;
                    report.one_sided += row.one_sided;
                    report.findings += row.findings;
                    report.warned += u64::from(row.warning.is_some());
                    report.suspect += u64::from(row.suspect);
                    report.doubtful_pairs += row.doubtful;
                    report.judged_pairs += row.judged;
                    scores.extend(row.score);
                    out.write_all(row.line(&name(shard)).as_bytes())?;
                }
            }
            Ok(())
        })?;
        report.scores = quantiles(scores);
        save(&self.root.join("report.json"), |out| pretty(&report, out))?;
        Ok(report)
    }
}

/// The folder for pairs of documents with a low score.
const ASIDE: &str = "suspect";

/// Minimum, quantiles of 5, 25, 50, 75 and 95 percent, and maximum; empty for no values.
fn quantiles(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    let at = |share: f64| values.get((share * last).round() as usize).copied();
    [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0].into_iter().filter_map(at).collect()
}

/// The name of a shard.
pub(super) fn name(shard: usize) -> String {
    format!("{shard:05}")
}

fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    rows::write_pretty(value, out)?;
    out.write_all(b"\n")
}

/// True if a folder contains files that no run has written. Files left by a run that was killed
/// at its very start do not count.
fn is_strange(root: &Path) -> bool {
    fs::read_dir(root).is_ok_and(|entries| {
        entries.flatten().any(|entry| !is_left_over(&entry.file_name()) && entry.file_name() != lock::NAME)
    })
}
