//! A layer between the XML reader and its bytes that counts lines and enforces the memory limit.

use crate::Error;
use std::io::{self, BufRead, Read};

/// Longest tag or stretch of text: 16 MiB.
pub(crate) const LONGEST_PIECE: u64 = 16 << 20;

/// Counts what passes through: lines for messages, bytes of one piece for the limit.
pub(super) struct Guard<'a> {
    input: Box<dyn BufRead + 'a>,
    /// Bytes of the current piece.
    pub(super) piece: u64,
    /// Line ends so far.
    pub(super) lines: u64,
}

impl<'a> Guard<'a> {
    pub(super) fn new(input: Box<dyn BufRead + 'a>) -> Self {
        Guard { input, piece: 0, lines: 0 }
    }

    /// Reads until after the end tag that begins with `wanted`; returns false at the end of the file.
    pub(super) fn skip_past(&mut self, wanted: &[u8]) -> io::Result<bool> {
        let mut matched = 0;
        let mut inside = false;
        loop {
            self.piece = 0;
            let available = self.fill_buf()?;
            if available.is_empty() {
                return Ok(false);
            }
            let mut done = None;
            for (at, &byte) in available.iter().enumerate() {
                if inside {
                    match byte {
                        b'>' => {
                            done = Some(at + 1);
                            break;
                        }
                        byte if byte.is_ascii_whitespace() => {}
                        // A longer name.
                        _ => (inside, matched) = (false, usize::from(byte == b'<')),
                    }
                } else if wanted[matched] == byte {
                    matched += 1;
                    inside = matched == wanted.len();
                } else {
                    matched = usize::from(byte == wanted[0]);
                }
            }
            let count = done.unwrap_or(available.len());
            self.consume(count);
            if done.is_some() {
                return Ok(true);
            }
        }
    }
}

impl Read for Guard<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        out[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Guard<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece > LONGEST_PIECE {
            return Err(io::Error::other(
                Error::new("one tag or stretch of text is longer than 16 MiB")
                    .advise("is this the right file?"),
            ));
        }
        // In portions, so that the limit holds for bytes in memory as for a file.
        let available = self.input.fill_buf()?;
        Ok(&available[..available.len().min(1 << 16)])
    }

    fn consume(&mut self, count: usize) {
        if let Ok(available) = self.input.fill_buf() {
            self.lines += memchr::memchr_iter(b'\n', &available[..count.min(available.len())]).count() as u64;
        }
        self.piece += count as u64;
        self.input.consume(count);
    }
}
