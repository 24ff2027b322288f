//! `mizan completions`: completions for a shell.

use super::{
    Outcome, command,
    console::{Stdout, failed},
};
use clap_complete::Shell;
use mizan::Result;
use std::io::Write;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan completions bash > ~/.local/share/bash-completion/completions/mizan
  mizan completions zsh > ~/.zfunc/_mizan
  mizan completions fish > ~/.config/fish/completions/mizan.fish")]
pub(super) struct Args {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    // The generator panics when writing fails, so it writes into memory.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "mizan", &mut text);
    let mut out = Stdout::new();
    out.write_all(&text).map_err(|error| failed(&error))?;
    out.finish()?;
    Ok(Outcome::Done)
}
