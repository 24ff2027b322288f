//! Classes of single characters: letters by script, vowel signs, digits.

/// Value 0 to 9 of a decimal digit in any of the three sets used with Arabic text (`0-9`,
/// Arabic-Indic `٠-٩`, Extended Arabic-Indic `۰-۹`), or of a full-width digit.
pub const fn digit_value(c: char) -> Option<u8> {
    let base = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    Some((c as u32 - base as u32) as u8)
}

/// True for a decimal digit that [`digit_value`] knows.
pub const fn is_digit(c: char) -> bool {
    digit_value(c).is_some()
}

/// True for vowel signs and Quranic marks, which may be omitted without changing the word.
pub const fn is_tashkeel(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}')
}

/// The elongation stroke ـ.
pub const TATWEEL: char = '\u{0640}';

/// True for a letter of the Arabic script, presentation forms included; not for tatweel, marks or digits.
pub const fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}' | '\u{066F}'
        | '\u{0671}'..='\u{06D3}' | '\u{06D5}' | '\u{06E5}' | '\u{06E6}' | '\u{06EE}' | '\u{06EF}'
        | '\u{06FA}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C9}'
        | '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
}

/// True for a letter of any script; Latin and Arabic letters are recognised without a table.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || is_arabic_letter(c) || (!c.is_ascii() && c.is_alphabetic())
}

/// True for a letter of the Latin script (with or without accents).
pub fn is_latin_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (matches!(c, '\u{00AA}' | '\u{00BA}' | '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}')
            && c.is_alphabetic())
}

/// True for a character that may continue a word although it is not a letter: vowel signs, tatweel,
/// combining accents and invisible marks.
pub const fn is_word_extender(c: char) -> bool {
    is_tashkeel(c)
        || c == TATWEEL
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}')
        || super::bidi::is_invisible(c)
}

/// True for the marks used as an apostrophe, and for ع and ء in romanised Arabic.
pub const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | '＇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_have_the_same_value() {
        for (n, (a, p)) in ('\u{0660}'..='\u{0669}').zip('\u{06F0}'..='\u{06F9}').enumerate() {
            assert_eq!(digit_value(a), Some(n as u8));
            assert_eq!(digit_value(p), Some(n as u8));
        }
        assert_eq!(digit_value('٬'), None);
        assert_eq!(digit_value('a'), None);
    }

    #[test]
    fn vowel_signs_are_no_letters() {
        for c in "\u{064E}\u{0651}\u{0670}ـ٣".chars() {
            assert!(!is_arabic_letter(c), "{c:?}");
        }
        assert!("ءآأؤإئابةتپچژگی".chars().all(is_arabic_letter));
    }
}
