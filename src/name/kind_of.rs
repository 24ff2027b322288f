//! The kind of a linked name: by the table, by the word before it, or by its being translated.

use super::{
    How, Link, NameKind,
    markers::marker,
    table::table,
    words::{Word, read},
};
use crate::text::{Lang, Span, fold};

impl Link {
    /// The kind of the name; `None` if neither the table nor the words around it tell. A name whose
    /// words translate each other is the title of a work unless a word before it says otherwise.
    ///
    /// ```
    /// use mizan::name::{NameKind, link};
    /// let (ar, en) = ("وصل السيد توربيورن إلى قرية كامبيرا.", "Mr Torbjørn arrived in the village of Kambera.");
    /// let kinds: Vec<_> = link(ar, en).iter().filter_map(|link| link.kind(ar, en)).collect();
    /// assert!(kinds.contains(&NameKind::Person) && kinds.contains(&NameKind::City));
    /// ```
    pub fn kind(&self, ar: &str, en: &str) -> Option<NameKind> {
        kind((ar, self.ar), (en, self.en)).or((self.how == How::Meaning).then_some(NameKind::Work))
    }
}

/// The kind of a name from its places in both texts; `None` if neither the table nor the words
/// around it tell.
pub fn kind((ar, ar_span): (&str, Span), (en, en_span): (&str, Span)) -> Option<NameKind> {
    let listed =
        || table().proper(Lang::En, en_span.of(en)).or_else(|| table().proper(Lang::Ar, ar_span.of(ar)));
    // A part of the name, such as Bank, tells less than the word before it, and a particle nothing.
    let part = || table().kind(Lang::En, en_span.of(en)).filter(|kind| *kind != NameKind::Particle);
    // الشيخ رضا is a person although الشيخ is of religion, and نهر الأردن a river although الأردن is a country.
    let headed = || match &read(Lang::Ar, ar_span.of(ar))[..] {
        [first, _, ..] => first.marker(),
        _ => None,
    };
    let marked = || {
        marked_arabic(ar, ar_span)
            .or_else(|| marked_english(en, en_span))
            .or_else(|| read(Lang::Ar, ar_span.of(ar)).first().and_then(|word| word.marker()))
            .or_else(|| read(Lang::En, en_span.of(en)).iter().find_map(|word| word.marker()))
    };
    // Sanaa is a city, and سناء is a person.
    let both = table().common(ar_span.of(ar), en_span.of(en));
    both.or_else(|| table().whole(Lang::En, en_span.of(en)))
        .or_else(headed)
        .or_else(listed)
        .or_else(marked)
        .or_else(part)
}

/// What the word before an Arabic name says about it: السيد, قرية.
fn marked_arabic(text: &str, name: Span) -> Option<NameKind> {
    marker(Lang::Ar, &fold::fold(Lang::Ar, last_word(text.get(..name.start)?)?))
}

/// What the words before an English name say about it: `Mr`, `the village of`.
fn marked_english(text: &str, name: Span) -> Option<NameKind> {
    let before = text.get(..name.start)?;
    let word = last_word(before)?;
    let folded = fold::fold(Lang::En, word.trim_end_matches('.'));
    if folded == "of" {
        let noun = last_word(before.trim_end().strip_suffix(word)?)?;
        return marker(Lang::En, &fold::fold(Lang::En, noun));
    }
    marker(Lang::En, &folded).filter(|&kind| kind == NameKind::Person)
}

/// The last word of a text that a blank follows.
fn last_word(text: &str) -> Option<&str> {
    let trimmed = text.trim_end();
    let word = trimmed.rsplit(char::is_whitespace).next().filter(|word| !word.is_empty());
    word.filter(|_| trimmed.len() < text.len())
}

/// What the words before an English name say about it, in a text that is divided into words.
pub(super) fn marked_in(words: &[Word], before: usize) -> Option<NameKind> {
    let word = &words[before];
    if &*word.folded == "of" {
        return before.checked_sub(1).and_then(|at| words[at].marker());
    }
    word.marker().filter(|&kind| kind == NameKind::Person)
}

#[cfg(test)]
mod tests {
    use crate::name::{NameKind, link};

    fn kind_of(ar: &str, en: &str, name: &str) -> Option<NameKind> {
        link(ar, en).iter().find(|link| link.en.of(en) == name)?.kind(ar, en)
    }

    #[test]
    fn the_table_tells_the_kind_and_so_do_the_words_before_a_name() {
        let (ar, en) = (
            "زار الدكتور هالفورسن القاهرة ونهر كامبيرا.",
            "In Cairo and on the Kambera River was Dr. Halvorsen.",
        );
        assert_eq!(kind_of(ar, en, "Cairo"), Some(NameKind::City));
        assert_eq!(kind_of(ar, en, "Halvorsen"), Some(NameKind::Person));
        assert_eq!(kind_of(ar, en, "Kambera"), Some(NameKind::Water));
    }

    #[test]
    fn both_forms_tell_which_of_two_names_of_one_spelling_it_is() {
        assert_eq!(
            kind_of("عاد إلى صنعاء أمس.", "Yesterday he returned to Sanaa.", "Sanaa"),
            Some(NameKind::City)
        );
        assert_eq!(kind_of("عادت سناء أمس.", "Yesterday it was Sanaa.", "Sanaa"), Some(NameKind::Given));
    }

    #[test]
    fn a_work_and_a_product_are_named_as_such() {
        let (ar, en) = ("شاهدت فيلم كالفارينو أمس.", "Last night I saw Calvarino.");
        assert_eq!(kind_of(ar, en, "Calvarino"), Some(NameKind::Work));
        let (ar, en) = ("نزلت تطبيق كالفارينو أمس.", "Last night I installed Calvarino.");
        assert_eq!(kind_of(ar, en, "Calvarino"), Some(NameKind::Product));
    }

    #[test]
    fn the_head_of_a_name_tells_more_than_a_part_of_it_and_a_particle_nothing() {
        let (ar, en) = ("قال الشيخ رضا إن الأمر انتهى.", "It was over, said Sheikh Rida.");
        assert_eq!(kind_of(ar, en, "Sheikh Rida"), Some(NameKind::Person));
        let (ar, en) = ("كتب ألفونسو دي كالفارينو ذلك.", "It was written by Brixto de Calvarino.");
        assert_eq!(kind_of(ar, en, "de Calvarino"), None);
    }

    #[test]
    fn nothing_is_said_of_an_unknown_name_alone() {
        let (ar, en) = ("ثم جاء كالفارينو وحده.", "Alone came Calvarino.");
        assert_eq!(kind_of(ar, en, "Calvarino"), None);
    }
}
