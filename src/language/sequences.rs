//! Languages told by sequences of letters, for texts of few words.

use whichlang::{Lang, detect_language};

/// The tag of the language that the sequences of letters of a text suggest; `None` for English and for languages in
/// other scripts. It always suggests one: what it says must be borne out by something else.
pub(super) fn language(text: &str) -> Option<&'static str> {
    Some(match detect_language(text) {
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
        _ => return None,
    })
}
