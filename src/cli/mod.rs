//! The command line: one file per command, and what they share.
//!
//! Every command has two types: `Args` is the command line as parsed by clap; the command converts
//! it to what it needs to run and reports contradictions before any work is done. Data goes to
//! standard output, everything else to standard error. Exit codes: 0 done, 1 `check` found
//! something, 2 wrong usage or failure.

mod align;
mod archive;
mod batch;
mod check;
mod completions;
mod console;
mod convert;
mod corpus;
mod embeddings;
mod empty;
mod excerpt;
mod explain;
#[cfg(feature = "review")]
mod export;
mod figures;
mod file;
mod finding;
mod help;
mod home;
mod input;
mod lexicon;
mod lexicons;
mod man;
mod matching;
mod moses;
mod names;
mod output;
#[cfg(feature = "review")]
mod review;
mod segment;
mod settings;
mod size;
mod stream;
mod summary;
mod written;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};
use console::Console;
use mizan::{
    Error, Result,
    bitext::{PairOptions, Pairs},
};
use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    path::Path,
    process::ExitCode,
};

/// Aligns Arabic texts with their English translations and finds the figures that disagree.
#[derive(Debug, Parser)]
#[command(name = "mizan", version, propagate_version = true, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    global: Global,
}

const EXAMPLES: &str = "\
Examples:
  mizan align report.ar.txt report.en.txt -o report.tmx -o report.json
  mizan check report.json
  mizan segment --lang ar report.ar.txt

`mizan COMMAND -h` says more about each command, `mizan COMMAND --help` everything. `mizan` alone opens the start page \
where there is a desktop. Options that you always want stand in a file, settings.toml in ~/.config/mizan (or the one \
that MIZAN_SETTINGS names): `jobs = 2` for every command, `source = \"en\"` under [align] for one.";

/// Options that every command understands.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options of every command")]
struct Global {
    /// Print nothing but data, warnings and errors: no summary, counts and progress
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Print more: every finding, and the summary even when data goes to standard output
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Use colour: on a terminal, always, or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    color: ColorChoice,
    /// Use this many threads instead of one per processor; the output is the same
    #[arg(short, long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Align(align::Args),
    Check(check::Args),
    #[cfg(feature = "review")]
    Review(review::Args),
    #[cfg(feature = "review")]
    Export(export::Args),
    Segment(segment::Args),
    Figures(figures::Args),
    Names(names::Args),
    Convert(convert::Args),
    Lexicon(lexicon::Args),
    Batch(batch::Args),
    Match(matching::Args),
    Stream(stream::Args),
    #[command(subcommand)]
    Corpus(corpus::Command),
    Completions(completions::Args),
    Man(man::Args),
}

/// The outcome of a command that did not fail as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All done; `check` found nothing.
    Done,
    /// `check` found something.
    Found,
    /// The rest was done, but something failed and has been reported.
    Failed,
}

/// Opens a file of pairs of any kind that the commands accept, also compressed or in an archive.
///
/// # Errors
/// When it cannot be read, or is not a file of pairs.
pub fn open_pairs(path: &Path, options: &PairOptions) -> Result<Pairs<'static>> {
    input::open_pairs(path, options, None)
}

/// Runs the program with a command line, whose first word is the program's name, and returns its exit code.
pub fn run_words(words: impl IntoIterator<Item = OsString>) -> u8 {
    let words: Vec<OsString> = words.into_iter().collect();
    let typed = words.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let cli = match read(words) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let console = Console::new(cli.global.quiet, cli.global.verbose, cli.global.color).of_words(typed);
    if let Some(jobs) = cli.global.jobs {
        // Fails only if the pool exists already, which nothing before this line causes.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
    let outcome = match cli.command {
        Some(command) => run(command, &console),
        None => start(&console),
    };
    written::remember();
    match outcome {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Found) => 1,
        Ok(Outcome::Failed) => 2,
        Err(error) => {
            console.error(&error);
            2
        }
    }
}

/// Parses a command line and adds the settings; an exit code if help was printed or an error reported.
fn read(words: Vec<OsString>) -> std::result::Result<Cli, u8> {
    let program = if help::is_wanted(&words) { help::brief(command()) } else { command() };
    let parse = |words: &[OsString]| program.clone().try_get_matches_from(words);
    let matches = parse(&words).map_err(|error| usage(&error))?;
    let completed = settings::complete(words, &program, &matches).map_err(|error| {
        Console::new(false, false, ColorChoice::Auto).error(&error);
        2
    })?;
    parse(&completed).and_then(|matches| Cli::from_arg_matches(&matches)).map_err(|error| usage(&error))
}

/// Without a command: the start page for people at a desktop, a short help for everybody else.
fn start(console: &Console) -> Result<Outcome> {
    #[cfg(feature = "review")]
    if io::stdout().is_terminal() && review::is_desktop() {
        return run_words_of(&["review".to_owned()], console);
    }
    console.say(help::brief(command()).render_help().to_string().trim_end());
    Ok(Outcome::Failed)
}

/// Runs a command within another one; `words` is its command line without the name of the program.
///
/// # Errors
/// When the words are not a command, and as the command.
fn run_words_of(words: &[String], console: &Console) -> Result<Outcome> {
    let console = &console.of_words(words.to_vec());
    let words = std::iter::once("mizan").chain(words.iter().map(String::as_str));
    let read = command().try_get_matches_from(words).and_then(|matches| Cli::from_arg_matches(&matches));
    let read = read.map_err(|error| one_line(&error.to_string(), "mizan"))?;
    read.command.map_or(Ok(Outcome::Failed), |command| run(command, console))
}

/// Runs the program.
pub fn main() -> ExitCode {
    ExitCode::from(run_words(env::args_os()))
}

fn run(command: Command, console: &Console) -> Result<Outcome> {
    match command {
        Command::Align(args) => align::run(args, console),
        Command::Check(args) => check::run(&args, console),
        #[cfg(feature = "review")]
        Command::Review(args) => review::run(&args, console),
        #[cfg(feature = "review")]
        Command::Export(args) => export::run(args, console),
        Command::Segment(args) => segment::run(&args, console),
        Command::Figures(args) => figures::run(&args, console),
        Command::Names(args) => names::run(&args, console),
        Command::Convert(args) => convert::run(&args, console),
        Command::Lexicon(args) => lexicon::run(&args, console),
        Command::Match(args) => matching::run(&args, console),
        Command::Batch(args) => batch::run(&args, console),
        Command::Corpus(command) => corpus::run(command, console),
        Command::Stream(args) => stream::run(&args, console),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}

/// The command line as defined for clap, for parsing, completions and man pages.
fn command() -> clap::Command {
    Cli::command()
}

/// Prints help and version as clap does, and an error as one line.
fn usage(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            0
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            2
        }
        _ => {
            let typed: Vec<OsString> = env::args_os().skip(1).collect();
            let command = command_of(&typed);
            Console::new(false, false, ColorChoice::Auto).error(&one_line(&error.to_string(), &command));
            2
        }
    }
}

/// The command that some words begin with, for advice: `mizan corpus filter`.
fn command_of(words: &[OsString]) -> String {
    let (mut command, mut name) = (command(), "mizan".to_owned());
    for word in words.iter().filter_map(|word| word.to_str()).filter(|word| !word.starts_with('-')) {
        let Some(found) = command.find_subcommand(word).cloned() else { break };
        name += &format!(" {}", found.get_name());
        command = found;
    }
    name
}

/// A message of several paragraphs by clap as one line: what is wrong, what may have been meant,
/// where to read more about the command.
fn one_line(message: &str, command: &str) -> Error {
    let words = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut paragraphs = message.split("\n\n").map(words);
    let what = paragraphs.next().unwrap_or_default();
    let what = what.strip_prefix("error: ").unwrap_or(&what).to_owned();
    let tip = paragraphs.find_map(|paragraph| paragraph.strip_prefix("tip: ").map(str::to_owned));
    let advice = format!("see `{command} --help`");
    let advice = tip.map_or_else(|| advice.clone(), |tip| format!("{tip}; {advice}"));
    Error::new(what).advise(advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(words: &[&str]) -> String {
        let typed: Vec<OsString> = words.iter().skip(1).map(OsString::from).collect();
        let error = command().try_get_matches_from(words).unwrap_err().to_string();
        one_line(&error, &command_of(&typed)).to_string()
    }

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn a_usage_error_is_one_line_with_advice() {
        assert_eq!(
            complaint(&["mizan", "align", "a"]),
            "the following required arguments were not provided: <EN>; see `mizan align --help`"
        );
        let wrong = complaint(&["mizan", "segment", "--lagn", "ar", "x"]);
        assert!(wrong.contains("unexpected argument '--lagn'") && wrong.contains("'--lang'"), "{wrong}");
        assert!(!wrong.contains('\n'));
        let wrong = complaint(&["mizan", "check", "a.tmx", "--min-severity", "bananas"]);
        assert!(wrong.ends_with("see `mizan check --help`"), "{wrong}");
        let wrong = complaint(&["mizan", "algin"]);
        assert!(wrong.contains("'algin'") && wrong.contains("'align'"), "{wrong}");
    }
}
