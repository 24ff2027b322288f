//! Reads TBX, the exchange format of term bases: every Arabic term of an entry with every English
//! one is a pair. Entries without both languages are counted and left out.

use super::{
    super::pairs::Header,
    units::{Ready, Units},
};
use crate::{
    Error, Result,
    bitext::{Pair, PairOptions, Pairs},
    document::xml::{Node, Xml},
    text::{Lang, Sides},
};
use std::io::BufRead;

/// Most terms of an entry in one language.
const MOST: usize = 100;

/// Names of an entry in the versions of the format.
const ENTRIES: [&str; 2] = ["termEntry", "conceptEntry"];

/// Names of the part of an entry in one language.
const LANGUAGES: [&str; 2] = ["langSet", "langSec"];

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let xml = Xml::labelled(name, input, options.encoding.as_deref())?;
    let header = Header { source: Lang::En, ..Header::default() };
    let mut reader = Reader { xml, header, left_out: 0, ready: Ready::default() };
    reader.xml.be_lenient();
    Ok(Pairs::new(reader))
}

struct Reader<'a> {
    xml: Xml<'a>,
    header: Header,
    left_out: u64,
    ready: Ready,
}

/// The terms of an entry.
#[derive(Default)]
struct Entry {
    id: Option<String>,
    line: u64,
    terms: Sides<Vec<String>>,
}

impl Reader<'_> {
    fn entry(&mut self, mut entry: Entry) -> Result<Entry> {
        let outside = self.xml.depth() - 1;
        // The language that is being read, and the depth around it.
        let mut within: Option<(Option<Lang>, usize)> = None;
        while self.xml.depth() > outside {
            let lang = match self.xml.next()? {
                Node::Start(tag) if LANGUAGES.contains(&tag.name()) => {
                    let named = tag.attr("xml:lang")?.unwrap_or_default().replace('_', "-");
                    within = Some((named.parse().ok(), self.xml.depth() - 1));
                    continue;
                }
                Node::Start(tag) if tag.name() == "term" => within.and_then(|(lang, _)| lang),
                _ => {
                    within = within.filter(|(_, depth)| self.xml.depth() > *depth);
                    continue;
                }
            };
            let term = super::inline::text(&mut self.xml)?;
            let Some(lang) = lang else { continue };
            let (terms, term) = (&mut entry.terms[lang], term.trim());
            if terms.len() == MOST {
                return Err(Error::new(format!("an entry with more than {MOST} terms in one language")));
            }
            if !term.is_empty() && !terms.iter().any(|other| other == term) {
                terms.push(term.to_owned());
            }
        }
        Ok(entry)
    }

    fn pairs_of(&mut self, entry: &Entry) {
        self.left_out += u64::from(entry.terms.iter().any(|(_, terms)| terms.is_empty()));
        for ar in &entry.terms.ar {
            for en in &entry.terms.en {
                let mut pair = Pair { row: entry.line, id: entry.id.clone(), ..Pair::new(ar, en) };
                (pair.details.line, pair.details.by_line) = (Some(entry.line), true);
                self.ready.push(Ok(pair));
            }
        }
    }
}

impl Units for Reader<'_> {
    fn advance(&mut self) -> Result<()> {
        match self.xml.next()? {
            Node::Start(tag) if ENTRIES.contains(&tag.name()) => {
                let name = tag.name().to_owned();
                let id = tag.attr("id")?;
                let entry = Entry { id, line: self.xml.line(), ..Entry::default() };
                let outside = self.xml.depth() - 1;
                match self.entry(entry) {
                    Ok(entry) => self.pairs_of(&entry),
                    Err(error) => self.ready.recover(error, &mut self.xml, &name, outside)?,
                }
            }
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

    fn left_out(&self) -> u64 {
        self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    #[test]
    fn the_terms_of_an_entry_are_pairs() {
        let set = |lang: &str, terms: &[&str]| {
            let terms: String = terms
                .iter()
                .map(|term| format!("<tig><term>{term}</term><termNote type='x'>noun</termNote></tig>"))
                .collect();
            format!("<langSet xml:lang='{lang}'><descrip>no <hi>term</hi></descrip>{terms}</langSet>")
        };
        let file = format!(
            "<?xml version='1.0'?><!DOCTYPE martif SYSTEM 'TBXcoreStructV02.dtd'>\n<martif type='TBX'><text><body>\n\
             <termEntry id='c1'>{}{}{}</termEntry>\n<termEntry>{}</termEntry>\n<termEntry><b></termEntry>\n\
             <conceptEntry id='c4'><langSec xml:lang='ar_EG'><termSec><term>ميناء</term></termSec></langSec>\
             <langSec xml:lang='en'><termSec><term>port</term></termSec></langSec></conceptEntry></body></text></martif>",
            set("en-GB", &["keel", "keel "]),
            set("fr", &["quille"]),
            set("ar", &["صالب", "أرينة"]),
            set("en", &["alone"]),
        );
        let mut pairs =
            read_pairs("a.tbx", Format::Tbx, Box::new(file.as_bytes()), &PairOptions::default()).unwrap();
        let (read, broken): (Vec<_>, Vec<_>) = pairs.by_ref().partition(Result::is_ok);
        let read: Vec<_> = read
            .into_iter()
            .flatten()
            .map(|pair| (pair.id.unwrap(), pair.row, pair.texts.ar, pair.texts.en))
            .collect();
        let row = |id: &str, row, ar: &str, en: &str| (id.to_owned(), row, ar.to_owned(), en.to_owned());
        assert_eq!(
            read,
            [row("c1", 3, "صالب", "keel"), row("c1", 3, "أرينة", "keel"), row("c4", 6, "ميناء", "port")]
        );
        assert_eq!((broken.len(), pairs.left_out(), pairs.broke_off()), (1, 1, false));
    }
}
