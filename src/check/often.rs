//! The finding of *twice* where the Arabic says that something happens once: `مرة في الأسبوع`, `قابلة للتجديد مرة واحدة`.

use super::{
    claim::{isolated, marked, quoted},
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Decimal, Figure, Kind, Part},
    text::{Lang, Span},
};

/// Reports an English *twice* without a counterpart, and the Arabic word for once.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut twice = pair.matching.left.en.iter().filter(|piece| {
        let two = piece.figure.best().as_number() == Some(Decimal::TWO);
        piece.part == Part::Whole && piece.figure.kind() == Kind::Multiplier && two
    });
    let (Some(piece), None) = (twice.next(), twice.next()) else { return Vec::new() };
    if says_once(&pair.en) {
        return Vec::new();
    }
    let Some(once) = once(&pair.ar) else { return Vec::new() };
    let said = isolated(once.of(&pair.ar.plain));
    vec![Finding {
        severity: Severity::Warning,
        code: Code::Number,
        message: format!("{} against {said}: 2 instead of 1", quoted(&pair.en, piece)),
        ar: Some(Marked { span: once, value: Decimal::ONE.to_string() }),
        en: Some(marked(&pair.en, piece)),
        throughout: false,
    }]
}

/// True if an English text says *once*; at the beginning it is a conjunction: *Once he had retired, …*.
pub(super) fn says_once(en: &PairSide<'_>) -> bool {
    senses::placed(en.lang, &en.plain).skip(1).any(|(_, word)| senses::is_said(en.lang, &word, Sense::Once))
}

/// The only word for a time, if what follows says that there is one of it, and no figure of the text is two.
fn once(ar: &PairSide<'_>) -> Option<Span> {
    let (words, folded): (Vec<Span>, Vec<String>) = senses::placed(Lang::Ar, &ar.plain).unzip();
    let is_two = |number: Decimal| number == Decimal::TWO;
    if ar.figures.iter().any(|figure| figure.numbers().into_iter().any(is_two)) {
        return None;
    }
    let mut times =
        folded.iter().enumerate().filter(|(_, word)| senses::is_said(Lang::Ar, word, Sense::Time));
    let (Some((at, _)), None) = (times.next(), times.next()) else { return None };
    let next = folded.get(at + 1)?;
    // `مرة كل 12 ساعة` is twice a day: a number of units after it.
    let after = words[at + 1].end..words.get(at + 3).or(words.last())?.end;
    let is_number = |figure: &Figure| {
        let several = figure.unit().is_some() && figure.best().as_number() != Some(Decimal::ONE);
        several && (figure.span.end > after.start && figure.span.start < after.end)
    };
    if ar.figures.iter().any(is_number) {
        return None;
    }
    senses::is_said(Lang::Ar, next, Sense::Once).then(|| words[at].to(words[at + 1]))
}

#[cfg(test)]
mod tests {
    use crate::check::{Severity, pair};

    fn flagged(ar: &str, en: &str) -> bool {
        pair(ar, en).iter().any(|finding| finding.severity > Severity::Note)
    }

    #[test]
    fn once_a_week_is_not_twice() {
        assert!(flagged("ينظف الخزان مرة في الأسبوع.", "The tank is cleaned twice a week."));
        assert!(flagged("يجدد العقد مرة واحدة.", "The contract is renewed twice."));
        assert!(!flagged("ينظف الخزان مرة في الأسبوع.", "The tank is cleaned once a week."));
        assert!(flagged("يفحص المصعد مرة كل سنة.", "The lift is checked twice a year."));
        for ar in [
            "يعطى الشراب مرة كل 12 ساعة.",
            "يعطى الشراب مرة كل اثنتي عشرة ساعة.",
            "يعطى الشراب مرة واحدة كل 12 ساعة.",
        ] {
            let findings = pair(ar, "The syrup is given twice a day.");
            assert!(
                !findings.iter().any(|finding| finding.message.contains("2 instead of 1")),
                "{findings:?}"
            );
        }
        assert!(!flagged(
            "يسقى الزرع مرة في الصباح ومرة في المساء.",
            "The plants are watered twice, in the morning and in the evening."
        ));
    }
}
