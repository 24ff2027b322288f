//! Recognising furniture in a page: menus, footers, share bars, boxes of links.
//!
//! A name alone is not evidence: a recipe for cookies, a law on copyright and a list of dishes are
//! in elements called `cookie-recipe`, `copyright-law` and `menu`. The content of an element has to
//! agree with its name.

use super::{
    super::main_text::is_known,
    amounts::Amounts,
    elements::is_content,
    tree::{Kind, Node, Region, Role, name_of},
};

/// A page with the data used to decide what is omitted.
pub(super) struct Page<'n> {
    pub(super) nodes: &'n [Node],
    pub(super) amounts: &'n [Amounts],
    /// For every node, whether it is within an element marked as the article.
    pub(super) inside: Vec<bool>,
    /// True if such an element contains prose.
    pub(super) has_article: bool,
    /// For every element, its previous sibling, if that ends directly before it.
    before: Vec<Option<usize>>,
}

/// Most letters of prose that may be a remark in a form or a banner.
const REMARK: usize = 400;
/// Least number of blocks named after comments that make the surrounding element comments.
const REMARKS: usize = 4;
/// Most letters of a label or a line of labels.
const LABEL: usize = 80;

impl<'n> Page<'n> {
    pub(super) fn of(nodes: &'n [Node], amounts: &'n [Amounts]) -> Self {
        let mut inside = vec![false; nodes.len()];
        let mut has_article = false;
        for at in 1..nodes.len() {
            let named = is_named_article(&nodes[at]);
            has_article |= named && amounts[at].prose > 0;
            inside[at] = named || inside[nodes[at].parent];
        }
        let mut before = vec![None; nodes.len()];
        for (at, node) in nodes.iter().enumerate().skip(1) {
            let mut after = node.end;
            while let Some(Kind::Text(text)) = nodes.get(after).map(|node| &node.kind)
                && text.trim().is_empty()
            {
                after += 1;
            }
            if matches!(node.kind, Kind::Element { .. }) && after < nodes[node.parent].end {
                before[after] = Some(at);
            }
        }
        Page { nodes, amounts, inside, has_article, before }
    }

    /// True for an element that is furniture by its name or role and by its content.
    pub(super) fn is_furniture(&self, at: usize) -> bool {
        let Kind::Element { name, role } = &self.nodes[at].kind else { return false };
        let weight = self.amounts[at];
        let total = self.amounts[0];
        // Readers may have written more than the author.
        let remarks = role.remark && weight.remarks >= REMARKS && total.prose >= weight.prose + REMARK;
        if &**name == "td" && self.is_menu_cell(at, weight) {
            return true;
        }
        if is_content(name) || role.article || !remarks && 2 * weight.own() > total.own() {
            return false;
        }
        remarks
            || self.region_says(at, role)
            || role.technical && weight.prose < REMARK
            || role.header && weight.prose == 0 && !self.holds_heading(at, 6)
            || role.furniture && (self.agrees(at, weight) || self.is_apart(at) && weight.prose == 0)
    }

    /// True for a cell of links next to the article in a layout table, as in old sites.
    fn is_menu_cell(&self, at: usize, weight: Amounts) -> bool {
        let linked = weight.anchors >= 3 && weight.prose == 0 && 5 * weight.links >= 3 * weight.text;
        if !linked {
            return false;
        }
        // The row, the body, the table.
        let up = |node: &usize| Some(self.nodes[*node].parent).filter(|parent| *parent > 0);
        let mut around = std::iter::successors(Some(at), up).skip(1).take(3);
        let table = around.find(|&node| name_of(&self.nodes[node]) == "table");
        let prose = self.amounts[0].prose;
        table.is_some_and(|table| prose >= 2 * LABEL && 2 * self.amounts[table].prose >= prose)
    }

    /// Whether the element is furniture by its tag or role, unless its content contradicts that.
    fn region_says(&self, at: usize, role: &Role) -> bool {
        let weight = self.amounts[at];
        match role.region {
            Region::None => false,
            Region::Menu => true,
            Region::Form => weight.prose < REMARK,
            Region::Header => !self.holds_heading(at, 2) && (weight.prose == 0 || self.is_apart(at)),
            // The footer of a quotation names its author, and that of an article may contain notes.
            Region::Footer => !self.is_nested(at) || weight.prose == 0 && self.agrees(at, weight),
            Region::Aside => self.is_apart(at) || self.agrees(at, weight),
        }
    }

    /// True if the content of an element looks like furniture.
    fn agrees(&self, at: usize, weight: Amounts) -> bool {
        let linked = weight.anchors > 0 && 2 * weight.links >= weight.text;
        let teasers =
            weight.anchors >= 3 && 5 * weight.links >= weight.text && weight.prose < 2 * weight.links;
        let asks = weight.controls > 0 && weight.prose < REMARK;
        let labels = weight.anchors > 0 && weight.prose == 0 && weight.text <= LABEL;
        linked || teasers || asks || labels || weight.text <= LABEL && is_known(&self.outside_links(at))
    }

    /// True outside the article, on a page that has one.
    fn is_apart(&self, at: usize) -> bool {
        self.has_article && !self.inside[at]
    }

    fn is_nested(&self, at: usize) -> bool {
        let mut up = self.nodes[at].parent;
        while up > 0 {
            if matches!(name_of(&self.nodes[up]), "article" | "blockquote" | "section" | "figure" | "aside") {
                return true;
            }
            up = self.nodes[up].parent;
        }
        false
    }

    /// True if a heading of this level or a higher one is inside.
    fn holds_heading(&self, at: usize, lowest: u8) -> bool {
        self.nodes[at..self.nodes[at].end].iter().any(|node| level(node).is_some_and(|level| level <= lowest))
    }

    /// The elements directly before and after one among its siblings.
    pub(super) fn neighbours(&self, at: usize) -> impl Iterator<Item = usize> {
        let after = self.next_element(self.nodes[at].end, self.nodes[self.nodes[at].parent].end);
        self.before[at].into_iter().chain(after)
    }

    /// The first element from a node on, within the same parent.
    fn next_element(&self, from: usize, end: usize) -> Option<usize> {
        let mut at = from;
        while at < end {
            match &self.nodes[at].kind {
                Kind::Element { .. } => return Some(at),
                Kind::Text(text) if text.trim().is_empty() => at += 1,
                Kind::Text(_) => return None,
            }
        }
        None
    }

    /// The text of an element without that of its links.
    pub(super) fn outside_links(&self, at: usize) -> String {
        let mut text = String::new();
        let mut next = at;
        while next < self.nodes[at].end {
            match &self.nodes[next].kind {
                Kind::Element { name, .. } if &**name == "a" => next = self.nodes[next].end,
                Kind::Text(part) => {
                    text.push_str(part);
                    next += 1;
                }
                Kind::Element { .. } => next += 1,
            }
        }
        text
    }
}

/// The level of a heading.
pub(super) fn level(node: &Node) -> Option<u8> {
    match name_of(node).as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(*level - b'0'),
        _ => None,
    }
}

/// True for an element marked as the article.
pub(super) fn is_named_article(node: &Node) -> bool {
    matches!(&node.kind, Kind::Element { name, role } if role.article || matches!(&**name, "main" | "article"))
}
