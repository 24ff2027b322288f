//! What a name of the table names.

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A state or territory.
    Country,
    /// The adjective of a country, people or religion, and its language.
    Nationality,
    /// A town, or a well-known place in one.
    City,
    /// A province, region or continent.
    Region,
    /// A river, lake, sea, strait or canal.
    Water,
    /// A mountain, desert, island or other feature of the land.
    Land,
    /// One known person.
    Person,
    /// A given name.
    Given,
    /// A family name.
    Family,
    /// An organisation, company, party or newspaper.
    Org,
    /// A figure, book, feast or term of religion.
    Religious,
    /// A word that names are made of (President, Street, Party).
    Title,
    /// A word that names of places begin or end with (Oued, Beni, Kebir).
    Element,
    /// A small word inside names (ibn, Abu, Saint).
    Particle,
    /// A month of either calendar.
    Month,
    /// A day of the week.
    Day,
}

impl Kind {
    const ALL: [Kind; 16] = [
        Kind::Country,
        Kind::Nationality,
        Kind::City,
        Kind::Region,
        Kind::Water,
        Kind::Land,
        Kind::Person,
        Kind::Given,
        Kind::Family,
        Kind::Org,
        Kind::Religious,
        Kind::Title,
        Kind::Element,
        Kind::Particle,
        Kind::Month,
        Kind::Day,
    ];

    /// The word for a kind in tables and files.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Nationality => "nationality",
            Kind::City => "city",
            Kind::Region => "region",
            Kind::Water => "water",
            Kind::Land => "land",
            Kind::Person => "person",
            Kind::Given => "given",
            Kind::Family => "family",
            Kind::Org => "org",
            Kind::Religious => "religious",
            Kind::Title => "title",
            Kind::Element => "element",
            Kind::Particle => "particle",
            Kind::Month => "month",
            Kind::Day => "day",
        }
    }

    /// What the tables mean by their word for a kind.
    pub(super) fn named(word: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind with a number, as `kind as u8` gives it.
    pub(super) fn numbered(number: u8) -> Option<Self> {
        Kind::ALL.get(usize::from(number)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_place_for_a_number() {
        for kind in Kind::ALL {
            assert_eq!(Kind::numbered(kind as u8), Some(kind));
            assert_eq!(Kind::named(kind.word()), Some(kind));
        }
        assert_eq!(Kind::numbered(16), None);
    }
}
