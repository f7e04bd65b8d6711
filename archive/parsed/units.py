"""What a division code stands for through the years: a county that became a district is one unit under two codes."""

from dataclasses import dataclass
from functools import cache

_REPORTS_BEGIN = 2008
_TABLE_BEGINS = 1981  # what stands in the table's first year is older than the table


@dataclass(frozen=True, slots=True)
class Unit:
    """`key` tells it from all others; `codes` are those it bore, the first first; `began` and `ended` are years.

    `history` says in words how its codes followed each other since there are reports; "" where it has had one.
    """

    key: str
    codes: tuple[str, ...]
    began: str | None
    ended: str | None
    history: str


@cache
def unit_of(division_code: str, year: int | None) -> Unit:
    """The unit that bore the code in that year, or that bears it last."""
    from parsers.prose import succession  # noqa: PLC0415 - the table is large, and read when it is imported

    line = succession.line_of(division_code, year)
    if not line:
        return Unit(division_code, (division_code,), None, None, "")
    codes = tuple(dict.fromkeys(one.code for one in line))
    first, last = line[0], line[-1]
    recent = tuple(one for one in line if one.until is None or one.until > _REPORTS_BEGIN)
    return Unit(
        succession.unit_of(division_code, year),
        codes,
        str(first.since) if first.since > _TABLE_BEGINS else None,
        str(last.until) if last.until is not None else None,
        succession.in_words(recent) if len({one.code for one in recent}) > 1 else "",
    )
