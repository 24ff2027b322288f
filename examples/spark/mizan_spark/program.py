"""The program on a worker: where it is, and how it runs without outliving its task."""

import ctypes
import dataclasses
import functools
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading


@dataclasses.dataclass(frozen=True)
class Options:
    """What all functions need to know: the program, as it was shipped with --files or addFile, or its path on every machine;
    the seconds after which a process that hangs counts as dead; the bytes of rows that a process gets at a time."""

    mizan: str = "mizan"
    patience: float = 3600
    chunk_bytes: int = 32 << 20


@functools.cache
def find_program(name):
    """The path of the program: as given, or as it was shipped. What was shipped and may not be run is copied into a folder
    of this worker, for several workers share the place of shipped files."""
    from pyspark import SparkFiles

    places = [name, os.path.basename(name)]
    try:
        places.append(SparkFiles.get(os.path.basename(name)))
    except Exception:  # noqa: BLE001: without a context there are no shipped files
        pass
    for path in places:
        if os.path.isfile(path):
            if os.access(path, os.X_OK):
                return os.path.abspath(path)
            copy = os.path.join(tempfile.mkdtemp(prefix="mizan-"), os.path.basename(path))
            shutil.copy(path, copy)
            os.chmod(copy, os.stat(copy).st_mode | stat.S_IXUSR)
            return copy
    found = shutil.which(name)
    if found:
        return found
    raise FileNotFoundError(f"{name} is not on this machine; ship it with --files")


def die_with_parent():
    """Asks the kernel to kill this process when the worker dies; elsewhere than on Linux the end of its input has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def start(command, said, **more):
    """Starts the program; `said` gets what it writes to standard error."""
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, preexec_fn=die_with_parent, **more
    )


def last_words(said):
    said.seek(max(0, said.seek(0, os.SEEK_END) - 500))
    return ": ".join(said.read().decode("utf-8", "replace").strip().splitlines()[-1:])


def ended(code):
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def run(options, words, lines=None):
    """Runs the program once on some lines; gives what it writes."""
    with tempfile.TemporaryFile() as said:
        process = start([find_program(options.mizan), *words], said)
        try:
            out, _ = process.communicate(None if lines is None else b"".join(lines), timeout=options.patience)
        finally:
            process.kill()
            process.wait()
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(words[:2])}: {ended(process.returncode)}: {last_words(said)}")
        return out


def streamed(options, words, lines):
    """Runs the program on a stream of lines and gives its lines as they come."""
    with tempfile.TemporaryFile() as said:
        process = start([find_program(options.mizan), *words], said)
        failures = []

        def feed():
            try:
                with process.stdin as pipe:
                    for line in lines:
                        pipe.write(line)
            except BrokenPipeError:
                pass  # It died; its exit code says so.
            except BaseException as failure:  # noqa: BLE001: raised again by the reader
                failures.append(failure)
                process.kill()

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        try:
            yield from process.stdout
            process.wait()
            feeder.join()
        finally:
            process.kill()
            process.stdout.close()
            process.wait()
        if failures:
            raise failures[0]
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(words[:2])}: {ended(process.returncode)}: {last_words(said)}")


# The columns that the commands know; others are carried along beside them.
KNOWN = ("id", "doc", "translation", "ar", "en", "type", "confidence", "adequacy", "score", "findings")


def chunks(batches, options):
    """The rows of a partition, some at a time, as (table, lines): a line of JSON for each row, with its number in `_n`."""
    import pyarrow as pa

    for batch in batches:
        start_at = 0
        lines, size = [], 0
        names = [name for name in batch.schema.names if name in KNOWN]
        for n, row in enumerate(batch.select(names).to_pylist()):
            row = {name: value for name, value in row.items() if value is not None}
            line = json.dumps({**row, "_n": n - start_at}, ensure_ascii=False).encode() + b"\n"
            lines.append(line)
            size += len(line)
            if size >= options.chunk_bytes:
                yield pa.Table.from_batches([batch.slice(start_at, len(lines))]), lines
                start_at, lines, size = n + 1, [], 0
        if lines:
            yield pa.Table.from_batches([batch.slice(start_at, len(lines))]), lines


def numbers(rows):
    """The numbers that rows were given by `chunks`, with what else is asked of them."""
    return [json.loads(line) for line in rows.split(b"\n") if line]


def appended(df, columns):
    """The schema of a DataFrame with some columns more, as (name, type)."""
    from pyspark.sql.types import StructType

    schema = StructType(list(df.schema.fields))
    for name, kind in columns:
        schema = schema.add(name, kind)
    return schema
