//! Reads PO, the files of gettext: messages of programs with their translations.
//!
//! Which side is Arabic is detected from the header or the letters. Messages without a translation
//! and those marked fuzzy are counted and left out, unless they are requested. Each of the six
//! plural forms of Arabic is a pair; if a form expresses its number without a placeholder (ملفان),
//! the English has the number too (`2 files`). Where messages are named by keys (`label_next_item`), the English is
//! in a comment of its programmer (`#. Default: "Next: ${title}"`), or nowhere.

use super::super::{
    pairs::{Header, Source},
    plural,
};
use crate::{
    Error, Result,
    bitext::{Pair, PairOptions, Pairs},
    document::{Letters, decode},
    text::Lang,
};
use std::{
    collections::VecDeque,
    io::{self, BufRead, Read},
};

/// The longest line or message: 16 MiB.
const LONGEST: usize = 16 << 20;

pub(in crate::bitext) fn open<'a>(
    name: &str,
    mut input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let failed = |error: io::Error| decode::failure(&error).at(name);
    let label = match &options.encoding {
        None => declared(input.fill_buf().map_err(failed)?),
        named => named.clone(),
    };
    let (input, _) = decode::text(input, label.as_deref()).map_err(failed)?;
    Ok(Pairs::new(Reader {
        name: name.to_owned(),
        input: Box::new(input),
        line: 0,
        target: None,
        header: Header::default(),
        ready: VecDeque::new(),
        entry: Entry::default(),
        fuzzy: Asked { wanted: options.fuzzy, left_out: 0 },
        untranslated: Asked { wanted: options.untranslated, left_out: 0 },
        keys: 0,
        over: false,
        broke_off: false,
    }))
}

/// The encoding that the header at the beginning of a file names (`charset=CP1256`), unless the
/// bytes are valid UTF-8.
fn declared(head: &[u8]) -> Option<String> {
    if std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true) {
        return None;
    }
    let at = memchr::memmem::find(head, b"charset=")? + b"charset=".len();
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let name: String = head[at..].iter().take_while(is_name).map(|byte| char::from(*byte)).collect();
    match name.to_ascii_lowercase().as_str() {
        // The default of gettext, which nobody has replaced.
        "" | "charset" | "utf-8" | "utf8" => None,
        // Names of iconv for code pages of Windows.
        name if name.starts_with("cp125") => Some(name.replace("cp", "windows-")),
        _ => Some(name),
    }
}

/// The message that is being read.
#[derive(Debug, Default)]
struct Entry {
    line: u64,
    context: Option<String>,
    source: Option<String>,
    plural: Option<String>,
    /// Translations.
    targets: Vec<Form>,
    fuzzy: bool,
    notes: Vec<String>,
    /// The English text in a comment.
    default: Option<String>,
    field: Field,
}

impl Entry {
    /// The text that was translated; `None` if the message is named by a key and its text is not in the file.
    fn text(&mut self) -> Option<String> {
        let source = self.source.take().unwrap_or_default();
        let is_named =
            self.plural.is_none() && is_key(&source) && self.targets.iter().any(|form| form.text != source);
        if !is_named {
            return Some(source);
        }
        self.context.get_or_insert(source);
        self.default.take()
    }
}

/// True for the name of a message: `label_next_item`, `buttons.save`. The translation of a file name that looks like it
/// is the same name.
fn is_key(source: &str) -> bool {
    let parts = || source.split(['_', '.']);
    parts().count() > 1
        && parts().all(|part| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
        && source.starts_with(|c: char| c.is_ascii_lowercase())
}

/// The text in a comment such as `. Default: "Next: ${title}"`.
fn default(comment: &str) -> Option<String> {
    let quoted = comment.trim_start_matches('.').trim_start().strip_prefix("Default:")?.trim();
    unquoted(quoted).ok()
}

/// A translation; a message with plural forms has several.
#[derive(Debug)]
struct Form {
    number: usize,
    line: u64,
    text: String,
}

/// A kind of message that is returned only if requested, and otherwise counted.
struct Asked {
    wanted: bool,
    left_out: u64,
}

/// Messages that contain the names of translators instead of a translation.
const CREDITS: &[&str] = &[
    "translator-credits",
    "translator_credits",
    "translators-credits",
    "NAME OF TRANSLATORS",
    "EMAIL OF TRANSLATORS",
];

/// The field to which a continued string belongs.
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
    name: String,
    input: Box<dyn BufRead + 'a>,
    line: u64,
    /// The language of the translations, once known.
    target: Option<Lang>,
    header: Header,
    ready: VecDeque<Result<Pair>>,
    entry: Entry,
    fuzzy: Asked,
    untranslated: Asked,
    /// Number of translations left out because the English is a key without a text.
    keys: u64,
    over: bool,
    broke_off: bool,
}

impl Reader<'_> {
    fn advance(&mut self) -> Result<()> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(LONGEST as u64).read_until(b'\n', &mut bytes);
        self.over = read.is_err();
        self.broke_off = self.over;
        if read.map_err(|error| decode::failure(&error))? == 0 {
            self.over = true;
            self.finish_entry();
            return Ok(());
        }
        self.line += 1;
        let line = std::str::from_utf8(&bytes)
            .map_err(|error| {
                Error::new("invalid UTF-8")
                    .byte(error.valid_up_to() as u64)
                    .advise("save the file as UTF-8, or name another encoding with --encoding")
            })?
            .trim();
        if line.starts_with("#~") || line.is_empty() {
            // Obsolete messages, or between messages. A message that is whole is not lost to what is wrong in the next.
            if self.entry.field == Field::Target {
                self.finish_entry();
            }
            return Ok(());
        }
        if let Some(comment) = line.strip_prefix('#') {
            if self.entry.field != Field::None {
                self.finish_entry();
            }
            if comment.starts_with(',') {
                self.entry.fuzzy |= comment.split(',').any(|flag| flag.trim() == "fuzzy");
            } else if let Some(text) = default(comment) {
                self.entry.default = Some(text);
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
                    let number = form.parse().unwrap_or(0);
                    entry.targets.push(Form { number, line: self.line, text: String::new() });
                }
                match entry.targets.last_mut() {
                    Some(form) => &mut form.text,
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
        let mut entry = std::mem::take(&mut self.entry);
        let Some(source) = &entry.source else { return };
        if source.is_empty() && entry.context.is_none() {
            self.of_header(entry.targets.first().map_or("", |form| &form.text));
            return;
        }
        let credits = |name: &String| CREDITS.contains(&name.trim_start_matches("_: ").trim());
        if credits(source) || entry.context.as_ref().is_some_and(credits) {
            return;
        }
        if entry.targets.iter().all(|form| form.text.is_empty()) && !self.untranslated.wanted {
            self.untranslated.left_out += 1;
            return;
        }
        if entry.fuzzy && !self.fuzzy.wanted {
            self.fuzzy.left_out += 1;
            return;
        }
        let Some(source) = entry.text() else {
            self.keys += 1;
            return;
        };
        self.pairs_of(&entry, &source);
    }

    /// Queues the pairs of a message.
    fn pairs_of(&mut self, entry: &Entry, source: &str) {
        let target = *self.target.get_or_insert_with(|| {
            let text: String = entry.targets.iter().map(|form| form.text.as_str()).collect();
            let lang =
                if text.is_empty() { Letters::of(source).lang().other() } else { Letters::of(&text).lang() };
            self.header.source = lang.other();
            lang
        });
        let six = target == Lang::Ar && entry.targets.len() == plural::FORMS.len();
        let mut made: Vec<(String, String)> = Vec::new();
        for form in &entry.targets {
            let one = if six { form.number == 1 } else { form.number == 0 };
            let source = match &entry.plural {
                Some(plural) if !one => plural.as_str(),
                _ => source,
            };
            let english;
            let (ar, en) = match (target, &entry.plural) {
                (Lang::Ar, Some(_)) if six => {
                    english = plural::english_for(form.number, &form.text, source);
                    (form.text.as_str(), english.as_str())
                }
                (Lang::Ar, _) => (form.text.as_str(), source),
                (Lang::En, _) => (source, form.text.as_str()),
            };
            let texts = (ar.to_owned(), en.to_owned());
            let nothing = form.text.is_empty() && !self.untranslated.wanted;
            // Forms with the same spelling form one pair.
            if nothing || made.contains(&texts) {
                continue;
            }
            made.push(texts.clone());
            let row = if entry.plural.is_some() { form.line } else { entry.line };
            let mut pair = Pair { row, id: entry.context.clone(), ..Pair::new(texts.0, texts.1) };
            pair.details.by_line = true;
            pair.details.line = Some(row);
            pair.details.fuzzy = entry.fuzzy;
            pair.details.flagged = entry.fuzzy;
            pair.details.notes.clone_from(&entry.notes);
            self.ready.push_back(Ok(pair));
        }
    }

    /// The header is the translation of the empty message: `Language: ar\n…`.
    fn of_header(&mut self, text: &str) {
        let tag = text
            .lines()
            .find_map(|line| line.strip_prefix("Language:"))
            .map(|tag| tag.trim().replace('_', "-"));
        if let Some((tag, lang)) = tag.and_then(|tag| Some((tag.clone(), tag.parse::<Lang>().ok()?))) {
            self.target = Some(lang);
            self.header.source = lang.other();
            self.header.sides[lang].tag = tag;
        }
    }
}

/// A string between quotation marks with its escapes resolved.
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
                // An invalid line affects only its message, unless there is nothing more to read.
                self.entry = Entry::default();
                return Some(Err(error.at(&self.name).line(self.line)));
            }
        }
        self.ready.pop_front()
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn broke_off(&self) -> bool {
        self.broke_off
    }

    fn remarks(&self) -> Vec<String> {
        plural::counted(self.untranslated.left_out, self.keys, self.fuzzy.left_out, "fuzzy")
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

    fn read(text: &str, options: &PairOptions) -> (Vec<Pair>, Header, Vec<String>) {
        let mut pairs = read_pairs("x.po", Format::Po, Box::new(text.as_bytes()), options).unwrap();
        let got = pairs.by_ref().map(Result::unwrap).collect();
        (got, pairs.header().clone(), pairs.remarks())
    }

    #[test]
    fn messages_are_read_with_context_flags_and_all_plural_forms() {
        let all = PairOptions { fuzzy: true, untranslated: true, ..PairOptions::default() };
        let (got, header, remarks) = read(FILE, &all);
        assert_eq!((header.source, header.sides.ar.tag.as_str()), (Lang::En, "ar-EG"));
        let texts: Vec<_> = got.iter().map(|pair| (pair.texts.ar.as_str(), pair.texts.en.as_str())).collect();
        assert_eq!(
            texts,
            [
                ("افتح \"%s\"\nالآن", "Open \"%s\"\nnow"),
                ("لا ملفات", "no files"),
                ("ملف واحد", "one file"),
                ("ملفان", "2 files"),
                ("%d ملفات", "%d files"),
                ("%d ملفا", "%d files"),
                ("%d ملف", "%d files"),
                ("", "New")
            ]
        );
        assert_eq!(got[0].id.as_deref(), Some("menu"));
        assert!(got[0].details.flagged && got[0].details.fuzzy && !got[1].details.flagged);
        assert_eq!(got[0].details.notes, ["remark"]);
        assert_eq!((got[1].row, got[4].row, got[7].row), (19, 22, 27));
        assert!(remarks.is_empty());
    }

    #[test]
    fn the_english_of_a_message_named_by_a_key_is_in_its_comment() {
        let file = "#. Default: \"Next: \\\"${title}\\\"\"\n#: a.pt:2\nmsgid \"label_next_item\"\nmsgstr \"التالي: ${title}\"\n\n\
                    msgid \"label_before\"\nmsgstr \"السابق\"\n\nmsgid \"setup_a.cfg\"\nmsgstr \"setup_a.cfg\"\n\n\
                    msgid \"Next\"\nmsgstr \"التالي\"\n";
        let (got, _, remarks) = read(file, &PairOptions::default());
        let english: Vec<_> = got.iter().map(|pair| pair.texts.en.as_str()).collect();
        assert_eq!(english, ["Next: \"${title}\"", "setup_a.cfg", "Next"]);
        assert_eq!(got[0].id.as_deref(), Some("label_next_item"));
        assert_eq!(remarks, ["left out: 1 message with a key for the English text"]);
    }

    #[test]
    fn what_is_not_translated_or_fuzzy_is_counted() {
        let (got, _, remarks) = read(FILE, &PairOptions::default());
        assert_eq!(got.len(), 6);
        assert_eq!(remarks, ["left out: 1 untranslated message, 1 fuzzy message (--fuzzy reads them)"]);
    }

    #[test]
    fn the_names_of_translators_are_no_translation() {
        let text = "msgid \"translator-credits\"\nmsgstr \"سمير 2019\"\n\nmsgctxt \"NAME OF TRANSLATORS\"\n\
            msgid \"Your names\"\nmsgstr \"سمير\"\n\nmsgid \"Yes\"\nmsgstr \"نعم\"\n";
        let (got, ..) = read(text, &PairOptions::default());
        assert_eq!(got.iter().map(|pair| pair.texts.en.as_str()).collect::<Vec<_>>(), ["Yes"]);
    }

    #[test]
    fn a_translation_into_english_has_its_own_two_forms() {
        let text = "msgid \"\"\nmsgstr \"Language: en\\n\"\n\nmsgid \"ملف\"\nmsgid_plural \"%d ملف\"\n\
            msgstr[0] \"a file\"\nmsgstr[1] \"%d files\"\n";
        let (got, header, _) = read(text, &PairOptions::default());
        let texts: Vec<_> = got.iter().map(|pair| (pair.texts.ar.as_str(), pair.texts.en.as_str())).collect();
        assert_eq!((texts, header.source), (vec![("ملف", "a file"), ("%d ملف", "%d files")], Lang::Ar));
    }

    #[test]
    fn a_broken_line_spoils_its_message_only() {
        let text = "msgid \"a\"\nmsgstr \"ب\nmsgid \"c\"\nmsgstr \"د\"\n";
        let got: Vec<_> = read_pairs("x.po", Format::Po, Box::new(text.as_bytes()), &PairOptions::default())
            .unwrap()
            .collect();
        assert!(got[0].as_ref().unwrap_err().to_string().starts_with("x.po, line 2: a string without"));
        assert_eq!(got[1].as_ref().unwrap().texts.ar, "د");
        assert_eq!(got.len(), 2);
    }
}
