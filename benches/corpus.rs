//! Many documents: a stream of small ones, filtering, near-duplicates.
//!
//! Run with `cargo bench --bench corpus`. Goals: 2,000 small documents a second on two cores,
//! filtering at 50 MB/s, ten million pairs deduplicated in 2 GiB (`MIZAN_PAIRS=10000000 cargo bench
//! --bench corpus duplicates` under `/usr/bin/time -v`).

use divan::{Bencher, counter::BytesCount, counter::ItemsCount};
use mizan::corpus::{
    StreamForm,
    documents::Options,
    filter::{self, Criteria, Filter},
    source::Corpus,
    stream,
};
use std::{env, fmt::Write as _, fs};

fn main() {
    divan::main();
}

/// A pseudo-random number, the same in every run.
fn mixed(n: u64) -> u64 {
    let n = (n ^ (n >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 7
}

const WORDS: [(&str, &str); 16] = [
    ("مدينة", "city"),
    ("وزير", "minister"),
    ("ماء", "water"),
    ("تقرير", "report"),
    ("جديد", "new"),
    ("كتاب", "book"),
    ("مدرسة", "school"),
    ("طريق", "road"),
    ("يوم", "day"),
    ("سفينة", "ship"),
    ("عمال", "workers"),
    ("سعر", "price"),
    ("حكومة", "government"),
    ("شركة", "company"),
    ("سوق", "market"),
    ("بحر", "sea"),
];

/// A sentence and a rough translation.
fn sentence(n: u64) -> (String, String) {
    let (mut ar, mut en) = (String::new(), String::new());
    for k in 0..8 {
        let (left, right) = WORDS[(mixed(n * 8 + k) % 16) as usize];
        let _ = write!(ar, "{left} ");
        let _ = write!(en, "{right} ");
    }
    let number = mixed(n) % 9000;
    (format!("{ar}{number}."), format!("The {en}{number}."))
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn stream_of_small_documents(bencher: Bencher<'_, '_>) {
    const DOCUMENTS: u64 = 2000;
    let mut input = String::new();
    for n in 0..DOCUMENTS {
        let (mut ar, mut en) = (String::new(), String::new());
        for k in 0..3 {
            let (left, right) = sentence(n * 3 + k);
            let _ = write!(ar, "{left} ");
            let _ = write!(en, "{right} ");
        }
        let _ = writeln!(input, "{}", serde_json::json!({ "id": n, "ar": ar, "en": en }));
    }
    bencher.counter(ItemsCount::new(DOCUMENTS)).bench(|| {
        stream(
            input.as_bytes(),
            Vec::new(),
            StreamForm { longest: 1 << 20, flat: false },
            &Options::default(),
        )
        .map(|trailer| trailer.pairs)
    });
}

#[divan::bench(sample_count = 5, sample_size = 1, args = ["clean", "clean and near"])]
fn filtering(bencher: Bencher<'_, '_>, what: &str) {
    let mut rows = String::new();
    for n in 0..50_000 {
        let (ar, en) = sentence(n);
        let row = serde_json::json!({ "id": format!("d{}#b{n}", n / 50), "translation": { "ar": ar, "en": en },
            "type": "1-1", "confidence": 0.9, "findings": "" });
        let _ = writeln!(rows, "{row}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.jsonl");
    fs::write(&path, &rows).expect("a file");
    let corpus = Corpus::new(&[path]).expect("a corpus");
    let mut filters = Filter::preset("clean").expect("a preset");
    if what != "clean" {
        filters.push("near".parse().expect("a filter"));
    }
    let criteria = Criteria { filters, ..Criteria::default() };
    bencher
        .counter(BytesCount::of_str(&rows))
        .bench(|| filter::judge(&corpus, &criteria).map(|verdicts| verdicts.kept()));
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn duplicates(bencher: Bencher<'_, '_>) {
    let count = env::var("MIZAN_PAIRS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000_u64);
    let folder = tempfile::tempdir().expect("a folder for the corpus");
    let path = folder.path().join("pairs.tsv");
    let mut rows = String::new();
    for n in 0..count {
        // Every tenth row is nearly equal to the previous one.
        let (ar, en) = sentence(if n % 10 == 7 { n - 1 } else { n });
        let _ = writeln!(rows, "{ar}\t{en}\t1\t1-1\td#b{n}");
    }
    fs::write(&path, rows).expect("the corpus can be written");
    let corpus = Corpus::new(&[path]).expect("the corpus is one");
    let filters = ["duplicate", "near"].map(|name| name.parse::<Filter>().expect("a filter")).to_vec();
    let criteria = Criteria { filters, ..Criteria::default() };
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| filter::judge(&corpus, &criteria).map(|verdicts| verdicts.kept()));
}
