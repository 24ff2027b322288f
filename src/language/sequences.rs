//! Language detection by sequences of letters, for texts of few words.

use whichlang::{Lang, detect_language};

/// The tag of the language suggested by the letter sequences of a text; `None` for English and for
/// languages in other scripts. It always makes a suggestion, which needs other evidence.
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
