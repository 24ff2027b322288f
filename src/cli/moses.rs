//! Moses corpora: two files, `NAME.ar` and `NAME.en`, in which the same line of both is a pair. A
//! command is given one of them, or `NAME.moses`; either may be compressed.

use super::{
    console::Bytes,
    file::{is_dash, name_of, open},
};
use mizan::{
    Result,
    bitext::{PairOptions, Pairs, read_moses},
    text::Lang,
};
use std::{
    io::BufRead,
    path::{Path, PathBuf},
};

/// The extension of a compressed file, with its stop; empty for other files.
fn packing(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => ".gz",
        Some("zst") => ".zst",
        _ => "",
    }
}

/// The path without the extension of a compressed file.
fn unpacked(path: &Path) -> PathBuf {
    if is_packed(path) { path.with_extension("") } else { path.to_owned() }
}

/// True for the name of a compressed file.
pub(super) fn is_packed(path: &Path) -> bool {
    !packing(path).is_empty()
}

/// The language given by the extension of a file of a corpus.
pub(super) fn side(path: &Path) -> Option<Lang> {
    match unpacked(path).extension()?.to_str()? {
        "ar" => Some(Lang::Ar),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The Arabic and the English file of a corpus named by one of them or by `NAME.moses`.
pub(super) fn files(path: &Path) -> [PathBuf; 2] {
    let bare = unpacked(path);
    let is_suffix = bare.extension().is_some_and(|extension| extension == "moses");
    let base = if is_suffix || side(path).is_some() { bare.with_extension("") } else { bare };
    ["ar", "en"].map(|side| {
        let mut name = base.clone().into_os_string();
        name.push(format!(".{side}{}", packing(path)));
        name.into()
    })
}

/// True for the name of a corpus whose two files exist.
pub(super) fn is_corpus(path: &Path) -> bool {
    let named = || unpacked(path).extension().is_some_and(|extension| extension == "moses") && !path.exists();
    !is_dash(path) && (side(path).is_some() || named()) && files(path).iter().all(|file| file.is_file())
}

/// The pairs of a corpus; `None` for a path that does not name one. `bar` shows the progress of
/// reading the Arabic file.
///
/// # Errors
/// When one of the files cannot be opened, or the encoding that the user named is unknown.
pub(super) fn pairs(
    path: &Path,
    options: &PairOptions,
    bar: Option<&Bytes>,
) -> Result<Option<Pairs<'static>>> {
    if !is_corpus(path) {
        return Ok(None);
    }
    let paths = files(path);
    let names = [name_of(&paths[0]), name_of(&paths[1])];
    let [ar, en] = [open(&paths[0])?, open(&paths[1])?];
    let ar = match bar {
        Some(bar) => bar.watch(ar),
        None => ar,
    };
    read_moses((&names[0], ar), (&names[1], en), options).map(Some)
}

/// The files without the second one of a corpus, whose pairs are read with the first.
pub(super) fn once(given: &[PathBuf]) -> Vec<PathBuf> {
    let is_second = |at: usize| {
        is_corpus(&given[at]) && given[..at].iter().any(|before| files(before) == files(&given[at]))
    };
    (0..given.len()).filter(|&at| !is_second(at)).map(|at| given[at].clone()).collect()
}

/// True for the two files of a corpus and not two texts: they have equally many lines, at least
/// two, and none is empty.
pub(super) fn are_lines(first: &Path, second: &Path) -> bool {
    let both = files(first) == files(second) && first != second && is_corpus(first);
    let count = |path: &Path| open(path).ok().and_then(full_lines);
    both && matches!((count(first), count(second)), (Some(one), Some(two)) if one == two && one >= 2)
}

/// The number of lines; `None` if one is empty or the file cannot be read.
fn full_lines(mut file: Box<dyn BufRead>) -> Option<u64> {
    let (mut count, mut is_blank) = (0, true);
    loop {
        let bytes = file.fill_buf().ok()?;
        if bytes.is_empty() {
            return Some(count + u64::from(!is_blank));
        }
        for &byte in bytes {
            if byte != b'\n' {
                is_blank &= byte.is_ascii_whitespace();
            } else if std::mem::replace(&mut is_blank, true) {
                return None;
            } else {
                count += 1;
            }
        }
        let read = bytes.len();
        file.consume(read);
    }
}
