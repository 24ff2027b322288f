//! Subtitles in SRT, WebVTT, SBV, ASS, MicroDVD, TTML and LRC, and transcripts with times: the words of
//! all cues as one text, with the time of every cue.
//!
//! A sentence often extends over several cues. Cues are joined into a paragraph until a sentence
//! ends, a pause occurs or another person speaks.

mod ass;
mod frames;
mod stamped;
mod timed;

use super::{Cue, Paragraph, ParagraphKind, lines};
use crate::{
    Error, Result,
    text::{Span, bidi, chars},
};
use std::borrow::Cow;

pub(super) use timed::is_timed_text;

/// Length of a pause that ends a paragraph, in milliseconds.
const PAUSE: u64 = 4000;

/// True if a text is a subtitle file.
pub(super) fn is_subtitles(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with("WEBVTT") || ass::is_ass(text) || frames::is_frames(text) {
        return true;
    }
    if stamped::is_stamped(text) {
        return true;
    }
    if text.lines().next().and_then(times_of_sbv).is_some() {
        return true;
    }
    let mut head = text.lines();
    let number = head.next().is_some_and(|line| !line.is_empty() && line.trim().chars().all(chars::is_digit));
    number && head.next().and_then(times).is_some()
}

/// Largest subtitle file in bytes: 16 MiB are some hundred films.
const LARGEST: usize = 16 << 20;

/// Refuses files that are too large to be subtitles.
///
/// # Errors
/// When it is larger than 16 MiB.
pub(super) fn refuse_large(length: usize) -> Result<()> {
    if length > LARGEST {
        return Err(Error::new("a file of subtitles larger than 16 MiB").advise("is this the right file?"));
    }
    Ok(())
}

/// The text of a file of Timed Text, its paragraphs and cues; `label` is the encoding that the user named.
///
/// # Errors
/// When it is too large, or not well-formed.
pub(super) fn read_timed_text(
    name: &str,
    bytes: &[u8],
    label: Option<&str>,
) -> Result<(String, Vec<Paragraph>, Vec<Cue>)> {
    refuse_large(bytes.len())?;
    Ok(of_events(&timed::events(name, bytes, label)?))
}

/// The text of a subtitle file, its paragraphs and cues.
///
/// # Errors
/// When it repeats long words over and over.
pub(super) fn read(text: &str) -> Result<(String, Vec<Paragraph>, Vec<Cue>)> {
    let bare = text.trim_start_matches('\u{FEFF}');
    if ass::is_ass(bare) {
        return Ok(of_events(&ass::events(bare)));
    }
    if frames::is_frames(bare) {
        return Ok(of_events(&frames::events(bare)));
    }
    if stamped::is_stamped(bare) {
        return Ok(of_events(&stamped::events(bare)?));
    }
    let all: Vec<&str> = lines::physical(text).iter().map(|line| line.of(text)).collect();
    let mut reader = Reader { leading: lead_stops(&all), ..Reader::default() };
    let mut at = 0;
    while at < all.len() {
        let Some((start, end)) = times(all[at]) else {
            // Numbers, names and settings of cues; comments and styles of WebVTT.
            at += 1;
            continue;
        };
        at += 1;
        let from = at;
        while at < all.len() && !all[at].trim().is_empty() && times(all[at]).is_none() {
            at += 1;
        }
        // If the blank line before the next cue is missing, its number is not text.
        let number = at < all.len() && times(all[at]).is_some() && at > from;
        let number = number && all[at - 1].trim().chars().all(chars::is_digit);
        reader.cue(start, end, &all[from..at - usize::from(number)]);
    }
    Ok(reader.finish())
}

fn of_events(events: &[ass::Event]) -> (String, Vec<Paragraph>, Vec<Cue>) {
    let all: Vec<&str> = events.iter().flat_map(|event| &event.lines).map(String::as_str).collect();
    let mut reader = Reader { leading: lead_stops(&all), ..Reader::default() };
    for event in events {
        let lines: Vec<&str> = event.lines.iter().map(String::as_str).collect();
        reader.cue(event.start, event.end, &lines);
    }
    reader.finish()
}

/// Parses `00:01:02,345 --> 00:01:04,000` to milliseconds, with or without hours and settings, with
/// a comma or a stop.
fn times(line: &str) -> Option<(u64, u64)> {
    let Some((start, end)) = line.split_once("-->") else { return times_of_sbv(line) };
    Some((time(start.trim())?, time(end.split_whitespace().next()?)?))
}

/// Parses `0:00:01.000,0:00:03.500`, the times of a cue in SBV.
fn times_of_sbv(line: &str) -> Option<(u64, u64)> {
    let (start, end) = line.trim().split_once(',')?;
    let is_time = |text: &str| {
        let parts = text.split(':').count();
        parts == 3 && text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
    };
    if is_time(start) && is_time(end) { Some((time(start)?, time(end)?)) } else { None }
}

fn time(text: &str) -> Option<u64> {
    if !text.is_ascii() {
        // Digits of Arabic.
        let digit = |c: char| chars::digit_value(c).map_or(c, |digit| char::from(b'0' + digit));
        let plain: String = text.chars().filter(|c| !bidi::is_invisible(*c)).map(digit).collect();
        return plain.is_ascii().then(|| time(&plain))?;
    }
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let mut seconds = 0u64;
    let mut parts = 0;
    for part in clock.split(':') {
        parts += 1;
        seconds = seconds.checked_mul(60)?.checked_add(part.trim().parse::<u32>().ok()?.into())?;
    }
    let millis: u64 = format!("{:0<3}", fraction.get(..fraction.len().min(3))?).parse().ok()?;
    (2..=3).contains(&parts).then(|| seconds.checked_mul(1000)?.checked_add(millis)).flatten()
}

#[derive(Default)]
struct Reader {
    text: String,
    paragraphs: Vec<Paragraph>,
    cues: Vec<Cue>,
    /// The beginning of the open paragraph.
    start: Option<usize>,
    /// The marks that end Arabic lines are at their beginnings.
    leading: bool,
}

impl Reader {
    fn cue(&mut self, start: u64, end: u64, lines: &[&str]) {
        let pause = self.cues.last().is_some_and(|last| start > last.end.saturating_add(PAUSE));
        if pause {
            self.end_paragraph();
        }
        let from = self.text.len();
        for line in lines {
            let words = without_tags(line);
            let words = words.trim();
            if lines::is_invisible(words) {
                continue;
            }
            let words = if self.leading { mended(words) } else { Cow::Borrowed(words) };
            let speaks = words.trim_start_matches(bidi::is_mark).starts_with(['-', '–', '—', '♪']);
            let is_sound = is_sound(&words);
            if speaks || is_sound || self.sentence_ended(&words) {
                self.end_paragraph();
            }
            if self.start.is_none() {
                self.start = Some(self.text.len());
            }
            self.text.push_str(&words);
            self.text.push('\n');
            if is_sound {
                self.end_paragraph();
            }
        }
        let span = lines::trimmed(&self.text, Span::new(from, self.text.len()));
        if !span.is_empty() {
            self.cues.push(Cue { span, start, end: end.max(start) });
        }
    }

    /// True if a sentence ends before the next words. In Arabic, which has no capitals, three dots
    /// end one unless the next words begin with dots too.
    fn sentence_ended(&self, next: &str) -> bool {
        let end = self.text.trim_end_matches(|c: char| {
            c.is_whitespace()
                || bidi::is_invisible(c)
                || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
        });
        end.ends_with(['.', '!', '?', '؟', '…', '♪', ':']) && (!end.ends_with("...") || begins_arabic(next))
    }

    fn end_paragraph(&mut self) {
        if let Some(start) = self.start.take() {
            let span = lines::trimmed(&self.text, Span::new(start, self.text.len()));
            self.paragraphs.push(Paragraph { span, kind: ParagraphKind::Body });
        }
    }

    fn finish(mut self) -> (String, Vec<Paragraph>, Vec<Cue>) {
        self.end_paragraph();
        (self.text, self.paragraphs, self.cues)
    }
}

/// True for a line in brackets that describes what is heard: `[MUSIC]`, `(يضحك)`.
fn is_sound(words: &str) -> bool {
    let inside = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let inside = inside.or_else(|| words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')));
    inside.is_some_and(|inside| !inside.contains(['[', ']', '(', ')']))
}

fn begins_arabic(words: &str) -> bool {
    let first = words.chars().find(|c| c.is_alphabetic() || matches!(c, '.' | '…'));
    first.is_some_and(chars::is_arabic_letter)
}

/// True for a file whose Arabic lines begin with the marks that end them: more do so than end with
/// a mark. Such files are made for players that set every line from left to right, where
/// `.لا أحد هنا` looks right.
fn lead_stops(lines: &[&str]) -> bool {
    let (mut leading, mut trailing) = (0usize, 0usize);
    for line in lines.iter().take(SAMPLE).filter(|line| times(line).is_none()) {
        let words = without_tags(line);
        let Some((head, rest)) = split_lead(words.trim()) else { continue };
        // Dots alone may continue the sentence of the previous cue.
        let begins = head.starts_with(|c: char| !matches!(c, '.' | '…')) || head == ".";
        leading += usize::from(begins && !rest.ends_with(is_mark));
        trailing += usize::from(!begins && rest.ends_with(is_mark));
    }
    leading >= 2 && leading > trailing
}

/// Number of lines used to find where a file has its marks.
const SAMPLE: usize = 5000;

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '،' | ',' | ':' | '؛' | ';')
}

/// The marks at the beginning of an Arabic line and the rest; `None` for a line in another script.
fn split_lead(line: &str) -> Option<(&str, &str)> {
    let first = line.chars().find(|c| c.is_alphabetic())?;
    if !chars::is_arabic_letter(first) {
        return None;
    }
    let bare = line.trim_start_matches(|c: char| bidi::is_mark(c) || DASHES.contains(c) || c == ' ');
    let rest = bare.trim_start_matches(is_mark);
    Some((&bare[..bare.len() - rest.len()], rest))
}

const DASHES: &str = "-–—";

/// A line of such a file with its marks moved to the end: `!تعال` becomes `تعال!`, `.قال "نعم`
/// becomes `قال "نعم.`
fn mended(line: &str) -> Cow<'_, str> {
    let Some((head, rest)) = split_lead(line) else { return Cow::Borrowed(line) };
    // The dash of a speaker moves to the other end together with the marks.
    let (rest, dash) = match rest.trim_end().strip_suffix(|c: char| DASHES.contains(c)) {
        Some(words) if !line.starts_with(|c: char| DASHES.contains(c)) => (words.trim_end(), "- "),
        _ => (rest.trim_end(), ""),
    };
    if head.is_empty() && dash.is_empty() || rest.is_empty() {
        return Cow::Borrowed(line);
    }
    let lead = &line[..line.len() - line.trim_start_matches(|c: char| DASHES.contains(c) || c == ' ').len()];
    Cow::Owned(format!("{dash}{lead}{}{}", rest.trim_start(), head.chars().rev().collect::<String>()))
}

/// Longest tag, in bytes.
const LONGEST_TAG: usize = 1000;

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A line without `<i>`, `<c.yellow>`, `{\an8}`, and with the five entities of WebVTT resolved.
fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    // There is no closing sign after these places; searching for one repeatedly would take quadratic time.
    let (last_tag, last_brace) = (line.rfind('>'), line.rfind('}'));
    while let Some(at) = rest.find(['<', '{', '&']) {
        out.push_str(&rest[..at]);
        let after = &rest[at..];
        let from = line.len() - after.len();
        let tag = |close: char, last: Option<usize>| {
            let near = &after[..floor(after, LONGEST_TAG)];
            last.filter(|&last| last > from).and_then(|_| near.find(close)).map(|end| &after[..=end])
        };
        let skipped = match after.as_bytes()[0] {
            b'<' => tag('>', last_tag)
                .filter(|tag| tag[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')),
            b'{' => tag('}', last_brace).filter(|tag| tag.starts_with("{\\")),
            _ => None,
        };
        let entity = [
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&nbsp;", "\u{A0}"),
            ("&lrm;", "\u{200E}"),
            ("&rlm;", "\u{200F}"),
        ]
        .into_iter()
        .find(|(name, _)| after.starts_with(name));
        rest = match (skipped, entity) {
            (Some(tag), _) => &after[tag.len()..],
            (None, Some((name, c))) => {
                out.push_str(c);
                &after[name.len()..]
            }
            (None, None) => {
                out.push_str(&after[..1]);
                &after[1..]
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<Paragraph>, Vec<Cue>) {
        super::read(text).unwrap()
    }

    const SRT: &str = "\u{FEFF}1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>We left the city</i>\r\n\r\n2\r\n00:00:03,600 --> 00:00:05,000\r\n{\\an8}at 5 < 6. Then\r\nit rained.\r\n\r\n3\r\n00:00:05,100 --> 00:00:06,000\r\n- Who?\r\n- Me\r\n\r\n4\r\n00:01:00,000 --> 00:01:02,000\r\nThe end\r\n";

    #[test]
    fn cues_are_joined_into_sentences_and_keep_their_times() {
        assert!(is_subtitles(SRT));
        let (text, paragraphs, cues) = read(SRT);
        let got: Vec<_> = paragraphs.iter().map(|p| p.span.of(&text)).collect();
        assert_eq!(got, ["We left the city\nat 5 < 6. Then\nit rained.", "- Who?", "- Me", "The end"]);
        let times: Vec<_> = cues.iter().map(|cue| (cue.start, cue.end, cue.span.of(&text))).collect();
        assert_eq!(times[0], (1000, 3500, "We left the city"));
        assert_eq!(times[2], (5100, 6000, "- Who?\n- Me"));
        assert_eq!(cues.len(), 4);
    }

    #[test]
    fn webvtt_with_names_settings_and_entities_is_read() {
        let vtt = "WEBVTT - title\n\nNOTE a remark\n\nintro\n01:02.000 --> 01:04.5 line:0 position:20%\n<v Sara>نعم &amp; <c.x>لا</c>\n\n2:00:00.000 --> 2:00:01.000\nانتهى\n3\n2:00:02.000 --> 2:00:03.000\nحقا\n";
        assert!(is_subtitles(vtt));
        let (text, paragraphs, cues) = read(vtt);
        assert_eq!(text, "نعم & لا\nانتهى\nحقا\n");
        assert_eq!(paragraphs.len(), 2);
        assert_eq!((cues[0].start, cues[0].end, cues[1].start), (62_000, 64_500, 7_200_000));
    }

    #[test]
    fn what_is_heard_is_no_part_of_a_sentence() {
        let cue = |n: usize, words: &str| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}\n\n");
        let (text, paragraphs, _) =
            read(&[cue(1, "[MUSIC]"), cue(2, "We left"), cue(3, "at noon.")].concat());
        let got: Vec<_> = paragraphs.iter().map(|p| p.span.of(&text)).collect();
        assert_eq!(got, ["[MUSIC]", "We left\nat noon."]);
    }

    #[test]
    fn sbv_is_read_with_its_times() {
        let sbv = "0:00:01.000,0:00:03.500\nوصل القطار.\n\n0:00:04.000,0:00:05.000\nنزل الركاب\nكلهم.\n";
        assert!(is_subtitles(sbv));
        let (text, _, cues) = read(sbv);
        assert_eq!(text, "وصل القطار.\nنزل الركاب\nكلهم.\n");
        assert_eq!(
            cues.iter().map(|cue| (cue.start, cue.end)).collect::<Vec<_>>(),
            [(1000, 3500), (4000, 5000)]
        );
    }

    #[test]
    fn marks_at_the_head_of_arabic_lines_are_read_as_their_end_when_the_file_is_so() {
        let cue = |n: usize, line: &str| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n\n");
        let file =
            |lines: &[&str]| lines.iter().enumerate().map(|(n, line)| cue(n + 1, line)).collect::<String>();
        let (text, paragraphs, _) =
            read(&file(&["!تعال يا رامي", "<i>...الباب مفتوح</i>", ".لا أحد هنا", "Yes.", "من أنت؟ أجبني"]));
        assert_eq!(text, "تعال يا رامي!\nالباب مفتوح...\nلا أحد هنا.\nYes.\nمن أنت؟ أجبني\n");
        assert_eq!(paragraphs.len(), 5);
        let (text, ..) = read(&file(&["تعال يا رامي!", "...الباب مفتوح", "لا أحد هنا.", "اذهب."]));
        assert!(text.contains("...الباب مفتوح"));
        let (text, ..) = read(&file(&["؟من هناك -", ".أنا رامي -", ".ادخل"]));
        assert!(text.starts_with("- من هناك؟\n- أنا رامي.\n"), "{text}");
    }

    #[test]
    fn a_million_tags_without_end_are_read() {
        // Each would take hours if the end were searched repeatedly.
        for piece in ["<i", "{\\a", "<i>", "{\\a<", "&"] {
            let (.., cues) =
                read(&format!("1\n00:00:01,000 --> 00:00:02,000\n{}x>}}\n", piece.repeat(1_000_000)));
            assert!(cues.len() <= 1, "{piece}");
        }
    }

    #[test]
    fn a_list_of_numbers_is_no_file_of_subtitles() {
        assert!(!is_subtitles("1\n2\n3\n"));
        assert!(!is_subtitles("a --> b\n"));
        assert_eq!(time("99999999999999999999:00"), None);
        assert_eq!(time("00:00:01,é00"), None);
    }
}
