//! Prints the features of pairs and documents for `scripts/fit-adequacy`: one line of JSON per document.
//!
//! The argument is a folder of gold sets; a second one is the number of documents of each set that
//! are aligned, if not nearly all. Each set is a folder with `NAME.ar` and `NAME.en`, one
//! sentence per line, and `NAME.gold`, one line like `[0]:[0, 1]` per pair. Documents are aligned
//! with their own English, with the English of the next document, and with their own in which every
//! tenth line is from another document. Sets of few documents are cut at many places. Parts one side
//! of which goes on for longer are aligned too. The gold pairs themselves, which no aligner has
//! touched, are compared with their own English and with that of another document.

use mizan::{
    adequacy::{can_tell, common_of, document_features, pair_features, pair_meaning},
    align::{self, Bead, Common, Side},
    document, segment,
    text::Lang,
};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    env, fs, io,
    path::{Path, PathBuf},
};

/// Most documents of a set that are used.
const DOCUMENTS: usize = 60;
/// Number of pairs of a document that are used, and the first of them.
const CUTS: [(usize, usize); 7] = [(20, 0), (4, 0), (8, 0), (60, 0), (20, 20), (4, 8), (2, 3)];
/// Sets of at most this many documents are cut at many places.
const FEW: usize = 3;
/// Distance between these places, in pairs.
const STEP: usize = 10;
/// Pairs of the longer and of the shorter side of parts that lack the end of one side.
const LONG: usize = 20;
const SHORT: [usize; 2] = [8, 12];
/// Most gold pairs of a set that are compared on their own.
const LONE: usize = 700;
/// The line of each ten that is replaced where lines of another document are planted.
const PLANTED: usize = 5;

type Lines = Vec<String>;

/// A document in both languages.
struct Text {
    ar: Lines,
    en: Lines,
    /// The lines of each pair, in order.
    pairs: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Text {
    /// The lines of some of the pairs.
    fn cut(&self, size: usize, from: usize) -> (Lines, Lines) {
        let part = || self.pairs.iter().skip(from).take(size);
        let pick = |lines: &Lines, mut places: Vec<usize>| -> Lines {
            places.sort_unstable();
            places.iter().filter_map(|place| lines.get(*place).cloned()).collect()
        };
        (
            pick(&self.ar, part().flat_map(|pair| pair.0.clone()).collect()),
            pick(&self.en, part().flat_map(|pair| pair.1.clone()).collect()),
        )
    }
}

fn main() -> io::Result<()> {
    let root = env::args().nth(1).ok_or_else(|| io::Error::other("which folder of sets?"))?;
    let most = env::args().nth(2).and_then(|most| most.parse().ok()).unwrap_or(DOCUMENTS);
    for set in folders(Path::new(&root))? {
        let name = set.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let texts = texts(&set)?;
        for (n, text) in texts.iter().enumerate().filter(|_| texts.len() > 1) {
            let other = &texts[(n + 1) % texts.len()];
            print_lone(&name, text, other, LONE.div_ceil(texts.len()));
            // Spread evenly over the set.
            if (n * most) % texts.len() >= most {
                continue;
            }
            for (size, from) in cuts(text, texts.len()) {
                let (ar, en) = text.cut(size, from);
                let other = other.cut(size, if from < other.pairs.len() { from } else { 0 }).1;
                if !ar.is_empty() && !en.is_empty() {
                    print_cut(&json!({"set": name, "size": size, "from": from}), &ar, &en, &other);
                }
            }
            print_uneven(&name, text, other, texts.len());
        }
    }
    Ok(())
}

/// Prints the features of parts of a document one side of which goes on for longer, with its own English and with that
/// of another: as many lines of both sides from one place on, and parts that lack the end of one side.
fn print_uneven(set: &str, text: &Text, other: &Text, documents: usize) {
    let last = if documents <= FEW { text.pairs.len() } else { 1 };
    for from in (0..last).step_by(STEP) {
        let lines = |lines: &Lines, first: Option<&usize>, size: usize| -> Lines {
            first.map_or_else(Vec::new, |first| lines.iter().skip(*first).take(size).cloned().collect())
        };
        for size in [20, 8, 4] {
            let place = json!({"set": set, "size": size, "from": from});
            let Some((first_ar, first_en)) = text.pairs.get(from) else { continue };
            let sides = (lines(&text.ar, first_ar.first(), size), lines(&text.en, first_en.first(), size));
            if sides.0.len() == size && sides.1.len() == size && sides != text.cut(size, from) {
                print(&place, "uneven", &sides.0, &sides.1);
            }
        }
        if from + LONG > text.pairs.len() {
            continue;
        }
        let place = json!({"set": set, "size": LONG, "from": from});
        let there = if from + LONG <= other.pairs.len() { from } else { 0 };
        for size in SHORT {
            print(&place, "uneven", &text.cut(LONG, from).0, &text.cut(size, from).1);
            print(&place, "uneven", &text.cut(size, from).0, &text.cut(LONG, from).1);
            print(&place, "uneven-other", &text.cut(LONG, from).0, &other.cut(size, there).1);
            print(&place, "uneven-other", &text.cut(size, from).0, &other.cut(LONG, there).1);
        }
    }
}

/// Prints the features of some gold pairs of a document, evenly spread, with their own English and with that of another.
fn print_lone(set: &str, text: &Text, other: &Text, most: usize) {
    let english = |text: &Text, n: usize| {
        let pair = &text.pairs[n % text.pairs.len().max(1)];
        pair.1.iter().filter_map(|line| text.en.get(*line)).cloned().collect::<Lines>().join(" ")
    };
    if other.pairs.is_empty() {
        return;
    }
    let mut pairs = Vec::new();
    for n in (0..text.pairs.len()).step_by(text.pairs.len().div_ceil(most).max(1)) {
        let arabic = text.pairs[n].0.iter().filter_map(|line| text.ar.get(*line)).cloned();
        let arabic = arabic.collect::<Lines>().join(" ");
        for (english, right) in [(english(text, n), true), (english(other, n), false)] {
            let alone = common_of(&arabic, &english);
            let features =
                || json!({"right": right, "alone": pair_features(&alone), "meaning": pair_meaning(&alone)});
            pairs.extend(can_tell(&alone).then(features));
        }
    }
    let place = json!({"set": set, "size": 1, "from": 0});
    println!("{}", json!({"place": place, "label": "lone", "document": null, "pairs": pairs}));
}

/// The places at which a document is cut.
fn cuts(text: &Text, documents: usize) -> Vec<(usize, usize)> {
    let mut cuts: Vec<(usize, usize)> = CUTS.into_iter().filter(|cut| cut.1 < text.pairs.len()).collect();
    if documents <= FEW {
        let starts = (STEP..text.pairs.len()).step_by(STEP);
        cuts.extend(starts.flat_map(|from| [(20, from), (4, from), (8, from)]));
        cuts.retain(|(size, from)| *from == 0 || from + size <= text.pairs.len());
        let mut seen = HashSet::new();
        cuts.retain(|cut| seen.insert(*cut));
    }
    cuts
}

/// Prints the features of a part of a document with its own English, with another one, and with planted lines.
fn print_cut(place: &Value, ar: &Lines, en: &Lines, other: &Lines) {
    print(place, "own", ar, en);
    if other.is_empty() {
        return;
    }
    print(place, "other", ar, other);
    if ar.len() >= 8 {
        let line = |(k, line): (usize, &String)| {
            if k % 10 == PLANTED { other[k % other.len()].clone() } else { line.clone() }
        };
        print(place, "planted", ar, &en.iter().enumerate().map(line).collect::<Lines>());
    }
}

fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(root)?.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    Ok(found)
}

fn texts(set: &Path) -> io::Result<Vec<Text>> {
    let mut names: Vec<PathBuf> = fs::read_dir(set)?.flatten().map(|entry| entry.path()).collect();
    names.retain(|path| {
        path.extension().is_some_and(|end| end == "gold")
            && ["ar", "en"].iter().all(|end| path.with_extension(end).is_file())
    });
    names.sort();
    let lines = |path: &Path| -> io::Result<Lines> {
        Ok(fs::read_to_string(path)?.lines().map(str::to_owned).collect())
    };
    let numbers = |list: &str| serde_json::from_str::<Vec<usize>>(list).map_err(io::Error::other);
    let text = |path: &PathBuf| {
        let mut pairs = Vec::new();
        for line in lines(path)?.iter().filter(|line| !line.trim().is_empty()) {
            let mut sides = line.split(':');
            let mut next = || numbers(sides.next().unwrap_or_default());
            pairs.push((next()?, next()?));
        }
        Ok(Text { ar: lines(&path.with_extension("ar"))?, en: lines(&path.with_extension("en"))?, pairs })
    };
    names.iter().take(DOCUMENTS).map(text).collect()
}

/// Aligns two texts with one sentence per line and prints their features.
fn print(place: &Value, label: &str, ar: &[String], en: &[String]) {
    let side = |lines: &[String], lang| {
        let document = document::plain(&lines.join("\n"), lang, true);
        let segments = segment::lines(&document);
        (document, segments)
    };
    let (left, right) = (side(ar, "ar"), side(en, "en"));
    if left.1.len() != ar.len() || right.1.len() != en.len() || left.0.lang != Lang::Ar {
        return;
    }
    let options = align::Options { without_reasons: true, ..align::Options::default() };
    let sides =
        (Side { document: &left.0, segments: &left.1 }, Side { document: &right.0, segments: &right.1 });
    let Ok((alignment, common)) = align::align_and_compare(sides.0, sides.1, &options) else { return };
    let both = alignment.beads.iter().zip(&common.runs);
    let pairs: Vec<Value> = both
        .filter(|(bead, _)| !bead.is_one_sided())
        .map(|(bead, common)| pair(label, bead, common, ar, en))
        .collect();
    let document = document_features(&alignment.beads, &common);
    let row = json!({"place": place, "label": label, "document": document, "pairs": pairs});
    println!("{row}");
}

fn pair(label: &str, bead: &Bead, common: &Common, ar: &[String], en: &[String]) -> Value {
    let alone = common_of(&ar[bead.sides.ar.clone()].join(" "), &en[bead.sides.en.clone()].join(" "));
    let planted = bead.sides.en.clone().filter(|line| line % 10 == PLANTED).count();
    let right = match label {
        "own" | "uneven" => Some(true),
        "other" | "uneven-other" => Some(false),
        _ if planted == 0 => Some(true),
        _ if planted == bead.sides.en.len() => Some(false),
        _ => None,
    };
    json!({
        "right": right.filter(|_| can_tell(&alone)),
        "content": common.ar.content + common.en.content,
        "alone": pair_features(&alone),
        "meaning": pair_meaning(&alone),
        "within": pair_features(common),
    })
}
