"""Table 4, 行政复议、行政诉讼: one row of fifteen figures, under heads that are often damaged.

It is also met with a row for each channel or for each result, and with a line for each of its figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.model import Figure

from .align import Interval, place, right_edge, words_under
from .figures import Figures, by_position, figure, missing
from .form import LEGAL_CHALLENGES, keys_of
from .legal_heads import (
    CHANNELS,
    COLUMNS,
    DAMAGED,
    RESULTS,
    are_whole,
    beside_of,
    channels_of,
    columns_of,
    is_head,
    leaves_of,
    places_of_channels,
    stages_of,
)
from .rows import PrintedRow, prints_shares
from .vocabulary import CHANNEL_NAMES, LEGAL_HEADS, LITIGATION, RESULT_NAMES

TABLE = LEGAL_CHALLENGES.name
_SUM = "total"
_MOST_HEADS = 2 * len(CHANNELS) * len(RESULTS)  # with further sums; a wider table is none of the form
_MOST_WORDS = 200  # of all rows of heads: they are gone through for each row of figures
_KEYS = keys_of(TABLE, LEGAL_CHALLENGES.rows, LEGAL_CHALLENGES.columns)


def read_legal_challenges(rows: Sequence[PrintedRow]) -> tuple[Figures, list[str]]:
    """The figures of one copy of the table. It may come in parts: the review first, litigation below it."""
    figures: Figures = {}
    remarks: list[str] = []
    heads: list[PrintedRow] = []
    channels: tuple[str, ...] = ()
    group = ""  # the channel that leads the rows of single results
    first: PrintedRow | None = None  # the row of figures
    above: list[PrintedRow] = []  # results that head the parts of several channels
    for row in map(_with_words_for_figures, _joined(rows)):
        leading = next((CHANNEL_NAMES[name] for name in row.names if name in CHANNEL_NAMES), group)
        apart = _row_of_result(row, heads, leading) if row.values else []
        if is_head(row) and not apart:
            if channels:
                above = [head for head in heads if CHANNEL_NAMES.keys().isdisjoint(head.names)]
                heads, channels, first = [], (), None
            if sum(len(head.labels) for head in (*heads, row)) <= _MOST_WORDS:
                heads.append(row)
            continue
        if prints_shares(row):
            remarks.append(f"table 4 prints a further row: {row.printed()}")
            continue
        if not row.values or _numbers_columns(row):
            continue
        group = leading
        if above and not leaves_of(heads):
            heads, above = [*above, *heads], []
        apart = apart or _row_of_channel(row, heads) or _row_under_channels(row, heads)
        if not apart and _is_of_no_channel(row, heads):
            remarks.append(f"table 4 prints of no channel of the form: {row.printed()}")
            continue
        if apart:
            for read in apart:
                if read.row:
                    figures.setdefault(_KEYS[read.row][read.column], read)
                else:
                    remarks.append(f"table 4 prints of no channel of the form: {' '.join(read.labels)} {read.raw}")
            continue
        if channels and first and _prints(first):
            if _prints(row):
                remarks.append(f"table 4 prints a further row: {row.printed()}")
                of_either = {_KEYS[read.row][read.column]: read for read in _figures(row, heads, channels)}
                figures = {key: _of_either(read, of_either.get(key), first, row) for key, read in figures.items()}
            continue
        channels = channels or channels_of(heads)
        if aside := words_under(row.values, beside_of(heads)):
            remarks.append(f"table 4 prints beside its columns: {aside}")
        of_row = {_KEYS[read.row][read.column]: read for read in _figures(row, heads, channels)}
        if first is None and of_row.keys() <= figures.keys() and _prints(row):
            remarks.append(f"table 4 prints a further row: {row.printed()}")
        figures |= {key: read for key, read in of_row.items() if first or key not in figures}  # the first is all blanks
        first = row
    return figures, remarks


def _prints(row: PrintedRow) -> bool:
    return any(cell.text.strip() for cell in row.values)


def _of_either(one: Figure, other: Figure | None, of_one: PrintedRow, of_other: PrintedRow) -> Figure:
    """A figure of the first row, where a further one prints as many: of two years, of two bodies, or printed twice."""
    if other is None or other.value is None or one.value in (None, other.value):
        return one
    names = (" ".join(row.names) or row.printed()[:60] for row in (of_one, of_other))
    return one._replace(value=None, kind="unplaced", note=f"the table has two rows of figures: {' and '.join(names)}")


def complete(figures: Figures) -> Figures:
    """The figures with every cell that the form has and the document does not, as lost."""
    full = dict(figures)
    for channel in CHANNELS:
        for column, key in _KEYS[channel].items():
            if key not in full:
                full[key] = missing(TABLE, channel, column, "the document shows no such cell")
    return full


def _numbers_columns(row: PrintedRow) -> bool:
    """Whether a row below the heads only counts the columns: 1, 2, 3, … 15."""
    counted = [cell.text.strip() for cell in row.values]
    return len(counted) >= len(RESULTS) * len(CHANNELS) and counted == [
        str(number) for number in range(1, len(counted) + 1)
    ]


def _joined(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """A line of text may hold heads and figures both: the heads become a row of their own."""
    parted: list[PrintedRow] = []
    for row in rows:
        has_figures = any(cell.text.strip() for cell in row.values)
        if row.geometry == "stream" and row.labels and has_figures and not _is_of_channel(row):
            parted.append(row._replace(values=()))
            parted.append(row._replace(labels=(), names=()))
        else:
            parted.append(row)
    return parted


def _is_of_channel(row: PrintedRow) -> bool:
    """Whether a line is that of one channel and its results: 行政复议 1 0 0 0 1."""
    return len(row.values) == len(RESULTS) and len(row.names) == 1 and row.names[0] in CHANNEL_NAMES


def _with_words_for_figures(row: PrintedRow) -> PrintedRow:
    """A row of words of which none is of the table: they stand where its figures should."""
    if row.values or len(row.labels) < len(RESULTS) or not LEGAL_HEADS.isdisjoint(row.names):
        return row
    if not any(character.isdigit() for cell in row.labels for character in cell.text):
        return row
    return row._replace(labels=(), names=(), values=row.labels)


def _row_of_channel(row: PrintedRow, heads: Sequence[PrintedRow]) -> list[Figure]:
    """The figures of a channel that leads a row of its own; [] where the columns are not the five results alone."""
    leaves = leaves_of(heads)
    channel = CHANNEL_NAMES.get(row.names[-1]) if row.names else None
    if channel and not leaves and len(row.values) == len(RESULTS):
        read = [
            figure(TABLE, channel, c, cell, (channel, c.label)) for c, cell in zip(RESULTS, row.values, strict=True)
        ]
        return [by_position(one, DAMAGED) for one in read]
    if channel is None or len(leaves) != len(RESULTS) or len({code for code, _ in leaves}) != len(RESULTS):
        return []
    columns = [COLUMNS[code] for code, _ in leaves]
    grid = _grid(row, heads, [interval for _, interval in leaves])
    slots = place(row.values, len(columns), row.geometry, heads=grid, beside=beside_of(heads))
    return [figure(TABLE, channel, c, slot, (channel, c.label)) for c, slot in zip(columns, slots, strict=True)]


def _is_of_no_channel(row: PrintedRow, heads: Sequence[PrintedRow]) -> bool:
    """Whether a row for litigation as a whole, or for all channels, stands among those of a channel each."""
    name = row.names[-1] if row.names else ""
    results = [code for code, _ in leaves_of(heads)]
    is_sum = name == LITIGATION or RESULT_NAMES.get(name) == _SUM
    return is_sum and len(set(results)) == len(results) == len(row.values) == len(RESULTS)


def _row_of_result(row: PrintedRow, heads: Sequence[PrintedRow], group: str) -> list[Figure]:
    """The figures of a result that leads a row: of the channels in the heads, or of the one that leads the row.

    [] where the heads name results as well.
    """
    result = COLUMNS.get(RESULT_NAMES.get(row.names[-1], "")) if row.names else None
    sums = [interval for code, interval in leaves_of(heads) if code == _SUM]
    if result is None or len(sums) < len(leaves_of(heads)) or not RESULT_NAMES.keys().isdisjoint(row.names[:-1]):
        return []
    if len(row.values) >= len(CHANNELS) * len(RESULTS):  # all figures of the form, behind what is left of its heads
        return []
    places = places_of_channels(heads)
    channels = tuple(sorted(places, key=lambda channel: places[channel])) or ((group,) if group else ())
    if not channels:
        return []
    grid = _grid(row, heads, _under_channels(heads, channels))
    slots = place(row.values, len(channels), row.geometry, heads=grid, beside=sums)
    return [
        figure(TABLE, channel, result, slot, (channel, result.label))
        for channel, slot in zip(channels, slots, strict=True)
    ]


def _row_under_channels(row: PrintedRow, heads: Sequence[PrintedRow]) -> list[Figure]:
    """The figures of a grid that has other columns than the form: totals alone, a channel less, a further sum.

    Those of 行政诉讼 as a whole are of no row. [] where the grid has the form's columns, or does not state for each
    figure what it is.
    """
    leaves = leaves_of(heads)
    grid = _grid(row, heads, [interval for _, interval in leaves])
    if grid is None or len(grid) > _MOST_HEADS or are_whole(leaves, channels_of(heads)):
        return []
    leaves = [(code, here) for code, here in leaves if not any(_covers(here, other) for other in grid)]
    if len(row.values) != len(leaves):
        return []
    figures = []
    for cell, (code, (first, past)) in zip(row.values, leaves, strict=True):
        channel = _channel_over(first, heads)
        if not first <= cell.column < past or channel is None:
            return []
        figures.append(figure(TABLE, channel, COLUMNS[code], cell, (channel or LITIGATION, COLUMNS[code].label)))
    known = [read.key for read in figures if read.row]
    return figures if len(known) == len(set(known)) else []


def _covers(one: Interval, other: Interval) -> bool:
    return one != other and one[0] <= other[0] and other[1] <= one[1]


def _channel_over(column: int, heads: Sequence[PrintedRow]) -> str | None:
    """The lowest channel over a grid column: "" where it is 行政诉讼 as a whole, None where there is none."""
    over = None
    for row in heads:
        for cell, name in zip(row.labels, row.names, strict=True):
            if cell.column <= column < cell.column + cell.colspan and (name in CHANNEL_NAMES or name == LITIGATION):
                over = CHANNEL_NAMES.get(name, "")
    return over


def _under_channels(heads: Sequence[PrintedRow], channels: Sequence[str]) -> list[Interval]:
    at = {CHANNEL_NAMES.get(name): cell for row in heads for cell, name in zip(row.labels, row.names, strict=True)}
    return [(at[channel].column, at[channel].column + at[channel].colspan) for channel in channels if channel in at]


def _grid(row: PrintedRow, heads: Sequence[PrintedRow], columns: list[Interval]) -> list[Interval] | None:
    """The columns of the heads, where the row ends where they end; a row that does not has spans that lie."""
    if row.geometry != "spans" or not heads:
        return None
    return columns if right_edge(row.cells) == max(right_edge(head.cells) for head in heads) else None


def _figures(row: PrintedRow, heads: Sequence[PrintedRow], channels: tuple[str, ...]) -> list[Figure]:
    columns, by_order = columns_of(heads, channels)
    grid = None if by_order else _grid(row, heads, [interval for _, interval in leaves_of(heads)])
    slots = place(row.values, len(columns), row.geometry, heads=grid, beside=beside_of(heads) if grid else ())
    read = [
        figure(TABLE, channel, column, slot, (channel, column.label))
        for (channel, column), slot in zip(columns, slots, strict=True)
    ]
    if stages := stages_of(heads):
        note = f"the heads name stages of court and no channels of the form: {' | '.join(stages)}"
        return [one if one.row == "review" else one._replace(value=None, kind="unplaced", note=note) for one in read]
    return [by_position(one, by_order) for one in read] if by_order else read
