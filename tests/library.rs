//! What the library promises to programs that use it: constructors check what they are given.

use mizan::{
    align::{self, Alignment, Bead},
    bitext::Bitext,
    document::{self, ReadOptions},
    figure::{self, Figure},
    segment,
    text::{Lang, Sides, Span},
};

#[test]
fn a_figure_without_readings_is_an_error() {
    let read = figure::read(Lang::En, "It cost 25 dollars.").remove(0);
    let made = Figure::new(read.span, read.readings.clone()).unwrap();
    assert_eq!(made.best(), read.best());
    assert_eq!(
        Figure::new(Span::new(0, 2), Vec::new()).unwrap_err().to_string(),
        "a figure without readings"
    );
    let mut json = serde_json::to_value(&read).unwrap();
    assert_eq!(serde_json::from_value::<Figure>(json.clone()).unwrap(), read);
    json["readings"] = serde_json::json!([]);
    let error = serde_json::from_value::<Figure>(json).unwrap_err();
    assert_eq!(error.to_string(), "a figure without readings");
}

#[test]
fn beads_that_do_not_fit_are_an_error() {
    let bead = |ar, en| Bead::new(ar, en, 0.9);
    let moved = |ar, en| Bead { displaced: true, ..bead(ar, en) };
    let made = |beads: Vec<Bead>| match Alignment::new(beads.clone(), Sides::new(2, 3)) {
        Ok(alignment) => {
            assert_eq!(alignment.beads, beads);
            "fits".to_owned()
        }
        Err(error) => error.to_string(),
    };
    assert_eq!(made(vec![bead(0..1, 0..2), bead(1..2, 2..3)]), "fits");
    assert_eq!(made(vec![moved(0..1, 2..3), bead(1..2, 0..2)]), "fits");
    assert_eq!(made(vec![bead(0..1, 1..3), moved(1..2, 0..1)]), "fits");
    assert_eq!(made(vec![bead(0..1, 0..2)]), "the beads have 1 Arabic segment, not 2");
    assert_eq!(made(vec![bead(0..2, 0..2), bead(2..3, 2..3)]), "the beads have 3 Arabic segments, not 2");
    assert_eq!(made(vec![bead(0..1, 0..1), bead(1..2, 2..3)]), "bead 2 does not begin at English segment 2");
    assert_eq!(made(vec![bead(1..2, 0..1), bead(0..1, 1..3)]), "bead 1 does not begin at Arabic segment 1");
    assert_eq!(made(vec![bead(0..1, 0..2), bead(0..2, 2..3)]), "bead 2 does not begin at Arabic segment 2");
    assert_eq!(made(vec![bead(0..2, 0..3), bead(2..2, 3..3)]), "bead 2 is empty");
}

#[test]
fn exchanged_sides_are_an_error() {
    let side = |lang, text: &str| {
        let options = ReadOptions { lang: Some(lang), ..Default::default() };
        let document = document::read(text.as_bytes(), lang.code(), &options).unwrap();
        let segments = segment::segment(&document);
        (document, segments)
    };
    let ar = side(Lang::Ar, "وصل الوفد إلى القاهرة.");
    let en = side(Lang::En, "The delegation arrived in Cairo.");
    let aligned = |one, other| Bitext::align(one, other, Lang::Ar, &align::Options::default());
    assert!(aligned(ar.clone(), en.clone()).is_ok());
    let error = aligned(en, ar.clone()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "en: the Arabic document is said to be English; give the Arabic document first"
    );
    let error = aligned(ar.clone(), ar).unwrap_err();
    assert!(error.to_string().contains("the English document is said to be Arabic"), "{error}");
}
