//! Writes findings back into the file in which they were found: the same file, byte by byte, with
//! notes where translators' tools show them.

use super::{Format, xml};
use crate::{Error, Result};
use std::collections::BTreeMap;

/// The notes for the units of a file, by the number of their row.
pub type Notes = BTreeMap<u64, Vec<String>>;

/// The file with notes: `<note>` in XLIFF and TMX, translators' comments in PO. Everything else is unchanged.
///
/// # Errors
/// When the format has no place for notes, or the file is neither UTF-8 nor UTF-16.
pub fn annotate(format: Format, bytes: &[u8], notes: &Notes) -> Result<Vec<u8>> {
    let is_little = match bytes {
        [0xFF, 0xFE, ..] => true,
        [0xFE, 0xFF, ..] => false,
        _ => return with_notes(format, bytes, notes),
    };
    let unit = |two: [u8; 2]| if is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) };
    let bytes_of = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    let units = bytes.chunks_exact(2).map(|two| unit([two[0], two[1]]));
    let text = char::decode_utf16(units).collect::<std::result::Result<String, _>>();
    let text = text.ok().filter(|_| bytes.len().is_multiple_of(2));
    let text =
        text.ok_or_else(|| Error::new("invalid UTF-16").advise("save it again to have it annotated"))?;
    let noted = with_notes(format, text.as_bytes(), notes)?;
    Ok(String::from_utf8_lossy(&noted).encode_utf16().flat_map(bytes_of).collect())
}

/// The same for a file in UTF-8.
fn with_notes(format: Format, bytes: &[u8], notes: &Notes) -> Result<Vec<u8>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::new("invalid UTF-8")
            .byte(error.valid_up_to() as u64)
            .advise("save it as UTF-8 to have it annotated")
    })?;
    let inserts = match format {
        Format::Tmx => in_memory(text, notes),
        Format::Xliff | Format::Xliff2 => in_units(text, notes),
        Format::Po => in_messages(text, notes),
        other => {
            return Err(Error::new(format!("notes cannot be written into {other}"))
                .advise("give an XLIFF, TMX or PO file"));
        }
    };
    let mut out = String::with_capacity(text.len() + 200 * inserts.len());
    let mut done = 0;
    for (at, insert) in inserts {
        out.push_str(&text[done..at]);
        out.push_str(&insert);
        done = at;
    }
    out.push_str(&text[done..]);
    Ok(out.into_bytes())
}

/// Text with markup escaped.
fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    let _ = xml::text(&mut out, &xml::shown(text));
    String::from_utf8(out).unwrap_or_default()
}

/// A tag and its place.
struct Tag<'a> {
    /// The name with its prefix.
    name: &'a str,
    start: usize,
    end: usize,
    closes: bool,
    is_empty: bool,
}

/// The tags of an XML text, without those in comments and CDATA.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find('<')?;
            let rest = &text[start..];
            let passed = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];
            if let Some((begin, end)) = passed.into_iter().find(|(begin, _)| rest.starts_with(begin)) {
                at = start + begin.len() + rest[begin.len()..].find(end)? + end.len();
                continue;
            }
            let mut quote = None;
            let length = rest.bytes().position(|byte| {
                match (quote, byte) {
                    (None, b'>') => return true,
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), byte) if open == byte => quote = None,
                    _ => {}
                }
                false
            })? + 1;
            at = start + length;
            let inside = &rest[1..length - 1];
            let (closes, is_empty) = (inside.starts_with('/'), inside.ends_with('/'));
            let name = inside.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next();
            return Some(Tag { name: name.unwrap_or_default(), start, end: at, closes, is_empty });
        }
    })
}

/// The places for notes in a memory: after the start tag of the unit.
fn in_memory(text: &str, notes: &Notes) -> Vec<(usize, String)> {
    let mut row = 0;
    let mut inserts = Vec::new();
    for tag in tags(text).filter(|tag| tag.name == "tu" && !tag.closes) {
        row += 1;
        if let Some(notes) = notes.get(&row).filter(|_| !tag.is_empty) {
            let note = |note: &String| format!("<note>mizan: {}</note>", escaped(note));
            inserts.push((tag.end, notes.iter().map(note).collect()));
        }
    }
    inserts
}

/// The places for notes in XLIFF: after the target in version 1.2, before the segments in version 2.
fn in_units(text: &str, notes: &Notes) -> Vec<(usize, String)> {
    let (mut row, mut depth, mut place) = (0, 0_usize, None);
    let mut inserts = Vec::new();
    // The notes of version 2 are inside a separate element, which may already exist.
    let mut own_element = true;
    for tag in tags(text) {
        let name = tag.name.rsplit(':').next().unwrap_or_default();
        if depth == 0 {
            if matches!(name, "trans-unit" | "unit") && !tag.closes {
                (row, depth, place, own_element) = (row + 1, usize::from(!tag.is_empty), None, true);
            }
            continue;
        }
        depth = if tag.closes { depth - 1 } else { depth + usize::from(!tag.is_empty) };
        let outer = usize::from(!tag.closes && !tag.is_empty);
        // An element directly inside the unit: its outer depth is 1.
        let is_child = depth - outer.min(depth) == 1;
        match name {
            "target" | "source" | "seg-source" if is_child && (tag.closes || tag.is_empty) => {
                place = Some((tag.end, false));
            }
            "notes" if is_child && !tag.closes && !tag.is_empty => {
                (place, own_element) = (Some((tag.end, true)), false);
            }
            "originalData" | "segment" | "ignorable" if is_child && !tag.closes && place.is_none() => {
                place = Some((tag.start, true));
            }
            _ => {}
        }
        if depth == 0
            && let (Some((at, is_second)), Some(notes)) = (place, notes.get(&row))
        {
            let attribute = if is_second { "category" } else { "from" };
            let note = |note: &String| format!("<note {attribute}=\"mizan\">{}</note>", escaped(note));
            let mut insert: String = notes.iter().map(note).collect();
            if is_second && own_element {
                insert = format!("<notes>{insert}</notes>");
            }
            inserts.push((at, insert));
        }
    }
    inserts
}

/// The places for comments in PO: before the first line of the message.
fn in_messages(text: &str, notes: &Notes) -> Vec<(usize, String)> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut starts = Vec::new();
    let mut at = 0;
    let mut inserts: BTreeMap<usize, String> = BTreeMap::new();
    // The beginning of the message to which a line belongs.
    let (mut begin, mut in_context) = (0, false);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if trimmed.starts_with("msgctxt") {
            (begin, in_context) = (at, true);
        } else if trimmed.starts_with("msgid ") && !std::mem::take(&mut in_context) {
            begin = at;
        }
        starts.push(begin);
        at += line.len();
    }
    for (row, notes) in notes {
        let Some(begin) = (*row as usize).checked_sub(1).and_then(|row| starts.get(row)) else { continue };
        let insert = inserts.entry(*begin).or_default();
        for note in notes {
            *insert += &format!("# mizan: {}{end}", note.replace(['\r', '\n'], " "));
        }
    }
    inserts.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(format: Format, text: &str, rows: &[u64]) -> String {
        let notes = rows.iter().map(|row| (*row, vec!["3 < 4".to_owned()])).collect();
        String::from_utf8(annotate(format, text.as_bytes(), &notes).unwrap()).unwrap()
    }

    #[test]
    fn a_file_in_utf_16_stays_in_utf_16() {
        let text = "\u{FEFF}<tmx><tu><tuv>نعم</tuv></tu></tmx>";
        let notes = Notes::from([(1, vec!["3 < 4".to_owned()])]);
        let wanted = text.replace("<tu>", "<tu><note>mizan: 3 &lt; 4</note>");
        for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
            let in_bytes = |text: &str| text.encode_utf16().flat_map(bytes_of).collect::<Vec<u8>>();
            assert_eq!(annotate(Format::Tmx, &in_bytes(text), &notes).unwrap(), in_bytes(&wanted));
            let odd = [in_bytes(text), vec![0]].concat();
            assert!(annotate(Format::Tmx, &odd, &notes).unwrap_err().to_string().contains("UTF-16"));
        }
    }

    #[test]
    fn a_memory_has_its_notes_before_the_variants() {
        let text = "<tmx><!-- <tu> --><body>\r\n<tu a='>'><tuv/></tu><tu ><tuv/></tu></body></tmx>";
        assert_eq!(
            noted(Format::Tmx, text, &[2]),
            text.replace("<tu >", "<tu ><note>mizan: 3 &lt; 4</note>")
        );
        assert_eq!(noted(Format::Tmx, text, &[]), text);
    }

    #[test]
    fn xliff_1_2_has_them_behind_its_own_target() {
        let text = "<xliff><trans-unit id='1'><source>a</source></trans-unit><trans-unit id='2'><source>a</source>\
            <target><g>b</g></target><alt-trans><source/><target>c</target></alt-trans></trans-unit></xliff>";
        let note = "<note from=\"mizan\">3 &lt; 4</note>";
        let wanted = text
            .replace("</g></target>", &format!("</g></target>{note}"))
            .replace("a</source></trans-unit>", &format!("a</source>{note}</trans-unit>"));
        assert_eq!(noted(Format::Xliff, text, &[1, 2]), wanted);
    }

    #[test]
    fn xliff_2_has_them_in_an_element_of_their_own() {
        let text = "<xliff><unit id='1'><segment><source>a</source><target>b</target></segment></unit>\
            <unit id='2'><notes><note>x</note></notes><segment><source>a</source></segment></unit></xliff>";
        let note = "<note category=\"mizan\">3 &lt; 4</note>";
        let wanted = text
            .replace("'1'><segment>", &format!("'1'><notes>{note}</notes><segment>"))
            .replace("<notes><note>x", &format!("<notes>{note}<note>x"));
        assert_eq!(noted(Format::Xliff2, text, &[1, 2]), wanted);
    }

    #[test]
    fn messages_have_comments_before_them() {
        let text = "msgid \"a\"\nmsgstr \"b\"\n\n#, fuzzy\nmsgctxt \"m\"\nmsgid \"c\"\nmsgid_plural \"d\"\n\
            msgstr[0] \"e\"\nmsgid \"f\"\nmsgstr \"g\"\n";
        let wanted = text
            .replace("msgctxt", "# mizan: 3 < 4\nmsgctxt")
            .replace("msgid \"f\"", "# mizan: 3 < 4\nmsgid \"f\"");
        assert_eq!(noted(Format::Po, text, &[8, 9]), wanted);
    }

    #[test]
    fn other_formats_and_encodings_are_refused() {
        let refused = |format, bytes: &[u8]| annotate(format, bytes, &Notes::new()).unwrap_err().to_string();
        assert!(refused(Format::Tsv, b"").contains("cannot be written into tsv"));
        assert!(refused(Format::Tmx, b"\xFF").contains("invalid UTF-8"));
        for text in ["<", "<a", "<!--", "</unit>", "<unit><unit>", "<unit/>", "<unit></a></a></a>"] {
            assert_eq!(noted(Format::Xliff, text, &[1]), text);
        }
    }
}
