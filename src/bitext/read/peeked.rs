//! A file the beginning of which has been read already.

use std::io::{self, BufRead, Cursor, Read};

/// What has been read, the error that followed it if any, and the rest.
pub(super) struct Peeked<'a> {
    head: Cursor<Vec<u8>>,
    failed: Option<io::Error>,
    rest: Box<dyn BufRead + 'a>,
}

impl<'a> Peeked<'a> {
    pub(super) fn new(head: Vec<u8>, failed: Option<io::Error>, rest: Box<dyn BufRead + 'a>) -> Self {
        Peeked { head: Cursor::new(head), failed, rest }
    }

    fn is_in_head(&self) -> bool {
        self.head.position() < self.head.get_ref().len() as u64
    }
}

impl BufRead for Peeked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_in_head() {
            return self.head.fill_buf();
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.is_in_head() {
            self.head.consume(count);
        } else {
            self.rest.consume(count);
        }
    }
}

impl Read for Peeked<'_> {
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
    fn the_head_an_error_and_the_rest_follow_each_other() {
        let mut peeked = Peeked::new(b"ab".to_vec(), Some(io::Error::other("no")), Box::new(&b"c\n"[..]));
        let mut text = [0; 2];
        peeked.read_exact(&mut text).unwrap();
        assert_eq!(&text, b"ab");
        let mut rest = String::new();
        assert!(peeked.read_line(&mut rest).is_err());
        assert_eq!((peeked.read_line(&mut rest).unwrap(), rest.as_str()), (2, "c\n"));
    }
}
