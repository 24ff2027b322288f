"""Document pairs in, their sentence pairs out."""

import json

from .aligner import Aligner
from .program import Options, appended, find_program, run

# The members of a pair, each with what it holds.
PAIR = (
    ("id", "string"), ("ar", "string"), ("en", "string"), ("ar_start", "long"), ("ar_end", "long"), ("en_start", "long"),
    ("en_end", "long"), ("type", "string"), ("confidence", "double"), ("adequacy", "double"), ("findings", "string"),
)
# What `align_table` adds to the columns of a document, besides `pairs`.
ADDED = (("score", "double"), ("warning", "string"), ("error", "string"), ("mizan", "string"))


def align_table(df, options=Options(), arguments=(), large=None, observation=None):
    """Aligns documents: a DataFrame with `id`, `ar`, `en` (and `mime`, where they may be web pages) and any other columns.
    Gives all columns but the two texts, and `score`, `warning`, `error`, `pairs` and `mizan` (version and options).

    `arguments` are options of `mizan stream`. Documents of more than `large` bytes get partitions of their own, so that none
    waits behind one. An `Observation` gets `documents`, `failed` and `pairs`. With `lexicon` files: ship them, and name
    them in `arguments` as they are called on the workers.
    """
    from pyspark.sql import functions as f
    from pyspark.sql.types import ArrayType, StructType

    known = ("ar", "en", "pairs", *(name for name, _ in ADDED))
    carried = [name for name in df.columns if name not in known]
    if large is not None:
        size = f.coalesce(f.octet_length("ar"), f.lit(0)) + f.coalesce(f.octet_length("en"), f.lit(0))
        lane = df.where(size > large)
        wide = int(df.sparkSession.conf.get("spark.sql.shuffle.partitions", "200"))
        df = df.where(size <= large).unionByName(lane.repartition(wide))
    mime = ["mime"] if "mime" in df.columns else []
    table = df.select(*carried, "ar", "en")
    pair = StructType()
    for name, kind in PAIR:
        pair = pair.add(name, kind)
    schema = appended(table.drop("ar", "en"), [*ADDED, ("pairs", ArrayType(pair))])

    def align(batches):
        import pyarrow as pa

        command = [find_program(options.mizan), "stream", "--quiet", *arguments]
        version = run(options, ["--version"]).decode().split()[-1]
        made_by = json.dumps({"version": version, "arguments": list(arguments)})
        aligner = Aligner(command, options.patience)
        for batch in batches:
            for start, lines in cut(batch, ["id", "ar", "en", *mime], options.chunk_bytes):
                answers = list(aligner.answers(lines))
                columns = batch.select(carried).slice(start, len(lines)).columns
                pairs = [answer.get("pairs", []) for answer in answers]
                added = [
                    pa.array([answer.get("score") for answer in answers], pa.float64()),
                    pa.array([answer.get("warning") for answer in answers], pa.string()),
                    pa.array([answer.get("error") for answer in answers], pa.string()),
                    pa.array([made_by] * len(answers), pa.string()),
                    pa.array(pairs, arrow_type()),
                ]
                names = [*carried, *(name for name, _ in ADDED), "pairs"]
                yield pa.RecordBatch.from_arrays([*columns, *added], names)

    out = table.mapInArrow(align, schema)
    if observation is not None:
        out = out.observe(
            observation,
            f.count(f.lit(1)).alias("documents"),
            f.count("error").alias("failed"),
            f.sum(f.size("pairs")).alias("pairs"),
        )
    return out


def explode_pairs(df):
    """A row for each pair of `align_table`: its members, `doc`, and an id that is unique in the corpus; documents with an
    error have none."""
    from pyspark.sql import functions as f

    taken = {"id", "pairs", "error", *(name for name, _ in PAIR)}
    others = [name for name in df.columns if name not in taken]
    rows = df.where(f.col("error").isNull()).select(
        f.col("id").cast("string").alias("doc"), *others, f.explode("pairs").alias("pair")
    )
    pair = [f.col(f"pair.{name}").alias(name) for name, _ in PAIR if name != "id"]
    return rows.select(f.concat("doc", f.lit("#"), "pair.id").alias("id"), "doc", *others, *pair)


def cut(batch, names, most):
    """The records of a batch, about so many bytes at a time, with the place of the first."""
    start, lines, size = 0, [], 0
    for n, row in enumerate(batch.select(names).to_pylist()):
        lines.append(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        size += len(lines[-1])
        if size >= most:
            yield start, lines
            start, lines, size = n + 1, [], 0
    if lines:
        yield start, lines


def arrow_type():
    import pyarrow as pa

    of = {"string": pa.string(), "long": pa.int64(), "double": pa.float64()}
    return pa.list_(pa.struct([(name, of[kind]) for name, kind in PAIR]))
