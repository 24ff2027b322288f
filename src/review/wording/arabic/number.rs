//! Numbers in words, by the gender of the noun and the case.

use super::{
    noun::{Counted, form_of},
    table::rows,
};
use crate::figure::Decimal;

/// Whether the words for a number depend on the gender of the noun, or on the case.
pub(super) struct Depends {
    pub(super) gender: bool,
    pub(super) case: bool,
}

/// A number in words. `before_noun` removes the last letter of a dual of hundred or thousand.
pub(super) fn number_words(n: i64, feminine: bool, oblique: bool, before_noun: bool) -> (String, Depends) {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = n;
    let mut scales: Vec<Vec<&str>> = rows("scale").collect();
    scales.reverse();
    for cells in scales {
        let Ok(size) = cells[0].parse::<i64>() else { continue };
        let count = rest / size;
        rest %= size;
        let dual = if oblique { cells[4] } else { cells[3] };
        let counted = || below_thousand(count % 1000, false, oblique).join(" و");
        match form_of(Decimal::from(count)) {
            _ if count == 0 => {}
            Counted::One => parts.push(cells[1].to_owned()),
            Counted::Two if rest == 0 && before_noun => {
                parts.push(dual.chars().take(dual.chars().count() - 1).collect());
            }
            Counted::Two => parts.push(dual.to_owned()),
            Counted::Plural => parts.push(format!("{} {}", counted(), cells[5])),
            Counted::Accusative => parts.push(format!("{} {}", counted(), cells[2])),
            Counted::Genitive | Counted::Other => parts.push(format!("{} {}", counted(), cells[1])),
        }
    }
    let mut last = below_thousand(rest, feminine, oblique);
    if before_noun && rest == 200 {
        last = last.into_iter().map(|word| word.chars().take(word.chars().count() - 1).collect()).collect();
    }
    parts.extend(last);
    let said = parts.join(" و");
    let other = |feminine, oblique| below_thousand(n % 1000, feminine, oblique);
    let dual =
        said.split(' ').any(|word| word.ends_with("ين") || word.ends_with("ان") || word.ends_with("ون"));
    let depends = Depends {
        gender: other(false, true) != other(true, true),
        case: other(feminine, true) != other(feminine, false) || dual,
    };
    (said, depends)
}

/// The words of a number below a thousand, to be joined by `و`.
fn below_thousand(n: i64, feminine: bool, oblique: bool) -> Vec<String> {
    let column = 1 + 2 * usize::from(feminine) + usize::from(oblique);
    let word = |class: &'static str, n: i64| {
        let cells = rows(class).find(|cells| cells[0] == n.to_string());
        cells.and_then(|cells| cells.get(column).map(|word| (*word).to_owned()))
    };
    let (hundreds, rest) = (n / 100 * 100, n % 100);
    let mut parts: Vec<Option<String>> = Vec::new();
    if hundreds > 0 {
        parts.push(word("number", hundreds));
    }
    match rest {
        0 => {}
        1 => parts.push(word("after", 1)),
        2..=20 => parts.push(word("number", rest)),
        _ => {
            let one = rest % 10;
            if one > 0 {
                parts.push(word(if one == 1 { "after" } else { "number" }, one));
            }
            parts.push(word("number", rest - one));
        }
    }
    parts.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        for (n, feminine, oblique, expected) in [
            (3, false, false, "ثلاثة"),
            (3, true, false, "ثلاث"),
            (11, false, true, "أحد عشر"),
            (12, true, true, "اثنتي عشرة"),
            (15, true, false, "خمس عشرة"),
            (21, true, false, "إحدى وعشرون"),
            (25, false, true, "خمسة وعشرين"),
            (22, false, false, "اثنان وعشرون"),
            (100, false, true, "مئة"),
            (250, false, true, "مئتين وخمسين"),
            (1001, false, false, "ألف وواحد"),
            (2000, false, true, "ألفين"),
            (3457, true, false, "ثلاثة آلاف وأربعمئة وسبع وخمسون"),
            (11_000, false, false, "أحد عشر ألفا"),
            (5_000_000, false, false, "خمسة ملايين"),
            (3_000_000_000, false, false, "ثلاثة مليارات"),
        ] {
            assert_eq!(number_words(n, feminine, oblique, false).0, expected, "{n}");
        }
        assert_eq!(number_words(200, false, true, true).0, "مئتي");
        assert_eq!(number_words(2000, false, false, true).0, "ألفا");
    }
}
