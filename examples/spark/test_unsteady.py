"""A test of mizan_spark on a cluster that is not steady: tasks are started twice, and an executor dies.

    MIZAN=target/debug/mizan python -m unittest test_unsteady

It takes some minutes, so scripts/test does not run it.
"""

import os
import pathlib
import signal
import stat
import sys
import tempfile
import threading
import time
import unittest

import align_corpus
from mizan_spark import Options, dedup_table
from test_align_corpus import descendants
from test_tables import MIZAN, ROWS, SCHEMA, ids, one_machine, sentences


class Unsteady(unittest.TestCase):
    """The same with tasks that are started twice, and with an executor that dies."""

    @classmethod
    def setUpClass(cls):
        os.environ["PYSPARK_SUBMIT_ARGS"] = (
            "--conf spark.worker.timeout=600 --conf spark.network.timeout=600s --conf spark.ui.enabled=false "
            "--conf spark.ui.showConsoleProgress=false --conf spark.log.level=OFF --conf spark.sql.shuffle.partitions=6 "
            "--conf spark.speculation=true --conf spark.speculation.interval=50ms --conf spark.speculation.quantile=0.2 "
            "--conf spark.speculation.multiplier=1.1 --conf spark.speculation.minTaskRuntime=100ms pyspark-shell"
        )
        cls.spark = align_corpus.session("local-cluster[2,1,1024]")
        cls.spark.sparkContext.setLogLevel("OFF")

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        # Slow, so that there is a task to be started again and an executor to be killed at work.
        path = pathlib.Path(folder.name) / "mizan"
        path.write_text(f"#!{sys.executable}\nimport os, sys, time\ntime.sleep(0.3)\nos.execv({MIZAN!r}, [{MIZAN!r}, *sys.argv[1:]])\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        self.options = Options(mizan=str(path), chunk_bytes=100_000)
        self.killed, self.most, self.over = [], 0, threading.Event()

    def watch(self):
        """Kills an executor that compares pairs, and finds the memory of the largest worker."""
        while not self.over.is_set():
            for pid, line in descendants(os.getpid()):
                below = [task for _, task in descendants(pid)]
                at_work = any("corpus edges" in task or "corpus keep" in task for task in below)
                if not self.killed and "CoarseGrainedExecutorBackend" in line and at_work:
                    os.kill(pid, signal.SIGKILL)
                    self.killed.append(pid)
                elif "java" not in line.split(" ", 1)[0]:
                    self.most = max(self.most, peak(pid))
            time.sleep(0.05)

    def test_duplicates_are_those_of_one_machine_when_an_executor_dies_and_tasks_run_twice(self):
        rows = sentences(max(ROWS // 3, 100))
        wanted = one_machine(rows, ["dedup", "-o", "out.jsonl"], ["out.jsonl"])["out.jsonl"]
        watcher = threading.Thread(target=self.watch)
        watcher.start()
        try:
            table = self.spark.createDataFrame(rows, SCHEMA).repartition(7)
            got = ids(dedup_table(table, self.options).collect())
        finally:
            self.over.set()
            watcher.join()
        self.assertEqual((got, len(self.killed)), (wanted, 1))
        self.assertTrue(0 < self.most < 200 << 20, self.most)


def peak(pid):
    """The most memory that a process had, in bytes; 0 if it has ended."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    unittest.main()
