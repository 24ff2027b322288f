//! The findings of text that changed its place: it has a counterpart, only not here, and its figures are compared with
//! those of that counterpart.

use super::{code::Code, finding::Finding, severity::Severity};

/// What is to be said about an Arabic text whose English stands elsewhere: what was found in the two and a note. Places
/// are in the Arabic alone, for the English is not beside it.
pub(super) fn arabic(found: Vec<Finding>) -> Vec<Finding> {
    let grave = found.into_iter().filter(|finding| finding.severity > Severity::Note);
    let about = grave.map(|finding| Finding {
        message: format!("beside its English elsewhere: {}", finding.message),
        en: None,
        ..finding
    });
    about.chain([note("its English stands elsewhere")]).collect()
}

/// What is to be said about an English text whose Arabic stands elsewhere; its figures are spoken of there.
pub(super) fn english() -> Finding {
    note("its Arabic stands elsewhere")
}

fn note(message: &str) -> Finding {
    Finding {
        severity: Severity::Note,
        code: Code::Elsewhere,
        message: message.to_owned(),
        ar: None,
        en: None,
        throughout: false,
    }
}
