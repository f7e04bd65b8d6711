"""Figures that carry their heads: 自然人3件，商业企业2件. A cell or a line of them is taken apart.

What such words leave out (columns of zeros) is a blank: a column is never told by the place of its figure among those
that are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from parsers.model import Cell

from .form import APPLICATIONS, LEGAL_CHALLENGES, Column
from .labels import bare
from .numbers import looks_like_value
from .statistics_labels import marks_of
from .vocabulary import (
    APPLICATION_COLUMNS,
    APPLICATION_ROWS,
    CHANNEL_NAMES,
    CONTENT_HEAD,
    ITEM_NAMES,
    MEASURE_NAMES,
    RESULT_NAMES,
    ROW_LABELS,
    name_of,
)

_FIGURE = r"\d+(?:[,，]\d{3})*(?:\.\d+)?\s*(?:件次|条次|人次|万元|[件条次个宗份篇期人元])?"
_HEADED = re.compile(
    r"(?:其中)?[:：]?\s*([^\d\s，,；;、。：:（()）]{2,16}(?:[（(][^（()）]{1,8}[）)])?)\s*[:：]?\s*"
    rf"({_FIGURE}(?:[（(][^（()）]{{1,30}}[）)])?|[-—－–─/／无]{{1,4}})(?:[，,；;、。\s]+|$)"
)
_LABELLED = re.compile(
    rf"((?:[^：:]{{0,6}}其中[：:])?[^：:]{{2,60}}?(?:[（(]单位[：:]\w{{1,3}}[）)])?)(?:[：:…\s]+|(?<=[）)]))"
    rf"({_FIGURE}(?:[（(][^（()）]{{2,30}}[）)])?)[。；;，,]?"
)
_WITH_TOTAL = re.compile(
    rf"(\D{{4,60}}?|\d[.、]\D{{2,60}}?)[：:]?({_FIGURE})[，,（(]\s*(?=其中|自然人)(.+?)[）)]?[。；;]?"
)
_FIGURE_ALONE = re.compile(rf"\s*({_FIGURE})\s*[。；;，,]?")
_LEADER = re.compile(r"[：:]|…[…\s]*")
# 规章本年制发件数 names a row and a head of its own, and so does 行政复议结果维持.
_LABELS_WITH_HEAD = {
    row + head: (row, head)
    for rows, heads in ((ITEM_NAMES, MEASURE_NAMES), (CHANNEL_NAMES, RESULT_NAMES))
    for row in rows
    for head in heads
}
_ENDS = frozenset("件条次个宗份篇期人元。；;，,、）)-—－–─/／无")  # or a digit
_SHORTEST, _LONGEST = 3, 160  # characters of a cell or a line that is looked at
_BEHIND_A_FIGURE = 5  # characters at the end of a line: its last figure, unit and stop
_FEWEST = 2  # figures; a measure of table 2 may stand alone, since its name tells the table
_OFFICIAL: tuple[tuple[Mapping[str, str], Sequence[Column]], ...] = (
    (APPLICATION_COLUMNS, APPLICATIONS.columns),
    (RESULT_NAMES, LEGAL_CHALLENGES.columns),
)
_HEADS = frozenset({CONTENT_HEAD, *MEASURE_NAMES, *APPLICATION_COLUMNS, *RESULT_NAMES})


class Headed(NamedTuple):
    """A figure as printed, "" where the words leave it out, and its head."""

    head: str
    figure: str


def _ends_as_a_figure(text: str) -> bool:
    end = text[-1:]
    return end in _ENDS or end.isdigit()


def headed_figures(text: str) -> list[Headed]:
    """The figures of a text that holds nothing but figures with their heads, in print's order; [] for any other."""
    text = text.replace("\u200b", "").strip()
    if not _SHORTEST <= len(text) <= _LONGEST or not _ends_as_a_figure(text) or text[0].isdigit():
        return []
    found = []
    at = 0
    while at < len(text):
        match = _HEADED.match(text, at)
        if match is None:
            return []
        found.append(Headed(match[1], match[2]))
        at = match.end()
    return found


def rows_with_heads(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """The rows of a grid, those of headed figures as a row of heads and one of figures."""
    above: list[str] = []
    for cells in rows:
        last = cells[-1].text.strip(" \n\xa0\u3000\u2002\u200b")
        if len(last) < _SHORTEST or not _ends_as_a_figure(last):
            yield cells
            continue
        if labelled_figure(last) and (apart := _labelled(cells)):
            yield apart
            continue
        parted = _parted(cells)
        if parted is None:
            yield cells
            continue
        heads, row = parted
        printed = [cell.text for cell in heads]
        if printed != above:
            yield heads
            above = printed
        yield row


def _labelled(cells: Sequence[Cell]) -> list[Cell]:
    """Indicators and figures of a row whose every cell holds one of both; [] for any other row."""
    printed = [cell for cell in cells if cell.text.strip()]
    of_cells = [labelled_figure(cell.text.strip(" \n\xa0\u3000\u2002\u200b")) for cell in printed]
    if not all(of_cells):
        return []
    parts = [(cell, text) for cell, found in zip(printed, of_cells, strict=True) for text, _ in found]
    return [cell._replace(text=text, column=cells[0].column + n, colspan=1) for n, (cell, text) in enumerate(parts)]


def _parted(cells: Sequence[Cell]) -> tuple[list[Cell], list[Cell]] | None:
    """Heads and row of a row whose every cell behind its labels holds headed figures; None for any other row."""
    of_cells = [headed_figures(cell.text) for cell in cells]
    first = next((at for at, found in enumerate(of_cells) if found), len(cells))
    behind = [(cell, one) for cell, found in zip(cells[first:], of_cells[first:], strict=True) for one in found]
    if not behind or not all(of_cells[first:]) or not all(map(_may_lead, cells[:first])):
        return None
    figures = _in_order([one for _, one in behind], name_of(cells[first - 1].text) if first else "")
    if not figures:
        return None
    if len(behind) == len(cells) - first and [one for _, one in behind] == figures:  # each in a column of its own
        heads = [cell._replace(text=one.head) for cell, one in behind]
        return heads, [*cells[:first], *(cell._replace(text=one.figure) for cell, one in behind)]
    place = partial(Cell, row=cells[first].row, place=cells[first].place)
    start = cells[first].column
    heads = [place(one.head, column=start + n) for n, one in enumerate(figures)]
    return heads, [*cells[:first], *(place(one.figure, column=start + n) for n, one in enumerate(figures))]


def _may_lead(cell: Cell) -> bool:
    """Whether a cell may be a label before headed figures: no figure, and no head but 其他 and 总计, which are both."""
    name = bare(cell.text)
    return not looks_like_value(cell.text) and (name not in _HEADS or name in ROW_LABELS)


def _in_order(found: Sequence[Headed], label: str) -> list[Headed]:
    """The figures in the columns of the form that has such heads; [] where the heads are not of one form, or repeat."""
    names = [bare(one.head) for one in found]
    if not MEASURE_NAMES.keys().isdisjoint(names):
        return list(found) if MEASURE_NAMES.keys() >= set(names) and len(set(names)) == len(names) else []
    if len(found) < _FEWEST:
        return []
    kinds = _OFFICIAL if label not in CHANNEL_NAMES else _OFFICIAL[::-1]
    for codes, columns in kinds:
        if codes.keys() >= set(names):
            printed = [codes[name] for name in names]
            official = [column.code for column in columns]
            if printed == official * (len(printed) // len(official)):
                return list(found)
            if len(set(printed)) < len(printed):
                return []
            by_code = dict(zip(printed, found, strict=True))
            return [by_code.get(column.code, Headed(column.label, "")) for column in columns]
    return []


def headed_line(text: str, *, inside: bool = False) -> list[tuple[str, bool]]:
    """The words and figures of a line that is a row in words, each with whether it is a figure; [] for any other line.

    A row's label with headed figures or with its one figure behind it, or headed figures alone, below their label: a
    single one `inside` a table; an indicator of a statistics table with its figure.
    """
    # Nearly all prose is told by what is cheapest to look for.
    if not (inside or "：" in text or ":" in text or "自然人" in text or "结果" in text or "…" in text):
        return []
    if len(text) > _LONGEST or not any(map(str.isdigit, text[-_BEHIND_A_FIGURE:])):
        return []
    if row := _led_by_label(text, inside=inside):
        return row
    if ("其中" in text or "自然人" in text) and (match := _WITH_TOTAL.fullmatch(text)):
        name = name_of(match[1])
        parts = headed_figures(match[3])
        if name in ROW_LABELS and parts and (found := _in_order([*parts, Headed("总计", match[2])], name)):
            return [(match[1], False), *_by_turns(found)]
    found = headed_figures(text)
    if inside and len(found) == 1 and bare(found[0].head) in _HEADS:
        return _by_turns(found)
    return labelled_figure(text) or _by_turns(_in_order(found, ""))


def _led_by_label(text: str, *, inside: bool) -> list[tuple[str, bool]]:
    """A line of a row's label and, behind a colon or dots, its figures, with or without heads; [] for any other line.

    A label may name the head as well: 规章本年制发件数：1件.
    """
    match = _LEADER.search(text)
    if match is None:
        return []
    label, rest = text[: match.start()], text[match.end() :].strip()
    name = name_of(label)
    if name in ROW_LABELS or name in CHANNEL_NAMES:
        if found := _in_order(headed_figures(rest), name):
            return [(label, False), *_by_turns(found)]
        figures = rest.split() if name in APPLICATION_ROWS else []
        if len(figures) == len(APPLICATIONS.columns) and all(map(looks_like_value, figures)):
            return [(label, False), *((figure, True) for figure in figures)]
    match = _FIGURE_ALONE.fullmatch(rest)
    if match and (name in APPLICATION_ROWS or (inside and name in ROW_LABELS)):
        return [(label, False), (match[1], True)]
    if match and name in _LABELS_WITH_HEAD:
        return [*((word, False) for word in _LABELS_WITH_HEAD[name]), (match[1], True)]
    return []


def labelled_figure(text: str) -> list[tuple[str, bool]]:
    """An indicator of a statistics table and its figure, where a line or a cell holds both: 收到申请数：12件."""
    label, figure = label_and_figure(text) or ("", "")
    return [(label, False), (figure, True)] if label and marks_of(label) else []


def label_and_figure(text: str) -> tuple[str, str] | tuple[()]:
    """The two parts of a text that is a label, a colon or dots, and a figure; () for any other."""
    match = _LABELLED.fullmatch(text)
    return (match[1], match[2]) if match else ()


def _by_turns(figures: Sequence[Headed]) -> list[tuple[str, bool]]:
    return [part for one in figures for part in ((one.head, False), (one.figure, True))]
