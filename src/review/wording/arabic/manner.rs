//! The style of a wrong figure's wording: gender, case, spelling.

use super::{
    noun::{Counted, form_of, is_feminine, noun_in},
    table::{is_scale, rows},
};
use crate::review::wording::{Case, english::words};
use crate::text::clitics::{self, Classes};

/// The style of the text.
pub(super) struct Manner {
    /// The noun is feminine, if that is known.
    pub(super) feminine: Option<bool>,
    /// The case is not the nominative, if that is known.
    pub(super) oblique: Option<bool>,
    /// The ending of an accusative.
    pub(super) accusative: &'static str,
    /// `مائة`, not `مئة`.
    pub(super) long_hundred: bool,
}

impl Manner {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let text = case.text();
        let (feminine, oblique) = seen(text);
        let unit = noun_in(text, case.wrong.unit()).map(|(noun, _)| noun);
        let after =
            words(case.after()).next().map(|(_, word)| word).filter(|_| case.after().starts_with(' '));
        let of_noun = match (unit, after) {
            (Some([singular, _]), _) => Some(is_feminine(singular)),
            // A singular shows its gender; a plural does not.
            (None, Some(word)) if !matches!(form_of_wrong(case), Counted::Plural | Counted::Other) => {
                Some(is_feminine(word))
            }
            _ => None,
        };
        let around = format!("{text}{}", case.after().get(..20).unwrap_or_default());
        Manner {
            feminine: feminine.or(of_noun),
            oblique: oblique.or_else(|| governed(case).then_some(true)),
            accusative: if around.contains("اً") {
                "اً"
            } else if around.contains("ًا") {
                "ًا"
            } else {
                "ا"
            },
            long_hundred: text.contains("مائة") || text.contains("مائت"),
        }
    }

    /// The form of a noun after a number.
    pub(super) fn noun_after(&self, form: Counted, [singular, plural]: [&str; 2]) -> Option<String> {
        match form {
            Counted::Plural => Some(plural.to_owned()),
            Counted::Genitive => Some(singular.to_owned()),
            Counted::Accusative if is_feminine(singular) || singular.ends_with('ء') => {
                Some(singular.to_owned())
            }
            Counted::Accusative => Some(format!("{singular}{}", self.accusative)),
            Counted::Two => {
                let stem =
                    singular.strip_suffix('ة').map_or_else(|| singular.to_owned(), |stem| format!("{stem}ت"));
                Some(format!("{stem}{}", if self.oblique == Some(false) { "ان" } else { "ين" }))
            }
            Counted::One | Counted::Other => None,
        }
    }

    /// The text in the spelling of the style.
    pub(super) fn spelled(&self, text: &str) -> String {
        if self.long_hundred { text.replace("مئ", "مائ") } else { text.to_owned() }
    }
}

pub(super) fn form_of_wrong(case: &Case<'_>) -> Counted {
    case.wrong.best().as_number().map_or(Counted::Other, form_of)
}

/// The gender of the noun and the case, as shown by the number words.
fn seen(text: &str) -> (Option<bool>, Option<bool>) {
    let (mut feminine, mut oblique) = (None, None);
    let all: Vec<String> = words(text).map(|(_, word)| bare(word)).collect();
    for (n, word) in all.iter().enumerate() {
        if n > 0 && is_second(&all[n - 1], word) {
            continue;
        }
        for cells in rows("number").chain(rows("after")) {
            let said: Vec<&str> = cells[1..].iter().filter_map(|form| form.split(' ').next()).collect();
            let [masculine, masculine_oblique, of_feminine, of_feminine_oblique] = said[..] else { continue };
            let hits =
                [masculine, masculine_oblique, of_feminine, of_feminine_oblique].map(|form| form == word);
            if !hits.contains(&true) {
                continue;
            }
            // `ثلاثة آلاف`: the gender is that of the thousands.
            let counts_scale = all.get(n + 1).is_some_and(|next| is_scale(next));
            if masculine != of_feminine && !counts_scale {
                feminine = Some(hits[2] || hits[3]);
            }
            if masculine != masculine_oblique || of_feminine != of_feminine_oblique {
                oblique = Some(hits[1] || hits[3]);
            }
        }
    }
    (feminine, oblique)
}

/// True for the ten of a number from 11 to 19, whose gender is opposite to that of the word before it.
fn is_second(first: &str, word: &str) -> bool {
    rows("number").any(|cells| cells[1..].iter().any(|form| form.split_once(' ') == Some((first, word))))
}

/// A word without joined particles: `وعشرين`, `بخمسة`.
pub(super) fn bare(word: &str) -> String {
    let known = |word: &str| {
        rows("number")
            .chain(rows("after"))
            .any(|cells| cells[1..].iter().any(|form| form.split(' ').next() == Some(word)))
            || is_scale(word)
    };
    let word = word.replace("مائ", "مئ");
    let rest = clitics::forms(&word, Classes::PARTICLE).find(|rest| known(rest)).map(str::to_owned);
    rest.unwrap_or(word)
}

/// True if the word before, or a letter joined to the figure, requires the genitive.
fn governed(case: &Case<'_>) -> bool {
    let first = words(case.text()).next().map(|(_, word)| word).unwrap_or_default();
    let prefixed = clitics::splits(first, Classes::PARTICLE)
        .any(|split| split.classes.has(Classes::PREPOSITION) && split.rest == bare(first));
    let before = words(case.before()).last().map(|(_, word)| word).unwrap_or_default();
    let known = |word: &str| rows("preposition").flat_map(|cells| cells[0].split('|')).any(|one| one == word);
    prefixed || clitics::forms(before, Classes::CONJUNCTION).any(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Decimal;

    #[test]
    fn a_noun_follows_its_number() {
        let manner = Manner { feminine: None, oblique: Some(true), accusative: "ًا", long_hundred: false };
        let day = |n: i64| manner.noun_after(form_of(Decimal::from(n)), ["يوم", "أيام"]);
        assert_eq!(
            [2, 7, 25, 100].map(day),
            ["يومين", "أيام", "يومًا", "يوم"].map(|word| Some(word.to_owned()))
        );
        let year = |n: i64| manner.noun_after(form_of(Decimal::from(n)), ["سنة", "سنوات"]);
        assert_eq!([2, 3, 30].map(year), ["سنتين", "سنوات", "سنة"].map(|word| Some(word.to_owned())));
        assert_eq!(day(101), None);
    }
}
