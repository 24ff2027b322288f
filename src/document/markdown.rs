//! Markdown: the text without its markup. Code is kept in paragraphs that are not translated; links
//! keep their text and lose their address.

use super::{LeftOut, Paragraph, ParagraphKind, admonitions, builder::Builder, html};
use crate::Result;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The supported extensions of Markdown.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// The text of a Markdown file and its paragraphs, and the amount of data at its head (`title: …`), which is omitted
/// unless `all_text` is wanted.
///
/// # Errors
/// When HTML in it is more than any page contains.
pub(super) fn read(text: &str, all_text: bool) -> Result<((String, Vec<Paragraph>), LeftOut)> {
    let mut left_out = LeftOut::default();
    let mut builder = Builder::default();
    let mut state = State::default();
    let mut page = String::new();
    let text = admonitions::opened(text);
    for event in Parser::new_ext(&text, options()) {
        match event {
            Event::Start(tag) => {
                if is_block(&tag) {
                    builder.end(state.kind());
                }
                state.start(&tag);
            }
            Event::End(tag) => {
                if tag == TagEnd::HtmlBlock {
                    html::add(&std::mem::take(&mut page), html::Scope::Piece, &mut builder)?;
                } else if tag == TagEnd::TableCell || !is_inline(tag) {
                    builder.end(state.kind());
                }
                state.end(tag);
            }
            Event::Text(text) if state.metadata && all_text => {
                for line in text.lines() {
                    builder.words(line);
                    builder.end(ParagraphKind::Body);
                }
            }
            Event::Text(text) if state.metadata => {
                let characters = text.chars().filter(|c| c.is_alphanumeric()).count();
                left_out.characters += characters;
                left_out.boxes += usize::from(left_out.boxes == 0 && characters > 0);
            }
            Event::Text(text) if state.code => builder.verbatim(&text),
            Event::Text(text) if state.raised => builder.words(&html::superscript(&text)),
            Event::Text(text) | Event::Code(text) => builder.words(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => builder.words(&text),
            Event::Html(piece) => page.push_str(&piece),
            Event::InlineHtml(piece) if piece.starts_with("<br") => builder.end(state.kind()),
            Event::InlineHtml(piece) if piece.starts_with("<sup") => state.raised = true,
            Event::InlineHtml(piece) if piece.starts_with("</sup") => state.raised = false,
            Event::SoftBreak => builder.words(" "),
            Event::HardBreak | Event::Rule => builder.end(state.kind()),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }
    Ok((builder.finish(state.kind()), left_out))
}

/// The tables of a Markdown file as rows of cells.
pub(super) fn tables(text: &str) -> Vec<html::Table> {
    let mut tables: Vec<html::Table> = Vec::new();
    let mut is_cell = false;
    for event in Parser::new_ext(text, options()) {
        let table = tables.last_mut();
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                table.into_iter().for_each(|table| table.push(Vec::new()));
            }
            Event::Start(Tag::TableCell) => {
                is_cell = true;
                table.and_then(|table| table.last_mut()).into_iter().for_each(|row| row.push(String::new()));
            }
            Event::End(TagEnd::TableCell) => is_cell = false,
            Event::Text(text) | Event::Code(text) if is_cell => {
                let cell = table.and_then(|table| table.last_mut()).and_then(|row| row.last_mut());
                cell.into_iter().for_each(|cell| cell.push_str(&text));
            }
            Event::InlineHtml(piece)
                if is_cell && piece.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) =>
            {
                let cell = table.and_then(|table| table.last_mut()).and_then(|row| row.last_mut());
                cell.into_iter().for_each(|cell| cell.push(' '));
            }
            _ => {}
        }
    }
    tables
}

/// The position in the layout.
#[derive(Default)]
struct State {
    heading: bool,
    code: bool,
    metadata: bool,
    /// Between `<sup>` and `</sup>`.
    raised: bool,
    /// Number of enclosing list items.
    items: usize,
}

impl State {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.heading = true,
            Tag::CodeBlock(_) => self.code = true,
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::Item => self.items += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.heading = false,
            TagEnd::CodeBlock => self.code = false,
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::Item => self.items = self.items.saturating_sub(1),
            _ => {}
        }
    }

    fn kind(&self) -> ParagraphKind {
        match self {
            State { heading: true, .. } => ParagraphKind::Heading,
            State { code: true, .. } => ParagraphKind::Code,
            State { items: 1.., .. } => ParagraphKind::Item,
            _ => ParagraphKind::Body,
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    tag == &Tag::TableCell || !is_inline(tag.to_end())
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_text_stays_with_its_kind() {
        let ((text, paragraphs), left_out) = read(
            "---\ntitle: no\n---\n# عنوان {#top}\n\nنص **مهم** فيه [رابط](http://x.y) و`code`\nيتبع.[^1]\n\n\
             1. أولا\n2. ثانيا\n   - فرع\n\n```rust\nlet a = 1;\n\nlet b = 2;\n```\n\n| سنة | عدد |\n|---|---|\n| 2024 | ٣ |\n\n\
             <div>خلية<br>أخرى</div>\n\n![صورة](a.png)\n\n[^1]: حاشية.\n",
            false,
        )
        .unwrap();
        let got: Vec<_> = paragraphs.iter().map(|p| (p.kind, p.span.of(&text))).collect();
        use ParagraphKind::{Body, Code, Heading, Item};
        assert_eq!(
            got,
            [
                (Heading, "عنوان"),
                (Body, "نص مهم فيه رابط وcode يتبع."),
                (Item, "أولا"),
                (Item, "ثانيا"),
                (Item, "فرع"),
                (Code, "let a = 1;\n\nlet b = 2;"),
                (Body, "سنة"),
                (Body, "عدد"),
                (Body, "2024"),
                (Body, "٣"),
                (Body, "خلية"),
                (Body, "أخرى"),
                (Body, "صورة"),
                (Body, "حاشية."),
            ]
        );
        assert_eq!((left_out.boxes, left_out.characters), (1, 7));
    }

    #[test]
    fn powers_keep_their_height_and_remarks_are_prose() {
        let got = |text: &str| {
            let ((text, paragraphs), _) = read(text, false).unwrap();
            paragraphs.iter().map(|p| (p.kind, p.span.of(&text).to_owned())).collect::<Vec<_>>()
        };
        use ParagraphKind::{Body, Code};
        assert_eq!(got("Up to 2<sup>53</sup> rows."), [(Body, "Up to 2⁵³ rows.".to_owned())]);
        for text in [
            "```note\nSave *now*.\n```\n",
            "```{tip}\n:class: x\nSave *now*.\n```\n",
            "::: warning\nSave *now*.\n:::\n",
            ":::{important}\nSave *now*.\n:::\n",
            "!!! note\n    Save *now*.\n",
            "> [!NOTE]\n> Save *now*.\n",
        ] {
            assert_eq!(got(text), [(Body, "Save now.".to_owned())], "{text}");
        }
        assert_eq!(got("```rust\n::: note\n```\n"), [(Code, "::: note".to_owned())]);
    }

    #[test]
    fn deep_nesting_is_no_trouble() {
        // Each would take hours in quadratic time.
        for piece in ["> ", "- ", "[", "*a ", "<div>\n"] {
            let _ = read(&piece.repeat(20_000), false);
        }
    }
}
