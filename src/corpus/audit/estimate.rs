//! Estimates a share of a whole from a stratified sample, with the interval of Wilson (1927).
//!
//! Wilson's interval is for simple random samples; here it is given the effective size of the sample
//! (Kish, *Survey Sampling*, 1965): that of a simple sample of the same variance. Both variances are
//! taken at shares drawn slightly towards one half, so that for a single stratum the interval is
//! Wilson's own.

use serde::Serialize;

/// The quantile of the normal distribution for intervals of 95%.
const Z: f64 = 1.959_964;

/// A part of a corpus, and what was seen in a sample of it.
#[derive(Debug, Clone, Copy)]
pub struct Stratum {
    /// Pairs in the corpus.
    pub size: u64,
    /// Pairs in the sample.
    pub looked_at: u64,
    /// Pairs in the sample that have the property.
    pub have: u64,
}

/// A share with its 95% confidence interval, rounded to six decimals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The share.
    pub share: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// Estimates a share; strata without a sample are assumed to be like the others.
pub fn estimate(strata: &[Stratum]) -> Estimate {
    let seen: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.looked_at > 0).collect();
    let all: f64 = seen.iter().map(|stratum| stratum.size as f64).sum();
    if all == 0.0 {
        return Estimate { share: 0.0, low: 0.0, high: 1.0 };
    }
    let (mut share, mut drawn, mut variance) = (0.0, 0.0, 0.0);
    for stratum in seen {
        let (size, n, have) = (stratum.size as f64, stratum.looked_at as f64, stratum.have as f64);
        let weight = size / all;
        share += weight * have / n;
        // Drawn slightly towards one half: three out of three do not make a stratum certain.
        let near = (have + 1.0) / (n + 2.0);
        let unseen = (1.0 - n / size).max(0.0);
        drawn += weight * near;
        variance += weight * weight * unseen * near * (1.0 - near) / n;
    }
    // Infinite for a corpus that was looked at whole.
    let size = drawn * (1.0 - drawn) / variance;
    let (low, high) = wilson(share, size);
    let six = |value: f64| (value * 1e6).round() / 1e6;
    Estimate { share: six(share), low: six(low), high: six(high) }
}

/// Wilson's interval for a share in a sample of the given size.
fn wilson(share: f64, size: f64) -> (f64, f64) {
    if size.is_infinite() {
        return (share, share);
    }
    let square = Z * Z;
    let middle = (share + square / (2.0 * size)) / (1.0 + square / size);
    let half =
        Z / (1.0 + square / size) * (share * (1.0 - share) / size + square / (4.0 * size * size)).sqrt();
    ((middle - half).clamp(0.0, share), (middle + half).clamp(share, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilsons_interval_is_that_of_the_books() {
        // 81 of 263: 0.2553 to 0.3662 (Newcombe 1998, table I).
        let (low, high) = wilson(81.0 / 263.0, 263.0);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
        let (low, high) = wilson(0.0, 20.0);
        assert!(low == 0.0 && (high - 0.1611).abs() < 1e-4, "{high}");
    }

    #[test]
    fn the_interval_of_a_simple_sample_is_wilsons() {
        for (have, n) in [(0, 100), (1, 400), (8, 400), (200, 400), (399, 400)] {
            let got = estimate(&[Stratum { size: 1_000_000_000, looked_at: n, have }]);
            let (low, high) = wilson(have as f64 / n as f64, n as f64);
            assert!((got.low - low).abs() < 1e-5 && (got.high - high).abs() < 1e-5, "{have} of {n}: {got:?}");
        }
    }

    #[test]
    fn a_stratum_counts_by_its_share_of_the_corpus() {
        let small = Stratum { size: 100, looked_at: 50, have: 50 };
        let large = Stratum { size: 900, looked_at: 50, have: 0 };
        let got = estimate(&[small, large]);
        assert_eq!(got.share, 0.1);
        assert!(got.low > 0.05 && got.low < 0.1 && got.high > 0.1 && got.high < 0.2, "{got:?}");
    }

    #[test]
    fn what_was_looked_at_whole_is_known_and_what_was_not_is_not() {
        let whole = Stratum { size: 10, looked_at: 10, have: 3 };
        assert_eq!(estimate(&[whole]), Estimate { share: 0.3, low: 0.3, high: 0.3 });
        assert_eq!(estimate(&[]), Estimate { share: 0.0, low: 0.0, high: 1.0 });
        let none = estimate(&[Stratum { size: 1000, looked_at: 20, have: 0 }]);
        assert!(none.share == 0.0 && none.low == 0.0 && none.high > 0.1, "{none:?}");
    }

    /// The number of intervals, of many, that contain the true share.
    #[test]
    fn nineteen_of_twenty_intervals_hold_the_share_of_the_whole() {
        let (mut state, mut held) = (7_u64, 0);
        let mut chance = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let (sizes, shares) = ([5_000_u64, 95_000], [0.6, 0.02]);
        let truth = (5_000.0 * 0.6 + 95_000.0 * 0.02) / 100_000.0;
        for _ in 0..1000 {
            let strata: Vec<Stratum> = (0..2)
                .map(|n| {
                    let have = (0..100).filter(|_| chance() < shares[n]).count() as u64;
                    Stratum { size: sizes[n], looked_at: 100, have }
                })
                .collect();
            let got = estimate(&strata);
            held += u32::from(got.low <= truth && truth <= got.high);
        }
        assert!((930..=1000).contains(&held), "{held}");
    }
}
