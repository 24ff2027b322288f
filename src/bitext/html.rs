//! HTML: a report for offline reading and printing. It is one file without scripts or external resources.
//!
//! It contains a summary with small charts (bead types, confidence, kinds of findings), then the
//! pairs with findings, then all pairs. Every text is in an element with its language and
//! direction; wrong figures are marked by colour and by form, so that they are also visible in a
//! black-and-white print.

use super::{BeadFinding, BeadReview, Bitext, Stats, WriteOptions, bead_id};
use crate::{
    align::Bead,
    check::{
        Code, Finding, Severity,
        report::{marks, reasons, title_of},
    },
    report::{self, Text, bars, histogram, marked, tiles, word},
    text::{Lang, Sides},
};
use maud::{Markup, html};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// Bars of the histogram of confidence.
const BARS: usize = 10;
/// Most bead types with a bar.
const TYPES: usize = 8;

pub(super) fn write(bitext: &Bitext, options: &WriteOptions, out: &mut dyn Write) -> io::Result<()> {
    let title = format!("{} · {}", bitext.documents.ar.name, bitext.documents.en.name);
    out.write_all(report::head(&title, Some(options.date)).as_bytes())?;
    let piece = |markup: Markup, out: &mut dyn Write| writeln!(out, "{}", markup.into_string());
    piece(summary(bitext), out)?;
    let displaced = bitext.alignment.displaced();
    let article = |n: usize, again: bool| pair(bitext, displaced.get(&n).copied(), n, again);
    let mut with_findings: Vec<usize> = grave(bitext).map(|found| found.bead).collect();
    with_findings.dedup();
    if with_findings.is_empty() {
        piece(html! { p .calm { (word("nothing-found")) } }, out)?;
    } else {
        piece(html! { h2 { (word("to-look-at")) } }, out)?;
        with_findings.into_iter().try_for_each(|n| piece(article(n, true), out))?;
    }
    piece(html! { h2 { (word("all-pairs")) } }, out)?;
    (0..bitext.alignment.beads.len()).try_for_each(|n| piece(article(n, false), out))?;
    out.write_all(report::END.as_bytes())
}

/// The findings that somebody has to examine; notes are informative.
fn grave(bitext: &Bitext) -> impl Iterator<Item = &BeadFinding> {
    bitext.findings.iter().filter(|found| found.finding.severity > Severity::Note)
}

/// The numbers and charts at the head.
fn summary(bitext: &Bitext) -> Markup {
    let stats = Stats::of(bitext);
    let beads = &bitext.alignment.beads;
    let mean = stats.mean_confidence.map_or_else(|| "–".to_owned(), |mean| format!("{:.0} %", mean * 100.0));
    let confirmed = bitext.reviews.iter().filter(|said| said.confirmed).count();
    let mut numbers = vec![
        (beads.len().to_string(), "pairs"),
        (grave(bitext).count().to_string(), "findings-to-look-at"),
        (mean, "mean-confidence"),
    ];
    numbers.extend((!bitext.reviews.is_empty()).then(|| (confirmed.to_string(), "confirmed-pairs")));
    numbers.push((bitext.segments.ar.len().to_string(), "segments-ar"));
    numbers.push((bitext.segments.en.len().to_string(), "segments-en"));
    let types = stats.kinds.iter().take(TYPES);
    let types: Vec<(Markup, u64)> =
        types.map(|((m, n), count)| (html! { bdi { (m) "–" (n) } }, *count as u64)).collect();
    html! {
        (tiles(numbers))
        section .charts {
            (bars("findings-by-kind", &kinds(bitext)))
            (bars("bead-types", &types))
            (histogram("confidence", 2, &confidence(beads)))
        }
    }
}

/// The kinds of findings, most frequent first.
fn kinds(bitext: &Bitext) -> Vec<(Markup, u64)> {
    let mut counts: BTreeMap<&str, (Code, u64)> = BTreeMap::new();
    for found in grave(bitext) {
        let code = found.finding.code;
        counts.entry(code.as_str()).or_insert((code, 0)).1 += 1;
    }
    let mut counts: Vec<(Code, u64)> = counts.into_values().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts.into_iter().map(|(code, n)| (title_of(code), n)).collect()
}

/// The number of beads by confidence.
fn confidence(beads: &[Bead]) -> Vec<(String, u64)> {
    let mut counts = [0; BARS];
    for bead in beads {
        counts[((bead.confidence * BARS as f64) as usize).min(BARS - 1)] += 1;
    }
    counts
        .into_iter()
        .enumerate()
        .map(|(n, count)| (format!("{} – {} %", n * 10, n * 10 + 10), count))
        .collect()
}

/// A pair; `displaced` if it changed its place, with the bead that its English follows. A pair with
/// findings is shown `again`, with the reasons, before all pairs.
fn pair(bitext: &Bitext, displaced: Option<Option<usize>>, n: usize, again: bool) -> Markup {
    let bead = &bitext.alignment.beads[n];
    let found: Vec<Finding> = bitext.findings_of(n).iter().map(|found| bitext.in_lines(found).1).collect();
    let texts = Sides::of(|lang| bitext.flat(lang, bead).text);
    let said = bitext.review_of(n);
    let id = bead_id(n);
    let (ar, en) = (bead.sides.ar.len(), bead.sides.en.len());
    html! {
        // Links refer to the pair in its place.
        article id=[(!again).then_some(&id)] {
            p .place {
                (id) " " span { bdi { (ar) "–" (en) } } " " span { (format!("{:.0} %", bead.confidence * 100.0)) }
                @if let Some(said) = said { (verdicts(said)) }
            }
            (side(&texts, &found, Lang::En))
            (side(&texts, &found, Lang::Ar))
            @if again { (reasons(&found, &Sides::new(&*texts.ar, &*texts.en))) }
            @if let Some(after) = displaced { (moved(after)) }
            @for note in said.map_or(&[][..], |said| &said.notes) {
                p .remark dir="auto" { (Text(note)) }
            }
        }
    }
}

/// What a reviewer said about a pair.
fn verdicts(said: &BeadReview) -> Markup {
    html! {
        @for (is_so, key) in [(said.confirmed, "confirmed"), (said.flagged, "flagged")] {
            @if is_so { " " span class=(key) { (word(key)) } }
        }
    }
}

/// Where the English of a displaced pair is.
fn moved(after: Option<usize>) -> Markup {
    html! {
        p .remark {
            @match after.map(bead_id) {
                Some(id) => { (word("changed-place")) " " a href=(format!("#{id}")) { (id) } },
                None => { (word("at-the-beginning")) },
            }
        }
    }
}

/// One side of a pair.
fn side(texts: &Sides<String>, found: &[Finding], lang: Lang) -> Markup {
    let text = &texts[lang];
    let direction = if lang == Lang::Ar { "rtl" } else { "ltr" };
    html! {
        p lang=(lang) dir=(direction) {
            @if text.is_empty() { "—" } @else { (marked(text, &mut marks(found, lang, text))) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bitext::{Format, testing},
        check::Marked,
        text::Span,
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
        assert!(html.contains("40 against 30</span>"));
        assert!(html.find("To look at") < html.find("All pairs"));
    }

    #[test]
    fn what_a_reviewer_said_is_beside_the_pair() {
        let mut bitext = bitext("نعم", "yes");
        assert!(!written(&bitext).contains("Confirmed by"));
        bitext.reviews = vec![crate::bitext::BeadReview {
            bead: 0,
            confirmed: true,
            flagged: true,
            notes: vec!["راجع <هذا>".to_owned()],
        }];
        let html = written(&bitext);
        assert!(html.contains("<div><b><bdi>1</bdi></b><span class=\"word\" lang=\"en\" dir=\"ltr\">Confirmed by a reviewer<"), "{html}");
        assert!(html.contains("<span class=\"confirmed\">") && html.contains("<span class=\"flagged\">"));
        assert!(html.contains("<p class=\"remark\" dir=\"auto\">راجع &lt;هذا&gt;</p>"));
    }

    #[test]
    fn no_text_and_no_file_name_becomes_markup() {
        let hostile = "<script>alert(1)</script>\" onload='x' &amp; \u{0}";
        let html = written(&bitext(hostile, hostile));
        assert!(!html.contains("<script") && !html.contains("<b>ar") && !html.contains('\0'));
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload='x' &amp;amp;"));
        assert!(html.contains("default-src 'none'"));
    }
}
