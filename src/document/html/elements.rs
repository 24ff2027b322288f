//! Classes of HTML elements, by name.

/// True for elements that are on lines of their own.
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

/// True for elements without content, which have no end tag.
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

/// True for elements that are not those of HTML used here, including those of SVG and MathML.
pub(super) fn is_foreign(name: &str) -> bool {
    !is_block(name)
        && !matches!(name, "a" | "b" | "i" | "em" | "strong" | "span" | "u" | "small" | "script" | "style")
}

/// True for elements that are part of a text whatever their class names.
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

/// True for parts of a form that show words.
pub(super) fn is_control(name: &str) -> bool {
    matches!(name, "button" | "select" | "textarea")
}

/// True for elements whose content is never text of the page.
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
