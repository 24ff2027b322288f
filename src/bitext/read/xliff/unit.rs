//! One unit of an XLIFF file: its segments, their states, and the data about them.

use super::{is_foreign, state::State};
use crate::{
    Error, Result,
    bitext::{
        InlineCode, Pair, facts,
        read::inline::{self, Piece, Segmented},
    },
    document::xml::{LONGEST_PIECE, Node, Tag, Xml},
    text::Lang,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// The largest number of segments in a unit: a unit is a paragraph.
const MOST_SEGMENTS: usize = 10_000;

/// One source with its target.
#[derive(Default)]
struct Segment {
    id: Option<String>,
    source: String,
    target: String,
    source_codes: Vec<InlineCode>,
    target_codes: Vec<InlineCode>,
    state: State,
}

/// A unit.
pub(super) struct Unit {
    /// The common part of all its pairs.
    common: Pair,
    segments: Vec<Segment>,
    /// The segments of the source, which version 1.2 has in addition to the whole.
    cut_source: Vec<Piece>,
    /// The segments of the target.
    cut_target: Vec<Piece>,
    /// States by the ids of segments, as in SDL files.
    states: Vec<(String, State)>,
    /// The state of the whole unit.
    state: State,
    /// True if it is explicitly marked as translatable.
    is_translatable: bool,
    has_source: bool,
    /// True if codes around words were read over.
    pub(super) is_marked: bool,
}

/// The role of an element inside a unit.
enum Inside {
    Segment { id: Option<String>, state: State },
    Source,
    CutSource,
    Target(State),
    Note,
    Fact(Option<String>),
    SegmentState(String, State),
    Skip,
    Walk,
}

impl Inside {
    fn of(tag: &Tag<'_>, prefix: &str) -> Result<Self> {
        let foreign = is_foreign(tag, prefix)?;
        Ok(match tag.name() {
            // SDL: the states of segments, after the texts.
            "seg-defs" if foreign => Inside::Walk,
            "seg" if foreign => Inside::SegmentState(tag.attr("id")?.unwrap_or_default(), State::of(tag)?),
            // Our data about a unit are in the metadata of version 2.
            "metadata" | "metaGroup" => Inside::Walk,
            "meta" => Inside::Fact(tag.attr("type")?),
            _ if foreign => Inside::Skip,
            "segment" => Inside::Segment { id: tag.attr("id")?, state: State::of(tag)? },
            "source" => Inside::Source,
            "seg-source" => Inside::CutSource,
            "target" => Inside::Target(State::of(tag)?),
            "note" => Inside::Note,
            "context" => Inside::Fact(tag.attr("context-type")?),
            // Other proposals, spaces between segments, native codes.
            "alt-trans" | "ignorable" | "originalData" | "matches" => Inside::Skip,
            _ => Inside::Walk,
        })
    }
}

impl Unit {
    /// A unit of which only the tag has been read.
    ///
    /// # Errors
    /// When the attributes of the tag are invalid.
    pub(super) fn begin(tag: &Tag<'_>) -> Result<Self> {
        let id = tag.attr("id")?;
        let id = tag.attr("name")?.filter(|_| tag.name() == "unit").or(id);
        Ok(Unit {
            common: Pair { id, ..Pair::default() },
            // The first segment already exists, for version 1.2, where a unit is one segment.
            segments: vec![Segment::default()],
            cut_source: Vec::new(),
            cut_target: Vec::new(),
            states: Vec::new(),
            state: State::of(tag)?,
            is_translatable: tag.attr("translate")?.as_deref() == Some("yes"),
            has_source: false,
            is_marked: false,
        })
    }

    /// Reads the unit to its end.
    ///
    /// # Errors
    /// When it is invalid or too large.
    pub(super) fn read(mut self, xml: &mut Xml<'_>, prefix: &str) -> Result<Self> {
        let outside = xml.depth() - 1;
        let mut size = 0;
        while xml.depth() > outside {
            let Node::Start(tag) = xml.next()? else { continue };
            let inside = Inside::of(&tag, prefix)?;
            size += self.take(inside, xml)?;
            if size as u64 > LONGEST_PIECE {
                return Err(Error::new("a unit larger than 16 MiB").advise("is this the right file?"));
            }
            let counts =
                [self.segments.len(), self.cut_source.len(), self.cut_target.len(), self.states.len()];
            if counts.into_iter().any(|count| count > MOST_SEGMENTS) {
                return Err(Error::new(format!("a unit with more than {MOST_SEGMENTS} segments"))
                    .advise("is this the right file?"));
            }
        }
        Ok(self)
    }

    /// Processes one element; returns the bytes of its text.
    fn take(&mut self, inside: Inside, xml: &mut Xml<'_>) -> Result<usize> {
        let Some(last) = self.segments.last_mut() else { return Ok(0) };
        let text = |xml: &mut Xml<'_>| {
            let mut text = String::new();
            xml.text_into(&mut text).map(|()| text)
        };
        Ok(match inside {
            Inside::Segment { id, state } => {
                let segment = Segment { id, state, ..Segment::default() };
                if self.has_source {
                    self.segments.push(segment);
                } else {
                    *last = segment;
                }
                0
            }
            Inside::Source => {
                let Segmented { text, codes, is_marked, .. } = inline::segmented(xml)?;
                (last.source, last.source_codes) = (text, codes);
                self.is_marked |= is_marked;
                self.has_source = true;
                last.source.len()
            }
            Inside::CutSource => {
                self.cut_source = inline::segmented(xml)?.segments;
                0
            }
            Inside::Target(state) => {
                let Segmented { text, codes, segments, is_marked } = inline::segmented(xml)?;
                self.is_marked |= is_marked;
                last.state = last.state.and(state);
                (last.target, last.target_codes) = (text, codes);
                self.cut_target = segments;
                last.target.len()
            }
            Inside::Note => {
                let note = text(xml)?;
                let size = note.len();
                self.common.details.notes.push(note);
                size
            }
            Inside::Fact(kind) => {
                let value = text(xml)?;
                if let Some(name) = kind.as_deref().and_then(|kind| kind.strip_prefix("x-")) {
                    facts::read(name, &value, &mut self.common.details);
                }
                value.len()
            }
            Inside::SegmentState(id, state) => {
                xml.skip()?;
                self.states.push((id, state));
                0
            }
            Inside::Skip => {
                xml.skip()?;
                0
            }
            Inside::Walk => 0,
        })
    }

    /// True if it must not be translated, because it or, according to `around`, a surrounding
    /// element says so; or if it is locked and empty.
    pub(super) fn is_untouchable(&self, around: bool) -> bool {
        let untranslatable = self.state.untranslatable || around && !self.is_translatable;
        let empty = || self.segments.iter().all(|segment| segment.target.is_empty());
        let locked = || self.state.locked || self.segments.iter().all(|segment| segment.state.locked);
        untranslatable || locked() && empty()
    }

    /// The pairs of the unit, translated from `source`.
    pub(super) fn pairs(mut self, source: Lang) -> Vec<Pair> {
        self.cut();
        let several = self.segments.len() > 1;
        let mut pairs = Vec::new();
        for (n, segment) in self.segments.into_iter().enumerate() {
            let mut pair = self.common.clone();
            if several {
                let own = segment.id.unwrap_or_else(|| (n + 1).to_string());
                pair.id = pair.id.map(|id| format!("{id}:{own}"));
            }
            pair.texts[source] = segment.source;
            pair.texts[source.other()] = segment.target;
            pair.details.codes[source] = segment.source_codes;
            pair.details.codes[source.other()] = segment.target_codes;
            let state = segment.state.and(self.state);
            pair.details.confirmed |= state.confirmed;
            facts::settle(&mut pair);
            // The state also asks for a check because of findings, which are restored separately.
            pair.details.flagged |= state.flagged && !pair.is_flagged();
            pairs.push(pair);
        }
        pairs
    }

    /// Replaces the whole by its segments, if version 1.2 marks them on both sides.
    fn cut(&mut self) {
        let [whole] = self.segments.as_slice() else { return };
        if self.cut_source.is_empty() || self.cut_target.is_empty() && !whole.target.trim().is_empty() {
            return;
        }
        // Segments that were merged on one side only have no counterpart, but the whole has.
        let known: FxHashSet<&str> = self.cut_source.iter().map(|piece| piece.id.as_str()).collect();
        if !self.cut_target.iter().all(|piece| known.contains(piece.id.as_str())) {
            return;
        }
        let whole_state = whole.state;
        // Of several with the same id the first is used.
        let mut targets: FxHashMap<String, Piece> = FxHashMap::default();
        for target in std::mem::take(&mut self.cut_target) {
            targets.entry(target.id.clone()).or_insert(target);
        }
        let states: FxHashMap<&str, State> =
            self.states.iter().rev().map(|(id, state)| (id.as_str(), *state)).collect();
        let of = |piece: Piece| {
            let Piece { id, text: source, codes: source_codes } = piece;
            let Piece { text: target, codes: target_codes, .. } = targets.remove(&id).unwrap_or_default();
            let own = states.get(id.as_str()).copied();
            let state = whole_state.and(own.unwrap_or_default());
            Segment { id: Some(id), source, target, source_codes, target_codes, state }
        };
        self.segments = std::mem::take(&mut self.cut_source).into_iter().map(of).collect();
        // Locked and not translated: nobody has to check it.
        self.segments.retain(|segment| !(segment.state.locked && segment.target.is_empty()));
    }
}
