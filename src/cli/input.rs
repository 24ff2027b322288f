//! Reading what the user named: documents, pairs of documents, files of pairs.

use super::{
    console::{Bytes, Console},
    lexicon::LexiconArgs,
};
use mizan::{
    Error, Result, align,
    bitext::{Bitext, Format, Pair, read_pairs},
    document::{self, Document, ReadOptions},
    segment::{self, Segment},
    text::Lang,
};
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

/// What messages call standard input.
pub(super) const STDIN: &str = "standard input";

/// Options on how to read documents.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ReadArgs {
    /// Character encoding of the input (UTF-8, UTF-16LE, windows-1256 …) instead of finding out
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Leave out what web pages carry around their text: menu words, share buttons, repeated headlines
    #[arg(long)]
    pub(super) main_text: bool,
}

impl ReadArgs {
    /// What to tell the reader of a document; with `lines` every line is one segment.
    pub(super) fn options(&self, lang: Option<Lang>, lines: bool) -> ReadOptions {
        ReadOptions { encoding: self.encoding.clone(), lang, lines, main_text: self.main_text }
    }
}

/// Options on how to read two documents that translate each other.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct PairArgs {
    /// Every line is one segment: do not split into sentences
    #[arg(long)]
    pub(super) segmented: bool,
    /// The language that was translated from: ar or en
    #[arg(long, value_name = "LANG", default_value = "ar")]
    pub(super) source: Lang,
    #[command(flatten)]
    pub(super) lexicons: LexiconArgs,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

/// True for the name that stands for standard input or output.
pub(super) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// How messages and files call a path.
pub(super) fn name_of(path: &Path) -> String {
    if is_dash(path) { STDIN.to_owned() } else { path.display().to_string() }
}

/// The bytes of a file or of standard input.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>> {
    let read = || {
        if !is_dash(path) {
            return fs::read(path);
        }
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| Error::io(Path::new(&name_of(path)), &error))
}

/// A file or standard input, to be read piece by piece.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    if is_dash(path) {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, io::stdin())));
    }
    let failed = |error| Error::io(path, &error);
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// Reads one document; without a language, finds it out.
pub(super) fn document(path: &Path, options: &ReadOptions) -> Result<Document> {
    let name = if is_dash(path) {
        STDIN.to_owned()
    } else {
        path.file_name().map_or_else(|| name_of(path), |name| name.to_string_lossy().into_owned())
    };
    // Messages name the whole path, the document only its last part.
    let mut document = document::read(&bytes(path)?, &name_of(path), options)?;
    document.name = name;
    Ok(document)
}

/// The lines of a text file.
pub(super) fn lines(path: &Path) -> Result<Vec<String>> {
    let options = ReadOptions { lang: Some(Lang::En), lines: true, ..ReadOptions::default() };
    Ok(document(path, &options)?.text.lines().map(str::to_owned).collect())
}

/// Two documents as they were read, before alignment.
pub(super) struct Loaded {
    pub(super) pair: document::Pair,
    segmented: bool,
    source: Lang,
    /// How to align them.
    pub(super) options: align::Options,
}

/// Reads two documents, in whatever order, and finds out which is which.
pub(super) fn load(first: &Path, second: &Path, args: &PairArgs, console: &Console) -> Result<Loaded> {
    if is_dash(first) && is_dash(second) {
        return Err(Error::new("standard input can be only one of the two texts").advise("name a file"));
    }
    let options = align::Options { lexicons: args.lexicons.load(console)?, ..align::Options::default() };
    let how = args.read.options(None, args.segmented);
    let pair = document::pair(document(first, &how)?, document(second, &how)?)?;
    for document in [&pair.ar, &pair.en] {
        if let Some(warning) = document.warning() {
            console.warn(&document.name, warning);
        }
    }
    Ok(Loaded { pair, segmented: args.segmented, source: args.source, options })
}

impl Loaded {
    /// Splits both documents, aligns them and checks the beads.
    ///
    /// # Errors
    /// When the pins contradict each other.
    pub(super) fn align(self, console: &Console) -> Result<Bitext> {
        let _progress = console.progress("aligning");
        let split = |document: Document| -> (Document, Vec<Segment>) {
            let segments =
                if self.segmented { segment::lines(&document) } else { segment::segment(&document) };
            (document, segments)
        };
        let (ar, en) = rayon::join(|| split(self.pair.ar), || split(self.pair.en));
        Bitext::align(ar, en, self.source, &self.options)
    }
}

/// The format of an open file of pairs, by its first bytes and its name; `None` when it is no such file.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn format_of(path: &Path, file: &mut dyn BufRead) -> Result<Option<Format>> {
    let head = file.fill_buf().map_err(|error| Error::io(Path::new(&name_of(path)), &error))?;
    Ok(Format::detect(path, &head[..head.len().min(4096)]).filter(|format| format.can_be_read()))
}

/// The format of a file, when it looks like a file of pairs. What cannot be opened is none; reading it says why.
pub(super) fn pair_format(path: &Path) -> Option<Format> {
    // Standard input can be read only once.
    if is_dash(path) {
        return None;
    }
    open(path).and_then(|mut file| format_of(path, &mut *file)).ok().flatten()
}

/// The size of a file in bytes, when it has one.
pub(super) fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(|found| found.is_file()).map(|found| found.len())
}

/// The two texts that a command was given instead of files of pairs.
pub(super) fn two_texts(files: &[PathBuf]) -> Option<(&Path, &Path)> {
    match files {
        [first, second] if pair_format(first).is_none() && pair_format(second).is_none() => {
            Some((first, second))
        }
        _ => None,
    }
}

/// How many pairs are worked on at a time.
const CHUNK: usize = 4096;

/// How many broken rows of a file are reported one by one.
const BROKEN_SHOWN: u64 = 5;

/// Some pairs of a file and their neighbours.
pub(super) struct Chunk<'a> {
    /// The pair before the first.
    pub(super) before: Option<Pair>,
    /// The pairs; `None` is a row that could not be read.
    pub(super) pairs: Vec<Option<Pair>>,
    /// The pair behind the last.
    pub(super) behind: Option<&'a Pair>,
}

/// Reads the pairs of a file, some thousands at a time, and reports the rows that cannot be read. `work` says
/// whether to go on; `bar` grows with what is read. True when every row could be read.
///
/// # Errors
/// When the file cannot be read, or when `work` fails.
pub(super) fn each_chunk(
    path: &Path,
    console: &Console,
    bar: Option<&Bytes>,
    mut work: impl FnMut(&Chunk<'_>) -> Result<bool>,
) -> Result<bool> {
    let name = name_of(path);
    let mut input = open(path)?;
    // Without a sign of another format a table is the most likely: standard input, `pairs.txt`.
    let format = format_of(path, &mut *input)?.unwrap_or(Format::Tsv);
    let input = match bar {
        Some(bar) => bar.watch(input),
        None => input,
    };
    let mut rows = read_pairs(&name, format, input)?.joined().peekable();
    let mut before = None;
    let mut broken = 0;
    while rows.peek().is_some() {
        let mut report = |error: Error| {
            broken += 1;
            if broken <= BROKEN_SHOWN {
                console.error(&error);
            }
        };
        let read = |row: Result<Pair>| row.map_err(&mut report).ok();
        let pairs: Vec<_> = rows.by_ref().take(CHUNK).map(read).collect();
        let last = pairs.last().cloned().flatten();
        let behind = rows.peek().and_then(|pair| pair.as_ref().ok());
        if !work(&Chunk { before, pairs, behind })? {
            break;
        }
        before = last;
    }
    if broken > BROKEN_SHOWN {
        let more = format!("{} more rows could not be read", broken - BROKEN_SHOWN);
        console.error(&Error::new(more).at(&name).advise("is this a file of pairs?"));
    }
    Ok(broken == 0)
}
