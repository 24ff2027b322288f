//! Tests of what each filter sees.

use super::*;
use crate::corpus::{parse::Rest, row::RowFinding};

fn drops(filter: &str, ar: &str, en: &str) -> bool {
    let row = Row {
        id: None,
        doc: None,
        texts: Sides { ar: ar.into(), en: en.into() },
        confidence: Some(0.6),
        adequacy: None,
        score: None,
        kind: None,
        findings: None,
        rest: Rest::None,
    };
    matches!(Room::default().look(&row, &[filter.parse().unwrap()], &Checks::default()).look, Look::Failed(_))
}

const AR: &str = "وصل الوفد إلى القاهرة يوم الأحد.";
const EN: &str = "The delegation arrived in Cairo on Sunday.";

#[test]
fn a_good_pair_passes_every_filter() {
    for filter in Filter::ALL {
        assert!(!drops(filter.name, AR, EN), "{}", filter.name);
    }
}

#[test]
fn each_filter_drops_what_it_is_for() {
    for (filter, ar, en) in [
        ("confidence=0.7", AR, EN),
        ("length=3-80", "نعم.", "Yes."),
        ("length=1-5", AR, EN),
        ("ratio", "نعم.", "Yes, and what is more they had been there for several weeks before."),
        ("ratio", AR, "No."),
        ("language", "Good morning to you.", EN),
        ("language", "این گزارش در شهر منتشر شد و گفتگو پایان یافت.", EN),
        ("language", AR, "Добрый вечер."),
        ("language", AR, "La délégation est arrivée au Caire dimanche dernier pour rencontrer son ministre."),
        ("symbols", "٣٤/٥٦-٧٨ ص", "34/56-78 p"),
        ("mojibake", "Ø§Ù„Ø³Ù„Ø§Ù…", EN),
        ("markup", "قال &quot;نعم&quot; أمس.", "He said yes yesterday."),
        ("markup", AR, "The delegation<br/>arrived in Cairo on Sunday."),
        ("untranslated", "Windows Server 2022", "Windows Server 2022"),
        ("untranslated", "انظر: Windows Server 2022 Datacenter", "Windows Server 2022 Datacenter"),
        ("boilerplate", "جميع الحقوق محفوظة © ٢٠٢٤", "Copyright 2024"),
        ("boilerplate", "اقرأ", "Read more: the next page"),
        ("figures", "أنفقت 3 مليارات دولار.", "It spent $3 million."),
        ("words", "وصلالوفدإلىالقاهرةيومالأحد.", EN),
        ("words", AR, "T h e d e l e g a t i o n arrived."),
        ("repeat", AR, "The delegation arrived in Cairo in Cairo in Cairo in Cairo on Sunday."),
        (
            "remainder",
            "وصل الوفد إلى القاهرة the work has begun at last.",
            "He came and the work has begun at last.",
        ),
        ("remainder", AR, "The delegation وصل إلى القاهرة on Sunday."),
        (
            "order",
            "زار وزير الصحة المستشفى الجديد في شمال المدينة وسأل الأطباء عن أسعار الأدوية قبل الشتاء.",
            "Winter before medicines prices doctors asked city north new hospital health minister visited.",
        ),
        ("profanity", AR, "What a bloody idiot, the bastard arrived in Cairo on Sunday."),
        ("pii", "راسلنا على info@example.org اليوم.", "Write to us at info@example.org today."),
        ("numbers", "وصل ٧ رجال يوم ٩ مايو.", "Some 8 men came on 10 May."),
        ("language", AR, "Bis morgen dann, mein Lieber."),
        ("language", AR, "Merci beaucoup monsieur."),
        ("names", "قال الرجل ذلك أمس.", "Yesterday John Smith told Mary Brown that."),
    ] {
        assert!(drops(filter, ar, en), "{filter}: {ar} | {en}");
    }
}

#[test]
fn a_translation_in_the_order_of_english_is_kept() {
    let ar = "زار وزير الصحة المستشفى الجديد في شمال المدينة وسأل الأطباء عن أسعار الأدوية قبل الشتاء.";
    for en in [
        "The minister of health visited the new hospital in the north of the city and asked the doctors about the \
         prices of medicines before winter.",
        "Before winter, the health minister visited the new hospital in the north of the city and asked the doctors \
         about the prices of medicines.",
    ] {
        assert!(!drops("order", ar, en), "{en}");
    }
}

#[test]
fn a_text_that_begins_like_boilerplate_and_goes_on_is_kept() {
    let long = "Read more books than you did last year, said the minister to the pupils of the new school.";
    assert!(!drops("boilerplate", AR, long));
}

#[test]
fn findings_that_a_row_brings_along_are_not_looked_for_again() {
    let row = |findings: &str| Row {
        id: None,
        doc: None,
        texts: Sides::new("أنفقت 3 مليارات دولار.".into(), "It spent $3 million.".into()),
        confidence: None,
        adequacy: None,
        score: None,
        kind: None,
        findings: Some(RowFinding::read_all(findings)),
        rest: Rest::None,
    };
    let fails = |findings| {
        let filters = ["figures".parse().unwrap()];
        matches!(Room::default().look(&row(findings), &filters, &Checks::default()).look, Look::Failed(_))
    };
    assert!(!fails("") && !fails("note:order") && fails("note:order error:scale"));
}
