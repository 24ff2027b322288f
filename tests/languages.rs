//! Texts of three words and more in many languages, and Arabic and English that look like another
//! language: what is said of them. The texts are in tests/resources/languages.tsv.

use mizan::{
    language::{Fault, fault},
    text::Lang,
};

#[test]
fn each_text_is_in_the_language_that_it_is_said_to_be_in() {
    let mut wrong = Vec::new();
    for row in include_str!("resources/languages.tsv").lines().filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [side, expected, text] = cells[..] else { panic!("{row}") };
        let found = match fault(if side == "ar" { Lang::Ar } else { Lang::En }, text) {
            Some(Fault::Language(language)) => language.tag(),
            None => "",
            Some(_) => "another fault",
        };
        if found != expected {
            wrong.push(format!("{found} for {expected}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
