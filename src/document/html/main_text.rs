//! Finding the article in a page.

use super::{
    super::main_text::is_known,
    tree::{Kind, Node, is_block},
};

/// What to read of a page.
pub(super) struct Plan {
    /// The element that holds the text.
    pub(super) root: usize,
    /// The headline and what stands right under it, when they stand outside the root.
    pub(super) headline: Vec<usize>,
    left_out: Vec<bool>,
}

/// Pages with fewer letters than this outside links may well consist of links.
const PROSE: usize = 200;

impl Plan {
    /// Decides from the names of the elements and from how much text and how many links they hold.
    pub(super) fn of(nodes: &[Node]) -> Plan {
        let weights = weigh(nodes);
        let total = weights[0].own();
        let mut left_out = vec![false; nodes.len()];
        // Old pages, laid out with tables, name nothing.
        let nameless = !nodes.iter().any(is_named_article);
        for (at, node) in nodes.iter().enumerate().skip(1) {
            let Kind::Element { name, role } = &node.kind else { continue };
            let weight = weights[at];
            let own = weight.own();
            left_out[at] = is_never_text(name)
                // The sign of a footnote, which would run into the word or number before it.
                || &**name == "sup" && weight.anchors > 0 && own == 0
                // An arrow back to the text, a sign to copy the address of a heading.
                || &**name == "a" && weight.text == 0
                || (role.hidden
                    || role.furniture
                    || role.header && !holds_heading(nodes, at)
                    || is_furniture(name, nodes, at))
                    && !matches!(&**name, "main" | "article")
                    && 2 * own <= total
                || matches!(&**name, "ul" | "ol" | "menu" | "table")
                    && weight.anchors >= 3
                    && 10 * weight.links >= 8 * weight.text
                    && total > 0
                || total >= PROSE && is_of_links(nodes, at, weight, nameless);
        }
        leave_out_empty_sections(nodes, &weights, &mut left_out);
        let root = root(nodes, &weights, &left_out);
        let headline = headline(nodes, root, &left_out);
        Plan { root, headline, left_out }
    }

    /// True when nothing of this node is text.
    pub(super) fn is_left_out(&self, at: usize) -> bool {
        self.left_out[at]
    }
}

/// How much there is in an element, in letters and digits.
#[derive(Debug, Default, Clone, Copy)]
struct Weight {
    text: usize,
    links: usize,
    /// Number of links.
    anchors: usize,
    /// Number of blocks inside.
    blocks: usize,
}

impl Weight {
    /// What is not the text of links.
    fn own(self) -> usize {
        self.text - self.links
    }
}

fn weigh(nodes: &[Node]) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); nodes.len()];
    // Children stand behind their parents: from the back, every node is complete when it is added to its parent.
    for at in (1..nodes.len()).rev() {
        match &nodes[at].kind {
            Kind::Text(text) => weights[at].text = text.chars().filter(|c| c.is_alphanumeric()).count(),
            Kind::Element { name, .. } if is_never_text(name) => weights[at] = Weight::default(),
            Kind::Element { name, .. } if &**name == "a" => {
                weights[at].links = weights[at].text;
                weights[at].anchors = 1;
            }
            Kind::Element { .. } => {}
        }
        let is_block = matches!(&nodes[at].kind, Kind::Element { name, .. } if is_block(name));
        let (own, parent) = (weights[at], &mut weights[nodes[at].parent]);
        parent.text += own.text;
        parent.links += own.links;
        parent.anchors += own.anchors;
        parent.blocks += own.blocks + usize::from(is_block);
    }
    weights
}

/// The name of an element; empty for text.
fn name_of(node: &Node) -> &str {
    match &node.kind {
        Kind::Element { name, .. } => name,
        Kind::Text(_) => "",
    }
}

/// True for a paragraph that is nothing but a link, or a link behind words like "Read also"; on a page that names
/// nothing also for a cell full of links.
fn is_of_links(nodes: &[Node], at: usize, weight: Weight, nameless: bool) -> bool {
    let name = name_of(&nodes[at]);
    if weight.anchors == 0 || !matches!(name, "p" | "div" | "td") {
        return false;
    }
    if weight.own() == 0 && weight.anchors >= 3 && nameless {
        return true;
    }
    // In lists and tables a link is an entry like others; a whole sentence may be linked.
    let entry = matches!(name_of(&nodes[nodes[at].parent]), "li" | "td" | "th" | "dd");
    if name == "td" || entry || weight.blocks > 0 || weight.own() > 40 {
        return false;
    }
    weight.own() == 0 && weight.text <= 60 * weight.anchors || is_known(&outside_links(nodes, at))
}

/// The text of an element without that of its links.
fn outside_links(nodes: &[Node], at: usize) -> String {
    let mut text = String::new();
    let mut next = at;
    while next < nodes[at].end {
        match &nodes[next].kind {
            Kind::Element { name, .. } if &**name == "a" => next = nodes[next].end,
            Kind::Text(part) => {
                text.push_str(part);
                next += 1;
            }
            Kind::Element { .. } => next += 1,
        }
    }
    text
}

/// The level of a heading.
fn level(node: &Node) -> Option<u8> {
    match name_of(node).as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(*level),
        _ => None,
    }
}

/// A heading over nothing but what was left out ("See also" over a list of links) goes as well.
fn leave_out_empty_sections(nodes: &[Node], weights: &[Weight], left_out: &mut [bool]) {
    // The letters that are left of every element.
    let mut left: Vec<usize> = vec![0; nodes.len()];
    for at in (1..nodes.len()).rev() {
        if let Kind::Text(_) = nodes[at].kind {
            left[at] = weights[at].text;
        }
        if !left_out[at] {
            left[nodes[at].parent] += left[at];
        }
    }
    let headings: Vec<(usize, u8)> = (1..nodes.len())
        .filter_map(|at| Some((at, level(&nodes[at])?)))
        .filter(|(_, level)| *level > b'1')
        .collect();
    for (n, &(at, own)) in headings.iter().enumerate().rev() {
        // A heading may stand in a box of its own.
        let parent = nodes[at].parent;
        let boxed = parent > 0 && left[parent] == left[at] && name_of(&nodes[parent]) == "div";
        let heading = if boxed { parent } else { at };
        let end = nodes[nodes[heading].parent].end;
        let next =
            headings[n + 1..].iter().take(64).find(|(at, level)| *at >= nodes[heading].end && *level <= own);
        let end = next.map_or(end, |(next, _)| end.min(*next));
        let (mut next, mut lost) = (nodes[heading].end, false);
        let mut steps = 0;
        let empty = loop {
            if next >= end {
                break true;
            }
            steps += 1;
            if steps > 64 {
                break false;
            }
            if !left_out[next] && left[next] > 0 {
                if nodes[next].end <= end {
                    break false;
                }
                // The next heading stands inside it, behind text perhaps.
                next += 1;
                continue;
            }
            lost |= left_out[next] && weights[next].text > 0;
            next = nodes[next].end;
        };
        if empty && lost {
            left_out[heading] = true;
        }
    }
}

/// The first headline outside the root, and the headings and paragraphs right behind it.
fn headline(nodes: &[Node], root: usize, left_out: &[bool]) -> Vec<usize> {
    let inside = |at: usize| at >= root && at < nodes[root].end;
    let visible = |at: usize| {
        std::iter::successors(Some(at), |&at| (at > 0).then(|| nodes[at].parent)).all(|at| !left_out[at])
    };
    let first = (1..nodes.len()).find(|&at| name_of(&nodes[at]) == "h1");
    let Some(first) = first.filter(|&at| root > 0 && !inside(at) && visible(at)) else { return Vec::new() };
    let mut found = vec![first];
    let mut next = nodes[first].end;
    while next < nodes[nodes[first].parent].end {
        match &nodes[next].kind {
            Kind::Text(text) if text.trim().is_empty() => {}
            _ if inside(next) || !matches!(name_of(&nodes[next]), "h2" | "h3" | "p") => break,
            _ if left_out[next] => {}
            _ => found.push(next),
        }
        next = nodes[next].end;
    }
    found
}

/// Elements whose content is no text of the page.
fn is_never_text(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "title"
            | "svg"
            | "iframe"
            | "object"
            | "canvas"
            | "select"
            | "button"
            | "textarea"
            | "datalist"
            | "noembed"
            | "noframes"
            | "audio"
            | "video"
            | "map"
            | "rt"
            | "rp"
    )
}

/// Elements that hold the furniture of a page by their name.
fn is_furniture(name: &str, nodes: &[Node], at: usize) -> bool {
    match name {
        "nav" | "footer" | "aside" | "form" | "dialog" => true,
        // The header of a page holds its logo and menu; that of an article its headline.
        "header" => !holds_headline(nodes, at),
        _ => false,
    }
}

fn holds_headline(nodes: &[Node], at: usize) -> bool {
    nodes[at..nodes[at].end]
        .iter()
        .any(|node| matches!(&node.kind, Kind::Element { name, .. } if matches!(&**name, "h1" | "h2")))
}

fn holds_heading(nodes: &[Node], at: usize) -> bool {
    nodes[at..nodes[at].end].iter().any(|node| level(node).is_some())
}

/// True for an element that says it is the article.
fn is_named_article(node: &Node) -> bool {
    matches!(&node.kind, Kind::Element { name, role } if role.article || matches!(&**name, "main" | "article"))
}

/// The tightest element that says it is the article and holds most of what any such element holds; else the page.
fn root(nodes: &[Node], weights: &[Weight], left_out: &[bool]) -> usize {
    let own = |at: usize| weights[at].own();
    let candidates =
        || nodes.iter().enumerate().filter(|(at, node)| is_named_article(node) && !left_out[*at]);
    let best = candidates().map(|(at, _)| own(at)).max().unwrap_or(0);
    // Many small articles are a front page; then the page is the text.
    if best == 0 || 10 * best < 4 * own(0) {
        return 0;
    }
    candidates()
        .filter(|(at, _)| 10 * own(*at) >= 7 * best)
        .min_by_key(|(at, _)| weights[*at].text)
        .map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::document::ParagraphKind;

    fn texts(page: &str) -> Vec<String> {
        let (text, paragraphs) = read(page).unwrap();
        paragraphs.iter().map(|paragraph| paragraph.span.of(&text).to_owned()).collect()
    }

    const PAGE: &str = r##"<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>Site</title>
        <script>if (a < b) document.write("<p>no</p>")</script><style>p { color: red }</style></head><body class="has-sidebar">
        <header><a href="/">Logo</a><nav><ul><li><a>Home</a><li><a>World</a></ul></nav></header>
        <div class="breadcrumbs"><a>Home</a> / <a>Water</a></div>
        <h1>سدّ جديد في الوادي</h1>
        <main><article class="post tags-water"><p>قال الوزير&nbsp;إن السدّ <b>سيُفتتح</b> في
          <i>آذار</i>.<p>وتبلغ سعته 3&#x202F;ملايين متر&shy; مكعب &amp; أكثر.
        <figure><img alt="no"><figcaption>السدّ</figcaption></figure>
        <ul><li>أولا<li>ثانيا</ul><table><tr><td>السنة<td>2024</table>
        <div class="share">شارك <a>X</a></div><aside>اقرأ أيضا</aside></article></main>
        <footer>© 2024</footer><div style="display: none">خفي</div></body></html>"##;

    #[test]
    fn the_article_comes_out_paragraph_by_paragraph_and_the_furniture_does_not() {
        assert_eq!(
            texts(PAGE),
            [
                "سدّ جديد في الوادي",
                "قال الوزير\u{A0}إن السدّ سيُفتتح في آذار.",
                "وتبلغ سعته 3\u{202F}ملايين متر مكعب & أكثر.",
                "السدّ",
                "أولا",
                "ثانيا",
                "السنة",
                "2024"
            ]
        );
    }

    #[test]
    fn headings_and_items_keep_their_kind() {
        let (_, paragraphs) = read("<h2>a</h2><p>b<ol><li><p>c</ol><pre>d\n  e</pre>").unwrap();
        let kinds: Vec<_> = paragraphs.iter().map(|paragraph| paragraph.kind).collect();
        assert_eq!(
            kinds,
            [ParagraphKind::Heading, ParagraphKind::Body, ParagraphKind::Item, ParagraphKind::Code]
        );
    }

    #[test]
    fn a_page_whose_names_lie_is_read_all_the_same() {
        let page = "<body><form class='sidebar'><p>The whole text stands in a form, as some servers do it.</p></form>";
        assert_eq!(texts(page), ["The whole text stands in a form, as some servers do it."]);
    }

    #[test]
    fn line_breaks_end_a_paragraph_and_comments_are_nothing() {
        assert_eq!(texts("one<br>two<br/><br>three<!-- no -->!"), ["one", "two", "three!"]);
    }

    #[test]
    fn raised_digits_stay_raised_and_signs_of_footnotes_go() {
        let page =
            "<p>10<sup>6</sup> m<sup>2</sup> in 2021<sup><a href='#n1'>1</a></sup>, the 3<sup>rd</sup> year.";
        assert_eq!(texts(page), ["10⁶ m² in 2021, the 3rd year."]);
        let verse = "<p><sup class='versenum'>16&nbsp;</sup>For he said. <sup>17 </sup>Then he went.";
        assert_eq!(texts(verse), ["¹⁶\u{A0}For he said. ¹⁷ Then he went."]);
    }

    #[test]
    fn pages_full_of_links_are_not_emptied() {
        let page = "<p><a>One long headline of a front page</a></p><p><a>Another</a></p>";
        assert_eq!(texts(page).len(), 2);
    }

    #[test]
    fn a_million_open_tags_take_no_time() {
        let start = std::time::Instant::now();
        for piece in ["<div>", "<p>", "<b>", "<table><tr><td>", "</p>", "<a x", "<ul><li>"] {
            let page = format!("{}text", piece.repeat(300_000));
            let _ = read(&page);
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    #[test]
    fn a_tag_with_attributes_without_end_is_refused() {
        let names: String = (0..2_000_000).map(|n| format!("a{n} ")).collect();
        assert!(read(&format!("<p {names}>x")).unwrap_err().to_string().contains("more attributes"));
    }
}
