"""Recipes for alignments with common libraries."""

from __future__ import annotations

import doctest
import re
from html.parser import HTMLParser
from pathlib import Path

import mizan_align as mizan
from conftest import SAMPLES, document

import pytest


@pytest.fixture(scope="module")
def made() -> mizan.Alignment:
    return mizan.align_files(SAMPLES / "report.ar.txt", SAMPLES / "report-slips.en.txt")


def test_pandas(made: mizan.Alignment) -> None:
    import pandas

    frame = made.to_pandas()
    assert list(frame.index) == [bead.id for bead in made]
    # The pairs of least confidence first, then those with wrong figures.
    unsure = frame.sort_values("confidence")
    assert unsure["confidence"].iloc[0] <= unsure["confidence"].iloc[-1]
    wrong = frame[frame["severity"] == "error"]
    assert 0 < len(wrong) < len(frame)
    assert isinstance(frame["ar_start"].dtype, pandas.Int64Dtype)


def test_pandas_of_many_pairs() -> None:
    import pandas

    frame = pandas.DataFrame({"ar": ["حضر ٣٠ رجلا.", "نعم."], "en": ["Some 40 men came.", "Yes."]})
    frame["codes"] = [
        [finding.code for finding in found]
        for found in mizan.check(zip(frame["ar"], frame["en"], strict=True))
    ]
    assert frame["codes"].tolist() == [["digit-changed"], []]


def test_arrow_and_polars(made: mizan.Alignment) -> None:
    import polars
    import pyarrow

    table = made.to_arrow()
    assert table.schema.field("findings").type == pyarrow.list_(pyarrow.string())
    frame = polars.DataFrame(table)
    found = frame.filter(polars.col("findings").list.len() > 0)
    assert found["id"].to_list() == [bead.id for bead in made if bead.findings]


def test_datasets_map(tmp_path: Path) -> None:
    import datasets

    datasets.disable_caching()
    ar, en = zip(*(document(seed) for seed in range(8)), strict=True)
    corpus = datasets.Dataset.from_dict({"ar": list(ar), "en": list(en)})

    def align(batch: dict[str, list[str]]) -> dict[str, list[str]]:
        rows: dict[str, list[str]] = {"ar": [], "en": []}
        for one, two in zip(batch["ar"], batch["en"], strict=True):
            for bead in mizan.align(one, two):
                if bead.ar and bead.en and not bead.findings:
                    rows["ar"].append(bead.ar)
                    rows["en"].append(bead.en)
        return rows

    pairs = corpus.map(align, batched=True, batch_size=2, remove_columns=["ar", "en"])
    assert len(pairs) > 8
    # A filter remembers the pairs it has seen, so it must stay in one process.
    clean = mizan.Filter("clean")
    kept = pairs.filter(lambda pair: clean.reason(pair["ar"], pair["en"]) is None)
    assert 0 < len(kept) < len(pairs)


class Tags(HTMLParser):
    """Counts tags, and checks that they are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.count[tag] = self.count.get(tag, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_notebook_shows_the_arabic_on_the_right_and_figures_marked(made: mizan.Alignment) -> None:
    html = made._repr_html_()
    assert 'dir="rtl"' in html and '<td lang="ar" dir="rtl">' in html
    assert re.search(r'<tr class="error"><td[^>]*>.*<mark class="found">', html)
    tags = Tags()
    tags.feed(html)
    assert tags.open == [] and tags.count["mark"] > 10


def test_a_notebook_shows_markup_of_the_text_as_text() -> None:
    made = mizan.align("<b>نعم</b> ٣ & ٤.", "<script>alert(1)</script> 3 & 4.")
    html = made._repr_html_()
    assert "<script>" not in html and "<b>" not in html and "&lt;script&gt;" in html


def test_examples_of_the_documentation_run() -> None:
    import mizan_align._mizan as native

    tried = 0
    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner()
    for name in mizan.__all__:
        thing = getattr(native, name)
        for test in finder.find(thing, name, globs={}):
            tried += runner.run(test).attempted
    module = doctest.testmod(mizan)
    assert runner.summarize(verbose=False).failed == 0 and module.failed == 0
    assert tried >= 10 and module.attempted >= 4


def test_everything_has_a_docstring() -> None:
    bare = [name for name in mizan.__all__ if name[0] != "_" and not getattr(mizan, name).__doc__]
    assert bare == []


def test_a_cluster_aligns_in_its_own_processes() -> None:
    """What Spark's `mapInArrow` and Ray's `map_batches(batch_format="pyarrow")` expect: tables in, tables out."""
    from collections.abc import Iterator

    import pyarrow

    def align(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield mizan.pairs(batch, jobs=1)

    ar, en = zip(*(document(seed) for seed in range(12)), strict=True)
    table = pyarrow.table({"id": [f"d{n}" for n in range(12)], "ar": list(ar), "en": list(en)})
    made = pyarrow.Table.from_batches(list(align(iter(table.to_batches(max_chunksize=5)))))
    assert made["error"].null_count == len(made) > 12
    assert set(made["doc"].to_pylist()) <= set(table["id"].to_pylist())
