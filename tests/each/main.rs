//! The cases of `tests/cases`, one test each: `cargo test --test cases duals` runs those with this
//! word in their names, and `MIZAN_UPDATE=1` writes what comes out into the files, to be read as a
//! difference before it is committed.
//!
//! A test is named `area::file::title`. The options of other test programs are accepted; only
//! `--list`, `--exact`, `--skip` and names have an effect.

// In a test an unwrap is an assertion.
#![allow(clippy::unwrap_used)]

#[path = "../case.rs"]
mod case;
mod check;
mod cli;
mod figures;
mod repair;
#[path = "../run.rs"]
#[allow(dead_code, reason = "the other tests use more of it")]
mod run;
mod segment;
mod update;
mod whole;

use case::Case;
use std::{
    any::Any,
    collections::BTreeSet,
    env,
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
use update::Changes;

/// A case that does not come out as it says: why, and what its fields would be.
#[derive(Debug)]
pub(crate) struct Wrong {
    why: String,
    changes: Changes,
}

impl From<String> for Wrong {
    fn from(why: String) -> Self {
        Wrong { why, changes: Changes::default() }
    }
}

/// An area of cases, and how one is judged.
struct Area {
    name: &'static str,
    judge: fn(&Case) -> Result<(), Wrong>,
    /// The fewest cases, so that none are lost unseen.
    least: usize,
}

static AREAS: [Area; 6] = [
    Area { name: "check", judge: check::judge, least: 600 },
    Area { name: "cli", judge: cli::judge, least: 100 },
    Area { name: "figures", judge: figures::judge, least: 40 },
    Area { name: "kinds", judge: check::judge_kind, least: 150 },
    Area { name: "repair", judge: repair::judge, least: 40 },
    Area { name: "segment", judge: segment::judge, least: 100 },
];

/// One test.
struct Test {
    name: String,
    run: Box<dyn Fn() -> Result<(), Wrong> + Sync + Send>,
}

/// All tests, by name.
fn tests() -> Vec<Test> {
    let mut tests = Vec::new();
    for area in &AREAS {
        let cases = case::all(area.name);
        assert!(cases.len() >= area.least, "only {} cases of {}", cases.len(), area.name);
        let mut names = BTreeSet::new();
        for case in cases {
            let name = format!("{}::{}", area.name, case.name.replacen(": ", "::", 1));
            assert!(names.insert(name.clone()), "two cases are called {name}");
            let run = move || {
                (area.judge)(&case).inspect_err(|wrong| update::write(area.name, &case, &wrong.changes))
            };
            tests.push(Test { name, run: Box::new(run) });
        }
    }
    tests.extend(whole::TEXTS.iter().map(|text| Test {
        name: format!("whole::{}", text.name),
        run: Box::new(move || whole::judge(text).map_err(Wrong::from)),
    }));
    tests
}

/// Which tests are wanted.
#[derive(Default)]
struct Wanted {
    names: Vec<String>,
    skipped: Vec<String>,
    exact: bool,
    list: bool,
}

impl Wanted {
    fn parse(mut words: impl Iterator<Item = String>) -> Wanted {
        let mut wanted = Wanted::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--exact" => wanted.exact = true,
                "--list" => wanted.list = true,
                "--skip" => wanted.skipped.extend(words.next()),
                "--test-threads" | "--format" | "--color" | "--logfile" => drop(words.next()),
                option if option.starts_with('-') => {}
                _ => wanted.names.push(word),
            }
        }
        wanted
    }

    fn has(&self, name: &str) -> bool {
        let is = |word: &String| if self.exact { name == word } else { name.contains(word.as_str()) };
        (self.names.is_empty() || self.names.iter().any(is)) && !self.skipped.iter().any(is)
    }
}

fn main() -> ExitCode {
    let wanted = Wanted::parse(env::args().skip(1));
    let all = tests();
    let (chosen, others): (Vec<Test>, Vec<Test>) = all.into_iter().partition(|test| wanted.has(&test.name));
    if wanted.list {
        chosen.iter().for_each(|test| println!("{}: test", test.name));
        return ExitCode::SUCCESS;
    }
    // A panic is reported with its case.
    panic::set_hook(Box::new(|_| {}));
    let failed = failures(&chosen);
    for (name, why) in &failed {
        println!("test {name} ... FAILED\n{why}\n");
    }
    println!(
        "test result: {}. {} passed; {} failed; 0 ignored; 0 measured; {} filtered out",
        if failed.is_empty() { "ok" } else { "FAILED" },
        chosen.len() - failed.len(),
        failed.len(),
        others.len()
    );
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs the tests on all cores; the failures in the order of their names.
fn failures(tests: &[Test]) -> Vec<(String, String)> {
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(test) = tests.get(next.fetch_add(1, Ordering::Relaxed)) {
            let why = match panic::catch_unwind(AssertUnwindSafe(&test.run)) {
                Ok(Ok(())) => continue,
                Ok(Err(wrong)) => wrong.why,
                Err(panic) => format!("  panicked: {}", message(panic.as_ref())),
            };
            failed.lock().unwrap().push((test.name.clone(), why));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut failed = failed.into_inner().unwrap();
    failed.sort();
    failed
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
