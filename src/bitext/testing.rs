//! A bitext for tests.

use super::Bitext;
use crate::{
    align::{Alignment, Bead},
    document::{Document, Paragraph, ParagraphKind},
    segment::Segment,
    text::{Lang, Sides, Span},
};

/// A bitext of `ar.txt` and `en.txt` with one segment per line, and with beads of the given sizes,
/// which must cover all segments.
pub(crate) fn bitext(ar: &str, en: &str, beads: &[(usize, usize)]) -> Bitext {
    let side = |lang, text: &str| {
        let mut at = 0;
        let mut segments = Vec::new();
        for line in text.split_inclusive('\n') {
            segments.push(Segment::new(Span::new(at, at + line.trim_end().len()), 0));
            at += line.len();
        }
        let paragraph = Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Body };
        let document = Document {
            name: format!("{lang}.txt"),
            lang,
            encoding: "UTF-8".to_owned(),
            text: text.to_owned(),
            paragraphs: vec![paragraph],
            cues: vec![],
            left_out: Default::default(),
        };
        (document, segments)
    };
    let ((ar, ar_segments), (en, en_segments)) = (side(Lang::Ar, ar), side(Lang::En, en));
    let (mut a, mut e) = (0, 0);
    let mut made = Vec::new();
    for (m, n) in beads {
        made.push(Bead::new(a..a + m, e..e + n, 0.5));
        (a, e) = (a + m, e + n);
    }
    assert_eq!((a, e), (ar_segments.len(), en_segments.len()));
    Bitext {
        documents: Sides::new(ar, en),
        segments: Sides::new(ar_segments, en_segments),
        source: Lang::Ar,
        alignment: Alignment { beads: made },
        findings: vec![],
        reviews: vec![],
        origins: vec![],
        adequacy: crate::adequacy::Adequacy::default(),
    }
}
