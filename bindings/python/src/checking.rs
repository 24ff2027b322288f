//! Pairs from files and lists, and their findings.

use crate::{
    error,
    run::{self, LOOK},
    spans::CodePoints,
    texts::{lang, text_of},
    values::Finding,
};
use mizan::bitext::{self, PairOptions, Pairs, check_pairs};
use pyo3::prelude::*;
use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{
        Mutex,
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    },
    thread,
};

/// An Arabic text and its English translation as a file holds them.
#[pyclass(frozen, module = "mizan_align")]
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) pair: bitext::Pair,
}

#[pymethods]
impl Pair {
    #[new]
    #[pyo3(signature = (ar, en, *, id=None, confidence=None, adequacy=None, continues=false))]
    fn new(
        ar: &Bound<'_, PyAny>,
        en: &Bound<'_, PyAny>,
        id: Option<String>,
        confidence: Option<f64>,
        adequacy: Option<f64>,
        continues: bool,
    ) -> PyResult<Self> {
        let details = bitext::Details { confidence, adequacy, ..bitext::Details::default() };
        let (ar, en) = (text_of(ar, "ar")?, text_of(en, "en")?);
        Ok(Pair { pair: bitext::Pair { id, continues, details, ..bitext::Pair::new(ar, en) } })
    }

    /// The Arabic text; empty for text without a counterpart.
    #[getter]
    fn ar(&self) -> &str {
        &self.pair.texts.ar
    }

    /// The English text.
    #[getter]
    fn en(&self) -> &str {
        &self.pair.texts.en
    }

    /// Its place in its file: the line of a format with one pair per line, otherwise the number of
    /// the pair; 0 for a pair from no file.
    #[getter]
    fn row(&self) -> u64 {
        self.pair.row
    }

    /// The id that it has in its file.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.pair.id.as_deref()
    }

    /// True when it directly follows the previous pair in the text.
    #[getter]
    fn continues(&self) -> bool {
        self.pair.continues
    }

    /// Probability that exactly these texts belong together, if the file has it.
    #[getter]
    fn confidence(&self) -> Option<f64> {
        self.pair.details.confidence
    }

    /// Probability that the two texts say the same, if the file has it.
    #[getter]
    fn adequacy(&self) -> Option<f64> {
        self.pair.details.adequacy
    }

    /// Notes of people.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.pair.details.notes.clone()
    }

    fn __repr__(&self) -> String {
        format!("Pair({:?}, {:?})", self.pair.texts.ar, self.pair.texts.en)
    }
}

/// A pair given as a `Pair`, or as a tuple or list of two texts.
fn pair_of(value: &Bound<'_, PyAny>, number: u64) -> PyResult<bitext::Pair> {
    if let Ok(pair) = value.cast::<Pair>() {
        return Ok(pair.get().pair.clone());
    }
    let wrong = || {
        pyo3::exceptions::PyTypeError::new_err(format!(
            "pair {number}: a Pair or two texts (ar, en) are needed, not {}",
            value.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string())
        ))
    };
    if value.len().map_err(|_| wrong())? != 2 || value.is_instance_of::<pyo3::types::PyString>() {
        return Err(wrong());
    }
    let side = |n: usize, name: &str| {
        text_of(&value.get_item(n).map_err(|_| wrong())?, &format!("pair {number}, {name}"))
    };
    let (ar, en) = (side(0, "ar")?, side(1, "en")?);
    Ok(bitext::Pair { row: number, ..bitext::Pair::new(ar, en) })
}

/// Checks pairs: returns one list of findings per pair. Places are in code points of the texts of the pair.
///
/// `pairs` are `Pair`s or tuples `(ar, en)`. Consecutive pairs of a text are checked together with
/// their neighbours, to which a missing figure may have moved; tuples are consecutive with
/// `in_order`.
///
/// >>> import mizan_align as mizan
/// >>> found = mizan.check([("حضر ٣٠ رجلا.", "Some 40 men came."), ("نعم.", "Yes.")])
/// >>> [[f.code for f in findings] for findings in found]
/// [['digit-changed'], []]
#[pyfunction]
#[pyo3(signature = (pairs, *, source="ar", in_order=false))]
pub(crate) fn check(
    py: Python<'_>,
    pairs: &Bound<'_, PyAny>,
    source: &str,
    in_order: bool,
) -> PyResult<Vec<Vec<Finding>>> {
    let source = lang(source, "source")?;
    let mut read = Vec::new();
    let mut bytes = 0;
    for value in pairs.try_iter()? {
        let value = value?;
        let mut pair = pair_of(&value, read.len() as u64 + 1)?;
        pair.continues |= in_order && !read.is_empty();
        bytes += pair.texts.ar.len() + pair.texts.en.len();
        read.push(Some(pair));
    }
    run::interruptible(py, bytes, move || {
        let found = check_pairs(&read, source);
        let shown = |(pair, found): (&Option<bitext::Pair>, Vec<mizan::check::Finding>)| {
            let Some(pair) = pair.as_ref().filter(|_| !found.is_empty()) else { return Vec::new() };
            let (ar, en) = (CodePoints::of(&pair.texts.ar), CodePoints::of(&pair.texts.en));
            found.iter().map(|finding| Finding::new(finding, &ar, &en)).collect()
        };
        Ok(read.iter().zip(found).map(shown).collect())
    })
}

/// Number of pairs that the reading thread passes on at a time.
const BATCH: usize = 256;

type Batch = Vec<mizan::Result<bitext::Pair>>;

/// The pairs of a file, one at a time, read by a thread that is at most two batches ahead.
#[pyclass(frozen, module = "mizan_align")]
pub(crate) struct PairReader {
    state: Mutex<Reading>,
    /// The process of the thread, which does not survive a fork.
    process: u32,
}

struct Reading {
    batches: Receiver<Message>,
    ready: VecDeque<mizan::Result<bitext::Pair>>,
    remarks: Vec<String>,
}

enum Message {
    Pairs(Batch),
    /// The end, with remarks on how the file was read.
    End(Vec<String>),
}

impl Reading {
    /// The next pair; `Err` when it is not available yet.
    fn next(&mut self) -> Result<Option<mizan::Result<bitext::Pair>>, RecvTimeoutError> {
        loop {
            if let Some(pair) = self.ready.pop_front() {
                return Ok(Some(pair));
            }
            match self.batches.recv_timeout(LOOK) {
                Ok(Message::Pairs(batch)) => self.ready.extend(batch),
                Ok(Message::End(remarks)) => {
                    self.remarks = remarks;
                    return Ok(None);
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => return Err(RecvTimeoutError::Timeout),
            }
        }
    }
}

#[pymethods]
impl PairReader {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Pair>> {
        if self.process != std::process::id() {
            return Err(error::about(
                "read_pairs",
                "a reader does not go on in a forked process",
                "open the file there",
            ));
        }
        loop {
            let next = py.detach(|| self.state.lock().map(|mut state| state.next()).ok());
            match next.ok_or_else(error::internal)? {
                Ok(None) => return Ok(None),
                Ok(Some(Ok(pair))) => return Ok(Some(Pair { pair })),
                Ok(Some(Err(failed))) => return Err(error::raise(&failed)),
                Err(_) => py.check_signals()?,
            }
        }
    }

    /// Remarks on how the file was read: its columns, its encoding, what was omitted. Complete
    /// after the last pair has been read.
    #[getter]
    fn remarks(&self) -> PyResult<Vec<String>> {
        Ok(self.state.lock().map_err(|_| error::internal())?.remarks.clone())
    }
}

/// Reads the pairs of a file of any kind that `mizan check` accepts (TMX, XLIFF, TSV, CSV, XLSX,
/// PO, JSON, JSONL; also compressed or in an archive), one at a time and in bounded memory. A row
/// that cannot be read raises `Error`, after which the next one can be read. `columns` are those of
/// a table: `ar=3,en=4,id=1`.
#[pyfunction]
#[pyo3(signature = (path, *, columns=None, encoding=None, fuzzy=false, first_variant=false))]
pub(crate) fn read_pairs(
    path: PathBuf,
    columns: Option<&str>,
    encoding: Option<String>,
    fuzzy: bool,
    first_variant: bool,
) -> PyResult<PairReader> {
    let columns = columns
        .map(str::parse)
        .transpose()
        .map_err(|what: String| error::about("columns", &what, "write them like ar=3,en=4,id=1"))?;
    let options = PairOptions { columns, encoding, fuzzy, untranslated: false, first_variant };
    let (hand, batches) = mpsc::sync_channel(2);
    let (opened, is_open) = mpsc::channel();
    thread::Builder::new().name("mizan pairs".to_owned()).spawn(move || {
        let pairs = match mizan::cli::open_pairs(&path, &options) {
            Ok(pairs) => pairs,
            Err(failed) => {
                let _ = opened.send(Err(failed));
                return;
            }
        };
        // If the reader is gone, passing pairs on fails and the thread ends.
        let _ = opened.send(Ok(()));
        read(pairs, &hand);
    })?;
    match is_open.recv() {
        Ok(Ok(())) => {}
        Ok(Err(failed)) => return Err(error::raise(&failed)),
        Err(_) => return Err(error::internal()),
    }
    let state = Mutex::new(Reading { batches, ready: VecDeque::new(), remarks: Vec::new() });
    Ok(PairReader { state, process: std::process::id() })
}

/// Reads to the end, or until no more pairs are wanted.
fn read(mut pairs: Pairs<'static>, hand: &SyncSender<Message>) {
    loop {
        let batch: Batch = pairs.by_ref().take(BATCH).collect();
        let is_last = batch.len() < BATCH;
        if hand.send(Message::Pairs(batch)).is_err() {
            return;
        }
        if is_last {
            let _ = hand.send(Message::End(pairs.remarks()));
            return;
        }
    }
}
