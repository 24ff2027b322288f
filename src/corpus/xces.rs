//! Alignments of OPUS in the format of XCES (`cesAlign`): links between sentences of documents that are files of their own.

use super::{measure::Measures, packing::Packing, row::Translation, source::reading};
use crate::{
    Error, Result,
    document::xml::{Node, Xml},
    text::Lang,
};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::{
    io::Read,
    path::{Component, Path, PathBuf},
};

/// Bytes at the beginning of a file within which its root element is looked for.
const HEAD: u64 = 4096;
/// Marks before which words of a document are not set apart.
const CLOSING: &str = ".,;:!?%)]}»”’؟،؛…";
/// Folders between that of the links and those of the documents, as OPUS packs them.
const FOLDERS: [&str; 5] = ["", "xml", "raw", "../xml", "../raw"];

/// A pair of sentences, or of several.
#[derive(Debug, Clone, Serialize)]
pub struct Linked {
    /// The document and the link within it.
    pub id: String,
    /// The document.
    pub doc: String,
    /// The texts.
    pub translation: Translation<'static>,
    /// What the aligner that made the links said of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<f64>,
}

/// True for a file of links.
pub fn is_xces(path: &Path) -> bool {
    let (packing, plain) = Packing::of_path(path);
    let mut head = Vec::new();
    plain.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
        && path.is_file()
        && packing.open(path).and_then(|input| input.take(HEAD).read_to_end(&mut head)).is_ok()
        && memchr::memmem::find(&head, b"<cesAlign").is_some()
}

/// Reads the links of a file one after the other, with the documents that it names: in its folder, or in `xml` or `raw`
/// there or beside it. Links of a document that cannot be read are left out, and so are sentences without a counterpart;
/// returns the number of the latter.
///
/// # Errors
/// When the file of links cannot be read, or when `take` fails.
pub fn read(path: &Path, take: impl FnMut(Result<Linked>) -> Result<()>) -> Result<u64> {
    let mut xml = open(path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let alone = links(&mut xml, folder, take);
    alone.map_err(|error| xml.locate(error))
}

fn links(
    xml: &mut Xml<'_>,
    folder: &Path,
    mut take: impl FnMut(Result<Linked>) -> Result<()>,
) -> Result<u64> {
    let mut group = None;
    let (mut links, mut alone) = (0_u64, 0);
    loop {
        let tag = match xml.next()? {
            Node::Start(tag) => tag,
            Node::Eof => return Ok(alone),
            _ => continue,
        };
        match tag.name() {
            "linkGrp" => {
                let (from, to) = (tag.attr("fromDoc")?, tag.attr("toDoc")?);
                links = 0;
                group = match Group::read(folder, &from.unwrap_or_default(), &to.unwrap_or_default()) {
                    Ok(group) => Some(group),
                    Err(error) => {
                        take(Err(error))?;
                        None
                    }
                };
            }
            "link" => {
                links += 1;
                let Some(group) = &group else { continue };
                let targets = tag.attr("xtargets")?.unwrap_or_default();
                let name = tag.attr("id")?.unwrap_or_else(|| format!("l{links}"));
                match group.texts(&targets) {
                    Some(translation) => take(Ok(Linked {
                        id: format!("{}#{name}", group.doc),
                        doc: group.doc.clone(),
                        translation,
                        certainty: tag.attr("certainty")?.and_then(|number| number.parse().ok()),
                    }))?,
                    None => alone += 1,
                }
            }
            _ => {}
        }
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
    fn read(folder: &Path, from_name: &str, to_name: &str) -> Result<Self> {
        let (from, to) = (sentences(folder, from_name)?, sentences(folder, to_name)?);
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
    fn texts(&self, targets: &str) -> Option<Translation<'static>> {
        let (from, to) = targets.split_once(';')?;
        let join = |sentences: &Sentences, ids: &str| {
            let texts: Vec<&str> =
                ids.split_whitespace().filter_map(|id| Some(sentences.get(id)?.as_str())).collect();
            texts.join(" ")
        };
        let (from, to) = (join(&self.from, from), join(&self.to, to));
        let (ar, en) = if self.lang == Lang::Ar { (from, to) } else { (to, from) };
        (!ar.is_empty() && !en.is_empty()).then(|| Translation { ar: ar.into(), en: en.into() })
    }
}

fn open(path: &Path) -> Result<Xml<'static>> {
    let input = Packing::of_path(path).0.open(path).map_err(|error| reading(path, &error))?;
    Xml::new(&path.display().to_string(), input)
}

/// The file of a document that links name.
fn find(folder: &Path, name: &str) -> Result<PathBuf> {
    let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if name.is_empty() || !is_inside {
        return Err(Error::new(format!("`{name}` is no document below this folder")).at(folder.display()));
    }
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let places = FOLDERS.iter().flat_map(|between| {
        [folder.join(between).join(plain), folder.join(between).join(format!("{plain}.gz"))]
    });
    places.into_iter().find(|path| path.is_file()).ok_or_else(|| {
        Error::new("the document of these links is not there")
            .at(folder.join(name).display())
            .advise("unpack the documents of both languages beside the links, or into a folder `xml` there")
    })
}

/// Reads the sentences of a document.
fn sentences(folder: &Path, name: &str) -> Result<Sentences> {
    let mut xml = open(&find(folder, name)?)?;
    let mut all = Sentences::default();
    let read = read_sentences(&mut xml, &mut all);
    read.map(|()| all).map_err(|error| xml.locate(error))
}

/// Words that are elements are set apart.
fn read_sentences(xml: &mut Xml<'_>, all: &mut Sentences) -> Result<()> {
    let (mut id, mut text) = (String::new(), String::new());
    loop {
        match xml.next()? {
            Node::Eof => break,
            Node::Start(tag) if tag.name() == "s" => {
                let next = tag.attr("id")?.unwrap_or_default();
                keep(all, std::mem::replace(&mut id, next), &mut text);
            }
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

/// Keeps the text of a sentence; text outside of sentences has no id.
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
            "<text><s id=\"1\">وصل الوفد.</s><p><s id=\"2\">غادر\n  أمس.</s><s id=\"3\">ثم عاد.</s></p></text>",
        );
        write(
            "xml/en/news/a.xml",
            "<text><s id=\"1\"><w id=\"1.1\">It</w> <w id=\"1.2\">arrived</w><w id=\"1.3\">.</w></s><s id=\"2\">It left &amp; came back.</s><s id=\"3\">End.</s></text>",
        );
        let links = folder.path().join("ar-en.xml");
        assert!(is_xces(&links) && !is_xces(&folder.path().join("xml/ar/news/a.xml")));
        let (mut found, mut errors) = (Vec::new(), Vec::new());
        let alone = read(&links, |link| {
            match link {
                Ok(link) => found.push((link.id, link.translation.ar, link.translation.en, link.certainty)),
                Err(error) => errors.push(error.to_string()),
            }
            Ok(())
        });
        assert_eq!(alone.unwrap(), 1);
        assert_eq!(
            found[0],
            ("ar/news/a#SL1".to_owned(), "وصل الوفد.".into(), "It arrived.".into(), Some(0.7))
        );
        assert_eq!(found[1].1, "غادر أمس. ثم عاد.");
        assert_eq!((found.len(), &*found[1].2), (2, "It left & came back."));
        assert!(
            errors.len() == 2
                && errors[0].contains("is not there")
                && errors[1].contains("below this folder")
        );
    }
}
