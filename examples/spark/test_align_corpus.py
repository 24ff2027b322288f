"""Tests of align_corpus.py on a small cluster of real processes: local-cluster[2,1,1024].

    MIZAN=target/debug/mizan python -m unittest test_align_corpus

Each test asks for the same thing: every document has its pairs, as a serial run gives them, or one error.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

import align_corpus
from on_cluster import MIZAN, OnCluster, program

LINE = " \u2028\u2029\u0085"


def document(n, more=""):
    ar = f"وصل {n + 3} رجلا إلى القاهرة يوم الأحد. ثم غادروا بعد {n + 2} أيام.{more} وعادوا إلى بيوتهم."
    en = f"{n + 3} men arrived in Cairo on Sunday. Then they left after {n + 2} days.{more} They went home again."
    return json.dumps({"id": f"d{n}", "ar": ar, "en": en}, ensure_ascii=False).encode()


def serial(lines):
    """What one process says: {doc: [(id, ar, en, confidence)]}, and how many errors."""
    ran = subprocess.run(
        [MIZAN, "stream", "--quiet"], input=b"\n".join(lines) + b"\n", stdout=subprocess.PIPE, check=True
    )
    pairs, errors = {}, 0
    for line in ran.stdout.split(b"\n")[:-1]:
        answer = json.loads(line)
        if "error" in answer:
            errors += 1
        else:
            pairs[answer["id"]] = [(p["id"], p["ar"], p["en"], p["confidence"]) for p in answer["pairs"]]
    return pairs, errors


def descendants(pid):
    """The processes below one of ours, as (pid, command line)."""
    parents = {}
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            parent = int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # It has ended meanwhile.
        parents.setdefault(parent, []).append((int(process.name), command))
    found = list(parents.get(pid, []))
    for child, _ in found:
        found.extend(parents.get(child, []))
    return found


class Cluster(OnCluster):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def align(self, lines, mizan=MIZAN, form="jsonl", partitions="4"):
        source = self.folder / "in"
        if form == "jsonl":
            source.write_bytes(b"\n".join(lines) + b"\n")
        else:
            rows = [json.loads(line) for line in lines]
            self.spark.createDataFrame(rows, "id string, ar string, en string").write.parquet(str(source))
        out = self.folder / "out"
        words = [str(source), str(out), "--mizan", mizan, "--form", form, "--partitions", partitions]
        counts = align_corpus.run(self.spark, align_corpus.parse(words))
        pairs = {}
        table = self.spark.read.parquet(f"{out}/pairs").collect()
        for row in sorted(table, key=lambda row: (row.doc, int(row.id.rsplit("#b", 1)[1]))):
            doc, name = row.id.rsplit("#", 1)
            self.assertEqual(doc, row.doc)
            self.assertTrue(row.score is None or 0 <= row.score <= 1)
            pairs.setdefault(doc, []).append((name, row.ar, row.en, row.confidence))
        errors = self.spark.read.parquet(f"{out}/errors").collect()
        self.assertEqual(counts, (len(table), len(errors)))
        return pairs, errors

    def test_the_result_is_that_of_a_serial_run(self):
        lines = [document(n) for n in range(200)]
        pairs, errors = self.align(lines)
        self.assertEqual((pairs, errors), (serial(lines)[0], []))
        self.assertEqual(len(pairs), 200)
        parts = {path.name for path in (self.folder / "out" / "pairs").iterdir() if path.is_dir()}
        self.assertLessEqual(parts, {"part=train", "part=dev", "part=test"})

    def test_parquet_is_read_as_json_is(self):
        lines = [document(n, LINE) for n in range(20)]
        self.assertEqual(self.align(lines, form="parquet")[0], serial(lines)[0])

    def test_what_looks_like_a_line_end_divides_no_record(self):
        lines = [document(n, LINE) for n in range(20)]
        pairs, errors = self.align(lines)
        self.assertEqual((pairs, errors), (serial(lines)[0], []))

    def test_bad_bytes_and_bad_records_are_errors_and_the_rest_is_aligned(self):
        good = [document(n) for n in range(50)]
        bad = [b'{"id":"x","ar":"\xff","en":"a"}', b"[1]", b"half {", b'{"id":"y"}', b'{"ar":"\\u0627","en":"a"}']
        pairs, errors = self.align(good[:25] + bad + good[25:])
        self.assertEqual(pairs, serial(good)[0])
        self.assertEqual(len(errors), len(bad))
        self.assertEqual([error.doc for error in errors if error.doc], ["y"])
        self.assertTrue(any("invalid UTF-8" in error.error for error in errors))
        self.assertTrue(all(error.record for error in errors))

    def test_a_record_of_100_megabytes_is_an_error_and_the_rest_is_aligned(self):
        good = [document(n) for n in range(20)]
        large = b'{"id":"large","ar":"a","en":"' + b"x" * 100_000_000 + b'"}'
        pairs, errors = self.align([*good[:10], large, *good[10:]], partitions="2")
        self.assertEqual(pairs, serial(good)[0])
        self.assertEqual(len(errors), 1)
        self.assertIn("the limit is", errors[0].error)
        self.assertTrue(errors[0].record.startswith('{"id":"large"'))

    def test_a_record_that_always_kills_the_aligner_is_an_error_and_the_rest_is_aligned(self):
        lines = [document(n) for n in range(100)]
        lines[37] = document(37, " DEADLY")
        instead = program(
            self.folder,
            "real = subprocess.Popen([REAL, *sys.argv[1:]], stdin=subprocess.PIPE)\n"
            "for line in sys.stdin.buffer:\n"
            "    if b'DEADLY' in line:\n"
            "        real.kill()\n"
            "        os.kill(os.getpid(), signal.SIGSEGV)\n"
            "    real.stdin.write(line)\n"
            "    real.stdin.flush()\n"
            "real.stdin.close()\n"
            "sys.exit(real.wait())\n"
        )
        pairs, errors = self.align(lines, instead)
        expected, _ = serial([line for line in lines if b"DEADLY" not in line])
        self.assertEqual(pairs, expected)
        self.assertEqual(len(errors), 1)
        self.assertIn("died on this document (signal 11", errors[0].error)
        self.assertIn('"d37"', errors[0].record)

    def test_an_aligner_that_is_killed_once_loses_nothing(self):
        lines = [document(n) for n in range(100)]
        flag = str(self.folder / "killed")
        instead = program(
            self.folder,
            "try:\n"
            f"    os.close(os.open({flag!r}, os.O_CREAT | os.O_EXCL))\n"
            "except FileExistsError:\n"
            "    os.execv(REAL, [REAL, *sys.argv[1:]])\n"
            "real = subprocess.Popen([REAL, *sys.argv[1:]], stdin=subprocess.PIPE)\n"
            "for _ in range(10):\n"
            "    real.stdin.write(sys.stdin.buffer.readline())\n"
            "real.stdin.close()\n"
            "real.wait()\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        pairs, errors = self.align(lines, instead)
        self.assertTrue(os.path.exists(flag))
        self.assertEqual((pairs, errors), (serial(lines)[0], []))

    def test_an_executor_that_is_killed_loses_nothing(self):
        lines = [document(n) for n in range(120)]
        instead = program(self.folder, "time.sleep(0.7)\nos.execv(REAL, [REAL, *sys.argv[1:]])\n")
        killed = []

        def kill():
            deadline = time.monotonic() + 120
            while not killed and time.monotonic() < deadline:
                below = descendants(os.getpid())
                # Only when an aligner is at work below an executor.
                for pid, command in below:
                    if "CoarseGrainedExecutorBackend" in command and any(
                        "stream --quiet" in task for _, task in descendants(pid)
                    ):
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)
                        return
                time.sleep(0.05)

        killer = threading.Thread(target=kill)
        killer.start()
        pairs, errors = self.align(lines, instead, partitions="12")
        killer.join()
        self.assertEqual(len(killed), 1)
        self.assertEqual((pairs, errors), (serial(lines)[0], []))


if __name__ == "__main__":
    unittest.main()
