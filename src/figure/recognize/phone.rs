//! Telephone numbers: `+962 6 565 5000`, `(202) 555-0123`, `800-123-4567`.

use crate::figure::{
    Form, Kind, Reading, Value, digits,
    hit::Hit,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};

/// A telephone number.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits | Look::Mark('+' | '(')),
    read: |p, start| one(p.phone(start.at)),
};

impl Paragraph<'_> {
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
        let last = groups[count - 1];
        let fits = if plus {
            (7..=15).contains(&total)
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
                || hyphens == 1 && *groups == [3, 4]
        };
        if !fits {
            return None;
        }
        let mut code = String::new();
        if plus {
            code.push('+');
        }
        code.extend(self.code(at, end).chars().filter(char::is_ascii_digit));
        let mut hit = Hit::new(
            at,
            end,
            Reading { kind: Kind::Phone, value: Value::Code(code), unit: None },
            Form::Digits,
        );
        if *groups == [3, 4] && !bracket && !plus {
            // 555-1234 may be a range as well.
            let (a, b) = (digits::whole(self.text, first)?, digits::whole(self.text, &self.toks[end - 1])?);
            hit.rather(Reading { kind: Kind::Range, value: Value::Pair(a, b), unit: None });
            hit.ends = Some([(next, next + 1), (end - 1, end)]);
        }
        Some(hit)
    }
}
