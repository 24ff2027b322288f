//! Inline codes of XLIFF and TMX (`<g>`, `<x/>`, `<bpt>`): compared between the two sides of a pair.
//!
//! Their order is free, and so are their numbers, because tools count them on each side. A code that only one
//! side has is a note: the formatting or the placeholder that it represents is lost or added, which may be intended.

use super::Pair;
use crate::{
    check::{Code, Finding, Marked, Severity, isolated},
    text::{Lang, Span},
};

/// The greatest number of codes of a text that are remembered; of texts with more none are compared.
pub(super) const MOST: usize = 1000;

/// Elements that mark a stretch of words: the words are read, the mark is not.
pub(super) const AROUND: [&str; 3] = ["g", "pc", "hi"];

/// Elements for the beginning and the end of native markup around words.
pub(super) const HALVES: [&str; 2] = ["bpt", "ept"];

/// The greatest number of codes that a message names.
const NAMED: usize = 3;

/// An inline code of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineCode {
    /// The name of its element.
    pub element: String,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// The native markup in it that is part of the text; empty if it is none.
    pub content: String,
    /// Its place in the text: its content, its placeholder, or the words that it is around.
    pub span: Span,
}

impl InlineCode {
    /// How it is named in a message.
    fn shown(&self) -> String {
        if (1..=40).contains(&self.content.len()) {
            return self.content.clone();
        }
        let element = self.element.as_str();
        let around = AROUND.contains(&element) || HALVES.contains(&element);
        let number = self.number.as_deref().map(|number| format!(" id=\"{number}\"")).unwrap_or_default();
        format!("<{}{number}{}>", self.element, if around { "" } else { "/" })
    }
}

/// Adds the findings about codes that only one side of a pair has. They replace the notes about the text
/// that represents the codes.
pub(super) fn compare(pair: &Pair, findings: &mut Vec<Finding>) {
    let codes = &pair.details.codes;
    if codes.ar.is_empty() && codes.en.is_empty() || pair.is_one_sided() || pair.details.displaced {
        return;
    }
    let represents = |lang: Lang, value: &str| {
        let texts =
            codes[lang].iter().filter_map(|code| pair.texts[lang].get(code.span.start..code.span.end));
        texts.into_iter().any(|text| text == value)
    };
    findings.retain(|finding| {
        let is_note =
            finding.severity == Severity::Note && matches!(finding.code, Code::Placeholder | Code::Tag);
        let about =
            |lang| finding.marked(lang).is_some_and(|marked: &Marked| represents(lang, &marked.value));
        !(is_note && (about(Lang::Ar) || about(Lang::En)))
    });
    for lang in [Lang::En, Lang::Ar] {
        let only = surplus(&codes[lang], &codes[lang.other()], &pair.texts[lang.other()]);
        if let Some(first) = only.first() {
            let at = findings.iter().take_while(|finding| finding.severity > Severity::Note).count();
            findings.insert(at, report(lang, first, &only));
        }
    }
}

/// The codes of one side of which the other has fewer, by their elements.
fn surplus<'a>(mine: &'a [InlineCode], theirs: &[InlineCode], text: &str) -> Vec<&'a InlineCode> {
    let mut left: Vec<&InlineCode> = theirs.iter().collect();
    let mut take = |test: &dyn Fn(&InlineCode) -> bool| {
        let found = left.iter().position(|other| test(other));
        found.map(|at| left.swap_remove(at)).is_some()
    };
    // First those with the same number, so that what remains is what is missing.
    let mut rest: Vec<&InlineCode> = mine.iter().collect();
    rest.retain(|code| !take(&|other| other.element == code.element && other.number == code.number));
    rest.retain(|code| !take(&|other| other.element == code.element));
    // What a translator typed as text is there too.
    rest.retain(|code| code.content.is_empty() || !text.contains(&code.content));
    rest
}

fn report(lang: Lang, first: &InlineCode, only: &[&InlineCode]) -> Finding {
    let named: Vec<String> = only.iter().take(NAMED).map(|code| isolated(&code.shown())).collect();
    let more = only.len() - named.len();
    let others = match more {
        0 => String::new(),
        1 => " and 1 other".to_owned(),
        more => format!(" and {more} others"),
    };
    let (word, verb) = if only.len() == 1 { ("code", "is") } else { ("codes", "are") };
    let message =
        format!("the {word} {}{others} {verb} not in the {}", named.join(", "), lang.other().name());
    let marked = Some(Marked { span: first.span, value: first.shown() });
    let (ar, en) = if lang == Lang::Ar { (marked, None) } else { (None, marked) };
    Finding { severity: Severity::Note, code: Code::Tag, message, ar, en, throughout: false }
}

#[cfg(test)]
mod tests {
    use crate::{
        bitext::{Format, PairOptions, check_pairs, read_pairs},
        check::{Code, Severity},
    };

    /// The messages of the findings about codes in a unit of XLIFF, English to Arabic.
    fn told(source: &str, target: &str) -> Vec<String> {
        let file = format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file source-language=\"en\" \
             target-language=\"ar\"><body><trans-unit id=\"1\"><source>{source}</source><target>{target}</target>\
             </trans-unit></body></file></xliff>"
        );
        let input = Box::new(std::io::Cursor::new(file.into_bytes()));
        let mut pairs = read_pairs("a.xlf", Format::Xliff, input, &PairOptions::default()).unwrap();
        let lang = pairs.header().source;
        let pairs: Vec<_> = pairs.by_ref().map(Result::ok).collect();
        let found = check_pairs(&pairs, lang).into_iter().flatten();
        let told = found.filter(|finding| matches!(finding.code, Code::Tag | Code::Placeholder));
        let plain = |message: String| message.replace(['\u{2068}', '\u{2069}'], "");
        told.inspect(|finding| assert_eq!(finding.severity, Severity::Note))
            .map(|finding| plain(finding.message))
            .collect()
    }

    #[test]
    fn a_code_that_one_side_lacks_is_told_once() {
        let lost = told("Turn the <g id=\"4\">key</g> twice.", "أدر المفتاح مرتين.");
        assert_eq!(lost, ["the code <g id=\"4\"> is not in the Arabic"]);
        let added = told("Turn the key.", "أدر <x id=\"9\"/>المفتاح.");
        assert_eq!(added, ["the code <x id=\"9\"/> is not in the English"]);
        let native = told("<bpt id=\"1\">&lt;i&gt;</bpt>Wet<ept id=\"1\">&lt;/i&gt;</ept> paint", "طلاء رطب");
        assert_eq!(native, ["the codes <i>, </i> are not in the Arabic"]);
    }

    #[test]
    fn order_numbers_and_codes_typed_as_text_are_free() {
        for (source, target) in [
            (
                "A <g id=\"1\">red</g> and <g id=\"2\">blue</g> door",
                "باب <g id=\"2\">أزرق</g> و<g id=\"1\">أحمر</g>",
            ),
            ("A <g id=\"1\">red</g> door", "باب <g id=\"3\">أحمر</g>"),
            ("<ph id=\"1\">{0}</ph> letters", "{0} رسائل"),
            ("A <g id=\"1\">red</g> door", ""),
        ] {
            assert_eq!(told(source, target), [""; 0], "{target}");
        }
    }
}
