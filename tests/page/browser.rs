//! A browser that shows a page of the program.

use assert_cmd::cargo::cargo_bin;
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};
use hyper_util::client::legacy::connect::HttpConnector;
use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Records errors in the page.
const COMPLAINTS: &str = "window.complaints = [];
    addEventListener('error', (event) => window.complaints.push(String(event.message)));
    addEventListener('unhandledrejection', (event) => window.complaints.push(String(event.reason)));
    document.addEventListener('securitypolicyviolation', (event) => window.complaints.push(event.violatedDirective));";

/// Whether the page shows rows.
pub(crate) const ROWS: &str = "return document.documentElement.dataset.ready === 'yes' && document.querySelector('.row:not(.placeholder)') !== null";

/// A process that is ended when dropped.
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts `mizan review` with arguments and returns the address that it prints.
pub(crate) fn review(folder: &Path, words: &[&str]) -> (Process, String) {
    let (process, mut addresses) = shared(folder, words, 0);
    (process, addresses.remove(0))
}

/// Two small texts with some wrong figures, from the samples.
pub(crate) fn samples(folder: &Path) {
    copied(folder, &["report.ar.txt", "report-slips.en.txt"]);
}

/// The two texts of the other sample, some of whose pairs have a lower confidence.
pub(crate) fn contract(folder: &Path) {
    copied(folder, &["contract.ar.txt", "contract.en.txt"]);
}

fn copied(folder: &Path, names: &[&str]) {
    for name in names {
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples").join(name), folder.join(name))
            .unwrap();
    }
}

/// Starts `mizan review` with invitations and returns the address of the owner and the links.
pub(crate) fn shared(folder: &Path, words: &[&str], guests: usize) -> (Process, Vec<String>) {
    let mut child = Command::new(cargo_bin("mizan"))
        .arg("review")
        .args(words)
        .arg("--no-open")
        .current_dir(folder)
        .env("XDG_STATE_HOME", folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let lines =
        lines.take(guests + 1).map(|line| line.unwrap().split('\t').next().unwrap().trim().to_owned());
    (Process(child), lines.collect())
}

/// A page of the program in a browser.
pub(crate) struct Page {
    pub(crate) client: Client,
    pub(crate) folder: TempDir,
    server: Process,
    _driver: Process,
}

impl Page {
    /// Opens the review of the files that `prepare` puts into a folder.
    pub(crate) async fn open(prepare: impl FnOnce(&Path), words: &[&str]) -> Page {
        Self::sized(prepare, words, (1440, 900)).await
    }

    pub(crate) async fn sized(prepare: impl FnOnce(&Path), words: &[&str], size: (u32, u32)) -> Page {
        let page = Self::begin(prepare, words, size).await;
        page.until(ROWS).await;
        page
    }

    /// Opens the page without knowing what it will show.
    pub(crate) async fn begin(
        prepare: impl FnOnce(&Path),
        words: &[&str],
        (width, height): (u32, u32),
    ) -> Page {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let (server, address) = review(folder.path(), words);
        Self::show(folder, server, &address, (width, height)).await
    }

    /// Opens an address in a browser of its own.
    pub(crate) async fn show(
        folder: TempDir,
        server: Process,
        address: &str,
        (width, height): (u32, u32),
    ) -> Page {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed; scripts/test page does that");
        let driver = Process(driver);
        let mut capabilities = serde_json::json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": {
                "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en", format!("--window-size={width},{height}")],
                "prefs": { "download.default_directory": folder.path(), "download.prompt_for_download": false },
            },
        });
        if width < 500 {
            // A window of the browser cannot be narrower.
            capabilities["goog:chromeOptions"]["mobileEmulation"] = serde_json::json!({
                "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0, "mobile": false },
            });
        }
        let capabilities = capabilities.as_object().unwrap().clone();
        let started = Instant::now();
        let client = loop {
            match ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities.clone())
                .connect(&format!("http://127.0.0.1:{port}"))
                .await
            {
                Ok(client) => break client,
                Err(error) if started.elapsed() > Duration::from_secs(60) => panic!("no browser: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        };
        client.goto(address).await.unwrap();
        let page = Page { client, folder, server, _driver: driver };
        page.run(COMPLAINTS).await;
        page
    }

    /// Kills the server, as in a failure of the machine.
    pub(crate) fn kill_server(&mut self) {
        let _ = self.server.0.kill();
        let _ = self.server.0.wait();
    }

    /// Starts the server again on another port and opens it.
    pub(crate) async fn reopen(&mut self, words: &[&str]) {
        self.kill_server();
        let (server, address) = review(self.folder.path(), words);
        self.server = server;
        self.client.goto(&address).await.unwrap();
        self.run(COMPLAINTS).await;
        self.until(ROWS).await;
    }

    pub(crate) async fn run(&self, script: &str) -> serde_json::Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    pub(crate) async fn text(&self, script: &str) -> String {
        self.run(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a script returns true.
    pub(crate) async fn until(&self, script: &str) {
        let started = Instant::now();
        while self.run(script).await != serde_json::Value::Bool(true) {
            assert!(
                started.elapsed() < Duration::from_secs(120),
                "never came true: {script}\n{}",
                self.text("return document.body.innerText").await
            );
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Presses a key as on an Arabic layout: a place on the keyboard with the Arabic letter on it.
    pub(crate) async fn press_arabic(&self, code: &str, letter: &str, shift: bool) {
        let event = format!(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{ code: '{code}', key: '{letter}', shiftKey: {shift}, bubbles: true, cancelable: true }}))"
        );
        self.run(&event).await;
    }

    /// Presses a key of the keyboard.
    pub(crate) async fn press(&self, key: char) {
        let actions = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(actions).await.unwrap();
    }

    pub(crate) async fn press_shifted(&self, key: char) {
        let actions = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: Key::Shift.into() })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: Key::Shift.into() });
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Clicks an element; if the page draws it again in that moment, the new one.
    pub(crate) async fn click(&self, css: &str) {
        for _ in 0..5 {
            match self.client.find(Locator::Css(css)).await.unwrap().click().await {
                Err(error) if error.to_string().contains("stale element") => {}
                clicked => return clicked.unwrap(),
            }
        }
        panic!("{css} is drawn again and again");
    }

    /// Waits for a message at the bottom of the page.
    pub(crate) async fn says(&self, words: &str) {
        self.until(&format!("return document.getElementById('toasts').textContent.includes({words:?})"))
            .await;
    }

    /// Saves a picture of the page.
    pub(crate) async fn picture(&self, name: &str) {
        let folder = pictures();
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png")), self.client.screenshot().await.unwrap()).unwrap();
    }

    /// Fails if the browser's console had errors.
    pub(crate) async fn close(self) {
        let complaints = self.text("return (window.complaints ?? []).join('; ')").await;
        assert_eq!(complaints, "");
        self.client.close().await.unwrap();
    }
}

pub(crate) fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/page")
}
