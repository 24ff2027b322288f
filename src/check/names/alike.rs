//! Given names and surnames that sound alike and are two: *Fathi* for فوزي.
//!
//! The sound links them, because names are spelled in many ways. But where the table has both, each with all the spellings
//! of its own, and no row with both, one is not a spelling of the other. European names are left alone: مارك
//! is Marc, and may be Marco.

use super::{Finding, replaced, said::spans};
use crate::{
    name::{How, Link, NameKind, rows, table},
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold,
    },
};

/// Fewer letters are a particle or an initial.
const SHORTEST: usize = 3;
/// Letters that no European name is written with.
const ARABIC: [char; 5] = ['ح', 'ع', 'ص', 'ض', 'ظ'];

/// The findings of the linked names of a pair whose given names are two.
pub(super) fn find((ar, en): (&str, &str), links: &[Link]) -> Vec<Finding> {
    let several = |link: &Link| link.en.of(en).contains([' ', '-']);
    let heard = links.iter().filter(|link| link.how == How::Sound || link.how == How::Table && several(link));
    heard
        .filter_map(|link| others((ar, en), link))
        .map(|(one, other)| replaced((ar, en), one, other, "person"))
        .collect()
}

/// A word of a name, and the rows of the table that it may be.
struct Word<'a> {
    span: Span,
    text: &'a str,
    rows: Vec<u32>,
}

/// The words of a name that are no particles.
fn read(lang: Lang, text: &str, name: Span) -> Vec<Word<'_>> {
    let own = spans(name.of(text)).map(|word| Span::new(name.start + word.start, name.start + word.end));
    let long = own.filter(|word| is_long(word.of(text)));
    let words = long.map(|span| Word { span, text: span.of(text), rows: rows(lang, span.of(text)) });
    let is_particle = |&row: &u32| table().entry(row).kind == NameKind::Particle;
    words.filter(|word| word.rows.is_empty() || !word.rows.iter().all(is_particle)).collect()
}

/// The given names of a link that are two, Arabic first: the words at one place of both names.
fn others((ar, en): (&str, &str), link: &Link) -> Option<(Span, Span)> {
    let english = read(Lang::En, en, link.en);
    if !english.iter().any(|word| word.rows.iter().any(of_person)) {
        return None;
    }
    let arabic = read(Lang::Ar, ar, link.ar);
    if arabic.len() != english.len() {
        return None;
    }
    let arab = is_arab(link.ar.of(ar));
    let alone = |one: &Word<'_>, other: &Word<'_>| {
        !english.iter().any(|english| have_row(one, english))
            && !arabic.iter().any(|arabic| have_row(arabic, other))
    };
    let mut both = arabic.iter().zip(&english);
    let two = both.find(|(one, other)| are_two(one, other, arab) && alone(one, other));
    // Leo Africanus is ليون الأفريقي.
    let is_one = || table().common(link.ar.of(ar), link.en.of(en)).is_some();
    two.filter(|_| !is_one()).map(|(one, other)| (one.span, other.span))
}

fn of_person(row: &u32) -> bool {
    matches!(table().entry(*row).kind, NameKind::Given | NameKind::Family)
}

/// True for a name as only Arabs have: with letters that no European name is written with, the article or بن.
fn is_arab(name: &str) -> bool {
    let is_part = |word: &str| matches!(word, "بن" | "ابن" | "بنت" | "أبو" | "آل");
    let articled = |word: &str| clitics::without_article(word, Classes::NONE).is_some_and(is_long);
    // The article of a title before the name is no evidence.
    let after = || name.split(' ').skip(1);
    name.contains(ARABIC) || name.split(' ').any(is_part) || after().any(articled)
}

/// True for a word of more than a syllable.
fn is_long(word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_some()
}

/// True for two names of persons in the table, one of each language, that have no row in common; `arab` if the whole name
/// shows that it is no European one.
fn are_two(ar: &Word<'_>, en: &Word<'_>, arab: bool) -> bool {
    // عبد المجيد is written in too many ways for the table.
    let is_compound = |&row: &u32| table().entry(row).ar.contains(' ');
    let in_arabic = || en.rows.iter().any(|&row| table().entry(row).ar.contains(ARABIC));
    ar.rows.iter().any(of_person)
        && en.rows.iter().any(of_person)
        && !ar.rows.iter().chain(&en.rows).any(is_compound)
        && !have_row(ar, en)
        && (arab || ar.text.contains(ARABIC) || in_arabic())
        && !ar.rows.iter().any(|&row| has_form(table().entry(row).en, en.text))
}

/// True if a row has both words, the Arabic one with or without و, and with any letter for *g*.
fn have_row(ar: &Word<'_>, en: &Word<'_>) -> bool {
    if en.rows.iter().any(|row| ar.rows.contains(row)) {
        return true;
    }
    let folded = fold::fold(Lang::Ar, ar.text);
    let forms: Vec<String> = clitics::forms(&folded, Classes::AND).map(with_one_g).collect();
    let is_form = |form: &str| forms.contains(&with_one_g(&fold::fold(Lang::Ar, form)));
    en.rows.iter().any(|&row| table().entry(row).ar.split('|').any(is_form))
}

/// A word with one letter for all those with which foreign names write *g*.
fn with_one_g(word: &str) -> String {
    word.replace(['غ', 'ق', 'ك'], "ج")
}

/// True if a word is the beginning of one of the forms of a row, as Abdel is.
fn has_form(forms: &str, word: &str) -> bool {
    let folded = fold::fold(Lang::En, word);
    forms.split('|').any(|form| fold::fold(Lang::En, form).split([' ', '-']).any(|part| part == folded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::link;

    fn found(ar: &str, en: &str) -> usize {
        find((ar, en), &link(ar, en)).len()
    }

    #[test]
    fn two_given_names_that_sound_alike_are_two() {
        let ar = "وقال المهندس فوزي الزهراني إن الجسر جاهز.";
        assert_eq!(found(ar, "The bridge is ready, said the engineer Fathi al-Zahrani."), 1);
        assert_eq!(found(ar, "The bridge is ready, said the engineer Fawzi al-Zahrani."), 0);
        assert_eq!(found(ar, "The bridge is ready, said the engineer Faouzi Ezzahrani."), 0);
    }

    #[test]
    fn spellings_and_compounds_of_a_given_name_are_one() {
        for (ar, en) in [
            ("وصل عبد الحميد الزهراني أمس.", "Yesterday came Abdelhamid al-Zahrani."),
            ("وصل عبد الحميد الزهراني أمس.", "Yesterday came Abdel Hamid al-Zahrani."),
            ("وصل محمد أمين الزهراني أمس.", "Yesterday came Mohamed Lamine Zahrani."),
            ("وصل يوسف الزهراني أمس.", "Yesterday came Youssef al-Zahrani."),
        ] {
            assert_eq!(found(ar, en), 0, "{en}");
        }
    }
}
