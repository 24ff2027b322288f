//! Units and currencies: their codes, dimensions and conversions, from `data/units.tsv` and
//! `data/currencies.tsv`.

use super::{Decimal, unit_name::UnitName};
use crate::text::{Lang, table::rows};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, sync::OnceLock};

const UNITS: &str = include_str!("../../data/units.tsv");
const CURRENCIES: &str = include_str!("../../data/currencies.tsv");
const COINS: &str = include_str!("../../data/coins.tsv");

/// The dimension that a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Percent; base `Percent`.
    Share,
    /// Percentage and basis points; base `PercentagePoint`.
    Points,
    /// Currencies, without a base; only minor units convert.
    Money,
    /// Base `Metre`.
    Length,
    /// Base `SquareMetre`.
    Area,
    /// Base `Litre`.
    Volume,
    /// Base `Gram`.
    Mass,
    /// Base `Celsius`.
    Temperature,
    /// Base `KilometrePerHour`.
    Speed,
    /// Base `Joule`.
    Energy,
    /// Base `Watt`.
    Power,
    /// Base `Pascal`.
    Pressure,
    /// Base `Byte`.
    Data,
    /// Base `Hertz`.
    Frequency,
    /// Electric tension; base `Volt`.
    Tension,
    /// Electric current; base `Ampere`.
    Current,
    /// Durations of exact length, seconds to weeks; base `Second`.
    Time,
    /// Durations of calendar units, months to millennia; base `Month`.
    Calendar,
    /// A unit per another one: milligrams per kilogram; base: the bases of both.
    Rate,
    /// Any other named unit, without conversion.
    Other,
}

impl Dimension {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "share" => Dimension::Share,
            "points" => Dimension::Points,
            "length" => Dimension::Length,
            "area" => Dimension::Area,
            "volume" => Dimension::Volume,
            "mass" => Dimension::Mass,
            "temperature" => Dimension::Temperature,
            "speed" => Dimension::Speed,
            "energy" => Dimension::Energy,
            "power" => Dimension::Power,
            "pressure" => Dimension::Pressure,
            "data" => Dimension::Data,
            "frequency" => Dimension::Frequency,
            "tension" => Dimension::Tension,
            "current" => Dimension::Current,
            "time" => Dimension::Time,
            "calendar" => Dimension::Calendar,
            "other" => Dimension::Other,
            _ => return None,
        })
    }
}

/// A unit of measure, a currency or a named share: one row of the tables, cheap to copy and compare.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit(u16);

/// A row of `data/units.tsv` or `data/currencies.tsv`.
#[derive(Debug)]
pub(super) struct Row {
    code: &'static str,
    dimension: Dimension,
    /// base = (value + offset) · over / under.
    over: Decimal,
    under: Decimal,
    offset: Decimal,
    /// Names that this currency shares with others: `Dollar` for USD. For a minor unit: the
    /// currencies that it is part of.
    families: Vec<&'static str>,
    minor: bool,
    /// The two units of a rate: what is measured, and per what.
    of: Option<(Unit, Unit)>,
    /// Symbols and abbreviations, which are matched as written: `km`, `$`, `كم`.
    symbols: Vec<&'static str>,
    en: Vec<&'static str>,
    ar: Vec<&'static str>,
}

struct Table {
    rows: Vec<Row>,
    by_code: FxHashMap<&'static str, u16>,
    /// The rows of [`UnitName::ALL`].
    known: Vec<Unit>,
    /// Number of rows that are units; the others are currencies.
    units: u16,
    /// Rates used so far, for each pair of units.
    rates: OnceLock<Vec<OnceLock<Box<Row>>>>,
    /// Number of coins in a currency, by currency and coin.
    coins: FxHashMap<(Unit, Unit), Decimal>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut all: Vec<Row> = rows(UNITS).filter_map(unit_row).collect();
        let units = all.len() as u16;
        all.extend(rows(CURRENCIES).filter_map(currency_row));
        let by_code: FxHashMap<_, _> = all.iter().enumerate().map(|(n, row)| (row.code, n as u16)).collect();
        let coin = |line: &'static str| {
            let mut cells = line.split('\t').map(str::trim);
            let mut unit = || by_code.get(cells.next()?).copied().map(Unit);
            let pair = (unit()?, unit()?);
            Some((pair, cells.next()?.parse::<Decimal>().ok()?))
        };
        let coins = rows(COINS).filter_map(coin).collect();
        let row = |known: &UnitName| by_code.get(known.code()).copied().map(Unit);
        let known: Vec<Unit> = UnitName::ALL.iter().filter_map(row).collect();
        assert_eq!(known.len(), UnitName::ALL.len(), "the tables lack a unit that the program knows by name");
        Table { rows: all, by_code, known, units, rates: OnceLock::new(), coins }
    })
}

fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split('|').map(str::trim).filter(|form| !form.is_empty() && *form != "-").collect()
}

/// `code dimension factor offset symbols english arabic`.
fn unit_row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t').map(str::trim);
    let (code, dimension, factor) = (cells.next()?, cells.next()?, cells.next()?);
    let offset = cells.next()?;
    let (over, under) = factor.split_once('/').unwrap_or((factor, "1"));
    Some(Row {
        code,
        dimension: Dimension::parse(dimension)?,
        over: over.parse().ok()?,
        under: under.parse().ok()?,
        offset: offset.parse().ok()?,
        families: Vec::new(),
        minor: false,
        of: None,
        symbols: list(cells.next()?),
        en: list(cells.next()?),
        ar: list(cells.next()?),
    })
}

/// `code part families symbols english arabic`.
fn currency_row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t').map(str::trim);
    let (code, part) = (cells.next()?, cells.next()?);
    let (over, under) = part.split_once('/').unwrap_or((part, "1"));
    let under: Decimal = under.parse().ok()?;
    Some(Row {
        code,
        dimension: Dimension::Money,
        over: over.parse().ok()?,
        under,
        offset: Decimal::ZERO,
        families: list(cells.next()?),
        minor: under != Decimal::ONE,
        of: None,
        symbols: list(cells.next()?),
        en: list(cells.next()?),
        ar: list(cells.next()?),
    })
}

/// The row of the rate of two units.
fn rate_row(unit: Unit, each: Unit) -> Row {
    let (a, b) = (unit.row(), each.row());
    let converts = a.dimension != Dimension::Other && b.dimension != Dimension::Other;
    let factor = a.over.checked_mul(b.under).zip(a.under.checked_mul(b.over)).filter(|_| converts);
    let (over, under) = factor.unwrap_or((Decimal::ONE, Decimal::ONE));
    Row {
        code: String::leak(format!("{}Per{}", a.code, b.code)),
        dimension: if factor.is_some() { Dimension::Rate } else { Dimension::Other },
        over,
        under,
        offset: Decimal::ZERO,
        families: Vec::new(),
        minor: false,
        of: Some((unit, each)),
        symbols: Vec::new(),
        en: Vec::new(),
        ar: Vec::new(),
    }
}

impl Unit {
    /// A unit that is known by name.
    pub(crate) fn of(known: UnitName) -> Unit {
        table().known[known as usize]
    }

    /// True if it is this unit.
    pub(crate) fn is(self, known: UnitName) -> bool {
        self == Unit::of(known)
    }

    /// True if it is one of these units.
    pub(crate) fn is_one_of(self, known: &[UnitName]) -> bool {
        known.iter().any(|known| self.is(*known))
    }

    /// The unit with this code (`Kilometre`, `Percent`, `USD`), if it exists.
    pub fn by_code(code: &str) -> Option<Unit> {
        let known = table().by_code.get(code).copied().map(Unit);
        known.or_else(|| {
            code.match_indices("Per").find_map(|(at, per)| {
                let (over, under) = (&code[..at], &code[at + per.len()..]);
                let unit = |code: &str| table().by_code.get(code).copied().map(Unit);
                unit(over)?.per(unit(under)?)
            })
        })
    }

    /// The square or cube of a unit of length, if the tables have it.
    pub(super) fn to_the(self, power: u8) -> Option<Unit> {
        let name = if power == 2 { "Square" } else { "Cubic" };
        let code = format!("{name}{}", self.code());
        table().by_code.get(code.as_str()).copied().map(Unit)
    }

    /// The rate of this unit per the other; `None` for rates of rates and for money.
    pub(super) fn per(self, other: Unit) -> Option<Unit> {
        let table = table();
        if let Some(&known) = table.by_code.get(format!("{}Per{}", self.code(), other.code()).as_str()) {
            return Some(Unit(known));
        }
        if self.0 >= table.units || other.0 >= table.units {
            return None;
        }
        let index = usize::from(self.0) * usize::from(table.units) + usize::from(other.0);
        u16::try_from(table.rows.len() + index).ok().map(Unit)
    }

    /// The two units of a rate: what is measured, and per what.
    pub(crate) fn parts_of_rate(self) -> Option<(Unit, Unit)> {
        self.row().of
    }

    /// Every unit and currency of the tables.
    pub fn all() -> impl Iterator<Item = Unit> {
        (0..table().rows.len() as u16).map(Unit)
    }

    fn row(self) -> &'static Row {
        let table = table();
        let index = usize::from(self.0);
        let Some(rate) = index.checked_sub(table.rows.len()) else { return &table.rows[index] };
        let units = usize::from(table.units);
        let rates = table.rates.get_or_init(|| (0..units * units).map(|_| OnceLock::new()).collect());
        rates[rate]
            .get_or_init(|| Box::new(rate_row(Unit((rate / units) as u16), Unit((rate % units) as u16))))
    }

    /// The code: the unit's English name in one word (`SquareMetre`), or the ISO 4217 code of a
    /// currency; a currency whose country is not given has its name as code (`Dollar`, `Pound`,
    /// `Dinar`).
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The dimension that it measures.
    pub fn dimension(self) -> Dimension {
        self.row().dimension
    }

    /// True for units of time of either dimension.
    pub fn is_time(self) -> bool {
        matches!(self.dimension(), Dimension::Time | Dimension::Calendar)
    }

    /// Words of the language that name it, and the symbols common to both languages.
    pub fn names(self, lang: Lang) -> impl Iterator<Item = &'static str> {
        let row = self.row();
        let words = if lang == Lang::Ar { &row.ar } else { &row.en };
        words.iter().chain(&row.symbols).copied()
    }

    /// The bare names that it shares with other currencies, which are currencies of their own:
    /// `Dollar` for USD.
    pub(super) fn families(self) -> impl Iterator<Item = Unit> {
        self.row().families.iter().filter_map(|code| Unit::by_code(code))
    }

    /// The symbols and abbreviations.
    pub(super) fn symbols(self) -> &'static [&'static str] {
        &self.row().symbols
    }

    /// The words of the language.
    pub(super) fn words(self, lang: Lang) -> &'static [&'static str] {
        let row = self.row();
        if lang == Lang::Ar { &row.ar } else { &row.en }
    }

    /// True for a coin such as cent or piastre, which is a part of a currency.
    pub fn is_minor(self) -> bool {
        self.row().minor
    }

    /// An amount in coins as an amount in this currency, if the table of coins has them both. A coin that is a
    /// currency elsewhere is one of a country that is named, or a part of less than one: nobody makes 3,000 dirhams
    /// of three dinars.
    pub(super) fn of_coins(self, coin: Unit, count: Decimal) -> Option<Decimal> {
        let is_named = || self.families().next().is_some();
        self.of_all_coins(coin, count).filter(|sum| coin.is_minor() || is_named() || *sum < Decimal::ONE)
    }

    fn of_all_coins(self, coin: Unit, count: Decimal) -> Option<Decimal> {
        count.checked_div(*table().coins.get(&(self, coin))?)
    }

    /// An amount in coins as an amount in this currency; `None` if the coin is not one of this currency.
    pub(super) fn in_coins(self, coin: Unit, count: Decimal) -> Option<Decimal> {
        // `ديناران و650 درهما`: the sum itself shows the country.
        if let Some(sum) = self.of_all_coins(coin, count) {
            return Some(sum);
        }
        let fits = coin.is_minor()
            && !self.is_minor()
            && (coin.fits(self) || coin.is_one_of(&[UnitName::Cent, UnitName::Penny]));
        if fits { coin.to_base(count) } else { None }
    }

    /// True for currencies divided by a thousand: dinars, the rial of Oman.
    pub(super) fn has_thousandths(self) -> bool {
        let thousandth =
            |row: &Row| row.minor && row.over == Decimal::ONE && row.under == Decimal::ONE_THOUSAND;
        self.dimension() == Dimension::Money
            && table().rows.iter().enumerate().any(|(n, row)| {
                let coin = Unit(n as u16);
                thousandth(row) && coin.fits(self) && !table().coins.contains_key(&(self, coin))
            })
    }

    /// True for currencies whose hundredth has a name that may be omitted: `a dollar ten`.
    pub(super) fn has_cents(self) -> bool {
        self.dimension() == Dimension::Money && !self.is_minor() && !self.has_thousandths()
    }

    /// The value in the base unit of the dimension (see [`Dimension`]); for money, the value in the
    /// main unit (`62` cents are `0.62`). `None` if the result is too large.
    pub fn to_base(self, value: Decimal) -> Option<Decimal> {
        let row = self.row();
        let moved = value.checked_add(row.offset)?;
        Some(moved.checked_mul(row.over)?.checked_div(row.under)?.normalize())
    }

    /// A value in this unit converted to another unit of the same dimension; for money, only
    /// between units of the same currency or of currencies with a common name.
    pub fn convert(self, value: Decimal, to: Unit) -> Option<Decimal> {
        if self == to {
            return Some(value);
        }
        if self.dimension() != to.dimension() || !self.fits(to) {
            return None;
        }
        let row = to.row();
        let base = self.to_base(value)?;
        Some(base.checked_mul(row.under)?.checked_div(row.over)?.checked_sub(row.offset)?.normalize())
    }

    /// True if both may mean the same kind of thing: the same dimension, and for currencies the
    /// same one, or one that is less specific than the other (`Dollar` and `USD`, `Cent` and `EUR`,
    /// `Piastre` and `Pound`).
    pub fn fits(self, other: Unit) -> bool {
        if self.dimension() != other.dimension() {
            return false;
        }
        if let (Some((a, b)), Some((c, d))) = (self.parts_of_rate(), other.parts_of_rate()) {
            return self == other
                || self.dimension() == Dimension::Rate
                    && a.dimension() == c.dimension()
                    && b.dimension() == d.dimension();
        }
        if self == other || self.dimension() != Dimension::Money {
            return self == other || self.dimension() != Dimension::Other;
        }
        let (a, b) = (self.row(), other.row());
        let meets = |x: &Row, y: &Row| x.families.contains(&y.code);
        // A coin fits every currency with a name that it is part of.
        let coin =
            |x: &Row, y: &Row| x.minor && !y.minor && x.families.iter().any(|f| y.families.contains(f));
        meets(a, b) || meets(b, a) || coin(a, b) || coin(b, a)
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Unit::by_code(&code).ok_or_else(|| D::Error::custom(format!("`{code}` is no unit")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::table::unreadable;

    fn unit(code: &str) -> Unit {
        Unit::by_code(code).unwrap_or_else(|| panic!("no unit {code}"))
    }

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn every_row_of_both_tables_is_read() {
        for (name, text, read) in [
            ("units.tsv", UNITS, unit_row as fn(&'static str) -> Option<Row>),
            ("currencies.tsv", CURRENCIES, currency_row as fn(&'static str) -> Option<Row>),
        ] {
            assert_eq!(unreadable(name, text, |line| read(line).is_some()), [""; 0]);
        }
        let rates = usize::from(table().units).pow(2) + table().rows.len();
        assert!(rates <= usize::from(u16::MAX), "too many units for rates of two");
        assert_eq!(table().by_code.len(), table().rows.len(), "a code is there twice");
        assert_eq!(table().coins.len(), rows(COINS).count());
    }

    #[test]
    fn every_family_is_a_currency_of_its_own() {
        for unit in Unit::all() {
            for family in &unit.row().families {
                assert!(Unit::by_code(family).is_some(), "{unit}: {family}");
            }
        }
    }

    #[test]
    fn units_convert_exactly() {
        for (value, from, to, result) in [
            ("5", "Mile", "Kilometre", "8.04672"),
            ("71", "Inch", "Foot", "5.9166666666666666666666666667"),
            ("98.6", "Fahrenheit", "Celsius", "37"),
            ("100", "Celsius", "Fahrenheit", "212"),
            ("2.5", "Hour", "Minute", "150"),
            ("2", "Year", "Month", "24"),
            ("62", "Cent", "Dollar", "0.62"),
            ("1", "Hectare", "SquareMetre", "10000"),
            ("50", "BasisPoint", "PercentagePoint", "0.5"),
        ] {
            assert_eq!(
                unit(from).convert(number(value), unit(to)),
                Some(number(result)),
                "{value} {from} {to}"
            );
        }
    }

    #[test]
    fn units_that_are_known_by_name_are_those_of_the_tables() {
        for known in UnitName::ALL {
            assert_eq!(Unit::of(*known).code(), known.code());
        }
        assert!(unit("Metre").is(UnitName::Metre) && !unit("Kilometre").is(UnitName::Metre));
    }

    #[test]
    fn a_rate_is_a_unit_of_its_own() {
        let milligrams = unit("Milligram").per(unit("Kilogram")).unwrap();
        assert_eq!((milligrams.code(), milligrams.dimension()), ("MilligramPerKilogram", Dimension::Rate));
        assert_eq!(Unit::by_code("MilligramPerKilogram"), Some(milligrams));
        let grams = unit("Gram").per(unit("Tonne")).unwrap();
        assert_eq!(milligrams.convert(number("5"), grams), Some(number("5")));
        assert!(!milligrams.fits(unit("Milligram")) && !unit("Milligram").fits(milligrams));
        assert_eq!(unit("Kilometre").per(unit("Hour")), Some(unit("KilometrePerHour")));
        assert_eq!(unit("Foot").to_the(2), Some(unit("SquareFoot")));
    }

    #[test]
    fn a_currency_without_a_country_fits_every_currency_of_its_name() {
        assert!(unit("Dollar").fits(unit("USD")) && unit("EGP").fits(unit("Pound")));
        assert!(unit("Piastre").fits(unit("EGP")) && unit("Cent").fits(unit("EUR")));
        assert!(unit("SYP").fits(unit("Lira")) && unit("SYP").fits(unit("Pound")));
        assert!(
            !unit("USD").fits(unit("CAD"))
                && !unit("EGP").fits(unit("GBP"))
                && !unit("EUR").fits(unit("Dollar"))
        );
        assert!(!unit("Metre").fits(unit("Gram")));
    }
}
