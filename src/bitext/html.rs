//! HTML: a report for offline reading and printing. It is one file without scripts or external resources.
//!
//! It contains a summary with small charts (bead types, confidence, kinds of findings), then the
//! pairs with findings, then all pairs. Every text is in an element with its language and
//! direction; wrong figures are marked by colour and by form, so that they are also visible in a
//! black-and-white print.

use super::{BeadFinding, Bitext, Flat, Stats, WriteOptions, bead_id};
use crate::{
    align::Bead,
    check::{Marked, Severity},
    text::{
        Lang, Span,
        html::{self, Escaped},
    },
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// Bars of the histogram of confidence.
const BARS: usize = 10;

pub(super) fn write(bitext: &Bitext, options: &WriteOptions, out: &mut dyn Write) -> io::Result<()> {
    let title = format!("{} · {}", bitext.documents.ar.name, bitext.documents.en.name);
    let beads = &bitext.alignment.beads;
    // Notes are informative, but nobody has to examine them.
    let grave = |found: &&BeadFinding| found.finding.severity > Severity::Note;
    write!(out, "{}", html::head(&title, STYLE))?;
    writeln!(
        out,
        "<header><h1><span dir=\"auto\">{}</span> <small>and</small> <span dir=\"auto\">{}</span></h1>",
        Escaped(&bitext.documents.ar.name),
        Escaped(&bitext.documents.en.name)
    )?;
    writeln!(
        out,
        "<p>{} · mizan {}</p></header>",
        options.date.strftime("%-d %B %Y"),
        env!("CARGO_PKG_VERSION")
    )?;
    let stats = Stats::of(bitext);
    let mean = stats.mean_confidence.map_or_else(|| "–".to_owned(), |mean| format!("{:.0} %", mean * 100.0));
    writeln!(out, "<section class=\"tiles\">")?;
    let reviewed = !bitext.reviews.is_empty();
    for (number, what) in [
        (beads.len().to_string(), "pairs"),
        (bitext.findings.iter().filter(grave).count().to_string(), "findings to look at"),
        (mean, "mean confidence"),
        (bitext.reviews.iter().filter(|said| said.confirmed).count().to_string(), "confirmed by a reviewer"),
        (bitext.segments.ar.len().to_string(), "Arabic sentences"),
        (bitext.segments.en.len().to_string(), "English sentences"),
    ]
    .into_iter()
    .filter(|(_, what)| reviewed || !what.starts_with("confirmed"))
    {
        writeln!(out, "<div><b>{number}</b>{what}</div>")?;
    }
    writeln!(out, "</section>\n<section class=\"charts\">")?;
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for found in bitext.findings.iter().filter(grave) {
        *codes.entry(found.finding.code.as_str()).or_insert(0) += 1;
    }
    let mut codes: Vec<(String, usize)> =
        codes.into_iter().map(|(code, n)| (code.replace('-', " "), n)).collect();
    codes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    bars("Findings by kind", &codes, out)?;
    let kinds = stats.kinds.iter().take(8).map(|((m, n), count)| (format!("{m}–{n}"), *count));
    bars("Sentences, Arabic – English", &kinds.collect::<Vec<_>>(), out)?;
    histogram(beads, out)?;
    writeln!(out, "</section>")?;
    let with_findings: Vec<usize> = {
        let mut beads: Vec<usize> = bitext.findings.iter().filter(grave).map(|found| found.bead).collect();
        beads.dedup();
        beads
    };
    let report = Report { bitext, displaced: bitext.alignment.displaced() };
    if with_findings.is_empty() {
        writeln!(out, "<p class=\"calm\">Nothing was found that needs a second look.</p>")?;
    } else {
        writeln!(out, "<h2>To look at</h2>")?;
        for n in with_findings {
            pair(&report, n, true, out)?;
        }
    }
    writeln!(out, "<h2>All pairs</h2>")?;
    for n in 0..beads.len() {
        pair(&report, n, false, out)?;
    }
    out.write_all(html::END.as_bytes())
}

fn bars(title: &str, rows: &[(String, usize)], out: &mut dyn Write) -> io::Result<()> {
    let most = rows.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    writeln!(out, "<figure><figcaption>{title}</figcaption>")?;
    if rows.is_empty() {
        writeln!(out, "<p class=\"calm\">none</p>")?;
    }
    for (name, n) in rows {
        let share = 100.0 * *n as f64 / most as f64;
        writeln!(
            out,
            "<div class=\"bar\"><span>{}</span><i><i style=\"width:{share:.1}%\"></i></i><b>{n}</b></div>",
            Escaped(name)
        )?;
    }
    writeln!(out, "</figure>")
}

fn histogram(beads: &[Bead], out: &mut dyn Write) -> io::Result<()> {
    let mut counts = [0_usize; BARS];
    for bead in beads {
        counts[((bead.confidence * BARS as f64) as usize).min(BARS - 1)] += 1;
    }
    let most = counts.iter().max().copied().unwrap_or(1).max(1);
    writeln!(
        out,
        "<figure><figcaption>Confidence</figcaption><svg viewBox=\"0 0 210 104\" role=\"img\" aria-label=\"Number of pairs by confidence\">"
    )?;
    for (n, count) in counts.iter().enumerate() {
        // The heights are proportional, but a single doubtful pair among thousands must be visible.
        let height = if *count == 0 { 0.0 } else { (80.0 * *count as f64 / most as f64).max(2.0) };
        let (x, y) = (5 + 20 * n, 86.0 - height);
        writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y:.1}\" width=\"17\" height=\"{height:.1}\"><title>{} to {} %: {count}</title></rect>",
            n * 10,
            n * 10 + 10
        )?;
    }
    writeln!(
        out,
        "<text x=\"5\" y=\"100\">0 %</text><text x=\"205\" y=\"100\" text-anchor=\"end\">100 %</text></svg></figure>"
    )
}

/// What the articles are written from.
struct Report<'a> {
    bitext: &'a Bitext,
    /// The displaced beads, each with the one that its English follows.
    displaced: BTreeMap<usize, Option<usize>>,
}

fn pair(report: &Report<'_>, n: usize, reasons: bool, out: &mut dyn Write) -> io::Result<()> {
    let bitext = report.bitext;
    let bead = &bitext.alignment.beads[n];
    let found = bitext.findings_of(n);
    let said = bitext.review_of(n);
    // A pair may occur twice; links refer to its place in the text.
    let anchor = if reasons { String::new() } else { format!(" id=\"{}\"", bead_id(n)) };
    write!(
        out,
        "<article{anchor}><p class=\"id\">{} <span>{}–{}</span> <span>{:.0} %</span>",
        bead_id(n),
        bead.sides.ar.len(),
        bead.sides.en.len(),
        bead.confidence * 100.0
    )?;
    for (is_so, word) in
        said.map_or([(false, ""); 2], |said| [(said.confirmed, "confirmed"), (said.flagged, "flagged")])
    {
        if is_so {
            write!(out, " <span class=\"{word}\">{word}</span>")?;
        }
    }
    writeln!(out, "</p>")?;
    side(bitext, Lang::En, bead, found, out)?;
    side(bitext, Lang::Ar, bead, found, out)?;
    if reasons {
        writeln!(out, "<ul>")?;
        for found in found {
            let finding = &found.finding;
            let class = finding.severity.as_str();
            write!(
                out,
                "<li class=\"{class}\"><b>{}</b> {}",
                Escaped(&finding.code.as_str().replace('-', " ")),
                Escaped(&finding.message)
            )?;
            for marked in
                [&finding.en, &finding.ar].into_iter().flatten().filter(|marked| !marked.value.is_empty())
            {
                write!(out, " <code dir=\"ltr\">{}</code>", Escaped(&finding.shown(marked)))?;
            }
            writeln!(out, "</li>")?;
        }
        writeln!(out, "</ul>")?;
    }
    match report.displaced.get(&n) {
        None => {}
        Some(None) => {
            writeln!(out, "<p class=\"remark\">changed its place: its English is at the beginning</p>")?;
        }
        Some(Some(before)) => {
            let id = bead_id(*before);
            writeln!(
                out,
                "<p class=\"remark\">changed its place: its English follows <a href=\"#{id}\">{id}</a></p>"
            )?;
        }
    }
    for note in said.map_or(&[][..], |said| &said.notes) {
        writeln!(out, "<p class=\"remark\" dir=\"auto\">{}</p>", Escaped(note))?;
    }
    writeln!(out, "</article>")
}

fn side(
    bitext: &Bitext,
    lang: Lang,
    bead: &Bead,
    found: &[BeadFinding],
    out: &mut dyn Write,
) -> io::Result<()> {
    let direction = if lang == Lang::Ar { "rtl" } else { "ltr" };
    write!(out, "<p lang=\"{lang}\" dir=\"{direction}\">")?;
    let flat = bitext.flat(lang, bead);
    let mut marks: Vec<(Span, Severity)> = found
        .iter()
        .filter_map(|found| {
            let marked: &Option<Marked> =
                if lang == Lang::Ar { &found.finding.ar } else { &found.finding.en };
            Some((flat.line(marked.as_ref()?.span), found.finding.severity))
        })
        // Findings about the whole text do not concern a word.
        .filter(|(span, _)| !span.is_empty() && span.len() < flat.text.len())
        .collect();
    marks.sort_by_key(|(span, severity)| (span.start, std::cmp::Reverse(*severity)));
    marked(&flat, &marks, out)?;
    writeln!(out, "{}</p>", if flat.text.is_empty() { "—" } else { "" })
}

fn marked(flat: &Flat, marks: &[(Span, Severity)], out: &mut dyn Write) -> io::Result<()> {
    let mut at = 0;
    for (span, severity) in marks {
        if span.start < at {
            continue;
        }
        let (before, inside) = (&flat.text[at..span.start], span.of(&flat.text));
        write!(out, "{}<mark class=\"{}\">{}</mark>", Escaped(before), severity.as_str(), Escaped(inside))?;
        at = span.end;
    }
    write!(out, "{}", Escaped(&flat.text[at..]))
}

const STYLE: &str = r#"
:root { color-scheme: light; --ink: #1f2421; --faint: #5c625d; --line: #e2ddd2; --accent: #0b6259; --error: #b3261e; --warning: #8a5300; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 32px 28px 60px; max-width: 1060px; color: var(--ink); background: #fff; font: 14px/1.5 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif; }
h1 { font-size: 22px; margin: 0; } h1 small { font-size: 14px; font-weight: 400; color: var(--faint); } header p { margin: 2px 0 0; color: var(--faint); }
h2 { font-size: 17px; margin: 36px 0 8px; break-after: avoid; }
.tiles { display: flex; flex-wrap: wrap; gap: 10px; margin: 22px 0; } .tiles div { flex: 1 1 130px; border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; color: var(--faint); } .tiles b { display: block; font-size: 24px; color: var(--ink); font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 26px; } figure { margin: 0; break-inside: avoid; } figcaption { font-weight: 600; margin-bottom: 8px; }
.bar { display: grid; grid-template-columns: minmax(90px, 130px) 1fr 44px; gap: 8px; align-items: center; } .bar b { text-align: right; font-weight: 500; font-variant-numeric: tabular-nums; } .bar > i { height: 9px; background: #f2efe8; border-radius: 4px; } .bar i i { display: block; height: 100%; background: var(--accent); border-radius: 4px; min-width: 2px; }
svg { width: 100%; max-width: 320px; } rect { fill: var(--accent); } svg text { font-size: 10px; fill: var(--faint); }
.calm { color: var(--faint); }
article { display: grid; grid-template-columns: 74px minmax(0, 1fr) minmax(0, 1fr); gap: 0 22px; border-top: 1px solid var(--line); padding: 9px 0; break-inside: avoid; }
article p { margin: 0; overflow-wrap: anywhere; } .id { font-size: 12px; color: var(--faint); padding-top: 5px; font-variant-numeric: tabular-nums; } .id span { display: block; }
p[lang=en] { font: 15px/1.65 "Source Serif 4", Charter, "Noto Serif", Georgia, serif; } p[lang=ar] { font: 19px/1.85 "Noto Naskh Arabic", Amiri, "Scheherazade New", "Geeza Pro", "Traditional Arabic", serif; }
article ul { grid-column: 2 / -1; list-style: none; margin: 6px 0 2px; padding: 0; } li { border-left: 4px solid var(--line); padding: 2px 10px; margin-bottom: 4px; } li.error { border-color: var(--error); } li.warning { border-left: 4px dashed var(--warning); }
li.error b { color: var(--error); } li.warning b { color: var(--warning); }
code { font: 600 12px/1.4 system-ui, sans-serif; background: #f2efe8; border-radius: 4px; padding: 1px 6px; unicode-bidi: isolate; }
.confirmed, a { color: var(--accent); } .flagged { color: var(--warning); } article .remark { grid-column: 2 / -1; margin-top: 6px; padding: 3px 10px; border-left: 4px solid var(--accent); white-space: pre-wrap; }
mark { background: none; color: inherit; } mark.error { color: var(--error); font-weight: 600; text-decoration: underline wavy; text-underline-offset: 0.25em; } mark.warning { color: var(--warning); text-decoration: underline dashed; text-underline-offset: 0.25em; } mark.note { text-decoration: underline dotted; }
@media print { body { padding: 0; max-width: none; font-size: 11px; } p[lang=en] { font-size: 11.5px; } p[lang=ar] { font-size: 14.5px; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } @page { margin: 16mm 14mm; } }
@media (max-width: 700px) { article { grid-template-columns: 1fr; } article ul, article .remark { grid-column: 1; } .id span { display: inline; margin-left: 8px; } }
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bitext::{Format, testing},
        check::{Code, Finding},
    };

    fn bitext(ar: &str, en: &str) -> Bitext {
        let mut made = testing::bitext(ar, en, &[(1, 1)]);
        made.alignment.beads[0].confidence = 0.42;
        for document in [&mut made.documents.ar, &mut made.documents.en] {
            document.name = format!("<b>{}</b>.txt", document.lang);
        }
        made
    }

    fn written(bitext: &Bitext) -> String {
        let mut out = Vec::new();
        let options = WriteOptions {
            safe_cells: false,
            adequacy: false,
            select: crate::bitext::Select::default(),
            date: jiff::Timestamp::UNIX_EPOCH,
        };
        bitext.write(Format::Html, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn wrong_figures_are_marked_and_their_pairs_come_first() {
        let mut bitext = bitext("له 30 كتابا", "He has 40 books");
        let place =
            |start, value: &str| Some(Marked { span: Span::new(start, start + 2), value: value.to_owned() });
        let finding = Finding {
            severity: Severity::Error,
            code: Code::DigitChanged,
            message: "40 against 30".to_owned(),
            ar: place(5, "30"),
            en: place(7, "40"),
            throughout: false,
        };
        bitext.findings = vec![BeadFinding { bead: 0, finding }];
        let html = written(&bitext);
        assert!(
            html.contains("<p lang=\"ar\" dir=\"rtl\">له <mark class=\"error\">30</mark> كتابا</p>"),
            "{html}"
        );
        assert!(html.contains("He has <mark class=\"error\">40</mark> books"));
        assert!(html.contains("<b>digit changed</b> 40 against 30 <code dir=\"ltr\">40</code>"));
        assert!(html.find("To look at") < html.find("All pairs"));
    }

    #[test]
    fn what_a_reviewer_said_stands_beside_the_pair() {
        let mut bitext = bitext("نعم", "yes");
        assert!(!written(&bitext).contains("confirmed by"));
        bitext.reviews = vec![crate::bitext::BeadReview {
            bead: 0,
            confirmed: true,
            flagged: true,
            notes: vec!["راجع <هذا>".to_owned()],
        }];
        let html = written(&bitext);
        assert!(html.contains("<div><b>1</b>confirmed by a reviewer</div>"), "{html}");
        assert!(
            html.contains(
                "<span class=\"confirmed\">confirmed</span> <span class=\"flagged\">flagged</span>"
            )
        );
        assert!(html.contains("<p class=\"remark\" dir=\"auto\">راجع &lt;هذا&gt;</p>"));
    }

    #[test]
    fn no_text_and_no_file_name_becomes_markup() {
        let hostile = "<script>alert(1)</script>\" onload='x' &amp; \u{0}";
        let html = written(&bitext(hostile, hostile));
        assert!(
            !html.contains("<script")
                && !html.contains("<b>ar")
                && !html.contains("='x'")
                && !html.contains('\0')
        );
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;"));
        assert!(html.contains("default-src 'none'"));
    }
}
