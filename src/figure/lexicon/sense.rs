//! The meanings of the words of figures.

use crate::figure::Unit;

/// A role of a word or phrase in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::figure) enum Sense {
    /// 0 to 9.
    Unit(u32),
    /// Arabic 10; English 10 to 19.
    Ten(u32),
    /// Arabic 11 to 19 in one word.
    Teen(u32),
    /// 20 to 90.
    Tens(u32),
    /// Arabic 100 to 900.
    Hundred(u32),
    /// A power of ten that multiplies and is multiplied.
    Scale(u8),
    /// Two of a power of ten: ألفان.
    DualScale(u8),
    /// So many thousands in one word: خمستلاف.
    Thousands(u32),
    /// The plural of a power of ten; vague without a number before it.
    PluralScale(u8),
    /// A dozen, a score.
    Group(u32),
    /// Dozens.
    Groups(u32),
    /// A place in an order.
    Ordinal(u32),
    /// The ordinal of a power of ten: hundredth.
    OrdinalScale(u8),
    /// A part of a whole.
    Fraction(u32, u32),
    /// Counted parts of a whole: أرباع, thirds.
    Parts(u32),
    /// `a`, `an`.
    Article,
    /// A decade within a century, by its first year.
    Decade(u32),
    /// A size without a number.
    Vague(u32),
    /// Times as much.
    Times(u32),
    /// A number of goals against none: خماسية.
    Sweep(u32),
    /// Two of something, without a number.
    Both(u32),
    /// A month: calendar (true for Hijri), number, whether it is also an everyday word, whether it
    /// must be spelled exactly, whether it counts only between a day and a year.
    Month { hijri: bool, number: u8, soft: bool, exact: bool, dated: bool },
    /// A day of the week.
    Weekday { number: u8, soft: bool },
    /// A unit; the flag is set for its dual form.
    Measure { unit: Unit, dual: bool },
    /// A word that describes the number next to it.
    Around(Around),
    /// The preceding sense's word is an everyday word as well.
    Everyday,
    /// The preceding sense's word is a number only before another one: حادي.
    Compound,
    /// A unit whose name has other meanings that are counted too.
    Loose,
    /// A noun whose ending ين is the dual in running text.
    DualNoun,
    /// A word that only looks like a dual.
    NoDual,
}

impl Sense {
    /// True for words with which a number may begin.
    pub(in crate::figure) fn counts(self) -> bool {
        matches!(
            self,
            Sense::Unit(_)
                | Sense::Ten(_)
                | Sense::Teen(_)
                | Sense::Tens(_)
                | Sense::Hundred(_)
                | Sense::Scale(_)
                | Sense::DualScale(_)
                | Sense::Thousands(_)
                | Sense::PluralScale(_)
                | Sense::OrdinalScale(_)
                | Sense::Group(_)
                | Sense::Groups(_)
                | Sense::Ordinal(_)
                | Sense::Fraction(..)
                | Sense::Parts(_)
                | Sense::Article
                | Sense::Vague(_)
        )
    }
}

macro_rules! names {
    ($(#[$doc:meta])* $of:ident: $($name:ident = $text:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub(in crate::figure) enum $of { $($name),* }

        impl $of {
            pub(in crate::figure) fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some($of::$name),)* _ => None }
            }
        }
    };
}

names! {
    /// What a word next to a number says about it; the names are those of `data/figure-words.tsv`.
    Around:
    About = "about", AboutAfter = "about-after", Over = "over", OverAfter = "over-after", Under = "under",
    UnderAfter = "under-after", Minus = "minus", Point = "point", And = "and", Am = "am", Pm = "pm", Night = "night",
    HourWord = "hour-word", Oclock = "oclock", Zone = "zone", HoursMark = "hours-mark",
    YearWord = "year-word", InYear = "in-year", EraAd = "era-ad", EraBc = "era-bc", EraAh = "era-ah",
    Century = "century", LastCentury = "last-century", PriorCentury = "prior-century", AgeBefore = "age-before",
    AgeAfter = "age-after", Times = "times", Twice = "twice", RangeLink = "range-link", Label = "label",
    DayWord = "day-word", MonthWord = "month-word", MonthContext = "month-context", BelowZero = "below-zero",
    Except = "except", Equal = "equal", LatinArticle = "latin-article",
    Noon = "noon", Midnight = "midnight", HourShort = "hour-short", AtTime = "at-time", FirstDay = "first-day",
    Every = "every", PartWord = "part-word", OnePart = "one-part", TwoParts = "two-parts", OwnDecade = "own-decade", ShiftBack = "shift-back", ShiftOn = "shift-on",
    Midday = "midday", PlaceNoun = "place-noun", Area = "area", NightsPast = "nights-past", NightsLeft = "nights-left",
    WhichDay = "which-day", Morning = "morning", Evening = "evening",
    Beyond = "beyond", Few = "few", Per = "per", BeforeUnit = "before-unit",
    Within = "within", Square = "square", Cubic = "cubic", OutOf = "out-of", Goals = "goals", LastOf = "last-of", Plus = "plus", Clean = "clean", SameGoals = "same-goals", OneGoal = "one-goal", Against = "against",
}

names! {
    /// The role of a small word next to a figure; the names are those of `data/figure-particles.tsv`.
    Role:
    Of = "of", The = "the", OfWhole = "of-whole", OfMonth = "of-month", OfYear = "of-year", AfterWeekday = "after-weekday", BeforeMonth = "before-month", OrdinalSign = "ordinal-sign", Old = "old", Age = "age", Beginning = "beginning", DecadeLead = "decade-lead", Nought = "nought", Past = "past", PartPast = "part-past", MinutesBefore = "minutes-before", PartTo = "part-to", To = "to", FromLead = "from-lead", AtLead = "at-lead", Concedes = "concedes", OneIn = "one-in", Centuries = "centuries", Tens = "tens", Uncounted = "uncounted", Inch = "inch", AfterMetre = "after-metre", Link = "link", Scored = "scored", Contraction = "contraction", BeforeQuarter = "before-quarter", DinarOrMinute = "dinar-or-minute", Between = "between", ShareLead = "share-lead", OfUnits = "of-units", Ratio = "ratio", By = "by", Each = "each",
}
