//! Reading XLIFF 1.2 and 2.x, unit by unit.

use super::{super::facts, inline, seen::Seen};
use crate::{
    Error, Result,
    bitext::{
        Pair, Pairs,
        pairs::{Header, Source},
    },
    document::xml::{LONGEST_PIECE, Node, Tag, Xml},
    text::Lang,
};
use std::{collections::VecDeque, io::BufRead};

pub(in crate::bitext) fn open<'a>(name: &str, input: Box<dyn BufRead + 'a>) -> Result<Pairs<'a>> {
    let mut reader = Reader {
        xml: Xml::new(name, input)?,
        header: Header::default(),
        langs: None,
        tags: [String::new(), String::new()],
        row: 0,
        pairs: 0,
        left_out: 0,
        seen: Seen::default(),
        ready: VecDeque::new(),
        over: false,
    };
    reader.advance_to_first_unit().map_err(|error| reader.xml.locate(error))?;
    Ok(Pairs::new(reader))
}

struct Reader<'a> {
    xml: Xml<'a>,
    header: Header,
    /// The languages of source and target in the file element that is being read, when they are ours.
    langs: Option<[Lang; 2]>,
    /// Their tags.
    tags: [String; 2],
    row: u64,
    pairs: u64,
    left_out: u64,
    seen: Seen,
    ready: VecDeque<Result<Pair>>,
    over: bool,
}

/// One source with its target, as a unit holds them.
#[derive(Default)]
struct Segment {
    id: Option<String>,
    source: String,
    target: String,
    confirmed: bool,
    flagged: bool,
}

impl Reader<'_> {
    fn advance_to_first_unit(&mut self) -> Result<()> {
        loop {
            match self.xml.next()? {
                Node::Start(tag) if tag.name() == "xliff" => {
                    let source = tag.attr("srcLang")?;
                    let target = tag.attr("trgLang")?;
                    self.languages(source, target);
                    return self.advance();
                }
                Node::Start(tag) => {
                    return Err(Error::new(format!("<{}> where an XLIFF file was expected", tag.name())));
                }
                Node::Eof => return Err(Error::new("an XLIFF file without content")),
                _ => {}
            }
        }
    }

    fn languages(&mut self, source: Option<String>, target: Option<String>) {
        let (Some(source), Some(target)) = (source, target) else { return };
        self.langs = match (source.parse(), target.parse()) {
            (Ok(source), Ok(target)) if source != target => Some([source, target]),
            _ => None,
        };
        if let (Some([from, to]), 0) = (self.langs, self.pairs) {
            self.header.source = from;
            self.header.side_mut(from).tag.clone_from(&source);
            self.header.side_mut(to).tag.clone_from(&target);
        }
        self.tags = [source, target];
    }

    /// Reads until at least one pair is ready, or the end.
    fn advance(&mut self) -> Result<()> {
        while self.ready.is_empty() {
            match self.xml.next()? {
                Node::Start(tag) => match tag.name() {
                    "file" => {
                        let source = tag.attr("source-language")?;
                        let target = tag.attr("target-language")?;
                        self.languages(source, target);
                        // An id is unique in its file element only.
                        self.seen = Seen::default();
                    }
                    "trans-unit" | "unit" => {
                        let id = tag.attr("id")?;
                        let id = tag.attr("name")?.filter(|_| tag.name() == "unit").or(id);
                        let approved = tag.attr("approved")?.as_deref() == Some("yes");
                        self.unit(id, approved)?;
                    }
                    "note" if self.row == 0 => {
                        let kind = tag.attr("from")?;
                        self.document(kind.as_deref())?;
                    }
                    "meta" if self.row == 0 => {
                        let kind = tag.attr("type")?;
                        self.document(kind.as_deref())?;
                    }
                    "bin-unit" => self.xml.skip()?,
                    _ => {}
                },
                Node::Eof => {
                    self.over = true;
                    if self.pairs == 0 && self.left_out > 0 {
                        return Err(Error::new(format!(
                            "no unit is in Arabic and English; the languages are {}",
                            self.tags.join(", ")
                        ))
                        .advise("give a file with both"));
                    }
                    return Ok(());
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn document(&mut self, kind: Option<&str>) -> Result<()> {
        let mut value = String::new();
        self.xml.text_into(&mut value)?;
        match kind {
            Some("x-ar-document") => self.header.ar.document = Some(value),
            Some("x-en-document") => self.header.en.document = Some(value),
            _ => {}
        }
        Ok(())
    }

    fn unit(&mut self, id: Option<String>, approved: bool) -> Result<()> {
        self.row += 1;
        let outside = self.xml.depth() - 1;
        let mut common = Pair { row: self.row, id, ..Pair::default() };
        common.details.confirmed = approved;
        let mut segments = vec![Segment::default()];
        let mut size = 0;
        let mut has_source = false;
        while self.xml.depth() > outside {
            let Node::Start(tag) = self.xml.next()? else { continue };
            let last = segments.len() - 1;
            match tag.name() {
                "segment" => {
                    let (id, state) = (tag.attr("id")?, state(&tag)?);
                    // The first stands there already, for version 1.2, where a unit is one segment.
                    if has_source {
                        segments.push(Segment::default());
                    }
                    let last = segments.len() - 1;
                    segments[last].id = id;
                    (segments[last].confirmed, segments[last].flagged) = state;
                }
                "source" => {
                    segments[last].source = inline::text(&mut self.xml)?;
                    size += segments[last].source.len();
                    has_source = true;
                }
                "target" => {
                    let (confirmed, flagged) = state(&tag)?;
                    segments[last].confirmed |= confirmed;
                    segments[last].flagged |= flagged;
                    segments[last].target = inline::text(&mut self.xml)?;
                    size += segments[last].target.len();
                }
                "note" => {
                    let mut note = String::new();
                    self.xml.text_into(&mut note)?;
                    size += note.len();
                    common.details.notes.push(note);
                }
                name @ ("context" | "meta") => {
                    let kind = tag.attr(if name == "meta" { "type" } else { "context-type" })?;
                    let mut value = String::new();
                    self.xml.text_into(&mut value)?;
                    size += value.len();
                    if let Some(name) = kind.as_deref().and_then(|kind| kind.strip_prefix("x-")) {
                        facts::read(name, &value, &mut common.details);
                    }
                }
                // Other proposals, the source cut into pieces, spaces between segments, native codes.
                "alt-trans" | "seg-source" | "ignorable" | "originalData" | "matches" => self.xml.skip()?,
                _ => {}
            }
            if size as u64 > LONGEST_PIECE {
                return Err(Error::new("a unit larger than 16 MiB").advise("is this the right file?"));
            }
        }
        self.pairs_of(&common, segments);
        Ok(())
    }

    fn pairs_of(&mut self, common: &Pair, segments: Vec<Segment>) {
        let Some([source, _]) = self.langs else {
            self.left_out += 1;
            return;
        };
        let several = segments.len() > 1;
        for (n, segment) in segments.into_iter().enumerate() {
            let mut pair = common.clone();
            if several {
                let own = segment.id.unwrap_or_else(|| (n + 1).to_string());
                pair.id = pair.id.map(|id| format!("{id}:{own}"));
            }
            (pair.ar, pair.en) = match source {
                Lang::Ar => (segment.source, segment.target),
                Lang::En => (segment.target, segment.source),
            };
            pair.details.confirmed |= segment.confirmed;
            facts::settle(&mut pair);
            // The state asks for a review also because of findings, which are there themselves.
            pair.details.flagged |= segment.flagged && !pair.is_flagged();
            if let Some(id) = pair.id.take_if(|id| !self.seen.is_new(id)) {
                let error = Error::new(format!("the id {id} occurs a second time"))
                    .advise("its unit is kept without an id");
                self.ready.push_back(Err(self.xml.locate(error)));
            }
            self.pairs += 1;
            self.ready.push_back(Ok(pair));
        }
    }
}

/// What a state says: confirmed, flagged.
fn state(tag: &Tag<'_>) -> Result<(bool, bool)> {
    let state = tag.attr("state")?.unwrap_or_default();
    let more = tag.attr("subState")?.unwrap_or_default();
    Ok((
        matches!(state.as_str(), "final" | "signed-off"),
        state.starts_with("needs-review") || more == "mizan:needs-review",
    ))
}

impl Source for Reader<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        if self.ready.is_empty()
            && !self.over
            && let Err(error) = self.advance()
        {
            self.over = true;
            return Some(Err(self.xml.locate(error)));
        }
        self.ready.pop_front()
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn left_out(&self) -> u64 {
        self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    fn read(text: &str) -> (Vec<Result<Pair, String>>, Header) {
        let mut pairs = match read_pairs("x.xlf", Format::Xliff, Box::new(text.as_bytes())) {
            Ok(pairs) => pairs,
            Err(error) => return (vec![Err(error.to_string())], Header::default()),
        };
        let got = pairs.by_ref().map(|pair| pair.map_err(|error| error.to_string())).collect();
        (got, pairs.header().clone())
    }

    #[test]
    fn version_1_2_is_read_with_states_codes_and_groups_and_without_other_proposals() {
        let (got, header) = read(
            "<?xml version='1.0'?><!-- x --><xliff version='1.2'><file source-language='en-US' target-language='ar-SA'
             original='a'><body><group><trans-unit id='1' approved='yes'><source>See <g id='1'>the <x id='2'/></g>
</source><seg-source><mrk mtype='seg'>no</mrk></seg-source><target state='final'>انظر</target>
             <alt-trans><source>no</source><target>لا</target></alt-trans><note>mind</note></trans-unit></group>
             <trans-unit id='2'><source>b</source><target state='needs-review-translation'>ب</target></trans-unit>
             <trans-unit id='3'><source>c</source></trans-unit></body></file></xliff>",
        );
        let got: Vec<Pair> = got.into_iter().map(Result::unwrap).collect();
        assert_eq!((got[0].en.as_str(), got[0].ar.as_str()), ("See the {2}\n", "انظر"));
        assert!(got[0].details.confirmed && !got[1].details.confirmed && got[1].details.flagged);
        assert_eq!(got[0].details.notes, ["mind"]);
        assert!(got[2].is_one_sided());
        assert_eq!((header.source, header.ar.tag.as_str()), (Lang::En, "ar-SA"));
    }

    #[test]
    fn version_2_gives_one_pair_a_segment() {
        let (got, _) = read(
            "<xliff version='2.1' srcLang='ar' trgLang='en'><file id='f'><unit id='u1'><notes><note>n</note></notes>
             <segment id='s1' state='final'><source>أ <pc id='1'>ب</pc></source><target>a</target></segment>
             <ignorable><source> </source></ignorable>
             <segment><source>ج<ph id='2' equiv='%s'/><cp hex='0001'/></source><target>c</target></segment></unit>
             </file></xliff>",
        );
        let got: Vec<Pair> = got.into_iter().map(Result::unwrap).collect();
        let short: Vec<_> =
            got.iter().map(|p| (p.id.as_deref().unwrap(), p.ar.as_str(), p.en.as_str())).collect();
        assert_eq!(short, [("u1:s1", "أ ب", "a"), ("u1:2", "ج%s\u{1}", "c")]);
        assert!(got[0].details.confirmed && !got[1].details.confirmed);
        assert_eq!(got[1].details.notes, ["n"]);
    }

    #[test]
    fn other_languages_and_other_files_are_refused() {
        let (got, _) = read(
            "<xliff version='1.2'><file source-language='fr' target-language='de'><body><trans-unit id='1'>
             <source>oui</source><target>ja</target></trans-unit></body></file></xliff>",
        );
        assert!(got[0].as_ref().unwrap_err().contains("the languages are fr, de"), "{got:?}");
        assert!(read("<tmx/>").0[0].as_ref().unwrap_err().contains("<tmx> where an XLIFF file"));
    }
}
