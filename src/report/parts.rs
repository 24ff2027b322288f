//! The parts that reports have in common: numbers at the head, bars, texts with marked places.

use super::{Text, plain, word};
use crate::text::Span;
use maud::{Markup, PreEscaped, Render, html};

/// Numbers with what they count, in a row of boxes.
pub(crate) fn tiles<'a>(numbers: impl IntoIterator<Item = (String, &'a str)>) -> Markup {
    html! {
        section .tiles {
            @for (number, key) in numbers {
                div { b { bdi { (number) } } (word(key)) }
            }
        }
    }
}

/// Horizontal bars under a heading: what each is, and how many.
pub(crate) fn bars(key: &str, rows: &[(Markup, u64)]) -> Markup {
    let most = rows.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    html! {
        figure {
            figcaption { (word(key)) }
            @if rows.is_empty() { p .calm { (word("none")) } }
            @for (name, n) in rows {
                div .bar {
                    span { (name) }
                    i { i style=(format!("width:{:.1}%", 100.0 * *n as f64 / most as f64)) {} }
                    b { (n) }
                }
            }
        }
    }
}

/// Vertical bars under a heading, with a label at every `every`th one; the number of each is shown
/// as a tooltip.
pub(crate) fn histogram(key: &str, every: usize, bars: &[(String, u64)]) -> Markup {
    let highest = bars.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if highest == 0 {
        return html! {};
    }
    let width = 900.0 / bars.len() as f64;
    html! {
        figure .wide {
            figcaption { (word(key)) }
            svg viewBox="0 0 940 222" role="img" aria-label=(plain(key)) {
                @for (n, (label, count)) in bars.iter().enumerate() {
                    // The heights are proportional, but a single doubtful pair among thousands must be visible.
                    @let height = if *count == 0 { 0.0 } else { (190.0 * *count as f64 / highest as f64).max(3.0) };
                    @let left = 20.0 + n as f64 * width;
                    rect x=(format!("{left:.1}")) y=(format!("{:.1}", 195.0 - height))
                        width=(format!("{:.1}", (width - 1.0).max(1.0))) height=(format!("{height:.1}")) {
                        title { (Text(label)) ": " (count) }
                    }
                    @if n % every == 0 {
                        text x=(format!("{left:.1}")) y="214" { (label.split(' ').next().unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

/// A text with places marked, each with a class; of places that overlap the first one is marked.
pub(crate) fn marked(text: &str, marks: &mut [(Span, &str)]) -> Markup {
    marks.sort_by_key(|(span, _)| span.start);
    let (mut at, mut out) = (0, String::new());
    for (span, class) in marks.iter().filter(|(span, _)| !span.is_empty()) {
        let (Some(before), Some(inside)) = (text.get(at..span.start), text.get(span.start..span.end)) else {
            continue;
        };
        html! { (Text(before)) mark class=(class) { (Text(inside)) } }.render_to(&mut out);
        at = span.end;
    }
    Text(&text[at..]).render_to(&mut out);
    PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_overlap_are_marked_once_and_no_text_is_lost() {
        let mut marks = [(Span::new(2, 6), "note"), (Span::new(0, 4), "error"), (Span::new(7, 7), "note")];
        assert_eq!(marked("abcdefgh", &mut marks).into_string(), "<mark class=\"error\">abcd</mark>efgh");
        // A place that is not one of this text is not marked.
        assert_eq!(marked("عدد", &mut [(Span::new(1, 40), "error")]).into_string(), "عدد");
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_longest() {
        let rows = [(html! { "a" }, 4), (html! { "b" }, 1)];
        let shown = bars("pairs", &rows).into_string();
        assert!(shown.contains("width:100.0%") && shown.contains("width:25.0%"), "{shown}");
        assert!(histogram("pairs", 1, &[("0".to_owned(), 0)]).into_string().is_empty());
        assert!(
            histogram("pairs", 1, &[("0.9".to_owned(), 3)]).into_string().contains("<title>0.9: 3</title>")
        );
    }
}
