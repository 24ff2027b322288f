//! Round trips of columns: they are written with the types that they were read with, and unreadable
//! ones are reported.

use super::super::{
    lines::Line,
    parts::{DecisionFile, distribute},
    source::Corpus,
    target::Target,
};
use crate::{
    Error, Result,
    bitext::{ColumnChoice, PairOptions},
};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int16Array, Int64Array, ListArray, RecordBatch,
    StringArray, StructArray, TimestampMicrosecondArray,
    types::{Int32Type, Int64Type},
};
use arrow_schema::{DataType, Schema};
use parquet::arrow::{ArrowWriter, arrow_reader::ParquetRecordBatchReaderBuilder};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::Arc,
};

fn text(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter(columns.into_iter().map(|(name, column)| (name, column))).unwrap()
}

fn write(path: &Path, batch: &RecordBatch) {
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

fn read(path: &Path) -> (Arc<Schema>, Vec<RecordBatch>) {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let schema = builder.schema().clone();
    (schema, builder.build().unwrap().map(Result::unwrap).collect())
}

fn lines(path: &Path, choice: Option<&ColumnChoice>) -> Result<Vec<String>> {
    let line = |line: std::io::Result<Line>| match line.unwrap() {
        Line::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        Line::TooLong(_) => panic!("too long"),
    };
    Ok(super::open(path, choice)?.map(line).collect())
}

/// Writes all rows of a corpus into another file.
fn copy(from: &[PathBuf], to: &Path, shard_size: Option<u64>) -> Result<()> {
    let corpus = Corpus::new(from)?;
    let mut rows = 0;
    super::super::parts::each_row(
        &corpus,
        |_| (),
        |row| {
            row.unwrap();
            rows += 1;
        },
    )?;
    let target = Target { shard_size, ..Target::of_path(to)? };
    let all = |_| Some(None);
    distribute(&corpus, &vec![0; rows], &[DecisionFile { target: &target, takes: &all, notes: None }])
}

fn many_types() -> RecordBatch {
    let translation = StructArray::from(vec![
        (Arc::new(arrow_schema::Field::new("ar", DataType::Utf8, true)), text(&["نعم", "لا"])),
        (Arc::new(arrow_schema::Field::new("en", DataType::Utf8, true)), text(&["yes\u{2028}", "no"])),
    ]);
    let languages: DictionaryArray<Int32Type> = ["msa", "egy"].into_iter().collect();
    let lists = [Some(vec![Some(1), None]), None];
    batch(vec![
        ("id", text(&["a#1", "a#2"])),
        ("translation", Arc::new(translation)),
        ("crawl", Arc::new(Date32Array::from(vec![19_000, 19_001]))),
        ("seen", Arc::new(TimestampMicrosecondArray::from(vec![Some(1_700_000_000_123_456), None]))),
        ("utc", Arc::new(TimestampMicrosecondArray::from(vec![1, 2]).with_timezone("UTC"))),
        ("paris", Arc::new(TimestampMicrosecondArray::from(vec![1, 2]).with_timezone("Europe/Paris"))),
        ("small", Arc::new(Int16Array::from(vec![7, -7]))),
        ("flag", Arc::new(BooleanArray::from(vec![Some(true), None]))),
        ("variety", Arc::new(languages)),
        ("list", Arc::new(ListArray::from_iter_primitive::<Int64Type, _, _>(lists))),
        ("large", Arc::new(Int64Array::from(vec![9_007_199_254_740_993, 1]))),
    ])
}

#[test]
fn columns_of_every_kind_survive_with_their_types() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("in.parquet"), folder.path().join("out.parquet"));
    write(&from, &many_types());
    copy(&[from.clone()], &to, None).unwrap();
    let ((before, old), (after, new)) = (read(&from), read(&to));
    for field in before.fields() {
        let there = after.field_with_name(field.name()).unwrap().data_type();
        match field.name().as_str() {
            // A dictionary of texts is read as texts.
            "variety" => assert_eq!(there, &DataType::Utf8),
            _ => assert_eq!(there, field.data_type(), "{}", field.name()),
        }
        if field.name() != "variety" {
            let column = |batch: &RecordBatch| batch.column_by_name(field.name()).cloned().unwrap();
            assert_eq!(&column(&old[0]), &column(&new[0]), "{}", field.name());
        }
    }
    assert_eq!(lines(&from, None).unwrap(), lines(&to, None).unwrap());
    assert!(lines(&from, None).unwrap()[0].contains("yes\\u2028"));
}

#[test]
fn rows_of_json_get_types_and_come_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let rows = "{\"id\":\"a\",\"ar\":\"نعم\",\"en\":\"yes\",\"n\":1,\"url\":null}\n\
                {\"id\":\"b\",\"ar\":\"لا\",\"en\":\"no\",\"n\":2,\"url\":\"http://x\"}\n";
    fs::write(path("in.jsonl"), rows).unwrap();
    copy(&[path("in.jsonl")], &path("out.parquet"), None).unwrap();
    let (schema, _) = read(&path("out.parquet"));
    assert_eq!(schema.field_with_name("n").unwrap().data_type(), &DataType::Int64);
    copy(&[path("out.parquet")], &path("back.jsonl"), None).unwrap();
    assert_eq!(fs::read_to_string(path("back.jsonl")).unwrap(), rows);
}

#[test]
fn a_corpus_without_a_row_is_a_file_with_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("in.parquet"), folder.path().join("out.parquet"));
    write(&from, &many_types().slice(0, 0));
    copy(&[from], &to, None).unwrap();
    let (schema, rows) = read(&to);
    assert!(schema.field_with_name("translation").is_ok());
    assert_eq!(rows.iter().map(RecordBatch::num_rows).sum::<usize>(), 0);
}

#[test]
fn texts_in_other_columns_are_found_or_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.parquet");
    let sides = [text(&["وصل الوفد إلى القاهرة"]), text(&["The delegation arrived in Cairo"])];
    let [ar, en] = sides;
    write(
        &path,
        &batch(vec![("n", Arc::new(Int64Array::from(vec![1]))), ("target_text", en), ("source_text", ar)]),
    );
    let wanted = r#"{"n":1,"en":"The delegation arrived in Cairo","ar":"وصل الوفد إلى القاهرة"}"#;
    assert_eq!(lines(&path, None).unwrap(), [wanted]);
    let choice: ColumnChoice = "ar=source_text,en=target_text".parse().unwrap();
    assert_eq!(lines(&path, Some(&choice)).unwrap(), [wanted]);
    let options = PairOptions { columns: Some(choice), ..PairOptions::default() };
    let corpus = Corpus::with_options(&[path], &options).unwrap();
    assert!(corpus.remarks().next().unwrap().contains("source_text"));
}

#[test]
fn what_is_no_text_or_no_parquet_is_said_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.parquet");
    let said = |path: &Path| Corpus::new(&[path.to_owned()]).unwrap_err().to_string();
    write(&path, &batch(vec![("ar", Arc::new(Int64Array::from(vec![1]))), ("en", text(&["one"]))]));
    assert!(said(&path).contains("the column `ar` holds Int64, not text"), "{}", said(&path));
    write(&path, &batch(vec![("url", text(&["http://x"]))]));
    assert!(said(&path).contains("no columns with Arabic and English text; it has url"), "{}", said(&path));
    write(&path, &many_types());
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 9]).unwrap();
    assert!(said(&path).contains("cannot be read as Parquet"), "{}", said(&path));
    fs::write(&path, "").unwrap();
    assert!(said(&path).contains("it is empty"), "{}", said(&path));
    fs::write(&path, "not a table").unwrap();
    assert!(said(&path).contains("does not begin as one"), "{}", said(&path));
}

#[test]
fn a_null_text_is_a_row_that_cannot_be_read_and_no_other_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.parquet");
    let ar: ArrayRef = Arc::new(StringArray::from(vec![Some("نعم"), None]));
    write(&path, &batch(vec![("ar", ar), ("en", text(&["yes", "no"]))]));
    let mut rows: Vec<Result<(), Error>> = Vec::new();
    super::super::parts::each_row(&Corpus::new(&[path]).unwrap(), |_| (), |row| rows.push(row)).unwrap();
    assert!(rows[0].is_ok());
    assert!(rows[1].as_ref().unwrap_err().to_string().contains("a pair without texts"));
}

#[test]
fn members_that_no_column_holds_together_leave_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let rows = "{\"ar\":\"ا\",\"en\":\"a\",\"x\":1}\n{\"ar\":\"ب\",\"en\":\"b\",\"x\":{\"y\":1}}\n";
    fs::write(path("in.jsonl"), rows).unwrap();
    let said = copy(&[path("in.jsonl")], &path("out.parquet"), None).unwrap_err().to_string();
    assert!(said.contains("line 2") && said.contains("`x` is an object here"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn arrow_files_and_streams_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let (file, stream) = (folder.path().join("a.arrow"), folder.path().join("b.arrow"));
    let rows = many_types();
    let mut writer =
        arrow_ipc::writer::FileWriter::try_new(File::create(&file).unwrap(), &rows.schema()).unwrap();
    writer.write(&rows).unwrap();
    writer.finish().unwrap();
    let mut writer =
        arrow_ipc::writer::StreamWriter::try_new(File::create(&stream).unwrap(), &rows.schema()).unwrap();
    writer.write(&rows).unwrap();
    writer.finish().unwrap();
    let parquet = folder.path().join("c.parquet");
    write(&parquet, &rows);
    let wanted = lines(&parquet, None).unwrap();
    assert_eq!(lines(&file, None).unwrap(), wanted);
    assert_eq!(lines(&stream, None).unwrap(), wanted);
    let said = copy(&[file], &folder.path().join("d.arrow"), None).unwrap_err().to_string();
    assert!(said.contains("Arrow files are read, not written"), "{said}");
}

#[test]
fn a_divided_corpus_is_read_whole_and_a_missing_shard_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let row = |n: u32| {
        format!("{{\"id\":\"{n}\",\"ar\":\"نص {n}\",\"en\":\"text {}\"}}\n", n.wrapping_mul(2_654_435_761))
    };
    let rows: String = (0..20_000).map(row).collect();
    fs::write(path("in.jsonl"), &rows).unwrap();
    fs::create_dir(path("out")).unwrap();
    copy(&[path("in.jsonl")], &path("out/all.parquet"), Some(100_000)).unwrap();
    let shards = super::super::shards::of(&path("out/all.parquet")).unwrap();
    assert!(shards.len() > 2, "{shards:?}");
    copy(&[path("out")], &path("back.jsonl"), None).unwrap();
    assert_eq!(fs::read_to_string(path("back.jsonl")).unwrap(), rows);
    fs::remove_file(&shards[1]).unwrap();
    let said = Corpus::new(&[path("out")]).unwrap_err().to_string();
    assert!(said.contains("shard 00001 of"), "{said}");
}
