//! Reads `.ts`, the catalogues of Qt: messages with source and translation in one file.
//!
//! Messages without a translation are counted and left out, and so are those marked unfinished
//! unless they are requested, as in PO; obsolete ones are ignored. Each plural form of Arabic is a
//! pair.

use super::{
    super::{pairs::Header, plural},
    units::{Ready, Units},
};
use crate::{
    Error, Result,
    bitext::{Pair, PairOptions, Pairs},
    document::xml::{Node, Xml, push},
    text::Lang,
};
use std::io::BufRead;

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let mut reader = Reader {
        xml: Xml::labelled(name, input, options.encoding.as_deref())?,
        header: Header::default(),
        target: Lang::Ar,
        options: options.clone(),
        context: String::new(),
        untranslated: 0,
        unfinished: 0,
        ready: Ready::default(),
    };
    reader.xml.be_lenient();
    reader.root().map_err(|error| reader.xml.locate(error))?;
    Ok(Pairs::new(reader))
}

struct Reader<'a> {
    xml: Xml<'a>,
    header: Header,
    /// The language of the translations.
    target: Lang,
    options: PairOptions,
    /// The class to which the messages belong.
    context: String,
    untranslated: u64,
    unfinished: u64,
    ready: Ready,
}

/// The message that is being read.
#[derive(Default)]
struct Message {
    line: u64,
    id: Option<String>,
    source: String,
    /// The translation, or its plural forms.
    forms: Vec<String>,
    is_plural: bool,
    kind: String,
    notes: Vec<String>,
}

impl Reader<'_> {
    fn root(&mut self) -> Result<()> {
        loop {
            match self.xml.next()? {
                Node::Start(tag) if tag.name() == "TS" => {
                    let target = tag.attr("language")?.unwrap_or_default().replace('_', "-");
                    let source = tag.attr("sourcelanguage")?.unwrap_or_default().replace('_', "-");
                    // A file without a language is usually a template.
                    let of_source = || source.parse::<Lang>().ok().map(Lang::other);
                    let lang = target.parse::<Lang>().ok().or_else(of_source);
                    self.target = lang.unwrap_or(Lang::Ar);
                    self.header.source = self.target.other();
                    if !target.is_empty() && lang.is_some() {
                        self.header.sides[self.target].tag = target;
                    }
                    return Ok(());
                }
                Node::Start(tag) => {
                    return Err(Error::new(format!("<{}> where a .ts file of Qt was expected", tag.name())));
                }
                Node::Eof => return Err(Error::new("a .ts file without content")),
                _ => {}
            }
        }
    }

    fn message(&mut self, mut message: Message) -> Result<Message> {
        let outside = self.xml.depth() - 1;
        while self.xml.depth() > outside {
            let Node::Start(tag) = self.xml.next()? else { continue };
            match tag.name() {
                "source" => message.source = text(&mut self.xml)?,
                "translation" => {
                    message.kind = tag.attr("type")?.unwrap_or_default();
                    message.forms =
                        if message.is_plural { forms(&mut self.xml)? } else { vec![text(&mut self.xml)?] };
                }
                "translatorcomment" | "extracomment" => message.notes.push(text(&mut self.xml)?),
                _ => self.xml.skip()?,
            }
        }
        Ok(message)
    }

    fn pairs_of(&mut self, message: &Message) {
        if matches!(message.kind.as_str(), "vanished" | "obsolete") || message.source.is_empty() {
            return;
        }
        let unfinished = message.kind == "unfinished";
        let nothing = message.forms.iter().all(String::is_empty);
        if nothing && !self.options.untranslated {
            self.untranslated += 1;
            return;
        }
        if unfinished && !nothing && !self.options.fuzzy {
            self.unfinished += 1;
            return;
        }
        let six = self.target == Lang::Ar && message.forms.len() == plural::FORMS.len();
        let id = message.id.clone().or_else(|| Some(self.context.clone()).filter(|name| !name.is_empty()));
        let mut made: Vec<(String, String)> = Vec::new();
        for (number, form) in message.forms.iter().enumerate() {
            let source = match six {
                true => plural::english_for(number, form, &message.source),
                false => message.source.clone(),
            };
            let texts = match self.target {
                Lang::Ar => (form.clone(), source),
                Lang::En => (source, form.clone()),
            };
            // Forms with the same spelling form one pair.
            if form.is_empty() && !nothing || made.contains(&texts) {
                continue;
            }
            made.push(texts.clone());
            let mut pair = Pair { row: message.line, id: id.clone(), ..Pair::new(texts.0, texts.1) };
            let details = &mut pair.details;
            (details.line, details.by_line) = (Some(message.line), true);
            (details.fuzzy, details.flagged) = (unfinished && !nothing, unfinished && !nothing);
            details.notes.clone_from(&message.notes);
            self.ready.push(Ok(pair));
        }
    }
}

/// The text of the element whose start tag was read last; `<byte value="x1f"/>` is a character.
fn text(xml: &mut Xml<'_>) -> Result<String> {
    let outside = xml.depth() - 1;
    let mut text = String::new();
    while xml.depth() > outside {
        match xml.next()? {
            Node::Text(part) => push(&mut text, &part)?,
            Node::Start(tag) if tag.name() == "byte" => {
                let value = tag.attr("value")?.unwrap_or_default();
                let code = match value.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => value.parse(),
                };
                text.extend(code.ok().and_then(char::from_u32));
            }
            // Of variants of different length only the first, which is the longest.
            Node::Start(tag) if tag.name() == "lengthvariant" && !text.trim().is_empty() => xml.skip()?,
            _ => {}
        }
    }
    Ok(text)
}

/// The plural forms inside a `<translation>`.
fn forms(xml: &mut Xml<'_>) -> Result<Vec<String>> {
    let outside = xml.depth() - 1;
    let mut forms = Vec::new();
    while xml.depth() > outside {
        if let Node::Start(tag) = xml.next()?
            && tag.name() == "numerusform"
            && forms.len() < 10
        {
            forms.push(text(xml)?);
        }
    }
    Ok(forms)
}

impl Units for Reader<'_> {
    fn advance(&mut self) -> Result<()> {
        match self.xml.next()? {
            Node::Start(tag) => match tag.name() {
                "message" => {
                    let is_plural = tag.attr("numerus")?.as_deref() == Some("yes");
                    let message = Message {
                        id: tag.attr("id")?,
                        is_plural,
                        line: self.xml.line(),
                        ..Message::default()
                    };
                    let outside = self.xml.depth() - 1;
                    match self.message(message) {
                        Ok(message) => self.pairs_of(&message),
                        Err(error) => {
                            self.ready.recover(error, &mut self.xml, "message", outside)?;
                        }
                    }
                }
                "name" => {
                    self.context.clear();
                    self.xml.text_into(&mut self.context)?;
                }
                "context" => {}
                _ => self.xml.skip()?,
            },
            Node::Eof => self.ready.end(),
            _ => {}
        }
        Ok(())
    }

    fn state(&mut self) -> (&Xml<'_>, &mut Ready) {
        (&self.xml, &mut self.ready)
    }

    fn ready(&self) -> &Ready {
        &self.ready
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn remarks(&self) -> Vec<String> {
        plural::counted(self.untranslated, 0, self.unfinished, "unfinished")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    const FILE: &str = "<?xml version='1.0'?>\n<!DOCTYPE TS>\n<TS version='2.1' language='ar_EG'><context><name>Main</name>\n\
        <message><location line='9'/><source>It has 3 rooms &amp; a door</source><comment>no</comment>\n\
        <translation>فيه ٣ غرف</translation></message>\n\
        <message numerus='yes'><source>%n cup(s)</source><translation><numerusform>لا أكواب</numerusform>\
        <numerusform>كوب</numerusform><numerusform>كوبان</numerusform><numerusform>%n أكواب</numerusform>\
        <numerusform>%n كوبا</numerusform><numerusform>%n كوب</numerusform></translation></message>\n\
        <message><source>Yes</source><translation type='unfinished'>نعم</translation></message>\n\
        <message><source>No</source><translation type='unfinished'></translation></message>\n\
        <message><source>Old</source><translation type='vanished'>قديم</translation></message>\n\
        <message><source>bad <b></source><translation>x</translation></message>\n\
        <message id='q'><source>Last<byte value='x41'/></source><translation>أخير</translation></message></context></TS>";

    fn read(text: &str, options: &PairOptions) -> (Vec<(u64, String, String)>, Vec<String>, usize) {
        let mut pairs = read_pairs("a.ts", Format::Qt, Box::new(text.as_bytes()), options).unwrap();
        let (mut got, mut broken) = (Vec::new(), 0);
        for pair in pairs.by_ref() {
            match pair {
                Ok(pair) => got.push((pair.row, pair.texts.ar, pair.texts.en)),
                Err(_) => broken += 1,
            }
        }
        (got, pairs.remarks(), broken)
    }

    #[test]
    fn messages_are_pairs_with_their_lines_and_what_is_unfinished_is_counted() {
        let (got, remarks, broken) = read(FILE, &PairOptions::default());
        let row = |line, ar: &str, en: &str| (line, ar.to_owned(), en.to_owned());
        assert_eq!(got[0], row(4, "فيه ٣ غرف", "It has 3 rooms & a door"));
        assert_eq!(
            got[1..4],
            [row(6, "لا أكواب", "no cup(s)"), row(6, "كوب", "1 cup(s)"), row(6, "كوبان", "2 cup(s)")]
        );
        assert_eq!(got.last(), Some(&row(11, "أخير", "LastA")));
        assert_eq!((got.len(), broken), (8, 1));
        assert_eq!(remarks, ["left out: 1 untranslated message, 1 unfinished message (--fuzzy reads them)"]);
        let all = PairOptions { fuzzy: true, untranslated: true, ..PairOptions::default() };
        assert_eq!(read(FILE, &all).0.len(), 10);
    }

    #[test]
    fn a_file_that_is_cut_off_says_so() {
        for end in [60, 200, FILE.len() - 20] {
            let end = (0..=end).rev().find(|end| FILE.is_char_boundary(*end)).unwrap();
            let pairs =
                read_pairs("a.ts", Format::Qt, Box::new(&FILE.as_bytes()[..end]), &PairOptions::default());
            let Ok(mut pairs) = pairs else { continue };
            assert!(pairs.by_ref().filter(Result::is_err).count() > 0 && pairs.broke_off(), "{end}");
        }
    }
}
