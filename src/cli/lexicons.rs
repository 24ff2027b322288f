//! The lexicons of the user: the option `--lexicon`, and reading its files.

use super::{
    console::{Console, harmless},
    file::{bytes, name_of},
    summary::count,
};
use mizan::{
    Error, Result,
    document::{self, ReadOptions},
    lexicon::{Lexicon, Rows},
    text::Lang,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The lexicons of the user.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct LexiconArgs {
    /// Use this lexicon in addition to the built-in one: a table as `mizan lexicon learn` writes
    /// it, two columns in either order, or a hunalign .dic; repeatable
    #[arg(long = "lexicon", value_name = "FILE")]
    pub(super) lexicons: Vec<PathBuf>,
}

/// Most unusable rows of a file that are reported one by one.
pub(super) const SKIPPED_SHOWN: usize = 5;

impl LexiconArgs {
    /// Reads the lexicons and reports rows that cannot be used.
    ///
    /// # Errors
    /// When a file cannot be read, or when it has no usable row.
    pub(super) fn load(&self, console: &Console) -> Result<Vec<Arc<Lexicon>>> {
        let load = |path: &PathBuf| {
            let text = read(path)?;
            let rows = Rows::read(&text);
            report(&name_of(path), &rows, SKIPPED_SHOWN, console);
            let lexicon = usable(path, &rows)?.lexicon();
            if console.is_verbose() {
                console.say(format!(
                    "{}: {}, {} of words",
                    harmless(name_of(path)),
                    count(rows.used as usize, "row"),
                    count(lexicon.len(), "pair")
                ));
            }
            Ok(Arc::new(lexicon))
        };
        self.lexicons.iter().map(load).collect()
    }
}

/// The text of a lexicon file in any encoding.
pub(super) fn read(path: &Path) -> Result<String> {
    let options = ReadOptions { lang: Some(Lang::Ar), lines: true, ..ReadOptions::default() };
    Ok(document::read(&bytes(path)?, &name_of(path), &options)?.text)
}

pub(super) fn usable<'a, 'b>(path: &Path, rows: &'b Rows<'a>) -> Result<&'b Rows<'a>> {
    if rows.rows.is_empty() {
        return Err(Error::new("no row of this lexicon can be used").at(harmless(name_of(path))).advise(
            "give English and Arabic separated by a TAB, a hunalign .dic, or what `mizan lexicon learn` writes",
        ));
    }
    Ok(rows)
}

pub(super) fn report(name: &str, rows: &Rows<'_>, shown: usize, console: &Console) {
    let skipped = rows.skipped.len();
    if skipped == 0 {
        return;
    }
    let name = harmless(name);
    let all = rows.used + skipped as u64;
    console.say(format!("{name}: {skipped} of {all} rows cannot be used"));
    for row in rows.skipped.iter().take(shown) {
        console.say(format!("{name}, line {}: {}", row.line, harmless(&row.why)));
    }
}
