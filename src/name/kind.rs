//! The kinds of names in the table.

/// The kind of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
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
    /// A book, film, song, painting or programme.
    Work,
    /// A manufactured product, or a program.
    Product,
    /// A figure, book, feast or term of religion.
    Religious,
    /// A word that is part of names (President, Street, Party).
    Title,
    /// A word with which names of places begin or end (Oued, Beni, Kebir).
    Element,
    /// A small word within names (ibn, Abu, Saint).
    Particle,
    /// A month of either calendar.
    Month,
    /// A day of the week.
    Day,
}

impl NameKind {
    const ALL: [NameKind; 18] = [
        NameKind::Country,
        NameKind::Nationality,
        NameKind::City,
        NameKind::Region,
        NameKind::Water,
        NameKind::Land,
        NameKind::Person,
        NameKind::Given,
        NameKind::Family,
        NameKind::Org,
        NameKind::Work,
        NameKind::Product,
        NameKind::Religious,
        NameKind::Title,
        NameKind::Element,
        NameKind::Particle,
        NameKind::Month,
        NameKind::Day,
    ];

    /// The word for the kind in tables and files.
    pub fn word(self) -> &'static str {
        match self {
            NameKind::Country => "country",
            NameKind::Nationality => "nationality",
            NameKind::City => "city",
            NameKind::Region => "region",
            NameKind::Water => "water",
            NameKind::Land => "land",
            NameKind::Person => "person",
            NameKind::Given => "given",
            NameKind::Family => "family",
            NameKind::Org => "org",
            NameKind::Work => "work",
            NameKind::Product => "product",
            NameKind::Religious => "religious",
            NameKind::Title => "title",
            NameKind::Element => "element",
            NameKind::Particle => "particle",
            NameKind::Month => "month",
            NameKind::Day => "day",
        }
    }

    /// The kind as named for users: place, person, organisation, nationality, work, product or
    /// religion; `None` for words that are part of names, months and days.
    pub fn sort(self) -> Option<&'static str> {
        match self {
            NameKind::Country | NameKind::City | NameKind::Region | NameKind::Water | NameKind::Land => {
                Some("place")
            }
            NameKind::Person | NameKind::Given | NameKind::Family => Some("person"),
            NameKind::Org => Some("organisation"),
            NameKind::Nationality => Some("nationality"),
            NameKind::Work => Some("work"),
            NameKind::Product => Some("product"),
            NameKind::Religious => Some("religion"),
            NameKind::Title | NameKind::Element | NameKind::Particle | NameKind::Month | NameKind::Day => {
                None
            }
        }
    }

    /// The kind as named for users, or else its word in tables.
    pub fn label(self) -> &'static str {
        self.sort().unwrap_or(self.word())
    }

    /// The kind with the given word in tables.
    pub(super) fn named(word: &str) -> Option<Self> {
        NameKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind with the given number, as in `kind as u8`.
    pub(super) fn numbered(number: u8) -> Option<Self> {
        NameKind::ALL.get(usize::from(number)).copied()
    }
}

/// The set of all kinds that a form may name: الرياض is a city, and without its article رياض is a given name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u32);

impl Kinds {
    /// Adds a kind.
    pub fn add(&mut self, kind: NameKind) {
        self.0 |= 1 << kind as u32;
    }

    /// True if the set contains a kind.
    pub fn has(self, kind: NameKind) -> bool {
        self.0 >> kind as u32 & 1 == 1
    }

    /// True if no kind is known.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The union of two sets.
    #[must_use]
    pub fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// The kinds, in the order of [`NameKind`].
    pub fn iter(self) -> impl Iterator<Item = NameKind> {
        NameKind::ALL.into_iter().filter(move |&kind| self.has(kind))
    }
}

impl From<NameKind> for Kinds {
    fn from(kind: NameKind) -> Self {
        let mut kinds = Kinds::default();
        kinds.add(kind);
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_place_for_a_number() {
        for kind in NameKind::ALL {
            assert_eq!(NameKind::numbered(kind as u8), Some(kind));
            assert_eq!(NameKind::named(kind.word()), Some(kind));
        }
        assert_eq!(NameKind::numbered(18), None);
    }
}
