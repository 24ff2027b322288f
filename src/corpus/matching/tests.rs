use super::*;
use crate::{document, lexicon::built_in, text::Lang};

const PAIRS: [(&str, &str); 5] = [
    (
        "افتتح رئيس البلدية الحديقة الجديدة أمس، وفيها ملعب للأطفال وبركة ماء و45 شجرة. وحضر الافتتاح عدد كبير من السكان.",
        "The mayor opened the new park yesterday. It has a playground for children, a pond and 45 trees. Many residents attended the opening.",
    ),
    (
        "أبقى البنك المركزي سعر الفائدة عند 5.25 في المئة، وقال إن التضخم سينخفض في نهاية السنة.",
        "The central bank kept its interest rate at 5.25 per cent and said that inflation would fall at the end of the year.",
    ),
    (
        "وصل فريق بغداد إلى المباراة النهائية بعد فوزه على فريق دمشق بثلاثة أهداف، وسجل اللاعب علي هدفين.",
        "The team from Baghdad reached the final match after beating the team from Damascus by three goals; the player Ali scored two.",
    ),
    (
        "ينصح الأطباء مرضى السكري بالمشي ثلاثين دقيقة كل يوم وبقياس ضغط الدم وتناول الدواء بعد الطعام.",
        "Doctors advise patients with diabetes to walk thirty minutes every day, to measure their blood pressure and to take the medicine after meals.",
    ),
    (
        "يلتزم المستأجر بدفع الإيجار في اليوم الأول من كل شهر، ولا يجوز له تأجير الشقة لغيره دون موافقة المالك.",
        "The tenant shall pay the rent on the first day of each month and may not let the apartment to others without the consent of the owner.",
    ),
];

fn entries(lang: Lang, texts: &[&str]) -> Vec<DocumentEntry> {
    let document = |text: &&str| Document { lang, ..document::plain(text, "", false) };
    texts.iter().map(|text| DocumentEntry::of(&document(text), built_in())).collect()
}

fn matching(ar: &[&str], en: &[&str]) -> DocumentMatching {
    let entries = Sides::new(entries(Lang::Ar, ar), entries(Lang::En, en));
    matched(entries.as_ref().map(Vec::as_slice), |_| {})
}

#[test]
fn every_document_finds_its_translation_in_whatever_order_they_lie() {
    let ar: Vec<&str> = PAIRS.iter().map(|pair| pair.0).collect();
    let en: Vec<&str> = PAIRS.iter().rev().map(|pair| pair.1).collect();
    let matching = matching(&ar, &en);
    let pairs: Vec<(usize, usize)> =
        matching.pairs.iter().map(|pair| (pair.documents.ar, pair.documents.en)).collect();
    assert_eq!(pairs, [(0, 4), (1, 3), (2, 2), (3, 1), (4, 0)]);
    assert!(
        matching
            .pairs
            .iter()
            .all(|pair| pair.score > Some(0.5) && pair.likeness <= 1.001 && pair.margin > 1.0)
    );
}

#[test]
fn a_document_without_a_translation_stays_alone() {
    let ar: Vec<&str> = PAIRS[..3].iter().map(|pair| pair.0).collect();
    let en: Vec<&str> = PAIRS[1..].iter().map(|pair| pair.1).collect();
    let matching = matching(&ar, &en);
    let pairs: Vec<(usize, usize)> =
        matching.pairs.iter().map(|pair| (pair.documents.ar, pair.documents.en)).collect();
    assert_eq!(pairs, [(1, 0), (2, 1)]);
    assert_eq!((matching.alone.ar, matching.alone.en), (vec![0], vec![2, 3]));
}

#[test]
fn nothing_and_empty_documents_match_nothing() {
    assert_eq!(matching(&[], &[]), DocumentMatching::default());
    let matching = matching(&["", "!!"], &[""]);
    assert!(matching.pairs.is_empty() && entries(Lang::Ar, &[" "])[0].bag.is_empty());
    assert_eq!((matching.alone.ar.len(), matching.alone.en.len()), (2, 1));
}

#[test]
fn another_document_on_the_same_subject_is_no_partner() {
    let ar = "فتحت المدرسة أبوابها يوم الأحد واستقبلت 340 طالبا جديدا في حلب. وقالت المديرة إن عدد الصفوف \
              زاد هذا العام، وإن الكتب وصلت قبل بدء الدروس. وطلب الآباء حافلة تنقل أولادهم من القرى القريبة.";
    let same_subject = "Most children in Aleppo walk to school along the old walls. Their teachers earn little and \
                        give private lessons after dark. A carpenter mends the benches for nothing, while his wife \
                        cooks soup for those who come hungry. Nobody remembers when the bell was last repaired.";
    let found = |en: &str| {
        let matching = matching(&[ar], &[en]);
        matching.pairs.len()
    };
    assert_eq!(found(same_subject), 0);
    let right = "The school opened its doors on Sunday and received 340 new pupils in Aleppo. The headmistress said \
                 that the number of classes had grown this year and that the books had arrived before lessons began. \
                 Parents asked for a bus to bring their children from the nearby villages.";
    assert_eq!(found(right), 1);
}
