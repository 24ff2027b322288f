//! Progress of an alignment, and a way to stop it.

use super::pins::Pins;
use crate::{Error, Result};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Number of boundaries searched between two checks of the watch.
const EACH: usize = 64;

/// The progress of a long task, shared between threads, and the request to end it.
#[derive(Debug, Default)]
pub struct Watch {
    /// In thousandths.
    done: AtomicU32,
    stopped: AtomicBool,
}

impl Watch {
    /// Resets the progress and the request.
    pub fn begin(&self) {
        self.done.store(0, Ordering::Relaxed);
        self.stopped.store(false, Ordering::Relaxed);
    }

    /// The share of the work that is done, 0 to 1.
    pub fn share(&self) -> f64 {
        f64::from(self.done.load(Ordering::Relaxed)) / 1000.0
    }

    /// Asks the work to end, which it does at its next check.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// True if the work was asked to end.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Reports the share of the work that is done, 0 to 1; it never decreases.
    ///
    /// # Errors
    /// When the work was asked to end.
    pub fn tell(&self, share: f64) -> Result<()> {
        if self.is_stopped() {
            return Err(Error::new("the alignment was stopped; nothing has changed"));
        }
        self.done.fetch_max((share.clamp(0.0, 1.0) * 1000.0) as u32, Ordering::Relaxed);
        Ok(())
    }
}

/// The constraints of a search: pins, and who follows its progress in which stage.
#[derive(Clone, Copy)]
pub(super) struct Course<'a> {
    pub(super) pins: &'a Pins,
    watch: Option<&'a Watch>,
    from: f64,
    to: f64,
}

impl<'a> Course<'a> {
    pub(super) fn new(pins: &'a Pins, watch: Option<&'a Watch>) -> Self {
        Course { pins, watch, from: 0.0, to: 1.0 }
    }

    /// The same course for what remains after a share of the work that is done.
    pub(super) fn after(self, share: f64) -> Self {
        Course { from: share, ..self }
    }

    /// The same course for one of several stages, numbered from 0.
    pub(super) fn stage(self, stage: usize, stages: usize) -> Self {
        let at = |n: usize| self.from + (self.to - self.from) * n as f64 / stages.max(1) as f64;
        Course { from: at(stage), to: at(stage + 1), ..self }
    }

    /// Reports how many boundaries of the stage have been searched.
    ///
    /// # Errors
    /// When the search is to end.
    pub(super) fn at(&self, done: usize, all: usize) -> Result<()> {
        match self.watch {
            Some(watch) if done.is_multiple_of(EACH) => {
                watch.tell(self.from + (self.to - self.from) * done as f64 / all.max(1) as f64)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_grows_over_the_stages_and_stopping_ends_the_search() {
        let (pins, watch) = (Pins::default(), Watch::default());
        let course = Course::new(&pins, Some(&watch));
        course.stage(1, 4).at(64, 128).unwrap();
        assert_eq!(watch.share(), 0.375);
        course.stage(0, 4).at(0, 128).unwrap();
        assert_eq!(watch.share(), 0.375, "never back");
        course.after(0.5).stage(1, 4).at(64, 128).unwrap();
        assert_eq!(watch.share(), 0.687, "half of it was done before");
        watch.stop();
        assert!(course.at(1, 128).is_ok(), "looked at now and then only");
        assert!(course.at(128, 128).unwrap_err().to_string().contains("stopped"));
        watch.begin();
        assert_eq!((watch.share(), watch.is_stopped()), (0.0, false));
        assert!(Course::new(&pins, None).at(0, 1).is_ok());
    }
}
