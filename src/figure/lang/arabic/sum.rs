//! An Arabic number under construction.

use crate::figure::{Decimal, number::power};

/// The slots of a group below a thousand.
pub(super) const UNITS: u8 = 1;

pub(super) const TENS: u8 = 2;

pub(super) const HUNDREDS: u8 = 4;

/// A number under construction.
#[derive(Default)]
pub(super) struct Sum {
    /// The sum of the closed groups.
    pub(super) total: Decimal,
    /// The group below the next scale.
    pub(super) group: Option<Decimal>,
    pub(super) slots: u8,
    /// The scale that closed the last group.
    pub(super) last: Option<u8>,
    /// What the last group is with its scale.
    closed: Decimal,
    /// The last word was a scale, and nothing follows it yet.
    pub(super) at_scale: bool,
    /// Older order: the scale came last, and nothing may follow.
    pub(super) done: bool,
    pub(super) words: u32,
    /// The last word was a unit, which عشر may change to 11 to 19, and مئة to hundreds.
    pub(super) unit: Option<u32>,
}

impl Sum {
    pub(super) fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group.unwrap_or_default())
    }

    pub(super) fn put(&mut self, value: u32, slots: u8) -> bool {
        if self.slots & slots != 0 || self.done {
            return false;
        }
        let Some(sum) = self.group.unwrap_or_default().checked_add(Decimal::from(value)) else {
            return false;
        };
        self.group = Some(sum);
        self.slots |= slots;
        self.at_scale = false;
        true
    }

    /// ست مئة ألف وثلاثة آلاف, مئة ألف وألف: the same scale again, below its hundreds.
    pub(super) fn fills_up(&self, by: u8, count: u32) -> bool {
        let group = self.group.unwrap_or(Decimal::from(count));
        self.last == Some(by)
            && group < Decimal::ONE_HUNDRED
            && !self.total.is_zero()
            && (self.total % (power(by) * Decimal::ONE_HUNDRED)).is_zero()
    }

    /// Closes the group with a scale; without a group, begins one of one. Returns false if the
    /// scale does not fit.
    pub(super) fn scale(&mut self, by: u8, joined: bool, count: u32) -> bool {
        if self.done {
            return false;
        }
        let before = self.total;
        let smaller = self.last.is_none_or(|last| by < last) || self.fills_up(by, count);
        match self.group {
            Some(group) if !joined && count == 1 && smaller => {
                let Some(total) = group.checked_mul(power(by)).and_then(|n| n.checked_add(self.total)) else {
                    return false;
                };
                self.total = total;
            }
            // خمس وثمانين وتسعمئة وألف: the thousand comes last.
            Some(group) if joined && self.last.is_none() && by == 3 && group < Decimal::ONE_THOUSAND => {
                self.total = power(by) * Decimal::from(count);
                self.done = true;
                return true;
            }
            Some(_) => return false,
            None if self.words == 0 || joined && smaller => {
                let Some(total) = self.total.checked_add(power(by) * Decimal::from(count)) else {
                    return false;
                };
                self.total = total;
            }
            // مئة ألف مليون, ألف ألف: a scale multiplied by a scale.
            None if self.at_scale
                && !joined
                && count == 1
                && self.last.is_some_and(|last| by > last || by == 3 && last == 3) =>
            {
                // مئة ألف ألف وثمانية وعشرون ألف ألف: only the last group is multiplied.
                let rest = self.total - self.closed;
                let Some(closed) = self.closed.checked_mul(power(by)) else { return false };
                let Some(total) = rest.checked_add(closed) else { return false };
                (self.total, self.closed) = (total, closed);
                self.last = self.last.map(|last| last + by);
                return true;
            }
            None => return false,
        }
        self.closed = self.total - before;
        self.group = None;
        self.slots = 0;
        self.last = Some(by);
        self.at_scale = true;
        true
    }
}
