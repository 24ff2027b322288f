//! Words of English plain text that a typesetter divided at the end of a line: `trans-` and `lation`.

use crate::text::table;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/divided.en.tsv");

/// The parts of words by which a divided word is known, with their places.
static PARTS: LazyLock<FxHashSet<(&str, &str)>> =
    LazyLock::new(|| table::rows(TABLE).filter_map(|row| row.split_once('\t')).collect());

/// A word divided at the end of a line.
struct Divided<'a> {
    /// The byte of the hyphen.
    at: usize,
    /// The beginning of the next line.
    after: usize,
    first: &'a str,
    second: &'a str,
}

/// The text with such words whole again, followed by their line end; `None` if it has none.
///
/// A word that is written in one piece elsewhere is joined, and so is one that is no compound by one
/// of its parts. One that has its hyphen elsewhere keeps it. Any other may be a compound: it keeps
/// its hyphen, if the text divides several words, and its line end otherwise.
pub(super) fn joined(text: &str) -> Option<String> {
    let divided = divided(text);
    if divided.is_empty() {
        return None;
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let (mut words, mut hyphenated) = (FxHashSet::default(), FxHashSet::default());
    for word in text.split(|c| !is_part(c)).filter(|word| !word.ends_with('-')) {
        match word.split_once('-') {
            Some((first, _)) => hyphenated.insert(first.to_lowercase()),
            None => words.insert(word.to_lowercase()),
        };
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for word @ Divided { at, after, first, second } in &divided {
        let keeps = hyphenated.contains(&first.to_lowercase());
        let is_word = words.contains(&[*first, *second].concat().to_lowercase());
        let is_whole = is_word || !keeps && word.is_no_compound();
        if *at < from || !(is_whole || keeps || divided.len() > 1) {
            continue;
        }
        out.push_str(&text[from..*at]);
        if !is_whole {
            out.push('-');
        }
        out.push_str(second);
        from = after + second.len();
        // The rest of the line comes after a line end, as it was wrapped.
        let mark = text[from..].find([' ', '\n']).unwrap_or(text.len() - from);
        out.push_str(&text[from..from + mark]);
        from += mark;
        if text[from..].starts_with(' ') {
            out.push('\n');
            from += 1;
        }
    }
    out.push_str(&text[from..]);
    (out != text).then_some(out)
}

impl Divided<'_> {
    /// True if one of its parts is no word of its own, as in `trans-lation` and `agree-ment`.
    fn is_no_compound(&self) -> bool {
        PARTS.contains(&("begins", self.first.to_lowercase().as_str()))
            || PARTS.contains(&("ends", self.second))
    }
}

/// The divided words: small letters before a hyphen at the end of a line, and at the beginning of the next.
fn divided(text: &str) -> Vec<Divided<'_>> {
    let mut found = Vec::new();
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        let line = text[..end].strip_suffix('\r').unwrap_or(&text[..end]);
        let Some(before) = line.strip_suffix('-') else { continue };
        let small = before.bytes().rev().take_while(u8::is_ascii_lowercase).count();
        let capital = before[..before.len() - small].ends_with(|c: char| c.is_ascii_uppercase());
        let letters = small + usize::from(capital);
        let first = &before[before.len() - letters..];
        let next = &text[end + 1..];
        let blank = next.bytes().take_while(|byte| *byte == b' ').count();
        let second = &next[blank..];
        let second = &second[..second.bytes().take_while(u8::is_ascii_lowercase).count()];
        let is_whole = !before[..before.len() - letters].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        // The hyphen of `two- or three-year plans` is no division.
        let is_shared = PARTS.contains(&("never", second));
        if letters >= 2 && second.len() >= 2 && blank <= 4 && is_whole && !is_shared {
            found.push(Divided { at: before.len(), after: end + 1 + blank, first, second });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_again_and_hyphens_of_compounds_stay() {
        let text = "The trans-\nlation of the agree-\nment is well-known. It was a well-\nmeant text.\n";
        let wanted = "The translation\nof the agreement\nis well-known. It was a well-meant\ntext.\n";
        assert_eq!(joined(text).unwrap(), wanted);
        assert_eq!(joined("inter-\nna-\ntional law-\nfully").unwrap(), "interna-\ntional lawfully");
        assert_eq!(
            joined("A mill. The wind-\nmill and a windmill.\n").unwrap(),
            "A mill. The windmill\nand a windmill.\n"
        );
        assert_eq!(
            joined("Un-\r\nder the under the hill-\r\n side of a hillside").unwrap(),
            "Under\nthe under the hillside\nof a hillside"
        );
    }

    #[test]
    fn what_may_be_a_compound_keeps_its_hyphen() {
        assert_eq!(
            joined("A short-\nlived frost killed the wide-\nopen buds.\n").unwrap(),
            "A short-lived\nfrost killed the wide-open\nbuds.\n"
        );
        assert_eq!(joined("one move-\nment of a long-\nhaul").unwrap(), "one movement\nof a long-haul");
    }

    #[test]
    fn a_hyphen_before_and_is_shared_with_the_next_word() {
        for text in
            ["the pre-\nand post-harvest work, a five-\nto ten-acre field\n", "low-\nor high-lying preor\n"]
        {
            assert_eq!(joined(text), None, "{text}");
        }
    }

    #[test]
    fn every_part_is_read() {
        let is_read = |row: &str| {
            row.split_once('\t').is_some_and(|(place, part)| {
                matches!(place, "begins" | "ends" | "never") && part.bytes().all(|b| b.is_ascii_lowercase())
            })
        };
        assert_eq!(table::unreadable("divided.en.tsv", TABLE, is_read), [""; 0]);
    }

    #[test]
    fn a_lone_division_and_lists_stay() {
        for text in
            ["The half-\nopen door.\n", "- one\n- two\n", "from 1990-\nto 2000", "ab -\ncd\nef -\ngh", "a-\n"]
        {
            assert_eq!(joined(text), None, "{text}");
        }
    }
}
