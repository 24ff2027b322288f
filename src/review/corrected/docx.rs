//! Corrected words in a Word file: they take the formatting of the first word that they replace,
//! and every other part of the file is copied byte by byte.

use super::{Corrected, Difference, stream::Stream};
use crate::{Error, Result, review::state::State, text::Lang};
use std::{
    collections::HashMap,
    io::{Cursor, Read, Write},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The parts that contain text, in reading order.
const PARTS: [&str; 3] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

/// Elements of these parts that are not shown or are not text.
const HIDDEN: [&str; 9] =
    ["del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "rt", "sdtPr", "sectPr"];

/// Greatest unpacked size of a part of a Word file.
const MOST: u64 = 256 << 20;

/// Puts the corrected words into the file.
///
/// # Errors
/// When it is not an archive, or a part of it is not UTF-8.
pub(super) fn put(
    state: &State,
    lang: Lang,
    bytes: &[u8],
    differences: Vec<Difference>,
) -> Result<Corrected> {
    let broken =
        |error: &dyn std::fmt::Display| Error::new(format!("the file of Word cannot be rewritten: {error}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let document = &state.side(lang).document.text;
    let (mut left, mut changed) = (differences, 0);
    let mut parts: HashMap<usize, String> = HashMap::new();
    for name in PARTS {
        let Some(index) = archive.index_for_name(name) else { continue };
        let mut xml = String::new();
        let part = archive.by_index(index).map_err(|error| broken(&error))?;
        part.take(MOST).read_to_string(&mut xml).map_err(|error| broken(&error))?;
        let (text, put, missed) = stream(&xml).put(&xml, document, left, escaped);
        left = missed;
        changed += put;
        parts.insert(index, text);
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..archive.len() {
        let Some(text) = parts.get(&index) else {
            let part = archive.by_index_raw(index).map_err(|error| broken(&error))?;
            writer.raw_copy_file(part).map_err(|error| broken(&error))?;
            continue;
        };
        let name =
            PARTS.into_iter().find(|name| archive.index_for_name(name) == Some(index)).unwrap_or_default();
        writer.start_file(name, SimpleFileOptions::default()).map_err(|error| broken(&error))?;
        writer.write_all(text.as_bytes()).map_err(|error| broken(&error))?;
    }
    let bytes = writer.finish().map_err(|error| broken(&error))?.into_inner();
    let missed = left.into_iter().map(|one| one.whole).collect();
    Ok(Corrected { bytes, changed, missed })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The letters in the text elements of a part.
fn stream(xml: &str) -> Stream {
    let mut stream = Stream::default();
    let (mut at, mut depth, mut hidden, mut is_text) = (0, 0_usize, None, false);
    while at < xml.len() {
        let rest = &xml[at..];
        if rest.starts_with('<') {
            let length = tag_length(rest);
            let tag = rest[1..length].trim_end_matches('>');
            at += length;
            if tag.starts_with(['!', '?']) {
                continue;
            }
            let name =
                tag.trim_start_matches('/').split([' ', '/', '\t', '\n', '\r']).next().unwrap_or_default();
            let name = name.rsplit(':').next().unwrap_or_default();
            if tag.starts_with('/') {
                depth = depth.saturating_sub(1);
                hidden = hidden.filter(|outside| *outside < depth);
                is_text = false;
            } else if !tag.ends_with('/') {
                if hidden.is_none() && HIDDEN.contains(&name) {
                    hidden = Some(depth);
                }
                is_text = name == "t";
                depth += 1;
            }
            continue;
        }
        let (letter, length) = letter(rest);
        if is_text && hidden.is_none() {
            stream.push(letter, at..at + length);
        }
        at += length;
    }
    stream
}

/// The length in bytes of the tag at the start of a text, with its brackets.
fn tag_length(rest: &str) -> usize {
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(rest.len(), |at| at + 3);
    }
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// The letter at the start of XML text, and the number of bytes that encode it.
fn letter(rest: &str) -> (char, usize) {
    let plain = rest.chars().next().unwrap_or(' ');
    let entity = rest.strip_prefix('&').and_then(|rest| rest.split_once(';')).map(|(name, _)| name);
    let Some(name) = entity.filter(|name| name.len() < 10) else { return (plain, plain.len_utf8()) };
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    let meant = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => number(digits, 16),
            None => name.strip_prefix('#').and_then(|digits| number(digits, 10)),
        },
    };
    meant.map_or((plain, plain.len_utf8()), |meant| (meant, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::archive::packed,
        review::corrected::{CorrectedForm, tests::corrected, text},
    };

    fn file(body: &str) -> Vec<u8> {
        packed(&[
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", body),
            ("word/styles.xml", "<s/>"),
        ])
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut text = String::new();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn words_are_put_into_their_runs_and_deleted_text_is_not_mistaken_for_them() {
        let body = "<w:document><w:p><w:del><w:r><w:delText>He has 52 days &amp; more.</w:delText></w:r></w:del><w:r><w:t>He has </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>5</w:t></w:r><w:r><w:t>2 days &amp; more.</w:t></w:r></w:p><w:p><w:r><w:t>Gone</w:t></w:r></w:p></w:document>";
        let texts = [(0, "He has <25> days & more."), (1, "Not found")];
        let state = corrected("ا\nب", "He has 52 days & more.\nNot there", &[(1, 1), (1, 1)], &texts);
        let original = file(body);
        let made = text(&state, Lang::En, 0, CorrectedForm::Docx, Some(("a.docx", &original))).unwrap();
        let now = part(&made.bytes, "word/document.xml");
        let expected =
            body.replace("<w:t>5</w:t>", "<w:t>&lt;25&gt;</w:t>").replace("<w:t>2 days", "<w:t> days");
        assert_eq!(now, expected);
        assert_eq!(part(&made.bytes, "word/styles.xml"), "<s/>");
        assert_eq!((made.changed, made.missed), (1, vec!["Not found".to_owned()]));
        assert!(text(&state, Lang::En, 0, CorrectedForm::Docx, Some(("a.docx", b"no archive"))).is_err());
    }
}
