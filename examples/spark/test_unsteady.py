"""A test of mizan_spark on a cluster that is not steady: tasks are started twice, and an executor dies.

    MIZAN=target/debug/mizan python -m unittest test_unsteady

It takes some minutes, so scripts/test does not run it.
"""

import os
import pathlib
import signal
import tempfile
import threading
import time
import unittest

from mizan_spark import Options, dedup_table
from on_cluster import OnCluster, program
from test_align_corpus import descendants
from test_tables import ROWS, SCHEMA, ids, one_machine, sentences


class Unsteady(OnCluster):
    """The same with tasks that are started twice, and with an executor that dies."""

    settings = (
        "spark.sql.shuffle.partitions=6",
        "spark.speculation=true",
        "spark.speculation.interval=50ms",
        "spark.speculation.quantile=0.2",
        "spark.speculation.multiplier=1.1",
        "spark.speculation.minTaskRuntime=100ms",
    )

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        # Slow, so that there is a task to be started again and an executor to be killed at work.
        slow = program(folder.name, "time.sleep(0.3)\nos.execv(REAL, [REAL, *sys.argv[1:]])\n")
        self.options = Options(mizan=slow, chunk_bytes=100_000)
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
