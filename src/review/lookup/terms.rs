//! Terminology: required and forbidden translations of words.

use super::{runs, words};
use crate::{
    Error, Result,
    document::xml::{Node, Xml},
    review::state::{RowId, State},
    text::{Lang, Sides},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// A word and its translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The two words.
    pub words: Sides<String>,
    /// The translation must not be used.
    pub forbidden: bool,
}

/// A violation of a term in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slip {
    /// The row.
    pub row: RowId,
    /// Its place in the order of the texts, counted from 1.
    pub n: usize,
    /// The word of the source.
    pub source: String,
    /// The required translations, or the forbidden one that was used.
    pub renderings: Vec<String>,
    /// A forbidden translation was used; otherwise a required one is missing.
    pub forbidden: bool,
}

/// Reads a list of terms: TBX, or a table of Arabic, English and an optional cell `forbidden` (`ممنوع`).
///
/// # Errors
/// When it is neither.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Term>> {
    let text = std::str::from_utf8(bytes);
    let text =
        text.map_err(|_| Error::new("terms must be UTF-8").at(name).advise("save the file as UTF-8"))?;
    let text = text.trim_start_matches('\u{FEFF}');
    let terms = if text.trim_start().starts_with('<') { tbx(name, text)? } else { table(name, text)? };
    if terms.is_empty() {
        return Err(Error::new("no term with an Arabic and an English side").at(name));
    }
    Ok(terms)
}

fn table(name: &str, text: &str) -> Result<Vec<Term>> {
    let mut terms = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t').map(str::trim);
        let (Some(ar), Some(en)) = (cells.next(), cells.next()) else {
            return Err(Error::new("a line without a tab")
                .at(name)
                .line(n as u64 + 1)
                .advise("write Arabic, a tab, English"));
        };
        let says = cells.next().unwrap_or_default().to_lowercase();
        let is_head = super::language(ar) == Lang::En;
        if !is_head && !ar.is_empty() && !en.is_empty() {
            let forbidden = matches!(says.as_str(), "forbidden" | "deprecated" | "no" | "ممنوع");
            terms.push(Term { words: Sides { ar, en }.map(str::to_owned), forbidden });
        }
    }
    Ok(terms)
}

/// A TBX entry while it is read.
#[derive(Default)]
struct Entry {
    lang: Option<Lang>,
    ar: Vec<String>,
    en: Vec<(String, bool)>,
}

fn tbx(name: &str, text: &str) -> Result<Vec<Term>> {
    let mut xml = Xml::new(name, Box::new(text.as_bytes()))?;
    let mut terms = Vec::new();
    let mut entry = Entry::default();
    loop {
        match node(&mut xml, &mut entry, &mut terms) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(xml.locate(error)),
        }
    }
    finish(&mut entry, &mut terms);
    Ok(terms)
}

/// Reads one TBX node; returns false at the end of the file.
fn node(xml: &mut Xml<'_>, entry: &mut Entry, terms: &mut Vec<Term>) -> Result<bool> {
    let tag = match xml.next()? {
        Node::Start(tag) => tag,
        Node::Eof => return Ok(false),
        _ => return Ok(true),
    };
    match tag.name() {
        "termEntry" | "conceptEntry" => finish(entry, terms),
        "langSet" | "langSec" => {
            let code = tag.attr("xml:lang")?.unwrap_or_default().to_lowercase();
            entry.lang = code.get(..2).and_then(|code| code.parse().ok());
        }
        "term" => {
            let mut term = String::new();
            xml.text_into(&mut term)?;
            match entry.lang {
                Some(Lang::Ar) => entry.ar.push(term.trim().to_owned()),
                Some(Lang::En) => entry.en.push((term.trim().to_owned(), false)),
                None => {}
            }
        }
        "termNote" if tag.attr("type")?.is_some_and(|kind| kind == "administrativeStatus") => {
            let mut status = String::new();
            xml.text_into(&mut status)?;
            let bad = status.contains("deprecated") || status.contains("forbidden");
            if let (Some(Lang::En), true, Some(last)) = (entry.lang, bad, entry.en.last_mut()) {
                last.1 = true;
            }
        }
        _ => {}
    }
    Ok(true)
}

fn finish(entry: &mut Entry, terms: &mut Vec<Term>) {
    let Entry { ar, en, .. } = std::mem::take(entry);
    for ar in &ar {
        terms.extend(en.iter().map(|(en, forbidden)| Term {
            words: Sides { ar, en }.map(String::clone),
            forbidden: *forbidden,
        }));
    }
}

/// Up to `most` violations of terms: a forbidden translation opposite a word, or none of its
/// required ones. Inflected words count.
pub fn slips(state: &State, terms: &[Term], most: usize) -> Vec<Slip> {
    let (source, target) = (state.source, state.source.other());
    let mut by_word: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    for term in terms {
        by_word
            .entry(term.words[source].clone())
            .or_default()
            .push((term.words[target].clone(), term.forbidden));
    }
    type Known = (String, Vec<super::Word>, Vec<(String, Vec<super::Word>, bool)>);
    let known: Vec<Known> = by_word
        .into_iter()
        .map(|(word, renderings)| {
            let stems = words(source, &word);
            let of = |(text, forbidden): (String, bool)| (text.clone(), words(target, &text), forbidden);
            (word, stems, renderings.into_iter().map(of).collect())
        })
        .collect();
    let mut found = Vec::new();
    for (at, row) in state.rows.iter().enumerate() {
        if row.is_one_sided() || found.len() >= most {
            continue;
        }
        let own = words(source, &state.line(source, row).text);
        let other = words(target, &state.line(target, row).text);
        for (word, stems, renderings) in &known {
            if runs(&own, stems).is_empty() {
                continue;
            }
            let occurs = |stems: &[super::Word]| !runs(&other, stems).is_empty();
            let slip = |renderings, forbidden| Slip {
                row: row.id,
                n: at + 1,
                source: word.clone(),
                renderings,
                forbidden,
            };
            let forbidden = renderings.iter().filter(|(_, stems, forbidden)| *forbidden && occurs(stems));
            found.extend(forbidden.map(|(text, ..)| slip(vec![text.clone()], true)));
            let wanted: Vec<_> = renderings.iter().filter(|(.., forbidden)| !forbidden).collect();
            if !wanted.is_empty() && !wanted.iter().any(|(_, stems, _)| occurs(stems)) {
                found.push(slip(wanted.iter().map(|(text, ..)| text.clone()).collect(), false));
            }
        }
    }
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::state;

    #[test]
    fn missing_and_forbidden_renderings_are_reported_and_kept_terms_are_not() {
        let list =
            "Arabic\tEnglish\tstatus\nمجلس\tcouncil\nمجلس\tboard\nمجلس\tassembly\tforbidden\n\n# remark\n";
        let terms = read("terms.tsv", list.as_bytes()).unwrap();
        assert_eq!(terms.len(), 3);
        let state = state(
            "اجتمع المجلس.\nقرر المجلس.\nانفض المجلس.\nلا شيء",
            "The council met.\nThe assembly decided.\nThe board and the assembly left.\nNothing",
            &[(1, 1); 4],
        );
        let found: Vec<(usize, bool)> =
            slips(&state, &terms, 9).into_iter().map(|slip| (slip.n, slip.forbidden)).collect();
        assert_eq!(found, [(2, true), (2, false), (3, true)]);
    }

    #[test]
    fn tbx_is_read_with_its_deprecated_terms_and_what_is_no_list_is_refused() {
        let tbx = "<tbx><text><body><termEntry><langSet xml:lang=\"ar\"><tig><term>مجلس</term></tig></langSet>\
            <langSet xml:lang=\"en-GB\"><tig><term>council</term></tig><tig><term>assembly</term>\
            <termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>\
            <termEntry><langSet xml:lang=\"ar\"><tig><term>بلد</term></tig></langSet></termEntry></body></text></tbx>";
        let terms = read("a.tbx", tbx.as_bytes()).unwrap();
        let found: Vec<_> = terms.iter().map(|term| (term.words.en.as_str(), term.forbidden)).collect();
        assert_eq!(found, [("council", false), ("assembly", true)]);
        for bad in ["no tab here", "<tbx><body></tbx>", "", "\u{FEFF}\n"] {
            assert!(read("bad", bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
