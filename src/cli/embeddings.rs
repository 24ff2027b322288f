//! Vectors of segments from a model as further evidence: the options `--embeddings…`.

use super::{
    console::Console,
    file::{bytes, name_of},
    help, home,
};
use mizan::{
    Error, Result,
    align::{Embedder, Embeddings, Vectors},
    embeddings::{Asking, KEY, VectorServer, read_npy, shown_address},
    text::Sides,
};
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// A server of vectors, and how it is asked.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = help::EMBEDDINGS)]
pub(super) struct ServerArgs {
    /// Vectors of a multilingual model as further evidence: the address of a server with the embeddings interface of
    /// OpenAI (Ollama, llama.cpp, vLLM …), which is sent the text of every segment; `align` also takes a file of NumPy
    /// with a row for each Arabic segment
    #[arg(long, value_name = "URL|FILE")]
    embeddings: Option<String>,
    /// The model that the server is asked for, if it has several
    #[arg(long, value_name = "NAME", requires = "embeddings")]
    embeddings_model: Option<String>,
    /// Where vectors are kept for the next time, instead of mizan/embeddings in the cache folder of the user; empty: nowhere; none are kept without --embeddings-model
    #[arg(long, value_name = "DIR", requires = "embeddings", value_parser = clap::builder::OsStringValueParser::new())]
    embeddings_cache: Option<OsString>,
    /// Seconds to wait for an answer of the server
    #[arg(long, value_name = "N", requires = "embeddings", default_value = "60", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    embeddings_timeout: u64,
}

impl ServerArgs {
    /// The server, if one is named.
    ///
    /// # Errors
    /// When the address is none, or a file.
    pub(super) fn server(&self, console: &Console) -> Result<Option<Embeddings>> {
        let Some(address) = &self.embeddings else { return Ok(None) };
        if !address.contains("://") {
            return Err(Error::new(format!("{} is no address of a server", shown_address(address))).advise(
                "write --embeddings http://HOST:PORT; files of vectors are for `mizan align`, which aligns one pair",
            ));
        }
        let asking = Asking {
            model: self.embeddings_model.clone(),
            key: env::var(KEY).ok().map(|key| key.trim().to_owned()),
            cache: self.cache(console),
            patience: Some(Duration::from_secs(self.embeddings_timeout)),
        };
        let server = VectorServer::new(address, asking)?;
        if server.shows_key() {
            console.warn(
                &shown_address(address),
                format_args!("the key of {KEY} is sent unencrypted; use https if you can"),
            );
        }
        let server: Arc<dyn Embedder> = Arc::new(server);
        Ok(Some(Embeddings::Asked(server)))
    }

    /// The folder in which vectors are kept.
    fn cache(&self, console: &Console) -> Option<PathBuf> {
        let standard = || home::cache().map(|folder| folder.join("embeddings"));
        let folder = self.embeddings_cache.as_ref().map(PathBuf::from).or_else(standard)?;
        if folder.as_os_str().is_empty() {
            return None;
        }
        if self.embeddings_model.as_deref().is_none_or(str::is_empty) {
            // Nobody knows whether a model without a name is the one of the last time.
            if self.embeddings_cache.is_some() {
                console.warn("--embeddings-cache", "no vectors are kept without --embeddings-model");
            }
            return None;
        }
        if let Err(error) = fs::create_dir_all(&folder) {
            console.warn(
                "--embeddings-cache",
                format_args!("no vectors are kept; {}", Error::io(&folder, &error)),
            );
            return None;
        }
        Some(folder)
    }
}

/// A server of vectors, or files of them.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = help::EMBEDDINGS)]
pub(super) struct EmbeddingArgs {
    #[command(flatten)]
    server: ServerArgs,
    /// The file with a row for each English segment, beside the one for the Arabic segments
    #[arg(long, value_name = "FILE", requires = "embeddings")]
    embeddings_en: Option<PathBuf>,
}

impl EmbeddingArgs {
    /// Where vectors come from, if any are to be used.
    ///
    /// # Errors
    /// When a file cannot be read or is none of vectors, or when the address is none.
    pub(super) fn load(&self, console: &Console) -> Result<Option<Embeddings>> {
        let first = self.server.embeddings.as_deref();
        match (first, &self.embeddings_en) {
            (None, _) => Ok(None),
            (Some(first), Some(_)) if first.contains("://") => {
                Err(Error::new("--embeddings-en belongs to a file of Arabic vectors, not to a server")
                    .advise("a server makes the vectors of both texts"))
            }
            (Some(first), None) if first.contains("://") => self.server.server(console),
            (Some(first), Some(second)) => {
                Ok(Some(Embeddings::Given(Sides::new(vectors(Path::new(first))?, vectors(second)?))))
            }
            (Some(first), None) => Err(Error::new(format!(
                "{} is no address of a server, and the vectors of the English text are missing",
                shown_address(first)
            ))
            .advise("write --embeddings http://HOST:PORT, or --embeddings AR.npy --embeddings-en EN.npy")),
        }
    }
}

fn vectors(path: &Path) -> Result<Vectors> {
    read_npy(&bytes(path)?).map_err(|error| error.at(name_of(path)))
}
