//! Plain text without the furniture of its pages: numbers, running heads and marks of page breaks
//! are left out, and a sentence that a page break interrupts is whole again.
//!
//! A line is furniture only if it recurs as such lines do, with rising numbers or with the same
//! words, *and* if it interrupts sentences or is beside a form feed. Numbers of chapters and
//! repeated headings, which follow the end of a sentence, are text. Footnotes above such a line that
//! interrupt a sentence come after its paragraph.

mod notes;
#[cfg(test)]
mod tests;

use super::{
    LeftOut,
    lines::{self, is_blank},
    page_marks::{glued_numbers, is_cut, is_page_number, numbered_heads, numbers_at_ends, page_of, shape},
    paragraphs::{End, Line, OPEN_WORDS, Wrap},
};
use crate::text::{Span, chars};
use notes::Notes;
use rustc_hash::FxHashMap;

/// Most lines that are looked through for the nearest one with words.
const NEAR: usize = 12;

/// A text without the furniture of its pages.
pub(super) struct Mended {
    pub(super) text: String,
    /// The amount of furniture.
    pub(super) left_out: LeftOut,
}

/// The text without the furniture of its pages; `None` if it has none.
pub(super) fn mended(text: &str) -> Option<Mended> {
    let spans = lines::physical(text);
    let lines: Vec<Option<Line<'_>>> = spans.iter().map(|span| Line::new(text, *span)).collect();
    let bodies: Vec<&str> = lines.iter().map(|line| line.as_ref().map_or("", |line| line.body)).collect();
    let groups = groups(&bodies);
    let glued = glued_numbers(&bodies);
    let noted = notes_of(&lines, &groups, &glued);
    let breaks = Breaks::new(text, &spans, &lines, &groups, &noted);
    let is_prose = breaks.is_prose();
    let mut omitted = vec![false; lines.len()];
    for group in &groups {
        if breaks.are_furniture(group, is_prose) {
            group.lines.iter().for_each(|&at| omitted[at] = true);
        }
    }
    let cut: Vec<usize> =
        glued.iter().map(|(at, _)| *at).filter(|&at| breaks.interrupts_before(at)).collect();
    let glued = if is_prose && (glued.len() > 2 || cut.len() == glued.len()) && 3 * cut.len() >= glued.len() {
        glued
    } else {
        Vec::new()
    };
    let mut ends = numbers_at_ends(&bodies, &glued);
    ends.retain(|(at, _)| breaks.goes_on_after(*at));
    let feeds = is_prose && text.contains('\u{0C}');
    if glued.is_empty() && !omitted.contains(&true) && !feeds {
        return None;
    }
    let is_break = |at: usize| omitted[at] || glued.binary_search_by_key(&at, |(at, _)| *at).is_ok();
    let mut is_note = vec![false; lines.len()];
    for notes in noted.iter().filter(|notes| is_break(notes.above)) {
        is_note[notes.from..notes.to].fill(true);
    }
    let wrap = Wrap::detect(&breaks.without(&omitted));
    let mended = breaks.rest(&Kept { omitted, is_note, glued, ends }, wrap, feeds);
    (mended.text != text).then_some(mended)
}

/// The notes that interrupt sentences above a line that may be furniture, or above one with a page
/// number glued to it.
fn notes_of(lines: &[Option<Line<'_>>], groups: &[Group], glued: &[(usize, usize)]) -> Vec<Notes> {
    let mut is_break = vec![false; lines.len()];
    let candidates = groups.iter().flat_map(|group| group.lines.iter().copied());
    candidates.chain(glued.iter().map(|(at, _)| *at)).for_each(|at| is_break[at] = true);
    notes::find(lines, &is_break, |at| {
        glued.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        lines[at].as_ref().and_then(without_number)
    })
}

/// A line without the page number that is glued to its beginning.
fn without_number<'a>(line: &Line<'a>) -> Option<Line<'a>> {
    let body = line.body.trim_start_matches(chars::is_digit);
    Line::new(body, Span::new(0, body.len()))
}

/// What becomes of the lines of a text.
struct Kept {
    /// They are left out.
    omitted: Vec<bool>,
    /// They come after the paragraph that they interrupt.
    is_note: Vec<bool>,
    /// The lines with a page number glued to them, and the length of the number.
    glued: Vec<(usize, usize)>,
    /// The lines that end with a page number, and the length of the number with the blanks before it.
    ends: Vec<(usize, usize)>,
}

impl Kept {
    /// The length of the page number at the end of a line, 0 if there is none.
    fn number_after(&self, at: usize) -> usize {
        self.ends.binary_search_by_key(&at, |(at, _)| *at).map_or(0, |found| self.ends[found].1)
    }
}

/// Lines that may be furniture for the same reason.
struct Group {
    /// Their indices, ascending.
    lines: Vec<usize>,
    /// They are marks of page breaks, which need no other evidence.
    is_mark: bool,
}

/// The groups of lines that recur like furniture: page numbers that rise, running heads with such a
/// number or beside one, lines that are repeated, marks of page breaks.
fn groups(lines: &[&str]) -> Vec<Group> {
    let marks: Vec<usize> = (0..lines.len()).filter(|&at| is_cut(lines[at])).collect();
    let numbers = rising(lines);
    let shapes: Vec<Option<String>> = lines.iter().map(|line| shape(line)).collect();
    let mut same: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, shape) in shapes.iter().enumerate() {
        if let Some(shape) = shape {
            same.entry(shape.trim()).or_default().push(at);
        }
    }
    let numbered = numbered_heads(lines, &shapes);
    let filled: Vec<usize> = (0..lines.len()).filter(|&at| !lines[at].is_empty()).collect();
    let is_beside = |at: &&usize| {
        let place = filled.partition_point(|other| other < *at);
        let near = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
        near.filter_map(|place| filled.get(place)).any(|other| numbers.binary_search(other).is_ok())
    };
    // A line that begins small or ends with a word like `the` is itself part of a sentence.
    let is_title = |at: &usize| {
        let line = Line::new(lines[*at], Span::new(0, lines[*at].len()));
        let is_address = lines[*at].contains('.') && !lines[*at].contains(is_blank);
        is_address || line.is_some_and(|line| !line.starts_small && !hangs(&line))
    };
    let is_head = |places: &Vec<usize>| {
        if !places.iter().all(is_title) {
            return false;
        }
        let beside = places.iter().filter(is_beside).count();
        let words = lines[places[0]].split_whitespace().count();
        let apart =
            || places.windows(2).all(|pair| pair[1] > pair[0] + 2 && lines[pair[0]] == lines[pair[1]]);
        places.iter().all(|at| numbered.contains(at))
            || beside >= 2 && 2 * beside >= places.len()
            || places.len() >= 3 && words >= 3 && apart()
    };
    let mut found: Vec<Vec<usize>> = same.into_values().filter(is_head).collect();
    if numbers.is_empty() {
        found.extend((0..lines.len()).filter(|&at| is_alone(lines, at)).map(|at| vec![at]));
    }
    found.push(numbers);
    let mut groups: Vec<Group> = found.into_iter().map(|lines| Group { lines, is_mark: false }).collect();
    groups.push(Group { lines: marks, is_mark: true });
    groups.retain(|group| !group.lines.is_empty());
    groups
}

/// True for a page number with dashes, brackets or a word around it, or with an empty line on either
/// side: where it interrupts a sentence it needs no other beside it.
fn is_alone(lines: &[&str], at: usize) -> bool {
    let is_empty = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.is_empty());
    let is_bare = || lines[at].chars().all(chars::is_digit);
    is_page_number(lines[at]) && (!is_bare() || is_empty(at.checked_sub(1)) && is_empty(Some(at + 1)))
}

/// The longest sequence of page numbers of which each is one or two more than the one before; three
/// are required, or two with a word for pages.
fn rising(lines: &[&str]) -> Vec<usize> {
    // Of each page number: its line, the length of the sequence that it ends, the one before it.
    let mut found: Vec<(usize, usize, Option<usize>)> = Vec::new();
    let mut last: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_page_number(line)) {
        let number = line.chars().skip_while(|c| !chars::is_digit(*c)).take_while(|c| chars::is_digit(*c));
        let Some(page) = page_of(&number.collect::<String>()) else { continue };
        let before = [1, 2].into_iter().filter_map(|step| last.get(&page.checked_sub(step)?)).copied();
        let before = before.max_by_key(|&place| found[place].1);
        last.insert(page, found.len());
        found.push((at, before.map_or(1, |place| found[place].1 + 1), before));
    }
    let mut next = (0..found.len()).max_by_key(|&place| found[place].1);
    let mut chain = Vec::new();
    while let Some(place) = next {
        chain.push(found[place].0);
        next = found[place].2;
    }
    chain.reverse();
    let is_labelled = || chain.iter().all(|&at| lines[at].contains(char::is_alphabetic));
    if chain.len() >= 3 || chain.len() == 2 && is_labelled() { chain } else { Vec::new() }
}

/// The lines of a text, and which of them may be furniture.
struct Breaks<'a> {
    text: &'a str,
    spans: &'a [Span],
    lines: &'a [Option<Line<'a>>],
    is_candidate: Vec<bool>,
    /// They are notes above such lines.
    is_note: Vec<bool>,
    /// For each line the nearest lines of text before and after it.
    around: Vec<[Option<usize>; 2]>,
}

impl<'a> Breaks<'a> {
    fn new(
        text: &'a str,
        spans: &'a [Span],
        lines: &'a [Option<Line<'a>>],
        groups: &[Group],
        noted: &[Notes],
    ) -> Self {
        let mut is_candidate = vec![false; lines.len()];
        for &at in groups.iter().flat_map(|group| &group.lines) {
            is_candidate[at] = true;
        }
        let mut is_note = vec![false; lines.len()];
        noted.iter().for_each(|notes| is_note[notes.from..notes.to].fill(true));
        let is_text = |at: usize| !is_candidate[at] && !is_note[at] && lines[at].is_some();
        let mut around = vec![[None; 2]; lines.len()];
        let mut last = None;
        for (at, nearest) in around.iter_mut().enumerate() {
            nearest[0] = last;
            last = if is_text(at) { Some(at) } else { last };
        }
        last = None;
        for (at, nearest) in around.iter_mut().enumerate().rev() {
            nearest[1] = last;
            last = if is_text(at) { Some(at) } else { last };
        }
        Breaks { text, spans, lines, is_candidate, is_note, around }
    }

    /// True if a sentence goes on after a line.
    fn is_interrupted(&self, at: usize) -> bool {
        let [before, after] = self.around[at].map(|at| at.and_then(|at| self.lines[at].as_ref()));
        before.zip(after).is_some_and(|(before, after)| goes_on(before, after))
    }

    /// True if a form feed is between a line and the nearest lines with words.
    fn is_beside_feed(&self, at: usize) -> bool {
        let filled = |at: &usize| self.lines[*at].is_some();
        let from = (0..at).rev().take(NEAR).find(filled).map_or(0, |at| self.spans[at].end);
        let to = (at + 1..self.lines.len()).take(NEAR).find(filled);
        let to = to.map_or(self.text.len(), |at| self.spans[at].start);
        to - from < 400 && self.text[from..to].contains('\u{0C}')
    }

    /// True for wrapped text and for text whose lines end with stops. In verse, whose lines end
    /// anywhere, a number or a refrain seems to interrupt sentences.
    fn is_prose(&self) -> bool {
        let text = self.lines.iter().zip(&self.is_candidate).filter(|(_, is)| !**is);
        let text: Vec<&Line<'_>> = text.filter_map(|(line, _)| line.as_ref()).collect();
        let stopped = text.iter().filter(|line| matches!(line.end, End::Stop | End::Colon)).count();
        // A long line that goes on with a small letter in the next one.
        let flows =
            |pair: &&[&Line<'_>]| pair[0].end == End::Open && pair[0].width >= 40 && pair[1].starts_small;
        2 * (stopped + text.windows(2).filter(flows).count()) >= text.len()
            || Wrap::detect(&self.without(&self.is_candidate)).is_some()
    }

    /// True if a group of candidates interrupts sentences often enough, or begins and ends pages.
    fn are_furniture(&self, group: &Group, is_prose: bool) -> bool {
        let cuts = group.lines.iter().filter(|at| self.is_interrupted(**at)).count();
        let feeds = group.lines.iter().filter(|at| self.is_beside_feed(**at)).count();
        group.is_mark
            || is_prose && 3 * cuts >= group.lines.len()
            || feeds >= 2 && 2 * feeds >= group.lines.len()
    }

    /// True if the sentence of the line of text before this one goes on in this one, after the
    /// number that is glued to it.
    fn interrupts_before(&self, at: usize) -> bool {
        let before = (0..at).rev().filter(|&at| !self.is_note[at]).find_map(|at| self.lines[at].as_ref());
        let rest = self.lines[at].as_ref().and_then(without_number);
        before.zip(rest).is_some_and(|(before, rest)| goes_on(before, &rest))
    }

    /// True if the sentence of a line goes on in the next line of text.
    fn goes_on_after(&self, at: usize) -> bool {
        let after =
            (at + 1..self.lines.len()).filter(|&at| !self.is_note[at]).find_map(|at| self.lines[at].as_ref());
        self.lines[at].as_ref().zip(after).is_some_and(|(before, after)| goes_on(before, after))
    }

    /// The lines that stay, for recognising whether they are wrapped.
    fn without(&self, omitted: &[bool]) -> Vec<Option<Line<'a>>> {
        let kept = self.spans.iter().zip(omitted).filter(|(_, omitted)| !**omitted);
        kept.map(|(span, _)| Line::new(self.text, *span)).collect()
    }

    /// The text that stays. Where a sentence goes on, the lines around the furniture are joined: by
    /// a blank, or in wrapped text by a line end; with `feeds` also around a form feed alone.
    fn rest(&self, kept: &Kept, wrap: Option<Wrap>, feeds: bool) -> Mended {
        let Kept { omitted, is_note, glued, .. } = kept;
        let mut out = String::with_capacity(self.text.len());
        let mut left_out = LeftOut::default();
        let mut omit = |words: &str| {
            left_out.boxes += 1;
            left_out.characters += words.chars().filter(|c| c.is_alphanumeric()).count();
        };
        let mut held: Vec<&str> = Vec::new();
        // The last line that stays and its end, and whether furniture came after it.
        let (mut last, mut end, mut broken) = (None::<&Line<'_>>, 0, false);
        for (at, span) in self.spans.iter().enumerate() {
            if omitted[at] {
                omit(span.of(self.text));
                broken = true;
                continue;
            }
            let Some(line) = &self.lines[at] else { continue };
            if is_note[at] {
                held.push(line.body);
                broken = true;
                continue;
            }
            let mut start = line.span.start;
            if let Ok(found) = glued.binary_search_by_key(&at, |(at, _)| *at) {
                omit(&self.text[start..start + glued[found].1]);
                start += glued[found].1;
                broken = true;
            }
            let gap = &self.text[end..start];
            let is_fed = feeds && !broken && gap.contains('\u{0C}');
            let joins = (broken || is_fed)
                && last.is_some_and(|last| goes_on_in(last, &self.text[start..line.span.end]));
            let is_over = || broken || gap.matches('\n').nth(1).is_some();
            let ends = |last: &Line<'_>| {
                last.end == End::Stop && wrap.is_none_or(|wrap| is_over() || !wrap.is_full(last, line))
            };
            if !joins && !held.is_empty() && last.is_none_or(ends) {
                append_notes(&mut out, &mut held);
                broken = true;
            }
            out.push_str(match (joins, broken) {
                (true, _) if wrap.is_some() => "\n",
                (true, _) => " ",
                (false, true) => "\n\n",
                (false, false) => gap,
            });
            if broken && start == line.span.start && (!joins || wrap.is_some()) {
                // Blanks in front of a line show that a paragraph begins.
                out.push_str(&self.text[span.start..start]);
            }
            let words = line.span.end - kept.number_after(at);
            (last, end, broken) = (Some(line), line.span.end, words < line.span.end);
            out.push_str(&self.text[start..words]);
            if broken {
                omit(&self.text[words..end]);
            }
        }
        append_notes(&mut out, &mut held);
        if !broken {
            out.push_str(&self.text[end..]);
        }
        Mended { text: out, left_out }
    }
}

/// True if the sentence of a line goes on in the text of another one.
fn goes_on_in(before: &Line<'_>, after: &str) -> bool {
    Line::new(after, Span::new(0, after.len())).is_some_and(|after| goes_on(before, &after))
}

/// Appends notes as paragraphs of their own.
fn append_notes(out: &mut String, held: &mut Vec<&str>) {
    for (at, line) in held.drain(..).enumerate() {
        out.push_str(if at == 0 { "\n\n" } else { "\n" });
        out.push_str(line);
    }
}

/// True if a sentence that has not ended in one line goes on in the next one, according to both.
fn goes_on(before: &Line<'_>, after: &Line<'_>) -> bool {
    let words = |line: &Line<'_>| line.body.split_whitespace().count();
    if after.is_item || matches!(before.end, End::Stop | End::Colon) || words(before) < 3 {
        return false;
    }
    if after.starts_small {
        return true;
    }
    let is_arabic = |line: &Line<'_>| {
        line.body.chars().find(|c| c.is_alphanumeric()).is_some_and(chars::is_arabic_letter)
    };
    // A short line without a stop is a heading; a short one with a stop is the end of a sentence.
    let is_heading = after.end == End::Open && words(after) < 6 || before.width < 25;
    !is_heading && (hangs(before) || is_arabic(before) && is_arabic(after))
}

/// True if a line ends with a comma or a word that ends no sentence.
fn hangs(line: &Line<'_>) -> bool {
    let last = line.body.split_whitespace().next_back().unwrap_or_default();
    line.end == End::Comma || OPEN_WORDS.contains(&last)
}
