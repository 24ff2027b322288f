use super::*;
use crate::{align, align::KINDS};

const AR: [&str; 6] = [
    "افتتح رئيس البلدية صباح أمس الحديقة الجديدة في وسط المدينة.",
    "وحضر الافتتاح عدد كبير من الأهالي مع أطفالهم الصغار.",
    "وتضم الحديقة ملعبا صغيرا وبركة ماء ومقاعد من الخشب.",
    "وقال المهندس إن العمل تأخر ثلاثة أسابيع بسبب الأمطار.",
    "وطلب السكان أن تبقى الأبواب مفتوحة حتى الساعة العاشرة مساء.",
    "ووعد المجلس بدراسة هذا الطلب في جلسته القادمة.",
];
const EN: [&str; 6] = [
    "The mayor opened the new park in the centre of the city yesterday morning.",
    "A large number of families attended the opening with their small children.",
    "The park has a small playground, a water pond and wooden benches.",
    "The engineer said that work was delayed for three weeks because of the rain.",
    "Residents asked that the gates stay open until ten in the evening.",
    "The council promised to study this request at its next meeting.",
];
const OTHER: [&str; 6] = [
    "The central bank left its main interest rate unchanged after a long debate.",
    "Analysts had expected a modest cut before the end of the quarter.",
    "Exporters complained that the currency was still far too strong.",
    "A spokesman for the treasury declined to comment on the decision.",
    "Shares of two lenders fell sharply in early trading on Thursday.",
    "Investors are waiting for new figures on prices and wages.",
];

#[test]
fn nothing_is_said_of_lines_that_have_lost_their_blanks() {
    let half = "افتتحرئيسالبلدية صباح أمس الحديقةالجديدةفي وسط المدينة.";
    assert!(pair(AR[0], EN[0]).is_some_and(|adequacy| adequacy > 0.5));
    assert_eq!((pair(half, EN[0]), pair(half, OTHER[0])), (None, None));
    // One long word among others is a single word.
    assert!(pair(&format!("{} واستخدموهااستخداما", AR[1]), EN[1]).is_some());
}

#[test]
fn words_that_no_lexicon_has_are_counted_apart() {
    let common = common_of(
        "زرع الفلاح شجرة الغطملوق قرب النهر.",
        "The farmer planted a ghatmaluq tree near the river.",
    );
    let alone = |side: &SideCounts| -> u32 { side.kinds.0[..3].iter().sum() };
    let unlisted = |side: &SideCounts| -> u32 { side.kinds.0[KINDS - 4..].iter().sum() };
    for side in [common.ar, common.en] {
        assert_eq!((unlisted(&side), alone(&side)), (1, 0), "{side:?}");
        assert_eq!(side.kinds.0.iter().sum::<u32>(), side.content, "{side:?}");
    }
    assert_eq!((common.ar.function, common.en.function), (0, 3), "{common:?}");
    let other = common_of("زرع الفلاح شجرة الغطملوق قرب النهر.", OTHER[3]);
    assert!(alone(&other.en) > 0, "{other:?}");
}

const TALE: [&str; 6] = [
    "سقطت شجرة التين الكبيرة في ليلة عاصفة.",
    "وجمع الجيران أغصانها قبل طلوع الشمس.",
    "لم يبق منها غير جذع قصير قرب البئر.",
    "وكانت العجوز تجلس تحتها كل مساء وتغزل الصوف.",
    "بكت حين رأت المكان خاليا من الظل.",
    "ثم زرعت فسيلة جديدة بيديها المرتجفتين.",
];

fn judged(ar: &[&str], en: &[&str]) -> Adequacy {
    let side = |lines: &[&str], lang: Lang| {
        let mut document = crate::document::plain(&lines.join("\n"), lang.code(), true);
        document.lang = lang;
        let segments = crate::segment::lines(&document);
        (document, segments)
    };
    let options = align::Options::default();
    let (ar, en) = (side(ar, Lang::Ar), side(en, Lang::En));
    let sides = [&ar, &en].map(|(document, segments)| Side { document, segments });
    let (alignment, common) = align::align_and_compare(sides[0], sides[1], &options).unwrap();
    Adequacy::of(&alignment.beads, &common)
}

#[test]
fn a_translation_is_distinguished_from_another_text() {
    let (right, wrong) = (judged(&AR, &EN), judged(&AR, &OTHER));
    assert!(right.score.unwrap() > 0.9 && !right.is_doubtful(), "{right:?}");
    assert!(wrong.score.unwrap() < 0.1 && wrong.is_doubtful(), "{wrong:?}");
    assert!(right.beads.iter().all(|adequacy| adequacy.unwrap() > 0.5), "{right:?}");
    assert!(wrong.beads.iter().flatten().all(|adequacy| *adequacy < 0.5), "{wrong:?}");
}

#[test]
fn the_same_words_in_another_order_say_less() {
    let backwards = EN[0].trim_end_matches('.').rsplit(' ').collect::<Vec<_>>().join(" ");
    let agreement = |en: &str| pair_meaning(&common_of(AR[0], en))[3];
    assert!(
        agreement(EN[0]) > 0.0 && agreement(&backwards) < 0.0,
        "{} {}",
        agreement(EN[0]),
        agreement(&backwards)
    );
    assert!(pair(AR[0], EN[0]) > pair(AR[0], &backwards));
}

#[test]
fn no_pair_by_itself_is_beyond_doubt() {
    let (ar, right, wrong) = (AR.join(" "), EN.join(" "), OTHER.join(" "));
    let [right, wrong] = [right, wrong].map(|en| pair(&ar, &en).unwrap());
    assert!((0.99..=0.999).contains(&right) && (0.001..=0.01).contains(&wrong), "{right} {wrong}");
}

#[test]
fn a_strange_sentence_in_a_translation_is_found() {
    let mut planted = EN;
    planted[3] = OTHER[3];
    let judged = judged(&AR, &planted);
    assert!(!judged.is_doubtful() && judged.of_bead(3).unwrap() < 0.5, "{judged:?}");
    assert!(judged.of_bead(1).unwrap() > 0.5 && judged.of_bead(5).unwrap() > 0.5, "{judged:?}");
}

#[test]
fn a_page_of_another_text_in_the_middle_is_low_and_the_rest_is_not() {
    let lines = |page: &[&'static str; 6]| [&EN[..], page, &EN[..]].concat();
    let arabic = [&AR[..], &AR, &AR].concat();
    let judged = judged(&arabic, &lines(&OTHER));
    let low = |beads: &[Option<f64>]| beads.iter().flatten().filter(|adequacy| **adequacy < 0.5).count();
    let (before, after) = (EN.len(), judged.beads.len() - EN.len());
    assert_eq!((low(&judged.beads[..before]), low(&judged.beads[after..])), (0, 0), "{judged:?}");
    // Sentences of the page may be in one bead.
    assert_eq!(low(&judged.beads[before..after]), after - before, "{judged:?}");
    assert!(after - before >= OTHER.len() / 2, "{judged:?}");
}

#[test]
fn of_too_little_nothing_is_said() {
    for (ar, en) in [
        ("", ""),
        ("نعم.", "Yes."),
        ("نعم.", ""),
        ("", "A long English sentence that has no Arabic one beside it at all."),
        ("١٢٣ ٤٥٦ ٧٨٩ ١٠ ١١ ١٢", "123 456 789 10 11 12"),
        ("من إلى في على عن", "of to in on from"),
        ("git commit --amend --no-edit --all -m now", "git commit --amend --no-edit --all -m now"),
        ("\u{200F}\u{200F}", "\u{200E}"),
    ] {
        assert_eq!(pair(ar, en), None, "{ar} | {en}");
    }
}

#[test]
fn whatever_comes_in_what_is_said_is_a_probability() {
    let long = EN.join(" ").repeat(10);
    let mixed = format!("{} {}", AR[0], EN[0]);
    let texts = [
        "",
        "نعم.",
        AR[0],
        EN[0],
        &long,
        &mixed,
        "٣٤٥ ٦٧٨ ٩٠١ ٢٣٤ ٥٦٧ ٨٩٠ ١٢٣ ٤٥٦ ٧٨٩ ٠١٢ ٣٤٥ ٦٧٨",
        "Cairo Baghdad Damascus Beirut Amman Riyadh Tunis Rabat Algiers Tripoli Khartoum Sanaa",
        "القاهرة بغداد دمشق بيروت عمان الرياض تونس الرباط الجزائر طرابلس الخرطوم صنعاء",
    ];
    let probability = |share: f64| (0.0..=1.0).contains(&share);
    for ar in texts {
        for en in texts {
            assert!(pair(ar, en).is_none_or(probability), "{ar} | {en}");
            let whole = judged(&[ar, ar], &[en]);
            assert!(whole.score.is_none_or(probability), "{ar} | {en}: {whole:?}");
            assert!(whole.beads.iter().flatten().all(|share| probability(*share)), "{ar} | {en}: {whole:?}");
        }
    }
    assert_eq!(judged(&[], &[]), Adequacy::default());
}

#[test]
fn names_alone_are_distinguished_from_other_names() {
    let names = "القاهرة وبغداد ودمشق وبيروت وعمان والرياض";
    let right = pair(names, "Cairo, Baghdad, Damascus, Beirut, Amman and Riyadh").unwrap();
    let wrong = pair(names, "Lisbon, Madrid, Warsaw, Vienna, Prague and Bucharest").unwrap();
    assert!(right > 0.5 && wrong < 0.5, "{right} {wrong}");
}

#[test]
fn bad_pairs_of_documents_get_a_score_or_none() {
    let (long, names) = ([EN, EN, OTHER, EN].concat().repeat(3), "القاهرة بغداد دمشق بيروت عمان الرياض");
    let cases: [(&[&str], &[&str], &str); 8] = [
        (&[], &[], "both empty"),
        (&AR, &[], "one empty"),
        (&["نعم."], &["Yes."], "one word"),
        (&AR, &long, "one side ten times longer"),
        (&["١٢٣ ٤٥٦", "٧٨٩ ١٠"], &["123 456", "789 10"], "only numbers"),
        (&[names], &["Cairo Baghdad Damascus Beirut Amman Riyadh"], "only names"),
        (&AR, &AR, "one Arabic text twice"),
        (&EN, &EN, "one English text twice"),
    ];
    for (ar, en, what) in cases {
        let said = judged(ar, en);
        let all = || said.score.iter().chain(said.beads.iter().flatten());
        assert!(all().all(|share| (0.0..=1.0).contains(share)), "{what}: {said:?}");
        match what {
            "only names" => assert!(said.score > Some(0.5), "{said:?}"),
            "one Arabic text twice" | "one English text twice" => {
                assert!(!said.score.is_some_and(|score| score >= 0.5), "{what}: {said:?}");
            }
            "one side ten times longer" => assert!(said.score.is_some(), "{said:?}"),
            _ => assert_eq!((said.score, all().count()), (None, 0), "{what}: {said:?}"),
        }
    }
}

#[test]
fn a_translation_with_every_second_page_missing_is_still_one() {
    let lines = |parts: &[&[&'static str]]| parts.concat();
    let arabic = lines(&[&AR, &TALE, &AR, &TALE]);
    let english = lines(&[&EN, &EN]);
    let said = judged(&arabic, &english);
    assert!(
        said.score.unwrap() > 0.5 && said.beads.iter().flatten().all(|share| (0.0..=1.0).contains(share))
    );
}

#[test]
fn a_translation_with_every_second_sentence_missing_is_still_one() {
    let half: Vec<&str> = EN.iter().copied().step_by(2).collect();
    assert!(judged(&AR, &half).score.unwrap() > 0.5);
}

#[test]
fn a_translation_that_goes_on_for_longer_on_one_side_is_still_one() {
    let longer = [&EN[..], &OTHER, &OTHER[..3]].concat();
    let said = judged(&AR, &longer);
    assert!(said.score.unwrap() > 0.5, "{said:?}");
    let said = judged(&[&AR[..], &TALE].concat(), &EN[..4]);
    assert!(said.score.unwrap() > 0.5, "{said:?}");
    let said = judged(&[&TALE[..], &TALE].concat(), &OTHER[..4]);
    assert!(said.score.unwrap() < 0.5, "{said:?}");
}

#[test]
fn texts_that_only_begin_alike_are_no_translations() {
    let pages = [&EN[..1], &OTHER, &OTHER].concat();
    let said = judged(&[&AR[..1], &TALE, &TALE].concat(), &pages);
    assert!(said.score.unwrap() < 0.5, "{said:?}");
}

#[test]
fn a_page_left_in_english_is_no_translation() {
    let copy = pair(OTHER[0], EN[0]).unwrap();
    assert!(copy < 0.5, "{copy}");
    // The same sentence on both sides; the commands and names that are rightly so stay unjudged.
    for same in [OTHER[1], EN[3], AR[3]] {
        assert!(pair(same, same).is_some_and(|copy| copy < 0.5), "{same}: {:?}", pair(same, same));
    }
    for same in [
        "rsync -av --delete notes/ user@host:backup/ && echo done",
        "Cairo Baghdad Damascus Beirut Amman Riyadh",
        "Windows Server 2022 Datacenter Edition Service Pack",
    ] {
        assert_eq!(pair(same, same), None, "{same}");
    }
    let half = [&AR[..3], &EN[3..]].concat();
    let said = judged(&half, &EN);
    assert!(said.beads[..3].iter().flatten().all(|share| *share > 0.5), "{said:?}");
    assert!(said.beads[3..].iter().flatten().filter(|share| **share < 0.5).count() >= 2, "{said:?}");
}
