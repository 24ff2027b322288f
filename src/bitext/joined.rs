//! Moved text as pairs. The two halves of a crossing are apart in an alignment, each without a
//! counterpart in its place; users of pairs need them together, and neither of them a second time.

use super::{Details, Pair};
use crate::{adequacy, check};
use std::collections::VecDeque;

/// The largest number of halves that wait for their counterparts; the aligner finds these at most
/// some dozens of beads away.
const MOST_WAITING: usize = 256;
/// The largest number of segments on one side of a half; more are never moved together.
const MOST_SEGMENTS: usize = 64;

/// Joins the halves of crossings in a stream of pairs in the order of the text. A crossing is
/// returned at the place of its second half; a half whose counterpart never comes is returned
/// alone, so nothing is lost.
#[derive(Debug, Default)]
pub(super) struct Joiner {
    waiting: VecDeque<Pair>,
}

impl Joiner {
    /// Takes a pair and returns one that is complete, if there is one.
    pub(super) fn take(&mut self, pair: Pair) -> Option<Pair> {
        if !is_half(&pair) {
            return Some(pair);
        }
        self.waiting.push_back(pair);
        if let Some(members) = self.members() {
            return Some(whole(self.take_out(members)));
        }
        if self.waiting.len() > MOST_WAITING { self.waiting.pop_front() } else { None }
    }

    /// The next half that is still waiting; call it when no pair is left.
    pub(super) fn rest(&mut self) -> Option<Pair> {
        self.waiting.pop_front()
    }

    /// All members that belong together with the half that came last, if they are complete: a bead
    /// of several segments on one side can correspond to several beads on the other.
    fn members(&self) -> Option<Vec<usize>> {
        let mut members = vec![self.waiting.len().checked_sub(1)?];
        let mut at = 0;
        while let Some(member) = members.get(at).map(|&n| &self.waiting[n]) {
            for wanted in &member.details.elsewhere.as_ref()?.segments {
                let holds = |pair: &Pair| is_arabic(pair) != is_arabic(member) && own(pair).contains(wanted);
                let holder = self.waiting.iter().position(holds)?;
                if !members.contains(&holder) {
                    members.push(holder);
                }
            }
            at += 1;
        }
        Some(members)
    }

    /// Removes members from the waiting halves and returns them: Arabic ones first, each side in
    /// the order of the text.
    fn take_out(&mut self, mut members: Vec<usize>) -> Vec<Pair> {
        members.sort_unstable();
        let mut taken: Vec<Pair> = members.into_iter().rev().filter_map(|n| self.waiting.remove(n)).collect();
        taken.sort_by_key(|pair| (!is_arabic(pair), own(pair).first().copied()));
        taken
    }
}

/// Joins the halves of crossings and leaves all other pairs unchanged.
pub(super) fn joined(pairs: impl Iterator<Item = Pair>) -> impl Iterator<Item = Pair> {
    let mut joiner = Joiner::default();
    let mut pairs = pairs.fuse();
    std::iter::from_fn(move || {
        loop {
            match pairs.next() {
                None => return joiner.rest(),
                Some(pair) => {
                    if let Some(pair) = joiner.take(pair) {
                        return Some(pair);
                    }
                }
            }
        }
    })
}

fn is_half(pair: &Pair) -> bool {
    let Some(elsewhere) = &pair.details.elsewhere else { return false };
    let few = |segments: &[usize]| (1..=MOST_SEGMENTS).contains(&segments.len());
    pair.is_one_sided() && few(&elsewhere.segments) && few(own(pair))
}

fn is_arabic(half: &Pair) -> bool {
    half.en.is_empty()
}

/// The numbers of the segments of a half.
fn own(half: &Pair) -> &[usize] {
    if is_arabic(half) { &half.details.ar_segments } else { &half.details.en_segments }
}

/// Merges halves that translate each other, Arabic ones first, into one pair. Its figures are
/// compared here, because only now both sides are known.
fn whole(halves: Vec<Pair>) -> Pair {
    let mut joined = Pair::default();
    let mut details = Details { crossing: true, confirmed: true, kind: Some((0, 0)), ..Details::default() };
    for half in halves {
        let side = if is_arabic(&half) { &mut joined.ar } else { &mut joined.en };
        if !side.is_empty() {
            side.push(' ');
        }
        side.push_str(&half.ar);
        side.push_str(&half.en);
        if joined.row == 0 {
            (joined.row, joined.id) = (half.row, half.id);
        }
        let said = half.details;
        details.kind = details.kind.zip(said.kind).map(|((ar, en), (m, n))| (ar + m, en + n));
        let sure = said.elsewhere.and_then(|elsewhere| elsewhere.confidence);
        details.confidence = [details.confidence, sure].into_iter().flatten().reduce(f64::min);
        details.ar_segments.extend(said.ar_segments);
        details.en_segments.extend(said.en_segments);
        details.confirmed &= said.confirmed;
        details.flagged |= said.flagged;
        details.time = details.time.or(said.time);
        details.notes.extend(said.notes);
    }
    details.findings = check::pair(&joined.ar, &joined.en);
    details.adequacy = adequacy::pair(&joined.ar, &joined.en);
    joined.details = details;
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Elsewhere;

    fn half(n: u64, ar: &[usize], en: &[usize], elsewhere: &[usize]) -> Pair {
        let text = |segments: &[usize], name: &str| {
            segments.iter().map(|n| format!("{name}{n}")).collect::<Vec<_>>().join(" ")
        };
        let details = Details {
            confidence: Some(0.5),
            kind: Some((ar.len(), en.len())),
            ar_segments: ar.to_vec(),
            en_segments: en.to_vec(),
            elsewhere: (!elsewhere.is_empty())
                .then(|| Elsewhere { segments: elsewhere.to_vec(), confidence: Some(0.9) }),
            ..Details::default()
        };
        Pair {
            row: n,
            id: Some(format!("b{n}")),
            ar: text(ar, "ع"),
            en: text(en, "w"),
            continues: true,
            details,
        }
    }

    fn texts(pairs: Vec<Pair>) -> Vec<(String, String)> {
        joined(pairs.into_iter()).map(|pair| (pair.ar, pair.en)).collect()
    }

    fn rows(rows: &[(&str, &str)]) -> Vec<(String, String)> {
        rows.iter().map(|(ar, en)| ((*ar).to_owned(), (*en).to_owned())).collect()
    }

    #[test]
    fn both_halves_become_one_pair_where_the_second_stands() {
        let pairs = vec![
            half(1, &[0], &[], &[1]),
            half(2, &[1], &[0], &[]),
            half(3, &[], &[1], &[0]),
            half(4, &[2], &[2], &[]),
        ];
        let made: Vec<Pair> = joined(pairs.clone().into_iter()).collect();
        assert_eq!(texts(pairs), rows(&[("ع1", "w0"), ("ع0", "w1"), ("ع2", "w2")]));
        let Pair { id, continues, details, .. } = &made[1];
        assert_eq!((id.as_deref(), *continues, details.crossing), (Some("b1"), false, true));
        assert_eq!((details.kind, details.confidence), (Some((1, 1)), Some(0.9)));
        assert_eq!((&details.ar_segments[..], &details.en_segments[..]), (&[0][..], &[1][..]));
    }

    #[test]
    fn two_sentences_in_one_half_wait_for_both_of_their_others() {
        let pairs = vec![
            half(1, &[], &[0], &[5]),
            half(2, &[], &[1], &[6]),
            half(3, &[4], &[2], &[]),
            half(4, &[5, 6], &[], &[0, 1]),
        ];
        assert_eq!(texts(pairs), rows(&[("ع4", "w2"), ("ع5 ع6", "w0 w1")]));
    }

    #[test]
    fn a_half_whose_other_never_comes_goes_out_alone() {
        let mut pairs = vec![half(1, &[0], &[], &[99])];
        pairs.extend((2..1000).map(|n| half(n, &[n as usize], &[], &[n as usize + 5000])));
        let out: Vec<Pair> = joined(pairs.clone().into_iter()).collect();
        assert_eq!(out, pairs);
        assert_eq!(texts(vec![half(1, &[0], &[], &[0; 100])]).len(), 1);
    }

    #[test]
    fn a_person_vouches_for_a_crossing_only_with_both_halves() {
        let mut pairs = vec![half(1, &[0], &[], &[0]), half(2, &[], &[0], &[0])];
        pairs[0].details.confirmed = true;
        pairs[1].details.flagged = true;
        pairs[1].details.notes = vec!["look".to_owned()];
        let one = joined(pairs.clone().into_iter()).next().unwrap().details;
        assert_eq!((one.confirmed, one.flagged, one.notes.len()), (false, true, 1));
        pairs[1].details.confirmed = true;
        assert!(joined(pairs.into_iter()).next().unwrap().details.confirmed);
    }

    #[test]
    fn the_figures_of_both_halves_are_compared() {
        let mut pairs = vec![half(1, &[0], &[], &[0]), half(2, &[], &[0], &[0])];
        "حضر ٣٠ رجلا.".clone_into(&mut pairs[0].ar);
        "Some 40 men came.".clone_into(&mut pairs[1].en);
        let found = joined(pairs.into_iter()).next().unwrap().details.findings;
        assert_eq!(found[0].en.as_ref().unwrap().value, "40");
    }
}
