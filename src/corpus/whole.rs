//! Whole documents from the pairs of a corpus: a row for each document, with a mark wherever pairs are missing between those
//! that are left.

use super::{
    block::Block,
    parse::Row,
    parts::{Broken, each_row, refuse_own_files},
    shape::Layout,
    source::Corpus,
    target::{Sink, Target},
};
use crate::{Error, Result, bitext::rows::six, text::Sides};
use serde::Serialize;
use std::mem;

/// What came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Number of rows, including those that cannot be read.
    pub rows: u64,
    /// Documents that were written.
    pub documents: u64,
    /// Pairs in them.
    pub pairs: u64,
    /// Places at which pairs are missing.
    pub gaps: u64,
    /// Pairs that name no document, which are left out.
    pub without_document: u64,
    /// The rows that could not be read.
    pub broken: Broken,
}

/// Writes the documents of a corpus whose pairs have ids like `doc#b12`: consecutive pairs of a document become lines of
/// one text, and `gap` is a line of both where numbers are missing.
///
/// # Errors
/// When a file cannot be read or written, or when the target has no place for texts of several lines.
pub fn write(corpus: &Corpus, gap: &str, target: &Target) -> Result<Counts> {
    if target.shape.layout.of_lines() != Layout::Jsonl {
        return Err(Error::new("documents of several lines are written as JSON Lines or Parquet")
            .at(target.paths[0].display())
            .advise("give a name that ends in .jsonl or .parquet"));
    }
    refuse_own_files(corpus, target)?;
    let mut writer = Writer { gap, sink: target.create()?, open: Open::default(), counts: Counts::default() };
    let mut written = Ok(());
    each_row(corpus, Part::of, |part| {
        writer.counts.rows += 1;
        match part {
            Err(error) => writer.counts.broken.add(error),
            Ok(None) => writer.counts.without_document += 1,
            Ok(Some(part)) if written.is_ok() => written = writer.add(part),
            Ok(Some(_)) => {}
        }
    })?;
    written?;
    writer.end()?;
    writer.sink.commit()?;
    Ok(writer.counts)
}

/// What is taken of a pair.
struct Part {
    doc: String,
    /// Its number in the document, if its id has one.
    number: Option<u64>,
    texts: Sides<String>,
    score: Option<f64>,
}

impl Part {
    fn of(row: &Row<'_>) -> Option<Self> {
        let place = row.id.as_deref().and_then(|id| id.rsplit_once("#b"));
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Part {
            doc: row.document()?.to_owned(),
            number: place.and_then(|(_, number)| number.parse().ok()),
            texts: row.texts.as_ref().map(|text| line(text)),
            score: row.score,
        })
    }
}

/// A document while its pairs are read.
#[derive(Default)]
struct Open {
    doc: String,
    texts: Sides<String>,
    pairs: u64,
    gaps: u64,
    /// The number of the last pair.
    last: Option<u64>,
    score: Option<f64>,
}

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    translation: Sides<&'a str>,
    pairs: u64,
    /// The number of marks in each text.
    gaps: u64,
    score: Option<f64>,
}

struct Writer<'a> {
    gap: &'a str,
    sink: Sink,
    open: Open,
    counts: Counts,
}

impl Writer<'_> {
    fn add(&mut self, part: Part) -> Result<()> {
        if self.open.pairs == 0 || self.open.doc != part.doc {
            self.end()?;
            // The numbers of a document begin with 1.
            self.open = Open { doc: part.doc, last: Some(0), score: part.score, ..Open::default() };
        }
        let open = &mut self.open;
        if let (Some(last), Some(number)) = (open.last, part.number)
            && number != last + 1
        {
            open.gaps += 1;
            open.line(Sides::of(|_| self.gap));
        }
        open.last = part.number;
        open.line(part.texts.as_ref().map(String::as_str));
        open.pairs += 1;
        Ok(())
    }

    /// Writes the open document, if there is one.
    fn end(&mut self) -> Result<()> {
        let Open { doc, texts, pairs, gaps, score, .. } = mem::take(&mut self.open);
        if pairs == 0 {
            return Ok(());
        }
        let translation = texts.as_ref().map(String::as_str);
        let mut block = Block::default();
        block.json(&Document { id: &doc, translation, pairs, gaps, score: score.map(six) });
        self.counts.documents += 1;
        self.counts.pairs += pairs;
        self.counts.gaps += gaps;
        self.sink.write(block.all())
    }
}

impl Open {
    fn line(&mut self, lines: Sides<&str>) {
        for (_, (text, line)) in self.texts.as_mut().zip(lines) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn missing_pairs_leave_a_mark_and_documents_stay_apart() {
        let folder = tempfile::tempdir().unwrap();
        let rows: String = [
            ("a#b1", "أول", "one"),
            ("a#b2", "ثان", "two"),
            ("a#b5", "خامس", "five"),
            ("b#b2", "آخر", "other"),
        ]
        .map(|(id, ar, en)| format!("{{\"id\":\"{id}\",\"ar\":\"{ar}\",\"en\":\"{en}\",\"score\":0.75}}\n"))
        .concat();
        let path = folder.path().join("x.jsonl");
        fs::write(&path, rows + "{\"ar\":\"لا\",\"en\":\"no\"}\n{}\n").unwrap();
        let target = Target::of_path(&folder.path().join("out.jsonl")).unwrap();
        let counts = write(&Corpus::new(&[path]).unwrap(), "[…]", &target).unwrap();
        assert_eq!((counts.rows, counts.documents, counts.pairs, counts.gaps), (6, 2, 4, 2));
        assert_eq!((counts.without_document, counts.broken.count), (1, 1));
        let wanted = "{\"id\":\"a\",\"translation\":{\"ar\":\"أول\\nثان\\n[…]\\nخامس\",\"en\":\"one\\ntwo\\n[…]\\nfive\"},\"pairs\":3,\"gaps\":1,\"score\":0.75}\n\
                      {\"id\":\"b\",\"translation\":{\"ar\":\"[…]\\nآخر\",\"en\":\"[…]\\nother\"},\"pairs\":1,\"gaps\":1,\"score\":0.75}\n";
        assert_eq!(fs::read_to_string(&target.paths[0]).unwrap(), wanted);
        let table = Target::of_path(&folder.path().join("out.tsv")).unwrap();
        let corpus = Corpus::new(&[folder.path().join("x.jsonl")]).unwrap();
        assert!(write(&corpus, "", &table).unwrap_err().to_string().contains("several lines"));
    }

    #[test]
    fn ids_without_numbers_tell_of_no_gap() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.jsonl");
        fs::write(&path, "{\"id\":7,\"doc\":\"d\",\"ar\":\"نعم\",\"en\":\"yes\"}\n{\"id\":9,\"doc\":\"d\",\"ar\":\"لا\",\"en\":\"no\"}\n").unwrap();
        let target = Target::of_path(&folder.path().join("out.jsonl")).unwrap();
        let counts = write(&Corpus::new(&[path]).unwrap(), "[…]", &target).unwrap();
        assert_eq!((counts.documents, counts.pairs, counts.gaps), (1, 2, 0));
    }
}
