//! Cutting text without full stops where the other side asks for it.
//!
//! Both sides are divided into atoms. A path runs over the boundaries between them; each of its
//! steps is a piece on both sides, scored like a bead by words and lengths. It may cut a segment
//! only opposite a boundary that the other text has, or where cues of both sides begin together,
//! and pays for each cut. Segments that match without cuts therefore stay whole.

use super::atoms::{Atoms, Openness};
use super::corridor::Corridor;
use super::evidence::Evidence;
use super::model::{Model, Tuning};
use super::score::{Scorer, running};
use super::times;
use super::times::Spoken;
use super::words::Words;
use super::{Alignment, Options, Side};
use crate::segment::{Cut, Segment};
use crate::text::Sides;
use std::ops::Range;

/// Most segments of a side that a step passes without cutting.
const WHOLE: usize = 3;
/// Most atoms of a side in one step.
const REACH: usize = 120;
/// Least and greatest ratio of the actual letters of one side to the expected ones in a step that
/// is considered.
const BAND: (f64, f64) = (0.35, 2.6);
/// Difference in letters that a step may always have.
const FEW: f64 = 12.0;
/// Difference in nats from the best boundary opposite the same Arabic atom beyond which a boundary is dropped.
const HOPELESS: f64 = 40.0;
/// Boundaries that are searched in any case, and most boundaries per Arabic atom beyond that: in a
/// wider corridor the texts have so little in common that every cut would be a guess.
const ALWAYS: usize = 300_000;
const WIDE: usize = 48;
/// Most matches of words per atom: a text that consists of one repeated word has a match everywhere
/// and shows no place to cut.
const CROWDED: usize = 64;
/// Least share of the letters of a text that must be in segments without a stop: one in so many.
const WORTHWHILE: usize = 20;

/// The segments of both sides, cut further where text without stops has a boundary opposite; `None`
/// where there is nothing to cut.
pub fn recut(ar: Side<'_>, en: Side<'_>, options: &Options) -> Option<Sides<Vec<Segment>>> {
    let sides = Sides::new(ar, en);
    let open = sides.map(Openness::of);
    let worthwhile = |one: Openness| one.open > 0 && one.open.saturating_mul(WORTHWHILE) >= one.all;
    if ar.segments.is_empty() || en.segments.is_empty() || !(worthwhile(open.ar) || worthwhile(open.en)) {
        return None;
    }
    let ar_first = open.ar.open >= open.en.open;
    let atoms = Sides::new(Atoms::of(ar, open.ar, ar_first), Atoms::of(en, open.en, !ar_first));
    let pieces = sides.zip(atoms.as_ref());
    let pieces = pieces.map(|(side, atoms)| Side { document: side.document, segments: &atoms.pieces });
    let mut words = Sides::of(|lang| Words::read(lang, pieces[lang]));
    (words.ar.times, words.en.times) = times::of(pieces.ar, pieces.en);
    let lexicons = words.ar.lexicons(&options.lexicons);
    let evidence = Evidence::gather(&words.ar, &words.en, &lexicons, &options.tuning);
    let corridor = Corridor::first(&words.ar, &words.en, &evidence);
    let model = Model::start(&words.ar, &words.en, &options.tuning);
    let scorer = Scorer::new(words.as_ref(), &evidence, &corridor, &model, &options.tuning).reaching(REACH);
    let mut search = Search {
        atoms: &atoms,
        letters: words.as_ref().map(|words| running(&words.lengths)),
        times: words.as_ref().map(|words| &words.times),
        corridor: &corridor,
        model: &model,
        tuning: &options.tuning,
        scorer,
    };
    let path = search.best_path()?;
    let cut = Sides::new(
        joined(&atoms.ar, path.iter().map(|node| node.0)),
        joined(&atoms.en, path.iter().map(|node| node.1)),
    );
    sides.iter().any(|(lang, side)| cut[lang].len() > side.segments.len()).then_some(cut)
}

/// Joins the pieces of optional cuts that ended up inside one bead: nothing opposite needed those cuts.
pub(crate) fn rejoin(alignment: &mut Alignment, segments: &mut Sides<Vec<Segment>>) {
    let numbers = |segments: &[Segment], ranges: Vec<Range<usize>>| -> (Vec<Segment>, Vec<usize>) {
        let mut kept: Vec<Segment> = Vec::with_capacity(segments.len());
        let mut new = vec![0; segments.len() + 1];
        for range in ranges {
            for n in range.clone() {
                new[n] = kept.len();
                match kept.last_mut() {
                    Some(last) if n > range.start && segments[n].cut == Cut::Optional => {
                        last.span.end = segments[n].span.end;
                    }
                    _ => kept.push(segments[n]),
                }
            }
        }
        new[segments.len()] = kept.len();
        (kept, new)
    };
    let new = Sides::of(|lang| {
        let ranges = alignment.in_order(lang).map(|n| alignment.beads[n].sides[lang].clone());
        let (kept, new) = numbers(&segments[lang], ranges.collect());
        segments[lang] = kept;
        new
    });
    for bead in &mut alignment.beads {
        bead.sides = Sides::of(|lang| {
            let range = &bead.sides[lang];
            new[lang][range.start]..new[lang][range.end]
        });
    }
}

/// The segments of a side, cut as a path cuts them.
fn joined(atoms: &Atoms, boundaries: impl Iterator<Item = usize>) -> Vec<Segment> {
    let mut cut = vec![false; atoms.pieces.len() + 1];
    boundaries.for_each(|n| cut[n] = true);
    let mut made: Vec<Segment> = Vec::new();
    for (n, piece) in atoms.pieces.iter().enumerate() {
        match (made.last_mut(), atoms.prices[n]) {
            (Some(last), Some(_)) if !cut[n] => last.span.end = piece.span.end,
            _ => made.push(*piece),
        }
    }
    made
}

struct Search<'a> {
    atoms: &'a Sides<Atoms>,
    /// Sum of the letters before each atom.
    letters: Sides<Vec<f64>>,
    /// The times at which the atoms are spoken; empty where they are unknown.
    times: Sides<&'a Spoken>,
    corridor: &'a Corridor,
    model: &'a Model,
    tuning: &'a Tuning,
    scorer: Scorer<'a>,
}

/// Where a step may end: the boundary, and the number of segments up to it.
type End = (usize, usize);

impl Search<'_> {
    /// The boundaries of the best path from the start to the end; `None` when no path reaches the end.
    fn best_path(&mut self) -> Option<Vec<(usize, usize)>> {
        let corridor = self.corridor;
        let mut rows = vec![0];
        for (low, high) in corridor.low.iter().zip(&corridor.high) {
            rows.push(rows[rows.len() - 1] + (high - low + 1) as usize);
        }
        let size = rows[rows.len() - 1];
        if size > ALWAYS && size > WIDE * rows.len() {
            return None;
        }
        let mut table =
            Table { corridor, best: vec![f64::NEG_INFINITY; size], before: vec![(0, 0); size], rows };
        table.best[0] = 0.0;
        for i in 0..corridor.low.len() {
            self.scorer.enter(i);
            if self.scorer.matches() > CROWDED * REACH {
                return None;
            }
            let ends = ArabicEnds::of(&self.atoms.ar, i);
            let row = table.rows[i]..table.rows[i + 1];
            let top = table.best[row.clone()].iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for from in row {
                let so_far = table.best[from];
                if so_far > f64::NEG_INFINITY && so_far >= top - HOPELESS {
                    let j = from - table.rows[i] + corridor.low[i] as usize;
                    self.leave(&mut table, (i, j), &ends);
                }
            }
        }
        table.path()
    }

    /// Takes every step that begins at a boundary.
    fn leave(&mut self, table: &mut Table<'_>, (i, j): (usize, usize), ar_ends: &ArabicEnds) {
        let Some(from) = table.node(i, j) else { return };
        let so_far = table.best[from];
        for en_end in ends(&self.atoms.en, j) {
            // A cut opposite another one is made only where cues begin on both sides.
            let optional = self.atoms.en.price(en_end.0).is_some();
            let fitting =
                self.fitting(if optional { &ar_ends.whole } else { &ar_ends.all }, i, (j, en_end.0));
            let mut most = None;
            if let (Some(first), Some(last), true) = (fitting.first(), fitting.last(), en_end.0 > j) {
                self.scorer.grow(j..en_end.0, last.0 - i);
                most = Some(f64::from(self.scorer.grown_most(first.0 - i..=last.0 - i)));
            }
            for &ar_end in [(i, 0)].iter().chain(fitting) {
                let Some(to) = table.node(ar_end.0, en_end.0).filter(|&to| to != from) else { continue };
                let Some(cut) = self.cut(ar_end.0, en_end.0) else { continue };
                let least = table.best[to] - so_far + cut;
                let Some(step) = self.step((i, j), (ar_end, en_end), most, least) else { continue };
                let score = so_far + step - cut;
                if score > table.best[to] {
                    (table.best[to], table.before[to]) = (score, (i as u32, j as u32));
                }
            }
        }
    }

    /// The Arabic ends whose letters are in some proportion to those of an English piece; all of
    /// them when the step skips the English side.
    fn fitting<'e>(&self, ar_ends: &'e [End], i: usize, (j, to_j): (usize, usize)) -> &'e [End] {
        if j == to_j {
            return ar_ends;
        }
        let en = self.letters.en[to_j] - self.letters.en[j];
        let expected = |end: &End| (self.letters.ar[end.0] - self.letters.ar[i]) * self.model.ratio;
        let from = ar_ends.partition_point(|end| BAND.1 * expected(end) + FEW < en);
        let to = ar_ends.partition_point(|end| BAND.0 * expected(end) - FEW <= en);
        &ar_ends[from.min(to)..to]
    }

    /// The cost of the cuts at a boundary of both sides, in nats; `None` when nothing asks for a cut.
    fn cut(&self, i: usize, j: usize) -> Option<f64> {
        let Sides { ar, en } = self.atoms;
        let times = times::of_cut((self.times.ar, i), (self.times.en, j));
        let price = match (ar.price(i), en.price(j)) {
            (Some(one), Some(two)) if !self.times.ar.is_empty() && ar.cues[i] && en.cues[j] => one + two,
            (Some(_), Some(_)) => return None,
            (one, two) => one.or(two).unwrap_or(0.0),
        };
        Some(f64::from(price) + times)
    }

    /// The score of a step, in nats; `None` when its bead type is not allowed, or when it cannot be above
    /// `least` because its words gain no more than `most`.
    fn step(
        &mut self,
        (i, j): (usize, usize),
        ((to_i, a), (to_j, e)): (End, End),
        most: Option<f64>,
        least: f64,
    ) -> Option<f64> {
        let share = self.model.costs.get(a).and_then(|row| row.get(e)).filter(|cost| cost.is_finite())?;
        let (m, n) = (to_i - i, to_j - j);
        if m == 0 || n == 0 {
            return Some(-share - self.tuning.null_word * self.scorer.weight(m, j, n));
        }
        let ar = self.letters.ar[to_i] - self.letters.ar[i];
        let en = self.letters.en[to_j] - self.letters.en[j];
        let length = self.model.length_score(ar, en, self.tuning.variance);
        let score = |words: f64| self.tuning.words * words + self.tuning.length * length - share;
        if most.is_some_and(|most| score(most) <= least) {
            return None;
        }
        Some(score(f64::from(self.scorer.grown_words(m))))
    }
}

/// The best way to each boundary that the corridor contains.
struct Table<'a> {
    corridor: &'a Corridor,
    /// The number of the first boundary of each row, and of the one after the last.
    rows: Vec<usize>,
    /// The scores in nats.
    best: Vec<f64>,
    /// The boundary before.
    before: Vec<(u32, u32)>,
}

impl Table<'_> {
    /// The number of a boundary, if the corridor contains it.
    fn node(&self, i: usize, j: usize) -> Option<usize> {
        let (low, high) = (self.corridor.low[i] as usize, self.corridor.high[i] as usize);
        (low <= j && j <= high).then(|| self.rows[i] + j - low)
    }

    /// The boundaries of the best path from the start to the end; `None` when no path reaches the end.
    fn path(&self) -> Option<Vec<(usize, usize)>> {
        let last = self.corridor.low.len() - 1;
        let mut at = (last, self.corridor.high[last] as usize);
        if *self.best.last()? == f64::NEG_INFINITY {
            return None;
        }
        let mut path = vec![at];
        while at != (0, 0) {
            let (i, j) = self.before[self.node(at.0, at.1)?];
            at = (i as usize, j as usize);
            path.push(at);
        }
        path.reverse();
        Some(path)
    }
}

/// Where a step that begins at an Arabic atom may end, the start itself excepted.
struct ArabicEnds {
    all: Vec<End>,
    /// Those opposite which the English side may be cut.
    whole: Vec<End>,
}

impl ArabicEnds {
    fn of(atoms: &Atoms, from: usize) -> Self {
        let all = ends(atoms, from).split_off(1);
        let may = |end: &&End| atoms.price(end.0).is_none() || atoms.cues[end.0];
        ArabicEnds { whole: all.iter().filter(may).copied().collect(), all }
    }
}

/// Where a step that begins at an atom may end on its side, and after how many segments; the start
/// itself comes first.
fn ends(atoms: &Atoms, from: usize) -> Vec<End> {
    let mut found = vec![(from, 0)];
    let count = atoms.pieces.len();
    if from >= count {
        return found;
    }
    let end = atoms.ends[from] as usize;
    found.extend((from + 1..=end.min(from + REACH)).map(|n| (n, 1)));
    // A step from the beginning of a segment may also pass several whole segments.
    let mut at = end;
    for segments in 2..=WHOLE {
        if atoms.prices[from].is_some() || at >= count {
            break;
        }
        at = atoms.ends[at] as usize;
        if at > from + REACH {
            break;
        }
        found.push((at, segments));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Bitext;
    use crate::document::{self, ReadOptions};
    use crate::segment;
    use crate::text::Lang;

    /// The pairs of two texts, aligned with optional cuts.
    fn pairs(ar: &[u8], en: &[u8]) -> Vec<(String, String)> {
        let read = |bytes: &[u8]| {
            let document = document::read(bytes, "x", &ReadOptions::default()).expect("readable");
            let segments = segment::segment(&document);
            (document, segments)
        };
        let options = Options { optional_cuts: true, ..Options::default() };
        let bitext = Bitext::align(read(ar), read(en), Lang::Ar, &options).expect("aligned");
        let text = |lang, range: &Range<usize>| {
            let words = bitext.segments(lang)[range.clone()]
                .iter()
                .map(|one| one.span.of(&bitext.document(lang).text));
            words.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        bitext
            .alignment
            .beads
            .iter()
            .map(|bead| (text(Lang::Ar, &bead.sides.ar), text(Lang::En, &bead.sides.en)))
            .collect()
    }

    #[test]
    fn a_word_that_is_repeated_throughout_is_not_cut_and_takes_no_time() {
        let en = format!("{}. ", "Halvorsen ".repeat(16).trim_end()).repeat(100);
        let started = std::time::Instant::now();
        let found = pairs("هالفورسن ".repeat(1_600).as_bytes(), en.as_bytes());
        assert_eq!(found.iter().filter(|(ar, _)| !ar.is_empty()).count(), 1);
        assert!(started.elapsed().as_secs() < 20);
    }

    const SPEECH: &str = "وصلنا إلى القرية قبل غروب الشمس وكان المطر يهطل على السقوف طلب السائق قهوة وجلس قرب الباب \
                          اشترت أختي خبزا وزيتونا من السوق ثم عدنا إلى البيت بسيارة قديمة";

    #[test]
    fn a_text_without_stops_is_cut_where_the_other_has_sentences() {
        let en = "We reached the village before sunset. Rain was falling on the roofs. The driver asked for coffee and \
                  sat near the door. My sister bought bread and olives from the market. Then we returned home in an old \
                  car.";
        let found = pairs(SPEECH.as_bytes(), en.as_bytes());
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(found[2].0.starts_with("طلب السائق") && found[2].0.ends_with("الباب"), "{found:?}");
        assert!(found[4].0.starts_with("ثم عدنا"), "{found:?}");
        let whole: Vec<&str> = found.iter().flat_map(|pair| pair.0.split_whitespace()).collect();
        assert_eq!(whole, SPEECH.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn what_nobody_asks_for_stays_whole() {
        let en = "We reached the village before sunset and rain was falling on the roofs, the driver asked for coffee and sat \
                  near the door, my sister bought bread and olives from the market, then we returned home in an old car.";
        assert_eq!(pairs(SPEECH.as_bytes(), en.as_bytes()).len(), 1);
    }

    /// Subtitles with cues of two seconds each; `speed` and `offset` change the times.
    fn film(lines: &[&str], speed: f64, offset: f64) -> String {
        let time = |n: usize| {
            let beats = n * 2 + n * n % 3;
            let millis = (beats as f64 * 1000.0 * speed + offset) as u64;
            format!("00:{:02}:{:02},{:03}", millis / 60_000, millis / 1000 % 60, millis % 1000)
        };
        let cue =
            |(n, line): (usize, &&str)| format!("{}\n{} --> {}\n{line}\n\n", n + 1, time(n), time(n + 1));
        lines.iter().enumerate().map(cue).collect()
    }

    #[test]
    fn times_find_the_pairs_of_two_films_although_one_runs_faster() {
        let ar = ["تعال", "لا أريد", "هيا بنا", "انتظر", "أين هو", "هناك", "طيب", "لا", "نعم", "شكرا"];
        let en = [
            "Come here.",
            "I refuse.",
            "Off we go.",
            "Hold on.",
            "Where is it?",
            "Over there.",
            "Fine.",
            "Never.",
            "Right.",
            "Cheers.",
        ];
        let found = pairs(film(&ar, 1.0, 0.0).as_bytes(), film(&en, 25.0 / 23.976, 7_300.0).as_bytes());
        let wanted: Vec<(String, String)> =
            ar.iter().zip(en).map(|(ar, en)| ((*ar).to_owned(), en.to_owned())).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn ten_thousand_optional_cuts_and_times_that_run_backwards_give_a_result() {
        let word = |n: usize, letters: &str| -> String {
            let letters: Vec<char> = letters.chars().collect();
            [n / 1000, n / 100, n / 10, n].map(|digit| letters[digit % 10]).iter().collect()
        };
        let ar: Vec<String> = (0..10_000).map(|n| word(n, "بتسجحخدشرز")).collect();
        let en: Vec<String> =
            (0..1_000).map(|n| format!("The {} of {}. ", word(n, "btsjhkdxrz"), n + 1000)).collect();
        let found = pairs(ar.join(" ").as_bytes(), en.concat().as_bytes());
        let words: usize = found.iter().map(|pair| pair.0.split_whitespace().count()).sum();
        assert_eq!(words, 10_000);
        let backwards = "1\n00:00:09,000 --> 00:00:01,000\nنعم\n\n2\n00:00:05,000 --> 00:00:02,000\nلا\n\n3\n00:00:01,000 --> 00:00:00,500\nطيب\n";
        assert!(
            !pairs(
                backwards.as_bytes(),
                backwards.replace("نعم", "Yes").replace("لا", "No").replace("طيب", "Well").as_bytes()
            )
            .is_empty()
        );
    }
}
