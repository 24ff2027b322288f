//! Tables as blocks of bytes that are used without being parsed. The built-in tables are packed by
//! the build script and cost nothing when the program starts. Numbers are little-endian, so that a
//! build for another machine works.

use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_64;

/// Bytes that are either part of the program or owned by the table.
pub(crate) type Bytes = Cow<'static, [u8]>;

/// A list of numbers.
#[derive(Debug, Default)]
pub(crate) struct Numbers(Bytes);

impl Numbers {
    /// The numbers of a list.
    pub(crate) fn new(numbers: impl IntoIterator<Item = u32>) -> Self {
        Numbers(numbers.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>().into())
    }

    /// The number at a place; 0 after the last.
    pub(crate) fn get(&self, at: usize) -> u32 {
        let bytes = self.0.get(at * 4..).and_then(<[u8]>::first_chunk);
        bytes.map_or(0, |&bytes| u32::from_le_bytes(bytes))
    }

    /// Number of entries.
    pub(crate) fn len(&self) -> usize {
        self.0.len() / 4
    }

    /// The range that belongs to `id`, where each number of the list is the end of a range.
    pub(crate) fn part(&self, id: u32) -> std::ops::Range<usize> {
        let start = id.checked_sub(1).map_or(0, |before| self.get(before as usize));
        start as usize..self.get(id as usize) as usize
    }
}

/// Byte strings, numbered from 0 in the order in which they were added, with a hash table to find them.
#[derive(Debug, Default)]
pub(crate) struct Set {
    /// The hash table; the number of slots is a power of two. Four bytes per slot: the string's
    /// number + 1 (0 if empty), and in the bits that no number takes the upper bits of its hash.
    slots: Bytes,
    /// The end of each string in `text`.
    ends: Numbers,
    text: Bytes,
}

impl Set {
    /// The number of a string.
    pub(crate) fn find(&self, key: &[u8]) -> Option<u32> {
        let slots = self.slots.as_chunks::<4>().0;
        let hash = xxh3_64(key);
        let last = slots.len().checked_sub(1)?;
        let numbers = numbers(self.len());
        let mut at = hash as usize & last;
        loop {
            let slot = u32::from_le_bytes(slots[at]);
            let id = (slot & numbers).checked_sub(1)?;
            if slot & !numbers == (hash >> 32) as u32 & !numbers && self.get(id) == key {
                return Some(id);
            }
            at = (at + 1) & last;
        }
    }

    /// The string with the given number; empty where there is none.
    pub(crate) fn get(&self, id: u32) -> &[u8] {
        self.text.get(self.ends.part(id)).unwrap_or_default()
    }

    /// Number of strings.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// The bits of a slot that hold a number, in a set of so many strings.
fn numbers(strings: usize) -> u32 {
    if strings < 1 << 24 { (1 << 24) - 1 } else { u32::MAX }
}

/// A set under construction.
#[derive(Debug, Default)]
pub(crate) struct SetBuilder {
    /// Eight bytes per slot: the string's number + 1 (0 if empty), and the upper half of its hash.
    slots: Vec<u64>,
    ends: Vec<u32>,
    text: Vec<u8>,
}

impl SetBuilder {
    /// An empty set with room for the given number of strings.
    pub(crate) fn with_capacity(strings: usize) -> Self {
        SetBuilder {
            slots: vec![0; Self::slots_for(strings)],
            ends: Vec::with_capacity(strings),
            text: Vec::with_capacity(strings * 16),
        }
    }

    /// Number of slots. At most two thirds are taken, so that chains of taken slots stay short and always end.
    fn slots_for(strings: usize) -> usize {
        (strings * 3 / 2 + 1).next_power_of_two()
    }

    /// The number of a string.
    pub(crate) fn find(&self, key: &[u8]) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = self.slots[self.place(key, xxh3_64(key))];
        (slot as u32).checked_sub(1)
    }

    /// The number of a string, which is added if it is missing.
    pub(crate) fn add(&mut self, key: &[u8]) -> u32 {
        if self.slots.len() < Self::slots_for(self.ends.len() + 1) {
            self.grow();
        }
        let hash = xxh3_64(key);
        let place = self.place(key, hash);
        if let Some(id) = (self.slots[place] as u32).checked_sub(1) {
            return id;
        }
        self.text.extend_from_slice(key);
        self.ends.push(self.text.len() as u32);
        self.slots[place] = (hash >> 32) << 32 | self.ends.len() as u64;
        self.ends.len() as u32 - 1
    }

    /// The slot of a string, or the empty slot where it belongs.
    fn place(&self, key: &[u8], hash: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        loop {
            let slot = self.slots[at];
            let Some(id) = (slot as u32).checked_sub(1) else { return at };
            if slot >> 32 == hash >> 32 && self.get(id) == key {
                return at;
            }
            at = (at + 1) & last;
        }
    }

    fn grow(&mut self) {
        self.resize(2 * Self::slots_for(self.ends.len() + 1));
    }

    /// Puts every string into its slot of a table of so many.
    fn resize(&mut self, slots: usize) {
        self.slots = vec![0; slots];
        let last = slots - 1;
        for id in 0..self.ends.len() as u32 {
            let hash = xxh3_64(self.get(id));
            let mut at = hash as usize & last;
            while self.slots[at] != 0 {
                at = (at + 1) & last;
            }
            self.slots[at] = (hash >> 32) << 32 | (u64::from(id) + 1);
        }
    }

    /// The string with a number that this set returned.
    pub(crate) fn get(&self, id: u32) -> &[u8] {
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[start as usize..self.ends[id as usize] as usize]
    }

    /// Number of strings.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The set in its packed form.
    pub(crate) fn finish(mut self) -> Set {
        self.resize(Self::slots_for(self.len()));
        let numbers = numbers(self.len());
        let slots = self.slots.into_iter().flat_map(|slot| {
            let hash = if slot == 0 { 0 } else { (slot >> 32) as u32 & !numbers };
            (slot as u32 | hash).to_le_bytes()
        });
        Set {
            slots: slots.collect::<Vec<u8>>().into(),
            ends: Numbers::new(self.ends),
            text: self.text.into(),
        }
    }
}

/// Writes the parts of a table one after another.
#[derive(Debug, Default)]
#[allow(dead_code, reason = "only the build script packs")]
pub(crate) struct Packer(pub(crate) Vec<u8>);

#[allow(dead_code, reason = "only the build script packs")]
impl Packer {
    /// Adds a block of bytes.
    pub(crate) fn bytes(&mut self, part: &[u8]) {
        self.0.extend((part.len() as u32).to_le_bytes());
        self.0.extend(part);
    }

    /// Adds a list of numbers.
    pub(crate) fn numbers(&mut self, part: &Numbers) {
        self.bytes(&part.0);
    }

    /// Adds a set.
    pub(crate) fn set(&mut self, part: &Set) {
        self.bytes(&part.slots);
        self.numbers(&part.ends);
        self.bytes(&part.text);
    }
}

/// Reads the parts that a [`Packer`] wrote, in the same order.
#[derive(Debug)]
pub(crate) struct Unpacker(pub(crate) &'static [u8]);

impl Unpacker {
    /// Reads a block of bytes; empty after the last.
    pub(crate) fn bytes(&mut self) -> Bytes {
        let Some((length, rest)) = self.0.split_first_chunk() else { return Bytes::default() };
        let (part, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).unwrap_or_default();
        self.0 = rest;
        part.into()
    }

    /// Reads a list of numbers.
    pub(crate) fn numbers(&mut self) -> Numbers {
        Numbers(self.bytes())
    }

    /// Reads a set.
    pub(crate) fn set(&mut self) -> Set {
        Set { slots: self.bytes(), ends: self.numbers(), text: self.bytes() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed_and_unpacked(set: &Set) -> Set {
        let mut packer = Packer::default();
        packer.set(set);
        Unpacker(packer.0.leak()).set()
    }

    #[test]
    fn every_string_keeps_its_number_when_it_is_packed() {
        let mut builder = SetBuilder::default();
        let keys: Vec<String> = (0..5_000).map(|n| format!("{n:b}")).chain([String::new()]).collect();
        for (id, key) in keys.iter().enumerate() {
            assert_eq!(builder.add(key.as_bytes()) as usize, id);
        }
        assert_eq!(builder.add(b"101"), 5);
        let set = packed_and_unpacked(&builder.finish());
        assert_eq!(set.len(), keys.len());
        for (id, key) in keys.iter().enumerate() {
            assert_eq!(set.find(key.as_bytes()), Some(id as u32));
            assert_eq!(set.get(id as u32), key.as_bytes());
            assert_eq!(set.find(format!("{key}2").as_bytes()), None);
        }
    }

    #[test]
    fn nothing_is_found_where_there_is_nothing() {
        assert_eq!(Set::default().find(b"word"), None);
        assert_eq!(Set::default().get(7), b"");
        assert_eq!(packed_and_unpacked(&SetBuilder::default().finish()).find(b"word"), None);
        assert_eq!(Unpacker(&[9, 0, 0, 0, 1]).set().find(b"word"), None);
    }

    #[test]
    fn numbers_come_back_and_cut_into_parts() {
        let ends = Numbers::new([2, 2, 70_000]);
        assert_eq!((ends.part(0), ends.part(1), ends.part(2)), (0..2, 2..2, 2..70_000));
        assert_eq!((ends.len(), ends.get(2), ends.get(3)), (3, 70_000, 0));
    }
}
