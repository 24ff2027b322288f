//! Numbers in Arabic wording: gender according to the noun, cases, duals, and the noun that follows.
//!
//! After 3 to 10 the noun is a plural in the genitive, after 11 to 99 a singular in the accusative,
//! after whole hundreds and thousands a singular in the genitive; one and two are expressed by the
//! noun itself. What is certain about these is taken from the old wording; where the new number
//! needs another form of the noun that is not in the tables, a person must check it.

use super::{
    Case, Repair,
    english::{is_natural, words},
    place::{digits, runs},
    with_part,
};
use crate::{
    figure::{Decimal, Form, Kind, Unit},
    text::Lang,
};
use std::ops::Range;

const TABLE: &str = include_str!("../../../data/wording.ar.tsv");

/// The cells of the rows of one class.
fn rows(class: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let cells = move |line: &'static str| {
        let (name, rest) = line.split_once('\t')?;
        (name == class).then(|| rest.split('\t').collect())
    };
    TABLE.lines().filter_map(cells)
}

/// The form of a noun with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// One: the noun, then the number.
    One,
    /// Two: the dual of the noun.
    Two,
    /// 3 to 10: the plural.
    Plural,
    /// 11 to 99: the singular in the accusative.
    Accusative,
    /// Whole hundreds and more, and fractions: the singular in the genitive.
    Genitive,
    /// 101, 102 and the like, for which usage varies.
    Other,
}

fn form_of(number: Decimal) -> Counted {
    let Some(n) = i64::try_from(number).ok().filter(|_| number.is_integer()) else {
        return Counted::Genitive;
    };
    match (n, n % 100) {
        (1, _) => Counted::One,
        (2, _) => Counted::Two,
        (_, 3..=10) => Counted::Plural,
        (_, 11..=99) => Counted::Accusative,
        (_, 0) => Counted::Genitive,
        _ => Counted::Other,
    }
}

/// The style of the text.
struct Manner {
    /// The noun is feminine, if that is known.
    feminine: Option<bool>,
    /// The case is not the nominative, if that is known.
    oblique: Option<bool>,
    /// The ending of an accusative.
    accusative: &'static str,
    /// `مائة`, not `مئة`.
    long_hundred: bool,
}

/// Wordings of the right number, the simplest first.
pub(super) fn candidates(case: &Case<'_>) -> Vec<Repair> {
    let Some(number) = case.number() else { return Vec::new() };
    let manner = Manner::of(case);
    if case.wrong.kind() == Kind::Ordinal {
        return ordinals(case, number);
    }
    let mut made = in_digits(case, number, &manner);
    made.extend(scale_alone(case, number, &manner));
    if case.wrong.form != Form::Digits && runs(case.text()).is_empty() {
        made.extend(in_words(case, number, &manner));
    }
    made.extend(percent(case));
    made.extend(other_unit(case));
    made
}

impl Manner {
    fn of(case: &Case<'_>) -> Self {
        let text = case.text();
        let (feminine, oblique) = seen(text);
        let unit = noun_in(text, case.wrong.unit()).map(|(noun, _)| noun);
        let behind =
            words(case.behind()).next().map(|(_, word)| word).filter(|_| case.behind().starts_with(' '));
        let of_noun = match (unit, behind) {
            (Some([singular, _]), _) => Some(is_feminine(singular)),
            // A singular shows its gender; a plural does not.
            (None, Some(word)) if !matches!(form_of_wrong(case), Counted::Plural | Counted::Other) => {
                Some(is_feminine(word))
            }
            _ => None,
        };
        let around = format!("{text}{}", case.behind().get(..20).unwrap_or_default());
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

    /// The text in the spelling of the style.
    fn spelled(&self, text: &str) -> String {
        if self.long_hundred { text.replace("مئ", "مائ") } else { text.to_owned() }
    }
}

fn form_of_wrong(case: &Case<'_>) -> Counted {
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
fn bare(word: &str) -> String {
    let known = |word: &str| {
        rows("number")
            .chain(rows("after"))
            .any(|cells| cells[1..].iter().any(|form| form.split(' ').next() == Some(word)))
            || is_scale(word)
    };
    let word = word.replace("مائ", "مئ");
    if known(&word) {
        return word;
    }
    let rest = word.strip_prefix(['و', 'ب', 'ل', 'ك', 'ف']).unwrap_or(&word);
    if known(rest) { rest.to_owned() } else { word }
}

fn is_scale(word: &str) -> bool {
    rows("scale").any(|cells| cells[1..].contains(&word))
}

/// True if the word before, or a letter joined to the figure, requires the genitive.
fn governed(case: &Case<'_>) -> bool {
    let first = words(case.text()).next().map(|(_, word)| word).unwrap_or_default();
    let prefixed = first.starts_with(['ب', 'ل', 'ك']) && bare(first) != first;
    let before = words(case.before()).last().map(|(_, word)| word).unwrap_or_default();
    let joined = before.strip_prefix(['و', 'ف']).unwrap_or(before);
    let known = |word: &str| rows("preposition").flat_map(|cells| cells[0].split('|')).any(|one| one == word);
    prefixed || known(before) || known(joined)
}

/// The nouns of a unit, singular and plural, that are single words.
fn nouns(unit: Unit) -> Vec<[&'static str; 2]> {
    let names: Vec<&str> = unit.names(Lang::Ar).collect();
    let plain = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    let listed = rows("noun").filter(|cells| names.contains(&cells[0])).map(|cells| [cells[0], cells[1]]);
    let pairs = names.windows(2).filter(|pair| pair.iter().all(|word| plain(word)));
    listed.chain(pairs.map(|pair| [pair[0], pair[1]])).collect()
}

/// The noun of a unit in a text, and its place.
fn noun_in(text: &str, unit: Option<Unit>) -> Option<([&'static str; 2], Range<usize>)> {
    nouns(unit?).into_iter().find_map(|noun| Some((noun, noun_place(text, noun)?)))
}

fn is_feminine(singular: &str) -> bool {
    singular.trim_end_matches('\u{64B}').ends_with(['ة', 'ى'])
}

/// The form of a noun after a number.
fn noun_after(form: Counted, [singular, plural]: [&str; 2], manner: &Manner) -> Option<String> {
    match form {
        Counted::Plural => Some(plural.to_owned()),
        Counted::Genitive => Some(singular.to_owned()),
        Counted::Accusative if is_feminine(singular) || singular.ends_with('ء') => Some(singular.to_owned()),
        Counted::Accusative => Some(format!("{singular}{}", manner.accusative)),
        Counted::Two => {
            let stem =
                singular.strip_suffix('ة').map_or_else(|| singular.to_owned(), |stem| format!("{stem}ت"));
            Some(format!("{stem}{}", if manner.oblique == Some(false) { "ان" } else { "ين" }))
        }
        Counted::One | Counted::Other => None,
    }
}

/// The place of the unit's noun in the figure, in any of its forms.
fn noun_place(text: &str, [singular, plural]: [&str; 2]) -> Option<Range<usize>> {
    let stem = singular.trim_end_matches('ة');
    let is_it = |word: &str| {
        let word: String = word.chars().filter(|c| !('\u{64B}'..='\u{652}').contains(c)).collect();
        let rest =
            |rest: &str| matches!(rest, "" | "ة" | "ا" | "ين" | "ان" | "تين" | "تان" | "تا" | "تي" | "ي");
        word == plural || word.strip_prefix(stem).is_some_and(rest)
    };
    words(text).filter(|(_, word)| is_it(word)).map(|(at, word)| at..at + word.len()).last()
}

/// A figure with another number before its noun, which is adapted if it is known.
fn with_noun(case: &Case<'_>, text: String, behind: usize, number: Decimal, manner: &Manner) -> Repair {
    let (was, is) = (form_of_wrong(case), form_of(number));
    let span = case.wrong.span;
    if was == is && was != Counted::Other {
        return Repair { span, text, sure: true };
    }
    let known = noun_in(&text[behind..], case.wrong.unit());
    if let Some((noun, place)) = known.clone()
        && let Some(new) = noun_after(is, noun, manner)
    {
        let place = place.start + behind..place.end + behind;
        let text = format!("{}{new}{}", &text[..place.start], &text[place.end..]);
        return Repair { span, text, sure: is != Counted::Two };
    }
    // A symbol, a percentage or a year does not count a noun.
    let counts = case.wrong.unit().is_none()
        && !matches!(case.wrong.kind(), Kind::Year | Kind::Percent | Kind::Identifier);
    let noun_follows = counts && case.behind().trim_start().chars().next().is_some_and(char::is_alphabetic);
    Repair { span, text, sure: !noun_follows && known.is_none() }
}

/// Replaces digits by digits, with the scale word that goes with them.
fn in_digits(case: &Case<'_>, number: Decimal, manner: &Manner) -> Vec<Repair> {
    let text = case.text();
    let mut made = Vec::new();
    let scale = scale_in(text);
    for run in runs(text) {
        let Some((place, value)) = &scale else {
            let new = digits(number, &text[run.clone()]);
            let behind = run.start + new.len();
            let text = format!("{}{new}{}", &text[..run.start], &text[run.end..]);
            made.push(with_noun(case, text, behind, number, manner));
            continue;
        };
        let mut tried: Vec<Vec<&str>> = rows("scale").collect();
        tried.reverse();
        let natural = |cells: &[&str]| {
            cells[0].parse::<i64>().is_ok_and(|size| is_natural(number / Decimal::from(size)))
        };
        tried.sort_by_key(|cells| (!natural(cells), cells[0] != value.to_string()));
        for cells in tried {
            let Some(size) = cells[0].parse::<i64>().ok().map(Decimal::from) else { continue };
            let share = (number / size).normalize();
            if share.scale() > 3 || share.is_zero() || share >= Decimal::from(10_000) {
                continue;
            }
            let coefficient = digits(share, &text[run.clone()]);
            let word = match form_of(share) {
                Counted::Plural => cells[5].to_owned(),
                // An accusative only where there was one.
                Counted::Accusative if was_accusative(&text[place.clone()]) => accusative(cells[2], manner),
                _ => cells[1].to_owned(),
            };
            let text = format!(
                "{}{coefficient}{}{word}{}",
                &text[..run.start],
                &text[run.end..place.start],
                &text[place.end..]
            );
            made.push(Repair { span: case.wrong.span, text, sure: true });
        }
    }
    made
}

fn was_accusative(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| *c != '\u{64B}').collect();
    rows("scale").any(|cells| cells[2] == plain)
}

fn accusative(word: &str, manner: &Manner) -> String {
    format!("{}{}", word.trim_end_matches('ا'), manner.accusative)
}

/// The place and the value of a scale word.
fn scale_in(text: &str) -> Option<(Range<usize>, i64)> {
    words(text).find_map(|(at, word)| {
        let plain: String = word.chars().filter(|c| *c != '\u{64B}').collect();
        let cells = rows("scale").find(|cells| cells[1..].contains(&plain.as_str()))?;
        Some((at..at + word.len(), cells[0].parse().ok()?))
    })
}

/// Replaces a scale word by another in the same form: `مليونا دينار` becomes `مليارا دينار`,
/// `ثلاثة ملايين` becomes `ثلاثة مليارات`.
fn scale_alone(case: &Case<'_>, number: Decimal, manner: &Manner) -> Vec<Repair> {
    let text = case.text();
    let mut made = Vec::new();
    for (at, word) in words(text) {
        let plain: String = word.chars().filter(|c| *c != '\u{64B}').collect();
        for old in rows("scale") {
            // Singular, accusative, both duals, plural; the duals before a noun.
            let forms = |cells: &[&str]| {
                let short = |word: &str| word.chars().take(word.chars().count() - 1).collect::<String>();
                let full = cells[1..].iter().map(|form| (*form).to_owned());
                full.chain([short(cells[3]), short(cells[4])]).collect::<Vec<_>>()
            };
            let with_prefix = |form: &String| {
                let prefix = plain.strip_suffix(form.as_str())?;
                matches!(prefix, "" | "و" | "ب" | "ل" | "ك" | "ف").then(|| prefix.to_owned())
            };
            let all = forms(&old);
            let Some((n, prefix)) =
                all.iter().enumerate().find_map(|(n, form)| Some((n, with_prefix(form)?)))
            else {
                continue;
            };
            for new in rows("scale").filter(|new| new[0] != old[0]) {
                let form = if n == 1 && word.contains('\u{64B}') {
                    accusative(new[2], manner)
                } else {
                    forms(&new)[n].clone()
                };
                made.push(with_part(case, at..at + word.len(), &format!("{prefix}{form}"), true));
            }
        }
    }
    if number.is_integer() { made } else { Vec::new() }
}

/// Replaces a number in words by another in words, with its noun.
fn in_words(case: &Case<'_>, number: Decimal, manner: &Manner) -> Option<Repair> {
    let text = case.text();
    let n = i64::try_from(number).ok().filter(|n| number.is_integer() && *n > 0)?;
    let (unit, place) = noun_in(text, case.wrong.unit()).unzip();
    let (was, is) = (form_of_wrong(case), form_of(number));
    // Particles joined to the number word stay.
    let first = words(text).next()?.1;
    let stripped = bare(first);
    let joined = first.len().saturating_sub(stripped.len());
    let prefix = if joined > 0 && first.ends_with(stripped.as_str()) { &first[..joined] } else { "" };
    if first.starts_with("ال") {
        return None;
    }
    let noun = match (unit, &place) {
        (Some(noun), Some(_)) if was != is => Some(noun_after(is, noun, manner)),
        (_, Some(place)) => Some(Some(text[place.clone()].to_owned())),
        _ => None,
    };
    let followed =
        noun.is_some() || case.behind().trim_start().chars().next().is_some_and(char::is_alphabetic);
    let feminine = manner.feminine.unwrap_or(false);
    let oblique = manner.oblique.unwrap_or(true);
    let (said, depends) = number_words(n, feminine, oblique, followed && is == Counted::Genitive);
    let said = manner.spelled(&said);
    let rest = place.as_ref().map_or("", |place| &text[place.end..]);
    let (text, noun_known) = match (is, noun) {
        (Counted::Two, Some(Some(dual))) => (format!("{prefix}{dual}{rest}"), true),
        (Counted::One | Counted::Two | Counted::Other, _) => return None,
        (_, Some(Some(noun))) => (format!("{prefix}{said} {noun}{rest}"), true),
        (_, _) => (format!("{prefix}{said}"), was == is || !followed),
    };
    let sure = noun_known
        && (manner.feminine.is_some() || !depends.gender)
        && (manner.oblique.is_some() || !depends.case);
    Some(Repair { span: case.wrong.span, text, sure })
}

/// Whether the words for a number depend on the gender of the noun, or on the case.
struct Depends {
    gender: bool,
    case: bool,
}

/// A number in words. `before_noun` removes the last letter of a dual of hundred or thousand.
fn number_words(n: i64, feminine: bool, oblique: bool, before_noun: bool) -> (String, Depends) {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = n;
    let mut scales: Vec<Vec<&str>> = rows("scale").collect();
    scales.reverse();
    for cells in scales {
        let Ok(size) = cells[0].parse::<i64>() else { continue };
        let count = rest / size;
        rest %= size;
        let dual = if oblique { cells[4] } else { cells[3] };
        let counted = || below_thousand(count % 1000, false, oblique).join(" و");
        match form_of(Decimal::from(count)) {
            _ if count == 0 => {}
            Counted::One => parts.push(cells[1].to_owned()),
            Counted::Two if rest == 0 && before_noun => {
                parts.push(dual.chars().take(dual.chars().count() - 1).collect());
            }
            Counted::Two => parts.push(dual.to_owned()),
            Counted::Plural => parts.push(format!("{} {}", counted(), cells[5])),
            Counted::Accusative => parts.push(format!("{} {}", counted(), cells[2])),
            Counted::Genitive | Counted::Other => parts.push(format!("{} {}", counted(), cells[1])),
        }
    }
    let mut last = below_thousand(rest, feminine, oblique);
    if before_noun && rest == 200 {
        last = last.into_iter().map(|word| word.chars().take(word.chars().count() - 1).collect()).collect();
    }
    parts.extend(last);
    let said = parts.join(" و");
    let other = |feminine, oblique| below_thousand(n % 1000, feminine, oblique);
    let dual =
        said.split(' ').any(|word| word.ends_with("ين") || word.ends_with("ان") || word.ends_with("ون"));
    let depends = Depends {
        gender: other(false, true) != other(true, true),
        case: other(feminine, true) != other(feminine, false) || dual,
    };
    (said, depends)
}

/// The words of a number below a thousand, to be joined by `و`.
fn below_thousand(n: i64, feminine: bool, oblique: bool) -> Vec<String> {
    let column = 1 + 2 * usize::from(feminine) + usize::from(oblique);
    let word = |class: &'static str, n: i64| {
        let cells = rows(class).find(|cells| cells[0] == n.to_string());
        cells.and_then(|cells| cells.get(column).map(|word| (*word).to_owned()))
    };
    let (hundreds, rest) = (n / 100 * 100, n % 100);
    let mut parts: Vec<Option<String>> = Vec::new();
    if hundreds > 0 {
        parts.push(word("number", hundreds));
    }
    match rest {
        0 => {}
        1 => parts.push(word("after", 1)),
        2..=20 => parts.push(word("number", rest)),
        _ => {
            let one = rest % 10;
            if one > 0 {
                parts.push(word(if one == 1 { "after" } else { "number" }, one));
            }
            parts.push(word("number", rest - one));
        }
    }
    parts.into_iter().flatten().collect()
}

/// Replaces an ordinal by another of the same gender: `المركز الثالث`.
fn ordinals(case: &Case<'_>, number: Decimal) -> Vec<Repair> {
    let text = case.text();
    let Some(new) = rows("ordinal").find(|cells| cells[0] == number.normalize().to_string()) else {
        return Vec::new();
    };
    let mut made = Vec::new();
    for (at, word) in words(text) {
        for old in rows("ordinal") {
            for column in [1, 2] {
                let without = |word: &'static str| word.trim_start_matches("ال");
                if word == old[column] {
                    made.push(with_part(case, at..at + word.len(), new[column], true));
                } else if word == without(old[column]) && new[0] != "1" && old[0] != "1" {
                    made.push(with_part(case, at..at + word.len(), without(new[column]), true));
                }
            }
        }
    }
    made
}

/// Adds a missing percent sign, in the style of the digits.
fn percent(case: &Case<'_>) -> Vec<Repair> {
    let text = case.text();
    if case.right.kind() != Kind::Percent || case.wrong.kind() == Kind::Percent {
        return Vec::new();
    }
    let sign = |run: &str| if run.contains(|c: char| c.is_ascii_digit()) { "%" } else { "٪" };
    runs(text)
        .into_iter()
        .map(|run| with_part(case, run.clone(), &format!("{}{}", &text[run.clone()], sign(&text[run])), true))
        .collect()
}

/// Replaces the unit after the same number, in the form of the old one.
fn other_unit(case: &Case<'_>) -> Option<Repair> {
    let (wrong, right) = (case.wrong.unit()?, case.right.unit()?);
    if wrong == right {
        return None;
    }
    let text = case.text();
    let (old, place) = noun_in(text, Some(wrong))?;
    let new = nouns(right).into_iter().next()?;
    let form = form_of_wrong(case);
    let manner = Manner::of(case);
    let word =
        if text[place.clone()] == *old[0] { new[0].to_owned() } else { noun_after(form, new, &manner)? };
    // The number remains right only with a noun of the same gender.
    let sure = is_feminine(old[0]) == is_feminine(new[0]) || !runs(text).is_empty();
    Some(with_part(case, place, &word, sure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        for (n, feminine, oblique, expected) in [
            (3, false, false, "ثلاثة"),
            (3, true, false, "ثلاث"),
            (11, false, true, "أحد عشر"),
            (12, true, true, "اثنتي عشرة"),
            (15, true, false, "خمس عشرة"),
            (21, true, false, "إحدى وعشرون"),
            (25, false, true, "خمسة وعشرين"),
            (22, false, false, "اثنان وعشرون"),
            (100, false, true, "مئة"),
            (250, false, true, "مئتين وخمسين"),
            (1001, false, false, "ألف وواحد"),
            (2000, false, true, "ألفين"),
            (3457, true, false, "ثلاثة آلاف وأربعمئة وسبع وخمسون"),
            (11_000, false, false, "أحد عشر ألفا"),
            (5_000_000, false, false, "خمسة ملايين"),
            (3_000_000_000, false, false, "ثلاثة مليارات"),
        ] {
            assert_eq!(number_words(n, feminine, oblique, false).0, expected, "{n}");
        }
        assert_eq!(number_words(200, false, true, true).0, "مئتي");
        assert_eq!(number_words(2000, false, false, true).0, "ألفا");
    }

    #[test]
    fn a_noun_follows_its_number() {
        let manner = Manner { feminine: None, oblique: Some(true), accusative: "ًا", long_hundred: false };
        let day = |n: i64| noun_after(form_of(Decimal::from(n)), ["يوم", "أيام"], &manner);
        assert_eq!(
            [2, 7, 25, 100].map(day),
            ["يومين", "أيام", "يومًا", "يوم"].map(|word| Some(word.to_owned()))
        );
        let year = |n: i64| noun_after(form_of(Decimal::from(n)), ["سنة", "سنوات"], &manner);
        assert_eq!([2, 3, 30].map(year), ["سنتين", "سنوات", "سنة"].map(|word| Some(word.to_owned())));
        assert_eq!(day(101), None);
    }
}
