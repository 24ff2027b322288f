//! The finding of text without a counterpart: a bead with one empty side.

use super::{
    code::Code,
    finding::{Finding, Marked},
    severity::Severity,
};
use crate::text::{
    Span,
    token::{TokenKind, tokens},
};

/// Reports the text of a one-sided bead if it has any words.
pub(super) fn find(ar: &str, en: &str) -> Option<Finding> {
    let says = |text: &str| tokens(text).any(|token| token.kind != TokenKind::Mark);
    // A sign may replace a word; a line of dashes means nothing.
    let empty = |text: &str| text.chars().all(|c| c.is_whitespace() || "-–—_*.…•#=~".contains(c));
    let whole = |text: &str| Some(Marked { span: Span::new(0, text.len()), value: String::new() });
    let (code, message, ar_mark, en_mark) = match (says(ar) && empty(en), says(en) && empty(ar)) {
        (true, false) => (Code::Untranslated, "this Arabic has no English counterpart", whole(ar), None),
        (false, true) => (Code::AddedText, "this English has no Arabic counterpart", None, whole(en)),
        _ => return None,
    };
    Some(Finding {
        severity: Severity::Warning,
        code,
        message: message.to_owned(),
        ar: ar_mark,
        en: en_mark,
        throughout: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_one_side_only_is_reported_and_rules_of_dashes_are_not() {
        assert_eq!(find("وصل الوفد.", "").map(|f| f.code), Some(Code::Untranslated));
        assert_eq!(find("", "The delegation arrived.").map(|f| f.code), Some(Code::AddedText));
        assert_eq!((find("***", ""), find("○", "off"), find("{}", "{}th")), (None, None, None));
        assert_eq!(find("وصل", "It arrived"), None);
    }
}
