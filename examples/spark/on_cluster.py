"""What the tests on a small cluster of real processes, local-cluster[2,1,1024], have in common."""

import os
import pathlib
import stat
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
MIZAN = os.path.abspath(os.environ["MIZAN"])
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])

import align_corpus  # noqa: E402


class OnCluster(unittest.TestCase):
    """Tests with a session in `spark`; `settings` are added to those of every test."""

    settings = ()

    @classmethod
    def setUpClass(cls):
        # A machine that is busy with other things is no reason to give a worker up.
        every = (
            "spark.worker.timeout=600",
            "spark.network.timeout=600s",
            "spark.ui.enabled=false",
            "spark.ui.showConsoleProgress=false",
            "spark.log.level=OFF",
        )
        words = [word for setting in (*every, *cls.settings) for word in ("--conf", setting)]
        os.environ["PYSPARK_SUBMIT_ARGS"] = " ".join([*words, "pyspark-shell"])
        cls.spark = align_corpus.session("local-cluster[2,1,1024]")
        cls.spark.sparkContext.setLogLevel("OFF")

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()


def program(folder, body):
    """A program in the place of the aligner; REAL is the aligner."""
    path = pathlib.Path(folder) / "mizan"
    path.write_text(f"#!{sys.executable}\nimport os, signal, subprocess, sys, time\nREAL = {MIZAN!r}\n{body}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)

