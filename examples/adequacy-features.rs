//! Prints what pairs and documents are judged by, for `scripts/fit-adequacy`: a line of JSON for each document.
//!
//! The argument is a folder of gold sets: in each a folder with `NAME.ar` and `NAME.en`, a sentence a line. Documents
//! meet their own English, the English of the next document, and their own with every tenth line from another.

use mizan::{
    adequacy::{can_tell, common_of, document_features, pair_features},
    align::{self, Bead, Common, Side},
    document, segment,
    text::Lang,
};
use serde_json::{Value, json};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// Documents of a set that are used.
const DOCUMENTS: usize = 60;
/// How many lines of a document are used, and from where.
const CUTS: [(usize, usize); 7] = [(20, 0), (4, 0), (8, 0), (60, 0), (20, 20), (4, 8), (2, 3)];
/// Which line of ten is another document's where lines are planted.
const PLANTED: usize = 5;

type Lines = Vec<String>;

fn main() -> io::Result<()> {
    let root = env::args().nth(1).ok_or_else(|| io::Error::other("which folder of sets?"))?;
    for set in folders(Path::new(&root))? {
        let name = set.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let texts = texts(&set)?;
        for (n, (ar, en)) in texts.iter().enumerate().filter(|_| texts.len() > 1) {
            let other = &texts[(n + 1) % texts.len()].1;
            for (size, from) in CUTS {
                // Further down, lines of one number belong together only where all do.
                if ar.len().min(en.len()) <= from || (from > 0 && ar.len() != en.len()) {
                    continue;
                }
                let cut = |lines: &Lines| lines.iter().skip(from).take(size).cloned().collect::<Lines>();
                let (ar, en, other) = (cut(ar), cut(en), other.iter().take(size).cloned().collect::<Lines>());
                let place = json!({"set": name, "size": size, "from": from});
                print(&place, "own", &ar, &en);
                if other.is_empty() {
                    continue;
                }
                print(&place, "other", &ar, &other);
                if size >= 8 {
                    let line = |(k, line): (usize, &String)| {
                        if k % 10 == PLANTED { other[k % other.len()].clone() } else { line.clone() }
                    };
                    print(&place, "planted", &ar, &en.iter().enumerate().map(line).collect::<Lines>());
                }
            }
        }
    }
    Ok(())
}

fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(root)?.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    Ok(found)
}

fn texts(set: &Path) -> io::Result<Vec<(Lines, Lines)>> {
    let mut names: Vec<PathBuf> = fs::read_dir(set)?.flatten().map(|entry| entry.path()).collect();
    names.retain(|path| {
        path.extension().is_some_and(|end| end == "ar") && path.with_extension("en").is_file()
    });
    names.sort();
    let lines = |path: &Path| -> io::Result<Lines> {
        Ok(fs::read_to_string(path)?.lines().map(str::to_owned).collect())
    };
    names.iter().take(DOCUMENTS).map(|path| Ok((lines(path)?, lines(&path.with_extension("en"))?))).collect()
}

/// Aligns two texts whose lines are sentences and prints what they are judged by.
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
    let both = alignment.beads.iter().zip(&common);
    let pairs: Vec<Value> = both
        .filter(|(bead, _)| !bead.is_one_sided())
        .map(|(bead, common)| pair(label, bead, common, ar, en))
        .collect();
    let document = document_features(&alignment.beads, &common);
    let row = json!({"place": place, "label": label, "document": document, "pairs": pairs});
    println!("{row}");
}

fn pair(label: &str, bead: &Bead, common: &Common, ar: &[String], en: &[String]) -> Value {
    let alone = common_of(&ar[bead.ar.clone()].join(" "), &en[bead.en.clone()].join(" "));
    let planted = bead.en.clone().filter(|line| line % 10 == PLANTED).count();
    let right = match label {
        "own" => Some(true),
        "other" => Some(false),
        _ if planted == 0 => Some(true),
        _ if planted == bead.en.len() => Some(false),
        _ => None,
    };
    json!({
        "right": right.filter(|_| can_tell(&alone)),
        "content": common.ar.content + common.en.content,
        "alone": pair_features(&alone),
        "within": pair_features(common),
    })
}
