//! Finding the article in a page.

use super::{
    super::{LeftOut, main_text::is_known},
    amounts::{Amounts, amounts},
    elements::{is_control, is_never_text},
    furniture::{Page, is_named_article, level},
    tree::{Kind, Node, name_of},
};

/// The part of a page that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Scope {
    /// The article: without menus, footers and hidden parts.
    Article,
    /// Everything visible: for a chapter of a book, or a fragment of a page.
    Piece,
    /// Everything, including hidden parts.
    All,
}

/// The parts of a page that are read.
pub(super) struct Plan {
    /// The element that contains the text.
    pub(super) root: usize,
    /// The headline and the text directly under it, if they are outside the root.
    pub(super) headline: Vec<usize>,
    /// The visible parts that are not read.
    pub(super) omitted: LeftOut,
    left_out: Vec<bool>,
}

/// Pages with fewer letters outside links than this may consist of links.
const PROSE: usize = 200;

impl Plan {
    /// Decides by the names and roles of elements and by their amounts of text and links.
    pub(super) fn of(nodes: &[Node], scope: Scope) -> Plan {
        let amounts = amounts(nodes);
        let mut left_out: Vec<bool> =
            (0..nodes.len()).map(|at| at > 0 && is_no_text(&nodes[at], amounts[at], scope)).collect();
        if scope != Scope::Article {
            return Plan { root: 0, headline: Vec::new(), omitted: LeftOut::default(), left_out };
        }
        let unseen = left_out.clone();
        let page = Page::of(nodes, &amounts);
        // Old pages with layout tables have no meaningful names.
        let nameless = !nodes.iter().any(is_named_article);
        let total = amounts[0].own();
        for (at, left_out) in left_out.iter_mut().enumerate().skip(1) {
            *left_out |= page.is_furniture(at)
                || total > 0 && is_list_of_links(&page, at, nameless)
                || total >= PROSE && is_of_links(&page, at, nameless);
        }
        leave_out_empty_sections(nodes, &amounts, &mut left_out);
        let root = root(nodes, &amounts, &left_out);
        let headline = headline(nodes, root, &left_out);
        let mut plan = Plan { root, headline, omitted: LeftOut::default(), left_out };
        plan.omitted = plan.count(nodes, &amounts, &unseen);
        plan
    }

    /// True if nothing of this node is text.
    pub(super) fn is_left_out(&self, at: usize) -> bool {
        self.left_out[at]
    }

    /// Counts the visible parts that are not read: the outermost elements that are omitted or
    /// outside the root.
    fn count(&self, nodes: &[Node], amounts: &[Amounts], unseen: &[bool]) -> LeftOut {
        let mut omitted = LeftOut::default();
        // The beginnings of headline and root, for finding elements that contain them.
        let mut kept = self.headline.clone();
        kept.push(self.root);
        kept.sort_unstable();
        let mut at = 1;
        while at < nodes.len() {
            if unseen[at] {
                let characters = control_letters(nodes, at);
                omitted.characters += characters;
                omitted.boxes += usize::from(characters > 0);
                at = nodes[at].end;
                continue;
            }
            let next = kept.partition_point(|&part| part <= at);
            let inside = next > 0 && at < nodes[kept[next - 1]].end;
            let holds = kept.get(next).is_some_and(|&part| part < nodes[at].end);
            if self.left_out[at] || !inside && !holds {
                omitted.characters += amounts[at].text;
                omitted.boxes += usize::from(amounts[at].text > 0);
                at = nodes[at].end;
            } else {
                at += 1;
            }
        }
        omitted
    }
}

/// The number of letters in a part of a form that shows words; 0 for other elements.
fn control_letters(nodes: &[Node], at: usize) -> usize {
    let is_control = matches!(&nodes[at].kind, Kind::Element { name, .. } if is_control(name));
    let letters = |node: &Node| match &node.kind {
        Kind::Text(text) => text.chars().filter(|c| c.is_alphanumeric()).count(),
        Kind::Element { .. } => 0,
    };
    if is_control { nodes[at..nodes[at].end].iter().map(letters).sum() } else { 0 }
}

/// True for scripts and the like, marks of the layout, and hidden elements.
fn is_no_text(node: &Node, weight: Amounts, scope: Scope) -> bool {
    let Kind::Element { name, role } = &node.kind else { return false };
    is_never_text(name) && !(scope == Scope::All && is_control(name))
        // The mark of a footnote, which would run into the word or number before it.
        || &**name == "sup" && weight.anchors > 0 && weight.own() == 0
        // An arrow back to the text, or a symbol for copying the address of a heading.
        || &**name == "a" && weight.text == 0
        || role.mark && weight.text <= MARK
        || role.hidden && scope != Scope::All
}

/// Most letters and digits of a mark: `[note 12]`, `Page 317`.
const MARK: usize = 12;

/// Fewest links in a cell that is a menu; with fewer it is an entry of a table.
const CELL: usize = 6;

/// True for a list that consists only of links, outside the text.
fn is_list_of_links(page: &Page<'_>, at: usize, nameless: bool) -> bool {
    let weight = page.amounts[at];
    let least = match name_of(&page.nodes[at]) {
        "ul" | "ol" | "menu" => 3,
        // Old pages have layout tables.
        "table" if nameless => CELL,
        _ => return false,
    };
    weight.anchors >= least && 10 * weight.links >= 8 * weight.text
}

/// True for a paragraph that consists only of a link, or of a link after words like "Read also"; on
/// a page without meaningful names also for a cell full of links.
fn is_of_links(page: &Page<'_>, at: usize, nameless: bool) -> bool {
    let (name, weight) = (name_of(&page.nodes[at]), page.amounts[at]);
    if weight.anchors == 0 || !matches!(name, "p" | "div" | "td") {
        return false;
    }
    // A table of contents has a line for every link; a menu of an old page has none.
    let menu =
        name == "td" && weight.anchors >= CELL || name == "div" && weight.anchors >= 3 && weight.blocks == 0;
    if nameless && weight.own() == 0 && menu {
        return true;
    }
    // In lists and tables a link is an ordinary entry; a whole sentence may be linked.
    let entry = matches!(name_of(&page.nodes[page.nodes[at].parent]), "li" | "td" | "th" | "dd");
    if name == "td" || entry || weight.blocks > 0 || weight.own() > 40 {
        return false;
    }
    // A single link is a source or an address; a row of them is a menu.
    let row = || {
        page.neighbours(at).any(|near| {
            let weight = page.amounts[near];
            weight.anchors > 0 && weight.own() == 0
        })
    };
    let short = weight.own() == 0 && weight.text <= 60 * weight.anchors;
    // A visible address (`→ https://example.org/`) is a source, even in a row; so is a mail address
    // or telephone number.
    !shows_address(page.nodes, at) && (short && row() || is_known(&page.outside_links(at)))
}

/// True if the text of an element contains a web address, a mail address or a telephone number.
fn shows_address(nodes: &[Node], at: usize) -> bool {
    let is_mail =
        |word: &str| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).count();
    nodes[at..nodes[at].end].iter().any(|node| match &node.kind {
        Kind::Text(text) => {
            let begins = text.trim_start();
            text.contains("://")
                || begins.starts_with("www.")
                || text.split_whitespace().any(is_mail)
                || digits(text) >= TELEPHONE
                    && 2 * digits(text) >= text.chars().filter(|c| c.is_alphanumeric()).count()
        }
        Kind::Element { .. } => false,
    })
}

/// Fewest digits of a telephone number in a link.
const TELEPHONE: usize = 6;

/// Omits headings above omitted text only, such as "See also" above a list of links.
fn leave_out_empty_sections(nodes: &[Node], amounts: &[Amounts], left_out: &mut [bool]) {
    // The remaining letters of every element.
    let mut left: Vec<usize> = vec![0; nodes.len()];
    for at in (1..nodes.len()).rev() {
        if let Kind::Text(_) = nodes[at].kind {
            left[at] = amounts[at].text;
        }
        if !left_out[at] {
            left[nodes[at].parent] += left[at];
        }
    }
    let headings: Vec<(usize, u8)> = (1..nodes.len())
        .filter_map(|at| Some((at, level(&nodes[at])?)))
        .filter(|(_, level)| *level > 1)
        .collect();
    for (n, &(at, own)) in headings.iter().enumerate().rev() {
        // A heading may be in a box of its own.
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
                // The next heading is within it, possibly after text.
                next += 1;
                continue;
            }
            lost |= left_out[next] && amounts[next].text > 0;
            next = nodes[next].end;
        };
        if empty && lost {
            left_out[heading] = true;
        }
    }
}

/// The first headline outside the root, and the headings and paragraphs directly after it.
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

/// The smallest element marked as the article that contains most of the text of such elements;
/// otherwise the page.
fn root(nodes: &[Node], amounts: &[Amounts], left_out: &[bool]) -> usize {
    let own = |at: usize| amounts[at].own();
    let candidates =
        || nodes.iter().enumerate().filter(|(at, node)| is_named_article(node) && !left_out[*at]);
    let best = candidates().map(|(at, _)| own(at)).max().unwrap_or(0);
    // Many small articles make a front page, which is text as a whole.
    if best == 0 || 10 * best < 4 * own(0) {
        return 0;
    }
    candidates()
        .filter(|(at, _)| 10 * own(*at) >= 7 * best)
        .min_by_key(|(at, _)| amounts[*at].text)
        .map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::super::{Scope, read};
    use crate::document::ParagraphKind;

    fn texts(page: &str) -> Vec<String> {
        let (text, paragraphs, _) = read(page, Scope::Article).unwrap();
        paragraphs.iter().map(|paragraph| paragraph.span.of(&text).to_owned()).collect()
    }

    #[test]
    fn a_line_that_shows_an_address_is_text() {
        let prose =
            "The office is open from nine to two, from Sunday to Thursday, and closed on Friday. ".repeat(8);
        let page = format!(
            "<main><h1>Contact</h1><p>{prose}</p><p>Email: <a href='mailto:x'>ask@office.example</a></p>\
            <p>Share: <a href='tel:x'>+962 6 555 0177</a></p><p>Email: <a href='/share'>Friend</a></p></main>"
        );
        let texts = texts(&page);
        assert!(texts.iter().any(|text| text.ends_with("ask@office.example")), "{texts:?}");
        assert!(texts.iter().any(|text| text.ends_with("0177")), "{texts:?}");
        assert!(!texts.iter().any(|text| text.contains("Friend")), "{texts:?}");
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
        let (_, paragraphs, _) =
            read("<h2>a</h2><p>b<ol><li><p>c</ol><pre>d\n  e</pre>", Scope::Article).unwrap();
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
    fn addresses_in_a_row_are_sources_and_other_links_in_a_row_a_menu() {
        let page = |first: &str, second: &str| {
            let prose =
                "<p>The project was founded by a group of friends who met at the river every week.</p>"
                    .repeat(4);
            format!(
                "<body>{prose}<div class='url'>→ <a>{first}</a></div><div class='url'>→ <a>{second}</a></div></body>"
            )
        };
        let got = texts(&page("https://example.org/people", "https://example.org/wiki"));
        assert_eq!(got[4..], ["→ https://example.org/people", "→ https://example.org/wiki"]);
        assert_eq!(texts(&page("More people", "More pages")).len(), 4);
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
    fn hundreds_of_thousands_of_open_tags_are_read() {
        // Each would take hours in quadratic time.
        for piece in ["<div>", "<p>", "<b>", "<table><tr><td>", "</p>", "<a x", "<ul><li>"] {
            let page = format!("{}text", piece.repeat(300_000));
            let _ = read(&page, Scope::Article);
        }
    }

    #[test]
    fn a_tag_with_attributes_without_end_is_refused() {
        let names: String = (0..2_000_000).map(|n| format!("a{n} ")).collect();
        assert!(
            read(&format!("<p {names}>x"), Scope::Article)
                .unwrap_err()
                .to_string()
                .contains("more attributes")
        );
    }
}
