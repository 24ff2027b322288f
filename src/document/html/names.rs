//! The role of elements according to their names (classes and ids).

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words in the names of elements that are not part of the text.
const FURNITURE: &[&str] = &[
    "ad",
    "addthis",
    "addtoany",
    "ads",
    "advert",
    "advertisement",
    "authorbox",
    "backtotop",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "catlinks",
    "commentlist",
    "comments",
    "consent",
    "contentsub",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "dropdown",
    "editsection",
    "footer",
    "fundraising",
    "gdpr",
    "login",
    "masthead",
    "menu",
    "metabar",
    "modal",
    "nav",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "noprint",
    "offcanvas",
    "onetrust",
    "pager",
    "pagination",
    "popup",
    "portlet",
    "printfooter",
    "promo",
    "recommended",
    "related",
    "relatedposts",
    "respond",
    "search",
    "share",
    "sharedaddy",
    "sharethis",
    "sharing",
    "sidebar",
    "sitenotice",
    "skip",
    "social",
    "sponsored",
    "subscribe",
    "tagcloud",
    "tags",
    "ticker",
    "toolbar",
    "topbar",
    "trending",
    "widget",
];

/// The same for phrases.
const PHRASES: &[&str] = &[
    " announcement banner ",
    " announcement bar ",
    " author bio ",
    " author box ",
    " bottom of article ",
    " jump link ",
    " jump to ",
    " most read ",
    " most viewed ",
    " read more ",
    " site notice ",
];

/// Words and phrases used by programs and never for a text.
const TECHNICAL: &[&str] = &[
    " addthis ",
    " addtoany ",
    " announcement banner ",
    " announcement bar ",
    " catlinks ",
    " disqus ",
    " editsection ",
    " jump link ",
    " navbox ",
    " noprint ",
    " onetrust ",
    " printfooter ",
    " sharedaddy ",
    " sharethis ",
    " site notice ",
    " sitenotice ",
];

/// Names of page headers, which contain a logo and a menu unless they contain the headline.
const HEADERS: &[&str] = &[
    " global header ",
    " header container ",
    " header icons ",
    " header menu ",
    " header wrapper ",
    " main header ",
    " page header ",
    " site header ",
    " top header ",
];

static FURNITURE_SET: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FURNITURE.iter().copied().collect());

/// The words of a class or id in lower case, with a blank before, between and after them:
/// `cookieConsent_bar-2` becomes ` cookie consent bar 2 `.
pub(super) fn words(value: &str) -> String {
    let mut words = String::with_capacity(value.len() + 8);
    words.push(' ');
    let mut after_small = false;
    for c in value.chars() {
        let blank = words.ends_with(' ');
        if !c.is_ascii_alphanumeric() {
            if !blank {
                words.push(' ');
            }
        } else {
            if c.is_ascii_uppercase() && after_small && !blank {
                words.push(' ');
            }
            words.push(c.to_ascii_lowercase());
        }
        after_small = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// True if these words, from [`words`], name a menu, a footer or a share bar.
pub(super) fn are_furniture(words: &str) -> bool {
    words.split(' ').any(|word| FURNITURE_SET.contains(word)) || any(PHRASES, words)
}

/// True if these words, from [`words`], are those of a program for menus and notices.
pub(super) fn are_technical(words: &str) -> bool {
    any(TECHNICAL, words)
}

/// True if these words, from [`words`], name the header of a page.
pub(super) fn are_header(words: &str) -> bool {
    any(HEADERS, words)
}

/// True if a class hides the element. `hidden` together with classes such as `md:block` depends on
/// the width of the window.
pub(super) fn are_hidden(value: &str) -> bool {
    value.split_whitespace().any(|class| match class {
        "sr-only" | "visually-hidden" | "screen-reader-text" => true,
        "hidden" => !value.contains(':'),
        _ => false,
    })
}

/// True if these words, from [`words`], name a comment of a reader, or the list of comments.
pub(super) fn are_remark(words: &str) -> bool {
    words
        .split(' ')
        .any(|word| matches!(word, "comment" | "comments" | "commentlist" | "reply" | "replies" | "disqus"))
}

/// True if a class marks the element as the mark of a footnote or the number of a printed page.
pub(super) fn are_mark(value: &str) -> bool {
    value.split_whitespace().any(|class| {
        let class = class.to_ascii_lowercase().replace(['-', '_'], "");
        matches!(
            class.as_str(),
            "reference"
                | "noteref"
                | "pagenum"
                | "pageno"
                | "pagebreak"
                | "pagenumber"
                | "pagemarker"
                | "pgnum"
                | "pb"
                | "folio"
        )
    })
}

/// True if an id is that of a printed page: `page_12`, `Page12`, `pg-xii`.
pub(super) fn is_page(value: &str) -> bool {
    let lower = value.trim().to_ascii_lowercase();
    let number = ["page", "pg"].iter().find_map(|word| lower.strip_prefix(word));
    number.map(|number| number.trim_start_matches(['_', '-', '.'])).is_some_and(|number| {
        let all = |is: fn(char) -> bool| !number.is_empty() && number.chars().all(is);
        all(|c| c.is_ascii_digit()) || all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'))
    })
}

fn any(phrases: &[&str], words: &str) -> bool {
    phrases.iter().any(|phrase| words.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_at_signs_and_at_capitals() {
        assert_eq!(words("cookieConsent_bar-2 XMLTags"), " cookie consent bar 2 xmltags ");
        assert_eq!(words(""), " ");
    }

    #[test]
    fn ids_of_printed_pages_are_known() {
        for id in ["page_12", "Page12", "pg-xii", "page.7"] {
            assert!(is_page(id), "{id}");
        }
        for id in ["page", "page-top", "pages12", "p12", "pagination-2"] {
            assert!(!is_page(id), "{id}");
        }
    }

    #[test]
    fn names_of_furniture_are_known_and_others_are_not() {
        for name in [
            "siteNotice",
            "share-tools",
            "shopify-section-announcement-bar",
            "RelatedArticles",
            "jp-relatedposts",
        ] {
            assert!(are_furniture(&words(name)), "{name}");
        }
        for name in ["announcement", "author", "shareholders", "article-body", "menuisier", "loaded"] {
            assert!(!are_furniture(&words(name)), "{name}");
        }
    }
}
