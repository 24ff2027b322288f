//! Reading Parquet and Arrow as lines of JSON, a few rows at a time.

use super::{
    Look, Rows,
    texts::Names,
    zone::{relabelled, without_zones},
};
use crate::{
    Error, Result,
    bitext::{ColumnChoice, columns::SAMPLE_ROWS},
    corpus::lines::Line,
};
use arrow_array::RecordBatch;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_json::{WriterBuilder, writer::LineDelimited};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek},
    path::Path,
    sync::Arc,
};

/// Approximate bytes of rows in memory at a time: 4 MiB.
const ROOM: u64 = 4 << 20;
/// Most rows in memory at a time, however small they are.
const MOST_ROWS: u64 = 4096;

/// The column types of the input of a corpus, so that the output has the same.
#[derive(Debug, Clone, Default)]
pub(in crate::corpus) struct Types(Option<SchemaRef>);

impl Types {
    /// The columns that both have with the same type; none if either is unknown.
    pub(in crate::corpus) fn common(self, other: &Types) -> Types {
        let (Some(one), Some(other)) = (self.0, &other.0) else { return Types(None) };
        let same = |field: &&Arc<arrow_schema::Field>| {
            other.field_with_name(field.name()).is_ok_and(|there| there.data_type() == field.data_type())
        };
        Types(Some(Arc::new(Schema::new(one.fields().iter().filter(same).cloned().collect::<Vec<_>>()))))
    }

    /// The names of the columns, as far as known.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.0.iter().flat_map(|schema| schema.fields()).map(|field| field.name().clone())
    }

    /// The type of the column with the given name.
    pub(super) fn of(&self, name: &str) -> Option<&DataType> {
        Some(self.0.as_ref()?.field_with_name(name).ok()?.data_type())
    }
}

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// An open file: its columns and its rows.
struct Opened {
    schema: SchemaRef,
    batches: Batches,
}

/// Examines the columns and the first rows of a file.
///
/// # Errors
/// When it cannot be read, or when no column contains the texts.
pub(in crate::corpus) fn look(path: &Path, choice: Option<&ColumnChoice>) -> Result<Look> {
    let Opened { schema, batches } = begin(path)?;
    let names = names(path, &schema, choice)?;
    // The first rows are converted to lines, so that values that cannot be converted are reported
    // before anything is written.
    if let Some(line) = lines_of(batches, &names.renamed(&schema)).next() {
        line.map_err(|error| damaged(path, &error))?;
    }
    Ok(Look { types: Types(Some(names.renamed(&schema))), remark: names.remark })
}

/// Opens a file to read its rows as lines.
///
/// # Errors
/// When it cannot be read, or when no column contains the texts.
pub(in crate::corpus) fn open(path: &Path, choice: Option<&ColumnChoice>) -> Result<Rows> {
    let Opened { schema, batches } = begin(path)?;
    let names = names(path, &schema, choice)?;
    let place = path.to_owned();
    let lines = lines_of(batches, &names.renamed(&schema));
    Ok(Box::new(lines.map(move |line| line.map_err(|error| io::Error::other(damaged(&place, &error))))))
}

fn names(path: &Path, schema: &SchemaRef, choice: Option<&ColumnChoice>) -> Result<Names> {
    let first = || -> Result<Vec<Vec<u8>>> {
        let Opened { schema, batches } = begin(path)?;
        lines_of(batches, &schema)
            .take(SAMPLE_ROWS)
            .map(|line| match line {
                Ok(Line::Bytes(line)) => Ok(line),
                Ok(Line::TooLong(_)) => Ok(Vec::new()),
                Err(error) => Err(damaged(path, &error)),
            })
            .collect()
    };
    Names::find(schema, choice, first).map_err(|error| error.at(path.display()))
}

fn begin(path: &Path) -> Result<Opened> {
    let failed = |error: io::Error| Error::io(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut magic = [0; 6];
    let length = file.read(&mut magic).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let opened = match &magic[..length] {
        b"ARROW1" => arrow_file(file),
        [b'P', b'A', b'R', b'1', ..] => parquet(file),
        [] => Err(ArrowError::ParseError("it is empty".to_owned())),
        _ if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet")) => {
            Err(ArrowError::ParseError("it does not begin as one".to_owned()))
        }
        _ => arrow_stream(file),
    };
    opened.map_err(|error| damaged(path, &error))
}

fn parquet(file: File) -> Result<Opened, ArrowError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let groups = builder.metadata().row_groups();
    let bytes: u64 = groups.iter().map(|group| u64::try_from(group.total_byte_size()).unwrap_or(0)).sum();
    let rows: u64 = groups.iter().map(|group| u64::try_from(group.num_rows()).unwrap_or(0)).sum();
    let schema = builder.schema().clone();
    let batches = builder.with_batch_size(at_once(bytes, rows)).build()?;
    Ok(Opened { schema, batches: Box::new(batches) })
}

/// Number of rows in memory at a time.
pub(super) fn at_once(bytes: u64, rows: u64) -> usize {
    let each = (bytes / rows.max(1)).max(1);
    (ROOM / each).clamp(1, MOST_ROWS) as usize
}

fn arrow_file(file: File) -> Result<Opened, ArrowError> {
    let reader = FileReader::try_new(BufReader::new(file), None)?;
    Ok(Opened { schema: reader.schema(), batches: Box::new(reader) })
}

fn arrow_stream(file: File) -> Result<Opened, ArrowError> {
    let reader = StreamReader::try_new(BufReader::new(file), None)?;
    Ok(Opened { schema: reader.schema(), batches: Box::new(reader) })
}

/// The rows as lines of JSON, with the column names of `schema`.
fn lines_of(
    batches: Batches,
    schema: &Schema,
) -> impl Iterator<Item = Result<Line, ArrowError>> + Send + use<> {
    let schema = without_zones(schema);
    let of_batch = move |batch: Result<RecordBatch, ArrowError>| -> Vec<Result<Line, ArrowError>> {
        let text = batch.and_then(|batch| relabelled(&batch, &schema)).and_then(|batch| as_json(&batch));
        match text {
            Err(error) => vec![Err(error)],
            Ok(text) => text.split_inclusive(|byte| *byte == b'\n').map(|line| Ok(one_line(line))).collect(),
        }
    };
    batches.flat_map(of_batch)
}

fn as_json(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
    writer.write(batch)?;
    writer.finish()?;
    Ok(writer.into_inner())
}

/// A line without its end, in which characters that some programs take for a line end are escaped.
fn one_line(line: &[u8]) -> Line {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let text = String::from_utf8_lossy(line);
    if !text.contains(['\u{2028}', '\u{2029}', '\u{85}']) {
        return Line::Bytes(line.to_vec());
    }
    let escaped =
        text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").replace('\u{85}', "\\u0085");
    Line::Bytes(escaped.into_bytes())
}

fn damaged(path: &Path, error: &ArrowError) -> Error {
    let kind = match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("parquet") => "Parquet",
        _ => "Arrow",
    };
    let said = error.to_string().replace('\n', " ");
    Error::new(format!("cannot be read as {kind}: {said}"))
        .at(path.display())
        .advise("the file is cut off or damaged, or has a column of a type that no row of text can hold")
}
