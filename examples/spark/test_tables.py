"""Tests of mizan_spark on a small cluster of real processes: local-cluster[2,1,1024].

    MIZAN=target/debug/mizan python -m unittest test_tables

Each test asks for the same thing: the cluster keeps the rows that one machine keeps, however they are divided.
"""

import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

from on_cluster import MIZAN, OnCluster
from mizan_spark import Options, align_table, dedup_table, explode_pairs, filter_table, split_table
from mizan_spark.dedup import grouped

# How many pairs the tests of duplicates have, about; 20000 for a night.
ROWS = int(os.environ.get("MIZAN_ROWS", "300"))
OPTIONS = Options(mizan=MIZAN, chunk_bytes=100_000)
SCHEMA = "id string, ar string, en string, adequacy double, url string"


def sentences(count):
    """Pairs with equal ones, similar ones, chains of little steps, templates, and many that meet in one bucket."""
    chance = random.Random(7)
    words = "river bridge harbour market village mountain garden station island castle window lantern".split()
    rows = []

    def add(en, ar="وصل الوفد إلى المدينة ثم غادرها"):
        n = len(rows)
        rows.append({"id": f"d{n // 7}#b{n}", "ar": ar, "en": en, "adequacy": round(chance.random(), 3), "url": f"u{n}"})

    while len(rows) < count:
        base = [chance.choice(words) for _ in range(24)]
        add(" ".join(base))
        add(" ".join(base).upper() + ".")
        for k in range(6):
            base = [*base]
            base[(k * 5) % 24] = f"word{chance.randrange(50)}"
            add(" ".join(base))
        add(f"The province spent {chance.randrange(90)} million on new pumps and pipes for the villages last year")
        add("the same words again and again in every document of this corpus" + " indeed" * chance.randrange(3))
    return rows


def one_machine(rows, words, names):
    """The rows of each output of a command, as {output: ids}."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (path / "in.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        subprocess.run([MIZAN, "corpus", words[0], "in.jsonl", "-q", *words[1:]], cwd=folder, check=True)
        return {name: ids(json.loads(line) for line in (path / name).read_text("utf-8").splitlines()) for name in names}


def ids(rows):
    return sorted(row["id"] for row in rows)


class Tables(OnCluster):
    settings = ("spark.sql.shuffle.partitions=5",)

    def table(self, rows, partitions=3):
        return self.spark.createDataFrame(rows, SCHEMA).repartition(partitions)

    def test_duplicates_are_those_of_one_machine_for_any_partitions_and_order(self):
        rows = sentences(ROWS)
        for more, words in [
            ({}, []),
            ({"keep": 2, "near": 0.6}, ["--keep", "2", "--near", "0.6"]),
            ({"side": "en", "template": 3}, ["--side", "en", "--template", "3"]),
        ]:
            wanted = one_machine(rows, ["dedup", *words, "-o", "out.jsonl"], ["out.jsonl"])["out.jsonl"]
            self.assertLess(len(wanted), len(rows))
            for partitions in (1, 7, 64) if not more else (7,):
                shuffled = random.Random(partitions).sample(rows, len(rows))
                got = dedup_table(self.table(shuffled, partitions), OPTIONS, **more)
                self.assertEqual(got.columns, ["id", "ar", "en", "adequacy", "url"])
                self.assertEqual(ids(got.collect()), wanted, (more, partitions))

    def test_rows_of_a_key_are_divided_by_nothing_that_a_join_has_done_already(self):
        # Which join Spark takes is a matter of time and sizes, so the plan is looked at and not the rows of a lucky run.
        rows = self.table(sentences(20)).selectExpr("id as key", "en as line")
        other = rows.select("key").distinct()
        plan = grouped(rows.hint("merge").join(other, "key", "left_semi"), "key", "line")._jdf.queryExecution()
        self.assertIn("SortMergeJoin", plan.executedPlan().toString())
        self.assertRegex(plan.executedPlan().toString(), r"Exchange hashpartitioning\(\S*xxhash64\(key.*REPARTITION_BY_COL")

    def test_parts_are_those_of_one_machine(self):
        rows = sentences(ROWS)
        words = ["split", "--train", "train", "--dev", "dev", "--test", "test"]
        words = [f"{word}.jsonl" if word in ("train", "dev", "test") else word for word in words]
        words += ["--dev-share", "0.2", "--test-share", "0.2", "--side", "en"]
        wanted = one_machine(rows, words, ["train.jsonl", "dev.jsonl", "test.jsonl"])
        for partitions in (1, 7):
            got = split_table(self.table(rows, partitions), OPTIONS, dev=0.2, test=0.2, side="en").collect()
            for part in ("train", "dev", "test"):
                self.assertEqual(ids(row for row in got if row.part == part), wanted[f"{part}.jsonl"], part)
        self.assertTrue(wanted["test.jsonl"] and wanted["train.jsonl"])

    def test_filters_drop_what_they_drop_on_one_machine_and_say_why(self):
        rows = sentences(200)
        rows[3]["en"] = "no"
        rows[5]["ar"] = "Good morning to all of you"
        words = ["filter", "--filter", "length=3-200", "--filter", "language", "-o", "out.jsonl"]
        wanted = one_machine(rows, words, ["out.jsonl"])["out.jsonl"]
        table = self.table(rows)
        self.assertEqual(ids(filter_table(table, OPTIONS, words[1:5]).collect()), wanted)
        judged = filter_table(table, OPTIONS, words[1:5], rejected=True).collect()
        why = {row.id: row.rejected for row in judged if row.rejected}
        self.assertEqual((why[rows[3]["id"]], why[rows[5]["id"]]), ("length", "language"))
        with self.assertRaises(ValueError):
            filter_table(table, OPTIONS, ["--filter", "near=0.5"])

    def test_documents_are_aligned_and_their_columns_are_carried(self):
        from pyspark.sql import Observation

        rows = []
        for n in range(30):
            ar = f"وصل {n + 3} رجلا إلى القاهرة يوم الأحد. ثم غادروا بعد {n + 2} أيام."
            en = f"{n + 3} men arrived in Cairo on Sunday. Then they left after {n + 2} days."
            rows.append({"id": f"d{n}", "ar": ar, "en": en, "adequacy": None, "url": f"u{n}"})
        rows[7]["ar"] = None
        seen = Observation("mizan")
        table = align_table(self.table(rows), OPTIONS, large=150, observation=seen).persist()
        found = {row.id: row for row in table.collect()}
        self.assertEqual((len(found), found["d5"].url, len(found["d5"].pairs)), (30, "u5", 2))
        self.assertIn("missing field `ar`", found["d7"].error)
        self.assertEqual((seen.get["documents"], seen.get["failed"], seen.get["pairs"]), (30, 1, 58))
        self.assertTrue(json.loads(found["d5"].mizan)["version"])
        pairs = explode_pairs(table).collect()
        self.assertEqual(len(pairs), 58)
        self.assertTrue(all(row.id.startswith(f"{row.doc}#b") and row.url for row in pairs))


if __name__ == "__main__":
    unittest.main()
