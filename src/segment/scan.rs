//! The pass over a text that finds the ends of sentences.
//!
//! Bytes that may be significant (stops, quotes, brackets, verse marks, labels of lists) are found
//! through a table; the context is read, and the rules of the language are applied, only at these.
//! The role of a quotation or bracket is known at its end, where cuts inside it may be removed.

use super::{
    arabic, english,
    enumerate::Label,
    stop::{self, Stop},
    trailing::{emoticons, set_off_note},
    verses,
};
use crate::{
    document::{
        enumerator,
        lines::{is_blank, trimmed},
    },
    text::{Lang, Span, bidi, chars},
};

/// The sentences of a text, without blanks around them.
pub(super) fn sentences(lang: Lang, text: &str) -> Vec<Span> {
    let mut scan = Scan { lang, text, cuts: Vec::new(), open: Vec::new(), list: None };
    scan.run();
    verses::cut(text, &mut scan.cuts);
    pieces(text, &scan.cuts)
}

/// Bytes that end sentences or open and close something, or with which such a character begins.
const fn table(dash: bool) -> [bool; 256] {
    let mut table = [false; 256];
    let bytes = b".!?\n()[]\"\xC2\xD8\xDB\xE2\xEF";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    // ؟ is D8 9F: D8 begins every second Arabic letter, but 9F hardly ever ends one.
    table[0xD8] = false;
    table[0x9F] = true;
    table[b'-' as usize] = dash;
    table
}

static ENGLISH: [bool; 256] = table(false);
static ARABIC: [bool; 256] = table(true);

/// Longest bracket, in bytes, that is kept together, unless it holds whole sentences and nothing else.
const BRACKET: usize = 400;
/// Longest quotation, in bytes, that is kept together within a sentence.
const QUOTATION: usize = 400;
/// Longest quotation, in bytes, that may be a phrase that the writer mentions.
const PHRASE: usize = 120;
/// Longest quotation, in characters, that is kept together with the speaker who follows it; the sentences
/// of longer ones are translated one by one.
const SPOKEN: usize = 64;
/// Most brackets and quotations that may be open at a time; older ones are dropped.
const DEPTH: usize = 16;

/// A bracket or quotation that has not been closed yet.
#[derive(Clone, Copy)]
struct Open {
    close: char,
    at: usize,
    /// Number of cuts before it.
    cuts: usize,
    /// It is at the beginning of its sentence.
    leads: bool,
}

/// What is closed after a stop.
#[derive(Clone, Copy, Default)]
struct Closed {
    /// A quotation at the beginning of the sentence.
    leading: bool,
    /// A quotation within a sentence that continues.
    embedded: bool,
}

struct Scan<'a> {
    lang: Lang,
    text: &'a str,
    /// The ends of sentences, in bytes, ascending.
    cuts: Vec<usize>,
    open: Vec<Open>,
    /// The last label of a list within the text.
    list: Option<Label>,
}

/// One or several stops in a row.
#[derive(Default)]
struct Stops {
    /// One of them ends a sentence wherever it is.
    strong: bool,
    dots: usize,
    /// The last of them is followed by the end of a quotation that began with its sentence.
    closes_quote: bool,
    /// The last of them is in a quotation or bracket inside a sentence.
    embedded: bool,
    /// Something is closed between or after them.
    enclosed: bool,
    /// The end of the last of them, and of what is closed after it.
    end: usize,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let table = if self.lang == Lang::Ar { &ARABIC } else { &ENGLISH };
        let mut at = 0;
        while let Some(ahead) = bytes[at..].iter().position(|&byte| table[usize::from(byte)]) {
            at = self.event(at + ahead);
        }
    }

    /// The beginning of the current sentence.
    fn start(&self) -> usize {
        self.cuts.last().copied().unwrap_or(0)
    }

    fn cut(&mut self, at: usize) {
        if at > self.start() {
            self.cuts.push(at);
        }
    }

    /// Handles the character that begins (or, for ؟, ends) at a byte, and returns where to continue.
    fn event(&mut self, byte: usize) -> usize {
        let at = stop::floor_boundary(self.text, byte);
        let Some(c) = self.text[at..].chars().next() else { return byte + 1 };
        let after = at + c.len_utf8();
        match c {
            _ if stop::is_stop(c) => return self.stop(at),
            '\n' => self.line_end(at, after),
            '(' | '[' | '«' | '“' | '‹' => self.opening(c, at),
            '"' if self.is_opening_quote(at, after) => self.opening(c, at),
            ')' | '-' if self.label(at, c) => {}
            ')' | ']' | '»' | '”' | '›' | '"' => {
                self.closing(c, at, after);
            }
            '﴾' | '﴿' | '\u{06DD}' => return self.verse(c, at, after),
            _ => {}
        }
        after.max(byte + 1)
    }

    /// An empty line ends the sentence before it.
    fn line_end(&mut self, at: usize, after: usize) {
        let blank = self.text[after..].bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        if self.text[after + blank..].starts_with('\n') {
            self.cut(at);
            self.open.clear();
        }
    }

    fn opening(&mut self, c: char, at: usize) {
        let close = match c {
            '(' => ')',
            '[' => ']',
            '«' => '»',
            '“' => '”',
            '‹' => '›',
            other => other,
        };
        if self.open.len() == DEPTH {
            self.open.remove(0);
        }
        let start = self.start();
        let near = at - start <= 16;
        let leads = near && !self.text[start..at].chars().any(stop::is_wordy);
        self.open.push(Open { close, at, cuts: self.cuts.len(), leads });
    }

    /// A straight quote opens if it is after a blank or bracket and before a word.
    fn is_opening_quote(&self, at: usize, after: usize) -> bool {
        let mut ahead = self.text[..at].chars().rev();
        let before = ahead.next();
        let next = self.text[after..].chars().next();
        // `و"رائع"`: a particle is joined to the quotation.
        let is_particle = before.is_some_and(|c| matches!(c, 'و' | 'ف' | 'ب' | 'ل' | 'ك'))
            && ahead.next().is_none_or(is_blank);
        before.is_none_or(|c| {
            is_particle
                || is_blank(c)
                || stop::is_opening(c)
                || bidi::is_mark(c)
                || matches!(c, '-' | '—' | '–')
        }) && next.is_some_and(|c| !is_blank(c))
            && !self
                .open
                .iter()
                .any(|open| open.close == '"' && self.text[open.at + 1..at].chars().all(is_blank))
    }

    /// Closes the innermost bracket or quotation of this kind. Cuts inside it are removed if it is
    /// part of a sentence that continues.
    fn closing(&mut self, c: char, at: usize, after: usize) -> Closed {
        let Some(index) = self.open.iter().rposition(|open| open.close == c) else {
            return Closed::default();
        };
        let open = self.open[index];
        self.open.truncate(index);
        let bracket = matches!(c, ')' | ']');
        // `(He waited. Nobody came.)`: whole sentences, and the bracket ends with the last of them.
        let inside = self.text[open.at..at].trim_end_matches(|c| is_blank(c) || bidi::is_invisible(c));
        let is_whole = || open.leads && inside.ends_with(stop::is_stop);
        let holds = if bracket {
            after - open.at <= BRACKET && !is_whole()
        } else {
            self.is_embedded(open, at, after)
        };
        if holds {
            self.cuts.truncate(open.cuts);
        }
        // `(why?)` within an Arabic sentence: there is no capital to show whether the next word
        // begins a new one.
        let aside = bracket && !open.leads && self.lang == Lang::Ar;
        Closed { leading: open.leads && !bracket, embedded: holds && (!bracket || aside) }
    }

    /// True if a quotation is part of a larger sentence: words precede it and no sentence ends with
    /// it, as in `explained that “prices fell. Risks remain”, and …`, or its speaker follows it.
    fn is_embedded(&self, open: Open, at: usize, after: usize) -> bool {
        let inside = self.text[open.at..at].trim_end_matches(|c| is_blank(c) || bidi::is_invisible(c));
        let ended = inside.ends_with(stop::is_stop);
        let next = self.text[after..].chars().find(|&c| !(is_blank(c) || bidi::is_invisible(c)));
        let goes_on = next.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | '،' | '؛'));
        let stops = next.is_none_or(stop::is_stop);
        // `عبارة «فورا. دون إبطاء.» الواردة في العرض`: an adjective after a few quoted words.
        let short = self.lang == Lang::Ar && after - open.at <= PHRASE;
        let described = || self.text[after..].trim_start_matches(is_blank).starts_with("ال");
        // `قال: «انتهى الدرس.» ثم خرج`
        let continued = || self.lang == Lang::Ar && arabic::continues(&self.text[after..]);
        // `صاح: «النجدة!» وركض نحو البيت.`: an exclamation or question, and what its speaker does next.
        // A bounded stretch, so that a text without blanks takes linear time.
        let near = stop::floor_boundary(self.text, open.at.saturating_sub(96));
        let lead = self.text[near..open.at].trim_end_matches(is_blank);
        let introduced = lead.ends_with([':', '،', ',']);
        // `«قال: “من هناك؟” فلم أجب»`: in a longer quotation.
        let answered = || !self.open.is_empty() && arabic::results(&self.text[after..]);
        let joined = || {
            inside.ends_with(stop::is_strong)
                && (answered() || arabic::joins(&self.text[after..], introduced))
        };
        // `رواية «من القاتل؟» للكاتب نفسه`
        let titled = || arabic::names_title(lead) && !arabic::opens(&self.text[after..]);
        // `“It rains. It always rains,” he said.`, `«لا! لن أذهب!» قال سالم.`
        let attributed = || self.lang == Lang::Ar && arabic::attributes(&self.text[after..]);
        if open.leads {
            return self.text[open.at..after].chars().nth(SPOKEN).is_none() && (goes_on || attributed());
        }
        after - open.at <= QUOTATION
            && (goes_on || !ended && !stops || short && (described() || joined() || titled()) || continued())
    }

    /// A verse mark with its number (﴿٢﴾, ۝٢) ends a verse; ornate brackets around words are a quotation.
    fn verse(&mut self, c: char, at: usize, after: usize) -> usize {
        let digits = self.text[after..].trim_start_matches(|c| is_blank(c) || bidi::is_invisible(c));
        let number = digits.trim_start_matches(chars::is_digit);
        let mut end = self.text.len() - number.len();
        if number.len() == digits.len() {
            // Without a number it is a quotation from the Quran.
            if !self.open.iter().any(|open| open.close == '﴾') && c != '\u{06DD}' {
                self.opening('﴾', at);
            } else {
                self.closing('﴾', at, after);
            }
            return after;
        }
        if c != '\u{06DD}' {
            let close = number.trim_start_matches(|c| is_blank(c) || bidi::is_invisible(c));
            if !close.starts_with(['﴾', '﴿']) {
                return after;
            }
            end = self.text.len() - close.len() + '﴾'.len_utf8();
        }
        let next = self.text[end..].chars().find(|&c| !(is_blank(c) || bidi::is_invisible(c)));
        if next.is_some_and(|c| c.is_alphanumeric()) {
            self.cut(end);
        }
        end
    }

    /// Adds a cut before a label of a list in the text if it follows the previous label.
    fn label(&mut self, at: usize, sign: char) -> bool {
        let start = self.start();
        let floor = stop::floor_boundary(self.text, at.saturating_sub(12).max(start));
        let window = self.text[floor..at].trim_end_matches(bidi::is_invisible);
        let token =
            window.rsplit(is_blank).next().unwrap_or_default().trim_start_matches(enumerator::is_bullet);
        let Some(label) = Label::read(token, sign) else { return false };
        let begins = floor + window.len() - token.len();
        let leads = !self.text[start..begins].chars().take(8).any(stop::is_wordy) && begins - start <= 16;
        if !(leads || floor < begins || floor == start) {
            return false;
        }
        let follows = self.list.is_some_and(|last| last.is_followed_by(label));
        // `… as follows: 1. a passport; 2. …`
        let lead = self.text[start..begins].trim_end_matches(|c| is_blank(c) || bidi::is_invisible(c));
        let introduced = label.is_first() && lead.ends_with(':');
        // `1. wash, 2. rinse and 3. dry`: the items are parts of one sentence.
        let last = lead.rsplit(is_blank).next().unwrap_or_default();
        let is_part = lead.ends_with([',', ';', '،', '؛']) || matches!(last, "and" | "or" | "و" | "أو");
        if follows && !leads && !is_part {
            self.cut(start + before_bullet(&self.text[start..begins]));
        }
        if follows || leads || introduced {
            self.list = Some(label);
        }
        follows || leads || introduced
    }

    /// The stops from a place on, with what is closed between and after them.
    fn stops(&mut self, at: usize) -> Stops {
        let text = self.text;
        let mut row = Stops { end: at, ..Stops::default() };
        let mut end = at;
        let mut is_closed = false;
        while let Some(c) = text[end..].chars().next() {
            let after = end + c.len_utf8();
            if stop::is_stop(c) {
                // `[see 2.].`: the stops inside and outside are not a row of dots.
                row.dots *= usize::from(!is_closed);
                is_closed = false;
                row.strong |= stop::is_strong(c);
                row.dots += match c {
                    '.' => 1,
                    '…' => 3,
                    _ => 0,
                };
                (row.closes_quote, row.embedded) = (false, false);
            } else if bidi::is_invisible(c) {
                end = after;
                continue;
            } else if stop::is_closer(c) && self.closes(c, end, after) {
                row.enclosed = true;
                let closed = self.closing(c, end, after);
                row.closes_quote |= closed.leading;
                row.embedded |= closed.embedded;
                is_closed = true;
            } else if let Some(far) = self.distant(c, end, row.dots) {
                end = far;
                continue;
            } else {
                break;
            }
            end = after;
            row.end = end;
        }
        // Invisible marks stay with the stop before a blank, and go with the next word otherwise.
        if text[end..].chars().next().is_none_or(is_blank) {
            row.end = end;
        }
        row
    }

    /// Handles one or several stops, with everything that is closed after them.
    fn stop(&mut self, at: usize) -> usize {
        let text = self.text;
        if text[at..].starts_with('.') && self.label(at, '.') {
            return at + 1;
        }
        let Stops { strong, dots, closes_quote, embedded, enclosed, mut end } = self.stops(at);
        let before = text[..at].chars().rev().find(|&c| !bidi::is_invisible(c));
        if enclosed && before.is_some_and(|c| matches!(c, '(' | '[')) {
            // `(?)`, `[…]`: the bracket contains only the mark.
            return end;
        }
        end = self.footnote(at, end);
        end += emoticons(&text[end..]);
        let gap = text[end..].find(|c| !(is_blank(c) || bidi::is_invisible(c)));
        let next = gap.map_or(text.len(), |gap| end + gap);
        let stop = Stop { text, start: self.start(), at, end, strong, dots, closes_quote, next };
        let ends = match self.lang {
            Lang::Ar => arabic::ends(&stop),
            Lang::En => english::ends(&stop),
        };
        if ends && !embedded && !stop.is_in_aside() {
            self.cut(end);
        }
        end
    }

    /// True if a mark after a stop closes something. A straight quote does, unless it precedes a
    /// word like an opening one; an apostrophe does before a blank, a stop or another closing mark.
    fn closes(&self, c: char, at: usize, after: usize) -> bool {
        let next = self.text[after..].chars().find(|&c| !bidi::is_invisible(c));
        let word_follows = next.is_some_and(char::is_alphanumeric);
        match c {
            '\'' | '’' => !word_follows,
            '"' => !word_follows || self.open.iter().any(|open| open.close == '"' && open.at < at),
            '﴾' | '﴿' => !next.is_some_and(chars::is_digit),
            _ => true,
        }
    }

    /// Looks past blanks for the dots of `. . .`, or for a closing quote or stop that was set off (`نعم. »`).
    fn distant(&self, c: char, end: usize, dots: usize) -> Option<usize> {
        if !matches!(c, ' ' | '\u{A0}' | '\u{202F}') {
            return None;
        }
        let blank = end + c.len_utf8();
        let mut ahead = self.text[blank..].chars();
        let mark = ahead.next()?;
        let then = ahead.find(|&c| !bidi::is_invisible(c));
        let alone = then.is_none_or(|c| is_blank(c) || stop::is_stop(c) || stop::is_closer(c));
        let closes = match mark {
            '.' => dots > 0 && alone,
            '!' | '?' | '؟' => alone,
            '»' | '”' | '›' => self.open.iter().any(|open| open.close == mark),
            '"' => alone && self.open.iter().any(|open| open.close == '"'),
            _ => false,
        };
        closes.then_some(blank)
    }

    /// The end of footnote marks after a stop: `.[12]`, `.(3)`, `.²`, `.*`, and `(1987).1` before a blank.
    fn footnote(&self, at: usize, end: usize) -> usize {
        let rest = &self.text[end..];
        let mut length = set_off_note(rest);
        loop {
            let tail = &rest[length..];
            let (open, close) = match tail.chars().next() {
                Some('[') => ('[', ']'),
                Some('(') => ('(', ')'),
                Some(c @ ('¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '*' | '†' | '‡')) => {
                    length += c.len_utf8();
                    continue;
                }
                _ => break,
            };
            let near = &tail[..stop::ceil_boundary(tail, tail.len().min(32))];
            let inside = near[open.len_utf8()..].split(close).next().unwrap_or_default();
            let mark = inside.len() <= 24
                && open.len_utf8() + inside.len() < near.len()
                && !inside.is_empty()
                && inside.chars().all(|c| {
                    chars::is_digit(c) || bidi::is_invisible(c) || matches!(c, ' ' | ',' | '،' | '-' | '–')
                });
            if !mark {
                break;
            }
            length += open.len_utf8() + inside.len() + close.len_utf8();
        }
        if length == 0 {
            length = self.glued_note(at, rest);
        }
        match rest[length..].chars().next() {
            Some(c) if !(is_blank(c) || bidi::is_mark(c) || length == 0) => end,
            _ => end + length,
        }
    }

    /// Length in bytes of a footnote number glued to the stop: `both thinking (type 2).10 This`,
    /// `doctors.4 They`.
    fn glued_note(&self, at: usize, rest: &str) -> usize {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mut ahead = rest[digits..].chars();
        let alone = (1..=3).contains(&digits) && ahead.next().is_none_or(is_blank);
        let sentence =
            ahead.find(|&c| !is_blank(c)).is_none_or(|c| c.is_uppercase() || chars::is_arabic_letter(c));
        if !(alone && sentence) {
            return 0;
        }
        // Names such as `v.2` and `Python.3` have no long lower-case word before the stop.
        let before = &self.text[..at];
        let word = before
            .chars()
            .rev()
            .take_while(|&c| c.is_lowercase() || chars::is_arabic_letter(c))
            .take(4)
            .count();
        if word == 4 || before.ends_with([')', ']', '”', '»']) { digits } else { 0 }
    }
}

/// Length in bytes of a text without the bullet at its end and the blanks around it.
fn before_bullet(text: &str) -> usize {
    let bare = text.trim_end_matches(is_blank);
    if bare.ends_with(enumerator::is_bullet) {
        bare.trim_end_matches(enumerator::is_bullet).len()
    } else {
        text.len()
    }
}

/// The text between the cuts. A piece without letters or digits (a stray quote, a row of stars)
/// belongs to the sentence before it, or to the next one if it comes first.
fn pieces(text: &str, cuts: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(cuts.len() + 1);
    let mut start = 0;
    let mut carried: Option<Span> = None;
    for end in cuts.iter().copied().chain([text.len()]) {
        let span = trimmed(text, Span::new(start, end));
        start = end;
        if span.is_empty() {
            continue;
        }
        if span.of(text).chars().any(stop::is_wordy) {
            spans.push(carried.take().map_or(span, |first| first.to(span)));
        } else if let Some(last) = spans.last_mut() {
            *last = last.to(span);
        } else {
            carried = Some(carried.map_or(span, |first| first.to(span)));
        }
    }
    spans.extend(carried);
    spans
}
