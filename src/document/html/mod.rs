//! Web pages: the text of the article without the furniture around it.
//!
//! Headings, paragraphs, list items, table cells and captions become paragraphs; inline tags are transparent.
//! Scripts, menus, footers, forms and hidden parts are left out. A part that holds half of the page's text is never
//! left out, whatever its names say.

mod main_text;
mod tree;

use super::{Paragraph, ParagraphKind, builder::Builder};
use crate::{Result, text::chars};
use html5ever::LocalName;
use std::borrow::Cow;
use tree::{Kind, Node, is_block};

/// The text of a page and its paragraphs.
///
/// # Errors
/// When it is no page that anyone could read.
pub(super) fn read(text: &str) -> Result<(String, Vec<Paragraph>)> {
    let mut builder = Builder::default();
    add(text, &mut builder)?;
    Ok(builder.finish(ParagraphKind::Body))
}

/// Adds the text of a page or of a piece of one.
///
/// # Errors
/// As [`read`].
pub(super) fn add(text: &str, builder: &mut Builder) -> Result<()> {
    let nodes = tree::parse(text)?;
    let plan = main_text::Plan::of(&nodes);
    builder.end(ParagraphKind::Body);
    if let Some(headline) = plan.headline {
        walk(&nodes, headline, &plan, builder);
    }
    walk(&nodes, plan.root, &plan, builder);
    Ok(())
}

/// Writes the text of one element.
fn walk(nodes: &[Node], root: usize, plan: &main_text::Plan, builder: &mut Builder) {
    let mut open: Vec<(usize, &LocalName)> = Vec::new();
    let mut at = root;
    while at < nodes[root].end {
        while let Some((end, name)) = open.last().copied()
            && end <= at
        {
            if is_block(name) {
                builder.end(kind(&open));
            }
            open.pop();
        }
        let node = &nodes[at];
        if plan.is_left_out(at) && at != root {
            // What stands on both sides of a left-out block is not one paragraph.
            if matches!(&node.kind, Kind::Element { name, .. } if is_block(name)) {
                builder.end(kind(&open));
            }
            at = node.end;
            continue;
        }
        match &node.kind {
            Kind::Text(text) => {
                let inside = |wanted: &str| open.iter().any(|(_, name)| &***name == wanted);
                if inside("pre") {
                    builder.verbatim(text);
                } else if inside("sup") {
                    builder.words(&superscript(text));
                } else {
                    builder.words(text);
                }
            }
            Kind::Element { name, .. } => {
                if is_block(name) || &**name == "br" {
                    builder.end(kind(&open));
                }
                open.push((node.end, name));
            }
        }
        at += 1;
    }
    builder.end(kind(&open));
}

/// Raised digits, so that 10<sup>6</sup> does not become 106; text that is not only digits is left as it is.
fn superscript(text: &str) -> Cow<'_, str> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised = |c: char| match c {
        '-' | '−' => Some('⁻'),
        c => chars::digit_value(c).map(|digit| RAISED[usize::from(digit)]),
    };
    text.trim().chars().map(raised).collect::<Option<String>>().map_or(Cow::Borrowed(text), Cow::Owned)
}

/// What a paragraph is inside these elements.
fn kind(open: &[(usize, &LocalName)]) -> ParagraphKind {
    for (_, name) in open.iter().rev() {
        match &***name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return ParagraphKind::Heading,
            "li" | "dt" | "dd" => return ParagraphKind::Item,
            "pre" => return ParagraphKind::Code,
            "td" | "th" | "body" => return ParagraphKind::Body,
            _ => {}
        }
    }
    ParagraphKind::Body
}
