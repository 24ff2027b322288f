"""Alignments as tables: data frames, Arrow, and HTML for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, cast

from ._mizan import Alignment, Bead, Finding, figures

if TYPE_CHECKING:
    from pandas import DataFrame as _DataFrame
    from pyarrow import Table as _Table


def columns(alignment: Alignment) -> dict[str, list[Any]]:
    """The beads as columns: one list per column, in the order of the beads."""
    beads = alignment.beads

    def edge(span: tuple[int, int] | None, which: int) -> int | None:
        return None if span is None else span[which]

    return {
        "id": [bead.id for bead in beads],
        "ar": [bead.ar for bead in beads],
        "en": [bead.en for bead in beads],
        "type": [bead.type for bead in beads],
        "confidence": [bead.confidence for bead in beads],
        "adequacy": [bead.adequacy for bead in beads],
        "ar_start": [edge(bead.ar_span, 0) for bead in beads],
        "ar_end": [edge(bead.ar_span, 1) for bead in beads],
        "en_start": [edge(bead.en_span, 0) for bead in beads],
        "en_end": [edge(bead.en_span, 1) for bead in beads],
        "findings": [[finding.code for finding in bead.findings] for bead in beads],
        "severity": [worst(bead.findings) for bead in beads],
    }


def worst(findings: list[Finding]) -> str | None:
    """The highest severity among some findings."""
    for severity in ("error", "warning", "note"):
        if any(finding.severity == severity for finding in findings):
            return severity
    return None


#: Columns of whole numbers that may be missing.
PLACES = ("ar_start", "ar_end", "en_start", "en_end")


def to_pandas(alignment: Alignment) -> _DataFrame:
    """A data frame with one row per bead, indexed by its id."""
    import pandas

    frame = pandas.DataFrame(columns(alignment)).set_index("id")
    frame["adequacy"] = frame["adequacy"].astype("Float64")
    for place in PLACES:
        frame[place] = frame[place].astype("Int64")
    return frame


def to_arrow(alignment: Alignment) -> _Table:
    """An Arrow table with one row per bead."""
    import pyarrow as pa

    kinds: dict[str, Any] = {
        **dict.fromkeys(PLACES, pa.int64()),
        "confidence": pa.float64(),
        "adequacy": pa.float64(),
        "findings": pa.list_(pa.string()),
    }
    made = columns(alignment)
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in made])
    return cast("_Table", pa.Table.from_pydict(made, schema=schema))


STYLE = """
.mizan{border-collapse:collapse;width:100%}
.mizan td{vertical-align:top;text-align:start;padding:.35em .6em;border-top:1px solid #8884;width:50%}
.mizan mark{background:#8883;color:inherit;border-radius:.2em}
.mizan .error mark.found{background:#d33;color:#fff}
.mizan .warning mark.found{background:#e90;color:#000}
.mizan .why{width:auto;border:0;padding-top:0;font-size:.85em;opacity:.85}
"""

#: Most rows that are shown in a notebook.
MOST_ROWS = 200


def to_html(alignment: Alignment) -> str:
    """The alignment as a table for notebooks, the Arabic side on the right, with figures marked and reasons below."""
    beads = alignment.beads
    rows = "".join(row(alignment, bead) for bead in beads[:MOST_ROWS])
    left = len(beads) - MOST_ROWS
    more = f"<p>{left} more beads are not shown.</p>" if left > 0 else ""
    count = f"{len(beads)} beads, {len(alignment.findings)} findings"
    return f'<style>{STYLE}</style><p>{count}</p><table class="mizan" dir="rtl">{rows}</table>{more}'


def row(alignment: Alignment, bead: Bead) -> str:
    severity = worst(bead.findings) or ""
    ar = side(alignment.ar, bead.ar_span, "ar", [f.ar for f in bead.findings])
    en = side(alignment.en, bead.en_span, "en", [f.en for f in bead.findings])
    cells = f'<td lang="ar" dir="rtl">{ar}</td><td lang="en" dir="ltr">{en}</td>'
    why = "".join(
        f'<tr><td class="why" colspan="2" dir="ltr">{escape(f.severity)}: {escape(f.message)}</td></tr>'
        for f in bead.findings
    )
    return f'<tr class="{severity}">{cells}</tr>{why}'


def side(text: str, span: tuple[int, int] | None, lang: str, found: list[Any]) -> str:
    """One side of a bead with its figures marked, those with a finding more strongly."""
    if span is None:
        return ""
    start, end = span
    inside = text[start:end]
    # Findings come first, so that they take precedence where places overlap.
    marks = [(mark.start - start, mark.end - start, "found") for mark in found if mark is not None]
    marks += [(figure.start, figure.end, "") for figure in figures(inside, lang)]
    out: list[str] = []
    at = 0
    for first, last, kind in apart(marks):
        if not 0 <= first < last <= len(inside):
            continue
        out.append(escape(inside[at:first]))
        name = f' class="{kind}"' if kind else ""
        out.append(f"<mark{name}>{escape(inside[first:last])}</mark>")
        at = last
    out.append(escape(inside[at:]))
    return "".join(out)


def apart(marks: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The marks that do not overlap an earlier one in the list, in the order of the text."""
    taken: list[tuple[int, int, str]] = []
    for mark in marks:
        if all(mark[1] <= other[0] or other[1] <= mark[0] for other in taken):
            taken.append(mark)
    return sorted(taken)
