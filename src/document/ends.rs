//! Lines that end with a carriage return alone, as old programs for the Macintosh write them.

use std::io::{self, BufRead, Read};

/// An input whose lines end with a line feed, also where those of the file end with a carriage return alone.
pub(crate) struct LineEnds<R> {
    input: R,
    /// Whether a carriage return ends a line, once the first bytes have been seen.
    is_old: Option<bool>,
    ready: Vec<u8>,
    at: usize,
}

impl<R: BufRead> LineEnds<R> {
    /// The lines of `input`.
    pub(crate) fn new(input: R) -> Self {
        LineEnds { input, is_old: None, ready: Vec::new(), at: 0 }
    }
}

/// True for text with carriage returns and without line feeds; one at the very end may be followed by a line feed.
fn is_old(head: &[u8]) -> bool {
    let inside = head.len().saturating_sub(1);
    memchr::memchr(b'\n', head).is_none() && memchr::memchr(b'\r', &head[..inside]).is_some()
}

impl<R: BufRead> BufRead for LineEnds<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let is_old = match self.is_old {
            Some(known) => known,
            None => is_old(self.input.fill_buf()?),
        };
        self.is_old = Some(is_old);
        if !is_old {
            return self.input.fill_buf();
        }
        if self.at == self.ready.len() {
            let raw = self.input.fill_buf()?;
            self.ready.clear();
            self.ready.extend(raw.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }));
            self.at = 0;
            let count = self.ready.len();
            self.input.consume(count);
        }
        Ok(&self.ready[self.at..])
    }

    fn consume(&mut self, count: usize) {
        if self.is_old == Some(true) {
            self.at += count;
        } else {
            self.input.consume(count);
        }
    }
}

impl<R: BufRead> Read for LineEnds<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carriage_return_ends_a_line_only_where_nothing_else_does() {
        let read = |bytes: &[u8]| {
            let mut out = Vec::new();
            LineEnds::new(bytes).read_to_end(&mut out).unwrap();
            out
        };
        assert_eq!(read(b"a\tb\rc\td\r"), b"a\tb\nc\td\n");
        for same in [&b"a\r\nb\r\n"[..], b"a\rb\nc\n", b"a\r", b"a\n", b""] {
            assert_eq!(read(same), same);
        }
        let lines: Vec<_> = LineEnds::new(&b"a\r\rb"[..]).lines().map(Result::unwrap).collect();
        assert_eq!(lines, ["a", "", "b"]);
    }
}
