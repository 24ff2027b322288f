//! What the filters see in one row, independently of all others.

use super::{
    boilerplate::is_boilerplate,
    coarse::is_coarse,
    frequent::Prints,
    holes,
    kind::{Filter, Kind, Test},
    lengths::Lengths,
    makeup::expected,
    names::names_shared,
    numbers::shared_numbers,
    order::{is_from_the_end, same_order},
    prior::Witness,
    remainder::{arabic_left, english_left},
    repeat::repeated_share,
    words::word_length,
};
use crate::{
    adequacy,
    align::Common,
    bitext::rows::six,
    check,
    corpus::{
        against::{Against, Hits},
        duplicates::{Form, Rule},
        fluency::Fluency,
        measure::Measures,
        parse::Row,
        personal,
        side::{DuplicateSide, Normal},
    },
    language::{self, Fault},
    text::{
        Lang, Sides,
        markup::{self, Mark, MarkKind},
    },
};

use std::cell::OnceCell;

/// The result of examining one row.
pub(super) enum Look {
    /// The first filter that the row fails, as a decision.
    Failed(u8),
    /// The test sets that it contains something of.
    Leaks(Hits),
    /// It passes; with the form for finding duplicates, if wanted.
    Passed(Option<Box<Form>>),
}

/// What was found out about a row.
pub(super) struct Looked {
    /// Whether it passes.
    pub(super) look: Look,
    /// Its sides, if they are counted.
    pub(super) sides: Option<Prints>,
    /// What it says about its document, if its adequacy was asked for and no filter before dropped it.
    pub(super) witness: Option<Witness>,
}

/// What rows are compared with.
#[derive(Default)]
pub(super) struct Checks<'a> {
    /// The lengths of the documents, for `holes`.
    pub(super) lengths: Option<&'a Lengths>,
    /// Test sets.
    pub(super) against: Option<&'a Against>,
    /// When rows count as duplicates, if they are compared with each other.
    pub(super) rule: Option<&'a Rule>,
    /// How usual texts look, for `fluency`.
    pub(super) fluency: Option<&'a Fluency>,
}

impl Checks<'_> {
    /// How much longer than usual the English of a row is expected to be, by its document and its makeup, as a logarithm.
    fn usual(&self, row: &Row<'_>) -> f64 {
        expected(&row.texts.ar, &row.texts.en) + self.lengths.map_or(0.0, |lengths| lengths.usual(row))
    }
}

/// Buffers for the normal forms of a row, reused for the next one.
#[derive(Default)]
pub(super) struct Room {
    normal: Normal,
}

impl Room {
    /// Finds the first filter that a row fails, and what the filters that know all rows need of it.
    pub(super) fn look(&mut self, row: &Row<'_>, filters: &[Filter], checks: &Checks<'_>) -> Looked {
        let counts = filters.iter().any(|filter| filter.kind == Kind::Frequent);
        let mut is_normal = counts;
        if counts {
            self.normal.take(row.strs());
        }
        let sides = if counts { Prints::of(row, &self.normal) } else { None };
        let (seen, mut witness) = (Seen::new(row), None);
        for (n, filter) in filters.iter().enumerate() {
            if filter.kind == Kind::Adequacy {
                witness = Witness::of(row, seen.adequacy(row), seen.sides.ar.words + seen.sides.en.words);
            }
            if filter.kind.needs_normal() && !is_normal {
                self.normal.take(row.strs());
                is_normal = true;
            }
            if self.value(filter.kind, row, &seen, checks).fails(filter) {
                // There are fewer filters than values of a byte.
                return Looked { look: Look::Failed(n as u8 + 2), sides, witness };
            }
        }
        if !is_normal && (checks.against.is_some() || checks.rule.is_some()) {
            self.normal.take(row.strs());
        }
        let hits = checks.against.map(|against| against.look(&self.normal)).unwrap_or_default();
        if !hits.is_empty() {
            return Looked { look: Look::Leaks(hits), sides, witness };
        }
        let form = checks.rule.map(|rule| Box::new(Form::of(rule, row, &self.normal)));
        Looked { look: Look::Passed(form), sides, witness }
    }

    /// True if a row fails one of the given filters, none of which may need other rows.
    pub(super) fn fails(&mut self, row: &Row<'_>, filters: &[Filter], lengths: &Lengths) -> bool {
        let checks = Checks { lengths: Some(lengths), ..Checks::default() };
        matches!(self.look(row, filters, &checks).look, Look::Failed(_))
    }

    /// The fingerprint of a row; equal rows have equal ones.
    pub(super) fn fingerprint(&mut self, row: &Row<'_>) -> u128 {
        self.normal.take(row.strs());
        self.normal.fingerprint(DuplicateSide::Pair).unwrap_or_default()
    }

    /// The values of a row for all filters that need no other row, by member name.
    pub(super) fn values(&mut self, row: &Row<'_>, lengths: &Lengths) -> Vec<(String, Option<f64>)> {
        self.normal.take(row.strs());
        let seen = Seen::new(row);
        let checks = Checks { lengths: Some(lengths), ..Checks::default() };
        let mut values = Vec::new();
        for known in &Filter::ALL {
            if matches!(known.kind, Kind::Frequent | Kind::Duplicate | Kind::Near) {
                continue;
            }
            let name = format!("filter_{}", known.name);
            let value = self.value(known.kind, row, &seen, &checks);
            match value {
                Value::Two(ar, en) => {
                    values.push((format!("{name}_ar"), ar.map(six)));
                    values.push((format!("{name}_en"), en.map(six)));
                }
                Value::One(value) => values.push((name, Some(six(value)))),
                // Every row has the same members.
                Value::None => values.push((name, None)),
            }
        }
        values
    }

    /// The value of a row for a filter; `Value::None` if it cannot be determined, which drops no row.
    fn value(&self, kind: Kind, row: &Row<'_>, seen: &Seen, checks: &Checks<'_>) -> Value {
        let Sides { ar, en } = &seen.sides;
        let fact = |is: bool| Value::One(f64::from(u8::from(is)));
        match kind {
            Kind::Confidence => Value::of(row.confidence),
            Kind::Score => Value::of(row.score),
            Kind::Length => Value::Two(Some(ar.words as f64), Some(en.words as f64)),
            Kind::Ratio => {
                // English needs about a tenth more letters; the ratio of very short texts varies more.
                let ratio = (en.visible as f64 / 1.1 + 10.0) / (ar.visible as f64 + 10.0);
                Value::One(ratio.max(1.0 / ratio))
            }
            Kind::Words => Value::Two(word_length(&row.texts.ar), word_length(&row.texts.en)),
            Kind::Repeat => Value::One(repeated_share(&self.normal.texts.ar, &self.normal.texts.en)),
            Kind::Remainder => Value::One(remainder(row, ar, en)),
            Kind::Language => Value::One(language_share(row, seen)),
            Kind::Symbols => {
                let share =
                    |side: &Measures| (side.digits + side.symbols) as f64 / side.visible.max(1) as f64;
                Value::One(share(ar).max(share(en)))
            }
            Kind::Mojibake => fact(seen.any(row, |fault| matches!(fault, Fault::Misread(_)))),
            Kind::Markup => fact(row.texts.iter().any(|(_, text)| has_markup(text))),
            Kind::Untranslated => fact(self.is_untranslated(ar, en)),
            Kind::Boilerplate => fact(self.normal.texts.iter().any(|(_, text)| is_boilerplate(text))),
            Kind::Profanity => fact(self.normal.texts.iter().any(|(lang, text)| is_coarse(lang, text))),
            Kind::Pii => fact(row.texts.iter().any(|(_, text)| personal::has_any(text))),
            Kind::Fluency => {
                let strange =
                    |model: &Fluency| model.strangeness(&self.normal.texts.ar, &self.normal.texts.en);
                Value::of(checks.fluency.and_then(strange))
            }
            Kind::Numbers => Value::One(shared_numbers(&row.texts.ar, &row.texts.en)),
            Kind::Adequacy => Value::of(seen.adequacy(row)),
            Kind::Unjudged => fact(seen.adequacy(row).is_none()),
            Kind::Holes => Value::of(holes::probability(seen.common(row), checks.usual(row))),
            Kind::Order => Value::of(same_order(&seen.common(row).order)),
            Kind::Figures => fact(figures_disagree(row)),
            Kind::Names => Value::of(names_shared(&row.texts.ar, &row.texts.en)),
            // Decided when all rows are known.
            Kind::Frequent | Kind::Duplicate | Kind::Near => Value::of(None),
        }
    }

    fn is_untranslated(&self, ar: &Measures, en: &Measures) -> bool {
        self.normal.texts.ar == self.normal.texts.en
            || (en.words > 2 && can_hold(ar, en) && holds(&self.normal.texts.ar, &self.normal.texts.en))
            || (ar.words > 2 && can_hold(en, ar) && holds(&self.normal.texts.en, &self.normal.texts.ar))
    }
}

/// The value of a row for a filter: one number, or one for each side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// The number of the pair, or of the worse side.
    One(f64),
    /// The numbers of the Arabic and the English.
    Two(Option<f64>, Option<f64>),
    /// Not determined.
    None,
}

impl Value {
    fn of(value: Option<f64>) -> Self {
        value.map_or(Value::None, Value::One)
    }

    /// True if a filter drops rows with this value.
    fn fails(self, filter: &Filter) -> bool {
        let Some(known) = filter.kind.description() else { return false };
        let fails = |value: f64| match known.test {
            Test::Least => value < filter.least,
            Test::Most => value > filter.most,
            Test::From => value >= filter.least,
            Test::Within => value < filter.least || value > filter.most,
            Test::Fact => value > 0.0,
        };
        match self {
            Value::One(value) => fails(value),
            Value::Two(ar, en) => ar.is_some_and(fails) || en.is_some_and(fails),
            Value::None => false,
        }
    }
}

/// Values that several filters need of a row, each computed once.
struct Seen {
    sides: Sides<Measures>,
    faults: Sides<OnceCell<Option<Fault>>>,
    common: OnceCell<Common>,
}

impl Seen {
    fn new(row: &Row<'_>) -> Self {
        Seen {
            sides: row.texts.as_ref().map(|text| Measures::of(text)),
            faults: Sides::default(),
            common: OnceCell::new(),
        }
    }

    /// True if one side has a language fault for which `test` holds.
    fn any(&self, row: &Row<'_>, test: impl Fn(Fault) -> bool) -> bool {
        let fault = |lang| *self.faults[lang].get_or_init(|| language::fault(lang, &row.texts[lang]));
        [Lang::Ar, Lang::En].into_iter().any(|lang| fault(lang).is_some_and(&test))
    }

    /// The adequacy of a row. The one stored with it is better, because it was judged together with its neighbours.
    fn adequacy(&self, row: &Row<'_>) -> Option<f64> {
        row.adequacy.or_else(|| adequacy::of_common(self.common(row)))
    }

    /// What the two sides have in common.
    fn common(&self, row: &Row<'_>) -> &Common {
        self.common.get_or_init(|| adequacy::common_of(&row.texts.ar, &row.texts.en))
    }
}

/// The share of letters in the right script, on the side with the smaller share; 0 for another language.
fn language_share(row: &Row<'_>, seen: &Seen) -> f64 {
    let Sides { ar, en } = &seen.sides;
    let other = seen.any(row, |fault| !matches!(fault, Fault::Misread(_)))
        || is_from_the_end(&row.texts.ar, &row.texts.en)
        || is_from_the_end(&row.texts.en, &row.texts.ar)
        // The limits exclude texts too short to tell.
        || (en.words > 9 && en.latin > 39 && !language::has_words_of(Lang::En, &row.texts.en));
    if other {
        return 0.0;
    }
    let share = |part: usize, side: &Measures| match side.letters() {
        0 => 1.0,
        all => part as f64 / all as f64,
    };
    share(ar.arabic, ar).min(share(en.latin, en))
}

/// The share of a side that was left in the language of the other side.
fn remainder(row: &Row<'_>, ar: &Measures, en: &Measures) -> f64 {
    let english = if ar.latin > 0 { english_left(&row.texts.ar, &row.texts.en) } else { 0.0 };
    let arabic = if en.arabic > 0 { arabic_left(&row.texts.en) } else { 0.0 };
    english.max(arabic)
}

fn figures_disagree(row: &Row<'_>) -> bool {
    match &row.findings {
        Some(findings) => findings.iter().any(|found| found.is_serious() && is_about_figures(&found.code)),
        None => check::figures(&row.texts.ar, &row.texts.en)
            .iter()
            .any(|found| found.severity > check::Severity::Note),
    }
}

/// False for findings that belong to other filters: those on languages and names.
fn is_about_figures(code: &str) -> bool {
    !check::is_about_language(code) && !code.starts_with("name-")
}

/// True for a text that contains an entity or a tag of a page.
fn has_markup(text: &str) -> bool {
    if memchr::memchr2(b'&', b'<', text.as_bytes()).is_none() {
        return false;
    }
    let of_page = |mark: &Mark| match mark.kind {
        MarkKind::Entity(_) => mark.span.of(text).starts_with('&'),
        MarkKind::Opening | MarkKind::Closing | MarkKind::Standing => mark.span.of(text).starts_with('<'),
        _ => false,
    };
    markup::find(text).iter().any(of_page)
}

/// False when `part` has letters of a script that `text` lacks: most pairs need no search.
fn can_hold(text: &Measures, part: &Measures) -> bool {
    (part.latin == 0 || text.latin > 0) && (part.arabic == 0 || text.arabic > 0)
}

fn holds(text: &str, part: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

#[cfg(test)]
mod tests;
