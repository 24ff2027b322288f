//! Prints what a pair is judged by when it may lack something, for `scripts/fit-holes`: reads rows of Arabic, a tab,
//! English on standard input, and answers each with a line of JSON, `null` where there is too little to tell.

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
