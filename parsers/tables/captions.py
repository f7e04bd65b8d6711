"""What the short paragraph right above a grid says of it: a channel of table 4, or the year of its figures.

A portal's editor that holds no wide tables parts table 4 into one of five figures for each channel, the channel's name
above it; and tables of several years stand one below the other, each under its year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.model import Block, Cell, Paragraph

from .labels import bare
from .rows import PrintedRow, printed_row
from .vocabulary import CHANNEL_NAMES, RESULT_NAMES

_LONGEST = 30  # characters
_SIGNS = ("复议", "年")
_CHANNEL = re.compile(
    "(?:因?(?:政府)?信息公开(?:工作)?的?)?(?:被申请|提起)?"
    "(?P<name>行政复议|(?:未经|经)?复议[直后].{2,4}?(?=的?行政诉讼|案件|的?情况|数量|$))"
    "(?:(?<!行政复议)的?行政诉讼)?(?:案件)?(?:的?情况|数量)?"
)
_YEAR = re.compile(r"附?[件表]?(?P<year>(?:19|20)\d\d)年(?!\d).*")
_LAST_YEAR = re.compile(r"附?[件表]?(?:上一?|去)年度?(?!结转).*")


def caption_of(blocks: Sequence[Block], at: int) -> str:
    """The paragraph right above the grid at `at`, where it names a channel or a year alone; "" for any other."""
    above = blocks[at - 1] if at else None
    if not isinstance(above, Paragraph) or len(above.text) > _LONGEST or not any(one in above.text for one in _SIGNS):
        return ""
    name = bare(above.text)
    return above.text if _channel(name) or _YEAR.fullmatch(name) or _LAST_YEAR.fullmatch(name) else ""


def with_channel(rows: Sequence[PrintedRow], caption: str) -> list[PrintedRow]:
    """The rows of a grid that begins with heads of results alone, below a row of the channel that its caption names."""
    channel = _channel(bare(caption))
    if not channel or not rows[0].names or not RESULT_NAMES.keys() >= set(rows[0].names):
        return list(rows)
    width = max(cell.column + cell.colspan for row in rows for cell in row.cells)
    return [printed_row([Cell(channel, 0, 0, colspan=width)], (), rows[0].geometry, rows[0].run), *rows]


def is_of_another_year(caption: str, year: int) -> bool:
    """Whether a caption says that a table is of another year than the report's `year`."""
    name = bare(caption)
    named = _YEAR.fullmatch(name)
    return int(named["year"]) != year if named else bool(_LAST_YEAR.fullmatch(name))


def _channel(name: str) -> str:
    """The channel of table 4 that a bare caption names; "" where it names none, or more than one."""
    if name in CHANNEL_NAMES:
        return name
    match = _CHANNEL.fullmatch(name)
    return match["name"] if match and match["name"] in CHANNEL_NAMES else ""
