//! Reads TMX 1.1, 1.3 and 1.4, unit by unit.
//!
//! From a file in several languages the Arabic and the English variants of every unit are used,
//! whatever their region; each of several variants of one language forms a pair. Units without both
//! languages are counted and left out. An error affects only its unit. The standard allows
//! duplicate ids.

use super::{
    super::facts,
    exchanged::righted,
    inline,
    units::{Ready, Units},
};
use crate::{
    Error, Result,
    bitext::{InlineCode, Pair, PairOptions, Pairs, pairs::Header},
    document::xml::{Node, Xml},
    text::{Lang, Sides},
};
use std::{collections::BTreeSet, io::BufRead};

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let mut reader = Reader {
        xml: Xml::labelled(name, input, options.encoding.as_deref())?,
        header: Header::default(),
        source_known: false,
        tags_known: [false; 2],
        row: 0,
        pairs: 0,
        left_out: 0,
        languages: BTreeSet::new(),
        first_variant: options.first_variant,
        several: 0,
        marked: 0,
        described: (0, BTreeSet::new()),
        ready: Ready::default(),
    };
    reader.xml.be_lenient();
    reader.root().map_err(|error| reader.xml.locate(error))?;
    Ok(righted(reader))
}

struct Reader<'a> {
    xml: Xml<'a>,
    header: Header,
    source_known: bool,
    /// Whether the tags of the Arabic and the English side are known.
    tags_known: [bool; 2],
    row: u64,
    pairs: u64,
    left_out: u64,
    languages: BTreeSet<String>,
    first_variant: bool,
    /// The number of units with several variants of one language.
    several: u64,
    /// The number of units with codes around words.
    marked: u64,
    /// The number of units with properties of other programs, and the names of some of these.
    described: (u64, BTreeSet<String>),
    /// Pairs of the unit that was read last.
    ready: Ready,
}

/// The largest number of variants of a language from which pairs are made.
const MOST_VARIANTS: usize = 20;

/// One variant of a unit.
struct Variant {
    tag: String,
    text: Option<String>,
    codes: Vec<InlineCode>,
}

impl Reader<'_> {
    /// Reads as far as the first unit.
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
            if let Some(name) = kind.strip_prefix("x-") {
                self.header.read(name, value);
            }
        }
        Ok(())
    }

    /// Queues the pairs of a unit.
    fn pairs_of(&mut self, unit: &Pair, variants: Vec<Variant>) {
        let of = |lang: Lang| -> Vec<(usize, &Variant)> {
            let is_in = |variant: &Variant| variant.tag.parse().is_ok_and(|tag: Lang| tag == lang);
            let mut found: Vec<(usize, &Variant)> = Vec::new();
            for (n, variant) in variants.iter().enumerate().filter(|(_, variant)| is_in(variant)) {
                if found.len() < MOST_VARIANTS && !found.iter().any(|(_, other)| other.text == variant.text) {
                    found.push((n, variant));
                }
            }
            found
        };
        let (mut ar, mut en) = (of(Lang::Ar), of(Lang::En));
        let (Some((first_ar, ar_variant)), Some((first_en, en_variant))) = (ar.first(), en.first()) else {
            self.left_out += 1;
            if self.languages.len() < 8 {
                self.languages.extend(variants.into_iter().map(|variant| variant.tag));
            }
            return;
        };
        if !self.source_known {
            self.source_known = true;
            self.header.source = if first_en < first_ar { Lang::En } else { Lang::Ar };
        }
        for (lang, variant) in [(Lang::Ar, ar_variant), (Lang::En, en_variant)] {
            let known = &mut self.tags_known[usize::from(lang == Lang::En)];
            if !std::mem::replace(known, true) {
                self.header.sides[lang].tag.clone_from(&variant.tag);
            }
        }
        self.pairs += 1;
        if ar.len() > 1 || en.len() > 1 {
            self.several += 1;
            if self.first_variant {
                ar.truncate(1);
                en.truncate(1);
            }
        }
        for (_, ar) in &ar {
            for (_, en) in &en {
                let pair = self.pair(unit, ar, en).map_err(|error| self.xml.locate(error));
                self.ready.push(pair);
            }
        }
    }

    fn pair(&self, unit: &Pair, ar: &Variant, en: &Variant) -> Result<Pair> {
        let codes = Sides { ar: &ar.codes, en: &en.codes };
        let (Some(ar), Some(en)) = (&ar.text, &en.text) else {
            let unit =
                unit.id.as_ref().map_or_else(|| format!("unit {}", self.row), |id| format!("unit {id}"));
            return Err(Error::new(format!("{unit} has a <tuv> without a <seg>"))
                .advise("it is left out; export the memory again"));
        };
        let mut pair = Pair { texts: Sides { ar, en }.map(Clone::clone), ..unit.clone() };
        pair.details.codes = codes.map(Clone::clone);
        facts::settle(&mut pair);
        Ok(pair)
    }

    fn variants(&mut self, pair: &mut Pair) -> Result<Vec<Variant>> {
        let outside = self.xml.depth() - 1;
        let mut variants: Vec<Variant> = Vec::new();
        let mut size = 0;
        let mut is_described = false;
        while self.xml.depth() > outside {
            let Node::Start(tag) = self.xml.next()? else { continue };
            match tag.name() {
                "tuv" => {
                    let lang = match tag.attr("xml:lang")? {
                        Some(lang) => Some(lang),
                        None => tag.attr("lang")?,
                    };
                    variants.push(Variant { tag: lang.unwrap_or_default(), text: None, codes: Vec::new() });
                }
                "seg" => {
                    let inline::Segmented { text, codes, is_marked, .. } = inline::segmented(&mut self.xml)?;
                    self.marked += u64::from(is_marked && variants.len() == 1);
                    size += text.len() as u64;
                    if let Some(variant) = variants.last_mut() {
                        (variant.text, variant.codes) = (Some(text), codes);
                    }
                }
                "prop" => {
                    let kind = tag.attr("type")?;
                    let mut value = String::new();
                    self.xml.text_into(&mut value)?;
                    size += value.len() as u64;
                    // Data inside a variant concern one side only.
                    let name = kind.as_deref().and_then(|kind| kind.strip_prefix("x-"));
                    match name.filter(|name| variants.is_empty() && facts::is_known(name)) {
                        Some(name) => facts::read(name, &value, &mut pair.details),
                        None => is_described = self.describe(kind) || is_described,
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
        self.described.0 += u64::from(is_described);
        Ok(variants)
    }

    /// Remembers the name of a property that is not kept.
    fn describe(&mut self, kind: Option<String>) -> bool {
        const MOST: usize = 4;
        const LONGEST: usize = 40;
        let names = &mut self.described.1;
        names.extend(kind.filter(|kind| names.len() < MOST && !kind.is_empty() && kind.len() <= LONGEST));
        true
    }

    /// A memory in other languages is not empty.
    fn end(&self) -> Result<()> {
        if self.pairs > 0 || self.left_out == 0 {
            return Ok(());
        }
        let languages: Vec<&str> = self.languages.iter().map(String::as_str).collect();
        let languages = languages.join(", ");
        Err(Error::new(format!("no unit has both Arabic and English; the languages are {languages}"))
            .advise("give a memory with both"))
    }
}

impl Units for Reader<'_> {
    fn advance(&mut self) -> Result<()> {
        let id = match self.xml.next()? {
            Node::Start(tag) if tag.name() == "tu" => {
                tag.attr("tuid").map(|id| id.filter(|id| !id.is_empty()))
            }
            Node::Eof => {
                self.ready.end();
                return self.end();
            }
            _ => return Ok(()),
        };
        self.row += 1;
        let line = self.xml.line();
        let outside = self.xml.depth() - 1;
        let read = id.and_then(|id| {
            let mut pair = Pair { row: self.row, id, ..Pair::default() };
            pair.details.line = Some(line);
            let variants = self.variants(&mut pair)?;
            Ok((pair, variants))
        });
        match read {
            Ok((pair, variants)) => self.pairs_of(&pair, variants),
            Err(error) => self.ready.recover(error, &mut self.xml, "tu", outside)?,
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

    fn remarks(&self) -> Vec<String> {
        let units = match self.several {
            0 => return Vec::new(),
            1 => "1 unit has".to_owned(),
            many => format!("{many} units have"),
        };
        let taken = if self.first_variant {
            "the first is taken"
        } else {
            "each makes a pair (--first-variant takes the first)"
        };
        vec![format!("{units} more than one variant of a language: {taken}")]
    }

    fn losses(&self) -> Vec<String> {
        let (units, names) = &self.described;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let said = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let properties = format!("not kept: the properties{said} of {}", inline::counted(*units));
        (*units > 0).then_some(properties).into_iter().chain(inline::lost(self.marked)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    fn read(bytes: &[u8]) -> (Vec<Result<Pair, String>>, Header, u64) {
        let mut pairs = match read_pairs("m.tmx", Format::Tmx, Box::new(bytes), &PairOptions::default()) {
            Ok(pairs) => pairs,
            Err(error) => return (vec![Err(error.to_string())], Header::default(), 0),
        };
        let got = pairs.by_ref().map(|pair| pair.map_err(|error| error.to_string())).collect();
        (got, pairs.header().clone(), pairs.left_out())
    }

    fn texts(bytes: &[u8]) -> Vec<(String, String)> {
        read(bytes).0.into_iter().map(|pair| pair.map(|p| (p.texts.ar, p.texts.en)).unwrap()).collect()
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
        assert_eq!((pair.texts.ar.as_str(), pair.texts.en.as_str()), ("نعم", "Yes 😀"));
        assert_eq!(
            (header.source, header.sides.en.tag.as_str(), header.sides.ar.tag.as_str()),
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
    fn a_variant_without_text_is_named_and_an_id_may_occur_twice() {
        let bad = "<tu tuid=\"x\"><tuv xml:lang=\"en\"></tuv><tuv xml:lang=\"ar\"><seg>لا</seg></tuv></tu>\n";
        let units = [unit("tuid=\"1\"", "a", "أ"), bad.to_owned(), unit("tuid=\"1\"", "b", "ب")].concat();
        let (got, ..) = read(memory(&units).as_bytes());
        assert_eq!(got.len(), 3);
        assert_eq!(
            got[1].as_ref().unwrap_err(),
            "m.tmx, line 6: unit x has a <tuv> without a <seg>; it is left out; export the memory again"
        );
        let last = got[2].as_ref().unwrap();
        assert_eq!((last.id.as_deref(), last.texts.en.as_str()), (Some("1"), "b"));
    }

    #[test]
    fn several_variants_of_a_language_are_a_pair_each_or_the_first_is_taken() {
        let tuv = |lang: &str, text: &str| format!("<tuv xml:lang=\"{lang}\"><seg>{text}</seg></tuv>");
        let several = [tuv("en", "a"), tuv("ar-SA", "أ"), tuv("arz", "ب"), tuv("English", "a")].concat();
        let text = memory(&format!("<tu>{several}</tu>"));
        let of = |options: &PairOptions| {
            let mut pairs = read_pairs("m.tmx", Format::Tmx, Box::new(text.as_bytes()), options).unwrap();
            let texts: Vec<String> = pairs.by_ref().map(|pair| pair.unwrap().texts.ar).collect();
            (texts, pairs.remarks())
        };
        let (texts, remarks) = of(&PairOptions::default());
        assert_eq!(texts, ["أ", "ب"]);
        assert!(remarks[0].starts_with("1 unit has more than one variant"), "{remarks:?}");
        let (texts, remarks) = of(&PairOptions { first_variant: true, ..PairOptions::default() });
        assert_eq!(texts, ["أ"]);
        assert!(remarks[0].contains("the first is taken"), "{remarks:?}");
    }

    #[test]
    fn what_is_broken_costs_its_unit_and_no_other() {
        let broken = [
            "<tu><tuv xml:lang=\"en\"><seg>a<bpt></seg></tuv></tu>\n",
            "<tu><tuv xml:lang=\"en\"><seg>a < b</seg></tuv></tu>\n",
            "<tu><tuv xml:lang=\"en\"><seg>a</seg></tu>\n",
            "<tu tuid=1><tuv xml:lang=\"en\"><seg>a</seg></tuv></tu>\n",
        ];
        for broken in broken {
            let units = [unit("", "a", "أ"), broken.to_owned(), unit("", "b", "ب")].concat();
            let (got, ..) = read(memory(&units).as_bytes());
            assert_eq!(got.len(), 3, "{broken} {got:?}");
            assert!(got[1].as_ref().unwrap_err().starts_with("m.tmx, line 6"), "{got:?}");
            assert_eq!(got[2].as_ref().unwrap().texts.ar, "ب");
        }
    }

    #[test]
    fn references_of_html_and_loose_ampersands_are_text() {
        let got = texts(memory(&unit("", "R&D&nbsp;team &co;", "أ & ب")).as_bytes());
        assert_eq!(got[0], ("أ & ب".to_owned(), "R&D\u{A0}team &co;".to_owned()));
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
