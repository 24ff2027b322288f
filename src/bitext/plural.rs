//! Plural forms of Arabic: each is for certain numbers, and three of them express the number without a figure.

use std::ops::Range;

/// The six forms in the order of gettext, CLDR and the formats based on them: none, one, two, few,
/// many, other.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The English text for an Arabic form. If the form is for a single number (0, 1, 2) and omits the
/// placeholder of the English (`%d files`, ملفان), the placeholder is replaced by the number:
/// `2 files`. An Arabic form for nothing may omit all of them (`%d of %d selected`).
pub(super) fn english_for(form: usize, ar: &str, en: &str) -> String {
    let number = match form {
        // The Arabic expresses it by a word for nothing.
        0 if ar.contains(['0', '٠']) || ar.contains("صفر") => "0",
        0 => "no",
        1 => "1",
        2 => "2",
        _ => return en.to_owned(),
    };
    // `%Id` is `%d` in the digits of the reader's language.
    let plain = |placeholder: &str| placeholder.replace('I', "");
    let in_arabic: Vec<String> = placeholders(ar).into_iter().map(|place| plain(&ar[place])).collect();
    let is_missing = |place: &Range<usize>| !in_arabic.contains(&plain(&en[place.clone()]));
    let missing: Vec<Range<usize>> = placeholders(en).into_iter().filter(is_missing).collect();
    // The same placeholder twice is one number (`Opening %d files opens %d windows`).
    let is_one = missing.iter().all(|place| en[place.clone()] == en[missing[0].clone()]);
    let may_go = is_one || form == 0 && in_arabic.is_empty();
    if !may_go {
        return en.to_owned();
    }
    let (mut text, mut at) = (String::new(), 0);
    for place in missing {
        text = text + &en[at..place.start] + number;
        at = place.end;
    }
    text + &en[at..]
}

/// The remark about messages that were left out: those without a translation, those whose English is only a key, and those
/// that await another check, for which `waiting` is the word of their format.
pub(super) fn counted(untranslated: u64, keys: u64, unsure: u64, waiting: &str) -> Vec<String> {
    let many = |left_out: u64| if left_out == 1 { "message" } else { "messages" };
    let count =
        |left_out: u64, what: &str| (left_out > 0).then(|| format!("{left_out} {what} {}", many(left_out)));
    let unsure = count(unsure, waiting).map(|unsure| unsure + " (--fuzzy reads them)");
    let keys = (keys > 0).then(|| format!("{keys} {} with a key for the English text", many(keys)));
    let left_out: Vec<String> =
        count(untranslated, "untranslated").into_iter().chain(keys).chain(unsure).collect();
    if left_out.is_empty() { Vec::new() } else { vec![format!("left out: {}", left_out.join(", "))] }
}

/// The places of the placeholders that programs replace by a number: `%d`, `%1$s`, `%n`,
/// `%(count)d`, `{n}`, `{{count}}`.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['%', '{']).map(|start| at + start) {
        let length = match &text[start..] {
            rest if rest.starts_with("%%") => {
                at = start + 2;
                continue;
            }
            rest if rest.starts_with('%') => printf(rest),
            rest => braces(rest),
        };
        match length {
            Some(length) => {
                found.push(start..start + length);
                at = start + length;
            }
            None => at = start + 1,
        }
    }
    found
}

/// The length of a placeholder that begins with a percent sign.
fn printf(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    match bytes.get(1)? {
        b'(' => at = text.find(')')? + 1,
        b'{' => return Some(text.find('}')? + 1),
        b'L' if matches!(bytes.get(2), Some(b'n' | b'1'..=b'9')) => return Some(3),
        _ => {}
    }
    while matches!(bytes.get(at), Some(b'0'..=b'9' | b'$' | b'-' | b'+' | b'.' | b'\'' | b'I')) {
        at += 1;
    }
    let digits_only = at;
    while matches!(bytes.get(at), Some(b'l' | b'h' | b'z' | b'q')) {
        at += 1;
    }
    match bytes.get(at) {
        Some(b'd' | b'i' | b'u' | b's' | b'n' | b'f' | b'@' | b'g') => Some(at + 1),
        // Qt: %1.
        _ if digits_only == 2 && bytes[1].is_ascii_digit() => Some(2),
        _ => None,
    }
}

/// The length of a placeholder in braces.
fn braces(text: &str) -> Option<usize> {
    let opening = text.bytes().take_while(|byte| *byte == b'{').count().min(2);
    let name =
        text[opening..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_. $".contains(byte));
    let length = name.count();
    let end = opening + length;
    let closing = "}}".get(..opening)?;
    (length <= 40 && text[end..].starts_with(closing)).then_some(end + opening)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_for_one_number_has_it_in_its_english() {
        assert_eq!(english_for(2, "ملفان", "%d files"), "2 files");
        assert_eq!(english_for(1, "ملف واحد", "%1$d file"), "1 file");
        assert_eq!(english_for(0, "لا ملفات", "{count} files"), "no files");
        assert_eq!(english_for(0, "صفر ملف", "{{count}} files"), "0 files");
        assert_eq!(english_for(2, "ملفان في %s", "%d files in %s"), "2 files in %s");
        assert_eq!(english_for(2, "ملفان", "%n files at 100%%"), "2 files at 100%%");
        assert_eq!(english_for(2, "ملفان في نافذتين", "%d files in %d windows"), "2 files in 2 windows");
        assert_eq!(english_for(0, "لم يحدد شيء", "%(sel)s of %(all)s selected"), "no of no selected");
    }

    #[test]
    fn other_forms_and_forms_with_the_placeholder_stay_as_they_are() {
        assert_eq!(english_for(3, "ملفات", "%d files"), "%d files");
        assert_eq!(english_for(2, "%d ملف", "%d files"), "%d files");
        assert_eq!(english_for(1, "%Id × %Id نقطة", "%d × %d dots"), "%d × %d dots");
        assert_eq!(english_for(2, "ملفان", "%d files in %s"), "%d files in %s");
        assert_eq!(english_for(2, "ملفان", "two files"), "two files");
        for text in ["%", "{", "{{", "%(", "{}", "100% sure", "%{", "{a"] {
            english_for(2, "", text);
        }
    }
}
