//! XLIFF 1.2 and 2.0, which translators' tools open as work to be done or checked.
//!
//! The state of a unit says what a person still has to do: final if a reviewer confirmed it, in
//! need of review if there is a finding. Findings are notes; other data are at the places that the
//! standards have for them (contexts in 1.2, the metadata module in 2.0).

use super::{Header, Pair, PairWriter, WriteOptions, facts, ids::Ids, xml};
use crate::text::Lang;
use std::io::{self, Write};

/// The common part of both versions: the output, and unique ids.
struct Common<'a> {
    out: &'a mut dyn Write,
    source: Lang,
    ids: Ids,
}

impl Common<'_> {
    fn attribute(&mut self, name: &str, value: &str) -> io::Result<()> {
        write!(self.out, " {name}=\"")?;
        xml::attribute(self.out, value)?;
        self.out.write_all(b"\"")
    }

    fn element(&mut self, open: &str, text: &str, close: &str) -> io::Result<()> {
        self.out.write_all(open.as_bytes())?;
        xml::text(self.out, &xml::shown(text))?;
        self.out.write_all(close.as_bytes())
    }
}

/// A name for the pair of documents.
fn original(header: &Header) -> String {
    let names: Vec<&str> =
        [&header.sides.ar, &header.sides.en].iter().filter_map(|side| side.document.as_deref()).collect();
    if names.is_empty() { "pairs".to_owned() } else { names.join(" + ") }
}

/// The work that remains for a unit.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Final,
    NeedsReview,
    Translated,
}

/// A person's flag asks for another check even if the pair was confirmed before; a person's
/// decision has precedence over a finding.
fn stage(pair: &Pair) -> Stage {
    match pair {
        _ if pair.details.flagged => Stage::NeedsReview,
        _ if pair.details.confirmed => Stage::Final,
        _ if pair.is_flagged() => Stage::NeedsReview,
        _ => Stage::Translated,
    }
}

/// XLIFF 1.2.
pub(super) struct Writer<'a>(Common<'a>);

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> io::Result<Self> {
        let source = header.source;
        let mut to = Common { out, source, ids: Ids::default() };
        to.out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
              <xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n  <file",
        )?;
        to.attribute("original", &original(header))?;
        to.attribute("source-language", &header.sides[source].tag)?;
        to.attribute("target-language", &header.sides[source.other()].tag)?;
        to.attribute("datatype", "plaintext")?;
        to.attribute("date", &options.date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())?;
        to.attribute("tool-id", "mizan")?;
        to.out.write_all(b">\n    <header>\n      <tool tool-id=\"mizan\" tool-name=\"mizan\"")?;
        to.attribute("tool-version", env!("CARGO_PKG_VERSION"))?;
        to.out.write_all(b"/>\n")?;
        for (name, value) in header.facts() {
            to.element(&format!("      <note from=\"x-{name}\">"), &value, "</note>\n")?;
        }
        to.out.write_all(b"    </header>\n    <body>\n")?;
        Ok(Writer(to))
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let pair = &*xml::holdable(pair);
        let to = &mut self.0;
        let id = to.ids.next(pair);
        to.out.write_all(b"      <trans-unit")?;
        to.attribute("id", &id)?;
        to.attribute("xml:space", "preserve")?;
        if stage(pair) == Stage::Final {
            to.attribute("approved", "yes")?;
        }
        to.out.write_all(b">\n")?;
        let (source, target) = (pair.text(to.source), pair.text(to.source.other()));
        to.element("        <source>", source, "</source>\n")?;
        if !target.is_empty() {
            let state = match stage(pair) {
                Stage::Final => "final",
                Stage::NeedsReview => "needs-review-translation",
                Stage::Translated => "translated",
            };
            to.element(&format!("        <target state=\"{state}\">"), target, "</target>\n")?;
        }
        let facts = facts::of(pair);
        if !facts.is_empty() {
            to.out.write_all(b"        <context-group purpose=\"information\">\n")?;
            for (name, value) in facts {
                let open = format!("          <context context-type=\"x-{name}\">");
                to.element(&open, &value, "</context>\n")?;
            }
            to.out.write_all(b"        </context-group>\n")?;
        }
        for note in facts::notes(pair) {
            to.element("        <note>", note, "</note>\n")?;
        }
        to.out.write_all(b"      </trans-unit>\n")
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.out.write_all(b"    </body>\n  </file>\n</xliff>\n")
    }
}

/// XLIFF 2.0.
pub(super) struct Writer2<'a>(Common<'a>);

impl<'a> Writer2<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> io::Result<Self> {
        let source = header.source;
        let mut to = Common { out, source, ids: Ids::default() };
        to.out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
              <xliff version=\"2.0\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
              xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\"",
        )?;
        to.attribute("srcLang", &header.sides[source].tag)?;
        to.attribute("trgLang", &header.sides[source.other()].tag)?;
        to.out.write_all(b">\n  <file id=\"f1\" xml:space=\"preserve\"")?;
        to.attribute("original", &original(header))?;
        to.out.write_all(b">\n")?;
        let date = options.date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let facts: Vec<_> = header.facts().into_iter().chain([("date", date)]).collect();
        to.metadata("    ", facts.iter().map(|(name, value)| (*name, value.as_str())))?;
        Ok(Writer2(to))
    }
}

impl Common<'_> {
    fn metadata<'v>(
        &mut self,
        indent: &str,
        facts: impl Iterator<Item = (&'v str, &'v str)>,
    ) -> io::Result<()> {
        let mut any = false;
        for (name, value) in facts {
            if !any {
                write!(self.out, "{indent}<mda:metadata>\n{indent}  <mda:metaGroup category=\"mizan\">\n")?;
                any = true;
            }
            let open = format!("{indent}    <mda:meta type=\"x-{name}\">");
            self.element(&open, value, "</mda:meta>\n")?;
        }
        if any {
            write!(self.out, "{indent}  </mda:metaGroup>\n{indent}</mda:metadata>\n")?;
        }
        Ok(())
    }
}

/// True for an id that XLIFF 2.0 allows (an XML name token).
fn is_token(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte))
}

impl PairWriter for Writer2<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let pair = &*xml::holdable(pair);
        let to = &mut self.0;
        let id = to.ids.next(pair);
        to.out.write_all(b"    <unit")?;
        if is_token(&id) {
            to.attribute("id", &id)?;
        } else {
            let token = to.ids.token();
            to.attribute("id", &token)?;
            to.attribute("name", &id)?;
        }
        to.out.write_all(b">\n")?;
        let facts = facts::of(pair);
        to.metadata("      ", facts.iter().map(|(name, value)| (*name, value.as_str())))?;
        let mut notes = facts::notes(pair).peekable();
        if notes.peek().is_some() {
            to.out.write_all(b"      <notes>\n")?;
            for note in notes {
                to.element("        <note>", note, "</note>\n")?;
            }
            to.out.write_all(b"      </notes>\n")?;
        }
        let (source, target) = (pair.text(to.source), pair.text(to.source.other()));
        let state = match stage(pair) {
            _ if target.is_empty() => "state=\"initial\"",
            Stage::Final => "state=\"final\"",
            Stage::NeedsReview => "state=\"translated\" subState=\"mizan:needs-review\"",
            Stage::Translated => "state=\"translated\"",
        };
        writeln!(to.out, "      <segment {state}>")?;
        to.element("        <source>", source, "</source>\n")?;
        if !target.is_empty() {
            to.element("        <target>", target, "</target>\n")?;
        }
        to.out.write_all(b"      </segment>\n    </unit>\n")
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.out.write_all(b"  </file>\n</xliff>\n")
    }
}
