//! Runs the targets with a stable compiler: first the stored corpus, then mutations for some seconds each.
//!
//! Usage: `mizan-fuzz [SECONDS [TARGET…]]`; the seed of the mutations is `MIZAN_FUZZ_SEED`, or 1, and
//! `MIZAN_FUZZ_MOST` limits their number for each target, so that a fast machine tries the same as a
//! slow one. A failing input is minimised, stored in `artifacts/TARGET` and reported; the exit code
//! is then 1.

use mizan_fuzz::{
    TARGETS, Target,
    mutate::{Dice, minimised, near},
    seeds,
};
use std::{
    fs,
    panic::{self, AssertUnwindSafe},
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

/// Time limit for one input; all inputs are small. Wall-clock time, with room for a busy machine.
const SLOW: Duration = Duration::from_secs(120);

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(seconds) = words.next().map_or(Some(0), |word| word.parse().ok()) else {
        eprintln!("usage: mizan-fuzz [SECONDS [TARGET...]]");
        return ExitCode::from(2);
    };
    let chosen: Vec<String> = words.collect();
    if let Some(unknown) = chosen.iter().find(|name| TARGETS.iter().all(|target| target.name != **name)) {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!("no target {unknown}; there are {}", names.join(", "));
        return ExitCode::from(2);
    }
    panic::set_hook(Box::new(|_| {}));
    let limit = Limit {
        time: Duration::from_secs(seconds),
        mutations: number("MIZAN_FUZZ_MOST").unwrap_or(u64::MAX),
        seed: number("MIZAN_FUZZ_SEED").unwrap_or(1),
    };
    let mut failed = 0;
    for target in
        TARGETS.iter().filter(|target| chosen.is_empty() || chosen.iter().any(|name| name == target.name))
    {
        match campaign(target, &limit) {
            Ok(runs) => println!("{:<16} {runs:>8} inputs", target.name),
            Err(input) => {
                failed += 1;
                println!("{:<16} FAILED: {}", target.name, report(target, &input));
            }
        }
    }
    ExitCode::from(u8::from(failed > 0))
}

/// How long a target is run, and on which mutations.
struct Limit {
    time: Duration,
    mutations: u64,
    seed: u64,
}

/// The value of a variable of the environment, if it is a number.
fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Runs a target on its corpus, its seeds and mutations of both; returns the number of inputs, or
/// the one that failed.
fn campaign(target: &Target, limit: &Limit) -> Result<u64, Vec<u8>> {
    let mut known = (target.seeds)();
    for path in seeds::files(&seeds::corpus(target.name)) {
        match fs::read(&path) {
            Ok(data) => known.push(data),
            Err(error) => eprintln!("{}: {error}", path.display()),
        }
    }
    for data in &known {
        why(target, data).map_or(Ok(()), |_| Err(data.clone()))?;
    }
    let mut dice = Dice::new(limit.seed);
    let start = Instant::now();
    let mut mutations = 0;
    while mutations < limit.mutations && start.elapsed() < limit.time {
        let data = near(&known, &mut dice);
        if why(target, &data).is_some() {
            return Err(data);
        }
        mutations += 1;
    }
    Ok(known.len() as u64 + mutations)
}

/// The reason why an input fails.
enum Failure {
    /// A promise is broken; the message of the panic.
    Broken(String),
    /// It takes too long.
    Slow(Duration),
}

/// The reason why an input fails; `None` if it does not.
fn why(target: &Target, data: &[u8]) -> Option<Failure> {
    let start = Instant::now();
    let run = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(data)));
    match run {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            Some(Failure::Broken(text.unwrap_or("a panic").to_owned()))
        }
        Ok(()) => Some(start.elapsed()).filter(|&time| time > SLOW).map(Failure::Slow),
    }
}

/// Minimises and stores a failing input, and says where it is and why it fails.
fn report(target: &Target, data: &[u8]) -> String {
    let is_broken = |data: &[u8]| matches!(why(target, data), Some(Failure::Broken(_)));
    let (reason, small) = match why(target, data) {
        Some(Failure::Broken(reason)) => (reason, minimised(data.to_vec(), is_broken)),
        Some(Failure::Slow(time)) => (format!("{:.0} s", time.as_secs_f64()), data.to_vec()),
        None => ("it does not fail again".to_owned(), data.to_vec()),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts").join(target.name);
    let path = folder.join(format!("{:016x}", fingerprint(&small)));
    let stored = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, &small));
    match stored {
        Ok(()) => format!("{reason}\n    {} bytes in {}", small.len(), path.display()),
        Err(error) => format!("{reason}\n    not stored: {error}"),
    }
}

/// FNV-1a (Fowler, Noll and Vo 1991).
fn fingerprint(data: &[u8]) -> u64 {
    data.iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
