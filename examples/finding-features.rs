//! Prints the features of findings about figures, for `scripts/fit-evidence`: reads rows of writer, label (`ok` or `wrong`),
//! Arabic and English from standard input, separated by tabs, and writes one line of JSON for each. Rows are consecutive pairs
//! of one document up to an empty row.

use mizan::check::{evidence::FEATURES, features};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let lines: Vec<String> = io::stdin().lock().lines().collect::<io::Result<_>>()?;
    for document in lines.split(String::is_empty) {
        let rows: Vec<[&str; 4]> = document
            .iter()
            .map(|line| {
                let mut cells = line.split('\t');
                std::array::from_fn(|_| cells.next().unwrap_or_default())
            })
            .collect();
        let pairs: Vec<(&str, &str)> = rows.iter().map(|[.., ar, en]| (*ar, *en)).collect();
        for ([writer, label, ..], found) in rows.iter().zip(features(&pairs)) {
            let findings: Vec<Value> = found
                .iter()
                .map(|(finding, values)| {
                    let named = FEATURES.iter().zip(values).filter(|(_, value)| **value != 0.0);
                    let features: serde_json::Map<String, Value> =
                        named.map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
                    json!({"code": finding.code, "severity": finding.severity, "message": finding.message, "features": features})
                })
                .collect();
            writeln!(out, "{}", json!({"writer": writer, "label": label, "findings": findings}))?;
        }
    }
    out.flush()
}
