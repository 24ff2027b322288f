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
use features::{Neighbour, SURE, beside, of_document, of_pair};
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
        let document = whole(&paired, common);
        let alone: Vec<Neighbour> =
            paired.iter().map(|common| Neighbour::new(logit(common), common)).collect();
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
        false => model().of_pair(logit(common)),
    })
}

/// The features of a pair, in the order of [`PAIR`].
pub fn pair_features(common: &Common) -> Vec<f64> {
    of_pair(common).to_vec()
}

/// The features of a document, in the order of [`DOCUMENT`]; `None` where there is too little evidence.
pub fn document_features(beads: &[Bead], common: &Comparison) -> Option<Vec<f64>> {
    let paired = beads.iter().zip(&common.runs).filter(|(bead, _)| !bead.is_one_sided());
    let paired: Vec<&Common> = paired.map(|(_, common)| common).collect();
    let total = sum(common.runs.iter());
    let both = sum(paired.iter().copied());
    is_enough(&total).then(|| of_document((&both, &total), &paired, &common.chance).to_vec())
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

/// True if one side is in the language of the other without being a copy of code or names.
fn is_in_one_language(common: &Common) -> bool {
    let is = |side: &SideCounts, opposite: &SideCounts| {
        side.foreign >= FOREIGN
            && side.foreign > side.words.saturating_mul(FOREIGN_FOR_ONE)
            && opposite.content >= UNSAID
    };
    is(&common.ar, &common.en) || is(&common.en, &common.ar)
}

/// The logit of a document; `None` where there is too little evidence. Texts without a single pair
/// are judged too, because they have nothing in common.
fn whole(paired: &[&Common], all: &Comparison) -> Option<f64> {
    let total = sum(all.runs.iter());
    is_enough(&total).then(|| match is_in_one_language(&total) {
        true => -SURE,
        false => {
            let both = sum(paired.iter().copied());
            model().document.logit(&of_document((&both, &total), paired, &all.chance))
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
mod tests {
    use super::*;
    use crate::{align, align::KINDS, bitext::Bitext};

    const AR: [&str; 6] = [
        "افتتح رئيس البلدية صباح أمس الحديقة الجديدة في وسط المدينة.",
        "وحضر الافتتاح عدد كبير من الأهالي مع أطفالهم الصغار.",
        "وتضم الحديقة ملعبا صغيرا وبركة ماء ومقاعد من الخشب.",
        "وقال المهندس إن العمل تأخر ثلاثة أسابيع بسبب الأمطار.",
        "وطلب السكان أن تبقى الأبواب مفتوحة حتى الساعة العاشرة مساء.",
        "ووعد المجلس بدراسة هذا الطلب في جلسته القادمة.",
    ];
    const EN: [&str; 6] = [
        "The mayor opened the new park in the centre of the city yesterday morning.",
        "A large number of families attended the opening with their small children.",
        "The park has a small playground, a water pond and wooden benches.",
        "The engineer said that work was delayed for three weeks because of the rain.",
        "Residents asked that the gates stay open until ten in the evening.",
        "The council promised to study this request at its next meeting.",
    ];
    const OTHER: [&str; 6] = [
        "The central bank left its main interest rate unchanged after a long debate.",
        "Analysts had expected a modest cut before the end of the quarter.",
        "Exporters complained that the currency was still far too strong.",
        "A spokesman for the treasury declined to comment on the decision.",
        "Shares of two lenders fell sharply in early trading on Thursday.",
        "Investors are waiting for new figures on prices and wages.",
    ];

    #[test]
    fn nothing_is_said_of_lines_that_have_lost_their_blanks() {
        let half = "افتتحرئيسالبلدية صباح أمس الحديقةالجديدةفي وسط المدينة.";
        assert!(pair(AR[0], EN[0]).is_some_and(|adequacy| adequacy > 0.5));
        assert_eq!((pair(half, EN[0]), pair(half, OTHER[0])), (None, None));
        // One long word among others is a single word.
        assert!(pair(&format!("{} واستخدموهااستخداما", AR[1]), EN[1]).is_some());
    }

    #[test]
    fn words_that_no_lexicon_has_are_counted_apart() {
        let common = common_of(
            "زرع الفلاح شجرة الغطملوق قرب النهر.",
            "The farmer planted a ghatmaluq tree near the river.",
        );
        let alone = |side: &SideCounts| -> u32 { side.kinds.0[..3].iter().sum() };
        let unlisted = |side: &SideCounts| -> u32 { side.kinds.0[KINDS - 4..].iter().sum() };
        for side in [common.ar, common.en] {
            assert_eq!((unlisted(&side), alone(&side)), (1, 0), "{side:?}");
            assert_eq!(side.kinds.0.iter().sum::<u32>(), side.content, "{side:?}");
        }
        assert_eq!((common.ar.function, common.en.function), (0, 3), "{common:?}");
        let other = common_of("زرع الفلاح شجرة الغطملوق قرب النهر.", OTHER[3]);
        assert!(alone(&other.en) > 0, "{other:?}");
    }

    const TALE: [&str; 6] = [
        "سقطت شجرة التين الكبيرة في ليلة عاصفة.",
        "وجمع الجيران أغصانها قبل طلوع الشمس.",
        "لم يبق منها غير جذع قصير قرب البئر.",
        "وكانت العجوز تجلس تحتها كل مساء وتغزل الصوف.",
        "بكت حين رأت المكان خاليا من الظل.",
        "ثم زرعت فسيلة جديدة بيديها المرتجفتين.",
    ];

    fn judged(ar: &[&str], en: &[&str]) -> Adequacy {
        let side = |lines: &[&str], lang: Lang| {
            let mut document = crate::document::plain(&lines.join("\n"), lang.code(), true);
            document.lang = lang;
            let segments = crate::segment::lines(&document);
            (document, segments)
        };
        let options = align::Options::default();
        Bitext::align(side(ar, Lang::Ar), side(en, Lang::En), Lang::Ar, &options).unwrap().adequacy
    }

    #[test]
    fn a_translation_is_told_from_another_text() {
        let (right, wrong) = (judged(&AR, &EN), judged(&AR, &OTHER));
        assert!(right.score.unwrap() > 0.9 && !right.is_doubtful(), "{right:?}");
        assert!(wrong.score.unwrap() < 0.1 && wrong.is_doubtful(), "{wrong:?}");
        assert!(right.beads.iter().all(|adequacy| adequacy.unwrap() > 0.5), "{right:?}");
        assert!(wrong.beads.iter().flatten().all(|adequacy| *adequacy < 0.5), "{wrong:?}");
    }

    #[test]
    fn a_strange_sentence_in_a_translation_is_found() {
        let mut planted = EN;
        planted[3] = OTHER[3];
        let judged = judged(&AR, &planted);
        assert!(!judged.is_doubtful() && judged.of_bead(3).unwrap() < 0.5, "{judged:?}");
        assert!(judged.of_bead(1).unwrap() > 0.5 && judged.of_bead(5).unwrap() > 0.5, "{judged:?}");
    }

    #[test]
    fn a_page_of_another_text_in_the_middle_is_low_and_the_rest_is_not() {
        let lines = |page: &[&'static str; 6]| [&EN[..], page, &EN[..]].concat();
        let arabic = [&AR[..], &AR, &AR].concat();
        let judged = judged(&arabic, &lines(&OTHER));
        let low = |beads: &[Option<f64>]| beads.iter().flatten().filter(|adequacy| **adequacy < 0.5).count();
        assert_eq!((low(&judged.beads[..5]), low(&judged.beads[13..])), (0, 0), "{judged:?}");
        assert!(low(&judged.beads) >= 4, "{judged:?}");
    }

    #[test]
    fn of_too_little_nothing_is_said() {
        for (ar, en) in [
            ("", ""),
            ("نعم.", "Yes."),
            ("نعم.", ""),
            ("", "A long English sentence that has no Arabic one beside it at all."),
            ("١٢٣ ٤٥٦ ٧٨٩ ١٠ ١١ ١٢", "123 456 789 10 11 12"),
            ("من إلى في على عن", "of to in on from"),
            ("git commit --amend --no-edit --all -m now", "git commit --amend --no-edit --all -m now"),
            ("\u{200F}\u{200F}", "\u{200E}"),
        ] {
            assert_eq!(pair(ar, en), None, "{ar} | {en}");
        }
    }

    #[test]
    fn whatever_comes_in_what_is_said_is_a_probability() {
        let long = EN.join(" ").repeat(10);
        let mixed = format!("{} {}", AR[0], EN[0]);
        let texts = [
            "",
            "نعم.",
            AR[0],
            EN[0],
            &long,
            &mixed,
            "٣٤٥ ٦٧٨ ٩٠١ ٢٣٤ ٥٦٧ ٨٩٠ ١٢٣ ٤٥٦ ٧٨٩ ٠١٢ ٣٤٥ ٦٧٨",
            "Cairo Baghdad Damascus Beirut Amman Riyadh Tunis Rabat Algiers Tripoli Khartoum Sanaa",
            "القاهرة بغداد دمشق بيروت عمان الرياض تونس الرباط الجزائر طرابلس الخرطوم صنعاء",
        ];
        let probability = |share: f64| (0.0..=1.0).contains(&share);
        for ar in texts {
            for en in texts {
                assert!(pair(ar, en).is_none_or(probability), "{ar} | {en}");
                let whole = judged(&[ar, ar], &[en]);
                assert!(whole.score.is_none_or(probability), "{ar} | {en}: {whole:?}");
                assert!(
                    whole.beads.iter().flatten().all(|share| probability(*share)),
                    "{ar} | {en}: {whole:?}"
                );
            }
        }
        assert_eq!(judged(&[], &[]), Adequacy::default());
    }

    #[test]
    fn names_alone_can_be_told_from_other_names() {
        let names = "القاهرة وبغداد ودمشق وبيروت وعمان والرياض";
        let right = pair(names, "Cairo, Baghdad, Damascus, Beirut, Amman and Riyadh").unwrap();
        let wrong = pair(names, "Lisbon, Madrid, Warsaw, Vienna, Prague and Bucharest").unwrap();
        assert!(right > 0.5 && wrong < 0.5, "{right} {wrong}");
    }

    #[test]
    fn bad_pairs_of_documents_get_a_score_or_none() {
        let (long, names) = ([EN, EN, OTHER, EN].concat().repeat(3), "القاهرة بغداد دمشق بيروت عمان الرياض");
        let cases: [(&[&str], &[&str], &str); 8] = [
            (&[], &[], "both empty"),
            (&AR, &[], "one empty"),
            (&["نعم."], &["Yes."], "one word"),
            (&AR, &long, "one side ten times longer"),
            (&["١٢٣ ٤٥٦", "٧٨٩ ١٠"], &["123 456", "789 10"], "only numbers"),
            (&[names], &["Cairo Baghdad Damascus Beirut Amman Riyadh"], "only names"),
            (&AR, &AR, "one Arabic text twice"),
            (&EN, &EN, "one English text twice"),
        ];
        for (ar, en, what) in cases {
            let said = judged(ar, en);
            let all = || said.score.iter().chain(said.beads.iter().flatten());
            assert!(all().all(|share| (0.0..=1.0).contains(share)), "{what}: {said:?}");
            match what {
                "only names" => assert!(said.score > Some(0.5), "{said:?}"),
                "one Arabic text twice" | "one English text twice" => {
                    assert!(!said.score.is_some_and(|score| score >= 0.5), "{what}: {said:?}");
                }
                "one side ten times longer" => assert!(said.score.is_some(), "{said:?}"),
                _ => assert_eq!((said.score, all().count()), (None, 0), "{what}: {said:?}"),
            }
        }
    }

    #[test]
    fn a_translation_with_every_second_page_missing_is_still_one() {
        let lines = |parts: &[&[&'static str]]| parts.concat();
        let arabic = lines(&[&AR, &TALE, &AR, &TALE]);
        let english = lines(&[&EN, &EN]);
        let said = judged(&arabic, &english);
        assert!(
            said.score.unwrap() > 0.5 && said.beads.iter().flatten().all(|share| (0.0..=1.0).contains(share))
        );
    }

    #[test]
    fn a_translation_with_every_second_sentence_missing_is_still_one() {
        let half: Vec<&str> = EN.iter().copied().step_by(2).collect();
        assert!(judged(&AR, &half).score.unwrap() > 0.5);
    }

    #[test]
    fn a_page_left_in_english_is_no_translation() {
        let copy = pair(OTHER[0], EN[0]).unwrap();
        assert!(copy < 0.5, "{copy}");
    }
}
