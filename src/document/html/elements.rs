//! What kinds of elements HTML has, by their names.

/// True for elements that stand on lines of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements that have no content, and so no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that are none of HTML as far as it matters, those of SVG and MathML among them.
pub(super) fn is_foreign(name: &str) -> bool {
    !is_block(name)
        && !matches!(name, "a" | "b" | "i" | "em" | "strong" | "span" | "u" | "small" | "script" | "style")
}

/// Elements that are part of a text whatever they are called.
pub(super) fn is_content(name: &str) -> bool {
    matches!(
        name,
        "main"
            | "article"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "th"
            | "td"
            | "tr"
            | "tbody"
            | "thead"
            | "caption"
            | "figcaption"
            | "pre"
            | "code"
            | "blockquote"
            | "dt"
            | "dd"
            | "b"
            | "i"
            | "em"
            | "strong"
    )
}

/// Elements whose content is no text of the page.
pub(super) fn is_never_text(name: &str) -> bool {
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
