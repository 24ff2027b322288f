//! Writes findings back into the file in which they were found: the same file, byte by byte, with
//! notes where translators' tools show them.

use super::{Format, xml};
use crate::{Error, Result};
use std::{collections::BTreeMap, ops::Range};

/// The notes for the units of a file, by the number of their row.
pub type UnitNotes = BTreeMap<u64, Vec<String>>;

/// The file with notes: `<note>` in XLIFF and TMX, translators' comments in PO. Everything else is unchanged.
///
/// # Errors
/// When the format has no place for notes, or the file is neither UTF-8 nor UTF-16.
pub fn annotate(format: Format, bytes: &[u8], notes: &UnitNotes) -> Result<Vec<u8>> {
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
fn with_notes(format: Format, bytes: &[u8], notes: &UnitNotes) -> Result<Vec<u8>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::new("invalid UTF-8")
            .byte(error.valid_up_to() as u64)
            .advise("save it as UTF-8 to have it annotated")
    })?;
    let edits = match format {
        Format::Tmx => in_memory(text, notes),
        Format::Xliff | Format::Xliff2 => in_units(text, notes),
        Format::Po => in_messages(text, notes),
        other => {
            return Err(Error::new(format!("notes cannot be written into {other}"))
                .advise("give an XLIFF, TMX or PO file"));
        }
    };
    Ok(edits.made_in(text).into_bytes())
}

/// What is put into a file, and what is taken out of it: the notes of an earlier run.
#[derive(Debug, Default)]
struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    fn insert(&mut self, at: usize, what: String) {
        self.0.push((at..at, what));
    }

    fn remove(&mut self, what: Range<usize>) {
        self.0.push((what, String::new()));
    }

    /// The text with these edits.
    fn made_in(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len() + 200 * self.0.len());
        let mut done = 0;
        for (range, insert) in self.0 {
            out.push_str(&text[done..range.start.max(done)]);
            out.push_str(&insert);
            done = done.max(range.end);
        }
        out.push_str(&text[done..]);
        out
    }
}

/// The end of the note that begins with this tag, if this program wrote it: `is_own` judges the text from the tag on.
fn own_note(text: &str, tag: &Tag<'_>, is_own: impl Fn(&str, &str) -> bool) -> Option<usize> {
    let is_note = tag.name == "note" && !tag.closes && !tag.is_empty;
    let end = tag.end + text[tag.end..].find("</note>").filter(|_| is_note)?;
    is_own(&text[tag.start..tag.end], &text[tag.end..end]).then_some(end + "</note>".len())
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

/// The edits of a memory: notes are after the start tag of the unit.
fn in_memory(text: &str, notes: &UnitNotes) -> Edits {
    let mut row = 0;
    let mut edits = Edits::default();
    for tag in tags(text) {
        if tag.name == "tu" && !tag.closes {
            row += 1;
            if let Some(notes) = notes.get(&row).filter(|_| !tag.is_empty) {
                let note = |note: &String| format!("<note>{OWN}{}</note>", escaped(note));
                edits.insert(tag.end, notes.iter().map(note).collect());
            }
        } else if let Some(end) = own_note(text, &tag, |_, said| said.starts_with(OWN)).filter(|_| row > 0) {
            edits.remove(tag.start..end);
        }
    }
    edits
}

/// The beginning of notes where no attribute names their writer.
const OWN: &str = "mizan: ";

/// The unit of XLIFF that is being read.
#[derive(Default)]
struct Unit {
    /// The number of elements that are open, itself included; none outside units.
    depth: usize,
    /// Where its notes go, and whether as in version 2.
    place: Option<(usize, bool)>,
    /// The element of version 2 that holds notes: its places, and whether another than this program wrote some.
    holder: Option<(Range<usize>, bool)>,
    /// The earlier notes of this program.
    own: Vec<Range<usize>>,
}

impl Unit {
    /// Takes a tag inside the unit; `outer` is whether it is directly in it.
    fn take(&mut self, text: &str, tag: &Tag<'_>, is_child: bool) {
        let name = tag.name.rsplit(':').next().unwrap_or_default();
        let is_own = |tag: &str, _: &str| {
            [" from", " category"].iter().any(|name| {
                tag.contains(&format!("{name}=\"mizan\"")) || tag.contains(&format!("{name}='mizan'"))
            })
        };
        match name {
            "target" | "source" | "seg-source" if is_child && (tag.closes || tag.is_empty) => {
                self.place = Some((tag.end, false));
            }
            "notes" if is_child && tag.closes => {
                if let Some((range, _)) = &mut self.holder {
                    range.end = tag.end;
                }
            }
            "notes" if is_child && !tag.is_empty => {
                self.place = Some((tag.end, true));
                self.holder = Some((tag.start..tag.end, false));
            }
            "originalData" | "segment" | "ignorable" if is_child && !tag.closes && self.place.is_none() => {
                self.place = Some((tag.start, true));
            }
            "note" if !tag.closes => match (own_note(text, tag, is_own), &mut self.holder) {
                (Some(end), _) => self.own.push(tag.start..end),
                (None, Some((_, has_others))) => *has_others = true,
                (None, None) => {}
            },
            _ => {}
        }
    }

    /// The edits of the unit when all of it has been read.
    fn end(self, notes: Option<&Vec<String>>, edits: &mut Edits) {
        match (&self.holder, notes) {
            // An element without notes is not allowed.
            (Some((range, false)), None) if !self.own.is_empty() => edits.remove(range.clone()),
            _ => self.own.into_iter().for_each(|own| edits.remove(own)),
        }
        if let (Some((at, is_second)), Some(notes)) = (self.place, notes) {
            let attribute = if is_second { "category" } else { "from" };
            let note = |note: &String| format!("<note {attribute}=\"mizan\">{}</note>", escaped(note));
            let mut insert: String = notes.iter().map(note).collect();
            if is_second && self.holder.is_none() {
                insert = format!("<notes>{insert}</notes>");
            }
            edits.insert(at, insert);
        }
    }
}

/// The edits of XLIFF: notes are after the target in version 1.2, before the segments in version 2.
fn in_units(text: &str, notes: &UnitNotes) -> Edits {
    let (mut row, mut unit) = (0, Unit::default());
    let mut edits = Edits::default();
    for tag in tags(text) {
        let name = tag.name.rsplit(':').next().unwrap_or_default();
        if unit.depth == 0 {
            if matches!(name, "trans-unit" | "unit") && !tag.closes {
                row += 1;
                unit.depth = usize::from(!tag.is_empty);
            }
            continue;
        }
        let opens = !tag.closes && !tag.is_empty;
        unit.depth = if tag.closes { unit.depth - 1 } else { unit.depth + usize::from(opens) };
        // An element directly inside the unit: its outer depth is 1.
        let is_child = unit.depth - usize::from(opens).min(unit.depth) == 1;
        unit.take(text, &tag, is_child);
        if unit.depth == 0 {
            std::mem::take(&mut unit).end(notes.get(&row), &mut edits);
        }
    }
    edits
}

/// The edits of PO: comments are before the first line of the message.
fn in_messages(text: &str, notes: &UnitNotes) -> Edits {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits = Edits::default();
    let mut starts = Vec::new();
    let mut at = 0;
    // The beginning of the message to which a line belongs.
    let (mut begin, mut in_context) = (0, false);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if trimmed.starts_with("msgctxt") {
            (begin, in_context) = (at, true);
        } else if trimmed.starts_with("msgid ") && !std::mem::take(&mut in_context) {
            begin = at;
        } else if trimmed.strip_prefix("# ").is_some_and(|said| said.starts_with(OWN)) {
            edits.remove(at..at + line.len());
        }
        starts.push(begin);
        at += line.len();
    }
    let mut inserts: BTreeMap<usize, String> = BTreeMap::new();
    for (row, notes) in notes {
        let Some(begin) = (*row as usize).checked_sub(1).and_then(|row| starts.get(row)) else { continue };
        let insert = inserts.entry(*begin).or_default();
        for note in notes {
            *insert += &format!("# {OWN}{}{end}", note.replace(['\r', '\n'], " "));
        }
    }
    inserts.into_iter().for_each(|(at, insert)| edits.insert(at, insert));
    edits
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
        let notes = UnitNotes::from([(1, vec!["3 < 4".to_owned()])]);
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
    fn xliff_1_2_has_them_after_its_own_target() {
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
    fn notes_of_an_earlier_run_are_replaced() {
        let memory = "<tmx><header><note>mizan: x</note></header><body><tu><note>mine</note><tuv/></tu>\
            <tu><tuv/></tu></body></tmx>";
        let first = "<xliff><trans-unit id='1'><source>a</source><target>b</target><note from='me'>x</note>\
            </trans-unit><trans-unit id='2'><source>c</source></trans-unit></xliff>";
        let second = "<xliff><unit id='1'><segment><source>a</source></segment></unit>\
            <unit id='2'><notes><note>x</note></notes><segment><source>a</source></segment></unit></xliff>";
        let po = "# mine\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgctxt \"m\"\nmsgid \"c\"\nmsgstr \"d\"\n";
        // The rows that were found before and now: of messages the lines, of which comments are some.
        for (format, text, before, after) in [
            (Format::Tmx, memory, [1, 2], [1, 2]),
            (Format::Xliff, first, [1, 2], [1, 2]),
            (Format::Xliff2, second, [1, 2], [1, 2]),
            (Format::Po, po, [3, 7], [4, 9]),
        ] {
            let once = noted(format, text, &before);
            assert_ne!(once, text);
            assert_eq!(noted(format, &once, &after), once, "{format}: the same findings");
            assert_eq!(noted(format, &once, &[]), text, "{format}: nothing is found any more");
            assert_eq!(noted(format, &once, &after[..1]), noted(format, text, &before[..1]), "{format}");
        }
    }

    #[test]
    fn other_formats_and_encodings_are_refused() {
        let refused =
            |format, bytes: &[u8]| annotate(format, bytes, &UnitNotes::new()).unwrap_err().to_string();
        assert!(refused(Format::Tsv, b"").contains("cannot be written into tsv"));
        assert!(refused(Format::Tmx, b"\xFF").contains("invalid UTF-8"));
        for text in ["<", "<a", "<!--", "</unit>", "<unit><unit>", "<unit/>", "<unit></a></a></a>"] {
            assert_eq!(noted(Format::Xliff, text, &[1]), text);
        }
    }
}
