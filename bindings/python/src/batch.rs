//! From an Arrow table of documents to one of their pairs.

use crate::{
    alignment::{paths_of, read_lexicon},
    arrow::{Batch, Column, Made, record_batch},
    error, run,
    spans::CodePoints,
    texts::lang,
};
use mizan::{
    corpus::{
        documents::{self, Options},
        row::rows_of,
    },
    text::Lang,
};
use pyo3::prelude::*;
use std::{
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Number of documents after which Ctrl-C is checked.
const STEP: usize = 256;

/// The columns of the documents.
struct Documents {
    id: Option<Column>,
    ar: Column,
    en: Column,
}

/// A pair of a document.
struct Row {
    id: String,
    ar: String,
    en: String,
    /// The places of the texts, in code points.
    ar_span: (usize, usize),
    en_span: (usize, usize),
    kind: String,
    confidence: f64,
    adequacy: Option<f64>,
    findings: String,
}

/// The result for a document.
struct Answer {
    doc: Option<String>,
    score: Option<f64>,
    rows: mizan::Result<Vec<Row>>,
}

impl Documents {
    fn of(batch: &Batch<'_>) -> PyResult<Self> {
        let needed = |name: &str| {
            let missing = || {
                error::about(
                    "batch",
                    &format!("it has no column `{name}`"),
                    "give the columns ar and en, and id",
                )
            };
            batch.column(name)?.ok_or_else(missing)
        };
        Ok(Documents { id: batch.column("id")?, ar: needed("ar")?, en: needed("en")? })
    }

    /// Aligns the document of a row.
    ///
    /// # Safety
    /// The row must be one of the batch, which must live until this returns.
    unsafe fn align(&self, row: usize, options: &Options) -> Answer {
        // SAFETY: guaranteed by the caller; no reference to the texts is kept.
        let texts = unsafe { self.ar.text(row).and_then(|ar| Ok((ar, self.en.text(row)?))) };
        // SAFETY: as above.
        let doc = self.id.and_then(|id| unsafe { id.name(row) }.ok().flatten());
        let made = texts.and_then(|texts| match texts {
            (Some(ar), Some(en)) => documents::align_texts("", ar, en, options),
            (ar, _) => {
                Err(mizan::Error::new(format!("no {} text", if ar.is_none() { "Arabic" } else { "English" })))
            }
        });
        let score = made.as_ref().ok().and_then(|bitext| bitext.adequacy.score);
        Answer { doc, score, rows: made.map(|bitext| rows(&bitext)) }
    }
}

fn rows(bitext: &mizan::bitext::Bitext) -> Vec<Row> {
    let [ar, en] = [Lang::Ar, Lang::En].map(|lang| CodePoints::of(&bitext.document(lang).text));
    let row = |row: mizan::corpus::row::BeadRow<'_>| Row {
        ar_span: ar.span(row.spans.ar),
        en_span: en.span(row.spans.en),
        id: row.id.trim_start_matches('#').to_owned(),
        ar: row.translation.ar.into_owned(),
        en: row.translation.en.into_owned(),
        kind: row.kind,
        confidence: row.confidence,
        adequacy: row.adequacy,
        findings: mizan::corpus::row::as_text(&row.findings),
    };
    rows_of("", bitext, true).map(row).collect()
}

/// Aligns documents in several threads; the results are in order.
///
/// # Safety
/// The rows must be in the batch, which must live until this returns.
unsafe fn align_all(
    documents: &Documents,
    rows: std::ops::Range<usize>,
    options: &Options,
    jobs: usize,
) -> Vec<Answer> {
    let next = AtomicUsize::new(rows.start);
    let made = Mutex::new(Vec::with_capacity(rows.len()));
    let work = || {
        loop {
            let row = next.fetch_add(1, Ordering::Relaxed);
            if row >= rows.end {
                break;
            }
            // SAFETY: guaranteed by the caller.
            let answer = unsafe { documents.align(row, options) };
            made.lock().unwrap_or_else(PoisonError::into_inner).push((row, answer));
        }
    };
    thread::scope(|scope| {
        for _ in 1..jobs.min(rows.len()) {
            // If the system provides no more threads, this one does all the work.
            let _ = thread::Builder::new().stack_size(run::STACK).spawn_scoped(scope, work);
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_unstable_by_key(|(row, _)| *row);
    made.into_iter().map(|(_, answer)| answer).collect()
}

/// The columns of the result.
struct Columns {
    /// doc, error, id, ar, en, type, findings.
    texts: [Made; 7],
    /// ar_start, ar_end, en_start, en_end.
    places: [Made; 4],
    /// score, confidence, adequacy.
    numbers: [Made; 3],
}

impl Columns {
    fn new() -> Self {
        Columns {
            texts: [c"doc", c"error", c"id", c"ar", c"en", c"type", c"findings"].map(Made::texts),
            places: [c"ar_start", c"ar_end", c"en_start", c"en_end"].map(Made::integers),
            numbers: [c"score", c"confidence", c"adequacy"].map(Made::floats),
        }
    }

    fn push(&mut self, row: usize, answer: &Answer) {
        let number = row.to_string();
        let doc = Some(answer.doc.as_deref().unwrap_or(&number));
        match &answer.rows {
            Ok(rows) => rows.iter().for_each(|row| self.pair(doc, answer.score, row)),
            Err(error) => {
                self.put([doc, Some(&error.to_string()), None, None, None, None, None], [None; 4], [None; 3]);
            }
        }
    }

    fn pair(&mut self, doc: Option<&str>, score: Option<f64>, row: &Row) {
        let texts = [&row.id, &row.ar, &row.en, &row.kind, &row.findings].map(|text| Some(text.as_str()));
        let [id, ar, en, kind, findings] = texts;
        let places = [row.ar_span.0, row.ar_span.1, row.en_span.0, row.en_span.1].map(Some);
        self.put(
            [doc, None, id, ar, en, kind, findings],
            places,
            [score, Some(row.confidence), row.adequacy],
        );
    }

    fn put(&mut self, texts: [Option<&str>; 7], places: [Option<usize>; 4], numbers: [Option<f64>; 3]) {
        self.texts.iter_mut().zip(texts).for_each(|(column, text)| column.text(text));
        self.places.iter_mut().zip(places).for_each(|(column, place)| column.integer(place));
        self.numbers.iter_mut().zip(numbers).for_each(|(column, number)| column.float(number));
    }

    /// The columns in the order of the result.
    fn ordered(self) -> Vec<Made> {
        let [doc, error, id, ar, en, kind, findings] = self.texts;
        let [score, confidence, adequacy] = self.numbers;
        let [ar_start, ar_end, en_start, en_end] = self.places;
        vec![
            doc, score, id, ar, en, ar_start, ar_end, en_start, en_end, kind, confidence, adequacy, findings,
            error,
        ]
    }
}

/// Aligns an Arrow table of documents and returns an Arrow table of their pairs.
///
/// `batch` is a `pyarrow.RecordBatch` with the columns `ar` and `en`, and optionally `id`, which is
/// returned as `doc` (the number of the row by default). The texts are read in place. A document
/// that cannot be aligned is one row with `error`. The rows are those of `mizan stream`, but places
/// are in code points. `jobs` is the number of threads.
///
/// >>> import pyarrow
/// >>> import mizan_align as mizan
/// >>> documents = pyarrow.record_batch({"id": ["a"], "ar": ["نعم. ثم غادر."], "en": ["Yes. Then he left."]})
/// >>> mizan.pairs(documents).select(["doc", "id", "en"]).to_pylist()
/// [{'doc': 'a', 'id': 'b1', 'en': 'Yes.'}, {'doc': 'a', 'id': 'b2', 'en': 'Then he left.'}]
#[pyfunction]
#[pyo3(signature = (batch, *, source="ar", lexicon=None, segmented=false, jobs=None))]
pub(crate) fn pairs<'py>(
    py: Python<'py>,
    batch: &Bound<'py, PyAny>,
    source: &str,
    lexicon: Option<&Bound<'_, PyAny>>,
    segmented: bool,
    jobs: Option<usize>,
) -> PyResult<Bound<'py, PyAny>> {
    let batch = Batch::of(batch)?;
    let documents = Documents::of(&batch)?;
    let source = lang(source, "source")?;
    let paths = paths_of(lexicon)?;
    let read = move || paths.iter().map(|path| read_lexicon(path)).collect::<mizan::Result<_>>();
    let options = Options { source, segmented, lexicons: run::guarded(py, read)?, ..Options::default() };
    let jobs = jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get)).max(1);
    let (mut columns, rows) = (Columns::new(), batch.rows()?);
    for start in (0..rows).step_by(STEP) {
        let step = start..rows.min(start + STEP);
        // SAFETY: `batch` holds what the columns point to until the end of this function.
        let work = || Ok(unsafe { align_all(&documents, step, &options, jobs) });
        let answers = run::guarded(py, work)?;
        answers.iter().enumerate().for_each(|(n, answer)| columns.push(start + n, answer));
        py.check_signals()?;
    }
    record_batch(py, columns.ordered())
}
