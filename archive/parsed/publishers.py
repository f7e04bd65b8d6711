"""Which body a report is of. Two names are one publisher by evidence only, and the evidence is kept.

The evidence, strongest first: the same division and the same name without the region's prefix; the same
portal and the same printed name; the same organisation code in the index number, under names of which one
abbreviates the other (an index number may also be that of the office that put the page online). What is
known of a body adds up: a report that shares any of it is of the same body. 人民政府, its office and the
roll-up of a region are three publishers, so class and aggregate scope are part of every key. Where there is
none of these the publisher is unknown.
"""

import sqlite3
from dataclasses import dataclass

from parsers.model import Publisher


@dataclass(frozen=True, slots=True)
class _Key:
    """What two readings must share to be of one publisher; `says` is that in words."""

    key: str
    says: str
    needs_like_names: bool = False


def identify(conn: sqlite3.Connection, publisher: Publisher, portal_id: str | None) -> int | None:
    """The publisher's number, made where it is new; None where nothing tells who it is."""
    keys = _keys(publisher, portal_id)
    if not keys:
        return None
    matches = (_known(conn, key, publisher) for key in keys)
    found = next((known for known in matches if known is not None), None)
    if found is None:
        found = _new_publisher(conn, publisher, keys[0])
    for key in keys:
        _remember(conn, key, found)
    return found


def _keys(publisher: Publisher, portal_id: str | None) -> list[_Key]:
    kind = f"{publisher.agency_class}|{'aggregate' if publisher.scope == 'aggregate' else 'single'}"
    bare = publisher.bare_name or publisher.name
    keys = []
    if publisher.division_code and bare:
        division = publisher.division_code
        keys.append(_Key(f"division|{division}|{bare}|{kind}", f"division {division} and name {bare}"))
    if portal_id and publisher.name:
        name = publisher.name
        keys.append(_Key(f"portal|{portal_id}|{name}|{kind}", f"portal {portal_id} and printed name {name}"))
    if publisher.organisation_code:
        code = publisher.organisation_code.upper()
        keys.append(_Key(f"organisation|{code}|{kind}", f"organisation code {code}", needs_like_names=True))
    return keys


def _known(conn: sqlite3.Connection, key: _Key, publisher: Publisher) -> int | None:
    """The publisher known by `key`, unless its division or its name says that it is another body."""
    row = conn.execute(
        """SELECT k.publisher_id, p.name, p.division_code
           FROM publisher_keys k JOIN publisher_rows p ON p.publisher_id = k.publisher_id WHERE k.key = ?""",
        (key.key,),
    ).fetchone()
    if row is None:
        return None
    publisher_id, name, division = row
    if division and publisher.division_code and division != publisher.division_code:
        return None
    if key.needs_like_names and not _abbreviates(publisher.name or "", name or ""):
        return None
    return int(publisher_id)


def _new_publisher(conn: sqlite3.Connection, publisher: Publisher, by: _Key) -> int:
    cursor = conn.execute(
        "INSERT INTO publisher_rows (name, class, scope, division_code, evidence) VALUES (?, ?, ?, ?, ?)",
        (
            publisher.name,
            publisher.agency_class,
            publisher.scope,
            publisher.division_code,
            "; ".join(part for part in (by.says, publisher.evidence) if part),
        ),
    )
    return int(cursor.lastrowid or 0)


def _remember(conn: sqlite3.Connection, key: _Key, publisher_id: int) -> None:
    """Know the publisher by this key too; a key under which two bodies were met tells neither any more."""
    conn.execute(
        """INSERT INTO publisher_keys (key, publisher_id) VALUES (?, ?)
           ON CONFLICT (key) DO UPDATE SET publisher_id = NULL WHERE publisher_id IS NOT excluded.publisher_id""",
        (key.key, publisher_id),
    )


def _abbreviates(one: str, other: str) -> bool:
    """Whether one name is the other with characters left out: 发改委 and 发展和改革委员会."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return bool(short) and all(letter in letters for letter in short)
