//! Gains of words: how much likelier a word is where the group opposite explains it.

use super::evidence::Importance;
use super::model::Tuning;

/// Natural logarithm to about three digits, enough for scores and several times as fast as the
/// exact one. For positive normal numbers only.
fn fast_ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    let log2 = -2.153_620_7 + (3.047_884 + (-1.051_875_4 + 0.158_248_7 * m) * m) * m;
    (exponent as f32 + log2) * std::f32::consts::LN_2
}

/// Gain in nats of one word that the group opposite explains with the summed probability `sum`.
pub(super) fn gain(importance: Importance, sum: f32, group: f32, tuning: &Tuning) -> f32 {
    importance.weight * fast_ln(1.0 + sum * importance.rarity * scale(group, tuning))
}

/// The factor of a summed probability in a group of the given weight.
fn scale(group: f32, tuning: &Tuning) -> f32 {
    (1.0 - tuning.lambda) / (tuning.lambda * (group + tuning.group))
}

/// The matched words of one side of a bead, in parallel arrays so that several gains are computed at a time.
#[derive(Debug, Default)]
pub(super) struct Sum {
    /// For each word of the side its number among the matched words, or [`NONE`].
    numbers: Vec<u32>,
    matched: Vec<u32>,
    weights: Vec<f32>,
    /// Summed probability times rarity.
    sums: Vec<f32>,
    rarities: Vec<f32>,
}

impl Sum {
    /// Clears the sums of the previous bead, and makes room for at least `words` words.
    pub(super) fn start(&mut self, words: usize) {
        for k in self.matched.drain(..) {
            self.numbers[k as usize] = NONE;
        }
        self.weights.clear();
        self.sums.clear();
        self.rarities.clear();
        if self.numbers.len() < words {
            self.numbers.resize(words, NONE);
        }
    }

    pub(super) fn add(&mut self, k: usize, probability: f32, importance: impl FnOnce() -> Importance) {
        let number = &mut self.numbers[k];
        if *number == NONE {
            *number = self.matched.len() as u32;
            let importance = importance();
            self.matched.push(k as u32);
            self.weights.push(importance.weight);
            self.rarities.push(importance.rarity);
            self.sums.push(probability * importance.rarity);
        } else {
            let n = *number as usize;
            self.sums[n] += probability * self.rarities[n];
        }
    }

    /// Gain in nats of all matched words when the group opposite has the given weight.
    pub(super) fn gain(&self, group: f32, tuning: &Tuning) -> f32 {
        let scale = scale(group, tuning);
        self.weights.iter().zip(&self.sums).map(|(weight, sum)| weight * fast_ln(1.0 + sum * scale)).sum()
    }
}

/// The number of a word without matches.
const NONE: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_logarithm_is_close_to_the_exact_one() {
        for n in 1..20_000 {
            let x = n as f32 * 0.37 + 1.0;
            assert!((fast_ln(x) - x.ln()).abs() < 2e-3, "{x}");
        }
    }
}
