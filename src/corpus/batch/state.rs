//! The outcome for each document of a shard, and the contents of its files: the table `states/00000.tsv`.
//!
//! ```text
//! 00000.jsonl.zst  48211  9b1f…                              a line for each file: name, bytes, XXH3-128
//! news/7  done    00000  41  2  1  03ce…                    0.993  0  41    a line for each document, as in the
//! news/8  failed  00000  0   0  0  77a0…  both texts are …         0  0     manifest
//! ```

use crate::corpus::target::Finished;
use std::path::PathBuf;

/// A table of states.
#[derive(Debug, Default, PartialEq)]
pub(super) struct States {
    /// The files of the shard as they were written.
    pub(super) files: Vec<Finished>,
    /// Its documents.
    pub(super) documents: Vec<State>,
}

impl States {
    /// The table as text.
    pub(super) fn text(&self, shard: &str) -> String {
        let files = self.files.iter().map(|file| {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy();
            format!("{name}\t{}\t{:032x}\n", file.bytes, file.xxh3)
        });
        files.chain(self.documents.iter().map(|state| state.line(shard))).collect()
    }

    /// Reads the table of a shard whose files are `expected`, without opening these. `None` if the
    /// text is not such a table.
    pub(super) fn read(text: &str, expected: &[PathBuf]) -> Option<Self> {
        let mut lines = text.lines();
        let files = expected
            .iter()
            .map(|path| {
                let cells: Vec<&str> = lines.next()?.split('\t').collect();
                let [name, bytes, xxh3] = cells[..] else { return None };
                let there = path.file_name()?.to_str()? == name;
                let finished = Finished {
                    path: path.clone(),
                    bytes: bytes.parse().ok()?,
                    xxh3: u128::from_str_radix(xxh3, 16).ok()?,
                };
                there.then_some(finished)
            })
            .collect::<Option<_>>()?;
        Some(States { files, documents: lines.map(State::read).collect::<Option<_>>()? })
    }
}

/// The outcome for one document: a row of the manifest.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct State {
    pub(super) id: String,
    pub(super) pairs: u64,
    pub(super) one_sided: u64,
    pub(super) findings: u64,
    /// Probability that its two texts translate each other, six decimals.
    pub(super) score: Option<f64>,
    /// Pairs whose adequacy is below one half.
    pub(super) doubtful: u64,
    /// Pairs that have an adequacy.
    pub(super) judged: u64,
    /// True if the score is too low.
    pub(super) suspect: bool,
    /// Hash of the contents of the document (see [`super::input`]).
    pub(super) content: u128,
    pub(super) error: Option<String>,
    /// A reason to distrust the pairs: a text in another language, garbled, reversed.
    pub(super) warning: Option<String>,
}

impl State {
    /// The header of a manifest.
    pub(super) const HEADER: &str =
        "id\tstate\tshard\tpairs\tone_sided\tfindings\tcontent\terror\twarning\tscore\tdoubtful\tjudged\n";

    /// The row, with its line end.
    pub(super) fn line(&self, shard: &str) -> String {
        let state = match (&self.error, self.suspect) {
            (Some(_), _) => "failed",
            (None, true) => "suspect",
            (None, false) => "done",
        };
        let error = cell(self.error.as_deref().unwrap_or_default());
        let warning = cell(self.warning.as_deref().unwrap_or_default());
        let State { pairs, one_sided, findings, doubtful, judged, content, .. } = self;
        let id = cell(&self.id);
        let score = self.score.map(|score| score.to_string()).unwrap_or_default();
        format!(
            "{id}\t{state}\t{shard}\t{pairs}\t{one_sided}\t{findings}\t{content:032x}\t{error}\t{warning}\t\
             {score}\t{doubtful}\t{judged}\n"
        )
    }

    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, state, _, pairs, one_sided, findings, content, error, warning, score, doubtful, judged] =
            cells[..]
        else {
            return None;
        };
        Some(State {
            id: id.to_owned(),
            pairs: pairs.parse().ok()?,
            one_sided: one_sided.parse().ok()?,
            findings: findings.parse().ok()?,
            score: if score.is_empty() { None } else { Some(score.parse().ok()?) },
            doubtful: doubtful.parse().ok()?,
            judged: judged.parse().ok()?,
            suspect: state == "suspect",
            content: u128::from_str_radix(content, 16).ok()?,
            error: (state == "failed").then(|| error.to_owned()),
            warning: (!warning.is_empty()).then(|| warning.to_owned()),
        })
    }
}

/// The text without characters that would break a table.
pub(super) fn cell(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_states_is_read_as_it_was_written_and_no_other() {
        let path = PathBuf::from("out/shards/00003.tsv");
        let file = Finished { path: path.clone(), bytes: 7, xxh3: 1 << 100 };
        let done = State {
            id: "news/7".to_owned(),
            pairs: 4,
            score: Some(0.25),
            suspect: true,
            content: 9,
            ..State::default()
        };
        let failed =
            State { error: Some("no\tfile".to_owned()), score: None, suspect: false, ..done.clone() };
        let states = States { files: vec![file], documents: vec![done, failed] };
        let text = states.text("00003");
        let read = States::read(&text, std::slice::from_ref(&path)).unwrap();
        assert_eq!((&read.files, &read.documents[0]), (&states.files, &states.documents[0]));
        assert_eq!(read.documents[1].error.as_deref(), Some("no file"));
        assert_eq!(States::read(&text, &[PathBuf::from("00004.tsv")]), None);
        assert_eq!(States::read(&text, &[]), None);
        assert_eq!(States::read(&text.replace("\t4\t", "\tfour\t"), &[path]), None);
    }
}
