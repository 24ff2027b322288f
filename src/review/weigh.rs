//! What the program thinks of a row that a person has put together: confidence, evidence, findings.

use super::state::Weight;
use crate::{
    align::{self, Alignment, Bead, Parts, Side},
    check,
    document::Document,
    segment::Segment,
    text::{Lang, Span},
};

/// Weighs the pieces of a row.
pub trait Weigh {
    /// Confidence, evidence and findings of a row with these pieces.
    fn weigh(&self, ar: &[String], en: &[String]) -> Weight;
}

/// The weights of the aligner and of the check.
#[derive(Debug, Default)]
pub struct Scales {
    options: align::Options,
}

impl Weigh for Scales {
    /// Lets the aligner loose on the row alone. If it makes one bead of it, that bead's confidence counts; if it
    /// would rather take the row apart, what is left for the row as it stands.
    fn weigh(&self, ar: &[String], en: &[String]) -> Weight {
        let (ar, en) = (lined(Lang::Ar, ar), lined(Lang::En, en));
        let (left, right) =
            (Side { document: &ar.0, segments: &ar.1 }, Side { document: &en.0, segments: &en.1 });
        let beads = if ar.1.is_empty() || en.1.is_empty() {
            Vec::new()
        } else {
            // Only pins can be wrong, and there are none.
            align::align(left, right, &self.options).unwrap_or_default().beads
        };
        let whole = Bead {
            ar: 0..ar.1.len(),
            en: 0..en.1.len(),
            confidence: confidence(&beads),
            parts: Parts::default(),
            anchors: beads.into_iter().flat_map(|bead| bead.anchors).collect(),
        };
        let row = Alignment { beads: vec![whole] };
        let findings = check::alignment(&row, left, right).into_iter().flatten().collect();
        let (confidence, anchors) =
            row.beads.into_iter().next().map_or((0.5, Vec::new()), |bead| (bead.confidence, bead.anchors));
        Weight { confidence, anchors, findings }
    }
}

fn confidence(beads: &[Bead]) -> f64 {
    match beads {
        [] => 0.5,
        [only] => only.confidence,
        several => (1.0 - several.iter().map(|bead| bead.confidence).product::<f64>()).clamp(0.02, 0.5),
    }
}

/// Pieces as a document of their own: the very line that the row shows.
fn lined(lang: Lang, pieces: &[String]) -> (Document, Vec<Segment>) {
    let mut text = String::new();
    let mut segments = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(piece);
        segments.push(Segment { span: Span::new(start, text.len()), paragraph: 0 });
    }
    let document = Document {
        name: String::new(),
        lang,
        encoding: "UTF-8".to_owned(),
        text,
        paragraphs: Vec::new(),
        cues: Vec::new(),
    };
    (document, segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_one_empty_side_weighs_nothing_either_way() {
        assert_eq!(Scales::default().weigh(&["نص".to_owned()], &[]).confidence, 0.5);
    }

    #[test]
    fn a_fitting_row_weighs_more_than_one_that_should_be_two() {
        let scales = Scales::default();
        let s = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let good = scales.weigh(&s(&["وصل الرئيس إلى القاهرة."]), &s(&["The president arrived in Cairo."]));
        let two = scales.weigh(
            &s(&["وصل الرئيس إلى القاهرة.", "وكتب الطالب كتابا جديدا عن التاريخ."]),
            &s(&["The president arrived in Cairo.", "The student wrote a new book about history."]),
        );
        assert!(good.confidence > 0.5 && two.confidence <= 0.5, "{} {}", good.confidence, two.confidence);
    }
}
