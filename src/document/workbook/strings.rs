//! The strings of a workbook, to which cells refer by number: millions of them, in contiguous memory.

use crate::{
    Error, Result,
    document::{
        archive::{Place, Shared},
        xml::{Node, Xml},
    },
};

/// Up to this many bytes strings may have any compression ratio: 64 MiB.
const SMALL: u64 = 64 << 20;

/// Strings with a higher compression ratio are an attempt to exhaust memory; real ones are below 15.
const RATIO: u64 = 40;

/// The largest size in bytes: 1 GiB.
const MOST: u64 = 1 << 30;

/// The strings of a workbook.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    /// The end of each string, in bytes.
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the part that contains them.
    ///
    /// # Errors
    /// When it is not well-formed, or larger than its archive makes plausible.
    pub(super) fn read(place: Place, bytes: &Shared) -> Result<Self> {
        let most = place.packed().saturating_mul(RATIO).clamp(SMALL, MOST);
        let mut xml = Xml::new("xl/sharedStrings.xml", place.open(bytes))?;
        let mut strings = Strings::default();
        loop {
            match xml.next() {
                Ok(Node::Start(tag)) if tag.name() == "si" => {}
                Ok(Node::Eof) => return Ok(strings),
                Ok(_) => continue,
                Err(error) => return Err(xml.locate(error)),
            }
            let text = string(&mut xml).map_err(|error| xml.locate(error))?;
            strings.text.push_str(&text);
            strings.ends.push(strings.text.len() as u32);
            // Each number takes four bytes.
            if (strings.text.len() + 4 * strings.ends.len()) as u64 > most {
                return Err(Error::new("a workbook with more text than is read at a time")
                    .advise("save it as CSV (UTF-8), which is read row by row"));
            }
        }
    }

    /// The string with this number, from 0.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }
}

/// The text inside an element with runs: all `<t>` except those of phonetic hints.
pub(super) fn string(xml: &mut Xml<'_>) -> Result<String> {
    let outside = xml.depth() - 1;
    let mut text = String::new();
    while xml.depth() > outside {
        let Node::Start(tag) = xml.next()? else { continue };
        let (is_text, is_hint) = (tag.name() == "t", tag.name() == "rPh");
        if is_text {
            xml.text_into(&mut text)?;
        } else if is_hint {
            xml.skip()?;
        }
    }
    // A carriage return as Excel writes it.
    Ok(if text.contains("_x000D_") { text.replace("_x000D_", "") } else { text })
}
