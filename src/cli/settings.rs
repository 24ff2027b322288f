//! The settings file: options that a user does not want to type each time.
//!
//! It is a TOML file with the long names of options and their values: first those for every
//! command, then those of single commands in tables of their names (`[align]`, `[corpus.filter]`).
//! The command line takes precedence.

use super::home;
use clap::{Arg, ArgAction, ArgMatches, Command, error::ErrorKind, parser::ValueSource};
use mizan::{Error, Result};
use std::{
    env,
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
};
use toml::{Table, Value};

/// The variable that names another file; if it is empty, no file is read.
const VARIABLE: &str = "MIZAN_SETTINGS";

/// The command line, extended by the settings file if there is one; `matches` is the parsed command line.
///
/// # Errors
/// When the file cannot be read, is not TOML, or has unknown commands, options or values.
pub(super) fn complete(
    words: Vec<OsString>,
    program: &Command,
    matches: &ArgMatches,
) -> Result<Vec<OsString>> {
    match read()? {
        Some((path, settings)) => {
            add(words, program, matches, &settings).map_err(|error| error.at(path.display()))
        }
        None => Ok(words),
    }
}

fn read() -> Result<Option<(PathBuf, Table)>> {
    let named = env::var_os(VARIABLE);
    if named.as_deref().is_some_and(OsStr::is_empty) {
        return Ok(None);
    }
    let is_named = named.is_some();
    let standard = || home::settings().map(|folder| folder.join("settings.toml"));
    let Some(path) = named.map(PathBuf::from).or_else(standard) else { return Ok(None) };
    match fs::read_to_string(&path) {
        Ok(text) => parse(&path, &text).map(|settings| Some((path, settings))),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !is_named => Ok(None),
        Err(error) => Err(Error::io(&path, &error)),
    }
}

fn parse(path: &Path, text: &str) -> Result<Table> {
    text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1) as u64);
        let said = Error::new(format!("no settings: {}", error.message().replace('\n', " ")));
        said.advise("write option = value; see `mizan --help`").at(path.display()).line(line)
    })
}

/// Adds to the command line the settings that it does not contain.
fn add(
    mut words: Vec<OsString>,
    program: &Command,
    matches: &ArgMatches,
    settings: &Table,
) -> Result<Vec<OsString>> {
    let mut program = program.clone();
    program.build();
    let (mut command, mut typed, mut table) = (&program, matches, Some(settings));
    // Options are inserted after the names of the command, before anything that may end the options.
    let mut place = 1;
    let mut given = Vec::new();
    while let Some((name, inner)) = typed.subcommand() {
        known(table, command)?;
        given.extend(options(table));
        place += words[place.min(words.len())..].iter().position(|word| word == name).unwrap_or(0) + 1;
        table = table.and_then(|table| table.get(name)).and_then(Value::as_table);
        (command, typed) = match command.find_subcommand(name) {
            Some(command) => (command, inner),
            None => return Ok(words),
        };
    }
    known(table, command)?;
    given.extend(options(table));
    for (name, value) in given {
        let Some(arg) = option(command, name) else { continue };
        if typed.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine) {
            continue;
        }
        let more = spell(arg, name, value)?;
        let mut tried = words.clone();
        tried.splice(place..place, more);
        match program.clone().try_get_matches_from(&tried) {
            Ok(_) => words = tried,
            // An option on the command line excludes it.
            Err(error) if error.kind() == ErrorKind::ArgumentConflict => {}
            Err(error) => return Err(super::one_line(&error.to_string(), &super::command_of(&tried[1..]))),
        }
    }
    Ok(words)
}

fn options(table: Option<&Table>) -> impl Iterator<Item = (&String, &Value)> {
    table.into_iter().flatten().filter(|(_, value)| !value.is_table())
}

fn option<'a>(command: &'a Command, name: &str) -> Option<&'a Arg> {
    let ends = |arg: &&Arg| matches!(arg.get_action(), ArgAction::Help | ArgAction::Version);
    command.get_arguments().filter(|arg| !ends(arg)).find(|arg| arg.get_long() == Some(name))
}

/// Checks that everything in a table is an option or a command, because a misspelt one would have no effect.
fn known(table: Option<&Table>, command: &Command) -> Result<()> {
    for (name, value) in table.into_iter().flatten() {
        let (kind, known) = if value.is_table() {
            ("command", command.find_subcommand(name).is_some())
        } else {
            ("option", option(command, name).is_some())
        };
        if !known {
            let of = command.get_bin_name().unwrap_or("mizan");
            return Err(
                Error::new(format!("`{of}` has no {kind} `{name}`")).advise(format!("see `{of} --help`"))
            );
        }
    }
    Ok(())
}

/// An option with its value as on a command line.
fn spell(arg: &Arg, name: &str, value: &Value) -> Result<Vec<OsString>> {
    let one = |value: &Value| match value {
        Value::String(text) => Ok(format!("--{name}={text}").into()),
        Value::Integer(number) => Ok(format!("--{name}={number}").into()),
        Value::Float(number) => Ok(format!("--{name}={number}").into()),
        _ => Err(Error::new(format!("`{name}` is neither text nor a number"))
            .advise(format!("write {name} = \"…\""))),
    };
    match (arg.get_action().takes_values(), value) {
        (false, Value::Boolean(true)) => Ok(vec![format!("--{name}").into()]),
        (false, Value::Boolean(false)) => Ok(Vec::new()),
        (false, _) => {
            Err(Error::new(format!("`{name}` takes no value")).advise(format!("write {name} = true")))
        }
        (true, Value::Array(values)) => values.iter().map(one).collect(),
        (true, value) => one(value).map(|word| vec![word]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(line: &str, settings: &str) -> Result<String> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let program = super::super::command();
        let matches = program.clone().try_get_matches_from(&words).unwrap();
        let words = add(words, &program, &matches, &settings.parse().unwrap())?;
        Ok(words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn options_come_after_the_command() {
        let settings = "jobs = 2\n[align]\nsource = \"en\"\nlexicon = [\"a.tsv\", \"b.dic\"]\n\
                        segmented = true\nexplain = false\n[corpus.stats]\nformat = \"json\"";
        let all = completed("mizan align -- a b", settings).unwrap();
        for word in ["--jobs=2", "--source=en", "--lexicon=a.tsv --lexicon=b.dic", "--segmented"] {
            assert!(all.contains(word) && all.find(word) < all.find(" -- "), "{all}");
        }
        assert!(!all.contains("explain"));
        assert_eq!(completed("mizan segment a", settings).unwrap(), "mizan segment --jobs=2 a");
        let stats = completed("mizan -j 3 corpus stats x", settings).unwrap();
        assert_eq!(stats, "mizan -j 3 corpus stats --format=json x");
    }

    #[test]
    fn what_is_typed_counts_more() {
        let settings = "quiet = true\n[align]\nsource = \"en\"\nall-text = true";
        let typed = completed("mizan align a b --source ar --main-text -v", settings).unwrap();
        assert_eq!(typed, "mizan align a b --source ar --main-text -v");
    }

    #[test]
    fn slips_are_said() {
        for (settings, what) in [
            ("sauce = 1", "`mizan` has no option `sauce`"),
            ("[algin]\nsource = \"en\"", "`mizan` has no command `algin`"),
            ("[align]\nsauce = \"en\"", "`mizan align` has no option `sauce`"),
            ("[align]\nhelp = true", "`mizan align` has no option `help`"),
            ("[align]\nsegmented = \"yes\"", "`segmented` takes no value"),
            ("[align]\nsource = true", "`source` is neither text nor a number"),
            ("[align]\nsource = \"fr\"", "invalid value 'fr'"),
        ] {
            let said = completed("mizan align a b", settings).unwrap_err().to_string();
            assert!(said.contains(what), "{said}");
        }
    }
}
