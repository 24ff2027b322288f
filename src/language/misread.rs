//! Text that was decoded in the wrong encoding and saved: `Ø§Ù„Ø³Ù„Ø§Ù…`, `ÇáÓáÇã`, `ط§ظ„ط³ظ„ط§ظ…`, `donâ€™t`.
//!
//! It is recognised by the way back: the characters are encoded in the wrong encoding and the bytes
//! decoded in the right one. UTF-8 has so much structure that a few characters are enough; for
//! one-byte encodings the result must read like Arabic.

use super::order;
use crate::text::{
    Span, chars,
    token::{TokenKind, tokens},
};
use encoding_rs::{Encoding, ISO_8859_6, MACINTOSH, WINDOWS_1252, WINDOWS_1256};
use rustc_hash::FxHashMap;
use std::{borrow::Cow, fmt, sync::LazyLock};

/// The right encoding of a text and the one in which it was decoded by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Misread {
    was: &'static str,
    read_as: &'static str,
}

impl Misread {
    /// The right encoding and the wrong one, separated by `between`.
    pub(crate) fn encodings(self, between: &str) -> String {
        format!("{}{between}{}", self.was, self.read_as)
    }

    /// What to do with the file.
    pub(super) fn advice(self) -> String {
        if self.read_as.is_empty() {
            return "fetch the text again and say in which encoding it is".to_owned();
        }
        let back = format!("iconv -f UTF-8 -t {} FILE", self.read_as);
        match self.was {
            "UTF-8" => format!("save it again from its source, or mend it with `{back}`"),
            // The name of the encoding in iconv.
            "MacArabic" => format!(
                "save it again from its source, or mend it with `{back} | iconv -f MACARABIC -t UTF-8`"
            ),
            was => {
                format!("save it again from its source, or mend it with `{back} | iconv -f {was} -t UTF-8`")
            }
        }
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.was, self.read_as) {
            (_, "") => f.write_str("it was decoded in the wrong encoding (mojibake)"),
            ("UTF-8", read) => write!(f, "it is UTF-8 that was decoded as {read} (mojibake)"),
            ("MacArabic", read) => {
                write!(f, "it is MacArabic (or ISO-8859-6) that was decoded as {read} (mojibake)")
            }
            (was, read) => write!(f, "it is {was} that was decoded as {read} (mojibake)"),
        }
    }
}

/// An encoding in which text is decoded by mistake.
struct Wrong {
    name: &'static str,
    encoding: &'static Encoding,
    /// The byte of each character outside ASCII.
    bytes: FxHashMap<char, u8>,
}

/// These encodings, most frequent first.
static WRONG: LazyLock<[Wrong; 3]> = LazyLock::new(|| {
    [("windows-1252", WINDOWS_1252), ("windows-1256", WINDOWS_1256), ("macintosh", MACINTOSH)].map(
        |(name, encoding)| {
            let mut bytes = FxHashMap::default();
            for byte in 0x80..=0xFF {
                // Bytes without a character are decoded as the character of the same number, as in browsers.
                bytes.insert(char::from(byte), byte);
            }
            bytes.retain(|c, _| encoding == WINDOWS_1252 && *c < '\u{A0}');
            for byte in 0x80..=0xFF_u8 {
                let byte_alone = [byte];
                let (text, _) = encoding.decode_without_bom_handling(&byte_alone);
                bytes.extend(text.chars().map(|c| (c, byte)));
            }
            Wrong { name, encoding, bytes }
        },
    )
});

impl Wrong {
    /// The byte of a character in the encoding.
    fn byte_of(&self, c: char) -> Option<u8> {
        if c.is_ascii() { u8::try_from(c as u32).ok() } else { self.bytes.get(&c).copied() }
    }

    fn bytes_of(&self, text: &str) -> Option<Vec<u8>> {
        text.chars().map(|c| self.byte_of(c)).collect()
    }
}

/// How a text was garbled, or `None`.
pub(super) fn of(text: &str) -> Option<Misread> {
    if is_lost(text) {
        return Some(LOST);
    }
    if text.is_ascii() {
        return None;
    }
    let mixture = Mixture::of(text);
    if !mixture.is_suspicious() {
        return None;
    }
    let proofs = WRONG.iter().map(|wrong| (Utf8Runs::of(text, wrong), wrong.name));
    let proofs = proofs.filter(|(found, _)| found.is_proof(&mixture));
    // On a tie the first counts, but `max_by_key` returns the last.
    if let Some((_, read_as)) = proofs.rev().max_by_key(|(found, _)| found.total()) {
        return Some(Misread { was: "UTF-8", read_as });
    }
    if mixture.replaced > 1 || mixture.leads > 3 && mixture.leads * 4 > mixture.visible {
        return Some(LOST);
    }
    // In no language do most letters have accents.
    one_byte(text, &mixture)
        .or((mixture.accented > 7 && mixture.accented * 2 > mixture.letters).then_some(LOST))
}

/// True for words of question marks, which programs write for letters that their encoding lacks.
fn is_lost(text: &str) -> bool {
    let marks = text.bytes().filter(|byte| *byte == b'?').count();
    let words =
        text.split_whitespace().filter(|word| word.len() > 1 && word.bytes().all(|byte| byte == b'?'));
    marks > 5 && words.count() > 2 && text.chars().filter(|c| c.is_alphabetic()).count() * 2 < marks
}

/// A text that is garbled in an unknown way.
const LOST: Misread = Misread { was: "UTF-8", read_as: "" };

/// The first place of a text that is garbled UTF-8, and the original text there.
pub(super) fn place(text: &str, misread: Misread) -> Option<(Span, String)> {
    let wrong = WRONG.iter().find(|wrong| wrong.name == misread.read_as && misread.was == "UTF-8")?;
    let mut chars = text.char_indices().filter(|(_, c)| !c.is_ascii()).map(|(at, _)| at);
    chars.find_map(|start| {
        let bytes: Vec<u8> = text[start..].chars().map_while(|c| wrong.byte_of(c)).take(4).collect();
        let length = bytes.first()?.leading_ones() as usize;
        let right = std::str::from_utf8(bytes.get(..length)?).ok().filter(|_| length > 1)?;
        let end = text[start..].char_indices().nth(length).map_or(text.len(), |(at, _)| start + at);
        Some((Span::new(start, end), right.to_owned()))
    })
}

/// The text before it was garbled, if every character can be recovered.
pub fn mended(text: &str) -> Option<(String, Misread)> {
    let misread = of(text)?;
    let bytes = WRONG.iter().find(|wrong| wrong.name == misread.read_as)?.bytes_of(text)?;
    let mended = match misread.was {
        "UTF-8" => String::from_utf8(bytes).ok()?,
        was => decoded(&bytes, right(was)?)?,
    };
    // If the result is garbled, the text was garbled in another way.
    (of(&mended).is_none()).then_some((mended, misread))
}

/// Counts of the characters that distinguish right from garbled text.
#[derive(Debug, Default)]
struct Mixture {
    visible: usize,
    /// Characters outside ASCII and the Arabic script that one-byte encodings have.
    high: usize,
    /// Adjacent characters of this kind.
    high_pairs: usize,
    /// Letters of the Arabic script, and those of them with which most letters of UTF-8 begin when
    /// it is read as windows-1256.
    arabic: usize,
    tah: usize,
    /// An Arabic letter next to a Latin one with an accent, which does not occur in real text.
    mixed: usize,
    /// Characters with which an Arabic letter of UTF-8 begins when it is read as windows-1252.
    leads: usize,
    /// Letters, and those of them that are Latin with an accent.
    letters: usize,
    accented: usize,
    /// Replacements of characters that could not be decoded.
    replaced: usize,
}

impl Mixture {
    fn of(text: &str) -> Self {
        let mut mixture = Mixture::default();
        let mut before = ' ';
        for c in text.chars() {
            mixture.visible += usize::from(!c.is_whitespace() && !c.is_control());
            mixture.letters += usize::from(chars::is_letter(c));
            if !c.is_ascii() {
                mixture.add(before, c);
            }
            before = c;
        }
        mixture
    }

    fn add(&mut self, before: char, c: char) {
        let is_high = |c: char| {
            matches!(c, '\u{80}'..='\u{FF}' | '\u{152}'..='\u{192}' | '\u{2C6}'..='\u{2DD}' | '\u{2013}'..='\u{2044}'
                | '€' | '™' | 'Ω' | '∂' | '∆' | '∏' | '∑' | '√' | '∞' | '∫' | '≈' | '≠' | '≤' | '≥' | '◊' | 'ﬁ' | 'ﬂ'
                | '\u{F8FF}' | 'ı')
        };
        let is_accented = |c: char| matches!(c, '\u{C0}'..='\u{FF}' | 'œ' | 'Œ') && c != '×' && c != '÷';
        let is_arabic = |c: char| matches!(c, 'ء'..='ي');
        self.accented += usize::from(is_accented(c));
        self.arabic += usize::from(is_arabic(c));
        self.tah += usize::from(matches!(c, 'ط' | 'ظ'));
        self.mixed += usize::from(is_arabic(before) && is_accented(c) || is_accented(before) && is_arabic(c));
        self.leads += usize::from(matches!(c, 'Ø' | 'Ù' | 'Ú' | 'Û'));
        self.replaced += usize::from(matches!(c, '\u{FFFD}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}'));
        if is_high(c) {
            self.high += 1;
            self.high_pairs += usize::from(is_high(before));
        }
    }

    /// Quick tests, without which nothing else is tried.
    fn is_suspicious(&self) -> bool {
        self.high_pairs > 0
            || self.mixed > 0
            || self.replaced > 1
            || (self.arabic > 7 && self.tah * 3 > self.arabic)
    }
}

/// The characters obtained by decoding runs as UTF-8.
#[derive(Debug, Default)]
struct Utf8Runs {
    arabic: usize,
    /// Characters of three bytes, of which `’` is the most frequent.
    marks: usize,
    letters: usize,
}

impl Utf8Runs {
    fn of(text: &str, wrong: &Wrong) -> Self {
        let mut found = Utf8Runs::default();
        let mut bytes = Vec::new();
        for run in text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty()) {
            bytes.clear();
            // A character that the encoding lacks cannot be part of UTF-8.
            bytes.extend(run.chars().map(|c| wrong.byte_of(c).unwrap_or(0)));
            for chunk in bytes.utf8_chunks() {
                chunk.valid().chars().for_each(|c| found.add(c));
            }
        }
        found
    }

    fn add(&mut self, c: char) {
        if matches!(c, 'ء'..='\u{652}' | 'پ' | 'چ' | 'گ' | 'ی' | 'ک') {
            self.arabic += 1;
        } else if matches!(c, '\u{2010}'..='\u{203A}' | '€' | '™') {
            self.marks += 1;
        } else if matches!(c, '\u{A0}'..='\u{17F}') {
            // The letters of European languages; rarer ones come from dots between Arabic words.
            self.letters += 1;
        }
    }

    fn total(&self) -> usize {
        self.arabic + self.marks + self.letters
    }

    fn is_proof(&self, mixture: &Mixture) -> bool {
        // In a completely garbled text nearly every character takes part, with two bytes per letter.
        if mixture.high * 2 > mixture.visible
            && (self.total() * 3 < mixture.high || self.arabic < self.letters)
        {
            return false;
        }
        if mixture.arabic * 2 > mixture.visible && self.arabic > 0 && self.total() * 3 < mixture.arabic {
            return false;
        }
        self.arabic > 2
            || self.marks + self.letters > 1
            || self.marks > 0
            || self.letters > 0 && 40 * self.letters > mixture.visible
    }
}

/// The one-byte encodings used for Arabic.
const RIGHT: [(&Encoding, &str); 2] = [(WINDOWS_1256, "windows-1256"), (ISO_8859_6, "MacArabic")];

fn right(name: &str) -> Option<&'static Encoding> {
    RIGHT.into_iter().find(|(_, known)| *known == name).map(|(encoding, _)| encoding)
}

/// Arabic in a one-byte encoding that was decoded in another.
fn one_byte(text: &str, mixture: &Mixture) -> Option<Misread> {
    if mixture.high * 2 < mixture.visible && mixture.mixed * 16 < mixture.visible {
        return None;
    }
    let mut best = (0, None);
    for wrong in WRONG.iter() {
        let Some(bytes) = wrong.bytes_of(text) else { continue };
        for (right, was) in RIGHT.into_iter().filter(|(right, _)| *right != wrong.encoding) {
            let Some(text) = decoded(&bytes, right) else { continue };
            let likeness = likeness(&text);
            if likeness > best.0 {
                best = (likeness, Some(Misread { was, read_as: wrong.name }));
            }
        }
    }
    best.1
}

/// The bytes decoded in a one-byte encoding, with the Arabic marks of MacArabic.
fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    if encoding != ISO_8859_6 {
        return encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned);
    }
    let decode = |byte: u8| match byte {
        0..=0x7F => Some(char::from(byte)),
        // The second copy of ASCII in MacArabic, for text from right to left, with Arabic digits.
        0xB0..=0xB9 => char::from_u32(0x660 + u32::from(byte - 0xB0)),
        0xA5 => Some('٪'),
        0xAC => Some('،'),
        0xBB => Some('؛'),
        0xBF => Some('؟'),
        0xC1..=0xDA | 0xE0..=0xF2 => char::from_u32(0x560 + u32::from(byte)),
        0xA0..=0xBF | 0xDB..=0xDF => Some(char::from(byte & 0x7F)),
        _ => Some(char::REPLACEMENT_CHARACTER),
    };
    bytes.iter().map(|byte| decode(*byte)).collect()
}

/// How much a text reads like Arabic, in signs; 0 if it does not.
fn likeness(text: &str) -> usize {
    let (mut words, mut foreign, mut signs) = (0, 0, 0);
    for token in tokens(text) {
        let word = token.span.of(text);
        match token.kind {
            TokenKind::Word if word.starts_with(chars::is_arabic_letter) => {
                words += 1;
                signs += order::signs_of(word);
            }
            TokenKind::Word => foreign += usize::from(!word.is_ascii()),
            _ => foreign += usize::from(word == "\u{FFFD}"),
        }
    }
    let is_arabic = words > 1 && signs * 8 > words && foreign * 5 < words;
    if is_arabic { signs.saturating_sub(foreign) } else { 0 }
}
