//! Parts of a text that are not words: placeholders, tags, entities, escapes, web and mail addresses.
//!
//! Programs, web pages and translation tools leave them in the texts that they store (`%1$s`,
//! `{count}`, `<x id="8"/>`, `&#39;`, `\fs24`). Their digits are not figures, and a translation
//! must keep what a program will fill in. [`find`] finds them, with one file for each family of
//! notations; [`plain`] is the text without them, at the same length in bytes.
//!
//! ```
//! use mizan::text::markup;
//! let text = "<b>%d</b> files &amp; 5 folders";
//! let seen: Vec<&str> = markup::find(text).iter().map(|mark| mark.span.of(text)).collect();
//! assert_eq!(seen, ["<b>", "%d", "</b>", "&amp;"]);
//! assert_eq!(markup::plain(text, &markup::find(text)).matches(char::is_numeric).collect::<String>(), "5");
//! ```

mod address;
mod brace;
mod colon;
mod escape;
mod percent;
mod tag;

use super::Span;
use std::borrow::Cow;

/// A part of a text that is not words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its place.
    pub span: Span,
    /// Its kind.
    pub kind: MarkKind,
}

/// The kind of a [`Mark`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Something that a program fills in: `%s`, `{name}`, `${name}`, `{{count}}`, `:name`.
    Placeholder,
    /// `%1` or `$1`, which may also be a percentage or a sum of money: the other text decides.
    Open,
    /// An opening tag: `<b>`, `[url=…]`.
    Opening,
    /// A closing tag: `</b>`.
    Closing,
    /// A tag without content: `<br/>`, `<x id="8"/>`, a comment.
    Standing,
    /// A character written by its name or number: `&#39;`, `%%`.
    Entity(char),
    /// A web or mail address.
    Address,
    /// A control word: `\n`, `\fs24`, `{\an8}`.
    Escape,
}

/// Every mark of a text, in order; marks do not overlap.
pub fn find(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    // The end of the last run without blanks that was searched for an address.
    let mut searched = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let found = match byte {
            b'%' => percent::read(text, at),
            b':' => colon::read(text, at),
            b'{' | b'$' | b'#' => brace::read(text, at),
            b'<' | b'[' => tag::read(text, at),
            b'&' => escape::entity(text, at),
            b'\\' => escape::control(text, at),
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' if at >= searched => {
                let (end, found) = address::read(text, at);
                searched = end;
                found
            }
            _ => None,
        };
        match found {
            Some((end, kind)) => {
                marks.push(Mark { span: Span::new(at, end), kind });
                at = end;
            }
            None => at += 1,
        }
    }
    marks
}

/// The text with its marks made blank, at the same length in bytes, so that places in both are the
/// same. An entity leaves the character that it represents, and an open mark stays as it is.
pub fn plain<'a>(text: &'a str, marks: &[Mark]) -> Cow<'a, str> {
    let hidden = |mark: &&Mark| mark.kind != MarkKind::Open;
    if !marks.iter().any(|mark| hidden(&mark)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for mark in marks.iter().filter(hidden) {
        out.push_str(&text[out.len()..mark.span.start]);
        let (filler, last) = match mark.kind {
            MarkKind::Entity(c) if c.len_utf8() <= mark.span.len() => (' ', Some(c)),
            // Filled-in text separates its neighbours; tags do not.
            MarkKind::Placeholder | MarkKind::Address => (';', None),
            _ => (' ', None),
        };
        let fill = mark.span.len() - last.map_or(0, char::len_utf8);
        out.extend(std::iter::repeat_n(filler, fill));
        out.extend(last);
    }
    out.push_str(&text[out.len()..]);
    Cow::Owned(out)
}

/// The end of the run of at most `most` bytes from `from` on for which `test` holds.
fn run(text: &str, from: usize, most: usize, test: impl Fn(u8) -> bool) -> usize {
    let bytes = &text.as_bytes()[from..];
    from + bytes.iter().take(most).take_while(|&&byte| test(byte)).count()
}

/// The byte before a place; a blank at the start of the text.
fn before(text: &str, at: usize) -> u8 {
    at.checked_sub(1).map_or(b' ', |at| text.as_bytes()[at])
}

/// The byte at a place; a blank after the end of the text.
fn byte_at(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<&str> {
        find(text).iter().map(|mark| mark.span.of(text)).collect()
    }

    #[test]
    fn placeholders_of_many_notations_are_found() {
        for text in [
            "%s",
            "%d",
            "%1$s",
            "%2$d",
            "%.2f",
            "%10s",
            "%li",
            "%lld",
            "%@",
            "%(name)s",
            "%{count}",
            "%name%",
            "{}",
            "{0}",
            "{name}",
            "{user.name}",
            "{0:N2}",
            "{value!r}",
            "{{count}}",
            "{{ user }}",
            "${name}",
            "#{id}",
            "%Y",
            "%zu",
            "{n, plural, one {# file} other {# files}}",
            ":name",
            ":item_count",
        ] {
            let around = format!("ملف {text} هنا");
            assert_eq!(seen(&around), [text]);
            assert_eq!(find(&around)[0].kind, MarkKind::Placeholder, "{text}");
        }
    }

    #[test]
    fn percentages_sums_and_sets_are_no_placeholders() {
        for text in [
            "100%",
            "5 % of it",
            "5% see",
            "50%d",
            "a 100% safe way",
            "5%.",
            "٥٪",
            "%",
            "{ a set }",
            "{a, b}",
            "$500",
            "$1.5",
            "#5",
            "$",
            "{",
            "5 %, say",
            "{وعد}",
            "100 % s",
            "at 10:30 :)",
            "ratio 1:two",
            "note:this",
            ":smile: :p :D",
            "std::string ::before",
            "server[:port]",
            "الوقت: now",
            ":Name",
        ] {
            assert_eq!(seen(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_may_be_money_or_a_percentage_stays_open() {
        for text in ["%1", "$1", "%12", "$9"] {
            assert_eq!(find(text)[0].kind, MarkKind::Open);
            assert_eq!(plain(text, &find(text)), text);
        }
    }

    #[test]
    fn tags_entities_and_escapes_are_found_and_comparisons_are_not() {
        for (text, found) in [
            ("<font size=\"4\">big</font>", vec!["<font size=\"4\">", "</font>"]),
            ("a <br/> b <x id='8'/>", vec!["<br/>", "<x id='8'/>"]),
            ("<0>here</0> <!-- 5 -->", vec!["<0>", "</0>", "<!-- 5 -->"]),
            ("[size=4]x[/size] [12] [b]", vec!["[size=4]", "[/size]", "[b]"]),
            ("It&#39;s &quot;&#x41;&quot;", vec!["&#39;", "&quot;", "&#x41;", "&quot;"]),
            ("one\\ntwo \\fs24 \\u0041", vec!["\\n", "\\fs24", "\\u0041"]),
            ("{\\an8}Up", vec!["{\\an8}"]),
            ("5 < 6 > 4, x<y, a<b and c>d, R&D; R&amp <210>", vec![]),
        ] {
            assert_eq!(seen(text), found);
        }
    }

    #[test]
    fn addresses_end_before_the_mark_that_closes_the_sentence() {
        for (text, found) in [
            ("see https://example.org/a/5?b=6.", "https://example.org/a/5?b=6"),
            ("(www.example.org)", "www.example.org"),
            ("اكتب إلى info@mail.example.org، الآن", "info@mail.example.org"),
        ] {
            assert_eq!(seen(text), [found]);
        }
        assert_eq!(seen("a@b 5@6.7 e.g. http and://"), [""; 0]);
    }

    #[test]
    fn entities_leave_their_character_and_nothing_moves() {
        let text = "5&#37; &amp; 6&nbsp;km %d7";
        let plain = plain(text, &find(text));
        assert_eq!(plain, "5    %     & 6    \u{a0}km ;;7");
        assert_eq!(plain.len(), text.len());
    }

    #[test]
    fn marks_without_an_end_cost_no_more_than_their_length() {
        for part in ["<i ", "{{", "%(", "{a, plural, ", "\\", "${", "a://", "<a \"", "[b=", "(a(b", "&#"] {
            let text = part.repeat(50_000);
            assert!(find(&text).len() <= text.len());
        }
    }
}
