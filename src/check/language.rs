//! Findings of a side that is not what it should be: in another language, untranslated, garbled or reversed.

use super::{
    claim::isolated,
    code::Code,
    finding::{Finding, Marked},
    severity::Severity,
};
use crate::{
    language::{self, Fault},
    lexicon,
    text::{
        Lang, Span, fold, markup, stem,
        token::{TokenKind, tokens},
    },
};

/// The kinds of these findings.
const CODES: [&str; 4] = ["mojibake", "other-language", "untranslated-copy", "visual-order"];

/// True for kinds of findings about a whole side instead of a figure.
pub fn is_about_language(code: &str) -> bool {
    CODES.contains(&code)
}

/// Reports the faults of either side of a pair.
pub(super) fn find(ar: &str, en: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (lang, text) in [(Lang::Ar, ar), (Lang::En, en)] {
        // Names of tags and placeholders do not belong to any language.
        let plain = markup::plain(text, &markup::find(text));
        if let Some(fault) = language::fault(lang, &plain) {
            findings.push(of_side(lang, text, fault));
        }
    }
    if let [one, other] = findings.as_mut_slice()
        && one.code == Code::UntranslatedCopy
        && other.code == Code::UntranslatedCopy
    {
        // Nothing is copied where each side has the language of the other.
        for finding in [one, other] {
            finding.code = Code::OtherLanguage;
            finding.message.push_str("; the two sides are exchanged");
        }
    }
    if !findings.iter().any(|finding| finding.ar.is_some()) {
        findings.extend(copied(ar, en));
    }
    findings
}

/// The finding of a fault of a whole text, reported once at a part of it.
pub(super) fn throughout(lang: Lang, text: &str, fault: Fault) -> Finding {
    let mut finding = of_side(lang, text, fault);
    finding.throughout = true;
    finding.message = format!("all through the text: {}; {}", fault.what(lang), fault.advice(lang));
    finding
}

/// The side that a finding about language concerns.
pub(super) fn side(finding: &Finding) -> Option<Lang> {
    if !is_about_language(finding.code.as_str()) {
        return None;
    }
    Some(if finding.ar.is_some() { Lang::Ar } else { Lang::En })
}

fn of_side(lang: Lang, text: &str, fault: Fault) -> Finding {
    let whole = Marked { span: Span::new(0, text.len()), value: String::new() };
    let (marked, message) = match fault {
        Fault::Misread(_) => match language::garbled(text) {
            Some((span, right)) => {
                let there = span.of(text);
                let message =
                    format!("{} stands for {}: {}", isolated(there), isolated(&right), fault.what(lang));
                (Marked { span, value: String::new() }, message)
            }
            None => (whole, fault.what(lang)),
        },
        _ => (whole, fault.what(lang)),
    };
    finding(fault_code(fault), lang, marked, message)
}

fn finding(code: Code, lang: Lang, marked: Marked, message: String) -> Finding {
    let (ar, en) = match lang {
        Lang::Ar => (Some(marked), None),
        Lang::En => (None, Some(marked)),
    };
    Finding { severity: Severity::Warning, code, message, ar, en, throughout: false }
}

fn fault_code(fault: Fault) -> Code {
    match fault {
        Fault::Untranslated => Code::UntranslatedCopy,
        Fault::Language(_) => Code::OtherLanguage,
        Fault::Misread(_) => Code::Mojibake,
        Fault::VisualOrder => Code::VisualOrder,
    }
}

/// Number of English words in Arabic text from which on they are more than a name, a title or a menu item.
const COPIED_WORDS: usize = 6;

/// The smallest number of Latin letters in a sentence.
const SHORTEST: usize = 8;

/// Reports an Arabic side that repeats the English one, or contains a sentence of it.
fn copied(ar: &str, en: &str) -> Option<Finding> {
    let mut runs = runs(ar);
    // Most pairs return here.
    runs.retain(|run| run.of(ar).bytes().filter(u8::is_ascii_alphabetic).count() >= SHORTEST);
    if runs.is_empty() {
        return None;
    }
    let english = words(en);
    let within = format!("\n{english}\n");
    let copy = runs.into_iter().find(|run| {
        let there = words(run.of(ar));
        // The whole side is a copy, as in the texts of programs: `Advanced search options`.
        let is_whole = there == english && !ar.chars().any(crate::text::chars::is_arabic_letter);
        let least = if is_whole { 3 } else { COPIED_WORDS };
        there.lines().count() >= least
            && is_prose(run.of(ar), is_whole)
            && memchr::memmem::find(within.as_bytes(), format!("\n{there}\n").as_bytes()).is_some()
    })?;
    let message = if words(ar) == english {
        "the Arabic side repeats the English one"
    } else {
        "the Arabic side holds a sentence of the English one"
    };
    let marked = Marked { span: copy, value: String::new() };
    Some(finding(Code::UntranslatedCopy, Lang::Ar, marked, message.to_owned()))
}

/// The folded words of a text, one per line.
fn words(text: &str) -> String {
    let words = tokens(text).filter(|token| token.kind == TokenKind::Word);
    words.map(|token| fold::fold(Lang::En, token.span.of(text))).collect::<Vec<_>>().join("\n")
}

/// The stretches of a text without Arabic letters and outside quotation marks, brackets and code.
fn runs(text: &str) -> Vec<Span> {
    let mut runs = Vec::new();
    let (mut start, mut inside) = (0, None);
    for (at, c) in text.char_indices() {
        let ends = match inside {
            Some(closing) if c == closing => {
                inside = None;
                true
            }
            Some(_) => true,
            None => {
                inside = closing(c);
                inside.is_some() || crate::text::chars::is_arabic_letter(c)
            }
        };
        if ends {
            if start < at {
                runs.push(Span::new(start, at));
            }
            start = at + c.len_utf8();
        }
    }
    if start < text.len() {
        runs.push(Span::new(start, text.len()));
    }
    runs
}

fn closing(c: char) -> Option<char> {
    Some(match c {
        '"' => '"',
        '“' => '”',
        '”' => '“',
        '«' => '»',
        '`' => '`',
        '(' => ')',
        '[' => ']',
        '<' => '>',
        '{' => '}',
        _ => return None,
    })
}

/// True for English words in running text, as opposed to names, titles and code. If the text
/// contains nothing else, it may be a label, which must begin with a capital.
fn is_prose(text: &str, is_label: bool) -> bool {
    if text.contains(['{', '}', '=', '\\', '_', '$', '|', '@', '/', '#']) || text.contains("--") {
        return false;
    }
    let (mut small, mut known, mut functions) = (0, 0, 0);
    for token in tokens(text).filter(|token| token.kind == TokenKind::Word) {
        let word = token.span.of(text);
        if !word.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        small += 1;
        let lexicon = lexicon::built_in();
        if let Some(id) = lexicon.english(&stem::stem(Lang::En, word)) {
            known += 1;
            functions += usize::from(lexicon.is_english_function(id));
        }
    }
    let begins = text.trim_start().starts_with(|c: char| c.is_ascii_uppercase());
    let is_known = small > 1 && small > functions && known * 4 >= small * 3;
    is_known && if is_label { begins } else { functions > 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(ar: &str, en: &str) -> Vec<Code> {
        find(ar, en).into_iter().map(|finding| finding.code).collect()
    }

    const EN: &str = "The committee will meet again on Thursday morning.";
    const AR: &str = "ستجتمع اللجنة مرة أخرى صباح الخميس.";

    #[test]
    fn each_kind_is_named_on_its_side() {
        assert_eq!(codes(EN, EN), ["untranslated-copy"]);
        assert_eq!(codes(EN, AR), ["other-language"; 2]);
        assert_eq!(codes("Advanced search options", "Advanced search options"), ["untranslated-copy"]);
        assert_eq!(codes("La commission se réunira de nouveau jeudi matin.", EN), ["other-language"]);
        assert_eq!(codes(AR, "La commission se réunira de nouveau jeudi matin."), ["other-language"]);
        assert_eq!(codes(".سيمخلا حابص ىرخأ ةرم ةنجللا عمتجتس", EN), ["visual-order"]);
        assert_eq!(codes(AR, "The committee doesnâ€™t meet on Thursday."), ["mojibake"]);
        assert!(codes(AR, EN).is_empty());
    }

    #[test]
    fn a_sentence_left_inside_the_arabic_is_found_where_it_stands() {
        let ar = "افتح القائمة ثم اختر الملف. You can always change this later in the settings.";
        let en = "Open the menu and choose the file. You can always change this later in the settings.";
        let found = find(ar, en);
        let span = found[0].ar.as_ref().map(|marked| marked.span.of(ar).trim());
        assert_eq!(span, Some(". You can always change this later in the settings."));
        assert!(found[0].message.contains("a sentence of the English one"), "{}", found[0].message);
    }

    #[test]
    fn what_is_rightly_in_latin_letters_is_silent() {
        for (ar, en) in [
            ("Windows Server 2022 Datacenter", "Windows Server 2022 Datacenter"),
            ("The Lord of the Rings", "The Lord of the Rings"),
            ("git commit -m message", "git commit -m message"),
            ("sudo apt install package", "sudo apt install package"),
            (
                "sudo apt-get install mizan && mizan align a.ar a.en --format json",
                "sudo apt-get install mizan && mizan align a.ar a.en --format json",
            ),
            (
                "rsync -av --delete notes/ user@host.example.org:backup/ && echo done at last",
                "rsync -av --delete notes/ user@host.example.org:backup/ && echo done at last",
            ),
            ("const x = require('react');", "const x = require('react');"),
            (
                "قال: \"I have nothing to say about that now\" ثم خرج.",
                "He said, \"I have nothing to say about that now\" and left.",
            ),
            (
                "انقر (Save changes and close the file) للحفظ.",
                "Click Save changes and close the file to save.",
            ),
            ("John F. Kennedy", "John F. Kennedy"),
            ("https://example.org/a/page", "https://example.org/a/page"),
        ] {
            assert!(codes(ar, en).is_empty(), "{ar}");
        }
    }
}
