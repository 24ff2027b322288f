//! Decoding while reading, for files that are too large to hold in memory.
//!
//! UTF-8 passes through unchanged (whoever reads it proves it); anything else is decoded strictly, and a byte
//! that the encoding does not know is an error, never a replacement character.

use crate::Error;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// The bytes of an XML file as UTF-8: by byte-order mark, by the zeros of UTF-16, or as it declares itself.
///
/// # Errors
/// When reading fails or the declared encoding is not known or not the real one.
pub(crate) fn xml<'a>(mut input: Box<dyn BufRead + 'a>) -> io::Result<Box<dyn BufRead + 'a>> {
    let head = peek(&mut input)?;
    if let Some(encoding) = by_bytes(head) {
        return Ok(decoded(encoding, input));
    }
    let Some(label) = declared(head) else { return Ok(decoded(UTF_8, input)) };
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        return Err(io::Error::other(
            Error::new(format!("the encoding `{label}` that it declares is not known"))
                .advise("save it as UTF-8"),
        ));
    };
    let is_utf8 = !head.is_ascii() && valid_start(head);
    // A file that says UTF-16 in readable letters is not UTF-16: such declarations survive careless conversion.
    if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE {
        return Ok(decoded(UTF_8, input));
    }
    if is_utf8 {
        return Err(io::Error::other(
            Error::new(format!("it declares the encoding {label} but is UTF-8"))
                .advise("write encoding=\"UTF-8\" into its first line"),
        ));
    }
    Ok(decoded(encoding, input))
}

/// The bytes of a text file as UTF-8: by byte-order mark or by the zeros of UTF-16.
///
/// # Errors
/// When reading fails.
pub(crate) fn text<'a>(mut input: Box<dyn BufRead + 'a>) -> io::Result<Box<dyn BufRead + 'a>> {
    let encoding = by_bytes(peek(&mut input)?);
    Ok(decoded(encoding.unwrap_or(UTF_8), input))
}

/// What a reader reports, in our words: an error of ours that went through a reader comes out as it was.
pub(crate) fn failure(error: &io::Error) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(ours) => ours.clone(),
        None => Error::new(error.to_string()),
    }
}

fn peek<'b>(input: &'b mut Box<dyn BufRead + '_>) -> io::Result<&'b [u8]> {
    loop {
        match input.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    input.fill_buf()
}

fn by_bytes(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    match head {
        [b'<', 0, next, 0, ..] if *next != 0 => Some(UTF_16LE),
        [0, b'<', 0, next, ..] if *next != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that an XML declaration at the head of the bytes names.
fn declared(head: &[u8]) -> Option<String> {
    let end = head.iter().take(400).position(|&byte| byte == b'>')?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?.strip_prefix("<?xml")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// True when the bytes are UTF-8 but for a character that may be cut off at their end.
fn valid_start(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

fn decoded<'a>(encoding: &'static Encoding, input: Box<dyn BufRead + 'a>) -> Box<dyn BufRead + 'a> {
    if encoding == UTF_8 {
        return Box::new(WithoutMark { input, at_start: true });
    }
    Box::new(Decoded {
        input,
        encoding,
        decoder: encoding.new_decoder_with_bom_removal(),
        ready: String::with_capacity(CHUNK),
        at: 0,
        over: false,
    })
}

/// How much is decoded at a time, in bytes of UTF-8.
const CHUNK: usize = 1 << 16;

/// UTF-8 without the mark that may stand at its head.
struct WithoutMark<'a> {
    input: Box<dyn BufRead + 'a>,
    at_start: bool,
}

impl BufRead for WithoutMark<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at_start {
            if peek(&mut self.input)?.starts_with(b"\xEF\xBB\xBF") {
                self.input.consume(3);
            }
            self.at_start = false;
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.input.consume(count);
    }
}

impl Read for WithoutMark<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        copy_out(self, out)
    }
}

/// Another encoding, decoded strictly.
struct Decoded<'a> {
    input: Box<dyn BufRead + 'a>,
    encoding: &'static Encoding,
    decoder: Decoder,
    ready: String,
    at: usize,
    over: bool,
}

impl Decoded<'_> {
    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        while self.ready.is_empty() && !self.over {
            let raw = peek(&mut self.input)?;
            let last = raw.is_empty();
            let (result, read) =
                self.decoder.decode_to_string_without_replacement(raw, &mut self.ready, last);
            self.input.consume(read);
            match result {
                DecoderResult::Malformed(..) => {
                    return Err(io::Error::other(
                        Error::new(format!("not valid {}", self.encoding.name()))
                            .advise("save it as UTF-8, or fetch it again"),
                    ));
                }
                DecoderResult::InputEmpty => self.over = last,
                DecoderResult::OutputFull => break,
            }
        }
        Ok(())
    }
}

impl BufRead for Decoded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.ready.len() {
            self.refill()?;
        }
        Ok(&self.ready.as_bytes()[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        copy_out(self, out)
    }
}

fn copy_out(input: &mut impl BufRead, out: &mut [u8]) -> io::Result<usize> {
    let available = input.fill_buf()?;
    let count = available.len().min(out.len());
    out[..count].copy_from_slice(&available[..count]);
    input.consume(count);
    Ok(count)
}
