//! Builds tries from the rows of `data/names.tsv`, and a set of words from those of the lexicon;
//! for the build script.

use super::{
    forms::{normal, without_article},
    kind::NameKind,
    tries::{ARTICLED, PLAIN, ROOTS, step},
};
use crate::{
    packed::{Numbers, Packer, SetBuilder},
    text::{Lang, fold, token},
};

/// The rows of a table of names as one block of bytes, for [`Tries`](super::tries::Tries).
pub(crate) fn pack(text: &str) -> Vec<u8> {
    let (mut ar_side, mut en_side) = (SideBuilder::new(), SideBuilder::new());
    let (mut rows, mut kinds) = (Vec::new(), Vec::new());
    let mut next = 0;
    for line in text.split_inclusive('\n') {
        let start = next;
        next += line.len() as u32;
        let mut cells = line.trim_end().split('\t');
        let (Some(en), Some(ar), Some(kind)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Some(kind) = NameKind::named(kind).filter(|_| !line.starts_with('#')) else { continue };
        let number = kinds.len() as u32;
        kinds.push(kind as u8);
        let ar_start = start + en.len() as u32 + 1;
        rows.extend([start, ar_start, ar_start + ar.len() as u32 + 1]);
        for form in en.split('|') {
            let words: Vec<String> = words(form).map(|word| fold::fold(Lang::En, word)).collect();
            en_side.add(PLAIN, &words, number);
            // Trinidad & Tobago: the sign is no word of the text.
            if words.iter().skip(1).any(|word| word == "and") {
                let words: Vec<String> = words.iter().filter(|word| *word != "and").cloned().collect();
                en_side.add(PLAIN, &words, number);
            }
            let plural = kind == NameKind::Nationality && form.ends_with(['n', 'i', 'k', 't', 'w', 'b', 'd']);
            if let (true, Some((last, first))) = (plural, words.split_last()) {
                let mut words = first.to_vec();
                words.push(format!("{last}s"));
                en_side.add(PLAIN, &words, number);
            }
        }
        for form in ar.split('|') {
            let words = arabic_words(form);
            let articled =
                fold::bare(form).strip_prefix("ال").is_some_and(|rest| rest.chars().nth(1).is_some());
            let root = if articled { ARTICLED } else { PLAIN };
            ar_side.add(root, &words, number);
            for ending in arabic_endings(kind, &words) {
                ar_side.add(root, &ending, number);
            }
        }
    }
    let mut packer = Packer::default();
    packer.numbers(&Numbers::new(rows));
    packer.bytes(&kinds);
    ar_side.pack(&mut packer);
    en_side.pack(&mut packer);
    packer.0
}

/// The single Arabic words of the lexicon's table, folded, as a packed set: ordinary words.
pub(crate) fn pack_listed(lexicon: &str) -> Vec<u8> {
    let rows = lexicon.lines().filter(|line| !line.starts_with('#'));
    let words = rows.filter_map(|row| row.split('\t').nth(3)).flat_map(|arabic| arabic.split("; "));
    let mut listed = SetBuilder::default();
    for word in words.filter(|word| !word.contains(' ')) {
        let folded = fold::fold(Lang::Ar, word);
        if folded.chars().nth(2).is_some() {
            listed.add(folded.as_bytes());
        }
    }
    let mut packer = Packer::default();
    packer.set(&listed.finish());
    packer.0
}

/// The words of a form as in a text: separated at hyphens and stops.
pub(super) fn words(form: &str) -> impl Iterator<Item = &str> {
    token::tokens(form).filter(|t| t.kind != token::TokenKind::Mark).map(|t| t.span.of(form))
}

/// One side under construction.
struct SideBuilder {
    words: SetBuilder,
    steps: SetBuilder,
    /// For each node, the rows that end there.
    rows: Vec<Vec<u32>>,
}

impl SideBuilder {
    fn new() -> Self {
        let rows = vec![Vec::new(); ROOTS as usize];
        SideBuilder { words: SetBuilder::default(), steps: SetBuilder::default(), rows }
    }

    fn add(&mut self, root: u32, words: &[String], row: u32) {
        let mut node = root;
        for word in words {
            let word = self.words.add(word.as_bytes()) + 1;
            node = self.steps.add(&step(node, word)) + ROOTS;
            self.rows.resize(self.rows.len().max(node as usize + 1), Vec::new());
        }
        if node != root && !self.rows[node as usize].contains(&row) {
            self.rows[node as usize].push(row);
        }
    }

    fn pack(self, packer: &mut Packer) {
        let ends = self.rows.iter().scan(0, |end, rows| {
            *end += rows.len() as u32;
            Some(*end)
        });
        packer.set(&self.words.finish());
        packer.set(&self.steps.finish());
        packer.numbers(&Numbers::new(ends));
        packer.numbers(&Numbers::new(self.rows.into_iter().flatten()));
    }
}

/// The words of an Arabic form without their articles; the first letters of ألمانيا are not an article.
fn arabic_words(form: &str) -> Vec<String> {
    words(form)
        .map(|word| {
            let folded = normal(&fold::fold(Lang::Ar, word));
            let articled = !word.starts_with(['أ', 'إ', 'آ']);
            without_article(&folded).filter(|_| articled).map(str::to_owned).unwrap_or(folded)
        })
        .collect()
}

/// Further forms of an Arabic name: all genders, numbers and cases of an adjective, and the
/// accusative of a given name (`محمداً`).
fn arabic_endings(kind: NameKind, words: &[String]) -> Vec<Vec<String>> {
    let Some((last, first)) = words.split_last() else { return Vec::new() };
    let endings: &[&str] = match kind {
        NameKind::Nationality if last.ends_with('ي') => &["", "ا", "ون", "ين", "ات", "ان", "تان", "تين"],
        NameKind::Given if !last.ends_with(['ا', 'ي', 'و']) => &["ا"],
        _ => return Vec::new(),
    };
    endings
        .iter()
        .map(|ending| {
            let mut words = first.to_vec();
            words.push(format!("{last}{ending}"));
            words
        })
        .collect()
}
