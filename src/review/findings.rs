//! The open findings, as a table for programs, and as a page or a workbook for people.
//!
//! Notes are omitted: they are informative, but nobody has to act on them.

use crate::{
    bitext::{BeadFinding, Bitext, bead_id},
    check::{Finding, Marked, Severity, report},
    text::Lang,
};
use std::io::{self, Write};

/// True for a finding that someone has to look at.
pub(super) fn is_grave(finding: &Finding) -> bool {
    finding.severity > Severity::Note
}

fn grave(bitext: &Bitext) -> impl Iterator<Item = &BeadFinding> {
    bitext.findings.iter().filter(|found| is_grave(&found.finding))
}

/// The number of findings that someone has to look at.
pub fn count(bitext: &Bitext) -> usize {
    grave(bitext).count()
}

/// Writes a tab-separated table with a header: bead, severity, kind, both places with their values,
/// the reason, both texts.
///
/// # Errors
/// When `out` fails.
pub fn table(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "bead\tseverity\tkind\tarabic\tarabic value\tenglish\tenglish value\treason\tarabic text\tenglish text"
    )?;
    for found in grave(bitext) {
        let Finding { severity, code, message, ar, en, .. } = &found.finding;
        let bead = &bitext.alignment.beads[found.bead];
        let severity = severity.as_str();
        let ((ar, ar_value), (en, en_value)) = (place(bitext, Lang::Ar, ar), place(bitext, Lang::En, en));
        let (ar_text, en_text) = (bitext.flat(Lang::Ar, bead).text, bitext.flat(Lang::En, bead).text);
        let id = bead_id(found.bead);
        let cells = [&id, severity, code.as_str(), ar, ar_value, en, en_value, message, &ar_text, &en_text];
        for (n, text) in cells.into_iter().enumerate() {
            write!(out, "{}{}", if n == 0 { "" } else { "\t" }, cell(text))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn place<'a>(bitext: &'a Bitext, lang: Lang, marked: &'a Option<Marked>) -> (&'a str, &'a str) {
    let text = &bitext.document(lang).text;
    marked.as_ref().map_or(("", ""), |marked| (marked.span.of(text), marked.value.as_str()))
}

/// A cell without tabs and line breaks, in a form that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.starts_with(['=', '+', '-', '@']) { format!("'{line}") } else { line }
}

/// The findings as a workbook in which they can be judged.
///
/// # Errors
/// When there are more than a sheet has rows.
#[cfg(feature = "xlsx")]
pub fn book(bitext: &Bitext, date: jiff::Timestamp) -> crate::Result<Vec<u8>> {
    let mut book = crate::bitext::judged::FindingsBook::new(date)?;
    for bead in beads(bitext) {
        let pair = bitext.pair(bead);
        for finding in pair.details.findings.iter().filter(|finding| is_grave(finding)) {
            book.add(&bead_id(bead), &pair, finding)?;
        }
    }
    book.finish()
}

/// The beads with grave findings.
fn beads(bitext: &Bitext) -> Vec<usize> {
    let mut beads: Vec<usize> = grave(bitext).map(|found| found.bead).collect();
    beads.dedup();
    beads
}

/// Writes an HTML page without scripts: every pair with findings, the reasons, and the number of
/// findings of each kind.
///
/// # Errors
/// When `out` fails.
pub fn page(bitext: &Bitext, title: &str, date: jiff::Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let beads = beads(bitext);
    let pairs = bitext.alignment.beads.len() as u64;
    let mut totals = report::Totals { pairs, flagged: beads.len() as u64, ..Default::default() };
    for Finding { severity, code, .. } in grave(bitext).map(|found| &found.finding) {
        *totals.counts.entry((*severity, *code)).or_insert(0) += 1;
    }
    out.write_all(report::head(title, Some(date), &totals).as_bytes())?;
    for bead in beads {
        let mut pair = bitext.pair(bead);
        pair.details.findings.retain(is_grave);
        out.write_all(
            report::entry(&bead_id(bead), &pair.texts.ar, &pair.texts.en, &pair.details.findings).as_bytes(),
        )?;
    }
    out.write_all(report::END.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::Code, review::testing, text::Span};

    fn bitext() -> Bitext {
        let mut bitext = testing::bitext("له ٣٠ كتابا\nنعم", "=He has <40> books\nyes", &[(1, 1), (1, 1)]);
        let found = |bead, severity, code, marked: bool| BeadFinding {
            bead,
            finding: Finding {
                severity,
                code,
                message: "40 against ٣٠".to_owned(),
                ar: marked.then(|| Marked { span: Span::new(5, 9), value: "30".to_owned() }),
                en: marked.then(|| Marked { span: Span::new(9, 11), value: "40".to_owned() }),
                throughout: false,
            },
        };
        bitext.findings = vec![
            found(0, Severity::Error, Code::Number, true),
            found(1, Severity::Note, Code::Missing, false),
        ];
        bitext
    }

    #[test]
    fn the_table_has_a_line_a_finding_and_no_formula() {
        let mut out = Vec::new();
        table(&bitext(), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(
            out.lines().skip(1).collect::<Vec<_>>(),
            ["b1\terror\tnumber\t٣٠\t30\t40\t40\t40 against ٣٠\tله ٣٠ كتابا\t'=He has <40> books"]
        );
    }

    #[test]
    fn the_page_marks_both_places_counts_and_leaves_out_notes() {
        let mut out = Vec::new();
        page(&bitext(), "<book>", jiff::Timestamp::UNIX_EPOCH, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("له <mark class=\"error\">٣٠</mark> كتابا"), "{out}");
        assert!(out.contains("=He has &lt;<mark class=\"error\">40</mark>&gt; books"), "{out}");
        assert!(out.contains("<h1><bdi>&lt;book&gt;</bdi></h1>") && out.contains("1970-01-01"), "{out}");
        assert!(out.contains("<b><bdi>2</bdi></b>") && out.contains("Pairs with findings"), "{out}");
        assert_eq!(out.matches("<article>").count(), 1);
    }
}
