//! Scores in words: `بثلاثة أهداف لهدف`, `بهدفين نظيفين`, `خماسية نظيفة`, `three goals to one`.

use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading, Value,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    number::Num,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};
use crate::text::{Lang, fold};

/// The goals of both sides, the first of them in the form of the noun.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Dual | Look::Word(Sense::Sweep(_) | Sense::Around(Around::OneGoal))),
    read: |p, start| one(p.lone_goals(start.at)),
};

/// The goals of both sides, the first of them a number.
pub(in crate::figure) const COUNTED: Recognizer = Recognizer {
    starts: |look| look.leads(),
    read: |p, start| {
        let lead = start.lead(p)?;
        one(lead.currency.is_none().then(|| p.goals(start.at, &lead.num)).flatten())
    },
};

impl Paragraph<'_> {
    /// The score that begins with a number of goals.
    pub(in crate::figure) fn goals(&self, at: usize, num: &Num) -> Option<Hit> {
        let goals = self.around(num.end, Around::Goals)?;
        self.tok(num.end).filter(|t| !t.found.and && !t.found.prep)?;
        self.against(at, num.end, *num.values.first()?, goals)
    }

    /// The score that begins with the dual or singular of goal, or with a word like خماسية.
    pub(in crate::figure) fn lone_goals(&self, at: usize) -> Option<Hit> {
        if self.lang != Lang::Ar {
            return None;
        }
        // Rarely true, so it is tested first.
        self.conceded(at + 1).map(|_| ()).or_else(|| self.around(at + 1, Around::SameGoals).map(|_| ()))?;
        let scored = self.goal_count(at).or_else(|| {
            self.sense(at, |s| match s {
                Sense::Sweep(n) => Some(Decimal::from(n)),
                _ => None,
            })
        })?;
        self.against(at, at + 1, scored, at + 1)
    }

    /// One goal or two, by the form of the noun.
    fn goal_count(&self, at: usize) -> Option<Decimal> {
        let tok = self.tok(at).filter(|t| t.kind == TokKind::Word)?;
        let goal = Sense::Around(Around::OneGoal);
        if tok.dual.is_some() {
            let folded = fold::fold(Lang::Ar, self.raw(tok));
            let stem = folded.strip_suffix("ين").or_else(|| folded.strip_suffix("ان"))?;
            let senses = self.lexicon.senses(self.lexicon.find(stem).word);
            return senses.contains(&goal).then_some(Decimal::TWO);
        }
        (self.has(at, goal) && !tok.found.art).then_some(Decimal::ONE)
    }

    /// The goals of the other side: `لهدف`, `لهدفين`, `مقابل هدف`, `نظيفة`, `to one`.
    fn against(&self, at: usize, first_end: usize, scored: Decimal, goals: usize) -> Option<Hit> {
        let (lost, from, end) = match self.around(goals, Around::SameGoals) {
            Some(end) => (scored, goals, end),
            None => self.conceded(goals)?,
        };
        let reading = Reading { kind: Kind::Score, value: Value::Pair(scored, lost), unit: None };
        let mut hit = Hit::new(at, end, reading, Form::Words);
        hit.ends = Some([(at, first_end), (from, end)]);
        if lost.is_zero() {
            hit.certainty = Certainty::Soft;
        }
        Some(hit)
    }

    /// The number of goals of the other side, and their tokens.
    fn conceded(&self, at: usize) -> Option<(Decimal, usize, usize)> {
        if self.lang == Lang::En {
            if !self.plays(at, Role::Concedes) {
                return None;
            }
            let lost = self.number(at + 1).filter(|n| n.form == Form::Words)?;
            return Some((*lost.values.first()?, at + 1, lost.end));
        }
        if let Some(end) = self.around(at, Around::Clean) {
            return Some((Decimal::ZERO, at, end));
        }
        let tok = self.tok(at).filter(|t| t.kind == TokKind::Word)?;
        // لهدف or مقابل هدف
        let next = if self.raw(tok).starts_with('ل') && (tok.found.prep || tok.dual.is_some()) {
            at
        } else {
            self.around(at, Around::Against)?
        };
        if let Some(lost) = self.goal_count(next) {
            let one = usize::from(self.has(next + 1, Sense::Unit(1)) && lost == Decimal::ONE);
            return Some((lost, next, next + 1 + one));
        }
        let lost = self.number(next).filter(|n| n.form != Form::Digits)?;
        let end = self.around(lost.end, Around::Goals).unwrap_or(lost.end);
        Some((*lost.values.first()?, next, end))
    }
}
