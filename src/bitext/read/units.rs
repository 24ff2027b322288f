//! Files in XML that give their pairs unit by unit: what has been read ahead, and how such a file ends.

use crate::{Error, Result, bitext::Pair, document::xml::Xml};
use std::collections::VecDeque;

/// Pairs that have been read and not been asked for, and whether more can follow.
#[derive(Default)]
pub(super) struct Ready {
    pairs: VecDeque<Result<Pair>>,
    over: bool,
    broke_off: bool,
}

impl Ready {
    /// Adds a pair behind the others, or what is wrong with one.
    pub(super) fn push(&mut self, pair: Result<Pair>) {
        self.pairs.push_back(pair);
    }

    /// True when a unit has to be read before there is a pair to give.
    pub(super) fn is_waiting(&self) -> bool {
        self.pairs.is_empty() && !self.over
    }

    /// Nothing comes behind what is ready: the file has been read.
    pub(super) fn end(&mut self) {
        self.over = true;
    }

    /// True when the file could not be read to its end.
    pub(super) fn broke_off(&self) -> bool {
        self.broke_off
    }

    /// Says what is wrong with a unit and goes on behind its end tag; nothing follows when there is none. `depth` is
    /// that of what the unit, an element of the name, lies in.
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
    /// Reads on, by a unit or less.
    ///
    /// # Errors
    /// When nothing behind this place can be read.
    fn advance(&mut self) -> Result<()>;

    /// Where it is, and what it has read.
    fn state(&mut self) -> (&Xml<'_>, &mut Ready);
}

/// The next pair of a file, what is wrong with a unit, or the end.
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
