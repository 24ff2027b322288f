//! Where results go: the files and the format that the user asked for.

use super::{
    console::{Console, Stdout, failed},
    input::is_dash,
};
use jiff::Timestamp;
use mizan::{
    Error, Result,
    bitext::{Bitext, Format, WriteOptions, save},
};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// What was typed about the output.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct OutputArgs {
    /// Write to this file, in the format of its extension (tmx, json, jsonl, tsv, html for a report, ladder); repeatable
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Write to standard output in this format: tmx, json, jsonl, tsv, ladder or html
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,
    /// In tsv, put an apostrophe before cells that a spreadsheet would run as a formula
    #[arg(long)]
    safe_cells: bool,
}

fn format(name: &str) -> Result<Format, String> {
    name.parse().map_err(|_| format!("use {}", Format::ALL.map(Format::name).join(", ")))
}

/// What the program writes.
#[derive(Debug)]
pub(super) struct Outputs {
    files: Vec<(PathBuf, Format)>,
    stdout: Option<Format>,
    options: WriteOptions,
}

/// What became of the outputs.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Files in place.
    pub(super) files: Vec<(PathBuf, Format)>,
    /// True when some output failed; the reason has been reported.
    pub(super) failed: bool,
}

impl OutputArgs {
    /// Works out what to write before anything is read.
    ///
    /// # Errors
    /// When an extension says nothing, when a file is named twice, or when an output is one of the inputs.
    pub(super) fn plan(self, inputs: &[&Path]) -> Result<Outputs> {
        let mut files: Vec<(PathBuf, Format)> = Vec::new();
        for path in self.output {
            if is_dash(&path) {
                if self.format.is_none() {
                    return Err(Error::new("`-o -` does not say a format").advise("add --format"));
                }
                continue;
            }
            if inputs.iter().any(|input| same_file(input, &path)) {
                return Err(Error::new("this is one of the texts to be read; it would be overwritten")
                    .at(path.display())
                    .advise("write to another file"));
            }
            if files.iter().any(|(other, _)| *other == path || same_file(other, &path)) {
                return Err(Error::new("named twice as output").at(path.display()).advise("name it once"));
            }
            files.push((path.clone(), Format::of_path(&path)?));
        }
        Ok(Outputs {
            files,
            stdout: self.format,
            options: WriteOptions { safe_cells: self.safe_cells, date: date()? },
        })
    }
}

/// The date that files bear: that of SOURCE_DATE_EPOCH where it is set, so that builds can be repeated, else now.
fn date() -> Result<Timestamp> {
    let Some(seconds) = env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(Timestamp::now());
    };
    seconds
        .to_str()
        .and_then(|seconds| seconds.trim().parse().ok())
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or_else(|| {
            Error::new("not a number of seconds since 1970")
                .at("SOURCE_DATE_EPOCH")
                .advise("unset or mend it")
        })
}

fn same_file(a: &Path, b: &Path) -> bool {
    // Devices may be read and written under one name.
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b && a.is_file(),
        _ => false,
    }
}

impl Outputs {
    /// True when data goes to standard output.
    pub(super) fn uses_stdout(&self) -> bool {
        self.stdout.is_some()
    }

    /// True when some output has a place for findings.
    pub(super) fn hold_findings(&self) -> bool {
        let formats = self.files.iter().map(|(_, format)| *format).chain(self.stdout);
        formats
            .into_iter()
            .any(|format| matches!(format, Format::Tmx | Format::Json | Format::Jsonl | Format::Html))
    }

    /// True when nothing is to be written at all.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.stdout.is_none()
    }

    /// Writes everything; what fails is reported and the rest is written all the same.
    pub(super) fn write(&self, bitext: &Bitext, console: &Console) -> Written {
        let mut written = Written::default();
        let note = |result: Result<()>| {
            if let Err(error) = &result {
                console.error(error);
            }
            result.is_ok()
        };
        for (path, format) in &self.files {
            if note(save(path, |out| bitext.write(*format, &self.options, out))) {
                written.files.push((path.clone(), *format));
            } else {
                written.failed = true;
            }
        }
        if let Some(format) = self.stdout {
            let mut out = Stdout::new();
            let result = bitext.write(format, &self.options, &mut out).map_err(|error| failed(&error));
            written.failed |= !note(result.and_then(|()| out.finish()));
        }
        written
    }
}
