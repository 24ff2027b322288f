//! What every page of a project hears at once: changes of others, and who is in which row.
//!
//! The stream is one of server-sent events. A page that does not read it is let go, and begins again
//! when it comes back.

use hyper::body::{Body, Bytes, Frame};
use serde::Serialize;
use std::{
    convert::Infallible,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    time::{Interval, interval},
};

/// Most messages that wait for a page.
const WAITING: usize = 512;
/// Most bytes that wait for a page, unless it is a single message.
const WAITING_BYTES: usize = 16 << 20;
/// Most pages of guests at once.
const MOST: usize = 400;
/// Most pages of one guest.
const MOST_OF_ONE: usize = 16;
/// How often a silent stream says that it is there, so that a dead connection is noticed.
const PULSE: Duration = Duration::from_secs(15);

/// A page that listens.
#[derive(Debug)]
struct Listener {
    page: String,
    name: String,
    row: Option<u32>,
    is_owner: bool,
    sender: Sender<Bytes>,
    /// The bytes that wait.
    waiting: Arc<AtomicUsize>,
}

impl Listener {
    /// Names of pages are chosen by the pages, so one is that of its person only.
    fn is(&self, page: &str, name: &str) -> bool {
        self.page == page && self.name == name
    }

    /// False if it has so much unread that it does not read.
    fn hears(&self, message: &Bytes) -> bool {
        let before = self.waiting.fetch_add(message.len(), Ordering::Relaxed);
        (before == 0 || before + message.len() <= WAITING_BYTES)
            && self.sender.try_send(message.clone()).is_ok()
    }
}

/// Where a person is.
#[derive(Debug, Serialize)]
struct Here<'a> {
    page: &'a str,
    name: &'a str,
    row: Option<u32>,
}

/// All pages that listen.
#[derive(Debug, Default)]
pub(super) struct Hub(Mutex<Vec<Listener>>);

impl Hub {
    fn listeners(&self) -> MutexGuard<'_, Vec<Listener>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a page of a person; `None` if there are too many. The owner's are not counted.
    pub(super) fn join(self: &Arc<Self>, page: &str, (name, is_owner): (&str, bool)) -> Option<Events> {
        let (sender, receiver) = channel(WAITING);
        let waiting: Arc<AtomicUsize> = Arc::default();
        let mut listeners = self.listeners();
        listeners.retain(|one| !one.is(page, name));
        let guests = || listeners.iter().filter(|one| !one.is_owner);
        let own = guests().filter(|one| one.name == name).count();
        if !is_owner && (own >= MOST_OF_ONE || guests().count() >= MOST) {
            return None;
        }
        let (page, name) = (page.to_owned(), name.to_owned());
        listeners.push(Listener {
            page: page.clone(),
            name: name.clone(),
            row: None,
            is_owner,
            sender,
            waiting: Arc::clone(&waiting),
        });
        tell_places(&mut listeners);
        Some(Events { receiver, waiting, pulse: interval(PULSE), hub: Arc::clone(self), page, name })
    }

    /// Moves a page to a row.
    pub(super) fn place(&self, page: &str, name: &str, row: Option<u32>) {
        let mut listeners = self.listeners();
        let moved = listeners.iter_mut().find(|one| one.is(page, name));
        if let Some(one) = moved.filter(|one| one.row != row) {
            one.row = row;
            tell_places(&mut listeners);
        }
    }

    /// The name of a page of a person as others see it: empty if somebody else's page has it,
    /// which would take the person's changes for its own.
    pub(super) fn own<'a>(&self, page: &'a str, name: &str) -> &'a str {
        let is_taken = self.listeners().iter().any(|one| one.page == page && one.name != name);
        if is_taken { "" } else { page }
    }

    /// Tells every page something.
    pub(super) fn tell(&self, what: &str, data: &str) {
        tell(&mut self.listeners(), what, data);
    }

    /// Ends every stream: the project was closed.
    pub(super) fn end(&self) {
        self.listeners().clear();
    }

    /// Ends the streams of a person.
    pub(super) fn dismiss(&self, name: &str) {
        let mut listeners = self.listeners();
        listeners.retain(|one| one.name != name);
        tell_places(&mut listeners);
    }

    fn leave(&self, page: &str, name: &str) {
        let mut listeners = self.listeners();
        let before = listeners.len();
        // The same page may have come back on another connection, whose stream is open.
        listeners.retain(|one| !one.is(page, name) || !one.sender.is_closed());
        if listeners.len() != before {
            tell_places(&mut listeners);
        }
    }
}

fn tell(listeners: &mut Vec<Listener>, what: &str, data: &str) {
    let message = Bytes::from(format!("event: {what}\ndata: {data}\n\n"));
    listeners.retain(|one| one.hears(&message));
}

fn tell_places(listeners: &mut Vec<Listener>) {
    let places: Vec<Here<'_>> =
        listeners.iter().map(|one| Here { page: &one.page, name: &one.name, row: one.row }).collect();
    let places = serde_json::to_string(&places).unwrap_or_default();
    tell(listeners, "here", &places);
}

/// The stream of one page.
#[derive(Debug)]
pub(super) struct Events {
    receiver: Receiver<Bytes>,
    waiting: Arc<AtomicUsize>,
    pulse: Interval,
    hub: Arc<Hub>,
    page: String,
    name: String,
}

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Poll::Ready(message) = self.receiver.poll_recv(context) {
            if let Some(bytes) = &message {
                self.waiting.fetch_sub(bytes.len(), Ordering::Relaxed);
            }
            return Poll::Ready(message.map(|bytes| Ok(Frame::data(bytes))));
        }
        if self.pulse.poll_tick(context).is_ready() {
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b": here\n\n")))));
        }
        Poll::Pending
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.receiver.close();
        self.hub.leave(&self.page, &self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(events: &mut Events) -> Vec<String> {
        std::iter::from_fn(|| events.receiver.try_recv().ok())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect()
    }

    #[tokio::test]
    async fn everybody_hears_what_is_said_and_who_is_where() {
        let hub = Arc::new(Hub::default());
        let mut huda = hub.join("p1", ("Huda", true)).unwrap();
        let mut sami = hub.join("p2", ("Sami", false)).unwrap();
        hub.place("p2", "Sami", Some(7));
        hub.place("p2", "Sami", Some(7));
        // Nobody moves another.
        hub.place("p1", "Sami", Some(9));
        hub.tell("done", "{}");
        let heard_by_huda = heard(&mut huda);
        assert_eq!(heard_by_huda.len(), 4, "{heard_by_huda:?}");
        assert!(heard_by_huda[2].contains(r#"{"page":"p2","name":"Sami","row":7}"#), "{heard_by_huda:?}");
        assert!(heard_by_huda[3].starts_with("event: done\ndata: {}\n\n"));
        assert_eq!(heard(&mut sami).len(), 3);
        drop(sami);
        let last = heard(&mut huda);
        assert!(last.len() == 1 && !last[0].contains("Sami"), "{last:?}");
        // A page that comes again takes the place of its earlier stream.
        let again = hub.join("p1", ("Huda", true)).unwrap();
        drop(huda);
        assert_eq!(hub.listeners().len(), 1);
        drop(again);
        assert_eq!(hub.listeners().len(), 0);
    }

    #[tokio::test]
    async fn a_page_that_reads_nothing_is_let_go() {
        let hub = Arc::new(Hub::default());
        let _silent = hub.join("p1", ("Huda", true)).unwrap();
        for _ in 0..=WAITING {
            hub.tell("done", "{}");
        }
        assert_eq!(hub.listeners().len(), 0);
    }

    #[tokio::test]
    async fn who_takes_the_name_of_a_page_cuts_nobody_off_and_has_few_pages() {
        let hub = Arc::new(Hub::default());
        let mut huda = hub.join("p1", ("Huda", true)).unwrap();
        let taken = hub.join("p1", ("Sami", false)).unwrap();
        assert_eq!((hub.own("p1", "Sami"), hub.own("p2", "Sami")), ("", "p2"));
        drop(taken);
        assert_eq!(hub.own("p1", "Huda"), "p1");
        heard(&mut huda);
        hub.tell("done", "{}");
        assert_eq!(heard(&mut huda).len(), 1);
        let pages: Vec<Option<Events>> =
            (0..=MOST_OF_ONE).map(|n| hub.join(&format!("s{n}"), ("Sami", false))).collect();
        assert_eq!(pages.iter().flatten().count(), MOST_OF_ONE);
        assert!(hub.join("s0", ("Sami", false)).is_some(), "the same page again");
        let own: Vec<Option<Events>> =
            (0..=MOST_OF_ONE).map(|n| hub.join(&format!("h{n}"), ("Huda", true))).collect();
        assert!(own.iter().all(Option::is_some));
    }

    #[tokio::test]
    async fn a_page_for_which_too_many_bytes_wait_is_let_go() {
        let hub = Arc::new(Hub::default());
        let mut events = hub.join("p1", ("Huda", true)).unwrap();
        let large = "x".repeat(WAITING_BYTES / 2 + 1);
        let next = async |events: &mut Events| {
            std::future::poll_fn(|context| Pin::new(&mut *events).poll_frame(context)).await.unwrap().unwrap()
        };
        // Who reads hears everything.
        next(&mut events).await;
        for _ in 0..3 {
            hub.tell("done", &large);
            next(&mut events).await;
        }
        hub.tell("done", &large);
        assert_eq!(hub.listeners().len(), 1);
        hub.tell("done", &large);
        assert_eq!(hub.listeners().len(), 0);
    }
}
