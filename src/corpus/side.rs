//! The side of two pairs that is compared, and the data for comparing it.

use super::{
    guard::{Guard, guard},
    near::{Signature, signature},
    normal::{fingerprint, normal},
    parse::Row,
};
use crate::{Error, Result, text::Lang};
use std::{fmt, str::FromStr};
use xxhash_rust::xxh3::xxh3_128;

/// The side on which two pairs must be alike to count as duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// Both texts, compared as one.
    #[default]
    Pair,
    /// The Arabic.
    Ar,
    /// The English.
    En,
    /// At least one of the two.
    Either,
    /// Each of the two.
    Both,
}

impl Side {
    const NAMES: [(Side, &'static str); 5] = [
        (Side::Pair, "pair"),
        (Side::Ar, "ar"),
        (Side::En, "en"),
        (Side::Either, "either"),
        (Side::Both, "both"),
    ];

    /// The views that are compared: one, or two for sides that are compared separately.
    pub(super) fn views(self) -> &'static [Side] {
        match self {
            Side::Pair => &[Side::Pair],
            Side::Ar => &[Side::Ar],
            Side::En => &[Side::En],
            Side::Either | Side::Both => &[Side::Ar, Side::En],
        }
    }
}

impl FromStr for Side {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Side::NAMES.into_iter().find(|(_, name)| *name == text).map(|(side, _)| side).ok_or_else(|| {
            Error::new(format!("`{text}` is no side")).advise("use pair, ar, en, either or both")
        })
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Side::NAMES.iter().find(|(side, _)| side == self).map_or("", |(_, name)| name))
    }
}

/// A row in its normal form; the buffers are reused for the next row.
#[derive(Default)]
pub(super) struct Normal {
    folded: String,
    /// The Arabic.
    pub(super) ar: String,
    /// The English.
    pub(super) en: String,
}

impl Normal {
    /// Computes the normal form of the texts of a row.
    pub(super) fn take(&mut self, ar: &str, en: &str) {
        normal(Lang::Ar, ar, &mut self.folded, &mut self.ar);
        normal(Lang::En, en, &mut self.folded, &mut self.en);
    }

    /// A hash of one of the [`Side::views`], equal for equal rows; `None` for a side without words,
    /// which is equal to no other.
    pub(super) fn fingerprint(&self, view: Side) -> Option<u128> {
        match view {
            Side::Ar => (!self.ar.is_empty()).then(|| xxh3_128(self.ar.as_bytes())),
            Side::En => (!self.en.is_empty()).then(|| xxh3_128(self.en.as_bytes())),
            _ => Some(fingerprint(&self.ar, &self.en)),
        }
    }

    /// The signature of one of the [`Side::views`], similar for similar rows.
    pub(super) fn signature(&self, view: Side) -> Signature {
        let (ar, en) = ((Lang::Ar, self.ar.as_str()), (Lang::En, self.en.as_str()));
        match view {
            Side::Ar => signature(&[ar]),
            Side::En => signature(&[en]),
            _ => signature(&[ar, en]),
        }
    }

    /// What duplicates must not differ in; see [`guard`].
    pub(super) fn guard(&self, view: Side, row: &Row<'_>) -> Guard {
        let of = |lang| match lang {
            Lang::Ar => guard(lang, &row.ar, &self.ar),
            Lang::En => guard(lang, &row.en, &self.en),
        };
        match view {
            Side::Ar => of(Lang::Ar),
            Side::En => of(Lang::En),
            _ => of(Lang::Ar) | of(Lang::En),
        }
    }

    /// A hash that is equal for rows that differ only in their figures.
    pub(super) fn template(&self, view: Side) -> u128 {
        let masked = |text: &str| {
            let mut out = String::with_capacity(text.len());
            let mut figure = false;
            for c in text.chars() {
                let digit = c.is_numeric() || (figure && matches!(c, '.' | '-'));
                if digit && !figure {
                    out.push('0');
                } else if !digit {
                    out.push(c);
                }
                figure = digit;
            }
            out
        };
        match view {
            Side::Ar => xxh3_128(masked(&self.ar).as_bytes()),
            Side::En => xxh3_128(masked(&self.en).as_bytes()),
            _ => fingerprint(&masked(&self.ar), &masked(&self.en)),
        }
    }
}
