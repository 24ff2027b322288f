//! The data of a row needed to find its duplicates, in memory or as a line for other machines.

use super::{
    super::{
        guard::Guard,
        near::{self, FOUND, Signature},
        parse::Row,
        rank::order,
        side::{DuplicateSide, Normal},
    },
    Rule,
};
use crate::{Error, Result};
use std::fmt::Write as _;

/// The data of one row.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::corpus) struct Form {
    pub(in crate::corpus) order: u128,
    pub(super) template: u128,
    pub(super) views: Vec<OfView>,
}

/// The data of one of the compared texts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OfView {
    pub(super) fingerprint: Option<u128>,
    pub(super) guard: Guard,
    pub(super) signature: Option<Box<Signature>>,
}

/// The same as references, wherever it is stored.
pub(super) struct View<'a> {
    pub(super) fingerprint: Option<u128>,
    pub(super) guard: Guard,
    pub(super) signature: Option<&'a Signature>,
}

/// How similar two rows are, and on which side, if they count as duplicates.
pub(super) fn alike<'a>(
    side: DuplicateSide,
    near: f64,
    views: impl Iterator<Item = (View<'a>, View<'a>)>,
) -> Option<(f64, DuplicateSide)> {
    let mut views = views.zip(side.views()).map(|((a, b), side)| {
        let may = !a.guard.differs(b.guard) && a.fingerprint.is_some() && b.fingerprint.is_some();
        let both = a.signature.zip(b.signature).filter(|_| may);
        let similarity = both.and_then(|(a, b)| near::alike(a, b, near, FOUND));
        similarity.map(|similarity| (similarity, *side))
    });
    match side {
        DuplicateSide::Both => {
            let ((ar, _), (en, _)) = (views.next()??, views.next()??);
            Some((ar.min(en), DuplicateSide::Both))
        }
        _ => views.find_map(|alike| alike),
    }
}

impl Form {
    /// The form of a row whose texts are in `normal`.
    pub(in crate::corpus) fn of(rule: &Rule, row: &Row<'_>, normal: &Normal) -> Self {
        let view = |view: &DuplicateSide| OfView {
            fingerprint: normal.fingerprint(*view),
            guard: if rule.near.is_none() || rule.loose {
                Guard::default()
            } else {
                normal.guard(*view, row)
            },
            signature: rule.near.map(|_| Box::new(normal.signature(*view))),
        };
        let template = match (rule.template, rule.side) {
            (None, _) => 0,
            (Some(_), side @ (DuplicateSide::Ar | DuplicateSide::En)) => normal.template(side),
            (Some(_), _) => normal.template(DuplicateSide::Pair),
        };
        Form { order: order(row, rule.best), template, views: rule.side.views().iter().map(view).collect() }
    }

    /// The similarity to another row, if they count as duplicates.
    pub(in crate::corpus) fn alike(&self, other: &Form, rule: &Rule) -> Option<(f64, DuplicateSide)> {
        let views = self.views.iter().map(OfView::view).zip(other.views.iter().map(OfView::view));
        alike(rule.side, rule.near?, views)
    }

    /// The keys of the buckets of the row, for the views that are divided into buckets.
    pub(in crate::corpus) fn keys(&self, rule: &Rule) -> Vec<u32> {
        let views = if rule.side == DuplicateSide::Both { 1 } else { self.views.len() };
        let keys = |view: &OfView| {
            let signature = view.signature.clone()?;
            Some((0..near::BANDS).map(|band| signature.band(band) ^ view.guard.key()).collect::<Vec<u32>>())
        };
        self.views[..views].iter().filter_map(keys).flatten().collect()
    }

    /// Writes the cells of a line: order, template, and for each view fingerprint, guard and
    /// signature, in hexadecimal.
    pub(in crate::corpus) fn line(&self, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{:032x}\t{:032x}", self.order, self.template);
        for view in &self.views {
            out.push('\t');
            if let Some(fingerprint) = view.fingerprint {
                let _ = write!(out, "{fingerprint:032x}");
            }
            let _ = write!(out, "\t{}\t", view.guard.digits());
            if let Some(signature) = &view.signature {
                signature.bytes().iter().for_each(|byte| {
                    let _ = write!(out, "{byte:02x}");
                });
            }
        }
    }

    /// Reads the cells of a line.
    ///
    /// # Errors
    /// When they are malformed.
    pub(in crate::corpus) fn read<'a>(rule: &Rule, mut cells: impl Iterator<Item = &'a str>) -> Result<Self> {
        let mut cell = || cells.next().ok_or_else(|| wrong("the line has too few cells"));
        let order = number(cell()?)?;
        let template = number(cell()?)?;
        let mut views = Vec::new();
        for _ in rule.side.views() {
            let fingerprint = match cell()? {
                "" => None,
                digits => Some(number(digits)?),
            };
            let guard = Guard::of_digits(cell()?).ok_or_else(|| wrong("a guard is 72 digits"))?;
            let signature = match cell()? {
                "" => None,
                digits => Some(Box::new(signature(digits)?)),
            };
            views.push(OfView { fingerprint, guard, signature });
        }
        Ok(Form { order, template, views })
    }
}

impl OfView {
    fn view(&self) -> View<'_> {
        View { fingerprint: self.fingerprint, guard: self.guard, signature: self.signature.as_deref() }
    }
}

/// Reads a hexadecimal number of 128 bits.
///
/// # Errors
/// When it is malformed.
pub(in crate::corpus) fn number(digits: &str) -> Result<u128> {
    u128::from_str_radix(digits, 16).map_err(|_| wrong("no number in hexadecimal"))
}

fn signature(digits: &str) -> Result<Signature> {
    let byte = |two: &[u8]| {
        std::str::from_utf8(two).ok().and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or_default()
    };
    let bytes: Vec<u8> = digits.as_bytes().chunks(2).map(byte).collect();
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    Signature::of_bytes(&bytes).filter(|_| is_hex).ok_or_else(|| wrong("a signature is 288 digits"))
}

fn wrong(what: &str) -> Error {
    Error::new(format!("no line of `mizan corpus sign`: {what}"))
}
