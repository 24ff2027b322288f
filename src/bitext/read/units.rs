//! XML files that are read unit by unit: the queue of pairs, and the end of such a file.

use super::super::pairs::{Header, Pair, Source};
use crate::{Error, Result, document::xml::Xml};
use std::collections::VecDeque;

/// Pairs that have been read but not yet returned, and whether more can follow.
#[derive(Default)]
pub(super) struct Ready {
    pairs: VecDeque<Result<Pair>>,
    over: bool,
    broke_off: bool,
}

impl Ready {
    /// Appends a pair, or the error of one.
    pub(super) fn push(&mut self, pair: Result<Pair>) {
        self.pairs.push_back(pair);
    }

    /// True if a unit must be read to get a pair.
    pub(super) fn is_waiting(&self) -> bool {
        self.pairs.is_empty() && !self.over
    }

    /// Marks the end: the file has been read, and nothing follows the queued pairs.
    pub(super) fn end(&mut self) {
        self.over = true;
    }

    /// Reports the error of a unit and continues after its end tag; nothing follows if there is
    /// none. `name` is the element of the unit, and `depth` that of its parent.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn recover(
        &mut self,
        error: Error,
        xml: &mut Xml<'_>,
        name: &str,
        depth: usize,
    ) -> Result<()> {
        self.push(Err(xml.locate(error)));
        self.over = !xml.recover(name, depth)?;
        self.broke_off |= self.over;
        Ok(())
    }
}

/// A reader of such a file, which is a [`Source`] of its pairs.
pub(super) trait Units {
    /// Reads a unit or less.
    ///
    /// # Errors
    /// When nothing after this place can be read.
    fn advance(&mut self) -> Result<()>;

    /// Its position and what it has read.
    fn state(&mut self) -> (&Xml<'_>, &mut Ready);

    /// What it has read.
    fn ready(&self) -> &Ready;

    /// As [`Source::header`].
    fn header(&self) -> &Header;

    /// As [`Source::left_out`].
    fn left_out(&self) -> u64 {
        0
    }

    /// As [`Source::remarks`].
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }

    /// As [`Source::losses`].
    fn losses(&self) -> Vec<String> {
        Vec::new()
    }
}

impl<U: Units> Source for U {
    fn next(&mut self) -> Option<Result<Pair>> {
        while self.state().1.is_waiting() {
            if let Err(error) = self.advance() {
                let (xml, ready) = self.state();
                ready.push(Err(xml.locate(error)));
                (ready.over, ready.broke_off) = (true, true);
            }
        }
        self.state().1.pairs.pop_front()
    }

    fn header(&self) -> &Header {
        Units::header(self)
    }

    fn left_out(&self) -> u64 {
        Units::left_out(self)
    }

    fn broke_off(&self) -> bool {
        self.ready().broke_off
    }

    fn remarks(&self) -> Vec<String> {
        Units::remarks(self)
    }

    fn losses(&self) -> Vec<String> {
        Units::losses(self)
    }
}
