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

/// Applies a [`Select`] to a sequence of pairs.
#[derive(Debug)]
pub struct Filter {
    select: Select,
    seen: FxHashSet<u128>,
}

impl Filter {
    /// An empty filter.
    pub fn new(select: Select) -> Self {
        Filter { select, seen: FxHashSet::default() }
    }

    /// True if the pair is selected. Text without a counterpart is left out only if `pairs_only`
    /// says that the format is for pairs.
    pub fn admits(&mut self, pair: &Pair, pairs_only: bool) -> bool {
        let select = self.select;
        let details = &pair.details;
        let wanted = (!select.only_confirmed || details.confirmed)
            && !(select.without_flagged && (details.flagged || pair.is_flagged() && !details.confirmed))
            && details.confidence.is_none_or(|share| share >= select.min_confidence)
            && (select.with_one_sided || !pairs_only || !pair.is_one_sided());
        wanted && (!select.dedup || self.seen.insert(fingerprint(pair)))
    }
}

/// 128 bits of both texts: among a billion pairs two different ones have the same bits once in 10^20 corpora.
fn fingerprint(pair: &Pair) -> u128 {
    // SipHash with two keys; the faster hashes are too weak for texts that differ in one letter.
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(salt);
        hasher.write(pair.ar.as_bytes());
        hasher.write_u8(0xFF);
        hasher.write(pair.en.as_bytes());
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
        Pair { ar: ar.to_owned(), en: en.to_owned(), details, ..Pair::default() }
    }

    #[test]
    fn without_wishes_every_pair_is_wanted_but_text_without_a_counterpart_only_where_it_can_stand() {
        let mut filter = Filter::new(Select::default());
        assert!(filter.admits(&pair("نعم", "yes", 0.0), true));
        assert!(!filter.admits(&pair("نعم", " \u{200F}", 1.0), true));
        assert!(filter.admits(&pair("نعم", "", 1.0), false));
        let mut filter = Filter::new(Select { with_one_sided: true, ..Select::default() });
        assert!(filter.admits(&pair("", "yes", 1.0), true));
    }

    #[test]
    fn an_unknown_confidence_is_not_a_low_one() {
        let mut filter = Filter::new(Select { min_confidence: 0.8, ..Select::default() });
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
        let mut filter = Filter::new(Select { without_flagged: true, ..Select::default() });
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
        let mut filter = Filter::new(Select { dedup: true, ..Select::default() });
        assert!(filter.admits(&pair("ab", "c", 1.0), true));
        assert!(!filter.admits(&pair("ab", "c", 0.5), true));
        assert!(filter.admits(&pair("a", "bc", 1.0), true));
    }

    #[test]
    fn a_person_who_confirms_is_above_a_finding_and_a_flag_is_above_both() {
        let mut filter = Filter::new(Select { without_flagged: true, ..Select::default() });
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
        let mut filter = Filter::new(Select { only_confirmed: true, ..Select::default() });
        let mut confirmed = pair("نعم", "yes", 0.1);
        assert!(!filter.admits(&confirmed, true));
        confirmed.details.confirmed = true;
        assert!(filter.admits(&confirmed, true));
    }
}
