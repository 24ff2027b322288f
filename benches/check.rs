//! Time of checking one pair of texts, for doubled sizes and many shapes: twice the size should
//! take twice the time.

use divan::Bencher;
use mizan::check;

fn main() {
    divan::main();
}

/// Repeated parts of an Arabic and an English text, with a name.
const SHAPES: [(&str, &str, &str); 9] = [
    ("zeros", "0 ", "0 "),
    ("zeros against ones", "0 ", "1 "),
    ("chain", "1-", "1-"),
    ("words", "كلمة ", "word "),
    ("duals", "سنتين ", "years "),
    ("placeholders", "{0} ", "{1} "),
    ("tags without end", "<i ", "<i "),
    ("log", "a=1 ", "a=2 "),
    ("addresses", "www.example.org ", "www.example.com "),
];
const NAMES: [&str; 9] = [
    "zeros",
    "zeros against ones",
    "chain",
    "words",
    "duals",
    "placeholders",
    "tags without end",
    "log",
    "addresses",
];

#[divan::bench(args = NAMES, consts = [1_000, 2_000, 4_000], sample_count = 5)]
fn a_pair<const N: usize>(bencher: Bencher<'_, '_>, name: &str) {
    let (_, ar, en) = SHAPES.iter().find(|shape| shape.0 == name).unwrap_or(&SHAPES[0]);
    let (ar, en) = (ar.repeat(N), en.repeat(N));
    bencher.bench(|| check::pair(divan::black_box(&ar), divan::black_box(&en)));
}
