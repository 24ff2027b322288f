//! Omitting what web pages have around their text: menu words, share buttons, repeated headlines.
//!
//! For text that was pasted or saved with everything around it. Omitted lines are short and
//! separate: known lines (data/boilerplate.tsv), lines that are repeated, and lines of a few words
//! before the first or after the last paragraph of prose. A document without prose is unchanged.

use super::{Letters, Paragraph, ParagraphKind};
use crate::text::{Lang, Span, bidi, boilerplate, chars, fold};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The known lines, folded.
static KNOWN: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| boilerplate::rows().map(|row| folded(row.lang, row.words)).collect());

/// The text without boilerplate, and its paragraphs.
pub(super) fn of(lang: Lang, text: &str, paragraphs: &[Paragraph]) -> (String, Vec<Paragraph>) {
    let keep = kept(lang, text, paragraphs);
    let (mut out, mut left) = (String::with_capacity(text.len()), Vec::new());
    for (paragraph, _) in paragraphs.iter().zip(keep).filter(|(_, keep)| *keep) {
        let start = out.len();
        out.push_str(paragraph.span.of(text));
        left.push(Paragraph { span: Span::new(start, out.len()), kind: paragraph.kind });
        out.push('\n');
    }
    (out, left)
}

fn kept(lang: Lang, text: &str, paragraphs: &[Paragraph]) -> Vec<bool> {
    let lines: Vec<String> =
        paragraphs.iter().map(|paragraph| folded(lang, paragraph.span.of(text))).collect();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for line in &lines {
        *counts.entry(line).or_default() += 1;
    }
    let prose: Vec<bool> = paragraphs.iter().map(|paragraph| is_prose(paragraph.span.of(text))).collect();
    let (Some(first), Some(last)) = (prose.iter().position(|is| *is), prose.iter().rposition(|is| *is))
    else {
        return vec![true; paragraphs.len()];
    };
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    (0..paragraphs.len())
        .map(|at| {
            let line = lines[at].as_str();
            let again = !seen.insert(line);
            if prose[at] || paragraphs[at].kind == ParagraphKind::Code {
                return true;
            }
            let words = line.split(' ').filter(|word| !word.is_empty()).count();
            let outside = at < first || at > last;
            let is_known = KNOWN.contains(line);
            // The date and headline before the text have more words than the items of a menu.
            let few = words <= if at < first { 3 } else { 8 };
            !(is_known || counts[line] >= 4 && words <= 6 || outside && (again || few))
        })
        .collect()
}

/// True for a paragraph of prose: long enough, and with a stop at its end or inside.
fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    let stop = |c: char| matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | ':');
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace() || bidi::is_invisible(c) || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
    });
    words >= 6 && end.ends_with(stop) || words >= 20
}

/// True for a line that is not part of any text: a button, an item of a menu.
pub(super) fn is_known(line: &str) -> bool {
    KNOWN.contains(folded(Letters::of(line).lang(), line).as_str())
}

/// A line for comparison: folded, without punctuation, with one space between words.
fn folded(lang: Lang, text: &str) -> String {
    let mut folded = String::new();
    fold::fold_into(lang, text, &mut folded);
    let solid = |c: char| c.is_alphanumeric() || chars::is_tashkeel(c);
    folded.split(|c| !solid(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::{ReadOptions, read};

    fn main_text(text: &str) -> Vec<String> {
        let options = ReadOptions { main_text: true, ..ReadOptions::default() };
        let document = read(text.as_bytes(), "page.txt", &options).unwrap();
        document.paragraphs.iter().map(|paragraph| paragraph.span.of(&document.text).to_owned()).collect()
    }

    #[test]
    fn menu_words_share_buttons_and_the_repeated_headline_go_and_the_article_stays() {
        let headline = "افتتاح سد جديد في وادي النخيل شمال البلاد";
        let page = format!(
            "شعار\nشعار\n\nأخبار محلية\n\nالأحد 3 آذار 2024 10:15 صباحا - بالتوقيت المحلي\n\n{headline}\n\n\
             افتتح وزير المياه أمس سدا جديدا في وادي النخيل.\n\nالسعة والتكلفة\n\nوتبلغ سعة السد ثلاثة ملايين متر مكعب.\n\n\
             اقرأ أيضًا\n\nوقال المهندسون إن العمل استغرق عامين كاملين.\n\nوسوم\n\nشارك برأيك\n\n{headline}\n"
        );
        assert_eq!(
            main_text(&page),
            [
                "الأحد 3 آذار 2024 10:15 صباحا - بالتوقيت المحلي",
                headline,
                "افتتح وزير المياه أمس سدا جديدا في وادي النخيل.",
                "السعة والتكلفة",
                "وتبلغ سعة السد ثلاثة ملايين متر مكعب.",
                "وقال المهندسون إن العمل استغرق عامين كاملين."
            ]
        );
    }

    #[test]
    fn a_document_without_prose_is_left_alone() {
        assert_eq!(main_text("Apples\n\nPears\n\nPlums\n"), ["Apples", "Pears", "Plums"]);
    }
}
