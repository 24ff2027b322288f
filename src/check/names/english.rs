//! The English names without a counterpart, and how certain it is that they are names.

use super::{
    candidate::{Candidate, Certainty, OPENING, candidate, is_after, is_quoted, separates},
    capitals::Capitals,
    english_word::english_id,
    institution::is_english_head,
    made::{is_derived, is_learned, is_like_adjective, is_made_of_words},
    related::Related,
    said::{Said, spans},
    words,
};
use crate::{
    check::senses::{self, Sense},
    name::{self, Link, Mention, NameKind, Survey, Why, table},
    text::{Lang, Span},
};

/// Most letters of a surname that means nothing after initials.
const INITIALS: usize = 3;
/// What is between a French noun and the name of a place.
const FRENCH: [&str; 6] = [" d'", " d’", " du ", " des ", " de la ", " de l'"];

/// The data of the pair that contains an English name.
pub(super) struct English<'a, 't> {
    pub(super) text: &'a str,
    pub(super) survey: &'a Survey,
    pub(super) said: &'a Said,
    pub(super) related: &'a Related<'a>,
    pub(super) capitals: &'a Capitals<'t>,
}

impl English<'_, '_> {
    /// The English names that the Arabic does not express by ordinary words.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let translated = |left: &&Mention| {
            self.said.translates(left.span.of(self.text), left.why) && !self.is_one_of_two(left)
        };
        self.survey.en.iter().filter(|left| !translated(left)).map(|left| self.candidate(left)).collect()
    }

    fn candidate(&self, mention: &Mention) -> Candidate {
        let mention = &self.known(mention);
        let (en, span) = (self.text, mention.span);
        let certainty = match mention.why {
            // Bill and Mark are words of a menu.
            Why::Table if self.is_word_of_title(span) || self.is_thing(mention) => Certainty::Weak,
            // I. M. Pei: the Arabic has whole names for the initials.
            _ if is_of_initials(span.of(en)) => Certainty::Weak,
            Why::Table => Certainty::Sure,
            // *Banc d'Arguin*: what the place is, in French.
            _ if FRENCH.iter().any(|of| en[span.end..].starts_with(of)) => Certainty::Weak,
            // Indo-Australian: half of a compound.
            _ if en[span.end..].starts_with(['-', '‑', '‐']) => Certainty::Weak,
            Why::Capital | Why::Marked if self.is_no_word(mention) => Certainty::Sure,
            Why::Opening if self.is_no_word(mention) => Certainty::Likely,
            Why::Acronym if is_of_names(span.of(en)) => Certainty::Likely,
            _ => Certainty::Weak,
        };
        let related = self.related.in_arabic(span.of(en));
        let quoted = !en.contains(OPENING) || is_quoted(en, span);
        let listed = listed(en, span, &self.survey.links);
        let after = self.survey.links.iter().any(|link| is_after(en, link.en, span));
        let span = without_title(span, en);
        Candidate { related, quoted, span, listed, after, ..candidate(mention, certainty) }
    }

    /// True for an organisation of the table with several words where the Arabic has another one left: *General Security* has
    /// the words of المديرية العامة لقوى الأمن الداخلي.
    fn is_one_of_two(&self, mention: &Mention) -> bool {
        let is_org = |left: &Mention| left.why == Why::Table && left.kinds.has(NameKind::Org);
        is_org(mention)
            && words(mention.span.of(self.text)).nth(1).is_some()
            && self.survey.ar.iter().any(is_org)
    }

    /// True for a given name directly before a linked name: *Slim Bouhdida*.
    fn is_before_name(&self, name: Span) -> bool {
        self.survey.links.iter().any(|link| self.text.get(name.end..link.en.start) == Some(" "))
    }

    /// A name at the beginning of a sentence that the table knows and that is no word of the language, or a given name before
    /// another name: Kamal.
    fn known(&self, mention: &Mention) -> Mention {
        let of_person =
            |kind: &NameKind| matches!(kind, NameKind::Given | NameKind::Family | NameKind::Person);
        let name = mention.span.of(self.text);
        let kind = Some(name).filter(|_| mention.why == Why::Opening && mention.kinds.is_empty());
        let kind = kind.and_then(|name| table().whole(Lang::En, name)).filter(of_person);
        let is_name = |kind: &NameKind| {
            self.is_no_word(mention) || *kind == NameKind::Given && self.is_before_name(mention.span)
        };
        match kind.filter(|kind| is_name(kind) && !self.capitals.is_title(self.text)) {
            Some(kind) => Mention { why: Why::Table, kinds: kind.into(), ..*mention },
            None => *mention,
        }
    }

    /// True if a name with capitals has a word that can only be a name.
    fn is_no_word(&self, mention: &Mention) -> bool {
        let text = mention.span.of(self.text);
        let strange = |word: &&str| {
            word.chars().nth(2).is_some()
                && english_id(word).is_none()
                && !name::is_ordinary_english(word)
                && !is_learned(word)
        };
        let mut strange = words(text).filter(strange).peekable();
        if strange.peek().is_none()
            || is_derived(text, mention.why)
            || self.is_adjective_of_head(mention.span)
        {
            return false;
        }
        let is_person = mention.kinds.iter().any(|kind| kind.sort() == Some("person"));
        if mention.why == Why::Marked && is_person {
            return true;
        }
        let made = mention.why == Why::Opening || self.capitals.are_of_titles();
        !self.capitals.is_title(self.text)
            && strange.any(|word| !(made && is_made_of_words(word) || self.capitals.is_small(word)))
    }

    /// True for what is like an adjective of an institution: *the Pulmonary Hospital*.
    fn is_adjective_of_head(&self, span: Span) -> bool {
        let after = self.text.get(span.end..).unwrap_or_default();
        let own: Vec<&str> = words(span.of(self.text)).collect();
        let [first, heads @ ..] = own.as_slice() else { return false };
        is_like_adjective(first)
            && heads.iter().all(|word| is_english_head(word))
            && (!heads.is_empty() || words(after).next().is_some_and(is_english_head))
            && is_after_article(self.text, span)
    }

    /// True for a word of the lexicon after an article, which nobody's name has: *the Rice*.
    fn is_thing(&self, mention: &Mention) -> bool {
        let name = mention.span.of(self.text);
        mention.kinds.iter().all(|kind| kind.sort() == Some("person"))
            && words(name).nth(1).is_none()
            && english_id(name).is_some()
            && is_after_article(self.text, mention.span)
    }

    /// True for a single word of the lexicon in a text with the capitals of a title.
    fn is_word_of_title(&self, span: Span) -> bool {
        let mut words = words(span.of(self.text));
        words.next().is_some_and(|word| english_id(word).is_some())
            && words.next().is_none()
            && self.capitals.is_title(self.text)
    }
}

/// True for a name of several names written as one word, of which at least one is no word of the language: ConocoPhillips.
pub(super) fn is_of_names(name: &str) -> bool {
    let cuts = name.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    let cuts: Vec<usize> = cuts.chain([name.len()]).collect();
    let parts = || cuts.windows(2).map(|two| &name[two[0]..two[1]]);
    let is_part = |part: &str| part.chars().nth(INITIALS).is_some() && part.chars().all(char::is_alphabetic);
    let strange = |part: &str| english_id(part).is_none() && !name::is_ordinary_english(part);
    cuts.len() > 2 && cuts[0] == 0 && parts().all(is_part) && parts().any(strange)
}

/// True for an English name after an article.
pub(super) fn is_after_article(text: &str, name: Span) -> bool {
    let before = text.get(..name.start).unwrap_or_default();
    let last = words(&before[before.trim_end().rfind(' ').unwrap_or(0)..]).last();
    last.is_some_and(|word| senses::is_said(Lang::En, &word.to_ascii_lowercase(), Sense::Article))
}

/// True for a name with initials and no long word.
fn is_of_initials(name: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    words(name).any(|word| letters(word) == 1) && words(name).all(|word| letters(word) <= INITIALS)
}

/// A name without the titles before and after it: *Dr* sounds similar to half of all names.
fn without_title(name: Span, en: &str) -> Span {
    let words: Vec<Span> =
        spans(name.of(en)).map(|word| Span::new(name.start + word.start, name.start + word.end)).collect();
    let is_title = |word: &&Span| name::is_marker(Lang::En, word.of(en));
    let first = words.iter().find(|word| !is_title(word)).or(words.last());
    let last = words.iter().rev().find(|word| !is_title(word)).or(words.last());
    match (first, last) {
        (Some(first), Some(last)) => first.to(*last),
        _ => name,
    }
}

/// The links before and after an English name, of which only the signs of an enumeration separate it.
fn listed(text: &str, name: Span, links: &[Link]) -> [Option<usize>; 2] {
    let follows = |one: Span, next: Span| {
        let between = text.get(one.end..next.start);
        between.is_some_and(|between| !between.trim().is_empty() && separates(Lang::En, between))
    };
    let before = links.iter().position(|link| follows(link.en, name));
    [before, links.iter().position(|link| follows(name, link.en))]
}
