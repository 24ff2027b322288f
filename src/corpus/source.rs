//! Reading corpora: rows of JSON Lines, Parquet, tables and Moses files, compressed or not, in
//! pieces for many threads.
//!
//! Commands that need all rows before they can decide on one read a corpus twice: first to decide,
//! then to write. A corpus is therefore a list of files; standard input is first copied into a
//! file.

use super::{
    columnar,
    lines::{Line, Lines},
    ordered::{Limits, Results, ordered},
    packing::Packing,
    piece::{FilePiece, Raw},
    shape, shards,
    target::{Sink, Target},
};
use crate::{
    Error, Result,
    bitext::{
        PairOptions,
        columns::{self, Columns, Layout, SAMPLE_BYTES, SAMPLE_ROWS},
    },
    document::{decode, ends::LineEnds},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Longest row: 64 MiB.
const LONGEST: usize = 64 << 20;
/// Approximate bytes in a piece of work. A constant, because results must not depend on the number of threads.
const PIECE: usize = 256 << 10;

/// The files of a corpus, in order.
#[derive(Debug, Clone)]
pub struct Corpus {
    files: Vec<Target>,
    /// The layout found from the first rows of each file; used for tables only.
    layouts: Vec<Layout>,
    /// The names of the columns of each file, if it has a header.
    names: Vec<Arc<[String]>>,
    /// The types of the columns, if all files have columns.
    types: columnar::Types,
    options: PairOptions,
}

impl Corpus {
    /// The corpus at the given paths: files, the output of a batch, or a folder of files.
    ///
    /// # Errors
    /// When a path does not exist, has no known format, or is a folder without such files.
    pub fn new(paths: &[PathBuf]) -> Result<Self> {
        Corpus::with_options(paths, &PairOptions::default())
    }

    /// Like [`Corpus::new`], with the columns or the encoding named by the user.
    ///
    /// # Errors
    /// As [`Corpus::new`], and when a column or encoding of that name does not exist.
    pub fn with_options(paths: &[PathBuf], options: &PairOptions) -> Result<Self> {
        let mut files: Vec<Target> = Vec::new();
        for path in paths {
            let there = fs::metadata(path).map_err(|error| Error::io(path, &error))?;
            let found = if there.is_dir() { in_folder(path)? } else { vec![Target::of_path(path)?] };
            for target in found {
                if files.contains(&target) {
                    // Both files of a Moses corpus may have been named; any other repetition is a mistake.
                    if target.shape.layout == shape::Layout::Moses {
                        continue;
                    }
                    return Err(Error::new("named twice").at(path.display()).advise("name it once"));
                }
                files.push(target);
            }
        }
        let (mut layouts, mut names) = (Vec::new(), Vec::new());
        let mut types: Option<columnar::Types> = None;
        for target in &files {
            let mut of_file = columnar::Types::default();
            if target.shape.layout == shape::Layout::Parquet {
                let look = columnar::look(&target.paths[0], options.columns.as_ref())?;
                layouts.push(Layout { remark: look.remark, ..columns::find(&[], None)? });
                names.push(Arc::default());
                of_file = look.types;
            } else {
                let (layout, header) = layout(target, options)?;
                layouts.push(layout);
                names.push(header);
            }
            types = Some(match types {
                None => of_file,
                Some(types) => types.common(&of_file),
            });
        }
        let types = types.unwrap_or_default();
        Ok(Corpus { files, layouts, names, types, options: options.clone() })
    }

    /// Starts to write rows of this corpus to the files of a target, in columns as they are here.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(super) fn sink(&self, target: &Target) -> Result<Sink> {
        target.create_like(self.types.clone(), self.head())
    }

    /// The first row of the tables of this corpus, if all files are tables with the same columns, which have names: rows
    /// of a table are then written with all their columns.
    fn head(&self) -> Option<String> {
        let (layout, names) = (self.layouts.first()?, self.names.first().filter(|names| !names.is_empty())?);
        let is_like = |n: usize| {
            self.files[n].shape.layout == shape::Layout::Tsv
                && self.layouts[n].columns == layout.columns
                && self.names[n] == *names
        };
        (0..self.files.len()).all(is_like).then(|| names.join("\t") + "\n")
    }

    /// Remarks for users on how the tables are read.
    pub fn remarks(&self) -> impl Iterator<Item = String> {
        let remark = |(target, layout): (&Target, &Layout)| {
            let remark = layout.remark.as_ref()?;
            Some(format!("{}: {remark}", target.paths[0].display()))
        };
        self.files.iter().zip(&self.layouts).filter_map(remark)
    }

    /// The files of the corpus.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().flat_map(|target| target.paths.iter().map(PathBuf::as_path))
    }

    /// Processes the corpus piece by piece with all threads and passes the results to `consume` in order.
    pub fn pieces<R: Send, O>(
        &self,
        work: impl Fn(&FilePiece) -> R + Sync,
        consume: impl FnOnce(&mut Results<'_, Result<R>>) -> O,
    ) -> O {
        let limits = Limits::with_bytes(256 << 20);
        let size = |piece: &Result<FilePiece>| piece.as_ref().map_or(0, FilePiece::size);
        ordered(Reader::new(self), size, limits, |piece| Ok(work(&piece?)), consume)
    }
}

/// Examines the first rows of a table; also returns the names in its header.
fn layout(target: &Target, options: &PairOptions) -> Result<(Layout, Arc<[String]>)> {
    let mut rows = Vec::new();
    if target.shape.layout == shape::Layout::Tsv {
        let mut bytes = 0;
        let mut lines = open(&target.paths[0], target, options)?;
        while rows.len() < SAMPLE_ROWS && bytes < SAMPLE_BYTES {
            let Some(line) = lines.next() else { break };
            let Line::Bytes(line) = line.map_err(|error| reading(&target.paths[0], &error))? else {
                continue;
            };
            bytes += line.len();
            let cells: Vec<String> = String::from_utf8_lossy(&line).split('\t').map(str::to_owned).collect();
            // Blank lines and lines without a tab are not rows of a table.
            if cells.len() > 1 {
                rows.push(cells);
            }
        }
    }
    let layout = columns::find(&rows, options.columns.as_ref())
        .map_err(|error| error.at(target.paths[0].display()))?;
    let header = layout.head.checked_sub(1).and_then(|last| rows.into_iter().nth(last));
    Ok((layout, header.unwrap_or_default().into()))
}

fn open(path: &Path, target: &Target, options: &PairOptions) -> Result<columnar::Rows> {
    if target.shape.layout == shape::Layout::Parquet {
        return columnar::open(path, options.columns.as_ref());
    }
    let input = target.shape.packing.open(path).map_err(|error| reading(path, &error))?;
    let (text, _) =
        decode::text(input, options.encoding.as_deref()).map_err(|error| reading(path, &error))?;
    Ok(Box::new(Lines::new(LineEnds::new(text), LONGEST)))
}

fn in_folder(folder: &Path) -> Result<Vec<Target>> {
    let shards = folder.join("shards");
    let inside = if folder.join("run.json").is_file() { &shards } else { folder };
    let mut paths = Vec::new();
    for entry in fs::read_dir(inside).map_err(|error| Error::io(inside, &error))? {
        paths.push(entry.map_err(|error| Error::io(inside, &error))?.path());
    }
    paths.sort();
    let mut files: Vec<Target> = Vec::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        if let Ok(target) = Target::of_path(path)
            && !files.contains(&target)
        {
            files.push(target);
        }
    }
    if files.is_empty() {
        return Err(Error::new("no corpus file in this folder")
            .at(inside.display())
            .advise("corpus files are .jsonl, .parquet, .tsv, or .ar with .en, also with .zst or .gz"));
    }
    shards::must_be_whole(files.iter().flat_map(|target| &target.paths))?;
    Ok(files)
}

/// Reads one file after another and divides them into pieces.
struct Reader<'a> {
    corpus: &'a Corpus,
    next: usize,
    open: Option<Open<'a>>,
    over: bool,
    rows: usize,
}

struct Open<'a> {
    target: &'a Target,
    columns: Columns,
    names: Arc<[String]>,
    /// Rows are written with all their columns.
    keeps_columns: bool,
    inputs: Vec<columnar::Rows>,
    next: u64,
}

impl<'a> Reader<'a> {
    fn new(corpus: &'a Corpus) -> Self {
        Reader { corpus, next: 0, open: None, over: false, rows: 0 }
    }

    fn piece(&mut self) -> Result<Option<FilePiece>> {
        loop {
            if self.open.is_none() {
                if self.next == self.corpus.files.len() {
                    return Ok(None);
                }
                self.open = Some(Open::new(self.corpus, self.next)?);
                self.next += 1;
            }
            if let Some(open) = &mut self.open {
                let mut piece = open.piece()?;
                if !piece.rows.is_empty() {
                    piece.start = self.rows;
                    self.rows += piece.rows.len();
                    return Ok(Some(piece));
                }
            }
            self.open = None;
        }
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<FilePiece>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let piece = self.piece().transpose();
        // Nothing is read after an error.
        self.over = !matches!(piece, Some(Ok(_)));
        piece
    }
}

impl<'a> Open<'a> {
    /// Opens the file with the given number.
    fn new(corpus: &'a Corpus, number: usize) -> Result<Self> {
        let (target, layout) = (&corpus.files[number], &corpus.layouts[number]);
        let mut inputs = Vec::new();
        for (n, path) in target.paths.iter().enumerate() {
            // The file of ids is optional: Moses corpora of others have two files.
            if n == 2 && !path.exists() {
                break;
            }
            inputs.push(open(path, target, &corpus.options)?);
        }
        let names = corpus.names[number].clone();
        let keeps_columns = corpus.head().is_some();
        let mut open = Open { target, columns: layout.columns, names, keeps_columns, inputs, next: 1 };
        let mut head = layout.head;
        while head > 0 {
            // Counts rows with cells, as was done when the columns were found.
            let Some(row) = open.row()? else { break };
            open.next += 1;
            head -= usize::from(row.is_ok_and(|lines| lines[0].contains(&b'\t')));
        }
        Ok(open)
    }

    fn piece(&mut self) -> Result<FilePiece> {
        let mut piece = FilePiece {
            name: self.target.paths[0].display().to_string(),
            layout: self.target.shape.layout.of_lines(),
            columns: self.columns,
            names: self.names.clone(),
            keeps_columns: self.keeps_columns,
            first: self.next,
            start: 0,
            rows: Vec::new(),
        };
        let mut size = 0;
        while size < PIECE {
            let Some(raw) = self.row()? else { break };
            if self.is_blank(&raw) {
                self.next += 1;
                if piece.rows.is_empty() {
                    piece.first = self.next;
                    continue;
                }
                // The rows of a piece are consecutive lines.
                break;
            }
            size += raw.as_ref().map_or(0, |lines| lines.iter().map(Vec::len).sum::<usize>()) + 64;
            self.next += 1;
            piece.rows.push(raw);
        }
        Ok(piece)
    }

    /// True for a blank line between rows, which is nothing in a table or in JSON; in a Moses corpus it is a row.
    fn is_blank(&self, raw: &Raw) -> bool {
        let is_row = |line: &[u8]| line.contains(&b'\t') || !line.trim_ascii().is_empty();
        let alone = matches!(self.target.shape.layout, shape::Layout::Tsv | shape::Layout::Jsonl);
        alone && raw.as_ref().is_ok_and(|lines| !is_row(&lines[0]))
    }

    fn row(&mut self) -> Result<Option<Raw>> {
        let mut lines: [Vec<u8>; 3] = Default::default();
        let mut too_long = None;
        let mut ended = 0;
        for (n, input) in self.inputs.iter_mut().enumerate() {
            let path = &self.target.paths[n];
            match input.next() {
                None => ended += 1,
                Some(Err(error)) => return Err(reading(path, &error).line(self.next)),
                Some(Ok(Line::TooLong(length))) => too_long = Some(length),
                Some(Ok(Line::Bytes(bytes))) => lines[n] = bytes,
            }
        }
        if ended == self.inputs.len() {
            return Ok(None);
        }
        if ended > 0 {
            return Err(Error::new("the files of this corpus do not have the same number of lines")
                .at(self.target.paths[0].display())
                .line(self.next)
                .advise("the files belong to different corpora, or one is cut off"));
        }
        Ok(Some(too_long.map_or(Ok(lines), Err)))
    }
}

/// The error for a failure to read a file.
pub(super) fn reading(path: &Path, error: &io::Error) -> Error {
    if error.get_ref().is_some_and(|inner| inner.is::<Error>()) {
        return decode::failure(error).at(path.display());
    }
    match Packing::of_path(path).0 {
        Packing::Plain => Error::io(path, error),
        _ => Error::new(format!("cannot be unpacked: {error}"))
            .at(path.display())
            .advise("the file is cut off or damaged"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Id, Arabic and English, or the error.
    type Read = Result<(Option<String>, String, String), String>;

    fn rows(name: &str, bytes: &[u8]) -> Vec<Read> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        if name.ends_with(".ar") {
            fs::write(path.with_extension("en"), "yes\nno\n").unwrap();
        }
        let work = |piece: &FilePiece| -> Vec<_> {
            piece
                .rows()
                .map(|row| match row {
                    Ok(row) => {
                        let doc = row.document().map(str::to_owned);
                        Ok((doc, row.texts.ar.into_owned(), row.texts.en.into_owned()))
                    }
                    Err(error) => Err(error.to_string().replace(folder.path().to_str().unwrap(), "")),
                })
                .collect()
        };
        Corpus::new(&[path]).unwrap().pieces(work, |pieces| {
            pieces.flat_map(|piece| piece.unwrap_or_else(|error| vec![Err(error.to_string())])).collect()
        })
    }

    fn row(doc: Option<&str>, ar: &str, en: &str) -> Result<(Option<String>, String, String), String> {
        Ok((doc.map(str::to_owned), ar.to_owned(), en.to_owned()))
    }

    #[test]
    fn json_rows_have_their_texts_in_either_place() {
        let got = rows(
            "x.jsonl",
            br#"{"id":"d#b1","translation":{"ar":"a","en":"b"},"findings":"error:scale"}
{"id":7,"doc":"e","ar":"\u0041","en":"b","findings":[{"severity":"note","code":"order","message":""}]}
{"ar":"a"}
[]
"#,
        );
        assert_eq!(got[..2], [row(Some("d"), "a", "b"), row(Some("e"), "A", "b")]);
        assert!(got[2].as_ref().unwrap_err().starts_with("/x.jsonl, line 3: a pair without texts"));
        assert!(got[3].as_ref().unwrap_err().contains("line 4: not a pair in JSON"));
    }

    #[test]
    fn tables_and_moses_files_are_read() {
        let got = rows("x.tsv", "نعم\tyes\t0.9\t1-1\td#b1\nلا\tno\nx\n\\\t\"\n".as_bytes());
        assert_eq!(got[..2], [row(Some("d"), "نعم", "yes"), row(None, "لا", "no")]);
        assert!(got[2].as_ref().unwrap_err().contains("line 3: a row without a tab"));
        assert_eq!(got[3], row(None, "\\", "\""));
        assert_eq!(rows("x.ar", "نعم\nلا\n".as_bytes()), [row(None, "نعم", "yes"), row(None, "لا", "no")]);
    }

    #[test]
    fn moses_files_of_different_length_are_refused() {
        let got = rows("x.ar", "نعم\n".as_bytes());
        assert!(got.last().unwrap().as_ref().unwrap_err().contains("same number of lines"), "{got:?}");
    }
}
