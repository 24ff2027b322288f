//! The outputs of a command: the files and the format that the user asked for.

use super::{
    console::{Console, Stdout, failed},
    file::{self, is_dash},
    written,
};
use jiff::Timestamp;
use mizan::{
    Error, Result,
    bitext::{self, Bitext, Format, Select, WriteOptions, save},
};
use std::{
    env, fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// Options on the output.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct OutputArgs {
    /// Write to this file, in the format of its extension (tmx, xliff, json, jsonl, tsv, csv, xlsx, moses,
    /// html for a report, index, hunalign); repeatable
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Write to standard output in this format: tmx, xliff, xliff2, json, jsonl, plain-jsonl, tsv, csv, xlsx,
    /// html, index (segment numbers) or hunalign (its ladder)
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,
    /// In tsv and csv, put an apostrophe before cells that a spreadsheet would run as a formula
    #[arg(long)]
    safe_cells: bool,
    /// In tsv and csv, two more columns: how probably the two sides of a pair say the same, and the score
    /// of the documents
    #[arg(long)]
    adequacy: bool,
    #[command(flatten)]
    replace: Replace,
    #[command(flatten)]
    select: SelectArgs,
}

/// Options on which pairs are written.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Which pairs are written (json, index and hunalign always hold all)")]
pub(super) struct SelectArgs {
    /// Only pairs that a reviewer confirmed
    #[arg(long)]
    only_confirmed: bool,
    /// No pair that a reviewer flagged, nor one with a finding that is more than a note, unless it was confirmed
    #[arg(long)]
    without_flagged: bool,
    /// No pair whose confidence is known to be lower, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share, default_value = "0", hide_default_value = true)]
    min_confidence: f64,
    /// Also text without a counterpart (never in tmx; jsonl always holds it)
    #[arg(long)]
    with_one_sided: bool,
    /// Of pairs with the same two texts only the first
    #[arg(long)]
    dedup: bool,
}

impl From<SelectArgs> for Select {
    fn from(args: SelectArgs) -> Self {
        Select {
            only_confirmed: args.only_confirmed,
            without_flagged: args.without_flagged,
            min_confidence: args.min_confidence,
            with_one_sided: args.with_one_sided,
            dedup: args.dedup,
        }
    }
}

/// Reads a number from 0 to 1.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "use a number from 0 to 1".to_owned())
}

fn format(name: &str) -> Result<Format, String> {
    let to_stdout = |format: Format| format.can_be_written() && format != Format::Moses;
    name.parse().ok().filter(|format| to_stdout(*format)).ok_or_else(|| names_of(to_stdout))
}

/// The names of some formats, for advice in messages.
pub(super) fn names_of(wanted: impl Fn(Format) -> bool) -> String {
    let names: Vec<&str> =
        Format::ALL.into_iter().filter(|format| wanted(*format)).map(Format::name).collect();
    format!("use {}", names.join(", "))
}

/// The outputs of a command.
#[derive(Debug)]
pub(super) struct Outputs {
    files: Vec<(PathBuf, Format)>,
    stdout: Option<Format>,
    options: WriteOptions,
}

/// The result of writing the outputs.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The files that were written.
    pub(super) files: Vec<(PathBuf, Format)>,
    /// True if an output failed; the reason has been reported.
    pub(super) failed: bool,
}

impl OutputArgs {
    /// The option on replacing existing outputs.
    #[cfg(feature = "review")]
    pub(super) fn replace(&self) -> Replace {
        self.replace
    }

    /// The single file that was named, whatever its extension.
    ///
    /// # Errors
    /// When none was named, or several.
    #[cfg(feature = "review")]
    pub(super) fn only_file(&self) -> Result<&Path> {
        match self.output.as_slice() {
            [path] if !is_dash(path) => Ok(path),
            _ => Err(Error::new("this is written to one file").advise("name it with -o FILE.txt")),
        }
    }

    /// Plans the outputs before anything is read.
    ///
    /// # Errors
    /// When an extension is not known, when a file is named twice, or when an output is also an input.
    pub(super) fn plan(self, inputs: &[&Path]) -> Result<Outputs> {
        let mut files: Vec<(PathBuf, Format)> = Vec::new();
        let mut stdout = self.format;
        for path in self.output {
            if is_dash(&path) {
                stdout = stdout.or(Some(Format::Jsonl));
                continue;
            }
            let format = Format::of_path(&path)?;
            let corpus = corpus(&path);
            let written = if format == Format::Moses { &corpus[..] } else { std::slice::from_ref(&path) };
            if inputs.iter().any(|input| written.iter().any(|path| same_file(input, path))) {
                return Err(Error::new("this is one of the texts to be read; it would be overwritten")
                    .at(path.display())
                    .advise("write to another file"));
            }
            if files.iter().any(|(other, _)| *other == path || same_file(other, &path)) {
                return Err(Error::new("named twice as output").at(path.display()).advise("name it once"));
            }
            if !format.can_be_written() {
                return Err(Error::new(format!("pairs cannot be written as {format}"))
                    .at(path.display())
                    .advise(names_of(Format::can_be_written)));
            }
            written.iter().try_for_each(|path| self.replace.allows(path))?;
            files.push((path, format));
        }
        Ok(Outputs {
            files,
            stdout,
            options: WriteOptions {
                safe_cells: self.safe_cells,
                adequacy: self.adequacy,
                select: self.select.into(),
                date: date()?,
            },
        })
    }
}

/// The date written into files: that of SOURCE_DATE_EPOCH if set, for reproducible output,
/// otherwise the current one.
pub(super) fn date() -> Result<Timestamp> {
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

pub(super) fn same_file(a: &Path, b: &Path) -> bool {
    // Devices may be input and output at once.
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b && a.is_file(),
        _ => false,
    }
}

/// The option on replacing an existing output.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(super) struct Replace {
    /// Replace an existing file even if it was not written by Mizan
    #[arg(long)]
    force: bool,
}

impl Replace {
    /// Checks the place of an output before any work is done.
    ///
    /// # Errors
    /// When its folder does not exist, or when it is an existing file that this program is not
    /// known to have written.
    pub(super) fn allows(self, path: &Path) -> Result<()> {
        if is_dash(path) {
            return Ok(());
        }
        folder_is_there(path)?;
        let size = fs::metadata(path).ok().filter(fs::Metadata::is_file).map_or(0, |found| found.len());
        if self.force || size == 0 || is_ours(path)? || written::is_known(path) {
            written::expect(path);
            return Ok(());
        }
        Err(Error::new("there is a file already that is not known to be written by mizan")
            .at(path.display())
            .advise("add --force to replace it, or name another file"))
    }
}

/// Most bytes of a file that are read to find out who wrote it: workbooks have to be read completely.
const LOOKED_AT: u64 = 64 << 20;

fn is_ours(path: &Path) -> Result<bool> {
    let mut head = Vec::new();
    let read = file::open(path)?.take(4096).read_to_end(&mut head);
    if read.is_ok() && head.starts_with(b"PK\x03\x04") {
        head.clear();
        file::open(path)?.take(LOOKED_AT).read_to_end(&mut head).map_err(|error| Error::io(path, &error))?;
    }
    Ok(bitext::is_ours(&head))
}

/// Options on the single output of a command.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct TargetArgs {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    replace: Replace,
}

impl TargetArgs {
    /// The file to write, if it is one.
    pub(super) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !is_dash(path))
    }

    /// Opens the output; must be called before any work is done.
    ///
    /// # Errors
    /// When the file is also an input, or must not be replaced, or cannot be written.
    pub(super) fn open(&self, inputs: &[PathBuf]) -> Result<Stdout> {
        let Some(path) = self.file() else {
            return Ok(Stdout::new());
        };
        if inputs.iter().any(|input| same_file(input, path)) {
            return Err(Error::new("this is one of the files to be read; it would be overwritten")
                .at(path.display())
                .advise("write to another file"));
        }
        self.replace.allows(path)?;
        Stdout::file(path)
    }

    /// The option on replacing existing outputs.
    pub(super) fn replace(&self) -> Replace {
        self.replace
    }
}

/// Reports a missing folder before any work is done.
///
/// # Errors
/// When the folder of the file does not exist.
fn folder_is_there(path: &Path) -> Result<()> {
    let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    match path.parent().filter(missing) {
        Some(_) if !is_dash(path) => Err(Error::new("the folder to write into does not exist")
            .at(path.display())
            .advise("make it first, or check the spelling of the path")),
        _ => Ok(()),
    }
}

/// The message on characters that a format cannot contain.
pub(super) fn replaced(pairs: usize, format: Format) -> String {
    format!(
        "{} characters that {format} cannot hold (control characters): signs replace them, ␁ for U+0001",
        if pairs == 1 { "1 pair has".to_owned() } else { format!("{pairs} pairs have") }
    )
}

/// The two files of a corpus named `NAME.moses`.
fn corpus(path: &Path) -> [PathBuf; 2] {
    ["ar", "en"].map(|side| path.with_extension(side))
}

impl Outputs {
    /// True if data goes to standard output.
    pub(super) fn uses_stdout(&self) -> bool {
        self.stdout.is_some()
    }

    /// The selection of pairs to write.
    #[cfg(feature = "review")]
    pub(super) fn select(&self) -> Select {
        self.options.select
    }

    /// True if some output includes findings, or if the selection depends on them.
    pub(super) fn need_findings(&self) -> bool {
        let mut formats = self.files.iter().map(|(_, format)| *format).chain(self.stdout);
        self.options.select.without_flagged || formats.any(Format::holds_findings)
    }

    /// True if some output includes the reasons for each bead.
    pub(super) fn hold_reasons(&self) -> bool {
        self.files.iter().map(|(_, format)| *format).chain(self.stdout).any(|format| format == Format::Json)
    }

    /// True if nothing is to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.stdout.is_none()
    }

    /// Writes all outputs; a failure is reported and does not stop the others.
    pub(super) fn write(&self, bitext: &Bitext, console: &Console) -> Written {
        let mut written = Written::default();
        let note = |result: Result<()>| {
            if let Err(error) = &result {
                console.error(error);
            }
            result.is_ok()
        };
        for (path, format) in &self.files {
            let result = match format {
                Format::Moses => {
                    let [ar, en] = corpus(path);
                    save(&ar, |ar| {
                        save(&en, |en| bitext.write_moses(&self.options, ar, en)).map_err(io::Error::other)
                    })
                }
                _ => save(path, |out| bitext.write(*format, &self.options, out)),
            };
            let signs = bitext.replaced(*format);
            if signs > 0 && result.is_ok() {
                console.say(format_args!("{}: {}", path.display(), replaced(signs, *format)));
            }
            if note(result) {
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
