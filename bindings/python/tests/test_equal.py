"""The module has the same results as the command line, byte by byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mizan_align as mizan
import pytest
from conftest import DATE, SAMPLES, document, rows, to_bytes

Command = Callable[..., bytes]

PAIRS = [
    ("report.ar.txt", "report.en.txt", "ar"),
    ("report.ar.txt", "report-slips.en.txt", "ar"),
    ("contract.ar.txt", "contract.en.txt", "en"),
    ("contract.en.txt", "contract.ar.txt", "en"),
]
FORMATS = ["json", "jsonl", "plain-jsonl", "tsv", "csv", "tmx", "xliff", "xliff2", "index", "hunalign", "html"]


@pytest.mark.parametrize(("first", "second", "source"), PAIRS)
@pytest.mark.parametrize("format", FORMATS)
def test_files_in_every_format(
    mizan_command: Command, first: str, second: str, source: str, format: str
) -> None:
    one, two = SAMPLES / first, SAMPLES / second
    made = mizan.align_files(one, two, source=source)
    expected = mizan_command("align", "-q", one, two, "--source", source, "--format", format)
    assert made.to_bytes(format, date=float(DATE)) == expected


def test_options_of_files(mizan_command: Command, tmp_path: Path) -> None:
    ar, en = tmp_path / "a.ar", tmp_path / "a.en"
    ar.write_text("وصل الوفد.\nثم غادر.\n", encoding="windows-1256")
    en.write_text("The delegation arrived.\nThen it left.\n")
    lexicon = tmp_path / "my.tsv"
    lexicon.write_text("delegation\tالوفد\n")
    made = mizan.align_files(ar, en, segmented=True, encoding="windows-1256", lexicon=lexicon)
    words = ["--segmented", "--encoding", "windows-1256", "--lexicon", lexicon, "--format", "json"]
    assert made.to_bytes("json") == mizan_command("align", "-q", ar, en, *words)


def test_two_hundred_documents_in_memory(mizan_command: Command) -> None:
    documents = [document(seed) for seed in range(200)]
    lines = [json.dumps({"id": n, "ar": ar, "en": en}) for n, (ar, en) in enumerate(documents)]
    answers = rows(mizan_command("stream", "-q", stdin="\n".join(lines).encode()))
    assert len(answers) == len(documents)
    for (ar, en), answer in zip(documents, answers, strict=True):
        made = mizan.align(ar, en)
        assert answer["score"] == (None if made.score is None else round(made.score, 6))
        beads = [bead for bead in made if bead.ar and bead.en]
        ours = [
            {
                "id": bead.id,
                "ar": bead.ar,
                "en": bead.en,
                "ar_start": to_bytes(ar, bead.ar_span[0]),
                "ar_end": to_bytes(ar, bead.ar_span[1]),
                "en_start": to_bytes(en, bead.en_span[0]),
                "en_end": to_bytes(en, bead.en_span[1]),
                "type": bead.type,
                "findings": " ".join(f"{f.severity}:{f.code}" for f in bead.findings),
            }
            for bead in beads
            if bead.ar_span and bead.en_span
        ]
        whole = answer["pairs"]
        assert ours == [{key: pair[key] for key in ours[0]} for pair in whole] if ours else not whole


def test_two_hundred_documents_as_files(mizan_command: Command, tmp_path: Path) -> None:
    one, two = tmp_path / "x.ar.txt", tmp_path / "x.en.txt"
    for seed in range(1000, 1200):
        ar, en = document(seed)
        one.write_text(ar, encoding="utf-8")
        two.write_text(en, encoding="utf-8")
        expected = mizan_command("align", "-q", one, two, "--format", "json")
        assert mizan.align_files(one, two).to_bytes("json") == expected


def found(findings: list[mizan.Finding], ar: str, en: str) -> list[dict[str, Any]]:
    """Findings in the form of `check --format jsonl`."""

    def mark(made: mizan.Mark | None, text: str) -> dict[str, Any] | None:
        if made is None:
            return None
        assert text[made.start : made.end] == made.text
        start, end = to_bytes(text, made.start), to_bytes(text, made.end)
        return {"start": start, "end": end, "text": made.text, "value": made.value}

    made: list[dict[str, Any]] = []
    for finding in findings:
        row: dict[str, Any] = {"severity": finding.severity, "code": finding.code, "message": finding.message}
        for lang, place, text in (("ar", finding.ar, ar), ("en", finding.en, en)):
            shown = mark(place, text)
            if shown is not None:
                row[lang] = shown
        made.append(row)
    return made


@pytest.mark.parametrize("name", ["pairs.tmx", "pairs.jsonl", "pairs.tsv", "pairs.csv", "pairs.xliff"])
def test_checking_files_of_pairs(mizan_command: Command, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    mizan.align_files(SAMPLES / "report.ar.txt", SAMPLES / "report-slips.en.txt").save(path)
    expected = rows(mizan_command("check", path, "--format", "jsonl", "--min-severity", "note"))
    pairs = list(mizan.read_pairs(path))
    ours = [
        {"pair": pair.row, **row}
        for pair, findings in zip(pairs, mizan.check(pairs), strict=True)
        for row in found(findings, pair.ar, pair.en)
    ]
    kept = ("pair", "severity", "code", "message", "ar", "en")
    assert ours == [{key: row[key] for key in kept if key in row} for row in expected]
    assert ours, "the sample has slips"


def test_figures(mizan_command: Command) -> None:
    for lang in ("ar", "en"):
        path = SAMPLES / f"report.{lang}.txt"
        lines = path.read_text(encoding="utf-8").split("\n")
        answers = rows(mizan_command("figures", path, "--lang", lang, "--format", "jsonl"))
        for line, answer in zip(lines, answers, strict=False):
            ours = [
                (f.text, to_bytes(line, f.start), to_bytes(line, f.end), f.kind, f.value, f.unit, f.certainty)
                for f in mizan.figures(line, lang)
            ]
            keys = ("text", "start", "end", "kind", "value", "unit", "certainty")
            assert ours == [tuple(figure[key] for key in keys) for figure in answer["figures"]]


def test_segments(mizan_command: Command) -> None:
    for lang in ("ar", "en"):
        path = SAMPLES / f"contract.{lang}.txt"
        text = path.read_text(encoding="utf-8")
        answers = rows(mizan_command("segment", path, "--lang", lang, "--format", "jsonl"))
        ours = [
            (s.text, to_bytes(text, s.start), to_bytes(text, s.end), s.paragraph)
            for s in mizan.segment(text, lang)
        ]
        assert ours == [(a["text"], a["start"], a["end"], a["paragraph"]) for a in answers]


def test_names(mizan_command: Command, tmp_path: Path) -> None:
    ar, en = "زار جون سميث القاهرة وباريس أمس.", "John Smith visited Cairo and Paris yesterday with Alan."
    path = tmp_path / "pairs.tsv"
    path.write_text(f"{ar}\t{en}\n", encoding="utf-8")
    (answer,) = rows(mizan_command("names", path, "--format", "jsonl"))
    ours = mizan.names(ar, en)
    assert [(link.ar, link.en, link.how, link.kind) for link in ours.links] == [
        (link["ar"], link["en"], link["how"], link.get("kind")) for link in answer["links"]
    ]
    left = [("ar", text) for text, *_ in ours.ar_left] + [("en", text) for text, *_ in ours.en_left]
    assert left == [(name["lang"], name["text"]) for name in answer.get("left", [])]
    for link in ours.links:
        assert ar[slice(*link.ar_span)] == link.ar and en[slice(*link.en_span)] == link.en


def test_filters(mizan_command: Command, tmp_path: Path) -> None:
    made = [document(seed) for seed in range(40)]
    pairs = [(bead.ar, bead.en) for ar, en in made for bead in mizan.align(ar, en) if bead.ar and bead.en]
    pairs = [(ar.replace("\n", " "), en.replace("\n", " ")) for ar, en in pairs]
    path, why = tmp_path / "in.tsv", tmp_path / "why.jsonl"
    path.write_text("".join(f"{ar}\t{en}\n" for ar, en in pairs), encoding="utf-8")
    mizan_command("corpus", "filter", "-q", path, "--preset", "clean", "--rejected", why)
    clean = mizan.Filter("clean")
    ours = [(ar, en, reason) for ar, en in pairs if (reason := clean.reason(ar, en))]
    theirs = [(row["translation"]["ar"], row["translation"]["en"], row["rejected"]) for row in rows(why.read_bytes())]
    assert ours == theirs
    assert {"duplicate", "figures"} <= {reason for *_, reason in ours}


def test_the_command_of_the_wheel_is_the_program(mizan_command: Command) -> None:
    import subprocess
    import sys

    words = ["figures", str(SAMPLES / "report.en.txt"), "--format", "jsonl"]
    done = subprocess.run([sys.executable, "-m", "mizan_align", *words], capture_output=True)
    assert done.returncode == 0 and done.stdout == mizan_command(*words)
    wrong = subprocess.run([sys.executable, "-m", "mizan_align", "algin"], capture_output=True)
    assert wrong.returncode == 2 and b"'align'" in wrong.stderr


def test_documents_in_arrow_give_the_pairs_of_a_stream(mizan_command: Command) -> None:
    import pyarrow

    texts = [document(seed) for seed in range(60)]
    ids = [f"d{n}" for n in range(len(texts))]
    lines = [json.dumps({"id": id, "ar": ar, "en": en}) for id, (ar, en) in zip(ids, texts, strict=True)]
    answers = rows(mizan_command("stream", "-q", stdin="\n".join(lines).encode()))
    theirs = [
        {"doc": answer["id"], "score": answer["score"], **pair} for answer in answers for pair in answer["pairs"]
    ]
    ar, en = zip(*texts, strict=True)
    batch = pyarrow.record_batch({"id": ids, "ar": list(ar), "en": list(en)})
    for jobs in (1, 3):
        made = mizan.pairs(batch, jobs=jobs)
        made.validate(full=True)
        ours = made.to_pylist()
        assert len(ours) == len(theirs) > 100
        for one, two in zip(ours, theirs, strict=True):
            text = dict(zip(("ar", "en"), texts[ids.index(one["doc"])], strict=True))
            for lang in ("ar", "en"):
                for edge in ("start", "end"):
                    one[f"{lang}_{edge}"] = to_bytes(text[lang], one[f"{lang}_{edge}"])
            one["score"] = None if one["score"] is None else round(one["score"], 6)
            assert one.pop("error") is None
            assert one == two
