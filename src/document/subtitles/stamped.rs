//! Lines with a time in front of them: lyrics (`[00:12.00]words`) and transcripts as they are copied
//! from video sites, with each time on a line of its own.

use super::{ass::Event, time};

/// How long the last words are shown, in milliseconds.
const LAST: u64 = 4000;
/// The latest first time of a transcript, in milliseconds: a timetable begins later in the day.
const BEGINS: u64 = 10_000;

/// True if a text begins like lyrics or like such a transcript.
pub(super) fn is_stamped(text: &str) -> bool {
    is_lyrics(text) || is_transcript(text)
}

fn filled(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Of the first lines two have a time, and the others are data about the song (`[ti:…]`).
fn is_lyrics(text: &str) -> bool {
    let mut timed = 0;
    for line in filled(text).take(20) {
        timed += usize::from(stamp(line).is_some());
        let is_about = line.ends_with(']')
            && line.strip_prefix('[').and_then(|line| line.split_once(':')).is_some_and(|(name, _)| {
                (2..=6).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase())
            });
        if !is_about && stamp(line).is_none() {
            return false;
        }
    }
    timed >= 2
}

/// The time in brackets at the beginning of a line, and the rest.
fn stamp(line: &str) -> Option<(u64, &str)> {
    let (clock, rest) = line.strip_prefix('[')?.split_once(']')?;
    // `[1:2]` may be chapter and verse, `[12:30]` the time of a message.
    let is_clock = matches!(clock.as_bytes(), [_, _, b':', _, _, b'.', ..]);
    Some((time(clock).filter(|_| is_clock)?, rest))
}

/// A line that is only a time: `0:04`, `1:02:03`.
fn alone(line: &str) -> Option<u64> {
    let is_clock = line.len() <= 8 && line.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    time(line).filter(|_| is_clock)
}

/// Three times that rise from the beginning of a film, with words after each of them.
fn is_transcript(text: &str) -> bool {
    let mut last = None;
    let (mut times, mut words) = (0, 0);
    for line in filled(text).take(12) {
        match (alone(line), last) {
            (Some(now), None) if now <= BEGINS && words == 0 => last = Some(now),
            (Some(now), Some(before)) if now > before && words > 0 => last = Some(now),
            (Some(_), _) | (None, None) => return false,
            (None, Some(_)) => {
                words += 1;
                continue;
            }
        }
        (times, words) = (times + 1, 0);
    }
    times >= 3
}

/// The cues of a file, in the order of their times.
pub(super) fn events(text: &str) -> Vec<Event> {
    let mut found: Vec<Event> = Vec::new();
    let event = |start, words: &str| Event {
        start,
        end: start + LAST,
        lines: if words.is_empty() { Vec::new() } else { vec![words.to_owned()] },
    };
    if is_lyrics(text) {
        for mut line in filled(text) {
            let mut times = Vec::new();
            while let Some((start, rest)) = stamp(line) {
                times.push(start);
                line = rest.trim();
            }
            found.extend(times.into_iter().map(|start| event(start, line)));
        }
    } else {
        for line in filled(text) {
            if let Some(start) = alone(line) {
                found.push(event(start, ""));
            } else if let Some(last) = found.last_mut() {
                last.lines.push(line.to_owned());
            }
        }
    }
    found.sort_by_key(|event| event.start);
    for at in 1..found.len() {
        found[at - 1].end = found[at - 1].end.min(found[at].start);
    }
    found.retain(|event| !event.lines.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, u64, String)> {
        events(text).into_iter().map(|event| (event.start, event.end, event.lines.join("|"))).collect()
    }

    #[test]
    fn lyrics_have_their_times_and_no_data_about_the_song() {
        let song = "[ti:Mill]\n[00:01.00]The mill turns\n[00:03.50][00:09.00]round and round\n";
        assert!(is_stamped(song));
        let wanted = [
            (1000, 3500, "The mill turns".to_owned()),
            (3500, 7500, "round and round".to_owned()),
            (9000, 13_000, "round and round".to_owned()),
        ];
        assert_eq!(read(song), wanted);
        assert!(!is_stamped("[12:30] hello\n[12:31] good day\n"));
        assert!(!is_stamped("[1:2] a verse\nand more\n") && !is_stamped("[note: this]\n[that]\n"));
    }

    #[test]
    fn a_transcript_begins_at_the_beginning_and_a_timetable_does_not() {
        let film = "0:00\nwelcome to the mill\n0:03\nit grinds\nflour\n0:07\nand corn\n";
        assert!(is_stamped(film));
        assert_eq!(read(film)[1], (3000, 7000, "it grinds|flour".to_owned()));
        assert!(!is_stamped("8:30\nbreakfast\n9:15\nwork\n12:00\nlunch\n"));
        assert!(!is_stamped("0:00\n0:01\n0:02\n") && !is_stamped("0:00\nwords\n0:05\nwords\n"));
    }
}
