//! The tables in `data/`: one format for all of them, with every fault reported by file and line.

use std::{collections::BTreeSet, fs, path::Path};

/// Tables whose rows are in the order in which they are tried or shown.
const ORDERED: [&str; 8] = [
    "adequacy.tsv",
    "cuts.tsv",
    "enumerators.tsv",
    "lexicon-dialects.tsv",
    "names-sounds.tsv",
    "table-headers.tsv",
    "wording.ar.tsv",
    "wording.en.tsv",
];

/// Tables with a header row: all about figures, findings and joined letters.
const HEADED: &[&str] = &[
    "affixes.en.tsv",
    "attachment.tsv",
    "boilerplate.tsv",
    "clitics.tsv",
    "coins.tsv",
    "currencies.tsv",
    "directions.tsv",
    "divided.en.tsv",
    "duals.ar.tsv",
    "endings.ar.tsv",
    "evidence.tsv",
    "figure-homographs.tsv",
    "figure-particles.tsv",
    "figure-words.tsv",
    "findings.tsv",
    "hints.tsv",
    "idioms.tsv",
    "implied.tsv",
    "months.tsv",
    "named-days.tsv",
    "names-french.tsv",
    "names-institutions.tsv",
    "names-portfolios.tsv",
    "nationalities.tsv",
    "numbers.ar.tsv",
    "numbers.en.tsv",
    "opposites.tsv",
    "periods.tsv",
    "reports.tsv",
    "units.tsv",
    "weekdays.tsv",
];

/// The faults of a table, each with its line.
fn faults(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |line: usize, what: String| faults.push(format!("data/{name}:{line}: {what}"));
    if !text.starts_with('#') || !text.contains("Licence: ") {
        fault(1, "no head that says what it is and under which licence".to_owned());
    }
    let mut rows = text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#')).peekable();
    let header = if HEADED.contains(&name) { rows.next() } else { None };
    let is_name = |cell: &str| cell.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !cell.is_empty();
    if let Some((columns, line)) = header
        && !columns.split('\t').all(is_name)
    {
        fault(line, format!("`{columns}` does not name the columns"));
    }
    let mut before = "";
    for (row, line) in rows {
        if row.trim() != row || row.is_empty() || row.split('\t').any(|cell| cell.trim() != cell) {
            fault(line, format!("blanks at the ends of `{row}`"));
        }
        if let Some((columns, _)) = header
            && columns.split('\t').count() != row.split('\t').count()
        {
            fault(line, format!("`{row}` has not as many cells as there are columns"));
        }
        if !ORDERED.contains(&name) && row <= before {
            fault(line, format!("`{row}` comes after `{before}`"));
        }
        let forms: Vec<&str> = row.split('\t').flat_map(|cell| cell.split('|')).collect();
        if forms.len() > row.split('\t').count() {
            for cell in row.split('\t').filter(|cell| cell.contains('|') && cell.len() > 3) {
                let mut seen = BTreeSet::new();
                for twice in cell.split('|').filter(|form| !seen.insert(*form)) {
                    fault(line, format!("`{twice}` is twice in a cell"));
                }
            }
        }
        before = row;
    }
    faults
}

#[test]
fn every_table_has_a_head_and_is_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if name.ends_with(".tsv") {
            all.extend(faults(&name, &fs::read_to_string(entry.path()).unwrap()));
            seen.insert(name);
        }
    }
    assert_eq!(all, [""; 0]);
    assert!(HEADED.iter().chain(&ORDERED).all(|name| seen.contains(*name)));
}

#[test]
fn a_fault_is_named_with_file_and_line() {
    let head = "# Coins.\n# Licence: MIT OR Apache-2.0.\ncurrency\tcoin\tcount\n";
    let found = |rows: &str| faults("coins.tsv", &format!("{head}{rows}"));
    assert_eq!(found("AED\tFils\t100\nQAR\tDirham\t100\n"), [""; 0]);
    let wrong = found("QAR\tDirham\t100\nAED\tFils\n");
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong.iter().all(|fault| fault.starts_with("data/coins.tsv:5: ")), "{wrong:?}");
}
