"""The portals that this archive was told of, as their registry entries stood when last used."""

import sqlite3
from dataclasses import dataclass

from archive.moments import now


@dataclass(frozen=True, slots=True)
class PortalRow:
    """A portal; `entry` is its whole registry entry as JSON."""

    portal_id: str
    name: str
    division_code: str | None
    home: str | None
    family: str | None
    entry: str = "{}"


def record(conn: sqlite3.Connection, portal: PortalRow) -> None:
    """Write the portal, or what is new about it. A family that was found earlier is not forgotten for None."""
    conn.execute(
        """INSERT INTO portal_entries (portal_id, name, division_code, home, family, entry, recorded_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (portal_id) DO UPDATE
           SET name = excluded.name, division_code = excluded.division_code, home = excluded.home,
               family = coalesce(excluded.family, family), entry = excluded.entry,
               recorded_at = excluded.recorded_at""",
        (portal.portal_id, portal.name, portal.division_code, portal.home, portal.family, portal.entry, now()),
    )
