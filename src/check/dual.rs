//! The finding of an Arabic dual whose noun the English counts otherwise: `بيضتين` against *an egg*, `ركلتي جزاء` against *three
//! penalties*.

use super::{
    claim::{isolated, marked, quoted},
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
    wording,
};
use crate::{
    figure::{self, Decimal, Figure, Form, Kind, Part},
    lexicon::{self, EnglishId},
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold, stem,
        token::{TokenKind, tokens},
    },
};

/// Words after an English number among which its noun is.
const COUNTED: usize = 3;
/// The least probability of a translation that counts as that noun.
const LIKELY: f32 = 0.1;

/// The findings of a pair.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut findings = recounted(pair);
    findings.extend(halved(pair));
    findings
}

/// True for a figure that is the dual of a noun and no unit.
fn is_plain(figure: &Figure) -> bool {
    figure.form == Form::Dual && figure.unit().is_none()
}

fn is_two(figure: &Figure) -> bool {
    figure.best().as_number() == Some(Decimal::TWO)
}

/// The English words that may translate the noun whose dual a figure is.
fn nouns_of(ar: &PairSide<'_>, dual: &Figure) -> Vec<EnglishId> {
    let word = fold::fold(Lang::Ar, dual.span.of(&ar.plain));
    let bare = clitics::without(&word, Classes::AND);
    let words = std::iter::once(word.as_str()).chain(bare);
    words.flat_map(|word| singulars(word, true)).flat_map(|noun| translations(&noun)).collect()
}

fn translations(noun: &str) -> Vec<EnglishId> {
    let found = lexicon::built_in().look_up(noun);
    let likely = found.entries.iter().filter(|entry| entry.forward.max(entry.backward) > LIKELY);
    likely.map(|entry| entry.english).collect()
}

/// The content words after an English figure, one of which it counts.
fn counted(en: &PairSide<'_>, figure: &Figure) -> Vec<EnglishId> {
    let lexicon = lexicon::built_in();
    let after = senses::after(en, figure, COUNTED);
    let own = after.iter().position(|word| senses::is_said(Lang::En, word, Sense::And));
    let words = after[..own.unwrap_or(after.len())].iter();
    words.filter_map(|word| lexicon.english_content(word)).collect()
}

/// `حبتان` and *three tablets*: an Arabic dual, and an English number of what it is the dual of.
pub(super) fn counts_its_noun(pair: &MatchedPair<'_>, ar: &Figure, en: &Figure) -> bool {
    is_plain(ar) && en.kind() == Kind::Cardinal && {
        let nouns = counted(&pair.en, en);
        nouns_of(&pair.ar, ar).iter().any(|id| nouns.contains(id))
    }
}

/// True if each *two* of the English is that of another Arabic figure than the dual at a place.
fn twos_are_taken(pair: &MatchedPair<'_>, dual: Span) -> bool {
    let mut twos = pair.en.figures.iter().enumerate().filter(|(_, figure)| is_two(figure));
    !twos.any(|(n, figure)| {
        let paired = pair.matching.pairings.iter().find(|pairing| pairing.en.0 == n);
        let Some(partner) = paired.map(|pairing| &pair.ar.figures[pairing.ar.0]) else { return true };
        let own = !is_plain(partner) || counts_its_noun(pair, partner, figure);
        partner.span.overlaps(dual) || !own
    })
}

/// True for a dual that is reported already, as a number that became another.
fn is_given(pair: &MatchedPair<'_>, dual: Span) -> bool {
    pair.changes.iter().any(|change| change.ar.figure.span.overlaps(dual))
}

/// The nouns of English words that are counted as one.
fn counted_once(words: &[String]) -> Vec<EnglishId> {
    // `as a member`: what somebody is, not how many.
    let role = |at: usize| at > 0 && senses::is_said(Lang::En, &words[at - 1], Sense::As);
    let is_noun = |word: &str| !word.ends_with('s') && !is_number(word);
    let counts = |(at, two): &(usize, &[String])| is_one(&two[0]) && !role(*at) && is_noun(&two[1]);
    let nouns = words.windows(2).enumerate().filter(counts);
    nouns.filter_map(|(_, two)| lexicon::built_in().english(&stem::stem_folded(Lang::En, &two[1]))).collect()
}

/// `بيضتين` against `an egg`: a dual, not a plural, whose noun is singular in the English, without
/// a two anywhere.
fn halved(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let (ar, en) = (&pair.ar, &pair.en);
    if en.figures.iter().any(is_two) || wording::says(en, Decimal::TWO) {
        return Vec::new();
    }
    let lexicon = lexicon::built_in();
    let words = senses::words(Lang::En, &en.plain);
    let once = senses::says(Lang::En, &words, Sense::Once);
    let ones = counted_once(&words);
    if ones.is_empty() && !once {
        return Vec::new();
    }
    let with_unit =
        |span: Span| ar.figures.iter().any(|figure| figure.span.overlaps(span) && figure.unit().is_some());
    let all: Vec<_> = tokens(&ar.plain).filter(|token| token.kind == TokenKind::Word).collect();
    let folded = |span: Span| fold::fold(Lang::Ar, span.of(&ar.plain));
    let is_one_there = |word: &str| {
        let found = lexicon.look_up(word);
        found.entries.iter().any(|entry| entry.forward > LIKELY && ones.contains(&entry.english))
    };
    let is_dual = |span: Span| ar.figures.iter().any(|figure| figure.span.overlaps(span) && is_plain(figure));
    // سيارتي إسعاف: before another noun the dual has no nūn and looks like `my car`.
    let owned = words.iter().any(|word| senses::is_said(Lang::En, word, Sense::Own));
    let lost = all.iter().enumerate().filter(|(at, token)| {
        let word = folded(token.span);
        // مرتين against `once`
        if once && senses::is_said(Lang::Ar, &word, Sense::Twice) {
            return true;
        }
        let is_definite = |word: &str| clitics::without_article(word, Classes::NONE).is_some();
        let next = || all.get(at + 1).map(|next| folded(next.span)).filter(|next| !is_definite(next));
        let long = |noun: &&str| noun.chars().count() > 2;
        // جرتان has two letters before its ending.
        let ending = word.strip_suffix("تين").or_else(|| word.strip_suffix("تان"));
        if let Some(noun) = ending.filter(|noun| noun.chars().count() > 1) {
            return !with_unit(token.span) && is_one_there(&format!("{noun}ه"));
        }
        // رغيفان, and رأسا ثوم: a masculine noun, if the ending is certainly that of a dual.
        if let Some(noun) = word.strip_suffix("ان").or_else(|| word.strip_suffix("ين")).filter(long) {
            let noun = clitics::without(noun, Classes::AND).filter(long).unwrap_or(noun);
            return is_dual(token.span) && is_one_there(noun);
        }
        let noun = word.strip_suffix("تي").or_else(|| word.strip_suffix("تا")).filter(long);
        let bare = !owned && !with_unit(token.span) && !is_definite(&word);
        let bound = noun.filter(|_| bare).zip(next());
        bound.is_some_and(|(noun, next)| {
            let singular = lexicon.look_up(&format!("{noun}ه"));
            let other = lexicon.look_up(&next);
            let nouns = !singular.entries.is_empty() && !other.is_function && !other.entries.is_empty();
            nouns && (is_one_there(&format!("{noun}ه")) || is_one_there(&next))
        })
    });
    let finding = |span: Span| Finding {
        severity: Severity::Warning,
        code: Code::Missing,
        message: format!("{} (2) is one in the English", isolated(span.of(ar.text))),
        ar: Some(Marked { span, value: Decimal::TWO.to_string() }),
        en: None,
        throughout: false,
    };
    lost.filter(|(_, token)| !is_given(pair, token.span)).map(|(_, token)| finding(token.span)).collect()
}

/// True for words before a noun which mean that there is one of it.
pub(super) fn is_one(word: &str) -> bool {
    senses::is_said(Lang::En, word, Sense::Single)
}

/// True for an English word of numbers, which has no dual.
fn is_number(word: &str) -> bool {
    figure::read(Lang::En, word).iter().any(|figure| figure.is_hard())
}

/// True for a word that may be the dual of a feminine noun before another noun, and whose singular is known: `حالتي`.
fn is_bound(word: &str) -> bool {
    let noun = ["تي", "تا"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|noun| noun.chars().count() > 2);
    let known = |noun: &str| !lexicon::built_in().look_up(&format!("{noun}ه")).entries.is_empty();
    noun.is_some_and(|noun| known(clitics::without(noun, Classes::AND).unwrap_or(noun)))
}

/// `ركلتي جزاء` against *three penalties*: a dual whose noun the English counts with another number.
fn recounted(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let (ar, en) = (&pair.ar, &pair.en);
    // `at three … three explosions`: another three of the text does not excuse it.
    let left = pair.matching.left.en.iter().chain(&pair.matching.repeated.en);
    let found = left.filter_map(|piece| {
        let figure = &piece.figure;
        let number =
            figure.best().as_number().filter(|number| *number > Decimal::TWO && number.is_integer())?;
        let counts = piece.part == Part::Whole && figure.kind() == Kind::Cardinal && figure.is_hard();
        (counts && number <= Decimal::TEN).then_some(())?;
        let nouns = counted(en, figure);
        let words: Vec<Span> =
            tokens(&ar.plain).filter(|token| token.kind == TokenKind::Word).map(|token| token.span).collect();
        let free =
            |span: Span| ar.figures.iter().all(|figure| !figure.span.overlaps(span) || is_plain(figure));
        let is_counted = |noun: &String| translations(noun).iter().any(|id| nouns.contains(id));
        let (_, dual) = words.iter().enumerate().filter(|(_, span)| free(**span)).find(|(at, span)| {
            let word = fold::fold(Lang::Ar, span.of(&ar.plain));
            let is_read = ar.figures.iter().any(|figure| figure.span.overlaps(**span));
            // `حالتي وفاة` and *three deaths*: the noun that English counts is the next one.
            let next = words.get(at + 1).filter(|_| is_bound(&word));
            let next = next.map(|next| fold::fold(Lang::Ar, next.of(&ar.plain)));
            singulars(&word, is_read).iter().any(is_counted) || next.as_ref().is_some_and(is_counted)
        })?;
        (twos_are_taken(pair, *dual) && !is_given(pair, *dual)).then_some(())?;
        let message =
            format!("{} against {}: {number} instead of 2", quoted(en, piece), isolated(dual.of(ar.text)));
        Some(Finding {
            severity: Severity::Warning,
            code: Code::Number,
            message,
            ar: Some(Marked { span: *dual, value: Decimal::TWO.to_string() }),
            en: Some(marked(en, piece)),
            throughout: false,
        })
    });
    found.collect()
}

/// The nouns of which a folded word may be the dual: of masculine ones only where it was read as one, or without its nūn.
fn singulars(word: &str, is_read: bool) -> Vec<String> {
    let strip = |endings: &[&str], least: usize| -> Vec<String> {
        let nouns = endings.iter().filter_map(|ending| word.strip_suffix(ending));
        nouns.filter(|noun| noun.chars().count() >= least).map(str::to_owned).collect()
    };
    let mut nouns: Vec<String> = strip(&["تين", "تان"], 2);
    nouns.extend(strip(&["تي", "تا"], 3));
    nouns.iter_mut().for_each(|noun| noun.push('ه'));
    nouns.extend(strip(if is_read { &["ين", "ان"] } else { &["ي"] }, 3 - usize::from(is_read)));
    nouns
}
