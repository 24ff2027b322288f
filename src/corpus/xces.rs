//! Alignments of OPUS in the format of XCES (`cesAlign`): links between sentences of documents that are files of their own.

mod documents;

use super::{measure::Measures, packing::Packing, source::reading};
use crate::{
    Result,
    document::xml::{Node, Xml},
    text::{Lang, Sides},
};
use documents::Documents;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::{borrow::Cow, io::Read, path::Path};

/// Bytes at the beginning of a file within which its root element is looked for.
const HEAD: u64 = 4096;
/// Marks before which words of a document are not set apart.
const CLOSING: &str = ".,;:!?%)]}»”’؟،؛…";
/// A pair of sentences, or of several.
#[derive(Debug, Clone, Serialize)]
pub struct Linked {
    /// The document and the link within it.
    pub id: String,
    /// The document.
    pub doc: String,
    /// The texts.
    pub translation: Sides<Cow<'static, str>>,
    /// What the aligner that made the links said of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<f64>,
}

/// True for a file of links.
pub fn is_xces(path: &Path) -> bool {
    let (packing, plain) = Packing::of_path(path);
    plain.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
        && path.is_file()
        && packing.open(path).is_ok_and(are_links)
}

/// True if the root of an XML file is that of links.
fn are_links(input: impl Read) -> bool {
    let mut head = Vec::new();
    input.take(HEAD).read_to_end(&mut head).is_ok() && memchr::memmem::find(&head, b"<cesAlign").is_some()
}

/// The links of a file one after the other, with the texts of the documents that it names. Links of
/// a document that cannot be read are left out, after one error.
pub struct Links {
    xml: Xml<'static>,
    documents: Documents,
    group: Option<Group>,
    /// Number of links of the group that have been read.
    links: u64,
    over: bool,
    broke_off: bool,
}

impl Links {
    /// Opens a file of links. Its documents are in its folder, in `xml` or `raw` there or beside it,
    /// or in zip archives there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        let input = Packing::of_path(path).0.open(path).map_err(|error| reading(path, &error))?;
        let xml = Xml::new(&path.display().to_string(), input)?;
        Ok(Links::new(xml, Documents::beside(path)))
    }

    /// Opens the links that are in a zip archive together with their documents; `None` if there are none.
    ///
    /// # Errors
    /// When the archive is damaged.
    pub fn in_zip(path: &Path) -> Result<Option<Self>> {
        let mut documents = Documents::in_zip(path)?;
        let Some((name, input)) = documents.links()? else { return Ok(None) };
        let xml = Xml::new(&format!("{}/{name}", path.display()), input)?;
        Ok(Some(Links::new(xml, documents)))
    }

    fn new(xml: Xml<'static>, documents: Documents) -> Self {
        Links { xml, documents, group: None, links: 0, over: false, broke_off: false }
    }

    /// True if the file of links could not be read to its end.
    pub fn broke_off(&self) -> bool {
        self.broke_off
    }

    /// The next link: an error when its document cannot be read, `None` when it has sentences on one
    /// side only; nothing at the end of the file.
    fn read(&mut self) -> Result<Option<Result<Option<Linked>>>> {
        loop {
            let tag = match self.xml.next()? {
                Node::Start(tag) => tag,
                Node::Eof => return Ok(None),
                _ => continue,
            };
            match tag.name() {
                "linkGrp" => {
                    let (from, to) = (tag.attr("fromDoc")?, tag.attr("toDoc")?);
                    (self.links, self.group) = (0, None);
                    let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
                    match Group::read(&mut self.documents, &from, &to) {
                        Ok(group) => self.group = Some(group),
                        Err(error) => return Ok(Some(Err(error))),
                    }
                }
                "link" => {
                    self.links += 1;
                    let Some(group) = &self.group else { continue };
                    let targets = tag.attr("xtargets")?.unwrap_or_default();
                    let name = tag.attr("id")?.unwrap_or_else(|| format!("l{}", self.links));
                    let certainty = tag.attr("certainty")?.and_then(|number| number.parse().ok());
                    let linked = |translation| Linked {
                        id: format!("{}#{name}", group.doc),
                        doc: group.doc.clone(),
                        translation,
                        certainty,
                    };
                    return Ok(Some(Ok(group.texts(&targets).map(linked))));
                }
                _ => {}
            }
        }
    }
}

impl Iterator for Links {
    /// `None` for a link that has sentences on one side only.
    type Item = Result<Option<Linked>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let read = self.read();
        (self.over, self.broke_off) = (!matches!(read, Ok(Some(_))), read.is_err());
        read.unwrap_or_else(|error| Some(Err(self.xml.locate(error))))
    }
}

/// The sentences of a document by their ids.
type Sentences = FxHashMap<String, String>;

/// Two documents.
struct Group {
    doc: String,
    from: Sentences,
    to: Sentences,
    /// The language of the first.
    lang: Lang,
}

impl Group {
    fn read(documents: &mut Documents, from_name: &str, to_name: &str) -> Result<Self> {
        let (from, to) = (sentences(documents, from_name)?, sentences(documents, to_name)?);
        let mut letters = Measures::default();
        for text in from.values() {
            let of = Measures::of(text);
            (letters.arabic, letters.latin) = (letters.arabic + of.arabic, letters.latin + of.latin);
        }
        let lang = if letters.arabic > letters.latin { Lang::Ar } else { Lang::En };
        let doc = from_name.trim_end_matches(".gz").trim_end_matches(".xml");
        Ok(Group { doc: doc.to_owned(), from, to, lang })
    }

    /// The texts of a link such as `1 2;3`; `None` if a side is empty.
    fn texts(&self, targets: &str) -> Option<Sides<Cow<'static, str>>> {
        let (from, to) = targets.split_once(';')?;
        let join = |sentences: &Sentences, ids: &str| {
            let texts: Vec<&str> =
                ids.split_whitespace().filter_map(|id| Some(sentences.get(id)?.as_str())).collect();
            texts.join(" ")
        };
        let (from, to) = (join(&self.from, from), join(&self.to, to));
        let (ar, en) = if self.lang == Lang::Ar { (from, to) } else { (to, from) };
        (!ar.is_empty() && !en.is_empty()).then(|| Sides::new(ar.into(), en.into()))
    }
}

/// Reads the sentences of a document.
fn sentences(documents: &mut Documents, name: &str) -> Result<Sentences> {
    let (called, input) = documents.open(name)?;
    let mut xml = Xml::new(&called, input)?;
    let mut all = Sentences::default();
    let read = read_sentences(&mut xml, &mut all);
    read.map(|()| all).map_err(|error| xml.locate(error))
}

/// Words that are elements are set apart.
fn read_sentences(xml: &mut Xml<'_>, all: &mut Sentences) -> Result<()> {
    let (mut id, mut text) = (String::new(), String::new());
    // How deep the text of a sentence is.
    let mut inside = 0;
    loop {
        match xml.next()? {
            Node::Eof => break,
            Node::Start(tag) if tag.name() == "s" => {
                let next = tag.attr("id")?.unwrap_or_default();
                keep(all, std::mem::replace(&mut id, next), &mut text);
                inside = xml.depth();
            }
            Node::End => {
                let is_over = xml.depth() < inside;
                if is_over {
                    keep(all, std::mem::take(&mut id), &mut text);
                    inside = 0;
                }
            }
            // Text outside of sentences.
            Node::Start(_) | Node::Text(_) if id.is_empty() => {}
            Node::Start(tag) if tag.name() == "w" => text.push(' '),
            Node::Text(part) => {
                if part.starts_with(|c| CLOSING.contains(c)) && text.ends_with(' ') {
                    text.pop();
                }
                text.push_str(&part);
            }
            _ => {}
        }
    }
    keep(all, id, &mut text);
    Ok(())
}

/// Keeps the text of a sentence.
fn keep(all: &mut Sentences, id: String, text: &mut String) {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !id.is_empty() && !flat.is_empty() {
        all.insert(id, flat);
    }
    text.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const LINKS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">
<cesAlign version="1.0">
<linkGrp targType="s" fromDoc="ar/news/a.xml.gz" toDoc="en/news/a.xml.gz">
<link certainty="0.7" xtargets="1;1" id="SL1"/>
<link xtargets="2 3;2" id="SL2"/>
<link xtargets=";3" id="SL3"/>
</linkGrp>
<linkGrp fromDoc="ar/none.xml" toDoc="en/none.xml"><link xtargets="1;1"/></linkGrp>
<linkGrp fromDoc="../secret.xml" toDoc="en/news/a.xml"><link xtargets="1;1"/></linkGrp>
</cesAlign>"#;

    #[test]
    fn sentences_are_joined_as_their_links_say() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("ar-en.xml", LINKS);
        write(
            "xml/ar/news/a.xml",
            "<text>1<s id=\"1\">وصل الوفد.</s> اقرأ أيضا <p><s id=\"2\">غادر\n  أمس.</s><s id=\"3\">ثم عاد.</s></p></text>",
        );
        write(
            "xml/en/news/a.xml",
            "<text><s id=\"1\"><w id=\"1.1\">It</w> <w id=\"1.2\">arrived</w><w id=\"1.3\">.</w></s><s id=\"2\">It left &amp; came back.</s><s id=\"3\">End.</s></text>",
        );
        let links = folder.path().join("ar-en.xml");
        assert!(is_xces(&links) && !is_xces(&folder.path().join("xml/ar/news/a.xml")));
        let (mut found, mut errors, mut alone) = (Vec::new(), Vec::new(), 0);
        for link in Links::open(&links).unwrap() {
            match link {
                Ok(Some(link)) => {
                    found.push((link.id, link.translation.ar, link.translation.en, link.certainty));
                }
                Ok(None) => alone += 1,
                Err(error) => errors.push(error.to_string()),
            }
        }
        assert_eq!(alone, 1);
        assert_eq!(
            found[0],
            ("ar/news/a#SL1".to_owned(), "وصل الوفد.".into(), "It arrived.".into(), Some(0.7))
        );
        assert_eq!(found[1].1, "غادر أمس. ثم عاد.");
        assert_eq!((found.len(), &*found[1].2), (2, "It left & came back."));
        assert!(
            errors.len() == 2 && errors[0].contains("is not there") && errors[1].contains("is no document")
        );
    }

    #[test]
    fn documents_and_links_may_be_in_zip_archives() {
        use std::io::Write;
        let folder = tempfile::tempdir().unwrap();
        let zip = |name: &str, parts: &[(&str, &str)]| {
            let mut zip = zip::ZipWriter::new(fs::File::create(folder.path().join(name)).unwrap());
            for (name, text) in parts {
                zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
                zip.write_all(text.as_bytes()).unwrap();
            }
            zip.finish().unwrap();
            folder.path().join(name)
        };
        let document = |text: &str| format!("<text><s id=\"1\">{text}</s><s id=\"2\">x</s></text>");
        let (ar, en) = (document("وصل الوفد."), document("It arrived."));
        let texts = |links: Links| -> Vec<(String, String)> {
            links
                .filter_map(|link| link.ok().flatten())
                .map(|link| (link.translation.ar.into_owned(), link.translation.en.into_owned()))
                .collect()
        };
        let wanted = [("وصل الوفد.".to_owned(), "It arrived.".to_owned()), ("x".to_owned(), "x".to_owned())];
        let links = LINKS.replace("2 3;2", "2;2");
        let all = zip(
            "all.zip",
            &[("N/ar-en.xml", &links), ("N/xml/ar/news/a.xml", &ar), ("N/xml/en/news/a.xml", &en)],
        );
        assert_eq!(texts(Links::in_zip(&all).unwrap().unwrap()), wanted);
        fs::remove_file(all).unwrap();
        fs::write(folder.path().join("ar-en.xml"), &links).unwrap();
        zip("N_latest_xml_ar.zip", &[("README", "x"), ("N/xml/ar/news/a.xml", &ar)]);
        let en =
            zip("N_latest_xml_en.zip", &[("N/xml/en/news/a.xml", &en), ("N/xml/en/more_news/a.xml", "<x/>")]);
        assert_eq!(texts(Links::open(&folder.path().join("ar-en.xml")).unwrap()), wanted);
        assert!(Links::in_zip(&en).unwrap().is_none());
    }
}
