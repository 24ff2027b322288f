//! XML files that are read unit by unit: the queue of pairs, and the end of such a file.

use crate::{Error, Result, bitext::Pair, document::xml::Xml};
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

    /// True if the file could not be read to its end.
    pub(super) fn broke_off(&self) -> bool {
        self.broke_off
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

/// A reader of such a file.
pub(super) trait Units {
    /// Reads a unit or less.
    ///
    /// # Errors
    /// When nothing after this place can be read.
    fn advance(&mut self) -> Result<()>;

    /// Its position and what it has read.
    fn state(&mut self) -> (&Xml<'_>, &mut Ready);
}

/// The next pair of a file, the error of a unit, or the end.
pub(super) fn next(reader: &mut impl Units) -> Option<Result<Pair>> {
    while reader.state().1.is_waiting() {
        if let Err(error) = reader.advance() {
            let (xml, ready) = reader.state();
            ready.push(Err(xml.locate(error)));
            (ready.over, ready.broke_off) = (true, true);
        }
    }
    reader.state().1.pairs.pop_front()
}
