//! `mizan lexicon`: learns a lexicon from translations, looks words up, checks a lexicon file.

use super::{
    Outcome,
    console::{Console, Stdout, failed, harmless},
    file::{is_dash, name_of},
    input::{self, FileArgs},
    lexicons::{LexiconArgs, SKIPPED_SHOWN, read, report, usable},
    moses,
    output::{Replace, TargetArgs, same_file},
    summary::count,
};
use clap::ValueEnum;
use mizan::{
    Error, Result,
    bitext::{rows::write_line, save},
    lexicon::{self, LearnOptions, Learner, Learnt, Lexicon, LexiconRow, LookupWay, Rendering, Rows},
};
use serde::Serialize;
use std::{
    fmt::Write as _,
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

/// Learn a lexicon from translations, look a word up, or check a file
#[derive(Debug, clap::Args)]
#[command(
    after_help = "\
Examples:
  mizan lexicon learn memory.tsv corpus.jsonl -o my.tsv
  mizan align report.ar.txt report.en.txt --lexicon my.tsv -o report.tmx
  mizan lexicon show scales
  mizan lexicon show وسيكتبونها --lexicon my.tsv
  mizan lexicon check words.dic",
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Learn(LearnArgs),
    Show(ShowArgs),
    Check(CheckArgs),
}

/// Learn words and their translations from files of pairs
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan lexicon learn memory.tmx -o my.tsv
  mizan lexicon learn pairs.tsv corpus.jsonl --min-count 3 | head")]
struct LearnArgs {
    /// Files of pairs, of any kind that `mizan check` reads; - reads standard input
    #[arg(required = true, value_name = "PAIRS")]
    files: Vec<PathBuf>,
    /// tsv: a lexicon as --lexicon reads it; jsonl: one line of JSON for each translation
    #[arg(long, default_value = "tsv")]
    format: LearntLayout,
    /// Write the lexicon to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    replace: Replace,
    /// Keep words that were linked at least this often
    #[arg(long, value_name = "N", default_value_t = LearnOptions::default().least_count)]
    min_count: u32,
    /// Keep words that are at least this probable (0 to 1) in one direction
    #[arg(long, value_name = "P", default_value_t = LearnOptions::default().least_probability, value_parser = probability)]
    min_probability: f32,
    /// Character encoding of the files (UTF-8, windows-1256 …) instead of finding out
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    #[command(flatten)]
    reading: FileArgs,
}

fn probability(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| "give a number from 0 to 1".to_owned())
}

/// Show what the lexicons say about a word of either language
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan lexicon show scales
  mizan lexicon show وسيكتبونها --lexicon my.tsv")]
struct ShowArgs {
    /// The words, as written in a text
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// text: a block for each word; jsonl: one line of JSON for each translation
    #[arg(long, default_value = "text")]
    format: Layout,
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    lexicons: LexiconArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Text,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LearntLayout {
    Tsv,
    Jsonl,
}

/// A translation that was learnt, as a line of JSON.
#[derive(Serialize)]
struct LearntLine<'a> {
    ar: &'a str,
    en: &'a str,
    /// The probability of the Arabic word for the English one.
    ar_given_en: f32,
    /// The probability of the English word for the Arabic one.
    en_given_ar: f32,
    /// How often the two were linked.
    count: u32,
}

/// A translation of a word, as a line of JSON.
#[derive(Serialize)]
struct RenderingRow<'a> {
    /// The word that was asked for.
    word: &'a str,
    /// The lexicon that lists the translation.
    lexicon: &'a str,
    ar: &'a str,
    en: &'a str,
    /// The probability of the Arabic word for the English one.
    ar_given_en: f32,
    /// The probability of the English word for the Arabic one.
    en_given_ar: f32,
    /// How the word was found: listed, inflected, by stem.
    way: &'static str,
    part_of_speech: &'a str,
    register: &'a str,
}

/// A row that cannot be used, as a line of JSON.
#[derive(Serialize)]
struct SkippedRow<'a> {
    file: &'a str,
    line: u64,
    why: &'a str,
}

/// Say which rows of a lexicon can be used
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan lexicon check my.tsv
  mizan lexicon check words.dic")]
struct CheckArgs {
    /// The files; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// text: file, line and reason; jsonl: one line of JSON for each row that cannot be used
    #[arg(long, default_value = "text")]
    format: Layout,
    #[command(flatten)]
    target: TargetArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    match &args.command {
        Command::Learn(args) => learn(args, console),
        Command::Show(args) => show(args, console),
        Command::Check(args) => check(args, console),
    }
}

fn learn(args: &LearnArgs, console: &Console) -> Result<Outcome> {
    if let Some(output) = &args.output
        && args.files.iter().any(|input| same_file(input, output))
    {
        return Err(Error::new("this is one of the files to learn from; it would be overwritten")
            .at(output.display())
            .advise("write to another file"));
    }
    args.output.as_deref().map_or(Ok(()), |path| args.replace.allows(path))?;
    let progress = console.progress("learning");
    let options = args.reading.options(args.encoding.as_deref());
    let mut learner = Learner::new(lexicon::built_in());
    let mut complete = true;
    for file in &moses::once(&args.files) {
        complete &= input::each_chunk(file, &options, console, None, |chunk| {
            chunk.pairs.iter().flatten().for_each(|pair| learner.add(&pair.texts.ar, &pair.texts.en));
            Ok(true)
        })?;
    }
    let options = LearnOptions {
        least_count: args.min_count,
        least_probability: args.min_probability,
        ..LearnOptions::default()
    };
    let learnt = learner.finish(&options);
    drop(progress);
    if learnt.used == 0 && !complete {
        // An error has said so.
        return Ok(Outcome::Failed);
    }
    if learnt.rows.is_empty() {
        return Err(Error::new(format!(
            "nothing could be learnt from {}",
            count(learnt.used as usize, "pair")
        ))
        .advise("give more pairs of Arabic and English sentences, or lower --min-count"));
    }
    match args.output.as_deref().filter(|path| !is_dash(path)) {
        Some(path) => save(path, |out| write_learnt(&learnt, args.format, out))?,
        None => {
            let mut out = Stdout::new();
            write_learnt(&learnt, args.format, &mut out).map_err(|error| failed(&error))?;
            out.finish()?;
        }
    }
    let thinned = if learnt.used < learnt.seen {
        format!(" (of {}: more teach little that is new)", learnt.seen)
    } else {
        String::new()
    };
    let (words, pairs) = (count(learnt.rows.len(), "word"), count(learnt.used as usize, "pair"));
    console.say(format!("{words} learnt from {pairs}{thinned}"));
    Ok(if complete { Outcome::Done } else { Outcome::Failed })
}

fn write_learnt(learnt: &Learnt, format: LearntLayout, out: &mut dyn Write) -> io::Result<()> {
    if format == LearntLayout::Tsv {
        return write!(out, "{learnt}");
    }
    let forms = learnt.rows.iter().flat_map(|row| row.forms.iter().map(move |form| (row, form)));
    for (row, form) in forms {
        let line = LearntLine {
            ar: &form.arabic,
            en: &row.english,
            ar_given_en: form.forward,
            en_given_ar: form.backward,
            count: form.count,
        };
        write_line(&line, &mut *out)?;
    }
    Ok(())
}

fn check(args: &CheckArgs, console: &Console) -> Result<Outcome> {
    let mut out = args.target.open(&args.files)?;
    let mut found = false;
    for file in &args.files {
        let text = read(file)?;
        let rows = Rows::read(&text);
        let name = harmless(name_of(file));
        for row in &rows.skipped {
            let written = match args.format {
                Layout::Text => writeln!(out, "{name}:{}: {}", row.line, harmless(&row.why)),
                Layout::Jsonl => {
                    let row = SkippedRow { file: &name_of(file), line: row.line, why: &row.why };
                    write_line(&row, &mut out)
                }
            };
            written.map_err(|error| failed(&error))?;
        }
        found |= !rows.skipped.is_empty();
        let lexicon = usable(file, &rows)?.lexicon();
        console.say(format!(
            "{name}: {} used, {} not; {} of words, {}",
            count(rows.used as usize, "row"),
            rows.skipped.len(),
            count(lexicon.len(), "pair"),
            count(lexicon.english_len(), "English word")
        ));
    }
    out.finish()?;
    Ok(if found { Outcome::Found } else { Outcome::Done })
}

fn show(args: &ShowArgs, console: &Console) -> Result<Outcome> {
    let mut out = args.target.open(&args.lexicons.lexicons)?;
    let texts: Vec<(String, String)> =
        args.lexicons.lexicons.iter().map(|path| Ok((name_of(path), read(path)?))).collect::<Result<_>>()?;
    let mut sources: Vec<(String, Vec<LexiconRow<'_>>, Arc<Lexicon>)> = Vec::new();
    for (path, (name, text)) in args.lexicons.lexicons.iter().zip(&texts) {
        let rows = Rows::read(text);
        report(name, &rows, SKIPPED_SHOWN, console);
        let lexicon = Arc::new(usable(path, &rows)?.lexicon());
        sources.push((name.clone(), rows.rows, lexicon));
    }
    let built_in = [
        (lexicon::built_in_rows(), lexicon::built_in(), "built-in"),
        (lexicon::dialect_rows(), lexicon::dialects(), "built-in, dialects"),
    ];
    if args.format == Layout::Jsonl {
        let user = sources.iter().map(|(name, rows, lexicon)| (&rows[..], &**lexicon, name.as_str()));
        let all = built_in.iter().map(|(rows, lexicon, name)| (&rows[..], &**lexicon, *name)).chain(user);
        let all: Vec<(&[LexiconRow<'_>], &Lexicon, &str)> = all.collect();
        for word in &args.words {
            for (rows, lexicon, name) in &all {
                for found in lexicon::renderings(rows, lexicon, word) {
                    let row = rendering_row(word, name, &found);
                    write_line(&row, &mut out).map_err(|error| failed(&error))?;
                }
            }
        }
        out.finish()?;
        return Ok(Outcome::Done);
    }
    for word in &args.words {
        let mut text = String::new();
        let mut known = false;
        for (rows, lexicon, name) in &built_in {
            known |= describe(name, &lexicon::renderings(rows, lexicon, word), &mut text);
        }
        for (name, rows, lexicon) in &sources {
            known |= describe(name, &lexicon::renderings(rows, lexicon, word), &mut text);
        }
        let heading = if known { "" } else { "not listed  " };
        (|| -> io::Result<()> {
            writeln!(out, "{heading}{}", harmless(word))?;
            out.write_all(text.as_bytes())
        })()
        .map_err(|error| failed(&error))?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}

/// How a word was found, in words.
fn way(way: LookupWay) -> &'static str {
    match way {
        LookupWay::Listed => "listed",
        LookupWay::Inflected => "inflected",
        LookupWay::Stem => "by stem",
    }
}

fn rendering_row<'a>(word: &'a str, lexicon: &'a str, found: &Rendering<'a>) -> RenderingRow<'a> {
    RenderingRow {
        word,
        lexicon,
        ar: found.arabic,
        en: found.english,
        ar_given_en: found.forward,
        en_given_ar: found.backward,
        way: way(found.way),
        part_of_speech: found.part_of_speech,
        register: found.register,
    }
}

/// Writes one line per translation: figures and labels first, Arabic last, because terminals do not
/// order two directions well.
fn describe(source: &str, found: &[Rendering<'_>], text: &mut String) -> bool {
    for rendering in found {
        let way = way(rendering.way);
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "  {}  P(ar|en) {:.3}  P(en|ar) {:.3}  {way:<9}  {:<20} {:<6} {:<8} {}",
            harmless(source),
            rendering.forward,
            rendering.backward,
            harmless(rendering.english),
            harmless(rendering.part_of_speech),
            harmless(rendering.register),
            harmless(rendering.arabic),
        );
    }
    !found.is_empty()
}
