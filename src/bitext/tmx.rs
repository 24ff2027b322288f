//! Translation Memory eXchange 1.4, as translators' tools read it.
//!
//! Experience with real tools: the source language of the header and the language of the first
//! variant must be spelled in the same way, the source comes first, properties and notes come
//! before the variants, and an empty segment invalidates the unit. One-sided pairs are left out,
//! because a memory contains pairs. Direction marks of the text are kept and none are added.

use super::{Header, Pair, PairWriter, WriteOptions, facts, flat, ids::Ids, xml};
use crate::text::Lang;
use std::{
    borrow::Cow,
    io::{self, Write},
};

pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    langs: [(Lang, String); 2],
    ids: Ids,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> io::Result<Self> {
        let langs = [header.source, header.source.other()].map(|lang| (lang, header.sides[lang].tag.clone()));
        out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n  <header",
        )?;
        let date = options.date.strftime("%Y%m%dT%H%M%SZ").to_string();
        for (name, value) in [
            ("creationtool", "mizan"),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "sentence"),
            ("o-tmf", "mizan"),
            ("adminlang", "en"),
            ("srclang", &langs[0].1),
            ("datatype", "plaintext"),
            ("o-encoding", "UTF-8"),
            ("creationdate", &date),
        ] {
            write!(out, " {name}=\"")?;
            xml::attribute(out, value)?;
            out.write_all(b"\"")?;
        }
        out.write_all(b">\n")?;
        for (name, value) in header.facts() {
            prop(out, "    ", name, &value)?;
        }
        out.write_all(b"  </header>\n  <body>\n")?;
        Ok(Writer { out, langs, ids: Ids::default() })
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        if pair.is_one_sided() {
            return Ok(());
        }
        // On one line a vertical tab, which XML cannot represent, is a space like any other.
        let texts = self.langs.each_ref().map(|(lang, _)| flat::line(pair.text(*lang)));
        let lossy = texts.iter().any(|text| xml::forbidden(text).is_some());
        let pair = &*if lossy { xml::holdable(pair) } else { Cow::Borrowed(pair) };
        let texts = self.langs.each_ref().map(|(lang, _)| flat::line(pair.text(*lang)));
        let out = &mut *self.out;
        out.write_all(b"    <tu tuid=\"")?;
        xml::attribute(out, &self.ids.next(pair))?;
        out.write_all(b"\">\n")?;
        for note in facts::notes(pair) {
            out.write_all(b"      <note>")?;
            xml::text(out, &xml::shown(note))?;
            out.write_all(b"</note>\n")?;
        }
        for (name, value) in facts::of(pair) {
            prop(out, "      ", name, &value)?;
        }
        for ((_, tag), text) in self.langs.iter().zip(texts) {
            out.write_all(b"      <tuv xml:lang=\"")?;
            xml::attribute(out, tag)?;
            out.write_all(b"\">\n        <seg>")?;
            xml::text(out, &text)?;
            out.write_all(b"</seg>\n      </tuv>\n")?;
        }
        out.write_all(b"    </tu>\n")
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.write_all(b"  </body>\n</tmx>\n")
    }
}

fn prop(out: &mut dyn Write, indent: &str, name: &str, value: &str) -> io::Result<()> {
    write!(out, "{indent}<prop type=\"x-{name}\">")?;
    xml::text(out, &xml::shown(value))?;
    out.write_all(b"</prop>\n")
}
