//! A server of vectors, asked in batches, with what it has said before kept on the disk.

use super::address::Address;
use super::answer;
use super::cache::{Cache, PROBE};
use crate::align::{Embedder, Progress, Vectors};
use crate::text::{Lang, Sides};
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Texts in one request: servers with small models take no more than 32.
const BATCH: usize = 32;
/// Most characters of a text that are sent: models read about 512 parts of words, and an Arabic word has two or three.
const LONGEST: usize = 1_000;
/// Fewest characters to which a text is cut that a server finds too long.
const SHORTEST: usize = 60;
/// What servers say when a text, or all texts of a request together, are too long.
const TOO_LONG: [&str; 6] = ["too large", "too long", "context length", "maximum", "exceed", "less than"];
/// How often a request is made before the server counts as gone.
const TRIES: u32 = 3;
/// The pause before the second try; it doubles after each.
const PAUSE: Duration = Duration::from_millis(400);
/// The longest pause that a server may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How long a pause goes on before somebody looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(100);
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
    /// The folder in which vectors are kept for the next time. None are kept of a model without a name, because it
    /// may be another one then.
    pub cache: Option<PathBuf>,
    /// How long to wait for an answer; a minute if nothing is said.
    pub patience: Option<Duration>,
}

/// A server with the embeddings interface of OpenAI.
pub struct VectorServer {
    address: Address,
    agent: ureq::Agent,
    model: Option<String>,
    key: Option<String>,
    cache: Option<Cache>,
    /// What is kept of the model that the server has now, as soon as that is known.
    kept: Mutex<Option<Cache>>,
    patience: Duration,
}

impl std::fmt::Debug for VectorServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("url", &self.address.shown).field("model", &self.model).finish()
    }
}

/// Advice where even the beginning of a text is too long.
const SHORT_SIGHTED: &str = "let the server read longer texts (its context and the size of its batches)";

/// A failed try.
enum Failure {
    /// The next one may succeed, after the pause that the server asks for.
    Passing(Box<Error>, Option<Duration>),
    /// What was sent is more than the server reads.
    TooLong(Box<Error>),
    Lasting(Box<Error>),
}

impl Failure {
    fn passing(error: Error, pause: Option<Duration>) -> Self {
        Failure::Passing(Box::new(error), pause)
    }

    fn too_long(error: Error) -> Self {
        Failure::TooLong(Box::new(error))
    }

    fn lasting(error: Error) -> Self {
        Failure::Lasting(Box::new(error))
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Passing(error, _) | Failure::TooLong(error) | Failure::Lasting(error) => *error,
        }
    }
}

impl VectorServer {
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
        let Asking { model, key, cache, .. } = asking;
        let (model, key) = (model.filter(|name| !name.is_empty()), key.filter(|key| !key.is_empty()));
        let named = cache.zip(model.as_deref());
        let cache = named.map(|(folder, model)| Cache::new(&folder, &address.url, model));
        let (agent, kept) = (config.build().into(), Mutex::default());
        Ok(VectorServer { address, agent, model, key, cache, kept, patience })
    }

    /// True if a key is sent unencrypted to another computer.
    pub fn shows_key(&self) -> bool {
        self.key.is_some() && !self.address.is_local && !self.address.is_secure
    }

    /// Vectors of texts, from the disk or the server.
    fn vectors(&self, texts: &[&str], progress: Progress<'_>) -> Result<Vec<Vec<f32>>> {
        let cache = self.kept(texts, progress)?;
        let kept = |text: &&str| cache.as_ref().and_then(|cache| cache.get(text));
        let mut vectors: Vec<Option<Vec<f32>>> = texts.iter().map(kept).collect();
        let missing: Vec<usize> = (0..texts.len()).filter(|&n| vectors[n].is_none()).collect();
        for (n, batch) in missing.chunks(BATCH).enumerate() {
            progress((n * BATCH) as f64 / missing.len() as f64)?;
            let input: Vec<&str> = batch.iter().map(|&n| texts[n]).collect();
            for (&n, vector) in batch.iter().zip(self.request(&input, progress)?) {
                if let Some(cache) = &cache {
                    cache.put(texts[n], &vector);
                }
                vectors[n] = Some(vector);
            }
        }
        let vectors: Vec<Vec<f32>> = vectors.into_iter().flatten().collect();
        if vectors.iter().any(|vector| vector.len() != vectors[0].len()) {
            // The next time it is asked again which model it has.
            *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
            return Err(self
                .wrong("the server makes vectors of several lengths")
                .advise("if its model was changed meanwhile, try again"));
        }
        progress(1.0)?;
        Ok(vectors)
    }

    /// What is kept of the model that the server has now: it is asked for one known text before anything is taken.
    /// A server that cannot be reached has no other model, and is not needed where nothing is missing.
    fn kept(&self, texts: &[&str], progress: Progress<'_>) -> Result<Option<Cache>> {
        let Some(cache) = &self.cache else { return Ok(None) };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            match self.tried(&[PROBE], progress) {
                Ok(probe) => *kept = Some(cache.of_model(&probe.concat())),
                Err(Failure::Passing(error, _)) => {
                    let holds_all = |last: &Cache| texts.iter().all(|text| last.get(text).is_some());
                    return cache.of_last_model().filter(holds_all).map(Some).ok_or(*error);
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(kept.clone())
    }

    /// The vectors of texts; where the server finds them too long, of each by itself and as much of it as it reads.
    fn request(&self, input: &[&str], progress: Progress<'_>) -> Result<Vec<Vec<f32>>> {
        match self.tried(input, progress) {
            Err(Failure::TooLong(_)) => input.iter().map(|text| self.fitted(text, progress)).collect(),
            answered => Ok(answered?),
        }
    }

    /// The vector of a text, or of the first half or quarter of it that the server does not find too long.
    fn fitted(&self, text: &str, progress: Progress<'_>) -> Result<Vec<f32>> {
        let mut length = text.chars().count();
        loop {
            match self.tried(&[beginning(text, length)], progress) {
                Err(Failure::TooLong(_)) if length / 2 >= SHORTEST => length /= 2,
                answered => return Ok(answered?.concat()),
            }
        }
    }

    /// Makes a request until it is answered, a few times at most.
    fn tried(&self, input: &[&str], progress: Progress<'_>) -> Result<Vec<Vec<f32>>, Failure> {
        let mut body = serde_json::json!({ "input": input, "encoding_format": "float" });
        if let Some(model) = &self.model {
            body["model"] = model.as_str().into();
        }
        let body = body.to_string();
        let mut pause = PAUSE;
        for _ in 1..TRIES {
            match self.once(&body, input.len()) {
                Err(Failure::Passing(_, asked)) => {
                    wait(pause.max(asked.unwrap_or_default()), progress).map_err(Failure::lasting)?;
                }
                answered => return answered,
            }
            pause *= 2;
        }
        self.once(&body, input.len())
    }

    fn once(&self, body: &str, wanted: usize) -> Result<Vec<Vec<f32>>, Failure> {
        let mut request = self.agent.post(&self.address.url).content_type("application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response = request.send(body).map_err(|error| self.failure(&error))?;
        let status = response.status();
        let later = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        let later = later.map(|seconds| Duration::from_secs(seconds).min(LONGEST_PAUSE));
        let read = response.body_mut().with_config().limit(MOST).read_to_vec();
        let answered = read.map_err(|error| self.failure(&error))?;
        if status.is_success() {
            return answer::vectors(&answered, wanted)
                .map_err(|error| Failure::lasting(error.at(&self.address.shown)));
        }
        let secrets = self.key.as_deref().into_iter().chain(self.address.values());
        Err(self.refusal(status.as_u16(), answer::message(&answered, secrets), later))
    }

    /// What an answer means that is none.
    fn refusal(&self, status: u16, said: Option<String>, later: Option<Duration>) -> Failure {
        let said = said.map_or_else(String::new, |said| format!(": {said}"));
        let error = self.wrong(&format!("the server answers {status}{said}"));
        let is_long = || {
            let said = said.to_lowercase();
            TOO_LONG.iter().any(|words| said.contains(words))
        };
        match status {
            413 => Failure::too_long(error.advise(SHORT_SIGHTED)),
            400 | 422 | 500 if is_long() => Failure::too_long(error.advise(SHORT_SIGHTED)),
            408 | 429 | 500.. => Failure::passing(error, later),
            300..=399 => Failure::lasting(error.advise("it refers to another address; name that one")),
            401 | 403 => {
                Failure::lasting(error.advise(format!("put its key into the variable {}", super::KEY)))
            }
            404 => Failure::lasting(error.advise(
                "check the address (…/v1/embeddings) and the name of the model (--embeddings-model)",
            )),
            _ if self.model.is_none() => {
                Failure::lasting(error.advise("does it want a model to be named (--embeddings-model)?"))
            }
            _ => Failure::lasting(error),
        }
    }

    /// A failure of the connection, in our words.
    fn failure(&self, error: &ureq::Error) -> Failure {
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                Failure::passing(self.gone("the server cannot be reached in time"), None)
            }
            // A server that hangs once hangs again.
            ureq::Error::Timeout(_) => Failure::lasting(
                self.wrong(&format!("no answer within {} s", self.patience.as_secs_f64()))
                    .advise("wait longer with --embeddings-timeout, or see what the server does"),
            ),
            ureq::Error::HostNotFound => Failure::lasting(
                self.wrong("no computer has this name").advise("check the spelling of the address"),
            ),
            ureq::Error::BodyExceedsLimit(_) => {
                Failure::lasting(self.wrong("the answer is larger than any list of vectors"))
            }
            ureq::Error::BadUri(_) => Failure::lasting(self.wrong("no address of a server")),
            ureq::Error::Http(_) if self.key.is_none() => Failure::lasting(
                self.wrong("no address of a server").advise("write other signs than letters and digits as %XX"),
            ),
            ureq::Error::Http(_) => Failure::lasting(
                self.wrong("the key cannot be sent").advise(format!("check the variable {}", super::KEY)),
            ),
            // So says TLS what it does not trust.
            ureq::Error::Io(cause)
                if self.address.is_secure && cause.kind() == std::io::ErrorKind::InvalidData =>
            {
                Failure::lasting(self.wrong(&format!("no safe connection ({})", plain(cause))).advise(
                    "its certificate must be one of a public authority; use http:// for a server of your own network",
                ))
            }
            ureq::Error::Io(cause) => {
                Failure::passing(self.gone(&format!("the server cannot be reached ({})", plain(cause))), None)
            }
            other => Failure::passing(self.gone(&format!("the server broke off ({other})")), None),
        }
    }

    fn wrong(&self, what: &str) -> Error {
        Error::new(what).at(&self.address.shown)
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

impl Embedder for VectorServer {
    fn embed(&self, texts: &Sides<Vec<&str>>, progress: Progress<'_>) -> Result<Sides<Vectors>> {
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
        let vectors = self.vectors(&different, progress)?;
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
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    beginning(&line, LONGEST).to_owned()
}

/// The first characters of a text.
fn beginning(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

/// Makes a pause, unless the work is to end.
fn wait(pause: Duration, progress: Progress<'_>) -> Result<()> {
    let start = Instant::now();
    while let Some(left) = pause.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) {
        progress(0.0)?;
        std::thread::sleep(left.min(LOOK));
    }
    progress(0.0)
}
