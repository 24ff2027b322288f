//! Prints the features of pairs that may lack something, for `scripts/fit-holes`: reads rows of
//! Arabic, English and how much longer the English of such pairs is than usual (a logarithm), with tabs
//! between them, from standard input, and writes one line of JSON for each, `null` if there is too little evidence.

use mizan::{adequacy::common_of, corpus::filter::hole_features};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (ar, en, usual) = (cell(), cell(), cell().parse().unwrap_or_default());
        writeln!(out, "{}", serde_json::json!(hole_features(&common_of(ar, en), usual)))?;
    }
    out.flush()
}
