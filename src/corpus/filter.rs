//! Filters with names: which pairs of a corpus are not worth training on, and why.
//!
//! A row is dropped by the first filter that it fails, in the order of [`Filter::ALL`] (cheap ones first), so that the
//! counts of a report add up.

use super::{
    measure::Measures,
    near::{self, Signature},
    normal::{fingerprint, normal},
    parse::Row,
    parts::{Broken, each_row},
    source::Corpus,
};
use crate::{
    Error, Result, check, name,
    text::{
        Lang, Span,
        token::{TokenKind, tokens},
    },
};
use std::{
    collections::HashSet,
    str::FromStr,
    sync::{LazyLock, Mutex},
};

/// A filter and how strict it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filter {
    kind: Kind,
    least: f64,
    most: f64,
}

/// What a filter looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Confidence,
    Length,
    Ratio,
    Language,
    Symbols,
    Mojibake,
    Untranslated,
    Boilerplate,
    Figures,
    Names,
    Duplicate,
    Near,
}

/// A filter as the command line describes it.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// Its name.
    pub name: &'static str,
    /// What it drops.
    pub what: &'static str,
    /// The value it has unless another is given; empty when it has none.
    pub value: &'static str,
    /// True when the preset `clean` has it.
    pub clean: bool,
    kind: Kind,
}

impl Filter {
    /// Every filter, in the order in which they look at a row.
    pub const ALL: [Description; 12] = [
        describe(Kind::Confidence, "confidence", "beads less sure than this", "0.5", true),
        describe(Kind::Length, "length", "sides with fewer or more words", "1-200", true),
        describe(Kind::Ratio, "ratio", "sides more than this many times as long as the other", "2.5", true),
        describe(
            Kind::Language,
            "language",
            "sides with a smaller share of letters of their script, or in another \
            language of that script",
            "0.5",
            true,
        ),
        describe(Kind::Symbols, "symbols", "sides with a larger share of digits and symbols", "0.5", true),
        describe(Kind::Mojibake, "mojibake", "text decoded in the wrong encoding", "", true),
        describe(
            Kind::Untranslated,
            "untranslated",
            "sides that are equal, or one of which holds the other",
            "",
            true,
        ),
        describe(
            Kind::Boilerplate,
            "boilerplate",
            "what pages say around their texts (data/page-phrases.tsv)",
            "",
            true,
        ),
        describe(Kind::Figures, "figures", "figures that disagree", "", true),
        describe(
            Kind::Names,
            "names",
            "three or more English names of which a smaller share is in the Arabic",
            "0.34",
            false,
        ),
        describe(
            Kind::Duplicate,
            "duplicate",
            "pairs that stood earlier, spelling and marks aside",
            "",
            true,
        ),
        describe(Kind::Near, "near", "pairs at least this similar to an earlier one", "0.8", false),
    ];

    /// The filters of a preset.
    ///
    /// # Errors
    /// When no preset is called like this.
    pub fn preset(preset: &str) -> Result<Vec<Filter>> {
        if preset != "clean" {
            return Err(Error::new(format!("no preset is called `{preset}`")).advise("use clean"));
        }
        Self::ALL.iter().filter(|filter| filter.clean).map(|filter| filter.name.parse()).collect()
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        Self::ALL.iter().find(|known| known.kind == self.kind).map_or("", |known| known.name)
    }
}

const fn describe(
    kind: Kind,
    name: &'static str,
    what: &'static str,
    value: &'static str,
    clean: bool,
) -> Description {
    Description { name, what, value, clean, kind }
}

impl FromStr for Filter {
    type Err = Error;

    /// Reads `ratio`, `ratio=3` or `length=3-80`.
    fn from_str(text: &str) -> Result<Self> {
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let Some(known) = Self::ALL.iter().find(|known| known.name == name) else {
            let names: Vec<&str> = Self::ALL.iter().map(|known| known.name).collect();
            return Err(Error::new(format!("no filter is called `{name}`"))
                .advise(format!("use {}", names.join(", "))));
        };
        let wrong = || {
            Error::new(format!("`{text}` is no filter")).advise(match known.value {
                "" => format!("`{name}` takes no value"),
                value => format!("write it like {name}={value}"),
            })
        };
        let value = match (value, known.value) {
            (Some(_), "") => return Err(wrong()),
            (Some(value), _) => value,
            (None, value) => value,
        };
        let number =
            |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0).ok_or_else(wrong);
        let (least, most) = match known.kind {
            Kind::Length => {
                let (least, most) = value.split_once('-').ok_or_else(wrong)?;
                (number(least)?, number(most)?)
            }
            _ if value.is_empty() => (0.0, 0.0),
            _ => (number(value)?, number(value)?),
        };
        let share = !matches!(known.kind, Kind::Length | Kind::Ratio);
        if least > most || (share && most > 1.0) || (known.kind == Kind::Ratio && most < 1.0) {
            return Err(wrong());
        }
        Ok(Filter { kind: known.kind, least, most })
    }
}

/// The decision that a row is kept.
pub const KEPT: u8 = 0;
/// The decision on a row that could not be read.
pub const UNREADABLE: u8 = 1;

/// What a set of filters says about a corpus.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// A decision for every row: [`KEPT`], [`UNREADABLE`], or what [`Verdicts::reason`] names.
    pub decisions: Vec<u8>,
    /// The rows that could not be read.
    pub broken: Broken,
    names: Vec<&'static str>,
}

impl Verdicts {
    /// The filter that dropped a row; `None` for rows that were kept or could not be read.
    pub fn reason(&self, decision: u8) -> Option<&'static str> {
        self.names.get(usize::from(decision).checked_sub(2)?).copied()
    }

    /// How many rows each filter dropped, in the order of the filters.
    pub fn counts(&self) -> Vec<(&'static str, u64)> {
        let mut counts = [0_u64; 256];
        self.decisions.iter().for_each(|decision| counts[usize::from(*decision)] += 1);
        self.names.iter().enumerate().map(|(n, name)| (*name, counts[n + 2])).collect()
    }

    /// How many rows are kept.
    pub fn kept(&self) -> u64 {
        self.decisions.iter().filter(|decision| **decision == KEPT).count() as u64
    }
}

/// What one thread finds out about a row.
struct Look {
    failed: Option<u8>,
    fingerprint: u128,
    signature: Option<Box<Signature>>,
}

/// Judges every row of a corpus.
///
/// # Errors
/// When a file cannot be read, or when there are too many rows to find near-duplicates among.
pub fn judge(corpus: &Corpus, filters: &[Filter]) -> Result<Verdicts> {
    // The last one named counts.
    let mut chosen: Vec<Filter> = Vec::new();
    for filter in filters {
        chosen.retain(|other| other.kind != filter.kind);
        chosen.push(*filter);
    }
    chosen.sort_by_key(|filter| filter.kind);
    let code =
        |kind| chosen.iter().position(|filter| filter.kind == kind).and_then(|n| u8::try_from(n + 2).ok());
    let (duplicate, near) = (code(Kind::Duplicate), code(Kind::Near));
    let mut verdicts = Verdicts { names: chosen.iter().map(Filter::name).collect(), ..Verdicts::default() };
    let mut seen: HashSet<u128, rustc_hash::FxBuildHasher> = HashSet::default();
    let mut signatures: Vec<Signature> = Vec::new();
    // Only rows that are still there have a signature.
    let mut signed: Vec<u32> = Vec::new();
    let rooms: Mutex<Vec<Room>> = Mutex::default();
    let look = |row: &Row<'_>| {
        let mut room = rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default();
        let look = room.look(row, &chosen, duplicate.is_some(), near.is_some());
        if let Ok(mut rooms) = rooms.lock() {
            rooms.push(room);
        }
        look
    };
    each_row(corpus, look, |look| {
        let decision = match look {
            Err(error) => {
                verdicts.broken.add(error);
                UNREADABLE
            }
            Ok(Look { failed: Some(code), .. }) => code,
            Ok(look) => match duplicate {
                Some(code) if !seen.insert(look.fingerprint) => code,
                _ => {
                    if let Some(signature) = look.signature {
                        signatures.push(*signature);
                        // More rows than that are refused when clusters are looked for.
                        signed.push(u32::try_from(verdicts.decisions.len()).unwrap_or(u32::MAX));
                    }
                    KEPT
                }
            },
        };
        verdicts.decisions.push(decision);
    })?;
    drop(seen);
    if let (Some(code), Some(filter)) = (near, chosen.iter().find(|filter| filter.kind == Kind::Near)) {
        if u32::try_from(verdicts.decisions.len()).is_err() {
            return Err(Error::new("more than 4,294,967,295 rows at a time").advise("see docs/scale.md"));
        }
        for (n, root) in near::clusters(&signatures, filter.least)?.into_iter().enumerate() {
            if root as usize != n {
                verdicts.decisions[signed[n] as usize] = code;
            }
        }
    }
    Ok(verdicts)
}

/// Texts that are made anew for every row, kept to save their memory from being asked for again.
#[derive(Default)]
struct Room {
    folded: String,
    ar: String,
    en: String,
}

impl Room {
    fn look(&mut self, row: &Row<'_>, filters: &[Filter], duplicate: bool, near: bool) -> Look {
        let (ar, en) = (Measures::of(&row.ar), Measures::of(&row.en));
        let mut is_normal = false;
        let mut failed = None;
        for (n, filter) in filters.iter().enumerate() {
            if filter.kind >= Kind::Untranslated && !is_normal {
                normal(Lang::Ar, &row.ar, &mut self.folded, &mut self.ar);
                normal(Lang::En, &row.en, &mut self.folded, &mut self.en);
                is_normal = true;
            }
            if self.fails(filter, row, &ar, &en) {
                failed = u8::try_from(n + 2).ok();
                break;
            }
        }
        let wanted = failed.is_none();
        Look {
            failed,
            fingerprint: if wanted && duplicate { fingerprint(&self.ar, &self.en) } else { 0 },
            signature: (wanted && near).then(|| Box::new(near::signature(&self.ar, &self.en))),
        }
    }

    fn fails(&self, filter: &Filter, row: &Row<'_>, ar: &Measures, en: &Measures) -> bool {
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
            Kind::Language => !is_arabic(ar, least) || !is_english(en, &row.en, least),
            Kind::Symbols => either(&|side| (side.digits + side.symbols) as f64 > most * side.visible as f64),
            Kind::Mojibake => either(&Measures::is_mojibake),
            Kind::Untranslated => {
                self.ar == self.en
                    || (en.words > 2 && self.ar.contains(&self.en))
                    || (ar.words > 2 && self.en.contains(&self.ar))
            }
            Kind::Boilerplate => is_boilerplate(&self.ar) || is_boilerplate(&self.en),
            Kind::Figures => match &row.findings {
                Some(findings) => findings.contains("error:") || findings.contains("warning:"),
                None => {
                    check::pair(&row.ar, &row.en).iter().any(|found| found.severity > check::Severity::Note)
                }
            },
            Kind::Names => names_disagree(&row.ar, &row.en, least),
            // Decided when all rows before are known.
            Kind::Duplicate | Kind::Near => false,
        }
    }
}

fn is_arabic(side: &Measures, least: f64) -> bool {
    side.arabic as f64 >= least * side.letters() as f64
        // A word or two of Persian may be quoted.
        && side.not_arabic * 10 <= side.arabic
}

/// Words without which no English sentence of ten words does.
const FUNCTION_WORDS: [&str; 40] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have", "he", "her",
    "his", "i", "in", "is", "it", "its", "not", "of", "on", "or", "she", "that", "the", "they", "this", "to",
    "was", "we", "were", "which", "will", "with", "you", "your",
];

fn is_english(side: &Measures, text: &str, least: f64) -> bool {
    if (side.latin as f64) < least * side.letters() as f64 {
        return false;
    }
    // Too short to tell, or full of figures.
    if side.words < 10 || side.latin < 40 {
        return true;
    }
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| FUNCTION_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Words in a phrase of boilerplate at most.
const PHRASE: usize = 6;

fn is_boilerplate(normal: &str) -> bool {
    static PHRASES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let rows = include_str!("../../data/page-phrases.tsv").lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| row.split_once('\t'))
            .map(|(lang, phrase)| {
                let lang = if lang == "ar" { Lang::Ar } else { Lang::En };
                let mut out = String::new();
                normal_phrase(lang, phrase, &mut out);
                out
            })
            .collect()
    });
    // Whatever is much longer than a phrase says something of its own.
    let ends = normal.match_indices(' ').map(|(at, _)| at).chain([normal.len()]);
    let ends: Vec<usize> = ends.take(2 * PHRASE + 1).collect();
    ends.len() <= 2 * PHRASE && ends.iter().take(PHRASE).any(|end| PHRASES.contains(&normal[..*end]))
}

fn normal_phrase(lang: Lang, phrase: &str, out: &mut String) {
    normal(lang, phrase, &mut String::new(), out);
}

/// True when the English text has names, three or more, and too few of them are in the Arabic.
fn names_disagree(ar: &str, en: &str, least: f64) -> bool {
    let names = capitalised(en);
    if names.len() < 3 {
        return false;
    }
    let links = name::link(ar, en);
    let linked = names
        .iter()
        .filter(|name| links.iter().any(|link| link.en.start < name.end && name.start < link.en.end));
    (linked.count() as f64) < least * names.len() as f64
}

/// Words in capitals where English would not have them otherwise.
fn capitalised(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut inside = false;
    for token in tokens(text) {
        let word = token.span.of(text);
        if token.kind == TokenKind::Word {
            if inside && word.len() > 2 && word.chars().next().is_some_and(char::is_uppercase) {
                out.push(token.span);
            }
            inside = true;
        } else if matches!(word, "." | "!" | "?" | ":" | "\"" | "“" | "(") {
            inside = false;
        }
    }
    out
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
            kind: None,
            findings: None,
        };
        Room::default().look(&row, &[filter.parse().unwrap()], false, false).failed.is_some()
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
            kind: None,
            findings: Some(findings.to_owned()),
        };
        let fails = |findings| {
            let filters = ["figures".parse().unwrap()];
            Room::default().look(&row(findings), &filters, false, false).failed.is_some()
        };
        assert!(!fails("") && !fails("note:order") && fails("note:order error:scale"));
    }

    #[test]
    fn a_filter_with_a_wrong_name_or_value_is_refused() {
        for wrong in
            ["size", "ratio=x", "ratio=0.5", "length=9-3", "length=4", "symbols=2", "mojibake=1", "near=-1"]
        {
            assert!(wrong.parse::<Filter>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_table_of_boilerplate_is_in_order() {
        let table = include_str!("../../data/page-phrases.tsv");
        assert!(table.starts_with("# ") && table.contains("Licence: MIT OR Apache-2.0"));
        let rows: Vec<(&str, &str)> = table
            .lines()
            .filter(|row| !row.starts_with('#'))
            .map(|row| row.split_once('\t').unwrap())
            .collect();
        assert!(rows.is_sorted(), "not sorted");
        for (lang, phrase) in &rows {
            assert!(["ar", "en"].contains(lang), "{lang}");
            let words = phrase.split(' ').count();
            assert!((1..=PHRASE).contains(&words) && phrase.trim() == *phrase, "{phrase}");
        }
        assert_eq!(rows.iter().collect::<HashSet<_>>().len(), rows.len());
    }
}
