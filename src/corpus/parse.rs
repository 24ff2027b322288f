//! Reading a pair from a row of a corpus, made by this program or by others.

use super::{
    block,
    loose::{self, Value},
    members::Members,
    row::RowFinding,
    shape::Layout,
};
use crate::{
    Error, Result,
    bitext::{columns::Columns, rows::check_schema},
    text::Sides,
};
use serde::Deserialize;
use std::borrow::Cow;

/// A pair of a corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Its document, if known.
    pub doc: Option<Cow<'a, str>>,
    /// Its texts.
    pub texts: Sides<Cow<'a, str>>,
    /// Confidence, if known.
    pub confidence: Option<f64>,
    /// Adequacy, if known.
    pub adequacy: Option<f64>,
    /// Score of its document, if known.
    pub score: Option<f64>,
    /// Bead type, if known.
    pub kind: Option<Cow<'a, str>>,
    /// Its findings, if it has been checked.
    pub findings: Option<Vec<RowFinding>>,
    /// The rest of the row, as written.
    pub rest: Rest<'a>,
}

/// The members or cells of a row as written in its file, for those that the program does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest<'a> {
    /// Nothing.
    #[default]
    None,
    /// A line of JSON.
    Json(&'a str),
    /// The names of the columns of a table, and the line of the row.
    Cells(&'a [String], &'a str),
}

impl<'a> Row<'a> {
    /// A row of which only the texts are known.
    pub fn of_texts(ar: &'a str, en: &'a str) -> Self {
        Row {
            id: None,
            doc: None,
            texts: Sides { ar: Cow::Borrowed(ar), en: Cow::Borrowed(en) },
            confidence: None,
            adequacy: None,
            score: None,
            kind: None,
            findings: None,
            rest: Rest::None,
        }
    }
}

impl Row<'_> {
    /// The document, from its own member or from an id like `doc#b12`.
    pub fn document(&self) -> Option<&str> {
        match (&self.doc, &self.id) {
            (Some(doc), _) => Some(doc),
            (None, Some(id)) => id.rsplit_once('#').map(|(doc, _)| doc),
            (None, None) => None,
        }
    }

    /// The number in the member or column of the given name, which may be a string.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.text(name)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The value of the member or column of the given name as text; `doc` is the document.
    pub fn text(&self, name: &str) -> Option<String> {
        if name == "doc" {
            return self.document().map(str::to_owned);
        }
        match self.rest {
            Rest::None => None,
            Rest::Json(line) => {
                let members = Members::read(line)?;
                let (_, value) = members.0.iter().find(|(known, _)| known == name)?;
                let plain = serde_json::from_str::<String>(value.get());
                Some(plain.unwrap_or_else(|_| value.get().to_owned()))
            }
            Rest::Cells(names, line) => {
                line.split('\t').nth(names.iter().position(|known| known == name)?).map(str::to_owned)
            }
        }
    }

    /// Its texts.
    pub fn strs(&self) -> Sides<&str> {
        self.texts.as_ref().map(|text| &**text)
    }

    /// The columns common to all layouts.
    pub(super) fn columns(&self) -> block::Columns<'_> {
        block::Columns {
            id: self.id.as_deref().unwrap_or_default(),
            texts: self.strs(),
            confidence: self.confidence,
            kind: self.kind.as_deref(),
        }
    }
}

/// Reads a row from its lines, one for each file of the layout; `columns` are those of a table,
/// with their names if it has a header.
///
/// # Errors
/// When the lines are not a pair.
pub(super) fn read_row<'a>(
    layout: Layout,
    (columns, names): (&Columns, &'a [String]),
    lines: &'a [Vec<u8>; 3],
) -> Result<Row<'a>> {
    let text = |n: usize| {
        std::str::from_utf8(&lines[n])
            .map_err(|error| Error::new("invalid UTF-8").byte(error.valid_up_to() as u64))
    };
    let plain = |id: Option<&str>, ar, en| Row {
        id: id.filter(|id| !id.is_empty()).map(str::to_owned),
        ..Row::of_texts(ar, en)
    };
    match layout {
        Layout::Jsonl | Layout::Parquet => json_row(text(0)?),
        Layout::Moses => Ok(plain(Some(text(2)?), text(0)?, text(1)?)),
        Layout::Tsv => {
            let line = text(0)?;
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |at: usize| cells.get(at).copied();
            let Some((ar, en)) = columns.texts(cell) else {
                return Err(match cells.len() {
                    1 => Error::new("a row without a tab").advise("a row is Arabic, a tab, English"),
                    _ => Error::new("a row with too few cells").advise("--columns names others"),
                });
            };
            let more = |at: Option<usize>| at.and_then(cell).unwrap_or_default();
            let kind = Some(more(columns.kind).into()).filter(|kind: &Cow<'_, str>| !kind.is_empty());
            let confidence = more(columns.confidence).parse().ok().filter(|number: &f64| number.is_finite());
            let adequacy = more(columns.adequacy).parse().ok().filter(is_share);
            let rest = if names.is_empty() { Rest::None } else { Rest::Cells(names, line) };
            let named = |name: &str| {
                let at = names.iter().position(|known| known == name)?;
                cell(at).filter(|cell| !cell.is_empty())
            };
            Ok(Row {
                doc: named("doc").map(Cow::Borrowed),
                score: columns
                    .score
                    .and_then(cell)
                    .or(named("score"))
                    .and_then(|score| score.parse().ok())
                    .filter(is_share),
                confidence,
                adequacy,
                kind,
                rest,
                ..plain(Some(more(columns.id)), ar, en)
            })
        }
    }
}

fn is_share(share: &f64) -> bool {
    (0.0..=1.0).contains(share)
}

fn json_row(line: &str) -> Result<Row<'_>> {
    #[derive(Deserialize)]
    #[serde(expecting = "an object with `ar` and `en`")]
    struct Texts<'a> {
        #[serde(borrow)]
        ar: Cow<'a, str>,
        #[serde(borrow)]
        en: Cow<'a, str>,
    }
    #[derive(Deserialize)]
    struct Json<'a> {
        #[serde(borrow)]
        schema: Value<'a>,
        #[serde(borrow)]
        id: Value<'a>,
        #[serde(borrow)]
        doc: Value<'a>,
        #[serde(borrow)]
        translation: Option<Texts<'a>>,
        #[serde(borrow)]
        ar: Option<Cow<'a, str>>,
        #[serde(borrow)]
        en: Option<Cow<'a, str>>,
        #[serde(borrow)]
        confidence: Value<'a>,
        #[serde(borrow)]
        adequacy: Value<'a>,
        #[serde(borrow)]
        score: Value<'a>,
        #[serde(borrow, rename = "type")]
        kind: Value<'a>,
        #[serde(borrow)]
        findings: Value<'a>,
    }
    let row: Json<'_> = serde_json::from_str(line).map_err(|error| {
        // The parser sees one line only, whose number in the file is given elsewhere.
        let said = error.to_string().replace(" at line 1 column ", " at column ");
        Error::new(format!("not a pair in JSON: {said}"))
    })?;
    if let Some(schema) = loose::text(row.schema).filter(|schema| schema.starts_with("mizan/")) {
        check_schema(&schema)?;
    }
    let texts = match (row.translation, row.ar, row.en) {
        (Some(Texts { ar, en }), ..) | (None, Some(ar), Some(en)) => Sides { ar, en },
        _ => {
            return Err(Error::new("a pair without texts")
                .advise("a row has `translation` with `ar` and `en`, or `ar` and `en` themselves"));
        }
    };
    Ok(Row {
        id: loose::text(row.id).map(Cow::into_owned),
        doc: loose::text(row.doc),
        texts,
        confidence: loose::number(row.confidence),
        adequacy: loose::number(row.adequacy).filter(is_share),
        score: loose::number(row.score).filter(is_share),
        kind: loose::text(row.kind),
        findings: loose::findings(row.findings),
        rest: Rest::Json(line),
    })
}
