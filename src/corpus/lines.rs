//! Reading lines with a limit on their length. A longer line is skipped without being held in memory.

use memchr::memchr;
use std::io::{self, BufRead, Read};

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// The bytes.
    Bytes(Vec<u8>),
    /// The line was longer than allowed; its length in bytes.
    TooLong(u64),
}

/// The lines of an input.
pub struct Lines<R> {
    input: R,
    longest: usize,
    begun: bool,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `input`; lines of more than `longest` bytes are reported as too long.
    pub fn new(input: R, longest: usize) -> Self {
        Lines { input, longest, begun: false }
    }

    /// Reads to the end of a line that is too long; returns the number of bytes skipped.
    fn skip(&mut self) -> io::Result<u64> {
        let mut skipped = 0;
        loop {
            let buffer = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            if buffer.is_empty() {
                return Ok(skipped);
            }
            let (end, found) = match memchr(b'\n', buffer) {
                Some(end) => (end + 1, true),
                None => (buffer.len(), false),
            };
            self.input.consume(end);
            skipped += end as u64 - u64::from(found);
            if found {
                return Ok(skipped);
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        let room = self.longest as u64 + 1;
        match (&mut self.input).take(room).read_until(b'\n', &mut line) {
            Err(error) => return Some(Err(error)),
            Ok(0) => return None,
            Ok(_) => {}
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if line.len() as u64 == room {
            return Some(self.skip().map(|more| Line::TooLong(room + more)));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        if !self.begun && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        self.begun = true;
        Some(Ok(Line::Bytes(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8], longest: usize) -> Vec<Line> {
        let input = io::BufReader::with_capacity(3, text);
        Lines::new(input, longest).map(|line| line.unwrap()).collect()
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_are_no_part_of_a_line() {
        let bytes = |text: &str| Line::Bytes(text.as_bytes().to_vec());
        assert_eq!(lines("\u{FEFF}a\r\n\nb".as_bytes(), 9), [bytes("a"), bytes(""), bytes("b")]);
    }

    #[test]
    fn a_line_that_is_too_long_is_measured_and_the_next_is_read() {
        let bytes = |text: &str| Line::Bytes(text.as_bytes().to_vec());
        assert_eq!(lines(b"abcd\nabcdefghij\nef", 4), [bytes("abcd"), Line::TooLong(10), bytes("ef")]);
        assert_eq!(lines(b"abcdefghij", 4), [Line::TooLong(10)]);
    }
}
