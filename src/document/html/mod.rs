//! Web pages: the text of the article without the furniture around it.
//!
//! Headings, paragraphs, list items, table cells and captions become paragraphs; inline tags have
//! no effect. Scripts and hidden parts are not text. Menus, footers, forms and boxes of links are
//! omitted if their content agrees with their names, and are counted; a part with half of the
//! page's text is never omitted.

mod amounts;
mod elements;
mod furniture;
mod main_text;
mod names;
mod tables;
mod tree;

pub(super) use main_text::Scope;
pub(crate) use tables::{Table, tables};

use super::{LeftOut, Paragraph, ParagraphKind, builder::Builder};
use crate::{Result, text::chars};
use elements::{is_block, is_control};
use html5ever::LocalName;
use std::borrow::Cow;
use tree::{Kind, Node};

/// The text of a page and its paragraphs.
///
/// # Errors
/// When it is not a page that anyone could read.
pub(super) fn read(text: &str, scope: Scope) -> Result<(String, Vec<Paragraph>, LeftOut)> {
    let mut builder = Builder::default();
    let omitted = add(text, scope, &mut builder)?;
    let (text, paragraphs) = builder.finish(ParagraphKind::Body);
    Ok((text, paragraphs, omitted))
}

/// Adds the text of a page or of a fragment of one, and returns what was omitted.
///
/// # Errors
/// As [`read`].
pub(super) fn add(text: &str, scope: Scope, builder: &mut Builder) -> Result<LeftOut> {
    let nodes = tree::parse(text)?;
    let plan = main_text::Plan::of(&nodes, scope);
    builder.end(ParagraphKind::Body);
    for &part in &plan.headline {
        walk(&nodes, part, &plan, builder);
    }
    walk(&nodes, plan.root, &plan, builder);
    Ok(plan.omitted)
}

/// An element that is being read.
struct Open<'n> {
    end: usize,
    name: &'n LocalName,
    /// The kind of paragraphs in it.
    kind: ParagraphKind,
    in_pre: bool,
    in_sup: bool,
}

impl<'n> Open<'n> {
    /// An element within another one, from which it inherits what it does not set.
    fn inside(outer: Option<&Open<'_>>, end: usize, name: &'n LocalName) -> Self {
        let kind = kind(name).or(outer.map(|outer| outer.kind)).unwrap_or_default();
        let within =
            |wanted: &str, outer_is: fn(&Open<'_>) -> bool| &**name == wanted || outer.is_some_and(outer_is);
        let (in_pre, in_sup) = (within("pre", |outer| outer.in_pre), within("sup", |outer| outer.in_sup));
        Open { end, name, kind, in_pre, in_sup }
    }
}

/// Writes the text of one element.
fn walk(nodes: &[Node], root: usize, plan: &main_text::Plan, builder: &mut Builder) {
    let mut open: Vec<Open<'_>> = Vec::new();
    let kind = |open: &[Open<'_>]| open.last().map_or(ParagraphKind::Body, |innermost| innermost.kind);
    let mut at = root;
    while at < nodes[root].end {
        while let Some(innermost) = open.last()
            && innermost.end <= at
        {
            if parts_text(innermost.name) {
                builder.end(innermost.kind);
            }
            open.pop();
        }
        let node = &nodes[at];
        if plan.is_left_out(at) && at != root {
            // The texts before and after an omitted block are separate paragraphs.
            if matches!(&node.kind, Kind::Element { name, .. } if is_block(name)) {
                builder.end(kind(&open));
            }
            at = node.end;
            continue;
        }
        match &node.kind {
            Kind::Text(text) => match open.last() {
                Some(Open { in_pre: true, .. }) => builder.verbatim(text),
                Some(Open { in_sup: true, .. }) => builder.words(&superscript(text)),
                _ => builder.words(text),
            },
            Kind::Element { name, .. } => {
                if parts_text(name) || &**name == "br" {
                    builder.end(kind(&open));
                }
                open.push(Open::inside(open.last(), node.end, name));
            }
        }
        at += 1;
    }
    builder.end(kind(&open));
}

/// True for elements whose words are separate from those around them; the parts of a form are read only when all text is
/// wanted.
fn parts_text(name: &str) -> bool {
    is_block(name) || is_control(name) || name == "option"
}

/// Digits as superscripts, so that 10<sup>6</sup> does not become 106, and the number of a verse is
/// not joined to its first word; text that is not only digits is unchanged.
pub(super) fn superscript(text: &str) -> Cow<'_, str> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised = |c: char| match c {
        '-' | '−' => Some('⁻'),
        c if c.is_whitespace() => Some(c),
        c => chars::digit_value(c).map(|digit| RAISED[usize::from(digit)]),
    };
    text.chars().map(raised).collect::<Option<String>>().map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The kind of paragraphs in an element of this name, if the name determines it.
fn kind(name: &str) -> Option<ParagraphKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(ParagraphKind::Heading),
        "li" | "dt" | "dd" => Some(ParagraphKind::Item),
        "pre" => Some(ParagraphKind::Code),
        "td" | "th" | "body" => Some(ParagraphKind::Body),
        _ => None,
    }
}
