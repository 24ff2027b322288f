//! Findings of names: another one on the English side, one that is missing there, one that only stands there.
//!
//! What is linked needs no finding ([`crate::name::survey`]). Of what is left, `said` takes out what the other side says
//! in ordinary words and `related` what it says by another name (Riyadh for the Saudi government). A name of each side
//! that still belongs nowhere, of one kind and at like places, is one name for another; how sure that is depends on how
//! sure both are to be names, and on how little else of the Arabic could be meant.

mod candidate;
mod related;
mod said;
mod spelling;

use super::{Code, Finding, Marked, Severity, claim::isolated};
use crate::{
    name::{self, Kind, Why},
    text::{
        Span, bidi,
        token::{TokenKind, tokens},
    },
};
use candidate::{Candidate, Certainty, arabic, english};
use related::Related;
use said::Said;
use spelling::Spelled;

/// So many names without a counterpart mean that the texts do not belong together.
const MANY: usize = 24;
/// Likeness from which on two names may be one, badly spelled or spelled in a way that the rules do not know.
const ALIKE: f64 = 0.55;
/// The same for a word that is no name as far as anything says.
const ALIKE_WORD: f64 = 0.75;
/// How far apart, in shares of their texts, a name and another that stands for it may be.
const APART: f64 = 0.4;

/// What is found in the names of a pair of texts.
#[derive(Debug, Default)]
struct Found {
    findings: Vec<Finding>,
    spelled: Vec<Spelled>,
}

/// The findings of names in a pair of texts.
pub(super) fn pair(ar: &str, en: &str) -> Vec<Finding> {
    find(ar, en).findings
}

/// The findings of names in pairs that follow one another, by pair.
pub(super) fn pairs(pairs: &[(&str, &str)]) -> Vec<Vec<Finding>> {
    let found: Vec<Found> = pairs.iter().map(|(ar, en)| find(ar, en)).collect();
    let (mut all, spelled): (Vec<_>, Vec<_>) =
        found.into_iter().map(|found| (found.findings, found.spelled)).unzip();
    settle(pairs, &mut all);
    for (pair, finding) in spelling::find(&spelled, pairs) {
        all[pair].push(finding);
    }
    all
}

fn find(ar: &str, en: &str) -> Found {
    if ar.trim().is_empty() || en.trim().is_empty() {
        return Found::default();
    }
    let survey = name::survey(ar, en);
    let spelled = spelling::read(&survey.links, ar, en);
    let certain = survey.ar.iter().filter(|left| left.why == Why::Table).count();
    if survey.en.len() + certain == 0 || survey.en.len() > MANY || certain > MANY {
        return Found { findings: Vec::new(), spelled };
    }
    let said = Said::new(ar, en, &survey);
    let mut english = english(en, &survey, &said);
    let mut arabic = arabic(ar, &survey, &said);
    if english.is_empty() && arabic.iter().all(|one| one.certainty < Certainty::Sure) {
        return Found { findings: Vec::new(), spelled };
    }
    let related = Related::new(ar, en);
    english.retain(|one| !related.in_arabic(one.span.of(en)));
    arabic.retain(|one| !related.in_english(one.span.of(ar)));
    Found { findings: judge(ar, en, &arabic, &english), spelled }
}

/// Pairs what is left, the nearest first, and reports the pairs and what stays alone.
fn judge(ar: &str, en: &str, arabic: &[Candidate], english: &[Candidate]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut taken = vec![false; arabic.len()];
    for one in english {
        // What sounds a little like it may be it.
        let said = one.span.of(en);
        let mut heard = false;
        for (taken, other) in taken.iter_mut().zip(arabic) {
            let both = one.why == Why::Table && other.why == Why::Table;
            let weak = other.certainty == Certainty::Weak || both;
            let alike = name::likeness(other.span.of(ar), said) >= if weak { ALIKE_WORD } else { ALIKE };
            *taken |= alike;
            heard |= alike;
        }
        if heard {
            continue;
        }
        let nearest = arabic
            .iter()
            .enumerate()
            .filter(|&(n, other)| !taken[n] && may_stand_for(one, other))
            .min_by(|(_, a), (_, b)| distance(one, a).total_cmp(&distance(one, b)));
        match nearest {
            Some((n, other)) => {
                taken[n] = true;
                findings.extend(changed(one, other, ar, en));
            }
            None if one.certainty == Certainty::Sure && one.beside.is_none() => findings.push(Finding {
                severity: Severity::Note,
                code: Code::NameExtra,
                message: format!("{} has no counterpart in the Arabic", isolated(said)),
                ar: None,
                en: Some(marked(one.span, en)),
            }),
            None => {}
        }
    }
    for (other, taken) in arabic.iter().zip(taken) {
        if !taken && other.certainty == Certainty::Sure && other.beside.is_none() {
            findings.push(Finding {
                severity: Severity::Note,
                code: Code::NameMissing,
                message: format!("{} has no counterpart in the English", isolated(other.span.of(ar))),
                ar: Some(marked(other.span, ar)),
                en: None,
            });
        }
    }
    findings
}

/// Places first; of two equally near the surer one.
fn distance(one: &Candidate, other: &Candidate) -> f64 {
    let doubt = match other.certainty {
        Certainty::Sure => 0.0,
        Certainty::Likely => 0.05,
        Certainty::Weak => 0.5,
    };
    (one.place - other.place).abs() + doubt
}

fn may_stand_for(one: &Candidate, other: &Candidate) -> bool {
    // A surname beside the same given name is the same man wherever the two sentences name him.
    let near = one.beside.is_some() || (one.place - other.place).abs() <= APART;
    // Both stand beside the same name, or neither stands beside any: a surname alone on one side was left out.
    near && alike(one.kind, other.kind) && one.beside == other.beside
}

/// True when two names may be of one kind.
fn alike(one: Option<Kind>, other: Option<Kind>) -> bool {
    let group = |kind| match kind {
        // نيجيريا is a country and, with an ending, its people.
        Kind::Country | Kind::Nationality | Kind::City | Kind::Region | Kind::Water | Kind::Land => 0,
        Kind::Person | Kind::Given | Kind::Family | Kind::Religious => 1,
        Kind::Org => 2,
        _ => 3,
    };
    match (one, other) {
        (Some(one), Some(other)) => group(one) == group(other),
        _ => true,
    }
}

fn changed(one: &Candidate, other: &Candidate, ar: &str, en: &str) -> Option<Finding> {
    let severity = match (one.certainty, other.certainty) {
        // An Arabic word that is merely unknown may be misspelled, glued to another or a rare verb.
        (Certainty::Sure | Certainty::Likely, Certainty::Sure) => Severity::Warning,
        (Certainty::Weak, _) => return None,
        _ => Severity::Note,
    };
    Some(Finding {
        severity,
        code: Code::NameChanged,
        message: format!(
            "{} against {}: another name",
            isolated(one.span.of(en)),
            isolated(other.span.of(ar))
        ),
        ar: Some(marked(other.span, ar)),
        en: Some(marked(one.span, en)),
    })
}

fn marked(span: Span, text: &str) -> Marked {
    Marked { span, value: quoted(span.of(text)) }
}

/// A name as the value of a mark: without invisible marks, on one line.
fn quoted(text: &str) -> String {
    text.chars().filter(|&c| !bidi::is_invisible(c)).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    tokens(text).filter(|token| token.kind == TokenKind::Word).map(move |token| token.span.of(text))
}

/// Takes out findings of names that stand in the pair before or behind on the other side: the alignment cut a sentence
/// at another place.
fn settle(pairs: &[(&str, &str)], found: &mut [Vec<Finding>]) {
    for (n, findings) in found.iter_mut().enumerate() {
        let beside = || [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|at| pairs.get(at));
        findings.retain(|finding| {
            let here = finding.code.as_str().starts_with("name-");
            let english = finding.en.as_ref().filter(|_| here).map(|marked| marked.span.of(pairs[n].1));
            let arabic = finding.ar.as_ref().filter(|_| here).map(|marked| marked.span.of(pairs[n].0));
            let moved = english.is_some_and(|name| beside().any(|(ar, _)| !name::link(ar, name).is_empty()))
                || arabic.is_some_and(|name| beside().any(|(_, en)| !name::link(name, en).is_empty()));
            !moved
        });
    }
}
