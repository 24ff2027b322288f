//! The findings of text that was moved: its counterpart is elsewhere, and its figures are compared
//! with those of that counterpart.

use super::{code::Code, finding::Finding, severity::Severity};

/// The findings of an Arabic text whose English is elsewhere: those of the two texts, and a note.
/// Places are given in the Arabic only, because the English is not in the same bead.
pub(super) fn arabic(found: Vec<Finding>) -> Vec<Finding> {
    let grave = found.into_iter().filter(|finding| finding.severity > Severity::Note);
    let about = grave.map(|finding| Finding {
        message: format!("beside its English elsewhere: {}", finding.message),
        en: None,
        ..finding
    });
    about.chain([note("its English stands elsewhere")]).collect()
}

/// The finding of an English text whose Arabic is elsewhere; its figures are reported there.
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
