//! Standard error and standard output of the commands.
//!
//! Printing to standard error never fails, because a closed stream must not hide the exit code, and
//! a reader of standard output that has seen enough (`mizan … | head`) ends the output quietly.

use anstream::{AutoStream, ColorChoice as Choice, stream::RawStream};
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressStyle};
use mizan::{Error, Result, bitext::Whole};
use std::{
    cell::Cell,
    fmt::Display,
    io::{self, BufRead, BufWriter, IsTerminal, StdoutLock, Write},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// The styles of one output stream; all plain where colour is off.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Palette {
    /// Headings and marked places.
    pub(super) strong: Style,
    /// Labels that occur on every line.
    pub(super) faint: Style,
    /// Errors.
    pub(super) error: Style,
    /// Warnings.
    pub(super) warning: Style,
}

impl Palette {
    /// The styles for a stream: coloured if it is a terminal with colours, or as the user chose.
    pub(super) fn of(stream: &impl RawStream) -> Self {
        if AutoStream::choice(stream) == Choice::Never {
            return Palette::default();
        }
        Palette {
            strong: Style::new().bold(),
            faint: Style::new().dimmed(),
            error: AnsiColor::Red.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
        }
    }
}

/// The amount of output, and its colours.
#[derive(Debug, Clone)]
pub(super) struct Console {
    quiet: bool,
    verbose: bool,
    words: Vec<String>,
}

impl Console {
    pub(super) fn new(quiet: bool, verbose: bool, color: ColorChoice) -> Self {
        match color {
            ColorChoice::Auto => Choice::Auto,
            ColorChoice::Always => Choice::Always,
            ColorChoice::Never => Choice::Never,
        }
        .write_global();
        Console { quiet, verbose, words: Vec::new() }
    }

    /// The same console for another command line, given without the name of the program.
    pub(super) fn of_words(&self, words: Vec<String>) -> Self {
        Console { words, ..*self }
    }

    /// The command line without the name of the program.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// True if only data, warnings and errors are printed.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// True if more details are printed.
    pub(super) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// The styles of standard error.
    pub(super) fn palette(&self) -> Palette {
        Palette::of(&io::stderr())
    }

    /// Prints a line to standard error, unless quiet.
    pub(super) fn say(&self, line: impl Display) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{line}");
        }
    }

    /// Prints an error on one line.
    pub(super) fn error(&self, error: &Error) {
        let red = self.palette().error;
        let _ = writeln!(io::stderr(), "{red}mizan:{red:#} {}", harmless(error));
    }

    /// Prints a warning on one line, also if quiet: who leaves the summary out still has to know of it.
    pub(super) fn warn(&self, place: &str, warning: impl Display) {
        let yellow = self.palette().warning;
        let line = harmless(format_args!("{place}: {warning}"));
        let _ = writeln!(io::stderr(), "{yellow}mizan: warning:{yellow:#} {line}");
    }

    /// Shows activity when work takes longer than two seconds; ends when dropped.
    pub(super) fn progress(&self, what: &'static str) -> Progress {
        Progress::start(what, !self.quiet && io::stderr().is_terminal())
    }

    /// A progress bar for a known number of documents, on a terminal; removed when dropped.
    pub(super) fn bar(&self, documents: u64) -> Bar {
        let bar = if self.quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(documents)
        };
        let template = "{wide_bar} {pos}/{len} documents, {msg} pairs/s, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Bar { bar, begun: Instant::now(), pairs: Cell::new(0) }
    }
}

impl Console {
    /// A progress bar for a known number of items, on a terminal, that threads may share; removed
    /// when dropped.
    pub(super) fn counter(&self, what: &'static str, total: u64) -> Counter {
        let is_shown = !self.quiet && io::stderr().is_terminal();
        let bar = if is_shown { ProgressBar::new(total) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg}, {eta} left") {
            bar.set_style(style);
        }
        bar.set_message(what);
        Counter(bar)
    }
}

/// A progress bar that counts items.
pub(super) struct Counter(ProgressBar);

impl Counter {
    /// Adds `count` finished items.
    pub(super) fn add(&self, count: u64) {
        self.0.inc(count);
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// The progress bar of a long run.
pub(super) struct Bar {
    bar: ProgressBar,
    begun: Instant,
    pairs: Cell<u64>,
}

impl Bar {
    /// Adds finished documents; those finished by an earlier run do not count for the speed.
    pub(super) fn add(&self, documents: u64, pairs: u64, earlier: bool) {
        if earlier {
            self.bar.inc(documents);
            self.bar.reset_eta();
            return;
        }
        self.pairs.set(self.pairs.get() + pairs);
        let rate = self.pairs.get() as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{rate:.0}"));
        self.bar.inc(documents);
    }

    /// Prints a line to standard error, above the bar.
    pub(super) fn say(&self, console: &Console, line: impl Display) {
        self.bar.suspend(|| console.say(line));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Console {
    /// Shows how much of an input has been read; `total` is its size in bytes, if known.
    pub(super) fn bytes(&self, total: Option<u64>) -> Bytes {
        if self.quiet || !io::stderr().is_terminal() {
            return Bytes(ProgressBar::hidden());
        }
        let template = match total {
            Some(_) => "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
            None => "{spinner} {bytes}, {bytes_per_sec}",
        };
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Bytes(bar)
    }
}

/// A progress bar that advances while an input is read; ends when dropped.
pub(super) struct Bytes(ProgressBar);

impl Bytes {
    /// The input, wrapped so that reading it advances the bar.
    pub(super) fn watch<'a>(&self, input: Box<dyn BufRead + 'a>) -> Box<dyn BufRead + 'a> {
        if self.0.is_hidden() { input } else { Box::new(self.0.wrap_read(input)) }
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Text of others without the control characters that could affect a terminal.
pub(super) fn harmless(text: impl Display) -> String {
    let text = text.to_string();
    let shown = |c: char| match c {
        '\n' => '↵',
        '\t' => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}

/// An indicator of activity on the terminal.
pub(super) struct Progress {
    stop: Option<(mpsc::Sender<()>, thread::JoinHandle<()>)>,
}

impl Progress {
    fn start(what: &'static str, wanted: bool) -> Self {
        if !wanted {
            return Progress { stop: None };
        }
        let (stop, stopped) = mpsc::channel();
        let wait = move || {
            if stopped.recv_timeout(Duration::from_secs(2)) != Err(mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::new_spinner().with_message(what).with_elapsed(Duration::from_secs(2));
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} … {elapsed}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(100));
            let _ = stopped.recv();
            bar.finish_and_clear();
        };
        let spawned = thread::Builder::new().spawn(wait);
        Progress { stop: spawned.ok().map(|thread| (stop, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.stop.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

/// Buffered standard output, or the file that replaces it. When the reader of standard output has
/// gone, the rest is dropped silently; a file appears when all has been written.
pub(super) struct Stdout {
    out: Sink,
    closed: bool,
}

enum Sink {
    Stream(BufWriter<StdoutLock<'static>>),
    File(BufWriter<Whole>, PathBuf),
}

impl Stdout {
    pub(super) fn new() -> Self {
        let out = Sink::Stream(BufWriter::with_capacity(1 << 16, io::stdout().lock()));
        Stdout { out, closed: false }
    }

    /// Writes to a file instead of standard output.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub(super) fn file(path: &Path) -> Result<Self> {
        let whole = Whole::begin(path).map_err(|error| Error::io(path, &error))?;
        let out = Sink::File(BufWriter::with_capacity(1 << 16, whole), path.to_owned());
        Ok(Stdout { out, closed: false })
    }

    /// True if the reader has gone, so that there is no need to continue.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// True if the output does not appear on the terminal, so that something else may be shown there.
    pub(super) fn is_not_the_terminal(&self) -> bool {
        matches!(self.out, Sink::File(..)) || !io::stdout().is_terminal()
    }

    /// Writes the rest. Must be called at the end: without it, errors and the file would be lost.
    ///
    /// # Errors
    /// When it cannot be written, except because the reader of standard output has gone.
    pub(super) fn finish(mut self) -> Result<()> {
        self.flush().map_err(|error| failed(&error))?;
        match self.out {
            Sink::Stream(_) => Ok(()),
            Sink::File(out, path) => {
                let whole = out.into_inner().map_err(io::IntoInnerError::into_error);
                whole.and_then(Whole::commit).map_err(|error| Error::io(&path, &error))
            }
        }
    }

    /// The styles of standard output; plain in a file.
    pub(super) fn palette(&self) -> Palette {
        match self.out {
            Sink::Stream(_) => Palette::of(&io::stdout()),
            Sink::File(..) => Palette::default(),
        }
    }

    fn quietly<T: Default>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match (result, &self.out) {
            (Err(error), Sink::Stream(_)) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            (Err(error), Sink::File(_, path)) => Err(io::Error::other(Error::io(path, &error))),
            (other, _) => other,
        }
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = match &mut self.out {
            Sink::Stream(out) => out.write(bytes),
            Sink::File(out, _) => out.write(bytes),
        };
        self.quietly(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = match &mut self.out {
            Sink::Stream(out) => out.flush(),
            Sink::File(out, _) => out.flush(),
        };
        self.quietly(result, ())
    }
}

/// The error for a failure to write standard output. An [`Error`] that passed through a writer is
/// returned as it was.
pub(super) fn failed(error: &io::Error) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(ours) => ours.clone(),
        None => Error::io(Path::new("standard output"), error),
    }
}
