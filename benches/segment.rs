//! Speed of sentence splitting on running text, compared with the sentence boundaries of Unicode (UAX 29).
//!
//! Run with `cargo bench --bench segment`; the goal is 200 MB/s on one core.

use divan::{Bencher, counter::BytesCount};
use mizan::{
    document::{self, ReadOptions},
    segment,
    text::Lang,
};
use unicode_segmentation::UnicodeSegmentation;

fn main() {
    divan::main();
}

const ARABIC: &str = "عقدت اللجنة الوطنية للمياه اجتماعها الدوري يوم الأربعاء 14 أيار 2025 برئاسة د. هالة الرفاعي، وبحثت فيه خطة \
    إعادة تأهيل الشبكات القديمة التي تخسر نحو 38.5٪ من مياهها قبل أن تصل إلى البيوت. وقالت اللجنة في بيانها إن الكلفة \
    تبلغ ٢٫٤ مليون دينار، وإن العمل سيبدأ في الصيف المقبل. هل تكفي هذه الأموال؟ يرى الخبراء أنها تكفي مرحلة أولى تشمل \
    أحياء الشمال فقط... وأضافوا أن «المشروع لا يحتمل التأخير. فكل سنة تضيع تزيد الكلفة»، ودعوا إلى إشراك شركات محلية.\n";

const ENGLISH: &str = "The national water committee held its regular meeting on Wednesday, 14 May 2025, chaired by Dr. Hala Rifai, \
    and discussed a plan to rebuild the old networks, which lose some 38.5% of their water before it reaches any home. In its \
    statement the committee said that the work would cost 2.4 million dinars and begin next summer. Is the money enough? Experts \
    believe that it will pay for a first stage in the northern districts only... They added that \"the project cannot wait. Every \
    lost year raises the price\", and asked for local firms, e.g. Orion Ltd. and others in the U.S. market, to take part.\n";

const MEGABYTES: usize = 4;

fn text(lang: Lang) -> String {
    let paragraph = if lang == Lang::Ar { ARABIC } else { ENGLISH };
    paragraph.repeat((MEGABYTES << 20) / paragraph.len())
}

#[divan::bench(args = [Lang::Ar, Lang::En])]
fn paragraphs_and_sentences(bencher: Bencher<'_, '_>, lang: Lang) {
    let options = ReadOptions { lang: Some(lang), ..ReadOptions::default() };
    let document = document::read(text(lang).as_bytes(), "bench", &options).expect("plain text");
    bencher.counter(BytesCount::of_str(&document.text)).bench(|| segment::segment(&document).len());
}

#[divan::bench(args = [Lang::Ar, Lang::En])]
fn one_long_text(bencher: Bencher<'_, '_>, lang: Lang) {
    let text = text(lang);
    bencher.counter(BytesCount::of_str(&text)).bench(|| segment::split(lang, &text).len());
}

#[divan::bench(args = [Lang::Ar, Lang::En])]
fn reading_bytes(bencher: Bencher<'_, '_>, lang: Lang) {
    let text = text(lang);
    let options = ReadOptions::default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        document::read(text.as_bytes(), "bench", &options).map(|document| document.paragraphs.len())
    });
}

#[divan::bench(args = [Lang::Ar, Lang::En])]
fn unicode_sentences(bencher: Bencher<'_, '_>, lang: Lang) {
    let text = text(lang);
    bencher.counter(BytesCount::of_str(&text)).bench(|| text.unicode_sentences().count());
}
