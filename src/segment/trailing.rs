//! What belongs to a sentence though it comes after its stop: footnote marks, emoticons.

use crate::{document::lines::is_blank, text::chars};

/// Length in bytes of a footnote mark in square brackets after a blank: `in Geneva. [3] It came`.
pub(super) fn set_off_note(rest: &str) -> usize {
    let Some(inside) = rest.strip_prefix(" [") else { return 0 };
    let digits: usize = inside.chars().take_while(|&c| chars::is_digit(c)).map(char::len_utf8).sum();
    let closed = inside[digits..].strip_prefix(']');
    if (1..=6).contains(&digits) && closed.is_some_and(|tail| tail.chars().next().is_none_or(is_blank)) {
        digits + 3
    } else {
        0
    }
}

/// Length in bytes of the emoticons after a stop, with the blanks before them: they belong to the
/// sentence that ended. Signs that point to what follows (`👉`, `✅`) do not.
pub(super) fn emoticons(rest: &str) -> usize {
    let mut length = 0;
    loop {
        let tail = &rest[length..];
        let bare = tail.trim_start_matches([' ', '\u{A0}']);
        let signs = bare.find(|c: char| !is_emoticon(c)).unwrap_or(bare.len());
        let typed = [":)", ":-)", ":(", ":-(", ";)", ";-)", ":D", "^_^", "<3"];
        let typed = typed.iter().find(|sign| bare.starts_with(**sign)).map_or(0, |sign| sign.len());
        let found = signs.max(typed);
        if found == 0 || !bare[found..].chars().next().is_none_or(|c| is_blank(c) || signs > 0) {
            return length;
        }
        length += tail.len() - bare.len() + found;
    }
}

/// True for faces, gestures, hearts and the like, and for the marks that modify them.
fn is_emoticon(c: char) -> bool {
    matches!(c, '\u{1F600}'..='\u{1F64F}' | '\u{1F90C}'..='\u{1F93E}' | '\u{1F970}'..='\u{1F97A}')
        || matches!(c, '\u{1F9D0}' | '\u{1FAE0}'..='\u{1FAF8}' | '\u{1F44A}'..='\u{1F450}')
        || matches!(
            c,
            '\u{1F493}'..='\u{1F49F}' | '\u{1F389}' | '\u{1F38A}' | '\u{1F525}' | '\u{1F4AA}' | '\u{1F4AF}'
        )
        || matches!(
            c,
            '\u{1F337}'..='\u{1F33C}' | '\u{1F480}' | '\u{1F490}' | '\u{1F48B}' | '\u{2764}' | '\u{2763}'
        )
        || matches!(c, '\u{1F303}'..='\u{1F320}' | '\u{1F380}'..='\u{1F388}' | '\u{2728}' | '\u{2B50}')
        || matches!(c, '\u{1F54B}' | '\u{1F54C}' | '\u{1F38B}'..='\u{1F38F}' | '\u{2618}' | '\u{2615}')
        || matches!(c, '\u{263A}' | '\u{FE0F}' | '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}')
}
