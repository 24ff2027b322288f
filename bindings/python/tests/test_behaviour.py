"""Bad input, threads, forks, Ctrl-C, and files that are complete or absent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mizan_align as mizan
import pytest
from conftest import SAMPLES, document

AR, EN = "وصل ٣٠ رجلا يوم الأحد.", "Some 40 men arrived on Sunday."


def test_a_wrong_type_is_a_type_error() -> None:
    for wrong in (None, 7, b"bytes", ["list"]):
        with pytest.raises(TypeError, match=r"^en: a str is needed"):
            mizan.align(AR, wrong)  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            mizan.figures(wrong, "ar")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="pair 2"):
        mizan.check([(AR, EN), "ab"])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        mizan.check(7)  # type: ignore[arg-type]


def test_half_of_a_surrogate_pair_is_an_error_that_names_the_argument() -> None:
    with pytest.raises(mizan.Error) as caught:
        mizan.align(AR, "a \ud800 b")
    assert (caught.value.kind, caught.value.place) == ("input", "en")
    assert "surrogate" in str(caught.value) and caught.value.advice


def test_errors_have_kind_and_place(tmp_path: Path) -> None:
    missing = tmp_path / "no.txt"
    with pytest.raises(mizan.Error) as caught:
        mizan.align_files(missing, missing)
    assert (caught.value.kind, caught.value.place) == ("system", str(missing))
    with pytest.raises(mizan.Error, match="exchange them") as caught:
        mizan.align(EN, AR)
    assert caught.value.kind == "input"
    with pytest.raises(mizan.Error, match="neither Arabic"):
        mizan.figures(EN, "fr")
    with pytest.raises(mizan.Error, match="use tmx"):
        mizan.align(AR, EN).to_bytes("docx")
    with pytest.raises(mizan.Error, match="no filter is called"):
        mizan.Filter(filters=["size"])
    with pytest.raises(mizan.Error, match="corpus filter"):
        mizan.Filter(filters=["near"])
    with pytest.raises(mizan.Error) as caught:
        mizan.read_pairs(missing)
    assert caught.value.kind == "system"


def test_a_broken_row_is_an_error_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"ar": "نعم.", "en": "Yes."}\n{"ar": 7}\n{"ar": "لا.", "en": "No."}\n', encoding="utf-8")
    reader = mizan.read_pairs(path)
    assert next(reader).en == "Yes."
    with pytest.raises(mizan.Error) as caught:
        next(reader)
    assert caught.value.line == 2
    assert [pair.en for pair in reader] == ["No."]


def test_an_exception_of_a_generator_goes_through() -> None:
    def pairs() -> Iterator[tuple[str, str]]:
        yield AR, EN
        raise RuntimeError("in the generator")

    with pytest.raises(RuntimeError, match="in the generator"):
        mizan.check(pairs())


def test_empty_texts_and_signs_that_no_letter_belongs_to() -> None:
    assert len(mizan.align("", "")) == 0
    assert mizan.figures("", "ar") == [] and mizan.segment("", "en") == []
    assert mizan.check([("", "")]) == [[]]
    made = mizan.align("\0 نعم \x1b[31m.", "Yes \u202e \0 \U0010ffff.")
    assert made.ar == "\0 نعم \x1b[31m."


def test_a_large_text_is_worked_on_in_linear_time() -> None:
    text = "The ministry sold 3,457 tonnes for $3 million. " * 100_000
    # Computing time, because other programs may keep the machine busy.
    start = time.process_time()
    found = mizan.figures(text, "en")
    assert len(found) == 200_000 and found[-1].end < len(text)
    assert time.process_time() - start < 60


def test_pairs_that_follow_one_another_are_checked_side_by_side() -> None:
    pairs = [("حضر ٣٠ رجلا إلى الدار.", "Men came to the house."), ("ثم ذهبوا.", "There were 30 of them; they left.")]
    alone, together = mizan.check(pairs), mizan.check(pairs, in_order=True)
    assert [f.severity for f in alone[0]] != [f.severity for f in together[0]]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    made = mizan.align(AR, EN)
    made.to_tmx(tmp_path / "a.tmx")
    assert b"<tmx" in (tmp_path / "a.tmx").read_bytes()
    made.save(tmp_path / "a.moses")
    assert (tmp_path / "a.en").read_text() == EN + "\n"
    with pytest.raises(mizan.Error):
        made.save(tmp_path / "none" / "a.tmx")
    with pytest.raises(mizan.Error):
        made.save(tmp_path / "a.docx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ar", "a.en", "a.tmx"]


def test_spans_are_code_points_also_after_signs_outside_the_first_plane() -> None:
    made = mizan.align("😀😀 " + AR, "😀😀 " + EN)
    for bead in made:
        assert bead.ar_span and bead.en_span
        assert made.ar[slice(*bead.ar_span)] == bead.ar
        assert made.en[slice(*bead.en_span)] == bead.en
        for anchor in bead.anchors:
            assert made.ar[slice(*anchor.ar)].strip() and made.en[slice(*anchor.en)].strip()
    places = [(f.ar, f.en) for f in made.findings]
    assert any(ar and made.ar[ar.start : ar.end] == ar.text for ar, _ in places)


def test_threads_share_an_object_and_run_side_by_side() -> None:
    made = mizan.align(*document(7))
    filter = mizan.Filter("clean")
    results: list[Any] = []

    def work() -> None:
        for seed in range(20):
            mizan.align(*document(seed))
            filter.reason(AR, EN)
        results.append([(bead.id, bead.en) for bead in made])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4 and all(result == results[0] for result in results)


def test_the_lock_of_the_interpreter_is_released() -> None:
    ticks = 0
    done = threading.Event()

    def count() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.005)

    counter = threading.Thread(target=count)
    counter.start()
    start = time.monotonic()
    mizan.figures("It sold 3,457 tonnes for $3 million. " * 30_000, "en")
    took = time.monotonic() - start
    done.set()
    counter.join()
    # A thread that waited for the lock would have made no progress.
    assert took < 0.1 or ticks > took / 0.005 / 10


def run(program: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are those of POSIX")
def test_ctrl_c_ends_a_long_call() -> None:
    # A parent that runs in the background may hand down that the signal is ignored.
    program = """
import signal
import mizan_align as mizan
signal.signal(signal.SIGINT, signal.default_int_handler)
text = "It sold 3,457 tonnes for $3 million. " * 3_000_000
print("begin", flush=True)
try:
    mizan.figures(text, "en")
except KeyboardInterrupt:
    print("interrupted", flush=True)
    import os
    os._exit(7)
"""
    child = run(program)
    assert child.stdout is not None
    assert child.stdout.readline() == b"begin\n"
    time.sleep(0.5)
    start = time.monotonic()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (7, b"interrupted\n"), err
    assert time.monotonic() - start < 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_can_go_on_working(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(f"{AR}\t{EN}\n" * 3, encoding="utf-8")
    program = f"""
import mizan_align as mizan, os
text = {AR!r} + "x" * 0, {EN!r}
mizan.align(*text)
mizan.figures(text[1] * 5000, "en")
reader = mizan.read_pairs({str(path)!r})
next(reader)
child = os.fork()
if child == 0:
    assert len(mizan.align(*text)) == 1
    assert len(mizan.figures(text[1] * 5000, "en")) == 5000 * 2
    try:
        next(reader)
    except mizan.Error as error:
        os._exit(0 if "fork" in str(error) else 3)
    os._exit(4)
_, status = os.waitpid(child, 0)
assert os.waitstatus_to_exitcode(status) == 0, status
assert len(list(reader)) == 2
"""
    child = run(program)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 0, err.decode()


def test_memory_stays_flat_over_many_documents() -> None:
    def resident() -> int:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    if not Path("/proc/self/statm").exists():
        pytest.skip("no /proc here")
    documents = [document(seed) for seed in range(20)]
    for ar, en in documents * 5:
        mizan.align(ar, en).findings  # noqa: B018
    before = resident()
    for ar, en in documents * 25:
        mizan.align(ar, en).findings  # noqa: B018
    assert resident() - before < 16 << 20


def test_the_module_is_imported_quickly() -> None:
    child = run("import time; a = time.perf_counter(); import mizan_align; print(time.perf_counter() - a)")
    out, err = child.communicate(timeout=60)
    # 50 ms on a quiet machine; this one may be busy.
    assert child.returncode == 0 and float(out) < 0.5, (out, err)


def test_the_samples_are_there() -> None:
    assert (SAMPLES / "report.ar.txt").exists()


def test_tables_of_every_shape_are_read() -> None:
    import pyarrow

    texts = {"ar": ["لا.", "نعم.", AR, None, ""], "en": ["No.", "Yes.", EN, "Yes.", "Yes."]}
    plain = pyarrow.record_batch(texts)
    large = pyarrow.record_batch({name: pyarrow.array(column, pyarrow.large_string()) for name, column in texts.items()})
    expected = mizan.pairs(plain).to_pylist()
    # An empty text has no pairs.
    assert [row["en"] for row in expected] == ["No.", "Yes.", EN, None]
    assert expected[3]["error"] == "no Arabic text" and expected[3]["doc"] == "3"
    assert mizan.pairs(large).to_pylist() == expected
    # A slice of a table: its values begin in the middle of the buffers.
    for batch in (plain, large):
        assert [row["en"] for row in mizan.pairs(batch.slice(1, 2)).to_pylist()] == ["Yes.", EN]
    numbered = pyarrow.record_batch({"id": [7], "ar": ["نعم."], "en": ["Yes."], "more": [1.5]})
    assert mizan.pairs(numbered)["doc"].to_pylist() == ["7"]
    empty = mizan.pairs(plain.slice(0, 0))
    assert empty.num_rows == 0 and empty.schema == mizan.pairs(plain).schema


def test_tables_of_something_else_are_refused() -> None:
    import pyarrow

    with pytest.raises(TypeError, match="pyarrow.RecordBatch is needed, not dict"):
        mizan.pairs({"ar": [AR], "en": [EN]})
    with pytest.raises(mizan.Error, match="no column `en`"):
        mizan.pairs(pyarrow.record_batch({"ar": [AR]}))
    with pytest.raises(mizan.Error, match="column `ar` has a type") as caught:
        mizan.pairs(pyarrow.record_batch({"ar": [1], "en": [EN]}))
    assert caught.value.advice == "cast it to pyarrow.string()"
    with pytest.raises(mizan.Error, match="not a record batch"):
        mizan.pairs(pyarrow.array([AR]))


def test_a_table_can_be_used_after_the_one_it_was_made_of_is_gone() -> None:
    import gc

    import pyarrow

    made = [mizan.pairs(pyarrow.record_batch({"ar": ["نعم."] * 500, "en": ["Yes."] * 500})) for _ in range(4)]
    gc.collect()
    assert {row for batch in made for row in batch["en"].to_pylist()} == {"Yes."}
