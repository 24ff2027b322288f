//! Reads XLIFF 1.2 and 2.x, unit by unit, also as written by SDL Trados, memoQ and Phrase.
//!
//! Elements of other vocabularies (histories, metadata) are skipped, except for the states of
//! segments and for our own data. A unit that is divided into `<mrk mtype="seg">` on both sides
//! forms a pair for each. Text that must not be translated, or that is locked without a
//! translation, is counted and left out. An error affects only its unit.

mod state;
mod unit;

use self::unit::Unit;
use super::{
    exchanged::righted,
    seen::Seen,
    units::{Ready, Units},
};
use crate::{
    Error, Result,
    bitext::{Pair, PairOptions, Pairs, pairs::Header},
    document::{
        Letters,
        xml::{Node, Tag, Xml},
    },
    text::Lang,
};
use std::io::BufRead;

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let mut reader = Reader {
        xml: Xml::labelled(name, input, options.encoding.as_deref())?,
        header: Header::default(),
        langs: None,
        tags: [String::new(), String::new()],
        target_unknown: false,
        prefix: String::new(),
        not_translated: None,
        row: 0,
        pairs: 0,
        left_out: 0,
        untouchable: 0,
        marked: 0,
        seen: Seen::default(),
        ready: Ready::default(),
    };
    reader.xml.be_lenient();
    reader.advance_to_first_unit().map_err(|error| reader.xml.locate(error))?;
    Ok(righted(reader))
}

struct Reader<'a> {
    xml: Xml<'a>,
    header: Header,
    /// The languages of source and target in the current file element, if they are ours.
    langs: Option<[Lang; 2]>,
    /// Their tags.
    tags: [String; 2],
    /// True if the file element does not name the language of its targets.
    target_unknown: bool,
    /// The prefix of the elements of XLIFF, with its colon; usually empty.
    prefix: String,
    /// The depth of the outermost surrounding element that must not be translated.
    not_translated: Option<usize>,
    row: u64,
    pairs: u64,
    left_out: u64,
    /// The number of units left out because they must not be translated.
    untouchable: u64,
    /// The number of units with codes around words.
    marked: u64,
    seen: Seen,
    ready: Ready,
}

/// The role of an element outside the units.
enum Outside {
    File { source: Option<String>, target: Option<String>, untranslatable: bool },
    Group { untranslatable: bool },
    Unit { name: &'static str, unit: Result<Box<Unit>> },
    Document(Option<String>),
    Skip,
    Walk,
}

impl Outside {
    /// Examines a tag; `in_head` is true if no unit has been read yet.
    fn of(tag: &Tag<'_>, prefix: &str, in_head: bool) -> Result<Self> {
        let untranslatable = || Ok::<_, Error>(tag.attr("translate")?.as_deref() == Some("no"));
        Ok(match tag.name() {
            // Our data about the whole file are in the metadata.
            "meta" if in_head => Outside::Document(tag.attr("type")?),
            "metadata" | "metaGroup" if in_head => Outside::Walk,
            _ if is_foreign(tag, prefix)? => Outside::Skip,
            "file" => Outside::File {
                source: tag.attr("source-language")?,
                target: tag.attr("target-language")?,
                untranslatable: untranslatable()?,
            },
            "group" | "body" => Outside::Group { untranslatable: untranslatable()? },
            "trans-unit" => Outside::Unit { name: "trans-unit", unit: Unit::begin(tag).map(Box::new) },
            "unit" => Outside::Unit { name: "unit", unit: Unit::begin(tag).map(Box::new) },
            "note" if in_head => Outside::Document(tag.attr("from")?),
            "bin-unit" => Outside::Skip,
            _ => Outside::Walk,
        })
    }
}

/// Assigns the texts of a pair to the sides according to their letters, if the file names no language.
fn by_letters(pair: &mut Pair) {
    let is_arabic = |text: &str| Letters::of(text).total() > 0 && Letters::of(text).lang() == Lang::Ar;
    if is_arabic(&pair.texts.en) && !is_arabic(&pair.texts.ar) {
        std::mem::swap(&mut pair.texts.ar, &mut pair.texts.en);
    }
}

/// True for an element of another vocabulary than XLIFF, whose elements have this prefix.
fn is_foreign(tag: &Tag<'_>, prefix: &str) -> Result<bool> {
    let name = tag.full_name();
    let namespace = tag.attr("xmlns")?;
    let other = |namespace: String| !namespace.starts_with("urn:oasis:names:tc:xliff:document");
    Ok(name[..name.len() - tag.name().len()] != *prefix || namespace.is_some_and(other))
}

impl Reader<'_> {
    fn advance_to_first_unit(&mut self) -> Result<()> {
        loop {
            match self.xml.next()? {
                Node::Start(tag) if tag.name() == "xliff" => {
                    let name = tag.full_name();
                    self.prefix = name[..name.len() - "xliff".len()].to_owned();
                    let source = tag.attr("srcLang")?;
                    let target = tag.attr("trgLang")?;
                    self.languages(source, target);
                    return self.first_unit();
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
        let Some(source) = source else { return };
        let from = source.parse::<Lang>().ok();
        self.target_unknown = target.is_none();
        let target = target.or_else(|| from.map(|lang| lang.other().code().to_owned())).unwrap_or_default();
        self.langs = match (from, target.parse()) {
            (Some(source), Ok(target)) if source != target => Some([source, target]),
            _ => None,
        };
        if let (Some([from, to]), 0) = (self.langs, self.pairs) {
            self.header.source = from;
            self.header.sides[from].tag.clone_from(&source);
            self.header.sides[to].tag.clone_from(&target);
        }
        self.tags = [source, target];
    }

    /// Reads until at least one pair is queued, or to the end, so that the data in the head about
    /// the whole file are known.
    fn first_unit(&mut self) -> Result<()> {
        while self.ready.is_waiting() {
            self.advance()?;
        }
        Ok(())
    }

    fn take(&mut self, outside: Outside) -> Result<()> {
        match outside {
            Outside::File { source, target, untranslatable } => {
                // Version 2 names the languages in its root.
                if source.is_some() {
                    self.languages(source, target);
                }
                // An id is unique only within its file element.
                self.seen = Seen::default();
                self.group(untranslatable);
            }
            Outside::Group { untranslatable } => self.group(untranslatable),
            Outside::Unit { name, unit } => {
                self.row += 1;
                let (depth, line) = (self.xml.depth() - 1, self.xml.line());
                match unit.and_then(|unit| unit.read(&mut self.xml, &self.prefix)) {
                    Ok(unit) => self.pairs_of(unit, line),
                    Err(error) => {
                        self.ready.recover(error, &mut self.xml, name, depth)?;
                    }
                }
            }
            Outside::Document(kind) => self.document(kind.as_deref())?,
            Outside::Skip => self.xml.skip()?,
            Outside::Walk => {}
        }
        Ok(())
    }

    fn group(&mut self, untranslatable: bool) {
        if untranslatable && self.not_translated.is_none() {
            self.not_translated = Some(self.xml.depth());
        }
    }

    fn end(&self) -> Result<()> {
        if self.pairs == 0 && self.left_out > 0 {
            let languages = self.tags.join(", ");
            return Err(Error::new(format!(
                "no unit is in Arabic and English; the languages are {languages}"
            ))
            .advise("give a file with both"));
        }
        Ok(())
    }

    fn document(&mut self, kind: Option<&str>) -> Result<()> {
        let mut value = String::new();
        self.xml.text_into(&mut value)?;
        if let Some(name) = kind.and_then(|kind| kind.strip_prefix("x-")) {
            self.header.read(name, value);
        }
        Ok(())
    }

    fn pairs_of(&mut self, unit: Unit, line: u64) {
        let is_silent = self.langs.is_none() && self.tags[0].is_empty();
        let Some([source, _]) = self.langs.or(is_silent.then_some([Lang::En, Lang::Ar])) else {
            self.left_out += 1;
            return;
        };
        if unit.is_untouchable(self.not_translated.is_some()) {
            self.untouchable += 1;
            return;
        }
        self.marked += u64::from(unit.is_marked);
        for mut pair in unit.pairs(source) {
            if is_silent {
                by_letters(&mut pair);
            }
            // If the language of the target is not stated, its letters must decide.
            let letters = Letters::of(pair.text(source.other()));
            if self.target_unknown && letters.total() > 0 && letters.lang() == source {
                self.left_out += 1;
                continue;
            }
            (pair.row, pair.details.line) = (self.row, Some(line));
            if let Some(id) = pair.id.take_if(|id| !self.seen.is_new(id)) {
                let error = Error::new(format!("the id {id} occurs a second time"))
                    .advise("its unit is kept without an id");
                self.ready.push(Err(self.xml.locate(error)));
            }
            self.pairs += 1;
            self.ready.push(Ok(pair));
        }
    }
}

impl Units for Reader<'_> {
    fn advance(&mut self) -> Result<()> {
        let outside = match self.xml.next()? {
            Node::Start(tag) => Outside::of(&tag, &self.prefix, self.row == 0)?,
            Node::End => {
                let depth = self.xml.depth();
                self.not_translated.take_if(|outermost| depth < *outermost);
                return Ok(());
            }
            Node::Eof => {
                self.ready.end();
                return self.end();
            }
            _ => return Ok(()),
        };
        self.take(outside)
    }

    fn state(&mut self) -> (&Xml<'_>, &mut Ready) {
        (&self.xml, &mut self.ready)
    }

    fn ready(&self) -> &Ready {
        &self.ready
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn left_out(&self) -> u64 {
        self.left_out
    }

    fn remarks(&self) -> Vec<String> {
        match self.untouchable {
            0 => Vec::new(),
            1 => vec!["left out: 1 unit that is not to be translated".to_owned()],
            units => vec![format!("left out: {units} units that are not to be translated")],
        }
    }

    fn losses(&self) -> Vec<String> {
        super::inline::lost(self.marked).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    fn read(text: &str) -> (Vec<Result<Pair, String>>, Header) {
        let mut pairs =
            match read_pairs("x.xlf", Format::Xliff, Box::new(text.as_bytes()), &PairOptions::default()) {
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
        assert_eq!((got[0].texts.en.as_str(), got[0].texts.ar.as_str()), ("See the {2}\n", "انظر"));
        assert!(got[0].details.confirmed && !got[1].details.confirmed && got[1].details.flagged);
        assert_eq!(got[0].details.notes, ["mind"]);
        assert!(got[2].is_one_sided());
        assert_eq!((header.source, header.sides.ar.tag.as_str()), (Lang::En, "ar-SA"));
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
        let short: Vec<_> = got
            .iter()
            .map(|p| (p.id.as_deref().unwrap(), p.texts.ar.as_str(), p.texts.en.as_str()))
            .collect();
        assert_eq!(short, [("u1:s1", "أ ب", "a"), ("u1:2", "ج%s\u{1}", "c")]);
        assert!(got[0].details.confirmed && !got[1].details.confirmed);
        assert_eq!(got[1].details.notes, ["n"]);
    }

    fn texts(units: &str) -> Vec<(String, String, String)> {
        let file = format!(
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' xmlns:mq='MQXliff' xmlns:sdl='SdlXliff' version='1.2'>\
             <file source-language='en' target-language='ar'><body>{units}</body></file></xliff>"
        );
        let short = |pair: Result<Pair, String>| {
            let pair = pair.unwrap();
            (pair.id.unwrap_or_default(), pair.texts.ar, pair.texts.en)
        };
        read(&file).0.into_iter().map(short).collect()
    }

    fn three(id: &str, ar: &str, en: &str) -> (String, String, String) {
        (id.to_owned(), ar.to_owned(), en.to_owned())
    }

    #[test]
    fn other_vocabularies_are_not_walked_into() {
        let got = texts(
            "<trans-unit id='1'><source>Room 12</source><target>الغرفة ١٢</target><mq:minorversions>\
             <mq:historical-unit><source>Room 9</source><target>الغرفة ٩</target></mq:historical-unit>\
             </mq:minorversions><x xmlns='other'><target>لا</target></x></trans-unit>",
        );
        assert_eq!(got, [three("1", "الغرفة ١٢", "Room 12")]);
    }

    #[test]
    fn marked_segments_are_pairs_of_their_own_with_their_states() {
        let file = "<xliff xmlns:sdl='s' version='1.2'><file source-language='en' target-language='ar'><body>\
             <trans-unit id='u'><source>One. Two. Three.</source><seg-source><g id='1'><mrk mtype='seg' mid='7'>One.</mrk> \
             <mrk mtype='seg' mid='8'>Two.</mrk></g> <mrk mtype='seg' mid='9'>Three.</mrk></seg-source><target>\
             <mrk mtype='seg' mid='7'>واحد<mrk mtype='x-sdl-deleted'> قديم</mrk>.</mrk> <mrk mtype='seg' mid='8'>اثنان.</mrk>\
             </target><sdl:seg-defs><sdl:seg id='7' conf='ApprovedSignOff' locked='true'><sdl:value key='x'>1</sdl:value>\
             </sdl:seg><sdl:seg id='8' conf='RejectedTranslation'/></sdl:seg-defs></trans-unit></body></file></xliff>";
        let got: Vec<Pair> = read(file).0.into_iter().map(Result::unwrap).collect();
        let short: Vec<_> = got
            .iter()
            .map(|p| (p.id.as_deref().unwrap(), p.texts.ar.as_str(), p.texts.en.as_str()))
            .collect();
        assert_eq!(short, [("u:7", "واحد.", "One."), ("u:8", "اثنان.", "Two."), ("u:9", "", "Three.")]);
        assert!(got[0].details.confirmed && !got[1].details.confirmed && got[1].details.flagged);
    }

    #[test]
    fn without_a_word_about_the_languages_the_letters_tell() {
        let (got, _) = read(
            "<xliff version='1.2'><file><body><trans-unit id='1'><source>Yes</source><target>نعم</target></trans-unit>\
             <trans-unit id='2'><source>لا</source><target>No</target></trans-unit></body></file></xliff>",
        );
        let texts: Vec<_> =
            got.iter().flatten().map(|pair| (pair.texts.ar.as_str(), pair.texts.en.as_str())).collect();
        assert_eq!(texts, [("نعم", "Yes"), ("لا", "No")]);
    }

    #[test]
    fn a_target_that_is_not_cut_stays_with_its_whole_source() {
        let got = texts(
            "<trans-unit id='1'><source>One. Two.</source><seg-source><mrk mtype='seg' mid='1'>One.</mrk> \
             <mrk mtype='seg' mid='2'>Two.</mrk></seg-source><target>واحد. اثنان.</target></trans-unit>",
        );
        assert_eq!(got, [three("1", "واحد. اثنان.", "One. Two.")]);
    }

    #[test]
    fn what_tools_say_of_a_unit_is_understood() {
        for (attribute, confirmed, flagged) in [
            ("m:confirmed='1'", true, false),
            ("m:confirmed='0'", false, false),
            ("mq:status='ManuallyConfirmed'", true, false),
            ("mq:status='Reviewer1Confirmed'", true, false),
            ("mq:status='Proofread'", true, false),
            ("mq:status='PartiallyEdited'", false, false),
            ("mq:status='Rejected'", false, true),
            ("approved='no'", false, false),
        ] {
            let file = format!(
                "<xliff version='1.2'><file source-language='en' target-language='ar'><body><trans-unit id='1' \
                 {attribute}><source>a</source><target>أ</target></trans-unit></body></file></xliff>"
            );
            let details = read(&file).0.remove(0).unwrap().details;
            assert_eq!((details.confirmed, details.flagged), (confirmed, flagged), "{attribute}");
        }
    }

    #[test]
    fn what_is_not_to_be_translated_is_left_out_and_a_word_inside_is_above_one_around() {
        let got = texts(
            "<trans-unit id='1' translate='no'><source>KEY_42</source></trans-unit>\
             <group translate='no'><trans-unit id='2'><source>b</source></trans-unit>\
             <trans-unit id='3' translate='yes'><source>c</source><target>ج</target></trans-unit></group>\
             <trans-unit id='4' mq:locked='locked'><source>d</source></trans-unit>\
             <trans-unit id='5' mq:locked='locked'><source>e</source><target>ه</target></trans-unit>\
             <trans-unit id='6'><source>f</source></trans-unit>",
        );
        assert_eq!(got, [three("3", "ج", "c"), three("5", "ه", "e"), three("6", "", "f")]);
    }

    #[test]
    fn a_broken_unit_costs_itself_and_a_missing_language_is_recognised_by_the_letters() {
        let (got, header) = read(
            "<xliff version='1.2'><file source-language='en'><body><trans-unit id='1'><source>a<x></source></trans-unit>
             <trans-unit id='2'><source>R&D</source><target>ب</target></trans-unit>
             <trans-unit id='3'><source>yes</source><target>oui</target></trans-unit></body></file></xliff>",
        );
        assert_eq!(got.len(), 2, "{got:?}");
        assert!(got[0].is_err());
        assert_eq!((got[1].as_ref().unwrap().texts.en.as_str(), header.source), ("R&D", Lang::En));
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
