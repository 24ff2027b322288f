//! Writing lines of JSON as Parquet.
//!
//! The columns and their types are known only after the last row. Until then the lines wait,
//! compressed, in a file without a name; memory contains at most one row group.

use super::{
    read::{Types, at_once},
    zone::{relabelled, without_zones},
};
use crate::{Error, Result, corpus::columnar::kind::Kind};
use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_schema::{Field, Schema, SchemaRef};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::properties::WriterProperties,
};
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Seek, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Uncompressed size of the rows in a row group: 64 MiB.
const ROW_GROUP: usize = 64 << 20;
/// Compression level of the columns.
const LEVEL: i32 = 3;

/// Rows to be written into one or several Parquet files.
pub(in crate::corpus) struct Writer {
    path: PathBuf,
    types: Types,
    kind: Kind,
    waiting: zstd::Encoder<'static, BufWriter<File>>,
    lines: u64,
    bytes: u64,
}

impl Writer {
    /// Starts to collect the rows of a file; columns with known types keep them.
    ///
    /// # Errors
    /// When the folder cannot be written, or when the name is that of a format that can only be read.
    pub(in crate::corpus) fn begin(path: &Path, types: Types) -> Result<Self> {
        if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("parquet")) {
            return Err(Error::new("Arrow files are read, not written")
                .at(path.display())
                .advise("write .parquet"));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error: io::Error| Error::io(path, &error);
        let file = tempfile::tempfile_in(folder).map_err(failed)?;
        let waiting = zstd::Encoder::new(BufWriter::with_capacity(1 << 16, file), 1).map_err(failed)?;
        Ok(Writer { path: path.to_owned(), types, kind: Kind::default(), waiting, lines: 0, bytes: 0 })
    }

    /// Adds lines, each with its line end.
    ///
    /// # Errors
    /// When they cannot be written, or when a member has values that do not fit into one column.
    pub(in crate::corpus) fn write(&mut self, lines: &[u8]) -> Result<()> {
        for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            self.lines += 1;
            self.kind.take(line).map_err(|error| {
                // serde_json adds the position in the line.
                let said = error.to_string();
                let said = said.rsplit_once(" at line ").map_or(&*said, |(said, _)| said);
                Error::new(format!("a Parquet column has values of one type: {said}"))
                    .at(self.path.display())
                    .line(self.lines)
                    .advise("write .jsonl, or make the rows alike")
            })?;
        }
        self.bytes += lines.len() as u64;
        self.waiting.write_all(lines).map_err(|error| Error::io(&self.path, &error))
    }

    /// Writes the rows into files that `begin` opens: one, or several of about `size` bytes each.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(in crate::corpus) fn finish<W: Write + Send>(
        self,
        mut begin: impl FnMut() -> Result<W>,
        size: Option<u64>,
    ) -> Result<Vec<W>> {
        let path = self.path;
        let failed = |error: io::Error| Error::io(&path, &error);
        let impossible = |error: &dyn std::fmt::Display| {
            let said = error.to_string().replace('\n', " ");
            Error::new(format!("cannot be written as Parquet: {said}"))
                .at(path.display())
                .advise("write .jsonl, or make the rows alike")
        };
        let columns = |error: ParquetError| impossible(&error);
        let schema = schema_of(&self.kind, &self.types);
        let mut file = self
            .waiting
            .finish()
            .and_then(|out| out.into_inner().map_err(io::IntoInnerError::into_error))
            .map_err(failed)?;
        file.rewind().map_err(failed)?;
        let rows = BufReader::new(zstd::Decoder::new(file).map_err(failed)?);
        let batches = ReaderBuilder::new(without_zones(&schema))
            .with_batch_size(at_once(self.bytes, self.lines))
            .with_coerce_primitive(true)
            .build(rows)
            .map_err(|error| impossible(&error))?;
        let mut done = Vec::new();
        let mut open: Option<Shard<W>> = None;
        for batch in batches {
            let batch =
                batch.and_then(|batch| relabelled(&batch, &schema)).map_err(|error| impossible(&error))?;
            let mut shard = match open.take() {
                Some(shard) => shard,
                None => Shard::new(begin()?, &schema).map_err(columns)?,
            };
            shard.write(&batch).map_err(columns)?;
            match size {
                Some(size) if shard.bytes() >= size => done.push(shard.writer.into_inner().map_err(columns)?),
                _ => open = Some(shard),
            }
        }
        if open.is_none() && done.is_empty() {
            // A corpus without rows becomes a file without rows.
            open = Some(Shard::new(begin()?, &schema).map_err(columns)?);
        }
        if let Some(shard) = open {
            done.push(shard.writer.into_inner().map_err(columns)?);
        }
        Ok(done)
    }
}

/// A file that is being written.
struct Shard<W: Write + Send> {
    writer: ArrowWriter<W>,
    /// Bytes of rows in the current row group.
    group: usize,
}

impl<W: Write + Send> Shard<W> {
    fn new(file: W, schema: &SchemaRef) -> Result<Self, ParquetError> {
        let properties =
            WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(LEVEL)?));
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties.build()))?;
        Ok(Shard { writer, group: 0 })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), ParquetError> {
        self.writer.write(batch)?;
        self.group += batch.get_array_memory_size();
        if self.group >= ROW_GROUP {
            self.writer.flush()?;
            self.group = 0;
        }
        Ok(())
    }

    /// Approximate size in bytes of the file if it ended here.
    fn bytes(&self) -> u64 {
        (self.writer.bytes_written() + self.writer.in_progress_size()) as u64
    }
}

fn schema_of(kind: &Kind, types: &Types) -> SchemaRef {
    // Without rows, the columns are those of the input.
    let unseen: Vec<(String, Kind)> = match kind {
        Kind::Object(_) => Vec::new(),
        _ => types.names().map(|name| (name, Kind::Unknown)).collect(),
    };
    let members = if let Kind::Object(members) = kind { members } else { &unseen };
    let field = |(name, kind): &(String, Kind)| Some(Field::new(name, kind.data_type(types.of(name))?, true));
    Arc::new(Schema::new(members.iter().filter_map(field).collect::<Vec<_>>()))
}
