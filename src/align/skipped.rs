//! Text that the other side passes over: the words before and after it have counterparts there that follow each other.

/// English tokens for an Arabic one.
const ENGLISH_FOR_ONE: f32 = 1.2;
/// Most words whose order is examined.
const MOST: usize = 64;

/// The longest stretch of tokens that the other side passes over, of the Arabic and of the English, in tokens of that side.
/// `met` holds the places of Arabic words and of the only possible translation of each, in the order of the former; `sizes`
/// the numbers of tokens. Words met by chance are out of order, and only the longest rising chain counts.
pub(super) fn skipped(met: &[(u32, u32)], sizes: [u32; 2]) -> [f32; 2] {
    let mut most = [0.0_f32; 2];
    let mut before = (0, 0);
    for place in chain(&met[..met.len().min(MOST)]).into_iter().chain([(sizes[0], sizes[1])]) {
        let [ar, en] =
            [place.0.saturating_sub(before.0), place.1.saturating_sub(before.1)].map(|gap| gap as f32);
        most[0] = most[0].max(ar - en / ENGLISH_FOR_ONE);
        most[1] = most[1].max(en - ar * ENGLISH_FOR_ONE);
        before = (place.0 + 1, place.1 + 1);
    }
    most
}

/// The longest chain of places that rise on both sides.
fn chain(met: &[(u32, u32)]) -> Vec<(u32, u32)> {
    // For each place the length of the best chain that ends there, and the place before it.
    let mut best: Vec<(u32, Option<usize>)> = Vec::with_capacity(met.len());
    for (n, place) in met.iter().enumerate() {
        let rising = (0..n).filter(|earlier| met[*earlier].1 < place.1);
        let before = rising.max_by_key(|earlier| best[*earlier].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut at = (0..met.len()).max_by_key(|n| best[*n].0);
    let mut chain = Vec::new();
    while let Some(n) = at {
        chain.push(met[n]);
        at = best[n].1;
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_counterparts_between_words_that_follow_each_other_are_skipped() {
        let whole: Vec<(u32, u32)> = (0..10).map(|n| (2 * n, 2 * n + n / 3)).collect();
        let [ar, en] = skipped(&whole, [20, 23]);
        assert!(ar < 1.5 && en < 2.0, "{ar} {en}");
        // Eight Arabic words are missing on the other side.
        let part: Vec<(u32, u32)> = [(0, 0), (2, 2), (4, 5), (14, 6), (16, 8), (18, 10)].to_vec();
        let [ar, en] = skipped(&part, [20, 12]);
        assert!(ar > 8.0 && en < 2.0, "{ar} {en}");
        let turned: Vec<(u32, u32)> = part.iter().map(|(ar, en)| (*en, *ar)).collect();
        assert!(skipped(&turned, [12, 20])[1] > 7.0);
    }

    #[test]
    fn an_end_that_is_missing_counts_and_a_word_met_by_chance_does_not() {
        assert!(skipped(&[(0, 0), (1, 1), (2, 2)], [14, 4])[0] > 9.0);
        let [ar, _] = skipped(&[(0, 0), (2, 2), (7, 0), (12, 3), (14, 5)], [16, 7]);
        assert!(ar > 8.0, "{ar}");
        assert_eq!(skipped(&[], [0, 0]), [0.0, 0.0]);
    }
}
