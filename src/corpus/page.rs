//! Statistics as an HTML page with plots: one file without scripts or external resources.

use super::statistics::Statistics;
use crate::text::{
    html::{self, Escaped},
    thousands::grouped,
};
use std::fmt::Write as _;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;\
background:#fff}table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;\
text-align:right}th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto}rect{fill:#2b6cb0}\
rect:hover{fill:#c05621}text{font:12px system-ui,sans-serif;fill:#444}\
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1a1a1a}text{fill:#bbb}td,th{border-color:#444}}";

/// The page for a corpus with the given title.
pub fn page(title: &str, of: &Statistics) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = head(title, &mut out).and_then(|()| body(of, &mut out));
    out.push_str(html::END);
    out
}

/// A step of a pipeline on the page.
pub struct Part<'a> {
    /// The name of the step.
    pub name: &'a str,
    /// Counts with their names.
    pub counts: &'a [(String, String)],
    /// The statistics of the corpus after the step.
    pub statistics: Option<&'a Statistics>,
}

/// The page for a pipeline: the counts of each step and the corpus after it, collapsed except for
/// the last step.
pub fn pages(title: &str, parts: &[Part<'_>]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = head(title, &mut out).and_then(|()| parts.iter().try_for_each(|part| step(part, &mut out)));
    out.push_str(html::END);
    out
}

fn step(part: &Part<'_>, out: &mut String) -> std::fmt::Result {
    writeln!(out, "<h2>{}</h2>\n<table>", Escaped(part.name))?;
    for (name, count) in part.counts {
        writeln!(out, "<tr><td>{}</td><td>{}</td></tr>", Escaped(name), Escaped(count))?;
    }
    out.push_str("</table>\n");
    if let Some(statistics) = part.statistics {
        let pairs = grouped(statistics.pairs);
        writeln!(out, "<details><summary>{pairs} pairs</summary>")?;
        body(statistics, out)?;
        out.push_str("</details>\n");
    }
    Ok(())
}

pub(super) fn head(title: &str, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{}<h1><bdi>{}</bdi></h1>", html::head(title, STYLE), Escaped(title))
}

/// The same for a page with scripts of its own inside it.
pub(super) fn head_with_scripts(title: &str, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{}<h1><bdi>{}</bdi></h1>", html::head_with_scripts(title, STYLE), Escaped(title))
}

fn body(of: &Statistics, out: &mut String) -> std::fmt::Result {
    let row = |out: &mut String, name: &str, cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", Escaped(cell))).collect();
        writeln!(out, "<tr><td>{}</td>{cells}</tr>", Escaped(name))
    };
    out.push_str("<table>\n");
    row(out, "Pairs", &[grouped(of.pairs)])?;
    row(out, "Rows that could not be read", &[grouped(of.unreadable)])?;
    row(out, "Documents, about", &[grouped(of.documents)])?;
    row(out, "English characters for an Arabic one", &[of.ratio.to_string()])?;
    if let Some(mean) = of.mean_confidence {
        row(out, "Mean confidence", &[mean.to_string()])?;
    }
    row(out, "Pairs without findings above a note", &[grouped(of.without_findings)])?;
    out.push_str("</table>\n<table>\n<tr><th></th><th>Arabic</th><th>English</th></tr>\n");
    let both = [&of.ar, &of.en];
    row(out, "Characters", &both.map(|side| grouped(side.characters)))?;
    row(out, "Words", &both.map(|side| grouped(side.words)))?;
    row(out, "Words a pair, mean", &both.map(|side| side.mean_words.to_string()))?;
    row(out, "Words a pair, median", &both.map(|side| grouped(side.median_words)))?;
    row(out, "Different words, about", &both.map(|side| grouped(side.vocabulary)))?;
    row(out, "Empty sides", &both.map(|side| grouped(side.empty)))?;
    out.push_str("</table>\n");
    for (heading, side) in [("Words of the Arabic side", &of.ar), ("Words of the English side", &of.en)] {
        let last = side.lengths.len() - 1;
        let bars = side.lengths.iter().enumerate().map(|(words, count)| {
            (if words == last { format!("{words} and more") } else { words.to_string() }, *count)
        });
        plot(out, heading, 10, bars.collect())?;
    }
    let ratios = of.ratios.iter().map(|(from, count)| (format!("{from} and more"), *count)).collect();
    plot(out, "English characters for an Arabic one", 4, ratios)?;
    let tenths = of.confidence.iter().enumerate().map(|(n, count)| (format!("0.{n}"), *count));
    plot(out, "Confidence", 1, tenths.collect())?;
    for (heading, counts) in [("Bead types", &of.types), ("Findings", &of.findings)] {
        if !counts.is_empty() {
            writeln!(out, "<h2>{heading}</h2>\n<table>")?;
            for (name, count) in counts {
                row(out, name, &[grouped(*count)])?;
            }
            out.push_str("</table>\n");
        }
    }
    Ok(())
}

/// A bar chart with a label at every `every`th bar; the exact number is shown as a tooltip.
pub(super) fn plot(
    out: &mut String,
    heading: &str,
    every: usize,
    bars: Vec<(String, u64)>,
) -> std::fmt::Result {
    let highest = bars.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if highest == 0 {
        return Ok(());
    }
    let width = 900.0 / bars.len() as f64;
    writeln!(out, "<h2>{heading}</h2>\n<svg viewBox=\"0 0 940 240\" role=\"img\" aria-label=\"{heading}\">")?;
    writeln!(out, "<text x=\"20\" y=\"12\">{} pairs</text>", grouped(highest))?;
    for (n, (label, count)) in bars.into_iter().enumerate() {
        let (left, height) = (20.0 + n as f64 * width, 190.0 * count as f64 / highest as f64);
        let label = Escaped(&label).to_string();
        writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\"><title>{label}: {count}</title></rect>",
            210.0 - height,
            (width - 1.0).max(1.0),
        )?;
        if n % every == 0 {
            let short = label.split(' ').next().unwrap_or_default();
            writeln!(out, "<text x=\"{left:.1}\" y=\"228\">{short}</text>")?;
        }
    }
    out.push_str("</svg>\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{source::Corpus, statistics::statistics};

    #[test]
    fn large_numbers_can_be_read() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn nothing_from_the_corpus_becomes_markup() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.jsonl");
        std::fs::write(&path, r#"{"ar":"ا","en":"a","type":"<script>","findings":"\"<b>","confidence":1}"#)
            .unwrap();
        let (got, _) = statistics(&Corpus::new(&[path]).unwrap()).unwrap();
        let page = page("<i>&", &got);
        assert!(page.contains("<h1><bdi>&lt;i&gt;&amp;</bdi></h1>") && page.contains("&lt;script&gt;"));
        assert!(!page.contains("<script>") && !page.contains("<b>"));
        assert!(page.contains("<title>0.9: 1</title>") && page.ends_with("</html>\n"));
    }
}
