//! Numbers that name and do not count: telephone numbers, IBANs, versions, model names, file numbers.

use super::{
    Decimal, Form, Kind, Reading, Unit, Value, digits, number::Paragraph, reader::Hit, scan::TokKind,
};

/// Beginnings before a hyphen that leave the number behind them a number.
const PREFIXES: [&str; 14] = [
    "mid", "pre", "post", "under", "over", "sub", "top", "early", "late", "ex", "non", "al", "circa", "ante",
];

impl Paragraph<'_> {
    /// The token behind everything that is glued to a token.
    pub(super) fn chunk_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while let Some(tok) = self.tok(end).filter(|tok| tok.glued) {
            let inside = match tok.kind {
                TokKind::Word => tok.latin,
                TokKind::Digits => true,
                TokKind::Mark(c) => {
                    (c == '-' || c == '_' || c == '/' || c == '.' || tok.is_dash())
                        && self.tok(end + 1).is_some_and(|t| t.glued && !matches!(t.kind, TokKind::Mark(_)))
                }
            };
            if !inside {
                break;
            }
            end += 1;
        }
        end
    }

    /// A code that begins with Latin letters: `COVID-19`, `B814`, `JO94 CBJO …`.
    pub(super) fn coded(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        let next = self.tok(at + 1).filter(|t| t.glued)?;
        let direct = next.kind == TokKind::Digits;
        let hyphen = next.is_dash()
            && self.tok(at + 2).is_some_and(|t| t.glued && !matches!(t.kind, TokKind::Mark(_)));
        if !(direct || hyphen) || tok.glued && at > 0 && self.toks[at - 1].kind == TokKind::Digits {
            return None;
        }
        let raw = self.raw(tok);
        if self
            .symbol(at)
            .is_some_and(|(unit, end)| unit.dimension() == super::Dimension::Money && end == at + 1)
            && direct
        {
            return None;
        }
        if hyphen && (PREFIXES.contains(&raw.to_ascii_lowercase().as_str()) || self.date(at).is_some()) {
            return None;
        }
        let end = self.chunk_end(at);
        let runs: Vec<usize> = (at..end).filter(|&n| self.toks[n].kind == TokKind::Digits).collect();
        let &last = runs.first().filter(|_| !runs.is_empty())?;
        // Lower-case words before a hyphen are words: twenty-5, day-28.
        let capital =
            (at..end).any(|n| self.toks[n].latin && self.raw(&self.toks[n]).chars().any(char::is_uppercase));
        if hyphen && !capital {
            return None;
        }
        // Far-reaching hyphenation with a single number in a sentence of words is no code: Al-Aqsa-2.
        let plain_end = end;
        let mut end = end;
        let mut long = end;
        if direct && raw.len() == 2 && tok.capital {
            // An IBAN in groups of four.
            while let Some(group) = self.tok(long).filter(|t| !t.glued && !matches!(t.kind, TokKind::Mark(_)))
            {
                let stop = self.chunk_end(long);
                let length = self.toks[stop - 1].end - group.start;
                let upper = (long..stop).all(|n| !self.raw(&self.toks[n]).chars().any(char::is_lowercase));
                if length > 4 || !upper || length < 4 && long == end {
                    break;
                }
                long = stop;
            }
            let length: usize = self.toks[at..long].iter().map(|t| t.end - t.start).sum();
            if (15..=34).contains(&length) {
                end = long;
            }
        }
        let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
        let mut hit = Hit::new(at, end, code, Form::Digits);
        if runs.len() == 1
            && end == plain_end
            && let Some(value) = digits::whole(self.text, &self.toks[last])
        {
            hit.also(Reading::number(Kind::Cardinal, value));
        }
        Some(hit)
    }

    /// Digits that are too many to count anything, and rows of numbers with points between: `2.4.1`.
    pub(super) fn long_code(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        let pointed = |n: usize| {
            self.tok(n).is_some_and(|t| t.glued && (t.is('.') || t.is('٫')))
                && self.tok(n + 1).is_some_and(|t| t.glued && t.kind == TokKind::Digits)
        };
        let end = if tok.digits > digits::LONGEST {
            at + 1
        } else if pointed(at + 1)
            && pointed(at + 3)
            && digits::read(self.lang, self.text, &self.toks, at).is_none_or(|d| d.plain || d.end == at + 3)
        {
            // The chunk may go on behind the points: 2.4.1-beta.
            let mut end = at + 1;
            while pointed(end) {
                end += 2;
            }
            end.max(self.chunk_end(at))
        } else {
            return None;
        };
        let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
        Some(Hit::new(at, end, code, Form::Digits))
    }

    /// `147(1)`: a paragraph of an article, which Arabic writes `147/1`.
    pub(super) fn article_paragraph(&self, at: usize) -> Option<Hit> {
        let first = self.tok(at).filter(|t| t.kind == TokKind::Digits)?;
        self.tok(at + 1).filter(|t| t.glued && t.is('('))?;
        let second = self.tok(at + 2).filter(|t| t.glued && t.kind == TokKind::Digits)?;
        self.tok(at + 3).filter(|t| t.glued && t.is(')'))?;
        let (a, b) = (digits::small(self.text, first)?, digits::small(self.text, second)?);
        if !self.labelled(at) || b > 99 {
            return None;
        }
        let code = Reading { kind: Kind::Identifier, value: Value::Code(format!("{a}/{b}")), unit: None };
        let mut hit = Hit::new(at, at + 4, code, Form::Digits);
        hit.also(Reading { kind: Kind::Score, value: Value::Pair(a.into(), b.into()), unit: None });
        hit.ends = Some([(at, at + 1), (at + 2, at + 3)]);
        Some(hit)
    }

    /// `5'11"`.
    pub(super) fn feet_and_inches(&self, at: usize) -> Option<Hit> {
        let feet = digits::small(self.text, self.tok(at)?).filter(|n| *n < 10)?;
        self.tok(at + 1).filter(|t| t.glued && matches!(t.kind, TokKind::Mark('\'' | '’' | '′')))?;
        let inches = digits::small(self.text, self.tok(at + 2).filter(|t| t.glued)?).filter(|n| *n < 12)?;
        self.tok(at + 3).filter(|t| t.glued && matches!(t.kind, TokKind::Mark('"' | '”' | '″')))?;
        let inch = Unit::by_code("Inch")?;
        Some(Hit::new(at, at + 4, Reading::with_unit(Decimal::from(feet * 12 + inches), inch), Form::Digits))
    }

    /// `+962 6 565 5000`, `(202) 555-0123`, `800-123-4567`.
    pub(super) fn phone(&self, at: usize) -> Option<Hit> {
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
        // Eight groups at most: longer rows of numbers are no telephone number.
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
