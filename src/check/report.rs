//! Findings as an HTML page: both texts with the figures marked, the reason, the two values, and at
//! the end the number of findings of each kind.
//!
//! The page is written in pieces, so that a report on a million pairs is never in memory as a
//! whole: [`head`], an [`entry`] for each pair with findings, [`tail`]. It needs no other files,
//! and cannot run scripts from either text. The direction of the texts is stated explicitly.
//! Figures are marked inside the running text with `<mark>`, which does not affect their order;
//! their values are separate, each isolated from the surrounding text.

use super::{
    code::Code,
    finding::{Finding, Marked},
    severity::Severity,
};
use crate::text::html::{self, Escaped};
use std::{collections::BTreeMap, fmt::Write};

const STYLE: &str = "\
body{font:16px/1.6 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\
article{border-top:1px solid #ccc;padding:1rem 0}\
.texts{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem;direction:rtl}\
.texts p{margin:.3rem 0}p[lang=ar]{font-size:1.15em}\
mark.error{background:#ffc9c9}mark.warning{background:#ffe8a3}mark.note{background:#dbe9ff}\
ul{list-style:none;padding:0;margin:.5rem 0 0}li{margin:.2rem 0}\
b.error{color:#b00020}b.warning{color:#8a5a00}b.note{color:#1c4f9c}\
bdi.value{border:1px solid #bbb;border-radius:.3rem;padding:0 .3rem;font-size:.9em;unicode-bidi:isolate}\
table{border-collapse:collapse}td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;text-align:start}\
@media(max-width:45rem){.texts{grid-template-columns:1fr}}\
@media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#ddd}mark{color:#111}b.error{color:#ff8a8a}\
b.warning{color:#ffd166}b.note{color:#9cc2ff}}";

/// The number of findings by severity and kind.
pub type Counts = BTreeMap<(Severity, Code), u64>;

/// The beginning of the page.
pub fn head(title: &str) -> String {
    format!("{}<h1><bdi>{}</bdi></h1>\n", html::head(title, STYLE), Escaped(title))
}

/// A pair of texts with its findings. `place` says where the pair comes from.
pub fn entry(place: &str, ar: &str, en: &str, findings: &[Finding]) -> String {
    let mut out = String::new();
    let side = |of: fn(&Finding) -> Option<&Marked>| -> Vec<(&Marked, Severity)> {
        findings.iter().filter_map(|finding| of(finding).map(|marked| (marked, finding.severity))).collect()
    };
    let (ar_marks, en_marks) = (side(|f| f.ar.as_ref()), side(|f| f.en.as_ref()));
    let _ = write!(
        out,
        "<article>\n<h2><bdi>{}</bdi></h2>\n<div class=\"texts\">\n<p dir=\"rtl\" lang=\"ar\">{}</p>\n\
         <p dir=\"ltr\" lang=\"en\">{}</p>\n</div>\n<ul>\n",
        Escaped(place),
        marked_text(ar, &ar_marks),
        marked_text(en, &en_marks),
    );
    for finding in findings {
        let severity = finding.severity.as_str();
        let _ = write!(
            out,
            "<li><b class=\"{severity}\">{severity}</b> <code>{}</code> <bdi>{}</bdi>",
            finding.code,
            Escaped(&finding.message)
        );
        for (label, marked) in [("Arabic", &finding.ar), ("English", &finding.en)] {
            if let Some(marked) = marked.as_ref().filter(|marked| !marked.value.is_empty()) {
                let _ =
                    write!(out, " {label} <bdi class=\"value\">{}</bdi>", Escaped(&finding.shown(marked)));
            }
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</article>\n");
    out
}

/// The end of the page, with the counts.
pub fn tail(pairs: u64, flagged: u64, counts: &Counts) -> String {
    let ending = if pairs == 1 { "" } else { "s" };
    let mut out = format!("<section>\n<h2>{flagged} of {pairs} pair{ending}</h2>\n<table>\n");
    for ((severity, code), count) in counts.iter().rev() {
        let severity = severity.as_str();
        let _ = writeln!(
            out,
            "<tr><td><b class=\"{severity}\">{severity}</b></td><td><code>{code}</code></td><td>{count}</td></tr>"
        );
    }
    out.push_str("</table>\n</section>\n");
    out.push_str(html::END);
    out
}

/// A text with its places marked; if places overlap, only the first is marked.
fn marked_text(text: &str, marks: &[(&Marked, Severity)]) -> String {
    let mut marks: Vec<_> = marks.iter().filter(|(marked, _)| !marked.span.is_empty()).collect();
    marks.sort_by_key(|(marked, severity)| (marked.span.start, std::cmp::Reverse(*severity)));
    let mut out = String::with_capacity(text.len() + 40 * marks.len());
    let mut at = 0;
    for (marked, severity) in marks {
        let (Some(before), Some(place)) =
            (text.get(at..marked.span.start), text.get(marked.span.start..marked.span.end))
        else {
            continue;
        };
        let _ = write!(out, "{}", Escaped(before));
        let _ = write!(out, "<mark class=\"{}\">{}</mark>", severity.as_str(), Escaped(place));
        at = marked.span.end;
    }
    let _ = write!(out, "{}", Escaped(&text[at..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

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
        assert!(
            page.contains("<p dir=\"ltr\" lang=\"en\">It &lt;spent&gt; <mark class=\"error\">$3</mark>.</p>")
        );
        assert!(page.contains("<bdi class=\"value\">3 USD</bdi>"));
        assert!(page.contains("$3 &lt; 3 مليارات"));
    }

    #[test]
    fn places_that_overlap_are_marked_once() {
        let two = [finding(0, 4), finding(2, 6)];
        assert_eq!(entry("p", "", "abcdefgh", &two).matches("<mark").count(), 1);
    }

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        let page = head("<script>") + &entry("\"p\"", "</p><script>", "&amp;", &[]);
        assert!(!page.contains("<script>"));
        assert!(page.contains("&amp;amp;"));
    }
}
