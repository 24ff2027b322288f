//! Reading the inputs of a command: documents, pairs of documents, files of pairs.

use super::{
    archive::{pairs_in_zip, pairs_of_links},
    console::{Bytes, Console},
    empty::{is_blank_pair, no_pairs, nothing_in, refuse_empty},
    file::{STDIN, bytes, format_of, is_dash, name_of, open},
    help,
    lexicons::LexiconArgs,
    moses,
};
use mizan::{
    Error, Result, align,
    bitext::{
        BARS, Bitext, CHUNK, ColumnChoice, Format, Pair, PairOptions, Pairs,
        catalogue::{self, Paired},
        read_pairs,
    },
    corpus::xces::{self, Links},
    document::{self, Document, Letters, ReadOptions},
    segment::{self, Segment},
    text::Lang,
};
use std::{
    io::BufRead,
    iter,
    path::{Path, PathBuf},
};

/// Options on how to read documents.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = help::FILES)]
pub(super) struct ReadArgs {
    /// Character encoding of the input (UTF-8, UTF-16LE, windows-1256 …) instead of finding out
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Leave out what web pages carry around their text: menu words, share buttons, repeated headlines
    #[arg(long)]
    pub(super) main_text: bool,
    /// Keep everything: menus, footers, comments and hidden parts of web pages, page numbers of plain text
    #[arg(long, conflicts_with = "main_text")]
    pub(super) all_text: bool,
}

impl ReadArgs {
    /// The options for the reader of a document; with `lines` every line is one segment.
    pub(super) fn options(&self, lang: Option<Lang>, lines: bool) -> ReadOptions {
        ReadOptions {
            encoding: self.encoding.clone(),
            lang,
            lines,
            main_text: self.main_text,
            all_text: self.all_text,
        }
    }
}

/// Options on how to read two documents that translate each other.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = help::TEXTS)]
pub(super) struct PairArgs {
    /// Every line is one segment: do not split into sentences
    #[arg(long)]
    pub(super) segmented: bool,
    /// The language that was translated from, ar or en; ar when nothing is said, of catalogues of programs en
    #[arg(long, value_name = "LANG")]
    source: Option<Lang>,
    #[command(flatten)]
    pub(super) lexicons: LexiconArgs,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

impl PairArgs {
    /// The original language of two texts.
    pub(super) fn source(&self) -> Lang {
        self.source.unwrap_or(Lang::Ar)
    }
}

/// Options on how to read files of pairs.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = help::FILES)]
pub(super) struct FileArgs {
    /// The columns of a table, by number or name, instead of finding them: ar=3,en=4,id=1 or ar=Target,en=Source
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<ColumnChoice>,
    /// Read the messages of a PO file that are marked fuzzy too, instead of counting them
    #[arg(long)]
    fuzzy: bool,
    /// Take only the first of several variants of one language in a TMX unit, instead of a pair for each
    #[arg(long)]
    first_variant: bool,
}

impl FileArgs {
    /// The options for the reader of a file of pairs.
    pub(super) fn options(&self, encoding: Option<&str>) -> PairOptions {
        PairOptions {
            columns: self.columns.clone(),
            encoding: encoding.map(str::to_owned),
            fuzzy: self.fuzzy,
            untranslated: false,
            first_variant: self.first_variant,
        }
    }
}

/// Like [`document`], for a command that has nothing to do without a text.
///
/// # Errors
/// When it cannot be read, and when it has no text.
pub(super) fn full_document(path: &Path, options: &ReadOptions) -> Result<Document> {
    let document = document(path, options)?;
    refuse_empty(path, &document)?;
    Ok(document)
}

/// Reads one document; detects its language if none is given.
pub(super) fn document(path: &Path, options: &ReadOptions) -> Result<Document> {
    let name = if is_dash(path) {
        STDIN.to_owned()
    } else {
        path.file_name().map_or_else(|| name_of(path), |name| name.to_string_lossy().into_owned())
    };
    // Messages use the whole path, the document only its last part.
    let mut document = document::read(&bytes(path)?, &name_of(path), options)?;
    document.name = name;
    Ok(document)
}

/// The lines of a text file.
pub(super) fn lines(path: &Path) -> Result<Vec<String>> {
    let options = ReadOptions { lang: Some(Lang::En), lines: true, ..ReadOptions::default() };
    Ok(document(path, &options)?.text.lines().map(str::to_owned).collect())
}

/// Two documents before alignment.
pub(super) struct Loaded {
    pub(super) pair: document::DocumentPair,
    /// The pairs of two catalogues, which need no alignment.
    ready: Option<Bitext>,
    segmented: bool,
    source: Lang,
    /// The options for aligning them.
    pub(super) options: align::Options,
}

/// Reads two documents in either order and determines which is Arabic.
pub(super) fn load(first: &Path, second: &Path, args: &PairArgs, console: &Console) -> Result<Loaded> {
    load_texts(Texts { first, second, read: [None, None] }, args, console)
}

/// Like [`load`], for texts of which some may have been read already.
pub(super) fn load_texts(texts: Texts<'_>, args: &PairArgs, console: &Console) -> Result<Loaded> {
    let Texts { first, second, read: [one, two] } = texts;
    if is_dash(first) && is_dash(second) {
        return Err(Error::new("standard input can be only one of the two texts").advise("name a file"));
    }
    let options = align::Options { lexicons: args.lexicons.load(console)?, ..align::Options::default() };
    if is_catalogue(first) && is_catalogue(second) {
        return of_catalogues((first, second), args, options, console);
    }
    let how = args.read.options(None, args.segmented);
    let read = |path: &Path, read: Option<Document>| {
        let document = read.map_or_else(|| document(path, &how), Ok)?;
        refuse_empty(path, &document)?;
        Ok::<_, Error>(document)
    };
    let pair = document::pair(read(first, one)?, read(second, two)?)?;
    for document in [&pair.documents.ar, &pair.documents.en] {
        if let Some(warning) = document.warning() {
            console.warn(&document.name, warning);
        }
    }
    Ok(Loaded { pair, ready: None, segmented: args.segmented, source: args.source(), options })
}

/// True for a catalogue of a program's texts in one language.
fn is_catalogue(path: &Path) -> bool {
    let head = |mut file: Box<dyn BufRead>| {
        let head = file.fill_buf().unwrap_or_default();
        catalogue::is_catalogue(&name_of(path), &head[..head.len().min(4096)])
    };
    !is_dash(path) && open(path).is_ok_and(head)
}

/// The texts of two catalogues, paired by key.
///
/// # Errors
/// When one cannot be read, or when they do not belong to the same program.
pub(super) fn catalogue_pairs(
    first: &Path,
    second: &Path,
    args: &PairArgs,
    console: &Console,
) -> Result<Paired> {
    let (one, two) = (bytes(first)?, bytes(second)?);
    let source = args.source.unwrap_or(Lang::En);
    let paired = catalogue::pairs((&name_of(first), &one), (&name_of(second), &two), source)?;
    if paired.left_out > 0 {
        let texts = super::summary::count(paired.left_out as usize, "text");
        console.say(format_args!("left out: {texts} of which the program works out a part"));
    }
    Ok(paired)
}

fn of_catalogues(
    (first, second): (&Path, &Path),
    args: &PairArgs,
    options: align::Options,
    console: &Console,
) -> Result<Loaded> {
    let Paired { header, pairs, swapped, .. } = catalogue_pairs(first, second, args, console)?;
    let bitext = Bitext::from_pairs(&name_of(first), &header, pairs);
    let pair = document::DocumentPair { documents: bitext.documents.clone(), swapped };
    let (segmented, source) = (args.segmented, header.source);
    Ok(Loaded { pair, ready: Some(bitext), segmented, source, options })
}

impl Loaded {
    /// Splits both documents, aligns them and checks the beads.
    ///
    /// # Errors
    /// When the pins contradict each other.
    pub(super) fn align(self, console: &Console) -> Result<Bitext> {
        if let Some(bitext) = self.ready {
            return Ok(bitext);
        }
        let _progress = console.progress("aligning");
        let split = |document: Document| -> (Document, Vec<Segment>) {
            let segments =
                if self.segmented { segment::lines(&document) } else { segment::segment(&document) };
            (document, segments)
        };
        let (ar, en) = rayon::join(|| split(self.pair.documents.ar), || split(self.pair.documents.en));
        let options = align::Options { optional_cuts: !self.segmented, ..self.options };
        Bitext::align(ar, en, self.source, &options)
    }
}

/// Like [`format_of`], but lines with a tab, or with three bars, are a table whatever the name of the file: standard
/// input, `pairs.txt`.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn table_or(path: &Path, file: &mut dyn BufRead) -> Result<Option<Format>> {
    let found = format_of(path, file)?;
    let head = file.fill_buf().map_err(|error| Error::io(Path::new(&name_of(path)), &error))?;
    let first = head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let is_row = |line: &[u8]| line.contains(&b'\t') || memchr::memmem::find(line, BARS.as_bytes()).is_some();
    let is_table = document::refusal(head, &name_of(path)).is_none() && first.is_some_and(is_row);
    Ok(found.or_else(|| is_table.then_some(Format::Tsv)))
}

/// Like [`table_or`], for a command that needs a file of pairs.
///
/// # Errors
/// As [`table_or`], and when it is not a file of pairs.
pub(super) fn known(path: &Path, file: &mut dyn BufRead) -> Result<Format> {
    let name = name_of(path);
    let found = table_or(path, file)?;
    let head = file.fill_buf().map_err(|error| Error::io(Path::new(&name), &error))?;
    if let Some(nothing) = nothing_in(path, head) {
        return Err(nothing);
    }
    if let Some(format) = found.or_else(|| Format::of_tables(path, head)) {
        return Ok(format);
    }
    let unknown = || {
        two_languages(head).unwrap_or_else(|| {
            Error::new("not a file of pairs that is known")
                .advise("name its format with --from; to align two texts use `mizan align`")
        })
    };
    Err(document::refusal(head, &name).unwrap_or_else(unknown).at(name))
}

/// The format of a file of pairs; `None` also for a file that cannot be opened, which reading it will report.
pub(super) fn pair_format(path: &Path) -> Option<Format> {
    // Standard input can be read only once.
    if is_dash(path) {
        return None;
    }
    open(path).and_then(|mut file| format_of(path, &mut *file)).ok().flatten()
}

/// Two texts that a command was given, and the documents that were read to find out what they are.
pub(super) struct Texts<'a> {
    first: &'a Path,
    second: &'a Path,
    read: [Option<Document>; 2],
}

/// The two texts that a command was given instead of files of pairs; the two files of a Moses corpus
/// are pairs, unless their lines are to be aligned.
pub(super) fn two_texts<'a>(files: &'a [PathBuf], args: &PairArgs) -> Option<Texts<'a>> {
    let how = args.read.options(None, args.segmented);
    match files {
        [first, second] if !args.segmented && moses::are_lines(first, second) => None,
        [first, second] => {
            let read = [text(first, &how)?, text(second, &how)?];
            Some(Texts { first, second, read })
        }
        _ => None,
    }
}

/// `Some` for a file that is not a file of pairs, for a document with tables, which is one only if
/// it is the only input, and for a workbook in one language, which has to be read to know it and
/// is returned.
fn text(path: &Path, how: &ReadOptions) -> Option<Option<Document>> {
    match pair_format(path) {
        None | Some(Format::Docx) => Some(None),
        Some(Format::Xlsx | Format::Ods) => document(path, how).ok().map(Some),
        Some(_) => None,
    }
}

/// The two catalogues of a program that a command was given.
pub(super) fn two_catalogues(files: &[PathBuf]) -> Option<(&Path, &Path)> {
    match files {
        [first, second] if is_catalogue(first) && is_catalogue(second) => Some((first, second)),
        _ => None,
    }
}

/// Most broken rows of a file that are reported one by one.
const BROKEN_SHOWN: u64 = 5;

/// Consecutive pairs of a file and their neighbours.
pub(super) struct Chunk<'a> {
    /// The pair before the first.
    pub(super) before: Option<Pair>,
    /// The pairs; `None` is a row that could not be read.
    pub(super) pairs: Vec<Option<Pair>>,
    /// The pair after the last.
    pub(super) after: Option<&'a Pair>,
    /// The original language according to the file.
    pub(super) source: Lang,
}

/// Opens a file of pairs of any kind, also compressed or in an archive; `bar` shows the progress of reading.
///
/// # Errors
/// When it cannot be read, or is not a file of pairs.
pub(super) fn open_pairs(path: &Path, options: &PairOptions, bar: Option<&Bytes>) -> Result<Pairs<'static>> {
    if let Some(rows) = pairs_in_zip(path, options)? {
        return Ok(rows);
    }
    if xces::is_xces(path) {
        return Ok(pairs_of_links(Links::open(path)?));
    }
    if let Some(rows) = moses::pairs(path, options, bar)? {
        return Ok(rows);
    }
    let name = name_of(path);
    let mut input = open(path)?;
    let head = input.fill_buf().map_err(|error| Error::io(Path::new(&name), &error))?;
    if let Some(refusal) = document::refusal(head, &name) {
        return Err(refusal.at(name));
    }
    if let Some(nothing) = nothing_in(path, head) {
        return Err(nothing);
    }
    let tables = Format::of_tables(path, head);
    let Some(format) = table_or(path, &mut *input)?.or(tables) else {
        if let Some(both) = input.fill_buf().ok().and_then(two_languages) {
            return Err(both.at(name));
        }
        return Err(Error::new("not a file of pairs that is known").at(name).advise(
            "a row of a table is Arabic, a tab, English; of two texts that translate each other name both",
        ));
    };
    let input = match bar {
        Some(bar) => bar.watch(input),
        None => input,
    };
    read_pairs(&name, format, input, options)
}

/// The error for a text that holds both languages without being a table; `None` for any other text.
fn two_languages(head: &[u8]) -> Option<Error> {
    const RUNS: usize = 4;
    let text = String::from_utf8_lossy(head);
    let lines: Vec<Letters> =
        text.lines().take(400).map(Letters::of).filter(|line| line.arabic + line.latin >= 8).collect();
    let shared = lines.iter().filter(|line| line.arabic >= 4 && line.latin >= 4).count();
    if lines.len() >= 2 && 10 * shared >= 9 * lines.len() {
        let what = "a text with Arabic and English in the same line, not a file of pairs";
        return Some(Error::new(what).advise("put a tab, or ` ||| `, between the two texts of each line"));
    }
    let scripts: Vec<bool> = lines.iter().map(|line| line.arabic > line.latin).collect();
    let runs = scripts.chunk_by(|one, other| one == other).count();
    let error = match runs {
        2 => Error::new("a text in one language and then in the other, not a file of pairs"),
        RUNS.. if 2 * runs >= scripts.len() => {
            Error::new("a text in which Arabic and English lines alternate, not a file of pairs")
        }
        _ => return None,
    };
    Some(error.advise(
        "put the Arabic lines into one file and the English ones into another, and give both, or make a table with \
         Arabic, a tab and English in each row",
    ))
}

/// Reads the pairs of a file, some thousands at a time, and reports the rows that cannot be read.
/// `work` returns whether to continue; `bar` shows the progress. Returns true when every row could
/// be read.
///
/// # Errors
/// When the file cannot be read, or when `work` fails.
pub(super) fn each_chunk(
    path: &Path,
    options: &PairOptions,
    console: &Console,
    bar: Option<&Bytes>,
    mut work: impl FnMut(&Chunk<'_>) -> Result<bool>,
) -> Result<bool> {
    let name = name_of(path);
    let mut rows = open_pairs(path, options, bar)?;
    let (mut before, mut next) = (None, rows.next());
    let (mut broken, mut is_blank) = (0, true);
    let is_empty = next.is_none();
    while let Some(first) = next.take() {
        let mut report = |error: Error| {
            broken += 1;
            if broken <= BROKEN_SHOWN {
                console.error(&error);
            }
        };
        let read = |row: Result<Pair>| row.map_err(&mut report).ok();
        let pairs: Vec<_> = iter::once(first).chain(rows.by_ref().take(CHUNK - 1)).map(read).collect();
        is_blank &= pairs.iter().flatten().all(is_blank_pair);
        let last = pairs.last().cloned().flatten();
        next = rows.next();
        let after = next.as_ref().and_then(|pair| pair.as_ref().ok());
        let source = rows.header().source;
        if !work(&Chunk { before, pairs, after, source })? {
            break;
        }
        before = last;
    }
    let remarks = rows.remarks();
    remarks.iter().for_each(|remark| console.say(format_args!("{name}: {remark}")));
    if rows.left_out() > 0 {
        let units = super::summary::count(rows.left_out() as usize, "unit");
        console.say(format_args!("{name}: {units} without Arabic and English left out"));
    }
    // Remarks and units left out say why there is nothing.
    let is_nothing = if is_empty { remarks.is_empty() && rows.left_out() == 0 } else { is_blank };
    if is_nothing && broken == 0 {
        console.error(&no_pairs(path));
        return Ok(false);
    }
    if broken > BROKEN_SHOWN {
        let more = super::summary::count((broken - BROKEN_SHOWN) as usize, "more row") + " could not be read";
        console.error(&Error::new(more).at(&name).advise("is this a file of pairs?"));
    }
    Ok(broken == 0)
}
