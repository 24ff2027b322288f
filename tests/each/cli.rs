//! The command line, as cases in `tests/cases/cli`.
//!
//! The input is `file NAME`, `stdin`, `env` (`NAME=VALUE`), `first`, a command line to be run
//! before, and `run`, the command line. The expected output is `exit` (0 by default;
//! `2, several lines` where more than one thing fails), `stdout` and `stderr` exactly (`nothing` for empty),
//! `stdout has`, `stdout lacks`, `stderr has`, `stderr lacks`, `leaves` (the files in the folder
//! afterwards), and `file has NAME` (part of a written file).

use super::{
    Wrong,
    case::Case,
    run::{Folder, Ran, finish, is_one_error_line},
};

/// Runs the command line of the case in an empty folder.
pub(crate) fn judge(case: &Case) -> Result<(), Wrong> {
    check(case).map_err(|why| Wrong::from(format!("  {why}")))
}

fn check(case: &Case) -> Result<(), String> {
    let folder = Folder::new();
    for (key, value) in &case.fields {
        if let Some(name) = key.strip_prefix("file ").filter(|name| !name.starts_with("has ")) {
            folder.write(name, value);
        }
    }
    if let Some(first) = case.text("first") {
        let ran = finish(folder.command().args(first.split_whitespace().skip(1)), b"");
        if ran.code != Some(0) {
            return Err(format!("`{first}` ended with {:?}; {}", ran.code, ran.stderr));
        }
    }
    let mut words = case.text("run").ok_or("nothing to run")?.split_whitespace();
    if words.next() != Some("mizan") {
        return Err("`run` must begin with mizan".to_owned());
    }
    let mut command = folder.command();
    if let Some((name, value)) = case.text("env").and_then(|pair| pair.split_once('=')) {
        command.env(name, value);
    }
    let ran = finish(command.args(words), case.bytes("stdin").unwrap_or_default());
    let (exit, several) = match case.text("exit").unwrap_or("0").split_once(", ") {
        Some((exit, "several lines")) => (exit, true),
        _ => (case.text("exit").unwrap_or("0"), false),
    };
    if ran.code.map(|code| code.to_string()).as_deref() != Some(exit) {
        return Err(format!("exit {:?} instead of {exit}; {}", ran.code, ran.stderr));
    }
    if exit == "2" && !several && !is_one_error_line(&ran.stderr) {
        return Err(format!("not one line of error: {:?}", ran.stderr));
    }
    case.fields.iter().try_for_each(|(key, value)| expect(key, value, &ran, &folder))
}

fn expect(key: &str, value: &[u8], ran: &Ran, folder: &Folder) -> Result<(), String> {
    let value = || String::from_utf8_lossy(value).into_owned();
    let exactly = |got: &str| {
        let want = if value() == "nothing" { String::new() } else { value() };
        if got == want { Ok(()) } else { Err(format!("{key} is {got:?}\n       instead of {want:?}")) }
    };
    let contains = |got: &str, wanted: bool| {
        let value = value();
        let lines = value.lines().all(|line| got.contains(line) == wanted);
        if lines { Ok(()) } else { Err(format!("{key}: {value:?}\n    but it is {got:?}")) }
    };
    match key {
        "stdout" => exactly(ran.out()),
        "stderr" => exactly(&ran.stderr),
        "stdout has" => contains(ran.out(), true),
        "stdout lacks" => contains(ran.out(), false),
        "stderr has" => contains(&ran.stderr, true),
        "stderr lacks" => contains(&ran.stderr, false),
        "leaves" => exactly(&folder.names().join(" ")),
        "run" | "first" | "exit" | "stdin" | "env" => Ok(()),
        _ if key.starts_with("file has ") => contains(&folder.read(&key["file has ".len()..]), true),
        _ if key.starts_with("file ") => Ok(()),
        _ => Err(format!("unknown key `{key}`")),
    }
}
