//! The units that the grammar and the comparison of figures know by name.

macro_rules! unit_names {
    ($($name:ident),* $(,)?) => {
        /// A unit that the program itself has to know: one row of the tables of units, which has this name as its code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum UnitName {
            $($name),*
        }

        impl UnitName {
            pub(super) const ALL: &[UnitName] = &[$(UnitName::$name),*];

            pub(super) const fn code(self) -> &'static str {
                match self {
                    $(UnitName::$name => stringify!($name)),*
                }
            }
        }
    };
}

unit_names! {
    Calorie,
    Cent,
    Century,
    Day,
    Decade,
    Degree,
    Dinar,
    Dollar,
    Foot,
    Fortnight,
    Hour,
    Inch,
    Kilocalorie,
    Litre,
    Metre,
    Milliampere,
    MilliampereHour,
    Minute,
    Month,
    Night,
    Penny,
    PerMille,
    Percent,
    PercentagePoint,
    Pound,
    PoundMass,
    Second,
    Week,
    Year,
}
