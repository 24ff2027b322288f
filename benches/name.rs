//! Speed of matching by sound, looking names up in the table, and linking a pair of texts.

use divan::{Bencher, black_box};
use mizan::name::{Key, Sound, link, similarity, similarity_from, table};
use mizan::text::{Lang, fold::fold, token};

const AR: &str = "وصلت الباحثة النرويجية إنغريد هالفورسن إلى القاهرة يوم الثلاثاء مع وفد من منظمة الصحة العالمية، \
    والتقت محافظ الإسكندرية ورئيس جامعة برمنغهام السابق جورج ماكفيرسون، ثم غادرت إلى نيروبي وكمبالا.";
const EN: &str = "The Norwegian researcher Ingrid Halvorsen arrived in Cairo on Tuesday with a WHO delegation, met the \
    governor of Alexandria and George Macpherson, once president of the University of Birmingham, and left for \
    Nairobi and Kampala.";

fn main() {
    divan::main();
}

fn words(lang: Lang, text: &str) -> Vec<String> {
    token::tokens(text)
        .filter(|t| t.kind == token::TokenKind::Word)
        .map(|t| fold(lang, t.span.of(text)))
        .collect()
}

/// One comparison of two words whose sounds are known.
#[divan::bench]
fn compare(bencher: Bencher<'_, '_>) {
    let (ar, en) = (Sound::new(Lang::Ar, "وماكفيرسون"), Sound::new(Lang::En, "macpherson"));
    bencher.bench(|| similarity(black_box(&ar), black_box(&en)));
}

/// One comparison of two words that do not sound alike.
#[divan::bench]
fn reject(bencher: Bencher<'_, '_>) {
    let (ar, en) = (Sound::new(Lang::Ar, "والمفكرون"), Sound::new(Lang::En, "macpherson"));
    bencher.bench(|| similarity_from(0.75, black_box(&ar), black_box(&en)));
}

/// The sound of one word.
#[divan::bench(args = [Lang::Ar, Lang::En])]
fn hear(lang: Lang) -> Sound {
    Sound::new(lang, black_box(if lang == Lang::Ar { "وماكفيرسون" } else { "macpherson" }))
}

/// The keys of one word.
#[divan::bench(args = [Lang::Ar, Lang::En])]
fn keys(bencher: Bencher<'_, '_>, lang: Lang) {
    let sound = Sound::new(lang, if lang == Lang::Ar { "وماكفيرسون" } else { "macpherson" });
    let mut keys = Vec::new();
    bencher.bench_local(|| black_box(&sound).keys(&mut keys));
}

/// The keys in the table of each word of a sentence.
#[divan::bench(args = [Lang::Ar, Lang::En])]
fn table_keys(bencher: Bencher<'_, '_>, lang: Lang) {
    let words = words(lang, if lang == Lang::Ar { AR } else { EN });
    bencher
        .counter(divan::counter::ItemsCount::new(words.len()))
        .bench(|| words.iter().map(|w| table().key(lang, w)).collect::<Vec<Key>>());
}

/// The names of a sentence whose keys are known.
#[divan::bench(args = [Lang::Ar, Lang::En])]
fn table_find(bencher: Bencher<'_, '_>, lang: Lang) {
    let words = words(lang, if lang == Lang::Ar { AR } else { EN });
    let keys: Vec<Key> = words.iter().map(|w| table().key(lang, w)).collect();
    bencher
        .counter(divan::counter::ItemsCount::new(keys.len()))
        .bench(|| table().find(lang, black_box(&keys)));
}

/// A pair of texts of the given number of sentences.
#[divan::bench(args = [1, 10, 100, 1000])]
fn link_pair(bencher: Bencher<'_, '_>, sentences: usize) {
    let (ar, en) = (AR.repeat(sentences), EN.repeat(sentences));
    bencher.counter(divan::counter::BytesCount::new(ar.len() + en.len())).bench(|| link(&ar, &en));
}
