//! Findings of names: replaced on the English side, missing there, or only there.
//!
//! Linked names need no finding ([`crate::name::survey`]). From the others, `said` removes those
//! that the other side expresses by ordinary words, and `related` those that it expresses by
//! another name (Riyadh for the Saudi government). If a name of each side remains, both are of the
//! same kind and at similar places, the one replaced the other; how certain that is depends on how
//! certainly both are names, and on how many other Arabic words could correspond.

mod alike;
mod candidate;
mod capitals;
mod english;
mod english_word;
mod exchanged;
mod institution;
mod judge;
mod kinds;
mod made;
mod memory;
mod places;
mod portfolio;
mod related;
mod said;
mod same;
mod shortcut;
mod spelling;
mod summary;
mod translated;

use super::{Code, Finding, Marked, Severity, claim::isolated};
use crate::{
    name::{self, Link, Survey, Why},
    text::{
        Lang, Span, bidi,
        token::{TokenKind, tokens},
    },
};
use candidate::Arabic;
pub use capitals::Capitals;
use english::English;
use judge::judge;
use memory::Memory;
use related::Related;
use said::Said;
use shortcut::Whole;
use spelling::Spelled;

/// With so many names without a counterpart the texts do not belong together: one finding covers them all.
const MANY: usize = 24;

/// The names of a pair of texts, and their spellings.
struct Read {
    survey: Survey,
    spelled: Vec<Spelled>,
}

/// The findings of names in a pair of texts without marks, see [`crate::text::markup`].
pub(super) fn pair(ar: &str, en: &str) -> Vec<Finding> {
    let whole = Whole::pair(ar, en);
    let [ar, en] = [&*whole[0].text, &*whole[1].text];
    let mut found = find((ar, en), &read(ar, en).survey, &Memory::default(), &Capitals::new([en]));
    restore(&mut found, &whole);
    found
}

/// The findings of names in consecutive pairs of texts without marks, by pair. The capitals are those of the document.
pub(super) fn pairs(pairs: &[(&str, &str)], capitals: &Capitals<'_>) -> Vec<Vec<Finding>> {
    let whole: Vec<[Whole<'_>; 2]> = pairs.iter().map(|(ar, en)| Whole::pair(ar, en)).collect();
    let texts: Vec<(&str, &str)> = whole.iter().map(|[ar, en]| (&*ar.text, &*en.text)).collect();
    let mut all = of_whole(&texts, capitals);
    all.iter_mut().zip(&whole).for_each(|(found, whole)| restore(found, whole));
    all
}

/// Gives findings in whole words their places in the texts as they were.
fn restore(findings: &mut [Finding], [ar, en]: &[Whole<'_>; 2]) {
    for finding in findings {
        for (marked, whole) in [(&mut finding.ar, ar), (&mut finding.en, en)] {
            marked.iter_mut().for_each(|marked| marked.span = whole.origin(marked.span));
        }
    }
}

fn of_whole(pairs: &[(&str, &str)], capitals: &Capitals<'_>) -> Vec<Vec<Finding>> {
    let read: Vec<Read> = pairs.iter().map(|(ar, en)| read(ar, en)).collect();
    let mut memory = Memory::default();
    for (read, (ar, en)) in read.iter().zip(pairs) {
        memory.learn(&read.survey, ar, en);
    }
    let (surveys, spelled): (Vec<Survey>, Vec<Vec<Spelled>>) =
        read.into_iter().map(|read| (read.survey, read.spelled)).unzip();
    let find = |(survey, (ar, en)): (&Survey, &(&str, &str))| find((ar, en), survey, &memory, capitals);
    let mut all: Vec<Vec<Finding>> = surveys.iter().zip(pairs).map(find).collect();
    settle(pairs, &surveys, &mut all);
    summary::add(pairs, &mut all);
    for (pair, finding) in spelling::find(&spelled, pairs) {
        all[pair].push(finding);
    }
    all
}

/// The names of a pair of texts: those linked by the table, by sound and by letters, those that are
/// translated, and the unlinked ones of both sides.
///
/// ```
/// let (ar, en) = ("قرأت رواية كتاب الماء في ليلة.", "I read the novel Book of Water in one night.");
/// assert_eq!(mizan::check::survey_names(ar, en).links[0].en.of(en), "Book of Water");
/// ```
pub fn survey(ar: &str, en: &str) -> Survey {
    let mut survey = name::survey(ar, en);
    translated::add(ar, en, &mut survey);
    survey
}

/// Adds what consecutive pairs say about each other's names: an Arabic word that is not in the
/// lexicon and recurs in them, or that has a counterpart in one of them, is a name in all.
///
/// ```
/// use mizan::{check, name::Why};
/// let pairs = [("قال هالفورسن نعم.", "Halvorsen said yes."), ("ثم عاد هالفورسن.", "Then Olsen came back.")];
/// let mut surveys: Vec<_> = pairs.iter().map(|(ar, en)| check::survey_names(ar, en)).collect();
/// check::survey_document(&pairs, &mut surveys);
/// assert!(surveys[1].ar.iter().any(|left| left.why == Why::Elsewhere));
/// ```
pub fn survey_document(pairs: &[(&str, &str)], surveys: &mut [Survey]) {
    let mut memory = Memory::default();
    for (survey, (ar, en)) in surveys.iter().zip(pairs) {
        memory.learn(survey, ar, en);
    }
    for (survey, (ar, _)) in surveys.iter_mut().zip(pairs) {
        for left in survey.ar.iter_mut().filter(|left| matches!(left.why, Why::Unlisted | Why::Homonym)) {
            let text = left.span.of(ar);
            left.why = match left.why {
                _ if memory.is_name(text) => Why::Elsewhere,
                Why::Unlisted if memory.recurs(text) => Why::Recurs,
                why => why,
            };
        }
    }
}

fn read(ar: &str, en: &str) -> Read {
    if ar.trim().is_empty() || en.trim().is_empty() {
        return Read { survey: Survey::default(), spelled: Vec::new() };
    }
    let survey = name::survey(ar, en);
    let spelled = spelling::read(&survey.links, ar, en);
    Read { survey, spelled }
}

/// The findings of the names of a pair, and of its institution if no name was certainly changed.
fn find(pair: (&str, &str), survey: &Survey, memory: &Memory, capitals: &Capitals<'_>) -> Vec<Finding> {
    let mut found = judged(pair, survey, memory, capitals);
    found.retain(|finding| finding.code != Code::NameChanged || !portfolio::is_in_arabic(pair, finding));
    found.extend(alike::find(pair, &survey.links));
    found.extend(places::find(pair, &survey.links));
    let is_changed =
        |finding: &Finding| finding.code == Code::NameChanged && finding.severity > Severity::Note;
    let is_other = |finding: &Finding| !portfolio::is_in_arabic(pair, finding);
    let institution = || portfolio::find(pair).or_else(|| institution::find(pair, survey).filter(is_other));
    if let Some(institution) = institution().filter(|_| !found.iter().any(is_changed)) {
        let span = |finding: &Finding| finding.en.as_ref().map(|marked| marked.span);
        let whole = span(&institution);
        found.retain(|other| !span(other).zip(whole).is_some_and(|(part, whole)| part.overlaps(whole)));
        found.push(institution);
    }
    if !found.iter().any(is_changed) {
        found.extend(exchanged::find(pair, survey));
    }
    found
}

fn judged((ar, en): (&str, &str), survey: &Survey, memory: &Memory, capitals: &Capitals<'_>) -> Vec<Finding> {
    let certain = survey.ar.iter().filter(|left| left.why == Why::Table).count();
    if survey.en.len() + certain == 0 {
        return Vec::new();
    }
    if survey.en.len() > MANY || certain > MANY {
        return summary::crowded((ar, en), survey).into_iter().collect();
    }
    let said = Said::new(ar, en, survey);
    let related = Related::new(ar, en);
    let english = English { text: en, survey, said: &said, related: &related, capitals }.candidates();
    let arabic = Arabic { text: ar, en, survey, said: &said, related: &related, memory }.candidates();
    judge((ar, en), &arabic, &english, &said, memory)
}

fn marked(span: Span, text: &str) -> Marked {
    Marked { span, value: quoted(span.of(text)) }
}

/// The finding of an English name that replaced an Arabic one of the same kind, which `what` names.
fn replaced((ar, en): (&str, &str), heard: Span, said: Span, what: &str) -> Finding {
    Finding {
        severity: Severity::Warning,
        code: Code::NameChanged,
        message: format!("{} against {}: another {what}", isolated(said.of(en)), isolated(heard.of(ar))),
        ar: Some(marked(heard, ar)),
        en: Some(marked(said, en)),
        throughout: false,
    }
}

/// A name as the value of a mark: without invisible marks, on one line.
fn quoted(text: &str) -> String {
    text.chars().filter(|&c| !bidi::is_invisible(c)).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    tokens(text).filter(|token| token.kind == TokenKind::Word).map(move |token| token.span.of(text))
}

/// Share of a name that must be found in the previous or next pair for the name to count as moved there.
const MOVED: f64 = 0.5;

/// Removes findings of names that are on the other side of the previous or next pair: the alignment
/// divided a sentence at another place, or the translator wrote *he*. A replaced name is kept if
/// the neighbour has its own counterpart for the name.
fn settle(pairs: &[(&str, &str)], surveys: &[Survey], found: &mut [Vec<Finding>]) {
    let is_there = |at: usize, lang: Lang, name: &str, changed: bool| {
        let (ar, en) = pairs[at];
        let links = if lang == Lang::En { name::link(ar, name) } else { name::link(name, en) };
        let side = |link: &Link| if lang == Lang::En { (link.ar, link.en) } else { (link.en, link.ar) };
        links.iter().any(|link| {
            let (there, own) = side(link);
            let taken = || surveys[at].links.iter().any(|other| side(other).0.overlaps(there));
            !changed || own.len() as f64 >= MOVED * name.len() as f64 && !taken()
        })
    };
    for (n, findings) in found.iter_mut().enumerate() {
        let beside = || [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter(|at| *at < pairs.len());
        findings.retain(|finding| {
            let here = finding.code.as_str().starts_with("name-");
            let changed = finding.code == Code::NameChanged;
            let english = finding.en.as_ref().filter(|_| here).map(|marked| marked.span.of(pairs[n].1));
            let arabic = finding.ar.as_ref().filter(|_| here).map(|marked| marked.span.of(pairs[n].0));
            let moved = |lang, name| beside().any(|at| is_there(at, lang, name, changed));
            !english.is_some_and(|name| moved(Lang::En, name))
                && !arabic.is_some_and(|name| moved(Lang::Ar, name))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;

    fn warnings(ar: &str, en: &str) -> usize {
        pair(ar, en).iter().filter(|finding| finding.severity > Severity::Note).count()
    }

    #[test]
    fn texts_that_are_nothing_but_capitals_or_names_stay_silent_and_quick() {
        let plain = "عاد الأولاد إلى البيت قبل المساء. ";
        for (ar, en) in [
            (plain.to_owned(), "Kamberra Velden Osterhagen ".repeat(400)),
            (plain.repeat(300), "THE CHILDREN CAME HOME FROM KAMBERRA BEFORE EVENING. ".repeat(300)),
            ("القاهرة دمشق بغداد ".repeat(400), "Cairo Damascus Baghdad ".repeat(400)),
            ("الدكتور المهندس السيد الوزير ".repeat(400), "Dr Engineer Mr Minister Professor ".repeat(400)),
            (plain.to_owned(), "President Of The Council ".repeat(300)),
            ("ال ال و ".repeat(500), "Al-El-Bin-Ibn ".repeat(500)),
        ] {
            assert_eq!(warnings(&ar, &en), 0, "{}", &en[..30]);
            assert!(survey(&ar, &en).links.len() <= 1_200);
        }
    }

    #[test]
    fn capitals_of_messages_are_no_names() {
        let messages = [
            ("احفظ الصورة باسم...", "Save Image As..."),
            ("افتح المستندات الأخيرة", "Open Recent Documents"),
            ("أغلق كل النوافذ", "Close All Windows"),
            ("تراجع عن التغيير الأخير", "Undo Last Change"),
            ("اختر لون النص", "Choose Text Colour"),
            ("اطبع الصفحة الحالية", "Print Current Page"),
            ("أنشئ قصاصة جديدة في المستودع", "Create New Osnippet in Repository"),
            ("عدّل خ_صائص الأسماء", "Edit Name Prope_rties"),
        ];
        let capitals = Capitals::new(messages.map(|(_, en)| en));
        assert!(
            super::pairs(&messages, &capitals).concat().iter().all(|found| found.severity == Severity::Note)
        );
    }

    #[test]
    fn a_name_in_a_word_with_a_shortcut_has_its_place_in_the_text() {
        let (ar, en) = (
            "سافر القطار إلى مدينة سو_سة صباحا.",
            "The train left for the town of Marra_kesh in the morning.",
        );
        let found = pair(ar, en);
        assert_eq!(found.len(), 1, "{found:?}");
        let en_mark = found[0].en.as_ref().expect("a name");
        assert_eq!((en_mark.span.of(en), en_mark.value.as_str()), ("Marra_kesh", "Marrakesh"));
        assert_eq!(found[0].ar.as_ref().map(|mark| mark.span.of(ar)), Some("سو_سة"));
    }

    #[test]
    fn a_person_is_known_by_either_name_in_the_rest_of_the_document() {
        let texts = [
            ("وصلت نانسي هالفورسن إلى المدينة.", "Nancy Halvorsen arrived in the city."),
            ("كان الجو باردا.", "It was cold."),
            ("قالت نانسي إن الرحلة طويلة.", "Halvorsen said that the journey was long."),
        ];
        assert_eq!(of_whole(&texts, &Capitals::new([])).concat(), []);
    }

    #[test]
    fn a_name_of_the_document_is_another_where_the_english_has_another() {
        let texts = [
            ("وصل أنطون هالفورسن إلى المدينة.", "Anton Halvorsen arrived in the city."),
            ("كان الجو باردا.", "It was cold."),
            ("وأضاف هالفورسن أن الطريق مغلق.", "Pemberton added that the road was closed."),
        ];
        let found = of_whole(&texts, &Capitals::new(texts.map(|(_, en)| en)));
        assert_eq!(found[2].len(), 1, "{found:?}");
        assert_eq!((found[2][0].code, found[2][0].severity), (Code::NameChanged, Severity::Warning));
    }
}
