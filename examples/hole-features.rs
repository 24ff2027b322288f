//! Prints the features of pairs that may lack something, for `scripts/fit-holes`: reads rows of
//! Arabic, English and how much longer than usual their English is expected to be (a logarithm), with tabs
//! between them, from standard input, and writes one line of JSON for each: what the texts consist of, their
//! lengths, and the features of both sides, `null` if there is too little evidence.

use mizan::{
    adequacy::common_of,
    corpus::filter::{hole_features, makeup},
};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (ar, en, expected) = (cell(), cell(), cell().parse().unwrap_or_default());
        let common = common_of(ar, en);
        let row = serde_json::json!({
            "makeup": makeup(ar, en),
            "letters": [common.ar.letters, common.en.letters],
            "sides": hole_features(&common, expected),
        });
        writeln!(out, "{row}")?;
    }
    out.flush()
}
