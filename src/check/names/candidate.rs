//! Unlinked words of each side that may be names, and how certain it is that they are.

use super::{
    memory::Memory,
    related::Related,
    said::{Said, look_up},
    words,
};
use crate::{
    lexicon::built_in,
    name::{self, Kinds, Link, Mention, NameKind, Survey, Why},
    text::{
        Lang, Span,
        clitics::{self, Classes, Endings},
        fold,
    },
};
use rustc_hash::FxHashMap;

/// A word with so many letters is several words written together by mistake.
const GLUED: usize = 15;
/// The fewest letters of a plural with the article after which another word may be joined.
const PLURAL: usize = 8;
/// The fewest letters of a word without its article that is compared with words differing by one letter.
const SLIPPED: usize = 5;
/// The largest number of runs of Arabic words without a counterpart among which a name can be found
/// by elimination.
const RUNS: usize = 2;

/// Most bytes between a given name and a surname: *bin al-*.
const PARTICLE: usize = 8;
/// Most bytes between two names of an enumeration.
const SIGNS: usize = 12;

/// Number of characters on either side of a word in which its quotation marks are searched for, and
/// these marks.
const MARKS: usize = 40;
pub(super) const OPENING: [char; 4] = ['«', '“', '"', '‹'];
const CLOSING: [char; 4] = ['»', '”', '"', '›'];

/// How certain it is that something is a name without a counterpart on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    Weak,
    Likely,
    Sure,
}

/// Words that may be a name without a counterpart.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) kinds: Kinds,
    pub(super) why: Why,
    pub(super) certainty: Certainty,
    pub(super) place: f64,
    pub(super) beside: Option<usize>,
    /// Arabic: an ordinary word as far as its form shows, which can only be a name by elimination.
    pub(super) plain: bool,
    /// Arabic: looks like a verb, a plural or a word with a pronoun, which is rare for names.
    pub(super) inflected: bool,
    /// Has its own quotation marks, or is in an English text without any.
    pub(super) quoted: bool,
    /// Arabic: not in the lexicon, and frequent in the document.
    pub(super) recurs: bool,
    /// The other side has a name that may be used for it.
    pub(super) related: bool,
    /// The numbers of the links that come before and after it in an enumeration.
    pub(super) listed: [Option<usize>; 2],
    /// Arabic: it is linked to an English name that another place is linked to as well.
    pub(super) repeated: bool,
    /// A linked name is directly before it, as a given name before a surname.
    pub(super) after: bool,
}

/// The data of the pair that contains an Arabic name.
pub(super) struct Arabic<'a> {
    pub(super) text: &'a str,
    pub(super) en: &'a str,
    pub(super) survey: &'a Survey,
    pub(super) said: &'a Said,
    pub(super) related: &'a Related<'a>,
    pub(super) memory: &'a Memory,
}

impl Arabic<'_> {
    /// The Arabic names, certain and possible ones, without a counterpart in the English.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut runs = 0;
        for mention in self.survey.ar.iter().filter(|mention| self.may_be_a_name(mention)) {
            let text = mention.span.of(self.text);
            if text.chars().count() >= GLUED && !text.contains(' ') {
                return Vec::new();
            }
            if is_glued(text) {
                continue;
            }
            let new = self.candidate(mention);
            let follows = |last: &Candidate| {
                let between = self.text.get(last.span.end..new.span.start).unwrap_or("-");
                !between.is_empty() && between.chars().all(|c| c == ' ')
            };
            let is_weak = |one: &Candidate| one.certainty == Certainty::Weak;
            match candidates.last_mut().filter(|last| follows(last)) {
                Some(last)
                    if is_weak(last) == is_weak(&new)
                        && !(last.is_alone() && new.is_alone())
                        && !(last.kinds.has(NameKind::Nationality) && new.is_of_person()) =>
                {
                    last.take_in(&new);
                }
                beside => {
                    runs += usize::from(beside.is_none());
                    candidates.push(new);
                }
            }
        }
        candidates.extend(self.repeated());
        // If the English translates nearly everything else, the name must correspond to this.
        if self.said.says_nearly_all() && runs <= RUNS {
            for candidate in &mut candidates {
                candidate.certainty = match candidate.certainty {
                    Certainty::Weak => Certainty::Likely,
                    _ => Certainty::Sure,
                };
            }
        }
        candidates
    }

    /// False for words that the English expresses, and for particles, titles and single letters.
    fn may_be_a_name(&self, mention: &Mention) -> bool {
        let text = mention.span.of(self.text);
        // A single letter is an abbreviation: م for the Christian era.
        if text.chars().filter(|c| c.is_alphabetic()).nth(1).is_none() {
            return false;
        }
        let word = self.said.word(mention.span);
        let title = mention.why == Why::Word && name::is_marker(Lang::Ar, text);
        // المنيا has the letters of a word of the text; the English has a town without counterpart.
        let asked = || {
            let missing = self.survey.en.iter().filter(|left| left.why == Why::Table);
            let of_sort = |sort| mention.kinds.iter().any(|own| own.sort() == sort);
            mention.why == Why::Homonym
                && missing.flat_map(|left| left.kinds.iter()).any(|kind| of_sort(kind.sort()))
        };
        let word_only = word.explained || word.function || title;
        // A particle has no article, nor has a colour that the English names: واحدة حمراء is no place.
        let articled = without_article(text).is_some();
        let is_word = || word.function || word.explained && name::is_listed_arabic(text);
        mention.why == Why::Table || !word_only || (articled || !is_word()) && asked()
    }

    /// The links before and after a name, of which only the signs of an enumeration separate it.
    fn listed(&self, name: Span) -> [Option<usize>; 2] {
        let links = &self.survey.links;
        let place = |at: usize| links.get(at).map(|link| link.ar);
        let before = links.partition_point(|link| link.ar.end <= name.start).checked_sub(1);
        let after = links.partition_point(|link| link.ar.start < name.end);
        // The conjunction belongs to the word after it.
        let joined = |after: Span| clitics::without(after.of(self.text), Classes::AND).is_some();
        let follows = |one: Span, next: Span| {
            self.text.get(one.end..next.start).is_some_and(|between| {
                separates(Lang::Ar, between) && (!between.trim().is_empty() || joined(next))
            })
        };
        [
            before.filter(|&at| place(at).is_some_and(|span| follows(span, name))),
            Some(after).filter(|&at| place(at).is_some_and(|span| follows(name, span))),
        ]
    }

    /// The places that share their English counterpart with other places. If the English has
    /// another name at one of them, that is no repetition: Sfax twice for صفاقس three times, and Sousse.
    fn repeated(&self) -> Vec<Candidate> {
        if self.survey.en.iter().all(|left| left.why != Why::Table) {
            return Vec::new();
        }
        let mut uses: FxHashMap<usize, usize> = FxHashMap::default();
        for link in &self.survey.links {
            *uses.entry(link.en.start).or_default() += 1;
        }
        let again = self.survey.links.iter().filter(|link| uses[&link.en.start] > 1);
        let mention = |link: &Link| {
            let kinds = link.kind(self.text, self.en).map(Kinds::from).unwrap_or_default();
            let place = (link.ar.start + link.ar.end) as f64 / (2 * self.text.len().max(1)) as f64;
            Mention { span: link.ar, kinds, why: Why::Homonym, place, beside: None }
        };
        let again = again.map(|link| candidate(&mention(link), Certainty::Likely));
        again.filter(|one| !one.kinds.is_empty()).map(|one| Candidate { repeated: true, ..one }).collect()
    }

    /// True for a name of the table after a word for what it names, quoted or not: شركة «المراعي» is no pasture.
    fn is_after_its_kind(&self, mention: &Mention) -> bool {
        let before = self.text.get(..mention.span.start).unwrap_or_default();
        let trimmed = before.trim_end_matches(|c: char| c == ' ' || OPENING.contains(&c));
        let word = words(&trimmed[trimmed.rfind(' ').unwrap_or(0)..]).last();
        let sort = word.and_then(|word| name::kind_after(Lang::Ar, word)).and_then(NameKind::sort);
        trimmed.len() < before.len() && sort.is_some() && mention.kinds.iter().any(|kind| kind.sort() == sort)
    }

    /// The link directly before an Arabic name. Links are in Arabic order.
    fn link_before(&self, name: Span) -> Option<&Link> {
        let at = self.survey.links.partition_point(|link| link.ar.end <= name.start).checked_sub(1)?;
        Some(&self.survey.links[at]).filter(|link| is_after(self.text, link.ar, name))
    }

    /// True for an ordinary word after the first word of a place, after بن, or after a title and a given name, where the
    /// English has another name after the same one: بيت شباب, النائب وليد صافي.
    fn is_second_word(&self, mention: &Mention) -> bool {
        let Some(link) = self.link_before(mention.span) else { return false };
        let titled = || {
            let title = words(self.text.get(..link.ar.start).unwrap_or_default()).last();
            title.is_some_and(|word| name::is_marker(Lang::Ar, word))
        };
        let name = link.ar.of(self.text);
        let last = words(name).last().unwrap_or_default();
        let begins = match name::table().whole(Lang::Ar, name) {
            _ if name::table().whole(Lang::Ar, last) == Some(NameKind::Particle) => true,
            Some(NameKind::Element) => true,
            Some(NameKind::Given) => titled(),
            _ => false,
        };
        begins && self.survey.en.iter().any(|left| is_after(self.en, link.en, left.span))
    }

    /// True for a word with the article after a given name, where the English has another name after the same one, or a
    /// name of several words for both: ليلى العظمة, which no lexicon knows from greatness.
    fn is_surname(&self, mention: &Mention) -> bool {
        if clitics::without_article(mention.span.of(self.text), Classes::NONE).is_none() {
            return false;
        }
        let linked = self.link_before(mention.span).is_some_and(|link| {
            let person = link.kind(self.text, self.en).is_none_or(|kind| kind.sort() == Some("person"));
            person && self.survey.en.iter().any(|left| is_after(self.en, link.en, left.span))
        });
        let at = self.survey.ar.partition_point(|left| left.span.start < mention.span.start);
        let before = at.checked_sub(1).map(|at| &self.survey.ar[at]);
        let given = before.filter(|left| left.kinds.has(NameKind::Given));
        linked
            || given.is_some_and(|left| is_after(self.text, left.span, mention.span))
                && self.survey.en.iter().any(|left| words(left.span.of(self.en)).nth(1).is_some())
    }

    fn candidate(&self, mention: &Mention) -> Candidate {
        let text = mention.span.of(self.text);
        let listed = self.said.word(mention.span).listed;
        let quoted = is_quoted(self.text, mention.span);
        let recurs = mention.why == Why::Unlisted && !listed && self.memory.recurs(text);
        let inflected = mention.why == Why::Unlisted && is_inflected(text);
        let after = self.link_before(mention.span).is_some();
        let is_surname = mention.beside.is_some() && is_of_family(text)
            || self.is_surname(mention)
            || self.is_second_word(mention);
        let certainty = match mention.why {
            Why::Table => Certainty::Sure,
            // A name elsewhere in the document is a name here too.
            Why::Marked | Why::Unlisted | Why::Homonym if self.memory.is_name(text) => Certainty::Sure,
            Why::Homonym if self.is_after_its_kind(mention) => Certainty::Sure,
            Why::Marked if !listed => Certainty::Sure,
            Why::Marked | Why::Homonym => Certainty::Likely,
            Why::Unlisted if !listed => Certainty::Likely,
            _ if is_surname => Certainty::Likely,
            _ if quoted => Certainty::Likely,
            _ => Certainty::Weak,
        };
        let weak = certainty == Certainty::Weak;
        let work = mention.kinds.has(NameKind::Work) || mention.kinds.has(NameKind::Product);
        let plain = match mention.why {
            Why::Unlisted => weak || inflected && !quoted && !recurs,
            Why::Marked => work && listed,
            _ => weak,
        };
        let known = matches!(mention.why, Why::Table | Why::Homonym);
        let related = known && self.related.in_english(text);
        let listed = self.listed(mention.span);
        Candidate {
            plain,
            inflected,
            quoted,
            recurs,
            related,
            listed,
            after,
            ..candidate(mention, certainty)
        }
    }
}

/// True if a name is directly after another, with nothing but an article or a particle between them.
pub(super) fn is_after(text: &str, one: Span, next: Span) -> bool {
    text.get(one.end..next.start).is_some_and(|between| {
        (1..=PARTICLE).contains(&between.len())
            && between.chars().all(|c| matches!(c, ' ' | '-' | '‑') || c.is_ascii_lowercase())
    })
}

/// True for what may be between two names of an enumeration.
pub(super) fn separates(lang: Lang, between: &str) -> bool {
    let sign = |c: char| matches!(c, ' ' | ',' | '،' | ';' | '؛' | '&' | '«' | '»');
    between.len() <= SIGNS
        && between.split(sign).filter(|word| !word.is_empty()).all(|word| match lang {
            Lang::Ar => word == "و",
            Lang::En => matches!(word, "and" | "or" | "the"),
        })
}

/// True for a single word in quotation marks, which must be a name. Several words in quotation
/// marks are often the title of a work, translated or not.
pub(super) fn is_quoted(text: &str, span: Span) -> bool {
    let left = text.get(..span.start).unwrap_or_default();
    let right = text.get(span.end..).unwrap_or_default();
    let is_mark = |c: char| OPENING.contains(&c) || CLOSING.contains(&c);
    let before = left.char_indices().rev().take(MARKS).find(|(_, c)| is_mark(*c));
    let Some((start, first)) = before else { return false };
    let after = right.char_indices().take(MARKS).find(|(_, c)| is_mark(*c));
    let Some((end, last)) = after else { return false };
    let beside = words(&left[start..]).chain(words(&right[..end])).next();
    OPENING.contains(&first) && CLOSING.contains(&last) && beside.is_none()
}

impl Candidate {
    /// True if it is more likely a name than a word.
    pub(super) fn is_likely(&self) -> bool {
        self.certainty > Certainty::Weak && !self.plain && !self.inflected
    }

    /// True for an Arabic name about which nothing else is known than that it is not a word, or
    /// that it follows a title. Its counterpart may be at the other end of the sentence.
    pub(super) fn is_unknown_name(&self, ar: &str) -> bool {
        let unlisted = self.why == Why::Unlisted && without_article(ar).is_none();
        self.is_likely() && (self.why == Why::Marked || unlisted)
    }

    /// True for a name that does not merge with a name of the table before it: القاهرة ودمشق are
    /// two names, أحمد علي is one.
    fn is_alone(&self) -> bool {
        self.why == Why::Table && !self.is_of_person()
    }

    fn is_of_person(&self) -> bool {
        [NameKind::Person, NameKind::Given, NameKind::Family].into_iter().any(|kind| self.kinds.has(kind))
    }

    /// Merges the following words into this one.
    fn take_in(&mut self, next: &Candidate) {
        self.span = self.span.to(next.span);
        self.kinds = if self.kinds.is_empty() { next.kinds } else { self.kinds };
        self.why = self.why.max(next.why);
        self.certainty = self.certainty.max(next.certainty);
        self.beside = self.beside.or(next.beside);
        self.plain |= next.plain;
        self.inflected &= next.inflected;
        self.quoted |= next.quoted;
        self.recurs |= next.recurs;
        // A surname may be an adjective of a country, but the person is nothing else for it.
        self.related |= next.related && !self.is_of_person();
        self.place = f64::midpoint(self.place, next.place);
        self.listed[1] = next.listed[1];
    }
}

pub(super) fn candidate(mention: &Mention, certainty: Certainty) -> Candidate {
    let Mention { span, kinds, why, place, beside } = *mention;
    Candidate {
        span,
        kinds,
        why,
        certainty,
        place,
        beside,
        plain: false,
        inflected: false,
        quoted: false,
        recurs: false,
        related: false,
        listed: [None; 2],
        repeated: false,
        after: false,
    }
}

/// True for an Arabic word with the article and the ending of family names: الجوهري after a given
/// name is one, although it also means essential.
fn is_of_family(word: &str) -> bool {
    clitics::without_article(word, Classes::NONE)
        .is_some_and(|bare| bare.ends_with('ي') && bare.chars().nth(2).is_some())
}

/// True for an Arabic word that consists of two words joined by mistake: الرقميةفي, الجمهوريينجون.
fn is_glued(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic()).count();
    let after = |end: usize| word[end..].chars().any(char::is_alphabetic);
    let ends = |(at, c): (usize, char)| matches!(c, 'ة' | 'ى') && after(at + c.len_utf8());
    let plural = |ending: &str| {
        word.match_indices(ending).any(|(at, _)| {
            let end = at + ending.len();
            word[..end].chars().count() >= PLURAL && word[end..].chars().nth(1).is_some() && {
                let found = look_up(&word[..end]);
                !found.entries.is_empty()
            }
        })
    };
    !word.contains(' ')
        && (word.char_indices().any(ends)
            || clitics::without_article(word, Classes::NONE).is_some()
                && letters() > PLURAL
                && clitics::endings(Endings::PLURAL).any(plural))
}

/// True for an Arabic word with the article and the pattern of a verbal noun (الانغلاق), which is
/// hardly ever a name.
pub(super) fn is_verbal_noun(word: &str) -> bool {
    let folded = fold::fold(Lang::Ar, word);
    let letters: Vec<char> = without_article(&folded).unwrap_or_default().chars().collect();
    matches!(
        letters[..],
        ['ا', 'ن', _, _, 'ا', _]
            | ['ا', _, 'ت', _, 'ا', _]
            | ['ا', 'س', 'ت', _, _, 'ا', _]
            | ['ت', _, _, 'ي', _]
    )
}

/// True for an Arabic word with the article that differs from a word of the lexicon by a missing or
/// additional letter (المبارة).
pub(super) fn is_slip(word: &str) -> bool {
    let folded = fold::fold(Lang::Ar, word);
    let letters: Vec<char> = without_article(&folded).unwrap_or_default().chars().collect();
    letters.len() >= SLIPPED && is_beside_a_word(&letters)
}

/// The word after the article, if it has one.
pub(super) fn without_article(folded: &str) -> Option<&str> {
    clitics::without_article(folded, Classes::PARTICLE)
}

/// True if removing or adding one letter makes a word of the lexicon.
fn is_beside_a_word(letters: &[char]) -> bool {
    let listed = |letters: &mut dyn Iterator<Item = char>| {
        let word: String = letters.collect();
        !built_in().look_up(&word).entries.is_empty()
    };
    (1..letters.len()).any(|at| {
        let (before, after) = letters.split_at(at);
        listed(&mut before.iter().chain(&after[1..]).copied())
            || ['ا', 'و', 'ي', 'ه', 'ل', 'ن', 'ت', 'م', 'ر'].into_iter().any(|letter| {
                listed(&mut before.iter().copied().chain([letter]).chain(after.iter().copied()))
            })
    })
}

/// True for an Arabic word that looks like a verb in the present, a plural or a word with a
/// pronoun, which is rare for names.
fn is_inflected(word: &str) -> bool {
    let folded = fold::fold(Lang::Ar, word);
    let bare = clitics::bare(&folded, Classes::CONJUNCTION);
    let verb = ["يت", "تت", "يست", "تست", "سي", "ست", "ين"].iter().any(|head| bare.starts_with(head));
    let ends = |classes: Endings| clitics::cuts(bare, classes).next().is_some();
    let plural = without_article(bare).is_some() && ends(Endings::PLURAL);
    verb || plural || ends(Endings::INFLECTED)
}
