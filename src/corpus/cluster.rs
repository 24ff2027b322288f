//! The rules of [`super::duplicates`] as steps between which a cluster does its own sorting and grouping.
//!
//! [`sign`] writes a line for every row. Lines of equal rows are removed by grouping. The remaining
//! ones are grouped by their keys into buckets: [`edges`] reads these one after another, each
//! sorted, and writes which rows are alike. [`components`] writes, for every row that is like
//! another one, the best row of its component. [`keep`] reads the lines of each component in order
//! and writes which rows are dropped, and for which row. Every step needs only one bucket or one
//! component at a time, so the result is the same as on one machine, however the rows are divided.

use super::{
    duplicates::{Bucket, Form, Rule, Stayed, number},
    parts::{Broken, each_row},
    side::Normal,
    source::Corpus,
    split,
};
use crate::{Error, Result, bitext::rows::six};
use rustc_hash::FxHashMap;
use std::{
    fmt::Write as _,
    io::{self, BufRead, Write},
};

/// The name of the input in messages.
const INPUT: &str = "standard input";

/// Writes a line for every row in order, and an empty line for a row that cannot be read. Its cells
/// are the place of the document in a division by `seed`, the keys of its buckets separated by
/// commas, and the row's form. Returns the number of rows and those that cannot be read.
///
/// # Errors
/// When a file cannot be read or `out` fails.
pub fn sign(corpus: &Corpus, rule: &Rule, seed: u64, out: &mut dyn Write) -> Result<(u64, Broken)> {
    let mut rows = 0;
    let mut broken = Broken::default();
    let mut failed = None;
    let look = |row: &super::parse::Row<'_>| -> String {
        let mut normal = Normal::default();
        normal.take(row.strs());
        let form = Form::of(rule, row, &normal);
        let mut line = format!("{}\t", split::place_of(row, &normal, seed));
        for (at, key) in form.keys(rule).into_iter().enumerate() {
            // Writing to a String cannot fail.
            let _ = write!(line, "{}{at:02x}{key:08x}", if at > 0 { "," } else { "" });
        }
        line.push('\t');
        form.line(&mut line);
        line
    };
    each_row(corpus, look, |line| {
        let line = line.unwrap_or_else(|error| {
            broken.add(error);
            String::new()
        });
        rows += 1;
        if failed.is_none() {
            failed = writeln!(out, "{line}").err();
        }
    })?;
    failed.map_or(Ok((rows, broken)), |error| Err(writing(&error)))
}

/// Reads lines of a key and a row, sorted by key and by the order of rows within a key. Writes the
/// orders of each two rows that are alike.
///
/// # Errors
/// When a line is malformed, or when reading or writing fails.
pub fn edges(input: impl BufRead, rule: &Rule, out: &mut dyn Write) -> Result<()> {
    let mut bucket: Bucket<Form> = Bucket::default();
    let mut key_before = String::new();
    lines(input, |line| {
        let (key, rest) = line.split_once('\t').unwrap_or((line, ""));
        if key != key_before {
            bucket = Bucket::default();
            key.clone_into(&mut key_before);
        }
        let form = Form::read(rule, rest.split('\t'))?;
        if let Some((row, of)) = bucket.judge(form, |a, b| a.alike(b, rule).is_some()) {
            writeln!(out, "{:032x}\t{:032x}", row.order, of.order).map_err(|error| writing(&error))?;
        }
        Ok(())
    })
}

/// Reads edges and writes, for each row in them, its order and that of the best row of its
/// component. Needs about 50 bytes of memory per row.
///
/// # Errors
/// When a line is malformed, or when reading or writing fails.
pub fn components(input: impl BufRead, out: &mut dyn Write) -> Result<()> {
    let mut parents: FxHashMap<u128, u128> = FxHashMap::default();
    lines(input, |line| {
        let (a, b) = line.split_once('\t').ok_or_else(|| Error::new("an edge has two ends"))?;
        let (a, b) = (root(&mut parents, number(a)?), root(&mut parents, number(b)?));
        parents.insert(a.max(b), a.min(b));
        Ok(())
    })?;
    let mut rows: Vec<u128> = parents.keys().copied().collect();
    rows.sort_unstable();
    for row in rows {
        let root = root(&mut parents, row);
        writeln!(out, "{row:032x}\t{root:032x}").map_err(|error| writing(&error))?;
    }
    Ok(())
}

/// Reads lines of a component and a row, sorted by component and by the order of rows within it.
/// Writes, for each row that is dropped, its order, that of the row that stays in its place, their
/// similarity and the side that is similar.
///
/// # Errors
/// When a line is malformed, or when reading or writing fails.
pub fn keep(input: impl BufRead, rule: &Rule, out: &mut dyn Write) -> Result<()> {
    let mut stayed: Stayed<Form> = Stayed::default();
    let mut before = String::new();
    lines(input, |line| {
        let (component, rest) = line.split_once('\t').unwrap_or((line, ""));
        if component != before {
            stayed = Stayed::default();
            component.clone_into(&mut before);
        }
        let form = Form::read(rule, rest.split('\t'))?;
        let found = stayed.judge(rule.keep, |of| form.alike(of, rule), || form.clone());
        if let Some((of, similarity, side)) = found {
            let similarity = six(f64::from(similarity as f32));
            writeln!(out, "{:032x}\t{:032x}\t{similarity}\t{side}", form.order, of.order)
                .map_err(|error| writing(&error))?;
        }
        Ok(())
    })
}

fn root(parents: &mut FxHashMap<u128, u128>, mut row: u128) -> u128 {
    loop {
        let parent = *parents.entry(row).or_insert(row);
        if parent == row {
            return row;
        }
        let above = parents.get(&parent).copied().unwrap_or(parent);
        parents.insert(row, above);
        row = above;
    }
}

fn lines(input: impl BufRead, mut take: impl FnMut(&str) -> Result<()>) -> Result<()> {
    for (n, line) in (1..).zip(input.lines()) {
        let line = line.map_err(|error| Error::io(INPUT.as_ref(), &error).line(n))?;
        take(&line).map_err(|error| error.at(INPUT).line(n))?;
    }
    Ok(())
}

fn writing(error: &io::Error) -> Error {
    Error::io("output".as_ref(), error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{
        filter::{Criteria, Filter, KEPT, judge},
        side::DuplicateSide,
    };
    use std::collections::{BTreeMap, BTreeSet};

    /// Rows with equal ones, similar ones, chains, and a bucket that contains all.
    fn rows() -> Vec<String> {
        let words = ["river", "bridge", "harbour", "market", "village", "mountain", "garden", "station"];
        let hash =
            |n: usize, k: usize| xxhash_rust::xxh3::xxh3_64(&[n as u8, (n >> 8) as u8, k as u8]) as usize;
        let mut rows = Vec::new();
        for n in 0..60 {
            let base: Vec<&str> = (0..30).map(|w| words[hash(n, w) % 8]).collect();
            for k in 0..8 {
                let mut text = base.clone();
                for step in 0..k {
                    text[(step * 3 + n) % 30] = "lantern";
                }
                let id = format!("d{n}#b{k}");
                let adequacy = (hash(n, 100 + k) % 100) as f64 / 100.0;
                rows.push(
                    serde_json::json!({ "id": id, "ar": "نعم كان ذلك", "en": text.join(" "), "adequacy": adequacy })
                        .to_string(),
                );
            }
        }
        for n in 0..40 {
            rows.push(
                serde_json::json!({ "id": format!("e#b{n}"), "ar": "لا", "en": "the same again" }).to_string(),
            );
        }
        rows
    }

    fn corpus(folder: &tempfile::TempDir, rows: &[String]) -> Corpus {
        let path = folder.path().join("x.jsonl");
        std::fs::write(&path, rows.join("\n") + "\n").unwrap();
        Corpus::new(&[path]).unwrap()
    }

    fn one_machine(rows: &[String], rule: &Rule) -> BTreeSet<usize> {
        let folder = tempfile::tempdir().unwrap();
        let filters: Vec<Filter> =
            vec!["duplicate".parse().unwrap(), format!("near={}", rule.near.unwrap()).parse().unwrap()];
        let criteria = Criteria { filters, rule: *rule, ..Criteria::default() };
        let verdicts = judge(&corpus(&folder, rows), &criteria).unwrap();
        (0..rows.len()).filter(|n| verdicts.decisions[*n] == KEPT).collect()
    }

    /// The work of the cluster between the steps, done with maps.
    fn cluster(rows: &[String], rule: &Rule) -> BTreeSet<usize> {
        let folder = tempfile::tempdir().unwrap();
        let mut signed = Vec::new();
        sign(&corpus(&folder, rows), rule, 1, &mut signed).unwrap();
        let signed = String::from_utf8(signed).unwrap();
        let mut all: Vec<(usize, Vec<&str>)> =
            signed.lines().map(|line| line.splitn(3, '\t').collect()).enumerate().collect();
        assert_eq!(all.len(), rows.len());
        all.sort_by_key(|(_, cells)| cells[2]);
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        all.retain(|(_, cells)| {
            let form: Vec<&str> = cells[2].split('\t').collect();
            let prints: Vec<&str> = form[2..].chunks(3).map(|view| view[0]).collect();
            let count = seen.entry(prints.join(" ")).or_default();
            *count += 1;
            *count <= rule.keep
        });
        let mut stream: Vec<String> = Vec::new();
        for (_, cells) in &all {
            stream.extend(cells[1].split(',').map(|key| format!("{key}\t{}", cells[2])));
        }
        stream.sort();
        let run = |lines: &[String], step: &dyn Fn(&[u8], &mut Vec<u8>)| {
            let mut out = Vec::new();
            step(lines.join("\n").as_bytes(), &mut out);
            let text = String::from_utf8(out).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let found = run(&stream, &|lines, out| edges(lines, rule, out).unwrap());
        let roots = run(&found, &|lines, out| components(lines, out).unwrap());
        let roots: BTreeMap<&str, &str> = roots.iter().filter_map(|line| line.split_once('\t')).collect();
        let mut stream: Vec<String> = all
            .iter()
            .filter_map(|(_, cells)| Some(format!("{}\t{}", roots.get(&cells[2][..32])?, cells[2])))
            .collect();
        stream.sort();
        let gone = run(&stream, &|lines, out| keep(lines, rule, out).unwrap());
        let gone: BTreeSet<&str> = gone.iter().map(|line| &line[..32]).collect();
        all.iter().filter(|(_, cells)| !gone.contains(&cells[2][..32])).map(|(n, _)| *n).collect()
    }

    #[test]
    fn a_cluster_keeps_the_rows_that_one_machine_keeps() {
        let rows = rows();
        for rule in [
            Rule { near: Some(0.7), ..Rule::default() },
            Rule { near: Some(0.5), keep: 2, ..Rule::default() },
            Rule { near: Some(0.7), side: DuplicateSide::En, loose: true, ..Rule::default() },
            Rule { near: Some(0.6), side: DuplicateSide::Both, ..Rule::default() },
        ] {
            let alone = one_machine(&rows, &rule);
            assert!(alone.len() < rows.len() - 50 && alone.len() > 10, "{}", alone.len());
            assert_eq!(cluster(&rows, &rule), alone, "{rule:?}");
        }
    }

    #[test]
    fn what_is_no_line_is_said_with_its_number() {
        let rule = Rule { near: Some(0.8), ..Rule::default() };
        let said = |input: &str| edges(input.as_bytes(), &rule, &mut Vec::new()).unwrap_err().to_string();
        assert!(said("k\tx\n").contains("line 1"), "{}", said("k\tx\n"));
        let cells = format!("k\t{0}\t{0}\t{0}\t{1}\tabc\n", "0".repeat(32), "0".repeat(72));
        assert!(said(&cells).contains("288 digits"), "{}", said(&cells));
        assert!(components("a\n".as_bytes(), &mut Vec::new()).is_err());
    }
}
