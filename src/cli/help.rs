//! The short help of `-h`, which fits on a screen; `--help` is complete.

use clap::Command;
use std::ffi::{OsStr, OsString};

/// The heading of options on the interpretation of two texts; the short help includes these.
pub(super) const TEXTS: &str = "How the texts are read";
/// The heading of options on decoding files.
pub(super) const FILES: &str = "How files are read";

/// The heading of options on vectors of a model.
pub(super) const EMBEDDINGS: &str = "Vectors of a model";
/// The heading of options on sharing a project with other people.
pub(super) const SHARING: &str = "How it is shared";

/// True if the short help is requested.
pub(super) fn is_wanted(words: &[OsString]) -> bool {
    words.iter().take_while(|word| *word != OsStr::new("--")).any(|word| word == "-h")
}

/// The command line as described in the short help, which omits options under other headings and the examples.
pub(super) fn brief(program: Command) -> Command {
    hide(program).mut_subcommands(|command| brief_command(command, "mizan"))
}

fn brief_command(command: Command, before: &str) -> Command {
    let name = format!("{before} {}", command.get_name());
    let more = format!("`{name} --help` has all options, with examples.");
    hide(command).after_help(more).mut_subcommands(|command| brief_command(command, &name))
}

fn hide(command: Command) -> Command {
    command.mut_args(|arg| {
        let rare = arg.get_help_heading().is_some_and(|heading| heading != TEXTS);
        arg.hide(rare)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(words: &[&str], brief: bool) -> String {
        let command = super::super::command();
        let command = if brief { super::brief(command) } else { command };
        command.try_get_matches_from(words).unwrap_err().to_string()
    }

    #[test]
    fn the_short_help_of_every_command_is_shorter_and_names_the_long_one() {
        for command in super::super::command().get_subcommands() {
            let name = command.get_name();
            let (short, long) = (help(&["mizan", name, "-h"], true), help(&["mizan", name, "--help"], false));
            assert!(short.lines().count() < long.lines().count(), "{name}");
            assert!(short.lines().count() <= 45, "{name}: {} lines", short.lines().count());
            assert!(short.contains(&format!("`mizan {name} --help`")), "{name}");
        }
        let short = help(&["mizan", "align", "-h"], true);
        assert!(short.contains("--source") && short.contains("--output"), "{short}");
        assert!(!short.contains("--main-text") && !short.contains("--color"), "{short}");
    }

    #[test]
    fn a_value_after_two_dashes_is_no_question() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert!(is_wanted(&words("mizan align -h")));
        assert!(!is_wanted(&words("mizan segment -- -h")));
        assert!(!is_wanted(&words("mizan align --help")));
    }
}
