//! Admonitions in Markdown, marked in ways that plain Markdown takes for code or text: fences with
//! a name (```` ```note ````, ```` ```{tip} ````), `[!NOTE]`, indented blocks (`!!!
//! note`), colons (`::: warning`).

use std::borrow::Cow;

/// Names of admonitions after a fence.
const NAMES: &[&str] = &[
    "admonition",
    "attention",
    "caution",
    "danger",
    "hint",
    "important",
    "info",
    "note",
    "seealso",
    "tip",
    "warning",
];

/// Names of admonitions only in braces; without these they may be programming languages.
const BRACED: &[&str] = &[
    "abstract", "aside", "callout", "details", "dropdown", "epigraph", "error", "example", "margin",
    "question", "quote", "sidebar", "success", "summary", "todo", "topic",
];

/// The text with the marks of admonitions replaced by empty lines, so that their content is read as Markdown.
pub(super) fn opened(text: &str) -> Cow<'_, str> {
    let signs = ["```", "~~~", ":::", "!!!", "???", "[!", "\\pagebreak", "\\newpage", "{%"];
    if !signs.iter().any(|sign| text.contains(sign)) {
        return Cow::Borrowed(text);
    }
    let mut unwrapper = Unwrapper { out: String::with_capacity(text.len()), ..Unwrapper::default() };
    for line in text.split_inclusive('\n') {
        unwrapper.line(line);
    }
    Cow::Owned(unwrapper.out)
}

/// A fence: its character and its length.
type Fence = (char, usize);

#[derive(Default)]
struct Unwrapper {
    out: String,
    /// The fence of the current block of code.
    code: Option<Fence>,
    /// The fences of open admonitions.
    remarks: Vec<Fence>,
    /// Within an indented block begun by `!!!`.
    indented: bool,
    /// Directly after the opening mark, where options may follow.
    at_head: bool,
}

impl Unwrapper {
    fn line(&mut self, line: &str) {
        let line = if self.indented && self.code.is_none() { self.dedented(line) } else { line };
        let body = line.trim_start_matches([' ', '>']).trim_end();
        let shallow = line.len() - line.trim_start_matches(' ').len() <= 3;
        let fence = fence(body).filter(|_| shallow);
        if let Some(open) = self.code {
            if fence.is_some_and(|(found, info)| closes(found, open) && info.is_empty()) {
                self.code = None;
            }
            return self.out.push_str(line);
        }
        if std::mem::take(&mut self.at_head) && is_option(body) {
            self.at_head = true;
            return self.out.push('\n');
        }
        match fence {
            Some((found, "")) if self.remarks.last().is_some_and(|&open| closes(found, open)) => {
                self.remarks.pop();
                self.out.push('\n');
            }
            Some((found, info)) => match title(info) {
                Some(title) => {
                    self.remarks.push(found);
                    self.head(title);
                }
                None => {
                    self.code = Some(found);
                    self.out.push_str(line);
                }
            },
            None => self.other(line, body, shallow),
        }
    }

    /// Handles a line outside code that is not a fence.
    fn other(&mut self, line: &str, body: &str, shallow: bool) {
        if let Some(rest) = body.strip_prefix(":::").filter(|_| shallow) {
            let rest = rest.trim_start_matches(':').trim();
            let name =
                rest.split(|c: char| c.is_whitespace() || matches!(c, '{' | '[')).next().unwrap_or_default();
            let title = if rest.starts_with('{') { after_braces(rest) } else { &rest[name.len()..] };
            let title =
                if title.trim_start().starts_with('{') { after_braces(title.trim_start()) } else { title };
            self.head(title.trim().trim_start_matches('[').trim_end_matches(']'));
        } else if let Some(rest) = ["!!! ", "??? ", "???+ "].iter().find_map(|sign| body.strip_prefix(sign)) {
            let title = rest.split_once('"').map_or("", |(_, title)| title.trim_end_matches('"'));
            self.head(title);
            self.indented = true;
        } else if body.starts_with("[!") && body.ends_with(']')
            || body.starts_with("{%") && body.ends_with("%}")
            || matches!(body, "\\pagebreak" | "\\newpage")
        {
            let quote = &line[..line.len() - line.trim_start_matches([' ', '>']).len()];
            self.out.push_str(quote);
            self.out.push('\n');
        } else {
            self.out.push_str(line);
        }
    }

    /// Removes the indent of a line of an indented block; a line without it ends the block.
    fn dedented<'l>(&mut self, line: &'l str) -> &'l str {
        let inner = line.strip_prefix("    ").or_else(|| line.strip_prefix('\t'));
        self.indented = inner.is_some() || line.trim().is_empty();
        inner.unwrap_or(line)
    }

    /// Handles the head of an admonition, whose title becomes a paragraph.
    fn head(&mut self, title: &str) {
        self.at_head = true;
        self.out.push('\n');
        if !title.is_empty() {
            self.out.push_str(title);
            self.out.push_str("\n\n");
        }
    }
}

/// A fence, and the text after it on its line.
fn fence(body: &str) -> Option<(Fence, &str)> {
    let sign = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = body.trim_start_matches(sign);
    let length = body.len() - info.len();
    (length >= 3 && !info.contains(sign)).then_some(((sign, length), info.trim()))
}

fn closes(found: Fence, open: Fence) -> bool {
    found.0 == open.0 && found.1 >= open.1
}

/// The title of an admonition in the text after a fence; `None` if the fence begins code.
fn title(info: &str) -> Option<&str> {
    let lower = info.to_ascii_lowercase();
    let is = |name: &str| NAMES.contains(&name);
    if let Some(rest) = lower.strip_prefix('{') {
        let name = rest.split('}').next()?;
        return (is(name) || BRACED.contains(&name)).then(|| after_braces(info));
    }
    let name = lower.split_whitespace().next()?;
    is(name.strip_prefix("ad-").unwrap_or(name)).then(|| info[name.len()..].trim())
}

/// The text after `{…}`.
fn after_braces(text: &str) -> &str {
    text.split_once('}').map_or("", |(_, rest)| rest.trim())
}

/// True for `:class: x`, an option at the head of an admonition.
fn is_option(body: &str) -> bool {
    let name = body.strip_prefix(':').and_then(|rest| rest.split_once(':'));
    name.is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}
