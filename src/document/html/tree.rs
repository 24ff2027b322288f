//! A page as a flat tree: nodes in the order of the source, each knowing where it ends.
//!
//! The tokenizer is html5ever's, so that entities, comments, scripts and broken tags are understood as browsers
//! understand them. The tree is our own: it is only about text, so it does without most of the rules for putting
//! misnested tags right, and its depth is bounded as in browsers.

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

/// Elements that lie deeper are taken as their parents' text. Browsers have the same bound.
const DEEPEST: usize = 512;

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: Kind,
    /// Index of the node behind its last descendant.
    pub(super) end: usize,
    /// Index of its parent; of the root, its own.
    pub(super) parent: usize,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    /// An element.
    Element {
        /// Its name.
        name: LocalName,
        /// What its attributes say about its role.
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

/// What the attributes of an element say about it, as far as it matters here.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Role {
    /// Nobody sees it.
    pub(super) hidden: bool,
    /// It is no text but a sign of the layout: the mark of a footnote, the number of a printed page.
    pub(super) mark: bool,
    /// Its names say that it is a menu, a footer, a share bar.
    pub(super) furniture: bool,
    /// Its names are those of a program for menus and notices.
    pub(super) technical: bool,
    /// Its names say that it is a comment of a reader, or a list of them.
    pub(super) remark: bool,
    /// Its names say that it is the head of a page or of an article.
    pub(super) header: bool,
    /// Its names say that it is the text of the article.
    pub(super) article: bool,
    /// What it says to be by its tag or its role.
    pub(super) region: Region,
}

/// A part of a page by what its tag or its ARIA role says.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) enum Region {
    /// Nothing of that kind.
    #[default]
    None,
    /// A menu: links to other pages, a search.
    Menu,
    /// Something beside the text.
    Aside,
    /// The foot of a page, article or quotation.
    Footer,
    /// The head of a page or article.
    Header,
    /// Something to fill in or to answer.
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
        // It would pause only where the sink asks for it, and ours never does.
        let _ = tokenizer.feed(&queue);
        quiet.watch(&rest[..cut], tokenizer.sink.tree.borrow().tokens)?;
        rest = &rest[cut..];
    }
    tokenizer.end();
    Ok(tokenizer.sink.tree.into_inner().finish())
}

/// Looks out for a tag with attributes without end: the tokenizer compares every one with all before it.
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
            // There is one of each, whatever the page says; the head's content is told by its own names.
            return TokenSinkResult::Continue;
        }
        self.close_implied(name);
        let index = self.add(Kind::Element { name: name.clone(), role: role(tag) });
        // Only elements of SVG and MathML, whose text nobody reads, may close themselves; others do not.
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

    /// Closes what may be left open before this element: paragraphs, list items, table cells.
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

    /// An end tag: closes the innermost element of this name. An inline end tag does not close a block.
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
