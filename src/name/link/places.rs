//! Pairing the occurrences of one name: in order, each with the one nearest to its expected place.

use super::{Linker, Pair};
use crate::name::How;

/// A run of words: its first word and its length.
pub(super) type Run = (usize, usize);

/// The places of something on each side, in order.
#[derive(Debug, Default, Clone)]
pub(super) struct Places {
    pub(super) ar: Vec<Run>,
    pub(super) en: Vec<Run>,
}

/// Places without a counterpart of their own, with the pairs of the same name.
pub(super) struct Repeats {
    rest: Places,
    pairs: Vec<Pair>,
}

/// The common properties of the pairs of one name: see [`Pair`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Bond {
    pub(super) score: f64,
    pub(super) how: How,
    pub(super) grows: bool,
    pub(super) part: bool,
}

impl Bond {
    /// The properties of a name that is not from the table.
    pub(super) fn heard(score: f64, how: How) -> Self {
        Bond { score, how, grows: true, part: false }
    }
}

/// Most comparisons for pairing the places of one name; in texts that contain a name more often,
/// they are paired from the beginning.
const COMPARISONS: usize = 1 << 16;

impl Linker {
    /// Pairs the places in order; the rest of one side is kept for [`repeated`](Self::repeated).
    pub(super) fn pair_places(
        &mut self,
        places: &Places,
        Bond { score, how, grows, part }: Bond,
        repeats: bool,
    ) {
        let (ar, en) = (free(&self.ar_used, &places.ar), free(&self.en_used, &places.en));
        if ar.is_empty() || en.is_empty() {
            return;
        }
        let share = |runs: &[Run], words: usize| -> Vec<f64> {
            runs.iter().map(|&(start, len)| (start as f64 + len as f64 / 2.0) / words as f64).collect()
        };
        let chosen = if ar.len() <= en.len() {
            let chosen = nearest(&share(&ar, self.ar.len()), &share(&en, self.en.len()));
            (0..ar.len()).zip(chosen).collect::<Vec<_>>()
        } else {
            let chosen = nearest(&share(&en, self.en.len()), &share(&ar, self.ar.len()));
            chosen.into_iter().zip(0..en.len()).collect()
        };
        let pairs: Vec<Pair> =
            chosen.iter().map(|&(a, e)| Pair { ar: ar[a], en: en[e], score, how, grows, part }).collect();
        if repeats {
            self.keep_repeats(&ar, &en, &chosen, &pairs);
        }
        for pair in pairs {
            self.put(if grows { self.widened(pair) } else { pair });
        }
    }

    fn keep_repeats(&mut self, ar: &[Run], en: &[Run], chosen: &[(usize, usize)], pairs: &[Pair]) {
        if ar.len() == en.len() {
            return;
        }
        let mut left = [vec![true; ar.len()], vec![true; en.len()]];
        for &(a, e) in chosen {
            left[0][a] = false;
            left[1][e] = false;
        }
        let rest = |runs: &[Run], left: &[bool]| -> Vec<Run> {
            runs.iter().zip(left).filter(|&(_, &left)| left).map(|(&run, _)| run).collect()
        };
        let rest = Places { ar: rest(ar, &left[0]), en: rest(en, &left[1]) };
        self.repeats.push(Repeats { rest, pairs: pairs.to_vec() });
    }

    /// Keeps Arabic places of a name whose English places are used, for [`repeated`](Self::repeated).
    pub(super) fn keep_repeat(&mut self, ar: &[Run], pair: Pair) {
        self.repeats.push(Repeats { rest: Places { ar: ar.to_vec(), en: Vec::new() }, pairs: vec![pair] });
    }

    /// Links names that occur more often on one side to the counterpart of the last place before
    /// them, or else of the first one, unless other links use them.
    pub(super) fn repeated(&mut self) {
        for Repeats { rest, pairs } in std::mem::take(&mut self.repeats) {
            let before = |start: usize, of: fn(&Pair) -> usize| {
                let after = pairs.partition_point(|pair| of(pair) <= start);
                pairs[after.saturating_sub(1)]
            };
            for ar in free(&self.ar_used, &rest.ar) {
                self.put(Pair { ar, ..before(ar.0, |pair| pair.ar.0) });
            }
            for en in free(&self.en_used, &rest.en) {
                self.put(Pair { en, ..before(en.0, |pair| pair.en.0) });
            }
        }
    }
}

/// The places that no pair uses and that do not overlap.
fn free(used: &[Option<usize>], places: &[Run]) -> Vec<Run> {
    let mut free = Vec::new();
    let mut end = 0;
    for &(start, len) in places {
        if start >= end && used[start..start + len].iter().all(Option::is_none) {
            free.push((start, len));
            end = start + len;
        }
    }
    free
}

/// For each of the few places, the one of the many that it pairs with: in order, and such that the
/// total distance between them, in shares of their texts, is least.
fn nearest(few: &[f64], many: &[f64]) -> Vec<usize> {
    let spare = many.len() - few.len();
    if spare == 0 || few.len() * (spare + 1) > COMPARISONS {
        return (0..few.len()).collect();
    }
    // Column k of row n: the distance of the first n + 1 places when k of the many are skipped
    // before or between them.
    let mut ways: Vec<f64> = vec![0.0; spare + 1];
    let mut from: Vec<usize> = Vec::with_capacity(few.len() * (spare + 1));
    for (n, here) in few.iter().enumerate() {
        let mut best = 0;
        for k in 0..=spare {
            if ways[k] < ways[best] {
                best = k;
            }
            from.push(best);
        }
        let row = &from[n * (spare + 1)..];
        ways = (0..=spare).map(|k| ways[row[k]] + (here - many[n + k]).abs()).collect();
    }
    let mut k = (0..=spare).min_by(|&a, &b| ways[a].total_cmp(&ways[b])).unwrap_or(0);
    let mut chosen = vec![0; few.len()];
    for n in (0..few.len()).rev() {
        chosen[n] = n + k;
        k = from[n * (spare + 1) + k];
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::super::tests::links;
    use super::*;

    #[test]
    fn each_place_takes_the_nearest_in_order() {
        assert_eq!(nearest(&[0.1, 0.9], &[0.0, 0.4, 0.8]), [0, 2]);
        assert_eq!(nearest(&[0.45, 0.5], &[0.0, 0.5, 1.0]), [0, 1]);
        assert_eq!(nearest(&[0.9], &[0.1, 0.2, 0.85, 1.0]), [2]);
        assert_eq!(nearest(&[], &[0.5]), [0usize; 0]);
        assert_eq!(nearest(&[0.3, 0.6], &[0.9, 1.0]), [0, 1]);
    }

    #[test]
    fn very_many_places_are_paired_from_the_front() {
        let many: Vec<f64> = (0..COMPARISONS).map(|n| n as f64).collect();
        assert_eq!(nearest(&[9.0, 10.0], &many), [0, 1]);
    }

    #[test]
    fn a_repeated_name_links_every_time() {
        let found =
            links("هالفورسن هنا، ولهالفورسن بيت. قال هالفورسن نعم.", "This is Halvorsen. The house is his.");
        assert_eq!(found.len(), 3);
        let found = links("عاد هالفورسن.", "And then Halvorsen, yes, Halvorsen returned.");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_name_left_out_on_one_side_does_not_shift_the_others() {
        let en =
            "He saw Cairo in May, slept in a tent for a year, ate little and came home to Cairo at last.";
        let found = super::super::link("نام في خيمة عاماً وأكل القليل ثم عاد آخر الأمر إلى القاهرة.", en);
        let pairs: Vec<usize> = found.iter().map(|link| link.en.start).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(pairs.iter().any(|&start| start > 50), "{found:?}");
    }
}
