//! Conversion of Arabic presentation forms, common in text from PDF files, to ordinary letters.
//! Unicode orders them by letter, with two or four forms each.

/// The first form of each letter, and the letter; its forms extend to the next row.
const LETTERS: [(u32, &str); 48] = [
    (0xFB50, "ٱ"),
    (0xFB52, ""),
    (0xFB56, "پ"),
    (0xFB5A, ""),
    (0xFB7A, "چ"),
    (0xFB7E, ""),
    (0xFB8A, "ژ"),
    (0xFB8C, ""),
    (0xFB8E, "ک"),
    (0xFB92, "گ"),
    (0xFB96, ""),
    (0xFBFC, "ی"),
    (0xFC00, ""),
    (0xFDF2, "الله"),
    (0xFDF3, ""),
    (0xFE80, "ء"),
    (0xFE81, "آ"),
    (0xFE83, "أ"),
    (0xFE85, "ؤ"),
    (0xFE87, "إ"),
    (0xFE89, "ئ"),
    (0xFE8D, "ا"),
    (0xFE8F, "ب"),
    (0xFE93, "ة"),
    (0xFE95, "ت"),
    (0xFE99, "ث"),
    (0xFE9D, "ج"),
    (0xFEA1, "ح"),
    (0xFEA5, "خ"),
    (0xFEA9, "د"),
    (0xFEAB, "ذ"),
    (0xFEAD, "ر"),
    (0xFEAF, "ز"),
    (0xFEB1, "س"),
    (0xFEB5, "ش"),
    (0xFEB9, "ص"),
    (0xFEBD, "ض"),
    (0xFEC1, "ط"),
    (0xFEC5, "ظ"),
    (0xFEC9, "ع"),
    (0xFECD, "غ"),
    (0xFED1, "ف"),
    (0xFED5, "ق"),
    (0xFED9, "ك"),
    (0xFEDD, "ل"),
    (0xFEE1, "م"),
    (0xFEE5, "ن"),
    (0xFEE9, "ه"),
];

/// The remaining letters; lam and alif together are one form.
const LAST: [(u32, &str); 8] = [
    (0xFEED, "و"),
    (0xFEEF, "ى"),
    (0xFEF1, "ي"),
    (0xFEF5, "لآ"),
    (0xFEF7, "لأ"),
    (0xFEF9, "لإ"),
    (0xFEFB, "لا"),
    (0xFEFD, ""),
];

/// Writes the letters of a presentation form; returns false for any other character.
pub(super) fn plain(c: char, out: &mut String) -> bool {
    let code = u32::from(c);
    let known = LETTERS.iter().chain(&LAST).take_while(|(first, _)| *first <= code).last();
    match known {
        Some((_, letters)) if !letters.is_empty() => {
            out.push_str(letters);
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_letters_and_the_rest_is_left() {
        let of = |text: &str| {
            let mut out = String::new();
            text.chars().for_each(|c| {
                if !plain(c, &mut out) {
                    out.push(c);
                }
            });
            out
        };
        assert_eq!(of("ﻭﺻﻞ ﺇﻟﻰ ﺍﻟﻘﺎﻫﺮﺓ"), "وصل إلى القاهرة");
        assert_eq!(of("ﻻ ﺁﻟﺔ ﷲ ﭘ"), "لا آلة الله پ");
        assert_eq!(of("نعم ﹰ ﷺ a"), "نعم ﹰ ﷺ a");
    }
}
