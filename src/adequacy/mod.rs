//! Adequacy: the probability that two texts say the same.
//!
//! The confidence of a bead answers another question: whether the cut is right, provided that the
//! texts translate each other. Here nothing is presupposed. Three small logistic models
//! (`data/adequacy.tsv`, fitted by `scripts/fit-adequacy`) judge what two texts have in common
//! ([`crate::align::Common`]): one judges a pair on its own, one a document as a whole, and one a
//! pair together with its neighbours and within its document, because a literary translation has
//! less in common with its original throughout. The logits of the first and the last are calibrated
//! by a second, small model.
//!
//! ```
//! let ar = "وافتتح رئيس البلدية صباح أمس الحديقة الجديدة في وسط المدينة.";
//! let right = "The mayor opened the new park in the centre of the city yesterday morning.";
//! let wrong = "Analysts had expected that the central bank would leave its main rate unchanged.";
//! assert!(mizan::adequacy::pair(ar, right).unwrap() > 0.5);
//! assert!(mizan::adequacy::pair(ar, wrong).unwrap() < 0.5);
//! assert_eq!(mizan::adequacy::pair("نعم.", "Yes."), None);
//! ```

mod features;
mod model;

pub use features::{DOCUMENT, PAIR};

use crate::{
    align::{Bead, Common, Comparison, Side, SideCounts, compare},
    document::{Document, LeftOut},
    segment::Segment,
    text::{Lang, Span},
};
use features::{Neighbour, SURE, beside, meaning, of_document, of_pair};
use model::model;
pub(crate) use model::{Logistic, probability};

/// The judgement of two documents whose segments have been paired.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Adequacy {
    /// Probability, 0 to 1, that the documents translate each other; `None` where there is too
    /// little evidence.
    pub score: Option<f64>,
    /// For every bead the probability that its sides say the same; `None` for one-sided beads and
    /// where there is too little evidence. Empty where beads have not been judged.
    pub beads: Vec<Option<f64>>,
}

impl Adequacy {
    /// The score below which two documents do not look like translations of each other.
    pub const DOUBTFUL: f64 = 0.5;

    /// Judges the beads of an alignment by what their sides have in common.
    pub fn of(beads: &[Bead], common: &Comparison) -> Self {
        let both = || beads.iter().zip(&common.runs);
        let paired: Vec<&Common> =
            both().filter(|(bead, _)| !bead.is_one_sided()).map(|(_, common)| common).collect();
        let alone = neighbours(&paired);
        let document = whole(&paired, &alone, common);
        let mut judged = paired.iter().enumerate().map(|(n, common)| {
            can_tell(common).then(|| {
                if is_in_one_language(common) {
                    return probability(-SURE);
                }
                let around = n.saturating_sub(AROUND)..(n + AROUND + 1).min(alone.len());
                let before = &alone[around.start..n];
                let after = &alone[n + 1..around.end];
                let features = beside(&alone[n], before.iter().chain(after), document.unwrap_or(0.0));
                model().of_beside(&features)
            })
        });
        let each = |(bead, _): (&Bead, &Common)| if bead.is_one_sided() { None } else { judged.next()? };
        let beads = both().map(each).collect();
        Adequacy { score: document.map(probability), beads }
    }

    /// The judgement on one bead.
    pub fn of_bead(&self, bead: usize) -> Option<f64> {
        self.beads.get(bead).copied().flatten()
    }

    /// The number of beads below [`Self::DOUBTFUL`], and the number of beads judged.
    pub fn doubtful_beads(&self) -> (usize, usize) {
        let judged = || self.beads.iter().flatten();
        (judged().filter(|adequacy| **adequacy < Self::DOUBTFUL).count(), judged().count())
    }

    /// True if the documents do not look like translations of each other.
    pub fn is_doubtful(&self) -> bool {
        self.score.is_some_and(|score| score < Self::DOUBTFUL)
    }
}

/// Beads on either side that count as neighbours of a pair.
const AROUND: usize = 4;

/// Least number of words of both sides together for a judgement of a pair.
const LEAST_WORDS: u32 = 10;

/// The probability that a pair of texts, on its own, says the same; `None` where there is too
/// little evidence: fewer than ten words of both sides together, or no content words.
pub fn pair(ar: &str, en: &str) -> Option<f64> {
    of_common(&common_of(ar, en))
}

/// Like [`pair`], from the counts of what two texts have in common.
pub fn of_common(common: &Common) -> Option<f64> {
    can_tell(common).then(|| match is_in_one_language(common) {
        true => probability(-SURE),
        false => model().of_pair(logit(common), &meaning(common)),
    })
}

/// The features of a pair, in the order of [`PAIR`].
pub fn pair_features(common: &Common) -> Vec<f64> {
    of_pair(common).to_vec()
}

/// What the logit of a pair by itself is read with: words with what they say on average, their order and their number.
pub fn pair_meaning(common: &Common) -> Vec<f64> {
    meaning(common).to_vec()
}

/// The features of a document, in the order of [`DOCUMENT`]; `None` where there is too little evidence.
pub fn document_features(beads: &[Bead], common: &Comparison) -> Option<Vec<f64>> {
    let paired = beads.iter().zip(&common.runs).filter(|(bead, _)| !bead.is_one_sided());
    let paired: Vec<&Common> = paired.map(|(_, common)| common).collect();
    let total = sum(common.runs.iter());
    let both = sum(paired.iter().copied());
    is_enough(&total)
        .then(|| of_document((&both, &total), (&paired, &neighbours(&paired)), &common.chance).to_vec())
}

/// Pairs as they judge each other.
fn neighbours(paired: &[&Common]) -> Vec<Neighbour> {
    paired.iter().map(|common| Neighbour::new(logit(common), common)).collect()
}

/// Counts what two texts have in common.
pub fn common_of(ar: &str, en: &str) -> Common {
    let document = |text: &str, lang| Document {
        name: String::new(),
        lang,
        encoding: String::new(),
        text: text.to_owned(),
        paragraphs: Vec::new(),
        cues: Vec::new(),
        left_out: LeftOut::default(),
    };
    let segment = |text: &str| [Segment::new(Span::new(0, text.len()), 0)];
    let (left, right) = (document(ar, Lang::Ar), document(en, Lang::En));
    let compared = compare(
        Side { document: &left, segments: &segment(ar) },
        Side { document: &right, segments: &segment(en) },
        [(&(0..1), &(0..1))],
        &[],
    );
    compared.runs.first().copied().unwrap_or_default()
}

/// True if there is enough evidence to judge a pair, and words can be distinguished.
pub fn can_tell(common: &Common) -> bool {
    is_enough(common) && f64::from(common.ar.glued) <= GLUED * f64::from(common.ar.letters)
}

/// True if two texts have enough words to be judged.
fn is_enough(common: &Common) -> bool {
    let words = [&common.ar, &common.en].map(|side| side.words.saturating_add(side.foreign));
    let meaning = common.ar.content > 0 && common.en.content > 0;
    words.iter().all(|words| *words > 0)
        && words[0].saturating_add(words[1]) >= LEAST_WORDS
        && (meaning || is_in_one_language(common))
}

/// Share of the Arabic letters in words run together above which there is no judgement: one in two
/// thousand sentences with their blanks has so many, and nearly all that have lost half of their
/// blanks.
const GLUED: f64 = 0.3;

/// Words in the other script from which on a side is in the other language, if it has few of its own.
const FOREIGN: u32 = 3;
/// Least ratio of words in the other script to those of its own.
const FOREIGN_FOR_ONE: u32 = 4;
/// Content words that the other side must have, because code and names are the same on both sides.
const UNSAID: u32 = 5;
/// Function words that distinguish a copied sentence, of which every word is the same on both sides,
/// from code and names, and the greatest ratio of its words to them.
const OF_PROSE: u32 = 4;
const WORDS_FOR_ONE: u32 = 4;

/// True if one side is in the language of the other without being a copy of code or names, which
/// have Latin letters.
fn is_in_one_language(common: &Common) -> bool {
    let Common { ar, en, .. } = common;
    let is_foreign = |side: &SideCounts| {
        side.foreign >= FOREIGN && side.foreign > side.words.saturating_mul(FOREIGN_FOR_ONE)
    };
    is_foreign(en) || is_foreign(ar) && (en.content >= UNSAID || is_prose(en))
}

/// True if a side has as many function words as sentences have.
fn is_prose(side: &SideCounts) -> bool {
    side.function >= OF_PROSE && side.function.saturating_mul(WORDS_FOR_ONE) >= side.words
}

/// The logit of a document; `None` where there is too little evidence. Texts without a single pair
/// are judged too, because they have nothing in common.
fn whole(paired: &[&Common], alone: &[Neighbour], all: &Comparison) -> Option<f64> {
    let total = sum(all.runs.iter());
    is_enough(&total).then(|| match is_in_one_language(&total) {
        true => -SURE,
        false => {
            let both = sum(paired.iter().copied());
            model().document.logit(&of_document((&both, &total), (paired, alone), &all.chance))
        }
    })
}

fn sum<'a>(all: impl Iterator<Item = &'a Common>) -> Common {
    let mut sum = Common::default();
    all.for_each(|common| sum += *common);
    sum
}

/// The logit of a pair on its own.
fn logit(common: &Common) -> f64 {
    if is_in_one_language(common) { -SURE } else { model().pair.logit(&of_pair(common)) }
}

#[cfg(test)]
mod tests;
