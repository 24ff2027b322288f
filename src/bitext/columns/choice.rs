//! The columns as a user names them, with `--columns`.

use crate::text::Sides;
use std::str::FromStr;

/// The columns that a user named: `ar=3,en=4,id=1`, or by the names in the first row, `ar=Target,en=Source`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    pub(super) texts: Sides<Place>,
    pub(super) id: Option<Place>,
}

/// A column as a user names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// By its number, from 1.
    Number(usize),
    /// By its name in the first row.
    Name(String),
}

impl FromStr for ColumnChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let usage = || "name the columns as in ar=3,en=4,id=1".to_owned();
        let (mut ar, mut en, mut id) = (None, None, None);
        for part in text.split(',') {
            let (role, place) = part.split_once('=').ok_or_else(usage)?;
            let place = match place.trim() {
                "" | "0" => return Err(usage()),
                place => place.parse().map_or_else(|_| Place::Name(place.to_owned()), Place::Number),
            };
            let role = match role.trim().to_ascii_lowercase().as_str() {
                "ar" => &mut ar,
                "en" => &mut en,
                "id" => &mut id,
                _ => return Err(usage()),
            };
            if role.replace(place).is_some() {
                return Err(usage());
            }
        }
        let (ar, en) = ar.zip(en).ok_or_else(usage)?;
        if ar == en {
            return Err("the Arabic and the English column must differ".to_owned());
        }
        Ok(ColumnChoice { texts: Sides { ar, en }, id })
    }
}
