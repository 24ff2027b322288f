//! Counts of what two runs of segments have in common: the input for judging whether they say the same.
//!
//! Only knowledge from outside the text counts (lexicon, names, figures): what is learnt from a
//! text agrees with any pairing of it.

use super::Side;
use super::alignment::{AnchorKind, Bead};
use super::counterpart::{self, Against, Seen as SeenWord};
use super::evidence::{Evidence, Importance};
use super::kinds::WordKinds;
use super::model::Tuning;
use super::tokens::Shape;
use super::words::{TypeId, Words};
use crate::lexicon::Lexicon;
use crate::text::Lang;
use std::ops::{AddAssign, Range};
use std::sync::Arc;

/// Least weight of a content word; function words occur everywhere and say nothing.
const CONTENT: f32 = 0.9;

/// Letters from which on a word counts as several written together: one Arabic word in a thousand
/// is that long.
const GLUED: usize = 14;

/// The counts of one side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SideCounts {
    /// Words of the text, in the script of the language.
    pub words: u32,
    /// Words in the script of the other language.
    pub foreign: u32,
    /// Letters and digits.
    pub letters: u32,
    /// Content words, in the script of the language.
    pub content: u32,
    /// Content words with a possible translation opposite.
    pub found: u32,
    /// Sum over all content words of the probability of the best translation opposite, 0 to 1 each.
    pub strength: f32,
    /// Content words with a possible translation at about the same place opposite.
    pub near: u32,
    /// Parts of figures: numbers, months, units.
    pub figures: u32,
    /// Parts of figures with an equal one opposite.
    pub equal: u32,
    /// Names that are in the table of names.
    pub names: u32,
    /// Those of them whose counterpart opposite is the same name.
    pub named: u32,
    /// Words, in whatever script, with the same spelling opposite.
    pub identical: u32,
    /// Letters of words so long that they are several words whose blanks were lost.
    pub glued: u32,
    /// The longest run of content words without a possible translation opposite.
    pub gap: u32,
    /// How much all its words together say for having counterparts opposite.
    pub evidence: f32,
    /// How much a run of its words says against it: text that the other side lacks.
    pub against: f32,
    /// Function words.
    pub function: u32,
    /// Function words with a possible translation on the other side.
    pub function_found: u32,
    /// Content words by what the knowledge about them is worth.
    pub kinds: WordKinds,
}

impl AddAssign for SideCounts {
    fn add_assign(&mut self, other: SideCounts) {
        self.words += other.words;
        self.foreign += other.foreign;
        self.letters += other.letters;
        self.content += other.content;
        self.found += other.found;
        self.strength += other.strength;
        self.near += other.near;
        self.figures += other.figures;
        self.equal += other.equal;
        self.names += other.names;
        self.named += other.named;
        self.identical += other.identical;
        self.glued += other.glued;
        self.gap = self.gap.max(other.gap);
        self.evidence += other.evidence;
        self.against = self.against.max(other.against);
        self.function += other.function;
        self.function_found += other.function_found;
        self.kinds += other.kinds;
    }
}

/// Of two words that have one possible translation each on the other side, whether the translations have the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Couples {
    /// Couples whose translations have the same order.
    pub agreeing: u32,
    /// Couples whose translations have the opposite order.
    pub opposed: u32,
}

impl Couples {
    fn add(&mut self, place: u32, later: u32) {
        self.agreeing += u32::from(later > place);
        self.opposed += u32::from(later < place);
    }

    /// The share of couples in the same order, 0 to 1; 1 without any.
    pub fn share(&self) -> f64 {
        let all = self.agreeing + self.opposed;
        if all == 0 { 1.0 } else { f64::from(self.agreeing) / f64::from(all) }
    }
}

/// How the words of one side follow each other on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Order {
    /// Words with one possible translation on the other side.
    pub words: u32,
    /// Each two of them.
    pub all: Couples,
    /// Those that are near each other.
    pub near: Couples,
}

impl Order {
    /// Counts the couples of words whose translations are at these places, given in the order of the words.
    fn of(places: &[u32]) -> Self {
        let mut order = Order { words: places.len() as u32, ..Order::default() };
        for (n, place) in places.iter().enumerate() {
            for (distance, later) in (1..ORDERED).zip(&places[n + 1..]) {
                order.all.add(*place, *later);
                if NEAR_WORDS.contains(&distance) {
                    order.near.add(*place, *later);
                }
            }
        }
        order
    }
}

impl AddAssign for Order {
    fn add_assign(&mut self, other: Order) {
        self.words += other.words;
        for (couples, others) in [(&mut self.all, other.all), (&mut self.near, other.near)] {
            couples.agreeing += others.agreeing;
            couples.opposed += others.opposed;
        }
    }
}

/// What a run of Arabic segments and a run of English ones have in common.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Common {
    /// The Arabic side.
    pub ar: SideCounts,
    /// The English side.
    pub en: SideCounts,
    /// The order of the words of both.
    pub order: Order,
}

impl AddAssign for Common {
    fn add_assign(&mut self, other: Common) {
        self.ar += other.ar;
        self.en += other.en;
        self.order += other.order;
    }
}

/// The comparison of two documents, run by run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// What the two sides of each run have in common, in order.
    pub runs: Vec<Common>,
    /// What Arabic runs have in common with the English of runs far away: the agreement by chance
    /// of two texts of this manner and subject.
    pub chance: Common,
}

/// Counts what runs of Arabic and English segments have in common; any runs will do, not only those
/// of [`super::align()`].
pub fn compare<'a>(
    ar: Side<'_>,
    en: Side<'_>,
    runs: impl IntoIterator<Item = (&'a Range<usize>, &'a Range<usize>)>,
    lexicons: &[Arc<Lexicon>],
) -> Comparison {
    let (left, right) = (Words::without_layout(Lang::Ar, ar), Words::without_layout(Lang::En, en));
    let evidence = Evidence::gather(&left, &right, &left.lexicons(lexicons), &Tuning::default());
    let runs: Vec<_> = runs.into_iter().collect();
    Comparer::new(&left, &right, &evidence).all(&runs)
}

/// Compares the beads of an alignment, using what was known before anything was learnt.
pub(super) fn of_beads(ar: &Words, en: &Words, known: &Evidence, beads: &[Bead]) -> Comparison {
    let runs: Vec<_> = beads.iter().map(|bead| (&bead.sides.ar, &bead.sides.en)).collect();
    Comparer::new(ar, en, known).all(&runs)
}

/// Least number of comparisons with runs far away that is enough to estimate chance, in texts long
/// enough for them.
const CHANCES: usize = 48;

/// Greatest distance between two words at about the same place, as a share of their sides.
const NEAR: f32 = 0.15;
/// Most occurrences of a word in a run whose places are examined: a word with more is everywhere.
const PLACES: usize = 8;
/// Greatest distance, in words, at which the order of two words is compared.
const ORDERED: usize = 64;
/// The distances of words that are near each other: not the next, for adjectives change places with their nouns.
const NEAR_WORDS: Range<usize> = 2..6;

/// The best translation of a word in one comparison.
#[derive(Clone, Copy)]
struct Best {
    probability: f32,
    same: bool,
    /// Distance to the nearest one, as a share of the sides.
    distance: f32,
    /// The content word opposite that is its only possible translation, or [`NONE`] or [`SEVERAL`].
    token: u32,
}

const NOTHING: Best = Best { probability: 0.0, same: false, distance: 1.0, token: NONE };

impl Best {
    fn meet(&mut self, probability: f32, same: bool) {
        self.probability = self.probability.max(probability);
        self.same |= same;
    }
}

/// The data of an English type in one comparison.
#[derive(Clone, Copy)]
struct Seen {
    /// The comparison that it was last seen in, counted from 1.
    run: u32,
    /// Its last token.
    last: u32,
    best: Best,
}

/// No token.
const NONE: u32 = u32::MAX;
/// More tokens than one.
const SEVERAL: u32 = u32::MAX - 1;

/// An English token of a run.
struct Token {
    /// The token of the same type before this one.
    before: u32,
    place: f32,
    distance: f32,
}

struct Comparer<'a> {
    ar: &'a Words,
    en: &'a Words,
    known: &'a Evidence,
    seen: Vec<Seen>,
    tokens: Vec<Token>,
    /// Places of the translations of the Arabic words that have one.
    order: Vec<u32>,
    run: u32,
}

impl<'a> Comparer<'a> {
    fn new(ar: &'a Words, en: &'a Words, known: &'a Evidence) -> Self {
        let nowhere = Seen { run: 0, last: NONE, best: NOTHING };
        Comparer {
            ar,
            en,
            known,
            seen: vec![nowhere; en.types.len()],
            tokens: Vec::new(),
            order: Vec::new(),
            run: 0,
        }
    }

    fn all(&mut self, runs: &[(&Range<usize>, &Range<usize>)]) -> Comparison {
        let found = runs.iter().map(|(ar, en)| self.one(ar, en)).collect();
        Comparison { runs: found, chance: self.by_chance(runs) }
    }

    /// Compares every run with the English of runs about half the text away; in short texts, of all
    /// other runs.
    fn by_chance(&mut self, runs: &[(&Range<usize>, &Range<usize>)]) -> Common {
        let both: Vec<_> = runs.iter().filter(|(ar, en)| !ar.is_empty() && !en.is_empty()).collect();
        let (mut chance, count) = (Common::default(), both.len());
        if count < 2 {
            return chance;
        }
        let turns = CHANCES.div_ceil(count).min(count - 1);
        let first = (count - turns).div_ceil(2);
        for turn in first..first + turns {
            for (n, (ar, _)) in both.iter().enumerate() {
                chance += self.one(ar, both[(n + turn) % count].1);
            }
        }
        chance
    }

    fn one(&mut self, ar: &Range<usize>, en: &Range<usize>) -> Common {
        let (left, right) = (self.ar.tokens_of(ar.clone()), self.en.tokens_of(en.clone()));
        self.look_at(right);
        let mut common = Common::default();
        common.ar.letters = self.ar.lengths[ar.clone()].iter().sum();
        common.en.letters = self.en.lengths[en.clone()].iter().sum();
        let (step, mut place) = (self.ar.step(left), 0.0);
        let (mut gap, mut against) = (Gap::default(), Against::default());
        for &id in left {
            let best = self.best_of(id, place);
            place += if self.ar.is_word(id) { step } else { 0.0 };
            let found = count(self.ar, &self.known.importance.ar, id, best, &mut common.ar);
            gap.see(found);
            let said = token_evidence(self.ar, self.known.importance.ar[id as usize], id, best);
            common.ar.evidence += said;
            against.see(said);
            if found == Some(true) && best.token < SEVERAL {
                self.order.push(best.token);
            }
        }
        (common.ar.gap, common.ar.against) = (gap.longest, against.most());
        common.order = Order::of(&self.order);
        let (mut gap, mut against) = (Gap::default(), Against::default());
        for (&id, token) in right.iter().zip(&self.tokens) {
            let best = Best { distance: token.distance, ..self.seen[id as usize].best };
            gap.see(count(self.en, &self.known.importance.en, id, best, &mut common.en));
            let said = token_evidence(self.en, self.known.importance.en[id as usize], id, best);
            common.en.evidence += said;
            against.see(said);
        }
        (common.en.gap, common.en.against) = (gap.longest, against.most());
        common
    }

    /// Begins a comparison with the tokens of its English side.
    fn look_at(&mut self, right: &[TypeId]) {
        self.run += 1;
        self.tokens.clear();
        self.order.clear();
        let (step, mut place) = (self.en.step(right), 0.0);
        for (n, &id) in right.iter().enumerate() {
            let seen = &mut self.seen[id as usize];
            let before = if seen.run == self.run { seen.last } else { NONE };
            *seen = Seen { run: self.run, last: n as u32, best: NOTHING };
            self.tokens.push(Token { before, place, distance: 1.0 });
            place += if self.en.is_word(id) { step } else { 0.0 };
        }
    }

    /// The best translation of an Arabic type at a place of this comparison; recorded on the English side too.
    fn best_of(&mut self, id: TypeId, place: f32) -> Best {
        let mut best = NOTHING;
        for pair in self.known.of(id) {
            let seen = &mut self.seen[pair.en as usize];
            if seen.run != self.run || pair.kind == AnchorKind::Translated {
                continue;
            }
            let probability = (0.5 * (pair.forward + pair.backward)).clamp(0.0, 1.0);
            let same = pair.kind == AnchorKind::Identical;
            seen.best.meet(probability, same);
            best.meet(probability, same);
            let mut at = seen.last;
            for _ in 0..PLACES {
                let Some(token) = self.tokens.get_mut(at as usize) else { break };
                let distance = (token.place - place).abs();
                token.distance = token.distance.min(distance);
                best.distance = best.distance.min(distance);
                if self.known.importance.en[pair.en as usize].weight >= CONTENT && best.token != at {
                    best.token = if best.token == NONE { at } else { SEVERAL };
                }
                at = token.before;
            }
        }
        best
    }
}

impl Words {
    fn is_word(&self, id: TypeId) -> bool {
        self.types[id as usize].shape == Shape::Word
    }

    /// The share of one word in the length of a run.
    fn step(&self, tokens: &[TypeId]) -> f32 {
        1.0 / tokens.iter().filter(|&&id| self.is_word(id)).count().max(1) as f32
    }
}

/// Content words in a row that have no translation.
#[derive(Default)]
struct Gap {
    now: u32,
    longest: u32,
}

impl Gap {
    fn see(&mut self, found: Option<bool>) {
        match found {
            None => {}
            Some(true) => self.now = 0,
            Some(false) => {
                self.now += 1;
                self.longest = self.longest.max(self.now);
            }
        }
    }
}

/// What one token says for having a counterpart.
fn token_evidence(words: &Words, known: Importance, id: TypeId, best: Best) -> f32 {
    let ty = &words.types[id as usize];
    counterpart::said(
        words.lang(),
        &SeenWord {
            shape: ty.shape,
            foreign: ty.latin == (words.lang() == Lang::Ar),
            // A word that both sides spell alike is as sure as one of no lexicon with a counterpart.
            content: known.weight >= CONTENT,
            listed: known.listed && !best.same,
            probability: best.probability,
        },
    )
}

/// Counts one token on its side; returns for a content word whether it was found opposite.
fn count(
    words: &Words,
    importance: &[Importance],
    id: TypeId,
    best: Best,
    side: &mut SideCounts,
) -> Option<bool> {
    let ty = &words.types[id as usize];
    let met = u32::from(best.probability > 0.0);
    match ty.shape {
        Shape::Word => {
            side.identical += u32::from(best.same);
            if ty.latin == (words.lang() == Lang::Ar) {
                side.foreign += 1;
                return None;
            }
            side.words += 1;
            let letters = ty.folded.chars().count();
            side.glued += if letters >= GLUED && !ty.latin { letters as u32 } else { 0 };
            let Importance { weight, listed, .. } = importance[id as usize];
            if weight < CONTENT {
                side.function += 1;
                side.function_found += met;
            } else if !best.same {
                side.content += 1;
                side.found += met;
                side.near += u32::from(met > 0 && best.distance <= NEAR);
                side.strength += best.probability;
                side.kinds.add(words.lang(), letters, listed, best.probability);
                return Some(met > 0);
            }
        }
        Shape::Number | Shape::Figure => {
            side.figures += 1;
            side.equal += met;
        }
        Shape::Name => {
            side.names += 1;
            side.named += met;
        }
        Shape::Mark | Shape::Enumerator | Shape::Translated => {}
    }
    None
}
