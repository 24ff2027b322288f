//! Mizan in a browser or in Node: texts in, alignments and findings out, and answers to the
//! requests of the review page.
//!
//! Values are passed as JSON. An error is thrown as a string of one line.

mod desk;

use mizan::{
    bitext::{Bitext, Format, Pair, Select, TextOptions, WriteOptions, check_pairs},
    figure,
    text::Lang,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

pub use desk::Review;

/// Options on how two texts are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Options {
    source: Option<String>,
    segmented: bool,
    main_text: bool,
    all_text: bool,
    encoding: Option<String>,
}

fn options(json: &str) -> Result<TextOptions, String> {
    let asked: Options = if json.is_empty() {
        Options::default()
    } else {
        serde_json::from_str(json).map_err(|error| format!("options: {error}"))?
    };
    let source = asked.source.as_deref().map_or(Ok(Lang::Ar), str::parse)?;
    Ok(TextOptions {
        source,
        segmented: asked.segmented,
        main_text: asked.main_text,
        all_text: asked.all_text,
        encoding: asked.encoding,
        ..TextOptions::default()
    })
}

fn words(error: &mizan::Error) -> String {
    error.to_string()
}

fn json(bitext: &Bitext) -> Result<String, String> {
    written(bitext, Format::Json)
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()))
}

fn written(bitext: &Bitext, format: Format) -> Result<Vec<u8>, String> {
    let options = WriteOptions {
        safe_cells: false,
        adequacy: false,
        select: Select::default(),
        date: jiff::Timestamp::now(),
    };
    let mut out = Vec::new();
    bitext.write(format, &options, &mut out).map_err(|error| error.to_string())?;
    Ok(out)
}

/// Aligns and checks two texts; returns what `mizan align --format json` writes.
#[wasm_bindgen(js_name = alignJson)]
pub fn align_json(ar: &str, en: &str, options: &str) -> Result<String, String> {
    let options = self::options(options)?;
    json(&Bitext::of_texts(ar, en, &options).map_err(|error| words(&error))?)
}

/// The same for the bytes of two files, given in either order.
#[wasm_bindgen(js_name = alignFilesJson)]
pub fn align_files_json(
    first_name: &str,
    first: &[u8],
    second_name: &str,
    second: &[u8],
    options: &str,
) -> Result<String, String> {
    let options = self::options(options)?;
    let made = Bitext::of_files((first_name, first), (second_name, second), &options);
    json(&made.map_err(|error| words(&error))?)
}

/// Writes an alignment, given as JSON, in another format.
#[wasm_bindgen]
pub fn convert(alignment: &str, format: &str) -> Result<Vec<u8>, String> {
    let format: Format = format.parse().map_err(|error| words(&error))?;
    let bitext = Bitext::from_json("alignment", alignment.as_bytes()).map_err(|error| words(&error))?;
    written(&bitext, format)
}

/// Checks pairs, a JSON list of `[ar, en]`; returns a JSON list with the findings of each.
#[wasm_bindgen(js_name = checkJson)]
pub fn check_json(pairs: &str, source: &str) -> Result<String, String> {
    let source: Lang = source.parse()?;
    let texts: Vec<(String, String)> =
        serde_json::from_str(pairs).map_err(|error| format!("pairs: {error}"))?;
    let pair = |(ar, en): (String, String)| Some(Pair::new(ar, en));
    let pairs: Vec<Option<Pair>> = texts.into_iter().map(pair).collect();
    serde_json::to_string(&check_pairs(&pairs, source)).map_err(|error| error.to_string())
}

#[derive(Serialize)]
struct FigureRow<'a> {
    text: &'a str,
    kind: figure::Kind,
    value: String,
    unit: Option<String>,
}

/// The figures of a text as a JSON list.
#[wasm_bindgen(js_name = figuresJson)]
pub fn figures_json(text: &str, lang: &str) -> Result<String, String> {
    let lang: Lang = lang.parse()?;
    let figures = figure::read(lang, text);
    let row = |figure: &figure::Figure| FigureRow {
        text: figure.span.of(text),
        kind: figure.kind(),
        value: figure.value().to_string(),
        unit: figure.unit().map(|unit| unit.to_string()),
    };
    serde_json::to_string(&figures.iter().map(row).collect::<Vec<_>>()).map_err(|error| error.to_string())
}
