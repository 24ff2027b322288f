//! Links between the words of each pair of sentences: partners that are each other's best choice, counted.

use super::{
    DOUBT, LearnOptions, Learner, LearntForm, LearntRow,
    forms::Forms,
    model::{Cell, OPEN, Table},
    words::Id,
};
use rustc_hash::FxHashMap;

/// Counts of links between words.
pub(super) struct Links {
    /// Links of each English class and Arabic dictionary form.
    counts: FxHashMap<(Id, Id), u32>,
    forms: Forms,
    /// Occurrences of each English word.
    english: Vec<u32>,
}

impl Links {
    /// Links, in every pair of sentences, the classes that are each other's best choice.
    pub(super) fn count(learner: &Learner<'_>, table: &Table) -> Self {
        let mut links = Links {
            counts: FxHashMap::default(),
            forms: Forms::of(learner),
            english: vec![0; learner.en.class_of.len()],
        };
        let mut slots = vec![0u32; table.arabic];
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        for n in 0..learner.left.ends.len() {
            learner.right.pair(n).iter().for_each(|&word| links.english[word as usize] += 1);
            learner.classes(n, &mut ar, &mut en);
            let mut of_ar = vec![(OPEN, usize::MAX); ar.len()];
            let mut of_en = vec![(OPEN, usize::MAX); en.len()];
            table.visit(&ar, &en, &mut slots, |cell, a, e| {
                let Cell { forward, backward, .. } = table.cells[cell];
                if forward > of_ar[a].0 {
                    of_ar[a] = (forward, e);
                }
                if backward > of_en[e].0 {
                    of_en[e] = (backward, a);
                }
            });
            for &word in learner.left.pair(n) {
                let Ok(a) = ar.binary_search(&learner.ar.class_of[word as usize]) else { continue };
                let e = of_ar[a].1;
                if e != usize::MAX && of_en[e].1 == a {
                    *links.counts.entry((en[e], links.forms.of_word[word as usize])).or_default() += 1;
                }
            }
        }
        links
    }

    pub(super) fn rows(self, learner: &Learner<'_>, options: &LearnOptions) -> Vec<LearntRow> {
        let mut sorted: Vec<((Id, Id), u32)> = self.counts.into_iter().collect();
        sorted.sort_unstable_by(|a, b| a.0.0.cmp(&b.0.0).then(b.1.cmp(&a.1)).then(a.0.1.cmp(&b.0.1)));
        let mut form_total = vec![0u32; self.forms.spelled.len()];
        sorted.iter().for_each(|((_, form), count)| form_total[*form as usize] += count);
        let headwords = headwords(learner, &self.english);
        let mut rows: Vec<LearntRow> = Vec::new();
        for list in sorted.chunk_by(|a, b| a.0.0 == b.0.0) {
            let total = list.iter().map(|(_, count)| count).sum::<u32>() as f32 + DOUBT;
            let form = |&((_, form), count): &((Id, Id), u32)| LearntForm {
                arabic: self.forms.spelled[form as usize].clone(),
                forward: count as f32 / total,
                backward: count as f32 / (form_total[form as usize] as f32 + DOUBT),
                count,
            };
            let good = |form: &LearntForm| {
                let (low, high) = (form.forward.min(form.backward), form.forward.max(form.backward));
                form.count >= options.least_count
                    && high >= options.least_probability
                    && low >= options.least_probability / 10.0
            };
            let forms: Vec<_> = list.iter().map(form).filter(good).take(options.most_forms).collect();
            if !forms.is_empty() {
                rows.push(LearntRow { english: headwords[list[0].0.0 as usize].to_owned(), forms });
            }
        }
        rows.sort_unstable_by(|a, b| a.english.cmp(&b.english));
        rows
    }
}

/// The headword of each English class: the shortest word that is not rare in it, which is usually the lemma.
fn headwords<'a>(learner: &'a Learner<'_>, counts: &[u32]) -> Vec<&'a str> {
    let spellings = learner.en.spellings();
    let mut most = vec![0u32; learner.en.classes.len()];
    let of = |word: usize| learner.en.class_of[word];
    for (word, &count) in counts.iter().enumerate() {
        if let Some(most) = most.get_mut(of(word) as usize) {
            *most = (*most).max(count);
        }
    }
    let mut chosen: Vec<&str> = vec![""; most.len()];
    for (word, spelled) in spellings.into_iter().enumerate() {
        let class = of(word) as usize;
        let Some(kept) = chosen.get_mut(class) else { continue };
        let better = kept.is_empty() || (spelled.len(), spelled) < (kept.len(), kept);
        if counts[word] > 0 && 5 * counts[word] >= most[class] && better {
            *kept = spelled;
        }
    }
    chosen
}
