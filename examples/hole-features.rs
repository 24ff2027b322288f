//! Prints the features of pairs that may lack something, for `scripts/fit-holes`: reads rows of
//! Arabic, a tab and English from standard input, and writes one line of JSON for each, `null` if
//! there is too little evidence.

use mizan::{adequacy::common_of, corpus::filter::hole_features};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (ar, en) = line.split_once('\t').unwrap_or((&line, ""));
        writeln!(out, "{}", serde_json::json!(hole_features(&common_of(ar, en))))?;
    }
    out.flush()
}
