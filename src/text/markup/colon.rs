//! Placeholders that begin with a colon: `:name` of Laravel and of SQL.

use super::{MarkKind, before, byte_at, run};

/// Greatest length in bytes of the name of a placeholder.
const NAME: usize = 40;

/// The end and kind of the mark that a colon begins: a name in small letters that is glued to the colon, while no
/// Latin letter, digit or sign of an address is before it. `10:30`, `:)`, `note:this`, `std::string` and `:smile:` are
/// none, nor is the optional part of a notation, `server[:port]`.
pub(super) fn read(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let after = before(text, at);
    if after.is_ascii_alphanumeric() || b":/\\_.-".contains(&after) {
        return None;
    }
    if after == b'[' && before(text, at - 1).is_ascii_alphanumeric() {
        return None;
    }
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let end = run(text, at + 1, NAME, is_part);
    let is_name = byte_at(text, at + 1).is_ascii_lowercase() && end >= at + 3;
    // A capital, a hyphen or a second colon after it shows that it is something else.
    let next = byte_at(text, end);
    let goes_on = next.is_ascii_alphanumeric() || b":-/@(".contains(&next);
    (is_name && !goes_on).then_some((end, MarkKind::Placeholder))
}
