//! Files and standard input as bytes, and their names in messages.

use flate2::read::MultiGzDecoder;
use mizan::{Error, Result, bitext::Format};
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

/// The name of standard input in messages.
pub(super) const STDIN: &str = "standard input";

/// True for the path that denotes standard input or output.
pub(super) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// The name of a path in messages and files.
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

/// Opens a file or standard input to be read piece by piece.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let failed = |error| Error::io(Path::new(&name_of(path)), &error);
    if is_dash(path) {
        return unpacked(Box::new(BufReader::with_capacity(1 << 16, io::stdin()))).map_err(failed);
    }
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    unpacked(Box::new(BufReader::with_capacity(1 << 16, file))).map_err(failed)
}

/// The decompressed content of a gzip or Zstandard file; any other file unchanged.
fn unpacked(mut input: Box<dyn BufRead>) -> io::Result<Box<dyn BufRead>> {
    const ROOM: usize = 1 << 16;
    let head = input.fill_buf()?;
    let (is_gzip, is_zstd) = (head.starts_with(b"\x1F\x8B"), head.starts_with(b"\x28\xB5\x2F\xFD"));
    Ok(match (is_gzip, is_zstd) {
        (true, _) => Box::new(BufReader::with_capacity(ROOM, MultiGzDecoder::new(input))),
        (_, true) => Box::new(BufReader::with_capacity(ROOM, zstd::Decoder::with_buffer(input)?)),
        _ => input,
    })
}

/// The format of an open file of pairs, by its first bytes and its name; `None` for other files.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn format_of(path: &Path, file: &mut dyn BufRead) -> Result<Option<Format>> {
    let head = file.fill_buf().map_err(|error| Error::io(Path::new(&name_of(path)), &error))?;
    // The name inside: memory.tsv.gz is a table.
    let is_packed = path.extension().is_some_and(|extension| extension == "gz" || extension == "zst");
    let path = &if is_packed { path.with_extension("") } else { path.to_owned() };
    Ok(Format::detect(path, &head[..head.len().min(4096)]).filter(|format| format.can_be_read()))
}

/// The size of a regular file in bytes.
pub(super) fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(|found| found.is_file()).map(|found| found.len())
}
