"""Hours of the day in which a portal wants to be left alone, in the time of China (UTC+8, the whole year)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from crawler.hours import parse_hours
from crawler.registry import Portal

CHINA = timezone(timedelta(hours=8))


def quiet_until(hours: str | None, moment: datetime) -> datetime | None:
    """When the quiet hours that `moment` lies in end, in China's time; None where it lies in none."""
    if hours is None:
        return None
    begin, end = parse_hours(hours)
    here = moment.astimezone(CHINA)
    now = here.time()
    is_quiet = begin <= now < end if begin < end else now >= begin or now < end
    if not is_quiet:
        return None
    ending = here.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return ending if ending > here else ending + timedelta(days=1)


def quiet_portals(portals: Iterable[Portal], moment: datetime) -> dict[str, datetime]:
    """The portals that are not to be asked now, each with the end of its quiet hours."""
    found = ((portal.id, quiet_until(portal.quiet_hours, moment)) for portal in portals)
    return {portal_id: until for portal_id, until in found if until is not None}


def quiet_words(quiet: dict[str, datetime]) -> str:
    """`portal 411424 has its quiet hours until 18:00`, or how many have, and until when the first."""
    first = min(quiet, key=lambda portal_id: quiet[portal_id])
    until = f"{quiet[first]:%H:%M} in China"
    if len(quiet) == 1:
        return f"portal {first} has its quiet hours until {until}"
    return f"{len(quiet)} portals have their quiet hours, the first until {until}"
