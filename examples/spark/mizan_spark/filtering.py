"""Pairs that are not worth training on, dropped where they lie."""

import os
import tempfile

from .program import Options, appended, chunks, numbers, run

# Filters of the preset that have to know all rows: `dedup_table` looks for these.
GLOBAL = ("duplicate", "near", "frequent")


def filter_table(df, options=Options(), arguments=("--preset", "clean"), rejected=False):
    """Keeps the rows that `mizan corpus filter` keeps with some arguments; with `rejected` all rows stay, and a column of
    that name says which filter drops them. Rows have `ar` and `en` or `translation`, and what else the filters know
    (`id`, `confidence`, `adequacy`, `score`, `findings` …)."""
    from pyspark.sql import functions as f

    for name in GLOBAL:
        if any(word == name or word.startswith(f"{name}=") for word in arguments):
            raise ValueError(f"{name} has to know all rows; use dedup_table")
    without = [word for name in ("duplicate", "frequent") for word in ("--without", name)] if "--preset" in arguments else []
    words = ["corpus", "filter", "-", "--quiet", *arguments, *without]
    names = df.columns
    table = df.drop("rejected") if "rejected" in names else df

    def judge(batches):
        import pyarrow as pa

        with tempfile.TemporaryDirectory(prefix="mizan-") as folder:
            dropped = os.path.join(folder, "dropped.jsonl")
            for rows, lines in chunks(batches, options):
                run(options, [*words, "--rejected", dropped, "--force"], lines)
                why = [None] * len(lines)
                with open(dropped, "rb") as said:
                    for row in numbers(said.read()):
                        why[row["_n"]] = row["rejected"]
                yield from rows.append_column("rejected", pa.array(why, pa.string())).to_batches()

    judged = table.mapInArrow(judge, appended(table, [("rejected", "string")]))
    return judged if rejected else judged.where(f.col("rejected").isNull()).drop("rejected")
