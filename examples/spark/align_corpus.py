"""Aligns document pairs on a Spark cluster with `mizan stream`.

Reads JSON Lines or Parquet with id, ar and en, runs the program once for every batch of rows of a partition, and
writes two Parquet tables:

    OUT/pairs    one row a pair: doc, score of the document, id, ar, en, places, type, confidence, adequacy, findings;
                 partitioned by `part`, which is train, dev or test and depends on nothing but the document's id
    OUT/errors   one row for each document that could not be aligned: doc, error, the beginning of the record

Every document has exactly one result or one error. When the program dies, it is started again with the documents that
have no answer yet, one by one until the one that kills it is found; that one becomes an error and the others go on.
An executor that dies is Spark's affair: the partition is computed again, and the tables are committed as a whole.

    (cd examples/spark && zip -qr mizan_spark.zip mizan_spark)
    spark-submit --files target/x86_64-unknown-linux-musl/release/mizan --py-files mizan_spark.zip align_corpus.py IN OUT

For tables of your own, other columns, filters, duplicates and parts: the package `mizan_spark`.
"""

import argparse

import pyarrow as pa

from mizan_spark.aligner import Aligner
from mizan_spark.program import find_program

PAIR = pa.struct([
    ("id", pa.string()),
    ("ar", pa.string()),
    ("en", pa.string()),
    ("ar_start", pa.int64()),
    ("ar_end", pa.int64()),
    ("en_start", pa.int64()),
    ("en_end", pa.int64()),
    ("type", pa.string()),
    ("confidence", pa.float64()),
    ("adequacy", pa.float64()),
    ("findings", pa.string()),
])
RESULT = pa.schema([
    ("doc", pa.string()), ("error", pa.string()), ("record", pa.string()), ("score", pa.float64()),
    ("pairs", pa.list_(PAIR))
])
RESULT_DDL = (
    "doc string, error string, record string, score double, pairs array<struct<id:string, ar:string, en:string, ar_start:bigint, "
    "ar_end:bigint, en_start:bigint, en_end:bigint, type:string, confidence:double, adequacy:double, findings:string>>"
)


# How much of a record the table of errors holds.
EXCERPT = 200


def align(batches, options):
    """What mapInArrow runs in each partition."""
    command = [find_program(options["mizan"]), "stream", "--quiet", *options["arguments"]]
    aligner = Aligner(command, options["patience"])
    for batch in batches:
        records = batch.to_pylist()
        lines = [record["value"].strip() + b"\n" for record in records if record["value"] is not None]
        answers = aligner.answers(lines)
        rows = []
        for record in records:
            if record["value"] is None:
                answer = {"error": f"the record has {record['length']} bytes; the limit is {options['longest']}"}
            else:
                answer = next(answers)
            doc, error = answer.get("id"), answer.get("error")
            if doc is None and error is None:
                error = "a document without an id"
            rows.append({
                "doc": None if doc is None else str(doc),
                "error": error,
                "record": record["head"].decode("utf-8", "replace") if error else None,
                "score": answer.get("score"),
                "pairs": answer.get("pairs", []),
            })
            if len(rows) == 1000:
                yield pa.RecordBatch.from_pylist(rows, schema=RESULT)
                rows = []
        yield pa.RecordBatch.from_pylist(rows, schema=RESULT)


def documents(spark, path, form, longest):
    """The documents as lines of JSON in bytes (`value`, null where it is too long), with length and beginning."""
    from pyspark.sql import functions as f

    if form == "parquet":
        table = spark.read.parquet(path)
        lines = table.select(f.to_json(f.struct(f.col("id").cast("string").alias("id"), "ar", "en")).alias("value"))
    else:
        # Only \n ends a line.
        lines = spark.read.option("lineSep", "\n").text(path)
    # As bytes, so that what is not UTF-8 comes to the aligner as it is and becomes an error instead of U+FFFD.
    lines = lines.select(f.col("value").cast("binary").alias("value"), f.octet_length("value").alias("length"))
    # What is too long is cut off here, before it is shuffled and handed to Python.
    return lines.where(f.col("value").cast("string").rlike(r"\S")).select(
        f.when(f.col("length") <= longest, f.col("value")).alias("value"),
        "length",
        f.substring("value", 1, EXCERPT).alias("head"),
    )


def part_of(seed, dev, test):
    """The part of the document in the column `doc`, as `mizan corpus split --seed SEED` finds it."""
    from pyspark.sql import functions as f

    place = f.shiftrightunsigned(f.xxhash64(f.concat_ws("\t", f.lit(str(seed)), "doc")), 11) / float(1 << 53)
    return f.when(place < test, "test").when(place < test + dev, "dev").otherwise("train")


def run(spark, args):
    """Aligns everything and writes the tables; gives the numbers of pairs and errors."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    options = {"mizan": args.mizan, "patience": args.patience, "longest": args.max_doc_bytes}
    options["arguments"] = ["--jobs", str(args.jobs), "--max-doc-bytes", str(args.max_doc_bytes + 1)]
    table = documents(spark, args.input, args.form, args.max_doc_bytes)
    if args.partitions:
        table = table.repartition(args.partitions)
    # Kept on disk: both tables come from one run of the aligner.
    results = table.mapInArrow(lambda batches: align(batches, options), RESULT_DDL).persist(StorageLevel.DISK_ONLY)
    failed = f.col("error").isNotNull()
    part = part_of(args.seed, args.dev / 1000, args.test / 1000)
    pairs = (
        results.where(~failed)
        .select("doc", "score", part.alias("part"), f.explode("pairs").alias("pair"))
        .select("doc", "score", "part", "pair.*")
        .withColumn("id", f.concat("doc", f.lit("#"), "id"))
    )
    pairs.write.mode("errorifexists").partitionBy("part").parquet(f"{args.output}/pairs")
    results.where(failed).select("doc", "error", "record").write.mode("errorifexists").parquet(
        f"{args.output}/errors"
    )
    results.unpersist()
    return tuple(spark.read.parquet(f"{args.output}/{name}").count() for name in ("pairs", "errors"))


def parse(words=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="JSON Lines or Parquet with id, ar, en")
    parser.add_argument("output", help="a new folder")
    parser.add_argument("--form", choices=["jsonl", "parquet"], default="jsonl")
    parser.add_argument("--mizan", default="mizan", help="the program, as shipped with --files, or its path on every machine")
    parser.add_argument("--jobs", type=int, default=1, help="threads of each aligner; as many as spark.task.cpus")
    parser.add_argument("--max-doc-bytes", type=int, default=16 << 20, help="longer records become errors")
    parser.add_argument("--partitions", type=int, help="divide the input into so many parts first")
    parser.add_argument("--patience", type=float, default=3600, help="seconds after which an aligner counts as dead")
    parser.add_argument("--dev", type=int, default=10, help="thousandths of the documents for development")
    parser.add_argument("--test", type=int, default=10, help="thousandths of the documents for test")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another division")
    return parser.parse_args(words)


def session(master=None):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("mizan")
    if master:
        builder = builder.master(master)
    return (
        builder
        # Documents are large rows: few of them in a batch.
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 500)
        .config("spark.sql.execution.arrow.maxBytesPerBatch", 32 << 20)
        # Smaller than Snappy, whose library does not load where the one of musl is installed beside glibc.
        .config("spark.sql.parquet.compression.codec", "zstd")
        .getOrCreate()
    )


if __name__ == "__main__":
    arguments = parse()
    spark = session()
    pairs, errors = run(spark, arguments)
    print(f"{pairs} pairs, {errors} errors")
    spark.stop()
