//! `mizan convert`: converts pairs from one format to another, pair by pair, in bounded memory.

use super::{
    Outcome, archive,
    console::{Console, Stdout, failed},
    empty,
    file::{self, is_dash, name_of},
    input::{self, FileArgs},
    moses,
    output::{self, Replace, SelectArgs},
    summary::count,
};
use mizan::{
    Error, Result,
    bitext::{
        Bitext, Exclusion, Format, Header, MosesWriter, Pair, PairFilter, PairOptions, PairWriter, Pairs,
        Select, WriteOptions, pair_writer, read_moses, read_pairs, save,
    },
    corpus::xces::{self, Links},
    text::Lang,
};
use std::{
    collections::BTreeMap,
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

/// Convert between formats of pairs
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan convert memory.tmx pairs.tsv
  mizan convert memory.tmx corpus.moses            writes corpus.ar and corpus.en
  mizan convert corpus.ar memory.tmx               reads corpus.ar and corpus.en
  mizan convert reviewed.xliff train.jsonl --format plain-jsonl --only-confirmed --dedup
  mizan convert out.json --format csv | head

Formats: tmx, xliff (1.2), xliff2 (2.0), json, jsonl, plain-jsonl, tsv, csv, xlsx, moses; ods, po, ts \
(Qt), catalogue (JSON or YAML with both languages), txml, tbx and docx (tables for reviewers) are only read, html (a report) is only written. \
Columns of tables are found; --columns names them. What a format has room for is kept: ids, confidence, findings, notes \
and what a reviewer said.")]
pub(super) struct Args {
    /// The file to read; - reads standard input
    #[arg(value_name = "IN")]
    from: PathBuf,
    /// The file to write; - writes standard output
    #[arg(value_name = "OUT", required_unless_present_any = ["output", "format"])]
    to: Option<PathBuf>,
    /// The same as OUT, as other commands have it
    #[arg(short, long, value_name = "FILE", conflicts_with = "to")]
    output: Option<PathBuf>,
    /// The format to read, instead of finding out
    #[arg(long = "from", value_name = "FORMAT", value_parser = readable)]
    from_format: Option<Format>,
    /// The format to write, instead of that of the extension; without OUT to standard output
    #[arg(long, visible_alias = "to", value_name = "FORMAT", value_parser = writable)]
    format: Option<Format>,
    /// The language that was translated from, ar or en, instead of what the file says
    #[arg(long, value_name = "LANG")]
    source: Option<Lang>,
    /// In tsv and csv, put an apostrophe before cells that a spreadsheet would run as a formula
    #[arg(long)]
    safe_cells: bool,
    /// In tsv and csv, two more columns: how probably the two sides of a pair say the same, and the score
    /// of the documents
    #[arg(long)]
    adequacy: bool,
    /// Character encoding of the input (UTF-8, UTF-16LE, windows-1256 …) instead of finding out
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    #[command(flatten)]
    replace: Replace,
    #[command(flatten)]
    reading: FileArgs,
    #[command(flatten)]
    select: SelectArgs,
}

fn readable(name: &str) -> Result<Format, String> {
    let known = name.parse().ok().filter(|format: &Format| format.can_be_read());
    known.ok_or_else(|| output::names_of(Format::can_be_read))
}

/// True for the formats that pairs can be written to; formats of segment numbers need an alignment.
fn as_pairs(format: Format) -> bool {
    format.can_be_written() && !matches!(format, Format::Index | Format::Hunalign)
}

/// True for the formats of a whole alignment, which are written after all of it has been read.
fn is_whole(format: Format) -> bool {
    matches!(format, Format::Json | Format::Html)
}

fn writable(name: &str) -> Result<Format, String> {
    let known = name.parse().ok().filter(|format: &Format| as_pairs(*format));
    known.ok_or_else(|| output::names_of(as_pairs))
}

/// The data that the command needs to run.
struct Job {
    from: PathBuf,
    from_format: Option<Format>,
    to: PathBuf,
    to_format: Format,
    source: Option<Lang>,
    reading: PairOptions,
    options: WriteOptions,
}

impl Job {
    fn new(args: &Args) -> Result<Self> {
        let dash = PathBuf::from("-");
        let to = args.to.as_ref().or(args.output.as_ref()).unwrap_or(&dash);
        let to_format = match args.format {
            Some(format) => format,
            None if is_dash(to) => Format::Jsonl,
            None if moses::side(to).is_some() && !moses::is_packed(to) => Format::Moses,
            None => Format::of_path(to)?,
        };
        if !as_pairs(to_format) {
            return Err(Error::new(format!("pairs cannot be written as {to_format}"))
                .at(to.display())
                .advise(output::names_of(as_pairs)));
        }
        if to_format == Format::Moses && is_dash(to) {
            return Err(Error::new("a Moses corpus is two files").advise("name one of them, NAME.ar"));
        }
        let written = if to_format == Format::Moses { moses::files(to).to_vec() } else { vec![to.clone()] };
        let read = match args.from_format.or_else(|| moses::side(&args.from).map(|_| Format::Moses)) {
            Some(Format::Moses) => moses::files(&args.from).to_vec(),
            _ => vec![args.from.clone()],
        };
        for path in &written {
            if read.iter().any(|read| output::same_file(read, path)) {
                return Err(Error::new("this is the file to be read; it would be overwritten")
                    .at(path.display())
                    .advise("write to another file"));
            }
            args.replace.allows(path)?;
        }
        let options = WriteOptions {
            safe_cells: args.safe_cells,
            adequacy: args.adequacy,
            select: Select::from(args.select),
            date: output::date()?,
        };
        Ok(Job {
            from: args.from.clone(),
            from_format: args.from_format,
            to: to.clone(),
            to_format,
            source: args.source,
            reading: PairOptions {
                untranslated: options.select.with_one_sided,
                ..args.reading.options(args.encoding.as_deref())
            },
            options,
        })
    }
}

/// The counts and remarks of a conversion.
#[derive(Default)]
struct Tally {
    written: usize,
    not_wanted: BTreeMap<Exclusion, usize>,
    broken: usize,
    left_out: usize,
    remarks: Vec<String>,
    replaced: usize,
    /// The input could not be read to its end.
    broke_off: bool,
}

/// Most broken rows that are reported one by one.
const MOST_ERRORS: usize = 20;

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let job = Job::new(args)?;
    let progress = console.bytes(file::size(&job.from));
    let mut tally = Tally::default();
    let is_corpus = job.from_format == Some(Format::Moses)
        || (job.from_format.is_none() && moses::side(&job.from).is_some());
    let result = if is_corpus || job.from_format.is_none() && moses::is_corpus(&job.from) {
        let paths = moses::files(&job.from);
        let names = [name_of(&paths[0]), name_of(&paths[1])];
        let [ar, en] = [file::open(&paths[0])?, file::open(&paths[1])?];
        let pairs = read_moses((&names[0], progress.watch(ar)), (&names[1], en), &job.reading)?;
        write_all(&job, pairs, &mut tally, console)
    } else if job.from_format.is_none() && xces::is_xces(&job.from) {
        write_all(&job, archive::pairs_of_links(Links::open(&job.from)?), &mut tally, console)
    } else if let (Some(pairs), None) = (archive::pairs_in_zip(&job.from, &job.reading)?, job.from_format) {
        write_all(&job, pairs, &mut tally, console)
    } else {
        let name = name_of(&job.from);
        let mut file = file::open(&job.from)?;
        let format = match job.from_format {
            Some(format) => format,
            None => input::known(&job.from, &mut *file)?,
        };
        if format == Format::Json && is_whole(job.to_format) && job.options.select == Select::default() {
            return copy(&job, &mut *file, console);
        }
        let pairs = read_pairs(&name, format, progress.watch(file), &job.reading)?;
        write_all(&job, pairs, &mut tally, console)
    };
    drop(progress);
    result?;
    tell(&tally, job.to_format, console);
    Ok(if tally.broken > 0 { Outcome::Failed } else { Outcome::Done })
}

/// Prints the counts and remarks.
fn tell(tally: &Tally, format: Format, console: &Console) {
    if tally.broken > MOST_ERRORS {
        console
            .say(format!("… and {} that could not be read", count(tally.broken - MOST_ERRORS, "more row")));
    }
    tally.remarks.iter().for_each(|remark| console.say(remark));
    if tally.replaced > 0 {
        console.say(output::replaced(tally.replaced, format));
    }
    let not_wanted: usize = tally.not_wanted.values().sum();
    if tally.written + not_wanted >= 10 && not_wanted >= 9 * tally.written {
        let one_sided = tally.not_wanted.get(&Exclusion::OneSided).copied().unwrap_or_default();
        let cause = match 2 * one_sided > not_wanted {
            true => "have text on one side only: are these the columns of the texts (--columns)?",
            false => "are excluded by the options that choose pairs (--only-confirmed, --min-confidence …)",
        };
        let share = if tally.written == 0 { "all" } else { "nearly all" };
        console.say(format_args!("{share} pairs are left out: most {cause}"));
    }
    let mut parts = vec![count(tally.written, "pair") + " written"];
    match tally.not_wanted.iter().map(|(why, count)| (why.described(), count)).collect::<Vec<_>>()[..] {
        [] => {}
        [(why, count)] => parts.push(format!("{count} left out ({why})")),
        ref several => {
            let each: Vec<String> = several.iter().map(|(why, count)| format!("{count} {why}")).collect();
            parts.push(format!("{not_wanted} left out ({})", each.join(", ")));
        }
    }
    if tally.left_out > 0 {
        parts.push(count(tally.left_out, "unit") + " without Arabic and English left out");
    }
    if tally.broken > 0 {
        parts.push(count(tally.broken, "broken row"));
    }
    console.say(parts.join(", "));
}

/// An iterator over the selected pairs that could be read.
struct Wanted<'a, 'p> {
    pairs: Pairs<'p>,
    first: Option<Pair>,
    filter: PairFilter,
    format: Format,
    tally: &'a mut Tally,
    console: &'a Console,
}

impl Iterator for Wanted<'_, '_> {
    type Item = Pair;

    fn next(&mut self) -> Option<Pair> {
        loop {
            let pair = match self.first.take() {
                Some(pair) => pair,
                None => self.read()?,
            };
            let why = match self.format == Format::Tmx && pair.is_one_sided() {
                true => Some(Exclusion::OneSided),
                false => self.filter.exclusion(&pair, self.format.holds_pairs_only()),
            };
            let Some(why) = why else {
                self.tally.written += 1;
                self.tally.replaced += usize::from(self.format.replaces_in(&pair));
                return Some(pair);
            };
            *self.tally.not_wanted.entry(why).or_default() += 1;
        }
    }
}

impl Wanted<'_, '_> {
    /// Keeps an older file when the input broke off, because the older one may be more complete.
    fn may_replace(&self, target: &Path) -> io::Result<()> {
        if !self.tally.broke_off || !target.exists() {
            return Ok(());
        }
        Err(io::Error::other(
            Error::new("the file to be read breaks off, so this older one is left as it is")
                .at(target.display())
                .advise("mend the file to be read, or write what could be read to another file"),
        ))
    }

    /// The next pair that can be read; broken rows are reported.
    fn read(&mut self) -> Option<Pair> {
        loop {
            match self.pairs.next() {
                Some(Ok(pair)) => return Some(pair),
                Some(Err(error)) => {
                    self.tally.broken += 1;
                    if self.tally.broken <= MOST_ERRORS {
                        self.console.error(&error);
                    }
                }
                None => {
                    self.tally.left_out = self.pairs.left_out() as usize;
                    self.tally.remarks = self.pairs.remarks();
                    self.tally.remarks.extend(self.pairs.losses());
                    self.tally.broke_off = self.pairs.broke_off();
                    return None;
                }
            }
        }
    }
}

fn write_all(job: &Job, pairs: Pairs<'_>, tally: &mut Tally, console: &Console) -> Result<()> {
    let filter = PairFilter::new(job.options.select);
    let mut wanted = Wanted { pairs, first: None, filter, format: job.to_format, tally, console };
    // The header is complete once the first pair has been read.
    wanted.first = wanted.read();
    if wanted.first.is_none() && wanted.tally.broken > 0 {
        return Err(Error::new("nothing could be read").at(name_of(&job.from)).advise("nothing was written"));
    }
    if wanted.first.is_none() && wanted.tally.left_out == 0 && wanted.tally.remarks.is_empty() {
        return Err(empty::no_pairs(&job.from));
    }
    let mut header = wanted.pairs.header().clone();
    header.source = job.source.unwrap_or(header.source);
    if job.to_format == Format::Moses {
        let [ar_path, en_path] = moses::files(&job.to);
        return save(&ar_path, |ar| {
            save(&en_path, |en| {
                let mut writer = MosesWriter { ar, en };
                wanted.try_for_each(|pair| writer.pair(&pair))?;
                wanted.may_replace(&en_path)
            })
            .map_err(io::Error::other)
        });
    }
    if is_dash(&job.to) {
        let mut out = Stdout::new();
        write_one(job, &header, &mut wanted, &mut out).map_err(|error| failed(&error))?;
        return out.finish();
    }
    save(&job.to, |out| {
        write_one(job, &header, &mut wanted, out)?;
        wanted.may_replace(&job.to)
    })
}

/// Copies a whole alignment, with documents and evidence, which single pairs would not keep.
fn copy(job: &Job, input: &mut dyn BufRead, console: &Console) -> Result<Outcome> {
    let name = name_of(&job.from);
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| Error::io(Path::new(&name), &error))?;
    let mut bitext = Bitext::from_json(&name, &bytes)?;
    bitext.source = job.source.unwrap_or(bitext.source);
    if is_dash(&job.to) {
        let mut out = Stdout::new();
        bitext.write(job.to_format, &job.options, &mut out).map_err(|error| failed(&error))?;
        out.finish()?;
    } else {
        save(&job.to, |out| bitext.write(job.to_format, &job.options, out))?;
    }
    console.say(count(bitext.alignment.beads.len(), "pair") + " written");
    Ok(Outcome::Done)
}

fn write_one(job: &Job, header: &Header, wanted: &mut Wanted<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    if is_whole(job.to_format) {
        let name = name_of(&job.from);
        return Bitext::from_pairs(&name, header, wanted).write(job.to_format, &job.options, out);
    }
    let mut writer = pair_writer(job.to_format, header, &job.options, out)?;
    wanted.try_for_each(|pair| writer.pair(&pair))?;
    writer.finish()
}
