//! The times of subtitles as evidence: when the words of both files are spoken in the same film.
//!
//! Two files for one film differ by an offset and often by a speed (25 against 23.976 frames a
//! second). Both are found from the cues alone: with the right ones, many cues of one file begin
//! when a cue of the other begins.

use super::Side;
use crate::document::Cue;
use std::ops::Range;

/// Ratios of the frame rates at which films are played.
const SPEEDS: [f64; 7] =
    [1.0, 25.0 / 23.976, 23.976 / 25.0, 25.0 / 24.0, 24.0 / 25.0, 24.0 / 23.976, 23.976 / 24.0];
/// Greatest offset between two files, in milliseconds.
const FARTHEST: f64 = 600_000.0;
/// Most cues of each file that are used.
const SAMPLE: usize = 1_500;
/// Width in milliseconds of the bins in which times count as equal.
const STEP: f64 = 200.0;
/// Share of the cues of the smaller sample that must begin together to rule out chance.
const NEARLY_ALL: f64 = 0.8;
/// Share that must begin together beyond the number expected by chance.
const MANY: f64 = 0.2;
/// Standard deviations by which the number must exceed the one expected by chance.
const CLEARLY: f64 = 6.0;
/// Standard deviation of the difference between the times of one event in both files, in milliseconds.
const DEVIATION: f64 = 600.0;
/// Greatest penalty of the times for a bead or a cut, in nats.
const MOST: f64 = 8.0;

/// The conversion of times of the English file to those of the Arabic one: `offset + speed · time`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Clock {
    speed: f64,
    offset: f64,
}

impl Clock {
    /// The conversion between two subtitle files; `None` when either is something else, or when
    /// their cues have no rhythm in common.
    pub(super) fn find(ar: &[Cue], en: &[Cue]) -> Option<Self> {
        let (ar, en) = (sample(ar), sample(en));
        let fewer = ar.len().min(en.len());
        if fewer < 3 {
            return None;
        }
        let mut best: Option<(f64, Clock)> = None;
        for speed in SPEEDS {
            let (count, offset, mean) = most_frequent(&ar, &en, speed);
            let beyond = count - mean;
            let clear = count >= NEARLY_ALL * fewer as f64
                || beyond >= MANY * fewer as f64 && beyond >= CLEARLY * mean.max(1.0).sqrt();
            // On a tie the first one is kept: equal speed.
            if clear && best.as_ref().is_none_or(|(most, _)| count > *most) {
                best = Some((count, Clock { speed, offset }));
            }
        }
        best.map(|(_, clock)| clock)
    }

    /// Converts an English time to the clock of the Arabic file.
    fn read(self, time: f64) -> f64 {
        self.offset + self.speed * time
    }
}

/// Start times of cues in increasing order, at most [`SAMPLE`] of them, from one stretch: cues far
/// apart say nothing.
fn sample(cues: &[Cue]) -> Vec<f64> {
    let mut starts: Vec<f64> = cues.iter().take(SAMPLE).map(|cue| cue.start as f64).collect();
    starts.sort_unstable_by(f64::total_cmp);
    starts.dedup();
    starts
}

/// The offset at which most cues begin together: their number, the offset, and the mean number at an offset.
fn most_frequent(ar: &[f64], en: &[f64], speed: f64) -> (f64, f64, f64) {
    let bins = (2.0 * FARTHEST / STEP) as usize + 1;
    let mut counts = vec![0u32; bins];
    let mut low = 0;
    let mut pairs = 0u32;
    for &time in ar {
        while low < en.len() && en[low] * speed < time - FARTHEST {
            low += 1;
        }
        for &other in en[low..].iter().take_while(|&&other| other * speed <= time + FARTHEST) {
            let bin = ((time - other * speed + FARTHEST) / STEP) as usize;
            counts[bin.min(bins - 1)] += 1;
            pairs += 1;
        }
    }
    let three = |n: usize| counts[n.saturating_sub(1)..(n + 2).min(bins)].iter().sum::<u32>();
    let middle = bins / 2;
    let Some(top) = (0..bins).max_by_key(|&n| (three(n), std::cmp::Reverse(n.abs_diff(middle)))) else {
        return (0.0, 0.0, 0.0);
    };
    // The offset itself is the median of the differences around the top.
    let mut near: Vec<f64> = Vec::new();
    let about = top as f64 * STEP - FARTHEST + STEP / 2.0;
    let mut low = 0;
    for &time in ar {
        while low < en.len() && en[low] * speed < time - about - 1.5 * STEP {
            low += 1;
        }
        near.extend(
            en[low..].iter().map(|other| time - other * speed).take_while(|gap| *gap >= about - 1.5 * STEP),
        );
    }
    near.sort_unstable_by(f64::total_cmp);
    let offset = near.get(near.len() / 2).copied().unwrap_or(about);
    let used = counts.iter().filter(|&&count| count > 0).count().max(1);
    (f64::from(three(top)), offset, 3.0 * f64::from(pairs) / used as f64)
}

/// Start and end of every segment of a side, in milliseconds.
pub(super) type Spoken = Vec<(f64, f64)>;

/// The times of the segments of both sides on one clock; empty unless both are subtitles of one film.
pub(super) fn of(ar: Side<'_>, en: Side<'_>) -> (Spoken, Spoken) {
    let Some(clock) = Clock::find(&ar.document.cues, &en.document.cues) else {
        return (Spoken::new(), Spoken::new());
    };
    let mut english = spoken(en);
    for (start, end) in &mut english {
        (*start, *end) = (clock.read(*start), clock.read(*end));
    }
    (spoken(ar), english)
}

/// The penalty of the times, in nats, for a cut before a segment of each side; 0 where times are unknown.
pub(super) fn of_cut((ar, i): (&Spoken, usize), (en, j): (&Spoken, usize)) -> f64 {
    match (ar.get(i), en.get(j)) {
        (Some(ar), Some(en)) if i > 0 && j > 0 => apart(ar.0 - en.0),
        _ => 0.0,
    }
}

/// The penalty of the times, in nats, for a bead of the given segments; 0 where times are unknown.
pub(super) fn of_bead((ar, i): (&Spoken, Range<usize>), (en, j): (&Spoken, Range<usize>)) -> f64 {
    let whole = |times: &Spoken, range: Range<usize>| {
        let times = times.get(range)?;
        Some((times.first()?.0, times.last()?.1))
    };
    match (whole(ar, i), whole(en, j)) {
        (Some(ar), Some(en)) => apart(ar.0 - en.0) + apart(ar.1 - en.1),
        _ => 0.0,
    }
}

fn apart(gap: f64) -> f64 {
    (gap.powi(2) / (2.0 * DEVIATION.powi(2))).min(MOST)
}

/// The times of each segment; inside a cue in proportion to its bytes.
fn spoken(side: Side<'_>) -> Spoken {
    let cues = &side.document.cues;
    let mut first = 0;
    let at = |cue: &Cue, place: usize| {
        let share = (place.saturating_sub(cue.span.start)) as f64 / cue.span.len().max(1) as f64;
        cue.start as f64 + cue.end.saturating_sub(cue.start) as f64 * share.min(1.0)
    };
    let mut times = Spoken::with_capacity(side.segments.len());
    for segment in side.segments {
        while cues.get(first).is_some_and(|cue| cue.span.end <= segment.span.start) {
            first += 1;
        }
        let mut last = first;
        while cues.get(last + 1).is_some_and(|cue| cue.span.start < segment.span.end) {
            last += 1;
        }
        let known = cues.get(first).zip(cues.get(last));
        let before = times.last().map_or(0.0, |time| time.1);
        times.push(
            known.map_or((before, before), |(from, to)| {
                (at(from, segment.span.start), at(to, segment.span.end))
            }),
        );
    }
    times
}
