//! Reading TMX 1.1, 1.3 and 1.4, unit by unit.
//!
//! Of a file in several languages the Arabic and the English variant of every unit are taken, whatever their
//! region; units without both are counted and left out.

use super::{super::facts, inline, seen::Seen};
use crate::{
    Error, Result,
    bitext::{
        Pair, Pairs,
        pairs::{Header, Source},
    },
    document::xml::{Node, Xml},
    text::Lang,
};
use std::{collections::BTreeSet, io::BufRead};

pub(in crate::bitext) fn open<'a>(name: &str, input: Box<dyn BufRead + 'a>) -> Result<Pairs<'a>> {
    let mut reader = Reader {
        xml: Xml::new(name, input)?,
        header: Header::default(),
        source_known: false,
        tags_known: [false; 2],
        row: 0,
        pairs: 0,
        left_out: 0,
        languages: BTreeSet::new(),
        seen: Seen::default(),
        waiting: None,
        over: false,
    };
    reader.root().map_err(|error| reader.xml.locate(error))?;
    Ok(Pairs::new(reader))
}

struct Reader<'a> {
    xml: Xml<'a>,
    header: Header,
    source_known: bool,
    /// Whether the tags of the Arabic and the English side have been seen.
    tags_known: [bool; 2],
    row: u64,
    pairs: u64,
    left_out: u64,
    languages: BTreeSet<String>,
    seen: Seen,
    /// A pair that was read already, behind an error about its id.
    waiting: Option<Pair>,
    over: bool,
}

/// One variant of a unit.
struct Variant {
    tag: String,
    text: Option<String>,
}

impl Reader<'_> {
    /// Reads up to the first unit.
    fn root(&mut self) -> Result<()> {
        loop {
            match self.xml.next()? {
                Node::Start(tag) => match tag.name() {
                    "tmx" => {}
                    "header" => {
                        if let Some(lang) = tag.attr("srclang")?.and_then(|tag| tag.parse().ok()) {
                            self.header.source = lang;
                            self.source_known = true;
                        }
                        self.of_header()?;
                    }
                    "body" => return Ok(()),
                    other => {
                        return Err(Error::new(format!("<{other}> where a TMX file was expected"))
                            .advise("is this a TMX file?"));
                    }
                },
                Node::Eof => return Err(Error::new("a TMX file without a body")),
                _ => {}
            }
        }
    }

    fn of_header(&mut self) -> Result<()> {
        let outside = self.xml.depth() - 1;
        while self.xml.depth() > outside {
            let Node::Start(tag) = self.xml.next()? else { continue };
            let kind = tag.attr("type")?.unwrap_or_default();
            let mut value = String::new();
            self.xml.text_into(&mut value)?;
            match kind.as_str() {
                "x-ar-document" => self.header.ar.document = Some(value),
                "x-en-document" => self.header.en.document = Some(value),
                _ => {}
            }
        }
        Ok(())
    }

    /// The next unit with both languages. The inner error is about one unit; reading goes on behind it.
    fn unit(&mut self) -> Result<Option<Result<Pair>>> {
        loop {
            let id = match self.xml.next()? {
                Node::Start(tag) if tag.name() == "tu" => tag.attr("tuid")?.filter(|id| !id.is_empty()),
                Node::Eof => return Ok(None),
                _ => continue,
            };
            self.row += 1;
            let mut pair = Pair { row: self.row, id, ..Pair::default() };
            let variants = self.variants(&mut pair)?;
            let find = |lang: Lang| {
                variants.iter().find(|variant| variant.tag.parse().is_ok_and(|tag: Lang| tag == lang))
            };
            let (Some(ar), Some(en)) = (find(Lang::Ar), find(Lang::En)) else {
                self.left_out += 1;
                if self.languages.len() < 8 {
                    self.languages.extend(variants.into_iter().map(|variant| variant.tag));
                }
                continue;
            };
            if !self.source_known {
                self.source_known = true;
                let english_first = variants.iter().position(|v| std::ptr::eq(v, en))
                    < variants.iter().position(|v| std::ptr::eq(v, ar));
                self.header.source = if english_first { Lang::En } else { Lang::Ar };
            }
            for (n, variant) in [ar, en].into_iter().enumerate() {
                if !self.tags_known[n] {
                    self.tags_known[n] = true;
                    let lang = if n == 0 { Lang::Ar } else { Lang::En };
                    self.header.side_mut(lang).tag.clone_from(&variant.tag);
                }
            }
            self.pairs += 1;
            let (Some(ar), Some(en)) = (&ar.text, &en.text) else {
                let unit = pair.id.map_or_else(|| format!("unit {}", self.row), |id| format!("unit {id}"));
                return Ok(Some(Err(Error::new(format!("{unit} has a <tuv> without a <seg>"))
                    .advise("it is left out; export the memory again"))));
            };
            (pair.ar, pair.en) = (ar.clone(), en.clone());
            facts::settle(&mut pair);
            if let Some(id) = pair.id.take() {
                if !self.seen.is_new(&id) {
                    self.waiting = Some(pair);
                    return Ok(Some(Err(Error::new(format!("the id {id} occurs a second time"))
                        .advise("its unit is kept without an id"))));
                }
                pair.id = Some(id);
            }
            return Ok(Some(Ok(pair)));
        }
    }

    fn variants(&mut self, pair: &mut Pair) -> Result<Vec<Variant>> {
        let outside = self.xml.depth() - 1;
        let mut variants: Vec<Variant> = Vec::new();
        let mut size = 0;
        while self.xml.depth() > outside {
            let Node::Start(tag) = self.xml.next()? else { continue };
            match tag.name() {
                "tuv" => {
                    let lang = match tag.attr("xml:lang")? {
                        Some(lang) => Some(lang),
                        None => tag.attr("lang")?,
                    };
                    variants.push(Variant { tag: lang.unwrap_or_default(), text: None });
                }
                "seg" => {
                    let text = inline::text(&mut self.xml)?;
                    size += text.len() as u64;
                    if let Some(variant) = variants.last_mut() {
                        variant.text = Some(text);
                    }
                }
                "prop" => {
                    let kind = tag.attr("type")?;
                    let mut value = String::new();
                    self.xml.text_into(&mut value)?;
                    size += value.len() as u64;
                    // What stands inside a variant is about one side only.
                    if variants.is_empty()
                        && let Some(name) = kind.as_deref().and_then(|kind| kind.strip_prefix("x-"))
                    {
                        facts::read(name, &value, &mut pair.details);
                    }
                }
                "note" => {
                    let mut value = String::new();
                    self.xml.text_into(&mut value)?;
                    size += value.len() as u64;
                    if variants.is_empty() {
                        pair.details.notes.push(value);
                    }
                }
                _ => {}
            }
            if size > crate::document::xml::LONGEST_PIECE || variants.len() > 10_000 {
                return Err(Error::new("a unit larger than 16 MiB").advise("is this the right file?"));
            }
        }
        Ok(variants)
    }

    fn nothing_found(&self) -> Error {
        let languages: Vec<&str> = self.languages.iter().map(String::as_str).collect();
        Error::new(format!("no unit has both Arabic and English; the languages are {}", languages.join(", ")))
            .advise("give a memory with both")
    }
}

impl Source for Reader<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        if let Some(pair) = self.waiting.take() {
            return Some(Ok(pair));
        }
        if self.over {
            return None;
        }
        match self.unit() {
            Ok(Some(result)) => Some(result.map_err(|error| self.xml.locate(error))),
            Ok(None) => {
                self.over = true;
                (self.pairs == 0 && self.left_out > 0).then(|| Err(self.xml.locate(self.nothing_found())))
            }
            Err(error) => {
                self.over = true;
                Some(Err(self.xml.locate(error)))
            }
        }
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

    fn read(bytes: &[u8]) -> (Vec<Result<Pair, String>>, Header, u64) {
        let mut pairs = match read_pairs("m.tmx", Format::Tmx, Box::new(bytes)) {
            Ok(pairs) => pairs,
            Err(error) => return (vec![Err(error.to_string())], Header::default(), 0),
        };
        let got = pairs.by_ref().map(|pair| pair.map_err(|error| error.to_string())).collect();
        (got, pairs.header().clone(), pairs.left_out())
    }

    fn texts(bytes: &[u8]) -> Vec<(String, String)> {
        read(bytes).0.into_iter().map(|pair| pair.map(|p| (p.ar, p.en)).unwrap()).collect()
    }

    fn unit(more: &str, en: &str, ar: &str) -> String {
        format!(
            "<tu {more}><tuv xml:lang=\"en-US\"><seg>{en}</seg></tuv><tuv xml:lang=\"AR\"><seg>{ar}</seg></tuv></tu>\n"
        )
    }

    fn memory(units: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
             <header srclang=\"en-US\"/><body>\n{units}</body></tmx>"
        )
    }

    #[test]
    fn version_1_1_in_utf_16_with_old_attribute_names_is_read() {
        let text = "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?><tmx version=\"1.1\"><header srclang=\"*all*\"></header>\
            <body><tu><tuv lang=\"EN-GB\"><seg>Yes 😀</seg></tuv><tuv lang=\"AR\"><seg>نعم</seg></tuv></tu></body></tmx>";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (got, header, _) = read(&bytes);
        let pair = got[0].as_ref().unwrap();
        assert_eq!((pair.ar.as_str(), pair.en.as_str()), ("نعم", "Yes 😀"));
        assert_eq!(
            (header.source, header.en.tag.as_str(), header.ar.tag.as_str()),
            (Lang::En, "EN-GB", "AR")
        );
    }

    #[test]
    fn inline_codes_come_out_as_text_or_placeholder() {
        let en = "Press <bpt i=\"1\">&lt;b&gt;</bpt>OK<ept i=\"1\">&lt;/b&gt;</ept> <ph x=\"2\"/><hi>now</hi><it pos=\"begin\"> </it>";
        let got = texts(
            memory(&unit("", en, "اضغط<ph>{0}</ph> <bpt i=\"1\">b</bpt>هنا<ept i=\"1\">b</ept>")).as_bytes(),
        );
        assert_eq!(got[0].1, "Press <b>OK</b> {2}now{}");
        assert_eq!(got[0].0, "اضغط{0} هنا");
    }

    #[test]
    fn of_several_languages_arabic_and_english_are_taken_and_the_rest_is_counted() {
        let french =
            "<tu><tuv xml:lang=\"fr\"><seg>oui</seg></tuv><tuv xml:lang=\"en\"><seg>yes</seg></tuv></tu>";
        let four = "<tu><tuv xml:lang=\"fr\"><seg>oui</seg></tuv><tuv xml:lang=\"ar-SA\"><seg>نعم</seg></tuv>\
            <tuv xml:lang=\"de\"><seg>ja</seg></tuv><tuv xml:lang=\"en\"><seg>yes</seg></tuv></tu>";
        let (got, _, left_out) = read(memory(&format!("{french}{four}")).as_bytes());
        assert_eq!(got.len(), 1);
        assert_eq!((got[0].as_ref().unwrap().row, left_out), (2, 1));
        let (got, ..) = read(memory(french).as_bytes());
        let error = got[0].as_ref().unwrap_err();
        assert!(error.contains("no unit has both Arabic and English; the languages are en, fr"), "{error}");
        assert!(read(memory("").as_bytes()).0.is_empty());
    }

    #[test]
    fn a_variant_without_text_and_an_id_used_twice_are_named_and_the_rest_is_read() {
        let bad = "<tu tuid=\"x\"><tuv xml:lang=\"en\"></tuv><tuv xml:lang=\"ar\"><seg>لا</seg></tuv></tu>\n";
        let units = [unit("tuid=\"1\"", "a", "أ"), bad.to_owned(), unit("tuid=\"1\"", "b", "ب")].concat();
        let (got, ..) = read(memory(&units).as_bytes());
        assert_eq!(got.len(), 4);
        assert_eq!(
            got[1].as_ref().unwrap_err(),
            "m.tmx, line 6: unit x has a <tuv> without a <seg>; it is left out; export the memory again"
        );
        assert!(got[2].as_ref().unwrap_err().contains("the id 1 occurs a second time"));
        assert_eq!(
            (got[3].as_ref().unwrap().id.as_deref(), got[3].as_ref().unwrap().en.as_str()),
            (None, "b")
        );
    }

    #[test]
    fn a_memory_that_was_cut_off_gives_what_it_has_and_then_one_error() {
        let whole = memory(&[unit("", "a", "أ"), unit("", "b", "ب")].concat());
        let (got, ..) = read(&whole.as_bytes()[..whole.find("ب").unwrap()]);
        assert_eq!(got.len(), 2);
        assert!(got[1].as_ref().unwrap_err().contains("ends in the middle"));
    }

    #[test]
    fn other_files_are_refused() {
        for (bytes, complaint) in [
            ("<html><body/></html>", "<html> where a TMX file was expected"),
            ("<tmx version=\"1.4\"/>", "without a body"),
            ("nothing", "no XML"),
        ] {
            let (got, ..) = read(bytes.as_bytes());
            assert!(got[0].as_ref().unwrap_err().contains(complaint), "{got:?}");
        }
    }
}
