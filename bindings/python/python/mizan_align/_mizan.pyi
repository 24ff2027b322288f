"""Types of the part of the module that is written in Rust."""

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from typing import Literal, final

import pandas
import pyarrow

__version__: str

_Path = str | PathLike[str]
_Span = tuple[int, int]
_Lang = Literal["ar", "en"]
_Severity = Literal["error", "warning", "note"]

class Error(Exception):
    """An argument cannot be used, or an operation of the system failed."""

    kind: Literal["input", "system", "internal"]
    place: str | None
    line: int | None
    byte: int | None
    advice: str | None

@final
class Segment:
    """A sentence, heading or list item."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def paragraph(self) -> int: ...

@final
class Figure:
    """A figure with its exact value."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def certainty(self) -> Literal["hard", "soft"]: ...
    @property
    def others(self) -> list[tuple[str, str, str | None]]: ...

@final
class Mark:
    """A place in a text with the value read there."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def value(self) -> str: ...

@final
class Finding:
    """Something that a person should look at."""

    @property
    def severity(self) -> _Severity: ...
    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def ar(self) -> Mark | None: ...
    @property
    def en(self) -> Mark | None: ...

@final
class Anchor:
    """Evidence that links a place on the Arabic side with one on the English side."""

    @property
    def kind(self) -> str: ...
    @property
    def ar(self) -> _Span: ...
    @property
    def en(self) -> _Span: ...
    @property
    def weight(self) -> float: ...

@final
class Bead:
    """Sentences that translate each other."""

    @property
    def id(self) -> str: ...
    @property
    def ar(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def ar_span(self) -> _Span | None: ...
    @property
    def en_span(self) -> _Span | None: ...
    @property
    def ar_segments(self) -> list[int]: ...
    @property
    def en_segments(self) -> list[int]: ...
    @property
    def type(self) -> str: ...
    @property
    def displaced(self) -> bool: ...
    @property
    def confidence(self) -> float: ...
    @property
    def adequacy(self) -> float | None: ...
    @property
    def anchors(self) -> list[Anchor]: ...
    @property
    def findings(self) -> list[Finding]: ...

@final
class Alignment:
    """Two texts, their segments, and the alignment of these."""

    @property
    def beads(self) -> list[Bead]: ...
    @property
    def score(self) -> float | None: ...
    @property
    def source(self) -> _Lang: ...
    @property
    def ar(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def ar_segments(self) -> list[Segment]: ...
    @property
    def en_segments(self) -> list[Segment]: ...
    @property
    def warnings(self) -> list[str]: ...
    @property
    def findings(self) -> list[Finding]: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Bead: ...
    def __iter__(self) -> Iterator[Bead]: ...
    def to_bytes(
        self,
        format: str,
        *,
        min_confidence: float = 0.0,
        with_one_sided: bool = False,
        without_flagged: bool = False,
        dedup: bool = False,
        date: float | None = None,
    ) -> bytes: ...
    def save(
        self,
        path: _Path,
        *,
        min_confidence: float = 0.0,
        with_one_sided: bool = False,
        without_flagged: bool = False,
        dedup: bool = False,
        date: float | None = None,
    ) -> None: ...
    def to_tmx(self, path: _Path, *, date: float | None = None) -> None: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def _repr_html_(self) -> str: ...

@final
class Pair:
    """An Arabic text and its English translation as a file holds them."""

    def __new__(
        cls,
        ar: str,
        en: str,
        *,
        id: str | None = None,
        confidence: float | None = None,
        adequacy: float | None = None,
        continues: bool = False,
    ) -> Pair: ...
    @property
    def ar(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def id(self) -> str | None: ...
    @property
    def continues(self) -> bool: ...
    @property
    def confidence(self) -> float | None: ...
    @property
    def adequacy(self) -> float | None: ...
    @property
    def notes(self) -> list[str]: ...

@final
class PairReader:
    """The pairs of a file, one at a time."""

    def __iter__(self) -> PairReader: ...
    def __next__(self) -> Pair: ...
    @property
    def remarks(self) -> list[str]: ...

@final
class Filter:
    """Decides which pairs are not worth training on, and why."""

    def __new__(
        cls,
        preset: Literal["clean"] | None = ...,
        *,
        filters: Sequence[str] = ...,
        without: Sequence[str] = ...,
    ) -> Filter: ...
    def reason(
        self,
        ar: str,
        en: str,
        *,
        confidence: float | None = None,
        adequacy: float | None = None,
        score: float | None = None,
    ) -> str | None: ...
    def keeps(self, pair: Pair) -> bool: ...

@final
class Link:
    """A name and the name on the other side that it matches."""

    @property
    def ar(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def ar_span(self) -> _Span: ...
    @property
    def en_span(self) -> _Span: ...
    @property
    def score(self) -> float: ...
    @property
    def how(self) -> Literal["table", "sound", "letters", "meaning"]: ...
    @property
    def kind(self) -> str | None: ...

@final
class Names:
    """The names of a pair of texts."""

    @property
    def links(self) -> list[Link]: ...
    @property
    def ar_left(self) -> list[tuple[str, int, int]]: ...
    @property
    def en_left(self) -> list[tuple[str, int, int]]: ...

def align(
    ar: str,
    en: str,
    *,
    source: str = "ar",
    lexicon: _Path | Sequence[_Path] | None = None,
    segmented: bool = False,
    translation: Sequence[str] | None = None,
) -> Alignment: ...
def align_files(
    first: _Path,
    second: _Path,
    *,
    source: str = "ar",
    lexicon: _Path | Sequence[_Path] | None = None,
    segmented: bool = False,
    encoding: str | None = None,
    main_text: bool = False,
    all_text: bool = False,
    translation: Sequence[str] | None = None,
) -> Alignment: ...
def pairs(
    batch: pyarrow.RecordBatch,
    *,
    source: str = "ar",
    lexicon: _Path | Sequence[_Path] | None = None,
    segmented: bool = False,
    jobs: int | None = None,
) -> pyarrow.RecordBatch: ...
def check(
    pairs: Iterable[Pair | tuple[str, str] | list[str]],
    *,
    source: str = "ar",
    in_order: bool = False,
) -> list[list[Finding]]: ...
def read_pairs(
    path: _Path,
    *,
    columns: str | None = None,
    encoding: str | None = None,
    fuzzy: bool = False,
    first_variant: bool = False,
) -> PairReader: ...
def segment(text: str, lang: str) -> list[Segment]: ...
def figures(text: str, lang: str) -> list[Figure]: ...
def names(ar: str, en: str) -> Names: ...
def main(words: list[str]) -> int: ...
