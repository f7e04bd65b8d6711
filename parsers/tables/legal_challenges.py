"""Table 4, 行政复议、行政诉讼: one row of fifteen figures, under heads that are often damaged.

It is also met with a row for each channel or for each result, and with a line for each of its figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.model import Figure

from .align import Interval, place, right_edge
from .figures import Figures, by_position, figure, missing
from .form import LEGAL_CHALLENGES, keys_of
from .rows import PrintedRow
from .vocabulary import CHANNEL_NAMES, LITIGATION, RESULT_NAMES

TABLE = LEGAL_CHALLENGES.name
_CHANNELS = tuple(row.code for row in LEGAL_CHALLENGES.rows)
_RESULTS = LEGAL_CHALLENGES.columns
_COLUMNS = {column.code: column for column in _RESULTS}
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_KEYS = keys_of(TABLE, LEGAL_CHALLENGES.rows, LEGAL_CHALLENGES.columns)


def read_legal_challenges(rows: Sequence[PrintedRow]) -> tuple[Figures, list[str]]:
    """The figures of one copy of the table. It may come in parts: the review first, litigation below it."""
    figures: Figures = {}
    remarks: list[str] = []
    heads: list[PrintedRow] = []
    channels: tuple[str, ...] = ()
    group = ""  # the channel that leads the rows of single results
    year = ""  # the year that leads the row of figures
    for row in _joined(rows):
        leading = next((CHANNEL_NAMES[name] for name in row.names if name in CHANNEL_NAMES), group)
        apart = _row_of_result(row, heads, leading) if row.values else []
        if _is_head(row) and not apart:
            if channels:
                heads, channels = [], ()
            heads.append(row)
            continue
        if not row.values:
            continue
        group = leading
        apart = apart or _row_of_channel(row, heads)
        if apart:
            for read in apart:
                figures.setdefault(_KEYS[read.row][read.column], read)
            continue
        if channels:
            if any(cell.text.strip() for cell in row.values):
                remarks.append(f"table 4 prints a further row: {row.printed()}")
                if year and (other := _year_of(row)):
                    figures = {key: _of_either_year(read, year, other) for key, read in figures.items()}
            continue
        channels, year = _channels(heads), _year_of(row)
        for read in _figures(row, heads, channels):
            figures.setdefault(_KEYS[read.row][read.column], read)
    return figures, remarks


def _year_of(row: PrintedRow) -> str:
    return next((name for name in row.names if _YEAR.fullmatch(name)), "")


def _of_either_year(read: Figure, year: str, other: str) -> Figure:
    note = f"the table has a row for {year} and one for {other}"
    return read if read.value is None else read._replace(value=None, kind="unplaced", note=note)


def complete(figures: Figures) -> Figures:
    """The figures with every cell that the form has and the document does not, as lost."""
    full = dict(figures)
    for channel in _CHANNELS:
        for column, key in _KEYS[channel].items():
            if key not in full:
                full[key] = missing(TABLE, channel, column, "the document shows no such cell")
    return full


def _is_head(row: PrintedRow) -> bool:
    words = set(row.names)
    known = words & (RESULT_NAMES.keys() | CHANNEL_NAMES.keys() | {LITIGATION})
    return bool(known) and not any(cell.text.strip() for cell in row.values)


def _joined(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """A line of text may hold heads and figures both: the heads become a row of their own."""
    parted: list[PrintedRow] = []
    for row in rows:
        has_figures = any(cell.text.strip() for cell in row.values)
        if row.geometry == "stream" and row.labels and has_figures:
            parted.append(row._replace(values=()))
            parted.append(row._replace(labels=(), names=()))
        else:
            parted.append(row)
    return parted


def _row_of_channel(row: PrintedRow, heads: Sequence[PrintedRow]) -> list[Figure]:
    """The figures of a channel that leads a row of its own; [] where the columns are not the five results alone."""
    leaves = _leaves(heads)
    channel = CHANNEL_NAMES.get(row.names[-1]) if row.names else None
    if channel is None or len(leaves) != len(_RESULTS) or len({code for code, _ in leaves}) != len(_RESULTS):
        return []
    columns = [_COLUMNS[code] for code, _ in leaves]
    slots = place(row.values, len(columns), row.geometry, heads=_grid(row, heads, [grid for _, grid in leaves]))
    return [figure(TABLE, channel, c, slot, (channel, c.label)) for c, slot in zip(columns, slots, strict=True)]


def _row_of_result(row: PrintedRow, heads: Sequence[PrintedRow], group: str) -> list[Figure]:
    """The figures of a result that leads a row: of the channels in the heads, or of the one that leads the row.

    [] where the heads name results as well.
    """
    result = _COLUMNS.get(RESULT_NAMES.get(row.names[-1], "")) if row.names else None
    if result is None or _leaves(heads) or not RESULT_NAMES.keys().isdisjoint(row.names[:-1]):
        return []
    if len(row.values) >= len(_CHANNELS) * len(_RESULTS):  # all figures of the form, behind what is left of its heads
        return []
    places = _places_of_channels(heads)
    channels = tuple(sorted(places, key=lambda channel: places[channel])) or ((group,) if group else ())
    if not channels:
        return []
    slots = place(row.values, len(channels), row.geometry, heads=_grid(row, heads, _under_channels(heads, channels)))
    return [
        figure(TABLE, channel, result, slot, (channel, result.label))
        for channel, slot in zip(channels, slots, strict=True)
    ]


def _under_channels(heads: Sequence[PrintedRow], channels: Sequence[str]) -> list[Interval]:
    at = {CHANNEL_NAMES.get(name): cell for row in heads for cell, name in zip(row.labels, row.names, strict=True)}
    return [(at[channel].column, at[channel].column + at[channel].colspan) for channel in channels if channel in at]


def _grid(row: PrintedRow, heads: Sequence[PrintedRow], columns: list[Interval]) -> list[Interval] | None:
    """The columns of the heads, where the row ends where they end; a row that does not has spans that lie."""
    if row.geometry != "spans" or not heads:
        return None
    return columns if right_edge(row.cells) == max(right_edge(head.cells) for head in heads) else None


def _channels(heads: Sequence[PrintedRow]) -> tuple[str, ...]:
    """The channels that the heads name, as they are printed; the form's three where they name none or are damaged."""
    places = _places_of_channels(heads)
    words = {name for row in heads for name in row.names}
    if places.keys() == {"review"} and LITIGATION not in words:
        return ("review",)
    if len(places) == 1 and len(_leaves(heads)) == len(_RESULTS):
        return tuple(places)
    if places.keys() == set(_CHANNELS) or places.keys() == {"litigation_direct", "litigation_after_review"}:
        return tuple(sorted(places, key=lambda channel: places[channel]))
    return _CHANNELS


def _places_of_channels(heads: Sequence[PrintedRow]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Where each channel stands: its grid column; without a grid, its place in print, below that of 行政诉讼."""
    places: dict[str, tuple[tuple[int, int], ...]] = {}
    litigation: tuple[tuple[int, int], ...] = ()
    for number, row in enumerate(heads):
        for at, (cell, name) in enumerate(zip(row.labels, row.names, strict=True)):
            here = (0, cell.column) if row.geometry == "spans" else (number, at)
            if name == LITIGATION and row.geometry != "spans":
                litigation = (here,)
            elif channel := CHANNEL_NAMES.get(name):
                places.setdefault(channel, (here,) if channel == "review" else (*litigation, here))
    return places


def _figures(row: PrintedRow, heads: Sequence[PrintedRow], channels: tuple[str, ...]) -> list[Figure]:
    columns = [(channel, column) for channel in channels for column in _RESULTS]
    leaves = _leaves(heads)
    whole = [column for column, _ in leaves] == [column.code for column in _RESULTS] * len(channels)
    grid = _grid(row, heads, [interval for _, interval in leaves]) if whole else None
    slots = place(row.values, len(columns), row.geometry, heads=grid)
    read = [
        figure(TABLE, channel, column, slot, (channel, column.label))
        for (channel, column), slot in zip(columns, slots, strict=True)
    ]
    if whole:
        return read
    return [by_position(one, "the column heads are damaged; read by the form's order") for one in read]


def _leaves(heads: Sequence[PrintedRow]) -> list[tuple[str, Interval]]:
    """The result that each column head names, with its grid columns, from left to right."""
    leaves: list[tuple[int, int, str, Interval]] = []
    for number, row in enumerate(heads):
        for cell, name in zip(row.labels, row.names, strict=True):
            if name in RESULT_NAMES:
                # Without a grid, the heads of the first channel stand in the row above those of the others.
                above = 0 if row.geometry == "spans" else number
                leaves.append((above, cell.column, RESULT_NAMES[name], (cell.column, cell.column + cell.colspan)))
    return [(code, interval) for _, _, code, interval in sorted(leaves)]
