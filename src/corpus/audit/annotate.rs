//! A page on which people judge the pairs of a sample: one file without external resources, which writes the verdicts
//! as the file that [`super::Verdicts`] reads.

use super::{Audit, Sampled, page::word};
use crate::{
    bitext::rows,
    corpus::{filter::faults::Fault, page::head_with_scripts},
    text::{
        Lang,
        html::{self, Escaped},
    },
};
use std::{fmt, fmt::Write as _, io};
use xxhash_rust::xxh3::xxh3_64;

/// The page for the sample of a corpus with the given title. What the program found is not shown, so that nobody is
/// led by it.
///
/// # Errors
/// When a pair cannot be written as JSON.
pub fn page(title: &str, of: &Audit) -> io::Result<String> {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = top(title, of, &mut out)
        .and_then(|()| of.sample.iter().zip(1..).try_for_each(|(one, n)| pair(one, n, &mut out)));
    let sample = data(&of.sample)?;
    let _ = write!(
        out,
        "<script type=\"application/json\" id=\"sample\">{sample}</script>\n<script>\n{}</script>\n{}",
        include_str!("annotate.js"),
        html::END
    );
    Ok(out)
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

fn both(key: &str) -> String {
    let (en, ar) = (Escaped(word(key, Lang::En)), Escaped(word(key, Lang::Ar)));
    format!("<bdi>{en}</bdi> · <bdi lang=\"ar\" dir=\"rtl\">{ar}</bdi>")
}

fn top(title: &str, of: &Audit, out: &mut String) -> fmt::Result {
    let mut texts = String::new();
    of.sample.iter().for_each(|one| texts.extend([&*one.ar, "\t", &*one.en, "\n"]));
    head_with_scripts(title, out)?;
    for lang in [Lang::En, Lang::Ar] {
        let (code, dir) = if lang == Lang::En { ("en", "ltr") } else { ("ar", "rtl") };
        writeln!(out, "<p lang=\"{code}\" dir=\"{dir}\">{}</p>", Escaped(word("how-to-judge", lang)))?;
    }
    writeln!(
        out,
        "<p style=\"position:sticky;top:0;background:Canvas;padding:.5rem 0\">\
         <button type=\"button\" id=\"save\">{}</button> <output id=\"count\" data-sample=\"{:016x}\"></output></p>",
        both("save"),
        xxh3_64(texts.as_bytes())
    )
}

fn pair(one: &Sampled, number: usize, out: &mut String) -> fmt::Result {
    let place = one.id.clone().unwrap_or_else(|| one.row.to_string());
    writeln!(
        out,
        "<fieldset>\n<legend>{number} · <bdi>{}</bdi></legend>\n<p lang=\"ar\" dir=\"rtl\">{}</p>\n\
         <p lang=\"en\" dir=\"ltr\">{}</p>\n<p>",
        Escaped(&place),
        Escaped(&one.ar),
        Escaped(&one.en)
    )?;
    for name in std::iter::once("ok").chain(Fault::ALL.iter().map(|fault| fault.name())) {
        writeln!(out, "<label><input type=\"checkbox\" value=\"{name}\"> {}</label><br>", both(name))?;
    }
    out.push_str("</p>\n</fieldset>\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{audit::BANDS, parts::Broken};

    fn audit() -> Audit {
        let one = |ar: &str, en: &str| Sampled {
            row: 1,
            id: Some("<b>".to_owned()),
            ar: ar.to_owned(),
            en: en.to_owned(),
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
                assert!(
                    !word(key, lang).is_empty() && page.contains(&Escaped(word(key, lang)).to_string()),
                    "{key}"
                );
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
        let start = page.find("id=\"sample\">").unwrap() + "id=\"sample\">".len();
        let end = start + page[start..].find("</script>").unwrap();
        let rows: Vec<serde_json::Value> = serde_json::from_str(&page[start..end]).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (&rows[0]["en"], &rows[1]["en"]),
            (&"</script><img src=x>".into(), &"No & \"never\"".into())
        );
    }
}
