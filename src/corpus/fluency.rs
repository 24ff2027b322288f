//! Fluency: how usual the letters of a text are, by a model of four letters at a time for each language, learnt from a
//! corpus that its user trusts.
//!
//! The measure is the bits that a letter takes, which random letters, garbled text, word lists and other languages in the
//! same script need more of. What is too much is learnt as well, from rows that are held out, for short, middling and
//! long texts.

use super::{
    normal::normal,
    parse::Row,
    parts::{Broken, each_row},
    source::Corpus,
};
use crate::{
    Error, Result,
    text::{Lang, Sides},
};
use rustc_hash::FxHashMap;
use std::{
    fs,
    io::{self, Write},
    path::Path,
};
use xxhash_rust::xxh3::xxh3_64;

/// Letters that are looked at together.
const ORDER: usize = 4;
/// What a shorter context counts beside a longer one that never occurred.
const BACK: f64 = 0.4;
/// The most bits of a letter.
const MOST: f64 = 20.0;
/// One row in so many is held out.
const HELD_OUT: u64 = 10;
/// Least rows to learn from.
const FEWEST: u64 = 200;
/// Deviations from the mean that are too many.
const DEVIATIONS: f64 = 3.0;
/// Letters from which on a text is middling, and long.
const SIZES: [usize; 2] = [25, 75];
/// The first line of a file.
pub const HEAD: &str = "# Fluency of Arabic and English: four letters at a time, learnt by mizan";

/// Four letters, sixteen bits each.
type Gram = u64;

/// The models of both languages.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fluency(Sides<Model>);

/// The model of one language.
#[derive(Debug, Clone, PartialEq, Default)]
struct Model {
    grams: FxHashMap<Gram, u64>,
    /// How often the last letters of a gram occur, and what comes before the very last one, by their number.
    runs: [FxHashMap<Gram, u64>; ORDER],
    contexts: [FxHashMap<Gram, u64>; ORDER],
    /// The most bits of a letter in a short, a middling and a long text.
    bounds: [f64; SIZES.len() + 1],
}

impl Model {
    fn add(&mut self, gram: Gram, count: u64) {
        let add = |to: &mut u64| *to = to.saturating_add(count);
        add(self.grams.entry(gram).or_default());
        for k in 0..ORDER {
            add(self.runs[k].entry(last(gram, k + 1)).or_default());
            add(self.contexts[k].entry(last(gram >> 16, k)).or_default());
        }
    }

    /// The bits of a letter of a text, on average; `None` for a text without letters.
    fn bits(&self, normal: &str) -> Option<f64> {
        let (mut sum, mut count) = (0.0, 0_u32);
        for gram in grams(normal) {
            sum += self.bits_of(gram);
            count += 1;
        }
        (count > 1).then(|| sum / f64::from(count))
    }

    fn bits_of(&self, gram: Gram) -> f64 {
        let mut weight = 1.0;
        for k in (0..ORDER).rev() {
            if let Some(count) = self.runs[k].get(&last(gram, k + 1)) {
                let all = self.contexts[k].get(&last(gram >> 16, k)).copied().unwrap_or(1);
                return (-(weight * *count as f64 / all as f64).log2()).clamp(0.0, MOST);
            }
            weight *= BACK;
        }
        MOST
    }

    /// How many times as many bits a text takes as is still usual.
    fn strangeness(&self, normal: &str) -> Option<f64> {
        let bound = self.bounds[size(normal)];
        self.bits(normal).filter(|_| bound > 0.0).map(|bits| bits / bound)
    }

    /// Learns what is too much from texts that the model has not seen.
    fn bound_by(&mut self, held_out: &[String]) {
        let seen: Vec<(usize, f64)> =
            held_out.iter().filter_map(|text| Some((size(text), self.bits(text)?))).collect();
        let all: Vec<f64> = seen.iter().map(|(_, bits)| *bits).collect();
        for n in 0..self.bounds.len() {
            let own: Vec<f64> = seen.iter().filter(|(size, _)| *size == n).map(|(_, bits)| *bits).collect();
            self.bounds[n] = bound(if own.len() < 20 { &all } else { &own });
        }
    }
}

/// The mean and three deviations.
fn bound(bits: &[f64]) -> f64 {
    let count = bits.len().max(1) as f64;
    let mean = bits.iter().sum::<f64>() / count;
    let variance = bits.iter().map(|bits| (bits - mean).powi(2)).sum::<f64>() / count;
    mean + DEVIATIONS * variance.sqrt()
}

/// The class of the length of a text.
fn size(normal: &str) -> usize {
    let letters = normal.chars().count();
    SIZES.iter().filter(|from| letters >= **from).count()
}

/// The last letters of a gram.
fn last(gram: Gram, letters: usize) -> Gram {
    if letters >= ORDER { gram } else { gram & ((1 << (16 * letters)) - 1) }
}

/// The grams of a text, which blanks surround.
fn grams(normal: &str) -> impl Iterator<Item = Gram> {
    let blank = u64::from(b' ');
    let start = (blank << 32) | (blank << 16) | blank;
    normal.chars().chain([' ']).scan(start, |gram, c| {
        *gram = (*gram << 16) | (u64::from(u32::from(c)) & 0xFFFF);
        Some(*gram)
    })
}

impl Fluency {
    /// Learns from all rows of a corpus; the same rows in another order give the same models.
    ///
    /// # Errors
    /// When a file cannot be read, or when there are too few rows.
    pub fn learn(corpus: &Corpus) -> Result<(Self, Broken)> {
        let mut models = Fluency::default();
        let (mut rows, mut broken) = (0_u64, Broken::default());
        let mut held_out: Sides<Vec<String>> = Sides::default();
        each_row(corpus, normals, |row| match row {
            Ok(row) => {
                rows += 1;
                let is_held_out = is_held_out(&row);
                for (lang, text) in row {
                    if is_held_out {
                        held_out[lang].push(text);
                    } else {
                        grams(&text).for_each(|gram| models.0[lang].add(gram, 1));
                    }
                }
            }
            Err(error) => broken.add(error),
        })?;
        if rows < FEWEST || held_out.ar.is_empty() {
            return Err(Error::new(format!("{rows} pairs are too few to learn from"))
                .advise(format!("give {FEWEST} or more, thousands if you can")));
        }
        // The order of the rows must not show in sums of fractions.
        for (lang, mut texts) in held_out {
            texts.sort_unstable();
            models.0[lang].bound_by(&texts);
        }
        Ok((models, broken))
    }

    /// How many times as many bits the stranger side takes as is still usual; `None` for a pair without letters.
    pub(super) fn strangeness(&self, ar: &str, en: &str) -> Option<f64> {
        let (ar, en) = (self.0.ar.strangeness(ar), self.0.en.strangeness(en));
        ar.into_iter().chain(en).reduce(f64::max)
    }

    /// Writes the models as a table.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "{HEAD}\n# Columns: language, letters (_ for a blank) or the size of texts, count or bits."
        )?;
        for (lang, model) in self.0.iter() {
            for (n, bound) in model.bounds.iter().enumerate() {
                writeln!(out, "{lang}\t={n}\t{bound:.4}")?;
            }
            let mut rows: Vec<(String, u64)> =
                model.grams.iter().map(|(gram, count)| (letters_of(*gram), *count)).collect();
            rows.sort_unstable();
            rows.iter().try_for_each(|(letters, count)| writeln!(out, "{lang}\t{letters}\t{count}"))?;
        }
        Ok(())
    }

    /// Reads what [`Fluency::write`] wrote.
    ///
    /// # Errors
    /// When the file cannot be read or is none of these.
    pub fn read(path: &Path) -> Result<Self> {
        let wrong = |n: u64| {
            Error::new("no model of fluency")
                .at(path.display())
                .line(n)
                .advise("make one with `mizan corpus fluency`")
        };
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => wrong(1),
            _ => Error::io(path, &error),
        })?;
        if !text.starts_with(HEAD) {
            return Err(wrong(1));
        }
        let mut models = Fluency::default();
        for (n, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#')) {
            models.add_row(line).ok_or_else(|| wrong(n))?;
        }
        if models.0.iter().any(|(_, model)| model.bounds.iter().any(|bound| *bound <= 0.0)) {
            return Err(wrong(text.lines().count() as u64));
        }
        Ok(models)
    }

    fn add_row(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('\t');
        let code = cells.next()?;
        let model = &mut self.0[[Lang::Ar, Lang::En].into_iter().find(|lang| lang.code() == code)?];
        let (letters, value) = (cells.next()?, cells.next()?);
        match letters.strip_prefix('=').filter(|size| size.len() == 1) {
            Some(size) => {
                let bound: f64 = value.parse().ok()?;
                *model.bounds.get_mut(size.parse::<usize>().ok()?)? = bound;
            }
            None => {
                let gram = grams_of(letters)?;
                model.add(gram, value.parse().ok().filter(|count| *count > 0)?);
            }
        }
        Some(())
    }
}

/// The normal forms of a row.
fn normals(row: &Row<'_>) -> Sides<String> {
    Sides::of(|lang| {
        let mut out = String::new();
        normal(lang, &row.texts[lang], &mut String::new(), &mut out);
        out
    })
}

/// Whether a row is held out, by its texts, so that its place does not matter.
fn is_held_out(row: &Sides<String>) -> bool {
    xxh3_64(row.ar.as_bytes()).wrapping_add(xxh3_64(row.en.as_bytes())).is_multiple_of(HELD_OUT)
}

fn letters_of(gram: Gram) -> String {
    let letter =
        |n: usize| char::from_u32((gram >> (16 * (ORDER - 1 - n))) as u32 & 0xFFFF).unwrap_or('\u{FFFD}');
    (0..ORDER).map(letter).map(|c| if c == ' ' { '_' } else { c }).collect()
}

fn grams_of(letters: &str) -> Option<Gram> {
    let code = |c: char| u64::from(u32::from(if c == '_' { ' ' } else { c })) & 0xFFFF;
    (letters.chars().count() == ORDER).then(|| letters.chars().fold(0, |gram, c| (gram << 16) | code(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sentences made of some words.
    fn sentences(n: usize) -> [String; 2] {
        let ar = [
            "وصل",
            "الوفد",
            "إلى",
            "القاهرة",
            "مساء",
            "أمس",
            "وغادر",
            "المدينة",
            "رئيس",
            "الوزراء",
            "سوق",
            "قديم",
        ];
        let en = [
            "the",
            "delegation",
            "arrived",
            "in",
            "cairo",
            "last",
            "night",
            "and",
            "left",
            "city",
            "minister",
            "old",
        ];
        [ar, en]
            .map(|words| (0..9).map(|k| words[(n * 5 + k * (1 + n % 7)) % 12]).collect::<Vec<_>>().join(" "))
    }

    fn corpus(folder: &Path, backwards: bool) -> Corpus {
        let row = |n| sentences(n).map(|text| format!("{text} {n}")).join("\t") + "\n";
        let mut rows: Vec<String> = (0..900).map(row).collect();
        if backwards {
            rows.reverse();
        }
        let path = folder.join(if backwards { "b.tsv" } else { "a.tsv" });
        fs::write(&path, rows.concat()).unwrap();
        Corpus::new(&[path]).unwrap()
    }

    #[test]
    fn strange_letters_take_more_bits_than_usual() {
        let folder = tempfile::tempdir().unwrap();
        let (models, broken) = Fluency::learn(&corpus(folder.path(), false)).unwrap();
        assert_eq!(broken.count, 0);
        let of = |ar: &str, en: &str| {
            let Sides { ar, en } = normals(&Row::of_texts(ar, en));
            models.strangeness(&ar, &en)
        };
        let [ar, en] = sentences(955).map(|text| text + " 955");
        assert!(of(&ar, &en).is_some_and(|value| value < 1.2), "{:?}", of(&ar, &en));
        for (ar, en) in [(&*ar, "xqzv kjwp ghtr zzkx vbnq wqpl"), ("ظغضث خحقك ذذزظ ضصثق غغخخ", &*en)]
        {
            assert!(of(ar, en).is_some_and(|value| value > 1.2), "{:?}", of(ar, en));
        }
        assert_eq!(of("", ""), None);
    }

    #[test]
    fn a_model_does_not_depend_on_the_order_and_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = [false, true].map(|back| Fluency::learn(&corpus(folder.path(), back)).unwrap().0);
        assert_eq!(one, other);
        let path = folder.path().join("model.tsv");
        let mut bytes = Vec::new();
        one.write(&mut bytes).unwrap();
        fs::write(&path, &bytes).unwrap();
        let again = Fluency::read(&path).unwrap();
        assert_eq!((again.0.ar.grams, again.0.en.runs), (one.0.ar.grams, one.0.en.runs));
        let whole = String::from_utf8(bytes).unwrap();
        let none = format!("{whole}ar\tabc_\t0\n");
        for wrong in
            ["", "ar\tab\t3\n", &format!("{HEAD}\nar\tabc_\tx\n"), &format!("{HEAD}\nar\tabc_\t3\n"), &none]
        {
            fs::write(&path, wrong).unwrap();
            assert!(Fluency::read(&path).unwrap_err().to_string().contains("no model of fluency"), "{wrong}");
        }
    }

    #[test]
    fn counts_of_the_largest_corpora_stay_counts() {
        let mut model = Model::default();
        for letters in ["abcd", "abce"] {
            model.add(grams_of(letters).unwrap(), u64::from(u32::MAX));
        }
        assert!((model.bits_of(grams_of("abcd").unwrap()) - 1.0).abs() < 1e-9);
        model.add(grams_of("abcd").unwrap(), u64::MAX);
        model.add(grams_of("abce").unwrap(), u64::MAX);
        assert!(model.bits_of(grams_of("abcd").unwrap()) >= 0.0);
        assert_eq!(model.grams[&grams_of("abce").unwrap()], u64::MAX);
    }

    #[test]
    fn a_few_rows_are_too_few() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("few.tsv");
        fs::write(&path, "نعم\tyes\n").unwrap();
        let error = Fluency::learn(&Corpus::new(&[path]).unwrap()).unwrap_err().to_string();
        assert!(error.contains("too few"), "{error}");
    }
}
