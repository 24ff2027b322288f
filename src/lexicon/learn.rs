//! Learning a lexicon from pairs of sentences that translate each other.
//!
//! IBM Model 1 (Brown, Della Pietra, Della Pietra and Mercer 1993) in both directions over classes of words with the
//! same light stem; then every pair of sentences is linked by the best partners that choose each other, and the links
//! are counted by the forms that a dictionary would list: Arabic without clitics and article, English in lower case.
//! Function words are left out, for they go with everything.
//!
//! Memory is bounded: only the forty Arabic classes that go best with an English one are candidates, and of more
//! text than [`MOST_TOKENS`] every second, fourth … pair is kept.

use super::Lexicon;
use crate::text::{Lang, chars, fold, stem, token};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::{
    fmt,
    hash::{Hash, Hasher},
};

/// What decides whether a pair of words becomes an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearnOptions {
    /// A word must be linked at least so often with its partner.
    pub least_count: u32,
    /// At least this probability (0 to 1) in one direction, and a tenth of it in the other.
    pub least_probability: f32,
    /// At most so many Arabic forms for an English word.
    pub most_forms: usize,
}

impl Default for LearnOptions {
    fn default() -> Self {
        LearnOptions { least_count: 2, least_probability: 0.1, most_forms: 8 }
    }
}

/// No more words than this are kept, of both sides together: about 250 MB.
const MOST_TOKENS: usize = 60_000_000;
/// A side with more words than this is no sentence: everything would go with everything.
const LONGEST: usize = 250;
/// Arabic classes that may translate an English one.
const CANDIDATES: usize = 40;
/// Iterations of expectation and maximisation.
const ITERATIONS: usize = 5;
/// Probability that a word answers nothing on the other side.
const OPEN: f32 = 0.02;
/// Counts added to every denominator, so that what was seen once stays doubtful.
const DOUBT: f32 = 0.5;
/// How much likelier a pair is at the start that a known lexicon allows.
const KNOWN: f32 = 8.0;

type Id = u32;

/// The words of one language, as they are spelled, and the classes they belong to.
#[derive(Debug, Default)]
struct Vocabulary {
    words: FxHashMap<Box<str>, Id>,
    /// For every word its class; [`FUNCTION`] for function words.
    class_of: Vec<Id>,
    classes: FxHashMap<Box<str>, Id>,
}

/// The class of words that are left out.
const FUNCTION: Id = Id::MAX;

impl Vocabulary {
    fn add(&mut self, lang: Lang, spelled: &str, known: &Lexicon) -> Id {
        if let Some(&id) = self.words.get(spelled) {
            return id;
        }
        let folded = fold::fold(lang, spelled);
        let stem = stem::stem_folded(lang, &folded);
        let function = match lang {
            Lang::Ar => known.look_up(&folded).is_function,
            Lang::En => known.english(&stem).is_some_and(|id| known.is_english_function(id)),
        };
        let class = if function || folded.chars().count() < 2 {
            FUNCTION
        } else {
            let next = self.classes.len() as Id;
            *self.classes.entry(stem.as_ref().into()).or_insert(next)
        };
        let id = self.class_of.len() as Id;
        self.words.insert(spelled.into(), id);
        self.class_of.push(class);
        id
    }

    /// The spellings in order of their ids.
    fn spellings(&self) -> Vec<&str> {
        let mut spellings = vec![""; self.words.len()];
        for (spelled, &id) in &self.words {
            spellings[id as usize] = spelled;
        }
        spellings
    }
}

/// One side of all pairs: the ids of the words, pair after pair.
#[derive(Debug, Default)]
struct Stream {
    tokens: Vec<Id>,
    ends: Vec<usize>,
}

impl Stream {
    fn pair(&self, n: usize) -> &[Id] {
        let from = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.tokens[from..self.ends[n]]
    }

    /// Leaves only every second pair.
    fn halve(&mut self) {
        let mut kept = Stream::default();
        for n in (0..self.ends.len()).step_by(2) {
            kept.tokens.extend_from_slice(self.pair(n));
            kept.ends.push(kept.tokens.len());
        }
        *self = kept;
    }
}

/// Collects pairs of sentences to learn from.
///
/// ```
/// use mizan::lexicon::{LearnOptions, Learner, built_in};
/// let mut learner = Learner::new(built_in());
/// for (ar, en) in [("ظهر الحيزبون", "The crone appeared"), ("نامت الحيزبون", "The crone slept"), ("ضحك القط", "The cat laughed")] {
///     learner.add(ar, en);
/// }
/// let learnt = learner.finish(&LearnOptions::default());
/// assert_eq!(learnt.rows[0].english, "crone");
/// assert_eq!(learnt.rows[0].forms[0].arabic, "حيزبون");
/// ```
#[derive(Debug)]
pub struct Learner<'a> {
    known: &'a Lexicon,
    ar: Vocabulary,
    en: Vocabulary,
    left: Stream,
    right: Stream,
    /// Hashes of the pairs that are kept.
    kept: FxHashSet<u64>,
    seen: u64,
    /// Every how many pairs one is kept.
    stride: u64,
    most_tokens: usize,
}

impl<'a> Learner<'a> {
    /// A learner that begins with what a lexicon knows: which words are function words, and which pairs are likely.
    pub fn new(known: &'a Lexicon) -> Self {
        Learner {
            known,
            ar: Vocabulary::default(),
            en: Vocabulary::default(),
            left: Stream::default(),
            right: Stream::default(),
            kept: FxHashSet::default(),
            seen: 0,
            stride: 1,
            most_tokens: MOST_TOKENS,
        }
    }

    /// Adds a sentence and its translation. Pairs with an empty side or a very long one teach nothing, and a pair that
    /// comes again, as in many translation memories, nothing new.
    pub fn add(&mut self, ar: &str, en: &str) {
        let words = |text: &str| token::tokens(text).filter(|t| t.kind == token::TokenKind::Word).count();
        let (m, n) = (words(ar), words(en));
        if m == 0 || n == 0 || m > LONGEST || n > LONGEST {
            return;
        }
        let mut hasher = FxHasher::default();
        (ar, en).hash(&mut hasher);
        if !self.kept.insert(hasher.finish()) {
            return;
        }
        self.seen += 1;
        if !(self.seen - 1).is_multiple_of(self.stride) {
            return;
        }
        for (lang, text) in [(Lang::Ar, ar), (Lang::En, en)] {
            let (vocabulary, stream) = match lang {
                Lang::Ar => (&mut self.ar, &mut self.left),
                Lang::En => (&mut self.en, &mut self.right),
            };
            for token in token::tokens(text).filter(|t| t.kind == token::TokenKind::Word) {
                let word = token.span.of(text);
                let arabic = word.chars().any(chars::is_arabic_letter);
                if arabic != (lang == Lang::Ar) {
                    continue;
                }
                let spelled = match lang {
                    Lang::Ar => fold::bare(word),
                    Lang::En => {
                        let folded = fold::fold(lang, word);
                        folded.strip_suffix("'s").unwrap_or(&folded).to_owned()
                    }
                };
                stream.tokens.push(vocabulary.add(lang, &spelled, self.known));
            }
            stream.ends.push(stream.tokens.len());
        }
        if self.left.tokens.len() + self.right.tokens.len() > self.most_tokens {
            self.left.halve();
            self.right.halve();
            self.stride *= 2;
        }
    }

    /// Learns from everything that was added.
    pub fn finish(self, options: &LearnOptions) -> Learnt {
        let used = self.left.ends.len() as u64;
        let table = Table::candidates(&self);
        let table = (0..ITERATIONS).fold(table, |table, _| table.improve(&self));
        let rows = Links::count(&self, &table).rows(&self, options);
        Learnt { rows, seen: self.seen, used }
    }

    /// The classes of a pair of sentences, each once, in order.
    fn classes(&self, n: usize, ar: &mut Vec<Id>, en: &mut Vec<Id>) {
        for (stream, vocabulary, out) in [(&self.left, &self.ar, ar), (&self.right, &self.en, en)] {
            out.clear();
            out.extend(stream.pair(n).iter().map(|&word| vocabulary.class_of[word as usize]));
            out.retain(|&class| class != FUNCTION);
            out.sort_unstable();
            out.dedup();
        }
    }
}

/// A pair of classes that may translate each other.
#[derive(Debug, Clone, Copy)]
struct Cell {
    ar: Id,
    /// Probability of the Arabic class given the English one, and the other way round.
    forward: f32,
    backward: f32,
}

/// The candidates of every English class, in order of the Arabic class.
struct Table {
    cells: Vec<Cell>,
    ends: Vec<usize>,
    arabic: usize,
}

impl Table {
    /// Finds for every English class the Arabic ones that go with it more often than chance would have it.
    fn candidates(learner: &Learner<'_>) -> Self {
        let (classes, arabic) = (learner.en.classes.len(), learner.ar.classes.len());
        let pairs = learner.left.ends.len();
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        let (mut ar_count, mut en_count) = (vec![0u32; arabic], vec![0u32; classes]);
        for n in 0..pairs {
            learner.classes(n, &mut ar, &mut en);
            ar.iter().for_each(|&a| ar_count[a as usize] += 1);
            en.iter().for_each(|&e| en_count[e as usize] += 1);
        }
        // The pairs in which each English class occurs.
        let mut starts = vec![0usize; classes + 1];
        for (e, &count) in en_count.iter().enumerate() {
            starts[e + 1] = starts[e] + count as usize;
        }
        let mut places = vec![0u32; starts[classes]];
        let mut next = starts.clone();
        for n in 0..pairs {
            learner.classes(n, &mut ar, &mut en);
            for &e in &en {
                places[next[e as usize]] = n as u32;
                next[e as usize] += 1;
            }
        }
        let known = known_pairs(learner);
        let mut table = Table { cells: Vec::new(), ends: Vec::with_capacity(classes), arabic };
        let mut together = vec![0u32; arabic];
        let mut found: Vec<(f32, Id)> = Vec::new();
        for e in 0..classes {
            for &n in &places[starts[e]..starts[e + 1]] {
                for &word in learner.left.pair(n as usize) {
                    let class = learner.ar.class_of[word as usize];
                    if class != FUNCTION {
                        if together[class as usize] == 0 {
                            found.push((0.0, class));
                        }
                        together[class as usize] += 1;
                    }
                }
            }
            for (score, a) in &mut found {
                let count = std::mem::take(&mut together[*a as usize]) as f32;
                let by_chance = en_count[e] as f32 * ar_count[*a as usize] as f32 / pairs as f32;
                let bonus = if known.contains_key(&(e as Id, *a)) { KNOWN } else { 0.0 };
                *score = count * (count / by_chance).ln() + bonus;
            }
            found.retain(|(score, _)| *score >= 0.0);
            found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            found.truncate(CANDIDATES);
            found.sort_unstable_by_key(|&(_, a)| a);
            let start = 1.0 / (found.len() as f32 + DOUBT);
            table.cells.extend(found.drain(..).map(|(_, ar)| {
                let sure = if known.contains_key(&(e as Id, ar)) { KNOWN } else { 1.0 };
                Cell { ar, forward: start * sure, backward: start * sure }
            }));
            table.ends.push(table.cells.len());
        }
        table
    }

    fn row(&self, e: Id) -> std::ops::Range<usize> {
        let e = e as usize;
        (if e == 0 { 0 } else { self.ends[e - 1] })..self.ends[e]
    }

    /// Gives every cell whose classes both occur in a pair: its index, and which of the classes it joins.
    fn visit(&self, ar: &[Id], en: &[Id], slots: &mut [u32], mut give: impl FnMut(usize, usize, usize)) {
        for (i, &a) in ar.iter().enumerate() {
            slots[a as usize] = i as u32 + 1;
        }
        for (k, &e) in en.iter().enumerate() {
            for cell in self.row(e) {
                let slot = slots[self.cells[cell].ar as usize];
                if slot != 0 {
                    give(cell, slot as usize - 1, k);
                }
            }
        }
        for &a in ar {
            slots[a as usize] = 0;
        }
    }

    /// One iteration of expectation and maximisation, in both directions.
    fn improve(mut self, learner: &Learner<'_>) -> Self {
        let mut counts = vec![(0.0f32, 0.0f32); self.cells.len()];
        let mut slots = vec![0u32; self.arabic];
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        let (mut by_ar, mut by_en): (Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new());
        let mut hits: Vec<(usize, usize, usize)> = Vec::new();
        for n in 0..learner.left.ends.len() {
            learner.classes(n, &mut ar, &mut en);
            hits.clear();
            self.visit(&ar, &en, &mut slots, |cell, a, e| hits.push((cell, a, e)));
            by_ar.clear();
            by_ar.resize(ar.len(), OPEN);
            by_en.clear();
            by_en.resize(en.len(), OPEN);
            for &(cell, a, e) in &hits {
                by_ar[a] += self.cells[cell].forward;
                by_en[e] += self.cells[cell].backward;
            }
            for &(cell, a, e) in &hits {
                counts[cell].0 += self.cells[cell].forward / by_ar[a];
                counts[cell].1 += self.cells[cell].backward / by_en[e];
            }
        }
        let mut ar_total = vec![DOUBT; self.arabic];
        for (cell, (_, backward)) in self.cells.iter().zip(&counts) {
            ar_total[cell.ar as usize] += backward;
        }
        for e in 0..self.ends.len() {
            let row = self.row(e as Id);
            let total = DOUBT + counts[row.clone()].iter().map(|(forward, _)| forward).sum::<f32>();
            for n in row {
                let cell = &mut self.cells[n];
                cell.forward = counts[n].0 / total;
                cell.backward = counts[n].1 / ar_total[cell.ar as usize];
            }
        }
        self
    }
}

/// The pairs of classes (English, Arabic) that the known lexicon allows.
fn known_pairs(learner: &Learner<'_>) -> FxHashMap<(Id, Id), ()> {
    let mut english: FxHashMap<u32, Id> = FxHashMap::default();
    for (stem, &class) in &learner.en.classes {
        if let Some(id) = learner.known.english(stem) {
            english.insert(id, class);
        }
    }
    let mut known = FxHashMap::default();
    for (spelled, &word) in &learner.ar.words {
        let class = learner.ar.class_of[word as usize];
        if class == FUNCTION {
            continue;
        }
        for entry in learner.known.look_up(&fold::fold(Lang::Ar, spelled)).entries {
            if let Some(&e) = english.get(&entry.english) {
                known.insert((e, class), ());
            }
        }
    }
    known
}

/// How often words were linked.
struct Links {
    /// English class and Arabic dictionary form.
    counts: FxHashMap<(Id, Id), u32>,
    forms: Forms,
    /// How often each English word occurs.
    english: Vec<u32>,
}

impl Links {
    /// Links in every pair of sentences the classes that choose each other.
    fn count(learner: &Learner<'_>, table: &Table) -> Self {
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

    fn rows(self, learner: &Learner<'_>, options: &LearnOptions) -> Vec<LearntRow> {
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

/// The Arabic words as a dictionary would list them.
struct Forms {
    /// For every word its form.
    of_word: Vec<Id>,
    /// The commonest spelling of every form.
    spelled: Vec<String>,
}

impl Forms {
    fn of(learner: &Learner<'_>) -> Self {
        let spellings = learner.ar.spellings();
        let mut counts = vec![0u32; spellings.len()];
        learner.left.tokens.iter().for_each(|&word| counts[word as usize] += 1);
        let mut seen: FxHashMap<String, u32> = FxHashMap::default();
        for (spelled, &count) in spellings.iter().zip(&counts) {
            *seen.entry(fold::fold(Lang::Ar, spelled)).or_default() += count;
        }
        let mut index: FxHashMap<String, Id> = FxHashMap::default();
        let mut votes: Vec<FxHashMap<&str, u32>> = Vec::new();
        let mut of_word = Vec::with_capacity(spellings.len());
        for (&spelled, &count) in spellings.iter().zip(&counts) {
            let form = listed_form(spelled, &seen, learner.known);
            let next = votes.len() as Id;
            let id = *index.entry(fold::fold(Lang::Ar, form)).or_insert(next);
            if id == next {
                votes.push(FxHashMap::default());
            }
            *votes[id as usize].entry(form).or_default() += count;
            of_word.push(id);
        }
        let commonest = |votes: &FxHashMap<&str, u32>| {
            let best = votes.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            best.map_or_else(String::new, |(spelled, _)| (*spelled).to_owned())
        };
        Forms { of_word, spelled: votes.iter().map(commonest).collect() }
    }
}

/// Particles with the article, and without; longest first.
const WITH_ARTICLE: [&str; 9] = ["وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال"];
const PARTICLES: [&str; 8] = ["وب", "ول", "و", "ف", "ب", "ل", "ك", "س"];

/// A word without article and particles, where that is a word of its own: `وللشركة` is شركة, but التزام stays, because
/// nobody writes تزام.
fn listed_form<'a>(spelled: &'a str, seen: &FxHashMap<String, u32>, known: &Lexicon) -> &'a str {
    let count = |word: &str| seen.get(&fold::fold(Lang::Ar, word)).copied().unwrap_or_default();
    let lists = |word: &str| known.lists(&fold::fold(Lang::Ar, word));
    let long = |rest: &&str| rest.chars().count() >= 3;
    if lists(spelled) {
        return spelled;
    }
    for article in WITH_ARTICLE {
        let Some(rest) = spelled.strip_prefix(article).filter(long) else { continue };
        if lists(rest) || count(rest) > 0 {
            return rest;
        }
        // الالتزام: then التزام is the word, and its ال no article.
        let is_word = count(&format!("ال{spelled}")) > 0;
        return if article == "ال" && is_word { spelled } else { rest };
    }
    for particle in PARTICLES {
        if let Some(rest) = spelled.strip_prefix(particle).filter(long)
            && (lists(rest) || 2 * count(rest) > count(spelled))
        {
            return rest;
        }
    }
    spelled
}

/// The word that stands for each English class: the shortest of those that are not rare in it, which is mostly
/// the lemma.
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

/// An Arabic form that translates an English word.
#[derive(Debug, Clone, PartialEq)]
pub struct LearntForm {
    /// The form, without vowel signs, article and particles.
    pub arabic: String,
    /// Probability (0 to 1) of the form given the English word.
    pub forward: f32,
    /// Probability (0 to 1) of the English word given the form.
    pub backward: f32,
    /// How often they were linked.
    pub count: u32,
}

/// An English word and its renderings, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct LearntRow {
    /// The headword, in lower case.
    pub english: String,
    /// Its renderings.
    pub forms: Vec<LearntForm>,
}

/// What was learnt. Displayed, it is a lexicon table with two columns of probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Learnt {
    /// The entries in order of the headword.
    pub rows: Vec<LearntRow>,
    /// Number of different pairs with words on both sides.
    pub seen: u64,
    /// Number of pairs that were learnt from: fewer where there were too many.
    pub used: u64,
}

impl fmt::Display for Learnt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# English words and the Arabic words that translate them, learnt by mizan from {} pairs.\n\
             # Columns: English; part of speech; register; Arabic forms, best first, separated by '; '; for each form its \
             probability\n# given the English word; and the probability of the English word given the form.",
            self.used
        )?;
        for row in &self.rows {
            let list = |of: &dyn Fn(&LearntForm) -> String| -> String {
                row.forms.iter().map(of).collect::<Vec<_>>().join("; ")
            };
            writeln!(
                f,
                "{}\tword\tlearnt\t{}\t{}\t{}",
                row.english,
                list(&|form| form.arabic.clone()),
                list(&|form| format!("{:.3}", form.forward)),
                list(&|form| format!("{:.3}", form.backward)),
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{built_in, parse_rows};

    /// Sentences of three nouns each, in every combination.
    const WORDS: [(&str, &str, &str); 6] = [
        ("الحيزبون", "crone", "حيزبون"),
        ("للغضنفر", "griffins", "غضنفر"),
        ("الالتزام", "Commitment", "التزام"),
        ("وخنفشار", "gibberish", "خنفشار"),
        ("بالزمهرير", "frost's", "زمهرير"),
        ("السلسبيل", "rill", "سلسبيل"),
    ];

    fn learnt() -> Learnt {
        let mut learner = Learner::new(built_in());
        for x in WORDS {
            for y in WORDS {
                learner.add(&format!("{} من {}", x.0, y.2), &format!("The {} of {} 5.", y.1, x.1));
            }
        }
        learner.finish(&LearnOptions::default())
    }

    #[test]
    fn words_find_their_partners_and_are_written_as_a_dictionary_lists_them() {
        let learnt = learnt();
        for (_, english, arabic) in WORDS {
            let english = english.to_lowercase();
            let english = english.trim_end_matches("'s");
            let row = learnt.rows.iter().find(|row| row.english == english).expect(english);
            assert_eq!(row.forms[0].arabic, arabic, "{learnt}");
            assert!(row.forms[0].forward > 0.8 && row.forms[0].backward > 0.8, "{learnt}");
        }
        assert!(!learnt.rows.iter().any(|row| row.english == "of"), "{learnt}");
    }

    #[test]
    fn what_is_written_reads_back_and_is_found_in_running_text() {
        let table = learnt().to_string();
        let rows = parse_rows(&table, "my.tsv").expect("our own table");
        let lexicon = Lexicon::from_rows(&rows);
        let english = lexicon.english("crone").expect("learnt");
        let found = lexicon.look_up("وبالحيزبون");
        assert!(found.entries.iter().any(|entry| entry.english == english && entry.forward > 0.8));
    }

    #[test]
    fn too_much_text_is_thinned_evenly_and_said() {
        let mut learner = Learner::new(built_in());
        learner.most_tokens = 400;
        for n in 0..1000 {
            let (ar, en, _) = WORDS[n % WORDS.len()];
            learner.add(&format!("{ar} {n}"), en);
        }
        assert!(learner.left.tokens.len() + learner.right.tokens.len() <= 400);
        let learnt = learner.finish(&LearnOptions::default());
        assert_eq!(learnt.seen, 1000);
        assert!((100..=200).contains(&learnt.used), "{}", learnt.used);
    }

    #[test]
    fn a_pair_that_comes_again_counts_once() {
        let mut learner = Learner::new(built_in());
        (0..5).for_each(|_| learner.add("ضحك الغضنفر", "The griffin laughed"));
        let learnt = learner.finish(&LearnOptions::default());
        assert_eq!((learnt.used, learnt.rows.len()), (1, 0));
    }

    #[test]
    fn nothing_is_learnt_from_nothing() {
        let mut learner = Learner::new(built_in());
        learner.add("", "word");
        learner.add("٣", "3");
        assert_eq!(learner.finish(&LearnOptions::default()).rows, []);
    }
}
