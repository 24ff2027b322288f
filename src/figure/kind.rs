//! The properties of a figure: kind, certainty, form and bound.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The kind of quantity of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A plain number: `27`, `تسع عشرة شركة`. Value: a number.
    Cardinal,
    /// A place in an order: `third`, `الحادي عشر`. Value: a number.
    Ordinal,
    /// A share of a hundred: `25%`, `٢٥ في المئة`. Value: the number of hundredths; unit `Percent`.
    Percent,
    /// A difference between shares: `نصف نقطة مئوية`, `50 basis points`. Value: a number; unit
    /// A difference between shares: `نصف نقطة مئوية`, `50 basis points`. Value: a number; unit
    /// `PercentagePoint` or `BasisPoint`.
    PercentagePoint,
    /// A sum of money: `$3bn`, `ألفا دولار`. Value: a number; the unit is the currency.
    Money,
    /// A length, area, volume, mass, temperature, speed … Value: a number; see [`super::Unit::dimension`].
    Measure,
    /// A duration: `three years`, `ساعتان ونصف`. Value: a number; unit of time.
    Duration,
    /// An age: `28-year-old`, `البالغ من العمر 28 عاما`. Value: a number; unit of time.
    Age,
    /// A Gregorian date or a part of one: `31 October`, `أيلول/سبتمبر 2023`, `Monday`. Value: a date.
    Date,
    /// A date of the Islamic calendar: `17 رمضان 1446 هـ`, `1445هـ`. Value: a date.
    HijriDate,
    /// A time of day: `12:22 مساءً`, `half past five`. Value: a time.
    Time,
    /// A year recognised by its context: `in 1990`, `عام ١٠٧٢`, `500 BC` (negative). Value: a number.
    Year,
    /// A range of years: `2018-19`, `1990–1995`. Value: a pair.
    YearRange,
    /// Ten years, given by the first of them: `the 1990s`, `تسعينيات القرن الماضي` (1990). Value: a number.
    Decade,
    /// A century, given by its ordinal: `the 19th century`, `القرن التاسع عشر` (19). Value: a number.
    Century,
    /// A range of numbers written as one figure: `5-10 km`. Value: a pair; unit of both ends.
    Range,
    /// The points of two sides: `3-1`, `31-27`. Value: a pair.
    Score,
    /// A part of a whole: `ثلثا`, `three quarters`, `3/4`. Value: a fraction.
    Fraction,
    /// A multiple: `tripled`, `ثلاثة أضعاف`, `3x`. Value: a number.
    Multiplier,
    /// A telephone number. Value: a code of digits, with `+` in front if it is written.
    Phone,
    /// A number that is a name and not a count: `2025/118`, `B814`, `v2.4.1`, an IBAN. Value: a code.
    Identifier,
    /// A size without a number: `dozens`, `عشرات الآلاف`. Value: the number of which it is a plural.
    Vague,
}

impl Kind {
    /// The name used in files and on the command line: `cardinal`, `percentage-point`, `hijri-date` …
    pub fn name(self) -> &'static str {
        match self {
            Kind::Cardinal => "cardinal",
            Kind::Ordinal => "ordinal",
            Kind::Percent => "percent",
            Kind::PercentagePoint => "percentage-point",
            Kind::Money => "money",
            Kind::Measure => "measure",
            Kind::Duration => "duration",
            Kind::Age => "age",
            Kind::Date => "date",
            Kind::HijriDate => "hijri-date",
            Kind::Time => "time",
            Kind::Year => "year",
            Kind::YearRange => "year-range",
            Kind::Decade => "decade",
            Kind::Century => "century",
            Kind::Range => "range",
            Kind::Score => "score",
            Kind::Fraction => "fraction",
            Kind::Multiplier => "multiplier",
            Kind::Phone => "phone",
            Kind::Identifier => "identifier",
            Kind::Vague => "vague",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The reliability of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// It may support a match, but is never a finding by itself: one, two, first, half, duals,
    /// decades, vague plurals, Roman numerals, month names that are also words (`May`, `مارس`).
    Soft,
    /// Digits, number words above two, months, scales.
    Hard,
}

/// The form in which a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// In digits of any script, with or without a unit: `25%`, `2023-10-31`, `5 km`.
    Digits,
    /// In words: `خمسة وعشرون`, `Monday`.
    Words,
    /// In both: `3.5 مليار`, `31 October 2023`.
    Mixed,
    /// By the dual ending of a noun: `طائرتين`.
    Dual,
    /// In Roman numerals: `XIV`.
    Roman,
}

/// How exactly a figure is meant, according to the words before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// Not specified.
    #[default]
    Exact,
    /// about, nearly, نحو, حوالي, ما يقارب.
    About,
    /// more than, over, at least, أكثر من, ما لا يقل عن.
    Over,
    /// less than, under, up to, أقل من, ما لا يزيد على.
    Under,
}
