//! The aligner on texts that are empty, enormous, monotonous or full of holes: a defined result,
//! soon (quadratic time would take hours), and right where a person would get it right.

use crate::synthetic::{Made, Maker, align_lines};
use mizan::{
    align::{Alignment, AnchorKind, Options},
    text::Lang,
};

fn lines(count: usize, line: impl Fn(usize) -> String) -> Vec<String> {
    (0..count).map(line).collect()
}

fn plain(ar: &[String], en: &[String]) -> Alignment {
    align_lines(ar, en, &Options { without_reasons: true, ..Options::default() })
}

fn one_to_one(alignment: &Alignment) -> f64 {
    let right = alignment
        .beads
        .iter()
        .filter(|bead| bead.sides.ar.len() == 1 && bead.sides.ar == bead.sides.en)
        .count();
    right as f64 / alignment.beads.len() as f64
}

/// The greatest distance of a bead from the diagonal that single-segment beads would follow, in segments.
fn farthest(alignment: &Alignment) -> usize {
    alignment.beads.iter().map(|bead| bead.sides.ar.start.abs_diff(bead.sides.en.start)).max().unwrap_or(0)
}

#[test]
fn an_empty_side_leaves_every_segment_alone() {
    let en = lines(300, |n| format!("Sentence {n}."));
    let alignment = plain(&[], &en);
    assert_eq!(alignment.beads.len(), 300);
    assert!(alignment.beads.iter().all(|bead| bead.is_one_sided()));
    assert_eq!(plain(&[], &[]).beads, []);
}

#[test]
fn one_segment_against_a_hundred_thousand_finds_its_own() {
    let mut en = lines(100_000, |n| format!("Nothing happened in the village of number {n}."));
    en[70_000] = "The ambassador bought seven camels in Cairo.".to_owned();
    let ar = ["اشترى السفير سبعة جمال في القاهرة.".to_owned()];
    let alignment = plain(&ar, &en);
    let bead = alignment.beads.iter().find(|bead| !bead.is_one_sided()).unwrap();
    assert!(bead.sides.en.contains(&70_000), "{bead:?}");
}

#[test]
fn a_hundred_thousand_segments_against_one_give_a_result() {
    let ar = lines(100_000, |n| format!("لم يحدث شيء في القرية رقم {n}."));
    assert!(plain(&ar, &["The ambassador bought camels.".to_owned()]).beads.len() > 10_000);
}

#[test]
fn equal_sentences_are_paired_one_to_one() {
    let ar = lines(3_000, |_| "غنى الطائر في الحديقة.".to_owned());
    let en = lines(3_000, |_| "The bird sang in the garden.".to_owned());
    assert!(one_to_one(&plain(&ar, &en)) > 0.99);
}

#[test]
fn more_equal_sentences_on_one_side_still_end_together() {
    let ar = lines(2_000, |_| "غنى الطائر في الحديقة.".to_owned());
    let en = lines(2_500, |_| "The bird sang in the garden.".to_owned());
    plain(&ar, &en);
}

#[test]
fn texts_of_digits_alone_are_paired_by_their_values() {
    let ar = lines(2_000, |n| format!("{}", n * 37 + 1000).chars().map(arabic_digit).collect());
    let en = lines(2_000, |n| (n * 37 + 1000).to_string());
    let share = one_to_one(&plain(&ar, &en));
    assert!(share > 0.99, "{share}");
}

fn arabic_digit(c: char) -> char {
    char::from_u32('٠' as u32 + c.to_digit(10).unwrap()).unwrap()
}

#[test]
fn texts_of_punctuation_alone_are_paired_one_to_one() {
    let ar = lines(2_000, |n| "؟!.،؛"[..].chars().cycle().skip(n % 5).take(n % 7 + 1).collect());
    let en = lines(2_000, |n| "?!.,;"[..].chars().cycle().skip(n % 5).take(n % 7 + 1).collect());
    let share = one_to_one(&plain(&ar, &en));
    assert!(share > 0.99, "{share}");
}

#[test]
fn segments_of_one_character_give_a_result() {
    let ar = lines(30_000, |n| ['ا', 'ب', 'ج', '٣', '.'][n % 5].to_string());
    let en = lines(30_000, |n| ['a', 'b', 'j', '3', '.'][n % 5].to_string());
    let alignment = plain(&ar, &en);
    assert!(farthest(&alignment) < 20, "{}", farthest(&alignment));
    let alone = alignment.beads.iter().filter(|bead| bead.is_one_sided()).count();
    assert!(alone * 10 < alignment.beads.len(), "{alone} alone");
}

#[test]
fn a_segment_of_ten_megabytes_is_one_bead_of_many() {
    let mut made = Made::default();
    let mut maker = Maker::new(1);
    (0..20).for_each(|_| maker.add(&mut made, 1));
    made.pair(&"كلمة طويلة ".repeat(500_000), &"long word ".repeat(1_000_000));
    (0..20).for_each(|_| maker.add(&mut made, 1));
    let alignment = plain(&made.ar, &made.en);
    assert!(made.found(&alignment) > 0.9, "{}", made.found(&alignment));
}

#[test]
fn a_chapter_that_is_missing_on_one_side_stays_alone() {
    for lang in [Lang::Ar, Lang::En] {
        let (mut made, mut maker) = (Made::default(), Maker::new(2));
        (0..700).for_each(|_| maker.add(&mut made, 1));
        maker.alone(&mut made, lang, 2_000);
        (0..700).for_each(|_| maker.add(&mut made, 1));
        let alignment = plain(&made.ar, &made.en);
        assert!(made.found(&alignment) > 0.98, "{lang}: {}", made.found(&alignment));
        let alone = alignment.beads.iter().filter(|bead| bead.is_one_sided()).count();
        assert!((1_950..=2_050).contains(&alone), "{lang}: {alone}");
    }
}

#[test]
fn a_refrain_that_comes_ten_thousand_times_does_not_lead_astray() {
    let (mut made, mut maker) = (Made::default(), Maker::new(3));
    for n in 0..10_000 {
        if n % 4 == 0 {
            maker.add(&mut made, 1);
        }
        made.pair("فبأي آلاء ربكما تكذبان.", "So which of your Lord's favours will you deny?");
    }
    let alignment = plain(&made.ar, &made.en);
    assert!(made.found(&alignment) > 0.98, "{}", made.found(&alignment));
}

#[test]
fn a_side_five_times_longer_is_followed() {
    // Every Arabic sentence is a paragraph of five English ones.
    let (mut made, mut maker) = (Made::default(), Maker::new(4));
    (0..400).for_each(|_| maker.add(&mut made, 5));
    let alignment = plain(&made.ar, &made.en);
    assert!(made.found(&alignment) > 0.9, "in parts: {}", made.found(&alignment));
    // Four fifths of the English have no counterpart.
    let (mut made, mut maker) = (Made::default(), Maker::new(5));
    for _ in 0..40 {
        (0..15).for_each(|_| maker.add(&mut made, 1));
        maker.alone(&mut made, Lang::En, 60);
    }
    let alignment = plain(&made.ar, &made.en);
    assert!(made.found(&alignment) > 0.9, "in blocks: {}", made.found(&alignment));
}

/// The Arabic and English segments that changed their place.
fn moved(alignment: &Alignment) -> Vec<(usize, usize)> {
    let displaced = alignment.beads.iter().filter(|bead| bead.displaced);
    displaced.flat_map(|bead| bead.sides.ar.clone().zip(bead.sides.en.clone())).collect()
}

#[test]
fn a_paragraph_that_changed_its_place_is_found_there() {
    let (mut made, mut maker) = (Made::default(), Maker::new(21));
    (0..60).for_each(|_| maker.add(&mut made, 1));
    // Three English sentences move from the 20th place to the place after the 39th.
    made.en[20..40].rotate_left(3);
    let alignment = made.align(&Options::default());
    assert_eq!(moved(&alignment), [(20, 37), (21, 38), (22, 39)]);
    let alone = alignment.beads.iter().filter(|bead| bead.is_one_sided()).count();
    assert_eq!((alignment.beads.len(), alone), (60, 0));
    let bead = &alignment.beads[21];
    assert!(bead.displaced && bead.confidence > 0.9 && bead.anchors.len() > 2, "{bead:?}");
    let english: Vec<usize> = alignment.in_order(Lang::En).collect();
    assert_eq!(english[36..41], [39, 20, 21, 22, 40]);
}

#[test]
fn half_a_document_that_changed_its_place_is_found_as_a_run_at_any_distance() {
    let (mut made, mut maker) = (Made::default(), Maker::new(27));
    (0..240).for_each(|_| maker.add(&mut made, 1));
    made.en.rotate_left(120);
    let alignment = made.align(&Options::default());
    let right = |ar: usize, en: usize| (ar + 120) % 240 == en;
    let moved = moved(&alignment);
    let wrong = moved.iter().filter(|&&(ar, en)| !right(ar, en)).count();
    assert!(moved.len() > 100 && wrong < 3, "{} moved, {wrong} of them wrong", moved.len());
    // They are few runs in English, too.
    let after = alignment.displaced();
    let breaks = after.iter().filter(|(n, before)| before.is_none_or(|before| before + 1 != **n)).count();
    assert!(breaks < 20, "{breaks} pieces");
}

#[test]
fn a_sentence_that_says_little_moves_along_with_the_one_beside_it() {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<String>>();
    let ar = lines(
        "افتتح وزير النقل أمس محطة القطار الجديدة في مدينة طنطا.
        وبلغت كلفة المشروع 2.4 مليار جنيه.
        وقال الوزير إن المحطة ستخدم مئتي ألف راكب يوميا.
        وأضاف أن خمسة وعشرين قطارا ستدخل الخدمة قبل نهاية تشرين الثاني المقبل.
        وكانت أول محطة في المدينة قد شيدت عام 1856 في عهد سعيد باشا.
        ولا تزال واجهتها القديمة قائمة إلى اليوم.
        واشتكى سكان الحي المجاور من الضجيج.",
    );
    let en = lines(
        "The minister of transport yesterday opened the new railway station in the city of Tanta.
        The project cost 2.4 billion pounds.
        The city's first station was built in 1856, in the reign of Said Pasha.
        Its old facade still stands today.
        The minister said the station would serve two hundred thousand passengers a day.
        He added that 25 new trains would enter service before the end of next November.
        Residents of the neighbouring district complained of the noise.",
    );
    let alignment = plain(&ar, &en);
    assert_eq!(moved(&alignment), [(4, 2), (5, 3)]);
}

#[test]
fn leftovers_at_one_place_that_fit_elsewhere_are_no_pair() {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<String>>();
    let ar = lines(
        "دشنت شركة الملاحة النهرية في أسوان عبارتها الجديدة صباح الخميس.
        وتنقل العبارة ستين راكبا وثماني سيارات.
        وبنيت في حوض السفن بالإسكندرية.
        واستغرق بناؤها عامين كاملين.
        ويبلغ ثمن التذكرة خمسة جنيهات.
        ويسافر الأطفال وكبار السن مجانا.
        وترسو العبارة كل مساء عند رصيف السوق القديم.
        وكانت العبارة القديمة قد غرقت في فيضان عام 2019.
        وعلق الربان صورتها في قمرة القيادة.",
    );
    let en = lines(
        "It carries sixty passengers and eight cars.
        The old ferry had sunk in the flood of 2019.
        It was built in the shipyard of Alexandria.
        Building it took two whole years.
        A ticket costs five pounds.
        Children and the elderly travel free of charge.
        Every evening the ferry moors at the quay of the old market.
        The river shipping company in Aswan inaugurated its new ferry on Thursday morning.
        The captain hung its picture in the bridge.",
    );
    assert_eq!(moved(&plain(&ar, &en)), [(0, 7), (7, 1)]);
}

#[test]
fn what_one_side_omits_and_the_other_adds_on_the_same_subject_does_not_cross() {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<String>>();
    let ar = lines(
        "يحتاج مرضى السكري إلى فحص مستوى السكر في الدم كل يوم.
        ويرتفع مستوى السكر في الدم بعد الطعام عند مرضى السكري خصوصا.
        ويقيس الجهاز السكر في قطرة دم واحدة.
        ويسجل الطبيب النتائج كل شهر.
        وينصح المرضى بالمشي نصف ساعة.
        ولا يغني الدواء عن الغذاء الصحي.",
    );
    let en = lines(
        "Diabetics need to have their blood sugar tested every day.
        The device measures the sugar in a single drop of blood.
        The doctor records the results every month.
        Patients are advised to walk for half an hour.
        Low blood sugar in diabetics is as dangerous as a high level of sugar after a meal.
        Medicine is no substitute for healthy food.",
    );
    let alignment = plain(&ar, &en);
    assert_eq!(moved(&alignment), []);
    assert_eq!(alignment.beads.iter().filter(|bead| bead.is_one_sided()).count(), 2);
}

#[test]
fn sentences_that_are_only_missing_do_not_cross() {
    let (mut made, mut maker) = (Made::default(), Maker::new(22));
    for _ in 0..30 {
        (0..5).for_each(|_| maker.add(&mut made, 1));
        maker.alone(&mut made, Lang::Ar, 1);
        (0..5).for_each(|_| maker.add(&mut made, 1));
        maker.alone(&mut made, Lang::En, 1);
    }
    assert_eq!(moved(&plain(&made.ar, &made.en)), []);
}

/// Words that no lexicon has, so that only the enumerators distinguish the segments.
fn unknown(n: usize) -> (String, String) {
    let ar: Vec<char> = "بتثجحخدذرزسشصضطظعغفقكلمنه".chars().collect();
    let word = |k: usize| (0..4).map(|i| ar[(n * 7 + k * 11 + i * (n + 3)) % ar.len()]).collect::<String>();
    let en = |k: usize| format!("q{}x{}", n * 31 + k, (n * 17 + k * 5) % 97);
    (format!("{} {} {}", word(1), word(2), word(3)), format!("{} {} {}", en(1), en(2), en(3)))
}

#[test]
fn enumerators_articles_and_verses_are_anchors() {
    let ar_letters: Vec<char> = "أبجدهوزحطيكلمنسعفصقر".chars().collect();
    let ones = [
        "",
        "الحادية",
        "الثانية",
        "الثالثة",
        "الرابعة",
        "الخامسة",
        "السادسة",
        "السابعة",
        "الثامنة",
        "التاسعة",
    ];
    let ordinal = |n: usize| match n {
        1 => "الأولى".to_owned(),
        2..=9 => ones[n].to_owned(),
        10 => "العاشرة".to_owned(),
        11..=19 => format!("{} عشرة", ones[n - 10]),
        _ => "العشرون".to_owned(),
    };
    let digits = |n: usize| n.to_string().chars().map(arabic_digit).collect::<String>();
    type Label<'a> = &'a dyn Fn(usize) -> (String, String);
    let kinds: [(&str, Label<'_>); 3] = [
        ("enumerators", &|n| (format!("{}-", ar_letters[n]), format!("({})", char::from(b'a' + n as u8)))),
        ("articles", &|n| (format!("المادة {}:", ordinal(n + 1)), format!("Article {}:", n + 1))),
        ("verses", &|n| (format!("\u{fd3f}{}\u{fd3e}", digits(n + 1)), (n + 1).to_string())),
    ];
    for (what, label) in kinds {
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        for n in 0..20 {
            let (ar_label, en_label) = label(n);
            let (ar_text, en_text) = unknown(n);
            // The fifth and the fifteenth are missing on one side each.
            if n != 4 {
                ar.push(format!("{ar_label} {ar_text}"));
            }
            if n != 14 {
                en.push(format!("{en_label} {en_text}"));
            }
        }
        let alignment = plain(&ar, &en);
        for (a, e) in (4..13).map(|a| (a, a + 1)).chain((15..19).map(|n| (n, n))) {
            assert!(
                alignment.beads.iter().any(|bead| bead.sides.ar == (a..a + 1) && bead.sides.en == (e..e + 1)),
                "{what}: {:?}",
                alignment.beads.iter().map(|bead| (&bead.sides.ar, &bead.sides.en)).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn joined_split_and_missing_sentences_are_found_and_confidence_means_what_it_says() {
    let (mut made, mut maker) = (Made::default(), Maker::new(6));
    let mut dice = crate::synthetic::Dice::new(7);
    for _ in 0..1_500 {
        match dice.below(20) {
            0 => maker.alone(&mut made, Lang::Ar, 1),
            1 => maker.alone(&mut made, Lang::En, 1),
            2..4 => maker.add(&mut made, 2),
            4 => maker.add(&mut made, 3),
            _ => maker.add(&mut made, 1),
        }
    }
    let alignment = plain(&made.ar, &made.en);
    assert!(made.found(&alignment) > 0.95, "{}", made.found(&alignment));
    let right: std::collections::HashSet<_> = made.beads.iter().cloned().collect();
    let two_sided: Vec<_> = alignment.beads.iter().filter(|bead| !bead.is_one_sided()).collect();
    let truth = two_sided
        .iter()
        .filter(|bead| right.contains(&(bead.sides.ar.clone(), bead.sides.en.clone())))
        .count() as f64
        / two_sided.len() as f64;
    let claimed = two_sided.iter().map(|bead| bead.confidence).sum::<f64>() / two_sided.len() as f64;
    assert!((truth - claimed).abs() < 0.1, "{truth} right, {claimed} claimed");
}

#[test]
fn a_translation_is_evidence_where_the_words_say_nothing() {
    // Nonsense words on the Arabic side; one of every eight English sentences is missing.
    let (mut made, mut maker) = (Made::default(), Maker::new(8));
    let mut translation = Vec::new();
    for n in 0..80 {
        let (_, en) = maker.sentence();
        translation.push(en.clone());
        let nonsense = format!("خنفر {} بلطم.", ["شقرط", "زعبر", "لقمش", "دربك"][n % 4]);
        if n % 8 == 7 {
            made.ar.push(nonsense);
        } else {
            made.pair(&nonsense, &en);
        }
    }
    let without = made.found(&made.align(&Options::default()));
    let options = Options { translation: Some(translation), ..Options::default() };
    let alignment = made.align(&options);
    let with = made.found(&alignment);
    assert!(with > 0.8 && with > without + 0.5, "{without} without, {with} with");
    let anchors = || alignment.beads.iter().flat_map(|bead| &bead.anchors);
    assert!(anchors().filter(|anchor| anchor.kind == AnchorKind::Translated).count() > 200);
}
