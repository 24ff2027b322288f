//! A server of vectors, asked in batches, with what it has said before kept on the disk.

use super::address::Address;
use super::answer;
use super::cache::Cache;
use crate::align::{Embedder, Vectors};
use crate::text::{Lang, Sides};
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::time::Duration;

/// Texts in one request: servers with small models take no more than 32.
const BATCH: usize = 32;
/// Most characters of a text that are sent: models read about 512 parts of words.
const LONGEST: usize = 2_000;
/// How often a request is made before the server counts as gone.
const TRIES: u32 = 3;
/// The pause before the second try; it doubles after each.
const PAUSE: Duration = Duration::from_millis(400);
/// Time to reach the server.
const REACH: Duration = Duration::from_secs(10);
/// Most bytes of an answer: 32 vectors of 16,000 numbers.
const MOST: u64 = 16 << 20;

/// How a server is asked.
#[derive(Clone, Default)]
pub struct Asking {
    /// The name of the model, for servers that have several.
    pub model: Option<String>,
    /// The key, for servers that want one. It is in no message.
    pub key: Option<String>,
    /// The folder in which vectors are kept for the next time.
    pub cache: Option<PathBuf>,
    /// How long to wait for an answer; a minute if nothing is said.
    pub patience: Option<Duration>,
}

/// A server with the embeddings interface of OpenAI.
pub struct Server {
    address: Address,
    agent: ureq::Agent,
    model: Option<String>,
    key: Option<String>,
    cache: Option<Cache>,
    patience: Duration,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("url", &self.address.url).field("model", &self.model).finish()
    }
}

/// A failed try.
enum Failure {
    /// The next one may succeed.
    Passing(Error),
    Lasting(Error),
}

impl Server {
    /// A server at an address; nothing is sent before vectors are asked for.
    ///
    /// # Errors
    /// When the address is none, or needs what the program was built without.
    pub fn new(address: &str, asking: Asking) -> Result<Self> {
        let address = Address::read(address)?;
        let patience = asking.patience.unwrap_or(Duration::from_secs(60));
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // An answer from elsewhere would be of somebody who was not named.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(REACH.min(patience)))
            .timeout_global(Some(patience))
            .user_agent(concat!("mizan/", env!("CARGO_PKG_VERSION")));
        if address.is_local {
            config = config.proxy(None);
        }
        let cache = asking.cache.map(|folder| Cache::new(&folder, &address.url, asking.model.as_deref()));
        let Asking { model, key, .. } = asking;
        let key = key.filter(|key| !key.is_empty());
        Ok(Server { address, agent: config.build().into(), model, key, cache, patience })
    }

    /// True if a key is sent unencrypted to another computer.
    pub fn shows_key(&self) -> bool {
        self.key.is_some() && !self.address.is_local && !self.address.is_secure
    }

    /// Vectors of texts, from the disk or the server.
    fn vectors(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>> {
        let kept = |text: &&str| self.cache.as_ref().and_then(|cache| cache.get(text));
        let mut vectors: Vec<Option<Vec<f32>>> = texts.iter().map(kept).collect();
        self.ask(texts, &mut vectors)?;
        let of_one_length = |vectors: &[Option<Vec<f32>>]| {
            let mut lengths = vectors.iter().flatten().map(Vec::len);
            let first = lengths.next();
            lengths.all(|length| Some(length) == first)
        };
        if !of_one_length(&vectors) && self.cache.is_some() {
            // The model has changed since some of them were kept.
            vectors.iter_mut().for_each(|vector| *vector = None);
            self.ask(texts, &mut vectors)?;
        }
        if !of_one_length(&vectors) {
            return Err(self.wrong("the server makes vectors of several lengths"));
        }
        Ok(vectors.into_iter().flatten().collect())
    }

    /// Asks for the vectors that are missing.
    fn ask(&self, texts: &[&str], vectors: &mut [Option<Vec<f32>>]) -> Result<()> {
        let missing: Vec<usize> = (0..texts.len()).filter(|&n| vectors[n].is_none()).collect();
        for batch in missing.chunks(BATCH) {
            let input: Vec<&str> = batch.iter().map(|&n| texts[n]).collect();
            for (&n, vector) in batch.iter().zip(self.request(&input)?) {
                if let Some(cache) = &self.cache {
                    cache.put(texts[n], &vector);
                }
                vectors[n] = Some(vector);
            }
        }
        Ok(())
    }

    /// Makes a request until it is answered, a few times at most.
    fn request(&self, input: &[&str]) -> Result<Vec<Vec<f32>>> {
        let mut body = serde_json::json!({ "input": input, "encoding_format": "float" });
        if let Some(model) = &self.model {
            body["model"] = model.as_str().into();
        }
        let body = body.to_string();
        let mut pause = PAUSE;
        for _ in 1..TRIES {
            match self.once(&body, input.len()) {
                Err(Failure::Passing(_)) => std::thread::sleep(pause),
                Err(Failure::Lasting(error)) => return Err(error),
                Ok(vectors) => return Ok(vectors),
            }
            pause *= 2;
        }
        self.once(&body, input.len()).map_err(|(Failure::Passing(error) | Failure::Lasting(error))| error)
    }

    fn once(&self, body: &str, wanted: usize) -> Result<Vec<Vec<f32>>, Failure> {
        let mut request = self.agent.post(&self.address.url).content_type("application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response = request.send(body).map_err(|error| self.failure(&error))?;
        let status = response.status();
        let read = response.body_mut().with_config().limit(MOST).read_to_vec();
        let answered = read.map_err(|error| self.failure(&error))?;
        if status.is_success() {
            return answer::vectors(&answered, wanted)
                .map_err(|error| Failure::Lasting(error.at(&self.address.url)));
        }
        let said = answer::message(&answered, self.key.as_deref());
        let said = said.map_or_else(String::new, |said| format!(": {said}"));
        let error = self.wrong(&format!("the server answers {}{said}", status.as_u16()));
        Err(match status.as_u16() {
            408 | 429 | 500.. => Failure::Passing(error),
            300..=399 => Failure::Lasting(error.advise("it refers to another address; name that one")),
            401 | 403 => {
                Failure::Lasting(error.advise(format!("put its key into the variable {}", super::KEY)))
            }
            404 => Failure::Lasting(error.advise(
                "check the address (…/v1/embeddings) and the name of the model (--embeddings-model)",
            )),
            _ if self.model.is_none() => {
                Failure::Lasting(error.advise("does it want a model to be named (--embeddings-model)?"))
            }
            _ => Failure::Lasting(error),
        })
    }

    /// A failure of the connection, in our words.
    fn failure(&self, error: &ureq::Error) -> Failure {
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                Failure::Passing(self.gone("the server cannot be reached in time"))
            }
            // A server that hangs once hangs again.
            ureq::Error::Timeout(_) => Failure::Lasting(
                self.wrong(&format!("no answer within {} s", self.patience.as_secs_f64()))
                    .advise("wait longer with --embeddings-timeout, or see what the server does"),
            ),
            ureq::Error::HostNotFound => Failure::Lasting(
                self.wrong("no computer has this name").advise("check the spelling of the address"),
            ),
            ureq::Error::BodyExceedsLimit(_) => {
                Failure::Lasting(self.wrong("the answer is larger than any list of vectors"))
            }
            ureq::Error::Http(_) => Failure::Lasting(
                self.wrong("the key cannot be sent").advise(format!("check the variable {}", super::KEY)),
            ),
            ureq::Error::Io(cause) => {
                Failure::Passing(self.gone(&format!("the server cannot be reached ({})", plain(cause))))
            }
            other => Failure::Passing(self.gone(&format!("the server broke off ({other})"))),
        }
    }

    fn wrong(&self, what: &str) -> Error {
        Error::new(what).at(&self.address.url)
    }

    fn gone(&self, what: &str) -> Error {
        self.wrong(what).advise("start it, or check the address")
    }
}

/// The cause in words without the number of the system.
fn plain(cause: &std::io::Error) -> String {
    let text = cause.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

impl Embedder for Server {
    fn embed(&self, texts: &Sides<Vec<&str>>) -> Result<Sides<Vectors>> {
        // Each text is asked for once; what is blank is not sent.
        let lines: Sides<Vec<String>> = Sides::of(|lang| texts[lang].iter().map(|text| line(text)).collect());
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let mut different: Vec<&str> = Vec::new();
        for text in lines.ar.iter().chain(&lines.en).filter(|text| !text.is_empty()) {
            numbers.entry(text).or_insert_with(|| {
                different.push(text);
                different.len() - 1
            });
        }
        let vectors = self.vectors(&different)?;
        let dimensions = vectors.first().map_or(1, Vec::len);
        let blank = vec![0.0; dimensions];
        let of = |lang: Lang| {
            let rows =
                lines[lang].iter().map(|text| numbers.get(text.as_str()).map_or(&blank, |&n| &vectors[n]));
            Vectors::new(dimensions, rows.flatten().copied().collect())
        };
        Ok(Sides::new(of(Lang::Ar)?, of(Lang::En)?))
    }
}

/// A text as it is sent: one line, not longer than models read.
fn line(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
    }
    line
}
