//! A test that reasons are displayed in the order in which they are written, whatever they quote.

use crate::{check, check::Code};
use unicode_bidi::{BidiInfo, Level};

/// True if each isolated part is displayed as a unit in its place, and the words around it in their order.
fn reads_in_order(message: &str, base: Level) -> bool {
    let info = BidiInfo::new(message, Some(base));
    let Some(paragraph) = info.paragraphs.first() else { return message.is_empty() };
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    let order = BidiInfo::reorder_visual(&levels);
    let mut places = vec![0; order.len()];
    for (place, n) in order.into_iter().enumerate() {
        places[n] = place;
    }
    // Each quotation is one item, whose content may run in either direction.
    let mut things: Vec<(usize, usize)> = Vec::new();
    let mut inside = false;
    for (c, place) in message.chars().zip(places) {
        match things.last_mut().filter(|_| inside && c != '\u{2068}') {
            Some((from, to)) => (*from, *to) = ((*from).min(place), (*to).max(place)),
            None => things.push((place, place)),
        }
        inside = (inside || c == '\u{2068}') && c != '\u{2069}';
    }
    things.windows(2).all(|pair| match base.is_rtl() {
        false => pair[0].1 < pair[1].0,
        true => pair[1].1 < pair[0].0,
    })
}

#[test]
fn the_test_of_the_order_knows_a_wrong_one() {
    assert!(reads_in_order("one \u{2068}١٨٠ مليار\u{2069}: 1000 times", Level::ltr()));
    assert!(!reads_in_order("one مليار ١٨٠: 1000 times", Level::ltr()));
}

#[test]
fn every_kind_of_reason_is_displayed_in_the_order_in_which_it_is_written() {
    let mut seen = 0;
    for code in Code::ALL {
        let Some((ar, en)) = code.example() else { continue };
        for finding in check::pairs(&[(ar, en)]).into_iter().flatten() {
            assert!(reads_in_order(&finding.message, Level::ltr()), "{code}: {}", finding.message);
            seen += 1;
        }
    }
    assert!(seen >= 20, "{seen}");
}
