//! Subtitles of MicroDVD (`.sub`): one line for each cue, with the numbers of its first and last frame.

use super::ass::Event;

/// Frames in a second, unless the first cue states another number.
const USUAL_RATE: f64 = 25.0;

/// True if a text begins like such a file: two lines with numbers of frames.
pub(super) fn is_frames(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_cue = |line: &str| frames(line).is_some();
    lines.next().is_some_and(is_cue) && lines.next().is_none_or(is_cue)
}

/// The two numbers at the beginning of a line, `{25}{75}Hello`, and the rest.
fn frames(line: &str) -> Option<(u64, u64, &str)> {
    let (start, rest) = line.strip_prefix('{')?.split_once('}')?;
    let (end, words) = rest.strip_prefix('{')?.split_once('}')?;
    Some((start.parse().ok()?, end.parse().ok()?, words))
}

/// The cues of a file, in the order of their times.
pub(super) fn events(text: &str) -> Vec<Event> {
    let mut rate = USUAL_RATE;
    let mut found = Vec::new();
    for (start, end, words) in text.lines().filter_map(|line| frames(line.trim())) {
        // `{1}{1}23.976` states the rate.
        let stated = words.trim().replace(',', ".").parse().ok();
        if let Some(stated) = stated.filter(|stated| found.is_empty() && (10.0..=120.0).contains(stated)) {
            rate = stated;
            continue;
        }
        let time = |frame: u64| (frame as f64 * 1000.0 / rate) as u64;
        found.push(Event {
            start: time(start),
            end: time(end),
            lines: words.split('|').map(plain).collect(),
        });
    }
    found.sort_by_key(|event| event.start);
    found
}

/// A line without its codes (`{y:i}`, `{C:$0000FF}`) and without the stroke for italics before it.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.trim();
    while let Some((before, code)) = rest.split_once('{') {
        out.push_str(before);
        let is_code = code.as_bytes().get(1) == Some(&b':') && code.as_bytes()[0].is_ascii_alphabetic();
        if !is_code {
            out.push('{');
            rest = code;
            continue;
        }
        let Some((_, after)) = code.split_once('}') else {
            // Without an end it is text, and so is everything after it.
            rest = &rest[before.len()..];
            break;
        };
        rest = after;
    }
    out.push_str(rest);
    out.strip_prefix('/').map(str::to_owned).unwrap_or(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_become_times_and_codes_are_left_out() {
        let file = "{1}{1}20\n{20}{60}{y:i}Who came?|/Nobody {here}.\n{80}{100}She left.\n";
        assert!(is_frames(file) && !is_frames("{a}{b}x\n") && !is_frames("{0} and {1}\n"));
        let got: Vec<_> = events(file).into_iter().map(|e| (e.start, e.end, e.lines.join("|"))).collect();
        assert_eq!(
            got,
            [(1000, 3000, "Who came?|Nobody {here}.".to_owned()), (4000, 5000, "She left.".to_owned())]
        );
    }

    #[test]
    fn a_million_braces_are_read() {
        assert_eq!(events(&format!("{{1}}{{2}}{}", "{a:".repeat(300_000))).len(), 1);
    }
}
