//! A lexicon in memory: the words of both languages, and for each Arabic form what it may translate.

use crate::packed::{Bytes, Numbers, Packer, Set, Unpacker};

/// Identifies an English stem inside one [`Lexicon`].
pub type EnglishId = u32;

/// A pair of words that the lexicon allows, as probabilities in both directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LexiconEntry {
    /// The English stem.
    pub english: EnglishId,
    /// Probability (0 to 1) of the Arabic form given the English stem.
    pub forward: f32,
    /// Probability (0 to 1) of the English stem given the Arabic form.
    pub backward: f32,
}

/// Size of an entry in bytes.
const ENTRY: usize = 12;

impl LexiconEntry {
    fn read(&[e0, e1, e2, e3, f0, f1, f2, f3, b0, b1, b2, b3]: &[u8; ENTRY]) -> Self {
        LexiconEntry {
            english: u32::from_le_bytes([e0, e1, e2, e3]),
            forward: f32::from_le_bytes([f0, f1, f2, f3]),
            backward: f32::from_le_bytes([b0, b1, b2, b3]),
        }
    }

    fn bytes(self) -> impl Iterator<Item = u8> {
        let [english, forward, backward] =
            [self.english.to_le_bytes(), self.forward.to_le_bytes(), self.backward.to_le_bytes()];
        english.into_iter().chain(forward).chain(backward)
    }
}

/// A bilingual word list, ready for look-up.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// English stems and, for each, whether it is a function word.
    english: Set,
    english_is_function: Bytes,
    /// Folded Arabic forms and, for each, whether it is a function word.
    arabic: Set,
    arabic_is_function: Bytes,
    /// The end of the entries of each Arabic form.
    ends: Numbers,
    entries: Bytes,
    longest_form: usize,
}

impl Lexicon {
    /// The lexicon of the given stems and forms, each with whether it is a function word, and of
    /// the entries of each form.
    pub(super) fn new(
        (english, english_is_function): (Set, Vec<bool>),
        (arabic, arabic_is_function): (Set, Vec<bool>),
        entries: &[Vec<LexiconEntry>],
    ) -> Self {
        let flags = |flags: Vec<bool>| flags.into_iter().map(u8::from).collect::<Vec<u8>>().into();
        let ends = entries.iter().scan(0, |end, list| {
            *end += list.len() as u32;
            Some(*end)
        });
        let longest_form = (0..arabic.len() as u32).map(|id| arabic.get(id).len()).max().unwrap_or(0);
        Lexicon {
            english,
            english_is_function: flags(english_is_function),
            arabic,
            arabic_is_function: flags(arabic_is_function),
            ends: Numbers::new(ends),
            entries: entries.iter().flatten().flat_map(|entry| entry.bytes()).collect::<Vec<u8>>().into(),
            longest_form,
        }
    }

    /// The lexicon as one block of bytes, for [`Lexicon::unpack`].
    #[allow(dead_code, reason = "only the build script packs")]
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.set(&self.english);
        packer.bytes(&self.english_is_function);
        packer.set(&self.arabic);
        packer.bytes(&self.arabic_is_function);
        packer.numbers(&self.ends);
        packer.bytes(&self.entries);
        packer.numbers(&Numbers::new([self.longest_form as u32]));
        packer.0
    }

    /// The lexicon that [`Lexicon::pack`] made.
    pub(super) fn unpack(block: &'static [u8]) -> Self {
        let mut parts = Unpacker(block);
        Lexicon {
            english: parts.set(),
            english_is_function: parts.bytes(),
            arabic: parts.set(),
            arabic_is_function: parts.bytes(),
            ends: parts.numbers(),
            entries: parts.bytes(),
            longest_form: parts.numbers().get(0) as usize,
        }
    }

    /// Number of different English stems.
    pub fn english_len(&self) -> usize {
        self.english.len()
    }

    /// Number of word pairs.
    pub fn len(&self) -> usize {
        self.entries.len() / ENTRY
    }

    /// True if the lexicon holds no pair.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The id of an English stem (see [`stem_folded`](crate::text::stem::stem_folded)).
    pub fn english(&self, stem: &str) -> Option<EnglishId> {
        self.english.find(stem.as_bytes())
    }

    /// The English stem with an id.
    pub(crate) fn english_stem(&self, id: EnglishId) -> &str {
        std::str::from_utf8(self.english.get(id)).unwrap_or_default()
    }

    /// The id of a folded Arabic form that is itself listed.
    pub(super) fn arabic(&self, folded: &str) -> Option<u32> {
        // A word may be as long as a text, and is looked up in many forms.
        if folded.len() > self.longest_form {
            return None;
        }
        self.arabic.find(folded.as_bytes())
    }

    /// The entries of an Arabic form, sorted by English id.
    pub(super) fn entries(&self, arabic: u32) -> impl Iterator<Item = LexiconEntry> {
        let lists = self.entries.as_chunks::<ENTRY>().0;
        lists.get(self.ends.part(arabic)).unwrap_or_default().iter().map(LexiconEntry::read)
    }

    /// A hash of the contents: equal for equal lexicons, and almost certainly different for others.
    pub fn fingerprint(&self) -> u64 {
        // A sum, because the order of the table has no meaning; each term is an FNV-1a hash.
        let mut sum = 0u64;
        for id in 0..self.arabic.len() as u32 {
            for entry in self.entries(id) {
                let functions = [self.is_arabic_function(id), self.is_english_function(entry.english)];
                let bytes = self.arabic.get(id).iter().copied().chain([0]);
                let bytes = bytes.chain(self.english.get(entry.english).iter().copied()).chain([0]);
                let bytes = bytes.chain(entry.forward.to_le_bytes()).chain(entry.backward.to_le_bytes());
                let hash = bytes.chain(functions.map(u8::from)).fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
                });
                sum = sum.wrapping_add(hash);
            }
        }
        sum
    }

    /// True if a folded Arabic form is itself listed.
    pub fn lists(&self, folded: &str) -> bool {
        self.arabic(folded).is_some()
    }

    /// True if a folded Arabic form is itself listed and is a function word.
    pub(super) fn lists_function(&self, folded: &str) -> bool {
        self.arabic(folded).is_some_and(|id| self.is_arabic_function(id))
    }

    /// The entry of one English stem and one folded Arabic form that is itself listed.
    pub fn entry(&self, english: EnglishId, folded: &str) -> Option<LexiconEntry> {
        self.entries(self.arabic(folded)?).find(|entry| entry.english == english)
    }

    /// True if the English stem is listed as a function word (article, pronoun, preposition …).
    pub fn is_english_function(&self, id: EnglishId) -> bool {
        self.english_is_function[id as usize] != 0
    }

    /// True if the Arabic form is listed as a function word.
    pub(super) fn is_arabic_function(&self, id: u32) -> bool {
        self.arabic_is_function[id as usize] != 0
    }
}
