//! An audit as an HTML page: one file without scripts or external resources.

use super::{Audit, BANDS, Sampled, Share, has};
use crate::{
    report::{self, Text, histogram, plain, word},
    text::thousands::grouped,
};
use maud::{Markup, html};

/// Most examples of a fault.
const EXAMPLES: usize = 8;
/// Most characters of a text that are shown.
const SHOWN: usize = 400;

/// The page for a corpus with the given title.
pub fn page(title: &str, of: &Audit) -> String {
    let body = html! {
        h2 { (word("audit")) }
        (counts(of))
        p { (word("how")) }
        (estimates(of))
        (bands(of))
        (examples(of))
    };
    format!("{}{}{}", report::head(title, None), body.into_string(), report::END)
}

fn counts(of: &Audit) -> Markup {
    let counts = [
        ("pairs-in-corpus", of.pairs),
        ("unreadable", of.unreadable),
        ("sampled", of.sampled.iter().sum()),
        ("judged", of.judged),
        ("agreed", of.agreed),
    ];
    html! {
        table {
            @for (key, count) in counts {
                @if count > 0 || key == "pairs-in-corpus" { tr { td { (word(key)) } td { (grouped(count)) } } }
            }
        }
    }
}

fn estimates(of: &Audit) -> Markup {
    html! {
        h3 { (word("estimates")) }
        table {
            tr { th { (word("fault")) } th { (word("share")) } th { (word("interval")) } th {} }
            @for Share { fault, estimate, .. } in &of.shares {
                tr {
                    td { (word(fault)) }
                    td { bdi { (percent(estimate.share)) } }
                    td { bdi { (percent(estimate.low)) " – " (percent(estimate.high)) } }
                    td dir="ltr" { (whiskers(estimate.share, estimate.low, estimate.high)) }
                }
            }
        }
    }
}

fn bands(of: &Audit) -> Markup {
    let name = |n: usize| (n < BANDS - 1).then(|| format!("0.{}", n * 2));
    let label = |n: usize| name(n).unwrap_or_else(|| plain("unscored"));
    let bars: Vec<(String, u64)> = of.bands.iter().enumerate().map(|(n, count)| (label(n), *count)).collect();
    html! {
        (histogram("bands", 1, &bars))
        table {
            tr { th { (word("band")) } th { (word("in-corpus")) } th { (word("in-sample")) } }
            @for n in 0..BANDS {
                tr {
                    td { @if let Some(name) = name(n) { bdi { (name) } } @else { (word("unscored")) } }
                    td { (grouped(of.bands[n])) }
                    td { (grouped(of.sampled[n])) }
                }
            }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A share with its interval, drawn on a line from 0 to 1.
fn whiskers(share: f64, low: f64, high: f64) -> Markup {
    let at = |value: f64| 5.0 + value * 190.0;
    let place = |value: f64| format!("{value:.1}");
    html! {
        svg viewBox="0 0 200 20" role="img" aria-label=(percent(share)) {
            rect x="5" y="9.5" width="190" height="1" style="fill:#999" {}
            rect x=(place(at(low))) y="7" width=(place((at(high) - at(low)).max(1.0))) height="6" {}
            rect x=(place(at(share) - 1.0)) y="3" width="2" height="14" style="fill:#c05621" {}
        }
    }
}

fn examples(of: &Audit) -> Markup {
    let having = |fault: &str| {
        of.sample.iter().filter(|one| has(one.said(), fault)).take(EXAMPLES).collect::<Vec<_>>()
    };
    html! {
        h2 { (word("examples")) }
        @for Share { fault, .. } in &of.shares {
            @let having = having(fault);
            h3 { (word(fault)) }
            @if having.is_empty() { p .calm { (word("none-in-sample")) } }
            table { @for one in having { (example(one)) } }
        }
    }
}

fn example(one: &Sampled) -> Markup {
    html! {
        tr {
            td { bdi { (Text(&one.place())) } }
            td lang="en" dir="ltr" { (excerpt(&one.texts.en)) }
            td lang="ar" dir="rtl" { (excerpt(&one.texts.ar)) }
        }
    }
}

fn excerpt(text: &str) -> Markup {
    let end = text.char_indices().nth(SHOWN).map(|(end, _)| end);
    html! { (Text(&text[..end.unwrap_or(text.len())])) @if end.is_some() { "…" } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_corpus_becomes_markup_and_both_languages_are_there() {
        let one = Sampled {
            row: 1,
            id: Some("<b>".to_owned()),
            texts: crate::text::Sides::new("<script>", "a & b").map(str::to_owned),
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
