//! Decoding while reading, for files that are too large to hold in memory.
//!
//! UTF-8 passes through unchanged (its reader validates it); everything else is decoded strictly: a
//! byte that the encoding does not have is an error, and is never replaced.

use super::{
    codepage::{self, CodePage},
    encoding::{self, Guessed},
};
use crate::Error;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::{
    io::{self, BufRead, Read},
    sync::{Arc, OnceLock},
};

/// The bytes of an XML file as UTF-8: by byte-order mark, by the zeros of UTF-16, or by its declaration.
///
/// # Errors
/// When reading fails, or when the declared encoding is unknown or wrong.
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
    // A file that declares UTF-16 in ASCII is not UTF-16: such declarations survive careless conversion.
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

/// The bytes of a text file as UTF-8: according to the label, a byte-order mark, the zeros of
/// UTF-16, or a guess from the first bytes that are not ASCII, which [`Guess`] reports.
///
/// # Errors
/// When reading fails or the label is not a known encoding.
pub(crate) fn text<R: BufRead>(mut input: R, label: Option<&str>) -> io::Result<(Text<R>, Guess)> {
    let guess = Guess::default();
    if let Some(page) = label.and_then(codepage::named) {
        return Ok((Text::Page(Paged::new(page, input)), guess));
    }
    let encoding = match label {
        Some(label) => Some(labelled(label)?),
        None => {
            let head = peek(&mut input)?;
            by_bytes(head).or_else(|| encoding::utf16_without_mark(&head[..head.len() & !1]))
        }
    };
    let text = match encoding {
        Some(encoding) if encoding != UTF_8 => {
            let decoded = Decoded::new(encoding, input);
            Text::Other(if label.is_some() { Decoded { advice: OTHERWISE, ..decoded } } else { decoded })
        }
        Some(_) => Text::Utf8(WithoutMark::new(input)),
        None => Text::Ascii(WithoutMark::new(input), guess.clone()),
    };
    Ok((text, guess))
}

/// The bytes of a file in the encoding that a user named, as UTF-8.
///
/// # Errors
/// When the encoding is not known.
pub(crate) fn as_labelled<'a>(
    input: Box<dyn BufRead + 'a>,
    label: &str,
) -> io::Result<Box<dyn BufRead + 'a>> {
    match codepage::named(label) {
        Some(page) => Ok(Box::new(Paged::new(page, input))),
        None => Ok(decoded(labelled(label)?, input)),
    }
}

fn labelled(label: &str) -> io::Result<&'static Encoding> {
    encoding::named(label).map_err(io::Error::other)
}

/// The name of an encoding that was guessed from bytes that are not UTF-8; known after they have been read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guess(Arc<OnceLock<&'static str>>);

impl Guess {
    /// The encoding, if one was guessed.
    pub(crate) fn name(&self) -> Option<&'static str> {
        self.0.get().copied()
    }
}

/// A text file as UTF-8.
pub(crate) enum Text<R> {
    /// ASCII so far: the first other bytes decide whether it is UTF-8.
    Ascii(WithoutMark<R>, Guess),
    /// UTF-8.
    Utf8(WithoutMark<R>),
    /// Another encoding.
    Other(Decoded<R>),
    /// An old code page.
    Page(Paged<R>),
    /// A placeholder while the state changes.
    Gone,
}

impl<R: BufRead> Text<R> {
    fn decide(&mut self) -> io::Result<()> {
        let Text::Ascii(input, guess) = self else { return Ok(()) };
        let head = peek(input)?;
        if head.is_ascii() {
            return Ok(());
        }
        let encoding = if valid_start(head) { None } else { encoding::guess(head) };
        if let Some(encoding) = encoding {
            let _ = guess.0.set(encoding.name());
        }
        *self = match (std::mem::replace(self, Text::Gone), encoding) {
            (Text::Ascii(input, _), Some(Guessed::Standard(encoding))) => {
                Text::Other(Decoded::new(encoding, input.input))
            }
            (Text::Ascii(input, _), Some(Guessed::Page(page))) => Text::Page(Paged::new(page, input.input)),
            (Text::Ascii(input, _), None) => Text::Utf8(input),
            (other, _) => other,
        };
        Ok(())
    }
}

impl<R: BufRead> BufRead for Text<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.decide()?;
        match self {
            Text::Ascii(input, _) | Text::Utf8(input) => input.fill_buf(),
            Text::Other(input) => input.fill_buf(),
            Text::Page(input) => input.fill_buf(),
            Text::Gone => Ok(&[]),
        }
    }

    fn consume(&mut self, count: usize) {
        match self {
            Text::Ascii(input, _) | Text::Utf8(input) => input.consume(count),
            Text::Other(input) => input.consume(count),
            Text::Page(input) => input.consume(count),
            Text::Gone => {}
        }
    }
}

impl<R: BufRead> Read for Text<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        copy_out(self, out)
    }
}

/// The error for a failed read; an [`Error`] that passed through a reader is returned as it was.
pub(crate) fn failure(error: &io::Error) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(ours) => ours.clone(),
        None => Error::new(error.to_string()),
    }
}

fn peek<R: BufRead>(input: &mut R) -> io::Result<&[u8]> {
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

/// The encoding named by an XML declaration at the beginning of the bytes.
fn declared(head: &[u8]) -> Option<String> {
    let end = head.iter().take(400).position(|&byte| byte == b'>')?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?.strip_prefix("<?xml")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// True if the bytes are UTF-8, except for a character that may be cut off at their end.
fn valid_start(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

fn decoded<'a>(encoding: &'static Encoding, input: Box<dyn BufRead + 'a>) -> Box<dyn BufRead + 'a> {
    if encoding == UTF_8 {
        Box::new(WithoutMark::new(input))
    } else {
        Box::new(Decoded::new(encoding, input))
    }
}

/// Bytes of UTF-8 that are decoded at a time.
const CHUNK: usize = 1 << 16;

/// UTF-8 without the byte-order mark that it may begin with.
pub(crate) struct WithoutMark<R> {
    input: R,
    at_start: bool,
}

impl<R> WithoutMark<R> {
    fn new(input: R) -> Self {
        WithoutMark { input, at_start: true }
    }
}

impl<R: BufRead> BufRead for WithoutMark<R> {
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

impl<R: BufRead> Read for WithoutMark<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        copy_out(self, out)
    }
}

/// Another encoding, decoded strictly.
pub(crate) struct Decoded<R> {
    input: R,
    encoding: &'static Encoding,
    decoder: Decoder,
    ready: String,
    at: usize,
    over: bool,
    /// What to do when it is not valid.
    advice: &'static str,
}

/// The advice for a file that is not in the encoding that the user named.
pub(crate) const OTHERWISE: &str = "leave --encoding out to have it found, or mend it there";

impl<R: BufRead> Decoded<R> {
    fn new(encoding: &'static Encoding, input: R) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        let advice = "save it as UTF-8, or fetch it again";
        Decoded { input, encoding, decoder, ready: String::with_capacity(CHUNK), at: 0, over: false, advice }
    }

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
                        Error::new(format!("not valid {}", self.encoding.name())).advise(self.advice),
                    ));
                }
                DecoderResult::InputEmpty => self.over = last,
                DecoderResult::OutputFull => break,
            }
        }
        Ok(())
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
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

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        copy_out(self, out)
    }
}

/// An old code page, decoded strictly.
pub(crate) struct Paged<R> {
    input: R,
    page: &'static CodePage,
    ready: String,
    at: usize,
}

impl<R> Paged<R> {
    fn new(page: &'static CodePage, input: R) -> Self {
        Paged { input, page, ready: String::new(), at: 0 }
    }
}

impl<R: BufRead> BufRead for Paged<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.ready.len() {
            let raw = peek(&mut self.input)?;
            let count = raw.len();
            self.ready = self.page.text(raw).map_err(|_| {
                io::Error::other(Error::new(format!("not valid {}", self.page.name)).advise(OTHERWISE))
            })?;
            self.at = 0;
            self.input.consume(count);
        }
        Ok(&self.ready.as_bytes()[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

impl<R: BufRead> Read for Paged<R> {
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
