//! Telephone numbers: `+962 6 565 5000`, `(202) 555-0123`, `800-123-4567`.

use crate::figure::{
    Form, Kind, Reading, Value, digits,
    hit::Hit,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};
use crate::text::Lang;

/// A telephone number.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits | Look::Mark('+' | '(')),
    read: |p, start| one(p.phone(start.at)),
};

/// `032 72 18 64`: two to four digits, and then at least three groups of two.
fn is_in_twos(groups: &[u32]) -> bool {
    matches!(groups, [2..=4, rest @ ..] if rest.len() >= 3 && rest.iter().all(|group| *group == 2))
}

impl Paragraph<'_> {
    /// `(222+)`: the code of a country behind a number, as Arabic files write it, and the token after it.
    fn country_behind(&self, at: usize) -> Option<(usize, usize)> {
        self.tok(at).filter(|tok| self.lang == Lang::Ar && tok.is('('))?;
        let glued = |n: usize| self.tok(n).filter(|tok| tok.glued);
        glued(at + 1).filter(|tok| tok.kind == TokKind::Digits && tok.digits <= 3)?;
        glued(at + 2).filter(|tok| tok.is('+'))?;
        glued(at + 3).filter(|tok| tok.is(')'))?;
        Some((at + 1, at + 4))
    }

    /// `+962 6 565 5000`, `(202) 555-0123`, `800-123-4567`.
    pub(in crate::figure) fn phone(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        let plus = tok.is('+');
        let bracket = tok.is('(');
        let mut next = at;
        if plus || bracket {
            next += 1;
            self.tok(next).filter(|t| t.glued && t.kind == TokKind::Digits)?;
        }
        let first = self.tok(next).filter(|t| t.kind == TokKind::Digits)?;
        let leading_zero = self.raw(first).starts_with(['0', '٠', '۰']);
        let mut total = first.digits;
        let mut lengths = [first.digits; 8];
        let mut count = 1;
        let mut end = next + 1;
        let mut hyphens = 0;
        // At most eight groups: longer rows of numbers are not telephone numbers.
        while count < lengths.len() {
            let mut behind = end;
            let mut hyphen = false;
            while let Some(t) = self.tok(behind) {
                match t.kind {
                    TokKind::Mark(')') if bracket || plus => behind += 1,
                    TokKind::Mark('(') if plus => behind += 1,
                    _ if t.is_dash() && t.glued && !hyphen => {
                        hyphen = true;
                        behind += 1;
                    }
                    _ => break,
                }
            }
            let Some(group) = self.tok(behind).filter(|t| t.kind == TokKind::Digits && !t.found.and) else {
                break;
            };
            let near = group.glued || self.text[self.toks[behind - 1].end..group.start] == *" ";
            if !near || hyphen && !group.glued || total + group.digits > 15 || group.digits > 10 {
                break;
            }
            hyphens += u32::from(hyphen);
            total += group.digits;
            lengths[count] = group.digits;
            count += 1;
            end = behind + 1;
        }
        let groups = &lengths[..count];
        let country = self.country_behind(end).filter(|_| !plus && !bracket);
        let last = groups[count - 1];
        let fits = if plus {
            (7..=15).contains(&total)
        } else if country.is_some() {
            (6..=12).contains(&total)
        } else if bracket {
            (7..=12).contains(&total) && hyphens > 0 && groups[0] == 3
        } else {
            hyphens >= 2
                && groups.len() >= 3
                && (9..=15).contains(&total)
                && last >= 3
                && hyphens as usize == groups.len() - 1
                || leading_zero && groups.len() == 1 && (9..=11).contains(&total)
                || leading_zero
                    && groups.len() > 1
                    && (8..=12).contains(&total)
                    && last >= 3
                    && first.digits >= 2
                || leading_zero && (8..=10).contains(&total) && is_in_twos(groups)
                || hyphens == 1 && *groups == [3, 4]
        };
        if !fits {
            return None;
        }
        let mut code = String::new();
        if plus {
            code.push('+');
        }
        if let Some((from, behind)) = country {
            code.push('+');
            code.extend(self.code(from, behind).chars().filter(char::is_ascii_digit));
        }
        code.extend(self.code(at, end).chars().filter(char::is_ascii_digit));
        let end = country.map_or(end, |(_, behind)| behind);
        let mut hit = Hit::new(
            at,
            end,
            Reading { kind: Kind::Phone, value: Value::Code(code), unit: None },
            Form::Digits,
        );
        if *groups == [3, 4] && !bracket && !plus && country.is_none() {
            // 555-1234 may be a range as well.
            let (a, b) = (digits::whole(self.text, first)?, digits::whole(self.text, &self.toks[end - 1])?);
            hit.rather(Reading { kind: Kind::Range, value: Value::Pair(a, b), unit: None });
            hit.ends = Some([(next, next + 1), (end - 1, end)]);
        }
        Some(hit)
    }
}
