//! Pages as saved by browsers, written for Mizan after the templates of common systems: the whole
//! article is extracted, and nothing around it.
//!
//! In tests/resources/pages, `NAME.html` is a page and `NAME.txt` the paragraphs of its article, one per line.

use crate::run::Folder;
use mizan::document::{self, ReadOptions};
use std::{fs, path::Path};

/// Paragraphs as seen by a reader: every run of blanks is one space.
fn paragraphs(bytes: &[u8], name: &str) -> Vec<String> {
    let document = document::read(bytes, name, &ReadOptions::default()).unwrap();
    let spans = document.paragraphs.iter().map(|paragraph| paragraph.span.of(&document.text));
    spans.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_paragraph_of_the_article_comes_out_and_none_of_the_menu() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resources/pages");
    let mut pages = 0;
    let mut wrong = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let page = entry.unwrap().path();
        if page.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        pages += 1;
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let got = paragraphs(&fs::read(&page).unwrap(), &name);
        let wanted = fs::read_to_string(page.with_extension("txt")).unwrap();
        let wanted: Vec<&str> = wanted.lines().collect();
        for line in got.iter().filter(|line| !wanted.contains(&line.as_str())) {
            wrong += &format!("{name}: not of the article: {line}\n");
        }
        for line in wanted.iter().filter(|line| !got.iter().any(|got| got == *line)) {
            wrong += &format!("{name}: lost: {line}\n");
        }
        if got != wanted && wrong.is_empty() {
            wrong += &format!("{name}: in another order: {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(pages >= 8, "only {pages} pages");
}

/// An article.
const AR: [&str; 8] = [
    "دخلت محطة تحلية المياه الجديدة في الميناء الخدمة صباح اليوم الأحد، بعد عامين من بدء العمل فيها.",
    "وقال مدير الهيئة رائد الخطيب إن المحطة تنتج 45 ألف متر مكعب في اليوم.",
    "وتقول أم كريم إنها كانت تشتري الماء من الصهاريج مرتين في الأسبوع.",
    "وهي تسكن الحي الشرقي منذ ثلاثين عاما.",
    "وبلغت تكلفة المشروع 62 مليون دولار، أي أقل بنحو 4 ملايين من المبلغ الذي قدرته الهيئة عام 2021.",
    "ومن المقرر أن تبدأ المرحلة الثانية في تشرين الأول المقبل.",
    "وأكدت الهيئة أن تعرفة المياه لن ترتفع هذا العام.",
    "وستزور لجنة من الوزارة المحطة يوم الخميس.",
];
const EN: [&str; 8] = [
    "The new desalination plant in the port went into service on Sunday morning, two years after work began.",
    "The head of the authority, Raed al-Khatib, said that the plant yields 45,000 cubic metres a day.",
    "Umm Karim says that she used to buy water from tankers twice a week.",
    "She has lived in the eastern district for thirty years.",
    "The project cost $62 million, about four million less than the authority had estimated in 2021.",
    "The second phase is due to begin in October.",
    "The authority confirmed that water tariffs will not rise this year.",
    "A committee from the ministry will visit the plant on Thursday.",
];

/// Lines that are pasted along with an article, before and after it.
const MENU_AR: [&str; 8] =
    ["شعار", "شعار", "شعار", "أخبار محلية", "الوسوم", "شارك برأيك", "اطبع", "أرسل إلى صديق"];
const MENU_EN: [&str; 8] =
    ["Logo", "Logo", "Logo", "Local news", "Tags", "Share your opinion", "Print", "Send to a friend"];

/// An article with some lines of a menu before and after it.
fn pasted(menu: &[&str], article: &str) -> String {
    let (before, after) = menu.split_at(menu.len() / 2);
    [&before.join("\n"), article, &after.join("\n")].join("\n\n")
}

#[test]
fn lines_of_a_menu_that_were_pasted_along_never_end_up_beside_a_sentence() {
    let (ar, en) = (AR.join("\n\n"), EN.join("\n\n"));
    let (ar, en) = (ar.as_str(), en.as_str());
    for (ar_menu, en_menu) in [
        (&MENU_AR[..], &MENU_EN[..]),
        (&MENU_AR[..], &MENU_EN[..0]),
        (&MENU_AR[..], &MENU_EN[3..6]),
        (&MENU_AR[..0], &MENU_EN[..]),
    ] {
        let (ar_page, en_page) = (pasted(ar_menu, ar), pasted(en_menu, en));
        let folder = Folder::with(&[("ar.txt", ar_page.as_bytes()), ("en.txt", en_page.as_bytes())]);
        let ran = folder.mizan("align -q ar.txt en.txt --format jsonl");
        let mut sentences = 0;
        for line in ran.out().lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let side = |name: &str| row[name].as_str().unwrap().to_owned();
            let (row_ar, row_en) = (side("ar"), side("en"));
            let is_sentence = |text: &str| text.ends_with('.');
            assert_eq!(is_sentence(&row_ar), is_sentence(&row_en), "{row_ar} | {row_en}");
            sentences += usize::from(is_sentence(&row_ar));
            if is_sentence(&row_ar) {
                assert!(ar.contains(&row_ar) && en.contains(&row_en), "{row_ar} | {row_en}");
            }
        }
        assert_eq!(sentences, AR.len(), "{ran:?}");
        let ran = folder.mizan("align -q --main-text ar.txt en.txt --format tsv");
        let sides = |at| {
            ran.out().lines().map(|line| line.split('\t').nth(at).unwrap()).collect::<Vec<_>>().join("\n\n")
        };
        assert_eq!((sides(0), sides(1)), (ar.to_owned(), en.to_owned()));
    }
}
