//! Which pairs are written: the common options of all outputs.

use super::Pair;
use rustc_hash::FxHashSet;
use std::hash::{DefaultHasher, Hasher};

/// The selection of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Select {
    /// Only pairs that a person confirmed.
    pub only_confirmed: bool,
    /// No pairs that a person flagged, or that have a finding above a note and were not confirmed.
    pub without_flagged: bool,
    /// No pairs whose confidence is known to be below this, 0 to 1.
    pub min_confidence: f64,
    /// Also text without a counterpart, in formats that can represent it.
    pub with_one_sided: bool,
    /// Of pairs with the same two texts only the first.
    pub dedup: bool,
}

/// Why a pair is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exclusion {
    /// One side is empty.
    OneSided,
    /// Nobody confirmed it.
    Unconfirmed,
    /// A person flagged it, or it has a finding above a note.
    Flagged,
    /// Its confidence is too low.
    Doubtful,
    /// An earlier pair has the same texts.
    Repeated,
}

impl Exclusion {
    /// What is said of such pairs: `3 left out: 2 without a counterpart, 1 repeated`.
    pub fn described(self) -> &'static str {
        match self {
            Exclusion::OneSided => "without a counterpart",
            Exclusion::Unconfirmed => "not confirmed",
            Exclusion::Flagged => "flagged or with a finding",
            Exclusion::Doubtful => "of low confidence",
            Exclusion::Repeated => "repeated",
        }
    }
}

/// Applies a [`Select`] to a sequence of pairs.
#[derive(Debug)]
pub struct PairFilter {
    select: Select,
    seen: FxHashSet<u128>,
}

impl PairFilter {
    /// An empty filter.
    pub fn new(select: Select) -> Self {
        PairFilter { select, seen: FxHashSet::default() }
    }

    /// True if the pair is selected; see [`PairFilter::exclusion`].
    pub fn admits(&mut self, pair: &Pair, pairs_only: bool) -> bool {
        self.exclusion(pair, pairs_only).is_none()
    }

    /// Why a pair is left out; `None` for one that is selected. Text without a counterpart is left out only if `pairs_only`
    /// says that the format is for pairs.
    pub fn exclusion(&mut self, pair: &Pair, pairs_only: bool) -> Option<Exclusion> {
        let select = self.select;
        let details = &pair.details;
        if pairs_only && !select.with_one_sided && pair.is_one_sided() {
            return Some(Exclusion::OneSided);
        }
        if select.only_confirmed && !details.confirmed {
            return Some(Exclusion::Unconfirmed);
        }
        if select.without_flagged && (details.flagged || pair.is_flagged() && !details.confirmed) {
            return Some(Exclusion::Flagged);
        }
        if details.confidence.is_some_and(|share| share < select.min_confidence) {
            return Some(Exclusion::Doubtful);
        }
        (select.dedup && !self.seen.insert(fingerprint(pair))).then_some(Exclusion::Repeated)
    }
}

/// 128 bits of both texts: among a billion pairs two different ones have the same bits once in 10^20 corpora.
fn fingerprint(pair: &Pair) -> u128 {
    // SipHash with two keys; the faster hashes are too weak for texts that differ in one letter.
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(salt);
        hasher.write(pair.texts.ar.as_bytes());
        hasher.write_u8(0xFF);
        hasher.write(pair.texts.en.as_bytes());
        hasher.finish()
    };
    u128::from(half(1)) << 64 | u128::from(half(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bitext::Details,
        check::{Code, Finding, Severity},
    };

    fn pair(ar: &str, en: &str, confidence: f64) -> Pair {
        let details = Details { confidence: Some(confidence), ..Details::default() };
        Pair { details, ..Pair::new(ar, en) }
    }

    #[test]
    fn without_conditions_every_pair_is_written_but_text_without_a_counterpart_only_where_the_format_has_it()
    {
        let mut filter = PairFilter::new(Select::default());
        assert!(filter.admits(&pair("نعم", "yes", 0.0), true));
        assert!(!filter.admits(&pair("نعم", " \u{200F}", 1.0), true));
        assert!(filter.admits(&pair("نعم", "", 1.0), false));
        let mut filter = PairFilter::new(Select { with_one_sided: true, ..Select::default() });
        assert!(filter.admits(&pair("", "yes", 1.0), true));
    }

    #[test]
    fn the_first_reason_is_named() {
        let select = Select { only_confirmed: true, min_confidence: 0.5, dedup: true, ..Select::default() };
        let mut filter = PairFilter::new(select);
        assert_eq!(filter.exclusion(&pair("نعم", "", 0.1), true), Some(Exclusion::OneSided));
        let mut sure = pair("نعم", "yes", 0.1);
        assert_eq!(filter.exclusion(&sure, true), Some(Exclusion::Unconfirmed));
        sure.details.confirmed = true;
        assert_eq!(filter.exclusion(&sure, true), Some(Exclusion::Doubtful));
        sure.details.confidence = Some(0.9);
        assert_eq!(filter.exclusion(&sure, true), None);
        assert_eq!(filter.exclusion(&sure, true), Some(Exclusion::Repeated));
    }

    #[test]
    fn an_unknown_confidence_is_not_a_low_one() {
        let mut filter = PairFilter::new(Select { min_confidence: 0.8, ..Select::default() });
        assert!(filter.admits(&pair("نعم", "yes", 0.8), true));
        assert!(!filter.admits(&pair("نعم", "yes", 0.79), true));
        let unknown = Pair { details: Details::default(), ..pair("نعم", "yes", 0.0) };
        assert!(filter.admits(&unknown, true));
    }

    fn finding(severity: Severity) -> Finding {
        Finding {
            severity,
            code: Code::Number,
            message: "y".to_owned(),
            ar: None,
            en: None,
            throughout: false,
        }
    }

    #[test]
    fn a_note_is_no_flag_and_a_warning_is_one() {
        let mut filter = PairFilter::new(Select { without_flagged: true, ..Select::default() });
        let mut found = pair("نعم", "yes", 1.0);
        found.details.findings = vec![finding(Severity::Note)];
        assert!(filter.admits(&found, true));
        found.details.findings.push(finding(Severity::Warning));
        assert!(!filter.admits(&found, true));
        let mut flagged = pair("نعم", "yes", 1.0);
        flagged.details.flagged = true;
        assert!(!filter.admits(&flagged, true));
    }

    #[test]
    fn of_equal_pairs_the_first_is_kept_and_the_border_between_the_texts_counts() {
        let mut filter = PairFilter::new(Select { dedup: true, ..Select::default() });
        assert!(filter.admits(&pair("ab", "c", 1.0), true));
        assert!(!filter.admits(&pair("ab", "c", 0.5), true));
        assert!(filter.admits(&pair("a", "bc", 1.0), true));
    }

    #[test]
    fn a_person_who_confirms_is_above_a_finding_and_a_flag_is_above_both() {
        let mut filter = PairFilter::new(Select { without_flagged: true, ..Select::default() });
        let mut one = pair("نعم", "yes", 1.0);
        one.details.findings = vec![finding(Severity::Error)];
        assert!(!filter.admits(&one, true));
        one.details.confirmed = true;
        assert!(filter.admits(&one, true));
        one.details.flagged = true;
        assert!(!filter.admits(&one, true));
    }

    #[test]
    fn only_confirmed_pairs_when_asked() {
        let mut filter = PairFilter::new(Select { only_confirmed: true, ..Select::default() });
        let mut confirmed = pair("نعم", "yes", 0.1);
        assert!(!filter.admits(&confirmed, true));
        confirmed.details.confirmed = true;
        assert!(filter.admits(&confirmed, true));
    }
}
