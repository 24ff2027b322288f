//! The language given in the name of a file.

use crate::text::Lang;
use std::{path::Path, str::FromStr};

/// The separators of the parts of a name.
const BETWEEN: &[char] = &['.', '_', '-', ' ', '(', ')', '[', ']'];

/// The language that a part of a name denotes.
fn lang(part: &str) -> Option<Lang> {
    match part.to_lowercase().as_str() {
        "ar" | "ara" | "arb" | "arabic" | "arz" | "عربي" | "عربية" | "العربية" | "بالعربية" => {
            Some(Lang::Ar)
        }
        "en" | "eng" | "english" | "إنجليزي" | "إنجليزية" | "الإنجليزية" | "بالإنجليزية" => {
            Some(Lang::En)
        }
        _ => None,
    }
}

/// True for a region that may follow a language in a tag: `EG`, `US`, `001`.
fn is_region(part: &str) -> bool {
    let letters = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    letters || part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parts of a name with their byte offsets.
fn parts(name: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, sign) in name.match_indices(BETWEEN) {
        parts.push((start, &name[start..at]));
        start = at + sign.len();
    }
    parts.push((start, &name[start..]));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

/// True for a part that can hardly be anything but a language: a word (`arabic`, `عربي`) or capitals (`AR`).
fn is_plain(part: &str) -> bool {
    lang(part).is_some() && (part.chars().count() >= 4 || part.chars().all(char::is_uppercase))
}

/// A name without its language mark, and that language. The mark is the last part, one between
/// dots, the first, or one in the middle that is plain: `a_AR_final`.
fn marked(name: &str) -> Option<(String, Lang)> {
    let parts = parts(name);
    let last = parts.len().checked_sub(1)?;
    // `ar-EG` at the end: the region belongs to the mark.
    let of = |n: usize| parts.get(n).and_then(|(_, part)| lang(part));
    let tag = |n: usize| match parts.get(n + 1) {
        Some((at, part))
            if is_region(part) && matches!(name[..*at].chars().next_back(), Some('-' | '_' | '(')) =>
        {
            n + 1
        }
        _ => n,
    };
    let between_points = |n: &usize| {
        let end = parts[tag(*n)];
        let before = name[..parts[*n].0].ends_with('.');
        before && name[end.0 + end.1.len()..].starts_with('.') && of(*n).is_some()
    };
    let at_end = (last.saturating_sub(1)..=last).find(|n| of(*n).is_some() && tag(*n) == last);
    let found = at_end.or_else(|| (1..last).find(between_points)).or_else(|| of(0).map(|_| 0));
    let found = found.or_else(|| (1..last).find(|n| is_plain(parts[*n].1)))?;
    let (start, end) = (parts[found].0, parts[tag(found)]);
    let before = name[..start].trim_end_matches(BETWEEN);
    let after = name[end.0 + end.1.len()..].trim_start_matches([')', ']']);
    let rest = if before.is_empty() { after.trim_start_matches(BETWEEN) } else { after };
    let rest = if rest.chars().all(|c| BETWEEN.contains(&c)) { "" } else { rest };
    Some((format!("{before}{rest}"), of(found)?))
}

/// The id of a path, which is the path without its language mark, and that language.
pub(super) fn name_and_language(path: &Path) -> Option<(String, Lang)> {
    let mut folders: Vec<&str> = path.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    let name = folders.pop()?;
    if name.starts_with('.') {
        return None;
    }
    let join = |folders: &[&str], name: &str| {
        let parts = folders.iter().copied().chain([name]).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("/")
    };
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    if let Some(lang) = lang(extension) {
        return Some((join(&folders, stem), lang));
    }
    if let Some((id, lang)) = marked(stem) {
        let id = join(&folders, &id);
        return Some((if id.is_empty() { "pair".to_owned() } else { id }, lang));
    }
    // The innermost folder that is named after a language.
    let of_folder = |folder: &str| marked(folder).filter(|(rest, _)| rest.is_empty()).map(|(_, lang)| lang);
    let at = folders.iter().rposition(|folder| of_folder(folder).is_some())?;
    let language = of_folder(folders.remove(at))?;
    Some((join(&folders, stem), language))
}

/// A pattern of file names: `{name}.{lang}.txt`, `{lang}/{name}.html`. A star matches anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Name,
    Lang,
    Any,
}

/// Longest path in bytes that a pattern is matched with: the time is cubic in the length.
const LONGEST_PATH: usize = 300;

impl Pattern {
    /// The name and the language of a path that matches the pattern.
    pub(super) fn fit(&self, path: &Path) -> Option<(String, Lang)> {
        let path = path.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>()?.join("/");
        let mut found = (String::new(), None);
        let fits = path.len() <= LONGEST_PATH && fit(&self.0, &path, &mut found);
        found.1.filter(|_| fits).map(|lang| (found.0, lang))
    }
}

/// Matches the pieces with the whole of a text.
fn fit(pieces: &[Piece], text: &str, found: &mut (String, Option<Lang>)) -> bool {
    let Some((piece, more)) = pieces.split_first() else { return text.is_empty() };
    // The places at which a piece of any length may end.
    let ends = || text.char_indices().map(|(at, c)| at + c.len_utf8());
    match piece {
        Piece::Literal(literal) => {
            text.strip_prefix(literal.as_str()).is_some_and(|rest| fit(more, rest, found))
        }
        Piece::Any => std::iter::once(0).chain(ends()).any(|end| fit(more, &text[end..], found)),
        Piece::Name => ends().any(|end| {
            let fits = fit(more, &text[end..], found);
            if fits {
                text[..end].clone_into(&mut found.0);
            }
            fits
        }),
        Piece::Lang => ends().take_while(|end| *end <= 40).any(|end| {
            let tag = &text[..end];
            let language = lang(tag).or_else(|| tag.parse().ok());
            let fits = language.is_some() && fit(more, &text[end..], found);
            if fits {
                found.1 = language;
            }
            fits
        }),
    }
}

impl FromStr for Pattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, length) = if rest.starts_with("{name}") {
                (Piece::Name, "{name}".len())
            } else if rest.starts_with("{lang}") {
                (Piece::Lang, "{lang}".len())
            } else if rest.starts_with('*') {
                (Piece::Any, 1)
            } else {
                let next = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '{' | '*'));
                let end = next.map_or(rest.len(), |(at, _)| at);
                (Piece::Literal(rest[..end].to_owned()), end)
            };
            pieces.push(piece);
            rest = &rest[length..];
        }
        let count = |wanted: &Piece| pieces.iter().filter(|piece| *piece == wanted).count();
        if (count(&Piece::Name), count(&Piece::Lang)) != (1, 1) || count(&Piece::Any) > 2 {
            return Err("a pattern has {name} and {lang} once each, and at most two stars".to_owned());
        }
        Ok(Pattern(pieces))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> Option<(String, Lang)> {
        name_and_language(Path::new(path))
    }

    #[test]
    fn a_name_says_its_language_in_many_ways() {
        for (path, id) in [
            ("news/a.ar.txt", "news/a"),
            ("news/a.ar", "news/a"),
            ("news/ar/2024/a.txt", "news/2024/a"),
            ("en/ar/a.txt", "en/a"),
            ("a_ar.txt", "a"),
            ("a-ar.docx", "a"),
            ("a.AR.txt", "a"),
            ("a.ara.txt", "a"),
            ("ar_a.txt", "a"),
            ("a (ar).txt", "a"),
            ("a[AR].txt", "a"),
            ("a.ar-EG.txt", "a"),
            ("a_ar_SA.txt", "a"),
            ("a.arabic.txt", "a"),
            ("Arabic/a.txt", "a"),
            ("ar-EG/a.txt", "a"),
            ("x/ar.json", "x"),
            ("ar.json", "pair"),
            ("a.ar.html.txt", "a.html"),
            ("تقرير_عربي.txt", "تقرير"),
            ("a_AR_v2.txt", "a_v2"),
            ("a_arabic.docx.txt", "a.docx"),
        ] {
            assert_eq!(name(path), Some((id.to_owned(), Lang::Ar)), "{path}");
        }
        assert_eq!(name("report-English (US).txt"), Some(("report".to_owned(), Lang::En)));
        assert_eq!(name("report en-GB.txt"), Some(("report".to_owned(), Lang::En)));
    }

    #[test]
    fn other_names_say_none() {
        for path in [
            "news/a.b.txt",
            "news/.a.ar.txt",
            "arena.txt",
            "men.txt",
            "a_arc.txt",
            "a_en_route.txt",
            "tar_en_us2.txt",
        ] {
            assert_eq!(name(path), None, "{path}");
        }
    }

    #[test]
    fn a_pattern_says_it_exactly() {
        let fit = |pattern: &str, path: &str| pattern.parse::<Pattern>().unwrap().fit(Path::new(path));
        let ar = |id: &str| Some((id.to_owned(), Lang::Ar));
        assert_eq!(fit("{name}.{lang}.txt", "a/b.ar.txt"), ar("a/b"));
        assert_eq!(fit("{lang}/{name}.html", "Arabic/x/b.html"), ar("x/b"));
        assert_eq!(fit("{name}/*-{lang}.txt", "a/7-ar-SA.txt"), ar("a"));
        assert_eq!(fit("{name}.{lang}.txt", "a.fr.txt"), None);
        assert_eq!(fit("{name}.{lang}.txt", "a.ar.md"), None);
        for wrong in ["{name}", "{lang}", "{name}{name}{lang}", "a", "", "***{name}{lang}"] {
            assert!(wrong.parse::<Pattern>().is_err(), "{wrong}");
        }
    }
}
