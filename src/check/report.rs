//! Findings as an HTML page: the number of findings of each kind, then every pair that has some, with
//! the figures marked, the reasons and the values.
//!
//! The page is written in pieces, so that a report on a million pairs is never in memory as a
//! whole: [`head`], an [`entry`] for each pair with findings, [`END`]. It needs no other files,
//! cannot run scripts from either text, and is in English and Arabic. The direction of the texts is
//! stated explicitly. Figures are marked inside the running text with `<mark>`, which does not
//! affect their order; their values are separate, each isolated from the surrounding text.

use super::{
    code::Code,
    finding::{Finding, Marked},
    severity::Severity,
};
use crate::{
    report::{self, Text, both, choice, in_language, marked, tiles, word},
    text::{Lang, Sides, Span, thousands::grouped},
};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The end of the page.
pub const END: &str = report::END;

/// The number of findings by severity and kind.
pub type FindingCounts = BTreeMap<(Severity, Code), u64>;

/// What was checked and found.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Number of pairs that were checked.
    pub pairs: u64,
    /// Number of pairs with findings.
    pub flagged: u64,
    /// The findings.
    pub counts: FindingCounts,
}

/// The beginning of the page, with the totals; `date` is when it was made.
pub fn head(title: &str, date: Option<jiff::Timestamp>, totals: &Totals) -> String {
    let found: u64 = totals.counts.values().sum();
    let numbers = [(totals.pairs, "pairs"), (totals.flagged, "pairs-with-findings"), (found, "findings")];
    let totals = html! {
        (tiles(numbers.map(|(n, key)| (grouped(n), key))))
        @if totals.counts.is_empty() {
            p .calm { (word("nothing-found")) }
        } @else {
            table {
                tr { th { (word("kind")) } th { (word("severity")) } th { (word("number")) } }
                @for ((severity, code), count) in totals.counts.iter().rev() {
                    tr { td { (title_of(*code)) } td { (severity_word(*severity)) } td { (grouped(*count)) } }
                }
            }
        }
    };
    format!("{}{}\n", report::head(title, date), totals.into_string())
}

/// A pair of texts with its findings. `place` says where the pair comes from.
pub fn entry(place: &str, ar: &str, en: &str, findings: &[Finding]) -> String {
    let entry = html! {
        article {
            p .place { bdi { (broken_after_colon(place)) } }
            p lang="en" dir="ltr" { (marked(en, &mut marks(findings, Lang::En, en))) }
            p lang="ar" dir="rtl" { (marked(ar, &mut marks(findings, Lang::Ar, ar))) }
            (reasons(findings, &Sides::new(ar, en)))
        }
    };
    entry.into_string() + "\n"
}

/// A place that a line breaks only between the file and what follows.
fn broken_after_colon(place: &str) -> Markup {
    let (file, rest) = place.rfind(':').map_or(("", place), |colon| place.split_at(colon + 1));
    html! { (Text(file)) wbr; (Text(rest)) }
}

/// The places of findings on one side, each with the class of its severity. Findings about the
/// whole text do not concern a word.
pub(crate) fn marks(findings: &[Finding], lang: Lang, text: &str) -> Vec<(Span, &'static str)> {
    let place = |finding: &Finding| {
        let span = finding.marked(lang)?.span;
        (span.len() < text.len()).then_some((span, finding.severity.as_str()))
    };
    findings.iter().filter_map(place).collect()
}

/// The reasons of findings as a list, with the values.
pub(crate) fn reasons(findings: &[Finding], texts: &Sides<&str>) -> Markup {
    html! {
        ul {
            @for finding in findings {
                li class=(finding.severity.as_str()) {
                    (severity_word(finding.severity)) " " (reason(finding, texts))
                    @for (lang, key) in [(Lang::En, "in-english"), (Lang::Ar, "in-arabic")] {
                        @if let Some(at) = finding.marked(lang).filter(|at| !at.value.is_empty()) {
                            " " span .of { (word(key)) } " "
                            bdi .value dir="ltr" { (Text(&finding.shown(at))) }
                        }
                    }
                }
            }
        }
    }
}

/// The reason of a finding: the message in English, the kind with the words of both texts in Arabic.
fn reason(finding: &Finding, texts: &Sides<&str>) -> Markup {
    let words = |lang: Lang| quoted(finding.marked(lang)?, texts[lang]);
    let title = finding.code.title(Lang::Ar);
    let arabic = html! {
        (title)
        @match (words(Lang::En), words(Lang::Ar)) {
            (Some(en), Some(ar)) => { ": " (en) " " (in_language("against", Lang::Ar)) " " (ar) },
            (Some(words), None) | (None, Some(words)) => { ": " (words) },
            (None, None) => {},
        }
    };
    choice(&html! { (Text(&finding.message)) }, &arabic)
}

/// The words at a place in quotation marks; nothing for a place that is the whole text.
fn quoted(at: &Marked, text: &str) -> Option<Markup> {
    let words = text.get(at.span.start..at.span.end)?;
    (!words.is_empty() && words.len() < text.len()).then(|| html! { "«" bdi { (Text(words)) } "»" })
}

/// The name of a kind of finding in both languages.
pub(crate) fn title_of(code: Code) -> Markup {
    both(code.title(Lang::En), code.title(Lang::Ar))
}

fn severity_word(severity: Severity) -> Markup {
    html! { b class=(severity.as_str()) { (word(severity.as_str())) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(start: usize, end: usize) -> Finding {
        Finding {
            severity: Severity::Error,
            code: Code::Scale,
            message: "$3 < 3 مليارات".to_owned(),
            ar: None,
            en: Some(Marked { span: Span::new(start, end), value: "3 USD".to_owned() }),
            throughout: false,
        }
    }

    #[test]
    fn a_figure_is_marked_in_the_running_text_and_its_value_stands_apart() {
        let page = entry("a.tsv:1", "أنفقت.", "It <spent> $3.", &[finding(11, 13)]);
        assert!(page.contains("It &lt;spent&gt; <mark class=\"error\">$3</mark>.</p>"), "{page}");
        assert!(page.contains("<bdi class=\"value\" dir=\"ltr\">3 USD</bdi>"), "{page}");
        assert!(page.contains("$3 &lt; 3 مليارات"));
    }

    #[test]
    fn the_reason_is_given_in_arabic_with_the_words_of_the_texts() {
        let page = entry("a.tsv:1", "أنفقت.", "It <spent> $3.", &[finding(11, 13)]);
        let title = Code::Scale.title(Lang::Ar);
        assert!(page.contains(&format!("{title}: «<bdi>$3</bdi>»")), "{page}");
        // A finding about the whole text does not repeat it.
        let page = entry("p", "", "abcd", &[finding(0, 4)]);
        assert!(!page.contains("<mark"), "{page}");
        assert!(page.contains(&format!("{title}</span>")), "{page}");
    }

    #[test]
    fn the_totals_are_at_the_head() {
        let totals =
            Totals { pairs: 1_200, flagged: 2, counts: [((Severity::Error, Code::Scale), 3)].into() };
        let page = head("t", Some("2026-01-02T00:00:00Z".parse().unwrap()), &totals);
        assert!(page.contains("<b><bdi>1,200</bdi></b>") && page.contains("2026-01-02"), "{page}");
        assert!(page.contains(Code::Scale.title(Lang::Ar)) && page.contains(Code::Scale.title(Lang::En)));
        assert!(head("t", None, &Totals::default()).contains("Nothing was found"));
    }

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        let page = head("<script>", None, &Totals::default()) + &entry("\"p\"", "</p><script>", "&amp;", &[]);
        assert!(!page.contains("<script>"));
        assert!(page.contains("&amp;amp;"));
    }
}
