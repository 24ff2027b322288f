//! The corpus that a command reads: files of rows directly, other files of pairs converted to rows.

use crate::cli::{
    archive::is_archive,
    console::Console,
    empty::nothing_in,
    file::{STDIN, is_dash, name_of, open},
    input::{open_pairs, table_or},
    moses,
    summary::count,
};
use mizan::{
    Error, Result,
    bitext::{
        ColumnChoice, Details, Format, Header, Pair, PairOptions, is_quoted_table,
        rows::{six, write_line},
        save,
    },
    corpus::{
        row::{RowFinding, joined},
        source::Corpus,
        target::Target,
        xces::{self, Links},
    },
    text::{Lang, Sides},
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufRead},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The options that name the corpus to read.
#[derive(Debug, clap::Args)]
pub(super) struct Input {
    /// Files (.jsonl, .tsv, .ar beside .en; with .gz or .zst; .parquet, .arrow), folders of them,
    /// the output of `mizan batch`, any other file of pairs (tmx, xliff, csv, xlsx, po …), links of
    /// OPUS (XCES) beside their documents, or - for JSON Lines on standard input
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
            if !is_stdin && let Some(nothing) = nothing_in_file(file) {
                return Err(nothing);
            }
            if !is_stdin && !is_of_other_kind(file) && !is_quoted(file) {
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
            } else if xces::is_xces(file) {
                write_links(file, &rows, console)?;
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
    // Lines with tabs are a table whatever the name, as for other commands.
    let format = || open(path).and_then(|mut input| table_or(path, &mut *input)).ok().flatten();
    let is_known = || format().is_some() || is_archive(path) || xces::is_xces(path);
    path.is_file() && Target::of_path(path).is_err() && is_known()
}

/// True for a table with tabs whose cells are quoted; corpora have them as they are.
fn is_quoted(path: &Path) -> bool {
    let is_table = path.is_file() && matches!(Format::of_path(&path.with_extension("")), Ok(Format::Tsv))
        || matches!(Format::of_path(path), Ok(Format::Tsv));
    is_table && open(path).is_ok_and(|mut input| is_quoted_table(&mut *input).unwrap_or_default())
}

/// The error for a file with nothing but blanks, like a table that holds only tabs.
fn nothing_in_file(path: &Path) -> Option<Error> {
    // An empty file is a part without pairs, as a filter may leave it.
    let has_bytes = path.is_file() && path.metadata().is_ok_and(|found| found.len() > 0);
    let mut input = has_bytes.then(|| open(path).ok()).flatten()?;
    input.fill_buf().ok().filter(|head| !head.is_empty()).and_then(|head| nothing_in(path, head))
}

fn copy_stdin(rows: &Path) -> Result<()> {
    let failed = |error: io::Error| Error::io(Path::new(STDIN), &error);
    let mut copy = File::create(rows).map_err(failed)?;
    io::copy(&mut io::stdin().lock(), &mut copy).map_err(failed)?;
    Ok(())
}

/// Names of members that have a meaning of their own; a column of such a name is no other column.
const KNOWN: [&str; 11] = [
    "schema",
    "id",
    "translation",
    "ar",
    "en",
    "type",
    "confidence",
    "adequacy",
    "score",
    "source",
    "findings",
];

/// A pair of another format as a row.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    translation: Sides<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    adequacy: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    source: Lang,
    /// Left out where there are none: it is not known whether the pair was checked, so the filters check it.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "joined")]
    findings: Vec<RowFinding>,
    /// The other columns of a table.
    #[serde(flatten)]
    others: BTreeMap<&'a str, &'a str>,
}

impl<'a> Row<'a> {
    fn of(pair: &'a Pair, id: &'a str, header: &Header) -> Self {
        let Details { confidence, adequacy, ref findings, ref others, .. } = pair.details;
        let score = others.iter().find(|(name, _)| name == "score").and_then(|(_, cell)| cell.parse().ok());
        let others = others.iter().map(|(name, cell)| (name.as_str(), cell.as_str()));
        Row {
            id,
            translation: pair.strs(),
            kind: pair.kind(),
            confidence: confidence.map(six),
            adequacy: adequacy.map(six),
            // Rows may be of several documents.
            score: score.or(header.score).map(six),
            source: header.source,
            findings: findings.iter().map(RowFinding::from).collect(),
            others: others.filter(|(name, _)| !KNOWN.contains(name)).collect(),
        }
    }
}

/// Writes the links of a file of OPUS as rows.
fn write_links(path: &Path, rows: &Path, console: &Console) -> Result<()> {
    let mut alone = 0;
    let mut links = Links::open(path)?;
    save(rows, |out| {
        for link in links.by_ref() {
            match link {
                Ok(Some(link)) => write_line(&link, out)?,
                Ok(None) => alone += 1,
                Err(error) => console.error(&error),
            }
        }
        Ok(())
    })?;
    if alone > 0 {
        console.say(format_args!("{}: left out: {} of one side", name_of(path), count(alone, "link")));
    }
    if links.broke_off() {
        return Err(Error::new("the links could not be read to their end")
            .at(path.display())
            .advise("fetch the file again"));
    }
    Ok(())
}

/// Writes the pairs of a file as rows; a pair without an id gets the name of the file and its number.
fn write_rows(path: &Path, rows: &Path, options: &PairOptions, console: &Console) -> Result<()> {
    let mut pairs = open_pairs(path, options, None)?;
    let header = pairs.header().clone();
    save(rows, |out| {
        for (n, pair) in pairs.by_ref().enumerate() {
            match pair {
                Ok(pair) => {
                    let id = pair.id.clone().unwrap_or_else(|| format!("{}:{}", name_of(path), n + 1));
                    write_line(&Row::of(&pair, &id, &header), out)?;
                }
                Err(error) => console.error(&error),
            }
        }
        Ok(())
    })?;
    pairs.remarks().iter().for_each(|remark| console.say(format_args!("{}: {remark}", name_of(path))));
    Ok(())
}
