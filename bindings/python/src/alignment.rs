//! Alignments and their beads.

use crate::{
    run,
    spans::CodePoints,
    texts::{lang, text_of},
    values::{Finding, Segment},
};
use jiff::Timestamp;
use mizan::{
    bitext::{Bitext, Flat, Format, Select, TextOptions, WriteOptions, save},
    document::{self, ReadOptions},
    lexicon::{Lexicon, Rows},
    text::{Lang, Span},
};
use pyo3::{
    exceptions::PyIndexError,
    prelude::*,
    types::{PyBytes, PyIterator, PyList},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// Evidence that links a place on the Arabic side with one on the English side.
#[pyclass(frozen, get_all, module = "mizan_align")]
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    /// `figure`, `name`, `lexicon`, `learnt`, `identical`, `translated` or `mark`.
    kind: &'static str,
    /// Its place in the Arabic text: the first code point and one past the last.
    ar: (usize, usize),
    /// Its place in the English text.
    en: (usize, usize),
    /// Its contribution to the score of its bead, in nats.
    weight: f64,
}

#[pymethods]
impl Anchor {
    fn __repr__(&self) -> String {
        format!("Anchor({}, {:?}, {:?}, {:.2})", self.kind, self.ar, self.en, self.weight)
    }
}

/// Sentences that translate each other. Places are in code points of the two texts of the alignment.
#[pyclass(frozen, get_all, module = "mizan_align")]
#[derive(Debug)]
pub(crate) struct Bead {
    /// `b1` for the first bead.
    id: String,
    /// The Arabic text as one line; empty for text without a counterpart.
    ar: String,
    /// The English text as one line.
    en: String,
    /// The place of the Arabic text; `None` when there is none.
    ar_span: Option<(usize, usize)>,
    /// The place of the English text.
    en_span: Option<(usize, usize)>,
    /// Numbers of the Arabic segments, counted from 0.
    ar_segments: Vec<usize>,
    /// Numbers of the English segments, counted from 0.
    en_segments: Vec<usize>,
    /// `1-1`, `2-1`, `1-0` … (Arabic first).
    r#type: String,
    /// The text changed its place: its English is not between that of the neighbouring beads.
    displaced: bool,
    /// Probability that exactly these segments belong together.
    confidence: f64,
    /// Probability that the two sides say the same; `None` where there is too little evidence.
    adequacy: Option<f64>,
    /// The evidence, strongest first.
    anchors: Vec<Py<Anchor>>,
    /// The findings of the bead, with places in the two texts of the alignment.
    findings: Vec<Py<Finding>>,
}

#[pymethods]
impl Bead {
    fn __repr__(&self) -> String {
        format!("Bead({}, {}, {:?}, {:?})", self.id, self.r#type, self.ar, self.en)
    }
}

/// Two texts, their segments, and the alignment of these.
#[pyclass(frozen, module = "mizan_align")]
#[derive(Debug)]
pub(crate) struct Alignment {
    bitext: Arc<Bitext>,
    beads: OnceLock<Vec<Py<Bead>>>,
}

impl Alignment {
    fn new(bitext: Bitext) -> Self {
        Alignment { bitext: Arc::new(bitext), beads: OnceLock::new() }
    }

    /// The beads, created on first use.
    fn made(&self, py: Python<'_>) -> PyResult<&Vec<Py<Bead>>> {
        if let Some(beads) = self.beads.get() {
            return Ok(beads);
        }
        let points = [Lang::Ar, Lang::En].map(|lang| CodePoints::of(&self.bitext.document(lang).text));
        let beads: Vec<Py<Bead>> = (0..self.bitext.alignment.beads.len())
            .map(|n| Py::new(py, self.bead(py, n, &points)?))
            .collect::<PyResult<_>>()?;
        // Another thread may have been faster; its beads are the same.
        Ok(self.beads.get_or_init(|| beads))
    }

    fn bead(&self, py: Python<'_>, n: usize, points: &[CodePoints<'_>; 2]) -> PyResult<Bead> {
        let bead = &self.bitext.alignment.beads[n];
        let [ar, en] = points;
        let anchor = |anchor: &mizan::align::Anchor| {
            let (ar, en) = (ar.span(anchor.ar), en.span(anchor.en));
            Py::new(py, Anchor { kind: anchor.kind.as_str(), ar, en, weight: anchor.weight })
        };
        let findings = self.bitext.findings_of(n).iter();
        let pair = self.bitext.pair(n);
        let span =
            |lang, points: &CodePoints<'_>| self.bitext.span(lang, bead).map(|span: Span| points.span(span));
        Ok(Bead {
            id: mizan::bitext::bead_id(n),
            r#type: bead.kind(),
            ar: pair.texts.ar,
            en: pair.texts.en,
            ar_span: span(Lang::Ar, ar),
            en_span: span(Lang::En, en),
            ar_segments: bead.sides.ar.clone().collect(),
            en_segments: bead.sides.en.clone().collect(),
            displaced: bead.displaced,
            confidence: bead.confidence,
            adequacy: self.bitext.adequacy.of_bead(n),
            anchors: bead.anchors.iter().map(anchor).collect::<PyResult<_>>()?,
            findings: findings
                .map(|found| Py::new(py, Finding::new(&found.finding, ar, en)))
                .collect::<PyResult<_>>()?,
        })
    }

    fn segments(&self, lang: Lang) -> Vec<Segment> {
        let text = &self.bitext.document(lang).text;
        let points = CodePoints::of(text);
        let made = |segment: &mizan::segment::Segment| Segment::new(text, *segment, &points);
        self.bitext.segments(lang).iter().map(made).collect()
    }
}

#[pymethods]
impl Alignment {
    /// The beads in the order of the texts.
    #[getter]
    fn beads(&self, py: Python<'_>) -> PyResult<Vec<Py<Bead>>> {
        Ok(self.made(py)?.iter().map(|bead| bead.clone_ref(py)).collect())
    }

    /// Probability that the two texts translate each other; `None` where there is too little evidence.
    #[getter]
    fn score(&self) -> Option<f64> {
        self.bitext.adequacy.score
    }

    /// The original language, `ar` or `en`.
    #[getter]
    fn source(&self) -> &'static str {
        self.bitext.source.code()
    }

    /// The whole Arabic text.
    #[getter]
    fn ar(&self) -> &str {
        &self.bitext.documents.ar.text
    }

    /// The whole English text.
    #[getter]
    fn en(&self) -> &str {
        &self.bitext.documents.en.text
    }

    /// The segments of the Arabic text.
    #[getter]
    fn ar_segments(&self) -> Vec<Segment> {
        self.segments(Lang::Ar)
    }

    /// The segments of the English text.
    #[getter]
    fn en_segments(&self) -> Vec<Segment> {
        self.segments(Lang::En)
    }

    /// Reasons to distrust the pairs: a text that is garbled, reversed or in another language.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        let of = |document: &mizan::document::Document| {
            document.warning().map(|warning| format!("{}: {warning}", document.lang.name()))
        };
        [&self.bitext.documents.ar, &self.bitext.documents.en].into_iter().filter_map(of).collect()
    }

    /// All findings, in the order of the beads.
    #[getter]
    fn findings(&self, py: Python<'_>) -> PyResult<Vec<Py<Finding>>> {
        let beads = self.made(py)?.iter();
        Ok(beads.flat_map(|bead| bead.get().findings.iter().map(|found| found.clone_ref(py))).collect())
    }

    fn __len__(&self) -> usize {
        self.bitext.alignment.beads.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyList::new(py, self.made(py)?.iter().map(|bead| bead.clone_ref(py)))?.try_iter()
    }

    fn __getitem__(&self, py: Python<'_>, index: isize) -> PyResult<Py<Bead>> {
        let beads = self.made(py)?;
        let at = if index < 0 { index + beads.len() as isize } else { index };
        let bead = usize::try_from(at).ok().and_then(|at| beads.get(at));
        bead.map(|bead| bead.clone_ref(py)).ok_or_else(|| PyIndexError::new_err("there is no such bead"))
    }

    fn __repr__(&self) -> String {
        let score = self.score().map_or_else(|| "unknown".to_owned(), |score| format!("{score:.3}"));
        format!("Alignment({} beads, {} findings, score {score})", self.__len__(), self.bitext.findings.len())
    }

    /// The alignment in a format, as bytes: `tmx`, `xliff`, `xliff2`, `json`, `jsonl`,
    /// `plain-jsonl`, `tsv`, `csv`, `xlsx`, `html`, `index` or `hunalign`.
    #[pyo3(signature = (format, *, min_confidence=0.0, with_one_sided=false, without_flagged=false, dedup=false, date=None))]
    fn to_bytes<'py>(
        &self,
        py: Python<'py>,
        format: &Bound<'py, PyAny>,
        min_confidence: f64,
        with_one_sided: bool,
        without_flagged: bool,
        dedup: bool,
        date: Option<f64>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let format = stream_format(&text_of(format, "format")?)?;
        let select = Select { min_confidence, with_one_sided, without_flagged, dedup, only_confirmed: false };
        let options = options(select, date)?;
        let bitext = Arc::clone(&self.bitext);
        let bytes = run::interruptible(py, bitext.documents.ar.text.len(), move || {
            let mut out = Vec::new();
            bitext.write(format, &options, &mut out).map_err(|error| mizan::Error::new(error.to_string()))?;
            Ok(out)
        })?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Writes the alignment to a file, in the format of its extension (`.moses` makes two files).
    /// The file is written completely or not at all.
    #[pyo3(signature = (path, *, min_confidence=0.0, with_one_sided=false, without_flagged=false, dedup=false, date=None))]
    fn save(
        &self,
        py: Python<'_>,
        path: PathBuf,
        min_confidence: f64,
        with_one_sided: bool,
        without_flagged: bool,
        dedup: bool,
        date: Option<f64>,
    ) -> PyResult<()> {
        let select = Select { min_confidence, with_one_sided, without_flagged, dedup, only_confirmed: false };
        let options = options(select, date)?;
        let bitext = Arc::clone(&self.bitext);
        run::interruptible(py, bitext.documents.ar.text.len(), move || write_to(&bitext, &path, &options))
    }

    /// Writes a translation memory in TMX 1.4.
    #[pyo3(signature = (path, *, date=None))]
    fn to_tmx(&self, py: Python<'_>, path: PathBuf, date: Option<f64>) -> PyResult<()> {
        let options = options(Select::default(), date)?;
        let bitext = Arc::clone(&self.bitext);
        run::interruptible(py, bitext.documents.ar.text.len(), move || {
            save(&path, |out| bitext.write(Format::Tmx, &options, out))
        })
    }

    /// A pandas data frame with one row per bead.
    fn to_pandas(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        slf.py().import("mizan_align._tables")?.call_method1("to_pandas", (slf,))
    }

    /// A pyarrow table with one row per bead.
    fn to_arrow(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        slf.py().import("mizan_align._tables")?.call_method1("to_arrow", (slf,))
    }

    fn _repr_html_(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        slf.py().import("mizan_align._tables")?.call_method1("to_html", (slf,))
    }
}

fn write_to(bitext: &Bitext, path: &Path, options: &WriteOptions) -> mizan::Result<()> {
    let format = Format::of_path(path)?;
    if !format.can_be_written() {
        return Err(mizan::Error::new(format!("pairs cannot be written as {format}"))
            .at(path.display())
            .advise("write another format: .tmx, .xliff, .json, .jsonl, .tsv, .csv, .xlsx, .html"));
    }
    if format == Format::Moses {
        return save(&path.with_extension("ar"), |ar| {
            save(&path.with_extension("en"), |en| bitext.write_moses(options, ar, en))
                .map_err(std::io::Error::other)
        });
    }
    save(path, |out| bitext.write(format, options, out))
}

/// A format that is a single stream of bytes.
fn stream_format(name: &str) -> PyResult<Format> {
    let known =
        name.parse::<Format>().ok().filter(|format| format.can_be_written() && *format != Format::Moses);
    known.ok_or_else(|| {
        let names: Vec<&str> = Format::ALL
            .into_iter()
            .filter(|format| format.can_be_written() && *format != Format::Moses)
            .map(Format::name)
            .collect();
        let what = format!("no format is called `{name}`");
        crate::error::about("format", &what, &format!("use {}", names.join(", ")))
    })
}

/// The date is in seconds since 1970; by default that of SOURCE_DATE_EPOCH, or the current time.
fn options(select: Select, date: Option<f64>) -> PyResult<WriteOptions> {
    let wrong =
        || crate::error::about("date", "not a number of seconds since 1970", "give time.time(), or nothing");
    let seconds = match date {
        Some(seconds) => Some(seconds as i64),
        None => std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok()),
    };
    let date = match seconds {
        Some(seconds) => Timestamp::from_second(seconds).map_err(|_| wrong())?,
        None => Timestamp::now(),
    };
    Ok(WriteOptions { safe_cells: false, adequacy: false, select, date })
}

impl Segment {
    pub(crate) fn new(text: &str, segment: mizan::segment::Segment, points: &CodePoints<'_>) -> Self {
        let (start, end) = points.span(segment.span);
        Segment { text: Flat::new(text, segment.span).text, start, end, paragraph: segment.paragraph }
    }
}

/// Aligns an Arabic text with its English translation and checks the pairs.
///
/// Both are taken literally: nothing in them is markup. `source` is the original language, `ar` or
/// `en`; `lexicon` one or several files with words of your own; with `segmented` every line is one
/// segment; `translation` is a machine translation of the Arabic, one line per segment, as further
/// evidence.
///
/// >>> import mizan_align as mizan
/// >>> made = mizan.align("وصل الوفد يوم الأحد. وغادر بعد ٢٥ يوما.",
/// ...                    "The delegation arrived on Sunday. It left after 52 days.")
/// >>> [bead.en for bead in made.beads]
/// ['The delegation arrived on Sunday.', 'It left after 52 days.']
/// >>> made.findings[0].code
/// 'digits-swapped'
#[pyfunction]
#[pyo3(signature = (ar, en, *, source="ar", lexicon=None, segmented=false, translation=None))]
pub(crate) fn align(
    py: Python<'_>,
    ar: &Bound<'_, PyAny>,
    en: &Bound<'_, PyAny>,
    source: &str,
    lexicon: Option<&Bound<'_, PyAny>>,
    segmented: bool,
    translation: Option<Vec<String>>,
) -> PyResult<Alignment> {
    let (ar, en) = (text_of(ar, "ar")?, text_of(en, "en")?);
    let lexicons = paths_of(lexicon)?;
    let source = lang(source, "source")?;
    run::interruptible(py, ar.len() + en.len(), move || {
        let lexicons = lexicons.iter().map(|path| read_lexicon(path)).collect::<mizan::Result<_>>()?;
        let options = TextOptions { source, segmented, lexicons, translation, ..TextOptions::default() };
        Bitext::of_texts(&ar, &en, &options)
    })
    .map(Alignment::new)
}

/// Aligns two files of any kind that `mizan align` reads (text, HTML, DOCX, ODT, EPUB, Markdown,
/// subtitles, catalogues of programs), given in either order, and checks the pairs.
#[pyfunction]
#[pyo3(signature = (first, second, *, source="ar", lexicon=None, segmented=false, encoding=None, main_text=false, all_text=false, translation=None))]
pub(crate) fn align_files(
    py: Python<'_>,
    first: PathBuf,
    second: PathBuf,
    source: &str,
    lexicon: Option<&Bound<'_, PyAny>>,
    segmented: bool,
    encoding: Option<String>,
    main_text: bool,
    all_text: bool,
    translation: Option<Vec<String>>,
) -> PyResult<Alignment> {
    let lexicons = paths_of(lexicon)?;
    let source = lang(source, "source")?;
    run::interruptible(py, usize::MAX, move || {
        let lexicons = lexicons.iter().map(|path| read_lexicon(path)).collect::<mizan::Result<_>>()?;
        let options = TextOptions { source, segmented, encoding, main_text, all_text, lexicons, translation };
        let (one, two) = (read(&first)?, read(&second)?);
        Bitext::of_files((&first.to_string_lossy(), &one), (&second.to_string_lossy(), &two), &options)
    })
    .map(Alignment::new)
}

fn read(path: &Path) -> mizan::Result<Vec<u8>> {
    fs::read(path).map_err(|error| mizan::Error::io(path, &error))
}

/// The paths of lexicons: none, one or several.
pub(crate) fn paths_of(lexicon: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<PathBuf>> {
    match lexicon {
        None => Ok(Vec::new()),
        Some(one) => one.extract::<PathBuf>().map(|path| vec![path]).or_else(|_| one.extract()),
    }
}

pub(crate) fn read_lexicon(path: &Path) -> mizan::Result<Arc<Lexicon>> {
    let options = ReadOptions { lang: Some(Lang::Ar), lines: true, ..ReadOptions::default() };
    let text = document::read(&read(path)?, &path.to_string_lossy(), &options)?.text;
    let rows = Rows::read(&text);
    if rows.used == 0 {
        return Err(mizan::Error::new("no line of it can be used")
            .at(path.display())
            .advise("see `mizan lexicon check`"));
    }
    Ok(Arc::new(rows.lexicon()))
}
