"""Training, development and test data without leaks: the parts that `mizan corpus split` finds."""

import json
import os
import tempfile

from .dedup import sign_table
from .program import KNOWN, Options, appended, chunks, numbers, run


def split_table(df, options=Options(), dev=0.01, test=0.01, seed=1, side="either", near=0.8):
    """Adds `part`: train, dev or test. Rows that would leak are dropped. The rows of development and test data are brought to
    every worker: one or two of a hundred."""
    from pyspark.sql import functions as f

    signed = sign_table(df, options, ["--side", "pair"], seed)
    rare = signed.where(f.col("_place") < dev + test).select(*[name for name in df.columns if name in KNOWN])
    rows = []
    for row in rare.toLocalIterator():
        row = {name: value for name, value in row.asDict(recursive=True).items() if value is not None}
        rows.append(json.dumps(row, ensure_ascii=False))
    # In an order of their own, so that every worker reads the same file whatever the partitions.
    known = ("\n".join(sorted(rows)) + "\n").encode() if rows else b""
    words = ["--dev-share", str(dev), "--test-share", str(test), "--seed", str(seed), "--side", side, "--near", str(near)]
    table = df.drop("part") if "part" in df.columns else df

    def divide(batches):
        import pyarrow as pa

        with tempfile.TemporaryDirectory(prefix="mizan-") as folder:
            def path(name):
                return os.path.join(folder, name)

            with open(path("rare.jsonl"), "wb") as out:
                out.write(known)
            parts = ("train", "dev", "test")
            targets = [word for part in parts for word in (f"--{part}", path(f"{part}.jsonl"))]
            inputs = [path("rows.jsonl"), *([path("rare.jsonl")] if known else [])]
            for rows, lines in chunks(batches, options):
                with open(path("rows.jsonl"), "wb") as out:
                    out.writelines(lines)
                run(options, ["corpus", "split", *inputs, *targets, "--quiet", "--force", *words])
                found = [None] * len(lines)
                for part in parts:
                    with open(path(f"{part}.jsonl"), "rb") as said:
                        for row in numbers(said.read()):
                            if "_n" in row:
                                found[row["_n"]] = part
                yield from rows.append_column("part", pa.array(found, pa.string())).to_batches()

    divided = table.mapInArrow(divide, appended(table, [("part", "string")]))
    return divided.where(f.col("part").isNotNull())
