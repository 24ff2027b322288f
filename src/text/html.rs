//! The frame of the HTML pages that are written as reports: one file without scripts or external
//! resources, in which a text can only be a text.

use std::fmt;

/// The end of a page.
pub(crate) const END: &str = "</body>\n</html>\n";

/// What a page without scripts may load: nothing but its own styles.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The beginning of a page: everything before its first heading.
pub(crate) fn head(title: &str, style: &str) -> String {
    head_with(title, style, POLICY)
}

/// The beginning of a page with scripts of its own inside it.
pub(crate) fn head_with_scripts(title: &str, style: &str) -> String {
    head_with(title, style, &format!("{POLICY}; script-src 'unsafe-inline'"))
}

fn head_with(title: &str, style: &str, policy: &str) -> String {
    let title = Escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" content=\"mizan\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
}

/// A text in markup, as content or as the value of an attribute.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' | '\r' => fmt::Write::write_char(f, c)?,
                c if c.is_control() => f.write_str("\u{FFFD}")?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        assert_eq!(Escaped("<a b='\"'>&\u{1}\n").to_string(), "&lt;a b=&#39;&quot;&#39;&gt;&amp;\u{FFFD}\n");
        assert!(head("</title><script>", "").contains("<title>&lt;/title&gt;&lt;script&gt;</title>"));
    }
}
