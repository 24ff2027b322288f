//! The finding of an amount per different period: `5000 درهم عن كل يوم` became *5,000 dirhams a
//! week*. The phrases are in `data/periods.tsv`.

use super::{
    claim,
    code::Code,
    finding::Finding,
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Figure, Kind, Reason, Unit},
    text::{
        Lang,
        clitics::{self, Classes},
        table,
    },
};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/periods.tsv");

/// Number of words after a figure that contain the counted noun and the phrase.
const NEAR: usize = 6;

/// The largest number of words between a figure and its phrase.
const BETWEEN: usize = 2;

/// A phrase of a language as a list of words, and the unit that it names.
type Phrase = (Lang, Vec<&'static str>, Unit);

fn table() -> &'static [Phrase] {
    static PHRASES: OnceLock<Vec<Phrase>> = OnceLock::new();
    PHRASES.get_or_init(|| table::rows(TABLE).flat_map(row).collect())
}

fn row(line: &'static str) -> Vec<Phrase> {
    let mut cells = line.split('\t');
    let unit = cells.next().and_then(Unit::by_code);
    let lang = cells.next().and_then(|lang| lang.parse::<Lang>().ok());
    let (Some(unit), Some(lang), Some(phrases)) = (unit, lang, cells.next()) else { return Vec::new() };
    phrases.split('|').map(|phrase| (lang, phrase.split(' ').collect(), unit)).collect()
}

/// Reports equal figures that apply to different periods.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pairing in pair.matching.pairings.iter().filter(|pairing| pairing.reason <= Reason::Implied) {
        let Some([ar, en]) = claim::figures(pair, pairing) else { continue };
        // `مرتين في الشهر` is soft, and yet `twice a week` is not the same.
        let often = [ar, en].iter().any(|figure| figure.kind() == Kind::Multiplier);
        if !(often || ar.is_hard() && en.is_hard()) {
            continue;
        }
        let Some((left, right)) = each(&pair.ar, ar).zip(each(&pair.en, en)) else { continue };
        if left != right {
            let what = format!("for each {right} instead of each {left}");
            findings.push(claim::paired(pair, pairing, Code::Unit, Severity::Warning, &what));
        }
    }
    findings
}

/// The period to which a figure applies.
fn each(side: &PairSide<'_>, figure: &Figure) -> Option<Unit> {
    let mut rates = figure.readings.iter().filter_map(|reading| reading.unit?.parts_of_rate());
    if let Some((_, unit)) = rates.find(|(_, unit)| unit.is_time()) {
        return Some(unit);
    }
    let words = senses::behind(side, figure, NEAR);
    (0..=BETWEEN.min(words.len())).find_map(|from| {
        let longest = table()
            .iter()
            .filter(|(lang, phrase, _)| {
                let run = words[from..].iter().zip(phrase);
                *lang == side.lang
                    && run.filter(|(word, form)| word.as_str() == **form).count() == phrase.len()
            })
            .max_by_key(|(_, phrase, _)| phrase.len())?;
        let next = words.get(from + longest.1.len()).map(String::as_str);
        // `a year ago`, `في اليوم التالي`: a point in time.
        let point = next.is_some_and(|word| match side.lang {
            Lang::Ar => clitics::behind_article(word, Classes::NONE).is_some(),
            Lang::En => senses::is_said(Lang::En, word, Sense::Elsewhen),
        });
        (!point).then_some(longest.2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::table::unreadable;

    #[test]
    fn every_row_of_the_table_is_read_and_in_order() {
        assert_eq!(unreadable("periods.tsv", TABLE, |line| !row(line).is_empty()), [""; 0]);
    }
}
