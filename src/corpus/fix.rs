//! Repair of damage that pages, files and programs did to a text, without changing what it says.
//!
//! Text decoded in the wrong encoding is decoded again where every letter can be recovered;
//! entities become their characters; tags of pages are removed; presentation forms become ordinary
//! Arabic letters; tatweel, control characters, direction marks and invisible characters are
//! removed; runs of blanks become one blank. Personal data is masked on request.

mod forms;

use super::personal;
use crate::{
    language,
    text::{
        bidi, chars,
        markup::{self, MarkKind},
    },
};
use std::borrow::Cow;

/// A kind of repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextRepair {
    /// Decoding of text that had been decoded in the wrong encoding.
    Decoding,
    /// Characters written by their names or numbers.
    Entities,
    /// Tags of pages.
    Tags,
    /// Presentation forms of Arabic letters.
    Forms,
    /// Tatweel.
    Tatweel,
    /// Control characters.
    Controls,
    /// Direction marks and other invisible characters.
    Marks,
    /// Runs of blanks.
    Blanks,
    /// Personal data.
    Pii,
}

impl TextRepair {
    /// Every repair, in the order in which they are made.
    pub const ALL: [TextRepair; 9] = [
        TextRepair::Decoding,
        TextRepair::Entities,
        TextRepair::Tags,
        TextRepair::Forms,
        TextRepair::Tatweel,
        TextRepair::Controls,
        TextRepair::Marks,
        TextRepair::Blanks,
        TextRepair::Pii,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            TextRepair::Decoding => "decoding",
            TextRepair::Entities => "entities",
            TextRepair::Tags => "tags",
            TextRepair::Forms => "forms",
            TextRepair::Tatweel => "tatweel",
            TextRepair::Controls => "controls",
            TextRepair::Marks => "marks",
            TextRepair::Blanks => "blanks",
            TextRepair::Pii => "pii",
        }
    }
}

/// A text after its repair, and the repairs that changed it, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The repairs made; empty for an unchanged text.
    pub made: Vec<TextRepair>,
}

/// Makes the repairs in `asked`. The result does not change when the same repairs are made again.
pub fn repair<'a>(text: &'a str, asked: &[TextRepair]) -> Repaired<'a> {
    let mut now = Cow::Borrowed(text);
    let mut made = Vec::new();
    for repair in TextRepair::ALL.into_iter().filter(|repair| asked.contains(repair)) {
        // Decoded text may be garbled a second time, and entities may encode entities.
        for _ in 0..TIMES {
            let Some(better) = one(repair, &now) else { break };
            now = Cow::Owned(better);
            if !made.contains(&repair) {
                made.push(repair);
            }
        }
    }
    Repaired { text: now, made }
}

/// Most times that a text may have been damaged in the same way.
const TIMES: usize = 3;

/// The text after one repair; `None` where there is nothing to repair.
fn one(repair: TextRepair, text: &str) -> Option<String> {
    match repair {
        TextRepair::Decoding => language::mended(text).map(|(mended, _)| mended),
        TextRepair::Entities => without_marks(text, |kind, said| match kind {
            MarkKind::Entity(c) if said.starts_with('&') => Some(c.to_string()),
            _ => None,
        }),
        TextRepair::Tags => without_marks(text, |kind, said| {
            let is_tag = matches!(kind, MarkKind::Opening | MarkKind::Closing | MarkKind::Standing);
            let inline = ["b", "i", "u", "em", "span", "strong", "a", "font", "sup", "sub"];
            let name = said.trim_start_matches(['<', '/']).split(|c: char| !c.is_alphanumeric()).next();
            // An inline tag does not separate words.
            (is_tag && said.starts_with('<')).then(|| {
                let parts_words = !name.is_some_and(|name| inline.contains(&name.to_lowercase().as_str()));
                if parts_words { " ".to_owned() } else { String::new() }
            })
        }),
        TextRepair::Forms => mapped(text, |c, out| match c {
            '\u{FB50}'..='\u{FEFC}' => forms::plain(c, out),
            _ => false,
        }),
        TextRepair::Tatweel => mapped(text, |c, _| c == chars::TATWEEL),
        TextRepair::Controls => mapped(text, |c, _| c.is_control() && !matches!(c, '\n' | '\t' | '\r')),
        // Joiners are meaningful in Persian words and in emoji.
        TextRepair::Marks => {
            mapped(text, |c, _| bidi::is_invisible(c) && !matches!(c, '\u{200C}' | '\u{200D}'))
        }
        TextRepair::Blanks => {
            let mut out = String::with_capacity(text.len());
            for word in text.split_whitespace() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
            }
            (out != text).then_some(out)
        }
        TextRepair::Pii => personal::masked(text),
    }
}

/// The text with some of its marks replaced; `None` where none is.
fn without_marks(text: &str, replace: impl Fn(MarkKind, &str) -> Option<String>) -> Option<String> {
    memchr::memchr2(b'&', b'<', text.as_bytes())?;
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for mark in markup::find(text) {
        let Some(new) = replace(mark.kind, mark.span.of(text)) else { continue };
        out += &text[at..mark.span.start];
        out += &new;
        at = mark.span.end;
    }
    out += &text[at..];
    (at > 0 && out != text).then_some(out)
}

/// The text without the characters for which `change` returns true; `change` may write a replacement.
fn mapped(text: &str, change: impl Fn(char, &mut String) -> bool) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    for c in text.chars() {
        if change(c, &mut out) {
            changed = true;
        } else {
            out.push(c);
        }
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<TextRepair> {
        TextRepair::ALL.into_iter().filter(|repair| *repair != TextRepair::Pii).collect()
    }

    #[test]
    fn each_repair_mends_what_it_is_for_and_says_so() {
        for (text, right, made) in [
            ("Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…", "السلام عليكم", "decoding"),
            ("He said &quot;yes&quot; &amp; left.", "He said \"yes\" & left.", "entities"),
            ("Fish &amp;amp; chips", "Fish & chips", "entities"),
            ("The <b>old</b> town<br/>is here.", "The old town is here.", "tags"),
            ("ﺍﻟﺴﻼﻡ", "السلام", "forms"),
            ("ســـلام", "سلام", "tatweel"),
            ("a\u{7}b\u{0}", "ab", "controls"),
            ("\u{202B}نعم\u{202C} a\u{AD}b", "نعم ab", "marks"),
            ("  two\u{A0} words ", "two words", "blanks"),
        ] {
            let got = repair(text, &all());
            assert_eq!(got.text, right, "{text:?}");
            assert!(got.made.iter().any(|repair| repair.name() == made), "{text:?}: {:?}", got.made);
            assert_eq!(repair(&got.text, &all()), Repaired { text: Cow::Borrowed(right), made: vec![] });
        }
    }

    #[test]
    fn what_is_right_stays_as_it_is() {
        for text in [
            "R&D; and if a < b then c > d.",
            "قال «نعم»، ثم مضى.",
            "می‌شود",
            "The café cost £5 – or €6.",
            "اشتراه بـ 5 دنانير",
            "",
        ] {
            let asked: Vec<TextRepair> =
                all().into_iter().filter(|repair| *repair != TextRepair::Tatweel).collect();
            assert_eq!(repair(text, &asked), Repaired { text: Cow::Borrowed(text), made: vec![] });
        }
    }

    #[test]
    fn personal_data_is_masked_where_it_is_asked_for() {
        let text = "Write to ali@example.org.";
        assert_eq!(repair(text, &all()).text, text);
        assert_eq!(repair(text, &TextRepair::ALL).text, "Write to [mail].");
    }
}
