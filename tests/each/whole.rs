//! Whole texts as the program sees them: sentences, what translates what, every figure with carets
//! below it, and the findings. The snapshots in `tests/cases/whole` show each effect of a change.
//!
//! Columns are counted in characters from the left, also in Arabic lines; the words of the figure
//! are therefore repeated.

use super::{figures::readings, update};
use mizan::{
    align,
    bitext::Bitext,
    check::Marked,
    document::{self, Document, ReadOptions},
    figure, segment,
    text::{Lang, bidi, chars},
};
use std::{fmt::Write, fs, ops::Range, path::Path};

/// Two texts and the name of their snapshot.
pub(crate) struct Whole {
    pub(crate) name: &'static str,
    ar: &'static str,
    en: &'static str,
}

pub(crate) static TEXTS: [Whole; 4] = [
    Whole {
        name: "bulletin",
        ar: "tests/cases/whole/bulletin.ar.txt",
        en: "tests/cases/whole/bulletin.en.txt",
    },
    Whole { name: "contract", ar: "data/samples/contract.ar.txt", en: "data/samples/contract.en.txt" },
    Whole { name: "report", ar: "data/samples/report.ar.txt", en: "data/samples/report.en.txt" },
    Whole { name: "slips", ar: "data/samples/report.ar.txt", en: "data/samples/report-slips.en.txt" },
];

/// Compares a text with its snapshot, or writes that.
pub(crate) fn judge(text: &Whole) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("tests/cases/whole").join(format!("{}.snapshot", text.name));
    let got = snapshot(&aligned(root, text));
    if update::is_wanted() {
        fs::write(&path, &got).unwrap();
        return Ok(());
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default();
    match got.lines().zip(wanted.lines().chain(std::iter::repeat(""))).position(|(got, wanted)| got != wanted)
    {
        None if got.lines().count() == wanted.lines().count() => Ok(()),
        at => {
            let at = at.unwrap_or_default();
            let line = |text: &str| text.lines().nth(at).unwrap_or_default().to_owned();
            Err(format!(
                "  line {}\n  wanted {}\n  got    {}\n  MIZAN_UPDATE=1 writes it",
                at + 1,
                line(&wanted),
                line(&got)
            ))
        }
    }
}

fn aligned(root: &Path, text: &Whole) -> Bitext {
    let read = |name: &str| -> Document {
        let bytes = fs::read(root.join(name)).unwrap();
        document::read(&bytes, name, &ReadOptions::default()).unwrap()
    };
    let (ar, en) = (read(text.ar), read(text.en));
    let (ar_segments, en_segments) = (segment::segment(&ar), segment::segment(&en));
    let options = align::Options::default();
    let mut bitext = Bitext::align((ar, ar_segments), (en, en_segments), Lang::Ar, &options).unwrap();
    bitext.check();
    bitext
}

/// The whole text, bead by bead.
fn snapshot(bitext: &Bitext) -> String {
    let mut out = String::new();
    for (number, bead) in bitext.alignment.beads.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let place = if bead.displaced { " displaced" } else { "" };
        let _ = writeln!(out, "{}-{}{place}", bead.sides.ar.len(), bead.sides.en.len());
        let sides = [
            (Lang::Ar, &bitext.documents.ar, &bitext.segments.ar, &bead.sides.ar),
            (Lang::En, &bitext.documents.en, &bitext.segments.en, &bead.sides.en),
        ];
        for (lang, document, segments, range) in sides {
            for segment in &segments[Range::clone(range)] {
                sentence(lang, segment.span.of(&document.text), &mut out);
            }
        }
        for found in bitext.findings.iter().filter(|found| found.bead == number) {
            let finding = &found.finding;
            let _ = write!(out, "! {} {}", finding.severity.as_str(), finding.code);
            for (lang, marked, text) in [
                ("ar", &finding.ar, &bitext.documents.ar.text),
                ("en", &finding.en, &bitext.documents.en.text),
            ] {
                if let Some(Marked { span, value, .. }) = marked {
                    let _ = write!(out, "  {lang} \"{}\" = {value}", one_line(span.of(text)));
                }
            }
            out.push('\n');
        }
    }
    out
}

/// A sentence, and below it each figure.
fn sentence(lang: Lang, text: &str, out: &mut String) {
    let _ = writeln!(out, "{lang} {}", one_line(text));
    for figure in figure::read(lang, text) {
        let (blanks, carets) = (width(&text[..figure.span.start]), width(figure.span.of(text)));
        let shown = [" ".repeat(blanks), "^".repeat(carets.max(1))].concat();
        let _ = writeln!(out, "   {shown} {} = {}", one_line(figure.span.of(text)), readings(&figure));
    }
}

/// Characters that take a column.
fn width(text: &str) -> usize {
    text.chars().filter(|&c| !(chars::is_tashkeel(c) || bidi::is_invisible(c))).count()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
