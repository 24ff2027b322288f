//! HTML pages that are written as reports: one file without external resources, in which a text can
//! only be a text.
//!
//! Every page is in English and Arabic: a choice at its top hides the words of the other language,
//! without scripts. It is written in pieces, so that a large one is never in memory as a whole:
//! [`head`], any markup, [`END`].

mod parts;
mod words;

pub(crate) use parts::{bars, histogram, marked, tiles};
pub(crate) use words::{both, choice, in_language, plain, word};

use jiff::Timestamp;
use maud::{PreEscaped, Render, html};

/// The end of a page.
pub(crate) const END: &str = "</body>\n</html>\n";

const STYLE: &str = include_str!("style.css");

/// What a page without scripts may load: nothing but its own styles.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The beginning of a page: everything up to its title and the line below it, which says when and
/// by which version it was made.
pub(crate) fn head(title: &str, date: Option<Timestamp>) -> String {
    head_with(title, date, POLICY)
}

/// The same for a page with scripts of its own inside it.
pub(crate) fn head_with_scripts(title: &str, date: Option<Timestamp>) -> String {
    head_with(title, date, &format!("{POLICY}; script-src 'unsafe-inline'"))
}

fn head_with(title: &str, date: Option<Timestamp>, policy: &str) -> String {
    let top = html! {
        meta charset="utf-8";
        meta name="generator" content="mizan";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta http-equiv="Content-Security-Policy" content=(policy);
        title { (Text(title)) }
        style { (PreEscaped(STYLE)) }
    };
    let header = html! {
        div .language role="radiogroup" aria-label=(plain("language-of-page")) {
            label lang="en" { input #in-en type="radio" name="language" checked; " English" }
            " "
            label lang="ar" { input #in-ar type="radio" name="language"; " العربية" }
        }
        header {
            h1 { bdi { (Text(title)) } }
            p .made {
                @if let Some(date) = date { bdi { (date.strftime("%Y-%m-%d").to_string()) } " · " }
                bdi { "mizan " (env!("CARGO_PKG_VERSION")) }
            }
        }
    };
    let (top, header) = (top.into_string(), header.into_string());
    format!("<!doctype html>\n<html lang=\"en\">\n<head>\n{top}\n</head>\n<body>\n{header}\n")
}

/// A text in markup, as content or as the value of an attribute; control characters are replaced,
/// because no page may contain them.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl Render for Text<'_> {
    fn render_to(&self, out: &mut String) {
        let mut rest = self.0;
        let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_control(*c)) {
            rest[..at].render_to(out);
            out.push('\u{FFFD}');
            rest = &rest[at + c.len_utf8()..];
        }
        rest.render_to(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        let text = html! { p title=(Text("a \"b\"")) { (Text("<a b='\"'>&\u{1}\n")) } };
        let expected = "<p title=\"a &quot;b&quot;\">&lt;a b='&quot;'&gt;&amp;\u{FFFD}\n</p>";
        assert_eq!(text.into_string(), expected);
        let page = head("</title><script>", Some(Timestamp::UNIX_EPOCH));
        assert!(page.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"));
        assert!(!page.contains("<script>") && page.contains("<bdi>1970-01-01</bdi>"));
    }

    #[test]
    fn a_page_without_scripts_may_load_nothing() {
        assert!(head("", None).contains("default-src 'none'; style-src 'unsafe-inline'\""));
        assert!(head_with_scripts("", None).contains("script-src 'unsafe-inline'\""));
    }
}
