//! The names of many pairs as a list of terms.

use super::{Link, NameKind, likeness, table};
use crate::text::{
    Lang,
    clitics::{self, Classes},
    fold,
    token::{TokenKind, tokens},
};
use rustc_hash::FxHashMap;
use std::{borrow::Cow, fmt::Write};

/// Most spellings of one name that are kept on each side.
const SPELLINGS: usize = 16;

/// Names collected from pairs of texts, each with all its spellings.
///
/// ```
/// use mizan::name::{Terms, link};
/// let (ar, en) = ("زار هالفورسن القاهرة.", "Then Halvorsen saw Cairo.");
/// let mut terms = Terms::default();
/// terms.add(&link(ar, en), ar, en);
/// assert!(terms.table().contains("القاهرة\tCairo\tplace\t1\t\n"));
/// ```
#[derive(Debug, Default)]
pub struct Terms {
    names: FxHashMap<String, Term>,
}

#[derive(Debug, Default)]
struct Term {
    count: usize,
    kind: Option<NameKind>,
    ar: Vec<(String, usize)>,
    en: Vec<(String, usize)>,
}

impl Terms {
    /// Adds the links of a pair. Words that are part of names, nationalities, months and days are not terms.
    pub fn add(&mut self, links: &[Link], ar: &str, en: &str) {
        for link in links {
            let (arabic, english) = (link.ar.of(ar), link.en.of(en));
            let kind = link.kind(ar, en);
            if let Some(
                NameKind::Nationality
                | NameKind::Title
                | NameKind::Element
                | NameKind::Particle
                | NameKind::Month
                | NameKind::Day,
            ) = kind
            {
                continue;
            }
            let term = self.names.entry(term_key(arabic)).or_default();
            term.count += 1;
            term.kind = term.kind.or(kind);
            count(&mut term.ar, &without_clitics(arabic, english));
            count(&mut term.en, english.strip_suffix("'s").or(english.strip_suffix("’s")).unwrap_or(english));
        }
    }

    /// The terms, the most frequent first.
    fn sorted(&self) -> Vec<&Term> {
        let mut terms: Vec<(&String, &Term)> = self.names.iter().collect();
        terms.sort_by(|(a, one), (b, other)| other.count.cmp(&one.count).then_with(|| a.cmp(b)));
        terms.into_iter().map(|(_, term)| term).collect()
    }

    /// The list, most frequent first: Arabic, English, kind, count, other spellings. Columns are
    /// separated by tabs, with a header.
    pub fn table(&self) -> String {
        let mut out = "ar\ten\tkind\tcount\tother\n".to_owned();
        for term in self.sorted() {
            let (ar, mut others) = usual(&term.ar);
            let (en, more) = usual(&term.en);
            others.extend(more);
            let kind = term.kind.map(NameKind::label).unwrap_or_default();
            let _ = writeln!(out, "{ar}\t{en}\t{kind}\t{}\t{}", term.count, others.join("; "));
        }
        out
    }

    /// The list as TBX-Basic (ISO 30042:2008, the version that most tools read): one entry per
    /// name, its kind as the subject field, the usual spelling of each language as the preferred
    /// term and the others as admitted terms.
    ///
    /// ```
    /// use mizan::name::{Terms, link};
    /// let (ar, en) = ("زار هالفورسن القاهرة.", "Then Halvorsen saw Cairo.");
    /// let mut terms = Terms::default();
    /// terms.add(&link(ar, en), ar, en);
    /// assert!(terms.tbx().contains("<langSet xml:lang=\"ar\"><tig><term>القاهرة</term>"));
    /// ```
    pub fn tbx(&self) -> String {
        let mut out = TBX_HEAD.to_owned();
        for (number, term) in self.sorted().into_iter().enumerate() {
            let _ = writeln!(out, "<termEntry id=\"n{}\">", number + 1);
            if let Some(kind) = term.kind {
                let _ = writeln!(out, "<descrip type=\"subjectField\">{}</descrip>", kind.label());
            }
            let _ = writeln!(out, "<note>found {} times</note>", term.count);
            for (lang, spellings) in [(Lang::Ar, &term.ar), (Lang::En, &term.en)] {
                let (usual, others) = usual(spellings);
                let _ = write!(out, "<langSet xml:lang=\"{}\">", lang.code());
                let admitted = others.into_iter().map(|other| (other, "admittedTerm-admn-sts"));
                for (spelling, status) in std::iter::once((usual, "preferredTerm-admn-sts")).chain(admitted) {
                    let _ = write!(
                        out,
                        "<tig><term>{}</term><termNote type=\"partOfSpeech\">noun</termNote>\
                         <termNote type=\"administrativeStatus\">{status}</termNote></tig>",
                        escaped(spelling)
                    );
                }
                out.push_str("</langSet>\n");
            }
            out.push_str("</termEntry>\n");
        }
        out.push_str("</body></text>\n</martif>\n");
        out
    }
}

const TBX_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<martif type=\"TBX-Basic\" xml:lang=\"en\">\n\
    <martifHeader><fileDesc><sourceDesc><p>Names of a translation, found by Mizan</p></sourceDesc></fileDesc>\
    <encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n<text><body>\n";

/// A spelling escaped for XML, without characters that XML does not allow.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// The most frequent spelling, and the others in order of first occurrence.
fn usual(spellings: &[(String, usize)]) -> (&str, Vec<&str>) {
    let usual = spellings.iter().rev().max_by_key(|(_, count)| *count).map_or("", |(text, _)| text.as_str());
    (usual, spellings.iter().map(|(text, _)| text.as_str()).filter(|&text| text != usual).collect())
}

fn count(spellings: &mut Vec<(String, usize)>, text: &str) {
    // A cell is a single line.
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    match spellings.iter().position(|(known, _)| *known == text) {
        Some(known) => spellings[known].1 += 1,
        None if spellings.len() < SPELLINGS => spellings.push((text, 1)),
        None => {}
    }
}

/// An Arabic name without the conjunctions and prepositions that do not belong to it: those without which it is in the
/// same row of the table as its English form, or sounds more like it.
fn without_clitics<'a>(ar: &'a str, en: &str) -> Cow<'a, str> {
    let (first, rest) = ar.split_at(ar.find(char::is_whitespace).unwrap_or(ar.len()));
    let shorter =
        clitics::splits(first, Classes::NOUN).map(|split| match split.classes.has(Classes::ARTICLE) {
            true => format!("ال{}{rest}", split.rest),
            false => format!("{}{rest}", split.rest),
        });
    let whole = |name: &str| table().share_row(name, en);
    let mut best = (whole(ar), likeness(ar, en));
    let mut chosen = None;
    for name in shorter.filter(|name| name.chars().nth(2).is_some()) {
        let score = (whole(&name), likeness(&name, en));
        if score > best {
            (best, chosen) = (score, Some(name));
        }
    }
    chosen.map_or(Cow::Borrowed(ar), Cow::Owned)
}

/// An Arabic name folded, without the clitics and the article of its first word: the same for all
/// its occurrences.
///
/// ```
/// use mizan::name::term_key;
/// assert_eq!(term_key("وللقاهرة"), term_key("القاهرة"));
/// ```
pub fn term_key(name: &str) -> String {
    let words = tokens(name).filter(|token| token.kind == TokenKind::Word);
    let words: Vec<String> = words.map(|token| fold::fold(Lang::Ar, token.span.of(name))).collect();
    let folded = words.join(" ");
    let bare = clitics::without_article(&folded, Classes::PARTICLE);
    bare.filter(|rest| rest.chars().nth(2).is_some()).map(str::to_owned).unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::link;

    #[test]
    fn an_entry_has_the_usual_spelling_first_and_the_others_as_admitted() {
        let mut terms = Terms::default();
        for (ar, en) in [
            ("زار القذافي القاهرة.", "Then Gaddafi saw Cairo."),
            ("عاد القذافي.", "Then Gaddafi came back."),
            ("نام القذافي.", "Then Qaddafi slept."),
        ] {
            terms.add(&link(ar, en), ar, en);
        }
        let tbx = terms.tbx();
        let first = tbx.find("<term>Gaddafi</term>").expect("the usual one");
        assert!(tbx.find("<term>Qaddafi</term>").is_some_and(|at| at > first), "{tbx}");
        assert_eq!(tbx.matches("preferredTerm").count(), 4, "{tbx}");
        assert_eq!(tbx.matches("admittedTerm").count(), 1, "{tbx}");
    }

    #[test]
    fn a_term_has_no_conjunction_or_preposition_of_its_sentence() {
        for (ar, en, term) in [
            ("والقاهرة", "Cairo", "القاهرة"),
            ("وهالفورسن", "Halvorsen", "هالفورسن"),
            ("لهالفورسن", "Halvorsen", "هالفورسن"),
            ("للقاهرة", "Cairo", "القاهرة"),
            ("وهران", "Oran", "وهران"),
            ("واشنطن", "Washington", "واشنطن"),
            ("وواشنطن", "Washington", "واشنطن"),
            ("ومحمد علي", "Muhammad Ali", "محمد علي"),
            ("باريس", "Paris", "باريس"),
            ("لندن", "London", "لندن"),
            ("كوفالسكي", "Kowalski", "كوفالسكي"),
        ] {
            assert_eq!(without_clitics(ar, en), term, "{en}");
        }
    }

    #[test]
    fn signs_of_xml_are_escaped_and_forbidden_ones_left_out() {
        assert_eq!(escaped("A&B <C>\u{1}\u{FFFF}"), "A&amp;B &lt;C&gt;");
    }
}
