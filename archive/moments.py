"""Points in time as the archive writes them: UTC, ISO 8601, whole seconds, `2026-11-21T20:40:56Z`."""

from datetime import UTC, datetime, timedelta

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def now() -> str:
    return datetime.now(UTC).strftime(FORMAT)


def following(moment: str) -> str:
    """One second later."""
    return (datetime.strptime(moment, FORMAT).replace(tzinfo=UTC) + timedelta(seconds=1)).strftime(FORMAT)


def checked(moment: str) -> str:
    """The moment itself; raises ValueError where it is not written as above, for text is what sorts it."""
    if datetime.strptime(moment, FORMAT).replace(tzinfo=UTC).strftime(FORMAT) != moment:
        raise ValueError(f"{moment!r} is no UTC time such as 2026-11-21T20:40:56Z")
    return moment
