//! Catalogues in TOML: texts under names below `[parts]`, in every way in which TOML writes a text.

use super::{Entry, MOST, json::Copied};
use crate::{Error, Result};
use ::toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The entries of a TOML file in the order of the file. Numbers, dates and truth values are no texts.
///
/// # Errors
/// When it is invalid, or repeats long names over and over.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        Error::new(format!("broken TOML: {}", error.message().replace('\n', " "))).line(line)
    })?;
    let mut reader = Reader::default();
    reader.table(table.get_ref(), "")?;
    let mut found = reader.found;
    found.sort_by_key(|(at, _)| *at);
    let (mut line, mut from) = (1, 0);
    let mut placed = |(at, mut entry): (usize, Entry)| {
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[from..at]).count() as u64;
        (from, entry.line) = (at, line);
        entry
    };
    Ok(found.into_iter().map(&mut placed).collect())
}

fn line_of(text: &str, at: usize) -> u64 {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count() as u64 + 1
}

/// What has been read, with the byte where each text begins.
#[derive(Default)]
struct Reader {
    found: Vec<(usize, Entry)>,
    copied: Copied,
}

// The crate bounds the nesting.
impl Reader {
    fn table(&mut self, table: &DeTable<'_>, above: &str) -> Result<()> {
        table.iter().try_for_each(|(name, value)| self.under(above, name.get_ref(), value))
    }

    fn under(&mut self, above: &str, name: &str, value: &Spanned<DeValue<'_>>) -> Result<()> {
        if self.found.len() > MOST {
            return Ok(());
        }
        let key = || if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
        match value.get_ref() {
            DeValue::String(text) => {
                self.copied.add([above, name])?;
                let entry = Entry { key: key(), text: text.to_string(), line: 0 };
                self.found.push((value.span().start, entry));
                Ok(())
            }
            DeValue::Table(table) => {
                self.copied.add([above, name])?;
                self.table(table, &key())
            }
            DeValue::Array(items) => {
                self.copied.add([above, name])?;
                let key = key();
                let mut numbered = items.iter().enumerate();
                numbered.try_for_each(|(number, item)| self.under(&key, &number.to_string(), item))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::entry, *};

    fn read(text: &str) -> Vec<Entry> {
        entries(text).unwrap()
    }

    #[test]
    fn texts_are_read_in_every_way_of_writing_them() {
        let text = "weir = \"The \\\"weir\\\"\" # a dam\n[tips.long]\nother = \"\"\"Shut\nthe sluice\"\"\"\n\
            one = \"\"\"Shut it\"\"\"\nraw = '''a = b\n[c]'''\ncount = 7\nopen = true\n\
            [lock]\ndays = ['Monday', \"Tuesday\"]\ninner = { gate = 'Gate' }\n";
        let wanted = [
            entry("weir", "The \"weir\"", 1),
            entry("tips.long.other", "Shut\nthe sluice", 3),
            entry("tips.long.one", "Shut it", 5),
            entry("tips.long.raw", "a = b\n[c]", 6),
            entry("lock.days.0", "Monday", 11),
            entry("lock.days.1", "Tuesday", 11),
            entry("lock.inner.gate", "Gate", 12),
        ];
        assert_eq!(read(text), wanted);
    }

    #[test]
    fn an_unclosed_text_and_repeated_names_are_refused() {
        let error = entries("weir = 'Weir'\ngate = \"\"\"Gate\n").unwrap_err().to_string();
        assert!(error.contains("broken TOML"), "{error}");
        assert!(entries(&format!("{} = 'x'", ["k"; 100_000].join("."))).is_err());
        let long = format!(
            "[{}]\n{}",
            "n".repeat(1 << 20),
            (0..200).map(|n| format!("k{n} = ''\n")).collect::<String>()
        );
        assert!(entries(&long).unwrap_err().to_string().contains("over and over"));
    }
}
