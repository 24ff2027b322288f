//! Evidence from the letters of a sample about the columns of a table.

use crate::{document::Letters, text::Lang};
use rustc_hash::FxHashSet;

/// The largest number of columns that are examined.
const MOST_COLUMNS: usize = 40;

/// Letters of one cell.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// Its language, if it is a text.
    lang: Option<Lang>,
    letters: usize,
}

/// The letters of some rows of a table.
pub(super) struct Sample<'a> {
    rows: &'a [Vec<String>],
    cells: Vec<Vec<Cell>>,
    width: usize,
    /// For each column, whether all its cells are equal, which is unusual for texts.
    constant: Vec<bool>,
}

impl<'a> Sample<'a> {
    pub(super) fn of(rows: &'a [Vec<String>]) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or_default().min(MOST_COLUMNS);
        let cells =
            rows.iter().map(|row| row.iter().take(width).map(|cell| cell_of(cell)).collect()).collect();
        let constant = |at: usize| {
            let values: FxHashSet<&str> =
                rows.iter().filter_map(|row| row.get(at)).map(String::as_str).collect();
            rows.len() >= 2 && values.len() == 1
        };
        Sample { rows, cells, width, constant: (0..width).map(constant).collect() }
    }

    /// How well two columns fit as Arabic and English: the number of rows in which one is Arabic
    /// and the other English, weighted by the length of the texts and the similarity of their
    /// lengths.
    fn fit(&self, ar: usize, en: usize) -> f64 {
        let of_row = |row: &Vec<Cell>| {
            let (Some(ar), Some(en)) = (row.get(ar), row.get(en)) else { return 0.0 };
            if ar.lang != Some(Lang::Ar) || en.lang != Some(Lang::En) {
                return 0.0;
            }
            let (small, large) = (ar.letters.min(en.letters) as f64, ar.letters.max(en.letters) as f64);
            (small / large).powi(2) * small.min(200.0).sqrt()
        };
        let sum: f64 = self.cells.iter().map(of_row).sum();
        let beside = if ar.abs_diff(en) == 1 { 1.1 } else { 1.0 };
        let constant =
            |at: usize| if self.constant.get(at).copied().unwrap_or_default() { 0.05 } else { 1.0 };
        sum * beside * constant(ar) * constant(en)
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let width = self.width;
        (0..width).flat_map(move |a| (a + 1..width).map(move |b| (a, b)))
    }

    /// True for a column that is filled and holds no words, like a number of rows or a score.
    pub(super) fn is_wordless(&self, at: usize) -> bool {
        const FEWEST: usize = 5;
        let cells = self.rows.iter().zip(&self.cells);
        let filled = cells.filter(|(row, _)| row.get(at).is_some_and(|cell| !cell.trim().is_empty()));
        let (mut all, mut worded) = (0, 0);
        for (_, cells) in filled {
            all += 1;
            worded += usize::from(cells.get(at).is_some_and(|cell| cell.letters > 0));
        }
        all >= FEWEST && 20 * worded <= all
    }

    /// The columns of the Arabic and the English text; `None` if no row has both.
    pub(super) fn texts(&self) -> Option<(usize, usize)> {
        self.texts_among(|_| true)
    }

    /// The same, of the columns that `may_be` texts.
    pub(super) fn texts_among(&self, may_be: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let both = |(a, b): (usize, usize)| self.fit(a, b) + self.fit(b, a);
        let mut best = None;
        for pair in self.pairs().filter(|&(a, b)| may_be(a) && may_be(b)) {
            let fit = both(pair);
            // The first, if several are equal.
            if fit > 0.0 && best.is_none_or(|(_, most)| fit > most) {
                best = Some((pair, fit));
            }
        }
        let ((a, b), _) = best?;
        Some(if self.fit(a, b) >= self.fit(b, a) { (a, b) } else { (b, a) })
    }

    /// True if the letters show that the languages of two columns are exchanged.
    pub(super) fn contradicts(&self, ar: usize, en: usize) -> bool {
        self.fit(en, ar) > 4.0 * self.fit(ar, en)
    }

    /// True if part of the rows has the languages of two columns exchanged.
    pub(super) fn is_mixed(&self, ar: usize, en: usize) -> bool {
        let count = |ar: usize, en: usize| {
            let holds = |row: &&Vec<Cell>| {
                let lang = |at: usize| row.get(at).and_then(|cell| cell.lang);
                lang(ar) == Some(Lang::Ar) && lang(en) == Some(Lang::En)
            };
            self.cells.iter().filter(holds).count()
        };
        let (straight, crossed) = (count(ar, en), count(en, ar));
        straight > 0 && 20 * crossed > straight
    }

    /// The most likely columns of the texts if no row has both languages.
    pub(super) fn likely(&self) -> (usize, usize) {
        let column_of = |lang: Lang| {
            (0..self.width).find(|at| {
                self.cells.iter().any(|row| row.get(*at).is_some_and(|cell| cell.lang == Some(lang)))
            })
        };
        let neighbour = |at: usize| if at + 1 < self.width || at == 0 { at + 1 } else { at - 1 };
        match (column_of(Lang::Ar), column_of(Lang::En)) {
            (Some(ar), Some(en)) if ar != en => (ar, en),
            (Some(ar), _) => (ar, neighbour(ar)),
            // If only the first column has text and it is English, the Arabic must be in the second.
            (None, Some(0)) if self.is_without(1) => (1, 0),
            (None, Some(en)) if en > 1 => (neighbour(en), en),
            _ => (0, 1),
        }
    }

    fn is_without(&self, at: usize) -> bool {
        self.cells.iter().all(|row| row.get(at).is_none_or(|cell| cell.lang.is_none()))
    }

    /// A column that fits nearly as well as one of the two.
    pub(super) fn rival(&self, ar: usize, en: usize) -> Option<usize> {
        let fit = self.fit(ar, en);
        let others = || (0..self.width).filter(|at| *at != ar && *at != en);
        let close = |other: f64| fit > 0.0 && other > 0.6 * fit;
        others().find(|at| close(self.fit(*at, en)) || close(self.fit(ar, *at)))
    }

    /// A column of ids before the texts: short, without blanks, all different.
    pub(super) fn id(&self, ar: usize, en: usize) -> Option<usize> {
        let is_id = |at: usize| {
            let cells: Vec<&str> =
                self.rows.iter().map(|row| row.get(at).map_or("", |cell| cell.trim())).collect();
            let looks = |cell: &&str| {
                let share = cell.contains('.') && cell.parse::<f64>().is_ok();
                !cell.is_empty() && cell.len() <= 200 && !share && !cell.contains(char::is_whitespace)
            };
            let different: FxHashSet<&&str> = cells.iter().collect();
            cells.iter().all(looks) && different.len() == cells.len()
        };
        (0..ar.min(en)).find(|at| is_id(*at))
    }
}

fn cell_of(cell: &str) -> Cell {
    // An address has Latin letters but is not a text.
    if cell.contains("://") && !cell.trim().contains(char::is_whitespace) {
        return Cell::default();
    }
    let letters = Letters::of(cell);
    Cell { lang: (letters.total() > 0).then(|| letters.lang()), letters: letters.arabic + letters.latin }
}
