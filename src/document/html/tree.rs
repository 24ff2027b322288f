//! A page as a flat tree: nodes in source order, each with the index of its end.
//!
//! The tokenizer is that of html5ever, so that entities, comments, scripts and broken tags are
//! understood as in browsers. The tree is built here: it is only used for text, so it needs few of
//! the rules for repairing misnested tags, and its depth is bounded as in browsers.

use super::{
    elements::{is_block, is_foreign, is_void},
    names,
};
use crate::{Error, Result};
use html5ever::{
    LocalName, local_name,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};
use std::cell::RefCell;

/// Deeper elements are treated as text of their parents. Browsers have the same limit.
const DEEPEST: usize = 512;

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    /// Its kind.
    pub(super) kind: Kind,
    /// Index of the node after its last descendant.
    pub(super) end: usize,
    /// Index of its parent; the root is its own parent.
    pub(super) parent: usize,
}

/// The kind of a node.
#[derive(Debug)]
pub(super) enum Kind {
    /// An element.
    Element {
        /// Its name.
        name: LocalName,
        /// Its role according to its attributes.
        role: Role,
    },
    /// Text.
    Text(StrTendril),
}

/// The name of an element; empty for text.
pub(super) fn name_of(node: &Node) -> &str {
    match &node.kind {
        Kind::Element { name, .. } => name,
        Kind::Text(_) => "",
    }
}

/// The relevant information in the attributes of an element.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Role {
    /// It is hidden.
    pub(super) hidden: bool,
    /// It is part of the layout and not text: the mark of a footnote, the number of a printed page.
    pub(super) mark: bool,
    /// Its names are those of a menu, a footer, a share bar.
    pub(super) furniture: bool,
    /// Its names are those of a program for menus and notices.
    pub(super) technical: bool,
    /// Its names are those of a reader's comment, or a list of them.
    pub(super) remark: bool,
    /// Its names are those of the header of a page or of an article.
    pub(super) header: bool,
    /// Its names are those of the text of the article.
    pub(super) article: bool,
    /// The region given by its tag or its role.
    pub(super) region: Region,
    /// How many columns and rows a cell covers, if it says so; rows 0 are all that follow.
    pub(super) covers: (Option<u16>, Option<u16>),
}

/// A region of a page according to its tag or its ARIA role.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) enum Region {
    /// None of these.
    #[default]
    None,
    /// A menu: links to other pages, a search.
    Menu,
    /// Something next to the text.
    Aside,
    /// The footer of a page, article or quotation.
    Footer,
    /// The header of a page or article.
    Header,
    /// A form or question.
    Form,
}

impl Region {
    fn of_tag(name: &str) -> Region {
        match name {
            "nav" => Region::Menu,
            "aside" => Region::Aside,
            "footer" => Region::Footer,
            "header" => Region::Header,
            "form" | "dialog" => Region::Form,
            _ => Region::None,
        }
    }

    fn of_role(role: &str) -> Region {
        match role {
            "navigation" | "menu" | "menubar" | "toolbar" | "search" => Region::Menu,
            "complementary" => Region::Aside,
            "contentinfo" => Region::Footer,
            "banner" => Region::Header,
            "alert" | "alertdialog" | "dialog" => Region::Form,
            _ => Region::None,
        }
    }
}

/// Reads a page.
///
/// # Errors
/// When a tag has more attributes than any page needs.
pub(super) fn parse(text: &str) -> Result<Vec<Node>> {
    let sink = Sink { tree: RefCell::new(Tree::new()) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut quiet = Quiet::default();
    let mut rest = text;
    while !rest.is_empty() {
        let mut cut = rest.len().min(1 << 16);
        while !rest.is_char_boundary(cut) {
            cut -= 1;
        }
        queue.push_back(StrTendril::from_slice(&rest[..cut]));
        // It would pause only if the sink asked for that, which this one never does.
        let _ = tokenizer.feed(&queue);
        quiet.watch(&rest[..cut], tokenizer.sink.tree.borrow().tokens)?;
        rest = &rest[cut..];
    }
    tokenizer.end();
    Ok(tokenizer.sink.tree.into_inner().finish())
}

/// Watches for a tag with too many attributes: the tokenizer compares every attribute with all before it.
#[derive(Default)]
struct Quiet {
    tokens: u64,
    separators: usize,
}

impl Quiet {
    fn watch(&mut self, portion: &str, tokens: u64) -> Result<()> {
        if tokens != self.tokens || portion.contains("<!--") {
            *self = Quiet { tokens, separators: 0 };
            return Ok(());
        }
        self.separators +=
            portion.bytes().filter(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'/')).count();
        if self.separators > 20_000 {
            return Err(
                Error::new("a tag with more attributes than any page has").advise("is this a web page?")
            );
        }
        Ok(())
    }
}

struct Sink {
    tree: RefCell<Tree>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut tree = self.tree.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                tree.tokens += 1;
                return tree.start(&tag);
            }
            Token::TagToken(tag) => {
                tree.tokens += 1;
                tree.close(&tag.name);
            }
            Token::CharacterTokens(text) => {
                tree.tokens += 1;
                tree.text(text);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

struct Tree {
    nodes: Vec<Node>,
    /// The open elements, the root first.
    open: Vec<(usize, LocalName)>,
    tokens: u64,
}

impl Tree {
    fn new() -> Self {
        let name = local_name!("html");
        let kind = Kind::Element { name: name.clone(), role: Role::default() };
        Tree { nodes: vec![Node { kind, end: 0, parent: 0 }], open: vec![(0, name)], tokens: 0 }
    }

    fn add(&mut self, kind: Kind) -> usize {
        let index = self.nodes.len();
        let parent = self.open.last().map_or(0, |(parent, _)| *parent);
        self.nodes.push(Node { kind, end: index + 1, parent });
        index
    }

    fn text(&mut self, text: StrTendril) {
        self.add(Kind::Text(text));
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &tag.name;
        if matches!(&**name, "html" | "body" | "head") {
            // There is one of each, whatever the page contains; the content of the head is
            // recognised by its own elements.
            return TokenSinkResult::Continue;
        }
        self.close_implied(name);
        let index = self.add(Kind::Element { name: name.clone(), role: role(tag) });
        // Only elements of SVG and MathML, whose text is not read, may be self-closing.
        if !is_void(name) && self.open.len() < DEEPEST && !(tag.self_closing && is_foreign(name)) {
            self.open.push((index, name.clone()));
        }
        match &**name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Closes elements that may be left open before this one: paragraphs, list items, table cells.
    fn close_implied(&mut self, name: &LocalName) {
        let (closes, within): (&[&str], &[&str]) = match &**name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "option" | "optgroup" => (&["option"], &["select", "datalist"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table", "thead", "tbody", "tfoot"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            _ if is_block(name) => (&["p"], &["button", "td", "th", "table", "li", "div"]),
            _ => return,
        };
        for at in (1..self.open.len()).rev() {
            let open = &*self.open[at].1;
            if closes.contains(&open) {
                self.close_from(at);
                return;
            }
            if within.contains(&open) {
                return;
            }
        }
    }

    /// Handles an end tag by closing the innermost element of this name. An inline end tag does not
    /// close a block.
    fn close(&mut self, name: &LocalName) {
        let block = is_block(name);
        for at in (1..self.open.len()).rev() {
            if self.open[at].1 == *name {
                self.close_from(at);
                return;
            }
            if !block && is_block(&self.open[at].1) {
                return;
            }
        }
    }

    fn close_from(&mut self, at: usize) {
        let end = self.nodes.len();
        for (index, _) in self.open.drain(at..) {
            self.nodes[index].end = end;
        }
    }

    fn finish(mut self) -> Vec<Node> {
        self.close_from(0);
        self.nodes
    }
}

fn role(tag: &Tag) -> Role {
    let mut role = Role { region: Region::of_tag(&tag.name), ..Role::default() };
    for attribute in &tag.attrs {
        let value = &*attribute.value;
        match &*attribute.name.local {
            "class" | "id" if value.len() < 2000 => {
                let words = names::words(value);
                role.furniture |= names::are_furniture(&words);
                role.technical |= names::are_technical(&words);
                role.header |= names::are_header(&words);
                role.remark |= names::are_remark(&words);
                role.hidden |= names::are_hidden(value);
                let is_inline = matches!(&*tag.name, "a" | "span");
                role.mark |= names::are_mark(value) || is_inline && names::is_page(value);
            }
            "role" => {
                let value = value.trim();
                if role.region == Region::None {
                    role.region = Region::of_role(value);
                }
                role.article |= matches!(value, "main" | "article");
                role.mark |= matches!(value, "doc-noteref" | "doc-pagebreak");
            }
            "epub:type" => {
                role.mark |= value.split_whitespace().any(|word| matches!(word, "noteref" | "pagebreak"));
            }
            "itemprop" => role.article |= value.trim() == "articleBody",
            "colspan" => role.covers.0 = value.trim().parse().ok(),
            "rowspan" => role.covers.1 = value.trim().parse().ok(),
            "hidden" => role.hidden = true,
            "aria-hidden" => role.hidden |= value.trim() == "true",
            "style" if value.len() < 2000 => {
                let style: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                role.hidden |= style.contains("display:none") || style.contains("visibility:hidden");
            }
            _ => {}
        }
    }
    role
}
