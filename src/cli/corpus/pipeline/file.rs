//! The pipeline file: TOML with an input, an output folder and steps.

use mizan::{Error, Result};
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A pipeline with its paths resolved.
pub(super) struct Pipeline {
    pub(super) input: Vec<PathBuf>,
    pub(super) output: PathBuf,
    pub(super) steps: Vec<Step>,
}

/// One step as written in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// The command.
    pub(super) run: String,
    #[serde(default)]
    options: Vec<String>,
}

/// One step as it is run.
pub(super) struct Plan {
    /// Its command line without the name of the program.
    pub(super) words: Vec<String>,
    /// The files that it writes.
    pub(super) outputs: Vec<PathBuf>,
    /// The file of its counts.
    pub(super) report: PathBuf,
    /// The input of the next step.
    pub(super) next: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    input: Vec<PathBuf>,
    output: PathBuf,
    step: Vec<Step>,
}

/// The commands that can be steps.
const STEPS: [&str; 9] =
    ["match", "batch", "filter", "fix", "dedup", "sample", "documents", "split", "stats"];

/// Reads a pipeline file.
///
/// # Errors
/// When it cannot be read, is not TOML, or contains an invalid step.
pub(super) fn read(path: &Path) -> Result<Pipeline> {
    let text = fs::read_to_string(path).map_err(|error| Error::io(path, &error))?;
    let wrong = |error: toml::de::Error| {
        let line = error.span().map(|span| text[..span.start].lines().count().max(1) as u64);
        let said = Error::new(format!("no pipeline file: {}", error.message().replace('\n', " ")));
        let said = said.advise("see `mizan corpus run --help`").at(path.display());
        line.map_or(said.clone(), |line| said.line(line))
    };
    let written: Written = toml::from_str(&text).map_err(wrong)?;
    let fault = |what: String, advice: String| Err(Error::new(what).at(path.display()).advise(advice));
    if written.input.is_empty() || written.step.is_empty() {
        return fault("a pipeline without input or steps".to_owned(), "give `input` and [[step]]".to_owned());
    }
    for (n, step) in written.step.iter().enumerate() {
        if !STEPS.contains(&step.run.as_str()) {
            return fault(format!("no step is called `{}`", step.run), format!("use {}", STEPS.join(", ")));
        }
        let own =
            ["-o", "--output", "--report", "--rejected", "--train", "--dev", "--test", "--html", "--force"];
        if let Some(word) = step.options.iter().find(|word| own.contains(&word.as_str())) {
            let advice = "leave it out; the pipeline names the files of a step".to_owned();
            return fault(format!("step {} has the option {word}", n + 1), advice);
        }
        let follows = n.checked_sub(1).map(|before| written.step[before].run.as_str());
        if (step.run == "match" && n > 0) || (step.run == "batch" && !matches!(follows, None | Some("match")))
        {
            return fault(
                format!("{} is in the wrong place", step.run),
                "begin with match, then batch".to_owned(),
            );
        }
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let input = written.input.iter().map(|path| folder.join(path)).collect();
    Ok(Pipeline { input, output: folder.join(written.output), steps: written.step })
}

impl Step {
    /// The plan for the step, whose files in `folder` begin with `name`.
    pub(super) fn plan(&self, name: &str, input: &[PathBuf], folder: &Path) -> Plan {
        let text = |path: &Path| path.display().to_string();
        let file = |end: &str| folder.join(format!("{name}{end}"));
        let report = file(".json");
        let mut words: Vec<String> = match self.run.as_str() {
            "match" | "batch" => vec![self.run.clone()],
            _ => vec!["corpus".to_owned(), self.run.clone()],
        };
        words.extend(input.iter().map(|path| text(path)));
        let mut put = |option: &str, path: &Path| words.extend([option.to_owned(), text(path)]);
        let rows = file(".jsonl.zst");
        let (outputs, report, next) = match self.run.as_str() {
            "match" => {
                let table = file(".tsv");
                put("-o", &table);
                (vec![table.clone()], report, vec![table])
            }
            "batch" => {
                let out = folder.join(name);
                put("-o", &out);
                (vec![out.clone()], out.join("report.json"), vec![out])
            }
            "stats" => {
                let page = file(".html");
                put("--html", &page);
                (vec![page], report, input.to_vec())
            }
            "split" => {
                let parts = ["train", "dev", "test"].map(|part| file(&format!(".{part}.jsonl.zst")));
                put("--train", &parts[0]);
                put("--dev", &parts[1]);
                put("--test", &parts[2]);
                put("--report", &report);
                ([&parts[..], std::slice::from_ref(&report)].concat(), report, vec![parts[0].clone()])
            }
            "sample" | "documents" => {
                put("-o", &rows);
                (vec![rows.clone()], report, vec![rows])
            }
            _ => {
                put("-o", &rows);
                put("--report", &report);
                (vec![rows.clone(), report.clone()], report, vec![rows])
            }
        };
        if self.run != "batch" {
            // The folder belongs to the pipeline and is locked.
            words.push("--force".to_owned());
        }
        words.extend(self.options.iter().cloned());
        Plan { words, outputs, report, next }
    }
}
