//! Decoding while reading, for files that are too large to hold in memory.
//!
//! UTF-8 passes through unchanged (whoever reads it proves it); anything else is decoded strictly, and a byte
//! that the encoding does not know is an error, never a replacement character.

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

/// The bytes of a text file as UTF-8: as the label says, by byte-order mark, by the zeros of UTF-16, or by the first
/// bytes that are not ASCII, whose guess is told by [`Guess`].
///
/// # Errors
/// When reading fails or no encoding has the name of the label.
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
        Some(encoding) if encoding != UTF_8 => Text::Other(Decoded::new(encoding, input)),
        Some(_) => Text::Utf8(WithoutMark::new(input)),
        None => Text::Ascii(WithoutMark::new(input), guess.clone()),
    };
    Ok((text, guess))
}

/// The bytes of a file in the encoding that a user named, as UTF-8.
///
/// # Errors
/// When no encoding has the name.
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

/// The name of an encoding that was guessed from bytes that are not UTF-8; known when they have been read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guess(Arc<OnceLock<&'static str>>);

impl Guess {
    /// The encoding, when there was something to guess.
    pub(crate) fn name(&self) -> Option<&'static str> {
        self.0.get().copied()
    }
}

/// A text file as UTF-8.
pub(crate) enum Text<R> {
    /// ASCII so far: the first other bytes tell whether it is UTF-8.
    Ascii(WithoutMark<R>, Guess),
    /// UTF-8.
    Utf8(WithoutMark<R>),
    /// Another encoding.
    Other(Decoded<R>),
    /// An old code page.
    Page(Paged<R>),
    /// Nothing; for a moment only.
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

/// What a reader reports, in our words: an error of ours that went through a reader comes out as it was.
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
        Box::new(WithoutMark::new(input))
    } else {
        Box::new(Decoded::new(encoding, input))
    }
}

/// How much is decoded at a time, in bytes of UTF-8.
const CHUNK: usize = 1 << 16;

/// UTF-8 without the mark that may stand at its head.
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
}

impl<R: BufRead> Decoded<R> {
    fn new(encoding: &'static Encoding, input: R) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Decoded { input, encoding, decoder, ready: String::with_capacity(CHUNK), at: 0, over: false }
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
                io::Error::other(
                    Error::new(format!("not valid {}", self.page.name))
                        .advise("give the encoding that the file is really in with --encoding"),
                )
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
