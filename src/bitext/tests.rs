//! Tests of the value as the writers see it.

use super::*;
use crate::{
    align::{Anchor, AnchorKind, Bead, Parts},
    check::{Code, Finding, Marked, Severity},
    text::{Lang, Span},
};

/// Like [`testing::bitext`], with data about every bead.
fn bitext(ar: &str, en: &str, beads: &[(usize, usize)]) -> Bitext {
    let mut made = testing::bitext(ar, en, beads);
    for bead in &mut made.alignment.beads {
        (bead.confidence, bead.parts) =
            (0.87654321, Parts { words: 2.5, length: -0.5, shape: -0.5, ..Parts::default() });
    }
    made
}

fn sample() -> Bitext {
    let mut bitext = bitext(
        "حضر \u{200F}٣٠ رجلا <و>.\nثم\u{2028}ذهبوا.\nحاشية.",
        "=30 men & boys came.\nThen\t they left.",
        &[(1, 1), (1, 1), (1, 0)],
    );
    let (ar, en) = (Span::new(10, 14), Span::new(1, 3));
    bitext.alignment.beads[0].anchors = vec![Anchor { kind: AnchorKind::Figure, ar, en, weight: 2.25 }];
    bitext.findings = vec![BeadFinding {
        bead: 0,
        finding: Finding {
            severity: Severity::Error,
            code: Code::Scale,
            message: "a reason with < and \u{1}".to_owned(),
            ar: Some(Marked { span: ar, value: "30".to_owned() }),
            en: Some(Marked { span: en, value: "30".to_owned() }),
            throughout: false,
        },
    }];
    bitext
}

fn written(bitext: &Bitext, format: Format) -> String {
    let date: Timestamp = "2024-02-29T12:30:45Z".parse().unwrap();
    let mut out = Vec::new();
    bitext
        .write(
            format,
            &WriteOptions { safe_cells: true, adequacy: false, select: Select::default(), date },
            &mut out,
        )
        .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn segment_numbers_name_the_segments_of_every_bead() {
    assert_eq!(written(&sample(), Format::Index), "[0]:[0]\n[1]:[1]\n[2]:[]\n");
    assert_eq!(
        written(&bitext("ا\nب", "a\nb\nc", &[(2, 1), (0, 2)]), Format::Index),
        "[0, 1]:[0]\n[]:[1, 2]\n"
    );
    assert_eq!(
        written(&bitext("ا\nب", "a\nb\nc", &[(2, 1), (0, 2)]), Format::Hunalign),
        "0\t0\t0.8765\n2\t1\t0.8765\n2\t3\t0.0000\n"
    );
}

#[test]
fn a_table_has_one_bead_a_line_and_no_formula() {
    assert_eq!(
        written(&sample(), Format::Tsv),
        "حضر \u{200F}٣٠ رجلا <و>.\t'=30 men & boys came.\t0.8765\t1-1\n\
         ثم ذهبوا.\tThen they left.\t0.8765\t1-1\n"
    );
}

#[test]
fn a_json_line_points_into_its_own_texts() {
    let lines = written(&sample(), Format::Jsonl);
    let rows: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["id"], "b1");
    assert_eq!(rows[0]["confidence"], 0.876543);
    assert_eq!(rows[0]["findings"][0]["ar"]["text"], "٣٠");
    assert_eq!(rows[0]["findings"][0]["en"], serde_json::json!({"start":1,"end":3,"text":"30","value":"30"}));
    assert_eq!(rows[1]["en"], "Then they left.");
    assert_eq!(rows[2]["type"], "1-0");
    assert_eq!(rows[2]["en_segments"], serde_json::json!([]));
}

#[test]
fn json_reads_back_as_it_was() {
    let mut bitext = sample();
    bitext.alignment.beads.iter_mut().for_each(|bead| bead.confidence = 0.5);
    let json = written(&bitext, Format::Json);
    assert_eq!(Bitext::from_json("x", json.as_bytes()).unwrap(), bitext);
    assert!(!json.contains('\u{2028}'));
}

#[test]
fn json_that_does_not_hold_together_is_refused() {
    let json = written(&sample(), Format::Json);
    for (from, to, complaint) in [
        ("mizan/1.0", "mizan/2.0", "newer mizan"),
        ("\"ar_segments\":[1]", "\"ar_segments\":[2]", "out of order"),
        ("\"start\":10,\"end\":14", "\"start\":10,\"end\":13", "outside the text"),
        ("\"start\":10,\"end\":14", "\"start\":14,\"end\":10", "outside the text"),
        ("\"confidence\":0.876543", "\"confidence\":7", "outside 0 to 1"),
        ("\"source\"", "\"sauce\"", "missing field `source`"),
    ] {
        assert!(json.contains(from), "{from}");
        let error =
            Bitext::from_json("x.json", json.replacen(from, to, 1).as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("x.json: ") && error.contains(complaint), "{error}");
    }
    let short = json.replace("\"ar_segments\":[2]", "\"ar_segments\":[]");
    assert!(Bitext::from_json("x", short.as_bytes()).unwrap_err().to_string().contains("in no bead"));
}

#[test]
fn a_translation_memory_has_the_source_first_and_only_pairs() {
    let mut bitext = sample();
    bitext.source = Lang::En;
    let tmx = written(&bitext, Format::Tmx);
    assert!(tmx.contains("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">") && tmx.contains("srclang=\"en\""));
    assert!(tmx.contains("creationdate=\"20240229T123045Z\""));
    assert_eq!(tmx.matches("<tu ").count(), 2);
    let (en, ar) = (tmx.find("<tuv xml:lang=\"en\">").unwrap(), tmx.find("<tuv xml:lang=\"ar\">").unwrap());
    assert!(tmx.find("x-confidence").unwrap() < en && en < ar);
    assert!(tmx.contains("<seg>=30 men &amp; boys came.</seg>"));
    assert!(tmx.contains("<seg>حضر \u{200F}٣٠ رجلا &lt;و&gt;.</seg>"));
    assert!(tmx.contains("<prop type=\"x-finding\">error scale {"));
    assert!(tmx.contains("<note>a reason with &lt; and ␁</note>"));
}

#[test]
fn what_xml_cannot_hold_is_shown_and_costs_no_pair() {
    let bitext = bitext("نعم.\nلا\u{2}.", "Yes.\nNo.", &[(1, 1), (1, 1)]);
    for format in [Format::Tmx, Format::Xliff, Format::Xliff2] {
        let out = written(&bitext, format);
        assert!(out.contains("لا␂.") && out.contains("Yes."), "{format}");
    }
    assert!(Format::Tmx.replaces_in(&bitext.pair(1)) && !Format::Tmx.replaces_in(&bitext.pair(0)));
    assert!(!Format::Tsv.replaces_in(&bitext.pair(1)));
}

#[test]
fn statistics_count_bead_types_and_sort_by_confidence() {
    let mut bitext = sample();
    for (bead, confidence) in bitext.alignment.beads.iter_mut().zip([0.5, 0.25, 0.75]) {
        bead.confidence = confidence;
    }
    let stats = Stats::of(&bitext);
    assert_eq!(stats.kinds, [((1, 1), 2), ((1, 0), 1)]);
    assert_eq!(stats.mean_confidence, Some(0.5));
    assert_eq!(stats.least_sure(2), [1, 0]);
    assert_eq!(stats.least_sure(9).len(), 3);
}
/// The first and the last line are exchanged in the English, with other figures.
fn crossed() -> Bitext {
    let beads = [(1, 0), (1, 1), (1, 1), (0, 1)];
    let (ar, en) = ("حضر ٣٠ رجلا.\nنعم.\nربما.", "Yes.\nPerhaps.\nSome 40 men came.");
    let mut made = testing::bitext(ar, en, &beads);
    made.join(&[Bead::new(0..1, 2..3, 0.75)]);
    made
}

#[test]
fn text_that_changed_its_place_is_in_a_memory_once_as_a_pair() {
    let mut made = crossed();
    made.check();
    let tmx = written(&made, Format::Tmx);
    assert_eq!(tmx.matches("<tu ").count(), 3);
    let unit = &tmx[tmx.find("<tu tuid=\"b1\">").unwrap()..];
    for part in ["x-crossing\">yes", "x-confidence\">0.7500", "x-finding\">error", "40 men", "٣٠"] {
        assert!(unit.contains(part), "{part}\n{unit}");
    }
    // With one-sided text, everything occurs there once.
    let select = Select { with_one_sided: true, ..Select::default() };
    let options = WriteOptions { safe_cells: false, adequacy: false, select, date: Timestamp::UNIX_EPOCH };
    for format in [Format::Xliff, Format::Csv, Format::Tsv, Format::PlainJsonl] {
        let mut out = Vec::new();
        made.write(format, &options, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        for text in ["حضر ٣٠ رجلا.", "Some 40 men came.", "نعم.", "Yes.", "ربما.", "Perhaps."]
        {
            assert_eq!(out.matches(text).count(), 1, "{format}: {text}\n{out}");
        }
    }
    let (mut ar, mut en) = (Vec::new(), Vec::new());
    made.write_moses(&options, &mut ar, &mut en).unwrap();
    assert_eq!(String::from_utf8(ar).unwrap(), "حضر ٣٠ رجلا.\nنعم.\nربما.\n");
    assert_eq!(String::from_utf8(en).unwrap(), "Some 40 men came.\nYes.\nPerhaps.\n");
}

#[test]
fn text_that_changed_its_place_is_one_bead_in_every_format_and_reads_back() {
    let mut made = crossed();
    made.check();
    let lines = written(&made, Format::Jsonl);
    let read = read_pairs("x", Format::Jsonl, Box::new(lines.as_bytes()), &PairOptions::default()).unwrap();
    let read: Vec<Pair> = read.map(Result::unwrap).collect();
    assert_eq!(read.iter().map(|pair| pair.details.displaced).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(read.iter().map(|pair| pair.continues).collect::<Vec<_>>(), [false, true, true]);
    for (pair, own) in read.iter().zip(made.pairs()) {
        assert_eq!((&pair.texts, &pair.details.kind), (&own.texts, &own.details.kind));
    }
    let json = written(&made, Format::Json);
    assert_eq!(Bitext::from_json("x", json.as_bytes()).unwrap(), made);
    assert_eq!(written(&made, Format::Index), "[0]:[2]\n[1]:[0]\n[2]:[1]\n");
    // Rungs run forward on both sides.
    assert_eq!(
        written(&made, Format::Hunalign),
        "0\t0\t0.7500\n1\t0\t0.5000\n2\t1\t0.5000\n3\t2\t0.7500\n3\t3\t0.0000\n"
    );
    let html = written(&made, Format::Html);
    assert!(html.contains("its English follows</span>") && html.contains("<a href=\"#b3\">b3</a>"), "{html}");
}

#[test]
fn older_files_list_text_that_changed_its_place_beside_one_sided_beads() {
    let mut path = testing::bitext(
        "حضر ٣٠ رجلا.\nنعم.\nربما.",
        "Yes.\nPerhaps.\nSome 40 men came.",
        &[(1, 0), (1, 1), (1, 1), (0, 1)],
    );
    path.check();
    for bead in [0, 3] {
        let notes = vec!["moved?".to_owned()];
        path.reviews.push(BeadReview { bead, confirmed: true, flagged: bead == 3, notes });
    }
    let crossing = r#",
"crossings":[
{"ar_segments":[0],"en_segments":[2],"confidence":0.75,"anchors":[]}
]}"#;
    let old = written(&path, Format::Json).trim_end().strip_suffix('}').unwrap().to_owned() + crossing;
    let read = Bitext::from_json("x", old.as_bytes()).unwrap();
    let mut made = crossed();
    made.check();
    made.alignment.beads[0].confidence = 1.0;
    made.reviews =
        vec![BeadReview { bead: 0, confirmed: true, flagged: true, notes: vec!["moved?".to_owned()] }];
    assert_eq!(read, made);
    assert_eq!(read.alignment.beads[0].confidence, 1.0, "it is confirmed");
    // They are verified like beads.
    let anchor = |ar: Span, en: Span| {
        let anchor = Anchor { kind: AnchorKind::Figure, ar, en, weight: 1.0 };
        format!("\"anchors\":[{}]", serde_json::to_string(&anchor).unwrap())
    };
    let (inside, outside) = (Span::new(0, 2), Span::new(900, 901));
    let with = |right: &str, wrong: &str| {
        assert!(old.contains(right), "{right}");
        Bitext::from_json("x", old.replacen(right, wrong, 1).as_bytes())
    };
    let without = "\"anchors\":[]}\n]}";
    assert!(with(without, &format!("{}}}\n]}}", anchor(inside, inside))).is_ok());
    for wrong in [anchor(outside, inside), anchor(inside, outside), anchor(Span::new(1, 2), inside)] {
        assert!(with(without, &format!("{wrong}}}\n]}}")).is_err(), "{wrong}");
    }
    assert!(with("\"confidence\":0.75", "\"confidence\":1.75").is_err());
}

#[test]
fn what_is_said_of_beads_stays_with_them_when_displaced_ones_are_joined() {
    let mut made = testing::bitext("ا\nب", "b\na", &[(0, 1), (1, 1), (1, 0)]);
    let origin = |n: usize| Origin { id: Some(format!("u{n}")), ..Origin::default() };
    made.origins = (0..3).map(origin).collect();
    let before = made.clone();
    assert_eq!(made.join(&[]), [0, 1, 2]);
    assert_eq!(made, before);
    assert_eq!(made.join(&[Bead::new(1..2, 0..1, 0.9)]), [1, 0, 1]);
    assert_eq!(made.origins, [origin(1), origin(0)]);
}

#[test]
fn displaced_segments_that_do_not_fit_are_refused() {
    let json = written(&crossed(), Format::Json);
    for (right, wrong) in [
        ("\"en_segments\":[2]", "\"en_segments\":[1]"),
        ("\"en_segments\":[2]", "\"en_segments\":[]"),
        ("\"en_segments\":[2]", "\"en_segments\":[2,1]"),
        ("\"en_segments\":[2]", "\"en_segments\":[2,3]"),
        ("\"en_segments\":[2]", "\"en_segments\":[18446744073709551615]"),
        ("\"en_segments\":[1]", "\"en_segments\":[1,2]"),
        ("\"ar_segments\":[0]", "\"ar_segments\":[]"),
    ] {
        assert!(json.contains(right), "{right}");
        let error = Bitext::from_json("x", json.replacen(right, wrong, 1).as_bytes());
        assert!(error.is_err(), "{wrong}");
    }
}

#[test]
fn the_figures_of_text_that_changed_its_place_are_compared() {
    let codes = |bitext: &Bitext, n: usize| {
        bitext.findings_of(n).iter().map(|found| found.finding.code).collect::<Vec<_>>()
    };
    let mut made = crossed();
    made.check();
    assert_eq!((codes(&made, 0).last(), codes(&made, 1)), (Some(&Code::Elsewhere), vec![]));
    let found = &made.findings_of(0)[0].finding;
    assert!(found.severity > Severity::Note && found.message.contains("40"), "{found:?}");
    let place = |marked: &Option<Marked>, text: &str| marked.as_ref().unwrap().span.of(text).to_owned();
    assert_eq!(
        (place(&found.ar, &made.documents.ar.text), place(&found.en, &made.documents.en.text)),
        ("٣٠".to_owned(), "40".to_owned())
    );
}
