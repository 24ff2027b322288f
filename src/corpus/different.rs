//! Counting distinct items: exact for few of them, otherwise with an error of about 1%.

use rustc_hash::FxHashSet;

/// Greatest count that is exact.
const FEW: usize = 1 << 16;
/// Bits of a hash that choose a register.
const BITS: u32 = 14;

/// A set of hashes, replaced above 65,536 of them by a HyperLogLog sketch with 2^14 registers: 16 KiB,
/// standard error 0.8% (Flajolet and others, 2007).
pub(super) struct Different {
    few: Option<FxHashSet<u64>>,
    registers: Vec<u8>,
}

impl Default for Different {
    fn default() -> Self {
        Different { few: Some(FxHashSet::default()), registers: vec![0; 1 << BITS] }
    }
}

impl Different {
    /// Counts an item, given by its hash.
    pub(super) fn add(&mut self, hash: u64) {
        if let Some(few) = &mut self.few {
            few.insert(hash);
            if few.len() > FEW {
                self.few = None;
            }
        }
        let register = &mut self.registers[(hash >> (64 - BITS)) as usize];
        *register = (*register).max(((hash << BITS) | (1 << (BITS - 1))).leading_zeros() as u8 + 1);
    }

    /// The number of distinct items.
    pub(super) fn estimate(&self) -> u64 {
        if let Some(few) = &self.few {
            return few.len() as u64;
        }
        let m = self.registers.len() as f64;
        let empty = self.registers.iter().filter(|register| **register == 0).count() as f64;
        let sum: f64 = self.registers.iter().map(|register| (-f64::from(*register)).exp2()).sum();
        let raw = 0.7213 / (1.0 + 1.079 / m) * m * m / sum;
        // With few items some registers are empty, and counting those is more exact.
        let value = if raw <= 2.5 * m && empty > 0.0 { m * (m / empty).ln() } else { raw };
        value.round() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_64;

    #[test]
    fn few_things_are_counted_exactly_and_many_within_two_percent() {
        for count in [0_u64, 1, 100, 10_000, 300_000] {
            let mut different = Different::default();
            for n in (0..count).chain(0..count / 2) {
                different.add(xxh3_64(&n.to_le_bytes()));
            }
            let got = different.estimate();
            let error = (got as f64 - count as f64).abs() / (count as f64).max(1.0);
            assert!(if count <= FEW as u64 { got == count } else { error < 0.02 }, "{count}: {got}");
        }
    }
}
