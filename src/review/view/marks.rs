//! The marked words of a row, and the correspondence of marks on both sides.

use crate::{
    align::{Anchor, AnchorKind},
    check::{self, Finding, Marked, Severity},
    figure::{self, Matching},
    name::{self, NameKind},
    text::{Lang, Sides, Span},
};
use serde::Serialize;

/// The reason for a mark. The order is that of importance: of two that would overlap, the first is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TextMarkKind {
    /// A figure that is almost certainly wrong.
    Error,
    /// A figure that is probably wrong.
    Warning,
    /// A note on a figure.
    Note,
    /// A figure that a person accepted although it seems wrong.
    Accepted,
    /// A figure with its counterpart.
    Figure,
    /// A name with its counterpart.
    Name,
    /// The same spelling on both sides.
    Identical,
}

/// A marked place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextMark {
    /// Its place, in bytes of the line.
    pub span: Span,
    /// The reason.
    pub kind: TextMarkKind,
    /// The number that it shares with its counterpart on the other side.
    pub index: Option<usize>,
    /// The kind of name, for a name: see [`NameKind::sort`].
    pub name: Option<&'static str>,
}

/// A place on one or both sides that may be marked.
struct Candidate {
    kind: TextMarkKind,
    spans: Sides<Option<Span>>,
    /// The kind of name, for a name.
    name: Option<&'static str>,
}

fn found(kind: TextMarkKind, ar: Option<Span>, en: Option<Span>) -> Candidate {
    Candidate { kind, spans: Sides { ar, en }, name: None }
}

/// The marks of both sides of a row, each sorted and without overlaps. Each of the `findings` comes with whether it was accepted.
pub fn marks<'a>(
    ar: &str,
    en: &str,
    findings: impl Iterator<Item = (&'a Finding, bool)>,
    anchors: &[Anchor],
) -> Sides<Vec<TextMark>> {
    // A finding about the whole of a side does not concern any single word.
    let some_words = |marked: &Option<Marked>, text: &str| {
        marked.as_ref().map(|marked| marked.span).filter(|span| span.len() < text.len())
    };
    let mut candidates: Vec<Candidate> = findings
        .map(|(finding, accepted)| {
            let kind = match (accepted, finding.severity) {
                (true, _) => TextMarkKind::Accepted,
                (false, Severity::Error) => TextMarkKind::Error,
                (false, Severity::Warning) => TextMarkKind::Warning,
                (false, Severity::Note) => TextMarkKind::Note,
            };
            found(kind, some_words(&finding.ar, ar), some_words(&finding.en, en))
        })
        .collect();
    candidates.extend(anchors.iter().filter_map(|anchor| {
        let kind = match anchor.kind {
            AnchorKind::Figure => TextMarkKind::Figure,
            AnchorKind::Name => TextMarkKind::Name,
            AnchorKind::Identical => TextMarkKind::Identical,
            _ => return None,
        };
        let sort = || name::kind((ar, anchor.ar), (en, anchor.en)).and_then(NameKind::sort);
        let name = (kind == TextMarkKind::Name).then(sort).flatten();
        Some(Candidate { name, ..found(kind, Some(anchor.ar), Some(anchor.en)) })
    }));
    if !ar.is_empty() && !en.is_empty() {
        candidates.extend(equal_figures(ar, en));
        let links = check::survey_names(ar, en).links.into_iter();
        candidates.extend(links.map(|link| Candidate {
            name: link.kind(ar, en).and_then(NameKind::sort),
            ..found(TextMarkKind::Name, Some(link.ar), Some(link.en))
        }));
    }
    candidates.sort_by_key(|candidate| candidate.kind);
    numbered(ar, en, &candidates)
}

/// Figures of both sides with the same meaning.
fn equal_figures(ar: &str, en: &str) -> Vec<Candidate> {
    let (left, right) = (figure::read(Lang::Ar, ar), figure::read(Lang::En, en));
    let pairings = Matching::new(&left, &right).pairings.into_iter();
    let candidate = |pairing: figure::Pairing| {
        let (ar, en) = (left.get(pairing.ar.0), right.get(pairing.en.0));
        found(TextMarkKind::Figure, ar.map(|figure| figure.span), en.map(|figure| figure.span))
    };
    pairings.map(candidate).collect()
}

/// Selects candidates that do not overlap earlier ones, and numbers the figures in Arabic order.
fn numbered(ar: &str, en: &str, candidates: &[Candidate]) -> Sides<Vec<TextMark>> {
    let mut taken: Vec<&Candidate> = Vec::new();
    let texts = Sides { ar, en };
    for candidate in candidates {
        let fits = |(lang, span): (Lang, &Option<Span>)| {
            span.is_none_or(|span| {
                !span.is_empty()
                    && texts[lang].get(span.start..span.end).is_some()
                    && !taken.iter().any(|other| other.spans[lang].is_some_and(|other| other.overlaps(span)))
            })
        };
        if candidate.spans.iter().all(fits) {
            taken.push(candidate);
        }
    }
    taken.sort_by_key(|candidate| {
        (candidate.spans.ar.or(candidate.spans.en).map(|span| span.start), candidate.kind)
    });
    let mut made = Sides::<Vec<TextMark>>::default();
    let mut count = 0;
    for candidate in taken {
        let paired =
            candidate.kind <= TextMarkKind::Figure && candidate.spans.iter().all(|(_, span)| span.is_some());
        let index = paired.then(|| {
            count += 1;
            count
        });
        let mark = |span| TextMark { span, kind: candidate.kind, index, name: candidate.name };
        for (lang, span) in candidate.spans {
            made[lang].extend(span.map(mark));
        }
    }
    made.map(|mut marks| {
        marks.sort_by_key(|mark| mark.span);
        marks
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Code;

    fn finding(ar: Option<(usize, usize)>, en: Option<(usize, usize)>) -> Finding {
        let marked = |place: Option<(usize, usize)>| {
            place.map(|(start, end)| Marked { span: Span::new(start, end), value: String::new() })
        };
        Finding {
            severity: Severity::Error,
            code: Code::Number,
            message: String::new(),
            ar: marked(ar),
            en: marked(en),
            throughout: false,
        }
    }

    fn anchor(kind: AnchorKind, ar: (usize, usize), en: (usize, usize)) -> Anchor {
        Anchor { kind, ar: Span::new(ar.0, ar.1), en: Span::new(en.0, en.1), weight: 1.0 }
    }

    #[test]
    fn both_sides_of_a_figure_bear_the_same_number_and_a_finding_hides_what_it_overlaps() {
        let anchors = [
            anchor(AnchorKind::Figure, (20, 22), (0, 2)),
            anchor(AnchorKind::Figure, (4, 6), (6, 8)),
            anchor(AnchorKind::Name, (10, 14), (7, 9)),
        ];
        let wrong = finding(Some((10, 14)), Some((12, 15)));
        let got = marks(&"a".repeat(30), &"b".repeat(30), [(&wrong, false)].into_iter(), &anchors);
        let of = |marks: &[TextMark]| {
            marks.iter().map(|mark| (mark.span.start, mark.kind, mark.index)).collect::<Vec<_>>()
        };
        use TextMarkKind::{Error, Figure};
        assert_eq!(of(&got.ar), [(4, Figure, Some(1)), (10, Error, Some(2)), (20, Figure, Some(3))]);
        assert_eq!(of(&got.en), [(0, Figure, Some(3)), (6, Figure, Some(1)), (12, Error, Some(2))]);
    }

    #[test]
    fn a_name_has_its_kind_also_where_it_is_translated() {
        let (ar, en) = ("قرأت رواية كتاب الماء في القاهرة.", "I read the novel Book of Water in Cairo.");
        let got = marks(ar, en, std::iter::empty(), &[]);
        let kinds: Vec<_> = got.en.iter().map(|mark| (mark.span.of(en), mark.name)).collect();
        assert_eq!(kinds, [("Book of Water", Some("work")), ("Cairo", Some("place"))]);
    }

    #[test]
    fn a_figure_without_counterpart_has_no_number_and_places_outside_are_left_out() {
        let (alone, outside) = (finding(Some((0, 2)), None), finding(None, Some((90, 99))));
        let got = marks("نص", "text", [(&alone, false), (&outside, false)].into_iter(), &[]);
        assert_eq!((got.ar.len(), got.ar[0].index, got.en.len()), (1, None, 0));
    }
}
