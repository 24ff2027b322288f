//! `mizan export`: writes the result of a review to files, without the page.

use super::{
    Outcome,
    console::Console,
    output::{self, OutputArgs},
    summary,
};
use mizan::{
    Error, Result,
    bitext::{Bitext, save},
    check::Severity,
    review::{
        State,
        corrected::{self, CorrectedForm},
        export, findings,
        state::ReviewRow,
        store::{Store, is_writable},
    },
    text::Lang,
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// Write the result of a review
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan export report.mizan -o report.tmx
  mizan export report.mizan --only-confirmed -o sure.tsv -o sure.jsonl
  mizan export report.mizan --without-flagged --min-confidence 0.8 --format jsonl | head
  mizan export report.mizan --text en -o corrected.txt   the English as corrected
  mizan export report.mizan --findings open.html         what is still to be looked at
  mizan export report.mizan --findings open.xlsx         the same, to be judged in a spreadsheet

The project may be open in the page at the same time.")]
pub(super) struct Args {
    /// The project
    #[arg(value_name = "FILE.mizan")]
    project: PathBuf,
    /// Write the findings that are still open: FILE.html for people, FILE.xlsx to be judged and read
    /// back (review --judged), FILE.tsv for programs
    #[arg(long, value_name = "FILE", value_parser = findings_file)]
    findings: Option<FindingsFile>,
    /// Write one text with its corrections to the file of -o (txt, or md and docx with the layout
    /// of the original)
    #[arg(long, value_name = "LANG", conflicts_with_all = ["findings", "format"])]
    text: Option<Lang>,
    /// Which document, in a project of several
    #[arg(long, value_name = "NAME", requires = "text")]
    document: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

/// The file for findings and its format.
#[derive(Debug, Clone)]
struct FindingsFile {
    path: PathBuf,
    form: FindingsForm,
}

#[derive(Debug, Clone, Copy)]
enum FindingsForm {
    Page,
    Table,
    Book,
}

fn findings_file(name: &str) -> Result<FindingsFile, String> {
    let path = PathBuf::from(name);
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str() {
        Some("html") => Ok(FindingsFile { path, form: FindingsForm::Page }),
        Some("tsv") => Ok(FindingsFile { path, form: FindingsForm::Table }),
        Some("xlsx") => Ok(FindingsFile { path, form: FindingsForm::Book }),
        _ => Err("name a file that ends in .html, .xlsx or .tsv".to_owned()),
    }
}

pub(super) fn run(args: Args, console: &Console) -> Result<Outcome> {
    if let Some(lang) = args.text {
        return corrected_text(&args, lang, console);
    }
    let replace = args.output.replace();
    let outputs = args.output.plan(&[&args.project])?;
    args.findings.as_ref().map_or(Ok(()), |file| replace.allows(&file.path))?;
    if outputs.is_empty() && args.findings.is_none() {
        return Err(Error::new("nothing to write to")
            .advise("add -o FILE.tmx (or .json, .jsonl, .tsv), --format or --findings FILE.html"));
    }
    // Every output contains only the selected rows, even formats that otherwise contain all.
    let select = outputs.select();
    let choice = export::Choice {
        confirmed: select.only_confirmed,
        unflagged: select.without_flagged,
        above: (select.min_confidence > 0.0).then_some(select.min_confidence),
    };
    let state = Store::peek(&args.project)?;
    if !is_writable(&args.project) {
        console
            .say(format_args!("{} cannot be written: it is read as it lies there", args.project.display()));
    }
    let bitext = export::bitext(&state, &choice);
    if !outputs.is_empty() {
        say_open(&state, &choice, console);
    }
    let mut written = outputs.write(&bitext, console);
    if let Some(file) = &args.findings {
        written.failed |= !write_findings(&args.project, file, &bitext, console)?;
    }
    if !written.files.is_empty() || args.findings.is_none() {
        say_rows(&state, &choice, &bitext, console);
    }
    for (path, format) in &written.files {
        if let Some(remark) = summary::without(*format, &bitext) {
            console.say(format_args!("{}: {remark}", path.display()));
        }
    }
    Ok(if written.failed { Outcome::Failed } else { Outcome::Done })
}

/// Writes the findings of a review; an error is said, and the answer is false.
fn write_findings(project: &Path, file: &FindingsFile, bitext: &Bitext, console: &Console) -> Result<bool> {
    let FindingsFile { path, form } = file;
    let date = output::date()?;
    let title = project.file_stem().unwrap_or_default().to_string_lossy();
    let saved = save(path, |out| match form {
        FindingsForm::Page => findings::page(bitext, &title, date, out),
        FindingsForm::Table => findings::table(bitext, out),
        FindingsForm::Book => {
            findings::book(bitext, date).map_err(io::Error::other).and_then(|bytes| out.write_all(&bytes))
        }
    });
    match &saved {
        Ok(_) => {
            let open = summary::count(findings::count(bitext), "open finding");
            console.say(format_args!("{open} in {}", path.display()));
        }
        Err(error) => console.error(error),
    }
    Ok(saved.is_ok())
}

/// Says how many rows were exported, and how many pairs are in two of them.
fn say_rows(state: &State, choice: &export::Choice, bitext: &Bitext, console: &Console) {
    let taken = state.rows.iter().filter(|row| choice.takes(state, row)).count();
    let rows = summary::count(state.rows.len(), "row");
    let displaced = bitext.alignment.beads.iter().filter(|bead| bead.displaced).count();
    let joined = match displaced {
        0 => String::new(),
        1 => "; 1 pair is in two of them: its text changed its place".to_owned(),
        many => format!("; {many} pairs are in two of them each: their texts changed their places"),
    };
    console.say(format_args!("{taken} of {rows}{joined}"));
}

/// Reports how many of the exported rows have an open error.
fn say_open(state: &State, choice: &export::Choice, console: &Console) {
    let wrong = |row: &&ReviewRow| {
        choice.takes(state, row) && state.open_findings(row).any(|one| one.severity == Severity::Error)
    };
    let open = state.rows.iter().filter(wrong).count();
    if open > 0 {
        console.say(format_args!("an error is open in {open} of the rows"));
    }
}

/// Writes one text with its corrections.
fn corrected_text(args: &Args, lang: Lang, console: &Console) -> Result<Outcome> {
    let path = args.output.only_file()?;
    args.output.replace().allows(path)?;
    let (state, store) = Store::inspect(&args.project)?;
    let documents = state.documents();
    let names = || documents.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
    let part = match &args.document {
        Some(name) => documents.iter().position(|one| one.name == *name).ok_or_else(|| {
            Error::new(format!("no document is called {name}")).advise(format!("name one of: {}", names()))
        })?,
        None if documents.len() > 1 => {
            return Err(Error::new("the project has several documents")
                .advise(format!("name one with --document: {}", names())));
        }
        None => 0,
    };
    let original = store.original(part, lang)?;
    let original = original.as_ref().map(|file| (file.name.as_str(), file.bytes.as_slice()));
    let form = CorrectedForm::of_output(path)?;
    let made = corrected::text(&state, lang, part, form, original)?;
    save(path, |out| out.write_all(&made.bytes))?;
    for sentence in &made.missed {
        console.warn(&path.display().to_string(), format_args!("not put back, correct it there: {sentence}"));
    }
    console.say(format_args!("{} corrected sentences in {}", made.changed, path.display()));
    Ok(Outcome::Done)
}
