//! Timed Text of the W3C (TTML, formerly DFXP; `.ttml`, `.dfxp`, `.xml`): the words of its
//! paragraphs, and the times of these, of the parts of them that have their own, or of what they are in.

use super::ass::Event;
use crate::{
    Result,
    document::xml::{self, Node, Tag, Xml},
};

/// True for the beginning of a file whose root element is that of Timed Text. HTML has an element
/// of the same name; the address of the vocabulary distinguishes them.
pub(in crate::document) fn is_timed_text(head: &str) -> bool {
    let versions = ["/ns/ttml", "/ns/ttaf", "/2006/10/ttaf", "/2004/11/ttaf", "/2006/04/ttaf"];
    let has_address = |tag: &str| {
        let inside = tag.split('>').next().unwrap_or_default();
        versions.iter().any(|version| inside.contains(version))
    };
    head.trim_start().starts_with('<')
        && xml::root(head) == Some("tt")
        && xml::root_tag(head).is_some_and(has_address)
}

/// The words and times of a file, sorted by time; `label` is the encoding that the user named.
///
/// # Errors
/// When it is not well-formed.
pub(super) fn events(name: &str, bytes: &[u8], label: Option<&str>) -> Result<Vec<Event>> {
    let mut xml = Xml::labelled(name, Box::new(bytes), label)?;
    xml.be_lenient();
    let mut reader = Timed::default();
    if let Err(error) = reader.read(&mut xml) {
        return Err(xml.locate(error));
    }
    let mut events = reader.events;
    events.sort_by_key(|event| event.start);
    Ok(events)
}

/// An open element.
#[derive(Clone, Copy, Default)]
struct Open {
    start: u64,
    end: Option<u64>,
    /// When its words that come next begin: not before those that came last, which are in front of them.
    goes_on: u64,
    /// It is a paragraph, or a part of one.
    has_words: bool,
    /// It has a time of its own, or is a paragraph: its words are a cue.
    is_cue: bool,
}

/// How often a second has a frame or a tick.
#[derive(Clone, Copy)]
struct Rates {
    frames: f64,
    ticks: Option<f64>,
}

impl Default for Rates {
    fn default() -> Self {
        Rates { frames: 30.0, ticks: None }
    }
}

#[derive(Default)]
struct Timed {
    rates: Rates,
    open: Vec<Open>,
    lines: Vec<String>,
    events: Vec<Event>,
}

impl Timed {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<()> {
        loop {
            match xml.next()? {
                Node::Start(tag) if matches!(tag.name(), "head" | "metadata") => xml.skip()?,
                Node::Start(tag) => self.begin(&tag)?,
                Node::Text(part) if self.open.last().is_some_and(|open| open.has_words) => self.add(&part),
                Node::End => {
                    if self.open.last().is_some_and(|open| open.is_cue) {
                        self.flush();
                    }
                    self.end();
                }
                Node::Eof => return Ok(()),
                Node::Text(_) | Node::Other => {}
            }
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<()> {
        let outer = self.open.last().copied().unwrap_or_default();
        let mut times: [Option<u64>; 3] = [None; 3];
        let mut rates = self.rates;
        let mut multiplier = 1.0;
        tag.each_attr(|name, value| match name.rsplit(':').next().unwrap_or(name) {
            "frameRate" => rates.frames = positive(value).unwrap_or(rates.frames),
            "frameRateMultiplier" => {
                let parts = value.split_once([' ', ':']);
                let share = parts.and_then(|(a, b)| Some(positive(a)? / positive(b)?));
                multiplier = share.unwrap_or(1.0);
            }
            "tickRate" => rates.ticks = positive(value),
            "begin" => times[0] = time(value, self.rates),
            "end" => times[1] = time(value, self.rates),
            "dur" => times[2] = time(value, self.rates),
            _ => {}
        })?;
        if self.open.is_empty() {
            self.rates = Rates { frames: rates.frames * multiplier, ..rates };
        }
        let [begin, end, lasts] = times;
        let start = outer.start.saturating_add(begin.unwrap_or(0));
        let until = lasts.map(|lasts| start.saturating_add(lasts));
        let end = end.map(|end| outer.start.saturating_add(end)).or(until).or(outer.end);
        let is_paragraph = tag.name() == "p";
        if tag.name() == "br" {
            self.lines.push(String::new());
        }
        let is_cue = is_paragraph || outer.has_words && begin.is_some();
        if is_cue {
            self.flush();
        }
        self.open.push(Open {
            start,
            end,
            goes_on: start,
            has_words: outer.has_words || is_paragraph,
            is_cue,
        });
        Ok(())
    }

    /// Ends an element. The rest of what it is in must not come in front of it.
    fn end(&mut self) {
        let Some(ended) = self.open.pop().filter(|ended| ended.is_cue) else { return };
        for open in self.open.iter_mut().filter(|open| open.has_words) {
            open.goes_on = open.goes_on.max(ended.goes_on);
        }
    }

    /// Adds words to the last line; stretches of blanks are one.
    fn add(&mut self, part: &str) {
        if self.lines.is_empty() {
            self.lines.push(String::new());
        }
        let Some(line) = self.lines.last_mut() else { return };
        for (at, word) in part.split([' ', '\t', '\r', '\n']).enumerate() {
            if at > 0 && !line.ends_with(' ') {
                line.push(' ');
            }
            line.push_str(word);
        }
    }

    /// Ends the cue whose words were read last.
    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let Some(open) = self.open.iter().rev().find(|open| open.is_cue) else { return };
        if lines.iter().any(|line| !line.trim().is_empty()) {
            let end = open.end.unwrap_or_default().max(open.goes_on);
            self.events.push(Event { start: open.goes_on, end, lines });
        }
    }
}

fn positive(number: &str) -> Option<f64> {
    number.trim().parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)
}

/// Parses `00:01:02.5`, `00:01:02:12` with frames, `12.5s`, `90m`, `1500ms`, `30f`, `100t` to milliseconds.
fn time(text: &str, rates: Rates) -> Option<u64> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(':').collect();
    if let [hours, minutes, seconds, frames @ ..] = parts.as_slice() {
        let whole = super::time(&format!("{hours}:{minutes}:{seconds}"))?;
        let frames = match frames {
            [] => 0.0,
            [frames] => frames.split('.').next()?.parse::<u32>().ok()?.into(),
            _ => return None,
        };
        return whole.checked_add(in_milliseconds(frames / rates.frames)?);
    }
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let seconds = match &text[number.len()..] {
        "h" => 3600.0,
        "m" => 60.0,
        "s" => 1.0,
        "ms" => 0.001,
        "f" => 1.0 / rates.frames,
        "t" => 1.0 / rates.ticks.unwrap_or(rates.frames),
        _ => return None,
    };
    in_milliseconds(number.parse::<f64>().ok()? * seconds)
}

/// Seconds as milliseconds, if they are within a century.
fn in_milliseconds(seconds: f64) -> Option<u64> {
    (0.0..3.2e9).contains(&seconds).then(|| (seconds * 1000.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<?xml version='1.0'?>\n<!-- made --><tt xmlns='http://www.w3.org/ns/ttml' xmlns:ttp='http://www.w3.org/ns/ttml#parameter' xml:lang='ar'";

    fn read(root: &str, body: &str) -> Vec<(u64, u64, String)> {
        let file = format!("{HEAD} {root}><head><metadata><title>No</title></metadata></head>{body}</tt>");
        assert!(is_timed_text(&file));
        let events = events("a", file.as_bytes(), None).unwrap();
        events.into_iter().map(|event| (event.start, event.end, event.lines.join("/"))).collect()
    }

    fn cue(start: u64, end: u64, words: &str) -> (u64, u64, String) {
        (start, end, words.to_owned())
    }

    #[test]
    fn paragraphs_are_cues_with_the_times_of_what_they_are_in() {
        let body = "<body><div begin='10s'>
            <p begin='00:00:02.5' end='00:00:04.000'>نزل <span>المطر</span><br/>\n   ليلا.</p>
            <p begin='1s' dur='500ms'>وصلنا.</p></div>
            <div><p><span begin='1m' end='61s'>أين؟</span> <span begin='62s' end='63s'>هناك.</span></p></div></body>";
        let found: Vec<_> = read("", body);
        let trimmed: Vec<_> =
            found.iter().map(|(start, end, words)| cue(*start, *end, words.trim())).collect();
        assert_eq!(
            trimmed,
            [
                cue(11_000, 11_500, "وصلنا."),
                cue(12_500, 14_000, "نزل المطر/ ليلا."),
                cue(60_000, 61_000, "أين؟"),
                cue(62_000, 63_000, "هناك."),
            ]
        );
    }

    #[test]
    fn words_after_a_part_with_a_time_stay_after_it() {
        let words = |body: &str| -> Vec<(u64, u64, String)> {
            read("", body).into_iter().map(|(start, end, words)| cue(start, end, words.trim())).collect()
        };
        assert_eq!(
            words(
                "<p begin='0s' end='9s'>أول <span begin='2s'>ثان</span> ثالث</p><p begin='1s' end='3s'>غيره</p>"
            ),
            [cue(0, 9000, "أول"), cue(1000, 3000, "غيره"), cue(2000, 9000, "ثان"), cue(2000, 9000, "ثالث")]
        );
        assert_eq!(
            words(
                "<p end='9s'><span begin='1s'>أول <span begin='3s'>ثان</span> ثالث</span> رابع <span begin='5s'>خامس</span></p>"
            ),
            [
                cue(1000, 9000, "أول"),
                cue(4000, 9000, "ثان"),
                cue(4000, 9000, "ثالث"),
                cue(4000, 9000, "رابع"),
                cue(5000, 9000, "خامس")
            ]
        );
    }

    #[test]
    fn times_may_count_frames_or_ticks() {
        let body = "<body><div><p begin='00:00:01:12' end='50f'>نعم</p><p begin='90000000t' end='bad'>لا</p></div></body>";
        let found = read("ttp:frameRate='25' ttp:tickRate='10000000'", body);
        assert_eq!(found, [cue(1_480, 2_000, "نعم"), cue(9_000, 9_000, "لا")]);
        let found =
            read("ttp:frameRate='30' ttp:frameRateMultiplier='1000 1001'", "<p begin='30f' end='2h'>نعم</p>");
        assert_eq!(found, [cue(1_001, 7_200_000, "نعم")]);
        assert_eq!(time("1e300h", Rates::default()), None);
        assert_eq!(time("-3s", Rates::default()), None);
    }

    #[test]
    fn an_element_of_html_is_no_timed_text() {
        assert!(!is_timed_text("<tt>typewriter</tt> <a href='http://x/ns/ttml'>"));
        assert!(!is_timed_text("<html xmlns:t='http://www.w3.org/ns/ttml'>"));
        assert!(events("a", b"<tt><p>x</tt>", None).is_err());
        let after = |comment: &str, root: &str| {
            is_timed_text(&format!("<?xml version='1.0'?><!-- {comment} --><{root}></{root}>"))
        };
        assert!(after("made from <html> > <b>", "tt xmlns='http://www.w3.org/ns/ttml'"));
        assert!(!after("<tt xmlns='http://www.w3.org/ns/ttml'>", "tt"));
    }
}
