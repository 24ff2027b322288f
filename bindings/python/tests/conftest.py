"""What the tests share: the samples, the command line, and random documents."""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "data" / "samples"

#: A date, so that two runs write the same bytes.
DATE = "1700000000"


@pytest.fixture(scope="session")
def program() -> str:
    """The command line that the results are compared with."""
    path = os.environ.get("MIZAN")
    assert path, "set MIZAN to the program, as scripts/test python does"
    return path


@pytest.fixture(scope="session")
def mizan_command(program: str) -> Callable[..., bytes]:
    """Runs the command line and returns its standard output; `check` may have findings."""

    def run(*words: str | Path, stdin: bytes | None = None) -> bytes:
        done = subprocess.run(
            [program, *map(str, words)],
            input=stdin,
            capture_output=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": DATE},
        )
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout

    return run


AR = [
    "وصل الوفد إلى القاهرة يوم {day} أيلول/سبتمبر.",
    "بلغت قيمة الصادرات {n} مليون دولار في العام الماضي.",
    "قال الوزير إن {n} شركة شاركت في المعرض.",
    "لم يعلق المتحدث على الخبر.",
    "وأضاف: «سنعود قريبا» 😀.",
    "ارتفعت الأسعار بنسبة {day}% منذ يناير.",
]
EN = [
    "The delegation arrived in Cairo on {day} September.",
    "Exports were worth ${n} million last year.",
    "The minister said that {n} companies took part in the fair.",
    "The spokesman did not comment on the report.",
    '"We shall be back soon," he added 😀.',
    "Prices have risen by {day}% since January.",
]


def document(seed: int) -> tuple[str, str]:
    """Two texts that mostly translate each other: some sentences are missing, some figures differ."""
    dice = random.Random(seed)
    ar: list[str] = []
    en: list[str] = []
    for _ in range(dice.randint(1, 30)):
        which = dice.randrange(len(AR))
        day, n = dice.randint(2, 28), dice.randint(11, 900)
        if dice.random() > 0.05:
            ar.append(AR[which].format(day=day, n=n))
        if dice.random() > 0.05:
            en.append(EN[which].format(day=day, n=n + (dice.random() < 0.1)))
    blank = dice.choice([" ", "\n", "\n\n"])
    return blank.join(ar) or AR[3], blank.join(en) or EN[3]


def to_bytes(text: str, place: int) -> int:
    """Converts a place from code points to bytes."""
    return len(text[:place].encode())


def rows(output: bytes) -> list[dict[str, Any]]:
    """The lines of JSONL."""
    return [json.loads(line) for line in output.decode().split("\n") if line]
