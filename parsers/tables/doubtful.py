"""What a blank says beside figures that may have moved: figures run together in one cell, a row moved by one place.

Nothing is put right here: blanks beside figures of which as many stand in one cell are no blanks, and a lone blank in a
row of figures is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import itemgetter

from parsers.model import Figure

from .figures import Figures
from .numbers import holds_several

_FIRST, _LAST = "disclosures", "legal_challenges"  # the sums of table 3 show a row that has moved
_SEVERAL = 3  # figures of a row that may have moved
_kind = itemgetter(Figure._fields.index("kind"))


def beside_run_together(figures: Figures) -> Figures:
    """The figures, blanks of a row as not settled where one of its cells prints a figure too many for each of them."""
    if "unreadable" not in map(_kind, figures.values()):
        return figures
    settled = dict(figures)
    for together in filter(_runs_together, figures.values()):
        printed = together.raw.split()
        row = (read for read in figures.values() if (read.table, read.row) == (together.table, together.row))
        blanks = [read for read in row if read.kind == "blank"]
        if len(blanks) == len(printed) - 1:
            note = f"a cell of the row prints {' '.join(printed)}: one of these may be this cell's"
            settled |= {read.key: read._replace(kind="unplaced", note=note) for read in blanks}
    return settled


def _runs_together(read: Figure) -> bool:
    return read.kind == "unreadable" and holds_several(read.raw)


def lone_blanks(figures: Sequence[Figure]) -> Iterator[str]:
    """A remark on the only blank of table 2 or table 4, where it stands among figures of its row.

    `figures` are in the order of the tables.
    """
    first = list(takewhile(lambda read: read.table == _FIRST, figures))
    last = list(takewhile(lambda read: read.table == _LAST, reversed(figures)))[::-1]
    for number, table in ((2, first), (4, last)):
        blanks = [read for read in table if read.kind == "blank"]
        row = [read for read in table if read.row == blanks[0].row] if len(blanks) == 1 else []
        if len(row) >= _SEVERAL and any(read.value for read in row):
            label = blanks[0].labels[0] if blanks[0].labels else blanks[0].row
            shown = " ".join("␣" if read.value is None else read.raw for read in row)
            yield f"table {number} leaves one cell blank; figures beside it may have moved or met: {label} {shown}"
