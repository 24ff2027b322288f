//! `mizan corpus run`: runs the steps of a pipeline file, except those for which nothing has changed.

mod done;
mod file;
mod report;

use super::state::State;
use crate::cli::{Outcome, console::Console, run_words_of};
use done::Done;
use mizan::{Error, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Run the steps of a pipeline file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus run pipeline.toml

Such a file:
  input = [\"crawl\"]
  output = \"corpus\"
  [[step]]
  run = \"batch\"
  options = [\"--shard-documents\", \"500\"]
  [[step]]
  run = \"filter\"
  options = [\"--preset\", \"clean\"]
  [[step]]
  run = \"dedup\"
  [[step]]
  run = \"split\"

Steps are match, batch, filter, fix, dedup, sample, documents, split and stats; each takes what the one before has written. Paths are \
relative to the pipeline file. The folder `output` gets the files of each step (01-batch/, 02-filter.jsonl.zst …), a \
report of all steps (report.html, report.json) and states/, by which a step is skipped that was done with the same \
input, options and version, and whose output is still as it was written.")]
pub(in crate::cli) struct Args {
    /// The pipeline file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let pipeline = file::read(&args.file)?;
    let states = pipeline.output.join("states");
    refuse_foreign(&pipeline.output, &states)?;
    fs::create_dir_all(&states).map_err(|error| Error::io(&states, &error))?;
    let _lock = mizan::corpus::batch::lock_folder(&pipeline.output)?;
    let mut input = pipeline.input.clone();
    let mut done = vec![Done {
        name: "input".to_owned(),
        is_earlier: true,
        counts: serde_json::Value::Null,
        statistics: report::statistics_of(&input),
    }];
    for (n, step) in pipeline.steps.iter().enumerate() {
        let name = format!("{:02}-{}", n + 1, step.run);
        let plan = step.plan(&name, &input, &pipeline.output);
        let state_file = states.join(format!("{name}.json"));
        let wanted = State::before(&plan.words, &input)?;
        let is_earlier = State::read(&state_file).is_some_and(|known| known.is_of(&wanted) && known.holds());
        if is_earlier {
            console.say(format_args!("{name}: nothing has changed"));
        } else {
            console.say(format_args!("{name}: mizan {}", plan.words.join(" ")));
            // The state of an earlier run must not describe what is written now.
            forget(&state_file)?;
            if run_words_of(&plan.words, console)? == Outcome::Failed {
                return Err(Error::new(format!("the step {name} failed")).at(args.file.display()));
            }
            wanted.after(&plan.outputs)?.save(&state_file)?;
        }
        let counts = fs::read(&plan.report).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let statistics = if plan.next == input { None } else { report::statistics_of(&plan.next) };
        done.push(Done { name, is_earlier, counts: counts.unwrap_or_default(), statistics });
        input = plan.next;
    }
    report::write(&pipeline.output, &args.file, &done)?;
    let left_out = done.iter().skip(1).filter(|step| step.is_earlier).count();
    console.say(format_args!(
        "{} steps, {left_out} of them as they were; the report is {}",
        done.len() - 1,
        pipeline.output.join("report.html").display()
    ));
    Ok(Outcome::Done)
}

/// Refuses a folder that contains files not written by a pipeline.
fn refuse_foreign(output: &Path, states: &Path) -> Result<()> {
    let has_files = fs::read_dir(output).is_ok_and(|mut inside| inside.next().is_some());
    if has_files && !states.is_dir() {
        return Err(Error::new("the folder is not empty and no pipeline has written it")
            .at(output.display())
            .advise("give another `output`"));
    }
    Ok(())
}

fn forget(state: &Path) -> Result<()> {
    match fs::remove_file(state) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(state, &error)),
        _ => Ok(()),
    }
}
