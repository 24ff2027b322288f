//! A dataset card: what a corpus contains, how it was made, and hashes, with metadata for loaders
//! of data sets.

use super::{
    made::Made,
    state::{Hashes, State, beside},
};
use crate::cli::summary::count;
use mizan::{
    Result,
    bitext::save,
    corpus::{shards, target::Target},
};
use serde_json::Value;
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Most steps that are followed back.
const STEPS: usize = 50;

/// Writes the card of a corpus.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(path: &Path, state: &State, made: &Made<'_>) -> Result<()> {
    let mut steps = Vec::new();
    before(&state.inputs, &mut steps);
    let folder = path.parent().unwrap_or(Path::new(""));
    let text = text(folder, &steps, state, made);
    save(path, |out| out.write_all(text.as_bytes()))
}

/// A step in the making of a corpus.
struct Step {
    name: String,
    version: String,
    counts: Value,
}

impl Step {
    fn of(state: &State) -> Self {
        let name = state.words.join(" ");
        Step { name, version: state.version.clone(), counts: state.counts.clone() }
    }
}

/// The steps that made some files, as far as their records are next to them, the earliest first.
fn before(inputs: &Hashes, steps: &mut Vec<Step>) {
    for (path, hash) in inputs {
        if steps.len() >= STEPS {
            return;
        }
        if let Some(state) =
            State::read(&beside(path)).filter(|state| state.outputs.values().any(|made| made == hash))
        {
            if !steps.iter().any(|known| known.name == state.words.join(" ")) {
                before(&state.inputs, steps);
                steps.push(Step::of(&state));
            }
        } else if path.parent().is_some_and(|folder| folder.ends_with("shards"))
            && let Some(step) = path.parent().and_then(Path::parent).and_then(batch)
            && !steps.iter().any(|known| known.name == step.name)
        {
            steps.push(step);
        }
    }
}

/// The step that aligned a folder of documents.
fn batch(folder: &Path) -> Option<Step> {
    let read =
        |name: &str| -> Option<Value> { serde_json::from_slice(&fs::read(folder.join(name)).ok()?).ok() };
    let version = read("run.json")?.get("version").and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Step { name: format!("batch -o {}", folder.display()), version, counts: read("report.json")? })
}

fn text(folder: &Path, steps: &[Step], state: &State, made: &Made<'_>) -> String {
    let mut out = head(folder, made);
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "\n# {}\n\n{} of Arabic and English text, made by mizan {}.\n\n## Steps\n",
        name(made),
        count(made.pairs as usize, "pair"),
        state.version
    );
    let last = Step::of(state);
    for (n, step) in steps.iter().chain([&last]).enumerate() {
        let _ = write!(out, "\n{}. `mizan {}` (version {})\n", n + 1, step.name, step.version);
        for (name, count) in numbers("", &step.counts) {
            let _ = writeln!(out, "   - {name}: {count}");
        }
    }
    for (title, hashes) in [("Files", &state.outputs), ("Made from", &state.inputs)] {
        let _ = write!(out, "\n## {title}\n\n| file | XXH3-128 |\n|---|---|\n");
        for (path, hash) in hashes {
            let _ = writeln!(out, "| {} | `{hash}` |", path.display().to_string().replace('|', "\\|"));
        }
    }
    out
}

/// The metadata for loaders: languages, size, and the files of each part.
fn head(folder: &Path, made: &Made<'_>) -> String {
    let mut out =
        "---\nlanguage:\n- ar\n- en\ntask_categories:\n- translation\nsize_categories:\n".to_owned();
    let _ = write!(out, "- {}\nconfigs:\n- config_name: default\n  data_files:\n", size(made.pairs));
    for (name, target) in &made.parts {
        let _ = writeln!(out, "  - split: {name}");
        if let Some(path) = file_of(target) {
            let path = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            // A JSON string is also a YAML string.
            let _ = writeln!(out, "    path: {}", Value::from(path));
        }
    }
    out + "---\n"
}

/// The file of a part: shards as a pattern, and only the Arabic file of Moses, because a part has one file.
fn file_of(target: &Target) -> Option<PathBuf> {
    let path = target.paths.first()?;
    Some(if target.shard_size.is_some() { shards::pattern(path) } else { path.clone() })
}

fn name(made: &Made<'_>) -> String {
    let of = |(_, target): &(&str, &Target)| {
        let name = target.paths.first()?.file_name()?.to_str()?;
        Some(name.split('.').next().unwrap_or(name).to_owned())
    };
    made.parts.first().and_then(of).unwrap_or_default()
}

/// The size category used by catalogues of data sets.
fn size(pairs: u64) -> &'static str {
    const SIZES: [(u64, &str); 9] = [
        (1_000, "n<1K"),
        (10_000, "1K<n<10K"),
        (100_000, "10K<n<100K"),
        (1_000_000, "100K<n<1M"),
        (10_000_000, "1M<n<10M"),
        (100_000_000, "10M<n<100M"),
        (1_000_000_000, "100M<n<1B"),
        (10_000_000_000, "1B<n<10B"),
        (u64::MAX, "10B<n<100B"),
    ];
    SIZES.iter().find(|(bound, _)| pairs < *bound).map_or("n>1T", |(_, name)| name)
}

/// The numbers of a report with their names, including nested ones.
pub(super) fn numbers(before: &str, counts: &Value) -> Vec<(String, String)> {
    let Value::Object(members) = counts else { return Vec::new() };
    let of = |(name, value): (&String, &Value)| match value {
        Value::Number(number) => vec![(format!("{before}{name}"), number.to_string())],
        Value::Object(_) => numbers(&format!("{before}{name}: "), value),
        _ => Vec::new(),
    };
    members.iter().flat_map(of).collect()
}
