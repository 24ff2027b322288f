//! Running the program in a temporary folder.

use assert_cmd::cargo::cargo_bin;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Ran {
    /// Standard output as text.
    pub(crate) fn out(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("standard output is UTF-8")
    }

    /// Asserts that the run failed as every failure must: exit code 2 and one line that contains `words`.
    #[track_caller]
    pub(crate) fn fails_with(&self, words: &str) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert!(is_one_error_line(&self.stderr), "not one line: {:?}", self.stderr);
        assert!(self.stderr.contains(words), "{:?} not in {:?}", words, self.stderr);
    }
}

/// True for exactly one line that begins like the program's errors.
pub(crate) fn is_one_error_line(stderr: &str) -> bool {
    stderr.starts_with("mizan: ") && stderr.ends_with('\n') && stderr.lines().count() == 1
}

/// An empty folder that is deleted when dropped.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    /// A folder with files.
    pub(crate) fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Folder::new();
        for (name, bytes) in files {
            folder.write(name, bytes);
        }
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of the files in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program, to be run in this folder, without environment variables that could change its output.
    pub(crate) fn command(&self) -> Command {
        self.prepared(Command::new(cargo_bin("mizan")))
    }

    /// Runs a line of `sh` in which `$MIZAN` is the program.
    pub(crate) fn shell(&self, line: &str) -> Ran {
        let mut command = self.prepared(Command::new("sh"));
        finish(command.args(["-c", line]).env("MIZAN", cargo_bin("mizan")), b"")
    }

    /// Runs `mizan` on hostile input with limits of 200 MiB of memory and two seconds of computing
    /// time, enforced by the system. Wall-clock time would depend on how busy the machine is.
    pub(crate) fn within_bounds(&self, words: &str) -> Ran {
        self.shell(&format!("ulimit -d 204800; ulimit -t 2; exec \"$MIZAN\" {words}"))
    }

    fn prepared(&self, mut command: Command) -> Command {
        for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command.env("MIZAN_SETTINGS", "").env("XDG_STATE_HOME", "/dev/null");
        command.current_dir::<&Path>(self.0.path());
        command
    }

    /// Runs `mizan` with arguments separated by blanks.
    pub(crate) fn mizan(&self, words: &str) -> Ran {
        finish(self.command().args(words.split_whitespace()), b"")
    }
}

/// Runs a command to its end with the given input.
pub(crate) fn finish(command: &mut Command, stdin: &[u8]) -> Ran {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that does not need its input closes it; that is not a failure.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code(),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}
