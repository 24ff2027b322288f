//! Notations of plain text that no reader takes apart: LaTeX and reStructuredText.

/// Lines of a text that are looked at.
const LINES: usize = 2000;

/// The name of the notation in which a text is written, and its name for pandoc; `None` for prose.
pub(super) fn of(text: &str) -> Option<(&'static str, &'static str)> {
    let (mut commands, mut directives) = (0, 0);
    for line in text.lines().take(LINES).map(str::trim_start) {
        commands += usize::from(is_command(line));
        directives += usize::from(is_directive(line));
    }
    if commands >= 2 {
        return Some(("LaTeX", "latex"));
    }
    (directives >= 2).then_some(("reStructuredText", "rst"))
}

/// True for a line that begins with a command of LaTeX which prose about it hardly begins with: `\\section{`.
fn is_command(line: &str) -> bool {
    const COMMANDS: [&str; 12] = [
        "begin{",
        "caption{",
        "chapter{",
        "documentclass",
        "end{",
        "item ",
        "label{",
        "maketitle",
        "paragraph{",
        "section{",
        "subsection{",
        "usepackage",
    ];
    line.strip_prefix('\\').is_some_and(|rest| COMMANDS.iter().any(|command| rest.starts_with(command)))
}

/// True for a line that begins a directive or names a target: `.. note::`, `.. _hours-label:`
fn is_directive(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(".. ") else { return false };
    let name = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).next();
    name.is_some_and(|name| {
        name.ends_with("::") && name.len() > 2 || name.starts_with('_') && name.ends_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn notations_are_known_by_lines_that_begin_with_commands() {
        let latex = "\\documentclass{book}\n\\begin{document}\nThe sea \\emph{rose}.\n\\end{document}\n";
        assert_eq!(of(latex), Some(("LaTeX", "latex")));
        let rst = "The sea\n=======\n\n.. warning:: It rose.\n\n.. figure:: sea.png\n";
        assert_eq!(of(rst), Some(("reStructuredText", "rst")));
        for text in [
            "Write \\begin{document} first.\nThen \\end{document}.",
            ".. and so on\n.. and on",
            "C:\\end\n\\server\\item",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
