//! Functions on one text or on one pair of texts.

use crate::{
    error, run,
    spans::CodePoints,
    values::{Figure, Segment},
};
use mizan::{
    document, figure,
    name::{self, How, NameKind, Why},
    segment::segment as split,
    text::Lang,
};
use pyo3::{exceptions::PyTypeError, prelude::*, types::PyString};

/// A Python string as text; an error for any other value.
pub(crate) fn text_of(value: &Bound<'_, PyAny>, place: &str) -> PyResult<String> {
    let Ok(string) = value.cast::<PyString>() else {
        let what = value.get_type().name()?;
        return Err(PyTypeError::new_err(format!("{place}: a str is needed, not {what}")));
    };
    match string.to_str() {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(error::about(
            place,
            "it holds half of a surrogate pair, which is no character",
            "decode the text with errors='replace', or text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')",
        )),
    }
}

/// A language by its tag.
pub(crate) fn lang(tag: &str, place: &str) -> PyResult<Lang> {
    tag.parse().map_err(|what: String| error::about(place, &what, "give ar or en"))
}

/// Splits a text into sentences.
///
/// >>> import mizan_align as mizan
/// >>> [s.text for s in mizan.segment("Dr. Smith came. He left at 5 p.m. on Sunday.", "en")]
/// ['Dr. Smith came.', 'He left at 5 p.m. on Sunday.']
#[pyfunction]
pub(crate) fn segment(py: Python<'_>, text: &Bound<'_, PyAny>, lang: &str) -> PyResult<Vec<Segment>> {
    let (text, lang) = (text_of(text, "text")?, self::lang(lang, "lang")?);
    run::interruptible(py, text.len(), move || {
        let mut document = document::plain(&text, "text", false);
        document.lang = lang;
        let points = CodePoints::of(&text);
        Ok(split(&document).into_iter().map(|segment| Segment::new(&text, segment, &points)).collect())
    })
}

/// The figures of a text with their exact values.
///
/// >>> import mizan_align as mizan
/// >>> [(f.text, f.kind, f.value, f.unit) for f in mizan.figures("أنفقت ٣ مليارات دولار", "ar")]
/// [('٣ مليارات دولار', 'money', '3000000000', 'Dollar')]
#[pyfunction]
pub(crate) fn figures(py: Python<'_>, text: &Bound<'_, PyAny>, lang: &str) -> PyResult<Vec<Figure>> {
    let (text, lang) = (text_of(text, "text")?, self::lang(lang, "lang")?);
    run::interruptible(py, text.len(), move || {
        let points = CodePoints::of(&text);
        Ok(figure::read(lang, &text).iter().map(|figure| Figure::new(figure, &text, &points)).collect())
    })
}

/// A name and the name on the other side that it matches.
#[pyclass(frozen, get_all, module = "mizan_align")]
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// The Arabic name.
    ar: String,
    /// The English name.
    en: String,
    /// The place of the Arabic name: the first code point and one past the last.
    ar_span: (usize, usize),
    /// The place of the English name.
    en_span: (usize, usize),
    /// The confidence in the link, 0 to 1.
    score: f64,
    /// The way in which it was found: `table`, `sound`, `letters` or `meaning`.
    how: &'static str,
    /// The kind of name, if it is known: `person`, `place` …
    kind: Option<&'static str>,
}

#[pymethods]
impl Link {
    fn __repr__(&self) -> String {
        format!("Link({:?}, {:?}, {:.2}, {})", self.ar, self.en, self.score, self.how)
    }
}

/// The names of a pair of texts.
#[pyclass(frozen, get_all, module = "mizan_align")]
#[derive(Debug)]
pub(crate) struct Names {
    /// Names that match, in Arabic order.
    links: Vec<Py<Link>>,
    /// Arabic names without a counterpart: text, first code point, one past the last.
    ar_left: Vec<(String, usize, usize)>,
    /// English names without a counterpart.
    en_left: Vec<(String, usize, usize)>,
}

#[pymethods]
impl Names {
    fn __repr__(&self) -> String {
        format!("Names({} links, {} and {} left)", self.links.len(), self.ar_left.len(), self.en_left.len())
    }
}

/// The names of a text and its translation: links, and names without a counterpart.
///
/// >>> import mizan_align as mizan
/// >>> [(n.ar, n.en) for n in mizan.names("زار القاهرة أمس.", "He visited Cairo yesterday.").links]
/// [('القاهرة', 'Cairo')]
#[pyfunction]
pub(crate) fn names(py: Python<'_>, ar: &Bound<'_, PyAny>, en: &Bound<'_, PyAny>) -> PyResult<Names> {
    let (ar, en) = (text_of(ar, "ar")?, text_of(en, "en")?);
    let (links, ar_left, en_left) = run::interruptible(py, ar.len() + en.len(), move || {
        let found = name::survey(&ar, &en);
        let (of_ar, of_en) = (CodePoints::of(&ar), CodePoints::of(&en));
        let link = |link: &name::Link| Link {
            ar: link.ar.of(&ar).to_owned(),
            en: link.en.of(&en).to_owned(),
            ar_span: of_ar.span(link.ar),
            en_span: of_en.span(link.en),
            score: link.score,
            how: how(link.how),
            kind: link.kind(&ar, &en).map(NameKind::label),
        };
        let left = |mention: &name::Mention, points: &CodePoints<'_>| {
            let (start, end) = points.span(mention.span);
            (mention.span.of(points.text()).to_owned(), start, end)
        };
        let links: Vec<Link> = found.links.iter().map(link).collect();
        // Arabic words that may not be names are not shown.
        let arabic = found.ar.iter().filter(|mention| mention.why >= Why::Marked);
        let ar_left: Vec<_> = arabic.map(|mention| left(mention, &of_ar)).collect();
        let en_left: Vec<_> = found.en.iter().map(|mention| left(mention, &of_en)).collect();
        Ok((links, ar_left, en_left))
    })?;
    let links = links.into_iter().map(|link| Py::new(py, link)).collect::<PyResult<_>>()?;
    Ok(Names { links, ar_left, en_left })
}

fn how(how: How) -> &'static str {
    match how {
        How::Table => "table",
        How::Sound => "sound",
        How::Letters => "letters",
        How::Meaning => "meaning",
    }
}
