//! A limit on the time in which the other end of a connection takes nothing of what is sent to it.
//!
//! What waits for a page is limited ([`super::hub`]), but a page that reads nothing would keep its
//! connection, and what was on its way to it, for ever.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

/// How long the other end may take nothing.
pub(super) const STALLED: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 30 });

/// A connection that fails when the other end takes nothing for too long.
#[derive(Debug)]
pub(super) struct Patient<S> {
    stream: S,
    limit: Duration,
    /// Set while something could not be sent.
    until: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, limit: Duration) -> Self {
        Patient { stream, limit, until: None }
    }

    /// Ends the waiting of a write that has waited too long.
    fn limited<T>(&mut self, context: &mut Context<'_>, sent: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.until = None;
            return sent;
        }
        let limit = self.limit;
        let until = self.until.get_or_insert_with(|| Box::pin(sleep(limit)));
        until.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.limited(context, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.limited(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let sent = Pin::new(&mut self.stream).poll_flush(context);
        self.limited(context, sent)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let sent = Pin::new(&mut self.stream).poll_shutdown(context);
        self.limited(context, sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{future::poll_fn, task::ready};

    const SHORT: Duration = Duration::from_millis(200);

    /// The other end: it takes one byte each time, or nothing.
    struct Taking {
        every: Option<Duration>,
        next: Option<Pin<Box<Sleep>>>,
    }

    impl AsyncWrite for Taking {
        fn poll_write(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            _: &[u8],
        ) -> Poll<io::Result<usize>> {
            let Some(every) = self.every else { return Poll::Pending };
            ready!(self.next.get_or_insert_with(|| Box::pin(sleep(every))).as_mut().poll(context));
            self.next = None;
            Poll::Ready(Ok(1))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    async fn send(every: Option<Duration>, bytes: usize) -> io::Result<usize> {
        let mut stream = Patient::new(Taking { every, next: None }, SHORT);
        let mut sent = 0;
        while sent < bytes {
            sent += poll_fn(|context| Pin::new(&mut stream).poll_write(context, b"x")).await?;
        }
        Ok(sent)
    }

    #[tokio::test]
    async fn who_takes_nothing_is_not_waited_for_and_who_is_slow_gets_everything() {
        assert_eq!(send(None, 1).await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        // Longer in all than the limit.
        assert_eq!(send(Some(SHORT / 10), 20).await.unwrap(), 20);
    }
}
