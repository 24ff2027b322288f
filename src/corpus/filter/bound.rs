//! Filters on scores that other programs have stored with the pairs: `laser>=1.05`, `filter_ratio<=2`.

use crate::{Error, Result, corpus::parse::Row};
use std::{
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

/// A bound on a member or column of numbers.
#[derive(Debug)]
pub struct FilterBound {
    name: String,
    /// True for a lower bound, false for an upper one.
    is_least: bool,
    value: f64,
    /// True once a row has the member.
    met: AtomicBool,
}

impl FilterBound {
    /// True for a row whose number is out of bounds. A row without the number passes.
    pub(super) fn fails(&self, row: &Row<'_>) -> bool {
        let Some(number) = row.number(&self.name) else { return false };
        self.met.store(true, Ordering::Relaxed);
        if self.is_least { number < self.value } else { number > self.value }
    }

    /// An error if no row had the number: a misspelt name would keep everything.
    pub(super) fn check(&self) -> Result<()> {
        if self.met.load(Ordering::Relaxed) {
            return Ok(());
        }
        Err(Error::new(format!("no pair has a number called `{}`", self.name))
            .advise("name a member of JSON Lines, or a column of a table with a header"))
    }
}

impl Clone for FilterBound {
    fn clone(&self) -> Self {
        FilterBound { name: self.name.clone(), met: AtomicBool::new(false), ..*self }
    }
}

impl FromStr for FilterBound {
    type Err = Error;

    /// Reads `name>=1.05` or `name<=2`.
    fn from_str(text: &str) -> Result<Self> {
        let least = text.split_once(">=").map(|parts| (parts, true));
        let parts = least.or_else(|| text.split_once("<=").map(|parts| (parts, false)));
        let read = parts.and_then(|((name, value), is_least)| {
            let value = value.trim().parse().ok().filter(|value: &f64| value.is_finite())?;
            let name = Some(name.trim()).filter(|name| !name.is_empty())?.to_owned();
            Some(FilterBound { name, is_least, value, met: AtomicBool::new(false) })
        });
        read.ok_or_else(|| {
            Error::new(format!("`{text}` is no bound")).advise("write it like laser>=1.05 or ratio<=2")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_a_name_a_direction_and_a_number() {
        for text in ["laser>=1.05", "bicleaner <= 0.5"] {
            assert!(text.parse::<FilterBound>().is_ok(), "{text}");
        }
        for text in ["laser=1", ">=2", "laser>=x", "laser>=inf", ""] {
            assert!(text.parse::<FilterBound>().is_err(), "{text}");
        }
    }
}
