//! A stream of document pairs to a stream of alignments: one JSON object per line, in the same
//! order, without end.
//!
//! A pair that cannot be aligned becomes a record with the reason, and only the end of the input
//! ends the stream. Every line of the input that is not blank has exactly one line in the output,
//! so that the program on the other side can count, unless one line per pair is requested. Unknown
//! members are copied to the output.

mod record;

use self::record::{Id, Place, Record};

use super::{
    documents::{self, Options},
    lines::{Line, Lines},
    members::Members,
    ordered::{Limits, ordered},
    row::{BeadRow, RowFinding, joined, rows_of, spans},
};
use crate::{
    Error, Result,
    bitext::{
        Bitext,
        rows::{self, SCHEMA},
    },
    text::{Sides, Span},
};
use serde::Serialize;
use std::{
    borrow::Cow,
    io::{self, BufRead, Write},
};
use xxhash_rust::xxh3::Xxh3;

/// The totals of a stream.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Trailer {
    /// Name and version of the schema.
    pub schema: Cow<'static, str>,
    /// Records written, including errors.
    pub documents: u64,
    /// Records written that are errors.
    pub errors: u64,
    /// Pairs in all records.
    pub pairs: u64,
    /// Bytes written.
    pub bytes: u64,
    /// XXH3-128 of all bytes written, in hexadecimal.
    pub xxh3: String,
}

/// The form of input and output.
#[derive(Debug, Clone, Copy)]
pub struct StreamForm {
    /// Most bytes in a line.
    pub longest: usize,
    /// One line for each pair instead of one for each document.
    pub flat: bool,
}

#[derive(Serialize)]
struct Aligned<'a> {
    #[serde(flatten)]
    place: &'a Place,
    schema: &'static str,
    /// A reason to distrust the pairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<String>,
    score: Option<f64>,
    pairs: Vec<Pair>,
    /// The other members of the input.
    #[serde(skip_serializing_if = "Members::is_empty")]
    meta: &'a Members<'a>,
}

/// A bead. Places are bytes of the input texts; `id` is unique in its document.
#[derive(Serialize)]
struct Pair {
    id: String,
    #[serde(flatten)]
    texts: Sides<String>,
    #[serde(flatten, serialize_with = "spans")]
    spans: Sides<Span>,
    #[serde(rename = "type")]
    kind: String,
    confidence: f64,
    adequacy: Option<f64>,
    #[serde(serialize_with = "joined")]
    findings: Vec<RowFinding>,
}

#[derive(Serialize)]
struct Failed<'a> {
    #[serde(flatten)]
    place: &'a Place,
    /// The line of the input, where the place is an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    error: String,
}

/// The answer to one line.
struct Answer {
    line: Vec<u8>,
    pairs: u64,
    failed: bool,
}

/// Aligns every record of `input`; about four times the limit for a line is in progress at most, in bytes.
///
/// # Errors
/// When the input cannot be read or the output cannot be written.
pub fn stream(
    input: impl BufRead + Send,
    mut output: impl Write,
    form: StreamForm,
    options: &Options,
) -> Result<Trailer> {
    let StreamForm { longest, .. } = form;
    let lines = Lines::new(input, longest).enumerate().filter(|(_, line)| !is_blank(line));
    let size = |(_, line): &(usize, io::Result<Line>)| match line {
        Ok(Line::Bytes(bytes)) => bytes.len(),
        _ => 0,
    };
    let work = |(n, line): (usize, io::Result<Line>)| Ok(answer(n as u64 + 1, line?, form, options));
    let limits = Limits::with_bytes(longest.saturating_mul(4));
    ordered(lines, size, limits, work, |answers| {
        let mut trailer = Trailer { schema: SCHEMA.into(), ..Trailer::default() };
        let mut hash = Xxh3::new();
        loop {
            // A program that waits for an answer before it sends the next record must receive it.
            if answers.must_wait() {
                output.flush().map_err(|error| writing(&error))?;
            }
            let Some(answer) = answers.next() else { break };
            let answer = answer.map_err(|error: io::Error| Error::io("input".as_ref(), &error))?;
            output.write_all(&answer.line).map_err(|error| writing(&error))?;
            hash.update(&answer.line);
            trailer.documents += 1;
            trailer.errors += u64::from(answer.failed);
            trailer.pairs += answer.pairs;
            trailer.bytes += answer.line.len() as u64;
        }
        output.flush().map_err(|error| writing(&error))?;
        trailer.xxh3 = format!("{:032x}", hash.digest128());
        Ok(trailer)
    })
}

fn writing(error: &io::Error) -> Error {
    Error::io("output".as_ref(), error)
}

fn is_blank(line: &io::Result<Line>) -> bool {
    matches!(line, Ok(Line::Bytes(bytes)) if bytes.trim_ascii().is_empty())
}

fn answer(number: u64, line: Line, form: StreamForm, options: &Options) -> Answer {
    let bytes = match line {
        Line::Bytes(bytes) => bytes,
        Line::TooLong(length) => {
            let error = Error::new(format!("the line has {length} bytes; the limit is {}", form.longest))
                .advise("raise --max-doc-bytes or divide the document");
            return failure(number, &Place::Line(number), &error);
        }
    };
    match record::read(number, &bytes) {
        Err((place, error)) => failure(number, &place, &error),
        Ok((place, record)) => {
            let Record { texts: Sides { ar, en }, is_html, .. } = &record;
            let aligned = match is_html {
                true => documents::align_pages(ar, en, options),
                false => documents::align_texts("", ar, en, options),
            };
            match aligned {
                Err(error) => failure(number, &place, &error),
                Ok(bitext) if form.flat => flat(&place, &bitext, &record.meta, options),
                Ok(bitext) => success(&place, &bitext, &record.meta, options),
            }
        }
    }
}

fn failure(number: u64, place: &Place, error: &Error) -> Answer {
    let number = matches!(place, Place::Id(_)).then_some(number);
    let mut line = line_of(&Failed { place, line: number, error: error.to_string() });
    line.push(b'\n');
    Answer { line, pairs: 0, failed: true }
}

fn success(place: &Place, bitext: &Bitext, meta: &Members<'_>, options: &Options) -> Answer {
    let pair = |row: BeadRow<'_>| Pair {
        id: row.id.trim_start_matches('#').to_owned(),
        texts: row.translation.map(Cow::into_owned),
        spans: row.spans,
        kind: row.kind,
        confidence: row.confidence,
        adequacy: row.adequacy,
        findings: row.findings,
    };
    let pairs: Vec<Pair> = rows_of("", bitext, options.two_sided).map(pair).collect();
    let count = pairs.len() as u64;
    let warning = documents::warning(bitext);
    let score = bitext.adequacy.score.map(rows::six);
    let mut line = line_of(&Aligned { place, schema: SCHEMA, warning, score, pairs, meta });
    line.push(b'\n');
    Answer { line, pairs: count, failed: false }
}

/// One corpus row for each pair, followed by the other members of the input.
fn flat(place: &Place, bitext: &Bitext, meta: &Members<'_>, options: &Options) -> Answer {
    let doc = match place {
        Place::Id(Id::Text(id)) => id.clone(),
        Place::Id(Id::Number(id)) => id.to_string(),
        Place::Id(Id::Large(id)) => id.to_string(),
        Place::Line(line) => format!("line-{line}"),
    };
    let warning = documents::warning(bitext);
    let (mut line, mut pairs) = (Vec::new(), 0);
    for row in rows_of(&doc, bitext, options.two_sided) {
        let row = line_of(&row);
        let Some(mut members) = std::str::from_utf8(&row).ok().and_then(Members::read) else { continue };
        members.add("warning", warning.as_ref());
        members.add_others(meta);
        line.extend(line_of(&members));
        line.push(b'\n');
        pairs += 1;
    }
    Answer { line, pairs, failed: false }
}

fn line_of(value: &impl Serialize) -> Vec<u8> {
    let mut line = Vec::new();
    // Writing to memory cannot fail.
    let _ = rows::write_value(value, &mut line);
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn run(input: &[u8], longest: usize) -> (Vec<Value>, Trailer) {
        let mut out = Vec::new();
        let form = StreamForm { longest, flat: false };
        let trailer = stream(input, &mut out, form, &Options::default()).unwrap();
        let lines = String::from_utf8(out).unwrap();
        (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), trailer)
    }

    #[test]
    fn every_record_has_its_answer_in_order_and_an_id_comes_back_as_it_was() {
        let input = r#"{"id":"a","ar":"وصل الوفد. ثم غادر.","en":"The delegation arrived. Then it left."}
{"ar":"نعم.","en":"Yes.","id":12345678901234567890,"more":[1]}

{"ar":"نعم.","en":"Yes."}
"#;
        let (answers, trailer) = run(input.as_bytes(), 1000);
        assert_eq!(answers.len(), 3);
        assert_eq!(answers[0]["id"], "a");
        assert_eq!(answers[0]["pairs"][1]["ar"], "ثم غادر.");
        assert_eq!(answers[0]["pairs"][1]["id"], "b2");
        assert_eq!(answers[0]["pairs"][1]["en_start"], 24);
        assert_eq!(answers[1]["id"].as_u64(), Some(12_345_678_901_234_567_890));
        assert_eq!(answers[2]["line"], 4);
        assert_eq!((trailer.documents, trailer.errors, trailer.pairs), (3, 0, 4));
    }

    #[test]
    fn what_is_no_document_pair_is_an_error_with_its_line_and_id() {
        let mut input = b"[1]\n{\"id\":\"x\",\"ar\":\"a\"}\n\xFF\n".to_vec();
        input.extend(
            b"{\"id\":7,\"ar\":\"Yes.\",\"en\":\"Yes.\"}\n{\"id\":8,\"ar\":\"\\ud800\",\"en\":\"\"}\n",
        );
        input.extend([b'x'; 100]);
        let (answers, trailer) = run(&input, 60);
        let places: Vec<_> = answers.iter().map(|answer| (&answer["id"], &answer["line"])).collect();
        let (no, json) = (Value::Null, |n: u64| Value::from(n));
        let [one, two, three, four, five, six, seven] = [1, 2, 3, 4, 5, 6, 7].map(json);
        let x = Value::from("x");
        let wanted = [(&no, &one), (&x, &two), (&no, &three), (&seven, &four), (&no, &five), (&no, &six)];
        assert_eq!(places, wanted);
        for (answer, words) in answers.iter().zip([
            "not a document pair",
            "missing field `en`",
            "invalid UTF-8 at byte 0",
            "both texts are English",
            "hex escape",
            "100 bytes; the limit is 60",
        ]) {
            assert!(answer["error"].as_str().unwrap().contains(words), "{answer}");
        }
        assert_eq!((trailer.documents, trailer.errors), (6, 6));
    }

    #[test]
    fn nothing_that_looks_like_a_line_end_comes_out_inside_a_line() {
        let input = "{\"id\":\"a\u{2028}b\",\"ar\":\"نعم\u{2028}نعم.\",\"en\":\"Yes\u{0085}yes.\"}\n";
        let mut out = Vec::new();
        let form = StreamForm { longest: 1000, flat: false };
        stream(input.as_bytes(), &mut out, form, &Options::default()).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains(['\u{2028}', '\u{0085}']) && text.contains(r"a\u2028b"), "{text}");
        assert_eq!(text.matches('\n').count(), 1);
    }

    #[test]
    fn what_else_came_with_a_document_comes_out_again() {
        let input =
            r#"{"url":"http://x","id":"a","translation":{"ar":"نعم.","en":"Yes."},"crawl":{"n":1e3},"ar":1}"#;
        let (answers, _) = run(input.as_bytes(), 1000);
        assert_eq!(
            answers[0]["error"].as_str().map(|error| error.contains("at line 1")),
            Some(true),
            "{answers:?}"
        );
        let input = input.replace(r#","ar":1"#, "");
        let (answers, _) = run(input.as_bytes(), 1000);
        assert_eq!(answers[0]["pairs"][0]["en"], "Yes.");
        assert_eq!(answers[0]["meta"]["url"], "http://x");
        assert_eq!(answers[0]["meta"]["crawl"]["n"], 1000.0);
        assert!(answers[0]["meta"]["translation"].is_null());
        let (answers, _) = run(r#"{"ar":"نعم.","en":"Yes."}"#.as_bytes(), 1000);
        assert!(answers[0].get("meta").is_none());
    }

    #[test]
    fn a_line_for_each_pair_is_a_row_of_a_corpus() {
        let input = r#"{"id":7,"ar":"وصل الوفد. ثم غادر.","en":"The delegation arrived. Then it left.","url":"u","type":"news"}
{"ar":"نعم.","en":"Yes."}
{"id":"x"}
"#;
        let mut out = Vec::new();
        let form = StreamForm { longest: 1000, flat: true };
        let trailer = stream(input.as_bytes(), &mut out, form, &Options::default()).unwrap();
        let rows: Vec<Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((rows.len(), trailer.pairs, trailer.errors), (4, 3, 1));
        assert_eq!(rows[1]["id"], "7#b2");
        assert_eq!(rows[1]["translation"]["ar"], "ثم غادر.");
        assert_eq!((&rows[1]["url"], &rows[1]["type"]), (&"u".into(), &"1-1".into()));
        assert_eq!(rows[2]["doc"], "line-2");
        assert!(rows[3]["error"].as_str().unwrap().contains("missing field `ar`"));
    }

    #[test]
    fn a_web_page_is_read_as_one_where_its_type_says_so() {
        let page = |words: &str| format!("<html><body><p>{words}</p><script>no();</script></body></html>");
        let record = |mime: &str| {
            let (ar, en) = (page("وصل الوفد أمس."), page("The delegation arrived yesterday."));
            serde_json::json!({ "ar": ar, "en": en, "mime": mime }).to_string()
        };
        let input =
            [record("text/html; charset=utf-8"), record("text/plain"), record("image/png")].join("\n");
        let (answers, _) = run(input.as_bytes(), 1000);
        assert_eq!(answers[0]["pairs"][0]["en"], "The delegation arrived yesterday.");
        assert!(answers[1]["pairs"][0]["en"].as_str().unwrap().contains("<html>"));
        assert!(answers[2]["error"].as_str().unwrap().contains("image/png"));
    }
}
