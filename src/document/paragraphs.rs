//! Paragraphs of plain text: which line ends are real, and which lines are headings or list items.
//!
//! Most plain text has one paragraph per line. Text pasted from PDF files or e-mail is broken at a
//! fixed width instead, and its lines must be joined before sentences can be found. The widths of
//! the lines and the places where sentences end show which of the two a document is ([`Wrap`]).

use super::{
    Paragraph, ParagraphKind, enumerator,
    lines::{self, is_blank},
    page_marks,
};
use crate::text::{Span, bidi, chars};

/// One paragraph per line, including empty ones.
pub(super) fn of_lines(text: &str) -> Vec<Paragraph> {
    lines::numbered(text)
        .into_iter()
        .map(|line| Paragraph { span: lines::trimmed(text, line), kind: ParagraphKind::Body })
        .collect()
}

/// The paragraphs of running text.
pub(super) fn of_prose(text: &str) -> Vec<Paragraph> {
    let mut lines: Vec<Option<Line<'_>>> =
        lines::physical(text).into_iter().map(|span| Line::new(text, span)).collect();
    let bodies: Vec<&str> = lines.iter().map(|line| line.as_ref().map_or("", |line| line.body)).collect();
    let marks = page_marks::find(&bodies);
    // Where they interrupt no sentence, two are too few.
    let glued = Some(page_marks::glued_numbers(&bodies)).filter(|glued| glued.len() >= 3).unwrap_or_default();
    for at in marks {
        if let Some(line) = &mut lines[at] {
            line.is_rule = true;
        }
    }
    let lines = apart(text, lines, &glued);
    let wrap = Wrap::detect(&lines);
    let mut paragraphs = Vec::new();
    let mut open: Option<Open<'_>> = None;
    for line in lines {
        let joins = match (&open, &line) {
            (Some(open), Some(line)) => match wrap {
                Some(wrap) => wrap.joins(open, line),
                None => flows_on(open, line),
            },
            _ => false,
        };
        match (&mut open, line) {
            (Some(open), Some(line)) if joins => {
                open.span = open.span.to(line.span);
                open.lines += 1;
                open.last = line;
            }
            (_, line) => {
                paragraphs.extend(open.take().map(|open| open.close(text)));
                open = line.map(|line| Open { span: line.span, lines: 1, is_item: line.is_item, last: line });
            }
        }
    }
    paragraphs.extend(open.map(|open| open.close(text)));
    paragraphs
}

/// The lines with page numbers separated from the words that they are glued to; each number becomes
/// a line of its own.
fn apart<'a>(text: &'a str, lines: Vec<Option<Line<'a>>>, glued: &[(usize, usize)]) -> Vec<Option<Line<'a>>> {
    let mut glued = glued.iter().copied().peekable();
    let mut out = Vec::with_capacity(lines.len() + glued.len());
    for (at, line) in lines.into_iter().enumerate() {
        match (line, glued.next_if(|(next, _)| *next == at)) {
            (Some(line), Some((_, length))) => {
                let end = line.span.start + length;
                let mark = Line::new(text, Span::new(line.span.start, end));
                out.push(mark.map(|mark| Line { is_rule: true, ..mark }));
                out.push(Line::new(text, Span::new(end, line.span.end)));
            }
            (line, _) => out.push(line),
        }
    }
    out
}

/// A paragraph that may still be extended.
struct Open<'a> {
    span: Span,
    lines: usize,
    is_item: bool,
    last: Line<'a>,
}

impl Open<'_> {
    fn close(self, text: &str) -> Paragraph {
        let body = self.span.of(text);
        let kind = if enumerator::marker(body).is_some() {
            ParagraphKind::Item
        } else if self.lines == 1 && is_heading(&self.last) {
            ParagraphKind::Heading
        } else {
            ParagraphKind::Body
        };
        Paragraph { span: self.span, kind }
    }
}

/// True for a heading: short and without a stop, or marked like `# Title`.
fn is_heading(line: &Line<'_>) -> bool {
    let marked = line.body.starts_with('#') && line.body.trim_start_matches('#').starts_with(is_blank);
    marked
        || (line.end == End::Open
            && line.width <= 90
            && line.body.split_whitespace().nth(12).is_none()
            && line.body.chars().any(char::is_alphabetic))
}

/// The end of a line.
#[derive(PartialEq, Clone, Copy)]
pub(super) enum End {
    /// A sentence stop.
    Stop,
    /// A colon or semicolon: something else begins, or an item ends.
    Colon,
    /// A comma: the sentence continues.
    Comma,
    /// A word.
    Open,
}

/// A line with visible characters.
#[derive(Clone)]
pub(super) struct Line<'a> {
    pub(super) span: Span,
    pub(super) body: &'a str,
    /// Number of characters, without vowel signs and invisible marks.
    pub(super) width: usize,
    /// Blanks before the text.
    indent: usize,
    pub(super) end: End,
    /// Width of the first word.
    first_word: usize,
    pub(super) starts_small: bool,
    pub(super) is_item: bool,
    /// True if it has no letter or digit, like a ruled line, or belongs to the page, like its number.
    is_rule: bool,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, line: Span) -> Option<Line<'a>> {
        let span = lines::trimmed(text, line);
        if span.is_empty() {
            return None;
        }
        let body = span.of(text);
        let first = body.split_whitespace().next().unwrap_or(body);
        Some(Line {
            span,
            body,
            width: width(body),
            indent: text[line.start..span.start].chars().count(),
            end: end_of(body),
            first_word: width(first),
            starts_small: starts_small(body),
            is_item: enumerator::marker(body).is_some(),
            is_rule: !body.chars().any(char::is_alphanumeric),
        })
    }
}

fn width(text: &str) -> usize {
    text.chars().filter(|&c| !(chars::is_tashkeel(c) || bidi::is_invisible(c))).count()
}

fn end_of(body: &str) -> End {
    let bare = body.trim_end_matches(|c: char| {
        bidi::is_invisible(c)
            || is_blank(c)
            || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '﴾' | '*' | '_')
    });
    match bare.chars().next_back() {
        Some('.' | '!' | '?' | '؟' | '…' | '۔') => End::Stop,
        Some(':' | ';' | '؛') => End::Colon,
        Some(',' | '،') => End::Comma,
        _ => End::Open,
    }
}

/// True if the first letter, after quotes and brackets, is a small Latin one.
fn starts_small(body: &str) -> bool {
    let bare = body.trim_start_matches(|c: char| {
        bidi::is_invisible(c) || matches!(c, '"' | '\'' | '“' | '‘' | '(' | '[')
    });
    bare.chars().next().is_some_and(char::is_lowercase)
}

/// Words with which no sentence, heading or item ends.
pub(super) const OPEN_WORDS: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "to",
    "and",
    "or",
    "in",
    "with",
    "for",
    "by",
    "from",
    "at",
    "that",
    "which",
    "is",
    "are",
    "was",
    "were",
    "في",
    "من",
    "على",
    "إلى",
    "الى",
    "عن",
    "أن",
    "إن",
    "أو",
    "التي",
    "الذي",
    "الذين",
    "بين",
    "هذا",
    "هذه",
    "و",
    "كل",
    "قد",
    "لم",
    "لن",
    "لا",
    "كان",
    "كانت",
];

/// In a text that is not wrapped as a whole, true for a line break within a sentence according to
/// both its sides.
fn flows_on(open: &Open<'_>, next: &Line<'_>) -> bool {
    let last = &open.last;
    if next.is_item || next.is_rule || last.is_rule || matches!(last.end, End::Stop | End::Colon) {
        return false;
    }
    let words = last.body.split_whitespace().count();
    let last_word = last.body.split_whitespace().next_back().unwrap_or_default();
    let hangs = words >= 4 && OPEN_WORDS.contains(&last_word);
    let comma = last.end == End::Comma && last.width >= 40 && words >= 4;
    if next.starts_small {
        // A list of small words is not a sentence: the first line has to begin like one.
        return words >= 3 && (open.lines > 1 || !last.starts_small);
    }
    (hangs || comma) && next.body.chars().find(|c| c.is_alphanumeric()).is_some_and(chars::is_arabic_letter)
}

/// The column at which a document was broken into lines.
#[derive(Clone, Copy)]
pub(super) struct Wrap {
    width: usize,
}

/// Usual widths of wrapped text. Narrower text is a list of words, wider text was not wrapped.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 28..=140;

impl Wrap {
    /// Examines every pair of neighbouring lines. In wrapped text nearly every upper line is full
    /// (the next word would not have fitted) and sentences end anywhere; elsewhere widths vary and
    /// lines end with stops.
    pub(super) fn detect(lines: &[Option<Line<'_>>]) -> Option<Wrap> {
        let pairs: Vec<(&Line<'_>, &Line<'_>)> = lines
            .windows(2)
            .filter_map(|pair| Some((pair[0].as_ref()?, pair[1].as_ref()?)))
            .filter(|(upper, lower)| !lower.is_item && !lower.is_rule && !upper.is_rule)
            .collect();
        if pairs.len() < 2 {
            return None;
        }
        let mut widths: Vec<usize> = pairs.iter().map(|(upper, _)| upper.width).collect();
        widths.sort_unstable();
        let wrap = Wrap { width: widths[(widths.len() - 1) * 19 / 20] };
        if !WRAP_WIDTHS.contains(&wrap.width) {
            return None;
        }
        let share = |counts: &dyn Fn(&Line<'_>, &Line<'_>) -> bool| {
            pairs.iter().filter(|(upper, lower)| counts(upper, lower)).count() as f64 / pairs.len() as f64
        };
        let full = share(&|upper, lower| wrap.is_full(upper, lower));
        let long = share(&|upper, _| 10 * upper.width >= 7 * wrap.width);
        let unfinished = share(&|upper, _| matches!(upper.end, End::Open | End::Comma));
        let small = share(&|_, lower| lower.starts_small);
        // Verse and lists have lines of similar width too, but no sentence ends within a line.
        let inner_stops = share(&|upper, _| has_inner_stop(upper.body));
        let prose = inner_stops >= 0.05 && inner_stops * pairs.len() as f64 >= 1.0;
        let is_wrapped = unfinished >= 0.5 && small >= 0.4 && long >= 0.5
            || unfinished >= 0.6
                && prose
                && (full >= 0.45 && long >= 0.6 || long >= 0.75 && wrap.width >= 40)
            || full >= 0.95 && unfinished >= 0.95 && pairs.len() >= 5 && wrap.width >= 40;
        is_wrapped.then_some(wrap)
    }

    /// True if the first word of the next line would not have fitted.
    pub(super) fn is_full(self, upper: &Line<'_>, lower: &Line<'_>) -> bool {
        upper.indent + upper.width + 1 + lower.first_word > self.width
    }

    /// True if the line break exists only because the line was full.
    fn joins(self, open: &Open<'_>, lower: &Line<'_>) -> bool {
        let upper = &open.last;
        // `- he said` or `II. It was` at the beginning of a line is a list mark only where a list can begin.
        let inside =
            !open.is_item && matches!(upper.end, End::Open | End::Comma) && self.is_full(upper, lower);
        if lower.is_item && (!inside || lower.body.starts_with(enumerator::is_bullet)) {
            return false;
        }
        if lower.is_rule || upper.is_rule {
            return false;
        }
        let full = self.is_full(upper, lower) || 10 * upper.width >= 7 * self.width;
        let indented = lower.indent >= upper.indent + 2;
        match upper.end {
            End::Stop => full && !indented,
            End::Colon => full && (lower.starts_small || !indented),
            End::Comma => true,
            End::Open => {
                full || lower.starts_small || 10 * (upper.width + 1 + lower.first_word) > 9 * self.width
            }
        }
    }
}

/// True if a sentence ends within the line: at a stop followed by a blank.
fn has_inner_stop(body: &str) -> bool {
    body.match_indices(['.', '!', '?', '؟']).any(|(at, stop)| body[at + stop.len()..].starts_with(is_blank))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Heading, Item};

    fn prose(text: &str) -> Vec<(ParagraphKind, String)> {
        of_prose(text)
            .iter()
            .map(|p| (p.kind, p.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect()
    }

    fn expect(text: &str, wanted: &[(ParagraphKind, &str)]) {
        let wanted: Vec<_> = wanted.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
        assert_eq!(prose(text), wanted);
    }

    #[test]
    fn a_newline_ends_a_paragraph() {
        expect(
            "تقرير السوق\nارتفعت الأسعار أمس. وانخفض الطلب.\nأغلقت البورصة مبكرا.\n",
            &[
                (Heading, "تقرير السوق"),
                (Body, "ارتفعت الأسعار أمس. وانخفض الطلب."),
                (Body, "أغلقت البورصة مبكرا."),
            ],
        );
    }

    #[test]
    fn english_broken_at_a_fixed_width_is_joined_again() {
        expect(
            "The council met on Monday to discuss the new\nwater tariff. Members asked how the poorer\nhouseholds would be protected, and the mayor\npromised a report.\n\nThe meeting was closed at noon.",
            &[
                (
                    Body,
                    "The council met on Monday to discuss the new water tariff. Members asked how the poorer households would be protected, and the mayor promised a report.",
                ),
                (Body, "The meeting was closed at noon."),
            ],
        );
    }

    #[test]
    fn arabic_broken_at_a_fixed_width_is_joined_again() {
        expect(
            "اجتمع المجلس البلدي يوم الاثنين لبحث التعرفة\nالجديدة للمياه. وسأل الأعضاء عن حماية الأسر\nالفقيرة من الزيادة، ووعد رئيس المجلس بتقديم\nتقرير مفصل. ثم رفعت الجلسة ظهرا.\n",
            &[(
                Body,
                "اجتمع المجلس البلدي يوم الاثنين لبحث التعرفة الجديدة للمياه. وسأل الأعضاء عن حماية الأسر الفقيرة من الزيادة، ووعد رئيس المجلس بتقديم تقرير مفصل. ثم رفعت الجلسة ظهرا.",
            )],
        );
    }

    #[test]
    fn a_short_last_line_ends_a_paragraph_of_wrapped_text_without_a_blank_line() {
        let text = "The council met on Monday to discuss the new\nwater tariff. Members asked how the poorer\nhouseholds would be protected.\nThe mayor promised a report on the matter and\nclosed the meeting. Nobody objected to that\ndecision.";
        assert_eq!(prose(text).len(), 2, "{:?}", prose(text));
    }

    #[test]
    fn verse_and_lists_are_not_joined() {
        assert_eq!(prose("قفا نبك من ذكرى حبيب ومنزل\nبسقط اللوى بين الدخول فحومل\nفتوضح فالمقراة لم يعف رسمها\nلما نسجتها من جنوب وشمأل").len(), 4);
        assert_eq!(prose("apples\noranges\npears\nplums").len(), 4);
    }

    #[test]
    fn a_single_break_inside_an_english_sentence_is_seen_without_help() {
        expect(
            "This sentence was\nbroken by a copy from a page.",
            &[(Body, "This sentence was broken by a copy from a page.")],
        );
    }

    #[test]
    fn list_items_are_paragraphs_of_their_own() {
        expect(
            "Bring:\n- bread\n- olives\n1. مقدمة\nأ- تعريفات",
            &[
                (Body, "Bring:"),
                (Item, "- bread"),
                (Item, "- olives"),
                (Item, "1. مقدمة"),
                (Item, "أ- تعريفات"),
            ],
        );
    }

    #[test]
    fn numbers_and_heads_of_pages_are_joined_to_nothing() {
        let page = |n: usize, first: &str| {
            format!(
                "The Water Board: Report\n{first} of the river and the people who live\nalong its banks. They have been there for as\nlong as anyone can remember, and they know the\nriver better than we\n{n}\n"
            )
        };
        let text =
            [page(1, "This is the story"), page(2, "do, the whole story"), page(3, "do, the long story")]
                .concat();
        let got = prose(&text);
        assert_eq!(got.iter().filter(|(_, text)| text == "The Water Board: Report").count(), 3, "{got:?}");
        assert!(got.iter().any(|(_, text)| text == "2"), "{got:?}");
    }

    #[test]
    fn numbered_lines_keep_their_place_even_when_empty() {
        let text = "first\n\n\u{200F}\r\n last \n";
        let spans: Vec<_> = of_lines(text).iter().map(|p| p.span.of(text)).collect();
        assert_eq!(spans, ["first", "", "", "last"]);
    }
}
