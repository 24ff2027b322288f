//! The samples in `data/samples`: the gold alignments, a translation without findings, and the same
//! with six slips.

use mizan::{
    align,
    bitext::Bitext,
    check::{Code, Severity},
    document::{self, Document, ReadOptions},
    segment,
    text::Lang,
};
use std::{fs, ops::Range, path::PathBuf};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/samples").join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

fn document(name: &str) -> Document {
    document::read(text(name).as_bytes(), name, &ReadOptions::default()).unwrap()
}

/// Two samples, aligned and checked.
fn aligned(ar: &str, en: &str) -> Bitext {
    let (ar, en) = (document(ar), document(en));
    let (ar_segments, en_segments) = (segment::segment(&ar), segment::segment(&en));
    let options = align::Options::default();
    let mut bitext = Bitext::align((ar, ar_segments), (en, en_segments), Lang::Ar, &options).unwrap();
    bitext.check();
    bitext
}

/// The beads as `[0]:[0]`, in the format of the gold files.
fn beads(bitext: &Bitext) -> Vec<String> {
    let list = |range: &Range<usize>| format!("{:?}", range.clone().collect::<Vec<_>>());
    bitext
        .alignment
        .beads
        .iter()
        .map(|bead| format!("{}:{}", list(&bead.sides.ar), list(&bead.sides.en)))
        .collect()
}

/// The number of gold beads that were not found.
fn missed(name: &str, bitext: &Bitext) -> Vec<String> {
    let found = beads(bitext);
    let gold = text(&format!("gold/{name}.gold"));
    let gold = gold.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    gold.filter(|bead| !found.iter().any(|found| found == bead)).map(str::to_owned).collect()
}

/// The findings about figures that are shown by default: kind, Arabic words, English words.
fn figures(bitext: &Bitext) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for finding in &bitext.findings {
        let finding = &finding.finding;
        let one_sided = matches!(finding.code, Code::Untranslated | Code::AddedText);
        if finding.severity == Severity::Note || one_sided {
            continue;
        }
        let ar = finding.ar.as_ref().map_or("", |marked| marked.span.of(&bitext.documents.ar.text));
        let en = finding.en.as_ref().map_or("", |marked| marked.span.of(&bitext.documents.en.text));
        found.push((finding.code.to_string(), ar.to_owned(), en.to_owned()));
    }
    found
}

#[test]
fn the_sentences_of_both_samples_are_those_of_the_gold() {
    for name in ["report", "contract"] {
        let bitext = aligned(&format!("{name}.ar.txt"), &format!("{name}.en.txt"));
        for (lang, segments, document) in [
            ("ar", &bitext.segments.ar, &bitext.documents.ar),
            ("en", &bitext.segments.en, &bitext.documents.en),
        ] {
            let found: Vec<&str> = segments.iter().map(|segment| segment.span.of(&document.text)).collect();
            let gold = text(&format!("gold/{name}.{lang}"));
            assert_eq!(found, gold.lines().collect::<Vec<_>>(), "{name}.{lang}");
        }
    }
}

#[test]
fn the_alignment_of_the_report_is_the_gold_slips_or_not() {
    for en in ["report.en.txt", "report-slips.en.txt"] {
        assert_eq!(missed("report", &aligned("report.ar.txt", en)), Vec::<String>::new(), "{en}");
    }
}

#[test]
fn the_alignment_of_the_contract_is_the_gold() {
    let bitext = aligned("contract.ar.txt", "contract.en.txt");
    assert_eq!(missed("contract", &bitext), Vec::<String>::new());
}

#[test]
fn right_translations_have_no_finding_about_figures() {
    assert_eq!(figures(&aligned("report.ar.txt", "report.en.txt")), []);
    assert_eq!(figures(&aligned("contract.ar.txt", "contract.en.txt")), []);
}

#[test]
fn the_six_slips_are_found_and_nothing_else() {
    let bitext = aligned("report.ar.txt", "report-slips.en.txt");
    let found = figures(&bitext);
    let slips = text("slips.tsv");
    let slips: Vec<&str> = slips
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').nth(2).unwrap())
        .collect();
    assert_eq!(found.len(), slips.len(), "{found:#?}");
    for (slip, (code, ar, en)) in slips.iter().zip(&found) {
        // The figure is marked with its unit and its symbol: `180 million dinars`, `2017`.
        assert!(slip.contains(en.as_str()) || en.contains(slip), "{slip}: {code} {ar} {en}");
        assert!(!ar.is_empty(), "{slip}: {code} {en}");
    }
}
