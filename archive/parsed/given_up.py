"""Documents that were not read to their end: they took too long, or more memory than there was.

That says nothing of the document: a faster machine, or this one with more patience, may read it. So what is noted of
such an attempt stands under a version of its own, beside which the same code can still read the document.
"""

from dataclasses import replace

from archive.parsed import deadline
from archive.parsed.reader import ReadBy

DIED = "the process that read it died"
_VERSION_ENDS = ", given up"


def was_given_up(reason: str | None) -> bool:
    """Whether a reading that failed for this reason says nothing of the document."""
    return deadline.was_given_up(reason) or reason == DIED


def condition(name: str) -> str:
    """The same of a row of `readings`, by the name that it has in a statement."""
    is_said = f"{name}.reason LIKE '%{deadline.GIVEN_UP}' OR {name}.reason = '{DIED}'"
    return f"({name}.outcome = 'failed' AND ({is_said}))"


def attempt_by(by: ReadBy) -> ReadBy:
    """Who tried to read, and did not come to the end."""
    return replace(by, reader_version=f"{by.reader_version}{_VERSION_ENDS}")
