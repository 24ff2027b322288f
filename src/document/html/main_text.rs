//! Finding the article in a page.

use super::tree::{Kind, Node};
use crate::text::bidi;

/// What to read of a page.
pub(super) struct Plan {
    /// The element that holds the text.
    pub(super) root: usize,
    /// The headline, when it stands outside the root.
    pub(super) headline: Option<usize>,
    left_out: Vec<bool>,
}

impl Plan {
    /// Decides from the names of the elements and from how much text and how many links they hold.
    pub(super) fn of(nodes: &[Node]) -> Plan {
        let weights = weigh(nodes);
        let total = weights[0].text - weights[0].links;
        let mut left_out = vec![false; nodes.len()];
        for (at, node) in nodes.iter().enumerate().skip(1) {
            let Kind::Element { name, role } = &node.kind else { continue };
            let weight = weights[at];
            let own = weight.text - weight.links;
            left_out[at] = is_never_text(name)
                // The sign of a footnote, which would run into the word or number before it.
                || &**name == "sup" && weight.anchors > 0 && own == 0
                || (role.hidden || role.furniture || is_furniture(name, nodes, at))
                    && !matches!(&**name, "main" | "article")
                    && 2 * own <= total
                || matches!(&**name, "ul" | "ol" | "menu" | "table")
                    && weight.anchors >= 3
                    && 10 * weight.links >= 8 * weight.text
                    && total > 0;
        }
        let root = root(nodes, &weights, &left_out);
        let inside = |at: usize| at >= root && at < nodes[root].end;
        let visible = |at: usize| {
            std::iter::successors(Some(at), |&at| (at > 0).then(|| nodes[at].parent)).all(|at| !left_out[at])
        };
        let headline = nodes
            .iter()
            .position(|node| matches!(&node.kind, Kind::Element { name, .. } if &**name == "h1"))
            .filter(|&at| root > 0 && !inside(at) && visible(at));
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
}

fn weigh(nodes: &[Node]) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); nodes.len()];
    // Children stand behind their parents: from the back, every node is complete when it is added to its parent.
    for at in (1..nodes.len()).rev() {
        match &nodes[at].kind {
            Kind::Text(text) => {
                let solid = |c: &char| !c.is_whitespace() && !bidi::is_invisible(*c);
                weights[at].text = text.chars().filter(solid).count();
            }
            Kind::Element { name, .. } if is_never_text(name) => weights[at] = Weight::default(),
            Kind::Element { name, .. } if &**name == "a" => {
                weights[at].links = weights[at].text;
                weights[at].anchors = 1;
            }
            Kind::Element { .. } => {}
        }
        let (own, parent) = (weights[at], &mut weights[nodes[at].parent]);
        parent.text += own.text;
        parent.links += own.links;
        parent.anchors += own.anchors;
    }
    weights
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

/// The tightest element that says it is the article and holds most of what any such element holds; else the page.
fn root(nodes: &[Node], weights: &[Weight], left_out: &[bool]) -> usize {
    let own = |at: usize| weights[at].text - weights[at].links;
    let candidates = || {
        nodes.iter().enumerate().filter(|(at, node)| match &node.kind {
            Kind::Element { name, role } => {
                (role.article || matches!(&**name, "main" | "article")) && !left_out[*at]
            }
            Kind::Text(_) => false,
        })
    };
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
