//! Single Arabic words of a number, and words that may not be numbers.

use super::sum::{HUNDREDS, Sum, TENS, UNITS};
use crate::figure::{
    Decimal, Dimension,
    lang::senses::unit_of,
    lexicon::{Role, Sense},
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};
use crate::text::{Lang, chars, fold};

impl Paragraph<'_> {
    /// Adds one word to the sum; returns false if it does not belong to the number.
    pub(super) fn arabic_word(&self, at: usize, sum: &mut Sum) -> bool {
        let tok = &self.toks[at];
        let first = sum.words == 0;
        let joined = tok.found.and || !first && self.eleven(at);
        let opens = first || joined;
        let alone = sum.unit.is_some() && !joined && !sum.done;
        let lone_unit = alone && sum.slots == UNITS && sum.unit > Some(2);
        let unit = sum.unit.take();
        for &sense in self.senses(at) {
            let taken = match sense {
                Sense::Unit(0) => first && sum.put(0, UNITS | TENS | HUNDREDS),
                Sense::Unit(n) => {
                    let taken = opens && sum.slots & TENS == 0 && sum.put(n, UNITS);
                    // الواحد عشر أذرع is not eleven, which is أحد عشر.
                    sum.unit =
                        Some(n).filter(|_| taken && !(n == 1 && bare_one(self.raw(tok)) && !self.eleven(at)));
                    taken
                }
                // تاجرين اثنين عشرة آلاف: twelve has no nūn.
                Sense::Ten(_) if !first && alone && self.is_whole_two(at) => false,
                Sense::Ten(n) if !first && alone => sum.put(n, TENS),
                Sense::Ten(n) | Sense::Teen(n) => opens && sum.put(n, UNITS | TENS),
                Sense::Tens(_)
                    if sum.words == 1 && sum.value() == Some(Decimal::ONE) && self.is_one_of(at) =>
                {
                    false
                }
                Sense::Tens(n) if joined && sum.slots & (UNITS | TENS) == UNITS => sum.put(n, TENS),
                Sense::Tens(n) => opens && sum.put(n, UNITS | TENS),
                // ثلاث مئة, written as two words.
                Sense::Hundred(100) | Sense::PluralScale(2) if lone_unit => {
                    sum.group = sum.group.map(|g| g * Decimal::ONE_HUNDRED);
                    sum.slots = HUNDREDS;
                    true
                }
                Sense::Hundred(n) => opens && sum.put(n, HUNDREDS),
                Sense::Scale(_) | Sense::DualScale(_) | Sense::Thousands(_) => {
                    self.scale_word(at, sense, joined, sum)
                }
                Sense::PluralScale(by) if by > 2 => {
                    !first && !joined && sum.group.is_some() && sum.scale(by, false, 1)
                }
                Sense::Group(n) if !first && !joined && sum.group.is_some() => {
                    sum.group = sum.group.and_then(|g| g.checked_mul(Decimal::from(n)));
                    sum.done = true;
                    sum.group.is_some()
                }
                Sense::Group(n) => first && sum.put(n, UNITS | TENS | HUNDREDS),
                _ => continue,
            };
            if taken {
                return true;
            }
        }
        sum.unit = unit;
        false
    }

    /// Adds a power of ten, two of it, or so many thousands; returns false if they do not belong to the number.
    fn scale_word(&self, at: usize, sense: Sense, joined: bool, sum: &mut Sum) -> bool {
        let first = sum.words == 0;
        let raw = self.raw(&self.toks[at]);
        match sense {
            // ألّف is a verb and أَلِف a letter; ألفا on its own is two thousand before a counted noun.
            Sense::Scale(3) if raw.contains('\u{0651}') || raw.contains("لِ") => false,
            Sense::Scale(by) if first && self.has(at, Sense::DualScale(by)) && self.construct(at) => false,
            Sense::Scale(by) => sum.scale(by, joined, 1),
            Sense::DualScale(by) => {
                sum.group.is_none()
                    && (!self.has(at, Sense::Scale(by)) || self.construct(at))
                    && sum.scale(by, joined, 2)
            }
            Sense::Thousands(n) => sum.group.is_none() && (first || joined) && sum.scale(3, joined, n),
            _ => false,
        }
    }

    /// `مئة واحد عشر`: and eleven, with the hamza omitted.
    fn eleven(&self, at: usize) -> bool {
        let tok = &self.toks[at];
        !tok.found.art
            && self.has(at, Sense::Unit(1))
            && self.has(at + 1, Sense::Ten(10))
            && self.tok(at + 1).is_some_and(|t| !t.found.and && !t.found.art)
            && bare_one(self.raw(tok))
    }

    /// `متداولين اثنين عشرة آلاف`: a masculine two with its nūn before a feminine ten are two numbers.
    fn is_whole_two(&self, at: usize) -> bool {
        let two = self.raw(&self.toks[at - 1]);
        let masculine = two.ends_with("ثنين") || two.ends_with("ثنان");
        self.has(at - 1, Sense::Unit(2)) && masculine && self.raw(&self.toks[at]).ends_with(['ة', 'ه'])
    }

    /// `مترا واحدا وعشرين سنتيمترا`: one of the noun before it, and tens of the noun after them.
    fn is_one_of(&self, at: usize) -> bool {
        let Some((noun, one)) = at.checked_sub(2).map(|noun| (&self.toks[noun], &self.toks[at - 1])) else {
            return false;
        };
        let open = |tok: &Tok| tok.kind == TokKind::Word && !tok.found.art;
        let bare = |tok: &Tok| self.raw(tok).trim_end_matches('\u{064B}').to_owned();
        let (before, said) = (bare(noun), bare(one));
        let feminine = |word: &str| word.ends_with('ة');
        let unit =
            self.sense(at - 2, |s| matches!(s, Sense::Measure { dual: false, .. }).then_some(())).is_some();
        let tanwin = before.ends_with('ا') && said.ends_with('ا') && noun.found.word == 0;
        let counted = self.tok(at + 1).filter(|tok| open(tok) && !tok.found.and && !tok.found.prep);
        open(noun)
            && open(one)
            && bare_one(&said)
            && !(one.found.and || one.found.prep)
            && feminine(&before) == feminine(&said)
            && (unit || tanwin)
            && counted.is_some_and(|tok| bare(tok).ends_with(['ا', 'ة']) || self.unit(at + 1).is_some())
    }

    /// True if ألفا is the dual of the construct state (ألفا دولار), and not an accusative (ألفا وثلاثمئة).
    pub(super) fn construct(&self, at: usize) -> bool {
        let tanwin = self.raw(&self.toks[at]).contains('\u{064B}');
        !tanwin
            && self.tok(at + 1).is_some_and(|t| {
                let small = self.plays(at + 1, Role::Uncounted);
                t.kind == TokKind::Word
                    && !t.found.and
                    && !t.found.prep
                    && !small
                    && !self.raw(t).starts_with('و')
                    && !self.raw(t).starts_with("ال")
            })
    }

    /// True for a word that is both a number and an everyday word, without a counted noun after it; nothing counts a dual.
    pub(super) fn everyday(&self, at: usize) -> bool {
        if !self.has(at, Sense::Everyday) {
            return false;
        }
        // تلت سنين are three years, تلت العقد is she read it out.
        if self.plays(at, Role::OfUnits) {
            return self.unit(at + 1).is_none();
        }
        let counted = !self.toks[at].found.art
            && self.tok(at + 1).is_some_and(|t| {
                let free = !t.found.art && !t.found.and && t.dual != Some(true);
                t.kind == TokKind::Word && free && !self.raw(t).starts_with("ال")
            });
        !counted
    }

    /// True for مائه with a final ه, which is `his water` as well as a hundred.
    pub(super) fn is_his_water(&self, at: usize) -> bool {
        self.has(at, Sense::Hundred(100)) && self.raw(&self.toks[at]).ends_with("ائه")
    }

    /// True for مية after a measure of volume, `ثلاث ملاعق مية`: the water that is measured, no hundred.
    pub(super) fn is_water(&self, at: usize) -> bool {
        let volume = |s| match s {
            Sense::Measure { unit, .. } => (unit.dimension() == Dimension::Volume).then_some(()),
            _ => None,
        };
        let bare = |tok: &Tok| !(tok.found.and || tok.found.prep || tok.found.art);
        self.has(at, Sense::Hundred(100))
            && self.tok(at).is_some_and(bare)
            && at.checked_sub(1).is_some_and(|before| self.sense(before, volume).is_some())
    }

    /// True for a number with the article that does not count a definite noun: السبع is a beast,
    /// الخمس prayers.
    pub(super) fn is_epithet(&self, at: usize) -> bool {
        let definite = |n: usize| {
            self.tok(n).is_some_and(|t| {
                let bare = self.raw(t).trim_start_matches(['و', 'ف', 'ب', 'ك']);
                t.kind == TokKind::Word && (t.found.art || bare.starts_with("ال") || bare.starts_with("لل"))
            })
        };
        let after = self.tok(at + 1).is_some_and(|t| {
            let linked = t.found.and || t.found.prep || self.plays(at + 1, Role::Link);
            t.kind == TokKind::Word && !linked
        });
        self.toks[at].found.art
            && self.sense(at, unit_of).is_some()
            && !(at > 0 && definite(at - 1))
            && (!after || definite(at + 1))
    }
}

/// True for واحد and its forms, but not for أحد.
pub(in crate::figure) fn bare_one(raw: &str) -> bool {
    let mut letters = raw.chars().filter(|&c| !chars::is_word_extender(c));
    // وأحد is و with أحد.
    let and = letters.next() == Some('و') && matches!(letters.next(), Some('أ' | 'إ'));
    !and && fold::fold(Lang::Ar, raw).contains("واحد")
}
