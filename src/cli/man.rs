//! `mizan man`: manual pages, one for the program and one for every command and subcommand.

use super::{
    Outcome, command,
    console::{Stdout, failed},
};
use clap::Command;
use clap_mangen::Man;
use mizan::{Error, Result, bitext::save};
use std::{fs, path::PathBuf};

/// Write the manual pages
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan man | man -l -
  mizan man ~/.local/share/man/man1")]
pub(super) struct Args {
    /// The folder for mizan.1, mizan-align.1, mizan-corpus-filter.1 …; without it, mizan.1 goes to standard output
    folder: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let mut program = command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &args.folder else {
        let mut out = Stdout::new();
        Man::new(program).render(&mut out).map_err(|error| failed(&error))?;
        out.finish()?;
        return Ok(Outcome::Done);
    };
    fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
    for command in pages(&program, "mizan") {
        let page = Man::new(command);
        save(&folder.join(page.get_filename()), |out| page.render(out))?;
    }
    Ok(Outcome::Done)
}

/// A command and its subcommands: `mizan align` in the text, mizan-align in the title and the file name.
fn pages(command: &Command, name: &str) -> Vec<Command> {
    let title: &'static str = name.to_owned().leak();
    let inner = command.get_subcommands().filter(|command| command.get_name() != "help");
    let inner = inner.flat_map(|command| pages(command, &format!("{name}-{}", command.get_name())));
    std::iter::once(command.clone().name(title)).chain(inner).collect()
}
