//! Zip archives with files of pairs: corpora and packages of translation tools.

use super::file::format_of;
use mizan::{
    Error, Result,
    bitext::{Format, Pair, PairOptions, Pairs, read_members, read_moses, read_pairs},
    corpus::{
        packing::Zip,
        xces::{Linked, Links},
    },
};
use std::{collections::BTreeMap, path::Path};

/// Extensions of zip archives with files of pairs: of OPUS, memoQ, Trados.
const ZIPS: &[&str] = &["zip", "mqxlz", "sdlppx", "sdlrpx", "xlz"];

/// Extensions of files of pairs inside them.
const PAIR_FILES: &[&str] =
    &["tmx", "xlf", "xliff", "mqxliff", "sdlxliff", "mxliff", "txml", "tbx", "po", "tsv", "csv", "jsonl"];

/// Number of pairs of a file that are searched for a translation.
const LOOKED_AT: usize = 100;

/// True for the name of an archive with files of pairs.
pub(super) fn is_archive(path: &Path) -> bool {
    has_extension(path, ZIPS)
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension()
        .is_some_and(|extension| wanted.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted)))
}

/// The pairs of the files in a zip archive, one file after the other; `None` for a file that is not such an archive. If
/// several folders have files of the same name, as packages do for each language, those with translations are read.
///
/// # Errors
/// If the archive is damaged, or contains no file of pairs.
pub(super) fn pairs_in_zip(path: &Path, options: &PairOptions) -> Result<Option<Pairs<'static>>> {
    if !is_archive(path) {
        return Ok(None);
    }
    let mut archive = Archive::open(path, options)?;
    let members = archive.members()?;
    let mut members = archive.translated(members)?;
    let others = archive.others(path)?;
    let remarked = |pairs: Pairs<'static>| match others.len() {
        0 => pairs,
        _ => pairs.with_remark(format!("not read, give them alone: {}", others.join(", "))),
    };
    match members.len() {
        0 => {
            match Links::in_zip(path)? {
                Some(links) => Ok(Some(pairs_of_links(links))),
                None => Err(Error::new("an archive without a file of pairs").at(path.display()).advise(
                    match archive.inner()? {
                        Some(inner) => format!("unpack it and give the archive in it, {inner}"),
                        None => {
                            "unpack it, and give the texts in it to `mizan align` or `mizan batch`".to_owned()
                        }
                    },
                )),
            }
        }
        1 => members.pop().map(|one| archive.read(&one).map(remarked)).transpose(),
        _ => {
            let read = move |member: Member| Ok((archive.called(member.name()), archive.read(&member)?));
            Ok(Some(remarked(read_members(members.into_iter().map(read)))))
        }
    }
}

/// The pairs of a file of links of OPUS; links of one side are left out.
pub(super) fn pairs_of_links(links: Links) -> Pairs<'static> {
    Pairs::of_units(links, Links::broke_off, |row, link| {
        let pair = |link: Linked| {
            let (ar, en) = (link.translation.ar.into_owned(), link.translation.en.into_owned());
            Pair { row, id: Some(link.id), ..Pair::new(ar, en) }
        };
        Ok(link?.map(pair))
    })
}

/// A source of pairs in an archive.
enum Member {
    /// A file of pairs.
    File(String),
    /// The Arabic and the English file of a Moses corpus.
    Moses(String, String),
}

impl Member {
    /// Its name in messages.
    fn name(&self) -> &str {
        match self {
            Member::File(name) | Member::Moses(name, _) => name,
        }
    }
}

/// An open archive.
struct Archive {
    zip: Zip,
    options: PairOptions,
}

impl Archive {
    fn open(path: &Path, options: &PairOptions) -> Result<Self> {
        Ok(Archive { zip: Zip::open(path)?, options: options.clone() })
    }

    /// The files of pairs in it, by their names.
    fn members(&self) -> Result<Vec<Member>> {
        let mut names = self.zip.names()?;
        // Added to archives by macOS.
        names.retain(|name| !name.starts_with("__MACOSX/"));
        let moses = names.iter().filter_map(|name| {
            let other = name.strip_suffix(".ar").map(|stem| format!("{stem}.en"))?;
            names.binary_search(&other).is_ok().then(|| Member::Moses(name.clone(), other))
        });
        let files = names.iter().filter(|name| has_extension(Path::new(name.as_str()), PAIR_FILES));
        let files: Vec<Member> = files.cloned().map(Member::File).collect();
        Ok(if files.is_empty() { moses.collect() } else { files })
    }

    /// Files that may hold pairs too, in an archive that is no package of a translation tool: such a package has the
    /// documents that were translated.
    fn others(&self, path: &Path) -> Result<Vec<String>> {
        const MOST: usize = 10;
        const KINDS: &[&str] = &["xlsx", "xlsm", "ods", "docx", "json", "zip"];
        if !has_extension(path, &["zip"]) {
            return Ok(Vec::new());
        }
        let mut names = self.zip.names()?;
        names.retain(|name| !name.starts_with("__MACOSX/") && has_extension(Path::new(name), KINDS));
        names.truncate(MOST);
        Ok(names)
    }

    /// The first archive in this one.
    fn inner(&self) -> Result<Option<String>> {
        let names = self.zip.names()?;
        Ok(names.into_iter().find(|name| !name.starts_with("__MACOSX/") && is_archive(Path::new(name))))
    }

    /// Removes files without a translation if another of the same name has one.
    fn translated(&mut self, members: Vec<Member>) -> Result<Vec<Member>> {
        let mut by_name: BTreeMap<String, Vec<Member>> = BTreeMap::new();
        for member in members {
            let name = member.name();
            by_name.entry(name.rsplit('/').next().unwrap_or(name).to_owned()).or_default().push(member);
        }
        let mut kept = Vec::new();
        for (_, mut twins) in by_name {
            if twins.len() > 1 {
                let mut read = Vec::new();
                for twin in &twins {
                    let mut pairs = self.read(twin)?.take(LOOKED_AT);
                    read.push(pairs.any(|pair| pair.is_ok_and(|pair| !pair.is_one_sided())));
                }
                let some = read.contains(&true);
                let mut read = read.into_iter();
                twins.retain(|_| read.next().is_some_and(|is| is || !some));
            }
            kept.extend(twins);
        }
        kept.sort_by(|a, b| a.name().cmp(b.name()));
        Ok(kept)
    }

    /// The name of a file in it for messages.
    fn called(&self, name: &str) -> String {
        format!("{}/{name}", self.zip.path().display())
    }

    fn read(&mut self, member: &Member) -> Result<Pairs<'static>> {
        match member {
            Member::File(name) => {
                let mut input = self.zip.unpack(name)?;
                let format = format_of(Path::new(name), &mut input)?.unwrap_or(Format::Tsv);
                read_pairs(&self.called(name), format, Box::new(input), &self.options)
            }
            Member::Moses(ar, en) => {
                let (one, two) = (Box::new(self.zip.unpack(ar)?), Box::new(self.zip.unpack(en)?));
                read_moses((&self.called(ar), one), (&self.called(en), two), &self.options)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_document_that_is_missing_does_not_cut_off_its_file() {
        let folder = tempfile::tempdir().unwrap();
        for (lang, text) in [("ar", "وصل الوفد."), ("en", "It arrived.")] {
            let place = folder.path().join("xml").join(lang);
            fs::create_dir_all(&place).unwrap();
            fs::write(place.join("a.xml"), format!("<text><s id='1'>{text}</s></text>")).unwrap();
        }
        let group = |name: &str| {
            format!("<linkGrp fromDoc='ar/{name}.xml' toDoc='en/{name}.xml'><link xtargets='1;1'/></linkGrp>")
        };
        let links = folder.path().join("ar-en.xml");
        for (end, broke_off) in [("</cesAlign>", false), ("<linkGrp", true)] {
            fs::write(&links, format!("<cesAlign>{}{}{end}", group("a"), group("none"))).unwrap();
            let mut pairs = pairs_of_links(Links::open(&links).unwrap());
            let read: Vec<_> = pairs.by_ref().collect();
            assert!(read.len() == 2 + usize::from(broke_off) && read[0].is_ok() && read[1].is_err(), "{end}");
            assert_eq!((pairs.broke_off(), read[0].as_ref().unwrap().row), (broke_off, 1), "{end}");
        }
    }
}
