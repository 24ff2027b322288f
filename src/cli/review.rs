//! `mizan review`: the page on which an alignment is looked at and mended.

use super::{
    Outcome,
    console::{Console, Stdout, failed},
    input::{self, FileArgs, PairArgs, name_of},
};
use mizan::{
    Error, Result,
    bitext::{Bitext, Format, Header, Pair, PairOptions, read_pairs},
    review::{Project, State, import, server::Server, store::Store},
    text::Lang,
};
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Look at an alignment in the browser, mend it, lose nothing
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan review report.ar.txt report.en.txt     aligns, makes report.mizan, opens the page
  mizan review report.mizan                    goes on where it was left
  mizan review memory.tmx --no-open            prints the address only

Everything is kept in the project file (NAME.mizan) and every edit is on the disk before the page says so. The \
server listens on 127.0.0.1 only; the address holds a token that nobody else has. Ctrl-C ends it.")]
pub(super) struct Args {
    /// A project, a file of pairs (tmx, xliff, json, jsonl, tsv, csv, po), or two texts, which are aligned first
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The project file to make or to go on with, instead of NAME.mizan beside the input
    #[arg(long, value_name = "FILE")]
    project: Option<PathBuf>,
    /// Listen on this port instead of any free one
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Print the address and do not open the browser
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    reading: FileArgs,
    #[command(flatten)]
    pair: PairArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let path = project_file(args);
    if !is_project(&args.files[0]) {
        prepare(args, &path, console)?;
    } else if args.files.len() > 1 {
        return Err(Error::new("a project is reviewed by itself").advise("name only the .mizan file"));
    }
    let project = Project::open(&path)?;
    let name =
        path.file_stem().map_or_else(|| "review".to_owned(), |name| name.to_string_lossy().into_owned());
    let server = Server::bind(project, &name, args.port)?;
    console.say(format_args!("{} is open for review; Ctrl-C ends it", path.display()));
    // The address is data: scripts read it from standard output.
    let mut out = Stdout::new();
    writeln!(out, "{}", server.address()).map_err(|error| failed(&error))?;
    out.finish()?;
    if !args.no_open && !open_browser(server.address()) {
        console.say("no browser could be opened; open the address yourself");
    }
    server.run_until_interrupted()?;
    console.say(format_args!("everything is kept in {}", path.display()));
    Ok(Outcome::Done)
}

fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mizan"))
}

fn project_file(args: &Args) -> PathBuf {
    if let Some(path) = &args.project {
        return path.clone();
    }
    let first = &args.files[0];
    if is_project(first) { first.clone() } else { beside(first) }
}

/// `report.mizan` for `report.ar.txt`, `report-ar.txt` and `report.txt`.
fn beside(input: &Path) -> PathBuf {
    let stem = input.file_stem().map_or_else(|| "review".into(), |stem| stem.to_string_lossy());
    let bare = [".ar", ".en", "-ar", "-en", "_ar", "_en"].iter().find_map(|end| stem.strip_suffix(end));
    let name = bare.filter(|bare| !bare.is_empty()).unwrap_or(&stem);
    input.with_file_name(format!("{name}.mizan"))
}

/// Makes the project, or makes sure that the one that is there holds the same texts.
fn prepare(args: &Args, path: &Path, console: &Console) -> Result<()> {
    if !path.exists() {
        let state = read(args, console)?;
        if state.rows.is_empty() {
            return Err(Error::new("there is nothing to review: no sentence on either side")
                .at(args.files[0].display()));
        }
        return Store::create(path, &state);
    }
    let there = Store::peek(path)?;
    if !holds_the_same(args, &there, console)? {
        return Err(Error::new("holds another version of the texts")
            .at(path.display())
            .advise("go on with it by its own name, or start another with --project NAME.mizan"));
    }
    console.say(format_args!("going on with {}", path.display()));
    Ok(())
}

fn read(args: &Args, console: &Console) -> Result<State> {
    if let [first, second] = args.files.as_slice() {
        let mut bitext = input::load(first, second, &args.pair, console)?.align(console)?;
        bitext.check();
        return Ok(import::state(bitext));
    }
    let path = &args.files[0];
    let format = input::pair_format(path).ok_or_else(|| {
        Error::new("one text cannot be reviewed alone")
            .at(path.display())
            .advise("name its translation too, or give a .mizan, .tmx, .xliff, .json, .jsonl or .tsv file")
    })?;
    let name = name_of(path);
    if format == Format::Json {
        let mut bitext = Bitext::from_json(&name, &input::bytes(path)?)?;
        bitext.check();
        return Ok(import::state(bitext));
    }
    let (mut header, pairs) = pairs(path, format, &options(args), console)?;
    if args.pair.source() == Lang::En {
        header.source = Lang::En;
    }
    let _progress = console.progress("weighing the pairs");
    Ok(import::state_of_pairs(&name, &header, &pairs))
}

/// How a file of pairs is to be read.
fn options(args: &Args) -> PairOptions {
    args.reading.options(args.pair.read.encoding.as_deref())
}

/// All pairs of a file. One that cannot be read ends it: a review that lacks some would look complete.
fn pairs(
    path: &Path,
    format: Format,
    options: &PairOptions,
    console: &Console,
) -> Result<(Header, Vec<Pair>)> {
    let name = &name_of(path);
    let mut rows = read_pairs(name, format, input::open(path)?, options)?;
    let pairs = rows.by_ref().collect::<Result<Vec<_>>>()?;
    if rows.left_out() > 0 {
        console.say(format_args!("{} units in other languages are left out", rows.left_out()));
    }
    rows.remarks().iter().for_each(|remark| console.say(remark));
    Ok((rows.header().clone(), pairs))
}

/// Compares what the project was made of with what was named now, without aligning anything.
fn holds_the_same(args: &Args, there: &State, console: &Console) -> Result<bool> {
    let same = |lang, text: &str| there.side(lang).document.text == text;
    if let [first, second] = args.files.as_slice() {
        let pair = input::load(first, second, &args.pair, console)?.pair;
        return Ok(same(Lang::Ar, &pair.ar.text) && same(Lang::En, &pair.en.text));
    }
    let path = &args.files[0];
    let name = name_of(path);
    if input::pair_format(path) == Some(Format::Json) {
        let bitext = Bitext::from_json(&name, &input::bytes(path)?)?;
        return Ok(same(Lang::Ar, &bitext.ar.text) && same(Lang::En, &bitext.en.text));
    }
    let format = input::pair_format(path).unwrap_or(Format::Tsv);
    let (ar, en) = import::texts_of_pairs(&pairs(path, format, &options(args), console)?.1);
    Ok(same(Lang::Ar, &ar) && same(Lang::En, &en))
}

/// Asks the desktop to show the address; false when there is none.
fn open_browser(address: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else {
        if std::env::var_os("DISPLAY").is_none() && std::env::var_os("WAYLAND_DISPLAY").is_none() {
            return false;
        }
        Command::new("xdg-open")
    };
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(mut child) => {
            // Collects the child when it ends, so that it does not linger as a zombie.
            std::thread::spawn(move || child.wait());
            true
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_called_after_the_text_without_its_language() {
        for (input, project) in [
            ("a/report.ar.txt", "a/report.mizan"),
            ("report-en.txt", "report.mizan"),
            ("pairs.tsv", "pairs.mizan"),
            ("كتاب.ar", "كتاب.mizan"),
            (".ar.txt", ".ar.mizan"),
        ] {
            assert_eq!(beside(Path::new(input)), Path::new(project));
        }
    }
}
