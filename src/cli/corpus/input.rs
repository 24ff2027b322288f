//! The corpus that a command reads: files of rows directly, other files of pairs converted to rows.

use crate::cli::{
    archive::is_archive,
    console::Console,
    file::{STDIN, is_dash, name_of},
    input::{open_pairs, pair_format},
    moses,
    output::date,
};
use mizan::{
    Error, Result,
    bitext::{ColumnChoice, Format, PairOptions, Select, WriteOptions, pair_writer, save},
    corpus::{source::Corpus, target::Target},
};
use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The options that name the corpus to read.
#[derive(Debug, clap::Args)]
pub(super) struct Input {
    /// Files (.jsonl, .tsv, .ar beside .en; with .gz or .zst; .parquet, .arrow), folders of them,
    /// the output of `mizan batch`, any other file of pairs (tmx, xliff, csv, xlsx, po …), or - for
    /// JSON Lines on standard input
    #[arg(required = true, value_name = "IN")]
    pub(super) files: Vec<PathBuf>,
    /// The columns of a table, by number or name, instead of finding them: ar=3,en=4,id=1 or ar=Target,en=Source
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<ColumnChoice>,
    /// Character encoding of the files (UTF-8, UTF-16LE, windows-1256 …) instead of finding out
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// An open corpus; temporary files for it are in a folder that is deleted at the end.
pub(super) struct Opened {
    pub(super) corpus: Corpus,
    _spool: Option<TempDir>,
}

impl Input {
    /// Opens the corpus. Standard input and other files of pairs are first written as rows to temporary files.
    ///
    /// # Errors
    /// When a file does not exist or cannot be read, or when standard input is named twice.
    pub(super) fn open(&self, console: &Console) -> Result<Opened> {
        let options = PairOptions {
            columns: self.columns.clone(),
            encoding: self.encoding.clone(),
            ..PairOptions::default()
        };
        let mut files = self.files.clone();
        let mut spool: Option<TempDir> = None;
        let mut has_read_stdin = false;
        for (n, file) in files.iter_mut().enumerate() {
            if moses::is_corpus(file) {
                // `NAME.moses` is no file; the Arabic one leads to the other.
                [*file, _] = moses::files(file);
            }
            let is_stdin = is_dash(file);
            if !is_stdin && !is_of_other_kind(file) {
                continue;
            }
            if is_stdin && std::mem::replace(&mut has_read_stdin, true) {
                return Err(Error::new("standard input can be read only once").advise("name it once"));
            }
            let folder = match spool.take() {
                Some(folder) => folder,
                None => tempfile::tempdir().map_err(|error| Error::io(file, &error))?,
            };
            let rows = folder.path().join(format!("{n}.jsonl"));
            if is_stdin {
                copy_stdin(&rows)?;
            } else {
                write_rows(file, &rows, &options, console)?;
            }
            (*file, spool) = (rows, Some(folder));
        }
        let corpus = Corpus::with_options(&files, &options)?;
        corpus.remarks().for_each(|remark| console.say(remark));
        Ok(Opened { corpus, _spool: spool })
    }

    /// The name of the corpus.
    pub(super) fn name(&self) -> String {
        self.files.iter().map(|file| name_of(file)).collect::<Vec<_>>().join(", ")
    }
}

/// True for a file of pairs in a format that is not one of corpora.
fn is_of_other_kind(path: &Path) -> bool {
    path.is_file() && Target::of_path(path).is_err() && (pair_format(path).is_some() || is_archive(path))
}

fn copy_stdin(rows: &Path) -> Result<()> {
    let failed = |error: io::Error| Error::io(Path::new(STDIN), &error);
    let mut copy = File::create(rows).map_err(failed)?;
    io::copy(&mut io::stdin().lock(), &mut copy).map_err(failed)?;
    Ok(())
}

/// Writes the pairs of a file as rows; a pair without an id gets the name of the file and its number.
fn write_rows(path: &Path, rows: &Path, options: &PairOptions, console: &Console) -> Result<()> {
    let mut pairs = open_pairs(path, options, None)?.joined();
    let header = pairs.header().clone();
    let options = WriteOptions {
        safe_cells: false,
        adequacy: false,
        select: Select { with_one_sided: true, ..Select::default() },
        date: date()?,
    };
    save(rows, |out| {
        let mut writer = pair_writer(Format::Jsonl, &header, &options, out)?;
        for (n, pair) in pairs.by_ref().enumerate() {
            match pair {
                Ok(mut pair) => {
                    pair.id.get_or_insert_with(|| format!("{}:{}", name_of(path), n + 1));
                    writer.pair(&pair)?;
                }
                Err(error) => console.error(&error),
            }
        }
        writer.finish()
    })?;
    pairs.remarks().iter().for_each(|remark| console.say(format_args!("{}: {remark}", name_of(path))));
    Ok(())
}
