"""A document's tables, read against the forms: the one function of this room that others call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parsers.model import Block, Check, Figure, Indicator

from . import applications, disclosures, legal_challenges
from .checks import check_figures
from .derive import with_derived
from .figures import Figures, agree
from .form import FORMS, Form
from .rows import PrintedRow, printed_rows
from .segment import Instance, Segments, segment
from .statistics import read_statistics


@dataclass(frozen=True, slots=True)
class TableReading:
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


def read_tables(blocks: Sequence[Block], judge: Callable[[Figure], Figure] | None = None) -> TableReading:
    """Every official table and statistics table among `blocks`, each cell with a value or a reason.

    `judge` says of each figure what it is worth before anything is concluded from it (words that OCR saw).
    """
    printed = printed_rows(blocks)
    statistics = read_statistics(printed.rows)
    segments = segment([row for row in printed.rows if row not in statistics.rows] if statistics.rows else printed.rows)
    form = _form(segments)
    remarks: list[str] = []
    indicators: list[Indicator] = []
    figures: Figures = {}
    if form is not None:
        figures.update(_disclosures(segments, form, remarks, indicators))
        figures.update(_applications(segments, remarks))
        figures.update(_legal_challenges(segments, remarks))
    if judge is not None:
        figures = {key: judge(read) for key, read in figures.items()}
    figures = with_derived(figures)
    return TableReading(
        form.form if form else statistics.form,
        tuple(figures.values()),
        (*check_figures(figures), *statistics.checks),
        (*indicators, *statistics.indicators),
        (*remarks, *statistics.remarks, *_strays(segments.strays)),
        frozenset(instance.table for instance in segments.instances),
        sum(figure.value is not None for figure in figures.values()),
        printed.paragraphs,
    )


def _form(segments: Segments) -> Form | None:
    """The form by the heads of table 2; without that table, by how table 3 prints row （六）."""
    for instance in segments.instances:
        if instance.table == disclosures.TABLE and (form := disclosures.form_of(instance.rows)):
            return form
    for instance in segments.instances:
        if instance.table == applications.TABLE:
            matched = applications.match_rows(instance.rows)
            if any(matched):
                return FORMS["2019" if "other" in matched else "2021"]
    if any(_has_figures(instance) for instance in segments.instances if instance.table == legal_challenges.TABLE):
        return FORMS[max(FORMS)]
    return None


def _has_figures(instance: Instance) -> bool:
    return any(cell.text.strip() for row in instance.rows for cell in row.values)


def _disclosures(segments: Segments, form: Form, remarks: list[str], indicators: list[Indicator]) -> Figures:
    copies = []
    for instance in _of(segments, disclosures.TABLE):
        figures, extras = disclosures.read_disclosures(instance.rows, form)
        copies.append(figures)
        for extra in extras:
            remarks.append(extra.remark)
            indicators.extend(extra.indicators)
    return disclosures.complete(agree(copies), form)


def _applications(segments: Segments, remarks: list[str]) -> Figures:
    return applications.complete(_copies(segments, applications.TABLE, applications.read_applications, remarks))


def _legal_challenges(segments: Segments, remarks: list[str]) -> Figures:
    name, read = legal_challenges.TABLE, legal_challenges.read_legal_challenges
    return legal_challenges.complete(_copies(segments, name, read, remarks))


def _copies(
    segments: Segments,
    table: str,
    read: Callable[[Sequence[PrintedRow]], tuple[Figures, list[str]]],
    remarks: list[str],
) -> Figures:
    copies = []
    for instance in _of(segments, table):
        figures, noticed = read(instance.rows)
        copies.append(figures)
        remarks.extend(noticed)
    return agree(copies)


def _of(segments: Segments, table: str) -> list[Instance]:
    return [instance for instance in segments.instances if instance.table == table]


def _strays(rows: Sequence[PrintedRow]) -> list[str]:
    """One remark for each grid that no form claims, with its first words."""
    firsts: dict[int, PrintedRow] = {}
    counts: dict[int, int] = {}
    for row in rows:
        firsts.setdefault(row.run, row)
        counts[row.run] = counts.get(row.run, 0) + 1
    return [f"a table of {counts[run]} rows is not read: {row.printed()[:80]}" for run, row in firsts.items()]
