//! Character encodings: detection, and a decoder that never replaces anything.
//!
//! The order of evidence is: the user's choice, a byte-order mark, UTF-16 recognised by its high
//! bytes, valid UTF-8, and only then a guess (windows-1256 for Arabic, windows-1252 for English). A
//! guess is recorded in the document. A file that is UTF-8 except for a few bytes is an error, not
//! a guess.

use super::{
    codepage::{self, CodePage},
    damaged, lines,
};
use crate::{Error, Result, text::chars};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// Decodes a whole file. `label` is the encoding that the user asked for, by any of its usual
/// names. Returns the text without byte-order mark and the name of the encoding.
pub(super) fn decode(bytes: &[u8], name: &str, label: Option<&str>) -> Result<(String, &'static str)> {
    if let Some(page) = label.and_then(codepage::named) {
        return page.decode(bytes, name).map_err(|error| error.advise(instead(bytes, name)));
    }
    if let Some(label) = label {
        let encoding = named(label).map_err(|error| error.at(name))?;
        let body = match Encoding::for_bom(bytes) {
            Some((found, length)) if found == encoding => &bytes[length..],
            _ => bytes,
        };
        let decoded = strictly(encoding, body, bytes.len() - body.len(), name);
        return decoded.map_err(|error| error.advise(instead(bytes, name)));
    }
    refuse_other_formats(bytes, name)?;
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[length..], length, name);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return strictly(encoding, bytes, 0, name);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            refuse_nul(text, name)?;
            Ok((text.to_owned(), UTF_8.name()))
        }
        Err(broken) => guessed(bytes, broken.valid_up_to(), name),
    }
}

/// The advice for a file that is not in the encoding that the user named.
fn instead(bytes: &[u8], name: &str) -> String {
    match decode(bytes, name, None) {
        Ok((_, found)) => format!("without --encoding it is read as {found}"),
        Err(_) => {
            "no encoding that is known here fits all of it: mend it there, or save it as UTF-8".to_owned()
        }
    }
}

/// The encoding named by a user.
///
/// # Errors
/// When there is none of this name.
pub(super) fn named(label: &str) -> Result<&'static Encoding> {
    match Encoding::for_label(label.trim().as_bytes()) {
        Some(encoding) if encoding != encoding_rs::REPLACEMENT => Ok(encoding),
        _ => Err(Error::new(format!("no encoding is called `{label}`"))
            .advise("use a name such as utf-8, utf-16le, windows-1256, iso-8859-6, x-mac-arabic, cp720 or windows-1252")),
    }
}

/// Decodes without replacing: the first byte that the encoding does not have is an error.
fn strictly(
    encoding: &'static Encoding,
    bytes: &[u8],
    skipped: usize,
    name: &str,
) -> Result<(String, &'static str)> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => {
            refuse_nul(&text, name)?;
            text.shrink_to_fit();
            Ok((text, encoding.name()))
        }
        (DecoderResult::Malformed(length, after), read) => {
            let at = read.saturating_sub(usize::from(length) + usize::from(after));
            Err(Error::new(format!("not valid {}", encoding.name()))
                .at(name)
                .line(1 + lines::count_ends(&text))
                .byte((skipped + at) as u64)
                .advise("mend it there, or save the file as UTF-8"))
        }
        (DecoderResult::OutputFull, _) => Err(Error::new("too large to decode").at(name)),
    }
}

/// Text contains no NUL; a file with one is binary or in another encoding.
fn refuse_nul(text: &str, name: &str) -> Result<()> {
    match memchr::memchr(0, text.as_bytes()) {
        None => Ok(()),
        Some(at) => Err(Error::new("a NUL character: this is no plain text")
            .at(name)
            .line(1 + lines::count_ends(&text[..at]))
            .byte(at as u64)
            .advise("save it as plain text, or give its encoding with --encoding if it is text")),
    }
}

/// First bytes of known formats that are not text.
const FORMATS: &[(&[u8], &str, &str)] = &[
    (b"\x7FELF", "a program", "give a text file"),
    (b"\xFF\xFE\0\0", "UTF-32 text", "save it as plain text (UTF-8) and give that file"),
    (b"\0\0\xFE\xFF", "UTF-32 text", "save it as plain text (UTF-8) and give that file"),
];

fn refuse_other_formats(bytes: &[u8], name: &str) -> Result<()> {
    match FORMATS.iter().find(|(head, ..)| bytes.starts_with(head)) {
        Some((_, what, advice)) => {
            Err(Error::new(format!("{what}, not plain text")).at(name).advise(*advice))
        }
        None => Ok(()),
    }
}

/// The beginning of a file as text for inspection, with undecodable bytes replaced.
pub(super) fn head(bytes: &[u8]) -> String {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = encoding.or_else(|| utf16_without_mark(bytes)).unwrap_or(UTF_8);
    encoding.decode_with_bom_removal(sample).0.into_owned()
}

/// The encoding declared by a web page, unless its bytes show that it is UTF-8.
pub(super) fn declared_by_page(bytes: &[u8]) -> Option<String> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let head = head(bytes).to_ascii_lowercase();
    let (_, value) = head.split_once("charset=")?;
    let value = value.trim_start_matches(['"', '\'']);
    let label = value.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).next()?;
    Encoding::for_label(label.as_bytes()).map(|_| label.to_owned())
}

/// Number of bytes at the beginning that decide whether a file is UTF-16.
const SAMPLE: usize = 4096;

/// Recognises UTF-16 without byte-order mark: the high byte of nearly every unit is 0x00 (Latin) or
/// 0x06 (Arabic), and texts in other encodings do not contain these bytes.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let units = sample.len() / 2;
    let high = |parity: usize| {
        sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0 || byte == 6).count() as f64
            / units as f64
    };
    match (high(0), high(1)) {
        (even, odd) if even >= 0.8 && odd <= 0.2 => Some(UTF_16BE),
        (even, odd) if odd >= 0.8 && even <= 0.2 => Some(UTF_16LE),
        _ => None,
    }
}

/// Decodes bytes that are not UTF-8: in an old Arabic or English code page; a damaged or binary
/// file is an error.
fn guessed(bytes: &[u8], first_bad: usize, name: &str) -> Result<(String, &'static str)> {
    if memchr::memchr(0, bytes).is_some() || control_share(bytes) > 0.02 {
        return Err(damaged::binary(name).at(name).byte(first_bad as u64));
    }
    let invalid = |advice: &str| {
        let line = 1 + bytes[..first_bad].iter().filter(|&&byte| byte == b'\n').count() as u64;
        Error::new(format!("invalid UTF-8 (byte 0x{:02X})", bytes[first_bad]))
            .at(name)
            .line(line)
            .byte(first_bad as u64)
            .advise(advice)
    };
    let (good, bad) = multibyte_balance(bytes);
    if good > bad {
        // Any other encoding would spoil all the rest.
        return Err(invalid(if bad == 1 {
            "all the rest is UTF-8: mend that byte"
        } else {
            "nearly all the rest is UTF-8: mend what is not, or fetch the file again"
        }));
    }
    match likely(bytes) {
        Some(Guessed::Standard(encoding)) => return strictly(encoding, bytes, 0, name),
        Some(Guessed::Page(page)) => return page.decode(bytes, name),
        None => {}
    }
    // What was tried does not fit, so no example would.
    Err(invalid("no usual encoding fits: save the file as UTF-8, or name its encoding with --encoding"))
}

/// An encoding that was guessed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Guessed {
    /// An encoding of the Encoding Standard.
    Standard(&'static Encoding),
    /// A code page that the standard does not contain.
    Page(&'static CodePage),
}

impl Guessed {
    /// The name of the encoding.
    pub(super) fn name(self) -> &'static str {
        match self {
            Guessed::Standard(encoding) => encoding.name(),
            Guessed::Page(page) => page.name,
        }
    }
}

/// The old encoding in which some bytes that are not UTF-8 are most plausible.
fn likely(bytes: &[u8]) -> Option<Guessed> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    // The detector needs much text to suggest windows-1256; the letters themselves are better evidence.
    let found = [guess, WINDOWS_1256, WINDOWS_1252].into_iter().find(|encoding| plausible(encoding, bytes));
    let page = match found {
        Some(encoding) if encoding == WINDOWS_1252 => None,
        Some(encoding) => {
            let sample = &bytes[..bytes.len().min(codepage::SAMPLE)];
            codepage::guess(bytes, Some(&encoding.decode_without_bom_handling(sample).0))
        }
        None => codepage::guess(bytes, None),
    };
    page.map(Guessed::Page).or(found.map(Guessed::Standard))
}

/// The old encoding of a stretch of bytes that is not UTF-8, if it is plausible in one. Used for
/// tables, which are read piece by piece.
pub(super) fn guess(bytes: &[u8]) -> Option<Guessed> {
    let (good, bad) = multibyte_balance(bytes);
    // Two stray bytes are damage, not an encoding, and so are three beside letters in UTF-8.
    if good > bad || bad < 3 || bad == 3 && good > 0 || control_share(bytes) > 0.02 {
        return None;
    }
    likely(bytes)
}

/// True for bytes that no text begins with: not UTF-8, not UTF-16, and with control characters.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let broken = |error: std::str::Utf8Error| error.error_len().is_some();
    let marked = [&b"\xFF\xFE"[..], b"\xFE\xFF"].iter().any(|mark| head.starts_with(mark));
    std::str::from_utf8(head).is_err_and(broken)
        && !marked
        && utf16_without_mark(head).is_none()
        && (memchr::memchr(0, head).is_some() || control_share(head) > 0.02)
}

/// The share of bytes that are control characters not used in text, 0 to 1.
fn control_share(bytes: &[u8]) -> f64 {
    let controls = bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C));
    controls.count() as f64 / bytes.len().max(1) as f64
}

/// The number of multi-byte characters that are valid UTF-8, and the number of bytes that belong to none.
fn multibyte_balance(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    (good, bad)
}

/// True if the text makes sense in this code page. In Arabic code pages most high bytes must be
/// Arabic letters; in windows-1252 they must be typographic marks or single accented letters.
fn plausible(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
        return false;
    };
    let (mut arabic, mut latin, mut marks, mut other) = (0usize, 0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if chars::is_arabic_letter(c) {
            arabic += 1;
        } else if c.is_control() {
            other += 3;
        } else if chars::is_latin_letter(c) {
            latin += 1;
        } else if c.is_alphabetic() {
            other += 1;
        } else {
            marks += 1;
        }
    }
    let ascii_letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    match encoding.name() {
        "windows-1256" | "ISO-8859-6" => arabic > 0 && arabic > 4 * (latin + other) && arabic > marks,
        "windows-1252" => arabic == 0 && other == 0 && ascii_letters > 3 * (latin + marks),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(bytes: &[u8]) -> Result<(String, &'static str)> {
        decode(bytes, "t.txt", None)
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    const ARABIC: &str = "وصل الوفد إلى العاصمة صباح أمس، واستقبله الوزير في المطار.\nثم عُقد اجتماع.";

    #[test]
    fn a_byte_order_mark_is_obeyed_and_removed() {
        let mut bytes = b"\xEF\xBB\xBF".to_vec();
        bytes.extend_from_slice(ARABIC.as_bytes());
        assert_eq!(auto(&bytes).unwrap(), (ARABIC.to_owned(), "UTF-8"));
        let mut bytes = b"\xFF\xFE".to_vec();
        bytes.extend(utf16(ARABIC, false));
        assert_eq!(auto(&bytes).unwrap(), (ARABIC.to_owned(), "UTF-16LE"));
        let mut bytes = b"\xFE\xFF".to_vec();
        bytes.extend(utf16(ARABIC, true));
        assert_eq!(auto(&bytes).unwrap(), (ARABIC.to_owned(), "UTF-16BE"));
    }

    #[test]
    fn utf_16_without_a_mark_is_seen_in_both_languages_and_byte_orders() {
        for text in [ARABIC, "The delegation arrived yesterday.\nThen they met."] {
            assert_eq!(auto(&utf16(text, false)).unwrap(), (text.to_owned(), "UTF-16LE"));
            assert_eq!(auto(&utf16(text, true)).unwrap(), (text.to_owned(), "UTF-16BE"));
        }
    }

    #[test]
    fn windows_1256_is_detected_and_named_even_in_one_short_sentence() {
        for text in [ARABIC, "قال نعم.", "الوفد"] {
            let (bytes, _, lost) = WINDOWS_1256.encode(text);
            assert!(!lost);
            assert_eq!(auto(&bytes).unwrap(), (text.to_owned(), "windows-1256"), "{text}");
        }
    }

    #[test]
    fn english_with_typographic_quotes_of_an_old_word_processor_is_windows_1252() {
        let text = "She said “yes”. It’s done – at last.";
        let (bytes, _, _) = WINDOWS_1252.encode(text);
        assert_eq!(auto(&bytes).unwrap(), (text.to_owned(), "windows-1252"));
    }

    #[test]
    fn the_error_for_a_wrong_encoding_names_the_right_one() {
        let error = |bytes: &[u8], label: &str| decode(bytes, "t.txt", Some(label)).unwrap_err().to_string();
        let (old, _, _) = WINDOWS_1256.encode(ARABIC);
        let wrong = error(&old, "utf-8");
        assert!(wrong.ends_with("not valid UTF-8; without --encoding it is read as windows-1256"), "{wrong}");
        let wrong = error(ARABIC.as_bytes(), "iso-8859-6");
        assert!(wrong.ends_with("without --encoding it is read as UTF-8"), "{wrong}");
        let mut damaged = ARABIC.as_bytes().to_vec();
        damaged[5] = 0xFF;
        let wrong = error(&damaged, "utf-8");
        assert!(wrong.contains("mend it there") && !wrong.contains("--encoding"), "{wrong}");
    }

    #[test]
    fn a_damaged_utf_8_file_is_an_error_with_line_and_byte_and_not_a_guess() {
        let mut bytes = ARABIC.as_bytes().to_vec();
        let newline = bytes.iter().position(|&b| b == b'\n').unwrap();
        bytes[newline + 2] = 0xC3;
        let error = auto(&bytes).unwrap_err().to_string();
        assert!(error.starts_with(&format!("t.txt, line 2, byte {}: invalid UTF-8", newline + 1)), "{error}");
        assert!(error.contains("all the rest is UTF-8: mend"), "{error}");
    }

    #[test]
    fn a_given_encoding_decides_and_reports_what_it_cannot_read() {
        let (bytes, _, _) = WINDOWS_1256.encode(ARABIC);
        assert_eq!(decode(&bytes, "t", Some("CP1256")).unwrap(), (ARABIC.to_owned(), "windows-1256"));
        let error = decode(b"abc\ndef\xFFghi", "t", Some("utf8")).unwrap_err().to_string();
        assert!(error.starts_with("t, line 2, byte 7: not valid UTF-8"), "{error}");
        let error = decode(b"abc\xA1", "t", Some("iso-8859-6")).unwrap_err().to_string();
        assert!(error.contains("byte 3") && error.contains("ISO-8859-6"), "{error}");
        let error = decode(b"abc", "t", Some("klingon")).unwrap_err().to_string();
        assert!(error.contains("no encoding is called `klingon`"), "{error}");
    }

    #[test]
    fn files_that_are_no_text_are_refused_with_advice() {
        for (bytes, word) in [
            (&b"\xFF\xFE\0\0a\0\0\0"[..], "UTF-32"),
            (b"\x01\x02\x80\xFE\x03\x04", "binary"),
            (b"text\nwith\0nul", "NUL"),
        ] {
            let error = auto(bytes).unwrap_err().to_string();
            assert!(error.contains(word) && error.contains("; "), "{error}");
        }
        assert_eq!(
            auto(b"text\nwith\0nul").unwrap_err().to_string().split(':').next(),
            Some("t.txt, line 2, byte 9")
        );
    }

    #[test]
    fn bytes_of_an_unknown_code_page_are_an_error() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Доклад о положении дел в мире");
        assert!(auto(&bytes).is_err());
    }

    #[test]
    fn nothing_and_blanks_are_texts() {
        assert_eq!(auto(b"").unwrap(), (String::new(), "UTF-8"));
        assert_eq!(auto(b" \n").unwrap(), (" \n".to_owned(), "UTF-8"));
    }

    #[test]
    fn texts_in_any_encoding_are_not_binary() {
        let utf16: Vec<u8> = "نعم yes\r\n".repeat(9).encode_utf16().flat_map(u16::to_le_bytes).collect();
        for text in [
            "نعم\u{1}".as_bytes(),
            "نعم".as_bytes().split_last().unwrap().1,
            b"\xE4\xDA\xE3\t\xE4\xDA\xE3\r\n",
            b"\xFF\xFEa\0\0\0",
            &utf16,
            b"",
        ] {
            assert!(!is_binary(text), "{text:?}");
        }
        assert!(is_binary(b"\x03\x9F\0\x11\xFF\x80\0\x01abc"));
    }
}
