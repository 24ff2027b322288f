//! An audit as an HTML page in English and Arabic: one file without scripts or external resources.

use super::{Audit, BANDS, Sampled, Share, has};
use crate::{
    corpus::page::{head, plot},
    text::{
        Lang,
        html::{self, Escaped},
        thousands::grouped,
    },
};
use std::fmt::{self, Write as _};

/// Most examples of a fault.
const EXAMPLES: usize = 8;
/// Most characters of a text that are shown.
const SHOWN: usize = 400;

/// The page for a corpus with the given title.
pub fn page(title: &str, of: &Audit) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = head(title, &mut out)
        .and_then(|()| [Lang::En, Lang::Ar].into_iter().try_for_each(|lang| section(of, lang, &mut out)))
        .and_then(|()| examples(of, &mut out));
    out.push_str(html::END);
    out
}

/// A text of the page, by key.
pub(super) fn word(key: &str, lang: Lang) -> &'static str {
    let rows = include_str!("../../../data/audit.tsv").lines().filter(|row| !row.starts_with('#'));
    for row in rows {
        let mut cells = row.split('\t');
        if cells.next() == Some(key) {
            let (en, ar) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            return if lang == Lang::En { en } else { ar };
        }
    }
    ""
}

fn section(of: &Audit, lang: Lang, out: &mut String) -> fmt::Result {
    let word = |key: &str| Escaped(word(key, lang)).to_string();
    let (code, dir) = if lang == Lang::En { ("en", "ltr") } else { ("ar", "rtl") };
    writeln!(out, "<section lang=\"{code}\" dir=\"{dir}\">\n<h2>{}</h2>\n<table>", word("title"))?;
    let counts = [
        ("pairs", of.pairs),
        ("unreadable", of.unreadable),
        ("sampled", of.sampled.iter().sum()),
        ("judged", of.judged),
        ("agreed", of.agreed),
    ];
    for (key, count) in counts.into_iter().filter(|(key, count)| *count > 0 || *key == "pairs") {
        writeln!(out, "<tr><td>{}</td><td>{}</td></tr>", word(key), grouped(count))?;
    }
    writeln!(out, "</table>\n<p>{}</p>\n<h3>{}</h3>", word("how"), word("estimates"))?;
    writeln!(
        out,
        "<table>\n<tr><th>{}</th><th>{}</th><th>{}</th><th></th></tr>",
        word("fault"),
        word("share"),
        word("interval")
    )?;
    for Share { fault, estimate, .. } in &of.shares {
        writeln!(
            out,
            "<tr><td>{}</td><td><bdi>{}</bdi></td><td><bdi>{} – {}</bdi></td><td dir=\"ltr\">{}</td></tr>",
            word(fault),
            percent(estimate.share),
            percent(estimate.low),
            percent(estimate.high),
            whiskers(estimate.share, estimate.low, estimate.high),
        )?;
    }
    out.push_str("</table>\n<div dir=\"ltr\">\n");
    let label = |n: usize| if n == BANDS - 1 { word("unscored") } else { format!("0.{}", n * 2) };
    plot(out, &word("bands"), 1, of.bands.iter().enumerate().map(|(n, count)| (label(n), *count)).collect())?;
    writeln!(
        out,
        "</div>\n<table>\n<tr><th>{}</th><th>{}</th><th>{}</th></tr>",
        word("band"),
        word("in-corpus"),
        word("in-sample")
    )?;
    for n in 0..BANDS {
        let (all, seen) = (grouped(of.bands[n]), grouped(of.sampled[n]));
        writeln!(out, "<tr><td><bdi>{}</bdi></td><td>{all}</td><td>{seen}</td></tr>", label(n))?;
    }
    out.push_str("</table>\n</section>\n");
    Ok(())
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A share with its interval, drawn on a line from 0 to 1.
fn whiskers(share: f64, low: f64, high: f64) -> String {
    let at = |value: f64| 5.0 + value * 190.0;
    format!(
        "<svg viewBox=\"0 0 200 20\" style=\"width:12rem\" role=\"img\" aria-label=\"{}\">\
         <rect x=\"5\" y=\"9.5\" width=\"190\" height=\"1\" style=\"fill:#999\"/>\
         <rect x=\"{:.1}\" y=\"7\" width=\"{:.1}\" height=\"6\"/>\
         <rect x=\"{:.1}\" y=\"3\" width=\"2\" height=\"14\" style=\"fill:#c05621\"/></svg>",
        percent(share),
        at(low),
        (at(high) - at(low)).max(1.0),
        at(share) - 1.0,
    )
}

fn examples(of: &Audit, out: &mut String) -> fmt::Result {
    let both = |key: &str| {
        let (en, ar) = (Escaped(word(key, Lang::En)), Escaped(word(key, Lang::Ar)));
        format!("{en} · <span lang=\"ar\" dir=\"rtl\">{ar}</span>")
    };
    writeln!(out, "<h2>{}</h2>", both("examples"))?;
    for Share { fault, .. } in &of.shares {
        writeln!(out, "<h3>{}</h3>", both(fault))?;
        let have: Vec<&Sampled> =
            of.sample.iter().filter(|one| has(one.said(), fault)).take(EXAMPLES).collect();
        if have.is_empty() {
            writeln!(out, "<p>{}</p>", both("none"))?;
            continue;
        }
        out.push_str("<table>\n");
        for one in have {
            let place = one.id.clone().unwrap_or_else(|| one.row.to_string());
            writeln!(
                out,
                "<tr><td><bdi>{}</bdi></td><td lang=\"ar\" dir=\"rtl\">{}</td>\
                 <td lang=\"en\" dir=\"ltr\" style=\"text-align:left\">{}</td></tr>",
                Escaped(&place),
                excerpt(&one.ar),
                excerpt(&one.en)
            )?;
        }
        out.push_str("</table>\n");
    }
    Ok(())
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", Escaped(&text[..end])),
        None => Escaped(text).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::filter::faults::Fault;

    #[test]
    fn every_word_of_the_page_is_there_in_both_languages() {
        let keys = ["title", "pairs", "how", "bands", "unscored", "examples", "none", "judged", "agreed"];
        for key in keys.into_iter().chain(Fault::ALL.iter().map(|fault| fault.name())) {
            for lang in [Lang::En, Lang::Ar] {
                assert!(!word(key, lang).is_empty(), "{key}");
            }
        }
    }

    #[test]
    fn nothing_of_the_corpus_becomes_markup_and_both_languages_are_there() {
        let one = Sampled {
            row: 1,
            id: Some("<b>".to_owned()),
            ar: "<script>".to_owned(),
            en: "a & b".to_owned(),
            score: None,
            band: BANDS - 1,
            found: "figures".to_owned(),
            verdict: String::new(),
        };
        let bands = [0, 0, 0, 0, 0, 1];
        let audit = Audit::new(bands, vec![one], &crate::corpus::parts::Broken::default());
        let page = page("<x>", &audit);
        assert!(page.contains("lang=\"ar\" dir=\"rtl\"") && page.contains("100.0 %"));
        assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("<x>"));
        assert!(page.contains("a &amp; b") && page.ends_with("</html>\n"));
    }
}
