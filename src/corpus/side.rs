//! The side of two pairs that is compared, and the data for comparing it.

use super::{
    guard::{Guard, guard},
    near::{Signature, signature},
    normal::{fingerprint, normal},
    parse::Row,
};
use crate::{
    Error, Result,
    text::{Lang, Sides},
};
use std::{fmt, str::FromStr};
use xxhash_rust::xxh3::xxh3_128;

/// The side on which two pairs must be alike to count as duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DuplicateSide {
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

impl DuplicateSide {
    const NAMES: [(DuplicateSide, &'static str); 5] = [
        (DuplicateSide::Pair, "pair"),
        (DuplicateSide::Ar, "ar"),
        (DuplicateSide::En, "en"),
        (DuplicateSide::Either, "either"),
        (DuplicateSide::Both, "both"),
    ];

    /// The language of a view of one text.
    fn lang(self) -> Option<Lang> {
        match self {
            DuplicateSide::Ar => Some(Lang::Ar),
            DuplicateSide::En => Some(Lang::En),
            _ => None,
        }
    }

    /// The views that are compared: one, or two for sides that are compared separately.
    pub(super) fn views(self) -> &'static [DuplicateSide] {
        match self {
            DuplicateSide::Pair => &[DuplicateSide::Pair],
            DuplicateSide::Ar => &[DuplicateSide::Ar],
            DuplicateSide::En => &[DuplicateSide::En],
            DuplicateSide::Either | DuplicateSide::Both => &[DuplicateSide::Ar, DuplicateSide::En],
        }
    }
}

impl FromStr for DuplicateSide {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        DuplicateSide::NAMES.into_iter().find(|(_, name)| *name == text).map(|(side, _)| side).ok_or_else(
            || Error::new(format!("`{text}` is no side")).advise("use pair, ar, en, either or both"),
        )
    }
}

impl fmt::Display for DuplicateSide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(DuplicateSide::NAMES.iter().find(|(side, _)| side == self).map_or("", |(_, name)| name))
    }
}

/// A row in its normal form; the buffers are reused for the next row.
#[derive(Default)]
pub(super) struct Normal {
    folded: String,
    /// The texts.
    pub(super) texts: Sides<String>,
}

impl Normal {
    /// Computes the normal form of the texts of a row.
    pub(super) fn take(&mut self, texts: Sides<&str>) {
        for (lang, text) in texts {
            normal(lang, text, &mut self.folded, &mut self.texts[lang]);
        }
    }

    /// A hash of one of the [`DuplicateSide::views`], equal for equal rows; `None` for a side without words,
    /// which is equal to no other.
    pub(super) fn fingerprint(&self, view: DuplicateSide) -> Option<u128> {
        match view.lang() {
            Some(lang) => {
                Some(&self.texts[lang]).filter(|text| !text.is_empty()).map(|text| xxh3_128(text.as_bytes()))
            }
            None => Some(fingerprint(&self.texts.ar, &self.texts.en)),
        }
    }

    /// The signature of one of the [`DuplicateSide::views`], similar for similar rows.
    pub(super) fn signature(&self, view: DuplicateSide) -> Signature {
        let of = |lang| (lang, self.texts[lang].as_str());
        match view.lang() {
            Some(lang) => signature(&[of(lang)]),
            None => signature(&[of(Lang::Ar), of(Lang::En)]),
        }
    }

    /// What duplicates must not differ in; see [`guard`].
    pub(super) fn guard(&self, view: DuplicateSide, row: &Row<'_>) -> Guard {
        let of = |lang| guard(lang, &row.texts[lang], &self.texts[lang]);
        match view.lang() {
            Some(lang) => of(lang),
            None => of(Lang::Ar) | of(Lang::En),
        }
    }

    /// A hash that is equal for rows that differ only in their figures.
    pub(super) fn template(&self, view: DuplicateSide) -> u128 {
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
        match view.lang() {
            Some(lang) => xxh3_128(masked(&self.texts[lang]).as_bytes()),
            None => fingerprint(&masked(&self.texts.ar), &masked(&self.texts.en)),
        }
    }
}
