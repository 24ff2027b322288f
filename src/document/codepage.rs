//! Old Arabic code pages of the Macintosh and of DOS that the Encoding Standard does not have
//! (data/codepages.tsv).

use super::lines;
use crate::{Error, Result, text::chars};
use std::sync::LazyLock;

/// A code page: ASCII below, a table above.
#[derive(Debug)]
pub(crate) struct CodePage {
    /// Its usual name.
    pub(super) name: &'static str,
    labels: Vec<&'static str>,
    /// The characters of the bytes from 0x80; empty for unassigned bytes.
    high: Vec<String>,
}

static PAGES: LazyLock<Vec<CodePage>> = LazyLock::new(|| {
    let rows = include_str!("../../data/codepages.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut fields = row.split('\t');
        let (name, labels, table) = (fields.next()?, fields.next()?, fields.next()?);
        let code = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
        let high = table.split(' ').map(|cell| cell.split('+').filter_map(code).collect()).collect();
        Some(CodePage { name, labels: labels.split(' ').collect(), high })
    })
    .collect()
});

/// The code page with this name.
pub(super) fn named(label: &str) -> Option<&'static CodePage> {
    let label = label.trim();
    let is = |name: &str| name.eq_ignore_ascii_case(label);
    PAGES.iter().find(|page| is(page.name) || page.labels.iter().any(|name| is(name)))
}

/// The code page in which some bytes read most like Arabic, and better than `other`, their text in
/// another encoding.
pub(super) fn guess(bytes: &[u8], other: Option<&str>) -> Option<&'static CodePage> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if other.is_some() && sample.iter().filter(|byte| !byte.is_ascii()).count() < FEWEST {
        return None;
    }
    let rival = other.map_or(f64::NEG_INFINITY, |text| likeness(text) + ADVANTAGE);
    let scored = PAGES.iter().filter_map(|page| Some((page, likeness(&page.text(sample).ok()?))));
    // The letters of the Macintosh are where cp864 has some presentation forms; on a tie the last
    // is chosen, which is the Macintosh.
    let best = scored.max_by(|(_, a), (_, b)| a.total_cmp(b));
    best.filter(|(_, score)| *score > rival && *score > LEAST).map(|(page, _)| page)
}

/// Bytes that are used for a guess.
pub(super) const SAMPLE: usize = 1 << 16;
/// Advantage that a code page of DOS or the Macintosh needs, because they are rare.
const ADVANTAGE: f64 = 0.15;
/// Least likeness of Arabic text.
const LEAST: f64 = 0.9;

/// Least number of bytes outside ASCII that can cast doubt on windows-1256.
const FEWEST: usize = 20;

/// How much a text is like Arabic, hardly more than 1: usual letters, rarer ones and the article
/// count for it; other characters outside ASCII, and final letters in the middle of a word, count
/// against it.
fn likeness(text: &str) -> f64 {
    let (mut sum, mut count) = (0.0, 0usize);
    let (mut before, mut earlier) = (' ', ' ');
    for c in text.chars() {
        let in_word = chars::is_arabic_letter(before);
        if !c.is_ascii() || in_word && c.is_ascii_alphanumeric() {
            count += 1;
            sum += weight(c, in_word);
            if matches!(before, 'ة' | 'ى') && chars::is_arabic_letter(c) {
                sum -= 1.5;
            }
            if (before, c) == ('ا', 'ل') && !chars::is_arabic_letter(earlier) {
                sum += 1.0;
            }
        }
        (earlier, before) = (before, c);
    }
    if count == 0 { f64::NEG_INFINITY } else { sum / count as f64 }
}

/// The contribution of one character to the likeness.
fn weight(c: char, in_word: bool) -> f64 {
    match c {
        'ا' | 'ل' | 'ي' | 'م' | 'و' | 'ن' | 'ر' | 'ت' | 'ب' | 'ع' | 'د' | 'ه' | 'س' | 'ف' | 'ق' | 'ك' => {
            1.0
        }
        'ة' | 'ى' if in_word => 0.6,
        'ة' | 'ى' => -1.0,
        'أ' | 'ح' | 'ج' | 'ش' | 'ص' | 'خ' | 'ط' | 'ذ' | 'ض' | 'إ' | 'ء' | 'ز' | 'غ' | 'ث' => {
            0.6
        }
        'ظ' | 'آ' | 'ئ' | 'ؤ' => 0.2,
        '\u{A0}' | '،' | '؛' | '؟' | '«' | '»' | '٠'..='٩' | '–' | '—' | '“' | '”' | '‘' | '’' | '…' => {
            0.5
        }
        // A vowel sign follows a letter.
        c if chars::is_tashkeel(c) && in_word => 0.2,
        _ => -1.0,
    }
}

impl CodePage {
    /// Decodes strictly. The error is the place of an unassigned byte.
    pub(super) fn text(&self, bytes: &[u8]) -> std::result::Result<String, usize> {
        let mut text = String::with_capacity(2 * bytes.len());
        for (at, &byte) in bytes.iter().enumerate() {
            match byte.checked_sub(0x80).map(|high| self.high.get(usize::from(high))) {
                None => text.push(char::from(byte)),
                Some(Some(shown)) if !shown.is_empty() => text.push_str(shown),
                Some(_) => return Err(at),
            }
        }
        Ok(text)
    }

    /// Decodes a whole file.
    ///
    /// # Errors
    /// When a byte is unassigned in this code page.
    pub(super) fn decode(&self, bytes: &[u8], name: &str) -> Result<(String, &'static str)> {
        let text = self.text(bytes).map_err(|at| {
            Error::new(format!("not valid {}", self.name))
                .at(name)
                .line(1 + lines::count_ends(&String::from_utf8_lossy(&bytes[..at])))
                .byte(at as u64)
                .advise("mend it there, or save the file as UTF-8")
        })?;
        Ok((text, self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "وصل الوفد نحو المدينة صباح أمس، ثم عقد اجتماعا مع رئيس البلدية.";

    fn encoded(page: &CodePage, text: &str) -> Vec<u8> {
        let byte = |c: char| match page.high.iter().position(|shown| shown.chars().eq([c])) {
            Some(at) if !c.is_ascii() => 0x80 + at as u8,
            _ => u8::try_from(u32::from(c)).unwrap_or(b'?'),
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn every_page_has_its_letters_and_is_distinguished_from_the_others() {
        assert_eq!(PAGES.len(), 3);
        for page in PAGES.iter() {
            assert_eq!(page.high.len(), 128, "{}", page.name);
            let text = if page.name == "cp720" { ARABIC.replace('،', ",") } else { ARABIC.to_owned() };
            let bytes = encoded(page, &text);
            assert_eq!(page.text(&bytes).unwrap(), text, "{}", page.name);
            let windows = encoding_rs::WINDOWS_1256.decode(&bytes).0;
            assert_eq!(guess(&bytes, Some(&windows)).map(|found| found.name), Some(page.name));
        }
    }

    #[test]
    fn windows_1256_stays_itself() {
        for text in [ARABIC, "قال نعم.", "الوفد", "ظئر", "«ثأر»"] {
            assert!(guess(&encoding_rs::WINDOWS_1256.encode(text).0, Some(text)).is_none(), "{text}");
        }
    }

    #[test]
    fn names_are_known_in_any_case_and_ligatures_come_apart() {
        assert_eq!(named("MacArabic").map(|page| page.name), Some("x-mac-arabic"));
        assert_eq!(named(" IBM864 ").unwrap().decode(b"\x9D\xC7", "t").unwrap().0, "لاا");
        assert!(named("cp437").is_none());
    }
}
