//! The amounts of content in every element of a page: letters, links, prose, controls.

use super::{
    elements::{is_block, is_never_text},
    tree::{Kind, Node},
};

/// The amounts of content in an element, in letters and digits unless stated otherwise.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Amounts {
    /// Everything.
    pub(super) text: usize,
    /// The text of links.
    pub(super) links: usize,
    /// Text outside links in paragraphs that read like sentences.
    pub(super) prose: usize,
    /// Number of links.
    pub(super) anchors: usize,
    /// Number of blocks inside.
    pub(super) blocks: usize,
    /// Number of fields and buttons.
    pub(super) controls: usize,
    /// Number of blocks named after comments of readers.
    pub(super) remarks: usize,
}

impl Amounts {
    /// Text outside links.
    pub(super) fn own(self) -> usize {
        self.text - self.links
    }
}

/// The amounts of all nodes.
pub(super) fn amounts(nodes: &[Node]) -> Vec<Amounts> {
    let mut amounts = vec![Amounts::default(); nodes.len()];
    add_prose(nodes, &mut amounts);
    // Children follow their parents, so in reverse order every node is complete when it is added to
    // its parent.
    for at in (1..nodes.len()).rev() {
        match &nodes[at].kind {
            Kind::Text(text) => amounts[at].text = letters(text),
            Kind::Element { name, .. } if is_never_text(name) => {
                let controls = usize::from(matches!(&**name, "button" | "select" | "textarea"));
                amounts[at] = Amounts { controls, ..Amounts::default() };
            }
            Kind::Element { name, .. } if &**name == "a" => {
                amounts[at].links = amounts[at].text;
                amounts[at].anchors = 1;
            }
            Kind::Element { name, .. } if &**name == "input" => amounts[at].controls = 1,
            Kind::Element { .. } => {}
        }
        let is_block = matches!(&nodes[at].kind, Kind::Element { name, .. } if is_block(name));
        let is_remark = is_block && matches!(&nodes[at].kind, Kind::Element { role, .. } if role.remark);
        let (own, parent) = (amounts[at], &mut amounts[nodes[at].parent]);
        parent.text += own.text;
        parent.links += own.links;
        parent.prose += own.prose;
        parent.anchors += own.anchors;
        parent.blocks += own.blocks + usize::from(is_block);
        parent.controls += own.controls;
        parent.remarks += own.remarks + usize::from(is_remark);
    }
    amounts
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The text between two block boundaries.
#[derive(Default)]
struct Run {
    text: usize,
    links: usize,
    words: usize,
    stops: bool,
}

impl Run {
    fn add(&mut self, text: &str, linked: bool) {
        let count = letters(text);
        self.text += count;
        self.links += if linked { count } else { 0 };
        self.words += text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        let mut last = text.chars().rev().filter(|c| !c.is_whitespace());
        // A quotation mark, a bracket or the mark of a footnote may follow the stop.
        if count > 0 || text.trim().is_empty() {
            self.stops = if count == 0 { self.stops } else { last.by_ref().take(6).any(is_stop) };
        } else {
            self.stops |= last.any(is_stop);
        }
    }

    /// Letters outside links if the run reads like a sentence.
    fn prose(&self) -> usize {
        let sentence = self.words >= 4 && self.stops || self.words >= 20;
        if sentence && 2 * self.links < self.text { self.text - self.links } else { 0 }
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | ':' | '؛' | ';')
}

/// Adds to every innermost block the prose directly in it.
fn add_prose(nodes: &[Node], amounts: &mut [Amounts]) {
    let mut open = vec![0];
    let (mut run, mut link_end, mut at) = (Run::default(), 0, 1);
    while at < nodes.len() {
        while open.len() > 1 && open.last().is_some_and(|&block| nodes[block].end <= at) {
            if let Some(block) = open.pop() {
                amounts[block].prose += std::mem::take(&mut run).prose();
            }
        }
        match &nodes[at].kind {
            Kind::Text(text) => run.add(text, at < link_end),
            Kind::Element { name, .. } if is_never_text(name) => {
                at = nodes[at].end;
                continue;
            }
            Kind::Element { name, .. } if is_block(name) || &**name == "br" => {
                let block = open.last().copied().unwrap_or(0);
                amounts[block].prose += std::mem::take(&mut run).prose();
                if &**name != "br" {
                    open.push(at);
                }
            }
            Kind::Element { name, .. } if &**name == "a" => link_end = link_end.max(nodes[at].end),
            Kind::Element { .. } => {}
        }
        at += 1;
    }
    for block in open.into_iter().rev() {
        amounts[block].prose += std::mem::take(&mut run).prose();
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tree::parse, *};

    fn root(page: &str) -> Amounts {
        amounts(&parse(page).unwrap())[0]
    }

    #[test]
    fn sentences_are_prose_and_labels_and_links_are_not() {
        assert_eq!(root("<p>We went <b>home</b> late.</p>").prose, 14);
        assert_eq!(root("<p>Home, news</p><p><a>All of this is a link.</a></p>").prose, 0);
        assert_eq!(root("<div>We all went home.<p>ab</p>no</div>").prose, 13);
        assert_eq!(root("<p>قال «إنه سيعود غدا.»[1]</p>").prose, 15);
    }

    #[test]
    fn links_and_fields_are_counted() {
        let weight = root("<form><input><a>ab</a><button>Go</button></form>");
        assert_eq!((weight.text, weight.links, weight.anchors, weight.controls), (2, 2, 1, 2));
    }
}
