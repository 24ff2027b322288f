//! Lines with a time in front of them: lyrics (`[00:12.00]words`) and transcripts as they are copied
//! from video sites, with each time on a line of its own.

use super::{ass::Event, time};
use crate::{Error, Result, document::copied::Copied};

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
        if !is_about(line) && stamp(line).is_none() {
            return false;
        }
    }
    timed >= 2
}

/// A line with data about the song: `[ti:…]`.
fn is_about(line: &str) -> bool {
    let inside = line.strip_prefix('[').filter(|_| line.ends_with(']'));
    inside.and_then(|line| line.split_once(':')).is_some_and(|(name, _)| {
        (2..=6).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase())
    })
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
///
/// # Errors
/// When many times repeat long words.
pub(super) fn events(text: &str) -> Result<Vec<Event>> {
    let mut found = if is_lyrics(text) { lyrics(text)? } else { transcript(text) };
    found.sort_by_key(|event| event.start);
    for at in 1..found.len() {
        found[at - 1].end = found[at - 1].end.min(found[at].start);
    }
    found.retain(|event| !event.lines.is_empty());
    Ok(found)
}

fn event(start: u64) -> Event {
    Event { start, end: start + LAST, lines: Vec::new() }
}

/// The lines of lyrics at each of their times. A line without a time belongs to the one above it.
fn lyrics(text: &str) -> Result<Vec<Event>> {
    let mut found: Vec<Event> = Vec::new();
    // The first event of the last line with a time.
    let (mut group, mut copied) = (0, Copied::default());
    for mut line in filled(text) {
        let begin = found.len();
        while let Some((start, rest)) = stamp(line) {
            found.push(event(start));
            line = rest.trim();
        }
        if found.len() > begin {
            group = begin;
        } else if is_about(line) {
            continue;
        }
        if line.is_empty() {
            continue;
        }
        let repeated = (line.len() + size_of::<String>()) * (found.len() - group).saturating_sub(1);
        if !copied.allows(repeated) {
            return Err(Error::new("lyrics that repeat the same long words over and over")
                .advise("is this the right file?"));
        }
        for event in &mut found[group..] {
            event.lines.push(line.to_owned());
        }
    }
    Ok(found)
}

fn transcript(text: &str) -> Vec<Event> {
    let mut found: Vec<Event> = Vec::new();
    for line in filled(text) {
        if let Some(start) = alone(line) {
            found.push(event(start));
        } else if let Some(last) = found.last_mut() {
            last.lines.push(line.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, u64, String)> {
        events(text)
            .unwrap()
            .into_iter()
            .map(|event| (event.start, event.end, event.lines.join("|")))
            .collect()
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
    fn lines_without_a_time_belong_to_the_line_above_them() {
        let mut song: String = (1..=20).map(|n| format!("[00:{n:02}.00]line {n}\n")).collect();
        song += "second voice\n[by:miller]\n[00:30.00][00:40.00]\nround the weir\n";
        let got = read(&song);
        assert_eq!(got[19].2, "line 20|second voice");
        let wanted =
            [(30_000, 34_000, "round the weir".to_owned()), (40_000, 44_000, "round the weir".to_owned())];
        assert_eq!(got[20..], wanted);
    }

    #[test]
    fn many_times_of_long_words_are_refused() {
        let song = format!("[00:01.00]a\n[00:02.00]b\n{}{}", "[00:03.00]".repeat(200), "w".repeat(1 << 20));
        assert!(events(&song).is_err_and(|error| error.to_string().contains("over and over")));
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
