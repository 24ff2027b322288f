//! The page: the files of `page/`, compiled into the program.

/// A file of the page.
pub(super) struct Asset {
    /// Its path in URLs.
    pub(super) path: &'static str,
    /// Its media type.
    pub(super) kind: &'static str,
    /// Its content.
    pub(super) body: &'static str,
}

macro_rules! assets {
    ($($name:literal $kind:literal),* $(,)?) => {
        &[$(Asset { path: concat!("/page/", $name), kind: $kind, body: include_str!(concat!("../page/", $name)) }),*]
    };
}

/// The HTML document of the page.
pub(super) const INDEX: &str = include_str!("../page/index.html");

/// All files except the document.
pub(super) const ALL: &[Asset] = assets![
    "style.css" "text/css; charset=utf-8",
    "lookup.js" "text/javascript; charset=utf-8",
    "main.js" "text/javascript; charset=utf-8",
    "actions.js" "text/javascript; charset=utf-8",
    "api.js" "text/javascript; charset=utf-8",
    "dialogs.js" "text/javascript; charset=utf-8",
    "dom.js" "text/javascript; charset=utf-8",
    "drafts.js" "text/javascript; charset=utf-8",
    "filters.js" "text/javascript; charset=utf-8",
    "grid.js" "text/javascript; charset=utf-8",
    "heights.js" "text/javascript; charset=utf-8",
    "keys.js" "text/javascript; charset=utf-8",
    "merging.js" "text/javascript; charset=utf-8",
    "panel.js" "text/javascript; charset=utf-8",
    "people.js" "text/javascript; charset=utf-8",
    "queue.js" "text/javascript; charset=utf-8",
    "reasons.js" "text/javascript; charset=utf-8",
    "row.js" "text/javascript; charset=utf-8",
    "start.js" "text/javascript; charset=utf-8",
    "store.js" "text/javascript; charset=utf-8",
    "strings.js" "text/javascript; charset=utf-8",
    "together.js" "text/javascript; charset=utf-8",
    "strip.js" "text/javascript; charset=utf-8",
    "values.js" "text/javascript; charset=utf-8",
    "work.js" "text/javascript; charset=utf-8",
];
