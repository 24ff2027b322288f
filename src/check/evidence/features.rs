//! The features of a finding.

use super::{
    Features, beside,
    context::{Context, Side},
};
use crate::{
    check::{code::Code, finding::Finding, severity::Severity, unmatched, which_part},
    figure::{Certainty, Decimal, Dimension, Figure, Form, Kind, Unit},
    text::Span,
};

macro_rules! features {
    ($($name:ident $text:literal,)*) => {
        /// The features by number.
        #[derive(Debug, Clone, Copy)]
        enum F { $($name,)* }

        /// The names of the features.
        pub const FEATURES: [&str; [$($text),*].len()] = [$($text),*];
    };
}

features! {
    ChangedIntercept "changed",
    ChangedError "changed-error",
    ChangedDigits "changed-digits",
    ChangedTens "changed-tens",
    ChangedDate "changed-date",
    ChangedTime "changed-time",
    ChangedUnit "changed-unit",
    ChangedMoney "changed-money",
    ChangedPercent "changed-percent",
    ChangedOrdinal "changed-ordinal",
    ChangedArWords "changed-arabic-words",
    ChangedEnWords "changed-english-words",
    ChangedMixed "changed-mixed",
    ChangedForms "changed-forms-differ",
    ChangedSoft "changed-soft",
    ChangedKind "changed-kind-differs",
    ChangedNear "changed-near",
    ChangedStep "changed-step",
    ChangedFar "changed-far",
    ChangedLength "changed-same-length",
    ChangedPart "changed-part",
    ChangedSmall "changed-small",
    ChangedEnRounder "changed-english-rounder",
    ChangedArRounder "changed-arabic-rounder",
    ChangedOneUnit "changed-unit-on-one",
    ChangedUnitsApart "changed-units-apart",
    ChangedArNumber "changed-arabic-number-unread",
    ChangedEnNumber "changed-english-number-unread",
    ChangedUnitUnread "changed-unit-unread",
    ChangedPaired "changed-others-paired",
    ChangedArLeft "changed-arabic-left",
    ChangedEnLeft "changed-english-left",
    ChangedOthers "changed-others-changed",
    ChangedMet "changed-words-met",
    ChangedApart "changed-words-elsewhere",
    ChangedPlace "changed-place",
    ChangedAdequacy "changed-adequacy",
    ChangedHeld "changed-value-held",
    ChangedMade "changed-value-made",
    ChangedAlike "changed-alike",
    ChangedSamePart "changed-same-part",
    ChangedDual "changed-dual",
    ChangedHijri "changed-hijri",
    AloneIntercept "alone",
    AloneExtra "alone-extra",
    AloneDate "alone-date",
    AloneTime "alone-time",
    AloneCounted "alone-with-unit",
    AloneOrdinal "alone-ordinal",
    AloneFraction "alone-fraction",
    AloneYear "alone-year",
    AloneWords "alone-words",
    AloneMixed "alone-mixed",
    AloneSmall "alone-small",
    AloneRound "alone-round",
    AloneBrackets "alone-brackets",
    AloneNumber "alone-number-unread",
    AloneOtherNumbers "alone-other-numbers-unread",
    AlonePaired "alone-others-paired",
    AloneOthers "alone-others-alone",
    AloneChanged "alone-others-changed",
    AloneFound "alone-words-found",
    AloneNotFound "alone-words-not-found",
    AloneFigure "alone-figure-there",
    AloneNoun "alone-noun-found",
    AloneCountedThere "alone-noun-counted-there",
    AloneAdequacy "alone-adequacy",
    AloneBalance "alone-fewer-there",
    AloneHeld "alone-value-held",
    AloneMade "alone-value-made",
    AloneDual "alone-dual",
    AloneHijri "alone-hijri",
    AloneGoesOn "alone-goes-on",
}

/// The features of a finding under construction.
struct Made(Features);

impl Made {
    fn set(&mut self, feature: F, value: f64) {
        self.0[feature as usize] = value;
    }

    fn flag(&mut self, feature: F, holds: bool) {
        self.set(feature, f64::from(u8::from(holds)));
    }

    /// A count of which a few are nearly as significant as many.
    fn count(&mut self, feature: F, count: usize) {
        self.set(feature, few(count));
    }
}

fn few(count: usize) -> f64 {
    f64::from(u8::try_from(count.min(4)).unwrap_or(4)).sqrt()
}

/// The features of a finding: those of a changed figure, or those of a figure that is alone.
pub(super) fn of(context: &Context<'_>, finding: &Finding) -> Features {
    let mut made = Made([0.0; FEATURES.len()]);
    match (&finding.ar, &finding.en) {
        (Some(ar), Some(en)) => changed(&mut made, context, finding, [ar.span, en.span]),
        (Some(ar), None) => alone(&mut made, context, finding, ar.span),
        (None, Some(en)) => alone(&mut made, context, finding, en.span),
        (None, None) => {}
    }
    made.0
}

fn changed(made: &mut Made, context: &Context<'_>, finding: &Finding, [ar, en]: [Span; 2]) {
    made.flag(F::ChangedIntercept, true);
    made.flag(F::ChangedError, finding.severity == Severity::Error);
    code(made, finding.code);
    let (left, right) = (context.ar.figure(ar), context.en.figure(en));
    if let (Some(left), Some(right)) = (left, right) {
        let (one, other) = (&context.ar.figures[left], &context.en.figures[right]);
        forms(made, one, other);
        values(made, one, other);
        made.flag(F::ChangedAlike, are_alike(one, other));
        made.flag(F::ChangedDual, one.form == Form::Dual);
        made.flag(F::ChangedHijri, other.kind() == Kind::HijriDate);
        let held = |side: &Side<'_>, figure: &Figure, but| {
            figure.best().as_number().is_some_and(|value| side.holds(value, Some(but)))
        };
        made.flag(F::ChangedHeld, held(&context.en, one, right) || held(&context.ar, other, left));
        let sum = |side: &Side<'_>, figure: &Figure, but| {
            let value = figure.best().as_number().filter(|value| *value > SMALL);
            value.is_some_and(|value| side.makes(value, Some(but)))
        };
        made.flag(F::ChangedMade, sum(&context.en, one, right) || sum(&context.ar, other, left));
    }
    made.flag(F::ChangedSamePart, which_part::is_same(context.pair, finding));
    surroundings(made, context, [ar, en], [left, right]);
}

/// True where both count the same unit and are written in the same way, in digits or in words: nothing but a slip explains it.
fn are_alike(ar: &Figure, en: &Figure) -> bool {
    let alike = ar.form == en.form && matches!(ar.form, Form::Words | Form::Digits);
    let unit = ar.unit().filter(|unit| unit.dimension() != Dimension::Share);
    alike && ar.kind() == en.kind() && unit.is_some() && unit == en.unit()
}

/// Numbers up to this one are small.
const SMALL: Decimal = Decimal::TEN;

fn code(made: &mut Made, code: Code) {
    let feature = match code {
        Code::DigitsSwapped | Code::DigitChanged | Code::DigitAdded | Code::DigitLost => F::ChangedDigits,
        Code::ZeroAdded | Code::ZeroLost | Code::DecimalShifted | Code::Scale | Code::Separator => {
            F::ChangedTens
        }
        Code::Day | Code::Month | Code::Weekday | Code::Year => F::ChangedDate,
        Code::Time => F::ChangedTime,
        Code::Unit => F::ChangedUnit,
        Code::Currency => F::ChangedMoney,
        Code::Percent => F::ChangedPercent,
        Code::Ordinal => F::ChangedOrdinal,
        _ => return,
    };
    made.flag(feature, true);
}

fn forms(made: &mut Made, ar: &Figure, en: &Figure) {
    let words = |figure: &Figure| matches!(figure.form, Form::Words | Form::Dual);
    made.flag(F::ChangedArWords, words(ar));
    made.flag(F::ChangedEnWords, words(en));
    made.flag(F::ChangedMixed, ar.form == Form::Mixed || en.form == Form::Mixed);
    made.flag(F::ChangedForms, words(ar) != words(en));
    let soft = |figure: &Figure| figure.certainty == Certainty::Soft;
    made.flag(F::ChangedSoft, soft(ar) || soft(en));
    made.flag(F::ChangedKind, class(ar.kind()) != class(en.kind()));
    let unit = |figure: &Figure| figure.unit().filter(|unit| unit.dimension() != Dimension::Share);
    let (one, other) = (unit(ar), unit(en));
    made.flag(F::ChangedOneUnit, one.is_some() != other.is_some());
    let apart = one.zip(other).is_some_and(|(one, other)| one != other && !one.fits(other));
    made.flag(F::ChangedUnitsApart, apart);
}

/// Kinds that are confused with each other, and with no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Count,
    Share,
    Order,
    Date,
    Time,
    Code,
}

fn class(kind: Kind) -> Class {
    match kind {
        Kind::Cardinal | Kind::Money | Kind::Measure | Kind::Duration | Kind::Age => Class::Count,
        Kind::Range | Kind::Score | Kind::Vague => Class::Count,
        Kind::Percent | Kind::PercentagePoint | Kind::Fraction | Kind::Multiplier => Class::Share,
        Kind::Ordinal => Class::Order,
        Kind::Date | Kind::HijriDate | Kind::Year | Kind::YearRange | Kind::Decade | Kind::Century => {
            Class::Date
        }
        Kind::Time => Class::Time,
        Kind::Phone | Kind::Identifier => Class::Code,
    }
}

/// The digits of a number without zeros at its ends.
fn digits(value: Decimal) -> String {
    value.normalize().to_string().trim_start_matches(['-', '0', '.']).replace('.', "")
}

fn values(made: &mut Made, ar: &Figure, en: &Figure) {
    let (Some(a), Some(b)) = (ar.best().as_number(), en.best().as_number()) else { return };
    let (small, large) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    let differ = a != b;
    let within = |share: i64| {
        let spread = (large - small).checked_mul(Decimal::from(share));
        differ && spread.is_some_and(|spread| spread < large)
    };
    made.flag(F::ChangedNear, within(20));
    made.flag(F::ChangedStep, (a - b).abs() == Decimal::ONE);
    made.flag(F::ChangedFar, small.checked_mul(Decimal::from(3)).is_some_and(|three| three < large));
    made.flag(F::ChangedSmall, large <= SMALL);
    let (one, other) = (digits(a), digits(b));
    let significant = |digits: &str| digits.trim_end_matches('0').len();
    made.flag(F::ChangedLength, differ && one.len() == other.len());
    let part = |short: &str, long: &str| {
        let (short, long) = (short.trim_end_matches('0'), long.trim_end_matches('0'));
        short.len() < long.len() && !short.is_empty() && (long.starts_with(short) || long.ends_with(short))
    };
    made.flag(F::ChangedPart, part(&one, &other) || part(&other, &one));
    made.flag(F::ChangedEnRounder, significant(&other) < significant(&one));
    made.flag(F::ChangedArRounder, significant(&one) < significant(&other));
}

fn surroundings(
    made: &mut Made,
    context: &Context<'_>,
    [ar, en]: [Span; 2],
    [left, right]: [Option<usize>; 2],
) {
    let (one, other) = (&context.ar, &context.en);
    made.count(F::ChangedArNumber, beside::numbers(one, ar));
    made.count(F::ChangedEnNumber, beside::numbers(other, en));
    made.count(F::ChangedUnitUnread, beside::units(one, ar) + beside::units(other, en));
    made.count(F::ChangedPaired, one.matched.iter().filter(|matched| **matched).count());
    let others = |side: &Side<'_>, but: Option<usize>| {
        side.matched.iter().enumerate().filter(|(at, matched)| !**matched && Some(*at) != but).count()
    };
    made.count(F::ChangedArLeft, others(one, left));
    made.count(F::ChangedEnLeft, others(other, right));
    made.count(F::ChangedOthers, context.changed.saturating_sub(1));
    let met = beside::met(one, ar, other, en);
    made.count(F::ChangedMet, met);
    made.count(F::ChangedApart, beside::found(one, ar, other).0.saturating_sub(met));
    made.set(F::ChangedPlace, (place(one, ar) - place(other, en)).abs());
    made.set(F::ChangedAdequacy, context.adequacy);
}

/// The place of a span in its text, 0 to 1.
fn place(side: &Side<'_>, span: Span) -> f64 {
    span.start as f64 / side.text.len().max(1) as f64
}

fn alone(made: &mut Made, context: &Context<'_>, finding: &Finding, place: Span) {
    made.flag(F::AloneIntercept, true);
    let is_extra = finding.ar.is_none();
    made.flag(F::AloneExtra, is_extra);
    let (one, other) = if is_extra { (&context.en, &context.ar) } else { (&context.ar, &context.en) };
    if let Some(at) = one.figure(place) {
        kinds(made, &one.figures[at]);
        let side = if is_extra { &context.pair.en } else { &context.pair.ar };
        made.flag(F::AloneGoesOn, unmatched::goes_on(context.pair, side, at));
        made.flag(F::AloneHijri, is_extra && one.figures[at].kind() == Kind::HijriDate);
        if let Some(value) = one.figures[at].best().as_number() {
            made.flag(F::AloneHeld, one.holds(value, Some(at)) || other.holds(value, None));
            made.flag(
                F::AloneMade,
                value > SMALL && (one.makes(value, Some(at)) || other.makes(value, None)),
            );
        }
    }
    let before = one.text[..place.start].trim_end();
    made.flag(F::AloneBrackets, before.ends_with(['(', '[', '–', '—']));
    made.count(F::AloneNumber, beside::numbers(one, place));
    made.count(F::AloneOtherNumbers, other.words.iter().filter(|word| word.is_number).count());
    made.count(F::AlonePaired, one.matched.iter().filter(|matched| **matched).count());
    made.count(F::AloneOthers, context.alone.saturating_sub(1));
    made.count(F::AloneChanged, context.changed);
    let (found, all) = beside::found(one, place, other);
    made.count(F::AloneFound, found);
    made.count(F::AloneNotFound, all - found);
    made.flag(F::AloneFigure, beside::has_figure(one, place, other));
    let noun = beside::noun(one, place, other);
    made.flag(F::AloneNoun, noun.is_some());
    made.flag(F::AloneCountedThere, noun == Some(true));
    made.set(F::AloneAdequacy, context.adequacy);
    made.flag(F::AloneBalance, other.figures.len() < one.figures.len());
}

fn kinds(made: &mut Made, figure: &Figure) {
    match figure.kind() {
        Kind::Date | Kind::HijriDate => made.flag(F::AloneDate, true),
        Kind::Time => made.flag(F::AloneTime, true),
        Kind::Ordinal => made.flag(F::AloneOrdinal, true),
        Kind::Fraction | Kind::Multiplier => made.flag(F::AloneFraction, true),
        Kind::Year | Kind::YearRange | Kind::Decade | Kind::Century => made.flag(F::AloneYear, true),
        _ => made.flag(F::AloneCounted, figure.unit().is_some_and(|unit: Unit| !unit.code().is_empty())),
    }
    made.flag(F::AloneWords, matches!(figure.form, Form::Words | Form::Dual));
    made.flag(F::AloneMixed, figure.form == Form::Mixed);
    made.flag(F::AloneDual, figure.form == Form::Dual);
    if let Some(value) = figure.best().as_number() {
        made.flag(F::AloneSmall, value.abs() <= SMALL);
        made.flag(F::AloneRound, value.abs() > SMALL && digits(value).trim_end_matches('0').len() == 1);
    }
}
