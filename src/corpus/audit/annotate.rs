//! A page on which people judge the pairs of a sample: one file without external resources, which writes the verdicts
//! as the file that [`super::Verdicts`] reads.

use super::{Audit, Sampled};
use crate::{
    bitext::rows,
    corpus::filter::faults::PairFault,
    report::{self, Text, word},
};
use maud::{Markup, PreEscaped, html};
use std::io;
use xxhash_rust::xxh3::xxh3_64;

/// The page for the sample of a corpus with the given title. What the program found is not shown, so that nobody is
/// led by it.
///
/// # Errors
/// When a pair cannot be written as JSON.
pub fn page(title: &str, of: &Audit) -> io::Result<String> {
    let sample = data(&of.sample)?;
    let body = html! {
        p { (word("how-to-judge")) }
        p .judge {
            button #save type="button" { (word("save")) }
            " "
            output #count data-sample=(format!("{:016x}", key(&of.sample))) {}
        }
        @for (n, one) in of.sample.iter().enumerate() { (pair(one, n + 1)) }
        script #sample type="application/json" { (PreEscaped(sample)) }
        script { "\n" (PreEscaped(include_str!("annotate.js"))) }
    };
    Ok(format!("{}{}\n{}", report::head_with_scripts(title, None), body.into_string(), report::END))
}

/// A number for a sample, under which the browser keeps what was ticked.
fn key(sample: &[Sampled]) -> u64 {
    let mut texts = String::new();
    sample.iter().for_each(|one| texts.extend([&*one.texts.ar, "\t", &*one.texts.en, "\n"]));
    xxh3_64(texts.as_bytes())
}

/// The pairs as JSON in which no tag can begin.
fn data(sample: &[Sampled]) -> io::Result<String> {
    let mut bytes = vec![b'['];
    for (n, one) in sample.iter().enumerate() {
        bytes.extend((n > 0).then_some(b','));
        rows::write_value(one, &mut bytes)?;
    }
    bytes.push(b']');
    Ok(String::from_utf8_lossy(&bytes).replace('<', "\\u003c"))
}

fn pair(one: &Sampled, number: usize) -> Markup {
    html! {
        fieldset {
            legend { (number) " · " bdi { (Text(&one.place())) } }
            p lang="en" dir="ltr" { (Text(&one.texts.en)) }
            p lang="ar" dir="rtl" { (Text(&one.texts.ar)) }
            p {
                @for name in std::iter::once("ok").chain(PairFault::ALL.iter().map(|fault| fault.name())) {
                    label { input type="checkbox" value=(name); " " (word(name)) }
                    br;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corpus::{audit::BANDS, parts::Broken},
        report::in_language,
        text::Lang,
    };

    fn audit() -> Audit {
        let one = |ar: &str, en: &str| Sampled {
            row: 1,
            id: Some("<b>".to_owned()),
            texts: crate::text::Sides { ar, en }.map(str::to_owned),
            score: None,
            band: BANDS - 1,
            found: "figures".to_owned(),
            verdict: String::new(),
        };
        let sample = vec![one("نعم", "</script><img src=x>"), one("لا", "No & \"never\"")];
        Audit::new([0, 0, 0, 0, 0, 2], sample, &Broken::default())
    }

    #[test]
    fn every_pair_has_a_tick_for_every_verdict() {
        let page = page("x", &audit()).unwrap();
        for name in ["ok", "misaligned", "language", "truncated", "figures"] {
            assert_eq!(page.matches(&format!("value=\"{name}\"")).count(), 2, "{name}");
        }
        for key in ["ok", "save", "how-to-judge"] {
            for lang in [Lang::En, Lang::Ar] {
                assert!(page.contains(in_language(key, lang)), "{key}");
            }
        }
        assert!(page.contains("script-src 'unsafe-inline'"));
    }

    #[test]
    fn the_sample_is_in_the_page_and_nothing_of_it_becomes_markup() {
        let audit = audit();
        let page = page("<x>", &audit).unwrap();
        assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains("<x>"), "{page}");
        assert_eq!(page.matches("</script>").count(), 2);
        let start = page.find("application/json\">").unwrap() + "application/json\">".len();
        let end = start + page[start..].find("</script>").unwrap();
        let rows: Vec<serde_json::Value> = serde_json::from_str(&page[start..end]).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (&rows[0]["en"], &rows[1]["en"]),
            (&"</script><img src=x>".into(), &"No & \"never\"".into())
        );
    }
}
