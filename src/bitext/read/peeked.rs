//! A file the beginning of which has been read already.

use std::io::{self, BufRead, Cursor, Read};

/// What has been read, the error that followed it if any, and the rest.
pub(super) fn again<'a>(
    head: Vec<u8>,
    failed: Option<io::Error>,
    rest: Box<dyn BufRead + 'a>,
) -> Box<dyn BufRead + 'a> {
    Box::new(Cursor::new(head).chain(Failure(failed)).chain(rest))
}

/// An input without content that fails once.
struct Failure(Option<io::Error>);

impl BufRead for Failure {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

impl Read for Failure {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.fill_buf().map(<[u8]>::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_an_error_and_the_rest_follow_each_other() {
        let mut peeked = again(b"ab".to_vec(), Some(io::Error::other("no")), Box::new(&b"c\n"[..]));
        let mut text = [0; 2];
        peeked.read_exact(&mut text).unwrap();
        assert_eq!(&text, b"ab");
        let mut rest = String::new();
        assert!(peeked.read_line(&mut rest).is_err());
        assert_eq!((peeked.read_line(&mut rest).unwrap(), rest.as_str()), (2, "c\n"));
    }
}
