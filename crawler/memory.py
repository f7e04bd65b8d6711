"""What earlier crawls tell this one: columns found, lists read, documents looked at. Writes nothing."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from archive.raw import columns, history, payloads
from archive.raw.columns import KnownColumn
from archive.raw.held import validators
from archive.raw.history import EarlierList
from crawler.hosts import is_allowed
from crawler.registry import Portal
from crawler.resting import FULL_AGAIN, next_check

LOOKED_FOR_AGAIN = timedelta(days=90)  # how long the columns found from a home page are taken for all there are


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A document's bytes as they are held, the charset that was named with them, and where they came from."""

    url: str
    body: bytes
    charset: str | None


class Memory:
    """`routine`: documents are asked for again only after a while. `recheck`: nothing remembered is relied on."""

    def __init__(
        self, conn: sqlite3.Connection, crawl_id: int, *, routine: bool = False, recheck: bool = False
    ) -> None:
        self._conn = conn
        self._crawl_id = crawl_id
        self._routine = routine and not recheck
        self._recheck = recheck
        self._states: dict[str, dict[str, str]] = {}

    def columns(self, portal: Portal) -> list[KnownColumn]:
        """The portal's columns as they were last; empty where they are to be looked for."""
        return self._known(portal, "column")

    def single_reports(self, portal: Portal) -> list[KnownColumn]:
        """Pages that menus link to as if they were columns, and that are one report each."""
        return self._known(portal, "report")

    def is_no_column(self, portal: Portal, url: str) -> bool:
        """Whether a page was looked at as a column before and is none, or is none any more."""
        if portal.id not in self._states:
            self._states[portal.id] = {column.url: column.state for column in columns.known(self._conn, portal.id)}
        return self._states[portal.id].get(url, "column") != "column"

    def must_look_again(self, portal: Portal) -> bool:
        """Whether the columns are to be looked for although some are known: it was long ago, or all is asked again."""
        last = history.last_sound(self._conn, portal.home)
        return self._recheck or last is None or _since(last) >= LOOKED_FOR_AGAIN

    def _known(self, portal: Portal, state: str) -> list[KnownColumn]:
        """What is known in a state, as far as it lies on the portal's hosts of today."""
        found = columns.known(self._conn, portal.id)
        return [column for column in found if column.state == state and is_allowed(column.url, portal)]

    def earlier_list(self, url: str, family: str) -> EarlierList | None:
        """What the list is known to hold, where that is young enough to rest on."""
        if self._recheck:
            return None
        earlier = history.earlier_list(self._conn, url, family, before_crawl=self._crawl_id)
        return earlier if earlier and _since(earlier.read_at) < FULL_AGAIN else None

    def whole_list(self, url: str) -> EarlierList | None:
        """The last complete reading of a list, however long ago: for sites that stand still."""
        return None if self._recheck else history.whole_list(self._conn, url)

    def held_page(self, url: str) -> HeldPage | None:
        """What is held of a document that is not asked for: it names others, which may be due."""
        held = validators(self._conn, url)
        if held is None:
            return None
        charset, headers = self._conn.execute(
            "SELECT charset, headers FROM captures WHERE capture_id = ?", (held.capture_id,)
        ).fetchone()
        led_to = json.loads(headers or "{}").get("redirected_to", url)
        return HeldPage(led_to, payloads.get(self._conn, held.sha256), charset)

    def is_due(self, url: str) -> bool:
        """Whether a document is to be asked for in this crawl."""
        if not self._routine:
            return True
        checks = history.checks(self._conn, url)
        return checks is None or next_check(checks) <= datetime.now(UTC)


def _since(moment: str) -> timedelta:
    return datetime.now(UTC) - datetime.fromisoformat(moment)
