//! Web and mail addresses.

use super::{MarkKind, before, byte_at, run};

/// The end of the run without blanks that begins at `at`, and the address if it is one.
pub(super) fn read(text: &str, at: usize) -> (usize, Option<(usize, MarkKind)>) {
    // After a letter or digit it is part of a longer word.
    let parted = !before(text, at).is_ascii_alphanumeric();
    let end = run(text, at, usize::MAX, |byte| byte.is_ascii_graphic() && !b"<>\"`|\\^".contains(&byte));
    let said = text[at..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '*', '_']);
    let found = parted && (is_web(said) || is_mail(said));
    (end.max(at + 1), found.then_some((at + said.len(), MarkKind::Address)))
}

fn is_web(said: &str) -> bool {
    let host = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.len() > 3;
    match said.split_once("://") {
        Some((scheme, rest)) => {
            (2..=10).contains(&scheme.len())
                && scheme.bytes().all(|byte| byte.is_ascii_alphabetic())
                && host(rest)
        }
        None => {
            let head = said.get(..4).unwrap_or_default();
            head.eq_ignore_ascii_case("www.") && host(&said[4..])
        }
    }
}

/// `name@host.land`
fn is_mail(said: &str) -> bool {
    let said = said.strip_prefix("mailto:").unwrap_or(said);
    let Some((name, host)) = said.split_once('@') else { return false };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-+".contains(&byte);
    let name_end = run(name, 0, usize::MAX, allowed);
    let host_end = run(host, 0, usize::MAX, |byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    let land = host.rsplit('.').next().unwrap_or_default();
    name_end == name.len()
        && !name.is_empty()
        && host_end == host.len()
        && host.contains('.')
        && byte_at(host, 0).is_ascii_alphanumeric()
        && land.len() >= 2
        && land.bytes().all(|byte| byte.is_ascii_alphabetic())
}
