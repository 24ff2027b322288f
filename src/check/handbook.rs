//! The page about the kinds of findings, generated from the data of the program.

use super::code::Code;
use crate::text::Lang;
use std::fmt::Write;

const HEAD: &str = "\
# Findings

`mizan check` gives every finding a kind. The names below are used in its output (`code`), in accepted findings and in
files of pairs, and never change. `mizan check --list` prints them, `--without KIND` leaves a kind out, and
`--min-severity` leaves out what is less serious; without it, notes are left out. [Checking](checking.md) says how a
finding is read and accepted.

- **error**: almost surely wrong: both sides have something of one kind, and it differs.
- **warning**: probably wrong: something has no counterpart.
- **note**: worth knowing, often no fault.

The severity below is the highest that a kind can have; a finding that is less sure is less serious.

What is true of a whole text (its language, its encoding) is reported once: such a finding has `\"pair\": null` in JSONL
and JSON, and no pair counts as flagged for it. An accepted finding is recognised by its kind and by what is written at
both places, in a file for `--accepted` as in a review: it stays accepted wherever the same is written.

| kind | severity | English title | Arabic title | what it means |
|---|---|---|---|---|
";

/// A page in Markdown that lists every kind of finding, with an example if a pair of texts is
/// enough to show it.
pub fn page() -> String {
    let mut out = HEAD.to_owned();
    for code in Code::ALL {
        let severity = code.severity().as_str();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| `{code}` | {severity} | {} | {} | {} |",
            code.title(Lang::En),
            code.title(Lang::Ar),
            code.description()
        );
    }
    out.push_str("\n## Examples\n\n| kind | Arabic | English |\n|---|---|---|\n");
    for code in Code::ALL {
        if let Some((ar, en)) = code.example() {
            let _ = writeln!(out, "| `{code}` | {} | {} |", cell(ar), cell(en));
        }
    }
    out
}

/// Escapes a text for a table in Markdown.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
