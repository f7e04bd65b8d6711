"""What a portal was before it changed its software: `[[portal.era]]` of a portals file."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

FIRST_REPORT_YEAR = 2008  # the regulations on disclosure came into force
_MOMENT = re.compile(r"(20\d\d)(?:-(\d\d)(?:-(\d\d))?)?")
_FIELDS = frozenset({"until", "since", "home", "hosts", "columns", "family", "note"})


@dataclass(frozen=True, slots=True)
class Era:
    """A site as it was, and where it can still be asked: `until` (and `since`, where it is known) are ISO dates.

    `hosts` are the allow-list of that site beside the portal's own; empty means those of `home`, where one is given.
    `columns` and `family` as in the portal's entry.
    """

    until: str
    since: str | None = None
    home: str | None = None
    hosts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    family: str | None = None
    note: str | None = None

    def report_years(self) -> range:
        """The report years that the site can list: a year's report comes out in the year after it."""
        first = int(self.since[:4]) - 1 if self.since else FIRST_REPORT_YEAR
        return range(first, int(self.until[:4]))


def era_of(entry: object) -> Era:
    """The era that a table says. Raises ValueError with words that say what is wrong with it."""
    if not isinstance(entry, Mapping):
        raise ValueError("must be a table, written [[portal.era]]")  # noqa: TRY004 - the caller makes it a sentence
    for name in entry.keys() - _FIELDS:
        raise ValueError(f"field {name!r} is not known")
    values: dict[str, Any] = {name: _checked(name, value) for name, value in entry.items()}
    if "until" not in values:
        raise ValueError("field 'until' is missing: the last day or year of that site")
    return Era(**values)


def _checked(name: str, value: object) -> object:
    if name in {"hosts", "columns"}:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ValueError(f"field {name!r} must be a list of texts, not {value!r}")
        return tuple(value)
    if isinstance(value, date) and name in {"until", "since"}:
        return value.isoformat()[:10]
    if not isinstance(value, str) or not value:
        raise ValueError(f"field {name!r} must be text, not {value!r}")
    return _day(value, is_end=name == "until") if name in {"until", "since"} else value


def _day(text: str, *, is_end: bool) -> str:
    """A day, month or year as the day on which it begins, or ends."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no year, month or day such as 2019, 2019-06 or 2019-06-30")
    year, month = int(match[1]), int(match[2] or (12 if is_end else 1))
    try:
        last = calendar.monthrange(year, month)[1]
        return date(year, month, int(match[3] or (last if is_end else 1))).isoformat()
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"{text!r} is no day of the calendar") from error
