//! The stages between reading and writing, on any text.

use crate::is_seen;
use mizan::{
    adequacy,
    align::{self, Options},
    bitext::Bitext,
    check, document, figure, language,
    lexicon::Rows,
    name, segment,
    text::{Lang, Span},
};

const LANGS: [Lang; 2] = [Lang::Ar, Lang::En];

/// Texts with figures, names and everything else.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    [
        "وصل ٢٥ رجلا إلى القاهرة يوم الأحد 3 آذار 2024، في الساعة الثامنة والنصف مساء.\n25 men arrived in Cairo on Sunday, 3 March 2024, at 8:30 p.m.",
        "بلغ السعر 3.457 مليار دولار (+12,5 %)، مقابل ألفين وثلاثمئة وأحد عشر.\nThe price was $3.457 billion (+12.5%), against two thousand three hundred and eleven.",
        "المادة الخامسة بعد المئة: قال د. عبد الرحمن بن خالد، رئيس جامعة دمشق...\nArticle 105: Dr. Abd al-Rahman bin Khalid, president of Damascus University...",
        "١،٢،٣ و 10x15 و ٥- و (6.9) و 2-0 و 147/1 و 192.168.1.1 و %1$s و {0}\n1,2,3 and 10x15 and -5 and (6.9) and 2-0 and 147(1) and 192.168.1.1 and %1$s and {0}",
        "قال: «نعم!» ثم خرج. هل عاد؟ لا\nHe said: \"Yes!\" Then he left. Did he return? No",
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .collect()
}

fn within(text: &str, span: Span, what: &str) {
    assert!(
        text.get(span.start..span.end).is_some(),
        "{what} {span:?} is outside of its text or parts a character"
    );
}

/// The first line, and the rest.
fn halves(data: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(data).into_owned();
    let (one, other) = text.split_once('\n').unwrap_or((&text, ""));
    (one.to_owned(), other.to_owned())
}

/// Sentences are in order, and only invisible characters are between them.
pub(super) fn segment(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for lang in LANGS {
        let mut at = 0;
        for span in segment::split(lang, &text) {
            within(&text, span, "a sentence");
            assert!(span.start >= at, "sentences overlap");
            assert!(!text[at..span.start].contains(is_seen), "lost text");
            at = span.end;
        }
        assert!(!text[at..].contains(is_seen), "lost text at the end");
    }
}

/// Figures are in order, do not overlap, and have a reading.
pub(super) fn figures(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for lang in LANGS {
        let mut at = 0;
        for figure in figure::read(lang, &text) {
            within(&text, figure.span, "a figure");
            assert!(
                figure.span.start >= at && figure.span.end > figure.span.start,
                "figures overlap or are empty"
            );
            assert!(!figure.readings.is_empty(), "a figure without a reading");
            at = figure.span.end;
        }
    }
}

/// Bytes from which [`compare`] generates numbers.
pub(super) fn numbers() -> Vec<Vec<u8>> {
    vec![vec![3, 4, 5, 7, 0, 0, 1, 2], vec![9, 9, 9, 9, 9, 1, 1, 0], (0..16).collect()]
}

/// The same number in three scripts is no error, and with another digit it is one.
pub(super) fn compare(data: &[u8]) {
    let [length, style, changed, by, digits @ ..] = data else { return };
    let length = 2 + usize::from(length % 7);
    let mut number: Vec<u8> =
        digits.iter().map(|digit| digit % 10).chain(std::iter::repeat(7)).take(length).collect();
    number[0] = number[0].max(1);
    let grouped = style % 2 == 1 && length > 3;
    let percent = style % 3 == 0 && length < 4;
    let write = |digits: &[u8], zero: char, mark: char| -> String {
        let mut text = String::new();
        for (n, digit) in digits.iter().enumerate() {
            if grouped && n > 0 && (digits.len() - n) % 3 == 0 {
                text.push(mark);
            }
            text.push(char::from_u32(u32::from(zero) + u32::from(*digit)).unwrap_or('0'));
        }
        text
    };
    let en = |digits: &[u8]| {
        let unit = if percent { " percent" } else { " tonnes" };
        format!("The output reached {}{unit} that season.", write(digits, '0', ','))
    };
    let right = en(&number);
    for (zero, mark) in [('0', ','), ('٠', '٬'), ('۰', '٬')] {
        let unit = if percent { " في المئة" } else { " طن" };
        let ar = format!("بلغ الإنتاج {}{unit} في ذلك الموسم.", write(&number, zero, mark));
        let found = check::figures(&ar, &right);
        assert!(found.is_empty(), "{ar} / {right}: {}", found[0].message);
        let mut wrong = number.clone();
        let at = usize::from(*changed) % length;
        wrong[at] = (wrong[at] + 1 + by % 9) % 10;
        if wrong[0] == 0 {
            continue;
        }
        let wrong = en(&wrong);
        assert!(!check::figures(&ar, &wrong).is_empty(), "passes in silence: {ar} / {wrong}");
    }
}

/// Links are inside their texts and have probabilities.
pub(super) fn names(data: &[u8]) {
    let (ar, en) = halves(data);
    for link in name::link(&ar, &en) {
        within(&ar, link.ar, "a name");
        within(&en, link.en, "a name");
        assert!((0.0..=1.0).contains(&link.score), "score {}", link.score);
    }
}

/// A fault of language refers to a place in the text.
pub(super) fn language(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Some((span, _)) = language::garbled(&text) {
        within(&text, span, "garbled text");
    }
    for lang in LANGS {
        let _ = language::fault(lang, &text);
        let _ = language::has_words_of(lang, &text);
    }
}

/// Every visible character comes out in exactly one bead, probabilities are valid, and JSON
/// restores the alignment.
pub(super) fn align(data: &[u8]) {
    let cut = data.iter().position(|&byte| byte == b'\n').unwrap_or(data.len());
    let side = |bytes: &[u8], lang: Lang| {
        let mut document = document::plain(&String::from_utf8_lossy(bytes), lang.code(), false);
        document.lang = lang;
        let segments = segment::segment(&document);
        (document, segments)
    };
    let options = Options { optional_cuts: data.len() % 2 == 0, ..Options::default() };
    let (ar, en) = (side(&data[..cut], Lang::Ar), side(&data[cut..], Lang::En));
    let mut bitext = Bitext::align(ar, en, Lang::Ar, &options).expect("nothing is pinned");
    bitext.judge(&[]);
    bitext.check();
    for (lang, bytes) in [(Lang::Ar, &data[..cut]), (Lang::En, &data[cut..])] {
        let seen = |text: &str| -> String { text.chars().filter(|&c| is_seen(c)).collect() };
        let order = bitext.alignment.in_order(lang);
        let out: String = order.map(|bead| seen(bitext.pair(bead).text(lang))).collect();
        assert_eq!(out, seen(&String::from_utf8_lossy(bytes)), "the text of a side");
    }
    for (n, bead) in bitext.alignment.beads.iter().enumerate() {
        assert!((0.0..=1.0).contains(&bead.confidence), "confidence {}", bead.confidence);
        assert!(bitext.adequacy.of_bead(n).is_none_or(|share| (0.0..=1.0).contains(&share)), "adequacy");
    }
    let recut = align::Side { document: &bitext.documents.ar, segments: &bitext.segments.ar };
    assert!(recut.segments.windows(2).all(|two| two[0].span.end <= two[1].span.start), "segments overlap");
}

/// Findings mark places in their texts, and are the same when checked again.
pub(super) fn check(data: &[u8]) {
    let (ar, en) = halves(data);
    let found = check::pair(&ar, &en);
    for finding in &found {
        for (text, marked) in [(&ar, &finding.ar), (&en, &finding.en)] {
            if let Some(marked) = marked {
                within(text, marked.span, "a marked place");
            }
        }
        assert!(!finding.message.is_empty());
    }
    let said = |found: &[check::Finding]| found.iter().map(|one| one.message.clone()).collect::<Vec<_>>();
    assert_eq!(said(&found), said(&check::pair(&ar, &en)));
    assert!(adequacy::pair(&ar, &en).is_none_or(|share| (0.0..=1.0).contains(&share)));
}

/// A user's lexicon: every line gives rows or a reason.
pub(super) fn lexicon(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let rows = Rows::read(&text);
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count() as u64;
    assert_eq!(rows.used + rows.skipped.len() as u64, lines, "a line is passed over");
    let _ = rows.lexicon();
}

/// Lines of every format of a lexicon.
pub(super) fn lexicons() -> Vec<Vec<u8>> {
    vec![
        "scales\tnoun\tgeneral\tميزان; موازين\nbook\tكتاب\nميزان @ scales\nscales ميزان\n# x\n"
            .as_bytes()
            .to_vec(),
    ]
}
