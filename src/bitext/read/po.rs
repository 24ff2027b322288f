//! Reading PO, the files of gettext: messages of programs with their translations.
//!
//! Which side is Arabic is found out from the header or the letters. A message that is marked fuzzy comes out
//! flagged; one without a translation is text without a counterpart. Of plural forms the singular goes with the
//! form for one and the plural with the last form, which in Arabic is the one for any large number.

use super::super::pairs::{Header, Source};
use crate::{
    Error, Result,
    bitext::{Pair, Pairs},
    document::{Letters, decode},
    text::Lang,
};
use std::{
    collections::VecDeque,
    io::{BufRead, Read},
};

/// No line and no message is longer than this: 16 MiB.
const LONGEST: usize = 16 << 20;

pub(in crate::bitext) fn open<'a>(name: &'a str, input: Box<dyn BufRead + 'a>) -> Result<Pairs<'a>> {
    let input = decode::text(input).map_err(|error| decode::failure(&error).at(name))?;
    Ok(Pairs::new(Reader {
        name,
        input,
        line: 0,
        target: None,
        header: Header::default(),
        ready: VecDeque::new(),
        entry: Entry::default(),
        over: false,
    }))
}

/// One message as it is being read.
#[derive(Debug, Default)]
struct Entry {
    line: u64,
    context: Option<String>,
    source: Option<String>,
    plural: Option<String>,
    /// Translations by the number of their form.
    targets: Vec<(usize, String)>,
    fuzzy: bool,
    notes: Vec<String>,
    field: Field,
}

/// Where a continued string belongs.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Field {
    #[default]
    None,
    Context,
    Source,
    Plural,
    Target,
}

struct Reader<'a> {
    name: &'a str,
    input: Box<dyn BufRead + 'a>,
    line: u64,
    /// The language of the translations, once it is known.
    target: Option<Lang>,
    header: Header,
    ready: VecDeque<Result<Pair>>,
    entry: Entry,
    over: bool,
}

impl Reader<'_> {
    fn advance(&mut self) -> Result<()> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(LONGEST as u64).read_until(b'\n', &mut bytes);
        self.over = read.is_err();
        if read.map_err(|error| decode::failure(&error))? == 0 {
            self.over = true;
            self.finish_entry();
            return Ok(());
        }
        self.line += 1;
        let line = std::str::from_utf8(&bytes)
            .map_err(|error| Error::new("invalid UTF-8").byte(error.valid_up_to() as u64))?
            .trim();
        if line.starts_with("#~") || line.is_empty() {
            // Messages that are no longer in use; between messages.
            return Ok(());
        }
        if let Some(comment) = line.strip_prefix('#') {
            if self.entry.field != Field::None {
                self.finish_entry();
            }
            if comment.starts_with(',') {
                self.entry.fuzzy |= comment.split(',').any(|flag| flag.trim() == "fuzzy");
            } else if comment.starts_with(' ') && self.entry.notes.len() < 1000 {
                self.entry.notes.push(comment.trim().to_owned());
            }
            return Ok(());
        }
        self.string(line)
    }

    /// A line with a string: `keyword "…"` or, continuing the last one, `"…"`.
    fn string(&mut self, line: &str) -> Result<()> {
        let quote = line.find('"').ok_or_else(|| Error::new("neither a comment nor a string"))?;
        let (keyword, string) = (line[..quote].trim(), unquoted(&line[quote..])?);
        let field = match keyword {
            "" => self.entry.field,
            "msgctxt" => Field::Context,
            "msgid" => Field::Source,
            "msgid_plural" => Field::Plural,
            _ if keyword.starts_with("msgstr") => Field::Target,
            _ => return Err(Error::new(format!("`{keyword}` is no keyword of PO"))),
        };
        let begins = match field {
            Field::Context => true,
            Field::Source => self.entry.field != Field::Context,
            _ => false,
        };
        if begins && !keyword.is_empty() && self.entry.field != Field::None {
            self.finish_entry();
        }
        if self.entry.field == Field::None {
            self.entry.line = self.line;
        }
        self.entry.field = field;
        let entry = &mut self.entry;
        let place = match field {
            Field::None => return Err(Error::new("a string without a keyword")),
            Field::Context => entry.context.get_or_insert_default(),
            Field::Source => entry.source.get_or_insert_default(),
            Field::Plural => entry.plural.get_or_insert_default(),
            Field::Target => {
                if !keyword.is_empty() {
                    let form = keyword["msgstr".len()..].trim_matches(['[', ']']);
                    entry.targets.push((form.parse().unwrap_or(0), String::new()));
                }
                match entry.targets.last_mut() {
                    Some((_, text)) => text,
                    None => return Ok(()),
                }
            }
        };
        if place.len() + string.len() > LONGEST {
            return Err(Error::new("a message longer than 16 MiB"));
        }
        place.push_str(&string);
        Ok(())
    }

    fn finish_entry(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        let Some(source) = entry.source else { return };
        if source.is_empty() && entry.context.is_none() {
            self.of_header(entry.targets.first().map_or("", |(_, text)| text));
            return;
        }
        let form = |wanted: usize| entry.targets.iter().find(|(form, _)| *form == wanted);
        let last = entry.targets.iter().max_by_key(|(form, _)| *form);
        // In Arabic form 0 is none, 1 one, 2 two, 3 few, 4 many, 5 other.
        let one = if entry.targets.len() == 6 { form(1) } else { form(0) };
        let mut texts = vec![(source, one.map_or(String::new(), |(_, text)| text.clone()))];
        if let Some(plural) = entry.plural {
            texts.push((plural, last.map_or(String::new(), |(_, text)| text.clone())));
        }
        for (source, target) in texts {
            let target_lang = *self.target.get_or_insert_with(|| {
                let lang = if target.is_empty() {
                    Letters::of(&source).lang().other()
                } else {
                    Letters::of(&target).lang()
                };
                self.header.source = lang.other();
                lang
            });
            let (ar, en) = match target_lang {
                Lang::Ar => (target, source),
                Lang::En => (source, target),
            };
            let mut pair = Pair { row: entry.line, id: entry.context.clone(), ar, en, ..Pair::default() };
            pair.details.flagged = entry.fuzzy;
            pair.details.notes.clone_from(&entry.notes);
            self.ready.push_back(Ok(pair));
        }
    }

    /// The header is the translation of nothing: `Language: ar\n…`.
    fn of_header(&mut self, text: &str) {
        let tag = text
            .lines()
            .find_map(|line| line.strip_prefix("Language:"))
            .map(|tag| tag.trim().replace('_', "-"));
        if let Some((tag, lang)) = tag.and_then(|tag| Some((tag.clone(), tag.parse::<Lang>().ok()?))) {
            self.target = Some(lang);
            self.header.source = lang.other();
            self.header.side_mut(lang).tag = tag;
        }
    }
}

/// A string between quotes with its escapes resolved.
fn unquoted(quoted: &str) -> Result<String> {
    let inside = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .ok_or_else(|| Error::new("a string without its closing quotation mark"))?;
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('r') => text.push('\r'),
                Some(other @ ('"' | '\\')) => text.push(other),
                Some(other) => text.extend(['\\', other]),
                None => return Err(Error::new("a string without its closing quotation mark")),
            },
            c => text.push(c),
        }
    }
    Ok(text)
}

impl Source for Reader<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        while self.ready.is_empty() && !self.over {
            if let Err(error) = self.advance() {
                // One bad line spoils its message only, unless there is nothing more to read.
                self.entry = Entry::default();
                return Some(Err(error.at(self.name).line(self.line)));
            }
        }
        self.ready.pop_front()
    }

    fn header(&self) -> &Header {
        &self.header
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    const FILE: &str = r##"# Translators
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: ar_EG\n"

#. extracted
# remark
#: main.c:12
#, c-format, fuzzy
msgctxt "menu"
msgid "Open \"%s\"\n"
"now"
msgstr "افتح \"%s\"\n"
"الآن"

msgid "one file"
msgid_plural "%d files"
msgstr[0] "لا ملفات"
msgstr[1] "ملف واحد"
msgstr[2] "ملفان"
msgstr[3] "%d ملفات"
msgstr[4] "%d ملفا"
msgstr[5] "%d ملف"
#~ msgid "old"
#~ msgstr "قديم"
msgid "New"
msgstr ""
"##;

    #[test]
    fn messages_are_read_with_context_flags_and_plural_forms() {
        let mut pairs = read_pairs("x.po", Format::Po, Box::new(FILE.as_bytes())).unwrap();
        let got: Vec<Pair> = pairs.by_ref().map(Result::unwrap).collect();
        assert_eq!((pairs.header().source, pairs.header().ar.tag.as_str()), (Lang::En, "ar-EG"));
        let texts: Vec<_> = got.iter().map(|pair| (pair.ar.as_str(), pair.en.as_str())).collect();
        assert_eq!(
            texts,
            [
                ("افتح \"%s\"\nالآن", "Open \"%s\"\nnow"),
                ("ملف واحد", "one file"),
                ("%d ملف", "%d files"),
                ("", "New")
            ]
        );
        assert_eq!(got[0].id.as_deref(), Some("menu"));
        assert!(got[0].details.flagged && !got[1].details.flagged);
        assert_eq!(got[0].details.notes, ["remark"]);
        assert_eq!(got[1].row, 17);
    }

    #[test]
    fn a_broken_line_spoils_its_message_only() {
        let text = "msgid \"a\"\nmsgstr \"ب\nmsgid \"c\"\nmsgstr \"د\"\n";
        let got: Vec<_> = read_pairs("x.po", Format::Po, Box::new(text.as_bytes())).unwrap().collect();
        assert!(got[0].as_ref().unwrap_err().to_string().starts_with("x.po, line 2: a string without"));
        assert_eq!(got[1].as_ref().unwrap().ar, "د");
        assert_eq!(got.len(), 2);
    }
}
