//! Speed of aligning: whole documents of different kinds, and a single round of scoring and searching.
//!
//! The texts are generated from the lexicon with a fixed seed, so that every run measures the same.
//! `one_round` has no learning and no further rounds: apart from reading the words, it measures
//! scoring and search.

#[path = "../tests/synthetic.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod synthetic;

use divan::{Bencher, counter::ItemsCount};
use mizan::{
    align::{Options, Tuning},
    text::Lang,
};
use synthetic::{Dice, Made, Maker};

fn main() {
    divan::main();
}

/// A translation sentence by sentence.
fn line_by_line(sentences: usize) -> Made {
    let (mut made, mut maker) = (Made::default(), Maker::new(1));
    (0..sentences).for_each(|_| maker.add(&mut made, 1));
    made
}

/// A free translation: sentences are split in two or three, left out and added.
fn free(sentences: usize) -> Made {
    let (mut made, mut maker, mut dice) = (Made::default(), Maker::new(2), Dice::new(3));
    for _ in 0..sentences {
        maker.add(&mut made, 1 + dice.below(10) / 7 + dice.below(10) / 8);
        if dice.chance(5) {
            maker.alone(&mut made, if dice.chance(50) { Lang::Ar } else { Lang::En }, 1);
        }
    }
    made
}

fn run(bencher: Bencher<'_, '_>, made: &Made, tuning: Tuning) {
    let options = Options { without_reasons: true, tuning, ..Options::default() };
    bencher.counter(ItemsCount::new(made.ar.len())).bench(|| divan::black_box(made).align(&options));
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn whole_line_by_line(bencher: Bencher<'_, '_>, sentences: usize) {
    run(bencher, &line_by_line(sentences), Tuning::default());
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn whole_free(bencher: Bencher<'_, '_>, sentences: usize) {
    run(bencher, &free(sentences), Tuning::default());
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn one_round(bencher: Bencher<'_, '_>, sentences: usize) {
    run(bencher, &line_by_line(sentences), Tuning { rounds: 1, ..Tuning::default() });
}

/// One enormous segment, a million words, between ordinary ones.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_segment_of_ten_megabytes(bencher: Bencher<'_, '_>) {
    let mut made = line_by_line(20);
    made.pair(&"كلمة طويلة ".repeat(500_000), &"long word ".repeat(1_000_000));
    run(bencher, &made, Tuning::default());
}

/// A million segments of one character on both sides.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_million_segments_of_one_character(bencher: Bencher<'_, '_>) {
    let mut made = Made::default();
    for n in 0..1_000_000 {
        made.ar.push(["ا", "ب", "ج", "٣", "."][n % 5].to_owned());
        made.en.push(["a", "b", "j", "3", "."][n % 5].to_owned());
    }
    run(bencher, &made, Tuning::default());
}
