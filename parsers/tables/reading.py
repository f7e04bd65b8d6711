"""A document's tables, read against the forms: the one function of this room that others call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parsers.model import Block, Check, Figure, Grid, Indicator

from .checks import check_values, exceeded_bounds
from .derive import with_derived
from .doubtful import beside_run_together, lone_blanks
from .found import Found, told
from .prose_rows import left_in_prose
from .segment import segment
from .singly import read_singly
from .tabular import Tabular, tabulars
from .together import read_together


class TableReading(NamedTuple):
    """`form` is the code of contract "reports.form": of the official tables, else of a statistics table, else "none".

    `paragraphs` are the indices of blocks that were cells of a table, `tables` the names of the tables found and
    `printed` how many figures they print.
    """

    form: str
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    indicators: tuple[Indicator, ...]
    remarks: tuple[str, ...]
    tables: frozenset[str]
    printed: int
    paragraphs: frozenset[int]


def read_tables(
    blocks: Sequence[Block],
    judge: Callable[[Figure], Figure] | None = None,
    year: int | None = None,
    is_read_elsewhere: Callable[[Grid], bool] = lambda _: False,
) -> TableReading:
    """Every official table and statistics table among `blocks`, each cell with a value or a reason.

    `judge` says of each figure what it is worth before anything is concluded from it (words that OCR saw). `year` is
    the report's: of statistics of several years its own are read. No remark is made on a table of another kind that
    `is_read_elsewhere`.
    """
    found = _found(list(tabulars(blocks)), year)
    figures = found.figures if judge is None else [judge(read) for read in found.figures]
    values = [read.value for read in figures]
    gaps = values.count(None)
    if gaps:
        of_keys = beside_run_together(dict(zip(found.keys, figures, strict=True)))
        figures = list(with_derived(of_keys).values())
    remarks = list(found.remarks)
    if found.strays:
        remarks += told(found.strays, lambda at: isinstance(grid := blocks[at], Grid) and is_read_elsewhere(grid))
    if gaps or not values:
        remarks += [*lone_blanks(figures), *left_in_prose(blocks, found, figures)]
    return TableReading(
        found.form,
        tuple(figures),
        (*check_values(found.keys, values), *exceeded_bounds(found.keys, values), *found.checks),
        tuple(found.indicators),
        tuple(remarks),
        found.tables,
        len(values) - gaps,
        found.paragraphs,
    )


def _found(in_document: Sequence[Tabular], year: int | None) -> Found:
    """What tables hold; what sentences say instead of one counts where no other table says it."""
    stated = [tabular for tabular in in_document if not tabular.is_in_words]
    found = read_singly(stated) or read_together(stated, year)
    kept = [tabular for tabular in in_document if not tabular.is_in_words or _says_more(tabular, found)]
    return read_together(kept, year) if len(kept) > len(stated) else found


def _says_more(in_words: Tabular, found: Found) -> bool:
    tables = {instance.table for instance in segment(in_words.rows).instances}
    return tables.isdisjoint(found.tables) if tables else not (found.tables or found.indicators)
