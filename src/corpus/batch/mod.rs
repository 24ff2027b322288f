//! Aligns a folder of document pairs into a folder of shards, in steps that survive being killed.
//!
//! ```text
//! OUT/run.json                what this folder is: program version, options, hash of the list of documents
//! OUT/run.lock                while a run writes here
//! OUT/shards/00000.jsonl.zst  the pairs of the first N documents
//! OUT/suspect/00000.jsonl.zst the pairs of those of them whose score is too low, where that is asked for
//! OUT/states/00000.tsv        what became of each of them, with hashes of what they and the shard hold; written
//!                             last, so that its presence says "done"
//! OUT/manifest.tsv            all states in one table, when every shard is done
//! OUT/report.json             the sums
//! ```
//! Every file appears complete. A run that finds the folder of the same run keeps the finished
//! shards whose documents and files are unchanged, byte by byte, and writes the others. It refuses
//! the folder of another run, and one into which another process is writing. No file contains a
//! date or a duration: the result of an interrupted run has the same bytes as that of an
//! uninterrupted one.

mod identity;
mod input;
mod lock;
mod output;
mod state;

use self::{
    identity::Identity,
    input::Input,
    output::{Earlier, Output},
    state::{State, States},
};
use super::{
    block::Block,
    columnar,
    documents::{self, Options},
    folder::DocumentPaths,
    ordered::{Limits, ordered},
    row::rows_of,
    shape::{Layout, Shape},
};
use crate::{
    Error, Result,
    adequacy::Adequacy,
    bitext::{BeadFinding, Bitext, rows::six},
    check::Severity,
    text::Sides,
};
use serde::Serialize;
use std::path::Path;

/// Bytes of memory that the aligner may need per byte of text: measured (41 for a text of 2 MB) and
/// rounded up.
pub const MEMORY_PER_BYTE: usize = 64;

/// The settings of a run.
#[derive(Debug)]
pub struct BatchPlan {
    /// Options for each document.
    pub options: Options,
    /// How shards are written.
    pub shape: Shape,
    /// Documents in a shard.
    pub per_shard: usize,
    /// Pairs of documents with a smaller score are written into a folder of their own.
    pub min_score: Option<f64>,
    /// Greatest memory in bytes for the documents in progress together.
    pub max_memory: usize,
}

/// The totals of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Name and version of the schema.
    pub schema: String,
    /// Documents in the list.
    pub documents: u64,
    /// Documents that could not be aligned.
    pub failed: u64,
    /// Pairs written.
    pub pairs: u64,
    /// Beads whose text has no counterpart anywhere, whether written or not.
    pub one_sided: u64,
    /// Findings that are warnings or errors.
    pub findings: u64,
    /// Documents that were aligned although one of their texts is garbled, reversed or in another language.
    pub warned: u64,
    /// Documents whose texts do not look like translations of each other.
    pub suspect: u64,
    /// Scores of the documents: minimum, quantiles of 5, 25, 50, 75 and 95 percent, maximum; empty
    /// if none has a score.
    pub scores: Vec<f64>,
    /// Pairs whose adequacy is below one half.
    pub doubtful_pairs: u64,
    /// Pairs that have an adequacy.
    pub judged_pairs: u64,
    /// Shards.
    pub shards: u64,
}

/// The progress of a run, reported to its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchStep<'a> {
    /// A document is done.
    Done {
        /// Its number of pairs.
        pairs: u64,
    },
    /// A shard of an earlier run is kept.
    Earlier {
        /// Its number of documents.
        documents: u64,
        /// Its number of pairs.
        pairs: u64,
    },
    /// A shard of an earlier run is written again.
    Again {
        /// Its name.
        shard: &'a str,
        /// The reason, worded for users.
        why: &'a str,
    },
}

/// Aligns all documents and writes the folder `out`. Calls `watch` for every document.
///
/// # Errors
/// When `out` belongs to another run, is being written by another process, or cannot be written.
/// Documents that fail are not errors but rows of the manifest.
pub fn batch(
    entries: &[DocumentPaths],
    out: &Path,
    plan: &BatchPlan,
    watch: &mut dyn FnMut(BatchStep<'_>),
) -> Result<Report> {
    if plan.shape.layout == Layout::Parquet {
        columnar::require(out)?;
    }
    let output = Output::claim(out, &Identity::of(plan, entries))?;
    let shards: Vec<&[DocumentPaths]> = entries.chunks(plan.per_shard.max(1)).collect();
    let open = open_shards(&output, &shards, plan, watch);
    let tasks = open.iter().flat_map(|(_, documents)| documents.iter());
    let with_sizes = tasks.map(|entry| (entry, input::bytes_of(entry)));
    // Even two documents of twenty bytes cost more than their bytes.
    let size = |task: &(&DocumentPaths, usize)| task.1 + 4096;
    let work = |(entry, size)| work(entry, size, plan);
    let limits = Limits::with_bytes(plan.max_memory / MEMORY_PER_BYTE);
    ordered(with_sizes, size, limits, work, |done| {
        for (n, documents) in &open {
            write_shard(&output, *n, plan, &mut done.take(documents.len()), watch)?;
        }
        Ok::<(), Error>(())
    })?;
    output.finish(shards.len(), plan)
}

/// The shards that remain to be written, with their numbers.
fn open_shards<'a>(
    output: &Output,
    shards: &[&'a [DocumentPaths]],
    plan: &BatchPlan,
    watch: &mut dyn FnMut(BatchStep<'_>),
) -> Vec<(usize, &'a [DocumentPaths])> {
    let mut open = Vec::new();
    let compare =
        |(n, documents): (usize, &&'a [DocumentPaths])| (n, *documents, output.earlier(n, documents, plan));
    let limits = Limits::with_bytes(usize::MAX);
    ordered(
        shards.iter().enumerate(),
        |_| 0,
        limits,
        compare,
        |compared| {
            for (n, documents, earlier) in compared {
                match earlier {
                    Earlier::Done { pairs } => {
                        watch(BatchStep::Earlier { documents: documents.len() as u64, pairs });
                        continue;
                    }
                    Earlier::Stale(why) => watch(BatchStep::Again { shard: &output::name(n), why: &why }),
                    Earlier::Nothing => {}
                }
                open.push((n, documents));
            }
        },
    );
    open
}

/// Writes a shard and then its states.
fn write_shard(
    output: &Output,
    shard: usize,
    plan: &BatchPlan,
    done: &mut dyn Iterator<Item = Done>,
    watch: &mut dyn FnMut(BatchStep<'_>),
) -> Result<()> {
    let mut sink = output.target(shard, plan.shape).create()?;
    let mut aside = output.aside(shard, plan).map(|target| target.create()).transpose()?;
    let mut states = States::default();
    for document in done {
        let low = document.state.score.zip(plan.min_score).is_some_and(|(score, least)| score < least);
        match aside.as_mut().filter(|_| low) {
            Some(aside) => aside.write(document.block.all())?,
            None => sink.write(document.block.all())?,
        }
        watch(BatchStep::Done { pairs: document.state.pairs });
        states.documents.push(document.state);
    }
    states.files = sink.commit()?;
    if let Some(aside) = aside {
        states.files.extend(aside.commit()?);
    }
    output.write_states(shard, &states)
}

/// A document that has been processed.
struct Done {
    block: Block,
    state: State,
}

fn work(entry: &DocumentPaths, size: usize, plan: &BatchPlan) -> Done {
    let mut block = Block::default();
    let Input { bytes, content } = input::read(entry, size, plan);
    let mut state = State { id: entry.id.clone(), content, ..State::default() };
    match bytes.and_then(|bytes| aligned(entry, &bytes, plan)) {
        Err(error) => state.error = Some(error.to_string()),
        Ok(bitext) => {
            rows_of(&entry.id, &bitext, plan.options.two_sided)
                .for_each(|row| block.bead(plan.shape.layout, &row));
            let beads = &bitext.alignment.beads;
            state.pairs = block.len() as u64;
            state.one_sided = beads.iter().filter(|bead| bead.is_one_sided()).count() as u64;
            let score = bitext.adequacy.score;
            let least = plan.min_score.unwrap_or(0.0).max(Adequacy::DOUBTFUL);
            state.score = score.map(six);
            state.suspect = score.is_some_and(|score| score < least);
            let (doubtful, judged) = bitext.adequacy.doubtful_beads();
            (state.doubtful, state.judged) = (doubtful as u64, judged as u64);
            let serious = |found: &&BeadFinding| found.finding.severity > Severity::Note;
            state.warning = documents::warning(&bitext);
            state.findings = bitext.findings.iter().filter(serious).count() as u64;
        }
    }
    Done { block, state }
}

fn aligned(entry: &DocumentPaths, bytes: &Sides<Vec<u8>>, plan: &BatchPlan) -> Result<Bitext> {
    let files = entry.files.as_ref().map_err(Clone::clone)?;
    let names = files.as_ref().map(|path| path.display().to_string());
    documents::align_files((&names.ar, &bytes.ar), (&names.en, &bytes.en), &plan.options)
}

/// A locked folder: no other run may write into it until this is dropped.
#[derive(Debug)]
pub struct Locked {
    _lock: crate::lock::Lock,
}

/// Locks a folder against other runs.
///
/// # Errors
/// When another process holds the lock, or when the folder cannot be written.
pub fn lock_folder(folder: &Path) -> Result<Locked> {
    lock::take(folder).map(|lock| Locked { _lock: lock })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::folder::pairs_below;
    use std::{fs, path::PathBuf};

    fn plan(shape: &str, per_shard: usize) -> BatchPlan {
        BatchPlan {
            options: Options::default(),
            shape: shape.parse().unwrap(),
            per_shard,
            min_score: None,
            max_memory: 1 << 30,
        }
    }

    fn sources(folder: &Path, count: usize) -> Vec<DocumentPaths> {
        for n in 0..count {
            fs::write(folder.join(format!("d{n}.ar.txt")), format!("وصل {n} من الرجال. ثم غادروا.\n"))
                .unwrap();
            fs::write(folder.join(format!("d{n}.en.txt")), format!("{n} men arrived. Then they left.\n"))
                .unwrap();
        }
        pairs_below(folder, Path::new("/nowhere"), None).unwrap().entries
    }

    fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(inside) = open.pop() {
            for entry in fs::read_dir(inside).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    files.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }

    #[test]
    fn a_run_that_is_taken_up_again_gives_the_same_bytes() {
        let (texts, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let entries = sources(texts.path(), 10);
        let (whole, again) = (out.path().join("whole"), out.path().join("again"));
        let report = batch(&entries, &whole, &plan("moses.gz", 3), &mut |_| {}).unwrap();
        assert_eq!((report.documents, report.failed, report.pairs, report.shards), (10, 0, 20, 4));
        batch(&entries, &again, &plan("moses.gz", 3), &mut |_| {}).unwrap();
        // The state after a kill: a shard without its states, half a file, no manifest.
        fs::remove_file(again.join("states/00001.tsv")).unwrap();
        fs::remove_file(again.join("manifest.tsv")).unwrap();
        fs::write(again.join("shards/00001.ar.gz"), "broken").unwrap();
        fs::write(again.join("shards/.mizan-abc.tmp"), "half").unwrap();
        let mut earlier = 0;
        let mut watch = |step: BatchStep<'_>| {
            if let BatchStep::Earlier { documents, .. } = step {
                earlier += documents;
            }
        };
        batch(&entries, &again, &plan("moses.gz", 3), &mut watch).unwrap();
        assert_eq!(earlier, 7);
        assert_eq!(tree(&again), tree(&whole));
    }

    #[test]
    fn what_has_changed_since_an_earlier_run_is_written_again_and_nothing_else() {
        let (texts, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let entries = sources(texts.path(), 8);
        let (whole, again) = (out.path().join("whole"), out.path().join("again"));
        batch(&entries, &again, &plan("jsonl.gz", 2), &mut |_| {}).unwrap();
        // A changed document of the same size, a shard with a flipped bit, and an invalid table of states.
        fs::write(texts.path().join("d1.en.txt"), "7 men arrived. Then they left.\n").unwrap();
        let shard = again.join("shards/00002.jsonl.gz");
        let mut bytes = fs::read(&shard).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&shard, bytes).unwrap();
        fs::write(again.join("states/00003.tsv"), "?\n").unwrap();
        let mut said = Vec::new();
        let mut watch = |step: BatchStep<'_>| match step {
            BatchStep::Again { shard, why } => said.push(format!("{shard}: {why}")),
            BatchStep::Earlier { documents, .. } => said.push(format!("{documents} stay")),
            BatchStep::Done { .. } => {}
        };
        batch(&entries, &again, &plan("jsonl.gz", 2), &mut watch).unwrap();
        assert_eq!(said[..2], ["00000: document d1 has changed", "2 stay"]);
        assert!(said[2].contains("00002.jsonl.gz is not as it was written"), "{}", said[2]);
        assert!(said[3].contains("00003.tsv is not as this program wrote it"), "{}", said[3]);
        batch(&entries, &whole, &plan("jsonl.gz", 2), &mut |_| {}).unwrap();
        assert_eq!(tree(&again), tree(&whole));
    }

    #[test]
    fn a_document_that_failed_is_tried_again_when_what_was_wrong_is_mended() {
        let (texts, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        sources(texts.path(), 2);
        let missing = texts.path().join("d1.en.txt");
        let text = fs::read(&missing).unwrap();
        fs::remove_file(&missing).unwrap();
        let run = || {
            let entries = pairs_below(texts.path(), Path::new("/nowhere"), None).unwrap().entries;
            batch(&entries, out.path(), &plan("jsonl", 1), &mut |_| {}).unwrap()
        };
        assert_eq!((run().failed, run().failed), (1, 1));
        fs::write(missing, text).unwrap();
        assert_eq!((run().failed, run().pairs), (0, 4));
    }

    #[test]
    fn documents_that_are_no_translations_are_suspect_and_set_aside_where_that_is_asked_for() {
        let (texts, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let write = |name: &str, text: &str| fs::write(texts.path().join(name), text).unwrap();
        write(
            "a.ar.txt",
            "افتتح رئيس البلدية صباح أمس الحديقة الجديدة في وسط المدينة.\nوحضر عدد كبير من الأهالي مع أطفالهم.\n",
        );
        write(
            "a.en.txt",
            "The mayor opened the new park in the centre of the city yesterday morning.\nA large number of families came with their children.\n",
        );
        write(
            "b.ar.txt",
            "افتتح رئيس البلدية صباح أمس الحديقة الجديدة في وسط المدينة.\nوحضر عدد كبير من الأهالي مع أطفالهم.\n",
        );
        write(
            "b.en.txt",
            "Analysts had expected that the central bank would cut its main rate.\nExporters complained that the currency was still too strong.\n",
        );
        let entries = pairs_below(texts.path(), Path::new("/nowhere"), None).unwrap().entries;
        let (plain, aside) = (out.path().join("plain"), out.path().join("aside"));
        let strict = BatchPlan { min_score: Some(0.5), ..plan("jsonl", 1) };
        let report = batch(&entries, &plain, &plan("jsonl", 1), &mut |_| {}).unwrap();
        assert_eq!((report.documents, report.suspect, report.scores.len()), (2, 1, 7));
        assert_eq!(batch(&entries, &aside, &strict, &mut |_| {}).unwrap(), report);
        let text = |path: PathBuf| fs::read_to_string(path).unwrap();
        let manifest = text(plain.join("manifest.tsv"));
        assert!(manifest.contains("a\tdone\t") && manifest.contains("b\tsuspect\t"), "{manifest}");
        assert_eq!(text(aside.join("shards/00001.jsonl")), "");
        assert_eq!(text(aside.join("suspect/00001.jsonl")), text(plain.join("shards/00001.jsonl")));
        assert_eq!(text(aside.join("shards/00000.jsonl")), text(plain.join("shards/00000.jsonl")));
        // Another run finds everything done.
        let mut earlier = 0;
        batch(&entries, &aside, &strict, &mut |step| {
            earlier += u64::from(matches!(step, BatchStep::Earlier { .. }));
        })
        .unwrap();
        assert_eq!(earlier, 2);
    }

    #[test]
    fn two_runs_at_a_time_into_one_folder_are_refused() {
        let (texts, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let entries = sources(texts.path(), 2);
        let mut refused = 0;
        let mut watch = |_: BatchStep<'_>| {
            let error = batch(&entries, out.path(), &plan("jsonl", 1), &mut |_| {}).unwrap_err();
            assert!(error.to_string().contains("is writing into this folder"), "{error}");
            refused += 1;
        };
        batch(&entries, out.path(), &plan("jsonl", 1), &mut watch).unwrap();
        assert_eq!(refused, 2);
        assert!(!out.path().join("run.lock").exists());
    }

    #[test]
    fn a_folder_of_another_run_is_refused_and_says_what_differs() {
        let (texts, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let entries = sources(texts.path(), 2);
        batch(&entries, out.path(), &plan("jsonl", 10), &mut |_| {}).unwrap();
        let refused = |plan: &BatchPlan, entries: &[DocumentPaths], words: &str| {
            let error = batch(entries, out.path(), plan, &mut |_| {}).unwrap_err().to_string();
            assert!(error.contains("belongs to another run") && error.contains(words), "{error}");
        };
        refused(&plan("tsv", 10), &entries, "format is \"tsv\" here and \"jsonl\" there");
        refused(&plan("jsonl", 10), &sources(texts.path(), 3), "other documents");
        assert!(!out.path().join("run.lock").exists());
        let run = out.path().join("run.json");
        let old = fs::read_to_string(&run).unwrap().replace(env!("CARGO_PKG_VERSION"), "0.0.1");
        fs::write(run, old).unwrap();
        refused(&plan("jsonl", 10), &entries, "version is");
        let error = batch(&entries, texts.path(), &plan("jsonl", 10), &mut |_| {}).unwrap_err().to_string();
        assert!(error.contains("not empty"), "{error}");
    }

    #[test]
    fn a_document_that_fails_is_a_row_and_the_others_are_written() {
        let (texts, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        sources(texts.path(), 3);
        fs::write(texts.path().join("d1.en.txt"), "ليست إنجليزية.").unwrap();
        fs::write(texts.path().join("d2.en.txt"), "x".repeat(100_000)).unwrap();
        fs::remove_file(texts.path().join("d0.ar.txt")).unwrap();
        for name in ["f.ar.txt", "e.ar.txt"] {
            fs::write(texts.path().join(name), "نعم.").unwrap();
        }
        fs::write(texts.path().join("f.en.txt"), " \n").unwrap();
        fs::write(texts.path().join("e.en.txt"), "Yes.").unwrap();
        let entries = pairs_below(texts.path(), Path::new("/nowhere"), None).unwrap().entries;
        let small = BatchPlan { max_memory: 1 << 20, ..plan("tsv", 10) };
        let report = batch(&entries, &out.path().join("o"), &small, &mut |_| {}).unwrap();
        assert_eq!((report.documents, report.failed, report.pairs), (5, 4, 1));
        let manifest = fs::read_to_string(out.path().join("o/manifest.tsv")).unwrap();
        let rows: Vec<_> = manifest.lines().collect();
        assert!(rows[1].starts_with("d0\tfailed\t00000\t0\t0\t0\t") && rows[1].contains("no Arabic file"));
        assert!(rows[2].contains("both texts are Arabic"));
        assert!(rows[3].contains("raise --max-memory"));
        assert!(rows[4].starts_with("e\tdone\t00000\t1\t0\t"));
        assert!(rows[5].starts_with("f\tfailed") && rows[5].contains("no text was read"));
    }
}
