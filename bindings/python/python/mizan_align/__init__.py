"""Mizan aligns Arabic texts with their English translations and finds the figures that disagree.

>>> import mizan_align as mizan
>>> made = mizan.align("وصل الوفد يوم الأحد. وغادر بعد ٢٥ يوما.",
...                    "The delegation arrived on Sunday. It left after 52 days.")
>>> for bead in made:
...     print(bead.type, bead.en, [finding.code for finding in bead.findings])
1-1 The delegation arrived on Sunday. []
1-1 It left after 52 days. ['digits-swapped']

Places are in code points, as Python counts them:

>>> start, end = made[1].en_span
>>> made.en[start:end]
'It left after 52 days.'
"""

from ._mizan import (
    Alignment,
    Anchor,
    Bead,
    Error,
    Figure,
    Filter,
    Finding,
    Link,
    Mark,
    Names,
    Pair,
    PairReader,
    Segment,
    __version__,
    align,
    align_files,
    check,
    figures,
    names,
    pairs,
    read_pairs,
    segment,
)

__all__ = [
    "Alignment",
    "Anchor",
    "Bead",
    "Error",
    "Figure",
    "Filter",
    "Finding",
    "Link",
    "Mark",
    "Names",
    "Pair",
    "PairReader",
    "Segment",
    "__version__",
    "align",
    "align_files",
    "check",
    "figures",
    "names",
    "pairs",
    "read_pairs",
    "segment",
]
