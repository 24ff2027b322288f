//! The filter `fluency`, with a model that is learnt from a clean corpus.

use crate::run::Folder;

/// A corpus of sentences made of some words, each with a number.
fn trusted(folder: &Folder) {
    let ar = ["وصل", "الوفد", "إلى", "القاهرة", "مساء", "أمس", "وغادر", "المدينة", "رئيس", "الوزراء", "سوق"];
    let en =
        ["the", "delegation", "arrived", "in", "cairo", "last", "night", "and", "left", "city", "minister"];
    let text = |words: [&str; 11], n: usize| -> String {
        (0..8).map(|k| words[(n * 5 + k * (1 + n % 7)) % 11]).collect::<Vec<_>>().join(" ")
    };
    let rows: String = (0..500).map(|n| format!("{} {n}\t{} {n}\n", text(ar, n), text(en, n))).collect();
    folder.write("trusted.tsv", rows);
}

#[test]
fn what_looks_strange_beside_a_trusted_corpus_is_dropped() {
    let folder = Folder::new();
    trusted(&folder);
    let learn = || folder.mizan("corpus fluency trusted.tsv -o fluency.tsv").code;
    assert_eq!((learn(), learn()), (Some(0), Some(0)));
    let usual =
        "وصل الوفد إلى القاهرة مساء أمس وغادر المدينة 7\tthe delegation arrived in cairo last night and 7\n";
    folder.write("in.tsv", format!("{usual}ظغضث خحقك ذذزظ ضصثق غغخخ\tqwrtp zxcvb kjhgf plkmn wqxzz\n"));
    let words = "corpus filter in.tsv --filter fluency -o out.tsv --rejected why.jsonl";
    let ran = folder.mizan(&format!("{words} --fluency fluency.tsv"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(folder.read("out.tsv"), usual, "{ran:?}");
    assert!(folder.read("why.jsonl").contains("\"rejected\":\"fluency\""));
    folder.mizan(words).fails_with("nothing to compare with");
    folder
        .mizan(&format!("{words} --fluency trusted.tsv"))
        .fails_with("trusted.tsv, line 1: no model of fluency");
    folder.write("few.tsv", "نعم\tyes\n");
    folder.mizan("corpus fluency few.tsv -o few-fluency.tsv").fails_with("too few to learn from");
    assert!(!folder.names().contains(&"few-fluency.tsv".to_owned()));
}
