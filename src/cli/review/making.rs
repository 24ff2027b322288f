//! Creating a project from two texts, a folder or a file of pairs, or continuing one with the same texts.

use super::{
    super::{
        console::Console,
        embeddings::ServerArgs,
        empty::nothing_in,
        file::{self, name_of},
        input::{self, FileArgs, PairArgs},
        moses,
        summary::count,
    },
    is_project,
};
use mizan::{
    Error, Result,
    align::{self, Watch},
    bitext::{Bitext, Format, Header, Pair, PairOptions},
    corpus::folder::{DocumentPaths, pairs_below},
    document::Document,
    review::{
        State, import, newer, parts, realign,
        store::{Original, Store},
    },
    segment,
    text::{Lang, Sides},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How the files for a project are read.
#[derive(Debug, Clone)]
pub(super) struct Making {
    pub(super) reading: FileArgs,
    pub(super) pair: PairArgs,
    /// A server that is asked for vectors when texts are aligned.
    pub(super) embeddings: ServerArgs,
    pub(super) console: Console,
    /// Receives the progress of the alignment, and may stop it.
    pub(super) watch: Arc<Watch>,
}

/// A review, and the files that its texts were read from.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) state: State,
    pub(super) originals: Vec<Original>,
}

impl Making {
    /// Creates the project, or checks that the existing one has the same texts.
    ///
    /// # Errors
    /// When the files cannot be read, or when the project has other texts.
    pub(super) fn prepare(&self, files: &[PathBuf], path: &Path) -> Result<()> {
        if !path.exists() {
            return self.create(files, path);
        }
        if !self.holds_the_same(files, &Store::peek(path)?)? {
            let update = if is_pairs(files) { "" } else { "--update brings them in; or " };
            return Err(Error::new("holds another version of the texts")
                .at(path.display())
                .advise(format!("{update}go on with it by its name, or name another with --project")));
        }
        self.console.say(format_args!("going on with {}", path.display()));
        Ok(())
    }

    /// Creates a project.
    ///
    /// # Errors
    /// When the files cannot be read or the project cannot be written.
    pub(super) fn create(&self, files: &[PathBuf], path: &Path) -> Result<()> {
        let Read { state, originals } = self.read(files)?;
        if state.rows.is_empty() {
            return Err(
                Error::new("there is nothing to review: no sentence on either side").at(files[0].display())
            );
        }
        Store::create_with(path, &state, &originals)
    }

    /// Updates a project to a newer version of its texts; the old project is kept next to it.
    ///
    /// # Errors
    /// When the files cannot be read, or when the project is open elsewhere or cannot be written;
    /// it is then unchanged.
    pub(super) fn update(&self, files: &[PathBuf], path: &Path) -> Result<()> {
        if is_pairs(files) {
            // Its pairs are given, so its sentences would not be searched for changes.
            return Err(Error::new("a file of pairs is not a newer version of a text")
                .at(files[0].display())
                .advise("name the two texts or their folder; or another project with --project"));
        }
        let (held, old, _) = Store::open(path)?;
        if held.is_read_only() {
            return Err(Error::new("the project cannot be written here, so no other texts come into it")
                .at(path.display())
                .advise("copy it into a folder of your own and name the copy with --project"));
        }
        if self.holds_the_same(files, &old)? {
            self.console.say(format_args!("{} holds these texts already", path.display()));
            return Ok(());
        }
        let Read { state: new, originals } = self.read(files)?;
        let segmented = self.pair.segmented;
        let split = |document: &Document| {
            if segmented { segment::lines(document) } else { segment::segment(document) }
        };
        let state = newer::version(&old, &new, &split, &realign::watched(Arc::clone(&self.watch)))?;
        drop(held);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let beside = |n: usize| path.with_file_name(format!("{name}.before-{n}.mizan"));
        let before = (1..1000).map(beside).find(|path| !path.exists()).ok_or_else(|| {
            Error::new("there are a thousand earlier versions next to the project")
                .at(path.display())
                .advise("move some of them elsewhere")
        })?;
        fs::rename(path, &before).map_err(|error| Error::io(path, &error))?;
        if let Err(error) = Store::create_with(path, &state, &originals) {
            // Restores the old project.
            fs::rename(&before, path).map_err(|error| Error::io(path, &error))?;
            return Err(error);
        }
        let kept = |state: &State| state.rows.iter().filter(|row| row.marks.confirmed).count();
        let (now, once) = (kept(&state), kept(&old));
        self.console.say(format_args!(
            "confirmed rows kept: {now} of {once}; the project as it was: {}",
            before.display()
        ));
        Ok(())
    }

    /// Reads files as a review.
    ///
    /// # Errors
    /// When they cannot be read or aligned.
    pub(super) fn read(&self, files: &[PathBuf]) -> Result<Read> {
        match files {
            [first, second] => self.read_texts(first, second, 0),
            [folder] if folder.is_dir() => self.read_folder(folder),
            _ => Ok(Read { state: self.read_pairs(&files[0])?, originals: Vec::new() }),
        }
    }

    /// Reads all pairs of a folder as one review of several documents.
    fn read_folder(&self, folder: &Path) -> Result<Read> {
        let mut reviews = Vec::new();
        let mut originals = Vec::new();
        for (id, Sides { ar, en }) in self.pairs_of(folder)? {
            let read = self.read_texts(&ar, &en, reviews.len())?;
            originals.extend(read.originals);
            reviews.push((id, read.state));
        }
        let name = name_of_folder(folder);
        let none = || Error::new("no two files here are a pair").at(folder.display());
        Ok(Read { state: parts::joined(&name, reviews).ok_or_else(none)?, originals })
    }

    /// The pairs of a folder; files without a partner are reported.
    fn pairs_of(&self, folder: &Path) -> Result<Vec<(String, Sides<PathBuf>)>> {
        let found = pairs_below(folder, Path::new(""), None)?;
        let mut pairs = Vec::new();
        for DocumentPaths { id, files } in found.entries {
            match files {
                Ok(files) => pairs.push((id, files)),
                Err(why) => self.console.warn(&id, why),
            }
        }
        let is_text = |path: &&PathBuf| !is_project(path);
        for path in found.alone.iter().filter(is_text) {
            self.console.warn(&name_of(path), "has no partner and is left out");
        }
        Ok(pairs)
    }

    fn read_pairs(&self, path: &Path) -> Result<State> {
        if !moses::is_corpus(path) {
            let found = fs::metadata(path).map_err(|error| Error::io(path, &error))?;
            if let Some(error) = nothing_in(path, &[]).filter(|_| found.is_file() && found.len() == 0) {
                return Err(error);
            }
        }
        let format = input::pair_format(path).or(moses::is_corpus(path).then_some(Format::Moses));
        let format = format.ok_or_else(|| {
            Error::new("one text cannot be reviewed alone").at(path.display()).advise(
                "name its translation too, or give a project or a file of pairs (.mizan, .tmx, .xlsx …)",
            )
        })?;
        let name = name_of(path);
        if format == Format::Json {
            let mut bitext = Bitext::from_json(&name, &file::bytes(path)?)?;
            bitext.check();
            return Ok(import::state(bitext));
        }
        let (mut header, pairs) = self.pairs(path)?;
        if self.pair.source() == Lang::En {
            header.source = Lang::En;
        }
        let _progress = self.console.progress("scoring the pairs");
        let options = align::Options { watch: Some(Arc::clone(&self.watch)), ..align::Options::default() };
        import::state_of_pairs(&name, &header, &pairs, &options)
    }

    fn read_texts(&self, first: &Path, second: &Path, part: usize) -> Result<Read> {
        let mut loaded = input::load(first, second, &self.pair, &self.console)?;
        loaded.options.watch = Some(Arc::clone(&self.watch));
        loaded.options.vectors = self.embeddings.server(&self.console)?;
        let swapped = loaded.pair.swapped;
        let mut bitext = loaded.align(&self.console)?;
        bitext.check();
        let (ar, en) = if swapped { (second, first) } else { (first, second) };
        let original = |lang, path: &Path| -> Result<Original> {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok(Original { part, lang, name, bytes: file::bytes(path)? })
        };
        // Standard input can be read only once.
        let mut originals = Vec::new();
        for (lang, path) in [(Lang::Ar, ar), (Lang::En, en)] {
            if !file::is_dash(path) {
                originals.push(original(lang, path)?);
            }
        }
        Ok(Read { state: import::state(bitext), originals })
    }

    /// The texts of every pair of a file.
    ///
    /// # Errors
    /// When it is not a file of pairs, or a pair cannot be read.
    pub(super) fn texts_of(&self, path: &Path) -> Result<Vec<Sides<String>>> {
        let options = self.reading.options(self.pair.read.encoding.as_deref());
        let pairs = input::open_pairs(path, &options, None)?;
        pairs.map(|pair| pair.map(|pair| pair.texts)).collect()
    }

    /// All pairs of a file. A broken pair is an error, because a review with missing pairs would
    /// look complete.
    pub(super) fn pairs(&self, path: &Path) -> Result<(Header, Vec<Pair>)> {
        let options: PairOptions = self.reading.options(self.pair.read.encoding.as_deref());
        let mut rows = input::open_pairs(path, &options, None)?;
        let pairs = rows.by_ref().collect::<Result<Vec<_>>>()?;
        if rows.left_out() > 0 {
            self.console.say(format_args!(
                "left out: {} in other languages",
                count(rows.left_out() as usize, "unit")
            ));
        }
        rows.remarks().iter().for_each(|remark| self.console.say(remark));
        Ok((rows.header().clone(), pairs))
    }

    /// Compares the texts of the project with those of the given files, without aligning anything.
    pub(super) fn holds_the_same(&self, files: &[PathBuf], there: &State) -> Result<bool> {
        let same = |lang, text: &str| there.side(lang).document.text == text;
        if let [first, second] = files {
            let pair = input::load(first, second, &self.pair, &self.console)?.pair;
            return Ok(same(Lang::Ar, &pair.documents.ar.text) && same(Lang::En, &pair.documents.en.text));
        }
        let path = &files[0];
        if path.is_dir() {
            return self.holds_the_same_folder(path, there);
        }
        let name = name_of(path);
        if input::pair_format(path) == Some(Format::Json) {
            let bitext = Bitext::from_json(&name, &file::bytes(path)?)?;
            return Ok(same(Lang::Ar, &bitext.documents.ar.text) && same(Lang::En, &bitext.documents.en.text));
        }
        let (ar, en) = import::texts_of_pairs(&self.pairs(path)?.1);
        Ok(same(Lang::Ar, &ar) && same(Lang::En, &en))
    }

    fn holds_the_same_folder(&self, folder: &Path, there: &State) -> Result<bool> {
        let pairs = self.pairs_of(folder)?;
        if pairs.len() != there.parts.len() {
            return Ok(false);
        }
        for ((id, Sides { ar, en }), part) in pairs.iter().zip(&there.parts) {
            let pair = input::load(ar, en, &self.pair, &self.console)?.pair;
            let same = |lang: Lang, text: &str| part.spans[lang].of(&there.side(lang).document.text) == text;
            if *id != part.name
                || !same(Lang::Ar, &pair.documents.ar.text)
                || !same(Lang::En, &pair.documents.en.text)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// True for one file of pairs, which is not aligned again.
fn is_pairs(files: &[PathBuf]) -> bool {
    matches!(files, [file] if !file.is_dir())
}

/// The name of a folder, also of `.`.
pub(super) fn name_of_folder(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    whole.file_name().map_or_else(|| "review".to_owned(), |name| name.to_string_lossy().into_owned())
}
