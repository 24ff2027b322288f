//! The targets, one file for each part of the program.

mod documents;
mod pairs;
mod project;
mod requests;
mod texts;

/// A part of the program and its promises.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, as `scripts/fuzz` takes it.
    pub name: &'static str,
    /// Panics when a promise is broken for some bytes.
    pub run: fn(&[u8]),
    /// The inputs that are mutated.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

macro_rules! target {
    ($name:literal, $run:expr, $seeds:expr) => {
        Target { name: $name, run: $run, seeds: $seeds }
    };
}

/// Every target.
pub const TARGETS: &[Target] = &[
    target!("text", |data| documents::read("x.txt", data), || documents::seeds(&["txt", "ar"])),
    target!("html", |data| documents::read("x.html", data), || documents::seeds(&["html"])),
    target!("markdown", |data| documents::read("x.md", data), || documents::seeds(&["md"])),
    target!("xml", |data| documents::read("x.xml", data), || documents::seeds(&["fodt"])),
    target!("subtitles", |data| documents::read("x.srt", data), || documents::seeds(&["srt"])),
    target!("timed-text", |data| documents::read("x.ttml", data), || documents::seeds(&["ttml"])),
    target!("docx", |data| documents::read("x.docx", data), || documents::seeds(&["docx"])),
    target!("odt", |data| documents::read("x.odt", data), || documents::seeds(&["odt"])),
    target!("epub", |data| documents::read("x.epub", data), || documents::seeds(&["epub"])),
    target!("tmx", |data| pairs::read("tmx", data), || pairs::seeds("tmx")),
    target!("xliff", |data| pairs::read("xliff", data), || pairs::seeds("xliff")),
    target!("tsv", |data| pairs::read("tsv", data), || pairs::seeds("tsv")),
    target!("csv", |data| pairs::read("csv", data), || pairs::seeds("csv")),
    target!("jsonl", |data| pairs::read("jsonl", data), || pairs::seeds("jsonl")),
    target!("json", |data| pairs::read("json", data), || pairs::seeds("json")),
    target!("po", |data| pairs::read("po", data), || pairs::seeds("po")),
    target!("qt", |data| pairs::read("ts", data), || pairs::seeds("ts")),
    target!("txml", |data| pairs::read("txml", data), || pairs::seeds("txml")),
    target!("tbx", |data| pairs::read("tbx", data), || pairs::seeds("tbx")),
    target!("catalogue", pairs::catalogues, || pairs::seeds("catalogue")),
    target!("xlsx", |data| pairs::read("xlsx", data), || pairs::seeds("xlsx")),
    target!("tables-of-word", |data| pairs::read("docx", data), || documents::seeds(&["docx"])),
    target!("segment", texts::segment, texts::seeds),
    target!("figures", texts::figures, texts::seeds),
    target!("compare", texts::compare, texts::numbers),
    target!("names", texts::names, texts::seeds),
    target!("language", texts::language, texts::seeds),
    target!("align", texts::align, texts::seeds),
    target!("check", texts::check, texts::seeds),
    target!("lexicon", texts::lexicon, texts::lexicons),
    target!("project", project::open, project::files),
    target!("edits", project::edits, project::numbers),
    target!("requests", requests::send, requests::seeds),
];
