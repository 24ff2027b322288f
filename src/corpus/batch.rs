//! A folder of document pairs in, a folder of shards out, in steps that survive being killed.
//!
//! ```text
//! OUT/run.json                what this folder is: program version, options, hash of the list of documents
//! OUT/shards/00000.jsonl.zst  the pairs of the first N documents
//! OUT/states/00000.tsv        what became of each of them; written last, so that its presence says "done"
//! OUT/manifest.tsv            all states in one table, when every shard is done
//! OUT/report.json             the sums
//! ```
//! Every file appears whole. A run that finds a folder of the same run goes on behind the shards that are done;
//! a folder of another run is refused. No file holds a date or a duration: the bytes are those of an undisturbed
//! run.

use super::{
    documents::{self, Options},
    folder::Entry,
    ordered::{Limits, ordered},
    row::{Block, Shape, Target, rows_of},
};
use crate::{Error, Result, bitext::rows, bitext::rows::SCHEMA, bitext::save};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use xxhash_rust::xxh3::Xxh3;

/// How many bytes of memory the aligner may need for a byte of text, measured (41 for a text of 2 MB) and rounded up.
pub const MEMORY_PER_BYTE: usize = 64;

/// What a run does with its documents.
#[derive(Debug)]
pub struct Plan {
    /// Options on each document.
    pub options: Options,
    /// How shards are written.
    pub shape: Shape,
    /// Documents in a shard.
    pub per_shard: usize,
    /// Memory in bytes that the documents under way may need together.
    pub max_memory: usize,
}

/// What identifies a run: the same values give the same bytes.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    schema: String,
    version: String,
    format: String,
    documents_per_shard: usize,
    segmented: bool,
    source: String,
    encoding: Option<String>,
    main_text: bool,
    findings: bool,
    two_sided: bool,
    lexicons: Vec<String>,
    documents: usize,
    list: String,
}

impl Identity {
    fn of(plan: &Plan, entries: &[Entry]) -> Self {
        let mut hash = Xxh3::new();
        for entry in entries {
            hash.update(entry.id.as_bytes());
            hash.update(b"\0");
            let files = entry.files.as_ref().map_or(&[][..], |files| files);
            for path in files {
                hash.update(path.as_os_str().as_encoded_bytes());
                hash.update(b"\0");
            }
            hash.update(b"\n");
        }
        Identity {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            format: plan.shape.to_string(),
            documents_per_shard: plan.per_shard,
            segmented: plan.options.segmented,
            source: plan.options.source.to_string(),
            encoding: plan.options.encoding.clone(),
            main_text: plan.options.main_text,
            findings: !plan.options.without_findings,
            two_sided: plan.options.two_sided,
            lexicons: plan.options.lexicons.iter().map(|l| format!("{:016x}", l.fingerprint())).collect(),
            documents: entries.len(),
            list: format!("{:032x}", hash.digest128()),
        }
    }

    /// What differs, in words.
    fn difference(&self, other: &Identity) -> String {
        let value = |identity: &Identity| serde_json::to_value(identity).unwrap_or_default();
        let (ours, theirs) = (value(self), value(other));
        let members = ours.as_object().into_iter().flatten();
        let differing =
            members.filter(|(name, value)| theirs.get(name) != Some(value)).map(|(name, value)| {
                match name.as_str() {
                    "list" => "other documents".to_owned(),
                    _ => format!("{name} is {value} here and {} there", theirs.get(name).unwrap_or_default()),
                }
            });
        differing.collect::<Vec<_>>().join(", ")
    }
}

/// What became of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Name and version of the schema.
    pub schema: String,
    /// Documents in the list.
    pub documents: u64,
    /// Documents that could not be aligned.
    pub failed: u64,
    /// Pairs written.
    pub pairs: u64,
    /// Beads with text on one side only, written or not.
    pub one_sided: u64,
    /// Findings that are warnings or errors.
    pub findings: u64,
    /// Shards.
    pub shards: u64,
}

/// How far a run is, for those who watch it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Step {
    /// Documents that are done since the last step.
    pub documents: u64,
    /// Pairs in them.
    pub pairs: u64,
    /// True for documents that an earlier run had done.
    pub earlier: bool,
}

/// Aligns all documents and writes the folder `out`. `watch` is told of every document.
///
/// # Errors
/// When `out` belongs to another run or cannot be written. Documents that fail are rows in the manifest.
pub fn batch(entries: &[Entry], out: &Path, plan: &Plan, watch: &mut dyn FnMut(Step)) -> Result<Report> {
    let folder = Folder::claim(out, &Identity::of(plan, entries))?;
    let per_shard = plan.per_shard.max(1);
    let shards: Vec<_> = entries.chunks(per_shard).enumerate().collect();
    let mut open = Vec::new();
    for &(n, documents) in &shards {
        match folder.state(n)?.filter(|_| folder.has_shard(n, plan.shape)) {
            Some(rows) => watch(Step {
                documents: documents.len() as u64,
                pairs: rows.iter().map(|row| row.pairs).sum(),
                earlier: true,
            }),
            None => open.push((n, documents)),
        }
    }
    let tasks = open.iter().flat_map(|(_, documents)| documents.iter());
    let limits = Limits::with_bytes(plan.max_memory / MEMORY_PER_BYTE);
    // Two documents of twenty bytes each cost more than their bytes.
    let size = |task: &(&Entry, usize)| task.1 + 4096;
    let with_sizes = tasks.map(|entry| (entry, bytes_of(entry)));
    ordered(
        with_sizes,
        size,
        limits,
        |(entry, size)| work(entry, size, plan),
        |done| {
            for (n, documents) in &open {
                folder.shard(*n, documents.len(), plan.shape, done, watch)?;
            }
            Ok::<(), Error>(())
        },
    )?;
    folder.finish(&shards.iter().map(|(n, _)| *n).collect::<Vec<_>>())
}

fn bytes_of(entry: &Entry) -> usize {
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |there| there.len() as usize);
    entry.files.as_ref().map_or(0, |files| files.iter().map(size).sum())
}

/// A document that has been worked on.
struct Done {
    block: Block,
    state: State,
}

/// What became of a document: one row of the manifest.
#[derive(Debug, Default, Clone)]
struct State {
    id: String,
    pairs: u64,
    one_sided: u64,
    findings: u64,
    error: Option<String>,
}

impl State {
    const HEADER: &str = "id\tstate\tshard\tpairs\tone_sided\tfindings\terror\n";

    fn line(&self, shard: &str) -> String {
        let state = if self.error.is_some() { "failed" } else { "done" };
        let error = cell(self.error.as_deref().unwrap_or_default());
        let (pairs, one_sided, findings) = (self.pairs, self.one_sided, self.findings);
        format!("{}\t{state}\t{shard}\t{pairs}\t{one_sided}\t{findings}\t{error}\n", cell(&self.id))
    }

    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, state, _, pairs, one_sided, findings, error] = cells[..] else { return None };
        Some(State {
            id: id.to_owned(),
            pairs: pairs.parse().ok()?,
            one_sided: one_sided.parse().ok()?,
            findings: findings.parse().ok()?,
            error: (state == "failed").then(|| error.to_owned()),
        })
    }
}

/// Text that cannot break a table.
fn cell(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn work(entry: &Entry, size: usize, plan: &Plan) -> Done {
    let mut block = Block::default();
    let mut state = State { id: entry.id.clone(), ..State::default() };
    match aligned(entry, size, plan) {
        Err(error) => state.error = Some(error.to_string()),
        Ok(bitext) => {
            rows_of(&entry.id, &bitext, plan.options.two_sided)
                .for_each(|row| block.bead(plan.shape.layout, &row));
            let beads = &bitext.alignment.beads;
            state.pairs = block.len() as u64;
            state.one_sided = beads.iter().filter(|bead| bead.is_one_sided()).count() as u64;
            let serious =
                |found: &&crate::bitext::BeadFinding| found.finding.severity > crate::check::Severity::Note;
            state.findings = bitext.findings.iter().filter(serious).count() as u64;
        }
    }
    Done { block, state }
}

fn aligned(entry: &Entry, size: usize, plan: &Plan) -> Result<crate::bitext::Bitext> {
    let [first, second] = entry.files.as_ref().map_err(Clone::clone)?;
    if size.saturating_mul(MEMORY_PER_BYTE) > plan.max_memory {
        let megabytes = (size.saturating_mul(MEMORY_PER_BYTE) >> 20) + 1;
        return Err(Error::new(format!(
            "the two texts have {size} bytes and may need {megabytes} MiB of memory"
        ))
        .advise(format!("raise --max-memory to {megabytes}M or divide the document")));
    }
    let read = |path: &PathBuf| fs::read(path).map_err(|error| Error::io(path, &error));
    let (one, two) = (read(first)?, read(second)?);
    let name = |path: &Path| path.display().to_string();
    documents::align_files((&name(first), &one), (&name(second), &two), &plan.options)
}

/// The folder that a run writes into.
struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Makes the folder, or makes sure that it belongs to this run.
    fn claim(root: &Path, identity: &Identity) -> Result<Self> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| Error::io(&path, &error)
        };
        let run = root.join("run.json");
        match fs::read(&run) {
            Ok(bytes) => {
                let there: Identity = serde_json::from_slice(&bytes).map_err(|error| {
                    Error::new(format!("says nothing about a run: {error}"))
                        .at(run.display())
                        .advise("give another folder to -o")
                })?;
                if there != *identity {
                    let difference = identity.difference(&there);
                    return Err(Error::new(format!("the folder belongs to another run: {difference}"))
                        .at(root.display())
                        .advise("give another folder to -o, or delete this one"));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // Temporary files of a run that was killed at its very beginning are no stranger's files.
                let strange = fs::read_dir(root)
                    .is_ok_and(|entries| entries.flatten().any(|entry| !is_left_over(&entry.file_name())));
                if strange {
                    return Err(Error::new("the folder is not empty and no run has written it")
                        .at(root.display())
                        .advise("give a new folder to -o"));
                }
                fs::create_dir_all(root).map_err(failed(root))?;
                save(&run, |out| pretty(identity, out))?;
            }
            Err(error) => return Err(failed(&run)(error)),
        }
        let folder = Folder { root: root.to_owned() };
        for name in ["shards", "states"] {
            let path = folder.root.join(name);
            fs::create_dir_all(&path).map_err(failed(&path))?;
            clear(&path);
        }
        clear(root);
        Ok(folder)
    }

    fn state_path(&self, shard: usize) -> PathBuf {
        self.root.join("states").join(format!("{}.tsv", name(shard)))
    }

    fn target(&self, shard: usize, shape: Shape) -> Target {
        Target::new(&self.root.join("shards").join(name(shard)), shape)
    }

    /// False when somebody took a file of the shard away.
    fn has_shard(&self, shard: usize, shape: Shape) -> bool {
        self.target(shard, shape).paths.iter().all(|path| path.is_file())
    }

    /// The states of a shard that is done.
    fn state(&self, shard: usize) -> Result<Option<Vec<State>>> {
        let path = self.state_path(shard);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let rows: Option<Vec<State>> = text.lines().map(State::read).collect();
                rows.map(Some).ok_or_else(|| {
                    Error::new("not as this program wrote it")
                        .at(path.display())
                        .advise("delete the file: its shard will be written again")
                })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io(&path, &error)),
        }
    }

    /// Writes a shard and then its states.
    fn shard(
        &self,
        shard: usize,
        documents: usize,
        shape: Shape,
        done: &mut dyn Iterator<Item = Done>,
        watch: &mut dyn FnMut(Step),
    ) -> Result<()> {
        let mut sink = self.target(shard, shape).create()?;
        let mut states = String::new();
        for document in done.take(documents) {
            sink.write(document.block.all())?;
            states.push_str(&document.state.line(&name(shard)));
            watch(Step { documents: 1, pairs: document.state.pairs, earlier: false });
        }
        sink.commit()?;
        save(&self.state_path(shard), |out| out.write_all(states.as_bytes()))
    }

    /// Writes the manifest and the report.
    fn finish(&self, shards: &[usize]) -> Result<Report> {
        let mut report =
            Report { schema: SCHEMA.to_owned(), shards: shards.len() as u64, ..Report::default() };
        save(&self.root.join("manifest.tsv"), |out| {
            out.write_all(State::HEADER.as_bytes())?;
            for &shard in shards {
                let rows = self.state(shard).map_err(io::Error::other)?.unwrap_or_default();
                for row in rows {
                    report.documents += 1;
                    report.failed += u64::from(row.error.is_some());
                    report.pairs += row.pairs;
                    report.one_sided += row.one_sided;
                    report.findings += row.findings;
                    out.write_all(row.line(&name(shard)).as_bytes())?;
                }
            }
            Ok(())
        })?;
        save(&self.root.join("report.json"), |out| pretty(&report, out))?;
        Ok(report)
    }
}

fn name(shard: usize) -> String {
    format!("{shard:05}")
}

fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    rows::write_pretty(value, out)?;
    out.write_all(b"\n")
}

/// True for the half-written file of a run that was killed.
fn is_left_over(name: &std::ffi::OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(".mizan-") && name.ends_with(".tmp"))
}

/// Removes what a killed run left half written.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_left_over(&entry.file_name()) {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::folder::pairs_below;

    fn plan(shape: &str, per_shard: usize) -> Plan {
        Plan { options: Options::default(), shape: shape.parse().unwrap(), per_shard, max_memory: 1 << 30 }
    }

    fn sources(folder: &Path, count: usize) -> Vec<Entry> {
        for n in 0..count {
            fs::write(folder.join(format!("d{n}.ar.txt")), format!("وصل {n} من الرجال. ثم غادروا.\n"))
                .unwrap();
            fs::write(folder.join(format!("d{n}.en.txt")), format!("{n} men arrived. Then they left.\n"))
                .unwrap();
        }
        pairs_below(folder, Path::new("/nowhere")).unwrap()
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
        // As after a kill: a shard without its states, half a file, no manifest.
        fs::remove_file(again.join("states/00001.tsv")).unwrap();
        fs::remove_file(again.join("manifest.tsv")).unwrap();
        fs::write(again.join("shards/00001.ar.gz"), "broken").unwrap();
        fs::write(again.join("shards/.mizan-abc.tmp"), "half").unwrap();
        let mut earlier = 0;
        let mut watch = |step: Step| earlier += if step.earlier { step.documents } else { 0 };
        batch(&entries, &again, &plan("moses.gz", 3), &mut watch).unwrap();
        assert_eq!(earlier, 7);
        assert_eq!(tree(&again), tree(&whole));
    }

    #[test]
    fn a_folder_of_another_run_is_refused_and_says_what_differs() {
        let (texts, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let entries = sources(texts.path(), 2);
        batch(&entries, out.path(), &plan("jsonl", 10), &mut |_| {}).unwrap();
        let refused = |plan: &Plan, entries: &[Entry], words: &str| {
            let error = batch(entries, out.path(), plan, &mut |_| {}).unwrap_err().to_string();
            assert!(error.contains("belongs to another run") && error.contains(words), "{error}");
        };
        refused(&plan("tsv", 10), &entries, "format is \"tsv\" here and \"jsonl\" there");
        refused(&plan("jsonl", 10), &sources(texts.path(), 3), "other documents");
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
        fs::write(texts.path().join("e.ar.txt"), "نعم.").unwrap();
        fs::write(texts.path().join("e.en.txt"), "Yes.").unwrap();
        let entries = pairs_below(texts.path(), Path::new("/nowhere")).unwrap();
        let small = Plan { max_memory: 1 << 20, ..plan("tsv", 10) };
        let report = batch(&entries, &out.path().join("o"), &small, &mut |_| {}).unwrap();
        assert_eq!((report.documents, report.failed, report.pairs), (4, 3, 1));
        let manifest = fs::read_to_string(out.path().join("o/manifest.tsv")).unwrap();
        let rows: Vec<_> = manifest.lines().collect();
        assert!(rows[1].starts_with("d0\tfailed\t00000\t0\t0\t0\t") && rows[1].contains("no Arabic file"));
        assert!(rows[2].contains("both texts are Arabic"));
        assert!(rows[3].contains("raise --max-memory"));
        assert!(rows[4].starts_with("e\tdone\t00000\t1\t0\t"));
    }
}
