//! Readers and writers of pairs: pairs that are written read back with the same texts.

use crate::is_seen;
use jiff::Timestamp;
use mizan::{
    bitext::{
        Bitext, Format, Header, Pair, PairOptions, Select, UnitNotes, WriteOptions, annotate, catalogue,
        check_pairs, pair_writer, read_pairs,
    },
    text::{Lang, chars},
};
use std::str::FromStr;

/// Most pairs that are examined: an input is small, but a mutation may repeat a part two thousand times.
const MOST: usize = 200;

/// Formats that are written pair by pair and can be read.
const WRITTEN: [Format; 8] = [
    Format::Tmx,
    Format::Xliff,
    Format::Xliff2,
    Format::Tsv,
    Format::Csv,
    Format::Jsonl,
    Format::PlainJsonl,
    Format::Xlsx,
];

const OPTIONS: WriteOptions = WriteOptions {
    safe_cells: false,
    adequacy: true,
    select: Select {
        min_confidence: 0.0,
        only_confirmed: false,
        without_flagged: false,
        with_one_sided: true,
        dedup: false,
    },
    date: Timestamp::UNIX_EPOCH,
};

/// Reads a file, checks its pairs, writes them in every format and reads these.
pub(super) fn read(format: &str, data: &[u8]) {
    let Ok(format) = Format::from_str(format) else { panic!("no format {format}") };
    let name = format!("x.{format}");
    let (header, pairs) = taken(&name, format, data);
    check_pairs(&pairs.iter().take(20).cloned().map(Some).collect::<Vec<_>>(), header.source);
    if matches!(format, Format::Tmx | Format::Xliff | Format::Po) {
        // The same file with notes, or an error.
        if let Ok(noted) = annotate(format, data, &UnitNotes::default()) {
            let again: Vec<_> = taken(&name, format, &noted).1.iter().map(texts).collect();
            assert_eq!(pairs.iter().map(texts).collect::<Vec<_>>(), again, "annotated");
        }
    }
    for format in WRITTEN {
        round(format, &header, &pairs);
    }
}

fn taken(name: &str, format: Format, data: &[u8]) -> (Header, Vec<Pair>) {
    let Ok(mut pairs) = read_pairs(name, format, Box::new(data), &PairOptions::default()) else {
        return (Header::default(), Vec::new());
    };
    let taken: Vec<Pair> = pairs.by_ref().take(MOST).filter_map(Result::ok).collect();
    (pairs.header().clone(), taken)
}

/// The visible characters of a pair.
fn texts(pair: &Pair) -> (String, String) {
    let seen = |text: &str| text.chars().filter(|&c| is_seen(c)).collect();
    (seen(&pair.texts.ar), seen(&pair.texts.en))
}

fn round(format: Format, header: &Header, pairs: &[Pair]) {
    let is_whole = |pair: &&Pair| {
        let (ar, en) = texts(pair);
        // The Arabic column of a table is recognised by its letters.
        let is_arabic = |text: &str| text.contains(chars::is_arabic_letter);
        let is_latin = |text: &str| text.contains(chars::is_latin_letter);
        is_arabic(&ar) && !is_latin(&ar) && is_latin(&en) && !is_arabic(&en) && !format.replaces_in(pair)
    };
    let pairs: Vec<Pair> = pairs.iter().filter(is_whole).cloned().collect();
    if pairs.is_empty() {
        return;
    }
    let mut out = Vec::new();
    let mut writer = pair_writer(format, header, &OPTIONS, &mut out).expect("a file begins");
    for pair in &pairs {
        // A cell of a workbook has a limited length; longer text is an error, and nothing is written.
        if writer.pair(pair).is_err() {
            return;
        }
    }
    writer.finish().expect("a file ends");
    let back = taken(&format!("back.{format}"), format, &out).1;
    let (before, after): (Vec<_>, Vec<_>) =
        (pairs.iter().map(texts).collect(), back.iter().map(texts).collect());
    assert_eq!(before, after, "written as {format} and read again");
}

/// Two catalogues in one input, separated by a line of `=`.
pub(super) fn catalogues(data: &[u8]) {
    let cut = data.windows(3).position(|three| three == b"===").unwrap_or(data.len() / 2);
    let (ar, en) = (&data[..cut], data.get(cut + 3..).unwrap_or_default());
    for name in ["json", "xml", "strings", "xcstrings", "properties", "resx", "arb", "yml"] {
        let names = (format!("ar.{name}"), format!("en.{name}"));
        let _ = catalogue::pairs((&names.0, ar), (&names.1, en), Lang::En);
    }
    for name in ["x.json", "x.yml"] {
        let (_, pairs) = taken(name, Format::Catalogue, data);
        assert!(pairs.iter().all(|pair| !pair.texts.ar.is_empty() || !pair.texts.en.is_empty()));
    }
    let _ = Bitext::from_json("x.json", data);
}

/// A file of the format with a few pairs, written by the program, or some lines for formats that it
/// only reads.
pub(super) fn seeds(format: &str) -> Vec<Vec<u8>> {
    let own: &[&str] = match format {
        "po" => &[
            "msgid \"\"\nmsgstr \"Language: ar\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\n#, fuzzy\nmsgctxt \"c\"\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"لا ملفات\"\nmsgstr[1] \"ملف\"\nmsgstr[2] \"ملفان\"\nmsgstr[3] \"%d ملفات\"\nmsgstr[4] \"%d ملفا\"\nmsgstr[5] \"%d ملف\"\n",
        ],
        "ts" => &[
            "<?xml version='1.0'?><TS version='2.1' language='ar'><context><name>A</name><message numerus='yes'><source>%n file(s)</source><translation><numerusform>ملف</numerusform></translation></message></context></TS>",
        ],
        "catalogue" => &[
            "{\"a\": \"مرحبا\", \"b\": {\"c\": \"{n, plural, one {ملف} other {# ملفات}}\"}}==={\"a\": \"Hello\", \"b\": {\"c\": \"{n, plural, one {a file} other {# files}}\"}}",
            "<resources><string name='a'>نعم</string></resources>===<resources><string name='a'>Yes</string></resources>",
            "\"a\" = \"نعم\";===\"a\" = \"Yes\";",
            "ar:\n  a: &x نعم\n  b: [\"\\u0646\", *x]\n===en: {a: Yes, b: [x, 'y']}\n",
            "a=نعم\nb=\\u0646===a=Yes\nb=No",
            "<root><data name='a'><value>نعم</value></data></root>===<root><data name='a'><value>Yes</value></data></root>",
        ],
        "xliff" => &[
            "<xliff version='1.2'><file source-language='en' target-language='ar'><body><trans-unit id='1'><source>One <g id='1'>two</g>.</source><seg-source><mrk mtype='seg' mid='1'>One two.</mrk></seg-source><target><mrk mtype='seg' mid='1'>واحد اثنان.</mrk></target></trans-unit></body></file></xliff>",
            "<xliff version='2.0' srcLang='en' trgLang='ar' xmlns='urn:oasis:names:tc:xliff:document:2.0'><file id='f'><unit id='1'><segment><source>Yes <ph id='1'/></source><target>نعم</target></segment></unit></file></xliff>",
        ],
        "txml" => &[
            "<txml locale='en-US' targetlocale='ar-EG'><skeleton>x</skeleton><translatable blockId='1'><segment segmentId='1'><source>Yes <ut x='1'>b</ut></source><target>نعم</target><comments><comment>c</comment></comments></segment></translatable></txml>",
        ],
        "tbx" => &[
            "<martif type='TBX'><text><body><termEntry id='a'><langSet xml:lang='en'><tig><term>keel</term></tig></langSet><langSet xml:lang='ar'><tig><term>صالب</term></tig></langSet></termEntry></body></text></martif>",
        ],
        "json" => &["{\"schema\": \"mizan.bitext/1\", \"beads\": []}"],
        _ => &[],
    };
    let mut seeds: Vec<Vec<u8>> = own.iter().map(|text| text.as_bytes().to_vec()).collect();
    if format == "tsv" {
        // An open quotation mark after rows in quotation marks.
        let quoted = "\"نعم\"\t\"yes\"\n".repeat(12);
        let plain = "لا\tno\n".repeat(12);
        seeds.push(format!("{quoted}\"نعم، قال\t\"Yes, he said\n{plain}").into_bytes());
        seeds.push(format!("{quoted}{quoted}\"نعم، قال\t\"Yes, he said\n{plain}").into_bytes());
    }
    let format = Format::from_str(format).unwrap_or(Format::Tsv);
    if WRITTEN.contains(&format) {
        let pairs = [("وصل 25 رجلا.", "25 men came."), ("نعم", "Yes & <no>"), ("«قال»", "\"He said\"")];
        let mut out = Vec::new();
        let mut writer = pair_writer(format, &Header::default(), &OPTIONS, &mut out).expect("a file begins");
        for (ar, en) in pairs {
            writer.pair(&Pair::new(ar, en)).expect("a pair");
        }
        writer.finish().expect("a file ends");
        seeds.push(out);
    }
    seeds
}
