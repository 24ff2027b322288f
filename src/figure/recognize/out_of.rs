//! Parts of a whole given as two numbers: `تسعة من كل عشرة`, `one in five`.

use crate::figure::{
    Decimal, Form, Kind, Reading, Value,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    number::{Num, Sort},
    paragraph::Paragraph,
    recognize::{Recognizer, one},
    scan::TokKind,
};
use crate::text::Lang;

/// A part of a whole.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| look.leads(),
    read: |p, start| {
        let lead = start.lead(p)?;
        one(lead.currency.is_none().then(|| p.out_of(start.at, &lead.num)).flatten())
    },
};

/// Wholes of which rare cases are counted.
const ROUND: [i64; 5] = [100, 1_000, 10_000, 100_000, 1_000_000];

impl Paragraph<'_> {
    /// `ثلاثة أجزاء من المئة من الثانية`: counted parts of a power of ten, which may be those of a unit.
    fn parts_of(&self, at: usize, num: &Num, part: Decimal) -> Option<Hit> {
        let of = self.around(num.end, Around::PartWord).filter(|_| self.lang == Lang::Ar)?;
        let under = self.number(of).filter(|under| under.sort != Sort::Vague)?;
        let tens = [Decimal::TEN, Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND, Decimal::from(1_000_000)];
        let whole = *under.values.first().filter(|n| tens.contains(n))?;
        let unit = self.sense(under.end + 1, |s| match s {
            Sense::Measure { unit, dual: false } => Some(unit),
            _ => None,
        });
        let from = self.plays(under.end, Role::Of);
        let (reading, end) = match unit.filter(|_| from) {
            Some(unit) => (Reading::with_unit(part.checked_div(whole)?, unit), under.end + 2),
            None => {
                (Reading { kind: Kind::Fraction, value: Value::Fraction(part, whole), unit: None }, under.end)
            }
        };
        Some(Hit::new(at, end, reading, num.form))
    }

    /// `تسعة من كل عشرة`, `nine out of ten`, `one in five`: a part of a whole, given as two numbers.
    pub(in crate::figure) fn out_of(&self, at: usize, num: &Num) -> Option<Hit> {
        let part = *num.values.first().filter(|_| num.values.len() == 1 && num.sort == Sort::Count)?;
        if let Some(hit) = self.parts_of(at, num, part) {
            return Some(hit);
        }
        // خمسة من اثني عشر, at the end of a clause
        let chance = self.chance(num);
        let link =
            self.around(num.end, Around::OutOf).or(chance).or_else(|| self.out_of_after_noun(num)).or_else(
                || {
                    // one in five, two in three, but not one in 2010
                    let few = part == Decimal::ONE || part <= Decimal::TEN && num.form == Form::Words;
                    let one = few && self.lang == Lang::En;
                    // one buyer in three
                    let noun = self.tok(num.end).is_some_and(|t| t.kind == TokKind::Word && !t.glued);
                    let link = num.end + usize::from(noun && self.plays(num.end + 1, Role::OneIn));
                    (one && self.plays(link, Role::OneIn)).then_some(link + 1)
                },
            )?;
        self.tok(link).filter(|t| !t.found.and && !t.found.art && !t.found.prep)?;
        let whole = self
            .number(link)
            .filter(|n| n.sort == Sort::Count && n.values.len() == 1)
            .filter(|n| n.form == num.form || self.lang == Lang::Ar && link > num.end + 1)?;
        let of = whole.values[0];
        let counts = part.is_integer() && of.is_integer() && part > Decimal::ZERO && part < of;
        let most = if part == Decimal::ONE { Decimal::ONE_HUNDRED } else { Decimal::TEN };
        // three in a million, 1 in 1,000
        let round = ROUND.map(Decimal::from).contains(&of) && part < Decimal::ONE_HUNDRED;
        let every = link > num.end + 1 || of <= most || round || chance.is_some();
        if !counts || !every || self.unit_after(whole.end).is_some() {
            return None;
        }
        let mut hit = Hit::new(
            at,
            whole.end,
            Reading { kind: Kind::Fraction, value: Value::Fraction(part, of), unit: None },
            num.form,
        );
        hit.also(Reading { kind: Kind::Score, value: Value::Pair(part, of), unit: None });
        hit.ends = Some([(at, num.end), (link, whole.end)]);
        Some(hit)
    }

    /// `87 معاملة من كل مئة`: the token of a round whole, with the counted noun before its link.
    fn out_of_after_noun(&self, num: &Num) -> Option<usize> {
        let noun = self.tok(num.end).filter(|tok| tok.kind == TokKind::Word && !tok.glued)?;
        let plain = !(noun.found.and || noun.found.art || noun.found.prep) && self.lang == Lang::Ar;
        let whole = self.around(num.end + 1, Around::OutOf).filter(|&end| plain && end == num.end + 3)?;
        let round = self.number(whole).is_some_and(|of| of.values == [Decimal::ONE_HUNDRED]);
        round.then_some(whole)
    }

    /// `خمسة من اثني عشر`: the token of the whole after `من`, if both are in words and nothing is counted after.
    fn chance(&self, num: &Num) -> Option<usize> {
        let link = num.end + 1;
        let from = self.lang == Lang::Ar && num.form == Form::Words && self.plays(num.end, Role::Of);
        let whole = self.number(link).filter(|whole| from && !num.soft && whole.form == Form::Words)?;
        let closes = self.tok(whole.end).is_none_or(|tok| matches!(tok.kind, TokKind::Mark(_)));
        // خمسون من مئة is rather a mark.
        let round = whole.values.first().is_some_and(|of| ROUND.map(Decimal::from).contains(of));
        (closes && !round).then_some(link)
    }
}
