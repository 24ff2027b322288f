//! What the filters see in one row, apart from all others.

use super::{
    boilerplate::is_boilerplate,
    kind::{Filter, Kind},
    names::names_disagree,
};
use crate::{
    adequacy, check,
    corpus::{
        against::{Against, Hits},
        duplicates::{Form, Rule},
        measure::Measures,
        parse::Row,
        side::{Normal, Side},
    },
    language::{self, Fault},
    text::{
        Lang,
        markup::{self, Mark, MarkKind},
    },
};

use std::cell::OnceCell;

/// What one thread finds out about a row.
pub(super) enum Look {
    /// The first filter that the row fails, as a decision.
    Failed(u8),
    /// The test sets that it holds something of.
    Leaks(Hits),
    /// It stays; with what it is compared by where that is wanted.
    Passed(Option<Box<Form>>),
}

/// Texts that are made anew for every row, kept to save their memory from being asked for again.
#[derive(Default)]
pub(super) struct Room {
    normal: Normal,
}

impl Room {
    /// Finds the first filter that a row fails; what it is compared by only where that is wanted and the row passes.
    pub(super) fn look(
        &mut self,
        row: &Row<'_>,
        filters: &[Filter],
        against: Option<&Against>,
        rule: Option<&Rule>,
    ) -> Look {
        let (ar, en) = (Measures::of(&row.ar), Measures::of(&row.en));
        let faults = Faults::default();
        let mut is_normal = false;
        for (n, filter) in filters.iter().enumerate() {
            if filter.kind >= Kind::Untranslated && !is_normal {
                self.normal.take(&row.ar, &row.en);
                is_normal = true;
            }
            if self.fails(filter, row, &faults, &ar, &en) {
                // There are never as many filters as a byte has values.
                return Look::Failed(n as u8 + 2);
            }
        }
        if !is_normal {
            self.normal.take(&row.ar, &row.en);
        }
        let hits = against.map(|against| against.look(&self.normal)).unwrap_or_default();
        if !hits.is_empty() {
            return Look::Leaks(hits);
        }
        Look::Passed(rule.map(|rule| Box::new(Form::of(rule, row, &self.normal))))
    }

    /// What equal rows have in common, of the row that was looked at last.
    pub(super) fn fingerprint(&self) -> u128 {
        self.normal.fingerprint(Side::Pair).unwrap_or_default()
    }

    fn fails(&self, filter: &Filter, row: &Row<'_>, faults: &Faults, ar: &Measures, en: &Measures) -> bool {
        let Filter { kind, least, most } = *filter;
        let either = |test: &dyn Fn(&Measures) -> bool| test(ar) || test(en);
        match kind {
            Kind::Confidence => row.confidence.is_some_and(|confidence| confidence < least),
            Kind::Length => either(&|side| (side.words as f64) < least || side.words as f64 > most),
            Kind::Ratio => {
                // English needs about a tenth more letters; very short texts vary more.
                let ratio = (en.visible as f64 / 1.1 + 10.0) / (ar.visible as f64 + 10.0);
                ratio > most || 1.0 / ratio > most
            }
            Kind::Language => {
                (ar.arabic as f64) < least * ar.letters() as f64
                    || (en.latin as f64) < least * en.letters() as f64
                    || faults.any(row, |fault| matches!(fault, Fault::Language(_)))
                    // Too short to tell, or full of figures.
                    || (en.words > 9 && en.latin > 39 && !language::has_words_of(Lang::En, &row.en))
            }
            Kind::Symbols => either(&|side| (side.digits + side.symbols) as f64 > most * side.visible as f64),
            Kind::Mojibake => faults.any(row, |fault| matches!(fault, Fault::Misread(_))),
            Kind::Markup => has_markup(&row.ar) || has_markup(&row.en),
            Kind::Untranslated => {
                self.normal.ar == self.normal.en
                    || (en.words > 2 && can_hold(ar, en) && holds(&self.normal.ar, &self.normal.en))
                    || (ar.words > 2 && can_hold(en, ar) && holds(&self.normal.en, &self.normal.ar))
            }
            Kind::Boilerplate => is_boilerplate(&self.normal.ar) || is_boilerplate(&self.normal.en),
            Kind::Figures => match &row.findings {
                Some(findings) => findings.split(' ').any(|finding| {
                    let code = finding.strip_prefix("error:").or_else(|| finding.strip_prefix("warning:"));
                    code.is_some_and(is_about_figures)
                }),
                None => check::figures(&row.ar, &row.en)
                    .iter()
                    .any(|found| found.severity > check::Severity::Note),
            },
            // A row that brings a judgement along was judged beside its neighbours, which is better.
            Kind::Adequacy => {
                row.adequacy.or_else(|| adequacy::pair(&row.ar, &row.en)).is_some_and(|share| share < least)
            }
            Kind::Score => row.score.is_some_and(|score| score < least),
            Kind::Names => names_disagree(&row.ar, &row.en, least),
            // Decided when all rows before are known.
            Kind::Duplicate | Kind::Near => false,
        }
    }
}

/// What is wrong with the language of the two sides of a row, found out once for all filters that ask.
#[derive(Default)]
struct Faults {
    ar: OnceCell<Option<Fault>>,
    en: OnceCell<Option<Fault>>,
}

impl Faults {
    fn any(&self, row: &Row<'_>, test: impl Fn(Fault) -> bool) -> bool {
        let holds = |known: &OnceCell<Option<Fault>>, lang, text: &str| {
            known.get_or_init(|| language::fault(lang, text)).is_some_and(&test)
        };
        holds(&self.ar, Lang::Ar, &row.ar) || holds(&self.en, Lang::En, &row.en)
    }
}

/// False for findings of other filters: of languages and of names.
fn is_about_figures(code: &str) -> bool {
    !check::is_about_language(code) && !code.starts_with("name-")
}

/// True where an entity or a tag of a page is left in a text.
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

/// False when a text has letters of a script of which the other has none: most pairs need no search.
fn can_hold(text: &Measures, part: &Measures) -> bool {
    (part.latin == 0 || text.latin > 0) && (part.arabic == 0 || text.arabic > 0)
}

fn holds(text: &str, part: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drops(filter: &str, ar: &str, en: &str) -> bool {
        let row = Row {
            id: None,
            doc: None,
            ar: ar.into(),
            en: en.into(),
            confidence: Some(0.6),
            adequacy: None,
            score: None,
            kind: None,
            findings: None,
        };
        matches!(Room::default().look(&row, &[filter.parse().unwrap()], None, None), Look::Failed(_))
    }

    const AR: &str = "وصل الوفد إلى القاهرة يوم الأحد.";
    const EN: &str = "The delegation arrived in Cairo on Sunday.";

    #[test]
    fn a_good_pair_passes_every_filter() {
        for filter in Filter::ALL {
            assert!(!drops(filter.name, AR, EN), "{}", filter.name);
        }
    }

    #[test]
    fn each_filter_drops_what_it_is_for() {
        for (filter, ar, en) in [
            ("confidence=0.7", AR, EN),
            ("length=3-80", "نعم.", "Yes."),
            ("length=1-5", AR, EN),
            ("ratio", "نعم.", "Yes, and what is more they had been there for several weeks before."),
            ("ratio", AR, "No."),
            ("language", "Good morning to you.", EN),
            ("language", "این گزارش در شهر منتشر شد و گفتگو پایان یافت.", EN),
            ("language", AR, "Добрый вечер."),
            (
                "language",
                AR,
                "La délégation est arrivée au Caire dimanche dernier pour rencontrer son ministre.",
            ),
            ("symbols", "٣٤/٥٦-٧٨ ص", "34/56-78 p"),
            ("mojibake", "Ø§Ù„Ø³Ù„Ø§Ù…", EN),
            ("markup", "قال &quot;نعم&quot; أمس.", "He said yes yesterday."),
            ("markup", AR, "The delegation<br/>arrived in Cairo on Sunday."),
            ("untranslated", "Windows Server 2022", "Windows Server 2022"),
            ("untranslated", "انظر: Windows Server 2022 Datacenter", "Windows Server 2022 Datacenter"),
            ("boilerplate", "جميع الحقوق محفوظة © ٢٠٢٤", "Copyright 2024"),
            ("boilerplate", "اقرأ", "Read more: the next page"),
            ("figures", "أنفقت 3 مليارات دولار.", "It spent $3 million."),
            ("names", "قال الرجل ذلك أمس.", "Yesterday John Smith told Mary Brown that."),
        ] {
            assert!(drops(filter, ar, en), "{filter}: {ar} | {en}");
        }
    }

    #[test]
    fn a_text_that_begins_like_boilerplate_and_goes_on_is_kept() {
        let long =
            "Read more books than you did last year, said the minister to the pupils of the new school.";
        assert!(!drops("boilerplate", AR, long));
    }

    #[test]
    fn findings_that_a_row_brings_along_are_not_looked_for_again() {
        let row = |findings: &str| Row {
            id: None,
            doc: None,
            ar: "أنفقت 3 مليارات دولار.".into(),
            en: "It spent $3 million.".into(),
            confidence: None,
            adequacy: None,
            score: None,
            kind: None,
            findings: Some(findings.to_owned()),
        };
        let fails = |findings| {
            let filters = ["figures".parse().unwrap()];
            matches!(Room::default().look(&row(findings), &filters, None, None), Look::Failed(_))
        };
        assert!(!fails("") && !fails("note:order") && fails("note:order error:scale"));
    }
}
