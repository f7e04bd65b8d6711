"""Statistics tables: one indicator a row, read by its printed label (reports for 2008 to 2018, and local annexes).

A table is recognised by its labels, never by its year: the national form of 2014 by several that only it has, a local
table by one that the local tables share. Every row with a label stands as an indicator, known or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from parsers.model import Check, Indicator

from .form import APPLICATIONS
from .numbers import looks_like_value
from .rows import PrintedRow
from .statistics_columns import FIGURES, head_row, of_the_year, year_of
from .statistics_indicators import indicators_of, once, sum_checks
from .statistics_labels import fold, marks_of
from .statistics_lines import Line, Lines
from .vocabulary import (
    APPLICATION_COLUMNS,
    APPLICATION_ROWS,
    CONTENT_HEAD,
    LEGAL_OPENING,
    MEASURE_NAMES,
    RELATION_NOTE,
    is_clause,
)

_NATIONAL, _LOCAL = "2014", "local"
_ENOUGH = 3  # labels that only the national form has
_OFFICIAL_HEADS = APPLICATIONS.opening | {CONTENT_HEAD, RELATION_NOTE} | MEASURE_NAMES.keys()
# What a form prints around its figures: who filled it in, telephone numbers, notes.
_FURNITURE = re.compile(
    r"(?:\d+)?(?:填报单位|填报人|填表人|填报日期|填报时间|报出日期|报送日期|制表人|制表|审核人|审签人|单位负责人|负责人|联系人|联系电话|电话|传真电话"
    r"|邮编|邮政编码|地址|联系地址|单位盖章|盖章|单位名称|单位法人代码|主管单位名称|主管单位法人代码|地区及部门编号|注|附注|说明)(?:[:(]|$)"
)


@dataclass(frozen=True, slots=True)
class StatisticsReading:
    """`form` is "2014", "local", or "none" where no statistics table is there; `rows` are those that were read."""

    form: str
    indicators: tuple[Indicator, ...] = ()
    checks: tuple[Check, ...] = ()
    remarks: tuple[str, ...] = ()
    rows: frozenset[PrintedRow] = frozenset()


def read_statistics(rows: Sequence[PrintedRow], year: int | None = None) -> StatisticsReading:
    """The statistics tables among a document's `rows`; rows of the official tables are left alone.

    `year` is the report's: of figures of several years its own are read.
    """
    form = _form(rows)
    nothing = StatisticsReading("none")
    if form is None:
        return nothing
    lines = Lines(form, year)
    claimed: list[PrintedRow] = []
    for _, run in groupby(rows, key=lambda row: row.run):
        of_run = _claimed(list(run))
        if of_run:
            lines.add(of_run)
            claimed.extend(of_run)
    printed = [line for line in lines.joined() if not _is_furniture(line)]
    indicators, remarks = once(indicators_of(printed, form, year))
    if not indicators:
        return nothing
    remarks += [*lines.unread, *_of_other_columns(printed, year)]
    checks = tuple(sum_checks(indicators, form))
    return StatisticsReading(form, tuple(indicators), checks, tuple(remarks), frozenset(claimed))


def _of_other_columns(lines: Sequence[Line], year: int | None) -> Iterator[str]:
    """What the heads name beside the year's figures, which is set aside; a year that is not the report's."""
    panels = dict.fromkeys(line.heads.panel(None) for line in lines if line.heads)
    for panel in panels:
        figures = [column for column in panel if column.role in FIGURES]
        chosen = of_the_year(figures, year)
        if chosen is None:
            continue
        if others := [" ".join(column.text.split()) for column in figures if column != chosen]:
            yield f"a statistics table prints beside the year's figures, and they are set aside: {' | '.join(others)}"
        if year is not None and (named := year_of(chosen.text)) not in (None, year):
            yield f"a statistics table is headed {named}, the report is of {year}"


def are_statistics(run: Sequence[PrintedRow]) -> bool:
    """Whether the rows of one grid or stream may be of a statistics table, some or all."""
    return bool(_claimed(run))


def _form(rows: Sequence[PrintedRow]) -> str | None:
    """The form whose labels the rows print; labels that both have tell for neither."""
    printed = {cell.text for row in rows for cell in row.cells}
    marks = {mark for text in printed for mark in marks_of(text)}
    names = {form: {name for of_form, name in marks if of_form == form} for form in (_NATIONAL, _LOCAL)}
    national, local = names[_NATIONAL] - names[_LOCAL], names[_LOCAL] - names[_NATIONAL]
    if len(national) >= max(_ENOUGH, len(local)):
        return _NATIONAL
    return _LOCAL if names[_LOCAL] else None


def _claimed(run: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows of one grid or stream that are of a statistics table; an official table may stand above or below."""
    marked = [any(marks_of(cell.text) for cell in row.cells) for row in run]
    if not any(marked):
        return []
    kinds = ["official" if _is_official(row) else "ours" if own else "" for row, own in zip(run, marked, strict=True)]
    if "ours" not in kinds:
        return []
    kind = next(kind for kind in kinds if kind)
    for at, own in enumerate(kinds):
        kind = own or kind
        kinds[at] = kind
    for at in range(len(run) - 1, 0, -1):  # heads belong to the rows below them
        if (
            kinds[at] == "ours"
            and kinds[at - 1] == "official"
            and head_row(run[at - 1])
            and not _is_official(run[at - 1])
        ):
            kinds[at - 1] = "ours"
    return [row for row, kind in zip(run, kinds, strict=True) if kind == "ours"]


def _is_official(row: PrintedRow) -> bool:
    """Whether a row is one that only the official tables of 2019 and 2021 have."""
    names = row.names
    words = set(names)
    # A row of heads holds no figures; in a stream the first row stands with its heads.
    is_head = row.geometry == "stream" or not any(looks_like_value(cell.text) for cell in row.values)
    if is_head and (words & _OFFICIAL_HEADS or len(words & LEGAL_OPENING) > 1):
        return True
    if any(map(is_clause, names)):
        return True
    if not names or names[-1] in APPLICATION_COLUMNS:  # 合计 is a word of any table
        return False
    return names[-1] in APPLICATION_ROWS and len(row.values) >= len(APPLICATIONS.columns)


def _is_furniture(line: Line) -> bool:
    return bool(_FURNITURE.match(fold(line.label.text)))
