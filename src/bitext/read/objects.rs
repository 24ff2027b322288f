//! Pairs in JSON Lines: in our form, with the texts as `ar` and `en`, and in others, with any
//! names, which are read as a table with these columns. A list of objects is read as one object per
//! line.

use super::{
    jsonl::{self, not_json},
    lines::Lines,
    table,
};
use crate::{
    Error, Result,
    bitext::{PairOptions, Pairs},
    document::decode::Guess,
};
use csv::{Position, StringRecord};
use serde_json::{Map, Value, value::RawValue};
use std::io::{BufRead, Cursor, Read};

/// The largest list that is read: 16 MiB. It is held in memory as a whole.
const LARGEST_LIST: u64 = 16 << 20;

/// Rows with more members than this are not pairs.
const MOST_MEMBERS: usize = 200;

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let mut lines = Lines::new(name, input, options)?;
    if lines.first()?.starts_with('[') {
        let mut bytes = Vec::new();
        let read = lines.input.take(LARGEST_LIST + 1).read_to_end(&mut bytes);
        read.map_err(|error| Error::new(error.to_string()).at(name))?;
        let listed = as_lines(&bytes).map_err(|error| error.at(name))?;
        lines = Lines::of(name, Box::new(Cursor::new(listed)));
    }
    match foreign_names(&lines.first()?) {
        Some(names) => table::open(Objects { lines, head: Some(names.clone()), names }, options, true),
        None => Ok(jsonl::pairs(lines)),
    }
}

/// The items of a list, one per line.
fn as_lines(bytes: &[u8]) -> Result<Vec<u8>> {
    if bytes.len() as u64 > LARGEST_LIST {
        return Err(Error::new("a list in JSON larger than 16 MiB")
            .advise("write one object per line: `jq -c '.[]' FILE > FILE.jsonl`"));
    }
    let items: Vec<&RawValue> =
        serde_json::from_slice(bytes).map_err(|error| Error::new(format!("broken JSON: {error}")))?;
    let mut lines = Vec::with_capacity(bytes.len());
    for item in items {
        let is_end = |byte: u8| matches!(byte, b'\n' | b'\r');
        lines.extend(item.get().bytes().map(|byte| if is_end(byte) { b' ' } else { byte }));
        lines.push(b'\n');
    }
    Ok(lines)
}

/// The names of the members of an object with other names for its texts than ours.
fn foreign_names(line: &str) -> Option<Vec<String>> {
    let object: Map<String, Value> = serde_json::from_str(line).ok()?;
    if ["ar", "en", "translation", "schema"].iter().any(|name| object.contains_key(*name)) {
        return None;
    }
    let names: Vec<String> =
        object.into_iter().filter(|(_, value)| text(value).is_some()).map(|(name, _)| name).collect();
    (2..=MOST_MEMBERS).contains(&names.len()).then_some(names)
}

/// The text of a value that is neither a list nor an object.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// Objects with other names as rows; the first row, with the number 0, contains the names.
struct Objects<'a> {
    lines: Lines<'a>,
    names: Vec<String>,
    head: Option<Vec<String>>,
}

impl Objects<'_> {
    fn row(&self, line: &str) -> Result<StringRecord> {
        let object: Map<String, Value> =
            serde_json::from_str(line).map_err(|error| self.lines.locate(not_json(&error)))?;
        let cell = |name: &String| object.get(name).and_then(text).unwrap_or_default();
        let mut cells: StringRecord = self.names.iter().map(cell).collect();
        let mut place = Position::new();
        place.set_line(self.lines.row);
        cells.set_position(Some(place));
        Ok(cells)
    }
}

impl table::Rows for Objects<'_> {
    fn next(&mut self) -> Option<(u64, Result<StringRecord>)> {
        if let Some(names) = self.head.take() {
            return Some((0, Ok(StringRecord::from(names))));
        }
        loop {
            let line = self.lines.next()?;
            if line.as_ref().is_ok_and(|line| line.trim().is_empty()) {
                continue;
            }
            return Some((self.lines.row, line.and_then(|line| self.row(&line))));
        }
    }

    fn locate(&self, error: Error) -> Error {
        error.at(&self.lines.name)
    }

    fn guess(&self) -> Guess {
        self.lines.guess.clone()
    }

    fn broke_off(&self) -> bool {
        self.lines.broke_off
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    fn read(text: &str) -> Vec<Result<(u64, String, String), String>> {
        let pairs = match read_pairs("p", Format::Jsonl, Box::new(text.as_bytes()), &PairOptions::default()) {
            Ok(pairs) => pairs,
            Err(error) => return vec![Err(error.to_string())],
        };
        pairs
            .map(|pair| pair.map(|p| (p.row, p.texts.ar, p.texts.en)).map_err(|error| error.to_string()))
            .collect()
    }

    fn three(row: u64, ar: &str, en: &str) -> Result<(u64, String, String), String> {
        Ok((row, ar.to_owned(), en.to_owned()))
    }

    #[test]
    fn the_names_of_others_are_those_of_columns() {
        for row in [
            "{\"source\":\"Six days\",\"target\":\"ستة أيام\"}",
            "{\"id\":7,\"text_en\":\"Six days\",\"text_ar\":\"ستة أيام\",\"score\":0.5,\"tags\":[]}",
            "{\"x\":\"Six days\",\"y\":\"ستة أيام\"}",
        ] {
            assert_eq!(
                read(&format!("{row}\n\n{row}\n")),
                [three(1, "ستة أيام", "Six days"), three(3, "ستة أيام", "Six days")],
                "{row}"
            );
        }
    }

    #[test]
    fn a_list_of_objects_is_one_a_line() {
        assert_eq!(
            read(" [{\"ar\":\"نعم\",\n\"en\":\"Yes\"}, {\"ar\":\"لا\",\"en\":\"No\"}]"),
            [three(1, "نعم", "Yes"), three(2, "لا", "No")]
        );
        assert_eq!(read("[{\"source\":\"Yes\",\"target\":\"نعم\"}]"), [three(1, "نعم", "Yes")]);
        assert!(read("[{\"ar\":")[0].as_ref().unwrap_err().contains("broken JSON"));
        assert!(read(&"[".repeat(1_000_000))[0].as_ref().unwrap_err().contains("broken JSON"));
        assert!(read(&format!("[{}", "1,".repeat(9 << 20)))[0].as_ref().unwrap_err().contains("16 MiB"));
    }
}
