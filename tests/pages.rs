//! Pages as browsers save them, written for Mizan after the templates of usual systems: all of the article comes out
//! and nothing of what stands around it.
//!
//! `NAME.html` in tests/resources/pages is a page, `NAME.txt` the paragraphs of its article, one a line.

use mizan::document::{self, ReadOptions};
use std::{fs, path::Path};

/// Paragraphs as a reader sees them: every run of blanks is one space.
fn paragraphs(bytes: &[u8], name: &str) -> Vec<String> {
    let document = document::read(bytes, name, &ReadOptions::default()).unwrap();
    let spans = document.paragraphs.iter().map(|paragraph| paragraph.span.of(&document.text));
    spans.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_paragraph_of_the_article_comes_out_and_none_of_the_menu() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resources/pages");
    let mut pages = 0;
    let mut wrong = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let page = entry.unwrap().path();
        if page.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        pages += 1;
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let got = paragraphs(&fs::read(&page).unwrap(), &name);
        let wanted = fs::read_to_string(page.with_extension("txt")).unwrap();
        let wanted: Vec<&str> = wanted.lines().collect();
        for line in got.iter().filter(|line| !wanted.contains(&line.as_str())) {
            wrong += &format!("{name}: not of the article: {line}\n");
        }
        for line in wanted.iter().filter(|line| !got.iter().any(|got| got == *line)) {
            wrong += &format!("{name}: lost: {line}\n");
        }
        if got != wanted && wrong.is_empty() {
            wrong += &format!("{name}: in another order: {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(pages >= 8, "only {pages} pages");
}
