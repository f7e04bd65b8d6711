"""The column heads of table 4: channels and results, and in which order the figures stand below them."""

from __future__ import annotations

from collections.abc import Sequence

from .align import Interval
from .form import LEGAL_CHALLENGES, Column
from .numbers import looks_like_value
from .rows import PrintedRow
from .vocabulary import CHANNEL_NAMES, LITIGATION, RESULT_NAMES, names_a_remark

CHANNELS = tuple(row.code for row in LEGAL_CHALLENGES.rows)
RESULTS = LEGAL_CHALLENGES.columns
COLUMNS = {column.code: column for column in RESULTS}
DAMAGED = "the column heads are damaged; read by the form's order"
_STAGES = frozenset({"一审", "二审", "终审", "再审"})
_REORDERED = "the column heads stand in another order than the form's; read in their order"


def is_head(row: PrintedRow) -> bool:
    """Whether a row holds words of the heads and no figure."""
    words = set(row.names)
    known = words & (RESULT_NAMES.keys() | CHANNEL_NAMES.keys() | {LITIGATION})
    return bool(known) and not any(looks_like_value(cell.text) for cell in row.values)


def channels_of(heads: Sequence[PrintedRow]) -> tuple[str, ...]:
    """The channels that the heads name, as they are printed; the form's three where they name none or are damaged."""
    places = places_of_channels(heads)
    words = {name for row in heads for name in row.names}
    if places.keys() == {"review"} and LITIGATION not in words:
        return ("review",)
    if len(places) == 1 and len(leaves_of(heads)) == len(RESULTS):
        return tuple(places)
    if places.keys() == set(CHANNELS) or places.keys() == {"litigation_direct", "litigation_after_review"}:
        return tuple(sorted(places, key=lambda channel: places[channel]))
    return CHANNELS


def places_of_channels(heads: Sequence[PrintedRow]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Where each channel stands: its grid column; without a grid, its place in print, below that of 行政诉讼."""
    places: dict[str, tuple[tuple[int, int], ...]] = {}
    litigation: tuple[tuple[int, int], ...] = ()
    for number, row in enumerate(heads):
        for at, (cell, name) in enumerate(zip(row.labels, row.names, strict=True)):
            here = (0, cell.column) if row.geometry == "spans" else (number, at)
            if name == LITIGATION and row.geometry != "spans":
                if places.keys() - {"review"}:
                    return {}  # what belongs below it stands above it: the lines are in no order
                litigation = (here,)
            elif channel := CHANNEL_NAMES.get(name):
                places.setdefault(channel, (here,) if channel == "review" else (*litigation, here))
    return places


def leaves_of(heads: Sequence[PrintedRow]) -> list[tuple[str, Interval]]:
    """The result that each column head names, with its grid columns, from left to right."""
    leaves: list[tuple[int, int, str, Interval]] = []
    for number, row in enumerate(heads):
        for cell, name in zip(row.labels, row.names, strict=True):
            if name in RESULT_NAMES:
                # Without a grid, the heads of the first channel stand in the row above those of the others.
                above = 0 if row.geometry == "spans" else number
                leaves.append((above, cell.column, RESULT_NAMES[name], (cell.column, cell.column + cell.colspan)))
    return [(code, interval) for _, _, code, interval in sorted(leaves)]


def are_whole(leaves: Sequence[tuple[str, Interval]], channels: Sequence[str]) -> bool:
    """Whether the results stand under each of the channels as in the form."""
    return [code for code, _ in leaves] == [column.code for column in RESULTS] * len(channels)


def stages_of(heads: Sequence[PrintedRow]) -> list[str]:
    """The stages of court that stand where the heads should name channels of litigation: 一审, 二审."""
    return [stage for row in heads for cell in row.cells if (stage := "".join(cell.text.split())) in _STAGES]


def beside_of(heads: Sequence[PrintedRow]) -> list[Interval]:
    """The columns of a grid whose heads name a remark."""
    cells = [cell for row in heads if row.geometry == "spans" for cell in row.labels if names_a_remark(cell.text)]
    return [(cell.column, cell.column + cell.colspan) for cell in cells]


def columns_of(heads: Sequence[PrintedRow], channels: Sequence[str]) -> tuple[list[tuple[str, Column]], str]:
    """The channel and the result of each figure of a row, and why they are read by their order; "" by whole heads."""
    official = [(channel, column) for channel in channels for column in RESULTS]
    if are_whole(leaves_of(heads), channels):
        return official, ""
    if _are_under_results(heads, channels):
        return [(channel, column) for column in RESULTS for channel in channels], _REORDERED
    of_channels = _in_another_order(heads, len(channels))
    if not of_channels:
        return official, DAMAGED
    printed = zip(channels, of_channels, strict=True)
    return [(channel, column) for channel, results in printed for column in results], _REORDERED


def _in_another_order(heads: Sequence[PrintedRow], channels: int) -> list[tuple[Column, ...]]:
    """The results of each channel, where heads print all of them and in another order than the form; else []."""
    printed = [RESULT_NAMES[name] for row in heads for name in row.names if name in RESULT_NAMES]
    width = len(RESULTS)
    parts = [printed[at : at + width] for at in range(0, len(printed), width)]
    official = list(COLUMNS)
    if len(parts) != channels or parts == [official] * channels or any(set(part) != set(official) for part in parts):
        return []
    return [tuple(COLUMNS[code] for code in part) for part in parts]


def _are_under_results(heads: Sequence[PrintedRow], channels: Sequence[str]) -> bool:
    """Whether the heads print all channels under each of the results, instead of all results under each channel."""
    names = [name for row in heads for name in row.names]
    results = [RESULT_NAMES[name] for name in names if name in RESULT_NAMES]
    under = [CHANNEL_NAMES[name] for name in names if name in CHANNEL_NAMES]
    return results == list(COLUMNS) and under == list(channels) * len(RESULTS)
