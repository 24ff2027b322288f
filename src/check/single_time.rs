//! The finding of a stretch of time without a number that became another one: `أجّلته أسبوعا` and *put it off for a month*.

use super::{
    claim::isolated,
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Decimal, Unit, UnitName},
    text::{
        Lang, Sides, Span,
        clitics::{self, Classes},
        fold,
    },
};
use std::sync::LazyLock;

/// A unit that is distinguished from others.
struct Known {
    unit: Unit,
    /// Its folded names, the singular first.
    names: Sides<Vec<String>>,
}

/// The nouns of other units have too many meanings: days of dates, seconds in an order.
static UNITS: LazyLock<[Known; 5]> = LazyLock::new(|| {
    let names = [UnitName::Minute, UnitName::Hour, UnitName::Week, UnitName::Month, UnitName::Year];
    names.map(|name| {
        let unit = Unit::of(name);
        let names = Sides::of(|lang| unit.names(lang).map(|name| fold::fold(lang, name)).collect());
        Known { unit, names }
    })
});

/// A unit that a text names once, without a number.
struct Named {
    known: &'static Known,
    span: Span,
}

impl Named {
    fn unit(&self) -> Unit {
        self.known.unit
    }
}

/// Reports the only bare unit of time of each side if neither text names that of the other.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    // Most texts name none.
    let mut names = UNITS.iter().filter_map(|known| known.names.en.first());
    if !names.any(|name| pair.en.plain.contains(name)) {
        return Vec::new();
    }
    let (ar, en) = (Words::of(&pair.ar), Words::of(&pair.en));
    let (Some(left), Some(right)) = (ar.only(&pair.ar), en.only(&pair.en)) else { return Vec::new() };
    if left.unit() == right.unit() || ar.name(right.known) || en.name(left.known) {
        return Vec::new();
    }
    let said = |side: &PairSide<'_>, named: &Named| isolated(named.span.of(&side.plain));
    let marked = |named: &Named| Some(Marked { span: named.span, value: format!("1 {}", named.unit()) });
    vec![Finding {
        severity: Severity::Warning,
        code: Code::Unit,
        message: format!(
            "{} against {}: the unit differs, {} instead of {}",
            said(&pair.en, &right),
            said(&pair.ar, &left),
            right.unit().in_english(false),
            left.unit().in_english(false)
        ),
        ar: marked(&left),
        en: marked(&right),
        throughout: false,
    }]
}

/// The folded words of a side with their places.
struct Words {
    lang: Lang,
    all: Vec<(Span, String)>,
}

impl Words {
    fn of(side: &PairSide<'_>) -> Self {
        Words { lang: side.lang, all: senses::placed(side.lang, &side.plain).collect() }
    }

    /// True if a word names the unit in any form: *week*, *weekly*, `أسابيع`, `أسبوعيا`.
    fn name(&self, known: &Known) -> bool {
        let is = |word: &str| known.names[self.lang].iter().any(|name| word.contains(name.as_str()));
        self.all.iter().any(|(_, word)| is(word))
    }

    /// The only unit that the text names once by its singular without a number, after a word or with an ending that show it.
    fn only(&self, side: &PairSide<'_>) -> Option<Named> {
        let mut found = (0..self.all.len()).filter_map(|at| self.bare(side, at));
        let first = found.next();
        first.filter(|_| found.next().is_none())
    }

    fn bare(&self, side: &PairSide<'_>, at: usize) -> Option<Named> {
        let (span, word) = &self.all[at];
        let before = at.checked_sub(1).map(|before| self.all[before].1.as_str())?;
        let led = senses::is_said(self.lang, before, Sense::Lasting);
        // Two of it, or one and a half: those are figures of their own.
        let counted = side
            .figures
            .iter()
            .any(|figure| figure.span.overlaps(*span) && figure.best().as_number() != Some(Decimal::ONE));
        if counted {
            return None;
        }
        let known = UNITS.iter().find(|known| {
            let Some((singular, others)) = known.names[self.lang].split_first() else { return false };
            if self.lang == Lang::En {
                return led && word == singular;
            }
            let bare = clitics::without(word, Classes::AND).unwrap_or(word);
            // A noun in ة has no alif in the accusative: `سنها` is her age, and no year.
            let accusative = bare.strip_suffix('ا').filter(|noun| !noun.ends_with('ه'));
            let sure = || led && self.ends(side, at) || self.is_one_more(at);
            // `أمينا عاما` is no year: a name with other meanings needs a word beside it.
            let another = |name: &String| {
                let is_it = bare == name || accusative == Some(name.as_str());
                is_it && senses::is_said(Lang::Ar, name, Sense::Singular) && sure()
            };
            accusative == Some(singular.as_str()) || bare == singular && sure() || others.iter().any(another)
        })?;
        Some(Named { known, span: *span })
    }

    /// `سنة أخرى`, `شهر كامل`: the word after an Arabic noun shows that there is one of it.
    fn is_one_more(&self, at: usize) -> bool {
        self.all.get(at + 1).is_some_and(|(_, next)| senses::is_said(self.lang, next, Sense::OneMore))
    }

    /// True if nothing is after an Arabic noun that could define it: `شهر رمضان`, `ساعة الذروة`.
    fn ends(&self, side: &PairSide<'_>, at: usize) -> bool {
        let Some((span, next)) = self.all.get(at + 1) else { return true };
        let gap = side.plain.get(self.all[at].0.end..span.start).unwrap_or_default();
        gap.contains(senses::divides) || senses::is_said(self.lang, next, Sense::Small)
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{Severity, pair};

    fn flagged(ar: &str, en: &str) -> bool {
        pair(ar, en).iter().any(|finding| finding.severity > Severity::Note)
    }

    #[test]
    fn a_week_is_no_month() {
        for (ar, en) in [
            ("أجلت اللجنة الامتحان أسبوعا آخر.", "The board put the exam off for another month."),
            ("يبقى الأثر شهرا على الأقل.", "The mark stays for at least a week."),
            ("أغلق المتحف لمدة أسبوع.", "The museum closed for a month."),
            ("جدد العقد سنة أخرى.", "The contract was renewed for another month."),
            ("مددت البلدية المهلة عاما آخر.", "The council extended the deadline for another month."),
            ("بقي في المنفى عاما كاملا.", "He stayed in exile for a whole week."),
            ("عاد البحارة بعد عام.", "The sailors came back after a month."),
        ] {
            assert!(flagged(ar, en), "{ar} | {en}");
        }
        for (ar, en) in [
            ("أجلت اللجنة الامتحان أسبوعا آخر.", "The board put the exam off for another week."),
            ("أغلق المتحف لمدة أسبوع.", "The museum closed for seven days."),
            ("عاد بعد شهر رمضان بأسبوع.", "He came back a week after Ramadan."),
            ("أخفت الممثلة سنها عن الصحافة.", "The actress would not tell the press her age for a week."),
            ("اختاروا أمينا عاما للجمعية.", "They chose a secretary general for a month."),
            ("بقيت قريتها بلا دقيقها المعتاد.", "Her village was without its usual flour for an hour."),
            ("مددت البلدية المهلة عاما آخر.", "The council extended the deadline for another year."),
            ("استغرق العمل شهرا، أي أربعة أسابيع.", "The work took a month, that is four weeks."),
        ] {
            assert!(!flagged(ar, en), "{ar} | {en}: {:?}", pair(ar, en));
        }
    }
}
