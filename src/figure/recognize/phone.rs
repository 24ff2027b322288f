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

/// The groups of digits of a telephone number.
struct Groups {
    /// The digits of each group; only the first `count` are groups.
    all: [u32; 8],
    count: usize,
    /// All digits.
    total: u32,
    hyphens: u32,
    /// The token after the last group.
    end: usize,
}

impl Groups {
    fn lengths(&self) -> &[u32] {
        &self.all[..self.count]
    }

    /// True if a number without a code of a country or region in front looks like a telephone number.
    fn looks_national(&self, leading_zero: bool) -> bool {
        let Groups { total, hyphens, .. } = *self;
        let groups = self.lengths();
        let (first, last) = (groups[0], groups[groups.len() - 1]);
        let joined = hyphens >= 2
            && groups.len() >= 3
            && (9..=15).contains(&total)
            && last >= 3
            && hyphens as usize == groups.len() - 1;
        let alone = groups.len() == 1 && (9..=11).contains(&total);
        let apart = groups.len() > 1 && (8..=12).contains(&total) && last >= 3 && first >= 2;
        let in_twos = (8..=10).contains(&total) && is_in_twos(groups);
        joined || leading_zero && (alone || apart || in_twos) || hyphens == 1 && *groups == [3, 4]
    }
}

impl Paragraph<'_> {
    /// `(222+)`: the code of a country after a number, as Arabic files write it, and the token after it.
    fn country_after(&self, at: usize) -> Option<(usize, usize)> {
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
        let groups = self.groups(next, plus, bracket)?;
        let mut end = groups.end;
        let country = self.country_after(end).filter(|_| !plus && !bracket);
        let fits = if plus {
            (7..=15).contains(&groups.total)
        } else if country.is_some() {
            (6..=12).contains(&groups.total)
        } else if bracket {
            (7..=12).contains(&groups.total) && groups.hyphens > 0 && groups.lengths()[0] == 3
        } else {
            groups.looks_national(self.raw(first).starts_with(['0', '٠', '۰']))
        };
        if !fits {
            return None;
        }
        let mut code = String::new();
        if plus {
            code.push('+');
        }
        if let Some((from, after)) = country {
            code.push('+');
            code.extend(self.code(from, after).chars().filter(char::is_ascii_digit));
        }
        code.extend(self.code(at, end).chars().filter(char::is_ascii_digit));
        end = country.map_or(end, |(_, after)| after);
        let code = Reading { kind: Kind::Phone, value: Value::Code(code), unit: None };
        let mut hit = Hit::new(at, end, code, Form::Digits);
        if *groups.lengths() == [3, 4] && !bracket && !plus && country.is_none() {
            // 555-1234 may be a range as well.
            let (a, b) = (digits::whole(self.text, first)?, digits::whole(self.text, &self.toks[end - 1])?);
            hit.rather(Reading { kind: Kind::Range, value: Value::Pair(a, b), unit: None });
            hit.ends = Some([(next, next + 1), (end - 1, end)]);
        }
        Some(hit)
    }

    /// The groups of digits from a token on, of a number that begins with a plus or a bracket or neither.
    fn groups(&self, at: usize, plus: bool, bracket: bool) -> Option<Groups> {
        let first = self.tok(at)?;
        let mut found =
            Groups { all: [first.digits; 8], count: 1, total: first.digits, hyphens: 0, end: at + 1 };
        // At most eight groups: longer rows of numbers are not telephone numbers.
        while found.count < found.all.len() {
            let mut after = found.end;
            let mut hyphen = false;
            while let Some(t) = self.tok(after) {
                match t.kind {
                    TokKind::Mark(')') if bracket || plus => after += 1,
                    TokKind::Mark('(') if plus => after += 1,
                    _ if t.is_dash() && t.glued && !hyphen => {
                        hyphen = true;
                        after += 1;
                    }
                    _ => break,
                }
            }
            let Some(group) = self.tok(after).filter(|t| t.kind == TokKind::Digits && !t.found.and) else {
                break;
            };
            let near = group.glued || self.text[self.toks[after - 1].end..group.start] == *" ";
            let fits = found.total + group.digits <= 15 && group.digits <= 10;
            if !near || hyphen && !group.glued || !fits {
                break;
            }
            found.hyphens += u32::from(hyphen);
            found.total += group.digits;
            found.all[found.count] = group.digits;
            found.count += 1;
            found.end = after + 1;
        }
        Some(found)
    }
}
