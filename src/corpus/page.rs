//! Statistics as an HTML page with plots: one file without scripts or external resources.

use super::statistics::{SideStatistics, Statistics};
use crate::{
    report::{self, Text, histogram, word},
    text::thousands::grouped,
};
use maud::{Markup, html};

/// The page for a corpus with the given title.
pub fn page(title: &str, of: &Statistics) -> String {
    format!("{}{}{}", report::head(title, None), body(of).into_string(), report::END)
}

/// A step of a pipeline on the page.
pub struct PipelineStep<'a> {
    /// The name of the step.
    pub name: &'a str,
    /// Counts with their names.
    pub counts: &'a [(String, String)],
    /// The statistics of the corpus after the step.
    pub statistics: Option<&'a Statistics>,
}

/// The page for a pipeline: the counts of each step and the corpus after it, collapsed except for
/// the last step.
pub fn pages(title: &str, parts: &[PipelineStep<'_>]) -> String {
    let steps = html! { @for part in parts { (step(part)) } };
    format!("{}{}{}", report::head(title, None), steps.into_string(), report::END)
}

fn step(part: &PipelineStep<'_>) -> Markup {
    html! {
        h2 { (word(part.name)) }
        table { @for (name, count) in part.counts { (row(name, &[count])) } }
        @if let Some(statistics) = part.statistics {
            details {
                summary { (word("pairs")) ": " bdi { (grouped(statistics.pairs)) } }
                (body(statistics))
            }
        }
    }
}

/// A row of a table: its name, a key of the words of reports, and its cells.
fn row(name: &str, cells: &[impl AsRef<str>]) -> Markup {
    html! { tr { td { (word(name)) } @for cell in cells { td { bdi { (Text(cell.as_ref())) } } } } }
}

fn body(of: &Statistics) -> Markup {
    let mean = of.mean_confidence.map(|mean| mean.to_string());
    let tenths: Vec<(String, u64)> =
        of.confidence.iter().enumerate().map(|(n, count)| (format!("0.{n}"), *count)).collect();
    let ratios: Vec<(String, u64)> =
        of.ratios.iter().map(|(from, count)| (format!("{from} …"), *count)).collect();
    html! {
        table {
            (row("pairs", &[grouped(of.pairs)]))
            (row("unreadable", &[grouped(of.unreadable)]))
            (row("documents", &[grouped(of.documents)]))
            (row("ratio", &[of.ratio.to_string()]))
            @if let Some(mean) = mean { (row("mean-confidence", &[mean])) }
            (row("without-findings", &[grouped(of.without_findings)]))
        }
        (sides([&of.sides.ar, &of.sides.en]))
        @for (key, side) in [("words-ar", &of.sides.ar), ("words-en", &of.sides.en)] {
            (histogram(key, 10, &lengths(&side.lengths)))
        }
        (histogram("ratio", 4, &ratios))
        (histogram("confidence", 1, &tenths))
        @for (key, counts) in [("bead-types", &of.types), ("findings", &of.findings)] {
            @if !counts.is_empty() {
                h2 { (word(key)) }
                table { @for (name, count) in counts { (row(name, &[grouped(*count)])) } }
            }
        }
    }
}

fn sides(sides: [&SideStatistics; 2]) -> Markup {
    let cells = |of: fn(&SideStatistics) -> String| sides.map(of);
    html! {
        table {
            tr { th {} th { (word("in-arabic")) } th { (word("in-english")) } }
            (row("characters", &cells(|side| grouped(side.characters))))
            (row("words", &cells(|side| grouped(side.words))))
            (row("mean-words", &cells(|side| side.mean_words.to_string())))
            (row("median-words", &cells(|side| grouped(side.median_words))))
            (row("different-words", &cells(|side| grouped(side.vocabulary))))
            (row("empty-sides", &cells(|side| grouped(side.empty))))
        }
    }
}

/// The bars of the numbers of words; the last one is of all longer texts.
fn lengths(counts: &[u64]) -> Vec<(String, u64)> {
    let last = counts.len().saturating_sub(1);
    let label = |words: usize| if words == last { format!("{words} …") } else { words.to_string() };
    counts.iter().enumerate().map(|(words, count)| (label(words), *count)).collect()
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
