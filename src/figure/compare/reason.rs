//! The reasons for which two figures count as equal.

/// The reason for which two figures count as equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The same value, whatever the spelling: digits or words, with or without a scale word.
    Same,
    /// The same number in two related meanings: third and three, the year 1990 and 1990.
    Kindred,
    /// The unit is given on one side only.
    Implied,
    /// Another unit of the same size: 90 minutes and an hour and a half.
    Converted,
    /// Another unit, rounded: six feet and 1.8 metres.
    ConvertedRoughly,
    /// The same day in the other calendar, up to the day by which sightings of the moon differ.
    Calendar,
    /// The two ends are in the opposite order, as when digits between Arabic letters are displayed reversed.
    Turned,
    /// A part and a percentage, a decade and its years, a century and its number.
    Recast,
    /// A code or telephone number with the same digits in other groups.
    Grouped,
    /// Rounded, and marked as such (about, نحو).
    Rounded,
}

impl Reason {
    /// The cost of the reason; 0 for the same value.
    pub(super) fn cost(self) -> u32 {
        match self {
            Reason::Same => 0,
            Reason::Kindred | Reason::Calendar | Reason::Turned => 1,
            Reason::Implied | Reason::Converted | Reason::Grouped => 2,
            Reason::Recast => 3,
            Reason::ConvertedRoughly => 4,
            Reason::Rounded => 5,
        }
    }
}
