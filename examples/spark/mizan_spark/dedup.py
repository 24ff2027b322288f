"""One row of those that are equal or similar, across all partitions: the rules of `mizan corpus dedup`, with Spark's sorting
and grouping between them.

    sign        a line of each row                              where the row lies
    equal       the best of each fingerprint                    one shuffle of the rows
    edges       which rows of a bucket are alike                one shuffle of the lines, 32 for each row
    components  the best row that edges lead to                 one task, which holds only rows that have edges
    keep        which rows of a component go                    one shuffle of the lines of such rows
"""

from .program import Options, appended, chunks, run, streamed

ORDER = 32
SIGNED = (("_keys", "string"), ("_form", "string"), ("_place", "double"))


def sign_table(df, options, words, seed=1):
    """A DataFrame with the line of each row in `_form`, its buckets in `_keys` and its place among the parts in `_place`; null
    where a row cannot be read."""

    def sign(batches):
        import pyarrow as pa

        command = ["corpus", "sign", "-", "--quiet", "--seed", str(seed), *words]
        for rows, lines in chunks(batches, options):
            out = run(options, command, lines).decode().split("\n")[:-1]
            if len(out) != len(lines):
                raise RuntimeError(f"{len(out)} lines for {len(lines)} rows")
            cells = [line.split("\t", 2) if line else [None] * 3 for line in out]
            place = [None if cell[0] is None else float(cell[0]) for cell in cells]
            for name, values, kind in (
                ("_keys", [cell[1] for cell in cells], pa.string()),
                ("_form", [cell[2] for cell in cells], pa.string()),
                ("_place", place, pa.float64()),
            ):
                rows = rows.append_column(name, pa.array(values, kind))
            yield from rows.to_batches()

    return df.mapInArrow(sign, appended(df, SIGNED))


def dedup_table(df, options=Options(), near=0.8, side="pair", keep=1, best="adequacy", loose=False, template=None):
    """Keeps the rows that `mizan corpus dedup` keeps with these options. `near=None` looks for equal rows only."""
    from pyspark import StorageLevel
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    words = ["--side", side, "--keep", str(keep), "--best", best, "--near", str(near or 1), *(["--loose"] if loose else [])]
    columns = df.columns
    signed = sign_table(df, options, words).where(f.col("_form").isNotNull())
    cells = f.split("_form", "\t")
    views = 2 if side == "both" else 1
    prints = [f.element_at(cells, 3 + 3 * view) for view in range(views)]
    # A side without a word is equal to no other.
    whole = f.concat_ws("\t", *prints)
    is_empty = prints[0] == ""
    for fingerprint in prints[1:]:
        is_empty = is_empty | (fingerprint == "")
    equal = f.when(is_empty, f.concat(f.lit("\t"), f.element_at(cells, 1))).otherwise(whole)
    window = Window.partitionBy("_equal").orderBy("_form")
    left = signed.withColumn("_equal", equal).withColumn("_rank", f.row_number().over(window))
    left = left.where((f.col("_rank") <= keep) | f.col("_equal").startswith("\t"))
    left = left.withColumn("_order", f.substring("_form", 1, ORDER)).persist(StorageLevel.DISK_ONLY)
    if near is not None:
        left = left.join(gone(left, options, words).select("_order"), "_order", "left_anti")
    if template is not None:
        window = Window.partitionBy(f.element_at(f.split("_form", "\t"), 2)).orderBy("_form")
        left = left.withColumn("_rank", f.row_number().over(window)).where(f.col("_rank") <= template)
    return left.select(*columns)


def gone(left, options, words):
    """The rows that go because they are like a better one: their order, that of the better one, similarity and side."""
    from pyspark.sql import functions as f

    buckets = left.select(f.explode(f.split("_keys", ",")).alias("key"), "_form")
    # A bucket of one row has no edge: three of four lines need not be sorted.
    counts = buckets.groupBy("key").count().where("count > 1").select("key")
    buckets = buckets.join(counts, "key", "left_semi")
    buckets = grouped(buckets, "key", "_form")
    edges = buckets.mapInArrow(step(options, ["corpus", "edges", *words], ["key", "_form"], 2), "a string, b string")
    components = edges.distinct().coalesce(1).mapInArrow(
        step(options, ["corpus", "components"], ["a", "b"], 2), "_order string, root string"
    )
    members = left.join(components, "_order").select("root", "_form")
    members = grouped(members, "root", "_form")
    return members.mapInArrow(
        step(options, ["corpus", "keep", *words], ["root", "_form"], 4),
        "_order string, duplicate_of string, similarity string, side string",
    )


def grouped(df, key, line):
    """The rows of each key in one partition, one behind the other and in the order of their lines.

    The partitions are made of a hash of the key, not of the key itself: where a join has divided the rows by the key already,
    Spark leaves out a second division by the same column, and then may turn that join, while it runs, into one that reads
    the rows where they lie. The rows of a key would be in several partitions, on some runs and not on others."""
    from pyspark.sql import functions as f

    return df.repartition(f.xxhash64(key)).sortWithinPartitions(key, line)


def step(options, words, names, width):
    """A command on the lines of a partition, as mapInArrow runs it."""

    def work(batches):
        import pyarrow as pa

        def lines():
            for batch in batches:
                for cells in zip(*(batch.column(name).to_pylist() for name in names)):
                    yield "\t".join(cells).encode() + b"\n"

        def made(rows):
            columns = zip(*rows) if rows else [[] for _ in range(width)]
            arrays = [pa.array(list(column), pa.string()) for column in columns]
            return pa.RecordBatch.from_arrays(arrays, OUT[width])

        rows = []
        for line in streamed(options, [*words, "--quiet"], lines()):
            rows.append(line.decode().rstrip("\n").split("\t"))
            if len(rows) == 10_000:
                yield made(rows)
                rows = []
        yield made(rows)

    return work


# Names of columns do not matter to mapInArrow, only their number.
OUT = {2: ["a", "b"], 4: ["a", "b", "c", "d"]}
