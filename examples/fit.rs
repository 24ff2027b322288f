//! Chooses the weights of the aligner's score by the likelihood of known alignments.
//!
//!     cargo run --release --example fit -- SETS_DIR SET...
//!
//! Every set is a folder in `SETS_DIR` with `NAME.ar` and `NAME.en`, one segment per line, and
//! `NAME.gold`, one bead per line like `[0, 1]:[2]`. All sets have the same weight. The output is
//! the weights that make the gold beads most probable, and for each set the log probability of a
//! bead under the current weights, under the new ones, and under weights fitted without the set.

use mizan::align::{Pin, Side, Tuning, fit};
use mizan::document::{self, Document};
use mizan::segment;
use mizan::text::Lang;
use std::error::Error;
use std::fs;
use std::path::Path;

const N: usize = fit::WEIGHTS;
/// Strength of the prior: the nats per bead that may be lost to keep a weight at half or double its
/// current value.
const PRIOR: f64 = 0.002;

struct Set {
    name: String,
    examples: Vec<fit::Example>,
}

impl Set {
    /// Mean log probability of a bead, and its gradient.
    fn mean(&self, weights: &[f64; N], gradient: &mut [f64; N]) -> f64 {
        let mut sum = [0.0; N];
        let log: f64 = self.examples.iter().map(|example| example.log_probability(weights, &mut sum)).sum();
        let beads = self.examples.iter().map(fit::Example::beads).sum::<usize>().max(1) as f64;
        gradient.iter_mut().zip(sum).for_each(|(all, own)| *all += own / beads);
        log / beads
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("usage: fit SETS_DIR SET...")?;
    let tuning = Tuning::default();
    let mut sets = Vec::new();
    for name in args {
        let examples = read_set(&Path::new(&folder).join(&name), &tuning)?;
        eprintln!("{name}: {} beads", examples.iter().map(fit::Example::beads).sum::<usize>());
        sets.push(Set { name, examples });
    }
    let present = fit::weights(&tuning).map(|weight| weight / tuning.temperature);
    let all: Vec<&Set> = sets.iter().collect();
    let best = fitted(&all, &present);
    println!("weight\tpresent\tfitted\tfitted at the present temperature");
    for (n, name) in fit::NAMES.iter().enumerate() {
        println!("{name}\t{:.3}\t{:.3}\t{:.3}", present[n], best[n], best[n] * tuning.temperature);
    }
    println!("set\tpresent\tfitted\tfitted without it");
    for left_out in 0..sets.len() {
        let others: Vec<&Set> =
            sets.iter().enumerate().filter(|(n, _)| *n != left_out).map(|(_, set)| set).collect();
        let without = fitted(&others, &best);
        let mean = |weights: &[f64; N]| sets[left_out].mean(weights, &mut [0.0; N]);
        println!("{}\t{:.4}\t{:.4}\t{:.4}", sets[left_out].name, mean(&present), mean(&best), mean(&without));
    }
    Ok(())
}

/// The weights with the greatest mean log probability minus the prior, found by Newton's method
/// with step halving; the objective is concave.
fn fitted(sets: &[&Set], start: &[f64; N]) -> [f64; N] {
    let present = fit::weights(&Tuning::default()).map(|weight| weight / Tuning::default().temperature);
    let value = |weights: &[f64; N]| {
        let mut gradient = [0.0; N];
        let mut log: f64 = sets.iter().map(|set| set.mean(weights, &mut gradient)).sum();
        log /= sets.len().max(1) as f64;
        for n in 0..N {
            gradient[n] /= sets.len().max(1) as f64;
            let scale = present[n].abs().max(0.1);
            let away = (weights[n] - present[n]) / scale;
            log -= PRIOR * away * away;
            gradient[n] -= 2.0 * PRIOR * away / scale;
        }
        (log, gradient)
    };
    let mut weights = *start;
    let (mut log, mut gradient) = value(&weights);
    for _ in 0..30 {
        let mut hessian = [[0.0; N]; N];
        for n in 0..N {
            let step = 1e-3 * weights[n].abs().max(0.1);
            let mut moved = weights;
            moved[n] += step;
            let (_, other) = value(&moved);
            for k in 0..N {
                hessian[n][k] = (other[k] - gradient[k]) / step;
            }
        }
        let Some(direction) = solved(hessian, gradient) else { break };
        let mut length = 1.0;
        let better = loop {
            let mut moved = weights;
            moved.iter_mut().zip(direction).for_each(|(weight, step)| *weight -= length * step);
            let (there, slope) = value(&moved);
            if there > log {
                break Some((moved, there, slope));
            }
            length /= 2.0;
            if length < 1e-4 {
                break None;
            }
        };
        let Some((moved, there, slope)) = better else { break };
        let gain = there - log;
        (weights, log, gradient) = (moved, there, slope);
        if gain < 1e-6 {
            break;
        }
    }
    weights
}

/// The solution of a system of linear equations, by elimination with pivots.
fn solved(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> Option<[f64; N]> {
    for n in 0..N {
        let pivot = (n..N).max_by(|&a, &b| matrix[a][n].abs().total_cmp(&matrix[b][n].abs()))?;
        if matrix[pivot][n].abs() < 1e-12 {
            return None;
        }
        matrix.swap(n, pivot);
        right.swap(n, pivot);
        for row in 0..N {
            if row != n {
                let factor = matrix[row][n] / matrix[n][n];
                let above = matrix[n];
                for (value, above) in matrix[row].iter_mut().zip(above).skip(n) {
                    *value -= factor * above;
                }
                right[row] -= factor * right[n];
            }
        }
    }
    let mut solution = [0.0; N];
    for n in 0..N {
        solution[n] = right[n] / matrix[n][n];
    }
    Some(solution)
}

fn read_set(folder: &Path, tuning: &Tuning) -> Result<Vec<fit::Example>, Box<dyn Error>> {
    let mut golds: Vec<_> = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    golds.sort_by_key(fs::DirEntry::path);
    let mut examples = Vec::new();
    for entry in golds {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "gold") {
            continue;
        }
        let side = |lang: Lang, extension: &str| -> Result<_, Box<dyn Error>> {
            let text = fs::read_to_string(path.with_extension(extension))?;
            let document = Document { lang, ..document::plain(&text, extension, true) };
            let segments = segment::lines(&document);
            Ok((document, segments))
        };
        let (ar, en) = (side(Lang::Ar, "ar")?, side(Lang::En, "en")?);
        let beads = fs::read_to_string(&path)?.lines().map(bead).collect::<Result<Vec<_>, _>>()?;
        examples.extend(fit::examples(
            Side { document: &ar.0, segments: &ar.1 },
            Side { document: &en.0, segments: &en.1 },
            &placed(beads),
            tuning,
        )?);
    }
    Ok(examples)
}

/// Parses a line of a gold file: the numbers of the segments of both sides, counted from 0.
fn bead(line: &str) -> Result<(Vec<usize>, Vec<usize>), Box<dyn Error>> {
    let (ar, en) = line.split_once("]:[").ok_or_else(|| format!("no bead: {line}"))?;
    let numbers = |list: &str| -> Result<Vec<usize>, std::num::ParseIntError> {
        let trimmed = list.trim_matches(['[', ']', ' ']);
        trimmed.split(',').filter(|item| !item.trim().is_empty()).map(|item| item.trim().parse()).collect()
    };
    Ok((numbers(ar)?, numbers(en)?))
}

/// Beads as ranges; an empty side is placed at the end of the previous bead.
fn placed(beads: Vec<(Vec<usize>, Vec<usize>)>) -> Vec<Pin> {
    let (mut i, mut j) = (0, 0);
    let mut made = Vec::new();
    for (ar, en) in beads {
        let side = |numbers: &[usize], at: usize| match (numbers.first(), numbers.last()) {
            (Some(&first), Some(&last)) => first..last + 1,
            _ => at..at,
        };
        let (ar, en) = (side(&ar, i), side(&en, j));
        (i, j) = (ar.end, en.end);
        made.push((ar, en));
    }
    made
}
