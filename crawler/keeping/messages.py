"""What the asking process and the keeper say to each other.

The asking process speaks first, and the keeper deals with one message after the other, in the order of their coming.
`Opening` is the first. Each of these has one reply, and replies come in the order of what they answer:

    Claim       → Questions
    Answer      → Judged, before anything more is asked of that host; the body goes with the Answer
    RulesWanted → RulesKnown, with the body of the robots.txt that is held
    Count       → Counted
    Finish      → Finished, and the keeper ends

`NoAnswer`, `RulesAnswer` (with its body) and `NoRules` have none. Unasked, the keeper says `Written` when a batch is in
the archive and may have brought more to ask, `Logged` for the log, and `Broken`, its last word, when it cannot go on.

All are tuples of plain values, which pickle fast; bodies travel beside them as they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # what one end needs of these the other need not import
    from archive.errors import ArchiveError
    from archive.raw.fields import Fields
    from archive.raw.requests import Sent
    from crawler.events import Counts
    from crawler.found import Discovery
    from crawler.identity import CrawlRefused
    from crawler.registry import Portal
    from crawler.summary import CrawlSummary


class Held(NamedTuple):
    """What a question may name so that what did not change is not sent again; one of both is there."""

    etag: str | None
    last_modified: str | None


# --- from the asking process -------------------------------------------------------------------------


class Opening(NamedTuple):
    """The archive to keep, made where there is none, and the crawl that it is for; as in `Ledger`."""

    archive: Path
    portals: tuple[Portal, ...]
    owner: str
    years: frozenset[int] = frozenset()
    columns_only: bool = False
    routine: bool = False
    recheck: bool = False
    log_level: str = "WARNING"


class Claim(NamedTuple):
    """The next questions, please: `most` of them (None: as many as there is room for), none for what rests."""

    most: int | None
    resting_hosts: frozenset[str]
    resting_portals: frozenset[str]


class Answer(NamedTuple):
    """An answer to a question. Its body goes with it, but where it `is_same` as what is held (a 304).

    `url` is where the body came from, `again_after` in how many seconds the question may be asked again if this is a
    refusal that may pass, None where it may not.
    """

    request_id: int
    fetched_at: str
    status: int
    url: str
    fields: Fields
    sent: tuple[Sent, ...]
    again_after: float | None
    is_same: bool


class NoAnswer(NamedTuple):
    """A question that brought no answer, or that was not sent; the verdict on it, and `again_after` as in `Answer`."""

    request_id: int
    fetched_at: str
    verdict: str
    reason: str
    sent: tuple[Sent, ...] = ()
    again_after: float | None = None


class RulesWanted(NamedTuple):
    """What is known of a robots.txt?"""

    url: str


class RulesAnswer(NamedTuple):
    """An answer for a robots.txt: `refused` why nothing may be asked, `remark` what of it is not kept to the letter."""

    portal_id: str
    asked: str
    fetched_at: str
    status: int
    url: str
    fields: Fields
    sent: tuple[Sent, ...]
    is_same: bool
    refused: str
    remark: str


class NoRules(NamedTuple):
    """A robots.txt that was asked for and did not come."""

    portal_id: str
    asked: str
    fetched_at: str
    reason: str
    sent: tuple[Sent, ...]


class Count(NamedTuple):
    """How far is the crawl?"""


class Finish(NamedTuple):
    """There is nothing more to say. `interrupted` is why the asking stopped, if something is left to ask."""

    interrupted: str


# --- from the keeper ---------------------------------------------------------------------------------


class Question(NamedTuple):
    """A request of the frontier, claimed to be asked now; `attempts` counts this one."""

    request_id: int
    portal_id: str
    url: str
    method: str
    body: bytes | None
    priority: int
    attempts: int
    held: Held | None


class Questions(NamedTuple):
    """What was claimed. `is_over`: nothing is under way, and nothing waits but for what rests."""

    questions: tuple[Question, ...]
    is_over: bool


class Judged(NamedTuple):
    """What an answer was."""

    verdict: str
    reason: str


class RulesKnown(NamedTuple):
    """The last answer for a robots.txt where it still holds: its status, or why nothing may be asked.

    With neither, the site is to be asked, conditionally where something is `held`. The body, of the answer or of what
    is held, goes with it.
    """

    status: int | None
    refused: str
    held: Held | None


class Counted(NamedTuple):
    """The crawl in numbers; `waiting` are requests that wait or are in work, by portal and host.

    `seconds` is how long the counting took: a long frontier takes a while.
    """

    counts: Counts
    waiting: dict[tuple[str | None, str], int]
    seconds: float


class Finished(NamedTuple):
    """What became of the crawl; with a `discovery` where it was for columns only."""

    summary: CrawlSummary
    discovery: Discovery | None


class Written(NamedTuple):
    """A batch of outcomes was committed."""


class Logged(NamedTuple):
    """A line for the log."""

    name: str
    level: int
    text: str


class Broken(NamedTuple):
    """The archive cannot be written, or the crawl may not begin; the keeper ends."""

    error: ArchiveError | CrawlRefused
