//! Reads TXML, the format of Wordfast Pro: every segment is a pair. Segments without a translation
//! are text without a counterpart.

use super::{
    super::pairs::Header,
    inline,
    units::{Ready, Units},
};
use crate::{
    Error, Result,
    bitext::{Pair, PairOptions, Pairs},
    document::xml::{Node, Xml},
    text::Lang,
};
use std::io::BufRead;

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let xml = Xml::labelled(name, input, options.encoding.as_deref())?;
    let mut reader = Reader { xml, header: Header::default(), ready: Ready::default() };
    reader.xml.be_lenient();
    reader.root().map_err(|error| reader.xml.locate(error))?;
    Ok(Pairs::new(reader))
}

struct Reader<'a> {
    xml: Xml<'a>,
    header: Header,
    ready: Ready,
}

impl Reader<'_> {
    /// Reads the start tag of the file, which names the languages.
    fn root(&mut self) -> Result<()> {
        loop {
            match self.xml.next()? {
                Node::Start(tag) if tag.name() == "txml" => {
                    let code = |name: &str| -> Result<String> {
                        Ok(tag.attr(name)?.unwrap_or_default().replace('_', "-"))
                    };
                    let (source, target) = (code("locale")?, code("targetlocale")?);
                    return self.langs(source, target);
                }
                Node::Start(tag) => {
                    return Err(Error::new(format!("<{}> where a TXML file was expected", tag.name())));
                }
                Node::Eof => return Err(Error::new("a TXML file without content")),
                _ => {}
            }
        }
    }

    /// Takes the languages from their codes. Where one is not given, it is the other of the two.
    fn langs(&mut self, source: String, target: String) -> Result<()> {
        let lang = |code: &str| if code.is_empty() { Ok(None) } else { code.parse::<Lang>().map(Some) };
        let (from, into) = match (lang(&source), lang(&target)) {
            (Ok(from), Ok(into)) if from.is_none() || from != into => (from, into),
            _ => {
                let side = |code: String| if code.is_empty() { "?".to_owned() } else { code };
                return Err(Error::new(format!("a file from {} into {}", side(source), side(target)))
                    .advise("only Arabic with English is read"));
            }
        };
        self.header.source = from.or(into.map(Lang::other)).unwrap_or(Lang::En);
        for (lang, code) in [(from, source), (into, target)] {
            if let Some(lang) = lang {
                self.header.sides[lang].tag = code;
            }
        }
        Ok(())
    }

    fn segment(&mut self, mut pair: Pair) -> Result<Pair> {
        let outside = self.xml.depth() - 1;
        let source = self.header.source;
        while self.xml.depth() > outside {
            let Node::Start(tag) = self.xml.next()? else { continue };
            let side = match tag.name() {
                "source" => source,
                "target" => source.other(),
                "comment" => {
                    let mut note = String::new();
                    self.xml.text_into(&mut note)?;
                    pair.details.notes.push(note);
                    continue;
                }
                "comments" => continue,
                _ => {
                    self.xml.skip()?;
                    continue;
                }
            };
            let text = inline::text(&mut self.xml)?;
            match side {
                Lang::Ar => pair.texts.ar = text,
                Lang::En => pair.texts.en = text,
            }
        }
        Ok(pair)
    }
}

impl Units for Reader<'_> {
    fn advance(&mut self) -> Result<()> {
        match self.xml.next()? {
            Node::Start(tag) if tag.name() == "segment" => {
                let id = tag.attr("segmentId")?;
                let line = self.xml.line();
                let mut pair = Pair { row: line, id, ..Pair::default() };
                (pair.details.line, pair.details.by_line) = (Some(line), true);
                let outside = self.xml.depth() - 1;
                match self.segment(pair) {
                    Ok(pair) if pair.texts.iter().all(|(_, text)| text.is_empty()) => {}
                    Ok(pair) => self.ready.push(Ok(pair)),
                    Err(error) => self.ready.recover(error, &mut self.xml, "segment", outside)?,
                }
            }
            Node::Start(tag) if tag.name() == "skeleton" => self.xml.skip()?,
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    #[test]
    fn segments_are_pairs_with_their_notes_and_codes() {
        let file = "<?xml version='1.0'?>\n<txml locale='en-US' version='1.0' targetlocale='ar-EG'>\n<skeleton>&lt;p&gt;</skeleton>\
            <translatable blockId='1'><segment segmentId='1' modified='true'><ws> </ws><source>The <ut x='1'>&lt;b&gt;</ut>keel broke.</source>\
            <target score='0'>انكسر <ut x='1'>&lt;b&gt;</ut>الصالب.</target><comments><comment type='text'>Look!</comment></comments></segment>\n\
            <segment segmentId='2'><source>It sank.</source></segment>\n<segment segmentId='3'><source>Bad <b></source></segment></translatable>\
            <translatable blockId='2'><segment segmentId='1'><source>Yes</source><target>نعم</target></segment></translatable></txml>";
        let mut pairs =
            read_pairs("a.txml", Format::Txml, Box::new(file.as_bytes()), &PairOptions::default()).unwrap();
        let (read, broken): (Vec<_>, Vec<_>) = pairs.by_ref().partition(Result::is_ok);
        let read: Vec<_> = read.into_iter().flatten().collect();
        let texts: Vec<_> =
            read.iter().map(|pair| (pair.row, pair.texts.ar.as_str(), pair.texts.en.as_str())).collect();
        assert_eq!(
            texts,
            [(3, "انكسر <b>الصالب.", "The <b>keel broke."), (4, "", "It sank."), (5, "نعم", "Yes")]
        );
        assert_eq!((read[0].details.notes.join("/"), broken.len()), ("Look!".to_owned(), 1));
        assert_eq!((pairs.header().source, pairs.header().sides.ar.tag.as_str()), (Lang::En, "ar-EG"));
    }

    #[test]
    fn a_language_is_guessed_only_where_none_is_named() {
        let open = |codes: &str| {
            let file = format!("<txml {codes}/>").into_bytes();
            let input = Box::new(std::io::Cursor::new(file));
            read_pairs("a", Format::Txml, input, &PairOptions::default())
                .map(|pairs| pairs.header().source)
                .map_err(|error| error.to_string())
        };
        assert_eq!(open("targetlocale='en_GB'"), Ok(Lang::Ar));
        assert_eq!(open("locale='ar' targetlocale=''"), Ok(Lang::Ar));
        assert_eq!(open(""), Ok(Lang::En));
        for (codes, said) in [
            ("locale='fr' targetlocale='ar'", "a file from fr into ar"),
            ("locale='en' targetlocale='de-DE'", "a file from en into de-DE"),
            ("targetlocale='fr'", "a file from ? into fr"),
            ("locale='en' targetlocale='en-GB'", "a file from en into en-GB"),
        ] {
            assert!(open(codes).is_err_and(|error| error.contains(said)), "{codes}");
        }
    }
}
