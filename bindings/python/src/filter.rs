//! Filters for pairs that are not worth training on.

use crate::{checking::Pair, error};
use mizan::corpus::{
    filter::{Filter as Named, Judge},
    parse::Row,
};
use pyo3::prelude::*;
use std::sync::Mutex;

/// Decides which pairs are not worth training on, and why, as `mizan corpus filter` does.
///
/// `preset` is `clean`, or `None` for only the filters in `filters`: `"ratio=3"`, `"length=3-80"`
/// …; `without` names filters of the preset to omit. A filter remembers the pairs it has seen,
/// because a repeated pair is a duplicate.
///
/// >>> import mizan_align as mizan
/// >>> clean = mizan.Filter("clean")
/// >>> clean.reason("زار الوزير القاهرة أمس.", "The minister visited Cairo yesterday.")
/// >>> clean.reason("زار الوزير القاهرة أمس.", "The minister visited Cairo yesterday.")
/// 'duplicate'
/// >>> clean.reason("حضر ٣٠ رجلا إلى هنا.", "Some 40 men came here.")
/// 'figures'
#[pyclass(frozen, module = "mizan_align")]
pub(crate) struct Filter {
    judge: Mutex<Judge>,
}

#[pymethods]
impl Filter {
    #[new]
    #[pyo3(signature = (preset=Some("clean"), *, filters=Vec::new(), without=Vec::new()))]
    #[allow(clippy::needless_pass_by_value, reason = "lists of Python become vectors")]
    fn new(preset: Option<&str>, filters: Vec<String>, without: Vec<String>) -> PyResult<Self> {
        let raise = |failed: mizan::Error| error::raise(&failed);
        let mut chosen = preset.map(Named::preset).transpose().map_err(raise)?.unwrap_or_default();
        for name in &without {
            let before = chosen.len();
            chosen.retain(|filter| filter.name() != name);
            if chosen.len() == before {
                let what = format!("no filter of the preset is called `{name}`");
                return Err(error::about("without", &what, "see `mizan corpus filter --help`"));
            }
        }
        for filter in &filters {
            chosen.push(filter.parse().map_err(raise)?);
        }
        Ok(Filter { judge: Mutex::new(Judge::new(&chosen).map_err(raise)?) })
    }

    /// The name of the first filter that drops the pair; `None` for a pair that is kept.
    #[pyo3(signature = (ar, en, *, confidence=None, adequacy=None, score=None))]
    #[allow(clippy::too_many_arguments, reason = "named arguments in Python")]
    fn reason(
        &self,
        py: Python<'_>,
        ar: &Bound<'_, PyAny>,
        en: &Bound<'_, PyAny>,
        confidence: Option<f64>,
        adequacy: Option<f64>,
        score: Option<f64>,
    ) -> PyResult<Option<&'static str>> {
        let (ar, en) = (crate::texts::text_of(ar, "ar")?, crate::texts::text_of(en, "en")?);
        py.detach(|| self.judged(&ar, &en, (confidence, adequacy, score)))
    }

    /// True for a `Pair` that is kept.
    fn keeps(&self, py: Python<'_>, pair: &Pair) -> PyResult<bool> {
        let details = &pair.pair.details;
        let known = (details.confidence, details.adequacy, None);
        py.detach(|| self.judged(&pair.pair.texts.ar, &pair.pair.texts.en, known))
            .map(|reason| reason.is_none())
    }
}

impl Filter {
    fn judged(
        &self,
        ar: &str,
        en: &str,
        (confidence, adequacy, score): (Option<f64>, Option<f64>, Option<f64>),
    ) -> PyResult<Option<&'static str>> {
        let row = Row { confidence, adequacy, score, ..Row::of_texts(ar, en) };
        let mut judge = self.judge.lock().map_err(|_| error::internal())?;
        Ok(judge.reason(&row))
    }
}
