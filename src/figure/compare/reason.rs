//! Why two figures count as equal.

/// Why two figures count as equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// One value, whatever the spelling: digits or words, with or without a scale word.
    Same,
    /// One number meant in two ways that go together: third and three, the year 1990 and 1990.
    Kindred,
    /// The unit is said on one side only.
    Implied,
    /// Another unit of the same size: 90 minutes and an hour and a half.
    Converted,
    /// Another unit, rounded: six feet and 1.8 metres.
    ConvertedRoughly,
    /// The same day in the other calendar, give or take the one by which sightings of the moon differ.
    Calendar,
    /// The two ends stand in the other order, as they do when digits between Arabic letters are turned.
    Turned,
    /// A part and a percentage, a decade and its years, a century and its number.
    Recast,
    /// A code or telephone number with the same digits, grouped otherwise.
    Grouped,
    /// Rounded, and said to be so (about, نحو).
    Rounded,
}

impl Reason {
    /// How far the two are from being the same without further thought; 0 is the same.
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
