//! Speed of reading figures in megabytes of text per second: prose in both languages and tables of numbers.

use divan::{Bencher, counter::BytesCount};
use mizan::figure;
use mizan::text::Lang;

fn main() {
    divan::main();
}

const AR: &str = "وقالت الوزارة في بيان صدر يوم الأحد 16 شباط 2025 إن عدد المستفيدين من البرنامج بلغ نحو ثلاثة ملايين ونصف \
    المليون شخص، بزيادة قدرها 12.5 في المئة على العام السابق. وأضاف المتحدث باسمها أن المرحلة الثانية ستبدأ في السابع من \
    تشرين الأول المقبل، وأن العمل جار على تجهيز المدارس والمستشفيات في القرى البعيدة كي تستقبل الأهالي من غير انتظار. \
    ولم يذكر البيان شيئا عن مصادر التمويل ولا عن الجهات التي ستشرف على التنفيذ.\n";
const EN: &str = "In a statement issued on Sunday, 16 February 2025, the ministry said that the programme had reached about three \
    and a half million people, 12.5 per cent more than the year before. Its spokesman added that the second phase would \
    begin on 7 October and that work was under way to prepare schools and hospitals in remote villages, so that they can \
    receive families without delay. The statement did not say where the money would come from or who would oversee the \
    work.\n";

#[divan::bench(args = ["ar", "en"])]
fn prose(bencher: Bencher<'_, '_>, lang: &str) {
    let (lang, piece) = if lang == "ar" { (Lang::Ar, AR) } else { (Lang::En, EN) };
    let text = piece.repeat(1_000_000 / piece.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| figure::read(lang, divan::black_box(&text)));
}

#[divan::bench(args = ["ar", "en"])]
fn a_line_of_numbers(bencher: Bencher<'_, '_>, lang: &str) {
    let lang = if lang == "ar" { Lang::Ar } else { Lang::En };
    let text = "12 1,234.5 ٣٬٤٥٧ 31-27 25% ".repeat(20_000);
    bencher.counter(BytesCount::of_str(&text)).bench(|| figure::read(lang, divan::black_box(&text)));
}
