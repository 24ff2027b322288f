//! Folding: a form of a word without differences of spelling, for look-up and comparison only.
//!
//! In Arabic, vowel signs, tatweel and invisible marks are removed; alif with any hamza becomes
//! bare alif (`أإآٱ` → `ا`), final `ى` becomes `ي`, `ة` becomes `ه`, and letters of other keyboards
//! (`ک گ ی ے ہ ھ ۀ`) become their Arabic counterparts. In English, case and accents are removed.
//! Folded text is never shown; spans always refer to the original.

use super::{Lang, bidi, chars};

/// Folds a word or text of the given language into `out`, which is cleared first.
pub fn fold_into(lang: Lang, text: &str, out: &mut String) {
    out.clear();
    match lang {
        Lang::Ar => text.chars().for_each(|c| fold_arabic_char(c, out)),
        Lang::En => text.chars().for_each(|c| fold_latin_char(c, out)),
    }
}

/// Folds a word or text of the given language.
///
/// ```
/// use mizan::text::{Lang, fold::fold};
/// assert_eq!(fold(Lang::Ar, "الأُمَّةُ"), "الامه");
/// assert_eq!(fold(Lang::En, "Café"), "cafe");
/// ```
pub fn fold(lang: Lang, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(lang, text, &mut out);
    out
}

/// Removes vowel signs, tatweel and invisible marks and keeps every letter as it is spelled: the
/// form that distinguishes short words (`آب` August, `أب` father).
pub fn bare(text: &str) -> String {
    text.chars()
        .filter(|&c| !(chars::is_tashkeel(c) || c == chars::TATWEEL || bidi::is_invisible(c)))
        .collect()
}

fn fold_arabic_char(c: char, out: &mut String) {
    if chars::is_tashkeel(c) || c == chars::TATWEEL || bidi::is_invisible(c) {
        return;
    }
    match c {
        'ء' | 'ؤ' | 'ئ' | 'ا' | 'ب' | 'ت'..='غ' | 'ف'..='و' | 'ي' => out.push(c),
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ی' | 'ې' | 'ے' => out.push('ي'),
        'ة' | 'ۃ' | 'ە' | 'ہ' | 'ھ' | 'ۀ' | 'ۂ' => out.push('ه'),
        'ک' | 'ڪ' => out.push('ك'),
        'گ' => out.push('غ'),
        '\u{FEF5}'..='\u{FEFC}' => out.push_str("لا"),
        '\u{FB50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEF4}' => presentation_form(c, out),
        _ => match chars::digit_value(c) {
            Some(value) => out.push(char::from(b'0' + value)),
            None => fold_latin_char(c, out),
        },
    }
}

/// Maps letters of the presentation forms block, as extracted from PDF files, to ordinary letters.
fn presentation_form(c: char, out: &mut String) {
    // Unicode orders U+FE80..FEF4 by letter, with two or four forms each; these are the first forms.
    const FIRST: [(u32, char); 36] = [
        (0xFE80, 'ء'),
        (0xFE81, 'ا'),
        (0xFE83, 'ا'),
        (0xFE85, 'ؤ'),
        (0xFE87, 'ا'),
        (0xFE89, 'ئ'),
        (0xFE8D, 'ا'),
        (0xFE8F, 'ب'),
        (0xFE93, 'ه'),
        (0xFE95, 'ت'),
        (0xFE99, 'ث'),
        (0xFE9D, 'ج'),
        (0xFEA1, 'ح'),
        (0xFEA5, 'خ'),
        (0xFEA9, 'د'),
        (0xFEAB, 'ذ'),
        (0xFEAD, 'ر'),
        (0xFEAF, 'ز'),
        (0xFEB1, 'س'),
        (0xFEB5, 'ش'),
        (0xFEB9, 'ص'),
        (0xFEBD, 'ض'),
        (0xFEC1, 'ط'),
        (0xFEC5, 'ظ'),
        (0xFEC9, 'ع'),
        (0xFECD, 'غ'),
        (0xFED1, 'ف'),
        (0xFED5, 'ق'),
        (0xFED9, 'ك'),
        (0xFEDD, 'ل'),
        (0xFEE1, 'م'),
        (0xFEE5, 'ن'),
        (0xFEE9, 'ه'),
        (0xFEED, 'و'),
        (0xFEEF, 'ي'),
        (0xFEF1, 'ي'),
    ];
    let code = c as u32;
    match FIRST.iter().rev().find(|(first, _)| *first <= code) {
        Some(&(_, letter)) if (0xFE80..=0xFEF4).contains(&code) => out.push(letter),
        _ => out.push(c),
    }
}

fn fold_latin_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if bidi::is_invisible(c) || matches!(c, '\u{0300}'..='\u{036F}') {
        return;
    }
    match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => out.push('a'),
        'Æ' | 'æ' => out.push_str("ae"),
        'Ç' | 'ç' | 'Ć'..='č' => out.push('c'),
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => out.push('e'),
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => out.push('i'),
        'Ð' | 'ð' | 'Ď'..='đ' | 'Ḍ'..='ḑ' => out.push('d'),
        'Ñ' | 'ñ' | 'Ń'..='ň' => out.push('n'),
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => out.push('o'),
        'Œ' | 'œ' => out.push_str("oe"),
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => out.push('u'),
        'Ý' | 'ý' | 'ÿ' | 'Ÿ' => out.push('y'),
        'ß' => out.push_str("ss"),
        'Ś'..='š' | 'Ș' | 'ș' | 'Ṣ' | 'ṣ' => out.push('s'),
        'Ź'..='ž' | 'Ẓ'..='ẕ' => out.push('z'),
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => out.push('g'),
        'Ĥ'..='ħ' | 'Ḥ' | 'ḥ' | 'Ḫ' | 'ḫ' | 'Ḩ' | 'ḩ' | 'ẖ' => out.push('h'),
        'Ḳ'..='ḵ' => out.push('k'),
        'Ł' | 'ł' | 'Ĺ'..='ľ' => out.push('l'),
        'Ŕ'..='ř' => out.push('r'),
        'Ţ'..='ŧ' | 'Ț' | 'ț' | 'Ṭ'..='ṯ' => out.push('t'),
        '’' | '‘' | 'ʼ' | '＇' => out.push('\''),
        // Romanisation of library catalogues: ʿAbd al-Raḥmān.
        'ʿ' | 'ʾ' => {}
        'Ḡ' | 'ḡ' => out.push('g'),
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowelled_stretched_and_marked_spellings_fold_to_the_bare_word() {
        for spelling in ["الكتاب", "الْكِتَابُ", "الكتـــاب", "\u{200F}الكتاب\u{200E}", "ٱلكتاب"]
        {
            assert_eq!(fold(Lang::Ar, spelling), "الكتاب");
        }
    }

    #[test]
    fn hamza_seats_ta_marbuta_and_alif_maqsura_are_one() {
        assert_eq!(fold(Lang::Ar, "إلى"), fold(Lang::Ar, "الي"));
        assert_eq!(fold(Lang::Ar, "مدرسة"), fold(Lang::Ar, "مدرسه"));
        assert_ne!(bare("آب"), bare("أب"));
    }

    #[test]
    fn positional_forms_read_as_their_letters() {
        assert_eq!(fold(Lang::Ar, "\u{FEE3}\u{FEF4}\u{FEB0}\u{FE8D}\u{FEE5}"), "ميزان");
        assert_eq!(fold(Lang::Ar, "\u{FEFB}"), "لا");
    }

    #[test]
    fn every_digit_folds_to_ascii_beside_arabic() {
        assert_eq!(fold(Lang::Ar, "٣٤٥٧ ۳۴۵۷"), "3457 3457");
    }

    #[test]
    fn latin_case_and_accents_go() {
        assert_eq!(fold(Lang::En, "ÉCOLE Łódź naïve"), "ecole lodz naive");
        assert_eq!(fold(Lang::En, "ʿAbd al-Raḥmān al-Ṣūfī"), "abd al-rahman al-sufi");
    }
}
