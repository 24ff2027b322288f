//! Findings of figures without a counterpart: `missing` from the English, or `extra` there.

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
    figure::{self, Decimal, Dimension, Figure, Form, Kind, Part, Piece},
    lexicon,
    text::{
        Lang, Span,
        clitics::{self, Classes},
        fold, stem,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashSet;

/// Reports the unmatched figures of either side: a warning for certain ones, a note for the rest,
/// and nothing for those that translators add or omit freely: one, and the duals of nouns, which
/// many names resemble.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    // With more than some dozens of them the texts do not belong together.
    let few = pair.matching.ar_left.len() <= 50;
    let missing = pair.matching.ar_left.iter().map(|piece| {
        let message = format!("{} has no counterpart in the English", said(&pair.ar, piece));
        let dropped = few && is_dropped_dual(piece, &pair.en);
        (dropped || !is_slight(piece)).then(|| Finding {
            severity: if dropped { Severity::Warning } else { severity(piece) },
            code: Code::Missing,
            message,
            ar: Some(marked(&pair.ar, piece)),
            en: None,
            throughout: false,
        })
    });
    // Whoever explains has given everything else.
    let given: FxHashSet<usize> = pair.matching.pairings.iter().map(|pairing| pairing.ar.0).collect();
    let explains = !given.is_empty() && given.len() == pair.ar.figures.len();
    let extra = pair.matching.en_left.iter().map(|piece| {
        let message = format!("{} has no counterpart in the Arabic", said(&pair.en, piece));
        let doubled = is_doubled(piece, &pair.ar);
        (!is_slight(piece)).then(|| Finding {
            severity: if doubled {
                Severity::Warning
            } else if explains && may_be_explained(piece, &pair.en) {
                Severity::Note
            } else {
                severity(piece)
            },
            code: Code::Extra,
            message,
            ar: None,
            en: Some(marked(&pair.en, piece)),
            throughout: false,
        })
    });
    let mut findings: Vec<Finding> = missing.chain(extra).flatten().collect();
    let recounted = recounted(pair);
    let told = |finding: &Finding| recounted.iter().any(|other| other.en == finding.en);
    findings.retain(|finding| finding.en.is_none() || !told(finding));
    findings.extend(recounted);
    findings.extend(halved(pair));
    findings
}

fn severity(piece: &Piece) -> Severity {
    if piece.figure.is_hard() { Severity::Warning } else { Severity::Note }
}

/// `ساعة` against *two hours*: an English two of a unit that the Arabic names once, without a number.
fn is_doubled(piece: &Piece, ar: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let two = piece.part == Part::Whole && figure.best().as_number() == Some(Decimal::TWO);
    let Some(unit) = figure.unit().filter(|_| two && figure.kind() != Kind::Percent) else { return false };
    let Some(singular) = unit.names(Lang::Ar).map(|name| fold::fold(Lang::Ar, name)).next() else {
        return false;
    };
    let counted = |span: Span| ar.figures.iter().any(|figure| figure.span.overlaps(span));
    let is_it = |word: &str| {
        let noun = word.strip_suffix('ا').unwrap_or(word);
        noun == singular || clitics::forms(word, Classes::NOUN).any(|form| form == singular)
    };
    let mut words = tokens(&ar.plain).filter(|token| token.kind == TokenKind::Word && !counted(token.span));
    words.any(|token| {
        let word = fold::fold(Lang::Ar, token.span.of(&ar.plain));
        clitics::behind_article(&word, Classes::NONE).is_none() && is_it(&word)
    })
}

/// True for an English figure that good translators add to explain what the Arabic says in figures of its own: words, dates
/// and ordinals. Of ten such warnings on texts of others nine were wrong.
fn may_be_explained(piece: &Piece, en: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let counts = [
        Kind::Cardinal,
        Kind::Percent,
        Kind::PercentagePoint,
        Kind::Money,
        Kind::Measure,
        Kind::Duration,
        Kind::Age,
    ];
    // A Hijri day beside its Gregorian twin is no explanation when it is another day.
    let hijri = en.figures[piece.index].kind() == Kind::HijriDate;
    let counted = piece.part == Part::Whole && counts.contains(&figure.kind());
    let in_digits = matches!(figure.form, Form::Digits | Form::Mixed);
    // Nobody explains with `twelve` or `twenty-three`.
    let exact = figure.form == Form::Words
        && figure.best().as_number().is_some_and(|n| n > Decimal::TEN && !(n % Decimal::TEN).is_zero());
    !(hijri || counted && (in_digits || exact))
}

/// True for figures that nobody misses.
fn is_slight(piece: &Piece) -> bool {
    let one = piece.figure.best().as_number() == Some(Decimal::ONE);
    !piece.figure.is_hard() && (one || piece.figure.form == Form::Dual)
}

/// `بعد سنتين` against `years later`: the dual of a duration, and the bare plural of the same unit
/// on the other side. The plural means that they are not counted, or that the number was forgotten.
fn is_dropped_dual(piece: &Piece, en: &PairSide<'_>) -> bool {
    let Some(unit) = piece.figure.unit().filter(|_| piece.figure.form == Form::Dual) else { return false };
    let plurals: Vec<&str> =
        unit.names(Lang::En).filter(|name| name.ends_with('s') && name.len() > 3).collect();
    let of_time = matches!(unit.dimension(), Dimension::Time | Dimension::Calendar);
    let counted = |span: Span| en.figures.iter().any(|figure| figure.span.overlaps(span));
    let singular = |word: &str| unit.names(Lang::En).any(|name| name == word) && !word.ends_with('s');
    let words: Vec<(Span, String)> = tokens(&en.plain)
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| (token.span, fold::fold(Lang::En, token.span.of(&en.plain))))
        .collect();
    let plural = words.iter().any(|(span, word)| plurals.contains(&word.as_str()) && !counted(*span));
    // `every week` for كل أسبوعين means one week.
    // `in the past week` for الأسبوعين الماضيين too.
    let one = |word: &str| is_one(word) || senses::is_said(Lang::En, word, Sense::Recent);
    let single = words.windows(2).any(|two| one(&two[0].1) && singular(&two[1].1));
    of_time && (plural || single)
}

/// True for words before a noun which mean that there is one of it.
fn is_one(word: &str) -> bool {
    senses::is_said(Lang::En, word, Sense::Single)
}

/// `بيضتين` against `an egg`: a dual, not a plural, whose noun is singular in the English, without
/// a two anywhere.
fn halved(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let (ar, en) = (&pair.ar, &pair.en);
    let two = |figure: &Figure| figure.best().as_number() == Some(Decimal::TWO);
    if en.figures.iter().any(two) || wording::says(en, Decimal::TWO) {
        return Vec::new();
    }
    let lexicon = lexicon::built_in();
    let words = senses::words(Lang::En, &en.plain);
    let once = senses::says(Lang::En, &words, Sense::Once);
    // `as a member`: what somebody is, not how many.
    let role = |at: usize| at > 0 && senses::is_said(Lang::En, &words[at - 1], Sense::As);
    let ones: Vec<_> = words
        .windows(2)
        .enumerate()
        .filter(|(at, two)| is_one(&two[0]) && !role(*at) && !two[1].ends_with('s') && !is_number(&two[1]))
        .filter_map(|(_, two)| lexicon.english(&stem::stem_folded(Lang::En, &two[1])))
        .collect();
    if ones.is_empty() && !once {
        return Vec::new();
    }
    let with_unit =
        |span: Span| ar.figures.iter().any(|figure| figure.span.overlaps(span) && figure.unit().is_some());
    let all: Vec<_> = tokens(&ar.plain).filter(|token| token.kind == TokenKind::Word).collect();
    let folded = |span: Span| fold::fold(Lang::Ar, span.of(&ar.plain));
    let is_one_there = |word: &str| {
        let found = lexicon.look_up(word);
        found.entries.iter().any(|entry| entry.forward > 0.1 && ones.contains(&entry.english))
    };
    let is_dual = |span: Span| {
        let dual = |figure: &Figure| figure.form == Form::Dual && figure.unit().is_none();
        ar.figures.iter().any(|figure| figure.span.overlaps(span) && dual(figure))
    };
    // سيارتي إسعاف: before another noun the dual has no nūn and looks like `my car`.
    let owned = words.iter().any(|word| senses::is_said(Lang::En, word, Sense::Own));
    let lost = all.iter().enumerate().filter(|(at, token)| {
        let word = folded(token.span);
        // مرتين against `once`
        if once && senses::is_said(Lang::Ar, &word, Sense::Twice) {
            return true;
        }
        let is_definite = |word: &str| clitics::behind_article(word, Classes::NONE).is_some();
        let next = || all.get(at + 1).map(|next| folded(next.span)).filter(|next| !is_definite(next));
        let long = |noun: &&str| noun.chars().count() > 2;
        if let Some(noun) = word.strip_suffix("تين").or_else(|| word.strip_suffix("تان")).filter(long) {
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
        message: format!("{} (2) stands as one in the English", isolated(span.of(ar.text))),
        ar: Some(Marked { span, value: Decimal::TWO.to_string() }),
        en: None,
        throughout: false,
    };
    lost.map(|(_, token)| finding(token.span)).collect()
}

/// True for an English word of numbers, which has no dual.
fn is_number(word: &str) -> bool {
    figure::read(Lang::En, word).iter().any(|figure| figure.is_hard())
}

/// Words behind an English number among which its noun is.
const COUNTED: usize = 3;

/// `ركلتي جزاء` against *three penalties*: a dual whose noun the English counts with another number.
fn recounted(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let (ar, en) = (&pair.ar, &pair.en);
    let lexicon = lexicon::built_in();
    let two = |figure: &Figure| figure.best().as_number() == Some(Decimal::TWO);
    // `at three … three explosions`: another three of the text does not excuse it.
    let left = pair.matching.en_left.iter().chain(&pair.matching.en_repeated);
    let found = left.filter_map(|piece| {
        let figure = &piece.figure;
        let number =
            figure.best().as_number().filter(|number| *number > Decimal::TWO && number.is_integer())?;
        let counts = piece.part == Part::Whole && figure.kind() == Kind::Cardinal && figure.is_hard();
        (counts && number <= Decimal::TEN && !en.figures.iter().any(two)).then_some(())?;
        let behind = senses::behind(en, figure, COUNTED);
        let nouns = behind.iter().filter_map(|word| lexicon.english(&stem::stem_folded(Lang::En, word)));
        let nouns: Vec<_> = nouns.filter(|id| !lexicon.is_english_function(*id)).collect();
        let words = tokens(&ar.plain).filter(|token| token.kind == TokenKind::Word);
        let free = |span: Span| {
            let dual = |figure: &Figure| figure.form == Form::Dual && figure.unit().is_none();
            ar.figures.iter().all(|figure| !figure.span.overlaps(span) || dual(figure))
        };
        let dual = words.filter(|token| free(token.span)).find(|token| {
            let word = fold::fold(Lang::Ar, token.span.of(&ar.plain));
            let is_read = ar.figures.iter().any(|figure| figure.span.overlaps(token.span));
            singulars(&word, is_read).iter().any(|noun| {
                let of = lexicon.look_up(noun);
                of.entries.iter().any(|entry| entry.forward > 0.1 && nouns.contains(&entry.english))
            })
        })?;
        let message = format!(
            "{} against {}: {number} instead of 2",
            quoted(en, piece),
            isolated(dual.span.of(ar.text))
        );
        Some(Finding {
            severity: Severity::Warning,
            code: Code::Number,
            message,
            ar: Some(Marked { span: dual.span, value: Decimal::TWO.to_string() }),
            en: Some(marked(en, piece)),
            throughout: false,
        })
    });
    found.collect()
}

/// The nouns of which a folded word may be the dual: of masculine ones only where it was read as one, or without its nūn.
fn singulars(word: &str, is_read: bool) -> Vec<String> {
    let strip = |endings: &[&str]| -> Vec<String> {
        let nouns = endings.iter().filter_map(|ending| word.strip_suffix(ending));
        nouns.filter(|noun| noun.chars().count() > 2).map(str::to_owned).collect()
    };
    let mut nouns: Vec<String> =
        strip(&["تين", "تان", "تي", "تا"]).into_iter().map(|noun| format!("{noun}ه")).collect();
    nouns.extend(strip(if is_read { &["ين", "ان"] } else { &["ي"] }));
    nouns
}

fn said(side: &PairSide<'_>, piece: &Piece) -> String {
    let part = match piece.part {
        Part::Year => "the year of ",
        Part::Month => "the month of ",
        Part::Day => "the day of ",
        Part::Weekday => "the weekday of ",
        Part::Whole | Part::First | Part::Second => "",
    };
    format!("{part}{}", quoted(side, piece))
}
