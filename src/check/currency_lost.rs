//! Sums of money that became bare numbers: `500 دولار` and *500*.

use super::{
    claim,
    code::Code,
    finding::Finding,
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Dimension, Figure, Form, Kind, Reason, Unit},
    text::{Lang, fold},
};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// Reports sums that count as equal to a bare number although the other side names no money at all.
/// Where it names the currency once for a list, a range or a table, nothing is reported.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut named = [None, None];
    for pairing in pair.matching.pairings.iter().filter(|pairing| pairing.reason == Reason::Implied) {
        let Some([ar, en]) = claim::figures(pair, pairing) else { continue };
        let (bare, other, side) = match (is_money(ar), is_money(en)) {
            (true, false) => (en, &pair.en, 0),
            (false, true) => (ar, &pair.ar, 1),
            _ => continue,
        };
        let plain = bare.unit().is_none() && bare.kind() == Kind::Cardinal && bare.is_hard();
        if !plain || bare.form == Form::Dual || *named[side].get_or_insert_with(|| names_money(other)) {
            continue;
        }
        // `١٢ ملياراً` leaves out the money that everybody knows.
        let scaled = side == 1 && bare.form != Form::Digits;
        let severity = if scaled { Severity::Note } else { Severity::Warning };
        let what = "the currency is said on one side only";
        findings.push(claim::paired(pair, pairing, Code::Currency, severity, what));
    }
    findings
}

fn is_money(figure: &Figure) -> bool {
    figure.is_hard() && figure.unit().is_some_and(|unit| unit.dimension() == Dimension::Money)
}

/// A name of money, in the form in which it is searched for.
struct MoneyName {
    name: &'static str,
    folded: String,
    /// Too short to count unless it is a separate word.
    word: bool,
}

/// All names of money in a language.
fn money_names(lang: Lang) -> &'static [MoneyName] {
    static AR: OnceLock<Vec<MoneyName>> = OnceLock::new();
    static EN: OnceLock<Vec<MoneyName>> = OnceLock::new();
    let names = if lang == Lang::Ar { &AR } else { &EN };
    names.get_or_init(|| {
        let money = Unit::all().filter(|unit| unit.dimension() == Dimension::Money);
        money
            .flat_map(|unit| unit.names(lang))
            .map(|name| {
                let name = name.trim_start_matches('~');
                let word = name.len() < 5 && name.is_ascii() && name.chars().all(char::is_alphabetic);
                MoneyName { name, folded: fold::fold(lang, name), word }
            })
            .collect()
    })
}

/// True if a text names money anywhere, with or without a number, or uses a word for things that
/// always have a price.
fn names_money(side: &PairSide<'_>) -> bool {
    if senses::says(side.lang, &senses::words(side.lang, &side.plain), Sense::Priced) {
        return true;
    }
    let text = fold::fold(side.lang, &side.plain);
    let words: FxHashSet<&str> = side.plain.split(|c: char| !c.is_alphabetic()).collect();
    money_names(side.lang).iter().any(|money| match money.word {
        true => words.contains(money.name),
        false => side.plain.contains(money.name) || text.contains(&money.folded),
    })
}
